"""Hebrew: numbers agree in gender with what they count; a letter written before a number with a hyphen is a preposition
or the article and is said as one word with it."""

from __future__ import annotations

import functools
import re

from rhapsode_server.text.verbalization.context import Context
from rhapsode_server.text.verbalization.locale import Locale
from rhapsode_server.text.verbalization.locales.hebrew_decisions import (
    counted_gender,
    counts_one,
    is_day,
    is_identity,
    is_masculine,
    is_posted,
    ranked_gender,
)
from rhapsode_server.text.verbalization.locales.hebrew_numbers import AND, HALVES, HebrewNumbers
from rhapsode_server.text.verbalization.locales.hebrew_words import (
    ABBREVIATIONS,
    CURRENCIES,
    DUALS,
    FEMININE,
    FUNCTION_WORDS,
    HEBREW_MONTHS,
    MASCULINE,
    MINOR_UNITS,
    MONTHS,
    NOT_DEFINITE,
    ONCE,
    PERCENT,
    SYMBOL_NAMES,
    UNITS,
    Noun,
    is_no_noun,
    noun_gender,
)
from rhapsode_server.text.verbalization.locales.indian import CARD_NUMBER, between, is_followed
from rhapsode_server.text.verbalization.number_words import NumberWords, RbnfNumbers
from rhapsode_server.text.verbalization.quantities import (
    MEASURES_OF_SCIENCE,
    SPACED_QUANTITIES,
    QuantityWords,
    quantity_words,
)
from rhapsode_server.text.verbalization.span import Span, SpanKind

_EACH = {
    'ק"ג': "קילוגרם", "ק״ג": "קילוגרם", 'ק"מ': "קילומטר", 'מ"ר': "מטר רבוע", "מ״ר": "מטר רבוע",
    **{
        noun: noun
        for noun in (
            "קילו ליטר חודש שעה יום שנה אדם יחידה לילה שבוע גרם דקה פעם משתמש תלמיד טון מטר כרטיס סועד לקוח".split()
        )
    },
}  # fmt: skip
"""What a price is for, as it is written and said."""
_FREE = r"(?<![\w.,:/$€₪%])(?<![^א-ת]-)(?<!^-)"
"""Before a number that belongs to nothing: a letter with a hyphen is a preposition."""
_COINED = {"שקלים": "ILS", "שקל": "ILS", "דולרים": "USD", "דולר": "USD", "אירו": "EUR", "יורו": "EUR"}
"""Currencies as they are written out; behind two decimals they are divided into hundredths."""
_NUMBERED = frozenset(
    "פרק סעיף שלב מספר עמוד כיתה גרסה חלק שאלה תרגיל קומה דירה ערוץ קו כביש מסלול רמה סוג צעד דף משימה אפשרות נספח "
    "איור טבלה רבעון מקום תחנה שער מסוף חדר אולם שורה כיסא מושב רציף גיל".split()
)
"""Nouns that a number behind them numbers, whatever follows."""
_SCRIPTURE = frozenset("בראשית שמות ויקרא במדבר דברים תהילים משלי ישעיהו ירמיהו מתי יוחנן לוקס איוב קהלת".split())
"""Books of which "3:16" is a chapter and a verse."""
_CASE = re.compile(r"\s\d{3,6}-\d\d-\d\d(?!\d)")
"""The number of a case in court, behind the kind of it."""
_OF = ("מה", "מכל", "מן", "מתוך")
"""How words begin that say of what a fraction is a part."""
_MARKED = frozenset("ציון הציון קיבל קיבלה קיבלתי דירוג בציון נקודות".split())


