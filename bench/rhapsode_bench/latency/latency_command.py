"""``rhapsode bench latency``: measures, shows, and writes what was asked for."""

from __future__ import annotations

import argparse
import asyncio
import signal
import sys
from collections.abc import Callable
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path

from rhapsode_bench.latency.live import Live, print_result
from rhapsode_bench.latency.options import add_latency_arguments, plan_of, shown_options
from rhapsode_bench.latency.page import page
from rhapsode_bench.latency.report import COMPLETE, INTERRUPTED, Report, TargetNote
from rhapsode_bench.latency.run import Plan, first_turns, measure
from rhapsode_bench.latency.slice import TargetGone
from rhapsode_bench.latency.table import heading, warnings
from rhapsode_bench.machine import machine, versions
from rhapsode_client.errors import ClientError
from rhapsode_client.part_file import PartFile

PROGRAM = "rhapsode bench latency"

INTERRUPTED_STATUS = 130

Renderer = Callable[[Report], str]

DISTRIBUTIONS = ("rhapsode", "websockets", "httpx", "numpy", "orjson")


def run(arguments: argparse.Namespace) -> int:
    """Measure; gives the exit status.

    Raises:
        ClientError: nothing could be measured, or a file cannot be written.
    """
    plan = plan_of(arguments)
    with ExitStack() as undone:
        # Opened before the first turn: after an hour's run it is too late to hear that there is no such folder.
        renderers: tuple[tuple[Path | None, Renderer], ...] = ((arguments.json, Report.to_json), (arguments.html, page))
        files: dict[Renderer, PartFile] = {}
        for path, render in renderers:
            if path is not None:
                files[render] = PartFile(path)
                undone.callback(files[render].discard)
        report = _new_report(arguments, plan)
        with Live(report, quiet=arguments.quiet) as live:
            asyncio.run(_measure(plan, report, live))
        if not any(row.turns for row in report.rows):
            print(f"{PROGRAM}: {_why(report)}; nothing was measured", file=sys.stderr)
            return _status(report)
        _write(files, report)
        undone.pop_all()
    print("\n".join([*heading(report), ""]))
    print_result(report)
    for warning in warnings(report):
        print(f"{PROGRAM}: warning: {warning}", file=sys.stderr)
    if report.ended != COMPLETE:
        print(f"{PROGRAM}: {_why(report)}; what was measured until then is above", file=sys.stderr)
    return _status(report)


def main(words: list[str]) -> int:
    """The same as ``python -m rhapsode_bench latency``."""
    parser = argparse.ArgumentParser(prog="rhapsode_bench latency")
    add_latency_arguments(parser)
    try:
        return run(parser.parse_args(words))
    except ClientError as error:
        print(f"{PROGRAM}: {error}", file=sys.stderr)
        return 1


def _new_report(arguments: argparse.Namespace, plan: Plan) -> Report:
    notes = [
        TargetNote(target.label, target.url, target.dialect, target.voice, target.model, target.language)
        for target in plan.targets
    ]
    now = datetime.now(UTC).isoformat(timespec="seconds")
    return Report(now, machine(), versions(*DISTRIBUTIONS), shown_options(arguments, plan), notes)


async def _measure(plan: Plan, report: Report, live: Live) -> None:
    measuring = asyncio.current_task()
    assert measuring is not None
    loop = asyncio.get_running_loop()
    loop.add_signal_handler(signal.SIGINT, measuring.cancel)
    try:
        await first_turns(plan)
        await measure(plan, report, live.show)
    except asyncio.CancelledError:
        measuring.uncancel()
        report.ended = INTERRUPTED
    except TargetGone as gone:
        report.ended = str(gone)
    finally:
        loop.remove_signal_handler(signal.SIGINT)


def _write(files: dict[Renderer, PartFile], report: Report) -> None:
    # All are made before the first gets its name: whoever finds one finds them all.
    texts = [(file, render(report).encode()) for render, file in files.items()]
    for file, text in texts:
        try:
            file.stream.write(text)
            file.stream.flush()
        except OSError as error:
            raise file.failure(error) from error
    for file, _ in texts:
        file.keep()


def _why(report: Report) -> str:
    return report.ended.rstrip(".")


def _status(report: Report) -> int:
    if report.ended == INTERRUPTED:
        return INTERRUPTED_STATUS
    return 0 if report.ended == COMPLETE else 1
