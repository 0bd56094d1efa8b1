"""Swedish, and what the languages of Scandinavia share: clocks, dates written 21/3, kronor, halves and parts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import ClassVar

from rhapsode_server.text.verbalization.context import Context
from rhapsode_server.text.verbalization.locale import Locale
from rhapsode_server.text.verbalization.number_words import NumberWords, RbnfNumbers
from rhapsode_server.text.verbalization.signs import UNITS
from rhapsode_server.text.verbalization.span import Span, SpanKind

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
LISTED = r"(?<![\w.,:])(?P<integer>\d{1,3})\.(?=(?:,|\s(?:og|eller|til))\s\d{1,3}\.\s)"
"""An ordinal before another: "40., 50. og 60. plads"."""

UNIT_FRACTIONS = (
    (SpanKind.FRACTION, r"(?<![\w.,/])(?:(?P<whole>\d{1,3})\s?)?(?P<symbol>[½¼¾⅓⅔⅛])\s?(?P<unit>§unit§)(?![\w/])"),
    (
        SpanKind.FRACTION,
        r"(?<![\w.,/])(?:(?P<whole>\d{1,3})\s)?(?P<numerator>\d)/(?P<denominator>[2-9]|10)\s?(?P<unit>§unit§)(?![\w/])",
    ),
)
"""A fraction of a unit's sign: "1½ dl"."""

TURNED = re.compile(r"\d{1,2}\.\s?(?:1[3-9]|[2-9]\d)\.?$")
"""What is no date without a year, because the month would come first: "8.15."."""

_CAPITAL = re.compile(r"\s*(?:$|\s[A-ZÅÄÖÆØ])")


def clock_time(span: Span, context: Context, version_words: frozenset[str]) -> Span | None:
    """The time that "8.15" is where decimals have commas, unless it is a version, a section or a measure."""
    hour, _, minute = span.field("numbers").partition(".")
    if len(minute) != 2 or int(hour) > 23 or int(minute) > 59 or span.field("prefix"):
        return None
    named = context.before in version_words or (context.written_before and context.written_before[0][0].isupper())
    measured = context.after in UNITS or context.text[span.end : span.end + 2].strip()[:1] in tuple("%‰€$£°")
    if (named and len(context.written_before) > 1) or context.before in version_words or measured:
        return None
    return span._replace(kind=SpanKind.TIME, fields={"hour": hour, "minute": minute})


def joint(context: Context) -> str:
    """A space where a price's sign stands right before a stroke; the engine sets one behind letters."""
    return "" if context.mark_before.isalnum() else " "


def week_range(days: str) -> tuple[SpanKind, str]:
    """The pattern for "mån–fre", of the short names of days, which have to be abbreviations too."""
    return (
        SpanKind.ABBREVIATION,
        rf"(?<!\w)(?i:(?P<first_day>{days})\.?\s?[-–]\s?(?P<last_day>{days}))(?:\.(?=\s[a-zåäöæø]))?(?!\w)",
    )


