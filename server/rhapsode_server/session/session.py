"""The state machine of one connection: what its three kinds share.

Rules of this file and its neighbours: no asyncio, no clock, no sockets, no numpy. Time is an argument, in seconds of
one monotonic clock. Answers are effects, drained with :meth:`Session.take_effects` after every call. Whoever holds a
session re-arms one timer with :meth:`Session.deadline` after each drain.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from rhapsode_protocol.errors import (
    EmptyAudio,
    InvalidRequest,
    RateLimited,
    RhapsodeError,
    ServerRestarting,
    TextTooLong,
    TooManyMessages,
    UnknownLanguage,
)
from rhapsode_protocol.messages import (
    NOTHING_SAID,
    ClientMessage,
    Failed,
    Settings,
    SettingsUpdated,
    UpdateSettings,
    Warned,
)
from rhapsode_server.session.context import Context
from rhapsode_server.session.effects import NORMAL_CLOSURE, Close, Effect, Send
from rhapsode_server.session.limits import Limits
from rhapsode_server.session.message_rate import MessageRate, Verdict
from rhapsode_server.session.options import NOTHING_KNOWN, Detection, Options, resolve
from rhapsode_server.session.pronunciations import NO_PRONUNCIATIONS, Pronunciations
from rhapsode_server.session.turn import Turn
from rhapsode_server.speech import AnySpeechEvent, Owner, StreamId
from rhapsode_server.telemetry.turn_report import Outcome
from rhapsode_server.text.identification import LanguageIdentifier
from rhapsode_server.text.segment import Segment
from rhapsode_server.voices import Catalog

BY_LETTERS = LanguageIdentifier()
"""Statistics are the workers': they take memory, and time to load."""


