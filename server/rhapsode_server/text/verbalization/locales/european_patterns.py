"""Expressions that German, the Scandinavian and the Romance languages have in common."""

from __future__ import annotations

from rhapsode_server.text.verbalization.span import SpanKind

GREEK = "αβγδεζηθικλμνξπρστυφχψω"
"""The small Greek letters but for the omicron."""

SHORT_ROMAN = (
    SpanKind.ROMAN,
    r"(?#IVX)(?:(?<=[kK]ap\. )|(?<=[bB]d\. )|(?<=[aA]rt\. )|(?<=[aA]bt\. )|(?<=[aA]bb\. )|(?<=[aA]bs\. )|(?<=[tT]ab\. )"
    r"|(?<=[hH]fst\. )|(?<=[aA]fb\. )|(?<=[fF]ig\. ))(?P<numeral>[IVX]{1,7}|[XL][IVXL]{1,6})(?!\w)",
)
"""A numeral behind the short name of what it numbers: "Kap. IV"."""

MAP_SCALE = (
    SpanKind.RATIO,
    r"(?#:)(?<![\w.,:])(?P<first>1) ?: ?(?P<second>\d{1,3}(?:[ \u00a0\u202f]\d{3})?[ \u00a0\u202f][05]00)"
    r"(?![\w%€]|[.,:]?\d)",
)
"""A scale with spaces in its number: "1:25 000"."""

SHORT_NUMBERS = (
    SHORT_ROMAN,
    MAP_SCALE,
    (SpanKind.DECIMAL, r"(?#kK)(?<![\w.,$€£])(?<![$€£]\s)§number§(?P<thousands>[kK])(?=\s[^\W\d_]{3})"),
)
"""Those, and thousands: "100k Follower"."""

SIGNED_FRACTION = (
    SpanKind.FRACTION,
    r"(?#/)(?<![^\s(])(?P<sign>[-−])(?:(?P<whole>\d{1,4})\s)?(?P<numerator>\d{1,3})/(?P<denominator>\d{1,4})"
    r"(?![\w/]|[.,]\d)",
)
"""A fraction below zero: "-1/3", "-2 1/3"."""

HOUR_OFFSET = (
    SpanKind.SYMBOL,
    r"(?#-+−)(?:(?<=UTC)|(?<=GMT)|(?<=UTC )|(?<=GMT ))(?P<character>[-+−])(?=\d{1,2}(?!\d))",
)
"""Hours before or behind Greenwich: the sign is no hyphen."""

UNIT_SIGN = r"(?P<sign>(?<![^\s(])[-−])?"
"""Before a fraction of a unit: "-1 1/2 m"."""

ISO_DATES: tuple[tuple[SpanKind, str], ...] = (
    (
        SpanKind.DATE,
        r"(?#-)(?<![\w.,/-])(?!\d{4}-\d\d-\d\d(?!\d))(?P<year>(?:19|20)\d\d)-(?P<month>\d{1,2})-(?P<day>\d{1,2})(?![\w/-])",
    ),
    (
        SpanKind.DATE,
        r"(?#-)(?<![\w.,/-])(?P<year>20(?:1[2-9]|[2-9]\d)|19(?:1[2-9]|[2-9]\d))-(?P<month>0[1-9]|1[0-2])(?![\w/-]|[.,]\d)",
    ),
)
"""ISO 8601 without its zeros, and without a day. Before 2012 the latter could be a range of years: 2003-04."""

