"""Changes the speed of speech and keeps its pitch: streaming waveform-similarity overlap-add (WSOLA).

W. Verhelst and M. Roelands, "An overlap-add technique based on waveform similarity (WSOLA) for high quality
time-scale modification of speech", ICASSP 1993. A hop of output fades from what follows naturally after the hop
before to the place of the input that fits best near where the speed asks to be; ``splice`` chooses it.

Hops lie on a fixed grid of the output and each is made as soon as the input it may look at is there, never earlier or
with less. That is why any split of the input gives the same output, bit for bit.
"""

from __future__ import annotations

import functools
import math
from array import array
from bisect import bisect_right

import numpy as np
from numpy.typing import NDArray

from rhapsode_server.sound import SILENCE, Samples

Positions = NDArray[np.int64]
"""``[K]``: one position in the input or output for each of K hops, in samples."""

MIN_SPEED = 0.25
MAX_SPEED = 4.0
HOP_MS = 10.0
"""Length of one cross-fade, half of Verhelst and Roelands' frame. Shorter: low voices, whose pitch period is as long,
grow rough. Longer: attacks are smeared and the first sound comes later."""
REACH_MS = 10.0
"""How far from its target a hop may be read, to either side. Both sides together must hold the longest pitch period
(14.3 ms at 70 Hz), or a low voice finds no place that fits. Longer: later first sound, sound strays further."""
COARSE_RATE_HZ = 4_000
"""Rate at which candidates are compared first; then the neighbours of the best at the full rate. Lower: the pitch
period of high voices falls between two candidates. Higher: the search costs more (by the square) and finds the same."""
MIN_SAMPLE_RATE_HZ = COARSE_RATE_HZ
KEPT_HOPS = 60_000
"""Hops whose places are remembered for ``output_position``: at least ten minutes of output in half a megabyte. Lower:
words of a long stream are placed by proportion instead. Higher: memory grows with the stream."""


@functools.cache
def warm_up() -> None:
    """Have the inner loops compiled (or loaded from the cache on disk), so that no request pays for it.

    Takes about two seconds on a machine that never did it, a few tenths with a cache. Later calls return at once.
    """
    stretch = Wsola(24_000, 1.25)
    stretch.feed(np.zeros(2_400, np.float32))
    stretch.finish()


