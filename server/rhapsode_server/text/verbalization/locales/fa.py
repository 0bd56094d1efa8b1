"""Persian: no inflection, but two calendars; days of dates are ordinals."""

from __future__ import annotations

import re

from rhapsode_server.text.verbalization.context import Context
from rhapsode_server.text.verbalization.locale import Locale
from rhapsode_server.text.verbalization.locales.indian import OWN_LETTER, SCORE, is_followed
from rhapsode_server.text.verbalization.number_words import NumberWords
from rhapsode_server.text.verbalization.quantities import (
    MEASURES_OF_SCIENCE,
    SPACED_QUANTITIES,
    QuantityWords,
    quantity_words,
)
from rhapsode_server.text.verbalization.script import MARKS
from rhapsode_server.text.verbalization.span import Span, SpanKind

_ONES = (
    "صفر یک دو سه چهار پنج شش هفت هشت نه ده یازده دوازده سیزده چهارده پانزده شانزده هفده هجده نوزده".split()
)  # fmt: skip
_TENS = "- - بیست سی چهل پنجاه شصت هفتاد هشتاد نود".split()
_HUNDREDS = "- صد دویست سیصد چهارصد پانصد ششصد هفتصد هشتصد نهصد".split()
_SCALES = ((10**12, "تریلیون"), (10**9, "میلیارد"), (10**6, "میلیون"), (10**3, "هزار"))
_AND = " و "
_SOLAR = "فروردین اردیبهشت خرداد تیر مرداد شهریور مهر آبان آذر دی بهمن اسفند".split()
_LUNAR = (
    "محرم|صفر|ربیع‌الاول|ربیع‌الثانی|جمادی‌الاول|جمادی‌الثانی|رجب|شعبان|رمضان|شوال|ذی‌القعده|ذی‌الحجه".split("|")
)  # fmt: skip
_SOLAR_YEARS = range(1200, 1600)
_LETTER = re.compile(rf"[^\W\d_]|[{MARKS}]")
_WORDY = frozenset(
    {SpanKind.UNIT, SpanKind.TEMPERATURE, SpanKind.MONEY, SpanKind.TIME, SpanKind.DATE, SpanKind.ORDINAL, SpanKind.YEAR}
)
_HALVED = frozenset(
    "ساعت سال ماه روز هفته لیتر کیلو کیلوگرم متر کیلومتر تن برابر قاشق پیمانه لیوان فنجان ساعته ساله".split()
)
_IN_HALVES = frozenset("hour year month day week liter kilogram meter kilometer tonne".split())
"""What is counted in halves."""
_BARE = frozenset({SpanKind.CARDINAL, SpanKind.YEAR})
_RANKED = frozenset({"قرن", "سده", "قرنِ"})
"""Words behind which a number is an ordinal."""


_EACH = "کیلوگرم|کیلو|لیتر|ماه|سال|روز|ساعت|نفر|عدد|متر مربع|مترمربع|متر|تن|هفته|شب|بسته|کیلومتر|گرم|دقیقه|kg|L|km"
"""What stands behind a stroke: so much a month."""
_HONOURS = {
    "ص": "صلی الله علیه و آله",
    "عج": "عجل الله تعالی فرجه",
    "ع": "علیه‌السلام",
    "س": "سلام الله علیها",
    "ره": "رحمت الله علیه",
    "رض": "رضی الله عنه",
}
"""What is said behind a holy name, where it stands in brackets."""
_CALENDARS = {"م": "میلادی", "ش": "شمسی", "ق": "قمری"}
_MARKED = re.compile("نمره|امتیاز|رتبه|درصد قبولی")
"""Before so many marks out of a hundred."""


