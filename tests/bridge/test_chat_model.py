from __future__ import annotations

import asyncio
import socket
import threading
from contextlib import aclosing, closing

import pytest

from bridge.chat_server import DONE, ChatServer, Write, chat_server, event, says
from rhapsode_bridge.chat_model import ChatModel
from rhapsode_bridge.errors import AnswerBroken, ChatError, ChatRefused, ChatUnreachable

CHAT = [{"role": "user", "content": "Who?"}]


async def asked(url: str, key: str | None = None, timeout_s: float = 10.0) -> list[str]:
    tokens: list[str] = []
    async with ChatModel(url, "m", key, token_timeout_s=timeout_s) as model:
        async for token in model.answer(CHAT, temperature=0.2):
            tokens.append(token)
    return tokens


@pytest.mark.parametrize("ending", ["", "/", "/chat/completions"])
def test_an_answer_comes_token_by_token(ending: str) -> None:
    with chat_server(says("Sing", "", ", goddess.")) as server:
        assert asyncio.run(asked(server.url + ending, "k-1")) == ["Sing", ", goddess."]
    assert server.requests == [{"model": "m", "messages": CHAT, "stream": True, "temperature": 0.2}]
    assert server.keys == ["Bearer k-1"]
    assert server.paths == ["/v1/chat/completions"]


def test_tokens_are_handed_on_as_they_are_written() -> None:
    got_first = threading.Event()

    def wait_in_between(write: Write) -> None:
        write(event("one"))
        assert got_first.wait(10)
        write(event("two") + DONE)

    async def scene(server: ChatServer) -> list[str]:
        tokens = []
        async with ChatModel(server.url, "m") as model:
            async for token in model.answer(CHAT):
                tokens.append(token)
                got_first.set()
        return tokens

    with chat_server(wait_in_between) as server:
        assert asyncio.run(scene(server)) == ["one", "two"]


def test_leaving_early_ends_the_request() -> None:
    def endless(write: Write) -> None:
        while True:
            write(event("on and on "))

    async def scene(server: ChatServer) -> None:
        async with ChatModel(server.url, "m") as model, aclosing(model.answer(CHAT)) as tokens:
            assert await anext(tokens) == "on and on "
        assert await asyncio.to_thread(server.left.wait, 10), "the model would write on"

    with chat_server(endless) as server:
        asyncio.run(scene(server))


def dies(write: Write) -> None:
    write(event("Sing"))
    raise ConnectionResetError


def stalls(write: Write) -> None:
    write(event("Sing"))
    threading.Event().wait(5)


def babbles(write: Write) -> None:
    write(event("Sing") + b"data: <html>\n\n")


def fails(write: Write) -> None:
    write(event("Sing") + b'data: {"error": {"message": "CUDA is lost"}}\n\n')


@pytest.mark.parametrize(
    ("script", "told"),
    [
        (dies, "ended without its mark after 4 characters"),
        (stalls, "has said nothing for 0.2 s, after 4 characters"),
        (babbles, "sent an event that is no JSON object"),
        (fails, "failed in the midst of its answer: CUDA is lost"),
    ],
)
def test_what_breaks_an_answer_is_told_behind_what_came(script: object, told: str) -> None:
    async def scene(url: str) -> None:
        async with ChatModel(url, "m", token_timeout_s=0.2) as model:
            tokens = model.answer(CHAT)
            assert await anext(tokens) == "Sing"
            with pytest.raises(AnswerBroken, match=told):
                await anext(tokens)

    with chat_server(script) as server:  # type: ignore[arg-type]
        asyncio.run(scene(server.url))


def test_a_refusal_says_why_and_what_to_do() -> None:
    refusal = b'{"error": {"message": "Wrong key."}}'
    with chat_server(status=401, body=refusal) as server, pytest.raises(ChatRefused) as caught:
        asyncio.run(asked(server.url))
    assert str(caught.value) == (
        f"the language model at {server.url}/chat/completions refused with HTTP 401: Wrong key. "
        "Give a key with --llm-key, or in OPENAI_API_KEY"
    )
    with chat_server(status=404, body=b"<html>") as server, pytest.raises(ChatRefused, match="HTTP 404: Not Found$"):
        asyncio.run(asked(server.url))


def test_something_else_that_answers_is_told() -> None:
    with chat_server(says("x"), kind="text/html") as server, pytest.raises(AnswerBroken, match="sends no event stream"):
        asyncio.run(asked(server.url))


def test_nobody_at_the_address_is_told() -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as listener:
        port = listener.getsockname()[1]
    with pytest.raises(ChatUnreachable, match=f"cannot reach the language model at http://127.0.0.1:{port}"):
        asyncio.run(asked(f"http://127.0.0.1:{port}"))


@pytest.mark.parametrize("url", ["localhost:11434", "ftp://model", "", "http://"])
def test_what_is_no_address_is_told_before_anything_is_opened(url: str) -> None:
    with pytest.raises(ChatUnreachable, match="is no address of a language model"):
        ChatModel(url, "m")


def test_the_base_of_the_errors_is_never_raised_itself() -> None:
    assert issubclass(ChatRefused, ChatError)
