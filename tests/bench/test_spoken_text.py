"""The texts are what the table calls them, and the moment at which there is enough text follows the policy."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rhapsode_bench.spoken_text import SPOKEN_TEXTS, text_ready_ms, tokens_of
from rhapsode_server.text.segment_policy import SegmentPolicy

TEXTS = {spoken.name: spoken.text for spoken in SPOKEN_TEXTS}


@settings(deadline=None, max_examples=60)
@given(st.text(max_size=80))
def test_the_tokens_joined_are_the_text(text: str) -> None:
    assert "".join(tokens_of(text)) == text


def test_a_common_word_is_one_token_and_a_mark_is_one() -> None:
    assert tokens_of("Ten days, said he. Unfortunately so.") == [
        "Ten", " days", ",", " said", " he", ".", " Unfortun", "ately", " so", ".",
    ]  # fmt: skip


@pytest.mark.parametrize("name", [name for name in TEXTS if name.startswith("20 words")])
def test_the_sentences_have_as_many_words_as_their_names_say(name: str) -> None:
    text = TEXTS[name]
    assert len(text.split()) == 20
    early = {mark for mark in ",;:" if mark in text[: len(text) // 2]}
    assert bool(early) == name.endswith("clause")


def test_a_clause_is_ready_once_the_token_behind_its_mark_has_come() -> None:
    tokens = tokens_of(TEXTS["20 words, clause"])
    assert text_ready_ms(tokens, 50.0) == pytest.approx(1000 * (tokens.index(",") + 1) / 50.0)


def test_a_short_answer_is_ready_with_the_flush_behind_its_last_token() -> None:
    tokens = tokens_of(TEXTS["short answer"])
    assert text_ready_ms(tokens, 50.0) == pytest.approx(1000 * (len(tokens) - 1) / 50.0)


def test_words_without_a_mark_are_ready_long_before_the_last() -> None:
    tokens = tokens_of(TEXTS["20 words, no mark"])
    words = SegmentPolicy().first_max_words
    assert words - 1 <= text_ready_ms(tokens, 50.0) * 50.0 / 1000 <= words + 1


def test_a_slow_writer_is_not_waited_for() -> None:
    assert text_ready_ms(["Well", " now", " then"], 0.5) == pytest.approx(SegmentPolicy().flush_timeout_ms)
    assert text_ready_ms(["Well ", "now ", "then "], 0.5) == pytest.approx(SegmentPolicy().stale_first_ms)


def test_marks_alone_are_never_ready() -> None:
    with pytest.raises(ValueError, match="nothing in this text can be spoken"):
        text_ready_ms([], 50.0)
