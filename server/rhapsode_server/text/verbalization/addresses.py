"""Reads what is written for machines: URLs, e-mail addresses, paths, handles, codes."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterator, Mapping

from rhapsode_server.text.verbalization.number_words import NumberWords
from rhapsode_server.text.verbalization.roman import roman_value
from rhapsode_server.text.verbalization.script import MARKS

_PIECES = re.compile(rf"[^\W\d_](?:[^\W\d_]|[{MARKS}])*|\d+|.", re.DOTALL)
_VOWELS = frozenset("aeiouyäöüáàâãåéèêëíìîïóòôõúùûæøœаеёиоуыэюяіїєαεηιουω")
_SPELLED = frozenset(
    {"http", "https", "ftp", "www", "html", "php", "uk", "us", "eu", "io", "ai", "ac", "id", "api", "faq"}
)
_SPOKEN = frozenset({"com", "org", "net", "gov", "edu", "info", "mil", "co"})
_SHORT_WORDS = frozenset("my we go to in of on be by do me no so up it is at as an am or if he".split())
"""Words of two letters in names for machines, which are mostly English."""
_SYLLABLE = re.compile("[A-Za-z][aeiou][b-df-hj-np-tv-z]")
"""Three letters in a code that are a word and not capitals: web3, log4j, Win32."""
_SMALL_NUMERAL = frozenset("IVX")
_COLOUR = re.compile(r"#(?=[A-Fa-f]*\d)[0-9A-Fa-f]{6}")
_SHORT_CODE = 24
"""Characters of a code whose words are remembered."""
LONGEST_NUMBER = 4
"""Digits read as one number inside an address; longer runs are said digit by digit."""


class AddressReader:
    """The addresses of one language."""

    def __init__(
        self,
        names: Mapping[str, str],
        letters: Mapping[str, str],
        numbers: NumberWords,
        www: str = "w w w",
        point: str = "point",
        spells: Callable[[str], bool] = lambda capitals: False,
    ) -> None:
        self._names = names
        self._letters = letters
        self._numbers = numbers
        self._www = www
        self._point = point
        self._spells = spells
        self._known_code = functools.lru_cache(1024)(self._code)

    def url(self, text: str) -> str:
        """A URL with its scheme, as it stands."""
        return self._read(text)

    def email(self, text: str) -> str:
        """A mail address."""
        return self._read(text.removeprefix("mailto:"))

    def path(self, text: str) -> str:
        """A path of a file."""
        return self._read(text)

    def handle(self, text: str) -> str:
        """A name behind an at sign."""
        return self._humps(text)

    def hashtag(self, text: str) -> str:
        """A word or several behind a number sign; a colour of six figures is spelled."""
        if _COLOUR.fullmatch(text):
            return " ".join([self._names.get("#", "#"), *self._characters(text[1:])])
        return self._humps(text)

    def code(self, text: str) -> str:
        """Letters by name and digits as short numbers."""
        return self._known_code(text) if len(text) <= _SHORT_CODE else self._code(text)

    def _code(self, text: str) -> str:
        return " ".join(self._code_words(text))

    def _read(self, text: str) -> str:
        words: list[str] = []
        before = ""
        for piece in _PIECES.findall(text):
            # Behind a full stop two letters are a country or a kind of file: amazon.it.
            words += [piece] if before != "." and piece.lower() in _SHORT_WORDS else self._piece(piece)
            before = piece
        return " ".join(words)

    def _piece(self, piece: str) -> Iterator[str]:
        if piece.isdecimal():
            yield self._digits(piece)
        elif piece[0].isalpha():
            yield self._word(piece)
        elif not piece.isspace():
            yield self._names.get(piece, piece)

    def _digits(self, digits: str) -> str:
        if len(digits) > LONGEST_NUMBER or digits.startswith("0"):
            return self._numbers.digits(digits)
        if len(digits) == LONGEST_NUMBER and digits[:2] in ("19", "20"):
            return self._numbers.year(int(digits))  # what such a number most often is: anna1986, /2024/
        return self._numbers.cardinal(int(digits))

    def _word(self, word: str) -> str:
        lower = word.lower()
        if lower == "www":
            return self._www
        if word.upper() == lower and len(word) > 1:
            return word  # of a script without capitals, whose letters have no vowels among them
        if lower in _SPOKEN or (lower not in _SPELLED and len(word) > 2 and not _VOWELS.isdisjoint(lower)):
            return word
        return self._letter_words(word)

    def _capitals(self, word: str) -> str:
        if len(word) > 1 and _SMALL_NUMERAL.issuperset(word) and (number := roman_value(word)):
            return self._numbers.cardinal(number)
        return self._letter_words(word) if self._spells(word) else self._word(word)

    def _letter_words(self, word: str) -> str:
        return " ".join(self._letters.get(letter.upper(), letter) for letter in word)

    def _characters(self, text: str) -> Iterator[str]:
        for sign in text:
            yield self._numbers.digits(sign) if sign.isdecimal() else self._letters.get(sign.upper(), sign.upper())

    def _humps(self, text: str) -> str:
        words = [self._names.get(text[0], text[0])]
        for part in _PIECES.findall(text[1:]):
            if part[0].isalpha():
                humps = _humps(part)
                words += [self._capitals(hump) if hump.isupper() else hump for hump in humps]
            else:
                words += self._piece(part)
        return " ".join(words)

    def _code_words(self, text: str) -> Iterator[str]:
        for piece in _PIECES.findall(text):
            if piece.isdecimal():
                yield self._digits(piece) if len(piece) < LONGEST_NUMBER else self._numbers.digits(piece)
            elif piece[0].isalpha():
                spoken = (len(piece) > 3 and not _VOWELS.isdisjoint(piece.lower())) or _SYLLABLE.fullmatch(
                    piece
                ) is not None
                spoken = spoken and not (piece.isupper() and self._spells(piece))
                yield (
                    piece if spoken else " ".join(self._letters.get(letter.upper(), letter.upper()) for letter in piece)
                )
            elif piece == ".":
                yield self._point


def _humps(word: str) -> list[str]:
    """The words of "HelloWorld", "HTMLPage"."""
    cuts = [0]
    for index in range(1, len(word)):
        before, letter, behind = word[index - 1], word[index], word[index + 1 : index + 2]
        if letter.isupper() and (before.islower() or (before.isupper() and behind.islower())):
            cuts.append(index)
    return [word[start:end] for start, end in zip(cuts, [*cuts[1:], len(word)], strict=True)]
