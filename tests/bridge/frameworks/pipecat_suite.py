"""The Pipecat service in real pipelines, against a real server. Run by ``test_pipecat.py``."""

from __future__ import annotations

import asyncio
import contextlib
import signal
from collections.abc import AsyncIterator, Callable, Iterator
from itertools import pairwise
from typing import Any, TypeVar

import pytest
from pipecat.frames.frames import (
    ErrorFrame,
    Frame,
    InterruptionFrame,
    LLMFullResponseEndFrame,
    LLMFullResponseStartFrame,
    LLMTextFrame,
    MetricsFrame,
    OutputAudioRawFrame,
    StartFrame,
    TTSAudioRawFrame,
    TTSSpeakFrame,
    TTSStartedFrame,
    TTSStoppedFrame,
    TTSTextFrame,
    TTSUpdateSettingsFrame,
)
from pipecat.metrics.metrics import TTFBMetricsData, TTSUsageMetricsData
from pipecat.pipeline.pipeline import Pipeline
from pipecat.pipeline.worker import PipelineParams, PipelineWorker
from pipecat.processors.aggregators.llm_context import LLMContext
from pipecat.processors.aggregators.llm_response_universal import LLMContextAggregatorPair
from pipecat.processors.frame_processor import FrameDirection, FrameProcessor
from pipecat.services.tts_service import TextAggregationMode
from pipecat.transcriptions.language import Language
from pipecat.transports.base_output import BaseOutputTransport
from pipecat.transports.base_transport import TransportParams
from pipecat.utils.errors import ErrorCategory
from pipecat.workers.runner import WorkerRunner
from voice_house import ONE_CONTEXT, RATE_HZ, VOICE, VoiceHouse, assert_same, new_key, plain, voice_house

from rhapsode_bridge import pipecat_connection
from rhapsode_bridge.pipecat import RhapsodeTTSService
from rhapsode_client.errors import InvalidAddress

WITHIN_S = 60.0
TEXT = "Sing, goddess, of the anger of Achilles. It cost the Greeks 1999 ships, and more."
TOKENS = ("Sing, god", "dess, of the anger", " of Achilles. It cost", " the Greeks 19", "99 ships, and", " more.")
ENDLESS = "slow{slow} " * 100
"""A minute of computing: whoever hears the end of it was not interrupted."""

Settings = RhapsodeTTSService.Settings
Kind = TypeVar("Kind", bound=Frame)


class Recorder(FrameProcessor):
    """Notes all frames that pass."""

    def __init__(self, frames: list[Frame], passed: asyncio.Condition) -> None:
        super().__init__()
        self._frames = frames
        self._passed = passed

    async def process_frame(self, frame: Frame, direction: FrameDirection) -> None:
        await super().process_frame(frame, direction)
        async with self._passed:
            self._frames.append(frame)
            self._passed.notify_all()
        await self.push_frame(frame, direction)


class Loudspeaker(BaseOutputTransport):
    """Takes sound no faster than it is heard, as a sound card does."""

    def __init__(self) -> None:
        super().__init__(
            TransportParams(audio_out_enabled=True, audio_out_end_silence_secs=0, audio_out_auto_silence=False)
        )

    async def start(self, frame: StartFrame) -> None:
        await super().start(frame)
        await self.set_transport_ready(frame)

    async def write_audio_frame(self, frame: OutputAudioRawFrame) -> bool:
        await asyncio.sleep(frame.num_frames / frame.sample_rate)
        return True


