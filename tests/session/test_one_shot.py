"""``/ws/tts``: requests in order, one end each."""

from __future__ import annotations

import pytest

from rhapsode_protocol.errors import EmptyText, MalformedMarkup, RhapsodeError, TextTooLong, UnknownVoice
from rhapsode_protocol.messages import (
    Audio,
    Cancel,
    Failed,
    Final,
    GenerationStarted,
    Interrupted,
    Settings,
    Speak,
    Warned,
    Words,
)
from rhapsode_server.session import Limits, OneShotSession
from session.rehearsal import SAMPLES_PER_CHARACTER, Rehearsal, make_catalog


@pytest.fixture
def rehearsal() -> Rehearsal:
    return Rehearsal(OneShotSession("c1", make_catalog(), Limits(max_queued_turns=3)))


def error_of(rehearsal: Rehearsal) -> RhapsodeError:
    (failed,) = rehearsal.of(Failed)
    return failed.error


def test_audio_then_exactly_one_final(rehearsal: Rehearsal) -> None:
    rehearsal.say(Speak("The first rhapsode sang of Troy."))
    rehearsal.speak()
    assert rehearsal.kinds() == ["Audio", "Final"]


def test_final_counts_what_was_delivered(rehearsal: Rehearsal) -> None:
    text = "The first rhapsode sang of Troy."
    rehearsal.say(Speak(text, Settings(voice_id=2, word_timestamps=False)))
    assert rehearsal.jobs[0].voice.handle == "ben"
    rehearsal.speak(took_s=0.5)
    statistics = rehearsal.of(Final)[0].statistics
    assert statistics.total_samples == len(text) * SAMPLES_PER_CHARACTER
    assert statistics.delivered_samples == statistics.total_samples
    assert statistics.dur_ms == pytest.approx(len(text) * SAMPLES_PER_CHARACTER / 24.0, abs=0.01)
    assert statistics.rtf == pytest.approx(8.0 / statistics.dur_ms, abs=1e-4)
    # Half a second of waiting, and five silent samples before the first audible one.
    assert statistics.first_audible_ms == pytest.approx(500.0 + 5 / 24.0, abs=0.01)
    assert statistics.watermark == "none"
    assert rehearsal.of(Final)[0].usage.characters == len(text)


def test_requests_queue_in_order(rehearsal: Rehearsal) -> None:
    rehearsal.say(Speak("One is the first number."))
    rehearsal.say(Speak("Two comes after it always."))
    rehearsal.speak()
    assert rehearsal.spoken == ["One is the first number.", "Two comes after it always."]
    assert rehearsal.kinds() == ["Audio", "Final", "Audio", "Final"]
    assert [audio.index for audio in rehearsal.of(Audio)] == [0, 1, 0, 1]


def test_word_times_run_through_the_whole_request(rehearsal: Rehearsal) -> None:
    text = "The first sentence is this one here. " * 2 + "And then a very different last sentence follows it. " * 6
    rehearsal.say(Speak(text, Settings(word_timestamps=True)))
    assert len(rehearsal.jobs) > 1
    rehearsal.speak()
    starts = [words.words[0].start_ms for words in rehearsal.of(Words)]
    lengths = [len(spoken) * SAMPLES_PER_CHARACTER // 2 * 2 / 24.0 for spoken in rehearsal.spoken]
    assert starts == [pytest.approx(10.0 + sum(lengths[:number])) for number in range(len(lengths))]
    assert len(rehearsal.of(GenerationStarted)) == len(rehearsal.spoken), "offsets need the spoken text"


def test_cancel_drops_the_queue_and_says_only_interrupted(rehearsal: Rehearsal) -> None:
    rehearsal.say(Speak("One is the first number."))
    rehearsal.say(Speak("Two comes after it always."))
    job = rehearsal.jobs[0]
    rehearsal.say(Cancel())
    assert not rehearsal.jobs
    rehearsal.speak_one(job)
    assert rehearsal.kinds() == ["Interrupted"]
    rehearsal.say(Speak("Three is spoken again."))
    rehearsal.speak()
    assert rehearsal.kinds() == ["Interrupted", "Audio", "Final"]


def test_cancel_when_idle_is_answered(rehearsal: Rehearsal) -> None:
    assert rehearsal.say(Cancel()) == [Interrupted()]


@pytest.mark.parametrize("text", ["", " ", "\n\t"])
def test_empty_text_is_an_error(rehearsal: Rehearsal, text: str) -> None:
    rehearsal.say(Speak(text))
    assert isinstance(error_of(rehearsal), EmptyText)


def test_too_long_text_names_the_rule(rehearsal: Rehearsal) -> None:
    rehearsal.say(Speak("a" * 10_001))
    assert isinstance(error_of(rehearsal), TextTooLong)
    assert "10000" in error_of(rehearsal).message


def test_unknown_voice_is_refused_and_the_next_request_served(rehearsal: Rehearsal) -> None:
    rehearsal.say(Speak("Hello there, world.", Settings(voice_id=99)))
    assert isinstance(error_of(rehearsal), UnknownVoice)
    rehearsal.say(Speak("Hello there, world."))
    rehearsal.speak()
    assert rehearsal.kinds() == ["Failed", "Audio", "Final"]


def test_malformed_markup_is_refused_before_anything_is_spoken(rehearsal: Rehearsal) -> None:
    rehearsal.say(Speak('A <prosody rate="furious">rush</prosody> it was.'))
    assert isinstance(error_of(rehearsal), MalformedMarkup)
    assert not rehearsal.jobs


def test_a_failed_segment_ends_its_request_alone(rehearsal: Rehearsal) -> None:
    rehearsal.say(Speak("One is the first number."))
    rehearsal.say(Speak("Two comes after it always."))
    rehearsal.fail()
    rehearsal.speak()
    assert rehearsal.kinds() == ["Failed", "Audio", "Final"]
    assert rehearsal.spoken == ["Two comes after it always."]


def test_unspeakable_text_is_warned_of_and_ends_in_final(rehearsal: Rehearsal) -> None:
    rehearsal.say(Speak("…"))
    rehearsal.speak()
    assert rehearsal.kinds() == ["Warned", "Final"]
    assert rehearsal.of(Final)[0].statistics.chunks == 0


def test_one_request_too_many_is_refused(rehearsal: Rehearsal) -> None:
    for _ in range(4):
        rehearsal.say(Speak("Hello there, world."))
    assert error_of(rehearsal).code == "RATE_LIMITED"
    rehearsal.speak()
    assert len(rehearsal.of(Final)) == 3


def test_language_without_its_voice_is_warned_of_once() -> None:
    rehearsal = Rehearsal(OneShotSession("c1", make_catalog()))
    rehearsal.say(Speak("Hello there, world.", Settings(voice_id="carla", language="en")))
    rehearsal.say(Speak("Hello there, again.", Settings(voice_id="carla", language="en")))
    rehearsal.speak()
    assert len(rehearsal.of(Warned)) == 1
    assert {job.language for job in rehearsal.jobs} <= {"en-us"}


def test_a_lost_connection_stops_everything(rehearsal: Rehearsal) -> None:
    rehearsal.say(Speak("One is the first number."))
    rehearsal.session.connection_lost()
    effects = [type(effect).__name__ for effect in rehearsal.session.take_effects()]
    assert effects == ["TurnEnded", "Abort", "ForgetStream"]
