"""The peer: espeak-ng, asked for a whole text at once."""

from __future__ import annotations

import pytest

from rhapsode_bench.whole_text import WholeTextSpeaker


@pytest.mark.slow
def test_a_text_is_heard_and_its_signs_are_no_markup() -> None:
    with WholeTextSpeaker() as speaker:
        for text in ("Sing, goddess.", "One < two & three. " * 20):
            assert 0.0 < speaker.first_audible_ms(text, 1.0) < 5_000.0


@pytest.mark.slow
def test_what_cannot_be_heard_is_an_error() -> None:
    with WholeTextSpeaker() as speaker, pytest.raises(RuntimeError, match="no sound"):
        speaker.first_audible_ms(" ", 1.0)


def test_it_must_be_started_first() -> None:
    with pytest.raises(RuntimeError, match="not started"):
        WholeTextSpeaker().first_audible_ms("Sing.", 1.0)
