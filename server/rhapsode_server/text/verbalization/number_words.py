"""Number words of one language, over a number engine.

``form`` names a grammatical form as the engine does: with the CLDR's rules it is what follows ``spellout-cardinal-`` in
the name of a rule set, such as ``feminine`` or ``masculine-genitive``; a form that an engine does not have falls back
to its plain one. Digits and years go the same way.
"""

from __future__ import annotations

import functools
from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from unicode_rbnf import RbnfEngine

LARGEST = 10**15 - 1
"""Beyond it numbers are read digit by digit: nobody says them otherwise, and engines differ."""

CACHED = 4096
"""Numbers remembered per language, about half a megabyte."""

_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u200e\u200f\ufeff"))


class NumberWords(ABC):
    """What every language's numbers can do. ``_cardinal``, ``_ordinal`` and ``_year`` are an engine's."""

    invisible = _INVISIBLE
    """Characters taken out of an engine's words: soft hyphens and zero-width spaces."""

    def __init__(self) -> None:
        # One bounded cache per language and question; methods are wrapped so that subclasses just answer.
        self._cached_cardinal = functools.lru_cache(CACHED)(self._clean_cardinal)
        self._cached_ordinal = functools.lru_cache(CACHED)(self._clean_ordinal)
        self._cached_year = functools.lru_cache(CACHED)(self._clean_year)

    def cardinal(self, number: int, form: str | None = None) -> str:
        """``twenty-one``. Not negative; beyond ``LARGEST`` digit by digit."""
        if number > LARGEST:
            return self.digits(str(number), form)
        return self._cached_cardinal(number, form)

    def ordinal(self, number: int, form: str | None = None) -> str:
        """``twenty-first``."""
        if number > LARGEST:
            return self.digits(str(number), form)
        return self._cached_ordinal(number, form)

    def year(self, number: int) -> str:
        """``nineteen eighty-four``, where the language says years in a way of their own."""
        return self._cached_year(number)

    def digits(self, digits: str, form: str | None = None) -> str:
        """Digit by digit."""
        return " ".join(self._cached_cardinal(int(digit), form) for digit in digits if digit.isdecimal())

    def _clean_cardinal(self, number: int, form: str | None) -> str:
        return self._clean(self._cardinal(number, form))

    def _clean_ordinal(self, number: int, form: str | None) -> str:
        return self._clean(self._ordinal(number, form))

    def _clean_year(self, number: int) -> str:
        return self._clean(self._year(number))

    def _clean(self, words: str) -> str:
        return " ".join(words.translate(self.invisible).split())

    @abstractmethod
    def _cardinal(self, number: int, form: str | None) -> str:
        """The engine's own words, not cleaned."""

    @abstractmethod
    def _ordinal(self, number: int, form: str | None) -> str:
        """The engine's own words, not cleaned."""

    def _year(self, number: int) -> str:
        return self._cardinal(number, None)


class RbnfNumbers(NumberWords):
    """Numbers by the CLDR's rules (``unicode-rbnf``). Loaded when first asked."""

    def __init__(self, language: str, cardinal: str | None = None, ordinal: str | None = None) -> None:
        """``cardinal`` and ``ordinal`` are the forms used where none is asked for."""
        super().__init__()
        self._language = language
        self._default_cardinal = cardinal
        self._default_ordinal = ordinal

    @functools.cached_property
    def engine(self) -> RbnfEngine:
        """The rules."""
        from unicode_rbnf import RbnfEngine

        return RbnfEngine.for_language(self._language)

    def has(self, ruleset: str) -> bool:
        """Whether there is a rule set, named without ``spellout-``."""
        return f"spellout-{ruleset}" in self.engine.rulesets

    def spell_out(self, number: int, *rulesets: str) -> str:
        """The words by the first of some rule sets that there is, named without ``spellout-``.

        Raises:
            LookupError: there is none.
        """
        for ruleset in rulesets:
            if self.has(ruleset):
                name = f"spellout-{ruleset}"
                return "".join(self.engine.iter_format_number(number, ruleset_name=name))
        raise LookupError(f"{self._language} has none of {rulesets}")

    def _cardinal(self, number: int, form: str | None) -> str:
        wanted = form or self._default_cardinal
        names = [f"cardinal-{wanted}"] if wanted else []
        if self._default_cardinal:
            names.append(f"cardinal-{self._default_cardinal}")
        return self.spell_out(number, *names, "cardinal", "numbering")

    def _ordinal(self, number: int, form: str | None) -> str:
        wanted = form or self._default_ordinal
        names = [f"ordinal-{wanted}"] if wanted else []
        if self._default_ordinal:
            names.append(f"ordinal-{self._default_ordinal}")
        return self.spell_out(number, *names, "ordinal", "ordinal-masculine")

    def _year(self, number: int) -> str:
        return self.spell_out(number, "numbering-year", "numbering")


class Num2WordsNumbers(NumberWords):
    """Numbers by ``num2words``, for languages that it knows better. Loaded when first asked."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self._language = language

    def _ask(self, number: int, to: str) -> str:
        from num2words import num2words

        words: Any = num2words(number, lang=self._language, to=to)
        return str(words)

    def _cardinal(self, number: int, form: str | None) -> str:
        return self._ask(number, "cardinal")

    def _ordinal(self, number: int, form: str | None) -> str:
        return self._ask(number, "ordinal")
