"""Bulgarian, and what the Slavic languages share: number words by gender and case, nouns, and their agreement.

Bulgarian has lost the cases and is the plainest of the family, so the common ground is here, and the others derive from
``Slavic``. A grammatical form is two letters: gender (``m f n``, ``v`` for men in Polish, ``p`` for the plural of an
ordinal, ``c`` for counting without a noun) and case (``n g d a i l``). A reading of a noun's form is three: gender,
``s`` or ``p`` for number, case.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from typing import ClassVar, NamedTuple

from rhapsode_server.text.verbalization.context import Context
from rhapsode_server.text.verbalization.locale import Locale
from rhapsode_server.text.verbalization.number_words import NumberWords
from rhapsode_server.text.verbalization.roman import roman_value
from rhapsode_server.text.verbalization.span import Span, SpanKind

CASES = "ngdail"
"""Nominative, genitive, dative, accusative, instrumental, locative."""

_STOPPED = frozenset({SpanKind.MONEY, SpanKind.UNIT, SpanKind.TIME, SpanKind.DURATION})

_VOWELS = frozenset("aeiouyáéíóúýěůąęаеёиіїоуыэюяєъ")
_LEADING_ZERO = re.compile(r"0\d")
_NUMBER_BEFORE = re.compile(r"\d\.?\s$")

_NO_DIGIT = r"(?<![\d.,])"
_NO_GROUP = r"(?<![\d.,])(?<!\d[ \u00a0\u202f])"
"""Not inside a number, and not behind one of its groups: a long run of groups is looked at once."""

_LONG_WORD = re.compile(r"[^\W\d_]{3,}")
_HYPHEN = re.compile(r"\d-")

CASE_NAMES = dict(zip(CASES, "nominative genitive dative accusative instrumental locative".split(), strict=True))

_MEASURED = frozenset({SpanKind.MONEY, SpanKind.PERCENT, SpanKind.UNIT, SpanKind.TEMPERATURE})

_SPREAD = {1: (0,) * 6, 2: (0, 1, 1, 0, 1, 1), 3: (0, 1, 1, 0, 2, 1), 4: (0, 1, 2, 0, 3, 1), 6: (0, 1, 2, 3, 4, 5)}
"""Which of the forms written down stands for which case: two are nominative and the rest, three add the instrumental,
four are nominative, genitive, dative and instrumental."""

_STOP = r"(?:\.(?=\s*[^\W_A-ZА-ЯЁІЇЄҐЂЈЉЊЋЏŁŚŻŹĆČŠŽĐ]|\s*[,;:)(–—-])|(?=\.)|(?!\w))"  # noqa: RUF001


def declined(forms: str) -> tuple[str, ...]:
    """Six cases of a word written briefly: ``"пят|ь и ью"``; ``-`` is no ending, ``_`` a space."""
    words = forms.split()
    stem, mark, first = words[0].partition("|")
    if mark:
        endings = [first, *words[1:]] if first else words[1:]
        words = [stem + ending.replace("-", "") for ending in endings]
    return tuple(words[place].replace("_", " ") for place in _SPREAD[len(words)])


class Noun(NamedTuple):
    """A noun that is counted."""

    gender: str
    singular: tuple[str, ...]
    plural: tuple[str, ...]
    pair: tuple[str, ...] = ()
    """The dual, where there is one."""


def noun(gender: str, stem: str, endings: str) -> Noun:
    """A noun of a stem and the endings of its cases, singular and plural divided by a slash."""
    return Noun(gender, *(declined(f"{stem}|{part.strip()}") for part in endings.split("/")))


def abbreviated(word: str) -> str:
    """An expression for an abbreviation that keeps its stop where a sentence ends behind it."""
    return word + _STOP


def year_patterns(year: str, years: str, nouns: str) -> tuple[tuple[SpanKind, str], ...]:
    """Expressions for years before "year", written out (``nouns``) or short (``year`` and, of two years, ``years``)."""
    day, month = r"(?<![\d.,:/])(?P<day>\d{1,2})\.?", r"(?P<month>\d{1,2})"
    word = rf"[ \u00a0]?(?P<word>{abbreviated(year)})"
    of_year = rf"(?P<year>\d{{4}}){word}"
    return (
        (SpanKind.DATE, rf"{day}\s(?P<month>§month§)\s{of_year}"),
        (SpanKind.DATE, rf"{day}[ \u00a0]?{month}\.[ \u00a0]?{of_year}"),
        (SpanKind.YEAR, rf"(?<![\d.,:/])(?P<integer>\d{{4}})\s?[-–—]\s?(?P<second>\d{{4}})\s?(?P<word>{years})(?!\w)"),
        (SpanKind.YEAR, rf"(?<![\d.,:/])(?P<integer>\d{{3,4}}){word}"),
        (SpanKind.YEAR, rf"(?<![\d.,:/–-])(?P<integer>\d{{3,4}})(?=[ \u00a0](?:{nouns})(?!\w))"),
    )


def scale_pattern(words: str) -> tuple[tuple[SpanKind, str], ...]:
    """An expression for a number with a short word of size behind it that is no price."""
    number = rf"{_NO_GROUP}(?<![$€£¥₽₴])(?<![$€£¥][ \u00a0])§number§"
    return ((SpanKind.DECIMAL, rf"{number}[ \u00a0]?(?P<scale>{words}){_STOP}(?!\.?[ \u00a0]?(?:§currency§))"),)


def compound_pattern(words: str) -> tuple[SpanKind, str]:
    """An expression for words that begin with a number: "25-year-old"."""
    return SpanKind.ORDINAL, rf"{_NO_DIGIT}(?P<integer>\d{{1,4}})-?(?P<word>(?:{words.replace(' ', '|')})\w{{0,9}})"


def short_date_pattern(words: str) -> tuple[SpanKind, str]:
    """An expression for a day and a month in digits, before a word that cannot follow two ordinals."""
    date = r"(?P<day>\d{1,2})\.[ \u00a0]?(?P<month>\d{1,2})\."
    return SpanKind.DATE, rf"(?<![\d.,:/]){date}(?=[ \u00a0](?:{words.replace(' ', '|')})(?!\w))"


def decade_pattern(ending: str, nouns: str) -> tuple[SpanKind, str]:
    """An expression for a decade before "years"."""
    return SpanKind.YEAR, rf"(?<![\d.,])(?P<integer>\d{{1,3}}0)(?P<decade>{ending})(?=\s(?:{nouns})(?!\w))"


def money_patterns(currency: str, minor: str) -> tuple[tuple[SpanKind, str], ...]:
    """Expressions for an amount with its hundredths written out, and for hundredths alone."""
    hundredths = rf"(?P<minor>\d{{1,2}})\s?{minor}(?!\w)"
    return (
        (SpanKind.MONEY, rf"{_NO_GROUP}(?P<integer>§integer§)\s?(?P<currency>{currency})\s{hundredths}"),
        (SpanKind.MONEY, rf"{_NO_GROUP}{hundredths}"),
    )


def time_pattern(words: str) -> tuple[SpanKind, str]:
    """An expression for "19.30 h"."""
    return SpanKind.TIME, rf"(?<![\d.,:])(?P<hour>\d{{1,2}})[.:](?P<minute>\d\d)\s(?P<suffix>{words})(?!\w)"


def times_pattern(word: str) -> tuple[SpanKind, str]:
    """An expression for "3 times" with the word joined to the digits, or ``x``."""
    return SpanKind.ORDINAL, rf"{_NO_DIGIT}(?P<integer>\d{{1,4}})[ -]?(?P<times>{word}|[x×])(?=[ .,;!?)]|$)(?! ?\d)"


def duration_patterns(hour: str, minute: str, second: str) -> tuple[tuple[SpanKind, str], ...]:
    """Expressions for hours and minutes, and minutes and seconds, written short."""
    minutes = rf"(?P<minute>\d{{1,2}})\s?{minute}"
    seconds = rf"(?P<second>\d{{1,2}})\s?{second}(?!\w)"
    return (
        (SpanKind.DURATION, rf"{_NO_DIGIT}(?P<hour>\d{{1,3}})\s?{hour}\s{minutes}\s{seconds}"),
        (SpanKind.DURATION, rf"{_NO_DIGIT}(?P<hour>\d{{1,3}})\s?{hour}\s{minutes}(?!\w)"),
        (SpanKind.DURATION, rf"{_NO_DIGIT}{minutes}\s{seconds}"),
    )


def century_patterns(century: str, centuries: str) -> tuple[tuple[SpanKind, str], ...]:
    """Expressions for roman numerals before "century" written short."""
    numeral = r"(?<![\w.–-])(?P<numeral>[IVX]{1,6})"
    last = r"[ \u00a0]?[-–—][ \u00a0]?(?P<last>[IVX]{1,6})"
    until = r"\.?(?=[ \u00a0](?P<until>\w{1,3})[ \u00a0][IVX]{1,6}\.?[ \u00a0]\w)"
    return (
        (SpanKind.ROMAN, rf"{numeral}{last}[ \u00a0](?P<word>{abbreviated(f'(?:{centuries}|{century})')})"),
        (SpanKind.ROMAN, rf"{numeral}[ \u00a0](?P<word>{abbreviated(century)})"),
        (SpanKind.ROMAN, numeral + until),
    )


def day_pattern(joints: str) -> tuple[tuple[SpanKind, str], ...]:
    """An expression for the first of two days of one month: "from 5 to 7 May"."""
    until = rf"(?=[ \u00a0](?P<until>{joints})[ \u00a0]\d{{1,2}}\.?[ \u00a0]§month§)"
    return ((SpanKind.ORDINAL, rf"(?<![\d.,:/])(?P<integer>\d{{1,2}})\.?{until}"),)


def _may_be_year(span: Span) -> bool:
    return (
        span.kind is SpanKind.CARDINAL and len(span.field("integer")) == 4 and "1100" < span.field("integer") < "2100"
    )


class CasedContext(Context):
    """The neighbours of a span whose case is decided already."""

    def __init__(self, context: Context, case: str) -> None:
        super().__init__(context.text, context.start, context.end)
        self.case = case


class SlavicNumbers(NumberWords):
    """Number words made of one language's tables, in every gender and case."""

    words = ""
    """Entries of key and forms, divided by semicolons; a key is a number and, where it counts, a gender."""
    ordinals = ""
    """Lines of first number and step, class of endings, stems."""
    endings: ClassVar[Mapping[str, str]] = {}
    """Six endings of an ordinal by class and gender."""
    scales: tuple[Noun, ...] = ()
    two_ordinals = False
    """Whether both parts of "twenty-first" are ordinals."""
    bare_scale = False
    """Whether a million goes without "one"; a thousand always does."""
    paucal_genitive = True
    """Whether two to four take the genitive singular, and not the nominative plural."""

    def __init__(self) -> None:
        super().__init__()
        lines = [line.split(maxsplit=1) for line in self.words.replace("\n", ";").split(";") if line.strip()]
        self._table = {key: declined(forms) for key, forms in lines}
        self._stems: dict[int, tuple[str, str]] = {}
        for line in self.ordinals.strip().splitlines():
            place, kind, *stems = line.split()
            first, step = map(int, place.split("+"))
            for index, stem in enumerate(stems):
                self._stems[first + index * step] = stem, kind
        self._endings = {key: declined(f"|{text}") for key, text in self.endings.items()}

    def number_class(self, number: int) -> str:
        """What a whole number asks of its noun: ``one``, ``two``, ``few`` or ``many``."""
        if number % 10 == 1 and number % 100 != 11:
            return "one"
        return "few" if 2 <= number % 10 <= 4 and not 12 <= number % 100 <= 14 else "many"

    def counted(self, noun: Noun, kind: str, case: str) -> str:
        """The noun behind a number; ``fraction`` is a kind, too."""
        place = CASES.index(case)
        if kind == "fraction":
            return noun.singular[1]
        if kind == "one":
            return noun.singular[place]
        if case not in "na":
            return noun.plural[place]
        if kind == "few":
            return noun.singular[1] if self.paucal_genitive else noun.plural[0]
        return noun.plural[1]

    def word(self, number: int, gender: str, case: str) -> str:
        """A number that is one word, or the hundreds."""
        for key in (f"{number}{gender}", str(number), f"{number}m"):
            if key in self._table:
                return self._table[key][CASES.index(case)]
        raise LookupError(f"no word for {number}")

    def below_hundred(self, number: int, gender: str, case: str) -> list[str]:
        if number <= 20 or number % 10 == 0:
            return [self.word(number, gender, case)]
        return [self.word(number - number % 10, gender, case), self.word(number % 10, gender, case)]

    def below_thousand(self, number: int, gender: str, case: str) -> list[str]:
        words = [self.word(number - number % 100, gender, case)] if number >= 100 else []
        return words + self.below_hundred(number % 100, gender, case) if number % 100 else words

    def groups(self, number: int, gender: str, case: str) -> list[list[str]]:
        """The words of each group of three digits."""
        found = []
        for power in range(len(self.scales), 0, -1):
            group = number // 1000**power % 1000
            if group:
                found.append(self.scale_words(group, power, case))
        if number % 1000:
            found.append(self.below_thousand(number % 1000, gender, case))
        return found or [[self.word(0, gender, case)]]

    def scale_words(self, group: int, power: int, case: str) -> list[str]:
        scale = self.scales[power - 1]
        name = self.counted(scale, self.number_class(group), case)
        if group == 1 and (power == 1 or self.bare_scale):
            return [name]
        return [*self.below_thousand(group, scale.gender, case), name]

    def _cardinal(self, number: int, form: str | None) -> str:
        gender, case = tuple(form or "cn")
        return " ".join(word for group in self.groups(number, gender, case) for word in group)

    def ordinal_word(self, number: int, gender: str, case: str) -> str:
        stem, kind = self._stems[number]
        return stem + self._endings[kind + gender][CASES.index(case)]

    def _ordinal(self, number: int, form: str | None) -> str:
        gender, case = tuple((form or "mn").replace("c", "m"))
        head, lasts = self.ordinal_parts(number)
        if not lasts:
            return self._cardinal(number, form)
        words = [self.ordinal_word(last, gender, case) for last in lasts]
        return " ".join([self._cardinal(head, "mn"), *words] if head else words)

    def ordinal_parts(self, number: int) -> tuple[int, list[int]]:
        """What stays a cardinal, and the numbers behind it that become ordinals; none where there is no such word."""
        if number in self._stems:
            return 0, [number]
        if number % 100:
            last = number % 100
            lasts = [last] if last in self._stems else [last - last % 10, last % 10]
            if not self.two_ordinals:
                lasts = lasts[-1:]
            return number - sum(lasts), lasts
        return (number - number % 1000, [number % 1000]) if number % 1000 else (0, [])


