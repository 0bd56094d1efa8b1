"""``kugelaudio`` 2.7.0 and a server that is restarted under it: what has not been heard is spoken by the next one."""

from __future__ import annotations

import asyncio
import contextlib
import signal
import socket
import threading
from collections.abc import Iterator

import pytest
import uvicorn
from kugelaudio.exceptions import ServerRestartingError

from flow.house import READY_WITHIN_S
from official.sdk import client, heard, promptly, voice_id, words_heard
from rhapsode_server.app import create_app
from rhapsode_server.commands.serve import socket_settings
from rhapsode_server.config import Config
from rhapsode_server.transport.attendance import Attendance
from rhapsode_server.transport.server import DrainingServer

pytestmark = [
    pytest.mark.slow,
    # The client asks websockets for code and reason of a close by their old names.
    pytest.mark.filterwarnings("ignore:ConnectionClosed.(code|reason) is deprecated:DeprecationWarning"),
]

TEXT = "one two three four five six"
SLOW = "{slow}" * 12 + " one two three"
"""Its first word comes after 2.4 s: long after the drain is over."""

DRAIN_S = 0.4


class Inn:
    """One port, and servers that follow each other behind it.

    The port listens all the time, as under a service manager that holds the socket: whoever comes between two servers
    waits.
    """

    def __init__(self) -> None:
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.address = f"127.0.0.1:{self._listener.getsockname()[1]}"
        self._server: DrainingServer | None = None
        self._thread: threading.Thread | None = None
        self.open()

    def open(self) -> None:
        """Start a server, and wait until it speaks."""
        ready = threading.Event()
        config = Config(engine="tone", drain_s=DRAIN_S)
        attendance = Attendance(config.drain_s)
        app = create_app(config, on_ready=ready.set, attendance=attendance)
        settings = uvicorn.Config(app, log_config=None, **socket_settings(config))
        self._server = DrainingServer(settings, attendance)
        sockets = [self._listener.dup()]
        self._thread = threading.Thread(target=self._server.run, kwargs={"sockets": sockets}, daemon=True)
        self._thread.start()
        assert ready.wait(READY_WITHIN_S)

    def ask_to_stop(self) -> None:
        """What SIGTERM does."""
        assert self._server is not None
        self._server.handle_exit(signal.SIGTERM, None)

    def wait_closed(self) -> None:
        """Wait until the server is gone."""
        assert self._thread is not None
        self._thread.join(20.0)
        assert not self._thread.is_alive(), "the server did not stop"

    def restart(self) -> None:
        """Stop one server, start the next."""
        self.ask_to_stop()
        self.wait_closed()
        self.open()

    def close(self) -> None:
        """End everything."""
        self.ask_to_stop()
        self.wait_closed()
        self._listener.close()


@pytest.fixture
def inn() -> Iterator[Inn]:
    with contextlib.closing(Inn()) as opened:
        yield opened


def test_what_was_not_heard_is_spoken_by_the_next_server(inn: Inn) -> None:
    """One restart, four clients: a turn, a context's turn and a request that wait for their first audio, one idle."""

    async def run() -> None:
        official = client(inn.address)
        turn = official.tts.streaming_session(voice_id=voice_id(2), language="en")
        idle = official.tts.streaming_session(voice_id=voice_id(3), language="en")
        async with turn, idle, official.tts.multi_context_session(voice_id(4), language="en") as contexts:
            await promptly(idle.send(TEXT, flush=True))
            await contexts.create_context("a")
            await contexts.create_context("b", voice_id=voice_id(5))
            waiting = [
                asyncio.create_task(heard(turn.send(SLOW, flush=True))),
                asyncio.create_task(heard(contexts.send("b", SLOW, flush=True))),
            ]
            cut = asyncio.create_task(official.tts.generate_async(SLOW))
            await asyncio.sleep(0.3)
            await asyncio.to_thread(inn.restart)

            for spoken in await asyncio.gather(*waiting):
                assert words_heard(spoken.sound) == pytest.approx(4, abs=0.1)
            # This client does not repeat a request by itself; it says what its caller may do.
            with pytest.raises(ServerRestartingError):
                await cut
            assert (await official.tts.generate_async(TEXT, voice_id=voice_id(0))).samples == 6 * 1_920
            assert contexts.active_contexts == {"a", "b"}
            assert words_heard((await promptly(contexts.send("a", TEXT, flush=True))).sound) == pytest.approx(
                6, abs=0.1
            )
            for again in (turn, idle):
                assert words_heard((await heard(again.send(TEXT, flush=True))).sound) == pytest.approx(6, abs=0.1)
        await official.aclose()

    asyncio.run(run())


def test_a_turn_that_is_being_heard_is_finished_before_the_server_goes(inn: Inn) -> None:
    async def run() -> None:
        official = client(inn.address)
        async with official.tts.streaming_session(voice_id=voice_id(2), language="en") as speaking:
            turn = speaking.send("one " * 40, flush=True)
            chunks = [await anext(turn)]
            inn.ask_to_stop()
            chunks += [chunk async for chunk in turn]
            assert sum(chunk.samples for chunk in chunks) == 40 * 1_920
        await official.aclose()

    asyncio.run(run())
    inn.wait_closed()
