"""``/ws/tts/stream``: one voice, turn after turn, text in tokens. Both generations of the protocol.

===========================  ==========================================  ==========================================
frame                        original generation                         today's generation
===========================  ==========================================  ==========================================
``flush``                    speaks what is buffered; the turn goes on   ends the turn: ``final``, ``session_closed``
``close``, a turn is open    ends it, then the socket                    ends it; the socket stays
``close``, none is open      ``session_closed``, then the socket ends    the same; but after an error or empty text
                                                                         ``session_closed`` alone
===========================  ==========================================  ==========================================

``flush_ends_turn`` in the settings decides where it is given; the connection's default where it is not. Every turn
gets exactly one ``session_closed`` or one error; a cancelled one only ``interrupted``.

An open turn that nobody goes on with ends after ``turn_idle_s`` (KugelAudio, turn lifecycle): a ``warning``, then what
a flush would give. The clock stands still while audio is made or delivered.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from rhapsode_protocol.errors import RhapsodeError
from rhapsode_protocol.messages import (
    NOTHING_SAID,
    Cancel,
    ClientMessage,
    CloseSocket,
    EndTurn,
    Failed,
    Final,
    Input,
    Interrupted,
    KeepAlive,
    Settings,
    TurnClosed,
    UpdateSettings,
    Warned,
)
from rhapsode_server.session.context import Context
from rhapsode_server.session.effects import Send
from rhapsode_server.session.limits import Limits
from rhapsode_server.session.options import NOTHING_KNOWN, Options
from rhapsode_server.session.pronunciations import NO_PRONUNCIATIONS, Pronunciations
from rhapsode_server.session.session import Session
from rhapsode_server.session.tally import Tally
from rhapsode_server.session.turn import Turn
from rhapsode_server.speech import Owner
from rhapsode_server.voices import Catalog


class StreamSession(Session):
    """Text arrives in any pieces and is spoken as sentences complete.

    Args:
        flush_ends_turn: the connection's default: ``True`` for today's clients, ``False`` for original ones.
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
        flush_ends_turn: bool = True,
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
        self._flush_ends_turn_by_default = flush_ends_turn
        self._context = self._open_context()
        self._begun_in_vain = False
        """A turn of which nothing came: its text was refused, was empty, or failed. Today's official client counts it
        as open all the same, sends ``close``, and goes on."""
        self._active_at = 0.0
        """When the open turn last got text, or something of it was made or went out."""

    @property
    def _flush_ends_turn(self) -> bool:
        said = self.settings.flush_ends_turn
        return self._flush_ends_turn_by_default if said is None else said

    def refuse(self, error: RhapsodeError) -> None:
        """Answer a frame that could not be taken. It may have been the first of a turn, in its client's eyes."""
        self._begun_in_vain = True
        super().refuse(error)

    def _receive(self, message: ClientMessage, now: float) -> None:
        match message:
            case Cancel():
                self._begun_in_vain = False
                self._context.interrupt()
                self._emit(Send(Interrupted()))
                self._close_when_silent()
            case _ if self.closing:
                return
            case Input():
                self._input(message, now)
            case EndTurn():
                self._end(message, now)
            case CloseSocket():
                self._close_socket(now)
            case UpdateSettings():
                self._update_settings(message)
            case KeepAlive():
                pass
            case _:
                raise self._not_here(message)

    def _input(self, message: Input, now: float) -> None:
        text = message.text or ""
        said = message.settings if message.voice_settings is None else message.voice_settings.over(message.settings)
        settings = said.over(self.settings)
        options = self._resolve(settings)
        # Also where the text is refused: the official client says its options once, with the first text that it sends.
        self.settings = settings
        self._check_text(text, self._context)
        if self._context.open_turn is None and (text or message.flush):
            self._check_queue(self._context)
        if text or message.flush:
            self._active_at = now
        elif message.text is not None:
            self._begun_in_vain = True
        if text:
            turn = self._context.open_turn or self._open_turn(self._resolve_for(settings, text))
            self._speak(self._context, turn, turn.push(text, now))
        if message.flush:
            self._flush(options, now)

    def _flush(self, options: Options, now: float) -> None:
        turn = self._context.open_turn
        if self._flush_ends_turn:
            self._end_turn(self._context, turn or self._open_turn(options), now)
        elif turn is not None:
            self._speak(self._context, turn, turn.force(now))

    def _end(self, message: EndTurn, now: float) -> None:
        if not self._flush_ends_turn and message.close_socket_when_idle:
            self._close_socket(now)
            return
        turn = self._context.open_turn
        if turn is not None:
            self._end_turn(self._context, turn, now)
        elif message.close_socket_when_idle and not self._begun_in_vain:
            self._close_socket(now)
        elif not self._context.turns:
            self._say_closed()

    def _close_socket(self, now: float) -> None:
        self.closing = True
        turn = self._context.open_turn
        if turn is not None:
            self._end_turn(self._context, turn, now)
        elif not self._context.turns:
            self._say_closed()
            self._close()

    def _open_turn(self, options: Options) -> Turn:
        self._begun_in_vain = False
        turn = Turn(options)
        self._context.begin(turn)
        return turn

    def _say_closed(self) -> None:
        self._begun_in_vain = False
        options = self._resolve(self.settings)
        nothing = Tally(options.format, options.model.id)
        self._context.send(TurnClosed(nothing.statistics(), nothing.usage()))

    def _turn_done(self, context: Context, turn: Turn, now: float) -> None:
        statistics, usage = turn.tally.statistics(), turn.tally.usage()
        context.send(Final(statistics, usage))
        context.send(TurnClosed(statistics, usage))
        self._begun_in_vain = False
        self._close_when_silent()

    def _turn_failed(self, context: Context, turn: Turn, error: RhapsodeError, now: float) -> None:
        context.send(Failed(error))
        self._begun_in_vain = True
        self._close_when_silent()

    def _close_when_silent(self) -> None:
        if self.closing and not self._context.turns:
            self._close()

    # --- The idle clock ---------------------------------------------------------------------------------------------

    def _active(self, context: Context, now: float) -> None:
        self._active_at = now

    def _idle_deadline(self) -> float | None:
        if not self.limits.turn_idle_s or self._context.open_turn is None or self._context.busy:
            return None
        return self._active_at + self.limits.turn_idle_s

    def _deadlines(self) -> Iterable[float]:
        yield from super()._deadlines()
        due = self._idle_deadline()
        if due is not None:
            yield due

    def handle_timer(self, now: float) -> None:
        super().handle_timer(now)
        due, turn = self._idle_deadline(), self._context.open_turn
        if due is not None and turn is not None and now >= due:
            self._context.send(
                Warned(f"no text came for {self.limits.turn_idle_s:g} seconds, so the turn was ended as by a flush")
            )
            self._end_turn(self._context, turn, now)
