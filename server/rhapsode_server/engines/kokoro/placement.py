"""Where the model computes, and by which of the vocoders."""

from __future__ import annotations

import os
from dataclasses import dataclass

import torch

from rhapsode_server.engines.kokoro.bucketed_vocoder import BucketedVocoder
from rhapsode_server.engines.kokoro.features import Vocoder
from rhapsode_server.engines.kokoro.forward import Forward
from rhapsode_server.engines.kokoro.precision import DTYPES, Precision, best_precision
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


def best_placement(threads: int | None = None, precision: Precision | None = None) -> Placement:
    """On this machine.

    Args:
        threads: by default one for each processor that this process may use.
        precision: by default the fastest that the device has.
    """
    device = "cuda" if torch.cuda.is_available() else "cpu"
    return Placement(device, threads or processors(), precision or best_precision(device))


def processors() -> int:
    """How many this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


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
