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
_LABEL = re.compile(r"(?:নং|নম্বর|পাতা|পৃষ্ঠা|বাড়ি|রোড|ধারা|نمبر|مکان|دفعہ|صفحہ|گلی|எண்|பிரிவு|பக்கம்|சாலை)\.?:?\s?$")
"""What is numbered with a stroke."""
CRICKET: tuple[tuple[SpanKind, str], ...] = (
    (SpanKind.CODE, r"(?#/)(?<![\w.,/:-])(?P<runs>\d{2,3})/(?P<wickets>10|\d)(?![\w/%]|[.,]\d)"),
    (SpanKind.CODE, r"(?#*)(?<![\w.,/:$€£₹৳*-])(?P<not_out>\d{1,3})\*(?![\w*])"),
)


class Cricket(NamedTuple):
    """How a language speaks of it."""

    words: re.Pattern[str]
    """Words of the game, one of which has to be near."""
    score: str
    """``{0}`` runs for ``{1}`` wickets."""
    not_out: str
    """``{0}`` runs of one who is not out."""

    def is_played(self, context: Context) -> bool:
        """Whether a text is about the game."""
        before = _END.split(context.text[max(0, context.start - _REACH) : context.start])[-1]
        after = _END.split(context.text[context.end : context.end + _REACH], maxsplit=1)[0]
        return not _LABEL.search(before) and (self.words.search(before) or self.words.search(after)) is not None

    def said(self, span: Span, numbers: NumberWords) -> str:
        """The words of a score; empty for anything else."""
        if runs := span.field("runs"):
            return self.score.format(numbers.cardinal(int(runs)), numbers.cardinal(int(span.field("wickets"))))
        not_out = span.field("not_out")
        return self.not_out.format(numbers.cardinal(int(not_out))) if not_out else ""
