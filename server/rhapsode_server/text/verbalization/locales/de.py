"""German: ordinals and dates in their case, numbers in the gender and case of what they count."""

from __future__ import annotations

import re

from rhapsode_server.text.verbalization.context import Context
from rhapsode_server.text.verbalization.locales.capitals import is_unsayable
from rhapsode_server.text.verbalization.locales.european import European
from rhapsode_server.text.verbalization.locales.german_decisions import decide
from rhapsode_server.text.verbalization.locales.german_grammar import (
    DATIVE,
    ONES,
    PURE_DATIVE,
    RULERS,
    case_of,
    counted_noun,
    gender_of,
    governing,
    is_label,
    ordinal_ending,
    ruler_words,
)
from rhapsode_server.text.verbalization.locales.german_numbers import GermanNumbers
from rhapsode_server.text.verbalization.locales.german_patterns import PATTERNS, PER_WORDS
from rhapsode_server.text.verbalization.locales.german_words import (
    ABBREVIATIONS,
    CLOSING,
    COUNTED,
    DAYS,
    INITIALISMS,
    SHORT_MONTHS,
    STOPLESS,
    UNIT_NAMES,
    UNIT_SIGNS,
)
from rhapsode_server.text.verbalization.locales.scandinavian import dimensions
from rhapsode_server.text.verbalization.number_words import NumberWords
from rhapsode_server.text.verbalization.signs import UNITS
from rhapsode_server.text.verbalization.span import Span, SpanKind

_DATED = re.compile(
    r"\b(?:[aA]m|[vV]om|[zZ]um|[dD]en|[dD]em|[bB]is|[aA]b)\s"
    r"(?:(?:Mo|Di|Mi|Do|Fr|Sa|So)\.?,?|"
    r"(?:\d{1,2}\.(?:\s?\d{1,2}\.(?:\s?\d{2,4})?|\s[A-ZÄÖÜ][a-zäöü]{2,8}\.?(?:\s\d{4})?)?,?\s){1,4}"
    r"(?:und|oder|sowie|bis))\s\Z"
)
"""Days before another, "am 24.12. und 31.12.", and "am Di., 12.03."."""
_ONE = re.compile(r"(?<![\d,.])1\s\Z")
_LAW = re.compile(r"(?:Abs\.|Absatz|Art\.|§)\s\d{1,3}[a-z]?\s\Z")
_FIRST_YEAR = 1500
"""A number with no word around that is smaller is no year."""
_OF_DAYS = DATIVE | frozenset("am vom zum bis per den dem des im".split())
"""Words before which the day of a date ends in -n."""
_HALVES = {
    ("masculine", "nominative"): "er", ("feminine", "nominative"): "e", ("neuter", "nominative"): "es",
    ("masculine", "accusative"): "en", ("masculine", "dative"): "en", ("feminine", "dative"): "en",
    ("neuter", "dative"): "en",
}  # fmt: skip
"""Endings of "half" behind "a"."""
_ARITHMETIC = {
    "/": "geteilt durch",
    "-": "minus",
    "–": "minus",
    "−": "minus",
    "*": "mal",
    "·": "mal",
    ":": "geteilt durch",
}
"""Signs that are read in calculations only."""


_SHORT_WORDS = frozenset("ab am an da du er es im in ja ob so um wo zu oh ah na nu je ok".split())
"""Two letters that are a word even in capitals."""


