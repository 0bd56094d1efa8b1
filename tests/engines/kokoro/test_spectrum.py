"""Each row's transforms are those of torch over that row alone."""

from __future__ import annotations

from types import SimpleNamespace

import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from rhapsode_server.engines.kokoro.lengths import Lengths
from rhapsode_server.engines.kokoro.spectrum import analyze, resynthesize

CPU = torch.device("cpu")
SIZE, HOP = 20, 5
TRANSFORM = SimpleNamespace(
    filter_length=SIZE, hop_length=HOP, win_length=SIZE, window=torch.hann_window(SIZE, periodic=True)
)
rows_of_windows = st.lists(st.integers(3, 30), min_size=1, max_size=4)


@settings(deadline=None, max_examples=30)
@given(rows_of_windows)
def test_rows_are_analyzed_as_if_alone(windows: list[int]) -> None:
    generator = torch.Generator().manual_seed(1)
    lengths = Lengths([count * HOP for count in windows], CPU)
    samples = torch.randn(len(windows), lengths.padded, generator=generator)
    spectra = analyze(TRANSFORM, samples, lengths)
    for row, count in enumerate(windows):
        alone = torch.stft(samples[row, : count * HOP], SIZE, HOP, window=TRANSFORM.window, return_complex=True)
        ours = spectra[row, :, : count + 1]
        # As numbers of the plane: an angle may turn round where a magnitude is next to nothing.
        assert torch.allclose(torch.polar(ours[: SIZE // 2 + 1], ours[SIZE // 2 + 1 :]), alone, atol=1e-5)


@settings(deadline=None, max_examples=30)
@given(rows_of_windows)
def test_rows_are_resynthesized_as_if_alone(windows: list[int]) -> None:
    generator = torch.Generator().manual_seed(2)
    lengths = Lengths([count + 1 for count in windows], CPU)
    magnitude = torch.rand(len(windows), SIZE // 2 + 1, lengths.padded, generator=generator)
    phase = torch.randn(magnitude.shape, generator=generator)
    samples = resynthesize(TRANSFORM, magnitude, phase, lengths)
    for row, count in enumerate(windows):
        alone = torch.istft(torch.polar(magnitude, phase)[row, :, : count + 1], SIZE, HOP, window=TRANSFORM.window)
        assert torch.allclose(samples[row, : count * HOP], alone, atol=1e-5)
        # A part of a window past a row's end sounds on; after a whole one all is silent.
        assert samples[row, count * HOP + SIZE :].abs().sum() == 0
