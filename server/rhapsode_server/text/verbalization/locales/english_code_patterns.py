"""Expressions for codes of letters and figures in English: what is told by them, and counts nothing."""

from __future__ import annotations

from rhapsode_server.text.verbalization.locales.english_words import STREET_WORDS
from rhapsode_server.text.verbalization.span import SpanKind

FIGURES = "0123456789"
STREET = "|".join(sorted(word.capitalize() for word in STREET_WORDS))
_HOUSE = rf"(?=\s(?:[NSEW]\.?\s)?(?:[A-Z0-9][\w'’]{{0,20}}\.?\s){{1,3}}(?:{STREET})(?!\w))"
_ELEMENTS = r"(?:(?:Na|Cl|Ca|Mg|Fe|Cu|Zn|Ag|Al|Si|Mn|Br|Li|Ba|Pb|Hg|Sn|Ti|Cr|Ni|[HBCNOFPSKI])\d{0,2})"

_NO_PART = (
    r"(?!(?:a|an|and|as|at|by|in|is|it|of|on|or|to|up|mm|cm|m|km|mg|g|kg|ml|l|oz|lb|ft|hr|min|sec|yr|mo|th|st|nd|rd)"
    r"(?!\w))"
)
_PART = rf"{_NO_PART}(?:[a-z]{{1,2}}|[A-Z]{{1,8}}|(?=[A-Za-z]{{0,7}}\d)[A-Za-z0-9]{{1,8}})"
"""Between the hyphens of a code: no small word and no unit, as in "2-by-4" and "3-5-kg"."""

