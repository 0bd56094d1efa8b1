"""The worker's loop in this process: no pipes, no real engine, time by hand."""

from __future__ import annotations

import logging
import queue
from dataclasses import replace

import numpy as np
import pytest

from rhapsode_protocol.errors import ModelUnavailable, SynthesisFailed
from rhapsode_protocol.formats import FORMATS
from rhapsode_server.speech import SpeechAudio, SpeechDone, SpeechFailed, SpeechJob, SpeechStarted
from rhapsode_server.synthesis.chains import Chains
from rhapsode_server.synthesis.commands import (
    Cancel,
    Command,
    Forget,
    JobDropped,
    Ping,
    Pong,
    ReadText,
    Report,
    Stop,
    Submit,
    TextRead,
)
from rhapsode_server.synthesis.generations import Generations
from rhapsode_server.synthesis.interjections import Interjections
from rhapsode_server.synthesis.row import NO_SOUND, NOTHING_SPEAKABLE
from rhapsode_server.synthesis.worker import SIGN_OF_LIFE_S, Worker
from synthesis.fakes import PlainChain, PlainReader, ScriptedEngine, TestClock
from synthesis.jobs import ESPEAK, make_job, make_stream


class Bench:
    """A worker with everything around it in reach."""

    def __init__(self) -> None:
        self.clock = TestClock()
        self.engine = ScriptedEngine(self.clock)
        self.reader = PlainReader()
        self.made: list[PlainChain] = []
        self.rates_hz: list[int] = []
        """What each chain that was made is fed with."""
        self.reports: list[Report] = []
        self.generations = Generations()
        self.chains = Chains(self.make_chain)  # type: ignore[arg-type]
        self.other = ScriptedEngine(self.clock)
        self.other.sample_rate_hz = 22_050
        self.engines = {"tone": self.engine, "espeak": self.other}
        self.interjections = Interjections()
        self.worker = Worker(
            self.engines,
            self.reader,
            self.chains,
            self.reports.append,
            self.generations,
            self.interjections,
            self.clock,
        )

    def make_chain(self, audio_format: object, engine_rate_hz: int, message: int | None) -> PlainChain:
        chain = PlainChain(audio_format)  # type: ignore[arg-type]
        self.made.append(chain)
        self.rates_hz.append(engine_rate_hz)
        return chain

    def of(self, job: SpeechJob) -> list[Report]:
        return [report for report in self.reports if getattr(report, "stream", None) == job.stream]

    def kinds(self, job: SpeechJob) -> list[str]:
        return [type(report).__name__ for report in self.of(job)]

    def done(self, job: SpeechJob) -> SpeechDone:
        (done,) = (report for report in self.of(job) if isinstance(report, SpeechDone))
        return done

    def failed(self, job: SpeechJob) -> SpeechFailed:
        (failed,) = (report for report in self.of(job) if isinstance(report, SpeechFailed))
        return failed


@pytest.fixture
def bench() -> Bench:
    return Bench()


def test_a_segment_is_announced_sounds_and_ends(bench: Bench) -> None:
    job = make_job(text="sing of Troy", voice=3)
    bench.worker.speak([job])
    assert bench.kinds(job) == ["SpeechStarted", "SpeechAudio", "SpeechAudio", "SpeechAudio", "SpeechDone"]
    started = bench.reports[0]
    assert isinstance(started, SpeechStarted)
    assert started.spoken_text == "sing of Troy"
    done = bench.done(job)
    assert (done.native_samples, done.delivered_samples, done.spoke, done.warnings) == (300, 300, True, ())
    assert bench.reader.asked == [("sing of Troy", "en-us", True)]


def test_every_row_of_a_batch_gets_its_own_sound(bench: Bench) -> None:
    jobs = [make_job(make_stream(number), text="a " * (number + 1), voice=number + 1) for number in range(4)]
    bench.worker.speak(jobs)
    assert len(bench.engine.batches) == 1
    for number, job in enumerate(jobs):
        payload = b"".join(report.payload for report in bench.of(job) if isinstance(report, SpeechAudio))
        assert set(np.frombuffer(payload, np.float32)) == {number + 1.0}
        assert bench.done(job).native_samples == 100 * (number + 1)


