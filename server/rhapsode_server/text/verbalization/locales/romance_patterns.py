"""Expressions that the Romance languages look for before all others."""

from __future__ import annotations

from collections.abc import Iterable

from rhapsode_server.text.verbalization.locales.european_patterns import EUROPEAN_PATTERNS, HOUR_OFFSET, UNIT_SIGN
from rhapsode_server.text.verbalization.span import SpanKind

_NO_LETTER = r"(?![\wÀ-ÿ])"
_DOTTED = (
    r"(?<![\w.,/:])(?P<sign>[-+])?(?P<integer>\d{1,3}(?:,\d{3})+|\d{1,9})(?P<dot>\.)(?P<fraction>\d{1,2}|\d{4,9})"
    r"(?![\d]|[.,]\d)"
)
"""A number with a decimal point, as half of America writes it; with three digits the point groups."""

DEGREES: tuple[tuple[SpanKind, str], ...] = (
    # "38,5º" with a raised letter for the degree, "37º C"; "1ºA" with the letter of a flat, which C and F are only
    # behind the number of a house or a word for a floor.
    (SpanKind.UNIT, r"(?#º)(?<![\w.,])(?P<sign>[-−])(?P<integer>\d{1,2})\s?(?P<raised>º)(?!\w|\s[CF](?!\w))"),
    (SpanKind.UNIT, r"(?#º)(?:(?<=[mM]áx\. )|(?<=[mM]ín\. ))(?P<integer>\d{1,2})\s?(?P<raised>º)(?!\w|\s[CF](?!\w))"),
    (
        SpanKind.TEMPERATURE,
        r"(?#º)(?<![\w.,])(?P<sign>[-−])?(?P<integer>\d{2,3}|\d(?=,)|(?<=[-−])\d)(?:,(?P<fraction>\d{1,2}))?\s?º\s"
        r"(?P<letter>[CF])(?![\w.])",
    ),
    (SpanKind.UNIT, r"(?#º)(?<![\w.,])(?P<integer>\d{1,3}),(?P<fraction>\d{1,2})\s?(?P<raised>º)(?!\w)"),
    (
        SpanKind.ORDINAL,
        r"(?#ºª)(?<![\w.,])(?P<integer>\d{1,2})\.?(?P<suffix>[ºª])(?=(?P<glued>[ABDEG-Z])(?!\w))",
    ),
    (
        SpanKind.ORDINAL,
        r"(?#ºª)(?:(?<=\d, )|(?<=\d )|(?<=[pP]iso )|(?<=[pP]lanta )|(?<=[pP]uerta ))"
        r"(?P<integer>\d)\.?(?P<suffix>[ºª])(?=(?P<glued>[CF])(?!\w))",
    ),
)
"""Degrees written with the letter of ordinals."""

