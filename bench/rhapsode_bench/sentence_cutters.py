"""The cutter of this project and its peers, as rows that take a text and tell where its sentences end.

All are shown a text one character at a time but ``sentencex``, which judges whole texts and so waits for nothing.
"""

from __future__ import annotations

import importlib
import importlib.metadata
import importlib.util
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from rhapsode_server.text.boundary import Boundary, BoundaryFinder, BoundaryKind
from rhapsode_server.text.languages import language_row
from rhapsode_server.text.markdown import MarkdownFilter
from rhapsode_server.text.markup import MarkupParser
from rhapsode_server.text.markup_event import (
    Characters,
    MarkupEvent,
    Pronounced,
    Replaced,
    SpellClosed,
    SpellOpened,
    TagDropped,
)

CUT, TIE = "‖", "⁀"


@dataclass(frozen=True, slots=True)
class CutText:
    """One line of the table."""

    language: str
    text: str
    cuts: frozenset[int]
    """Where a sentence begins, but the first."""
    ties: frozenset[int]
    """Where nothing may be cut."""
    source: str

    @property
    def is_plain(self) -> bool:
        """Whether it holds no tags and no Markdown, which peers do not take out."""
        parser, markdown = MarkupParser(), MarkdownFilter()
        events = markdown.feed(parser.feed(self.text)) + markdown.feed(parser.close()) + markdown.close()
        return all(isinstance(event, Characters) for event in events)


def read_table(path: Path) -> list[CutText]:
    """The texts of a table; the file's head says how they are written."""
    texts: list[CutText] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            language, marked, source = line.split("\t")
            texts.append(_read_marked(language, marked.replace("\\n", "\n"), source))
    return texts


def _read_marked(language: str, marked: str, source: str) -> CutText:
    text = ""
    places: dict[str, set[int]] = {CUT: set(), TIE: set()}
    for character in marked:
        if character in places:
            places[character].add(len(text))
        else:
            text += character
    return CutText(language, text, frozenset(places[CUT]), frozenset(places[TIE]), source)


class Cut(NamedTuple):
    """A sentence's end that was found."""

    place: int
    """First character of the next sentence."""
    waited: int
    """Characters behind the sentence's last one, that one's space included, that had come when it was told."""


class SourceBoundary(NamedTuple):
    """A boundary by its place in the text as it was received."""

    place: int
    kind: BoundaryKind
    known_at: int
    """Characters that had come when it was reported."""


def boundaries(text: str, language: str) -> list[SourceBoundary]:
    """All that this project's finder reports on a text that comes one character at a time, tags and Markdown out."""
    parser, markdown, finder = MarkupParser(), MarkdownFilter(), BoundaryFinder(language_row(language))
    sources: list[int] = []
    steps = [(markdown.feed(parser.feed(character)), known_at) for known_at, character in enumerate(text, 1)]
    steps.append((markdown.feed(parser.close()) + markdown.close(), len(text)))
    found: list[SourceBoundary] = []
    spelling = False
    for events, known_at in steps:
        for event in events:
            spelling = isinstance(event, SpellOpened) or (spelling and not isinstance(event, SpellClosed))
            for boundary in _feed(finder, event, sources, spelling=spelling):
                # Marks that open something go with the text behind them, as in segments.
                place = sources[boundary.place - 1] + 1 if boundary.place else 0
                found.append(SourceBoundary(place, boundary.kind, known_at))
    return found


def _feed(finder: BoundaryFinder, event: MarkupEvent, sources: list[int], *, spelling: bool) -> list[Boundary]:
    """Show the finder one event, as the segmenter does, and note where its characters stand."""
    match event:
        case Characters(text, start):
            sources.extend(range(start, start + len(text)))
            return finder.feed_spelled(text) if spelling else finder.feed(text)
        case Replaced(_, end, text):
            sources.extend([end - 1] * len(text))
            return finder.feed(text)
        case Pronounced(text=text, text_start=start):
            sources.extend(range(start, start + len(text)))
            return finder.feed_pronounced(text)
        case SpellOpened():
            return finder.begin_spelling()
        case TagDropped(block=True):
            return finder.break_line()
        case _:
            return []


def _rhapsode(text: str, language: str) -> Iterator[Cut]:
    least = BoundaryKind.CLAUSE if language == "th" else BoundaryKind.SENTENCE
    for boundary in boundaries(text, language):
        if boundary.kind >= least:
            yield from _cut(text, boundary.place, boundary.known_at)


def _cut(text: str, place: int, known_at: int) -> Iterator[Cut]:
    """The cut at a place, moved behind white space; none where no text follows or precedes."""
    before = len(text[:place].rstrip())
    place += len(text[place:]) - len(text[place:].lstrip())
    if before and place < len(text):
        yield Cut(place, max(0, known_at - before))


def _stream2sentence(text: str, language: str) -> Iterator[Cut]:
    library: Any = importlib.import_module("stream2sentence")
    given = 0

    def characters() -> Iterator[str]:
        nonlocal given
        for character in text:
            given += 1
            yield character

    position = 0
    sentences = library.generate_sentences(
        characters(),
        tokenizer="rule-based",
        language=language,
        minimum_sentence_length=1,
        minimum_first_fragment_length=1,
        quick_yield_single_sentence_fragment=False,
        cleanup_text_links=False,
        cleanup_text_emojis=False,
    )
    for sentence in sentences:
        # Sentences come with their white space cleaned.
        for word in sentence.split():
            found = text.find(word, position)
            position = found + len(word) if found >= 0 else position
        yield from _cut(text, position, given)


def _sentencex(text: str, language: str) -> Iterator[Cut]:
    library: Any = importlib.import_module("sentencex")
    position = 0
    for sentence in library.segment({"nb": "no"}.get(language, language), text):
        position += len(sentence)
        yield from _cut(text, position, len(text))


@dataclass(frozen=True, slots=True)
class SentenceCutter:
    """One row of the comparison."""

    name: str
    cut: Callable[[str, str], Iterator[Cut]]
    """Text and language in, its cuts in order."""
    streams: bool = True
    package: str | None = None
    """What must be installed; ``None`` for this project."""

    @property
    def available(self) -> bool:
        return self.package is None or importlib.util.find_spec(self.package) is not None

    @property
    def version(self) -> str:
        return importlib.metadata.version(self.package or "rhapsode")


SENTENCE_CUTTERS = (
    SentenceCutter("rhapsode", _rhapsode),
    SentenceCutter("stream2sentence", _stream2sentence, package="stream2sentence"),
    SentenceCutter("sentencex, whole texts", _sentencex, streams=False, package="sentencex"),
)
