"""The parent's end of the pipe to espeak-ng's host: starts it, speaks its frames, replaces it when it dies or hangs.

Knows no words and no retries: one call's SSML goes in, its samples and marks come out whole, or the loss of the host
is raised and a spare one stands ready. A call is handed over whole, not block by block, so that a call that
crashed half-way can be made again without a listener hearing its beginning twice; at some 1,000 times real time that
costs a first sentence a few milliseconds.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rhapsode_protocol.errors import ModelUnavailable
from rhapsode_server.engines import espeak_host as host
from rhapsode_server.engines.espeak_files import EspeakFiles
from rhapsode_server.engines.espeak_process import HANG_COST, HostLost, HostProcess, how_it_ended

logger = logging.getLogger(__name__)

STALL_LIMIT_S = 4.0
"""How long a host may say nothing during a call. Lower: a machine that swaps or is overloaded loses healthy hosts;
higher: a listener waits longer for the retry (a block takes about 0.1 ms to make)."""

START_LIMIT_S = 20.0
"""How long a host may take to start, which it does in some 20 ms. Lower: a cold disk looks like a missing library."""

START_ATTEMPTS = 3
"""How many hosts may be killed from outside, one after the other, before one is ready. Lower: two accidents in a moment
end a turn; higher: the call that waits for one waits longer (some 20 ms each)."""

CANCEL_POLL_S = 0.02
"""How often a silent host's call is asked whether it is still wanted."""

CANCEL_LIMIT_S = 0.25
"""How long a host may say nothing after its call was taken back. Lower: a busy machine replaces hosts that were about
to stop; higher: the cancel of a hung call holds up the next one longer."""


class CallRefused(Exception):
    """The library has no voice of that name."""


@dataclass(frozen=True, slots=True)
class Utterance:
    """What one call sounded like."""

    pcm: bytes
    """Signed 16-bit samples in the machine's own (little-endian) order, at the library's rate."""
    marks: dict[int, int]
    """Mark number → sample at which it stands, for the marks that the library reported."""
    sentence_starts: tuple[int, ...]
    """Samples at which the library found a sentence to begin, rising."""


