"""OpenAI's ``POST /v1/audio/speech``, its answer heard while it streams.

It takes the text whole: so it is sent when its last token is due, and that wait is part of what its listener has.
"""

from __future__ import annotations

import time
from functools import cache
from ssl import SSLContext
from typing import Any

import httpx

from rhapsode_bench.latency.hearing import Hearing
from rhapsode_bench.latency.line import (
    CANNOT_CONNECT,
    CONNECT_WITHIN_S,
    LOST,
    REFUSED,
    SILENT,
    UNREADABLE,
    Line,
    LineError,
    Target,
    until,
)
from rhapsode_bench.latency.pcm_stream import NotSound, PcmStream
from rhapsode_client.address import Address, parse_address
from rhapsode_client.authorization import authorization
from rhapsode_client.refusal import MAX_REASON_CHARACTERS
from rhapsode_protocol.errors import InvalidJson
from rhapsode_protocol.wire_json import loads_object

ENDPOINT = "/audio/speech"
DEFAULT_MODEL, DEFAULT_VOICE = "tts-1", "alloy"
"""What every such server has, or has an alias for."""

MOST_REFUSAL_BYTES = 64 * 1024


class OpenaiLine(Line):
    """Requests on one connection that is kept alive, where the server does."""

    opens_ahead = False

    def __init__(self, target: Target, tokens_per_second: float) -> None:
        super().__init__(target, tokens_per_second)
        address = parse_address(target.url)
        self._url = speech_url(address)
        self._http: httpx.AsyncClient | None = None
        self._proxy = not address.is_loopback

    @property
    def is_open(self) -> bool:
        """Whether it can be asked. The connection itself comes about with the first request, and is timed there."""
        return self._http is not None

    async def open(self) -> None:
        """Make ready; raises ``InvalidKey`` for a key that cannot be sent."""
        await self.close()
        self._http = httpx.AsyncClient(
            headers=authorization(self.target.key),
            timeout=httpx.Timeout(self.target.patience_s, connect=CONNECT_WITHIN_S),
            # A key must not follow a redirect to somewhere else.
            follow_redirects=False,
            trust_env=self._proxy,
            verify=_trust(),
        )

    async def close(self) -> None:
        """Hang up."""
        if self._http is not None:
            await self._http.aclose()
            self._http = None

    async def speak(self, hearing: Hearing) -> None:
        """One request, sent when the last token is due; an interruption drops its connection."""
        assert self._http is not None
        await until(self.text_ends_s(hearing))
        hearing.sent(time.perf_counter())
        body = {
            "model": self.target.model or DEFAULT_MODEL,
            "voice": self.target.voice or DEFAULT_VOICE,
            "input": hearing.said.text,
            "response_format": "pcm",
        }
        clock = _ConnectClock(hearing)
        sound = PcmStream(self.target.pcm_rate_hz)
        try:
            async with self._http.stream("POST", self._url, json=body, extensions={"trace": clock}) as response:
                if response.status_code != httpx.codes.OK:
                    raise LineError(REFUSED, await _refusal(response, self._url))
                async for block in response.aiter_raw():
                    at_s = time.perf_counter()
                    samples = sound.feed(block)
                    if samples is not None:
                        hearing.sound(samples.payload, samples.rate_hz, at_s)
                    if hearing.interrupts_now:
                        hearing.cancelled_s = hearing.done_s = time.perf_counter()
                        return
            hearing.done_s = time.perf_counter()
        except NotSound as error:
            raise LineError(UNREADABLE, str(error)) from error
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.ProxyError) as error:
            raise LineError(CANNOT_CONNECT, f"cannot connect to {self._url}: {error or 'no answer'}") from error
        except httpx.TimeoutException:
            raise LineError(SILENT, f"the server sent nothing for {self.target.patience_s:g} s") from None
        except httpx.HTTPError as error:
            raise LineError(LOST, f"the connection ended in mid-turn: {error or type(error).__name__}") from error


class _ConnectClock:
    """Listens to what the HTTP library tells of its connections."""

    def __init__(self, hearing: Hearing) -> None:
        self._hearing = hearing
        self._began_s = 0.0

    async def __call__(self, event: str, details: dict[str, Any]) -> None:
        if event == "connection.connect_tcp.started":
            self._began_s = time.perf_counter()
        elif event in ("connection.connect_tcp.complete", "connection.start_tls.complete"):
            self._hearing.connect_s = time.perf_counter() - self._began_s


def speech_url(address: Address) -> str:
    """The endpoint at an address that names the server, its ``/v1``, or the endpoint itself."""
    if address.path.endswith(ENDPOINT):
        return address.http("")
    return address.http(ENDPOINT if address.path else f"/v1{ENDPOINT}")


@cache
def _trust() -> SSLContext:
    # Reading the certificates takes longer than a turn's first sound; once is enough.
    return httpx.create_ssl_context()


async def _refusal(response: httpx.Response, url: str) -> str:
    body = b""
    async for block in response.aiter_raw():
        body += block
        if len(body) > MOST_REFUSAL_BYTES:
            break
    try:
        said = loads_object(body.decode()).get("error")
    except (InvalidJson, UnicodeDecodeError):
        said = None
    reason = said.get("message") if isinstance(said, dict) else said
    shown = reason if isinstance(reason, str) else response.reason_phrase or "no reason given"
    return f"{url} refused with HTTP {response.status_code}: {shown[:MAX_REASON_CHARACTERS]}"
