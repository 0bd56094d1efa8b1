"""``python -m rhapsode_bench kokoro-endurance``: thousands of utterances of random lengths, and whether memory is flat.

Every length is another size of every intermediate result; an allocator or a cache that keeps one of each grows until
the machine is full. A small network meets as many sizes as the published one, in a hundredth of the time.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import sys
import time
from contextlib import ExitStack
from dataclasses import asdict, dataclass, field
from pathlib import Path

from rhapsode_bench import seeded_kokoro
from rhapsode_bench.footprint import Footprint, Trend, footprints, trends
from rhapsode_bench.kokoro_files import SEED, VOICE, add_arguments, model_files
from rhapsode_bench.machine import machine, versions
from rhapsode_server.engines.engine_options import EngineOptions
from rhapsode_server.engines.kokoro.harmonic_source import SeededNoise
from rhapsode_server.engines.kokoro.placement import build_forward, find_placement
from rhapsode_server.engines.kokoro.style import StyleShelf
from rhapsode_server.engines.kokoro.utterance import MAX_SYMBOLS
from rhapsode_server.engines.kokoro.weights import load_model
from rhapsode_server.synthesis.supervisor import ENVIRONMENT

DEFAULT_UTTERANCES = 10_000
LEAST_LOOKS = 8
"""Fewer make no line."""
LOOKS = 100
"""Looks at the process in a run. Fewer, and one odd look bends the line; more is work for nothing."""
CANCELLED = 0.1
"""Share of the utterances that are given up in their midst."""
ROLE = "engine"
INTERRUPTED = 130


@dataclass(slots=True)
class EnduranceReport:
    """What one run saw."""

    machine: str
    versions: str
    weights: str = ""
    utterances: int = 0
    audio_s: float = 0.0
    at: list[float] = field(default_factory=list)
    """Seconds from the start, of each look."""
    looks: list[dict[str, Footprint]] = field(default_factory=list)
    trend: Trend | None = None


def main(arguments: list[str]) -> int:
    """Speak, print what memory did; 0 where it stayed flat."""
    parser = argparse.ArgumentParser(
        prog="rhapsode_bench kokoro-endurance",
        description="Thousands of utterances of random lengths, and whether memory stays flat.",
    )
    add_arguments(parser)
    parser.add_argument("--utterances", type=int, default=DEFAULT_UTTERANCES, metavar="N", help="(default: 10000)")
    parser.add_argument("--longest", type=int, default=MAX_SYMBOLS, metavar="N", help="phonemes (default: 510)")
    parser.add_argument("--threads", type=int, default=0, metavar="N", help="(default: one a processor)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write every look to this file")
    parser.add_argument(
        "--plot", type=Path, metavar="FILE", help="write a picture of memory over time to this PNG file"
    )
    options = parser.parse_args(arguments)
    if options.utterances < LOOKS or not 1 <= options.longest <= MAX_SYMBOLS:
        parser.error(f"--utterances must be {LOOKS} at least, --longest 1 to {MAX_SYMBOLS}")
    report = EnduranceReport(machine(), versions("rhapsode", "torch", "kokoro", "numpy", "numba"))
    interrupted = False
    try:
        with ExitStack() as stack:
            _speak(options, report, stack)
    except KeyboardInterrupt:
        # What was seen until then took long enough to be told.
        print("interrupted", file=sys.stderr)
        interrupted = True
    if len(report.looks) < LEAST_LOOKS:
        return INTERRUPTED
    report.trend = next(trend for trend in trends(report.at, report.looks) if trend.measure == "rss_mib")
    print(f"{report.machine}\n{report.versions}\nweights: {report.weights}\n")
    print(
        f"{report.utterances} utterances, {report.audio_s:.0f} s of audio in {report.at[-1]:.0f} s: "
        f"{report.trend.first:.0f} MiB behind a quarter of the run, {report.trend.growth:+.1f} MiB from there on "
        f"({'flat' if report.trend.flat else 'NOT FLAT'})"
    )
    if options.json is not None:
        options.json.write_text(json.dumps(asdict(report), indent=1), encoding="utf-8")
    if options.plot is not None:
        _plot(report, options.plot)
    if interrupted:
        return INTERRUPTED
    return 0 if report.trend.flat else 1


def _speak(options: argparse.Namespace, report: EnduranceReport, stack: ExitStack) -> None:
    files, report.weights = model_files(options, stack)
    model = load_model(files)
    # As in a worker; it is looked at when the first layer is run.
    for name, value in ENVIRONMENT.items():
        os.environ.setdefault(name, value)
    forward = build_forward(model, find_placement(EngineOptions(threads=options.threads)))
    stack.callback(forward.close)
    shelf = StyleShelf(files)
    chance = random.Random(SEED)
    began_s = time.perf_counter()
    for number in range(options.utterances):
        symbols = chance.randint(1, options.longest)
        rows = seeded_kokoro.make_rows([symbols], model.vocab, seed=number)
        polls_left = chance.randint(0, 40) if chance.random() < CANCELLED else -1
        [utterance] = forward.speak(
            rows, shelf.style(VOICE, symbols)[None], SeededNoise([number]), _Patience(polls_left)
        )
        if utterance is not None:
            report.audio_s += len(utterance.samples) / 24_000
        report.utterances += 1
        if number % (options.utterances // LOOKS) == 0:
            report.looks.append(footprints({os.getpid(): ROLE}))
            report.at.append(time.perf_counter() - began_s)
            if sys.stderr.isatty():
                print(f"\r\x1b[K{number} of {options.utterances}", end="", file=sys.stderr, flush=True)


class _Patience:
    """Wants a row for so many polls; for ever where the number is negative."""

    def __init__(self, polls: int) -> None:
        self._polls = polls

    def __call__(self, row: int) -> bool:
        self._polls -= 1
        return self._polls == -1


def _plot(report: EnduranceReport, path: Path) -> None:
    import matplotlib

    # This backend needs no display.
    matplotlib.use("Agg")
    from matplotlib import pyplot

    figure, place = pyplot.subplots(figsize=(8, 4))
    place.plot([at / 60.0 for at in report.at], [look[ROLE].rss_mib for look in report.looks])
    place.set(xlabel="minutes", ylabel="resident memory, MiB", ylim=(0, None), title=f"{report.utterances} utterances")
    figure.tight_layout()
    figure.savefig(path, dpi=120)
    pyplot.close(figure)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
