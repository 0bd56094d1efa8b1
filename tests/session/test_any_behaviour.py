"""Whatever a client does and synthesis answers, in whatever order: the promises of a connection hold.

A script of random actions runs against each kind of session in virtual time. The client's view is kept beside it: what
is owed to the client is counted from what it asked for, and every message sent must pay a debt that exists.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import defaultdict
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rhapsode_protocol.errors import SynthesisFailed
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
    KeepAlive,
    Settings,
    SocketClosing,
    Speak,
    TurnClosed,
    UpdateSettings,
    Warned,
    Words,
    WordTiming,
)
from rhapsode_server.session import (
    Abort,
    ForgetStream,
    Limits,
    MultiSession,
    OneShotSession,
    OpenStream,
    Send,
    Session,
    StreamSession,
    Synthesize,
)
from rhapsode_server.speech import SpeechAudio, SpeechDone, SpeechFailed, SpeechJob, SpeechStarted, StreamId
from session.rehearsal import Rehearsal, make_catalog

LIMITS = Limits(max_contexts=2, max_pending_characters=300, max_queued_turns=4, remembered_contexts=3)
OF_A_SEGMENT = (GenerationStarted, Audio, Words, ChunkComplete)

texts = st.sampled_from(
    [
        "Hello there, you. ",
        "and so it went on, ",
        "a",
        " ",
        "…",
        "\n\n",
        '<prosody rate="furious">x</prosody>',
        "x" * 150,
    ]
    + ['<break time="400ms"/>', "<spell>ab", "</spell>", "\ud83d", ""]
)
said_settings = st.sampled_from(
    [Settings()] * 4
    + [Settings(voice_id="carla", language="en"), Settings(voice_id="nobody"), Settings(word_timestamps=True)]
    + [Settings(flush_timeout_ms=30_000), Settings(flush_ends_turn=False), Settings(flush_ends_turn=True)]
)
names = st.sampled_from(["a", "b", "c"])
updates = st.builds(UpdateSettings, said_settings)
voices = st.sampled_from([None, None, Settings(), Settings(voice_id="ben"), Settings(voice_id="nobody")])

one_shot = st.one_of(
    st.builds(Speak, texts, said_settings), st.just(Speak("Hello there, you. ")), st.just(Cancel()), updates
)
stream = st.one_of(
    st.builds(Input, text=texts, flush=st.booleans(), settings=said_settings),
    st.builds(Input, text=texts),
    st.builds(Input, flush=st.just(True)),
    st.sampled_from([Cancel(), EndTurn(close_socket_when_idle=False), KeepAlive()]),
    updates,
)
multi = st.one_of(
    st.builds(Input, text=texts, flush=st.booleans(), context_id=names, settings=said_settings, voice_settings=voices),
    st.builds(Input, text=st.just(" "), context_id=names),
    st.builds(Input, text=st.just("Hello there, you. "), flush=st.booleans(), context_id=names),
    st.builds(Input, text=st.just("Hello there, you. "), context_id=names),
    st.builds(CloseContext, names, st.booleans()),
    st.sampled_from([Cancel(), Cancel("a"), Cancel("b"), KeepAlive("a"), Input(text="lost")]),
    updates,
)
ends: st.SearchStrategy[ClientMessage] = st.sampled_from([EndTurn(), EndTurn(), CloseSocket()])

Action = tuple[str, object]


def scripts(messages: st.SearchStrategy[ClientMessage]) -> st.SearchStrategy[list[Action]]:
    """What happens, in order. The word that ends the socket comes late: little can happen after it."""
    then = st.lists(actions(st.one_of(messages, ends)), max_size=15)
    return st.builds(list.__add__, st.lists(actions(messages), min_size=10, max_size=60), then)


def actions(messages: st.SearchStrategy[ClientMessage]) -> st.SearchStrategy[Action]:
    """One thing that the client, synthesis, the clock or the socket does."""
    says = st.tuples(st.just("say"), messages)
    speaks = st.tuples(st.just("speak"), st.tuples(st.integers(0, 3), st.sampled_from("aaddddfnu")))
    stale = st.tuples(st.just("stale"), st.tuples(st.integers(0, 9), st.sampled_from("adf")))
    waits = st.tuples(st.just("wait"), st.sampled_from([0.1] * 4 + [0.3] * 4 + [1.0, 19.0, 25.0]))
    writes = st.tuples(st.just("write"), st.integers(1, 4))
    return st.one_of(says, says, says, speaks, speaks, writes, waits, stale)


class Debts:
    """What one stream's client is owed: an end for each turn, in order."""

    def __init__(self) -> None:
        self.ended = 0
        """Turns that take no more text and wait for their end."""
        self.is_open = False
        self.next_chunk = 0
        self.next_index = 0

    def text(self) -> None:
        self.is_open = True

    def end(self) -> None:
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
        self.ended, self.is_open, self.next_index = 0, False, 0


