"""The ``kokoro`` package's own forward, the measure of ours: one row at a time, with the noise that we say."""

from __future__ import annotations

import importlib
import importlib.util
import sys
from collections.abc import Sequence
from typing import Any
from unittest import mock

import torch
from torch import Tensor

from rhapsode_server.engines.kokoro.harmonic_source import NoiseSource
from rhapsode_server.engines.kokoro.package import PACKAGE, import_modules
from rhapsode_server.engines.kokoro.weights import KokoroModel


def speak_alone(model: KokoroModel, ids: Sequence[int], style: Tensor, noise: NoiseSource, row: int) -> SpokenAlone:
    """Speak one row by ``KModel.forward_with_tokens``.

    Args:
        model: the modules.
        ids: symbols, without the silent ends.
        style: ``[256]``.
        noise: drawn from as for row ``row``.
        row: see ``noise``.
    """

    def draw(like: Tensor) -> Tensor:
        # Drawn for the harmonics, and once more for a noise branch whose output is thrown away.
        if like.shape[-1] == 1:
            return torch.zeros_like(like)
        return noise.draw(row, like.shape[1], like.shape[2])[None].to(like.device)

    heard: list[Tensor] = []
    hook = model.decoder.generator.register_forward_pre_hook(lambda _, inputs: heard.append(inputs[2]))
    try:
        with mock.patch.object(torch, "randn_like", draw):
            symbols = torch.tensor([[0, *ids, 0]], device=style.device)
            audio, frames = _package_model().forward_with_tokens(model, symbols, style[None])
    finally:
        hook.remove()
    return SpokenAlone(audio.cpu(), tuple(frames.reshape(-1).tolist()), heard[0].reshape(-1).cpu())


class SpokenAlone:
    """What the package makes of a row."""

    def __init__(self, samples: Tensor, frames: tuple[int, ...], pitch: Tensor) -> None:
        self.samples = samples
        """``[T]`` float32."""
        self.frames = frames
        """Of each symbol, silent ends included."""
        self.pitch = pitch
        """``[2F]`` float32, in Hz: two steps a frame."""


def _package_model() -> Any:
    """``KModel``, imported without the package's text front end, which takes seconds and is not asked for here."""
    import_modules()
    name = f"{PACKAGE}.model"
    if name not in sys.modules:
        spec = importlib.util.find_spec(PACKAGE)
        if spec is None:
            raise ImportError("the package kokoro is not installed", name=PACKAGE)
        with mock.patch.dict(sys.modules, {PACKAGE: importlib.util.module_from_spec(spec)}):
            module = importlib.import_module(name)
        sys.modules[name] = module
    return sys.modules[name].KModel


def decibels(reference: Tensor, other: Tensor) -> float:
    """Signal to difference."""
    difference = (other - reference).double().square().sum()
    return float(10 * torch.log10(reference.double().square().sum() / difference.clamp(min=1e-30)))
