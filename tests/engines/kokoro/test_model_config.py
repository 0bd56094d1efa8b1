from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest

from rhapsode_protocol.errors import ModelUnavailable
from rhapsode_server.engines.kokoro.model_config import read_config

PUBLISHED: dict[str, Any] = {
    "istftnet": {
        "upsample_kernel_sizes": [20, 12],
        "upsample_rates": [10, 6],
        "gen_istft_hop_size": 5,
        "gen_istft_n_fft": 20,
        "resblock_dilation_sizes": [[1, 3, 5], [1, 3, 5], [1, 3, 5]],
        "resblock_kernel_sizes": [3, 7, 11],
        "upsample_initial_channel": 512,
    },
    "dim_in": 64,
    "dropout": 0.2,
    "hidden_dim": 512,
    "max_conv_dim": 512,
    "max_dur": 50,
    "multispeaker": True,
    "n_layer": 3,
    "n_mels": 80,
    "n_token": 178,
    "style_dim": 128,
    "text_encoder_kernel_size": 5,
    "plbert": {
        "hidden_size": 768,
        "num_attention_heads": 12,
        "intermediate_size": 2048,
        "max_position_embeddings": 512,
        "num_hidden_layers": 12,
        "dropout": 0.1,
    },
    "vocab": {";": 1, "a": 43, "ᵻ": 177},
}
"""The published configuration's numbers, and a few symbols of its table."""


def written(folder: Path, told: Any) -> Path:
    path = folder / "config.json"
    path.write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")
    return path


def test_the_published_architecture_is_read(tmp_path: Path) -> None:
    config = read_config(written(tmp_path, PUBLISHED))
    assert (config.n_token, config.hidden_dim, config.style_dim, config.n_layer) == (178, 512, 128, 3)
    assert config.max_symbols == 510
    assert config.vocab["ᵻ"] == 177
    assert config.istftnet["upsample_rates"] == [10, 6]
    assert config.plbert["num_hidden_layers"] == 12


@pytest.mark.parametrize(
    ("key", "value", "says"),
    [
        ("n_token", None, "n_token is missing"),
        ("n_token", "178", "n_token must be a whole number"),
        ("n_token", True, "n_token must be a whole number"),
        ("n_token", 100, r"vocab\['ᵻ'\] must be a row from 1 to 99"),
        ("hidden_dim", 0, "hidden_dim must be"),
        ("hidden_dim", 10**9, "hidden_dim must be"),
        ("hidden_dim", 256, "hidden_dim must be 512, not 256"),
        ("istftnet.upsample_initial_channel", 256, "istftnet.upsample_initial_channel must be 512, not 256"),
        ("n_layer", 1.5, "n_layer must be"),
        ("style_dim", 64, "style_dim must be 128, not 64"),
        ("dropout", 1, "dropout must be a number"),
        ("dropout", "0", "dropout must be a number"),
        ("vocab", {}, "vocab is empty"),
        ("vocab", [], "vocab must be an object"),
        ("vocab", {"ab": 1}, "'ab', which is not one code point"),
        ("vocab", {"a": 0}, r"vocab\['a'\]"),
        ("plbert", None, "plbert is missing"),
        ("plbert.hidden_size", None, "plbert.hidden_size is missing"),
        ("plbert.hidden_size", 770, "multiple of plbert.num_attention_heads"),
        ("plbert.max_position_embeddings", 2, "room for a symbol"),
        ("istftnet", 7, "istftnet must be an object"),
        ("istftnet.upsample_rates", [10, 5], "frames of 500 samples; timings rest on 600"),
        ("istftnet.upsample_rates", [60], "not equally long"),
        ("istftnet.upsample_rates", [], "istftnet.upsample_rates must be"),
        ("istftnet.resblock_dilation_sizes", [[1, 3], [1, 3, 5], [1, 3, 5]], "resblock_dilation_sizes must be"),
        ("istftnet.resblock_dilation_sizes", ["135"] * 3, "resblock_dilation_sizes must be"),
        ("istftnet.gen_istft_n_fft", -20, "istftnet.gen_istft_n_fft must be"),
    ],
)
def test_the_faulty_key_is_named(tmp_path: Path, key: str, value: object, says: str) -> None:
    told = copy.deepcopy(PUBLISHED)
    *sections, last = key.split(".")
    place = told
    for section in sections:
        place = place[section]
    if value is None:
        del place[last]
    else:
        place[last] = value
    with pytest.raises(ModelUnavailable, match=f"config.json is no configuration of Kokoro: .*{says}"):
        read_config(written(tmp_path, told))


@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe", b"[" * 100_000, b"NaN and more"])
def test_what_is_not_json_is_told_with_what_to_do(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "config.json").write_bytes(content)
    with pytest.raises(ModelUnavailable, match="is not JSON; fetch it anew: rhapsode models pull --force"):
        read_config(tmp_path / "config.json")


@pytest.mark.parametrize("content", [b"[]", b"1", b"null", b'"kokoro"', b"{}"])
def test_other_json_is_no_configuration(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "config.json").write_bytes(content)
    with pytest.raises(ModelUnavailable, match="is no configuration of Kokoro"):
        read_config(tmp_path / "config.json")


def test_a_missing_file_is_told_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ModelUnavailable, match="cannot be read .*fetch it: rhapsode models pull"):
        read_config(tmp_path / "config.json")
