"""``/ws/tts/multi``: contexts by name, independent, each with one end."""

from __future__ import annotations

import pytest

from rhapsode_protocol.errors import ContextIsClosed, TooManyContexts
from rhapsode_protocol.messages import (
    Audio,
    Cancel,
    ChunkComplete,
    ClientMessage,
    CloseContext,
    CloseSocket,
    ContextClosed,
    ContextCreated,
    Failed,
    Final,
    GenerationStarted,
    Input,
    Interrupted,
    KeepAlive,
    Settings,
    SocketClosing,
)
from rhapsode_server.session import Limits, MultiSession
from rhapsode_server.speech import SpeechAudio, SpeechDone, SpeechStarted
from session.rehearsal import SAMPLES_PER_CHARACTER, Rehearsal, make_catalog


@pytest.fixture
def rehearsal() -> Rehearsal:
    return Rehearsal(MultiSession("c1", make_catalog()))


def opener(name: str, voice: int | str = 1) -> Input:
    return Input(text=" ", context_id=name, voice_settings=Settings(voice_id=voice))


def said(name: str, text: str, flush: bool = True) -> Input:
    return Input(text=text, context_id=name, flush=flush)


def test_an_opener_is_acknowledged_at_once_and_makes_no_sound(rehearsal: Rehearsal) -> None:
    assert rehearsal.say(opener("a")) == [ContextCreated("a")]
    rehearsal.wait(5)
    assert not rehearsal.jobs


def test_real_text_opens_a_context_too(rehearsal: Rehearsal) -> None:
    rehearsal.say(said("a", "Hello there, you."))
    rehearsal.speak()
    assert rehearsal.kinds() == ["ContextCreated", "GenerationStarted", "Audio", "ChunkComplete", "Final"]


def test_five_contexts_with_voices_of_their_own(rehearsal: Rehearsal) -> None:
    voices = {"a": "anna", "b": "ben", "c": "carla", "d": "anna", "e": "ben"}
    for name, voice in voices.items():
        rehearsal.say(opener(name, voice))
    for name in voices:
        rehearsal.say(said(name, f"This is what {name} has to say."))
    assert {job.segment.text.split()[3]: job.voice.handle for job in rehearsal.jobs} == voices
    rehearsal.speak()
    for name in voices:
        texts = [message.text for message in rehearsal.of(GenerationStarted) if message.context_id == name]
        assert texts == [f"This is what {name} has to say."]
        assert len([message for message in rehearsal.of(Final) if message.context_id == name]) == 1
        assert all(audio.samples for audio in rehearsal.of(Audio) if audio.context_id == name)


def test_one_context_too_many_harms_nobody(rehearsal: Rehearsal) -> None:
    for name in "abcde":
        rehearsal.say(opener(name))
    (answer,) = rehearsal.say(opener("f"))
    assert isinstance(answer, Failed)
    assert isinstance(answer.error, TooManyContexts)
    assert answer.context_id == "f"
    rehearsal.say(said("a", "Hello there, you."))
    rehearsal.speak()
    assert rehearsal.of(Final)[0].context_id == "a"


def test_a_closing_context_no_longer_counts(rehearsal: Rehearsal) -> None:
    for name in "abcde":
        rehearsal.say(opener(name))
    rehearsal.say(said("a", "Hello there, you.", flush=False))
    rehearsal.say(CloseContext("a"))
    assert rehearsal.say(opener("f")) == [ContextCreated("f")]
    rehearsal.speak()
    assert [message.context_id for message in rehearsal.of(ContextClosed)] == ["a"]


def test_contexts_that_are_closing_are_bounded_too() -> None:
    rehearsal = Rehearsal(MultiSession("c1", make_catalog(), Limits(max_contexts=1)))
    for number in range(50):
        rehearsal.say(said(f"x{number}", "Hello there, you.", flush=False))
        rehearsal.say(CloseContext(f"x{number}"))
    assert 1 < len(rehearsal.of(ContextCreated)) < 20
    rehearsal.speak()
    assert len(rehearsal.of(ContextClosed)) >= len(rehearsal.of(ContextCreated))


def test_final_answers_every_client_flush_and_no_other(rehearsal: Rehearsal) -> None:
    rehearsal.say(said("a", "Hello there, you", flush=False))
    rehearsal.wait(2)
    rehearsal.speak()
    assert rehearsal.of(ChunkComplete)
    assert not rehearsal.of(Final)
    rehearsal.say(said("a", " and you too."))
    rehearsal.say(Input(context_id="a", flush=True))
    rehearsal.speak()
    assert len(rehearsal.of(Final)) == 2


