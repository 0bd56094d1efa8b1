"""Cricket's scores in the languages of South Asia: so many runs for so many wickets, and runs of one who is not out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from rhapsode_server.text.verbalization.span import Span, SpanKind

if TYPE_CHECKING:
    from rhapsode_server.text.verbalization.context import Context
    from rhapsode_server.text.verbalization.number_words import NumberWords

_REACH = 90
"""Characters looked at on each side for a word of the game. Lower, and one at the other end of a sentence is missed;
higher, and that of another sentence counts."""
_END = re.compile(r"[।۔!?؟\n]|\.\s")
_TESTS = frozenset("टेस्ट টেস্ট ٹیسٹ டெஸ்ட் पारी".split())
_BALLS = re.compile(r"\s?\(\d{1,3}\)")
"""So many balls, behind one who is not out."""
_LABEL = re.compile(r"(?:নং|নম্বর|পাতা|পৃষ্ঠা|বাড়ি|রোড|ধারা|نمبر|مکان|دفعہ|صفحہ|گلی|எண்|பிரிவு|பக்கம்|சாலை)\.?:?\s?$")
"""What is numbered with a stroke."""
CRICKET: tuple[tuple[SpanKind, str], ...] = (
    (SpanKind.CODE, r"(?#/)(?<![\w.,/:-])(?P<runs>\d{2,3})/(?P<wickets>10|\d)(?![\w/%]|[.,]\d)"),
    (SpanKind.CODE, r"(?#/)(?<![\w.,/:-])(?P<taken>10|\d)/(?P<conceded>\d{2,3})(?![\w/%]|[.,]\d)"),
    (SpanKind.CODE, r"(?#*)(?<![\w.,/:$€£₹৳*-])(?P<not_out>\d{1,3})\*(?![\w*])"),
)


CRICKET_FIELDS = ("runs", "taken", "not_out")
"""One of these is a field of each."""


class Cricket(NamedTuple):
    """How a language speaks of it."""

    words: re.Pattern[str]
    """Words of the game, one of which has to be near."""
    score: str
    """``{0}`` runs for ``{1}`` wickets."""
    not_out: str
    """``{0}`` runs of one who is not out."""
    bowling: str
    """``{0}`` wickets for ``{1}`` runs."""

    def is_played(self, span: Span, context: Context) -> bool:
        """Whether a text is about the game."""
        before = _END.split(context.text[max(0, context.start - _REACH) : context.start])[-1]
        after = _END.split(context.text[context.end : context.end + _REACH], maxsplit=1)[0]
        if _LABEL.search(before):
            return False
        words = {*self.words.findall(before), *self.words.findall(after)}
        # Of a test at school 8/10 is a mark.
        return bool(words - _TESTS if span.field("taken") else words) or _BALLS.match(after) is not None

    def said(self, span: Span, numbers: NumberWords) -> str:
        """The words of a score; empty for anything else."""
        if runs := span.field("runs"):
            return self.score.format(numbers.cardinal(int(runs)), numbers.cardinal(int(span.field("wickets"))))
        if taken := span.field("taken"):
            return self.bowling.format(numbers.cardinal(int(taken)), numbers.cardinal(int(span.field("conceded"))))
        not_out = span.field("not_out")
        return self.not_out.format(numbers.cardinal(int(not_out))) if not_out else ""
