"""The expressions of one language, made of its facts once.

All of them are linear: no quantifier stands inside another but around a fixed mark, and lengths are bounded. Groups of
a match become fields of the span; those that begin with an underscore are for the expression alone.
"""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from rhapsode_server.text.verbalization.locale import Locale
from rhapsode_server.text.verbalization.mathematics import GREEK_LETTER
from rhapsode_server.text.verbalization.needs import Needed, needs_of
from rhapsode_server.text.verbalization.script import MARKS
from rhapsode_server.text.verbalization.signs import CURRENCY_CODES, CURRENCY_SIGNS, FRACTION_SIGNS, UNITS
from rhapsode_server.text.verbalization.span import SpanKind

LATIN = "A-Za-z\u00aa\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u0370-\u052f\u1e00-\u1eff"
"""Letters of scripts that set spaces: one right behind a number makes it something else."""

NO_LETTER = f"(?![{LATIN}_{MARKS}])"
"""Behind a sign or word that has to end here."""

DASHES = "-–—~‐‑−〜～"


class Row(NamedTuple):
    """One expression, and what a match of it may be."""

    kind: SpanKind
    expression: re.Pattern[str]
    names: tuple[str, ...]
    """The groups that become fields."""
    groups: tuple[int, ...]
    """Their numbers."""
    is_plain: bool
    """Whether none of the fields is anything but digits and signs."""
    needs: tuple[frozenset[str], ...] = ()
    """Of each of these a text has to hold one."""

    def fields_of(self, match: re.Match[str]) -> dict[str, str]:
        """What is there of the fields in a match of the expression."""
        groups = self.groups
        values = match.group(*groups) if len(groups) > 1 else [match[group] for group in groups]
        return {name: value for name, value in zip(self.names, values, strict=True) if value}


_COMPLETED = frozenset({"month", "currency", "scale", "period", "groups"})
"""Fields that are not left as they are written."""
_NEEDED = re.compile(r"\(\?#([^)]+)\)")


def row(kind: SpanKind, expression: re.Pattern[str]) -> Row:
    """A row of an expression; what it needs may stand in a comment at its beginning: ``(?#%‰)``."""
    needed = _NEEDED.match(expression.pattern)
    groups = {name: group for name, group in expression.groupindex.items() if name[0] != "_"}
    is_plain = groups.keys().isdisjoint(_COMPLETED) and "_bare" not in expression.groupindex
    return Row(kind, expression, (*groups,), (*groups.values(),), is_plain, (frozenset(needed[1]),) if needed else ())


class NumberRows:
    """The rows for what begins with a digit, the most specific first.

    Args:
        rows: in the order in which they are tried.
        guards: what some of the rows begin with; see ``_any_of``.
    """

    def __init__(self, rows: Sequence[Row], guards: Iterable[str] = ()) -> None:
        self.rows = rows
        self.count = len(rows)
        first = _any_of(rows, guards)
        self._match = first.match
        self._numbers = {first.groupindex[f"row_{number}"]: number for number in range(len(rows))}
        self._plain = max(first.groupindex[f"row_{n}"] for n, row in enumerate(rows) if row.kind is SpanKind.DECIMAL)

    def first(self, shadow: str, start: int, end: int) -> tuple[int, str]:
        """The number of the first row that matches, and the digits where that is the one of a number and nothing else
        is there; behind all rows where none matches."""
        found = self._match(shadow, start, end)
        if found is None:
            return self.count, ""
        last = found.lastindex
        digits = found[0] if last == self._plain else ""
        return self._numbers[last], digits if digits.isdecimal() else ""  # type: ignore[index]