class _Numbers(NumberWords):
    """A thousand is "هزار", not "یک هزار", as num2words has it and the CLDR has not."""

    # The zero-width non-joiner of "سی‌ام" has to stay.
    invisible: dict[int, None] = {}  # noqa: RUF012

    def _cardinal(self, number: int, form: str | None) -> str:
        if number == 0:
            return _ONES[0]
        parts = []
        for size, name in _SCALES:
            count, number = divmod(number, size)
            if count:
                parts.append(name if count == 1 and size == 1000 else f"{self._cardinal(count, None)} {name}")
        hundreds, rest = divmod(number, 100)
        if hundreds:
            parts.append(_HUNDREDS[hundreds])
        tens, ones = divmod(rest, 10)
        if tens > 1:
            parts.append(_TENS[tens])
        if rest and (tens < 2 or ones):
            parts.append(_ONES[rest if tens < 2 else ones])
        return _AND.join(parts)

    def _ordinal(self, number: int, form: str | None) -> str:
        words = self._cardinal(number, None)
        if words.endswith("سه"):
            return words.removesuffix("سه") + "سوم"
        return words + ("‌ام" if words.endswith("سی") else "م")


class Persian(Locale):
    """Persian."""

    tag = "fa"
    group_marks = ",،"
    minus = "منفی"
    plus = "مثبت"
    point = "ممیز"
    fraction_as_number = True
    plus_minus = "مثبت منفی"
    ordinal_suffixes = ("م", "ام", "اُم", "‌ام", "‌اُم", "ُم", "مین", "‌مین", "اُمین", "‌اُمین", "امین", "‌امین")
    eras = {
        "ق.م": "قبل از میلاد", "ق.م.": "قبل از میلاد", "ه.ش": "هجری شمسی", "ه.ش.": "هجری شمسی", "هـ.ش": "هجری شمسی",
        "ه.ق": "هجری قمری", "ه.ق.": "هجری قمری", "هـ.ق": "هجری قمری", "ق.ه": "قبل از هجرت",
    }  # fmt: skip
    month_words = {
        **{name: number for number, name in enumerate(_SOLAR, 1)},
        **{name: number for number, name in enumerate(_LUNAR, 1)},
        **{f"{name}{joint}ماه": number for number, name in enumerate(_SOLAR, 1) for joint in ("", "\u200c")},
        "امرداد": 5, "ربیع الاول": 3, "ربیع الثانی": 4, "جمادی الاول": 5, "جمادی الثانی": 6, "ذی القعده": 11,
        "ذی الحجه": 12, "می": 5, "جولای": 7, "آگوست": 8, "اگوست": 8, "ژوئیهٔ": 7,
    }  # fmt: skip
    day_suffix = r"(?:\s?‌?(?:م|ام|اُم))?"
    month_joint = r"[ ٔ]?\s(?:ماه\s|سال\s)?"
    time_words = frozenset({"ساعت"})
    day_periods = {
        "ق.ظ": "am", "ب.ظ": "pm", "am": "am", "pm": "pm", "a.m": "am", "p.m": "pm", "ق ظ": "am", "ب ظ": "pm",
    }  # fmt: skip
    percent_word = "درصد"
    permille_word = "در هزار"
    currency_signs = {"﷼": "IRR", "ریال": "IRR", "تومان": "IRT", "تومن": "IRT", "دلار": "USD", "یورو": "EUR"}
    currency_names = {
        "IRR": {"other": "ریال"},
        "IRT": {"other": "تومان"},
        "USD": {"other": "دلار"},
        "GBP": {"other": "پوند"},
        "JPY": {"other": "ین"},
        "CNY": {"other": "یوآن"},
        "TRY": {"other": "لیر"},
        "RUB": {"other": "روبل"},
    }
    minor_units = {
        "USD": {"one": "سنت", "other": "سنت"},
        "EUR": {"one": "سنت", "other": "سنت"},
        "CAD": {"one": "سنت", "other": "سنت"},
        "AUD": {"one": "سنت", "other": "سنت"},
        "GBP": {"one": "پنس", "other": "پنس"},
        "NZD": {"one": "سنت", "other": "سنت"},
    }
    money_and = "و"
    scales = {
        "هزار": "هزار", "میلیون": "میلیون", "میلیارد": "میلیارد", "تریلیون": "تریلیون", "بیلیون": "بیلیون",
        "million": "میلیون", "billion": "میلیارد", "m": "میلیون", "b": "میلیارد", "bn": "میلیارد", "k": "هزار",
    }  # fmt: skip
    quantities_said = QuantityWords(
        "{0} واحد درصد",
        "{0} واحد پایه",
        "شبانه‌روزی",
        ("سه‌ماههٔ اول {0}", "سه‌ماههٔ دوم {0}", "سه‌ماههٔ سوم {0}", "سه‌ماههٔ چهارم {0}"),
        ("نیمهٔ اول {0}", "نیمهٔ دوم {0}"),
        "دههٔ {0}",
        "{0} از {1}",
        "{0} روی {1} میلی‌متر جیوه",
        fiscal="سال مالی {0}",
        times="{0} برابر",
    )
    unit_signs = {
        **MEASURES_OF_SCIENCE,
        "کم": "", "کیلومتر/ساعت": "kilometer-per-hour", "کیلومتر بر ساعت": "kilometer-per-hour",
        "متر/ثانیه": "meter-per-second",
        "°س": "celsius", "س.م": "centimeter", "م.م": "millimeter", "سی‌سی": "",
    }  # fmt: skip
    unit_names = {
        "mole": {"other": "مول"},
        "micromole": {"other": "میکرومول"},
        "nanogram": {"other": "نانوگرم"},
        "frame": {"other": "فریم"},
        "beat": {"other": "ضربان"},
        "watt-hour": {"other": "وات ساعت"},
        "revolution": {"other": "دور"},
        "milliampere-hour": {"other": "میلی‌آمپر ساعت"},
        "decibel": {"other": "دسی‌بل"},
        "part-per-million": {"other": "قسمت در میلیون"},
        "tonne": {"other": "تن"},
        "celsius": {"other": "درجهٔ سلسیوس"},
    }
    range_word = "تا"
    ratio_word = "به"
    score_word = "بر"
    ratio_words = frozenset("نسبت مقیاس".split())
    score_words = frozenset(
        "برد باخت شکست پیروزی مساوی بازی نتیجه گل تساوی پیروز مغلوب دیدار مسابقه".split()
    )  # fmt: skip
    phone_words = frozenset("کد رمز پستی otp تلفن شماره موبایل همراه تماس نمابر فکس".split())
    version_words = frozenset("نسخه نسخهٔ ویرایش version".split())
    roman_before = frozenset("فصل بخش جلد".split())
    roman_names = frozenset("هنری لویی چارلز جورج ویلیام الیزابت ناپلئون پیوس نیکلای ادوارد فیلیپ".split())
    abbreviations = {
        "ر.ک": "رجوع کنید به", "ج.ا": "جمهوری اسلامی", "ق.ا": "قانون اساسی",
        "ه.ش": "هجری شمسی", "ه.ق": "هجری قمری", "ق.م": "قبل از میلاد", "ج": "جلد", "ص": "صفحه",
        "صص": "صفحات", "ت": "تلفن", "dr": "دکتر", "mr": "آقای", "mrs": "خانم", "vs": "در برابر",
    }  # fmt: skip
    stopless = frozenset({"ج.ا", "ق.ا", "ه.ش", "ه.ق", "ق.م", "ر.ک", "dr", "mr", "mrs", "vs"})
    initialisms = frozenset("USA UK US EU UN AI IT PC ID CEO CIA FBI".split())
    letters = dict(
        zip(
            "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
            "اِی بی سی دی ای اِف جی اِچ آی جِی کِی اِل اِم اِن اُ پی کیو آر اِس تی یو وی دابلیو ایکس وای زِد".split(),
            strict=True,
        )
    )
    symbol_names = {
        "@": "اَت", ".": "نقطه", "-": "خط تیره", "_": "آندرلاین", "/": "اسلش", ":": "دونقطه", "#": "هشتگ",
        "+": "به‌علاوه",
        "&": "و", "*": "ستاره", " ": "فاصله", ",": "ویرگول", ";": "نقطه‌ویرگول", "!": "علامت تعجب", "?": "علامت سؤال",
        "'": "آپاستروف", '"': "گیومه", "(": "پرانتز باز", ")": "پرانتز بسته", "=": "مساوی", "%": "درصد", "$": "دلار",
        "€": "یورو", "£": "پوند", "\\": "بک‌اسلش", "|": "خط عمودی", "~": "تیلدا", "°": "درجه",
        "[": "کروشه باز", "]": "کروشه بسته", "{": "آکولاد باز", "}": "آکولاد بسته", "<": "کوچک‌تر از",
        ">": "بزرگ‌تر از", "^": "کَرِت", "`": "بک‌تیک", "§": "بخش",
    }  # fmt: skip
    difference_word = "منهای"
    powers = {"2": "به توان دو", "3": "به توان سه", "": "به توان"}
    symbols = {
        "&": "و",
        "/": "اسلش",
        "+": "به‌علاوهٔ",
        "=": "مساوی",
        "%": "درصد",
        "×": "ضربدر",
        "÷": "تقسیم بر",
        "≥": "بزرگ‌تر یا مساوی",
        "≤": "کوچک‌تر یا مساوی",
        "≠": "نامساوی با",
        "≈": "تقریباً مساوی",
        "√": "جذر",
        "ﷺ": "صلی الله علیه و آله",
    }
    patterns = (
        *SPACED_QUANTITIES,
        (
            SpanKind.CARDINAL,
            r"(?<![\w.,])(?P<integer>\d{1,3}(?:\.\d{3}){2,4})(?=\s?(?:تومان|ریال|دلار|یورو|نفر)(?!\w))",
        ),
        (SpanKind.ORDINAL, r"(?<![\w.,/-])(?P<integer>[12]?\d|3[01])(?=\s(?:تا|الی|و)\s[0-3]?\d\s§month§(?!\w))"),
        (
            SpanKind.DECIMAL,
            r"(?<![\w.,:/-])§number§(?=\u200c[\u0600-\u06ff])(?!\u200c(?:ام|اُم|امین|اُمین|مین|م)(?!\w))",
        ),
        # A stroke is how many write the decimal mark.
        (
            SpanKind.DECIMAL,
            r"(?#/)(?<![\w/.,-])(?P<sign>[-+])?(?P<integer>\d{1,3})/(?P<stroked>\d{1,2})(?=\s?(?:میلیون|میلیارد|تریلیون|هزار|درصد|ریشتر|درجه|برابر)(?!\w))",
        ),
        (SpanKind.RATIO, SCORE),
        (SpanKind.ABBREVIATION, r"(?<![\w(])(?P<key>صص|[جص])\s(?=\d)"),
        (SpanKind.ABBREVIATION, rf"\((?P<honour>{'|'.join(_HONOURS)})\)"),
        (SpanKind.ABBREVIATION, r"(?:(?<=1\d\d\d)|(?<=20\d\d))(?P<_gap>\s?)(?P<year_of>[مشق])(?!\w)"),
        (SpanKind.DATE, r"(?#/)(?<![\w/.,-])(?P<year>1[34]\d\d)/(?P<month>1[0-2]|0?[1-9])(?![\d/-]|[.,]\d)"),
        (SpanKind.PERCENT, r"(?#%)(?<![\w%])(?<!\d )(?P<symbol>%)\s?§number§(?![\d%]|[.,]\d)"),
        (SpanKind.CODE, r"(?<![\w.,/-])(?P<named>\d{3,4})(?=\s(?:تماس|زنگ))"),
        (SpanKind.SYMBOL, rf"(?#/)(?<=[\d\u0600-\u06ff])\s?/\s?(?P<per>{_EACH})(?!\w)"),
    )
    www = "دابلیو دابلیو دابلیو"

    def make_numbers(self) -> NumberWords:
        return _Numbers()

    def decide(self, span: Span, context: Context) -> Span | None:
        inside = _LETTER.match(context.written[-1:]) and _LETTER.match(context.mark_after)
        if (inside and span.kind in _WORDY) or (span.kind is SpanKind.RATIO and "-" in context.written):
            return None
        if (
            span.kind is SpanKind.ABBREVIATION
            and span.field("key")
            and len(span.field("key")) <= 2
            and span.field("key") > "z"
        ):
            # Before a number only: a single letter is a name's initial elsewhere.
            return span if context.text[span.end : span.end + 2].strip()[:1].isdigit() else None
        if span.kind is SpanKind.FRACTION and _is_decimal(span):
            fields = {"integer": span.field("numerator"), "fraction": span.field("denominator")}
            return span._replace(kind=SpanKind.DECIMAL, fields=fields)
        if stroked := span.field("stroked"):
            return span._replace(kind=SpanKind.DECIMAL, fields={**span.fields, "fraction": stroked})
        if span.kind is SpanKind.SCORE and context.mark_before in ("-", "–"):
            return None
        if span.kind in (SpanKind.CARDINAL, SpanKind.YEAR) and context.before in _RANKED and not span.field("sign"):
            return span._replace(kind=SpanKind.ORDINAL)
        return span

    def abbreviation(self, span: Span, context: Context) -> str | None:
        if honour := span.field("honour"):
            return _HONOURS[honour]
        if year_of := span.field("year_of"):
            return f" {_CALENDARS[year_of]}"
        words = super().abbreviation(span, context)
        return words + " " if words and context.written[-1:] == " " else words

    def code(self, span: Span, context: Context) -> str | None:
        if span.field("named"):
            return self.numbers.digits(span.field("named"))
        return quantity_words(self, span, self.quantities_said) or super().code(span, context)

    def symbol(self, span: Span, context: Context) -> str | None:
        if per := span.field("per"):
            unit = {"kg": "kilogram", "L": "liter", "km": "kilometer"}.get(per)
            each = self.unit_name(unit, "other") if unit else per
            return f"{'' if context.mark_before.isdecimal() else ' '}هر {each}"
        if span.field("character") == "+" and context.mark_before.isdecimal() and not is_followed(context):
            return "به بالا"
        return super().symbol(span, context)

    def hashtag(self, span: Span, context: Context) -> str | None:
        text = span.field("text")
        if text.isascii():
            return super().hashtag(span, context)
        return f"{self.symbol_names['#']} {text[1:].replace('_', ' ')}"

    def ordinal(self, span: Span, context: Context) -> str | None:
        words = self.numbers.ordinal(int(span.field("integer")))
        if span.field("era"):
            return f"{words} {self.eras[span.field('era')]}"
        return words + "ین" if span.field("suffix").endswith("ین") else words

    def speak(self, span: Span, context: Context) -> str | None:
        words = super().speak(span, context)
        if words and span.kind in _BARE:
            # A word that the space beside the number is missing from, or an ending: "۱۰ساله".
            before = " " if OWN_LETTER.match(context.mark_before) and words[0] != " " else ""
            scale = context.after.removeprefix("\u200c") in self.scales
            glued = context.mark_after != "\u200c" and OWN_LETTER.match(context.mark_after)
            behind = (" " if scale else "\u200c") if glued else ""
            return f"{before}{words}{behind}" if before or behind else words
        return words

    def decimal(self, span: Span, context: Context) -> str | None:
        counted = context.after.lstrip("\u200c")
        halved = counted in self.scales or counted in _HALVED
        if span.field("fraction") == "5" and halved and not span.field("sign"):
            return f"{self.number(span.field('integer'))} و نیم" if span.field("integer").strip("0") else "نیم"
        return self.amount(span)

    def unit(self, span: Span, context: Context) -> str | None:
        if span.field("fraction") == "5" and span.field("unit") in _IN_HALVES and not span.field("sign"):
            whole, name = span.field("integer"), self.unit_name(span.field("unit"), "other")
            return f"{self.number(whole)} و نیم {name}" if whole.strip("0") else f"نیم {name}"
        return super().unit(span, context)

    def fraction(self, span: Span, context: Context) -> str | None:
        if span.field("denominator") == "100" and _MARKED.search(
            context.text, max(0, context.start - 20), context.start
        ):
            return f"{self.number(span.field('numerator'))} از {self.number('100')}"
        half = (span.field("numerator"), span.field("denominator")) == ("1", "2")
        if span.field("whole"):
            part = "نیم" if half else super().fraction(span._replace(fields={**span.fields, "whole": ""}), context)
            return f"{self.number(span.field('whole'))} و {part}"
        if half and (span.field("symbol") or context.after):
            return "نیم"
        return super().fraction(span, context)

    def money(self, span: Span, context: Context) -> str | None:
        scale = self.scales.get(span.field("scale"), "")
        if span.field("fraction") == "5" and not span.field("sign"):
            name = self.currency_name(span.field("currency"), "other")
            whole = f"{self.number(span.field('integer'))} و نیم" if span.field("integer").strip("0") else "نیم"
            return " ".join(filter(None, (whole, scale, name)))
        return super().money(span, context)

    def date(self, span: Span, context: Context) -> str | None:
        words = []
        if span.field("day"):
            words.append(self.numbers.ordinal(int(span.field("day"))))
        if span.field("month"):
            words.append(self._month_name(span, context))
        if span.field("year"):
            words.append(self.numbers.year(self.full_year(span.field("year"))))
        return " ".join(words)

    def _month_name(self, span: Span, context: Context) -> str:
        """The month as written; in a date of numbers alone the year tells the calendar."""
        number = int(span.field("month"))
        for name in (*_SOLAR, *_LUNAR):
            if name in context.written:
                return f"{name} ماه" if re.search(f"{name}[ \u200c]?ماه", context.written) else name
        return (
            _SOLAR[number - 1] if int(span.field("year") or "0") in _SOLAR_YEARS else self.data.months_alone[number - 1]
        )

    def full_year(self, year: str) -> int:
        return int(year)

    def time(self, span: Span, context: Context) -> str | None:
        hour, minute, second = (int(span.field(name) or "0") for name in ("hour", "minute", "second"))
        words = [self.numbers.cardinal(hour)]
        if minute or second:
            words.append(f"{self.numbers.cardinal(minute)} دقیقه")
        if second:
            words.append(f"{self.numbers.cardinal(second)} ثانیه")
        # Behind an ISO date the hour needs a word.
        clock = ("ساعت " if context.written[4:5] == context.written[7:8] == "-" else "") + _AND.join(words)
        period = {"am": " صبح" if hour >= 4 else " بامداد", "pm": " بعد از ظهر" if hour % 12 < 7 else " شب"}
        return clock + period.get(span.field("period"), "")

    def duration(self, span: Span, context: Context) -> str | None:
        parts = [
            self.counted(span.field(unit).lstrip("0"), unit)
            for unit in ("hour", "minute", "second")
            if int(span.field(unit) or "0")
        ]
        return _AND.join(parts) or super().duration(span, context)

    def roman(self, span: Span, context: Context) -> str | None:
        return self.numbers.ordinal(int(span.field("integer")))

    def version(self, span: Span, context: Context) -> str | None:
        words = " نقطه ".join(self.number(part) for part in span.field("numbers").split("."))
        return f"{self.letter_words(span.field('prefix'))} {words}".strip()


def _is_decimal(span: Span) -> bool:
    """Whether a stroke is a decimal mark: what is above is more than the one figure below it, as in "۱۸/۵"."""
    plain = not span.field("whole") and not span.field("symbol") and len(span.field("denominator")) == 1
    return plain and int(span.field("numerator")) > int(span.field("denominator"))
