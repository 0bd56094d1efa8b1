"""Noise of a row, and the excitation at its ends."""

from __future__ import annotations

import torch

from rhapsode_bench import seeded_kokoro
from rhapsode_server.engines.kokoro.harmonic_source import SeededNoise, excite
from rhapsode_server.engines.kokoro.lengths import Lengths, Padded

CPU = torch.device("cpu")


def test_noise_is_a_rows_own() -> None:
    noise = SeededNoise([3, 4])
    assert torch.equal(noise.draw(0, 50, 9), SeededNoise([9, 3]).draw(1, 50, 9))
    assert not torch.equal(noise.draw(0, 50, 9), noise.draw(1, 50, 9))


def test_noise_is_normal() -> None:
    noise = SeededNoise([1]).draw(0, 24_000, 9)
    assert noise.shape == (24_000, 9)
    assert noise.dtype == torch.float32
    assert abs(float(noise.mean())) < 0.01
    assert abs(float(noise.std()) - 1) < 0.01


@torch.inference_mode()
def test_a_steady_pitch_is_a_sine_of_that_frequency_and_zero_is_noise_alone() -> None:
    source = seeded_kokoro.compact_model().decoder.generator.m_source
    pitch = torch.cat([torch.full((1, 1, 40), 160.0), torch.zeros(1, 1, 40)], -1)
    silent = torch.zeros(1, 80 * 300, 9)
    wave = excite(source, Padded(pitch, Lengths([80], CPU)), silent)[0]
    voiced = wave[:12_000] - wave[:12_000].mean()
    spectrum = torch.fft.rfft(voiced).abs()
    # 12,000 samples are half a second: a bin is 2 Hz.
    assert all(round(float(peak) * 2) % 160 == 0 for peak in spectrum.topk(3).indices)
    assert wave[12_300:].std() < 1e-6
    assert excite(source, Padded(pitch, Lengths([80], CPU)), torch.randn(silent.shape))[0, 12_300:].std() > 1e-4


@torch.inference_mode()
def test_a_row_ends_as_it_would_alone() -> None:
    source = seeded_kokoro.compact_model().decoder.generator.m_source
    pitch = torch.full((2, 1, 9), 211.3)
    pitch[1, :, 6:] = 0
    noise = torch.zeros(2, 2_700, 9)
    together = excite(source, Padded(pitch, Lengths([9, 6], CPU)), noise)
    alone = excite(source, Padded(pitch[1:, :, :6], Lengths([6], CPU)), noise[1:, :1_800])
    assert torch.allclose(together[1, :1_800], alone[0], atol=1e-6)
