"""What is told of one connection: a line in the log at its opening and one at its end, and its share of the metrics."""

from __future__ import annotations

import logging
import time
from collections import Counter, deque
from collections.abc import Callable

from rhapsode_protocol.errors import RhapsodeError
from rhapsode_protocol.messages import Audio, Failed, Interrupted, ServerMessage
from rhapsode_server.telemetry.metrics import Metrics
from rhapsode_server.telemetry.turn_report import Outcome, TurnReport

logger = logging.getLogger(__name__)


class Connection:
    """Counts what happens on one socket, or in one REST request that speaks, and writes the two lines.

    The middleware opens and closes it; the line tells it of messages and turns. Knows no text, and of a
    key its id only.

    Args:
        metrics: where everything is counted as well.
        socket: the kind of connection, as the metrics' label: ``tts``, ``stream``, ``multi`` or ``rest``.
        path: the route; nothing that a client has chosen.
        request_id: as in the ``x-request-id`` of the answer.
        clock: seconds of a monotonic clock.
    """

    def __init__(
        self,
        metrics: Metrics,
        socket: str,
        path: str,
        request_id: str,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.name = "-"
        """The connection's name, as in other lines of the log; known once its session is."""
        self.key_id: str | None = None
        self.errors_told = 0
        self._metrics = metrics
        self._socket = socket
        self._path = path
        self._request_id = request_id
        self._clock = clock
        self._opened_at: float | None = None
        self._expelled: RhapsodeError | None = None
        self._outcomes: Counter[Outcome] = Counter()
        self._characters = 0
        self._audio_s = 0.0
        self._count_audio: Callable[[float], None] | None = None
        self._cancelled_at: deque[float] = deque()
        """When each cancel that is not yet acknowledged on the wire was answered by its session."""

    # --- Its life ---------------------------------------------------------------------------------------------------

    def open(self, *, quietly: bool = False) -> None:
        """The client is in.

        Args:
            quietly: without a line in the log; for requests, whose end follows soon and tells all.
        """
        self._opened_at = self._clock()
        self._metrics.connection_opened(self._socket)
        if quietly:
            return
        logger.info(
            "connection %s opened on %s%s", self.name, self._path, self._keyed(), extra=_fields("opened", self._facts())
        )

    def close(self, code: int, why: str) -> None:
        """The connection is over; does nothing where it never opened.

        Args:
            code: the close code, or the status on REST.
            why: who ended it, in few words of ours.
        """
        if self._opened_at is None:
            return
        duration_s = self._clock() - self._opened_at
        self._opened_at = None
        if self._expelled is not None:
            code, why = self._expelled.close_code, f"cut off for {self._expelled.code}"
        self._metrics.connection_closed(self._socket, code)
        turns = {outcome.value: self._outcomes[outcome] for outcome in Outcome}
        logger.info(
            "connection %s ended on %s%s after %.1f s: %s, %d characters, %.1f s of audio; %s (%d)",
            *(self.name, self._path, self._keyed(), duration_s, _in_words(self._outcomes)),
            *(self._characters, self._audio_s, why, code),
            extra=_fields(
                "closed",
                {
                    **self._facts(),
                    "duration_s": round(duration_s, 3),
                    "turns": turns,
                    "characters": self._characters,
                    "audio_s": round(self._audio_s, 3),
                    "code": code,
                    "why": why,
                },
            ),
        )

    # --- What its line tells ----------------------------------------------------------------------------------------

    def queued(self, message: ServerMessage) -> None:
        """The session has answered something; it waits to be written."""
        if isinstance(message, Interrupted):
            self._cancelled_at.append(self._clock())
        elif isinstance(message, Failed):
            self.error_told(message.error.code)

    def written(self, message: ServerMessage) -> None:
        """A message is on its way to the client."""
        if isinstance(message, Audio):
            seconds = message.samples / message.rate_hz
            self._audio_s += seconds
            if self._count_audio is None:
                self._count_audio = self._metrics.audio_counter(self._socket)
            self._count_audio(seconds)
        elif isinstance(message, Interrupted) and self._cancelled_at:
            self._metrics.cancel_acknowledged(self._socket, self._clock() - self._cancelled_at.popleft())

    def turn_ended(self, report: TurnReport) -> None:
        """A turn of this connection is over."""
        self._outcomes[report.outcome] += 1
        self._characters += report.characters
        self._metrics.turn_ended(self._socket, report)

    def expel(self, error: RhapsodeError) -> None:
        """The client is cut off; that is how it ends, whatever is seen of it on the network."""
        self._expelled = error
        self.error_told(error.code)

    def error_told(self, error_code: str) -> None:
        """The client is told of an error."""
        self.errors_told += 1
        self._metrics.error_told(self._socket, error_code)

    # --- Words ------------------------------------------------------------------------------------------------------

    def _facts(self) -> dict[str, object]:
        return {
            "connection": self.name,
            "path": self._path,
            "request_id": self._request_id,
            "key_id": self.key_id,
        }

    def _keyed(self) -> str:
        return "" if self.key_id is None else f" with key {self.key_id}"


def _fields(event: str, facts: dict[str, object]) -> dict[str, object]:
    """Facts for a structured log (``telemetry.logs``)."""
    return {"fields": {"event": f"connection_{event}", **facts}}


def _in_words(outcomes: Counter[Outcome]) -> str:
    """Such as ``3 turns (1 cancelled)``."""
    count = outcomes.total()
    others = [f"{outcomes[kind]} {kind.value}" for kind in Outcome if kind is not Outcome.DONE and outcomes[kind]]
    said = f"{count} turn" if count == 1 else f"{count} turns"
    return f"{said} ({', '.join(others)})" if others else said
