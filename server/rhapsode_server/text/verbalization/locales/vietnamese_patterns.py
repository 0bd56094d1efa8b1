"""The expressions of Vietnamese's own."""

from __future__ import annotations

from rhapsode_server.text.verbalization.asian_signs import (
    ENGLISH_FRACTIONS,
    GREEK_LETTERS,
    SPACED_ARROW,
    SPACED_AT_LEAST,
)
from rhapsode_server.text.verbalization.locales.scandinavian import UNIT_FRACTIONS
from rhapsode_server.text.verbalization.locales.slavic_patterns import ENGLISH_NUMBERS
from rhapsode_server.text.verbalization.quantities import SPACED_QUANTITIES
from rhapsode_server.text.verbalization.span import SpanKind
from rhapsode_server.text.verbalization.unspaced import ANGLES, EQUATION, LATIN_MIXES, NEGATIVE_FRACTIONS

_DAY = r"(?P<day>3[01]|[12]?\d)/(?P<month>1[0-2]|0?[1-9])"
_COUNTED = r" (?:triệu|tỷ|tỉ|nghìn|%|lần|giờ|phút|viên|cốc|ly|bữa|tiếng|người|buổi|km|quả|chai|ống|gói|tuần|ngày)(?!\w)"
"""Behind so many of these there is no month."""
_NUMBERED = "|".join(
    f"(?<={noun} )"
    for noun in "kỷ kỉ chương phần mục điều khoản đoạn lục khóa khoá tập quyển hồi loại cấp bậc hạng thứ".split()
)
"""Behind a noun that a numeral in small letters may number."""
PATTERNS: tuple[tuple[SpanKind, str], ...] = (
    (SpanKind.TIME, r"(?#-–)(?<![\w.,:])(?P<hour>[0-2]?\d)h(?=\s?[-–]\s?[0-2]?\d(?:h|g|:\d\d))"),
    EQUATION,
    *SPACED_QUANTITIES,
    (SpanKind.CARDINAL, r"(?#,)(?<![\w.,])(?P<integer>\d{1,3}(?:,\d{3}){2,5})(?![\d,]|\.\d)"),
    *ENGLISH_FRACTIONS,
    *ENGLISH_NUMBERS,
    (SpanKind.CARDINAL, r"(?#0)(?<![\w.,/-])(?P<integer>[1-9]\d{0,2}(?: 000){1,4})(?! ?\d|[.,/-]\d)"),
    (
        SpanKind.CARDINAL,
        r"(?<![\w.,/-])(?P<integer>[1-9]\d{0,2}(?: \d{3}){2,4})(?= (?:đồng|người|km|usd|vnd|VND|USD|VNĐ|đ)(?!\w))",
    ),
    *GREEK_LETTERS,
    SPACED_AT_LEAST,
    SPACED_ARROW,
    *ANGLES,
    (
        SpanKind.UNIT,
        r"(?#/)(?<![\w.,/-])§number§(?P<_gap>\s?)(?P<symbol>§unit§)"
        r"(?=/(?:viên|gói|lọ|ống|hộp|chai|người|ngày|lần|tuần|tháng|năm|trang|suất|khẩu phần)(?!\w))",
    ),
    (SpanKind.SYMBOL, r"(?#x)(?<=[^\W\d_] )(?P<character>(?P<by>x))(?= \d{1,4} [^\W\d_]{2})"),
    (SpanKind.ABBREVIATION, r"(?#QP)(?<=, )(?P<key>[QP])\.\s?(?=[A-ZĐ][a-zà-ỹ])"),
    # Months and days whose noughts or nouns tell that they are no others.
    (SpanKind.DATE, r"(?#.-)(?<![\w.,:/-])(?P<month>0[1-9]|1[0-2])[.-](?P<year>(?:19|20)\d\d)(?![\w/-]|[.,:]\d)"),
    (SpanKind.DATE, r"(?#.-)(?i:(?<=quý )(?P<month>0?[1-4]))[.-](?P<year>(?:19|20)\d\d)(?![\d/-])"),
    (
        SpanKind.DATE,
        r"(?#.-)(?=\d)(?:(?<=[nN]gày )|(?<=[đĐ]êm )|(?<=[hH]ôm )|(?<=[sS]áng )|(?<=[tT]ối )|(?<=[cC]hiều ))"
        r"(?P<day>3[01]|[12]\d|0?[1-9])[-.](?P<month>1[0-2]|0?[1-9])(?![\d/-]|[.,]\d)"
        rf"(?!{_COUNTED})",
    ),
    (SpanKind.DATE, r"(?#-)(?<![\d-])(?<!\d )(?P<day>\d{1,2}) - (?P<month>\d{1,2}) - (?P<year>(?:19|20)\d\d)(?![\d-])"),
    (SpanKind.TIME, r"(?<![\w.,:])(?P<hour>[0-2]?\d)[hg]\s?(?P<minute>[0-5]?\d)[mp](?:(?P<second>[0-5]?\d)s)?(?!\w)"),
    (SpanKind.TIME, r"(?<![\w.,:])(?P<hour>[0-2]?\d)g(?= (?:sáng|chiều|tối|trưa|đêm))"),
    (SpanKind.SYMBOL, r"(?#-–)(?=[\s–-])(?:(?<=\dh)|(?<=\dp)|(?<=h\d\d))\s?(?P<character>[-–])\s?(?=[0-2]?\d[hg:])"),
    (
        SpanKind.CODE,
        r"(?#/)(?:(?<=số )|(?<=nhà )|(?<=hẻm )|(?<=ngõ )|(?<=kiệt )|(?<=ngách ))"
        r"(?P<lot>\d{1,4}(?:/\d{1,3}){1,3})(?=[A-Z]? (?:đường|phố|[A-ZĐ][a-zà-ỹ]+ [A-ZĐ]))(?!\w)",
    ),
    (
        SpanKind.CODE,
        r"(?#/)(?<=[ ,])(?P<lot>\d{1,4}(?:/\d{1,3}){1,3})(?=[A-Z]? (?:đường|phố)(?!\w))",
    ),
    (SpanKind.ROMAN, r"(?i:(?<=quý ))(?P<numeral>I{1,3}|IV)(?=[/.-](?:19|20)\d\d(?!\d))"),
    (SpanKind.CODE, r"(?#/)(?:(?<=\WI)|(?<=II)|(?<=IV)|(?i:(?<=quý \d)))/(?P<year_behind>(?:19|20)\d\d)(?![\d/-])"),
    (
        SpanKind.CODE,
        r"(?#.-)(?=[.-][12])(?i:(?<=quý I)|(?<=quý II)|(?<=quý III)|(?<=quý IV))"
        r"[.-](?P<year_behind>(?:19|20)\d\d)(?![\d/-])",
    ),
    (SpanKind.DATE, r"(?#-–)(?<![\w/.,-])(?P<month>0[1-9]|1[0-2])(?=[-–](?:0[1-9]|1[0-2])[/.](?:19|20)\d\d(?!\d))"),
    (
        SpanKind.SYMBOL,
        r"(?#-–)(?:(?<=0[1-9])|(?<=1[0-2]))(?P<character>[-–])(?=(?:0[1-9]|1[0-2])[/.](?:19|20)\d\d(?!\d))",
    ),
    (
        SpanKind.DATE,
        r"(?#-–)(?:(?<=0[1-9][-–])|(?<=1[0-2][-–]))(?P<month>0[1-9]|1[0-2])[/.](?P<year>(?:19|20)\d\d)(?![\d/-]|[.,]\d)",
    ),
    (SpanKind.DATE, rf"(?#/)(?<![\w/.,-]){_DAY}(?=\s?[-–]\s?\d{{1,2}}/\d{{1,2}}(?![\d/]))"),
    (SpanKind.DATE, rf"(?#/)(?:(?<=/\d[-–])|(?<=/\d\d[-–])|(?<=/\d [-–] )|(?<=/\d\d [-–] )){_DAY}(?![\d/]|[.,]\d)"),
    (SpanKind.SYMBOL, r"(?#/)(?:(?<=/\d)|(?<=/\d\d))\s?(?P<character>[-–])\s?(?=\d{1,2}/\d{1,2}(?![\d/]))"),
    (
        SpanKind.CODE,
        r"(?#/)(?<![\w/.,-])(?P<decree>\d{1,4})/(?P<of>(?:19|20)\d\d)/(?P<organ>[A-ZĐ]{2,6}\d{0,2}(?:-[A-ZĐ]{1,6}){0,2})(?!\w)",
    ),
    (
        SpanKind.CODE,
        r"(?#/)(?<![\w/.,-])(?P<decree>\d{1,5})/(?P<organ>[A-ZĐ]{2,6}-[A-ZĐ][A-Za-zĐđ]{1,6}(?:-[A-ZĐ]{1,6})?)(?!\w)",
    ),
    (SpanKind.DURATION, r"(?<![\w.,])(?P<hour>\d{1,2})h(?P<minute>[0-5]?\d)[p'](?!\w)"),
    (SpanKind.DURATION, r"(?#')(?<![\w.,'])(?P<minute>[1-9]\d?)'(?=[\s.,;)]|$)"),
    (SpanKind.PHONE, r"(?<![\d.,/-])(?P<groups>1[89]00[-. ]\d{4,6})(?![\d-]|[.,]\d)"),
    (SpanKind.ABBREVIATION, r"(?<![A-Za-zĐđ])(?P<key>[Nn]o|[Tt]r)\.\s?(?=\d)"),
    (SpanKind.ABBREVIATION, r"(?<![A-Za-zĐđ])(?i:(?P<key>vd))(?=:)"),
    (SpanKind.ABBREVIATION, r"(?<![\w/])(?P<key>v/v)(?![\w/])"),
    (SpanKind.ORDINAL, r"(?i:(?<=hạng ))(?P<integer>1)(?![\d/:]|[.,]\d)"),
    (
        SpanKind.CODE,
        r"(?#/)(?:(?<=đồng)|(?<=triệu)|(?<=nghìn)|(?<=tỷ)|(?<=\d[kKđ])|(?<=USD)|(?<=[€$]\d)|(?<=[€$]\d\d))"
        r"/(?P<per>(?![A-Z]{3})[^\W\d_]{2,8})(?![\w²³])",
    ),
    (
        SpanKind.DATE,
        r"(?:(?<=[nN]gày )|(?<=nghỉ )|(?<=lễ )|(?<=dịp ))(?P<day>\d{1,2})[/-](?P<month>\d{1,2})(?![\d/-]|[.,]\d)"
        rf"(?!{_COUNTED})",
    ),
    (SpanKind.DATE, r"(?<![\d/.-])(?P<month>\d{1,2})/(?P<year>(?:19|20)\d\d)(?![\d/-]|[.,]\d)"),
    (SpanKind.DATE, r"(?i:(?<=tháng )(?P<month>\d{1,2}))[/-](?P<year>\d{4})(?![\d/-])"),
    (SpanKind.DATE, r"(?i:(?<=tháng )(?P<month>\d{1,2}))\s(?P<year>(?:19|20)\d\d)(?![\d/:-]|[.,]\d| [^\W\d_])"),
    (SpanKind.CARDINAL, r"(?i:(?<=tháng ))(?P<integer>\d{1,2})(?![\d/]|[.,:]\d)"),
    (SpanKind.ORDINAL, r"(?i:(?<=thứ ))(?P<integer>\d{1,3})(?![\d/:]|[.,]\d)"),
    (SpanKind.UNIT, r"(?<![\d.,])(?P<integer>\d)(?P<symbol>m)(?P<tail>\d{1,2})(?!\d)(?P<_gap>)"),
    (
        SpanKind.RATIO,
        r"(?:(?<=[Tt]ỷ số )|(?<=[Tt]ỉ số ))(?P<first>\d{1,3})(?P<mark>[-–])(?P<second>\d{1,3})(?![\d-])",
    ),
    (SpanKind.SYMBOL, r"(?i:(?<=thứ \d)|(?<=tháng \d))\s?(?P<character>[-–])\s?(?i:(?=thứ|chủ nhật|tháng))"),
    (SpanKind.ABBREVIATION, r"(?<![\w#&])(?P<key>#)(?=\d)"),
    *LATIN_MIXES,
    *NEGATIVE_FRACTIONS,
    *UNIT_FRACTIONS,
    # One million and two tenths of it, as a price is written: 1tr2.
    (
        SpanKind.CARDINAL,
        r"(?<![\w.,])(?P<integer>\d{1,3})(?P<size>tr|t)(?P<tenths>\d)(?:\s?(?P<currency>§currency§))?(?!\w)",
    ),
    (SpanKind.DURATION, r"(?<![\w.,])(?P<minute>[0-5]?\d)p(?:(?P<second>[0-5]?\d)s?)?(?!\w)"),
    (SpanKind.TIME, r"(?<![\w.,:])0(?P<hour>\d)\s?[hg](?!\w|\s?\d)"),
    # A syllable such as "vi" is one only where no other follows: "phần vi phạm".
    (
        SpanKind.ROMAN,
        rf"(?=[ivxlc])(?i:{_NUMBERED})(?P<numeral>(?!(?:[ivxlc]|[vxl]i)(?: [^\W\d_]|\.\w))[ivxlc]{{1,9}})(?![\w/%])",
    ),
    (SpanKind.PHONE, r"(?<![\d.])(?P<groups>0\d{1,3}\.\d{3,4}\.\d{3,4})(?![\d.]\d)"),
    (
        SpanKind.CODE,
        r"(?<=[\w%$€£₫¥])(?<!km)/(?P<per>km²|km2|m²|m2|m³|m3|kg|km|tháng|năm|người|ngày|tuần|quý|buổi|lượt|trận|giờ|h|lần|đêm|suất|chiếc|phút|viên|gói|lọ|ống|hộp|chai|trang"
        r"|100\s?km)(?![\w²³])",
    ),
    (SpanKind.ABBREVIATION, r"(?<![A-Za-zĐđ])(?P<key>[qp])\.\s?(?=\d|[A-ZĐ])"),
    (SpanKind.ABBREVIATION, r"(?:(?<=, )|(?<=^))(?P<key>[xh])\.\s?(?=[A-ZĐ][a-zà-ỹ])"),
    (SpanKind.ABBREVIATION, r"(?<![A-Za-zĐđ])(?P<key>[Tt][pPxXtT]|kp)\.\s?(?=[A-ZĐ][a-zà-ỹ]|\d)"),
    (SpanKind.ABBREVIATION, r"(?<![A-Za-zĐđ])(?P<key>Q|P)\.\s?(?=\d)"),
)
