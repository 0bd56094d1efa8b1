"""``/ws/tts`` and REST: whole texts, spoken in the order of their requests."""

from __future__ import annotations

from collections.abc import Mapping

from rhapsode_protocol.errors import EmptyText, RhapsodeError
from rhapsode_protocol.messages import (
    NOTHING_SAID,
    Cancel,
    ClientMessage,
    Failed,
    Final,
    Interrupted,
    KeepAlive,
    Settings,
    Speak,
    UpdateSettings,
)
from rhapsode_server.session.context import Context
from rhapsode_server.session.effects import Send
from rhapsode_server.session.limits import Limits
from rhapsode_server.session.options import NOTHING_KNOWN
from rhapsode_server.session.pronunciations import NO_PRONUNCIATIONS, Pronunciations
from rhapsode_server.session.session import Session
from rhapsode_server.session.turn import Turn
from rhapsode_server.speech import Owner
from rhapsode_server.voices import Catalog


class OneShotSession(Session):
    """Each request is a turn of its own: audio, timings, then exactly one ``final`` or error."""

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
        self._context = self._open_context(announces_segments=False)

    def _receive(self, message: ClientMessage, now: float) -> None:
        match message:
            case Speak():
                self._queue(message, now)
            case Cancel():
                self._context.interrupt()
                self._emit(Send(Interrupted()))
            case UpdateSettings():
                self._update_settings(message)
            case KeepAlive():
                pass
            case _:
                raise self._not_here(message)

    def _queue(self, message: Speak, now: float) -> None:
        self._check_text(message.text, self._context)
        if not message.text.strip():
            raise EmptyText("text is empty; it must hold something to speak", field="text")
        self._check_queue(self._context)
        turn = Turn(self._resolve_for(message.settings.over(self.settings), message.text))
        segments = turn.push(message.text, now) + turn.end(now)
        problems = turn.take_problems()
        if problems:
            raise problems[0]
        self._context.begin(turn)
        self._context.synthesize(turn, segments)
        self._finish_turns(self._context, now)

    def _turn_done(self, context: Context, turn: Turn, now: float) -> None:
        context.send(Final(turn.tally.statistics(), turn.tally.usage()))

    def _turn_failed(self, context: Context, turn: Turn, error: RhapsodeError, now: float) -> None:
        context.send(Failed(error))
