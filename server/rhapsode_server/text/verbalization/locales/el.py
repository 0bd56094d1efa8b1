"""Greek: numbers agree in gender and case where the noun's ending tells, days are feminine, years neuter.

The CLDR's rules write "χίλιάδες" and "δεκατρεις" and know no genitive, so the words are made here.
"""

from __future__ import annotations

import re

from rhapsode_server.text.verbalization.context import Context
from rhapsode_server.text.verbalization.locale import Locale
from rhapsode_server.text.verbalization.locales.greek_grammar import ACCUSATIVE, noun_form, rank_of
from rhapsode_server.text.verbalization.locales.greek_numbers import (
    LETTER_VALUES,
    LETTERS,
    STRESSED,
    UNSTRESSED,
    GreekNumbers,
    joined,
)
from rhapsode_server.text.verbalization.locales.greek_patterns import DAYS, PATTERNS, PER
from rhapsode_server.text.verbalization.locales.greek_words import (
    ABBREVIATIONS,
    CURRENCY_NAMES,
    MINOR_UNITS,
    SYMBOL_NAMES,
    UNIT_NAMES,
    UNIT_SIGNS,
)
from rhapsode_server.text.verbalization.locales.romance_neighbours import is_single
from rhapsode_server.text.verbalization.locales.scandinavian import dimensions
from rhapsode_server.text.verbalization.number_words import NumberWords
from rhapsode_server.text.verbalization.signs import UNITS
from rhapsode_server.text.verbalization.span import Span, SpanKind

_ARTICLES = {
    "ο": "ος", "του": "ου", "τον": "ο", "στον": "ο", "η": "η", "της": "ης", "τη": "η", "την": "η", "στη": "η",
    "στην": "η", "το": "ο", "στο": "ο", "οι": "οι", "τους": "ους", "στους": "ους", "τις": "ες", "στις": "ες", "τα": "α",
    "στα": "α", "των": "ων", "ένας": "ος", "έναν": "ο", "μια": "η", "μία": "η", "ένα": "ο", "ως": "ος",
}  # fmt: skip
_FUNCTION_WORDS = frozenset(
    "και ή με σε για από ως προς μετά πριν κατά επί αλλά που ότι να θα δεν μην είναι ήταν έχει έχουν οι η ο το τα του "
    "της των τον την τη τους τις στο στη στην στον στα στις στους μου σου όπως όταν αν έως μέχρι ενώ αυτό αυτά όμως "
    "μόνο ακόμη ακόμα περίπου ήδη τώρα σήμερα".split()
)
_NUMBERED = frozenset("ν σχ κεφ χλμ τ σ σσ Νο No".split())
"""Abbreviations that are one only before a number."""
_SKY = {
    "Β": "βόρεια", "Ν": "νότια", "Α": "ανατολικά", "Δ": "δυτικά", "N": "βόρεια", "S": "νότια", "E": "ανατολικά",
    "W": "δυτικά",
}  # fmt: skip
_SHORT_NAME = re.compile(r"([^\W\d_]{1,4})\.\s\Z")
_DAY_TIMES = frozenset("πρωί μεσημέρι απόγευμα βράδυ νύχτα μεσάνυχτα ξημερώματα".split())
_MEASURED = frozenset("πίεση πίεσης αρτηριακή".split())
_AMONG = {"στους": "masculine", "στις": "feminine"}
"""Between two numbers: "3 στους 4"."""
_TO = frozenset({"έως", "ως", "μέχρι", "ή", "και"})
_DATED = frozenset({"στις", "τις", "έως", "μέχρι"})
_HALVES = {1: ("μιάμιση", "ενάμισι"), 2: ("δυόμισι", "δυόμισι"), 3: ("τρεισήμισι", "τριάμισι")}
"""One to three and a half, of a feminine and of others."""
_FEMININE_UNITS = frozenset({"milliampere-hour", "tablespoon", "percentage-point", "revolution-per-minute"})
_STOPPED = frozenset({SpanKind.MONEY, SpanKind.UNIT, SpanKind.DURATION})
_WHICH_YEAR = re.compile(r"(?:(?<!\d)(?:19|20)\d\d|/\d{1,2})\Z")
"""Before a stroke and a year: another year, or the rest of a date."""