class Stage:
    """A pipeline that runs: what a language model writes goes in, and what is heard and written down comes out."""

    def __init__(self, tts: RhapsodeTTSService, *devices: FrameProcessor) -> None:
        self.tts = tts
        self.heard: list[Frame] = []
        """Behind the service, in order."""
        self.upstream: list[Frame] = []
        """What came back before the service."""
        self.history = LLMContext()
        self._passed = asyncio.Condition()
        pair = LLMContextAggregatorPair(self.history)
        before, behind = Recorder(self.upstream, self._passed), Recorder(self.heard, self._passed)
        self.worker = PipelineWorker(
            Pipeline([before, tts, *devices, behind, pair.assistant()]),
            params=PipelineParams(audio_out_sample_rate=RATE_HZ, enable_metrics=True, enable_usage_metrics=True),
            cancel_on_idle_timeout=False,
            enable_rtvi=False,
        )

    async def begin(self, *tokens: str) -> None:
        """A language model has begun to answer."""
        await self.worker.queue_frames([LLMFullResponseStartFrame(), *map(LLMTextFrame, tokens)])

    async def answer(self, *tokens: str) -> None:
        """A language model answers, and is heard to the end."""
        stopped = len(self.of(TTSStoppedFrame))
        await self.begin(*tokens)
        await self.worker.queue_frame(LLMFullResponseEndFrame())
        await self.until(lambda: len(self.of(TTSStoppedFrame)) > stopped)

    async def until(self, condition: Callable[[], bool]) -> None:
        """Wait for what frames bring about."""
        async with self._passed:
            await asyncio.wait_for(self._passed.wait_for(condition), WITHIN_S)

    def of(self, kind: type[Kind]) -> list[Kind]:
        return [frame for frame in self.heard if isinstance(frame, kind)]

    @property
    def audio(self) -> bytes:
        return b"".join(frame.audio for frame in self.of(OutputAudioRawFrame))

    @property
    def errors(self) -> list[ErrorFrame]:
        return [frame for frame in self.upstream if isinstance(frame, ErrorFrame)]

    @property
    def written(self) -> str:
        """What the chat's history says that the assistant said."""
        return "|".join(str(message["content"]) for message in self.history.get_messages())

    def forget(self) -> None:
        self.heard.clear()
        self.upstream.clear()


@contextlib.asynccontextmanager
async def stage(
    address: str | None, voice: str | None = VOICE, *devices: FrameProcessor, **options: Any
) -> AsyncIterator[Stage]:
    made = Stage(RhapsodeTTSService(url=address, settings=Settings(voice=voice), **options), *devices)
    started = asyncio.Event()

    @made.worker.event_handler("on_pipeline_started")
    async def _(*_: object) -> None:
        started.set()

    runner = WorkerRunner(handle_sigint=False)
    await runner.add_workers(made.worker)
    running = asyncio.create_task(runner.run())
    await asyncio.wait_for(started.wait(), WITHIN_S)
    try:
        yield made
    finally:
        await runner.cancel()
        await asyncio.wait_for(running, WITHIN_S)


IDLE_S = 3.0
GIVEN_UP = "times immediately after connecting"
"""What Pipecat says where a server, such as one that is about to restart, has closed each new connection."""


@pytest.fixture(scope="module")
def house() -> Iterator[VoiceHouse]:
    with voice_house(*ONE_CONTEXT, "--context-idle-s", f"{IDLE_S}") as served:
        yield served


def test_tokens_become_the_samples_that_the_plain_client_hears(house: VoiceHouse) -> None:
    async def scene() -> None:
        async with stage(house.address) as made:
            await made.answer(*TOKENS)
            assert_same(made.audio, await plain(house.address, TEXT))
            sounds = made.of(TTSAudioRawFrame)
            assert {(frame.sample_rate, frame.num_channels) for frame in sounds} == {(RATE_HZ, 1)}
            assert len({frame.context_id for frame in sounds}) == 1, "one context for the turn"
            assert len(made.of(TTSStartedFrame)) == len(made.of(TTSStoppedFrame)) == 1
            assert made.errors == []

    asyncio.run(scene())


def test_words_come_with_their_times_and_the_history_has_the_text_as_it_was_written(house: VoiceHouse) -> None:
    async def scene() -> None:
        async with stage(house.address) as made:
            await made.answer(*TOKENS)
            await made.until(lambda: bool(made.of(LLMFullResponseEndFrame)))
            words = made.of(TTSTextFrame)
            assert [word.text.strip() for word in words] == TEXT.split()
            times = [word.pts for word in words]
            assert all(earlier < later for earlier, later in pairwise(times))
            # A tone's word lasts 80 ms; numbers are read as several.
            assert (times[1] - times[0]) / 1e6 == pytest.approx(80.0, abs=1.0)
            assert made.written == TEXT
            await made.answer("A second", " answer.")
            await made.until(lambda: len(made.of(LLMFullResponseEndFrame)) == 2)
            assert made.written == f"{TEXT}|A second answer."

    asyncio.run(scene())


