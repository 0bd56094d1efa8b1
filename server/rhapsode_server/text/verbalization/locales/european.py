"""What the languages of western Europe share beyond their grammar: strokes, marks, angles, units of science."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping

from rhapsode_server.text.verbalization.context import Context
from rhapsode_server.text.verbalization.locale import Locale
from rhapsode_server.text.verbalization.locales.european_facts import EUROPEAN_FACTS, SILENT, EuropeanFacts
from rhapsode_server.text.verbalization.locales.european_patterns import STROKES_AND_ANGLES
from rhapsode_server.text.verbalization.signs import UNITS
from rhapsode_server.text.verbalization.span import Span

_WORD_BEFORE = re.compile(r"([^\W\d_]{1,30})\Z")
_WORD_BEHIND = re.compile(r"[^\W\d_]{1,30}[²³]?")
_EACH = re.compile(r"\d{1,4} ?[kc]?m(?!\w)")
_FIGURE_BEFORE = re.compile(r"\d[ \u00a0]?\Z")
_OF_ITS_OWN = frozenset(
    "stroke arcminutes sky until_month season_end systolic out_of greek raised ion third beside emitted called".split()
)
"""Fields of what no method of a kind is asked for."""

_MULTIPLES = ("kilo", "mega", "giga", "tera", "milli", "micro", "nano", "pico")
_SIGNS = {"k": "kilo", "M": "mega", "G": "giga", "T": "tera", "m": "milli", "µ": "micro", "μ": "micro", "n": "nano"}
SCIENTIFIC: Mapping[str, str] = {
    f"{sign}{base}": f"{_SIGNS[sign]}{unit}"
    for base, signs, unit in (
        ("Ω", "kMGmµμ", "ohm"),
        ("F", "mµμn", "farad"),
        ("H", "mµμn", "henry"),
        ("V", "kMmµμn", "volt"),
        ("A", "kµμn", "ampere"),
        ("W", "Tµμn", "watt"),
        ("N", "kMm", "newton"),
        ("J", "MGm", "joule"),
        ("Pa", "G", "pascal"),
        ("Hz", "Tm", "hertz"),
        ("Sv", "mµμ", "sievert"),
        ("Bq", "kMG", "becquerel"),
        ("T", "mµμn", "tesla"),
        ("bar", "m", "bar"),
        ("Wh", "mMGT", "watt-hour"),
    )
    for sign in signs
} | {"pF": "picofarad", "Wh": "watt-hour", "atm": "atmosphere", "°Celsius": "celsius", "°Fahrenheit": "fahrenheit"}
"""Signs of multiples and parts; the names are put together from those that the CLDR has."""


class European(Locale):
    """A language of western Europe."""

    last_patterns = STROKES_AND_ANGLES
    by = ""
    """What "x" is between two lengths, where it is not what it is between numbers."""
    between = ("", "")
    """A preposition behind which the ends of a range have another word between them, and that word."""
    over = ""
    """A stroke between numbers that are no fraction, where it has no name."""

    def __init_subclass__(cls) -> None:
        """Every language has the signs of science beside its own."""
        super().__init_subclass__()
        cls.unit_signs = {**SCIENTIFIC, **cls.unit_signs}

    @functools.cached_property
    def european(self) -> EuropeanFacts:
        """What the language calls what they all have."""
        return EUROPEAN_FACTS[self.tag]

    @functools.cached_property
    def all_units(self) -> Mapping[str, str]:
        """Units by their signs."""
        return {sign: unit for sign, unit in {**UNITS, **self.unit_signs}.items() if unit}

    def letter_name(self, letter: str) -> str:
        return self.european.greek.get(letter) or super().letter_name(letter)

    def speak(self, span: Span, context: Context) -> str | None:
        if _OF_ITS_OWN.isdisjoint(span.fields):
            return super().speak(span, context)
        if "stroke" in span.fields:
            return span.field("stroke")
        if "called" in span.fields:
            return self.numbers.digits(span.field("called"))
        if "emitted" in span.fields:
            space = "" if context.mark_before == "2" else " "
            return space + self.for_each(self.all_units[span.field("emitted")])
        if "beside" in span.fields:
            return self.by or self.symbols["×"]
        if "out_of" in span.fields:
            return self.european.out_of
        if "greek" in span.fields:
            return self.european.greek.get(span.field("greek"))
        if "until_month" in span.fields:
            last = {name: span.field(name) for name in ("until_month", "year")} | {"month": span.field("until_month")}
            first, month = self.month(int(span.field("month"))), self.month(int(last["month"]))
            ended = self.date(span._replace(fields=last), context) or month
            return self.range_words(first, month, span, context) + ended.removeprefix(month)
        if "third" in span.fields:
            return f" {self.ratio_word} ".join(self.number(span.field(name)) for name in ("first", "second", "third"))
        if "ion" in span.fields:
            charge = span.field("ion")
            words = [self.number(str("²³⁴".index(charge[0]) + 2))] if len(charge) > 1 else []
            return " ".join([*words, self.plus if charge[-1] == "⁺" else self.minus])
        if "season_end" in span.fields:
            return f"{self.numbers.year(int(span.field('integer')))} {self.number(span.field('season_end'))}"
        if "systolic" in span.fields:
            above, below = self.number(span.field("systolic")), self.counted(span.field("integer"), "millimeter-ofhg")
            return f"{above} {self.european.pressure} {below}"
        return self._angle(span)

    def confirm(self, span: Span, context: Context) -> Span | None:
        if "stroke" in span.fields:
            return self._stroke(span, context)
        return self._composite(span)

    def range_words(self, low: str, high: str, span: Span, context: Context) -> str:
        """Both ends of a range."""
        return f"{low} {self.range_word} {high}"

    def range(self, span: Span, context: Context) -> str | None:
        words = super().range(span, context)
        before, joint = self.between
        if not words or not before or context.before != before:
            return words
        return words.replace(f" {self.range_word} ", f" {joint} ", 1)

    # Strokes

    def _stroke(self, span: Span, context: Context) -> Span | None:
        """The stroke between two words with what it is; none where it belongs to a unit."""
        if context.mark_before.isdigit() and context.mark_after.isdigit():
            return span._replace(fields={"stroke": self.over or self.sign_names["/"]})
        before = _WORD_BEFORE.search(context.text, max(0, span.start - 31), span.start)
        behind = _WORD_BEHIND.match(context.text, span.end)
        left, right = before[1] if before else "", behind[0] if behind else ""
        counted = before is None or _FIGURE_BEFORE.search(context.text, max(0, before.start() - 2), before.start())
        units = self.all_units
        for_each = right in units and not (len(right) == 1 and right.isupper())
        if (left in units and (counted if right else _EACH.match(context.text, span.end))) or (not left and for_each):
            return None
        if left in units and for_each:
            return None
        if f"{left}/{right}" in units or f"{left}/{right}".casefold() in self.abbreviations:
            return None
        return span._replace(fields={"stroke": self.stroke_words(left, right, context)})

    def stroke_words(self, left: str, right: str, context: Context) -> str:
        """What a stroke is between two words; one of them is empty where figures stand there."""
        small_left, small_right = left.casefold(), right.casefold()
        if len(left) == len(right) == 1 and "=" in context.text[max(0, context.start - 8) : context.end + 8]:
            return self.symbols.get("÷", SILENT)
        if small_left in self.european.conjunctions or small_right in self.european.conjunctions:
            return SILENT
        if small_left in self.european.either and small_right in self.european.either:
            return self.european.or_word
        if (
            small_right in self.european.counted_for
            and context.words_before[1:2]
            and context.words_before[1].isdecimal()
        ):
            return self.european.per
        return self.european.stroke if _is_word(left) and _is_word(right) else SILENT

    # Units

    def _composite(self, span: Span) -> Span | None:
        """One unit for each of another, where nothing shorter is known: "g/cm³"."""
        symbol, below = span.field("symbol"), span.field("below")
        if f"{symbol}/{below}" in self.all_units or f"{symbol}/{below}" in self.abbreviations:
            return None
        unit = f"{span.field('unit')}-per-{self.all_units[below]}"
        return span._replace(fields={**span.fields, "unit": unit}) if self.unit_pattern(unit, "other") else None

    def unit_pattern(self, unit: str, category: str, case: str = "nominative") -> str:
        pattern = super().unit_pattern(unit, category, case)
        if "/" in pattern:
            above, _, below = unit.partition("-per-")
            return f"{self.unit_pattern(above, category, case)} {self.for_each(below)}"
        multiple = next((name for name in _MULTIPLES if unit.startswith(name)), "") if not pattern else ""
        base = unit.removeprefix(multiple)
        if base == "watt-hour" and not pattern:
            return self._watt_hours(multiple, super().unit_pattern("kilowatt-hour", category, case))
        if not multiple:
            return pattern
        pattern = super().unit_pattern(base, category, case)
        name = pattern.replace("{0}", "").strip()
        return pattern.replace(name, _joined(self.european.multiples.get(multiple, multiple), name)) if name else ""

    def for_each(self, unit: str) -> str:
        """The end of a unit for each of another, where the CLDR has a stroke."""
        return f"{self.european.per} {self.unit_name(unit, 'one')}"

    def _watt_hours(self, multiple: str, kilowatt_hours: str) -> str:
        """Of the words for kilowatt-hours those for others."""
        name = kilowatt_hours.replace("{0}", "").strip()
        kilo = self.european.multiples.get("kilo", "kilo")
        if not name.casefold().startswith(kilo):
            return ""
        rest = name[len(kilo) :]
        word = self.european.multiples.get(multiple, multiple)
        return kilowatt_hours.replace(name, _joined(word, rest.capitalize() if name[0].isupper() else rest))

    def _angle(self, span: Span) -> str | None:
        """Degrees, minutes and seconds, and a quarter of the sky."""
        words = [self.number(span.field("integer"), span.field("fraction"), span.field("sign"))]
        words.append(self.unit_name("degree", self.plural(span.field("integer"), span.field("fraction"))))
        for name, unit in (("arcminutes", "minute"), ("arcseconds", "second")):
            whole, _, fraction = span.field(name).replace(".", ",").partition(",")
            if fraction:
                words += [self.number(whole, fraction), self.unit_name(unit, "other")]
            elif whole:
                words.append(self.counted(str(int(whole)), unit))
        quarter = span.field("sky")
        words += [self.european.directions[quarter]] if quarter in self.european.directions else list(quarter)
        return " ".join(words)

    # Marks

    def is_mark(self, span: Span, context: Context) -> bool:
        """Whether a fraction is a mark out of the best one: "8/10", "4/5 stars"."""
        fields = span.fields
        if not self.european.out_of or "whole" in fields or "symbol" in fields or fields.get("unit"):
            return False
        if int(fields["numerator"]) > int(fields["denominator"]):
            return False
        if context.after in self.european.starred:
            return True
        best = fields["denominator"] == "10" and fields["numerator"] != "1"
        return (
            best
            and context.after not in self.european.of_words
            and context.mark_before != "-"
            and context.mark_after != "-"
        )

    def mark_words(self, span: Span) -> str:
        """A mark out of the best one."""
        return f"{self.number(span.field('numerator'))} {self.european.out_of} {self.number(span.field('denominator'))}"


def _is_word(written: str) -> bool:
    return len(written) > 1 and written.islower()


def _joined(multiple: str, name: str) -> str:
    """A multiple and a unit in one word, with a capital where the unit has one."""
    return multiple.capitalize() + name[0].lower() + name[1:] if multiple and name[0].isupper() else multiple + name
