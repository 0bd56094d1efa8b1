"""Recordings marked as the product marks them: the chain's own stage, at 24 kHz, in blocks as they would come."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np

from rhapsode_bench.watermark_marks.recordings import Recording
from rhapsode_protocol.formats import NATIVE_RATE_HZ
from rhapsode_server.audio.marking import MakeWatermarker
from rhapsode_server.sound import Samples

BLOCK_SAMPLES = NATIVE_RATE_HZ // 5
"""200 ms: what an engine hands over at a time, more or less."""


@dataclass(frozen=True, slots=True)
class MarkedRecording:
    """A recording before and after."""

    source: str
    plain: Samples
    """``[T]`` at 24 kHz."""
    marked: Samples
    """The same with its mark."""
    message: int
    """What the mark says, 16 bits."""

    @property
    def mark(self) -> Samples:
        """What was added, ``[T]``."""
        return self.marked - self.plain


def marked(
    make: MakeWatermarker, recording: Recording, message: int, cuts: Iterable[int] | None = None
) -> MarkedRecording:
    """Mark one recording.

    Args:
        make: makes the stage.
        recording: what is marked.
        message: what the mark is to say.
        cuts: samples at which it is handed over in pieces, rising; every 200 ms where none are given.
    """
    stage = make(message)
    places = range(BLOCK_SAMPLES, len(recording.sound), BLOCK_SAMPLES) if cuts is None else cuts
    pieces = [stage.mark(piece).samples for piece in np.split(recording.sound, list(places))]
    pieces.append(stage.finish().samples)
    return MarkedRecording(recording.source, recording.sound, np.concatenate(pieces), message)


def mark_all(
    make: MakeWatermarker, recordings: Iterable[Recording], seed: int, tell: Callable[[str], None]
) -> list[MarkedRecording]:
    """Mark recordings, each with a random message of its own."""
    chance = np.random.default_rng(seed)
    done: list[MarkedRecording] = []
    for recording in recordings:
        done.append(marked(make, recording, int(chance.integers(1 << 16))))
        tell(f"marked {len(done)} recordings")
    return done


def message_bits(message: int) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """``[16]``, most significant first."""
    return np.array([message >> place & 1 for place in range(15, -1, -1)], dtype=np.bool_)
