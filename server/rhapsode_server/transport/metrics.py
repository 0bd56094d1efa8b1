"""``GET /metrics``: the figures for Prometheus."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from rhapsode_server.telemetry.metrics import Metrics


class MetricsPage:
    """Answers the scrapes of one server's metrics."""

    def __init__(self, metrics: Metrics) -> None:
        self._metrics = metrics

    async def metrics(self, request: Request) -> Response:
        """All figures: in Prometheus' text format, or as OpenMetrics where ``Accept`` names that."""
        # Writing some hundred series takes milliseconds, in which no frame of any client would leave.
        body, content_type = await run_in_threadpool(self._metrics.write, request.headers.get("accept", ""))
        # As it stands: the framework would add a charset to the one that is in it.
        return Response(body, headers={"content-type": content_type})
