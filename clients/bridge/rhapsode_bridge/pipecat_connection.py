"""The connection of the Pipecat service: one socket of many contexts, kept through restarts of the server.

The framework's own loop receives, and reconnects where a connection is lost. Beside it the next text reconnects at
once: a server that was away for longer than the loop tries is no reason to be mute for the rest of a call.
"""

from __future__ import annotations

import asyncio
from abc import abstractmethod
from typing import Any

from pipecat.frames.frames import ErrorFrame
from pipecat.processors.frame_processor import FrameProcessorSetup
from pipecat.services.tts_service import WebsocketTTSService
from pipecat.utils.errors import ErrorCategory, classify_http_status_code
from websockets.asyncio.client import ClientConnection
from websockets.exceptions import ConnectionClosed, ConnectionClosedOK
from websockets.protocol import State

from rhapsode_client.connection import OPEN_TIMEOUT_S, open_socket
from rhapsode_client.contexts import CONTEXTS_PATH
from rhapsode_client.errors import CannotConnect, ClientError, ConnectionLost, Refused, ServerError
from rhapsode_client.frames import decode, encode
from rhapsode_protocol.messages import ClientMessage, ServerMessage

KEEP_ALIVE_S = 8.0
"""Between two signs of life of an open context. The server closes one that is idle for 20 s: a language model that
calls a tool in mid-answer may be silent for longer. More often only makes frames."""


class RhapsodeConnection(WebsocketTTSService):
    """What connects a service to a server. Knows messages, and neither text nor audio.

    Args:
        url: the server's address.
        api_key: the key, or none.
        options: those of the base class.
    """

    _websocket: ClientConnection | None

    def __init__(self, url: str, api_key: str | None, **options: Any) -> None:
        super().__init__(**options)
        self._url = url
        self._api_key = api_key
        self._receive_task: asyncio.Task[None] | None = None

    @abstractmethod
    async def _take(self, message: ServerMessage) -> None:
        """The server said this."""

    @abstractmethod
    async def _lose(self, lost: ConnectionLost) -> None:
        """The connection ended, and all contexts with it."""

    @abstractmethod
    def _forget(self) -> None:
        """Contexts of an earlier connection are none any more."""

    @property
    def _is_open(self) -> bool:
        return self._websocket is not None and self._websocket.state is State.OPEN

    @property
    def _is_heard(self) -> bool:
        return self._is_open and self._receive_task is not None and not self._receive_task.done()

    async def setup(self, setup: FrameProcessorSetup) -> None:
        """Connect, so that the first turn need not."""
        await super().setup(setup)
        await self._connect()

    async def _connect(self) -> None:
        try:
            await self._open()
        except ClientError as error:
            await self._report_error(self._error_frame(error))

    async def _open(self, *, anew: bool = False) -> None:
        """Have a connection that is listened to, whatever became of an earlier one.

        Args:
            anew: whether one that is open is closed first.

        Raises:
            ClientError: there is none; see :func:`rhapsode_client.connect`.
        """
        await super()._connect()
        # It may be waiting for its next try to reconnect: this one is sooner.
        await self._stop_receiving()
        if anew:
            await self._disconnect_websocket()
        if not self._is_open:
            await self._connect_websocket()
        self._receive_task = self.create_task(self._receive_task_handler(self._report_error))
        self._create_keepalive_task(KEEP_ALIVE_S)

    async def _connect_websocket(self) -> None:
        self._websocket = await open_socket(
            self._url, CONTEXTS_PATH, self._api_key, OPEN_TIMEOUT_S, open_with=self._websocket_connect
        )
        self._forget()
        await self._call_event_handler("on_connected")

    async def _disconnect(self) -> None:
        await super()._disconnect()
        await self._cancel_keepalive_task()
        await self._stop_receiving()
        await self._disconnect_websocket()

    async def _disconnect_websocket(self) -> None:
        await self.stop_all_metrics()
        socket, self._websocket = self._websocket, None
        self._forget()
        if socket is not None:
            await socket.close()
            await self._call_event_handler("on_disconnected")

    async def _stop_receiving(self) -> None:
        task, self._receive_task = self._receive_task, None
        if task is not None:
            await self.cancel_task(task)

    async def _receive_messages(self) -> None:
        while self._websocket is not None:
            try:
                message = decode(await self._websocket.recv())
            except ConnectionClosed as closed:
                received = closed.rcvd
                await self._lose(
                    ConnectionLost(received.code if received else None, received.reason if received else "")
                )
                if isinstance(closed, ConnectionClosedOK):
                    return  # The framework reconnects then, and takes this exception for a good-bye.
                raise
            if message is not None:
                await self._take(message)

    async def _send(self, message: ClientMessage | None) -> None:
        if message is not None and self._websocket is not None:
            try:
                await self._websocket.send(encode(message))
            except ConnectionClosed:
                # The receiving task tells of it, behind the frames that came before: the reason may be in them.
                pass

    # --- Errors -----------------------------------------------------------------------------------------------------

    async def _report_error(self, error: ErrorFrame, force_treat_as_permanent: bool = False) -> None:
        # The framework gives up a server that it has not reached in three tries, or that has closed three connections
        # at once, as one does that is about to restart. It may be there for the next turn, which looks for it again.
        # What is permanent, the category says: a key that is refused.
        await super()._report_error(error)

    def _classify_error(self, exception: Exception) -> ErrorCategory | None:
        match exception:
            case CannotConnect() | ConnectionLost():
                return ErrorCategory.CONNECTIVITY
            case ServerError(status=400 | 413):
                # What the language model wrote, or an option of one turn: the next may be well.
                return ErrorCategory.APPLICATION
            case ServerError() | Refused():
                return classify_http_status_code(exception.status)
            case _:
                return None

    def _error_frame(self, error: ClientError) -> ErrorFrame:
        return ErrorFrame(error.message, exception=error, category=self._classify_error(error))
