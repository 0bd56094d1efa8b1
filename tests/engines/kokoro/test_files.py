from __future__ import annotations

from pathlib import Path

import pytest

from rhapsode_protocol.errors import ModelUnavailable
from rhapsode_server.engines.kokoro.files import FOLDER_NAME, ModelFiles, default_models_dir, find_files


def lay(folder: Path, *paths: str) -> Path:
    for path in paths:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(b"")
    return folder


def test_the_folder_follows_the_users_data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert default_models_dir({"XDG_DATA_HOME": str(tmp_path)}) == tmp_path / "rhapsode" / "models"
    monkeypatch.setattr(Path, "home", lambda: tmp_path / "me")
    expected = tmp_path / "me" / ".local" / "share" / "rhapsode" / "models"
    assert default_models_dir({}) == expected
    assert default_models_dir({"XDG_DATA_HOME": "relative"}) == expected


def test_a_user_without_a_home_is_told_what_to_say(monkeypatch: pytest.MonkeyPatch) -> None:
    def nowhere() -> Path:
        raise RuntimeError

    monkeypatch.setattr(Path, "home", nowhere)
    with pytest.raises(ModelUnavailable, match="--model-dir"):
        default_models_dir({})


@pytest.mark.parametrize("copied", ["config.json", "kokoro-v1_0.pth"])
def test_a_copy_of_the_repository_may_be_named_itself(tmp_path: Path, copied: str) -> None:
    assert find_files(tmp_path).folder == tmp_path / FOLDER_NAME
    lay(tmp_path, f"{FOLDER_NAME}/config.json")
    assert find_files(tmp_path).folder == tmp_path / FOLDER_NAME
    lay(tmp_path, copied)
    assert find_files(tmp_path).folder == tmp_path


def test_what_is_missing_is_named_with_the_command_that_brings_it(tmp_path: Path) -> None:
    files = ModelFiles(lay(tmp_path, "config.json", "voices/am_echo.pt"))
    assert files.lacks() == ("kokoro-v1_0.pth", "voices/af_heart.pt")
    with pytest.raises(ModelUnavailable, match=r"missing kokoro-v1_0.pth, voices/af_heart.pt; .*rhapsode models pull"):
        files.require()
    lay(tmp_path, *files.lacks())
    files.require()
    assert files.lacks() == ()
    assert str(tmp_path) in files.state()
    assert files.voices() == ("af_heart", "am_echo")


def test_a_folder_in_a_files_place_is_no_file(tmp_path: Path) -> None:
    files = ModelFiles(lay(tmp_path, "config.json", "kokoro-v1_0.pth", "voices/af_heart.pt/x"))
    assert files.lacks() == ("voices/af_heart.pt",)
    assert files.voices() == ()


def test_an_empty_machine_has_no_voices(tmp_path: Path) -> None:
    assert ModelFiles(tmp_path / "nowhere").voices() == ()
    assert len(ModelFiles(tmp_path / "nowhere").lacks()) == 3
