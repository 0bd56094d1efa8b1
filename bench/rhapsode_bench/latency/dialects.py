"""Which dialects there are: a new one is a row here and a line of its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from rhapsode_bench.latency.elevenlabs_line import ElevenlabsLine
from rhapsode_bench.latency.kugelaudio_line import KugelaudioLine
from rhapsode_bench.latency.line import Line, Target
from rhapsode_bench.latency.openai_line import OpenaiLine


@dataclass(frozen=True, slots=True)
class Dialect:
    """How one kind of server is spoken to."""

    connect: Callable[[Target, float], Line]
    """Makes a line, closed as yet, for a target and a pace of tokens."""
    key_variable: str
    """The environment variable that holds its key, as its own tools have it."""
    purpose: str


DIALECTS = {
    "kugelaudio": Dialect(
        KugelaudioLine, "RHAPSODE_API_KEY", "/ws/tts/stream of this server and its like, a socket kept"
    ),
    "kugelaudio-multi": Dialect(
        partial(KugelaudioLine, multi=True), "RHAPSODE_API_KEY", "/ws/tts/multi, a context for each turn, a socket kept"
    ),
    "openai-speech": Dialect(
        OpenaiLine, "OPENAI_API_KEY", "POST /v1/audio/speech, streamed PCM or WAV; the text goes out whole, at its end"
    ),
    "elevenlabs": Dialect(ElevenlabsLine, "ELEVENLABS_API_KEY", "stream-input, text in words, a socket for each turn"),
}
"""Every dialect by its name."""
