"""A session with a make-believe synthesis: everything in virtual time, nothing real.

Every job is answered when the test says so, with a number of samples that depends on its text, so that lengths tell
which text was spoken.
"""

from __future__ import annotations

from collections import deque
from typing import TypeVar

from rhapsode_protocol.errors import RhapsodeError, SynthesisFailed
from rhapsode_protocol.messages import Audio, ClientMessage, ServerMessage, WordTiming
from rhapsode_server.session import Abort, Close, Effect, ForgetStream, OpenStream, Send, Session, Synthesize
from rhapsode_server.speech import SpeechAudio, SpeechDone, SpeechFailed, SpeechJob, SpeechStarted, StreamId
from rhapsode_server.voices import Catalog, Model, Voice

SAMPLES_PER_CHARACTER = 100

M = TypeVar("M")


def make_catalog() -> Catalog:
    """Three voices of one engine in two languages."""
    voices = [
        Voice(1, "anna", "Anna", "fake", "a", "en-us", ("de",), "female"),
        Voice(2, "ben", "Ben", "fake", "b", "en-us", ("de",), "male"),
        Voice(3, "carla", "Carla", "fake", "c", "de", (), "female"),
    ]
    return Catalog([Model("fake-1", "Fake", "fake", "", 24_000)], voices, "anna")


class Rehearsal:
    """Drives one session, carries out its effects on paper, and keeps what it sent."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.now = 100.0
        self.sent: list[ServerMessage] = []
        self.jobs: deque[SpeechJob] = deque()
        self.spoken: list[str] = []
        self.open_streams: set[StreamId] = set()
        self.aborted: list[Abort] = []
        self.closed: Close | None = None
        self.stale: list[SpeechJob] = []
        self.effects: list[Effect] = []
        self.waiting: deque[Send] = deque()
        self.written: list[ServerMessage] = []
        self.drain()

    def say(self, *messages: ClientMessage, at: float | None = None) -> list[ServerMessage]:
        """The client sends a frame; gives what the session answers at once."""
        if at is not None:
            self.now = at
        before = len(self.sent)
        self.session.receive(messages, self.now)
        self.drain()
        return self.sent[before:]

    def wait(self, seconds: float) -> None:
        """Let virtual time pass, with all timers that fall due."""
        end = self.now + seconds
        while True:
            due = self.session.deadline()
            if due is None or due > end:
                break
            self.now = max(self.now, due)
            self.session.handle_timer(self.now)
            self.drain()
            after = self.session.deadline()
            assert after is None or after > self.now, "a timer that has been handled must not be due again"
        self.now = end

    def speak(self, jobs: int | None = None, *, pieces: int = 2, took_s: float = 0.1) -> None:
        """Synthesis answers the next jobs; all that are waiting, where no number is given."""
        done = 0
        while self.jobs and (jobs is None or done < jobs):
            self.speak_one(self.jobs.popleft(), pieces=pieces, took_s=took_s)
            done += 1

    def speak_one(self, job: SpeechJob, *, pieces: int = 2, took_s: float = 0.1) -> None:
        """Answer one job in full."""
        text = job.segment.text.strip()
        key = (job.stream, job.generation, job.index)
        if not any(character.isalnum() for character in text) and not job.segment.break_ms:
            self.give(SpeechDone(*key, 1.0, 0, 0, "none", (), ("nothing in it can be spoken",), spoke=False))
            return
        self.now += took_s
        samples = len(text) * SAMPLES_PER_CHARACTER
        self.give(SpeechStarted(*key, text))
        for piece in range(pieces):
            share = samples // pieces
            self.give(SpeechAudio(*key, b"\1\0" * share, share, 5 if piece == 0 else 0))
        self.spoken.append(text)
        word = WordTiming(text.split()[0], 10.0, 20.0, 0, 1, job.segment.source_start, job.segment.source_start + 1)
        words = (word,) if job.word_timestamps else ()
        self.give(SpeechDone(*key, 8.0, share * pieces, share * pieces, "none", words))

    def fail(self, error: RhapsodeError | None = None) -> None:
        """Synthesis gives up on the next job."""
        job = self.jobs.popleft()
        self.give(SpeechFailed(job.stream, job.generation, job.index, error or SynthesisFailed("it broke")))

    def give(self, event: SpeechStarted | SpeechAudio | SpeechDone | SpeechFailed) -> None:
        """Synthesis gives one event."""
        self.session.receive_audio(event, self.now)
        self.drain()

    def of(self, kind: type[M]) -> list[M]:
        """All messages of a kind that were sent."""
        return [message for message in self.sent if isinstance(message, kind)]

    def kinds(self) -> list[str]:
        """Names of all messages sent, repeats in a row taken together."""
        names: list[str] = []
        for message in self.sent:
            if not names or names[-1] != type(message).__name__:
                names.append(type(message).__name__)
        return names

    def deliver(self) -> None:
        """The socket writes everything that was sent."""
        while self.waiting:
            self.write()

    def write(self) -> None:
        """The socket writes the next message."""
        item = self.waiting.popleft()
        self.written.append(item.message)
        if isinstance(item.message, Audio) and item.stream is not None:
            self.session.receive_delivery(item.stream, self.now)
            self.drain()

    def drain(self) -> None:
        """Carry out what the session wants done."""
        for effect in self.session.take_effects():
            self.effects.append(effect)
            match effect:
                case Send(message):
                    assert self.closed is None, "nothing may follow the end"
                    self.sent.append(message)
                    self.waiting.append(effect)
                case OpenStream(stream):
                    assert stream not in self.open_streams
                    self.open_streams.add(stream)
                case Synthesize(job):
                    assert job.stream in self.open_streams
                    self.jobs.append(job)
                case Abort(stream, generation):
                    self.aborted.append(effect)
                    if effect.discards_unsent:
                        self.waiting = deque(item for item in self.waiting if item.stream != stream)
                    dropped = [job for job in self.jobs if job.stream == stream and job.generation < generation]
                    self.stale += dropped
                    self.jobs = deque(job for job in self.jobs if job not in dropped)
                case ForgetStream(stream):
                    self.open_streams.remove(stream)
                    assert not any(job.stream == stream for job in self.jobs), "a forgotten stream has work left"
                case Close():
                    self.closed = effect