class Slavic(Locale):
    """The grammar around numbers. A language gives its tables; what it does not decline, it leaves empty."""

    number_type: ClassVar[type[SlavicNumbers]] = SlavicNumbers
    paradigms: ClassVar[Mapping[str, str]] = {}
    """Endings by class of nouns; a class begins with its gender."""
    lexicon = ""
    """Lines of class and stems: nouns that stand beside numbers."""
    noun_endings: ClassVar[Mapping[str, str]] = {}
    """Readings by ending, for nouns that are not in the lexicon; the longest ending that fits decides."""
    joints: ClassVar[frozenset[str]] = frozenset()
    """Words for "and" and "or" between two numbers of one noun."""
    between: ClassVar[frozenset[str]] = frozenset()
    """Prepositions that two numbers follow, with a word of ``joints`` between them."""
    collectives: ClassVar[Mapping[int, str]] = {}
    """Numbers that children are counted with."""
    collective_nouns: ClassVar[frozenset[str]] = frozenset()
    roman_adjectives: ClassVar[frozenset[str]] = frozenset()
    """Adjectives behind a roman numeral: "world" in "II world war"."""
    adjective_endings = ""
    """Endings of words that may stand between a number and its noun."""
    before_digits: ClassVar[frozenset[str]] = frozenset()
    """Abbreviations that are ones only before a number."""
    decade_form: ClassVar[Mapping[str, str]] = {}
    """Forms of a decade by the word behind it."""
    times_word = ""
    """The end of "three times" where it is written with the digits."""
    money_nouns = ""
    """Entries of currency, class and stem, and of its hundredth behind a slash, divided by semicolons."""
    prepositions: ClassVar[Mapping[str, str]] = {}
    """Cases by preposition, the usual one beside a measure first."""
    passed_over: ClassVar[frozenset[str]] = frozenset()
    """Words between a preposition and its number: "almost", "as much as"."""
    scale_words: ClassVar[Mapping[str, int]] = {}
    """Powers of a thousand by the words that stand for them."""
    per_word = ""
    """Between the halves of a unit that the CLDR does not have."""
    royal = ""
    """Lines of class and stems: names of rulers and popes."""
    year_style = "m"
    """Gender of a year that is an ordinal; empty where years are cardinals."""
    year_case = "g"
    """The case of a year that nothing decides."""
    year_noun: tuple[str, str] = ("", "")
    """Class and stem of "year", said where its abbreviation is written."""
    century_noun: tuple[str, str] = ("", "")
    """Class and stem of "century"."""
    day_prepositions: ClassVar[frozenset[str]] = frozenset()
    """Prepositions that decide the case of a day; empty for all."""
    day_gender = "m"
    day_accusative = "a"
    """The case of a day behind a preposition that takes the accusative."""
    range_from = ""
    """Said before a range that no preposition precedes; both ends are genitives then."""
    range_joint = ""
    """Between the ends of a range that a preposition precedes, and of two years."""
    dates_alone = "g"
    """The case of a day where a date is all of the text."""
    date_words: ClassVar[frozenset[str]] = frozenset()
    """Words before a date that make its day a nominative: "today"."""
    home_currency = ""
    """What its hundredths alone are of."""
    whole_words: tuple[str, ...] = ("",)
    """"Whole" behind one, a few, two (where there is a dual) and many, where a decimal is said so; it is feminine."""
    fraction_stems = ""
    """Stems of a half to a tenth, and of a hundredth; feminine nouns."""
    fraction_over = ""
    """Said between the parts of a fraction that has no noun."""
    says_year = False
    """Whether "year" is said behind the year of a date, written or not."""
    year_pair_case = "g"
    """The case of two years with their noun behind them, where nothing decides."""
    version_point = ""
    declined_abbreviations: ClassVar[Mapping[str, tuple[str, str]]] = {}
    """Class and stem of abbreviated nouns that follow a preposition's case."""

    fraction_as_number = True
    day_suffix = r"\.?"
    score_word = ""

    def __init__(self) -> None:
        # A numeral before any noun that stands beside ordinals is read.
        type(self).roman_after = frozenset(self.known_forms) | self.roman_adjectives
        type(self).roman_names = frozenset(self._forms(self.royal))

    def make_numbers(self) -> NumberWords:
        return self.number_type()

    @property
    def slavic_numbers(self) -> SlavicNumbers:
        """The number words, with what only they can do."""
        numbers = self.numbers
        assert isinstance(numbers, SlavicNumbers)
        return numbers

    def noun_of(self, kind: str, stem: str) -> Noun:
        """A noun of one of the language's classes; a second stem behind a tilde is the genitive plural, whole."""
        stem, _, many = stem.partition("~")
        made = noun(kind[0], stem, self.paradigms[kind])
        return made._replace(plural=(made.plural[0], many, *made.plural[2:])) if many else made

    @functools.cached_property
    def money_table(self) -> Mapping[str, tuple[Noun, Noun | None]]:
        """Currencies and their hundredths by code."""
        table: dict[str, tuple[Noun, Noun | None]] = {}
        for entry in filter(str.strip, self.money_nouns.replace("\n", ";").split(";")):
            code, *rest = entry.split()
            whole, *minor = [self.noun_of(*rest[place : place + 2]) for place in range(0, len(rest), 3)]
            table[code] = whole, minor[0] if minor else None
        return table

    @functools.cached_property
    def known_forms(self) -> Mapping[str, tuple[str, ...]]:
        """Readings by form, of the lexicon and the names of rulers."""
        return self._forms(self.lexicon + "\n" + self.royal)

    def _forms(self, nouns: str) -> dict[str, tuple[str, ...]]:
        table: dict[str, list[str]] = {}
        for line in nouns.splitlines():
            kind, *stems = line.split() or [""]
            for stem in stems:
                made = self.noun_of(kind, stem)
                for number, forms in (("s", made.singular), ("p", made.plural), ("d", made.pair)):
                    for case, form in zip(CASES, forms, strict=False):
                        table.setdefault(form.casefold(), []).append(made.gender + number + case)
        return {form: tuple(readings) for form, readings in table.items()}

    def readings(self, word: str) -> tuple[str, ...]:
        """What a noun's form may be; by its ending where the noun is not known."""
        known = self.known_forms.get(word)
        if known is not None or len(word) < 3:
            return known or ()
        for length in range(min(5, len(word)), 0, -1):
            if word[-length:] in self.noun_endings:
                return tuple(self.noun_endings[word[-length:]].split())
        return tuple(self.noun_endings.get("", "").split()) if word.isalpha() and word[-1] not in _VOWELS else ()

    def cases_before(self, context: Context) -> str:
        """The cases that the preposition before a span allows; empty without one."""
        if isinstance(context, CasedContext):
            return context.case
        words = self.words_back(context)
        while words and words[-1] in self.passed_over:
            words.pop()
        if len(words) > 2 and words[-1] in self.joints and words[-2].isdigit() and words[-3] in self.between:
            words = words[:-2]
        return self.prepositions.get(words[-1], "") if words else ""

    def words_back(self, context: Context) -> list[str]:
        """The words before a span, the nearest last; the stop of an abbreviation is passed over."""
        return re.findall(r"[^\W\d_]+|\d+", context.text[max(0, context.start - 40) : context.start].casefold())

    def case_beside(self, context: Context) -> str:
        """The case of an amount with its own unit."""
        return (self.cases_before(context) or "n")[0]

    def number(self, integer: str, fraction: str = "", sign: str = "", form: str | None = None) -> str:
        if not fraction:
            return super().number(integer, "", sign, form)
        words = self.decimal_words(int(integer or "0"), fraction, (form or "cn")[1])
        return f"{self.sign_words(sign)} {words}" if sign else words

    def decimal_words(self, whole: int, fraction: str, case: str) -> str:
        """A number with a fraction."""
        if self.whole_words[0]:
            kind = "one" if whole == 0 and len(self.whole_words) == 3 else self.slavic_numbers.number_class(whole)
            name = dict(zip(("one", "few", "two"), self.whole_words, strict=False)).get(kind, self.whole_words[-1])
            return f"{self.numbers.cardinal(whole, 'fn')} {name} {self.fraction_words(fraction)}"
        return f"{self.numbers.cardinal(whole)} {self.point} {self.fraction_words(fraction)}"

    def agreement(self, span: Span, context: Context) -> str | None:
        if span.field("fraction"):
            return None
        return self.cardinal_form(int(span.field("integer")), context)

    def cardinal_form(self, number: int, context: Context) -> str:
        """Gender and case of a bare number, by the preposition before it and the nouns behind it."""
        allowed = self.cases_before(context)
        kind = self.slavic_numbers.number_class(number)
        direct = "a" if "a" in allowed else allowed[0] if allowed else "n"
        gender = ""
        for place, word in enumerate(context.words_after[: 3 if context.mark_after in " \u00a0" else 0]):
            if self.is_passed(context, place):
                continue
            readings = self.readings(word)
            if not allowed and any(reading[1] in "pd" and reading[2] in "na" for reading in readings):
                readings = tuple(reading for reading in readings if reading[2] not in "dil")
            fitting = [self.counted_form(reading, kind, allowed) for reading in readings]
            found = next(filter(None, fitting), "")
            if found[1:]:
                return found
            gender = gender or found
            if word in self.known_forms or not self.is_adjective(word):
                break
        if direct == "a" and kind != "one":
            direct = "n"
        return (gender or ("c" if direct in "na" else "m")) + direct

    def counted_form(self, reading: str, kind: str, allowed: str) -> str:
        """The number's form if the noun is in the form that ``reading`` says: gender alone where the case is open."""
        gender, number, case = tuple(reading)
        if kind == "one":
            return gender + case if number == "s" and (case in allowed if allowed else case in "na") else ""
        if number in "pd" and case in "dil" and (case in allowed or not allowed):
            return gender + case
        if allowed and "n" not in allowed and "a" not in allowed:
            return gender
        if kind in ("two", "few"):
            wanted = "dn" if kind == "two" else "sg" if self.slavic_numbers.paucal_genitive else "pn"
            return gender + "n" if reading[1:] == wanted else ""
        return gender + "n" if reading[1:] == "pg" else ""

    def is_passed(self, context: Context, place: int) -> bool:
        """Whether the word at that place behind a number only stands before a noun that is known."""
        word, *others = context.words_after[place : place + 2]
        known = self.known_forms
        return bool(others) and word not in known and others[0] in known and self.is_adjective(word)

    def is_adjective(self, word: str) -> bool:
        """Whether a word may stand between a number and its noun."""
        return word.endswith(tuple(self.adjective_endings.split()))

    def scaled(self, span: Span, case: str) -> str:
        """A number of thousands or millions, written short."""
        scale = self.slavic_numbers.scales[self.scale_words[span.field("scale")] - 1]
        return f"{self.amount_of(span, scale.gender, case)} {self.noun_beside(span, scale, case)}"

    def cardinal(self, span: Span, context: Context) -> str | None:
        if span.field("scale"):
            return self.scaled(span, self.case_beside(context))
        collective = self.collectives.get(int(span.field("integer")))
        if collective and context.after in self.collective_nouns and not set(self.cases_before(context)) - {"n", "a"}:
            return collective
        form = "" if span.field("sign") else self.ordinal_instead(int(span.field("integer")), context)
        return self.numbers.ordinal(int(span.field("integer")), form) if form else super().cardinal(span, context)

    def may_count(self, reading: str, kind: str, allowed: str) -> bool:
        """Whether a noun's form may stand behind a number greater than one."""
        _, number, case = tuple(reading)
        if number == "s":
            paucal = kind == "few" and self.slavic_numbers.paucal_genitive and case == "g"
            return paucal and (not allowed or "a" in allowed)
        return case in allowed + "dil" or (case == "g" if kind == "many" else case in "na")

    def ordinal_instead(self, number: int, context: Context) -> str:
        """The form of an ordinal where the noun behind a number is a singular that no count has ("5 класс")."""
        kind = self.slavic_numbers.number_class(number)
        readings = self.known_forms.get(context.after, ()) if context.mark_after in " \u00a0" else ()
        if not readings or kind == "one" or number > 100:
            return ""
        allowed = self.cases_before(context)
        if all(reading[1] != "s" for reading in readings) or any(
            self.may_count(reading, kind, allowed) for reading in readings
        ):
            return ""
        return self.ordinal_form(context)

    def decimal(self, span: Span, context: Context) -> str | None:
        return self.scaled(span, self.case_beside(context)) if span.field("scale") else super().decimal(span, context)

    # What is measured: the number and its noun in one case

    def amount_of(self, span: Span, gender: str, case: str) -> str:
        """The number of a span with its sign and fraction."""
        return self.number(span.field("integer"), span.field("fraction"), span.field("sign"), gender + case)

    def noun_beside(self, span: Span, noun: Noun, case: str) -> str:
        """The noun behind the number of a span."""
        kind = "fraction" if span.field("fraction") else self.slavic_numbers.number_class(int(span.field("integer")))
        return self.slavic_numbers.counted(noun, kind, case)

    def money(self, span: Span, context: Context) -> str | None:
        case = self.case_beside(context)
        code = span.field("currency") or self.home_currency
        known = self.money_table.get(code)
        if span.field("scale"):
            name = self.slavic_numbers.counted(known[0], "many", "n") if known else self.currency_name(code, "many")
            return f"{self.scaled(span, case)} {name}"
        if known is None:
            category = self.plural(span.field("integer"), span.field("fraction"))
            return f"{self.amount_of(span, 'm', case)} {self.currency_name(span.field('currency'), category)}"
        noun, minor = known
        digits = span.field("minor") or (span.field("fraction") if len(span.field("fraction")) == 2 else "")
        if minor is None or not digits:
            return f"{self.amount_of(span, noun.gender, case)} {self.noun_beside(span, noun, case)}"
        hundredths = int(digits)
        whole = span._replace(fields={"integer": span.field("integer") or "0", "sign": span.field("sign")})
        words = [self.amount_of(whole, noun.gender, case), self.noun_beside(whole, noun, case)]
        if hundredths and not int(whole.field("integer")):
            words = [self.sign_words(span.field("sign"))] if span.field("sign") else []
        elif hundredths and self.money_and:
            words.append(self.money_and)
        if hundredths:
            part = span._replace(fields={"integer": str(hundredths)})
            words += [self.amount_of(part, minor.gender, case), self.noun_beside(part, minor, case)]
        return " ".join(words)

    def percent(self, span: Span, context: Context) -> str | None:
        if self.percent_word != "percent" and span.field("symbol") == "%":
            return f"{self.amount_of(span, 'm', self.case_beside(context))} {self.percent_word}"
        unit = "percent" if span.field("symbol") == "%" else "permille"
        return self.unit(span._replace(fields={**span.fields, "unit": unit}), context)

    def unit_gender(self, unit: str) -> str:
        gender = super().unit_gender(unit)[:1]
        return gender if gender in ("f", "n") else "m"

    def unit(self, span: Span, context: Context) -> str | None:
        unit, case = span.field("unit"), self.case_beside(context)
        name = self.unit_beside(span, unit, case)
        return f"{self.amount_of(span, self.unit_gender(unit), case)} {name}" if name else None

    def unit_beside(self, span: Span, unit: str, case: str) -> str:
        """The unit's name behind the number of a span."""
        return self.unit_name(unit, self.plural(span.field("integer"), span.field("fraction")), CASE_NAMES[case])

    def unit_pattern(self, unit: str, category: str, case: str = "nominative") -> str:
        above, per, below = unit.partition("-per-")
        if not per or unit in self.data.units or not self.per_word:
            return super().unit_pattern(unit, category, case)
        pattern = super().unit_pattern(above, category, case)
        return f"{pattern} {self.per_word} {self.unit_name(below, 'one', 'accusative')}" if pattern else ""

    def fraction(self, span: Span, context: Context) -> str | None:
        numerator, denominator = int(span.field("numerator")), int(span.field("denominator"))
        stems = dict(zip((*range(2, 11), 100), self.fraction_stems.split(), strict=False))
        if denominator in stems:
            made = self.noun_of("f", stems[denominator])
            name = self.slavic_numbers.counted(made, self.slavic_numbers.number_class(numerator), "n")
            words = f"{self.numbers.cardinal(numerator, made.gender + 'n')} {name}"
        else:
            words = f"{self.numbers.cardinal(numerator)} {self.fraction_over} {self.numbers.cardinal(denominator)}"
        return (
            f"{self.numbers.cardinal(int(span.field('whole')))} {self.money_and or '–'} {words}"
            if span.field("whole")
            else words
        )

    def duration(self, span: Span, context: Context) -> str | None:
        case = CASE_NAMES[self.case_beside(context)]
        parts = [
            (unit, span.field(unit).lstrip("0") or "0") for unit in ("hour", "minute", "second") if span.field(unit)
        ]
        return " ".join(self.counted(digits, unit, case) for unit, digits in parts if digits != "0" or len(parts) == 1)

    def counted(self, integer: str, unit: str, case: str = "nominative") -> str:
        gender = self.unit_gender(unit)
        number = self.numbers.cardinal(int(integer), gender + case[0])
        return f"{number} {self.unit_name(unit, self.plural(integer), case)}"

    # Ordinals, years and dates

    def ordinal(self, span: Span, context: Context) -> str | None:
        number = int(span.field("integer"))
        if span.field("until"):
            return self.numbers.ordinal(number, self.day_gender + self.day_case(span, context))
        if span.field("times"):
            return self.numbers.cardinal(number, "mn") + self.times_word
        if span.field("word"):
            return self.compound(number) + span.field("word")
        return self.numbers.ordinal(number, self.ordinal_form(context))

    def compound(self, number: int) -> str:
        """A number as the first half of a word, such as "five-year-old"."""
        return "".join(self.numbers.cardinal(number, "mg").split())

    def ordinal_form(self, context: Context) -> str:
        """Gender and case of an ordinal before its noun, or behind it."""
        allowed = self.cases_before(context)
        for place, word in enumerate(context.words_after[:3]):
            if self.is_passed(context, place):
                continue
            fitting = self.readings(word)
            fitting = tuple(reading for reading in fitting if not allowed or reading[2] in allowed) or fitting
            if fitting:
                order = allowed + "nagldi"
                chosen = min(fitting, key=lambda reading: (reading[1] != "s", order.index(reading[2])))
                gender, number, case = tuple(chosen)
                return ("p" if number == "p" else gender) + case
            if not (self.is_adjective(word) or word.isdigit() or word in self.joints):
                break
        return "m" + (allowed or "n")[0]

    def form_behind(self, context: Context) -> str:
        """The form of an ordinal behind the noun that it belongs to; empty where there is none."""
        readings = self.known_forms.get(context.before, ())
        if not readings:
            return ""
        preposition = context.words_before[1] if len(context.words_before) > 1 else ""
        allowed = self.prepositions.get(preposition, "ng")
        fitting = [reading for reading in readings if reading[2] in allowed] or readings
        chosen = min(fitting, key=lambda reading: (reading[1] != "s", "nlgaid".index(reading[2])))
        gender, number, case = tuple(chosen)
        return ("p" if number == "p" else gender) + case

    @functools.cached_property
    def year_forms(self) -> frozenset[str]:
        """All forms of "year"."""
        made = self.noun_of(*self.year_noun)
        return frozenset((*made.singular, *made.plural))

    def is_year_noun(self, word: str) -> bool:
        """Whether a word is a form of "year"."""
        return word in self.year_forms

    def year_form(self, number: int, case: str) -> str:
        """A year in a case."""
        if not self.year_style:
            return self.numbers.year(number)
        return self.numbers.ordinal(number, self.year_style + case)

    def year(self, span: Span, context: Context) -> str | None:
        number = int(span.field("integer"))
        if span.field("decade"):
            return self.numbers.ordinal(number, self.decade_form.get(context.after, "pg"))
        allowed = self.cases_before(context)
        alone = self.year_pair_case if span.field("second") or context.mark_before == "(" else self.year_case
        case = "l" if "l" in allowed else allowed[0] if allowed else alone
        if not span.field("word"):
            if self.is_year_noun(context.after) and context.mark_after in " \u00a0":
                case = self.ordinal_form(context)[1]
            elif self.is_year_noun(context.before):
                case = self.form_behind(context)[1:] or case
        words = self.year_form(number, case)
        if span.field("second"):
            second = self.year_form(int(span.field("second")), case)
            words = f"{words} {self.range_joint or self.range_word} {second}"
        if span.field("word"):
            noun = self.noun_of(*self.year_noun)
            forms = noun.plural if span.field("second") else noun.singular
            words += " " + forms[CASES.index(case)]
        return f"{words} {self.eras[span.field('era')]}" if span.field("era") else words

    def date(self, span: Span, context: Context) -> str | None:
        month = int(span.field("month") or "1")
        words = []
        if span.field("day"):
            words.append(self.numbers.ordinal(int(span.field("day")), self.day_gender + self.day_case(span, context)))
        if span.field("month"):
            words.append(self.month_word(month, span, context))
        if span.field("year"):
            words.append(self.year_form(self.full_year(span.field("year")), "g"))
        if span.field("word") or (self.says_year and span.field("year") and not self.is_year_noun(context.after)):
            words.append(self.noun_of(*self.year_noun).singular[1])
        return " ".join(words)

    def month_word(self, month: int, span: Span, context: Context) -> str:
        """The month as written, where it is written out."""
        written = next((word for word in re.findall(r"[^\W\d_]+", context.text[span.start : span.end])), "")
        full = {name.casefold() for name in (*self.data.months, *self.data.months_alone)} | self.month_words.keys()
        return written if written.casefold() in full and len(written) > 2 else self.month(month)

    def day_case(self, span: Span, context: Context) -> str:
        """The case of a date's day."""
        allowed = self.cases_before(context)
        if self.day_prepositions and context.before not in self.day_prepositions:
            allowed = ""
        if not allowed and (
            context.before in self.date_words or not context.text.replace(context.written, "").strip(" .")
        ):
            return self.dates_alone
        return (allowed or "g")[0].replace("a", self.day_accusative)

    def range(self, span: Span, context: Context) -> str | None:
        first, second = span.parts
        case, opening = "", ""
        if second.kind is SpanKind.YEAR and not self.cases_before(context):
            case = self.year_pair_case if self.year_style else ""
        elif self.range_from and not self.cases_before(context):
            case, opening = "g", self.range_from + " "
        around = CasedContext(context, case) if case else context
        told = self.speak(second, around)
        form = (case or self.case_beside(context)) if second.kind in _MEASURED else ""
        if form and first.kind not in _MEASURED:
            begun: str | None = self.amount_of(first, self.gender_of(second), form)
        else:
            begun = self.speak(first, around)
        joint = self.range_word if opening or not self.range_joint else self.range_joint
        return None if begun is None or told is None else f"{opening}{begun} {joint} {told}"

    def gender_of(self, span: Span) -> str:
        """The gender of what an amount is measured in."""
        if span.field("unit"):
            return self.unit_gender(span.field("unit"))
        known = self.money_table.get(span.field("currency"))
        return known[0].gender if known and not span.field("scale") else "m"

    def _pair(self, span: Span, word: str) -> str:
        first, second = self.number(span.field("first")), self.number(span.field("second"))
        return " ".join(filter(None, (first, word, second)))

    def decide(self, span: Span, context: Context) -> Span | None:
        if span.kind in _STOPPED and context.written.endswith("."):
            rest = context.text[span.end : span.end + 2]
            if not rest.strip() or (rest[0].isspace() and rest[1:].isupper()):
                return span._replace(end=span.end - 1)
        if span.kind is SpanKind.ORDINAL and span.field("suffix") == ".":
            # Before a capital the stop is a sentence's.
            return span if context.written_after and context.written_after[0].islower() else None
        if span.kind is SpanKind.MONEY and _LONG_WORD.match(context.written):
            # "euro 4,32 zł": the word belongs to what goes before.
            return None
        if span.field("word") and context.mark_after == "." and len(context.words_before) < 3:
            # So near to the sentence's beginning the stop is the abbreviation's alone.
            return span._replace(end=span.end + 1) if context.text[span.end + 1 : span.end + 3].strip() else span
        if span.field("key") in self.before_digits and not context.after[:1].isdigit():
            return None
        if span.kind is SpanKind.VERSION and span.field("prefix") and " " in context.written:
            # A preposition.
            return None
        if (
            span.kind is SpanKind.YEAR
            and not (span.field("word") or span.field("decade"))
            and context.before in self.prepositions
        ):
            counted = context.mark_after in " \u00a0" and any(
                reading[1] == "p" for reading in self.readings(context.after)
            )
            return span._replace(kind=SpanKind.CARDINAL) if counted else span
        if span.kind is SpanKind.CARDINAL and context.mark_before == "(" and context.mark_after == ")":
            written = context.written
            return span._replace(kind=SpanKind.YEAR) if len(written) == 4 and "1000" < written < "2100" else span
        if span.kind is SpanKind.RANGE and _LEADING_ZERO.match(context.written):
            return None
        if (
            span.kind is SpanKind.RANGE
            and all(map(_may_be_year, span.parts))
            and (context.mark_after not in " \u00a0" or not context.after.islower())
        ):
            return span._replace(parts=tuple(part._replace(kind=SpanKind.YEAR) for part in span.parts))
        if span.kind is SpanKind.UNIT and _HYPHEN.search(context.written):
            return None
        if span.kind is SpanKind.FRACTION and int(span.field("numerator")) >= int(span.field("denominator")):
            return None
        # "I" and "V" are words in several languages, and capitals where a sentence or a quotation begins.
        alone = (
            span.field("numeral") in ("I", "V")
            and not context.text[max(0, span.start - 2) : span.start].strip()[-1:].isalnum()
        )
        return None if alone and span.field("role") != "name" else span

    def roman(self, span: Span, context: Context) -> str | None:
        number = int(span.field("integer") or roman_value(span.field("numeral")))
        if span.field("word") or span.field("until"):
            return self.century(number, span, context)
        form = self.form_behind(context).replace("ma", "mg") if span.field("role") == "name" else ""
        if not form and self.readings(context.after):
            form = self.ordinal_form(context)
        form = form or self.form_behind(context)
        if not form and span.field("role") != "name":
            return self.numbers.cardinal(number)
        return self.numbers.ordinal(number, form or "mn")

    def code(self, span: Span, context: Context) -> str | None:
        return self.phone(span, context) if span.field("groups") else super().code(span, context)

    def century(self, number: int, span: Span, context: Context) -> str:
        """A century with "century" written short behind it."""
        allowed = self.cases_before(context)
        case = "l" if "l" in allowed else allowed[0] if allowed else "g" if self.words_back(context) else "n"
        if span.field("until"):
            return self.numbers.ordinal(number, "m" + case)
        made = self.noun_of(*self.century_noun)
        if span.field("last"):
            first, second = (
                self.numbers.ordinal(each, "m" + case) for each in (number, roman_value(span.field("last")))
            )
            return f"{first} {self.range_joint or self.range_word} {second} {made.plural[CASES.index(case)]}"
        return f"{self.numbers.ordinal(number, 'm' + case)} {made.singular[CASES.index(case)]}"

    def version(self, span: Span, context: Context) -> str | None:
        words = f" {self.version_point} ".join(self.number(part) for part in span.field("numbers").split("."))
        return f"{self.letter_words(span.field('prefix'))} {words}".strip()

    def abbreviation(self, span: Span, context: Context) -> str | None:
        declined_noun = self.declined_abbreviations.get(span.field("key"))
        if declined_noun is None:
            return super().abbreviation(span, context)
        allowed = self.cases_before(context)
        back = self.words_back(context)
        if _NUMBER_BEFORE.search(context.text[max(0, context.start - 4) : context.start]):
            # "in the 19th c.": the preposition stands before the number.
            allowed = (self.prepositions.get(back[-2], "") if len(back) > 1 else "") or "g"
        case = next((case for case in "ld" if case in allowed), (allowed or "n")[0])
        if case == "n":
            return super().abbreviation(span, context)
        return self.noun_of(*declined_noun).singular[CASES.index(case)]


