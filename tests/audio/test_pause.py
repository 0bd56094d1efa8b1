"""The pause after a segment follows from its last mark and its cut."""

import pytest

from rhapsode_server.audio.pause import (
    COLON_MS,
    COMMA_MS,
    FLUSH_MS,
    PARAGRAPH_MS,
    SENTENCE_MS,
    pause_after_ms,
)
from rhapsode_server.text.segment import Cut, Run, RunKind, Segment


def segment(text: str, cut: Cut, *, kind: RunKind = RunKind.PLAIN, break_ms: int = 0) -> Segment:
    runs = (Run(text, 0, kind),) if text else ()
    return Segment(0, runs, 0, len(text), cut, break_ms=break_ms)


@pytest.mark.parametrize(
    ("text", "cut", "pause_ms"),
    [
        ("It is done.", Cut.SENTENCE, SENTENCE_MS),
        ("Is it done? ", Cut.SENTENCE, SENTENCE_MS),
        ("“It is done!” ", Cut.SENTENCE, SENTENCE_MS),
        ("It is done.)\n", Cut.SENTENCE, SENTENCE_MS),
        ("你好。", Cut.SENTENCE, SENTENCE_MS),
        ("هل أنت هنا؟", Cut.SENTENCE, SENTENCE_MS),
        ("यह ठीक है।", Cut.SENTENCE, SENTENCE_MS),
        ("a line without a mark", Cut.SENTENCE, SENTENCE_MS),
        ("Three things:", Cut.CLAUSE, COLON_MS),
        ("he came; ", Cut.CLAUSE, COLON_MS),
        ("Well, ", Cut.CLAUSE, COMMA_MS),
        ("he said —", Cut.CLAUSE, COMMA_MS),
        ("你好，", Cut.CLAUSE, COMMA_MS),
        ("and then", Cut.CLAUSE, COMMA_MS),
        ("The end.\n\n", Cut.PARAGRAPH, PARAGRAPH_MS),
        ("A heading", Cut.PARAGRAPH, PARAGRAPH_MS),
        ("one two three", Cut.LENGTH, 0),
        ("one two three,", Cut.LENGTH, COMMA_MS),
        ("slower now", Cut.TAG, 0),
        ("slower now.", Cut.TAG, SENTENCE_MS),
        ("waiting for", Cut.STALE, 0),
        ("waiting for it.", Cut.STALE, SENTENCE_MS),
        ("no mark", Cut.FLUSH, 0),
        ("The end.", Cut.FLUSH, FLUSH_MS),
        ("Well,", Cut.FLUSH, min(COMMA_MS, FLUSH_MS)),
        ("", Cut.TAG, 0),
        ("  ", Cut.SENTENCE, 0),
        ("”)", Cut.LENGTH, 0),
    ],
)
def test_natural_pause(text: str, cut: Cut, pause_ms: int) -> None:
    assert pause_after_ms(segment(text, cut)) == pause_ms


@pytest.mark.parametrize("cut", list(Cut))
def test_a_break_is_added_to_every_cut(cut: Cut) -> None:
    plain = pause_after_ms(segment("So it was.", cut))
    assert pause_after_ms(segment("So it was.", cut, break_ms=350)) == plain + 350


def test_a_break_alone_is_as_long_as_it_says() -> None:
    assert pause_after_ms(segment("", Cut.FLUSH, break_ms=1200)) == 1200


def test_a_mark_that_is_spelt_out_makes_no_pause() -> None:
    assert pause_after_ms(segment("e.g.", Cut.TAG, kind=RunKind.SPELL)) == 0
    assert pause_after_ms(segment("St.", Cut.TAG, kind=RunKind.PHONEMES)) == 0


def test_closing_marks_of_a_run_of_their_own_are_looked_through() -> None:
    runs = (Run("It is done.", 0), Run(" ”", 11))
    assert pause_after_ms(Segment(0, runs, 0, 13, Cut.TAG)) == SENTENCE_MS


def test_greater_boundaries_pause_longer() -> None:
    assert 0 < COMMA_MS < COLON_MS < SENTENCE_MS < PARAGRAPH_MS
