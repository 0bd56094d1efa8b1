"""All audio is marked, on every endpoint, in every format and at every rate, with the message of whoever asked for it;
and where it cannot be marked there is none."""

from __future__ import annotations

import asyncio
import json
import urllib.error
import urllib.request
from base64 import b64decode
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soxr

from flow.house import client, get, house
from rhapsode_protocol.formats import FORMATS, Encoding
from rhapsode_server.access.key_store import KeyStore
from rhapsode_server.audio import embedded
from rhapsode_server.sound import Samples

pytest.importorskip("audioseal")

from rhapsode_server.audio.geometry import MODEL_RATE_HZ  # noqa: E402
from rhapsode_server.audio.pairs import PairShelf  # noqa: E402
from rhapsode_server.detection.calibration import Calibration  # noqa: E402
from rhapsode_server.detection.detector import Detector, FrameScores  # noqa: E402
from rhapsode_server.detection.verdict import Examination, examine  # noqa: E402

pytestmark = pytest.mark.slow

SERVERS, TENANTS = 0x2A5C, 0xD3A1

TEXT = (
    "When the ships came home, the women stood on the long wall and counted every sail against the evening light. "
    "Nobody in the old town remembers who built the narrow stone bridge that leads over the river to the mill."
)
"""Some ten seconds."""


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with house("espeak", watermark="required", watermark_message=hex(SERVERS)) as served:
        yield served


def found_in(samples: Samples, rate_hz: int) -> Examination:
    """What the embedded detector finds."""
    [loaded] = PairShelf(model="embedded").detectors()
    sound = soxr.resample(samples, rate_hz, MODEL_RATE_HZ).astype(np.float32)
    scores = FrameScores.joined(Detector(loaded.network).scores([sound]))
    yardstick = Calibration.from_card(embedded.card()["calibration"])
    return examine(scores, yardstick, pair="embedded", duration_s=len(samples) / rate_hz, expected=SERVERS)


def decoded(payload: bytes, encoding: Encoding) -> Samples:
    if encoding is Encoding.PCM_S16LE:
        return np.frombuffer(payload, "<i2").astype(np.float32) / 32768.0
    codes = np.frombuffer(payload, np.uint8)
    # ITU-T G.711, tables 1a and 2a, by their formulas.
    if encoding is Encoding.MULAW:
        codes = ~codes
        magnitude = ((((codes & 15) << 3) + 132).astype(np.int32) << ((codes >> 4) & 7).astype(np.int32)) - 132
        return (np.where(codes & 128, -magnitude, magnitude) / 32768.0).astype(np.float32)
    codes = codes ^ 0x55
    exponent, mantissa = ((codes >> 4) & 7).astype(np.int32), (codes & 15).astype(np.int32)
    magnitude = np.where(exponent == 0, (mantissa << 4) + 8, ((mantissa << 4) + 264) << np.maximum(exponent - 1, 0))
    return (np.where(codes & 128, magnitude, -magnitude) / 32768.0).astype(np.float32)


def rest(address: str, key: str | None = None, **said: Any) -> bytes:
    headers = {"Content-Type": "application/json", **({} if key is None else {"X-API-Key": key})}
    body = json.dumps({"text": TEXT, **said}).encode()
    request = urllib.request.Request(f"http://{address}/v1/tts/generate", body, headers)
    with urllib.request.urlopen(request, timeout=60) as answer:
        payload: bytes = answer.read()
        return payload


async def whole(address: str, path: str) -> tuple[Samples, set[str]]:
    """The sound of one turn on a socket, and what its last frames say of the mark."""
    message: dict[str, Any] = {"text": TEXT}
    if path == "/ws/tts/stream":
        message["flush"] = True
    if path == "/ws/tts/multi":
        message |= {"context_id": "a", "flush": True}
    async with client(address, path, "sdk=tests" if path == "/ws/tts/stream" else "") as socket:
        await socket.send(message)
        frames = await socket.until("final")
    payload = b"".join(b64decode(frame["audio"]) for frame in frames if "audio" in frame)
    return decoded(payload, Encoding.PCM_S16LE), {frame["watermark"] for frame in frames if "watermark" in frame}


