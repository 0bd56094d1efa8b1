"""Clients of a soak: each comes, does one thing that clients do, and goes."""

from __future__ import annotations

import asyncio
import json
import random
import urllib.request
from collections.abc import Awaitable, Callable

from rhapsode_bench.context_socket import contexts
from rhapsode_bench.spoken_text import PARAGRAPH, SPOKEN_TEXTS, tokens_of
from rhapsode_bench.turn_listener import TurnFailed, open_socket
from rhapsode_client.frames import decode, encode
from rhapsode_protocol.messages import Audio, Cancel, Failed, Input, Interrupted, TurnClosed

Visitor = Callable[[str], Awaitable[None]]
"""Visits the server at a URL once."""

TOKENS_PER_SECOND = 200.0
STOPPED_S = 2.0
"""How long a slow reader does not read. Longer than the server's grace for such readers, and it would be cut off."""
PAUSE_S = 0.2
"""After the shortest visits; without it these would be nearly all of the traffic."""
FRAME_WITHIN_S = 30.0
NEXT_TEXT = "Go on, please, I am listening to you."


async def speak(url: str) -> None:
    """Turns in three contexts of one socket, at once and one after the other."""
    names = ["first", "second", "third"]
    async with contexts(url, names) as socket:
        for spoken in random.sample(SPOKEN_TEXTS, 2):
            tokens = tokens_of(spoken.text)
            await asyncio.gather(*(socket.speak(name, tokens, TOKENS_PER_SECOND) for name in names))


async def barge_in(url: str) -> None:
    """Interrupt, speak on, and interrupt again."""
    async with contexts(url, ["speaker"]) as socket:
        for _ in range(3):
            figures = await socket.barge_in("speaker", " ".join([PARAGRAPH.text] * 3), NEXT_TEXT)
            if figures.frames_after:
                raise TurnFailed(f"{figures.frames_after} audio frames came after `interrupted`")
            await asyncio.sleep(PAUSE_S)


async def drop(url: str) -> None:
    """Be gone in mid-speech, without a word: as a phone is that has lost its network."""
    async with open_socket(url, "/ws/tts/stream") as socket:
        await socket.send(encode(Input(text=PARAGRAPH.text, flush=True)))
        while not isinstance(decode(await asyncio.wait_for(socket.recv(), FRAME_WITHIN_S)), Audio):
            pass
        socket.transport.abort()
    await asyncio.sleep(PAUSE_S)


async def read_slowly(url: str) -> None:
    """Stop reading in mid-speech, for less than the server puts up with, and read the rest then."""
    async with open_socket(url, "/ws/tts/stream") as socket:
        await socket.send(encode(Input(text=" ".join([PARAGRAPH.text] * 4), flush=True)))
        await asyncio.wait_for(socket.recv(), FRAME_WITHIN_S)
        socket.transport.pause_reading()
        await asyncio.sleep(STOPPED_S)
        socket.transport.resume_reading()
        while not isinstance(message := decode(await asyncio.wait_for(socket.recv(), FRAME_WITHIN_S)), TurnClosed):
            if isinstance(message, Failed):
                raise TurnFailed(str(message.error))


async def request(url: str) -> None:
    """One request to the REST endpoint, and one look at the server's health."""

    def ask() -> None:
        body = json.dumps({"text": SPOKEN_TEXTS[0].text}).encode()
        headers = {"content-type": "application/json"}
        call = urllib.request.Request(f"{url}/v1/tts/generate", body, headers)
        with urllib.request.urlopen(call, timeout=FRAME_WITHIN_S) as answer:
            if len(answer.read()) < 1_000:
                raise TurnFailed("the answer holds no sound")
        with urllib.request.urlopen(f"{url}/health", timeout=FRAME_WITHIN_S) as answer:
            answer.read()

    await asyncio.to_thread(ask)
    await asyncio.sleep(PAUSE_S)


async def knock(url: str) -> None:
    """Open a socket, begin a turn, cancel it before it has spoken, and leave in order."""
    async with open_socket(url, "/ws/tts/stream") as socket:
        await socket.send(encode(Input(text="Well")))
        await socket.send(encode(Cancel()))
        while not isinstance(message := decode(await asyncio.wait_for(socket.recv(), FRAME_WITHIN_S)), Interrupted):
            if isinstance(message, (Audio, Failed)):
                raise TurnFailed("a cancel was not answered by `interrupted`")
    await asyncio.sleep(PAUSE_S)


VISITORS: dict[str, Visitor] = {
    "speak": speak,
    "barge in": barge_in,
    "drop": drop,
    "read slowly": read_slowly,
    "request": request,
    "knock": knock,
}
"""Every kind of client by its name."""
