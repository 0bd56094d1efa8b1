"""Text on standard input, handed on as it comes: a language model's output can be piped into a voice."""

from __future__ import annotations

import asyncio
import codecs
import os
import threading
from collections.abc import AsyncIterator

from rhapsode_client.errors import UnreadableText

BLOCK_BYTES = 4_096
"""Most bytes taken at once. A pipe gives what it has, so that tokens arrive singly however large this is; far smaller
would cut a file into needlessly many frames."""


async def read_text(descriptor: int) -> AsyncIterator[str]:
    """Yield UTF-8 text from a file descriptor, piece by piece, until it ends. A byte order mark is left out.

    Raises:
        UnreadableText: the bytes are not UTF-8, or the descriptor cannot be read.
    """
    decoder = codecs.getincrementaldecoder("utf-8-sig")()
    while True:
        try:
            block = await _read_block(descriptor)
            text = decoder.decode(block, final=not block)
        except UnicodeDecodeError as error:
            raise UnreadableText("the text on standard input is not UTF-8") from error
        except OSError as error:
            raise UnreadableText(f"standard input cannot be read: {error.strerror or error}") from error
        if text:
            yield text
        if not block:
            return


async def _read_block(descriptor: int) -> bytes:
    # A daemon thread for each block: the loop's own pool would keep the program alive until the writer writes again,
    # so that Ctrl-C did nothing, and the loop's pipe reader does not take files.
    loop = asyncio.get_running_loop()
    arrived: asyncio.Future[bytes] = loop.create_future()

    def resolve(block: bytes | OSError) -> None:
        if arrived.done():
            return
        if isinstance(block, OSError):
            arrived.set_exception(block)
        else:
            arrived.set_result(block)

    def read() -> None:
        try:
            block: bytes | OSError = os.read(descriptor, BLOCK_BYTES)
        except OSError as error:
            block = error
        try:
            loop.call_soon_threadsafe(resolve, block)
        except RuntimeError:
            # The loop is closed: nobody waits for this block any more.
            pass

    threading.Thread(target=read, daemon=True, name="standard input").start()
    return await arrived
