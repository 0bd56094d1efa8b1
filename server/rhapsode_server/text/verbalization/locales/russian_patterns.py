"""Expressions of Russian and Ukrainian."""

from __future__ import annotations

from rhapsode_server.text.verbalization.span import SpanKind

JOINED_ENDINGS = (
    (
        SpanKind.ORDINAL,
        r"(?<![\w.,-])(?P<integer>\d{1,4})(?P<suffix>го|му|ого|ому|ая|ое|ые|ый|ой|ых|ым|ую|й|я|е|ю|х|ти|ми)"
        r"(?![\w-]|[.,]\d)",
    ),
    (
        SpanKind.ORDINAL,
        r"(?<![\w.,-])(?P<integer>\d{1,4})(?P<suffix>м)"
        r"(?= (?:год|век|класс|этаж|курс|мест|тур|раунд|номер|дом|час)[уе](?!\w))",
    ),
    (
        SpanKind.ORDINAL,
        r"(?#XVI)(?<![\w.–-])(?P<numeral>[IVX]{1,7})(?P<suffix>-(?:й|го|му|м|я|ю|ой|е|х|ым|ого|ому))(?!\w)",
    ),
)
"""Numbers whose ending is written without a hyphen ("5й"), and numerals that have one ("VII-го")."""
JOINED_ENDINGS_UK = (
    (
        SpanKind.ORDINAL,
        r"(?<![\w.,-])(?P<integer>\d{1,4})(?P<suffix>го|му|ого|ому|та|те|ше|ге|тя|тє|га|ша|ої|ій|ою|й|я|е|ї|х|ти|ма)"
        r"(?![\w-]|[.,]\d)",
    ),
    JOINED_ENDINGS[-1],
)
"""The same in Ukrainian."""
BIRTH = (
    SpanKind.YEAR,
    r"(?<![\d.,:/–-])(?P<integer>(?:19|20)\d\d)[ \u00a0]?(?P<birth>г\. ?р)(?:\.(?!\s*$)|(?=\.))",
)
"""A year of birth: "1985 г. р."."""
OPENERS = frozenset(
    "они он она оно это но мы вы я так там в на если когда как потом затем поэтому также теперь у и а после для".split()
)
"""Words that begin a sentence behind "им", which is a pronoun there."""
