"""What scripts need that set no spaces, or join endings to foreign words: Chinese, Japanese, Korean, Thai.

There an address, a code or an initialism begins and ends where ASCII does, and not where a space stands.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

from rhapsode_server.text.verbalization.context import Context
from rhapsode_server.text.verbalization.locale import Locale
from rhapsode_server.text.verbalization.roman import roman_value
from rhapsode_server.text.verbalization.span import Span, SpanKind

UNIT_SIGNS: Mapping[str, str] = {
    "L/100km": "liter-per-100-kilometer",
    "km/L": "kilometer-per-liter",
    "km/l": "kilometer-per-liter",
    "μg/m³": "microgram-per-cubic-meter",
    "µg/m³": "microgram-per-cubic-meter",
    "mg/L": "milligram-per-liter",
    "g/L": "gram-per-liter",
    "kg/m²": "kilogram-per-square-meter",
    "km3": "cubic-kilometer",
    "cc": "cubic-capacity",
    "CC": "cubic-capacity",
    "km/s": "kilometer-per-second",
    "m/min": "meter-per-minute",
    "rpm": "revolution-per-minute",
    "mAh": "milliampere-hour",
    **{"㎡": "square-meter", "㎥": "cubic-meter", "㎢": "square-kilometer", "㎝": "centimeter", "㎜": "millimeter"},
    **{"㎓": "gigahertz", "㎒": "megahertz", "㎑": "kilohertz", "㎐": "hertz", "㎾": "kilowatt", "㎿": "megawatt"},
    **{"㎸": "kilovolt", "㎷": "millivolt", "㎃": "milliampere", "㏄": "cubic-centimeter", "㎤": "cubic-centimeter"},
    **{"㎍": "microgram", "㎛": "micrometer", "㎚": "nanometer", "㎳": "millisecond", "㎲": "microsecond"},
    **{
        "㏈": "decibel",
        "㎩": "pascal",
        "㎪": "kilopascal",
        "㎫": "megapascal",
        "㏊": "hectare",
        "㎧": "meter-per-second",
    },
    **{
        "㎉": "kilocalorie",
        "㎅": "kilobyte",
        "㎆": "megabyte",
        "㎇": "gigabyte",
        "㎗": "deciliter",
        "㎟": "square-millimeter",
    },
    **{"㎞": "kilometer", "㎏": "kilogram", "㎎": "milligram", "㎖": "milliliter", "㎠": "square-centimeter"},
}
"""Unit signs beyond the shared table."""

_LOWERED = str.maketrans("₀₁₂₃₄₅₆₇₈₉", "0123456789")
_DECIMAL_CODE = re.compile(r"(?P<letters>[A-Za-z]+)-?(?P<whole>\d+)\.(?P<fraction>\d+)")
_STOPPED = re.compile(r"\d{1,2}\.(?P<minute>\d\d)")
_CLOSED = re.compile(r"(?<=[^\x00-\x7f]) +| +(?=[^\x00-\x7f])")

_APART = r"(?<![A-Za-z\d@./_#&=?%+-])"
_ENDED = r"(?![A-Za-z\d@_/]|[.-][A-Za-z\d])"

ADDRESSES: tuple[tuple[SpanKind, str], ...] = (
    (
        SpanKind.EMAIL,
        r"(?<![\w.%+-])(?a:(?P<text>[\w.%+-]{1,64}@(?:[\w-]{1,63}\.){1,8}[A-Za-z]{2,24}))(?![A-Za-z\d@-])",
    ),
    (SpanKind.EMAIL, _APART + r"(?a:(?P<text>[\w.%+-]{1,64}@(?:[\w-]{1,63}\.){1,8}[A-Za-z]{2,24}))(?![A-Za-z\d@-])"),
    (SpanKind.URL, _APART + r"(?P<text>(?:https?://|www\.)[!#-;=?-~]{1,500}?)(?=[.,;:!?')\]]{0,3}(?![!#-;=?-~]))"),
    (SpanKind.URL, _APART + r"(?P<text>(?:[A-Za-z\d-]{1,63}\.){1,4}(?:com|org|net|cn|hk|tw|jp|kr|th|io|ai))" + _ENDED),
    (SpanKind.PATH, r"(?<![A-Za-z\d/.:~_-])(?P<text>~?(?:/[A-Za-z\d.@+_-]{1,100}){2,20})(?<!\.)(?![A-Za-z\d/])"),
    (SpanKind.HANDLE, r"(?<![A-Za-z@._])(?<![A-Za-z_]\d)(?P<text>@[A-Za-z_][A-Za-z\d_]{1,39})(?![A-Za-z\d@._])"),
)
"""Addresses beside letters of a script that sets no spaces: there they begin and end where ASCII does."""

SPELLED = frozenset(
    "AI IT USB EU UN USA UK UAE CEO CFO CTO COO WHO UFO EMS IOS IPO VIP AR API APP OECD EV ID IP IQ EQ ATM CPU GPU "
    "HIV DNA RNA NBA MBA IMF IBM ICU IOC IAEA UV EC IC URL ETC FAQ AED DIY OS OK CIA FBI ECB ESG LED OEM ODA PTA SUV "
    "EPA AED AV AM EMA BMI ROE EPS IoT ETF UTC UI UX AWS IDE OCR SEO ROI GPA ERP AGI AIGC ISO UHD OTT OST EU".split()
)
"""Capitals with vowels that are spelled in East Asia."""

ANGLES: tuple[tuple[SpanKind, str], ...] = (
    (SpanKind.CODE, r"(?#′)(?<![\d.°])(?P<minutes>\d{1,2})′\s?(?P<seconds>\d{1,2})″"),
    (
        SpanKind.CODE,
        r"(?#°)(?<![\d.])(?P<degrees>\d{1,3})°\s?(?P<minutes>\d{1,2})['′](?:\s?(?P<seconds>\d{1,2})[\"″])?",
    ),
)
"""Degrees with their minutes and seconds."""

EQUATION = (
    SpanKind.CODE,
    # An equation of measures has none: 1h = 60 min.
    r"(?<![\w.,])(?!\d{1,4}[mghslt]\s?=\s?[\d.,]+\s?[A-Za-z]{2})(?P<text>\d{1,4}[a-z])"
    r"(?=\s?[+=<>]|(?<!m)[\^²³]|\s[-–−*/]\s)",
)
"""A number with a letter in an equation: "3x + 2"."""

LATIN_CODES: tuple[tuple[SpanKind, str], ...] = (
    (SpanKind.CODE, r"(?<![A-Za-z\d.,])(?P<text>\d{1,4}[a-z])(?=\s?[+=<>]|\s[-–−*/]\s|[-−]\d{1,4}\s?=)"),
    (SpanKind.ROMAN, "(?P<numeral>[Ⅰ-Ⅻ])"),
    (SpanKind.CODE, r"(?#①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳)(?P<circled>[①-⑳])"),
    (
        SpanKind.CODE,
        r"(?#₀₁₂₃₄₅₆₇₈₉)(?<![A-Za-z\d])(?=[A-Za-z]{1,6}[₀-₉])(?P<formula>(?:[A-Z][a-z]?[₀-₉]{0,3}){1,8})(?![A-Za-z\d])",
    ),
    (SpanKind.CODE, r"(?<![A-Za-z\d.])(?P<prefix>[vV])\.?\s?(?P<numbers>\d{1,4}(?:\.\d{1,4}){1,4})(?!\.?\d)"),
    (SpanKind.CODE, _APART + r"(?P<text>[A-Za-z]{1,12}-?\d{1,4}\.\d{1,3})(?!\.?\d)" + _ENDED),
    (
        SpanKind.CODE,
        _APART + r"(?P<text>(?=[A-Za-z]+-?\d)[A-Za-z]{1,12}-?\d[A-Za-z\d]{0,9}(?:-[A-Z\d]{1,8}){0,4})" + _ENDED,
    ),
    (
        SpanKind.CODE,
        _APART + r"(?<![$€£¥￥₩])(?P<text>\d{1,4}(?:\.\d{1,2})?[BDGHKMP]|\d{1,2}[A-Z]\d[A-Z]?|\d{3,4}[pi])" + _ENDED,
    ),
    (
        SpanKind.INITIALISM,
        rf"{_APART}(?<!\d\s)(?P<letters>[B-DF-HJ-NP-TV-XZ]{{2,5}}|{'|'.join(sorted(SPELLED))}){_ENDED}(?!\$|\s?\d)",
    ),
)
"""Codes, versions and initialisms beside such letters."""


TIMES: tuple[tuple[SpanKind, str], ...] = (
    (
        SpanKind.TIME,
        r"(?<![A-Za-z])(?!PM10(?![\d:]))(?P<period>AM|PM|am|pm)\s?(?P<hour>\d{1,2})(?::(?P<minute>\d\d)(?::(?P<second>\d\d))?)?(?![\d:]|\.\d)",
    ),
    (SpanKind.SYMBOL, r"(?#=≥≤≠≈<>)(?<=\d)\s?(?P<character>(?P<minus>-))\s?(?=\d{1,9}\s?[=≥≤≠≈<>])"),
    (SpanKind.SYMBOL, r"(?#×*÷/+^=²)(?<=\d)(?P<character>(?P<minus>-))(?=\d{1,9}\)\s?[×*÷/+^=²])"),
    (
        SpanKind.SYMBOL,
        r"(?#×÷+)(?:(?<=[\dA-Za-z)][×÷+]\d)|(?<=[\dA-Za-z)][×÷+]\d\d))(?P<character>(?P<minus>-))(?=\d)",
    ),
    (
        SpanKind.RATIO,
        r"(?#0)(?:(?<=[^\W\dA-Za-z_])|(?<=[\u3040-\u9fff] ))(?P<first>\d{1,2})(?P<mark>[-–])(?P<second>0)(?![\d.:-])",
    ),
    (
        SpanKind.RATIO,
        r"(?#0)(?:(?<=[^\W\dA-Za-z_])|(?<=[\u3040-\u9fff] ))(?P<first>0)(?P<mark>[-–])(?P<second>\d{1,2})(?![\d.:-])",
    ),
)
"""Times with their half of the day in front, and subtraction, which is no range."""

LATIN_MIXES: tuple[tuple[SpanKind, str], ...] = (
    (SpanKind.CODE, r"(?<![A-Za-z\d@./_-])(?!RM)(?P<text>[A-Z]{1,3}\d{1,3}\.\d{1,2})(?![A-Za-z\d@/_]|[.-]\d)"),
    (SpanKind.CODE, r"(?<![A-Za-z\d@./_-])(?P<text>(?:[A-Z]{1,3}\d{1,2}){2,3})(?![A-Za-z\d@/_])"),
)
"""Codes such as PM2.5 and H5N1, for languages in Latin letters."""

PHONES: tuple[tuple[SpanKind, str], ...] = (
    (SpanKind.PHONE, r"(?<![A-Za-z\d+-])(?P<groups>\d{4}(?:-\d{4}){3}|\d{4}(?: \d{4}){3})(?![\d-]| \d)"),
    (SpanKind.PHONE, r"(?P<groups>\(\+?\d{2,5}\)\s?\d{2,4}[- ]?\d{4})(?![\d-])"),
    (SpanKind.PHONE, r"(?<![A-Za-z\d+])(?P<groups>\+\d{1,3}[ -]?\d{1,11}(?:[ -]\d{2,8}){0,3})(?![\d-])"),
    (SpanKind.PHONE, r"(?<![\d-])(?P<groups>0\d{1,4}\s?\(\d{1,4}\)\s?\d{4})(?![\d-])"),
    (SpanKind.PHONE, r"(?<![\d-])(?<!\d[ -])(?P<groups>1[3-9]\d[ -]\d{4}[ -]\d{4})(?![\d-])"),
    (SpanKind.CODE, r"(?<![\d-])(?P<groups>\d{2,10}[ -]\d{2,6}(?:[ -]\d{2,8}){0,3})(?![\d-])"),
)
"""Telephone numbers as East Asia writes them. The last is one only where the text says so: see ``decide``."""

PRICES: tuple[tuple[SpanKind, str], ...] = (
    (
        SpanKind.MONEY,
        r"(?<![A-Za-z\d_.@/&-])(?=[A-Z])(?P<currency>§currency§)\s?§unsigned§(?:\s?(?P<scale>§scale§)(?![A-Za-z]))?(?!\.?\d)",
    ),
    (SpanKind.SYMBOL, r"(?<=\d)(?<!:\d)(?<!:\d\d)(?P<character>[:：])(?=\d{1,4}\.\d)"),
    (SpanKind.SYMBOL, r"(?:(?<=\.\d)|(?<=\.\d\d)|(?<=\.\d\d\d))(?P<character>[:：])(?=\d)"),
)
"""Prices that begin with letters right behind a character, and ratios of decimal numbers."""

DATES: tuple[tuple[SpanKind, str], ...] = (
    (
        SpanKind.DATE,
        r"(?<![\d/.-])(?P<year>\d{4})(?P<_mark>[/.-])(?P<month>\d{1,2})(?P=_mark)(?P<day>\d{1,2})(?=[^\W\dA-Za-z_])",
    ),
    (SpanKind.DATE, r"(?#/)(?<![\d/.-])(?P<year>20\d\d)/(?P<month>[1-9])(?=\s?[^\W\dA-Za-z_]|[、，。])"),
    (SpanKind.DATE, r"(?<![\d/.-])(?P<year>(?:19|20)\d\d)/(?P<month>0[1-9]|1[0-2])(?![\d/-])"),
    (
        SpanKind.DATE,
        r"(?#-)(?<![A-Za-z\d/.-])(?P<year>(?:19|20)\d\d)-(?P<month>1[0-2]|[1-9])-(?P<day>3[01]|[12]\d|[1-9])(?![\d-])",
    ),
    (SpanKind.DATE, r"(?#-/.)(?<![A-Za-z\d/.,-])(?P<month>0[1-9]|1[0-2])[-/.](?P<year>(?:19|20)\d\d)(?![\w/-]|[.,]\d)"),
    (SpanKind.DATE, r"(?#-/.)(?<![A-Za-z\d/.,:-])(?P<month>0[1-9])[-/.](?P<day>0[1-9]|[12]\d|3[01])(?![\d/-]|[.,:]\d)"),
    (
        SpanKind.FRACTION,
        r"(?#/)(?<![\w/.,])(?<![\w/.,] )(?P<numerator>\d{1,3}) / (?P<denominator>\d{1,3})(?! ?[\d/]|[.,]\d)",
    ),
    (SpanKind.DATE, r"(?#·)(?<![\d/.-])(?P<year>(?:19|20)\d\d)·(?P<month>\d{1,2})·(?P<day>\d{1,2})(?![\d·])"),
    (SpanKind.DATE, r"(?<![\d/.-])(?P<year>(?:19|20)\d\d)[.-](?P<month>0[1-9])(?![\d/.-])"),
    (SpanKind.CARDINAL, r"(?<![\d.,:/-])0(?P<integer>[1-9])(?=\s?(?:[月日号號时時]|点(?!\d)))"),
    (SpanKind.DATE, r"(?<![\d/.-])(?P<year>\d\d)/(?P<month>0?[1-9]|1[0-2])/(?P<day>[0-3]?\d)(?![\d/-])"),
    (SpanKind.SYMBOL, r"(?:(?<=\d/\d)|(?<=\d/\d\d))(?P<character>[-–~～〜])(?=\d{4}/\d)"),
    (SpanKind.SYMBOL, r"(?:(?<=\d/\d)|(?<=\d/\d\d))(?P<character>[~～〜])(?=\d{1,2}/\d)"),
    (SpanKind.SYMBOL, r"(?#①②③④⑤⑥⑦⑧⑨⑩)(?<=[①-⑳])(?P<character>[-–~～〜])(?=[①-⑳])"),
)
"""Dates of numbers with a letter right behind them."""

SIGNED: tuple[tuple[SpanKind, str], ...] = (
    (SpanKind.UNIT, r"(?<=[\u3040-\u9fff])(?=[-−]\d)§number§(?P<_gap>\s?)(?P<symbol>°C|℃|°F|℉|°)"),
    (SpanKind.PERCENT, r"(?<=[\u3040-\u9fff])(?=-\d)§number§\s?(?P<symbol>[%‰])"),
    (SpanKind.DECIMAL, r"(?<=[\u3040-\u9fff])(?=-\d)§number§(?=度|[~～〜]-?\d)"),
    (SpanKind.DECIMAL, r"(?<=[到至为為是约約达達はがでに算取過过於于])(?=-\d)§number§(?![A-Za-z%°℃])"),
    (SpanKind.SYMBOL, r"(?:(?<=-\d)|(?<=-\d\d))(?P<character>[~～〜])(?=-?\d)"),
    (SpanKind.DECIMAL, r"(?<=[×÷])§number§(?![A-Za-z%])"),
    (SpanKind.FRACTION, r"(?<!\d)(?<!\d\s)(?P<symbol>[½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞])"),
)
"""Numbers below zero right behind a character (where a dash may also belong to a name: 歼-20), signs of fractions."""


DIMENSIONS: tuple[tuple[SpanKind, str], ...] = (
    (
        SpanKind.SYMBOL,
        r"(?#xX×*)(?<=\d)\s?(?P<character>(?P<by>[xX*×]))\s?(?=\d{1,5}(?:\.\d{1,3})?\s?(?:[xX*×]|§unit§|厘米|毫米|公分|米|センチ|ミリ|メートル|미터|센티))",
    ),
    (SpanKind.SYMBOL, r"(?#xX)(?<=\d)(?P<character>(?P<by>[xX]))(?=\d{1,5}(?![\dA-Za-z]))"),
)
"""The sign between two lengths."""


def plain_code(span: Span) -> str:
    """The text of a code with the small figures of a formula as figures."""
    return span.field("text") or span.field("formula").translate(_LOWERED)


def angle(locale: Locale, span: Span, words: tuple[str, str, str]) -> str:
    """What ``ANGLES`` found, with the words for degrees, minutes and seconds; empty for anything else."""
    found = [(span.field(name), word) for name, word in zip(("degrees", "minutes", "seconds"), words, strict=True)]
    return "".join(locale.number(str(int(digits))) + word for digits, word in found if digits)


_REACH = 40
"""Characters kept on each side of a figure with a space beside it. Lower, and a word that tells what it is may be
missed; higher, and each costs more."""


def closed_context(context: Context) -> Context:
    """The context without the spaces that some set between ideographs and a figure: 2024 年."""
    text, start, end = context.text, context.start, context.end
    apart_before = start > 1 and text[start - 1] == " " and "\u3040" <= text[start - 2] <= "\u9fff"
    apart_after = text[end : end + 1] == " " and "\u3040" <= text[end + 1 : end + 2] <= "\u9fff"
    if not apart_before and not apart_after:
        return context
    before = text[max(0, start - _REACH) : start - apart_before]
    after = text[end + apart_after : end + _REACH]
    return Context(before + text[start:end] + after, len(before), len(before) + end - start)


def circled_number(span: Span) -> str:
    """The digits of a number in a circle; empty for anything else."""
    circled = span.field("circled")
    return str(int(unicodedata.numeric(circled))) if circled else ""


def close_up(words: str) -> str:
    """The words without the spaces that the script does not set; those between Latin letters stay."""
    return _CLOSED.sub("", words)


FRACTIONS_OF_UNITS: tuple[tuple[SpanKind, str], ...] = (
    (
        SpanKind.FRACTION,
        r"(?#/)(?<![A-Za-z\d.,/])(?P<sign>(?<![\w).])[-−])?(?:(?P<whole>\d{1,3})[ 과와])?"
        r"(?P<numerator>\d{1,2})/(?P<denominator>[2-9]|\d\d)\s?"
        r"(?P<unit>§unit§)(?![A-Za-z/²³])",
    ),
)
"""A fraction of a unit's sign right beside a particle."""

