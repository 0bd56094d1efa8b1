"""One client's line: a session, the synthesis behind it, and the outbox before it.

The line carries effects out and events in, and keeps one timer armed. It is the same for sockets and for REST; what
differs is who reads the outbox.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import assert_never

from rhapsode_protocol.errors import RhapsodeError
from rhapsode_protocol.messages import Audio, ClientMessage
from rhapsode_server.session import Abort, Close, ForgetStream, OpenStream, Send, Session, Synthesize
from rhapsode_server.speech import AnySpeechEvent, StreamId
from rhapsode_server.synthesis.synthesizer import Synthesizer
from rhapsode_server.transport.outbox import Outbox


class Line:
    """Wires a session to synthesis. Everything runs on the event loop; nothing here waits but :meth:`next_item`.

    Call :meth:`hang_up` when the client is gone, whatever happened before.
    """

    def __init__(self, session: Session, synthesizer: Synthesizer) -> None:
        self._session = session
        self._synthesizer = synthesizer
        self._outbox = Outbox(synthesizer.hold, synthesizer.release)
        self._loop = asyncio.get_running_loop()
        self._timer: asyncio.TimerHandle | None = None
        self._streams: set[StreamId] = set()
        self._carry_out()

    def receive(self, messages: Sequence[ClientMessage]) -> None:
        """Give the messages of one frame to the session."""
        self._session.receive(messages, self._loop.time())
        self._carry_out()

    def refuse(self, error: RhapsodeError) -> None:
        """Answer a frame that could not be read."""
        self._session.refuse(error)
        self._carry_out()

    async def next_item(self) -> Send | Close:
        """The next thing to write, waited for. Call :meth:`written` once it is out."""
        return await self._outbox.get()

    def written(self, item: Send) -> None:
        """Tell session and scheduler that a message has been written to the client."""
        if item.stream is None or not isinstance(item.message, Audio):
            return
        if item.stream in self._streams:
            self._synthesizer.delivered(item.stream, item.message.samples * 1000.0 / item.message.rate_hz)
        self._session.receive_delivery(item.stream, self._loop.time())
        self._carry_out()

    def hang_up(self) -> None:
        """The client is gone: stop its work at once."""
        self._session.connection_lost()
        self._carry_out()
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _receive_event(self, event: AnySpeechEvent) -> None:
        self._session.receive_audio(event, self._loop.time())
        self._carry_out()

    def _on_timer(self) -> None:
        self._timer = None
        self._session.handle_timer(self._loop.time())
        self._carry_out()

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
                case ForgetStream(stream):
                    self._streams.discard(stream)
                    self._outbox.forget(stream)
                    self._synthesizer.close_stream(stream)
                case _:
                    assert_never(effect)
        self._arm()

    def _arm(self) -> None:
        due = self._session.deadline()
        if self._timer is not None:
            if due == self._timer.when():
                return
            self._timer.cancel()
            self._timer = None
        if due is not None:
            self._timer = self._loop.call_at(due, self._on_timer)