class BulgarianNumbers(SlavicNumbers):
    """The last word of a number is joined with "и"; men are counted in forms of their own."""

    words = """
        0 нула; 1m един; 1c едно; 1f една; 1n едно; 2 две; 2m два; 2v двама; 3 три; 3v трима; 4 четири; 4v четирима
        5 пет; 6 шест; 7 седем; 8 осем; 9 девет
        10 десет; 11 единадесет; 12 дванадесет; 13 тринадесет; 14 четиринадесет; 15 петнадесет; 16 шестнадесет
        17 седемнадесет; 18 осемнадесет; 19 деветнадесет; 20 двадесет; 30 тридесет; 40 четиридесет; 50 петдесет
        60 шестдесет; 70 седемдесет; 80 осемдесет; 90 деветдесет; 100 сто; 200 двеста; 300 триста
        400 четиристотин; 500 петстотин; 600 шестстотин; 700 седемстотин; 800 осемстотин; 900 деветстотин
    """
    ordinals = """
    0+1 h нулев първ втор трет четвърт пет шест седм осм девет десет единадесет дванадесет
    13+1 h тринадесет четиринадесет петнадесет шестнадесет седемнадесет осемнадесет деветнадесет
    20+1 h двадесет
    30+10 h тридесет четиридесет петдесет шестдесет седемдесет осемдесет деветдесет
    100+100 z стот двест трист четиристот петстот шестстот седемстот осемстот деветстот
    1000+1000 z хиляд двехиляд трихиляд четирихиляд петхиляд шестхиляд седемхиляд осемхиляд деветхиляд
    10000+1000 z десетхиляд
    1000000+1 z милион
    """
    endings: ClassVar[Mapping[str, str]] = {
        "hm": "и",
        "hf": "а",
        "hn": "о",
        "hp": "и",
        "zm": "ен",
        "zf": "на",
        "zn": "но",
        "zp": "ни",
    }

    scales = (noun("f", "хиляд", "а / и"), *(noun("m", stem, "- / и / а") for stem in ("милион", "милиард", "трилион")))

    def number_class(self, number: int) -> str:
        return "one" if number == 1 else "many"

    def counted(self, noun: Noun, kind: str, case: str) -> str:
        return (noun.singular if kind == "one" else noun.pair or noun.plural)[0]

    def below_thousand(self, number: int, gender: str, case: str) -> list[str]:
        words = super().below_thousand(number, gender, case)
        return [*words[:-1], "и", words[-1]] if len(words) > 1 else words

    def groups(self, number: int, gender: str, case: str) -> list[list[str]]:
        found = super().groups(number, gender, case)
        if number % 1000 and len(found) > 1 and len(found[-1]) == 1:
            found[-1].insert(0, "и")
        return found

    def _ordinal(self, number: int, form: str | None) -> str:
        gender, case = tuple((form or "mn").replace("c", "m"))
        head, lasts = self.ordinal_parts(number)
        if lasts and not head:
            return self.ordinal_word(number, gender, case)
        words = self._cardinal(number, "mn").split()
        return " ".join([*words[:-1], self.ordinal_word(lasts[0], gender, case)] if lasts else words)


