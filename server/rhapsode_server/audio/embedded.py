"""The small AudioSeal pair that comes with Rhapsode, so that a machine without a network marks its audio too.

``embedded_pair/`` holds its weights and a card: both architectures, what the detector's answers mean
(``calibration``), and how it was trained. ``python -m rhapsode_bench watermark-train`` makes it.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "embedded_pair"
GENERATOR_FILE = FOLDER / "generator.safetensors"
DETECTOR_FILE = FOLDER / "detector.safetensors"
CARD_FILE = FOLDER / "card.json"


@functools.cache
def card() -> Mapping[str, Any]:
    """What is known of the pair: ``generator`` and ``detector`` (architectures), ``calibration``, ``training``."""
    read: Mapping[str, Any] = json.loads(CARD_FILE.read_bytes())
    return read
