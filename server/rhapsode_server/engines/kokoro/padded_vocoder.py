"""The vocoder of devices where starting a kernel costs more than running it: whole batches, padded and masked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rhapsode_server.engines.kokoro.decoder import decode, run_stage, write_samples
from rhapsode_server.engines.kokoro.features import Features, joined
from rhapsode_server.engines.kokoro.precision import Precision, halve_convolutions
from rhapsode_server.engines.kokoro.utterance import FRAME_SAMPLES
from rhapsode_server.engines.kokoro.watch import Watch
from rhapsode_server.engines.kokoro.weight_norm import fold_weight_norm
from rhapsode_server.sound import Samples


class PaddedVocoder:
    """Wherever a layer looks along time, the padding is hidden from it (:mod:`.lengths`).

    The shape of a batch decides the order in which kernels add, so that a row's last bits depend on what is spoken
    beside it.

    Args:
        decoder: the package's ``Decoder``. Its weight normalisation is folded in, in place; the package's own forward
            works with it as before.
        precision: of the large convolutions.
    """

    def __init__(self, decoder: Any, precision: Precision = "float32") -> None:
        fold_weight_norm(decoder)
        self._decoder = decoder if precision == "float32" else halve_convolutions(decoder, precision)

    def close(self) -> None:
        """Nothing is held that does not go by itself."""

    def speak(self, parts: Sequence[Features], watch: Watch) -> list[Samples]:
        """See :class:`.features.Vocoder`."""
        generator = self._decoder.generator
        sound = joined(parts).select(watch.survivors())
        x = decode(self._decoder, sound.symbols, sound.pitch, sound.energy, sound.style, watch.poll)
        for stage in range(generator.num_upsamples):
            places = watch.survivors()
            if len(places) < len(sound.durations):
                sound, x = sound.select(places), x.select(places)
            x = run_stage(generator, stage, x, sound.excitation, sound.style, watch.poll)
        places = watch.survivors()
        samples = write_samples(generator, x).cpu()
        return [samples[place, : sum(sound.durations[place]) * FRAME_SAMPLES].numpy().copy() for place in places]