class Patterns:
    """What the recogniser looks for in one language."""

    def __init__(self, locale: Locale) -> None:
        self.units = {sign: unit for sign, unit in {**UNITS, **locale.unit_signs}.items() if unit}
        self.currencies = _currencies(locale)
        self.months = _months(locale)
        self.day_periods = {key.replace(".", ""): value for key, value in locale.day_periods.items()}
        self._words = {
            "integer": _integer(locale),
            "number": _number(locale),
            "month": f"(?i:{_alternatives(self.months)})",
            "currency": _alternatives(self.currencies),
            "unit": _alternatives(self.units),
            "scale": f"(?i:{_alternatives(locale.scales)})",
            "period": _periods(locale.day_periods),
            "hour_word": _alternatives(locale.hour_words),
        }
        other = "," if locale.decimal_mark == "." else "."
        self._words["amount"] = _number(locale, rf"|\{other}\d{{1,2}}(?![.,]?\d)")
        own = (
            *(_POWERS if locale.powers else ()),
            _DIFFERENCE,
            *locale.patterns,
            *locale.last_patterns,
            *((GREEK_LETTER,) if "α" in locale.symbols else ()),
            _FRACTION_SIGN,
        )
        self.own = [row(kind, self.compile(expression)) for kind, expression in own]
        self.guards = [_measured_guard(self, locale), _suffix_guard(locale)]
        """What rows begin with whose numbers are looked for together; empty for none."""
        self._number_rows = [
            row(kind, self.compile(expression)) for kind, expression in _number_rows(locale, self.guards)
        ]
        self._own = Needed([(found, (*needs_of(found.expression.pattern), *found.needs)) for found in self.own])
        self.word_rows = [row(kind, self.compile(expression)) for kind, expression in _word_rows(locale)]
        self.hints = locale.phone_words | locale.time_words | locale.version_words
        self.rows_without_scores = NumberRows(
            [found for found in self._number_rows if found.kind is not SpanKind.SCORE], self.guards
        )
        self.scores = re.compile(_alternatives(locale.score_words))
        prefix = self.compile(
            rf"(?P<sign>[-+])?(?P<currency>§currency§)\s?§unsigned§(?:\s?(?P<scale>§scale§){NO_LETTER})?{_end()}"
        )
        self.money_prefix = row(SpanKind.MONEY, prefix)
        self.month_rows = [row(SpanKind.DATE, self.compile(expression)) for expression in _month_rows(locale)]
        self.unit_starts, self.bare_unit = self._bare_units(locale)
        self.scale = self.compile(rf"\s?(?P<scale>§scale§){NO_LETTER}")
        self.range_dash = re.compile(rf"[ \u00a0\u2009]?[{DASHES}][ \u00a0\u2009]?")
        self.eras = re.compile(rf"\s?(?P<era>{_alternatives(locale.eras)}){NO_LETTER}") if locale.eras else None
        self.abbreviations = _abbreviations(locale)
        self.trigger = re.compile(
            r"(?P<number>[-+±]?\d" + (r"|[-+±]?\.\d" if locale.leading_point else "") + ")"
            rf"|(?P<money>[-+]?(?:{_alternatives(sign for sign in self.currencies if not sign[0].isalpha())}))"
            rf"|(?P<word>[^\W\d_](?:[^\W\d_]|[{MARKS}])*)"
            rf"|(?P<vulgar>[{''.join(FRACTION_SIGNS)}])"
            r"|(?P<group>\((?=\+?\d))"
            rf"|(?P<symbol>[{re.escape(''.join(locale.symbols) or '&')}])"
            r"|(?P<emoji>[\u231a-\u23ff\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff])"
        )

    def own_for(self, shadow: str) -> tuple[Row, ...]:
        """Those of ``own`` that may match in a text."""
        return self._own.met_by(shadow)

    @functools.cached_property
    def any_rows(self) -> NumberRows:
        """All rows for what begins with a digit. Made when first asked for: scores are rare."""
        return NumberRows(self._number_rows, self.guards)

    def _bare_units(self, locale: Locale) -> tuple[frozenset[str], Row]:
        """The words with which units without a number begin, and their expression."""
        signs = [sign for sign in self.units if not sign.isalpha() and sign[0].isalpha() and " " not in sign]
        signs += [sign for sign in _ALONE if sign in self.units]
        starts = frozenset(_WORD.findall(sign)[0] for sign in signs) if locale.bare_unit_words else frozenset()
        expression = self.compile(rf"(?P<symbol>{_alternatives(signs)})(?![\w/²³\d]){NO_LETTER}")
        return starts, row(SpanKind.UNIT, expression)

    def compile(self, expression: str) -> re.Pattern[str]:
        """An expression in which ``§name§`` stands for a piece of the language's own."""
        unsigned = self._words["amount"].removeprefix(_SIGN)
        for name, piece in {**self._words, "unsigned": unsigned}.items():
            expression = expression.replace(f"§{name}§", piece)
        return re.compile(expression)


