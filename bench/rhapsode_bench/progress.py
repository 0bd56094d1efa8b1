"""What a benchmark does just now, on one line of a terminal."""

from __future__ import annotations

import sys


def tell(progress: str) -> None:
    """Show it where somebody looks, and wipe what was shown before; nothing wipes the line."""
    if sys.stderr.isatty():
        print(f"\r\x1b[K{progress}", end="", file=sys.stderr, flush=True)
