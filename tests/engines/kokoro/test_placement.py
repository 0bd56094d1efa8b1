"""What the options ask for is what is computed on, and what the machine has not is said."""

from __future__ import annotations

import pytest
import torch

from rhapsode_protocol.errors import ModelUnavailable
from rhapsode_server.engines.engine_options import EngineOptions, processors
from rhapsode_server.engines.kokoro.placement import Placement, find_placement
from rhapsode_server.engines.kokoro.precision import best_precision


@pytest.fixture
def gpus(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    count = request.param
    monkeypatch.setattr(torch.cuda, "is_available", lambda: count > 0)
    monkeypatch.setattr(torch.cuda, "device_count", lambda: count)


with_gpus = pytest.mark.parametrize("gpus", [2], indirect=True)
without_gpus = pytest.mark.parametrize("gpus", [0], indirect=True)


@without_gpus
@pytest.mark.usefixtures("gpus")
def test_a_processor_is_used_whole_and_in_its_best_precision() -> None:
    assert find_placement(EngineOptions()) == Placement("cpu", processors(), best_precision("cpu"))


@with_gpus
@pytest.mark.usefixtures("gpus")
def test_a_gpu_is_taken_where_there_is_one() -> None:
    assert find_placement(EngineOptions(threads=1)) == Placement("cuda", 1, "float16")
    assert find_placement(EngineOptions(threads=1, device="cuda:1", precision="float32")).device == "cuda:1"
    assert find_placement(EngineOptions(threads=1, device="cpu", precision="bfloat16")) == Placement(
        "cpu", 1, "bfloat16"
    )


@without_gpus
@pytest.mark.usefixtures("gpus")
@pytest.mark.parametrize("device", ["cuda", "cuda:0", "tpu", "cpu:0"])
def test_a_device_that_is_not_there_is_named_with_those_that_are(device: str) -> None:
    with pytest.raises(ModelUnavailable, match=f"no device '{device}' for the model; it has cpu"):
        find_placement(EngineOptions(device=device))


@with_gpus
@pytest.mark.usefixtures("gpus")
def test_a_gpu_of_another_number_is_not_there() -> None:
    with pytest.raises(ModelUnavailable, match="it has cpu, cuda:0, cuda:1"):
        find_placement(EngineOptions(device="cuda:2"))


@with_gpus
@pytest.mark.usefixtures("gpus")
@pytest.mark.parametrize(
    ("device", "precision", "offered"), [("cpu", "float16", "bfloat16"), ("cuda", "bfloat16", "float16")]
)
def test_a_precision_is_the_devices_own(device: str, precision: str, offered: str) -> None:
    with pytest.raises(ModelUnavailable, match=f"{device} cannot compute in {precision}; .* float32, {offered}"):
        find_placement(EngineOptions(device=device, precision=precision))