class Ordeal(Rehearsal, ABC):
    """Plays a script against a session, and checks every effect."""

    def __init__(self, session: Session, *, numbers_per_turn: bool = True) -> None:
        super().__init__(session)
        self.numbers_per_turn = numbers_per_turn
        self.debts: dict[StreamId, Debts] = defaultdict(Debts)
        self.streams: dict[str, StreamId] = {}
        self.generations: dict[StreamId, int] = defaultdict(int)
        self.indices: dict[StreamId, int] = defaultdict(int)
        self.ever_opened: set[StreamId] = set()
        self.started: set[tuple[StreamId, int]] = set()
        self.idle_end: type[TurnClosed] | None = None
        self.seen = 0

    # --- Actions ----------------------------------------------------------------------------------------------------

    def play(self, script: list[Action]) -> None:
        """Run a script, then let everything come to its end, then hang up."""
        for name, value in script:
            getattr(self, f"_{name}")(value)
            self.check()
        self._settle()
        assert (self.closed is not None) == self.session.closing, "the socket ends once everything has been said"
        for debts in self.debts.values():
            assert debts.ended == 0, "a turn has had no end"
        self.session.connection_lost()
        self._drain()
        assert not self.open_streams
        assert self.session.deadline() is None
        assert not self.session.busy
        self.session.receive([Input(text="late", flush=True, context_id="a"), Cancel()], self.now)
        self.session.handle_timer(self.now + 1000.0)
        assert self.session.take_effects() == []

    def _settle(self) -> None:
        while self.jobs:
            self._speak((0, "d"))
            self.check()
        self.deliver()
        self.check()

    def _say(self, message: ClientMessage) -> None:
        before = len(self.effects)
        self.say(message)
        new = [effect for effect in self.effects[before:] if isinstance(effect, Send)]
        refused = any(isinstance(item.message, Failed) and item.stream is None for item in new)
        if not refused:
            self._owe(message, new)

    @abstractmethod
    def _owe(self, message: ClientMessage, answers: list[Send]) -> None:
        """Note what the message has the right to be answered with."""

    def _speak(self, value: tuple[int, str]) -> None:
        pick, what = value
        streams = sorted({job.stream for job in self.jobs})
        if not streams:
            return
        job = next(job for job in self.jobs if job.stream == streams[pick % len(streams)])
        if what in "adn" and (job.stream, job.index) not in self.started and what != "n":
            self.started.add((job.stream, job.index))
            self.give(SpeechStarted(job.stream, job.generation, job.index, "spoken"))
            self.check()
        if what != "a":
            self.jobs.remove(job)
        self._event(job, what)

    def _event(self, job: SpeechJob, what: str) -> None:
        key = (job.stream, job.generation, job.index)
        word = WordTiming("word", 1.0, 2.0, 0, 4, 0, 4)
        match what:
            case "a":
                self.give(SpeechAudio(*key, b"\1\0" * 240, 240, 0))
            case "d":
                self.give(SpeechDone(*key, 1.0, 240, 240, "none", (word,) if job.word_timestamps else ()))
            case "n":
                self.give(SpeechDone(*key, 1.0, 0, 0, "none", (), ("no sound",)))
            case "u":
                self.give(SpeechDone(*key, 1.0, 0, 0, "none", (), ("nothing to say",), spoke=False))
            case _:
                self.give(SpeechFailed(*key, SynthesisFailed("it broke")))

    def _stale(self, value: tuple[int, str]) -> None:
        if self.stale:
            before = len(self.effects)
            self._event(self.stale[value[0] % len(self.stale)], value[1])
            assert len(self.effects) == before, "what was cancelled has no effect any more"

    def _wait(self, seconds: object) -> None:
        assert isinstance(seconds, float)
        self.wait(seconds)

    def _write(self, count: object) -> None:
        assert isinstance(count, int)
        for _ in range(min(count, len(self.waiting))):
            self.write()

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
        for context in self.session._contexts.values():
            assert len(context.turns) <= LIMITS.max_queued_turns + 1
            assert context.pending_characters <= LIMITS.max_pending_characters
            assert all(turn.ended for turn in list(context.turns)[:-1])
            assert not (context.turns and context.turns[0].done), "a turn is kept that has nothing left to do"

    def _check_message(self, item: Send, stream: StreamId) -> None:
        debts, message = self.debts[stream], item.message
        chunk_id = getattr(message, "chunk_id", None)
        if isinstance(message, (*OF_A_SEGMENT, Warned)) and chunk_id is not None:
            assert debts.next_chunk - 1 <= chunk_id <= debts.next_chunk, "chunk ids are contiguous"
            debts.next_chunk = chunk_id + 1
        if isinstance(message, Audio):
            assert message.index == debts.next_index, "frames are numbered without gaps"
            debts.next_index += 1
        if isinstance(message, Failed):
            self._paid(debts, by_failure=True)
        elif isinstance(message, self.end_of_turn):
            self._paid(debts, by_failure=False)

    end_of_turn: type = Final

    def _paid(self, debts: Debts, by_failure: bool) -> None:
        debts.paid(by_failure)
        if self.numbers_per_turn:
            debts.next_chunk = 0

    def _forgive(self, debts: Debts) -> None:
        debts.forgive()
        if self.numbers_per_turn:
            debts.next_chunk = 0

    @property
    def only(self) -> Debts:
        """The debts of a session with one stream."""
        (stream,) = self.ever_opened or {StreamId("c1", 0)}
        return self.debts[stream]


