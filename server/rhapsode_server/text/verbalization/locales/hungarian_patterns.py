"""Expressions that Hungarian looks for before all others."""

from __future__ import annotations

from rhapsode_server.text.verbalization.locales.european_patterns import MAP_SCALE
from rhapsode_server.text.verbalization.locales.hungarian_words import PER
from rhapsode_server.text.verbalization.locales.scandinavian import DIMENSIONS, UNIT_FRACTIONS, week_range
from rhapsode_server.text.verbalization.locales.slavic_patterns import ENGLISH_NUMBERS, LETTERED_QUARTER
from rhapsode_server.text.verbalization.span import SpanKind
from rhapsode_server.text.verbalization.unspaced import EQUATION

_DAY_END = r"(?:\.(?=\s[^A-ZÁÉÍÓÖŐÚÜŰ])|(?!\w))"
"""A day's full stop, unless a sentence ends with it."""

_RULERS = (
    "István|Béla|László|Géza|Károly|Lajos|Mátyás|Ulászló|András|Kálmán|Ferdinánd|Miksa|Rudolf|Lipót|József|"
    "Ferenc|Erzsébet|Péter|Miklós|Sándor|Vilmos|Henrik|György|Edward|Napóleon|János|Pál|Pius|Frigyes|Katalin|"
    "Albert|Ottó|Jakab|Rákóczi"
)

