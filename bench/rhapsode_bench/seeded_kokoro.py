"""Models of the real architecture with weights that nobody trained, but that behave.

With a network's usual random start all symbols last equally long and the pitch stays at 0 Hz, so that a leak from one
row of a batch into another would move nothing. Here symbols last 1 to 12 frames, 3 in the mean, and pitch runs over 80
to 300 Hz, with stretches without voice: what one symbol does depends on its neighbours, and all that follows on that.

What is changed from the usual start, and why:

* symbols' own embeddings stand out from positions, and attention adds little to them: otherwise twelve layers of
  averaging make all symbols alike;
* heads (durations, pitch, energy, spectrum) are scaled by what reaches them over sample rows, so that the figures hold
  for rows that were not among them.

It serves the tests, and benchmarks on machines where nobody has fetched the trained weights: what a network costs does
not depend on its numbers.

Two architectures: the published one, and a compact one for the fast tests. Compact it is where the package lets it be:
its decoder has 1024, 512 and 64 channels and its style 128 numbers wired in; text side and generator begin with 512.
"""

from __future__ import annotations

import functools
import json
import random
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

from rhapsode_server.engines.kokoro.lengths import Lengths
from rhapsode_server.engines.kokoro.model_config import read_config
from rhapsode_server.engines.kokoro.prosody import encode_prosody, predict_curves, predict_durations, spread
from rhapsode_server.engines.kokoro.published import CONFIG_FILE, VOICE_FOLDER, VOICE_SUFFIX, WEIGHTS_FILE
from rhapsode_server.engines.kokoro.text_encoder import encode_context, pad_ids
from rhapsode_server.engines.kokoro.weights import PARALLEL_PREFIX, PARTS, KokoroModel

Config = dict[str, Any]

PUBLISHED_CONFIG = Path(__file__).with_name("published_config.json")
VOICES = ("af_heart", "am_echo", "bf_emma")
VOICE_SHAPE = (510, 1, 256)
"""A style for each number of symbols, 1 to 510."""

MEAN_FRAMES = 3.0
FRAMES_SPREAD = 0.6
"""Standard deviation of a duration's logarithm: nearly all lie between 1 and 12 frames."""
PITCH_HZ = (130.0, 85.0)
"""Mean and standard deviation: one step in twelve lies below the 10 Hz that count as voiceless, few above 300."""
ENERGY = (0.0, 1.0)
SOFTER = 1.5
"""Taken from a window's logarithmic magnitudes: samples stay within [-1, 1]."""
ATTENTION_SHARE = 0.5
"""Of what is known of a symbol after all layers, next to 1 of its own: with much more all symbols of a row become
alike, with much less a leak of attention moves nothing."""
SLOW_DIRECTIONS = 6
"""Of which the pitch is made: fewer make it one wave a row, many more make it jitter."""
STYLE_SPREAD = 0.15


def published_config() -> Config:
    """The architecture of Kokoro-82M."""
    config: Config = json.loads(PUBLISHED_CONFIG.read_bytes())
    return config


def compact_config() -> Config:
    """The same parts, smaller: half as many numbers, and a tenth of the work for a second of sound."""
    config = published_config()
    config["n_layer"] = 1
    config["plbert"] |= {
        "hidden_size": 64,
        "num_attention_heads": 2,
        "intermediate_size": 128,
        "num_hidden_layers": 2,
    }
    # Stages that raise nothing halve the channels before the rate grows.
    config["istftnet"] |= {
        "upsample_rates": [1, 1, 1, 10, 6],
        "upsample_kernel_sizes": [3, 3, 3, 20, 12],
        "resblock_kernel_sizes": [3],
        "resblock_dilation_sizes": [[1, 3, 5]],
    }
    return config


def write(folder: Path, config: Config, seed: int, voices: Sequence[str] = VOICES) -> None:
    """Write a model as its authors publish it: configuration, weights, voices.

    Args:
        folder: made where it is missing.
        config: see ``published_config`` and ``compact_config``.
        seed: of everything in it.
        voices: names of the voices to make.
    """
    (folder / VOICE_FOLDER).mkdir(parents=True, exist_ok=True)
    model = build(folder, config, seed)
    state = {part: _published_state(getattr(model, part)) for part in PARTS}
    torch.save(state, folder / WEIGHTS_FILE)
    for number, name in enumerate(voices):
        # Neighbouring lengths have neighbouring styles, as in the published voices.
        table = make_styles(1, seed + number) + 0.02 * make_styles(VOICE_SHAPE[0], seed + number + 1)
        torch.save(table.reshape(VOICE_SHAPE).clone(), folder / VOICE_FOLDER / f"{name}{VOICE_SUFFIX}")


def build(folder: Path, config: Config, seed: int) -> KokoroModel:
    """Make the model in memory; its configuration is written to ``folder`` and read from there."""
    path = folder / CONFIG_FILE
    path.write_text(json.dumps(config, ensure_ascii=False), encoding="utf-8")
    with _one_thread(), torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        model = KokoroModel(read_config(path)).eval().requires_grad_(False)
        _enliven(model)
        _scale_heads(model, seed)
    return model


@functools.cache
def compact_model() -> KokoroModel:
    """One compact model for all tests of a process; nobody may change its numbers."""
    with tempfile.TemporaryDirectory() as folder:
        return build(Path(folder), compact_config(), seed=7)


def make_styles(count: int, seed: int) -> Tensor:
    """``[count, 256]`` float32."""
    styles: Tensor = torch.randn(count, VOICE_SHAPE[2], generator=torch.Generator().manual_seed(seed)) * STYLE_SPREAD
    return styles


