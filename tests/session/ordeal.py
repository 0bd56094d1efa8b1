"""What a client is owed, kept beside a rehearsal: every effect must pay a debt that exists.

Audio carries a serial number of its own, so that a piece which reaches the client after a barge-in, or in another
context, is known for what it is, whatever generation or stream its message names.
"""

from __future__ import annotations

import struct
from abc import ABC, abstractmethod
from collections import defaultdict

from rhapsode_protocol.errors import InvalidRequest, ModelUnavailable, SynthesisFailed, TooManyMessages
from rhapsode_protocol.messages import (
    Audio,
    Cancel,
    ChunkComplete,
    ClientMessage,
    CloseContext,
    CloseSocket,
    ContextClosed,
    ContextCreated,
    EndTurn,
    Failed,
    Final,
    GenerationStarted,
    Input,
    Interrupted,
    SocketClosing,
    Speak,
    TurnClosed,
    Warned,
    Words,
    WordTiming,
)
from rhapsode_server.session import (
    Abort,
    Close,
    ForgetStream,
    Limits,
    OpenStream,
    Send,
    Session,
    Synthesize,
    message_rate,
)
from rhapsode_server.session.multi import CLOSING_PER_OPEN
from rhapsode_server.speech import SpeechAudio, SpeechDone, SpeechFailed, SpeechJob, SpeechStarted, StreamId
from session.rehearsal import Rehearsal
from session.weight import weigh

LIMITS = Limits(
    max_contexts=2,
    max_pending_characters=300,
    max_connection_characters=450,
    max_queued_turns=4,
    max_messages_per_s=6,
    context_idle_s=20.0,
    turn_idle_s=30.0,
    remembered_contexts=3,
)
OF_A_SEGMENT = (GenerationStarted, Audio, Words, ChunkComplete)
FLOODED = 4029


class Debts:
    """What one stream's client is owed: an end for each turn, in order."""

    def __init__(self) -> None:
        self.ended = 0
        """Turns that take no more text and wait for their end."""
        self.is_open = False
        self.next_chunk = 0
        self.next_index = 0

    def text(self) -> None:
        """The open turn gets text; one opens where none is."""
        self.is_open = True

    def end(self) -> None:
        """The open turn takes no more text; an empty one opens and ends where none is."""
        self.ended += 1
        self.is_open = False

    def paid(self, by_failure: bool) -> None:
        """The first turn has had its end; only a failure may end one that still takes text."""
        if self.ended:
            self.ended -= 1
        else:
            assert by_failure, "an end that nobody asked for"
            assert self.is_open, "a turn has ended twice"
            self.is_open = False
        self.next_index = 0

    def forgive(self) -> None:
        """Barge-in: nothing is owed any more."""
        self.ended, self.is_open, self.next_index = 0, False, 0


