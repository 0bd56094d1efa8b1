"""``/ws/tts/multi``: many independent contexts on one socket.

A context opens with the first frame that names it, lives through any number of flushes, and ends with exactly one
``context_closed``. Rules are those of the KugelAudio multi-context page, and of the client facts behind it.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Mapping

from rhapsode_protocol.errors import ContextIsClosed, InvalidRequest, RhapsodeError, TooManyContexts
from rhapsode_protocol.messages import (
    NOTHING_SAID,
    Cancel,
    ClientMessage,
    CloseContext,
    CloseSocket,
    ContextClosed,
    ContextCreated,
    Failed,
    Final,
    Input,
    Interrupted,
    KeepAlive,
    Settings,
    SocketClosing,
    UpdateSettings,
)
from rhapsode_server.session.context import Context
from rhapsode_server.session.effects import Send
from rhapsode_server.session.limits import Limits
from rhapsode_server.session.options import NOTHING_KNOWN, Options
from rhapsode_server.session.pronunciations import NO_PRONUNCIATIONS, Pronunciations
from rhapsode_server.session.session import Session
from rhapsode_server.session.tally import Tally
from rhapsode_server.session.turn import Turn
from rhapsode_server.speech import Owner, StreamId
from rhapsode_server.text.language_memory import LanguageMemory
from rhapsode_server.voices import Catalog

OPENER = " "
"""A frame with exactly this text opens a context without speaking (KugelAudio and ElevenLabs alike)."""

CLOSING_PER_OPEN = 8
"""Contexts that are closed and still speaking, for each one that may be open. They do not count as open; without a
bound of their own a client that opens and closes in a loop would queue speech without end. Lower refuses bursts of
short sentences, each in a context of its own."""


class _Conversation:
    """A context as its client knows it: one voice, an idle clock, totals over its flushes."""

    def __init__(self, context_id: str, context: Context, options: Options, now: float) -> None:
        self.context_id = context_id
        self.context = context
        self.options = options
        self.totals = Tally(options.format, options.model.id)
        self._memory = LanguageMemory()
        self.closing = False
        self.active_at = now

    def open_turn(self) -> Turn:
        turn = self.context.open_turn
        if turn is None:
            turn = Turn(self.options, self._memory)
            self.context.begin(turn)
        return turn


class MultiSession(Session):
    """Contexts come and go by name; each keeps its voice, its text, its order."""

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
        super().__init__(
            connection,
            catalog,
            limits,
            owner=owner,
            settings=settings,
            real_time_factors=real_time_factors,
            pronunciations=pronunciations,
            detects=detects,
        )
        self._conversations: dict[str, _Conversation] = {}
        self._closed: OrderedDict[str, None] = OrderedDict()
        self._unheard: dict[StreamId, _Conversation] = {}
        """Closed contexts of which audio still waits to be written: a barge-in must reach it."""
        self._total_audio_s = 0.0

    # --- Frames -----------------------------------------------------------------------------------------------------

    def _receive(self, message: ClientMessage, now: float) -> None:
        match message:
            case CloseContext():
                self._check_name(message.context_id)
                self._close_context(message, now)
            case Cancel():
                self._check_name(message.context_id)
                self._cancel(message, now)
            case _ if self.closing:
                return
            case Input():
                self._check_name(message.context_id)
                self._input(message, now)
            case KeepAlive():
                self._touch(message.context_id, now)
            case UpdateSettings():
                self._update_settings(message)
            case CloseSocket():
                self._close_socket(now)
            case _:
                raise self._not_here(message)

    def _check_name(self, context_id: str | None) -> None:
        # Every name is echoed, and that of a closed context is remembered.
        longest = self.limits.max_context_id_characters
        if context_id is not None and len(context_id) > longest:
            raise InvalidRequest(f"context_id is longer than {longest} characters", field="context_id")

    def _input(self, message: Input, now: float) -> None:
        settings = message.settings.over(self.settings)
        if message.context_id is None:
            if message.text not in (None, "", OPENER) or message.flush:
                raise InvalidRequest("context_id is missing; text and flush need one", field="context_id")
            self._resolve(settings)
            self.settings = settings
            return
        try:
            self._resolve(settings)
            conversation = self._conversation(message, settings, now)
            if conversation is not None:
                self._feed(conversation, message, now)
        except RhapsodeError as error:
            error.context_id = message.context_id
            raise
        self.settings = settings

    def _conversation(self, message: Input, settings: Settings, now: float) -> _Conversation | None:
        """The context a frame is for, opened if the frame may open it; ``None`` where there is nothing to do."""
        context_id = message.context_id or ""
        known = self._conversations.get(context_id)
        if known is not None and not known.closing:
            return known
        if known is not None:
            if message.text or message.flush:
                raise ContextIsClosed("context_id names a context that is being closed", field="context_id")
            return None
        opens = message.text == OPENER or message.voice_settings is not None
        if context_id in self._closed and not opens:
            if message.text or message.flush:
                raise ContextIsClosed(
                    "context_id names a closed context; open it anew with the text ' ' or voice_settings",
                    field="context_id",
                )
            return None
        if not opens and not message.text:
            if message.flush and message.text is None:
                raise InvalidRequest("context_id names no open context; nothing to flush", field="context_id")
            if not message.flush:
                return None
            # The LiveKit plugin ends a stream that never had text so: empty text with a flush, then close_context.
        return self._open(context_id, message, settings, now)

    def _open(self, context_id: str, message: Input, settings: Settings, now: float) -> _Conversation:
        self._check_text(message.text or "", None)
        open_now = sum(not conversation.closing for conversation in self._conversations.values())
        if open_now >= self.limits.max_contexts:
            raise TooManyContexts(
                f"{open_now} contexts are open, and a connection may hold {self.limits.max_contexts}; close one first",
                field="context_id",
            )
        if len(self._conversations) + len(self._unheard) >= self.limits.max_contexts * (1 + CLOSING_PER_OPEN):
            raise TooManyContexts(
                "too many closed contexts are still speaking, or wait to be read; wait for context_closed, or close "
                "them with immediate: true",
                field="context_id",
            )
        said = (message.voice_settings or NOTHING_SAID).over(settings)
        options = self._resolve_for(said, message.text or "")
        self._closed.pop(context_id, None)
        self._emit(Send(ContextCreated(context_id)))
        context = self._open_context(context_id, numbers_per_turn=False)
        conversation = _Conversation(context_id, context, options, now)
        self._conversations[context_id] = conversation
        return conversation

    def _feed(self, conversation: _Conversation, message: Input, now: float) -> None:
        context = conversation.context
        text = message.text or ""
        self._check_text(text, context)
        if text != OPENER and text or message.flush:
            self._check_queue(context)
        conversation.active_at = now
        if text and (text != OPENER or context.open_turn is not None):
            turn = conversation.open_turn()
            self._speak(context, turn, turn.push(text, now))
        if message.flush:
            self._end_turn(context, conversation.open_turn(), now)

    def _touch(self, context_id: str | None, now: float) -> None:
        conversation = self._conversations.get(context_id or "")
        if conversation is not None:
            conversation.active_at = now

    # --- Ends -------------------------------------------------------------------------------------------------------

    def _close_context(self, message: CloseContext, now: float) -> None:
        conversation = self._conversations.get(message.context_id)
        if message.immediate:
            self._silence_unheard(message.context_id)
        if conversation is None:
            if message.context_id not in self._closed:
                self._answer_close_of_unknown(message.context_id)
        elif message.immediate:
            self._interrupt(conversation)
            self._say_closed(conversation)
        elif not conversation.closing:
            self._close_gracefully(conversation, now)

    def _close_gracefully(self, conversation: _Conversation, now: float) -> None:
        conversation.closing = True
        turn = conversation.open_turn()
        self._end_turn(conversation.context, turn, now)

    def _answer_close_of_unknown(self, context_id: str) -> None:
        # The LiveKit plugin may close a context that never had text, and knows no other end than this.
        options = self._resolve(self.settings)
        nothing = Tally(options.format, options.model.id)
        self._remember_closed(context_id)
        self._emit(Send(ContextClosed(context_id, nothing.usage(), nothing.statistics())))

    def _say_closed(self, conversation: _Conversation) -> None:
        context = conversation.context
        self._remember_closed(conversation.context_id)
        self._total_audio_s += conversation.totals.delivered_ms / 1000.0
        self._send_closed(conversation)
        if context.undelivered:
            del self._conversations[conversation.context_id]
            self._unheard[context.stream] = conversation
            context.forget()
        else:
            self._remove(context)
        self._close_when_empty()

    def _send_closed(self, conversation: _Conversation) -> None:
        totals = conversation.totals
        conversation.context.send(ContextClosed(conversation.context_id, totals.usage(), totals.statistics()))

    def _silence_unheard(self, context_id: str | None) -> None:
        """Drop the unwritten audio of closed contexts: of one name, or of all."""
        for conversation in list(self._unheard.values()):
            if context_id in (None, conversation.context_id):
                self._total_audio_s -= conversation.totals.delivered_ms / 1000.0
                self._interrupt(conversation)
                self._total_audio_s += conversation.totals.delivered_ms / 1000.0
                # What is dropped ends with the context's last message, so that is sent once more.
                self._send_closed(conversation)
                self._remove(conversation.context)

    def _remove(self, context: Context) -> None:
        conversation = self._conversations.get(context.context_id or "")
        if conversation is not None and conversation.context is context:
            del self._conversations[conversation.context_id]
        self._unheard.pop(context.stream, None)
        super()._remove(context)

    def _remember_closed(self, context_id: str) -> None:
        self._closed[context_id] = None
        while len(self._closed) > self.limits.remembered_contexts:
            self._closed.popitem(last=False)

    def _cancel(self, message: Cancel, now: float) -> None:
        for conversation in list(self._conversations.values()):
            if message.context_id in (None, conversation.context_id):
                self._interrupt(conversation)
                conversation.active_at = now
        self._emit(Send(Interrupted(message.context_id)))
        self._silence_unheard(message.context_id)
        for conversation in list(self._conversations.values()):
            if conversation.closing and not conversation.context.turns:
                self._say_closed(conversation)

    def _interrupt(self, conversation: _Conversation) -> None:
        """Stop a context. What was sent of its turns counts, what was made and never sent does not."""
        for turn in conversation.context.turns:
            conversation.totals.absorb(turn.tally)
        conversation.totals.take_back(conversation.context.interrupt())

    def _close_socket(self, now: float) -> None:
        self.closing = True
        for conversation in list(self._conversations.values()):
            if not conversation.closing:
                self._close_gracefully(conversation, now)
        self._close_when_empty()

    def _close_when_empty(self) -> None:
        if self.closing and not self._conversations and not self.closed:
            self._emit(Send(SocketClosing(round(self._total_audio_s, 3))))
            self._close()

    # --- Turns ------------------------------------------------------------------------------------------------------

    def _turn_done(self, context: Context, turn: Turn, now: float) -> None:
        conversation = self._by_context(context)
        conversation.active_at = now
        conversation.totals.absorb(turn.tally)
        closes = conversation.closing and not context.turns
        source = conversation.totals if closes else turn.tally
        context.send(Final(source.statistics(), source.usage(), conversation.context_id, closes_context=closes))
        if closes:
            self._say_closed(conversation)

    def _turn_failed(self, context: Context, turn: Turn, error: RhapsodeError, now: float) -> None:
        conversation = self._by_context(context)
        conversation.active_at = now
        conversation.totals.absorb(turn.tally)
        error.context_id = conversation.context_id
        context.send(Failed(error, conversation.context_id))
        if conversation.closing and not context.turns:
            self._say_closed(conversation)

    def _by_context(self, context: Context) -> _Conversation:
        return self._conversations[context.context_id or ""]

    # --- The idle clock ---------------------------------------------------------------------------------------------

    def _active(self, context: Context, now: float) -> None:
        if context.stream not in self._unheard:
            self._by_context(context).active_at = now
        elif not context.undelivered:
            self._remove(context)

    def _idle_deadline(self, conversation: _Conversation) -> float | None:
        if conversation.closing or conversation.context.busy:
            return None
        return conversation.active_at + self.limits.context_idle_s

    def _deadlines(self) -> Iterable[float]:
        yield from super()._deadlines()
        for conversation in self._conversations.values():
            due = self._idle_deadline(conversation)
            if due is not None:
                yield due

    def handle_timer(self, now: float) -> None:
        super().handle_timer(now)
        for conversation in list(self._conversations.values()):
            due = self._idle_deadline(conversation)
            if due is not None and now >= due:
                self._close_gracefully(conversation, now)
