"""Tamil: the parts of a number are joined by sandhi, and so are the endings that are written behind digits.

The CLDR's rules set the parts side by side ("ஒன்று ஆயிரம்"), which nobody says, so the words are made here.
"""

from __future__ import annotations

import re

from rhapsode_server.text.verbalization.context import Context
from rhapsode_server.text.verbalization.locale import Locale
from rhapsode_server.text.verbalization.locales.cricket import CRICKET, CRICKET_FIELDS, Cricket
from rhapsode_server.text.verbalization.locales.indian import (
    CARD_NUMBER,
    EACH_UNITS,
    HASHTAG,
    INITIALISMS,
    OWN_LETTER,
    PRICES_FOR_EACH,
    SCORE,
    is_day,
    is_followed,
)
from rhapsode_server.text.verbalization.locales.tamil_numbers import ATTRIBUTIVE, TamilNumbers, joined
from rhapsode_server.text.verbalization.number_words import NumberWords
from rhapsode_server.text.verbalization.quantities import (
    MEASURES_OF_SCIENCE,
    SPACED_QUANTITIES,
    QuantityWords,
    quantity_words,
)
from rhapsode_server.text.verbalization.script import MARKS
from rhapsode_server.text.verbalization.span import Span, SpanKind
from rhapsode_server.text.verbalization.unspaced import NEGATIVE_FRACTIONS

_SUFFIXES = {
    "ல்": "இல்", "இல்": "இல்", "க்கு": "உக்கு", "உக்கு": "உக்கு", "க்குள்": "உக்குள்", "ன்": "இன்", "இன்": "இன்",
    "லிருந்து": "இலிருந்து", "இலிருந்து": "இலிருந்து", "ஐ": "ஐ", "ஆல்": "ஆல்", "உம்": "உம்", "களில்": "களில்", "கள்": "கள்",
    "களின்": "களின்", "களிலிருந்து": "களிலிருந்து",
}  # fmt: skip
_ENDINGS = "|".join(sorted(_SUFFIXES, key=len, reverse=True))
_NO_LETTER = rf"(?![^\W\d_]|[{MARKS}])"
_LETTER = re.compile(rf"[^\W\d_]|[{MARKS}]")
_WORDY = frozenset({SpanKind.UNIT, SpanKind.TEMPERATURE, SpanKind.MONEY, SpanKind.TIME, SpanKind.DATE})
_PER = {
    "hour": "மணிக்கு", "second": "வினாடிக்கு", "minute": "நிமிடத்துக்கு", "liter": "லிட்டருக்கு", "deciliter": "டெசிலிட்டருக்கு",
    "kilogram": "கிலோகிராமுக்கு", "cubic-meter": "கன மீட்டருக்கு", "gallon": "கேலனுக்கு",
    "100-kilometer": "நூறு கிலோமீட்டருக்கு",
}  # fmt: skip
"""What stands before a number for "per this"."""
_EACH = {
    "கிலோ": "கிலோவுக்கு", "கிலோகிராம்": "கிலோகிராமுக்கு", "லிட்டர்": "லிட்டருக்கு", "மாதம்": "மாதத்துக்கு", "நாள்": "நாளுக்கு",
    "ஆண்டு": "ஆண்டுக்கு", "வருடம்": "வருடத்துக்கு", "மணி": "மணிக்கு", "மணி நேரம்": "மணி நேரத்துக்கு", "நபர்": "நபருக்கு",
    "கிராம்": "கிராமுக்கு", "மீட்டர்": "மீட்டருக்கு", "டன்": "டன்னுக்கு", "வாரம்": "வாரத்துக்கு", "சதுர அடி": "சதுர அடிக்கு",
    "யூனிட்": "யூனிட்டுக்கு",
    "kg": "கிலோவுக்கு", "g": "கிராமுக்கு", "km": "கிலோமீட்டருக்கு", "l": "லிட்டருக்கு", "L": "லிட்டருக்கு", "ltr": "லிட்டருக்கு",
    "sq ft": "சதுர அடிக்கு", "sqft": "சதுர அடிக்கு", "month": "மாதத்துக்கு", "mo": "மாதத்துக்கு", "day": "நாளுக்கு",
    "year": "ஆண்டுக்கு",
    "yr": "ஆண்டுக்கு", "hr": "மணி நேரத்துக்கு", "hour": "மணி நேரத்துக்கு", "min": "நிமிடத்துக்கு",
}  # fmt: skip
"""What a price is for, as it is written and in the dative."""
_EACH_WRITTEN = "|".join(sorted(_EACH, key=len, reverse=True))
_TOWNS = "|".join(
    f"(?<={town})" for town in "சென்னை மதுரை கோயம்புத்தூர் கோவை திருச்சி சேலம் திருநெல்வேலி தஞ்சாவூர் வேலூர் ஈரோடு".split()
)
"""Behind a town six figures are those of its post."""
_HALVES = {
    "லட்சம்",
    "கோடி",
    "மணி",
    "ஆண்டு",
    "ஆண்டுகள்",
    "மாதம்",
    "மாதங்கள்",
    "மடங்கு",
    "மில்லியன்",
    "கிலோ",
    "லிட்டர்",
    "கப்",
    "தேக்கரண்டி",
    "மேசைக்கரண்டி",
    "டன்",
    "நாள்",
    "நாட்கள்",
}
"""What is counted in halves: இரண்டரை கோடி."""


