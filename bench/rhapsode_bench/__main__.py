"""``python -m rhapsode_bench NAME …``: runs one benchmark. Each is a module with ``main`` and a row below."""

from __future__ import annotations

import importlib
import os
import signal
import sys
from typing import cast

BENCHMARKS = {
    "first-audio": ("rhapsode_bench.first_audio", "how long a listener waits, measured at a real server's socket"),
    "latency": ("rhapsode_bench.latency.latency_command", "listeners of any server: `rhapsode bench latency`"),
    "compare": ("rhapsode_bench.latency.compare_command", "two runs of latency, and what is worse"),
    "load": ("rhapsode_bench.load", "many sockets with five contexts each: first audio, throughput, memory"),
    "barge-in": ("rhapsode_bench.barge_in", "how soon an interrupted context is silent, and can speak again"),
    "event-loop": ("rhapsode_bench.event_loop", "how late the server's event loop is, measured from outside"),
    "soak": ("rhapsode_bench.soak", "mixed traffic for minutes: whether memory, descriptors and processes stay flat"),
    "browser-soak": ("rhapsode_bench.browser_soak", "the voice element in Chromium for minutes: gaps, and memory"),
    "official": ("rhapsode_bench.official", "what the official client's calls take beyond what is heard"),
    "kokoro-forward": ("rhapsode_bench.kokoro_forward", "a second of Kokoro's speech beside the plain package's"),
    "kokoro-first-audio": (
        "rhapsode_bench.kokoro_first_audio",
        "how long a listener waits for Kokoro, beside the package",
    ),
    "kokoro-streams": ("rhapsode_bench.kokoro_streams", "how many listeners Kokoro serves without a gap"),
    "kokoro-endurance": ("rhapsode_bench.kokoro_endurance", "thousands of utterances: whether memory stays flat"),
    "watermark-train": ("rhapsode_bench.watermark_training.train", "trains the embedded AudioSeal pair"),
    "watermark-calibrate": ("rhapsode_bench.watermark_marks.calibration", "which score of the detector means a mark"),
    "watermark-marks": (
        "rhapsode_bench.watermark_marks.evaluation",
        "whether the watermark is found after what happens to recordings, read, and heard",
    ),
    "sentence-cuts": ("rhapsode_bench.sentence_cuts", "where sentences end, found while their text comes"),
    "normalization": ("rhapsode_bench.normalization", "what it takes to say numbers and their like, by language"),
    "text-fuzz": ("rhapsode_bench.text_fuzz", "made-up texts of all scripts through segmenter and normaliser"),
    "wsola": ("rhapsode_bench.wsola", "time scaling: speed and quality beside its peers"),
}
"""Module and purpose of each benchmark by its name. The module's ``main(arguments)`` gives the exit status."""


def main(arguments: list[str]) -> int:
    """Run the benchmark that the first argument names; the rest is its own."""
    if not arguments or arguments[0] in ("-h", "--help"):
        print("usage: python -m rhapsode_bench NAME [options]   (NAME --help lists them)\n")
        for name, (_, purpose) in BENCHMARKS.items():
            print(f"  {name:<20} {purpose}")
        return 0
    if arguments[0] not in BENCHMARKS:
        print(f"no benchmark {arguments[0]!r}; choose one of {', '.join(BENCHMARKS)}", file=sys.stderr)
        return 2
    # One thread for everyone: peers are compared by the work they do. Set before the libraries are loaded.
    for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMBA_NUM_THREADS"):
        os.environ.setdefault(variable, "1")
    benchmark = importlib.import_module(BENCHMARKS[arguments[0]][0])
    return cast(int, benchmark.main(arguments[1:]))


if __name__ == "__main__":
    # A terminated benchmark stops its server like an interrupted one.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    sys.exit(main(sys.argv[1:]))
