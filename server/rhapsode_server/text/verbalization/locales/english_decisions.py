"""What an English reading is decided by: the words around."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from rhapsode_server.text.verbalization.context import REACH, Context
from rhapsode_server.text.verbalization.locales import english_words as words
from rhapsode_server.text.verbalization.locales.english_signs import decide_sign
from rhapsode_server.text.verbalization.locales.english_sounds import is_sayable
from rhapsode_server.text.verbalization.locales.english_units import STOPPED
from rhapsode_server.text.verbalization.span import Span, SpanKind

_LETTERS = re.compile(r"[A-Za-z]+\Z")
_SEQUEL = re.compile(r"[IVX]{2,}-\d")
"""A numeral with another number behind: Final Fantasy XIII-2."""
_WORD = re.compile(r"[A-Za-z]{3,}")
_SUFFIX = re.compile(r"\d(?:st|nd|rd|th)(?!\w)")
_NUMERAL = re.compile(r"\s?[IVXLC]+(?!\w)")
_STREET_END = re.compile(r"\s?(?:[NSEW]{1,2}(?!\w|\. [A-Z])|Apt|Suite|Ste|Unit|Floor|#|\d)")
_OWNERS = frozenset("the his her their my your our its early mid late and or to through".split())
_UNNAMED = frozenset(words.ABBREVIATIONS) | _OWNERS | frozenset({"a", "an", "this", "that", "but", "if", "when"})
_RUNS = frozenset("run race marathon hike walk".split())
_RUNNING = frozenset("ran run runs running walked raced jogged".split())
_SHORT_DAYS = frozenset("mon tue wed thu fri sat sun".split())
_COUNTRIES = frozenset({"US", "UK", "UN", "EU", "PO"})
_BEGINNINGS = frozenset(
    "The It He She They We You In On At This That But And However For A An If When As After Its His Her There These "
    "Those Then So Yet While Although Since Because With By From To My Our Your What Why How Who Where".split()
)
"""Words with which a sentence begins; another capital behind "U.S." is a part of a name."""
_ROAD = re.compile(r"(?:Hwy|Highway|Route|Rte|Exit|Interstate|Mile|I|US)[.-]? ?\Z")
"""Before the number of a road, behind which a letter is a direction."""
_ROMAN_NUMBERED = frozenset("vol ch sec art para fig app tab mk".split())
_SIMPLE = frozenset("2 3 4 5 8 10".split())
_HOURS = frozenset("at by until till from since around between to before after".split())
_CONNECTED = frozenset("on next last this every each by until and or through from to since before after".split())
_QUOTES = re.compile(r'(?<!\d)"')
"""Those that are no inches."""
_POWERED = re.compile(r"\d ?(?:V|VAC|VDC|W|volts?|watts?)(?!\w)")
_CREDENTIAL = re.compile(r", (?!USA)[A-Z]{2,5}(?:,| |\.|$)")
_TITLES = frozenset("dr mr mrs ms prof".split())
_INITIALS = re.compile(r"(?!U\.|D\.C|[AP]\.M)[A-Z]\.(?:[A-Z]\.)?[A-Z]")
_WEEKDAY = re.compile(r"\b(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?\.?,? \(?\Z")
_REVISION = re.compile(r"\s(?:[A-Z]?\d|[A-Z](?![\w.]))")
_KNOWN = words.INITIALISMS | words.ACRONYMS
"""Capitals that are written so in any text, and shout nothing."""
_BOOK = re.compile(r"([A-Z][a-z]{1,5})\. \Z")
_NEXT_DAY = re.compile(r", \d|,? (?:and |& |or )?(?:Mon|Tues?|Wed|Thur?s?|Fri|Sat|Sun)(?:\.|(?=,))")
_RANKED = re.compile(r"\. (?:VP|Vice|Blvd|Ave|St|Dr|Rd|Way|Dir|Eng|Mgr|Man|Ana|Dev|Sof|Res|Ed)")
"""Behind "Sr." or "Jr." that ends no sentence: a post, or the rest of a street."""
_ZONE = re.compile(r"\. (?:[ECMP][SD]?T|GMT|UTC|CES?T|BST|IST|JST|AES?T)(?!\w)")
_ROAD_BEFORE = re.compile(r"(?:(?<!\w)(?:I|US|SR|Route|Rte|Hwy|Highway|Interstate)\.?[- ]?\d{1,4}) \Z")
_JOINT = re.compile(r"[^\w.!?…。！？।؟;\n]*+(?:and|or)(?!\w)", re.IGNORECASE)
"""What has to stand between two days of one month; nearly always nothing like it does."""
_BOMBS = frozenset("yield tnt bomb explosion explosive warhead nuclear device blast emissions".split())
"""Near kilotons; a ship or a wind makes knots."""
_ERAS = frozenset("songs music movies films hits fashion cartoons sitcoms bands kids rock pop style party".split())
_DATED = frozenset(
    "reminder remind meeting appointment scheduled schedule deadline due beginning starting begins starts ends ending "
    "expires expiring expiration event birthday reservation checkup delivery delivered arriving arrives eod".split()
)
"""Near a day of a month in figures."""
_PROBABLE = frozenset("probability chance fraction ratio odds equals inch inches cup cups score scored".split())
_LASTING = frozenset("days hours minutes seconds weeks months miles steps pieces parts words pages".split())
_FERTILISERS = frozenset("fertilizer fertiliser npk n-p-k".split())


def decide(span: Span, context: Context) -> Span | None:
    """The span, another reading of it, or ``None`` where it only looks like one."""
    decision = _DECISIONS.get(span.kind)
    return span if decision is None else decision(span, context)


def _abbreviation(span: Span, context: Context) -> Span | None:
    if span.field("per"):
        return span if _follows_number(span, context) else None
    if span.field("from"):
        return _day(span, context)
    if span.field("heading"):
        return span if _ROAD_BEFORE.search(context.text, max(0, span.start - 20), span.start) else None
    key = span.field("key")
    if not key:
        return span
    if key == "no" and context.written[0] == "n" and context.before in ("or", "say", "said", "says", "answered"):
        return None
    written, rest = context.written, context.text[context.end : context.end + 12]
    following = rest.strip()[:1]
    if key in ("dr", "st") and written.isupper() and not written.endswith(".") and not _shouts(context):
        return None  # a disc, a country, a computer: "DR Congo", "Atari ST"
    if key == "st" and written == "st" and rest[1:2].isupper() and not _named_before(context):
        return span  # st Petersburg
    if key in words.CAPITALISED and not written[0].isupper():
        # "1st st" can be nothing else.
        numbered = key in words.STREETS and len(key) < 4 and _SUFFIX.search(context.before)
        return span._replace(fields={"key": key, "street": words.STREETS[key]}) if numbered else None
    if key in words.NUMBERED and not following.isdigit():
        return span if key in _ROMAN_NUMBERED and _NUMERAL.match(rest) else None
    if key in ("e.g", "i.e") and written[0].isupper() and " " in written:
        return None  # somebody's first names
    if key == "p" and written[0] == "P" and context.text[max(0, span.start - 2) : span.start] == ". ":
        return None  # one of several initials: "Fed. R. Civ. P. 12"
    if key in ("jr", "sr") and rest.startswith(".") and _RANKED.match(rest):
        return span._replace(end=span.end + 1)
    if key == "rev" and _REVISION.match(rest):
        return span._replace(fields={"key": key, "street": "revision"})
    if key == "vs" and written == "Vs" and len(context.before) == 1:
        return None  # "T Vs"
    if key in words.LETTERED and not (following.isdigit() or following.isupper() or following == "#"):
        return None
    if key == "est" and (written.isupper() or not following.isdigit()):
        # Founded in a year; in capitals it is the time of the American east.
        return None
    if (key == "al" and context.before != "et") or (key == "ed" and not context.before[:1].isdigit()):
        return None
    if key == "fr" and not following.isupper():
        return None
    return _street(span, context, rest) if key in words.STREETS else span


def _shouts(context: Context) -> bool:
    """Whether the words around are in capitals too, or a house's number stands before."""
    for word in context.written_before[:4]:
        if word[0].isdigit():
            return True
        if not word[0].isupper():
            break
    around = (*context.written_before[:1], *context.written_after[:1])
    return any(
        word.isupper() and len(word) > 2 and word not in _KNOWN and is_sayable(word.casefold()) for word in around
    )


