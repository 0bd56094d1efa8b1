"""Expressions that Finnish looks for before all others."""

from __future__ import annotations

from rhapsode_server.text.verbalization.locales.european_patterns import EUROPEAN_PATTERNS, NUMBERED, called
from rhapsode_server.text.verbalization.locales.finnish_words import PER
from rhapsode_server.text.verbalization.locales.scandinavian import (
    ARITHMETIC,
    COMPOUND,
    DIMENSIONS,
    UNIT_FRACTIONS,
    week_range,
)
from rhapsode_server.text.verbalization.span import SpanKind
from rhapsode_server.text.verbalization.unspaced import EQUATION

PATTERNS: tuple[tuple[SpanKind, str], ...] = (
    EQUATION,
    NUMBERED,
    (SpanKind.ABBREVIATION, r"(?<!\w)(?P<key>krt/(?:vko|pv|kk|v))(?!\w)"),
    called("[kK]oodi,[kK]oodi on,[kK]oodi:,PIN,PIN-koodi,PIN-koodi on,tunnusluku,tunnusluku on", r"\d{4,8}"),
    called("[sS]oita,[sS]oittakaa,[sS]oittaa,[nN]umeroon,[hH]ätänumeroon,[hH]ätänumero,numero", "112|116117"),
    (SpanKind.DECIMAL, r"(?#eE)(?<![\w.,])§number§[eE](?P<tens>[-+−]?\d{1,3})(?!\w|\.\d)"),
    (SpanKind.ABBREVIATION, r"(?#+#)(?<!\w)(?P<key>C\+\+|C#|F#)(?!\w)"),
    (SpanKind.ABBREVIATION, r"(?<!\w)(?P<life>[sk])\.(?=\s(?:1[5-9]|20)\d\d(?!\d))"),
    (
        SpanKind.PERCENT,
        r"(?#%)(?<![\w.,])(?P<integer>\d{1,4})(?:,(?P<fraction>\d{1,3}))?\s?(?P<symbol>%)(?P<joined>-)(?=[a-zäö]{3})",
    ),
    (SpanKind.SYMBOL, r"(?#§)(?P<character>§§)"),
    (SpanKind.SYMBOL, ARITHMETIC),
    (SpanKind.DURATION, r"(?#:)(?<![\d.,:])(?P<hour>\d):(?P<minute>[0-5]\d):(?P<second>[0-5]\d)(?![\d:]|[.,]\d)"),
    (
        SpanKind.DURATION,
        r"(?<![\w.,])(?P<hour>\d{1,3})\s?(?:t|h|tuntia?)\s(?:ja\s)?(?P<minute>\d{1,2})\s?min(?:uuttia)?(?!\w)",
    ),
    *UNIT_FRACTIONS,
    (
        SpanKind.TIME,
        r"(?<!\w)(?P<clock>[Kk]lo|[Kk]ello)\.?\s(?P<hour>[0-2]?\d)(?:[.:](?P<minute>[0-5]\d))?"
        r"(?:\s?[-–]\s?(?P<last_hour>[0-2]?\d)(?:[.:](?P<last_minute>[0-5]\d))?)?(?![\w%:]|[.,]\d)",
    ),
    (SpanKind.YEAR, r"(?<![\w.,])(?P<integer>\d{1,3}0)-(?P<decade>lu[vk]\w{1,8})"),
    (SpanKind.ORDINAL, r"(?#§)(?<![\w.,])(?P<integer>\d{1,3})(?:\s?(?P<letter>[a-z]))?\s{1,2}(?P<section>§)(?!\w)"),
    (SpanKind.SYMBOL, r"(?#§)§:(?P<inflected>[a-zäö]{1,9})(?![\wäö])"),
    # "9.-luokkalainen", "30–40-vuotiaat"
    (SpanKind.ORDINAL, r"(?<![\w.,])(?P<integer>\d{1,3})\.(?P<joined>-)(?=[a-zäö]{3})"),
    (
        SpanKind.CARDINAL,
        r"(?<![\w.,:/-])(?P<low>\d{1,4})\s?[–—-]\s?(?P<integer>\d{1,4})-(?P<compound>[a-zäö]{3}[\wäö]{0,40})",
    ),
    # "21 luvun 5 §", "6 artiklan 1 kohdan"
    (SpanKind.ORDINAL, r"(?<![\w.,])(?P<integer>\d{1,3})(?P<part>)(?=\s(?:luvun|artiklan|momentin)(?!\w))"),
    (
        SpanKind.ORDINAL,
        r"(?:(?<=artiklan )|(?<=momentin )|(?<=pykälän )|(?<=§:n ))(?P<integer>\d{1,3})(?P<part>)(?=\skohdan(?!\w))",
    ),
    (SpanKind.CODE, r"(?<!\w)(?P<text>[A-Z]{2}\d\d(?: [A-Z0-9]{4}){2,7}(?: [A-Z0-9]{1,3})?)(?!\w)"),
    (SpanKind.ABBREVIATION, r"(?<!\w)(?P<key>sis\. ?alv)(?!\w)"),
    (SpanKind.ORDINAL, r"(?<![\w.,:])(?P<integer>\d{1,3})\.(?=(?:,|\s(?:ja|tai|sekä))\s\d{1,3}\.\s)"),
    week_range("ma|ti|ke|to|pe|la|su"),
    (SpanKind.CARDINAL, COMPOUND),
    DIMENSIONS,
    (SpanKind.CARDINAL, r"(?<![\w.,])(?P<integer>\d{1,4})(?P<times>[x×])(?!\w)"),
    (SpanKind.CARDINAL, r"(?#x×)(?<![\w.,])(?P<integer>\d{1,4})\s?(?P<times>[x×])(?=\s[a-zäö]{2})"),
    (SpanKind.PHONE, r"(?#-)(?<![\w.,+/-])(?P<groups>\d{7}-\d)(?![\w-]|[.,]\d)"),
    (SpanKind.SYMBOL, rf"(?:(?<=[€$£])|(?<=euroa)|(?<=senttiä))/(?P<per>{'|'.join(PER)})(?!\w)"),
    *EUROPEAN_PATTERNS,
)
