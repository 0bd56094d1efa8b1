"""The body of a REST request, bounded."""

from __future__ import annotations

from starlette.requests import Request

from rhapsode_protocol.errors import TextTooLong

MAX_BODY_BYTES = 256 * 1024
"""Ten thousand characters of four UTF-8 bytes, each written as a JSON escape, fit five times over."""


async def read_body(request: Request) -> bytes:
    """The whole body.

    Raises:
        TextTooLong: it is larger than ``MAX_BODY_BYTES``; what is beyond is not read.
    """
    received = bytearray()
    async for piece in request.stream():
        received += piece
        if len(received) > MAX_BODY_BYTES:
            raise TextTooLong(f"the body is larger than {MAX_BODY_BYTES} bytes")
    return bytes(received)
