"""How near the scheduler comes to what no machine can exceed, in virtual time: the same figures on every machine."""

from __future__ import annotations

import pytest

from rhapsode_bench.spoken_text import ANSWER
from rhapsode_server.engines.kokoro.engine import in_steps
from rhapsode_server.synthesis.scheduler import MOST_HELD_S
from synthesis.virtual_crowd import Heard, VirtualCrowd, Voice

DUTY = 0.6
SECONDS = 120.0
RUNS = range(8)

FAST = Voice(fixed_s=0.03, factor=0.085)
"""Two cores that multiply bfloat16."""
SLOW = Voice(fixed_s=0.2, factor=0.26)
"""Two old ones that others use as well."""


def listen(voice: Voice, listeners: int, seed: int) -> Heard:
    paced_for = in_steps(voice.factor + voice.fixed_s / 6.0)
    return VirtualCrowd(listeners, voice, ANSWER.text, duty=DUTY, paced_for=paced_for, seed=seed).run(SECONDS)


def most(voice: Voice) -> float:
    """Listeners that no machine of this speed can exceed, in segments of these lengths."""
    alone = listen(voice, 1, 0)
    return alone.audio_s / (alone.compute_s * DUTY)


@pytest.mark.parametrize("voice", [FAST, SLOW], ids=["fast", "slow"])
def test_a_listener_alone_hears_no_gap(voice: Voice) -> None:
    heard = listen(voice, 1, 0)
    assert heard.turns >= 4
    assert heard.gaps == 0


def test_nearly_all_crowds_of_nine_tenths_of_what_can_be_hear_no_gap() -> None:
    listeners = round(0.93 * most(FAST))
    assert listeners >= 15
    runs = [listen(FAST, listeners, seed) for seed in RUNS]
    assert sum(run.gaps == 0 for run in runs) >= 7
    assert sum(run.gaps for run in runs) < 0.005 * sum(run.turns for run in runs)
    # Whoever would make others run dry waits, and hardly anybody has to.
    waits_s = sorted(first_s for run in runs for first_s in run.first_s)
    assert waits_s[int(0.95 * len(waits_s))] < 1.5
    assert waits_s[-1] < MOST_HELD_S + 2.0


def test_where_few_are_more_than_the_machine_can_serve_they_wait_and_hear_few_gaps() -> None:
    """Four who happen to speak at once ask for more than a machine has that serves five who take turns. When nobody
    waited, there was a gap in one turn of three."""
    listeners = round(0.75 * most(SLOW))
    assert listeners >= 3
    runs = [listen(SLOW, listeners, seed) for seed in RUNS]
    assert sum(run.gaps for run in runs) < 0.12 * sum(run.turns for run in runs)
    assert max(max(run.first_s) for run in runs) > 2.0, "nobody waited"


def test_crowds_of_half_of_what_can_be_hear_none() -> None:
    listeners = round(0.5 * most(FAST))
    assert [listen(FAST, listeners, seed).gaps for seed in RUNS] == [0] * len(RUNS)
