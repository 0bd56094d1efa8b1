"""What is passed to espeak-ng: sentences, kept within what the library survives, one SSML mark per word.

Pure functions of text; they know no process and no sound. The limits are for espeak-ng 1.52.0, which wheels carry:
fixed buffers (``N_WORD_BYTES`` 160, ``N_WORD_PHONEMES`` 200 in its ``translate.h``) are overrun by the inputs named
below. The project has merged fixes since; with a release that has them, :func:`restrain` can go.

No limit loses a letter: runs are broken by spaces, or read without their dots.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

from rhapsode_server.engines.engine import EngineRequest
from rhapsode_server.text.characters import CharacterClass, classify

MAX_RUN_CHARACTERS = 60
"""Characters without a space. Higher: an expanded word overruns the library's buffers (aborts seen from 136); lower:
long compounds and addresses are torn apart for nothing."""

MAX_DOTTED_LETTERS = 8
"""Letters with a dot each ("a.b.c."), counted across spaces. Higher: 30 in a run, or 24 runs of 8, abort in en, de, fr
and ja; lower: real abbreviations lose their dots."""

MAX_APOSTROPHES = 3
"""Pairs of ``'s`` in a run. 68 of them abort in en, fr and ru; nobody writes more than two."""

_SENTENCE_END = re.compile(r"[.!?…。！？｡।॥؟۔።։]+[\"'»”’」』)\]]*$")
_CLAUSE_END = re.compile(r"[.,;:!?…—。，、；：！？｡।॥؟،؛۔።։][\"'»”’」』)\]]*$")
_AMBIGUOUS_END = re.compile(r"(?:^|[^\w])(?:\w{1,3}|\d+|\w+\.\w+)\.[\"'»”’)\]]*$")
"""A full stop that may belong to an abbreviation, an initial or an ordinal ("Dr.", "J.", "3.", "z.B.")."""
_DOTTED = re.compile(r"(?<![^\W_])([^\W\d_])\.(?=[^\W\d_]\.|\W|$)")
_APOSTROPHES = re.compile(rf"((?:['’ʼ][sS]|[sS]['’ʼ]){{{MAX_APOSTROPHES}}})(?=['’ʼsS])")
_INNER_MARKS = re.compile(r"[.,;:!?](?=\S)")
_SIMPLE_MARKS = frozenset(".,;:!?")
_APOSTROPHE = re.compile("['’ʼ]")
_NAMED = re.compile(r'["«»\[\]{}`|¦•‣・‧·־…]|\.\.|^[—–―].|[;:,.!?。、] [—–―]')
"""Whether there is anything for :func:`_unnamed` to change."""
_QUOTES = re.compile(r'(?P<within>(?<=[^\W_])["·](?=[^\W_]))|(?P<opens>"(?=[^\W_])|(?<!\S)")|["·]')
"""What stands between two letters is theirs: Hebrew acronyms, the Catalan l·l."""
_BRACKETS = str.maketrans("«[{»]}`|¦•‣・‧־", "((()))(       ")
_DOTS = re.compile(r"(?:…[….]*+|(?<!\.)\.\.[….]*+(?![/\w]))(?P<more>[?!])?")
_DASH_FIRST = re.compile(r"^[—–―](?=\s*\S)|(?<=[;:,.!?。、] )[—–―]")
_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})


class CallWord(NamedTuple):
    """One word on its way to the library."""

    number: int
    """Its number among the request's words, and the number of its mark."""
    text: str
    joined: bool = False
    """Whether no space stands before it, as between Chinese words."""


def sentences(request: EngineRequest) -> list[tuple[CallWord, ...]]:
    """The request's words, cut where a sentence surely ends, and where their language changes; everything of the text
    that is not space belongs to one.

    But for inline IPA without a written word, which the library cannot speak: of it only the marks behind are left, and
    go to the word before.

    The library drops the mark of the first word of a second sentence in one call. A full stop that may be an
    abbreviation's is left to the library's own judgement, and the mark found through its sentence event.
    """
    cut: list[tuple[CallWord, ...]] = []
    current: list[CallWord] = []
    joined = False
    language: str | None = None
    for index, word in enumerate(request.words):
        if current and word.language != language:
            cut.append(tuple(current))
            current = []
        language = word.language
        start = 0 if index == 0 else word.start
        end = request.words[index + 1].start if index + 1 < len(request.words) else len(request.text)
        written = request.text[start:end]
        spaced = written != written.rstrip()
        if word.pronunciation is not None and not word.pronunciation.written:
            joined = joined and not spaced
            if not current:
                continue
            text = current[-1].text + _marks_behind(current[-1].text, request.text[word.pronunciation.end : end])
            current[-1] = current[-1]._replace(text=text)
        else:
            text = " ".join(written.split())
            if joined and current and _goes_on(current[-1].text, text):
                current[-1] = current[-1]._replace(text=current[-1].text + text)
            else:
                current.append(CallWord(index, text, joined and bool(current)))
            joined = not spaced
        if _SENTENCE_END.search(text) and not _AMBIGUOUS_END.search(text):
            cut.append(tuple(current))
            current = []
    if current:
        cut.append(tuple(current))
    return cut


def _goes_on(before: str, text: str) -> bool:
    """Whether these are two parts of one word, as where a sound is given for one of them: "[Bob](/bɒb/)'s".

    A mark between them would have the library spell the second part.
    """
    behind = text[:1] if not _APOSTROPHE.match(text) else text[1:2]
    return all(character != "" and classify(character) is CharacterClass.LETTER for character in (before[-1:], behind))