def test_a_graceful_close_drains_then_ends(rehearsal: Rehearsal) -> None:
    rehearsal.say(said("a", "Hello there, you.", flush=False))
    rehearsal.say(CloseContext("a"))
    rehearsal.speak()
    assert rehearsal.kinds()[-2:] == ["Final", "ContextClosed"]
    assert rehearsal.of(Final)[0].closes_context
    assert rehearsal.of(ContextClosed)[0].usage.characters == len("Hello there, you.")


def test_an_immediate_close_is_acknowledged_at_once_without_final(rehearsal: Rehearsal) -> None:
    rehearsal.say(said("a", "Hello there, you."))
    job = rehearsal.jobs[0]
    answer = rehearsal.say(CloseContext("a", immediate=True))
    rehearsal.speak_one(job)
    assert [type(message) for message in answer] == [ContextClosed]
    assert rehearsal.kinds() == ["ContextCreated", "ContextClosed"]
    assert not rehearsal.open_streams


def test_closing_twice_is_quiet_and_an_unknown_close_is_answered(rehearsal: Rehearsal) -> None:
    rehearsal.say(opener("a"))
    rehearsal.say(CloseContext("a"))
    assert rehearsal.say(CloseContext("a")) == []
    (answer,) = rehearsal.say(CloseContext("never"))
    assert isinstance(answer, ContextClosed)


def test_late_text_for_a_closed_context_is_refused_and_never_spoken(rehearsal: Rehearsal) -> None:
    rehearsal.say(said("a", "Hello there, you."))
    rehearsal.say(CloseContext("a", immediate=True))
    (answer,) = rehearsal.say(said("a", "late token", flush=False))
    assert isinstance(answer, Failed)
    assert isinstance(answer.error, ContextIsClosed)
    assert answer.context_id == "a"
    assert rehearsal.say(Input(text="", context_id="a")) == []
    assert not rehearsal.jobs


def test_an_opener_opens_a_closed_context_anew(rehearsal: Rehearsal) -> None:
    rehearsal.say(said("a", "Hello there, you."))
    rehearsal.say(CloseContext("a", immediate=True))
    assert rehearsal.say(opener("a", 2)) == [ContextCreated("a")]
    rehearsal.say(said("a", "Hello again, you."))
    assert rehearsal.jobs[0].voice.handle == "ben"


def test_a_session_wide_option_binds_contexts_opened_afterwards(rehearsal: Rehearsal) -> None:
    rehearsal.say(opener("a"))
    rehearsal.say(Input(settings=Settings(sample_rate_hz=8_000, speed=1.2)))
    rehearsal.say(opener("b"))
    rehearsal.say(said("a", "Hello there, you."), said("b", "Hello there, you."))
    assert [(job.format.rate_hz, job.speed) for job in rehearsal.jobs] == [(24_000, 1.0), (8_000, 1.2)]


def test_a_first_frame_without_a_context_is_taken_quietly(rehearsal: Rehearsal) -> None:
    assert rehearsal.say(Input(text="", settings=Settings(voice_id="ben"))) == []
    rehearsal.say(said("a", "Hello there, you."))
    assert rehearsal.jobs[0].voice.handle == "ben"


def test_text_without_a_context_is_refused(rehearsal: Rehearsal) -> None:
    (answer,) = rehearsal.say(Input(text="Hello."))
    assert isinstance(answer, Failed)
    assert answer.error.field == "context_id"


def test_an_idle_context_is_closed_after_its_time(rehearsal: Rehearsal) -> None:
    rehearsal.say(opener("a"))
    rehearsal.wait(19.9)
    assert not rehearsal.of(ContextClosed)
    rehearsal.wait(0.2)
    assert [message.context_id for message in rehearsal.of(ContextClosed)] == ["a"]


def test_keep_alive_resets_the_idle_clock(rehearsal: Rehearsal) -> None:
    rehearsal.say(opener("a"), opener("b"))
    for _ in range(3):
        rehearsal.wait(15)
        rehearsal.say(KeepAlive("a"), Input(text="", context_id="b"))
    assert not rehearsal.of(ContextClosed)


def test_the_idle_clock_stands_still_while_audio_is_made_or_delivered(rehearsal: Rehearsal) -> None:
    rehearsal.say(said("a", "Hello there, you."))
    rehearsal.wait(60)
    rehearsal.speak()
    rehearsal.wait(60)
    assert not rehearsal.of(ContextClosed), "the audio has not been written to the socket yet"
    rehearsal.deliver()
    rehearsal.wait(19.9)
    assert not rehearsal.of(ContextClosed)
    rehearsal.wait(0.2)
    assert rehearsal.of(ContextClosed)


def test_cancel_of_one_context_leaves_the_others(rehearsal: Rehearsal) -> None:
    rehearsal.say(said("a", "Hello there, you."), said("b", "Hello there, me."))
    assert rehearsal.say(Cancel("a")) == [Interrupted("a")]
    rehearsal.speak()
    assert rehearsal.spoken == ["Hello there, me."]
    rehearsal.say(said("a", "Speaks again."))
    rehearsal.speak()
    assert rehearsal.spoken[-1] == "Speaks again."