def test_compute_time_is_divided_among_the_rows_and_nothing_is_counted_twice(bench: Bench) -> None:
    short, long = make_job(make_stream(1), text="abcd"), make_job(make_stream(2), text="abcd " * 9)
    bench.worker.speak([short, long])
    total_ms = bench.done(short).gen_ms + bench.done(long).gen_ms
    assert total_ms == pytest.approx(10 * 100.0), "ten words of 100 ms"
    assert bench.done(short).gen_ms < bench.done(long).gen_ms


def test_time_in_the_queue_is_not_compute_time(bench: Bench) -> None:
    first, second = make_job(make_stream(1), text="one"), make_job(make_stream(2), text="two")
    bench.worker.speak([first])
    bench.clock.now += 60.0
    bench.worker.speak([second])
    assert bench.done(second).gen_ms == pytest.approx(100.0)


def test_words_are_timed_only_where_asked(bench: Bench) -> None:
    bench.worker.speak(
        [make_job(make_stream(1), text="a b"), make_job(make_stream(2), text="a b", word_timestamps=True)]
    )
    assert [chain.begun[0][0] for chain in bench.made] == [0, 2]


@pytest.mark.parametrize("text", ["…", "---", "\N{GRINNING FACE}"])
def test_a_segment_without_letters_is_skipped_with_one_warning(bench: Bench, text: str) -> None:
    job = make_job(text=text)
    bench.worker.speak([job])
    assert bench.kinds(job) == ["SpeechDone"]
    done = bench.done(job)
    assert (done.spoke, done.native_samples, done.delivered_samples) == (False, 0, 0)
    assert done.warnings == (NOTHING_SPEAKABLE,)
    assert text not in NOTHING_SPEAKABLE
    assert bench.engine.batches == [], "the engine is not asked"


def test_a_break_alone_is_spoken_as_silence(bench: Bench) -> None:
    job = make_job(text="", break_ms=500)
    bench.worker.speak([job])
    assert bench.kinds(job) == ["SpeechStarted", "SpeechAudio", "SpeechDone"]
    assert (bench.done(job).delivered_samples, bench.done(job).spoke) == (12_000, True)
    assert bench.done(job).warnings == ()


def test_a_break_after_something_unspeakable_still_sounds(bench: Bench) -> None:
    job = make_job(text="…", break_ms=500)
    bench.worker.speak([job])
    assert bench.kinds(job) == ["SpeechStarted", "SpeechAudio", "SpeechDone"]
    assert (bench.done(job).spoke, bench.done(job).warnings) == (True, (NOTHING_SPEAKABLE,))


def test_silence_in_place_of_speech_is_told_and_does_not_count_as_speech(bench: Bench) -> None:
    job = make_job(text="{silent}", break_ms=500)
    bench.worker.speak([job])
    assert bench.done(job).warnings == (NO_SOUND,)
    assert bench.done(job).native_samples == 0


def test_what_the_engine_warns_of_is_passed_on(bench: Bench) -> None:
    job = make_job(text="one {odd} three")
    bench.worker.speak([job])
    assert bench.done(job).warnings == ("read otherwise",)


@pytest.mark.parametrize("word", ["{raise}", "{nan}", "{stop}", "{unreadable}"])
def test_a_row_that_fails_fails_alone(bench: Bench, word: str, caplog: pytest.LogCaptureFixture) -> None:
    good = [make_job(make_stream(number), text="all is well") for number in (1, 3)]
    bad = make_job(make_stream(2), text=f"{word} secret")
    with caplog.at_level(logging.DEBUG):
        bench.worker.speak([bad, *good])
    assert isinstance(bench.failed(bad).error, SynthesisFailed)
    assert bench.kinds(bad).count("SpeechAudio") == 0
    assert "secret" not in caplog.text
    assert "secret" not in bench.failed(bad).error.message
    for job in good:
        assert bench.kinds(job)[-1] == "SpeechDone"


def test_an_engine_that_fails_half_way_costs_those_who_were_heard_and_spares_the_others(bench: Bench) -> None:
    heard = make_job(make_stream(1), text="one two three")
    culprit = make_job(make_stream(2), text="{raise}")
    unheard = make_job(make_stream(3), text="four five")
    bench.worker.speak([heard, culprit, unheard])
    assert bench.kinds(heard) == ["SpeechStarted", "SpeechAudio", "SpeechFailed"]
    assert bench.kinds(culprit) == ["SpeechStarted", "SpeechFailed"]
    assert bench.kinds(unheard) == ["SpeechStarted", "SpeechAudio", "SpeechAudio", "SpeechDone"]
    assert bench.engine.batches[1:] == [["{raise}"], ["four five"]]


