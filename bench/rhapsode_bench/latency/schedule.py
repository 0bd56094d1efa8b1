"""When turns are due, and what they say: drawn from a seed before anything is sent, the same for every target.

Pure. Times are seconds from the start of a slice. A turn is *due* whether or not the server has kept up; everything is
measured from there, so that a slow server cannot thin out its own figures (coordinated omission).
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

from rhapsode_bench.spoken_text import tokens_of

CHARACTERS_PER_SECOND = 17.0
"""About how fast English is spoken: 110 characters in 6.4 s. Only spreads the turns; nothing measured depends on it."""

PAUSE_VARIES = 0.5
"""Pauses vary by this share around their mean, or listeners would keep the step in which they began."""


@dataclass(frozen=True, slots=True)
class Utterance:
    """What one turn says."""

    text: str
    tokens: tuple[str, ...]
    """The text in the pieces in which a language model would write it."""

    @property
    def words(self) -> int:
        """How many there are between blanks."""
        return len(self.text.split())

    @property
    def expected_s(self) -> float:
        """How long it sounds, about."""
        return len(self.text) / CHARACTERS_PER_SECOND


def utterance(text: str) -> Utterance:
    """A text, cut into tokens."""
    return Utterance(text, tuple(tokens_of(text)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Workload:
    """How listeners behave, whoever speaks to them."""

    utterances: Sequence[Utterance]
    tokens_per_second: float
    duty: float
    """Share of its time that a stream's listener hears speech."""
    barge_in_share: float
    """Share of the turns that are interrupted at their first sound."""
    seed: int

    @property
    def expected_s(self) -> float:
        """How long a turn sounds, about and on average."""
        return sum(said.expected_s for said in self.utterances) / len(self.utterances)

    @property
    def cycle_s(self) -> float:
        """A turn and the pause behind it."""
        return self.expected_s / self.duty

    def turns_per_second(self, streams: int) -> float:
        """How many arrivals make so many streams' worth of listening (Little's law)."""
        return streams / self.cycle_s


@dataclass(frozen=True, slots=True)
class Arrival:
    """One turn of an open loop."""

    due_s: float
    said: Utterance
    barge_in: bool


def open_arrivals(workload: Workload, streams: int, seconds: float, part: int) -> list[Arrival]:
    """A Poisson process: strangers who know nothing of each other, nor of how the server copes.

    Args:
        workload: how they behave.
        streams: how many listeners' worth of them.
        seconds: how long they come.
        part: another one is another draw.
    """
    draw = _random(workload, streams, part, "open")
    rate, due_s, found = workload.turns_per_second(streams), 0.0, []
    while (due_s := due_s + draw.expovariate(rate)) < seconds:
        found.append(Arrival(due_s, draw.choice(workload.utterances), draw.random() < workload.barge_in_share))
    return found


class Conversation:
    """One stream of a closed loop: its next turn is due when the last one's sound has been played and a pause is over.

    Args:
        workload: how its listener behaves.
        streams: how many there are.
        number: which of them this is, from 0.
        part: another one is another draw.
    """

    def __init__(self, workload: Workload, streams: int, number: int, part: int) -> None:
        self._workload = workload
        self._draw = _random(workload, streams, part, f"closed {number}")
        self.first_due_s = workload.cycle_s * number / streams
        """Spread evenly over a cycle; all at once would be a herd."""

    def next_turn(self) -> tuple[Utterance, bool]:
        """What is said next, and whether it is interrupted."""
        said = self._draw.choice(self._workload.utterances)
        return said, self._draw.random() < self._workload.barge_in_share

    def next_due_s(self, played_s: float, said: Utterance) -> float:
        """When the turn behind this one is due.

        Args:
            played_s: when this one's sound had been played, or its failure was known.
            said: what it said. How long that really sounded is not asked, or a server that speaks fast would be asked
                for more.
        """
        pause_s = said.expected_s * (1.0 / self._workload.duty - 1.0)
        return played_s + pause_s * self._draw.uniform(1.0 - PAUSE_VARIES, 1.0 + PAUSE_VARIES)


def _random(workload: Workload, streams: int, part: int, what: str) -> random.Random:
    return random.Random(f"{workload.seed} {streams} {part} {what}")
