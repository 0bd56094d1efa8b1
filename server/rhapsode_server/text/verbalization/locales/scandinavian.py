"""What Norwegian, Danish and Swedish share: clocks, dates written 21/3, kroner, halves and parts.

The expressions and functions here are also for other languages that write so: measures, dimensions, times with a stop.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import ClassVar

from rhapsode_server.text.verbalization.context import Context
from rhapsode_server.text.verbalization.locale import Locale
from rhapsode_server.text.verbalization.locales.european import European
from rhapsode_server.text.verbalization.locales.european_patterns import (
    EUROPEAN_PATTERNS,
    HOUR_OFFSET,
    NUMBERED,
    UNIT_SIGN,
)
from rhapsode_server.text.verbalization.locales.numerals import GOES_ON, with_stop
from rhapsode_server.text.verbalization.signs import UNITS
from rhapsode_server.text.verbalization.span import Span, SpanKind
from rhapsode_server.text.verbalization.unspaced import EQUATION

SIGNS = "@.-_/:#+&* ,;!?'\"()[]{}<>=%$€£\\|~^`°§"
"""Signs in the order in which the languages name them."""

_CLOCK = (
    r"(?<!\w)(?P<clock>[Kk][Ll])\.?\s?(?P<hour>[0-2]?\d)(?:[.:](?P<minute>[0-5]\d))?"
    r"(?:\s?[-–]\s?(?P<last_hour>[0-2]?\d)(?:[.:](?P<last_minute>[0-5]\d))?)?(?![\w%]|[.:,]\d)"
)
_DAY_MONTH = r"(?<![\d.,/])(?P<day>[0-3]?\d)/(?P<month>1[0-2]|0?[1-9])(?:\s?-\s?|\s)(?P<year>[12]\d{3})(?![\w/]|[.,]\d)"
_DASHED = r"(?<![\w.,])(?:(?P<currency>§currency§)\s?)?(?P<integer>§integer§)(?::-|,-{1,2}|,–|,—)(?:\s?[Kk]r\.?)?(?!\w)"
COMPOUND = r"(?<![\w.,/:-])(?P<integer>\d{1,4})-(?P<compound>[a-zåäöæøéë]{2}\w{0,40})"
"""A number before a word that it makes one with: "18-åring"."""

PER = (
    r"(?:(?<=[Kk]r)|(?<=kr\.)|(?<=[€$£])|(?<=öre)|(?<=øre)|(?<=euro)|(?<=SEK|NOK|DKK|EUR))"
    r"/(?P<per>§unit§|[a-zåäöæø]{1,8})(?!\w)"
)
"""What a price is for: "kr/st"."""
# Telephone numbers of Denmark and Norway, and numbers of persons and firms.
_PAIRS = (
    r"(?<![\w.,+])(?P<groups>\d\d \d\d \d\d \d\d|[489]\d\d \d\d \d{3}|\d{6}[-+]\d{4}"
    r"|(?:(?<=[Tt]lf\. )|(?<=[Tt]lf: ))\d{8})(?![\w-]|[.,]?\d)"
)
# Ordinals without a noun: "den 23., og …", "40., 50. og 60. plads".
_NAMED_DAY = r"(?<=[Dd]en )(?P<integer>\d{1,2})(?:\.(?=[,;:)])|(?=\.(?:\s[A-ZÅÄÖÆØ]|\s?$)))"
_LISTED = r"(?<![\w.,:])(?P<integer>\d{1,3})\.(?=(?:,|\s(?:og|eller|til))\s\d{1,3}\.\s)"
ARITHMETIC = r"(?<=[\w)²³] )(?P<character>[-–−*:·])(?= (?:\d{1,9}(?:[.,]\d{1,6})?|[a-zA-Z]\d?) ?=)"
"""Signs that are read in calculations only."""
_ONE = re.compile(r"(?<![\d,.])1\s\Z")
FIGURE_BEFORE = re.compile(r"\d[ \u00a0]\Z")
_PAST = ("ade", "ades", "dde", "ddes", "ede", "edes", "rde", "rdes", "kte", "ktes", "ste", "stes", "rte", "rtes")
_STRONG = frozenset(
    "uppfann fann fick gick tog gav såg skrev slog steg sjönk dog stod bröt drog höll föll valdes hölls utbröt "
    "opfandt fandt fik gik gav så sank døde brød faldt holdt oppfant fant vant ble fikk gikk tok ga slo sto brøt falt "
    "holdt satte valgte skjedde skete lanserades släpptes".split()
)
"""Verbs behind a year, whose past ends otherwise."""
_PLACES = frozenset("afsnit avsnitt punkt opgave oppgave ligning modul".split())
_COUNTED_OF = frozenset({"av", "af", "per"})
"""Words behind a number of things, though none behind a year."""
_LABELS = frozenset(
    "plats plads plass nummer nr steg trin trinn dag dagen kapitel kapittel version versjon fas fase sida side grupp "
    "gruppe rum rom spår spor linje buss bus hus tabell tabel figur del punkt nivå niveau klass klasse kategori typ "
    "type avsnitt artikel artikkel paragraf vecka uke uge runda runde omgång zon zone fråga spørsmål spørgsmål uppgift "
    "opgave oppgave gate terminal perrong våning etage etasje alternativ stk".split()
)
"""Words for what a number names and does not count: "plats 1"."""
_CAPITAL = re.compile(r"\s*(?:$|\s[A-ZÅÄÖÆØ])")

DIMENSIONS = (
    SpanKind.CARDINAL,
    r"(?<![\w.,])(?P<integer>\d{1,4})(?:,(?P<fraction>\d{1,3}))?\s?[x×]\s?(?P<by>\d{1,4}(?:,\d{1,3})?)"
    r"(?:\s?[x×]\s?(?P<deep>\d{1,4}(?:,\d{1,3})?))?(?:\s?(?P<unit>§unit§)(?![\w/²³]))?(?![\w×])",
)
"""Lengths by one another: "10 x 15 m"."""

UNIT_FRACTIONS = (
    (SpanKind.FRACTION, r"(?<![\w.,/])(?:(?P<whole>\d{1,3})\s?)?(?P<symbol>[½¼¾⅓⅔⅛])\s?(?P<unit>§unit§)(?![\w/])"),
    (
        SpanKind.FRACTION,
        rf"(?<![\w.,/]){UNIT_SIGN}(?:(?P<whole>\d{{1,3}})\s)?(?P<numerator>\d)/(?P<denominator>[2-9]|10)\s?(?P<unit>§unit§)(?![\w/])",
    ),
)
"""A fraction of a unit's sign: "1½ dl"."""

