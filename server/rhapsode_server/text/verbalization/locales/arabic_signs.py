"""Signs of Arabic: currencies, units, marks, and what they are called."""

from __future__ import annotations

from collections.abc import Mapping

from rhapsode_server.text.verbalization.locales.arabic_numbers import CURRENCIES
from rhapsode_server.text.verbalization.quantities import MEASURES_OF_SCIENCE

_UNNAMED = ("ريال", "درهم", "دينار", "جنيه", "ليرة")
"""Currencies of several countries, written without the country."""
CURRENCY_SIGNS: Mapping[str, str] = {
    **{sign: code for code in CURRENCIES if code.isalpha() for sign in (code,)},
    "ر.س": "SAR", "د.إ": "AED", "د.ك": "KWD", "د.ب": "BHD", "د.أ": "JOD", "د.ع": "IQD", "د.ج": "DZD", "د.ت": "TND",
    "د.ل": "LYD", "د.م": "MAD", "ج.م": "EGP", "ج.س": "SDG", "ل.ل": "LBP", "ل.س": "SYP", "ر.ق": "QAR", "ر.ع": "OMR",
    **dict.fromkeys(("دولار", "دولارًا", "دولاراً", "دولارا", "دولارات"), "$"), "يورو": "EUR",
    **{name: name for name in _UNNAMED},
    "ر.ي": "YER", "﷼": "SAR", "E£": "EGP", "L£": "LBP",
}  # fmt: skip

SCALES: Mapping[str, str] = {
    "ألف": "ألف", "آلاف": "ألف", "مليون": "مليون", "ملايين": "مليون", "مليار": "مليار", "مليارات": "مليار",
    "بليون": "مليار", "تريليون": "تريليون", "ترليون": "تريليون", "million": "مليون", "billion": "مليار",
    "m": "مليون", "b": "مليار",
    "bn": "مليار", "k": "ألف",
}  # fmt: skip

UNIT_SIGNS: Mapping[str, str] = {
    **MEASURES_OF_SCIENCE,
    "mAh": "milliampere-hour",
    "كم": "kilometer", "كلم": "kilometer", "م": "meter", "سم": "centimeter", "ملم": "millimeter",
    "مم": "millimeter",
    "كم/س": "kilometer-per-hour", "كم/ساعة": "kilometer-per-hour", "كلم/س": "kilometer-per-hour",
    "كلم/ساعة": "kilometer-per-hour", "كم/سا": "kilometer-per-hour", "كم/الساعة": "kilometer-per-hour",
    "م/ث": "meter-per-second", "م/ث²": "meter-per-square-second",
        "م/ثانية": "meter-per-second", "ميل/س": "mile-per-hour", "م²": "square-meter",
    "م2": "square-meter", "كم²": "square-kilometer", "كم2": "square-kilometer", "م³": "cubic-meter",
    "م3": "cubic-meter", "كغ": "kilogram", "كجم": "kilogram", "كغم": "kilogram", "كلغ": "kilogram", "غ": "gram",
    "جم": "gram", "غم": "gram", "ملغ": "milligram", "ملغم": "milligram", "مجم": "milligram", "مل": "milliliter",
    "°م": "celsius", "° م": "celsius", "ثا": "second",
}  # fmt: skip

SYMBOL_NAMES: Mapping[str, str] = {
    "@": "آت", ".": "نقطة", "-": "شرطة", "_": "شرطة سفلية", "/": "شرطة مائلة", ":": "نقطتان", "#": "هاشتاغ",
    "+": "زائد", "&": "و", "*": "نجمة", " ": "مسافة", ",": "فاصلة", ";": "فاصلة منقوطة", "!": "علامة تعجب",
    "?": "علامة استفهام", "'": "فاصلة عليا", '"': "علامة اقتباس", "(": "قوس مفتوح", ")": "قوس مغلق", "=": "يساوي",
    "%": "بالمئة", "$": "دولار", "€": "يورو", "£": "جنيه", "\\": "شرطة مائلة عكسية", "|": "خط عمودي", "~": "تلدة",
    "°": "درجة",
    "[": "قوس مربع مفتوح", "]": "قوس مربع مغلق", "{": "قوس معقوف مفتوح", "}": "قوس معقوف مغلق",
    "<": "أصغر من", ">": "أكبر من", "^": "علامة الرفع", "`": "علامة النبرة", "§": "رمز القسم",
}  # fmt: skip

SYMBOLS: Mapping[str, str] = {
    "&": "و", "+": "زائد", "=": "يساوي", "×": "في", "÷": "على", "ﷺ": "صلى الله عليه وسلم", "٪": "بالمئة",
    "/": "على", ">": "أكبر من", "<": "أصغر من", "≥": "أكبر من أو يساوي", "≤": "أصغر من أو يساوي",
    "≠": "لا يساوي", "±": "زائد أو ناقص", "~": "حوالي", "≈": "يساوي تقريبًا", "√": "جذر",
}  # fmt: skip
