"""Urdu. No number engine and no rule set of the CLDR knows it: the words for 0 to 99 are the author's table."""

from __future__ import annotations

import re

from rhapsode_server.text.verbalization.context import Context
from rhapsode_server.text.verbalization.locales.cricket import CRICKET, Cricket
from rhapsode_server.text.verbalization.locales.indian import (
    CARD_NUMBER,
    HASHTAG,
    MONTH_FIRST,
    PRICES_FOR_EACH,
    SCORE,
    IndianLocale,
    IndianNumbers,
)
from rhapsode_server.text.verbalization.number_words import NumberWords
from rhapsode_server.text.verbalization.quantities import MEASURES_OF_SCIENCE, SPACED_QUANTITIES, QuantityWords
from rhapsode_server.text.verbalization.span import Span, SpanKind
from rhapsode_server.text.verbalization.unspaced import NEGATIVE_FRACTIONS

_WORDS = (
    "صفر ایک دو تین چار پانچ چھ سات آٹھ نو دس گیارہ بارہ تیرہ چودہ پندرہ سولہ سترہ اٹھارہ انیس بیس اکیس بائیس تئیس "
    "چوبیس پچیس چھبیس ستائیس اٹھائیس انتیس تیس اکتیس بتیس تینتیس چونتیس پینتیس چھتیس سینتیس اڑتیس انتالیس چالیس "
    "اکتالیس بیالیس تینتالیس چوالیس پینتالیس چھیالیس سینتالیس اڑتالیس انچاس پچاس اکیاون باون ترپن چون پچپن چھپن ستاون "
    "اٹھاون انسٹھ ساٹھ اکسٹھ باسٹھ ترسٹھ چونسٹھ پینسٹھ چھیاسٹھ سڑسٹھ اڑسٹھ انہتر ستر اکہتر بہتر تہتر چوہتر پچھتر "
    "چھہتر ستتر اٹھہتر اناسی اسی اکیاسی بیاسی تراسی چوراسی پچاسی چھیاسی ستاسی اٹھاسی نواسی نوے اکانوے بانوے ترانوے "
    "چورانوے پچانوے چھیانوے ستانوے اٹھانوے ننانوے"
)
_SCALES = ((10**11, "کھرب"), (10**9, "ارب"), (10**7, "کروڑ"), (10**5, "لاکھ"), (10**3, "ہزار"))
_ORDINALS = {1: "پہل", 2: "دوسر", 3: "تیسر", 4: "چوتھ", 6: "چھٹ"}


_EACH = "ماہ|مہینہ|کلو|لیٹر|دن|سال|گھنٹہ|گھنٹے|فرد|عدد|پیکٹ|میٹر|ٹن|من|بوتل|ہفتہ|رات|یونٹ|درجن|گرام|مربع فٹ"
"""What stands behind a stroke: so much a month."""
_HONOURS = {"ص": "صلی اللہ علیہ وسلم", "ع": "علیہ السلام", "رض": "رضی اللہ عنہ", "رح": "رحمۃ اللہ علیہ"}
"""What is said behind a holy name, where it stands in brackets."""
_TOWNS = "|".join(f"(?<={town})" for town in "لاہور کراچی پشاور کوئٹہ ملتان راولپنڈی آباد سیالکوٹ گوجرانوالہ".split())
"""Behind a town five figures are those of its post."""


def _ordinal(number: int, cardinal: str, form: str) -> str:
    """``form`` is ``feminine`` or ``oblique``; masculine otherwise."""
    if number in _ORDINALS:
        return _ORDINALS[number] + {"feminine": "ی", "oblique": "ے"}.get(form, "ا")
    stem = cardinal.removesuffix("و") if number % 100 == 9 else cardinal
    return stem + ("واں" if form == "masculine" else "ویں")