TURNED = re.compile(r"\d{1,2}\.\s?(?:1[3-9]|[2-9]\d)\.?$")
"""What is no date without a year, because the month would come first: "8.15."."""


def dimensions(locale: Locale, span: Span, word: str) -> str:
    """What ``DIMENSIONS`` found, with a word between the lengths."""
    words = [locale.number(span.field("integer"), span.field("fraction"))]
    for name in ("by", "deep"):
        whole, _, fraction = span.field(name).partition(",")
        words += [word, locale.number(whole, fraction)] if whole else []
    unit = {**UNITS, **locale.unit_signs}.get(span.field("unit"), "")
    return " ".join([*words, locale.unit_name(unit, "other")] if unit else words)


def is_letter(span: Span, context: Context) -> bool:
    """Whether an "A" behind a number is no ampere but the letter of a house or a seat: "Storgata 12A"."""
    if span.field("fraction"):
        return False
    before = context.written_before[:1]
    return context.written[-2].isdigit() or (bool(before) and before[0].istitle() and len(before[0]) > 3)


def clock_time(locale: Locale, span: Span, context: Context) -> Span | None:
    """The time that "8.15" is where decimals have commas, unless it is a version, a section or a measure."""
    hour, _, minute = span.field("numbers").partition(".")
    if len(minute) != 2 or int(hour) > 23 or int(minute) > 59 or span.field("prefix"):
        return None
    before = context.written_before
    named = len(before) > 1 and before[0][0].isupper() and before[0] not in locale.data.weekdays
    measured = context.after in UNITS or context.text[span.end : span.end + 2].strip()[:1] in tuple("%‰€$£°")
    if named or measured or context.before in locale.version_words or context.before in locale.roman_before:
        return None
    return span._replace(kind=SpanKind.TIME, fields={"hour": hour, "minute": minute})


SHORT_DAYS = frozenset({"ons", "fre", "tir", "tor"})
"""Days' short names that are words of their own, or names, too."""
BEHIND_DAY = re.compile(r"\s(?:kl|den\s)|:\s\d|:?\s(?:stengt|lukket)(?!\w)")
"""What stands behind a day's short name."""


