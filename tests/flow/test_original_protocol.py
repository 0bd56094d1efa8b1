"""The message sequences of the original protocol description, from the socket, with the espeak voice."""

from __future__ import annotations

import asyncio
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import orjson
import pytest

from flow.house import SPEAKERS, chosen, client, get, sound, speaking_house
from rhapsode_protocol.formats import FORMATS

pytestmark = pytest.mark.slow

TEXT = "The first rhapsode sang of Troy. The second one sang of Ithaca, and of the long way home."
STATISTICS = {
    "chunks",
    "total_samples",
    "dur_ms",
    "gen_ms",
    "rtf",
    "delivered_samples",
    "delivered_ms",
    "first_audible_ms",
    "watermark",
    "usage",
}


@pytest.fixture(scope="module", params=SPEAKERS)
def address(request: pytest.FixtureRequest, models_dir: Path) -> Iterator[str]:
    # Contexts wait for each other here, on a slow machine for longer than they may be idle by default.
    with speaking_house(request.param, models_dir, context_idle_s=120) as served:
        yield served


def post(address: str, body: dict[str, object], path: str = "/v1/tts/generate") -> tuple[int, dict[str, str], bytes]:
    request = urllib.request.Request(
        f"http://{address}{path}", orjson.dumps(body), {"Content-Type": "application/json"}
    )
    try:
        with urllib.request.urlopen(request, timeout=30) as response:
            return response.status, dict(response.headers.items()), response.read()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, dict(error.headers.items()), error.read()


def is_speech(samples: np.ndarray) -> bool:
    return samples.size > 0 and float(np.sqrt(np.mean(samples**2))) > 0.01 and float(np.max(np.abs(samples))) <= 1.0


# --- /ws/tts ---------------------------------------------------------------------------------------------------------


def test_one_shot_request(address: str) -> None:
    async def run() -> None:
        async with client(address, "/ws/tts") as socket:
            await socket.send({"text": TEXT, "model_id": "kugel-1-turbo", "cfg_scale": 2.0, "max_new_tokens": 2048})
            frames = await socket.until("final")
            audio, final = chosen(frames, "audio"), frames[-1]
            assert [frame["idx"] for frame in audio] == list(range(len(audio)))
            assert all(frame["enc"] == "pcm_s16le" and frame["sr"] == 24_000 for frame in audio)
            assert final.keys() >= STATISTICS
            samples = sound(frames)
            assert is_speech(samples)
            assert len(samples) == final["delivered_samples"] == sum(frame["samples"] for frame in audio)
            assert final["chunks"] == len(audio)
            assert final["dur_ms"] == pytest.approx(final["total_samples"] / 24.0, abs=0.1)
            assert final["rtf"] == pytest.approx(final["gen_ms"] / final["dur_ms"], rel=0.01, abs=1e-4)
            assert final["first_audible_ms"] > 0
            assert final["watermark"] == "none"
            # The socket is used again, with another voice.
            await socket.send({"text": "And again.", "voice_id": "espeak-de"})
            assert is_speech(sound(await socket.until("final")))

    asyncio.run(run())


def test_one_shot_word_timings_precede_final_and_cut_the_clients_text(address: str) -> None:
    async def run() -> None:
        async with client(address, "/ws/tts") as socket:
            await socket.send({"text": TEXT, "word_timestamps": True})
            frames = await socket.until("final")
            words = [word for frame in chosen(frames, "word_timestamps") for word in frame["word_timestamps"]]
            assert [TEXT[word["source_start"] : word["source_end"]] for word in words] == TEXT.split()
            starts = [word["start_ms"] for word in words]
            assert starts == sorted(starts)
            assert all(0 <= word["start_ms"] <= word["end_ms"] for word in words)
            assert words[-1]["end_ms"] <= frames[-1]["delivered_ms"] + 1

    asyncio.run(run())


# --- /ws/tts/stream --------------------------------------------------------------------------------------------------


