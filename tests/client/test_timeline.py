from __future__ import annotations

from rhapsode_client.timeline import Timeline
from rhapsode_protocol.messages import Audio, Warned, Words, WordTiming


def audio(chunk_id: int, samples: int, rate_hz: int = 24_000) -> Audio:
    return Audio(b"\0" * 2 * samples, "pcm_s16le", 0, rate_hz, samples, chunk_id)


def word(text: str, start_ms: float, end_ms: float) -> WordTiming:
    return WordTiming(text, start_ms, end_ms, 0, len(text), 3, 3 + len(text))


def test_words_count_from_the_first_sample_of_the_turn() -> None:
    timeline = Timeline()
    assert timeline.take(audio(0, 2_400)) == ()
    assert timeline.take(Words((word("one", 10, 90),), 0)) == (word("one", 10, 90),)
    timeline.take(audio(0, 1_200))
    timeline.take(audio(1, 800, 8_000))
    timeline.take(audio(2, 2_400))
    # Those of a segment may come behind the sound of the next.
    assert timeline.take(Words((word("two", 5, 50),), 1)) == (word("two", 155, 200),)
    assert timeline.take(Words((word("three", 0, 40),), 2)) == (word("three", 250, 290),)
    assert timeline.take(Warned("no sound in it", 2)) == ()
    assert [timed.word for timed in timeline.words] == ["one", "two", "three"]