def test_a_row_that_starts_over_forgets_its_first_try(bench: Bench) -> None:
    unheard, culprit = make_job(make_stream(1), text="{quiet}{odd} five"), make_job(make_stream(2), text="{raise}")
    bench.worker.speak([unheard, culprit])
    assert bench.done(unheard).warnings == ("read otherwise",)
    assert (len(bench.made[0].begun), bench.made[0].abandoned) == (2, 1)


def test_a_chain_that_broke_is_not_used_again(bench: Bench) -> None:
    bench.worker.speak([make_job(index=0, text="{nan}")])
    later = make_job(index=1, text="fine")
    bench.worker.speak([later])
    assert len(bench.made) == 2
    assert bench.kinds(later)[-1] == "SpeechDone"


def test_an_error_made_for_clients_reaches_them_as_it_is(bench: Bench) -> None:
    told = SynthesisFailed("the voice is hoarse")

    def refuse(word: str) -> None:
        raise told

    bench.engine.on_word = refuse
    job = make_job()
    bench.worker.speak([job])
    assert bench.failed(job).error is told


def test_a_cancel_before_the_start_leaves_nothing_but_the_note_that_it_stopped(bench: Bench) -> None:
    job = make_job()
    bench.generations.raise_to(job.stream, 1)
    bench.worker.speak([job])
    assert bench.kinds(job) == ["JobDropped"]
    assert bench.engine.spoken == []


def test_a_cancel_inside_a_segment_stops_it_and_no_other(bench: Bench) -> None:
    stale, other = make_job(make_stream(1), text="a1 a2 a3 a4 a5"), make_job(make_stream(2), text="b1 b2 b3 b4 b5")

    def cancel_at_third(word: str) -> None:
        if word == "a3":
            bench.generations.raise_to(stale.stream, 1)

    bench.engine.on_word = cancel_at_third
    bench.worker.speak([stale, other])
    assert bench.kinds(stale) == ["SpeechStarted", "SpeechAudio", "SpeechAudio", "JobDropped"]
    assert "a4" not in bench.engine.spoken, "cancelled work stops costing"
    assert bench.kinds(other)[-1] == "SpeechDone"
    bench.worker.speak([make_job(make_stream(1), 1, generation=1, text="again")])
    assert isinstance(bench.reports[-1], SpeechDone)
    assert len(bench.made) == 2, "its chain is fit for use after the cancel"


def test_a_cancel_takes_effect_between_two_pieces_of_the_same_sound(bench: Bench) -> None:
    job = make_job(text="one", break_ms=500)

    def hear(report: Report) -> None:
        bench.reports.append(report)
        if isinstance(report, SpeechAudio):
            bench.generations.raise_to(job.stream, 1)

    worker = Worker(bench.engines, bench.reader, bench.chains, hear, bench.generations, clock=bench.clock)
    worker.speak([job])
    assert bench.kinds(job) == ["SpeechStarted", "SpeechAudio", "JobDropped"]


def test_a_stream_keeps_its_chain_until_its_format_changes_or_it_is_forgotten(bench: Bench) -> None:
    inbox: queue.SimpleQueue[Command] = queue.SimpleQueue()
    ulaw = FORMATS["ulaw_8000"]
    for command in (
        Submit((make_job(index=0),)),
        Submit((make_job(index=1),)),
        Submit((make_job(index=2, audio_format=ulaw),)),
        Forget(make_stream()),
        Submit((make_job(index=3, audio_format=ulaw),)),
        Stop(),
    ):
        inbox.put(command)
    bench.worker.run(inbox)
    assert [len(chain.begun) for chain in bench.made] == [2, 1, 1]


SINGER = replace(ESPEAK, engine_voice="7")
"""A voice of the other engine, which a :class:`ScriptedEngine` can speak with."""