_ALONE = "km kg cm mm ml mg kWh MWh kW kHz MHz GHz kcal hPa mAh mmHg mq qm".split()
"""Signs of one word that are units without a number too: nothing else is written like them."""
_SIGN = "(?P<sign>[-+±])?"
_WORD = re.compile(r"[^\W\d_]+")
_RAISED = r"(?<=[\w)])(?<![^\W\d_]{3})(?<![msмсم])(?<!ft)(?<!mi)(?<!in)(?<!yd)"
"""Behind a number, a bracket, or one or two letters that are no unit: with more, the figure is a note's."""
_DIFFERENCE = (SpanKind.SYMBOL, r"(?#-)(?<=[\w)²³⁴ⁿ,] )(?P<difference>-)(?= [\w(√])")
"""A minus between spaces: the true sign, which is no dash (see ``Decisions``)."""
_FRACTION_SIGN = (SpanKind.FRACTION, rf"(?<![\w,.])(?P<symbol>[{''.join(FRACTION_SIGNS)}])(?!\w)")
_POWERS = (
    (SpanKind.SYMBOL, rf"(?#⁰¹²³⁴⁵⁶⁷⁸⁹){_RAISED}(?P<power>(?!¹(?![⁰¹²³⁴-⁹]))⁻?[⁰¹²³⁴-⁹]{{1,3}})(?![^\W_]|[⁺⁻])"),
    (SpanKind.SYMBOL, rf"(?#^){_RAISED}\^(?P<_open>\{{)?(?P<power>[-+−]?\d{{1,3}}|[a-zA-Zα-ω])(?(_open)\}})(?!\w)"),
)


def _number(locale: Locale, other: str = "") -> str:
    """A number with its sign; ``other`` is one more way to write the fraction, with its mark."""
    mark = re.escape(locale.decimal_mark)
    fraction = rf"(?P<fraction>{mark}\d{{1,40}}(?!\d){other})?"
    if locale.leading_point:
        return rf"{_SIGN}(?:(?P<integer>{_integer(locale)}){fraction}|{mark}(?P<_bare>\d{{1,40}}))"
    return rf"{_SIGN}(?P<integer>{_integer(locale)}){fraction}"


def _end() -> str:
    """Behind a number: no digit, and no mark with a digit behind it."""
    return r"(?!\d|[.,]\d)"


def _integer(locale: Locale) -> str:
    """A whole number, with or without groups. Digits are taken whole or not at all (``+``): with fewer of them a digit
    follows, and nothing fits."""
    groups = [rf"(?:{re.escape(mark)}\d{{3}}){{1,5}}" for mark in locale.group_marks]
    # Looked for first, since few numbers have any: each group alone would be tried.
    marks = rf"(?=[{re.escape(locale.group_marks)}])"
    grouped = [rf"\d{{1,3}}+{marks}(?:{'|'.join(groups)})(?!\d)"] if groups else []
    if locale.indian_grouping:
        grouped.insert(0, r"\d{1,2}+(?:,\d\d){1,6},\d{3}(?!\d)")
    return "(?:" + "|".join([*grouped, r"[0-9]{1,15}+(?!\d)"]) + ")"


