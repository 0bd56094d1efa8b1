"""AudioSeal networks with seeded weights, small or of the published size, and files of the published format."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import torch
from omegaconf import OmegaConf

from rhapsode_server.audio import weights
from rhapsode_server.audio.published import WM_16BITS, PublishedModel


def architecture(model: PublishedModel = WM_16BITS, n_filters: int | None = None) -> dict[str, Any]:
    """The settings of a published generator, with layers as narrow as a test wants them."""
    settings = dict(weights.published_architecture(model.generator_card))
    if n_filters is not None:
        settings["seanet"] = {**settings["seanet"], "n_filters": n_filters, "dimension": 4 * n_filters}
    return settings


def network(model: PublishedModel = WM_16BITS, n_filters: int | None = None, seed: int = 1) -> Any:
    """A generator."""
    torch.manual_seed(seed)
    return weights.build_generator(architecture(model, n_filters)).eval()


def detector_network(model: PublishedModel = WM_16BITS, seed: int = 1) -> Any:
    """A detector of the published size."""
    torch.manual_seed(seed)
    return weights.build_detector(weights.published_architecture(model.detector_card)).eval()


def published_state(network: Any) -> dict[str, Any]:
    """The network's tensors as the published file has them: weights split in length and direction, older names."""
    state = {}
    for name, tensor in network.state_dict().items():
        plain = name.replace(".inner_conv", "")
        if name != plain and name.endswith("weight"):
            axes = tuple(range(1, tensor.dim()))
            state[f"{plain}_g"] = torch.linalg.vector_norm(tensor, dim=axes, keepdim=True)
            # Only its direction counts.
            state[f"{plain}_v"] = tensor * 3.0
        else:
            state[plain] = tensor
    return state


def write_published(path: Path, network: Any) -> Path:
    """A file as AudioSeal's authors publish it."""
    torch.save({"xp.cfg": OmegaConf.create({"name": "seeded"}), "model": published_state(network)}, path)
    return path
