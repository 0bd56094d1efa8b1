"""Codes, models and other figures that are no numbers, as English says them."""

from __future__ import annotations

import re
from collections.abc import Mapping

from rhapsode_server.text.verbalization.context import Context
from rhapsode_server.text.verbalization.locales import english_words as words
from rhapsode_server.text.verbalization.locales.english_numbers import EnglishNumbers
from rhapsode_server.text.verbalization.span import Span

_LOWERED = str.maketrans("₀₁₂₃₄₅₆₇₈₉", "0123456789")
_SIGNS_OF_SUBSTANCES = re.compile(r"[A-Z][a-z]?|\d+")
_MODES = {"m": "minor", "maj": "major", "min": "minor", "dim": "diminished", "aug": "augmented", "sus": "suspended"}
_CRICKET = re.compile(r"\b(?:overs?|wickets?|innings|bowled|stumps|declared)\b")
_NEAR = 48
"""How far from a score in cricket a word of the game may be, in characters."""
_READERS: Mapping[str, str] = {
    "verse": "_verse",
    "over": "_over",
    "pairs": "_pairs",
    "digits": "_figures",
    "halves": "_figures",
    "state": "_figures",
    "serial": "_serial",
    "extension": "_extension",
    "model": "_model",
    "plan": "_plan",
    "house": "_house",
    "lines": "_lines",
    "several": "_several",
    "niners": "_several",
    "record": "_record",
    "shillings": "_shillings",
    "columns": "_columns",
    "stage": "_stage",
    "short": "_short_year",
    "factorial": "_factorial",
    "substance": "_substance",
    "root": "_chord",
    "paper": "_paper",
    "annual": "_annual",
    "parts": "_parts",
    "tire": "_tire",
    "station": "_station",
    "caliber": "_caliber",
}
"""By the field that tells what a code is, the method that says it."""


