"""Blocks and contexts follow from a generator's settings."""

from __future__ import annotations

import pytest

from rhapsode_server.audio import embedded
from rhapsode_server.audio.geometry import HOP_SAMPLES, geometry_of

pytest.importorskip("audioseal")

from audio.networks import architecture  # noqa: E402
from rhapsode_server.audio.published import WM_16BITS, WM_STREAMING  # noqa: E402


def test_the_embedded_generator_waits_for_nothing_and_fades_nothing() -> None:
    geometry = geometry_of(embedded.card()["generator"])
    assert (geometry.right_context_samples, geometry.fade_samples) == (0, 0)
    assert [geometry.block_samples(number) // HOP_SAMPLES for number in range(6)] == [5, 10, 20, 40, 50, 50]


def test_a_published_generator_that_looks_ahead_gets_what_follows() -> None:
    ahead, streaming = geometry_of(architecture(WM_16BITS)), geometry_of(architecture(WM_STREAMING))
    assert ahead.right_context_samples > ahead.fade_samples > 0
    assert streaming.right_context_samples == streaming.fade_samples > 0
    assert streaming.block_samples(0) < ahead.block_samples(0) == ahead.block_samples(9)


def test_contexts_stay_on_the_networks_grid() -> None:
    for settings in (architecture(WM_16BITS), architecture(WM_STREAMING), embedded.card()["generator"]):
        geometry = geometry_of(settings)
        assert geometry.left_context_samples % HOP_SAMPLES == geometry.right_context_samples % HOP_SAMPLES == 0


def test_another_stride_is_refused() -> None:
    settings = architecture(WM_16BITS)
    settings["seanet"] = {**settings["seanet"], "ratios": [8, 5, 4]}
    with pytest.raises(ValueError, match="stride must be 320 samples, not 160"):
        geometry_of(settings)
