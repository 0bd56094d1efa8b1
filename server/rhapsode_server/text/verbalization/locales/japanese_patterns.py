"""The expressions of Japanese's own."""

from __future__ import annotations

from rhapsode_server.text.verbalization.asian_signs import (
    ARROWS,
    FALLING_SCORES,
    GREEK_LETTERS,
    LETTER_SPANS,
    UNITS_OF_MYRIADS,
    UNSPACED_AT_LEAST,
)
from rhapsode_server.text.verbalization.quantities import UNSPACED_QUANTITIES
from rhapsode_server.text.verbalization.span import SpanKind
from rhapsode_server.text.verbalization.unspaced import (
    ADDRESSES,
    ANGLES,
    DATES,
    DIMENSIONS,
    LATIN_CODES,
    NEGATIVE_FRACTIONS,
    PHONES,
    PRICES,
    SIGNED,
    TIMES,
)

_DAY = r"(?P<month>1[0-2]|0?[1-9])/(?P<day>3[01]|[12]\d|0?[1-9])"
_EACH = (
    r"(?<![\d.,])(?:(?P<low>\d[\d,]{0,10}(?:\.\d{1,3})?)[〜～~–-])?(?P<high>\d[\d,]{0,12}(?:\.\d{1,3})?)"
    r"(?P<large>[千万億]{0,2})(?P<coin>円|ドル|ユーロ|元|ウォン|回|件|人|錠)/"
    r"(?P<each>時間|か月|ヶ月|[個本枚人台回件袋箱泊名冊着杯日分週月年坪束缶皿食室組]|§unit§)(?![A-Za-z\d²³/])"
)
"""A price, or how often, for each."""
_JOINTS = (
    (
        SpanKind.SYMBOL,
        # Not behind what people draw out, nor before a title that a second line closes.
        r"(?#~～〜)(?<=[\u4e00-\u9fff\u30a1-\u30fc][\u4e00-\u9fff\u30a1-\u30fa々])"
        r"(?<!了解)(?<!最高)(?<!感謝)(?<!乾杯)(?<!丈夫)(?<!残念)"
        r"(?P<character>[~～〜])(?=[\u4e00-\u9fff\u30a1-\u30fa][\u4e00-\u9fff\u30a1-\u30fc々])(?![^~～〜]{1,20}[~～〜](?:$|[\s。、」』）)]))",
    ),
    (SpanKind.SYMBOL, r"(?#~～〜)(?<=[朝昼春夏秋冬])(?P<character>[~～〜])(?=[昼夕晩夜春夏秋冬])"),
    (SpanKind.SYMBOL, r"(?#~～〜)(?<=\d[千万億兆])(?P<character>[~～〜])(?=\d)"),
)
"""A wavy line between words of ideographs and katakana, which leads from one to the other: 東京〜大阪."""

