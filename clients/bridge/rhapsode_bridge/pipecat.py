"""A text-to-speech service for `Pipecat <https://docs.pipecat.ai>`_ pipelines; needs ``rhapsode[pipecat]``.

::

    tts = RhapsodeTTSService(settings=RhapsodeTTSService.Settings(voice="af_heart"))
    pipeline = Pipeline([transport.input(), stt, user, llm, tts, transport.output(), assistant])

A language model's tokens go to the server as they come, those of one turn into one context. What is heard comes back as
audio and as words with their times, cut out of the text as it was written, so that the assistant's history holds what
was said before an interruption, and nothing else. An interruption ends the context on the server.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from dataclasses import dataclass, field
from typing import Any

from loguru import logger
from pipecat.frames.frames import ErrorFrame, Frame, TTSAudioRawFrame, TTSStoppedFrame
from pipecat.processors.frame_processor import FrameProcessorSetup
from pipecat.services.settings import TTSSettings
from pipecat.services.tts_service import TextAggregationMode, WebsocketTTSService
from pipecat.utils.errors import ErrorCategory, classify_http_status_code
from pipecat.utils.tracing.service_decorators import traced_tts
from pipecat.utils.types import NOT_GIVEN, NotGiven
from websockets.exceptions import ConnectionClosed, ConnectionClosedOK
from websockets.protocol import State

from rhapsode_bridge.transcript import Transcript
from rhapsode_bridge.voice_server import voice_server
from rhapsode_client.connection import OPEN_TIMEOUT_S, PASSING_STATUSES, SILENCE_TIMEOUT_S, open_socket
from rhapsode_client.context_state import ContextState, Phase
from rhapsode_client.contexts import CONTEXTS_PATH
from rhapsode_client.errors import CannotConnect, ClientError, ConnectionLost, Refused, ServerError
from rhapsode_client.frames import decode, encode
from rhapsode_client.turn import FRAME_CHARACTERS
from rhapsode_protocol.messages import (
    NOTHING_SAID,
    Audio,
    ClientMessage,
    ContextClosed,
    Failed,
    ServerMessage,
    Settings,
    Warned,
    Words,
)

KEEP_ALIVE_S = 8.0
"""Between two signs of life of an open context. The server closes one that is idle for 20 s: a language model that
calls a tool in mid-answer may be silent for longer. More often only makes frames."""


@dataclass
class RhapsodeTTSSettings(TTSSettings):
    """What may change while a pipeline runs: ``voice``, ``language``, ``model`` of the base class, and these."""

    speed: float | None | NotGiven = field(default_factory=lambda: NOT_GIVEN)
    """0.8 to 1.2, at unchanged pitch; 1.0 where ``None``."""


class _Speech:
    """One context: its life on the server, and its text."""

    def __init__(self, name: str, settings: Settings) -> None:
        self.state = ContextState(name, settings)
        self.transcript = Transcript()
        self.spaced = True
        """Whether blanks part its words. Pipecat writes them into the history by this, of Chinese as of English."""
        self.broken = False
        """Something failed: the rest of the turn is not sent, for it would open a context of no settings."""


class RhapsodeTTSService(WebsocketTTSService):
    """Speaks through a Rhapsode server, all turns on one socket of many contexts.

    The server cuts the text itself, at the first clause, so tokens are passed on as they come; with
    ``text_aggregation_mode=TextAggregationMode.SENTENCE`` Pipecat gathers sentences first.

    A connection that is lost is told as an error of the turn it cut, and looked for again: at once, and anew with every
    turn. A key that is refused, or a voice that is not there, makes the service unusable until its settings change.

    Args:
        url: the server; ``RHAPSODE_URL``, or this machine, where left out.
        api_key: ``RHAPSODE_API_KEY``, or none, where left out.
        sample_rate: in Hz; the pipeline's ``audio_out_sample_rate`` where left out.
        settings: voice, language, speed.
        options: everything else that a context can be asked for, such as ``dictionary_ids``.
        text_aggregation_mode: tokens, or sentences.
        kwargs: those of :class:`pipecat.services.tts_service.WebsocketTTSService`.

    Raises:
        InvalidAddress: ``url`` cannot be read.
        InvalidKey: ``api_key`` cannot be sent.
    """

    Settings = RhapsodeTTSSettings
    _settings: RhapsodeTTSSettings

    def __init__(
        self,
        *,
        url: str | None = None,
        api_key: str | None = None,
        sample_rate: int | None = None,
        settings: RhapsodeTTSSettings | None = None,
        options: Settings = NOTHING_SAID,
        text_aggregation_mode: TextAggregationMode = TextAggregationMode.TOKEN,
        **kwargs: Any,
    ) -> None:
        chosen = RhapsodeTTSSettings(model=None, voice=None, language=None, speed=None)
        if settings is not None:
            chosen.apply_update(settings)
        defaults = {
            # The server ends every context itself; a pause in its audio is no end, on a busy machine least of all.
            "stop_frame_timeout_s": SILENCE_TIMEOUT_S,
            # The server tells why a context is silent. It is no reason to give it up: it may have been restarting.
            "max_consecutive_zero_audio_contexts": 0,
        }
        super().__init__(
            sample_rate=sample_rate,
            settings=chosen,
            text_aggregation_mode=text_aggregation_mode,
            push_text_frames=False,
            push_start_frame=True,
            push_stop_frames=False,
            append_trailing_space=True,
            **{**defaults, **kwargs},
        )
        self._url, self._api_key = voice_server(url, api_key)
        self._options = options
        self._speeches: dict[str, _Speech] = {}
        self._opening = asyncio.Lock()
        self._receive_task: asyncio.Task[None] | None = None

    def can_generate_metrics(self) -> bool:
        """Time to first byte, and characters spoken."""
        return True

    @classmethod
    def format_pronunciation(cls, word: str, ipa: str) -> str | None:
        """A word with its pronunciation, as the server reads it; Kokoro speaks it, espeak-ng reads the word."""
        return f"[{word}](/{ipa}/)"

    # --- The connection ---------------------------------------------------------------------------------------------

    async def setup(self, setup: FrameProcessorSetup) -> None:
        """Connect, so that the first turn need not."""
        await super().setup(setup)
        await self._connect()

    async def _connect(self) -> None:
        try:
            await self._open()
        except ClientError as error:
            await self._report_error(ErrorFrame(error.message, exception=error))

    async def _open(self) -> None:
        await super()._connect()
        await self._connect_websocket()
        if self._receive_task is not None:
            # It may be waiting for its next try to reconnect.
            await self.cancel_task(self._receive_task)
        self._receive_task = self.create_task(self._receive_task_handler(self._report_error))
        self._create_keepalive_task(KEEP_ALIVE_S)

    async def _connect_websocket(self) -> None:
        async with self._opening:
            if self._is_open:
                return
            self._websocket = await open_socket(
                self._url, CONTEXTS_PATH, self._api_key, OPEN_TIMEOUT_S, open_with=self._websocket_connect
            )
            self._speeches.clear()
        await self._call_event_handler("on_connected")

    async def _disconnect(self) -> None:
        await super()._disconnect()
        await self._cancel_keepalive_task()
        if self._receive_task is not None:
            await self.cancel_task(self._receive_task)
            self._receive_task = None
        await self._disconnect_websocket()

    async def _disconnect_websocket(self) -> None:
        await self.stop_all_metrics()
        socket, self._websocket = self._websocket, None
        self._speeches.clear()
        if socket is not None:
            await socket.close()
            await self._call_event_handler("on_disconnected")

    @property
    def _is_open(self) -> bool:
        return self._websocket is not None and self._websocket.state is State.OPEN

    async def _report_error(self, error: ErrorFrame, force_treat_as_permanent: bool = False) -> None:
        # A server that cannot be reached now may be there for the next turn, which looks for it again.
        lost = isinstance(error.exception, CannotConnect | ConnectionLost)
        busy = isinstance(error.exception, Refused) and error.exception.status in PASSING_STATUSES
        await super()._report_error(error, force_treat_as_permanent and not (lost or busy))

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

    async def _send_keepalive(self) -> None:
        for speech in list(self._speeches.values()):
            await self._send(speech.state.keep_alive())

    # --- Text goes out ----------------------------------------------------------------------------------------------

    @traced_tts  # type: ignore[untyped-decorator, unused-ignore]
    async def run_tts(self, text: str, context_id: str) -> AsyncGenerator[Frame | None, None]:
        """Send text, or a token of it; audio and words come by the receiving task.

        Args:
            text: what to say, behind what this context was told before.
            context_id: the turn's context; opened with its first text.

        Yields:
            An error frame, where the text could not be sent; else nothing.
        """
        try:
            if not self._is_open:
                await self._open()
            speech = self._speeches.get(context_id)
            if speech is None:
                speech = self._speeches[context_id] = _Speech(context_id, self._context_settings())
            if not speech.broken:
                speech.transcript.say(text)
                for start in range(0, len(text), FRAME_CHARACTERS):
                    await self._send(speech.state.say(text[start : start + FRAME_CHARACTERS]))
                await self.start_tts_usage_metrics(text)
            yield None
        except ClientError as error:
            speech = self._speeches.setdefault(context_id, _Speech(context_id, NOTHING_SAID))
            if not speech.broken:
                speech.broken = True
                yield self._error_frame(error)

    async def flush_audio(self, context_id: str | None = None) -> None:
        """Speak all that the context was told, without waiting for the end of a sentence."""
        speech = self._speeches.get(context_id or self.get_active_audio_context_id() or "")
        if speech is not None and speech.state.phase is Phase.OPEN and not speech.broken:
            await self._send(speech.state.flush())

    async def on_turn_context_completed(self) -> None:
        """The turn has all its text: the server speaks the rest, and closes the context."""
        context_id = self._turn_context_id or ""
        speech = self._speeches.get(context_id)
        if speech is not None:
            await self._finish(speech)
        else:
            # The base class opens one even where a service is unusable, and gives it no text.
            await self._stop(context_id)
        await super().on_turn_context_completed()

    async def on_audio_context_interrupted(self, context_id: str) -> None:
        """Barge-in: the server stops at once, and what is on its way is not heard."""
        await self.stop_all_metrics()
        await self._drop(context_id)
        await super().on_audio_context_interrupted(context_id)

    async def on_audio_context_completed(self, context_id: str) -> None:
        """All was played; or nothing came for so long that nothing will."""
        if context_id != self._turn_context_id:
            await self._drop(context_id)
        await super().on_audio_context_completed(context_id)

    async def _update_settings(self, delta: TTSSettings) -> dict[str, Any]:
        changed = await super()._update_settings(delta)
        if not changed:
            return changed
        turn = self._turn_context_id
        if turn is not None:
            # A context keeps its voice to its end. What was said so far is spoken as it began; the rest opens another.
            await self._push_sequencer_frames(await self._aggregated_frame_sequencer.finalize(turn), turn)
            if turn in self._speeches:
                await self._finish(self._speeches[turn])
            self._turn_context_id = None
            self._turn_context_id = self.create_context_id()
        if any(getattr(self._settings, name, None) is None for name in changed):
            # What a connection was told holds for its later contexts; only a new one can be told nothing.
            await self._disconnect()
            await self._connect()
        return changed

    def _context_settings(self) -> Settings:
        chosen = self._settings
        said = Settings(
            voice_id=chosen.voice or None,
            model_id=chosen.model or None,
            language=str(chosen.language) if chosen.language else None,
            speed=chosen.speed or 1.0,
            sample_rate_hz=self.sample_rate,
            word_timestamps=True,
        )
        return said.over(self._options)

    async def _finish(self, speech: _Speech) -> None:
        if speech.broken:
            await self._end(speech)
        else:
            await self._send(speech.state.close(immediate=False))

    async def _drop(self, context_id: str) -> None:
        speech = self._speeches.pop(context_id, None)
        if speech is not None:
            await self._send(speech.state.close(immediate=True))

    async def _send(self, message: ClientMessage | None) -> None:
        if message is not None and self._websocket is not None:
            try:
                await self._websocket.send(encode(message))
            except ConnectionClosed:
                # The receiving task tells of it, behind the frames that came before: the reason may be in them.
                pass

    # --- Audio comes in ---------------------------------------------------------------------------------------------

    async def _receive_messages(self) -> None:
        while self._websocket is not None:
            try:
                message = decode(await self._websocket.recv())
            except ConnectionClosed as closed:
                received = closed.rcvd
                lost = ConnectionLost(received.code if received else None, received.reason if received else "")
                await self._lose(lost)
                if isinstance(closed, ConnectionClosedOK):
                    return  # The base class reconnects then, and takes this exception for a good-bye.
                raise
            if message is not None:
                await self._take(message)

    async def _take(self, message: ServerMessage) -> None:
        context_id = getattr(message, "context_id", None) or ""
        speech = self._speeches.get(context_id)
        if isinstance(message, Failed):
            await self._fail(ServerError(message.error), speech)
        elif isinstance(message, Warned):
            logger.warning(f"{self}: {message.message}")
        elif speech is None or speech.broken:
            pass  # Of a context that was interrupted, or has failed.
        elif isinstance(message, Audio):
            speech.transcript.take(message)
            frame = TTSAudioRawFrame(message.payload, message.rate_hz, 1, context_id=context_id)
            await self.append_to_audio_context(context_id, frame)
        elif isinstance(message, Words):
            words = speech.transcript.take(message)
            if len(words) > 1:
                speech.spaced = any(word.before[:1].isspace() for word in words[1:])
            times = [(word.text, word.start_ms / 1000.0) for word in words]
            await self.add_word_timestamps(times, context_id, includes_inter_frame_spaces=not speech.spaced)
        elif isinstance(message, ContextClosed):
            await self._end(speech)

    async def _end(self, speech: _Speech) -> None:
        self._speeches.pop(speech.state.name, None)
        await self._stop(speech.state.name)

    async def _stop(self, context_id: str) -> None:
        """No more comes of this context; what came is still played."""
        if self.audio_context_available(context_id):
            await self.append_to_audio_context(context_id, TTSStoppedFrame(context_id=context_id))
            await self.remove_audio_context(context_id)

    async def _fail(self, error: ClientError, speech: _Speech | None) -> None:
        """Tell of it where it is heard: behind the audio that came before."""
        if speech is None or not self.audio_context_available(speech.state.name):
            await self.push_error_frame(self._error_frame(error))
        elif not speech.broken:
            speech.broken = True
            await self.append_to_audio_context(speech.state.name, self._error_frame(error))
            await self._send(speech.state.close(immediate=True))
            if speech.state.name != self._turn_context_id:
                await self._end(speech)

    async def _lose(self, lost: ConnectionLost) -> None:
        cut = [speech for speech in self._speeches.values() if not speech.broken]
        for speech in cut:
            await self._fail(lost, speech)
        for speech in list(self._speeches.values()):
            await self._end(speech)
        await self._close_connection_contexts()

    def _error_frame(self, error: ClientError) -> ErrorFrame:
        return ErrorFrame(error.message, exception=error, category=self._classify_error(error))
