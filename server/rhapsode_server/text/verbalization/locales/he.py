"""Hebrew: numbers agree in gender with what they count; a letter written before a number with a hyphen is a preposition
or the article and is said as one word with it."""

from __future__ import annotations

import functools
import re
from typing import NamedTuple

from rhapsode_server.text.verbalization.context import Context
from rhapsode_server.text.verbalization.locale import Locale
from rhapsode_server.text.verbalization.number_words import NumberWords, RbnfNumbers
from rhapsode_server.text.verbalization.span import Span, SpanKind

_MASCULINE, _FEMININE = "masculine", "feminine"
_FEMININE_ENDINGS = ("ות", "ה", "ת", "יים")
_MASCULINE_WORDS = frozenset(
    "שבועות מקומות רחובות שולחנות אבות שמות כיסאות חלונות לילות קולות ארונות מלונות דורות עקרונות פתרונות יתרונות "
    "חסרונות "
    "ניצחונות ביטחונות רעיונות מבחנות לילה בית בתים ימים יומיים שבועיים חודשיים מטרים שמיים מים".split()
) - {"מבחנות"}
_FEMININE_WORDS = frozenset(
    "שנים ערים נשים מילים פעמים דרכים ביצים אבנים פעם עיר דרך אישה נפש יד רגל עין אוזן ארץ כוס רוח מיליון־לא".split()
) - {"מיליון־לא"}
_FUNCTION_WORDS = frozenset(
    "של את על עם אל או גם כי אם לא כן הוא היא הם הן זה זו אך אבל רק עד מן בין לפני אחרי מתוך ביותר בלבד היו היה "
    "הייתה".split()
)
_ORDINAL_HEADS = {
    **dict.fromkeys(
        "המאה במאה למאה מהמאה הפעם בפעם השנה בשנה הקומה בקומה הכיתה בכיתה העונה בעונה הדקה בדקה".split(), _FEMININE
    ),
    **dict.fromkeys("העולם המהדורה ההופעה הישיבה הכנסת בכנסת הממשלה המלחמה היממה".split(), _FEMININE),
    **dict.fromkeys(
        "המקום במקום למקום היום ביום השבוע החודש הפרק בפרק הסיבוב בסיבוב התיקון הדור בדור הקיסר".split(), _MASCULINE
    ),
}
_MONTHS = "ינואר פברואר מרץ אפריל מאי יוני יולי אוגוסט ספטמבר אוקטובר נובמבר דצמבר".split()
_HEBREW_MONTHS = "תשרי חשוון כסלו טבת שבט אדר ניסן אייר סיוון תמוז אב אלול".split()
_ABBREVIATIONS = {
    'ד"ר': "דוקטור", 'עו"ד': "עורך דין", 'ח"כ': "חבר הכנסת",
    'רה"מ': "ראש הממשלה", 'ארה"ב': "ארצות הברית", 'ע"י': "על ידי",

    'ע"פ': "על פי", 'עפ"י': "על פי", 'ע"ש': "על שם", 'סה"כ': "סך הכול", 'בע"מ': "בעירבון מוגבל", 'יו"ר': "יושב ראש",

    'אחה"צ': "אחרי הצהריים", 'לפנה"צ': "לפני הצהריים", 'לפנה"ס': "לפני הספירה", 'ביה"ס': "בית הספר", 'בי"ס': "בית ספר",
    'ביה"ח': "בית החולים", 'בי"ח': "בית חולים",
    'ביהמ"ש': "בית המשפט", 'כ"כ': "כל כך", 'בד"כ': "בדרך כלל", 'אח"כ': "אחר כך",
    'עכ"פ': "על כל פנים", 'נ"ט': "נגד טנקים", 'ת"א': "תל אביב", 'ב"ש': "באר שבע",
    'חו"ל': "חוץ לארץ", 'בחו"ל': "בחוץ לארץ",
    'הנ"ל': "הנזכר לעיל", 'כנ"ל': "כנזכר לעיל", 'מו"מ': "משא ומתן", 'או"ם': "אום", 'האו"ם': "האום", 'צ"ל': "צריך להיות",
    'ת"ז': "תעודת זהות", 'ת"ד': "תיבת דואר", 'מ"מ': "ממלא מקום", "פרופ'": "פרופסור", "גב'": "גברת", "מס'": "מספר",
    "רח'": "רחוב", "עמ'": "עמוד", "וכו'": "וכולי", "וגו'": "וגומר", "טל'": "טלפון", "שד'": "שדרות",
    "אונ'": "אוניברסיטת",
    "שכ'": "שכונת", "כב'": "כבוד", 'שליט"א': "שליטא", 'ז"ל': "זיכרונו לברכה", 'עה"ק': "עיר הקודש", 'דו"ח': "דוח",
}  # fmt: skip


