"""Finds AudioSeal's published generator weights, checks them and builds the network from them.

The package's own loader would do, but unpickles without restriction (a weights file could run code), draws on
deprecated parts of torch, and reports a foreign file as a failed assertion. The architecture comes from the package's
card; the configuration that the file carries beside its weights is not read.
"""

from __future__ import annotations

import hashlib
import threading
import warnings
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rhapsode_server.audio.watermark import WatermarkUnavailable

if TYPE_CHECKING:
    import torch

WEIGHTS_FILE = "generator_base.pth"
"""Name of the generator's weights in the official repository (the package's card ``audioseal_wm_16bits``)."""

HUB_REPOSITORY = "facebook/audioseal"
HUB_REVISION = "3c19eba53390776cf2cc9ed5f6c9ac67ce72ecba"
"""Pinned, so that a later upload cannot change what this release runs."""

WEIGHTS_SHA256 = "7a845b5fbe9364a63a3909d8ab3fe064d13a76ae4c2e983573e08c69b7b51748"
"""Digest of the published file at that revision (facebookresearch/audioseal issue 107)."""

CARD = "audioseal_wm_16bits"
"""The package's description of the generator's architecture."""

NORM_PAIRS = ((".weight_g", ".weight_v"), (".parametrizations.weight.original0", ".parametrizations.weight.original1"))
"""Names, in old and new torch, of the length and the direction that weight normalisation splits a weight into."""


def describe_weights(path: Path) -> str:
    """One sentence for log and ``/health``: whether this is the file that AudioSeal's authors published."""
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    if digest == WEIGHTS_SHA256:
        return f"AudioSeal's published {path.name}, SHA-256 verified"
    return f"weights in AudioSeal's format, but not the published {path.name}: SHA-256 begins with {digest[:12]}"


def fetch_weights(timeout_s: float) -> Path:
    """The published weights from the Hugging Face cache or, where they are not in it, from the hub.

    Raises:
        WatermarkUnavailable: the hub does not give them within ``timeout_s`` seconds.
        ImportError: huggingface_hub is not installed.
    """
    from huggingface_hub import hf_hub_download
    from huggingface_hub.errors import LocalEntryNotFoundError

    def download(*, local_files_only: bool) -> Path:
        return Path(
            hf_hub_download(HUB_REPOSITORY, WEIGHTS_FILE, revision=HUB_REVISION, local_files_only=local_files_only)
        )

    try:
        return download(local_files_only=True)
    except LocalEntryNotFoundError:
        # Not in the cache yet, which is no error.
        pass
    outcome: list[Path | Exception] = []

    def run() -> None:
        try:
            outcome.append(download(local_files_only=False))
        except Exception as error:
            # Whatever goes wrong on the network is one case here: no weights, and the reason is told.
            outcome.append(error)

    # A thread of its own, because the library bounds single reads, not the whole, and retries. One that hangs is
    # left behind; being a daemon, it does not keep the process alive.
    thread = threading.Thread(target=run, name="fetch-audioseal", daemon=True)
    thread.start()
    thread.join(timeout_s)
    where = f"{WEIGHTS_FILE} from {HUB_REPOSITORY}"
    if not outcome:
        raise WatermarkUnavailable(f"the hub did not give {where} within {timeout_s:g} s")
    if isinstance(outcome[0], Exception):
        raise WatermarkUnavailable(f"the hub did not give {where}: {_first_line(outcome[0])}") from outcome[0]
    return outcome[0]


def load_generator(path: Path, architecture: Mapping[str, Any] | None = None) -> torch.nn.Module:
    """Build the generator from a weights file of AudioSeal's format, ready for evaluation on the CPU.

    Nothing in the file is executed: only tensors, plain containers and the configuration's data classes are read.

    Args:
        path: the file, as the AudioSeal authors publish it: ``{"xp.cfg": …, "model": {name: tensor}}``.
        architecture: settings of the network as in the package's cards; by default those of the official one.

    Raises:
        WatermarkUnavailable: the file is missing, broken, or holds another network.
        ImportError: torch or audioseal is not installed.
    """
    if not path.is_file():
        raise WatermarkUnavailable(f"the folder {path.parent} has no file {path.name}")
    with warnings.catch_warnings():
        # audioseal 0.2.0 decorates its modules with torch.jit.script, which torch deprecates.
        warnings.simplefilter("ignore", DeprecationWarning)
        import audioseal.builder
        import audioseal.loader
    if architecture is None:
        card: Any = audioseal.loader.load_local_model_config(CARD)
        architecture = {key: value for key, value in card.items() if key != "checkpoint"}
    config = audioseal.loader.AudioSeal.parse_config(dict(architecture), audioseal.builder.AudioSealWMConfig)
    generator: torch.nn.Module = audioseal.builder.create_generator(config)
    state = _plain_names(_read_state(path))
    expected = generator.state_dict()
    if state.keys() != expected.keys() or any(state[name].shape != expected[name].shape for name in state):
        raise WatermarkUnavailable(
            f"{path.name} holds another network than AudioSeal's 16-bit generator:"
            f" {len(expected.keys() - state.keys())} of {len(expected)} tensors are missing,"
            f" {len(state.keys() - expected.keys())} are unknown,"
            f" {sum(state[name].shape != expected[name].shape for name in state.keys() & expected.keys())}"
            " have another shape"
        )
    generator.load_state_dict(state)
    return generator.eval().requires_grad_(False)


def _read_state(path: Path) -> dict[str, torch.Tensor]:
    """The tensors of a checkpoint, where the package's loader looks: at ``best_state.model``, ``model`` or the top."""
    import torch

    try:
        with torch.serialization.safe_globals(_configuration_classes()):
            checkpoint = torch.load(path, map_location="cpu", weights_only=True)
    except Exception as error:
        # A damaged archive shows in a dozen exception types; all mean that the file cannot be used.
        raise WatermarkUnavailable(f"{path.name} is damaged or no weights file: {_first_line(error)}") from error
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
    import audioseal.loader
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
    renamed: dict[str, torch.Tensor] = audioseal.loader.convert_state_dict_for_scriptable_model(plain)
    return renamed


def _first_line(error: Exception) -> str:
    return (str(error).strip() or type(error).__name__).splitlines()[0][:200]
