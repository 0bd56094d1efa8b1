"""Expressions that the Slavic languages share, each made with a language's own words."""

from __future__ import annotations

import re
from collections.abc import Iterable

from rhapsode_server.text.verbalization.span import SpanKind

_NO_DIGIT = r"(?<![\d.,])"


_NO_GROUP = r"(?<![\d.,])(?<!\d[ \u00a0\u202f])"
"""Not inside a number, and not behind one of its groups: a long run of groups is looked at once."""


_STOP = r"(?:\.(?=\s*[^\W_A-ZА-ЯЁІЇЄҐЂЈЉЊЋЏŁŚŻŹĆČŠŽĐ]|\s*[,;:)(–—-])|(?=\.)|(?!\w))"  # noqa: RUF001


def abbreviated(word: str) -> str:
    """An expression for an abbreviation that keeps its stop where a sentence ends behind it."""
    return word + _STOP


def year_patterns(year: str, years: str, nouns: str) -> tuple[tuple[SpanKind, str], ...]:
    """Expressions for years before "year", written out (``nouns``) or short (``year`` and, of two years, ``years``)."""
    day, month = r"(?<![\d.,:/])(?P<day>\d{1,2})\.?", r"(?P<month>\d{1,2})"
    word = rf"[ \u00a0]?(?P<word>{abbreviated(year)})"
    of_year = rf"(?P<year>\d{{4}}){word}"
    return (
        (SpanKind.DATE, rf"{day}\s(?P<month>§month§)\s{of_year}"),
        (SpanKind.DATE, rf"{day}[ \u00a0]?{month}\.[ \u00a0]?{of_year}"),
        (SpanKind.DATE, rf"(?#/)(?<![\d.,:/])(?P<day>\d{{1,2}})/{month}/{of_year}"),
        (
            SpanKind.YEAR,
            rf"(?<![\d.,:/])(?P<integer>\d{{4}})\s?[-–—]\s?(?P<second>\d{{4}}|\d\d)\s?(?P<word>{years})(?!\w)",
        ),
        (
            SpanKind.YEAR,
            rf"(?<![\d.,:/])(?P<integer>\d{{1,2}}){word}(?=\.?\s(?:до\s)?(?:н\.\s?[эе]|(?:p\.\s?)?n\.\s?e))",
        ),
        (SpanKind.YEAR, rf"(?<![\d.,:/])(?P<integer>\d{{3,4}}){word}"),
        (SpanKind.YEAR, rf"(?<![\d.,:/–-])(?P<integer>\d{{3,4}})(?=[ \u00a0](?:{nouns})(?!\w))"),
    )


def years_together_patterns(years: str) -> tuple[tuple[SpanKind, str], ...]:
    """Expressions for several years before one noun: "в 1943 и 1951 гг."; ``years`` are no words that are counted."""
    last = rf"(?P<years>{years})(?!\w)"
    return (
        (
            SpanKind.YEAR,
            r"(?<![\d.,:/–-])(?P<integer>\d{4})(?=(?:,[ \u00a0]\d{4}){0,4}[ \u00a0](?P<until>\w{1,4})[ \u00a0]\d{4}"
            rf"[ \u00a0]?(?:{years})(?!\w))",
        ),
        (SpanKind.YEAR, rf"(?<=[^\W\d] )(?P<integer>\d{{4}})[ \u00a0]?{last}"),
        (SpanKind.YEAR, r"(?<=\b[сз] \d{4} по )(?P<integer>\d{4})(?![\w/]|[.,:]\d|[ \u00a0]?§unit§)"),
    )


def scale_pattern(words: str) -> tuple[tuple[SpanKind, str], ...]:
    """An expression for a number with a short word of size behind it that is no price."""
    sized = r"[ \u00a0](?P<sized>(?=[^\W\d_]{2}|[млтmlt](?!\w))§unit§)(?![\w/²³])"
    number = rf"{_NO_GROUP}(?<![$€£¥₽₴])(?<![$€£¥][ \u00a0])§number§"
    return (
        (
            SpanKind.DECIMAL,
            rf"{number}[ \u00a0]?(?P<scale>{words})(?:\.?{sized}|{_STOP}(?!\.?[ \u00a0]?(?:§currency§)))",
        ),
    )


