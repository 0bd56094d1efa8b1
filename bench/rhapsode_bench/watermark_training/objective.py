"""What the pair is asked for: a mark that is found, bits that are read, and nothing that is heard."""

from __future__ import annotations

import functools

import torch
from torch import Tensor
from torch.nn import functional

from rhapsode_server.audio.geometry import MODEL_RATE_HZ

FLOOR_DB = -66.0
"""Nothing below is heard: the mark may be there where the sound is not."""

BAND_MARGIN_DB = 12.0
"""How far the mark must stay below the sound in each band and frame. Noise under a tone is masked from some 18 dB on,
under noise from 6 dB on (Zwicker and Fastl, "Psychoacoustics", chapter 4); speech is both."""

WINDOW, HOP = 512, 256
BANDS = 32


def level_db(sound: Tensor) -> Tensor:
    """Level of each row ``[B]`` in dB of full scale."""
    return 10.0 * torch.log10(sound.square().mean(dim=(-1, -2)) + 1e-10)


def brought_to(mark: Tensor, sound: Tensor, below_db: float) -> Tensor:
    """``mark`` at ``below_db`` under the sound, row by row; under :data:`FLOOR_DB` where there is hardly any sound."""
    wanted = torch.clamp(level_db(sound) - below_db, min=FLOOR_DB - 10.0)
    return mark * 10 ** ((wanted - level_db(mark)) / 20.0).reshape(-1, 1, 1)


def off_level(mark: Tensor, sound: Tensor, below_db: float) -> Tensor:
    """How far the generator's own output is from ``below_db`` under the sound, in dB, smoothly; ``[B, 1, T]`` both.

    During training it is brought there; in the end it must come there by itself.
    """
    wanted = level_db(brought_to(mark, sound, below_db)).detach()
    return functional.smooth_l1_loss(level_db(mark), wanted, beta=3.0)


def too_loud(mark: Tensor, sound: Tensor, below_db: float) -> Tensor:
    """By how many dB the mark is louder than ``below_db`` under the sound, 0 where it is not; ``[B, 1, T]`` both."""
    wanted = torch.clamp(level_db(sound) - below_db, min=FLOOR_DB - 10.0)
    return torch.relu(level_db(mark) - wanted).mean()


def unlike(mark: Tensor, shown: Tensor) -> Tensor:
    """Power of the difference over the power of what was shown, 0 where they are alike; ``[B, 1, T]`` both."""
    power = shown.square().mean(dim=(-1, -2)) + 1e-10
    return ((mark - shown).square().mean(dim=(-1, -2)) / power).mean()


def found(logits: Tensor, label: Tensor) -> Tensor:
    """Loss of the detection, over every sample: ``logits`` ``[B, 2, T]``, ``label`` ``[B, 1, T]``."""
    return functional.binary_cross_entropy_with_logits((logits[:, 1] - logits[:, 0]), label[:, 0])


def read(logits: Tensor, label: Tensor, message: Tensor) -> tuple[Tensor, Tensor]:
    """Loss of the message, and how often each bit is right, ``[bits]``, over the rows that carry one long enough.

    Args:
        logits: ``[B, bits, T]``.
        label: ``[B, 1, T]``.
        message: ``[B, bits]``, 0 or 1.
    """
    counted = label.mean(dim=(1, 2)) > 0.4
    mean = (logits * label).sum(dim=-1) / label.sum(dim=-1).clamp(min=1.0)
    mean, wanted = mean[counted], message[counted].to(mean.dtype)
    right = ((mean > 0) == (wanted > 0.5)).float().mean(dim=0)
    return functional.binary_cross_entropy_with_logits(mean, wanted), right


def heard(mark: Tensor, sound: Tensor) -> Tensor:
    """How far the mark stands out of the sound's bands: mean excess in dB over what is masked, ``[B, 1, T]`` both."""
    bank = _bank()
    window = torch.hann_window(WINDOW)

    def bands(wave: Tensor) -> Tensor:
        power = torch.stft(wave.squeeze(1), WINDOW, HOP, window=window, return_complex=True).abs().square()
        return bank @ power / (WINDOW * WINDOW / 8.0)

    with torch.no_grad():
        around = bands(sound)
        # Loud sound masks a little before itself and longer behind; and its neighbours, 10 dB weaker.
        around = torch.maximum(around, 0.3 * functional.pad(around, (1, 0))[..., :-1])
        around = torch.maximum(around, 0.1 * functional.max_pool1d(around.transpose(1, 2), 3, 1, 1).transpose(1, 2))
        allowed = torch.clamp(10 * torch.log10(around + 1e-12) - BAND_MARGIN_DB, min=FLOOR_DB - 15.0)
    excess = 10 * torch.log10(bands(mark) + 1e-12) - allowed
    return torch.relu(excess).mean()


@functools.cache
def _bank() -> Tensor:
    """Triangular bands ``[BANDS, bins]``, even on the mel scale."""
    import librosa

    return torch.from_numpy(librosa.filters.mel(sr=MODEL_RATE_HZ, n_fft=WINDOW, n_mels=BANDS, norm=None))
