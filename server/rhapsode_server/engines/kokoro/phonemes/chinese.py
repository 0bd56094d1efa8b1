"""Mandarin by misaki's first generation, which the model was trained with: jieba's words, pypinyin's readings.

Its steps are called one by one, so that each ideograph keeps its syllable. Western words, which misaki hands on as
letters, are read by espeak-ng's English.
"""

from __future__ import annotations

import difflib
import importlib
import logging
import re
import shutil
import tempfile
import warnings
from collections.abc import Iterator, Sequence
from typing import Any

from rhapsode_protocol.errors import ModelUnavailable
from rhapsode_server.engines.kokoro.phonemes.assembly import SPACE, Sound
from rhapsode_server.engines.kokoro.phonemes.chunk import Chunk
from rhapsode_server.engines.kokoro.phonemes.espeak_phonemes import EspeakPhonemes
from rhapsode_server.engines.kokoro.phonemes.marks import pieces

_NEUTRAL_JOINER = "\u032f"
"""A diacritic of misaki's that the model's table lacks."""
_HAN = "\u4e00-\u9fff"
_RUNS = re.compile(f"[{_HAN}]+|[^{_HAN}]+")
_DIGIT = re.compile("[0-9]")

Syllable = tuple[str, int]
"""A character and the number of its word."""


class ChinesePhonemes:
    """A reader for Mandarin.

    Args:
        english: reads Western words.

    Raises:
        ModelUnavailable: the extra ``zh`` is not installed.
    """

    def __init__(self, english: EspeakPhonemes) -> None:
        self._english = english
        self._misaki, self._cn2an, self._pinyin, self._segmenter = _loaded()

    def read(self, chunks: Sequence[Chunk]) -> list[Sound]:
        """The sounds of a row: a syllable an ideograph, a space between jieba's words.

        Raises:
            ModelUnavailable: espeak-ng's host does not start.
        """
        sounds: list[Sound] = []
        run: list[Syllable] = []
        for chunk in chunks:
            if not chunk.joined or chunk.given is not None:
                sounds += [*self._spoken(run), SPACE]
                run = []
            if chunk.given is not None:
                sounds += [*chunk.given, SPACE]
                continue
            for piece in pieces(chunk.text):
                if piece.spoken:
                    run += [(character, chunk.word) for character in piece.text]
                else:
                    sounds += self._spoken(run)
                    run = []
                    sounds.append(Sound(piece.text))
        return [*sounds, *self._spoken(run)]

    def _numbered(self, run: list[Syllable]) -> list[Syllable]:
        """Digits as Chinese numerals; a number that is none (too long, oddly written) stays as it is.

        All of a run is looked at: before 年 a number is read digit by digit.
        """
        text = "".join(character for character, _ in run)
        if not _DIGIT.search(text):
            return run
        try:
            read = str(self._cn2an.transform(text, "an2cn"))
        except (ValueError, KeyError, IndexError):
            return run
        numbered: list[Syllable] = []
        for _, start, end, read_start, read_end in difflib.SequenceMatcher(None, text, read, False).get_opcodes():
            for place in range(read_start, read_end):
                share = start + (place - read_start) * (end - start) // (read_end - read_start)
                numbered.append((read[place], run[min(share, len(run) - 1)][1]))
        return numbered

    def _spoken(self, run: list[Syllable]) -> Iterator[Sound]:
        """The sounds of characters between two marks or spaces."""
        run = self._numbered(run)
        text = "".join(character for character, _ in run)
        for place, match in enumerate(_RUNS.finditer(text)):
            if place:
                yield SPACE
            owners = run[match.start() : match.end()]
            if "\u4e00" <= text[match.start()] <= "\u9fff":
                yield from self._ideographs(match.group(), owners)
            else:
                yield from self._western(owners)

    def _ideographs(self, text: str, owners: list[Syllable]) -> Iterator[Sound]:
        position = 0
        for place, word in enumerate(self._segmenter.lcut(text, cut_all=False)):
            if place:
                yield SPACE
            readings = self._pinyin.lazy_pinyin(word, style=self._pinyin.Style.TONE3, neutral_tone_with_five=True)
            # Without a reading for a character there are fewer readings than characters; the last ones share.
            for offset, reading in enumerate(readings):
                owner = owners[position + min(offset, len(word) - 1)][1]
                yield Sound(self._ipa(reading), owner)
            position += len(word)

    def _ipa(self, reading: str) -> str:
        try:
            return str(self._misaki.py2ipa(reading)).replace(_NEUTRAL_JOINER, "")
        except (ValueError, AssertionError, KeyError, IndexError):
            # pypinyin hands on a character that it does not know; its table of syllables then has no such row.
            return ""

    def _western(self, owners: list[Syllable]) -> Iterator[Sound]:
        """Each word's own letters by espeak-ng's English."""
        for word in dict.fromkeys(owner for _, owner in owners):
            yield Sound(self._english.word("".join(character for character, owner in owners if owner == word)), word)


def _loaded() -> tuple[Any, Any, Any, Any]:
    """misaki's readings, the reader of numerals, pypinyin, and jieba's segmenter.

    Raises:
        ModelUnavailable: one of them is not installed.
    """
    try:
        with warnings.catch_warnings():
            # jieba and cn2an are written for older Pythons: escapes in plain strings, pkg_resources.
            warnings.simplefilter("ignore")
            jieba = importlib.import_module("jieba")
            misaki = importlib.import_module("misaki.zh")
            loaded = (misaki.ZHG2P, importlib.import_module("cn2an"), importlib.import_module("pypinyin"))
    except ImportError as missing:
        raise ModelUnavailable(
            f'Chinese needs the package {missing.name!r}; run pip install "rhapsode[zh]"'
        ) from missing
    jieba_log = logging.getLogger("jieba")
    jieba_log.handlers.clear()
    jieba_log.setLevel(logging.WARNING)
    segmenter = jieba.Tokenizer()
    # By default it trusts a file in the machine's shared temporary folder that anybody may have put there.
    folder = tempfile.mkdtemp(prefix="jieba-")
    try:
        segmenter.tmp_dir = folder
        segmenter.initialize()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return (*loaded, segmenter)