class Ordeal(Rehearsal, ABC):
    """One session under random behaviour; every effect is checked."""

    end_of_turn: type = Final

    def __init__(self, session: Session, *, numbers_per_turn: bool = True) -> None:
        super().__init__(session)
        self.numbers_per_turn = numbers_per_turn
        self.debts: dict[StreamId, Debts] = defaultdict(Debts)
        self.streams: dict[str, StreamId] = {}
        self.generations: dict[StreamId, int] = defaultdict(int)
        self.indices: dict[StreamId, int] = defaultdict(int)
        self.ever_opened: set[StreamId] = set()
        self.started: set[tuple[StreamId, int]] = set()
        self.finished: set[tuple[StreamId, int, int]] = set()
        self.expelled = False
        self.active_at = self.now
        self.seen = 0
        self._weight_at_first = weigh(session)
        self._serial = 0
        self._speaker: dict[int, StreamId] = {}
        self._silenced: set[int] = set()

    # --- What happens -----------------------------------------------------------------------------------------------

    def client_says(self, message: ClientMessage) -> None:
        """One frame with one message, if the client may send one."""
        if not self._admitted():
            return
        before = len(self.effects)
        if self.session.closed:
            assert self.say(message) == [], "the end is not the end"
            return
        self.say(message)
        new = [effect for effect in self.effects[before:] if isinstance(effect, Send)]
        refused = any(isinstance(item.message, Failed) and item.stream is None for item in new)
        if not refused:
            self._owe(message, new)
        self.check()

    def client_babbles(self) -> None:
        """A frame that cannot be read."""
        before = len(self.sent)
        if self._admitted() and not self.session.closed:
            self.session.refuse(InvalidRequest("this is no frame"))
            self.drain()
            assert [type(message) for message in self.sent[before:]] == [Failed]

    def client_floods(self) -> None:
        """Frames come so fast, and for so long, that the client is sent away."""
        if self.session.closed:
            return
        burst = int(LIMITS.max_messages_per_s * message_rate.BURST_S)
        for _ in range(burst + message_rate.MOST_REFUSED + 1):
            self._admitted()
        assert self.expelled, "a flood is never ended"
        assert not self.open_streams, "who is sent away is still spoken for"

    def _admitted(self) -> bool:
        before = len(self.effects)
        was_closed = self.session.closed
        admitted = self.session.admit_frame(self.now)
        self.drain()
        new = self.effects[before:]
        if admitted or was_closed:
            assert new == []
            return admitted
        sent = [effect.message for effect in new if isinstance(effect, Send)]
        assert [type(message.error) for message in sent if isinstance(message, Failed)] == [TooManyMessages]
        assert len(sent) == 1
        ends = [effect for effect in new if isinstance(effect, Close)]
        if ends:
            assert [end.code for end in ends] == [FLOODED]
            self.expelled = True
            self._silence(*self.ever_opened)
            for debts in self.debts.values():
                self._forgive(debts)
        else:
            assert len(new) == 1, "a frame that is not read has no effect but its refusal"
        return False

    def synthesis_answers(self, pick: int, what: str) -> None:
        """One step of the first job of some stream: a = audio, d = done, f = failed, n = no sound, u = unspeakable."""
        streams = sorted({job.stream for job in self.jobs})
        if not streams:
            return
        job = next(job for job in self.jobs if job.stream == streams[pick % len(streams)])
        if what in "ad" and (job.stream, job.index) not in self.started:
            self.started.add((job.stream, job.index))
            self._event(job, "s")
            self.check()
        if what != "a":
            self.jobs.remove(job)
        self._event(job, what)
        self.check()

    def synthesis_speaks(self) -> None:
        """A whole segment, with sound."""
        for what in "ad":
            self.synthesis_answers(0, what)

    def all_is_heard(self) -> None:
        """Synthesis and socket catch up."""
        while self.jobs:
            self.synthesis_speaks()
        self.deliver()

    def worker_dies(self) -> None:
        """What every stream was being spoken is lost for good."""
        for stream in sorted({job.stream for job in self.jobs}):
            job = next((job for job in self.jobs if job.stream == stream), None)
            if job is not None:
                self.jobs.remove(job)
                self._event(job, "l")
                self.check()

    def synthesis_is_late(self, pick: int, what: str) -> None:
        """An event of work that was cancelled, or of a stream that nobody knows."""
        strangers = [job for job in self.stale if (job.stream, job.generation, job.index) not in self.finished]
        if strangers:
            before = len(self.effects)
            self._event(strangers[pick % len(strangers)], what)
            assert len(self.effects) == before, "what was cancelled has no effect any more"
        before = len(self.effects)
        self.give(SpeechDone(StreamId("c2", 0), 0, 0, 1.0, 240, 240, "none"))
        assert len(self.effects) == before

    def time_passes(self, seconds: float) -> None:
        """Timers are handled when they are due."""
        self.wait(seconds)

    def time_flies(self, seconds: float) -> None:
        """The event loop was held up: timers are handled long after they were due, and once is enough."""
        self.now += seconds
        self.session.handle_timer(self.now)
        self.drain()
        due = self.session.deadline()
        assert due is None or due > self.now, "a timer that has been handled is due again at once"

    def socket_writes(self, count: int) -> None:
        """So many messages go out."""
        for _ in range(min(count, len(self.waiting))):
            self.write()

    def write(self) -> None:
        """The next message goes out; nothing that was cancelled may."""
        message = self.waiting[0].message
        if isinstance(message, Audio):
            (serial,) = struct.unpack_from("<q", message.payload)
            assert serial not in self._silenced, "audio of a cancelled generation reaches the client"
            self.active_at = self.now
        super().write()

    def settle(self) -> None:
        """Everything comes to its end and is read; then the client hangs up."""
        self._finish()
        ended = self.session.closing or self.expelled
        assert (self.closed is not None) == ended, "the socket ends once everything has been said"
        for debts in self.debts.values():
            assert debts.ended == 0, "a turn has had no end"
        self.session.connection_lost()
        self.drain()
        assert not self.open_streams, "a stream's slot is never freed"
        assert self.session.deadline() is None
        assert not self.session.busy
        self.session.receive([Input(text="late", flush=True, context_id="a"), Cancel()], self.now)
        self.session.handle_timer(self.now + 1_000.0)
        for job in self.stale[-3:]:
            self._event(job, "a")
        assert self.session.take_effects() == []
        slack = 2 * LIMITS.remembered_contexts + 60
        assert weigh(self.session) <= self._weight_at_first + slack, "something is kept that nobody needs"

    def _finish(self) -> None:
        self.all_is_heard()
        self.check()

    # --- Events -----------------------------------------------------------------------------------------------------

    def _event(self, job: SpeechJob, what: str) -> None:
        key = (job.stream, job.generation, job.index)
        word = WordTiming("word", 1.0, 2.0, 0, 4, 0, 4)
        before = len(self.effects)
        self.active_at = self.now
        if what not in "as":
            self.finished.add(key)
        match what:
            case "s":
                self.give(SpeechStarted(*key, "spoken"))
            case "a":
                self._serial += 1
                self._speaker[self._serial] = job.stream
                payload = struct.pack("<q", self._serial) + b"\1\0" * 236
                self.give(SpeechAudio(*key, payload, 240, 0))
            case "d":
                self.give(SpeechDone(*key, 1.0, 240, 240, "none", (word,) if job.word_timestamps else ()))
            case "n":
                self.give(SpeechDone(*key, 1.0, 0, 0, "none", (), ("no sound",)))
            case "u":
                self.give(SpeechDone(*key, 1.0, 0, 0, "none", (), ("nothing to say",), spoke=False))
            case "l":
                self.give(SpeechFailed(*key, ModelUnavailable("the worker is gone")))
            case _:
                self.give(SpeechFailed(*key, SynthesisFailed("it broke")))
        for effect in self.effects[before:]:
            stream = effect.job.stream if isinstance(effect, Synthesize) else getattr(effect, "stream", None)
            assert stream in (None, job.stream), "an event of one context shows in another"

    # --- Promises ---------------------------------------------------------------------------------------------------

    def check(self) -> None:
        """Check every effect since the last call, and what the session holds."""
        new, self.seen = self.effects[self.seen :], len(self.effects)
        for effect in new:
            match effect:
                case OpenStream(stream):
                    assert stream not in self.ever_opened, "a stream's name is used twice"
                    self.ever_opened.add(stream)
                case Synthesize(job):
                    assert job.generation == self.generations[job.stream]
                    assert job.index == self.indices[job.stream]
                    self.indices[job.stream] += 1
                case Abort(stream, generation):
                    assert generation == self.generations[stream] + 1
                    self.generations[stream] = generation
                case Send(_, stream) if stream is not None:
                    self._check_message(effect, stream)
                case ForgetStream(stream):
                    assert stream in self.ever_opened
        self._check_bounds()
        due = self.session.deadline()
        assert due is None or due > self.now or self._can_be_handled(), "a timer is due for ever"

    def _can_be_handled(self) -> bool:
        self.session.handle_timer(self.now)
        self.drain()
        due = self.session.deadline()
        return due is None or due > self.now

    def _check_bounds(self) -> None:
        contexts = self.session._contexts.values()
        assert len(contexts) <= LIMITS.max_contexts * (1 + CLOSING_PER_OPEN)
        assert sum(context.pending_characters for context in contexts) <= LIMITS.max_connection_characters
        for context in contexts:
            assert len(context.turns) <= LIMITS.max_queued_turns + 1
            assert context.pending_characters <= LIMITS.max_pending_characters
            assert all(turn.ended for turn in list(context.turns)[:-1])
            assert not (context.turns and context.turns[0].done), "a turn is kept that has nothing left to do"
            unwritten = sum(item.stream == context.stream and isinstance(item.message, Audio) for item in self.waiting)
            assert len(context.undelivered) == unwritten, "what is on its way to the client is not counted right"

    def _check_message(self, item: Send, stream: StreamId) -> None:
        debts, message = self.debts[stream], item.message
        chunk_id = getattr(message, "chunk_id", None)
        if isinstance(message, (*OF_A_SEGMENT, Warned)) and chunk_id is not None:
            assert debts.next_chunk - 1 <= chunk_id <= debts.next_chunk, "chunk ids are contiguous"
            debts.next_chunk = chunk_id + 1
        if isinstance(message, Audio):
            (serial,) = struct.unpack_from("<q", message.payload)
            assert self._speaker[serial] == stream, "audio of one context is sent in another"
            assert message.index == debts.next_index, "frames are numbered without gaps"
            debts.next_index += 1
        if isinstance(message, Failed):
            self._paid(debts, by_failure=True)
        elif isinstance(message, self.end_of_turn):
            self._paid(debts, by_failure=False)

    @abstractmethod
    def _owe(self, message: ClientMessage, answers: list[Send]) -> None:
        """Note what the message has the right to be answered with."""

    def _paid(self, debts: Debts, by_failure: bool) -> None:
        debts.paid(by_failure)
        if self.numbers_per_turn:
            debts.next_chunk = 0

    def _forgive(self, debts: Debts) -> None:
        debts.forgive()
        if self.numbers_per_turn:
            debts.next_chunk = 0

    def _silence(self, *streams: StreamId) -> None:
        """From now on nothing that these streams have made may reach the client."""
        self._silenced |= {serial for serial, stream in self._speaker.items() if stream in streams}

    @property
    def only(self) -> StreamId:
        """The stream of a session that has one."""
        return StreamId("c1", 0)


