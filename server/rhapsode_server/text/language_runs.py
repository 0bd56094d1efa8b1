"""Where a text changes its language for a while, as far as the script tells.

"Встречаемся в «Blue Bottle» at 5 pm" stays Russian: single foreign names, brands and units are read as the text around
them is. What is routed is another script of at least a word, and in a text that is not Latin, Latin letters that are a
sentence.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from rhapsode_server.text.language_evidence import LATIN, SCRIPTS, latin_language, script_language
from rhapsode_server.text.languages import language_row
from rhapsode_server.text.script import Script, ScriptRun, script_runs


class LanguageRun(NamedTuple):
    """Characters that stand side by side and are read in one language."""

    language: str
    """Tag: the one that was given, or a primary subtag of ``text.languages``."""
    start: int
    end: int
    """Half-open range, in code points. The runs of a text cover it without gap or overlap."""


class _Stretch(NamedTuple):
    """Letters of one language, with what stands between them."""

    language: str | None
    """``None`` for the text's own."""
    start: int
    end: int
    is_sentence: bool


_LEAST_LETTERS = {Script.GREEK: 2, Script.CYRILLIC: 2, Script.LATIN: 4}
"""A single Greek or Cyrillic letter is a symbol ("Δt", "β-carotene"), but for one before a word of its script ("Я
люблю"); a few Latin ones are a unit; 1 where nothing is said."""
_SYMBOLS = frozenset({Script.GREEK, Script.CYRILLIC})
_EAST_ASIAN = frozenset({Script.HAN, Script.KANA})
_SENTENCE_WORDS = 3
_SENTENCE_CHARACTERS = 4
"""A sentence of a script without spaces. Fewer, and a name draws the number behind it into its language."""
_LETTER = re.compile("[A-Za-z]")
_OPENS = re.compile(r"""[.!?…](?=\s)|[。！？؟।:：«"“„「『(（\[\n]""")
_CLOSES = re.compile(r"""([.!?…](?![^\s"”»')\]])|[。！？؟।])|[»"”」』)）\]\n]""")
"""What ends a sentence is a part of it; what encloses it is not."""


# A segment's text is asked about twice: for its numbers, and for the languages of its words.
@functools.lru_cache(maxsize=4)
def language_runs(text: str, language: str) -> tuple[LanguageRun, ...]:
    """Divide a text by the language that its parts are read in.

    What has no letters, such as numbers and marks, goes with the text's own language, unless it stands inside a foreign
    stretch or completes a foreign sentence. A text that is written in other letters altogether is foreign altogether.

    Args:
        text: any text; what it is cut from does not matter.
        language: tag of the language that it is read in by default.
    """
    if not text:
        return ()
    own = _scripts(language)
    if text.isascii() and (Script.LATIN in own or _LETTER.search(text) is None):
        return (LanguageRun(language, 0, len(text)),)
    stretches = [_judged(text, *each) for each in _gathered(text, own)]
    if not stretches:
        return (LanguageRun(language, 0, len(text)),)
    edges = _edges(text, stretches)
    runs: list[LanguageRun] = []
    for stretch, (start, end) in zip(stretches, edges, strict=True):
        position = runs[-1].end if runs else 0
        if start > position:
            _append(runs, language, position, start)
        _append(runs, stretch.language or language, max(start, position), end)
    if runs[-1].end < len(text):
        _append(runs, language, runs[-1].end, len(text))
    return tuple(runs)


@functools.lru_cache(maxsize=256)
def _scripts(language: str) -> frozenset[Script]:
    """What a language is written in."""
    return SCRIPTS.get(language_row(language).tag, LATIN)


def _append(runs: list[LanguageRun], language: str, start: int, end: int) -> None:
    if runs and runs[-1].language == language:
        runs[-1] = runs[-1]._replace(end=end)
    elif end > start:
        runs.append(LanguageRun(language, start, end))


