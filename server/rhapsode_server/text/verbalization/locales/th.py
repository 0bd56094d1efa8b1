"""Thai, which sets no spaces between words: what belongs to a number is joined to it."""

from __future__ import annotations

import re

from rhapsode_server.text.verbalization.asian_signs import (
    GREEK_LETTERS,
    SPACED_ARROW,
    SPACED_AT_LEAST,
    at_least,
    greek_names,
    is_number_of_something,
    seat,
)
from rhapsode_server.text.verbalization.context import Context
from rhapsode_server.text.verbalization.locale import Locale
from rhapsode_server.text.verbalization.locales.thai_words import ABBREVIATIONS, UNITS
from rhapsode_server.text.verbalization.number_words import Num2WordsNumbers, NumberWords
from rhapsode_server.text.verbalization.quantities import (
    MEASURES_OF_SCIENCE,
    SPACED_QUANTITIES,
    ZONED_DATE,
    QuantityWords,
    quantity_words,
)
from rhapsode_server.text.verbalization.span import Span, SpanKind
from rhapsode_server.text.verbalization.unspaced import (
    ADDRESSES,
    LATIN_CODES,
    SPELLED,
    UNIT_SIGNS,
    circled_number,
    close_up,
    mixed,
    named_symbols,
    numbered_numeral,
    plain_code,
    timed,
)

_SPACED = frozenset(
    {
        SpanKind.DATE,
        SpanKind.PHONE,
        SpanKind.URL,
        SpanKind.EMAIL,
        SpanKind.PATH,
        SpanKind.HANDLE,
        SpanKind.HASHTAG,
        SpanKind.SYMBOL,
        SpanKind.ABBREVIATION,
    }
)
_DIALLED = re.compile(
    r"(?:โทร|เบอร์|สายด่วน|หมายเลข|แฟกซ์|ห้อง|รหัส|บัญชี|เลขที่|ไปรษณีย์|OTP|PIN|รหัสผ่าน)\.?\s?(?:OTP|PIN)?\s?(?:คือ|:)?\s?$"
)
_POSTED = re.compile(r"จ\.|จังหวัด|กทม|กรุงเทพ|เขต|อ\.|อำเภอ")
"""Before five figures that are those of the post."""
_WEEKDAYS = {
    "จ": "จันทร์", "อ": "อังคาร", "พ": "พุธ", "พฤ": "พฤหัสบดี", "ศ": "ศุกร์", "ส": "เสาร์", "อา": "อาทิตย์",
}  # fmt: skip
_DAY = "|".join(sorted(_WEEKDAYS, key=len, reverse=True))
_SHORT_MONTHS = r"ม\.ค|ก\.พ|มี\.ค|เม\.ย|พ\.ค|มิ\.ย|ก\.ค|ส\.ค|ก\.ย|ต\.ค|พ\.ย|ธ\.ค"
_UNITS_OF_POWERS = (
    (
        SpanKind.UNIT,
        r"(?#^)(?:(?<=10\^\d)|(?<=10\^\d\d)|(?<=10\^-\d\d))(?P<_gap>\s?)(?P<symbol>§unit§)(?![A-Za-z\d²³/])",
    ),
    (
        SpanKind.UNIT,
        r"(?#⁰¹²³⁴⁵⁶⁷⁸⁹)(?:(?<=10[²³⁴-⁹])|(?<=10[⁻¹²][⁰¹²³⁴-⁹]))(?P<_gap>\s?)(?P<symbol>§unit§)(?![A-Za-z\d²³/])",
    ),
)
"""The unit behind a power of ten."""
_WON = re.compile(r"(?:ชนะ|แพ้|เสมอ|สกอร์|เอาชนะ)[^\d]{0,30}\Z")
_SEATED = re.compile(r"(?:ที่นั่ง|ประตู|ห้อง|ชั้น|เลขที่|เกต|ทางออก|แถว)\s?\Z")
_LASTING = re.compile(r"(?:ใช้เวลา|เวลารวม|ด้วยเวลา|ภายใน|นาน)\s?\Z")
_ADDRESS = re.compile(r"(?:^|[\s\d])[จตถซ]\.")
_ROOMS = re.compile(r"(?:ห้อง|ชั้น|อาคาร|ตึก|บล็อก|โซน|ประตู|แถว)\s?$")
_MARKS = re.compile("คะแนน|สอบได้|ให้เต็ม|เรตติ้ง|รีวิว")
"""Near a fraction that is so many marks out of so many."""
_RATIOS = re.compile(r"(?:อัตราส่วน|สัดส่วน|ชนะ|แพ้|เสมอ|สกอร์|ผล|มาตราส่วน)\s?$")
_CENTS = {"other": "เซนต์"}


