"""The test sentence that a worker speaks before it calls itself ready."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from rhapsode_protocol.errors import ModelUnavailable
from rhapsode_protocol.formats import DEFAULT_FORMAT
from rhapsode_server.speech import SpeechAudio, SpeechDone, SpeechFailed, SpeechJob, StreamId
from rhapsode_server.synthesis.commands import Canary, Report
from rhapsode_server.text.segment import Cut, Run, Segment
from rhapsode_server.voices import Voice

TEXT = "One two three four"
"""Latin letters, which every voice can say in some way, and no mark at the end, so that no pause is added."""

LEAST_AUDIBLE_MS = 200.0
"""Less sound than this is no speech. Lower, and a click passes; higher, and a fast voice fails."""

AUDIBLE = 328
"""A hundredth of full scale in 16-bit samples (-40 dBFS). Lower, and noise counts as speech; higher, and a soft voice
fails."""

STEP_MS = 10
"""Sound is counted in steps of this length. Lower, and the zero crossings of a low voice count as silence; higher, and
a click counts for more than it is."""

STREAM = StreamId("canary", 0)


def canary_job(voice: Voice) -> SpeechJob:
    """The job that speaks the test sentence in a voice's own language."""
    segment = Segment(0, (Run(TEXT, 0),), 0, len(TEXT), Cut.LENGTH)
    return SpeechJob(
        stream=STREAM,
        generation=0,
        index=0,
        owner=STREAM.connection,
        segment=segment,
        voice=voice,
        language=voice.language,
        speed=1.0,
        format=DEFAULT_FORMAT,
    )


def speak_canary(voice: Voice, speak: Callable[[SpeechJob], list[Report]]) -> Canary:
    """Have the test sentence spoken through the whole chain, and listen.

    Args:
        voice: who speaks.
        speak: does a job and gives its reports.

    Raises:
        ModelUnavailable: it failed, or was not heard.
    """
    reports = speak(canary_job(voice))
    for report in reports:
        if isinstance(report, SpeechFailed):
            raise ModelUnavailable(f"the test sentence failed: {report.error.message}")
    audible_ms = _audible_ms(b"".join(report.payload for report in reports if isinstance(report, SpeechAudio)))
    if audible_ms < LEAST_AUDIBLE_MS:
        raise ModelUnavailable(f"the test sentence gave {audible_ms:.0f} ms of sound, less than {LEAST_AUDIBLE_MS:.0f}")
    gen_ms = sum(report.gen_ms for report in reports if isinstance(report, SpeechDone))
    return Canary(audible_ms, round(gen_ms, 2))


def _audible_ms(pcm: bytes) -> float:
    """How much of 16-bit sound in the default format is no silence."""
    step = DEFAULT_FORMAT.rate_hz * STEP_MS // 1000
    samples = np.frombuffer(pcm, "<i2").astype(np.int32)
    steps = np.abs(samples[: len(samples) // step * step]).reshape(-1, step)
    return float(np.count_nonzero(steps.max(axis=1, initial=0) > AUDIBLE) * STEP_MS)
