"""Builds AudioSeal's networks from weights files, which it checks.

The package's own loader would do, but unpickles without restriction (a weights file could run code), draws on
deprecated parts of torch, and reports a foreign file as a failed assertion. The architecture comes from a card of the
package or of Rhapsode; the configuration that a published file carries beside its weights is not read.
"""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rhapsode_server.audio.published import first_line
from rhapsode_server.audio.watermark import WatermarkUnavailable

if TYPE_CHECKING:
    import torch

Architecture = Mapping[str, Any]
"""Settings of a network, as in the package's cards."""

NORM_PAIRS = ((".weight_g", ".weight_v"), (".parametrizations.weight.original0", ".parametrizations.weight.original1"))
"""Names, in old and new torch, of the length and the direction that weight normalisation splits a weight into."""


def published_architecture(card: str) -> Architecture:
    """What the package's card of that name says of its network.

    Raises:
        ImportError: audioseal is not installed.
    """
    loader, _ = _package()
    settings: Any = loader.load_local_model_config(card)
    return {key: value for key, value in settings.items() if key != "checkpoint"}


def build_generator(architecture: Architecture) -> torch.nn.Module:
    """A generator as the package builds it, with weights of chance.

    Raises:
        ImportError: torch or audioseal is not installed.
    """
    loader, builder = _package()
    config = loader.AudioSeal.parse_config(dict(architecture), builder.AudioSealWMConfig)
    network: torch.nn.Module = builder.create_generator(config)
    return network


def build_detector(architecture: Architecture) -> torch.nn.Module:
    """A detector as the package builds it, with weights of chance.

    Raises:
        ImportError: torch or audioseal is not installed.
    """
    loader, builder = _package()
    config = loader.AudioSeal.parse_config(dict(architecture), builder.AudioSealDetectorConfig)
    network: torch.nn.Module = builder.create_detector(config)
    return network


def load_generator(path: Path, architecture: Architecture) -> torch.nn.Module:
    """A generator with the weights of a file, ready for evaluation on the CPU. See :func:`_loaded`."""
    return _loaded(build_generator(architecture), path, "generator")


def load_detector(path: Path, architecture: Architecture) -> torch.nn.Module:
    """A detector with the weights of a file, ready for evaluation on the CPU. See :func:`_loaded`."""
    return _loaded(build_detector(architecture), path, "detector")


def _loaded(network: torch.nn.Module, path: Path, what: str) -> torch.nn.Module:
    """``network`` with the weights of a file: ``.safetensors``, or what the AudioSeal authors publish:
    ``{"xp.cfg": …, "model": {name: tensor}}``. Nothing in the file is executed: only tensors, plain containers and the
    configuration's data classes are read.

    Raises:
        WatermarkUnavailable: the file is missing, broken, or holds another network.
    """
    if not path.is_file():
        raise WatermarkUnavailable(f"the folder {path.parent} has no file {path.name}")
    state = _plain_names(_read_state(path))
    expected = network.state_dict()
    if state.keys() != expected.keys() or any(state[name].shape != expected[name].shape for name in state):
        raise WatermarkUnavailable(
            f"{path.name} holds another network than AudioSeal's 16-bit {what}:"
            f" {len(expected.keys() - state.keys())} of {len(expected)} tensors are missing,"
            f" {len(state.keys() - expected.keys())} are unknown,"
            f" {sum(state[name].shape != expected[name].shape for name in state.keys() & expected.keys())}"
            " have another shape"
        )
    network.load_state_dict(state)
    return network.eval().requires_grad_(False)


def _package() -> tuple[Any, Any]:
    """The package's loader and builder."""
    with warnings.catch_warnings():
        # audioseal 0.2.0 decorates its modules with torch.jit.script, which torch deprecates.
        warnings.simplefilter("ignore", DeprecationWarning)
        import audioseal.builder
        import audioseal.loader
    return audioseal.loader, audioseal.builder


def _read_state(path: Path) -> dict[str, torch.Tensor]:
    """The tensors of a file; of a checkpoint, where the package's loader looks: at ``best_state.model``, ``model`` or
    the top."""
    import torch

    try:
        if path.suffix == ".safetensors":
            from safetensors.torch import load_file

            return load_file(path)
        with torch.serialization.safe_globals(_configuration_classes()):
            checkpoint = torch.load(path, map_location="cpu", weights_only=True)
    except Exception as error:
        # A damaged archive shows in a dozen exception types; all mean that the file cannot be used.
        raise WatermarkUnavailable(f"{path.name} is damaged or no weights file: {first_line(error)}") from error
    for key in ("best_state", "model"):
        if isinstance(checkpoint, dict) and isinstance(checkpoint.get(key), dict):
            checkpoint = checkpoint[key]
    if not isinstance(checkpoint, dict) or not checkpoint:
        raise WatermarkUnavailable(f"{path.name} holds no named tensors")
    if not all(isinstance(tensor, torch.Tensor) for tensor in checkpoint.values()):
        raise WatermarkUnavailable(f"{path.name} holds something else than tensors where the network should be")
    return checkpoint


def _configuration_classes() -> list[Any]:
    """What the configuration in the published file is made of: containers of OmegaConf, which hold data only."""
    import collections
    import typing

    import omegaconf
    import omegaconf.base

    return [
        omegaconf.DictConfig,
        omegaconf.ListConfig,
        omegaconf.AnyNode,
        omegaconf.StringNode,
        omegaconf.IntegerNode,
        omegaconf.FloatNode,
        omegaconf.BooleanNode,
        omegaconf.base.ContainerMetadata,
        omegaconf.base.Metadata,
        collections.defaultdict,
        typing.Any,
        dict,
        list,
        tuple,
        int,
        float,
        str,
        bool,
    ]


def _plain_names(state: Mapping[str, torch.Tensor]) -> dict[str, torch.Tensor]:
    """The tensors by the names that the package's modules use now, weight normalisation multiplied out."""
    import torch

    plain = dict(state)
    for length_suffix, direction_suffix in NORM_PAIRS:
        for name in state:
            base = name.removesuffix(length_suffix)
            if base != name and base + direction_suffix in state:
                length, direction = plain.pop(name), plain.pop(base + direction_suffix)
                # w = g v / |v| over all axes but the first (Salimans and Kingma 2016, equation 2).
                norm = torch.linalg.vector_norm(direction, dim=tuple(range(1, direction.dim())), keepdim=True)
                plain[base + ".weight"] = length * direction / norm
    if any("inner_conv" in name for name in plain):
        return plain
    loader, _ = _package()
    renamed: dict[str, torch.Tensor] = loader.convert_state_dict_for_scriptable_model(plain)
    return renamed