def test_stream_config_text_flush_close(address: str) -> None:
    async def run() -> None:
        async with client(address, "/ws/tts/stream") as socket:
            await socket.send({"voice_id": "espeak-en-us-f3", "sample_rate": 24_000, "word_timestamps": True})
            for token in TEXT.split(" "):
                await socket.send({"text": token + " "})
            await socket.send({"flush": True})
            frames = []
            while sum("chunk_complete" in frame for frame in frames) < 1 or not _all_spoken(frames):
                frames += await socket.until("chunk_complete")
            assert not chosen(frames, "final"), "the original flush leaves the session open"
            await socket.send({"text": "One more thing.", "flush": True})
            frames += await socket.until("chunk_complete")
            await socket.send({"close": True})
            frames += await socket.until("session_closed")
            assert frames[-1]["total_audio_seconds"] == pytest.approx(len(sound(frames)) / 24_000, abs=0.01)
            assert await socket.closed() == 1000
            _check_chunks(frames)

    asyncio.run(run())


def _all_spoken(frames: list[dict[str, object]]) -> bool:
    started = " ".join(str(frame["text"]) for frame in chosen(frames, "generation_started"))
    return started.split() == TEXT.split()


def _check_chunks(frames: list[dict[str, object]]) -> None:
    started = [frame["chunk_id"] for frame in chosen(frames, "generation_started")]
    assert started == list(range(len(started)))
    for chunk_id in started:
        of_chunk = [frame for frame in frames if frame.get("chunk_id") == chunk_id]
        keys = [next(key for key in frame if key in KINDS) for frame in of_chunk]
        assert keys == sorted(keys, key=KINDS.index), "started, audio, timings, complete: in this order"
        seconds = sum(int(str(frame["samples"])) for frame in chosen(of_chunk, "audio")) / 24_000
        assert of_chunk[-1]["audio_seconds"] == pytest.approx(seconds, abs=0.001)


KINDS = ["generation_started", "audio", "word_timestamps", "chunk_complete"]


def test_stream_speaks_while_the_text_is_still_coming(address: str) -> None:
    async def run() -> None:
        async with client(address, "/ws/tts/stream") as socket:
            await socket.send({"text": "The first rhapsode sang of Troy, and then "})
            assert "generation_started" in await socket.receive()
            await socket.until("chunk_complete")
            await socket.send({"text": "he was tired."}, {"close": True})
            frames = await socket.until("session_closed")
            assert is_speech(sound(frames))

    asyncio.run(run())


def test_stream_of_todays_clients_ends_the_turn_with_a_flush(address: str) -> None:
    async def run() -> None:
        async with client(address, "/ws/tts/stream", "sdk=python&sdk_version=2.7.0") as socket:
            for voice in ("espeak-en-us", "espeak-de-f2"):
                await socket.send({"text": "Two turns on one socket.", "flush": True, "voice_id": voice})
                frames = await socket.until("session_closed")
                assert [key for frame in frames[-2:] for key in frame if key in ("final", "session_closed")] == [
                    "final",
                    "session_closed",
                ]
                assert frames[-1]["usage"]["audio_seconds"] > 0.5

    asyncio.run(run())


# --- /ws/tts/multi ---------------------------------------------------------------------------------------------------


def test_five_contexts_with_voices_of_their_own_interleaved(address: str) -> None:
    voices = [voice["id"] for voice in get(address, "/v1/voices?language=en-us&limit=5")["voices"]]
    names = [f"ctx{number}" for number in range(5)]

    async def run() -> None:
        async with client(address, "/ws/tts/multi") as socket:
            for name, voice in zip(names, voices, strict=True):
                await socket.send({"text": " ", "context_id": name, "voice_settings": {"voice_id": voice}})
            for _ in names:
                assert (await socket.receive())["context_created"]
            for token in TEXT.split(" "):
                for name in names:
                    await socket.send({"text": token + " ", "context_id": name})
            for name in names:
                await socket.send({"flush": True, "context_id": name})
            frames, waiting = [], set(names)
            while waiting:
                frames.append(await socket.receive())
                if frames[-1].get("final"):
                    waiting.remove(frames[-1]["context_id"])
            sounds = {name: sound(frames, context_id=name) for name in names}
            for name in names:
                text = " ".join(
                    frame["text"] for frame in chosen(frames, "generation_started") if frame["context_id"] == name
                )
                assert text.split() == TEXT.split()
                assert is_speech(sounds[name])
            spectra = {name: _voice_print(samples) for name, samples in sounds.items()}
            for one in names:
                for other in names:
                    assert one == other or np.abs(spectra[one] - spectra[other]).max() > 0.005, "two voices sound alike"
            await socket.send({"close_context": True, "context_id": names[0]})
            closing = await socket.until("context_closed")
            assert closing[-2]["final"]
            assert closing[-2]["is_final"]
            await socket.send({"close_socket": True})
            assert (await socket.until("session_closed"))[-1]["total_audio_seconds"] > 10
            assert await socket.closed() == 1000

    asyncio.run(run())


