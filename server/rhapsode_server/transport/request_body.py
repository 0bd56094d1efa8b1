"""The body of a REST request, bounded."""

from __future__ import annotations

import asyncio

from starlette.requests import Request

from rhapsode_protocol.errors import InvalidRequest, TextTooLong

BODY_WITHIN_S = 20.0
"""How long a body may take to arrive; that of the longest text, every character escaped, needs 6 KB a second. Lower
refuses slow phones; higher lets whoever sends a byte now and then keep a connection for longer."""


async def read_body(request: Request, most_bytes: int) -> bytes:
    """The whole body.

    Args:
        request: its body must not have been read.
        most_bytes: the largest body that is taken.

    Raises:
        InvalidRequest: it is packed, for a small packed body may be a huge one; or it does not arrive in time.
        TextTooLong: it is larger than ``most_bytes``; what is beyond is not read.
    """
    encoding = request.headers.get("content-encoding", "identity").strip().lower()
    if encoding != "identity":
        raise InvalidRequest(f"content-encoding {encoding[:40]!r} is not read; send the body as it is")
    received = bytearray()
    try:
        async with asyncio.timeout(BODY_WITHIN_S):
            async for piece in request.stream():
                received += piece
                if len(received) > most_bytes:
                    raise TextTooLong(f"the body is larger than {most_bytes} bytes")
    except TimeoutError:
        raise InvalidRequest(f"the body did not arrive within {BODY_WITHIN_S:g} seconds") from None
    return bytes(received)


async def discard_body(request: Request, *, most_bytes: int, within_s: float) -> None:
    """Read what the client still sends and drop it, so that it is ready to read its answer.

    A client that is answered and cut off while it sends sees a broken connection, not the answer. Whoever asks first
    whether to send (``Expect: 100-continue``) is spared the sending (RFC 9110 section 10.1.1).

    Args:
        request: its body must not have been read.
        most_bytes: what is beyond is not read, and the client may see the connection break.
        within_s: so is what comes later.
    """
    if "expect" in request.headers:
        return
    received = 0
    try:
        async with asyncio.timeout(within_s):
            async for piece in request.stream():
                received += len(piece)
                if received > most_bytes:
                    return
    except TimeoutError:
        return
