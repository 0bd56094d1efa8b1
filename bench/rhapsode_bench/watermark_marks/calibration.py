"""``python -m rhapsode_bench watermark-calibrate``: which score means a mark.

Sound without a mark, in numbers, goes through the detector, two recordings of three after something has happened to
them (:mod:`.attacks`). For each length of window the score that one in a thousand exceeds becomes the threshold, and
the slope beyond it tells how sure a higher score is. Both are written into the card that lies beside the weights.

The development engine's sines are listened to as well, but count for no threshold: all of them are multiples of 50 Hz,
the rate of the detector's frames, and if it took a single one for a mark, that alone would decide.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import torch

from rhapsode_bench.progress import tell
from rhapsode_bench.watermark_marks.attacks import ATTACKS
from rhapsode_bench.watermark_marks.listener import CLIP, CLIP_SECONDS, Listener, Scores, find_detector, to_model_rate
from rhapsode_bench.watermark_marks.proportion import above, tail_threshold
from rhapsode_bench.watermark_marks.recordings import TONE, Recording
from rhapsode_bench.watermark_marks.unmarked import calibration_mixture
from rhapsode_protocol.formats import NATIVE_RATE_HZ
from rhapsode_server.audio import embedded
from rhapsode_server.audio.pairs import PairShelf
from rhapsode_server.detection.calibration import Calibration, WindowRow
from rhapsode_server.sound import Samples

INTERRUPTED = 130
SEED = 20_261_201
"""Another than the evaluation's: its false positives must be counted on other clips."""
DEFAULT_SECONDS = 12_000.0
RECORDING_S = 30.0
"""Of each recording: three of the longest windows side by side."""
QUICK_SECONDS = 900.0
HOPS = {0.5: 0.24, 1.0: 0.5, 3.0: 0.74, 10.0: 2.5}
"""Seconds between windows, by their length. Shorter gives more windows that say the same, longer wastes sound."""
FALSE_POSITIVE_RATE = 1e-3
TREATED_SHARE = 2 / 3


@dataclass(frozen=True, slots=True)
class Measurement:
    """A calibration, and what it was measured on."""

    calibration: Calibration
    seed: int
    unmarked_s: float
    """Sound that was listened to."""
    by_source: Mapping[str, Scores]
    """1 s scores, for whoever wants to see them."""


def calibrate(network: torch.nn.Module, seconds: float, seed: int) -> Measurement:
    """Thresholds from ``seconds`` of sound."""
    listener = Listener(network, CLIP)
    chance = np.random.default_rng(seed)
    found: dict[float, list[Scores]] = {length: [] for length in CLIP_SECONDS}
    by_source: dict[str, list[Scores]] = {}
    heard_s = 0.0
    for recording in calibration_mixture(seconds, RECORDING_S, seed):
        scores = listener.frame_scores(to_model_rate(_treated(recording, chance)))
        by_source.setdefault(recording.source, []).append(listener.windows_of_scores(scores, 1.0, HOPS[1.0]))
        if recording.source != TONE:
            for length in CLIP_SECONDS:
                found[length].append(listener.windows_of_scores(scores, length, HOPS[length]))
        heard_s += len(recording.sound) / NATIVE_RATE_HZ
        tell(f"calibration: {heard_s:,.0f} of {seconds:,.0f} s")
    windows = tuple(_window(length, np.concatenate(parts)) for length, parts in found.items())
    told = {source: np.concatenate(parts) for source, parts in by_source.items()}
    return Measurement(Calibration(FALSE_POSITIVE_RATE, CLIP, windows), seed, round(heard_s, 1), told)


def _treated(recording: Recording, chance: np.random.Generator) -> Samples:
    if chance.random() >= TREATED_SHARE:
        return recording.sound
    return ATTACKS[int(chance.integers(len(ATTACKS)))].apply(recording.sound, chance)


def _window(seconds: float, scores: Scores) -> WindowRow:
    threshold, tail = tail_threshold(scores, FALSE_POSITIVE_RATE)
    return WindowRow(seconds, round(threshold, 4), round(tail, 4), len(scores))


def write(measurement: Measurement, card_file: Path) -> None:
    """Put it into a card; all else in there stays."""
    card = json.loads(card_file.read_bytes())
    card["calibration"] = {
        **asdict(measurement.calibration),
        "seed": measurement.seed,
        "unmarked_s": measurement.unmarked_s,
    }
    part = card_file.with_suffix(".part")
    part.write_text(json.dumps(card, indent=1) + "\n", encoding="utf-8")
    part.replace(card_file)


def tables(measurement: Measurement) -> str:
    """As Markdown."""
    lines = ["| window, s | threshold | tail | unmarked windows |", "|---|---|---|---|"]
    lines += [
        f"| {row.seconds:g} | {row.threshold:.3f} | {row.tail:.3f} | {row.unmarked_windows:,} |"
        for row in measurement.calibration.windows
    ]
    lines += ["", "| source | 1 s windows | above | median | 99 % | 99.9 % | highest |", "|---" * 7 + "|"]
    threshold = measurement.calibration.threshold_of(1.0)
    for source, scores in measurement.by_source.items():
        quantiles = " | ".join(f"{score:.2f}" for score in np.quantile(scores, (0.5, 0.99, 0.999, 1.0)))
        lines.append(f"| {source} | {len(scores):,} | {above(scores, threshold).count} | {quantiles} |")
    return "\n".join(lines)


def main(arguments: list[str]) -> int:
    """Calibrate, print the thresholds, write them into the card."""
    options = _parse(arguments)
    torch.set_num_threads(1)
    began = time.perf_counter()
    try:
        network = find_detector(PairShelf(model="embedded"))
        measurement = calibrate(network, options.seconds, options.seed)
    except KeyboardInterrupt:
        print("interrupted; the card is as it was", file=sys.stderr)
        return INTERRUPTED
    finally:
        tell("")
    print(f"{measurement.unmarked_s:,.0f} s without a mark in {time.perf_counter() - began:.0f} s\n")
    print(tables(measurement))
    if options.dry_run:
        return 0
    write(measurement, options.card)
    print(f"\nwritten into {options.card}")
    return 0


def _parse(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="rhapsode_bench watermark-calibrate",
        description="Finds which score of the embedded detector means a mark, at one false positive in a thousand.",
    )
    parser.add_argument("--seconds", type=float, default=DEFAULT_SECONDS, help="of sound (default: 12000)")
    parser.add_argument("--seed", type=int, default=SEED, help="of every choice; not the evaluation's")
    parser.add_argument("--card", type=Path, default=embedded.CARD_FILE, metavar="FILE", help="where it is written")
    parser.add_argument("--dry-run", action="store_true", help="print the thresholds, write nothing")
    parser.add_argument("--quick", action="store_true", help="little sound: to try it out")
    options = parser.parse_args(arguments)
    if options.quick:
        options.seconds = QUICK_SECONDS
    if options.seconds < QUICK_SECONDS:
        parser.error(f"--seconds must be {QUICK_SECONDS:g} at least")
    if not options.card.is_file():
        parser.error(f"--card: there is no {options.card}")
    return options
