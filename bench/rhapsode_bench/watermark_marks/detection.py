"""How often marks are found, in what arrives after each attack, and how often one is found where there is none."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rhapsode_bench.watermark_marks.attacks import UNTOUCHED, Attack
from rhapsode_bench.watermark_marks.listener import CLIP_SECONDS, Listener, Scores, cut, to_model_rate
from rhapsode_bench.watermark_marks.marking import MarkedRecording, message_bits
from rhapsode_bench.watermark_marks.proportion import Proportion, above
from rhapsode_bench.watermark_marks.recordings import Recording
from rhapsode_server.detection.calibration import Calibration, Yardstick
from rhapsode_server.detection.detector import FrameScores
from rhapsode_server.detection.verdict import examine
from rhapsode_server.sound import Samples

CLIPS = {0.5: 4, 1.0: 3, 3.0: 1, 10.0: 1}
"""How many of each length are cut from a recording."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """Clips of one length after one attack."""

    attack: str
    seconds: float
    sources: tuple[str, ...]
    """``N`` of them: what made each marked clip."""
    marked: Scores
    """``[N]``."""
    right_bits: NDArray[np.int64]
    """``[N]``: bits of the message that were read as they were written, 0 to 16."""
    unmarked: Scores
    """``[M]``: scores of clips of plain recordings that met the same."""
    verdicts: tuple[bool, ...] = ()
    """``N`` of them: whether the server calls the marked clip marked. It looks at shorter windows inside of it too, and
    asks more of each, so that all of them together are wrong once in a thousand recordings."""
    false_verdicts: tuple[bool, ...] = ()
    """``M`` of them: the same of the unmarked clips."""

    def found(self, calibration: Calibration) -> Proportion:
        """Marked clips that were found."""
        return above(self.marked, calibration.threshold_of(self.seconds))

    def accused(self, calibration: Calibration) -> Proportion:
        """Unmarked clips that were taken for marked ones."""
        return above(self.unmarked, calibration.threshold_of(self.seconds))

    @property
    def bit_accuracy(self) -> float:
        """Share of all bits that were right; a coin reaches a half."""
        return float(self.right_bits.mean() / 16)

    @property
    def messages_right(self) -> Proportion:
        """Clips whose message was right to the last bit."""
        return Proportion(int(np.count_nonzero(self.right_bits == 16)), len(self.right_bits))

    def of(self, *sources: str) -> Outcome:
        """The marked clips of these sources; no unmarked ones."""
        rows = np.array([found in sources for found in self.sources])
        names = tuple(found for found in self.sources if found in sources)
        return Outcome(self.attack, self.seconds, names, self.marked[rows], self.right_bits[rows], np.zeros(0))


def meet(
    attack: Attack,
    recordings: Sequence[MarkedRecording],
    plain: Sequence[MarkedRecording],
    listener: Listener,
    yardstick: Yardstick,
    seed: int,
) -> list[Outcome]:
    """Let recordings meet an attack, and judge clips of each length.

    Args:
        attack: what happens to them.
        recordings: whose marked side meets it.
        plain: whose plain side meets it.
        listener: who judges.
        yardstick: what the server reaches its verdict by.
        seed: of the attack's and the clips' chance.
    """
    chance = np.random.default_rng(seed)
    arrived = [to_model_rate(attack.apply(recording.marked, chance)) for recording in recordings]
    arrived_plain = [to_model_rate(attack.apply(recording.plain, chance)) for recording in plain]
    on_grid = attack is UNTOUCHED
    outcomes = []
    for seconds in CLIP_SECONDS:
        count = CLIPS[seconds]
        judged = listener.judge(_cut_all(arrived, seconds, count, chance, on_grid=on_grid))
        unmarked = listener.judge(_cut_all(arrived_plain, seconds, count, chance, on_grid=on_grid))
        bits = np.stack([scores.bits.mean(axis=0) for scores in judged])
        written = np.repeat([message_bits(recording.message) for recording in recordings], count, axis=0)
        right = np.count_nonzero((bits > 0) == written, axis=1)
        sources = tuple(recording.source for recording in recordings for _ in range(count))
        outcomes.append(
            Outcome(
                attack=attack.name,
                seconds=seconds,
                sources=sources,
                marked=listener.whole(judged),
                right_bits=right,
                unmarked=listener.whole(unmarked),
                verdicts=_verdicts(judged, yardstick, seconds),
                false_verdicts=_verdicts(unmarked, yardstick, seconds),
            )
        )
    return outcomes


def _verdicts(judged: Sequence[FrameScores], yardstick: Yardstick, seconds: float) -> tuple[bool, ...]:
    return tuple(examine(scores, yardstick, pair="embedded", duration_s=seconds).marked for scores in judged)


def _cut_all(
    sounds: Iterable[Samples], seconds: float, count: int, chance: np.random.Generator, *, on_grid: bool
) -> list[Samples]:
    return [clip for sound in sounds for clip in cut(sound, seconds, count, chance, on_grid=on_grid)]


def false_positives(
    recordings: Iterable[Recording], listener: Listener, tell: Callable[[str], None]
) -> dict[str, dict[float, Scores]]:
    """Scores of windows without overlap of unmarked recordings, by source and length of window."""
    found: dict[str, dict[float, list[Scores]]] = {}
    for number, recording in enumerate(recordings):
        tell(f"unmarked recordings: {number + 1}")
        scores = listener.frame_scores(to_model_rate(recording.sound))
        for seconds in CLIP_SECONDS:
            windows = listener.windows_of_scores(scores, seconds, seconds)
            found.setdefault(recording.source, {}).setdefault(seconds, []).append(windows)
    return {
        source: {seconds: np.concatenate(parts) for seconds, parts in lengths.items()}
        for source, lengths in found.items()
    }