_NOT_DEFINITE = frozenset(
    "הרוגים הורים הרים הסכמים הישגים הבדלים היבטים הליכים הסברים הם הן הוא היא היו היה הייתה הצעות הודעות הזמנות החלטות "
    "הרצאות הפסקות הצגות הערות הנחות הכנסות הוצאות השקעות".split()
)
"""Words in which "ה" is no article."""
_DUALS = {
    "ימים": "יומיים", "שעות": "שעתיים", "שבועות": "שבועיים", "חודשים": "חודשיים", "שנים": "שנתיים", "פעמים": "פעמיים",
}  # fmt: skip
_ONCE = (
    "יום|שעה|שנה|שבוע|חודש|דקה|שנייה|אחוז|שקל|דולר|אירו|מטר|קילומטר|קילו|ליטר|אדם|ילד|ילדה|פעם|בית|חדר|מיליון|מיליארד|אלף"
)


class _Noun(NamedTuple):
    """A noun beside one, two to ten, and more."""

    one: str
    few: str
    many: str
    gender: str = _MASCULINE


_CURRENCIES = {
    "ILS": _Noun("שקל", "שקלים", "שקלים"),
    "USD": _Noun("דולר", "דולרים", "דולר"),
    "EUR": _Noun("אירו", "אירו", "אירו"),
    "GBP": _Noun("לירה שטרלינג", "לירות שטרלינג", "לירות שטרלינג", _FEMININE),
    "JPY": _Noun("ין", "ין", "ין"),
    "CNY": _Noun("יואן", "יואן", "יואן"),
    "RUB": _Noun("רובל", "רובלים", "רובל"),
    "CHF": _Noun("פרנק שוויצרי", "פרנקים שוויצריים", "פרנק שוויצרי"),
    "TRY": _Noun("לירה טורקית", "לירות טורקיות", "לירות טורקיות", _FEMININE),
    "EGP": _Noun("לירה מצרית", "לירות מצריות", "לירות מצריות", _FEMININE),
    "JOD": _Noun("דינר ירדני", "דינרים ירדניים", "דינר ירדני"),
}
_MINOR = {
    "ILS": _Noun("אגורה", "אגורות", "אגורות", _FEMININE),
    "USD": _Noun("סנט", "סנט", "סנט"),
    "EUR": _Noun("סנט", "סנט", "סנט"),
    "GBP": _Noun("פני", "פנס", "פנס"),
}
_PERCENT = _Noun("אחוז", "אחוזים", "אחוז")
_UNITS = {
    "kilometer": _Noun("קילומטר", "קילומטרים", "קילומטרים"),
    "meter": _Noun("מטר", "מטרים", "מטרים"),
    "centimeter": _Noun("סנטימטר", "סנטימטרים", "סנטימטרים"),
    "millimeter": _Noun("מילימטר", "מילימטרים", "מילימטרים"),
    "square-meter": _Noun("מטר רבוע", "מטרים רבועים", "מטרים רבועים"),
    "square-kilometer": _Noun("קילומטר רבוע", "קילומטרים רבועים", "קילומטרים רבועים"),
    "cubic-meter": _Noun("מטר מעוקב", "מטרים מעוקבים", "מטרים מעוקבים"),
    "tonne": _Noun("טון", "טונות", "טון"),
    "hour": _Noun("שעה", "שעות", "שעות", _FEMININE),
    "minute": _Noun("דקה", "דקות", "דקות", _FEMININE),
    "second": _Noun("שנייה", "שניות", "שניות", _FEMININE),
    "degree": _Noun("מעלה", "מעלות", "מעלות", _FEMININE),
}


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
        **{name: number for number, name in enumerate(_HEBREW_MONTHS, 1)},
        **{"ב" + name: number for number, name in enumerate(_MONTHS, 1)},
        **{"ב" + name: number for number, name in enumerate(_HEBREW_MONTHS, 1)},
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
        "million": "מיליון", "billion": "מיליארד", "m": "מיליון", "bn": "מיליארד", "k": "אלף",
    }  # fmt: skip
    unit_signs = {
        sign.replace('"', quote): unit
        for quote in ('"', "״")
        for sign, unit in {
            'ק"מ': "kilometer", 'ס"מ': "centimeter", 'מ"מ': "millimeter", 'ק"ג': "kilogram", 'מ"ג': "milligram",
            'מ"ל': "milliliter", 'קמ"ש': "kilometer-per-hour", 'מ"ר': "square-meter", 'קמ"ר': "square-kilometer",
            'מ"ק': "cubic-meter", 'קוט"ש': "kilowatt-hour", "מ'": "meter", "מ׳": "meter", "גר'": "gram", "גר׳": "gram",
            "ל'": "liter", "ל׳": "liter", "דק'": "minute", "דק׳": "minute", "שנ'": "second", "שנ׳": "second",
            'קמ"ש ': "",
        }.items()
    }  # fmt: skip
    range_word = "עד"
    ratio_word = "ל"
    ratio_words = frozenset("יחס ביחס היחס קנה".split())
    score_words = frozenset("ניצחה ניצח ניצחון הפסידה הפסיד תוצאה בתוצאה תיקו גברה גבר הביסה הביס משחק".split())
    phone_words = frozenset("טלפון טל נייד פקס התקשרו לחייגו חייגו מספר".split())
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
    symbol_names = {
        "@": "שטרודל", ".": "נקודה", "-": "מקף", "_": "קו תחתון", "/": "לוכסן", ":": "נקודתיים", "#": "סולמית",
        "+": "פלוס",
        "&": "אנד", "*": "כוכבית", " ": "רווח", ",": "פסיק", ";": "נקודה פסיק", "!": "סימן קריאה", "?": "סימן שאלה",
        "'": "גרש", '"': "מירכאות", "(": "סוגר פותח", ")": "סוגר סוגר", "=": "שווה", "%": "אחוז", "$": "דולר",
        "€": "אירו",
        "£": "ליש״ט", "\\": "לוכסן הפוך", "|": "קו אנכי", "~": "טילדה", "°": "מעלה",
    }  # fmt: skip
    symbols = {"&": "ו", "+": "ועוד", "=": "שווה", "%": "אחוז", "×": "כפול", "÷": "חלקי"}
    www = "דאבליו דאבליו דאבליו"
    patterns = (
        # The preposition or article alone, so that any kind of number may follow it.
        (SpanKind.ABBREVIATION, r"(?<!\w)(?P<prefix>[ובכלמשה]{1,3})[-־–](?=[\d$€₪£])"),
        # "1 יום" is said the other way round, "2 ימים" in one word.
        (SpanKind.CARDINAL, rf"(?<![\w.,:/$€₪%-])(?P<integer>1)\s(?P<noun>{_ONCE})(?!\w)"),
        (SpanKind.CARDINAL, rf"(?<![\w.,:/$€₪%-])(?P<integer>2)\s(?P<noun>{'|'.join(_DUALS)})(?!\w)"),
        (SpanKind.PHONE, r"(?<![\w.,+-])(?P<groups>1-[78]00-\d{3}-\d{3}|0\d{2}-\d{3}-?\d{4})(?![\d-])"),
        (SpanKind.ABBREVIATION, r"(?<!\w)(?P<star>\*)(?=\d{3,5}(?!\d))"),
        (
            SpanKind.ABBREVIATION,
            r"(?<![\w\"'״׳])(?P<prefix>[ובכלמשה]{0,3})(?P<key>"
            + "|".join(
                re.escape(key).replace('"', '["״”]').replace("'", "['׳’]")
                for key in sorted(_ABBREVIATIONS, key=len, reverse=True)
            )
            + r")(?!\w)",
        ),
    )

    def make_numbers(self) -> NumberWords:
        return RbnfNumbers("he", "feminine-standalone", _FEMININE)

    def decide(self, span: Span, context: Context) -> Span | None:
        if (
            span.kind in (SpanKind.UNIT, SpanKind.MONEY)
            and context.written[-1:].isalpha()
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
        if span.kind is SpanKind.CARDINAL and context.before in ("ה", "וה") and self._head(context):
            return span._replace(kind=SpanKind.ORDINAL)
        return span

    def _head(self, context: Context) -> str:
        """The gender of the noun that "ה-21" ranks; empty where it ranks none."""
        if len(context.words_before) < 2:
            return ""
        noun = context.words_before[1]
        return _ORDINAL_HEADS.get(noun) or _ORDINAL_HEADS.get(noun.removeprefix("ו"), "")

    def abbreviation(self, span: Span, context: Context) -> str | None:
        key = re.sub("[״”]", '"', re.sub("[׳’]", "'", span.field("key")))
        if span.field("star"):
            return f"{self.symbol_names['*']} "
        if not key:
            return span.field("prefix")
        return (
            span.field("prefix") + _ABBREVIATIONS[key] if key in _ABBREVIATIONS else super().abbreviation(span, context)
        )

    # Numbers

    def cardinal(self, span: Span, context: Context) -> str | None:
        noun = span.field("noun")
        if noun in _DUALS:
            return _DUALS[noun]
        if noun:
            return noun if noun in self.scales else f"{noun} {self.numbers.cardinal(1, _noun_gender(noun))}"
        number = int(span.field("integer") or "0")
        definite = context.after.startswith("ה") and context.after not in _NOT_DEFINITE and context.mark_after == " "
        if definite and 2 <= number <= 10 and not span.field("sign"):
            gender = _noun_gender(context.after)
            return self._rules.spell_out(number, f"construct-{gender}")
        return super().cardinal(span, context)

    @functools.cached_property
    def _rules(self) -> RbnfNumbers:
        return RbnfNumbers("he")

    def agreement(self, span: Span, context: Context) -> str | None:
        noun = context.after
        if context.mark_after != " " or len(noun) < 2 or not noun[0].isalpha() or noun in _FUNCTION_WORDS:
            return None
        if noun in self.scales:
            return _MASCULINE
        return _noun_gender(noun)

    def ordinal(self, span: Span, context: Context) -> str | None:
        gender = self._head(context) or _MASCULINE
        number = int(span.field("integer"))
        return (
            self.numbers.ordinal(number, gender)
            if number <= 10
            else self.numbers.cardinal(number, f"{gender}-standalone")
        )

    def fraction(self, span: Span, context: Context) -> str | None:
        numerator, denominator = int(span.field("numerator")), int(span.field("denominator"))
        one, many = {2: ("חצי", "חצאים"), 3: ("שליש", "שלישים"), 4: ("רבע", "רבעים")}.get(denominator, ("", ""))
        if not one:
            words = f"{self.numbers.cardinal(numerator)} חלקי {self.numbers.cardinal(denominator)}"
        else:
            words = one if numerator == 1 else f"{self.numbers.cardinal(numerator, _MASCULINE)} {many}"
            if context.mark_after == " " and context.after not in ("", *_FUNCTION_WORDS):
                words = {(3, 4): "שלושת רבעי", (2, 3): "שני שליש"}.get((numerator, denominator), words)
        return f"{self.number(span.field('whole'))} ו{words}" if span.field("whole") else words

    # What is counted

    def count(self, number: int, noun: _Noun) -> str:
        """A whole number of something."""
        if number == 1:
            return f"{noun.one} {self.numbers.cardinal(1, noun.gender)}"
        return f"{self.numbers.cardinal(number, noun.gender)} {noun.few if 2 <= number <= 10 else noun.many}"

    def measured(self, span: Span, noun: _Noun) -> str:
        """A number with sign and fraction of something."""
        if span.field("fraction"):
            return f"{self.amount(span)} {noun.many}"
        sign = [self.sign_words(span.field("sign"))] if span.field("sign") else []
        return " ".join([*sign, self.count(int(span.field("integer") or "0"), noun)])

    def unit(self, span: Span, context: Context) -> str | None:
        noun = _UNITS.get(span.field("unit"))
        return self.measured(span, noun) if noun else super().unit(span, context)

    def percent(self, span: Span, context: Context) -> str | None:
        if span.field("symbol") == "‰":
            return super().percent(span, context)
        return self.measured(span, _PERCENT)

    def money(self, span: Span, context: Context) -> str | None:
        currency = span.field("currency")
        name = self.currency_name(currency, "other")
        noun = _CURRENCIES.get(currency) or _Noun(self.currency_name(currency, "one"), name, name)
        fraction, scale = span.field("fraction"), span.field("scale")
        if scale:
            number = self.amount(span, _MASCULINE)
            return f"{number} {self.scales[scale]} {noun.many}"
        small = _MINOR.get(currency) if len(fraction) == 2 else None
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
            name = next((name for name in _HEBREW_MONTHS if re.search(rf"\sב?{name}\b", context.written)), "")
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
            return " ".join([words, self.numbers.cardinal(minute), "ו" + self.count(second, _UNITS["second"])])
        if 1 <= hour <= 12 and minute in (15, 30):
            words += {15: " ורבע", 30: " וחצי"}[minute]
        elif 1 <= hour <= 12 and minute == 45:
            words = f"רבע ל{self.numbers.cardinal(hour % 12 + 1)}"
        elif minute:
            number = self.numbers.cardinal(minute)
            words += f" ו{number}" if minute % 5 == 0 and minute > 10 else f" ו{self.count(minute, _UNITS['minute'])}"
        if span.field("period"):
            words += " " + _day_part(span.field("period"), hour)
        return words

    def duration(self, span: Span, context: Context) -> str | None:
        parts = [
            self.count(int(span.field(unit)), _UNITS[unit])
            for unit in ("hour", "minute", "second")
            if int(span.field(unit) or "0")
        ]
        return " ו".join(parts) or self.numbers.cardinal(0)

    def range(self, span: Span, context: Context) -> str | None:
        first, second = (self.speak(part, context) for part in span.parts)
        if first is None or second is None:
            return None
        return f"{first} ל{second}" if context.before == "בין" else f"{first} {self.range_word} {second}"

    def ratio(self, span: Span, context: Context) -> str | None:
        return f"{self.number(span.field('first'))} ל{self.number(span.field('second'))}"

    def score(self, span: Span, context: Context) -> str | None:
        return f"{self.number(span.field('first'))} {self.number(span.field('second'))}"

    def version(self, span: Span, context: Context) -> str | None:
        words = " נקודה ".join(self.number(part) for part in span.field("numbers").split("."))
        return f"{self.letter_words(span.field('prefix'))} {words}".strip()


def _noun_gender(noun: str) -> str:
    """The gender of a noun behind a number, by its ending; dual forms and plurals in "-im" are masculine."""
    bare = noun.removeprefix("ה")
    if bare in _MASCULINE_WORDS or bare in _FEMININE_WORDS:
        return _FEMININE if bare in _FEMININE_WORDS else _MASCULINE
    if noun in _MASCULINE_WORDS:
        return _MASCULINE
    return _FEMININE if noun in _FEMININE_WORDS or noun.endswith(("ות", "ה", "ת")) else _MASCULINE


def _day_part(period: str, hour: int) -> str:
    hour = hour % 12 + (12 if period == "pm" else 0)
    if hour < 4 or hour >= 21:
        return "בלילה"
    return "בבוקר" if hour < 12 else "אחר הצהריים" if hour < 18 else "בערב"
