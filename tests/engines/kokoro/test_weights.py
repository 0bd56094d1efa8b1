"""Loading the network's files, whole ones and all kinds of wrong ones."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import torch

from engines.kokoro.tiny_model import Parts, hollow, tiny_parts, write_weights
from rhapsode_protocol.errors import ModelUnavailable
from rhapsode_server.engines.kokoro.files import ModelFiles
from rhapsode_server.engines.kokoro.weights import PARTS, load_model

NEUTRAL_NAMES = 8
"""So many instance normalisations are in the predictor's pitch half of the tiny network, at the least."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    torch.set_num_threads(1)
    return tmp_path_factory.mktemp("tiny")


@pytest.fixture(scope="module")
def hollow_parts(folder: Path) -> Parts:
    return tiny_parts(ModelFiles(folder), hollow)


def copy_of(parts: Parts) -> Parts:
    return {part: dict(tensors) for part, tensors in parts.items()}


def refused(folder: Path, parts: Any, says: str) -> None:
    with pytest.raises(ModelUnavailable, match=says) as caught:
        load_model(write_weights(folder, parts))
    assert "rhapsode models pull" in caught.value.message
    assert "\n" not in caught.value.message


@pytest.mark.slow
def test_every_number_gets_into_its_place(folder: Path) -> None:
    count = iter(range(10_000))
    written: dict[str, float] = {}

    def numbered(name: str, tensor: torch.Tensor) -> torch.Tensor:
        written[name] = float(next(count))
        return torch.full((1,), written[name]).expand(tensor.shape)

    parts = tiny_parts(ModelFiles(folder), numbered)
    model = load_model(write_weights(folder, parts))
    for part in PARTS:
        state = getattr(model, part).state_dict()
        for name, tensor in parts[part].items():
            assert torch.equal(state[name.removeprefix("module.")], tensor)
        left_out = state.keys() - {name.removeprefix("module.") for name in parts[part]}
        assert all(bool((state[name] == (1.0 if name.endswith("weight") else 0.0)).all()) for name in left_out)
    assert not model.training
    assert not any(parameter.requires_grad for parameter in model.parameters())
    assert (model.context_length, model.vocab["a"], model.device.type) == (512, 43, "cpu")


@pytest.mark.slow
def test_the_published_file_leaves_out_what_says_nothing(folder: Path, hollow_parts: Parts) -> None:
    model = load_model(write_weights(folder, hollow_parts))
    names = {name for part in PARTS for name in getattr(model, part).state_dict()}
    left_out = len(names) - len({name.removeprefix("module.") for part in hollow_parts.values() for name in part})
    assert left_out >= NEUTRAL_NAMES


@pytest.mark.slow
@pytest.mark.parametrize("dtype", [torch.float16, torch.bfloat16, torch.float64])
def test_other_precisions_become_float32(folder: Path, hollow_parts: Parts, dtype: torch.dtype) -> None:
    parts = copy_of(hollow_parts)
    parts["bert_encoder"] = {name: tensor.to(dtype) for name, tensor in parts["bert_encoder"].items()}
    assert load_model(write_weights(folder, parts)).bert_encoder.weight.dtype == torch.float32


@pytest.mark.slow
def test_names_without_the_prefix_are_taken_too(folder: Path, hollow_parts: Parts) -> None:
    plain = {
        part: {name.removeprefix("module."): tensor for name, tensor in tensors.items()}
        for part, tensors in hollow_parts.items()
    }
    load_model(write_weights(folder, plain))


def _without(part: str, ending: str) -> Callable[[Parts], None]:
    def change(parts: Parts) -> None:
        parts[part] = {name: tensor for name, tensor in parts[part].items() if not name.endswith(ending)}

    return change


def _with(part: str, name: str, tensor: torch.Tensor) -> Callable[[Parts], None]:
    return lambda parts: parts[part].update({f"module.{name}": tensor})


@pytest.mark.slow
@pytest.mark.parametrize(
    ("change", "says"),
    [
        (_without("bert_encoder", "bias"), r"in bert_encoder, 1 is missing \(bias\)"),
        (_without("decoder", "weight_g"), r"in decoder, \d+ are missing \(F0_conv.weight_g, .*…\)"),
        (_with("text_encoder", "extra", torch.zeros(1)), r"in text_encoder, 1 is unknown \(extra\)"),
        (_with("bert_encoder", "weight", torch.zeros(2, 2)), r"1 is of another shape \(weight\)"),
        (_with("bert_encoder", "weight", torch.zeros(512, 24).to_sparse()), "bert_encoder.weight is no plain tensor"),
        (
            _with("bert_encoder", "weight", torch.zeros(512, 24, device="meta")),
            "bert_encoder.weight is no plain tensor",
        ),
        (_with("bert_encoder", "weight", torch.zeros(512, 24, dtype=torch.int8)), "weight holds no fractions"),
        (lambda parts: parts.pop("decoder"), "its parts are not bert, "),
        (lambda parts: parts.update(voice={}), "its parts are not bert, "),
        (lambda parts: parts.update(bert=7), "bert holds no named tensors"),
        (lambda parts: parts["bert"].update({"module.x": 7}), "bert.x is no plain tensor"),
    ],
)
def test_another_network_is_told_apart(
    folder: Path, hollow_parts: Parts, change: Callable[[Any], None], says: str
) -> None:
    parts = copy_of(hollow_parts)
    change(parts)
    refused(folder, parts, f"holds another network than its configuration describes: .*{says}")


