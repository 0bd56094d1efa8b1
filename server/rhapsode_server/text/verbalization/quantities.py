"""Short ways of writing how much, as Asia's languages share them: marks out of ten, thousands as a letter, quarters.

Where no spaces are set they are found beside any letter that is not Latin: no word ends there.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from rhapsode_server.text.verbalization.locale import Locale
from rhapsode_server.text.verbalization.patterns import LATIN
from rhapsode_server.text.verbalization.span import Span, SpanKind

_ALONE = r"(?<![A-Za-z\d.,/:$€£¥￥₩-])"
_ENDS = r"(?![A-Za-z\d])"
_NO_SUM = r"(?<![-+=*×<>≤≥])(?<![-+=*×<>≤≥] )"
"""An x behind a number is then no unknown of an equation."""

ZONED_DATE = (
    SpanKind.DATE,
    r"(?#:)(?<![\d-])(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)[T ](?P<hour>\d\d):(?P<minute>\d\d)"
    r"(?::(?P<second>\d\d)(?:\.\d{1,6})?)?\s?\+\d\d:?\d\d(?![\d:])",
)
"""The date of a machine with how far its clocks are from Greenwich's, which is not said."""

_RAISED = r"(?:(?<=\d)|(?<=\))|(?<![A-Za-z][abnrxyz])(?<=[abnrxyz]))"
"""Behind a number, a bracket or a variable."""
UNSPACED_QUANTITIES: tuple[tuple[SpanKind, str], ...] = (
    ZONED_DATE,
    (
        SpanKind.DATE,
        r"(?#:)(?<![\d-])(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)[ T](?P<hour>\d\d):(?P<minute>\d\d)"
        r"(?::(?P<second>\d\d))?(?=[^\W\dA-Za-z_])",
    ),
    (
        SpanKind.CODE,
        r"(?#/)(?<![A-Za-z\d.,/:])(?P<marks>\d{1,3}\.\d{1,2})\s?/\s?(?P<full>5|10|20|50|100)(?![\d/%A-Za-z]|[.,]\d)",
    ),
    (
        SpanKind.CODE,
        r"(?#/)(?<![A-Za-z\d.,/:-])(?!(?:19|20)\d\d/(?:19|20)\d\d)(?P<marks>\d{1,6})/(?P<full>\d{4,6})"
        r"(?![\d/%A-Za-z-]|[.,]\d)",
    ),
    (SpanKind.CODE, r"(?#.)(?<![A-Za-z\d.,])(?P<host>\d{1,3}(?:\.\d{1,3}){3}):(?P<port>\d{2,5})(?!\d)"),
    (SpanKind.CODE, r"(?#:)(?<![A-Za-z\d:])(?P<hardware>[\dA-F]{2}(?::[\dA-F]{2}){5})(?![A-Za-z\d:])"),
    (SpanKind.CODE, r"(?#:)(?<![A-Za-z\d.,:])(?P<ratios>\d(?::\d){2,4})(?![A-Za-z\d:]|[.,]\d)"),
    (SpanKind.CODE, r"(?#&/)(?<![A-Za-z\d&/.])(?P<left>[A-Z])(?P<joint>[&/])(?P<right>[A-Z])(?![A-Za-z&/])"),
    (SpanKind.ORDINAL, r"(?#sndrth)(?<![A-Za-z\d.,])(?P<integer>\d{1,3})(?P<suffix>st|nd|rd|th)(?![A-Za-z\d])"),
    (
        SpanKind.CODE,
        rf"(?#QH)(?<![A-Za-z\d.,/-])(?P<of_year>(?:19|2[05])\d\d)[年년]?\s?(?P<part>Q[1-4]|H[12]){_ENDS}",
    ),
    (SpanKind.CODE, rf"(?#F)(?<![A-Za-z\d.,/-])FY\s?(?P<fiscal>20\d\d){_ENDS}"),
    (
        SpanKind.SYMBOL,
        r"(?#→)(?<=[\d%℃円元秒分원회명개個人A-Za-z])\s?(?P<character>(?P<until>→))\s?(?=[-+$¥]?\d)",
    ),
    (SpanKind.SYMBOL, r"(?#<>≤≥≦≧)(?<=[\d)])\s?(?P<character>[<>≤≥≦≧])\s?(?=[a-z](?![A-Za-z>]))"),
    (
        SpanKind.SYMBOL,
        r"(?#/)(?:(?<=血圧\d\d\d)|(?<=血圧は\d\d\d)|(?<=血压\d\d\d)|(?<=血压为\d\d\d)|(?<=血压 \d\d\d)"
        r"|(?<=血压为 \d\d\d)|(?<=血壓\d\d\d)|(?<=혈압 \d\d\d)"
        r"|(?<=혈압은 \d\d\d))(?P<character>(?P<over>/))(?=\d{2,3}(?!\d))",
    ),
    (SpanKind.CODE, rf"(?#s)(?<![A-Za-z\d.,/-])(?P<decade>(?:1[5-9]|20)\d0)s{_ENDS}"),
    (SpanKind.CODE, rf"(?#p)(?<![A-Za-z\d.,/])§number§\s?(?P<points>pp|bps?){_ENDS}"),
    (SpanKind.CODE, r"(?#/)(?<![A-Za-z\d.,/])(?P<always>24/7|7/24)(?![A-Za-z\d/]|\.\d)"),
    (SpanKind.SYMBOL, r"(?#+-)(?:(?<=UTC)|(?<=GMT))(?P<character>(?P<offset>[-+−]))(?=\d{1,2}(?!\d))"),
    (SpanKind.DECIMAL, rf"(?#eE)(?<![A-Za-z\d.,])§number§[eE](?P<tens>[-+]?\d{{1,3}}){_ENDS}"),
    (SpanKind.SYMBOL, r"(?#+)(?:(?<=[a-z])|(?<=[²³]))(?P<character>\+)(?=[\da-z])"),
    (SpanKind.SYMBOL, r"(?#≥≤≠≈)(?<=[A-Za-z])\s?(?P<character>[≥≤≠≈])\s?(?=[A-Za-z\d])"),
    (
        SpanKind.SYMBOL,
        r"(?#=)(?:(?<=[\w)])|(?<=[\w)] ))(?P<character>(?P<compared>[<>!=]=))\s?(?=[\w(-])",
    ),
    (SpanKind.SYMBOL, r"(?#=)(?<=[^\W\d_])(?P<character>=)(?=[πA-Za-z\d])"),
    (SpanKind.SYMBOL, r"(?#⁰¹²³⁴⁵⁶⁷⁸⁹)(?<=10)(?P<power>⁻?[⁰¹²³⁴-⁹]{1,3})(?=[^\W\d_])"),
    (SpanKind.SYMBOL, r"(?#^)(?<=10)\^(?P<power>[-−]?\d{1,2})(?=[^\W\d_])"),
    (SpanKind.SYMBOL, rf"(?#⁰¹²³⁴⁵⁶⁷⁸⁹){_RAISED}(?P<power>⁻?[⁰¹²³⁴-⁹]{{1,3}}+)(?=[\u3040-\ud7a3])"),
    (SpanKind.SYMBOL, rf"(?#^){_RAISED}\^(?P<power>[-−+]?\d{{1,2}}+)(?=[\u3040-\ud7a3])"),
    (SpanKind.SYMBOL, r"(?#=)(?<![\w<>=])(?P<character>(?P<compared>[<>]=))\s?(?=\d)"),
    (
        SpanKind.UNIT,
        r"(?#^)(?:(?<=10\^\d)|(?<=10\^\d\d)|(?<=10\^-\d)|(?<=10\^-\d\d))(?P<_gap>\s?)(?P<symbol>§unit§)"
        r"(?![A-Za-z\d²³/])",
    ),
    (
        SpanKind.UNIT,
        r"(?#⁰¹²³⁴⁵⁶⁷⁸⁹)(?:(?<=10[²³⁴-⁹])|(?<=10[⁻¹²][⁰¹²³⁴-⁹]))(?P<_gap>\s?)(?P<symbol>§unit§)(?![A-Za-z\d²³/])",
    ),
    (
        SpanKind.SYMBOL,
        r"(?#℃%°)(?:(?<=℃)|(?<=°C)|(?<=\d%))(?P<character>[-–—~～〜])(?=[-−+]?\d)",
    ),
    (
        SpanKind.SYMBOL,
        r"(?#+)(?:(?<=\dGB)|(?<=\dTB)|(?<=\dMB)|(?<=\dkg)|(?<=\d[GT]))(?P<character>\+)(?=\d)",
    ),
    (SpanKind.PERCENT, r"(?#%)(?<=[\u3040-\u9fff\uac00-\ud7a3])(?=[+−]\d)§number§\s?(?P<symbol>[%‰])"),
    (
        SpanKind.CODE,
        rf"{_ALONE}(?P<counted>\d{{1,4}}(?:\.\d{{1,2}})?)(?P<size>[kK])(?=\+?\s?(?:人|名|명|粉|用户|用戶|次|回|회|个|個|개|字|円|元|원|単語|件|건|条|條|フォロワー|ユーザー|팔로워|구독자|点赞|點讚|订阅|訂閱|浏览|瀏覽|播放|下载|下載|再生))",
    ),
    (
        SpanKind.CODE,
        r"(?#M)(?:(?<=[量数數超達达約约有])|(?<=[수약] ))(?P<counted>\d{1,4}(?:\.\d{1,2})?)(?P<size>M)(?![A-Za-z\d])",
    ),
    (
        SpanKind.CODE,
        rf"{_ALONE}(?P<counted>(?![248]k)\d{{1,4}}(?:\.\d{{1,2}})?)(?P<size>k){_ENDS}(?![@*]|\s?§currency§)",
    ),
    (SpanKind.CODE, rf"(?#kK)(?:(?<=\dk-)|(?<=\dK-)|(?<=\dk~)|(?<=\dK~))(?P<counted>\d{{1,4}})(?P<size>[kK]){_ENDS}"),
    (SpanKind.CODE, rf"(?<![A-Za-z\d.,/:-])(?P<counted>\d{{1,4}})(?P<size>[kK])(?=[-~～]\d{{1,4}}[kK]{_ENDS})"),
    (SpanKind.SYMBOL, r"(?#kK)(?:(?<=\dk)|(?<=\dK))(?P<character>[-~～])(?=\d)"),
    (
        SpanKind.CODE,
        rf"(?#x){_NO_SUM}(?<![A-Za-z\d.,/:(-])(?P<times>\d{{1,4}}(?:\.\d{{1,2}})?)x{_ENDS}(?!\s?[-+=*/×^<>≤≥²³)])",
    ),
    (
        SpanKind.CODE,
        rf"(?#M){_ALONE}(?P<counted>\d{{1,4}}(?:\.\d{{1,2}})?)(?P<size>M)(?=\+?\s?(?:人|名|명|粉|用户|用戶|次|回|회|播放|观看|觀看|浏览|瀏覽|下载|下載|フォロワー|ユーザー|팔로워|구독자|再生|参数|參數|パラメータ|토큰|トークン))",
    ),
)
"""To be tried before the numbers' own expressions. ``quantity_words`` says what they find."""

