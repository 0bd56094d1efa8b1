"""One client's line: a session, the synthesis behind it, and the outbox before it.

The line carries effects out and events in, and keeps one timer armed. It is the same for sockets and for REST; what
differs is who reads the outbox.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence
from typing import assert_never

from rhapsode_protocol.errors import InternalError, RhapsodeError
from rhapsode_protocol.messages import Audio, ClientMessage, Failed
from rhapsode_server.session import Abort, Close, ForgetStream, OpenStream, Send, Session, Synthesize
from rhapsode_server.speech import AnySpeechEvent, StreamId
from rhapsode_server.synthesis.fault import describe_fault
from rhapsode_server.synthesis.synthesizer import Synthesizer
from rhapsode_server.transport.outbox import Outbox

logger = logging.getLogger(__name__)


class Line:
    """Wires a session to synthesis. Everything runs on the event loop; what waits are the coroutines alone.

    Call :meth:`hang_up` when the client is gone, whatever happened before. A fault of ours in a session, whether a
    frame, synthesis or a timer brought it out, ends that line alone: with an error, then the end of the connection.
    """

    def __init__(self, session: Session, synthesizer: Synthesizer) -> None:
        self._session = session
        self._synthesizer = synthesizer
        self._outbox = Outbox(synthesizer.hold, synthesizer.release)
        self._loop = asyncio.get_running_loop()
        self._timer: asyncio.TimerHandle | None = None
        self._streams: set[StreamId] = set()
        self._taken: Send | Close | None = None
        self._broken = False
        self._carry_out()

    def receive(self, messages: Sequence[ClientMessage]) -> None:
        """Give the messages of one frame to the session."""
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

    def _receive_event(self, event: AnySpeechEvent) -> None:
        self._step(lambda: self._session.receive_audio(event, self._loop.time()))

    def _on_timer(self) -> None:
        self._timer = None
        self._step(lambda: self._session.handle_timer(self._loop.time()))

    def _step(self, step: Callable[[], None]) -> None:
        if self._broken:
            return
        try:
            step()
            self._carry_out()
        except Exception as error:
            self._break(error)

    def _break(self, error: Exception) -> None:
        """Tell the client that we failed it, and end: what the session holds cannot be trusted any more."""
        self._broken = True
        logger.error("session %s failed: %s", self._session.connection, describe_fault(error))
        self._stop_timer()
        for stream in self._streams:
            self._outbox.forget(stream)
            self._synthesizer.close_stream(stream)
        self._streams.clear()
        told = InternalError("something went wrong in the server; its log has the details")
        self._outbox.put(Send(Failed(told)))
        self._outbox.put(Close(told.close_code))

    def _carry_out(self) -> None:
        for effect in self._session.take_effects():
            match effect:
                case Send() | Close():
                    self._outbox.put(effect)
                case OpenStream(stream):
                    self._streams.add(stream)
                    self._synthesizer.open_stream(stream, self._receive_event)
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
