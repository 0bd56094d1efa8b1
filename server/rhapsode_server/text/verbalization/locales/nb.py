"""Norwegian (bokmål), and what it shares with Danish and Swedish: clocks, dates written 21/3, kroner, halves and parts.

The expressions and functions here are also for other languages that write so: measures, dimensions, times with a stop.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import ClassVar

from rhapsode_server.text.verbalization.context import Context
from rhapsode_server.text.verbalization.locale import Locale
from rhapsode_server.text.verbalization.locales.european import European
from rhapsode_server.text.verbalization.locales.european_patterns import EUROPEAN_PATTERNS, HOUR_OFFSET, UNIT_SIGN
from rhapsode_server.text.verbalization.number_words import NumberWords, RbnfNumbers
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
    r"(?<![\w.,+])(?P<groups>\d\d \d\d \d\d \d\d|[49]\d\d \d\d \d{3}|\d{6}[-+]\d{4}"
    r"|(?:(?<=[Tt]lf\. )|(?<=[Tt]lf: ))\d{8})(?![\w-]|[.,]?\d)"
)
# Ordinals without a noun: "den 23., og …", "40., 50. og 60. plads".
_NAMED_DAY = r"(?<=[Dd]en )(?P<integer>\d{1,2})(?:\.(?=[,;:)])|(?=\.(?:\s[A-ZÅÄÖÆØ]|\s?$)))"
_LISTED = r"(?<![\w.,:])(?P<integer>\d{1,3})\.(?=(?:,|\s(?:og|eller|til))\s\d{1,3}\.\s)"
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


def named(words: str) -> dict[str, str]:
    """Names of the ``SIGNS``, in their order and with strokes between them."""
    return dict(zip(SIGNS, words.split("|"), strict=True))


def table(entries: str) -> dict[str, str]:
    """A mapping written with equals signs, and strokes between its entries."""
    return {key: value for key, _, value in (entry.partition("=") for entry in entries.split("|"))}


def joint(context: Context) -> str:
    """A space where a price's sign stands right before a stroke; the engine sets one behind letters."""
    return "" if context.mark_before.isalnum() else " "


