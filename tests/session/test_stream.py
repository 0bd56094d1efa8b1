"""``/ws/tts/stream``: tokens in, sentences out, both generations of the protocol."""

from __future__ import annotations

import pytest

from rhapsode_protocol.errors import EmptyAudio, InvalidRequest, UnknownVoice
from rhapsode_protocol.messages import (
    Audio,
    Cancel,
    ChunkComplete,
    CloseSocket,
    EndTurn,
    Failed,
    Final,
    GenerationStarted,
    Input,
    Interrupted,
    Settings,
    SettingsUpdated,
    TurnClosed,
    UpdateSettings,
    Warned,
    Words,
)
from rhapsode_server.session import Limits, StreamSession
from session.rehearsal import Rehearsal, make_catalog

SEGMENT = ["GenerationStarted", "Audio", "ChunkComplete"]
END = ["Final", "TurnClosed"]


@pytest.fixture
def today() -> Rehearsal:
    return Rehearsal(StreamSession("c1", make_catalog()))


@pytest.fixture
def original() -> Rehearsal:
    return Rehearsal(StreamSession("c1", make_catalog(), flush_ends_turn=False))


def test_tokens_become_sentences_in_order(today: Rehearsal) -> None:
    text = "The first rhapsode sang of Troy, and all of them listened. Then he rested a while by the fire. "
    for token in text.split(" "):
        today.say(Input(text=token + " "))
    today.say(Input(flush=True))
    today.speak()
    assert " ".join(today.spoken).split() == text.split()
    assert today.kinds()[-2:] == END
    assert [message.chunk_id for message in today.of(GenerationStarted)] == list(range(len(today.spoken)))


def test_speaks_before_the_text_has_ended(today: Rehearsal) -> None:
    today.say(Input(text="The first rhapsode sang of Troy, and all of them "))
    assert today.jobs, "a clause of enough words is spoken while the rest is still being written"


def test_flush_ends_the_turn_today(today: Rehearsal) -> None:
    today.say(Input(text="Hello there, you.", flush=True))
    today.speak()
    assert today.kinds() == [*SEGMENT, *END]
    assert today.closed is None


def test_flush_of_nothing_still_ends_a_turn_today(today: Rehearsal) -> None:
    today.say(Input(flush=True))
    assert today.kinds() == END


def test_each_flush_gives_exactly_one_end(today: Rehearsal) -> None:
    for _ in range(3):
        today.say(Input(text="Hello there, you.", flush=True))
    today.speak()
    assert len(today.of(TurnClosed)) == len(today.of(Final)) == 3


def test_flush_only_forces_speech_in_the_original(original: Rehearsal) -> None:
    original.say(Input(text="Hello there, you.", flush=True))
    original.say(Input(text=" And you.", flush=True))
    original.speak()
    assert original.kinds() == [*SEGMENT, *SEGMENT]
    original.say(EndTurn())
    assert original.kinds() == [*SEGMENT, *SEGMENT, *END]
    assert original.closed is not None
    assert original.closed.code == 1000


def test_close_in_the_original_speaks_the_rest_first(original: Rehearsal) -> None:
    original.say(Input(text="Hello there, you. And"))
    original.say(EndTurn())
    assert original.closed is None
    original.speak()
    assert original.kinds()[-2:] == END
    assert " ".join(original.spoken) == "Hello there, you. And"
    assert original.closed is not None


@pytest.mark.parametrize("ends", [True, False])
def test_flush_ends_turn_decides_where_it_is_given(ends: bool) -> None:
    rehearsal = Rehearsal(StreamSession("c1", make_catalog(), flush_ends_turn=not ends))
    rehearsal.say(Input(text="Hello there, you.", flush=True, settings=Settings(flush_ends_turn=ends)))
    rehearsal.speak()
    assert bool(rehearsal.of(TurnClosed)) is ends


def test_close_of_an_unflushed_turn_keeps_the_socket_today(today: Rehearsal) -> None:
    today.say(Input(text="Hello there, you."))
    today.say(EndTurn())
    today.speak()
    assert today.kinds()[-2:] == END
    assert today.closed is None


def test_close_with_no_turn_open_ends_the_socket(today: Rehearsal) -> None:
    today.say(EndTurn())
    assert today.kinds() == ["TurnClosed"]
    assert today.closed is not None


def test_close_after_a_flush_adds_no_second_end(today: Rehearsal) -> None:
    today.say(Input(text="Hello there, you.", flush=True))
    today.say(EndTurn())
    today.speak()
    assert len(today.of(TurnClosed)) == 1
    assert today.closed is not None


def test_end_session_never_ends_the_socket(today: Rehearsal) -> None:
    today.say(EndTurn(close_socket_when_idle=False))
    assert today.kinds() == ["TurnClosed"]
    assert today.closed is None


def test_close_socket_ends_the_turn_and_then_the_socket(today: Rehearsal) -> None:
    today.say(Input(text="Hello there, you."))
    today.say(CloseSocket())
    today.say(Input(text="Nobody hears this."))
    today.speak()
    assert today.spoken == ["Hello there, you."]
    assert today.closed is not None


