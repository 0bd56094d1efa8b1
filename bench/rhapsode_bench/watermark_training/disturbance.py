"""How much a mark disturbs, as PESQ models it (ITU-T P.862, section 10.2, in wide band as P.862.2 has it), so that it
can be learned from.

Sound with its mark and without is brought to loudness over time and critical bands (Zwicker and Fastl,
"Psychoacoustics", chapter 8). What differs by less than a quarter of the softer is masked; what was added where nothing
was counts up to twelve times as much. Left out is what only other changes than an addition need: alignment in time,
filters of telephones, compensation of gains. Bands are half a Bark wide, the threshold in quiet is Terhardt's (1979).
Over 12 held-out recordings and several marks the figures of both go together (correlation 0.95 to 0.98), PESQ itself
being 0.3 to 0.5 stricter.
"""

from __future__ import annotations

import functools
from typing import NamedTuple

import torch
from torch import Tensor

from rhapsode_server.audio.geometry import MODEL_RATE_HZ

WINDOW, HOP = 512, 256
BAND_BARK = 0.5
LISTENING_DB_SPL = 79.0
"""How loud speech is played."""
SOFTEST_POWER = 1e-5
"""-50 dB of full scale: a clip below is a pause and is not played louder than one of this power."""
LOUDNESS_SCALE, LOUDNESS_EXPONENT = 0.1866, 0.23
MASKED_SHARE = 0.25
"""Of the softer loudness: a difference below is not heard."""
LEAST_ASYMMETRY, MOST_ASYMMETRY = 3.0, 12.0
MOST_DISTURBANCE = 45.0
"""Of a frame."""
SYLLABLE_FRAMES = 20
"""320 ms, in which the worst frames count most."""


class _Bands(NamedTuple):
    bank: Tensor
    """``[Z, bins]``: which bins make a band."""
    width: Tensor
    """``[Z, 1]`` in Bark."""
    quiet: Tensor
    """``[Z, 1]``: power that is just heard."""
    exponent: Tensor
    """``[Z, 1]``: of power, to make loudness."""


def disturbance(mark: Tensor, sound: Tensor) -> Tensor:
    """Points that PESQ would take off, before they are mapped to opinions: about 2.0 where it says 2.5, 1.3 where it
    says 3.5, nothing where all is masked.

    Args:
        mark: ``[B, 1, T]``.
        sound: ``[B, 1, T]``, without it.

    Returns:
        ``[B]``.
    """
    bands = _bands()
    window = torch.hann_window(WINDOW)
    with torch.no_grad():
        level = sound.square().mean(dim=(-1, -2)).clamp(min=SOFTEST_POWER)
        scale = 10 ** (LISTENING_DB_SPL / 10) / level / (WINDOW * window.square().sum() / 2)

    def power(wave: Tensor) -> Tensor:
        spectrum = torch.stft(wave.squeeze(1), WINDOW, HOP, window=window, center=False, return_complex=True)
        return scale[:, None, None] * (bands.bank @ spectrum.abs().square())

    with torch.no_grad():
        before = power(sound)
        loud_before = _loudness(before, bands)
        audible = (before * (before > 100 * bands.quiet)).sum(dim=1)
        weight = ((audible + 1e5) / 1e7) ** 0.04
    after = power(sound + mark)
    loud_after = _loudness(after, bands)
    with torch.no_grad():
        masked = MASKED_SHARE * torch.minimum(loud_before, loud_after)
        asymmetry = ((after + 50) / (before + 50)) ** 1.2
        asymmetry = torch.where(asymmetry < LEAST_ASYMMETRY, 0.0, asymmetry.clamp(max=MOST_ASYMMETRY))
    heard = torch.relu((loud_after - loud_before).abs() - masked) * bands.width
    whole = bands.width.sum()
    # The root's slope at nothing is without end, and there shall be none.
    evenly = (heard.square().sum(dim=1) / whole + 1e-8).sqrt() * whole / weight
    added = (heard * asymmetry).sum(dim=1) / weight
    return 0.1 * _over_time(evenly.clamp(max=MOST_DISTURBANCE)) + 0.0309 * _over_time(added.clamp(max=MOST_DISTURBANCE))


def _loudness(power: Tensor, bands: _Bands) -> Tensor:
    """In sone a Bark; nothing below the threshold in quiet."""
    grown = (0.5 + 0.5 * power / bands.quiet) ** bands.exponent - 1.0
    return torch.relu(LOUDNESS_SCALE * (bands.quiet / 0.5) ** bands.exponent * grown)


def _over_time(frames: Tensor) -> Tensor:
    """``[B]`` from ``[B, F]``: the worst of each syllable, then the root of the mean square."""
    size = min(SYLLABLE_FRAMES, frames.shape[-1])
    syllables = frames.unfold(-1, size, max(1, size // 2)).pow(6).mean(dim=-1).add(1e-12) ** (1 / 6)
    return syllables.square().mean(dim=-1).add(1e-8).sqrt()


@functools.cache
def _bands() -> _Bands:
    khz = torch.arange(1, WINDOW // 2 + 1) * (MODEL_RATE_HZ / WINDOW / 1_000)
    bark = 13 * torch.atan(0.76 * khz) + 3.5 * torch.atan((khz / 7.5) ** 2)
    _, number = torch.unique((bark / BAND_BARK).floor(), return_inverse=True)
    bank = torch.zeros(int(number.max()) + 1, WINDOW // 2 + 1)
    # The lowest bin is no sound.
    bank[number, torch.arange(1, WINDOW // 2 + 1)] = 1.0
    members = bank.sum(dim=1)
    width = torch.zeros(len(bank)).index_add(0, number, torch.diff(bark, prepend=torch.zeros(1)))
    middle_bark = torch.zeros(len(bank)).index_add(0, number, bark) / members
    middle_khz = torch.zeros(len(bank)).index_add(0, number, khz) / members
    quiet_db = 3.64 * middle_khz**-0.8 - 6.5 * torch.exp(-0.6 * (middle_khz - 3.3) ** 2) + 1e-3 * middle_khz**4
    # Loudness grows faster with power where little is heard, below 4 Bark.
    steeper = torch.where(middle_bark < 4.0, (6.0 / (middle_bark + 2.0)).clamp(max=2.0) ** 0.15, 1.0)
    quiet = 10 ** (quiet_db.clamp(max=70.0) / 10)
    return _Bands(bank, width[:, None], quiet[:, None], LOUDNESS_EXPONENT * steeper[:, None])
