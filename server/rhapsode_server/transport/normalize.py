"""``POST /v1/normalize``: what a text is spoken as, without speaking it."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Mapping, Sequence
from itertools import chain
from typing import NamedTuple, Protocol

from rhapsode_protocol.errors import EmptyText, TextTooLong
from rhapsode_server.audio.estimate import estimated_s
from rhapsode_server.dialects.kugelaudio_rest import GIVEN, VOICE, Normalized, NormalizedSegment, NormalizeRequest
from rhapsode_server.session.options import AUTO_LANGUAGE, NOTHING_KNOWN, Detection, Options, resolve
from rhapsode_server.session.pronunciations import NO_PRONUNCIATIONS, Pronunciations
from rhapsode_server.synthesis.reading_desk import SpokenText
from rhapsode_server.text.language_memory import LanguageMemory
from rhapsode_server.text.replacement import apply_dictionaries
from rhapsode_server.text.segment import Segment
from rhapsode_server.text.segmenter import Segmenter
from rhapsode_server.voices import Catalog, Voice

PIECE_CHARACTERS = 500
"""What is cut before the sockets get their turn, one to two milliseconds. Lower only costs turns; higher, and
everybody's audio waits for a text that nobody hears."""


class ReadingRoom(Protocol):
    """Where segments are read (``synthesis.synthesizer.Synthesizer``)."""

    async def read(
        self,
        segments: Sequence[Segment],
        language: str,
        heard: Sequence[tuple[str, ...]] = (),
        *,
        cautious: bool = True,
        voice: Voice | None = None,
    ) -> SpokenText:
        """What segments are spoken as; see ``ReadingDesk.read``."""


class _Cut(NamedTuple):
    """A text, cut as it would be for speech."""

    segments: list[Segment]
    """With the words of dictionaries in them."""
    heard: list[tuple[str, ...]]
    """What tells the language of each; empty where it was said."""
    spent_ms: float
    """Compute time."""


async def normalize(
    request: NormalizeRequest,
    catalog: Catalog,
    room: ReadingRoom,
    max_characters: int,
    *,
    pronunciations: Pronunciations = NO_PRONUNCIATIONS,
    real_time_factors: Mapping[str, float] = NOTHING_KNOWN,
    detects: bool = False,
) -> Normalized:
    """Read one text as it would be read for speech of these settings.

    Args:
        request: the text, and what is said of the speech.
        catalog: tells which languages there are, and who speaks them.
        room: where it is read.
        max_characters: the longest text that one request may hold.
        pronunciations: what dictionaries the caller has.
        real_time_factors: of the engines; they decide how long segments are.
        detects: whether a text's language is told from the text, where it is not said.

    Raises:
        EmptyText: there is nothing to read.
        TextTooLong: the text is longer than ``max_characters``.
        UnknownVoice, UnknownLanguage: the catalogue has no such thing.
        Forbidden: the project is somebody else's.
        InvalidRequest: the project has no such dictionary.
        MalformedMarkup: a tag cannot be read.
        RhapsodeError: no worker could read it.
    """
    text = request.text
    if len(text) > max_characters:
        raise TextTooLong(f"text has {len(text)} characters; a request may hold {max_characters}", field="text")
    if not text.strip():
        raise EmptyText("text is empty; it must hold something to read", field="text")
    options = resolve(request.settings, catalog, real_time_factors, pronunciations, detects=detects)
    cut = await _cut(text, options)
    spoken = await room.read(
        cut.segments,
        options.language,
        cut.heard,
        cautious=options.detection is not Detection.LIKELIEST,
        voice=options.voice if request.phonemes else None,
    )
    told = tuple(_told(cut.segments, spoken, options.language))
    settled = spoken.languages[-1] if spoken.languages else None
    said = request.settings.language not in (None, AUTO_LANGUAGE)
    return Normalized(
        # As one voice reads segments one after the other: what is skipped there is left out here.
        text=" ".join(segment.text for segment in told),
        language=options.language if settled is None else settled.language,
        language_reason=settled.reason.value if settled is not None else GIVEN if said else VOICE,
        confidence=None if settled is None else settled.confidence,
        time_ms=cut.spent_ms + spoken.read_ms,
        estimated_s=sum(map(estimated_s, cut.segments, spoken.segments)),
        segments=told,
        spans=tuple(chain(*spoken.spans)),
    )


def _told(segments: Sequence[Segment], spoken: SpokenText, language: str) -> list[NormalizedSegment]:
    """What is said of each segment that is spoken at all."""
    languages = [each.language for each in spoken.languages] or [language] * len(segments)
    phonemes = spoken.phonemes or (None,) * len(segments)
    return [
        NormalizedSegment(words, segment.source_start, segment.source_end, tag, sounds)
        for segment, words, tag, sounds in zip(segments, spoken.segments, languages, phonemes, strict=True)
        if words
    ]


async def _cut(text: str, options: Options) -> _Cut:
    """The segments of a text. A segmenter gives the same, however the text is cut into pieces."""
    segmenter = Segmenter(options.policy, options.language)
    memory = LanguageMemory()
    cut = _Cut([], [], 0.0)
    spent_s = 0.0

    def keep(segments: Sequence[Segment]) -> None:
        for segment in segments:
            if options.detection is not Detection.NONE:
                cut.heard.append(memory.hear(segment))
            cut.segments.append(apply_dictionaries(segment, options.dictionaries))

    for start in range(0, len(text), PIECE_CHARACTERS):
        began = time.perf_counter()
        keep(segmenter.push(text[start : start + PIECE_CHARACTERS], 0.0))
        spent_s += time.perf_counter() - began
        await asyncio.sleep(0)
    keep(segmenter.finish(0.0))
    problems = segmenter.take_problems()
    if problems:
        raise problems[0]
    return cut._replace(spent_ms=spent_s * 1000.0)