def test_settings_bind_the_turn_that_opens_with_them(today: Rehearsal) -> None:
    today.say(Input(text="Hello there, you. ", settings=Settings(voice_id="ben")))
    today.say(Input(text="And hello again, to you.", settings=Settings(voice_id="carla"), flush=True))
    assert {job.voice.handle for job in today.jobs} == {"ben"}
    today.speak()
    today.say(Input(text="Hello there, you.", flush=True))
    assert {job.voice.handle for job in today.jobs} == {"carla"}


def test_a_refused_frame_changes_nothing(today: Rehearsal) -> None:
    today.say(Input(text="Hello there, ", settings=Settings(voice_id="ben")))
    today.say(Input(text="wrong ", settings=Settings(voice_id="nobody")))
    today.say(Input(text="you.", flush=True))
    today.speak()
    assert isinstance(today.of(Failed)[0].error, UnknownVoice)
    assert today.spoken == ["Hello there, you."]
    assert len(today.of(TurnClosed)) == 1


def test_update_settings_answers_with_what_is_in_force(today: Rehearsal) -> None:
    (answer,) = today.say(UpdateSettings(Settings(speed=1.1)))
    assert isinstance(answer, SettingsUpdated)
    assert answer.settings.speed == 1.1
    today.say(Input(text="Hello there, you.", flush=True))
    assert today.jobs[0].speed == 1.1


def test_prosody_overrides_speed_inside_its_span(today: Rehearsal) -> None:
    text = 'He said this slowly: <prosody rate="slow">come here now</prosody> and then ran away.'
    today.say(Input(text=text, flush=True, settings=Settings(speed=1.1)))
    speeds = {job.segment.text.strip(): job.speed for job in today.jobs}
    assert speeds["come here now"] == 0.8
    assert sorted(set(speeds.values())) == [0.8, 1.1]


def test_cancel_stops_and_says_only_interrupted(today: Rehearsal) -> None:
    today.say(Input(text="Hello there, you. And some more words follow here, and more. "))
    job = today.jobs[0]
    today.say(Cancel())
    today.speak_one(job)
    today.wait(60)
    assert today.kinds() == ["Interrupted"]
    assert today.aborted[-1].discards_unsent
    today.say(Input(text="A new turn speaks.", flush=True))
    today.speak()
    assert today.spoken[-1] == "A new turn speaks."
    assert len(today.of(TurnClosed)) == 1


@pytest.mark.parametrize("end", [EndTurn(), CloseSocket()])
def test_cancel_is_heard_while_the_last_words_are_spoken(original: Rehearsal, end: EndTurn | CloseSocket) -> None:
    original.say(Input(text="Hello there, you. And some more words follow here, and more. "))
    original.say(end)
    assert original.say(Cancel()) == [Interrupted()]
    assert not original.jobs
    assert original.closed is not None
    assert original.kinds() == ["Interrupted"]


def test_nothing_is_sent_after_the_end(today: Rehearsal) -> None:
    today.say(EndTurn())
    assert today.closed is not None
    assert today.say(Cancel(), UpdateSettings(Settings(speed=1.1)), Input(text="a", flush=True), EndTurn()) == []
    today.session.refuse(InvalidRequest("a frame that could not be read"))
    assert today.session.take_effects() == []


def test_a_tag_that_cannot_be_read_is_warned_of_and_ends_nothing(today: Rehearsal) -> None:
    today.say(Input(text='A <prosody rate="furious">rush of words</prosody> it was.', flush=True))
    today.speak()
    assert not today.of(Failed), "the client would take the turn for ended, and read its end as that of the next"
    assert today.of(Warned)
    assert " ".join(today.spoken) == "A rush of words it was."
    assert len(today.of(TurnClosed)) == 1


def test_waiting_characters_are_counted_down_as_they_are_spoken() -> None:
    rehearsal = Rehearsal(StreamSession("c1", make_catalog(), Limits(max_pending_characters=40), flush_ends_turn=False))
    for _ in range(20):
        rehearsal.say(Input(text="Hello there, you. And you.", flush=True))
        rehearsal.speak()
    assert not rehearsal.of(Failed)


def test_cancel_when_idle(today: Rehearsal) -> None:
    assert today.say(Cancel()) == [Interrupted()]


def test_cancel_after_synthesis_drops_what_is_unsent(today: Rehearsal) -> None:
    today.say(Input(text="Hello there, you.", flush=True))
    today.speak()
    today.say(Cancel())
    assert today.aborted, "audio that has not been written yet must not be"


def test_stale_text_is_spoken_but_ends_nothing(today: Rehearsal) -> None:
    today.say(Input(text="Hello there, you"))
    today.wait(10)
    today.speak()
    assert " ".join(today.spoken) == "Hello there, you"
    assert not today.of(TurnClosed)
    today.say(Input(text=" and you too.", flush=True))
    today.speak()
    assert len(today.of(TurnClosed)) == 1


def test_source_offsets_run_through_the_turn(today: Rehearsal) -> None:
    today.say(Input(text="Hello there, you. ", settings=Settings(word_timestamps=True)))
    today.wait(1)
    today.say(Input(text="And you too.", flush=True))
    today.speak()
    starts = [words.words[0].source_start for words in today.of(Words)]
    assert starts == sorted(starts)
    assert starts[0] == 0
    assert starts[-1] >= len("Hello there, you.")


