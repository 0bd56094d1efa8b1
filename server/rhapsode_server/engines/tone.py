"""The development engine ``tone``: each voice is a sine of its own pitch, each word 80 ms of it.

A test that hears two pitches where one belongs has found mixed-up audio. Deterministic, with exact word marks. Words
that contain one of these braced names break things on purpose, so that what stands above can be tested:

==========  ==================================================================================
``{crash}``  the process ends at once, as native code would end it
``{hang}``   nothing comes any more, and cancel is not heard
``{fail}``   :class:`~rhapsode_protocol.errors.SynthesisFailed`
``{slow}``   200 ms of computing before the word, for each time that it stands there
==========  ==================================================================================
"""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Iterator, Sequence

import numpy as np

from rhapsode_protocol.errors import SynthesisFailed
from rhapsode_server.engines.engine import EngineAudio, EngineRequest
from rhapsode_server.sound import Samples, WordMark
from rhapsode_server.voices import Voice

ENGINE = "tone"
FIRST_ID = 90_000
VOICES = 64
SAMPLE_RATE_HZ = 24_000
WORD_SAMPLES = 1_920
"""80 ms: a whole number of periods of every voice, so that a row is one unbroken sine."""
AMPLITUDE = 0.5
LOWEST_HZ = 300.0
STEP_HZ = 50.0
"""Between neighbours. The highest voice, 3,450 Hz, passes through every format, 8 kHz telephony included."""
SLOW_S = 0.2
CRASH_STATUS = 70


def tone_hz(voice_number: int) -> float:
    """The pitch of voice ``tone-<voice_number>``, in Hz; an exact bin of any transform over whole words.

    Raises:
        ValueError: there is no such voice.
    """
    if not 0 <= voice_number < VOICES:
        raise ValueError(f"tone voices are numbered 0 to {VOICES - 1}, not {voice_number}")
    return LOWEST_HZ + STEP_HZ * voice_number


def voices() -> tuple[Voice, ...]:
    """The voices ``tone-0`` to ``tone-63``."""
    return tuple(
        Voice(
            id=FIRST_ID + number,
            handle=f"tone-{number}",
            name=f"Tone of {tone_hz(number):.0f} Hz",
            engine=ENGINE,
            engine_voice=str(number),
            language="en-us",
            languages=("de", "es", "fr-fr"),
            sex="neutral",
            description="A pure tone for development: each word lasts 80 ms.",
        )
        for number in range(VOICES)
    )


class ToneEngine:
    """Speaks sines; several rows advance by turns, a word each, as a batching engine's would."""

    sample_rate_hz = SAMPLE_RATE_HZ
    interruptible = True
    real_time_factor = 0.0
    max_batch = 8

    def warm_up(self) -> None:
        """Nothing is slow here."""

    def synthesize(self, requests: Sequence[EngineRequest], cancelled: Callable[[int], bool]) -> Iterator[EngineAudio]:
        """Speak the rows, a word of each in turn; a cancelled row ends with an empty last piece.

        Raises:
            SynthesisFailed: a word says ``{fail}``.
        """
        rows = {number: _speak(number, request) for number, request in enumerate(requests)}
        while rows:
            for number in tuple(rows):
                audio = None if cancelled(number) else next(rows[number], None)
                if audio is None:
                    del rows[number]
                    audio = EngineAudio(number, np.zeros(0, np.float32), last=True)
                yield audio

    def close(self) -> None:
        """Nothing is held."""


def _speak(row: int, request: EngineRequest) -> Iterator[EngineAudio]:
    block = _block(tone_hz(int(request.voice.engine_voice)))
    for index, word in enumerate(request.words):
        _misbehave(word.text)
        start = index * WORD_SAMPLES
        yield EngineAudio(row, block.copy(), (WordMark(index, start, start + WORD_SAMPLES),))


def _block(frequency_hz: float) -> Samples:
    phase = 2.0 * np.pi * frequency_hz * np.arange(WORD_SAMPLES) / SAMPLE_RATE_HZ
    return (AMPLITUDE * np.sin(phase)).astype(np.float32)


def _misbehave(word: str) -> None:
    if "{" not in word:
        return
    if "{crash}" in word:
        os._exit(CRASH_STATUS)
    if "{hang}" in word:
        threading.Event().wait()
    if "{fail}" in word:
        raise SynthesisFailed("the text asked the tone engine to fail")
    if "{slow}" in word:
        busy_until = time.perf_counter() + SLOW_S * word.count("{slow}")
        while time.perf_counter() < busy_until:
            pass
