"""Tells how texts would be read, without speaking them: language, words, and what an engine makes of these."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Mapping
from typing import Protocol

from rhapsode_protocol.errors import RhapsodeError, SynthesisFailed
from rhapsode_server.engines.engine import Engine, EngineRequest, Phonemic
from rhapsode_server.synthesis.commands import ReadText, TextRead
from rhapsode_server.synthesis.fault import describe_fault
from rhapsode_server.synthesis.linguist import Linguist
from rhapsode_server.text.identification import Identified
from rhapsode_server.text.reading import Phonemes, Reading
from rhapsode_server.text.segment import Segment
from rhapsode_server.voices import Voice

logger = logging.getLogger(__name__)


class Reader(Protocol):
    """Turns segments into spoken words (``text.normalizer.Normalizer``)."""

    def read(self, segment: Segment, language: str, normalize: bool) -> Reading:
        """The spoken form of a segment."""


class TextReader:
    """Reads texts that nobody wants to hear, as the same words of a job would be read.

    Args:
        engines: the voice makers, warm, by name; asked for phonemes.
        reader: turns segments into words.
        linguist: tells the language of texts where it was not said; the assumed one where there is none.
        clock: seconds of a monotonic clock.
    """

    def __init__(
        self,
        engines: Mapping[str, Engine],
        reader: Reader,
        linguist: Linguist | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._engines = engines
        self._reader = reader
        self._linguist = linguist
        self._clock = clock

    def read(self, text: ReadText) -> TextRead:
        """The spoken form of a text; a fault is answered, not raised."""
        began = self._clock()
        try:
            told = [self._identified(text, place) for place in range(len(text.segments))]
            tags = [text.language if each is None else each.language for each in told]
            readings = [self._reader.read(segment, tag, True) for segment, tag in zip(text.segments, tags, strict=True)]
            phonemes = (
                () if text.voice is None else tuple(map(self._phonemes, readings, tags, [text.voice] * len(tags)))
            )
        except Exception as error:
            logger.error("a text could not be read: %s", describe_fault(error))
            problem = error if isinstance(error, RhapsodeError) else SynthesisFailed("the text could not be read")
            return TextRead(text.number, (), 0.0, problem)
        return TextRead(
            text.number,
            tuple(reading.text for reading in readings),
            (self._clock() - began) * 1000.0,
            spans=tuple(reading.spans for reading in readings),
            languages=tuple(each for each in told if each is not None),
            phonemes=phonemes,
        )

    def _identified(self, text: ReadText, place: int) -> Identified | None:
        if self._linguist is None or not text.heard:
            return None
        return self._linguist.tell(text.heard[place], text.language, cautious=text.cautious)

    def _phonemes(self, reading: Reading, language: str, voice: Voice) -> Phonemes | None:
        engine = self._engines.get(voice.engine)
        if not reading.speakable or not isinstance(engine, Phonemic):
            return None
        try:
            return engine.phonemes(EngineRequest(reading.text, reading.words, language, voice))
        except RhapsodeError as error:
            # Speech would end with this; its words are still worth telling.
            logger.warning("no phonemes of a text: %s", describe_fault(error))
            return None
