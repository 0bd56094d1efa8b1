"""``rhapsode bench``: what people measure before they choose a server, or after they have changed one."""

from __future__ import annotations

import argparse

from rhapsode_bench.latency import compare_command, latency_command
from rhapsode_bench.latency.compare_command import add_compare_arguments
from rhapsode_bench.latency.options import add_latency_arguments

SUMMARY = "measure how long listeners wait, for one server or several"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.epilog = (
        "`rhapsode bench latency --help` tells more. `python -m rhapsode_bench` lists this project's own benchmarks."
    )
    kinds = parser.add_subparsers(required=True, metavar="latency | compare")
    latency = kinds.add_parser("latency", help="measure one server or several, side by side")
    add_latency_arguments(latency)
    latency.set_defaults(measure=latency_command.run)
    comparison = kinds.add_parser("compare", help="compare two measurements, and flag what is worse")
    add_compare_arguments(comparison)
    comparison.set_defaults(measure=compare_command.run)


def run(arguments: argparse.Namespace) -> int:
    """Do it; gives the exit status.

    Raises:
        ClientError: something that the user can do something about.
    """
    status: int = arguments.measure(arguments)
    return status
