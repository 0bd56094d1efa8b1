"""English: American readings, as newsreaders have them."""

from __future__ import annotations

import functools

from rhapsode_server.text.verbalization.addresses import AddressReader
from rhapsode_server.text.verbalization.context import Context
from rhapsode_server.text.verbalization.locales import english_units as units
from rhapsode_server.text.verbalization.locales import english_words as words
from rhapsode_server.text.verbalization.locales.english_codes import EnglishCodes
from rhapsode_server.text.verbalization.locales.english_decisions import decide
from rhapsode_server.text.verbalization.locales.english_patterns import PATTERNS
from rhapsode_server.text.verbalization.locales.english_sounds import is_sayable
from rhapsode_server.text.verbalization.locales.european_patterns import SEASON, SHARED, SIGNED_FRACTION, STROKE
from rhapsode_server.text.verbalization.roman import roman_value
from rhapsode_server.text.verbalization.span import Span

_DOLLAR = {"one": "dollar", "other": "dollars"}
_CENT = {"one": "cent", "other": "cents"}

_SIGNS = {
    **{"&": "and", "+": "plus", "=": "equals", "#": "number", "~": "about", "≈": "about", "×": "times", "@": "at"},
    **{
        "÷": "divided by",
        "±": "plus or minus",
        "√": "the square root of",
        "∛": "the cube root of",
        "∇": "del",
        "¶": "paragraph",
        "∞": "infinity",
        "§": "section",
    },
    **{"<": "is less than", ">": "is greater than", "≤": "is less than or equal to"},
    **{"≥": "is greater than or equal to", "≠": "is not equal to"},
    **{"α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "ε": "epsilon", "θ": "theta", "λ": "lambda", "π": "pi"},
    **{"ρ": "rho", "σ": "sigma", "τ": "tau", "φ": "phi", "ψ": "psi", "ω": "omega", "Δ": "delta", "Σ": "sigma"},
}
_AT_LEAST = {"≤": "at most", "≥": "at least", "<": "less than", ">": "more than"}
"""Before a number with nothing to compare it to."""


class English(EnglishCodes):
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
    currency_signs = {
        **{f"{code}$": code for code in ("USD", "CAD", "AUD", "NZD", "SGD", "HKD")},
        **{"Ksh": "KES", "KSh": "KES"},
        "₿": "BTC",
        "Rs": "INR",
        "Rs.": "INR",
        "RM": "MYR",
    }
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
    spaced_units = EnglishCodes.spaced_units | {"VA", "AU", "IU", "BTU", "mo", "ct", "pt", "cc"}
    bare_unit_words = frozenset({"per", "a", "an", "each", "every", "one"})
    powers = {"2": "squared", "3": "cubed", "": "to the power of"}
    scales = {
        **{word: word for word in ("thousand", "million", "billion", "trillion", "lakh", "crore")},
        **{"k": "thousand", "m": "million", "mn": "million", "mln": "million", "mio": "million", "mil": "million"},
        **{"bn": "billion", "b": "billion", "bln": "billion", "tn": "trillion", "trn": "trillion", "t": "trillion"},
    }
    ratio_words = frozenset(
        {"ratio", "dilute", "diluted", "odds", "scale", "mix", "proportion", "aspect", "slope", "gradient", "dilution"}
    )
    score_words = frozenset(
        "vote voted votes passed series won win wins winning beat beats beating lost lose loses loss score scored "
        "scoreline final lead leads leading "
        "led defeated defeat victory tied tie draw drew trail trails trailed trailing halftime record rout".split()
    )
    phone_words = frozenset("call phone tel telephone dial fax mobile cell number text hotline".split())
    version_words = frozenset(
        "version release python android ios macos java node ubuntu django rails kubernetes chrome firefox php".split()
    )
    roman_before = frozenset(
        "chapter part volume book act scene section article phase type war class level stage appendix title figure "
        "table bowl mark episode season grade tier lecture letter canto "
        "sonnet ode apollo rocky saturn vol ch fig art".split()
    )
    roman_after = frozenset({"century", "centuries"}) | words.UNITS_OF_MEN
    roman_names = words.RULERS
    abbreviations = words.ABBREVIATIONS
    stopless = words.STOPLESS
    closing = words.CLOSING
    initialisms = words.INITIALISMS
    acronyms = words.ACRONYMS
    symbols = _SIGNS
    patterns = (*PATTERNS, SIGNED_FRACTION)
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
        if span.field("inverse"):
            return f" per {self._inverse(span)}"
        if span.field("per"):
            return f" per {units.PER[span.field('per').lstrip()]}"
        if span.field("old_state"):
            return words.OLD_STATES[span.field("old_state")]
        if span.field("book"):
            return words.BOOKS[span.field("book")]
        if span.field("heading"):
            return words.DIRECTIONS[span.field("heading")]
        if span.field("way"):
            return f"{words.STREETS[span.field('way').casefold()]} {words.DIRECTIONS[span.field('quarter')]}"
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

    def _is_single(self, context: Context) -> bool:
        before = context.written_before[:1]
        many = bool(before) and (before[0].casefold() in self.scales or before[0][0].isdigit())
        return super()._is_single(context) and not many

    def hashtag(self, span: Span, context: Context) -> str | None:
        written = span.field("text")
        if written[1:-1].isdecimal() and len(written) < 7:
            return f"{self.symbols['#']} {self.addresses.code(written[1:])}"  # a door
        return super().hashtag(span, context)

    def _inverse(self, span: Span) -> str:
        """A unit with a power below zero, behind "per": ``mole``, ``second squared``, ``cubic meter``."""
        name, power = units.PER[span.field("per")], span.field("inverse")[1]
        if power == "¹":
            return name
        shape = "square" if power == "²" else "cubic"
        return f"{name} {'squared' if power == '²' else 'cubed'}" if name == "second" else f"{shape} {name}"

    def initialism(self, span: Span, context: Context) -> str | None:
        letters = span.field("letters").replace(".", "")
        if letters != span.field("letters"):
            span = span._replace(fields={**span.fields, "letters": letters})
        if letters in words.DIRECTIONS and context.before.rstrip(".") in words.STREET_WORDS:
            return words.DIRECTIONS[letters]
        spoken = super().initialism(span, context)
        more = span.field("more")
        return f"{self.letter_words(letters)} and {self.letter_words(more)}{span.field('ending')}" if more else spoken

    def symbol(self, span: Span, context: Context) -> str | None:
        if span.field("word"):
            return span.field("word")
        if span.field("heart"):
            return "heart"
        character = span.field("character")
        if character == "≈" and self._is_compared(context):
            return "is approximately"
        if character in _AT_LEAST and not context.mark_before.strip("(, ") and not self._is_compared(context):
            return _AT_LEAST[character]
        return super().symbol(span, context)

    def _is_compared(self, context: Context) -> bool:
        """Whether a number or a name stands right before a sign of comparison, and no further from it than its number:
        "a value <5" compares nothing."""
        if context.mark_before == " " and context.mark_after in tuple("$€£.0123456789"):
            return len(context.before) == 1 and context.before.isalpha() and context.before != "a"
        before = context.text[max(0, context.start - 2) : context.start].rstrip()
        return before[-1:].isalnum() or before[-1:] in tuple(")]%|")
