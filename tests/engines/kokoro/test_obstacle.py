"""What keeps Kokoro from being used, told in one line with what to do about it."""

from __future__ import annotations

from pathlib import Path

import pytest

from rhapsode_server.engines.kokoro import obstacle as module
from rhapsode_server.engines.kokoro.obstacle import obstacle


def lay(folder: Path) -> Path:
    for path in ("config.json", "kokoro-v1_0.pth", "voices/af_heart.pt"):
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(b"")
    return folder


def test_nothing_stands_in_the_way_of_what_is_there(tmp_path: Path) -> None:
    assert obstacle(lay(tmp_path)) is None


def test_the_usual_folder_is_looked_at_where_none_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    told = obstacle(None)
    assert str(told).endswith(
        "missing config.json, kokoro-v1_0.pth, voices/af_heart.pt; fetch them: rhapsode models pull"
    )
    lay(tmp_path / "rhapsode" / "models" / "kokoro-82m")
    assert obstacle(None) is None


def test_the_command_fetches_into_the_folder_that_was_named(tmp_path: Path) -> None:
    assert str(obstacle(tmp_path / "my models")).endswith(f"rhapsode models pull --dir '{tmp_path}/my models'")


def test_packages_and_files_are_told_together(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "PACKAGES", ("kazoo_that_nobody_has", "os", "another_one"))
    told = str(obstacle(tmp_path))
    assert told.startswith(
        'packages are not installed (kazoo_that_nobody_has, another_one): pip install "rhapsode[kokoro]"; Kokoro\'s'
    )
    assert "\n" not in told


def test_a_user_without_a_home_is_told_what_to_say(monkeypatch: pytest.MonkeyPatch) -> None:
    def nowhere() -> Path:
        raise RuntimeError

    monkeypatch.delenv("XDG_DATA_HOME")
    monkeypatch.setattr(Path, "home", nowhere)
    assert "--model-dir" in str(obstacle(None))
