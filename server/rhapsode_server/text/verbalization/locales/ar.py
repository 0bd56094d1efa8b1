"""Arabic: Modern Standard as a newsreader says it, with the case endings that are written.

No number engine has Arabic right: numbers agree in gender with what they count, and against it from three to ten; the
counted noun is a plural after three to ten, an accusative after eleven to ninety-nine and a genitive behind hundreds;
one and two are said by the noun itself. The CLDR has the noun's forms for a few units only: ``arabic_numbers`` has the
others.
"""

from __future__ import annotations

import re

from rhapsode_server.text.verbalization.context import Context
from rhapsode_server.text.verbalization.locale import Locale
from rhapsode_server.text.verbalization.locales.arabic_decisions import is_month, with_adjective, without_period
from rhapsode_server.text.verbalization.locales.arabic_numbers import (
    AND,
    COUNTED,
    CURRENCIES,
    HUNDREDTHS,
    MINOR_UNITS,
    PER,
    SCALES,
    THOUSANDTHS,
    UNITS,
    ArabicNumbers,
    Noun,
    qualified,
)
from rhapsode_server.text.verbalization.locales.arabic_patterns import HONOURS, PATTERNS, PER_NOUNS
from rhapsode_server.text.verbalization.locales.arabic_quantities import quantity
from rhapsode_server.text.verbalization.locales.arabic_signs import (
    CURRENCY_SIGNS,
    SYMBOL_NAMES,
    SYMBOLS,
    UNIT_SIGNS,
)
from rhapsode_server.text.verbalization.locales.arabic_signs import (
    SCALES as SCALE_WORDS,
)
from rhapsode_server.text.verbalization.locales.arabic_words import (
    HIJRI,
    HIJRI_YEARS,
    LABELS,
    ORDINAL_HEADS,
    PREPOSITIONS,
    QUEENS,
    RANKED,
    bare,
    consists_of,
    counted_apart,
    is_feminine,
    is_function_word,
    is_governed,
    is_part_of_time,
    month_names,
    noun_of,
)
from rhapsode_server.text.verbalization.number_words import NumberWords
from rhapsode_server.text.verbalization.span import Span, SpanKind

_SCALE_NOUNS = {noun.one: noun for _, noun in SCALES}
_FRACTIONS = (
    "- - نصف/أنصاف ثلث/أثلاث ربع/أرباع خمس/أخماس سدس/أسداس سبع/أسباع ثمن/أثمان تسع/أتساع عشر/أعشار".split()
)  # fmt: skip
_LETTERS = "إيه بي سي دي إي إف جي إتش آي جيه كيه إل إم إن أو بي كيو آر إس تي يو في دبليو إكس واي زد".split()
_WORDY = frozenset({SpanKind.UNIT, SpanKind.TEMPERATURE, SpanKind.MONEY, SpanKind.TIME, SpanKind.DATE, SpanKind.YEAR})
_MEASURED = frozenset({SpanKind.MONEY, SpanKind.UNIT, SpanKind.PERCENT, SpanKind.TEMPERATURE})
_SCRIPTURE = frozenset("آية سورة قرآن إنجيل متى مرقس لوقا يوحنا سفر تكوين مزمور".split())
"""Before "3:16", a chapter and a verse."""
_MULTIPLIED = re.compile(r"\s?[xX×]\s?\d")
_ERA = re.compile(r"\s?(?:هـ|ق\.\s?م|م(?!\w))")


class _BehindTo(Context):
    """The neighbours of a range's second end, before which "to" is said."""

    words_before = ("إلى",)
    before = "إلى"