_BEGINS = rf"(?<![{LATIN}\d_.,/:])(?<![A-Za-z\d ]-)"
_NO_MONEY = (
    r"(?<![$€£¥₹₩฿₫₪﷼])(?<![$€£¥₹₩฿₫₪﷼] )(?<![A-Z]{3} )(?<!Rp )(?<!Rp\. )(?<!RM )(?<!Rs )(?<!Rs\. )(?<!रु )(?<!রু )"
)
"""Where no currency stands before."""
_OVER = r"(?![\w/]|[.,:-]\d)"

_PRESSURE = "|".join(
    f"(?<={words} )"
    for words in (
        *(
            "huyết áp",
            "tekanan darah",
            "tensi",
            "रक्तचाप",
            "ब्लड प्रेशर",
            "রক্তচাপ",
            "இரத்த அழுத்தம்",
            "بلڈ پریشر",
            "ضغط الدم",
            "فشار خون",
        ),
        *("לחץ דם", "ความดัน", "ความดันโลหิต"),
    )
)
"""Behind the pressure of blood its two numbers need no unit."""
SPACED_QUANTITIES: tuple[tuple[SpanKind, str], ...] = (
    (SpanKind.CODE, rf"(?#/){_BEGINS}(?P<marks>\d{{1,3}}[.,]\d{{1,2}})\s?/\s?(?P<full>5|10|20|50|100)(?!%){_OVER}"),
    (SpanKind.CODE, rf"(?#QH){_BEGINS}(?P<part>Q[1-4]|H[12])(?:[/-]|\s)(?P<of_year>(?:19|2[05])\d\d){_OVER}"),
    (SpanKind.CODE, rf"(?#QH){_BEGINS}(?P<of_year>(?:19|2[05])\d\d)[ -]?(?P<part>Q[1-4]|H[12]){_OVER}"),
    (SpanKind.CODE, rf"(?#/){_BEGINS}(?P<from_year>(?:19|2[05])\d\d)/(?P<to_year>(?:19|2[05])\d\d){_OVER}"),
    (SpanKind.CODE, rf"(?#F){_BEGINS}FY\s?(?P<fiscal>20\d\d){_OVER}"),
    (SpanKind.CODE, rf"(?#pi){_BEGINS}(?P<text>(?:480|720|1080|1440|2160)[pi]){_OVER}"),
    (SpanKind.SYMBOL, r"(?#→)(?<=[\w%°])\s?(?P<character>(?P<until>→))\s?(?=[-+$€£¥₹]?\d)"),
    (SpanKind.CODE, rf"(?#/)(?:{_PRESSURE})(?P<systole>\d{{2,3}})(?P<bare>/)(?P<diastole>\d{{2,3}})(?!\s?mm){_OVER}"),
    (SpanKind.CODE, rf"(?#s){_BEGINS}(?P<decade>(?:1[5-9]|20)\d0)['’]?s{_OVER}"),
    (SpanKind.CODE, rf"(?#p)(?<![\w.,/])§number§\s?(?P<points>pp|bps?)(?!\.\s?\d){_OVER}"),
    (SpanKind.CODE, rf"(?#/){_BEGINS}(?P<always>24/7){_OVER}"),
    (
        SpanKind.CODE,
        rf"(?<![\w.-])(?P<zone>UTC|GMT)\s?(?P<offset>[-+−])(?P<offset_hours>1[0-4]|\d)(?::(?P<offset_minutes>[0-5]\d))?{_OVER}",
    ),
    (SpanKind.CODE, rf"(?#H){_BEGINS}(?P<systole>\d{{2,3}})/(?P<diastole>\d{{2,3}})\s?mm\s?Hg(?!\w)"),
    (
        SpanKind.CODE,
        rf"{_BEGINS}{_NO_MONEY}(?P<counted>(?![248]k)\d{{1,4}}(?:[.,]\d{{1,2}})?)(?P<size>k)(?P<_more>\+?)(?!\s?§currency§){_OVER}",
    ),
    (
        SpanKind.CODE,
        rf"(?#K){_BEGINS}{_NO_MONEY}(?P<counted>\d{{2,4}}|\d{{1,3}}[.,]\d{{1,2}})(?P<size>K)(?P<_more>\+?)(?!\s?§currency§){_OVER}",
    ),
    (
        SpanKind.CODE,
        rf"(?#MB){_BEGINS}{_NO_MONEY}(?P<counted>\d{{1,4}}[.,]\d{{1,2}})(?P<size>[MB])(?P<_more>\+?)(?!\s?§currency§){_OVER}",
    ),
    (
        SpanKind.CODE,
        rf"(?#M){_BEGINS}{_NO_MONEY}(?P<counted>\d{{1,4}})(?P<size>M)(?P<_more>\+?)(?!\s?§currency§)(?=\s[^\W\d_]\w{{2}})",
    ),
    (SpanKind.CODE, rf"(?#k){_BEGINS}{_NO_MONEY}(?P<counted>\d{{1,4}})(?P<size>k)(?=[-–]\d{{1,4}}k{_OVER})"),
    (SpanKind.CODE, rf"(?#k)(?:(?<=\dk-)|(?<=\dk–))(?P<counted>\d{{1,4}})(?P<size>k){_OVER}"),
    (SpanKind.SYMBOL, r"(?#k)(?<=\dk)(?P<character>(?P<until>[-–]))(?=\d{1,4}k(?!\w))"),
    (
        SpanKind.DECIMAL,
        r"(?#eE)(?<![\w.,])(?P<integer>\d)\.(?P<fraction>\d{1,6})[eE](?P<tens>[-+−]?\d{1,3})(?!\w|\.\d)",
    ),
    (SpanKind.DECIMAL, r"(?#eE)(?<![\w.,])§number§[eE](?P<tens>[-+−]?\d{1,3})(?!\w|\.\d)"),
    (SpanKind.ORDINAL, rf"(?#sndrth){_BEGINS}(?P<integer>\d{{1,3}})(?P<suffix>st|nd|rd|th){_OVER}"),
    (
        SpanKind.CODE,
        rf"(?#x){_NO_SUM}{_BEGINS}(?<!\()(?P<times>\d{{1,4}}(?:[.,]\d{{1,2}})?)x{_OVER}(?!\s?[-+=*/×^<>≤≥²³)])",
    ),
    (SpanKind.SYMBOL, r"(?#=)(?<![\w<>=])(?P<character>(?P<compared>[<>]=))\s?(?=\d)"),
    (SpanKind.SYMBOL, r"(?#xX×)(?<=\d)\s?(?P<character>(?P<by>[xX×]))\s?(?=\d{1,5}(?:[.,]\d{1,3})?(?![:/]?\d))"),
    (SpanKind.SYMBOL, r"(?#=)(?<=[\w)²³] )(?P<character>(?P<compared>[<>!=]=))(?= [\w(-])"),
    (SpanKind.SYMBOL, r"(?#=)(?<=\d)\s(?P<character>(?P<less>-))\s(?=\d[\d.,]{0,9}\s?=)"),
    # Between years in brackets and times of day a dash leads from one to the other with its spaces, too.
    (SpanKind.SYMBOL, r"(?#-)(?:(?<=\(\d{4})|(?<=\(\d{3}))\s(?P<character>(?P<until>-))\s(?=\d{3,4}\))"),
    (SpanKind.SYMBOL, r"(?#-)(?<=\d:\d\d)\s(?P<character>(?P<until>-))\s(?=\d{1,2}:\d\d(?!\d))"),
    (SpanKind.SYMBOL, r"(?#≥≤≠≈)(?<=[\w)²³] )(?P<character>[≥≤≠≈])(?= ?[\w(-])"),
)
"""The same where spaces stand between words."""