def test_failure_ends_the_turn_and_the_next_one_is_served(today: Rehearsal) -> None:
    today.say(Input(text="Hello there, you.", flush=True))
    today.fail()
    assert today.kinds() == ["Failed"]
    today.say(Input(text="Hello again, you.", flush=True))
    today.speak()
    assert today.kinds() == ["Failed", *SEGMENT, *END]


def test_failure_leaves_what_was_sent_before_it(today: Rehearsal) -> None:
    today.say(Input(text="Hello there, you.", flush=True))
    today.say(Input(text="The second turn fails.", flush=True))
    today.speak(1)
    today.fail()
    assert not today.aborted[-1].discards_unsent


def test_letters_without_sound_are_an_error(today: Rehearsal) -> None:
    today.say(Input(text="Hello there, you.", flush=True))
    job = today.jobs.popleft()
    from rhapsode_server.speech import SpeechDone

    today.give(SpeechDone(job.stream, job.generation, job.index, 1.0, 0, 0, "none", (), ("nothing",), spoke=False))
    assert isinstance(today.of(Failed)[0].error, EmptyAudio)
    assert not today.of(TurnClosed)


def test_indices_and_totals(today: Rehearsal) -> None:
    today.say(Input(text="Hello there, you.", flush=True))
    today.speak(pieces=4)
    assert [audio.index for audio in today.of(Audio)] == [0, 1, 2, 3]
    (complete,) = today.of(ChunkComplete)
    (final,) = today.of(Final)
    assert complete.audio_seconds == pytest.approx(final.statistics.delivered_ms / 1000.0, abs=1e-3)
    assert final.statistics.segments == 1


def test_too_much_waiting_text_is_refused_and_nothing_else_lost() -> None:
    rehearsal = Rehearsal(StreamSession("c1", make_catalog(), Limits(max_pending_characters=100)))
    rehearsal.say(Input(text="Hello there, you. "))
    rehearsal.say(Input(text="a" * 100))
    assert rehearsal.of(Failed)[0].error.http_status == 413
    rehearsal.say(Input(flush=True))
    rehearsal.speak()
    assert rehearsal.spoken == ["Hello there, you."]


def test_a_slow_writer_is_spoken_sentence_by_sentence_before_the_listener_runs_dry(today: Rehearsal) -> None:
    # Seven words a second, with never a pause that would make the buffer stale; a job's sound lasts 100 samples a
    # character, so a segment of 40 characters lasts a sixth of a second: the listener is always about to run dry.
    text = "It was cold that night. Nobody slept at all. " * 8
    for word in text.split():
        today.say(Input(text=word + " "))
        today.wait(0.15)
        today.speak(took_s=0.0)
    spoken = today.spoken
    assert max(len(segment) for segment in spoken[1:]) < 60, "a listener in need gets what has ended"
    assert all(segment.endswith((".", ",")) for segment in spoken), "but never half a clause"
    today.say(Input(flush=True))
    today.speak()
    assert " ".join(today.spoken).split() == text.split()


def test_a_fast_writer_is_spoken_in_long_segments(today: Rehearsal) -> None:
    text = "It was cold that night. Nobody slept at all. " * 8
    for word in text.split():
        today.say(Input(text=word + " "))
    today.wait(0.1)
    assert max(len(job.segment.text) for job in today.jobs) > 150


def test_options_beside_a_text_that_is_too_long_are_heard(today: Rehearsal) -> None:
    """The official client says them once, with its first text, whatever becomes of that."""
    today.say(Input(text="a" * 10_001, flush=True, settings=Settings(voice_id="carla")))
    assert isinstance(today.sent[-1], Failed)
    today.say(Input(text="Hello there, you.", flush=True))
    assert today.jobs[0].voice.handle == "carla"


@pytest.mark.parametrize("first", [Input(text="a" * 10_001), Input(text="")])
def test_closing_a_turn_that_began_in_vain_leaves_the_socket(today: Rehearsal, first: Input) -> None:
    """The official client counts its turn from the first frame, whatever became of that, and then closes the turn."""
    today.say(first)
    assert [type(message) for message in today.say(EndTurn())] == [TurnClosed]
    assert today.closed is None
    today.say(Input(text="Hello there, you.", flush=True))
    today.speak()
    assert today.kinds()[-2:] == END
    today.say(EndTurn())
    assert today.closed is not None, "nothing is open now, in anybody's eyes"


def test_closing_a_turn_that_failed_leaves_the_socket(today: Rehearsal) -> None:
    today.say(Input(text="Hello there, you. And you."))
    today.fail()
    assert [type(message) for message in today.say(EndTurn())] == [TurnClosed]
    assert today.closed is None


def test_an_original_client_closes_its_socket_after_an_error_too(original: Rehearsal) -> None:
    original.say(Input(text="a" * 10_001))
    original.say(EndTurn())
    assert isinstance(original.sent[-1], TurnClosed)
    assert original.closed is not None
