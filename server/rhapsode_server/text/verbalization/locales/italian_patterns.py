"""Expressions that Italian looks for before all others."""

from __future__ import annotations

from rhapsode_server.text.verbalization.locales.romance_patterns import (
    PATTERNS as ROMANCE,
)
from rhapsode_server.text.verbalization.locales.romance_patterns import (
    law_pattern,
    per_pattern,
    piece_pattern,
    week_patterns,
)
from rhapsode_server.text.verbalization.span import SpanKind

DAYS = {
    "lun": "lunedì", "mar": "martedì", "mer": "mercoledì", "gio": "giovedì", "ven": "venerdì", "sab": "sabato",
    "dom": "domenica",
}  # fmt: skip
SAINTS = (
    *"Maria Lucia Chiara Caterina Croce Rita Teresa Giulia Cecilia Monica Marta Barbara Agata Margherita".split(),
    *"Pietro Paolo Marco Giovanni Giuseppe Francesco Lorenzo Martino Michele Nicola Carlo Giorgio Gennaro Siro".split(),
    *"Antonio Agostino Andrea Ambrogio Angelo Anna Agnese Elena Eustachio Egidio Orsola Ignazio".split(),
)
FEMININE_SAINTS = 14
"""How many of them are women with a consonant in front."""

PATTERNS: tuple[tuple[SpanKind, str], ...] = (
    # Small capitals are often lost: "secolo xix", "il xix secolo".
    (SpanKind.ROMAN, r"(?:(?<=[sS]ecolo )|(?<=[sS]ecoli ))(?P<numeral>[ivx]{1,6})(?!\w)"),
    (SpanKind.ROMAN, r"(?<!\w)(?P<numeral>[vx][ivx]{0,5}|i[vx])(?=\ssecol[oi]\b)"),
    (SpanKind.ABBREVIATION, r"(?<!\w)(?P<key>L)\.(?=\s?\d{1,5}/\d{2,4}(?!\d))"),
    law_pattern(
        (
            "[Ll]egge",
            "[Ll]egge n\\.",
            "[Dd]ecreto n\\.",
            "[Ll]gs\\. n\\.",
            "[Ll]gs\\.",
            "l\\.",
            "L\\.",
            "D\\.L\\.",
            "d\\.l\\.",
            "D\\.M\\.",
            "D\\.P\\.R\\.",
            "[Dd]ecreto",
        )
    ),
    (SpanKind.ORDINAL, r"(?#'’′)(?:(?<=\bal )|(?<=\bdel ))(?P<integer>\d{1,3})(?P<suffix>['’′])(?!\w)"),
    # Post codes, behind the street or the word for them.
    (
        SpanKind.CODE,
        r"(?:(?<=, )|(?<= [-–] )|(?<=CAP )|(?<=CAP: ))(?P<text>\d{5})(?=,? (?!Euro)[A-Z][a-zàèéìòù]|[.,;)]|\Z)",
    ),
    (SpanKind.ABBREVIATION, r"(?<!\w)(?P<key>lett)\.(?=\s?[a-z]\))"),
    *ROMANCE,
    per_pattern("pers|giorno|mese|anno|settimana|persona|notte|ora|minuto|secondo|abitante|ab|litro|chilo|pezzo"),
    (SpanKind.ROMAN, r"(?<!\w)(?P<numeral>[IVX]{1,7})(?= (?:e|ed|o|-) (?:il )?[IVX]{1,7} secol)"),
    (SpanKind.CARDINAL, r"(?<![\w.,])(?P<integer>[1-9]\d{0,2})(?P<aged>enn[ei]|in[ae])(?!\w)"),
    piece_pattern("pz"),
    # Behind its year too: "1480 ca."
    (SpanKind.ABBREVIATION, r"(?<=\d\d\d )(?P<key>ca)(?:\.(?=[,;)]|\s[a-z(]))?(?!\w)"),
    *week_patterns(DAYS),
    (SpanKind.ROMAN, r"(?<!\w)(?P<numeral>[IVX]{1,7})(?= al [IVX]{1,7} sec)"),
    (SpanKind.CODE, r"(?<=IVA )(?P<text>\d{11})(?!\w)"),
    (SpanKind.ABBREVIATION, r"(?<!\w)(?P<key>h)\.?(?=\s?\d{1,2}[:.][0-5]\d)"),
    (
        SpanKind.TIME,
        r"(?<![\w.,])(?P<hour>[01]?\d|2[0-3])\.(?P<minute>[0-5]\d)\s?[-–]\s?"
        r"(?P<until>(?:[01]?\d|2[0-3])\.[0-5]\d)(?!\w|\.\d|\s?[€$%])",
    ),
    (SpanKind.PHONE, r"(?<![\w.,+])(?P<groups>80[03][ .-]?\d{3}[ .-]?\d{3})(?![\w-]|[.,]?\d)"),
    (SpanKind.ROMAN, r"(?<=[IVX] [eoa] )(?P<numeral>[IVX]{1,7})(?!\w)"),
    (SpanKind.CARDINAL, r"(?<![\w.,])(?P<integer>[1-9]\d{0,2})mila(?!\w)"),
    (SpanKind.ROMAN, r"(?<!\w)(?P<numeral>[IVX]{1,7})(?= sec\.)"),
    (SpanKind.ABBREVIATION, r"(?<=[IVX] )(?P<key>sec)\.(?= \w|,)"),
    (SpanKind.ABBREVIATION, rf"(?<!\w)(?P<key>S)\.\s?(?=(?:{'|'.join(SAINTS)})(?!\w))"),
    (SpanKind.ROMAN, r"(?<=sec\. )(?P<numeral>[IVX]{1,7})(?!\w)"),
    (SpanKind.PHONE, r"(?<![\w.,+])(?P<groups>3\d\d(?:[ .-]\d{3}[ .-]\d{4}|[ -]\d{6,7}))(?![\w-])"),
)
