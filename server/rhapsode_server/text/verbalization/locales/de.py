"""German: ordinals and dates in their case, numbers in the gender and case of what they count."""

from __future__ import annotations

import re

from rhapsode_server.text.verbalization.context import Context
from rhapsode_server.text.verbalization.locale import Locale
from rhapsode_server.text.verbalization.locales.german_grammar import (
    DATIVE,
    ONES,
    RULERS,
    case_of,
    gender_of,
    governing,
    is_label,
    ordinal_ending,
    ruler_words,
)
from rhapsode_server.text.verbalization.locales.nb import DIMENSIONS, UNIT_FRACTIONS, dimensions, week_range
from rhapsode_server.text.verbalization.signs import UNITS
from rhapsode_server.text.verbalization.span import Span, SpanKind

_NUMBER_COMPOUNDS = (
    "fach|mal|jährig|stündig|tägig|köpfig|teilig|stellig|minütig|sekündig|wöchig|monatig|seitig|stöckig|türig|"
    "prozentig|gliedrig|stufig|spurig|silbig|bändig|malig|dimensional|sitzer|zeiler|teiler|eck|tägige|tel|fache|gradig|"
    "monatlich|tagelang|beinig|saitig|zylindrig|ziffrig|zeilig|spaltig"
)

_HOURS = re.compile(r"\s?(?:Std\.?|Stunden|h)(?!\w)")
_MINUTES = re.compile(r"\s?(?:\d{1,2}\s?)?min(?!\w)", re.IGNORECASE)
_NO_CENTS = re.compile(r",(?:--?|[–—])")
_DAYS = {
    "mo": "Montag", "di": "Dienstag", "mi": "Mittwoch", "do": "Donnerstag", "fr": "Freitag", "sa": "Samstag",
    "so": "Sonntag",
}  # fmt: skip
_NUMBERED = frozenset("s abs art abb bd kap anm aufl hs tab ziff z lit rn bl".split())
"""Abbreviations that are one only before a number."""
_CAPITAL = frozenset("hr st s art pers tab z bl".split())
_SMALL = frozenset("max min mind geb gest gem jun sen std".split())
_PER_WORDS = {
    **{word: word for word in ("Tag", "Monat", "Jahr", "Woche", "Stück", "Person", "Nacht", "Stunde", "Minute")},
    **{word: word for word in ("Sekunde", "Kilo", "Liter", "Meter", "Quadratmeter", "Einwohner", "Kopf", "Nutzer")},
    **{word: word for word in ("Quartal", "Token", "Packung", "Flasche", "Portion", "Seite", "Teilnehmer")},
    "Mon.": "Monat", "Mon": "Monat", "Std": "Stunde", "Std.": "Stunde", "Stk.": "Stück", "Stk": "Stück",
    "St.": "Stück", "Pers.": "Person", "Ew.": "Einwohner", "Tag.": "Tag", "p.P.": "Person",
}  # fmt: skip
"""What stands behind a stroke, beside units: "25 €/Monat"."""
_PER_NOUNS = "|".join(map(re.escape, sorted(_PER_WORDS, key=len, reverse=True)))
_DAY_TIME = re.compile(r"[,:]? ?(?:den |dem )?\d{1,2}[.:]\d")
_OF_DAYS = DATIVE | frozenset("am vom zum bis den dem des im".split())
"""Words before which the day of a date ends in -n."""
_HALVES = {
    ("masculine", "nominative"): "er", ("feminine", "nominative"): "e", ("neuter", "nominative"): "es",
    ("masculine", "accusative"): "en", ("masculine", "dative"): "en", ("feminine", "dative"): "en",
    ("neuter", "dative"): "en",
}  # fmt: skip
"""Endings of "half" behind "a"."""
_ARITHMETIC = {"-": "minus", "–": "minus", "−": "minus", "*": "mal", "·": "mal", ":": "geteilt durch"}
"""Signs that are read in calculations only."""
_CITIES = (
    "Berlin|Hamburg|München|Köln|Frankfurt|Stuttgart|Düsseldorf|Leipzig|Dortmund|Essen|Bremen|Dresden|Hannover|"
    "Nürnberg|Duisburg|Bochum|Wuppertal|Bielefeld|Bonn|Münster|Mannheim|Karlsruhe|Augsburg|Wiesbaden|Mainz|Kiel|Aachen|"
    "Halle|Freiburg|Lübeck|Erfurt|Rostock|Kassel|Potsdam|Heidelberg|Regensburg|Würzburg|Ulm|Göttingen|Jena|Trier"
)


