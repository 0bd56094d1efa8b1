"""How one language says what it reads: a method for each kind of span, right for a language without inflection.

A language derives from ``Locale``, sets the facts and overrides what its grammar needs. Every method answers with the
words, or with ``None`` to leave what is written as it is. README.md lists each kind's fields.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Mapping

from rhapsode_server.text.symbol_names import SYMBOL_NAMES
from rhapsode_server.text.verbalization.addresses import AddressReader
from rhapsode_server.text.verbalization.cldr.data import LanguageData, emoji_names, language_data
from rhapsode_server.text.verbalization.context import Context
from rhapsode_server.text.verbalization.facts import Facts
from rhapsode_server.text.verbalization.number_words import NumberWords, RbnfNumbers
from rhapsode_server.text.verbalization.plural import PluralRules
from rhapsode_server.text.verbalization.span import KIND_NAMES, Span, SpanKind

_FIGURES = re.compile(r"\d+")
_IN_PARTS = frozenset({SpanKind.DATE, SpanKind.UNIT, SpanKind.FRACTION})
"""Kinds of which some are said in parts."""
_COMPARED = {"<=": "≤", ">=": "≥", "!=": "≠", "==": "="}
"""Signs of comparison as they are typed."""
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")


class Locale(Facts):
    """One language. Objects are made once and keep no state of a text."""

    def make_numbers(self) -> NumberWords:
        """The number engine; called once, when the first number is read."""
        return RbnfNumbers(self.tag)

    @functools.cached_property
    def numbers(self) -> NumberWords:
        """Number words."""
        return self.make_numbers()

    @functools.cached_property
    def data(self) -> LanguageData:
        """The CLDR's data."""
        return language_data(self.cldr_tag or self.tag)

    @functools.cached_property
    def plural_rules(self) -> PluralRules:
        """The CLDR's plural rules."""
        return PluralRules(self.data.plurals)

    @functools.cached_property
    def addresses(self) -> AddressReader:
        """Reads what is written for machines."""
        point = self.version_point or self.point
        return AddressReader(self.sign_names, self.letters, self.numbers, self.www, point)

    @functools.cached_property
    def sign_names(self) -> Mapping[str, str]:
        """What signs are called inside ``<spell>`` and in addresses."""
        return SYMBOL_NAMES["en"] | dict(self.symbol_names) | SYMBOL_NAMES.get(self.tag, {})

    def decide(self, span: Span, context: Context) -> Span | None:
        """A last word on what was recognised: the span, another kind of it, or ``None`` to read it otherwise."""
        return span

    def confirm(self, span: Span, context: Context) -> Span | None:
        """What ``decide`` is for, for what ``last_patterns`` found."""
        return span

    def spells(self, capitals: str) -> bool:
        """Whether capitals are spelled although they hold a vowel: because nobody could say them as a word."""
        return False

    def may_be_counted(self, context: Context) -> bool:
        """Whether the word behind a number of four digits could be what it counts, so that it is no year."""
        return bool(context.written_after) and context.mark_after == " " and context.written_after[0].islower()

    def speak(self, span: Span, context: Context) -> str | None:
        """The words of a span, by the method of its kind; a date with a time gives both."""
        kind, _, _, fields, _ = span
        if kind not in _IN_PARTS and "difference" not in fields and "power" not in fields:
            spoken: str | None = getattr(self, KIND_NAMES[kind])(span, context)
            return spoken
        if kind is SpanKind.DATE and span.field("hour"):
            time = {name: span.fields[name] for name in ("hour", "minute", "second") if name in span.fields}
            date = {name: value for name, value in span.fields.items() if name not in time}
            parts = (span._replace(fields=date), span._replace(kind=SpanKind.TIME, fields=time))
            return " ".join(self.speak(part, context) or "" for part in parts)
        if kind is SpanKind.UNIT and "integer" not in fields:
            return self.unit_name(span.field("unit"), "one" if self._is_single(context) else "other") or None
        if "difference" in fields:
            return self.difference_word or self.minus
        if kind is SpanKind.FRACTION and span.field("sign"):
            fields = {name: value for name, value in span.fields.items() if name != "sign"}
            words = self.speak(span._replace(fields=fields), context)
            return words and f"{self.sign_words(span.field('sign'))} {words}"
        if "power" in fields:
            return (" " if context.mark_before == ")" else "") + self.power(span.field("power"))
        spoken = getattr(self, KIND_NAMES[kind])(span, context)
        return spoken

    def _is_single(self, context: Context) -> bool:
        """Whether a unit without a number is one: "pro m²", "km 5"."""
        return context.before in self.bare_unit_words or context.after[:1].isdecimal()

    def power(self, exponent: str) -> str:
        """A power behind what it raises: digits with a sign, or a letter."""
        exponent = exponent.translate(_RAISED)
        words = self.powers.get(exponent)
        if words is not None:
            return words
        digits = exponent.lstrip("-+−")
        sign = "-" if exponent[:1] in "-−" else ""
        number = self.number(digits, sign=sign) if digits.isdecimal() else exponent
        return f"{self.powers['']} {number}"

    # Pieces that methods are made of

    def plural(self, integer: str, fraction: str = "") -> str:
        """The plural category of a number of digits."""
        return self.plural_rules.category(integer, fraction)

    def amount(self, span: Span, form: str | None = None) -> str:
        """The number of a span with its sign and fraction; ``form`` as the number engine names it."""
        fields = span.fields
        words = self.number(fields.get("integer", ""), fields.get("fraction", ""), fields.get("sign", ""), form)
        if "tens" in fields:
            words = f"{words} {self.symbols['×']} {self.numbers.cardinal(10)} {self.power(fields['tens'])}"
        return words

    def number(self, integer: str, fraction: str = "", sign: str = "", form: str | None = None) -> str:
        """A number of digits."""
        if not sign and not fraction and (integer[:1] != "0" or integer == "0") and len(integer) <= 15:
            return self.numbers.cardinal(int(integer or "0"), form)
        words = [self.sign_words(sign)] if sign else []
        if len(integer) > 15 or (len(integer) > 1 and integer[0] == "0" and not fraction):
            words.append(self.numbers.digits(integer, form))
        else:
            words.append(self.numbers.cardinal(int(integer or "0"), form if not fraction else None))
        if fraction:
            words += [self.point, self.fraction_words(fraction)]
        return " ".join(words)

    def sign_words(self, sign: str) -> str:
        """What a sign before a number is called."""
        return {"-": self.minus, "+": self.plus, "±": self.plus_minus}.get(sign, self.minus)

    def fraction_words(self, fraction: str) -> str:
        """The digits behind the decimal sign."""
        if not self.fraction_as_number or len(fraction) > 3:
            return self.numbers.digits(fraction)
        bare = fraction.lstrip("0")
        zeros = self.numbers.digits("0" * (len(fraction) - len(bare)))
        return " ".join(filter(None, (zeros, self.numbers.cardinal(int(bare)) if bare else "")))

    def month(self, number: int) -> str:
        """The month as it is said in a date."""
        return self.data.months[number - 1]

    def unit_pattern(self, unit: str, category: str, case: str = "nominative") -> str:
        """The CLDR's pattern of a unit with its number: ``"{0} kilometers"``; empty where there is none.

        A unit that the CLDR does not have is put together from the halves around ``-per-``.
        """
        named = self.unit_names.get(unit)
        if named is not None:
            return "{0} " + named.get(category, named["other"])
        row = self.data.units.get(unit)
        if row is not None:
            forms = row.get(case) or row["nominative"]
            if category not in forms:
                forms = row["nominative"]
            return str(forms.get(category) or forms["other"])
        above, per, below = unit.partition("-per-")
        pattern = self.unit_pattern(above, category, case) if per else ""
        if not pattern:
            return ""
        beneath = self.data.units.get(below, {})
        if "per" in beneath:
            return str(beneath["per"]).replace("{0}", pattern)
        name = self.unit_pattern(below, self.plural("1")).replace("{0}", "").strip()
        return self.data.per.replace("{0}", pattern).replace("{1}", name) if name else ""

    @functools.cached_property
    def _known_pattern(self) -> Callable[..., str]:
        """``unit_pattern``, remembered: the same few units come again and again."""
        return functools.lru_cache(1024)(self.unit_pattern)

    def unit_name(self, unit: str, category: str, case: str = "nominative") -> str:
        """The unit alone."""
        return self._known_pattern(unit, category, case).replace("{0}", "").strip()

    def unit_gender(self, unit: str) -> str:
        """``masculine``, ``feminine``, ``neuter`` and so on; empty where the CLDR does not say."""
        row = self.data.units.get(unit) or self.data.units.get(unit.partition("-per-")[0]) or {}
        return str(row.get("gender", ""))

    def currency_name(self, currency: str, category: str) -> str:
        """The currency beside a number of that plural category."""
        names = self.currency_names.get(currency) or self.data.currencies.get(currency)
        if names is None:
            return currency
        return names.get(category) or names["other"]

    def currency_gender(self, currency: str) -> str:
        """The grammatical gender of a currency, as the number before it needs it; empty for the plain number."""
        return ""

    # One method for each kind

    def cardinal(self, span: Span, context: Context) -> str | None:
        return self.amount(span, self.agreement(span, context))

    def agreement(self, span: Span, context: Context) -> str | None:
        """The form that the words around ask of a bare cardinal."""
        return None

    def decimal(self, span: Span, context: Context) -> str | None:
        return self.amount(span)

    def ordinal(self, span: Span, context: Context) -> str | None:
        return self.numbers.ordinal(int(span.field("integer")))

    def year(self, span: Span, context: Context) -> str | None:
        words = [self.numbers.year(int(span.field("integer")))]
        if span.field("era"):
            words.append(self.eras[span.field("era")])
        return " ".join(words)

    def date(self, span: Span, context: Context) -> str | None:
        words = []
        if span.field("day"):
            words.append(self.day_words(int(span.field("day"))))
        words.append(self.month(int(span.field("month"))))
        if span.field("year"):
            words.append(self.numbers.year(self.full_year(span.field("year"))))
        return " ".join(words)

    def day_words(self, day: int) -> str:
        """The day of a date, before its month."""
        return self.numbers.ordinal(day)

    def full_year(self, year: str) -> int:
        """A year of two digits belongs to the last hundred years, a few to come included."""
        number = int(year)
        if len(year) > 2:
            return number
        return number + (1900 if number > 40 else 2000)

    def time(self, span: Span, context: Context) -> str | None:
        words = [self.numbers.cardinal(int(span.field("hour")))]
        if int(span.field("minute") or "0"):
            words.append(self.numbers.cardinal(int(span.field("minute"))))
        if int(span.field("second") or "0"):
            words.append(self.numbers.cardinal(int(span.field("second"))))
        return " ".join(words)

    def duration(self, span: Span, context: Context) -> str | None:
        words = []
        for unit in ("hour", "minute", "second"):
            digits = span.field(unit)
            if digits and (int(digits) or len(span.fields) == 1):
                words.append(self.counted(digits.lstrip("0") or "0", unit))
        return " ".join(words)

    def counted(self, integer: str, unit: str, case: str = "nominative") -> str:
        """A whole number of a unit of the CLDR."""
        pattern = self.unit_pattern(unit, self.plural(integer), case)
        return pattern.replace("{0}", self.numbers.cardinal(int(integer), self.unit_gender(unit) or None)).strip()

    def money(self, span: Span, context: Context) -> str | None:
        integer, fraction, currency = span.field("integer"), span.field("fraction"), span.field("currency")
        scale = span.field("scale")
        if scale:
            name = self.currency_name(currency, self.plural("1000000"))
            return f"{self.amount(span)} {self.scales.get(scale, scale)} {name}"
        minor = self.minor_units.get(currency)
        if not fraction or minor is None or len(fraction) != 2:
            form = self.currency_gender(currency) or None
            name = self.currency_name(currency, self.plural(integer, fraction))
            return f"{self.amount(span, form)} {name}"
        hundredths = minor.get(self.plural(str(int(fraction))), minor["other"])
        return self.money_parts(span, hundredths if int(fraction) else "")

    def money_parts(self, span: Span, minor: str) -> str:
        """Whole and hundredths of an amount; ``minor`` is empty where there are none of the latter."""
        integer, fraction, currency = span.field("integer"), span.field("fraction"), span.field("currency")
        words = [self.sign_words(span.field("sign"))] if span.field("sign") else []
        if int(integer) or not minor:
            words.append(self.number(integer, form=self.currency_gender(currency) or None))
            words.append(self.currency_name(currency, self.plural(integer)))
            if minor and self.money_and:
                words.append(self.money_and)
        if minor:
            words += [self.minor_amount(str(int(fraction)), currency), minor]
        return " ".join(words)

    def minor_amount(self, digits: str, currency: str) -> str:
        """The number of hundredths of a currency."""
        return self.number(digits)

    def percent(self, span: Span, context: Context) -> str | None:
        word = self.permille_word if span.field("symbol") == "‰" else self.percent_word
        return f"{self.amount(span)} {word}"

    def unit(self, span: Span, context: Context) -> str | None:
        unit = span.field("unit")
        pattern = self._known_pattern(unit, self.plural(span.field("integer"), span.field("fraction")))
        if not pattern:
            return None
        number = self.amount(span, self.unit_gender(unit) or None)
        # A figure within the unit's own name: litres per 100 kilometres.
        pattern = _FIGURES.sub(lambda figure: self.numbers.cardinal(int(figure[0])), pattern.replace("{0}", "\0"))
        return (pattern if "\0" in pattern else "\0 " + pattern).replace("\0", number).strip()

    def temperature(self, span: Span, context: Context) -> str | None:
        return self.unit(span, context)

    def fraction(self, span: Span, context: Context) -> str | None:
        whole, numerator, denominator = (span.field(name) for name in ("whole", "numerator", "denominator"))
        words = f"{self.numbers.cardinal(int(numerator))} {self.numbers.ordinal(int(denominator))}"
        return f"{self.numbers.cardinal(int(whole))} {words}" if whole else words

    def range(self, span: Span, context: Context) -> str | None:
        first, second = (self.speak(part, context) for part in span.parts)
        return None if first is None or second is None else f"{first} {self.range_word} {second}"

    def ratio(self, span: Span, context: Context) -> str | None:
        return self._pair(span, self.ratio_word)

    def score(self, span: Span, context: Context) -> str | None:
        return self._pair(span, self.score_word)

    def _pair(self, span: Span, word: str) -> str:
        first, second = self.number(span.field("first")), self.number(span.field("second"))
        return f"{first} {word} {second}"

    def phone(self, span: Span, context: Context) -> str | None:
        groups = ", ".join(self.phone_group(group) for group in span.field("groups").split())
        return f"{self.plus} {groups}" if span.field("plus") else groups

    def phone_group(self, digits: str) -> str:
        """The digits between two gaps of a telephone number."""
        return self.numbers.digits(digits)

    def roman(self, span: Span, context: Context) -> str | None:
        number = int(span.field("integer"))
        if span.field("role") == "name":
            return self.numbers.ordinal(number)
        return self.numbers.cardinal(number)

    def version(self, span: Span, context: Context) -> str | None:
        parts = span.field("numbers").split(".")
        address = len(parts) == 4 and all(int(part) < 256 for part in parts)
        read = self.numbers.digits if address else self.number
        words = f" {self.version_point or self.point} ".join(map(read, parts))
        return f"{self.letter_words(span.field('prefix'))} {words}".strip()

    def url(self, span: Span, context: Context) -> str | None:
        return self.addresses.url(span.field("text"))

    def email(self, span: Span, context: Context) -> str | None:
        return self.addresses.email(span.field("text"))

    def path(self, span: Span, context: Context) -> str | None:
        return self.addresses.path(span.field("text"))

    def handle(self, span: Span, context: Context) -> str | None:
        return self.addresses.handle(span.field("text"))

    def hashtag(self, span: Span, context: Context) -> str | None:
        return self.addresses.hashtag(span.field("text"))

    def abbreviation(self, span: Span, context: Context) -> str | None:
        return self.abbreviations[span.field("key")]

    def initialism(self, span: Span, context: Context) -> str | None:
        letters = span.field("letters")
        return (self._known_letters if len(letters) < 16 else self.letter_words)(letters) + span.field("ending")

    @functools.cached_property
    def _known_letters(self) -> Callable[[str], str]:
        """``letter_words``, remembered."""
        return functools.lru_cache(1024)(self.letter_words)

    def letter_words(self, letters: str) -> str:
        """Letters by name, with spaces between them."""
        return " ".join(self.letter_name(letter.upper()) for letter in letters)

    def letter_name(self, letter: str) -> str:
        """The name of a capital; a letter of another alphabet has that of a sign."""
        return self.letters.get(letter) or ("" if letter.isascii() else self.symbols.get(letter)) or letter

    def code(self, span: Span, context: Context) -> str | None:
        return self.addresses.code(span.field("text"))

    def symbol(self, span: Span, context: Context) -> str | None:
        if span.field("until"):
            return self.range_word
        if span.field("less"):
            return self.difference_word or self.minus
        character = "×" if span.field("by") else _COMPARED.get(written := span.field("character"), written)
        if character in self.quantities and self._begins_amount(context):
            return self.quantities[character]
        return self.symbols.get(character)

    def _begins_amount(self, context: Context) -> bool:
        """Whether a sign of comparison compares nothing: a word stands before it, or a mark."""
        before = context.text[max(0, context.start - 2) : context.start].rstrip(" \u00a0")[-1:]
        named = len(context.before) > 1 and not context.before.isdecimal()
        return named or (before != "" and not before.isalnum() and before not in ")]%|")

    def emoji(self, span: Span, context: Context) -> str | None:
        return emoji_names(self.tag).get(span.field("text"))
