"""``POST /v1/normalize``: what a text is spoken as, without speaking it."""

from __future__ import annotations

import asyncio
import time
from itertools import chain
from typing import NamedTuple

from rhapsode_protocol.errors import EmptyText, TextTooLong
from rhapsode_server.dialects.kugelaudio_rest import NormalizeRequest
from rhapsode_server.synthesis.synthesizer import Synthesizer
from rhapsode_server.text.reading import VerbalizedSpan
from rhapsode_server.text.segment import Segment
from rhapsode_server.text.segmenter import Segmenter, SegmentPolicy
from rhapsode_server.voices import Catalog

PIECE_CHARACTERS = 500
"""What is cut before the sockets get their turn, one to two milliseconds. Lower only costs turns; higher, and
everybody's audio waits for a text that nobody hears."""


class Normalized(NamedTuple):
    """How a text is read."""

    text: str
    """The spoken form."""
    language: str
    """Tag of the language that it was read in."""
    time_ms: float
    """Compute time."""
    segments: tuple[tuple[str, int, int], ...]
    """What is spoken in one go: the spoken form of each, and its half-open range in the text."""
    spans: tuple[VerbalizedSpan, ...]
    """What was not read as it is written."""


async def normalize(
    request: NormalizeRequest, catalog: Catalog, synthesizer: Synthesizer, max_characters: int
) -> Normalized:
    """Read one text as it would be read for speech.

    Args:
        request: the text and its language.
        catalog: tells which languages there are.
        synthesizer: whose workers read.
        max_characters: the longest text that one request may hold.

    Raises:
        EmptyText: there is nothing to read.
        TextTooLong: the text is longer than ``max_characters``.
        UnknownLanguage: no voice speaks the language.
        MalformedMarkup: a tag cannot be read.
        RhapsodeError: no worker could read it.
    """
    text = request.text
    if len(text) > max_characters:
        raise TextTooLong(f"text has {len(text)} characters; a request may hold {max_characters}", field="text")
    if not text.strip():
        raise EmptyText("text is empty; it must hold something to read", field="text")
    language = catalog.choose(None, request.language).language
    segments, cut_ms = await _cut(text, language)
    spoken = await synthesizer.read(segments, language)
    told = tuple(
        (words, segment.source_start, segment.source_end)
        for words, segment in zip(spoken.segments, segments, strict=True)
        if words
    )
    # As one voice reads segments one after the other: what is skipped there is left out here.
    text_spoken = " ".join(words for words, _, _ in told)
    return Normalized(text_spoken, language, cut_ms + spoken.read_ms, told, tuple(chain(*spoken.spans)))


async def _cut(text: str, language: str) -> tuple[list[Segment], float]:
    """The segments of a text, and the compute time. A segmenter gives the same, however the text is cut into pieces."""
    segmenter = Segmenter(SegmentPolicy(), language)
    segments: list[Segment] = []
    spent_s = 0.0
    for start in range(0, len(text), PIECE_CHARACTERS):
        began = time.perf_counter()
        segments += segmenter.push(text[start : start + PIECE_CHARACTERS], 0.0)
        spent_s += time.perf_counter() - began
        await asyncio.sleep(0)
    segments += segmenter.finish(0.0)
    problems = segmenter.take_problems()
    if problems:
        raise problems[0]
    return segments, spent_s * 1000.0
