"""``python -m rhapsode_bench watermark-train``: trains the embedded pair and writes its weights and its log.

The run is laid down every few minutes, and when it is interrupted; the same command takes it up again.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any

import torch

from rhapsode_bench.machine import machine, versions
from rhapsode_bench.progress import tell
from rhapsode_bench.watermark_training.corpus import Sound, speak
from rhapsode_bench.watermark_training.level import quieted
from rhapsode_bench.watermark_training.pair import DETECTOR, GENERATOR
from rhapsode_bench.watermark_training.recipe import Recipe
from rhapsode_bench.watermark_training.training import Training

INTERRUPTED = 130
STATE_FILE = "state.pt"
LOG_FILE = "log.jsonl"
LOGGED_STEPS = 100
KEPT_STEPS = 500
"""How many steps a killed run loses at most."""


def main(arguments: list[str]) -> int:
    """Train; 0 where the run came to its end, 130 where it was interrupted and can be taken up."""
    parser = argparse.ArgumentParser(
        prog="rhapsode_bench watermark-train",
        description="Train the AudioSeal pair that comes with Rhapsode. Takes hours; an interrupted run is taken up by "
        "the same command. Afterwards: watermark-calibrate, then watermark-marks.",
    )
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="where state, log and weights are kept")
    parser.add_argument("--threads", type=int, default=1, metavar="N", help="(default: 1; more gain little)")
    numbers = [field for field in fields(Recipe) if isinstance(field.default, (int, float))]
    for field in numbers:
        default: Any = field.default
        name = field.name.replace("_", "-")
        parser.add_argument(f"--{name}", type=type(default), default=default, metavar="N", help=f"(default: {default})")
    options = parser.parse_args(arguments)
    recipe = Recipe(**{field.name: getattr(options, field.name) for field in numbers})
    torch.set_num_threads(options.threads)
    options.folder.mkdir(parents=True, exist_ok=True)
    speech = speak(recipe.speech_s, recipe.seed, lambda spoken_s: tell(f"{spoken_s:.0f} s of speech"))
    training = Training(recipe, speech)
    state_file = options.folder / STATE_FILE
    if state_file.exists():
        training.restore(torch.load(state_file, weights_only=True))
        print(f"taken up behind step {training.step}")
    # Numbers so small that they are nothing cost hundreds of times what others do.
    torch.set_flush_denormal(True)
    try:
        _train(training, recipe, options.folder)
    except KeyboardInterrupt:
        _lay_down(training, options.folder)
        print(f"\ninterrupted behind step {training.step}; the same command goes on there", file=sys.stderr)
        return INTERRUPTED
    finally:
        torch.set_flush_denormal(False)
    write_pair(training, recipe, speech, options.folder)
    print(f"\nwritten: {options.folder}/generator.safetensors, detector.safetensors, card.json")
    return 0


def write_pair(training: Training, recipe: Recipe, speech: Sound, folder: Path) -> None:
    """The weights as they are shipped, half a float each, and a card without a calibration yet."""
    from audioseal.libs.moshi.utils.compile import no_compile
    from safetensors.torch import save_file

    generator, detector = training.weights()
    with no_compile():
        generator = quieted(generator, speech, recipe.final_db)
    for name, weights in (("generator", generator), ("detector", detector)):
        path = folder / f"{name}.safetensors"
        save_file({key: tensor.half() for key, tensor in weights.items()}, path)
        path.chmod(0o644)
    learned = {
        "recipe": asdict(recipe),
        "steps": training.step,
        "machine": machine(),
        "versions": versions("torch", "audioseal", "numpy"),
    }
    card = {"generator": GENERATOR, "detector": DETECTOR, "training": learned, "calibration": None}
    (folder / "card.json").write_text(json.dumps(card, indent=1) + "\n", encoding="utf-8")


def _train(training: Training, recipe: Recipe, folder: Path) -> None:
    from audioseal.libs.moshi.utils.compile import no_compile

    sums: dict[str, float] = {}
    began_s = time.perf_counter()
    # Compiling would cost a minute and a C++ compiler for each length of input.
    with no_compile(), (folder / LOG_FILE).open("a", encoding="utf-8") as log:
        while training.step < recipe.steps:
            for name, loss in training.advance().items():
                sums[name] = sums.get(name, 0.0) + loss / LOGGED_STEPS
            tell(
                f"step {training.step} of {recipe.steps}: {training.right:.0%} of the bits read, "
                f"{training.below_db:.1f} dB below the sound"
            )
            if training.step % LOGGED_STEPS == 0:
                print(json.dumps(_line(training, time.perf_counter() - began_s, sums)), file=log, flush=True)
                sums = {}
            if training.step % KEPT_STEPS == 0:
                _lay_down(training, folder)


def _line(training: Training, elapsed_s: float, losses: dict[str, float]) -> dict[str, float]:
    return {
        "step": training.step,
        "s": round(elapsed_s),
        "below_db": round(training.below_db, 2),
        "right": round(training.right, 4),
        "worst_bit": round(training.bits_right.min().item(), 4),
        "taught": float(training.taught),
        "disturbed": round(training.disturbed, 2),
        "doubt": round(training.doubt, 4),
        "masking": round(training.masking, 4),
        **{name: round(loss, 4) for name, loss in losses.items()},
    }


def _lay_down(training: Training, folder: Path) -> None:
    # Renamed into place: a run that is killed meanwhile keeps the state before.
    part = folder / f"{STATE_FILE}.part"
    torch.save(training.state(), part)
    part.rename(folder / STATE_FILE)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
