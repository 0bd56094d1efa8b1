"""The two networks, built by the AudioSeal package from a configuration smaller than the published one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import torch

from rhapsode_server.audio.watermark import MESSAGE_BITS
from rhapsode_server.audio.weights import build_detector, build_generator

STRIDES = (5, 4, 4, 4)
"""In the decoder's order, as the package wants them; 320 samples in all, as in the published pair. The first strides of
the encoder are wide: layers at 16 kHz cost most of the time and carry least of the mark."""

SEANET: Mapping[str, Any] = {
    "activation": "ELU",
    "activation_params": {"alpha": 1.0},
    "channels": 1,
    "compress": 2,
    "dilation_base": 2,
    "disable_norm_outer_blocks": 0,
    "kernel_size": 7,
    "last_kernel_size": 7,
    "lstm": 0,
    "n_residual_layers": 1,
    "norm": "none",
    "norm_params": {},
    "pad_mode": "constant",
    "ratios": list(STRIDES),
    "residual_kernel_size": 3,
    "true_skip": True,
}
GENERATOR: Mapping[str, Any] = {
    "nbits": MESSAGE_BITS,
    # Causal, so that a stream's mark is the whole's mark, sample by sample, and waits for nothing to come.
    "seanet": {**SEANET, "causal": True, "dimension": 64, "n_filters": 8},
    "decoder": {"final_activation": None, "final_activation_params": None, "trim_right_ratio": 1.0},
}
DETECTOR: Mapping[str, Any] = {
    "nbits": MESSAGE_BITS,
    "seanet": {**SEANET, "causal": False, "dimension": 64, "n_filters": 8},
    "detector": {"output_dim": 32},
}


def build_pair() -> tuple[torch.nn.Module, torch.nn.Module]:
    """Generator and detector with fresh weights, drawn from torch's own generator."""
    generator, detector = build_generator(GENERATOR), build_detector(DETECTOR)
    layers: Any = detector
    weight = layers.detector[0].reverse_convolution.weight
    with torch.no_grad():
        # The layer that spreads a frame over its samples gives all of them the same. Trained on frames
        # (detection.detector.frame_logits), it stays so, and training costs half.
        weight.copy_(torch.randn(weight.shape[:2]).mul_(weight.shape[0] ** -0.5).unsqueeze(-1).expand_as(weight))
    return generator, detector