def _marks_behind(before: str, behind: str) -> str:
    """The marks that end what is left out; none where the word before has some already."""
    return "" if before[-1:] in _SIMPLE_MARKS else "".join(mark for mark in behind if mark in _SIMPLE_MARKS)


def ends_clause(words: Sequence[CallWord]) -> bool:
    """Whether a mark ends what these words say."""
    return bool(words) and bool(_CLAUSE_END.search(words[-1].text))


def restrain(words: Sequence[CallWord]) -> tuple[CallWord, ...]:
    """The same words in a form that the library is known to survive."""
    restrained = []
    run = dotted = 0
    for word in words:
        text = _unnamed(_without_controls(word.text))
        text = _APOSTROPHES.sub(r"\1 ", text)
        text, dotted = _undotted(text, dotted)
        text, run = _broken(text, run if word.joined else 0)
        restrained.append(word._replace(text=text))
    return tuple(restrained)


def bare(words: Sequence[CallWord]) -> tuple[CallWord, ...]:
    """The words with nothing but letters, digits, spaces and a simple mark at their end; the empty ones are gone."""
    stripped = []
    for word in words:
        # "dont" sounds nearly like "don't"; "don t" does not.
        text = _APOSTROPHE.sub("", word.text)
        # Combining marks (M) are no letters, yet the vowels of Indic scripts and of Hebrew are such marks.
        text = "".join(
            character if character in _SIMPLE_MARKS or unicodedata.category(character)[0] in "LNM" else " "
            for character in text
        )
        text = " ".join(_INNER_MARKS.sub(" ", text).split())
        if any(character.isalnum() for character in text):
            stripped.append(word._replace(text=_broken(text, 0)[0]))
    return tuple(stripped)


def ssml(words: Sequence[CallWord]) -> str:
    """The words as SSML, each behind a mark that carries its number."""
    parts: list[str] = []
    for word in words:
        space = "" if word.joined or not parts else " "
        parts.append(f'{space}<mark name="{word.number}"/>{word.text.translate(_ESCAPES)}')
    return "".join(parts)


def written(words: Sequence[CallWord]) -> str:
    """The words as plain text: with a space before each, since a mark parts words as a space does."""
    return " ".join(word.text for word in words)


def speakable(words: Sequence[CallWord]) -> bool:
    """Whether there is a letter or a digit."""
    return any(character.isalnum() for word in words for character in word.text)


def _without_controls(text: str) -> str:
    """Drop what has no shape: controls, lone surrogates (they have no UTF-8), private and unassigned characters.

    Joiners and direction marks (category Cf) are dropped too, save the two that shape Persian and Indic words.
    """
    return "".join(
        character
        for character in text
        if character in "\u200c\u200d" or character.isspace() or unicodedata.category(character)[0] != "C"
    )


def _unnamed(text: str) -> str:
    """Write marks that shape a sentence as those that no voice of the library says the name of.

    Ukrainian names quotes, brackets and dots ("подвійна лапка"), Hungarian dots, Polish, Dutch and Tamil bars, Japanese
    a dash that begins a clause; every voice says "Japanese letter" for ・, and "maqaf" for the hyphen of Hebrew. To the
    library, quotes and brackets are the same pause as "(", and dots the same as ";": measured in 38 languages, where
    they are not named, each gives as much sound as what stands in its place here. Double square brackets, which would
    hold phonemes, are none any more.
    """
    if _NAMED.search(text) is None:
        return text
    text = _QUOTES.sub(_quote, text).translate(_BRACKETS)
    return _DASH_FIRST.sub("(", _DOTS.sub(_dots, text))


def _quote(match: re.Match[str]) -> str:
    if match["within"]:
        return match[0]
    return "(" if match["opens"] else ")" if match[0] == '"' else " "


def _dots(match: re.Match[str]) -> str:
    """Dots as the mark that the library takes them for; none before another mark, or where nothing has been said."""
    if match["more"]:
        return match["more"]
    before, behind = match.string[: match.start()][-1:], match.string[match.end() : match.end() + 1]
    mark = ";" if before.isalnum() or before == ")" else ""
    return mark + " " if behind.isalnum() else mark


def _undotted(text: str, before: int) -> tuple[str, int]:
    """Read dotted letters beyond the limit without their dots. ``before`` and the answer count them across words."""
    if not _DOTTED.search(text):
        return text, 0 if any(character.isalnum() for character in text) else before
    parts: list[str] = []
    position, count = 0, before
    for match in _DOTTED.finditer(text):
        between = text[position : match.start()]
        count = 1 if any(character.isalnum() for character in between) else count + 1
        parts += [between, match[1], "." if count <= MAX_DOTTED_LETTERS else " "]
        position = match.end()
    rest = text[position:]
    return "".join(parts) + rest, 0 if any(character.isalnum() for character in rest) else count


def _broken(text: str, run: int) -> tuple[str, int]:
    """Put spaces into runs that are too long, after a sign where there is one. ``run`` characters came before."""
    parts: list[str] = []
    for place, part in enumerate(text.split(" ")):
        if place:
            parts.append(" ")
            run = 0
        while run + len(part) > MAX_RUN_CHARACTERS:
            room = max(0, MAX_RUN_CHARACTERS - run)
            signs = [end for end in range(1, room + 1) if not part[end - 1].isalnum()]
            cut = signs[-1] if signs else room
            parts += [part[:cut], " "]
            part, run = part[cut:], 0
        parts.append(part)
        run += len(part)
    return "".join(parts), run
