"""Bengali: the words for 0 to 99 agree with num2words; ordinals of rank come from Sanskrit, those of days have endings
of their own; clock times are counted with "টা"."""

from __future__ import annotations

import re
import unicodedata

from rhapsode_server.text.verbalization.context import Context
from rhapsode_server.text.verbalization.locales.cricket import CRICKET, Cricket
from rhapsode_server.text.verbalization.locales.indian import (
    CARD_NUMBER,
    HASHTAG,
    MONTH_FIRST,
    OWN_LETTER,
    PRICES_FOR_EACH,
    SCORE,
    IndianLocale,
    IndianNumbers,
    written_both_ways,
)
from rhapsode_server.text.verbalization.number_words import NumberWords
from rhapsode_server.text.verbalization.quantities import MEASURES_OF_SCIENCE, SPACED_QUANTITIES, QuantityWords
from rhapsode_server.text.verbalization.script import MARKS
from rhapsode_server.text.verbalization.span import Span, SpanKind
from rhapsode_server.text.verbalization.unspaced import NEGATIVE_FRACTIONS

_WORDS = (
    "শূন্য এক দুই তিন চার পাঁচ ছয় সাত আট নয় দশ এগারো বারো তেরো চৌদ্দ পনেরো ষোলো সতেরো আঠারো উনিশ বিশ একুশ বাইশ তেইশ চব্বিশ "
    "পঁচিশ ছাব্বিশ সাতাশ আটাশ উনত্রিশ ত্রিশ একত্রিশ বত্রিশ তেত্রিশ চৌত্রিশ পঁয়ত্রিশ ছত্রিশ সাঁইত্রিশ আটত্রিশ উনচল্লিশ চল্লিশ একচল্লিশ "
    "বিয়াল্লিশ তেতাল্লিশ চুয়াল্লিশ পঁয়তাল্লিশ ছেচল্লিশ সাতচল্লিশ আটচল্লিশ উনপঞ্চাশ পঞ্চাশ একান্ন বাহান্ন তিপ্পান্ন চুয়ান্ন পঞ্চান্ন "
    "ছাপ্পান্ন সাতান্ন আটান্ন উনষাট ষাট একষট্টি বাষট্টি তেষট্টি চৌষট্টি পঁয়ষট্টি ছেষট্টি সাতষট্টি আটষট্টি উনসত্তর সত্তর একাত্তর "
    "বাহাত্তর তিয়াত্তর চুয়াত্তর পঁচাত্তর ছিয়াত্তর সাতাত্তর আটাত্তর উনআশি আশি একাশি বিরাশি তিরাশি চুরাশি পঁচাশি ছিয়াশি সাতাশি "
    "আটাশি উননব্বই নব্বই একানব্বই বিরানব্বই তিরানব্বই চুরানব্বই পঁচানব্বই ছিয়ানব্বই সাতানব্বই আটানব্বই নিরানব্বই"
)
_SCALES = ((10**7, "কোটি"), (10**5, "লাখ"), (10**3, "হাজার"))
_RANKS = (
    "- প্রথম দ্বিতীয় তৃতীয় চতুর্থ পঞ্চম ষষ্ঠ সপ্তম অষ্টম নবম দশম একাদশ দ্বাদশ ত্রয়োদশ চতুর্দশ পঞ্চদশ ষোড়শ সপ্তদশ অষ্টাদশ ঊনবিংশ বিংশ "
    "একবিংশ দ্বাবিংশ ত্রয়োবিংশ চতুর্বিংশ পঞ্চবিংশ".split()
)
_HONOURS = {
    "সা": "সাল্লাল্লাহু আলাইহি ওয়া সাল্লাম",
    "রা": "রাদিয়াল্লাহু আনহু",
    "আ": "আলাইহিস সালাম",
    "রহ": "রহমাতুল্লাহি আলাইহি",
}
"""What is said behind a holy name, where it stands in brackets."""
_DAYS = {1: "পয়লা", 2: "দোসরা", 3: "তেসরা", 4: "চৌঠা"}
_DAY_SUFFIX = re.compile(r"\d+\s?(?:লা|রা|ঠা|ই|শে)")
_EACH = "মাস|কেজি|লিটার|দিন|বছর|ঘণ্টা|ঘন্টা|জন|পিস|টি|প্যাকেট|বর্গফুট|মিটার|টন|বোতল|সপ্তাহ|রাত|ইউনিট|ডজন|গ্রাম"
"""What stands behind a stroke: so much a month."""
_TOWNS = "|".join(f"(?<={town})" for town in "ঢাকা চট্টগ্রাম সিলেট রাজশাহী খুলনা বরিশাল রংপুর কুমিল্লা গাজীপুর নারায়ণগঞ্জ".split())
_WORD = re.compile(rf"[^\W\d_](?:[^\W\d_]|[{MARKS}])+")
_REST = re.compile(rf"(?:[^\W\d_]|[{MARKS}])+")
_ENDINGS = frozenset(
    unicodedata.normalize("NFC", ending) for ending in "র ের ে তে কে য় য়ের এর এ টা টি খানেক মতো সহ ও ই রও তেও করে".split()
)
"""What may follow the name of a unit without a space."""
_BENGALI_MONTHS = "বৈশাখ জ্যৈষ্ঠ আষাঢ় শ্রাবণ ভাদ্র আশ্বিন কার্তিক অগ্রহায়ণ পৌষ মাঘ ফাল্গুন চৈত্র".split()


