"""AudioSeal's published files: fetched with patience that ends, and told apart from others by their digest."""

from __future__ import annotations

import dataclasses
import threading
from pathlib import Path

import pytest

huggingface_hub = pytest.importorskip("huggingface_hub")

from rhapsode_server.audio import published  # noqa: E402
from rhapsode_server.audio.watermark import WatermarkUnavailable  # noqa: E402


def test_a_file_is_described_as_published_only_where_its_digest_says_so(
    tmp_path: Path,
) -> None:
    path = tmp_path / "generator_base.pth"
    path.write_bytes(b"abc")
    assert "not the published" in published.describe_file(path, published.WM_16BITS)
    # SHA-256 of "abc", FIPS 180-2 appendix B.1
    digest = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert digest[:12] in published.describe_file(path, published.WM_16BITS)
    ours = dataclasses.replace(published.WM_16BITS, digests={path.name: digest})
    assert "SHA-256 verified" in published.describe_file(path, ours)


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
    assert published.fetch_file("generator_base.pth", 5.0) == Path("cached.pth")
    assert hub.asked == [("facebook/audioseal", "generator_base.pth", published.HUB_REVISION, True)]


def test_what_is_not_cached_is_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    hub = Hub(online=Path("fetched.pth"))
    monkeypatch.setattr(huggingface_hub, "hf_hub_download", hub)
    assert published.fetch_file("generator_base.pth", 30.0) == Path("fetched.pth")
    assert [local for *_, local in hub.asked] == [True, False]


def test_a_hub_that_refuses_is_told_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(huggingface_hub, "hf_hub_download", Hub(online=OSError("no route\nlong story")))
    with pytest.raises(WatermarkUnavailable, match=r"did not give .*: no route$"):
        published.fetch_file("generator_base.pth", 30.0)


def test_a_hub_that_hangs_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    hub = Hub()
    monkeypatch.setattr(huggingface_hub, "hf_hub_download", hub)
    with pytest.raises(WatermarkUnavailable, match=r"within 0\.05 s"):
        published.fetch_file("generator_base.pth", 0.05)
    hub.released.set()


def test_the_package_has_the_cards_that_are_named() -> None:
    pytest.importorskip("audioseal")
    from rhapsode_server.audio.weights import published_architecture

    for model in published.PUBLISHED_MODELS.values():
        assert published_architecture(model.generator_card)["nbits"] == 16
        assert published_architecture(model.detector_card)["nbits"] == 16
