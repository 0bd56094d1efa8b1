"""Loads every detector that is at hand, and has each look at a recording. One thread at a time.

Knows no processes and no sockets: the command line calls it where it is, the server in a process of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from rhapsode_protocol.errors import ModelUnavailable
from rhapsode_server.audio import embedded
from rhapsode_server.audio.geometry import MODEL_RATE_HZ
from rhapsode_server.audio.pairs import LoadedNetwork, PairShelf
from rhapsode_server.audio.watermark import Pair, WatermarkUnavailable
from rhapsode_server.detection.calibration import Calibration, ShareOfFrames, Yardstick
from rhapsode_server.detection.detector import Detector, FrameScores
from rhapsode_server.detection.findings import Finding, Findings
from rhapsode_server.detection.media import Recording
from rhapsode_server.detection.verdict import examine
from rhapsode_server.sound import Samples

Progress = Callable[[float], None]
"""Told between two pieces of work how many seconds of sound are behind, of all that are to be computed. Raises to break
off."""


@dataclass(frozen=True, slots=True)
class Row:
    """One detector, and what its scores mean."""

    detector: Detector
    yardstick: Yardstick
    pair: Pair
    description: str


class Examiner:
    """Every detector at hand.

    Args:
        rows: at least one.
    """

    def __init__(self, rows: Sequence[Row]) -> None:
        self._rows = tuple(rows)

    @property
    def detectors(self) -> int:
        """How many there are: each goes over the whole recording."""
        return len(self._rows)

    @classmethod
    def load(cls, shelf: PairShelf) -> Examiner:
        """Load the networks; takes seconds.

        Raises:
            ModelUnavailable: there is none, or a library is missing.
        """
        try:
            rows = [_row(loaded) for loaded in shelf.detectors()]
        except ImportError as error:
            raise ModelUnavailable(f'{error.name} is not installed; pip install "rhapsode[server]"') from error
        except (WatermarkUnavailable, ValueError) as error:
            raise ModelUnavailable(f"the watermark detector cannot be loaded: {error}") from error
        if not rows:
            raise ModelUnavailable("no watermark detector is at hand")
        return cls(rows)

    def examine(self, recording: Recording, expected: int | None, progress: Progress) -> Findings:
        """Look at one recording; it is taken once for each detector, stretch by stretch.

        Args:
            recording: what is looked at.
            expected: the message that it should carry, if one is.
            progress: called between any two pieces of work.

        Raises:
            UnreadableAudio: nothing of it can be decoded.
            RecordingTooLarge: it is longer than it may be.
        """
        found = []
        done_s = 0.0
        for row in self._rows:
            scores = _scores(row.detector, _watched(recording, done_s, progress))
            duration_s = recording.decoded_samples / MODEL_RATE_HZ
            done_s += duration_s
            found.append(
                Finding(
                    examine(scores, row.yardstick, pair=row.pair, duration_s=duration_s, expected=expected),
                    row.description,
                )
            )
        return Findings(tuple(found), tuple(recording.notes))


def _row(loaded: LoadedNetwork) -> Row:
    calibration = embedded.card()["calibration"] if loaded.pair == "embedded" else None
    yardstick = ShareOfFrames() if calibration is None else Calibration.from_card(calibration)
    return Row(Detector(loaded.network), yardstick, loaded.pair, loaded.description)


def _scores(detector: Detector, stretches: Iterable[Samples]) -> FrameScores:
    return FrameScores.joined(detector.scores(stretches))


def _watched(recording: Recording, before_s: float, progress: Progress) -> Iterator[Samples]:
    """The recording in stretches of a second, between which is told how far it is.

    Codecs give blocks of twenty milliseconds, and the detector copies all that it has not looked at yet for each.
    """
    behind = 0
    for stretch in _joined(recording.stretches(), MODEL_RATE_HZ):
        progress(before_s + behind / MODEL_RATE_HZ)
        behind += len(stretch)
        yield stretch


def _joined(stretches: Iterable[Samples], least: int) -> Iterator[Samples]:
    """The same sound in stretches of at least so many samples, but for the last."""
    kept: list[Samples] = []
    for stretch in stretches:
        kept.append(stretch)
        if sum(map(len, kept)) >= least:
            yield np.concatenate(kept)
            kept.clear()
    if kept:
        yield np.concatenate(kept)
