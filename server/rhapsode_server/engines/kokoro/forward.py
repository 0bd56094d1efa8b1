"""Many rows through the model at once, each as if it were alone.

The ``kokoro`` package's own forward takes one utterance. This one walks the same modules with padded batches: wherever
a layer looks along time, the padding is hidden from it (:mod:`.lengths`), so that a row's durations equal those of the
package exactly and its samples up to rounding.

Rounding deserves a word. The phase of the harmonics is the running sum of the pitch, and the generator is told the
angle of each window's spectrum, which jumps by a whole turn where it passes half a turn. So the last bits of the pitch
decide which angles jump: half a thousandth of a hertz, which is what float32 gives when a matrix product adds in
another order, leaves as little as 16 dB between two renderings of seeded weights (both as good as each other), whereas
from the same pitch they agree to 120 dB. Therefore rows are *read* one by one, which gives the package's pitch to the
last bit, and *spoken* together, which is nearly all of the work.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import torch
from torch import Tensor

from rhapsode_server.engines.kokoro.decoder import decode, excitation_lengths, run_stage, write_samples
from rhapsode_server.engines.kokoro.harmonic_source import NoiseSource, excite
from rhapsode_server.engines.kokoro.lengths import Padded, stack
from rhapsode_server.engines.kokoro.precision import Precision, halve_convolutions
from rhapsode_server.engines.kokoro.prosody import encode_prosody, predict_curves, predict_durations, spread
from rhapsode_server.engines.kokoro.spectrum import analyze
from rhapsode_server.engines.kokoro.text_encoder import encode_context, encode_symbols, pad_ids
from rhapsode_server.engines.kokoro.utterance import FRAME_SAMPLES, MAX_SYMBOLS, Utterance
from rhapsode_server.engines.kokoro.weight_norm import fold_weight_norm

STYLE_SIZE = 256
"""Numbers of a voice's style: the first half colours the sound, the second half the prosody (``KModel``)."""
SOUND_STYLE = slice(0, 128)
PROSODY_STYLE = slice(128, 256)
SILENT_SYMBOL = 0
"""Stands before the first symbol and behind the last (``KModel.forward``)."""


