"""Tamil number words, whose parts are joined by sandhi, and the same for endings behind them."""

from __future__ import annotations

from rhapsode_server.text.verbalization.number_words import NumberWords

_ONES = (
    "பூஜ்ஜியம் ஒன்று இரண்டு மூன்று நான்கு ஐந்து ஆறு ஏழு எட்டு ஒன்பது பத்து பதினொன்று பன்னிரண்டு பதின்மூன்று பதினான்கு பதினைந்து "
    "பதினாறு பதினேழு பதினெட்டு பத்தொன்பது"
).split()
_TENS = "- - இருபது முப்பது நாற்பது ஐம்பது அறுபது எழுபது எண்பது தொண்ணூறு".split()
_HUNDREDS = "- நூறு இருநூறு முந்நூறு நானூறு ஐந்நூறு அறுநூறு எழுநூறு எண்ணூறு தொள்ளாயிரம்".split()
_SIGNS: dict[str, str] = dict(zip("அஆஇஈஉஊஎஏஐஒஓ", ["", *"ாிீுூெேைொோ"], strict=True))
ATTRIBUTIVE = "attributive"
"""The form of "one" before a noun: "ஒரு"."""


class TamilNumbers(NumberWords):
    """The form of an ordinal is its ending: "ஆவது" counts, "ஆம்" names a rank."""

    def _cardinal(self, number: int, form: str | None) -> str:
        if form == ATTRIBUTIVE:
            # "ஒரு பேர்", "பதினோரு பேர்", "இருபத்து ஒரு பேர்"
            words = self._cardinal(number, None)
            if words.endswith("பதினொன்று"):
                return words.removesuffix("ொன்று") + "ோரு"
            return words.removesuffix("ஒன்று") + "ஒரு" if words.endswith("ஒன்று") else words
        if number == 0:
            return _ONES[0]
        parts = []
        for size, name in ((10**7, "கோடி"), (10**5, "லட்சம்")):
            count, number = divmod(number, size)
            if count:
                parts.append(f"{self._cardinal(count, ATTRIBUTIVE)} {name}")
        thousands, number = divmod(number, 1000)
        if thousands:
            parts.append(_thousands(self._cardinal(thousands, None)) if thousands > 1 else "ஆயிரம்")
        hundreds, rest = divmod(number, 100)
        if hundreds:
            parts.append(_HUNDREDS[hundreds])
        tens, ones = divmod(rest, 10)
        if tens > 1:
            parts.append(_TENS[tens])
        if rest and (tens < 2 or ones):
            parts.append(_ONES[rest if tens < 2 else ones])
        return " ".join([*map(_joining, parts[:-1]), parts[-1]])

    def _ordinal(self, number: int, form: str | None) -> str:
        ending = form or "ஆவது"
        if number == 1:
            return "முதலாவது" if ending == "ஆவது" else "முதலாம்"
        return joined(self._cardinal(number, None), ending)


def _thousands(count: str) -> str:
    """So many thousands, in one word."""
    if count.endswith("பதினொன்று"):
        return count.removesuffix("ொன்று") + "ோராயிரம்"
    if count.endswith("ஒன்று"):
        return count.removesuffix("ஒன்று") + "ஓராயிரம்"
    return joined(count, "ஆயிரம்")


def _joining(part: str) -> str:
    """A part of a number before another."""
    if part.endswith("ம்"):
        return part.removesuffix("ம்") + "த்து"
    if part.endswith("ூறு"):
        return part.removesuffix("று") + "ற்று"
    if part.endswith("பது"):
        return part.removesuffix("து") + "த்து"
    return part + "யே" if part.endswith("கோடி") else part


def joined(word: str, ending: str) -> str:
    """A word with an ending that begins with a vowel."""
    sign, rest = _SIGNS.get(ending[0]), ending[1:]
    if sign is None:
        return word + ending
    if word.endswith("ு"):
        return word[:-1] + sign + rest
    if word.endswith("ம்") and ending not in ("ஆவது", "ஆம்", "உம்"):
        return word[:-2] + "த்த" + sign + rest
    if word.endswith("்"):
        return word[:-1] + sign + rest
    return f"{word}ய{sign}{rest}"