def _ordinal(number: int, cardinal: str, form: str) -> str:
    """``form`` is ``rank`` or ``day``; otherwise "…তম" beyond ten."""
    if form == "day":
        return _DAYS.get(number) or (cardinal + "ে" if cardinal.endswith("শ") and number > 18 else cardinal + "ই")
    if number <= 10 or (form == "rank" and number < len(_RANKS)):
        return _RANKS[number] if number else cardinal
    return cardinal + "তম"


class Bengali(IndianLocale):
    """Bengali."""

    tag = "bn"
    minus = "মাইনাস"
    plus = "প্লাস"
    point = "দশমিক"
    plus_minus = "প্লাস মাইনাস"
    ordinal_suffixes = tuple(written_both_ways(dict.fromkeys(("ম", "য়", "র্থ", "ষ্ঠ", "তম", "শ", "শতম"), "")))
    year_words = frozenset("সন সাল খ্রিস্টাব্দ".split())
    postpositions = frozenset(
        "সালে সালের সাল সন সনে সনের থেকে খ্রিস্টাব্দে খ্রিস্টাব্দ খ্রিষ্টাব্দে খ্রিষ্টাব্দ পর্যন্ত এর এ ও এবং সালটি সালেই".split()
    )
    eras = {"খ্রিস্টপূর্ব": "খ্রিস্টপূর্ব", "খ্রি.": "খ্রিস্টাব্দ", "খ্রিঃ": "খ্রিস্টাব্দ", "বঙ্গাব্দ": "বঙ্গাব্দ"}
    month_words = written_both_ways(
        {name: number for number, name in enumerate(_BENGALI_MONTHS, 1)}
        | {
            "জানুয়ারি": 1, "জানুয়ারী": 1, "ফেব্রুয়ারি": 2, "ফেব্রুয়ারী": 2, "অগাস্ট": 8, "আগষ্ট": 8, "সেপ্টেম্বর": 9, "অক্টোবর": 10,
            "নভেম্বর": 11, "ডিসেম্বর": 12, "এপ্রিল": 4, "বৈশাখের": 1,
        }
    )  # fmt: skip
    day_suffix = r"\s?(?:লা|রা|ঠা|ই|শে)?"
    month_joint = r",?\s"
    hour_words = tuple(written_both_ways(dict.fromkeys(("টা", "টায়", "টার", "টে", "টের", "ঘটিকা", "ঘটিকায়"), "")))
    percent_word = "শতাংশ"
    permille_word = "প্রতি হাজারে"
    currency_signs = written_both_ways(
        {
            "৳": "BDT",
            "টাকা": "BDT",
            "টাকার": "",
            "₹": "INR",
            "ডলার": "USD",
            "রুপি": "INR",
            "Rs": "INR",
            "Rs.": "INR",
            "Tk": "BDT",
            "Tk.": "BDT",
        }
    )
    currency_names = {
        "BDT": {"other": "টাকা"},
        "INR": {"other": "টাকা"},
        "USD": {"other": "ডলার"},
        "GBP": {"other": "পাউন্ড"},
        "JPY": {"other": "ইয়েন"},
        "CNY": {"other": "ইউয়ান"},
    }
    minor_units = {
        "BDT": {"one": "পয়সা", "other": "পয়সা"},
        "INR": {"one": "পয়সা", "other": "পয়সা"},
        "USD": {"one": "সেন্ট", "other": "সেন্ট"},
        "EUR": {"one": "সেন্ট", "other": "সেন্ট"},
        "GBP": {"one": "পেন্স", "other": "পেন্স"},
        "CAD": {"one": "সেন্ট", "other": "সেন্ট"},
        "AUD": {"one": "সেন্ট", "other": "সেন্ট"},
        "NZD": {"one": "সেন্ট", "other": "সেন্ট"},
    }
    scales = written_both_ways(
        {
            "হাজার": "হাজার", "লাখ": "লাখ", "লক্ষ": "লক্ষ", "কোটি": "কোটি", "মিলিয়ন": "মিলিয়ন", "বিলিয়ন": "বিলিয়ন",
            "ট্রিলিয়ন": "ট্রিলিয়ন", "million": "মিলিয়ন", "billion": "বিলিয়ন", "b": "বিলিয়ন",
            "m": "মিলিয়ন", "bn": "বিলিয়ন", "k": "হাজার",
        }
    )  # fmt: skip
    lakhs = frozenset("হাজার লাখ লক্ষ কোটি ঘণ্টা ঘন্টা বছর মাস দিন কেজি লিটার কাপ চামচ গুণ মিলিয়ন বিলিয়ন".split())
    dated_words = frozenset({"তারিখে", "তারিখ", "তারিখের"})
    per_word = "প্রতি"
    quantities_said = QuantityWords(
        "{0} শতাংশ পয়েন্ট",
        "{0} বেসিস পয়েন্ট",
        "চব্বিশ সাত",
        (
            "{0} সালের প্রথম প্রান্তিক",
            "{0} সালের দ্বিতীয় প্রান্তিক",
            "{0} সালের তৃতীয় প্রান্তিক",
            "{0} সালের চতুর্থ প্রান্তিক",
        ),
        ("{0} সালের প্রথমার্ধ", "{0} সালের দ্বিতীয়ার্ধ"),
        "{0} দশক",
        "{1}ের মধ্যে {0}",
        "{0} বাই {1} মিলিমিটার পারদ",
        fiscal="অর্থবছর {0}",
        times="{0} গুণ",
    )
    half, quarter, less_quarter, one_and_half, two_and_half = "সাড়ে", "সোয়া", "পৌনে", "দেড়", "আড়াই"
    day_parts = ("সকাল", "দুপুর", "বিকাল", "রাত")
    over_word, and_word = "বাই", "পূর্ণ"
    simple_fractions = {
        (1, 2): "অর্ধেক", (1, 3): "এক তৃতীয়াংশ", (2, 3): "দুই তৃতীয়াংশ", (1, 4): "এক চতুর্থাংশ", (3, 4): "তিন চতুর্থাংশ",
        (1, 5): "এক পঞ্চমাংশ",
    }  # fmt: skip
    roman_ordinals = _RANKS
    unit_signs = dict(MEASURES_OF_SCIENCE) | written_both_ways(
        {
            "কিমি": "kilometer", "কি.মি.": "kilometer", "কি মি": "kilometer", "মি.": "meter", "সেমি": "centimeter",
            "সে.মি.": "centimeter", "মিমি": "millimeter", "মি.মি.": "millimeter", "কেজি": "kilogram",
            "কেজি.": "kilogram", "গ্রা.": "gram", "মিগ্রা": "milligram", "লি.": "liter", "মিলি": "milliliter",
            "কিমি/ঘণ্টা": "kilometer-per-hour", "কিমি/ঘন্টা": "kilometer-per-hour", "বর্গকিমি": "square-kilometer",
            "বর্গ কিমি": "square-kilometer", "°সে": "celsius", "ডিগ্রি সে.": "celsius",
        }
    )  # fmt: skip
    unit_names = {
        "millimole-per-liter": {"other": "মিলিমোল প্রতি লিটার"},
        "mole": {"other": "মোল"},
        "micromole": {"other": "মাইক্রোমোল"},
        "nanogram": {"other": "ন্যানোগ্রাম"},
        "frame": {"other": "ফ্রেম"},
        "beat": {"other": "স্পন্দন"},
        "watt-hour": {"other": "ওয়াট ঘণ্টা"},
        "revolution": {"other": "ঘূর্ণন"},
        "milliampere-hour": {"other": "মিলিঅ্যাম্পিয়ার আওয়ার"},
        "decibel": {"other": "ডেসিবেল"},
        "part-per-million": {"other": "পার্টস পার মিলিয়ন"},
        "kilogram": {"other": "কেজি"},
        "celsius": {"other": "ডিগ্রি সেলসিয়াস"},
        "fahrenheit": {"other": "ডিগ্রি ফারেনহাইট"},
        "degree": {"other": "ডিগ্রি"},
    }
    range_word = "থেকে"
    half_of = "আধা"
    twenty_word = "টোয়েন্টি"
    glued_endings = True
    cricket = Cricket(re.compile("রান|উইকেট|ওভার|ক্রিকেট|ইনিংস|টেস্ট"), "{1} উইকেটে {0}", "অপরাজিত {0}", "{1} রানে {0} উইকেট")
    ratio_word = "অনুপাত"
    ratio_words = frozenset("অনুপাত অনুপাতে স্কেল".split())
    score_words = frozenset("জিতেছে জয় জয়ী হেরেছে হারিয়েছে গোলে ড্র ম্যাচ ব্যবধানে স্কোর".split())
    phone_words = frozenset("হটলাইন ওটিপি otp পিন ফোন মোবাইল নম্বর কল যোগাযোগ টেলিফোন হেল্পলাইন".split())
    version_words = frozenset("সংস্করণ ভার্সন version".split())
    roman_before = frozenset("অধ্যায় খণ্ড ভাগ পর্ব".split())
    roman_names = frozenset("হেনরি লুই চার্লস জর্জ উইলিয়াম এলিজাবেথ এডওয়ার্ড নেপোলিয়ন".split())
    abbreviations = written_both_ways(
        {
            "ডা": "ডাক্তার", "ড": "ডক্টর", "মো": "মোহাম্মদ", "মোঃ": "মোহাম্মদ", "মোসাঃ": "মোসাম্মৎ",
            "মোসা": "মোসাম্মৎ", "মোছাঃ": "মোছাম্মৎ", "সাঃ": _HONOURS["সা"], "রাঃ": _HONOURS["রা"], "রহঃ": _HONOURS["রহ"],
            "ডাঃ": "ডাক্তার", "প্রা": "প্রাইভেট", "লি": "লিমিটেড",
            "অধ্যা": "অধ্যাপক", "নং": "নম্বর", "পৃ": "পৃষ্ঠা", "খ্রি.পূ": "খ্রিস্টপূর্ব", "ই.পূ": "খ্রিস্টপূর্ব", "dr": "ডক্টর",
            "mr": "মিস্টার",
            "mrs": "মিসেস", "vs": "বনাম",
        }
    )  # fmt: skip
    stopless = frozenset({"মোঃ", "মোসাঃ", "মোছাঃ", "সাঃ", "রাঃ", "রহঃ", "ডাঃ", "নং", "dr", "mr", "mrs", "vs"})
    letters = dict(
        zip(
            "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
            "এ বি সি ডি ই এফ জি এইচ আই জে কে এল এম এন ও পি কিউ আর এস টি ইউ ভি ডব্লিউ এক্স ওয়াই জেড".split(),
            strict=True,
        )
    )
    symbol_names = {
        "@": "অ্যাট", ".": "ডট", "-": "ড্যাশ", "_": "আন্ডারস্কোর", "/": "স্ল্যাশ", ":": "কোলন", "#": "হ্যাশ", "+": "প্লাস",
        "&": "অ্যান্ড", "*": "স্টার", " ": "স্পেস", ",": "কমা", ";": "সেমিকোলন", "!": "বিস্ময়চিহ্ন", "?": "প্রশ্নচিহ্ন",
        "'": "অ্যাপস্ট্রফি", '"': "উদ্ধৃতিচিহ্ন", "(": "বন্ধনী শুরু", ")": "বন্ধনী শেষ", "=": "সমান", "%": "শতাংশ", "$": "ডলার",
        "€": "ইউরো", "£": "পাউন্ড", "\\": "ব্যাকস্ল্যাশ", "|": "পাইপ", "~": "টিল্ড", "°": "ডিগ্রি",
        "[": "তৃতীয় বন্ধনী শুরু", "]": "তৃতীয় বন্ধনী শেষ", "{": "দ্বিতীয় বন্ধনী শুরু",
        "}": "দ্বিতীয় বন্ধনী শেষ", "<": "এর চেয়ে ছোট", ">": "এর চেয়ে বড়", "^": "ক্যারেট", "`": "ব্যাকটিক",
        "§": "সেকশন",
    }  # fmt: skip
    powers = {"2": "এর বর্গ", "3": "এর ঘন", "": "এর ঘাত"}
    symbols = {
        "&": "ও",
        "/": "বাই",
        "+": "যোগ",
        "=": "সমান",
        "%": "শতাংশ",
        "×": "গুণ",
        "÷": "ভাগ",
        "≥": "বড় বা সমান",
        "≤": "ছোট বা সমান",
        "≠": "সমান নয়",
        "≈": "প্রায় সমান",
        "√": "বর্গমূল",
    }
    patterns = (
        (SpanKind.HASHTAG, HASHTAG),
        (SpanKind.CODE, CARD_NUMBER),
        MONTH_FIRST,
        *CRICKET,
        (SpanKind.CODE, r"(?<![\w-])(?P<cup>টি|জি|[TG])[-–]?20(?![\w%]|[.,/:]\d)"),
        (SpanKind.CODE, r"(?<=[\u0985-\u09b9]-)(?P<plate>\d\d-\d{4})(?![\w-]|[.,]\d)"),
        (SpanKind.ABBREVIATION, rf"\((?P<honour>{'|'.join(_HONOURS)})[.ঃ]?\)"),
        *SPACED_QUANTITIES,
        *NEGATIVE_FRACTIONS,
        (SpanKind.PHONE, r"(?<![\w.,+-])(?P<groups>[6-9]\d{3}-\d{6}|[6-9]\d{4}-\d{5})(?![\d-]|[.,]\d)"),
        *PRICES_FOR_EACH,
        (SpanKind.SYMBOL, rf"(?#/)(?<=[\d\u0980-\u09fe])\s?(?P<each>/)\s?(?=(?:{_EACH})(?![\w{MARKS}]))"),
        (SpanKind.SYMBOL, r"(?#/)(?<=টাকা)(?P<character>(?P<each>/))(?=[\u0985-\u09b9])"),
        (SpanKind.SYMBOL, r"(?<=টা)\s?(?P<character>(?P<until>[-–]))\s?(?=(?:সকাল|দুপুর|বিকাল|বিকেল|সন্ধ্যা|রাত)\s?\d)"),
        (SpanKind.ORDINAL, rf"(?<![\w.,/-])(?P<integer>[12]?\d|3[01])(?P<suffix>লা|রা|ঠা|ই|শে)(?![\w{MARKS}])(?P<day>)"),
        (SpanKind.CODE, rf"(?:{_TOWNS})(?:\s?[-–]\s?|\s)(?P<posted>[1-9]\d{{3}})(?![\w,./]\d|\d)"),
        (SpanKind.CODE, r"(?<![\w.,/-])(?P<named>\d{3,5})(?=\s?(?:নম্বরে|নাম্বারে|নম্বর-এ|এ|তে)\s?(?:কল|ফোন|যোগাযোগ|ডায়াল))"),
        (SpanKind.RATIO, SCORE),
        (SpanKind.TIME, rf"(?<![\d.:])(?P<hour>\d{{1,2}}):(?P<minute>\d\d)\s(?P<suffix>মিনিটে|মিনিট)(?![\w{MARKS}])"),
        (SpanKind.FRACTION, rf"(?<![\d./])(?P<numerator>\d)/(?P<denominator>[2345])\s?অংশ(?![\w{MARKS}])"),
    )
    www = "ডব্লিউ ডব্লিউ ডব্লিউ"

    def make_numbers(self) -> NumberWords:
        return IndianNumbers(_WORDS, "শো", _SCALES, _ordinal)

    def is_phone(self, digits: str) -> bool:
        return len(digits) == 10 and digits[0] in "6789"

    def joins(self, span: Span, context: Context) -> bool:
        # Case endings follow names of units and months without a space; an ordinal's ending ends the word.
        if span.kind is SpanKind.UNIT and super().joins(span, context):
            rest = _REST.match(context.text, context.end)
            return rest is not None and unicodedata.normalize("NFC", rest[0]) not in _ENDINGS
        return span.kind in (SpanKind.ORDINAL, SpanKind.MONEY, SpanKind.TIME) and super().joins(span, context)

    def ordinal(self, span: Span, context: Context) -> str | None:
        if "day" in span.fields or span.field("suffix") in ("লা", "রা", "ঠা", "ই", "শে"):
            return self.numbers.ordinal(int(span.field("integer")), "day")
        form = "tom" if span.field("suffix").startswith(("তম", "শতম")) else "rank"
        return self.numbers.ordinal(int(span.field("integer")), form)

    def date(self, span: Span, context: Context) -> str | None:
        words = []
        if span.field("day"):
            day = int(span.field("day"))
            written = _DAY_SUFFIX.match(context.written)
            words.append(self.numbers.ordinal(day, "day") if written else self.numbers.cardinal(day))
        if span.field("month"):
            named = _WORD.findall(re.sub(_DAY_SUFFIX, "", context.written))
            month = self.month(int(span.field("month")))
            bengali = [name for name in named if unicodedata.normalize("NFC", name) in _NFC_MONTHS]
            words.insert(0 if OWN_LETTER.match(context.written) else 1, bengali[0] if bengali else month)
        if span.field("year"):
            words.append(self.numbers.year(self.full_year(span.field("year"))))
        return " ".join(words)

    def time(self, span: Span, context: Context) -> str | None:
        hour, minute, second = (int(span.field(name) or "0") for name in ("hour", "minute", "second"))
        suffix = span.field("suffix") if span.field("suffix").startswith("টা") else "টা"
        words = []
        if span.field("period") and context.before not in self.day_parts:
            words.append(self.day_part(span.field("period"), hour))
        if span.field("suffix").startswith("মিনিট"):
            words += [self.numbers.cardinal(hour) + "টা", self.numbers.cardinal(minute), span.field("suffix")]
            return " ".join(words)
        quarter = {0: "", 15: "25", 30: "5", 45: "75"}.get(minute)
        if second or quarter is None or hour > 12 and minute or not hour:
            words += [
                self.numbers.cardinal(hour) + "টা",
                self.numbers.cardinal(minute),
                "মিনিট" + suffix[2:].replace("য়", "ে"),
            ]
            if second:
                words += [self.numbers.cardinal(second), "সেকেন্ড"]
        elif not quarter:
            words.append(self.numbers.cardinal(hour) + suffix)
        elif hour == 12 and minute == 45:
            words.append(f"{self.less_quarter} {self.numbers.cardinal(1)}{suffix}")
        else:
            words.append(self.quarters(hour, quarter) + suffix)
        return " ".join(words)

    def fraction(self, span: Span, context: Context) -> str | None:
        numerator, denominator = int(span.field("numerator")), int(span.field("denominator"))
        if denominator == 100 and not span.field("whole"):
            return f"{self.numbers.cardinal(denominator)}তে {self.numbers.cardinal(numerator)}"
        if (
            not span.field("whole")
            and (numerator, denominator) not in self.simple_fractions
            and numerator < denominator
        ):
            return f"{self.numbers.cardinal(denominator)} ভাগের {self.numbers.cardinal(numerator)}"
        return super().fraction(span, context)

    def code(self, span: Span, context: Context) -> str | None:
        if digits := span.field("posted"):
            return " " + self.numbers.digits(digits)
        if digits := span.field("plate"):
            return self.numbers.digits(digits)
        words = super().code(span, context)
        # The genitive of a word that ends in a vowel.
        return words.replace("োের", "োর") if words and span.field("marks") else words

    def abbreviation(self, span: Span, context: Context) -> str | None:
        return _HONOURS.get(span.field("honour")) or super().abbreviation(span, context)

    def version(self, span: Span, context: Context) -> str | None:
        words = " পয়েন্ট ".join(self.number(part) for part in span.field("numbers").split("."))
        return f"{self.letter_words(span.field('prefix'))} {words}".strip()


_NFC_MONTHS = frozenset(unicodedata.normalize("NFC", name) for name in _BENGALI_MONTHS)
