"""``kugelaudio`` 2.7.0 on ``/ws/tts``: generate and stream, pooled and fresh sockets, formats, errors."""

from __future__ import annotations

import asyncio
import gc
from typing import Any

import numpy as np
import pytest
from kugelaudio import KugelAudio
from kugelaudio.exceptions import KugelAudioError, NotFoundError, ValidationError
from kugelaudio.models import AudioChunk, WordTimestamp

from flow.house import pitch_hz
from official.sdk import LINGER_S, Prompt, client, sound, voice_id, words_heard
from rhapsode_protocol.formats import FORMATS, Encoding
from rhapsode_server.engines.tone import tone_hz

pytestmark = pytest.mark.slow

TEXT = "one two three four five six"

Item = AudioChunk | list[WordTimestamp] | dict[str, Any]


async def all_of(frames: Any) -> list[Item]:
    async with asyncio.timeout(20.0):
        return [item async for item in frames]


def chunks_of(items: list[Item]) -> list[AudioChunk]:
    return [item for item in items if isinstance(item, AudioChunk)]


@pytest.mark.parametrize("voice", [0, 7])
def test_generate_gives_every_word_in_the_voice_that_was_asked_for(tones: str, voice: int) -> None:
    with client(tones) as official:
        answer = official.tts.generate(TEXT, voice_id=voice_id(voice), language="en")
        assert answer.samples * 2 == len(answer.audio)
        assert answer.sample_rate == 24_000
        assert answer.duration_ms == pytest.approx(answer.samples / 24.0, abs=0.1)
        assert answer.generation_ms > 0
        assert answer.rtf == pytest.approx(answer.generation_ms / answer.duration_ms, rel=0.01, abs=1e-4)
        samples = np.array(answer.to_float32(), np.float32)
        assert words_heard(samples) == pytest.approx(6, abs=0.1)
        assert pitch_hz(samples[:9_600], 24_000) == pytest.approx(tone_hz(voice), abs=5)


def test_generate_with_the_default_voice_speaks(voices: str) -> None:
    with client(voices) as official:
        answer = official.tts.generate("The first rhapsode sang of Troy.", word_timestamps=True)
        assert [word.word for word in answer.word_timestamps] == ["The", "first", "rhapsode", "sang", "of", "Troy."]
        assert float(np.abs(answer.to_float32()).max()) > 0.1
        assert 1.0 < answer.duration_seconds < 5.0


def test_stream_gives_audio_then_words_then_one_final(tones: str) -> None:
    with client(tones) as official:
        items: list[Item] = list(official.tts.stream(TEXT, voice_id=voice_id(2), word_timestamps=True))
    assert isinstance(items[-1], dict)
    assert [type(item) for item in items].count(dict) == 1
    assert isinstance(items[-2], list)
    assert [word.word for word in items[-2]] == TEXT.split()
    assert [chunk.index for chunk in chunks_of(items)] == list(range(len(items) - 2))
    assert items[-1]["usage"]["audio_seconds"] == pytest.approx(0.48, abs=0.01)
    assert items[-1]["total_samples"] == sum(chunk.samples for chunk in chunks_of(items))


def test_two_sync_calls_follow_each_other(tones: str) -> None:
    with client(tones) as official:
        lengths = [official.tts.generate("la " * words, voice_id=voice_id(0)).samples for words in (4, 8)]
    assert lengths == [4 * 1_920, 8 * 1_920]


def test_one_pooled_socket_serves_request_after_request(tones: str) -> None:
    async def run() -> None:
        official = client(tones)
        await official.tts.connect_async()
        assert official.is_connected()
        pooled = official.tts._ws_connection
        for voice in (1, 5, 9):
            answer = await official.tts.generate_async(TEXT, voice_id=voice_id(voice))
            samples = np.array(answer.to_float32(), np.float32)
            assert pitch_hz(samples[:9_600], 24_000) == pytest.approx(tone_hz(voice), abs=5)
            assert official.tts._ws_connection is pooled, "a request cost a new connection"
        async with Prompt():
            await official.aclose()
        assert not official.is_connected()

    asyncio.run(run())