@pytest.mark.slow
@pytest.mark.parametrize("content", [[1, 2], torch.zeros(3), {}, {"net": {"weight": torch.zeros(1)}}])
def test_other_files_of_torch_are_told_apart(folder: Path, hollow_parts: Parts, content: object) -> None:
    refused(folder, content, "its parts are not bert, ")


class _Bomb:
    def __reduce__(self) -> Any:
        return os.mkdir, (os.environ["BOMB"],)


@pytest.mark.slow
@pytest.mark.parametrize("as_archive", [True, False])
def test_nothing_in_a_file_is_executed(
    folder: Path, hollow_parts: Parts, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, as_archive: bool
) -> None:
    monkeypatch.setenv("BOMB", str(tmp_path / "went-off"))
    files = ModelFiles(folder)
    if as_archive:
        torch.save({**hollow_parts, "bert": _Bomb()}, files.weights)
    else:
        files.weights.write_bytes(pickle.dumps(_Bomb()))
    with pytest.raises(ModelUnavailable, match="is damaged, or no weights file .*rhapsode models pull --force"):
        load_model(files)
    assert not (tmp_path / "went-off").exists()


@pytest.mark.slow
@pytest.mark.parametrize("share", [0.0, 0.1, 0.5, 0.999])
def test_a_part_of_a_file_is_told(folder: Path, hollow_parts: Parts, share: float) -> None:
    files = write_weights(folder, hollow_parts)
    whole = files.weights.read_bytes()
    files.weights.write_bytes(whole[: int(len(whole) * share)])
    with pytest.raises(ModelUnavailable, match="is damaged, or no weights file"):
        load_model(files)


@pytest.mark.slow
@pytest.mark.parametrize("content", [b"<html>404</html>", b"PK\x03\x04rubbish", bytes(1_000_000)])
def test_rubbish_is_told(folder: Path, hollow_parts: Parts, content: bytes) -> None:
    files = ModelFiles(folder)
    files.weights.write_bytes(content)
    with pytest.raises(ModelUnavailable, match="is damaged, or no weights file"):
        load_model(files)


@pytest.mark.slow
def test_a_missing_file_is_told(folder: Path, hollow_parts: Parts) -> None:
    files = ModelFiles(folder)
    files.weights.unlink(missing_ok=True)
    with pytest.raises(ModelUnavailable, match="there is no .*; fetch it: rhapsode models pull"):
        load_model(files)


@pytest.mark.slow
def test_the_package_makes_the_same_of_the_files(tmp_path: Path) -> None:
    """Its own ``KModel`` is the judge: the same numbers, and the same sound from its forward borrowed for our modules.
    In a process of its own, for the package takes over the log of the one that imports it whole."""
    torch.manual_seed(4)

    def random(name: str, tensor: torch.Tensor) -> torch.Tensor:
        return 0.1 * torch.randn(tensor.shape)

    write_weights(tmp_path, tiny_parts(ModelFiles(tmp_path), random))
    tests = {"PYTHONPATH": str(Path(__file__).parents[2])}
    subprocess.run([sys.executable, __file__, str(tmp_path)], check=True, timeout=110, env={**os.environ, **tests})


def _compare(folder: Path) -> None:
    """What :func:`test_the_package_makes_the_same_of_the_files` runs as a program."""
    torch.set_num_threads(1)
    ours = load_model(ModelFiles(folder))
    from kokoro import KModel

    files = ModelFiles(folder)
    theirs = KModel(repo_id="hexgrad/Kokoro-82M", config=str(files.config), model=str(files.weights)).eval()
    state, expected = ours.state_dict(), theirs.state_dict()
    assert state.keys() == expected.keys()
    assert all(torch.equal(state[name], expected[name]) for name in expected)
    assert ours.context_length == theirs.context_length
    symbols, style = torch.tensor([[0, 43, 1, 43, 177, 0]]), torch.full((1, 256), 0.1)
    sounds = []
    for model in (ours, theirs):
        torch.manual_seed(1)
        sounds.append(KModel.forward_with_tokens(model, symbols, style))
    assert torch.equal(sounds[0][1], sounds[1][1])
    assert torch.equal(sounds[0][0], sounds[1][0])
    assert len(sounds[0][0]) == 600 * int(sounds[0][1].sum())


if __name__ == "__main__":
    _compare(Path(sys.argv[1]))
