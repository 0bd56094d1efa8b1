"""Dutch: readings of the Netherlands, as newsreaders have them."""

from __future__ import annotations

import re

from rhapsode_server.text.verbalization.context import Context
from rhapsode_server.text.verbalization.locales import dutch_words as dutch
from rhapsode_server.text.verbalization.locales.capitals import is_unsayable
from rhapsode_server.text.verbalization.locales.european import European
from rhapsode_server.text.verbalization.locales.european_patterns import (
    EUROPEAN_PATTERNS,
    NUMBERED,
    SEASON,
    SHORT_NUMBERS,
    called,
)
from rhapsode_server.text.verbalization.locales.numerals import with_stop, with_value
from rhapsode_server.text.verbalization.locales.scandinavian import (
    DIMENSIONS,
    PER,
    UNIT_FRACTIONS,
    clock_time,
    dimensions,
    joint,
    named,
    week_range,
)
from rhapsode_server.text.verbalization.number_words import NumberWords, RbnfNumbers
from rhapsode_server.text.verbalization.roman import roman_value
from rhapsode_server.text.verbalization.signs import UNITS
from rhapsode_server.text.verbalization.span import Span, SpanKind

_THOUSAND = re.compile("duizend\u00ad?(?=[a-zéë])")
_ONE_APART = re.compile(r"(?<![\w\u00ad])een(?![\w\u00ad])")
_CENT = {"other": "cent"}

_DATED = frozenset(
    "op tot vanaf t/m datum maandag dinsdag woensdag donderdag vrijdag zaterdag zondag ma di wo do vr za zo".split()
)
"""Words before which "20/3" is a date."""


_NO_DAYS = frozenset({(16, 9), (16, 10), (21, 9), (24, 7), (15, 10), (20, 10)})
"""Shapes of screens, all week long, and marks."""
_LETTERED = frozenset("bus tram lijn metro klas zone hal zaal gate kamer rij stoel vak groep huisnummer nummer".split())
"""Words before a number with a letter that is no ampere: "bus 4A"."""
_PAGES = re.compile(r"(?:[02-9]|\d1)[ \u00a0]\Z")
_LAWS = {"Sr": "Strafrecht", "Sv": "Strafvordering", "Rv": "Rechtsvordering"}
"""Codes of law behind the number of an article."""
_PRICED = re.compile(r"(?:€ ?[\d.,]+(?:,-)?|euro) \Z")
_ARTICLE = re.compile(r"\b[aA]rt(?:\.|ikel) \Z")
_DAYS = "ma|di|wo|do|vr|za|zo"
_COLON_FIGURE = re.compile(r":\s\d{1,2}(?:[.:]\d\d|\s?[–-]\s?\d)")
_DAYS_BESIDE = re.compile(rf"\b(?:{_DAYS})\.?(?:,| en| t/m| tot| \+) (?:{_DAYS})\b")
_ARITHMETIC = {"/": "gedeeld door", "-": "min", "–": "min", "−": "min", "*": "keer", ":": "gedeeld door", "·": "keer"}
"""Signs that are read in calculations only."""


class DutchNumbers(RbnfNumbers):
    """The CLDR's numbers with the space that Dutch sets behind "duizend", and years of the last century but a few.

    A one that stands apart has its accents: without them it is the article, which voices say with another vowel.
    """

    def _cardinal(self, number: int, form: str | None) -> str:
        return _ONE_APART.sub("één", _THOUSAND.sub("duizend ", super()._cardinal(number, form)))

    def _year(self, number: int) -> str:
        high, low = divmod(number, 100)
        if 11 <= high <= 19:
            return super()._year(number) if low > 9 else self._hundreds(high, low)
        return self._cardinal(number, None)

    def _hundreds(self, high: int, low: int) -> str:
        rest = super()._cardinal(low, None) if low else ""
        return f"{super()._cardinal(high, None)}honderd{rest}"


_SHORT_WORDS = frozenset("al de en er ga ge ik in is ja je me na nu of om op te uw we ze zo oh ah ok".split())
"""Two letters that are a word even in capitals."""


