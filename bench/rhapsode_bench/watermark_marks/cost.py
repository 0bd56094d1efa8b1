"""What mark and detection cost: the embedded networks beside the published ones, by turns in one run.

The published ones have seeded weights: what a network costs does not depend on its numbers. One thread each.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import torch

from rhapsode_bench.watermark_marks.marking import BLOCK_SAMPLES
from rhapsode_protocol.formats import NATIVE_RATE_HZ
from rhapsode_server.audio import embedded
from rhapsode_server.audio.audioseal import AudioSealModel
from rhapsode_server.audio.geometry import MODEL_RATE_HZ
from rhapsode_server.audio.published import PUBLISHED_MODELS
from rhapsode_server.audio.watermark import DEFAULT_MESSAGE, Pair
from rhapsode_server.audio.weights import Architecture, build_detector, build_generator, published_architecture
from rhapsode_server.detection.detector import Detector
from rhapsode_server.sound import Samples

EMBEDDED: Pair = "embedded"
SPEECH_S = 10.0


@dataclass(slots=True)
class Cost:
    """Of one pair of networks."""

    model: str
    generator_parameters: int
    detector_parameters: int
    mark_s: list[float]
    """Seconds for a second of speech, in blocks of 200 ms; of each repeat."""
    block_ms: list[float]
    """Of each block of all repeats. Some blocks only fill the stage, others have it compute."""
    detect_s: list[float]
    """Seconds for a second of speech; of each repeat."""

    @property
    def mark_rtf(self) -> float:
        """The usual repeat's."""
        return statistics.median(self.mark_s)

    @property
    def detect_rtf(self) -> float:
        """The usual repeat's."""
        return statistics.median(self.detect_s)


@dataclass(frozen=True, slots=True)
class _Contender:
    cost: Cost
    model: AudioSealModel
    detector: Detector


def measure_cost(speech: Samples, repeats: int, tell: Callable[[str], None]) -> list[Cost]:
    """Measure all pairs on ``speech`` ``[T]`` at 24 kHz; the embedded one first."""
    contenders = [_contender(EMBEDDED, embedded.card()["generator"], embedded.card()["detector"])]
    contenders += [
        _contender(name, published_architecture(model.generator_card), published_architecture(model.detector_card))
        for name, model in PUBLISHED_MODELS.items()
    ]
    for contender in contenders:
        # Once for nothing: what is planned or allocated at a first call is no part of the figures.
        _run(contender, speech[: NATIVE_RATE_HZ // 2])
        for figures in (contender.cost.mark_s, contender.cost.block_ms, contender.cost.detect_s):
            figures.clear()
    for repeat in range(repeats):
        for contender in contenders:
            tell(f"cost of {contender.cost.model}, {repeat + 1} of {repeats}")
            _run(contender, speech)
    return [contender.cost for contender in contenders]


def _contender(name: str, generator_card: Architecture, detector_card: Architecture) -> _Contender:
    torch.manual_seed(0)
    generator = build_generator(generator_card).eval().requires_grad_(False)
    detector = build_detector(detector_card).eval().requires_grad_(False)
    cost = Cost(name, _parameters(generator), _parameters(detector), [], [], [])
    return _Contender(cost, AudioSealModel(generator, generator_card, EMBEDDED), Detector(detector))


def _parameters(network: torch.nn.Module) -> int:
    return sum(parameter.numel() for parameter in network.parameters())


def _run(contender: _Contender, speech: Samples) -> None:
    seconds = len(speech) / NATIVE_RATE_HZ
    stage = contender.model.watermarker(DEFAULT_MESSAGE)
    blocks_ms = []
    for start in range(0, len(speech), BLOCK_SAMPLES):
        began = time.perf_counter()
        stage.mark(speech[start : start + BLOCK_SAMPLES])
        if start + BLOCK_SAMPLES >= len(speech):
            stage.finish()
        blocks_ms.append(1_000 * (time.perf_counter() - began))
    contender.cost.block_ms += blocks_ms
    contender.cost.mark_s.append(sum(blocks_ms) / 1_000 / seconds)
    recording = np.resize(speech, int(seconds * MODEL_RATE_HZ))
    began = time.perf_counter()
    for _ in contender.detector.scores([recording]):
        pass
    contender.cost.detect_s.append((time.perf_counter() - began) / seconds)
