"""What Hebrew's numbers are, by the words around them: ranks, days, parts of a whole, figures read one by one."""

from __future__ import annotations

import re
from collections.abc import Mapping, Set

from rhapsode_server.text.verbalization.context import Context
from rhapsode_server.text.verbalization.locales.hebrew_words import (
    FEMININE,
    FUNCTION_WORDS,
    MASCULINE,
    NO_HEADS,
    ORDINAL_HEADS,
    is_no_noun,
    noun_gender,
)
from rhapsode_server.text.verbalization.span import Span

_DATED = frozenset("ב ל מ ה עד ראשון שני שלישי רביעי חמישי שישי שבת".split())
"""Words before "3/10" that make it the third of October."""
_POSTED = re.compile("רח['׳]|רחוב|שד['׳]|שדרות|תל אביב|ת[\"״]א|ירושלים|חיפה|באר שבע|מיקוד")
"""Before seven figures that are those of the post."""
_IDENTITY = re.compile(r"(?:מספר|מספרו)\s(?:ה\w{0,12}|תעודת|דרכון|אישור|חשבון|לקוח)\s[^\d.]{0,30}$")
"""Before figures that are read one by one: "מספר תעודת הזהות הוא …"."""
_DEFINITE = re.compile("[מבלכש]?ה|[בלכ]")
"""What a noun with the article begins with; a preposition may have swallowed it."""
_MORE = frozenset("יותר פחות לפחות למעלה כמעט בערך".split())
_BEFORE_ONE = frozenset(
    "ו יש עם רק של או ועוד לפחות כבר את בלי צריך צריכה קניתי הוסף הוסיפו קחו לכל תוך אחרי לפני".split()
) | {""}
"""Words behind which "1" counts the noun that follows, and does not number the one before."""
_MARK = re.compile("[,;:]")
_AND_A_PART = frozenset("וחצי ורבע ושליש".split())


def ranked_gender(context: Context) -> str:
    """The gender of the noun that "ה-21" ranks; empty where it ranks none."""
    if len(context.words_before) < 2:
        return ""
    noun = context.words_before[1]
    bare = noun.removeprefix("ו")
    if found := ORDINAL_HEADS.get(noun) or ORDINAL_HEADS.get(bare):
        return found
    if len(bare) < 4 or bare.endswith(("ים", "ות")) or bare in NO_HEADS or bare in FUNCTION_WORDS:
        return ""  # "המדינות ה-27" are not ranked
    if bare.endswith("ו"):
        # "His": "כתבתו ה-3"
        return FEMININE if bare[-2] == "ת" and "יום" not in context.words_before[2:3] else MASCULINE
    return noun_gender(bare) if _DEFINITE.match(bare) else ""


def counted_gender(context: Context, hours: Set[str], scales: Mapping[str, str]) -> str | None:
    """The form of a number that does not stand right before what it counts; empty where it does."""
    noun, words = context.after, context.words_after
    if context.before == "פי":
        return f"{MASCULINE}-standalone"
    if context.before.endswith("גיל"):
        return None
    if noun in _AND_A_PART:
        # "2 וחצי שעות", "בשעה 4 וחצי אחר הצהריים"
        counted = words[1] if len(words) > 1 else ""
        timed = context.before in hours or not (counted in scales or counted.endswith(("ים", "ות")))
        return None if timed else f"{MASCULINE if counted in scales else noun_gender(counted)}-standalone"
    if noun in ("עד", "או", "מתוך") and len(words) > 2 and words[1].isdigit():
        # "4 עד 6 ימים"
        apart = _MARK.search(context.text, context.end, context.text.find(words[2], context.end))
        known = not apart and words[2] not in FUNCTION_WORDS and not is_no_noun(words[2])
        return f"{noun_gender(words[2])}-standalone" if known else None
    return ""


def counts_one(noun: str, span: Span, context: Context) -> bool:
    """Whether "1" counts the noun behind it, which is then said first: "יש 1 ספר"."""
    if context.mark_before == "-" and (context.before != "ו" or is_no_noun(noun)):
        return False
    begins = context.text[max(0, span.start - 4) : span.start].rstrip().endswith((",", ";", ":", "•", "-", "–"))
    counts = (begins or context.before in _BEFORE_ONE) and noun not in FUNCTION_WORDS
    return counts and not noun.endswith(("ים", "ות", "ת")) and noun[0] != "ה"


def is_masculine(word: str) -> bool:
    """Whether a word before "1" may be a masculine noun that is counted by it."""
    hebrew = len(word) > 2 and "א" <= word[0] <= "ת" and word[0] != "ה" and word not in FUNCTION_WORDS
    return hebrew and not word.endswith(("ים", "ות")) and noun_gender(word) == MASCULINE


def is_posted(context: Context) -> bool:
    """Whether seven figures end an address."""
    seven = len(context.written) == 7 and context.written.isdigit()
    return seven and _POSTED.search(context.text, max(0, context.start - 60), context.start) is not None


def is_identity(context: Context) -> bool:
    """Whether five to nine figures are the number of somebody or of something ordered."""
    figures = context.written.isdigit() and 5 <= len(context.written) <= 9
    return figures and _IDENTITY.search(context.text, max(0, context.start - 50), context.start) is not None


def is_day(span: Span, context: Context) -> bool:
    """Whether a fraction is a day and a month, and not a part of what follows: "יותר מ-2/3 מהסטודנטים"."""
    numerator, denominator = int(span.field("numerator")), int(span.field("denominator"))
    if context.before not in _DATED or numerator > 31 or denominator > 12:
        return False
    if span.field("whole") or span.field("symbol"):
        return False
    more = len(context.words_before) > 1 and context.words_before[1] in _MORE
    share = more or context.after in ("של", "כוס", "כף", "כפית") or context.after.startswith(("מה", "ה"))
    return not share or numerator >= denominator
