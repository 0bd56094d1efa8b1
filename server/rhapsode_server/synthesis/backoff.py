"""How long to wait before a worker that died is started again."""

from __future__ import annotations

from dataclasses import dataclass

MOST_DOUBLINGS = 30
"""Beyond this the pause is at its longest anyway, and the power of two would outgrow a float."""


@dataclass(frozen=True, slots=True)
class Backoff:
    """Pauses that double with every failure in a row.

    The first failure costs no pause: whoever waits for its segment should not wait longer for a single accident.
    """

    first_s: float = 0.25
    """After the second failure in a row. Lower, and a broken installation keeps a core busy; higher, and two accidents
    in a row are felt."""
    longest_s: float = 15.0
    """Lower, and a hopeless worker burns start-up time; higher, and one whose trouble is over comes back late."""
    healthy_s: float = 30.0
    """A worker that was ready for so long has not failed. Lower, and a slow crash loop is never slowed down; higher,
    and unrelated accidents add up."""
    hopeless_after: int = 3
    """Starts in a row that never came to be ready, after which nobody waits for the next. Lower, and one accident fails
    what could have waited; higher, and clients of a broken server wait for nothing."""

    def pause_s(self, failures: int) -> float:
        """The pause after ``failures`` in a row, in seconds."""
        if failures <= 1:
            return 0.0
        return min(self.first_s * 2.0 ** min(failures - 2, MOST_DOUBLINGS), self.longest_s)