class Urdu(IndianLocale):
    """Urdu."""

    tag = "ur"
    minus = "منفی"
    plus = "پلس"
    point = "اعشاریہ"
    plus_minus = "پلس مائنس"
    ordinal_suffixes = ("واں", "ویں", "وں", "لا", "لی", "لے", "را", "ری", "رے", "تھا", "تھی", "تھے", "ٹا", "ٹی", "ٹے")
    year_words = frozenset("سن سال سنہ عیسوی".split())
    postpositions = frozenset(
        "میں سے تک کا کی کے کو نے پر اور یا تھا تھی تھے ہے ہیں ہوا ہوئی ہوئے والا والی والے ء عیسوی ہجری".split()
    )
    eras = {
        "ق م": "قبل مسیح", "ق۔م": "قبل مسیح", "ق.م": "قبل مسیح", "قبل مسیح": "قبل مسیح", "عیسوی": "عیسوی",
        "ہجری": "ہجری", "ھ": "ہجری", "ہ": "ہجری",
    }  # fmt: skip
    month_words = {"ستمبر": 9, "اگست": 8, "جولائ": 7}
    day_suffix = r"،?"
    month_joint = r"[،,]?\s"
    hour_words = ("بجے", "بجکر")
    percent_word = "فیصد"
    permille_word = "فی ہزار"
    currency_signs = {
        "Rs": "PKR", "Rs.": "PKR", "₨": "PKR", "PKR": "PKR", "روپے": "PKR", "روپیہ": "PKR", "ڈالر": "USD",
        "یورو": "EUR",
    }  # fmt: skip
    currency_names = {
        "PKR": {"one": "روپیہ", "other": "روپے"},
        "INR": {"one": "بھارتی روپیہ", "other": "بھارتی روپے"},
        "USD": {"other": "ڈالر"},
        "GBP": {"other": "پاؤنڈ"},
        "JPY": {"other": "ین"},
        "CNY": {"other": "یوآن"},
    }
    minor_units = {
        "PKR": {"one": "پیسہ", "other": "پیسے"},
        "INR": {"one": "پیسہ", "other": "پیسے"},
        "USD": {"one": "سینٹ", "other": "سینٹ"},
        "EUR": {"one": "سینٹ", "other": "سینٹ"},
        "GBP": {"one": "پینس", "other": "پینس"},
        "CAD": {"one": "سینٹ", "other": "سینٹ"},
        "AUD": {"one": "سینٹ", "other": "سینٹ"},
        "NZD": {"one": "سینٹ", "other": "سینٹ"},
    }
    scales = {
        "ہزار": "ہزار", "لاکھ": "لاکھ", "کروڑ": "کروڑ", "ارب": "ارب", "کھرب": "کھرب", "ملین": "ملین", "بلین": "بلین",
        "ٹریلین": "ٹریلین", "million": "ملین", "billion": "بلین", "trillion": "ٹریلین", "m": "ملین", "b": "بلین",
        "bn": "بلین",
    }  # fmt: skip
    lakhs = frozenset(
        "ہزار لاکھ کروڑ ارب کھرب گھنٹہ گھنٹے گھنٹوں سال ماہ مہینے دن کلو لیٹر کپ چمچ گنا ملین بلین".split()
    )
    dated_words = frozenset({"کو", "تاریخ"})
    per_word = "فی"
    quantities_said = QuantityWords(
        "{0} فیصد پوائنٹ",
        "{0} بیسس پوائنٹ",
        "چوبیس گھنٹے ساتوں دن",
        ("{0} کی پہلی سہ ماہی", "{0} کی دوسری سہ ماہی", "{0} کی تیسری سہ ماہی", "{0} کی چوتھی سہ ماہی"),
        ("{0} کی پہلی ششماہی", "{0} کی دوسری ششماہی"),
        "{0} کی دہائی",
        "{0} بٹا {1}",
        "{0} بٹا {1} ملی میٹر مرکری",
        fiscal="مالی سال {0}",
        times="{0} گنا",
    )
    half, quarter, less_quarter, one_and_half, two_and_half = "ساڑھے", "سوا", "پونے", "ڈیڑھ", "ڈھائی"
    day_parts = ("صبح", "دوپہر", "شام", "رات")
    hour_word, past_word, over_word, and_word = "بجے", "بج کر", "بٹا", "صحیح"
    simple_fractions = {
        (1, 2): "آدھا", (1, 3): "ایک تہائی", (2, 3): "دو تہائی", (1, 4): "ایک چوتھائی", (3, 4): "تین چوتھائی",
    }  # fmt: skip
    roman_ordinals = ("", "اول", "دوم", "سوم", "چہارم", "پنجم", "ششم", "ہفتم", "ہشتم", "نہم", "دہم")
    unit_signs = {
        **MEASURES_OF_SCIENCE,
        "کلومیٹر": "kilometer", "کلو میٹر": "kilometer", "کلوگرام": "kilogram",
        "کلومیٹر فی گھنٹہ": "kilometer-per-hour",
        "سینٹی گریڈ": "", "مربع کلومیٹر": "square-kilometer", "ڈگری سینٹی گریڈ": "",
    }  # fmt: skip
    unit_names = {
        "mole": {"other": "مول"},
        "micromole": {"other": "مائیکرو مول"},
        "nanogram": {"other": "نینو گرام"},
        "frame": {"other": "فریم"},
        "beat": {"other": "دھڑکن"},
        "watt-hour": {"other": "واٹ گھنٹہ"},
        "revolution": {"other": "چکر"},
        "milliampere-hour": {"other": "ملی ایمپیئر آور"},
        "decibel": {"other": "ڈیسیبل"},
        "part-per-million": {"other": "حصے فی ملین"},
        "lux": {"other": "لکس"},
        "kilometer": {"other": "کلومیٹر"},
        "meter": {"other": "میٹر"},
        "kilogram": {"other": "کلوگرام"},
        "millimeter": {"other": "ملی میٹر"},
        "foot": {"one": "فٹ", "other": "فٹ"},
        "square-kilometer": {"other": "مربع کلومیٹر"},
    }
    range_word = "سے"
    half_of = "آدھا"
    twenty_word = "ٹوئنٹی"
    cricket = Cricket(
        re.compile("رن|وکٹ|اوور|کرکٹ|اننگز|ٹیسٹ|گیند"), "{1} وکٹوں پر {0}", "{0} ناٹ آؤٹ", "{1} رنز پر {0} وکٹیں"
    )
    ratio_nouns = frozenset({"تناسب", "پیمانہ"})
    ratio_word = "نسبت"
    ratio_words = frozenset("نسبت تناسب پیمانہ".split())
    score_words = frozenset("جیتا جیتی جیت ہارا ہاری ہرایا میچ سکور اسکور برابر".split())
    phone_words = frozenset("otp پن کوڈ فون موبائل کال رابطہ نمبر ہیلپ ٹیلیفون".split())
    version_words = frozenset({"ورژن", "version"})
    roman_before = frozenset("باب حصہ جماعت جلد".split())
    roman_names = frozenset("ہنری لوئی چارلس جارج ولیم ایڈورڈ الزبتھ نپولین پوپ".split())
    abbreviations = {
        "dr": "ڈاکٹر", "mr": "مسٹر", "mrs": "مسز", "prof": "پروفیسر", "etc": "وغیرہ", "vs": "بمقابلہ"
    }  # fmt: skip
    stopless = frozenset({"dr", "mr", "mrs", "vs"})
    letters = dict(
        zip(
            "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
            "اے بی سی ڈی ای ایف جی ایچ آئی جے کے ایل ایم این او پی کیو آر ایس ٹی یو وی ڈبلیو ایکس وائی زیڈ".split(),
            strict=True,
        )
    )
    symbol_names = {
        "@": "ایٹ", ".": "ڈاٹ", "-": "ڈیش", "_": "انڈر اسکور", "/": "سلیش", ":": "کولن", "#": "ہیش", "+": "پلس",
        "&": "اینڈ", "*": "اسٹار", " ": "اسپیس", ",": "کوما", ";": "سیمی کولن", "!": "علامتِ تعجب", "?": "سوالیہ نشان",
        "'": "اپاسٹرافی", '"': "کوٹ", "(": "بریکٹ شروع", ")": "بریکٹ بند", "=": "برابر", "%": "فیصد", "$": "ڈالر",
        "€": "یورو", "£": "پاؤنڈ", "\\": "بیک سلیش", "|": "پائپ", "~": "ٹلڈا", "°": "ڈگری",
        "[": "مربع بریکٹ شروع", "]": "مربع بریکٹ بند", "{": "کرلی بریکٹ شروع", "}": "کرلی بریکٹ بند",
        "<": "سے کم", ">": "سے زیادہ", "^": "کیرٹ", "`": "بیک ٹک", "§": "سیکشن",
    }  # fmt: skip
    powers = {"2": "کا مربع", "3": "کا مکعب", "": "کی طاقت"}
    symbols = {
        "&": "اور",
        "/": "بٹا",
        "+": "پلس",
        "=": "برابر",
        "%": "فیصد",
        "×": "ضرب",
        "÷": "تقسیم",
        "≥": "بڑا یا برابر",
        "≤": "چھوٹا یا برابر",
        "≠": "برابر نہیں",
        "≈": "تقریباً برابر",
        "√": "جذر",
        "ﷺ": "صلی اللہ علیہ وسلم",
    }
    patterns = (
        (SpanKind.HASHTAG, HASHTAG),
        (SpanKind.CODE, CARD_NUMBER),
        MONTH_FIRST,
        (SpanKind.PHONE, r"(?<![\w.,+-])(?P<groups>\d{5}-\d{7}-\d)(?![\w-])"),
        *CRICKET,
        (SpanKind.CODE, r"(?<![\w-])(?P<cup>ٹی|جی|[TG])[-–]?20(?![\w%]|[.,/:]\d)"),
        (SpanKind.CODE, r"(?<!\w)(?P<cup>ٹی) 20(?= (?:میچ|ورلڈ|کرکٹ|سیریز|لیگ|ٹیم|انٹرنیشنل))"),
        (SpanKind.CODE, r"(?:(?<=او ٹی پی )|(?<=او ٹی پی: ))(?P<named>\d{4,8})(?!\d)"),
        (SpanKind.CODE, r"(?<![\w.,/-])(?P<named>1\d{1,4}|911)(?=\sپر\s(?:کال|رابطہ|فون|اطلاع))"),
        *SPACED_QUANTITIES,
        *NEGATIVE_FRACTIONS,
        *PRICES_FOR_EACH,
        (SpanKind.SYMBOL, r"(?#/)(?<=روپے)(?P<character>(?P<each>/))(?=[\u0621-\u06d2])"),
        (SpanKind.ABBREVIATION, r"(?<![\w(])(?P<page>ص)\s(?=\d)"),
        (SpanKind.ABBREVIATION, rf"\((?P<honour>{'|'.join(_HONOURS)})\)"),
        (SpanKind.SYMBOL, rf"(?#/)(?<=[\d\u0600-\u06ff])\s?(?P<each>/)\s?(?=(?:{_EACH})(?!\w))"),
        (SpanKind.ORDINAL, r"(?<![\w.,])(?P<integer>[1-9]|1\d|20)(?P<suffix>st|nd|rd|th)(?!\w)"),
        (
            SpanKind.CODE,
            rf"(?:{_TOWNS})(?:\s?[-–]\s?|\s)(?P<posted>[1-9]\d{{4}})(?![\w,./]\d|\d)",
        ),
        (SpanKind.RATIO, SCORE),
        (SpanKind.ABBREVIATION, r"(?<=\d)\s?(?P<era>ء)(?!\w)"),
    )
    www = "ڈبلیو ڈبلیو ڈبلیو"

    def make_numbers(self) -> NumberWords:
        return IndianNumbers(_WORDS, " سو", _SCALES, _ordinal)

    def ordinal(self, span: Span, context: Context) -> str | None:
        suffix = span.field("suffix")
        form = "feminine" if suffix.endswith(("ی", "یں")) else "oblique" if suffix.endswith("ے") else "masculine"
        return self.numbers.ordinal(int(span.field("integer")), form)

    def abbreviation(self, span: Span, context: Context) -> str | None:
        if span.field("page"):
            return "صفحہ "
        if honour := span.field("honour"):
            return _HONOURS[honour]
        return " عیسوی" if span.field("era") else super().abbreviation(span, context)

    def code(self, span: Span, context: Context) -> str | None:
        if digits := span.field("posted"):
            return " " + self.numbers.digits(digits)
        return super().code(span, context)

    def version(self, span: Span, context: Context) -> str | None:
        words = " پوائنٹ ".join(self.number(part) for part in span.field("numbers").split("."))
        return f"{self.letter_words(span.field('prefix'))} {words}".strip()
