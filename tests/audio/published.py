"""AudioSeal generators of the published architecture with seeded weights, and files of the published format."""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import Any

import torch

with warnings.catch_warnings():
    warnings.simplefilter("ignore", DeprecationWarning)
    from audioseal import builder, loader

from rhapsode_server.audio import weights  # noqa: E402


def network(n_filters: int | None = None, seed: int = 1) -> Any:
    card = dict(loader.load_local_model_config(weights.CARD))
    if n_filters is not None:
        card["seanet"] = {**card["seanet"], "n_filters": n_filters, "dimension": 4 * n_filters}
    torch.manual_seed(seed)
    card.pop("checkpoint")
    return builder.create_generator(loader.AudioSeal.parse_config(card, builder.AudioSealWMConfig)).eval()


def write_published(path: Path, generator: Any) -> None:
    """The published format: weights split in length and direction, older layer names."""
    state = {}
    for name, tensor in generator.state_dict().items():
        plain = name.replace(".inner_conv", "")
        if name != plain and name.endswith("weight"):
            state[f"{plain}_g"] = torch.linalg.vector_norm(tensor, dim=tuple(range(1, tensor.dim())), keepdim=True)
            state[f"{plain}_v"] = tensor
        else:
            state[plain] = tensor
    torch.save({"xp.cfg": loader.load_local_model_config(weights.CARD), "model": state}, path)
