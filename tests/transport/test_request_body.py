"""The body of a REST request: whole, or refused."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from starlette.requests import Request

from rhapsode_protocol.errors import InvalidRequest
from rhapsode_server.transport import request_body as room
from rhapsode_server.transport.request_body import read_body


def test_a_body_that_never_ends_is_waited_for_no_longer_than_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "BODY_WITHIN_S", 0.01)

    async def drip() -> Any:
        await asyncio.sleep(0)
        return {"type": "http.request", "body": b"", "more_body": True}

    async def run() -> None:
        with pytest.raises(InvalidRequest, match=r"within 0\.01 seconds"):
            await read_body(Request({"type": "http", "method": "POST", "headers": []}, drip), 100)

    asyncio.run(run())
