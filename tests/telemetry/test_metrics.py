"""The instruments: what they count, how it is written, what it costs."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from prometheus_client import Histogram
from prometheus_client.openmetrics.parser import text_string_to_metric_families as parse_openmetrics
from prometheus_client.parser import text_string_to_metric_families

from rhapsode_protocol.errors import SlowReader
from rhapsode_server.telemetry import metrics as module
from rhapsode_server.telemetry.metrics import Metrics
from rhapsode_server.telemetry.turn_report import Gaps, Outcome, TurnReport


@pytest.fixture
def metrics() -> Metrics:
    return Metrics("1.2.3", "tone")


def value(metrics: Metrics, name: str, **labels: str) -> float | None:
    return metrics.registry.get_sample_value(name, labels)


REPORT = TurnReport(
    outcome=Outcome.DONE,
    engine="tone",
    characters=20,
    rtf=0.25,
    first_audible_ms=130.0,
    underruns=Gaps(2, 0.5),
    text_waits=Gaps(1, 3.0),
)


def test_a_turn_is_counted_with_all_that_it_was(metrics: Metrics) -> None:
    metrics.turn_ended("stream", REPORT)
    failed = TurnReport(outcome=Outcome.FAILED, engine="tone", error_code="EMPTY_AUDIO", characters=3)
    metrics.turn_ended("stream", failed)
    turns = {"socket": "stream", "engine": "tone"}
    assert value(metrics, "rhapsode_turns_total", **turns, outcome="done", error_code="") == 1
    assert value(metrics, "rhapsode_turns_total", **turns, outcome="failed", error_code="EMPTY_AUDIO") == 1
    assert value(metrics, "rhapsode_characters_total", socket="stream") == 23
    assert value(metrics, "rhapsode_first_audible_seconds_count", **turns) == 1
    assert value(metrics, "rhapsode_first_audible_seconds_sum", **turns) == 0.13
    assert value(metrics, "rhapsode_first_audible_seconds_bucket", **turns, le="0.125") == 0
    assert value(metrics, "rhapsode_first_audible_seconds_bucket", **turns, le="0.15") == 1
    assert value(metrics, "rhapsode_rtf_ratio_sum", engine="tone") == 0.25
    assert value(metrics, "rhapsode_underruns_total", engine="tone") == 2
    assert value(metrics, "rhapsode_underrun_seconds_total", engine="tone") == 0.5
    assert value(metrics, "rhapsode_text_waits_total", engine="tone") == 1
    assert value(metrics, "rhapsode_text_wait_seconds_total", engine="tone") == 3.0


def test_connections_are_counted_up_and_down(metrics: Metrics) -> None:
    metrics.connection_opened("tts")
    metrics.connection_opened("tts")
    metrics.connection_closed("tts", 1000)
    assert value(metrics, "rhapsode_connections", socket="tts") == 1
    assert value(metrics, "rhapsode_connections_closed_total", socket="tts", code="1000") == 1


def test_a_client_that_was_cut_off_is_counted_as_such(metrics: Metrics) -> None:
    metrics.connection_opened("tts")
    metrics.connection_closed("tts", SlowReader.close_code)
    assert value(metrics, "rhapsode_slow_reader_cuts_total", socket="tts") == 1


def test_close_codes_that_clients_make_up_are_one_label(metrics: Metrics) -> None:
    for code in (3000, 3999, 4002, 4999):
        metrics.connection_closed("tts", code)
    for code in (1001, 1006, 4000, 4001, 4029, 4408, 4500):
        metrics.connection_closed("tts", code)
    assert value(metrics, "rhapsode_connections_closed_total", socket="tts", code="other") == 4
    codes = {
        sample.labels["code"]
        for family in metrics.registry.collect()
        for sample in family.samples
        if sample.name == "rhapsode_connections_closed_total"
    }
    assert codes == {"other", "1001", "1006", "4000", "4001", "4029", "4408", "4500"}


def test_what_concerns_workers(metrics: Metrics) -> None:
    metrics.segment_started("tone", 0.004)
    metrics.batch_sent("tone", 4, 16)
    metrics.segment_done("tone", {"engine": 12.0, "trim": 0.5})
    metrics.engine_freed("tone", 0.02)
    metrics.worker_lost("killed")
    metrics.loop_lagged(0.003)
    metrics.reader_held()
    metrics.cancel_acknowledged("multi", 0.001)
    metrics.error_told("multi", "RATE_LIMITED")
    assert value(metrics, "rhapsode_queue_wait_seconds_sum", engine="tone") == 0.004
    assert value(metrics, "rhapsode_batch_fill_ratio_bucket", engine="tone", le="0.25") == 1
    assert value(metrics, "rhapsode_stage_seconds_sum", engine="tone", stage="engine") == 0.012
    assert value(metrics, "rhapsode_cancel_engine_free_seconds_sum", engine="tone") == 0.02
    assert value(metrics, "rhapsode_worker_losses_total", engine="tone", reason="killed") == 1
    assert value(metrics, "rhapsode_event_loop_lag_seconds_sum") == 0.003
    assert value(metrics, "rhapsode_slow_reader_holds_total") == 1
    assert value(metrics, "rhapsode_cancel_acknowledgement_seconds_count", socket="multi") == 1
    assert value(metrics, "rhapsode_errors_total", socket="multi", error_code="RATE_LIMITED") == 1


def test_what_others_keep_is_read_when_asked_for(metrics: Metrics) -> None:
    waiting: list[str] = []
    metrics.watch("rhapsode_waiting", "For a test.", lambda: len(waiting))
    waiting.append("one")
    assert value(metrics, "rhapsode_waiting") == 1


def test_what_may_happen_is_there_before_it_does() -> None:
    # https://prometheus.io/docs/practices/instrumentation/#avoid-missing-metrics
    metrics = Metrics("1.2.3", "tone", ["killed"])
    metrics.expect(["stream"])
    turns = {"socket": "stream", "engine": "tone"}
    assert value(metrics, "rhapsode_turns_total", **turns, outcome="gone", error_code="") == 0
    assert value(metrics, "rhapsode_turns_total", **turns, outcome="failed", error_code="INTERNAL_ERROR") == 0
    assert value(metrics, "rhapsode_underruns_total", engine="tone") == 0
    assert value(metrics, "rhapsode_slow_reader_cuts_total", socket="stream") == 0
    assert value(metrics, "rhapsode_worker_losses_total", engine="tone", reason="killed") == 0


def test_every_engine_that_is_served_has_figures_of_its_own_before_it_has_spoken() -> None:
    metrics = Metrics("1.2.3", "kokoro", ["killed"], brought=["espeak"])
    metrics.expect(["stream"])
    metrics.segment_done("espeak", {"engine": 10.0})
    metrics.batch_sent("tone", 1, 1)
    for engine, segments in (("kokoro", 0), ("espeak", 1)):
        assert value(metrics, "rhapsode_stage_seconds_count", engine=engine, stage="engine") == segments
        assert value(metrics, "rhapsode_underruns_total", engine=engine) == 0
        done = {"socket": "stream", "outcome": "done", "error_code": ""}
        assert value(metrics, "rhapsode_turns_total", engine=engine, **done) == 0
    assert value(metrics, "rhapsode_batch_fill_ratio_count", engine="tone") == 1, "one that nobody told of counts too"
    # A worker as a whole is that of the engine it was started for.
    assert value(metrics, "rhapsode_worker_losses_total", engine="kokoro", reason="killed") == 0
    assert value(metrics, "rhapsode_worker_losses_total", engine="espeak", reason="killed") is None


def test_no_series_tells_when_another_was_made(metrics: Metrics) -> None:
    metrics.turn_ended("stream", REPORT)
    assert b"_created" not in metrics.write("")[0] + metrics.write("application/openmetrics-text; version=1.0.0")[0]


def test_servers_in_one_process_count_for_themselves(metrics: Metrics) -> None:
    Metrics("1.2.3", "tone").turn_ended("tts", REPORT)
    assert value(metrics, "rhapsode_characters_total", socket="tts") is None


def test_both_formats_can_be_read_back(metrics: Metrics) -> None:
    metrics.turn_ended("stream", REPORT)
    body, content_type = metrics.write("")
    assert content_type.startswith("text/plain; version=0.0.4")
    plain = {family.name for family in text_string_to_metric_families(body.decode())}
    body, content_type = metrics.write("application/openmetrics-text; version=1.0.0")
    assert content_type.startswith("application/openmetrics-text; version=1.0.0")
    open_metrics = {family.name for family in parse_openmetrics(body.decode())}
    assert {"rhapsode_turns", "rhapsode_first_audible_seconds", "rhapsode_build_info"} <= plain & open_metrics


def test_names_and_buckets_keep_the_rules_of_prometheus(metrics: Metrics) -> None:
    # https://prometheus.io/docs/practices/naming/: base units, spelled out, and the unit last.
    for family in metrics.registry.collect():
        if not family.name.startswith("rhapsode_"):
            continue
        assert re.fullmatch("[a-z_]+", family.name)
        assert family.documentation.endswith(".")
        assert family.name.split("_")[1] == "build" or len(family.documentation.split()) > 3, "read without its page"
        if family.type == "histogram":
            assert family.name.endswith(("_seconds", "_ratio"))
    for name, bounds in vars(module).items():
        if "BUCKETS" in name:
            assert list(bounds) == sorted(set(bounds))
            assert len(bounds) < len(Histogram.DEFAULT_BUCKETS) + 5, "each bound is a series for every label"


ROOT = Path(__file__).parents[2]


def test_the_page_for_operators_names_metrics_that_exist(metrics: Metrics) -> None:
    for name in ("contexts", "segments_queued", "segments_in_flight", "workers_ready"):
        metrics.watch(f"rhapsode_{name}", "Of synthesis.", lambda: 0.0)
    families = {family.name for family in metrics.registry.collect()}
    named = set(re.findall(r"\brhapsode_[a-z_]*[a-z](?=[`{\[ )])", (ROOT / "server" / "README.md").read_text()))
    plain = {re.sub("_(total|bucket|count|sum)$", "", name) for name in named}
    ours = {name for name in families if name.startswith("rhapsode_")}
    assert plain - {"rhapsode_protocol", "rhapsode_server", "rhapsode_client"} == ours


def test_the_queries_for_operators_ask_for_labels_that_exist(metrics: Metrics) -> None:
    metrics.expect(["stream"])
    metrics.turn_ended("stream", REPORT)
    samples = [sample for family in metrics.registry.collect() for sample in family.samples]
    queries = re.findall("```promql\n(.*?)```", (ROOT / "server" / "README.md").read_text(), re.DOTALL)
    selectors = re.findall(r"(rhapsode_\w+)(?:\{(\w+)=\"([^\"]*)\"\})?\[", "".join(queries))
    assert len(selectors) >= 7
    for name, label, value in selectors:
        found = [sample for sample in samples if sample.name == name]
        assert found, name
        assert not label or any(sample.labels.get(label) == value for sample in found), (name, label, value)
