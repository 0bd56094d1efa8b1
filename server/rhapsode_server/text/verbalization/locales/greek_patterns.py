"""Expressions that Greek looks for before all others."""

from __future__ import annotations

import re

from rhapsode_server.text.verbalization.locales.european_patterns import COMPARED, ISO_DATES
from rhapsode_server.text.verbalization.locales.scandinavian import DIMENSIONS, UNIT_FRACTIONS
from rhapsode_server.text.verbalization.locales.slavic_patterns import (
    ENGLISH_NUMBERS,
    LETTERED_QUARTER,
    LETTERED_SIZE,
    NUMBER_SIGN,
)
from rhapsode_server.text.verbalization.span import SpanKind
from rhapsode_server.text.verbalization.unspaced import EQUATION

_JOINED_WORDS = "χρον|λεπτ|ωρ|ήμερ|μελ|ετ|ορόφ|όροφ|θέσι|τομ|μην|πλάσι|σέλιδ|στροφ"
DAYS = {
    "δευ": "Δευτέρα", "τρι": "Τρίτη", "τετ": "Τετάρτη", "πεμ": "Πέμπτη", "παρ": "Παρασκευή", "σαβ": "Σάββατο",
    "σάβ": "Σάββατο", "κυρ": "Κυριακή",
}  # fmt: skip
PER = {
    "μήνα": "τον μήνα", "ώρα": "την ώρα", "ημέρα": "την ημέρα", "μέρα": "τη μέρα", "έτος": "το έτος",
    "χρόνο": "τον χρόνο", "λεπτό": "το λεπτό", "άτομο": "το άτομο", "κιλό": "το κιλό", "kg": "το κιλό",
    "τεμ": "το τεμάχιο", "τεμάχιο": "το τεμάχιο", "λίτρο": "το λίτρο", "m²": "το τετραγωνικό μέτρο",
    "m2": "το τετραγωνικό μέτρο", "τ.μ.": "το τετραγωνικό μέτρο", "km": "το χιλιόμετρο", "χλμ": "το χιλιόμετρο",
    "νύχτα": "τη νύχτα", "βράδυ": "το βράδυ", "kWh": "την κιλοβατώρα", "εβδομάδα": "την εβδομάδα", "h": "την ώρα",
}  # fmt: skip
"""What a price is for: "€/μήνα"."""

PATTERNS: tuple[tuple[SpanKind, str], ...] = (
    EQUATION,
    COMPARED,
    *ISO_DATES,
    LETTERED_SIZE,
    (
        SpanKind.DECIMAL,
        r"(?#KMkΚΜ)(?<![\w.,$€£/-])(?<![$€£] )(?P<integer>\d{2,3})(?P<scale>[KMkΚΜ])(?=\s[α-ωά-ώ]{3}|[.,;·)]|\Z)",
    ),
    (SpanKind.CARDINAL, r"(?#xX×χ)(?<![\w.,])(?P<integer>[1-9]\d{0,2})(?P<times>[xX×χ])(?=\s[α-ωά-ώ]{2})"),
    # Minutes of cooking and of matches; not of arcs.
    (SpanKind.DURATION, r"(?#'’′΄)(?<![\w.,'’°])(?<!° )(?P<minute>[1-9]\d{0,2})['’′΄](?![\w'’′΄]|\s\d)"),
    (SpanKind.UNIT, r"(?#/)(?<![\w.,/-])(?P<systolic>\d{2,3})/(?P<integer>\d{2,3})\s?mm\s?Hg(?!\w)"),
    (SpanKind.SYMBOL, r"(?#:)(?<=\d )(?P<divided>:)(?= \d{1,6}(?:,\d{1,6})? ?=)"),
    (SpanKind.SYMBOL, r"(?#-–−)(?<=[\w)²³] )(?P<less>[-–−])(?= (?:\d{1,6}|[a-zA-Z]\d?) ?[=+])"),
    LETTERED_QUARTER,
    NUMBER_SIGN,
    *ENGLISH_NUMBERS,
    (SpanKind.SYMBOL, r"(?#/)(?<=\b(?:19|20)\d\d)(?P<season>/)(?=\d\d(?:\d\d)?(?![\d/]|[.,]\d))"),
    (SpanKind.CODE, r"(?#/)(?<![\w.,:/])(?P<always>24/7)(?![\w/]|[.,]\d)"),
    (
        SpanKind.DECIMAL,
        r"(?#/)(?<![\w.,/-])(?P<integer>\d{1,2}),(?P<fraction>\d{1,2})/(?P<best>5|10|20|100)(?![\w/]|[.,]\d)",
    ),
    *UNIT_FRACTIONS,
    DIMENSIONS,
    (SpanKind.CARDINAL, r"(?#'’΄‘)(?<=[τΤ]ου )['’΄‘](?P<integer>\d0)(?!\w)"),
    (SpanKind.ORDINAL, rf"(?<![\w.,])(?P<integer>\d{{1,3}})-?(?P<joined>(?:{_JOINED_WORDS})[^\W\d_]{{1,8}})(?!\w)"),
    (
        SpanKind.ABBREVIATION,
        rf"(?<!\w)(?i:(?P<first_day>{'|'.join(DAYS)}))\.?\s?[-–]\s?(?i:(?P<last_day>{'|'.join(DAYS)}))(?!\w)(?:\.(?=\s[\dα-ω]))?",
    ),
    # Before hours, or before another day.
    (
        SpanKind.ABBREVIATION,
        rf"(?<!\w)(?i:(?P<day>{'|'.join(DAYS)}))\."
        rf"(?=,? \d{{1,2}}(?:[:.]\d\d|\s?[-–])|,? (?:και |έως )?(?i:{'|'.join(DAYS)})\.)",
    ),
    (
        SpanKind.ORDINAL,
        r"(?<![\d.,:/])(?P<integer>\d{1,2})"
        r"(?=\s(?P<until>έως|ως|μέχρι|και|με)\s(?:τις\s|την\s)?\d{1,2}(?:ης|ή|η)?\s§month§)",
    ),
    (SpanKind.SYMBOL, rf"(?#/)(?:(?<=[€$£])|(?<=ευρώ))/(?P<per>{'|'.join(map(re.escape, PER))})(?!\w)"),
    (SpanKind.SYMBOL, r"(?#/)(?<=\d)(?P<of>/)(?=(?:19|20)\d\d(?![\d/]|[.,]\d))"),
    (SpanKind.CODE, r"(?<![\w.,-])(?P<text>[Α-Ω]{1,3}-?\d{1,4}|\d{1,4}[Α-Ω])(?![\w΄'’ʹ´])"),
    (SpanKind.CODE, r"(?<=Τ\.Κ\. )(?P<groups>\d{3} ?\d\d)(?!\d)"),
    (SpanKind.ROMAN, r"(?<![\w'’.])(?P<letters>ΣΤ|[ΑΒΓΔΕΖΗΘΙΚΛΜΝΞ]{1,2}|ΙΣΤ|ΚΣΤ)[΄'’ʹ´](?!\w)"),
    # A number of ten digits, of which Greek ones begin with 2, and mobile ones with 69.
    (
        SpanKind.PHONE,
        r"(?<![\w.,+-])(?P<groups>(?:(?:\+|00)30[ -]?)?(?:2\d\d|69\d)[ -]?\d{3}[ -]?\d{4}|2\d{3}[ -]\d{6})"
        r"(?![\d-]|[.,]\d)",
    ),
)