MEASURES: tuple[tuple[SpanKind, str], ...] = (
    # Minutes of cooking and of matches; not of arcs.
    (
        SpanKind.DURATION,
        r"(?#'’′)(?<![\w.,'’°])(?<!° )(?P<minute>[1-9]\d{0,2})['’′]"
        r"(?:(?=(?P<glued>\+)\d)|(?![\w'’′]|\s\d))",
    ),
    # Times of races: "9"58", "1'23"456".
    (
        SpanKind.DURATION,
        r"(?#\"”″)(?<![\w.,\"”″])(?:(?P<minute>\d{1,2})['’′])?(?P<second>\d{1,2})[\"”″](?P<hundredths>\d{1,3})"
        r"(?![\w\"”″])",
    ),
    # What two teams made: "France 2 - 1 Italie".
    (
        SpanKind.RATIO,
        r"(?#-–)(?<=[a-zà-ÿăâîșț] )(?P<first>\d{1,2})\s?(?P<goals>[-–])\s?(?P<second>\d{1,2})"
        r"(?= [A-ZÀ-Þ][a-zà-ÿăâîșț]{2})",
    ),
    # One telephone or another.
    (
        SpanKind.SYMBOL,
        r"(?#/)(?<=\d\d )(?P<character>(?P<phones>/))(?= (?:\+\d{1,3} )?(?:\(\d{2,3}\) )?\d{2,5}"
        r"(?:[ .-]\d{2,8}){1,5}(?![\d/]))",
    ),
    # The two years of a season in full.
    (SpanKind.YEAR, r"(?#/)(?<![\w.,/-])(?P<integer>(?:19|20)\d\d)/(?P<season>(?:19|20)\d\d)(?![\w/-]|[.,]\d)"),
    # An hour with a capital, or with an ending of its own: "à 11H", "das 15hs".
    (
        SpanKind.TIME,
        r"(?:(?<=\b[àa] )|(?<=\bvers )|(?<=\bdès )|(?<=\bavant )|(?<=\baprès )|(?<=\bde )|(?<=\bjusqu'à )|(?<=\blas )"
        r"|(?<=\b[àa]s )|(?<=\bdas ))(?P<hour>[01]?\d|2[0-4])(?:[.:](?P<minute>[0-5]\d))?(?P<suffix>H|hs|hrs)(?![\w-])",
    ),
    # The colour of light.
    (SpanKind.CARDINAL, r"(?#K)(?<![\w.,])(?P<integer>[2-9][0257]00)\s?(?P<kelvin>K)(?![\w€$£])"),
    # Acts of the Union: "(UE) 2016/679".
    (
        SpanKind.CARDINAL,
        r"(?#/)(?:(?<=\((?:UE|CE)\) )|(?<=[rR][eè]glement )|(?<=[rR]eg[ou]lamento )|(?<=[rR]eglamento )"
        r"|(?<=[dD]ire[ct]tiva )|(?<=[dD]iretiva )|(?<=[dD]irective )|(?<=[rR]egulamentul ))"
        r"(?P<integer>\d{2,4})/(?P<act>\d{1,4})(?![\w]|[.,]\d)",
    ),
    (SpanKind.CARDINAL, r"(?#,)(?<![\w.,])(?P<integer>\d{1,3},000)(?![\w%]|[.,]\d)"),
    # "1,2M", "100K" where no noun follows that says what is counted.
    (
        SpanKind.DECIMAL,
        r"(?#kKM)(?<![\w.,$€£/-])(?<![$€£]\s)(?P<sign>[-+])?(?P<integer>\d{2,3}(?=[kKM])|\d{1,4}(?=[.,]))"
        r"(?:(?:(?P<dot>\.)|,)(?P<fraction>\d{1,2}))?(?P<size>[kKM])(?=\s?[;:)]|[.,]?(?:\s|\Z))(?!\s[dD][’'eiou])",
    ),
    # Clocks of the world in small letters, behind an hour.
    (
        SpanKind.INITIALISM,
        r"(?:(?<=[\dh] )|(?<=[ap]\.m\. )|(?<=[ap]\. m\. )|(?<=[ap]m ))(?P<letters>gmt|utc|pst|pdt|cst|edt)(?![\wÀ-ÿ])",
    ),
    # A currency alone: "2 millions d'€", "en $".
    (
        SpanKind.MONEY,
        r"(?#€$£)(?:(?<=\bde )|(?<=\bd['’])|(?<=\bdi )|(?<=\be[nm] )|(?<=\bin )|(?<=\bîn ))"
        r"(?P<currency>[€$£])(?!\s?\d)",
    ),
    (SpanKind.DATE, r"(?#/)(?<![\w./])(?P<day>[0-3]?\d)/(?P<month>§month§)/(?P<year>(?:19|20)\d\d)(?![\w/])"),
    # A number that runs into a word: "0.8rad".
    (
        SpanKind.DECIMAL,
        r"(?<![\w.,/])(?P<integer>\d{1,6})(?:(?P<dot>\.)|,)(?P<fraction>\d{1,2})(?!(?:§unit§|§currency§|§scale§|[ap]m|hr?s)"
        r"(?![\wÀ-ÿ]))"
        r"(?=(?P<glued>[a-zà-ÿ])[a-zà-ÿ]{1,7}(?![\w.]))",
    ),
)
"""Short ways of writing minutes, sizes, acts and currencies."""

