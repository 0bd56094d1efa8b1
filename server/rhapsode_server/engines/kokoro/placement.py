"""Where the model computes, and by which of the vocoders."""

from __future__ import annotations

from dataclasses import dataclass

import torch

from rhapsode_protocol.errors import ModelUnavailable
from rhapsode_server.engines.engine_options import AUTO, EngineOptions, processors
from rhapsode_server.engines.kokoro.bucketed_vocoder import BucketedVocoder
from rhapsode_server.engines.kokoro.features import Vocoder
from rhapsode_server.engines.kokoro.forward import Forward
from rhapsode_server.engines.kokoro.precision import DTYPES, Precision, best_precision, precisions
from rhapsode_server.engines.kokoro.tiled.crew import Crew
from rhapsode_server.engines.kokoro.tiled.vocoder import TiledVocoder
from rhapsode_server.engines.kokoro.weights import KokoroModel


@dataclass(frozen=True, slots=True)
class Placement:
    """One way to compute."""

    device: str = "cpu"
    """As torch names it: ``cpu``, ``cuda``, ``cuda:1``."""
    threads: int = 1
    """That compute, where the device is a processor."""
    precision: Precision = "float32"
    """Of the large convolutions."""


def find_placement(options: EngineOptions) -> Placement:
    """What the options ask for, or the best on this machine where they leave it open.

    Raises:
        ModelUnavailable: this machine has no such device, or the device no such precision; the message says which it
            has.
    """
    device = options.device
    if device == AUTO:
        device = "cuda" if torch.cuda.is_available() else "cpu"
    _check_device(device)
    precision = options.precision
    if precision == AUTO:
        return Placement(device, options.threads or processors(), best_precision(device))
    offered = precisions(device)
    for one in offered:
        if one == precision:
            return Placement(device, options.threads or processors(), one)
    raise ModelUnavailable(f"{device} cannot compute in {precision}; choose one of auto, {', '.join(offered)}")


def _check_device(device: str) -> None:
    kind, _, number = device.partition(":")
    if kind == "cpu" and not number:
        return
    known = ["cpu", *(f"cuda:{index}" for index in range(torch.cuda.device_count()))]
    if kind != "cuda" or (f"cuda:{number or 0}" not in known):
        raise ModelUnavailable(f"this machine has no device {device!r} for the model; it has {', '.join(known)}")


def build_forward(model: KokoroModel, placement: Placement) -> Forward:
    """The forward of a model that was loaded, which it may keep parts of and may change.

    The caller closes it.
    """
    vocoder: Vocoder
    if placement.device == "cpu":
        torch.set_num_threads(placement.threads)
        vocoder = TiledVocoder(model.decoder, Crew(placement.threads), DTYPES[placement.precision])
        return Forward(model, vocoder)
    model = model.to(placement.device)
    vocoder = BucketedVocoder(model.decoder, placement.precision)
    return Forward(model, vocoder, read_together=True)