def named(words: str) -> dict[str, str]:
    """Names of the ``SIGNS``, in their order and with strokes between them."""
    return dict(zip(SIGNS, words.split("|"), strict=True))


def table(entries: str) -> dict[str, str]:
    """A mapping written with equals signs, and strokes between its entries."""
    return {key: value for key, _, value in (entry.partition("=") for entry in entries.split("|"))}


def joint(context: Context) -> str:
    """A space where a price's sign stands right before a stroke; the engine sets one behind letters."""
    return "" if context.mark_before.isalnum() else " "


def short_days(days: str) -> tuple[SpanKind, str]:
    """The pattern for "lör 10–14" and "tis 5 mars", of short names of days that are no other words."""
    return (
        SpanKind.ABBREVIATION,
        rf"(?<![\w–-])(?<![–-]\s)(?P<key>(?i:{days}))"
        rf"(?=[,.:]?\s(?:kl\.?\s|den\s|d\.\s)?\d{{1,2}}(?:\.?\s§month§|[.:/]\d|\s?[–-]\s?\d)"
        r"|\s(?:til|till|fra|från)\s(?:kl\.?\s)?\d|\skl\.?\s\d"
        r"|:?\s(?:stängt|stengt|lukket)(?!\w))",
    )


def week_range(days: str) -> tuple[SpanKind, str]:
    """The pattern for "mån–fre", of the short names of days, which have to be abbreviations too."""
    return (
        SpanKind.ABBREVIATION,
        rf"(?<!\w)(?i:(?P<first_day>{days})\.?\s?[-–]\s?(?P<last_day>{days}))(?:\.(?=\s[a-zåäöæø\d]))?(?!\w)",
    )


def is_run(span: Span) -> bool:
    """Whether minutes and seconds may be meant, beyond the hours of a day: "42:17"."""
    second = span.field("second")
    return 24 < int(span.field("first")) < 100 and len(second) == 2 and int(second) < 60 and "third" not in span.fields


