"""What the real server sends on its sockets, held frame by frame against the description."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import websockets
from httpx import Client as HttpClient

from flow.house import SPEAKERS, Client, Frame, client, house, speaking_house
from protocol.schemas import faults
from rhapsode_protocol.documents import load_asyncapi

pytestmark = pytest.mark.slow

DOCUMENT = load_asyncapi()
EXPLAINED = {"word_timestamps": True, "debug": True, "voice_id": "tone-3"}


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with house("tone", max_contexts=2, context_idle_s=2.0) as address:
        yield address


def sent_on(path: str) -> dict[str, str]:
    """The schema of every message that the server sends on a socket, by the message's name in the document."""
    (channel,) = (one for one in DOCUMENT["channels"].values() if one["address"] == path)
    (operation,) = (
        one
        for one in DOCUMENT["operations"].values()
        if one["action"] == "send" and DOCUMENT["channels"][one["channel"]["$ref"].rpartition("/")[2]] is channel
    )
    names = [reference["$ref"].rpartition("/")[2] for reference in operation["messages"]]
    messages = DOCUMENT["components"]["messages"]
    return {name: messages[name]["payload"]["$ref"].rpartition("/")[2] for name in names}


def heard(path: str, frames: list[Frame]) -> set[str]:
    """Which messages these are; each must be exactly one of those that the socket is described to send."""
    names = set()
    for frame in frames:
        fits = [name for name, schema in sent_on(path).items() if not faults("asyncapi", schema, frame)]
        assert len(fits) == 1, f"{frame.keys()} is {fits or 'nothing that is described'}: {best_guess(path, frame)}"
        names |= set(fits)
        assert ("context_id" in frame) == (path == "/ws/tts/multi") or fits[0] in MAY_LACK_A_CONTEXT
    return names


MAY_LACK_A_CONTEXT = {"failed", "warned", "interrupted", "settingsUpdated", "socketClosing"}


def best_guess(path: str, frame: Frame) -> list[str]:
    return min((faults("asyncapi", schema, frame) for schema in sent_on(path).values()), key=len)


class Log(Client):
    """A client that keeps every frame it gets."""

    def __init__(self, socket: websockets.ClientConnection) -> None:
        super().__init__(socket)
        self.frames: list[Frame] = []

    async def receive(self) -> Frame:
        """The next frame."""
        frame = await super().receive()
        self.frames.append(frame)
        return frame


def talk(address: str, path: str, script: Any, query: str = "") -> list[Frame]:
    """Open a socket, follow a script, and give everything that the server said."""

    async def run() -> list[Frame]:
        async with client(address, path, query) as opened:
            log = Log(opened.socket)
            await script(log)
            return log.frames

    return asyncio.run(run())


def test_one_text_after_another(address: str) -> None:
    async def script(log: Log) -> None:
        await log.send({"text": "One two three.", **EXPLAINED})
        await log.until("final")
        await log.send({"text": "One two.", "output_format": "ulaw_8000", "speed": 1.1})
        await log.until("final")
        await log.send({"text": "…"})
        await log.until("final")
        await log.send({"text": "One.", "voice_id": 90_001, "language": "xx"}, {"text": ""}, {"text": "{fail}"})
        for _ in range(3):
            await log.until("error")
        await log.send({"update_settings": {"speed": 0.9, "language": "en"}})
        await log.until("settings_updated")
        await log.send({"text": "One " * 500}, {"cancel": True})
        await log.until("interrupted")

    assert heard("/ws/tts", talk(address, "/ws/tts", script)) == sent_on("/ws/tts").keys()


def test_tokens(address: str) -> None:
    async def script(log: Log) -> None:
        await log.send(
            {"text": "One two three. ", **EXPLAINED}, {"text": "<prosody rate='x'>four</prosody>", "flush": True}
        )
        await log.until("session_closed")
        await log.send({"text": "One " * 500}, {"cancel": True})
        await log.until("interrupted")
        await log.send(
            {"update_settings": {"speed": 0.9}}, {"update_settings": {"voice_id": 1}}, {"text": "{fail}", "flush": True}
        )
        await log.until("settings_updated")
        await log.until("error")
        await log.until("error")
        await log.socket.send(b"\0")
        await log.socket.send("{")
        await log.until("error")
        await log.until("error")
        await log.send({"close_socket": True})
        await log.until("session_closed")

    frames = talk(address, "/ws/tts/stream", script, "sdk=test")
    assert heard("/ws/tts/stream", frames) == sent_on("/ws/tts/stream").keys()