_ISO_TIME = (
    r"(?:[T ](?P<hour>\d\d):(?P<minute>\d\d)(?::(?P<second>\d\d)(?:\.\d{1,6})?(?:-\d\d:?\d\d(?![\d:]))?)?"
    r"(?:Z|\s?\+\d\d:?\d\d)?)?"
)
"""The time of a machine's date; how far its clocks are from Greenwich's is not said."""


def _number_rows(locale: Locale, guards: Sequence[str]) -> Iterable[tuple[SpanKind, str]]:
    """Expressions for what begins with a digit, the most specific first."""
    end = _end()
    measured, suffixed = guards
    suffix, joint = locale.day_suffix, locale.month_joint
    yield SpanKind.DATE, rf"(?P<year>\d{{4}})-(?P<month>\d\d)-(?P<day>\d\d){_ISO_TIME}(?![\w-])"
    yield SpanKind.DATE, r"(?P<year>\d{4})(?P<_mark>[/.])(?P<month>\d{1,2})(?P=_mark)(?P<day>\d{1,2})(?![\w/]|\.\d)"
    day, month, year = r"(?P<day>\d{1,2})", r"(?P<month>\d{1,2})", r"(?P<year>\d{4}|\d\d)"
    first, second = (month, day) if locale.date_order == "mdy" else (day, month)
    yield SpanKind.DATE, rf"{first}(?P<_mark>\.\s?|[/-]){second}(?P=_mark){year}(?![\w/-]|[.,:]\d)"
    yield SpanKind.DATE, rf"{day}(?P<_mark>[-/])(?P<month>§month§)(?P=_mark){year}(?![\w/-]|[.,:]\d)"
    if locale.day_month_stop:
        yield SpanKind.DATE, rf"{day}\.\s?{month}\.(?!\s?\d)"
    if locale.day_first:
        yield (
            SpanKind.DATE,
            rf"{day}{suffix}{joint}(?P<month>§month§){NO_LETTER}"
            rf"(?:\.?,?{joint}(?P<year>\d{{4}})(?![\d:%]|[.,/]\d){NO_LETTER})?",
        )
    yield from _phone_rows()
    yield SpanKind.VERSION, r"(?P<numbers>\d{1,5}(?:\.\d{1,5}){2,5})(?!\.?\d)" + NO_LETTER
    yield from _time_rows(locale)
    yield (
        SpanKind.FRACTION,
        r"(?:(?P<whole>\d{1,4})\s)?(?P<numerator>\d{1,3})[/⁄](?P<denominator>\d{1,4})(?![\d/]|[.,]\d)" + NO_LETTER,
    )
    yield SpanKind.FRACTION, rf"(?:(?P<whole>\d{{1,15}}+)\s?)?(?P<symbol>[{''.join(FRACTION_SIGNS)}])"
    yield SpanKind.RATIO, rf"(?P<first>\d{{1,4}})\s?:\s?(?P<second>§integer§)(?![\d:]|[.,]\d){NO_LETTER}"
    yield SpanKind.SCORE, rf"(?P<first>\d{{1,3}})[-–](?P<second>\d{{1,3}})(?![\d/:-]|[.,]\d){NO_LETTER}"
    if locale.decade_suffixes:
        suffixes = _alternatives(locale.decade_suffixes)
        yield SpanKind.YEAR, rf"(?P<integer>\d{{1,3}}0)(?P<decade>{suffixes}){NO_LETTER}"
    yield (
        SpanKind.MONEY,
        rf"{measured}§amount§(?:\s?(?P<scale>§scale§)\.?(?![{LATIN}]))?\s?(?P<currency>§currency§){NO_LETTER}",
    )
    yield SpanKind.PERCENT, rf"{measured}§amount§\s?(?P<symbol>[%‰]){end}"
    yield (
        SpanKind.DURATION,
        rf"{measured}(?P<hour>\d{{1,3}})\s?h(?:rs?)?\s?(?P<minute>\d{{1,2}})\s?m(?:ins?)?(?:\s?(?P<second>\d{{1,2}})\s?s)?"
        + NO_LETTER,
    )
    yield SpanKind.DURATION, rf"{measured}(?P<minute>\d{{1,3}})\s?min\s?(?P<second>\d{{1,2}})\s?s{NO_LETTER}"
    yield (
        SpanKind.UNIT,
        rf"{measured}§amount§(?P<_gap>[-\s]?)(?P<symbol>§unit§)(?![²³\d]|/[^\W\d]|['’][^\W\d_]){NO_LETTER}",
    )
    if locale.ordinal_suffixes:
        suffixes = _alternatives(locale.ordinal_suffixes)
        yield SpanKind.ORDINAL, rf"{suffixed}(?P<integer>§integer§)(?P<suffix>{suffixes})(?!\d){NO_LETTER}"
    if locale.ordinal_stop:
        yield (
            SpanKind.ORDINAL,
            r"(?P<integer>\d{1,4})(?P<suffix>\.)(?=[\s\u00a0][^\W_]|\s?[–—-]\s?\d{1,2}\.|/\d{1,2}\.)",
        )
    yield from _last_rows(locale)


