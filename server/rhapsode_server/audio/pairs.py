"""The pairs of generator and detector that are at hand, and which one marks.

AudioSeal's published models come first, from a folder or through the hub; the pair that comes with Rhapsode is always
there.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from rhapsode_server.audio import embedded
from rhapsode_server.audio.published import PUBLISHED_MODELS, PublishedModel, describe_file, fetch_file
from rhapsode_server.audio.watermark import Pair, WatermarkUnavailable
from rhapsode_server.audio.weights import Architecture, load_detector, load_generator, published_architecture

if TYPE_CHECKING:
    import torch

HUB_TIMEOUT_S = 60.0
"""How long fetching a file (59 MB) may hold up the start. Shorter, and slow lines never finish; longer, and a server
behind a firewall that swallows packets starts minutes late."""

WatermarkModel = Literal["auto", "audioseal_wm_16bits", "audioseal_wm_streaming", "embedded"]
"""What an operator may ask for; ``auto`` is the first that can be loaded, in this order."""


@dataclass(frozen=True, slots=True)
class LoadedNetwork:
    """One half of a pair."""

    network: torch.nn.Module
    pair: Pair
    architecture: Architecture
    description: str
    """Which weights these are, in one sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PairShelf:
    """Where pairs are looked for.

    Args:
        model_dir: folder with AudioSeal's published files; asked before the hub.
        allow_hub: whether they may be taken from the Hugging Face cache or fetched from the hub.
        model: the one that is wanted.
        hub_timeout_s: how long each fetch may take.
    """

    model_dir: Path | None = None
    allow_hub: bool = False
    model: WatermarkModel = "auto"
    hub_timeout_s: float = HUB_TIMEOUT_S

    def generator(self) -> LoadedNetwork:
        """The generator that marks.

        Raises:
            WatermarkUnavailable: none can be loaded.
            ImportError: torch, audioseal or huggingface_hub is not installed.
        """
        reasons = []
        for model in self._published():
            try:
                path = self._file(model, model.generator_file)
                architecture = published_architecture(model.generator_card)
                network = load_generator(path, architecture)
                return LoadedNetwork(network, "official", architecture, describe_file(path, model))
            except WatermarkUnavailable as error:
                reasons.append(str(error))
        if self.model in ("auto", "embedded"):
            try:
                architecture = embedded.card()["generator"]
                network = load_generator(embedded.GENERATOR_FILE, architecture)
                return LoadedNetwork(network, "embedded", architecture, "; ".join((*reasons, _EMBEDDED)))
            except WatermarkUnavailable as error:
                reasons.append(str(error))
        raise WatermarkUnavailable("; ".join(reasons))

    def detectors(self) -> Iterator[LoadedNetwork]:
        """Every detector that is at hand, of the model that marks and of the others: a recording may be older than the
        server's settings. What cannot be loaded is left out.

        Raises:
            ImportError: torch, audioseal or huggingface_hub is not installed.
        """
        for model in self._published():
            try:
                path = self._file(model, model.detector_file)
                architecture = published_architecture(model.detector_card)
                network = load_detector(path, architecture)
                yield LoadedNetwork(network, "official", architecture, describe_file(path, model))
            except WatermarkUnavailable:
                continue
        architecture = embedded.card()["detector"]
        yield LoadedNetwork(load_detector(embedded.DETECTOR_FILE, architecture), "embedded", architecture, _EMBEDDED)

    def _published(self) -> list[PublishedModel]:
        """The published models that are looked for."""
        if self.model in PUBLISHED_MODELS:
            return [PUBLISHED_MODELS[self.model]]
        if self.model == "embedded" or (self.model_dir is None and not self.allow_hub):
            return []
        return list(PUBLISHED_MODELS.values())

    def _file(self, model: PublishedModel, name: str) -> Path:
        """A published file, from the folder or else through the hub.

        Raises:
            WatermarkUnavailable: it is in neither.
            ImportError: huggingface_hub is not installed.
        """
        if self.model_dir is not None and (self.model_dir / name).is_file():
            return self.model_dir / name
        if self.allow_hub:
            return fetch_file(name, self.hub_timeout_s)
        where = (
            "no folder with AudioSeal's files was named"
            if self.model_dir is None
            else f"{self.model_dir} has no {name}"
        )
        raise WatermarkUnavailable(f"{where}, and fetching {model.name} from the hub is not allowed")


_EMBEDDED = "the small AudioSeal pair that comes with Rhapsode"
