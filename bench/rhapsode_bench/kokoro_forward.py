"""``python -m rhapsode_bench kokoro-forward``: what a second of Kokoro's speech costs, beside the plain ``kokoro``
package.

All ways have the same weights, the same noise and the same number of threads, in one process, and take turns, so that a
busy moment of the machine falls on all of them. Measured are single rows by their length, batches by their size, and
what each way changes of the sound. With trained weights where ``--model-dir`` has them; else with seeded ones of the
same architecture, which cost the same (:mod:`.seeded_kokoro`).
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import torch
from torch import Tensor

from rhapsode_bench import seeded_kokoro
from rhapsode_bench.kokoro_files import SEED, VOICE, add_arguments, model_files
from rhapsode_bench.kokoro_forward_report import PACKAGE, BatchRow, ForwardReport, LengthRow, Rendering, plot, tables
from rhapsode_bench.kokoro_package import SpokenAlone, speak_alone
from rhapsode_bench.likeness import likeness
from rhapsode_bench.machine import machine, versions
from rhapsode_bench.progress import tell
from rhapsode_server.engines.kokoro.forward import Forward
from rhapsode_server.engines.kokoro.harmonic_source import SeededNoise
from rhapsode_server.engines.kokoro.placement import Placement, build_forward
from rhapsode_server.engines.kokoro.precision import precisions
from rhapsode_server.engines.kokoro.reader import Reader
from rhapsode_server.engines.kokoro.style import StyleShelf
from rhapsode_server.engines.kokoro.utterance import Utterance
from rhapsode_server.engines.kokoro.watch import Watch
from rhapsode_server.engines.kokoro.weights import KokoroModel, load_model

LENGTHS = (12, 40, 100, 200, 400)
BATCHES = (1, 2, 4, 8, 16)
BATCH_SYMBOLS = (20, 60)
"""Rows of a batch have between so many symbols: from a first clause to a sentence."""
DEFAULT_REPEATS = 5
INTERRUPTED = 130

_DISTRIBUTIONS = ("rhapsode", "torch", "kokoro", "numpy", "numba")


@dataclass(frozen=True, slots=True)
class _Bench:
    """What all parts of the measurement need."""

    model: KokoroModel
    """What the package speaks with, as it was loaded."""
    reader: Reader
    """What all ways read with."""
    ways: dict[str, Forward]
    styles: StyleShelf
    repeats: int


def main(arguments: list[str]) -> int:
    """Measure, print the tables, write what was asked for."""
    options = _parse(arguments)
    torch.set_num_threads(options.threads)
    report = ForwardReport(machine(), versions(*_DISTRIBUTIONS), options.threads, _device_name(options.device))
    try:
        with ExitStack() as stack:
            bench = _set_up(options, report, stack)
            for number, symbols in enumerate(options.lengths):
                tell(f"{symbols} phonemes")
                report.lengths.append(_measure_length(bench, symbols, SEED + number))
            for rows in options.batches:
                tell(f"{rows} rows")
                report.batches.append(_measure_batch(bench, rows, SEED))
    except KeyboardInterrupt:
        print("interrupted", file=sys.stderr)
        return INTERRUPTED
    finally:
        tell("")
    print(tables(report))
    if options.json is not None:
        options.json.write_text(report.to_json(), encoding="utf-8")
    if options.plot is not None:
        plot(report, options.plot)
    return 0


def _parse(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="rhapsode_bench kokoro-forward",
        description="What a second of Kokoro's speech costs, beside the plain package on the same weights.",
    )
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    add_arguments(parser)
    parser.add_argument("--device", choices=("cpu", "cuda"), default="cpu", help="(default: cpu)")
    parser.add_argument("--threads", type=int, default=cores, metavar="N", help=f"of every way (default: {cores})")
    parser.add_argument("--repeats", type=int, default=DEFAULT_REPEATS, metavar="N", help="of each figure")
    parser.add_argument("--lengths", type=int, nargs="*", default=LENGTHS, metavar="N", help="phonemes of single rows")
    parser.add_argument("--batches", type=int, nargs="*", default=BATCHES, metavar="N", help="rows of batches")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write every measurement to this file")
    parser.add_argument("--plot", type=Path, metavar="FILE", help="write a picture of the figures to this PNG file")
    options = parser.parse_args(arguments)
    if min(options.threads, options.repeats, *options.lengths, *options.batches) < 1:
        parser.error("--threads, --repeats, --lengths and --batches must be 1 at least")
    if options.device == "cuda" and not torch.cuda.is_available():
        parser.error("--device cuda: torch finds none")
    return options


def _set_up(options: argparse.Namespace, report: ForwardReport, stack: ExitStack) -> _Bench:
    tell("finding weights")
    files, report.weights = model_files(options, stack)
    tell("loading")
    ways: dict[str, Forward] = {}
    for precision in precisions(options.device):
        forward = build_forward(load_model(files), Placement(options.device, options.threads, precision))
        stack.callback(forward.close)
        ways[precision] = forward
    model = load_model(files).to(options.device)
    return _Bench(model, Reader(model), ways, StyleShelf(files), options.repeats)


def _measure_length(bench: _Bench, symbols: int, seed: int) -> LengthRow:
    rows, styles = _rows(bench, [symbols], seed)
    reference, renderings = _take_turns(bench, rows, styles)
    read = bench.reader.read(rows, styles, SeededNoise([0]), Watch([0], lambda row: False))
    pitch_difference_hz = float((read.pitch.values[0, 0].cpu() - reference[0].pitch).abs().max())
    return LengthRow(symbols, _audio_s(reference), pitch_difference_hz, renderings)


def _measure_batch(bench: _Bench, count: int, seed: int) -> BatchRow:
    chosen = random.Random(seed)
    rows, styles = _rows(bench, [chosen.randint(*BATCH_SYMBOLS) for _ in range(count)], seed)
    reference, renderings = _take_turns(bench, rows, styles)
    return BatchRow(count, _audio_s(reference), renderings)


def _rows(bench: _Bench, lengths: Sequence[int], seed: int) -> tuple[list[list[int]], Tensor]:
    rows = seeded_kokoro.make_rows(lengths, bench.model.vocab, seed)
    return rows, torch.stack([bench.styles.style(VOICE, length) for length in lengths])


def _take_turns(bench: _Bench, rows: list[list[int]], styles: Tensor) -> tuple[list[SpokenAlone], list[Rendering]]:
    noise = SeededNoise(range(len(rows)))
    device = bench.model.device

    def package() -> list[SpokenAlone]:
        return [
            speak_alone(bench.model, row, style, noise, number)
            for number, (row, style) in enumerate(zip(rows, styles.to(device), strict=True))
        ]

    # Once for nothing: what is planned or compiled at a first call is no part of the figures.
    reference = package()
    renderings = {PACKAGE: Rendering(PACKAGE)} | {name: Rendering(name) for name in bench.ways}
    for name, forward in bench.ways.items():
        _compare(renderings[name], reference, forward.speak(rows, styles, noise))
    for _ in range(bench.repeats):
        package_s = _timed(package)
        renderings[PACKAGE].seconds.append(package_s)
        for name, forward in bench.ways.items():
            seconds = _timed(partial(forward.speak, rows, styles, noise))
            renderings[name].seconds.append(seconds)
            renderings[name].ratios.append(seconds / package_s)
    return reference, list(renderings.values())


def _compare(rendering: Rendering, reference: Sequence[SpokenAlone], spoken: Sequence[Utterance | None]) -> None:
    ratios, distances, durations = [], [], []
    for alone, utterance in zip(reference, spoken, strict=True):
        if utterance is None:
            raise RuntimeError("a row was cancelled that nobody has cancelled")
        durations.append(max(abs(a - b) for a, b in zip(alone.frames, utterance.frames, strict=True)))
        alike = likeness(alone.samples.numpy(), utterance.samples)
        ratios.append(alike.signal_to_difference_db)
        distances.append(alike.log_spectral_distance_db)
    rendering.signal_to_difference_db, rendering.log_spectral_distance_db = min(ratios), max(distances)
    rendering.duration_difference_frames = max(durations)


def _timed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _audio_s(spoken: Sequence[SpokenAlone]) -> float:
    return sum(len(row.samples) for row in spoken) / 24_000


def _device_name(device: str) -> str:
    return device if device == "cpu" else torch.cuda.get_device_name()