MEASURES_OF_SCIENCE: Mapping[str, str] = {
    "mmol/L": "millimole-per-liter",
    "mmol/l": "millimole-per-liter",
    "mol/L": "mole-per-liter",
    "mol/l": "mole-per-liter",
    "μmol/L": "micromole-per-liter",
    "µmol/L": "micromole-per-liter",
    "ng/mL": "nanogram-per-milliliter",
    "ng/ml": "nanogram-per-milliliter",
    "g/mol": "gram-per-mole",
    "fps": "frame-per-second",
    "FPS": "frame-per-second",
    "bpm": "beat-per-minute",
    "Wh": "watt-hour",
    "mAh": "milliampere-hour",
    "rpm": "revolution-per-minute",
    "kg/m3": "kilogram-per-cubic-meter",
    "kg/m2": "kilogram-per-square-meter",
    "g/cm3": "gram-per-cubic-centimeter",
    "m/s2": "meter-per-square-second",
    "W/m2": "watt-per-square-meter",
}
"""Unit signs of which the CLDR has a name in few languages."""

_SIZES = {"k": 3, "K": 3, "M": 6, "B": 9}


class QuantityWords(NamedTuple):
    """What one language says of them. A ``{0}`` is where the number stands."""

    percentage_points: str
    basis_points: str
    always: str
    quarters: tuple[str, str, str, str]
    """Those of a year ``{0}``."""
    halves: tuple[str, str]
    decade: str
    marks: str
    """``{0}`` out of ``{1}``."""
    pressure: str = ""
    """Of blood, ``{0}`` over ``{1}``, with its unit."""
    fiscal: str = "{0}"
    """The financial year ``{0}``."""
    times: str = ""
    """``{0}`` times as much."""


