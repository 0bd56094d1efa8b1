"""Of what the numbers are that the large convolutions multiply."""

from __future__ import annotations

import copy
from typing import Any, Literal

import torch
from torch import Tensor, nn

Precision = Literal["float32", "bfloat16", "float16"]
"""Of the vocoder's convolutions. Nothing else is ever halved: text, pitch, harmonics, statistics, sums of residuals and
both transforms stay in float32."""

DTYPES: dict[Precision, torch.dtype] = {
    "float32": torch.float32,
    "bfloat16": torch.bfloat16,
    "float16": torch.float16,
}


def best_precision(device: str = "cpu") -> Precision:
    """The fastest on a device. On a processor bfloat16 where it multiplies matrices of it (AMX), which leaves 43 dB
    between signal and difference with seeded weights; on others float32, which needs half as many products
    (:mod:`.tiled.winograd`). On other devices float16, whose factors have three bits more."""
    if device != "cpu":
        return "float16"
    return "bfloat16" if torch.cpu._is_amx_tile_supported() and "bfloat16" in precisions(device) else "float32"


def precisions(device: str) -> tuple[Precision, ...]:
    """Those that a device of this machine computes in."""
    if device != "cpu":
        return ("float32", "float16")
    return ("float32", "bfloat16") if torch.ops.mkldnn._is_mkldnn_bf16_supported() else ("float32",)


def halve_convolutions(decoder: Any, precision: Precision) -> Any:
    """A decoder whose large convolutions hold numbers of half the size; it shares all others with ``decoder``.

    Fold its weight normalisation first.
    """
    # A copy that keeps the very parameters: nothing takes room twice.
    twin = copy.deepcopy(decoder, {id(parameter): parameter for parameter in decoder.parameters()})
    generator = twin.generator
    for part in (twin.encode, twin.decode, generator.ups, generator.resblocks, generator.noise_res):
        for layer in part.modules():
            if isinstance(layer, (nn.Conv1d, nn.ConvTranspose1d)):
                for name, parameter in list(layer.named_parameters()):
                    setattr(layer, name, nn.Parameter(parameter.to(DTYPES[precision]), requires_grad=False))
    return twin


def convolve(layer: Any, x: Tensor) -> Tensor:
    """Run a convolution on what its weights are made of."""
    return layer(x.to(layer.weight.dtype))  # type: ignore[no-any-return]