class Session(ABC):
    """One connection. Use a subclass: ``OneShotSession``, ``StreamSession``, ``MultiSession``.

    Args:
        connection: a name for this connection, unique while the server lives.
        catalog: what voices, languages and models exist.
        limits: the connection's bounds.
        owner: whom the speech is made for; the connection itself by default.
        settings: what the connection's address said (``model_id`` in the query).
        real_time_factors: of the engines, as far as they are known; looked at when settings are resolved.
        pronunciations: what dictionaries its owner may use; looked at likewise.
        detects: whether a text's language is told from the text, where it is not said.
    """

    def __init__(
        self,
        connection: str,
        catalog: Catalog,
        limits: Limits | None = None,
        *,
        owner: Owner | None = None,
        settings: Settings = NOTHING_SAID,
        real_time_factors: Mapping[str, float] = NOTHING_KNOWN,
        pronunciations: Pronunciations = NO_PRONUNCIATIONS,
        detects: bool = False,
    ) -> None:
        self.connection = connection
        self.limits = limits or Limits()
        self.settings = settings
        """What binds turns and contexts that open next."""
        self.closing = False
        """The client asked for the end of the socket: what is said is said to its end, nothing new is accepted."""
        self.closed = False
        """The end has been sent, or the client is gone: nothing is sent any more."""
        self.leaving = False
        """The server goes down: turns that are open are spoken to their end, none is begun."""
        self._catalog = catalog
        self._real_time_factors = real_time_factors
        self._pronunciations = pronunciations
        self._detects = detects
        self._owner = owner or Owner(connection)
        self._effects: list[Effect] = []
        self._contexts: dict[StreamId, Context] = {}
        self._next_context = 0
        self._resolved: tuple[Settings, int, Options] | None = None
        """The last settings that were resolved, the dictionaries' version, and what came of it."""
        self._message_rate = MessageRate(self.limits.max_messages_per_s)

    # --- What the transport calls -----------------------------------------------------------------------------------

    def admit_frame(self, now: float, characters: int = 0) -> bool:
        """Whether a frame that has come may be read; asked before anything looks into it.

        One frame too many is answered with an error; a client that goes on and on is told so, and the socket ends.
        """
        verdict = self._message_rate.judge(now, characters)
        if verdict is Verdict.TAKEN:
            return True
        if verdict is Verdict.REFUSED:
            most = self.limits.max_messages_per_s
            self.refuse(TooManyMessages(f"more than {most} frames a second; this one was not read, so send it again"))
        else:
            self.expel(TooManyMessages("frames went on coming too fast, one refusal after another; send them slower"))
        return False

    def receive(self, messages: Sequence[ClientMessage], now: float) -> None:
        """Take the messages of one frame. The first that is refused is answered with an error; the rest is dropped."""
        for message in messages:
            if self.closed:
                return
            try:
                self._receive(message, now)
            except ServerRestarting:
                # Said by the close code that follows: official clients take that for "connect again, and say it
                # again", and an error frame for the turn's failure.
                return
            except RhapsodeError as error:
                self.refuse(error)
                return

    def refuse(self, error: RhapsodeError) -> None:
        """Answer a frame that could not be taken; nothing else changes."""
        self._emit(Send(Failed(error, error.context_id)))

    def expel(self, error: RhapsodeError) -> None:
        """Stop everything, tell the client why, and end the socket with the error's close code."""
        if self.closed:
            return
        for context in list(self._contexts.values()):
            context.interrupt(Outcome.GONE)
            self._remove(context)
        self._emit(Send(Failed(error)))
        self._close(error.close_code)

    def receive_audio(self, event: AnySpeechEvent, now: float) -> None:
        """Take an event of synthesis."""
        context = self._contexts.get(event.stream)
        if context is None:
            return
        if event.generation == context.generation:
            self._active(context, now)
        error = context.receive_event(event, now)
        if error is not None:
            self._fail_turn(context, error, now)
        self._finish_turns(context, now)

    def receive_delivery(self, stream: StreamId, now: float) -> None:
        """One audio frame of the stream has been written to the socket."""
        context = self._contexts.get(stream)
        if context is not None and context.undelivered:
            context.write_frame(now)
            self._active(context, now)

    def deadline(self) -> float | None:
        """When :meth:`handle_timer` is due, if ever."""
        return min(self._deadlines(), default=None)

    def handle_timer(self, now: float) -> None:
        """Act on whatever is due at ``now``; being called early does nothing."""
        for context in list(self._contexts.values()):
            turn = context.open_turn
            if turn is not None:
                self._speak(context, turn, turn.handle_timer(now))

    def connection_lost(self) -> None:
        """The client is gone: everything stops; nothing is sent any more."""
        self.closed = True
        for context in list(self._contexts.values()):
            context.interrupt(Outcome.GONE)
            self._remove(context)
        self._effects = [effect for effect in self._effects if not isinstance(effect, (Send, Close))]

    def take_effects(self) -> list[Effect]:
        """What is to be done, in order; the list is empty afterwards."""
        effects, self._effects = self._effects, []
        return effects

    @property
    def busy(self) -> bool:
        """Whether anything is being said, or has been asked for."""
        return any(context.busy or context.open_turn is not None for context in self._contexts.values())

    @property
    def speaking(self) -> bool:
        """Whether audio is being made or delivered, or a turn waits for its end."""
        return any(context.busy for context in self._contexts.values())

    # --- What each kind of connection decides -----------------------------------------------------------------------

    @abstractmethod
    def _receive(self, message: ClientMessage, now: float) -> None:
        """Take one message, or raise what is wrong with it before anything has changed."""

    @abstractmethod
    def _turn_done(self, context: Context, turn: Turn, now: float) -> None:
        """All of the first turn has been spoken, and it is off the queue: send what ends it."""

    @abstractmethod
    def _turn_failed(self, context: Context, turn: Turn, error: RhapsodeError, now: float) -> None:
        """The first turn ends in an error, and is off the queue: tell the client."""

    def _active(self, context: Context, now: float) -> None:  # noqa: B027 - most kinds have no idle clock
        """Something of the context was made or went out; kinds with an idle clock start it anew."""

    def _deadlines(self) -> Iterable[float]:
        for context in self._contexts.values():
            turn = context.open_turn
            due = None if turn is None else turn.deadline()
            if due is not None:
                yield due

    # --- Shared steps -----------------------------------------------------------------------------------------------

    def _emit(self, effect: Effect) -> None:
        if not (self.closed and isinstance(effect, Send)):
            self._effects.append(effect)

    def _close(self, code: int = NORMAL_CLOSURE) -> None:
        """End the socket; everything has been said."""
        self._emit(Close(code))
        self.closed = True

    def _open_context(
        self, context_id: str | None = None, *, announces_segments: bool = True, numbers_per_turn: bool = True
    ) -> Context:
        stream = StreamId(self.connection, self._next_context)
        self._next_context += 1
        context = Context(
            stream,
            self._owner,
            self._emit,
            context_id=context_id,
            announces_segments=announces_segments,
            numbers_per_turn=numbers_per_turn,
        )
        self._contexts[stream] = context
        return context

    def _remove(self, context: Context) -> None:
        self._contexts.pop(context.stream, None)
        context.forget()

    def _resolve(self, settings: Settings) -> Options:
        # Asked for every token, and nearly always about the very settings of the token before.
        version = self._pronunciations.version
        if self._resolved is None or self._resolved[1] != version or self._resolved[0] != settings:
            try:
                options = resolve(
                    settings, self._catalog, self._real_time_factors, self._pronunciations, detects=self._detects
                )
            except RhapsodeError:
                known = self._resolved
                if known is None or known[0] != settings or not any(each.open_turn for each in self._contexts.values()):
                    raise
                # A dictionary that they name is gone. What has begun is spoken as it began.
                return known[2]
            self._resolved = settings, version, options
        return self._resolved[2]

    def _resolve_for(self, settings: Settings, text: str) -> Options:
        """The options of a turn or context that begins with a text: where neither voice nor language is said, somebody
        speaks whose language it is, as far as its letters and little words tell."""
        options = self._resolve(settings)
        if options.detection is Detection.NONE or settings.voice_id is not None:
            return options
        found = BY_LETTERS.identify(text, options.language)
        if not found.is_strong or found.language == options.language:
            return options
        try:
            theirs = self._resolve(replace(settings, language=found.language))
        except UnknownLanguage:
            return options
        return replace(theirs, detection=options.detection)

    def _check_text(self, text: str, context: Context | None) -> None:
        limits = self.limits
        if len(text) > limits.max_frame_characters:
            raise TextTooLong(
                f"text has {len(text)} characters; a frame may hold {limits.max_frame_characters}", field="text"
            )
        if context is None:
            return
        if context.pending_characters + len(text) > limits.max_pending_characters:
            raise TextTooLong(
                f"text would make more than {limits.max_pending_characters} characters wait for synthesis; "
                "send the rest when some has been spoken",
                field="text",
                context_id=context.context_id,
            )
        if self._pending_characters() + len(text) > limits.max_connection_characters:
            raise TextTooLong(
                f"text would make more than {limits.max_connection_characters} characters wait for synthesis in all "
                "contexts of this connection; send the rest when some has been spoken",
                field="text",
                context_id=context.context_id,
            )

    def _pending_characters(self) -> int:
        limits = self.limits
        if len(self._contexts) * limits.max_pending_characters <= limits.max_connection_characters:
            # They cannot reach the bound together, and this is asked for every token.
            return 0
        return sum(context.pending_characters for context in self._contexts.values())

    def _check_queue(self, context: Context) -> None:
        if self.leaving and context.open_turn is None:
            raise ServerRestarting("the server is going down, and begins no further turn")
        if len(context.turns) >= self.limits.max_queued_turns:
            raise RateLimited(
                f"{self.limits.max_queued_turns} requests or flushes already wait for their end",
                context_id=context.context_id,
            )

    def _speak(self, context: Context, turn: Turn, segments: list[Segment]) -> None:
        context.synthesize(turn, segments)
        for problem in turn.take_problems():
            # A warning, not an error: the text is spoken without the tag, and an error would end the turn.
            context.send(Warned(f"a tag is ignored: {problem.message}", context_id=context.context_id))

    def _end_turn(self, context: Context, turn: Turn, now: float) -> None:
        self._speak(context, turn, turn.end(now))
        self._finish_turns(context, now)

    def _finish_turns(self, context: Context, now: float) -> None:
        while context.turns and context.turns[0].done:
            turn = context.turns.popleft()
            if turn.silent_without_reason:
                error = EmptyAudio("the text has letters or digits, but no sound came of it", field="text")
                context.report(turn, Outcome.FAILED, error.code)
                self._turn_failed(context, turn, error, now)
            else:
                context.report(turn, Outcome.DONE)
                self._turn_done(context, turn, now)

    def _fail_turn(self, context: Context, error: RhapsodeError, now: float) -> None:
        turn = context.fail_first()
        context.report(turn, Outcome.FAILED, error.code)
        self._turn_failed(context, turn, error, now)

    def _update_settings(self, message: UpdateSettings) -> None:
        settings = message.settings.over(self.settings)
        self._resolve(settings)
        self.settings = settings
        self._emit(Send(SettingsUpdated(settings)))

    def _not_here(self, message: ClientMessage) -> InvalidRequest:
        return InvalidRequest(f"a {type(message).__name__} message has no meaning on this socket")