class OneShotOrdeal(Ordeal):
    """``/ws/tts``: one end for each request."""

    def _owe(self, message: ClientMessage, answers: list[Send]) -> None:
        match message:
            case Speak():
                self.only.end()
            case Cancel():
                assert [item.message for item in answers] == [Interrupted()]
                self._forgive(self.only)


class StreamOrdeal(Ordeal):
    """``/ws/tts/stream``: one ``session_closed`` or error for each turn, none for a cancelled one."""

    end_of_turn = TurnClosed

    def _owe(self, message: ClientMessage, answers: list[Send]) -> None:
        if self.session.closing and not self._was_closing and not isinstance(message, (EndTurn, CloseSocket)):
            raise AssertionError("only the client's word ends the socket")
        debts, was_closing = self.only, self._was_closing
        self._was_closing = self.session.closing
        if isinstance(message, Cancel):
            if not was_closing or answers:
                assert Interrupted() in [item.message for item in answers]
                self._forgive(debts)
        elif was_closing:
            assert answers == [], "nothing is taken any more"
        elif isinstance(message, Input):
            if message.text:
                debts.text()
            if message.flush and self.session._flush_ends_turn:  # type: ignore[attr-defined]
                debts.end()
        elif isinstance(message, (EndTurn, CloseSocket)) and debts.is_open:
            debts.end()
        elif any(isinstance(item.message, TurnClosed) for item in answers):
            assert debts.ended == 0, "a close adds no end to a turn that has its own"
            debts.end()

    _was_closing = False