class Scandinavian(Locale):
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
    part = "del"
    parts = "dele"
    part_of = "del"
    """A part before the noun that it is of: "tre fjärdedels kopp"."""
    neuter_nouns: frozenset[str] = frozenset()
    function_words: frozenset[str] = frozenset()
    """Words behind a number that it does not count."""
    dated: frozenset[str] = frozenset()
    """Words before which "1/2" is a date."""
    ruled = "den"
    """Word before the number of a ruler."""
    patterns: ClassVar[tuple[tuple[SpanKind, str], ...]] = (
        *UNIT_FRACTIONS,
        (SpanKind.TIME, _CLOCK),
        (SpanKind.DATE, _DAY_MONTH),
        (SpanKind.MONEY, _DASHED),
        (SpanKind.CARDINAL, r"(?<![\w.,])(?P<integer>\d{1,4})(?P<times>[x×])(?!\w)"),
        (SpanKind.SYMBOL, r"(?<=\d )(?P<character>x)(?= \d)"),
        (SpanKind.SYMBOL, PER),
        (SpanKind.CARDINAL, COMPOUND),
    )

    def decide(self, span: Span, context: Context) -> Span | None:
        if span.kind is SpanKind.VERSION:
            return clock_time(span, context, self.version_words | self.roman_before) or span
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
        if span.kind is SpanKind.FRACTION and not span.field("whole") and not span.field("symbol"):
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
        if not 1 <= day <= 31 or not 1 <= month <= 12 or not (day > month or context.before in self.dated):
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
        if not per:
            return self.times if span.field("character") == "x" else super().symbol(span, context)
        unit = {**UNITS, **self.unit_signs}.get(per, "")
        name = self.unit_name(unit, "one") if unit else self.per_words.get(per, "")
        return f"{joint(context)}per {name}" if name else None

    def abbreviation(self, span: Span, context: Context) -> str | None:
        if span.field("first_day"):
            first, last = (self.abbreviations[span.field(name).casefold()] for name in ("first_day", "last_day"))
            return f"{first} {self.range_word} {last}"
        return super().abbreviation(span, context)

    def agreement(self, span: Span, context: Context) -> str | None:
        return self.noun_gender(context) or None if span.field("integer") == "1" else None

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
        if (numerator, denominator) == (1, 2):
            words = self.half["neuter" if gender == "neuter" else "common"]
        else:
            name = self.part_name(denominator)
            ending = self.part if numerator == 1 else (self.part_of if gender else self.parts)
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
        return f"{self.ruled} {words}" if span.field("role") == "name" else words

    hashtag_word = "hashtag"

    def hashtag(self, span: Span, context: Context) -> str | None:
        return self.hashtag_word + (super().hashtag(span, context) or "").removeprefix(self.symbol_names["#"])


class SwedishNumbers(RbnfNumbers):
    """The CLDR's numbers; the year 2000 is no "tjugohundra"."""

    def _cardinal(self, number: int, form: str | None) -> str:
        return super()._cardinal(number, "reale" if form == "common" else form)

    def _ordinal(self, number: int, form: str | None) -> str:
        return self.spell_out(number, f"ordinal-{form or 'reale'}", "ordinal-reale")

    def _year(self, number: int) -> str:
        return self._cardinal(number, None) if number % 1000 == 0 else super()._year(number)


