"""From the generator's last layers to samples, stretch by stretch: a listener need not wait for the end of the first.

All layers before need the statistics of a whole row, and nothing can be told of its beginning before its end has been
worked through. The last ones need none. So a row's first tile goes through them before the others do.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import torch

from rhapsode_server.engines.kokoro.decoder import OUTPUT_SLOPE
from rhapsode_server.engines.kokoro.lengths import Lengths
from rhapsode_server.engines.kokoro.spectrum import resynthesize
from rhapsode_server.engines.kokoro.tiled.convolution import Convolution
from rhapsode_server.engines.kokoro.tiled.signal import Signal, Tile, new_signal, tile_widths
from rhapsode_server.engines.kokoro.tiled.stage import Unfinished
from rhapsode_server.engines.kokoro.tiled.walk import Walk, convolving, unscaled
from rhapsode_server.sound import Samples

FIRST_TILES = 1
"""Of the first stretch: a fifth of a second, of which the first sound is made. More, and it is heard later; there
cannot be fewer."""


class Ending:
    """Knows the last layer and the transform; no row.

    Args:
        last: the convolution to the spectrum.
        transform: the package's ``TorchSTFT``.
        bins: of its spectrum.
    """

    def __init__(self, last: Convolution, transform: Any, bins: int) -> None:
        self._last = last
        self._transform = transform
        self._bins = bins
        self._overlap = transform.filter_length // transform.hop_length // 2
        """Windows that must be known behind the last sample, and before the first."""

    def write(self, walk: Walk, unfinished: Unfinished) -> Iterator[list[Samples]]:
        """The samples of every row in two stretches; the second is empty where a row is short.

        Args:
            walk: over the batch; it polls.
            unfinished: the last stage.
        """
        signals = unfinished.signals
        windows = [new_signal(signal.steps, 2 * self._bins, tile_widths(signal.channels)) for signal in signals]
        layer = convolving(
            self._last, [unscaled(signal.channels, OUTPUT_SLOPE) for signal in signals], signals, windows
        )
        written = [0] * len(signals)
        for stretch in (slice(0, FIRST_TILES), slice(FIRST_TILES, None)):
            tiles = [signal.tiles[stretch] for signal in signals]
            unfinished.finish(walk, tiles)
            # The tile before them looked into them, when they were not finished.
            again = slice(max(0, stretch.start - 1), stretch.stop)
            walk.each([signal.tiles[again] if its else () for signal, its in zip(windows, tiles, strict=True)], layer)
            samples = []
            for row, window in enumerate(windows):
                known = self._known(window, tiles[row])
                samples.append(self._samples(window, written[row], known))
                written[row] += len(samples[-1])
            yield samples

    def _known(self, window: Signal, finished: Sequence[Tile]) -> int:
        """Windows that are as they will be, after these tiles; none where there were no more."""
        if not finished:
            return 0
        end = finished[-1].first + finished[-1].width
        return window.steps if end >= window.steps else end - self._last.reach

    def _samples(self, window: Signal, written: int, known: int) -> Samples:
        """The samples behind those that are written, as far as the known windows tell them."""
        hop = self._transform.hop_length
        # Whoever comes later starts with a window whose first half has been heard.
        first = max(0, written // hop - (self._overlap - 1))
        if known <= first:
            return torch.zeros(0).numpy()
        told = torch.from_numpy(window.values[first:known].T)[None]
        magnitude, phase = torch.exp(told[:, : self._bins]), torch.sin(told[:, self._bins :])
        samples = resynthesize(self._transform, magnitude, phase, Lengths([known - first], told.device))[0]
        end = len(samples) if known == window.steps else len(samples) - (self._overlap - 1) * hop
        return samples[written - first * hop : end].numpy()
