"""What half precision changes, and what it must not."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import torch

from engines.kokoro.halving import HALVES
from rhapsode_bench import seeded_kokoro
from rhapsode_bench.kokoro_package import decibels
from rhapsode_server.engines.kokoro.bucketed_vocoder import BucketedVocoder
from rhapsode_server.engines.kokoro.features import Vocoder
from rhapsode_server.engines.kokoro.forward import Forward
from rhapsode_server.engines.kokoro.harmonic_source import SeededNoise
from rhapsode_server.engines.kokoro.precision import convolve, halve_convolutions
from rhapsode_server.engines.kokoro.tiled.crew import Crew
from rhapsode_server.engines.kokoro.tiled.vocoder import TiledVocoder
from rhapsode_server.engines.kokoro.weight_norm import fold_weight_norm

HALF_DB = 35.0
"""Signal to difference of a row in bfloat16; its eight bits a factor leave some 43 with seeded weights."""


@pytest.fixture
def crew() -> Iterator[Crew]:
    crew = Crew(2)
    yield crew
    crew.close()


@pytest.mark.parametrize("tiled", [pytest.param(True, marks=HALVES, id="tiled"), pytest.param(False, id="padded")])
def test_halved_rows_keep_durations_and_sound_alike(crew: Crew, tiled: bool) -> None:
    model = seeded_kokoro.compact_model()
    rows = seeded_kokoro.make_rows([12, 4], model.vocab, seed=8)
    styles = seeded_kokoro.make_styles(2, seed=8)
    noise = SeededNoise([1, 2])
    vocoders: tuple[Vocoder, Vocoder] = (
        (TiledVocoder(model.decoder, crew), TiledVocoder(model.decoder, crew, torch.bfloat16))
        if tiled
        else (BucketedVocoder(model.decoder), BucketedVocoder(model.decoder, "bfloat16"))
    )
    whole, halved = (Forward(model, vocoder).speak(rows, styles, noise) for vocoder in vocoders)
    for one, other in zip(whole, halved, strict=True):
        assert one is not None
        assert other is not None
        assert one.frames == other.frames
        level = decibels(torch.from_numpy(one.samples), torch.from_numpy(other.samples))
        # An upper bound too: were nothing halved, the option would be a name.
        assert HALF_DB < level < 80


def test_the_model_itself_stays_whole_and_most_numbers_are_shared() -> None:
    model = seeded_kokoro.compact_model()
    fold_weight_norm(model)
    twin = halve_convolutions(model.decoder, "bfloat16")
    assert {parameter.dtype for parameter in model.parameters()} == {torch.float32}
    assert twin.encode.conv1.weight.dtype == torch.bfloat16
    assert twin.generator.conv_post.weight is model.decoder.generator.conv_post.weight
    assert twin.generator.m_source.l_linear.weight is model.decoder.generator.m_source.l_linear.weight
    assert twin.F0_conv.weight.dtype == torch.float32


@pytest.mark.parametrize("dtype", [torch.float32, torch.bfloat16])
def test_a_convolution_takes_what_it_is_given(dtype: torch.dtype) -> None:
    layer = torch.nn.Conv1d(2, 3, 3).to(dtype)
    assert convolve(layer, torch.ones(1, 2, 5)).dtype == dtype
