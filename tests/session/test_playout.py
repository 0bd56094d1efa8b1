"""What a listener hears of a turn, and what the final message says of it: in virtual time, so that sums are exact."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rhapsode_protocol.messages import (
    Cancel,
    CloseContext,
    ContextClosed,
    EndTurn,
    Explanation,
    Final,
    Input,
    Onset,
    Settings,
    Speak,
    Statistics,
    TurnClosed,
)
from rhapsode_server.session import MultiSession, OneShotSession, StreamSession, TurnEnded
from rhapsode_server.session.playout import LEAST_GAP_S, Beginning, Playout
from rhapsode_server.speech import SpeechAudio, SpeechDone, SpeechJob, SpeechStarted
from rhapsode_server.telemetry.turn_report import Gaps, Outcome, TurnReport
from session.rehearsal import Rehearsal, make_catalog

DEBUG = Settings(debug=True)
MS = 24
"""Samples of one millisecond."""


def streaming() -> Rehearsal:
    return Rehearsal(StreamSession("c1", make_catalog()))


def start(rehearsal: Rehearsal, job: SpeechJob) -> None:
    rehearsal.give(SpeechStarted(job.stream, job.generation, job.index, job.segment.text))


def sound(rehearsal: Rehearsal, job: SpeechJob, length_ms: int = 100, audible_ms: int | None = 0) -> None:
    audible = None if audible_ms is None else audible_ms * MS
    rehearsal.give(SpeechAudio(job.stream, job.generation, job.index, b"", length_ms * MS, audible))


def finish(rehearsal: Rehearsal, job: SpeechJob, **stages_ms: float) -> None:
    rehearsal.jobs.remove(job)
    key = (job.stream, job.generation, job.index)
    rehearsal.give(SpeechDone(*key, sum(stages_ms.values()), 2_400, 2_400, "none", stages_ms=stages_ms))


def explained(statistics: Statistics) -> Explanation:
    assert statistics.debug is not None
    return statistics.debug


def onset_of(statistics: Statistics) -> Onset:
    onset = explained(statistics).first_audible
    assert onset is not None
    return onset


def reports(rehearsal: Rehearsal) -> list[TurnReport]:
    return [effect.report for effect in rehearsal.effects if isinstance(effect, TurnEnded)]


# --- First audible ---------------------------------------------------------------------------------------------------


def test_the_parts_of_the_first_audible_sample_tell_who_was_waited_for() -> None:
    rehearsal = streaming()
    begun = rehearsal.now
    rehearsal.say(Input(text="The first rhapsode ", settings=DEBUG))
    rehearsal.say(Input(text="sang of Troy, and "), at=begun + 0.120)
    (job,) = rehearsal.jobs
    rehearsal.now = begun + 0.125
    start(rehearsal, job)
    rehearsal.now = begun + 0.155
    sound(rehearsal, job, 40, audible_ms=12)
    rehearsal.now = begun + 0.1575
    rehearsal.deliver()
    finish(rehearsal, job, read=1.5, engine=20.0)
    rehearsal.say(EndTurn(), at=begun + 0.160)
    rehearsal.speak()
    (final,) = rehearsal.of(Final)
    assert onset_of(final.statistics) == Onset(
        text_ms=120.0, queue_ms=5.0, synthesis_ms=30.0, silence_ms=12.0, written_ms=2.5, cut="clause", characters=32
    )
    assert final.statistics.first_audible_ms == 167.0
    assert rehearsal.of(TurnClosed)[0].statistics == final.statistics


MOMENT_S = st.floats(0.0, 30.0, allow_nan=False)


@settings(deadline=None, max_examples=300)
@given(parts=st.tuples(MOMENT_S, MOMENT_S, MOMENT_S, MOMENT_S), begun=st.floats(0.0, 1e6, allow_nan=False))
def test_the_parts_always_add_up(parts: tuple[float, float, float, float], begun: float) -> None:
    moments = [begun]
    for part in parts:
        moments.append(moments[-1] + part)
    first_text_at, handed_out_at, started_at, sent_at, audible_at = moments
    beginning = Beginning(
        first_text_at=first_text_at,
        handed_out_at=handed_out_at,
        started_at=started_at,
        sent_at=sent_at,
        audible_at=audible_at,
        cut="flush",
        characters=1,
    )
    onset = beginning.explain()
    said = (onset.text_ms, onset.queue_ms, onset.synthesis_ms, onset.silence_ms)
    # In hundredths of a millisecond, which is what goes over the wire, nothing is lost.
    assert sum(round(part * 100) for part in said) == round(beginning.audible_ms * 100)
    assert all(part >= 0 for part in said)
    for part_s, part_ms in zip(parts, said, strict=True):
        assert part_ms == pytest.approx(part_s * 1000.0, abs=0.02)


def test_silence_that_is_played_before_the_first_sound_counts() -> None:
    rehearsal = Rehearsal(OneShotSession("c1", make_catalog()))
    rehearsal.say(Speak("Hello there.", DEBUG))
    (job,) = rehearsal.jobs
    start(rehearsal, job)
    sound(rehearsal, job, 200, audible_ms=None)
    rehearsal.now += 0.001
    sound(rehearsal, job, 40, audible_ms=30)
    finish(rehearsal, job)
    statistics = rehearsal.of(Final)[0].statistics
    # The frame came after 1 ms and its sound is 30 ms into it, but 200 ms of silence are played first.
    assert (statistics.first_audible_ms, onset_of(statistics).silence_ms) == (230.0, 229.0)


def test_a_frame_that_is_not_written_when_the_turn_ends_has_no_time_of_writing() -> None:
    rehearsal = Rehearsal(OneShotSession("c1", make_catalog()))
    rehearsal.say(Speak("Hello there.", DEBUG))
    rehearsal.speak()
    assert onset_of(rehearsal.of(Final)[0].statistics).written_ms is None


def test_the_segment_that_sounds_first_is_explained_not_one_that_is_skipped() -> None:
    rehearsal = streaming()
    begun = rehearsal.now
    rehearsal.say(Input(text="… ", settings=DEBUG), at=begun)
    rehearsal.wait(1.0)
    rehearsal.speak()
    rehearsal.say(Input(text="And then there was a word. "), at=begun + 2.0)
    rehearsal.say(EndTurn())
    rehearsal.speak(took_s=0.25)
    onset = onset_of(rehearsal.of(Final)[0].statistics)
    assert onset.text_ms == 2000.0
    assert onset.characters > 10


def test_nothing_is_explained_where_it_is_not_asked_for() -> None:
    rehearsal = Rehearsal(OneShotSession("c1", make_catalog()))
    rehearsal.say(Speak("One is the first number."))
    rehearsal.say(Speak("Two comes after it always.", DEBUG))
    rehearsal.say(Speak("Three ends it all for good."))
    rehearsal.speak()
    assert [final.statistics.debug is not None for final in rehearsal.of(Final)] == [False, True, False]


def test_a_turn_without_sound_is_explained_without_a_beginning() -> None:
    rehearsal = streaming()
    rehearsal.say(Input(text="… ", flush=True, settings=DEBUG))
    rehearsal.speak()
    (final,) = rehearsal.of(Final)
    assert explained(final.statistics).first_audible is None
    assert final.statistics.first_audible_ms is None


def test_stages_are_added_up_in_their_order() -> None:
    rehearsal = streaming()
    rehearsal.say(Input(text="The first sentence stands here. ", flush=True, settings=DEBUG))
    (job,) = rehearsal.jobs
    start(rehearsal, job)
    sound(rehearsal, job)
    finish(rehearsal, job, encode=0.5, read=1.0, engine=7.0)
    stages = explained(rehearsal.of(Final)[0].statistics).stages_ms
    assert list(stages.items()) == [("read", 1.0), ("engine", 7.0), ("encode", 0.5)]


def test_a_context_is_explained_over_all_its_turns() -> None:
    rehearsal = Rehearsal(MultiSession("c1", make_catalog()))
    for text in ("One is the first number.", "Two comes after it always."):
        rehearsal.say(Input(text=text, flush=True, context_id="a", settings=DEBUG))
        (job,) = rehearsal.jobs
        start(rehearsal, job)
        sound(rehearsal, job)
        rehearsal.deliver()
        rehearsal.now += 1.1
        sound(rehearsal, job)
        finish(rehearsal, job, engine=3.0)
    rehearsal.say(CloseContext("a"))
    (closed,) = rehearsal.of(ContextClosed)
    first, second, last = rehearsal.of(Final)
    assert [explained(final.statistics).underruns for final in (first, second, last)] == [1, 1, 2]
    assert explained(closed.statistics).stages_ms == {"engine": 6.0}
    assert onset_of(closed.statistics) == onset_of(first.statistics)
    assert closed.statistics == last.statistics


# --- Silences in mid-turn --------------------------------------------------------------------------------------------


def played(*frames: tuple[float, float, float], read: bool = True) -> Playout:
    """A turn's frames: when each was sent, when its segment was complete, and its length in ms."""
    playout = Playout()
    for sent_at, handed_out_at, length_ms in frames:
        playout.send(length_ms, handed_out_at, sent_at)
        if read:
            playout.write(length_ms, sent_at)
    return playout


