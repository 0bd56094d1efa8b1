"""Jobs for tests: short to write, complete, and cheap to compare."""

from __future__ import annotations

from rhapsode_protocol.formats import FORMATS, AudioFormat
from rhapsode_server.audio.marking import WatermarkOptions
from rhapsode_server.engines.registry import default_voice
from rhapsode_server.engines.tone import voices
from rhapsode_server.speech import SpeechJob, StreamId
from rhapsode_server.text.segment import Cut, Run, Segment
from rhapsode_server.voices import Voice

VOICES = voices()
ESPEAK, KOKORO = default_voice("espeak"), default_voice("kokoro")
"""A voice of each of two engines that a server has at once."""
UNMARKED = WatermarkOptions(policy="off")
"""For workers whose test is about something else: they need not load the network."""

PCM_24000 = FORMATS["pcm_24000"]


def make_stream(context: int = 0, connection: str = "c1") -> StreamId:
    return StreamId(connection, context)


def make_segment(text: str, *, index: int = 0, break_ms: int = 0, cut: Cut = Cut.LENGTH) -> Segment:
    """A segment that ends without a pause of its own."""
    runs = (Run(text, 0),) if text else ()
    return Segment(index, runs, 0, len(text), cut, break_ms=break_ms)


def make_job(
    stream: StreamId | None = None,
    index: int = 0,
    *,
    generation: int = 0,
    owner: str | None = None,
    text: str = "one two three four five",
    break_ms: int = 0,
    voice: int = 1,
    speaker: Voice | None = None,
    audio_format: AudioFormat = PCM_24000,
    word_timestamps: bool = False,
    speed: float = 1.0,
) -> SpeechJob:
    name = make_stream() if stream is None else stream
    return SpeechJob(
        stream=name,
        generation=generation,
        index=index,
        owner=name.connection if owner is None else owner,
        segment=make_segment(text, index=index, break_ms=break_ms),
        voice=speaker or VOICES[voice],
        language="en-us",
        speed=speed,
        format=audio_format,
        word_timestamps=word_timestamps,
    )