def test_tokens_of_an_original_client(address: str) -> None:
    async def script(log: Log) -> None:
        await log.send({"text": "One two three."}, {"flush": True})
        await log.until("chunk_complete")
        await log.send({"close": True})
        await log.until("session_closed")

    assert heard("/ws/tts/stream", talk(address, "/ws/tts/stream", script)) >= {"audio", "chunkComplete", "turnClosed"}


def test_many_voices(address: str) -> None:
    async def script(log: Log) -> None:
        hero, ghost, third = ({"context_id": name} for name in ("hero", "ghost", "third"))
        await log.send({"text": "", "voice_id": "tone-1"}, {"text": " ", **hero, **EXPLAINED}, {"text": " ", **ghost})
        await log.until("context_created", **hero)
        await log.until("context_created", **ghost)
        await log.send({"text": " ", **third})
        await log.until("error")
        await log.send({"text": "One two.", **hero, "flush": True}, {"text": "…", **ghost, "flush": True})
        await log.until("final", **hero)
        await log.send({"text": "{fail}", **hero, "flush": True})
        await log.until("error", **hero)
        await log.send({"text": "One " * 500, **hero}, {"cancel": True, **hero})
        await log.until("interrupted", **hero)
        await log.send({"close_context": True, **hero}, {"text": "Late.", **hero}, {"keep_alive": True, **ghost})
        await log.until("context_closed", **hero)
        await log.until("error", **hero)
        await log.send({"update_settings": {"speed": 0.9}}, {"cancel": True})
        await log.until("settings_updated")
        await log.until("interrupted")
        # Left alone until it is closed for idleness.
        await log.until("context_closed", **ghost)
        await log.send({"text": "One.", **third, "flush": True}, {"close_context": True, **third, "immediate": True})
        await log.until("context_closed", **third)
        await log.send({"close_socket": True})
        await log.until("session_closed")

    assert heard("/ws/tts/multi", talk(address, "/ws/tts/multi", script)) == sent_on("/ws/tts/multi").keys()


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/ws/tts?model_id=gpt-4", 400),
        ("/ws/tts/nowhere", 404),
        ("/v1/audio/transcriptions/stream?api_key=x", 501),
        ("/v1/audio/enhance/stream?api_key=x&session=1", 501),
    ],
)
def test_a_refused_handshake_has_the_error_body_of_rest(address: str, path: str, status: int) -> None:
    async def run() -> websockets.Response:
        with pytest.raises(websockets.InvalidStatus) as caught:
            await websockets.connect(f"ws://{address}{path}")
        return caught.value.response

    response = asyncio.run(run())
    assert response.status_code == status
    assert faults("openapi", "error", json.loads(response.body or b"")) == []


def shown() -> list[tuple[str, Frame]]:
    """Every client frame that the document shows, with the path of its socket."""
    return [
        (DOCUMENT["channels"][operation["channel"]["$ref"].rpartition("/")[2]]["address"], example["payload"])
        for operation in DOCUMENT["operations"].values()
        if operation["action"] == "receive"
        for reference in operation["messages"]
        for example in DOCUMENT["components"]["messages"][reference["$ref"].rpartition("/")[2]]["examples"]
    ]


@pytest.mark.parametrize("engine", SPEAKERS)
def test_every_client_frame_shown_is_taken_by_a_server(engine: str, models_dir: Path) -> None:
    async def say(address: str, path: str, frame: Frame) -> list[Frame]:
        async with client(address, path, "sdk=test") as opened:
            log = Log(opened.socket)
            try:
                await log.send(frame, {"update_settings": {"speed": 1.0}})
                await log.until("settings_updated")
            except websockets.ConnectionClosed:
                assert opened.socket.close_code == 1_000
            return log.frames

    with speaking_house(engine, models_dir) as address:
        for path, frame in shown():
            heard(path, asyncio.run(say(address, path, frame)))


def test_the_description_is_served_with_the_version_and_the_limit_in_force(address: str) -> None:
    with HttpClient() as http:
        served = http.get(f"http://{address}/asyncapi.json").json()
        told = http.get(f"http://{address}/health").json()
    assert served["info"]["version"] == told["version"]
    assert served["components"]["schemas"]["piece"]["maxLength"] == 10_000
    assert served["components"]["schemas"]["text"]["maxLength"] == 10_000
    assert served["channels"] == DOCUMENT["channels"]
