"""A text-to-speech plugin for `LiveKit Agents <https://docs.livekit.io/agents>`_; needs ``rhapsode[livekit]``.

::

    from rhapsode_bridge import livekit as rhapsode

    session = AgentSession(tts=rhapsode.TTS(voice="af_heart"), use_tts_aligned_transcript=True, ...)

A language model's tokens go to the server as they come, each stream into a context of its own, on a connection that is
kept for the next. Words come back with their times, cut out of the text as it was written. A stream that is closed ends
its context on the server at once.
"""

from __future__ import annotations

import asyncio
import weakref
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager, suppress
from dataclasses import replace
from logging import getLogger

from livekit.agents import APIConnectionError, APIConnectOptions, APIStatusError, APITimeoutError, tts, utils
from livekit.agents.types import DEFAULT_API_CONNECT_OPTIONS, NOT_GIVEN, NotGivenOr, TimedString

from rhapsode_bridge.transcript import Transcript
from rhapsode_bridge.voice_server import voice_server
from rhapsode_client.contexts import Context, ContextEvent, Contexts, connect_contexts
from rhapsode_client.errors import CannotConnect, ClientError, Refused, ServerError
from rhapsode_client.turn import CANCEL_TIMEOUT_S
from rhapsode_protocol.messages import NOTHING_SAID, Audio, Settings, Warned, Words

__all__ = ["TTS", "ChunkedStream", "SynthesizeStream"]

logger = getLogger(__name__)

KEEP_ALIVE_S = 8.0
"""Between two signs of life of an open context. The server closes one that is idle for 20 s: a language model that
calls a tool in mid-answer may be silent for longer. More often only makes frames."""

NOTHING_TO_HEAR = 499
"""The status by which the framework ends a stream in peace. Any other end without sound is an error to it, is tried
three times more, and closes the session when it comes again: too much for an answer of one emoji."""


class TTS(tts.TTS):
    """Speaks through a Rhapsode server.

    Args:
        url: the server; ``RHAPSODE_URL``, or this machine, where left out.
        api_key: ``RHAPSODE_API_KEY``, or none, where left out.
        voice: a voice's number or handle; the server's default, or one of ``language``, where left out.
        language: ISO 639-1 code of the text; told by the text where left out.
        speed: 0.8 to 1.2, at unchanged pitch.
        sample_rate: in Hz; 8000, 16000, 22050, 24000, 44100 or 48000.
        word_timestamps: whether words come with their times (``aligned_transcript``).
        options: everything else that a context can be asked for, such as ``dictionary_ids``.

    Raises:
        InvalidAddress: ``url`` cannot be read.
        InvalidKey: ``api_key`` cannot be sent.
    """

    def __init__(
        self,
        *,
        url: str | None = None,
        api_key: str | None = None,
        voice: int | str | None = None,
        language: str | None = None,
        speed: float = 1.0,
        sample_rate: int = 24_000,
        word_timestamps: bool = True,
        options: Settings = NOTHING_SAID,
    ) -> None:
        super().__init__(
            capabilities=tts.TTSCapabilities(streaming=True, aligned_transcript=word_timestamps),
            sample_rate=sample_rate,
            num_channels=1,
        )
        self._url, self._api_key = voice_server(url, api_key)
        said = Settings(
            voice_id=voice,
            language=language,
            speed=speed,
            sample_rate_hz=sample_rate,
            word_timestamps=word_timestamps,
        )
        self._settings = said.over(options)
        self._pool = utils.ConnectionPool[_Line](connect_cb=self._connect, close_cb=_Line.close)
        self._streams = weakref.WeakSet[SynthesizeStream]()

    @property
    def model(self) -> str:
        """The voice, which decides what speaks."""
        voice = self._settings.voice_id
        return "default" if voice is None else str(voice)

    @property
    def provider(self) -> str:
        """Whose server it is."""
        return "Rhapsode"

    def update_options(
        self,
        *,
        voice: NotGivenOr[int | str | None] = NOT_GIVEN,
        language: NotGivenOr[str | None] = NOT_GIVEN,
        speed: NotGivenOr[float] = NOT_GIVEN,
    ) -> None:
        """Other options for the streams that open from now on; what is not given stays."""
        settings = self._settings
        if utils.is_given(voice):
            settings = replace(settings, voice_id=voice)
        if utils.is_given(speed):
            settings = replace(settings, speed=speed)
        if utils.is_given(language):
            settings = replace(settings, language=language)
            if language is None:
                # A language that a connection was told holds for its later contexts; only a new one knows of none.
                self._pool.invalidate()
        self._settings = settings

    def synthesize(self, text: str, *, conn_options: APIConnectOptions = DEFAULT_API_CONNECT_OPTIONS) -> ChunkedStream:
        """Speak a text that is whole."""
        return ChunkedStream(tts=self, input_text=text, conn_options=conn_options)

    def stream(self, *, conn_options: APIConnectOptions = DEFAULT_API_CONNECT_OPTIONS) -> SynthesizeStream:
        """Speak a text while it is written."""
        stream = SynthesizeStream(tts=self, conn_options=conn_options)
        self._streams.add(stream)
        return stream

    def prewarm(self) -> None:
        """Connect, so that the first stream need not."""
        self._pool.prewarm()

    async def aclose(self) -> None:
        """End all streams and connections."""
        for stream in list(self._streams):
            await stream.aclose()
        self._streams.clear()
        await self._pool.aclose()

    async def _connect(self, timeout_s: float) -> _Line:
        with _told_as_api_errors():
            return await _Line.open(self._url, self._api_key, timeout_s)

    async def _acquire(self, timeout_s: float) -> _Line:
        line = await self._pool.get(timeout=timeout_s)
        while not line.contexts.usable:
            # It ended between two streams, as when the server was restarted.
            self._pool.remove(line)
            line = await self._pool.get(timeout=timeout_s)
        return line

    @asynccontextmanager
    async def _context(
        self, stream: ChunkedStream | SynthesizeStream, settings: Settings, timeout_s: float
    ) -> AsyncIterator[Context]:
        """A context for one text; it is ended with the block, however that is left."""
        line = await self._acquire(timeout_s)
        stream._acquire_time = self._pool.last_acquire_time
        stream._connection_reused = self._pool.last_connection_reused
        context = line.contexts.open(
            utils.shortuuid("turn_"),
            voice=settings.voice_id,
            language=settings.language,
            speed=settings.speed or 1.0,
            word_timestamps=bool(settings.word_timestamps),
            settings=settings,
        )
        try:
            with _told_as_api_errors():
                yield context
        finally:
            if await _ended(context) and line.contexts.usable:
                self._pool.put(line)
            else:
                self._pool.remove(line)


