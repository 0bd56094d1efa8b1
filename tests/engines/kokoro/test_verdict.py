from __future__ import annotations

from pathlib import Path

import pytest

from engines.kokoro.loopback_hub import sha256
from rhapsode_server.engines.kokoro import verdict
from rhapsode_server.engines.kokoro.published import Publication, PublishedFile
from rhapsode_server.engines.kokoro.record import PulledFile, write_record
from rhapsode_server.engines.kokoro.verdict import State, describe_weights, git_sha1_of, judge, sha256_of

REVISION = "f" * 40
PUBLICATION = Publication("a/b", REVISION, {"x": PublishedFile(sha256(b"xx")), "y": PublishedFile(None)})


def record(folder: Path, path: str, content: bytes, revision: str = REVISION) -> None:
    (folder / path).write_bytes(content)
    status = (folder / path).stat()
    pulled = PulledFile(revision, sha256(content), status.st_size, status.st_mtime_ns)
    write_record(folder, PUBLICATION.repository, {path: pulled})


def states(folder: Path) -> tuple[State, ...]:
    return tuple(each.state for each in judge(folder, PUBLICATION))


def test_files_are_held_to_what_is_published_or_else_to_what_was_pulled(tmp_path: Path) -> None:
    assert states(tmp_path) == (State.ABSENT, State.ABSENT)
    (tmp_path / "x").write_bytes(b"xx")
    (tmp_path / "y").write_bytes(b"yy")
    assert states(tmp_path) == (State.PUBLISHED, State.UNKNOWN)
    record(tmp_path, "y", b"yy")
    assert states(tmp_path) == (State.PUBLISHED, State.RECORDED)
    (tmp_path / "x").write_bytes(b"xX")
    (tmp_path / "y").write_bytes(b"yY")
    assert states(tmp_path) == (State.DIFFERS, State.DIFFERS)


def test_a_record_does_not_outweigh_the_published_checksum(tmp_path: Path) -> None:
    record(tmp_path, "x", b"forged")
    assert states(tmp_path)[0] is State.DIFFERS
    record(tmp_path, "x", b"of another revision", "0" * 40)
    assert states(tmp_path)[0] is State.RECORDED


def test_checksums_are_the_usual_ones(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(b"hello\n")
    assert sha256_of(tmp_path / "x").startswith("5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03")
    assert git_sha1_of(tmp_path / "x") == "ce013625030ba8dba906f756967f9e9ca394464a"


def test_a_running_server_says_whose_weights_it_speaks_with(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "x").write_bytes(b"xx")
    assert describe_weights(tmp_path, "x", PUBLICATION) == "x has the published checksum"
    (tmp_path / "x").write_bytes(b"mine")
    digest = sha256(b"mine")[:12]
    assert (
        describe_weights(tmp_path, "x", PUBLICATION) == f"x is not the published file: its SHA-256 begins with {digest}"
    )
    record(tmp_path, "x", b"xx")

    def read_nothing(path: Path) -> str:
        raise AssertionError("what nobody touched is not read again")

    monkeypatch.setattr(verdict, "sha256_of", read_nothing)
    assert describe_weights(tmp_path, "x", PUBLICATION) == "x has the published checksum"