@pytest.fixture(scope="module")
def polyglot() -> Iterator[VoiceHouse]:
    with voice_house("--engine", "espeak") as served:
        yield served


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (Language.EN, "**Sing**, goddess! It's `code`, see [the site](https://a.example/x): 1,234.50 $ on 3/4/2024…"),
        (Language.DE_AT, "Am 3. Mai kostete es 1.999 €, z. B. für Äpfel."),
        (Language.ZH, "你好，世界。今天我们唱歌，2024年。"),
    ],
    ids=["markdown", "numbers", "no blanks"],
)
def test_the_history_has_what_was_written_and_not_how_it_is_said(
    polyglot: VoiceHouse, language: Language, text: str
) -> None:
    async def scene() -> None:
        async with stage(polyglot.address, None) as made:
            await made.worker.queue_frame(TTSUpdateSettingsFrame(delta=Settings(language=language)))
            await made.answer(*[text[start : start + 5] for start in range(0, len(text), 5)])
            await made.until(lambda: bool(made.of(LLMFullResponseEndFrame)))
            assert made.written == text
            assert len(made.of(TTSTextFrame)) > 5

    asyncio.run(scene())


def test_an_interruption_is_silence_and_gives_the_context_back(house: VoiceHouse) -> None:
    async def scene() -> None:
        async with stage(house.address) as made:
            cancelled = house.metric("rhapsode_turns_total", outcome="cancelled")
            await made.begin(ENDLESS)
            await made.until(lambda: bool(made.audio))
            await made.worker.queue_frame(InterruptionFrame())
            await made.until(lambda: bool(made.of(InterruptionFrame)))
            made.forget()
            # The server has but one context to give, and speaks the next turn at once.
            await made.answer(*TOKENS)
            assert_same(made.audio, await plain(house.address, TEXT))
            assert made.errors == []
            assert "slow" not in "".join(word.text for word in made.of(TTSTextFrame))
            house.wait_metric(cancelled + 1, "rhapsode_turns_total", outcome="cancelled")

    asyncio.run(scene())


def test_an_interruption_before_the_first_sound_is_one_too(house: VoiceHouse) -> None:
    async def scene() -> None:
        async with stage(house.address) as made:
            await made.begin("{slow}" * 20, " and")
            await made.until(lambda: bool(made.of(TTSStartedFrame)))
            await made.worker.queue_frame(InterruptionFrame())
            await made.until(lambda: bool(made.of(InterruptionFrame)))
            made.forget()
            await made.answer(*TOKENS)
            assert_same(made.audio, await plain(house.address, TEXT))
            assert made.errors == []

    asyncio.run(scene())


def test_after_an_interruption_the_history_holds_what_was_heard(house: VoiceHouse) -> None:
    async def scene() -> None:
        async with stage(house.address, VOICE, Loudspeaker()) as made:
            # Made at once, and heard for five seconds.
            await made.begin(*[f"Line {line} of the song. " for line in range(10)])
            await made.worker.queue_frame(LLMFullResponseEndFrame())
            await made.until(lambda: len(made.audio) > 2 * RATE_HZ)
            await made.worker.queue_frame(InterruptionFrame())
            await made.until(lambda: bool(made.of(InterruptionFrame)))
            # A language model thinks between its start and its first word; without that, Pipecat's transport sends the
            # words, which have their times, before the start, which waits behind sound, and the history misses them.
            begun = len(made.of(LLMFullResponseStartFrame))
            await made.begin()
            await made.until(lambda: len(made.of(LLMFullResponseStartFrame)) > begun)
            await made.worker.queue_frames([LLMTextFrame("Good."), LLMFullResponseEndFrame()])
            # Pipecat tells of each turn that it has written down.
            await made.until(lambda: "|" in made.written)
            heard, answer = made.written.split("|")
            assert answer == "Good."
            whole = "".join(f"Line {line} of the song. " for line in range(10))
            assert whole.startswith(heard)
            assert 5 < len(heard.split()) < 40

    asyncio.run(scene())


