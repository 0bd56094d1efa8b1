"""``python -m rhapsode_bench watermark-marks``: whether the watermark is found, is read, and is heard.

Speech that training never heard is marked by the product's own stage, meets each attack, and is judged in clips of
half a second to ten. Thresholds come from the card beside the weights (``watermark-calibrate`` writes them), or, where
it has none for them, from unmarked sound of this run.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import torch

from rhapsode_bench.machine import machine, versions
from rhapsode_bench.progress import tell
from rhapsode_bench.watermark_marks import calibration, recordings
from rhapsode_bench.watermark_marks.attacks import ATTACKS
from rhapsode_bench.watermark_marks.calibration import calibrate
from rhapsode_bench.watermark_marks.cost import SPEECH_S, measure_cost
from rhapsode_bench.watermark_marks.detection import false_positives, meet
from rhapsode_bench.watermark_marks.listener import Listener, find_detector
from rhapsode_bench.watermark_marks.loudness import mark_level
from rhapsode_bench.watermark_marks.marking import MarkedRecording, mark_all
from rhapsode_bench.watermark_marks.perception import perceive
from rhapsode_bench.watermark_marks.pictures import draw
from rhapsode_bench.watermark_marks.recordings import Recording
from rhapsode_bench.watermark_marks.report import MarksReport, tables
from rhapsode_bench.watermark_marks.streaming import check_streaming
from rhapsode_bench.watermark_marks.unmarked import evaluation_mixture
from rhapsode_protocol.formats import NATIVE_RATE_HZ
from rhapsode_server.audio import embedded
from rhapsode_server.audio.marking import MakeWatermarker, WatermarkOptions, load_watermarker
from rhapsode_server.audio.pairs import PairShelf
from rhapsode_server.audio.published import PUBLISHED_MODELS
from rhapsode_server.audio.watermark import WatermarkUnavailable
from rhapsode_server.detection.calibration import Calibration

INTERRUPTED = 130
SEED = 20_261_130
RECORDING_S = 11.5
"""Of each: a clip of ten seconds is left of it after it was played a tenth faster."""
UNMARKED_RECORDING_S = 10.0
OWN_CALIBRATION_S = 6_000.0


@dataclass(frozen=True, slots=True)
class Amount:
    """How much is measured."""

    recordings: int
    """That are marked and meet every attack."""
    unmarked_s: float
    """Sound in which false positives are counted, beside that of the attacks."""
    listened: int
    """Recordings that programs listen to, and that are marked whole and in pieces."""
    repeats: int
    """Of each figure of cost."""


USUAL = Amount(recordings=48, unmarked_s=8_000.0, listened=12, repeats=3)
QUICK = Amount(recordings=4, unmarked_s=120.0, listened=2, repeats=1)


def main(arguments: list[str]) -> int:
    """Measure, print the tables, write what was asked for."""
    options = _parse(arguments)
    torch.set_num_threads(1)
    try:
        report, example = _evaluate(options)
    except KeyboardInterrupt:
        print("interrupted", file=sys.stderr)
        return INTERRUPTED
    except WatermarkUnavailable as error:
        print(f"there is nothing to measure: {error}", file=sys.stderr)
        return 1
    finally:
        tell("")
    print(tables(report))
    if options.json is not None:
        options.json.write_text(report.to_json(), encoding="utf-8")
    if options.plot is not None:
        draw(report, example, options.plot)
    return 0


def _parse(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="rhapsode_bench watermark-marks",
        description="Whether the watermark is found after what happens to recordings, is read, and is heard.",
    )
    parser.add_argument(
        "--model",
        choices=("embedded", *PUBLISHED_MODELS),
        default="embedded",
        help="the pair that is measured (default: embedded)",
    )
    parser.add_argument("--model-dir", type=Path, metavar="DIR", help="AudioSeal's published files, for the others")
    parser.add_argument("--recordings", type=int, default=USUAL.recordings, metavar="N", help="marked (default: 48)")
    parser.add_argument(
        "--unmarked", type=float, default=USUAL.unmarked_s, metavar="S", help="seconds without a mark (default: 8000)"
    )
    parser.add_argument("--recalibrate", action="store_true", help="compute thresholds, whatever the card says")
    parser.add_argument("--seed", type=int, default=SEED, help="of every choice; not the calibration's")
    parser.add_argument("--quick", action="store_true", help="little of everything: to try the benchmark out")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write every measurement to this file")
    parser.add_argument("--plot", type=Path, metavar="FOLDER", help="draw pictures into this folder")
    options = parser.parse_args(arguments)
    if options.recordings < QUICK.recordings or options.unmarked < QUICK.unmarked_s:
        parser.error(f"--recordings must be {QUICK.recordings}, --unmarked {QUICK.unmarked_s:g} at least")
    options.amount = (
        QUICK if options.quick else Amount(options.recordings, options.unmarked, USUAL.listened, USUAL.repeats)
    )
    return options


def _evaluate(options: argparse.Namespace) -> tuple[MarksReport, MarkedRecording]:
    amount: Amount = options.amount
    make, status = load_watermarker(WatermarkOptions(model=options.model), options.model_dir)
    network = find_detector(PairShelf(model_dir=options.model_dir, model=options.model))
    known, calibrated_here = _calibration(options, network)
    report = MarksReport(
        machine(),
        versions("rhapsode", "torch", "audioseal", "numpy", "av", "pesq", "pystoi"),
        f"{status.pair} pair: {status.reason}",
        known,
        calibrated_here,
    )
    listener = Listener(network, known.clip)
    done = mark_all(make, _speech(amount, options.seed), options.seed, tell)
    # A sine has little that a mark could hide beside, and is nobody's speech: it is told of by itself.
    sines = mark_all(make, recordings.tone(max(1, amount.recordings // 8), RECORDING_S, options.seed + 4), 1, tell)
    report.recordings, report.recording_s = dict(Counter(row.source for row in done)), RECORDING_S
    for number, attack in enumerate(ATTACKS):
        tell(f"attack {number + 1} of {len(ATTACKS)}: {attack.name}")
        report.outcomes += meet(attack, done, done[::2], listener, known, options.seed + number)
    mixture = evaluation_mixture(amount.unmarked_s, UNMARKED_RECORDING_S, options.seed + 50)
    report.unmarked = false_positives(mixture, listener, tell)
    _judge_sound(report, make, listener, done, options)
    report.sines = meet(ATTACKS[1], sines, sines[:1], listener, known, options.seed)
    return report, done[0]


def _calibration(options: argparse.Namespace, network: torch.nn.Module) -> tuple[Calibration, bool]:
    """The thresholds, and whether they were computed here."""
    found = embedded.card()["calibration"] if options.model == "embedded" else None
    if found is not None and not options.recalibrate:
        return Calibration.from_card(found), False
    seconds = calibration.QUICK_SECONDS if options.quick else OWN_CALIBRATION_S
    return calibrate(network, seconds, calibration.SEED).calibration, True


def _speech(amount: Amount, seed: int) -> Iterator[Recording]:
    """Three of four by espeak-ng, the fourth by Kokoro, those of one source together."""
    kokoro = amount.recordings // 4
    new_voices = amount.recordings // 3
    new_languages = amount.recordings - kokoro - new_voices
    yield from recordings.espeak(recordings.HELD_OUT, new_languages, RECORDING_S, seed)
    yield from recordings.espeak(recordings.NEW_VOICES, new_voices, RECORDING_S, seed + 1)
    yield from recordings.kokoro(kokoro, RECORDING_S, seed + 2)


def _judge_sound(
    report: MarksReport,
    make: MakeWatermarker,
    listener: Listener,
    done: list[MarkedRecording],
    options: argparse.Namespace,
) -> None:
    """What the mark sounds like, whether streams have it, and what it costs."""
    amount: Amount = options.amount
    report.level = mark_level(done)
    # Only where words are: PESQ looks for utterances.
    spoken = [recording for recording in done if recording.source.startswith("espeak")]
    some = spoken[:: max(1, len(spoken) // amount.listened)][: amount.listened]
    report.perception = perceive(some, tell)
    report.streaming = check_streaming(make, listener, some, options.seed)
    report.costs = measure_cost(done[0].plain[: int(SPEECH_S * NATIVE_RATE_HZ)], amount.repeats, tell)