class EspeakLink:
    """One host, a spare, and their replacements. Calls from several threads are served one after another.

    A plain restart takes 17 ms on an idle core and 30 ms on a busy one, most of it Python's start; with a spare at
    hand the next call begins 4 to 10 ms after a crash. The price is an idle process.

    The thread that makes a call should live on: on Linux a host dies with the thread that started it. Where it did
    die so, the next call starts another.

    Args:
        files: where espeak-ng lies; by default in the ``espeakng-loader`` wheel.
        stall_limit_s: see :data:`STALL_LIMIT_S`.
    """

    def __init__(self, files: EspeakFiles | None = None, *, stall_limit_s: float = STALL_LIMIT_S) -> None:
        self.sample_rate_hz = 0
        """The library's rate; known after :meth:`start`."""
        self.replaced = 0
        """Hosts that had to be replaced so far."""
        self._stall_limit_s = stall_limit_s
        self._files = EspeakFiles() if files is None else files
        self._lock = threading.Lock()
        self._host: HostProcess | None = None
        self._spare: HostProcess | None = None
        self._ready = False
        self._call = 0

    @property
    def host_pid(self) -> int | None:
        """The process id of the host; ``None`` where none runs."""
        return None if self._host is None else self._host.process.pid

    @property
    def spare_pid(self) -> int | None:
        """The process id of the spare host; ``None`` where there is none."""
        return None if self._spare is None else self._spare.process.pid

    def start(self) -> None:
        """Start a host and wait until it is ready. Does nothing where one is.

        Raises:
            ModelUnavailable: the library or its data is missing, or will not start.
        """
        with self._lock:
            self._ready_host()

    def speak(
        self, voice: str, ssml: str, *, rate_wpm: int, end_pause: bool, cancelled: Callable[[], bool]
    ) -> Utterance | None:
        """Make one call; ``None`` where ``cancelled`` answered true before it ended.

        Args:
            voice: the library's name of the voice, with its variant: ``en-us+f3``.
            ssml: one sentence, words behind marks whose names are numbers.
            rate_wpm: words a minute, 80 to 450.
            end_pause: whether the pause of a sentence's end follows its last sound.
            cancelled: asked after each block.

        Raises:
            HostLost: the host died, hung or failed within; another is in its place.
            CallRefused: the library has no such voice.
            ModelUnavailable: no host can be started.
        """
        with self._lock:
            current = self._ready_host()
            self._call += 1
            name = voice.encode()
            request = host.SPEAK_BODY.pack(rate_wpm, len(name), end_pause) + name + ssml.encode()
            try:
                current.send(host.SPEAK, self._call, request, self._stall_limit_s)
                return self._listen(current, cancelled)
            except CallRefused:
                raise
            except BaseException as loss:
                # Whatever came between, the pipe is somewhere inside a call: only a new host is in a known state.
                self._replace(loss)
                raise

    def phonemes(self, voice: str, texts: Sequence[str]) -> tuple[str, ...]:
        """What each text sounds like, in the library's IPA: see ``PHONEMES`` in :mod:`.espeak_host`.

        Args:
            voice: the library's name of the voice.
            texts: plain text, each within what the library survives.

        Raises:
            HostLost: the host died, hung or failed within; another is in its place.
            CallRefused: the library has no such voice.
            ModelUnavailable: no host can be started.
        """
        with self._lock:
            current = self._ready_host()
            self._call += 1
            name = voice.encode()
            plain = "".join(text.replace("\0", " ") + "\0" for text in texts)
            try:
                request = host.PHONEMES_BODY.pack(len(name)) + name + plain.encode()
                current.send(host.PHONEMES, self._call, request, self._stall_limit_s)
                return self._spelled(current)
            except CallRefused:
                raise
            except BaseException as loss:
                # As in speak: only a new host is in a known state.
                self._replace(loss)
                raise

    def close(self) -> None:
        """End the host and leave nothing behind. May be called twice."""
        with self._lock:
            self._end_host()
            if self._spare is not None:
                self._spare.end()
                self._spare = None
            self._files.close()

    def _listen(self, current: HostProcess, cancelled: Callable[[], bool]) -> Utterance | None:
        """Collect the frames of the current call until it is done, lost or taken back."""
        audio: list[bytes] = []
        marks: dict[int, int] = {}
        sentence_starts: list[int] = []
        taken_back = False
        silent_since = time.monotonic()
        while True:
            frames = current.receive(CANCEL_POLL_S)
            silence_s = time.monotonic() - silent_since
            if frames:
                silent_since = time.monotonic()
            elif taken_back and silence_s > CANCEL_LIMIT_S:
                self._replace(HostLost("did not stop when its call was taken back", by_text=False))
                return None
            elif silence_s > self._stall_limit_s:
                raise HostLost(f"silent for {self._stall_limit_s} s", by_text=False, cost=HANG_COST)
            for kind, body in frames:
                if kind == host.AUDIO:
                    audio.append(body)
                elif kind == host.MARK:
                    sample, number = host.MARK_BODY.unpack(body)
                    marks.setdefault(number, sample)
                elif kind == host.SENTENCE:
                    sentence_starts += host.SENTENCE_BODY.unpack(body)
                elif kind == host.REFUSED:
                    raise _refusal(*host.REFUSED_BODY.unpack(body))
                elif kind == host.DONE:
                    return None if taken_back else Utterance(b"".join(audio), marks, tuple(sentence_starts))
            if not taken_back and cancelled():
                taken_back = True
                current.send(host.CANCEL, self._call, b"", self._stall_limit_s)

    def _spelled(self, current: HostProcess) -> tuple[str, ...]:
        """The answer to the current call for phonemes."""
        give_up_at = time.monotonic() + self._stall_limit_s
        while time.monotonic() < give_up_at:
            for kind, body in current.receive(CANCEL_POLL_S):
                if kind == host.REFUSED:
                    raise _refusal(*host.REFUSED_BODY.unpack(body))
                if kind == host.IPA:
                    return tuple(body.decode(errors="replace").split("\0")[:-1])
        raise HostLost(f"silent for {self._stall_limit_s} s", by_text=False, cost=HANG_COST)

    def _ready_host(self) -> HostProcess:
        """The running host, started and awaited where there is none or it died between two calls."""
        if self._host is not None and self._host.process.poll() is not None:
            self._replace(HostLost(how_it_ended(self._host.process.returncode), by_text=False))
        current = self._awaited_host()
        if self._spare is None:
            try:
                self._spare = self._started_host()
            except ModelUnavailable as reason:
                logger.warning("espeak-ng has no spare host: %s", reason)
        return current

    def _awaited_host(self) -> HostProcess:
        """A host that is ready. One that is killed before it is gets a successor, a few times."""
        attempts_left = START_ATTEMPTS
        while True:
            current = self._host = self._host or self._started_host()
            if self._ready:
                return current
            attempts_left -= 1
            try:
                self.sample_rate_hz = _awaited_rate_hz(current)
                self._ready = True
            except HostLost as loss:
                if loss.by_text or not attempts_left:
                    raise ModelUnavailable(f"espeak-ng does not start: its host {loss}") from loss
                self._replace(loss)

    def _replace(self, loss: BaseException) -> None:
        """End what is left of the host and put the spare in its place, where there is one."""
        if isinstance(loss, HostLost):
            logger.warning("espeak-ng's host is replaced: %s", loss)
        self._end_host()
        self.replaced += 1
        self._host, self._spare = self._spare, None
        if self._host is not None and self._host.process.poll() is not None:
            # It died in waiting, of the same cause perhaps; the next call starts another.
            self._end_host()

    def _started_host(self) -> HostProcess:
        try:
            return HostProcess(*self._files.paths())
        except OSError as error:
            raise ModelUnavailable(f"espeak-ng does not start: {error.strerror or error}") from error

    def _end_host(self) -> None:
        if self._host is not None:
            self._host.end()
        self._host = None
        self._ready = False


def _refusal(status: int) -> Exception:
    if status == host.NOT_FOUND:
        return CallRefused("espeak-ng has no such voice")
    # Seen (-1) after texts that overran a buffer without an abort: what else they overran is unknown.
    return HostLost(f"answered with error {status}", by_text=True)


def _awaited_rate_hz(current: HostProcess) -> int:
    """The rate that a new host reports.

    Raises:
        HostLost: it died first.
        ModelUnavailable: it reports none.
    """
    give_up_at = time.monotonic() + START_LIMIT_S
    while time.monotonic() < give_up_at:
        for kind, body in current.receive(CANCEL_POLL_S):
            rate_hz = int(host.READY_BODY.unpack(body)[0]) if kind == host.READY else 0
            if rate_hz > 0:
                return rate_hz
            raise ModelUnavailable("espeak-ng does not start: its data folder is missing or damaged")
    raise ModelUnavailable(f"espeak-ng did not start within {START_LIMIT_S:.0f} s")
