"""``python -m rhapsode_bench wsola``: the time scaler beside its peers, on the same speech, in one run.

Speed is a multiple of real time: seconds of input per second of work, the median of the repeats, on the corpus joined
to one minute. One thread; the programs are measured as whole processes. Quality is the mean over the corpus's lines
(clicks: the sum); ``quality`` says what each figure means.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from rhapsode_bench import quality
from rhapsode_bench.quality import Track
from rhapsode_bench.speech_corpus import Speech, corpus
from rhapsode_bench.time_scalers import TIME_SCALERS, TimeScaler, version
from rhapsode_protocol.formats import NATIVE_RATE_HZ
from rhapsode_server.audio.wsola import warm_up

DEFAULT_SPEEDS = (1.2, 0.8)
DEFAULT_REPEATS = 7


@dataclass(frozen=True, slots=True)
class Row:
    """What was measured of one time scaler at one speed."""

    name: str
    version: str
    speed: float
    times_real_time: float
    ratio: float
    """This project's ``times_real_time``, fed whole, divided by this row's."""
    spectral_convergence: float
    clicks: int
    onset_sharpness: float
    median_pitch_shift_percent: float
    pitch_deviation_percent: float
    duration_error_percent: float


def main(arguments: list[str]) -> int:
    """Measure, print the table, write what was asked for; 0 where all went well."""
    parser = argparse.ArgumentParser(prog="rhapsode_bench wsola", description="Time scaling beside its peers.")
    parser.add_argument("--speeds", type=float, nargs="+", default=DEFAULT_SPEEDS, help="input / output duration")
    parser.add_argument("--repeats", type=int, default=DEFAULT_REPEATS, help="timed runs of each; the median is told")
    parser.add_argument("--json", type=Path, help="write the figures to this file")
    parser.add_argument("--plot", type=Path, help="write a picture of the figures to this PNG file")
    options = parser.parse_args(arguments)
    start = time.perf_counter()
    warm_up()
    print(f"warm-up {time.perf_counter() - start:.2f} s; {_machine()}")
    for missing in [scaler for scaler in TIME_SCALERS if not scaler.available]:
        print(f"skipped: {missing.name}: no program {missing.program!r} on this machine")
    speech = corpus()
    seconds = sum(map(len, speech.values())) / NATIVE_RATE_HZ
    print(f"corpus: espeak-ng, {len(speech)} lines, {seconds:.1f} s at {NATIVE_RATE_HZ} Hz; {options.repeats} repeats")
    pitch = {name: quality.pitch_hz(line) for name, line in speech.items()}
    rows: list[Row] = []
    for speed in options.speeds:
        measured = _measure_all(speech, pitch, speed, options.repeats)
        print(_table(measured))
        rows += measured
    if options.json is not None:
        options.json.write_text(json.dumps({"machine": _machine(), "rows": [asdict(row) for row in rows]}, indent=2))
    if options.plot is not None:
        _plot(rows, options.plot)
    return 0


def _measure_all(speech: dict[str, Speech], pitch: dict[str, Track], speed: float, repeats: int) -> list[Row]:
    scalers = [scaler for scaler in TIME_SCALERS if scaler.available]
    joined = np.concatenate(list(speech.values()))
    timings: dict[str, list[float]] = {scaler.name: [] for scaler in scalers}
    for scaler in scalers:
        scaler.stretch(joined, speed)
    for _ in range(repeats):
        # Taken in turn, so that a busy moment of the machine falls on all of them alike.
        for scaler in scalers:
            timings[scaler.name].append(scaler.stretch(joined, speed)[1])
    seconds = len(joined) / NATIVE_RATE_HZ
    times = {name: seconds / statistics.median(taken) for name, taken in timings.items()}
    ours = times[scalers[0].name]
    return [_judge(scaler, speech, pitch, speed, times[scaler.name], ours) for scaler in scalers]


def _judge(
    scaler: TimeScaler,
    speech: dict[str, Speech],
    pitch: dict[str, Track],
    speed: float,
    times_real_time: float,
    ours: float,
) -> Row:
    outputs = {name: scaler.stretch(line, speed)[0] for name, line in speech.items()}
    pairs = [(line, outputs[name]) for name, line in speech.items()]
    tracks = [(pitch[name], quality.pitch_hz(output)) for name, output in outputs.items()]
    return Row(
        name=scaler.name,
        version=version(scaler),
        speed=speed,
        times_real_time=times_real_time,
        ratio=ours / times_real_time,
        spectral_convergence=_mean([quality.spectral_convergence(line, output, speed) for line, output in pairs]),
        clicks=sum(quality.clicks(line, output, speed) for line, output in pairs),
        onset_sharpness=_mean([quality.onset_sharpness(line, output, speed) for line, output in pairs]),
        median_pitch_shift_percent=_mean([quality.median_pitch_shift_percent(*pair) for pair in tracks]),
        pitch_deviation_percent=_mean([quality.pitch_deviation_percent(*pair, speed) for pair in tracks]),
        duration_error_percent=max(100 * abs(len(output) * speed / len(line) - 1) for line, output in pairs),
    )


def _mean(figures: list[float]) -> float:
    return float(np.mean(figures))


def _table(rows: list[Row]) -> str:
    head = (
        "| speed | time scaler | x real time | ours / this | convergence | clicks | onsets "
        "| median pitch % | pitch % | duration % |"
    )
    lines = [head, "|---" * 10 + "|"]
    lines += [
        f"| {row.speed} | {row.name} {row.version} | {row.times_real_time:,.0f} | {row.ratio:.2f} "
        f"| {row.spectral_convergence:.3f} | {row.clicks} | {row.onset_sharpness:.3f} "
        f"| {row.median_pitch_shift_percent:.2f} | {row.pitch_deviation_percent:.2f} "
        f"| {row.duration_error_percent:.3f} |"
        for row in rows
    ]
    return "\n".join(lines)


def _machine() -> str:
    versions = f"Python {platform.python_version()}, numpy {np.__version__}"
    return f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, {versions}"


def _plot(rows: list[Row], path: Path) -> None:
    # The picture's backend needs no display.
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    speeds = list(dict.fromkeys(row.speed for row in rows))
    names = list(dict.fromkeys(row.name for row in rows))
    figure, panels = pyplot.subplots(
        1, len(speeds), figsize=(3.2 * len(speeds) + 2.5, 4.5), sharex=True, sharey=True, squeeze=False
    )
    for axes, speed in zip(panels[0], speeds, strict=True):
        for number, name in enumerate(names):
            for row in rows:
                if (row.speed, row.name) == (speed, name):
                    axes.scatter(row.times_real_time, row.spectral_convergence, color=f"C{number}", label=name, s=45)
        axes.set_title(f"speed {speed}")
        axes.set_xscale("log")
        axes.grid(alpha=0.3)
    panels[0][0].set_ylabel("spectral convergence (lower is better)")
    figure.supxlabel("multiple of real time (right is faster)")
    handles, labels = panels[0][0].get_legend_handles_labels()
    figure.tight_layout(rect=(0, 0, 0.82, 1))
    figure.legend(handles, labels, loc="center right", fontsize=8)
    figure.savefig(path, dpi=120)
    pyplot.close(figure)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
