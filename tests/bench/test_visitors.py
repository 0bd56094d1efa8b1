"""Each kind of client of the soak against a real server: it does its one thing, and nothing of it stays."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import pytest

from flow.house import get, house, wait_until
from rhapsode_bench.visitors import VISITORS

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with house("tone") as served:
        yield served


@pytest.mark.parametrize("name", VISITORS)
def test_a_visit_leaves_nothing_behind(address: str, name: str) -> None:
    asyncio.run(asyncio.wait_for(VISITORS[name](f"http://{address}"), 60))
    wait_until(lambda: (get(address, "/health")["queued"], get(address, "/health")["in_flight"]) == (0, 0))