def _last_rows(locale: Locale) -> Iterable[tuple[SpanKind, str]]:
    """Expressions for numbers that are nothing more special, and for codes that begin with digits."""
    yield (
        SpanKind.CODE,
        rf"(?<!\w[.,])(?P<text>\d{{1,5}}(?:-?[A-Z]{{1,4}}\d{{0,4}}|-?[А-ЯЁІЇЄҐ]|[a-dа-дґ]))(?![\w{MARKS}])",
    )
    if locale.decimal_mark != ".":
        yield SpanKind.VERSION, rf"(?P<numbers>\d{{1,4}}\.\d{{1,3}})(?![\d%])(?![.,]\d){NO_LETTER}"
    # Not the whole of a number whose fraction runs into letters, as in "3.5bn".
    yield SpanKind.DECIMAL, rf"§number§(?!{re.escape(locale.decimal_mark)}\d){NO_LETTER}"
    yield SpanKind.CODE, rf"(?P<text>\d{{16,}}+){NO_LETTER}"
    # A word that the space before it is missing from: "20minutes". With fewer letters it could be an ending ("5ciu").
    yield (
        SpanKind.CARDINAL,
        rf"(?<!\d[.,])(?P<integer>\d{{1,4}})(?P<_glued>)(?=[{LATIN}]{{4,20}}(?![\w@{MARKS}]|[.:/-]\w))",
    )


def _phone_rows() -> Iterable[tuple[SpanKind, str]]:
    more = r"(?:[ /.\u00a0-]\d{2,8}){0,5}(?![\d-])"
    # The number of a book, which is read like a telephone's.
    labels = r"(?:(?<=ISBN[ :])|(?<=ISBN: )|(?<=ISBN-13[ :])|(?<=ISBN-13: ))"
    yield SpanKind.PHONE, labels + r"(?P<groups>97[89](?:[ -]?\d{1,7}){2,4})(?![\d-])"
    yield SpanKind.PHONE, rf"(?P<groups>\+\d{{1,3}}[ .-]?(?:\(\d{{1,5}}\)[ /-]?)?\d{{1,11}}{more})"
    yield SpanKind.PHONE, rf"(?P<groups>\(\d{{2,5}}\)[ /-]?\d{{2,8}}{more})"
    yield SpanKind.PHONE, r"(?P<groups>(?:\d[-.])?\d{3}[-. ]\d{3}[-. ]\d{4})(?![\d-])"
    yield SpanKind.PHONE, rf"(?P<groups>0\d{{1,5}}[ /-]\d{{2,8}}{more})"
    yield SpanKind.PHONE, r"(?P<groups>0\d{2,4}\.\d{6,8})(?![\d-]|[.,]\d)"
    yield SpanKind.PHONE, r"(?P<groups>\d{3}-\d{4})(?![\d-])"


