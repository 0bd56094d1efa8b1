"""Features, pitch and energy to samples: a decoder at frame rate, then a generator that raises the rate in stages.

The parts are functions of the rows alive, so that between any two of them a row that nobody wants can be left out.
"""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor
from torch.nn import functional

from rhapsode_server.engines.kokoro.lengths import Lengths, Padded, silence
from rhapsode_server.engines.kokoro.precision import convolve
from rhapsode_server.engines.kokoro.residual import Poll, run_block, run_vocoder_block
from rhapsode_server.engines.kokoro.spectrum import resynthesize

STAGE_SLOPE = 0.1
"""Of the leaky rectifier before each stage; the one before the last convolution has torch's own default. Both as the
package's ``Generator`` was trained."""
OUTPUT_SLOPE = 0.01


def decode(decoder: Any, symbols: Padded, pitch: Padded, energy: Padded, style: Tensor, poll: Poll) -> Padded:
    """Run the blocks at frame rate (the package's ``Decoder``, up to its generator).

    Args:
        decoder: the module.
        symbols: ``[B, C, F]``, sound of the symbols, a step a frame; anything may stand on padding.
        pitch: ``[B, 1, 2F]``, in Hz; zero on padding.
        energy: ``[B, 1, 2F]``; anything may stand on padding.
        style: ``[B, S]`` float32.
        poll: called between convolutions.

    Returns:
        ``[B, C', 2F]``; anything may stand on padding.
    """
    # These look back a step, but never over a row's end: they halve the rate, and rows have even numbers of steps.
    curves = [decoder.F0_conv(pitch.values), decoder.N_conv(energy.values)]
    x = run_block(decoder.encode, Padded(torch.cat([symbols.values, *curves], 1), symbols.lengths), style, poll)
    rest = [decoder.asr_res(symbols.values), *curves]
    beside = True
    for block in decoder.decode:
        if beside:
            x = Padded(torch.cat([x.values, *rest], 1), x.lengths)
        x = run_block(block, x, style, poll)
        beside = beside and block.upsample_type == "none"
    return x


def run_stage(generator: Any, stage: int, x: Padded, excitation: Padded, style: Tensor, poll: Poll) -> Padded:
    """Run one stage of the generator: raise the rate, add the excitation, average the blocks.

    Args:
        generator: the package's ``Generator``.
        stage: which, from 0.
        x: ``[B, C, T]``; anything may stand on padding.
        excitation: ``[B, 2 * bins, N]``, its spectrum; anything may stand on padding.
        style: ``[B, S]`` float32.
        poll: called between convolutions.

    Returns:
        ``[B, C', T * rate]``, the last stage's a step longer; anything may stand on padding.
    """
    raise_rate = generator.ups[stage]
    lengths = x.lengths.scaled(raise_rate.stride[0])
    values = convolve(raise_rate, functional.leaky_relu(silence(x.values, x.lengths), STAGE_SLOPE)).float()
    if stage == generator.num_upsamples - 1:
        values = generator.reflection_pad(values)
        lengths = x.lengths.scaled(raise_rate.stride[0], extra=1)
    poll()
    added = generator.noise_convs[stage](silence(excitation.values, excitation.lengths))
    values = values + run_vocoder_block(generator.noise_res[stage], added, style, lengths, poll)
    kernels = generator.num_kernels
    blocks = generator.resblocks[stage * kernels : (stage + 1) * kernels]
    total = run_vocoder_block(blocks[0], values, style, lengths, poll)
    for block in blocks[1:]:
        total = total + run_vocoder_block(block, values, style, lengths, poll)
    return Padded(total / kernels, lengths)


def write_samples(generator: Any, x: Padded) -> Tensor:
    """Turn the last stage's steps into samples: ``[B, (T - 1) * hop]`` float32."""
    values = functional.leaky_relu(silence(x.values, x.lengths), OUTPUT_SLOPE)
    values = generator.conv_post(values)
    bins = generator.post_n_fft // 2 + 1
    return resynthesize(generator.stft, torch.exp(values[:, :bins]), torch.sin(values[:, bins:]), x.lengths)


def excitation_lengths(pitch: Lengths, scale: int, hop: int) -> Lengths:
    """The rows in windows of the excitation's spectrum.

    Args:
        pitch: the rows in steps of the pitch curve.
        scale: samples of one such step.
        hop: samples from window to window.
    """
    return pitch.scaled(scale).divided(hop, extra=1)
