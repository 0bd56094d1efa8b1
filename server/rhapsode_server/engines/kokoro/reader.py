"""Reads rows of symbols: how long each lasts, how pitch runs over them, and what excites the voice."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import torch
from torch import Tensor

from rhapsode_server.engines.kokoro.decoder import excitation_lengths
from rhapsode_server.engines.kokoro.features import Features
from rhapsode_server.engines.kokoro.harmonic_source import NoiseSource, excite
from rhapsode_server.engines.kokoro.lengths import Padded
from rhapsode_server.engines.kokoro.prosody import encode_prosody, predict_curves, predict_durations, spread
from rhapsode_server.engines.kokoro.spectrum import analyze
from rhapsode_server.engines.kokoro.text_encoder import encode_context, encode_symbols, pad_ids
from rhapsode_server.engines.kokoro.watch import Watch
from rhapsode_server.engines.kokoro.weight_norm import fold_weight_norm

SOUND_STYLE = slice(0, 128)
"""The half of a voice's style that colours the sound; the other steers the prosody (``KModel.forward_with_tokens``)."""
PROSODY_STYLE = slice(128, 256)
SILENT_SYMBOL = 0
"""Stands before the first symbol and behind the last (``KModel.forward``)."""


class Reader:
    """One row by one, the package's durations and pitch come out to the last bit. Knows no voice and no text.

    Args:
        model: the package's ``KModel``, or its parts under the same names; in evaluation mode, weights loaded. The
            weight normalisation of what is used here is folded in, in place.
    """

    def __init__(self, model: Any) -> None:
        for part in (model.bert, model.bert_encoder, model.predictor, model.text_encoder):
            fold_weight_norm(part)
        self._bert, self._bert_encoder = model.bert, model.bert_encoder
        self._predictor, self._text_encoder = model.predictor, model.text_encoder
        generator = model.decoder.generator
        self._source, self._transform = generator.m_source, generator.stft
        self.device: torch.device = next(model.bert.parameters()).device

    def read(self, rows: Sequence[Sequence[int]], styles: Tensor, noise: NoiseSource, watch: Watch) -> Features:
        """Read the watched rows together.

        Args:
            rows: symbol ids of each row of the caller's batch, without the silent ends.
            styles: ``[B, 256]`` float32, of the caller's batch.
            noise: of the harmonic source.
            watch: says which rows are read; polled between the model's parts.
        """
        text = [[SILENT_SYMBOL, *rows[number], SILENT_SYMBOL] for number in watch.rows]
        style = styles[watch.rows].to(self.device)
        prosody_style = style[:, PROSODY_STYLE]
        ids, lengths = pad_ids(text, self.device)
        context = encode_context(self._bert, self._bert_encoder, ids, lengths)
        watch.poll()
        features = encode_prosody(self._predictor.text_encoder, context, prosody_style, lengths)
        durations = predict_durations(self._predictor, features, lengths)
        watch.poll()
        frames = spread(features.transpose(1, 2), durations)
        pitch, energy = predict_curves(self._predictor, frames, prosody_style, watch.poll)
        symbols = spread(encode_symbols(self._text_encoder, ids, lengths), durations)
        watch.poll()
        excitation = self._excite(pitch, noise, watch.rows)
        told = tuple(tuple(row) for row in durations)
        return Features(symbols, pitch, energy, excitation, style[:, SOUND_STYLE], told)

    def _excite(self, pitch: Padded, noise: NoiseSource, rows: Sequence[int]) -> Padded:
        sines = self._source.l_sin_gen
        scale = int(sines.upsample_scale)
        samples = pitch.lengths.scaled(scale)
        drawn = torch.zeros(len(samples.counts), samples.padded, sines.dim)
        for place, (number, count) in enumerate(zip(rows, samples.counts, strict=True)):
            drawn[place, :count] = noise.draw(number, count, sines.dim)
        wave = excite(self._source, pitch, drawn.to(self.device))
        windows = excitation_lengths(pitch.lengths, scale, self._transform.hop_length)
        return Padded(analyze(self._transform, wave, samples), windows)