def compound_pattern(words: str) -> tuple[SpanKind, str]:
    """An expression for words that begin with a number: "25-year-old"."""
    return SpanKind.ORDINAL, rf"{_NO_DIGIT}(?P<integer>\d{{1,4}})-?(?P<word>(?:{words.replace(' ', '|')})\w{{0,9}})"


def short_date_pattern(words: str) -> tuple[SpanKind, str]:
    """An expression for a day and a month in digits, before a word that cannot follow two ordinals."""
    date = r"(?P<day>\d{1,2})\.[ \u00a0]?(?P<month>\d{1,2})\."
    return SpanKind.DATE, rf"(?<![\d.,:/]){date}(?=[ \u00a0](?:{words.replace(' ', '|')})(?!\w))"


def decade_pattern(ending: str, nouns: str) -> tuple[SpanKind, str]:
    """An expression for a decade before "years"."""
    return SpanKind.YEAR, rf"(?<![\d.,])(?P<integer>\d{{1,3}}0)(?P<decade>{ending})(?=\s(?:{nouns})(?!\w))"


def money_patterns(currency: str, minor: str) -> tuple[tuple[SpanKind, str], ...]:
    """Expressions for an amount with its hundredths written out, and for hundredths alone."""
    hundredths = rf"(?P<minor>\d{{1,2}})\s?{minor}(?!\w)"
    return (
        (SpanKind.MONEY, rf"{_NO_GROUP}(?P<integer>§integer§)\s?(?P<currency>{currency})\s{hundredths}"),
        (SpanKind.MONEY, rf"{_NO_GROUP}{hundredths}"),
    )


def times_pattern(word: str) -> tuple[SpanKind, str]:
    """An expression for "3 times" with the word joined to the digits, or ``x``."""
    return SpanKind.ORDINAL, rf"{_NO_DIGIT}(?P<integer>\d{{1,4}})[ -]?(?P<times>{word}|[x×])(?=[ .,;!?)]|$)(?! ?\d)"


def duration_patterns(hour: str, minute: str, second: str) -> tuple[tuple[SpanKind, str], ...]:
    """Expressions for hours and minutes, and minutes and seconds, written short."""
    minutes = rf"(?P<minute>\d{{1,2}})\s?{minute}"
    seconds = rf"(?P<second>\d{{1,2}})\s?{second}(?!\w)"
    return (
        (SpanKind.DURATION, rf"{_NO_DIGIT}(?P<hour>\d{{1,3}})\s?{hour}\s{minutes}\s{seconds}"),
        (SpanKind.DURATION, rf"{_NO_DIGIT}(?P<hour>\d{{1,3}})\s?{hour}\s{minutes}(?!\w)"),
        (SpanKind.DURATION, rf"{_NO_DIGIT}{minutes}\s{seconds}"),
    )


NUMERALS_TOGETHER = (
    SpanKind.ROMAN,
    r"(?#XVI)(?<![\w.–-])(?P<numeral>[IVX]{1,6})\.?(?=(?:,[ \u00a0][IVX]{1,6}\.?){0,3}"
    r"[ \u00a0](?P<until>\w{1,4})[ \u00a0][IVX]{1,6}\.?[ \u00a0](?P<noun>\w+)(?:[ \u00a0](?P<farther>\w+))?)",
)
"""The first of several roman numerals of one noun: "XV и XVI века"; ``decide`` tells whether the noun is one."""


def century_patterns(century: str, centuries: str) -> tuple[tuple[SpanKind, str], ...]:
    """Expressions for roman numerals before "century" written short."""
    numeral = r"(?<![\w.–-])(?P<numeral>[IVX]{1,6})"
    last = r"[ \u00a0]?[-–—][ \u00a0]?(?P<last>[IVX]{1,6})"
    word = rf"(?P<word>{abbreviated(f'(?:{centuries}|{century})')})"
    return (
        (SpanKind.ROMAN, rf"{numeral}{last}[ \u00a0]{word}"),
        (SpanKind.ROMAN, rf"{numeral}[ \u00a0]{word}"),
        NUMERALS_TOGETHER,
    )


def century_pair_pattern(nouns: str) -> tuple[tuple[SpanKind, str], ...]:
    """An expression for two roman numerals before "century" written out."""
    numerals = r"(?<![\w.–-])(?P<numeral>[IVX]{1,6})\.?[ \u00a0]?[-–—][ \u00a0]?(?P<last>[IVX]{1,6})\.?"
    return ((SpanKind.ROMAN, rf"(?#XVI){numerals}(?=[ \u00a0](?:{nouns})(?!\w))"),)