def quantity_words(locale: Locale, span: Span, words: QuantityWords) -> str:
    """What ``QUANTITIES`` found as a code, in words; empty for anything else."""
    if digits := span.field("counted"):
        whole, _, fraction = digits.replace(",", ".").partition(".")
        size = _SIZES[span.field("size")]
        return locale.number(str(int(whole + fraction) * 10 ** (size - len(fraction))), form="measure")
    if span.field("points"):
        number = locale.number(span.field("integer"), span.field("fraction"), span.field("sign"))
        pattern = words.percentage_points if span.field("points") == "pp" else words.basis_points
        return pattern.replace("{0}", number)
    if marks := span.field("marks"):
        return words.marks.format(locale.number(*marks.replace(",", ".").split(".")), locale.number(span.field("full")))
    if part := span.field("part"):
        year = locale.numbers.year(int(span.field("of_year")))
        return (words.halves if part[0] == "H" else words.quarters)[int(part[1]) - 1].format(year)
    if span.field("from_year"):
        return " ".join(locale.numbers.year(int(span.field(name))) for name in ("from_year", "to_year"))
    if (times := span.field("times")) and words.times:
        return words.times.format(locale.number(*times.replace(",", ".").split(".")))
    if fiscal := span.field("fiscal"):
        return words.fiscal.format(locale.numbers.year(int(fiscal)))
    if decade := span.field("decade"):
        return words.decade.format(locale.numbers.year(int(decade)))
    if span.field("joint"):
        joint = locale.symbols["&"] if span.field("joint") == "&" else ""
        return locale.letter_words(span.field("left")) + joint + locale.letter_words(span.field("right"))
    if host := span.field("host"):
        point = f" {locale.version_point or locale.point} ".join(map(locale.numbers.digits, host.split(".")))
        return f"{point} {locale.sign_names[':']} {locale.numbers.digits(span.field('port'))}"
    if hardware := span.field("hardware"):
        pairs = hardware.split(":")
        return " ".join(locale.numbers.digits(sign) if sign.isdecimal() else sign for pair in pairs for sign in pair)
    if ratios := span.field("ratios"):
        return f" {locale.ratio_word} ".join(map(locale.number, ratios.split(":")))
    if zone := span.field("zone"):
        sign = locale.plus if span.field("offset") == "+" else locale.minus
        parts = [locale.number(digits) for name in ("hours", "minutes") if (digits := span.field(f"offset_{name}"))]
        return " ".join((locale.letter_words(zone), sign, *parts))
    if systole := span.field("systole"):
        pressure = words.pressure
        if span.field("bare"):
            pressure = pressure[: pressure.index("{1}") + len("{1}")]
        return pressure.format(locale.number(systole), locale.number(span.field("diastole")))
    return words.always if span.field("always") else ""