def test_each_job_is_spoken_by_the_engine_of_its_voice(bench: Bench) -> None:
    jobs = [
        make_job(make_stream(number), text=text, speaker=speaker)
        for number, (text, speaker) in enumerate((("a1", None), ("b1 b2", SINGER), ("a2", None), ("b3", SINGER)))
    ]
    bench.worker.speak(jobs)
    assert bench.engine.batches == [["a1", "a2"]]
    assert bench.other.batches == [["b1 b2", "b3"]]
    assert bench.rates_hz == [24_000, 24_000, 22_050, 22_050]
    assert [bench.kinds(job)[-1] for job in jobs] == ["SpeechDone"] * 4
    assert bench.done(jobs[1]).gen_ms + bench.done(jobs[3]).gen_ms == pytest.approx(300.0), "of its own engine alone"


def test_an_engine_that_fails_costs_the_other_ones_rows_nothing(bench: Bench) -> None:
    bad, good = make_job(make_stream(1), text="{raise}"), make_job(make_stream(2), text="fine", speaker=SINGER)
    bench.worker.speak([bad, good])
    assert isinstance(bench.failed(bad).error, SynthesisFailed)
    assert bench.done(good).native_samples == 100


def test_a_stream_that_changes_its_engine_between_two_segments_gets_a_chain_that_fits(bench: Bench) -> None:
    for index, speaker in enumerate((None, SINGER, SINGER, None)):
        bench.worker.speak([make_job(index=index, text="one", speaker=speaker)])
    assert bench.rates_hz == [24_000, 22_050, 24_000]
    assert [len(chain.begun) for chain in bench.made] == [1, 2, 1]


def test_an_engine_that_could_not_be_started_is_told_of_and_harms_nobody(bench: Bench) -> None:
    del bench.engines["espeak"]
    lost, good = make_job(make_stream(1), text="one", speaker=SINGER), make_job(make_stream(2), text="two")
    bench.worker.speak([lost, good])
    error = bench.failed(lost).error
    assert isinstance(error, ModelUnavailable)
    assert "engine 'espeak' could not be started" in error.message
    assert bench.kinds(lost) == ["SpeechFailed"]
    assert bench.kinds(good)[-1] == "SpeechDone"


def test_the_loop_answers_cancels_and_stops(bench: Bench) -> None:
    inbox: queue.SimpleQueue[Command] = queue.SimpleQueue()
    for command in (Ping(), Cancel(make_stream(), 1), Submit((make_job(),)), Forget(make_stream()), Stop(), Ping()):
        inbox.put(command)
    bench.worker.run(inbox)
    assert bench.reports == [Pong(), JobDropped(make_stream(), 0, 0)]
    assert inbox.qsize() == 1, "nothing is done after the stop"
    assert len(bench.generations) == 0


def test_a_text_is_read_between_batches_without_a_sound(bench: Bench) -> None:
    segments = (make_job(text="sing of").segment, make_job(text="Troy").segment)
    bench.worker.run(_inbox(ReadText(7, segments, "de"), Stop()))
    (read,) = bench.reports
    assert isinstance(read, TextRead)
    assert (read.number, read.spoken, read.error) == (7, ("sing of", "Troy"), None)
    assert read.read_ms >= 0
    assert bench.reader.asked == [("sing of", "de", True), ("Troy", "de", True)]
    assert not bench.made
    assert not bench.engine.spoken


def test_a_text_that_cannot_be_read_is_answered_and_not_logged(bench: Bench, caplog: pytest.LogCaptureFixture) -> None:
    job = make_job(text="secret {unreadable}")
    with caplog.at_level(logging.DEBUG):
        bench.worker.run(_inbox(ReadText(1, (job.segment,), "en-us"), ReadText(2, (), "en-us"), Stop()))
    first, second = bench.reports
    assert isinstance(first, TextRead)
    assert isinstance(first.error, SynthesisFailed)
    assert second == TextRead(2, (), 0.0)
    assert "secret" not in caplog.text


def _inbox(*commands: Command) -> queue.SimpleQueue[Command]:
    inbox: queue.SimpleQueue[Command] = queue.SimpleQueue()
    for command in commands:
        inbox.put(command)
    return inbox