PATTERNS: tuple[tuple[SpanKind, str], ...] = (
    EQUATION,
    (SpanKind.DECIMAL, r"(?#eE)(?<![\w.,])§number§[eE](?P<tens>[-+−]?\d{1,3})(?!\w|\.\d)"),
    (
        SpanKind.DATE,
        r"(?<![\w.,])(?P<year>[12]\d{3})\.?\s?(?P<month>§month§)\.?\s(?P<day>[0-3]?\d)(?:\.?[-–](?P<last_day>[0-3]?\d))?"
        + _DAY_END,
    ),
    (
        SpanKind.DATE,
        r"(?<!\w)(?P<month>§month§)\.?\s(?P<day>[0-3]?\d)\.?[-–](?P<last_day>[0-3]?\d)" + _DAY_END,
    ),
    (
        SpanKind.DATE,
        r"(?<![\w.,])(?P<year>[12]\d{3})\.\s?(?P<month>[01]?\d)\.\s?(?P<day>[0-3]?\d)" + _DAY_END,
    ),
    (SpanKind.DATE, r"(?<![\w.,])(?P<month>0[1-9]|1[0-2])\.\s?(?P<day>[0-3]\d)\.(?=\s[a-záéíóöőúüű]|[,;)]|$)"),
    (SpanKind.DATE, r"(?<![\w.,])(?P<month>0?[1-9]|1[0-2])\.\s?(?P<day>[0-3]?\d)(?=-j?[aáeé](?!s))"),
    (
        SpanKind.DATE,
        r"(?#IVX)(?<![\w.,])(?P<year>[12]\d{3})\.\s(?P<month>[IVX]{1,4})\.\s(?P<day>[0-3]?\d)" + _DAY_END,
    ),
    (SpanKind.DATE, r"(?#IVX)(?<![\w.,])(?P<month>[IVX]{1,4})\.\s(?P<day>[0-3]?\d)(?=-j?[aáeé])"),
    (SpanKind.DURATION, r"(?<![\w.,])(?P<hour>\d{1,2})\s?ó\s(?P<minute>[0-5]?\d)\s?p(?!\w)"),
    (
        SpanKind.SCORE,
        r"(?<![\w.,-])(?P<first>\d{1,2})[-–](?P<second>\d{1,2})"
        r"(?=-(?:r[ae]|[aeoö]s|ig|t[óő]l|\w{0,2}[ae]l)(?!\w))",
    ),
    (SpanKind.ORDINAL, r"(?<![\w.,:])(?P<integer>\d{1,4})\.(?=-[a-záéíóöőúüű]{1,6}(?!\w))"),
    (SpanKind.ROMAN, rf"(?<!\w)(?P<numeral>I|V|X)\.(?=\s(?:{_RULERS})(?!\w))"),
    DIMENSIONS,
    (SpanKind.CARDINAL, r"(?<![\w.,])(?P<integer>\d{1,4})\s?(?P<times>[x×])(?=\s|[.,;:!?)]|$)"),
    (
        SpanKind.SYMBOL,
        rf"(?:(?<=Ft)|(?<=[€$£\d])|(?<=forint)|(?<=euró)|(?<=fő)|(?<=CO₂))/(?P<per>{'|'.join(PER)})(?!\w)",
    ),
    (SpanKind.ORDINAL, r"(?<![\w.,:])(?P<integer>\d{1,3})\.(?=(?:,|\s(?:és|vagy|és a|és az))\s\d{1,3}\.\s|\s§)"),
    (
        SpanKind.PHONE,
        r"(?<![\w.,+])(?P<groups>\(?(?:\+36|06)[ /-]?\(?\d{1,2}\)?[ /-]?\d{3}[ /-]?\d{2}[ /-]?\d{1,2})(?![\w-])",
    ),
    *UNIT_FRACTIONS,
    week_range("szo|sze|cs|[hkpv]"),
    LETTERED_QUARTER,
    *ENGLISH_NUMBERS,
    (SpanKind.YEAR, r"(?<![\w.,])(?P<integer>[12]\d{3})\.(?=\sévi\s)"),
    (SpanKind.ORDINAL, r"\((?P<integer>\d{1,3})\)(?=\sbek(?:ezdés|\.))"),
    # "az 1.," and "a 3." at the end: behind an article no other number has a stop.
    (SpanKind.ORDINAL, r"(?:(?<=\b[aA] )|(?<=\b[aA]z ))(?P<integer>\d{1,3})(?:\.(?=[,;:)])|(?=\.\s?\Z))"),
    # "1/2020. (I. 5.)": the day of a decree.
    (SpanKind.DATE, r"(?#IVX)(?<=\()(?P<month>[IVX]{1,4})\.\s(?P<day>[0-3]?\d)\.(?=\))"),
    # "1/2020. (I. 5.)": a decree's number of its year.
    (SpanKind.CARDINAL, r"(?#/)(?<![\w/.,])(?P<integer>\d{1,4})/(?P<year>(?:19|20)\d\d)\.(?=\s\([IVX]{1,4}\.)"),
    # "95/100 pont"
    (SpanKind.CARDINAL, r"(?#/)(?<![\w/.,])(?P<integer>\d{1,4})/(?P<out_of>5|10|20|30|50|100|200|1000)(?=\spont)"),
    (SpanKind.PHONE, r"(?#-)(?<![\w.,+/-])(?P<groups>\d{8}-\d-\d{2})(?![\w-]|[.,]\d)"),
    MAP_SCALE,
    # A book and a paragraph of the civil code: "6:159. §".
    (SpanKind.CARDINAL, r"(?#:)(?<![\w.,:])(?P<integer>\d)(?P<apart>:)(?=\d{1,3}\.\s§)"),
    (SpanKind.ORDINAL, r"(?#§)(?<=\d:)(?P<integer>\d{1,3})\.(?=\s§)"),
    (SpanKind.PHONE, r"(?#-)(?<![\w.,+/-])(?P<groups>\d{8}-\d{8}(?:-\d{8})?)(?![\w-]|[.,]\d)"),
    (SpanKind.CODE, r"(?<!\w)(?P<text>[A-Z]{2}\d\d(?: [A-Z0-9]{4}){2,7}(?: [A-Z0-9]{1,3})?)(?!\w)"),
    (SpanKind.DATE, r"(?<![\w.,])(?P<year>20\d\d)\.\s?(?P<month>0[1-9]|1[0-2])(?=\.?(?:[,;)]|\s[a-záéíóöőúüű]|\s?\Z))"),
    (SpanKind.CARDINAL, r"(?#/)(?<![\w/.,])(?P<integer>\d{2,3})(?P<apart>/)(?=\d{2,3}\s?Hgmm)"),
    (
        SpanKind.ROMAN,
        r"(?#IVX)(?<!\w)(?P<numeral>[IVX]{1,4})\.(?=\s(?:törvény|negyedév|félév|kerület)[a-záéíóöőúüű]{0,8})",
    ),
)
