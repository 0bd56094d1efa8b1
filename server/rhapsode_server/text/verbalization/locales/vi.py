"""Vietnamese in the northern standard."""

from __future__ import annotations

import re

from rhapsode_server.text.verbalization.context import Context
from rhapsode_server.text.verbalization.locale import Locale
from rhapsode_server.text.verbalization.locales.nb import UNIT_FRACTIONS
from rhapsode_server.text.verbalization.number_words import NumberWords, RbnfNumbers
from rhapsode_server.text.verbalization.roman import roman_value
from rhapsode_server.text.verbalization.signs import UNITS
from rhapsode_server.text.verbalization.span import Span, SpanKind
from rhapsode_server.text.verbalization.unspaced import (
    EQUATION,
    LATIN_MIXES,
    NEGATIVE_FRACTIONS,
    UNIT_SIGNS,
    mixed,
    named_symbols,
)

_MARKED = re.compile("[\u1e00-\u1eff]")
_CLASS_LETTERS = frozenset("AKVNJW")
_CLASSES = frozenset("lớp lộ đường tuyến tổ tòa toà nhà phòng căn cửa số khu dãy block hạng khối".split())
_DISTRICTS = {"q": "quận", "p": "phường"}
_DATED = frozenset("nghỉ lễ dịp mùng hôm vào trước sau hạn sáng chiều tối đêm".split())
_ORDINALS = {1: "nhất", 4: "tư"}
_DAY_WORDS = ("ngày", "mùng", "mồng", "hôm", "sáng", "chiều", "tối", "đêm", "trưa")
_UNITS = {
    "kilometer": "ki lô mét",
    "centimeter": "xăng ti mét",
    "millimeter": "mi li mét",
    "decimeter": "đề xi mét",
    "micrometer": "mi crô mét",
    "nanometer": "na nô mét",
    "square-kilometer": "ki lô mét vuông",
    "square-centimeter": "xăng ti mét vuông",
    "cubic-centimeter": "xăng ti mét khối",
    "cubic-kilometer": "ki lô mét khối",
    "kilogram": "ki lô gam",
    "milligram": "mi li gam",
    "microgram": "mi crô gam",
    "tonne": "tấn",
    "hectare": "héc ta",
    "milliliter": "mi li lít",
    "centiliter": "xăng ti lít",
    "deciliter": "đề xi lít",
    "hectoliter": "héc tô lít",
    "kilometer-per-hour": "ki lô mét trên giờ",
    "meter-per-second": "mét trên giây",
    "meter-per-square-second": "mét trên giây bình phương",
    "mile-per-hour": "dặm trên giờ",
    "liter-per-100-kilometer": "lít trên một trăm ki lô mét",
    "liter-per-kilometer": "lít trên ki lô mét",
    "hertz": "héc",
    "kilohertz": "ki lô héc",
    "megahertz": "mê ga héc",
    "gigahertz": "gi ga héc",
    "watt": "oát",
    "kilowatt": "ki lô oát",
    "megawatt": "mê ga oát",
    "gigawatt": "gi ga oát",
    "kilowatt-hour": "ki lô oát giờ",
    "volt": "vôn",
    "millivolt": "mi li vôn",
    "kilovolt": "ki lô vôn",
    "terawatt": "tê ra oát",
    "ampere": "am pe",
    "milliampere": "mi li am pe",
    "inch": "inch",
    "kilojoule": "ki lô jun",
    "calorie": "ca lo",
    "foodcalorie": "ki lô ca lo",
    "kilocalorie": "ki lô ca lo",
    "pascal": "pát xcan",
    "kilopascal": "ki lô pát xcan",
    "hectopascal": "héc tô pát xcan",
    "millisecond": "mi li giây",
    "microsecond": "mi crô giây",
    "nanosecond": "na nô giây",
    "decibel": "đề xi ben",
    "kilobyte": "ki lô bai",
    "megabyte": "mê ga bai",
    "gigabyte": "gi ga bai",
    "terabyte": "tê ra bai",
    "petabyte": "pê ta bai",
    "kilobit": "ki lô bít",
    "megabit": "mê ga bít",
    "gigabit": "gi ga bít",
    "ounce": "ao xơ",
    "part-per-million": "phần triệu",
    "thousand": "nghìn",
    "times": "lần",
    "million": "triệu",
}
_NUMBERED = "|".join(
    f"(?<={noun} )"
    for noun in "kỷ kỉ chương phần mục điều khoản đoạn lục khóa khoá tập quyển hồi loại cấp bậc hạng thứ".split()
)
"""Behind a noun that a numeral in small letters may number."""
_JOINED = frozenset({"v", "w"})
"""Units in a small letter, which count only right behind their number."""


