"""Fetching from a hub on the loopback, over real connections, with everything that goes wrong with them."""

from __future__ import annotations

import os
import resource
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from engines.kokoro.loopback_hub import OTHER_REVISION, REPOSITORY, REVISION, LoopbackHub, git_sha1, serving, sha256
from rhapsode_server.engines.kokoro import hub as hub_module
from rhapsode_server.engines.kokoro import pull as pull_module
from rhapsode_server.engines.kokoro.hub import Hub, HubUnreachable, PullFailed
from rhapsode_server.engines.kokoro.published import Publication, PublishedFile
from rhapsode_server.engines.kokoro.pull import Pulled, pull
from rhapsode_server.engines.kokoro.record import RECORD_FILE, read_record, write_record
from rhapsode_server.engines.kokoro.verdict import State, judge

CONFIG, WEIGHTS, VOICE = "config.json", "kokoro-v1_0.pth", "voices/af_heart.pt"
CONTENT = {CONFIG: b'{"n_token": 178}', VOICE: os.urandom(20_000), WEIGHTS: os.urandom(300_000)}
PUBLICATION = Publication(REPOSITORY, REVISION, {path: PublishedFile(sha256(body)) for path, body in CONTENT.items()})


class Tally:
    """Counts bytes as a bar would show them."""

    total: float | None = None
    done = 0

    def update(self, n: int) -> None:
        self.done += n

    def refresh(self) -> None:
        pass


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch) -> Iterator[LoopbackHub]:
    for name in ("HF_TOKEN", "HF_HUB_OFFLINE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(hub_module, "CHUNK_BYTES", 16_384)
    with serving(dict(CONTENT)) as hub:
        yield hub


def fetch(
    hub: LoopbackHub,
    folder: Path,
    *,
    publication: Publication = PUBLICATION,
    revision: str = REVISION,
    progress: Tally | None = None,
    force: bool = False,
) -> Pulled:
    repository = Hub(REPOSITORY, revision, endpoint=hub.address, probe_s=2.0)
    return pull(folder, publication, tuple(CONTENT), repository, progress=progress or Tally(), force=force)


def assert_complete(folder: Path) -> None:
    assert {path: (folder / path).read_bytes() for path in CONTENT} == CONTENT
    assert [verdict.state for verdict in judge(folder, PUBLICATION)] == [State.PUBLISHED] * len(CONTENT)
    assert leftovers(folder) == []


def leftovers(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*.part"))


def test_everything_comes_and_a_second_pull_asks_nobody(hub: LoopbackHub, tmp_path: Path) -> None:
    tally = Tally()
    assert fetch(hub, tmp_path / "models", progress=tally) == Pulled(tuple(CONTENT), ())
    assert_complete(tmp_path / "models")
    assert tally.done == tally.total == sum(map(len, CONTENT.values()))
    hub.requests.clear()
    assert fetch(hub, tmp_path / "models") == Pulled((), tuple(CONTENT))
    assert hub.requests == []


def test_what_somebody_copied_here_is_kept(hub: LoopbackHub, tmp_path: Path) -> None:
    (tmp_path / WEIGHTS).write_bytes(CONTENT[WEIGHTS])
    assert fetch(hub, tmp_path) == Pulled((CONFIG, VOICE), (WEIGHTS,))
    assert_complete(tmp_path)


@pytest.mark.parametrize("touch", [b"my own voice", b""])
def test_another_file_of_that_name_is_replaced_by_force_only(hub: LoopbackHub, tmp_path: Path, touch: bytes) -> None:
    (tmp_path / WEIGHTS).write_bytes(touch)
    with pytest.raises(PullFailed, match="another file than the one to be pulled; --force replaces it"):
        fetch(hub, tmp_path)
    assert (tmp_path / WEIGHTS).read_bytes() == touch
    fetch(hub, tmp_path, force=True)
    assert_complete(tmp_path)


def test_a_file_that_decayed_after_the_pull_is_noticed(hub: LoopbackHub, tmp_path: Path) -> None:
    fetch(hub, tmp_path)
    (tmp_path / VOICE).write_bytes(CONTENT[VOICE][:-1] + b"!")
    assert [verdict.state for verdict in judge(tmp_path, PUBLICATION)] == [
        State.PUBLISHED,
        State.DIFFERS,
        State.PUBLISHED,
    ]
    assert fetch(hub, tmp_path, force=True).fetched == (VOICE,)
    assert_complete(tmp_path)


@pytest.mark.slow
def test_a_broken_connection_is_taken_up_where_it_broke(hub: LoopbackHub, tmp_path: Path) -> None:
    hub.break_after, hub.only = 100_000, WEIGHTS
    tally = Tally()
    fetch(hub, tmp_path, progress=tally)
    assert_complete(tmp_path)
    ranges = [wanted for path, wanted in hub.gets() if path == WEIGHTS]
    assert ranges[0] is None
    assert ranges[1] is not None
    assert tally.done == tally.total


def test_the_next_pull_goes_on_with_what_the_last_one_left(hub: LoopbackHub, tmp_path: Path) -> None:
    part = tmp_path / f".{WEIGHTS}.{sha256(CONTENT[WEIGHTS])[:12]}.part"
    part.write_bytes(CONTENT[WEIGHTS][:200_000])
    tally = Tally()
    fetch(hub, tmp_path, progress=tally)
    assert_complete(tmp_path)
    assert (WEIGHTS, "bytes=200000-") in hub.gets()
    assert tally.done == tally.total


@pytest.mark.parametrize("left", [b"rubbish" * 10, b"x" * 300_000, b"too long" * 100_000])
def test_a_spoilt_leftover_is_thrown_away(hub: LoopbackHub, tmp_path: Path, left: bytes) -> None:
    part = tmp_path / f".{WEIGHTS}.{sha256(CONTENT[WEIGHTS])[:12]}.part"
    part.write_bytes(left)
    tally = Tally()
    fetch(hub, tmp_path, progress=tally)
    assert_complete(tmp_path)
    assert tally.done == tally.total


@pytest.mark.parametrize("path", [CONFIG, VOICE, WEIGHTS])
def test_a_wrong_body_never_gets_the_name(hub: LoopbackHub, tmp_path: Path, path: str) -> None:
    hub.corrupt, hub.only = True, path
    with pytest.raises(PullFailed, match=f"{path} came with a wrong checksum and was thrown away"):
        fetch(hub, tmp_path)
    assert not (tmp_path / path).exists()
    assert leftovers(tmp_path) == []
    hub.corrupt = False
    assert path in fetch(hub, tmp_path).fetched
    assert_complete(tmp_path)


def test_a_hub_that_contradicts_the_published_checksum_is_not_believed(hub: LoopbackHub, tmp_path: Path) -> None:
    hub.files[WEIGHTS] = os.urandom(300_000)
    with pytest.raises(PullFailed, match="another checksum than the published one; it was not fetched"):
        fetch(hub, tmp_path)
    assert hub.gets() == []


@pytest.mark.parametrize(
    ("status", "says"),
    [
        (401, "refuses .*401.*HF_TOKEN"),
        (403, "refuses .*403.*HF_TOKEN"),
        (404, "has no config.json at revision f3ff"),
        (500, "answered 500"),
        (503, "answered 503"),
    ],
)
def test_refusals_are_told_in_one_line(hub: LoopbackHub, tmp_path: Path, status: int, says: str) -> None:
    hub.refuse_with = status
    with pytest.raises(PullFailed, match=says) as caught:
        fetch(hub, tmp_path)
    assert "\n" not in str(caught.value)


def test_a_hub_that_says_nothing_is_given_up_soon(hub: LoopbackHub, tmp_path: Path) -> None:
    hub.wait_s = 1.5
    begin = time.monotonic()
    with pytest.raises(HubUnreachable):
        pull(
            tmp_path,
            PUBLICATION,
            (CONFIG,),
            Hub(REPOSITORY, REVISION, endpoint=hub.address, probe_s=0.2),
            progress=Tally(),
        )
    assert time.monotonic() - begin < 1.4


def test_no_network_at_all_is_one_clear_error(tmp_path: Path) -> None:
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{nobody.getsockname()[1]}"
        with pytest.raises(HubUnreachable, match="cannot be reached for config.json"):
            pull(tmp_path, PUBLICATION, tuple(CONTENT), Hub(REPOSITORY, REVISION, endpoint=address), progress=Tally())


@pytest.mark.slow
def test_a_name_that_is_looked_up_for_ever_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: time.sleep(2.0) or [])
    begin = time.monotonic()
    with pytest.raises(HubUnreachable, match="did not answer within 1.1 s"):
        Hub(REPOSITORY, REVISION, endpoint="http://hub.invalid", probe_s=0.1).look_up(CONFIG)
    assert time.monotonic() - begin < 1.8


def test_too_little_room_is_told_before_anything_comes(
    hub: LoopbackHub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pull_module, "SPARE_BYTES", 1 << 60)
    with pytest.raises(PullFailed, match="free some space, or name another folder with --dir"):
        fetch(hub, tmp_path)
    assert hub.gets() == []


def test_a_disk_that_fills_up_keeps_what_came(hub: LoopbackHub, tmp_path: Path) -> None:
    """A real limit of the system, on this process: no file grows beyond 100,000 bytes."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, hard))
    try:
        with pytest.raises(PullFailed, match="no room left in .* what came so far is kept"):
            fetch(hub, tmp_path)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert not (tmp_path / WEIGHTS).exists()
    (part,) = leftovers(tmp_path)
    assert part.stat().st_size == 100_000
    fetch(hub, tmp_path)
    assert (WEIGHTS, "bytes=100000-") in hub.gets()
    assert_complete(tmp_path)


def test_a_folder_that_cannot_be_made_is_told(hub: LoopbackHub, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(PullFailed, match="cannot use"):
        fetch(hub, tmp_path / "file" / "models")


def test_two_pulls_do_not_meet(hub: LoopbackHub, tmp_path: Path) -> None:
    with pull_module._locked(tmp_path), pytest.raises(PullFailed, match="another pull is at work"):
        fetch(hub, tmp_path)
    fetch(hub, tmp_path)
    assert_complete(tmp_path)


def test_another_revision_is_pinned_as_the_hub_tells_it(hub: LoopbackHub, tmp_path: Path) -> None:
    hub.files.update({WEIGHTS: os.urandom(1_000), CONFIG: b"{}"})
    fetch(hub, tmp_path, revision=OTHER_REVISION)
    states = {verdict.path: verdict.state for verdict in judge(tmp_path, PUBLICATION)}
    assert states == dict.fromkeys(CONTENT, State.RECORDED)
    assert read_record(tmp_path)[WEIGHTS].revision == OTHER_REVISION
    hub.requests.clear()
    fetch(hub, tmp_path, revision=OTHER_REVISION)
    assert hub.requests == []
    # And back: what is good, but of another revision, is replaced without force.
    hub.files.update(CONTENT)
    fetch(hub, tmp_path)
    assert_complete(tmp_path)


def test_a_file_without_a_published_checksum_is_trusted_once(hub: LoopbackHub, tmp_path: Path) -> None:
    unknown = replace(PUBLICATION, files={**PUBLICATION.files, VOICE: PublishedFile(None)})
    fetch(hub, tmp_path, publication=unknown)
    assert {verdict.path: verdict.state for verdict in judge(tmp_path, unknown)}[VOICE] is State.RECORDED
    (tmp_path / VOICE).write_bytes(b"other")
    assert {verdict.path: verdict.state for verdict in judge(tmp_path, unknown)}[VOICE] is State.DIFFERS
    (tmp_path / RECORD_FILE).unlink()
    assert {verdict.path: verdict.state for verdict in judge(tmp_path, unknown)}[VOICE] is State.UNKNOWN


def test_a_small_file_is_held_to_its_git_name(hub: LoopbackHub, tmp_path: Path) -> None:
    hub.corrupt, hub.only = True, CONFIG
    unknown = replace(PUBLICATION, files=dict.fromkeys(CONTENT, PublishedFile(None)))
    with pytest.raises(PullFailed, match="config.json came with a wrong checksum"):
        fetch(hub, tmp_path, publication=unknown)
    assert git_sha1(b"hello\n") == "ce013625030ba8dba906f756967f9e9ca394464a"


@pytest.mark.parametrize("rubbish", [b"", b"[]", b"{", b'{"format": 9}', b'{"format": 1, "files": {"a": {"b": 1}}}'])
def test_a_record_that_cannot_be_read_is_made_anew(hub: LoopbackHub, tmp_path: Path, rubbish: bytes) -> None:
    fetch(hub, tmp_path)
    (tmp_path / RECORD_FILE).write_bytes(rubbish)
    assert read_record(tmp_path) == {}
    hub.requests.clear()
    assert fetch(hub, tmp_path).fetched == ()
    assert hub.requests == []
    assert set(read_record(tmp_path)) == set(CONTENT)


def test_the_record_is_written_whole_or_not_at_all(hub: LoopbackHub, tmp_path: Path) -> None:
    fetch(hub, tmp_path)
    before = read_record(tmp_path)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (10, hard))
    try:
        with pytest.raises(OSError, match="too large"):
            write_record(tmp_path, REPOSITORY, {})
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert read_record(tmp_path) == before


@pytest.mark.slow
def test_a_pull_that_is_killed_leaves_no_false_name(hub: LoopbackHub, tmp_path: Path) -> None:
    hub.files[WEIGHTS] = os.urandom(30_000_000)
    hub.break_after, hub.only = 25_000_000, WEIGHTS
    program = (
        "import sys; from pathlib import Path; import types;"
        "from rhapsode_server.engines.kokoro.hub import Hub; from rhapsode_server.engines.kokoro.pull import pull;"
        "from rhapsode_server.engines.kokoro.published import Publication;"
        "bar = types.SimpleNamespace(total=0, update=lambda n: print(n, flush=True), refresh=lambda: None);"
        f"pull(Path(sys.argv[1]), Publication({REPOSITORY!r}, {REVISION!r}, {{}}), [{WEIGHTS!r}],"
        f" Hub({REPOSITORY!r}, {REVISION!r}, endpoint=sys.argv[2]), progress=bar)"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program, str(tmp_path), hub.address], stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        # Nothing was there; then the first bytes are on disk.
        assert process.stdout.readline() == "0\n"
        assert int(process.stdout.readline()) > 0
        process.kill()
    assert not (tmp_path / WEIGHTS).exists()
    (part,) = leftovers(tmp_path)
    had = part.stat().st_size
    hub.break_after = None
    fetch_only = Hub(REPOSITORY, REVISION, endpoint=hub.address)
    pull(tmp_path, Publication(REPOSITORY, REVISION, {}), [WEIGHTS], fetch_only, progress=Tally())
    assert (tmp_path / WEIGHTS).read_bytes() == hub.files[WEIGHTS]
    assert (WEIGHTS, f"bytes={had}-") in hub.gets()