def test_cancel_without_a_name_stops_all(rehearsal: Rehearsal) -> None:
    rehearsal.say(said("a", "Hello there, you."), said("b", "Hello there, me."))
    assert rehearsal.say(Cancel()) == [Interrupted()]
    assert not rehearsal.jobs


def test_cancel_of_a_closing_context_still_ends_it_once(rehearsal: Rehearsal) -> None:
    rehearsal.say(said("a", "Hello there, you.", flush=False))
    rehearsal.say(CloseContext("a"))
    rehearsal.say(Cancel("a"))
    assert rehearsal.kinds() == ["ContextCreated", "Interrupted", "ContextClosed"]


def test_barge_in_is_heard_while_the_socket_is_closing(rehearsal: Rehearsal) -> None:
    for name in "ab":
        rehearsal.say(said(name, "Hello there, you.", flush=False))
    rehearsal.say(CloseSocket())
    assert [type(message) for message in rehearsal.say(CloseContext("a", immediate=True))] == [ContextClosed]
    answer = rehearsal.say(Cancel())
    assert [type(message) for message in answer] == [Interrupted, ContextClosed, SocketClosing]
    assert rehearsal.closed is not None
    assert not rehearsal.jobs
    assert not rehearsal.open_streams


def test_keep_alive_of_a_closing_context_is_quiet(rehearsal: Rehearsal) -> None:
    rehearsal.say(said("a", "Hello there, you.", flush=False), CloseContext("a"))
    assert rehearsal.say(Input(text="", context_id="a")) == []
    assert rehearsal.say(KeepAlive("a")) == []
    rehearsal.speak()
    assert rehearsal.kinds()[-2:] == ["Final", "ContextClosed"]


def test_a_flush_that_can_have_no_final_is_refused(rehearsal: Rehearsal) -> None:
    rehearsal.say(opener("a"), CloseContext("a"))
    for name in ("a", "never"):
        (answer,) = rehearsal.say(Input(context_id=name, flush=True))
        assert isinstance(answer, Failed), "its client would wait for a final"
        assert answer.context_id == name


def test_a_name_that_is_too_long_is_neither_echoed_nor_remembered() -> None:
    rehearsal = Rehearsal(MultiSession("c1", make_catalog(), Limits(max_context_id_characters=10)))
    for message in (CloseContext("a" * 11), Cancel("a" * 11), opener("a" * 11)):
        (answer,) = rehearsal.say(message)
        assert isinstance(answer, Failed)
        assert answer.error.field == "context_id"
        assert len(answer.context_id or "") <= 10
    rehearsal.say(KeepAlive("a" * 11))
    assert len(rehearsal.sent) == 3


def test_the_idle_clock_stands_still_until_a_segment_has_ended(rehearsal: Rehearsal) -> None:
    rehearsal.say(said("a", "Hello there, you.\n\n", flush=False))
    job = rehearsal.jobs.popleft()
    key = (job.stream, job.generation, job.index)
    rehearsal.give(SpeechAudio(*key, b"\1\0" * 10, 10, 0))
    rehearsal.deliver()
    rehearsal.wait(60)
    rehearsal.give(SpeechDone(*key, 8.0, 10, 10, "none"))
    assert not rehearsal.jobs
    rehearsal.wait(19)
    assert not rehearsal.of(ContextClosed)
    rehearsal.wait(2)
    assert rehearsal.of(ContextClosed)


def test_what_was_never_sent_is_not_counted_as_delivered(rehearsal: Rehearsal) -> None:
    rehearsal.say(said("a", "Hello there, you."))
    rehearsal.speak(pieces=2)
    rehearsal.say(said("a", "Hello again, you."))
    rehearsal.deliver()
    rehearsal.speak(pieces=3)
    rehearsal.say(CloseContext("a", immediate=True))
    (closed,) = rehearsal.of(ContextClosed)
    heard = len("Hello there, you.") * SAMPLES_PER_CHARACTER // 2 * 2
    assert closed.statistics.delivered_samples == heard
    assert closed.statistics.chunks == 2
    assert closed.usage.audio_seconds == pytest.approx(heard / 24_000, abs=1e-3)
    assert closed.usage.characters == len("Hello there, you.Hello again, you.")


