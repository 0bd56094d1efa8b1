"""Builds the network from its two files, strictly: every number in its place, or one error that says what is wrong.

The package's own loader would go to the network for files that it is not given, and takes a file that does not fit with
``strict=False``: a wrong file would be spoken as noise.

Nothing in a weights file is executed. It is mapped into memory and the network's parameters *are* the file's pages: no
second copy is made at any moment, and several workers share one. The file must therefore not be rewritten in place; a
pull replaces it in one step, which leaves a running worker the old one.
"""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import torch
from torch.nn.utils.weight_norm import WeightNorm
from torch.overrides import TorchFunctionMode

from rhapsode_protocol.errors import ModelUnavailable
from rhapsode_server.engines.kokoro.files import PULL_COMMAND, ModelFiles
from rhapsode_server.engines.kokoro.model_config import ModelConfig, read_config
from rhapsode_server.engines.kokoro.package import import_modules, quiet

PARTS = ("bert", "bert_encoder", "predictor", "text_encoder", "decoder")
"""The network's parts: attributes of the model, and the keys of the weights file."""

PARALLEL_PREFIX = "module."
"""Before every name in the published file: it was written from a network spread over several devices."""

SHOWN_NAMES = 3
"""Of tensors that do not fit, in a message: enough to recognise another network."""


class KokoroModel(torch.nn.Module):
    """The parts of the network, under the names that the package's ``KModel`` gives them.

    It has no forward of its own: batches go through :mod:`.forward`. The package's single one can be borrowed, as
    ``KModel.forward_with_tokens(model, …)``, for comparing.
    """

    def __init__(self, config: ModelConfig) -> None:
        """Build the parts, with the numbers that they begin with.

        Raises:
            ModelUnavailable: a package is not installed.
        """
        super().__init__()
        modules = import_modules()
        self.config = config
        self.vocab = dict(config.vocab)
        self.context_length = config.max_symbols + 2
        with quiet():
            self.bert = modules.custom_albert(modules.albert_config(vocab_size=config.n_token, **config.plbert))
            self.bert_encoder = torch.nn.Linear(config.plbert["hidden_size"], config.hidden_dim)
            self.predictor = modules.prosody_predictor(
                style_dim=config.style_dim,
                d_hid=config.hidden_dim,
                nlayers=config.n_layer,
                max_dur=config.max_dur,
                dropout=config.dropout,
            )
            self.text_encoder = modules.text_encoder(
                channels=config.hidden_dim,
                kernel_size=config.text_encoder_kernel_size,
                depth=config.n_layer,
                n_symbols=config.n_token,
            )
            self.decoder = modules.decoder(
                dim_in=config.hidden_dim, style_dim=config.style_dim, dim_out=config.n_mels, **config.istftnet
            )

    @property
    def device(self) -> torch.device:
        """Where the numbers are."""
        return next(self.parameters()).device


def load_model(files: ModelFiles) -> KokoroModel:
    """The network with its weights, float32, on the CPU, in evaluation mode, without gradients.

    Raises:
        ModelUnavailable: a file or a package is missing, or a file is damaged or of another model; the message says
            which, and what to do.
    """
    config = read_config(files.config)
    tensors = _read_tensors(files.weights)
    try:
        with _Unfilled():
            model = KokoroModel(config)
    except (RuntimeError, ValueError, TypeError, AssertionError, IndexError) as error:
        raise ModelUnavailable(
            f"{files.config} describes a network that cannot be built: {_first_line(error)}"
        ) from error
    for name in PARTS:
        _fill(getattr(model, name), name, tensors[name], files.weights)
    _forget_products(model)
    return model.eval().requires_grad_(False)


class _Unfilled(TorchFunctionMode):
    """Leaves random numbers out while a network is built: every one of them is replaced a moment later. Building takes
    a fraction of the time, and memory that nobody writes to is not taken."""

    _FILLING = frozenset(
        {
            torch.Tensor.uniform_,
            torch.Tensor.normal_,
            torch.nn.init.uniform_,
            torch.nn.init.normal_,
            torch.nn.init.trunc_normal_,
            torch.nn.init.kaiming_uniform_,
            torch.nn.init.kaiming_normal_,
            torch.nn.init.xavier_uniform_,
            torch.nn.init.xavier_normal_,
        }
    )

    def __torch_function__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        kwargs = kwargs or {}
        if func in self._FILLING:
            return args[0] if args else kwargs["tensor"]
        if func is torch._weight_norm:
            # The product of numbers that are not there yet: 213 MB.
            return args[0].detach()
        return func(*args, **kwargs)


