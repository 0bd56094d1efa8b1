"""Hebrew number words: the last part of a number has its "and", as the Academy of the Hebrew Language sets it, and what
is counted in halves."""

from __future__ import annotations

from rhapsode_server.text.verbalization.locales.hebrew_words import FEMININE, MASCULINE
from rhapsode_server.text.verbalization.number_words import RbnfNumbers

AND = " ו"
_SCALES = ((10**12, "טריליון"), (10**9, "מיליארד"), (10**6, "מיליון"))
_FEW_THOUSANDS = 10
"""Up to so many, thousands are counted by one word or in the construct state."""
HALVES = {
    "שעות": "שעה", "שעה": "שעה", "דקות": "דקה", "דקה": "דקה", "שנים": "שנה", "שנה": "שנה", "ימים": "יום", "יום": "יום",
    "שבועות": "שבוע", "שבוע": "שבוע", "חודשים": "חודש", "חודש": "חודש", "כוסות": "כוס", "כוס": "כוס", "כפות": "כף",
    "כף": "כף", "כפיות": "כפית", "כפית": "כפית", "ליטר": "ליטר", "ליטרים": "ליטר", "קילו": "קילו", "קילוגרם": "קילוגרם",
    "קילוגרמים": "קילוגרם", "קילומטר": "קילומטר", "קילומטרים": "קילומטר", "מטר": "מטר", "מטרים": "מטר", "אחוז": "אחוז",
    "אחוזים": "אחוז", "מיליון": "מיליון", "מיליארד": "מיליארד", "טריליון": "טריליון", "טון": "טון", "נקודות": "נקודה",
    "חדרים": "חדר", "מעלות": "מעלה", "מנות": "מנה",
}  # fmt: skip
"""Nouns that are counted in halves, each with its singular: "שעה וחצי"."""


class HebrewNumbers(RbnfNumbers):
    """Numbers in millions and thousands; what is below twenty, and round hundreds, by the CLDR's rules."""

    def __init__(self) -> None:
        super().__init__("he", f"{FEMININE}-standalone", FEMININE)

    def _cardinal(self, number: int, form: str | None) -> str:
        if number < 20:
            # The spelling of "shnem asar".
            return super()._cardinal(number, form).replace("שניים עשר", "שנים עשר")
        parts = []
        for size, name in _SCALES:
            count, number = divmod(number, size)
            if count:
                parts.append(name if count == 1 else f"{self._cardinal(count, MASCULINE)} {name}")
        thousands, number = divmod(number, 1000)
        if thousands > _FEW_THOUSANDS:
            parts.append(f"{self._cardinal(thousands, MASCULINE)} אלף")
        elif thousands:
            parts.append(super()._cardinal(thousands * 1000, form))
        hundreds, rest = divmod(number, 100)
        if hundreds:
            parts.append(super()._cardinal(hundreds * 100, form))
        if rest:
            # "Two" has its short form only where it stands alone before what is counted.
            parts.append(self._below_hundred(rest, f"{(form or FEMININE).removesuffix('-standalone')}-standalone"))
        *head, last = parts
        if head and AND not in last:
            last = "ו" + last
        return " ".join([*head, last])

    def _below_hundred(self, number: int, form: str | None) -> str:
        tens, ones = divmod(number, 10)
        if tens < 2 or not ones:
            return self._cardinal(number, form) if number < 20 else super()._cardinal(number, form)
        return f"{super()._cardinal(tens * 10, form)}{AND}{super()._cardinal(ones, form)}"

    def _ordinal(self, number: int, form: str | None) -> str:
        return super()._ordinal(number, form).replace("שניה", "שנייה")

    def _year(self, number: int) -> str:
        return self._cardinal(number, None)
