"""How loud the trained mark is: brought to its level once, at the end, by its last layer.

The level is one wish among others in training, and the generator stays some decibels above it: a louder mark is read
more easily. What it may be was decided before; the layer that makes the sound is linear, so it only has to be scaled.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import torch
from torch import Tensor

from rhapsode_bench.watermark_training import objective
from rhapsode_bench.watermark_training.corpus import Sound
from rhapsode_bench.watermark_training.pair import build_pair
from rhapsode_server.audio.geometry import MODEL_RATE_HZ
from rhapsode_server.audio.watermark import MESSAGE_BITS

CLIPS, CLIP_S = 64, 2.0
"""What the level is measured on: enough that its median is within a quarter of a decibel."""
SPEECH_DB = -45.0
"""A clip below is a pause and tells nothing."""


def quieted(weights: Mapping[str, Tensor], speech: Sound, below_db: float) -> dict[str, Tensor]:
    """A generator's weights whose mark is ``below_db`` under speech, at the median.

    Raises:
        ValueError: there is no speech to measure it on.
    """
    generator, _ = build_pair()
    module: Any = generator
    module.load_state_dict(weights)
    module.eval()
    louder_db = below_db - _median_db(module, speech)
    last = module.decoder.model[-1].conv.conv.inner_conv
    scaled = dict(weights)
    for name, tensor in module.state_dict(keep_vars=True).items():
        if tensor is last.weight or tensor is last.bias:
            scaled[name] = weights[name] * 10 ** (-louder_db / 20.0)
    return scaled


def _median_db(generator: Any, speech: Sound) -> float:
    """How far the mark is below the sound."""
    samples = min(len(speech), int(CLIP_S * MODEL_RATE_HZ))
    chance = torch.Generator().manual_seed(1)
    levels = []
    for place in torch.linspace(0, len(speech) - samples, CLIPS).long().tolist():
        sound = torch.from_numpy(speech[place : place + samples]).reshape(1, 1, -1)
        if objective.level_db(sound).item() < SPEECH_DB:
            continue
        message = torch.randint(0, 2, (1, MESSAGE_BITS), generator=chance)
        with torch.no_grad():
            mark = generator.get_watermark(sound, message=message)
        levels.append((objective.level_db(sound) - objective.level_db(mark)).item())
    if not levels:
        raise ValueError("there is no speech to measure the mark's level on")
    return float(torch.tensor(levels).median())
