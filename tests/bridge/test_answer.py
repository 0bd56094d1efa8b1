from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import aclosing

import pytest

from client.scripted_server import Peer, Serve, audio, speak_each_frame
from rhapsode_bridge.answer import Answer
from rhapsode_bridge.errors import AnswerBroken
from rhapsode_client.connection import connect
from rhapsode_client.errors import ServerError
from rhapsode_client.turn import Event
from rhapsode_protocol.messages import Audio, Final


class Writer:
    """A language model's answer; tells whether it was told to stop."""

    def __init__(self, *tokens: str, failure: Exception | None = None, endless: bool = False) -> None:
        self._tokens, self._failure, self._endless = tokens, failure, endless
        self.stopped = False

    async def tokens(self) -> AsyncGenerator[str, None]:
        try:
            for token in self._tokens:
                yield token
            if self._failure is not None:
                raise self._failure
            if self._endless:
                await asyncio.Event().wait()
        finally:
            self.stopped = True


async def one_second_a_word(peer: Peer) -> None:
    """Ten pieces of sound, one word a second, whatever the text: the words of "Sing, goddess, of Troy."."""
    await peer.receive()
    spans = [(0, 5), (6, 14), (15, 17), (18, 22)]
    words = [
        {"word": "w", "start_ms": n * 1000.0, "end_ms": n * 1000.0 + 900, "source_start": start, "source_end": end}
        for n, (start, end) in enumerate(spans)
    ]
    await peer.send(*(audio(index) for index in range(40)), {"word_timestamps": words, "chunk_id": 0})
    while not (await peer.receive()).get("cancel"):
        pass
    await peer.send({"interrupted": True})


TEXT = "Sing, goddess, of Troy."


def play(serve: Serve, script: Callable[[Peer], Awaitable[None]], writer: Writer) -> tuple[Answer, list[Event]]:
    server = serve(script)
    events: list[Event] = []
    kept: list[Answer] = []

    async def scene() -> None:
        async with asyncio.timeout(10), connect(server.address) as connection:
            answer = Answer(connection, writer.tokens(), voice="de")
            kept.append(answer)
            async for event in answer.events():
                events.append(event)

    try:
        asyncio.run(scene())
    finally:
        assert writer.stopped
    return kept[0], events


def test_an_answer_is_spoken_token_by_token(serving: Serve) -> None:
    answer, events = play(serving, speak_each_frame, Writer("Sing, ", "goddess."))
    assert answer.text == "Sing, goddess."
    assert [type(event) for event in events if isinstance(event, Audio | Final)] == [Audio, Audio, Final]
    assert answer.delivered_ms == pytest.approx(200)


@pytest.mark.parametrize(
    ("played_ms", "heard"),
    [
        (0, ""),
        (800, ""),
        (830, "Sing,"),
        (1_899, "Sing, goddess,"),
        (3_000, "Sing, goddess, of"),
        (4_000, TEXT),
        (None, TEXT),
    ],
)
def test_what_was_heard_is_cut_out_of_what_was_written(serving: Serve, played_ms: float | None, heard: str) -> None:
    server = serving(one_second_a_word)
    writer = Writer(TEXT, endless=True)

    async def scene() -> Answer:
        async with asyncio.timeout(10), connect(server.address) as connection:
            answer = Answer(connection, writer.tokens())
            async with aclosing(answer.events()) as events:
                async for event in events:
                    if not isinstance(event, Audio):
                        break
            return answer

    answer = asyncio.run(scene())
    assert answer.heard(played_ms) == heard
    assert writer.stopped, "the language model is told to stop, too"
    assert server.heard[-1] == {"cancel": True}


def test_what_was_written_before_the_model_failed_is_spoken(serving: Serve) -> None:
    writer = Writer("Sing, ", failure=AnswerBroken("it broke"))
    server = serving(speak_each_frame)
    heard: list[Event] = []

    async def scene() -> None:
        async with asyncio.timeout(10), connect(server.address) as connection:
            async for event in Answer(connection, writer.tokens()).events():
                heard.append(event)

    with pytest.raises(AnswerBroken, match="it broke"):
        asyncio.run(scene())
    assert isinstance(heard[-1], Final)
    assert any(isinstance(event, Audio) for event in heard)


def test_where_the_voice_fails_the_model_is_told_to_stop(serving: Serve) -> None:
    async def fail(peer: Peer) -> None:
        await peer.receive()
        await peer.send({"error": "No voice.", "error_code": "NOT_FOUND", "code": 404})
        await peer.receive()

    with pytest.raises(ServerError, match="No voice"):
        play(serving, fail, Writer("Sing, ", endless=True))


def test_nothing_was_heard_of_nothing(serving: Serve) -> None:
    answer, _ = play(serving, speak_each_frame, Writer())
    assert (answer.text, answer.heard(), answer.heard(500)) == ("", "", "")