def _named_before(context: Context) -> bool:
    joined = context.text[max(0, context.start - 2) : context.start - 1].isalnum()
    return joined and bool(context.written_before) and context.written_before[0][0].isupper()


def _street(span: Span, context: Context, rest: str) -> Span | None:
    """A street's name's last word, or a title before a name."""
    key = span.field("key")
    stopped = context.written.endswith(".") or rest.startswith(".")
    before = context.written_before[0] if context.written_before and context.mark_before == " " else ""
    named = (before[:1].isupper() or before[:1].isdigit()) and before.casefold() not in _UNNAMED
    behind = rest.lstrip(". ")
    is_last = not behind[:1].isupper() or _STREET_END.match(behind) is not None
    numbered = any(word[0].isdigit() for word in context.written_before[1:4])
    if named and (is_last or (numbered and key != "dr")):
        return span._replace(fields={"key": key, "street": words.STREETS[key]})
    if key == "dr":
        return span
    if key == "st":
        return span if behind[:1].isupper() else None
    return span if stopped and key in ("ave", "blvd", "rd", "pkwy", "expy") else None


def _day(span: Span, context: Context) -> Span | None:
    """A day of the week with its stop, or before a date; "Sat." and "Sun." may end a sentence."""
    written = context.written
    if span.field("until") or not written.endswith("."):
        return span
    rest = context.text[context.end : context.end + 2].strip()
    listed = _NEXT_DAY.match(context.text, context.end)
    joined = listed is not None or context.before in _CONNECTED or context.text.endswith("& ", 0, context.start)
    if written in ("Sat.", "Sun.", "Mon.") and not (rest[:1].isdigit() or joined):
        return None
    return span._replace(end=span.end - 1) if not rest or rest[0].isupper() else span


