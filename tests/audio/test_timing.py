"""Timings: one per word, in order, without overlap, inside the sound."""

from hypothesis import given, settings
from hypothesis import strategies as st

from rhapsode_server.audio.timing import word_timings
from rhapsode_server.text.reading import SpokenWord


def words(text: str) -> list[SpokenWord]:
    spoken, start = [], 0
    for part in text.split():
        start = text.index(part, start)
        spoken.append(SpokenWord(part, start, start + len(part), start + 100, start + 100 + len(part)))
        start += len(part)
    return spoken


def times(text: str, spans: dict[int, tuple[float, float]], end_ms: float) -> list[tuple[float, float]]:
    return [(timing.start_ms, timing.end_ms) for timing in word_timings(words(text), spans, end_ms)]


def test_a_word_keeps_its_text_and_offsets() -> None:
    (_, timing) = word_timings(words("so then"), {0: (0, 100), 1: (120, 300)}, 400)
    assert (timing.word, timing.char_start, timing.char_end) == ("then", 3, 7)
    assert (timing.source_start, timing.source_end) == (103, 107)
    assert (timing.start_ms, timing.end_ms) == (120.0, 300.0)


def test_a_word_without_a_mark_takes_no_time_after_the_one_before_it() -> None:
    assert times("a — b", {0: (10, 90), 2: (150, 200)}, 300) == [(10, 90), (90, 90), (150, 200)]
    assert times("— b", {1: (150, 200)}, 300) == [(0, 0), (150, 200)]
    assert times("a b", {}, 300) == [(0, 0), (0, 0)]


def test_an_overlap_ends_where_the_next_word_starts() -> None:
    assert times("a — b", {0: (10, 180), 2: (150, 200)}, 300) == [(10, 150), (150, 150), (150, 200)]


def test_a_word_never_starts_before_its_predecessor() -> None:
    assert times("a b", {0: (50, 80), 1: (20, 90)}, 300) == [(50, 50), (50, 90)]


def test_everything_lies_inside_the_sound() -> None:
    assert times("a b", {0: (-20, 40), 1: (280, 900)}, 300) == [(0, 40), (280, 300)]
    assert times("a b", {0: (400, 500), 1: (600, 700)}, 300) == [(300, 300), (300, 300)]


def test_times_are_cut_to_tenths() -> None:
    assert times("a", {0: (1.2999, 7.77)}, 300) == [(1.2, 7.7)]


SPAN = st.tuples(st.floats(-100, 2000), st.floats(-100, 2000))


@settings(deadline=None, max_examples=100)
@given(st.dictionaries(st.integers(0, 7), SPAN), st.floats(0, 1500))
def test_whatever_the_engine_says_the_timings_are_in_order(
    spans: dict[int, tuple[float, float]], end_ms: float
) -> None:
    last_end_ms = 0.0
    timings = times("a b c d e f g h", spans, end_ms)
    assert len(timings) == 8
    for start_ms, stop_ms in timings:
        assert last_end_ms <= start_ms <= stop_ms <= end_ms
        last_end_ms = stop_ms