class Scandinavian(European):
    """The common ground of Danish, Norwegian and Swedish."""

    decimal_mark = ","
    point = "komma"
    fraction_as_number = True
    year_by_default = True
    time_dot = True
    time_words = frozenset({"klokken", "klokka", "klockan", "kl"})
    percent_word = "procent"
    permille_word = "promille"
    range_word = "til"
    ratio_word = "til"
    bare_unit_words = frozenset("per pr en et ett hver varje".split())
    home = "DKK"
    """What "kr" is."""
    clock = "klokken"
    minute_joint = ""
    """Word between hours and minutes."""
    and_word = "og"
    half: Mapping[str, str] = {"common": "en halv", "neuter": "et halvt"}
    parts = "dele"
    part_of = "del"
    """A part before the noun that it is of: "tre fjärdedels kopp"."""
    neuter_nouns: frozenset[str] = frozenset()
    function_words: frozenset[str] = frozenset()
    """Words behind a number that it does not count."""
    dated: frozenset[str] = frozenset()
    """Words before which "1/2" is a date."""
    and_following = ""
    """Behind a page: "12 ff."."""
    patterns: ClassVar[tuple[tuple[SpanKind, str], ...]] = (
        EQUATION,
        (SpanKind.ABBREVIATION, r"(?#+#)(?<!\w)(?P<key>C\+\+|C#|F#)(?!\w)"),
        (SpanKind.ABBREVIATION, r"(?<=\d )(?P<following>ff?)\.(?=[,;)]|\s[a-zåäöæø]|\s?\Z)"),
        (SpanKind.SYMBOL, r"(?#§)(?P<character>§§)"),
        (SpanKind.SYMBOL, ARITHMETIC),
        (SpanKind.DURATION, r"(?#:)(?<![\d.,:])(?P<hour>\d):(?P<minute>[0-5]\d):(?P<second>[0-5]\d)(?![\d:]|[.,]\d)"),
        (
            SpanKind.DURATION,
            r"(?#:)(?<![\d.,:])(?P<minute>\d{1,3}):(?P<second>[0-5]\d)\s?min(?:uter|utter)?(?!\w)(?:\.(?=\s[a-zåäöæø]))?",
        ),
        (SpanKind.ABBREVIATION, r"(?<=[a-zåäöæø]{3})(?P<key>nr)\.?(?=:?\s?(?:[A-Z]{2}-?)?\d)"),
        (SpanKind.DATE, r"(?#/)(?<![\w./])(?P<month>0?[1-9]|1[0-2])/(?P<year>(?:19|20)(?:[1-9]\d|0[1-9]))(?![\w/])"),
        *UNIT_FRACTIONS,
        (SpanKind.TIME, _CLOCK),
        (SpanKind.DATE, _DAY_MONTH),
        (SpanKind.MONEY, _DASHED),
        (SpanKind.PHONE, _PAIRS),
        NUMBERED,
        # Of firms and accounts: "org.nr. 987 654 321", "1234.56.78901".
        (SpanKind.PHONE, r"(?:(?<=nr\. )|(?<=nr )|(?<=nummer ))(?P<groups>\d{3} \d{3} \d{3})(?![\w-]|[ .,]\d)"),
        (SpanKind.PHONE, r"(?<![\w.,+/-])(?P<groups>\d{4}\.\d{2}\.\d{5})(?![\w-]|[.,]\d)"),
        (SpanKind.ORDINAL, _NAMED_DAY),
        (SpanKind.ORDINAL, _LISTED),
        (SpanKind.CARDINAL, r"(?<![\w.,])(?P<integer>\d{1,4})(?P<times>[x×])(?!\w)"),
        DIMENSIONS,
        (SpanKind.SYMBOL, PER),
        # "1-jan"
        (
            SpanKind.DATE,
            r"(?#-)(?<![\w.,/-])(?P<day>0?[1-9]|[12]\d|3[01])-(?P<month>§month§)(?:-(?P<year>\d{4}))?(?![\w-]|[.,]\d)",
        ),
        (SpanKind.DECIMAL, r"(?#eE)(?<![\w.,])§number§[eE](?P<tens>[-+−]?\d{1,3})(?!\w|\.\d)"),
        # "100k följare", "1,2M visningar"
        (SpanKind.DECIMAL, r"(?#kK)(?<![\w.,$€£])(?<![$€£]\s)§number§(?P<scaled>[kK])(?=\s[^\W\d_]{3})"),
        (
            SpanKind.DECIMAL,
            r"(?#M)(?<![\w.,$€£])(?<![$€£]\s)§number§(?P<scaled>M)(?=(?<=\d,\dM)|\s[a-zåäöæø]{4})(?!\w)",
        ),
        (SpanKind.CARDINAL, COMPOUND),
        (SpanKind.FRACTION, r"(?#½⅓⅔¼¾⅛)(?<![\w.,])(?P<whole>\d{1,3})\s(?P<symbol>[½⅓⅔¼¾⅛])(?!\w)"),
        # As America groups thousands.
        (
            SpanKind.MONEY,
            r"(?#,)(?<![\w.,])(?P<currency>[$€£])\s?(?P<integer>[1-9]\d{0,2}(?:,\d{3})+)(?:\.(?P<fraction>\d\d))?(?!\w|[.,]\d)",
        ),
        HOUR_OFFSET,
        *EUROPEAN_PATTERNS,
    )

    def decide(self, span: Span, context: Context) -> Span | None:
        if span.field("symbol") == "A":
            return None if is_letter(span, context) else span
        if span.field("per"):
            return with_stop(span, context)
        if span.kind is SpanKind.VERSION:
            return clock_time(self, span, context) or span
        if span.kind is SpanKind.ORDINAL and span.field("suffix") == "." and context.before not in ("den", "det"):
            # "Han ble nr. 3. Så …": a capital begins the next sentence.
            return None if context.text[span.end : span.end + 3].strip()[:1].isupper() else span
        if span.kind is SpanKind.RATIO and is_run(span) and self.ratio_words.isdisjoint(context.words_before):
            return span._replace(kind=SpanKind.SCORE)
        if span.kind is SpanKind.MONEY:
            return self._whole_money(span, context)
        if span.kind is SpanKind.DATE:
            if not span.field("year") and (TURNED.match(context.written) or self._is_section(context)):
                return None
            ends = context.written.endswith(".") and _CAPITAL.match(context.text[span.end : span.end + 3])
            return span._replace(end=span.end - 1) if ends else span
        if span.kind is SpanKind.FRACTION and not any(map(span.field, ("whole", "symbol", "sign"))):
            return self._date_or_fraction(span, context)
        return span

    def _is_section(self, context: Context) -> bool:
        """Whether figures with a point between them are a room's or a chapter's: "lokale 3.12"."""
        before = context.before
        return not any(map(str.isalpha, context.written)) and before in self.roman_before | self.version_words | _PLACES

    def is_ruled(self, span: Span, context: Context) -> bool:
        """Whether a number with a stop is a ruler's: "Frederik 10."."""
        if span.kind not in (SpanKind.CARDINAL, SpanKind.ORDINAL) or context.before not in self.roman_names:
            return False
        stopped = context.written.endswith(".") or context.mark_after == "."
        return stopped and span.field("integer").isdecimal() and 0 < int(span.field("integer")) < 25

    def ruler(self, span: Span, context: Context) -> Span:
        """The number of a ruler, with its stop where the sentence goes on."""
        goes_on = context.mark_after == "." and GOES_ON.match(context.text, span.end)
        end = span.end + 1 if goes_on else span.end
        return span._replace(kind=SpanKind.ROMAN, end=end, fields={"integer": span.field("integer"), "role": "name"})

    def _whole_money(self, span: Span, context: Context) -> Span:
        if not span.field("currency"):
            span = span._replace(fields=dict(span.fields) | {"currency": self.home})
        more = re.match(r",(?:--?|[-–—])|\.(?=\s[a-zåäöæø])", context.text[span.end : span.end + 3])
        if more and not (more[0] == "." and not span.field("scale")):
            return span._replace(end=span.end + more.end())
        if context.written.endswith(".") and _CAPITAL.match(context.text[span.end : span.end + 3]):
            return span._replace(end=span.end - 1)
        return span

    def _date_or_fraction(self, span: Span, context: Context) -> Span:
        """The date that "21/3" is; so is "1/2" behind some words."""
        day, month = int(span.field("numerator")), int(span.field("denominator"))
        named = context.before in self.dated or context.text[max(0, span.start - 4) : span.start].split(" ")[-2:] == [
            "d.",
            "",
        ]
        dated = named or (day > month and (day, month) != (24, 7))
        if not 1 <= day <= 31 or not 1 <= month <= 12 or not dated:
            return span
        return span._replace(kind=SpanKind.DATE, fields={"day": str(day), "month": str(month)})

    def may_be_counted(self, context: Context) -> bool:
        if context.after in self.function_words and context.after not in _COUNTED_OF:
            return False
        # "1995 introducerade …": a verb in the past.
        past = context.after in _STRONG or (context.after.endswith(_PAST) and len(context.after) > 4)
        return super().may_be_counted(context) and not past

    def noun_gender(self, context: Context) -> str:
        """The gender of the noun behind the span: ``common``, ``neuter``, or nothing where there is none."""
        noun = context.after
        if not noun.isalpha() or context.mark_after != " " or noun in self.function_words:
            return ""
        for head in (noun, context.words_after[1] if len(context.words_after) > 1 else ""):
            if (
                any(head.endswith(neuter) for neuter in self.neuter_nouns if len(neuter) > 2)
                or head in self.neuter_nouns
            ):
                return "neuter"
        return "common"

    def currency_gender(self, currency: str) -> str:
        return "neuter" if currency == "GBP" else "common"

    def amount(self, span: Span, form: str | None = None) -> str:
        words = super().amount(span, form)
        return f"{words} {self.scales[span.field('scaled').casefold()]}" if span.field("scaled") else words

    times = "gange"
    per_words: Mapping[str, str] = {}
    """What stands behind a price and a stroke, beside units: "kr/st"."""

    def cardinal(self, span: Span, context: Context) -> str | None:
        if span.field("by"):
            return dimensions(self, span, self.times)
        if span.field("compound"):
            return self.numbers.cardinal(int(span.field("integer"))) + span.field("compound")
        words = super().cardinal(span, context)
        return f"{words} {self.times}" if span.field("times") else words

    def money(self, span: Span, context: Context) -> str | None:
        words = super().money(span, context)
        if words and span.field("scale") and span.field("integer") == "1" and not span.field("fraction"):
            return self.numbers.cardinal(1, "common") + words.removeprefix(self.numbers.cardinal(1))
        return words

    def symbol(self, span: Span, context: Context) -> str | None:
        per = span.field("per")
        if span.field("character") in ("-", "–", "−"):
            return self.minus
        if span.field("character") == ":":
            return self.symbols["÷"]
        if span.field("character") == "*":
            return self.symbols["×"]
        if not per:
            return super().symbol(span, context)
        unit = {**UNITS, **self.unit_signs}.get(per, "")
        name = self.unit_name(unit, "one") if unit else self.per_words.get(per, "")
        return f"{joint(context)}per {name}" if name else None

    def abbreviation(self, span: Span, context: Context) -> str | None:
        if span.field("first_day"):
            first, last = (self.abbreviations[span.field(name).casefold()] for name in ("first_day", "last_day"))
            return f"{first} {self.range_word} {last}"
        if span.field("following"):
            return self.and_following
        if (key := span.field("key")) and key not in self.abbreviations:
            span = span._replace(fields={**span.fields, "key": key.casefold()})
        words = super().abbreviation(span, context)
        one = words is not None and words.endswith(("ljoner", "ljarder", "lioner", "liarder"))
        if words and one and _ONE.search(context.text, max(0, span.start - 3), span.start):
            return words.removesuffix("er")
        return words

    def agreement(self, span: Span, context: Context) -> str | None:
        if span.field("integer") != "1" or context.before.rstrip(".") in _LABELS:
            return None
        return "common" if context.after in ("av", "af") else self.noun_gender(context) or None

    def date(self, span: Span, context: Context) -> str | None:
        if not span.field("month"):
            return self.day_words(int(span.field("day")))
        return super().date(span, context)

    def time(self, span: Span, context: Context) -> str | None:
        words = [self.clock] if span.field("clock") else []
        words.append(self.clock_words(*(span.field(name) for name in ("hour", "minute", "second"))))
        if span.field("last_hour"):
            words += [self.range_word, self.clock_words(span.field("last_hour"), span.field("last_minute"))]
        return " ".join(words)

    def clock_words(self, hour: str, minute: str, second: str = "") -> str:
        """A time without the word for clock."""
        words = [self.numbers.cardinal(int(hour))]
        if int(minute or "0") or int(second or "0"):
            words += filter(None, (self.minute_joint if minute[0] != "0" else "", self.number(minute)))
        if int(second or "0"):
            words += [self.and_word, self.counted(str(int(second)), "second")]
        return " ".join(words)

    def fraction(self, span: Span, context: Context) -> str | None:
        whole, numerator, denominator = (int(span.field(name) or "0") for name in ("whole", "numerator", "denominator"))
        if self.is_mark(span, context):
            return self.mark_words(span)
        unit = {**UNITS, **self.unit_signs}.get(span.field("unit"), "")
        gender = self.unit_gender(unit) if unit else self.noun_gender(context)
        name = f" {self.unit_name(unit, 'other' if whole else 'one')}" if unit else ""
        return self.fraction_parts(whole, numerator, denominator, gender) + name

    def fraction_parts(self, whole: int, numerator: int, denominator: int, gender: str) -> str:
        """A fraction before a noun of a gender; none where no noun follows."""
        if 10 < numerator >= denominator:
            return f"{self.number(str(numerator))} {self.number(str(denominator))}"
        if (numerator, denominator) == (1, 2):
            words = self.half["neuter" if gender == "neuter" else "common"]
        else:
            name = self.part_name(denominator)
            ending = "del" if numerator == 1 else (self.part_of if gender else self.parts)
            words = f"{self.numbers.cardinal(numerator, 'common')} {name}{ending}"
        return f"{self.numbers.cardinal(whole, 'common')} {self.and_word} {words}" if whole else words

    def part_name(self, denominator: int) -> str:
        """What stands before "del"."""
        return self.numbers.ordinal(denominator)

    def score(self, span: Span, context: Context) -> str | None:
        return f"{self.number(span.field('first'))} {self.number(span.field('second'))}"

    def version(self, span: Span, context: Context) -> str | None:
        words = super().version(span, context)
        return words.replace(f" {self.point} ", f" {self.symbol_names['.']} ") if words else words

    def roman(self, span: Span, context: Context) -> str | None:
        words = super().roman(span, context)
        return f"den {words}" if span.field("role") == "name" else words

    hashtag_word = "hashtag"

    def hashtag(self, span: Span, context: Context) -> str | None:
        return self.hashtag_word + (super().hashtag(span, context) or "").removeprefix(self.symbol_names["#"])