def test_sound_that_comes_in_time_leaves_no_silence() -> None:
    playout = played((1.0, 0.0, 500.0), (1.4, 0.0, 500.0), (1.9, 0.0, 500.0))
    assert (playout.underruns, playout.text_waits) == (Gaps(), Gaps())


def test_a_silence_while_the_segment_was_there_is_an_underrun() -> None:
    playout = played((1.0, 0.0, 500.0), (1.8, 0.0, 500.0))
    assert playout.underruns == Gaps(1, pytest.approx(0.3))
    assert playout.text_waits == Gaps()


def test_a_silence_while_nothing_was_written_is_the_writers() -> None:
    playout = played((1.0, 0.0, 500.0), (3.04, 3.0, 500.0))
    assert playout.text_waits == Gaps(1, pytest.approx(1.54))
    assert playout.underruns == Gaps()


def test_a_silence_belongs_to_whoever_was_waited_for_longer() -> None:
    # The text came 10 ms late, the sound for it two seconds after that.
    assert played((1.0, 0.0, 500.0), (3.51, 1.51, 500.0)).underruns == Gaps(1, pytest.approx(2.01))


def test_what_no_player_would_notice_is_no_silence() -> None:
    late_s = LEAST_GAP_S * 0.9
    assert played((1.0, 0.0, 500.0), (1.5 + late_s, 0.0, 500.0)).underruns == Gaps()


