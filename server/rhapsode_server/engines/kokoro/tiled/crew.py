"""Threads that share the tiles of a layer.

torch would divide each convolution among its threads; a tile is too small for that. So every member works on tiles of
its own, on one thread, and all meet at the end of the layer. What a tile becomes does not depend on who has worked on
it.
"""

from __future__ import annotations

import itertools
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import torch

Work = Callable[[int], None]


class Crew:
    """The calling thread and its helpers. Used by one thread at a time.

    Args:
        members: threads in all, at least 1; more than there are processors, and they wait for each other.
    """

    def __init__(self, members: int) -> None:
        if members < 1:
            raise ValueError(f"a crew has at least one member, not {members}")
        self.members = members
        self._before = torch.get_num_threads()
        """What the calling thread computed with before it came to work."""
        self._helpers = [_Helper() for _ in range(members - 1)]

    def each(self, count: int, work: Work) -> None:
        """Call ``work`` with 0 to ``count - 1``, each once, in no order, on several threads.

        Raises:
            Exception: what a call has raised, once all others have ended; no further ones are begun.
        """
        share = _Share(count, work)
        helpers = self._helpers[: count - 1]
        for helper in helpers:
            helper.begin(share)
        share.run()
        for helper in helpers:
            helper.wait()
        if share.error is not None:
            raise share.error

    @contextmanager
    def at_work(self) -> Iterator[None]:
        """Around calls of :meth:`each`: the calling thread computes alone, as its helpers do."""
        before, self._before = self._before, torch.get_num_threads()
        torch.set_num_threads(1)
        try:
            yield
        finally:
            torch.set_num_threads(self._before)
            self._before = before

    @contextmanager
    def at_rest(self) -> Iterator[None]:
        """Around what is done between two calls of :meth:`each` and is not the crew's: all is as it was before it came
        to work, whose own work another may then interrupt."""
        torch.set_num_threads(self._before)
        try:
            yield
        finally:
            torch.set_num_threads(1)

    def close(self) -> None:
        """End the helpers. May be called twice."""
        for helper in self._helpers:
            helper.close()
        self._helpers = []


class _Share:
    """One call of :meth:`Crew.each`."""

    def __init__(self, count: int, work: Work) -> None:
        self._count = count
        self._work = work
        self._numbers = itertools.count()
        self.error: BaseException | None = None

    def run(self) -> None:
        try:
            # Taking the next number is one step of the interpreter: no two members get the same.
            while self.error is None and (number := next(self._numbers)) < self._count:
                self._work(number)
        except BaseException as error:
            self.error = error


class _Helper:
    """One thread that waits for shares."""

    def __init__(self) -> None:
        self._share: _Share | None = None
        # Bare locks: the quickest way from one thread to another that Python has.
        self._begin, self._done = threading.Lock(), threading.Lock()
        self._begin.acquire()
        self._done.acquire()
        self._thread = threading.Thread(target=self._run, name="tiles", daemon=True)
        self._thread.start()

    def begin(self, share: _Share) -> None:
        self._share = share
        self._begin.release()

    def wait(self) -> None:
        self._done.acquire()

    def close(self) -> None:
        if self._thread.is_alive():
            self._share = None
            self._begin.release()
            self._thread.join()

    def _run(self) -> None:
        # Of this thread alone, but for the figure that threads begin with which are made later.
        torch.set_num_threads(1)
        with torch.inference_mode():
            while True:
                self._begin.acquire()
                share, self._share = self._share, None
                if share is None:
                    return
                share.run()
                self._done.release()