class ThaiNumbers(Num2WordsNumbers):
    """``num2words`` ends in เอ็ด after a hundred, as the Royal Society asks; the CLDR's rules do not."""

    def digits(self, digits: str, form: str | None = None) -> str:
        """Digit by digit, joined."""
        return super().digits(digits, form).replace(" ", "")

    def _ordinal(self, number: int, form: str | None) -> str:
        return f"ที่{self._cardinal(number, None)}"


class Thai(Locale):
    """Thai."""

    tag = "th"
    minus = "ลบ"
    plus = "บวก"
    plus_minus = "บวกลบ"
    point = "จุด"
    percent_word = "เปอร์เซ็นต์"
    permille_word = "เปอร์มิลล์"
    range_word = "ถึง"
    ratio_word = "ต่อ"
    score_word = "ต่อ"
    group_marks = ",\u00a0\u202f\u2009"
    day_suffix = ""
    month_joint = r"\s?"
    hour_words = ("น.", "นาฬิกา")
    time_dot = True
    time_words = frozenset({"เวลา"})
    initialisms = SPELLED
    letters = dict(
        zip(
            "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
            "เอ บี ซี ดี อี เอฟ จี เอช ไอ เจ เค แอล เอ็ม เอ็น โอ พี คิว อาร์ เอส ที ยู วี ดับเบิลยู เอกซ์ วาย แซด".split(),
            strict=True,
        )
    )
    www = "ดับเบิลยู ดับเบิลยู ดับเบิลยู"
    scales = {
        "พัน": "พัน",
        "หมื่น": "หมื่น",
        "แสน": "แสน",
        "ล้าน": "ล้าน",
        "พันล้าน": "พันล้าน",
        "หมื่นล้าน": "หมื่นล้าน",
        "แสนล้าน": "แสนล้าน",
        "k": "พัน",
        "m": "ล้าน",
        "b": "พันล้าน",
        "bn": "พันล้าน",
    }
    currency_signs = {"฿": "THB", "บ.": "THB", "บาท": "THB", "¥": "JPY"}
    currency_names = {
        "THB": {"other": "บาท"},
        "USD": {"other": "ดอลลาร์"},
        "EUR": {"other": "ยูโร"},
        "GBP": {"other": "ปอนด์"},
        "JPY": {"other": "เยน"},
        "CNY": {"other": "หยวน"},
        "KRW": {"other": "วอน"},
        "INR": {"other": "รูปี"},
        "MYR": {"other": "ริงกิต"},
        "VND": {"other": "ดอง"},
    }
    minor_units = {"THB": {"other": "สตางค์"}, "USD": _CENTS, "EUR": _CENTS, "GBP": {"other": "เพนซ์"}, "AUD": _CENTS}
    quantities_said = QuantityWords(
        "{0}จุดเปอร์เซ็นต์",
        "{0}เบซิสพอยต์",
        "ยี่สิบสี่ชั่วโมงเจ็ดวัน",
        ("ไตรมาสหนึ่งปี{0}", "ไตรมาสสองปี{0}", "ไตรมาสสามปี{0}", "ไตรมาสสี่ปี{0}"),
        ("ครึ่งแรกของปี{0}", "ครึ่งหลังของปี{0}"),
        "ทศวรรษ{0}",
        "{0}เต็ม{1}",
        "{0}ต่อ{1}มิลลิเมตรปรอท",
        fiscal="ปีงบประมาณ{0}",
        times="{0}เท่า",
    )
    unit_signs = {**UNIT_SIGNS, **MEASURES_OF_SCIENCE, **UNITS}
    unit_names = {
        "celsius": {"other": "องศาเซลเซียส"},
        "fahrenheit": {"other": "องศาฟาเรนไฮต์"},
        "degree": {"other": "องศา"},
        "mole-per-liter": {"other": "โมลต่อลิตร"},
        "micromole-per-liter": {"other": "ไมโครโมลต่อลิตร"},
        "nanogram-per-milliliter": {"other": "นาโนกรัมต่อมิลลิลิตร"},
        "gram-per-mole": {"other": "กรัมต่อโมล"},
        "frame-per-second": {"other": "เฟรมต่อวินาที"},
        "beat-per-minute": {"other": "ครั้งต่อนาที"},
        "watt-hour": {"other": "วัตต์ชั่วโมง"},
        "milliampere-hour": {"other": "มิลลิแอมแปร์ชั่วโมง"},
        "revolution-per-minute": {"other": "รอบต่อนาที"},
        "square-inch": {"other": "ตารางนิ้ว"},
        "baht": {"other": "บาท"},
        "square-wah": {"other": "ตารางวา"},
        "tonne": {"other": "ตัน"},
        "gigabyte": {"other": "กิกะไบต์"},
        "decibel": {"other": "เดซิเบล"},
        "millimeter-ofhg": {"other": "มิลลิเมตรปรอท"},
        "million-baht": {"other": "ล้านบาท"},
        "cubic-capacity": {"other": "ซีซี"},
        "kilovolt": {"other": "กิโลโวลต์"},
        "millivolt": {"other": "มิลลิโวลต์"},
        "square-millimeter": {"other": "ตารางมิลลิเมตร"},
        "liter-per-100-kilometer": {"other": "ลิตรต่อร้อยกิโลเมตร"},
        "part-per-million": {"other": "ส่วนในล้านส่วน"},
    }
    abbreviations = {
        **ABBREVIATIONS,
        "ฯลฯ": "และอื่นๆ",
        "มม.ปรอท": "มิลลิเมตรปรอท",
        **greek_names(
            "แอลฟา บีตา แกมมา เดลตา เอปไซลอน ซีตา อีตา ทีตา ไอโอตา แคปปา แลมบ์ดา มิว นิว ไซ พาย โร ซิกมา เทา อิปไซลอน ฟาย "
            "ไค ไซ โอเมกา"
        ),
    }
    powers = {"2": "ยกกำลังสอง", "3": "ยกกำลังสาม", "": "ยกกำลัง"}
    symbols = {
        "&": "และ",
        "+": "บวก",
        "=": "เท่ากับ",
        "×": "คูณ",
        "÷": "หาร",
        "%": "เปอร์เซ็นต์",
        ">": "มากกว่า",
        "<": "น้อยกว่า",
        "±": "บวกลบ",
        "≥": "มากกว่าหรือเท่ากับ",
        "≤": "น้อยกว่าหรือเท่ากับ",
        "≠": "ไม่เท่ากับ",
        "≈": "ประมาณ",
        "√": "รากที่สองของ",
    }
    symbol_names = named_symbols(
        "แอท จุด ขีด ขีดล่าง ทับ โคลอน แฮชแท็ก บวก และ ดอกจัน เว้นวรรค จุลภาค อัฒภาค อัศเจรีย์ ปรัศนี อะพอสทรอฟี "
        "อัญประกาศ "
        "วงเล็บเปิด วงเล็บปิด วงเล็บเหลี่ยมเปิด วงเล็บเหลี่ยมปิด ปีกกาเปิด ปีกกาปิด น้อยกว่า มากกว่า เท่ากับ "
        "เปอร์เซ็นต์ ดอลลาร์ ยูโร "
        "ปอนด์ แบ็กสแลช ขีดตั้ง ตัวหนอน คาเร็ต แบ็กทิก องศา มาตรา"
    )
    patterns = (
        *ADDRESSES,
        ZONED_DATE,
        *_UNITS_OF_POWERS,
        (SpanKind.ABBREVIATION, r"(?P<key>มม\.ปรอท)"),
        (SpanKind.CODE, r"(?#/)(?P<lot>\d{1,4}/\d{1,4})(?=\s(?:ม\.|หมู่|ถ\.|ถนน|ซ\.|ซอย|แขวง|ต\.|ตำบล))"),
        (SpanKind.CODE, rf"(?<![\u0e00-\u0e7f.–-])(?P<weekday>{_DAY})\.(?=\s\d{{1,2}}[.:]\d\d)"),
        (SpanKind.PHONE, r"(?<![\d-])(?P<groups>\d{3}-\d-\d{5}-\d)(?![\d-])"),
        (
            SpanKind.DATE,
            rf"(?<!\d)(?P<day>\d{{1,2}})\s?(?P<month>{_SHORT_MONTHS})\.(?=\s?[-–]\s?\d{{1,2}}\s?(?:{_SHORT_MONTHS})\.)",
        ),
        (
            SpanKind.SYMBOL,
            rf"(?#-–)(?<=[คพยก]\.)\s?(?P<character>[-–])\s?(?=\d{{1,2}}\s?(?:{_SHORT_MONTHS})\.)",
        ),
        (SpanKind.SYMBOL, r"(?#-–)(?<=[มป]\.\d)(?P<character>[-–])(?=[มป]\.\d)"),
        (SpanKind.RATIO, r"(?#-–)(?<= )(?P<first>\d{1,2})(?P<mark>(?P<near>[-–]))(?P<second>\d{1,2})(?![\d-])"),
        *SPACED_QUANTITIES,
        *GREEK_LETTERS,
        SPACED_AT_LEAST,
        SPACED_ARROW,
        (
            SpanKind.UNIT,
            r"(?:(?<=พัน)|(?<=หมื่น)|(?<=แสน)|(?<=ล้าน))(?P<_gap>\s?)(?=[A-Za-z]{2}|กม|กก|ตร)(?P<symbol>§unit§)(?![\w/])",
        ),
        (SpanKind.CODE, r"(?#/)(?:(?<=ไตรมาส \d)|(?<=ไตรมาส\d)|(?<=ไตรมาสที่ \d))/(?P<year_behind>\d{4})(?!\d)"),
        (SpanKind.CODE, r"(?:(?<=ยุค)|(?<=ยุค ))(?P<generation>[5-9]0)s(?![A-Za-z\d])"),
        (SpanKind.ABBREVIATION, r"(?<![\u0e00-\u0e7f.])(?P<key>ร)\.\s?(?=(?:10|[1-9])(?!\d))"),
        (SpanKind.ABBREVIATION, r"(?P<key>ฯพณฯ)"),
        (SpanKind.PHONE, r"(?<![\d-])(?P<groups>0-\d{4}-\d{4}|\d-\d{4}-\d{5}-\d\d-\d)(?![\d-])"),
        (
            SpanKind.CODE,
            r"(?#/)(?:(?<=เลขที่ )|(?<=เลขที่)|(?<=[มป]\.)|(?<=[มป]\. )|(?<=ห้อง )|(?<=ซอย )|(?<=หมู่ ))"
            r"(?P<lot>\d{1,4}/\d{1,4})(?![\d/])",
        ),
        (SpanKind.CODE, rf"(?<![\u0e00-\u0e7f.])(?P<weekday>{_DAY})\.\s?[-–]\s?(?P<last_weekday>{_DAY})\."),
        (SpanKind.SYMBOL, r"(?#/)(?:(?<=บาท)|(?<=ดอลลาร์)|(?<=หยวน))(?P<character>/)(?=[\u0e01-\u0e44])"),
        (SpanKind.ABBREVIATION, r"(?<![A-Za-z])(?P<key>No)\.\s?(?=\d)"),
        (SpanKind.PHONE, r"(?<![\d.,/-])(?P<groups>19[0-9]|1669|1[1-7]\d\d)(?=\s?(?:สายด่วน|แจ้งเหตุ|ฉุกเฉิน))"),
        (
            SpanKind.TIME,
            r"(?<![\d.:–-])(?<![–-]\s)(?P<hour>\d{1,2})[.:](?P<minute>\d\d)(?::(?P<second>\d\d))?\s?น\.(?=\s|$"
            r"|[^\u0e00-\u0e7f])",
        ),
        (SpanKind.ABBREVIATION, r"(?P<key>ฯลฯ)"),
        (SpanKind.ABBREVIATION, r"(?<![\u0e00-\u0e7f.])(?P<key>พ\.ศ|ค\.ศ|ร\.ศ|ฮ\.ศ)\.(?=\d)"),
        (SpanKind.ABBREVIATION, r"(?<![\u0e00-\u0e7f.])(?P<key>ม|ป)\.(?=[1-6](?!\d))"),
        (SpanKind.SYMBOL, r"(?<=น\.)\s?(?P<character>[-–])\s?(?=\d)"),
        (
            SpanKind.SYMBOL,
            r"(?<=[\u0e00-\u0e7f.%])(?P<character>/)(?=กก|กิโล|ปี|เดือน|คน|วัน|คืน|ชม|ชิ้น|ตร|ลิตร|กม|หน่วย|นาที|ชั่วโมง|ครั้ง|เม็ด|สัปดาห์|แผง|ห้อง|กล่อง|ขวด|มื้อ)",
        ),
        (
            SpanKind.ABBREVIATION,
            r"(?<=[\u0e00-\u0e7f])(?P<key>กทม|พ\.ศ|ค\.ศ|รพ|ผศ\.ดร|รศ\.ดร|ดร|นพ|พญ|ผศ|รศ|รร|บจก|บมจ"
            r"|หจก)\.(?=\s?[\u0e00-\u0e7f\d]|\s|$)",
        ),
        (SpanKind.ABBREVIATION, r"(?<![\w#&])(?P<key>#)(?=\d)"),
        (
            SpanKind.DATE,
            r"(?<!\d)(?:(?P<first>\d{1,2})[-–])?(?P<day>\d{1,2})\s?(?P<month>"
            + _SHORT_MONTHS
            + r")\.\s?(?P<year>25\d\d|20\d\d|[4-7]\d)(?!\d|[.,:]\d)",
        ),
        *LATIN_CODES,
        (SpanKind.ROMAN, r"(?<=ที่\s)(?P<numeral>[IVXLC]{1,7})(?![A-Za-z\d])"),
        (SpanKind.ROMAN, r"(?<=[\d\u0e00-\u0e7f]\s)(?P<numeral>[IVX]{2,5})(?![A-Za-z\d])"),
        (SpanKind.ROMAN, r"(?<=[\u0e00-\u0e7f])(?P<numeral>[IVX]{2,5})(?![A-Za-z\d])"),
        (
            SpanKind.RATIO,
            r"(?:(?<=ชนะ\s)|(?<=แพ้\s)|(?<=เสมอ\s)|(?<=สกอร์\s)"
            r"|(?<=ผล\s))(?P<first>\d{1,3})(?P<mark>[-–:])(?P<second>\d{1,3})(?![\d-])",
        ),
        (SpanKind.SYMBOL, r"(?<=\d)\s?(?P<character>[+×÷*=])\s?(?=\d)"),
    )

    def make_numbers(self) -> NumberWords:
        """Both engines agree but for เอ็ด."""
        return ThaiNumbers("th")

    def decide(self, span: Span, context: Context) -> Span | None:
        """Digits behind a word for telephone or room; what was found under another name gets its own."""
        before = context.text[max(0, span.start - 14) : span.start]
        if span.kind is SpanKind.CARDINAL and len(span.field("integer")) >= 3 and context.written.isdigit():
            posted = len(span.field("integer")) == 5 and not context.after
            posted = posted and _POSTED.search(context.text, max(0, span.start - 60), span.start) is not None
            if posted or _DIALLED.search(before) or is_number_of_something(span, context):
                return span._replace(kind=SpanKind.PHONE, fields={"groups": span.field("integer")})
        elif self._is_letter_alone(span, context, before):
            return None
        elif span.kind is SpanKind.CODE and span.field("numbers"):
            return span._replace(kind=SpanKind.VERSION)
        elif span.kind is SpanKind.RATIO and span.field("mark"):
            if span.field("near") and not _WON.search(context.text, max(0, span.start - 40), span.start):
                return None
            return span._replace(kind=SpanKind.SCORE)
        elif span.kind is SpanKind.TIME and span.field("second") and _LASTING.search(before):
            return span._replace(kind=SpanKind.DURATION)
        elif found := seat(span, context, _SEATED):
            return found
        elif span.kind is SpanKind.ROMAN and not span.field("integer"):
            return numbered_numeral(span)
        elif span.kind is SpanKind.TIME and "น." not in context.written and _RATIOS.search(before):
            fields = {"first": span.field("hour"), "second": str(int(span.field("minute") or "0"))}
            return span._replace(kind=SpanKind.RATIO, fields=fields)
        return span

    def _is_letter_alone(self, span: Span, context: Context, before: str) -> bool:
        """Whether a letter is neither a reign's nor a unit's."""
        if span.field("key") == "ร":
            return not context.text[span.end : span.end + 2].strip()[:1].isdigit()
        return span.kind is SpanKind.UNIT and span.field("symbol") in "AKVJNW" and _ROOMS.search(before) is not None

    def speak(self, span: Span, context: Context) -> str | None:
        """Without the spaces, but for what is a row of things: dates, telephone numbers, addresses."""
        words = super().speak(span, context)
        return words if words is None or span.kind in _SPACED else close_up(words)

    def number(self, integer: str, fraction: str = "", sign: str = "", form: str | None = None) -> str:
        """A number of digits, joined."""
        return close_up(super().number(integer, fraction, sign, form))

    def date(self, span: Span, context: Context) -> str | None:
        """Day, month and year with spaces between them."""
        words = []
        first = f"{self.numbers.cardinal(int(span.field('first')))}{self.range_word}" if span.field("first") else ""
        if span.field("day"):
            words.append(first + self.numbers.cardinal(int(span.field("day"))))
        if span.field("month"):
            words.append(self.month(int(span.field("month"))))
        if span.field("year"):
            words.append(self.numbers.cardinal(self.full_year(span.field("year"))))
        if span.field("hour"):
            words.append(self.time(span, context) or "")
        return " ".join(words)

    def full_year(self, year: str) -> int:
        """Two digits are a year of the Buddhist era: 67 is 2567."""
        return int(year) + 2500 if len(year) == 2 else int(year)

    def time(self, span: Span, context: Context) -> str | None:
        """Hours as นาฬิกา, minutes as นาที."""
        words = self.numbers.cardinal(int(span.field("hour"))) + "นาฬิกา"
        minute, second = int(span.field("minute") or "0"), int(span.field("second") or "0")
        if minute or second:
            words += self.numbers.cardinal(minute) + "นาที"
        return words + self.numbers.cardinal(second) + "วินาที" if second else words

    def fraction(self, span: Span, context: Context) -> str | None:
        """So many parts of so many."""
        whole, numerator, denominator = (span.field(name) for name in ("whole", "numerator", "denominator"))
        if denominator in ("10", "20", "50", "100") and _MARKS.search(
            context.text[max(0, context.start - 20) : context.end + 8]
        ):
            return f"{self.number(numerator)}เต็ม{self.number(denominator)}"
        words = f"เศษ{self.number(numerator)}ส่วน{self.number(denominator)}"
        return f"{self.number(whole)}{words}" if whole else words

    def range(self, span: Span, context: Context) -> str | None:
        """9.30-18.00 น.: what looked like a decimal number is a time too."""
        return super().range(span._replace(parts=timed(span.parts, context)), context)

    def roman(self, span: Span, context: Context) -> str | None:
        """The number alone."""
        return self.number(span.field("integer"))

    def phone(self, span: Span, context: Context) -> str | None:
        """Groups with a space between them."""
        words = " ".join(self.numbers.digits(group) for group in span.field("groups").split())
        return f"{self.plus}{words}" if span.field("plus") else words

    def code(self, span: Span, context: Context) -> str | None:
        """PM2.5 with its decimal sign."""
        if number := circled_number(span):
            return self.number(number)
        if quantity := quantity_words(self, span, self.quantities_said):
            return quantity
        if span.field("least"):
            return at_least(self, span, context, "มากกว่า{0}", "{0}ขึ้นไป")
        if span.field("year_behind"):
            return f"ปี{self.number(span.field('year_behind'))}"
        if span.field("lot"):
            return "ทับ".join(map(self.number, span.field("lot").split("/")))
        if weekday := span.field("weekday"):
            last = span.field("last_weekday")
            return f"วัน{_WEEKDAYS[weekday]}" + (f"ถึงวัน{_WEEKDAYS[last]}" if last else "")
        if span.field("generation"):
            return self.number(span.field("generation"))
        return mixed(self, span.field("text")) or self.addresses.code(plain_code(span))

    def symbol(self, span: Span, context: Context) -> str | None:
        """A dash between two times, a slash for "each"."""
        character = span.field("character")
        if span.field("pause"):
            return "-"
        if character in "-–/":
            return self.ratio_word if character == "/" else self.range_word
        return super().symbol(span, context)

    def abbreviation(self, span: Span, context: Context) -> str | None:
        """In full; a few letters mean one thing in an address and another elsewhere."""
        key = span.field("key")
        grade = context.text[context.end : context.end + 1]
        if key in "มป" and grade.isdigit() and not _ADDRESS.search(context.text, max(0, context.start - 60)):
            return "มัธยมศึกษาปีที่" if key == "ม" else "ประถมศึกษาปีที่"
        if key == "ม" and context.text.startswith(("ต้น", "ปลาย"), context.end):
            return "มัธยม"
        if key == "ม" and context.text[context.end : context.end + 2].strip()[:1].isdigit():
            return "หมู่"
        if key == "อ" and not _ADDRESS.search(context.text, max(0, context.start - 60), context.end + 60):
            return "อาจารย์"
        return self.abbreviations[key]
