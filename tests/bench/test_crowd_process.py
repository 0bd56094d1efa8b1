"""A crowd in a process of its own: it speaks while the block lasts, says how it went, and leaves nothing behind."""

from __future__ import annotations

import asyncio
import multiprocessing
import threading

import pytest

from bench.scripted import scripted
from rhapsode_bench.crowd import CrowdShape
from rhapsode_bench.crowd_process import CrowdFailed, CrowdProcess

pytestmark = pytest.mark.slow

SHAPE = CrowdShape(sockets=2, contexts=2, duty=None, tokens=["Sing", "."], tokens_per_second=1e6)


def test_it_tells_what_it_heard() -> None:
    ready, leave, urls = threading.Event(), threading.Event(), []

    async def play() -> None:
        async with scripted() as (_, url):
            urls.append(url)
            ready.set()
            await asyncio.to_thread(leave.wait)

    server = threading.Thread(target=asyncio.run, args=(play(),))
    server.start()
    try:
        assert ready.wait(10)
        with CrowdProcess(urls[0], SHAPE) as crowd:
            assert crowd.result is None
            assert [child.name for child in multiprocessing.active_children()] == ["crowd"]
    finally:
        leave.set()
        server.join(10)
    assert crowd.result is not None
    assert crowd.result.errors == []
    assert crowd.result.seconds >= 0.0
    assert multiprocessing.active_children() == []


def test_a_crowd_that_finds_no_server_is_told() -> None:
    with pytest.raises(CrowdFailed, match="could not begin"), CrowdProcess("http://127.0.0.1:9", SHAPE):
        pass
    assert multiprocessing.active_children() == []