def test_create_connects_and_a_fresh_socket_serves_the_same(tones: str) -> None:
    async def run() -> None:
        official = await KugelAudio.create(api_key="k", api_url=f"http://{tones}/")
        assert official.is_connected()
        pooled = chunks_of(await all_of(official.tts.stream_async(TEXT, voice_id=voice_id(1))))
        fresh = chunks_of(await all_of(official.tts.stream_async(TEXT, voice_id=voice_id(1), reuse_connection=False)))
        assert np.array_equal(sound(fresh), sound(pooled))
        await official.aclose()

    asyncio.run(run())


# The client opens the socket on an event loop that it closes at once, and leaves socket and ping task behind; its next
# synchronous call then fails in the client itself, whatever the server does.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_connecting_from_synchronous_code_is_accepted(tones: str) -> None:
    official = client(tones, keepalive_ping_interval=None)
    official.connect()
    assert official.is_connected()
    official.tts._ws_connection = None
    official.close()
    gc.collect()


@pytest.mark.parametrize("token", FORMATS)
def test_every_output_format(tones: str, token: str) -> None:
    with client(tones) as official:
        items: list[Item] = list(official.tts.stream(TEXT, voice_id=voice_id(4), output_format=token))
    wanted = FORMATS[token]
    assert {chunk.sample_rate for chunk in chunks_of(items)} == {wanted.rate_hz}
    bytes_a_sample = 2 if wanted.encoding is Encoding.PCM_S16LE else 1
    assert all(len(chunk.audio) == chunk.samples * bytes_a_sample for chunk in chunks_of(items))
    delivered_s = sum(chunk.samples for chunk in chunks_of(items)) / wanted.rate_hz
    assert delivered_s == pytest.approx(0.48, abs=0.02)


