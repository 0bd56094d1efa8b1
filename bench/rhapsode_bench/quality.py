"""What time scaling does to speech, in figures. Each compares an output with the original it was made from.

``speed`` is input duration divided by output duration: output position ``p`` belongs to input position ``p * speed``.
"""

from __future__ import annotations

import librosa
import numpy as np
from numpy.typing import NDArray

from rhapsode_bench.speech_corpus import Speech
from rhapsode_protocol.formats import NATIVE_RATE_HZ

Track = NDArray[np.float64]
"""``[N]``: one figure every frame."""

FRAME_SAMPLES = 1_024
"""43 ms: two to three periods of a low voice. Shorter frames see the phase within a period, longer ones no syllable."""
FRAME_HOP_SAMPLES = 128
CLICK_BLOCK_SAMPLES = 240
"""10 ms."""
CLICK_NEAR_BLOCKS = 3
"""The original's own jumps within this many blocks are a place's measure: wider than any method may stray."""
CLICK_FACTOR = 1.5
CLICK_FLOOR = 0.01
"""Of full scale: -40 dB, below which a jump is no click."""
ONSET_HOP_SAMPLES = 120
ONSET_FRAME_SAMPLES = 512
ONSET_NEAR_MS = 40.0


def spectral_convergence(original: Speech, output: Speech, speed: float) -> float:
    """How far the output's spectra are from the original's at the corresponding times: 0 is equal, 1 is silence.

    ``‖|out| - |orig|‖ / ‖|orig|‖`` over Hann frames of ``FRAME_SAMPLES`` (Arik, Jun and Diamos, 2019, equation 1), the
    original's frame taken at ``speed`` times the output frame's time. Sees roughness, smearing, and sound out of place.
    """
    centres = np.arange(0, min(len(output), int(len(original) / speed)), FRAME_HOP_SAMPLES)
    made = _magnitudes(output, centres)
    wanted = _magnitudes(original, np.round(centres * speed).astype(np.int64))
    return float(np.linalg.norm(made - wanted) / np.linalg.norm(wanted))


def clicks(original: Speech, output: Speech, speed: float) -> int:
    """How many clicks the output has that the original has not.

    A click: a jump from one sample to the next that is larger than ``CLICK_FACTOR`` times the original's largest jump
    within ``CLICK_NEAR_BLOCKS`` of the place, plus ``CLICK_FLOOR``. Jumps within 2 ms of each other are one click.
    """
    jumps = np.abs(np.diff(original, prepend=0))
    blocks = np.maximum.reduceat(jumps, np.arange(0, len(jumps), CLICK_BLOCK_SAMPLES))
    padded = np.pad(blocks, CLICK_NEAR_BLOCKS)
    largest = np.lib.stride_tricks.sliding_window_view(padded, 2 * CLICK_NEAR_BLOCKS + 1).max(axis=1)
    places = (np.arange(len(output)) * speed / CLICK_BLOCK_SAMPLES).astype(np.int64)
    allowed = CLICK_FACTOR * largest[np.minimum(places, len(blocks) - 1)] + CLICK_FLOOR
    loud = np.flatnonzero(np.abs(np.diff(output, prepend=0)) > allowed)
    return 0 if len(loud) == 0 else 1 + int((np.diff(loud) > 2 * NATIVE_RATE_HZ // 1000).sum())


def onset_sharpness(original: Speech, output: Speech, speed: float) -> float:
    """How sharp the original's attacks still are: 1 as sharp, 0 gone.

    Median, over the stronger half of the original's onsets, of the largest onset strength (librosa) within
    ``ONSET_NEAR_MS`` of the corresponding place, divided by the original's.
    """
    before, after = _onset_strength(original), _onset_strength(output)
    peaks = librosa.util.peak_pick(before, pre_max=6, post_max=6, pre_avg=20, post_avg=20, delta=0.5, wait=10)
    strong = peaks[before[peaks] > np.median(before[peaks])]
    reach = round(ONSET_NEAR_MS * NATIVE_RATE_HZ / 1000 / ONSET_HOP_SAMPLES)
    kept = [after[max(0, int(peak / speed) - reach) : int(peak / speed) + reach + 1] for peak in strong]
    return float(np.median([near.max(initial=0) / before[peak] for near, peak in zip(kept, strong, strict=True)]))


def pitch_hz(samples: Speech) -> Track:
    """The pitch every 10 ms by librosa's pYIN, NaN where there is no voice."""
    track: Track
    track, _, _ = librosa.pyin(samples, fmin=60, fmax=400, sr=NATIVE_RATE_HZ, frame_length=2_048, hop_length=240)
    return track


def median_pitch_shift_percent(original_hz: Track, output_hz: Track) -> float:
    """How far the median pitch moved, in percent. pYIN tells pitches 0.58 % apart.

    Moves with the voicing too: a few creaky frames more or less that pass for voiced shift the median of a low voice.
    """
    return float(100 * abs(np.nanmedian(output_hz) / np.nanmedian(original_hz) - 1))


def pitch_deviation_percent(original_hz: Track, output_hz: Track, speed: float) -> float:
    """How far the pitch typically is from the original's at the same place, in percent.

    Median of ``|out / original - 1|`` over the places with a voice in both.
    """
    places = np.round(np.arange(len(output_hz)) * speed).astype(np.int64)
    inside = places < len(original_hz)
    return float(100 * np.nanmedian(np.abs(output_hz[inside] / original_hz[places[inside]] - 1)))


def _magnitudes(samples: Speech, centres: NDArray[np.int64]) -> NDArray[np.float64]:
    padded = np.pad(samples, (FRAME_SAMPLES // 2, FRAME_SAMPLES))
    places = np.minimum(centres, len(samples) - 1)[:, None] + np.arange(FRAME_SAMPLES)
    magnitudes: NDArray[np.float64] = np.abs(np.fft.rfft(padded[places] * np.hanning(FRAME_SAMPLES), axis=1))
    return magnitudes


def _onset_strength(samples: Speech) -> Track:
    strength: Track = librosa.onset.onset_strength(
        y=samples, sr=NATIVE_RATE_HZ, hop_length=ONSET_HOP_SAMPLES, n_fft=ONSET_FRAME_SAMPLES
    )
    return strength
