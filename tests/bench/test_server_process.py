"""The benchmark's own server: warm inside the block, gone behind it."""

from __future__ import annotations

import urllib.request
from pathlib import Path

import pytest

from rhapsode_bench import server_process
from rhapsode_bench.server_process import ServerFailed, ServerProcess

HAS_PROC = Path("/proc/self/stat").exists()


@pytest.mark.slow
def test_it_is_warm_inside_the_block_and_gone_behind_it(monkeypatch: pytest.MonkeyPatch) -> None:
    # Whatever the user's environment says, the defaults are what is measured.
    monkeypatch.setenv("RHAPSODE_ENGINE", "nonsense")
    with ServerProcess() as server:
        with urllib.request.urlopen(f"{server.url}/ready", timeout=10) as answer:
            assert answer.status == 200
        assert server.ready_s > 0.0
        usage = server.usage()
    if HAS_PROC:
        assert {role: row.processes for role, row in usage.items()} == {"server": 1, "worker": 1, "espeak-ng": 2}
        assert all(row.rss_mib > 1.0 and row.cpu_s >= 0.0 for row in usage.values())
        assert server.usage() == {}
    with pytest.raises(OSError, match="refused"):
        urllib.request.urlopen(f"{server.url}/ready", timeout=10)


@pytest.mark.slow
def test_a_server_that_ends_at_once_is_told_with_what_it_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    program = tmp_path / "rhapsode"
    program.write_text("#!/bin/sh\necho no voice today\nexit 3\n")
    program.chmod(0o755)
    monkeypatch.setattr(server_process.sysconfig, "get_path", lambda name: str(tmp_path))
    with pytest.raises(ServerFailed, match="did not start:\nno voice today"), ServerProcess():
        pass


@pytest.mark.slow
def test_a_server_that_stops_with_an_error_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    program = tmp_path / "rhapsode"
    program.write_text(
        "#!/bin/sh\ntrap 'exit 4' INT\n"
        "echo 'Rhapsode is ready at http://127.0.0.1:1. Try'\nwhile :; do sleep 0.05; done\n"
    )
    program.chmod(0o755)
    monkeypatch.setattr(server_process.sysconfig, "get_path", lambda name: str(tmp_path))
    with pytest.raises(ServerFailed, match="ended with status 4"), ServerProcess() as server:
        assert server.url == "http://127.0.0.1:1"
