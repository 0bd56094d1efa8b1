"""Has the server's own dictionary read anew when its file changes."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from rhapsode_server.dictionaries.shelf import Shelf

LOOK_EVERY_S = 1.0
"""How often the file is looked at. Lower only costs looks; higher, and whoever edits it waits for the change."""


@asynccontextmanager
async def watching(shelf: Shelf, every_s: float = LOOK_EVERY_S) -> AsyncIterator[None]:
    """Look at the file for as long as the block lasts; its reading is another thread's."""
    watch = asyncio.create_task(_watch(shelf, every_s), name="dictionary") if shelf.has_file else None
    try:
        yield
    finally:
        if watch is not None:
            watch.cancel()
            await asyncio.gather(watch, return_exceptions=True)


async def _watch(shelf: Shelf, every_s: float) -> None:
    while True:
        await asyncio.sleep(every_s)
        await asyncio.to_thread(shelf.refresh)