class Arabic(Locale):
    """Arabic."""

    tag = "ar"
    group_marks = ",،"
    minus = "سالب"
    plus = "زائد"
    point = "فاصلة"
    fraction_as_number = True
    plus_minus = "زائد أو ناقص"
    year_words = frozenset("عام العام لعام بعام سنة السنة لسنة بسنة منذ في".split())
    year_by_default = True
    month_words = month_names()
    day_suffix = r"(?:\sمن)?(?:\sشهر)?"
    month_joint = r"،?\s"
    time_words = frozenset("الساعة ساعة للساعة".split())
    day_periods = {
        "am": "am", "pm": "pm", "a.m": "am", "p.m": "pm", "ص": "am", "م": "pm",
    }  # fmt: skip
    percent_word = "بالمئة"
    permille_word = "بالألف"
    currency_signs = CURRENCY_SIGNS
    scales = SCALE_WORDS
    unit_signs = UNIT_SIGNS
    unit_names = {
        "milliampere-hour": {"other": "ملي أمبير ساعة"},
        "millimole-per-liter": {"other": "مليمول لكل لتر"},
        "mole": {"other": "مول"},
        "micromole": {"other": "ميكرومول"},
        "nanogram": {"other": "نانوغرام"},
        "frame": {"other": "إطار"},
        "beat": {"other": "نبضة"},
        "watt-hour": {"other": "واط ساعة"},
    }
    range_word = "إلى"
    ratio_word = "إلى"
    score_word = "مقابل"
    ratio_words = frozenset("نسبة بنسبة النسبة مقياس بمقياس".split())
    score_words = frozenset(
        "وفاز وخسر وتعادل وهزم وتغلب "
        "فاز فازت فوز الفوز بالفوز خسر خسرت خسارة الخسارة تعادل تعادلا تعادلا التعادل نتيجة بنتيجة النتيجة هزم هزمت "
        "هزيمة تغلب تغلبت المباراة انتهت انتهى بهدفين سجل".split()
    )
    phone_words = frozenset(
        "otp pin البريدي الهوية الحساب الآيبان التأكيد التحقق الرمز "
        "هاتف الهاتف هاتفيا اتصل اتصلوا جوال الجوال رقم الرقم تلفون تليفون فاكس موبايل واتساب".split()
    )
    version_words = frozenset("الإصدار إصدار النسخة نسخة version".split())
    roman_before = frozenset("الفصل الباب الجزء القسم الملحق المستوى النوع".split())
    roman_names = frozenset(
        "فيكتوريا ماري كاترين كليوباترا فريدريش ألكسندر الإسكندر بطرس إيفان غوستاف ألفونسو فرديناند فؤاد "
        "فيصل لويس هنري تشارلز جورج إليزابيث وليام إدوارد فيليب نابليون نيكولاس بيوس بندكت يوحنا بولس رمسيس".split()
    )
    abbreviations = {
        "د": "الدكتور", "أ": "الأستاذ", "م": "المهندس", "أ.د": "الأستاذ الدكتور", "إلخ": "إلى آخره", "الخ": "إلى آخره",
        "ق.م": "قبل الميلاد",
        "ص.ب": "صندوق بريد", "ش.م.م": "شركة مساهمة محدودة", "dr": "دكتور", "mr": "السيد", "mrs": "السيدة", "vs": "ضد",
    }  # fmt: skip
    stopless = frozenset({"إلخ", "الخ", "ق.م", "ص.ب"})
    initialisms = frozenset("IP USB URL GPU CPU API USA UK US EU UN AI IT PC ID CEO CIA FBI UAE".split())
    letters = dict(zip("ABCDEFGHIJKLMNOPQRSTUVWXYZ", _LETTERS, strict=True))
    symbol_names = SYMBOL_NAMES
    difference_word = "ناقص"
    symbols = SYMBOLS
    powers = {"2": "تربيع", "3": "تكعيب", "": "أس"}
    www = "دبليو دبليو دبليو"
    patterns = PATTERNS

    def make_numbers(self) -> NumberWords:
        return ArabicNumbers()

    def decide(self, span: Span, context: Context) -> Span | None:
        if span.field("season") and int(span.field("season")[-2:]) != (int(span.field("season")[:4]) + 1) % 100:
            return None
        if span.field("key") in ("أ", "م") and (
            context.before[-1:].isdigit() or context.mark_after != " " or not context.after[:1].isalpha()
        ):
            return None
        if span.kind in _WORDY and context.written[-1:].isalpha() and context.mark_after.isalpha():
            return without_period(span, context.written)
        if span.kind is SpanKind.MONEY and span.field("symbol")[0] > "z":
            span = with_adjective(span, context)
        if span.kind is SpanKind.YEAR and _MULTIPLIED.match(context.text, span.end):
            return span._replace(kind=SpanKind.CARDINAL)
        if span.kind is SpanKind.FRACTION and context.before in ("يوم", "بتاريخ") and is_month(span):
            fields = {"day": span.field("numerator"), "month": span.field("denominator")}
            return span._replace(kind=SpanKind.DATE, fields=fields)
        if span.kind is SpanKind.TIME and span.field("period") and not span.field("minute"):
            return span if context.written[-1].isascii() or context.before in self.time_words else None
        if span.kind is SpanKind.ORDINAL and not self._is_ordinal(span, context):
            return span._replace(kind=SpanKind.CARDINAL)
        if span.kind is SpanKind.CARDINAL and not span.field("sign") and not span.field("scale"):
            number = int(span.field("integer"))
            head = bare(context.before)
            if head == "ساعة" and head != context.before and 1 <= number <= 24:
                return span._replace(kind=SpanKind.TIME, fields={"hour": str(number)})
            if 1 <= number <= 100 and head in RANKED and head != context.before:
                return span._replace(kind=SpanKind.ORDINAL)
        if span.kind is SpanKind.CARDINAL and _ERA.match(context.text, context.end) and not span.field("sign"):
            return span._replace(kind=SpanKind.YEAR)
        return span

    def _is_ordinal(self, span: Span, context: Context) -> bool:
        """Whether the number with the article ranks the noun before it: "القرن الـ21", but "الدول الـ5"."""
        head = bare(context.before)
        if context.after == "من" and not self.month_words.keys().isdisjoint(context.words_after[1:2]):
            return True
        return (context.before != head and head in ORDINAL_HEADS) or head in self.roman_names

    def _era(self, span: Span) -> str:
        return {"ه": "للهجرة", "م": "للميلاد"}.get(span.field("era")[0], "قبل الميلاد")

    def hashtag(self, span: Span, context: Context) -> str | None:
        return f"{self.symbol_names['#']} {span.field('text')[1:].replace('_', ' ')}"

    def abbreviation(self, span: Span, context: Context) -> str | None:
        if span.field("era"):
            return f"{'' if context.mark_before.isspace() else ' '}{self._era(span)}"
        if span.field("page"):
            return "صفحة "
        if honour := span.field("honour"):
            return HONOURS[honour]
        return span.field("prefix") or super().abbreviation(span, context)

    def may_be_counted(self, context: Context) -> bool:
        after = context.after
        return context.mark_after == " " and after[:1].isalpha() and not is_function_word(after)

    def _is_genitive(self, context: Context) -> bool:
        return context.mark_before in ("x", "X", "×") or is_governed(context.words_before)

    # Numbers

    def agreement(self, span: Span, context: Context) -> str | None:
        number = int(span.field("integer") or "0")
        forms = ["definite"] if span.field("article") else []
        noun = context.after if context.mark_after == " " or context.mark_after == "\u00a0" else ""
        # Behind a comma the word before is another's.
        label = bare(context.before) in LABELS and context.text[max(0, context.start - 2)] not in "،,؛;:"
        counted = bool(noun) and noun[0].isalpha() and not is_function_word(noun) and not label
        apart = counted_apart(context.words_after) if noun and not label else None
        if (counted and is_feminine(noun, number)) or (apart and is_feminine(*apart)):
            forms.append("feminine")
        if counted and not apart and not span.field("article"):
            forms.append("construct")
        if self._is_genitive(context):
            forms.append("genitive")
        return "-".join(forms) or None

    def cardinal(self, span: Span, context: Context) -> str | None:
        form = self.agreement(span, context)
        if span.field("scale"):
            size = next(size for size, noun in SCALES if noun.one == span.field("scale"))
            return self.numbers.cardinal(int(span.field("integer")) * size, form)
        if span.field("integer")[0] == "0":
            form = None
        words = self.amount(span, form)
        if span.field("article") == "لل" and words.startswith("ال"):
            words = "لل" + words.removeprefix("ال")
        return span.field("prefix") + words

    def decimal(self, span: Span, context: Context) -> str | None:
        if halved := span.field("halved"):
            return self.measured(span, COUNTED.get(halved) or noun_of(halved), self._is_genitive(context))
        return self.amount(span, "genitive" if self._is_genitive(context) else None)

    def number(self, integer: str, fraction: str = "", sign: str = "", form: str | None = None) -> str:
        if not fraction or form != "genitive" or len(fraction) > 3:
            return super().number(integer, fraction, sign, form)
        bare = fraction.lstrip("0")
        words = [self.sign_words(sign)] if sign else []
        words += [self.numbers.cardinal(int(integer or "0"), form), self.point]
        words += [self.numbers.cardinal(0)] * (len(fraction) - len(bare))
        words += [self.numbers.cardinal(int(bare), form)] if bare else []
        return " ".join(words)

    def ordinal(self, span: Span, context: Context) -> str | None:
        feminine = bare(context.before).endswith(("ة", "ى"))
        second = context.words_before[1] if len(context.words_before) > 1 else ""
        genitive = second in PREPOSITIONS or is_part_of_time(second) or context.before.startswith(("لل", "بال"))
        form = "-".join(filter(None, ("feminine" * feminine, "genitive" * genitive)))
        return span.field("prefix") + self.numbers.ordinal(int(span.field("integer")), form or None)

    def year(self, span: Span, context: Context) -> str | None:
        feminine = bare(context.before).endswith("سنة")
        return self.numbers.cardinal(int(span.field("integer")), "feminine-genitive" if feminine else "genitive")

    def fraction(self, span: Span, context: Context) -> str | None:
        numerator, denominator = int(span.field("numerator")), int(span.field("denominator"))
        if denominator > 10 or numerator >= denominator:
            words = f"{self.numbers.cardinal(numerator)} على {self.numbers.cardinal(denominator)}"
        else:
            one, few = _FRACTIONS[denominator].split("/")
            noun = context.after.startswith("ال") or not is_function_word(context.after)
            construct = bool(context.after) and noun and context.mark_after == " "
            oblique = self._is_genitive(context)
            two = one + (("ي" if oblique else "ا") if construct else ("ين" if oblique else "ان"))
            words = {1: one, 2: two}.get(numerator) or f"{self.numbers.cardinal(numerator)} {few}"
        return f"{self.numbers.cardinal(int(span.field('whole')))} و{words}" if span.field("whole") else words

    # What is counted

    def couple(self, noun: Noun, context: Context, genitive: bool) -> str:
        """Two of something: one word, shorter before what it consists of, and its adjective is in the dual, too."""
        two = noun.two_oblique if genitive else noun.two
        return two[:-1] if consists_of(context) and two.endswith("ن") else two

    def count(self, number: int, noun: Noun, genitive: bool = False) -> str:
        """A whole number of something."""
        if number == 1:
            return f"{noun.one} {'واحدة' if noun.feminine else 'واحد'}"
        if number == 2 and noun.two != noun.one:
            return noun.two_oblique if genitive else noun.two
        forms = ["construct", *["feminine"] * noun.feminine, *["genitive"] * genitive]
        category = number % 100
        name = noun.few if 3 <= category <= 10 else noun.many if category > 10 else noun.one
        return f"{self.numbers.cardinal(number, '-'.join(forms))} {name}"

    def measured(self, span: Span, noun: Noun, genitive: bool) -> str:
        """A number with sign and fraction of something."""
        sign = [self.sign_words(span.field("sign"))] if span.field("sign") else []
        if not span.field("fraction"):
            return " ".join([*sign, self.count(int(span.field("integer") or "0"), noun, genitive)])
        if span.field("fraction") == "5" and not span.field("scale") and "tens" not in span.fields:
            whole = int(span.field("integer") or "0")
            counted = self.count(whole, noun, genitive) if whole > 1 else noun.one
            return " ".join([*sign, f"{counted} ونصف" if whole else f"نصف {counted}"])
        return f"{self.amount(span, 'genitive' if genitive else None)} {noun.one}"

    def unit(self, span: Span, context: Context) -> str | None:
        written = span.field("counted_noun") or span.field("noun")
        if written:
            # One and two are said by the noun itself.
            counted, genitive = COUNTED.get(written) or noun_of(written), self._is_genitive(context)
            if adjective := span.field("size"):
                counted = qualified(counted, adjective)
            if span.field("integer") == "2" and not adjective:
                return self.couple(counted, context, genitive)
            return self.count(int(span.field("integer")), counted, genitive)
        unit = span.field("unit")
        above, per, below = unit.partition("-per-")
        noun = UNITS.get(unit) or (UNITS.get(above) if below in PER else None)
        if unit == "fahrenheit":
            return f"{self.measured(span, UNITS['degree'], self._is_genitive(context))} فهرنهايت"
        if noun is None:
            if span.field("integer") == "1" and not span.field("fraction"):
                return f"{self.unit_name(unit, 'other')} واحد"
            return super().unit(span, context)
        words = self.measured(span, noun, self._is_genitive(context))
        if unit == "kilowatt-hour":
            return f"{words} ساعة"
        return f"{words} {PER[below]}" if per and unit not in UNITS else words

    def percent(self, span: Span, context: Context) -> str | None:
        word = self.permille_word if span.field("symbol") == "‰" else self.percent_word
        form = "genitive" if self._is_genitive(context) else None
        return f"{self.amount(span, form)} {word}"

    def money(self, span: Span, context: Context) -> str | None:
        currency = span.field("currency")
        noun = CURRENCIES.get("$" if span.field("symbol") == "$" else currency)
        currency = "USD" if currency == "$" else currency
        if noun is not None and span.field("adjective"):
            noun = qualified(noun, span.field("adjective"))
        if noun is None:
            name = self.currency_name(currency, "other")
            noun = Noun(name, f"اثنان {name}", name, name)
        fraction, scale = span.field("fraction"), span.field("scale")
        if scale:
            return f"{self.measured(span, self._scale(scale, span), self._is_genitive(context))} {noun.one}"
        small = self._minor_noun(currency, fraction)
        if small is None:
            return self.measured(span, noun, self._is_genitive(context))
        words = [self.sign_words(span.field("sign"))] if span.field("sign") else []
        whole, hundredths = int(span.field("integer")), int(fraction)
        genitive = self._is_genitive(context)
        parts = [self.count(whole, noun, genitive)] if whole or not hundredths else []
        if hundredths:
            parts.append(self.count(hundredths, small, genitive))
        return " ".join([*words, AND.join(parts)])

    def _scale(self, scale: str, span: Span) -> Noun:
        """A thousand, million … before a currency: no accusative, and a dual without its end."""
        noun = _SCALE_NOUNS[self.scales[scale]]
        return noun._replace(two=noun.two[:-1], many=noun.one)

    def _minor_noun(self, currency: str, fraction: str) -> Noun | None:
        table = {2: HUNDREDTHS, 3: THOUSANDTHS}.get(len(fraction), {})
        name = table.get(currency)
        return MINOR_UNITS[name] if name else None

    # Dates and times

    def date(self, span: Span, context: Context) -> str | None:
        words = []
        if span.field("day"):
            form = "genitive" if self._is_genitive(context) else None
            words.append(self.numbers.ordinal(int(span.field("day")), form))
        if span.field("month"):
            words += ["من"] * bool(words)
            number = int(span.field("month"))
            hijri = int(span.field("year") or "0") in HIJRI_YEARS
            named = HIJRI[number - 1] if hijri else self.month(number)
            words.append(self._written_month(context.text[span.start : span.end]) or named)
        if span.field("year"):
            if span.field("day"):
                words.append("عام")
            words.append(self.numbers.year(self.full_year(span.field("year"))))
        if span.field("era"):
            words.append(self._era(span))
        return " ".join(words)

    def _written_month(self, written: str) -> str:
        """The name of the month as written: the Levant, the Maghreb and the Hijri calendar have their own."""
        words = re.findall("[\u0621-\u064a]+", written)
        return " ".join(word for word in words if word not in ("من", "شهر", "عام", "سنة", "م", "هـ", "ه"))

    def time(self, span: Span, context: Context) -> str | None:
        hour, minute, second = (int(span.field(name) or "0") for name in ("hour", "minute", "second"))
        if second and context.before not in self.time_words and context.written[4:5] != "-":
            return self.duration(span, context)
        later = minute == 45 and not second
        # Behind an ISO date.
        words = ["الساعة"] * (context.written[4:5] == context.written[7:8] == "-")
        clock = 1 if later and hour == 12 else hour + later
        # Midnight itself is the hour of nought.
        words += [self._hour(clock or 12) if minute else self._hour(clock) if clock else self.numbers.cardinal(0)]
        if minute and not second and minute in (15, 30, 45):
            words.append({15: "والربع", 30: "والنصف", 45: "إلا ربعًا"}[minute])
        elif minute:
            words.append("و" + self.count(minute, UNITS["minute"]))
        if second:
            words.append("و" + self.count(second, UNITS["second"]))
        if not hour and minute:
            words.append("بعد منتصف الليل")
        if span.field("period"):
            words.append("صباحًا" if span.field("period") == "am" else "مساءً")
        return " ".join(words)

    def _hour(self, hour: int) -> str:
        return "الواحدة" if hour == 1 else self.numbers.ordinal(hour, "feminine")

    def duration(self, span: Span, context: Context) -> str | None:
        parts = [
            self.count(int(span.field(unit)), UNITS[unit], self._is_genitive(context))
            for unit in ("hour", "minute", "second")
            if int(span.field(unit) or "0")
        ]
        return AND.join(parts) or self.numbers.cardinal(0)

    # Pairs and the rest

    def range(self, span: Span, context: Context) -> str | None:
        first, second = span.parts
        between = context.before == "بين"
        if first.kind is second.kind and second.kind in (SpanKind.CARDINAL, SpanKind.DECIMAL):
            form = self.agreement(second, context)
            agreed = ["feminine"] if "feminine" in (form or "").split("-") else []
            start = self.amount(first, "-".join([*agreed, *["genitive"] * self._is_genitive(context)]) or None)
            # What follows "إلى", or "بين", is a genitive; the noun behind agrees with the last number.
            end = self.amount(second, "-".join(filter(None, (form, "genitive"))))
            return f"{start} و{end}" if between else f"{start} {self.range_word} {end}"
        if second.kind in _MEASURED:
            begun = self.speak(first, context)
            told = self.speak(second, _BehindTo(context.text, context.start, context.end))
            return None if begun is None or told is None else f"{begun} {self.range_word} {told}"
        if first.kind is SpanKind.YEAR and second.kind is SpanKind.CARDINAL:
            return f"{self.speak(first, context)} {self.range_word} {self.amount(second, 'genitive')}"
        return super().range(span, context)

    def score(self, span: Span, context: Context) -> str | None:
        second = self.numbers.cardinal(int(span.field("second")), "genitive")
        return f"{self.number(span.field('first'))} {self.score_word} {second}"

    def ratio(self, span: Span, context: Context) -> str | None:
        if not _SCRIPTURE.isdisjoint(map(bare, context.words_before[:2])):
            return f"{self.number(span.field('first'))}، {self.number(span.field('second'))}"
        second = self.numbers.cardinal(int(span.field("second")), "genitive")
        return f"{self.number(span.field('first'))} {self.ratio_word} {second}"

    def roman(self, span: Span, context: Context) -> str | None:
        number = int(span.field("integer"))
        if span.field("role") == "number" and context.before not in QUEENS and bare(context.before) == context.before:
            return self.numbers.cardinal(number)
        feminine = bare(context.before).endswith("ة") or context.before in QUEENS
        return self.numbers.ordinal(number, "feminine" if feminine else None)

    def code(self, span: Span, context: Context) -> str | None:
        if span.field("season"):
            first, second = map(int, span.field("season").split("/"))
            genitive = self.numbers.year(first) if first else ""
            return f"{genitive} {self.numbers.cardinal(second, 'genitive')}"
        if span.field("named"):
            return self.numbers.digits(span.field("named"))
        if words := quantity(self, span, genitive=self._is_genitive(context)):
            return words
        if counted := span.field("one_two"):
            noun = COUNTED.get(counted) or noun_of(counted)
            return f"{noun.one} {self.range_word} {noun.two_oblique}"
        if span.field("first_day"):
            form = "genitive" if self._is_genitive(context) else None
            return self.numbers.ordinal(int(span.field("first_day")), form)
        return super().code(span, context)

    def symbol(self, span: Span, context: Context) -> str | None:
        if span.field("minus"):
            return "ناقص"
        if span.field("per"):
            return f"{'' if context.mark_before.isdecimal() else ' '}{PER_NOUNS[span.field('per')]}"
        return self.symbols["×"] if span.field("by") else super().symbol(span, context)

    def version(self, span: Span, context: Context) -> str | None:
        words = " نقطة ".join(self.number(part) for part in span.field("numbers").split("."))
        return f"{self.letter_words(span.field('prefix'))} {words}".strip()