EUROPEAN_PATTERNS: tuple[tuple[SpanKind, str], ...] = (
    SIGNED_FRACTION,
    # "Q1/2024", "Q3-2024"
    (SpanKind.YEAR, r"(?<=\b[QKHT][1-4][-/–])(?P<integer>(?:19|20)\d\d)(?![\w-]|[.,]\d)"),
    *ISO_DATES,
    # Figures with commas between them and no spaces, as a list has them.
    (
        SpanKind.CODE,
        r"(?#,)(?<![\w.,:/€$£-])(?!\d{1,3}(?:,\d{3})+(?![\d,]))(?P<text>\d{1,3}(?:,\d{1,3}){2,30})(?![\w%€$£°]|[.,:/]\d)",
    ),
    MAP_SCALE,
    # Morning, noon and evening, or the rows of a team: "1-0-1", "4-3-3".
    (SpanKind.CODE, r"(?#-)(?<![\w.,:/+-])(?P<text>\d(?:-\d){2,3})(?![\w/-]|[.,:]\d|\s(?:de\s)?§month§)"),
    (SpanKind.PHONE, r"(?#-)(?<![\w.,+/-])(?P<groups>\d{3}-\d{3}-\d{3})(?![\w-]|[.,]\d)"),
)


def called(words: str, numbers: str) -> tuple[SpanKind, str]:
    """The pattern for short numbers to call, behind one of some words with commas between them: "Notruf 112"."""
    behind = "|".join(rf"(?<=\b{word} )" for word in words.split(","))
    return SpanKind.CODE, rf"(?:{behind})(?P<called>{numbers})(?![\w%€$]|[.,:]\d|\s[A-ZÄÖÜÅÆØ])"


NUMBERED = (
    SpanKind.CODE,
    r"(?:(?<=[nN]r\. )|(?<=[nN]r )|(?<=[nN]ummer )|(?<=nummeret )|(?<=numret )|(?<=umero )|(?<=[nN]r\.: )|(?<=ummer: )"
    r"|(?<=ummer is )|(?<=ummer ist ))(?P<called>\d{7,12})(?![\w%€$]|[.,:]\d)",
)
"""The number of a customer or a bill, which nobody says as one number."""

SEASON = (SpanKind.YEAR, r"(?#/)(?<![\w.,/-])(?P<integer>(?:19|20)\d\d)/['’]?(?P<season_end>\d\d)(?![\w/-]|[.,]\d)")
"""The two years of a winter: "2023/24"."""

STROKE = (
    SpanKind.SYMBOL,
    r"(?#/)(?<!/\d)(?<!/\d\d)(?P<stroke>(?<=[^\W\d_])/(?=[^\W_])"
    r"|(?<=\d)/(?=[^\W\d_]|\d{5}|\d\d(?!00)\d\d(?!\d))|(?<=\d{4})/(?=\d)(?!\d{1,2}[/.-]))",
)
"""The stroke between words, and between numbers that are too long for a fraction."""

COMPARED = (
    SpanKind.SYMBOL,
    r"(?#=)(?:(?<=[\w)\]])|(?<=[\w)\]] ))(?P<character>>=|<=|!=|==)(?=\s?[\w.(\"'+−-])",
)
"""Comparisons as they are typed: "n >= 10"."""

_EARLY = "|".join(f"20{year:02}-(?:{'|'.join(f'{month:02}' for month in range(1, year + 1))})" for year in range(1, 12))
"""Years and months that are no range of years, whose second would come first: "2003-03"."""

SHARED: tuple[tuple[SpanKind, str], ...] = (
    (SpanKind.SYMBOL, r"(?#+)(?<![^\W_][^\W_])(?<=[^\W\d_])(?P<character>\+)(?=\d)"),
    (SpanKind.DATE, rf"(?#-)(?<![\w.,/-])(?={_EARLY})(?P<year>\d{{4}})-(?P<month>\d\d)(?![\w/-]|[.,]\d)"),
    (
        SpanKind.DATE,
        r"(?#/)(?<![\w./])(?P<month>0?[1-9]|1[0-2])/(?P<year>(?:19|20)(?:[1-9]\d|0[1-9]))(?![\w/-]|[.,]\d)",
    ),
    (SpanKind.CODE, r"(?#x)(?<![\w.,])(?P<text>\d{1,3}(?:\.\d{1,3})?\.x)(?!\w)"),
    (SpanKind.RATIO, r"(?#:)(?<![\w.,:])(?P<first>\d{1,3}):(?P<second>\d{1,2}):(?P<third>\d)(?![\w:]|[.,]\d)"),
    COMPARED,
    (SpanKind.SYMBOL, r"(?#⁺⁻)(?<=[A-Za-z0-9₀-₉\])])(?P<ion>[²³⁴]?[⁺⁻])(?!\w)"),
)
"""Versions of any last number, mixtures of three, charges: "18.x", "1:2:3", "Ca²⁺"."""