YEAR_PAIR = (
    SpanKind.YEAR,
    r"(?#/)(?<![\w.,:/])(?P<integer>(?:19|20)\d\d)/(?P<second>(?:19|20)\d\d)(?![\w/]|[.,]\d)",
)
"""The two years of a school year or a season."""
NUMERAL = (SpanKind.ROMAN, r"(?#XVI)(?<![\w.–-])(?P<numeral>[IVX]{2,6})(?=[ \u00a0](?:[^\W\d_]{3}|[\d+=×≈%$€£№]))")
"""A roman numeral before a word or what is said in words: ``Slavic.decide`` tells whether it ranks it."""


def dimension_patterns(decimal_mark: str) -> tuple[tuple[SpanKind, str], ...]:
    """Expressions for lengths by one another: with spaces only before a unit, or it is a multiplication."""
    length = rf"\d{{1,5}}(?:{re.escape(decimal_mark)}\d{{1,3}})?"
    tight, loose = r"[xх×]", r"[ \u00a0]?[xх×][ \u00a0]?"  # noqa: RUF001
    unit = r"[ \u00a0]?(?P<unit>§unit§)(?![\w/²³])"

    def lengths(sign: str) -> str:
        return rf"(?#xх×){_NO_DIGIT}(?<!\w)(?P<size>{length}){sign}(?P<by>{length})(?:{sign}(?P<deep>{length}))?"

    return (
        (SpanKind.CARDINAL, lengths(loose) + unit),
        (SpanKind.CARDINAL, lengths(tight) + r"(?![\w×=]|[.,]\d| ?=)"),
    )


SUBTRACTION = (SpanKind.SYMBOL, r"(?#=)(?<=\d)[ \u00a0]?(?P<minus>[-−–])[ \u00a0]?(?=\d{1,9}\s?=\s?\d)")
"""A difference, which is no range."""
DIVISION = (SpanKind.SYMBOL, r"(?#:)(?<=\d)[ \u00a0](?P<divided>:)[ \u00a0](?=\d{1,9}\s?=\s?\d)")
"""A quotient, which is no ratio."""


EQUATION = (SpanKind.CODE, r"(?<![\w.,])(?P<text>\d{1,4}[a-z])(?=\s?[+=<>]|(?<!m)[\^²³]|\s[-–−*/]\s)")
"""A number with a letter in an equation: "3x + 2"."""
FRACTION_OF_UNIT = (
    SpanKind.FRACTION,
    r"(?#/¼½¾⅓⅔)(?<![\w.,/-])(?:(?P<whole>\d{1,3})(?:\s(?=\d)|\s?(?=[¼½¾⅓⅔])))?"
    r"(?:(?P<numerator>\d{1,2})/(?P<denominator>\d{1,2})|(?P<symbol>[¼½¾⅓⅔]))[ \u00a0]?(?P<unit>§unit§)(?![\w/²³\d])",
)
"""A part of a unit: "3/4 л"."""


MARK = (
    SpanKind.DECIMAL,
    r"(?#/)(?<![\w.,/-])(?P<integer>\d{1,2}),(?P<fraction>\d{1,2})/(?P<best>5|10|12|20|100)(?![\w/]|[.,]\d)",
)
"""A mark with a fraction, out of the best that there is: "7,5/10"."""
ALWAYS = (SpanKind.CODE, r"(?#/)(?<![\w.,:/])(?P<always>24/7|7/24)(?![\w/]|[.,]\d)")
"""All hours of all days."""


