"""What the engine knows of the machine once it is warm."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from rhapsode_server.engines.engine_options import EngineOptions
from rhapsode_server.engines.espeak_link import EspeakLink
from rhapsode_server.engines.kokoro.engine import KokoroEngine, in_steps
from rhapsode_server.engines.kokoro.phonemes.phonemizer import Phonemizer
from rhapsode_server.text.reading import Phonemes


@pytest.mark.parametrize(
    ("measured", "told"), [(0.0, 0.0), (0.2, 0.176777), (0.25, 0.25), (0.29, 0.25), (0.31, 0.353553), (1.2, 1.414214)]
)
def test_a_real_time_factor_is_told_in_steps(measured: float, told: float) -> None:
    assert in_steps(measured) == pytest.approx(told, abs=1e-6)


def test_it_is_measured_when_the_engine_is_warmed_up(models_dir: Path) -> None:
    engine = KokoroEngine(EngineOptions(models_dir=models_dir, threads=1))
    assert engine.real_time_factor == 0.0
    engine.warm_up()
    # The compact network's: far more than nothing, far less than the time that it lasts.
    assert 0.0001 < engine.real_time_factor < 4.0
    engine.close()


def test_phonemes_are_told_without_the_model_with_what_it_lacks(marked_request_for: Any) -> None:
    engine = KokoroEngine(EngineOptions(threads=1), Phonemizer(LettersLink()))
    told = engine.phonemes(marked_request_for("so [+](/plʌʘs/) /ʘǃɡ/", "ff_siwis", "de"))
    assert told == Phonemes("so plʌs ɡ", {"ʘ": 2, "ǃ": 1})
    assert engine.phonemes(marked_request_for("so", "ff_siwis", "de")).unknown == {}


class LettersLink(EspeakLink):
    """Every text sounds as it is written."""

    def phonemes(self, voice: str, texts: Sequence[str]) -> tuple[str, ...]:
        return tuple(texts)
