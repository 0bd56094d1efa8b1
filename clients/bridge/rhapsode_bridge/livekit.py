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
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import replace

from livekit.agents import APIConnectOptions, tts, utils
from livekit.agents.types import DEFAULT_API_CONNECT_OPTIONS, NOT_GIVEN, NotGivenOr

from rhapsode_bridge.livekit_speech import Speech, told_as_api_errors
from rhapsode_bridge.voice_server import context_options, voice_server
from rhapsode_client.contexts import Context, Contexts, connect_contexts
from rhapsode_client.errors import ClientError
from rhapsode_client.turn import CANCEL_TIMEOUT_S
from rhapsode_protocol.messages import NOTHING_SAID, Settings

__all__ = ["TTS", "ChunkedStream", "SynthesizeStream"]


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
        ValueError: ``options`` names a format.
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
        self._settings = said.over(context_options(options))
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
        with told_as_api_errors():
            return await _Line.open(self._url, self._api_key, timeout_s)

    async def _acquire(self, timeout_s: float) -> _Line:
        line: _Line = await self._pool.get(timeout=timeout_s)
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
            with told_as_api_errors():
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
            await Speech(context, output_emitter, timeout_s).speak(_whole(self._input_text))


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
            await Speech(context, output_emitter, timeout_s).speak(_behind(first, tokens))
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
