"""What every engine offers to the worker.

An engine turns spoken words into samples at its own rate and at normal speed. It knows no contexts, no formats, no
speed, no markup. To add one: a class with these members and a row in ``registry``; the contract suite in
``tests/engines/test_contract.py`` then runs over it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from rhapsode_server.sound import Samples, WordMark
from rhapsode_server.text.reading import Phonemes, SpokenWord
from rhapsode_server.voices import Voice


@dataclass(frozen=True, slots=True)
class EngineRequest:
    """One row of a batch."""

    text: str
    """The spoken text, normalised: what is read aloud."""
    words: tuple[SpokenWord, ...]
    """Its words in order; ``start`` and ``end`` are offsets into ``text``. A word with a pronunciation sounds as that
    says, or, with a warning, as it is written; one that is not written is then left out. A word with a language of its
    own sounds as in that, where the engine has it."""
    language: str
    """Of all other words."""
    voice: Voice


@dataclass(frozen=True, slots=True)
class EngineAudio:
    """The next samples of one row. Rows may come interleaved; within a row, in order."""

    row: int
    samples: Samples
    """``[T]``; may be empty where only marks or the end are told."""
    marks: tuple[WordMark, ...] = ()
    """Words whose start and end are now known, in order; each word at most once."""
    last: bool = False
    """Nothing more comes for this row."""
    warning: str | None = None
    """Something of this row was read otherwise than written (cleaned, left out)."""


class Engine(Protocol):
    """A voice maker, used by one thread of one process."""

    sample_rate_hz: int
    max_batch: int
    """Rows that are worth handing over together; 1 where batching gains nothing."""
    interruptible: bool
    """Whether ``cancelled`` may call :meth:`synthesize` again, for other rows, and have them spoken to their end."""
    real_time_factor: float
    """What a second of speech takes to compute here, known once the engine is warm; 0 where speech is there at once."""

    def warm_up(self) -> None:
        """Load what would make the first request slow. Called once, before any request.

        Raises:
            ModelUnavailable: something the engine needs is missing; the message says what to install or fetch.
        """

    def synthesize(self, requests: Sequence[EngineRequest], cancelled: Callable[[int], bool]) -> Iterator[EngineAudio]:
        """Speak all rows of a batch.

        ``cancelled(row)`` is polled between and inside rows; a cancelled row ends at once: with one empty piece
        marked ``last``, and no further audio. It may take its time: an interruptible engine is not to hold anything
        then that another call needs.

        An exception ends the whole batch; the worker then speaks the rows that nobody has heard one by one, so an
        engine must be ready for a fresh call after it has raised.

        Raises:
            SynthesisFailed: a row could not be spoken, not even cleaned.
        """

    def close(self) -> None:
        """Let go of processes and memory. May be called twice."""


@runtime_checkable
class Phonemic(Protocol):
    """What an engine has besides, if it goes by phonemes that can be shown."""

    def phonemes(self, request: EngineRequest) -> Phonemes:
        """How a row would be pronounced, without speaking it. Called between two batches.

        Raises:
            SynthesisFailed: the row could not be read.
        """