class Hebrew(Locale):
    """Hebrew."""

    tag = "he"
    minus = "מינוס"
    plus = "פלוס"
    point = "נקודה"
    fraction_as_number = True
    plus_minus = "פלוס מינוס"
    year_words = frozenset("שנת בשנת לשנת משנת מאז".split())
    month_words = {
        **{name: number for number, name in enumerate(HEBREW_MONTHS, 1)},
        **{"ב" + name: number for number, name in enumerate(MONTHS, 1)},
        **{"ב" + name: number for number, name in enumerate(HEBREW_MONTHS, 1)},
        "מרס": 3, "במרס": 3, "פבואר": 2,
    }  # fmt: skip
    month_joint = r",?\s"
    time_words = frozenset("בשעה השעה לשעה משעה".split())
    percent_word = "אחוז"
    permille_word = "פרומיל"
    currency_signs = {'ש"ח': "ILS", "ש״ח": "ILS", "NIS": "ILS"}
    scales = {
        "אלף": "אלף", "מיליון": "מיליון", "מליון": "מיליון", "מיליארד": "מיליארד", "מליארד": "מיליארד",
        "טריליון": "טריליון",
        "million": "מיליון", "billion": "מיליארד", "m": "מיליון", "b": "מיליארד", "bn": "מיליארד", "k": "אלף",
    }  # fmt: skip
    quantities_said = QuantityWords(
        "{0} נקודות אחוז",
        "{0} נקודות בסיס",
        "עשרים וארבע שבע",
        ("הרבעון הראשון של {0}", "הרבעון השני של {0}", "הרבעון השלישי של {0}", "הרבעון הרביעי של {0}"),
        ("המחצית הראשונה של {0}", "המחצית השנייה של {0}"),
        "שנות ה{0}",
        "{0} מתוך {1}",
        "{0} על {1} מילימטר כספית",
        fiscal="שנת הכספים {0}",
    )
    unit_signs = dict(MEASURES_OF_SCIENCE) | {
        sign.replace('"', quote): unit
        for quote in ('"', "״")
        for sign, unit in {
            'ק"מ': "kilometer", 'ס"מ': "centimeter", 'מ"מ': "millimeter", 'ק"ג': "kilogram", 'מ"ג': "milligram",
            'מ"ל': "milliliter", 'קמ"ש': "kilometer-per-hour", 'מ"ר': "square-meter", 'קמ"ר': "square-kilometer",
            'מ"ק': "cubic-meter",
            'מ"ג/ק"ג': "milligram-per-kilogram", 'מ"ג/ד"ל': "milligram-per-deciliter",
            'מ"ג/ליטר': "milligram-per-liter", 'ק"מ/שעה': "kilometer-per-hour", 'קוט"ש': "kilowatt-hour",
            "מ'": "meter", "מ׳": "meter", "ג'": "gram", "ג׳": "gram", "גר'": "gram", "גר׳": "gram",
            "ל'": "liter", "ל׳": "liter", "דק'": "minute", "דק׳": "minute", "שנ'": "second", "שנ׳": "second",
            'קמ"ש ': "",
        }.items()
    }  # fmt: skip
    unit_names = {
        "mole": {"other": "מול"},
        "micromole": {"other": "מיקרומול"},
        "nanogram": {"other": "ננוגרם"},
        "frame": {"other": "פריימים"},
        "beat": {"other": "פעימות"},
        "watt-hour": {"other": "ואט שעה"},
        "revolution": {"other": "סיבובים"},
        "milliampere-hour": {"other": "מיליאמפר שעה"},
        "pixel": {"one": "פיקסל", "other": "פיקסלים"},
        "megapixel": {"other": "מגה פיקסל"},
        "dot-per-inch": {"other": "נקודות לאינץ'"},
        "decibel": {"other": "דציבל"},
        "part-per-million": {"other": "חלקים למיליון"},
        "liter-per-100-kilometer": {"other": "ליטר למאה קילומטרים"},
    }
    range_word = "עד"
    ratio_word = "ל"
    ratio_words = frozenset("יחס ביחס היחס קנה".split())
    score_words = frozenset("ניצחה ניצח ניצחון הפסידה הפסיד תוצאה בתוצאה תיקו גברה גבר הביסה הביס משחק".split())
    phone_words = frozenset("קוד otp מיקוד סיסמה pin טלפון טל נייד פקס התקשרו לחייגו חייגו מספר".split())
    version_words = frozenset("גרסה גירסה version".split())
    roman_before = frozenset("פרק חלק סעיף".split())
    roman_names = frozenset("הנרי לואי צ'ארלס ג'ורג' ויליאם אדוארד אליזבת נפוליאון פיוס".split())
    abbreviations = {"dr": "דוקטור", "mr": "מר", "mrs": "גברת", "vs": "נגד"}
    stopless = frozenset({"dr", "mr", "mrs", "vs"})
    initialisms = frozenset("USA UK US EU UN AI IT PC ID CEO CIA FBI".split())
    letters = dict(
        zip(
            "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
            "איי בי סי די אי אף ג'י אייץ' איי ג'יי קיי אל אם אן או פי קיו אר אס טי יו וי דאבליו איקס וואי זי".split(),
            strict=True,
        )
    )
    symbol_names = SYMBOL_NAMES
    powers = {"2": "בריבוע", "3": "בשלישית", "": "בחזקת"}
    symbols = {
        "&": "ו",
        "/": "חלקי",
        "+": "ועוד",
        "=": "שווה",
        "%": "אחוז",
        "×": "כפול",
        "÷": "חלקי",
        "≥": "גדול או שווה",
        "≤": "קטן או שווה",
        "≠": "לא שווה",
        "≈": "בערך",
        "√": "שורש",
    }
    www = "דאבליו דאבליו דאבליו"
    patterns = (
        # The preposition or article alone, so that any kind of number may follow it.
        (SpanKind.ABBREVIATION, r"(?<!\w)(?P<prefix>[ובכלמשה]{1,3})[-־–](?=[\d$€₪£])"),
        # "1 יום" is said the other way round, "2 ימים" in one word.
        (SpanKind.CARDINAL, rf"{_FREE}(?P<integer>1)\s(?P<noun>{ONCE})(?!\w)"),
        (SpanKind.CARDINAL, rf"{_FREE}(?P<integer>2)\s(?P<noun>{'|'.join(DUALS)})(?!\w)"),
        (SpanKind.CODE, CARD_NUMBER),
        # A day without its year.
        (
            SpanKind.DATE,
            r"(?:(?<=עד )|(?<=[במל]-)|(?<=בתאריך ))(?P<day>0[1-9]|[12]\d|3[01])\.(?P<month>0[1-9]|1[0-2])"
            r"(?=[,;)\n]|\.?$|\sבשעה)",
        ),
        # The number of a case in court: its own, the month and the year.
        (SpanKind.CODE, r"(?<![\w.,/-])(?!(?:19|20)\d\d-)(?P<case>\d{3,6}-(?:0[1-9]|1[0-2])-\d\d)(?![\w-])"),
        (SpanKind.CODE, rf"{_FREE}(?P<halves>\d{{1,4}})(?:\s1/2|\s?½)\s(?P<halved>{'|'.join(HALVES)})(?!\w)"),
        (SpanKind.PHONE, r"(?<![\w.,+-])(?P<groups>1-[78]00-\d{3}-\d{3}|0\d{2}-\d{3}-?\d{4})(?![\d-])"),
        (SpanKind.SYMBOL, r"(?<=[א-ת]['׳])(?P<character>(?P<days>[-–]))(?=[א-ת]['׳])"),
        (SpanKind.CODE, r"(?<!\w)\*(?P<star>\d{3,5})(?!\d)"),
        *SPACED_QUANTITIES,
        # A sign that was typed behind the number, as it looks from right to left.
        (
            SpanKind.CARDINAL,
            rf"{_FREE}(?P<integer>§integer§)(?P<below_zero>-)(?=\s(?:מעלות|מעלה|שקל|שקלים|דולר|אחוז|אחוזים)(?!\w))",
        ),
        (SpanKind.DECIMAL, rf"{_FREE}(?P<integer>\d{{1,4}})(?P<fraction>\.5)\s(?P<halved>{'|'.join(HALVES)})(?!\w)"),
        (
            SpanKind.MONEY,
            rf"{_FREE}(?P<integer>§integer§)(?P<fraction>\.\d\d)\s(?P<coined>{'|'.join(_COINED)})(?!\w)",
        ),
        (
            SpanKind.CODE,
            rf"(?#/)(?<=[\d\u05d0-\u05ea])\s?/\s?(?P<each>{'|'.join(sorted(_EACH, key=len, reverse=True))})(?!\w)",
        ),
        (SpanKind.CARDINAL, rf"{_FREE}(?P<integer>1)\s(?P<single>[א-ת]{{2,12}})(?![\w\"״'׳])"),
        (
            SpanKind.ABBREVIATION,
            r"(?<![\w\"'״׳])(?P<prefix>[ובכלמשה]{0,3})(?P<key>"
            + "|".join(
                re.escape(key).replace('"', '["״”]').replace("'", "['׳’]")
                for key in sorted(ABBREVIATIONS, key=len, reverse=True)
            )
            + r")(?!\w)",
        ),
    )

    def make_numbers(self) -> NumberWords:
        return HebrewNumbers()

    def decide(self, span: Span, context: Context) -> Span | None:
        if (
            span.kind in (SpanKind.UNIT, SpanKind.MONEY, SpanKind.DATE, SpanKind.TEMPERATURE, SpanKind.TIME)
            and (context.written[-1:].isalpha() or context.written[-1:] in "'׳")
            and context.mark_after.isalpha()
        ):
            return None
        if (
            span.kind is SpanKind.ABBREVIATION
            and span.field("key")[:2] in ('מ"', "מ״")
            and context.words_before[:1]
            and (context.before.isdigit())
        ):
            return None
        if single := span.field("single"):
            return span if counts_one(single, span, context) and single not in self.scales else None
        if span.kind is SpanKind.FRACTION and is_day(span, context):
            fields = {"day": span.field("numerator"), "month": span.field("denominator")}
            return span._replace(kind=SpanKind.DATE, fields=fields)
        if span.kind is SpanKind.TIME and not self.score_words.isdisjoint(context.words_before[:2]):
            return span._replace(
                kind=SpanKind.SCORE, fields={"first": span.field("hour"), "second": span.field("minute") or "0"}
            )
        if span.field("below_zero"):
            return span._replace(fields={**span.fields, "sign": "-"})
        if span.kind is SpanKind.CARDINAL and (is_posted(context) or is_identity(context)):
            return span._replace(kind=SpanKind.CODE, fields={"posted": context.written})
        if span.kind is SpanKind.CARDINAL and context.before in ("ה", "וה") and ranked_gender(context):
            return span._replace(kind=SpanKind.ORDINAL)
        return span

    def abbreviation(self, span: Span, context: Context) -> str | None:
        key = re.sub("[״”]", '"', re.sub("[׳’]", "'", span.field("key")))
        if not key:
            return span.field("prefix")
        if key == 'ת"א' and _CASE.match(context.text, context.end):
            return span.field("prefix") + "תיק אזרחי"
        return (
            span.field("prefix") + ABBREVIATIONS[key] if key in ABBREVIATIONS else super().abbreviation(span, context)
        )

    # Numbers

    def cardinal(self, span: Span, context: Context) -> str | None:
        if single := span.field("single"):
            return f"{single} {self.numbers.cardinal(1, noun_gender(single))}"
        noun = span.field("noun")
        if noun in DUALS:
            return DUALS[noun]
        if noun:
            return noun if noun in self.scales else f"{noun} {self.numbers.cardinal(1, noun_gender(noun))}"
        number = int(span.field("integer") or "0")
        definite = context.after.startswith("ה") and context.after not in NOT_DEFINITE and context.mark_after == " "
        definite = definite and not is_no_noun(context.after)
        # "שבעת ימי השבוע"
        definite = definite or (context.after.endswith("י") and "".join(context.words_after[1:2])[:1] == "ה")
        if definite and 2 <= number <= 10 and not span.field("sign"):
            gender = noun_gender(context.after)
            return self._rules.spell_out(number, f"construct-{gender}")
        return super().cardinal(span, context)

    @functools.cached_property
    def _rules(self) -> RbnfNumbers:
        return RbnfNumbers("he")

    def agreement(self, span: Span, context: Context) -> str | None:
        noun = context.after
        apart = counted_gender(context, self.time_words, self.scales)
        if apart != "":
            return apart
        plural = noun.endswith(("ים", "ות")) and noun[0] not in "בלכ"
        year = span.field("integer")[:2] in ("19", "20") and context.written.isdecimal() and len(context.written) == 4
        if not plural and (year or context.before.lstrip("בלה") in _NUMBERED):
            return None
        if context.mark_after != " " or len(noun) < 2 or not "א" <= noun[0] <= "ת" or noun in FUNCTION_WORDS:
            # "קניתי מחשב 1"
            follows = span.field("integer") == "1" and context.mark_before == " " and is_masculine(context.before)
            return f"{MASCULINE}-standalone" if follows and context.before.lstrip("בלה") not in _NUMBERED else None
        if noun in self.scales:
            return MASCULINE
        return None if is_no_noun(noun) else noun_gender(noun)

    def decimal(self, span: Span, context: Context) -> str | None:
        if counted := span.field("halved"):
            gender = MASCULINE if counted in self.scales else noun_gender(counted)
            return self._halves(int(span.field("integer")), HALVES[counted], counted, gender)
        return super().decimal(span, context)

    def ordinal(self, span: Span, context: Context) -> str | None:
        gender = ranked_gender(context) or MASCULINE
        number = int(span.field("integer"))
        return (
            self.numbers.ordinal(number, gender)
            if number <= 10
            else self.numbers.cardinal(number, f"{gender}-standalone")
        )

    def fraction(self, span: Span, context: Context) -> str | None:
        numerator, denominator = int(span.field("numerator")), int(span.field("denominator"))
        if denominator == 100 and not _MARKED.isdisjoint(context.words_before):
            return f"{self.numbers.cardinal(numerator)} מתוך {self.numbers.cardinal(denominator)}"
        one, many = {2: ("חצי", "חצאים"), 3: ("שליש", "שלישים"), 4: ("רבע", "רבעים")}.get(denominator, ("", ""))
        if not one:
            words = f"{self.numbers.cardinal(numerator)} חלקי {self.numbers.cardinal(denominator)}"
        else:
            words = one if numerator == 1 else f"{self.numbers.cardinal(numerator, MASCULINE)} {many}"
            of = context.after in ("", *FUNCTION_WORDS) or context.after.startswith(_OF)
            if context.mark_after == " " and not of:
                words = {(3, 4): "שלושת רבעי", (2, 3): "שני שליש"}.get((numerator, denominator), words)
        return f"{self.number(span.field('whole'))} ו{words}" if span.field("whole") else words

    # What is counted

    def count(self, number: int, noun: Noun) -> str:
        """A whole number of something."""
        if number == 1:
            return f"{noun.one} {self.numbers.cardinal(1, noun.gender)}"
        return f"{self.numbers.cardinal(number, noun.gender)} {noun.few if 2 <= number <= 10 else noun.many}"

    def measured(self, span: Span, noun: Noun) -> str:
        """A number with sign and fraction of something."""
        sign = [self.sign_words(span.field("sign"))] if span.field("sign") else []
        number = int(span.field("integer") or "0")
        if span.field("fraction") == "5":
            return " ".join([*sign, self._halves(number, noun.one, noun.many, noun.gender)])
        if span.field("fraction"):
            return f"{self.amount(span)} {noun.many}"
        return " ".join([*sign, self.count(number, noun)])

    def _halves(self, number: int, one: str, many: str, gender: str) -> str:
        """So many and a half of something."""
        if number < 2:
            return f"{one}{AND}חצי" if number else f"חצי {one}"
        return f"{self.numbers.cardinal(number, f'{gender}-standalone')}{AND}חצי {many}"

    def unit(self, span: Span, context: Context) -> str | None:
        noun = UNITS.get(span.field("unit"))
        if noun is None and span.field("integer") == "1" and not span.field("fraction"):
            gender = self.unit_gender(span.field("unit")) or MASCULINE
            return f"{self.unit_name(span.field('unit'), 'one')} {self.numbers.cardinal(1, gender)}"
        return self.measured(span, noun) if noun else super().unit(span, context)

    def unit_gender(self, unit: str) -> str:
        return super().unit_gender(unit) or (FEMININE if unit == "foot" else MASCULINE)

    def unit_pattern(self, unit: str, category: str, case: str = "nominative") -> str:
        return super().unit_pattern(unit, category, case).replace("/", " ל")

    def percent(self, span: Span, context: Context) -> str | None:
        if span.field("symbol") == "‰":
            return super().percent(span, context)
        return self.measured(span, PERCENT)

    def money(self, span: Span, context: Context) -> str | None:
        currency = span.field("currency") or _COINED[span.field("coined")]
        name = self.currency_name(currency, "other")
        noun = CURRENCIES.get(currency) or Noun(self.currency_name(currency, "one"), name, name)
        fraction, scale = span.field("fraction"), span.field("scale")
        if scale:
            number = self.amount(span, MASCULINE)
            return f"{number} {self.scales[scale]} {noun.many}"
        small = MINOR_UNITS.get(currency) if len(fraction) == 2 else None
        if small is None:
            return self.measured(span, noun)
        words = [self.sign_words(span.field("sign"))] if span.field("sign") else []
        whole, hundredths = int(span.field("integer")), int(fraction)
        parts = [self.count(whole, noun)] if whole or not hundredths else []
        if hundredths:
            parts.append(self.count(hundredths, small))
        return " ".join([*words, " ו".join(parts)])

    # Dates and times

    def date(self, span: Span, context: Context) -> str | None:
        words = []
        if span.field("day"):
            words.append(self.numbers.cardinal(int(span.field("day")), "masculine-standalone"))
        if span.field("month"):
            name = next((name for name in HEBREW_MONTHS if re.search(rf"\sב?{name}\b", context.written)), "")
            name = name or self.month(int(span.field("month")))
            words.append("ב" * bool(words) + name)
        if span.field("year"):
            words.append(self.numbers.year(self.full_year(span.field("year"))))
        return " ".join(words)

    def time(self, span: Span, context: Context) -> str | None:
        hour, minute, second = (int(span.field(name) or "0") for name in ("hour", "minute", "second"))
        # Behind an ISO date the hour needs a word.
        words = ("בשעה " if context.written[4:5] == context.written[7:8] == "-" else "") + self.numbers.cardinal(hour)
        if second:
            return " ".join([words, self.numbers.cardinal(minute), "ו" + self.count(second, UNITS["second"])])
        if 1 <= hour <= 12 and minute in (15, 30):
            words += {15: " ורבע", 30: " וחצי"}[minute]
        elif 1 <= hour <= 12 and minute == 45:
            words = f"רבע ל{self.numbers.cardinal(hour % 12 + 1)}"
        elif minute:
            number = self.numbers.cardinal(minute)
            words += f" ו{number}" if minute % 5 == 0 and minute > 10 else f" ו{self.count(minute, UNITS['minute'])}"
        if span.field("period"):
            words += " " + _day_part(span.field("period"), hour)
        return words

    def duration(self, span: Span, context: Context) -> str | None:
        parts = [
            self.count(int(span.field(unit)), UNITS[unit])
            for unit in ("hour", "minute", "second")
            if int(span.field(unit) or "0")
        ]
        return " ו".join(parts) or self.numbers.cardinal(0)

    def range(self, span: Span, context: Context) -> str | None:
        begun, ended = span.parts
        first, second = self.speak(begun, context), self.speak(ended, context)
        if first is None or second is None:
            return None
        if begun.kind is SpanKind.CARDINAL and begun.field("integer") == "2":
            # "Two" has its short form only right before what is counted.
            first = {"שתי": "שתיים", "שני": "שניים"}.get(first, first)
        return f"{first} ל{second}" if context.before == "בין" else f"{first} {self.range_word} {second}"

    def ratio(self, span: Span, context: Context) -> str | None:
        if not _SCRIPTURE.isdisjoint(context.words_before[:2]):
            return f"{self.number(span.field('first'))}, {self.number(span.field('second'))}"
        return f"{self.number(span.field('first'))} ל{self.number(span.field('second'))}"

    def score(self, span: Span, context: Context) -> str | None:
        return f"{self.number(span.field('first'))}{between(span, 100)}{self.number(span.field('second'))}"

    def code(self, span: Span, context: Context) -> str | None:
        if each := span.field("each"):
            return f" ל{_EACH[each]}"
        if span.field("posted"):
            return self.numbers.digits(span.field("posted"))
        if case := span.field("case"):
            return ", ".join(self.number(part) for part in case.split("-"))
        if counted := span.field("halved"):
            return self._halves(int(span.field("halves")), HALVES[counted], counted, noun_gender(counted))
        if star := span.field("star"):
            return f"{self.symbol_names['*']} {self.numbers.digits(star)}"
        decade = span.field("decade")
        if decade[:2] == "19" and decade > "1919":
            return f"שנות ה{self.numbers.cardinal(int(decade[2:]), 'masculine-standalone')}"
        if (times := span.field("times")).isdecimal():
            return f"פי {self.numbers.cardinal(int(times), 'masculine-standalone')}"
        return quantity_words(self, span, self.quantities_said) or super().code(span, context)

    def symbol(self, span: Span, context: Context) -> str | None:
        if span.field("days"):
            return f" {self.range_word} "
        if span.field("character") == "+" and context.mark_before.isdecimal() and not is_followed(context):
            return self.plus
        return super().symbol(span, context)

    def hashtag(self, span: Span, context: Context) -> str | None:
        text = span.field("text")
        if text.isascii():
            return super().hashtag(span, context)
        return f"{self.symbol_names['#']} {text[1:].replace('_', ' ')}"

    def version(self, span: Span, context: Context) -> str | None:
        words = " נקודה ".join(self.number(part) for part in span.field("numbers").split("."))
        return f"{self.letter_words(span.field('prefix'))} {words}".strip()


def _day_part(period: str, hour: int) -> str:
    hour = hour % 12 + (12 if period == "pm" else 0)
    if hour < 4 or hour >= 21:
        return "בלילה"
    return "בבוקר" if hour < 12 else "אחר הצהריים" if hour < 18 else "בערב"
