"""The peer of the first-audio benchmark: the usual way to give a language model a voice.

Wait for the whole answer, then hand it to the synthesiser in one call. The synthesiser is the same espeak-ng, in the
same host program, without any socket between it and the listener and with its first block heard as soon as it comes:
what a careful program around the library reaches.
"""

from __future__ import annotations

import time
from types import TracebackType
from xml.sax.saxutils import escape

from rhapsode_bench.playout import Playout
from rhapsode_server.engines import espeak_host as host
from rhapsode_server.engines.espeak import RATE_WPM
from rhapsode_server.engines.espeak_files import EspeakFiles
from rhapsode_server.engines.espeak_process import HostProcess

VOICE = "en-us"
"""The library's name of the server's default voice."""

ANSWER_WITHIN_S = 10.0
"""How long one call may say nothing. A call takes milliseconds; lower would fail on a busy machine."""


class WholeTextSpeaker:
    """espeak-ng, asked for a whole text at once, for as long as a ``with`` block lasts."""

    def __init__(self) -> None:
        self._files = EspeakFiles()
        self._process: HostProcess | None = None
        self._rate_hz = 0
        self._call = 0

    def __enter__(self) -> WholeTextSpeaker:
        """Start the host.

        Raises:
            HostLost: it did not start.
            ModelUnavailable: the library is not installed.
        """
        self._process = HostProcess(*self._files.paths())
        _, body = self._frames(self._process)[0]
        self._rate_hz = int(host.READY_BODY.unpack(body)[0])
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._process is not None:
            self._process.end()
        self._files.close()

    def first_audible_ms(self, text: str, speed: float) -> float:
        """From the call to the first sound that is heard, in milliseconds.

        Raises:
            HostLost: the library died of the text.
            RuntimeError: no sound came in time, or the speaker is not started.
        """
        if self._process is None:
            raise RuntimeError("the speaker is not started")
        self._call += 1
        name = VOICE.encode()
        body = host.SPEAK_BODY.pack(round(RATE_WPM * speed), len(name), True) + name + escape(text).encode()
        playout = Playout()
        began = time.perf_counter()
        self._process.send(host.SPEAK, self._call, body, ANSWER_WITHIN_S)
        done = False
        while not done:
            for kind, block in self._frames(self._process):
                if kind == host.AUDIO:
                    playout.take(block, self._rate_hz, time.perf_counter())
                done = done or kind in (host.DONE, host.REFUSED)
        if playout.first_audible_s is None:
            raise RuntimeError("espeak-ng gave no sound")
        return (playout.first_audible_s - began) * 1000.0

    def _frames(self, process: HostProcess) -> list[tuple[int, bytes]]:
        give_up_at = time.monotonic() + ANSWER_WITHIN_S
        while time.monotonic() < give_up_at:
            # None where only a part of a frame has come.
            frames = process.receive(ANSWER_WITHIN_S)
            if frames:
                return frames
        raise RuntimeError(f"espeak-ng said nothing for {ANSWER_WITHIN_S:g} s")