CODES = (
    # What answers say of themselves, ports, and aeroplanes: "HTTP 404", "port 8080", "Boeing 737-800".
    (
        FIGURES,
        SpanKind.CODE,
        r"(?=[1-5])(?:(?<=HTTP )|(?<=[eE]rror )|(?<=[sS]tatus )|(?<=[sS]tatus code )|(?<=[eE]rror code ))"
        r"(?P<house>[1-5]\d\d)(?!\w|[.,]\d)",
    ),
    (FIGURES, SpanKind.CODE, r"(?<=[pP]ort )(?P<house>[1-9]\d{3})(?!\w|[.,]\d)"),
    (FIGURES, SpanKind.CODE, r"(?<=Boeing )(?P<model>7\d7)(?:-(?P<series>\d{1,3}))?(?![\w-]|[.,]\d)"),
    ("xX", SpanKind.CODE, r"(?<!\w)(?P<text>0[xX][0-9A-Fa-f]{1,16})(?!\w)"),
    (
        FIGURES,
        SpanKind.CODE,
        r"(?<![\w-])(?P<digits>\d{4}(?P<_gap>[ -])\d{4}(?P=_gap)\d{4}(?P=_gap)\d{1,4})(?![\w-])",
    ),
    (
        "-",
        SpanKind.CODE,
        r"(?<![\w.,/+-])(?!\d-\d{3}-\d{3}-\d{4})(?P<digits>\d{1,5}(?:-\d{1,7}){3,6}(?:-X)?)(?![\w/-])",
    ),
    ("-", SpanKind.CODE, r"(?<![\w.,/+-])(?P<digits>\d-\d-\d)(?![\w/-])"),
    ("-", SpanKind.CODE, r"(?<![\w.,/+-])(?P<digits>\d{3}-\d{3}-\d{3})(?![\w-]|[.,]\d)"),
    # A name of a share, and cards for pictures.
    (".", SpanKind.INITIALISM, r"(?<![\w.])(?P<letters>[A-Z]{2,4}\.[AB])(?![\w.-])"),
    (
        FIGURES,
        SpanKind.CODE,
        r"(?=[1-9])(?:(?<=RTX )|(?<=GTX )|(?<=RX )|(?<=Form )|(?<=RFC )|(?<=ISO )|(?<=BWV ))"
        r"(?P<model>[1-9]\d{3})(?!\w|[.,]\d)",
    ),
    (
        ".",
        SpanKind.CODE,
        r"(?<![\w.])\.(?P<caliber>[2-5]\d{1,2})(?=[- ](?:cal(?:iber|ibre)?|[mM]agnum|ACP|Winchester|Remington"
        r"|rifle|pistol|revolver|automatic|handgun|bullet|round)s?(?!\w))",
    ),
    ("FA", SpanKind.CODE, r"(?<![\w.,:/])(?P<station>\d{2,3}\.\d|\d{3,4})\s?(?P<band>FM|AM)(?!\w)"),
    # Colours of a picture, oils, tires.
    (":", SpanKind.CODE, r"(?<![\w.,:])(?P<digits>4:[0-4]:[0-4])(?![\w:]|[.,]\d)"),
    ("W", SpanKind.CODE, r"(?<![\w.,])(?P<text>\d{1,2}W-\d\d)(?![\w-])"),
    ("R", SpanKind.CODE, r"(?<![\w.,/])(?P<tire>\d{3}/\d\d)(?P<text>Z?R\d\d)(?!\w)"),
    ("x", SpanKind.CODE, r"(?<=-\d{4} )[xX]\s?(?P<extension>\d{1,5})(?!\w)"),
    ("♯♭", SpanKind.CODE, r"(?<!\w)(?P<root>[A-G])(?P<accidental>[♯♭])(?!\w)"),
    ("^~", SpanKind.VERSION, r"(?<=[\^~])(?P<numbers>\d{1,4}(?:\.\d{1,5}){2,3})(?!\w|[.,]\d)"),
    # A paper in an archive, and a version behind a package's name.
    (":", SpanKind.CODE, r"(?<=arXiv:)(?P<paper>\d{4}\.\d{4,5}(?:v\d{1,2})?)(?!\w|[.,]\d)"),
    ("@", SpanKind.VERSION, r"(?<=\w@)(?P<numbers>\d{1,4}(?:\.\d{1,5}){1,3})(?!\w|[.,]\d)"),
    (
        "-",
        SpanKind.CODE,
        r"(?=\d{3}-)(?:(?<=each us at )|(?<=each me at )|(?<=ontact us at )|(?<=ontact me at )|(?<=umber is ))"
        r"(?P<digits>\d{3}-\d{4})(?![\w-]|[.,]\d)",
    ),
    # Orders, conferences, post codes with four figures more.
    ("-", SpanKind.CODE, r"(?<![\w.,/+$€£-])(?P<digits>\d{2,8}(?:-\d{5,8}){1,4}|\d{5}-\d{4})(?![\w/-]|[.,]\d)"),
    (FIGURES, SpanKind.CODE, r"(?<![\w.,/+$€£-])(?P<digits>\d{3} \d{4} \d{4})(?! ?\d|[\w/-]|[.,]\d)"),
    (FIGURES, SpanKind.CODE, r"(?<![\w-])(?P<standard>ES)(?P<annual>20[0-3]\d)(?![\w-])"),
    (FIGURES, SpanKind.CODE, r"(?<![\w.,-])(?P<parts>[3-9]|1\d)(?:rd|th)s(?!\w)"),
    (FIGURES, SpanKind.CODE, r"(?:(?<=\.\d)|(?<=\.\d\d))(?P<stage>[ab])(?P<count>\d{1,2})(?!\w|\.\d)"),
    # Matches won, lost and drawn, and what a fertiliser holds: "49-30-4", "10-10-10".
    (
        "-/",
        SpanKind.CODE,
        r"(?<![\w.,/$€£+-])(?P<record>\d{1,3}(?P<_mark>[-/])\d{1,3}(?P=_mark)\d{1,2})(?![\w/-]|[.,]\d)",
    ),
    (FIGURES, SpanKind.CODE, r"(?=\d{1,2}[HCNOS])(?<![\w.,-])(?P<text>\d{1,2}[HCNOS]\d{1,2}[HCNOS]{1,2}\d{0,2})(?!\w)"),
    # A substance with how much of it, with small figures: "3H₂".
    (
        "₀₁₂₃₄₅₆₇₈₉",
        SpanKind.CODE,
        r"(?<![\w.,])(?=\w{0,12}[₀-₉])(?P<text>\d{1,2}(?:[A-Z][a-z]?[₀-₉]{0,3}){1,8})(?!\w)",
    ),
    (
        "-",
        SpanKind.CODE,
        r"(?<![\w.,$€£/)+-])(?<!\) )(?P<digits>[2-9]\d[1-9]-\d{3}[1-9])(?![\w-]|[.,]\d)",
    ),
    (
        FIGURES,
        SpanKind.CODE,
        r"(?<![\w-])(?P<serial>(?=[A-Z]{0,8}\d{1,12}[A-Z]{1,8}\d|\d{1,12}[A-Z])[A-Z0-9]{8,24}"
        r"|[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12})(?![\w-])",
    ),
    ("-", SpanKind.PHONE, r"(?<![\w-])(?P<groups>\d{3}-\d\d-\d{4})(?![\w-])"),
    ("-", SpanKind.PHONE, r"(?<![\w.,$€£/)-])(?<!\) )(?P<groups>(?:\d{3}\s)?555-\d{4}|\d{3}-0\d{3})(?![\w-]|[.,]\d)"),
    ("-", SpanKind.CODE, r"(?<![\w-])(?P<text>1-8\d\d-[A-Z][A-Z0-9-]{3,12})(?!\w)"),
    (
        "-",
        SpanKind.CODE,
        rf"(?<![\w.,/+$€£@-])(?!\d{{4}}-\d\d-\d\dT\d)(?=[\d-]{{0,24}}[A-Za-z])(?=[A-Za-z-]{{0,24}}\d)"
        rf"(?P<text>{_PART}(?:-{_PART}){{2,8}})(?![\w-]|\.\w)",
    ),
    (
        FIGURES,
        SpanKind.CODE,
        r"(?<![\w.,/+-])(?!\d{1,4}[xX]\d)(?!\d{1,3}[hms]\d|\d{4}[QH]\d|[3-8]ft\d|\d{3,4}[pi]\d\d)(?P<text>\d{1,6}[A-Za-z]{1,4}\d{1,6}(?:[A-Za-z]{1,4}\d{1,6}){0,3}[A-Za-z]{0,4})"
        r"(?<=\w{5})(?![\w-]|[.,]\d)",
    ),
    (
        FIGURES,
        SpanKind.CODE,
        r"(?<![\w-])(?=[a-f]{0,8}\d{1,8}[a-f]{1,8}\d)(?P<serial>[0-9a-f]{7,40})(?![\w-])",
    ),
    (
        ":-",
        SpanKind.CODE,
        r"(?<![\w:-])(?P<pairs>[0-9A-Fa-f]{2}(?:(?::[0-9A-Fa-f]{2}){5}|(?:-[0-9A-Fa-f]{2}){5}))(?![\w:-])",
    ),
    (
        "-",
        SpanKind.CODE,
        r"(?<![\w.,$€£/+)-])(?P<halves>\d{4}-\d{4})(?![\w-]|[.,]\d)",
    ),
    (
        ":",
        SpanKind.VERSION,
        r"(?<![\w.])(?P<numbers>\d{1,3}(?:\.\d{1,3}){3}):(?P<port>\d{2,5})(?![\w:]|\.\d)",
    ),
    ("/", SpanKind.VERSION, r"(?<![\w.])(?P<numbers>\d{1,3}(?:\.\d{1,3}){3})/(?P<mask>\d{1,2})(?!\w|[./]\d)"),
    ("x0123456789", SpanKind.CODE, r"(?<!\w)[eE]xt(?:ension|n)?\.?\s?(?P<extension>\d{1,6})(?!\w)"),
    (FIGURES, SpanKind.CODE, r"(?<=, )(?P<state>[A-Z]{2})(?:\.|,)?\s(?P<digits>\d{5}(?:-\d{4})?)(?![\w-])"),
    ("(", SpanKind.CODE, r"(?<=\([DRI]-)(?P<state>[A-Z]{2})(?=\))"),
    (",", SpanKind.CODE, r"(?<=\w, )(?P<state>[A-Z]{2})(?![\w&-]|\.\w)"),
    (FIGURES, SpanKind.CODE, rf"(?<![\w.,#$€£-])(?P<house>[1-9]\d{{2,4}}){_HOUSE}"),
    (
        "xX×",
        SpanKind.CODE,
        r"(?<![\w.,])(?P<columns>\d{3,4})\s?[xX×]\s?(?P<rows>\d{3,4})(?:\s?(?P<pixels>px))?(?!\w|[.,]\d)",
    ),
    (
        "pi",
        SpanKind.CODE,
        r"(?<![\w.,])(?P<lines>240|360|480|576|720|1080|1440|2160|4320)(?P<scan>[pi])(?P<rate>\d{2,3})?(?!\w)",
    ),
    (FIGURES, SpanKind.CODE, r"(?<=\d)-?(?P<stage>rc|alpha|beta|pre|dev|preview)[.-]?(?P<count>\d{1,4})(?![\w])"),
    ("kKbB", SpanKind.CODE, r"(?<![\w.,])(?P<plan>401|403|457)\s?(?:\((?P<letter>[kKbB])\)|(?P<bare>[kK])(?!\w))"),
    # Substances without small figures: "NaCl", "Fe2O3", "Ca(OH)2".
    (
        "lagenbriunt",
        SpanKind.CODE,
        r"(?=[A-Z(])(?<![\w-])(?=[A-Z(\d]{0,12}(?:Na|Cl|Ca|Mg|Fe|Cu|Zn|Ag|Al|Si|Mn|Br|Li|Ba|Pb|Hg|Sn|Ti|Cr|Ni)(?!\w?[a-z]{2}))"
        rf"(?!NaN)(?P<substance>(?:\({_ELEMENTS}{{1,4}}\)\d{{0,2}}|{_ELEMENTS}){{2,8}})(?![\w-])",
    ),
    # Chords with a sharp or a flat, or with more than a letter.
    (
        FIGURES,
        SpanKind.CODE,
        r"(?<![\w#])(?P<root>[A-G])(?:(?P<accidental>[#♯♭b])(?P<mode>maj|min|dim|aug|sus|m)(?P<tone>\d{1,2})?"
        r"|(?P<plain>maj|min|dim|aug|sus|m)(?P<figure>\d{1,2}))(?![\w#])",
    ),
)
"""Codes of letters and figures, substances, chords."""