@pytest.mark.parametrize("barge_in", [CloseContext("a", immediate=True), Cancel("a"), Cancel()])
def test_barge_in_reaches_what_a_closed_context_has_not_sent(rehearsal: Rehearsal, barge_in: ClientMessage) -> None:
    rehearsal.say(said("a", "Hello there, you.", flush=False), said("b", "Hello there, me.", flush=False))
    rehearsal.deliver()
    rehearsal.say(CloseContext("a"))
    rehearsal.speak(pieces=4)
    for _ in range(3):
        rehearsal.write()
    rehearsal.say(barge_in)
    rehearsal.deliver()
    (closed,) = [message for message in rehearsal.written if isinstance(message, ContextClosed)]
    heard = [message for message in rehearsal.written if isinstance(message, Audio) and message.context_id == "a"]
    assert closed.statistics.delivered_samples == sum(audio.samples for audio in heard) > 0
    assert len(heard) < 4
    assert not [message for message in rehearsal.written if isinstance(message, Final)]
    assert rehearsal.say(barge_in) == ([] if isinstance(barge_in, CloseContext) else [Interrupted(barge_in.context_id)])


def test_a_name_is_free_while_the_last_audio_under_it_is_written(rehearsal: Rehearsal) -> None:
    rehearsal.say(said("a", "Hello there, you.", flush=False), CloseContext("a"))
    rehearsal.speak()
    rehearsal.say(opener("a", "ben"))
    rehearsal.deliver()
    rehearsal.say(said("a", "Hello again, you."))
    rehearsal.speak()
    assert rehearsal.kinds()[-3:] == ["Audio", "ChunkComplete", "Final"]


def test_close_socket_ends_every_context_then_the_socket(rehearsal: Rehearsal) -> None:
    rehearsal.say(said("a", "Hello there, you.", flush=False), said("b", "Hello there, me."), opener("c"))
    rehearsal.say(CloseSocket())
    rehearsal.speak()
    assert sorted(message.context_id for message in rehearsal.of(ContextClosed)) == ["a", "b", "c"]
    assert isinstance(rehearsal.sent[-1], SocketClosing)
    assert rehearsal.sent[-1].total_audio_seconds > 0
    assert rehearsal.closed is not None
    assert not rehearsal.open_streams


def test_a_failure_ends_the_flush_and_the_context_lives(rehearsal: Rehearsal) -> None:
    rehearsal.say(said("a", "Hello there, you."), said("b", "Hello there, me."))
    rehearsal.fail()
    rehearsal.speak()
    (failed,) = rehearsal.of(Failed)
    assert failed.context_id == "a"
    assert [message.context_id for message in rehearsal.of(Final)] == ["b"]
    rehearsal.say(said("a", "Speaks again."))
    rehearsal.speak()
    assert rehearsal.spoken[-1] == "Speaks again."


def test_chunk_ids_run_on_through_the_context(rehearsal: Rehearsal) -> None:
    rehearsal.say(said("a", "Hello there, you."))
    rehearsal.say(said("a", "Hello again, you."))
    rehearsal.speak()
    assert [message.chunk_id for message in rehearsal.of(ChunkComplete)] == [0, 1]


def test_chunk_ids_have_no_gap_after_a_failure_or_a_cancel(rehearsal: Rehearsal) -> None:
    for text in ("This one fails at once.", "This one is spoken.", "This one is cut off."):
        rehearsal.say(said("a", text))
    rehearsal.fail()
    rehearsal.speak(1)
    job = rehearsal.jobs[0]
    rehearsal.give(SpeechStarted(job.stream, job.generation, job.index, "This one is cut off."))
    rehearsal.say(Cancel("a"))
    rehearsal.say(said("a", "This one is spoken too."))
    rehearsal.speak()
    assert [message.chunk_id for message in rehearsal.of(GenerationStarted)] == [0, 1, 2]
    assert {message.chunk_id for message in rehearsal.of(Audio)} == {0, 2}


def test_a_closed_context_that_is_forgotten_may_be_used_again() -> None:
    rehearsal = Rehearsal(MultiSession("c1", make_catalog(), Limits(remembered_contexts=2)))
    for name in "abc":
        rehearsal.say(opener(name), CloseContext(name))
    assert [type(message) for message in rehearsal.say(said("a", "Hello there, you."))] == [ContextCreated]


def test_a_context_may_begin_with_a_flush_of_no_text(rehearsal: Rehearsal) -> None:
    """So the LiveKit plugin ends a stream that never had text; an error there would fail its turn."""
    rehearsal.say(Input(text="", flush=True, context_id="a", settings=Settings(sample_rate_hz=24_000)))
    rehearsal.say(CloseContext("a"))
    assert rehearsal.kinds() == ["ContextCreated", "Final", "ContextClosed"]
    assert [final.closes_context for final in rehearsal.of(Final)] == [False, True]


def test_a_bare_flush_of_an_unknown_context_is_refused(rehearsal: Rehearsal) -> None:
    (answer,) = rehearsal.say(Input(flush=True, context_id="a"))
    assert isinstance(answer, Failed)
