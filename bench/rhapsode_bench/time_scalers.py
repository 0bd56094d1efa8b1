"""The time scaler of this project and its peers, as rows that take speech and a speed."""

from __future__ import annotations

import importlib.metadata
import shutil
import subprocess
import tempfile
import time
import wave
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import librosa
import numpy as np

from rhapsode_bench.speech_corpus import Speech
from rhapsode_protocol.formats import NATIVE_RATE_HZ
from rhapsode_server.audio.wsola import Wsola

CHUNK_SAMPLES = 960
"""40 ms: the smallest piece that the chain sends, and so the dearest way to feed."""

Stretch = Callable[[Speech, float], tuple[Speech, float]]
"""Speech and a speed in; the output and the seconds it took out."""


@dataclass(frozen=True, slots=True)
class TimeScaler:
    """One row of the comparison."""

    name: str
    stretch: Stretch
    program: str | None = None
    """The program that must be installed; ``None`` for what runs inside this process."""
    distribution: str | None = None
    """The Python distribution whose version is told."""

    @property
    def available(self) -> bool:
        return self.program is None or shutil.which(self.program) is not None


def _timed(work: Callable[[Speech, float], Speech]) -> Stretch:
    def stretch(speech: Speech, speed: float) -> tuple[Speech, float]:
        start = time.perf_counter()
        output = work(speech, speed)
        return output, time.perf_counter() - start

    return stretch


def _whole(speech: Speech, speed: float) -> Speech:
    wsola = Wsola(NATIVE_RATE_HZ, speed)
    return np.concatenate((wsola.feed(speech), wsola.finish()))


def _chunked(speech: Speech, speed: float) -> Speech:
    wsola = Wsola(NATIVE_RATE_HZ, speed)
    pieces = [wsola.feed(speech[start : start + CHUNK_SAMPLES]) for start in range(0, len(speech), CHUNK_SAMPLES)]
    return np.concatenate((*pieces, wsola.finish()))


def _phase_vocoder(speech: Speech, speed: float) -> Speech:
    output: Speech = librosa.effects.time_stretch(speech, rate=speed)
    return output


def _audiotsm(speech: Speech, speed: float) -> Speech:
    from audiotsm import wsola
    from audiotsm.io.array import ArrayReader, ArrayWriter

    writer = ArrayWriter(1)
    wsola(1, speed=speed).run(ArrayReader(speech[None]), writer)
    output: Speech = writer.data[0].astype(np.float32)
    return output


def _program(*command: str) -> Stretch:
    """A program as a whole process: start, reading, scaling, writing. ``{speed}`` and ``{percent}`` are filled in."""

    def stretch(speech: Speech, speed: float) -> tuple[Speech, float]:
        with tempfile.TemporaryDirectory() as folder:
            before, after = Path(folder, "in.wav"), Path(folder, "out.wav")
            _write_wave(before, speech)
            fields = {"speed": speed, "percent": (speed - 1) * 100, "input": before, "output": after}
            filled = [part.format(**fields) for part in command]
            start = time.perf_counter()
            subprocess.run(filled, check=True, capture_output=True)
            seconds = time.perf_counter() - start
            return _read_wave(after), seconds

    return stretch


def _write_wave(path: Path, speech: Speech) -> None:
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(NATIVE_RATE_HZ)
        file.writeframes(np.round(np.clip(speech, -1, 1) * 32767).astype("<i2").tobytes())


def _read_wave(path: Path) -> Speech:
    with wave.open(str(path), "rb") as file:
        integers = np.frombuffer(file.readframes(file.getnframes()), "<i2")
    return integers.astype(np.float32) / np.float32(32767)


TIME_SCALERS = (
    TimeScaler("rhapsode, whole", _timed(_whole), distribution="rhapsode"),
    TimeScaler("rhapsode, 40 ms pieces", _timed(_chunked), distribution="rhapsode"),
    TimeScaler("librosa phase vocoder", _timed(_phase_vocoder), distribution="librosa"),
    TimeScaler("audiotsm WSOLA", _timed(_audiotsm), distribution="audiotsm"),
    TimeScaler(
        "rubberband R2 (process)",
        _program("rubberband", "-q", "-2", "-T", "{speed}", "{input}", "{output}"),
        "rubberband",
    ),
    TimeScaler(
        "rubberband R3 (process)",
        _program("rubberband", "-q", "-3", "-T", "{speed}", "{input}", "{output}"),
        "rubberband",
    ),
    TimeScaler(
        "soundstretch (process)",
        _program("soundstretch", "{input}", "{output}", "-tempo={percent}", "-speech"),
        "soundstretch",
    ),
    TimeScaler("sonic (process)", _program("sonic", "-s", "{speed}", "{input}", "{output}"), "sonic"),
)
"""Every row. Programs are Debian's ``rubberband-cli``, ``soundstretch`` and ``sonic``; missing ones are skipped."""


def version(scaler: TimeScaler) -> str:
    """Which release of a row is measured, as far as its distribution or Debian's package database can tell."""
    if scaler.distribution is not None:
        return importlib.metadata.version(scaler.distribution)
    package = "rubberband-cli" if scaler.program == "rubberband" else str(scaler.program)
    if shutil.which("dpkg-query") is None:
        return "unknown"
    told = subprocess.run(
        ["dpkg-query", "-W", "-f", "${Version}", package], capture_output=True, text=True, check=False
    )
    return told.stdout or "unknown"
