"""A text-to-speech service for `Pipecat <https://docs.pipecat.ai>`_ pipelines; needs ``rhapsode[pipecat]``.

::

    tts = RhapsodeTTSService(settings=RhapsodeTTSService.Settings(voice="af_heart"))
    pipeline = Pipeline([transport.input(), stt, user, llm, tts, transport.output(), assistant])

A language model's tokens go to the server as they come, those of one turn into one context. What is heard comes back as
audio and as words with their times, cut out of the text as it was written, so that the assistant's history holds what
was said before an interruption, and nothing else. An interruption ends the context on the server.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator
from dataclasses import dataclass, field
from typing import Any

from loguru import logger
from pipecat.frames.frames import Frame, TTSAudioRawFrame, TTSStoppedFrame
from pipecat.services.settings import TTSSettings
from pipecat.services.tts_service import TextAggregationMode
from pipecat.transcriptions.language import Language
from pipecat.utils.tracing.service_decorators import traced_tts
from pipecat.utils.types import NOT_GIVEN, NotGiven

from rhapsode_bridge.pipecat_connection import RhapsodeConnection
from rhapsode_bridge.transcript import Transcript
from rhapsode_bridge.voice_server import context_options, voice_server
from rhapsode_client.connection import SILENCE_TIMEOUT_S
from rhapsode_client.context_state import ContextState
from rhapsode_client.errors import ClientError, ConnectionLost, ServerError
from rhapsode_client.turn import FRAME_CHARACTERS
from rhapsode_protocol.messages import NOTHING_SAID, Audio, ContextClosed, Failed, ServerMessage, Warned, Words
from rhapsode_protocol.messages import Settings as ContextSettings


@dataclass
class RhapsodeTTSSettings(TTSSettings):
    """What may change while a pipeline runs: ``voice``, ``language``, ``model`` of the base class, and these."""

    speed: float | None | NotGiven = field(default_factory=lambda: NOT_GIVEN)
    """0.8 to 1.2, at unchanged pitch; 1.0 where ``None``."""


class _Speech:
    """One context: its life on the server, and its text."""

    def __init__(self, name: str, settings: ContextSettings, *, broken: bool = False) -> None:
        self.state = ContextState(name, settings)
        self.transcript = Transcript()
        self.spaced = True
        """Whether blanks part its words. Pipecat writes them into the history by this, of Chinese as of English."""
        self.broken = broken
        """Something failed: the rest of the turn is not sent, for it would open a context of no settings."""


class RhapsodeTTSService(RhapsodeConnection):
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
        ValueError: ``options`` names a format.
    """

    Settings = RhapsodeTTSSettings
    _settings: RhapsodeTTSSettings
    _turn_context_id: str | None

    def __init__(
        self,
        *,
        url: str | None = None,
        api_key: str | None = None,
        sample_rate: int | None = None,
        settings: RhapsodeTTSSettings | None = None,
        options: ContextSettings = NOTHING_SAID,
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
            *voice_server(url, api_key),
            sample_rate=sample_rate,
            settings=chosen,
            text_aggregation_mode=text_aggregation_mode,
            push_text_frames=False,
            push_start_frame=True,
            push_stop_frames=False,
            append_trailing_space=True,
            **{**defaults, **kwargs},
        )
        self._options = context_options(options)
        self._speeches: dict[str, _Speech] = {}
        self._renew = False
        """Whether the connection was told something that later contexts shall not know."""

    def can_generate_metrics(self) -> bool:
        """Time to first byte, and characters spoken."""
        return True

    def language_to_service_language(self, language: Language) -> str:
        """The language without its region: the voice decides how it sounds. A tag such as ``en-gb``, given as text that
        is none of Pipecat's languages, goes to the server as it is."""
        return str(language).partition("-")[0]

    @classmethod
    def format_pronunciation(cls, word: str, ipa: str) -> str | None:
        """A word with its pronunciation, as the server reads it; Kokoro speaks it, espeak-ng reads the word."""
        return f"[{word}](/{ipa}/)"

    # --- The connection ---------------------------------------------------------------------------------------------

    def _forget(self) -> None:
        self._speeches.clear()
        self._renew = False

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
        speech = self._speeches.get(context_id)
        if (speech is None and not text.strip()) or (speech is not None and speech.broken):
            # A blank alone only opens a context, and would not count among its characters.
            return
        try:
            if self._renew and not self._speeches:
                await self._open(anew=True)
            elif not self._is_heard:
                await self._open()
        except ClientError as error:
            self._speeches[context_id] = _Speech(context_id, NOTHING_SAID, broken=True)
            yield self._error_frame(error)
            return
        speech = self._speeches.get(context_id)
        if speech is None:
            speech = self._speeches[context_id] = _Speech(context_id, self._context_settings())
        speech.transcript.say(text)
        for start in range(0, len(text), FRAME_CHARACTERS):
            await self._send(speech.state.say(text[start : start + FRAME_CHARACTERS]))
        await self.start_tts_usage_metrics(text)
        yield None

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
        changed: dict[str, Any] = await super()._update_settings(delta)
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
        # What a connection was told of these holds for its later contexts; only a new one can be told nothing.
        if any(name in changed and getattr(self._settings, name) is None for name in ("language", "model")):
            self._renew = True
        return changed

    def _context_settings(self) -> ContextSettings:
        chosen = self._settings
        said = ContextSettings(
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

    # --- Audio comes in ---------------------------------------------------------------------------------------------

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
