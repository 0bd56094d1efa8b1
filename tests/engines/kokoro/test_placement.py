"""What the options ask for is what is computed on, and what the machine has not is said."""

from __future__ import annotations

import pytest
import torch

from rhapsode_protocol.errors import ModelUnavailable
from rhapsode_server.engines.engine_options import EngineOptions, processors
from rhapsode_server.engines.kokoro.placement import Placement, find_placement
from rhapsode_server.engines.kokoro.precision import Precision, best_precision, precisions


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
    assert find_placement(EngineOptions(threads=1, device="cpu", precision="float32")).device == "cpu"


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
    ("device", "precision", "offered"),
    [("cpu", "float16", precisions("cpu")[-1]), ("cuda", "bfloat16", "float16")],
)
def test_a_precision_is_the_devices_own(device: str, precision: str, offered: str) -> None:
    with pytest.raises(ModelUnavailable, match=f"{device} cannot compute in {precision}; .*{offered}$"):
        find_placement(EngineOptions(device=device, precision=precision))


@without_gpus
@pytest.mark.usefixtures("gpus")
@pytest.mark.parametrize(
    ("matrices", "halves", "best", "offered"),
    [
        (True, True, "bfloat16", ("float32", "bfloat16")),
        (False, True, "float32", ("float32", "bfloat16")),
        (False, False, "float32", ("float32",)),
    ],
)
def test_a_processor_halves_numbers_where_it_multiplies_matrices_of_them_and_says_where_it_cannot(
    monkeypatch: pytest.MonkeyPatch, matrices: bool, halves: bool, best: Precision, offered: tuple[Precision, ...]
) -> None:
    monkeypatch.setattr(torch.cpu, "_is_amx_tile_supported", lambda: matrices)
    monkeypatch.setattr(torch.ops.mkldnn, "_is_mkldnn_bf16_supported", lambda: halves)
    assert find_placement(EngineOptions(device="cpu")).precision == best
    assert precisions("cpu") == offered
    if "bfloat16" in offered:
        assert find_placement(EngineOptions(device="cpu", precision="bfloat16")).precision == "bfloat16"
    else:
        with pytest.raises(ModelUnavailable, match="cpu cannot compute in bfloat16; choose one of auto, float32$"):
            find_placement(EngineOptions(device="cpu", precision="bfloat16"))
