"""The model's configuration file: its architecture in numbers, and its table of phonemes. No torch here."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any, cast

from rhapsode_protocol.errors import ModelUnavailable
from rhapsode_server.engines.kokoro.files import PULL_COMMAND
from rhapsode_server.engines.kokoro.utterance import FRAME_SAMPLES

MAX_NUMBER = 65_536
"""No number of an architecture of this kind comes near; a larger one is a fault, and would ask for absurd memory."""

STYLE_DIM = 128
"""Half of a style row: the package cuts rows of 256 in two at this place, whatever the file says (``model.py``)."""

DECODER_CHANNELS = 512
"""What goes into the decoder, and out of it into the sound generator: fixed in the package, whatever the file says
(``istftnet.py``, ``Decoder``)."""

PLBERT_KEYS = (
    "hidden_size",
    "num_attention_heads",
    "intermediate_size",
    "max_position_embeddings",
    "num_hidden_layers",
)


@dataclass(frozen=True, slots=True)
class ModelConfig:
    """What the network is built from. Fields have the file's own names."""

    vocab: Mapping[str, int]
    """Symbol, one code point, to its row of the embedding; row 0 is the silent symbol at both ends."""
    n_token: int
    hidden_dim: int
    style_dim: int
    n_layer: int
    n_mels: int
    max_dur: int
    text_encoder_kernel_size: int
    dropout: float
    plbert: Mapping[str, Any]
    """Of the text model: what ``transformers.AlbertConfig`` takes."""
    istftnet: Mapping[str, Any]
    """Of the sound generator: what ``kokoro.istftnet.Decoder`` takes."""
    max_symbols: int
    """Symbols of one row: positions of the text model less the two silent ones."""


def read_config(path: Path) -> ModelConfig:
    """Read and check a configuration file.

    Raises:
        ModelUnavailable: it is missing, is not JSON, or a value is not what the network can be built from; the message
            names the key.
    """
    try:
        told = json.loads(path.read_bytes())
    except OSError as error:
        raise ModelUnavailable(f"{path} cannot be read ({error.strerror}); fetch it: {PULL_COMMAND}") from error
    except (ValueError, RecursionError) as error:
        raise ModelUnavailable(f"{path} is not JSON; fetch it anew: {PULL_COMMAND} --force") from error
    try:
        return _config(_mapping(told, "the file"))
    except _Unusable as unusable:
        raise ModelUnavailable(f"{path} is no configuration of Kokoro: {unusable}") from None


class _Unusable(Exception):
    """Names the key and the rule that its value breaks."""


def _config(told: Mapping[str, Any]) -> ModelConfig:
    n_token = _whole(told, "n_token")
    plbert = _mapping(_value(told, "plbert"), "plbert")
    for key in PLBERT_KEYS:
        _whole(plbert, key, "plbert.")
    if plbert["hidden_size"] % plbert["num_attention_heads"]:
        raise _Unusable("plbert.hidden_size must be a multiple of plbert.num_attention_heads")
    if plbert["max_position_embeddings"] < 3:
        raise _Unusable("plbert.max_position_embeddings must leave room for a symbol between two silent ones")
    return ModelConfig(
        vocab=_vocab(_mapping(_value(told, "vocab"), "vocab"), n_token),
        n_token=n_token,
        hidden_dim=_fixed(told, "hidden_dim", DECODER_CHANNELS),
        style_dim=_fixed(told, "style_dim", STYLE_DIM),
        n_layer=_whole(told, "n_layer"),
        n_mels=_whole(told, "n_mels"),
        max_dur=_whole(told, "max_dur"),
        text_encoder_kernel_size=_whole(told, "text_encoder_kernel_size"),
        dropout=_share(told, "dropout"),
        plbert=MappingProxyType(dict(plbert)),
        istftnet=MappingProxyType(_istftnet(_mapping(_value(told, "istftnet"), "istftnet"))),
        max_symbols=plbert["max_position_embeddings"] - 2,
    )


def _istftnet(told: Mapping[str, Any]) -> dict[str, Any]:
    prefix = "istftnet."
    kernels, rates = _wholes(told, "upsample_kernel_sizes", prefix), _wholes(told, "upsample_rates", prefix)
    blocks = _wholes(told, "resblock_kernel_sizes", prefix)
    dilations = _list(told, "resblock_dilation_sizes", prefix, lambda each: _is_wholes(each) and len(each) == 3)
    if len(kernels) != len(rates) or len(blocks) != len(dilations):
        raise _Unusable("istftnet has lists that belong together, but are not equally long")
    hop = _whole(told, "gen_istft_hop_size", prefix)
    # The pitch curve has two points a frame; each is stretched by all rates, and then by the transform's hop.
    frame_samples = 2 * math.prod(rates) * hop
    if frame_samples != FRAME_SAMPLES:
        raise _Unusable(f"istftnet makes frames of {frame_samples} samples; timings rest on {FRAME_SAMPLES}")
    return {
        "upsample_kernel_sizes": kernels,
        "upsample_rates": rates,
        "gen_istft_hop_size": hop,
        "gen_istft_n_fft": _whole(told, "gen_istft_n_fft", prefix),
        "resblock_dilation_sizes": dilations,
        "resblock_kernel_sizes": blocks,
        "upsample_initial_channel": _fixed(told, "upsample_initial_channel", DECODER_CHANNELS, prefix),
    }


def _vocab(told: Mapping[str, Any], n_token: int) -> Mapping[str, int]:
    if not told:
        raise _Unusable("vocab is empty")
    for symbol, row in told.items():
        if len(symbol) != 1:
            raise _Unusable(f"vocab has {symbol[:20]!r}, which is not one code point")
        if not _is_whole(row) or row >= n_token:
            raise _Unusable(f"vocab[{symbol!r}] must be a row from 1 to {n_token - 1}")
    return MappingProxyType(dict(told))


def _value(told: Mapping[str, Any], key: str, prefix: str = "") -> Any:
    if key not in told:
        raise _Unusable(f"{prefix}{key} is missing")
    return told[key]


def _whole(told: Mapping[str, Any], key: str, prefix: str = "") -> int:
    value = _value(told, key, prefix)
    if not _is_whole(value):
        raise _Unusable(f"{prefix}{key} must be a whole number from 1 to {MAX_NUMBER}")
    return cast(int, value)


def _fixed(told: Mapping[str, Any], key: str, wanted: int, prefix: str = "") -> int:
    value = _whole(told, key, prefix)
    if value != wanted:
        raise _Unusable(f"{prefix}{key} must be {wanted}, not {value}")
    return value


def _wholes(told: Mapping[str, Any], key: str, prefix: str) -> list[int]:
    return cast("list[int]", _list(told, key, prefix, _is_whole))


def _list(told: Mapping[str, Any], key: str, prefix: str, is_fit: Callable[[Any], bool]) -> list[Any]:
    value = _value(told, key, prefix)
    if not isinstance(value, list) or not 0 < len(value) <= 16 or not all(is_fit(each) for each in value):
        raise _Unusable(f"{prefix}{key} must be a short list of whole numbers, or of lists of three")
    return value


def _share(told: Mapping[str, Any], key: str) -> float:
    value = _value(told, key)
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 <= value < 1:
        raise _Unusable(f"{key} must be a number from 0, below 1")
    return float(value)


def _mapping(value: Any, key: str) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise _Unusable(f"{key} must be an object")
    return value


def _is_wholes(value: Any) -> bool:
    return isinstance(value, Sequence) and not isinstance(value, str) and all(_is_whole(each) for each in value)


def _is_whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= MAX_NUMBER
