"""Expressions that English looks for before all others."""

from __future__ import annotations

import re

from rhapsode_server.text.verbalization.locales.english_code_patterns import CODES, FIGURES, STREET
from rhapsode_server.text.verbalization.locales.english_units import COOKED, PER
from rhapsode_server.text.verbalization.locales.english_words import BOOKS, MONTHS, OLD_STATES, WEEKDAYS
from rhapsode_server.text.verbalization.span import SpanKind


def _any(words: object) -> str:
    return "|".join(map(re.escape, sorted(words, key=lambda word: (-len(word), word))))  # type: ignore[call-overload]


_FREE = r"(?<![\w.,])"
"""Before a number that is not the rest of another."""
_LOW = r"(?P<low>\d{1,3}(?:,\d{3}){1,4}(?:\.\d{1,9})?|\d{1,9}(?:\.\d{1,9})?)"
"""The lower end of a range, whose upper end is the number itself."""
_DAY = _any(WEEKDAYS)
_MONTH = _any(MONTHS)
_THREE = "|".join(word for word in (*WEEKDAYS, *sorted(MONTHS)) if len(word) == 3)

_NUMBERS = (
    ("_", SpanKind.CARDINAL, rf"{_FREE}(?P<integer>\d{{1,3}}(?:_\d{{3}}){{1,4}})(?!\w|[.,]\d)"),
    (",", SpanKind.DECIMAL, rf"{_FREE}(?P<integer>\d{{1,3}}(?:\.\d{{3}})+),(?P<fraction>\d{{1,2}})(?![\d\w]|[.,]\d)"),
    (FIGURES, SpanKind.CARDINAL, rf"{_FREE}(?P<round>10|100|1,?000|100?,?000)s(?=\sof\s|\))"),
    (".", SpanKind.CARDINAL, rf"{_FREE}(?P<integer>\d{{1,3}}(?:\.\d{{3}}){{2}})(?!\w|[.,]\d)"),
    ("'’", SpanKind.CARDINAL, rf"{_FREE}(?P<integer>\d{{1,3}}(?:['’]\d{{3}}){{1,4}})(?!\w|[.,'’]\d)"),
    (
        FIGURES,
        SpanKind.CARDINAL,
        rf"{_FREE}(?P<integer>\d{{1,3}}(?: \d{{3}}){{2,5}}|\d{{2,3}} \d00)(?! ?\d|[\w-]|[.,]\d)",
    ),
    # Of two groups only what is counted: "12 345 visitors", and no year before a day.
    (FIGURES, SpanKind.CARDINAL, rf"{_FREE}(?P<integer>\d{{2,3}} \d{{3}})(?= (?:people|[a-z]{{2,15}}s)(?!\w))"),
    (",", SpanKind.CARDINAL, rf"{_FREE}(?P<grouped>[1-9]\d{{0,2}}(?:,\d{{3}}){{5,11}})(?!\w|[.,]\d)"),
    (FIGURES, SpanKind.DECIMAL, rf"{_FREE}§number§[eE](?P<exponent>[-+]?\d{{1,3}})(?![\w.])"),
    (
        FIGURES,
        SpanKind.DECIMAL,
        rf"(?<![\w.,$€£¥₹₩₽'’])(?<!\w-)(?:{_LOW}(?:bn|[kKMB])?\s?[-–—]\s?)?§number§\s?(?P<scale>bn|tn|mn|mln|[kKMBTm])(?![\w²³/^°'’]|-\d)"
        r"(?!\s?§currency§)",
    ),
    ("²³", SpanKind.CODE, r"(?<![\w.,])(?P<text>\d{1,4}[a-ln-z])(?=[²³])"),
    ("xX×", SpanKind.DECIMAL, rf"{_FREE}(?:{_LOW}\s?[-–—]\s?)?§number§(?P<times>[xX×])(?![\w])"),
    ("IVX", SpanKind.ORDINAL, r"(?<!\w)(?P<numeral>[IVX]{2,6})(?P<suffix>th|st|nd|rd)(?!\w)"),
    (
        "½⅓⅔¼¾⅛⅜⅝⅞",
        SpanKind.FRACTION,
        rf"{_FREE}(?:(?P<whole>\d{{1,3}})[ -]?)?(?P<symbol>[½⅓⅔¼¾⅛⅜⅝⅞])[\s-]?(?P<unit>{COOKED})(?![\w/²³])",
    ),
    (
        "/",
        SpanKind.FRACTION,
        rf"(?<![\w.,/])(?:(?P<whole>\d{{1,3}})[ -])?(?P<numerator>\d{{1,3}})/(?P<denominator>\d{{1,3}})[\s-]?"
        rf"(?P<unit>{COOKED})(?![\w/²³])",
    ),
    (
        "/",
        SpanKind.FRACTION,
        r"(?<![\w.,/-])(?P<numerator>\d{1,3})/(?P<denominator>\d{1,3})(?:ths?|rds?|nds?|THS?|RDS?|NDS?)(?!\w)",
    ),
    (
        "/",
        SpanKind.FRACTION,
        r"(?<![\w.,/-])(?P<whole>\d{1,3})-(?P<numerator>\d{1,2})/(?P<denominator>2|3|4|5|8|16|32|64)(?![\w/]|[.,]\d)",
    ),
)
_OVER = (
    (
        "/",
        SpanKind.CODE,
        r"(?<![\w.,/$€£+-])(?!(?:19|20)\d\d ?/ ?(?:19|20)?\d\d(?!\d))(?P<over>\d{1,3}(?:,\d{3}){1,3}|\d{4,9}) ?/ ?"
        r"(?P<below>\d{1,3}(?:,\d{3}){1,3}|\d{3,9})(?![\w/-]|[.,]\d)",
    ),
    ("/", SpanKind.CODE, r"(?<![\w.,/])(?P<over>\d{1,3})/(?P<below>0)(?![\w/-]|[.,]\d)"),
    # So many runs for so many wickets.
    ("/", SpanKind.CODE, r"(?<![\w.,/$€£+-])(?<!\d )(?P<over>[1-9]\d{1,2})/(?P<below>\d)(?![\w/-]|[.,]\d)"),
    (
        "/",
        SpanKind.CODE,
        r"(?<![\w.,/$€£+-])(?<!\d )(?P<over>\d{1,3})/(?P<below>\d(?:0[1-9]|[1-9]\d)|10[1-9]\d|1[1-8]\d\d|[3-9]\d{3})"
        r"(?![\w/-]|[.,]\d| ?mm)",
    ),
)
"""Fractions with more to say than "sixteenths" can."""
_MONEY = (
    # The sign with its code behind it, glued or not.
    ("$", SpanKind.MONEY, r"\$§unsigned§(?P<currency>USD|CAD|AUD|NZD|HKD|SGD|MXN)(?!\w)"),
    ("€£¥₹", SpanKind.MONEY, r"(?P<currency>[€£¥₹])§unsigned§\s?(?:EUR|GBP|JPY|INR)(?!\w)"),
    # Before the decimal coinage: "2s. 6d."
    ("d", SpanKind.CODE, r"(?<![\w.,])(?P<shillings>\d{1,2})s\.?,? (?P<pence>\d{1,2})d(?!\w)"),
    ("$", SpanKind.MONEY, r"\$§unsigned§\s(?P<currency>USD|CAD|AUD|NZD|HKD|SGD|MXN)(?!\w)"),
    (
        "$€£",
        SpanKind.MONEY,
        r"(?P<currency>[$€£])\s?(?P<integer>\d{1,3}(?:\.\d{3}){1,4}),(?P<fraction>\d\d)(?![\d.,]\d|\w)",
    ),
    (
        "€£",
        SpanKind.MONEY,
        r"(?<![\w.,])(?P<integer>\d{1,3}(?:\.\d{3}){1,4}),(?P<fraction>\d\d)\s?(?P<currency>[€£])(?!\w)",
    ),
    (
        "$€£¥₹",
        SpanKind.MONEY,
        rf"(?P<currency>[$€£¥₹]){_LOW}(?:bn|[kKmMB])?\s?[-–—]\s?§unsigned§(?P<scale>bn|[kKmMB])(?!\w)",
    ),
    ("$€£", SpanKind.MONEY, r"(?P<currency>[$€£])§unsigned§-(?P<scale>million|billion|trillion)(?!\w)"),
    (
        "$€£¥₹",
        SpanKind.MONEY,
        r"(?P<currency>[$€£¥₹])(?P<sign>-)§unsigned§(?:\s?(?P<scale>§scale§)(?!\w))?(?![\w%]|[.,]\d)",
    ),
)
_MEASURES = (
    # Behind a power of ten: "3×10^8 m/s".
    (
        "⁰¹²³⁴⁵⁶⁷⁸⁹^",
        SpanKind.UNIT,
        r"(?:(?<=10[⁰¹²³⁴-⁹] )|(?<=10[⁻⁰¹²³⁴-⁹][⁰¹²³⁴-⁹] )|(?<=10⁻[⁰¹²³⁴-⁹][⁰¹²³⁴-⁹] )"
        r"|(?<=10\^\d )|(?<=10\^\d\d )|(?<=10\^-\d )|(?<=10\^-\d\d ))(?P<_gap>)(?P<symbol>§unit§)"
        r"(?![\w²³⁻]|/\d)",
    ),
    (
        "f",
        SpanKind.UNIT,
        r"(?<![\w.,-])(?P<integer>[3-8])\s?ft\.?\s?(?P<inches>\d|1[01])(?!\w|[.,]\d|['’]|\s?(?:in|ft))",
    ),
    (
        "°",
        SpanKind.UNIT,
        rf"{_FREE}(?P<integer>\d{{1,3}})(?:\.(?P<fraction>\d{{1,8}}))?°\s?(?:(?P<minutes>\d{{1,2}}(?:\.\d{{1,6}})?)['′’]\s?)?"
        r"(?:(?P<seconds>\d{1,2}(?:\.\d{1,4})?)(?:[\"″”]|'')\s?)?(?P<direction>[NSEW])(?!\w)",
    ),
    (
        "°",
        SpanKind.UNIT,
        rf"{_FREE}(?P<integer>\d{{1,3}})°\s?(?P<minutes>\d{{1,2}}(?:\.\d{{1,6}})?)['′’]"
        r"(?:\s?(?P<seconds>\d{1,2}(?:\.\d{1,4})?)(?:[\"″”]|''))?(?!\w)",
    ),
    (
        "FC",
        SpanKind.TEMPERATURE,
        r"(?:(?<=temperature to )|(?<=temp to )|(?<=thermostat to )|(?<=thermostat at )|(?<=heat to )|(?<=oven to )"
        r"|(?<=AC to )|(?<=AC at )|(?<=heated to )|(?<=fever of )|(?<=highs of )|(?<=lows of )|(?<=high of )"
        r"|(?<=low of )|(?<=Preheat to )|(?<=temperature of )|(?<=Bake at )|(?<=bake at ))"
        r"(?P<sign>-)?(?P<integer>\d{1,3})\s?(?P<scale>[FC])(?!\w)",
    ),
    ("F", SpanKind.TEMPERATURE, r"(?<![\w.,$€£/])(?<!\w-)(?P<integer>[1-5]\d\d)(?P<scale>F)(?![\w-])"),
    (
        "FC",
        SpanKind.TEMPERATURE,
        rf"{_FREE}(?P<sign>[-+])?(?P<integer>\d{{1,3}})\.(?P<fraction>\d)\s?(?P<scale>[FC])(?!\w)",
    ),
    (
        FIGURES,
        SpanKind.UNIT,
        r"(?<![\w.,-])(?P<integer>\d{1,3})(?:\s?ft\.?|\s(?P<word>feet|foot))[\s,]{1,2}"
        r"(?P<inches>\d{1,2}(?:\.\d{1,2})?)\s?(?P<inch>in\.(?=[\s,;)])(?!\s[A-Z])|in(?!\w))",
    ),
    (
        FIGURES,
        SpanKind.UNIT,
        r"(?<![\w.,/])§number§\s?(?P<_gap>)(?P<symbol>in)(?:\.(?=[\s,;)])(?!\s[A-Z])|(?=\s[x×]\s))",
    ),
    (
        FIGURES,
        SpanKind.UNIT,
        rf"{_FREE}(?P<integer>\d{{1,3}}(?: \d{{3}}){{1,5}})(?P<_gap>\s?)(?P<symbol>§unit§)(?![\w/²³])",
    ),
    (
        "'′’",
        SpanKind.UNIT,
        r"(?<![\w.,'′’/])(?<!\w-)(?P<integer>\d{1,3})['′’][\s-]?(?P<inches>\d{1,2}(?:\.\d{1,2}|\s?[½¼¾])?)"
        r"(?:[\"″”]|''|’’|(?![\w'’\"]))",
    ),
    (
        "'′’",
        SpanKind.UNIT,
        r"(?<![\w.,'’-])(?P<integer>\d{1,3})(?:['’](?=\s?[x×]\s?\d|\s(?:tall|wide|long|deep|high|by)(?!\w))|′)(?!\d)",
    ),
    ("xX×", SpanKind.UNIT, r"(?:(?<=['’′][x×])|(?<=['’′]\s[x×]\s))(?P<integer>\d{1,3})['’′](?!\w)"),
    ("'′’", SpanKind.SYMBOL, r"(?<=[\"″'′])(?P<character>[-–])(?=\d{1,2}['′’])"),
    ("/", SpanKind.UNIT, r"(?<![\w.,/-])(?P<integer>1)/(?P<exposure>\d{1,4})[\s-]?(?:s|sec|second)(?![\w/²³])"),
    ("/", SpanKind.UNIT, r"(?<![\w.,/-])(?P<integer>\d{2,3})/(?P<diastolic>\d{2,3})\s?mm\s?Hg(?!\w)"),
    (
        "/",
        SpanKind.SYMBOL,
        r"(?:(?<=\d\.\d)|(?<=\d\.\d\d))(?P<character>/)(?=(?:[45]|10|100|[45]\.0|10\.0)(?![\w/]|[.,]\d))",
    ),
    ("/", SpanKind.ABBREVIATION, r"(?<=mL/min)(?P<per>/)(?=1\.73)"),
    ("/", SpanKind.ABBREVIATION, r"(?<=[gLl])(?P<per>/)(?=\d{1,2}\s?(?:hr?s?|days?|hours)(?!\w))"),
    ("/", SpanKind.ABBREVIATION, r"(?<=\d)(?P<per>/)(?=(?:1[KMk]|1,000|1 million|100 ?g|100 ?ml)(?!\w))"),
    (
        "/",
        SpanKind.ABBREVIATION,
        rf"(?<=[\w%¢²³.\"])\s?/\s?(?P<per>{_any(word for word in PER if word != '/')})"
        r"(?![\w²³^-]|/\d(?!\.73))(?:\.(?=[,;]|\s[a-z(]))?",
    ),
    # Below a stroke that is written as a power: "J mol⁻¹ K⁻¹", "m s⁻²".
    (
        "⁻",
        SpanKind.ABBREVIATION,
        rf"(?<=[\wΩ°²³¹])\s?[·⋅]?\s?(?P<per>{_any(word for word in PER if word.isalpha())})(?P<inverse>⁻[¹²³])(?!\w)",
    ),
    ("/", SpanKind.ABBREVIATION, r"(?<=[a-z]s)(?P<per>/)(?=[a-z]{3,14}(?<!s)(?!\w))"),
    ("xX×", SpanKind.SYMBOL, r"(?<=[\w\"'′″])\s?(?P<character>[xX×])\s?(?=\d)"),
)
_DATES = (
    # The end of a card: month and year.
    (
        "/",
        SpanKind.DATE,
        r"(?:(?<=[eE]xp )|(?<=[eE]xp\. )|(?<=[eE]xp: )|(?<=[eE]xpires )|(?<=[tT]hru )|(?<=[eE]xpiration )|(?<=date: ))"
        r"(?P<month>0[1-9]|1[0-2])/(?P<year>[2-4]\d)(?![\w/]|[.,]\d)",
    ),
    # How much more than a year, a month or a quarter ago.
    ("/", SpanKind.ABBREVIATION, r"(?<!\w)(?P<phrase>y/y|m/m|q/q)(?![\w/])"),
    # ISO 8601 without its zeros.
    (
        "-",
        SpanKind.DATE,
        r"(?<![\w.,/-])(?!\d{4}-\d\d-\d\d(?!\d))(?P<year>(?:19|20)\d\d)-(?P<month>\d{1,2})-(?P<day>\d{1,2})(?![\w/-])",
    ),
    # Without the space: "July 4,1776".
    (
        ",",
        SpanKind.DATE,
        r"(?<!\w)(?P<month>§month§)\.?\s(?P<day>\d{1,2}),(?P<year>1[4-9]\d\d|20\d\d)(?![\w,]|\.\d)",
    ),
    # A month's number and its year, with the stop of other countries.
    (
        ".",
        SpanKind.DATE,
        r"(?:(?<=[iI]n )|(?<=[sS]ince )|(?<=[uU]ntil )|(?<=[fF]rom )|(?<=[bB]y )|(?<=[dD]ated ))"
        r"(?P<month>0[1-9]|1[0-2])\.(?P<year>(?:19|20)\d\d)(?!\w|[.,]\d)",
    ),
    # Hours without a colon, or with one letter: "1030 am", "3:15p".
    (
        FIGURES,
        SpanKind.TIME,
        r"(?<![\w.,:$€£-])(?P<hour>1[0-2]|[1-9])(?P<minute>[0-5]\d)\s?(?P<period>(?i:[ap]m)(?!\w)|[ap]\.m\.?)",
    ),
    (":", SpanKind.TIME, r"(?<![\w.,:-])(?P<hour>1[0-2]|[1-9]):(?P<minute>[0-5]\d)(?P<half>[aApP])(?!\w|\.\w)"),
    (
        "-–",
        SpanKind.TIME,
        r"(?:(?<![\w.,$€£/])|(?<=[apn][-–]))(?P<hour>1[0-2]|[1-9])(?P<half>[ap])"
        r"(?:(?=[-–](?:1[0-2]|[1-9])[ap]?(?![\w.,]))|(?<=[apn][-–]\d[ap])|(?<=[apn][-–]\d\d[ap]))(?!\w)",
    ),
    ("/", SpanKind.DATE, r"(?<![\w/.,-])(?P<month>\d{1,2})/(?P<day>\d{1,2})(?=,? (?:at|@) \d)"),
    (".", SpanKind.DATE, r"(?<![\w.])(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>\d{4})(?!\w|\.\d)"),
    (
        FIGURES,
        SpanKind.DATE,
        r"(?<![\w/-])(?P<day>\d{1,2})(?P<_mark>[-/])(?P<month>§month§)(?P=_mark)(?P<year>\d{4}|\d\d)(?![\w/-])",
    ),
    (
        "/",
        SpanKind.DATE,
        r"(?:(?<=[oO]n )|(?<=[bB]y )|(?<=due )|(?<=ntil )|(?<=efore )|(?<=fter )|(?<=ince )|(?<=rom )"
        r"|(?<=day )|(?<=day, )|(?<=(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) ))"
        r"(?P<month>\d{1,2})/(?P<day>\d{1,2})(?![\w/]|[.,]\d|\s?of\s|\s?cups?\s)"
        r"(?!(?:(?<=/[3458])|(?<=/10))\s(?!was |has |this |does |starts |begins |ends |means |always |unless |plus )"
        r"[a-z]{2,12}s(?!\w))",
    ),
    (
        "-",
        SpanKind.DATE,
        rf"(?<![\w/-])(?P<month>{_MONTH}|May)-(?P<day>\d{{1,2}})(?:-(?P<year>\d{{4}}|\d\d))?(?![\w/-]|[.,:]\d)",
    ),
    ("-", SpanKind.DATE, rf"(?<![\w/-])(?P<month>{_MONTH}|May)-(?P<year>(?:19|20)\d\d)(?![\w/-]|[.,:]\d)"),
    ("-", SpanKind.DATE, r"(?<![\w/.-])(?P<year>(?:19|20)\d\d)-(?P<month>0[1-9]|1[0-2])(?![\w/-]|[.,]\d)"),
    (
        "/",
        SpanKind.ABBREVIATION,
        rf"(?:(?<!\w)(?P<from>{_DAY}|{_MONTH})\.?(?=/(?:{_DAY}|{_MONTH})(?!\w))"
        rf"|(?:(?<=(?:{_THREE})/)|(?<=(?:{_THREE})\./))(?P<until>{_DAY}|{_MONTH})(?!\w)(?:\.(?=[,;]|\s[a-z\d]))?)",
    ),
    (
        "-–—",
        SpanKind.ABBREVIATION,
        rf"(?<![\w-])(?P<from>{_DAY}|{_MONTH})\.?\s?[-–—]\s?(?P<until>{_DAY}|{_MONTH})(?![\w-])(?:\.(?=\s\d))?",
    ),
    (
        "MTWFS",
        SpanKind.ABBREVIATION,
        rf"(?<!\w)(?P<from>{_DAY})(?:\.(?=[\s,;)]|$)|(?=[,:]?\s(?:(?:at\s)?\d|(?:{_MONTH})[a-z]{{0,6}}\.?\s\d)))",
    ),
    ("'’", SpanKind.YEAR, r"(?<!\w)['’](?P<integer>\d0)(?P<decade>s)(?!\w)"),
    ("'’", SpanKind.CODE, r"(?<!\w)['’](?P<short>0\d)(?![\w'’]|[.,]\d)"),
    (":", SpanKind.TIME, r"(?<![\w.,:])(?P<hour>[01]?\d|2[0-3]):(?P<minute>[0-5]\d)\s(?P<suffix>hrs)(?!\w)"),
    ("'’", SpanKind.YEAR, r"(?<=[QH][1-4])(?P<prefix>['’])(?P<integer>\d\d)(?!\w)"),
    (
        "QH",
        SpanKind.YEAR,
        r"(?<![\w.,-])(?P<part>[1-4]Q|[12]H)(?:\s(?=\d{4}))?['’]?(?P<year>(?:19|20)\d\d|\d\d)(?![\w%]|[.,]\d)",
    ),
    ("QH", SpanKind.YEAR, r"(?<![\w.,-])(?P<year>(?:19|20)\d\d)[\s-]?(?P<behind>Q[1-4]|H[12])(?!\w)"),
    (
        "ABC",
        SpanKind.YEAR,
        r"(?<![\w.,])(?P<integer>[1-9]\d{0,3})\s?(?P<era>A\.D|B\.C(?:\.E)?|C\.E)(?!\.?\w)(?:\.(?=\s[a-z(]|[,;:)]))?",
    ),
    ("M", SpanKind.YEAR, r"(?<!\w)(?P<numeral>M[MCDXLVI]{4,12})(?!\w)"),
    (
        FIGURES,
        SpanKind.YEAR,
        r"(?<!\w)(?P<prefix>FY|CY|AD|A\.D\.)\s?['’]?(?P<integer>\d{1,4})(?:[-–/](?P<last>\d\d))?"
        r"(?![\w%]|[.,]\d)",
    ),
    (FIGURES, SpanKind.TIME, r"(?<![\w.,:])(?P<hour>[01]\d|2[0-3])(?P<minute>[0-5]\d)\s(?P<suffix>hours|hrs)(?!\w)"),
    (
        "Z",
        SpanKind.TIME,
        r"(?<![\w.,:-])(?P<hour>[01]\d|2[0-3]):?(?P<minute>[0-5]\d)(?::(?P<second>[0-5]\d))?\s?(?P<zone>Z)(?!\w)",
    ),
    (
        ":",
        SpanKind.CODE,
        r"(?:(?<=\w )|(?<=[a-z]\. ))(?P<chapter>\d{1,3}):(?P<verse>[1-9]\d{0,2})"
        r"(?:[-–](?P<until>\d{1,3}))?(?![\w:]|[.,]\d|\s?[ap]\.?m)",
    ),
    (
        ":",
        SpanKind.TIME,
        r"(?<![\w.,:])(?P<hour>\d{1,2}):(?P<minute>[0-5]\d)(?::(?P<second>[0-5]\d))?\.(?P<fraction>\d{1,3})(?![\w:]|\.\d)",
    ),
    (FIGURES, SpanKind.DURATION, r"(?<![\w.,])(?P<hour>\d{1,3})h(?P<minute>[0-5]\d)(?:m|min)?(?!\w)"),
    (FIGURES, SpanKind.DURATION, r"(?<![\w.,])(?P<minute>\d{1,3})m\s?(?P<second>[0-5]?\d)\s?s(?:ecs?)?(?!\w)"),
)
_WORDS = (
    ("m", SpanKind.ABBREVIATION, r"(?<!\w)(?<!\d )(?P<phrase>max|min)\.(?=\s?[$€£]?\d)"),
    (
        "ivx",
        SpanKind.ROMAN,
        r"(?=[ivx])(?:(?<=[sS]cene )|(?<=[aA]ct )|(?<=[pP]art )|(?<=[pP]age )|(?<=[pP]ages )|(?<=[cC]hapter )"
        r"|(?<=[vV]olume )|(?<=[bB]ook )|(?<=[tT]ype )|(?<=[pP]hase )|(?<=\bp\. )|(?<=\bpp\. )"
        r"|(?<=[ivx][-–]))(?P<numeral>x{0,3}(?:i{2,3}|iv|vi{1,3}|ix|xi{0,3}))(?!\w)",
    ),
    (
        "NESW",
        SpanKind.ABBREVIATION,
        rf"(?<!\w)(?P<direction>[NS][EW]?|[EW])\.?(?=\s(?:[A-Z][a-z'’]{{1,20}}\s){{1,2}}(?:{STREET})(?!\w)"
        rf"|\s\d{{1,3}}(?:st|nd|rd|th)\s(?:{STREET}|st|ave|blvd|rd)(?!\w))",
    ),
    (
        ".",
        SpanKind.ROMAN,
        r"(?:(?<=[vV]ol\. )|(?<=[cC]h\. )|(?<=[sS]ec\. )|(?<=[aA]rt\. )|(?<=[fF]ig\. )|(?<=[pP]t\. )|(?<=[mM]k\. ))"
        r"(?P<numeral>[IVXLC]{1,7})(?!\w)",
    ),
    (".", SpanKind.CODE, r"(?<!\w)(?P<text>[A-Z]\.\d{3}|802\.11\w{0,2})(?![\w]|\.\d)"),
    ("+", SpanKind.ABBREVIATION, r"(?<!\w)(?P<phrase>C\+\+)(?=\d\d(?!\d))"),
    (
        "+#./",
        SpanKind.ABBREVIATION,
        r"(?<!\w)(?P<phrase>C\+\+|[CF]#|\+/-|24/7/365|w/[owv]|v/v|[SP]/N|b/c|c/o|[nN]/[aA])(?!\w)",
    ),
    ("x", SpanKind.ABBREVIATION, r"(?<!\w)(?P<phrase>x86[_-]64|x86)(?![\w-])"),
    ("V", SpanKind.ABBREVIATION, r"(?<!\w)(?P<phrase>RISC-V)(?!\w)"),
    ("f", SpanKind.ABBREVIATION, r"(?<=\d)(?P<following>ff)(?:\.(?=[,;)]|\s[a-z(]))?(?!\w)"),
    ("≤≥", SpanKind.SYMBOL, r"(?<=[\w)] )(?P<character>[≤≥])(?= [\w(])"),
    ("<>", SpanKind.SYMBOL, r"(?<=\b[A-Za-z] )(?P<character>[<>])(?= [A-Za-z](?!\w))"),
    ("YQM", SpanKind.ABBREVIATION, r"(?<!\w)(?P<phrase>YoY|QoQ|MoM)(?!\w)"),
    ("r", SpanKind.ABBREVIATION, r"(?<=\b[pP]er )(?P<each>hr|min|sec|yr|mo|wk|lb|oz|gal)(?:\.(?=,?\s[a-z]))?(?!\w)"),
    (
        FIGURES,
        SpanKind.ABBREVIATION,
        r"(?:(?<=\dst )|(?<=\dnd )|(?<=\drd )|(?<=\dth ))(?P<floor>[fF]l)(?:\.(?=,|\s[a-z]))?(?!\w)",
    ),
    (
        ".",
        SpanKind.ABBREVIATION,
        r"(?:(?<=[,;–-] )|(?<=[(–]))(?P<life>[bd])\.(?=\s?(?:c\.\s|ca\.\s|circa\s)?\d{3,4}(?!\w))",
    ),
    (".", SpanKind.ABBREVIATION, r"(?P<phrase>\.NET)(?!\w)"),
    ("+", SpanKind.SYMBOL, r"(?<=[A-Za-z)])(?P<character>\+)(?=[A-Za-z(])"),
    ("+", SpanKind.SYMBOL, r"(?<=\w)(?P<character>\+)(?=[\s,.;:!?)]|$)"),
    (">=<", SpanKind.SYMBOL, r"(?<=[\w)\]] )(?P<character>>=|<=|!=|==|->|=>)(?= [\w(\"'-])"),
    ("=", SpanKind.SYMBOL, r"(?<=[\w)\]] )(?P<character>[-+*/]=)(?= [\w(\"'-])"),
    ("+-", SpanKind.SYMBOL, r"(?:(?<=UTC)|(?<=GMT))\s?(?P<character>[+-])(?=\d)"),
    ("<>", SpanKind.SYMBOL, r"(?:(?<=[\s(])|^)(?P<character>[<>]=)(?=\s?[$€£]?\d)"),
    ("=", SpanKind.SYMBOL, r"(?<=\w)(?P<character>>=|<=|!=|==)(?=[\w.\"'-])"),
    ("₀₁₂₃₄₅₆₇₈₉", SpanKind.CODE, r"(?<![^\W_])(?P<text>[a-z]{1,4}[₀-₉]{1,3})(?![^\W_])"),
    # A quarter of a town, and where a road leads: "Ave. NW,", "I-95 N".
    (
        ".",
        SpanKind.ABBREVIATION,
        r"(?<=[a-z\d] )(?P<way>Ave|St|Blvd|Rd|Dr|Ln|Ct|Pl|Pkwy)\. (?P<quarter>[NS][EW])(?!\w)",
    ),
    ("NSEW", SpanKind.ABBREVIATION, r"(?<=\d )(?P<heading>[NSEW])(?![\w'’°-]|\.\w)"),
    ("!", SpanKind.CODE, r"(?<![\w.,])(?P<factorial>\d{1,4})!(?=\s?[=+*/)×÷≈-])"),
    ("→⇌", SpanKind.SYMBOL, r"(?<=\S)\s?(?P<character>[→⇌])\s?(?=\S)"),
    ("ⁿ", SpanKind.SYMBOL, r"(?<=[\w)])(?P<character>ⁿ)"),
    ("'′’", SpanKind.SYMBOL, r"(?:(?<=\b[35])|(?<=\b[fghy](?=.\()))(?P<character>['′’])(?!\w)"),
    ("/", SpanKind.SYMBOL, r"(?<![^\W\d_][^\W_])(?<=[A-Za-zα-ω])(?P<character>(?P<parted>/))(?=\d{1,2}(?![\w/.]))"),
    ("²³", SpanKind.SYMBOL, r"(?<=[a-z][²³])(?P<character>(?P<parted>/))(?=\d{1,2}(?![\w/.]))"),
    ("-–", SpanKind.ABBREVIATION, r"(?<!\w)(?P<phrase>M[-–](?:F|Th|Sat))(?=[:,]? \d)"),
    ("<", SpanKind.SYMBOL, r"(?<=[a-z] )(?P<heart><3)(?=\s*$)"),
    (".", SpanKind.ABBREVIATION, rf"(?<!\w)(?P<book>{_any(BOOKS)})\.(?= \d{{1,3}}:\d)"),
    (
        ".",
        SpanKind.ABBREVIATION,
        r"(?<!\w)(?P<phrase>[NSEW])\.(?= (?:Korea|Africa|America|Carolina|Dakota|Ireland|Virginia|Sudan|Asia))",
    ),
    (".", SpanKind.ABBREVIATION, r"(?<!\w)(?P<phrase>Sec)\.(?= of )"),
    (".", SpanKind.ABBREVIATION, rf"(?<=[a-z], )(?P<old_state>{_any(OLD_STATES)})\.(?!\w)"),
    ("OV", SpanKind.ABBREVIATION, r"(?:(?<=[a-z] )|(?<=[a-z], )|(?<=VOL \d\d )|(?<=VOL \d ))(?P<phrase>NO|VOL)(?= \d)"),
    (
        "bszh",
        SpanKind.ABBREVIATION,
        r"(?=[lokm][bzgp])(?:(?<=\bin )|(?<=\bto )|(?<=\bmany )|(?<=\bor ))(?P<phrase>lbs?|oz|kgs|mph)(?!\w)",
    ),
    (".", SpanKind.ABBREVIATION, r"(?<!\w)(?P<phrase>Min|Max|Est)\.(?= [a-z]{3})"),
    ("/", SpanKind.ABBREVIATION, r"(?<=\d/\d\d )(?P<phrase>mpg)(?!\w)"),
    ("-", SpanKind.SYMBOL, r"(?:(?<=\b[A-DFO])|(?<=\bAB))(?P<character>-)(?=[\s,.;:)!?]|$)(?!\s\d)"),
    (".", SpanKind.ABBREVIATION, r"(?:(?<=\dth )|(?<=\dst )|(?<=\dnd )|(?<=\drd ))(?P<phrase>c)\.(?!\s?\d)"),
    ("W", SpanKind.ABBREVIATION, r"(?<!\w)(?P<phrase>WW[12])(?!\w)"),
    (FIGURES, SpanKind.ABBREVIATION, r"(?<!\w)(?P<phrase>[aA]pt)(?= #?\d)"),
    (".", SpanKind.ABBREVIATION, r"(?<!\w)(?P<phrase>No|Vol|Ref|Ext)\.(?=:\s?\d)"),
    ("-–", SpanKind.SYMBOL, r"(?<=\b[A-Z]\d)(?P<character>[-–])(?=[A-Z]\d(?!\w))"),
    (".", SpanKind.ABBREVIATION, r"(?<!\w)(?P<phrase>[lL]at|[lL]ong)\.(?=:? [-−]?\d)"),
    (".", SpanKind.ABBREVIATION, r"(?<!\w)(?P<phrase>incl)\.(?=[,;)]|\s?$)"),
    (".", SpanKind.ABBREVIATION, r"(?<!\w)(?P<phrase>F\.(?:2d|3d|4th))(?!\w)"),
    (".", SpanKind.ABBREVIATION, r"(?<=\d[tnr][hd] )(?P<phrase>Cir)\."),
    ("#", SpanKind.ABBREVIATION, r"(?<!\w)(?P<phrase>#s)(?=:? \d)"),
    ("¶", SpanKind.ABBREVIATION, r"(?P<phrase>¶¶)"),
    ("-+", SpanKind.SYMBOL, r"(?<=\([a-z])(?P<character>[-+])(?=\d{1,2}\))"),
    ("'′’", SpanKind.UNIT, r"(?<![\w.,])(?P<integer>\d{1,2},\d{3})['′’](?!\w)"),
    (
        "<",
        SpanKind.SYMBOL,
        r"(?:(?<=[!.…] )|(?<=you )|(?<=love )|(?<=much )|(?<=all )|(?<=hanks )|(?<=\bI ))(?P<heart><3)(?!\w|[.,]\d)",
    ),
    (".", SpanKind.ABBREVIATION, r"(?<!\w)(?P<glued>Nos?|Vol|vol|pp?|[Ff]ig|Ch|Sec|ca?)\.(?=\d)"),
    ("§", SpanKind.ABBREVIATION, r"(?P<phrase>§§)"),
    ("/", SpanKind.ABBREVIATION, r"(?<!\w)(?P<phrase>w/)(?=[A-Za-z]{2}|\s[A-Za-z]|\s\d)"),
    (".", SpanKind.INITIALISM, r"(?<![\w.])(?P<letters>(?:[A-Z]\.){2,5})(?P<ending>s)(?!\w)"),
    (
        "t",
        SpanKind.INITIALISM,
        r"(?=[ecmpg][tsdm])(?:(?<=[aApP][mM] )|(?<=[aApP]\.[mM]\. ))(?P<letters>[ecmp][sd]?t|gmt)(?!\w)",
    ),
    (":", SpanKind.INITIALISM, r"(?<=:\d\d )(?P<letters>[ecmpb][sd]t|gmt|utc|cet)(?!\w)"),
    # Acids by their kind: "cDNA", "siRNAs".
    ("A", SpanKind.INITIALISM, r"(?<!\w)(?P<letters>[a-z]{1,3}[DR]NA)(?P<ending>s?)(?!\w)"),
    # A numeral that no word is written like, whatever it stands behind.
    ("IVX", SpanKind.ROMAN, r"(?<=[a-z] )(?P<lone>I{2,3}|VI{2,3}|XI{2,3}|XIV|XVI{1,3}|XIX)(?![\w'’/-])"),
    ("&", SpanKind.ABBREVIATION, r"(?<!\w)(?P<phrase>&c)\.?(?!\w)"),
    (FIGURES, SpanKind.CODE, r"(?<![\w.,-])(?P<niners>\d{2})ers(?!\w)"),
    # Several of one model: "F-16s", "Boeing 747s", "AK-47s".
    (
        "s",
        SpanKind.CODE,
        r"(?=[A-Z1-9])(?<![\w.,$€£/])(?P<several>[A-Z][A-Za-z]{0,7}-?\d{1,4}|(?:(?<=[a-z] )|(?<=[A-Z] ))[1-9]\d{2,3})"
        r"(?<!0)s(?![\w-])",
    ),
    ("A", SpanKind.INITIALISM, r"(?<!\w)(?P<letters>AM)(?=[ /](?:radio|station|FM|band|dial))"),
    ("&", SpanKind.INITIALISM, r"(?<![\w&])(?P<letters>[A-Z]{1,3})&(?P<more>[A-Z]{1,3})(?P<ending>s?)(?![\w&])"),
    (FIGURES, SpanKind.CODE, r"(?<![\w.,-])(?P<text>\d{1,4}[efijnopqruvwyz])(?!\w)"),
    ("-–/*", SpanKind.SYMBOL, r"(?<=[\w).] )(?P<character>[-–/*])(?= [\w(])"),
    ("=", SpanKind.SYMBOL, r"(?<=\d)(?P<character>-)(?=\d{1,9}\s?=)"),
    ("=", SpanKind.SYMBOL, r"(?<![\w.][A-Za-z])(?<=[A-Za-z])(?P<character>=)(?=[A-Za-z](?!\w)|[a-z]{1,2}[²³])"),
    ("²³", SpanKind.INITIALISM, r"(?<![^\W_])(?!km|[cdmn]m|ft|yd)(?P<letters>[b-df-hj-np-tv-z]{2})(?=[²³])"),
    ("*", SpanKind.SYMBOL, r"(?<=\d)(?P<character>[*])(?=\d)"),
    ("αβγδεθλπρστφψωΔΣ∞", SpanKind.SYMBOL, r"(?<![^\W\d_])(?P<character>[αβγδεθλπρστφψωΔΣ∞])(?![^\W\d_])"),
    ("²³⁻", SpanKind.SYMBOL, r"(?:(?<=\bsin)|(?<=\bcos)|(?<=\btan)|(?<=\blog))(?P<power>⁻?[¹²³⁴-⁹])"),
    ("Δ", SpanKind.SYMBOL, r"(?<![^\W\d_])(?P<character>Δ)(?=[A-Za-z](?![^\W\d_]))"),
    (":", SpanKind.SYMBOL, r"(?:(?<=\d\.\d)|(?<=\d\.\d\d)|(?<=\d\.\d\d\d))(?P<character>:)(?=\d)"),
    ("@", SpanKind.EMAIL, r"(?<![\w.@/])(?P<text>[A-Za-z][\w.-]{0,30}@[A-Za-z][\w-]{1,30})(?![\w@-]|\.\w)"),
)

PATTERNS: tuple[tuple[SpanKind, str], ...] = tuple(
    (kind, f"(?#{needed}){expression}")
    for needed, kind, expression in (*CODES, *_DATES, *_MONEY, *_MEASURES, *_NUMBERS, *_OVER, *_WORDS)
)
"""Each with the characters of which a text must hold one."""
