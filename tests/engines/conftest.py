"""What the engines' tests share: requests made of plain text, and rows put together again."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np
import pytest

from rhapsode_server.engines.engine import EngineAudio, EngineRequest
from rhapsode_server.engines.registry import ENGINES, load_voices
from rhapsode_server.sound import Samples, WordMark
from rhapsode_server.text.normalizer import Normalizer
from rhapsode_server.text.reading import SpokenWord
from rhapsode_server.text.segmenter import Segmenter, SegmentPolicy
from rhapsode_server.voices import Voice

RequestFor = Callable[..., EngineRequest]


@dataclass(frozen=True)
class SpokenRow:
    """All of one row."""

    samples: Samples
    marks: tuple[WordMark, ...]
    lasts: int
    """How many of its pieces called themselves the last."""
    warnings: tuple[str, ...]


@pytest.fixture(scope="session")
def voice_of() -> Callable[[str], Voice]:
    """A voice by its handle, from either engine's list."""
    known = {voice.handle: voice for engine in ENGINES for voice in load_voices(engine)}
    return known.__getitem__


@pytest.fixture(scope="session")
def request_for(voice_of: Callable[[str], Voice]) -> RequestFor:
    """Builds a request from text whose words are the matches of ``word``."""

    def build(text: str, voice: str = "espeak-en-us", language: str | None = None, word: str = r"\S+") -> EngineRequest:
        words = tuple(
            SpokenWord(match.group(), match.start(), match.end(), match.start(), match.end())
            for match in re.finditer(word, text)
        )
        speaker = voice_of(voice)
        return EngineRequest(text, words, language or speaker.language, speaker)

    return build


@pytest.fixture(scope="session")
def marked_request_for(voice_of: Callable[[str], Voice]) -> RequestFor:
    """Builds a request from text with markup, read as the server reads it, in one segment."""

    def build(text: str, voice: str = "espeak-en-us", language: str | None = None) -> EngineRequest:
        speaker = voice_of(voice)
        tag = language or speaker.language
        segmenter = Segmenter(SegmentPolicy(schedule=(10_000,)), tag)
        (segment,) = segmenter.push(text, 0.0) + segmenter.finish(0.0)
        reading = Normalizer().read(segment, tag, True)
        return EngineRequest(reading.text, reading.words, tag, speaker)

    return build


@pytest.fixture(scope="session")
def rows_of() -> Callable[[Iterable[EngineAudio], int], list[SpokenRow]]:
    """Puts the pieces of a batch together, row by row, and checks that nothing follows a row's last piece."""

    def collect(pieces: Iterable[EngineAudio], rows: int) -> list[SpokenRow]:
        collected: list[list[EngineAudio]] = [[] for _ in range(rows)]
        for piece in pieces:
            earlier = collected[piece.row]
            assert not (earlier and earlier[-1].last), f"row {piece.row} goes on after its last piece"
            earlier.append(piece)
        return [_row(pieces) for pieces in collected]

    return collect


def _row(pieces: list[EngineAudio]) -> SpokenRow:
    return SpokenRow(
        np.concatenate([piece.samples for piece in pieces]) if pieces else np.zeros(0, np.float32),
        tuple(mark for piece in pieces for mark in piece.marks),
        sum(piece.last for piece in pieces),
        tuple(piece.warning for piece in pieces if piece.warning is not None),
    )