PATTERNS: tuple[tuple[SpanKind, str], ...] = (
    *ADDRESSES,
    *UNSPACED_QUANTITIES,
    *GREEK_LETTERS,
    UNSPACED_AT_LEAST,
    UNITS_OF_MYRIADS,
    LETTER_SPANS,
    *_JOINTS,
    FALLING_SCORES,
    (SpanKind.SYMBOL, r"(?#~～〜)(?<=[章節条巻話部])(?P<character>[~～〜])(?=第\d)"),
    *ARROWS,
    (SpanKind.CODE, _EACH),
    (SpanKind.CODE, r"(?<![\w.,-])(?P<room>\d{4})(?=号室)"),
    (SpanKind.DATE, rf"(?#/)(?<![\d/.]){_DAY}(?=(?:から|より)\d{{1,2}}/\d{{1,2}}(?![\d/]))"),
    (SpanKind.DATE, rf"(?#/)(?:(?<=/\dから)|(?<=/\d\dから)|(?<=/\dより)|(?<=/\d\dより)){_DAY}(?![\d/])"),
    (
        SpanKind.CODE,
        r"(?<![A-Za-z])[Pp]{1,2}\.\s?(?P<page>\d{1,4})(?:[-–~～〜](?:[Pp]{1,2}\.)?(?P<last_page>\d{1,4}))?(?![\d-])",
    ),
    # A year right before a name: 2022FIFA.
    (SpanKind.CARDINAL, r"(?<![A-Za-z\d.,/-])(?P<integer>(?:19|20)\d\d)(?=[A-Z]{3,8}(?![A-Za-z\d]))"),
    *DATES,
    (
        SpanKind.CODE,
        r"(?<![A-Za-z\d])(?P<era>[MTSHR])(?P<year>\d{1,2})(?:\.(?P<month>\d{1,2})\.(?P<day>\d{1,2})(?![\d.])"
        r"|(?=年(?:[\d\u4e00-\u9fff]|$)))",
    ),
    (SpanKind.SYMBOL, r"(?#/)(?<=\d\d)(?P<character>(?P<over>/))(?=\d\d{1,2}\s?mmHg)"),
    (SpanKind.ABBREVIATION, r"(?<![A-Za-z])(?P<key>[Vv]ol|ver|Ver)\.\s?(?=\d)"),
    (SpanKind.ABBREVIATION, r"(?<![\w#&])(?P<key>#)(?=\d)"),
    *TIMES,
    *PRICES,
    *PHONES,
    (SpanKind.ABBREVIATION, r"(?<![A-Za-z])(?P<key>M)(?=\d\.\d)"),
    (SpanKind.DECIMAL, r"(?<=M)(?<![A-Za-z]M)§number§(?!\.?\d)"),
    *LATIN_CODES,
    *SIGNED,
    *NEGATIVE_FRACTIONS,
    *DIMENSIONS,
    *ANGLES,
    (SpanKind.SYMBOL, r"(?<=[\u4e00-\u9fff])(?P<character>[~～〜])(?=[\u4e00-\u9fff]{1,6}間)"),
    (SpanKind.CODE, r"(?<=[図表式])(?P<block>\d{1,3}-\d{1,3})(?![\d-])"),
    # The minus of accounts.
    (SpanKind.SYMBOL, r"(?#△▲)(?P<character>(?P<loss>[△▲]))\s?(?=[¥￥$]?\d)"),
    (SpanKind.CODE, r"(?<=\d)丁目(?P<lot>\d{1,3}(?:-\d{1,3}){1,2})(?![\d-])"),
    (SpanKind.RATIO, r"(?<=スコアは)(?P<first>\d{1,3})(?P<mark>[-–])(?P<second>\d{1,3})(?![\d-])"),
    (
        SpanKind.CODE,
        r"(?<=[日\d])[(（](?P<weekday>[月火水木金土日])[〜～~-](?P<last_weekday>[月火水木金土日])[)）]",
    ),
    (SpanKind.SYMBOL, r"(?<=[月火水木金土日])(?P<character>[〜～~-])(?=[月火水木金土日](?![\w]))"),
    (
        SpanKind.DATE,
        r"(?#〜～)(?<![\d/.])(?P<month>1[0-2]|[1-9])/(?P<day>3[01]|[12]?\d)(?=\s?[〜～]\s?\d{1,2}/\d{1,2}(?![\d/]))",
    ),
    (
        SpanKind.DATE,
        r"(?#〜～)(?:(?<=/\d[〜～])|(?<=/\d\d[〜～]))(?P<month>1[0-2]|[1-9])/(?P<day>3[01]|[12]?\d)(?![\d/])",
    ),
    (
        SpanKind.DATE,
        r"(?<![\d/])(?P<month>\d{1,2})/(?P<day>\d{1,2})(?=\s?(?:[(（][月火水木金土日][)）]|[月火水木金土日]曜))",
    ),
    (SpanKind.CODE, r"(?<=[日\d])[(（](?P<weekday>[月火水木金土日])(?P<holiday>[・･]祝)?[)）]"),
    # Between two stretches of time, whichever way they are written.
    (
        SpanKind.SYMBOL,
        r"(?<=[旬紀代期頃末半初頭後前])(?P<character>[〜～~])(?=\d|平成|昭和|令和|大正|明治|紀元|西暦|同)",
    ),
    (SpanKind.SYMBOL, r"(?<=[年月日紀\d])(?P<character>[〜～~])(?=平成|昭和|令和|大正|明治|紀元|西暦|同\d)"),
    (SpanKind.SYMBOL, r"(?:(?<=前\d)|(?<=前\d\d)|(?<=前\d{3})|(?<=前\d{4}))(?P<character>[〜～~])(?=\d)"),
    (SpanKind.CODE, r"(?<=[^\W\dA-Za-z_])(?!(?:19|20)\d\d-[01]\d-[0-3]\d)(?P<block>\d{1,4}-\d{1,3}-\d{1,4})(?![\d-])"),
    (SpanKind.CODE, r"(?<=[区町村])(?P<block>\d{1,4}-\d{1,3})(?![\d-])"),
    (SpanKind.CODE, r"(?<=[市田山川野原本島崎沢井木丘台園])(?P<block>\d{1,3}-\d{1,3})(?=[\s、。]|$)"),
    (SpanKind.ROMAN, r"(?<=第)(?P<numeral>[IVXLC]{1,7})(?=[部章節巻編回期世話])"),
    (SpanKind.ROMAN, r"(?<=[\u30a1-\u30fc\u4e00-\u9fff])(?!X{2,3}(?![IVX]))(?P<numeral>[IVX]{2,5})(?![A-Za-z\d])"),
    (SpanKind.ABBREVIATION, r"(?<![A-Za-z])(?P<key>No)\.\s?(?=\d)"),
    (SpanKind.ABBREVIATION, r"(?<![A-Za-z])(?P<key>vs|VS)(?![A-Za-z])\.?"),
    (
        SpanKind.RATIO,
        r"(?<![\d.:-])(?P<first>\d{1,3})(?P<mark>[-–ー])(?P<second>\d{1,3})(?=で\w{0,4}[勝敗負引逃下破]|の(?:同点|引き分け|ドロー|勝|敗))",
    ),
    (SpanKind.SYMBOL, r"(?<=\d)\s?(?P<character>[+×÷*=±><≥≤≠≒≈])\s?(?=\d)"),
    (SpanKind.SYMBOL, r"(?<=[)）])(?P<character>[〜～~])(?=\d)"),
    (SpanKind.SYMBOL, r"(?#√)(?P<character>√)(?=\d)"),
    (SpanKind.CARDINAL, r"(?<=時)0(?P<integer>[0-9])(?=分)"),
    (
        SpanKind.SYMBOL,
        r"(?<=[年月日時分秒号個人円回件歳点階章])(?P<character>[-–—~～〜])(?=(?:午前|午後|翌|同)?[\d¥￥$])",
    ),
    (SpanKind.SYMBOL, r"(?<=[\d円時日])(?P<character>[~～〜])(?=[。、)）」\s]|$)"),
)
