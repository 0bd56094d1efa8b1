"""What all tests share: none may meet the keys or the models of whoever runs them, and every run tries the same
examples.

``--hypothesis-profile=explore`` looks for new ones: worth an hour now and then, and then no surprise to somebody whose
change has nothing to do with what it finds.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

import orphans

# Before anything imports numba. Two processes that fill one cache together may swap the machine code of two types in
# it, as librosa compiles its functions for two: whoever loads it then dies, and so does everybody afterwards. Our own
# loops have one signature each, which cannot be swapped.
os.environ["NUMBA_CACHE_DIR"] = str(
    Path(__file__).parent.parent / ".pytest_cache" / "numba" / os.environ.get("PYTEST_XDIST_WORKER", "alone")
)

settings.register_profile("repeatable", derandomize=True)
settings.register_profile("explore", derandomize=False)
settings.load_profile("repeatable")


IN_A_WORKER = "PYTEST_XDIST_WORKER" in os.environ


def pytest_configure() -> None:
    """Take signals again that whoever started the tests has ignored, as ``nohup`` and a script's ``&`` do.

    Children inherit that, and tests that interrupt theirs would wait for an end that nobody hears of.
    """
    if threading.current_thread() is threading.main_thread():
        for asked, usual in ((signal.SIGINT, signal.default_int_handler), (signal.SIGHUP, signal.SIG_DFL)):
            if signal.getsignal(asked) is signal.SIG_IGN:
                signal.signal(asked, usual)
    if not IN_A_WORKER:
        orphans.mark()


def pytest_unconfigure() -> None:
    """End what is left of tests that died."""
    if not IN_A_WORKER:
        for command in orphans.end_all():
            sys.stderr.write(f"left behind by the tests, and ended: {command[:200]}\n")


@pytest.fixture(scope="session", autouse=True)
def _nobodys_keys(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RHAPSODE_KEYS_DB", str(tmp_path_factory.mktemp("keys") / "none.db"))
        # The name by which Starlette's test client calls every server.
        patch.setenv("RHAPSODE_ALLOWED_HOSTS", "testserver")
        yield


@pytest.fixture(scope="session", autouse=True)
def _nobodys_models(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_DATA_HOME", str(tmp_path_factory.mktemp("data")))
        for name in ("RHAPSODE_ENGINE", "RHAPSODE_MODEL_DIR"):
            patch.delenv(name, raising=False)
        # Several test processes share the machine, and a small network is no faster with more.
        patch.setenv("RHAPSODE_THREADS", "1")
        # What is about something else shall not load torch in each of its workers; tests of the mark ask for it.
        patch.setenv("RHAPSODE_WATERMARK", "off")
        yield


MODEL_VOICES = ("af_heart", "af_bella", "af_nicole", "af_aoede", "af_kore")
"""As many as a connection may have contexts, in the catalogue's order."""


@pytest.fixture(scope="session")
def models_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Model files of the published format: the compact architecture, seeded numbers, a few voices."""
    # Here, because torch takes seconds to load, and few tests need it.
    from rhapsode_bench import seeded_kokoro

    folder = tmp_path_factory.mktemp("models")
    seeded_kokoro.write(folder, seeded_kokoro.compact_config(), seed=7, voices=MODEL_VOICES)
    return folder