def _time_rows(locale: Locale) -> Iterable[tuple[SpanKind, str]]:
    period = rf"(?:\s?(?P<period>§period§){NO_LETTER})?"
    suffix = rf"(?:\s?(?P<suffix>§hour_word§){NO_LETTER})?"
    minutes = r"(?P<hour>\d{1,2}):(?P<minute>\d\d)(?::(?P<second>\d\d))?(?![\d:]|[.,]\d)"
    yield SpanKind.TIME, rf"{minutes}{period}{suffix}"
    yield SpanKind.TIME, rf"(?P<hour>\d{{1,2}})(?:\.(?P<minute>\d\d))?\s?(?P<period>§period§){NO_LETTER}"
    for letter in locale.hour_letters:
        yield SpanKind.TIME, rf"(?P<hour>\d{{1,2}})\s?{re.escape(letter)}\s?(?P<minute>\d\d)(?!\d){NO_LETTER}"
    if locale.hour_words:
        minute = r"(?:\.(?P<minute>\d\d))?" if locale.time_dot else ""
        yield SpanKind.TIME, rf"(?P<hour>\d{{1,2}}){minute}\s(?P<suffix>§hour_word§){NO_LETTER}"


def _month_rows(locale: Locale) -> Iterable[str]:
    """Expressions for dates that begin with their month."""
    if locale.month_first:
        yield (
            rf"(?P<month>§month§)\.?\s(?P<day>\d{{1,2}}){locale.day_suffix}(?:,?\s(?P<year>\d{{4}}))?(?!\d|[.,:/]\d)"
            + NO_LETTER
        )
    yield rf"(?P<month>§month§)(?:\.|,)?{locale.month_joint}(?P<year>\d{{4}})(?![\d:%]|[.,/]\d){NO_LETTER}"


def _word_rows(locale: Locale) -> Iterable[tuple[SpanKind, str]]:
    """Expressions that count only behind certain words; tried before all others."""
    if locale.phone_words:
        yield SpanKind.PHONE, r"(?P<groups>\d{2,12}(?:[ \u00a0-]\d{2,8}){0,5})(?P<_word>)(?![\d-]|[.,:/]\d)" + NO_LETTER
    if locale.time_dot:
        yield SpanKind.TIME, rf"(?P<hour>\d{{1,2}})\.(?P<minute>\d\d)(?P<_word>)(?!\d|[.,]\d){NO_LETTER}"
    if locale.version_words:
        yield SpanKind.VERSION, rf"(?P<numbers>\d{{1,4}}\.\d{{1,3}})(?P<_word>)(?![\d%])(?![.,]\d){NO_LETTER}"


_REFERENCE = re.compile(r"\(\?P=(\w+)\)")


def _any_of(rows: Sequence[Row], guards: Iterable[str]) -> re.Pattern[str]:
    """One expression that tells, by the number in its last group's name, which row is the first to match.

    Of a row's own groups only those remain that it refers to: a hundred of them are half of what a match costs. Rows
    side by side with the same guard have it once.
    """
    alternatives = []
    for guard, group in itertools.groupby(enumerate(rows), key=lambda row: _guard_of(row[1], guards)):
        parts = []
        for number, candidate in group:
            source = candidate.expression.pattern.removeprefix(guard)
            referred = "|".join({*_REFERENCE.findall(source), "(?!)"})
            source = re.sub(rf"\(\?P<(?!(?:{referred})>)\w+>", "(?:", source)
            source = re.sub(r"(\(\?P[<=])(\w+)", rf"\1\2_{number}", source)
            parts.append(f"(?:{source})(?P<row_{number}>)")
        alternatives += [f"{guard}(?:{'|'.join(parts)})"] if guard else parts
    return re.compile("|".join(alternatives))


def _guard_of(row: Row, guards: Iterable[str]) -> str:
    return next((guard for guard in guards if guard and row.expression.pattern.startswith(guard)), "")