def test_time_to_first_byte_and_characters_are_measured(house: VoiceHouse) -> None:
    async def scene() -> None:
        async with stage(house.address) as made:
            await made.answer(*TOKENS)
            await made.until(lambda: bool(made.of(LLMFullResponseEndFrame)))
            data = [item for frame in made.of(MetricsFrame) for item in frame.data]
            assert [item.value for item in data if isinstance(item, TTSUsageMetricsData)] == [len(TEXT)]
            first = [item.value for item in data if isinstance(item, TTFBMetricsData) and item.value]
            assert len(first) == 1
            assert 0.0 < first[0] < WITHIN_S

    asyncio.run(scene())


def test_settings_change_between_turns_and_within_one(house: VoiceHouse) -> None:
    async def scene() -> None:
        async with stage(house.address) as made:
            await made.worker.queue_frame(TTSUpdateSettingsFrame(delta=Settings(voice="tone-20")))
            await made.answer("Sing, goddess.")
            assert_same(made.audio, await plain(house.address, "Sing, goddess.", "tone-20"))

            made.forget()
            await made.begin("One voice. ")
            await made.worker.queue_frame(TTSUpdateSettingsFrame(delta=Settings(voice="tone-30")))
            await made.worker.queue_frames([LLMTextFrame("Another voice."), LLMFullResponseEndFrame()])
            await made.until(lambda: len(made.of(TTSStoppedFrame)) == 2)
            parts = (
                await plain(house.address, "One voice.", "tone-20"),
                await plain(house.address, "Another voice.", "tone-30"),
            )
            assert_same(made.audio, b"".join(parts))

            made.forget()
            await made.worker.queue_frame(TTSUpdateSettingsFrame(delta=Settings(speed=0.8, language=Language.DE_AT)))
            await made.answer("Sing mir, Muse, vom Zorn.")
            normal = await plain(house.address, "Sing mir, Muse, vom Zorn.", "tone-30")
            assert len(made.audio) == pytest.approx(len(normal) / 0.8, rel=0.05)
            # Said once, a language holds on a connection: unsaid, it asks for a new one.
            await made.worker.queue_frame(TTSUpdateSettingsFrame(delta=Settings(speed=None, language=None)))
            made.forget()
            await made.answer("Sing mir, Muse, vom Zorn.")
            assert_same(made.audio, normal)
            assert made.errors == []

    asyncio.run(scene())


def test_whole_sentences_and_single_utterances(house: VoiceHouse) -> None:
    async def scene() -> None:
        async with stage(house.address, text_aggregation_mode=TextAggregationMode.SENTENCE) as made:
            await made.answer(*TOKENS)
            assert_same(made.audio, await plain(house.address, TEXT))
            await made.until(lambda: bool(made.of(LLMFullResponseEndFrame)))
            assert made.written == TEXT
            made.forget()
            await made.worker.queue_frames([TTSSpeakFrame("One moment."), TTSSpeakFrame("Here it is.")])
            await made.until(lambda: len(made.of(TTSStoppedFrame)) == 2)
            parts = await plain(house.address, "One moment."), await plain(house.address, "Here it is.")
            assert_same(made.audio, b"".join(parts))
            assert made.errors == []

    asyncio.run(scene())


def test_an_answer_without_sound_harms_nobody(house: VoiceHouse) -> None:
    async def scene() -> None:
        async with stage(house.address) as made:
            for _ in range(4):
                await made.answer("👍")
            await made.answer("Good.")
            assert_same(made.audio, await plain(house.address, "Good."))
            assert made.tts.is_usable

    asyncio.run(scene())


def test_a_voice_that_is_not_there_is_told_once_and_another_one_speaks(house: VoiceHouse) -> None:
    async def scene() -> None:
        async with stage(house.address, voice="nobody") as made:
            await made.answer(*TOKENS)
            assert made.audio == b"", "least of all in another voice"
            told = [error for error in made.errors if error.exception is not None]
            assert [error.category for error in told] == [ErrorCategory.INVALID_REQUEST]
            assert "nobody" in told[0].error
            assert not made.tts.is_usable
            made.forget()
            await made.worker.queue_frame(TTSUpdateSettingsFrame(delta=Settings(voice=VOICE)))
            await made.answer(*TOKENS)
            assert_same(made.audio, await plain(house.address, TEXT))
            assert made.errors == []

    asyncio.run(scene())