STROKES_AND_ANGLES: tuple[tuple[SpanKind, str], ...] = (
    # "g CO₂/km"
    (SpanKind.SYMBOL, r"(?#/)(?:(?<=CO₂)|(?<=CO2))/(?P<emitted>§unit§)(?![\w/²³])"),
    (SpanKind.UNIT, r"(?#/)(?<![\w.,/-])(?P<systolic>\d{2,3})/(?P<integer>\d{2,3})\s?mm\s?Hg(?!\w)"),
    (SpanKind.SYMBOL, r"(?#/)(?<=\d,\d)(?P<out_of>/)(?=(?:5|6|10|20|100)(?![\w/]|[.,]\d))"),
    (SpanKind.UNIT, r"(?#/)(?<![\w.,/])§number§(?P<_gap>\s?)(?P<symbol>§unit§)/(?P<below>§unit§)(?![\w/²³])"),
    # "10 cm x 20 cm"
    (
        SpanKind.SYMBOL,
        r"(?#x×)(?:(?<=\d [cmk]m )|(?<=\d[cmk]m )|(?<=\d m )|(?<=\dm ))(?P<beside>[x×])(?=\s?\d)",
    ),
    # Numbers of firms and vehicles: "NL123456789B01".
    (SpanKind.CODE, r"(?<![\w.-])(?=[A-Z]{1,8}\d{1,12}[A-Z]{1,8}\d)(?P<text>[A-Z0-9]{8,24})(?![\w-])"),
    *SHARED,
    SEASON,
    STROKE,
    (
        SpanKind.UNIT,
        r"(?#°)(?<![\w.,])(?P<integer>\d{1,3})°\s?(?P<arcminutes>\d{1,2}(?:[.,]\d{1,4})?)\s?['′’]"
        r"(?:\s?(?P<arcseconds>\d{1,2}(?:[.,]\d{1,3})?)\s?(?:[\"″”]|''|′′|’’))?(?:\s?(?P<sky>[NSEWOÖØVZIL]{1,3})(?!\w))?",
    ),
    (
        SpanKind.UNIT,
        r"(?#°)(?<![\w.,])(?P<integer>\d{1,3})(?:[.,](?P<fraction>\d{1,6}))?\s?°\s?(?P<sky>[NSEWOÖØV][OL]?)(?!\w)",
    ),
    (
        SpanKind.DATE,
        r"(?#–-)(?<!\w)(?<!\d )(?<!\d\. )(?<!\d de )(?P<month>§month§)\.?\s?[–-]\s?(?P<until_month>§month§)"
        r"(?:\.(?=\s[a-zà-ÿ\d]|[,;:)]))?(?!\w)(?:\s(?:del?\s)?(?P<year>\d{4})(?![\w%]|[.,]\d))?",
    ),
    (
        SpanKind.SYMBOL,
        rf"(?#{GREEK}ΓΔΘΛΞΠΣΦΨΩ)(?<![^\W\d_])"
        rf"(?P<greek>[{GREEK}ΓΔΘΛΞΠΣΦΨ](?![^\W\d_])|Δ(?=[A-Za-z](?!\w))|(?<!\d)(?<!\d )Ω(?!\w))",
    ),
)
"""Expressions for ``European``; for the end of a language's own."""