class Bulgarian(Slavic):
    """Bulgarian (bg): no cases, but gender, forms for counting, and articles on ordinals."""

    tag = "bg"
    number_type = BulgarianNumbers
    decimal_mark = ","
    group_marks = " \u00a0\u202f"
    point = "цяло и"
    minus = "минус"
    plus = "плюс"
    plus_minus = "плюс минус"
    version_point = "точка"
    version_words = frozenset({"версия", "версията"})
    money_and = "и"
    range_from = "от"
    range_word = "до"
    ratio_word = "към"
    score_word = "на"
    per_word = "в"
    ratio_words = frozenset({"мащаб", "съотношение"})
    phone_words = frozenset({"тел", "телефон", "gsm", "факс"})
    year_style = "f"
    year_noun = ("f", "годин")
    year_words = frozenset({"през", "от", "до", "след", "преди", "към"})
    patterns = year_patterns(r"г", r"гг?\.|години", "година|годината") + scale_pattern(r"млн|млрд|хил")
    ordinal_suffixes = tuple(
        joint + letter + ending
        for joint in ("-", "")
        for letter in ("в", "р", "т", "м", "н")
        for ending in ("и", "а", "о", "ия", "ият", "ата", "ото", "ите")
    )
    ordinal_stop = True
    roman_adjectives = frozenset({"световна", "световната"})
    decade_suffixes = ("-те",)
    hour_words = ("часа", "ч.", "ч")
    time_dot = True
    scale_words: ClassVar[Mapping[str, int]] = {"хил": 1, "хиляди": 1, "млн": 2, "милиона": 2, "млрд": 3, "милиарда": 3}
    scales = dict.fromkeys(scale_words, "")
    currency_signs: ClassVar[Mapping[str, str]] = {"лв.": "BGN", "лв": "BGN"}
    money_nouns = """
        BGN m лев / f стотинк; EUR ne евр / m цент; USD m долар / m цент; GBP m паунд / m пенс; JPY f йен; CHF m франк
        RUB f рубл
    """
    paradigms: ClassVar[Mapping[str, str]] = {
        "m": "- / и / а", "mo": "- / ове / а", "f": "а / и", "n": "о / а", "ne": "о / о", "vi": "- / и", "ve": "- / е"
    }  # fmt: skip
    lexicon = """
        m процент литър метър час месец брат апартамент телефон сезон
        mo век етаж клас ден път кръг том дял
        f годин страниц книг минут секунд седмиц глав войн част точк верси серий лиг
        n мяст сел лет писм лиц
        ve мъж
        vi душ ученик студент приятел
    """
    noun_endings: ClassVar[Mapping[str, str]] = {
        "а": "fsn mdn", "я": "fsn mdn", "о": "nsn", "е": "nsn", "и": "fpn", "ета": "npn", "та": "fsn npn", "": "msn"
    }  # fmt: skip
    royal = """
        m борис симеон иван петър александър фердинанд калоян михаил николай карл хенри лудвиг филип пий бенедикт
        m павел
    """
    roman_before = frozenset({"глава", "том", "част", "раздел", "клас"})
    abbreviations: ClassVar[Mapping[str, str]] = {
        "напр": "например", "д-р": "доктор", "проф": "професор", "доц": "доцент", "акад": "академик",
        "инж": "инженер", "ул": "улица", "бул": "булевард", "пл": "площад", "ж.к": "жилищен комплекс",
        "и т.н": "и така нататък", "т.н": "така нататък", "и др": "и други", "т.е": "тоест", "г-н": "господин",
        "г-жа": "госпожа", "стр": "страница", "гл": "глава", "чл": "член", "ал": "алинея", "тел": "телефон",
        "св": "свети", "вж": "виж", "гр": "град", "ген": "генерал", "кв": "квартал", "бл": "блок", "ет": "етаж",
        "ап": "апартамент", "бр": "брой", "т.нар": "така наречен", "пр.н.е": "преди новата ера",
        "сл.н.е": "след новата ера", "мин": "минути", "сек": "секунди",
    }  # fmt: skip
    stopless = frozenset({"д-р", "г-н", "г-жа"})
    closing = frozenset({"и т.н", "т.н", "и др", "мин", "сек"})
    eras: ClassVar[Mapping[str, str]] = {
        "пр.н.е.": "преди новата ера", "пр. н. е.": "преди новата ера", "сл.н.е.": "след новата ера",
        "пр.Хр.": "преди Христа",
    }  # fmt: skip
    unit_signs: ClassVar[Mapping[str, str]] = {
        "км": "kilometer", "м": "meter", "см": "centimeter", "мм": "millimeter", "кг": "kilogram", "г": "gram",
        "мг": "milligram", "т": "tonne", "л": "liter", "мл": "milliliter", "км/ч": "kilometer-per-hour",
        "м/с": "meter-per-second", "кв.м": "square-meter", "кв. м": "square-meter", "м²": "square-meter",
        "км²": "square-kilometer", "м³": "cubic-meter", "ха": "hectare", "дка": "dunam", "мин": "minute",
        "сек": "second", "кВт": "kilowatt", "кВтч": "kilowatt-hour", "МБ": "megabyte", "ГБ": "gigabyte", "В": "volt",
    }  # fmt: skip
    unit_names: ClassVar[Mapping[str, Mapping[str, str]]] = {
        "tonne": {"one": "тон", "other": "тона"}, "dunam": {"one": "декар", "other": "декара"},
    }  # fmt: skip
    symbols: ClassVar[Mapping[str, str]] = {
        "&": "и", "+": "плюс", "=": "е равно на", "№": "номер", "×": "по", "§": "параграф",
    }  # fmt: skip
    symbol_names: ClassVar[Mapping[str, str]] = {
        "@": "кльомба", ".": "точка", "-": "тире", "_": "долна черта", "/": "наклонена черта", ":": "двоеточие",
        "#": "диез", "+": "плюс", "&": "и", "*": "звезда", " ": "интервал", "?": "въпросителна", "=": "равно",
        "%": "процент", "~": "тилда", ",": "запетая", "!": "удивителна", "(": "отваряща скоба",
        ")": "затваряща скоба",
    }  # fmt: skip
    letters = dict(
        zip(
            "АБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩ",
            "А Бе Ве Ге Де Е Же Зе И Йе Ка Ел Ем Ен О Пе Ер Ес Те У Еф Ха Це Че Ше Ще".split(),
            strict=True,
        )
    )

    def counted_form(self, reading: str, kind: str, allowed: str) -> str:
        gender, number, _ = tuple(reading)
        if kind == "one":
            return gender + "n" if number == "s" else ""
        return gender + "n" if number in "pd" else ""

    adjective_endings = "ки ни ви ти на ка но ен"

    def ordinal(self, span: Span, context: Context) -> str | None:
        suffix = span.field("suffix").removeprefix("-")[1:]
        if not suffix:
            return super().ordinal(span, context)
        gender = {"а": "f", "о": "n"}.get(suffix[0], "p" if suffix == "ите" else "m")
        article = {"ия": "я", "ият": "ят", "ата": "та", "ото": "то", "ите": "те"}.get(suffix, "")
        return self.numbers.ordinal(int(span.field("integer")), gender + "n") + article

    def year(self, span: Span, context: Context) -> str | None:
        if span.field("decade"):
            return self.numbers.cardinal(int(span.field("integer"))) + "те"
        return super().year(span, context)

    def time(self, span: Span, context: Context) -> str | None:
        hour, minute = int(span.field("hour")), int(span.field("minute") or "0")
        if span.field("second"):
            return self.duration(span, context)
        words = self.numbers.cardinal(hour, "mn")
        name = "час" if hour == 1 else "часа"
        if not minute:
            return f"{words} {name}"
        if span.field("suffix"):
            minutes = self.numbers.cardinal(minute, "fn")
            return f"{words} {name} и {minutes} {'минута' if minute == 1 else 'минути'}"
        return f"{words} и {'нула ' if minute < 10 else ''}{self.numbers.cardinal(minute)}"

    def fraction(self, span: Span, context: Context) -> str | None:
        numerator, denominator = int(span.field("numerator")), int(span.field("denominator"))
        name = self.numbers.ordinal(denominator, "fn" if numerator == 1 else "pn")
        words = f"{self.numbers.cardinal(numerator, 'fn')} {name}"
        whole = span.field("whole")
        return f"{self.numbers.cardinal(int(whole))} и {words}" if whole else words