def test_a_silence_that_the_client_makes_by_not_reading_is_nobodys() -> None:
    playout = Playout()
    playout.send(500.0, 0.0, 1.0)
    playout.write(500.0, 1.0)
    playout.send(500.0, 0.0, 1.2)
    playout.send(500.0, 0.0, 9.0)
    assert (playout.underruns, playout.text_waits) == (Gaps(), Gaps())
    # It reads again: what was written then plays for a second, and the next is in time.
    playout.write(500.0, 20.0)
    playout.write(500.0, 20.0)
    playout.send(500.0, 0.0, 20.9)
    assert playout.underruns == Gaps()


def test_a_context_is_not_explained_by_a_turn_that_nobody_heard() -> None:
    rehearsal = Rehearsal(MultiSession("c1", make_catalog()))
    rehearsal.say(Input(text="Nobody hears this first one.", flush=True, context_id="a", settings=DEBUG))
    rehearsal.wait(2.0)
    rehearsal.speak(1, took_s=1.5)
    rehearsal.say(Input(text="And this is the next one.", flush=True, context_id="a"))
    rehearsal.speak()
    rehearsal.say(Cancel("a"))
    rehearsal.say(Input(text="But this one is heard.", flush=True, context_id="a"))
    rehearsal.speak(took_s=0.2)
    rehearsal.deliver()
    rehearsal.say(CloseContext("a"))
    rehearsal.deliver()
    (closed,) = rehearsal.of(ContextClosed)
    onset = onset_of(closed.statistics)
    parts = onset.text_ms + onset.queue_ms + onset.synthesis_ms + onset.silence_ms
    assert closed.statistics.first_audible_ms == pytest.approx(parts, abs=0.001)


# --- Reports ---------------------------------------------------------------------------------------------------------


def test_every_turn_with_text_is_reported_once_however_it_ends() -> None:
    rehearsal = Rehearsal(OneShotSession("c1", make_catalog()))
    rehearsal.say(Speak("One is the first number."))
    rehearsal.speak()
    rehearsal.say(Speak("Two comes after it always."))
    rehearsal.fail()
    rehearsal.say(Speak("Three ends it all for good."), Speak("Four is one too many."))
    rehearsal.say(Cancel())
    rehearsal.say(Speak("Five is cut off."))
    rehearsal.session.connection_lost()
    rehearsal.effects += rehearsal.session.take_effects()
    told = [(report.outcome, report.error_code, report.characters) for report in reports(rehearsal)]
    assert told == [
        (Outcome.DONE, "", 24),
        (Outcome.FAILED, "INTERNAL_ERROR", 26),
        (Outcome.CANCELLED, "", 27),
        (Outcome.CANCELLED, "", 21),
        (Outcome.GONE, "", 16),
    ]


def test_a_report_has_the_figures_of_the_final_message() -> None:
    rehearsal = Rehearsal(OneShotSession("c1", make_catalog()))
    rehearsal.say(Speak("One is the first number."))
    rehearsal.speak(took_s=0.3)
    (report,), (final,) = reports(rehearsal), rehearsal.of(Final)
    assert report.engine == "fake"
    assert report.rtf == pytest.approx(final.statistics.rtf, abs=1e-5)
    assert report.first_audible_ms == final.statistics.first_audible_ms
    assert report.characters == final.usage.characters


def test_a_flush_of_nothing_is_no_turn() -> None:
    rehearsal = streaming()
    rehearsal.say(Input(flush=True))
    rehearsal.say(Input(text=" ", flush=True))
    assert len(rehearsal.of(TurnClosed)) == 2
    assert reports(rehearsal) == []