def _follows_number(span: Span, context: Context) -> bool:
    """Whether a number, with or without what it counts, stands right before."""
    again = context.text.rfind("/", max(0, context.start - 5), context.start) != -1  # mg/kg/day
    again = again or span.field("per") in ("yr", "hr", "mo", "wk")
    before = context.written_before[: 3 if again else 2]
    return context.mark_before in tuple('%¢²³"') or any(word[0].isdigit() for word in before)


def _number(span: Span, context: Context) -> Span | None:
    if span.is_bare:
        return _bare(span, span.fields["integer"], context)
    if span.field("scale"):
        return _scaled(span, context)
    integer = span.field("integer")
    if span.field("grouped") or span.field("part") or span.field("behind"):
        return span
    if span.field("decade"):
        counted = len(integer) == 2 and context.before not in _OWNERS and context.mark_before not in tuple("'’-–—")
        counted = counted and context.after not in _ERAS
        return None if counted and not context.written.startswith(("'", "’")) else span
    if span.field("times") or span.field("exponent"):
        return span
    return span if span.field("sign") or span.field("fraction") else _bare(span, integer, context)


def _bare(span: Span, integer: str, context: Context) -> Span:
    """A whole number by the words around it. One of two digits or fewer is asked about least, as there are most."""
    if not context.written.isdecimal():
        return span
    if len(integer) < 3:
        joined = _JOINT.match(context.text, context.end) and context.words_after[:1] in (("and",), ("or",))
        if joined and _is_day(context.words_after[1:3]):
            return span._replace(kind=SpanKind.ORDINAL, fields={"integer": integer})  # 24 and 25 December
        return span
    if integer in words.EMERGENCY and _is_called(integer, context):
        return span._replace(kind=SpanKind.PHONE, fields={"groups": integer})
    if len(integer) > 9 and not integer.endswith("000"):
        return span._replace(kind=SpanKind.PHONE, fields={"groups": integer})
    if len(integer) < 6 and _are_last_digits(context.words_before):
        return span._replace(kind=SpanKind.PHONE, fields={"groups": integer})
    if span.kind is SpanKind.YEAR and context.mark_after == " " and context.after in _LASTING:
        return span._replace(kind=SpanKind.CARDINAL)
    if len(integer) in (5, 6) and "text" in context.words_before[:4] and context.before == "to":
        return span._replace(kind=SpanKind.PHONE, fields={"groups": integer})
    if span.kind is SpanKind.YEAR and context.before in ("in", "of", "the"):
        return span  # an account of the 1920 convention
    for word in context.words_before[:4]:
        if word in words.BETWEEN:
            continue
        if word in words.DIGITS_BEHIND or (word in words.LONG_DIGITS_BEHIND and len(integer) > 3):
            return span._replace(kind=SpanKind.PHONE, fields={"groups": integer})
        break
    return span