def week_range(days: str) -> tuple[SpanKind, str]:
    """The pattern for "mån–fre", of the short names of days, which have to be abbreviations too."""
    return (
        SpanKind.ABBREVIATION,
        rf"(?<!\w)(?i:(?P<first_day>{days})\.?\s?[-–]\s?(?P<last_day>{days}))(?:\.(?=\s[a-zåäöæø\d]))?(?!\w)",
    )


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
    patterns: ClassVar[tuple[tuple[SpanKind, str], ...]] = (
        EQUATION,
        *UNIT_FRACTIONS,
        (SpanKind.TIME, _CLOCK),
        (SpanKind.DATE, _DAY_MONTH),
        (SpanKind.MONEY, _DASHED),
        (SpanKind.PHONE, _PAIRS),
        (SpanKind.ORDINAL, _NAMED_DAY),
        (SpanKind.ORDINAL, _LISTED),
        (SpanKind.CARDINAL, r"(?<![\w.,])(?P<integer>\d{1,4})(?P<times>[x×])(?!\w)"),
        DIMENSIONS,
        (SpanKind.SYMBOL, PER),
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
        if span.kind is SpanKind.VERSION:
            return clock_time(self, span, context) or span
        if span.kind is SpanKind.ORDINAL and span.field("suffix") == "." and context.before not in ("den", "det"):
            # "Han ble nr. 3. Så …": a capital begins the next sentence.
            return None if context.text[span.end : span.end + 3].strip()[:1].isupper() else span
        if span.kind is SpanKind.MONEY:
            return self._whole_money(span, context)
        if span.kind is SpanKind.DATE:
            if not span.field("year") and TURNED.match(context.written):
                return None
            ends = context.written.endswith(".") and _CAPITAL.match(context.text[span.end : span.end + 3])
            return span._replace(end=span.end - 1) if ends else span
        if span.kind is SpanKind.FRACTION and not any(map(span.field, ("whole", "symbol", "sign"))):
            return self._date_or_fraction(span, context)
        return span

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
        if span.field("character") in ("-", "−"):
            return self.minus
        if not per:
            return super().symbol(span, context)
        unit = {**UNITS, **self.unit_signs}.get(per, "")
        name = self.unit_name(unit, "one") if unit else self.per_words.get(per, "")
        return f"{joint(context)}per {name}" if name else None

    def abbreviation(self, span: Span, context: Context) -> str | None:
        if span.field("first_day"):
            first, last = (self.abbreviations[span.field(name).casefold()] for name in ("first_day", "last_day"))
            return f"{first} {self.range_word} {last}"
        return super().abbreviation(span, context)

    def agreement(self, span: Span, context: Context) -> str | None:
        if span.field("integer") != "1":
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


class NorwegianNumbers(RbnfNumbers):
    """The CLDR's cardinals; its ordinals are wrong from one hundred on, and years are said in two halves."""

    def _cardinal(self, number: int, form: str | None) -> str:
        names = {"neuter": "cardinal-neuter", "common": "cardinal-masculine"}
        return self.spell_out(number, names.get(form or "", "cardinal-masculine"))

    def _ordinal(self, number: int, form: str | None) -> str:
        high, low = divmod(number, 100)
        if not high:
            return self.spell_out(number, "ordinal-masculine")
        if not low:
            words = self._cardinal(number, None)
            return {"hundre": "hundrede", "tusen": "tusende"}.get(
                words, f"{words}de" if words[-1] == "e" else f"{words}te"
            )
        return f"{self._cardinal(high * 100, None)} og {self.spell_out(low, 'ordinal-masculine')}"

    def _year(self, number: int) -> str:
        high, low = divmod(number, 100)
        if not 11 <= high <= 19:
            return self._cardinal(number, None)
        century = self._cardinal(high, None)
        if low < 10:
            return f"{century}hundre" + (f" og {self._cardinal(low, None)}" if low else "")
        return century + self._cardinal(low, None)


class Norwegian(Scandinavian):
    """Norwegian."""

    tag = "nb"
    home = "NOK"
    group_marks = "\u00a0 \u202f\u2009."
    ordinal_stop = True
    ordinal_suffixes = ("'de", "’de")
    year_words = frozenset(
        "år året årene siden fra til før etter omkring i sommeren vinteren våren høsten mellom januar februar mars "
        "april mai juni juli august september oktober november desember".split()
    )
    eras = {"f.Kr.": "før Kristus", "f. Kr.": "før Kristus", "e.Kr.": "etter Kristus", "e. Kr.": "etter Kristus"}
    month_words = {"sept": 9, "febr": 2}
    day_suffix = r"\.?"
    day_month_stop = True
    percent_word = "prosent"
    parts = "deler"
    part_of = "dels"
    times = "ganger"
    currency_signs = {"kr": "NOK", "Kr": "NOK", "kr.": "NOK", "kroner": "NOK", "euro": "EUR", "dollar": "USD"}
    currency_names = {
        "NOK": {"one": "krone", "other": "kroner"},
        "DKK": {"one": "dansk krone", "other": "danske kroner"},
        "SEK": {"one": "svensk krone", "other": "svenske kroner"},
        **{"EUR": {"other": "euro"}, "USD": {"other": "dollar"}, "GBP": {"other": "pund"}, "JPY": {"other": "yen"}},
    }
    minor_units = {
        **dict.fromkeys(("SEK", "NOK", "DKK"), {"other": "øre"}),
        **dict.fromkeys(("EUR", "USD", "AUD", "CAD", "NZD"), {"other": "cent"}),
        "GBP": {"other": "pence"},
    }
    money_and = "og"
    scales = {
        **{word: word for word in ("tusen", "million", "millioner", "milliard", "milliarder", "billion", "billioner")},
        **{"mill": "millioner", "mrd": "milliarder", "mill.": "millioner", "mrd.": "milliarder", "mnok": "millioner"},
    }
    unit_signs = {
        **{"km/t": "kilometer-per-hour", "km/time": "kilometer-per-hour", "km/s": "kilometer-per-second"},
        **{"sek": "second", "kvm": "square-meter", "t": ""},
    }
    unit_names = {
        "kilometer-per-hour": {"other": "kilometer i timen"},
        "kilometer-per-second": {"other": "kilometer i sekundet"},
        "degree": {"one": "grad", "other": "grader"},
    }
    ratio_words = frozenset({"forholdet", "bland", "målestokk", "odds", "ratio", "skala"})
    score_words = frozenset(
        "vant vinner vinne seier tapte taper tap slo ledet leder ledelse uavgjort resultat resultatet endte "
        "stillingen kampen scoret sluttresultat beseiret".split()
    )
    phone_words = frozenset("ring ringe tlf telefon telefonnummer mobil nummer faks sms".split())
    version_words = frozenset({"versjon", "versjonen", "python", "android", "ios", "windows"})
    roman_before = frozenset(
        "kapittel del bind akt vedlegg artikkel klasse type tabell figur verdenskrig paragraf gruppe fase nivå scene "
        "bok".split()
    )
    roman_names = frozenset(
        "harald haakon håkon olav magnus sverre øystein sigurd christian kristian frederik fredrik margrete karl carl "
        "gustav ludvig henrik filip edvard edward georg wilhelm vilhelm johannes paul paulus benedikt pius leo gregor "
        "elizabeth elisabeth katarina napoleon ivan peter nikolai alexander aleksander franz leopold albert ferdinand "
        "hans erik eirik klemens innocens urban ramses".split()
    )
    abbreviations = table(
        "adr=adresse|ang=angående|ass=assisterende|avd=avdeling|bl.a=blant annet|bnr=bruksnummer|ca=cirka|"
        "d.v.s=det vil si|dr=doktor|dvs=det vil si|e.l=eller lignende|ekskl=eksklusive|el.l=eller lignende|"
        "etc=et cetera|ev=eventuelt|evt=eventuelt|f.eks=for eksempel|f.o.m=fra og med|feks=for eksempel|"
        "fhv=forhenværende|fig=figur|fom=fra og med|fr=fru|fre=fredag|frk=frøken|gnr=gårdsnummer|hr=herr|"
        "ifm=i forbindelse med|ift=i forhold til|ifølge=ifølge|iht=i henhold til|inkl=inklusive|jf=jamfør|"
        "jfr=jamfør|jr=junior|kap=kapittel|kgl=kongelig|kl=klokken|lør=lørdag|m.a.o=med andre ord|m.fl=med flere|"
        "m.m=med mer|m.o.h=meter over havet|m.v=med videre|maks=maksimalt|man=mandag|mfl=med flere|"
        "mht=med hensyn til|mill=millioner|moh=meter over havet|mrd=milliarder|mv=med videre|nr=nummer|"
        "o.l=og lignende|o.s.v=og så videre|obs=observer|ons=onsdag|osv=og så videre|p.g.a=på grunn av|"
        "p.t=for tiden|pers=personer|pga=på grunn av|pr=per|prof=professor|resp=respektive|s=side|st=sankt|"
        "stk=stykk|søn=søndag|t.o.m=til og med|tir=tirsdag|tirs=tirsdag|tlf=telefon|tom=til og med|tor=torsdag|"
        "tors=torsdag|uke=uke|vedr=vedrørende|vha=ved hjelp av|vol=volum|årg=årgang"
    )
    stopless = frozenset(
        "ca dvs feks kl nr osv pga iht ift ifm mht vha tlf etc evt dr prof inkl ekskl mv mfl m.m m.fl f.eks bl.a stk "
        "moh mill mrd".split()
    )
    closing = frozenset("m.m m.fl mfl m.v mv osv o.s.v etc o.l e.l el.l stk".split())
    initialisms = frozenset(
        "EU USA FN NRK VG SAS NHO LO UD AS ASA IT AI ID API URL USB CPU GPU IP EM VM OL AB IBM FBI CIA PST BBC CEO AP "
        "SV EØS MDG".split()
    )
    symbol_names = named(
        "krøllalfa|punktum|bindestrek|understrek|skråstrek|kolon|firkant|pluss|og|stjerne|mellomrom|komma|"
        "semikolon|utropstegn|spørsmålstegn|apostrof|anførselstegn|parentes|parentes slutt|hakeparentes|"
        "hakeparentes slutt|klammeparentes|klammeparentes slutt|mindre enn|større enn|er lik|prosent|dollar|euro|"
        "pund|omvendt skråstrek|loddrett strek|tilde|cirkumfleks|grav aksent|grader|paragraf"
    )
    plus = "pluss"
    plus_minus = "pluss minus"
    hashtag_word = "emneknagg"
    powers = {"2": "i annen", "3": "i tredje", "": "opphøyd i"}
    symbols = {"&": "og", "+": "pluss", "=": "er lik", "×": "ganger", "≈": "omtrent", "§": "paragraf"}
    neuter_nouns = frozenset(
        "hus barn år egg bord rom kilo tonn land dyr liv spor språk ord brev kort glass tre bilde foto hjem problem "
        "eksempel kapittel eple par program prosjekt system forsøk mål lag spill museum universitet selskap parti "
        "nummer område stykke hotell hjerte øye øre ansikt besøk svar navn døgn kvartal tiår lys tak gulv vindu "
        "kjøkken skip tog fly fjell hav felt møte arbeid tilfelle slag minutt sekund bad råd bein hode hull pund gram "
        "kilogram bibliotek senter forum krav tilbud resultat alternativ argument beløp blad skritt sted poeng".split()
    )
    function_words = frozenset(
        "og av i på til er var som eller men for med fra om at så kom ble har hadde den det de skal kan ved mot etter "
        "før under over gjennom per januar februar mars april mai juni juli august september oktober november "
        "desember vant går dør allerede ikke mer også".split()
    )
    dated = frozenset(
        "den til fra senest innen før etter siden dato mandag tirsdag onsdag torsdag fredag lørdag søndag man "
        "tirs ons tors fre lør søn".split()
    )
    per_words = {"stk": "stykk", "mnd": "måned", "dag": "dag", "år": "år", "person": "person", "pers": "person"}
    patterns = (
        (SpanKind.YEAR, r"(?<![\w.,])(?P<integer>\d{1,3}0)-(?P<decade>tall\w{0,4}|årene)"),
        (
            SpanKind.DURATION,
            r"(?<![\w.,])(?P<hour>\d{1,3})\s?(?:t|timer?)\.?\s(?:og\s)?(?P<minute>\d{1,2})\s?min(?:utter|\.(?=\s[a-zæøå]))?(?!\w)",
        ),
        week_range("man|tirs?|ons|tors?|fre|lør|søn"),
        *Scandinavian.patterns,
    )

    def make_numbers(self) -> NumberWords:
        return NorwegianNumbers("no")

    def decide(self, span: Span, context: Context) -> Span | None:
        if span.kind is SpanKind.ABBREVIATION and span.field("key"):
            key = span.field("key")
            following = context.text[context.end : context.end + 2].strip()[:1]
            if key in ("s", "kap", "fig", "vol", "årg"):
                return span if following.isdigit() else None
            if key in ("man", "ons", "fre", "tir", "tor", "tom", "fr", "st"):
                return span if following.isdigit() or (key in ("fr", "st") and following.isupper()) else None
        return super().decide(span, context)

    def year(self, span: Span, context: Context) -> str | None:
        if not span.field("decade"):
            return super().year(span, context)
        number = int(span.field("integer"))
        words = self.numbers.year(number) if number >= 100 else self.numbers.cardinal(number)
        return words.replace(" ", "") + span.field("decade")
