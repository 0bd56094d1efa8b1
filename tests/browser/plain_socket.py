"""What another program hears of the same text: the wire itself, without a browser."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np
from numpy.typing import NDArray

from flow.house import client, sound


def server_sound(address: str, text: str, **options: Any) -> NDArray[np.float32]:
    """The samples ``[T]`` of a text on ``/ws/tts/multi``.

    Args:
        address: the server's.
        text: sent in one frame.
        options: fields beside it.
    """

    async def listen() -> NDArray[np.float32]:
        async with client(address, "/ws/tts/multi") as socket:
            await socket.send({"text": text, "context_id": "a", "word_timestamps": True, **options})
            await socket.send({"flush": True, "context_id": "a"})
            return sound(await socket.until("final"))

    # On a loop in a thread of its own: this thread's belongs to Playwright.
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, listen()).result()
