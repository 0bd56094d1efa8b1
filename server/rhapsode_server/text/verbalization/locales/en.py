"""English: American readings, as newsreaders have them."""

from __future__ import annotations

import functools
import re

from rhapsode_server.text.verbalization.addresses import AddressReader
from rhapsode_server.text.verbalization.context import Context
from rhapsode_server.text.verbalization.locales import english_units as units
from rhapsode_server.text.verbalization.locales import english_words as words
from rhapsode_server.text.verbalization.locales.english_decisions import decide
from rhapsode_server.text.verbalization.locales.english_numbers import EnglishNumbers
from rhapsode_server.text.verbalization.locales.english_patterns import PATTERNS
from rhapsode_server.text.verbalization.locales.english_sounds import is_sayable
from rhapsode_server.text.verbalization.locales.european_patterns import SEASON, SHARED, STROKE
from rhapsode_server.text.verbalization.roman import roman_value
from rhapsode_server.text.verbalization.span import Span

_LOWERED = str.maketrans("₀₁₂₃₄₅₆₇₈₉", "0123456789")
_DOLLAR = {"one": "dollar", "other": "dollars"}
_CENT = {"one": "cent", "other": "cents"}

_SIGNS = {
    **{"&": "and", "+": "plus", "=": "equals", "#": "number", "~": "about", "≈": "about", "×": "times", "@": "at"},
    **{"÷": "divided by", "±": "plus or minus", "√": "the square root of", "∞": "infinity", "§": "section"},
    **{"<": "is less than", ">": "is greater than", "≤": "is less than or equal to"},
    **{"≥": "is greater than or equal to", "≠": "is not equal to"},
    **{"α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "ε": "epsilon", "θ": "theta", "λ": "lambda", "π": "pi"},
    **{"ρ": "rho", "σ": "sigma", "τ": "tau", "φ": "phi", "ψ": "psi", "ω": "omega", "Δ": "delta", "Σ": "sigma"},
}
_AT_LEAST = {"≤": "at most", "≥": "at least", "<": "less than", ">": "more than"}
"""Before a number with nothing to compare it to."""


class English(EnglishNumbers):
    """English."""

    tag = "en"
    group_marks = ",\u00a0\u202f\u2009"
    indian_grouping = True
    falling_dash = True
    leading_point = True
    plus_minus = "plus or minus"
    ordinal_suffixes = ("st", "nd", "rd", "th", "ST", "ND", "RD", "TH")
    year_words = frozenset("in since by until till from year before after around circa early late mid during".split())
    year_by_default = True
    eras = {
        "BC": "B C",
        "AD": "A D",
        "BCE": "B C E",
        "CE": "C E",
        "B.C": "B C",
        "A.D": "A D",
        "B.C.E": "B C E",
        "C.E": "C E",
    }
    decade_suffixes = ("s", "'s", "’s")
    date_order = "mdy"
    month_words = {"sept": 9}
    month_first = True
    day_suffix = "(?:st|nd|rd|th)?"
    month_joint = r"\s(?:of\s)?"
    hour_words = ("o'clock", "o’clock")
    currency_signs = {"₿": "BTC", "Rs": "INR", "Rs.": "INR", "RM": "MYR"}
    currency_names = {
        "BTC": {"one": "bitcoin", "other": "bitcoins"},
        "USD": _DOLLAR,
        "GBP": {"one": "pound", "other": "pounds"},
        "JPY": {"other": "yen"},
        "CNY": {"other": "yuan"},
        "INR": {"one": "rupee", "other": "rupees"},
        "KRW": {"other": "won"},
        "RUB": {"one": "ruble", "other": "rubles"},
        "ILS": {"one": "shekel", "other": "shekels"},
    }
    minor_units = {
        **dict.fromkeys(("USD", "EUR", "AUD", "CAD", "NZD", "HKD", "SGD", "MXN", "BRL"), _CENT),
        "GBP": {"one": "penny", "other": "pence"},
        "INR": {"one": "paisa", "other": "paise"},
    }
    unit_signs = units.SIGNS
    unit_names = units.NAMES
    spaced_units = EnglishNumbers.spaced_units | {"VA", "AU", "IU", "BTU", "mo", "ct", "pt", "cc"}
    bare_unit_words = frozenset({"per", "a", "an", "each", "every", "one"})
    powers = {"2": "squared", "3": "cubed", "": "to the power of"}
    scales = {
        **{word: word for word in ("thousand", "million", "billion", "trillion", "lakh", "crore")},
        **{"k": "thousand", "m": "million", "mn": "million", "mln": "million", "mio": "million", "mil": "million"},
        **{"bn": "billion", "b": "billion", "bln": "billion", "tn": "trillion", "trn": "trillion", "t": "trillion"},
    }
    ratio_words = frozenset({"ratio", "odds", "scale", "mix", "proportion", "aspect", "slope", "gradient", "dilution"})
    score_words = frozenset(
        "won win wins winning beat beats beating lost lose loses loss score scored scoreline final lead leads leading "
        "led defeated defeat victory tied tie draw drew trail trails trailed trailing halftime record rout".split()
    )
    phone_words = frozenset("call phone tel telephone dial fax mobile cell number text hotline".split())
    version_words = frozenset(
        "version release python android ios macos java node ubuntu django rails kubernetes chrome firefox php".split()
    )
    roman_before = frozenset(
        "chapter part volume book act scene section article phase type war class level stage appendix title figure "
        "table bowl mark episode season grade tier apollo rocky saturn vol ch fig art".split()
    )
    roman_after = frozenset({"century", "centuries"}) | words.UNITS_OF_MEN
    roman_names = words.RULERS
    abbreviations = words.ABBREVIATIONS
    stopless = words.STOPLESS
    closing = words.CLOSING
    initialisms = words.INITIALISMS
    acronyms = words.ACRONYMS
    symbols = _SIGNS
    patterns = PATTERNS
    last_patterns = (*SHARED, SEASON, STROKE)

    def decide(self, span: Span, context: Context) -> Span | None:
        return decide(span, context)

    @functools.cached_property
    def addresses(self) -> AddressReader:
        return AddressReader(self.sign_names, self.letters, self.numbers, self.www, self.point, self._is_spelled)

    def _is_spelled(self, capitals: str) -> bool:
        return capitals in self.initialisms or (len(capitals) < 6 and self.spells(capitals))

    def spells(self, capitals: str) -> bool:
        """Whether capitals are no word by their sounds: "HIV", "GPA", "ATM"."""
        if capitals in self.acronyms or (roman_value(capitals) and set(capitals) <= set("IVX")):
            return False
        return not is_sayable(capitals.casefold())

    # Words, letters and signs

    def abbreviation(self, span: Span, context: Context) -> str | None:
        if span.field("per"):
            return f" per {units.PER[span.field('per').lstrip()]}"
        if span.field("phrase"):
            spoken = words.PHRASES[span.field("phrase")]
            return (" " * context.mark_before.isalnum()) + spoken + (" " * context.mark_after.isalnum())
        if span.field("each"):
            return units.PER[span.field("each")]
        if span.field("following"):
            return " and following"
        if span.field("floor"):
            return "floor"
        if span.field("life"):
            return "born" if span.field("life") == "b" else "died"
        if span.field("glued"):
            return f"{words.ABBREVIATIONS[span.field('glued').casefold()]} "
        if span.field("direction"):
            return words.DIRECTIONS[span.field("direction")]
        if span.field("from") or span.field("until"):
            names = {**words.WEEKDAYS, **words.ABBREVIATIONS}
            ends = [names[span.field(name)] for name in ("from", "until") if span.field(name)]
            return f" {self.range_word} ".join(ends)
        if span.field("key") == "est" and context.before in ("a", "an", "the", "with", "of"):
            return "estimated"
        return span.field("street") or super().abbreviation(span, context)

    def initialism(self, span: Span, context: Context) -> str | None:
        letters = span.field("letters").replace(".", "")
        if letters != span.field("letters"):
            span = span._replace(fields={**span.fields, "letters": letters})
        if letters in words.DIRECTIONS and context.before.rstrip(".") in words.STREET_WORDS:
            return words.DIRECTIONS[letters]
        spoken = super().initialism(span, context)
        more = span.field("more")
        return f"{self.letter_words(letters)} and {self.letter_words(more)}{span.field('ending')}" if more else spoken

    def code(self, span: Span, context: Context) -> str | None:
        if span.field("verse"):
            places = [span.field(name) for name in ("chapter", "verse", "until") if span.field(name)]
            chapter, verse, *until = (self.number(place) for place in places)
            return f" {self.range_word} ".join([f"{chapter} {verse}", *until])
        if span.field("over"):
            above, below = (self.number(span.field(name).replace(",", "")) for name in ("over", "below"))
            return f"{above} {'out of' if self.is_of_many(context) else 'over'} {below}"
        if span.field("pairs"):
            return ", ".join(map(self._characters, re.split("[:-]", span.field("pairs"))))
        written = span.field("digits") or span.field("halves")
        digits = ", ".join(self.numbers.digits(group) for group in re.findall(r"\d+", written))
        if span.field("digits").endswith("X"):
            digits += ", X"
        if span.field("state"):
            return f"{words.STATES[span.field('state')]} {digits}".strip()
        if digits:
            return digits
        if span.field("serial"):
            return self._characters(span.field("serial").replace("-", ""))
        if span.field("extension"):
            return f"extension {self.numbers.digits(span.field('extension'))}"
        if span.field("model"):
            series = f" {self.numbers.cardinal(int(span.field('series')))}" if span.field("series") else ""
            return self._paired(span.field("model")) + series
        if span.field("plan"):
            letter = (span.field("letter") or span.field("bare")).upper()
            return f"four oh {self.numbers.cardinal(int(span.field('plan')[2]))} {letter}"
        if span.field("house"):
            house = span.field("house")
            if len(house) == 3:
                return self._paired(house)
            return self.year_words_of(int(house)) if len(house) == 4 else self.numbers.digits(house)
        if span.field("lines"):
            rate = f" {self.numbers.cardinal(int(span.field('rate')))}" if span.field("rate") else ""
            return f"{self._paired(span.field('lines'))} {span.field('scan').upper()}{rate}"
        if span.field("several") or span.field("niners"):
            return self._several(span)
        if span.field("record"):
            return ", ".join(self.numbers.cardinal(int(part)) for part in span.field("record").split("-"))
        if span.field("shillings"):
            shillings, pence = int(span.field("shillings")), int(span.field("pence"))
            coins = [f"{self.numbers.cardinal(shillings)} {'shilling' if shillings == 1 else 'shillings'}"]
            return " ".join([*coins, self.numbers.cardinal(pence), "penny" if pence == 1 else "pence"])
        if span.field("columns"):
            sides = f"{self._paired(span.field('columns'))} by {self._paired(span.field('rows'))}"
            return f"{sides} pixels" if span.field("pixels") else sides
        if span.field("stage"):
            stage = span.field("stage")
            return f" {'R C' if stage == 'rc' else stage} {self.numbers.cardinal(int(span.field('count')))}"
        text = span.field("text").translate(_LOWERED)
        return self.addresses.code(text)

    def _several(self, span: Span) -> str:
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

    def _characters(self, serial: str) -> str:
        """Letters and digits one by one."""
        return " ".join(self.numbers.digits(sign) if sign.isdigit() else sign.upper() for sign in serial)

    def _paired(self, digits: str) -> str:
        """``ten eighty``, ``eight hundred``."""
        high, low = divmod(int(digits), 100)
        return f"{self.numbers.cardinal(high)} {self._low(low)}" if low else self.numbers.cardinal(int(digits))

    def symbol(self, span: Span, context: Context) -> str | None:
        if span.field("word"):
            return span.field("word")
        character = span.field("character")
        if character in _AT_LEAST and not context.mark_before.strip("( ") and not self._is_compared(context):
            return _AT_LEAST[character] + " " * (context.mark_after in tuple("$€£."))
        return super().symbol(span, context)

    def _is_compared(self, context: Context) -> bool:
        """Whether a number or a name stands right before a sign of comparison, and no further from it than its number:
        "a value <5" compares nothing."""
        if context.mark_before == " " and context.mark_after in tuple("$€£.0123456789"):
            return len(context.before) == 1 and context.before.isalpha() and context.before != "a"
        before = context.text[max(0, context.start - 2) : context.start].rstrip()
        return before[-1:].isalnum() or before[-1:] in tuple(")]%")
