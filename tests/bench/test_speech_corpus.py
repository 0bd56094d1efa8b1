"""The corpus: every line speaks, at the chain's rate, and the same each time."""

from __future__ import annotations

import numpy as np
import pytest

from rhapsode_bench.speech_corpus import LINES, PEAK, Line, corpus, speak


@pytest.mark.slow
def test_every_line_is_spoken_at_its_peak() -> None:
    speech = corpus()
    assert list(speech) == [line.name for line in LINES]
    for samples in speech.values():
        assert samples.dtype == np.float32
        assert len(samples) > 5 * 24_000
        assert np.abs(samples).max() == pytest.approx(PEAK, rel=1e-5)


@pytest.mark.slow
def test_a_line_is_the_same_every_time() -> None:
    assert speak(LINES[0]).tobytes() == speak(LINES[0]).tobytes()


@pytest.mark.slow
def test_an_unknown_voice_is_told() -> None:
    with pytest.raises(RuntimeError, match="no voice 'tlh-nowhere'"):
        speak(Line("klingon", "tlh-nowhere", 50, "Hello."))
