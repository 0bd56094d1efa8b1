from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from rhapsode_client.captions import GAP_MS, LINE_CHARACTERS, LONGEST_MS, as_srt, as_vtt, captions
from rhapsode_protocol.messages import WordTiming


def timed(text: str, *, word_ms: float = 300.0, spaced: bool = True) -> list[WordTiming]:
    """The words of a text, one after the other."""
    words, place = [], 0
    for number, word in enumerate(text.split() if spaced else text):
        end = place + len(word)
        words.append(WordTiming(word, number * word_ms, (number + 1) * word_ms - 20, place, end, place, end))
        place = end + spaced
    return words


def test_a_sentence_ends_a_caption() -> None:
    shown = captions(timed('He left. "Who?" Nobody knows, they said.'))
    assert [caption.text for caption in shown] == ["He left.", '"Who?"', "Nobody knows, they said."]
    assert [caption.start_ms for caption in shown] == [0, 600, 900]
    assert shown[0].end_ms == 580


def test_a_long_sentence_is_divided_behind_a_clause_and_set_in_two_even_lines() -> None:
    text = (
        "When the ships came home from the long war at last, the women stood on the wall and counted every sail "
        "against the evening light"
    )
    first, second = captions(timed(text, word_ms=100))
    assert first.text == "When the ships came home\nfrom the long war at last,"
    assert second.text.replace("\n", " ") == text[len("When the ships came home from the long war at last, ") :]


def test_a_pause_ends_a_caption() -> None:
    words = timed("one two")
    late = WordTiming("three", 2 * 300 + GAP_MS, 3 * 300 + GAP_MS, 8, 13, 8, 13)
    assert [caption.text for caption in captions([*words, late])] == ["one two", "three"]


def test_words_that_stand_side_by_side_stay_so() -> None:
    assert captions(timed("我们明天", spaced=False))[0].text == "我们明天"


def test_times_are_written_as_each_format_has_them() -> None:
    shown = captions([WordTiming("a<b & c", 3_661_001.4, 3_662_000.6, 0, 7, 0, 7)])
    assert as_srt(shown) == "1\n01:01:01,001 --> 01:01:02,001\na<b & c\n"
    assert as_vtt(shown) == "WEBVTT\n\n01:01:01.001 --> 01:01:02.001\na&lt;b &amp; c\n"
    assert as_srt([]) == ""
    assert as_vtt([]) == "WEBVTT\n"


@given(st.lists(st.tuples(st.text("abc,.", min_size=1, max_size=12), st.floats(0, 2_000), st.floats(1, 900))))
def test_captions_hold_every_word_in_order_and_keep_their_bounds(drawn: list[tuple[str, float, float]]) -> None:
    words, now_ms, place = [], 0.0, 0
    for text, gap_ms, length_ms in drawn:
        start_ms = now_ms + gap_ms
        now_ms = start_ms + length_ms
        words.append(WordTiming(text, start_ms, now_ms, place, place + len(text), 0, 0))
        place += len(text) + 1
    shown = captions(words)
    assert " ".join(caption.text for caption in shown).split() == [word.word for word in words]
    for caption in shown:
        assert all(len(line) <= LINE_CHARACTERS for line in caption.text.split("\n"))
        assert caption.text.count("\n") <= 1 or len(caption.text) > 2 * LINE_CHARACTERS - 12
        assert caption.end_ms - caption.start_ms <= LONGEST_MS + 900
    assert all(before.end_ms <= after.start_ms for before, after in itertools.pairwise(shown))
