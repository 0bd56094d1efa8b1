from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from client.scripted_server import Frame, Peer, Script, Serve, audio, sound, totals
from rhapsode_client import contexts as client
from rhapsode_client.contexts import Context, ContextEvent, Contexts, connect_contexts
from rhapsode_client.errors import ConnectionLost, ServerError
from rhapsode_protocol.messages import Audio, ContextClosed, Final, Interrupted


def of(name: str, *frames: Frame) -> list[Frame]:
    return [{**frame, "context_id": name} for frame in frames]


async def echo(peer: Peer) -> None:
    """Today's protocol with one piece of sound for each text; a flush and a close are answered at once."""
    while True:
        frame = await peer.receive()
        name = frame["context_id"]
        if "voice_settings" in frame:
            await peer.send(*of(name, {"context_created": True}))
        if frame.get("text"):
            await peer.send(*of(name, audio(int(frame["text"]))))
        if frame.get("flush"):
            await peer.send(*of(name, {"final": True, **totals(1)}))
        if frame.get("cancel"):
            await peer.send(*of(name, audio(99), {"interrupted": True}))
        if frame.get("close_context"):
            await peer.send(*of(name, {"context_closed": True, **totals(1)}))


def play(serving: Serve, script: Script, scene: Callable[[Contexts], Awaitable[None]]) -> list[Frame]:
    server = serving(script)

    async def run() -> None:
        async with asyncio.timeout(10), connect_contexts(server.address) as contexts:
            await scene(contexts)

    asyncio.run(run())
    assert server.requests[0].path.startswith("/ws/tts/multi?sdk=rhapsode")
    return server.heard


async def all_of(context: Context) -> list[ContextEvent]:
    return [event async for event in context]


def sounds(events: list[ContextEvent]) -> list[bytes]:
    return [event.payload for event in events if isinstance(event, Audio)]


def test_contexts_hear_their_own_events_in_order_and_end(serving: Serve) -> None:
    async def scene(contexts: Contexts) -> None:
        hero, chorus = contexts.open("hero", voice="de", speed=1.1), contexts.open()
        await hero.say("1")
        await chorus.say("2")
        await hero.say("3")
        await hero.flush()
        for context in (chorus, hero):
            await context.close()
        heard, other = await asyncio.gather(all_of(hero), all_of(chorus))
        assert sounds(heard) == [sound(1), sound(3)]
        assert sounds(other) == [sound(2)]
        assert [type(event) for event in heard[-2:]] == [Final, ContextClosed]
        assert not hero.open
        again = contexts.open("hero")
        assert again.open, "a name may be used again when it is free"

    heard = play(serving, echo, scene)
    assert heard[0] == {
        "text": "1",
        "context_id": "hero",
        "speed": 1.1,
        "word_timestamps": False,
        "voice_settings": {"voice_id": "de"},
    }
    assert heard[1]["context_id"] == "context-1"
    assert "voice_settings" not in heard[2]


def test_a_cancel_drops_what_was_not_read_and_what_was_on_its_way(serving: Serve) -> None:
    async def scene(contexts: Contexts) -> None:
        context = contexts.open()
        await context.say("1")
        await context.say("2")
        assert isinstance(await anext(context), Audio)
        await asyncio.sleep(0)
        await context.cancel()
        assert isinstance(await anext(context), Interrupted)
        await context.say("3")
        await context.close()
        assert sounds(await all_of(context)) == [sound(3)]

    play(serving, echo, scene)


def test_a_failure_is_raised_where_it_belongs_and_the_context_goes_on(serving: Serve) -> None:
    async def refuse_first(peer: Peer) -> None:
        frame = await peer.receive()
        await peer.send({"error": "No such voice.", "error_code": "NOT_FOUND", "code": 404, "context_id": "a"})
        assert frame["context_id"] == "a"
        await echo(peer)

    async def scene(contexts: Contexts) -> None:
        first, second = contexts.open("a"), contexts.open("b")
        await first.say("1")
        with pytest.raises(ServerError, match="No such voice"):
            await anext(first)
        await second.say("2")
        await second.close()
        assert sounds(await all_of(second)) == [sound(2)]
        await first.say("3")
        await first.close(immediate=True)
        assert isinstance((await all_of(first))[-1], ContextClosed)

    play(serving, refuse_first, scene)


def test_a_lost_connection_ends_every_context_with_one_error(serving: Serve) -> None:
    async def leave(peer: Peer) -> None:
        await peer.receive()
        await peer.send(*of("a", audio(1)))
        await peer.socket.close(1012, "restarting")

    async def scene(contexts: Contexts) -> None:
        first, second = contexts.open("a"), contexts.open("b")
        await first.say("1")
        assert isinstance(await anext(first), Audio)
        for context in (first, second):
            with pytest.raises(ConnectionLost, match="1012"):
                await anext(context)
            assert await all_of(context) == []
        with pytest.raises(RuntimeError, match="was closed"):
            await first.say("2")
        with pytest.raises(ConnectionLost):
            await contexts.open().say("3")

    play(serving, leave, scene)


def test_a_context_that_never_spoke_ends_quietly(serving: Serve) -> None:
    async def scene(contexts: Contexts) -> None:
        context = contexts.open()
        await context.close()
        assert await all_of(context) == []

    assert play(serving, echo, scene) == []


def test_two_open_contexts_of_one_name_are_refused(serving: Serve) -> None:
    async def scene(contexts: Contexts) -> None:
        contexts.open("a")
        with pytest.raises(ValueError, match="a context named 'a' is open"):
            contexts.open("a")

    play(serving, echo, scene)


def test_audio_that_nobody_reads_is_bounded(serving: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client, "WAITING_S", 0.25)
    sent = 20

    async def scene(contexts: Contexts) -> None:
        context = contexts.open()
        for number in range(sent):
            await context.say(str(number))
        await context.close()
        assert isinstance(await anext(context), Audio)
        for _ in range(100):
            await asyncio.sleep(0)
        assert contexts._waiting_s <= 0.25 + 0.1
        assert len(sounds(await all_of(context))) == sent - 1

    play(serving, echo, scene)
