"""Hungarian number words."""

from __future__ import annotations

from rhapsode_server.text.verbalization.number_words import NumberWords

_ONES = "nulla egy kettő három négy öt hat hét nyolc kilenc".split()
_TENS = "- tíz húsz harminc negyven ötven hatvan hetven nyolcvan kilencven".split()
_JOINED_TENS = "- tizen huszon harminc negyven ötven hatvan hetven nyolcvan kilencven".split()
_LARGE = ((10**12, "billió"), (10**9, "milliárd"), (10**6, "millió"))
_ORDINALS = (
    ("egy", "egyedik"),
    ("kettő", "kettedik"),
    ("három", "harmadik"),
    ("négy", "negyedik"),
    ("öt", "ötödik"),
    ("hat", "hatodik"),
    ("hét", "hetedik"),
    ("nyolc", "nyolcadik"),
    ("kilenc", "kilencedik"),
    ("tíz", "tizedik"),
    ("húsz", "huszadik"),
    ("harminc", "harmincadik"),
    ("hatvan", "hatvanadik"),
    ("nyolcvan", "nyolcvanadik"),
    ("ven", "venedik"),
    ("száz", "századik"),
    ("ezer", "ezredik"),
    ("millió", "milliomodik"),
    ("milliárd", "milliárdodik"),
    ("billió", "billiomodik"),
    ("nulla", "nulladik"),
)
"""The last part of a cardinal, and of its ordinal."""


class HungarianNumbers(NumberWords):
    """Hungarian numbers. The form ``attributive`` stands before what is counted: "két" for "kettő"."""

    def _cardinal(self, number: int, form: str | None) -> str:
        if not number:
            return _ONES[0]
        groups: list[str] = []
        rest = number
        for value, name in _LARGE:
            count, rest = divmod(rest, value)
            if count:
                groups.append(self._hundreds(count, "attributive") + name)
        thousands, rest = divmod(rest, 1000)
        if thousands:
            groups.append(
                (self._hundreds(thousands, "attributive") if thousands > 1 else "egy" * bool(groups)) + "ezer"
            )
        if rest:
            groups.append(self._hundreds(rest, form))
        # The spelling joins up to two thousand, and divides groups by hyphens beyond it.
        return ("-" if number > 2000 else "").join(groups)

    def _hundreds(self, number: int, form: str | None) -> str:
        hundreds, rest = divmod(number, 100)
        words = (("" if hundreds == 1 else self._hundreds(hundreds, "attributive")) + "száz") if hundreds else ""
        tens, ones = divmod(rest, 10)
        if tens:
            words += _JOINED_TENS[tens] if ones else _TENS[tens]
        if ones:
            words += "két" if ones == 2 and form == "attributive" else _ONES[ones]
        return words

    def _ordinal(self, number: int, form: str | None) -> str:
        if number in (1, 2):
            return ("első", "második")[number - 1]
        words = self._cardinal(number, None)
        ending, ordinal = next(pair for pair in _ORDINALS if words.endswith(pair[0]))
        return words[: -len(ending)] + ordinal
