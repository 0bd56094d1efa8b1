"""How far a change of speech stands out of what the ear cannot hear beside it: the noise-to-mask ratio.

The masking threshold is Johnston's (J. D. Johnston, "Transform coding of audio signals using perceptual noise
criteria", IEEE JSAC 6(2), 1988): the power in critical bands is spread over its neighbours (Schroeder et al. 1979), and
lowered by 14.5 dB plus the band's number where the sound is a tone, by 5.5 dB where it is noise; how much of either it
is, spectral flatness tells. Beneath the threshold in quiet (Terhardt 1979) nothing is heard. The ratio is summed up as
in PEAQ (ITU-R BS.1387-2, "Total NMR"): powers are averaged over bands and frames, then brought to dB.

It knows simultaneous masking alone: what a loud sound hides just before and after itself counts as heard.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import signal

from rhapsode_protocol.formats import NATIVE_RATE_HZ
from rhapsode_server.sound import Samples

WINDOW_SAMPLES = 1_024
"""43 ms at 24 kHz, as PEAQ's 2,048 at 48 kHz. Shorter, and low critical bands have no bin of their own."""
HOP_SAMPLES = 512
FULL_SCALE_DB_SPL = 92.0
"""How loud full scale is played: PEAQ's listening level."""
FLATNESS_HZ = 8_000
"""Up to where it is asked whether a frame is tone or noise. Higher, and the empty top of a voice that was recorded at a
lower rate makes every frame a tone."""

Bands = NDArray[np.float64]
"""``[F, Z]``: power of each of Z critical bands in each of F frames."""


@dataclass(frozen=True, slots=True)
class Audibility:
    """What the ear may hear of a change."""

    total_db: float
    """Mean ratio of noise to mask; below 0 it is hidden on average, below -10 as good as always."""
    frames_above: float
    """Share of the frames in which it stands out in some band, 0 to 1."""
    cells_above: float
    """Share of the bands of all frames in which it does."""


def audibility(speech: Samples, change: Samples) -> Audibility:
    """Judge what was added to ``speech``, both ``[T]`` at 24 kHz."""
    ratio = _bands(change) / _threshold(speech)
    loudest = ratio.max(axis=1)
    return Audibility(
        total_db=float(10 * np.log10(ratio.mean() + 1e-12)),
        frames_above=float(np.mean(loudest > 1.0)),
        cells_above=float(np.mean(ratio > 1.0)),
    )


def _threshold(speech: Samples) -> Bands:
    """What noise may have in each band and frame without being heard."""
    power = _power(speech)
    bands = _summed(power)
    spread = bands @ _spreading()
    # Flatness: geometric by arithmetic mean; -60 dB is wholly a tone.
    voiced = power[:, : int(FLATNESS_HZ * WINDOW_SAMPLES / NATIVE_RATE_HZ)] + 1e-20
    flatness_db = 10 * (np.log10(voiced).mean(axis=1) - np.log10(voiced.mean(axis=1)))
    tonality = np.clip(flatness_db / -60.0, 0.0, 1.0)[:, None]
    number = np.arange(1, bands.shape[1] + 1)[None]
    offset_db = tonality * (14.5 + number) + (1 - tonality) * 5.5
    masked = spread * 10 ** (-offset_db / 10)
    quiet = np.bincount(_band_of_bin(), weights=_quiet_power())
    threshold: Bands = np.maximum(masked, quiet[None])
    return threshold


def _bands(sound: Samples) -> Bands:
    return _summed(_power(sound))


def _power(sound: Samples) -> Bands:
    """``[F, bins]``, so scaled that a full-scale sine adds up to 1 over its bins."""
    window = np.hanning(WINDOW_SAMPLES)
    _, _, spectrum = signal.stft(
        sound.astype(np.float64),
        window=window,
        nperseg=WINDOW_SAMPLES,
        noverlap=WINDOW_SAMPLES - HOP_SAMPLES,
        boundary=None,
        padded=False,
    )
    # scipy divides by the window's sum; a sine's power then lies in 1.5 bins' worth of a quarter each.
    power: Bands = (np.abs(spectrum.T) ** 2) * (4.0 / 1.5)
    return power


def _summed(power: Bands) -> Bands:
    numbers = _band_of_bin()
    # Bins are sorted by band, so each band is one stretch of them.
    starts = np.flatnonzero(np.diff(numbers, prepend=-1))
    summed: Bands = np.add.reduceat(power, starts, axis=1)
    return summed


@functools.cache
def _band_of_bin() -> NDArray[np.int64]:
    """``[bins]``: number of each bin's critical band (Zwicker and Terhardt 1980), from 0 without a gap."""
    hz = np.arange(WINDOW_SAMPLES // 2 + 1) * NATIVE_RATE_HZ / WINDOW_SAMPLES
    bark = 13 * np.arctan(0.76e-3 * hz) + 3.5 * np.arctan((hz / 7_500) ** 2)
    return np.unique(np.floor(bark), return_inverse=True)[1].astype(np.int64)


@functools.cache
def _spreading() -> Bands:
    """``[Z, Z]``: what a band's power brings to each other (Schroeder, Atal and Hall 1979), each adding up to 1."""
    count = int(_band_of_bin().max()) + 1
    distance = np.arange(count)[None] - np.arange(count)[:, None] + 0.474
    spread: Bands = 10 ** ((15.81 + 7.5 * distance - 17.5 * np.sqrt(1 + distance**2)) / 10)
    evened: Bands = spread / spread.sum(axis=1, keepdims=True)
    return evened


@functools.cache
def _quiet_power() -> NDArray[np.float64]:
    """``[bins]``: threshold in quiet (Terhardt 1979), of each bin's share of its band."""
    khz = np.maximum(np.arange(WINDOW_SAMPLES // 2 + 1) * NATIVE_RATE_HZ / WINDOW_SAMPLES, 20.0) / 1_000
    quiet_db = 3.64 * khz**-0.8 - 6.5 * np.exp(-0.6 * (khz - 3.3) ** 2) + 1e-3 * khz**4
    numbers = _band_of_bin()
    return 10 ** ((np.minimum(quiet_db, 100.0) - FULL_SCALE_DB_SPL) / 10) / np.bincount(numbers)[numbers]