class Greek(Locale):
    """Greek."""

    tag = "el"
    decimal_mark = ","
    group_marks = ".\u00a0\u202f "
    minus = "μείον"
    plus = "συν"
    point = "κόμμα"
    fraction_as_number = True
    plus_minus = "συν πλην"
    ordinal_suffixes = (*STRESSED, *STRESSED.values())
    year_words = frozenset("έτος έτους έτη".casefold().split())
    eras = {
        "π.Χ.": "προ Χριστού", "μ.Χ.": "μετά Χριστόν", "π.Χ": "προ Χριστού", "μ.Χ": "μετά Χριστόν", "πΧ": "προ Χριστού",
        "μΧ": "μετά Χριστόν",
    }  # fmt: skip
    month_words = {
        "γενάρη": 1, "φλεβάρη": 2, "μάρτη": 3, "απρίλη": 4, "μάη": 5, "ιούνη": 6, "ιούλη": 7, "σεπτέμβρη": 9,
        "οκτώβρη": 10, "νοέμβρη": 11, "δεκέμβρη": 12, "ιανουάριο": 1, "φεβρουάριο": 2, "μάρτιο": 3, "απρίλιο": 4,
        "μάιο": 5, "ιούνιο": 6, "ιούλιο": 7, "αύγουστο": 8, "σεπτέμβριο": 9, "οκτώβριο": 10, "νοέμβριο": 11,
        "δεκέμβριο": 12,
    }  # fmt: skip
    day_suffix = "(?:ης|ή|η)?"
    time_dot = True
    time_words = frozenset("ώρα στις".casefold().split())
    day_periods = {
        "π.μ": "am", "μ.μ": "pm", "πμ": "am", "μμ": "pm", "am": "am", "pm": "pm", "a.m": "am", "p.m": "pm",
    }  # fmt: skip
    percent_word = "τοις εκατό"
    permille_word = "τοις χιλίοις"
    currency_signs = {"ευρώ": "EUR", "δολάρια": "USD", "δρχ": "GRD", "δρχ.": "GRD"}
    currency_names = CURRENCY_NAMES
    minor_units = MINOR_UNITS
    money_and = "και"
    scales = {
        "χιλ": "χιλιάδες", "χιλιάδες": "χιλιάδες", "εκατ": "εκατομμύρια", "εκ": "εκατομμύρια",
        "εκατομμύρια": "εκατομμύρια", "εκατομμύριο": "εκατομμύριο", "δισ": "δισεκατομμύρια", "δις": "δισεκατομμύρια",
        "δισεκατομμύρια": "δισεκατομμύρια", "δισεκατομμύριο": "δισεκατομμύριο", "τρισ": "τρισεκατομμύρια",
        "τρισεκατομμύρια": "τρισεκατομμύρια", "m": "εκατομμύρια", "k": "χιλιάδες", "bn": "δισεκατομμύρια",
    }  # fmt: skip
    unit_signs = UNIT_SIGNS
    unit_names = UNIT_NAMES
    range_word = "έως"
    ratio_word = "προς"
    score_word = ""
    ratio_words = frozenset("αναλογία κλίμακα λόγος λόγο σχέση".casefold().split())
    score_words = frozenset(
        "έληξε αγώνας αγώνα ματς προηγείται προηγούνται επικράτησε επικράτησαν "
        "νίκησε νίκησαν κέρδισε κέρδισαν νίκη ήττα έχασε ηττήθηκε ισοπαλία σκορ ισόπαλοι ισόπαλο "
        "προηγήθηκε".casefold().split()
    )
    phone_words = frozenset(
        "αφμ αμκα iban κωδικός κωδικό "
        "τηλ τηλέφωνο τηλέφωνα κινητό καλέστε κλήση φαξ τηλεφώνου τηλεφωνήστε".casefold().split()
    )
    version_words = frozenset("έκδοση εκδοση version".casefold().split())
    roman_before = frozenset("κεφάλαιο μέρος τόμος άρθρο παράρτημα τύπος φάση".casefold().split())
    roman_after = frozenset("αιώνας αιώνα αιώνες αιώνων".casefold().split())
    roman_names = frozenset(
        "λουδοβίκος λουδοβίκου ερρίκος ερρίκου κάρολος καρόλου γεώργιος γεωργίου παύλος παύλου πίος πίου βενέδικτος "
        "νικόλαος νικολάου αλέξανδρος ελισάβετ αικατερίνη ναπολέων ριχάρδος φίλιππος λέων ιωάννης "
        "όθων".casefold().split()
    )
    abbreviations = ABBREVIATIONS
    stopless = frozenset({"Νο", "No", "κλπ", "κτλ", "δρ", "κα", "κος"})
    closing = frozenset({"κ.λπ", "κλπ", "κ.τ.λ", "κτλ", "κ.ά", "κ.α", "μ.Χ", "π.Χ", "μ.μ", "π.μ"})
    initialisms = frozenset("ΕΕ ΦΠΑ ΚΚΕ ΑΦΜ ΑΕ ΕΠΕ ΑΤΜ USA EU UK AI IT PC USB CET".split())
    letters = LETTERS
    symbol_names = SYMBOL_NAMES
    powers = {"2": "στο τετράγωνο", "3": "στον κύβο", "": "εις τη δύναμη"}
    symbols = {
        "&": "και", "+": "συν", "=": "ίσον", "%": "τοις εκατό", "×": "επί", "÷": "διά", "§": "παράγραφος",
        ">": "μεγαλύτερο από", "<": "μικρότερο από", "≥": "μεγαλύτερο ή ίσο με", "≤": "μικρότερο ή ίσο με",
        "≠": "διάφορο του", "±": "συν πλην", "~": "περίπου", "≈": "περίπου", "√": "ρίζα του", "/": "κάθετος",
        "№": "αριθμός",
    }  # fmt: skip
    bare_unit_words = frozenset("ανά κάθε το τον την".split())
    www = "ντάμπλγιου ντάμπλγιου ντάμπλγιου"
    patterns = PATTERNS

    def make_numbers(self) -> NumberWords:
        return GreekNumbers()

    def decide(self, span: Span, context: Context) -> Span | None:
        if span.kind in _STOPPED and context.written.endswith("."):
            rest = context.text[span.end : span.end + 2]
            if not rest.strip() or (rest[0].isspace() and rest[1:].isupper()):
                return span._replace(end=span.end - 1)
        if span.field("of") and _WHICH_YEAR.search(context.text, max(0, span.start - 6), span.start):
            return None
        if span.kind is SpanKind.TIME and span.field("period") and _lower(context.written_before) == "κατά":
            return None  # percentage points are written like the morning
        if span.field("goals") and not (context.written_before and context.written_before[0][:1].isupper()):
            return None
        if span.field("key") == "αρ" and not context.written_after:
            return None  # the name of a letter
        if span.kind is SpanKind.ABBREVIATION and span.field("key") in (
            "ν",
            "σχ",
            "κεφ",
            "χλμ",
            "τ",
            "σ",
            "σσ",
            "Νο",
            "No",
        ):
            return span if context.after[:1].isdigit() else None
        if span.kind is SpanKind.ROMAN and span.field("letters"):
            if context.written[-1] in "΄ʹ´":
                return span  # the sign of numerals, where others are apostrophes too
            named = bool(context.written_before) and context.written_before[0][:1].isupper()
            after = _lower(context.written_after)
            ranked = bool(after) and after not in _FUNCTION_WORDS
            return span if named or ranked or _lower(context.written_before) in _ARTICLES else None
        if span.kind is SpanKind.ABBREVIATION and span.field("key") == "κ" and context.written[0].isupper():
            # "Κ. Παπαδόπουλος" is an initial.
            return None
        if span.kind is SpanKind.FRACTION and not (span.field("whole") or span.field("symbol") or span.field("unit")):
            first, second = int(span.field("numerator")), int(span.field("denominator"))
            if first + second == 100:
                return span._replace(kind=SpanKind.CODE, fields={"always": f"{first}/{second}"})
            if 12 < first <= 31 and second <= 12:
                # More than all there is: a day.
                return span._replace(kind=SpanKind.DATE, fields={"day": str(first), "month": str(second)})
        if span.kind is SpanKind.FRACTION and self._is_day(span, context):
            fields = {"day": span.field("numerator"), "month": span.field("denominator")}
            return span._replace(kind=SpanKind.DATE, fields=fields)
        return span

    def _is_day(self, span: Span, context: Context) -> bool:
        """Whether "3/10" is the third of October: behind a weekday or "στις"."""
        before = _lower(context.written_before)
        dated = before in _DATED or before in {name.lower() for name in self.data.weekdays}
        in_range = int(span.field("numerator")) <= 31 and int(span.field("denominator")) <= 12
        return dated and in_range and not span.field("whole") and not span.field("symbol")

    # Numbers

    def agreement(self, span: Span, context: Context) -> str | None:
        noun = _lower(context.written_after)
        if noun in _AMONG and context.words_after[1:2] and context.words_after[1].isdigit():
            return _AMONG[noun]
        before = _lower(context.written_before)
        hour = 0 < int(span.field("integer") or "0") < 32 and (not noun or noun in _FUNCTION_WORDS)
        if hour and noun in ("το", "τη", "τα") and context.written_after[1:2] and context.words_after[1] in _DAY_TIMES:
            return "feminine"  # "3 το πρωί"
        single = span.field("integer") == "1" and before in ("στη", "τη", "στην", "την", "η")
        if single or (hour and before in _DATED):
            return "feminine"
        if before == "των" and (not noun or noun in _FUNCTION_WORDS or context.mark_after != " "):
            return "genitive"
        if noun in _TO and len(context.written_after) > 2 and context.written_after[1].isdigit():
            # "από 3 έως 5 ώρες"
            if len(context.words_after) > 3 and context.words_after[3] in _DAY_TIMES:
                return "feminine"
            return noun_form(context.written_after[2].lower(), int(span.field("integer")), "")
        if context.mark_after not in (" ", "\u00a0") or noun in _FUNCTION_WORDS:
            return None
        return noun_form(noun, int(span.field("integer") or "0"), _lower(context.written_before))

    def cardinal(self, span: Span, context: Context) -> str | None:
        if span.field("scale"):
            return self.decimal(span, context)
        if span.field("times"):
            times = int(span.field("integer"))
            return f"{self.numbers.cardinal(times, 'feminine')} {'φορά' if times == 1 else 'φορές'}"
        return dimensions(self, span, "επί") if span.field("by") else super().cardinal(span, context)

    def decimal(self, span: Span, context: Context) -> str | None:
        words = super().decimal(span, context)
        if span.field("scale"):
            scale = {"k": "χιλιάδες", "κ": "χιλιάδες", "b": "δισεκατομμύρια"}.get(span.field("scale").lower(), "")
            number = self.amount(span, "feminine" if scale == "χιλιάδες" else None)
            return f"{number} {scale or 'εκατομμύρια'}"
        return f"{words} στα {self.number(span.field('best'))}" if span.field("best") else words

    def ordinal(self, span: Span, context: Context) -> str | None:
        if span.field("quarter"):
            year = self.numbers.year(int(span.field("year")))
            return f"{self.numbers.ordinal(int(span.field('integer')), 'ο')} τρίμηνο του {year}"
        if span.field("until"):
            return self._day(int(span.field("integer")), context)
        if span.field("joined"):
            second = span.field("joined")
            stressed = not any(letter in "άέήίόύώ" for letter in second)
            return joined(int(span.field("integer")), stressed) + second
        suffix = span.field("suffix")
        return self.numbers.ordinal(int(span.field("integer")), UNSTRESSED.get(suffix, suffix))

    def roman(self, span: Span, context: Context) -> str | None:
        letters = span.field("letters")
        if letters:
            number = sum(LETTER_VALUES[letter] for letter in letters.upper().replace("ΣΤ", "Ϛ"))
            return self.numbers.ordinal(number, self._rank(context))
        number = int(span.field("integer"))
        if span.field("role") == "name" or context.after in self.roman_after:
            return self.numbers.ordinal(number, self._rank(context))
        return self.numbers.cardinal(number)

    def _rank(self, context: Context) -> str:
        """The ending of an ordinal: as the article, the noun behind or the name before it asks."""
        name, follower = _lower(context.written_before), _lower(context.written_after)
        if not name and (short := _SHORT_NAME.search(context.text, max(0, context.start - 7), context.start)):
            return rank_of(short[1].lower())  # "εδ. β΄"
        if name in _ARTICLES:
            return _ARTICLES[name]
        apart = "," in context.text[max(0, context.start - 2) : context.start]
        if follower in ("λυκείου", "δημοτικού", "γυμνασίου"):
            return "η"
        if context.written_before and context.written_before[0][:1].isupper() and not apart:
            if name.endswith("ου"):
                return "ου"
            return "η" if name.endswith(("η", "α", "τ")) else "ο" if name.endswith("ο") else "ος"
        if name and (not follower or follower in _FUNCTION_WORDS or context.mark_after != " "):
            return rank_of(name)
        if follower in _FUNCTION_WORDS or follower.endswith(("ος", "ας", "ης")):
            return "ος"
        return "η" if follower.endswith(("η", "α", "ή", "ά")) else "ο"

    def fraction(self, span: Span, context: Context) -> str | None:
        numerator, denominator = int(span.field("numerator")), int(span.field("denominator"))
        if _lower(context.written_before) in _MEASURED:
            return f"{self.number(str(numerator))} με {self.number(str(denominator))}"
        bare = not (span.field("whole") or span.field("unit") or span.field("symbol"))
        if bare and 1 < numerator <= denominator == 10 and context.after not in ("του", "της", "των"):
            return f"{self.number(str(numerator))} στα {self.number(str(denominator))}"  # a mark
        parts = self.numbers.ordinal(denominator, "ο" if numerator == 1 else "α")
        words = f"{self.numbers.cardinal(numerator)} {parts}"
        unit = {**UNITS, **self.unit_signs}.get(span.field("unit"), "")
        after = _lower(context.written_after) if context.mark_after == " " and not unit else ""
        counted = bool(after) and after not in _FUNCTION_WORDS
        gender = self.unit_gender(unit) if unit else noun_form(after, 1, "") or noun_form(after, 2, "") or "neuter"
        whole = int(span.field("whole") or "0")
        if (numerator, denominator) == (1, 2):
            words = ("μισή" if gender.startswith("feminine") else "μισό") if whole or counted or unit else "ένα δεύτερο"
        elif denominator == 4 and numerator in (1, 3) and (counted or unit) and not whole:
            words = "ένα τέταρτο" if numerator == 1 else "τρία τέταρτα"
        if (numerator, denominator) == (1, 2) and whole in _HALVES:
            words = _HALVES[whole][not gender.startswith("feminine")]
        elif whole:
            words = f"{self.numbers.cardinal(whole, gender)} και {words}"
        name = self.unit_name(unit, "one" if whole < 2 else "other") if unit else ""
        return f"{words} {name}".strip()

    # Units and money

    def unit_gender(self, unit: str) -> str:
        if unit in ("inch", "yard", "pound", "ounce", "mile-per-gallon") or unit in _FEMININE_UNITS:
            return "feminine"
        return "neuter" if unit in self.unit_names else super().unit_gender(unit) or "neuter"

    def unit(self, span: Span, context: Context) -> str | None:
        if span.field("systolic"):
            return f"{self.number(span.field('systolic'))} με {self.counted(span.field('integer'), 'millimeter-ofhg')}"
        unit = span.field("unit")
        case = "accusative" if _lower(context.written_before) in ACCUSATIVE else "nominative"
        pattern = self.unit_pattern(unit, self.plural(span.field("integer"), span.field("fraction")), case)
        if not pattern:
            return None
        pattern = pattern.replace("100", self.numbers.cardinal(100))
        if unit == "fahrenheit" and case == "accusative":
            pattern = pattern.replace("βαθμοί", "βαθμούς")
        gender = "masculine" if unit == "fahrenheit" else self.unit_gender(unit)
        number = self.amount(span, f"{gender}-{case}" if case == "accusative" else gender)
        return (pattern if "{0}" in pattern else "{0} " + pattern).replace("{0}", number).strip()

    def currency_gender(self, currency: str) -> str:
        return "feminine" if currency in ("GBP", "INR", "TRY", "EGP", "LBP", "SYP", "PKR", "GRD") else "neuter"

    def minor_amount(self, digits: str, currency: str) -> str:
        return self.number(digits, form="feminine" if currency == "GBP" else None)

    def money(self, span: Span, context: Context) -> str | None:
        scale = self.scales.get(span.field("scale"), "")
        if scale.endswith("εκατομμύρια") and span.field("integer") == "1" and not span.field("fraction"):
            one = f"{scale.removesuffix('α')}ο"
            return f"{self.amount(span)} {one} {self.currency_name(span.field('currency'), 'other')}"
        if self.scales.get(span.field("scale")) == "χιλιάδες":
            name = self.currency_name(span.field("currency"), "other")
            return f"{self.amount(span, 'feminine')} χιλιάδες {name}"
        return super().money(span, context)

    def symbol(self, span: Span, context: Context) -> str | None:
        if span.field("season"):
            return "–"
        if span.field("phones"):
            return "ή"
        if span.field("divided"):
            return self.symbols["÷"]
        if span.field("hash"):
            return "νούμερο"
        if span.field("per"):
            return ("" if context.mark_before.isalnum() else " ") + PER[span.field("per")]
        return "του" if span.field("of") else super().symbol(span, context)

    def code(self, span: Span, context: Context) -> str | None:
        if span.field("always"):
            return " ".join(self.number(part) for part in span.field("always").split("/"))
        return self.phone(span, context) if span.field("groups") else super().code(span, context)

    def range(self, span: Span, context: Context) -> str | None:
        first, second = (self.speak(part, context) for part in span.parts)
        if first is None or second is None:
            return None
        word = "και" if _lower(context.written_before) == "μεταξύ" else self.range_word
        return f"{first} {word} {second}"

    def ratio(self, span: Span, context: Context) -> str | None:
        return self.score(span, context) if span.field("goals") else super().ratio(span, context)

    def score(self, span: Span, context: Context) -> str | None:
        return f"{self.number(span.field('first'))} {self.number(span.field('second'))}"

    # Dates and times

    def date(self, span: Span, context: Context) -> str | None:
        words = []
        if span.field("day"):
            words.append(self._day(int(span.field("day")), context))
        if span.field("month"):
            written = re.search(r"[^\W\d_]{3,}", re.sub(r"\d+[ηή]ς?", "", context.written))
            month = self.month(int(span.field("month")))
            # Without a day the case of the month is the writer's; short names are not said as they are written.
            words.append(written[0] if written and not span.field("day") and len(written[0]) > 3 else month)
        if span.field("year"):
            words.append(self.numbers.year(self.full_year(span.field("year"))))
        return " ".join(words)

    def _day(self, day: int, context: Context) -> str:
        if day == 1 or re.match(r"\d+[ηή]", context.written):
            genitive = re.match(r"\d+[ηή]ς", context.written) or _lower(context.written_before) == "της"
            return self.numbers.ordinal(day, "ης" if genitive else "η")
        return self.numbers.cardinal(day, "feminine")

    def time(self, span: Span, context: Context) -> str | None:
        hour, minute, second = (int(span.field(name) or "0") for name in ("hour", "minute", "second"))
        spoken = {15: "και τέταρτο", 30: "και μισή", 45: "παρά τέταρτο"}.get(minute, "")
        if spoken and not second and 1 <= hour <= 12:
            words = [self.numbers.cardinal(hour % 12 + 1 if minute == 45 else hour, "feminine"), spoken]
        else:
            words = [self.numbers.cardinal(hour, "feminine")]
            if minute or second:
                words += ["και", self.numbers.cardinal(minute)]
            if second:
                words += ["και", self.numbers.cardinal(second), "δευτερόλεπτα" if second > 1 else "δευτερόλεπτο"]
        if context.written[4:5] == context.written[7:8] == "-":
            # Behind an ISO date the hour needs a word.
            words.insert(0, "στις" if hour != 1 else "στη")
        if span.field("period"):
            words.append("προ μεσημβρίας" if span.field("period") == "am" else "μετά μεσημβρίας")
        return " ".join(words)

    def duration(self, span: Span, context: Context) -> str | None:
        if span.field("degrees"):
            words = [self.counted(span.field("degrees"), "degree"), self.counted(span.field("minute"), "minute")]
            words += [self.counted(span.field("second"), "second")] if span.field("second") else []
            return " ".join([*words, *([_SKY[span.field("sky")]] if span.field("sky") else [])])
        parts = [
            self.counted(span.field(unit).lstrip("0"), unit)
            for unit in ("hour", "minute", "second")
            if int(span.field(unit) or "0")
        ]
        return " και ".join(parts) or super().duration(span, context)

    # Words

    def abbreviation(self, span: Span, context: Context) -> str | None:
        if span.field("first_day"):
            first, last = (DAYS[span.field(name).lower()] for name in ("first_day", "last_day"))
            return f"{first} {self.range_word} {last}"
        if span.field("day"):
            return DAYS[span.field("day").lower()]
        key = span.field("key")
        if key == "C++":
            return f"{self.letter_name('C')} συν συν" + " " * context.mark_after.isdecimal()
        if key in ("εκατ", "δισ") and is_single(context):
            return f"{self.abbreviations[key].removesuffix('α')}ο"
        article = _ARTICLES.get(_lower(context.written_before), "")
        if key in ("κ", "κος"):
            return {"ου": "κυρίου", "ο": "κύριο", "ους": "κυρίους"}.get(article, "κύριος")
        if key == "αι":
            return "αιώνας" if _lower(context.written_before).endswith(("ος", "ός")) else "αιώνα"
        if key == "ν" and article == "ου":
            return "νόμου"
        if key == "κα":
            return "κυρίας" if article == "ης" else "κυρία"
        if key == "αγ":
            return {"ου": "Αγίου", "ο": "Άγιο", "η": "Αγία", "ης": "Αγίας"}.get(article, "Αγίου")
        return super().abbreviation(span, context)

    def version(self, span: Span, context: Context) -> str | None:
        words = " τελεία ".join(self.number(part) for part in span.field("numbers").split("."))
        return f"{self.letter_words(span.field('prefix'))} {words}".strip()


def _lower(words: tuple[str, ...]) -> str:
    """The nearest word in small letters; casefolding would lose the sigma of a word's end."""
    return words[0].lower() if words else ""
