from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest

from client.scripted_server import Peer, Serve, audio, sound, speak_each_frame
from rhapsode_client.blocking import connect_blocking
from rhapsode_client.errors import CannotConnect, ServerError
from rhapsode_protocol.messages import Audio, Final


def threads() -> set[str]:
    return {thread.name for thread in threading.enumerate()}


def test_turns_are_spoken_one_after_the_other_without_an_event_loop(serving: Serve) -> None:
    server = serving(speak_each_frame)
    with connect_blocking(server.address) as connection:
        events = list(connection.speak(["One. ", "", "Two."], voice="de"))
        speech = connection.synthesize("Three.", word_timestamps=True)
    assert [event.payload for event in events if isinstance(event, Audio)] == [sound(0), sound(1)]
    assert isinstance(events[-1], Final)
    assert speech.payload == sound(0)
    assert [frame["text"] for frame in server.heard if "text" in frame] == ["One. ", "Two.", "Three."]
    assert "rhapsode client" not in threads()


def test_a_slow_writer_holds_nothing_up(serving: Serve) -> None:
    heard = threading.Event()

    def tokens() -> Iterator[str]:
        yield "One. "
        assert heard.wait(10), "its sound comes while the writer thinks"
        yield "Two."

    with connect_blocking(serving(speak_each_frame).address) as connection:
        for event in connection.speak(tokens()):
            if isinstance(event, Audio):
                heard.set()
    assert heard.is_set()


def test_leaving_early_stops_the_server(serving: Serve) -> None:
    cancelled = threading.Event()

    async def listen(peer: Peer) -> None:
        while not (await peer.receive()).get("flush"):
            pass
        await peer.send(audio(0))
        assert (await peer.receive())["cancel"] is True
        cancelled.set()
        await peer.send({"interrupted": True})
        await speak_each_frame(peer)

    with connect_blocking(serving(listen).address) as connection:
        turn = connection.speak("One.")
        assert isinstance(next(turn), Audio)
        turn.close()
        assert cancelled.is_set()
        assert connection.synthesize("Two.").payload == sound(0)


def test_failures_are_raised_as_they_are(serving: Serve) -> None:
    async def fail(peer: Peer) -> None:
        await peer.receive()
        await peer.send({"error": "No voice.", "error_code": "NOT_FOUND", "code": 404})
        await peer.receive()

    with connect_blocking(serving(fail).address) as connection, pytest.raises(ServerError, match="No voice"):
        connection.synthesize("One.")
    with pytest.raises(CannotConnect), connect_blocking("127.0.0.1:1"):
        raise AssertionError("it was opened")
    assert "rhapsode client" not in threads()


def test_a_writer_that_fails_is_told(serving: Serve) -> None:
    def tokens() -> Iterator[str]:
        yield "One."
        raise KeyError("the model is gone")

    with connect_blocking(serving(speak_each_frame).address) as connection:
        with pytest.raises(KeyError, match="the model is gone"):
            list(connection.speak(tokens()))
        assert connection.synthesize("Two.").final.statistics.chunks == 1