class German(European):
    """German."""

    tag = "de"
    between = ("zwischen", "und")
    decimal_mark = ","
    group_marks = ".\u00a0\u202f\u2009'’ "
    minus = "minus"
    point = "Komma"
    version_point = "Punkt"
    plus_minus = "plus minus"
    ordinal_stop = True
    year_words = frozenset(
        "jahr jahre jahres jahren seit anno sommer winter herbst frühjahr frühling januar februar märz april mai juni "
        "juli august september oktober november dezember ab bis ende anfang mitte von".split()
    )
    year_by_default = True
    eras = {"v. Chr.": "vor Christus", "n. Chr.": "nach Christus", "v.Chr.": "vor Christus", "n.Chr.": "nach Christus"}
    decade_suffixes = ("er", "ern", "ers")
    day_month_stop = True
    month_words = {
        "mär": 3,
        "jänner": 1,
        "feber": 2,
        "jan": 1,
        "jän": 1,
        "feb": 2,
        "sept": 9,
        "mrz": 3,
        "dez": 12,
        "juno": 6,
    }
    capital_months = True
    day_suffix = r"\.?"
    month_joint = r"[\s\u00a0]?\s?"
    hour_words = ("Uhr", "uhr")
    hour_letters = ("h",)
    time_dot = True
    day_periods = {}
    percent_word = "Prozent"
    permille_word = "Promille"
    currency_signs = {
        "US-$": "USD",
        "Fr.": "CHF",
        "SFr.": "CHF",
        "sFr.": "CHF",
        "Euro": "EUR",
        "Dollar": "USD",
        "DM": "DEM",
        "¢": "",
    }
    currency_names = {
        "USD": {"other": "Dollar"},
        "GBP": {"other": "Pfund"},
        "CHF": {"other": "Franken"},
        "JPY": {"other": "Yen"},
        "RUB": {"other": "Rubel"},
        "CNY": {"other": "Yuan"},
        "INR": {"one": "Rupie", "other": "Rupien"},
        "PLN": {"other": "Złoty"},
        "SEK": {"one": "schwedische Krone", "other": "schwedische Kronen"},
        "NOK": {"one": "norwegische Krone", "other": "norwegische Kronen"},
        "DKK": {"one": "dänische Krone", "other": "dänische Kronen"},
        "CZK": {"one": "tschechische Krone", "other": "tschechische Kronen"},
        "HUF": {"other": "Forint"},
        "TRY": {"other": "türkische Lira"},
        "KRW": {"other": "Won"},
        "DEM": {"other": "D-Mark"},
    }
    minor_units = {
        "DEM": {"other": "Pfennig"},
        **dict.fromkeys(("EUR", "USD", "AUD", "CAD"), {"other": "Cent"}),
        "GBP": {"one": "Penny", "other": "Pence"},
        "CHF": {"other": "Rappen"},
    }
    scales = {
        "tsd": "tausend",
        "tausend": "tausend",
        "mio": "Millionen",
        "million": "Millionen",
        "millionen": "Millionen",
        "mrd": "Milliarden",
        "milliarde": "Milliarden",
        "milliarden": "Milliarden",
        "t": "tausend",
        "k": "tausend",
        "m": "Millionen",
        "mln": "Millionen",
        "b": "Milliarden",
        "bn": "Milliarden",
        "mia": "Milliarden",
        "mrd.": "Milliarden",
        "bio": "Billionen",
        "billion": "Billionen",
        "billionen": "Billionen",
    }
    unit_signs = UNIT_SIGNS
    spaced_units = frozenset({"A", "K", "N", "J", "bar"})
    unit_names = UNIT_NAMES
    bare_unit_words = frozenset({"pro", "je", "per", "den", "dem", "der"})
    quantities = {">": "mehr als", "<": "weniger als", "≥": "mindestens", "≤": "höchstens"}
    powers = {"2": "hoch zwei", "3": "hoch drei", "": "hoch"}
    range_word = "bis"
    ratio_word = "zu"
    score_word = "zu"
    ratio_words = frozenset("verhältnis maßstab quote gemischt mischung format bildschirm seitenverhältnis".split())
    score_words = frozenset(
        "gewann gewonnen gewinnt verlor verloren siegte sieg niederlage schlug endete stand steht führt führte "
        "unentschieden tor halbzeit spiel gegen endstand ergebnis besiegte bezwang unterlag trennten heimsieg".split()
    )
    phone_words = frozenset("tel telefon telefonnummer fax handy mobil nummer rufnummer hotline unter anrufen".split())
    version_words = frozenset({"version", "python", "android", "ios"})
    roman_before = frozenset(
        "kapitel teil band akt klasse typ phase stufe artikel buch weltkrieg abschnitt hartz anhang tafel".split()
    )
    roman_after = frozenset({"jahrhundert", "jahrhunderts", "jh", "weltkrieg", "internationale", "quartal", "korps"})
    roman_names = RULERS | {f"{name}s" for name in RULERS}
    abbreviations = ABBREVIATIONS
    stopless = STOPLESS
    closing = CLOSING
    initialisms = INITIALISMS
    letters = {"ß": "Eszett"}
    symbols = {
        "&": "und", "+": "plus", "=": "gleich", "#": "Nummer", "§": "Paragraf", "§§": "Paragrafen", "≈": "ungefähr",
        "~": "ungefähr", "×": "mal", "·": "mal", "÷": "geteilt durch", "<": "kleiner als", ">": "größer als",
        "≤": "kleiner oder gleich", "≥": "größer oder gleich", "≠": "ungleich", "±": "plus minus", "√": "Wurzel aus",
        "∞": "unendlich",
    }  # fmt: skip
    patterns = PATTERNS

    def make_numbers(self) -> NumberWords:
        return GermanNumbers("de")

    def decide(self, span: Span, context: Context) -> Span | None:
        return decide(self, span, context)

    def spells(self, capitals: str) -> bool:
        return is_unsayable(capitals, _SHORT_WORDS)

    def may_be_counted(self, context: Context) -> bool:
        """Nouns are capitalised; behind a year comes a verb, a preposition or nothing."""
        after = context.written_after
        if not after and not context.written_before:
            return int(context.written) < _FIRST_YEAR
        before = context.written_before[:1]
        club = bool(before) and before[0].isupper() and len(before[0]) > 1  # "TSV 1860 München"
        return bool(after) and context.mark_after == " " and after[0][0].isupper() and not club

    def agreement(self, span: Span, context: Context) -> str | None:
        if span.field("integer") != "1" or not context.written_after or context.mark_after not in (" ", "\u00a0"):
            return None
        noun = counted_noun(context)
        if not noun or context.mark_before == "#" or (noun.isupper() and len(noun) > 1) or is_label(context):
            return None
        gender = gender_of(noun)
        return ONES.get((gender, case_of(context)), gender)

    def ordinal(self, span: Span, context: Context) -> str | None:
        number = int(span.field("integer"))
        if span.field("stem"):
            return self.numbers.ordinal(number).removesuffix("e")
        if span.field("suffix")[:1] in tuple("st"):
            form = span.field("suffix")[-1]
            return self.numbers.ordinal(number, None if form == "e" else form)
        if span.field("floor"):
            floor = {"O": "Obergeschoss", "U": "Untergeschoss"}[span.field("floor")[0]]
            return f"{self.numbers.ordinal(number, ordinal_ending(context, floor))} {floor}"
        if span.field("place"):
            return self.numbers.ordinal(number, None if "sie" in context.words_before[:2] else "r")
        words = self.numbers.ordinal(number, ordinal_ending(context, counted_noun(context)))
        return f"{words} bis " if span.field("until") else f"{words}-" if span.field("twofold") else words

    def cardinal(self, span: Span, context: Context) -> str | None:
        if span.is_bare:
            return self.number(span.fields["integer"], form=self.agreement(span, context))
        if span.field("by"):
            return dimensions(self, span, "mal")
        if span.field("until"):
            return f"{self.number(span.field('integer'))} bis "
        if span.field("aged"):
            return f"{self.number(span.field('integer')).capitalize()}j"
        if span.field("times"):
            return f"{self.numbers.cardinal(int(span.field('integer')), 'neuter')}mal"
        return super().cardinal(span, context)

    def amount(self, span: Span, form: str | None = None) -> str:
        words = super().amount(span, form) + "tausend" * bool(span.field("thousands"))
        words += " Millionen" * bool(span.field("millions"))
        return words.replace(f" {self.point} ", " Punkt ") if span.field("dot") else words

    def date(self, span: Span, context: Context) -> str | None:
        before, _ = governing(context)
        weak = (
            before in _OF_DAYS
            or context.text.endswith("v. ", 0, span.start)
            or _DATED.search(context.text, max(0, span.start - 50), span.start) is not None
            or any(word in _OF_DAYS for word in context.words_before[1:3] if _is_day(context))
        )
        form = "n" if weak or before in ("der", "die") and not span.field("month") else ordinal_ending(context)
        words = [self.numbers.ordinal(int(span.field("day")), form)] if span.field("day") else []
        if span.field("month"):
            words.append(self.month(int(span.field("month"))))
        if span.field("year"):
            words.append(self.numbers.year(self.full_year(span.field("year"))))
        return " ".join(words)

    def time(self, span: Span, context: Context) -> str | None:
        if not span.field("minute") and not span.field("suffix"):
            return self.numbers.cardinal(int(span.field("hour")))
        return self.clock(span)

    def clock(self, span: Span) -> str:
        """``vierzehn Uhr dreißig``."""
        hour, minute, second = (int(span.field(name) or "0") for name in ("hour", "minute", "second"))
        words = [self.numbers.cardinal(hour, "neuter" if hour == 1 else None), "Uhr"]
        if minute or second:
            words.append(self.numbers.cardinal(minute))
        if second:
            words += ["und", self.counted(str(second), "second")]
        return " ".join(words)

    def year(self, span: Span, context: Context) -> str | None:
        number = int(span.field("integer"))
        if span.field("decade"):
            words = self.numbers.year(number) if number >= 1100 else self.numbers.cardinal(number)
            return words + span.field("decade")
        if span.field("season"):
            return f"{self.numbers.year(number)} {self.number(span.field('season'))}"
        if len(span.field("integer")) == 2 and not span.field("era"):
            return self.numbers.cardinal(number) if number > 9 else self.numbers.digits(span.field("integer"))
        words = self.numbers.year(number) if number >= 1000 else self.numbers.cardinal(number)
        return f"{words} {self.eras[span.field('era')]}" if span.field("era") else words

    def currency_gender(self, currency: str) -> str:
        if currency == "GBP":
            return "neuter"
        return "feminine" if currency in ("INR", "SEK", "NOK", "DKK", "CZK", "TRY", "DEM") else "masculine"

    def money(self, span: Span, context: Context) -> str | None:
        if span.field("scale"):
            name = self.currency_name(span.field("currency"), "other")
            scale = self.scales[span.field("scale")]
            if span.field("integer") == "1" and not span.field("fraction") and scale[0].isupper():
                one = self.numbers.cardinal(1, ONES.get(("feminine", case_of(context)), "feminine"))
                return f"{one} {scale.removesuffix('en')}{'e' if scale.startswith('Milliard') else ''} {name}"
            amount = self.amount(span, "neuter" if scale == "tausend" else None)
            return f"{amount}{'' if scale == 'tausend' and not span.field('fraction') else ' '}{scale} {name}"
        whole, gender = span.field("integer"), self.currency_gender(span.field("currency"))
        if whole == "1" and not int(span.field("fraction") or "0") and not span.field("sign"):
            one = self.numbers.cardinal(1, ONES.get((gender, case_of(context)), gender))
            return f"{one} {self.currency_name(span.field('currency'), 'one')}"
        return super().money(span, context)

    def money_parts(self, span: Span, minor: str) -> str:
        # "zwölf Euro neunundneunzig": the hundredths are named only where they stand alone.
        whole = span.field("integer")
        if minor and int(whole or "0"):
            name = self.currency_name(span.field("currency"), self.plural(whole))
            number = self.number(whole, "", span.field("sign"), self.currency_gender(span.field("currency")))
            return f"{number} {name} {self.number(str(int(span.field('fraction'))))}"
        return super().money_parts(span, minor)

    def minor_amount(self, digits: str, currency: str) -> str:
        return self.number(digits, form="masculine")

    def percent(self, span: Span, context: Context) -> str | None:
        if span.field("ending"):
            return f"{self.amount(span)}prozent{span.field('ending')}"
        word = self.permille_word if span.field("symbol") == "‰" else self.percent_word
        return f"{self.amount(span, 'neuter')} {word}"

    def unit(self, span: Span, context: Context) -> str | None:
        unit = span.field("unit")
        form = ONES.get((self.unit_gender(unit), case_of(context)))
        if form is None or span.field("integer") != "1" or span.field("fraction") or span.field("sign"):
            dative = PURE_DATIVE if unit != "year" else PURE_DATIVE | {"ab", "unter", "über"}
            if context.before in dative and unit not in self.unit_names and not counted_noun(context):
                # "von fünf Kilometern", but "mit fünf Liter Milch".
                pattern = self.unit_pattern(unit, self.plural(span.field("integer"), span.field("fraction")), "dative")
                return pattern.replace("{0}", self.amount(span, form)).strip() if pattern else None
            return super().unit(span, context)
        case = case_of(context) if self.unit_names.get(unit) is None else "nominative"
        return f"{self.numbers.cardinal(1, form)} {self.unit_name(unit, 'one', case)}"

    def unit_gender(self, unit: str) -> str:
        gender = super().unit_gender(unit)
        return gender or ("feminine" if unit.endswith("hour") else "")

    def fraction(self, span: Span, context: Context) -> str | None:
        whole, numerator, denominator = (int(span.field(name) or "0") for name in ("whole", "numerator", "denominator"))
        if span.field("pair"):
            above, below = self.numbers.cardinal(numerator), self.number(span.field("denominator"))
            return " ".join(f"{above} {span.field('pair')} {below}".split())
        if self.is_mark(span, context):
            return self.mark_words(span)
        unit = {**UNITS, **self.unit_signs}.get(span.field("unit"), "")
        noun = next((word for word in context.written_after[:1] if word[0].isupper()), "")
        gender = self.unit_gender(unit) if unit else gender_of(noun) if noun else ""
        words = self._fraction_words(whole, numerator, denominator, gender, case_of(context))
        if unit:
            return f"{words} {self.unit_name(unit, 'other' if whole or numerator > 1 else 'one')}"
        if (whole, numerator, denominator) == (0, 1, 4) and context.after == "stunde":
            return "eine Viertel"
        return words

    def _fraction_words(self, whole: int, numerator: int, denominator: int, gender: str, case: str) -> str:
        """A fraction; a half shows the gender of what it is of."""
        if (numerator, denominator) == (1, 2):
            if whole:
                return f"{'ein' if whole == 1 else self.numbers.cardinal(whole)}einhalb"
            ending = _HALVES.get((gender, case)) or _HALVES.get((gender, "nominative"), "")
            return f"{self.numbers.cardinal(1, ONES.get((gender, case), gender or 'neuter'))} halb{ending}"
        part = "halbe" if denominator == 2 else self.numbers.ordinal(denominator).removesuffix("e") + "el"
        top = self.numbers.cardinal(numerator, "neuter")
        return f"{self.numbers.cardinal(whole)} {top} {part}" if whole else f"{top} {part}"

    def symbol(self, span: Span, context: Context) -> str | None:
        per = span.field("per")
        if not per:
            named = "von" if span.field("of") else _ARITHMETIC.get(span.field("character"))
            return named or super().symbol(span, context)
        unit = {**UNITS, **self.unit_signs}.get(per, "")
        name = self.unit_name(unit, "one") if unit else PER_WORDS.get(per, "")
        return f"{'' if context.mark_before.isalnum() else ' '}pro {name}" if name else None

    def range(self, span: Span, context: Context) -> str | None:
        first, second = span.parts
        if second.kind is SpanKind.DATE and context.before in ("vom", "am"):
            words = self.date(second, context)
            return f"{self.speak(first, context)} bis {'zum ' if context.before == 'vom' else ''}{words}"
        return super().range(span, context)

    def roman(self, span: Span, context: Context) -> str | None:
        number = int(span.field("integer"))
        if span.field("role") == "name":
            article, form = ruler_words(context)
            return f"{article} {self.numbers.ordinal(number, form).capitalize()}"
        if span.field("role") == "ordinal":
            noun = context.written_after[0] if context.written_after else ""
            return self.numbers.ordinal(number, ordinal_ending(context, noun))
        return self.numbers.year(number) if number >= 1100 else self.numbers.cardinal(number)

    def abbreviation(self, span: Span, context: Context) -> str | None:
        if span.field("first_day"):
            first, last = (DAYS[span.field(name).casefold()] for name in ("first_day", "last_day"))
            return f"{first} bis {last}"
        if span.field("day"):
            return DAYS[span.field("key").casefold()]
        if span.field("mean"):
            across = re.match(r"\s?[\d.,]+\s?[mcdk]?m(?!\w)", context.text[span.end : span.end + 16])
            return "Schnitt" if context.before == "im" else "Durchmesser" if across else "durchschnittlich"
        if span.field("key") in SHORT_MONTHS:
            return SHORT_MONTHS[span.field("key")]
        words = self.abbreviations[span.field("key")]
        if span.field("key") == "s" and _LAW.search(context.text, max(0, span.start - 12), span.start):
            return "Satz"
        if span.field("key") == "geb" and context.written_after and context.written_after[0][0].isupper():
            return "geborene"
        if context.mark_after.isdecimal():
            words += " "  # "*1950"
        if context.mark_before.isalpha():
            return words.lower()
        if context.before == "1" and span.field("key") in COUNTED:
            plural = "en" if words.endswith(("ungen", "ionen")) else "e" if words.endswith("e") else "n"
            return words.removesuffix(plural)
        if (
            _ONE.search(context.text, max(0, span.start - 3), span.start)
            and words.endswith("en")
            and span.field("key") in ("mio", "mrd")
        ):
            words = words.removesuffix("en") + ("e" if span.field("key") == "mrd" else "")
        if span.start == 0 and not context.written_before and words[0].islower() and context.written[0].isupper():
            words = words[0].upper() + words[1:]
        return words


def _is_day(context: Context) -> bool:
    """Whether a weekday stands before a date: am Montag, dem 3. März."""
    return bool(re.fullmatch(r"(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch|sonnabend", context.before))
