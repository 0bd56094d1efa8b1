"""Which rows of a batch are still wanted."""

from __future__ import annotations

from collections.abc import Callable, Sequence


class Abandoned(Exception):
    """All rows are cancelled."""


class Watch:
    """The rows alive, by their numbers in the caller's batch.

    Args:
        rows: those of the beginning.
        cancelled: says of a row's number whether nobody wants it any more.
    """

    def __init__(self, rows: Sequence[int], cancelled: Callable[[int], bool]) -> None:
        self.rows = list(rows)
        self._cancelled = cancelled

    def poll(self) -> None:
        """Stop where nobody is left; a single cancelled row goes at the next border only.

        Called between pieces of work that must not be joined into one longer than a listener would wait.

        Raises:
            Abandoned: all rows are cancelled.
        """
        if all(self._cancelled(row) for row in self.rows):
            raise Abandoned

    def survivors(self) -> list[int]:
        """Forget the rows cancelled meanwhile; gives the places that the others had among the rows before.

        Raises:
            Abandoned: all rows are cancelled.
        """
        places = [place for place, row in enumerate(self.rows) if not self._cancelled(row)]
        if not places:
            raise Abandoned
        self.rows = [self.rows[place] for place in places]
        return places
