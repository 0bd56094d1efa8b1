from __future__ import annotations

import pytest

from rhapsode_bridge.transcript import Transcript, WrittenWord
from rhapsode_protocol.messages import Audio, Words, WordTiming


def timing(word: str, start_ms: float, source: tuple[int, int]) -> WordTiming:
    return WordTiming(word, start_ms, start_ms + 100.0, 0, len(word), *source)


def sound(chunk_id: int, ms: int = 500) -> Audio:
    return Audio(b"", "pcm_s16le", 0, 1_000, ms, chunk_id)


def spoken(text: str, *segments: tuple[WordTiming, ...]) -> tuple[list[WrittenWord], Transcript]:
    """Every segment lasts half a second."""
    transcript = Transcript()
    transcript.say(text)
    words: list[WrittenWord] = []
    for number, segment in enumerate(segments):
        assert transcript.take(sound(number)) == ()
        words += transcript.take(Words(segment, number))
    return words, transcript


def together(words: list[WrittenWord], transcript: Transcript) -> str:
    return "".join(word.before + word.text for word in words) + transcript.rest


def test_words_are_timed_from_the_first_sample_of_the_speech() -> None:
    words, _ = spoken("Sing, goddess.", (timing("Sing,", 10, (0, 5)),), (timing("goddess.", 20, (6, 14)),))
    assert words == [WrittenWord("Sing,", "", 10, 110), WrittenWord("goddess.", " ", 520, 620)]


def test_a_number_that_is_read_as_many_words_is_written_once() -> None:
    read = [timing(word, 100 * index, (3, 7)) for index, word in enumerate(("nineteen", "ninety-nine"), 1)]
    words, transcript = spoken("In 1999 it", (timing("In", 0, (0, 2)), *read, timing("it", 300, (8, 10))))
    assert [word.text for word in words] == ["In", "1999", "it"]
    assert (words[1].start_ms, words[1].end_ms) == (100, 300)
    assert together(words, transcript) == transcript.text


@pytest.mark.parametrize("text", ["**Sing**, *goddess* 👍", "Sing,\n\n  goddess.", "Sing goddess"])
def test_all_pieces_together_are_the_text(text: str) -> None:
    sing, goddess = text.index("Sing"), text.index("goddess")
    words, transcript = spoken(
        text, (timing("Sing", 0, (sing, sing + 4)), timing("goddess", 100, (goddess, goddess + 7)))
    )
    assert [word.text for word in words] == ["Sing", "goddess"]
    assert together(words, transcript) == text


def test_words_that_share_a_part_of_the_text_take_it_once() -> None:
    words, transcript = spoken("10km far", (timing("ten", 0, (0, 2)), timing("kilometres", 90, (1, 4))))
    assert [(word.text, word.start_ms, word.end_ms) for word in words] == [("10km", 0, 190)]
    assert together(words, transcript) == "10km far"


def test_a_later_segment_that_reads_the_same_place_again_tells_nothing_anew() -> None:
    words, transcript = spoken("A B", (timing("A", 0, (0, 1)),), (timing("A", 0, (0, 1)), timing("B", 200, (2, 3))))
    assert [word.text for word in words] == ["A", "B"]
    assert together(words, transcript) == "A B"


def test_places_count_code_points() -> None:
    words, _ = spoken("𝄞 Sing", (timing("Sing", 0, (2, 6)),))
    assert words[0].text == "Sing"


def test_what_is_not_told_yet_is_the_rest() -> None:
    transcript = Transcript()
    transcript.say("Sing, ")
    transcript.say("goddess.")
    assert transcript.rest == "Sing, goddess."