class German(Locale):
    """German."""

    tag = "de"
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
    month_words = {"jänner": 1, "feber": 2, "jan": 1, "jän": 1, "feb": 2, "sept": 9, "mrz": 3, "dez": 12, "juno": 6}
    capital_months = True
    day_suffix = r"\.?"
    month_joint = r"[\s\u00a0]?\s?"
    hour_words = ("Uhr",)
    hour_letters = ("h",)
    time_dot = True
    day_periods = {}
    percent_word = "Prozent"
    permille_word = "Promille"
    currency_signs = {"Fr.": "CHF", "SFr.": "CHF", "sFr.": "CHF", "Euro": "EUR", "Dollar": "USD", "¢": ""}
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
    }
    minor_units = {
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
    unit_signs = {
        "Std": "hour",
        "Std.": "hour",
        "Min.": "minute",
        "Sek.": "second",
        "qm": "square-meter",
        "in": "",
        "mi": "",
    }
    unit_signs |= {
        "gal": "",
        "oz": "ounce",
        "PS": "horsepower",
        "Liter": "liter",
        "ccm": "cubic-centimeter",
        "°": "degree",
    }
    unit_signs |= {"Ztr.": "", "Stk.": "", "Stk": "", "hp": ""}
    unit_signs |= {
        "EL": "tablespoon", "TL": "teaspoon", "ct": "cent", "Ct.": "cent", "Wh": "watt-hour", "MWh": "megawatt-hour",
        "GWh": "gigawatt-hour", "TWh": "terawatt-hour", "mAh": "milliampere-hour", "kV": "kilovolt", "kN": "kilonewton",
        "mbar": "millibar", "mm²": "square-millimeter", "km/s": "kilometer-per-second", "l/min": "liter-per-minute",
        "THz": "terahertz", "m³/h": "cubic-meter-per-hour", "kWp": "kilowatt-peak", "TB/s": "terabyte-per-second",
        "sec": "second", "Sek": "second", "Min": "minute", "mmol/l": "millimole-per-liter", "Zoll": "inch",
    }  # fmt: skip
    spaced_units = frozenset({"t", "s", "A", "K", "V", "N", "J", "W", "MP", "bar", "h", "m", "g", "l", "L"})
    unit_names = {
        **{
            unit: {"other": name}
            for unit, name in {
                "horsepower": "P S",
                "decibel": "Dezibel",
                "cent": "Cent",
                "kilovolt": "Kilovolt",
                "kilonewton": "Kilonewton",
                "millibar": "Millibar",
                "square-millimeter": "Quadratmillimeter",
                "terahertz": "Terahertz",
                "kilowatt-peak": "Kilowatt Peak",
                "part-per-million": "Teile pro Million",
                "meter-per-square-second": "Meter pro Sekunde zum Quadrat",
            }.items()
        },
        **{
            unit: {"one": f"{name}stunde", "other": f"{name}stunden"}
            for unit, name in {
                "watt-hour": "Watt",
                "megawatt-hour": "Megawatt",
                "gigawatt-hour": "Gigawatt",
                "terawatt-hour": "Terawatt",
                "milliampere-hour": "Milliampere",
            }.items()
        },
        "degree": {"other": "Grad"},
        "kilometer-per-hour": {"other": "Kilometer pro Stunde"},
    }
    bare_unit_words = frozenset({"pro", "je", "per", "den", "dem", "der"})
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
    abbreviations = {
        "z.b": "zum Beispiel",
        "d.h": "das heißt",
        "u.a": "unter anderem",
        "u.ä": "und Ähnliches",
        "o.ä": "oder Ähnliches",
        "u.u": "unter Umständen",
        "i.d.r": "in der Regel",
        "s.o": "siehe oben",
        "s.u": "siehe unten",
        "z.t": "zum Teil",
        "z.zt": "zur Zeit",
        "m.e": "meines Erachtens",
        "i.a": "im Allgemeinen",
        "v.a": "vor allem",
        "u.v.m": "und vieles mehr",
        "a.d": "außer Dienst",
        "e.v": "eingetragener Verein",
        "v.chr": "vor Christus",
        "n.chr": "nach Christus",
        "usw": "und so weiter",
        "usf": "und so fort",
        "etc": "et cetera",
        "bzw": "beziehungsweise",
        "ca": "circa",
        "ggf": "gegebenenfalls",
        "evtl": "eventuell",
        "inkl": "inklusive",
        "exkl": "exklusive",
        "zzgl": "zuzüglich",
        "abzgl": "abzüglich",
        "sog": "sogenannte",
        "vgl": "vergleiche",
        "bspw": "beispielsweise",
        "gem": "gemäß",
        "lt": "laut",
        "dr": "Doktor",
        "prof": "Professor",
        "dipl.-ing": "Diplomingenieur",
        "hr": "Herr",
        "hrn": "Herrn",
        "frl": "Fräulein",
        "st": "Sankt",
        "nr": "Nummer",
        "nrn": "Nummern",
        "str": "Straße",
        "tel": "Telefon",
        "kap": "Kapitel",
        "bd": "Band",
        "abs": "Absatz",
        "art": "Artikel",
        "abb": "Abbildung",
        "abt": "Abteilung",
        "s": "Seite",
        "mio": "Millionen",
        "mrd": "Milliarden",
        "tsd": "Tausend",
        "jh": "Jahrhundert",
        "jhd": "Jahrhundert",
        "jhdt": "Jahrhundert",
        "geb": "geboren",
        "gest": "gestorben",
        **_DAYS,
        "fr": "Frau",
        "max": "maximal",
        "min": "mindestens",
        "std": "Stunden",
        "mwst": "Mehrwertsteuer",
        "vs": "versus",
        "jun": "junior",
        "sen": "senior",
        "hbf": "Hauptbahnhof",
        "bhf": "Bahnhof",
        "verh": "verheiratet",
        "pers": "Personen",
        "aufl": "Auflage",
        "anm": "Anmerkung",
        "tab": "Tabelle",
        "ziff": "Ziffer",
        "z": "Zeile",
        "lit": "Buchstabe",
        "bl": "Blatt",
        "rn": "Randnummer",
        "einschl": "einschließlich",
        "insb": "insbesondere",
        "insbes": "insbesondere",
        "ehem": "ehemalig",
        "entspr": "entsprechend",
        "durchschn": "durchschnittlich",
        "ugs": "umgangssprachlich",
        "ff": "fortfolgende",
        "hrsg": "herausgegeben",
        "mind": "mindestens",
        "monatl": "monatlich",
        "jährl": "jährlich",
        "tägl": "täglich",
        "stellv": "stellvertretend",
        "u.s.w": "und so weiter",
        "i.s.v": "im Sinne von",
        "i.d.f": "in der Fassung",
        "i.v.m": "in Verbindung mit",
        "m.w": "meines Wissens",
        "o.g": "oben genannt",
        "s.a": "siehe auch",
        "u.z": "und zwar",
        "p.a": "pro Jahr",
        "o.k": "okay",
        "n.n": "nomen nominandum",
        "dipl": "Diplom",
        "rd": "rund",
        "h.c": "honoris causa",
        "bzgl": "bezüglich",
        "betr": "betreffend",
        "nachm": "nachmittags",
        "v.l.n.r": "von links nach rechts",
    }
    stopless = frozenset("bzw usw ca mwst hbf mio mrd nr ggf evtl inkl zzgl dr prof vs max tsd mind".split())
    closing = frozenset("usw etc u.v.m u.ä o.ä usf u.s.w ff p.a".split())
    initialisms = frozenset(
        "USA EU UN AG KI IT EDV AOK UKW ICE IC ARD ADAC IHK EZB ID URL USB API AFD OP EKG AKW EM IBM ÖPNV SUV IOC ISBN "
        "IP UV EG OG ABS AGB USP CEO CIA FBI EKD UHD AI DIHK ÖBB ÖVP SPÖ FPÖ EEG KIT".split()
    )
    letters = {"ß": "Eszett"}
    symbols = {
        "&": "und", "+": "plus", "=": "gleich", "#": "Nummer", "§": "Paragraf", "§§": "Paragrafen", "≈": "ungefähr",
        "~": "ungefähr", "×": "mal", "·": "mal", "÷": "geteilt durch", "<": "kleiner als", ">": "größer als",
        "≤": "kleiner oder gleich", "≥": "größer oder gleich", "≠": "ungleich", "±": "plus minus", "√": "Wurzel aus",
        "∞": "unendlich",
    }  # fmt: skip
    patterns = (
        (SpanKind.CARDINAL, rf"(?<![\w.,-])(?P<integer>\d{{1,6}})-?(?=(?:{_NUMBER_COMPOUNDS}))"),
        (SpanKind.CARDINAL, r"(?<![\w.,:/])(?P<integer>\d{1,4})(?=-(?:[A-ZÄÖÜ][a-zäöüß]|j|m)[a-zäöüß]+)"),
        (SpanKind.PERCENT, r"(?<![\w.,])(?P<integer>\d{1,4})\s?-?(?P<symbol>%)(?P<ending>ig(?:e[nrms]?)?)\b"),
        DIMENSIONS,
        *UNIT_FRACTIONS,
        # "dreimal", "die Achtundsechziger".
        (SpanKind.CARDINAL, r"(?<![\w.,])(?P<integer>\d{1,4})(?P<times>[x×])(?!\w|\s?\d)"),
        (SpanKind.YEAR, r"(?<![\w.,])(?P<integer>\d{1,4})(?P<decade>er[ns]?)(?!\w)"),
        (SpanKind.YEAR, r"(?<![\w.,/])(?P<integer>(?:19|20)\d\d)/(?P<season>\d\d)(?![\w/]|[.,]\d)"),
        (SpanKind.YEAR, r"(?<![\w'’])['’](?P<integer>\d\d)(?![\w'’])"),
        (SpanKind.DATE, r"(?<![\w./])(?P<month>0[1-9]|1[0-2])/(?P<year>(?:19|20)\d\d)(?![\w/])"),
        (SpanKind.DATE, r"(?<![\w./])(?P<month>[1-9])/(?P<year>(?:19|20)(?:[1-9]\d|0[1-9]))(?![\w/])"),
        (
            SpanKind.DURATION,
            r"(?<![\d.,:])(?P<hour>\d{1,3}):(?P<minute>[0-5]\d)(?::(?P<second>[0-5]\d))?\s?(?:Std\.?|Stunden|h)(?!\w)",
        ),
        (
            SpanKind.DURATION,
            r"(?<![\d.,:])(?P<minute>\d{1,3}):(?P<second>[0-5]\d)\s?(?:Min\.|min|Minuten)(?!\w)",
        ),
        (
            SpanKind.DURATION,
            r"(?<![\d.,])(?P<hour>\d{1,3})\s?(?:Std\.|Stunden?|h)\s(?:und\s)?(?P<minute>\d{1,2})\s?"
            r"(?:Min\.(?=\s[a-z])|Min(?![\w.])|min|Minuten)(?!\w)(?:\s(?:und\s)?(?P<second>\d{1,2})\s?(?:Sekunden|s)(?!\w))?",
        ),
        (
            SpanKind.MONEY,
            r"(?<![\w.,])(?P<integer>§integer§),(?:--?|[–—])\s?(?P<currency>§currency§)(?!\w)",
        ),
        (SpanKind.DECIMAL, r"(?<![\w.,:])(?P<integer>\d{1,6})(?P<dot>\.)(?P<fraction>\d{4,20})(?![\w]|[.,]\d)"),
        (SpanKind.DECIMAL, r"(?<![\w.,:])(?P<integer>0)(?P<dot>\.)(?P<fraction>\d{1,3})(?![\w]|[.,]\d)"),
        (
            SpanKind.DECIMAL,
            r"(?<![\w.,])(?P<integer>\d{1,3}(?:,\d{3})+)(?:(?P<dot>\.)(?P<fraction>\d{1,9})|(?<=\d,\d{3},\d{3}))(?!\w|[.,]\d)",
        ),
        (
            SpanKind.MONEY,
            r"(?<![\w.,])(?P<currency>§currency§)\s?(?P<integer>\d{1,3}(?:,\d{3})+)(?:\.(?P<fraction>\d\d))?(?!\w|[.,]\d)",
        ),
        (SpanKind.SYMBOL, r"(?<=[€$£¥%\d])\s?(?P<character>/)\s?(?P<per>§unit§|" + _PER_NOUNS + r")(?![\w/²³])"),
        (SpanKind.SYMBOL, r"(?P<character>§§)"),
        (SpanKind.SYMBOL, r"(?<=[\w)²³] )(?P<character>[-–−*:·])(?= (?:\d{1,9}(?:[.,]\d{1,6})?|[a-zA-Z]\d?) ?=)"),
        (SpanKind.SYMBOL, r"(?<=\d)(?P<character>[-–−*:·])(?=\d{1,6} ?=)"),
        (SpanKind.ABBREVIATION, r"(?<=[a-zäöüß])(?P<key>str)\.(?=\s?\d)"),
        (SpanKind.CODE, rf"(?<!\w)(?P<text>\d{{5}})(?= (?:{_CITIES})(?!\w))"),
        (SpanKind.CODE, r"(?:(?<=\d, )|(?<=\d[a-z], )|(?<=\bD-))(?P<text>\d{5})(?= [A-ZÄÖÜ])"),
        (SpanKind.ORDINAL, r"(?<=wurde )(?P<integer>\d{1,2})(?=\.(?:\s[A-ZÄÖÜ]|\s?\Z))(?P<suffix>)"),
        week_range("|".join(_DAYS)),
    )

    def decide(self, span: Span, context: Context) -> Span | None:
        if span.kind is SpanKind.ABBREVIATION:
            return self._decide_abbreviation(span, context)
        if span.kind is SpanKind.TIME and not span.field("second") and _MINUTES.match(context.text, span.end):
            return None  # "1 h 30 min" is a duration.
        if span.kind is SpanKind.MONEY:
            cents = _NO_CENTS.match(context.text, span.end)
            return span._replace(end=cents.end()) if cents else span
        if span.kind is SpanKind.FRACTION and not span.field("whole") and not span.field("unit"):
            return self._as_season(span, context)
        return span

    def _as_season(self, span: Span, context: Context) -> Span:
        """ "24/7" and "die Saison 23/24" are two numbers."""
        numerator, denominator = int(span.field("numerator")), int(span.field("denominator"))
        if numerator > 10 and (denominator == 7 or denominator == numerator + 1) and not span.field("symbol"):
            return span._replace(fields={**span.fields, "pair": "yes"})
        return span

    def _decide_abbreviation(self, span: Span, context: Context) -> Span | None:
        key, following = span.field("key"), context.text[span.end :][:2].lstrip("\u00a0 ")[:1]
        if key in _NUMBERED and not (following.isdigit() or following in tuple("IVX")):
            return None
        if key in _SMALL | _CAPITAL | {"fr"} and key != "str":
            if context.written[0].isupper() is not (key in _CAPITAL or key == "fr"):
                return None
            if key == "min" and context.before.isdigit():
                return None
            if key in ("max", "min", "mind") and not context.written.endswith(".") and not following.isdigit():
                return None
        return self._weekday(span, context, following) if key in _DAYS else span

    def _weekday(self, span: Span, context: Context, following: str) -> Span | None:
        """Short names of days count beside a number or a bracket; "Fr." before a name is a woman."""
        if not context.written[0].isupper():
            return None
        stopped = context.written.endswith(".") or context.mark_after == "."
        if following.isdigit() or (
            context.mark_after in tuple(",:)") and (stopped or _DAY_TIME.match(context.text, span.end))
        ):
            return span._replace(fields={"key": span.field("key"), "day": "yes"})
        if context.before in ("am", "bis", "ab", "jeden", "von") and stopped and span.field("key") != "so":
            return span._replace(fields={"key": span.field("key"), "day": "yes"})
        return span if span.field("key") == "fr" and stopped and following.isupper() else None

    def may_be_counted(self, context: Context) -> bool:
        """Nouns are capitalised; behind a year comes a verb, a preposition or nothing."""
        after = context.written_after
        return bool(after) and context.mark_after == " " and after[0][0].isupper()

    def agreement(self, span: Span, context: Context) -> str | None:
        if span.field("integer") != "1" or not context.written_after or context.mark_after not in (" ", "\u00a0"):
            return None
        noun = next((word for word in context.written_after[:2] if word[0].isupper()), "")
        if not noun or (noun.isupper() and len(noun) > 1) or is_label(context):
            return None
        gender = gender_of(noun)
        return ONES.get((gender, case_of(context)), gender)

    def ordinal(self, span: Span, context: Context) -> str | None:
        noun = next((word for word in context.written_after[:3] if word[0].isupper()), "")
        if span.field("suffix") != ".":
            return self.numbers.ordinal(int(span.field("integer")), None if "sie" in context.words_before[:2] else "r")
        return self.numbers.ordinal(int(span.field("integer")), ordinal_ending(context, noun or _noun(context)))

    def cardinal(self, span: Span, context: Context) -> str | None:
        if span.field("by"):
            return dimensions(self, span, "mal")
        if span.field("times"):
            return f"{self.numbers.cardinal(int(span.field('integer')), 'neuter')}mal"
        return super().cardinal(span, context)

    def amount(self, span: Span, form: str | None = None) -> str:
        words = super().amount(span, form)
        return words.replace(f" {self.point} ", " Punkt ") if span.field("dot") else words

    def date(self, span: Span, context: Context) -> str | None:
        before, _ = governing(context)
        weak = before in _OF_DAYS or any(word in _OF_DAYS for word in context.words_before[1:3] if _is_day(context))
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
        return "feminine" if currency in ("INR", "SEK", "NOK", "DKK", "CZK", "TRY") else "masculine"

    def money(self, span: Span, context: Context) -> str | None:
        if span.field("scale"):
            name = self.currency_name(span.field("currency"), "other")
            scale = self.scales[span.field("scale")]
            if span.field("integer") == "1" and not span.field("fraction") and scale[0].isupper():
                return f"eine {scale.removesuffix('en')}{'e' if scale.startswith('Milliard') else ''} {name}"
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
            return f"{self.numbers.cardinal(int(span.field('integer')))}prozent{span.field('ending')}"
        word = self.permille_word if span.field("symbol") == "‰" else self.percent_word
        return f"{self.amount(span, 'neuter')} {word}"

    def unit(self, span: Span, context: Context) -> str | None:
        unit = span.field("unit")
        form = ONES.get((self.unit_gender(unit), case_of(context)))
        if form is None or span.field("integer") != "1" or span.field("fraction") or span.field("sign"):
            return super().unit(span, context)
        case = case_of(context) if self.unit_names.get(unit) is None else "nominative"
        return f"{self.numbers.cardinal(1, form)} {self.unit_name(unit, 'one', case)}"

    def unit_gender(self, unit: str) -> str:
        gender = super().unit_gender(unit)
        return gender or ("feminine" if unit.endswith("hour") else "")

    def fraction(self, span: Span, context: Context) -> str | None:
        whole, numerator, denominator = (int(span.field(name) or "0") for name in ("whole", "numerator", "denominator"))
        if span.field("pair"):
            return f"{self.numbers.cardinal(numerator)} {self.numbers.cardinal(denominator)}"
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
            return _ARITHMETIC.get(span.field("character")) or super().symbol(span, context)
        unit = {**UNITS, **self.unit_signs}.get(per, "")
        name = self.unit_name(unit, "one") if unit else _PER_WORDS.get(per, "")
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
        return self.numbers.cardinal(number)

    def abbreviation(self, span: Span, context: Context) -> str | None:
        if span.field("first_day"):
            first, last = (_DAYS[span.field(name).casefold()] for name in ("first_day", "last_day"))
            return f"{first} bis {last}"
        if span.field("day"):
            return _DAYS[span.field("key")]
        words = self.abbreviations[span.field("key")]
        if span.field("key") == "geb" and context.written_after and context.written_after[0][0].isupper():
            return "geborene"
        if context.before == "1" and words.endswith("en") and span.field("key") in ("mio", "mrd"):
            words = words.removesuffix("en") + ("e" if span.field("key") == "mrd" else "")
        if span.start == 0 and not context.written_before and words[0].islower() and context.written[0].isupper():
            words = words[0].upper() + words[1:]
        return words


def _noun(context: Context) -> str:
    """The first word behind a number where none of the next ones is a noun."""
    return context.written_after[0] if context.written_after else ""


def _is_day(context: Context) -> bool:
    """Whether a weekday stands before a date: am Montag, dem 3. März."""
    return bool(re.fullmatch(r"(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch|sonnabend", context.before))