class OneShotOrdeal(Ordeal):
    """``/ws/tts``: one end for each request."""

    def _owe(self, message: ClientMessage, answers: list[Send]) -> None:
        match message:
            case Speak():
                self.debts[self.only].end()
            case Cancel():
                assert [item.message for item in answers] == [Interrupted()]
                self._forgive(self.debts[self.only])
                self._silence(self.only)


class StreamOrdeal(Ordeal):
    """``/ws/tts/stream``: one ``session_closed`` or error for each turn, none for a cancelled one."""

    end_of_turn = TurnClosed

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._was_closing = False

    def _owe(self, message: ClientMessage, answers: list[Send]) -> None:
        if self.session.closing and not self._was_closing and not isinstance(message, (EndTurn, CloseSocket)):
            raise AssertionError("only the client's word ends the socket")
        debts, was_closing = self.debts[self.only], self._was_closing
        self._was_closing = self.session.closing
        if isinstance(message, Cancel):
            assert Interrupted() in [item.message for item in answers]
            self._forgive(debts)
            self._silence(self.only)
        elif was_closing:
            assert answers == [], "nothing is taken any more"
        elif isinstance(message, Input):
            if message.text or message.flush:
                self.active_at = self.now
            if message.text:
                debts.text()
            if message.flush and self.session._flush_ends_turn:  # type: ignore[attr-defined]
                debts.end()
        elif isinstance(message, (EndTurn, CloseSocket)) and debts.is_open:
            debts.end()
        elif any(isinstance(item.message, TurnClosed) for item in answers):
            assert debts.ended == 0, "a close adds no end to a turn that has its own"
            debts.end()

    def _check_message(self, item: Send, stream: StreamId) -> None:
        if isinstance(item.message, Warned) and "the turn was ended" in item.message.message:
            debts = self.debts[stream]
            assert debts.is_open, "a turn that is not open is ended for being idle"
            assert self.now >= self.active_at + LIMITS.turn_idle_s, "a turn is ended before its time"
            unheard = any(isinstance(waiting.message, Audio) for waiting in self.waiting)
            assert not unheard, "a turn is ended for being idle that is still being heard"
            debts.end()
        super()._check_message(item, stream)

    def time_passes(self, seconds: float) -> None:
        """And an open turn that nobody goes on with is ended."""
        super().time_passes(seconds)
        self.check()
        idle = not self.jobs and not any(isinstance(item.message, Audio) for item in self.waiting)
        if idle and self.now >= self.active_at + LIMITS.turn_idle_s:
            assert not self.debts[self.only].is_open, "an idle turn is never ended"