class Dutch(European):
    """Dutch."""

    tag = "nl"
    between = ("tussen", "en")
    by = "bij"
    decimal_mark = ","
    group_marks = ".\u00a0 \u202f\u2009'’"
    minus = "min"
    point = "komma"
    plus_minus = "plus min"
    fraction_as_number = True
    ordinal_suffixes = ("e", "de", "ste", "ᵉ")
    year_words = frozenset(
        "in sinds vanaf tot voor na anno jaar jaren omstreeks rond eind begin medio zomer winter lente voorjaar najaar "
        "herfst uit tussen januari februari maart april mei juni juli augustus september oktober november "
        "december".split()
    )
    year_by_default = True
    eras = {
        written: f"{side} christus"
        for side, letter in (("voor", "v"), ("na", "n"))
        for written in (f"{letter}.Chr.", f"{letter}. Chr.", f"{letter}.C.", f"{letter}Chr.")
    }
    month_words = {"sept": 9, "maa": 3, "mar": 3}
    month_joint = r"[\s-]"
    hour_words = ("uur", "u", "u.")
    hour_letters = ("u", "h")
    time_dot = True
    time_words = frozenset({"om", "vanaf", "tot", "omstreeks", "rond", "tegen"})
    percent_word = "procent"
    permille_word = "promille"
    currency_signs = {"euro": "EUR", "dollar": "USD", "pond": "GBP", "eur": "EUR"}
    currency_names = {
        "USD": {"other": "dollar"},
        "GBP": {"other": "pond"},
        "JPY": {"other": "yen"},
        "INR": {"other": "roepie"},
        "RUB": {"other": "roebel"},
        "KRW": {"other": "won"},
    }
    minor_units = {
        **dict.fromkeys(("EUR", "USD", "AUD", "CAD", "NZD", "HKD", "SGD"), _CENT),
        "GBP": {"one": "penny", "other": "pence"},
        "CHF": {"other": "rappen"},
        **dict.fromkeys(("SEK", "NOK", "DKK"), {"other": "øre"}),
        "PLN": {"other": "groszy"},
    }
    scales = {
        **{word: word for word in ("duizend", "miljoen", "miljard", "biljoen", "biljard")},
        **{"mln": "miljoen", "mio": "miljoen", "mld": "miljard", "mrd": "miljard", "k": "duizend", "m": "miljoen"},
    }
    unit_signs = dutch.UNIT_SIGNS
    unit_names = dutch.UNIT_NAMES
    quantities = {">": "meer dan", "<": "minder dan", "≥": "minstens", "≤": "hoogstens"}
    spaced_units = frozenset({"A", "K", "N", "J", "bar"})
    powers = {"2": "kwadraat", "3": "tot de derde", "": "tot de macht"}
    bare_unit_words = frozenset({"per", "de", "het", "een", "elke"})
    range_word = "tot"
    ratio_word = "op"
    ratio_words = frozenset({"verhouding", "schaal", "meng", "mengen", "kans", "ratio", "staat"})
    score_words = frozenset(
        "won wint winnen winst verloor verliest verloren verlies gewonnen gelijk gelijkspel versloeg klopte stand "
        "eindstand ruststand tussenstand uitslag score scoorde voorsprong achterstand zege nederlaag werd "
        "eindigde eindigden wedstrijd speelde speelden won achter".split()
    )
    phone_words = frozenset(
        "bel belt bellen tel telefoon telefoonnummer mobiel nummer fax sms whatsapp toestel 06-nummer".split()
    )
    version_words = frozenset({"versie", "version", "release", "python", "android", "ios", "update"})
    roman_before = frozenset(
        "lokaal zaal kamer hoofdstuk deel boek akte bijlage artikel klasse type tabel figuur wereldoorlog paragraaf "
        "groep fase band "
        "niveau scène titel lid wo".split()
    )
    roman_names = dutch.ROMAN_NAMES
    abbreviations = dutch.ABBREVIATIONS
    stopless = dutch.STOPLESS
    closing = dutch.CLOSING
    initialisms = dutch.INITIALISMS
    acronyms = frozenset({"HEMA", "NAVO"})
    symbol_names = named(
        "apenstaartje|punt|streepje|underscore|slash|dubbele punt|hekje|plus|en|sterretje|spatie|komma|"
        "puntkomma|uitroepteken|vraagteken|apostrof|aanhalingsteken|haakje openen|haakje sluiten|"
        "vierkant haakje openen|vierkant haakje sluiten|accolade openen|accolade sluiten|kleiner dan|"
        "groter dan|is gelijk aan|procent|dollar|euro|pond|backslash|verticale streep|tilde|dakje|accent grave|"
        "graden|paragraaf"
    )
    symbols = {
        **{"&": "en", "+": "plus", "=": "is", "×": "keer", "÷": "gedeeld door"},
        **{"≈": "ongeveer", "~": "ongeveer", "§": "paragraaf", "§§": "paragrafen", "±": "plusminus", "#": "nummer"},
        **{"<": "kleiner dan", ">": "groter dan", "≤": "kleiner dan of gelijk aan", "≥": "groter dan of gelijk aan"},
        **{"≠": "ongelijk aan", "√": "wortel van", "∞": "oneindig", "·": "keer"},
    }
    patterns = (
        called(
            "[bB]el,[bB]el direct,[bB]el dan,[bB]el meteen,[bB]ellen naar,[aA]larmnummer,nummer,[mM]et,[vV]ia",
            "112|144|113",
        ),
        called("[pP]incode,[pP]incode is,[pP]incode:,[cC]ode,[cC]ode is,[cC]ode:,PIN,PIN:", r"\d{4,8}"),
        NUMBERED,
        *SHORT_NUMBERS,
        SEASON,
        (
            SpanKind.TIME,
            r"(?<![\w.,:])(?P<hour>\d{1,2})[.:](?P<minute>[0-5]\d)(?:[.:](?P<second>[0-5]\d))?(?P<suffix>u|uur|h)(?![\w.])",
        ),
        # "1-jan", "23-september-2020"
        (
            SpanKind.DATE,
            r"(?#-)(?<![\w.,/-])(?P<day>0?[1-9]|[12]\d|3[01])-(?P<month>§month§)(?:-(?P<year>\d{4}))?(?![\w-]|[.,]\d)",
        ),
        (SpanKind.DATE, r"(?#'’)(?<![\w.,/-])(?P<day>\d{1,2})-(?P<month>\d{1,2})-['’](?P<year>\d\d)(?![\w-])"),
        (SpanKind.DURATION, r"(?<![\w.,])(?P<hour>\d{1,3})u(?![\w.])"),
        (SpanKind.CARDINAL, r"(?#x×)(?<![\w.,])(?P<integer>\d{1,4})(?P<times>[x×])(?!\w|\s?[\d+=*^²<>]|\s?[-/]\s?\d)"),
        (SpanKind.PHONE, r"(?<![\w.,+])(?P<groups>0\d{1,3}\s?[-–]\s?\d{2,8}(?:\s\d{2,3}){0,3})(?![\w-]|[.,]\d)"),
        (SpanKind.CODE, r"(?<![\w.,])(?P<text>\d{1,4}[a-df-z])(?=\s?[+=<>]|(?<!m)[\^²³]|\s[-–−*/]\s)"),
        (
            SpanKind.DURATION,
            r"(?#:)(?<![\d.,:])(?P<hour>\d):(?P<minute>[0-5]\d):(?P<second>[0-5]\d)\s(?:uur|u)(?!\w)",
        ),
        (SpanKind.CARDINAL, r"(?<![\w.,])(?P<integer>[2-9]0)(?P<compound>er)(?=\sjaren)"),
        (
            SpanKind.SYMBOL,
            rf"(?#/)(?:(?<=[a-z]{{3}})|(?<=\dx)|(?<=\d km)|(?<=\d kg)|(?<=kWh))"
            rf"/(?P<per>{'|'.join(dutch.PER_WORDS)}|km²|m²|ha)(?![\w/²³])",
        ),
        (SpanKind.DECIMAL, r"(?#eE)(?<![\w.,])§number§[eE](?P<tens>[-+−]?\d{1,3})(?!\w|\.\d)"),
        (SpanKind.ABBREVIATION, r"(?#+#)(?<!\w)(?P<key>C\+\+|C#|F#)(?!\w)"),
        DIMENSIONS,
        *UNIT_FRACTIONS,
        (SpanKind.FRACTION, r"(?#½⅓⅔¼¾⅛⅜⅝⅞⅕⅖⅗⅘⅙⅚)(?<![\w.,])(?P<whole>\d{1,4})\s(?P<symbol>[½⅓⅔¼¾⅛⅜⅝⅞⅕⅖⅗⅘⅙⅚])(?!\w)"),
        (SpanKind.CODE, r"(?<![\w.,])(?P<text>[1-9]\d{3} ?[A-Z]{2})(?=\s[A-Z]|[,.;]|\s?\Z)"),
        (SpanKind.YEAR, r"(?#-–/)(?<![\w.,/-])(?P<integer>(?:19|20)\d\d)[-–/](?P<season>\d\d)(?![\w/-]|[.,]\d)"),
        (SpanKind.SYMBOL, PER),
        (SpanKind.SYMBOL, rf"(?#/)(?<=\d)/(?P<per>§unit§|{'|'.join(dutch.PER_WORDS)})(?![\w/²³])"),
        (SpanKind.SYMBOL, r"(?#§)(?P<character>§§)"),
        (SpanKind.SYMBOL, r"(?#/)(?<=\d )(?P<character>/)(?= \d)"),
        (SpanKind.CARDINAL, r"(?#x×)(?<![\w.,])(?P<integer>\d{1,4})\s?(?P<times>[x×])(?=\s[a-z]{2})"),
        (SpanKind.CODE, r"(?<!\w)(?P<text>[A-Z]{2}\d\d(?: [A-Z0-9]{4}){2,7}(?: [A-Z0-9]{1,3})?)(?!\w)"),
        (
            SpanKind.ABBREVIATION,
            rf"(?<!\w)(?P<key>ma|di|wo|do|vr|za)\.?(?=(?:,| en| t/m| tot| \+)\s(?:{_DAYS})(?!\w))",
        ),
        (
            SpanKind.ABBREVIATION,
            rf"(?:(?<=\b(?:{_DAYS}) en )|(?<=\b(?:{_DAYS}), )|(?<=\b(?:{_DAYS}) t/m ))(?P<key>{_DAYS})(?!\w)",
        ),
        (SpanKind.SYMBOL, r"(?<=[\w)²³] )(?P<character>[-–−*:·])(?= (?:\d{1,9}(?:[.,]\d{1,6})?|[a-zA-Z]\d?) ?=)"),
        (SpanKind.RATIO, r"(?#/)(?<![\w.,/])(?P<first>1)/(?P<second>\d{1,3}(?:[ .\u00a0]\d{3})+)(?![\w/])"),
        (SpanKind.DATE, r"(?#/)(?<![\w./])(?P<month>0[1-9]|1[0-2])/(?P<year>(?:19|20)\d\d)(?![\w/])"),
        (SpanKind.DATE, r"(?#/)(?<![\w./])(?P<month>[1-9])/(?P<year>(?:19|20)(?:[1-9]\d|0[1-9]))(?![\w/])"),
        (
            SpanKind.DECIMAL,
            r"(?<![\w.,])(?P<integer>\d{1,3}(?:,\d{3})+)(?:(?P<dot>\.)(?P<fraction>\d{1,9})|(?<=\d,\d{3},\d{3}))"
            r"(?!\w|[.,]\d)",
        ),
        (SpanKind.DECIMAL, r"(?<![\w.,:])(?P<integer>\d{1,6})(?P<dot>\.)(?P<fraction>\d{4,20})(?![\w]|[.,]\d)"),
        (SpanKind.ROMAN, r"(?<!\w)(?P<numeral>[IVX]{1,7})(?P<suffix>e|de|ste|ᵉ)(?= eeuw| Eeuw| eeuwse)"),
        (SpanKind.ABBREVIATION, r"(?<=[a-zë])(?P<key>str)\.(?=\s?\d)"),
        (SpanKind.ABBREVIATION, rf"(?<=\d )(?P<law>{'|'.join(_LAWS)})(?![\w.-])"),
        week_range("ma|di|wo|do|vr|za|zo"),
        (SpanKind.CARDINAL, r"(?<![\w.,/:-])(?P<integer>\d{1,4})-(?P<compound>[a-z]{3}[\wéë]{0,40})"),
        (
            SpanKind.DURATION,
            r"(?#:)(?<![\d.,:])(?P<minute>\d{1,3}):(?P<second>[0-5]\d)\s?min(?:uten)?(?!\w)(?:\.(?=\s[a-z]))?",
        ),
        (SpanKind.DATE, r"(?#-)(?<![\w.,/-])(?P<month>0[1-9]|1[0-2])-(?P<year>20\d\d)(?![\w-]|[.,]\d)"),
        # "op 15-2": up to the twelfth it may be a result.
        (
            SpanKind.DATE,
            r"(?#-)(?<=\b[oO]p )(?P<day>1[3-9]|2\d|3[01]|0[1-9])-(?P<month>0?[1-9]|1[0-2])"
            r"(?![\w%-]|[.,]\d|\s(?:§unit§)(?!\w))",
        ),
        (SpanKind.CARDINAL, r"(?#'’)(?<![\w'’])['’](?P<integer>\d0)(?![\w'’])"),
        (SpanKind.YEAR, r"(?#'’)(?<![\w'’])['’](?P<integer>[1-9]\d)(?![\w'’])"),
        (
            SpanKind.DURATION,
            r"(?<![\d.,])(?P<hour>\d{1,3})\s?(?:u|uur|h)\.?\s(?:en\s)?(?P<minute>\d{1,2})\s?(?:min|minuten|m)(?!\w)"
            r"(?:\.(?=[,;)]|\s[a-z]))?(?:\.?\s(?P<second>\d{1,2})\s?(?:sec|s|seconden)(?!\w))?",
        ),
        (
            SpanKind.DURATION,
            r"(?#:)(?<![\d.,:])(?P<hour>\d):(?P<minute>[0-5]\d):(?P<second>[0-5]\d)(?![\d:]|\suur)",
        ),
        *EUROPEAN_PATTERNS,
    )

    def make_numbers(self) -> NumberWords:
        return DutchNumbers("nl")

    def decide(self, span: Span, context: Context) -> Span | None:
        if span.field("season") and int(span.field("season")) != (int(span.field("integer")) + 1) % 100:
            return None
        if span.kind is SpanKind.VERSION:
            span = clock_time(self, span, context) or span
        if ":" in context.written and _ARTICLE.search(context.text, max(0, span.start - 8), span.start):
            first, second = re.findall(r"\d+", context.written)[:2]
            return span._replace(kind=SpanKind.SCORE, fields={"first": first, "second": second})
        if span.kind is SpanKind.TIME and not span.field("suffix"):
            hour = re.match(r"\s(?:uur|u)(?!\w)", context.text[span.end : span.end + 5])
            return span._replace(end=span.end + hour.end()) if hour else span
        if span.kind is SpanKind.MONEY:
            # ",-" stands for no cents; the stop behind "mln" is no sentence's end before a small letter.
            rest = r",(?:--?|[-–—]|=)" + (
                r"|\.(?=\s[a-z(]|[,;)])" if span.field("scale") in ("mln", "mld", "mrd") else ""
            )
            more = re.match(rest, context.text[span.end : span.end + 3])
            return span._replace(end=span.end + more.end()) if more else span
        if span.kind is SpanKind.ROMAN and not span.field("integer"):
            return with_value(span)
        if span.field("symbol") in ("min", "sec", "el", "tl", "u", "mnd", "hm"):
            return with_stop(span, context)
        if span.field("symbol") == "A" and context.written[-2:-1].isdigit() and not span.field("fraction"):
            lettered = context.before in _LETTERED or context.written_before[:1] and context.written_before[0].istitle()
            return None if lettered else span
        if span.kind is SpanKind.FRACTION and not span.field("whole"):
            return self._as_date(span, context)
        if span.kind is SpanKind.ABBREVIATION:
            return self._decide_abbreviation(span, context)
        return span

    def _as_date(self, span: Span, context: Context) -> Span:
        """ "Op 20/3" is a date."""
        day, month = int(span.field("numerator")), int(span.field("denominator"))
        named = context.before in _DATED or (
            day > 12 and (day, month) not in _NO_DAYS and not self.is_mark(span, context)
        )
        if named and 1 <= day <= 31 and month <= 12 and not span.field("unit"):
            return span._replace(kind=SpanKind.DATE, fields={"day": str(day), "month": str(month)})
        return span

    def _decide_abbreviation(self, span: Span, context: Context) -> Span | None:
        key = span.field("key")
        if not key:
            return span
        if context.is_alone or key in ("C++", "C#", "F#"):
            return span
        following = context.text[context.end : context.end + 2].strip()[:1]
        if key in ("no", "p", "art", "par", "fig", "hfst", "afb", "dl", "tab", "kol", "reg", "min", "max", "gem", "nr"):
            numbered = following.isdigit() or following in tuple("€$£IVX-−–")
            return span if numbered or (key in ("max", "gem", "nr") and following.isalpha()) else None
        if key == "p.m" and _PRICED.search(context.text, max(0, span.start - 16), span.start):
            return span._replace(fields={**span.fields, "code": "per maand"})
        if key == "blz" and not following.isdigit() and _PAGES.search(context.text, max(0, span.start - 3), span.start):
            return span._replace(fields={**span.fields, "code": "bladzijden"})
        if key in _DAYS.split("|"):
            # Short weekdays are words otherwise ("zo"); a date or a range of days follows or precedes them.
            if _DAYS_BESIDE.search(context.text[max(0, span.start - 7) : span.end + 8]):
                return span
            ranged = context.after in ("t", "tot", "t/m") or "t" in context.words_before[:2]
            closed = key not in ("zo", "do") and context.after in ("gesloten", "dicht", "geopend")
            timed = following.isdigit() or _COLON_FIGURE.match(context.text, context.end)
            return span if timed or ranged or closed or context.mark_after in tuple("-–") else None
        if key in ("b.v", "bv") and context.written.replace(".", "").isupper():
            return None  # a firm's
        if key == "nl" and not context.written.islower():
            return None
        return span

    def spells(self, capitals: str) -> bool:
        return is_unsayable(capitals, _SHORT_WORDS)

    def may_be_counted(self, context: Context) -> bool:
        if not context.written_before and not context.written_after:
            # A number with no word around is a year of the last centuries only.
            return int(context.written) < 1500
        return super().may_be_counted(context) and context.after not in dutch.NOT_COUNTED

    def fraction_words(self, fraction: str) -> str:
        return self.numbers.digits(fraction) if len(fraction) > 2 else super().fraction_words(fraction)

    def cardinal(self, span: Span, context: Context) -> str | None:
        if span.field("by"):
            return dimensions(self, span, "bij" if span.field("unit") else "keer")
        compound = span.field("compound")
        if compound:
            number = self.numbers.cardinal(int(span.field("integer")))
            # "2-eenheid" keeps its hyphen: two vowels would run together.
            return f"{number}{'-' if number[-1] in 'aei' and compound[0] in 'aeiou' else ''}{compound}"
        words = super().cardinal(span, context)
        return f"{words} keer" if span.field("times") else words

    def day_words(self, day: int) -> str:
        return self.numbers.cardinal(day)

    def year(self, span: Span, context: Context) -> str | None:
        digits = span.field("integer")
        if span.field("season"):
            return f"{self.numbers.year(int(digits))} {self.number(span.field('season'))}"
        return (
            self.numbers.cardinal(int(digits))
            if len(digits) == 2 and not span.field("era")
            else super().year(span, context)
        )

    def time(self, span: Span, context: Context) -> str | None:
        minute, second = int(span.field("minute") or "0"), int(span.field("second") or "0")
        words = [self.numbers.cardinal(int(span.field("hour"))), "uur"]
        if minute or second:
            words.append(self.numbers.cardinal(minute))
        if second:
            words += ["minuten en" if minute != 1 else "minuut en", self.counted(str(second), "second")]
        return " ".join(words)

    def money_parts(self, span: Span, minor: str) -> str:
        words = super().money_parts(span, minor)
        # The name of the hundredth is left out behind a whole amount: "twaalf euro vijftig".
        return words.removesuffix(f" {minor}") if minor and int(span.field("integer")) else words

    def fraction(self, span: Span, context: Context) -> str | None:
        if self.is_mark(span, context):
            return self.mark_words(span)
        whole, numerator, denominator = (int(span.field(name) or "0") for name in ("whole", "numerator", "denominator"))
        unit = {**UNITS, **self.unit_signs}.get(span.field("unit"), "")
        halve = self.unit_gender(unit) == "common" if unit else context.after in dutch.HALVED
        words = self.fraction_parts(whole, numerator, denominator, "halve" if halve else "half")
        return f"{words} {self.unit_name(unit, 'one')}" if unit else words

    def fraction_parts(self, whole: int, numerator: int, denominator: int, half: str) -> str:
        """A fraction; ``half`` is "half" or "halve", as the noun behind it wants."""
        if 10 < numerator >= denominator or (numerator, denominator) == (9, 11):
            return f"{self.number(str(numerator))} {self.number(str(denominator))}"
        if denominator == 2 and numerator == 1:
            if whole == 1:
                return "ander" + half
            number = self.numbers.cardinal(whole) if whole else ""
            return f"{number}{'ë' if number.endswith('e') else 'e'}n{half}" if whole else f"een {half}"
        name = "kwart" if denominator == 4 else self.numbers.ordinal(denominator)
        top = "een" if numerator == 1 else self.numbers.cardinal(numerator)
        part = "driekwart" if (numerator, denominator) == (3, 4) else f"{top} {name}"
        return f"{self.numbers.cardinal(whole)} {part}" if whole else part

    def abbreviation(self, span: Span, context: Context) -> str | None:
        if span.field("code") or span.field("law"):
            return span.field("code") or _LAWS[span.field("law")]
        if span.field("first_day"):
            first, last = (self.abbreviations[span.field(name).casefold()] for name in ("first_day", "last_day"))
            return f"{first} tot {last}"
        return super().abbreviation(span, context)

    def date(self, span: Span, context: Context) -> str | None:
        if not span.field("month"):
            return self.day_words(int(span.field("day")))
        return super().date(span, context)

    def symbol(self, span: Span, context: Context) -> str | None:
        per = span.field("per")
        if not per:
            return _ARITHMETIC.get(span.field("character")) or super().symbol(span, context)
        unit = {**UNITS, **self.unit_signs}.get(per, "")
        name = self.unit_name(unit, "one") if unit else dutch.PER_WORDS.get(per, "")
        return f"{joint(context)}per {name}" if name else None

    def score(self, span: Span, context: Context) -> str | None:
        return f"{self.number(span.field('first'))} {self.number(span.field('second'))}"

    def hashtag(self, span: Span, context: Context) -> str | None:
        return f"hashtag{(super().hashtag(span, context) or '').removeprefix(self.symbol_names['#'])}"

    def version(self, span: Span, context: Context) -> str | None:
        words = super().version(span, context)
        return words.replace(" komma ", " punt ") if words else words

    def amount(self, span: Span, form: str | None = None) -> str:
        words = super().amount(span, form) + "duizend" * bool(span.field("thousands"))
        return words.replace(f" {self.point} ", " punt ") if span.field("dot") else words

    def range(self, span: Span, context: Context) -> str | None:
        first, second = span.parts
        if first.kind is SpanKind.TIME and not first.field("minute") and not first.field("suffix"):
            return f"{self.number(first.field('hour'))} {self.range_word} {self.speak(second, context)}"
        return super().range(span, context)

    def roman(self, span: Span, context: Context) -> str | None:
        if span.field("suffix"):
            return self.numbers.ordinal(roman_value(span.field("numeral")))
        if span.field("role") == "number" and int(span.field("integer")) >= 1100:
            return self.numbers.year(int(span.field("integer")))
        words = super().roman(span, context)
        return f"de {words}" if span.field("role") == "name" else words
