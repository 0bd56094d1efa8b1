"""Fairness between owners: start-time fair queueing (Goyal, Vin and Cheng, SIGCOMM 1996).

Every owner has a virtual clock that its own work moves on; whoever's clock is behind goes first. The common clock is
the start of the latest job served, and an owner that comes back from idleness starts there: idleness saves nothing up.
"""

from __future__ import annotations

from dataclasses import dataclass

MOST_CREDIT = 500.0
"""Work, in characters, by which a busy owner may lag behind and still catch up at its neighbours' cost.

Lower, and an owner is not compensated for one long segment of somebody else; higher, and one that had been content for
a while may then hold everybody up for seconds.
"""

SPARE_RECORDS = 100
"""Idle owners remembered before those whose past no longer weighs are looked for.

Lower, and the search runs at each end; higher, and memory is held for nothing.
"""


@dataclass(slots=True)
class _Account:
    clock: float
    """Where the owner's next job starts, in characters of virtual time."""
    busy: int = 0
    """Streams in which the owner has work."""


class FairShare:
    """Virtual clocks of all owners. Knows only names and amounts of work."""

    def __init__(self) -> None:
        self._now = 0.0
        self._accounts: dict[str, _Account] = {}
        self._busy_owners = 0

    def __len__(self) -> int:
        return len(self._accounts)

    def enter(self, owner: str) -> None:
        """One more stream of the owner has work."""
        account = self._accounts.setdefault(owner, _Account(self._now))
        if not account.busy:
            account.clock = max(account.clock, self._now)
            self._busy_owners += 1
        account.busy += 1

    def leave(self, owner: str) -> None:
        """One stream of the owner has no work any more; each call answers one :meth:`enter`."""
        account = self._accounts[owner]
        account.busy -= 1
        if account.busy:
            return
        self._busy_owners -= 1
        if not self._busy_owners:
            self._accounts.clear()
        elif account.clock <= self._now:
            del self._accounts[owner]
        elif len(self._accounts) > 2 * self._busy_owners + SPARE_RECORDS:
            self._accounts = {
                name: record for name, record in self._accounts.items() if record.busy or record.clock > self._now
            }

    def start(self, owner: str) -> float:
        """Virtual time at which the owner's next job would start; the smallest goes first."""
        account = self._accounts.get(owner)
        return self._now if account is None else max(account.clock, self._now - MOST_CREDIT)

    def charge(self, owner: str, work: float) -> None:
        """The owner, which has entered, is given ``work`` characters' worth of service."""
        start = self.start(owner)
        self._now = max(self._now, start)
        self._accounts[owner].clock = start + work