def _measured_guard(patterns: Patterns, locale: Locale) -> str:
    """What is ahead of a number that something measured follows: looked for once, instead of a number five times.

    Behind its first digits there are more of them, or what begins a unit, a currency, a scale, or the sign of percent.
    """
    signs = [*patterns.units, *patterns.currencies, *"%‰hm"]
    scales = f"|(?i:[{_firsts(locale.scales)}])" if locale.scales else ""
    return rf"(?=[-+±]?{re.escape(locale.decimal_mark)}?\d+(?:{_goes_on(locale)}|[-\s]?(?:[{_firsts(signs)}]{scales})))"


def _suffix_guard(locale: Locale) -> str:
    """The same before a suffix of ordinals."""
    return rf"(?=\d+(?:{_goes_on(locale)}|[{_firsts(locale.ordinal_suffixes)}]))" if locale.ordinal_suffixes else ""


def _goes_on(locale: Locale) -> str:
    """Behind the first digits of a number that has more."""
    return r"[.,]\d" + (rf"|[{re.escape(locale.group_marks)}]\d{{3}}" if locale.group_marks else "")


def _firsts(words: Iterable[str]) -> str:
    """What words begin with, for use between square brackets."""
    return "".join(sorted({re.escape(word[0]) for word in words if word}))


def _alternatives(words: Iterable[str]) -> str:
    """Any of some words, the longest first; never a match where there are none.

    Written as a tree of beginnings: tried one by one, a hundred signs of currency are most of what a number costs.
    """
    known = sorted(set(words) - {""})
    if not known:
        return "(?!)"
    return f"(?=[{_firsts(known)}])(?:{_tree(known)})"


def _tree(words: Sequence[str]) -> str:
    """An expression for any of some words, the longest that there is; they are sorted, and only the first may be
    empty."""
    ends = not words[0]
    branches = []
    for first, group in itertools.groupby(words[ends:], key=lambda word: word[0]):
        rests = [word[1:] for word in group]
        branches.append(re.escape(first + rests[0]) if len(rests) == 1 else re.escape(first) + _tree_group(rests))
    return "|".join(branches)


def _tree_group(words: Sequence[str]) -> str:
    return f"(?:{_tree(words)}){'' if words[0] else '?'}"


def _currencies(locale: Locale) -> dict[str, str]:
    codes = {code: code for code in CURRENCY_CODES}
    return {sign: code for sign, code in {**CURRENCY_SIGNS, **codes, **locale.currency_signs}.items() if code}


def _months(locale: Locale) -> dict[str, int]:
    months: dict[str, int] = {}
    for names in (locale.data.months, locale.data.months_alone, locale.data.months_short):
        months |= {name.casefold().rstrip("."): number for number, name in enumerate(names, 1)}
    months |= locale.month_words
    return {name: number for name, number in months.items() if name and not name[0].isdecimal()}


def _periods(periods: Mapping[str, str]) -> str:
    written = (r"\.\s?".join(map(re.escape, key.split("."))) + (r"\.?" if "." in key else "") for key in periods)
    return f"(?i:{'|'.join(sorted(written, key=len, reverse=True)) or '(?!)'})"


def _abbreviations(locale: Locale) -> dict[str, list[tuple[re.Pattern[str], str]]]:
    """Expressions by the letters that they begin with, casefolded; the longest first."""
    found: dict[str, list[tuple[re.Pattern[str], str]]] = {}
    for key in sorted(locale.abbreviations, key=len, reverse=True):
        pieces = [re.escape(piece) for piece in key.split(".")]
        case = "" if any(map(str.isupper, key)) else "(?i)"
        # A stop divides it from a number ("p.5"), but not from a word.
        end = rf"(?P<_stop>\.)(?![{LATIN}])" + (rf"|(?![{LATIN}\d])" if key in locale.stopless else "")
        first = re.match(rf"(?:[^\W\d_]|[{MARKS}])+", key)
        if first is None:
            continue
        expression = re.compile(rf"{case}{(chr(92) + '.[ ' + chr(0xA0) + ']?').join(pieces)}(?:{end})")
        found.setdefault(first[0].casefold(), []).append((expression, key))
    return found