class Swedish(Scandinavian):
    """Swedish."""

    tag = "sv"
    home = "SEK"
    group_marks = "\u00a0 \u202f\u2009."
    plus_minus = "plus minus"
    ordinal_suffixes = (":e", ":a", ":de", ":te", ":je", ":dje", ":ra", ":sta", ":dra")
    year_words = frozenset(
        "år året åren sedan från till före efter omkring hösten våren sommaren vintern mellan januari februari mars "
        "april maj juni juli augusti september oktober november december anno".split()
    )
    eras = {
        **dict.fromkeys(("f.Kr.", "f. Kr.", "f.Kr", "fvt."), "före Kristus"),
        **dict.fromkeys(("e.Kr.", "e. Kr.", "e.Kr"), "efter Kristus"),
    }
    month_words = {"sept": 9, "febr": 2, "jan": 1}
    day_suffix = "(?::[ea])?"
    day_month_stop = False
    clock = "klockan"
    minute_joint = "och"
    and_word = "och"
    half = {"common": "en halv", "neuter": "ett halvt"}
    parts = "delar"
    part_of = "dels"
    times = "gånger"
    per_words = {"st": "styck", "mån": "månad", "dag": "dag", "år": "år", "person": "person", "pers": "person"}
    currency_signs = {"kr": "SEK", "Kr": "SEK", "kr.": "SEK", "kronor": "SEK", "euro": "EUR", "dollar": "USD"}
    currency_names = {
        "SEK": {"one": "krona", "other": "kronor"},
        "NOK": {"one": "norsk krona", "other": "norska kronor"},
        "DKK": {"one": "dansk krona", "other": "danska kronor"},
        "EUR": {"other": "euro"},
        "USD": {"other": "dollar"},
        "GBP": {"other": "pund"},
        "JPY": {"other": "yen"},
    }
    minor_units = {
        **dict.fromkeys(("SEK", "NOK", "DKK"), {"other": "öre"}),
        **dict.fromkeys(("EUR", "USD", "AUD", "CAD", "NZD"), {"other": "cent"}),
        "GBP": {"other": "pence"},
    }
    money_and = "och"
    scales = {
        **{word: word for word in ("tusen", "miljon", "miljoner", "miljard", "miljarder", "biljon", "biljoner")},
        **{"mkr": "miljoner", "mn": "miljoner", "milj": "miljoner", "mnkr": "miljoner", "mdkr": "miljarder"},
        **{"mdr": "miljarder", "mrd": "miljarder", "mio": "miljoner", "tkr": "tusen"},
    }
    unit_signs = {
        "km/tim": "kilometer-per-hour",
        "km/s": "kilometer-per-second",
        "tim": "hour",
        "sek": "second",
        "mil": "",
        "st": "",
        "kvm": "square-meter",
    }
    unit_names = {
        "kilometer-per-hour": {"other": "kilometer i timmen"},
        "meter-per-second": {"other": "meter per sekund"},
    }
    range_word = "till"
    ratio_word = "till"
    ratio_words = frozenset({"skala", "skalan", "förhållandet", "blanda", "odds", "ratio", "proportionen"})
    score_words = frozenset(
        "vann vinner vinna vinst förlorade förlorar förlust slog besegrade ledde ledning leder kvitterade oavgjort "
        "resultat resultatet slutade ställningen målet seger segern matchen slutresultat".split()
    )
    phone_words = frozenset("ring ringa ringer tel telefon telefonnummer mobil nummer fax sms växel växeln".split())
    version_words = frozenset({"version", "versionen", "python", "android", "ios", "windows"})
    roman_before = frozenset(
        "kapitel del bok akt bilaga artikel klass typ tabell figur världskriget paragraf grupp fas nivå scen "
        "band".split()
    )
    roman_names = frozenset(
        "karl carl gustav gustaf adolf oscar oskar erik johan ludvig henrik filip fredrik kristian christian "
        "edvard georg vilhelm johannes paulus benedictus pius leo gregorius elizabeth elisabet katarina margareta "
        "margrethe harald haakon håkan olav magnus napoleon ivan peter nikolaj alexander frans leopold albert "
        "ferdinand filippos sigismund valdemar knut birger sverker clemens innocentius urban juan carlos ramses".split()
    )
    abbreviations = {
        **{
            "bl.a": "bland annat",
            "t.ex": "till exempel",
            "m.m": "med mera",
            "m.fl": "med flera",
            "d.v.s": "det vill säga",
        },
        **{"dvs": "det vill säga", "osv": "och så vidare", "o.s.v": "och så vidare", "etc": "et cetera", "ca": "cirka"},
        **{
            "c:a": "cirka",
            "kl": "klockan",
            "nr": "nummer",
            "st": "stycken",
            "s:t": "sankt",
            "s:ta": "sankta",
            "tel": "telefon",
        },
        **{
            "f.d": "före detta",
            "p.g.a": "på grund av",
            "pga": "på grund av",
            "s.k": "så kallad",
            "t.o.m": "till och med",
        },
        **{
            "fr.o.m": "från och med",
            "f.ö": "för övrigt",
            "f.n": "för närvarande",
            "i.o.m": "i och med",
        },
        **{
            "m.a.o": "med andra ord",
            "o.d": "och dylikt",
            "o.dyl": "och dylikt",
            "resp": "respektive",
            "ev": "eventuellt",
        },
        **{"exkl": "exklusive", "inkl": "inklusive", "forts": "fortsättning", "jfr": "jämför", "kap": "kapitel"},
        **{"mån": "måndag", "tis": "tisdag", "ons": "onsdag", "tors": "torsdag", "tor": "torsdag"},
        **{"fre": "fredag", "lör": "lördag", "sön": "söndag", "obs": "observera", "prof": "professor", "dr": "doktor"},
        **{
            "sid": "sida",
            "s": "sidan",
            "avd": "avdelning",
        },
        **{
            "e.d": "eller dylikt",
            "enl": "enligt",
            "fig": "figur",
            "förf": "författare",
        },
        **{"hr": "herr", "kv": "kvarteret"},
        **{
            "mha": "med hjälp av",
            "m.h.a": "med hjälp av",
            "m.a.p": "med avseende på",
        },
        **{"näml": "nämligen", "ordf": "ordförande", "p.s.s": "på så sätt", "prel": "preliminär"},
        **{"sekr": "sekreterare", "skr": "skrivelse", "u.a": "utan anmärkning", "uppl": "upplaga", "v": "vecka"},
        **{"vard": "vardaglig", "vol": "volym", "åk": "årskurs", "övers": "översättning", "i.st.f": "i stället för"},
        **{"f.v.b": "för vidare befordran", "o.s.a": "om svar anhålles", "a.k.a": "även känd som", "å.k": "årskurs"},
        **{
            "civ.ing": "civilingenjör",
            "fil.dr": "filosofie doktor",
            "mkt": "mycket",
        },
        **{"mn": "miljoner", "milj": "miljoner", "mdr": "miljarder", "mkr": "miljoner kronor", "tkr": "tusen kronor"},
        **{"mdkr": "miljarder kronor", "mnkr": "miljoner kronor"},
    }
    stopless = frozenset(
        "s:t s:ta st ca c:a dr dvs osv nr etc kl m.m t.ex bl.a m.fl pga tel prof s.k t.o.m fr.o.m resp inkl exkl "
        "max mkr tkr mnkr mdkr mha mkt".split()
    )
    closing = frozenset("m.m m.fl osv o.s.v etc o.d o.dyl e.d st".split())
    initialisms = frozenset(
        "EU USA FN SAS AIK IFK ABB SVT SR LO TCO UD AI IT ID API URL USB CPU GPU IP EM VM OS AB EKG IBM FBI "
        "CIA VD OP BBC CEO".split()
    )
    symbol_names = dict(
        zip(
            SIGNS,
            (
                "snabel-a|punkt|streck|understreck|snedstreck|kolon|fyrkant|plus|och|stjärna|mellanslag|komma|"
                "semikolon|utropstecken|frågetecken|apostrof|citattecken|parentes|slutparentes|hakparentes|"
                "slut hakparentes|klammer|slut klammer|mindre än|större än|lika med|procent|dollar|euro|pund|"
                "omvänt snedstreck|lodstreck|tilde|cirkumflex|grav accent|grader|paragraf"
            ).split("|"),
            strict=True,
        )
    )
    symbols = {"&": "och", "+": "plus", "=": "är lika med", "×": "gånger", "≈": "ungefär", "§": "paragraf"}
    neuter_nouns = frozenset(
        "hus barn år ägg bord rum kilo ton land djur liv spår språk ord brev kort glas träd fel foto jobb hem problem "
        "exempel kapitel äpple päron paket program projekt system försök mål lag spel museum universitet företag parti "
        "nummer område stycke frö hotell hjärta öga öra ansikte besök beslut brott besked svar namn bråk dygn kvartal "
        "sekel decennium halvår ljus bad tak golv fönster kök badrum sovrum skepp tåg flyg tak berg hav fält recept "
        "meddelande erbjudande löfte intresse resultat alternativ argument apotek bibliotek centrum forum test krav "
        "råd ben huvud hål pund gram kilogram mejl sms samtal möte arbete ärende yrke tillfälle pris slag".split()
    )
    function_words = frozenset(
        "och av i på till är var som eller men för med från om att så kom blev har hade den det de ska kan vid "
        "mot efter före under över genom per januari februari mars april maj juni juli augusti september oktober "
        "november december vann går dör redan inte mer också".split()
    )
    dated = frozenset(
        "den till från senast innan före efter sedan datum måndag tisdag onsdag torsdag fredag lördag söndag".split()
    )
    patterns = (
        (SpanKind.YEAR, r"(?<![\w.,])(?P<integer>\d{1,3}0)-(?P<decade>tal\w{0,6})"),
        week_range("mån|tis|ons|tors?|fre|lör|sön"),
        *Scandinavian.patterns,
    )

    def make_numbers(self) -> NumberWords:
        return SwedishNumbers("sv")

    def decide(self, span: Span, context: Context) -> Span | None:
        if span.kind is SpanKind.ABBREVIATION:
            key = span.field("key")
            following = context.text[context.end : context.end + 2].strip()[:1]
            if key in ("s", "v", "kap", "fig", "sid", "nr", "åk", "å.k", "vol"):
                return span if following.isdigit() else None
            if key == "st":
                return span if context.before.isdigit() else None
        return super().decide(span, context)

    def currency_gender(self, currency: str) -> str:
        return "neuter" if currency == "GBP" else "reale"

    def part_name(self, denominator: int) -> str:
        name = self.numbers.ordinal(denominator)
        return name[:-2] if name.endswith("onde") else name[:-2] if name.endswith(("drade", "sende")) else name

    def year(self, span: Span, context: Context) -> str | None:
        if span.field("decade"):
            return self.numbers.year(int(span.field("integer"))) + span.field("decade")
        return super().year(span, context)