@pytest.mark.parametrize("path", ["/ws/tts", "/ws/tts/stream", "/ws/tts/multi"])
def test_every_socket_gives_marked_audio_and_says_so(address: str, path: str) -> None:
    samples, said = asyncio.run(whole(address, path))
    examination = found_in(samples, 24_000)
    assert examination.marked
    assert examination.message_match
    assert said == {"embedded"}
    [span] = examination.spans
    assert span.start_s < 0.5
    assert span.end_s > examination.duration_s - 1.0


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_and_rate_carries_mark_and_message(address: str, name: str) -> None:
    audio_format = FORMATS[name]
    payload = rest(address, output_format=name)
    examination = found_in(decoded(payload, audio_format.encoding), audio_format.rate_hz)
    assert examination.marked
    assert examination.message_match, f"{examination.message:#06x}"


@pytest.mark.parametrize("speed", [0.8, 1.2])
def test_changed_speed_is_marked_behind_the_change(address: str, speed: float) -> None:
    examination = found_in(decoded(rest(address, speed=speed), Encoding.PCM_S16LE), 24_000)
    assert examination.marked
    assert examination.message_match


def test_a_key_has_its_own_message_and_everybody_else_the_servers(tmp_path: Path) -> None:
    store = KeyStore(tmp_path / "keys.db")
    _, tenants = store.create("tenant", 1.0, watermark_message=TENANTS)
    _, plain = store.create("plain", 1.0)
    settings = {"keys_db": tmp_path / "keys.db", "watermark": "required", "watermark_message": hex(SERVERS)}
    with house("espeak", **settings) as address:
        messages = [
            found_in(decoded(rest(address, key), Encoding.PCM_S16LE), 24_000).message for key in (tenants, plain)
        ]
    assert messages == [TENANTS, SERVERS]


def test_a_key_has_its_own_mark_and_its_tokens_too(tmp_path: Path) -> None:
    # The tone engine's sound is always the same, so that only the mark differs.
    store = KeyStore(tmp_path / "keys.db")
    _, tenants = store.create("tenant", 1.0, watermark_message=TENANTS)
    _, plain = store.create("plain", 1.0)
    settings = {"keys_db": tmp_path / "keys.db", "watermark": "required", "watermark_message": hex(SERVERS)}
    with house("tone", **settings) as address:
        request = urllib.request.Request(
            f"http://{address}/v1/tokens", b"{}", {"X-API-Key": tenants, "Content-Type": "application/json"}
        )
        with urllib.request.urlopen(request, timeout=60) as answer:
            token = json.load(answer)["token"]
        tenants_own, servers, by_token = (rest(address, shown) for shown in (tenants, plain, token))
        assert rest(address, plain) == servers, "never drawn by chance"
    assert tenants_own == by_token != servers
    with house("tone", watermark="required", watermark_message=hex(TENANTS)) as address:
        assert rest(address) == tenants_own


def test_health_names_the_pair(address: str) -> None:
    health = get(address, "/health")
    assert health["watermark"] == "embedded"
    assert "comes with Rhapsode" in health["watermark_reason"]


def test_without_a_mark_there_is_no_audio_and_one_clear_error(tmp_path: Path) -> None:
    settings = {"watermark": "required", "watermark_model": "audioseal_wm_16bits", "model_dir": tmp_path}
    with house("espeak", awaited=False, **settings) as address:
        with pytest.raises(urllib.error.HTTPError) as refused:
            rest(address)
        body = json.load(refused.value)
        assert (refused.value.code, body["error_code"]) == (503, "MODEL_UNAVAILABLE")
        [worker] = get(address, "/health")["workers"]
        assert "must be watermarked" in worker["last_error"]
        assert "has no generator_base.pth" in worker["last_error"]