def test_reading_and_the_engine_are_told_beside_the_stages_of_the_chain(bench: Bench) -> None:
    longer, shorter = make_job(text="one two three"), make_job(make_stream(1), text="four")
    bench.worker.speak([longer, shorter])
    done = bench.done(longer)
    assert set(done.stages_ms) == {"read", "engine"}
    # While both ran the engine's time was shared by length; then the longer one had it alone. Nothing is lost.
    spent_ms = done.stages_ms["engine"] + bench.done(shorter).stages_ms["engine"]
    assert spent_ms == pytest.approx(400.0)
    assert sum(done.stages_ms.values()) == pytest.approx(done.gen_ms)


def test_an_urgent_job_is_spoken_in_the_midst_of_a_long_one_which_then_goes_on(bench: Bench) -> None:
    long, urgent = make_job(make_stream(1), text="a b c d e"), make_job(make_stream(2), text="x y", voice=2)

    def interject(word: str) -> None:
        if word == "b":
            bench.interjections.put([urgent])

    bench.engine.on_word = interject
    bench.worker.speak([long])
    assert bench.engine.spoken == ["a", "b", "x", "y", "c", "d", "e"]
    assert bench.kinds(urgent) == ["SpeechStarted", "SpeechAudio", "SpeechAudio", "SpeechDone"]
    assert bench.kinds(long)[-1] == "SpeechDone"
    assert bench.done(long).native_samples == 500
    assert bench.done(long).gen_ms == pytest.approx(500.0), "five words of 100 ms, none of another's"
    assert bench.done(urgent).gen_ms == pytest.approx(200.0)


def test_what_interrupts_is_not_interrupted(bench: Bench) -> None:
    long, one, two = (make_job(make_stream(number), text=text) for number, text in enumerate(("a b c", "x y", "v w")))

    def interject(word: str) -> None:
        if word in ("a", "x"):
            bench.interjections.put([one if word == "a" else two])

    bench.engine.on_word = interject
    bench.worker.speak([long])
    assert bench.engine.spoken == ["a", "x", "y", "v", "w", "b", "c"]


def test_an_engine_that_cannot_be_interrupted_is_not(bench: Bench) -> None:
    bench.engine.interruptible = False
    long, urgent = make_job(make_stream(1), text="a b"), make_job(make_stream(2), text="x")
    bench.interjections.put([urgent])
    inbox: queue.SimpleQueue[Command] = queue.SimpleQueue()
    for command in (Submit((long,)), Submit((urgent,), urgent=True), Stop()):
        inbox.put(command)
    bench.worker.run(inbox)
    assert bench.engine.spoken == ["a", "b", "x"]
    assert bench.kinds(urgent)[-1] == "SpeechDone"


def test_an_urgent_job_that_finds_nobody_at_work_is_spoken_once(bench: Bench) -> None:
    urgent = make_job(text="x")
    bench.interjections.put([urgent])
    inbox: queue.SimpleQueue[Command] = queue.SimpleQueue()
    for command in (Submit((urgent,), urgent=True), Submit((urgent,), urgent=True), Stop()):
        inbox.put(command)
    bench.worker.run(inbox)
    assert bench.engine.spoken == ["x"]


def test_an_urgent_job_that_fails_harms_nobody(bench: Bench) -> None:
    long, urgent = make_job(make_stream(1), text="a b"), make_job(make_stream(2), text="{raise} y")
    bench.interjections.put([urgent])
    bench.worker.speak([long])
    assert isinstance(bench.failed(urgent).error, SynthesisFailed)
    assert bench.done(long).native_samples == 200


def test_a_cancel_reaches_both_the_interrupted_and_the_interrupting(bench: Bench) -> None:
    long, urgent = make_job(make_stream(1), text="a b c"), make_job(make_stream(2), text="x y z")
    bench.interjections.put([urgent])

    def cancel(word: str) -> None:
        if word == "x":
            for job in (long, urgent):
                bench.generations.raise_to(job.stream, 1)

    bench.engine.on_word = cancel
    bench.worker.speak([long])
    assert bench.engine.spoken == ["x"]
    assert bench.kinds(urgent)[-1] == bench.kinds(long)[-1] == "JobDropped"


def test_a_long_segment_gives_signs_of_life(bench: Bench) -> None:
    words = 35
    job = make_job(text="a " * words)
    # Not a sound leaves before all are spoken, as of an engine that makes a segment whole.
    bench.worker.speak([job])
    signs = [report for report in bench.reports if isinstance(report, Pong)]
    assert len(signs) == int(words * 0.1 / SIGN_OF_LIFE_S)