class MultiOrdeal(Ordeal):
    """``/ws/tts/multi``: one ``final`` or error for each flush, one ``context_closed`` for each context."""

    def _owe(self, message: ClientMessage, answers: list[Send]) -> None:
        for item in answers:
            if isinstance(item.message, ContextCreated):
                newest = max(self.ever_opened | {e.stream for e in self.effects if isinstance(e, OpenStream)})
                self.streams[item.message.context_id] = newest
        match message:
            case Input(context_id=str() as name) if self._takes(name):
                debts = self.debts[self.streams[name]]
                if message.text and (message.text != " " or debts.is_open):
                    debts.text()
                if message.flush:
                    debts.end()
            case CloseContext(name, immediate=False) if self._takes(name, closing=True):
                self.debts[self.streams[name]].end()
            case CloseContext(name, immediate=True) if name in self.streams:
                self._forgive(self.debts[self.streams[name]])
            case CloseSocket():
                for name in [name for name in self.streams if self._takes(name, closing=True)]:
                    self.debts[self.streams[name]].end()
            case Cancel(context_id):
                for name, stream in self.streams.items():
                    if context_id in (None, name):
                        self._forgive(self.debts[stream])

    def __init__(self, session: Session) -> None:
        super().__init__(session, numbers_per_turn=False)
        self.closing: set[StreamId] = set()

    def _takes(self, name: str, *, closing: bool = False) -> bool:
        """Whether the context was open for text; with ``closing``, the first word to close it."""
        stream = self.streams.get(name)
        taken = stream is not None and stream not in self.closing
        if closing and stream is not None:
            self.closing.add(stream)
        return taken

    def check(self) -> None:
        for effect in self.effects[self.seen :]:
            # An idle context is closed as if its client had asked for it.
            if isinstance(effect, Send) and isinstance(effect.message, Final) and effect.message.closes_context:
                assert effect.stream is not None
                if effect.stream not in self.closing:
                    self.closing.add(effect.stream)
                    self.debts[effect.stream].end()
            if isinstance(effect, Send) and isinstance(effect.message, ContextClosed) and effect.stream is not None:
                self.closing.add(effect.stream)
        super().check()

    def _settle(self) -> None:
        super()._settle()
        assert self.closing == self.ended, "a context that was closed has had no end"

    def write(self) -> None:
        item = self.waiting[0]
        if item.stream is not None:
            assert item.stream not in self.ended, "something follows context_closed"
            if isinstance(item.message, ContextClosed):
                self.ended.add(item.stream)
        super().write()

    @property
    def ended(self) -> set[StreamId]:
        """Streams of which ``context_closed`` has been written."""
        return self.__dict__.setdefault("_ended", set())  # type: ignore[no-any-return]


KINDS: dict[str, tuple[Callable[[], Ordeal], st.SearchStrategy[ClientMessage]]] = {
    "one-shot": (lambda: OneShotOrdeal(OneShotSession("c1", make_catalog(), LIMITS)), one_shot),
    "today": (lambda: StreamOrdeal(StreamSession("c1", make_catalog(), LIMITS)), stream),
    "original": (lambda: StreamOrdeal(StreamSession("c1", make_catalog(), LIMITS, flush_ends_turn=False)), stream),
    "multi": (lambda: MultiOrdeal(MultiSession("c1", make_catalog(), LIMITS)), multi),
}


@pytest.mark.parametrize("kind", KINDS)
def test_promises_hold_whatever_happens(kind: str) -> None:
    make, messages = KINDS[kind]

    @settings(max_examples=100, deadline=None)
    @given(script=scripts(messages))
    def run(script: list[Action]) -> None:
        ordeal = make()
        ordeal.play(script)
        written = [type(message) for message in ordeal.written]
        assert written.count(SocketClosing) <= 1

    run()
