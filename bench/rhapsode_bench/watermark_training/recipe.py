"""All that a training run depends on, beside the versions of the libraries."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class MaskedRun:
    """The numbers of a run in which the mark may be as soft as it likes, and lies where it disturbs least
    (:mod:`.disturbance`), as far as bits and mark are still held."""

    begins: int
    """The step with which it begins, with an optimizer that remembers nothing; it ends with the next, or at the end."""
    fading_steps: int = 2_100
    """In which the learning rate falls to the recipe's last, along half a cosine."""
    from_average: bool = True
    """Whether it begins with the averaged weights or with the last ones."""
    learning_rate: float = 6e-4
    clip_s: float = 0.7
    marked_clips: int = 8
    unmarked_clips: int = 4
    other_share: float = 0.4
    """Of the unmarked clips: no speech. Tones, not speech, set the threshold."""
    other_kinds: int = 5
    """How many kinds of it; the sixth are pure tones."""
    found_weight: float = 1.5
    below_db: float = 27.0
    """How far the mark must be below the sound; it may be farther."""
    level_weight: float = 0.04
    """Of each dB that it is nearer. Without it the mark becomes louder where loud vowels mask it."""
    power: float = 1.0
    """To which the points of disturbance are raised. Higher, and soft recordings count more, where it is heard most."""
    masking: float = 0.2
    """How much the disturbance counts at first and at least."""
    most_masking: float = 2.0
    pace: float = 1.004
    """How much more it counts from step to step while bits and mark are held, and less while they are not."""
    held_share: float = 0.86
    """Bits right, on average of late, that are enough."""
    held_doubt: float = 0.19
    """Loss of the detection, on average of late, that is too much."""
    average: float = 0.999
    """Of the weights that are written, as the recipe's."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """The numbers of a run. The same numbers, on the same kind of machine, give the same weights.

    First each network is taught its part of a mark of tones (:mod:`.carrier`); then they speak to each other, the mark
    as loud as the sound and half of the clips still carrying what was taught; then they are left to themselves, but for
    bits that get lost. What makes the task hard comes one after the other, as fast as the bits are still read: the mark
    is pressed down, and then something happens to it on its way. At last it is made less audible, in two runs: the
    second begins with the averaged weights of the first, and an optimizer that has forgotten how it came there.
    """

    seed: int = 20_261_129
    steps: int = 20_500
    main_steps: int = 8_000
    """In which the pair learns to be read; in the others it learns not to be heard."""
    anew_from: int = 10_000
    """The step at which the second run of those begins."""
    speech_s: float = 3_600.0
    """How much speech is made; clips are drawn from it."""
    clip_s: float = 0.5
    """What the detector hears."""
    marked_clips: int = 12
    unmarked_clips: int = 4
    """In a step."""
    lead_frames: int = 17
    """How long the generator has run when the detector begins to hear: longer than it remembers. Shorter, and the
    message leans on the clip's beginning, which no recording has."""
    ear_steps: int = 1_000
    """In which the detector is taught to hear tones, and the generator to write them, each by itself."""
    taught_share: float = 0.92
    """Bits that must be right, on average of late, before the mark is no longer shown."""
    lost_share: float = 0.7
    """A bit that is right less often than this, on average of late, is shown again, by itself."""
    unlike_weight: float = 0.5
    """Of the difference between the mark that is shown and the generator's, while it is shown."""
    learning_rate: float = 1e-3
    final_learning_rate: float = 1e-4
    """Reached at the last of the main steps, along half a cosine from ``own_level_from`` on; and at the end of both
    runs behind them, from the following two on."""
    hushed_learning_rate: float = 4e-4
    anew_learning_rate: float = 6e-4
    quietest_db: float = 26.5
    """How far the mark is pressed below the sound."""
    fast_descent_db: float = 0.02
    """How much a step presses it down while nearly all bits are read."""
    slow_descent_db: float = 0.004
    """The same while most are."""
    fast_share: float = 0.9
    """Bits right, on average of late, that are nearly all."""
    slow_share: float = 0.82
    """Bits right that are most."""
    retreat_share: float = 0.72
    """Below, the mark becomes louder again, as fast as it became quieter."""
    disturbed_from_db: float = 6.0
    """From where on the channel disturbs."""
    disturbed: float = 0.75
    """Share of the clips, in the end, that something happens to on their way."""
    disturbed_more: float = 1e-3
    """How much that share grows by a step in which most bits are read."""
    hushed_db: float = 31.0
    """How far the mark is pressed below the sound behind the main steps."""
    anew_db: float = 29.0
    """From where on the second run presses it."""
    heard_weight: float = 0.05
    level_weight: float = 2e-3
    hushed_weight: float = 10.0
    """How many times as much both count behind the main steps."""
    levelled_from: float = 0.55
    """Share of the main steps after which the generator's own level counts tenfold: what it makes is brought to its
    level still, so that it may come there without being heard less or more on the way."""
    own_level_from: float = 0.8
    """Share of the main steps after which the mark is as loud as the generator makes it, not brought to its level."""
    final_db: float = 30.3
    """How far below the training's own speech the finished mark is brought, at the median: the last steps shape a mark
    that is hardly heard, and this makes it loud enough to be read. Other voices, and softer speech, get it some
    decibels nearer."""
    average: float = 0.999
    """Of the weights that are written: each step's count for one in a thousand."""
    masked: tuple[MaskedRun, ...] = (
        MaskedRun(begins=15_000),
        MaskedRun(
            begins=17_000,
            fading_steps=3_500,
            from_average=False,
            learning_rate=5e-4,
            unmarked_clips=5,
            other_kinds=6,
            found_weight=2.5,
            power=2.0,
            masking=0.3,
            pace=1.003,
            held_share=0.845,
            held_doubt=0.165,
            average=0.995,
        ),
    )
    """In which the mark is moved to where the sound masks it."""
    blended_step: int = 16_250
    """The step whose averaged weights are blended, half and half, with the last ones into those that are written. The
    earlier ones read the message better, the later ones are heard less, and what lies between them has most of both
    (Wortsman et al. 2022, "Model soups")."""