PATTERNS: tuple[tuple[SpanKind, str], ...] = (
    HOUR_OFFSET,
    *DEGREES,
    *MEASURES,
    (
        SpanKind.ABBREVIATION,
        r"(?:(?<=\d )(?P<points>p\.\s?p(?:\.(?=[,;:)]|\s[a-zà-ÿ]))?|pbs?)"
        r"|(?<=,\d )(?P<shares>pp|pts?)|(?<=,\d\d )(?P<parts>pp|pts?))(?!\w)",
    ),
    # Up to a day behind another: "de 28/12 a 3/1".
    (
        SpanKind.DATE,
        r"(?#/)(?:(?<=\d/\d [aà] )|(?<=\d/\d\d [aà] )|(?<=\d/\d al )|(?<=\d/\d\d al )"
        r"|(?<=\d/\d au )|(?<=\d/\d\d au )|(?<=\d/\d până pe )|(?<=\d/\d\d până pe )|(?<=\d/\d\d până la ))"
        r"(?P<day>[0-3]?\d)/(?P<month>1[0-2]|0?[1-9])(?![\w/]|[.,]\d)",
    ),
    (SpanKind.SYMBOL, r"(?#:)(?<=\d )(?P<character>:)(?= \d{1,6}(?:,\d{1,6})? ?=)"),
    (SpanKind.DECIMAL, r"(?#eE)(?<![\w.,])§number§[eE](?P<tens>[-+−]?\d{1,3})(?!\w|\.\d)"),
    (SpanKind.ABBREVIATION, r"(?#+#)(?<!\w)(?P<key>C\+\+|C#|F#)(?![^\W\d])"),
    # A length of metres and centimetres, and thousands: "1m85", "100k abonnés".
    (SpanKind.UNIT, r"(?#m)(?<![\w.,])(?P<integer>[1-9])m(?P<centimeters>\d\d)(?![\w²³]|[.,]\d)"),
    (SpanKind.DECIMAL, r"(?#kK)(?<![\w.,$€£])§number§(?P<size>[kK])(?=\s[a-zà-ÿ]{3})"),
    (SpanKind.CODE, r"(?<![\w.,])(?P<text>\d{1,4}[a-gi-z])(?=\s?[+=<>]|(?<!m)[\^²³]|\s[-–−*/]\s)"),
    (SpanKind.CODE, r"(?<!\w)(?P<text>[A-Z]{2}\d\d(?: [A-Z0-9]{4}){2,7}(?: [A-Z0-9]{1,3})?)(?!\w)"),
    (
        SpanKind.DURATION,
        r"(?#'’′)(?<![\w.,°])(?<!° )(?P<minute>\d{1,3})['’′]\s?(?P<second>[0-5]?\d)(?:[\"”″]|''|’’)(?!\d)",
    ),
    (
        SpanKind.CARDINAL,
        r"(?<![\w.,])(?P<integer>\d{1,4})[x×](?P<by>\d{1,4})(?:[x×](?P<deep>\d{1,4}))?"
        r"(?:\s?(?P<unit>§unit§)(?![\w/²³]))?(?!\w|[.,]\d)",
    ),
    (SpanKind.CARDINAL, r"(?#x×)(?<![\w.,])(?P<integer>\d{1,4})\s(?P<times>[x×])(?=\s[a-zà-ÿ]{2})"),
    (
        SpanKind.MONEY,
        r"(?<![\w.,])\$\s?(?P<integer>\d{1,3}(?:[.,]\d{3})+|\d{1,9})(?:[.,](?P<fraction>\d\d))?"
        r"\s(?P<currency>USD|MXN|ARS|CLP|COP|CAD|AUD|NZD|HKD|SGD|BRL)(?!\w)",
    ),
    (
        SpanKind.MONEY,
        r"(?<![\w.,])(?P<sign>[-+])?(?P<currency>§currency§)\s?(?P<integer>\d{1,3}(?:,\d{3})+|\d{1,9})"
        r"(?:(?<=,\d{3})(?!\.\d\d)|\.(?P<fraction>\d\d))(?![\d]|[.,]\d)",
    ),
    (SpanKind.MONEY, rf"{_DOTTED}\s?(?P<currency>§currency§){_NO_LETTER}"),
    (SpanKind.MONEY, rf"(?<![\w.,])(?P<integer>\d{{1,3}}(?:,\d{{3}})+)\s?(?P<currency>§currency§){_NO_LETTER}"),
    (SpanKind.PERCENT, rf"(?#%‰){_DOTTED}\s?(?P<symbol>[%‰])"),
    (SpanKind.UNIT, rf"{_DOTTED}(?P<_gap>\s?)(?P<symbol>§unit§)(?![/²³\d]){_NO_LETTER}"),
    (
        SpanKind.FRACTION,
        r"(?#½⅓⅔¼¾⅛⅜⅝⅞⅕⅖⅗⅘⅙⅚)(?<![\w.,/])(?:(?P<whole>\d{1,3})\s?)?(?P<symbol>[½⅓⅔¼¾⅛])\s?(?P<unit>§unit§)"
        + _NO_LETTER,
    ),
    (
        SpanKind.FRACTION,
        rf"(?<![\w.,/]){UNIT_SIGN}(?:(?P<whole>\d{{1,3}})\s)?(?P<numerator>\d{{1,2}})/(?P<denominator>\d{{1,2}})"
        r"\s?(?P<unit>§unit§)(?![/²³\d])" + _NO_LETTER,
    ),
    (SpanKind.FRACTION, r"(?#½⅓⅔¼¾⅛⅜⅝⅞⅕⅖⅗⅘⅙⅚)(?<![\w.,])(?P<whole>\d{1,4})\s(?P<symbol>[½⅓⅔¼¾⅛⅜⅝⅞⅕⅖⅗⅘⅙⅚])(?!\w)"),
    (SpanKind.FRACTION, r"(?#½⅓⅔¼¾⅛⅜⅝⅞⅕⅖⅗⅘⅙⅚)(?<![\w,.])(?P<symbol>[½⅓⅔¼¾⅛⅜⅝⅞⅕⅖⅗⅘⅙⅚])(?!\w)"),
    (SpanKind.ABBREVIATION, r"(?<!\w)(?P<key>[nN](?:[°º]|\.º))(?=\d)"),
    (
        SpanKind.CODE,
        r"(?<![\w.-])(?!\d{4}-\d\d-\d\dT\d)(?=[A-Z-]{0,12}\d)(?=[\d-]{0,12}[A-Z])(?!\d{1,2}H)"
        r"(?P<text>[A-Z0-9]{1,8}(?:-[A-Z0-9]{1,8}){1,4})(?![\w€$£-])",
    ),
    (SpanKind.CODE, r"(?<!\w)(?=[A-Za-z]{1,8}[₀-₉])(?P<text>(?:[A-Z][a-z]?[₀-₉]{0,2}){1,6})(?!\w)"),
    (SpanKind.YEAR, r"(?<!\w)(?P<_mark>['’])(?P<integer>\d\d|[1-9]00)(?![\w'’])"),
    (
        SpanKind.CARDINAL,
        r"(?#x×)(?<![\w.,])(?P<integer>\d{1,4})(?:[.,](?P<fraction>\d{1,2}))?(?P<times>[x×])"
        r"(?!\w|\s?[\d+=*^²<>]|\s?[-/]\s?\d)",
    ),
    (
        SpanKind.DECIMAL,
        rf"(?<![\w.,:/])(?P<sign>[-+])?(?P<integer>\d{{1,6}})(?P<dot>\.)(?P<fraction>\d{{4,20}})"
        rf"(?![.,]?\d){_NO_LETTER}",
    ),
    (SpanKind.RATIO, r"(?#/)(?<![\w.,/])(?P<first>1)/(?P<second>\d{1,3}(?:[ .\u00a0\u202f]\d{3})+)(?![\w/])"),
    (SpanKind.YEAR, r"(?#-–/)(?<![\w.,/-])(?P<integer>(?:19|20)\d\d)[-–/](?P<season>\d\d)(?![\w/-]|[.,]\d)"),
    (SpanKind.DATE, r"(?#/)(?<![\w./])(?P<month>0[1-9]|1[0-2])/(?P<year>(?:19|20)\d\d)(?![\w/])"),
    (SpanKind.DATE, r"(?#/)(?<![\w./])(?P<month>[1-9])/(?P<year>(?:19|20)(?:[1-9]\d|0[1-9]))(?![\w/])"),
    (SpanKind.CARDINAL, r"(?<![\w.,])(?P<integer>\d{1,3}(?:,\d{3}){2,4})(?![\w]|[.,]\d)"),
    (
        SpanKind.DECIMAL,
        rf"(?<![\w.,])(?P<integer>\d{{1,3}}(?:,\d{{3}})+)(?P<dot>\.)(?P<fraction>\d{{1,9}})(?!\d){_NO_LETTER}",
    ),
    (
        SpanKind.ROMAN,
        r"(?:(?<=\b[sS]\. )|(?<=\b[sS][sS]\. )|(?<=[sS]éc\. )|(?<=[sS]écs\. )|(?<=[sS]ecc\. )"
        r"|(?<=[cC]ap\. )|(?<=[vV]ol\. )|(?<=[aA]rt\. )|(?<=\b[tT]\. )|(?<=[cC]hap\. )|(?<=[iI]nc\. ))"
        r"(?P<numeral>[IVX]{1,7})(?!\w)",
    ),
    (SpanKind.SYMBOL, r"(?#/)(?<=[€$£\d])\s?(?P<character>/)\s?(?P<unit>h|l|L|km|min|s|t|ha|kWh|MWh)(?![\w²³])"),
    (SpanKind.SYMBOL, r"(?#/)(?<=[\da-z€$£.])\s?(?P<character>/)\s?(?P<unit>kg|m²|m2|km²|km2|mq|mp|m³|m3)(?![\w²³])"),
    # "1/250" is a share; other figures so large number what they name.
    (SpanKind.SYMBOL, r"(?#/)(?<=(?<![\w.,/])1)(?P<character>/)(?!\d0?00(?!\d))(?=\d{3,5}(?![\w/]|[.,]\d))"),
    # "17/18 juin" are two days.
    (SpanKind.SYMBOL, r"(?#/)(?<=\d)(?P<character>(?P<days>/))(?=\d{1,2}(?:/\d{1,2})?\s(?:de\s)?§month§(?!\w))"),
    # So are "17-18-19 juin", while two with a dash are a range.
    (
        SpanKind.SYMBOL,
        r"(?#-–)(?<=\d)(?P<character>(?P<days>[-–]))(?=\d{1,2}[-–]\d{1,2}\s(?:de\s)?§month§(?!\w))",
    ),
    (
        SpanKind.SYMBOL,
        r"(?#-–)(?:(?<=\d[-–]\d)|(?<=\d[-–]\d\d))(?P<character>(?P<days>[-–]))(?=\d{1,2}\s(?:de\s)?§month§(?!\w))",
    ),
    *EUROPEAN_PATTERNS,
    (SpanKind.ROMAN, r"(?<=[IVX][-–])(?P<numeral>[IVX]{1,7})(?!\w)"),
    (SpanKind.PHONE, r"(?<=[tT]el\. )(?P<groups>\+?\d{2,4}(?:[ .-]\d{2,4}){1,5})(?![\w-])"),
    (SpanKind.SYMBOL, r"(?#x)(?<=[\d½] )(?P<character>x)(?= \d)"),
    (SpanKind.SYMBOL, r"(?<=\d )(?P<character>[-–−])(?= \d{1,6}(?:,\d{1,6})? ?=)"),
    (SpanKind.SYMBOL, r"(?<=[\w)²³] )(?P<character>[-–−])(?= (?:\d{1,6}|[a-zA-Z]\d?) ?=)"),
    (SpanKind.SYMBOL, r"(?#§)(?P<character>§§)"),
    (SpanKind.SYMBOL, r"(?#/)(?<=\d )(?P<character>/)(?= \d)"),
    (SpanKind.SYMBOL, r"(?#/)(?:(?<=,\d)|(?<=,\d\d))(?P<character>/)(?=\d{1,3}(?![\d/]))"),
    (SpanKind.PHONE, r"(?P<groups>\(\d{2,4}\)\s?\d{3,5}[ -]?\d{3,4})(?![\w-])"),
)