def _voice_print(samples: np.ndarray) -> np.ndarray:
    frames = samples[: len(samples) // 1024 * 1024].reshape(-1, 1024) * np.hanning(1024)
    spectrum = np.log1p(np.abs(np.fft.rfft(frames, axis=1)).mean(axis=0))[:200]
    return np.asarray(spectrum / np.linalg.norm(spectrum))


def test_a_sixth_context_is_refused_and_the_others_live(address: str) -> None:
    async def run() -> None:
        async with client(address, "/ws/tts/multi") as socket:
            for number in range(6):
                await socket.send({"text": " ", "context_id": f"c{number}"})
            frames = await socket.until("error")
            assert frames[-1]["error_code"] == "TOO_MANY_CONTEXTS"
            assert frames[-1]["code"] == 429
            assert frames[-1]["context_id"] == "c5"
            await socket.send({"text": "Still here.", "context_id": "c0", "flush": True})
            assert is_speech(sound(await socket.until("final")))

    asyncio.run(run())


# --- Formats, tags, REST ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("token", FORMATS)
def test_every_format(address: str, token: str) -> None:
    wanted = FORMATS[token]

    async def run() -> None:
        async with client(address, "/ws/tts") as socket:
            await socket.send({"text": TEXT, "output_format": token, "sample_rate": 24_000})
            frames = await socket.until("final")
            audio = chosen(frames, "audio")
            assert {(frame["enc"], frame["sr"]) for frame in audio} == {(wanted.encoding.value, wanted.rate_hz)}
            final = frames[-1]
            assert final["delivered_ms"] == pytest.approx(final["dur_ms"], rel=0.01)
            assert sum(frame["samples"] for frame in audio) == final["delivered_samples"]

    asyncio.run(run())


@pytest.mark.parametrize("rate_hz", [8_000, 16_000, 22_050, 24_000, 44_100, 48_000])
def test_every_rate_by_sample_rate(address: str, rate_hz: int) -> None:
    status, headers, body = post(address, {"text": TEXT, "sample_rate": rate_hz})
    assert status == 200
    assert headers["x-sample-rate"] == str(rate_hz)
    samples = np.frombuffer(body, "<i2").astype(np.float32) / 32768.0
    assert is_speech(samples)
    assert 4.0 < len(samples) / rate_hz < 9.0


def test_spell_and_prosody(address: str) -> None:
    async def run() -> None:
        async with client(address, "/ws/tts/stream") as socket:
            await socket.send(
                {"text": "My address is <spell>kim@x.de</spell>, "},
                {"text": '<prosody rate="slow">so write to me at once</prosody> please.'},
                {"close": True},
            )
            frames = await socket.until("session_closed")
            spoken = " ".join(frame["text"] for frame in chosen(frames, "generation_started"))
            assert "K, I, M" in spoken
            assert "at" in spoken.split()
            assert "dot" in spoken
            assert "<" not in spoken

    asyncio.run(run())


def test_speed_changes_duration(address: str) -> None:
    seconds = {}
    for speed in (0.8, 1.0, 1.2):
        _, _, body = post(address, {"text": TEXT, "speed": speed})
        seconds[speed] = len(body) / 48_000
    assert seconds[0.8] == pytest.approx(seconds[1.0] / 0.8, rel=0.02)
    assert seconds[1.2] == pytest.approx(seconds[1.0] / 1.2, rel=0.02)


@pytest.mark.parametrize("path", ["/v1/tts/generate", "/predict"])
def test_rest_body_and_headers(address: str, path: str) -> None:
    status, headers, body = post(address, {"text": "Hello there."}, path)
    assert status == 200
    assert headers["content-type"] == "audio/pcm"
    assert headers["x-audio-format"] == "pcm_s16le"
    assert headers["x-kugelaudio-ai-generated"] == "true"
    assert is_speech(np.frombuffer(body, "<i2").astype(np.float32) / 32768.0)


@pytest.mark.parametrize(
    ("body", "status", "code", "field"),
    [
        ({}, 400, "VALIDATION_ERROR", "text"),
        ({"text": ""}, 400, "VALIDATION_ERROR", "text"),
        ({"text": "…"}, 400, "VALIDATION_ERROR", "text"),
        ({"text": "a" * 10_001}, 413, "VALIDATION_ERROR", "text"),
        ({"text": "Hello.", "voice_id": 1}, 404, "NOT_FOUND", "voice_id"),
        ({"text": "Hello.", "model_id": "nope"}, 400, "VALIDATION_ERROR", "model_id"),
        ({"text": "Hello.", "language": "xx"}, 400, "VALIDATION_ERROR", "language"),
        ({"text": "Hello.", "sample_rate": 11_025}, 400, "VALIDATION_ERROR", "sample_rate"),
        ({"text": "Hello.", "speed": 1.3}, 400, "VALIDATION_ERROR", "speed"),
        ({"text": "Hello.", "speed": True}, 400, "VALIDATION_ERROR", "speed"),
        ({"text": "Hello.", "word_timestamps": True}, 400, "VALIDATION_ERROR", "word_timestamps"),
        ({"text": "Hello.", "surprise": 1}, 400, "VALIDATION_ERROR", "surprise"),
        ({"text": '<prosody rate="furious">No.</prosody>'}, 400, "VALIDATION_ERROR", None),
    ],
)
def test_rest_refuses_clearly(address: str, body: dict[str, object], status: int, code: str, field: str | None) -> None:
    answered, headers, answer = post(address, body)
    error = orjson.loads(answer)
    assert (answered, error["code"], error["error_code"]) == (status, status, code)
    assert error["error"]
    assert headers["x-request-id"]
    if field is not None:
        assert error["field"] == field


def test_resources(address: str) -> None:
    assert get(address, "/health")["status"] == "ok"
    assert get(address, "/ready")["status"] == "ready"
    models = get(address, "/v1/models")["models"]
    assert models[0]["id"]
    page = get(address, "/v1/voices?limit=3&offset=2")
    assert len(page["voices"]) == 3
    assert (page["limit"], page["offset"]) == (3, 2)
    first = page["voices"][0]
    assert get(address, f"/v1/voices/{first['id']}")["handle"] == first["handle"]
    assert get(address, f"/v1/voices/{first['handle']}")["id"] == first["id"]


def test_wrong_frames_are_refused_and_the_socket_lives_on(address: str) -> None:
    async def run() -> None:
        async with client(address, "/ws/tts/stream", "sdk=test") as socket:
            for wrong in ("{", "[]", '"text"', '{"text": 5}', '{"text": "a", "speed": NaN}', '{"speed": 1e999}'):
                await socket.socket.send(wrong)
                frame = await socket.receive()
                assert frame["error_code"] == "VALIDATION_ERROR", wrong
            await socket.socket.send(b"\x00\x01")
            assert (await socket.receive())["error_code"] == "VALIDATION_ERROR"
            await socket.send({"text": "Still here.", "flush": True})
            assert is_speech(sound(await socket.until("session_closed")))

    asyncio.run(run())


def test_an_escape_cut_in_two_frames_is_one_character(address: str) -> None:
    async def run() -> None:
        async with client(address, "/ws/tts/stream", "sdk=test") as socket:
            await socket.socket.send('{"text": "Hello \\ud83d", "word_timestamps": true}')
            await socket.socket.send('{"text": "\\ude00 there you are.", "flush": true}')
            frames = await socket.until("session_closed")
            words = [word for frame in chosen(frames, "word_timestamps") for word in frame["word_timestamps"]]
            whole = "Hello \U0001f600 there you are."
            assert [whole[word["source_start"] : word["source_end"]] for word in words][-3:] == ["there", "you", "are."]

    asyncio.run(run())
