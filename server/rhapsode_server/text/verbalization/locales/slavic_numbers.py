"""Number words and counted nouns of the Slavic languages, by gender and case.

A grammatical form is two letters: gender (``m f n``, ``v`` for men in Polish, ``p`` for the plural of an ordinal, ``c``
for counting without a noun) and case (``n g d a i l``). A reading of a noun's form is three: gender, number (``s``,
``p``, or ``d`` for the dual), case.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, NamedTuple

from rhapsode_server.text.verbalization.number_words import NumberWords

CASES = "ngdail"
"""Nominative, genitive, dative, accusative, instrumental, locative."""


CASE_NAMES = dict(zip(CASES, "nominative genitive dative accusative instrumental locative".split(), strict=True))


_SPREAD = {1: (0,) * 6, 2: (0, 1, 1, 0, 1, 1), 3: (0, 1, 1, 0, 2, 1), 4: (0, 1, 2, 0, 3, 1), 6: (0, 1, 2, 3, 4, 5)}
"""Which of the forms written down stands for which case: two are nominative and the rest, three add the instrumental,
four are nominative, genitive, dative and instrumental."""


def declined(forms: str) -> tuple[str, ...]:
    """Six cases of a word written briefly: ``"пят|ь и ью"``; ``-`` is no ending, ``_`` a space."""
    words = forms.split()
    stem, mark, first = words[0].partition("|")
    if mark:
        endings = [first, *words[1:]] if first else words[1:]
        words = [stem + ending.replace("-", "") for ending in endings]
    return tuple(words[place].replace("_", " ") for place in _SPREAD[len(words)])


class Noun(NamedTuple):
    """A noun that is counted."""

    gender: str
    singular: tuple[str, ...]
    plural: tuple[str, ...]
    pair: tuple[str, ...] = ()
    """The dual, where there is one."""


def noun(gender: str, stem: str, endings: str) -> Noun:
    """A noun of a stem and the endings of its cases, singular and plural divided by a slash."""
    return Noun(gender, *(declined(f"{stem}|{part.strip()}") for part in endings.split("/")))


class SlavicNumbers(NumberWords):
    """Number words made of one language's tables, in every gender and case."""

    words = ""
    """Entries of key and forms, divided by semicolons; a key is a number and, where it counts, a gender."""
    ordinals = ""
    """Lines of first number and step, class of endings, stems."""
    endings: ClassVar[Mapping[str, str]] = {}
    """Six endings of an ordinal by class and gender."""
    scales: tuple[Noun, ...] = ()
    two_ordinals = False
    """Whether both parts of "twenty-first" are ordinals."""
    bare_scale = False
    """Whether a million goes without "one"; a thousand always does."""
    paucal_genitive = True
    """Whether two to four take the genitive singular, and not the nominative plural."""

    def __init__(self) -> None:
        super().__init__()
        lines = [line.split(maxsplit=1) for line in self.words.replace("\n", ";").split(";") if line.strip()]
        self._table = {key: declined(forms) for key, forms in lines}
        self._stems: dict[int, tuple[str, str]] = {}
        for line in self.ordinals.strip().splitlines():
            place, kind, *stems = line.split()
            first, step = map(int, place.split("+"))
            for index, stem in enumerate(stems):
                self._stems[first + index * step] = stem, kind
        self._endings = {key: declined(f"|{text}") for key, text in self.endings.items()}

    def number_class(self, number: int) -> str:
        """What a whole number asks of its noun: ``one``, ``two``, ``few`` or ``many``."""
        if number % 10 == 1 and number % 100 != 11:
            return "one"
        return "few" if 2 <= number % 10 <= 4 and not 12 <= number % 100 <= 14 else "many"

    def counted(self, noun: Noun, kind: str, case: str) -> str:
        """The noun behind a number; ``fraction`` is a kind, too."""
        place = CASES.index(case)
        if kind == "fraction":
            return noun.singular[1]
        if kind == "one":
            return noun.singular[place]
        if case not in "na":
            return noun.plural[place]
        if kind == "few":
            return noun.singular[1] if self.paucal_genitive else noun.plural[0]
        return noun.plural[1]

    def word(self, number: int, gender: str, case: str) -> str:
        """A number that is one word, or the hundreds."""
        for key in (f"{number}{gender}", str(number), f"{number}m"):
            if key in self._table:
                return self._table[key][CASES.index(case)]
        raise LookupError(f"no word for {number}")

    def below_hundred(self, number: int, gender: str, case: str) -> list[str]:
        if number <= 20 or number % 10 == 0:
            return [self.word(number, gender, case)]
        return [self.word(number - number % 10, gender, case), self.word(number % 10, gender, case)]

    def below_thousand(self, number: int, gender: str, case: str) -> list[str]:
        words = [self.word(number - number % 100, gender, case)] if number >= 100 else []
        return words + self.below_hundred(number % 100, gender, case) if number % 100 else words

    def groups(self, number: int, gender: str, case: str) -> list[list[str]]:
        """The words of each group of three digits."""
        found = []
        for power in range(len(self.scales), 0, -1):
            group = number // 1000**power % 1000
            if group:
                found.append(self.scale_words(group, power, case))
        if number % 1000:
            found.append(self.below_thousand(number % 1000, gender, case))
        return found or [[self.word(0, gender, case)]]

    def scale_words(self, group: int, power: int, case: str) -> list[str]:
        scale = self.scales[power - 1]
        name = self.counted(scale, self.number_class(group), case)
        if group == 1 and (power == 1 or self.bare_scale):
            return [name]
        return [*self.below_thousand(group, scale.gender, case), name]

    def _cardinal(self, number: int, form: str | None) -> str:
        gender, case = tuple(form or "cn")
        return " ".join(word for group in self.groups(number, gender, case) for word in group)

    def ordinal_word(self, number: int, gender: str, case: str) -> str:
        stem, kind = self._stems[number]
        return stem + self._endings[kind + gender.replace("v", "m")][CASES.index(case)]

    def adjective(self, stem: str, form: str) -> str:
        """A hard adjective in a form: it ends as the first ordinals do."""
        gender, case = tuple(form)
        return stem + self._endings["h" + gender.replace("v", "p")][CASES.index(case)]

    def _ordinal(self, number: int, form: str | None) -> str:
        gender, case = tuple((form or "mn").replace("c", "m"))
        head, lasts = self.ordinal_parts(number)
        if not lasts:
            return self._cardinal(number, form)
        words = [self.ordinal_word(last, gender, case) for last in lasts]
        return " ".join([self._cardinal(head, "mn"), *words] if head else words)

    def ordinal_parts(self, number: int) -> tuple[int, list[int]]:
        """What stays a cardinal, and the numbers behind it that become ordinals; none where there is no such word."""
        if number in self._stems:
            return 0, [number]
        if number % 100:
            last = number % 100
            lasts = [last] if last in self._stems else [last - last % 10, last % 10]
            if not self.two_ordinals:
                lasts = lasts[-1:]
            return number - sum(lasts), lasts
        return (number - number % 1000, [number % 1000]) if number % 1000 else (0, [])
