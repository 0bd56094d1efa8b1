"""An OpenAI-compatible chat-completions endpoint, asked for one answer after another, token by token."""

from __future__ import annotations

from collections.abc import AsyncGenerator, AsyncIterator, Sequence
from contextlib import asynccontextmanager
from types import TracebackType
from typing import Any, Self
from urllib.parse import urlsplit

import httpx

from rhapsode_bridge.chat_delta import DONE, reason_of, token_of
from rhapsode_bridge.errors import AnswerBroken, ChatRefused, ChatUnreachable
from rhapsode_bridge.event_stream import EventStream, EventTooLong
from rhapsode_client.authorization import authorization
from rhapsode_protocol.errors import InvalidJson
from rhapsode_protocol.wire_json import loads_object

CONNECT_TIMEOUT_S = 10.0
"""How long connecting may take."""

TOKEN_TIMEOUT_S = 60.0
"""How long the model may say nothing. A large one on a small machine reads a long prompt for as long; higher leaves a
listener before a mute line."""

MOST_REFUSAL_BYTES = 64 * 1024

Message = dict[str, Any]
"""One message of a chat: ``{"role": "user", "content": "…"}``."""


class ChatModel:
    """Asks one model at one server. Use it as an asynchronous context manager.

    Args:
        url: the server's base address, such as ``http://127.0.0.1:11434/v1``; ``/chat/completions`` may end it.
        model: the model's name there.
        api_key: sent as ``Authorization: Bearer``.
        token_timeout_s: longest silence, in seconds.

    Raises:
        ChatUnreachable: ``url`` is no address.
        InvalidKey: ``api_key`` cannot be sent.
    """

    def __init__(
        self, url: str, model: str, api_key: str | None = None, *, token_timeout_s: float = TOKEN_TIMEOUT_S
    ) -> None:
        self.address = _endpoint(url)
        self._model = model
        self._token_timeout_s = token_timeout_s
        self._http = httpx.AsyncClient(
            headers={"Accept": "text/event-stream", **authorization(api_key)},
            timeout=httpx.Timeout(token_timeout_s, connect=CONNECT_TIMEOUT_S),
            # A key must not follow a redirect to somewhere else.
            follow_redirects=False,
            trust_env=urlsplit(self.address).hostname not in ("localhost", "127.0.0.1", "::1"),
        )

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._http.aclose()

    async def answer(self, messages: Sequence[Message], **options: Any) -> AsyncGenerator[str, None]:
        """The tokens of one answer, as they come. Leaving early ends the request, so that the model stops.

        Args:
            messages: the chat so far.
            options: anything else that the endpoint takes, such as ``temperature``.

        Raises:
            ChatUnreachable: nobody answers.
            ChatRefused: an HTTP status came instead of an answer.
            AnswerBroken: the answer stalled, broke off, or cannot be read.
        """
        events = EventStream()
        characters = 0
        body = {"model": self._model, "messages": list(messages), "stream": True, **options}
        async with self._asked(body) as response:
            try:
                async for block in response.aiter_bytes():
                    for data in events.feed(block):
                        if data.strip() == DONE:
                            return
                        token = token_of(data)
                        characters += len(token)
                        if token:
                            yield token
            except httpx.TimeoutException:
                waited = f"has said nothing for {self._token_timeout_s:g} s"
                raise AnswerBroken(f"the language model {waited}, after {characters} characters") from None
            except (httpx.HTTPError, EventTooLong) as error:
                raise AnswerBroken(
                    f"the language model's answer broke off after {characters} characters: {error}"
                ) from error
        raise AnswerBroken(f"the language model's answer ended without its mark after {characters} characters")

    @asynccontextmanager
    async def _asked(self, body: Message) -> AsyncIterator[httpx.Response]:
        request = self._http.build_request("POST", self.address, json=body)
        try:
            response = await self._http.send(request, stream=True)
        except httpx.TimeoutException as error:
            raise ChatUnreachable(f"no answer from the language model at {self.address} in time") from error
        except httpx.HTTPError as error:
            raise ChatUnreachable(f"cannot reach the language model at {self.address}: {error}") from error
        try:
            if response.status_code != httpx.codes.OK:
                raise ChatRefused(response.status_code, await _reason(response), self.address)
            if "text/event-stream" not in response.headers.get("Content-Type", ""):
                raise AnswerBroken(f"what answers at {self.address} is no chat: it sends no event stream")
            yield response
        finally:
            await response.aclose()


def _endpoint(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ChatUnreachable(f"{url!r} is no address of a language model; it looks like http://127.0.0.1:11434/v1")
    path = parts.path.rstrip("/")
    if not path.endswith("/chat/completions"):
        path += "/chat/completions"
    return parts._replace(path=path, fragment="").geturl()


async def _reason(response: httpx.Response) -> str:
    body = b""
    try:
        async for block in response.aiter_bytes():
            body += block
            if len(body) > MOST_REFUSAL_BYTES:
                break
        return reason_of(loads_object(body.decode()))
    except (httpx.HTTPError, InvalidJson, UnicodeDecodeError):
        return response.reason_phrase or "no reason given"
