"""Which row of which table speaks."""

from __future__ import annotations

import pickle
from pathlib import Path
from typing import Any

import pytest
import torch

from rhapsode_protocol.errors import ModelUnavailable, UnknownVoice
from rhapsode_server.engines.kokoro import style as style_module
from rhapsode_server.engines.kokoro.files import ModelFiles
from rhapsode_server.engines.kokoro.style import ROWS, STYLE_SIZE, StyleShelf, read_table, style_row
from rhapsode_server.engines.kokoro.utterance import MAX_SYMBOLS


@pytest.fixture
def files(tmp_path: Path) -> ModelFiles:
    """Three voices whose numbers tell the voice and the row."""
    (tmp_path / "voices").mkdir()
    files = ModelFiles(tmp_path)
    for number, voice in enumerate(("af_heart", "am_echo", "bf_emma"), start=1):
        table = torch.arange(ROWS, dtype=torch.float32)[:, None, None].expand(ROWS, 1, STYLE_SIZE) + 1_000.0 * number
        torch.save(table.clone(), files.voice(voice))
    return files


def test_the_row_is_the_number_of_symbols_less_one() -> None:
    assert [style_row(1), style_row(2), style_row(MAX_SYMBOLS)] == [0, 1, ROWS - 1]
    # The package counts what it is given, before it leaves out what it does not know; and never has more than 510.
    assert style_row(10, unknown=2) == 11
    assert style_row(MAX_SYMBOLS, unknown=5) == ROWS - 1
    for symbols, unknown in ((0, 0), (-1, 0), (0, 3), (3, -1)):
        with pytest.raises(ValueError, match="no style"):
            style_row(symbols, unknown)


@pytest.mark.slow
def test_the_package_takes_the_same_row() -> None:
    """Its own pipeline is the judge. In a process of its own, for the package takes over the log."""
    import subprocess
    import sys

    program = (
        "import torch; from kokoro import KPipeline;"
        "from rhapsode_server.engines.kokoro.style import style_row;"
        "pack = torch.arange(510.0)[:, None, None].expand(510, 1, 256);"
        "row = lambda ps, style, speed, return_output: int(style[0, 0]);"
        "assert all(KPipeline.infer(row, 'a' * n, pack) == style_row(n) for n in (1, 2, 17, 509, 510));"
        "assert KPipeline.infer(row, 'ab' + chr(0x4e00), pack) == style_row(2, unknown=1)"
    )
    subprocess.run([sys.executable, "-W", "ignore", "-c", program], check=True, timeout=110)


def test_a_voice_speaks_with_its_row(files: ModelFiles) -> None:
    shelf = StyleShelf(files)
    assert torch.equal(shelf.style("am_echo", 12), torch.full((STYLE_SIZE,), 2_011.0))
    assert torch.equal(shelf.style("am_echo", 12, unknown=1), torch.full((STYLE_SIZE,), 2_012.0))
    assert shelf.table("bf_emma").shape == (ROWS, STYLE_SIZE)
    assert shelf.table("bf_emma").dtype == torch.float32


def test_a_mix_is_the_weighted_mean(files: ModelFiles) -> None:
    shelf = StyleShelf(files)
    mixed = shelf.style("af_heart(2)+am_echo(1)", 1)
    assert torch.allclose(mixed, torch.full((STYLE_SIZE,), 4_000.0 / 3))
    assert torch.equal(shelf.table("af_heart(4)+am_echo(2)"), shelf.table("af_heart(2)+am_echo(1)"))
    assert torch.equal(shelf.table("bf_emma(3)"), shelf.table("bf_emma"))


def test_tables_are_read_once_and_their_number_is_bounded(files: ModelFiles, monkeypatch: pytest.MonkeyPatch) -> None:
    reads = []

    def counted(path: Path) -> torch.Tensor:
        reads.append(path.stem)
        return read_table(path)

    monkeypatch.setattr(style_module, "read_table", counted)
    shelf = StyleShelf(files, max_tables=2)
    for voice in ("af_heart", "am_echo", "af_heart", "bf_emma", "af_heart", "am_echo"):
        shelf.table(voice)
        assert len(shelf) <= 2
    # am_echo was the longest out of use when bf_emma came.
    assert reads == ["af_heart", "am_echo", "bf_emma", "am_echo"]
    for weight in range(1, 8):
        shelf.table(f"af_heart({weight})+am_echo(1)")
        assert len(shelf) <= 2


def test_unknown_and_missing_voices_are_told_apart(files: ModelFiles) -> None:
    shelf = StyleShelf(files)
    with pytest.raises(UnknownVoice):
        shelf.table("nobody")
    with pytest.raises(ModelUnavailable, match="fetch it: rhapsode models pull --voices zm_yunxi"):
        shelf.table("af_heart(1)+zm_yunxi(1)")
    assert len(shelf) == 1


class _Bomb:
    def __init__(self, place: Path) -> None:
        self.place = place

    def __reduce__(self) -> Any:
        return Path.mkdir, (self.place,)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (torch.zeros(511, 1, 256), r"is \[511, 1, 256\] large, not \[510, 1, 256\]"),
        (torch.zeros(510, 256), "large, not"),
        (torch.full((510, 1, 256), float("nan")), "numbers that are none"),
        (torch.zeros(510, 1, 256, dtype=torch.int32), "holds no table of styles"),
        (torch.zeros(510, 1, 256).to_sparse(), "holds no table of styles"),
        ({"style": torch.zeros(510, 1, 256)}, "holds no table of styles"),
        ([], "holds no table of styles"),
    ],
)
def test_what_is_no_voice_is_told_with_what_to_do(files: ModelFiles, content: object, says: str) -> None:
    torch.save(content, files.voice("af_heart"))
    with pytest.raises(
        ModelUnavailable, match=f"{says}.*; fetch it anew: rhapsode models pull --voices af_heart --force"
    ):
        read_table(files.voice("af_heart"))


@pytest.mark.parametrize("share", [0.0, 0.01, 0.5, 0.99])
def test_a_part_of_a_file_is_told(files: ModelFiles, share: float) -> None:
    path = files.voice("af_heart")
    path.write_bytes(path.read_bytes()[: int(path.stat().st_size * share)])
    with pytest.raises(ModelUnavailable, match="is damaged, or no voice"):
        read_table(path)


def test_nothing_in_a_file_is_executed(files: ModelFiles, tmp_path: Path) -> None:
    path = files.voice("af_heart")
    for write in (torch.save, lambda bomb, place: place.write_bytes(pickle.dumps(bomb))):
        write(_Bomb(tmp_path / "went-off"), path)
        with pytest.raises(ModelUnavailable, match="is damaged, or no voice"):
            read_table(path)
    assert not (tmp_path / "went-off").exists()
