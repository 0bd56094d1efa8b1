"""Italian number words: one gender for the one alone, and ordinals that are made of their cardinal."""

from __future__ import annotations

import re

from rhapsode_server.text.verbalization.number_words import RbnfNumbers

_INNER_ACCENT = re.compile("tré(?=[\u00ad\\w])")
_MILLION = 1_000_000
_ONES = {"feminine": "una", "elided": "un'", "impure": "uno"}


class ItalianNumbers(RbnfNumbers):
    """The CLDR's rules; only the one alone has a gender ("ventuno case"), and ordinals above a thousand are made here:
    "quattordicimillesimo"."""

    def _cardinal(self, number: int, form: str | None) -> str:
        if number == 1 and form is not None:
            return _ONES.get(form, "un")
        # The accent stands at the end of a word only: "quarantatremila".
        return _INNER_ACCENT.sub("tre", super()._cardinal(number, None))

    def _ordinal(self, number: int, form: str | None) -> str:
        if number < 1000 or number % _MILLION == 0 and number > _MILLION * 999:
            return super()._ordinal(number, form)
        ending = "a" if form == "feminine" else "o"
        if number % _MILLION == 0:
            millions = number // _MILLION
            return f"{'' if millions == 1 else self._cardinal(millions, None)}milionesim{ending}"
        words = self._cardinal(number, None).replace("\u00ad", "")
        if words.endswith(("mila", "mille")):
            return f"{words[:-4] if words.endswith('mila') else words[:-5]}millesim{ending}"
        stem = words[:-1] + "e" if words[-1] == "é" else words if words.endswith("sei") else words[:-1]
        return f"{stem}esim{ending}"