class ChunkedStream(tts.ChunkedStream):
    """One whole text, spoken; made by :meth:`TTS.synthesize`."""

    def __init__(self, *, tts: TTS, input_text: str, conn_options: APIConnectOptions) -> None:
        super().__init__(tts=tts, input_text=input_text, conn_options=conn_options)
        self._speaker = tts
        self._settings = tts._settings

    async def _run(self, output_emitter: tts.AudioEmitter) -> None:
        output_emitter.initialize(
            request_id=utils.shortuuid(),
            sample_rate=self._speaker.sample_rate,
            num_channels=1,
            mime_type="audio/pcm",
        )
        if not self._input_text.strip():
            return
        timeout_s = self._conn_options.timeout
        async with self._speaker._context(self, self._settings, timeout_s) as context:
            await _Speaking(context, output_emitter, timeout_s).speak(_whole(self._input_text))


class SynthesizeStream(tts.SynthesizeStream):
    """One text, spoken while it is written; made by :meth:`TTS.stream`."""

    def __init__(self, *, tts: TTS, conn_options: APIConnectOptions) -> None:
        super().__init__(tts=tts, conn_options=conn_options)
        self._speaker = tts
        self._settings = tts._settings

    async def _run(self, output_emitter: tts.AudioEmitter) -> None:
        output_emitter.initialize(
            request_id=utils.shortuuid(),
            sample_rate=self._speaker.sample_rate,
            num_channels=1,
            mime_type="audio/pcm",
            stream=True,
        )
        tokens = self._tokens()
        first = await anext(tokens, None)
        if first is None:
            return
        timeout_s = self._conn_options.timeout
        async with self._speaker._context(self, self._settings, timeout_s) as context:
            output_emitter.start_segment(segment_id=context.name)
            await _Speaking(context, output_emitter, timeout_s).speak(_behind(first, tokens))
            output_emitter.end_segment()

    async def _tokens(self) -> AsyncIterator[str]:
        """The text as it comes, to the first flush behind it: the framework takes nothing after that."""
        begun = False
        async for data in self._input_ch:
            if isinstance(data, self._FlushSentinel):
                if begun:
                    return
            elif begun or data.strip():
                begun = True
                self._mark_started()
                yield data


class _Line:
    """A connection that the pool keeps."""

    def __init__(self, contexts: Contexts, block: AsyncExitStack) -> None:
        self.contexts = contexts
        self._block = block

    @classmethod
    async def open(cls, url: str, api_key: str | None, timeout_s: float) -> _Line:
        async with AsyncExitStack() as block:
            contexts = await block.enter_async_context(connect_contexts(url, api_key, open_timeout_s=timeout_s))
            return cls(contexts, block.pop_all())

    async def close(self) -> None:
        await self._block.aclose()


class _Speaking:
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


async def _ended(context: Context) -> bool:
    """End a context at once, where it has not ended; false where that cannot be said to the server."""
    try:
        async with asyncio.timeout(CANCEL_TIMEOUT_S):
            await context.close(immediate=True)
    except (TimeoutError, ClientError):
        return False
    return True


async def _whole(text: str) -> AsyncIterator[str]:
    yield text


async def _behind(first: str, tokens: AsyncIterator[str]) -> AsyncIterator[str]:
    yield first
    async for token in tokens:
        yield token


@contextmanager
def _told_as_api_errors() -> Iterator[None]:
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
