"""Weights in AudioSeal's file format: found, checked, and loaded to the same network that the package makes of them."""

import warnings
from pathlib import Path
from typing import Any

import pytest

torch = pytest.importorskip("torch")
with warnings.catch_warnings():
    warnings.simplefilter("ignore", DeprecationWarning)
    pytest.importorskip("audioseal.builder")
    loader = pytest.importorskip("audioseal.loader")

from omegaconf import OmegaConf  # noqa: E402

from audio.networks import architecture, published_state  # noqa: E402
from rhapsode_server.audio import weights  # noqa: E402
from rhapsode_server.audio.watermark import WatermarkUnavailable  # noqa: E402

SMALL = architecture(n_filters=2)


def small_network(seed: int) -> Any:
    torch.manual_seed(seed)
    return weights.build_generator(SMALL).eval()


def write(path: Path, network: Any) -> Path:
    torch.save({"xp.cfg": OmegaConf.create(SMALL), "model": published_state(network)}, path)
    return path


def test_the_published_format_gives_the_network_that_the_package_makes_of_it(tmp_path: Path) -> None:
    path = write(tmp_path / "generator_base.pth", small_network(1))
    ours = weights.load_generator(path, SMALL)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the package's loader uses torch's deprecated weight_norm
        theirs = loader.AudioSeal.load_generator(str(path), nbits=16).eval()
    assert ours.state_dict().keys() == theirs.state_dict().keys()
    for name, tensor in theirs.state_dict().items():
        torch.testing.assert_close(ours.state_dict()[name], tensor)
    assert not ours.training
    assert not any(parameter.requires_grad for parameter in ours.parameters())


@pytest.mark.parametrize("wrap", [lambda state: state, lambda state: {"best_state": {"model": state}}])
def test_tensors_are_found_where_the_package_looks(wrap: Any, tmp_path: Path) -> None:
    network = small_network(2)
    path = tmp_path / "weights.pth"
    torch.save(wrap(network.state_dict()), path)
    for name, tensor in weights.load_generator(path, SMALL).state_dict().items():
        assert torch.equal(tensor, network.state_dict()[name])


def test_a_missing_file_is_told() -> None:
    with pytest.raises(WatermarkUnavailable, match="has no file"):
        weights.load_generator(Path("nowhere") / "generator_base.pth", SMALL)


@pytest.mark.parametrize("content", [b"", b"not weights at all", b"PK\x03\x04 half an archive", b"\x80\x02}q\x00."])
def test_a_damaged_file_is_told(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "weights.pth"
    path.write_bytes(content)
    with pytest.raises(WatermarkUnavailable, match=r"weights\.pth (is damaged|holds no)"):
        weights.load_generator(path, SMALL)


def test_half_a_download_is_told(tmp_path: Path) -> None:
    path = write(tmp_path / "weights.pth", small_network(1))
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    with pytest.raises(WatermarkUnavailable, match="damaged"):
        weights.load_generator(path, SMALL)


@pytest.mark.parametrize("content", [[1, 2], {}, {"model": {"a": 1}}])
def test_a_file_without_a_network_is_told(content: Any, tmp_path: Path) -> None:
    path = tmp_path / "weights.pth"
    torch.save(content, path)
    with pytest.raises(WatermarkUnavailable, match="holds"):
        weights.load_generator(path, SMALL)


def test_another_network_is_told_with_counts(tmp_path: Path) -> None:
    path = write(tmp_path / "weights.pth", small_network(1))
    wider = {**SMALL, "seanet": {**SMALL["seanet"], "n_filters": 4}}
    with pytest.raises(WatermarkUnavailable, match=r"another network .* have another shape"):
        weights.load_generator(path, wider)
    torch.save({"model": {"layer.weight": torch.zeros(2)}}, path)
    with pytest.raises(WatermarkUnavailable, match=r"tensors are missing, 1 are unknown"):
        weights.load_generator(path, SMALL)


class Malicious:
    """Unpickled without restriction, it would create a file."""

    def __init__(self, trace: Path) -> None:
        self.trace = trace

    def __reduce__(self) -> tuple[Any, ...]:
        return (Path.touch, (self.trace,))


def test_nothing_in_a_file_is_executed(tmp_path: Path) -> None:
    path, trace = tmp_path / "weights.pth", tmp_path / "trace"
    torch.save({"xp.cfg": Malicious(trace), "model": published_state(small_network(1))}, path)
    with pytest.raises(WatermarkUnavailable, match="damaged"):
        weights.load_generator(path, SMALL)
    assert not trace.exists()


@pytest.mark.parametrize("damage", [lambda data: data[:40], lambda data: b"", lambda data: data[:-1]])
def test_safetensors_are_read_and_damage_is_told(damage: Any, tmp_path: Path) -> None:
    safetensors = pytest.importorskip("safetensors.torch")
    network = small_network(3)
    path = tmp_path / "weights.safetensors"
    safetensors.save_file({name: tensor.contiguous() for name, tensor in network.state_dict().items()}, path)
    loaded = weights.load_generator(path, SMALL)
    for name, tensor in loaded.state_dict().items():
        assert torch.equal(tensor, network.state_dict()[name])
    path.write_bytes(damage(path.read_bytes()))
    with pytest.raises(WatermarkUnavailable, match="damaged"):
        weights.load_generator(path, SMALL)


def test_a_generator_is_no_detector(tmp_path: Path) -> None:
    path = write(tmp_path / "weights.pth", small_network(1))
    with pytest.raises(WatermarkUnavailable, match="another network than AudioSeal's 16-bit detector"):
        weights.load_detector(path, weights.published_architecture("audioseal_detector_16bits"))
