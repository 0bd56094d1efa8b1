"""The detection route: who gets in, who is told what, and what the drain does. The desk is a desk without a process."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette
from starlette.routing import Route
from starlette.testclient import TestClient

from rhapsode_server.access.key_store import KeyStore
from rhapsode_server.app import create_app
from rhapsode_server.config import Config
from rhapsode_server.detection.desk import Desk
from rhapsode_server.detection.media import MediaLimits
from rhapsode_server.detection.process import DetectionOptions
from rhapsode_server.transport.answers import EXCEPTION_HANDLERS
from rhapsode_server.transport.attendance import Attendance
from rhapsode_server.transport.watermark import DETECT_PATH, WatermarkDetection


class QuickDesk(Desk):
    """Answers with what it was asked, when it is told to."""

    def __init__(self, places: int = 2) -> None:
        super().__init__(DetectionOptions(), places=places)
        self.go = asyncio.Event()
        self.asked: list[tuple[bytes, int | None]] = []
        self.left = 0

    async def examine(self, recording: bytes, expected: int | None = None) -> dict[str, Any]:
        self.asked.append((recording, expected))
        try:
            await self.go.wait()
        except asyncio.CancelledError:
            self.left += 1
            raise
        return {"expected": expected}


@asynccontextmanager
async def served(desk: QuickDesk, attendance: Attendance) -> AsyncIterator[httpx.AsyncClient]:
    detection = WatermarkDetection(desk, attendance, MediaLimits(most_bytes=100))
    app = Starlette(
        routes=[Route(DETECT_PATH, detection.detect, methods=["POST"])], exception_handlers=EXCEPTION_HANDLERS
    )
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://a") as client:
        yield client


def test_what_is_found_is_the_answer_and_is_not_kept_on_the_way() -> None:
    async def run() -> None:
        desk = QuickDesk()
        desk.go.set()
        async with served(desk, Attendance()) as client:
            answer = await client.post(DETECT_PATH, content=b"sound", params={"message": "7"})
        assert (answer.status_code, answer.json()) == (200, {"expected": 7})
        assert answer.headers["cache-control"] == "no-store"
        assert desk.asked == [(b"sound", 7)]

    asyncio.run(run())


def test_when_all_places_are_taken_the_next_is_told_to_come_again() -> None:
    async def run() -> None:
        desk, attendance = QuickDesk(places=2), Attendance()
        async with served(desk, attendance) as client:
            waiting = [asyncio.create_task(client.post(DETECT_PATH, content=b"sound")) for _ in range(2)]
            while len(desk.asked) < 2:  # noqa: ASYNC110 - there is nothing to wait for but this
                await asyncio.sleep(0.001)
            refused = await client.post(DETECT_PATH, content=b"sound")
            assert (refused.status_code, refused.json()["error_code"]) == (503, "MODEL_UNAVAILABLE")
            assert int(refused.headers["retry-after"]) > 0
            assert attendance.busy_guests == 2
            desk.go.set()
            assert [one.status_code for one in await asyncio.gather(*waiting)] == [200, 200]
            assert (await client.post(DETECT_PATH, content=b"sound")).status_code == 200
        assert attendance.guests == 0

    asyncio.run(run())


def test_a_wrong_upload_gives_its_place_back() -> None:
    async def run() -> None:
        desk = QuickDesk(places=1)
        desk.go.set()
        async with served(desk, Attendance()) as client:
            assert (await client.post(DETECT_PATH, content=b"")).status_code == 400
            too_large = await client.post(DETECT_PATH, content=b"a" * 101)
            assert (too_large.status_code, too_large.json()["field"]) == (413, "file")
            assert (await client.post(DETECT_PATH, content=b"sound")).status_code == 200

    asyncio.run(run())


def test_a_drain_lets_no_one_in_and_sends_away_who_is_left_in_the_end() -> None:
    async def run() -> None:
        desk, attendance = QuickDesk(), Attendance()
        async with served(desk, attendance) as client:
            waiting = asyncio.create_task(client.post(DETECT_PATH, content=b"sound"))
            while not desk.asked:  # noqa: ASYNC110 - there is nothing to wait for but this
                await asyncio.sleep(0.001)
            attendance.drain(0.0)
            assert (await client.post(DETECT_PATH, content=b"sound")).status_code == 503
            assert not waiting.done(), "what has begun is finished"
            attendance.dismiss()
            answer = await waiting
        assert (answer.status_code, answer.json()["error_code"]) == (503, "MODEL_UNAVAILABLE")
        assert desk.left == 1
        assert attendance.guests == 0

    asyncio.run(run())


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE"])
def test_it_is_posted_to(method: str) -> None:
    assert TestClient(create_app(Config(engine="tone"))).request(method, DETECT_PATH).status_code == 405


def test_it_asks_for_a_key_where_one_was_made(tmp_path: Any) -> None:
    keys_db = tmp_path / "keys.db"
    key = KeyStore(keys_db).create("a", 0.0)[1]
    client = TestClient(create_app(Config(engine="tone", keys_db=keys_db)))
    assert client.post(DETECT_PATH, content=b"sound").status_code == 401
    wrong = client.post(DETECT_PATH, content=b"", headers={"X-API-Key": key})
    assert (wrong.status_code, wrong.json()["field"]) == (400, "file")


def test_it_counts_as_a_connection() -> None:
    async def run() -> None:
        app = create_app(Config(engine="tone", max_connections=1))

        async def never() -> Any:
            await asyncio.Event().wait()
            yield b""

        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://testserver") as client:
            first = asyncio.create_task(client.post(DETECT_PATH, content=never()))
            await asyncio.sleep(0.05)
            second = await client.post(DETECT_PATH, content=b"sound")
            first.cancel()
            await asyncio.gather(first, return_exceptions=True)
        assert (second.status_code, second.json()["error_code"]) == (429, "RATE_LIMITED")

    asyncio.run(run())
