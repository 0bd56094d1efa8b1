"""The expressions of Korean's own."""

from __future__ import annotations

from rhapsode_server.text.verbalization.asian_signs import (
    ARROWS,
    FALLING_SCORES,
    GREEK_LETTERS,
    LETTER_SPANS,
    UNITS_OF_MYRIADS,
    UNSPACED_AT_LEAST,
    joints,
)
from rhapsode_server.text.verbalization.quantities import UNSPACED_QUANTITIES
from rhapsode_server.text.verbalization.span import SpanKind
from rhapsode_server.text.verbalization.unspaced import (
    ADDRESSES,
    ANGLES,
    DATES,
    DIMENSIONS,
    FRACTIONS_OF_UNITS,
    LATIN_CODES,
    NEGATIVE_FRACTIONS,
    PHONES,
    PRICES,
    SIGNED,
    TIMES,
)

_DAY = r"(?P<month>1[0-2]|0?[1-9])/(?P<day>3[01]|[12]\d|0?[1-9])"
_EACH = (
    r"(?<![\d.,])(?:(?P<low>\d[\d,]{0,10}(?:\.\d{1,3})?)[~～〜–-])?(?P<high>\d[\d,]{0,12}(?:\.\d{1,3})?)"
    r"\s?(?P<large>[천만억]{0,2})\s?(?P<coin>원|달러|유로|엔|위안|회|건)/"
    r"(?P<each>시간|개월|세트|그램|리터|킬로|[개명인장병잔권대평박회건월달년연일주분초]|§unit§)(?![A-Za-z\d²³/])"
)
"""A price, or how often, for each."""
_JOINTS = joints(
    "~～〜→",
    *(
        "서울|부산|대구|인천|광주|대전|울산|세종|제주|수원|강릉|춘천|전주|청주|천안|포항|창원|여수|경주|김포|평양|도쿄|오사카|"
        "베이징|상하이|뉴욕|런던|파리|홍콩|방콕"
    ).split("|"),
    *(
        "[가-힣]역",
        "[초중고]급",
        "[초중고]등",
        "초등학생",
        "중학생",
        "고등학생",
        "대학생",
        "유아",
        "성인",
        "[가-힣]학년",
    ),
    *("봄", "여름", "가을", "겨울", "아침", "점심", "저녁", "오전", "오후", "새벽", "입문"),
)
"""Between places, schools, parts of the day and of the year a wavy line or an arrow leads from one to the other."""
PATTERNS: tuple[tuple[SpanKind, str], ...] = (
    *ADDRESSES,
    *UNSPACED_QUANTITIES,
    *GREEK_LETTERS,
    UNSPACED_AT_LEAST,
    UNITS_OF_MYRIADS,
    LETTER_SPANS,
    _JOINTS,
    FALLING_SCORES,
    (SpanKind.SYMBOL, r"(?#~～〜)(?<=[장절조권화부])(?P<character>[~～〜])(?=제\s?\d)"),
    (SpanKind.SYMBOL, r"(?#▲▼)(?P<character>(?P<trend>[▲▼]))\s?(?=\d[\d,.]{0,9}%)"),
    (SpanKind.DATE, r"(?#-~～〜–)(?<![\d/])(?P<month>1[0-2]|[1-9])(?=[-~～〜–]1?\d월)"),
    (SpanKind.SYMBOL, r"(?#-–~～〜)(?<=\d[천만억조백])(?P<character>[-–~～〜])(?=\d)"),
    (
        SpanKind.SYMBOL,
        r"(?#-–~)(?:(?<=\d)|(?<=\d[원일월년시분%명개])|(?<=달러)|(?<=[만억]원)) "
        r"(?P<character>[-–~]) (?=\d[\d.,]{0,12}\s?[만억천원달유엔위일월년시분명개%])",
    ),
    *ARROWS,
    (SpanKind.PHONE, r"(?<![\d.])(?P<groups>01[016789]\.\d{3,4}\.\d{4})(?![\d.])"),
    (
        SpanKind.DATE,
        r"(?#/)(?:(?<=날짜는 )|(?<=날짜: )|(?<=생일은 )|(?<=마감은 )|(?<=마감일은 )|(?<=일정은 )|(?<=기한은 ))"
        r"(?P<month>1[0-2]|0?[1-9])/(?P<day>3[01]|[12]?\d)(?![\d/])",
    ),
    (SpanKind.CODE, _EACH),
    (SpanKind.CODE, r"(?<![A-Za-z])pp?\.\s?(?P<page>\d{1,4})(?:[-–~](?P<last_page>\d{1,4}))?(?![\d-])"),
    (SpanKind.SYMBOL, r"(?<=\d원)(?P<character>(?P<upward>[~～]))(?=[\s.,)]|$)"),
    (
        SpanKind.CODE,
        r"(?<![A-Za-z\d./:-])(?<!\d,)(?P<named>11[0-9]|12[0-9]|13[1-5])(?=(?:에|로|으로|에다|번으로)?\s?(?:전화|신고|문의|제보))",
    ),
    (SpanKind.CODE, r"(?<![A-Za-z\d.,/:-])(?P<named>00[1-9])(?!\d|[.,:-]\d)"),
    (SpanKind.DATE, rf"(?#/)(?<![\d/.]){_DAY}(?=\s?[~～〜]\s?\d{{1,2}}/\d{{1,2}}(?![\d/]))"),
    (SpanKind.DATE, rf"(?#/)(?:(?<=/\d[~～〜])|(?<=/\d\d[~～〜])){_DAY}(?![\d/])"),
    *DATES,
    (
        SpanKind.DATE,
        r"(?P<year>\d{4})\.\s(?P<month>\d{1,2})\.\s(?P<day>\d{1,2})(?:\.(?=\s?[^\s\d])|(?=\.?$)|(?![\d.]))",
    ),
    (SpanKind.DATE, r"(?P<year>\d{4})년\s?(?P<month>\d{1,2})월(?:\s?(?P<day>\d{1,2})일)?"),
    (SpanKind.DATE, r"(?<!\d)(?P<month>\d{1,2})월\s?(?P<day>\d{1,2})일"),
    (SpanKind.DATE, r"(?<!\d)(?P<month>\d{1,2})월(?![가-힣]{0,2}\d)"),
    (
        SpanKind.DATE,
        r"(?<![\dA-Za-z.])(?<!버전 )(?P<year>\d\d)\.\s?(?P<month>0?[1-9]|1[0-2])\.\s?(?P<day>[0-3]?\d)(?!\d|\.\d)",
    ),
    (
        SpanKind.CODE,
        r"(?<![\d.])(?<!규모 )"
        r"(?P<event>\d{1,2}[.·]\d{1,2})(?=절|\s?(?:테러|사건|선언|조치|쿠데타|운동|전쟁|참전|사변|혁명|민주|광복|해방|사태|남침))",
    ),
    (SpanKind.CODE, r"(?#·)(?<![\d.])(?P<event>\d{1,2}·\d{1,2})(?![\d.])"),
    (SpanKind.SYMBOL, r"(?<=\d)(?P<character>[-–~～〜])(?=\d{1,2}월)"),
    (SpanKind.PHONE, r"(?<![\d-])(?P<groups>1[568]\d\d-\d{4})(?![\d-])"),
    (SpanKind.CODE, r"(?:(?<=[동리읍면로길]\s)|(?<=\d가\s))(?P<block>\d{1,4}-\d{1,4})(?![\d-]|으?로\s)"),
    (SpanKind.PERCENT, r"§number§%(?P<points>[pP])(?![A-Za-z])"),
    (SpanKind.SYMBOL, r"(?#/)(?<=\d\d)(?P<character>(?P<over>/))(?=\d\d{1,2}\s?mmHg)"),
    (SpanKind.CODE, r"(?<=[일\d])\((?P<weekday>[월화수목금토일])\)"),
    (SpanKind.CODE, r"(?<=[일\d])\((?P<weekday>[월화수목금토일])[~～〜-](?P<last_weekday>[월화수목금토일])\)"),
    (
        SpanKind.SYMBOL,
        r"(?<=[월화수목금토일])(?P<character>(?P<_days>[~～〜-]))(?=[월화수목금토일](?:요일)?(?![가-힣]))",
    ),
    (SpanKind.DATE, r"(?<!\d)(?P<month>\d{1,2})월\s?(?P<day>\d{1,2})(?P<since>[~～〜-])(?=\d{1,2}일)"),
    (SpanKind.CARDINAL, r"(?<!\d)0(?P<integer>[1-9])(?=\s?[월일시분초])"),
    (SpanKind.CARDINAL, r"(?<!\d)0(?P<integer>0)(?=\s?[분초])"),
    *FRACTIONS_OF_UNITS,
    (SpanKind.ABBREVIATION, r"(?<![\w#&])(?P<key>#)(?=\d)"),
    *TIMES,
    *PRICES,
    *PHONES,
    *LATIN_CODES,
    *SIGNED,
    *NEGATIVE_FRACTIONS,
    *DIMENSIONS,
    *ANGLES,
    (SpanKind.RATIO, r"(?<=스코어 )(?P<first>\d{1,3})(?P<mark>[-–:])(?P<second>\d{1,3})(?![\d:-])"),
    (SpanKind.RATIO, r"(?<![\d.:-])(?P<first>\d{1,3})대\s?(?P<second>\d{1,3})(?=로|의|$|\s|[,.)])"),
    (SpanKind.ABBREVIATION, r"(?<![A-Za-z])(?P<key>No)\.\s?(?=\d)"),
    (SpanKind.ABBREVIATION, r"(?<![A-Za-z])(?P<key>vs|VS)(?![A-Za-z])\.?"),
    (SpanKind.ROMAN, r"(?<=[\d가-힣]\s)(?!X{2,3}(?![IVX]))(?P<numeral>[IVX]{2,5})(?![A-Za-z\d])"),
    (SpanKind.ROMAN, r"(?<![A-Za-z\d])(?!X{2,3}(?![IVX]))(?P<numeral>[IVX]{2,5})(?=\s?(?:세|장|부|편|권|기|형))"),
    (
        SpanKind.RATIO,
        r"(?<![\d.:-])(?P<first>\d{1,3})(?P<mark>[-–:])(?P<second>\d{1,3})"
        r"(?=(?:으?로|의)?\s?(?:[가-힣A-Za-z]{1,8}[을를에] )?(?:이겼|이기|승"
        r"|패|졌|꺾|완|비겼|제압|역전))",
    ),
    (SpanKind.SYMBOL, r"(?<=\d)\s?(?P<character>[+×÷*=±≥≤≠])\s?(?=\d)"),
    (SpanKind.SYMBOL, r"(?<=\))(?P<character>[〜～~])(?=\d)"),
    (SpanKind.DATE, r"(?<![\d/])(?P<month>\d{1,2})/(?P<day>\d{1,2})(?=\s?\([월화수목금토일]\))"),
    (SpanKind.RATIO, r"(?<![\d.:-])(?P<first>\d{1,3})(?P<mark>[-–])(?P<second>\d{1,3})(?=\s?(?:동점|무승부|승리))"),
    (SpanKind.SYMBOL, r"(?#√)(?P<character>√)(?=\d)"),
    (SpanKind.SYMBOL, r"(?<=[\d시분])\s?(?P<character>[-–—~～〜])\s?(?=(?:오전|오후|다음)\s?\d)"),
    (SpanKind.SYMBOL, r"(?<=\d[년월일시분초개명원세장권점])(?P<character>[-–—~～〜])(?=\d)"),
)
