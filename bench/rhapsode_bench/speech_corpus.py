"""Speech to measure on: fixed sentences, spoken by espeak-ng in five voices, at the chain's 24 kHz.

espeak-ng keeps global state and can abort, so it runs in a child process: this module, run as a program, speaks one
line and writes raw samples to standard output. A fresh process for each line also makes the speech repeatable, which
a second call in the same process is not.
"""

from __future__ import annotations

import ctypes
import functools
import subprocess
import sys
from dataclasses import dataclass

import numpy as np
import soxr
from numpy.typing import NDArray

from rhapsode_protocol.formats import NATIVE_RATE_HZ

Speech = NDArray[np.float32]
"""Mono audio ``[T]``, float32, in [-1, 1], at ``NATIVE_RATE_HZ``."""

ESPEAK_SYNCHRONOUS = 2
"""``AUDIO_OUTPUT_SYNCHRONOUS`` of espeak-ng's ``speak_lib.h``: the call returns when all samples were handed over."""
ESPEAK_NO_EXIT = 0x8000
"""``espeakINITIALIZE_DONT_EXIT``: a missing data folder is reported, and the process lives on."""
ESPEAK_UTF8 = 1
"""``espeakCHARS_UTF8``."""
ESPEAK_PITCH = 3
"""``espeakPITCH``: the base pitch, 0 to 100."""
PEAK = 0.7
"""Every line is brought to this peak, so that thresholds in full-scale units mean the same for each."""


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence of the corpus."""

    name: str
    """Short, for tables."""
    voice: str
    """espeak-ng's voice, with its variant after ``+``."""
    pitch: int
    """espeak-ng's base pitch, 0 to 100."""
    text: str


LINES = (
    Line(
        "english low",
        "en-us",
        15,
        "Sing, goddess, the anger of Achilles, son of Peleus, that brought countless troubles upon the Greeks. "
        "Many a brave soul did it send hurrying down, and many a hero did it yield a prey to dogs and vultures.",
    ),
    Line(
        "english high",
        "en-us+f3",
        75,
        "Tell me, Muse, of the man of many devices, who wandered full many ways after he had sacked the sacred city. "
        "Please take a ticket, keep it dry, and pick up the package at the back counter before ten past eight.",
    ),
    Line(
        "german",
        "de",
        40,
        "Der Zug nach Zürich fährt heute pünktlich von Gleis sieben ab. Bitte treten Sie zurück, die Türen schließen. "
        "Zwischen Kassel und Göttingen kann es kurze Zeit kein Netz geben.",
    ),
    Line(
        "french",
        "fr+f2",
        55,
        "Il était une fois, dans un petit village au bord de la mer, une fille qui parlait aux oiseaux. "
        "Chaque matin, elle ouvrait sa fenêtre et leur racontait ce qu'elle avait rêvé.",
    ),
    Line(
        "spanish",
        "es",
        50,
        "En un lugar de la Mancha, de cuyo nombre no quiero acordarme, no ha mucho tiempo que vivía un hidalgo. "
        "Tres tristes tigres tragaban trigo en un trigal, y el perro de San Roque no tiene rabo.",
    ),
)
"""About a minute: low and high voices, plosive-rich lines, five ways to speak. A change here makes old figures void."""


@functools.cache
def corpus() -> dict[str, Speech]:
    """Every line of the corpus by its name; spoken once per process, about a tenth of a second each.

    Raises:
        RuntimeError: espeak-ng could not speak a line.
    """
    return {line.name: speak(line) for line in LINES}


def speak(line: Line) -> Speech:
    """One line as speech at ``NATIVE_RATE_HZ``, its peak at ``PEAK``.

    Raises:
        RuntimeError: the child process died, or gave no sound.
    """
    command = [sys.executable, "-m", __name__, line.voice, str(line.pitch), line.text]
    child = subprocess.run(command, capture_output=True, check=False)
    if child.returncode != 0 or len(child.stdout) < 4:
        complaint = child.stderr.decode(errors="replace").strip()
        raise RuntimeError(f"espeak-ng could not speak {line.name!r} (exit status {child.returncode}): {complaint}")
    rate_hz = int.from_bytes(child.stdout[:4], "little")
    samples = np.frombuffer(child.stdout, dtype="<i2", offset=4).astype(np.float32) / 32768.0
    native: Speech = soxr.resample(samples, rate_hz, NATIVE_RATE_HZ).astype(np.float32)
    return native * np.float32(PEAK / np.abs(native).max())


def _speak_to_stdout(voice: str, pitch: int, text: str) -> int:
    """The child's work: the rate as four bytes, then 16-bit samples, on standard output."""
    import espeakng_loader

    library = ctypes.CDLL(espeakng_loader.get_library_path())
    data_path = espeakng_loader.get_data_path().encode()
    rate_hz = library.espeak_Initialize(ESPEAK_SYNCHRONOUS, 0, data_path, ESPEAK_NO_EXIT)
    if rate_hz <= 0:
        sys.stderr.write("espeak_Initialize failed\n")
        return 1
    pieces = [rate_hz.to_bytes(4, "little")]

    def take(samples: ctypes._Pointer[ctypes.c_short], count: int, events: int) -> int:
        if count > 0:
            pieces.append(ctypes.string_at(samples, 2 * count))
        return 0

    # Kept in a variable: the library holds only a bare pointer, and Python would free the function under it.
    callback = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.c_void_p)(take)
    library.espeak_SetSynthCallback(callback)
    if library.espeak_SetVoiceByName(voice.encode()) != 0:
        sys.stderr.write(f"espeak-ng has no voice {voice!r}\n")
        return 1
    library.espeak_SetParameter(ESPEAK_PITCH, pitch, 0)
    encoded = text.encode()
    failed = library.espeak_Synth(encoded, ctypes.c_size_t(len(encoded) + 1), 0, 1, 0, ESPEAK_UTF8, None, None)
    sys.stdout.buffer.write(b"".join(pieces))
    return int(failed != 0)


if __name__ == "__main__":
    sys.exit(_speak_to_stdout(sys.argv[1], int(sys.argv[2]), sys.argv[3]))