def _is_day(behind: tuple[str, ...]) -> bool:
    return len(behind) > 1 and behind[0].isdigit() and behind[1] in words.MONTH_NAMES


def _are_last_digits(before: tuple[str, ...]) -> bool:
    """Whether digits end the number of a card or an account."""
    ends = before[:1] in (("in",), ("with",)) and before[1:2] in (("ending",), ("ends",))
    return ends and not words.LAST_DIGITS.isdisjoint(before[2:])


def _is_called(integer: str, context: Context) -> bool:
    around = context.words_before[:3]
    if {"call", "calling", "called", "dial", "dialing", "dialed", "phone", "text"}.isdisjoint(around):
        counted = context.after.endswith("s") and context.after not in words.CALLED
        return integer == "911" and context.before not in words.CARS and not counted
    return context.after not in words.COUNTED


def _scaled(span: Span, context: Context) -> Span | None:
    """Thousands, millions and billions by one or two letters, where they are no metres, screens or doors."""
    match = _LETTERS.search(context.written)
    letters = match[0] if match else ""
    if len(letters) != 1:
        return span
    if context.written[-2:-1].isspace() or context.before.rstrip(".") in words.PLACES:
        return None
    counted = context.after in words.COUNTED and context.written_after[0].islower()
    integer = span.field("integer")
    exact = not span.field("fraction") and not span.field("low")
    as_letters = span._replace(kind=SpanKind.CODE, fields={"text": context.written})
    if letters in "kK":
        small = exact and int(integer) < 20 and not counted and context.mark_after != "+"
        runs = context.after in _RUNS or context.before in _RUNNING
        return as_letters if small and (letters == "K" or runs) else span
    if letters in "mT":
        return span if counted else None
    if letters == "B" and exact and not counted:
        return None
    return span


def _fraction(span: Span, context: Context) -> Span | None:
    """Inches' sign may be the end of a quotation."""
    if span.field("unit") not in ('"', "″"):
        return _day_of_month(span, context) or span
    before = context.text[max(0, context.start - REACH) : context.start]
    return None if len(_QUOTES.findall(before)) % 2 else span


def _day_of_month(span: Span, context: Context) -> Span | None:
    """The date that a fraction is where a day is spoken of, or where hardly anything has such parts: "by 6/30"."""
    if (
        span.field("whole")
        or span.field("sign")
        or span.field("unit")
        or "/" not in context.written
        or context.after == "of"
    ):
        return None
    month, day = int(span.field("numerator")), int(span.field("denominator"))
    if not (0 < month < 13 and 0 < day < 32) or (month, day) in ((9, 11), (12, 12)):
        return None
    if _WEEKDAY.search(context.text, max(0, span.start - 12), span.start):
        return span._replace(kind=SpanKind.DATE, fields={"month": str(month), "day": str(day)})
    around = (*context.words_before, *context.words_after[:2])
    odd = (day > 12 and day not in (16, 20, 25, 32) and month > 1) or (month > 9 > day > 0)
    odd = odd and _PROBABLE.isdisjoint(around) and "odds" not in around
    plural = context.after.endswith("s") and context.mark_after == " "
    is_date = (odd or not _DATED.isdisjoint(around)) and "=" not in context.text and not plural
    return span._replace(kind=SpanKind.DATE, fields={"month": str(month), "day": str(day)}) if is_date else None


def _date(span: Span, context: Context) -> Span | None:
    written = context.written
    month = _WORD.search(written)
    if month and month[0] in ("may", "march", "mar") and not span.field("year") and not _SUFFIX.search(written):
        return None
    if span.field("year") and not span.field("day") and written[:1].isdigit():
        # 2008-09 is a season, 2024-03 a month.
        return None if int(span.field("month")) > int(span.field("year")[-2:]) else span
    if "/" in written and not span.field("year"):
        day = written.partition("/")[2]
        named = (
            context.before in ("on", "due", "until", "till")
            or context.before.endswith("day")
            or context.before in _SHORT_DAYS
        )
        return None if day in _SIMPLE and not named else span
    return span


