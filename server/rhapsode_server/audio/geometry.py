"""How a stream is cut into blocks for an AudioSeal generator, so that their marks make the mark of the whole."""

from __future__ import annotations

from dataclasses import dataclass

from rhapsode_server.audio.weights import Architecture

MODEL_RATE_HZ = 16_000
"""The rate at which AudioSeal's networks work."""

HOP_SAMPLES = 320
"""The networks' stride. Contexts and blocks are multiples of it: off this grid a block would be computed on another
framing than the whole, and neighbours would not match."""

FRAMES_PER_S = MODEL_RATE_HZ // HOP_SAMPLES

FIRST_BLOCK_HOPS = 5
"""0.1 s: the first block of a causal generator; each next one is twice as long, up to
:data:`CAUSAL_BLOCK_HOPS`. Shorter costs
more compute before the first sound, longer delays it."""

BLOCK_HOPS = 25
"""0.5 s. Shorter costs more compute (each block drags its context along), longer lets sound wait."""

CAUSAL_BLOCK_HOPS = 50
"""1 s, where the first block is short: by then as much sound has left as waits."""

LSTM_CONTEXT_HOPS = 25
"""0.5 s for the published generators, whose two LSTMs remember, in principle, without end. Shorter, and they start too
cold: neighbouring blocks disagree; longer costs compute."""

RIGHT_CONTEXT_HOPS = 9
"""0.18 s, more than the 0.165 s that the published convolutions reach ahead. Shorter, and a block's end is computed
without what follows; longer delays the first sound."""

FADE_HOPS = 2
"""40 ms over which one block's addition turns into the next one's where they disagree. Shorter, and a disagreement
becomes a step."""


@dataclass(frozen=True, slots=True)
class Geometry:
    """What is computed together, in samples at 16 kHz."""

    left_context_samples: int
    right_context_samples: int
    fade_samples: int
    first_block_samples: int
    longest_block_samples: int

    def block_samples(self, number: int) -> int:
        """Length of a segment's block, counted from 0."""
        return min(self.first_block_samples << min(number, 16), self.longest_block_samples)


def geometry_of(architecture: Architecture) -> Geometry:
    """The blocks for a generator.

    Args:
        architecture: its settings, as in AudioSeal's cards.

    Raises:
        ValueError: its stride is not :data:`HOP_SAMPLES`.
    """
    seanet = architecture["seanet"]
    hop = 1
    for ratio in seanet["ratios"]:
        hop *= ratio
    if hop != HOP_SAMPLES:
        raise ValueError(f"the generator's stride must be {HOP_SAMPLES} samples, not {hop}")
    remembers, causal = bool(seanet["lstm"]), bool(seanet["causal"])
    left_hops = LSTM_CONTEXT_HOPS if remembers else -(-_reach_samples(architecture) // HOP_SAMPLES)
    fade_hops = 0 if causal and not remembers else FADE_HOPS
    right_hops = fade_hops if causal else RIGHT_CONTEXT_HOPS
    first_hops, longest_hops = (FIRST_BLOCK_HOPS, CAUSAL_BLOCK_HOPS) if causal else (BLOCK_HOPS, BLOCK_HOPS)
    return Geometry(*(hops * HOP_SAMPLES for hops in (left_hops, right_hops, fade_hops, first_hops, longest_hops)))


def _reach_samples(architecture: Architecture) -> int:
    """How far back an output looks, in samples, through encoder and decoder (convolutions only)."""
    seanet = architecture["seanet"]
    residual = sum(
        (seanet["residual_kernel_size"] - 1) * seanet["dilation_base"] ** layer
        for layer in range(seanet["n_residual_layers"])
    )
    reach = seanet["kernel_size"] - 1
    step = 1
    for ratio in reversed(seanet["ratios"]):
        # Convolutions that shrink have kernels of twice their stride.
        reach += (residual + 2 * ratio - 1) * step
        step *= ratio
    reach += (seanet["last_kernel_size"] - 1 + seanet["kernel_size"] - 1) * step
    for ratio in seanet["ratios"]:
        # Those that grow reach one input step back.
        reach += step
        step //= ratio
        reach += residual * step
    return int(reach + (seanet["last_kernel_size"] - 1) * step)
