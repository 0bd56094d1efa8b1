"""A sleeper that wakes late tells by how much."""

from __future__ import annotations

import asyncio
import time

import pytest

from rhapsode_server.telemetry import loop_lag
from rhapsode_server.telemetry.metrics import Metrics


def test_a_loop_that_is_held_up_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loop_lag, "EVERY_S", 0.01)
    metrics = Metrics("1", "tone")

    async def run() -> None:
        watching = asyncio.create_task(loop_lag.watch_loop_lag(metrics))
        await asyncio.sleep(0)
        time.sleep(0.06)  # noqa: ASYNC251 - this is what is to be seen
        await asyncio.sleep(0.02)
        watching.cancel()

    asyncio.run(run())
    count = metrics.registry.get_sample_value("rhapsode_event_loop_lag_seconds_count")
    prompt = metrics.registry.get_sample_value("rhapsode_event_loop_lag_seconds_bucket", {"le": "0.025"})
    assert count is not None
    assert prompt is not None
    assert count > prompt, "50 ms of delay were not noticed"