def _range(span: Span, context: Context) -> Span | None:
    """Two numbers with a dash between them; the lower end of a measure is no year."""
    first, second = span.parts
    if first.kind is SpanKind.YEAR and second.kind in (SpanKind.UNIT, SpanKind.PERCENT, SpanKind.MONEY):
        return span._replace(parts=(first._replace(kind=SpanKind.CARDINAL), second))
    return span


def _time(span: Span, context: Context) -> Span | None:
    if span.field("period") and _ZONE.match(context.text, context.end):
        return span._replace(end=span.end + 1)
    if span.field("suffix") not in ("hours", "hrs"):
        return span
    if ":" in context.written:
        return span
    is_evening = not context.before and span.field("minute") == "00" and context.after != "of"
    return span if span.field("hour")[0] == "0" or context.before in _HOURS or is_evening else None


def _unit(span: Span, context: Context) -> Span | None:
    symbol, written = span.field("symbol"), context.written
    if not symbol:
        return span
    if symbol == "s" and written[-2:] == "0s" and not _ERAS.isdisjoint(context.words_before[1:4]):
        return span._replace(kind=SpanKind.YEAR, fields={"integer": span.field("integer"), "decade": "s"})
    if (
        symbol == "A"
        and written[-2:-1].isspace()
        and context.written_after[:1]
        and context.written_after[0][0].isupper()
    ):
        return None  # "Chapter 3 A Great House"
    if symbol == "s" and written[-2:-1].isdigit() and not span.field("fraction"):
        name = context.written_before[0] if context.written_before else ""
        if name != name.lower() or context.before in ("size", "sizes"):
            return span._replace(kind=SpanKind.CODE, fields={"text": written})  # several Boeing 747s
    if symbol in ("N", "W") and _ROAD.search(context.text, max(0, span.start - 12), span.start):
        return None
    if len(symbol) == 1 and symbol.isupper() and written[-2:-1].isdigit():
        is_door = context.before.rstrip(".") in words.PLACES
        if is_door:
            return None
        if symbol == "A" and not span.field("fraction") and context.after not in words.ELECTRIC:
            return span if _POWERED.search(context.text[context.end : context.end + 16]) else None
    if symbol == "kt" and not _BOMBS.isdisjoint((*context.words_before, context.after)):
        return span._replace(fields={**span.fields, "unit": "kiloton"})
    if symbol == "bps" and len(span.field("integer")) > 3:
        return span._replace(fields={**span.fields, "unit": "bit-per-second"})
    rest = context.text[context.end : context.end + 3]
    if rest[:1] == "." and symbol.rpartition(" ")[2] in STOPPED and re.match(r"\.(?:[,;:)]|\s[a-z(\d])", rest):
        return span._replace(end=span.end + 1)
    return span


def _code(span: Span, context: Context) -> Span | None:
    if span.field("verse"):
        book = _BOOK.search(context.text, max(0, span.start - 8), span.start)
        return span if context.before in words.SCRIPTURES or (book and book[1] in words.BOOKS) else None
    if span.field("halves"):
        low, high = map(int, span.field("halves").split("-"))
        named = not (words.DIGITS_BEHIND | words.LONG_DIGITS_BEHIND | words.CALLED_BY).isdisjoint(context.words_before)
        return span if low >= high or named else None
    if span.field("record"):
        return _record(span, context)
    first, _, last = span.field("digits").partition("-")
    if first.isdecimal() and last.isdecimal() and len(first) == len(last) and first < last:
        return None  # a range
    if span.field("over") and len(span.field("below")) == 1:
        below = int(span.field("below"))
        return span if not below or int(span.field("over").replace(",", "")) > 20 * below else None
    state = span.field("state")
    if _SEQUEL.match(span.field("text")):
        return None
    if not state:
        return span
    if state not in words.STATES:
        return None
    if state in ("MD", "DO", "PA") and _CREDENTIAL.match(context.text, context.end):
        return None  # a doctor of medicine among other degrees
    if state == "MD" and not _TITLES.isdisjoint(word.rstrip(".") for word in context.words_before):
        return None
    if span.field("digits") or context.mark_before == "-":
        return span
    before = context.written_before[0] if context.written_before else ""
    return span if state not in words.WORDLIKE_STATES and before[:1].isupper() and not before.isupper() else None


