from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest

from client.scripted_server import Peer, Serve, audio, sound, speak_each_frame, totals
from rhapsode_client.connection import connect
from rhapsode_client.errors import ServerError
from rhapsode_client.speech import Speech, collect
from rhapsode_client.turn import Event
from rhapsode_protocol.messages import Warned


def speech_of(address: str, text: str) -> Speech:
    async def scene() -> Speech:
        async with connect(address) as connection:
            return await collect(connection.speak(text, word_timestamps=True))

    return asyncio.run(scene())


def test_a_turn_is_gathered_whole(serving: Serve) -> None:
    speech = speech_of(serving(speak_each_frame).address, "Sing, goddess.")
    assert speech.payload == sound(0)
    assert (speech.encoding, speech.rate_hz) == ("pcm_s16le", 24_000)
    assert [(word.word, word.start_ms) for word in speech.words] == [("Sing, goddess.", 10.0)]
    assert speech.seconds == pytest.approx(0.1)


def test_a_silent_turn_has_no_rate(serving: Serve) -> None:
    async def silent(peer: Peer) -> None:
        await peer.receive()
        await peer.send({"final": True, **totals(0)}, {"session_closed": True, **totals(0)})

    speech = speech_of(serving(silent).address, "…")
    assert (speech.payload, speech.encoding, speech.rate_hz, speech.words) == (b"", "", 0, ())


def test_a_failure_is_raised(serving: Serve) -> None:
    async def fail(peer: Peer) -> None:
        await peer.receive()
        await peer.send(audio(0), {"error": "Lost.", "error_code": "INTERNAL_ERROR", "code": 500})
        await peer.receive()

    with pytest.raises(ServerError, match="Lost"):
        speech_of(serving(fail).address, "x")


def test_events_that_are_no_whole_turn_are_refused() -> None:
    async def part_of_a_turn() -> AsyncIterator[Event]:
        yield Warned("Hm.")

    with pytest.raises(ValueError, match="without a Final"):
        asyncio.run(collect(part_of_a_turn()))
