"""Compiled loops, and a cache on disk that cannot be used."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import numba
import numpy as np
import pytest

from rhapsode_server.machine_code import inner, machine_code

SIGNATURE = "f4(f4[::1])"


@inner
def _square(value: np.float32) -> np.float32:
    return value * value


def _energy(samples: np.ndarray[Any, Any]) -> np.float32:
    total = np.float32(0.0)
    for index in range(len(samples)):
        total += _square(samples[index])
    return total


def test_a_loop_computes_what_python_would() -> None:
    samples = np.arange(1_000, dtype=np.float32) / 100
    assert machine_code(_energy, SIGNATURE)(samples) == pytest.approx(float((samples.astype(np.float64) ** 2).sum()))


def test_a_stray_nan_stays_one() -> None:
    assert np.isnan(machine_code(_energy, SIGNATURE)(np.array([1.0, np.nan], np.float32)))


_COMPILE = (
    "import numpy as np; from rhapsode_server.audio.wsola import Wsola, warm_up; warm_up(); "
    "w = Wsola(24000, 1.2); print(len(w.feed(np.ones(24000, np.float32))) + len(w.finish()))"
)


@pytest.mark.slow
def test_a_damaged_cache_costs_only_time(tmp_path: Path) -> None:
    environment = {**os.environ, "NUMBA_CACHE_DIR": str(tmp_path)}
    environment["PYTHONPATH"] = os.pathsep.join(path for path in sys.path if path)
    for _ in range(2):
        done = subprocess.run([sys.executable, "-c", _COMPILE], env=environment, check=True, capture_output=True)
        assert done.stdout.strip() == b"20000"
        indexes = list(tmp_path.rglob("*.nbi"))
        assert indexes
        for index in indexes:
            index.write_bytes(b"not an index")


def test_where_nothing_can_be_kept_on_disk_it_compiles_for_itself(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    compile_function = numba.njit

    def read_only(**options: Any) -> Any:
        if options.get("cache"):
            raise RuntimeError("cannot cache function: no locator available")
        return compile_function(**options)

    monkeypatch.setattr(numba, "njit", read_only)
    assert machine_code(_energy, SIGNATURE)(np.ones(9, np.float32)) == 9.0
    assert "compiling _energy without a cache on disk (RuntimeError)" in caplog.text
