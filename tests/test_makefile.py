"""``make serve``: the pull first, with the server's own options, and then the server, unless somebody stops it."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture
def venv(tmp_path: Path) -> Path:
    """An environment that counts as installed, whose program notes what it is called with."""
    (tmp_path / "bin").mkdir()
    program = tmp_path / "bin" / "rhapsode"
    program.write_text(f'#!/bin/sh\necho "$@" >> {tmp_path}/called\ntest "$1" != "$STOPPED"\n')
    program.chmod(0o755)
    (tmp_path / ".installed").write_bytes(b"")
    return tmp_path


def serve(venv: Path, arguments: str = "", stopped: str = "") -> tuple[int, list[str]]:
    """Run it; gives the exit code, and how the program was called."""
    words = ["make", "--no-print-directory", "serve", f"VENV={venv}", f"ARGS={arguments}"]
    done = subprocess.run(words, cwd=ROOT, env={"PATH": "/usr/bin:/bin", "STOPPED": stopped}, capture_output=True)
    return done.returncode, (venv / "called").read_text().splitlines()


def test_the_files_come_before_the_server_and_both_get_its_options(venv: Path) -> None:
    assert serve(venv, "--port 9000 --model-dir '/my models'") == (
        0,
        [
            "models pull --if-reachable --for-serve --port 9000 --model-dir /my models",
            "serve --port 9000 --model-dir /my models",
        ],
    )


def test_whoever_stops_the_pull_has_stopped_it_all(venv: Path) -> None:
    code, called = serve(venv, stopped="models")
    assert code != 0
    assert called == ["models pull --if-reachable --for-serve"]
