"""Mixtures of sound without a mark: for thresholds, and for false positives on other clips."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import soxr

from rhapsode_bench.watermark_marks import recordings, sentences
from rhapsode_bench.watermark_marks.other_sound import crowd, other_sound
from rhapsode_bench.watermark_marks.recordings import Recording, Voicing
from rhapsode_bench.watermark_training import corpus
from rhapsode_protocol.formats import NATIVE_RATE_HZ
from rhapsode_server.audio.geometry import MODEL_RATE_HZ

CROWD_VOICES = 12


def evaluation_mixture(seconds: float, recording_s: float, seed: int) -> Iterator[Recording]:
    """Only what training did not hear: half speech by espeak-ng, the rest Kokoro, sines, crowds and no speech."""

    def count(share: float) -> int:
        return max(1, round(share * seconds / recording_s))

    yield from recordings.espeak(recordings.HELD_OUT, count(0.3), recording_s, seed)
    yield from recordings.espeak(recordings.NEW_VOICES, count(0.2), recording_s, seed + 1)
    yield from recordings.kokoro(count(0.04), recording_s, seed + 2)
    yield from recordings.tone(count(0.04), recording_s, seed + 3)
    yield from crowd(_voices(recordings.HELD_OUT, recording_s, seed + 4), count(0.08), seed + 5)
    yield from other_sound(count(0.34), recording_s, seed + 6)


def calibration_mixture(seconds: float, recording_s: float, seed: int) -> Iterator[Recording]:
    """The same kinds with other sentences and other chance, and besides them speech as training heard it."""

    def count(share: float) -> int:
        return max(1, round(share * seconds / recording_s))

    held_out, new_voices = (
        Voicing(voicing.source, voicing.languages, voicing.variants, sentences.calibration_sentences)
        for voicing in (recordings.HELD_OUT, recordings.NEW_VOICES)
    )
    yield from recordings.espeak(held_out, count(0.25), recording_s, seed)
    yield from recordings.espeak(new_voices, count(0.15), recording_s, seed + 1)
    yield from _as_in_training(count(0.2), recording_s, seed + 2)
    yield from recordings.kokoro(count(0.03), recording_s, seed + 3)
    yield from recordings.tone(count(0.04), recording_s, seed + 4)
    yield from crowd(_voices(held_out, recording_s, seed + 5), count(0.06), seed + 6)
    yield from other_sound(count(0.27), recording_s, seed + 7)


def _voices(voicing: Voicing, recording_s: float, seed: int) -> list[Recording]:
    return list(recordings.espeak(voicing, CROWD_VOICES, recording_s, seed))


def _as_in_training(count: int, recording_s: float, seed: int) -> Iterator[Recording]:
    speech = corpus.speak(count * recording_s, seed)
    for piece in np.array_split(speech, count):
        sound = soxr.resample(piece, MODEL_RATE_HZ, NATIVE_RATE_HZ).astype(np.float32)
        yield Recording("espeak, as in training", sound)
