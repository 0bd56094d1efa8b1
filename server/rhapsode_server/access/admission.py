"""How many may be in at once: in all, and with one key."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from rhapsode_protocol.errors import TooManyConnections
from rhapsode_server.access.caller import Caller


class Admission:
    """Counts open sockets and running REST syntheses alike. Does not know what they do.

    Args:
        most: connections at once; 0 is no limit.
        most_per_key: connections at once of one key and its tokens; 0 is no limit.
    """

    def __init__(self, most: int, most_per_key: int) -> None:
        self._most = most
        self._most_per_key = most_per_key
        self._total = 0
        self._by_key: Counter[str] = Counter()

    @property
    def total(self) -> int:
        """Connections that are in now."""
        return self._total

    @contextmanager
    def admit(self, caller: Caller) -> Iterator[None]:
        """Count one connection for as long as the block lasts, however that ends.

        Raises:
            TooManyConnections: it would be one too many; nothing has been counted.
        """
        self._check(caller)
        self._total += 1
        if caller.key_id is not None:
            self._by_key[caller.key_id] += 1
        try:
            yield
        finally:
            self._total -= 1
            if caller.key_id is not None:
                self._leave(caller.key_id)

    def _check(self, caller: Caller) -> None:
        # The key's own bound first: whoever fills the server alone is told that it was them.
        if caller.key_id is not None and 0 < self._most_per_key <= self._by_key[caller.key_id]:
            raise TooManyConnections(f"this key has {self._most_per_key} connections open, and may have no more")
        if 0 < self._most <= self._total:
            raise TooManyConnections(f"the server has {self._most} connections open, and takes no more")

    def _leave(self, key_id: str) -> None:
        self._by_key[key_id] -= 1
        if not self._by_key[key_id]:
            # A server that lives for months forgets the keys of those who left.
            del self._by_key[key_id]
