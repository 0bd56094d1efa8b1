"""The order of slices, and how long they ramp; nothing is sent."""

from __future__ import annotations

import pytest

from rhapsode_bench.latency.line import Target
from rhapsode_bench.latency.run import Plan, order
from rhapsode_bench.latency.schedule import Workload, utterance


def plan(arrival: str = "closed", duration_s: float = 60.0, parts: int = 3) -> Plan:
    return Plan(
        targets=[Target(url=f"http://{name}", dialect="kugelaudio", label=name) for name in "ab"],
        workload=Workload(
            utterances=[utterance("a" * 85)], tokens_per_second=50.0, duty=0.5, barge_in_share=0.0, seed=1
        ),
        streams=(1, 4),
        arrival=arrival,
        fresh=False,
        duration_s=duration_s,
        parts=parts,
        depth_s=0.0,
    )


def test_targets_take_turns_and_none_is_always_the_second() -> None:
    assert list(order(plan())) == [
        (1, 0, 0), (1, 0, 1), (1, 1, 1), (1, 1, 0), (1, 2, 0), (1, 2, 1),
        (4, 0, 0), (4, 0, 1), (4, 1, 1), (4, 1, 0), (4, 2, 0), (4, 2, 1),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("arrival", "streams", "duration_s", "ramp_s"),
    [("closed", 1, 60.0, 0.0), ("closed", 4, 60.0, 7.5), ("open", 4, 60.0, 10.0), ("open", 4, 30.0, 5.0)],
)
def test_turns_count_when_the_last_stream_has_begun(
    arrival: str, streams: int, duration_s: float, ramp_s: float
) -> None:
    shape = plan(arrival, duration_s).shape(streams, 1)
    assert shape.ramp_s == pytest.approx(ramp_s)
    assert shape.window_s == pytest.approx(duration_s / 3)