def test_a_context_outlives_a_pause_of_its_writer(house: VoiceHouse, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipecat_connection, "KEEP_ALIVE_S", 0.1)

    async def scene() -> None:
        async with stage(house.address) as made:
            await made.begin("One moment. ")
            await asyncio.sleep(IDLE_S + 1.0)  # Longer than the server waits.
            await made.worker.queue_frames([LLMTextFrame("Here it is."), LLMFullResponseEndFrame()])
            await made.until(lambda: bool(made.of(TTSStoppedFrame)))
            assert len({frame.context_id for frame in made.of(TTSAudioRawFrame)}) == 1
            assert len(made.of(TTSStartedFrame)) == len(made.of(TTSStoppedFrame)) == 1
            assert made.errors == []

    asyncio.run(scene())


def test_a_server_that_dies_in_mid_turn_is_an_error_and_the_next_turn_is_spoken() -> None:
    async def scene(house: VoiceHouse) -> None:
        async with stage(house.address) as made:
            await made.begin(ENDLESS)
            await made.until(lambda: bool(made.audio))
            house.kill()
            await made.until(lambda: bool(made.of(TTSStoppedFrame)))
            assert any("before the turn had ended" in error.error for error in made.errors)
            assert {error.category for error in made.errors} == {ErrorCategory.CONNECTIVITY}
            assert made.tts.is_usable
            await made.worker.queue_frame(LLMFullResponseEndFrame())
            await asyncio.to_thread(house.start)
            made.forget()
            await made.answer(*TOKENS)
            assert_same(made.audio, await plain(house.address, TEXT))
        # It says good-bye, and is away for longer than the framework looks for it.
        async with stage(house.address, reconnect_backoff_min_wait=0.01, reconnect_backoff_max_wait=0.01) as made:
            await asyncio.to_thread(house.stop, signal.SIGTERM)
            await made.until(
                lambda: any(
                    error.error.endswith(GIVEN_UP) or "failed to reconnect" in error.error for error in made.errors
                )
            )
            assert made.tts.is_usable
            await asyncio.to_thread(house.start)
            made.forget()
            await made.answer(*TOKENS)
            assert_same(made.audio, await plain(house.address, TEXT))
            assert made.errors == []

    with voice_house() as served:
        asyncio.run(scene(served))


def test_a_server_that_comes_late_speaks_when_it_is_there() -> None:
    house = VoiceHouse()

    async def scene() -> None:
        async with stage(house.address) as made:
            await made.answer("Nobody hears this.")
            assert {error.category for error in made.errors if error.exception} == {ErrorCategory.CONNECTIVITY}
            assert any("nothing listens there" in error.error for error in made.errors)
            assert made.tts.is_usable
            await asyncio.to_thread(house.start)
            made.forget()
            await made.answer(*TOKENS)
            assert_same(made.audio, await plain(house.address, TEXT))

    try:
        asyncio.run(scene())
    finally:
        house.kill()


def test_a_wrong_key_is_told_and_a_right_one_from_the_environment_speaks(
    tmp_path: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RHAPSODE_KEYS_DB", f"{tmp_path}/keys.db")
    key = new_key()

    async def scene(house: VoiceHouse) -> None:
        async with stage(house.address, api_key="rk_wrong") as made:
            await made.answer("Nobody hears this.")
            assert made.audio == b""
            told = [error for error in made.errors if error.exception is not None]
            assert ErrorCategory.AUTHENTICATION in [error.category for error in told]
            assert not made.tts.is_usable
        monkeypatch.setenv("RHAPSODE_API_KEY", key)
        monkeypatch.setenv("RHAPSODE_URL", house.address)
        async with stage(None) as made:
            await made.answer("Sing.")
            assert made.audio
            assert made.errors == []

    with voice_house() as served:
        asyncio.run(scene(served))


def test_an_address_that_is_none_is_told_where_it_is_given() -> None:
    with pytest.raises(InvalidAddress, match="begins with ftp://"):
        RhapsodeTTSService(url="ftp://voice.example")


def test_a_pronunciation_is_written_as_the_server_reads_it() -> None:
    assert RhapsodeTTSService.format_pronunciation("Metformin", "mɛtˈfɔɹmɪn") == "[Metformin](/mɛtˈfɔɹmɪn/)"