class EnglishCodes(EnglishNumbers):
    """What is said of spans that are told by figures and letters."""

    def code(self, span: Span, context: Context) -> str | None:
        for field in span.fields:
            if field in _READERS and span.field(field):
                spoken: str = getattr(self, _READERS[field])(span, context)
                return spoken
        return self.addresses.code(span.field("text").translate(_LOWERED))

    def _verse(self, span: Span, context: Context) -> str:
        places = [span.field(name) for name in ("chapter", "verse", "until") if span.field(name)]
        chapter, verse, *until = (self.number(place) for place in places)
        return f" {self.range_word} ".join([f"{chapter} {verse}", *until])

    def _over(self, span: Span, context: Context) -> str:
        above, below = (self.number(span.field(name).replace(",", "")) for name in ("over", "below"))
        if len(span.field("below")) == 1:
            around = context.text[max(0, context.start - _NEAR) : context.end + _NEAR]
            return f"{above} {'for' if _CRICKET.search(around) else 'over'} {below}"
        return f"{above} {'out of' if self.is_of_many(context) else 'over'} {below}"

    def _pairs(self, span: Span, context: Context) -> str:
        return ", ".join(map(self._characters, re.split("[:-]", span.field("pairs"))))

    def _figures(self, span: Span, context: Context) -> str:
        """Digits one by one in their groups, and a state before them."""
        written = span.field("digits") or span.field("halves")
        digits = ", ".join(self.numbers.digits(group) for group in re.findall(r"\d+", written))
        if span.field("digits").endswith("X"):
            digits += ", X"
        return f"{words.STATES[span.field('state')]} {digits}".strip() if span.field("state") else digits

    def _serial(self, span: Span, context: Context) -> str:
        return self._characters(span.field("serial").replace("-", ""))

    def _extension(self, span: Span, context: Context) -> str:
        return f"extension {self.numbers.digits(span.field('extension'))}"

    def _model(self, span: Span, context: Context) -> str:
        series = f" {self.numbers.cardinal(int(span.field('series')))}" if span.field("series") else ""
        return self._paired(span.field("model")) + series

    def _plan(self, span: Span, context: Context) -> str:
        letter = (span.field("letter") or span.field("bare")).upper()
        return f"four oh {self.numbers.cardinal(int(span.field('plan')[2]))} {letter}"

    def _house(self, span: Span, context: Context) -> str:
        house = span.field("house")
        if len(house) == 3:
            return self._paired(house)
        return self.year_words_of(int(house)) if len(house) == 4 else self.numbers.digits(house)

    def _lines(self, span: Span, context: Context) -> str:
        rate = f" {self.numbers.cardinal(int(span.field('rate')))}" if span.field("rate") else ""
        return f"{self._paired(span.field('lines'))} {span.field('scan').upper()}{rate}"

    def _several(self, span: Span, context: Context) -> str:
        """Figures in the plural: ``F sixteens``, ``seven forty-sevens``, ``forty-niners``."""
        written = span.field("several") or span.field("niners")
        letters = written.rstrip("0123456789-")
        if letters[-1:].isupper() and letters[:1].isupper() and not letters.isupper():
            spoken = f"{letters} {self.addresses.code(written[len(letters) :])}"
        elif letters:
            spoken = self.addresses.code(written)
        elif len(written) == 3 and written[1] != "0":
            spoken = f"{self.numbers.cardinal(int(written[0]))} {self.numbers.cardinal(int(written[1:]))}"
        else:
            spoken = self._paired(written) if len(written) == 4 else self.numbers.cardinal(int(written))
        if span.field("niners"):
            return spoken + ("rs" if spoken.endswith("e") else "ers")
        if spoken.endswith("y"):
            return spoken[:-1] + "ies"
        return spoken + ("es" if spoken.endswith("x") else "s")

    def _record(self, span: Span, context: Context) -> str:
        return ", ".join(self.numbers.cardinal(int(part)) for part in re.split("[-/]", span.field("record")))

    def _shillings(self, span: Span, context: Context) -> str:
        shillings, pence = int(span.field("shillings")), int(span.field("pence"))
        coins = [f"{self.numbers.cardinal(shillings)} {'shilling' if shillings == 1 else 'shillings'}"]
        return " ".join([*coins, self.numbers.cardinal(pence), "penny" if pence == 1 else "pence"])

    def _columns(self, span: Span, context: Context) -> str:
        sides = f"{self._paired(span.field('columns'))} by {self._paired(span.field('rows'))}"
        return f"{sides} pixels" if span.field("pixels") else sides

    def _stage(self, span: Span, context: Context) -> str:
        stage, count = span.field("stage"), self.numbers.cardinal(int(span.field("count")))
        return f" {self.letter_words(stage) if stage in ('rc', 'a', 'b') else stage} {count}"

    def _short_year(self, span: Span, context: Context) -> str:
        return self._low(int(span.field("short")))

    def _factorial(self, span: Span, context: Context) -> str:
        return f"{self.numbers.cardinal(int(span.field('factorial')))} factorial"

    def _substance(self, span: Span, context: Context) -> str:
        """``N A C L``, ``F E two O three``."""
        pieces = _SIGNS_OF_SUBSTANCES.findall(span.field("substance"))
        return " ".join(
            self.numbers.cardinal(int(piece)) if piece.isdigit() else self.letter_words(piece) for piece in pieces
        )

    def _chord(self, span: Span, context: Context) -> str:
        """``C sharp minor seven``."""
        sign = {"#": "sharp", "♯": "sharp", "♭": "flat", "b": "flat"}.get(span.field("accidental"), "")
        mode, tone = span.field("mode") or span.field("plain"), span.field("tone") or span.field("figure")
        figure = self.numbers.cardinal(int(tone)) if tone else ""
        return " ".join(filter(None, [span.field("root"), sign, _MODES.get(mode, ""), figure]))

    def _tire(self, span: Span, context: Context) -> str:
        width, _, height = span.field("tire").partition("/")
        sides = f"{self._paired(width)} {self.numbers.cardinal(int(height))}"
        return f"{sides} {self.addresses.code(span.field('text'))}"

    def _annual(self, span: Span, context: Context) -> str:
        return f"{self.letter_words(span.field('standard'))} {self.year_words_of(int(span.field('annual')))}"

    def _parts(self, span: Span, context: Context) -> str:
        return f"{self.numbers.ordinal(int(span.field('parts')))}s"

    def _caliber(self, span: Span, context: Context) -> str:
        digits = span.field("caliber")
        return self._paired(digits) if len(digits) == 3 else self.numbers.cardinal(int(digits))

    def _station(self, span: Span, context: Context) -> str:
        place, band = span.field("station"), span.field("band")
        whole, _, fraction = place.partition(".")
        number = self.number(whole, fraction) if fraction or len(whole) < 3 else self._paired(whole)
        return f"{number} {self.letter_words(band)}"

    def _paper(self, span: Span, context: Context) -> str:
        number, _, version = span.field("paper").partition("v")
        figures = f" {self.point} ".join(map(self.numbers.digits, number.split(".")))
        return f" {figures}" + (f" V {self.numbers.cardinal(int(version))}" if version else "")

    def _characters(self, serial: str) -> str:
        """Letters and digits one by one."""
        return " ".join(self.numbers.digits(sign) if sign.isdigit() else sign.upper() for sign in serial)

    def _paired(self, digits: str) -> str:
        """``ten eighty``, ``eight hundred``."""
        high, low = divmod(int(digits), 100)
        return f"{self.numbers.cardinal(high)} {self._low(low)}" if low else self.numbers.cardinal(int(digits))
