"""How late the event loop is: a sleeper that looks at the clock when it wakes."""

from __future__ import annotations

import asyncio

from rhapsode_server.telemetry.metrics import Metrics

EVERY_S = 0.25
"""Between two samples. Lower costs wake-ups on an idle machine; higher misses stalls shorter than itself."""


async def watch_loop_lag(metrics: Metrics) -> None:
    """Take samples until cancelled."""
    loop = asyncio.get_running_loop()
    while True:
        due = loop.time() + EVERY_S
        await asyncio.sleep(EVERY_S)
        metrics.loop_lagged(max(0.0, loop.time() - due))