_NOT_COUNTED = frozenset("முதல் அல்லது மற்றும் வரை என்ற என்பது ஆகிய சமம் விட மேல் கீழ் உள்ள என".split())
"""Words that a number before them does not count."""


class Tamil(Locale):
    """Tamil."""

    tag = "ta"
    group_marks = ","
    indian_grouping = True
    minus = "மைனஸ்"
    plus = "பிளஸ்"
    point = "புள்ளி"
    plus_minus = "பிளஸ் மைனஸ்"
    year_words = frozenset({"ஆண்டு"})
    eras = {"கி.மு.": "கிறிஸ்துவுக்கு முன்", "கி.பி.": "கிறிஸ்துவுக்குப் பின்"}
    month_words = {
        "பெப்ரவரி": 2, "ஏப்பிரல்": 4, "ஜுன்": 6, "ஜுலை": 7, "ஆகஸ்டு": 8, "செப்டெம்பர்": 9, "அக்டோபர்": 10, "ஒக்டோபர்": 10,
        "நவெம்பர்": 11, "டிசெம்பர்": 12,
    }  # fmt: skip
    month_first = True
    month_joint = r",?\s"
    day_suffix = r"(?:-?\s?(?:ஆம்|ம்)\sதேதி)?"
    hour_words = ("மணி", "மணிக்கு", "மணியளவில்", "மணிக்குள்", "மணிவரை")
    time_dot = True
    percent_word = "சதவீதம்"
    permille_word = "ஆயிரத்துக்கு"
    currency_signs = {"ரூ": "INR", "ரூ.": "INR", "ரூபாய்": "INR", "Rs": "INR", "Rs.": "INR", "டாலர்": "USD", "யூரோ": "EUR"}
    currency_names = {
        "INR": {"other": "ரூபாய்"},
        "USD": {"other": "டாலர்"},
        "EUR": {"other": "யூரோ"},
        "GBP": {"other": "பவுண்டு"},
        "LKR": {"other": "இலங்கை ரூபாய்"},
        "JPY": {"other": "யென்"},
        "CNY": {"other": "யுவான்"},
    }
    minor_units = {
        "INR": {"one": "பைசா", "other": "பைசா"},
        "USD": {"one": "சென்ட்", "other": "சென்ட்"},
        "EUR": {"one": "சென்ட்", "other": "சென்ட்"},
        "GBP": {"one": "பென்ஸ்", "other": "பென்ஸ்"},
        "LKR": {"one": "சதம்", "other": "சதம்"},
        "CAD": {"one": "சென்ட்", "other": "சென்ட்"},
        "AUD": {"one": "சென்ட்", "other": "சென்ட்"},
        "NZD": {"one": "சென்ட்", "other": "சென்ட்"},
    }
    scales = {
        "ஆயிரம்": "ஆயிரம்", "லட்சம்": "லட்சம்", "இலட்சம்": "லட்சம்", "கோடி": "கோடி", "மில்லியன்": "மில்லியன்",
        "பில்லியன்": "பில்லியன்", "டிரில்லியன்": "டிரில்லியன்", "million": "மில்லியன்", "billion": "பில்லியன்",
        "m": "மில்லியன்", "b": "பில்லியன்", "bn": "பில்லியன்",
    }  # fmt: skip
    quantities_said = QuantityWords(
        "{0} சதவீதப் புள்ளி",
        "{0} அடிப்படைப் புள்ளி",
        "இருபத்து நான்கு மணி நேரமும்",
        (
            "{0} முதல் காலாண்டு",
            "{0} இரண்டாம் காலாண்டு",
            "{0} மூன்றாம் காலாண்டு",
            "{0} நான்காம் காலாண்டு",
        ),
        ("{0} முதல் அரையாண்டு", "{0} இரண்டாம் அரையாண்டு"),
        "{0}கள்",
        "{1} {0}",
        "{0} கீழ் {1} மில்லிமீட்டர் பாதரசம்",
        fiscal="நிதியாண்டு {0}",
        times="{0} மடங்கு",
    )
    unit_signs = {
        **MEASURES_OF_SCIENCE,
        "கிமீ": "kilometer", "கி.மீ": "kilometer", "கி.மீ.": "kilometer", "மீ.": "meter", "செமீ": "centimeter",
        "செ.மீ": "centimeter", "செ.மீ.": "centimeter", "மி.மீ": "millimeter", "மி.மீ.": "millimeter", "மிமீ": "millimeter",
        "கிகி": "kilogram", "கி.கி": "kilogram", "கி.கி.": "kilogram", "கிலோ": "", "கி.": "gram", "மி.கி.": "milligram",
        "லி.": "liter", "மி.லி": "milliliter", "மி.லி.": "milliliter", "கிமீ/மணி": "kilometer-per-hour",
        "கி.மீ/மணி": "kilometer-per-hour", "ச.கி.மீ.": "square-kilometer", "ச.மீ.": "square-meter",
    }  # fmt: skip
    unit_names = {
        "millimole": {"other": "மில்லிமோல்"},
        "mole": {"other": "மோல்"},
        "micromole": {"other": "மைக்ரோமோல்"},
        "nanogram": {"other": "நானோகிராம்"},
        "frame": {"other": "ஃபிரேம்"},
        "beat": {"other": "துடிப்பு"},
        "watt-hour": {"other": "வாட் மணி"},
        "revolution": {"other": "சுழற்சி"},
        "milliampere-hour": {"other": "மில்லியாம்பியர் மணி"},
        "decibel": {"other": "டெசிபல்"},
        "part-per-million": {"other": "பார்ட்ஸ் பெர் மில்லியன்"},
        "kilometer": {"other": "கிலோமீட்டர்"},
        "meter": {"other": "மீட்டர்"},
        "centimeter": {"other": "சென்டிமீட்டர்"},
        "millimeter": {"other": "மில்லிமீட்டர்"},
        "kilogram": {"other": "கிலோகிராம்"},
        "gram": {"other": "கிராம்"},
        "milligram": {"other": "மில்லிகிராம்"},
        "tonne": {"other": "டன்"},
        "liter": {"other": "லிட்டர்"},
        "milliliter": {"other": "மில்லிலிட்டர்"},
        "mile": {"other": "மைல்"},
        "inch": {"one": "அங்குலம்", "other": "அங்குலம்"},
        "minute": {"one": "நிமிடம்", "other": "நிமிடம்"},
        "hour": {"other": "மணி நேரம்"},
        "second": {"other": "வினாடி"},
        "square-meter": {"other": "சதுர மீட்டர்"},
        "square-kilometer": {"other": "சதுர கிலோமீட்டர்"},
        "square-foot": {"other": "சதுர அடி"},
        "cubic-meter": {"other": "கன மீட்டர்"},
        "megabyte": {"other": "மெகாபைட்"},
        "gigabyte": {"other": "ஜிகாபைட்"},
        "kilobyte": {"other": "கிலோபைட்"},
        "terabyte": {"other": "டெராபைட்"},
        "degree": {"other": "டிகிரி"},
    }
    range_word = "முதல்"
    cricket = Cricket(
        re.compile("ரன்|விக்கெட்|ஓவர்|கிரிக்கெட்|இன்னிங்ஸ்|டெஸ்ட்"),
        "{1} விக்கெட்டுக்கு {0}",
        "ஆட்டமிழக்காமல் {0}",
        "{1} ரன்களுக்கு {0} விக்கெட்",
    )
    ratio_words = frozenset("விகிதம் விகிதத்தில் அளவுகோல்".split())
    score_words = frozenset("வென்றது வென்றார் வெற்றி தோல்வி தோற்றது போட்டி சமன் கணக்கில்".split())
    phone_words = frozenset("otp ஓடிபி தொலைபேசி அலைபேசி எண் அழைக்க அழைக்கவும் செல்போன் மொபைல் போன்".split())
    version_words = frozenset("பதிப்பு version".split())
    roman_before = frozenset("அத்தியாயம் பாகம் பகுதி தொகுதி".split())
    roman_names = frozenset("ஹென்றி லூயி சார்லஸ் ஜார்ஜ் வில்லியம் எலிசபெத் எட்வர்ட் நெப்போலியன்".split())
    abbreviations = {
        "டாக்": "டாக்டர்", "திரு": "திரு", "பேரா": "பேராசிரியர்", "கி.மு": "கிறிஸ்துவுக்கு முன்",
        "கி.பி": "கிறிஸ்துவுக்குப் பின்", "எ.கா": "எடுத்துக்காட்டாக", "பக்": "பக்கம்", "dr": "டாக்டர்", "mr": "மிஸ்டர்",
        "mrs": "மிஸஸ்", "vs": "எதிர்",
    }  # fmt: skip
    stopless = frozenset({"கி.மு", "கி.பி", "எ.கா", "dr", "mr", "mrs", "vs"})
    initialisms = INITIALISMS
    letters = dict(
        zip(
            "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
            "ஏ பி சி டி இ எஃப் ஜி எச் ஐ ஜே கே எல் எம் என் ஓ பி கியூ ஆர் எஸ் டி யூ வி டபிள்யூ எக்ஸ் ஒய் இசட்".split(),
            strict=True,
        )
    )
    symbol_names = {
        "@": "அட்", ".": "டாட்", "-": "டேஷ்", "_": "அண்டர்ஸ்கோர்", "/": "ஸ்லாஷ்", ":": "கோலன்", "#": "ஹேஷ்", "+": "பிளஸ்",
        "&": "அண்ட்", "*": "ஸ்டார்", " ": "இடைவெளி", ",": "காற்புள்ளி", ";": "அரைப்புள்ளி", "!": "ஆச்சரியக்குறி",
        "?": "கேள்விக்குறி", "'": "ஒற்றை மேற்கோள்", '"': "மேற்கோள்", "(": "அடைப்புக்குறி தொடக்கம்", ")": "அடைப்புக்குறி முடிவு",
        "=": "சமம்", "%": "சதவீதம்", "$": "டாலர்", "€": "யூரோ", "£": "பவுண்டு", "\\": "பேக்ஸ்லாஷ்", "|": "பைப்", "~": "டில்டே",
        "°": "டிகிரி",
        "[": "சதுர அடைப்புக்குறி தொடக்கம்", "]": "சதுர அடைப்புக்குறி முடிவு",
        "{": "நெளிவு அடைப்புக்குறி தொடக்கம்", "}": "நெளிவு அடைப்புக்குறி முடிவு", "<": "விடக் குறைவு",
        ">": "விட அதிகம்", "^": "கேரட்", "`": "பேக்டிக்", "§": "பிரிவு",
    }  # fmt: skip
    powers = {"2": "இன் வர்க்கம்", "3": "இன் கனம்", "": "இன் அடுக்கு"}
    symbols = {
        "&": "மற்றும்",
        "/": "பை",
        "+": "கூட்டல்",
        "=": "சமம்",
        "%": "சதவீதம்",
        "×": "பெருக்கல்",
        "÷": "வகுத்தல்",
        "≥": "விட அதிகம் அல்லது சமம்",
        "≤": "விட குறைவு அல்லது சமம்",
        "≠": "சமமல்ல",
        "≈": "ஏறத்தாழ சமம்",
    }
    www = "டபிள்யூ டபிள்யூ டபிள்யூ"
    patterns = (
        (SpanKind.HASHTAG, HASHTAG),
        (SpanKind.CODE, CARD_NUMBER),
        *CRICKET,
        (SpanKind.CODE, r"(?<![\w-])(?P<cup>டி|ஜி|[TG])[-–]?20(?![\w%]|[.,/:]\d)"),
        *SPACED_QUANTITIES,
        *NEGATIVE_FRACTIONS,
        (SpanKind.PHONE, r"(?<![\w.,+-])(?P<groups>[6-9]\d{4}-\d{5})(?![\d-]|[.,]\d)"),
        *PRICES_FOR_EACH,
        (
            SpanKind.CODE,
            rf"(?#/)(?<=[\d\u0b80-\u0bff])(?<!கிமீ)(?<!கி\.மீ)\s?/\s?(?P<each>{_EACH_WRITTEN}){_NO_LETTER}",
        ),
        (SpanKind.CODE, rf"(?:{_TOWNS})(?:\s?[-–]\s?|\s)(?P<posted>[1-8]\d{{2}}\s?\d{{3}})(?![\w,./]\d|\d)"),
        (SpanKind.CODE, r"(?<![\w.,/-])(?P<named>1\d{2,4})(?=\s(?:எண்ணை|எண்ணுக்கு|என்ற எண்|எண்ணில்|ஐ அழை))"),
        (SpanKind.RATIO, SCORE),
        (
            SpanKind.MONEY,
            rf"(?<![\w.])(?P<currency>§currency§)\s?§unsigned§-?(?P<suffix>{_ENDINGS}){_NO_LETTER}",
        ),
        (
            SpanKind.UNIT,
            rf"(?<![\w.,])§number§(?P<_gap>\s?)(?P<symbol>°C|km|kg|cm|GB|MB|கிமீ|கி\.மீ)[-\s]?(?P<suffix>{_ENDINGS}){_NO_LETTER}",
        ),
        (SpanKind.PERCENT, rf"(?<![\w.,])§number§(?P<symbol>%)-?(?P<suffix>{_ENDINGS}){_NO_LETTER}"),
        (
            SpanKind.ORDINAL,
            rf"(?<![\w.,])(?<![A-Za-z]-)(?P<integer>§integer§)\s?-?\s?(?P<suffix>ஆவது|வது|ஆம்|ம்){_NO_LETTER}",
        ),
        (SpanKind.ORDINAL, r"(?<![\w.,])(?P<integer>\d{1,2})-?\s?(?P<suffix>ந்)(?=\s?தேதி)"),
        (SpanKind.CARDINAL, rf"(?<![\w.,:/₹$-])(?P<thousands>[1-9]\d?)\sஆயிரம்{_NO_LETTER}"),
        (
            SpanKind.CARDINAL,
            rf"(?<![\w.,:/])(?<![A-Za-z]-)(?P<integer>§integer§)-?(?P<suffix>{_ENDINGS}){_NO_LETTER}",
        ),
        (SpanKind.MONEY, r"(?<!\w)(?P<currency>ரூ)\.?\s?§unsigned§(?:\s?(?P<scale>§scale§))?(?!\d|\.\d|\s?[-–]\s?\d)"),
    )

    def make_numbers(self) -> NumberWords:
        return TamilNumbers()

    def decide(self, span: Span, context: Context) -> Span | None:
        if any(name in span.fields for name in CRICKET_FIELDS):
            return span if self.cricket.is_played(span, context) else None
        if span.kind is SpanKind.TIME and span.field("suffix") == "மணி" and context.after.startswith("நேர"):
            # So many hours, and no time of day.
            return None if span.field("minute") else _hours(span, context)
        inside = _LETTER.match(context.written[-1:]) and _LETTER.match(context.mark_after)
        if (inside and span.kind in _WORDY) or (span.kind is SpanKind.RATIO and "-" in context.written):
            return None
        if span.kind is SpanKind.FRACTION and context.after in ("அன்று", "தேதி") and is_day(span):
            fields = {"day": span.field("numerator"), "month": span.field("denominator")}
            return span._replace(kind=SpanKind.DATE, fields=fields)
        digits = span.field("integer")
        if span.kind is SpanKind.CARDINAL and len(digits) == 10 and context.written.isdigit() and digits[0] in "6789":
            return span._replace(kind=SpanKind.PHONE, fields={"groups": digits, "plus": ""})
        return span

    def agreement(self, span: Span, context: Context) -> str | None:
        noun = context.mark_after == " " and context.after[:1].isalpha() and context.after not in _NOT_COUNTED
        return ATTRIBUTIVE if noun and not span.field("suffix") else None

    def cardinal(self, span: Span, context: Context) -> str | None:
        if thousands := span.field("thousands"):
            return self.numbers.cardinal(int(thousands) * 1000)
        words = self.amount(span, self.agreement(span, context))
        suffix = span.field("suffix")
        return joined(words, _SUFFIXES[suffix]) if suffix else words

    def ordinal(self, span: Span, context: Context) -> str | None:
        ending = "ஆவது" if span.field("suffix").endswith("வது") else "ஆம்"
        number = int(span.field("integer"))
        if number == 1 and ending == "ஆம்" and context.after in ("தேதி", "வகுப்பு", "ஆண்டு", "நாள்"):
            return joined(self.numbers.cardinal(1), ending)
        return self.numbers.ordinal(number, ending) + " " * (context.mark_after == "த")

    def day_words(self, day: int) -> str:
        return self.numbers.cardinal(day)

    def date(self, span: Span, context: Context) -> str | None:
        words = []
        if span.field("day"):
            day = int(span.field("day"))
            dated = "தேதி" in context.written
            words.append(f"{joined(self.numbers.cardinal(day), 'ஆம்')} தேதி" if dated else self.numbers.cardinal(day))
        if span.field("month"):
            words.insert(0 if _LETTER.match(context.written) else 1, self.month(int(span.field("month"))))
        if span.field("year"):
            words.append(self.numbers.year(self.full_year(span.field("year"))))
        return " ".join(words)

    def time(self, span: Span, context: Context) -> str | None:
        hour, minute, second = (int(span.field(name) or "0") for name in ("hour", "minute", "second"))
        suffix = span.field("suffix") or "மணி"
        words = []
        if span.field("period"):
            words.append(_day_part(span.field("period"), hour))
        words.append(self.numbers.cardinal(hour, None if minute else ATTRIBUTIVE))
        if minute:
            words.append(self.numbers.cardinal(minute))
        words.append(suffix)
        if second:
            words += [self.numbers.cardinal(second), "வினாடி"]
        return " ".join(words)

    def percent(self, span: Span, context: Context) -> str | None:
        suffix = span.field("suffix")
        return f"{self.amount(span)} {joined(self.percent_word, _SUFFIXES[suffix]) if suffix else self.percent_word}"

    def hashtag(self, span: Span, context: Context) -> str | None:
        text = span.field("text")
        if text.isascii():
            return super().hashtag(span, context)
        return f"{self.symbol_names['#']} {text[1:].replace('_', ' ')}"

    def speak(self, span: Span, context: Context) -> str | None:
        words = super().speak(span, context)
        if words and span.kind is SpanKind.CARDINAL:
            # A word that the space beside the number is missing from.
            before = " " if OWN_LETTER.match(context.mark_before) and words[0] != " " else ""
            behind = " " if OWN_LETTER.match(context.mark_after) else ""
            return f"{before}{words}{behind}" if before or behind else words
        if words and span.field("suffix") and span.kind in (SpanKind.UNIT, SpanKind.TEMPERATURE):
            return joined(words, _SUFFIXES[span.field("suffix")])
        return words

    def unit(self, span: Span, context: Context) -> str | None:
        above, _, below = span.field("unit").partition("-per-")
        per = _PER.get(below)
        form = None if span.field("fraction") else ATTRIBUTIVE
        name = self.unit_name(above if per else span.field("unit"), "one")
        if not name:
            return None
        # "Per" between units has no short word of its own.
        name = " பெர் ".join(part.strip() for part in name.split("/"))
        words = f"{self.amount(span, form)} {name}"
        return f"{per} {words}" if per else words

    def money(self, span: Span, context: Context) -> str | None:
        if suffix := span.field("suffix"):
            fields = {name: value for name, value in span.fields.items() if name != "suffix"}
            words = self.money(span._replace(fields=fields), context)
            ending = _SUFFIXES[suffix]
            # The dative of a word in "ய்" has no vowel of its own.
            return words and (words + ending[1:] if words.endswith("ய்") and ending[0] == "உ" else joined(words, ending))
        if span.field("integer") == "1" and not span.field("fraction") and not span.field("sign"):
            scale = self.scales.get(span.field("scale"), "")
            return " ".join(filter(None, ("ஒரு", scale, self.currency_name(span.field("currency"), "one"))))
        scale = self.scales.get(span.field("scale"), "")
        if scale == "ஆயிரம்" and not span.field("fraction") and not span.field("sign"):
            thousands = self.numbers.cardinal(int(span.field("integer")) * 1000)
            return f"{thousands} {self.currency_name(span.field('currency'), 'other')}"
        if scale in _HALVES and (amount := self.half_more(span)):
            return f"{amount} {scale} {self.currency_name(span.field('currency'), 'other')}"
        words = super().money(span, context)
        # So many rupees and one paisa.
        if words is None or self.point in words:
            return words
        return " ".join("ஒரு" if word == "ஒன்று" else word for word in words.split())

    def fraction(self, span: Span, context: Context) -> str | None:
        numerator, denominator = int(span.field("numerator")), int(span.field("denominator"))
        named = {(1, 2): "அரை", (1, 4): "கால்", (3, 4): "முக்கால்"}.get((numerator, denominator))
        if denominator == 100:
            return f"நூற்றுக்கு {self.numbers.cardinal(numerator)}"
        if numerator >= denominator and not span.field("whole"):
            return f"{self.numbers.cardinal(numerator)} பை {self.numbers.cardinal(denominator)}"
        words = named or f"{joined(self.numbers.cardinal(denominator), 'இல்')} {self.numbers.cardinal(numerator)}"
        if not span.field("whole"):
            return words
        whole = self.numbers.cardinal(int(span.field("whole")))
        return joined(whole, {"அரை": "அரை", "கால்": "ஏகால்", "முக்கால்": "ஏமுக்கால்"}[words]) if named else f"{whole} {words}"

    def ratio(self, span: Span, context: Context) -> str | None:
        return f"{joined(self.number(span.field('first')), 'உக்கு')} {self.number(span.field('second'))}"

    def score(self, span: Span, context: Context) -> str | None:
        return f"{joined(self.number(span.field('first')), 'உக்கு')} {self.number(span.field('second'))}"

    def half_more(self, span: Span) -> str:
        """Two and a half, and the like, as one word; empty for any other number."""
        whole = int(span.field("integer") or "0")
        if span.field("fraction").rstrip("0") != "5" or span.field("sign"):
            return ""
        if not whole:
            return "அரை"
        return joined(self.numbers.cardinal(whole), "அரை")

    def decimal(self, span: Span, context: Context) -> str | None:
        return (context.after in _HALVES and self.half_more(span)) or self.amount(span)

    def code(self, span: Span, context: Context) -> str | None:
        if score := self.cricket.said(span, self.numbers):
            return score
        if cup := span.field("cup"):
            return f"{self.letters.get(cup, cup)} ட்வென்டி"
        if each := _EACH.get(span.field("each") or span.field("per_unit")):
            return f" ஒரு {each}"
        if unit := span.field("per_unit"):
            return f" ஒரு {self.unit_name(EACH_UNITS[unit], 'one')}"
        if span.field("posted"):
            return " " + self.numbers.digits(span.field("posted").replace(" ", ""))
        if span.field("named"):
            return self.numbers.digits(span.field("named"))
        if full := span.field("full"):
            marks = self.number(*span.field("marks").replace(",", ".").split("."))
            return f"{joined(self.number(full).replace('நூறு', 'நூற்று'), 'உக்கு')} {marks}"
        return quantity_words(self, span, self.quantities_said) or super().code(span, context)

    def symbol(self, span: Span, context: Context) -> str | None:
        if span.field("each"):
            return " ஒன்றுக்கு "
        if span.field("character") == "+" and context.mark_before.isdecimal() and not is_followed(context):
            return self.plus
        return "-" if span.field("flourish") else super().symbol(span, context)

    def version(self, span: Span, context: Context) -> str | None:
        words = " புள்ளி ".join(self.number(part) for part in span.field("numbers").split("."))
        return f"{self.letter_words(span.field('prefix'))} {words}".strip()


def _hours(span: Span, context: Context) -> Span:
    """A time that is how long something takes, without the word for hours."""
    digits = re.match(r"\d+", context.written)
    assert digits is not None  # a time begins with its hour
    return span._replace(kind=SpanKind.CARDINAL, end=span.start + digits.end(), fields={"integer": digits[0]})


def _day_part(period: str, hour: int) -> str:
    """The part of the day of an hour with "am" or "pm"."""
    hour = hour % 12 + (12 if period == "pm" else 0)
    if hour < 4 or hour >= 19:
        return "இரவு"
    return "காலை" if hour < 12 else "பிற்பகல்" if hour < 16 else "மாலை"
