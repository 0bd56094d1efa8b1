"""What differs from one Slavic language to the next and is no grammar: the attributes that a language sets."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from rhapsode_server.text.verbalization.locale import Locale
from rhapsode_server.text.verbalization.locales.slavic_numbers import SlavicNumbers
from rhapsode_server.text.verbalization.span import SpanKind

LETTER_SCALES = {"k": 1, "m": 2, "mn": 2, "b": 3, "bn": 3, "tn": 4}
"""Letters of size beside a currency, as English has them: "$1.5bn"."""
SOFTWARE = frozenset("python android ios windows java php node ubuntu macos chrome firefox bluetooth".split())
"""Names that versions follow in any language."""


class SlavicFacts(Locale):
    """Tables and words. A language gives its own; what it does not decline, it leaves empty."""

    number_type: ClassVar[type[SlavicNumbers]] = SlavicNumbers
    paradigms: ClassVar[Mapping[str, str]] = {}
    """Endings by class of nouns; a class begins with its gender."""
    lexicon = ""
    """Lines of class and stems: nouns that stand beside numbers."""
    irregular: ClassVar[Mapping[str, str]] = {}
    """Readings of forms that no class makes: "děti"."""
    least_word = ""
    """For "min." before a number, which is no minute there."""
    paragraph_noun: tuple[str, str] = ("", "")
    """Class and stem of "paragraph", for its sign behind a preposition."""
    season_joint = "–"
    """Between the two years of a season with a stroke."""
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
    adverbs: ClassVar[frozenset[str]] = frozenset()
    """Words that may stand there too: "very"."""
    before_digits: ClassVar[frozenset[str]] = frozenset()
    """Abbreviations that are ones only before a number."""
    decade_form: ClassVar[Mapping[str, str]] = {}
    """Forms of a decade by the word behind it."""
    plain_form = "mn"
    """Of numbers that are by one another, or times."""
    times_word = ""
    """The end of "three times" where it is written with the digits."""
    money_nouns = ""
    """Entries of currency, class and stem, and of its hundredth behind a slash, divided by semicolons."""
    prepositions: ClassVar[Mapping[str, str]] = {}
    """Cases by preposition, the usual one beside a measure first."""
    measuring: ClassVar[tuple[str, ...]] = ()
    """How verbs begin whose object an amount is: "costs", "weighs", "waited"."""
    remaining: ClassVar[frozenset[str]] = frozenset()
    """Words behind which a time is no object: "remains", "is"."""
    ordered_nouns: ClassVar[frozenset[str]] = frozenset()
    """Singulars that a number ranks, whatever it is: "floor", "class"."""
    passed_over: ClassVar[frozenset[str]] = frozenset()
    """Words between a preposition and its number: "almost", "as much as"."""
    passed_pairs: ClassVar[frozenset[tuple[str, ...]]] = frozenset()
    """The same, of two words: "more than"."""
    genitive_endings: ClassVar[tuple[str, ...]] = ()
    """Endings of words of ``passed_over`` that make a number without a preposition a genitive: "of the last"."""
    with_heads: ClassVar[frozenset[str]] = frozenset()
    """Words behind which a preposition takes the instrumental, which takes others too: "according with"."""
    governing: ClassVar[tuple[str, ...]] = ()
    """How nouns begin of which what is counted is the object, in the genitive: "building", "loss"."""
    scale_words: ClassVar[Mapping[str, int]] = {}
    """Powers of a thousand by the words that stand for them."""
    per_matter_word = ""
    """The same before what is no time: "per kilogram"; empty where it is the same word."""
    per_word = ""
    """Between the halves of a unit that the CLDR does not have."""
    royal = ""
    """Lines of class and stems: names of rulers and popes."""
    year_style = "m"
    """Gender of a year that is an ordinal; empty where years are cardinals."""
    year_case = "g"
    """The case of a year that nothing decides."""
    quarter_noun: tuple[str, str] = ("", "")
    """Class and stem of a year's "quarter"."""
    year_heads: ClassVar[frozenset[str]] = frozenset()
    """Parts of years, behind which a number of four digits is one: "quarter"."""
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
    range_openings: ClassVar[Mapping[SpanKind, tuple[str, str, str]]] = {}
    """Dates and times between which other words stand: what is said before the first, what before the second, and the
    case of the second."""
    range_joint = ""
    """Between the ends of a range that a preposition precedes, and of two years."""
    dates_alone = "g"
    """The case of a day where a date is all of the text."""
    date_words: ClassVar[frozenset[str]] = frozenset()
    """Words before a date that make its day a nominative: "today"."""
    hour_gender = ""
    """Gender of "hour", where it stands once behind two numbers of hours."""
    part_words: ClassVar[frozenset[str]] = frozenset()
    """Between a number and that of which it is a part: "in 9 of 10 cases"."""
    ordered_plurals: ClassVar[frozenset[str]] = frozenset()
    """Plurals that two numbers with a dash between them rank: "5–6 классы"."""
    plain_heads: ClassVar[frozenset[str]] = frozenset()
    """Words before a range of numbers that no "from" can follow: "every"."""
    home_currency = ""
    """What its hundredths alone are of."""
    whole_words: tuple[str, ...] = ("",)
    """"Whole" behind one, a few, two (where there is a dual) and many, where a decimal is said so; it is feminine."""
    fraction_stems = ""
    """Stems of a half to a tenth, and of a hundredth; feminine nouns."""
    mixed_joint = "–"
    """Between a whole number and its fraction."""
    by_word = ""
    """Between two lengths."""
    share_word = ""
    """For a stroke between two shares of a hundred: "80/20"."""
    over_word = ""
    """For a stroke between two numbers …"""
    house_word = ""
    """… for one in the number of a house …"""
    divided_word = ""
    """… and for one with spaces around it."""
    per_words: ClassVar[Mapping[str, str]] = {}
    """What is said for "/kg" behind a price."""
    room_words: ClassVar[frozenset[str]] = frozenset()
    """Words before "12A" that make it the number of a room or a house, and no current."""
    declined_adjectives: ClassVar[Mapping[str, str]] = {}
    """Stems of abbreviated adjectives that agree with the noun behind them: "so-called"."""
    oblique_ends: ClassVar[Mapping[str, str]] = {}
    """Endings of plurals of masculine nouns, by that of the genitive and the case."""
    adjective_forms: ClassVar[Mapping[str, str]] = {}
    """Forms of adjectives by their endings, where these tell."""
    article_heads: ClassVar[frozenset[str]] = frozenset()
    """Words behind which an abbreviated noun is a genitive: "breach of art. 5"."""
    ranked_nouns: frozenset[str] = frozenset()
    """Nouns before which "I" is a numeral where a sentence begins, although it is a word too."""
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

    labels = frozenset(
        "art ust pkt nr str s rozdz t cz poz rys tab lit č odst čl obr ст ч п гл стр рис табл с т кв абз разд".split()
    )
    """Abbreviations before a number that names: what stands behind it is not counted."""
    week: ClassVar[Mapping[str, tuple[str, str]]] = {}
    """Short names of days: how they are said behind the first and the second of ``week_words``."""
    mark_joint: ClassVar[tuple[str, str]] = ("", "")
    """Between a mark and the best that there is, and the case of the latter: "8/10"."""
    half_words: ClassVar[tuple[str, str]] = ("", "")
    """Half of what stands behind it, and a half behind a whole number."""
    week_words: ClassVar[tuple[str, str]] = ("", "")
    """Before the first and the last of several days."""
