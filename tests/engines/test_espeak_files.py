from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from rhapsode_protocol.errors import ModelUnavailable
from rhapsode_server.engines import espeak_files
from rhapsode_server.engines.espeak_files import MAX_DATA_PATH_BYTES, EspeakFiles
from rhapsode_server.engines.espeak_link import EspeakLink


@pytest.fixture
def far_away(tmp_path: Path) -> Path:
    """The wheel's data under a path that the library cannot take."""
    _, data_path = EspeakFiles().paths()
    deep = tmp_path.joinpath(*["a-folder-with-a-rather-long-name"] * 6)
    deep.mkdir(parents=True)
    link = deep / "espeak-ng-data"
    link.symlink_to(data_path)
    assert len(os.fsencode(link)) > MAX_DATA_PATH_BYTES
    return link


def test_the_wheel_is_the_default() -> None:
    files = EspeakFiles()
    library_path, data_path = files.paths()
    assert Path(library_path).is_file()
    assert Path(data_path, "phontab").is_file()
    files.close()


def test_a_long_data_path_gets_a_short_name_that_goes_away(far_away: Path) -> None:
    files = EspeakFiles(data_path=str(far_away))
    _, data_path = files.paths()
    assert len(os.fsencode(data_path)) <= MAX_DATA_PATH_BYTES
    assert Path(data_path, "phontab").is_file()
    assert files.paths()[1] == data_path
    assert Path(data_path).parent.stat().st_mode & 0o077 == 0
    files.close()
    files.close()
    assert not Path(data_path).parent.exists()
    assert (far_away / "phontab").is_file()


def test_a_long_temporary_folder_is_passed_over(far_away: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(espeak_files.tempfile, "tempdir", str(far_away.parent))
    files = EspeakFiles(data_path=str(far_away))
    assert files.paths()[1].startswith("/tmp/")
    files.close()
    assert [path.name for path in far_away.parent.iterdir()] == ["espeak-ng-data"]


def test_no_short_path_anywhere_is_said(far_away: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(espeak_files, "MAX_DATA_PATH_BYTES", 5)
    with pytest.raises(ModelUnavailable, match="set TMPDIR to a short folder"):
        EspeakFiles(data_path=str(far_away)).paths()


def test_missing_data_is_said(tmp_path: Path) -> None:
    with pytest.raises(ModelUnavailable, match="reinstall espeakng-loader"):
        EspeakFiles(data_path=str(tmp_path / "nothing")).paths()


def test_a_missing_wheel_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "espeakng_loader", None)
    with pytest.raises(ModelUnavailable, match=r"pip install \"rhapsode\[server\]\""):
        EspeakFiles().paths()


@pytest.mark.slow
def test_the_library_reads_through_the_short_name(far_away: Path) -> None:
    link = EspeakLink(EspeakFiles(data_path=str(far_away)))
    try:
        said = link.speak("de+f3", '<mark name="0"/>Ja', rate_wpm=175, end_pause=False, cancelled=lambda: False)
        assert said is not None
        assert len(said.pcm) > 4_000
    finally:
        link.close()
