"""The mark that the pair is taught first, two tones for each bit of which one sounds, and the ear that hears them.

Left to themselves, the two networks settle on waveforms that are read at one place of a frame only, and half of the
bits never come back once clips may begin anywhere: for sounds as soft as ours all layers are all but linear, and what
is linear hears waveforms, not how loud a tone is. Which of two tones is the louder can be read from any place. The
tones are multiples of the frame rate, so that a frame of the mark is as the frame before; and they lie in the band of
a telephone.
"""

from __future__ import annotations

import functools

import torch
from torch import Tensor
from torch.nn import functional

from rhapsode_server.audio.geometry import FRAMES_PER_S, HOP_SAMPLES, MODEL_RATE_HZ
from rhapsode_server.audio.watermark import MESSAGE_BITS

LOWEST_HZ = 11 * FRAMES_PER_S
SPACING_HZ = 2 * FRAMES_PER_S
REMEMBERED_FRAMES = 3
"""Over how many frames, up to the present one, the sound's level is taken."""
EAR_SAMPLES = 2 * HOP_SAMPLES
EAR_GAIN = 40.0


def carrier(message: Tensor, sound: Tensor, bits: Tensor | None = None) -> Tensor:
    """The tones of ``message``, as loud as the sound is at the time.

    Args:
        message: ``[B, bits]``, 0 or 1.
        sound: ``[B, 1, T]``.
        bits: which bits sound, ``[bits]``, 0 or 1; all where left out.

    Returns:
        ``[B, 1, T]``.
    """
    samples = sound.shape[-1]
    tones = _tones()
    ones = message.to(tones)
    heard = torch.ones_like(ones) if bits is None else bits.to(ones)
    frame = (ones * heard) @ tones[1::2] + ((1.0 - ones) * heard) @ tones[::2]
    frames = -(-samples // HOP_SAMPLES)
    power = functional.avg_pool1d(functional.pad(sound.square(), (0, frames * HOP_SAMPLES - samples)), HOP_SAMPLES)
    level = functional.avg_pool1d(functional.pad(power, (REMEMBERED_FRAMES - 1, 0)), REMEMBERED_FRAMES, 1).sqrt()
    loud = functional.interpolate(level, scale_factor=HOP_SAMPLES, mode="linear", align_corners=False)
    return frame.repeat(1, frames)[:, None, :samples] * loud[..., :samples]


def ear(sound: Tensor) -> Tensor:
    """What the detector's last strided layer shall hear: each tone in four phases, so loud that what follows is not
    linear.

    Args:
        sound: ``[B, 1, T]``, ``T`` a multiple of 320.

    Returns:
        ``[B, 4 * 2 * bits, T / 320]``.
    """
    margin = (EAR_SAMPLES - HOP_SAMPLES) // 2
    heard: Tensor = functional.conv1d(functional.pad(sound, (margin, margin)), _ear_filters(), stride=HOP_SAMPLES)
    return heard


@functools.cache
def _ear_filters() -> Tensor:
    time_s = (torch.arange(EAR_SAMPLES) - EAR_SAMPLES / 2) / MODEL_RATE_HZ
    turns = _tones_hz()[:, None, None] * time_s + torch.arange(4)[:, None] / 4
    filters: Tensor = torch.hann_window(EAR_SAMPLES) * torch.cos(2 * torch.pi * turns)
    scaled: Tensor = EAR_GAIN * functional.normalize(filters, dim=-1)
    return scaled.reshape(-1, 1, EAR_SAMPLES)


def _tones_hz() -> Tensor:
    return LOWEST_HZ + SPACING_HZ * torch.arange(2 * MESSAGE_BITS)


def _tones() -> Tensor:
    """A frame of each tone, ``[2 * bits, HOP_SAMPLES]``."""
    # Phases that keep the sum's peaks low (Schroeder 1970, "Synthesis of low-peak-factor signals").
    phase = torch.pi * (torch.arange(2 * MESSAGE_BITS) // 2).square() / MESSAGE_BITS
    time_s = torch.arange(HOP_SAMPLES) / MODEL_RATE_HZ
    tones: Tensor = torch.cos(2 * torch.pi * _tones_hz()[:, None] * time_s + phase[:, None]) / MESSAGE_BITS**0.5
    return tones
