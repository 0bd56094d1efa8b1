"""Inner loops as machine code, by numba: compiled once a machine, and kept on disk where it can be kept.

For loops that no library has and Python would take a thousand times as long for. Importing this module takes numba's
third of a second, so whoever needs a loop imports it when it is needed.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any, TypeVar, cast

import numba

logger = logging.getLogger(__name__)

FAST_SUMS = {"reassoc", "contract", "nsz"}
"""Lets sums run in vector registers. ``nnan`` and ``ninf`` are left out: they make a stray NaN undefined behaviour."""

Function = TypeVar("Function", bound=Callable[..., Any])


def inner(function: Function) -> Function:
    """Decorates a function that others of these loops call; it is compiled into each of them."""
    return cast(Function, numba.njit(nogil=True, fastmath=FAST_SUMS)(function))


def machine_code(function: Function, signature: str) -> Function:
    """Compile ``function``, or load it from numba's cache; it holds no interpreter lock while it runs.

    numba keeps its cache beside the source, else in the user's cache folder, else in ``NUMBA_CACHE_DIR``. Where none
    of them can be used, the code is compiled for this process alone.

    Args:
        function: takes numbers and arrays only.
        signature: of its arguments, as numba writes it. There is one, because two of one function might be exchanged in
            a cache that several processes fill at once.
    """
    try:
        cached = numba.njit(nogil=True, fastmath=FAST_SUMS, cache=True)(function)
        cached.compile(signature)
        return cast(Function, cached)
    except Exception as failure:
        # A read-only installation, a full disk, a damaged index: each fails with an error of its own, and none of them
        # is a reason not to speak. An error in the code itself comes again below.
        logger.warning("compiling %s without a cache on disk (%s)", function.__name__, type(failure).__name__)
    uncached = numba.njit(nogil=True, fastmath=FAST_SUMS)(function)
    uncached.compile(signature)
    return cast(Function, uncached)
