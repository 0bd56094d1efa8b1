"""Which model the benchmarks of Kokoro speak with: trained weights where somebody names them, else seeded ones."""

from __future__ import annotations

import argparse
import tempfile
from contextlib import ExitStack
from pathlib import Path

from rhapsode_bench import seeded_kokoro
from rhapsode_server.engines.kokoro.files import ModelFiles, find_files

VOICE = "af_heart"
SEED = 20_261_128


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options that say which."""
    parser.add_argument("--model-dir", type=Path, metavar="DIR", help="trained weights (default: seeded ones)")
    parser.add_argument("--compact", action="store_true", help="a small network: to try the benchmark out")


def model_files(options: argparse.Namespace, stack: ExitStack) -> tuple[ModelFiles, str]:
    """The files, and what they are in a few words; made for as long as ``stack`` lasts where they have to be."""
    if options.model_dir is not None:
        return find_files(options.model_dir), f"those in {options.model_dir}"
    folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
    config = seeded_kokoro.compact_config() if options.compact else seeded_kokoro.published_config()
    seeded_kokoro.write(folder, config, SEED, voices=(VOICE,))
    what = "seeded, of a small network" if options.compact else "seeded, of the published architecture"
    return find_files(folder), what
