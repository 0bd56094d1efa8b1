"""German number words where the CLDR's rules do not reach: the millionth."""

from __future__ import annotations

import re

from rhapsode_server.text.verbalization.number_words import RbnfNumbers

_MILLIONS = re.compile(r"(?:eine |(\S+) )?((?:M|B|Tr)illi(?:on|ard))(?:e|en)?st(e[nrs]?)\Z")


class GermanNumbers(RbnfNumbers):
    """The CLDR's numbers; ordinals of whole millions are one word: "zweimillionste", not "zwei Millionenste"."""

    def _ordinal(self, number: int, form: str | None) -> str:
        words = super()._ordinal(number, form)
        if number % 1_000_000:
            return words
        return _MILLIONS.sub(lambda match: f"{match[1] or ''}{match[2].lower()}st{match[3]}", words)