def make_rows(lengths: Sequence[int], vocab: Mapping[str, int], seed: int) -> list[list[int]]:
    """Rows of that many symbols, drawn from the model's table."""
    chosen = random.Random(seed)
    symbols = sorted(vocab.values())
    return [[chosen.choice(symbols) for _ in range(length)] for length in lengths]


def _published_state(module: nn.Module) -> dict[str, Tensor]:
    neutral = {
        f"{name}.{leaf}"
        for name, each in module.named_modules()
        if isinstance(each, nn.InstanceNorm1d)
        for leaf in ("weight", "bias")
    }
    state = module.state_dict()
    return {f"{PARALLEL_PREFIX}{name}": tensor for name, tensor in state.items() if name not in neutral}


def _enliven(model: Any) -> None:
    embeddings = model.bert.embeddings
    embeddings.word_embeddings.weight.normal_(0, 1.0)
    embeddings.position_embeddings.weight.normal_(0, 0.2)
    told = model.bert.config
    # What all layers together add of the row's mean to each symbol, with weights of the usual size.
    usual = told.num_hidden_layers * told.hidden_size * told.initializer_range**2
    for layer in model.bert.modules():
        if type(layer).__name__ == "AlbertAttention":
            layer.dense.weight.mul_(ATTENTION_SHARE / usual)
    generator = model.decoder.generator
    generator.conv_post.bias[: generator.post_n_fft // 2 + 1] -= SOFTER
    for part in (model.predictor, model.text_encoder):
        for layer in part.modules():
            if isinstance(layer, nn.LSTM):
                for name, weight in layer.named_parameters():
                    weight.mul_(2.0 if "weight" in name else 1.0)


def _scale_heads(model: Any, seed: int) -> None:
    rows = make_rows([20] * 40, model.vocab, seed)
    styles = make_styles(len(rows), seed)
    style = styles[:, 128:]
    predictor = model.predictor
    ids, lengths = pad_ids([[0, *row, 0] for row in rows], torch.device("cpu"))
    context = encode_context(model.bert, model.bert_encoder, ids, lengths)
    features = encode_prosody(predictor.text_encoder, context, style, lengths)
    with _inputs_of(predictor.duration_proj) as seen:
        predict_durations(predictor, features, lengths)
    head = predictor.duration_proj.linear_layer
    # All classes say nearly the same, so that their sum is a sigmoid of one number.
    direction = torch.randn(1, head.weight.shape[1]) + 0.2 * torch.randn(head.weight.shape)
    # Durations shall differ from symbol to symbol, not from row to row: what tells rows apart is left out.
    between = torch.linalg.qr((seen[0].mean(1) - seen[0].mean((0, 1))).T)[0]
    direction = direction - direction @ between @ between.T
    mean = torch.logit(torch.tensor(MEAN_FRAMES / head.weight.shape[0])) - FRAMES_SPREAD**2 / 2
    _fit(head, direction, seen[0].flatten(0, 1), float(mean), FRAMES_SPREAD, together=True)
    durations = predict_durations(predictor, features, lengths)
    with _inputs_of(predictor.F0_proj) as pitch, _inputs_of(predictor.N_proj) as energy:
        predict_curves(predictor, spread(features.transpose(1, 2), durations), style, lambda: None)
    # Rows of different length stand in one tensor; the first is as good as all, and is real up to its end.
    frames = Lengths([sum(row) for row in durations], ids.device).scaled(2)
    for inputs, projection, (mean_value, deviation) in (
        (pitch[0], predictor.F0_proj, PITCH_HZ),
        (energy[0], predictor.N_proj, ENERGY),
    ):
        real = inputs.transpose(1, 2)[frames.mask]
        _fit(projection, _slow(real)[None], real, mean_value, deviation)


def _slow(inputs: Tensor) -> Tensor:
    """A direction of ``inputs`` (``[N, C]``, in the order of time) that moves slowly for how far it moves: ``[C]``.

    A random one would cross the voiceless threshold at every other step, and a voice never does.
    """
    centred = (inputs - inputs.mean(0)).double()
    overall = centred.T @ centred / len(centred)
    overall += 1e-2 * overall.diagonal().mean() * torch.eye(len(overall))
    steps = centred.diff(dim=0)
    root = torch.linalg.cholesky(overall)
    whitened = torch.linalg.solve_triangular(root, steps.T, upper=False)
    slowest = torch.linalg.eigh(whitened @ whitened.T)[1][:, :SLOW_DIRECTIONS].sum(1, keepdim=True)
    direction: Tensor = torch.linalg.solve_triangular(root.T, slowest, upper=True)[:, 0].float()
    return direction


def _fit(
    head: Any, direction: Tensor, inputs: Tensor, mean: float, deviation: float, *, together: bool = False
) -> None:
    """Give a head the weights ``direction``, scaled so that its outputs over ``inputs`` (``[N, C]``) are distributed
    thus: each output of its own, or all of them together."""
    flat = direction.flatten(1)
    outputs = inputs @ flat.T
    if together:
        outputs = outputs.mean(1, keepdim=True).expand_as(outputs)
    scale = deviation / outputs.std(0)
    head.weight.copy_((flat * scale[:, None]).reshape(head.weight.shape))
    head.bias.copy_(mean - (inputs @ (flat * scale[:, None]).T).mean(0))


@contextmanager
def _one_thread() -> Iterator[None]:
    """Sums are added in the same order on every machine of a kind, whatever it has told torch."""
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        yield
    finally:
        torch.set_num_threads(threads)


@contextmanager
def _inputs_of(module: nn.Module) -> Iterator[list[Tensor]]:
    seen: list[Tensor] = []
    hook = module.register_forward_pre_hook(lambda _, inputs: seen.append(inputs[0]))
    try:
        yield seen
    finally:
        hook.remove()
