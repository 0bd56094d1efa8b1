"""Vietnamese in the northern standard."""

from __future__ import annotations

import re

from rhapsode_server.text.verbalization.asian_signs import at_least, is_number_of_something, seat
from rhapsode_server.text.verbalization.context import Context
from rhapsode_server.text.verbalization.locale import Locale
from rhapsode_server.text.verbalization.locales.vietnamese_patterns import PATTERNS
from rhapsode_server.text.verbalization.locales.vietnamese_words import ABBREVIATIONS, UNIT_NAMES
from rhapsode_server.text.verbalization.number_words import NumberWords, RbnfNumbers
from rhapsode_server.text.verbalization.quantities import MEASURES_OF_SCIENCE, QuantityWords, quantity_words
from rhapsode_server.text.verbalization.roman import roman_value
from rhapsode_server.text.verbalization.signs import UNITS
from rhapsode_server.text.verbalization.span import Span, SpanKind
from rhapsode_server.text.verbalization.unspaced import UNIT_SIGNS, angle, mixed, named_symbols

_MARKED = re.compile("[\u1e00-\u1eff]")
_CLASS_LETTERS = frozenset("AKVNJW")
_CLASSES = frozenset("lớp lộ đường tuyến tổ tòa toà nhà phòng căn cửa số khu dãy block hạng khối".split())
_SEATED = re.compile(r"(?:ghế|cửa|tầng|cổng|phòng|khoang|toa|căn|nhà|số|bãi)\s\Z", re.IGNORECASE)
_DISTRICTS = {"q": "quận", "p": "phường", "h": "huyện", "x": "xã"}
_DATED = frozenset("nghỉ lễ dịp mùng hôm vào trước sau hạn sáng chiều tối đêm".split())
_ORDINALS = {1: "nhất", 4: "tư"}
_DAY_WORDS = ("ngày", "mùng", "mồng", "hôm", "sáng", "chiều", "tối", "đêm", "trưa")
_MARKED_WORDS = frozenset("điểm đạt giá chấm xếp thi đúng".split())
"""Before a hundred, behind which there are marks and no percent."""
_ADDRESS_WORDS = frozenset("nhà ngõ hẻm kiệt ngách địa".split())
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
    phone_words = frozenset("gọi đt điện thoại hotline sđt zalo tel fax số máy otp pin mã".split())
    version_words = frozenset({"bản", "version", "android", "ios"})
    roman_before = frozenset(
        "kỷ kỉ thứ chương phần hồi khóa khoá tập quyển hạng loại cấp bậc quý mục điều khoản đoạn lục kỳ lần đại số "
        "bảng đệ hội tiết chiến".split()
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
        # Petrol, which is no money of Romania.
        "RON": "",
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
    quantities_said = QuantityWords(
        "{0} điểm phần trăm",
        "{0} điểm cơ bản",
        "hai mươi tư trên bảy",
        ("quý một năm {0}", "quý hai năm {0}", "quý ba năm {0}", "quý bốn năm {0}"),
        ("nửa đầu năm {0}", "nửa cuối năm {0}"),
        "thập niên {0}",
        "{0} trên {1}",
        "{0} trên {1} mi li mét thủy ngân",
        fiscal="năm tài chính {0}",
        times="{0} lần",
    )
    bare_unit_words = frozenset({"mỗi", "một", "trên"})
    unit_signs = {
        **UNIT_SIGNS,
        **MEASURES_OF_SCIENCE,
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
    unit_names = {unit: {"other": name} for unit, name in UNIT_NAMES.items()}
    www = "w w w"
    abbreviations = ABBREVIATIONS
    stopless = frozenset(
        "tp ubnd hđnd thpt thcs tnhh csgt tphcm tp.hcm hcm đhqg đh clb htx bhyt bhxh khcn nxb pgs ths gs đt vs "
        "pgs.ts gs.ts ts.bs ths.bs TS BS ThS lhq v.v cmnd cccd vnđ vnd tphn ubmttq lđlđ gd-đt gd&đt bhtn bđs sgk hlv "
        "đbqh tand vksnd ubtvqh đhqghn sđt hđqt btc tttm đ/c".split()
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
        "≠": "khác",
        "≈": "xấp xỉ",
        "√": "căn bậc hai của",
        "≤": "nhỏ hơn hoặc bằng",
        "±": "cộng trừ",
    }
    symbol_names = named_symbols(
        "a_còng chấm gạch_ngang gạch_dưới gạch_chéo hai_chấm thăng cộng và sao dấu_cách phẩy chấm_phẩy chấm_than "
        "chấm_hỏi nháy_đơn nháy_kép mở_ngoặc đóng_ngoặc mở_ngoặc_vuông đóng_ngoặc_vuông mở_ngoặc_nhọn đóng_ngoặc_nhọn "
        "nhỏ_hơn lớn_hơn bằng phần_trăm đô_la ơ_rô bảng gạch_chéo_ngược gạch_đứng ngã mũ huyền độ mục"
    )
    patterns = PATTERNS

    def decide(self, span: Span, context: Context) -> Span | None:
        """No sign ends before a letter with a mark below or a double mark: 21 học sinh is no hour."""
        if _MARKED.match(context.mark_after) and context.written[-1:].isalpha():
            return None
        if span.kind is SpanKind.UNIT and span.field("symbol") in _CLASS_LETTERS and context.before in _CLASSES:
            return None
        if found := seat(span, context, _SEATED):
            return found
        if is_number_of_something(span, context):
            return span._replace(kind=SpanKind.PHONE, fields={"groups": span.field("integer")})
        if span.kind is SpanKind.UNIT and span.field("symbol") in _JOINED and not context.written[-2].isdigit():
            return None
        if span.kind is SpanKind.ROMAN and not span.field("integer"):
            number = roman_value(span.field("numeral").upper())
            return span._replace(fields={"integer": str(number), "role": "number"}) if number else None
        if span.kind is SpanKind.RATIO and span.field("mark"):
            return span._replace(kind=SpanKind.SCORE)
        if (
            span.kind is SpanKind.DURATION
            and "'" in context.written
            and "'" in context.text[max(0, span.start - 80) : span.start]
        ):
            return None  # it ends a quotation
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
        if not _ADDRESS_WORDS.isdisjoint(context.words_before[:2]):
            return False
        if "0" in (span.field("numerator")[:1], span.field("denominator")[:1]):
            return 0 < day <= 31 and 0 < month <= 12  # no fraction is written with noughts
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
            return f"{self.number(numerator)} trên {self.number(denominator)}"
        if (numerator, denominator) == ("24", "7"):
            return f"{self.number(numerator)} trên {self.number(denominator)}"
        if denominator == "100" and not whole:
            marked = any(word in _MARKED_WORDS for word in context.words_before)
            words = f"{self.number(numerator)} {'trên một trăm' if marked else 'phần trăm'}"
        elif any(word in _ADDRESS_WORDS for word in context.words_before[:2]) and not whole:
            words = f"{self.number(numerator)} trên {self.number(denominator)}"
        else:
            words = f"{self.number(numerator)} phần {'tư' if denominator == '4' else self.number(denominator)}"
        sign = f"{self.minus} " if span.field("sign") else ""
        return sign + (f"{self.number(whole)} và {words}" if whole else words)

    def ratio(self, span: Span, context: Context) -> str | None:
        """A scale is one "trên" so many, other ratios are both numbers."""
        if len(span.field("second")) > 2 or not self.ratio_words.isdisjoint(context.words_before):
            return super().ratio(span, context)
        return self.score(span, context)

    def symbol(self, span: Span, context: Context) -> str | None:
        """A dash between two days, an arrow as a pause."""
        if span.field("pause"):
            return "-"
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
        glued = context.mark_after.isdigit() or (context.mark_after.isalpha() and not context.written[-1].isalpha())
        return (_DISTRICTS.get(key) or self.abbreviations[key]) + (" " if glued else "")

    def code(self, span: Span, context: Context) -> str | None:
        """A code, or a slash for "each": 50 triệu/m²."""
        per = span.field("per").replace(" ", "")
        if quantity := quantity_words(self, span, self.quantities_said):
            return quantity
        if words := angle(self, span, (" độ ", " phút ", " giây ")):
            return words.strip()
        if span.field("least"):
            return at_least(self, span, context, "hơn {0}", "{0} trở lên")
        if span.field("lot"):
            return " trên ".join(map(self.number, span.field("lot").split("/")))
        if span.field("year_behind"):
            return f" năm {self.number(span.field('year_behind'))}"
        if span.field("decree"):
            organ = self.letter_words(re.sub(r"[^A-ZĐ]", "", span.field("organ").upper()))
            session = re.sub(r"\D", "", span.field("organ"))
            year = ("năm", self.number(span.field("of"))) if span.field("of") else ()
            parts = (self.number(span.field("decree")), *year, organ)
            return " ".join((*parts, self.number(session)) if session else parts)
        if not per:
            return mixed(self, span.field("text")) or super().code(span, context)
        if per == "100km":
            return f" trên {self.numbers.cardinal(100)} {self.unit_name('kilometer', 'other')}"
        unit = {
            "km²": "square-kilometer",
            "km2": "square-kilometer",
            "m²": "square-meter",
            "m2": "square-meter",
            "m³": "cubic-meter",
            "m3": "cubic-meter",
        }.get(per)
        unit = unit or {"kg": "kilogram", "km": "kilometer", "h": "hour"}.get(per)
        return f" một {self.unit_name(unit, 'other') if unit else per}"

    def path(self, span: Span, context: Context) -> str | None:
        """A title looks like a file of a kind: GS.TS."""
        return self.abbreviations.get(span.field("text").casefold()) or super().path(span, context)

    def hashtag(self, span: Span, context: Context) -> str | None:
        """The English word is what people say."""
        return f"hashtag {self.addresses.hashtag(span.field('text')).removeprefix('thăng ')}"