ENGLISH_NUMBERS = (
    (
        SpanKind.MONEY,
        r"(?#,)(?<![\w.,])(?P<currency>§currency§)[ \u00a0]?(?P<integer>\d{1,3}(?:,\d{3}){1,5})"
        r"(?:\.(?P<fraction>\d\d))?(?!\w|[.,]\d|[ \u00a0](?i:§scale§)(?!\w))",
    ),
    (
        SpanKind.MONEY,
        r"(?#,)(?<![\w.,:])(?P<integer>\d{1,3}(?:,\d{3})+(?:(?<=,\d{3},\d{3})|(?=\.\d\d[ \u00a0€$£])))"
        r"(?:\.(?P<fraction>\d\d))?[ \u00a0]?(?P<currency>§currency§)(?!\w)",
    ),
    (
        SpanKind.DECIMAL,
        r"(?#,)(?<![\w.,:])(?P<integer>\d{1,3}(?:,\d{3}){2,5})(?:\.(?P<fraction>\d{1,9}))?(?!\w|[.,]\d)",
    ),
    (
        SpanKind.DECIMAL,
        r"(?#-+)(?<![\w.,:/-])(?P<sign>[-+])(?P<integer>\d{1,3})\.(?P<fraction>\d{1,2})(?![\w/°%]|[.,:]\d| ?[°%])",
    ),
    (
        SpanKind.DECIMAL,
        r"(?<![\w.,:/])(?!(?:0?[1-9]|1[0-2])\.(?:19|20)\d\d(?!\d))"
        r"(?P<integer>\d{1,4})\.(?P<fraction>\d{4,20})(?![\w/]|[.,]\d)",
    ),
)
"""Numbers with the marks of English that can be no others: "1,000,000", "3.14159"."""
LETTERED_SIZE = (
    SpanKind.DECIMAL,
    r"(?#KMB)(?<![\w.,$€£¥₽₴-])(?<![$€£¥₽₴] )(?P<integer>\d{1,3})[.,](?P<fraction>\d{1,2})(?P<scale>[KMB])(?!\w)",
)
"""A number with a letter of size: "2.5M"."""
LETTERED_THOUSANDS = (
    SpanKind.DECIMAL,
    r"(?#k)(?<![\w.,$€£¥₽₴-])(?<![$€£¥₽₴] )(?P<integer>\d{2,3})(?P<scale>k)(?!\w)",
)
"""Thousands with a letter: "250k"."""


NUMBER_SIGN = (SpanKind.SYMBOL, r"(?##)(?<![\w#&])(?P<hash>#)(?=\d{1,4}(?![\w-]))")
"""A sign before a number: "#1"."""
SEASON = (SpanKind.YEAR, r"(?#/)(?<![\w.,:/])(?P<integer>(?:19|20)\d\d)/(?P<second>\d\d)(?![\w/]|[.,]\d)")
"""The two years of a season, the second written short: "2024/25"."""
LETTERED_QUARTER = (
    SpanKind.ORDINAL,
    r"(?#Q)(?<![\w.,-])(?P<quarter>Q)(?P<integer>[1-4])[ \u00a0](?P<year>(?:19|20)\d\d)(?![\w-]|[.,]\d)",
)
"""A quarter as firms write it: "Q3 2024"."""


def quarter_patterns(words: str) -> tuple[tuple[SpanKind, str], ...]:
    """Expressions for a quarter of a year whose noun is written short; the year, or the word for it, stands behind."""
    own_year = r"[ \u00a0](?P<year>(?:19|20)\d\d)(?![\w./-]|,\d|[ \u00a0]?(?:[гgрr](?:\.|од|ок|ік|(?!\w))))"
    later = r"(?=[ \u00a0](?:(?:19|20)\d\d|этого|текущего|поточного|цього|br))"
    behind = rf"[ \u00a0]?(?P<quarter>{words})\.?(?:{own_year}|{later})"
    return (
        (SpanKind.ORDINAL, rf"(?<![\w.,])(?P<integer>[1-4])(?:-\w{{1,2}}|\.)?{behind}"),
        (SpanKind.ORDINAL, rf"(?#IV)(?<![\w.,-])(?P<numeral>I{{1,3}}|IV){behind}"),
    )


def chapter_pattern(words: str) -> tuple[SpanKind, str]:
    """An expression for a numeral behind the short name of what it numbers: "гл. IV"."""
    before = "|".join(rf"(?<=\b{word}\. )" for word in words.split())
    return SpanKind.ROMAN, rf"(?#XVI)(?:{before})(?P<numeral>[IVX]{{1,7}}|[XL][IVXL]{{1,6}})(?!\w)"


