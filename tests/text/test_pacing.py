"""A slow voice's segments are as long as what its listener has in hand allows."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rhapsode_server.text.normalizer import Normalizer
from rhapsode_server.text.pacing import FAST, LEAST_FIRST_WORDS, LEAST_WEIGHT, SHARE, Pacing
from rhapsode_server.text.segment_policy import SegmentPolicy
from rhapsode_server.text.segmenter import Segmenter

SECOND, LATER = SegmentPolicy().target(1), SegmentPolicy().target(2)
TEXT = (
    "When the herald had finished, nobody in the hall spoke for a while, and the old king looked into the fire. "
    "Outside, the wind had turned to the west, so that the ropes of the black ships beat against their masts. At last "
    "the youngest of his sons stood up and asked how long the voyage would take; ten days, said the herald, if the "
    "weather holds, and a month if it does not. Then they went down to the harbour, one behind the other, and counted "
    "every single sail."
)


def lengths(real_time_factor: float, text: str = TEXT) -> list[int]:
    segmenter = Segmenter(SegmentPolicy(real_time_factor=real_time_factor), "en")
    segments = segmenter.push(text, 0.0) + segmenter.finish(0.0)
    assert "".join(segment.text for segment in segments).split() == text.split()
    return [len(segment.text) for segment in segments]


def test_a_fast_voice_changes_nothing() -> None:
    assert lengths(0.0) == lengths(FAST)
    pacing = Pacing(FAST)
    pacing.hand_out(20)
    assert pacing.limit(SECOND) is SECOND


@pytest.mark.parametrize("factor", [0.1, 0.2, 0.3, 0.5, 0.7])
def test_every_segment_is_there_before_all_that_came_before_it_has_been_heard(factor: float) -> None:
    spoken = lengths(factor)
    ready_at = playing_until = factor * spoken[0]
    playing_until += spoken[0]
    for length in spoken[1:]:
        ready_at += factor * length
        assert ready_at <= playing_until or length <= LEAST_WEIGHT * 1.3, (spoken, length)
        playing_until = max(playing_until, ready_at) + length


def test_slower_voices_begin_with_shorter_segments_and_get_long_ones_in_the_end() -> None:
    fast, slow = lengths(0.0), lengths(0.3)
    assert slow[0] == fast[0], "the first clause is as short as it may be"
    assert slow[1] < fast[1]
    assert max(slow) > 90
    assert slow[2] > slow[1]


@given(st.floats(FAST + 0.01, 3.0), st.lists(st.integers(1, 400), min_size=1, max_size=8))
def test_limits_only_ever_shorten_and_never_below_the_least(factor: float, weights: list[int]) -> None:
    pacing = Pacing(factor)
    for weight in weights:
        pacing.hand_out(weight)
        for target in (SECOND, LATER):
            limited = pacing.limit(target)
            assert LEAST_WEIGHT <= limited.maximum <= target.maximum
            assert limited.sentence_min <= min(target.sentence_min, limited.maximum)
            assert limited.clause_min is None or limited.clause_min <= limited.maximum


def test_what_is_in_hand_grows_by_what_speaking_leaves_of_it() -> None:
    pacing = Pacing(0.25)
    pacing.hand_out(20)
    assert pacing.limit(LATER).maximum == round(SHARE * 20 / 0.25)
    pacing.hand_out(40)
    assert pacing.limit(LATER).maximum == round(SHARE * (20 + 40 * 0.75) / 0.25)
    pacing.restart()
    assert pacing.limit(LATER) is LATER


def test_without_a_mark_a_slow_voice_begins_after_fewer_words() -> None:
    first = SegmentPolicy().target(0)
    assert Pacing(0.08).limit(first) == first
    assert Pacing(0.125).limit(first).words_max == pytest.approx(93, abs=1)
    assert Pacing(0.9).limit(first).words_max == 10 * LEAST_FIRST_WORDS
    whole = SegmentPolicy(whole_sentences=True).target(0)
    assert Pacing(0.9).limit(whole) is whole


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Wir haben die Besprechung auf den 21.3.2024 um 14:30 Uhr verschoben, damit alle dabei sein können."),
        ("de", "Ich glaube ja, dass wir uns am Ende doch noch mit 3 anderen auf dem 2. Platz treffen werden."),
        ("en", "The whole thing will have cost us nearly $3.5 billion on March 3, 2024 or a bit later than that."),
        ("en", "Could you tell me when the train from the 4th of July leaves platform 21 tomorrow morning please"),
        ("es", "Podría decirme cuándo sale el próximo tren con 200 mil personas y otras 21 que no caben en casa"),
        ("fr", "Je voulais vous dire que la réunion de demain aura lieu à 14 h 30 dans la salle du 1er étage ici"),
        ("it", "Volevo solo dirti che dopo la fine della II Guerra Mondiale nel XXI secolo il 21° posto era suo"),
        ("ru", "Я хотел сказать вам, что мы встретимся с ним 5 мая около 21 часа в доме 3 на улице Ленина завтра"),
        ("pl", "Chciałem wam powiedzieć, że spotkamy się z nimi 5 maja o godzinie 14:30 w pokoju nr 21 na piętrze"),
        ("ja", "次の大阪行きの電車は何時に出ますかと聞いたら、2024年3月14日の午後5時30分に3番線から出ると言われました"),
    ],
)
def test_a_slow_voice_reads_the_same_words(language: str, text: str) -> None:
    def read(factor: float) -> tuple[int, str]:
        segmenter = Segmenter(SegmentPolicy(real_time_factor=factor), language)
        segments = segmenter.push(text, 0.0) + segmenter.finish(0.0)
        spoken = [Normalizer().read(segment, language, True).text for segment in segments]
        # Between segments, scripts without spaces have none either.
        return len(segments), "".join(spoken).replace(" ", "")

    _, fast = read(0.0)
    counts = set()
    for factor in (0.1, 0.2, 0.35, 0.7, 1.4, 2.8):
        count, slow = read(factor)
        counts.add(count)
        assert slow == fast, factor
    assert max(counts) > 1, "or this shows nothing"


def test_lengths_that_the_client_named_are_its_own() -> None:
    target = SegmentPolicy(schedule=(50, 200)).target(1)
    pacing = Pacing(0.9)
    pacing.hand_out(20)
    assert pacing.limit(target) is target


@given(st.lists(st.integers(0, len(TEXT)), max_size=30))
def test_any_split_gives_the_same_segments(cuts: list[int]) -> None:
    places = [0, *sorted(cuts), len(TEXT)]
    segmenter = Segmenter(SegmentPolicy(real_time_factor=0.25), "en")
    segments = []
    for one, other in zip(places, places[1:], strict=False):
        segments += segmenter.push(TEXT[one:other], 0.0)
    segments += segmenter.finish(0.0)
    assert [len(segment.text) for segment in segments] == lengths(0.25)