def _record(span: Span, context: Context) -> Span | None:
    """Three numbers that are no date and no telephone's."""
    numbers = re.split("[-/]", span.field("record"))
    first, second = int(numbers[0]), int(numbers[1])
    is_date = len(numbers[2]) == 2 and 0 < min(first, second) < 13 and max(first, second) < 32
    if any(len(number) > 1 and number[0] == "0" for number in numbers):
        return None
    return span if not is_date or not _FERTILISERS.isdisjoint((*context.words_before, *context.words_after)) else None


def _money(span: Span, context: Context) -> Span | None:
    """Once at most is no money ("1RM" of who lifts weights), nor is how fast blood clots ("INR 2.5")."""
    return None if re.fullmatch(r"\d{1,2}RM|INR \d\.\d", context.written) else span


def _phone(span: Span, context: Context) -> Span | None:
    """What stands behind "number" is one to call, but for a year ("its number in 2007") and a rank."""
    written = context.written
    if not written.isdecimal() or len(written) > 4:
        return span
    if len(written) == 4 and written[:2] in ("19", "20") and context.before in ("in", "of"):
        return None
    ranked = len(written) == 3 and context.before == "number"
    return None if ranked and words.CALLED_BY.isdisjoint(context.words_before[1:]) else span


def _roman(span: Span, context: Context) -> Span | None:
    if span.field("lone"):
        if context.before == "the" and len(context.words_before) > 1 and context.words_before[1] in words.RULERS:
            return span._replace(kind=SpanKind.ORDINAL, fields={"numeral": span.field("lone"), "suffix": "th"})
        named = context.written_before[:1] and context.written_before[0][0].isupper()
        return None if named or context.after in words.UNITS_OF_MEN or context.after.startswith("centur") else span
    numeral = span.field("numeral")
    if numeral == "X" and context.before == "malcolm":
        return None
    if numeral in ("C", "D", "L", "M"):
        return None  # a letter: type C, class D
    if span.field("role") != "name":
        return span
    if not context.text[context.start - 2].isalnum():
        return None  # a comma between them: "Dear Mary, I ..."
    behind = context.text[context.end : context.end + 3]
    if len(numeral) == 1 and behind[:2] == ". " and behind[2:].isupper():
        return None  # an initial
    if numeral == "I":
        before = context.words_before
        titled = len(before) < 2 or before[1] in words.TITLES
        speaks = context.after.isalpha() and behind[1:2].islower() and context.after not in words.OF_KINGS
        return None if behind[:1] in ("'", "’") or (speaks and not titled) else span
    return span


def _initialism(span: Span, context: Context) -> Span | None:
    if (
        span.field("letters") in _COUNTRIES
        and context.mark_after == "."
        and context.text[span.end + 1 : span.end + 2] == " "
    ):
        behind = _WORD.match(context.text, span.end + 2)
        if behind and "." in context.written and behind[0] not in _BEGINNINGS:
            return span._replace(end=span.end + 1)  # "the U.S. Senate"
    if context.mark_after == "." and _INITIALS.fullmatch(context.written) and context.before not in ("in", "of"):
        behind = _WORD.match(context.text, span.end + 2)
        if behind and behind[0][1:].islower() and behind[0][0].isupper() and behind[0] not in _BEGINNINGS:
            return span._replace(end=span.end + 1)  # J.R.R. Tolkien
    if span.field("letters") not in words.WORDS_IN_CAPITALS or span.field("ending"):
        return span
    if span.field("letters") == "WHO":
        return span if context.before in ("the", "by", "from", "at") else None
    around = [*context.written_before[:1], *context.written_after[:1]]
    shouted = any(word.isupper() and len(word) > 1 and word not in words.INITIALISMS for word in around)
    return None if shouted else span


_DECISIONS: Mapping[SpanKind, Callable[[Span, Context], Span | None]] = {
    SpanKind.ABBREVIATION: _abbreviation,
    SpanKind.PHONE: _phone,
    SpanKind.MONEY: _money,
    SpanKind.CARDINAL: _number,
    SpanKind.DECIMAL: _number,
    SpanKind.YEAR: _number,
    SpanKind.FRACTION: _fraction,
    SpanKind.DATE: _date,
    SpanKind.RANGE: _range,
    SpanKind.TIME: _time,
    SpanKind.UNIT: _unit,
    SpanKind.SYMBOL: decide_sign,
    SpanKind.CODE: _code,
    SpanKind.ROMAN: _roman,
    SpanKind.INITIALISM: _initialism,
}
