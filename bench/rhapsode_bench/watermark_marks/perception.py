"""What listeners would say of marked speech, as far as programs can tell, beside well-known ways to change speech."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from rhapsode_bench.watermark_marks.attacks import MP3_64, MP3_128
from rhapsode_bench.watermark_marks.codecs import coded
from rhapsode_bench.watermark_marks.listener import to_model_rate
from rhapsode_bench.watermark_marks.marking import MarkedRecording
from rhapsode_bench.watermark_marks.masking import audibility
from rhapsode_server.audio.geometry import MODEL_RATE_HZ
from rhapsode_server.sound import Samples

Change = Callable[[MarkedRecording], Samples]
"""Gives changed speech ``[T]`` at 24 kHz, as long as the plain one and in step with it."""


def _noise(recording: MarkedRecording) -> Samples:
    """White noise as loud as the mark."""
    chance = np.random.default_rng(recording.message)
    level = float(np.sqrt(np.mean(np.square(recording.mark, dtype=np.float64))))
    return recording.plain + (level * chance.standard_normal(len(recording.plain))).astype(np.float32)


CHANGES: Sequence[tuple[str, Change]] = (
    ("watermark", lambda recording: recording.marked),
    ("white noise as loud as the mark", _noise),
    ("MP3, 128 kbit/s", lambda recording: coded(recording.plain, MP3_128)),
    ("MP3, 64 kbit/s", lambda recording: coded(recording.plain, MP3_64)),
)
"""The mark, and what else may happen to speech, to hold it against."""


@dataclass(frozen=True, slots=True)
class Perception:
    """Of one change, over all recordings."""

    change: str
    recordings: int
    noise_to_mask_db: float
    """Mean of the recordings' total ratios; see :mod:`.masking`."""
    frames_above: float
    cells_above: float
    pesq: float | None
    """Wide-band PESQ (ITU-T P.862.2), mean opinion score 1.04 to 4.64: mean over the recordings; ``None`` where its
    package is not installed."""
    worst_pesq: float | None
    stoi: float
    """Short-time objective intelligibility (Taal et al. 2011), up to 1: mean."""


def perceive(recordings: Sequence[MarkedRecording], tell: Callable[[str], None]) -> list[Perception]:
    """Judge every change over recordings of speech with words in them."""
    return [_judge(name, change, recordings, tell) for name, change in CHANGES]


def _judge(name: str, change: Change, recordings: Sequence[MarkedRecording], tell: Callable[[str], None]) -> Perception:
    from pystoi import stoi

    try:
        from pesq import pesq
    except ImportError:
        # It comes as source only, and not everybody has a C compiler.
        pesq = None

    heard, scores, intelligible = [], [], []
    for number, recording in enumerate(recordings):
        tell(f"listening to {name}: {number + 1} of {len(recordings)}")
        changed = change(recording)
        heard.append(audibility(recording.plain, changed - recording.plain))
        before, after = to_model_rate(recording.plain), to_model_rate(changed)
        if pesq is not None:
            scores.append(float(pesq(MODEL_RATE_HZ, before, after, "wb")))
        intelligible.append(float(stoi(before, after, MODEL_RATE_HZ)))
    return Perception(
        name,
        len(recordings),
        float(np.mean([row.total_db for row in heard])),
        float(np.mean([row.frames_above for row in heard])),
        float(np.mean([row.cells_above for row in heard])),
        float(np.mean(scores)) if scores else None,
        min(scores, default=None),
        float(np.mean(intelligible)),
    )