NEGATIVE_FRACTIONS: tuple[tuple[SpanKind, str], ...] = (
    (
        SpanKind.FRACTION,
        r"(?#/)(?<![\w/.)-])(?P<sign>[-−])(?:(?P<whole>\d{1,3}) )?(?P<numerator>\d{1,3})/(?P<denominator>\d{1,4})"
        r"(?![\dA-Za-z/]|\.\d)",
    ),
)
"""A fraction below zero."""

_SYMBOLS = "@.-_/:#+&* ,;!?'\"()[]{}<>=%$€£\\|~^`°§"


def named_symbols(names: str) -> dict[str, str]:
    """The names of the signs that ``<spell>`` knows, given in the order of that table with spaces between them.

    A name of several words has underscores in it.
    """
    return dict(zip(_SYMBOLS, (name.replace("_", " ") for name in names.split()), strict=True))


def mixed(locale: Locale, text: str) -> str:
    """Letters by name and numbers as numbers, with the decimal sign of codes; empty for a text without a full stop."""
    found = _DECIMAL_CODE.fullmatch(text)
    if found is None:
        return ""
    return f"{locale.letter_words(found['letters'])} {locale.number(found['whole'], found['fraction'])}"


def timed(parts: tuple[Span, ...], context: Context) -> tuple[Span, ...]:
    """The ends of a range of times, the first with the minutes that stand behind a full stop."""
    first, second = parts
    written = _STOPPED.fullmatch(context.text[first.start : first.end])
    if first.kind is not SpanKind.TIME or first.field("minute") or written is None:
        return parts
    return first._replace(fields={**first.fields, "minute": written["minute"]}), second


def numbered_numeral(span: Span) -> Span | None:
    """A roman numeral that a language's own expression found, with its number; ``None`` if it is none."""
    number = roman_value(unicodedata.normalize("NFKC", span.field("numeral")))
    return span._replace(fields={**span.fields, "integer": str(number), "role": "number"}) if number else None
