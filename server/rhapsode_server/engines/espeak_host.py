"""The house in which espeak-ng lives as a guest: a program of its own that answers over a pipe.

Why a program of its own: the library of the wheels (1.52.0) aborts on plain text (``"a."`` repeated 192 times), keeps
all its state in globals, and is GPL-3. Here a crash costs one call, and nothing of the library is linked into the
server.

Rules of this file:

* It is started as a script, with ``python -I -S``, and imports a handful of standard modules: what it imports is paid
  at every restart. It may be imported for the frame layouts below, which do no work.
* It knows no words, no cleaning and no retries: it is given SSML and answers with samples and marks.
* Whoever started it is its only reason to live: it ends at the end of its standard input, and on Linux with its
  parent (``PR_SET_PDEATHSIG``), since another child of the parent may hold the pipe's other end open.

Frames, both ways: :data:`HEADER` (bytes of the body, kind, call number), then the body. One call at a time::

    SPEAK    SPEAK_BODY, voice name, SSML      → AUDIO, MARK and SENTENCE frames, then DONE or REFUSED
    CANCEL   (empty)                           → the DONE of that call, early; ignored when it comes late
    PHONEMES PHONEMES_BODY, voice name, texts  → IPA or REFUSED

The texts of ``PHONEMES`` are plain, not SSML, each ended by a zero byte; the body of ``IPA`` holds as many answers,
each ended so, words divided by spaces. Sounds that make one (diphthongs, affricates) are tied by ``^``, and a language
that the voice borrows is named in round brackets.

``READY`` (:data:`READY_BODY`) is sent once, at the start. All numbers are little-endian; samples are signed 16-bit.
Struct layouts and numbers of the library are those of espeak-ng 1.52 ``speak_lib.h``.
"""

from __future__ import annotations

import ctypes
import os
import select
import struct
import sys

HEADER = struct.Struct("<IBI")
SPEAK_BODY = struct.Struct("<HHB")
"""Rate in words a minute, bytes of the voice name, whether a sentence's pause ends the audio."""
PHONEMES_BODY = struct.Struct("<H")
"""Bytes of the voice name."""
READY_BODY = struct.Struct("<I")
"""The library's sample rate, in Hz."""
MARK_BODY = struct.Struct("<II")
"""Sample at which the mark stands, from the first of the call; the mark's number."""
SENTENCE_BODY = struct.Struct("<I")
"""Sample at which a sentence begins."""
DONE_BODY = struct.Struct("<I")
"""Samples of the call's audio."""
REFUSED_BODY = struct.Struct("<i")
"""What the library answered: :data:`NOT_FOUND` for a voice that it does not have, or another error of its own."""

NOT_FOUND = 2
"""``EE_NOT_FOUND``."""

SPEAK = 1
CANCEL = 2
PHONEMES = 3
READY = 16
AUDIO = 17
MARK = 18
SENTENCE = 19
DONE = 20
REFUSED = 21
IPA = 22

BLOCK_MS = 100
"""Audio per callback. Lower, and Python's share of the callbacks grows (at 20 ms speed falls by a tenth); higher, and a
cancel is noticed later (100 ms of audio take about 0.1 ms to make)."""

_SYNCHRONOUS = 2
_DONT_EXIT = 0x8000
"""Without it, a missing data folder ends the process inside ``espeak_Initialize``."""
_UTF8 = 0x01
_SSML = 0x10
_END_PAUSE = 0x1000
_RATE = 1
_EVENT_END_OF_LIST = 0
_EVENT_SENTENCE = 2
_EVENT_MARK = 3
_PHONEMES_AS_IPA = 0x02
_PHONEMES_TIED = 0x80 | ord("^") << 8
_PR_SET_PDEATHSIG = 1
_SIGKILL = 9


class _EventId(ctypes.Union):
    _fields_ = (("number", ctypes.c_int), ("name", ctypes.c_char_p), ("string", ctypes.c_char * 8))


class _Event(ctypes.Structure):
    _fields_ = (
        ("type", ctypes.c_int),
        ("unique_identifier", ctypes.c_uint),
        ("text_position", ctypes.c_int),
        ("length", ctypes.c_int),
        ("audio_position", ctypes.c_int),
        ("sample", ctypes.c_int),
        ("user_data", ctypes.c_void_p),
        ("id", _EventId),
    )


