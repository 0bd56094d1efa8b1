"""Work that is done for as long as the client is there to get its answer."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

from starlette.requests import ClientDisconnect
from starlette.types import Receive

Answer = TypeVar("Answer")


async def unless_gone(work: Coroutine[Any, Any, Answer], receive: Receive) -> Answer:
    """The outcome of ``work``, which is cancelled when the client leaves, or whoever waits here is cancelled.

    Args:
        work: what is done.
        receive: the request's events, its body already taken.

    Raises:
        ClientDisconnect: the client left before.
    """
    doing = asyncio.create_task(work)
    gone = asyncio.create_task(_wait_gone(receive))
    try:
        await asyncio.wait({doing, gone}, return_when=asyncio.FIRST_COMPLETED)
        if not doing.done():
            raise ClientDisconnect
        return doing.result()
    finally:
        for task in (doing, gone):
            task.cancel()
        await asyncio.gather(doing, gone, return_exceptions=True)


async def _wait_gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
