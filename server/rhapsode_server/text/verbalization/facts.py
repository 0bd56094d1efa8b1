"""What differs from language to language and is no grammar: the attributes that a locale sets."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from rhapsode_server.text.verbalization.span import SpanKind


class Facts:
    """Attributes with the defaults of a language about which nothing is known. README.md shows each in use."""

    tag: ClassVar[str] = ""
    """Primary subtag, as in ``text/languages.py``."""
    cldr_tag: ClassVar[str] = ""
    """Name of the data file where it is not ``tag``."""

    # Numbers
    decimal_mark: ClassVar[str] = "."
    group_marks: ClassVar[str] = ",\u00a0\u202f\u2009'’"
    """Signs that may stand between groups of three digits; the same one in the whole number. A plain space counts
    only if it is among them."""
    indian_grouping: ClassVar[bool] = False
    """Whether groups of two digits go before the last three: 1,23,456."""
    leading_point: ClassVar[bool] = False
    """Whether ".5" is a number."""
    minus: ClassVar[str] = "minus"
    difference_word: ClassVar[str] = ""
    """A minus between two things, where it is not ``minus``: Chinese 减."""
    plus: ClassVar[str] = "plus"
    point: ClassVar[str] = "point"
    """Between whole and fraction."""
    version_point: ClassVar[str] = ""
    """Between the numbers of a version, where it is not ``point``: German "Punkt"."""
    falling_dash: ClassVar[bool] = False
    """Whether a dash between numbers is a range although the second is smaller: "open 9–5"."""
    fraction_as_number: ClassVar[bool] = False
    """Whether "3,14" is "three comma fourteen" and not digit by digit. Zeros in front are always said one by one."""
    plus_minus: ClassVar[str] = "plus minus"

    # Ordinals
    ordinal_stop: ClassVar[bool] = False
    """Whether "3." is "third" before another word."""
    ordinal_suffixes: ClassVar[tuple[str, ...]] = ()
    """What makes digits an ordinal: ``("st", "nd", "rd", "th")``."""

    # Years
    year_words: ClassVar[frozenset[str]] = frozenset()
    """Words (casefolded) before which … behind which a number of four digits is a year: "in", "since"."""
    year_by_default: ClassVar[bool] = False
    """Whether a bare number from 1100 to 2099 is a year unless a counted noun may follow (see ``may_be_counted``)."""
    eras: ClassVar[Mapping[str, str]] = {}
    """What may follow a year, as written, and how it is said: ``{"BC": "B C", "v. Chr.": "vor Christus"}``."""
    decade_suffixes: ClassVar[tuple[str, ...]] = ()
    """What makes a year a decade: ``("s", "'s")``, ``("er",)``."""

    # Dates and times
    date_order: ClassVar[str] = "dmy"
    """Order of a date of numbers alone: ``dmy``, ``mdy`` or ``ymd``. ISO dates are read in any."""
    day_month_stop: ClassVar[bool] = False
    """Whether "21.3." (two numbers, two stops) is a date."""
    month_words: ClassVar[Mapping[str, int]] = {}
    """Further names of months, casefolded and without a stop; the CLDR's full and short ones are known."""
    capital_months: ClassVar[bool] = False
    """Whether a month's name has to begin with a capital to be one ("may", "march")."""
    ambiguous_months: ClassVar[frozenset[str]] = frozenset()
    """Short names of months, casefolded, that are words too: they count only with a year ("15 pro 2024")."""
    day_first: ClassVar[bool] = True
    """Whether "3 March" is a date."""
    month_first: ClassVar[bool] = False
    """Whether "March 3" is one."""
    day_suffix: ClassVar[str] = ""
    """Expression for what may stand between a day's digits and the month: ``r"\\.?"``, ``"(?:st|nd|rd|th)?"``."""
    month_joint: ClassVar[str] = r"\s"
    """Expression for what stands between day and month, and between month and year: ``r"\\s(?:de\\s)?"``."""
    hour_words: ClassVar[tuple[str, ...]] = ()
    """Words behind a time that are part of it: ``("Uhr",)``. They make "14" and "14.30" times."""
    hour_letters: ClassVar[tuple[str, ...]] = ()
    """Letters between hours and minutes: ``("h",)`` for "14h30"."""
    time_dot: ClassVar[bool] = False
    """Whether "14.30" with an hour word, or behind a word of ``time_words``, is a time."""
    time_words: ClassVar[frozenset[str]] = frozenset()
    """Words before a time that make "14.30" or "14" one: "kl", "um"."""
    day_periods: ClassVar[Mapping[str, str]] = {"am": "am", "a.m": "am", "pm": "pm", "p.m": "pm"}
    """What may follow a time, casefolded and without the last stop: ``am`` or ``pm``."""

    # Money, units, signs
    percent_word: ClassVar[str] = "percent"
    permille_word: ClassVar[str] = "per mille"
    currency_signs: ClassVar[Mapping[str, str]] = {}
    """Signs and abbreviations of currencies beyond the shared table, or other than it: ``{"kr": "SEK"}``."""
    currency_names: ClassVar[Mapping[str, Mapping[str, str]]] = {}
    """Names by plural category that are said instead of the CLDR's: nobody says "US dollars" for "$"."""
    minor_units: ClassVar[Mapping[str, Mapping[str, str]]] = {}
    """The hundredth of a currency, by plural category: ``{"USD": {"one": "cent", "other": "cents"}}``."""
    money_and: ClassVar[str] = ""
    """Word between whole and hundredths: "three dollars *and* fifty cents"."""
    scales: ClassVar[Mapping[str, str]] = {}
    """Words and letters of size behind an amount, casefolded: ``{"m": "million", "billion": "billion"}``. Those of one
    or two letters count only next to a currency."""
    unit_signs: ClassVar[Mapping[str, str]] = {}
    """Unit signs beyond the shared table, or other than it; an empty name takes a sign out."""
    spaced_units: ClassVar[frozenset[str]] = frozenset({"in", "t", "s", "A", "K", "V", "N", "J", "W", "MP", "bar"})
    """Unit signs that count only where no letter follows and the number stands right before them or is not a year;
    signs that are also words."""
    unit_names: ClassVar[Mapping[str, Mapping[str, str]]] = {}
    """Names of units by plural category that are said instead of the CLDR's."""

    # Words between numbers
    range_word: ClassVar[str] = "to"
    ratio_word: ClassVar[str] = "to"
    score_word: ClassVar[str] = "to"
    ratio_words: ClassVar[frozenset[str]] = frozenset()
    """Words near "3:1" that make it a ratio (scale, ratio, odds) …"""
    score_words: ClassVar[frozenset[str]] = frozenset()
    """… and those near "3:1" or "3-1" that make it a score (won, beat, lost, final)."""
    phone_words: ClassVar[frozenset[str]] = frozenset()
    """Words before a telephone number: "call", "tel"."""
    version_words: ClassVar[frozenset[str]] = frozenset({"version"})
    """Words before which "2.0" is a version."""

    # Roman numerals
    roman_before: ClassVar[frozenset[str]] = frozenset()
    """Words (casefolded) before a roman numeral that counts: "chapter", "war"."""
    roman_after: ClassVar[frozenset[str]] = frozenset()
    """Words behind one that count: "siècle"."""
    roman_names: ClassVar[frozenset[str]] = frozenset()
    """Names of rulers and popes, casefolded: "henry"; their numeral is an ordinal."""

    # Letters and words
    abbreviations: ClassVar[Mapping[str, str]] = {}
    """Written without the last full stop and without spaces, casefolded ("z.b", "dr") and what is said. Case counts
    where the key has a capital."""
    stopless: ClassVar[frozenset[str]] = frozenset()
    """Abbreviations that need no full stop: "dr", "vs"."""
    closing: ClassVar[frozenset[str]] = frozenset()
    """Abbreviations that may end a sentence: their stop stays where a capital follows ("etc. Then")."""
    initialisms: ClassVar[frozenset[str]] = frozenset()
    """Capitals that are spelled although they could be a word: "USA", "EU". Those without a vowel always are."""
    acronyms: ClassVar[frozenset[str]] = frozenset()
    """Capitals that are said as a word although they look unlike one."""
    letters: ClassVar[Mapping[str, str]] = {}
    """Names of capital letters where the letter alone will not do."""
    symbol_names: ClassVar[Mapping[str, str]] = {}
    """Words for signs inside ``<spell>`` and in addresses: what people say."""
    symbols: ClassVar[Mapping[str, str]] = {"&": "and", "+": "plus", "=": "equals", "%": "percent"}
    """Words for signs that stand between words of a text. What is not here stays as it is."""
    powers: ClassVar[Mapping[str, str]] = {}
    """What a power is called by its digits, and under an empty key before any other: ``{"2": "squared", "": "to the
    power of"}``. Without it powers stay as written."""
    bare_unit_words: ClassVar[frozenset[str]] = frozenset()
    """Words before which a unit without a number is one ("pro m²"); anywhere else it is many ("in km/h"). Without
    them such units stay as written."""
    quantities: ClassVar[Mapping[str, str]] = {}
    """What signs of comparison are where they follow a word and stand before how many: ``{">": "more than"}``."""
    www: ClassVar[str] = "w w w"
    sets_spaces: ClassVar[bool] = True
    """Whether words stand apart in writing, so that a sign's words get spaces."""

    # Expressions of the language's own
    patterns: ClassVar[tuple[tuple[SpanKind, str], ...]] = ()
    """Expressions with named groups, looked for before all others. ``§number§``, ``§integer§``, ``§month§``,
    ``§currency§``, ``§unit§`` stand for the language's own. Groups become fields."""
    last_patterns: ClassVar[tuple[tuple[SpanKind, str], ...]] = ()
    """Those that are looked for behind them; what ``confirm`` is asked about has the field ``stroke`` or ``below``."""