class _Guest:
    """The loaded library, answering one call at a time."""

    def __init__(self, library_path: str, data_path: str, answers: int) -> None:
        self._answers = answers
        self._call = 0
        self._samples = 0
        self._cancelled = False
        self._reads_ssml = False
        """Whether it has spoken: from then on, the library takes all texts for SSML, those for phonemes too."""
        self._library = ctypes.CDLL(library_path)
        self._library.espeak_Synth.argtypes = (
            ctypes.c_char_p,
            ctypes.c_size_t,
            ctypes.c_uint,
            ctypes.c_int,
            ctypes.c_uint,
            ctypes.c_uint,
            ctypes.c_void_p,
            ctypes.c_void_p,
        )
        self._library.espeak_TextToPhonemes.argtypes = (
            ctypes.POINTER(ctypes.c_char_p),
            ctypes.c_int,
            ctypes.c_int,
        )
        self._library.espeak_TextToPhonemes.restype = ctypes.c_char_p
        self.rate_hz = int(
            self._library.espeak_Initialize(_SYNCHRONOUS, BLOCK_MS, os.fsencode(data_path), _DONT_EXIT),
        )
        callback_type = ctypes.CFUNCTYPE(
            ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.POINTER(_Event)
        )
        # The library keeps the bare pointer: without this reference the callback would be collected.
        self._callback = callback_type(self._receive)
        self._library.espeak_SetSynthCallback(self._callback)

    def send(self, kind: int, body: bytes) -> None:
        _write(self._answers, _frame(kind, self._call, body))

    def speak(self, call: int, body: bytes) -> None:
        """Answer one ``SPEAK``: blocks and marks as they come, then how it ended."""
        rate_wpm, voice_bytes, end_pause = SPEAK_BODY.unpack_from(body)
        voice = body[SPEAK_BODY.size : SPEAK_BODY.size + voice_bytes]
        ssml = body[SPEAK_BODY.size + voice_bytes :]
        self._call, self._samples, self._cancelled = call, 0, False
        # Voice and rate are global in the library: set for every call, so that none inherits its predecessor's.
        status = self._library.espeak_SetVoiceByName(voice)
        if status == 0:
            self._library.espeak_SetParameter(_RATE, rate_wpm, 0)
            self._reads_ssml = True
            flags = _UTF8 | _SSML | (_END_PAUSE if end_pause else 0)
            status = self._library.espeak_Synth(ssml + b"\0", len(ssml) + 1, 0, 1, 0, flags, None, None)
        if status == 0 or self._cancelled:
            self.send(DONE, DONE_BODY.pack(self._samples))
        else:
            self.send(REFUSED, REFUSED_BODY.pack(status))

    def spell(self, call: int, body: bytes) -> None:
        """Answer one ``PHONEMES``."""
        (voice_bytes,) = PHONEMES_BODY.unpack_from(body)
        texts_start = PHONEMES_BODY.size + voice_bytes
        self._call = call
        status = self._library.espeak_SetVoiceByName(body[PHONEMES_BODY.size : texts_start])
        if status:
            self.send(REFUSED, REFUSED_BODY.pack(status))
            return
        self.send(IPA, b"".join(self._ipa(text) + b"\0" for text in body[texts_start:].split(b"\0")[:-1]))

    def _ipa(self, text: bytes) -> bytes:
        """The phonemes of one text; the library answers clause by clause and ends with a null pointer."""
        if self._reads_ssml:
            text = text.replace(b"&", b"&amp;").replace(b"<", b"&lt;")
        position = ctypes.c_char_p(text)
        clauses = []
        while position.value is not None:
            clause = self._library.espeak_TextToPhonemes(
                ctypes.byref(position), _UTF8, _PHONEMES_AS_IPA | _PHONEMES_TIED
            )
            clauses.append((clause or b"").strip())
        return b" ".join(clauses)

    def _receive(self, wave: ctypes._Pointer[ctypes.c_short], samples: int, events: ctypes._Pointer[_Event]) -> int:
        """The library's callback; 1 stops the synthesis. An exception may not leave it: ctypes would swallow it."""
        try:
            frames = []
            number = 0
            while (event := events[number]).type != _EVENT_END_OF_LIST:
                if event.type == _EVENT_MARK:
                    frames.append(_frame(MARK, self._call, MARK_BODY.pack(event.sample, int(event.id.name))))
                elif event.type == _EVENT_SENTENCE:
                    frames.append(_frame(SENTENCE, self._call, SENTENCE_BODY.pack(event.sample)))
                number += 1
            if wave and samples > 0:
                frames.append(_frame(AUDIO, self._call, ctypes.string_at(wave, samples * 2)))
                self._samples += samples
            if frames:
                _write(self._answers, b"".join(frames))
            self._cancelled = self._cancelled or _cancel_waits(self._call)
            return int(self._cancelled)
        except BaseException:
            os._exit(1)


def main(library_path: str, data_path: str, parent_pid: int) -> int:
    """Serve until the standard input ends.

    Args:
        library_path: the shared library.
        data_path: the folder ``espeak-ng-data``, in less than about 160 bytes.
        parent_pid: who started this program.
    """
    # Whatever prints on the standard output (the library does, on some errors) must not fall into the frames.
    answers = os.dup(1)
    os.dup2(2, 1)
    _die_with_parent(parent_pid)
    _leave_no_core()
    guest = _Guest(library_path, data_path, answers)
    guest.send(READY, READY_BODY.pack(max(0, guest.rate_hz)))
    if guest.rate_hz <= 0:
        return 1
    while (request := _read_frame()) is not None:
        kind, call, body = request
        if kind == SPEAK:
            guest.speak(call, body)
        elif kind == PHONEMES:
            guest.spell(call, body)
        # A CANCEL read here came after its call had ended.
    return 0


def _frame(kind: int, call: int, body: bytes) -> bytes:
    return HEADER.pack(len(body), kind, call) + body


def _write(descriptor: int, payload: bytes) -> None:
    view = memoryview(payload)
    while view:
        view = view[os.write(descriptor, view) :]


def _read_exactly(count: int) -> bytes:
    parts = []
    while count:
        part = os.read(0, count)
        if not part:
            return b""
        parts.append(part)
        count -= len(part)
    return b"".join(parts)


def _read_frame() -> tuple[int, int, bytes] | None:
    """The next request; ``None`` where the parent is gone."""
    header = _read_exactly(HEADER.size)
    if not header:
        return None
    length, kind, call = HEADER.unpack(header)
    body = _read_exactly(length)
    return None if length and not body else (kind, call, body)


def _cancel_waits(call: int) -> bool:
    """Whether the parent has taken back this call; ends the program where there is no parent any more."""
    if not select.select([0], [], [], 0)[0]:
        return False
    request = _read_frame()
    if request is None:
        os._exit(0)
    return request[0] == CANCEL and request[1] == call


def _die_with_parent(parent_pid: int) -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, _SIGKILL)
    if os.getppid() != parent_pid:
        # It died before the line above could arrange anything.
        os._exit(0)


def _leave_no_core() -> None:
    """A crash here is expected and reported; writing a core file would cost more than the restart."""
    import resource

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2], int(sys.argv[3])))