def _read_tensors(path: Path) -> dict[str, dict[str, torch.Tensor]]:
    """The tensors of each part, by the names that the modules use."""
    if not path.is_file():
        raise ModelUnavailable(f"there is no {path}; fetch it: {PULL_COMMAND}")
    try:
        # A file in torch's form of before 2020 is no archive, and cannot be mapped.
        told = torch.load(path, map_location="cpu", weights_only=True, mmap=zipfile.is_zipfile(path))
    except Exception as error:
        # A damaged archive shows in a dozen exception types; all mean that the file cannot be used.
        raise ModelUnavailable(
            f"{path} is damaged, or no weights file ({_first_line(error)}); fetch it anew: {PULL_COMMAND} --force"
        ) from error
    if not isinstance(told, dict) or set(told) != set(PARTS):
        raise _foreign(path, f"its parts are not {', '.join(PARTS)}")
    return {name: _plain_names(told[name], name, path) for name in PARTS}


def _plain_names(told: object, part: str, path: Path) -> dict[str, torch.Tensor]:
    if not isinstance(told, Mapping) or not all(isinstance(name, str) for name in told):
        raise _foreign(path, f"{part} holds no named tensors")
    prefix = PARALLEL_PREFIX if all(name.startswith(PARALLEL_PREFIX) for name in told) else ""
    plain = {name.removeprefix(prefix): tensor for name, tensor in told.items()}
    for name, tensor in plain.items():
        if type(tensor) is not torch.Tensor or tensor.layout != torch.strided or tensor.device.type != "cpu":
            raise _foreign(path, f"{part}.{name} is no plain tensor")
        if not tensor.is_floating_point():
            raise _foreign(path, f"{part}.{name} holds no fractions")
    return plain


def _fill(module: torch.nn.Module, part: str, tensors: dict[str, torch.Tensor], path: Path) -> None:
    expected = module.state_dict()
    misshapen = [name for name in tensors.keys() & expected.keys() if tensors[name].shape != expected[name].shape]
    missing = expected.keys() - tensors.keys() - _neutral_names(module)
    unknown = tensors.keys() - expected.keys()
    if misshapen or missing or unknown:
        found = (("missing", missing), ("unknown", unknown), ("of another shape", misshapen))
        raise _foreign(path, f"in {part}, " + "; ".join(_counted(names, what) for what, names in found if names))
    # A mapped tensor stays mapped where it has the right type already.
    ready = {name: tensor.to(torch.float32).contiguous() for name, tensor in tensors.items()}
    module.load_state_dict(ready, strict=False, assign=True)


def _forget_products(model: torch.nn.Module) -> None:
    """Take away weights that weight normalisation multiplied out before the file was read. Each is made anew at the
    next forward, or once and for all where the normalisation is folded in."""
    for module in model.modules():
        for hook in module._forward_pre_hooks.values():
            if isinstance(hook, WeightNorm):
                setattr(module, hook.name, None)


def _neutral_names(module: torch.nn.Module) -> set[str]:
    """Parameters that the published file leaves out: scale and offset of instance normalisation.

    The model was trained without them; the package has them only because an export needs them, and leaves them at what
    they begin with, one and zero (``istftnet.py``, ``AdaIN1d``). They are 140 of the network's 688 tensors, and the
    published file has 548.
    """
    return {
        f"{name}.{leaf}"
        for name, each in module.named_modules()
        if isinstance(each, torch.nn.InstanceNorm1d)
        for leaf in ("weight", "bias")
    }


def _counted(names: Any, what: str) -> str:
    shown = sorted(names)[:SHOWN_NAMES]
    dots = ", …" if len(names) > SHOWN_NAMES else ""
    return f"{len(names)} {'is' if len(names) == 1 else 'are'} {what} ({', '.join(shown)}{dots})"


def _foreign(path: Path, why: str) -> ModelUnavailable:
    return ModelUnavailable(
        f"{path} holds another network than its configuration describes: {why}; fetch both: {PULL_COMMAND} --force"
    )


def _first_line(error: BaseException) -> str:
    return (str(error).strip() or type(error).__name__).splitlines()[0][:200]
