"""One text of the LiveKit plugin, on its way through a context; and what fails, in the framework's words."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager, suppress
from logging import getLogger

from livekit.agents import APIConnectionError, APIStatusError, APITimeoutError, tts, utils
from livekit.agents.types import TimedString

from rhapsode_bridge.transcript import Transcript
from rhapsode_client.contexts import Context, ContextEvent
from rhapsode_client.errors import CannotConnect, ClientError, Refused, ServerError
from rhapsode_protocol.messages import Audio, Warned, Words

logger = getLogger(__name__)

KEEP_ALIVE_S = 8.0
"""Between two signs of life of an open context. The server closes one that is idle for 20 s: a language model that
calls a tool in mid-answer may be silent for longer. More often only makes frames."""

NOTHING_TO_HEAR = 499
"""The status by which the framework ends a stream in peace. Any other end without sound is an error to it, is tried
three times more, and closes the session when it comes again: too much for an answer of one emoji."""


class Speech:
    """One text on its way through one context.

    Args:
        context: a new one.
        emitter: where sound and words go.
        timeout_s: longest wait for the server once it has all of the text: before that, silence is the writer's.
    """

    def __init__(self, context: Context, emitter: tts.AudioEmitter, timeout_s: float) -> None:
        self._context = context
        self._emitter = emitter
        self._timeout_s = timeout_s
        self._transcript = Transcript()
        self._limit: asyncio.Timeout | None = None
        self._all_sent = False
        self._sounded_s = 0.0

    async def speak(self, text: AsyncIterator[str]) -> None:
        """Send the text, and hand on what comes back until the context has ended.

        Raises:
            ClientError: the server refused or failed, or the connection did.
            APITimeoutError: nothing came for ``timeout_s``.
            APIConnectionError: the context ended before it had all of the text.
            APIStatusError: 499, where nothing in the text has a sound.
        """
        tasks = [asyncio.create_task(self._send(text)), asyncio.create_task(self._keep_alive())]
        try:
            async for event in self._events():
                self._take(event)
        finally:
            await utils.aio.cancel_and_wait(*tasks)
        if not self._all_sent:
            raise APIConnectionError("the server closed the context before it had all of the text")
        if not self._sounded_s:
            raise APIStatusError("nothing in the text has a sound", status_code=NOTHING_TO_HEAR)
        if self._transcript.rest != self._transcript.text:
            self._tell(self._transcript.rest, self._sounded_s, self._sounded_s)

    async def _send(self, text: AsyncIterator[str]) -> None:
        # Where the connection is lost, the receiving side tells of it; a context that the server closed takes no text.
        with suppress(ClientError, RuntimeError):
            async for token in text:
                self._transcript.say(token)
                await self._context.say(token)
            await self._context.close()
            self._all_sent = True
            self._arm()

    async def _keep_alive(self) -> None:
        with suppress(ClientError):
            while True:
                await asyncio.sleep(KEEP_ALIVE_S)
                await self._context.keep_alive()

    async def _events(self) -> AsyncIterator[ContextEvent]:
        while True:
            try:
                async with asyncio.timeout(None) as self._limit:
                    self._arm()
                    event = await anext(self._context, None)
            except TimeoutError:
                raise APITimeoutError(
                    f"the server has sent nothing for {self._timeout_s:g} s though it has all of the text"
                ) from None
            finally:
                self._limit = None
            if event is None:
                return
            yield event

    def _arm(self) -> None:
        if self._limit is not None and self._all_sent:
            self._limit.reschedule(asyncio.get_running_loop().time() + self._timeout_s)

    def _take(self, event: ContextEvent) -> None:
        if isinstance(event, Warned):
            logger.warning("rhapsode: %s", event.message)
        elif isinstance(event, Audio):
            self._transcript.take(event)
            self._sounded_s += event.samples / event.rate_hz
            self._emitter.push(event.payload)
        elif isinstance(event, Words):
            for word in self._transcript.take(event):
                self._tell(f"{word.before}{word.text}", word.start_ms / 1000.0, word.end_ms / 1000.0)

    def _tell(self, text: str, start_s: float, end_s: float) -> None:
        if text:
            self._emitter.push_timed_transcript(TimedString(text, start_time=start_s, end_time=end_s))


@contextmanager
def told_as_api_errors() -> Iterator[None]:
    """Our client's errors as the framework's, which retries and falls back by their kind and by ``retryable``."""
    try:
        yield
    except ServerError as error:
        raise APIStatusError(
            error.message, status_code=error.status or -1, body=error.code, retryable=error.retryable
        ) from None
    except Refused as error:
        raise APIStatusError(error.message, status_code=error.status, body=error.code) from None
    except CannotConnect as error:
        timed_out = isinstance(error.__cause__, TimeoutError)
        raise (APITimeoutError if timed_out else APIConnectionError)(error.message) from None
    except ClientError as error:
        raise APIConnectionError(error.message) from None
