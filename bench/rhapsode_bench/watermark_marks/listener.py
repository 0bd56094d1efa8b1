"""What the detector says of many clips at once, each judged alone, as if nothing else had been recorded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import soxr
import torch
from numpy.typing import NDArray

from rhapsode_protocol.formats import NATIVE_RATE_HZ
from rhapsode_server.audio.geometry import FRAMES_PER_S, HOP_SAMPLES, MODEL_RATE_HZ
from rhapsode_server.audio.pairs import PairShelf
from rhapsode_server.audio.watermark import WatermarkUnavailable
from rhapsode_server.detection.detector import Detector, FrameScores, frame_logits
from rhapsode_server.detection.windows import window_scores
from rhapsode_server.sound import Samples

CLIP = 6.0
"""Log-odds beyond which a frame counts for no more. Lower, and sure frames count too little; higher, and a few frames
decide over a whole window."""

CLIP_SECONDS = (0.5, 1.0, 3.0, 10.0)
"""Lengths that are judged."""

BATCH_S = 40.0
"""Sound that is computed at once. Less is slower, more only takes memory."""

Scores = NDArray[np.float64]
"""``[N]``: one score of each clip or window."""


def to_model_rate(sound: Samples) -> Samples:
    """``[T]`` at 24 kHz, brought to the detector's 16 kHz."""
    brought: Samples = soxr.resample(sound, NATIVE_RATE_HZ, MODEL_RATE_HZ).astype(np.float32)
    return brought


@dataclass(frozen=True, slots=True)
class Listener:
    """A detector with what its scores are clipped at."""

    network: torch.nn.Module
    clip: float = CLIP

    def judge(self, clips: Sequence[Samples]) -> list[FrameScores]:
        """What the detector says of clips ``[T]`` at 16 kHz, all of one length, a multiple of 320 samples."""
        from audioseal.libs.moshi.utils.compile import no_compile

        judged: list[FrameScores] = []
        rows = max(1, int(BATCH_S * MODEL_RATE_HZ / len(clips[0])))
        # Compiling would cost a minute for each length of clip.
        with torch.inference_mode(), no_compile():
            for start in range(0, len(clips), rows):
                batch = torch.from_numpy(np.stack(clips[start : start + rows])).unsqueeze(1)
                logits = frame_logits(self.network, batch).numpy()
                judged += [FrameScores(row[1] - row[0], row[2:].T) for row in logits]
        return judged

    def whole(self, judged: Sequence[FrameScores]) -> Scores:
        """The score of each clip as one window."""
        return np.array([window_scores(row.mark, len(row), 1, self.clip)[0] for row in judged])

    def frame_scores(self, sound: Samples) -> FrameScores:
        """What the detector says of each 20 ms of a recording ``[T]`` at 16 kHz."""
        return FrameScores.joined(Detector(self.network).scores([sound]))

    def windows_of_scores(self, scores: FrameScores, seconds: float, hop_s: float) -> Scores:
        """Scores of windows, ``hop_s`` apart; none where the recording is shorter than one."""
        frames = round(seconds * FRAMES_PER_S)
        if len(scores) < frames:
            return np.zeros(0)
        return np.asarray(window_scores(scores.mark, frames, round(hop_s * FRAMES_PER_S), self.clip), np.float64)


def cut(sound: Samples, seconds: float, count: int, chance: np.random.Generator, *, on_grid: bool) -> list[Samples]:
    """Clips of a recording ``[T]`` at 16 kHz, at random places.

    Args:
        sound: the recording.
        seconds: length of each.
        count: how many.
        chance: of the places.
        on_grid: whether they begin at multiples of 320 samples only.
    """
    length = round(seconds * MODEL_RATE_HZ)
    starts = chance.integers(0, len(sound) - length + 1, count)
    if on_grid:
        starts = starts // HOP_SAMPLES * HOP_SAMPLES
    return [sound[start : start + length] for start in starts]


def find_detector(shelf: PairShelf) -> torch.nn.Module:
    """The detector that belongs to the generator of ``shelf``.

    Raises:
        WatermarkUnavailable: there is none.
    """
    pair = shelf.generator().pair
    for loaded in shelf.detectors():
        if loaded.pair == pair:
            return loaded.network
    raise WatermarkUnavailable(f"no detector of the {pair} pair is at hand")