class VietnameseNumbers(RbnfNumbers):
    """The CLDR's rules, which have the South's word for an empty place of tens, with the North's."""

    def _cardinal(self, number: int, form: str | None) -> str:
        return super()._cardinal(number, form).replace("lẻ", "linh")


class Vietnamese(Locale):
    """Vietnamese."""

    tag = "vi"
    decimal_mark = ","
    group_marks = ".\u00a0\u202f\u2009"
    minus = "âm"
    plus = "cộng"
    plus_minus = "cộng trừ"
    point = "phẩy"
    fraction_as_number = True
    percent_word = "phần trăm"
    permille_word = "phần nghìn"
    range_word = "đến"
    ratio_word = "trên"
    score_word = ""
    year_words = frozenset({"năm", "từ", "trước", "sau", "đầu", "cuối"})
    eras = {
        "TCN": "trước công nguyên",
        "SCN": "sau công nguyên",
        "trước CN": "trước công nguyên",
        "sau CN": "sau công nguyên",
    }
    month_words = {
        "tháng giêng": 1,
        "tháng một": 1,
        "tháng hai": 2,
        "tháng ba": 3,
        "tháng tư": 4,
        "tháng chạp": 12,
    }
    month_joint = r"(?:\s|,\s|\snăm\s)"
    hour_words = ("giờ",)
    hour_letters = ("h", "g")
    day_periods = {"am": "am", "a.m": "am", "pm": "pm", "p.m": "pm", "sa": "am", "ch": "pm"}
    score_words = frozenset("thắng thua hòa hoà hạ đánh bại dẫn gỡ chung cuộc".split())
    ratio_words = frozenset("lệ tỷ tỉ".split())
    phone_words = frozenset("gọi đt điện thoại hotline sđt zalo tel fax số máy".split())
    version_words = frozenset({"bản", "version", "android", "ios"})
    roman_before = frozenset(
        "kỷ kỉ thứ chương phần hồi khóa khoá tập quyển hạng loại cấp bậc quý mục điều khoản đoạn lục kỳ lần đại số "
        "bảng đệ hội tiết".split()
    )
    scales = {
        "nghìn": "nghìn",
        "ngàn": "nghìn",
        "triệu": "triệu",
        "tỷ": "tỷ",
        "tỉ": "tỷ",
        "tr": "triệu",
        "k": "nghìn",
        "m": "triệu",
        "b": "tỷ",
    }
    currency_signs = {
        "đ": "VND",
        "₫": "VND",
        "VNĐ": "VND",
        "vnđ": "VND",
        "Đ": "VND",
        "¥": "JPY",
        "đồng": "VND",
        "vnd": "VND",
        "usd": "USD",
    }
    currency_names = {
        "VND": {"other": "đồng"},
        "JPY": {"other": "yên"},
        "KRW": {"other": "won"},
        "THB": {"other": "bạt"},
        "RUB": {"other": "rúp"},
        "INR": {"other": "ru pi"},
        "AUD": {"other": "đô la Úc"},
    }
    minor_units = dict.fromkeys(("USD", "EUR", "GBP", "AUD", "CAD"), {"other": "xu"})
    unit_signs = {
        **UNIT_SIGNS,
        **{"Kb": "kilobyte", "Mb": "megabyte", "Gb": "gigabyte", "Tb": "terabyte"},
        "m/phút": "meter-per-minute",
        "km/giờ": "kilometer-per-hour",
        "x": "times",
        "k": "thousand",
        "K": "thousand",
        "tr": "million",
        "inch": "inch",
        "mV": "millivolt",
        "kV": "kilovolt",
        "v": "volt",
        "w": "watt",
    }
    unit_names = {unit: {"other": name} for unit, name in _UNITS.items()}
    www = "w w w"
    abbreviations = {
        "tp": "thành phố",
        "tx": "thị xã",
        "tt": "thị trấn",
        "ts": "tiến sĩ",
        "ths": "thạc sĩ",
        "pgs": "phó giáo sư",
        "gs": "giáo sư",
        "pgs.ts": "phó giáo sư tiến sĩ",
        "gs.ts": "giáo sư tiến sĩ",
        "ts.bs": "tiến sĩ bác sĩ",
        "ths.bs": "thạc sĩ bác sĩ",
        "gs.tskh": "giáo sư tiến sĩ khoa học",
        "bs": "bác sĩ",
        "ks": "kỹ sư",
        "lm": "linh mục",
        "#": "số",
        "nxb": "nhà xuất bản",
        "đt": "điện thoại",
        "đc": "địa chỉ",
        "v.v": "vân vân",
        "vd": "ví dụ",
        "ubnd": "ủy ban nhân dân",
        "hđnd": "hội đồng nhân dân",
        "thpt": "trung học phổ thông",
        "thcs": "trung học cơ sở",
        "tnhh": "trách nhiệm hữu hạn",
        "csgt": "cảnh sát giao thông",
        "tphcm": "thành phố Hồ Chí Minh",
        "tp.hcm": "thành phố Hồ Chí Minh",
        "tp hcm": "thành phố Hồ Chí Minh",
        "hcm": "Hồ Chí Minh",
        "đhqg": "đại học quốc gia",
        "đh": "đại học",
        "clb": "câu lạc bộ",
        "htx": "hợp tác xã",
        "vn": "Việt Nam",
        "khcn": "khoa học công nghệ",
        "bhyt": "bảo hiểm y tế",
        "bhxh": "bảo hiểm xã hội",
        "vs": "với",
    }
    stopless = frozenset(
        "tp ubnd hđnd thpt thcs tnhh csgt tphcm tp.hcm hcm đhqg đh clb htx bhyt bhxh khcn nxb pgs ths gs đt vs "
        "pgs.ts gs.ts ts.bs ths.bs".split()
    )
    closing = frozenset({"v.v"})
    difference_word = "trừ"
    powers = {"2": "bình phương", "3": "lập phương", "": "mũ"}
    symbols = {
        "&": "và",
        "+": "cộng",
        "=": "bằng",
        "×": "nhân",
        "÷": "chia",
        "%": "phần trăm",
        ">": "lớn hơn",
        "<": "nhỏ hơn",
        "≥": "lớn hơn hoặc bằng",
        "≤": "nhỏ hơn hoặc bằng",
        "±": "cộng trừ",
    }
    symbol_names = named_symbols(
        "a_còng chấm gạch_ngang gạch_dưới gạch_chéo hai_chấm thăng cộng và sao dấu_cách phẩy chấm_phẩy chấm_than "
        "chấm_hỏi nháy_đơn nháy_kép mở_ngoặc đóng_ngoặc mở_ngoặc_vuông đóng_ngoặc_vuông mở_ngoặc_nhọn đóng_ngoặc_nhọn "
        "nhỏ_hơn lớn_hơn bằng phần_trăm đô_la ơ_rô bảng gạch_chéo_ngược gạch_đứng ngã mũ huyền độ mục"
    )
    patterns = (
        EQUATION,
        (
            SpanKind.DATE,
            r"(?:(?<=[nN]gày )|(?<=nghỉ )|(?<=lễ )|(?<=dịp ))(?P<day>\d{1,2})[/-](?P<month>\d{1,2})(?![\d/-]|[.,]\d)",
        ),
        (SpanKind.DATE, r"(?<![\d/.-])(?P<month>\d{1,2})/(?P<year>(?:19|20)\d\d)(?![\d/-]|[.,]\d)"),
        (SpanKind.DATE, r"(?i:(?<=tháng )(?P<month>\d{1,2}))[/-](?P<year>\d{4})(?![\d/-])"),
        (SpanKind.DATE, r"(?i:(?<=tháng )(?P<month>\d{1,2}))\s(?P<year>(?:19|20)\d\d)(?![\d/:-]|[.,]\d| [^\W\d_])"),
        (SpanKind.CARDINAL, r"(?i:(?<=tháng ))(?P<integer>\d{1,2})(?![\d/]|[.,:]\d)(?P<month_only>)"),
        (SpanKind.ORDINAL, r"(?i:(?<=thứ ))(?P<integer>\d{1,3})(?![\d/:]|[.,]\d)"),
        (SpanKind.UNIT, r"(?<![\d.,])(?P<integer>\d)(?P<symbol>m)(?P<tail>\d{1,2})(?!\d)(?P<_gap>)"),
        (
            SpanKind.RATIO,
            r"(?:(?<=[Tt]ỷ số )|(?<=[Tt]ỉ số ))(?P<first>\d{1,3})(?P<mark>[-–])(?P<second>\d{1,3})(?![\d-])",
        ),
        (SpanKind.SYMBOL, r"(?:(?<=thứ \d)|(?<=tháng \d))\s?(?P<character>[-–])\s?(?=thứ|chủ nhật|tháng)"),
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
            rf"(?i:{_NUMBERED})(?P<numeral>(?!(?:[ivxlc]|[vxl]i)(?: [^\W\d_]|\.\w))[ivxlc]{{1,9}})(?![\w/%])",
        ),
        (SpanKind.PHONE, r"(?<![\d.])(?P<groups>0\d{1,3}\.\d{3,4}\.\d{3,4})(?![\d.]\d)"),
        (
            SpanKind.CODE,
            r"(?<=[\w%$€£₫¥])(?<!km)/(?P<per>m²|m2|m³|m3|kg|km|tháng|năm|người|ngày|giờ|h|lần|đêm|suất|chiếc|phút"
            r"|100\s?km)(?![\w²³])",
        ),
        (SpanKind.ABBREVIATION, r"(?<![A-Za-zĐđ])(?P<key>[qp])\.\s?(?=\d)"),
        (SpanKind.ABBREVIATION, r"(?<![A-Za-zĐđ])(?P<key>Q|P)\.\s?(?=\d)"),
    )

    def decide(self, span: Span, context: Context) -> Span | None:
        """No sign ends before a letter with a mark below or a double mark: 21 học sinh is no hour."""
        if _MARKED.match(context.mark_after) and context.written[-1:].isalpha():
            return None
        if span.kind is SpanKind.UNIT and span.field("symbol") in _CLASS_LETTERS and context.before in _CLASSES:
            return None
        if span.kind is SpanKind.UNIT and span.field("symbol") in _JOINED and not context.written[-2].isdigit():
            return None
        if span.field("numeral").islower():
            number = roman_value(span.field("numeral").upper())
            return span._replace(fields={"integer": str(number), "role": "number"}) if number else None
        if span.kind is SpanKind.RATIO and span.field("mark"):
            return span._replace(kind=SpanKind.SCORE)
        below_zero = span.field("sign") == "-"
        if (
            span.kind is SpanKind.FRACTION
            and not span.field("whole")
            and not below_zero
            and self._is_day(span, context)
        ):
            fields = {"day": span.field("numerator"), "month": span.field("denominator")}
            return span._replace(kind=SpanKind.DATE, fields=fields)
        return span

    def _is_day(self, span: Span, context: Context) -> bool:
        """Whether 30/4 is a day of the year: more than a whole, or behind a word for time."""
        day, month = int(span.field("numerator") or "0"), int(span.field("denominator") or "0")
        return 0 < day <= 31 and 0 < month <= 12 and (day > month + 1 or context.before in _DATED)

    def month(self, number: int) -> str:
        """April is the fourth month, not month four; the CLDR has digits."""
        return f"tháng {self._month_number(number)}"

    def _month_number(self, number: int) -> str:
        return "tư" if number == 4 else self.numbers.cardinal(number)

    def cardinal(self, span: Span, context: Context) -> str | None:
        """Tháng 4 is tháng tư."""
        integer = span.field("integer")
        if integer == "4" and context.before == "tháng" and not span.field("sign"):
            return "tư"
        if span.field("size"):
            scale = {"tr": ("triệu", "trăm nghìn"), "t": ("tỷ", "trăm triệu")}[span.field("size")]
            words = f"{self.number(integer)} {scale[0]} {self.number(span.field('tenths'))} {scale[1]}"
            currency = span.field("currency")
            return f"{words} {self.currency_name(currency, 'other')}" if currency else words
        if len(integer) == 2 and integer[0] == "0" and context.mark_after == " " and context.after.isalpha():
            # A nought before what is counted fills the column of a form: "05 ngày".
            return self.numbers.cardinal(int(integer))
        return super().cardinal(span, context)

    def make_numbers(self) -> NumberWords:
        return VietnameseNumbers(self.tag)

    def ordinal(self, span: Span, context: Context) -> str | None:
        """The text has thứ; first and fourth have words of their own."""
        number = int(span.field("integer"))
        return _ORDINALS.get(number) or self.numbers.cardinal(number)

    def year(self, span: Span, context: Context) -> str | None:
        """A year with its era."""
        words = self.numbers.cardinal(int(span.field("integer")))
        return f"{words} {self.eras[span.field('era')]}" if span.field("era") else words

    def date(self, span: Span, context: Context) -> str | None:
        """Ngày, tháng and năm, without those that the text has."""
        words = []
        if span.field("day"):
            if context.before not in _DAY_WORDS[:3]:
                words.append("ngày")
            words.append(self.numbers.cardinal(int(span.field("day"))))
        if span.field("month"):
            number = int(span.field("month"))
            named = context.before in ("tháng", "quý") and not span.field("day")
            words.append(self._month_number(number) if named else self.month(number))
        if span.field("year"):
            words += ["năm", self.numbers.cardinal(self.full_year(span.field("year")))]
        if span.field("hour"):
            words += ["lúc", self.time(span, context) or ""]
        return " ".join(words)

    def time(self, span: Span, context: Context) -> str | None:
        """Hours and minutes, each with its word."""
        words = [self.numbers.cardinal(int(span.field("hour"))), "giờ"]
        minute, second = int(span.field("minute") or "0"), int(span.field("second") or "0")
        if minute or second:
            words += [self.numbers.cardinal(minute), "phút"]
        if second:
            words += [self.numbers.cardinal(second), "giây"]
        if span.field("period"):
            words.append({"am": "sáng", "pm": "chiều" if int(span.field("hour")) < 6 else "tối"}[span.field("period")])
        return " ".join(words)

    def money(self, span: Span, context: Context) -> str | None:
        """A dollar sign alone does not say whose."""
        words = super().money(span, context)
        if words and span.field("symbol") == "$" and " Mỹ " in words:
            return words.replace(" Mỹ ", " ")
        return words.removesuffix(" Mỹ") if words and span.field("symbol") == "$" else words

    def unit(self, span: Span, context: Context) -> str | None:
        """A height such as 1m75 is one metre and its hundredths."""
        words = super().unit(span, context)
        if words is None or not span.field("tail"):
            return words
        return f"{words} {self.numbers.cardinal(int(span.field('tail')))}"

    def unit_pattern(self, unit: str, category: str, case: str = "nominative") -> str:
        """As the CLDR has it; what it lacks is so many "trên" the other."""
        above, per, below = unit.partition("-per-")
        if not per or unit in self.unit_names or unit in self.data.units:
            return super().unit_pattern(unit, category, case)
        pattern, name = self.unit_pattern(above, category), self.unit_name(below, category)
        return f"{pattern} trên {name}" if pattern and name else ""

    def fraction(self, span: Span, context: Context) -> str | None:
        """So many parts of so many."""
        whole, numerator, denominator = (span.field(name) for name in ("whole", "numerator", "denominator"))
        if span.field("unit"):
            fields = {name: value for name, value in span.fields.items() if name != "unit"}
            unit = {**UNITS, **self.unit_signs}[span.field("unit")]
            return f"{self.fraction(span._replace(fields=fields), context)} {self.unit_name(unit, 'other')}"
        if numerator == denominator:
            return f"{self.number(numerator)} {self.number(denominator)}"
        if (numerator, denominator) == ("24", "7"):
            return f"{self.number(numerator)} trên {self.number(denominator)}"
        below = "tư" if denominator == "4" else self.number(denominator)
        words = f"{self.number(numerator)} phần {below}"
        sign = f"{self.minus} " if span.field("sign") else ""
        return sign + (f"{self.number(whole)} và {words}" if whole else words)

    def ratio(self, span: Span, context: Context) -> str | None:
        """A scale is one "trên" so many, other ratios are both numbers."""
        if len(span.field("second")) > 2:
            return super().ratio(span, context)
        return self.score(span, context)

    def symbol(self, span: Span, context: Context) -> str | None:
        """A dash between two days."""
        return self.range_word if span.field("character") in "-–" else super().symbol(span, context)

    def score(self, span: Span, context: Context) -> str | None:
        """Both numbers, with nothing between them."""
        return f"{self.number(span.field('first'))} {self.number(span.field('second'))}"

    def roman(self, span: Span, context: Context) -> str | None:
        """Behind thứ as an ordinal."""
        number = int(span.field("integer"))
        return (_ORDINALS.get(number) if context.before == "thứ" else None) or self.numbers.cardinal(number)

    def version(self, span: Span, context: Context) -> str | None:
        """The points of a version are chấm."""
        words = " chấm ".join(self.number(part) for part in span.field("numbers").split("."))
        return f"{self.letter_words(span.field('prefix'))} {words}".strip()

    def abbreviation(self, span: Span, context: Context) -> str | None:
        """Keys are found in any case."""
        key = span.field("key").casefold()
        return (_DISTRICTS.get(key) or self.abbreviations[key]) + (" " if re.search(r"\d", context.mark_after) else "")

    def code(self, span: Span, context: Context) -> str | None:
        """A code, or a slash for "each": 50 triệu/m²."""
        per = span.field("per").replace(" ", "")
        if not per:
            return mixed(self, span.field("text")) or super().code(span, context)
        if per == "100km":
            return f" trên {self.numbers.cardinal(100)} {self.unit_name('kilometer', 'other')}"
        unit = {"m²": "square-meter", "m2": "square-meter", "m³": "cubic-meter", "m3": "cubic-meter"}.get(per)
        unit = unit or {"kg": "kilogram", "km": "kilometer", "h": "hour"}.get(per)
        return f" một {self.unit_name(unit, 'other') if unit else per}"

    def hashtag(self, span: Span, context: Context) -> str | None:
        """The English word is what people say."""
        return f"hashtag {self.addresses.hashtag(span.field('text')).removeprefix('thăng ')}"
