"""How near the scheduler comes to what no machine can exceed, in virtual time: the same figures on every machine."""

from __future__ import annotations

import pytest

from rhapsode_bench.spoken_text import ANSWER
from rhapsode_server.engines.kokoro.engine import in_steps
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


def test_most_crowds_of_nine_tenths_of_what_can_be_hear_no_gap() -> None:
    listeners = round(0.93 * most(FAST))
    assert listeners >= 15
    runs = [listen(FAST, listeners, seed) for seed in RUNS]
    assert sum(run.gaps == 0 for run in runs) >= 5
    assert sum(run.gaps for run in runs) < 0.03 * sum(run.turns for run in runs)
    # Nor does anybody wait for his first sound as he would for a gap.
    assert max(max(run.first_s) for run in runs) < 2.0


def test_crowds_of_half_of_what_can_be_hear_none() -> None:
    listeners = round(0.5 * most(FAST))
    assert [listen(FAST, listeners, seed).gaps for seed in RUNS] == [0] * len(RUNS)
