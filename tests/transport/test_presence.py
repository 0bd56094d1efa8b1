from __future__ import annotations

import asyncio
from typing import Any

import pytest
from starlette.requests import ClientDisconnect

from rhapsode_server.transport.presence import unless_gone


async def stays() -> Any:
    await asyncio.Event().wait()


async def leaves() -> Any:
    return {"type": "http.disconnect"}


async def forever(ended: list[bool]) -> None:
    try:
        await asyncio.Event().wait()
    finally:
        ended.append(True)


def test_the_outcome_is_passed_on() -> None:
    async def work() -> int:
        return 7

    async def fail() -> int:
        raise KeyError

    assert asyncio.run(unless_gone(work(), stays)) == 7
    with pytest.raises(KeyError):
        asyncio.run(unless_gone(fail(), stays))


def test_work_ends_when_the_client_leaves() -> None:
    ended: list[bool] = []
    with pytest.raises(ClientDisconnect):
        asyncio.run(unless_gone(forever(ended), leaves))
    assert ended


def test_work_ends_when_whoever_waits_for_it_is_cancelled() -> None:
    ended: list[bool] = []

    async def run() -> None:
        waiting = asyncio.create_task(unless_gone(forever(ended), stays))
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        waiting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await waiting

    asyncio.run(run())
    assert ended
