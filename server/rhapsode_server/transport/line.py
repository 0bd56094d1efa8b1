"""One client's line: a session, the synthesis behind it, and the outbox before it.

The line carries effects out and events in, and keeps one timer armed. It is the same for sockets and for REST; what
differs is who reads the outbox.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence
from typing import assert_never

from rhapsode_protocol.errors import InternalError, RhapsodeError, ServerRestarting
from rhapsode_protocol.messages import Audio, ClientMessage, Failed
from rhapsode_server.session import Abort, Close, ForgetStream, OpenStream, Send, Session, Synthesize, TurnEnded
from rhapsode_server.speech import AnySpeechEvent, StreamId
from rhapsode_server.synthesis.fault import describe_fault
from rhapsode_server.synthesis.synthesizer import Synthesizer
from rhapsode_server.telemetry.connection import Connection
from rhapsode_server.transport.attendance import Attendance
from rhapsode_server.transport.outbox import Outbox

logger = logging.getLogger(__name__)


class Line:
    """Wires a session to synthesis. Everything runs on the event loop; what waits are the coroutines alone.

    Call :meth:`hang_up` when the client is gone, whatever happened before. A fault of ours in a session, whether a
    frame, synthesis or a timer brought it out, ends that line alone: with an error, then the end of the connection.

    Args:
        session: the connection's state.
        synthesizer: who speaks.
        attendance: who is connected; the line is one of its guests until it is hung up.
        connection: whom it tells of messages and turns; nobody where not given.
    """

    def __init__(
        self,
        session: Session,
        synthesizer: Synthesizer,
        attendance: Attendance,
        connection: Connection | None = None,
    ) -> None:
        self._session = session
        self._connection = connection
        self._synthesizer = synthesizer
        self._outbox = Outbox(synthesizer.hold, synthesizer.release)
        self._attendance = attendance
        self._loop = asyncio.get_running_loop()
        self._active_at = self._loop.time()
        self._timer: asyncio.TimerHandle | None = None
        self._streams: set[StreamId] = set()
        self._taken: Send | Close | None = None
        self._ended = False
        """The session is not asked any more: it broke, or the server ends the connection."""
        self._carry_out()
        attendance.enter(self)

    @property
    def busy(self) -> bool:
        """Whether anything is being said, has been asked for, or waits to be written."""
        return self._unwritten or (self._session.busy and not self._ended)

    @property
    def waits_for_text(self) -> bool:
        """Whether a turn is open, and all that has been asked for is spoken and written."""
        return self.busy and not self._unwritten and not self._session.speaking

    @property
    def active_at(self) -> float:
        """When the client last said something, or a message last went out to it."""
        return self._active_at

    def take_no_more(self) -> None:
        """Begin no further turn; what has begun goes on."""
        self._session.leaving = True

    def leave(self) -> None:
        """End the connection now, with 1012; whatever is unsaid stays unsaid.

        No error frame comes first: official clients take the bare code for "connect again, and say it again".
        """
        if not self._ended:
            # So that its turns are told of before the session is not asked any more.
            self._step(self._session.connection_lost)
            self._end()
            self._outbox.clear()
            self._outbox.put(Close(ServerRestarting.close_code, "the server is restarting"))

    def admit_frame(self, characters: int = 0) -> bool:
        """Whether the client may have the frame read that has just come, which is so long; one that may not has been
        answered."""
        admitted = False

        def ask() -> None:
            nonlocal admitted
            admitted = self._session.admit_frame(self._loop.time(), characters)

        self._step(ask)
        return admitted

    def receive(self, messages: Sequence[ClientMessage]) -> None:
        """Give the messages of one frame to the session."""
        self._active_at = self._loop.time()
        self._step(lambda: self._session.receive(messages, self._loop.time()))

    def refuse(self, error: RhapsodeError) -> None:
        """Answer a frame that could not be read."""
        self._step(lambda: self._session.refuse(error))

    async def wait_for_room(self) -> None:
        """Wait until the client may be listened to: until it has taken enough of what it was answered."""
        await self._outbox.wait_for_room()

    async def next_item(self) -> Send | Close:
        """The next thing to write, waited for. Call :meth:`written` once it is out."""
        self._taken = item = await self._outbox.get()
        return item

    def written(self, item: Send) -> None:
        """Tell session and scheduler that a message has been written to the client."""
        taken, self._taken = self._taken, None
        self._active_at = self._loop.time()
        if self._connection is not None:
            self._connection.written(item.message)
        if item.stream is None or not isinstance(item.message, Audio) or taken is not item:
            return
        stream, message = item.stream, item.message
        if stream in self._streams:
            self._synthesizer.delivered(stream, message.samples * 1000.0 / message.rate_hz)
        self._step(lambda: self._session.receive_delivery(stream, self._loop.time()))

    def hang_up(self) -> None:
        """The client is gone: stop its work at once."""
        self._step(self._session.connection_lost)
        self._stop_timer()
        self._attendance.depart(self)

    def _receive_event(self, event: AnySpeechEvent) -> None:
        self._step(lambda: self._session.receive_audio(event, self._loop.time()))

    def _on_timer(self) -> None:
        self._timer = None
        self._step(lambda: self._session.handle_timer(self._loop.time()))

    def _step(self, step: Callable[[], None]) -> None:
        if self._ended:
            return
        try:
            step()
            self._carry_out()
        except Exception as error:
            self._break(error)

    def _break(self, error: Exception) -> None:
        """Tell the client that we failed it, and end: what the session holds cannot be trusted any more."""
        logger.error("session %s failed: %s", self._session.connection, describe_fault(error))
        self._end()
        told = InternalError("something went wrong in the server; its log has the details")
        self._outbox.put(Send(Failed(told)))
        if self._connection is not None:
            self._connection.error_told(told.code)
        self._outbox.put(Close(told.close_code))

    def _end(self) -> None:
        self._ended = True
        self._stop_timer()
        for stream in self._streams:
            self._outbox.forget(stream)
            self._synthesizer.close_stream(stream)
        self._streams.clear()

    @property
    def _unwritten(self) -> bool:
        return self._taken is not None or not self._outbox.empty

    def _carry_out(self) -> None:
        for effect in self._session.take_effects():
            match effect:
                case Send() | Close():
                    self._outbox.put(effect)
                    if self._connection is not None and isinstance(effect, Send):
                        self._connection.queued(effect.message)
                case OpenStream(stream):
                    self._streams.add(stream)
                    self._synthesizer.open_stream(stream, self._receive_event)
                    self._outbox.open(stream)
                case Synthesize(job):
                    self._synthesizer.submit(job)
                case Abort(stream, generation, discards_unsent):
                    self._synthesizer.cancel(stream, generation)
                    if discards_unsent:
                        self._outbox.discard(stream)
                        if isinstance(self._taken, Send) and self._taken.stream == stream:
                            # It is being written, and the session does not count it any more.
                            self._taken = None
                case ForgetStream(stream):
                    self._streams.discard(stream)
                    self._outbox.forget(stream)
                    self._synthesizer.close_stream(stream)
                case TurnEnded(report):
                    if self._connection is not None:
                        self._connection.turn_ended(report)
                case _:
                    assert_never(effect)
        self._arm()

    def _stop_timer(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _arm(self) -> None:
        due = self._session.deadline()
        if self._timer is not None:
            if due == self._timer.when():
                return
            self._timer.cancel()
            self._timer = None
        if due is not None:
            self._timer = self._loop.call_at(due, self._on_timer)
