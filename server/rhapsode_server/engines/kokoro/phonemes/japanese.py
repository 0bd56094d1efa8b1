"""Japanese by misaki's first path, which the model's pipeline uses: MeCab's readings, a table from kana to sounds.

misaki's steps are called one by one, so that the sounds of a word that is written in several units ("食べ物": an
ideograph, kana, an ideograph) are given to each. Western words, which misaki hands on as letters, are read by
espeak-ng's English.
"""

from __future__ import annotations

import importlib
import itertools
import re
import warnings
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from rhapsode_protocol.errors import ModelUnavailable
from rhapsode_server.engines.kokoro.phonemes.assembly import SPACE, Sound
from rhapsode_server.engines.kokoro.phonemes.chunk import Chunk
from rhapsode_server.engines.kokoro.phonemes.espeak_phonemes import EspeakPhonemes
from rhapsode_server.engines.kokoro.phonemes.marks import pieces

_KANA = re.compile("[\u3041-\u309f\u30a1-\u30ff]")
_STOP = "ʔ"
"""The sound of っ: no space stands before or behind it."""
_UNSPOKEN_KANA = "っ"


class JapanesePhonemes:
    """A reader for Japanese.

    Args:
        english: reads Western words.

    Raises:
        ModelUnavailable: the extra ``ja`` is not installed.
    """

    def __init__(self, english: EspeakPhonemes) -> None:
        self._english = english
        self._cutlet, self._word_of, self._to_hiragana = _loaded()

    def read(self, chunks: Sequence[Chunk]) -> list[Sound]:
        """The sounds of a row: a space between MeCab's words, none before suffixes that begin with a stop.

        Raises:
            ModelUnavailable: espeak-ng's host does not start.
        """
        sounds: list[Sound] = []
        run: list[tuple[str, int]] = []
        for chunk in chunks:
            if not chunk.joined or chunk.given is not None:
                sounds += [*self._spoken(run), SPACE]
                run = []
            if chunk.given is not None:
                sounds += [*chunk.given, SPACE]
                continue
            for piece in pieces(chunk.text):
                if piece.spoken:
                    # Digits become kana with a space before them, over which misaki's list would join words.
                    for place, part in enumerate(self._cutlet._normalize_text(piece.text).split(" ")):
                        if place:
                            sounds += [*self._spoken(run), SPACE]
                            run = []
                        run += [(character, chunk.word) for character in part]
                else:
                    sounds += [*self._spoken(run), Sound(piece.text)]
                    run = []
        return _without_spaces_at_stops([*sounds, *self._spoken(run)])

    def _spoken(self, run: list[tuple[str, int]]) -> Iterator[Sound]:
        """The sounds of characters between two marks or spaces."""
        text = "".join(character for character, _ in run)
        position = 0
        for place, word in enumerate(self._words(text)):
            if place:
                yield SPACE
            position = max(position, text.find(word.surface, position))
            owners = [owner for _, owner in run[position : position + len(word.surface)]]
            position += len(word.surface)
            sounds = [] if word.surface.isascii() else list(self._word_sounds(word, owners))
            if any(sound.symbols for sound in sounds):
                yield from sounds
            else:
                # misaki says nothing of letters that are neither Japanese nor ASCII.
                yield Sound(self._english.word(word.surface), owners[0])

    def _words(self, text: str) -> list[Any]:
        """MeCab's words, joined where misaki's list of Japanese words has them as one."""
        seen: list[Any] = []
        plain = self._cutlet._romaji_word

        def noted(word: Any) -> str:
            seen.append(word)
            return str(plain(word)) if not word.surface.isascii() else word.surface

        words = [
            self._word_of(
                token.surface,
                self._to_hiragana(token.feature.pron or token.feature.kana or token.surface),
                _DICTIONARY_WORD if token.char_type == _KATAKANA or not token.is_unk else token.char_type,
            )
            for token in self._cutlet.tagger(text)
        ]
        self._cutlet._romaji_word = noted
        try:
            self._cutlet._romaji_tokens(words)
        finally:
            del self._cutlet._romaji_word
        return seen

    def _word_sounds(self, word: Any, owners: list[int]) -> Iterator[Sound]:
        """A word's sounds, kana by kana, each given to the character that is read so."""
        if word.char_type != _DICTIONARY_WORD:
            yield Sound(str(self._cutlet._romaji_word(word)), owners[0])
            return
        kana = word.hira
        for place, at in enumerate(characters_of(word.surface, kana, self._to_hiragana)):
            before = kana[place - 1] if place else None
            behind = kana[place + 1] if place + 1 < len(kana) else None
            sound = str(self._cutlet._get_single_mapping(before, kana[place], behind))
            yield Sound(sound.replace(_UNSPOKEN_KANA, ""), owners[at])


def characters_of(surface: str, kana: str, to_hiragana: Callable[[str], str]) -> list[int]:
    """For each kana of a reading, the character of the written word that it belongs to; never falling.

    Written kana find themselves in the reading; what lies between is shared evenly among the ideographs there.

    Args:
        surface: the word as written.
        kana: its reading, in hiragana.
        to_hiragana: from katakana.
    """
    groups = [
        (is_kana, [place for place, _ in group])
        for is_kana, group in itertools.groupby(enumerate(surface), key=lambda item: bool(_KANA.match(item[1])))
    ]
    pattern = "".join(
        f"({re.escape(to_hiragana(''.join(surface[place] for place in places)))})" if is_kana else "(.+?)"
        for is_kana, places in groups
    )
    match = re.fullmatch(pattern, kana)
    if match is None:
        return _shared(len(kana), list(range(len(surface))))
    return [at for number, (_, places) in enumerate(groups, 1) for at in _shared(len(match[number]), places)]


def _shared(count: int, places: list[int]) -> list[int]:
    return [places[number * len(places) // count] for number in range(count)]


def _without_spaces_at_stops(sounds: list[Sound]) -> list[Sound]:
    kept: list[Sound] = []
    for sound in sounds:
        if sound.symbols.startswith(_STOP) and kept and kept[-1] == SPACE and _ends_in_letter(kept[:-1]):
            kept.pop()
        if sound == SPACE and kept and kept[-1].symbols.endswith(_STOP):
            continue
        if sound.symbols:
            kept.append(sound)
    return kept


def _ends_in_letter(sounds: list[Sound]) -> bool:
    return bool(sounds) and sounds[-1].word is not None


_DICTIONARY_WORD = 6
"""Character types of MeCab's dictionary: 6 is hiragana, as which misaki counts every word with a reading."""
_KATAKANA = 7


def _loaded() -> tuple[Any, Any, Any]:
    """misaki's converter, its type of word, and the function from katakana to hiragana.

    Raises:
        ModelUnavailable: a package is not installed, or MeCab has no dictionary.
    """
    try:
        with warnings.catch_warnings():
            # Written for older Pythons: escapes in plain strings.
            warnings.simplefilter("ignore")
            cutlet = importlib.import_module("misaki.cutlet")
            importlib.import_module("unidic_lite")
            to_hiragana = importlib.import_module("jaconv").kata2hira
            return cutlet.Cutlet(), cutlet.Word, to_hiragana
    except ImportError as missing:
        raise ModelUnavailable(
            f'Japanese needs the package {missing.name!r}; run pip install "rhapsode[ja]"'
        ) from missing
