"""The Python client against a real server: many contexts, and a program without an event loop."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import pytest

from flow.house import house
from rhapsode_client.blocking import connect_blocking
from rhapsode_client.captions import captions
from rhapsode_client.contexts import Context, ContextEvent, connect_contexts
from rhapsode_protocol.messages import Audio, ContextClosed, Final, Interrupted, Words

pytestmark = pytest.mark.slow

LONG = "When the ships came home, the women stood on the long wall and counted every sail against the evening light. "


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with house("espeak") as served:
        yield served


async def all_of(context: Context) -> list[ContextEvent]:
    return [event async for event in context]


def test_two_voices_speak_at_once_and_one_is_interrupted(address: str) -> None:
    async def scene() -> None:
        async with asyncio.timeout(60), connect_contexts(address) as contexts:
            hero = contexts.open("hero", voice="espeak-en-us", word_timestamps=True)
            chorus = contexts.open("chorus", voice="espeak-de")
            for token in ("Sing, ", "god", "dess."):
                await hero.say(token)
            await hero.close()
            await chorus.say(LONG * 20)
            await chorus.flush()
            assert isinstance(await anext(chorus), object)
            await chorus.cancel()
            heard = await all_of(hero)
            assert isinstance(await anext(chorus), Interrupted)
            await chorus.say("Genug.")
            await chorus.close()
            after = await all_of(chorus)
        assert [word.word for event in heard if isinstance(event, Words) for word in event.words] == [
            "Sing,",
            "goddess.",
        ]
        assert isinstance(heard[-2], Final)
        assert isinstance(heard[-1], ContextClosed)
        seconds = sum(event.samples / event.rate_hz for event in after if isinstance(event, Audio))
        assert 0.2 < seconds < 2.0, "nothing of the long text is left"

    asyncio.run(scene())


def test_a_program_without_an_event_loop_speaks(address: str) -> None:
    with connect_blocking(address) as connection:
        speech = connection.synthesize(f"{LONG}Nobody knows.", word_timestamps=True)
    assert speech.seconds == pytest.approx(len(speech.payload) / 2 / speech.rate_hz, abs=1e-3)
    assert [word.word for word in speech.words] == f"{LONG}Nobody knows.".split()
    assert all(0 <= word.start_ms <= word.end_ms <= speech.seconds * 1000 + 1 for word in speech.words)
    shown = captions(speech.words)
    assert shown[-1].text == "Nobody knows."
    assert " ".join(caption.text.replace("\n", " ") for caption in shown) == f"{LONG}Nobody knows."