def per_pattern(words: str) -> tuple[SpanKind, str]:
    """The expression of "€/mois", for words with bars between them."""
    return (SpanKind.SYMBOL, rf"(?#/)(?<=[\da-z€$£%²³.])\s?(?P<character>/)\s?(?=(?:{words})(?!\w))")


def piece_pattern(words: str) -> tuple[SpanKind, str]:
    """The expression of "€/ud.", for short words of one piece; their keys begin with the stroke."""
    return (SpanKind.ABBREVIATION, rf"(?#/)(?<=[\d€$£])\s?(?P<key>/(?:{words}))(?:\.(?=,|\s[a-z(]))?(?!\w)")


def week_patterns(days: Iterable[str]) -> tuple[tuple[SpanKind, str], ...]:
    """The expressions of "lun.-ven." and "lun. a vie.", for the short names of days, all of three letters."""
    names = "|".join(days)
    return (
        (
            SpanKind.ABBREVIATION,
            rf"(?<!\w)(?i:(?P<first_day>{names})\.?\s?[-–]\s?(?P<last_day>{names}))(?:\.(?=\s[a-zà-ÿ\d]))?(?!\w)",
        ),
        (
            SpanKind.ABBREVIATION,
            rf"(?<!\w)(?i:(?P<day>{names}))\."
            rf"(?=,? (?:a |à |al |e |et |y |ou |o )?(?:{names})\.|,? (?:de |das |dalle |alle |às )?\d{{1,2}}(?!\d))",
        ),
        (SpanKind.ABBREVIATION, rf"(?<=\b(?:{names})\. [aeyào] )(?i:(?P<day>{names}))\."),
        # Without a stop before a day of a month, or hours: "lun 5 maggio", "sab 10-14".
        (
            SpanKind.ABBREVIATION,
            rf"(?<![\w–-])(?<![–-]\s)(?i:(?P<day>{names}))(?=(?:,|(?<![tT]er))\s\d{{1,2}}\s(?:de\s)?§month§(?!\w)"
            rf"|(?:(?<![mMtT][ae]r)|\s(?:e|y|et)\s(?:{names}))\s\d{{1,2}}(?:[:h]\d\d)?\s?h?\s?[-–]\s?\d{{1,2}}(?!\d))",
        ),
    )


def size_pattern(signs: Iterable[str]) -> tuple[SpanKind, str]:
    """The expression of "3,3 M de", for signs of millions and milliards."""
    return (
        SpanKind.DECIMAL,
        rf"(?<![\w.,$€£])(?<![$€£]\s)§number§(?P<_gap>\s)?(?P<size>{'|'.join(signs)})"
        r"(?=\s(?:d[eou'’a]|km|m²|t\b|ha\b|[a-zà-ÿ]{4})|(?(_gap)\s(?:a|à|y|e|et|o|ou|en|em)\s\w|(?!)))",
    )


def law_pattern(words: Iterable[str]) -> tuple[SpanKind, str]:
    """The expression of a law's number and year, "legge 104/92", behind one of some words."""
    before = "|".join(rf"(?<=\b{word} )" for word in words)
    return (
        SpanKind.CARDINAL,
        rf"(?#/)(?:{before})(?P<integer>\d{{1,3}}\.\d{{3}}|\d{{1,5}})/(?P<of>(?:19|20)?\d\d)(?![\w/-]|[.,]\d)",
    )