class MultiOrdeal(Ordeal):
    """``/ws/tts/multi``: one ``final`` or error for each flush, one ``context_closed`` for each context."""

    def __init__(self, session: Session) -> None:
        super().__init__(session, numbers_per_turn=False)
        self.closing: set[StreamId] = set()
        self.ended: set[StreamId] = set()
        """Streams of which ``context_closed`` has been written."""

    def _owe(self, message: ClientMessage, answers: list[Send]) -> None:
        for item in answers:
            if isinstance(item.message, ContextCreated):
                newest = max(self.ever_opened | {e.stream for e in self.effects if isinstance(e, OpenStream)})
                self.streams[item.message.context_id] = newest
        # One that was closed for being idle is open no more, though its client may not have read so yet.
        told = {item.stream for item in self.waiting if isinstance(item.message, ContextClosed)}
        open_now = [stream for stream in self.streams.values() if stream not in self.closing | told]
        assert len(open_now) <= LIMITS.max_contexts
        match message:
            case Input(context_id=str() as name) if self._takes(name):
                debts = self.debts[self.streams[name]]
                if message.text and (message.text != " " or debts.is_open):
                    debts.text()
                if message.flush:
                    debts.end()
            case CloseContext(name, immediate=False) if self._takes(name, closing=True):
                self.debts[self.streams[name]].end()
            case CloseContext(name, immediate=True):
                self._forgive_all(name)
            case CloseSocket():
                for name in [name for name in self.streams if self._takes(name, closing=True)]:
                    self.debts[self.streams[name]].end()
            case Cancel(context_id):
                self._forgive_all(context_id)

    def _forgive_all(self, context_id: str | None) -> None:
        for name, stream in self.streams.items():
            if context_id in (None, name):
                self._forgive(self.debts[stream])
                self._silence(stream)

    def _takes(self, name: str, *, closing: bool = False) -> bool:
        """Whether the context was open for text; with ``closing``, the first word to close it."""
        stream = self.streams.get(name)
        taken = stream is not None and stream not in self.closing
        if closing and stream is not None:
            self.closing.add(stream)
        return taken

    def check(self) -> None:
        """And a context that was idle for too long is closed as if its client had asked for it."""
        for effect in self.effects[self.seen :]:
            if not isinstance(effect, Send) or effect.stream is None:
                continue
            if isinstance(effect.message, Final) and effect.message.closes_context:
                if effect.stream not in self.closing:
                    self.closing.add(effect.stream)
                    self.debts[effect.stream].end()
            elif isinstance(effect.message, ContextClosed):
                self.closing.add(effect.stream)
        super().check()

    def write(self) -> None:
        """The last message of a context is ``context_closed``."""
        item = self.waiting[0]
        if item.stream is not None:
            assert item.stream not in self.ended, "something follows context_closed"
            if isinstance(item.message, ContextClosed):
                self.ended.add(item.stream)
        super().write()

    def _finish(self) -> None:
        super()._finish()
        assert [type(message) for message in self.written].count(SocketClosing) <= 1
        if not self.expelled:
            assert self.closing == self.ended, "a context that was closed has had no end"
            assert not (self.ended & self.open_streams), "a closed context keeps its stream"
            assert not (self.ended & self.session._contexts.keys()), "a context is kept that everybody has heard"

    def _check_bounds(self) -> None:
        super()._check_bounds()
        assert len(self.session._closed) <= LIMITS.remembered_contexts  # type: ignore[attr-defined]
