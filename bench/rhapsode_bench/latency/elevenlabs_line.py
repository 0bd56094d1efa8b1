"""A socket shaped like ElevenLabs' ``stream-input``: one for each turn, text in words, sound as base64."""

from __future__ import annotations

import asyncio
import time
from base64 import b64decode
from collections.abc import Iterator, Sequence
from typing import Any

from websockets.asyncio.client import ClientConnection
from websockets.asyncio.client import connect as open_websocket
from websockets.exceptions import ConnectionClosed, InvalidHandshake, InvalidStatus
from websockets.protocol import State

from rhapsode_bench.latency.hearing import Hearing
from rhapsode_bench.latency.line import (
    CANNOT_CONNECT,
    CONNECT_WITHIN_S,
    REFUSED,
    SERVER_ERROR,
    UNREADABLE,
    Line,
    LineError,
    Target,
    stop,
)
from rhapsode_bench.turn_listener import MAX_FRAME_BYTES
from rhapsode_client.address import parse_address
from rhapsode_client.authorization import authorization
from rhapsode_protocol.errors import InvalidJson
from rhapsode_protocol.wire_json import dumps, loads_object

DEFAULT_VOICE, DEFAULT_MODEL = "default", "eleven_flash_v2_5"


class ElevenlabsLine(Line):
    """A socket for each turn, because the protocol ends with the text's end."""

    def __init__(self, target: Target, tokens_per_second: float) -> None:
        super().__init__(target, tokens_per_second)
        self._address = parse_address(target.url)
        self._used = False
        self._socket: ClientConnection | None = None

    @property
    def is_open(self) -> bool:
        """Whether there is a socket on which nothing was spoken yet."""
        return self._socket is not None and not self._used and self._socket.state is State.OPEN

    async def open(self) -> None:
        """Connect."""
        await self.close()
        target = self._address.websocket(
            f"/v1/text-to-speech/{self.target.voice or DEFAULT_VOICE}/stream-input",
            model_id=self.target.model or DEFAULT_MODEL,
            output_format=f"pcm_{self.target.pcm_rate_hz}",
        )
        # Checked as every key is; the header's name is this protocol's own.
        key = authorization(self.target.key).get("Authorization", "").removeprefix("Bearer ")
        options: dict[str, Any] = {"proxy": None} if self._address.is_loopback else {}
        try:
            self._socket = await open_websocket(
                target,
                additional_headers={"xi-api-key": key} if key else {},
                compression=None,
                open_timeout=CONNECT_WITHIN_S,
                max_size=MAX_FRAME_BYTES,
                **options,
            )
        except InvalidStatus as error:
            status = error.response.status_code
            raise LineError(REFUSED, f"{self._address} refused with HTTP {status}") from error
        except (OSError, TimeoutError, InvalidHandshake) as error:
            said = str(error) or "no answer in time"
            raise LineError(CANNOT_CONNECT, f"cannot connect to {self._address}: {said}") from error
        self._used = False

    async def close(self) -> None:
        """Hang up."""
        if self._socket is not None:
            await self._socket.close()
            self._socket = None

    async def speak(self, hearing: Hearing) -> None:
        """One turn; an interruption hangs up, as the protocol has no other."""
        assert self._socket is not None
        socket, self._used = self._socket, True
        writer = asyncio.create_task(self._write(socket, hearing))
        try:
            while True:
                data, at_s = await self.receive(socket, hearing)
                frame = _read(data)
                if frame.get("error"):
                    raise LineError(SERVER_ERROR, str(frame.get("message") or frame["error"]))
                if payload := _sound(frame):
                    hearing.sound(payload, self.target.pcm_rate_hz, at_s)
                if frame.get("isFinal"):
                    hearing.done_s = at_s
                    return
                if hearing.interrupts_now:
                    hearing.cancelled_s = hearing.done_s = time.perf_counter()
                    return
        finally:
            await stop(writer)
            if hearing.done_s is None or hearing.cancelled_s is not None:
                # There may be much on its way that nobody wants to read.
                socket.transport.abort()

    async def _write(self, socket: ClientConnection, hearing: Hearing) -> None:
        opening: dict[str, Any] = {"text": " "}
        if self.target.language is not None:
            opening["language_code"] = self.target.language

        async def write(text: str) -> None:
            await socket.send(dumps({"text": text}))

        try:
            await socket.send(dumps(opening))
            await self.write_on_time(words_of(hearing.said.tokens), hearing, write)
            await socket.send(dumps({"text": " ", "flush": True}))
            await socket.send(dumps({"text": ""}))
        except ConnectionClosed:
            pass  # whoever waits for a frame is told


def words_of(tokens: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Whole words with a blank behind each, as the protocol wants them, and the token with which each is complete.

    That a word is complete is known when the next begins with a blank, or when the text has ended.
    """
    held = ""
    for number, token in enumerate(tokens):
        if held.strip() and token[:1].isspace():
            yield number, f"{held.strip()} "
            held = ""
        held += token
    if held.strip():
        yield len(tokens) - 1, f"{held.strip()} "


def _read(data: str | bytes) -> dict[str, Any]:
    try:
        return loads_object(data if isinstance(data, str) else data.decode())
    except (InvalidJson, UnicodeDecodeError) as error:
        raise LineError(UNREADABLE, "the server sent a frame that cannot be read") from error


def _sound(frame: dict[str, Any]) -> bytes:
    given = frame.get("audio")
    if not given:
        return b""
    try:
        payload = b64decode(given, validate=True)
    except (TypeError, ValueError) as error:
        raise LineError(UNREADABLE, "the server sent audio that is not base64") from error
    if len(payload) % 2:
        raise LineError(UNREADABLE, "the server sent half a sample; only 16-bit PCM is read")
    return payload