def week_patterns(days: Iterable[str]) -> tuple[tuple[SpanKind, str], ...]:
    """Expressions for "пн–пт", and for a short name of a day before hours."""
    names = "|".join(sorted(days, key=len, reverse=True))
    return (
        (
            SpanKind.ABBREVIATION,
            rf"(?#-–—)(?<!\w)(?i:(?P<first_day>{names}))\.?[ \u00a0]?[-–—][ \u00a0]?(?i:(?P<last_day>{names}))(?!\w)"
            r"(?:\.(?=[,;:]|\s[\da-zа-яёіїєґłśż]))?",
        ),
        (
            SpanKind.ABBREVIATION,
            rf"(?:(?<=\b[сзСЗ] )|(?<=\b[oO]d )|(?<=\b[оО]т )|(?<=\b[вВ]ід ))(?i:(?P<from_day>{names}))\.?"
            rf" (?P<until>по|до|do) (?i:(?P<last_day>{names}))(?!\w)(?:\.(?=[,;:]|\s[\da-zа-яёіїєґłśż]))?",
        ),
        (
            SpanKind.ABBREVIATION,
            rf"(?:(?<=\b[вуВУ] )|(?<=\b[вВ]о ))(?P<on_day>{names})(?![\w.])",
        ),
    )


def price_pattern(currencies: str, words: Iterable[str]) -> tuple[tuple[SpanKind, str], ...]:
    """An expression for "/kg" behind a price, a word, or, where it is a time, a number."""
    words = list(words)
    longer = "|".join(
        re.escape(word) for word in sorted(words, key=len, reverse=True) if len(word) > 2 and "." not in word
    )
    behind = "".join(rf"|(?<={re.escape(sign)})" for sign in currencies.split())
    per = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    letters = "[а-яёіїєґ]"
    return (
        (
            SpanKind.SYMBOL,
            rf"(?#/)(?:(?<=[€$£¥₽₴]){behind}|(?<={letters}{letters}{letters}{letters}))/(?P<per>{per})(?![\w²³])",
        ),
        (SpanKind.SYMBOL, rf"(?#/)(?:(?<=\d)|(?<=[A-ZА-Я][A-ZА-Я]))/(?P<per>{longer})(?![\w²³])"),
    )


def ordered_pattern(joint: str, nouns: str) -> tuple[SpanKind, str]:
    """An expression for the first of two numbers before a noun that they rank: "с 3 по 7 класс"."""
    until = rf"(?=[ \u00a0](?P<until>{joint})[ \u00a0]\d{{1,3}}[ \u00a0](?:{nouns})(?!\w))"
    return SpanKind.ORDINAL, rf"(?<![\d.,:/])(?P<integer>\d{{1,3}}){until}"


_DOTTED_TIME = r"[.:](?P<{}minute>[0-5]\d)"
DOTTED_TIMES = (
    SpanKind.TIME,
    rf"(?<![\w.,:])(?P<hour>[01]?\d|2[0-4]){_DOTTED_TIME.format('')}[ \u00a0]?[–-][ \u00a0]?"
    rf"(?P<until_hour>[01]?\d|2[0-4]){_DOTTED_TIME.format('until_')}(?![\w:]|[.,]\d)"
    r"(?:[ \u00a0]h(?:od(?:\.(?!\s*(?:[^\W\d_a-zà-ž]|\Z)))?)?(?!\w))?",
)
"""Two times with dots, which could be amounts elsewhere: "10.00–11.30"."""


def day_pattern(joints: str) -> tuple[tuple[SpanKind, str], ...]:
    """An expression for the first of two days of one month: "from 5 to 7 May"."""
    others = r"(?:,[ \u00a0]\d{1,2}(?:\.|(?!\d))){0,4}"
    until = rf"(?={others}[ \u00a0](?P<until>{joints})[ \u00a0]\d{{1,2}}\.?[ \u00a0]§month§)"
    return ((SpanKind.ORDINAL, rf"(?<![\d.,:/])(?P<integer>\d{{1,2}})\.?{until}"),)


CARD_NUMBER = (
    SpanKind.PHONE,
    r"(?<![\w.,-])(?<!\d )(?P<groups>\d{4}(?:[ \u00a0]\d{4}){3})(?!\w|[ \u00a0]\d|[.,]\d)",
)
"""The number of a card: four groups of four."""
ENGLISH_SIGNS = (
    CARD_NUMBER,
    NUMBER_SIGN,
    DIVISION,
    *ENGLISH_NUMBERS,
    LETTERED_SIZE,
    LETTERED_THOUSANDS,
    LETTERED_QUARTER,
)
"""What is written as English writes it."""
