"""Files of the model's real format, as small as its fixed parts allow, for tests of loading them."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import torch

from engines.kokoro.test_model_config import PUBLISHED
from rhapsode_server.engines.kokoro.files import ModelFiles
from rhapsode_server.engines.kokoro.model_config import read_config
from rhapsode_server.engines.kokoro.weights import PARTS, KokoroModel

Parts = dict[str, dict[str, torch.Tensor]]


def tiny_config() -> dict[str, Any]:
    """The published configuration with one layer and few channels; the decoder's width is fixed in the package."""
    told = copy.deepcopy(PUBLISHED)
    told["n_layer"] = 1
    told["plbert"].update(hidden_size=24, num_attention_heads=2, intermediate_size=16, num_hidden_layers=1)
    told["istftnet"].update(resblock_kernel_sizes=[3])
    told["istftnet"]["resblock_dilation_sizes"] = [[1, 3, 5]]
    return told


def tiny_parts(files: ModelFiles, value: Callable[[str, torch.Tensor], torch.Tensor]) -> Parts:
    """Every tensor that the published file has, made by ``value`` of its name and the one that the network begins with.
    Writes the configuration."""
    files.folder.mkdir(parents=True, exist_ok=True)
    files.config.write_text(json.dumps(tiny_config()), encoding="utf-8")
    model = KokoroModel(read_config(files.config))
    neutral = {
        f"{name}.{leaf}"
        for name, module in model.named_modules()
        if isinstance(module, torch.nn.InstanceNorm1d)
        for leaf in ("weight", "bias")
    }
    return {
        part: {
            f"module.{name}": value(name, tensor)
            for name, tensor in getattr(model, part).state_dict().items()
            if f"{part}.{name}" not in neutral
        }
        for part in PARTS
    }


def hollow(name: str, tensor: torch.Tensor) -> torch.Tensor:
    """A tensor of that shape that takes four bytes on disk."""
    return torch.zeros(1).expand(tensor.shape)


def write_weights(folder: Path, parts: Parts) -> ModelFiles:
    files = ModelFiles(folder)
    torch.save(parts, files.weights)
    return files
