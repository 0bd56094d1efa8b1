"""Weights in AudioSeal's file format: found, checked, and loaded to the same network that the package makes of them."""

import threading
import warnings
from pathlib import Path
from typing import Any

import pytest

torch = pytest.importorskip("torch")
huggingface_hub = pytest.importorskip("huggingface_hub")
with warnings.catch_warnings():
    warnings.simplefilter("ignore", DeprecationWarning)
    builder = pytest.importorskip("audioseal.builder")
    loader = pytest.importorskip("audioseal.loader")

from omegaconf import OmegaConf  # noqa: E402

from rhapsode_server.audio import weights  # noqa: E402
from rhapsode_server.audio.watermark import WatermarkUnavailable, load_watermarker  # noqa: E402

SMALL: dict[str, Any] = {
    **OmegaConf.to_container(loader.load_local_model_config(weights.CARD)),
}
SMALL.pop("checkpoint")
SMALL["seanet"] = {**SMALL["seanet"], "n_filters": 2, "dimension": 8}


def small_network(seed: int) -> Any:
    torch.manual_seed(seed)
    return builder.create_generator(loader.AudioSeal.parse_config(SMALL, builder.AudioSealWMConfig)).eval()


def published_state(network: Any) -> dict[str, Any]:
    """The network's tensors as the published file has them: weights split in length and direction, older names."""
    state = {}
    for name, tensor in network.state_dict().items():
        plain = name.replace(".inner_conv", "")
        if name != plain and name.endswith("weight"):
            axes = tuple(range(1, tensor.dim()))
            state[f"{plain}_g"] = torch.linalg.vector_norm(tensor, dim=axes, keepdim=True)
            state[f"{plain}_v"] = tensor * 3.0
        else:
            state[plain] = tensor
    return state


def write(path: Path, network: Any) -> Path:
    torch.save({"xp.cfg": OmegaConf.create(SMALL), "model": published_state(network)}, path)
    return path


def test_the_published_format_gives_the_network_that_the_package_makes_of_it(tmp_path: Path) -> None:
    path = write(tmp_path / weights.WEIGHTS_FILE, small_network(1))
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
        weights.load_generator(Path("nowhere") / weights.WEIGHTS_FILE)


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


def test_a_file_is_described_as_published_only_where_its_digest_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / weights.WEIGHTS_FILE
    path.write_bytes(b"abc")
    assert "not the published" in weights.describe_weights(path)
    # SHA-256 of "abc", FIPS 180-2 appendix B.1
    digest = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert digest[:12] in weights.describe_weights(path)
    monkeypatch.setattr(weights, "WEIGHTS_SHA256", digest)
    assert "SHA-256 verified" in weights.describe_weights(path)


class Hub:
    """Stands for the hub's download: a cache, a network, and what they do."""

    def __init__(self, cached: Path | None = None, online: Path | Exception | None = None) -> None:
        self.cached, self.online = cached, online
        self.released = threading.Event()
        self.asked: list[tuple[str, str, str, bool]] = []

    def __call__(self, repository: str, file: str, *, revision: str, local_files_only: bool) -> str:
        self.asked.append((repository, file, revision, local_files_only))
        if local_files_only:
            if self.cached is None:
                raise huggingface_hub.errors.LocalEntryNotFoundError("not in the cache")
            return str(self.cached)
        if self.online is None:
            self.released.wait(30)
            raise ConnectionError("let go")
        if isinstance(self.online, Exception):
            raise self.online
        return str(self.online)


def test_the_cache_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    hub = Hub(cached=Path("cached.pth"))
    monkeypatch.setattr(huggingface_hub, "hf_hub_download", hub)
    assert weights.fetch_weights(5.0) == Path("cached.pth")
    assert hub.asked == [("facebook/audioseal", "generator_base.pth", weights.HUB_REVISION, True)]


def test_what_is_not_cached_is_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    hub = Hub(online=Path("fetched.pth"))
    monkeypatch.setattr(huggingface_hub, "hf_hub_download", hub)
    assert weights.fetch_weights(30.0) == Path("fetched.pth")
    assert [local for *_, local in hub.asked] == [True, False]


def test_a_hub_that_refuses_is_told_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(huggingface_hub, "hf_hub_download", Hub(online=OSError("no route\nlong story")))
    with pytest.raises(WatermarkUnavailable, match=r"did not give .*: no route$"):
        weights.fetch_weights(30.0)


def test_a_hub_that_hangs_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    hub = Hub()
    monkeypatch.setattr(huggingface_hub, "hf_hub_download", hub)
    with pytest.raises(WatermarkUnavailable, match=r"within 0\.05 s"):
        weights.fetch_weights(0.05)
    hub.released.set()


def test_the_factory_reports_every_source_that_failed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(huggingface_hub, "hf_hub_download", Hub(online=OSError("no route")))
    make, status = load_watermarker(model_dir=tmp_path, allow_hub=True)
    assert make().pair == status.pair == "none"
    assert "has no file generator_base.pth" in status.reason
    assert "no route" in status.reason
