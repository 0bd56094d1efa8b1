"""``/metrics`` of a real server, read as Prometheus reads it, beside what its clients were told."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import urllib.request
from collections.abc import Iterator

import pytest
from prometheus_client import Metric
from prometheus_client.openmetrics.parser import text_string_to_metric_families as parse_openmetrics
from prometheus_client.parser import text_string_to_metric_families

from flow.house import Frame, client, get, house, wait_until
from rhapsode_server.telemetry.stopwatch import STAGES

pytestmark = pytest.mark.slow


@pytest.fixture
def address() -> Iterator[str]:
    with house("tone") as served:
        yield served


def scrape(address: str, accept: str = "") -> tuple[str, str]:
    request = urllib.request.Request(f"http://{address}/metrics", headers={"Accept": accept} if accept else {})
    with urllib.request.urlopen(request, timeout=30) as answer:
        return answer.read().decode(), answer.headers["Content-Type"]


class Figures:
    """One scrape."""

    def __init__(self, address: str) -> None:
        self.families: list[Metric] = list(text_string_to_metric_families(scrape(address)[0]))

    def get(self, name: str, **labels: str) -> float:
        """The sum of all samples of a name that have these labels; zero where there are none."""
        return sum(
            sample.value
            for family in self.families
            for sample in family.samples
            if sample.name == name and labels.items() <= sample.labels.items()
        )


def test_the_figures_of_a_turn_are_those_of_its_final_message(address: str) -> None:
    async def run() -> list[Frame]:
        async with client(address, "/ws/tts/stream", "sdk=test") as socket:
            finals = []
            for text in ("One two three four five. And six seven eight, nine. ", "Once more from the start. "):
                await socket.send({"text": text, "debug": True}, {"flush": True})
                finals.append((await socket.until("session_closed"))[-1])
            figures = Figures(address)
            assert figures.get("rhapsode_connections", socket="stream") == 1
            assert figures.get("rhapsode_contexts") == 1
            return finals

    finals = asyncio.run(run())
    wait_until(lambda: Figures(address).get("rhapsode_connections", socket="stream") == 0)
    figures = Figures(address)
    here = {"socket": "stream", "engine": "tone"}
    assert figures.get("rhapsode_turns_total", **here, outcome="done", error_code="") == 2
    assert figures.get("rhapsode_characters_total", socket="stream") == sum(
        final["usage"]["characters"] for final in finals
    )
    delivered_s = sum(final["delivered_ms"] for final in finals) / 1000.0
    assert figures.get("rhapsode_audio_seconds_total", socket="stream") == pytest.approx(delivered_s, abs=1e-4)
    assert figures.get("rhapsode_first_audible_seconds_count", **here) == 2
    first_audible_s = sum(final["first_audible_ms"] for final in finals) / 1000.0
    assert figures.get("rhapsode_first_audible_seconds_sum", **here) == pytest.approx(first_audible_s, abs=1e-6)
    assert figures.get("rhapsode_rtf_ratio_sum", engine="tone") == pytest.approx(
        sum(final["rtf"] for final in finals), abs=1e-4
    )
    segments = sum(final["total_text_chunks"] for final in finals)
    for name in ("rhapsode_queue_wait_seconds_count", "rhapsode_batch_fill_ratio_count"):
        assert figures.get(name, engine="tone") == segments
    for stage in STAGES:
        assert figures.get("rhapsode_stage_seconds_count", engine="tone", stage=stage) == segments
        spent_s = sum(final["debug"]["stages_ms"][stage] for final in finals) / 1000.0
        assert figures.get("rhapsode_stage_seconds_sum", stage=stage) == pytest.approx(spent_s, abs=1e-4)
    assert figures.get("rhapsode_connections_closed_total", socket="stream", code="1000") == 1
    assert figures.get("rhapsode_underruns_total") == sum(final["debug"]["underruns"]["count"] for final in finals)
    assert figures.get("rhapsode_workers_ready") == 1
    assert figures.get("rhapsode_segments_queued") == figures.get("rhapsode_segments_in_flight") == 0


def test_the_explanation_of_a_turn_adds_up(address: str) -> None:
    async def run() -> Frame:
        async with client(address, "/ws/tts") as socket:
            await socket.send({"text": "One two three four five.", "debug": True})
            return (await socket.until("final"))[-1]

    final = asyncio.run(run())
    onset = final["debug"]["first_audible"]
    parts = [onset[name] for name in ("text_ms", "queue_ms", "synthesis_ms", "silence_ms")]
    assert round(sum(parts), 2) == final["first_audible_ms"] == final["debug"]["ttfa_ms"]
    assert parts[0] == 0, "the text came whole"
    assert 0 < sum(final["debug"]["stages_ms"].values()) <= final["gen_ms"]


def test_what_goes_wrong_is_counted_by_its_code(address: str) -> None:
    async def run() -> None:
        async with client(address, "/ws/tts/multi") as socket:
            await socket.send({"text": 5, "context_id": "a"}, {"text": "x", "context_id": "a", "voice_id": "nobody"})
            await socket.receive()
            await socket.receive()
            await socket.send({"text": "one {fail} two.", "flush": True, "context_id": "a"})
            await socket.until("error")
            await socket.send({"text": "one {slow} two " * 5, "flush": True, "context_id": "b"})
            await socket.until("generation_started")
            await socket.send({"cancel": True, "context_id": "b"})
            await socket.until("interrupted")
            await socket.send({"text": "one {slow} two " * 5, "flush": True, "context_id": "b"})
            await socket.until("generation_started")

    asyncio.run(run())
    with pytest.raises(urllib.error.HTTPError):
        get(address, "/nowhere")
    for text, status in (("", 400), ("{fail}", 500)):
        request = urllib.request.Request(f"http://{address}/v1/tts/generate", json.dumps({"text": text}).encode())
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(request, timeout=30)
        assert refused.value.code == status
    wait_until(lambda: Figures(address).get("rhapsode_segments_in_flight") == 0)
    figures = Figures(address)
    errors = {
        ("multi", "VALIDATION_ERROR"): 1,
        ("multi", "NOT_FOUND"): 1,
        ("multi", "INTERNAL_ERROR"): 1,
        ("http", "NOT_FOUND"): 1,
        ("rest", "VALIDATION_ERROR"): 1,
        ("rest", "INTERNAL_ERROR"): 1,
    }
    for (socket, code), count in errors.items():
        assert figures.get("rhapsode_errors_total", socket=socket, error_code=code) == count, (socket, code)
    assert figures.get("rhapsode_errors_total") == len(errors)
    outcomes = [figures.get("rhapsode_turns_total", socket="multi", outcome=how) for how in ("failed", "cancelled")]
    assert outcomes == [1, 1]
    assert figures.get("rhapsode_turns_total", socket="multi", outcome="gone") == 1
    assert figures.get("rhapsode_cancel_acknowledgement_seconds_count", socket="multi") == 1
    assert figures.get("rhapsode_cancel_engine_free_seconds_count", engine="tone") == 2
    assert figures.get("rhapsode_connections_closed_total", socket="rest", code="400") == 1


def test_a_worker_that_is_killed_is_counted(address: str) -> None:
    (worker,) = get(address, "/health")["workers"]
    os.kill(worker["pid"], signal.SIGKILL)
    wait_until(lambda: Figures(address).get("rhapsode_worker_losses_total", reason="killed") == 1)
    wait_until(lambda: Figures(address).get("rhapsode_workers_ready") == 1)
    assert Figures(address).get("rhapsode_worker_losses_total") == 1


def test_the_format_follows_the_accept_header(address: str) -> None:
    text, content_type = scrape(address)
    assert content_type.startswith("text/plain; version=0.0.4; charset=utf-8")
    assert text.startswith("# HELP")
    text, content_type = scrape(address, "application/openmetrics-text; version=1.0.0, text/plain;q=0.5")
    assert content_type.startswith("application/openmetrics-text; version=1.0.0; charset=utf-8")
    assert text.endswith("# EOF\n")
    assert {family.name for family in parse_openmetrics(text)} >= {"rhapsode_event_loop_lag_seconds"}