def _gathered(text: str, own: frozenset[Script]) -> Iterator[tuple[Script | None, list[ScriptRun]]]:
    """Runs of letters that may be of one language, together; ``None`` for the text's own scripts."""
    gathered: list[ScriptRun] = []
    family: Script | None = None
    runs = list(script_runs(text))
    for index, run in enumerate(runs):
        kind = None if run.script in own else Script.HAN if run.script in _EAST_ASIAN else run.script
        if kind in _SYMBOLS and run.end - run.start == 1 and kind is not family:
            kind = kind if _begins_words(text, runs, index) else None
        if gathered and kind is not family:
            yield family, gathered
            gathered = []
        family = kind
        gathered.append(run)
    if gathered:
        yield family, gathered


def _begins_words(text: str, runs: list[ScriptRun], index: int) -> bool:
    """Whether nothing but spaces stands between a letter and a word of its script, or another such letter before it."""
    for run, following in pairwise(runs[index : index + 4]):
        if following.script is not run.script or not text[run.end : following.start].isspace():
            return False
        if following.end - following.start > 1:
            return True
    return False


def _judged(text: str, script: Script | None, runs: list[ScriptRun]) -> _Stretch:
    start, end = runs[0].start, runs[-1].end
    letters = sum(run.end - run.start for run in runs)
    # Figures that touch or divide its letters are words of its language too, once they are said.
    figures = _figures(text, start, end)
    if script is None or letters < _LEAST_LETTERS.get(script, 1):
        return _Stretch(None, start, end, False)
    if script is Script.LATIN:
        language = latin_language(text[start:end])
        return _Stretch(language, start, end, language is not None)
    if any(run.script is Script.KANA for run in runs):
        script = Script.KANA
    spaceless = script in (Script.HAN, Script.KANA, Script.THAI)
    count = letters + figures if spaceless else len(runs) + (figures + 1) // 2
    is_sentence = count >= (_SENTENCE_CHARACTERS if spaceless else _SENTENCE_WORDS)
    return _Stretch(script_language(script, text[start:end]), start, end, is_sentence)


def _figures(text: str, start: int, end: int) -> int:
    """How many there are between two places, with those that touch them."""
    while start and text[start - 1].isdecimal():
        start -= 1
    while end < len(text) and text[end].isdecimal():
        end += 1
    return sum(map(str.isdecimal, text[start:end]))


def _edges(text: str, stretches: list[_Stretch]) -> list[tuple[int, int]]:
    """Where each stretch begins and ends once what has no letters is shared out."""
    if all(stretch.language is not None for stretch in stretches):
        starts = [0, *(stretch.start for stretch in stretches[1:])]
        return list(zip(starts, [*starts[1:], len(text)], strict=True))
    edges = []
    for index, stretch in enumerate(stretches):
        before = stretches[index - 1].end if index else 0
        behind = stretches[index + 1].start if index + 1 < len(stretches) else len(text)
        start, end = stretch.start, stretch.end
        if stretch.language is not None and stretch.is_sentence:
            start = _sentence_start(text, before, start)
            end = _sentence_end(text, end, behind)
        if stretch.language is not None:
            # Figures that touch its letters are a part of them: "3月", "H2".
            while start > before and text[start - 1].isdecimal():
                start -= 1
            while end < behind and text[end].isdecimal():
                end += 1
        edges.append((start, end))
    return edges


def _sentence_start(text: str, before: int, start: int) -> int:
    """Where a foreign sentence begins: "$5 is too much" begins with its sum."""
    opened = 0 if before == 0 else None
    for found in _OPENS.finditer(text, before, start):
        opened = found.end()
    if opened is None:
        return start
    between = text[opened:start]
    return opened + len(between) - len(between.lstrip())


def _sentence_end(text: str, end: int, behind: int) -> int:
    closes = _CLOSES.search(text, end, behind)
    if closes is not None:
        return closes.end() if closes[1] else closes.start()
    return behind if behind == len(text) else end
