"""Many rows through the model at once, each as if it were alone.

The ``kokoro`` package's own forward takes one utterance. This one walks the same modules: rows are *read*, one by one,
and *spoken* together, which is nearly all of the work, by one of two vocoders: in tiles on processors
(:mod:`.tiled`), padded and masked on other devices (:mod:`.bucketed_vocoder`). A row's durations equal those of the
package exactly, and its samples up to rounding.

Rounding deserves a word. The phase of the harmonics is the running sum of the pitch, and the generator is told the
angle of each window's spectrum, which jumps by a whole turn where it passes half a turn. So the last bits of the pitch
decide which angles jump: half a thousandth of a hertz, which is what float32 gives when a matrix product adds in
another order, leaves as little as 16 dB between two renderings of seeded weights (both as good as each other), whereas
from the same pitch they agree to 115 dB. Even the excitation made of one pitch is not safe: a row's first and last
windows see it mirrored, so that their angles are 0 or half a turn, and rounding alone says which half. Therefore a row
is read by itself up to its excitation, which gives the package's to the last bit.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np
import torch
from torch import Tensor

from rhapsode_server.engines.kokoro.features import Features, Vocoder
from rhapsode_server.engines.kokoro.harmonic_source import NoiseSource
from rhapsode_server.engines.kokoro.reader import Reader
from rhapsode_server.engines.kokoro.utterance import FRAME_SAMPLES, MAX_SYMBOLS, Utterance
from rhapsode_server.engines.kokoro.watch import Abandoned, Watch

STYLE_SIZE = 256
"""Numbers of a voice's style."""


class Forward:
    """Speaks rows of symbols. Knows symbols and styles; no language, no voice, no text.

    Args:
        model: the package's ``KModel``, or its parts under the same names; in evaluation mode, weights loaded. It need
            not be kept.
        vocoder: of the same model.
        read_together: read all rows in one batch. For devices where starting a kernel costs more than running it:
            durations stay as they are, pitch stays within float32's rounding, samples no longer compare (see above).
    """

    def __init__(self, model: Any, vocoder: Vocoder, *, read_together: bool = False) -> None:
        samples = int(model.decoder.generator.m_source.l_sin_gen.upsample_scale) * 2
        if samples != FRAME_SAMPLES:
            raise ValueError(f"this model makes {samples} samples a frame, not {FRAME_SAMPLES}")
        self._reader = Reader(model)
        self._vocoder = vocoder
        self._read_together = read_together

    def close(self) -> None:
        """Let go of threads. May be called twice."""
        self._vocoder.close()

    def speak(
        self,
        rows: Sequence[Sequence[int]],
        styles: Tensor,
        noise: NoiseSource,
        cancelled: Callable[[int], bool] = lambda row: False,
    ) -> list[Utterance | None]:
        """Speak a batch.

        Args:
            rows: symbol ids of each row, without the silent ends; 1 to ``MAX_SYMBOLS`` each.
            styles: ``[B, 256]`` float32, one style a row.
            noise: of the harmonic source.
            cancelled: says of a row's number whether nobody wants it any more. Polled between the parts of the model,
                where the others go on without the row; once all are cancelled also between layers.

        Returns:
            One utterance a row, in order; none for a cancelled row.

        Raises:
            ValueError: a row is empty or too long, or the styles are not those of the rows.
        """
        spoken: list[Utterance | None] = [None] * len(rows)
        for number, stretches in enumerate(zip(*self.stretches(rows, styles, noise, cancelled), strict=True)):
            told = [stretch for stretch in stretches if stretch is not None]
            if len(told) == len(stretches):
                spoken[number] = Utterance(np.concatenate([stretch.samples for stretch in told]), told[0].frames)
        return spoken

    @torch.inference_mode()
    def stretches(
        self,
        rows: Sequence[Sequence[int]],
        styles: Tensor,
        noise: NoiseSource,
        cancelled: Callable[[int], bool] = lambda row: False,
    ) -> Iterator[list[Utterance | None]]:
        """Speak a batch, and tell its beginning before its end is worked out.

        Args:
            rows: see :meth:`speak`; as are all others.
            styles: of the rows.
            noise: of the harmonic source.
            cancelled: says who is not wanted any more.

        Yields:
            The next samples of each row, with all its durations; none for a cancelled row. Nothing once all are
            cancelled.

        Raises:
            ValueError: see :meth:`speak`.
        """
        for ids in rows:
            if not 1 <= len(ids) <= MAX_SYMBOLS:
                raise ValueError(f"a row has 1 to {MAX_SYMBOLS} symbols, not {len(ids)}")
        if styles.shape != (len(rows), STYLE_SIZE):
            raise ValueError(f"{len(rows)} rows have styles [{len(rows)}, {STYLE_SIZE}], not {list(styles.shape)}")
        try:
            numbers, parts = self._read(rows, styles, noise, cancelled)
            durations = dict(zip(numbers, (row for part in parts for row in part.durations), strict=True))
            watch = Watch(numbers, cancelled)
            for samples in self._vocoder.speak(parts, watch):
                spoken: list[Utterance | None] = [None] * len(rows)
                for number, row in zip(watch.rows, samples, strict=True):
                    spoken[number] = Utterance(row, durations[number])
                yield spoken
        except Abandoned:
            return

    def _read(
        self,
        rows: Sequence[Sequence[int]],
        styles: Tensor,
        noise: NoiseSource,
        cancelled: Callable[[int], bool],
    ) -> tuple[list[int], list[Features]]:
        """Numbers and features of the rows that are wanted."""
        everyone = Watch(range(len(rows)), cancelled)
        groups = [everyone.rows] if self._read_together else [[number] for number in everyone.rows]
        numbers, parts = [], []
        for group in groups:
            watch = Watch(group, cancelled)
            try:
                watch.survivors()
                parts.append(self._reader.read(rows, styles, noise, watch))
            except Abandoned:
                everyone.poll()
                continue
            numbers += watch.rows
        if not numbers:
            raise Abandoned
        return numbers, parts
