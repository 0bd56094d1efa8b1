"""The rows of the comparison: each gives speech of the right length, and missing programs are known as missing."""

from __future__ import annotations

import numpy as np
import pytest

from rhapsode_bench.time_scalers import TIME_SCALERS, TimeScaler, version


@pytest.mark.slow
@pytest.mark.parametrize("scaler", TIME_SCALERS, ids=lambda scaler: scaler.name)
def test_each_scales_a_tone(scaler: TimeScaler) -> None:
    if not scaler.available:
        pytest.skip(f"no program {scaler.program!r} on this machine")
    tone = (0.3 * np.sin(2 * np.pi * 150 * np.arange(24_000) / 24_000)).astype(np.float32)
    output, seconds = scaler.stretch(tone, 1.25)
    assert output.dtype == np.float32
    assert len(output) == pytest.approx(19_200, rel=0.1)
    assert seconds > 0
    assert version(scaler)


def test_a_program_that_is_not_installed_is_not_available() -> None:
    ghost = TimeScaler("ghost", TIME_SCALERS[0].stretch, program="no-such-time-scaler")
    assert not ghost.available
    assert version(ghost) == "unknown"
