"""All that a training run depends on, beside the versions of the libraries."""

from __future__ import annotations

from dataclasses import dataclass


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
    steps: int = 15_000
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
    final_db: float = 26.8
    """How far below the training's own speech the finished mark is brought, at the median: the last steps shape a mark
    that is hardly heard, and this makes it loud enough to be read. Other voices get it a decibel or two nearer."""
    average: float = 0.999
    """Of the weights that are written: each step's count for one in a thousand."""
