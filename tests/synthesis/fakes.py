"""A reader, a chain and an engine that do as told, for the worker's tests. They keep the real ones' contracts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

import numpy as np

from rhapsode_protocol.formats import AudioFormat
from rhapsode_server.audio.chain import ChainAudio, ChainResult, Sound
from rhapsode_server.engines.engine import EngineAudio, EngineRequest
from rhapsode_server.text.reading import Reading, SpokenWord
from rhapsode_server.text.segment import Segment


class PlainReader:
    """Reads text as it stands; counts what it was asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str, bool]] = []

    def read(self, segment: Segment, language: str, normalize: bool) -> Reading:
        """The words between the spaces."""
        self.asked.append((segment.text, language, normalize))
        if "{unreadable}" in segment.text:
            raise ValueError(f"cannot read {segment.text!r}")
        words = tuple(
            SpokenWord(found.group(), found.start(), found.end(), found.start(), found.end())
            for found in re.finditer(r"\S+", segment.text)
        )
        return Reading(segment.text, words)


class PlainChain:
    """Hands on each feed as one piece of the samples' sum, so that a test can see whose sound it was."""

    def __init__(self, audio_format: AudioFormat) -> None:
        self.format = audio_format
        self.begun: list[tuple[int, float, int]] = []
        self.abandoned = 0
        self._samples: int | None = None

    def begin(self, words: Sequence[SpokenWord], speed: float, pause_ms: int) -> None:
        """Start a segment."""
        if self._samples is not None:
            raise RuntimeError("a segment is under way")
        self.begun.append((len(words), speed, pause_ms))
        self._pause = pause_ms * 24
        self._samples = 0

    def feed(self, audio: Sound) -> list[ChainAudio]:
        """One piece for every feed that holds something."""
        if self._samples is None:
            raise RuntimeError("no segment is under way")
        if not np.isfinite(audio.samples).all():
            raise ValueError("the engine's samples hold infinity or NaN")
        self._samples += len(audio.samples)
        if not len(audio.samples):
            return []
        audible = 0 if np.any(audio.samples) else None
        return [ChainAudio(audio.samples.tobytes(), len(audio.samples), audible)]

    def finish(self) -> ChainResult:
        """The pause, as a last piece."""
        if self._samples is None:
            raise RuntimeError("no segment is under way")
        pause = (ChainAudio(bytes(2 * self._pause), self._pause, None),) if self._pause else ()
        total = self._samples + self._pause
        self._samples = None
        return ChainResult(pause, (), total, total, "none")

    def abandon(self) -> None:
        """Drop the segment."""
        self.abandoned += 1
        self._samples = None


class ScriptedEngine:
    """Speaks each word as 100 samples of its row's voice number; braces in a word make it misbehave.

    Args:
        clock: moved on by the cost of each word.
    """

    sample_rate_hz = 24_000
    max_batch = 8
    interruptible = True

    def __init__(self, clock: TestClock | None = None) -> None:
        self.clock = clock or TestClock()
        self.batches: list[list[str]] = []
        self.spoken: list[str] = []
        self.on_word: Callable[[str], None] = lambda word: None

    def warm_up(self) -> None:
        """Nothing is slow here."""

    def close(self) -> None:
        """Nothing is held."""

    def synthesize(self, requests: Sequence[EngineRequest], cancelled: Callable[[int], bool]) -> Iterator[EngineAudio]:
        """Rows by turns, a word each."""
        self.batches.append([request.text for request in requests])
        rows = {index: list(request.words) for index, request in enumerate(requests)}
        while rows:
            for index in tuple(rows):
                if cancelled(index):
                    del rows[index]
                    continue
                word = rows[index].pop(0).text
                self.spoken.append(word)
                self.on_word(word)
                self.clock.now += 0.1
                if "{raise}" in word:
                    raise RuntimeError(f"cannot say {word!r}")
                if "{stop}" in word:
                    return
                level = float(requests[index].voice.engine_voice)
                level = {"{nan}": np.nan, "{silent}": 0.0}.get(word, level)
                last = not rows[index]
                warning = "read otherwise" if "{odd}" in word else None
                length = 0 if "{quiet}" in word else 100
                yield EngineAudio(index, np.full(length, level, np.float32), last=last, warning=warning)
                if last:
                    del rows[index]


class TestClock:
    """Time that passes only when told."""

    __test__ = False

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now