class Wsola:
    """The time scaler of one stream. Knows neither words nor segments: one object for each piece of one speed.

    Feed samples as they come, then call ``finish`` once. First output comes after ``latency_samples`` of input.

    Args:
        sample_rate_hz: rate of input and output, 4,000 Hz or more.
        speed: input duration divided by output duration, 0.25 to 4.0: 1.2 speaks faster. At exactly 1.0 samples pass
            untouched, at once.

    Raises:
        ValueError: rate or speed is outside its range.
    """

    def __init__(self, sample_rate_hz: int, speed: float) -> None:
        if sample_rate_hz < MIN_SAMPLE_RATE_HZ:
            raise ValueError(f"sample_rate_hz must be at least {MIN_SAMPLE_RATE_HZ}, not {sample_rate_hz}")
        if not MIN_SPEED <= speed <= MAX_SPEED:
            raise ValueError(f"speed must be {MIN_SPEED} to {MAX_SPEED}, not {speed}")
        self.speed = speed
        self._step = round(sample_rate_hz / COARSE_RATE_HZ)
        self._hop = round(HOP_MS * sample_rate_hz / 1000 / self._step) * self._step
        self._reach = round(REACH_MS * sample_rate_hz / 1000)
        half_turns = (np.arange(self._hop) + 0.5) / self._hop
        self._fade_in = (0.5 - 0.5 * np.cos(np.pi * half_turns)).astype(np.float32)
        self._buffer: Samples = SILENCE
        self._origin = 0
        """Input position of the buffer's first sample."""
        self._received = 0
        self._hops = 0
        """Hops made so far."""
        self._natural = 0
        """Input position of what follows naturally after the last hop."""
        self._finished = False
        self._places = _Places(speed)

    @property
    def latency_samples(self) -> int:
        """Samples of input that must be there before the first output: 20 ms times the speed, 0 at speed 1."""
        return 0 if self.speed == 1.0 else self._needed(0)

    def feed(self, samples: Samples) -> Samples:
        """Take the next samples ``[T]``, of any number, and give what is ready: possibly none.

        Raises:
            ValueError: the samples are not one-dimensional float32.
            RuntimeError: the stream was finished.
        """
        if samples.ndim != 1 or samples.dtype != np.float32:
            raise ValueError(f"samples must be float32 [T], not {samples.dtype} {list(samples.shape)}")
        if self._finished:
            raise RuntimeError("feed after finish")
        self._received += len(samples)
        if self.speed == 1.0:
            return samples
        self._buffer = np.concatenate((self._buffer, samples))
        output = self._make(self._ready_hops() - self._hops)
        self._forget()
        return output

    def finish(self) -> Samples:
        """End the stream and give the rest: all output together is ``round(input / speed)`` samples long.

        Raises:
            RuntimeError: the stream was finished before.
        """
        if self._finished:
            raise RuntimeError("finish after finish")
        self._finished = True
        if self.speed == 1.0:
            return SILENCE
        total = round(self._received / self.speed)
        silence = np.zeros(3 * self._hop + 2 * self._reach, np.float32)
        self._buffer = np.concatenate((self._buffer, silence))
        last_hop = max(0, total // self._hop - 1)
        body = self._make(last_hop - self._hops)
        tail = self._make_last(total - last_hop * self._hop)
        self._places.close(self._received, total)
        self._buffer = SILENCE
        return np.concatenate((body, tail))

    def output_position(self, input_position: float) -> float:
        """Where the sound at an input position is heard, in samples of the output.

        Follows the places that were chosen, hop by hop; never falls as ``input_position`` rises. Holds once the output
        in question was handed out; further on it is an estimate by the speed.
        """
        position = max(0.0, float(input_position))
        return position if self.speed == 1.0 else self._places.output_position(position)

    def _target(self, hop: int) -> int:
        # The place is right where the hop has fully faded in, at its end; placed right at its start, every hop would be
        # off by (speed - 1) hops for all of its time.
        return math.floor(self.speed * (hop + 1) * self._hop + 0.5) - self._hop

    def _needed(self, hop: int) -> int:
        """Samples of input without which a hop cannot be made."""
        # A hop before the last two is never the end's, so the last one can always be laid against the input's end.
        for_end = math.ceil(self.speed * (hop + 2) * self._hop)
        if hop == 0:
            return max(self._hop, for_end)
        furthest = max(self._target(hop), self._target(hop - 1) + self._hop) + self._reach
        return max(furthest + self._hop, for_end)

    def _ready_hops(self) -> int:
        """How many hops the input received so far allows, from the first on."""
        hops = max(self._hops, int(self._received / (self.speed * self._hop)))
        while hops > self._hops and self._needed(hops - 1) > self._received:
            hops -= 1
        return hops

    def _make(self, count: int) -> Samples:
        """The next ``count`` hops."""
        if count <= 0:
            return SILENCE
        numbers = np.arange(self._hops, self._hops + count)
        targets = np.floor(self.speed * (numbers + 1) * self._hop + 0.5).astype(np.int64) - self._hop
        lows = np.maximum(targets - self._reach, 0)
        highs = np.maximum(np.minimum(targets + self._reach, self._received - self._hop), lows)
        if self._hops == 0:
            # The first hop is the input's own beginning: nothing came before it that it could fit.
            lows[0] = highs[0] = 0
        return self._splice(targets, lows, highs)

    def _make_last(self, count: int) -> Samples:
        """The last hop and what follows it, ``count`` samples, laid so that input and output end together.

        Ending a little early is allowed, as silence then follows; ending late would cut the speech.
        """
        low = max(0, self._received - count)
        one = np.ones(1, np.int64)
        faded = self._splice(one * low, one * low, one * (low + self._reach))
        start = self._natural - self._origin
        rest = self._buffer[start : start + count - len(faded)] if count > len(faded) else SILENCE
        return np.concatenate((faded, rest))[:count]

    def _splice(self, targets: Positions, lows: Positions, highs: Positions) -> Samples:
        # Imported here because numba takes a third of a second to import, and speed 1 needs none of it.
        from rhapsode_server.audio import splice

        output = np.empty(len(targets) * self._hop, np.float32)
        chosen = np.empty(len(targets), np.int64)
        origin = self._origin
        splice.compiled()(
            self._buffer,
            self._natural - origin,
            targets - origin,
            lows - origin,
            highs - origin,
            self._reach,
            self._step,
            self._fade_in,
            output,
            chosen,
        )
        chosen += origin + self._hop
        self._hops += len(targets)
        self._natural = int(chosen[-1])
        self._places.add(chosen, self._hop)
        return output

    def _forget(self) -> None:
        """Drop the input that no hop will look at again."""
        unused = min(self._natural, max(0, self._target(self._hops) - self._reach)) - self._origin
        if unused > 0:
            self._buffer = self._buffer[unused:]
            self._origin += unused


class _Places:
    """Which input position is heard at the end of each hop."""

    def __init__(self, speed: float) -> None:
        self._speed = speed
        self._inputs = array("q", [0])
        self._outputs = array("q", [0])

    def add(self, inputs: Positions, hop: int) -> None:
        """Append the input positions that the next hops end with.

        A hop may be read from before the one before it; its sound is heard first where it was heard first, so the
        positions never fall.
        """
        reached, output = self._inputs[-1], self._outputs[-1]
        for position in inputs.tolist():
            reached, output = max(reached, position), output + hop
            self._inputs.append(reached)
            self._outputs.append(output)
        if len(self._inputs) > 2 * KEPT_HOPS:
            # The origin stays, so that what was forgotten is still placed in proportion, and in order.
            del self._inputs[1:-KEPT_HOPS], self._outputs[1:-KEPT_HOPS]

    def close(self, total_input: int, total_output: int) -> None:
        """Tie the input's end to the output's."""
        while self._inputs[-1] > total_input or self._outputs[-1] > total_output:
            del self._inputs[-1], self._outputs[-1]
        self._inputs.append(total_input)
        self._outputs.append(total_output)

    def output_position(self, position: float) -> float:
        after = bisect_right(self._inputs, position)
        before_input, before_output = self._inputs[after - 1], self._outputs[after - 1]
        if after == len(self._inputs):
            return before_output + (position - before_input) / self._speed
        share = (position - before_input) / (self._inputs[after] - before_input)
        return before_output + share * (self._outputs[after] - before_output)