@pytest.mark.parametrize("rate_hz", [8_000, 16_000, 22_050, 24_000, 44_100])
def test_every_sample_rate(tones: str, rate_hz: int) -> None:
    with client(tones) as official:
        answer = official.tts.generate(TEXT, voice_id=voice_id(4), sample_rate=rate_hz)
    assert answer.sample_rate == rate_hz
    samples = np.frombuffer(answer.audio, "<i2").astype(np.float32) / 32768.0
    assert len(samples) / rate_hz == pytest.approx(0.48, abs=0.02)
    assert answer.samples == len(samples)
    assert answer.duration_ms == pytest.approx(480, abs=1)
    assert pitch_hz(samples[: rate_hz * 2 // 5], rate_hz) == pytest.approx(tone_hz(4), abs=5)


def test_every_option_is_taken(tones: str) -> None:
    with client(tones) as official:
        items: list[Item] = list(
            official.tts.stream(
                TEXT,
                model_id="kugel-1-turbo",
                voice_id=voice_id(1),
                cfg_scale=9.0,
                temperature=0.4,
                max_new_tokens=8_192,
                normalize=False,
                language="en",
                speed=0.8,
                dictionary_ids=[],
            )
        )
    final = items[-1]
    assert isinstance(final, dict)
    delivered = sum(chunk.samples for chunk in chunks_of(items))
    assert delivered == final["delivered_samples"] == pytest.approx(6 * 1_920 / 0.8, rel=0.03)
    assert final["total_samples"] == 6 * 1_920, "slower is longer; the native total is not"


@pytest.mark.parametrize(
    ("request_", "error", "status"),
    [
        ({"text": "a" * 10_001}, ValidationError, 413),
        ({"text": "   "}, ValidationError, 400),
        ({"text": TEXT, "voice_id": 1}, NotFoundError, 404),
        ({"text": TEXT, "language": "xx"}, ValidationError, 400),
        ({"text": TEXT, "speed": 1.5}, ValidationError, 400),
        ({"text": TEXT, "sample_rate": 11_025}, ValidationError, 400),
        ({"text": TEXT, "output_format": "mp3"}, ValidationError, 400),
        ({"text": TEXT, "max_new_tokens": 0}, ValidationError, 400),
        ({"text": TEXT, "temperature": 9.0}, ValidationError, 400),
        ({"text": 5}, ValidationError, 400),
        ({"text": "la {fail} la"}, KugelAudioError, 500),
    ],
)
def test_an_error_is_typed_and_the_pooled_socket_lives_on(
    tones: str, request_: dict[str, Any], error: type[KugelAudioError], status: int
) -> None:
    async def run() -> None:
        official = client(tones)
        await official.tts.connect_async()
        pooled = official.tts._ws_connection
        with pytest.raises(error) as refused:
            await all_of(official.tts.stream_async(**request_))
        assert refused.value.status_code == status
        assert refused.value.message
        again = chunks_of(await all_of(official.tts.stream_async(TEXT, voice_id=voice_id(0))))
        assert sum(chunk.samples for chunk in again) == 6 * 1_920, "the next request hears the last one's leftovers"
        assert official.tts._ws_connection is pooled
        await official.aclose()

    asyncio.run(run())


def test_an_unknown_model_is_refused_at_the_handshake(tones: str) -> None:
    with client(tones) as official, pytest.raises(ValidationError) as refused:
        official.tts.generate(TEXT, model_id="no-such-model")
    assert refused.value.request_id, "the refusal names its request"


def test_malformed_json_is_told_and_the_socket_lives_on(tones: str) -> None:
    async def run() -> None:
        official = client(tones)
        await official.tts.connect_async()
        await official.tts._ws_connection.send('{"text": ')
        with pytest.raises(ValidationError):
            await all_of(official.tts.stream_async(TEXT))
        # That request was queued all the same: its answer is what the next call reads.
        leftover = await all_of(official.tts.stream_async("la " * 9, voice_id=voice_id(0)))
        assert sum(chunk.samples for chunk in chunks_of(leftover)) == 6 * 1_920
        await official.aclose()

    asyncio.run(run())


def test_a_reader_that_leaves_early_reads_its_leftovers_in_the_next_call(tones: str) -> None:
    """The protocol has no request ids on this socket; ``protocol/README.md`` says what to do instead."""

    async def run() -> None:
        official = client(tones)
        left = official.tts.stream_async("la {slow} " * 6, voice_id=voice_id(1))
        assert isinstance(await anext(left), AudioChunk)
        assert isinstance(await anext(left), AudioChunk)
        await left.aclose()
        second = await all_of(official.tts.stream_async(TEXT, voice_id=voice_id(6)))
        assert pitch_hz(sound(chunks_of(second))[:1_920], 24_000) == pytest.approx(tone_hz(1), abs=15)
        third = await all_of(official.tts.stream_async(TEXT, voice_id=voice_id(8)))
        assert pitch_hz(sound(chunks_of(third))[:9_600], 24_000) == pytest.approx(tone_hz(6), abs=5)
        fresh = await all_of(official.tts.stream_async(TEXT, voice_id=voice_id(8), reuse_connection=False))
        assert pitch_hz(sound(chunks_of(fresh))[:9_600], 24_000) == pytest.approx(tone_hz(8), abs=5)
        await official.aclose()

    asyncio.run(run())


def test_pings_are_answered_while_a_slow_first_audio_is_made(tones: str) -> None:
    async def run() -> None:
        official = client(tones, keepalive_ping_interval=0.1)
        await official.tts.connect_async()
        pooled = official.tts._ws_connection
        answering = asyncio.create_task(all_of(official.tts.stream_async("{slow}" * 10 + " la la la")))
        answered = 0
        while not answering.done():
            async with asyncio.timeout(LINGER_S):
                await (await pooled.ping())
            answered += 1
            await asyncio.sleep(0.1)
        assert answered > 10, "the audio was not slow; nothing has been shown"
        assert chunks_of(await answering)
        assert official.is_connected()
        await official.aclose()

    asyncio.run(run())
