"""What processes hold is read from the system, and a slope is told from noise."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest

from rhapsode_bench.footprint import Footprint, footprints, trends


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="processes are looked at through /proc")
def test_this_process_grows_by_what_it_opens() -> None:
    before = footprints({os.getpid(): "us", 2**22 + 1: "gone"})
    leave = threading.Event()
    thread = threading.Thread(target=leave.wait)
    thread.start()
    with open(os.devnull) as first, open(os.devnull) as second:
        after = footprints({os.getpid(): "us"})
        assert first != second
    leave.set()
    thread.join()
    assert set(before) == {"us"}
    assert after["us"].descriptors == before["us"].descriptors + 2
    assert after["us"].threads == before["us"].threads + 1
    assert (before["us"].processes, before["us"].rss_mib > 5.0) == (1.0, True)


def test_a_leak_is_told_and_a_wave_is_not() -> None:
    times = [float(second) for second in range(0, 240, 2)]
    looks = [
        {
            "leaks": Footprint(50.0 + 0.1 * second, 10.0, 2.0, 1.0),
            "waves": Footprint(50.0 + 3.0 * (number % 2), 10.0 + number % 3, 2.0, 1.0),
        }
        for number, second in enumerate(times)
    ]
    found = {(trend.role, trend.measure): trend for trend in trends(times, looks)}
    leak = found["leaks", "rss_mib"]
    assert not leak.flat
    assert leak.growth_per_minute == pytest.approx(6.0)
    assert leak.first == pytest.approx(50.0 + 0.1 * 60.0)
    assert [key for key, trend in found.items() if not trend.flat] == [("leaks", "rss_mib")]


def test_the_warm_up_does_not_count() -> None:
    times = [float(second) for second in range(100)]
    looks = [{"server": Footprint(min(second, 25.0) * 10.0, 5.0, 1.0, 1.0)} for second in times]
    assert all(trend.flat for trend in trends(times, looks))
    assert not all(trend.flat for trend in trends(times, looks, warm_up=0.0))
