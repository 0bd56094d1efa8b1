"""``rhapsode bench compare``: two reports of ``latency``, what changed between them, and whether it is worse."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from rhapsode_bench.latency.comparison import Change, compare, unmatched
from rhapsode_bench.latency.report import COMPLETE, NotAReport, Report, read_report
from rhapsode_client.errors import ClientError

PROGRAM = "rhapsode bench compare"

DEFAULT_TOLERANCE = 0.05

HEAD = ("target", "streams", "measure", "before", "after", "change", "95 % interval", "")

EPILOG = """\
Targets are matched by their place on the command line, loads by their streams. Change is after / before; of stalls
and failures, after - before. An interval is what 4000 draws with replacement give (percentile bootstrap). Worse means
that all of it lies beyond the tolerance: what chance explains is no regression.

Exit status: 0 nothing is worse, 1 something is, or a file cannot be read, 2 wrong usage.
"""


class Unreadable(ClientError):
    """A file is not there, or holds no report."""


def add_compare_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.description = "Compare two files that `rhapsode bench latency --json` wrote, and flag what has become worse."
    parser.epilog, parser.formatter_class = EPILOG, argparse.RawDescriptionHelpFormatter
    parser.add_argument("before", type=Path, metavar="A.json", help="the older run")
    parser.add_argument("after", type=Path, metavar="B.json", help="the newer run")
    parser.add_argument(
        "--tolerance",
        type=_tolerance,
        default=DEFAULT_TOLERANCE,
        metavar="SHARE",
        help="what passes as no change (0.05)",
    )


def run(arguments: argparse.Namespace) -> int:
    """Compare; 1 where something has become worse.

    Raises:
        Unreadable: a file cannot be compared.
    """
    before, after = _read(arguments.before), _read(arguments.after)
    changes = compare(before, after, arguments.tolerance)
    if not changes:
        raise Unreadable("the two runs have no load of the same target and number of streams with enough turns in both")
    for note in _notes(before, after):
        print(f"{PROGRAM}: note: {note}", file=sys.stderr)
    print("\n".join(f"| {' | '.join(cells)} |" for cells in (HEAD, ("---",) * len(HEAD), *map(_cells, changes))))
    worse = [change for change in changes if change.regression]
    better = sum(change.improvement for change in changes)
    print(f"\n{len(changes)} compared: {len(worse)} worse, {better} better")
    return 1 if worse else 0


def _read(path: Path) -> Report:
    try:
        return read_report(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise Unreadable(f"cannot read {path}: {error.strerror or error}") from error
    except (NotAReport, UnicodeDecodeError) as error:
        raise Unreadable(f"cannot read {path}: {error}") from error


def _notes(before: Report, after: Report) -> list[str]:
    """What makes the two less alike than they seem."""
    keys = sorted({*before.options, *after.options} - {"streams"})
    differ = [key for key in keys if before.options.get(key) != after.options.get(key)]
    notes = [f"the runs were made with different {', '.join(differ)}"] if differ else []
    if before.machine.partition(", load")[0] != after.machine.partition(", load")[0]:
        notes.append("the runs were made on different machines")
    if count := unmatched(before, after):
        notes.append(f"{count} loads are in one run only")
    notes += [f"{name} is not complete" for name, run in (("A", before), ("B", after)) if run.ended != COMPLETE]
    return notes


def _cells(change: Change) -> tuple[str, ...]:
    verdict = "WORSE" if change.regression else "better" if change.improvement else ""
    if change.is_ratio:
        shown, interval = f"x {change.change:.3f}", f"{change.low:.3f} to {change.high:.3f}"
    else:
        shown, interval = f"{change.change:+.3f}", f"{change.low:+.3f} to {change.high:+.3f}"
    values = (f"{change.before:.3g}", f"{change.after:.3g}")
    return (change.target, str(change.streams), change.measure, *values, shown, interval, verdict)


def _tolerance(text: str) -> float:
    try:
        number = float(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no number") from None
    if not 0.0 <= number <= 10.0:
        raise argparse.ArgumentTypeError("must be 0 to 10")
    return number


def main(words: list[str]) -> int:
    """The same as ``python -m rhapsode_bench compare``."""
    parser = argparse.ArgumentParser(prog="rhapsode_bench compare")
    add_compare_arguments(parser)
    try:
        return run(parser.parse_args(words))
    except ClientError as error:
        print(f"{PROGRAM}: {error}", file=sys.stderr)
        return 1
