"""The LiveKit Agents plugin in the real framework, against a real server. Run by ``test_livekit.py``."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Iterator
from itertools import pairwise
from typing import Any

import pytest
from livekit import rtc
from livekit.agents import (
    Agent,
    AgentSession,
    APIConnectionError,
    APIConnectOptions,
    APIStatusError,
    APITimeoutError,
    llm,
    tts,
)
from livekit.agents.metrics import TTSMetrics
from livekit.agents.types import USERDATA_TIMED_TRANSCRIPT
from livekit.agents.voice import io
from voice_house import ONE_CONTEXT, RATE_HZ, VOICE, VoiceHouse, assert_same, new_key, plain, voice_house

from rhapsode_bridge import livekit as rhapsode
from rhapsode_bridge import livekit_speech
from rhapsode_client.errors import InvalidAddress

TEXT = "Sing, goddess, of the anger of Achilles. It cost the Greeks 1999 ships, and more."
TOKENS = ("Sing, god", "dess, of the anger", " of Achilles. It cost", " the Greeks 19", "99 ships, and", " more.")
ENDLESS = "slow{slow} " * 100
"""A minute of computing: whoever hears the end of it was not interrupted."""

ONCE = APIConnectOptions(max_retry=0, timeout=30.0)
WITHIN_S = 60.0


class Heard:
    """What came out of a stream."""

    def __init__(self) -> None:
        self.audio = b""
        self.words: list[io.TimedString] = []
        self.finals = 0
        self.rates: set[int] = set()

    def take(self, event: tts.SynthesizedAudio) -> None:
        self.audio += event.frame.data.tobytes()
        self.rates.add(event.frame.sample_rate)
        self.words += event.frame.userdata.get(USERDATA_TIMED_TRANSCRIPT, [])
        self.finals += event.is_final

    def assert_same(self, expected: bytes) -> None:
        """The same sound, but for the 10 ms of silence by which the framework may mark an end."""
        mark = bytes(2 * RATE_HZ // 100)
        audio = self.audio
        if len(audio) == len(expected) + len(mark):
            audio = audio.removesuffix(mark)
        assert_same(audio, expected)


async def all_of(stream: tts.SynthesizeStream | tts.ChunkedStream) -> Heard:
    heard = Heard()
    async with asyncio.timeout(WITHIN_S), stream:
        async for event in stream:
            heard.take(event)
    return heard


def written(voice: rhapsode.TTS, *tokens: str, options: APIConnectOptions = ONCE) -> tts.SynthesizeStream:
    """A stream that a language model has written into."""
    stream = voice.stream(conn_options=options)
    for token in tokens:
        stream.push_text(token)
    stream.end_input()
    return stream


class Told:
    """What a voice tells of its streams."""

    def __init__(self, voice: rhapsode.TTS) -> None:
        self.metrics: list[TTSMetrics] = []
        self.errors: list[tts.TTSError] = []
        voice.on("metrics_collected", self.metrics.append)
        voice.on("error", self.errors.append)


@contextlib.asynccontextmanager
async def speaking(address: str | None, **options: Any) -> AsyncIterator[rhapsode.TTS]:
    voice = rhapsode.TTS(url=address, **{"voice": VOICE, "sample_rate": RATE_HZ, **options})
    try:
        yield voice
    finally:
        await voice.aclose()


IDLE_S = 3.0


@pytest.fixture(scope="module")
def house() -> Iterator[VoiceHouse]:
    with voice_house(*ONE_CONTEXT, "--context-idle-s", f"{IDLE_S}") as served:
        yield served


def test_tokens_become_the_samples_that_the_plain_client_hears(house: VoiceHouse) -> None:
    async def scene() -> None:
        async with speaking(house.address) as voice:
            heard = await all_of(written(voice, *TOKENS))
            heard.assert_same(await plain(house.address, TEXT))
            assert heard.rates == {RATE_HZ}
            assert heard.finals == 1
            assert voice.capabilities == tts.TTSCapabilities(streaming=True, aligned_transcript=True)

    asyncio.run(scene())


def test_a_whole_text_becomes_the_same(house: VoiceHouse) -> None:
    async def scene() -> None:
        async with speaking(house.address) as voice:
            heard = await all_of(voice.synthesize(TEXT, conn_options=ONCE))
            heard.assert_same(await plain(house.address, TEXT))
            assert "".join(heard.words) == TEXT

    asyncio.run(scene())


def test_words_come_with_their_times_and_together_are_the_text_as_it_was_written(house: VoiceHouse) -> None:
    async def scene() -> None:
        async with speaking(house.address) as voice:
            heard = await all_of(written(voice, "\n", *TOKENS, " 👍"))
            assert "".join(heard.words) == f"{TEXT} 👍"
            timed = heard.words[:-1]
            assert [word.strip() for word in timed] == TEXT.split()
            assert all(word.start_time < word.end_time for word in timed)
            assert all(word.end_time <= later.start_time + 0.001 for word, later in pairwise(timed))
            # A tone's word lasts 80 ms.
            assert timed[1].start_time - timed[0].start_time == pytest.approx(0.08, abs=0.001)
            assert heard.words[-1].end_time <= len(heard.audio) / 2 / RATE_HZ
        async with speaking(house.address, word_timestamps=False) as voice:
            assert not voice.capabilities.aligned_transcript
            assert (await all_of(written(voice, *TOKENS))).words == []

    asyncio.run(scene())


def test_what_it_cost_is_measured(house: VoiceHouse) -> None:
    async def scene() -> None:
        async with speaking(house.address) as voice:
            told = Told(voice)
            heard = await all_of(written(voice, *TOKENS))
            await all_of(written(voice, *TOKENS))
            first, second = told.metrics
            assert first.characters_count == len(TEXT)
            assert 0.0 < first.ttfb <= first.duration
            assert first.audio_duration == pytest.approx(len(heard.audio) / 2 / RATE_HZ, abs=0.02)
            assert (first.streamed, first.cancelled) == (True, False)
            assert (first.connection_reused, second.connection_reused) == (False, True)
            assert first.metadata is not None
            assert (first.metadata.model_name, first.metadata.model_provider) == (VOICE, "Rhapsode")

    asyncio.run(scene())


def test_an_interruption_gives_context_and_connection_back(house: VoiceHouse) -> None:
    async def scene() -> None:
        cancelled = house.metric("rhapsode_turns_total", outcome="cancelled")
        async with speaking(house.address) as voice:
            told = Told(voice)
            stream = voice.stream(conn_options=ONCE)
            stream.push_text(ENDLESS)
            async with asyncio.timeout(WITHIN_S):
                await anext(stream)
            await stream.aclose()
            # The server has but one context to give a connection, and speaks the next text at once.
            heard = await all_of(written(voice, *TOKENS))
            heard.assert_same(await plain(house.address, TEXT))
            assert told.metrics[-1].connection_reused
            assert told.errors == []
            house.wait_metric(cancelled + 1, "rhapsode_turns_total", outcome="cancelled")
        house.wait_metric(0, "rhapsode_connections", socket="multi")

    asyncio.run(scene())


def test_a_stream_that_is_written_slowly_is_not_given_up(house: VoiceHouse, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(livekit_speech, "KEEP_ALIVE_S", 0.1)

    async def scene() -> None:
        async with speaking(house.address) as voice:
            stream = voice.stream(conn_options=APIConnectOptions(max_retry=0, timeout=2.0))
            stream.push_text("One moment. ")
            collecting = asyncio.create_task(all_of(stream))
            await asyncio.sleep(IDLE_S + 1.0)  # Longer than the server waits, and than it may be silent.
            stream.push_text("Here it is.")
            stream.end_input()
            heard = await collecting
            assert "".join(heard.words) == "One moment. Here it is."

    asyncio.run(scene())


def test_options_hold_for_later_streams(house: VoiceHouse) -> None:
    text = "Sing mir, Muse, vom Zorn."

    async def scene() -> None:
        async with speaking(house.address) as voice:
            normal = await plain(house.address, text)
            voice.update_options(voice="tone-20")
            (await all_of(written(voice, text))).assert_same(await plain(house.address, text, "tone-20"))
            voice.update_options(voice=VOICE, speed=0.8, language="de")
            slow = await all_of(written(voice, text))
            assert len(slow.audio) == pytest.approx(len(normal) / 0.8, rel=0.05)
            voice.update_options(speed=1.0, language=None)
            (await all_of(written(voice, text))).assert_same(normal)

    asyncio.run(scene())


def test_what_has_no_sound_ends_in_peace(house: VoiceHouse) -> None:
    async def scene() -> None:
        async with speaking(house.address) as voice:
            told = Told(voice)
            for stream in (written(voice), written(voice, " ", "\n"), written(voice, "👍")):
                assert (await all_of(stream)).audio == b""
            assert (await all_of(voice.synthesize("👍", conn_options=ONCE))).audio == b""
            assert told.errors == []
            assert (await all_of(written(voice, "Good."))).audio

    asyncio.run(scene())


@pytest.mark.parametrize("whole", [False, True], ids=["stream", "synthesize"])
def test_a_voice_that_is_not_there_is_refused_for_good(house: VoiceHouse, whole: bool) -> None:
    async def scene() -> None:
        async with speaking(house.address, voice="nobody") as voice:
            told = Told(voice)
            options = APIConnectOptions(max_retry=3)
            stream = voice.synthesize(TEXT, conn_options=options) if whole else written(voice, TEXT, options=options)
            with pytest.raises(APIStatusError, match="nobody") as caught:
                await all_of(stream)
            assert (caught.value.status_code, caught.value.retryable) == (404, False)
            assert [error.recoverable for error in told.errors] == [False], "it is not tried again"
            voice.update_options(voice=VOICE)
            assert (await all_of(written(voice, "Sing."))).audio

    asyncio.run(scene())


def test_a_server_that_dies_in_mid_turn_is_an_error_and_the_next_turn_is_spoken() -> None:
    async def scene(house: VoiceHouse) -> None:
        async with speaking(house.address) as voice:
            stream = voice.stream(conn_options=ONCE)
            stream.push_text(ENDLESS)
            async with asyncio.timeout(WITHIN_S):
                await anext(stream)
            house.kill()
            with pytest.raises(APIConnectionError, match="before the turn had ended") as caught:
                await all_of(stream)
            assert caught.value.retryable

            with pytest.raises(APIConnectionError, match="nothing listens there"):
                await all_of(written(voice, *TOKENS))

            told = Told(voice)
            patient = APIConnectOptions(max_retry=60, retry_interval=1.0)
            collecting = asyncio.create_task(all_of(written(voice, *TOKENS, options=patient)))
            await asyncio.to_thread(house.start)
            heard = await collecting
            heard.assert_same(await plain(house.address, TEXT))
            assert all(error.recoverable for error in told.errors), "the framework has tried again until it was there"

            # Where it was restarted between two turns, the second is not troubled.
            await asyncio.to_thread(house.stop)
            await asyncio.to_thread(house.start)
            told.errors.clear()
            (await all_of(written(voice, *TOKENS))).assert_same(await plain(house.address, TEXT))
            assert told.errors == []

            house.pause()
            try:
                with pytest.raises(APITimeoutError) as timed_out:
                    await all_of(written(voice, *TOKENS, options=APIConnectOptions(max_retry=0, timeout=0.3)))
                assert timed_out.value.retryable
            finally:
                house.resume()

    with voice_house() as served:
        asyncio.run(scene(served))


def test_a_fallback_speaks_where_a_server_is_down(house: VoiceHouse) -> None:
    async def scene() -> None:
        down, up = VoiceHouse(), house
        async with speaking(down.address) as first, speaking(up.address) as second:
            voice = tts.FallbackAdapter([first, second], max_retry_per_tts=0)
            (await all_of(written(voice, *TOKENS))).assert_same(await plain(up.address, TEXT))
            await voice.aclose()

    asyncio.run(scene())


def test_a_wrong_key_is_refused_for_good_and_a_right_one_from_the_environment_speaks(
    tmp_path: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RHAPSODE_KEYS_DB", f"{tmp_path}/keys.db")
    key = new_key()

    async def scene(house: VoiceHouse) -> None:
        async with speaking(house.address, api_key="rhk_wrong") as voice:
            with pytest.raises(APIStatusError, match="RHAPSODE_API_KEY") as caught:
                await all_of(written(voice, *TOKENS))
            assert (caught.value.status_code, caught.value.retryable) == (401, False)
        monkeypatch.setenv("RHAPSODE_API_KEY", key)
        monkeypatch.setenv("RHAPSODE_URL", house.address)
        async with speaking(None) as voice:
            voice.prewarm()
            house.key = key
            await asyncio.to_thread(house.wait_metric, 1, "rhapsode_connections", socket="multi")
            told = Told(voice)
            assert (await all_of(written(voice, "Sing."))).audio
            assert told.metrics[0].connection_reused, "prewarmed"

    with voice_house() as served:
        asyncio.run(scene(served))


def test_an_address_that_is_none_is_told_where_it_is_given() -> None:
    with pytest.raises(InvalidAddress, match="begins with ftp://"):
        rhapsode.TTS(url="ftp://voice.example")


# --- A whole agent ---------------------------------------------------------------------------------------------------


class Writer(llm.LLM):
    """A language model that answers always the same."""

    def __init__(self, *tokens: str) -> None:
        super().__init__()
        self._tokens = tokens

    def chat(self, *, chat_ctx: llm.ChatContext, tools: Any = None, **options: Any) -> llm.LLMStream:
        return _Answer(self, self._tokens, chat_ctx, tools or [])


class _Answer(llm.LLMStream):
    def __init__(self, model: llm.LLM, tokens: tuple[str, ...], chat_ctx: llm.ChatContext, tools: list[Any]) -> None:
        super().__init__(model, chat_ctx=chat_ctx, tools=tools, conn_options=ONCE)
        self._tokens = tokens

    async def _run(self) -> None:
        for token in self._tokens:
            delta = llm.ChoiceDelta(role="assistant", content=token)
            self._event_ch.send_nowait(llm.ChatChunk(id="answer", delta=delta))


class Ear(io.AudioOutput):
    """Hears everything at once, and keeps it."""

    def __init__(self) -> None:
        super().__init__(label="ear", capabilities=io.AudioOutputCapabilities(pause=False))
        self.audio = b""
        self.sounded = asyncio.Event()
        self._pushed_s = 0.0

    async def capture_frame(self, frame: rtc.AudioFrame) -> None:
        await super().capture_frame(frame)
        if not self._pushed_s:
            self.on_playback_started(created_at=0.0)
        self.audio += frame.data.tobytes()
        self._pushed_s += frame.duration
        self.sounded.set()

    def flush(self) -> None:
        super().flush()
        self._finish(interrupted=False)

    def clear_buffer(self) -> None:
        self._finish(interrupted=True)

    def _finish(self, interrupted: bool) -> None:
        if self._pushed_s:
            self.on_playback_finished(playback_position=self._pushed_s, interrupted=interrupted)
            self._pushed_s = 0.0


@contextlib.asynccontextmanager
async def agent(voice: rhapsode.TTS, *tokens: str) -> AsyncIterator[tuple[AgentSession[None], Ear]]:
    session: AgentSession[None] = AgentSession(llm=Writer(*tokens), tts=voice, use_tts_aligned_transcript=True)
    ear = Ear()
    session.output.audio = ear
    await session.start(Agent(instructions="Sing."), record=False)
    try:
        yield session, ear
    finally:
        await session.aclose()


def answers(session: AgentSession[None]) -> list[str]:
    """What the history says that the agent said."""
    messages = [item for item in session.history.items if item.type == "message" and item.role == "assistant"]
    return [message.text_content or "" for message in messages]


def test_an_agent_speaks_what_its_language_model_writes(house: VoiceHouse) -> None:
    async def scene() -> None:
        async with asyncio.timeout(WITHIN_S), speaking(house.address) as voice, agent(voice, *TOKENS) as (session, ear):
            await session.generate_reply(user_input="Who sang of Troy?")
            heard = Heard()
            heard.audio = ear.audio
            heard.assert_same(await plain(house.address, TEXT))
            assert answers(session) == [TEXT]

    asyncio.run(scene())


def test_an_agent_that_is_interrupted_is_silent_and_speaks_again(house: VoiceHouse) -> None:
    async def scene() -> None:
        cancelled = house.metric("rhapsode_turns_total", outcome="cancelled")
        async with asyncio.timeout(WITHIN_S), speaking(house.address) as voice, agent(voice, ENDLESS) as (session, ear):
            answer = session.generate_reply(user_input="Who sang of Troy?")
            await ear.sounded.wait()
            await answer.interrupt()
            assert answer.interrupted
            await asyncio.to_thread(house.wait_metric, cancelled + 1, "rhapsode_turns_total", outcome="cancelled")
            ear.audio = b""
            await session.say(TEXT)
            heard = Heard()
            heard.audio = ear.audio
            heard.assert_same(await plain(house.address, TEXT))

    asyncio.run(scene())