class Forward:
    """Speaks rows of symbols. Knows symbols and styles; no language, no voice, no text."""

    def __init__(
        self,
        model: Any,
        *,
        read_together: bool = False,
        deterministic: bool = False,
        precision: Precision = "float32",
    ) -> None:
        """Take the modules.

        Args:
            model: the package's ``KModel``, or its parts under the same names; in evaluation mode, weights loaded. Its
                weight normalisation is folded in, in place; the package's own forward works with it as before.
            read_together: predict durations and pitch of all rows in one batch too. For machines where starting a
                kernel costs more than running it: durations stay as they are, pitch stays within float32's rounding,
                samples no longer compare (see above).
            deterministic: speak the rows of a batch one after the other. The shape of a batch decides the order in
                which kernels add, so that a row's last bits depend on what is spoken beside it; alone, the same
                symbols, style and noise give the same bytes on one machine with one number of threads.
                On a CPU this is no slower either: a single row already fills its units, and padding is work too.
            precision: of the vocoder's convolutions. With ``bfloat16`` durations and pitch stay what they are, to the
                last bit.
        """
        fold_weight_norm(model)
        self._model = model
        self._decoder = model.decoder if precision == "float32" else halve_convolutions(model.decoder)
        self._read_together = read_together
        self._deterministic = deterministic
        self._device: torch.device = next(model.parameters()).device
        samples = int(model.decoder.generator.m_source.l_sin_gen.upsample_scale) * 2
        if samples != FRAME_SAMPLES:
            raise ValueError(f"this model makes {samples} samples a frame, not {FRAME_SAMPLES}")

    @torch.inference_mode()
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
                where the others go on without the row; once all are cancelled also between convolutions.

        Returns:
            One utterance a row, in order; none for a cancelled row.

        Raises:
            ValueError: a row is empty or too long, or the styles are not those of the rows.
        """
        for ids in rows:
            if not 1 <= len(ids) <= MAX_SYMBOLS:
                raise ValueError(f"a row has 1 to {MAX_SYMBOLS} symbols, not {len(ids)}")
        if styles.shape != (len(rows), STYLE_SIZE):
            raise ValueError(f"{len(rows)} rows have styles [{len(rows)}, {STYLE_SIZE}], not {list(styles.shape)}")
        spoken: list[Utterance | None] = [None] * len(rows)
        numbers = list(range(len(rows)))
        for group in [[number] for number in numbers] if self._deterministic else [numbers]:
            watch = _Watch(group, cancelled)
            try:
                utterances = self._speak(rows, styles, noise, watch)
            except _Abandoned:
                continue
            for number, utterance in zip(watch.rows, utterances, strict=True):
                spoken[number] = utterance
        return spoken

    def _speak(
        self, rows: Sequence[Sequence[int]], styles: Tensor, noise: NoiseSource, watch: _Watch
    ) -> list[Utterance]:
        generator = self._decoder.generator
        watch.survivors()
        text = [[SILENT_SYMBOL, *rows[number], SILENT_SYMBOL] for number in watch.rows]
        style = styles[watch.rows].to(self._device)
        sound = watch.keep(self._read(text, style, watch))
        x = decode(self._decoder, sound.symbols, sound.pitch, sound.energy, sound.style[:, SOUND_STYLE], watch.poll)
        stage = _Stage(x, self._excite(sound.pitch, noise, watch), sound.style[:, SOUND_STYLE], sound.durations)
        for number in range(generator.num_upsamples):
            stage = watch.keep(stage)
            x = run_stage(generator, number, stage.x, stage.excitation, stage.style, watch.poll)
            stage = _Stage(x, stage.excitation, stage.style, stage.durations)
        stage = watch.keep(stage)
        samples = write_samples(generator, stage.x).cpu()
        return [
            Utterance(row[: sum(frames) * FRAME_SAMPLES].numpy().copy(), tuple(frames))
            for row, frames in zip(samples, stage.durations, strict=True)
        ]

    def _read(self, text: list[list[int]], style: Tensor, watch: _Watch) -> _Sound:
        if self._read_together or len(text) == 1:
            return self._predict(text, style, watch)
        rows = []
        for number, row in enumerate(text):
            watch.poll()
            rows.append(self._predict([row], style[number : number + 1], watch))
        return _Sound(
            stack([row.symbols for row in rows]),
            stack([row.pitch for row in rows]),
            stack([row.energy for row in rows]),
            style,
            [frames for row in rows for frames in row.durations],
        )

    def _predict(self, text: list[list[int]], style: Tensor, watch: _Watch) -> _Sound:
        model, predictor = self._model, self._model.predictor
        prosody_style = style[:, PROSODY_STYLE]
        ids, lengths = pad_ids(text, self._device)
        context = encode_context(model.bert, model.bert_encoder, ids, lengths)
        watch.poll()
        features = encode_prosody(predictor.text_encoder, context, prosody_style, lengths)
        durations = predict_durations(predictor, features, lengths)
        watch.poll()
        pitch, energy = predict_curves(
            predictor, spread(features.transpose(1, 2), durations), prosody_style, watch.poll
        )
        symbols = spread(encode_symbols(model.text_encoder, ids, lengths), durations)
        return _Sound(symbols, pitch, energy, style, durations)

    def _excite(self, pitch: Padded, noise: NoiseSource, watch: _Watch) -> Padded:
        generator = self._decoder.generator
        sines = generator.m_source.l_sin_gen
        samples = pitch.lengths.scaled(int(sines.upsample_scale))
        drawn = torch.zeros(len(samples.counts), samples.padded, sines.dim)
        for place, (number, count) in enumerate(zip(watch.rows, samples.counts, strict=True)):
            drawn[place, :count] = noise.draw(number, count, sines.dim)
        wave = excite(generator.m_source, pitch, drawn.to(self._device))
        return Padded(analyze(generator.stft, wave, samples), excitation_lengths(generator, pitch.lengths))


@dataclass(frozen=True, slots=True)
class _Sound:
    """What the decoder is told of the rows alive."""

    symbols: Padded
    pitch: Padded
    energy: Padded
    style: Tensor
    durations: list[list[int]]

    def select(self, rows: list[int]) -> _Sound:
        return _Sound(
            self.symbols.select(rows),
            self.pitch.select(rows),
            self.energy.select(rows),
            self.style[rows],
            [self.durations[row] for row in rows],
        )


@dataclass(frozen=True, slots=True)
class _Stage:
    """What a stage of the generator is told of the rows alive."""

    x: Padded
    excitation: Padded
    style: Tensor
    durations: list[list[int]]

    def select(self, rows: list[int]) -> _Stage:
        return _Stage(
            self.x.select(rows),
            self.excitation.select(rows),
            self.style[rows],
            [self.durations[row] for row in rows],
        )


_State = TypeVar("_State", _Sound, _Stage)


class _Abandoned(Exception):
    """All rows are cancelled."""


class _Watch:
    """The rows alive, by their numbers in the caller's batch."""

    def __init__(self, rows: list[int], cancelled: Callable[[int], bool]) -> None:
        self.rows = rows
        self._cancelled = cancelled

    def poll(self) -> None:
        """Stop where nobody is left; a single cancelled row goes at the next border only."""
        if all(self._cancelled(row) for row in self.rows):
            raise _Abandoned

    def survivors(self) -> list[int] | None:
        """Forget the rows cancelled meanwhile; the places of the others, or none where all are left."""
        places = [place for place, row in enumerate(self.rows) if not self._cancelled(row)]
        if not places:
            raise _Abandoned
        if len(places) == len(self.rows):
            return None
        self.rows = [self.rows[place] for place in places]
        return places

    def keep(self, state: _State) -> _State:
        """What is left of ``state`` without the rows cancelled meanwhile."""
        places = self.survivors()
        return state if places is None else state.select(places)
