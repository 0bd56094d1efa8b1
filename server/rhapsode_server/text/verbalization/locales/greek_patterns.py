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
    (SpanKind.ABBREVIATION, r"(?#+)(?<!\w)(?P<key>C\+\+)(?![^\W\d])"),
    *ISO_DATES,
    LETTERED_SIZE,
    (
        SpanKind.DECIMAL,
        r"(?#KMkΚΜ)(?<![\w.,$€£/-])(?<![$€£] )(?P<integer>\d{2,3})(?P<scale>[KMkΚΜ])(?=\s[α-ωά-ώ]{3}|[.,;·)]|\Z)",
    ),
    (SpanKind.CARDINAL, r"(?#xX×χ)(?<![\w.,])(?P<integer>[1-9]\d{0,2})(?P<times>[xX×χ])(?=\s[α-ωά-ώ]{2})"),
    # Up to a day behind another, and what two teams made: "28/12 έως 3/1", "Ελλάδα 2 - 1 Ιταλία".
    (
        SpanKind.DATE,
        r"(?#/)(?:(?<=\d/\d έως )|(?<=\d/\d\d έως )|(?<=\d/\d μέχρι )|(?<=\d/\d\d μέχρι ))"
        r"(?P<day>[0-3]?\d)/(?P<month>1[0-2]|0?[1-9])(?![\w/]|[.,]\d)",
    ),
    (
        SpanKind.RATIO,
        r"(?#-–)(?<=[α-ωά-ώ] )(?P<first>[0-3]?\d)\s?(?P<goals>[-–])\s?(?P<second>\d{1,2})(?= [Α-ΩΆ-Ώ][α-ωά-ώ]{2})",
    ),
    (
        SpanKind.SYMBOL,
        r"(?#/)(?<=\d\d )(?P<phones>/)(?= (?:\+\d{1,3} )?\d{2,5}(?:[ .-]\d{2,8}){1,5}(?![\d/]))",
    ),
    (SpanKind.FRACTION, r"(?#½⅓⅔¼¾)(?<![\w.,])(?P<whole>\d{1,3})\s(?P<symbol>[½⅓⅔¼¾])(?!\w)"),
    # Angles, with the quarter of the sky.
    (
        SpanKind.DURATION,
        r"(?#°)(?<![\w.,])(?P<degrees>\d{1,3})°\s?(?P<minute>\d{1,2})['′’]"
        r"(?:\s?(?P<second>\d{1,2})[\"″”])?(?:\s?(?P<sky>[ΒΝΑΔNSEW])(?!\w))?",
    ),
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
    (SpanKind.CARDINAL, r"(?#'’΄‘)(?:(?<=[τΤ]ου )|(?<=[τΤ]ο ))['’΄‘](?P<integer>\d\d)(?!\w)"),
    (SpanKind.ORDINAL, rf"(?<![\w.,])(?P<integer>\d{{1,3}})-?(?P<joined>(?:{_JOINED_WORDS})[^\W\d_]{{1,8}})(?!\w)"),
    (
        SpanKind.ABBREVIATION,
        rf"(?<!\w)(?i:(?P<first_day>{'|'.join(DAYS)}))\.?\s?[-–]\s?(?i:(?P<last_day>{'|'.join(DAYS)}))(?!\w)(?:\."
        rf"(?=\s[\dα-ω]))?",
    ),
    # Before hours, or before another day.
    (
        SpanKind.ABBREVIATION,
        rf"(?<!\w)(?i:(?P<day>{'|'.join(DAYS)}))\."
        rf"(?=,? \d{{1,2}}(?:[:.]\d\d|\s?[-–]|\s§month§)|,? (?:και |έως )?(?i:{'|'.join(DAYS)})\.)",
    ),
    (
        SpanKind.ORDINAL,
        r"(?<![\d.,:/])(?P<integer>\d{1,2})"
        r"(?=\s(?P<until>έως|ως|μέχρι|και|με)\s(?:τις\s|την\s)?\d{1,2}(?:ης|ή|η)?\s§month§)",
    ),
    (
        SpanKind.SYMBOL,
        r"(?#/)(?:(?<=[€$£gL])|(?<=ml)|(?<=ευρώ)|(?<=φορές)|(?<=φορά)|(?<=ώρες))"
        rf"/(?P<per>{'|'.join(map(re.escape, PER))})(?!\w)",
    ),
    (SpanKind.SYMBOL, r"(?#/)(?<=\d)(?P<of>/)(?=(?:19|20)\d\d(?![\d/]|[.,]\d))"),
    (SpanKind.CODE, r"(?<![\w.,-])(?P<text>[Α-Ω]{1,3}-?\d{1,4}|\d{1,4}[Α-Ω])(?![\w΄'’ʹ´])"),
    (SpanKind.CODE, r"(?<=Τ\.Κ\. )(?P<groups>\d{3} ?\d\d)(?!\d)"),
    (SpanKind.ROMAN, r"(?<![\w'’.])(?P<letters>ΣΤ|[ΑΒΓΔΕΖΗΘΙΚΛΜΝΞ]{1,2}|ΙΣΤ|ΚΣΤ)[΄'’ʹ´](?!\w)"),
    (SpanKind.ROMAN, r"(?#΄ʹ´)(?<![\w'’.])(?P<letters>στ|[αβγδεζηθικ]|ι[αβγδεζηθ])[΄ʹ´](?!\w)"),
    # A number of ten digits, of which Greek ones begin with 2, and mobile ones with 69.
    (
        SpanKind.PHONE,
        r"(?<![\w.,+-])(?P<groups>(?:(?:\+|00)30[ -]?)?(?:2\d\d|69\d)[ -]?\d{3}[ -]?\d{4}|2\d{3}[ -]\d{6})"
        r"(?![\d-]|[.,]\d)",
    ),
)
