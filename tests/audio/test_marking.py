"""What marks is loaded once; without it there is no audio, unless an operator wants it so, and then it is told."""

from __future__ import annotations

import logging
import sys
from pathlib import Path

import numpy as np
import pytest

from rhapsode_server.audio import embedded
from rhapsode_server.audio.marking import WatermarkOptions, load_watermarker
from rhapsode_server.audio.watermark import Unmarked, WatermarkUnavailable
from rhapsode_server.sound import Samples


def noise(length: int) -> Samples:
    return (0.1 * np.random.default_rng(1).standard_normal(length)).astype(np.float32)


def test_switched_off_is_told(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        make, status = load_watermarker(WatermarkOptions(policy="off", allow_hub=True), Path("weights"))
    assert isinstance(make(None), Unmarked)
    assert (status.pair, status.reason) == ("none", "switched off by the operator")
    assert "NOT watermarked: switched off" in caplog.text


def test_a_missing_package_ends_it_where_the_mark_is_required(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "torch", None)
    with pytest.raises(
        WatermarkUnavailable, match=r'must be watermarked.*torch is not installed; pip install "rhapsode'
    ):
        load_watermarker(WatermarkOptions())
    make, status = load_watermarker(WatermarkOptions(policy="auto"))
    assert isinstance(make(None), Unmarked)
    assert "torch is not installed" in status.reason


def test_damaged_files_end_it_where_the_mark_is_required(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    pytest.importorskip("audioseal")
    damaged = tmp_path / "generator.safetensors"
    damaged.write_bytes(embedded.GENERATOR_FILE.read_bytes()[:-7])
    monkeypatch.setattr(embedded, "GENERATOR_FILE", damaged)
    with pytest.raises(WatermarkUnavailable, match=r"must be watermarked.*generator\.safetensors is damaged"):
        load_watermarker(WatermarkOptions())
    _, status = load_watermarker(WatermarkOptions(policy="auto"))
    assert status.pair == "none"


def test_a_named_model_that_is_not_there_is_not_replaced_by_another(tmp_path: Path) -> None:
    pytest.importorskip("audioseal")
    with pytest.raises(WatermarkUnavailable, match="has no generator_streaming.pth"):
        load_watermarker(WatermarkOptions(model="audioseal_wm_streaming"), tmp_path)


def test_the_embedded_pair_is_always_at_hand_and_says_its_message(tmp_path: Path) -> None:
    pytest.importorskip("audioseal")
    make, status = load_watermarker(WatermarkOptions(message=0x1234), tmp_path)
    assert status.pair == "embedded"
    assert "has no generator_base.pth" in status.reason
    servers, own, same = (make(message).mark(noise(12_000)) for message in (None, 0x4321, 0x1234))
    assert {servers.pair, own.pair} == {"embedded"}
    assert np.array_equal(servers.samples, same.samples)
    assert not np.array_equal(servers.samples, own.samples)


@pytest.mark.parametrize("message", [-1, 0x10000])
def test_a_message_has_16_bits(message: int) -> None:
    with pytest.raises(ValueError, match="16 bits"):
        load_watermarker(WatermarkOptions(message=message))
