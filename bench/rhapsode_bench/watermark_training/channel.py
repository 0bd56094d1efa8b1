"""What may happen to sound between speaker and detector, as far as it can be differentiated.

Each treatment takes sound ``[B, 1, T]`` and a label ``[B, 1, T]`` (1 where there is a mark), and gives both as they
arrive. Real codecs are not among them: the evaluation meets the pair with codecs that it was not trained on, but for
:func:`coarse`, which drops and blurs what any of them would.
"""

from __future__ import annotations

import math
from collections.abc import Callable

import torch
from torch import Tensor
from torch.nn import functional

from rhapsode_server.audio.geometry import MODEL_RATE_HZ

Chance = torch.Generator
Treatment = Callable[[Tensor, Tensor, Chance], tuple[Tensor, Tensor]]


def uniform(low: float, high: float, chance: Chance, *shape: int) -> Tensor:
    """Numbers from ``low`` to ``high``."""
    return low + (high - low) * torch.rand(shape, generator=chance)


def _level(sound: Tensor) -> Tensor:
    return sound.detach().square().mean(dim=-1, keepdim=True).add(1e-10).sqrt()


def _filtered(sound: Tensor, response: Callable[[Tensor], Tensor]) -> Tensor:
    """Filtered by a response over frequency, in Hz, without a change of phase."""
    samples = sound.shape[-1]
    size = samples + 1024
    hz = torch.arange(size // 2 + 1) * (MODEL_RATE_HZ / size)
    filtered: Tensor = torch.fft.irfft(torch.fft.rfft(sound, size) * response(hz), size)[..., :samples]
    return filtered


def gain(sound: Tensor, label: Tensor, chance: Chance) -> tuple[Tensor, Tensor]:
    """Louder by up to 6 dB, or softer by up to 14."""
    return sound * 10 ** (uniform(-14, 6, chance, len(sound), 1, 1) / 20), label


def noise(sound: Tensor, label: Tensor, chance: Chance) -> tuple[Tensor, Tensor]:
    """White noise, 16 to 40 dB under the sound."""
    white = torch.randn(sound.shape, generator=chance)
    return sound + white * _level(sound) * 10 ** (-uniform(16, 40, chance, len(sound), 1, 1) / 20), label


def low_pass(sound: Tensor, label: Tensor, chance: Chance) -> tuple[Tensor, Tensor]:
    """Nothing above 3.2 to 7 kHz."""
    cut = uniform(3_200, 7_000, chance, len(sound), 1, 1)
    width = uniform(50, 300, chance, len(sound), 1, 1)
    return _filtered(sound, lambda hz: torch.sigmoid((cut - hz) / width)), label


def high_pass(sound: Tensor, label: Tensor, chance: Chance) -> tuple[Tensor, Tensor]:
    """Nothing below 80 to 350 Hz."""
    cut = uniform(80, 350, chance, len(sound), 1, 1)
    return _filtered(sound, lambda hz: torch.sigmoid((hz - cut) / 25)), label


def equalised(sound: Tensor, label: Tensor, chance: Chance) -> tuple[Tensor, Tensor]:
    """Some bands louder, some softer, by up to 9 dB."""
    bands = uniform(-9, 9, chance, len(sound), 1, 9)

    def response(hz: Tensor) -> Tensor:
        smooth = functional.interpolate(bands, size=len(hz), mode="linear", align_corners=True)
        return 10 ** (smooth / 20)

    return _filtered(sound, response), label


def telephone(sound: Tensor, label: Tensor, chance: Chance) -> tuple[Tensor, Tensor]:
    """300 to 3,400 Hz in mu-law's 256 steps (ITU-T G.711); the gradient passes the steps by."""
    narrow = _filtered(sound, lambda hz: torch.sigmoid((3_500 - hz) / 80) * torch.sigmoid((hz - 150) / 30))
    with torch.no_grad():
        clipped = narrow.clamp(-1, 1)
        steps = torch.sign(clipped) * torch.log1p(255 * clipped.abs()) / math.log(256)
        rounded = torch.round(steps * 127.5) / 127.5
        decoded = torch.sign(rounded) * (256 ** rounded.abs() - 1) / 255
        error = decoded - narrow
    return narrow + error, label


def echo(sound: Tensor, label: Tensor, chance: Chance) -> tuple[Tensor, Tensor]:
    """A room: one echo, or a tail of noise that dies away."""
    samples = 4_800
    response = torch.zeros(len(sound), 1, samples)
    response[..., 0] = 1.0
    for row in range(len(sound)):
        if torch.rand((), generator=chance) < 0.5:
            response[row, 0, int(uniform(160, samples - 1, chance))] = float(uniform(0.1, 0.45, chance))
        else:
            decay = torch.exp(-torch.arange(samples) / float(uniform(200, 1_600, chance)))
            tail = torch.randn(samples, generator=chance) * decay
            tail[0] = 0.0
            response[row, 0] += tail * (float(uniform(0.1, 0.6, chance)) / tail.norm())
    size = sound.shape[-1] + samples
    wet = torch.fft.irfft(torch.fft.rfft(sound, size) * torch.fft.rfft(response, size), size)
    return wet[..., : sound.shape[-1]], label


def cut_out(sound: Tensor, label: Tensor, chance: Chance) -> tuple[Tensor, Tensor]:
    """Up to four holes of up to 50 ms; a hole has no mark."""
    kept = torch.ones_like(label)
    for row in range(len(sound)):
        for _ in range(int(torch.randint(1, 5, (), generator=chance))):
            start = int(torch.randint(0, sound.shape[-1], (), generator=chance))
            kept[row, :, start : start + int(uniform(80, 800, chance))] = 0.0
    return sound * kept, label * kept


def _moved(sound: Tensor, label: Tensor, place: Tensor) -> tuple[Tensor, Tensor]:
    """Read at fractional places ``[B, T]``, linearly between samples."""
    last = sound.shape[-1] - 1
    outside = (place < 0) | (place > last)
    place = place.clamp(0, last)
    before = place.floor().long().clamp(max=last - 1)
    share = (place - before).unsqueeze(1)
    before = before.unsqueeze(1)
    moved = sound.gather(-1, before) * (1 - share) + sound.gather(-1, before + 1) * share
    present = (~outside).unsqueeze(1).to(sound.dtype)
    return moved * present, label.gather(-1, before) * present


def another_rate(sound: Tensor, label: Tensor, chance: Chance) -> tuple[Tensor, Tensor]:
    """Played up to 3 % slower or faster, as by a clock that is off."""
    factor = uniform(0.97, 1.03, chance, len(sound), 1)
    return _moved(sound, label, torch.arange(sound.shape[-1]) * factor)


def stretched(sound: Tensor, label: Tensor, chance: Chance) -> tuple[Tensor, Tensor]:
    """Lengthened or shortened by up to 12 % as time-scale changes do it: pieces of 20 to 40 ms, unchanged in
    themselves, are skipped or said twice, and faded into each other."""
    samples = sound.shape[-1]
    piece, fade = int(uniform(320, 640, chance)), 80
    count = samples // piece + 1
    factor = uniform(0.88, 1.12, chance, len(sound), 1)
    offset = torch.round(torch.arange(count) * piece * (factor - 1) + uniform(-60, 60, chance, len(sound), count))
    time = torch.arange(samples)
    number = time // piece
    place = time + offset[:, number]
    earlier = time + offset[:, (number - 1).clamp(min=0)]
    share = ((time % piece) / fade).clamp(max=1.0)
    now, label_now = _moved(sound, label, place)
    before, _ = _moved(sound, label, earlier)
    return now * share + before * (1 - share), label_now


def coarse(sound: Tensor, label: Tensor, chance: Chance) -> tuple[Tensor, Tensor]:
    """What a codec leaves: no treble, no parts far below their neighbours, and noise under the loud ones."""
    size, hop = 512, 256
    window = torch.hann_window(size)
    flat = sound.squeeze(1)
    spectrum = torch.stft(flat, size, hop, window=window, return_complex=True)
    power = spectrum.detach().abs().square()
    # Over seven neighbours, 220 Hz, and what stands out from the whole frame.
    near = functional.avg_pool1d(power.transpose(1, 2), 7, 1, 3, count_include_pad=False).transpose(1, 2)
    near = near + 1e-3 * power.mean(dim=1, keepdim=True) + 1e-9
    drop = 10 ** (-uniform(6, 26, chance, len(flat), 1, 1) / 10)
    blur = 10 ** (-uniform(8, 22, chance, len(flat), 1, 1) / 20)
    hz = torch.arange(size // 2 + 1).reshape(1, -1, 1) * (MODEL_RATE_HZ / size)
    kept = (power > drop * near) & (hz < uniform(4_000, 9_000, chance, len(flat), 1, 1))
    jitter = torch.complex(torch.randn(power.shape, generator=chance), torch.randn(power.shape, generator=chance)) * (
        near.sqrt() * blur * 0.7
    )
    heard = torch.istft((spectrum + jitter) * kept, size, hop, window=window, length=flat.shape[-1])
    return heard.unsqueeze(1), label


TREATMENTS: tuple[Treatment, ...] = (
    gain,
    noise,
    low_pass,
    high_pass,
    equalised,
    telephone,
    echo,
    cut_out,
    another_rate,
    stretched,
    coarse,
    coarse,
    coarse,
)
"""Each as likely as the next; codecs count three times."""


def treated(sound: Tensor, label: Tensor, chance: Chance, strength: float) -> tuple[Tensor, Tensor]:
    """Rows in small groups, each treated by a draw of its own, some by none and some by two.

    Args:
        sound: ``[B, 1, T]``.
        label: ``[B, 1, T]``.
        chance: of every choice.
        strength: share of the groups that are treated, 0 to 1.
    """
    sounds, labels = [], []
    for some, marks in zip(torch.split(sound, 2), torch.split(label, 2), strict=True):
        for share in (strength, strength * 0.35):
            if torch.rand((), generator=chance) < share:
                treatment = TREATMENTS[int(torch.randint(0, len(TREATMENTS), (), generator=chance))]
                some, marks = treatment(some, marks, chance)
        sounds.append(some)
        labels.append(marks)
    return torch.cat(sounds), torch.cat(labels)
