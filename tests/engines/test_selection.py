"""Which engine speaks: the one that is named, or the best that can be used."""

from __future__ import annotations

from pathlib import Path

import pytest

from rhapsode_protocol.errors import ModelUnavailable
from rhapsode_protocol.formats import NATIVE_RATE_HZ
from rhapsode_server.engines import registry, selection
from rhapsode_server.engines.registry import ENGINES, EngineRow
from rhapsode_server.engines.selection import AUTO, CHOICES, select_engine
from rhapsode_server.voices import Model

FILES = ("config.json", "kokoro-v1_0.pth", "voices/af_heart.pt")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of models with files in the places of Kokoro's."""
    for path in FILES:
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_bytes(b"")
    return tmp_path


def row(name: str, obstacle: str | None) -> EngineRow:
    return EngineRow(
        name=name,
        model=Model(name, name, name, "", NATIVE_RATE_HZ),
        engine="nowhere:Engine",
        voices="nowhere:voices",
        default_voice=name,
        obstacle=obstacle,
        automatic=True,
    )


def test_everything_that_can_be_asked_for_is_listed() -> None:
    assert (AUTO, *ENGINES) == CHOICES


@pytest.mark.parametrize("name", ENGINES)
def test_a_named_engine_is_taken_whatever_it_lacks(name: str, tmp_path: Path) -> None:
    chosen = select_engine(name, tmp_path)
    assert (chosen.engine, chosen.reason) == (name, "asked for by name")


def test_an_unknown_name_is_refused() -> None:
    with pytest.raises(ValueError, match="'kazoo' is not known"):
        select_engine("kazoo")


def test_auto_takes_the_best_where_its_files_are_on_disk(folder: Path) -> None:
    chosen = select_engine(AUTO, folder)
    assert chosen.engine == "kokoro"
    assert chosen.reason == "chosen by auto: the best one, and all that it needs is here"


@pytest.mark.parametrize("missing", [FILES, *((path,) for path in FILES)], ids=["all", "config", "weights", "voice"])
def test_auto_takes_what_needs_no_files_where_some_are_missing(folder: Path, missing: tuple[str, ...]) -> None:
    for path in missing:
        (folder / path).unlink()
    chosen = select_engine(AUTO, folder)
    assert chosen.engine == "espeak"
    assert chosen.reason.startswith(
        "chosen by auto: kokoro cannot be used, because Kokoro's model files are not complete"
    )
    assert f"missing {', '.join(missing)};" in chosen.reason
    assert chosen.reason.endswith(f"rhapsode models pull --dir {folder}")
    assert "\n" not in chosen.reason


def test_auto_looks_in_the_users_data_folder_where_none_is_named(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert select_engine(AUTO).engine == "espeak"
    monkeypatch.setenv("XDG_DATA_HOME", str(folder / "data"))
    (folder / "data" / "rhapsode").mkdir(parents=True)
    (folder / "data" / "rhapsode" / "models").symlink_to(folder)
    assert select_engine(AUTO).engine == "kokoro"


def test_auto_is_told_of_packages_that_are_not_installed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rhapsode_server.engines.kokoro.obstacle.PACKAGES", ("os", "kazoo_that_nobody_has"))
    chosen = select_engine(AUTO, folder)
    assert chosen.engine == "espeak"
    assert 'not installed (kazoo_that_nobody_has): pip install "rhapsode[kokoro]"' in chosen.reason


def test_auto_knows_no_engine_by_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = {"hoarse": row("hoarse", f"{__name__}:hoarse"), "well": row("well", f"{__name__}:well")}
    monkeypatch.setattr(registry, "ENGINES", rows)
    monkeypatch.setattr(selection, "ENGINES", rows)
    monkeypatch.setattr(registry, "_load", lambda path, name: {"hoarse": lambda _: "it is hoarse", "well": well}[name])
    assert select_engine(AUTO).reason == "chosen by auto: hoarse cannot be used, because it is hoarse"
    del rows["well"]
    with pytest.raises(ModelUnavailable, match="hoarse cannot be used, because it is hoarse"):
        select_engine(AUTO)


def well(models_dir: Path | None) -> str | None:
    return None
