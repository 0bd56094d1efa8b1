"""Expressions that Arabic looks for before all others."""

from __future__ import annotations

from rhapsode_server.text.verbalization.locales.arabic_numbers import COUNTED
from rhapsode_server.text.verbalization.quantities import SPACED_QUANTITIES
from rhapsode_server.text.verbalization.span import SpanKind
from rhapsode_server.text.verbalization.unspaced import DIMENSIONS, EQUATION

PER_NOUNS = {
    "شهر": "في الشهر", "شهريا": "شهريًا", "يوم": "في اليوم", "أسبوع": "في الأسبوع", "سنة": "في السنة",
    "عام": "في العام", "ساعة": "في الساعة", "دقيقة": "في الدقيقة", "ثانية": "في الثانية", "ليلة": "في الليلة",
    "م²": "للمتر المربع", "م2": "للمتر المربع", "كغ": "للكيلوغرام", "كجم": "للكيلوغرام", "كم": "للكيلومتر",
    **{noun: f"لكل {noun}" for noun in (
        "شخص فرد قطعة وحدة كيلو لتر متر طالب موظف حبة كوب ساكن نسمة برميل أونصة غرام جرام طن سهم رأس جلسة كيلومتر "
        "زجاجة علبة دولار يورو"
    ).split()},
}  # fmt: skip
"""What stands behind a stroke: so much a month."""

HONOURS = {
    "ص": "صلى الله عليه وسلم",
    "عج": "عجل الله فرجه",
    "ع": "عليه السلام",
    "رض": "رضي الله عنه",
    "ره": "رحمه الله",
}
"""What is said behind a holy name, where it stands in brackets."""

_POSTED = r"(?<=ص\.ب )|(?<=صندوق بريد )|" + "|".join(
    rf"(?<={town} )(?=\d{{5}}(?!\d))" for town in "الرياض جدة مكة الدمام القاهرة الإسكندرية عمان دمشق بغداد".split()
)
"""Behind a box of the post, and before five figures behind a town."""
_SIZES = ("كبير", "صغير", "كامل", "متوسط", "طازج", "مهروس", "مفروم")
"""Adjectives that agree with two of a thing."""
_COMMA_NUMBER = r"(?P<integer>\d{1,15}),(?P<fraction>(?:\d{1,2}|\d{4,9}|(?<=\d{4},)\d{3})(?!\d))"
"""A decimal as the Maghreb writes it; three digits behind at most three may be a group."""

PATTERNS: tuple[tuple[SpanKind, str], ...] = (
    (SpanKind.CODE, r"(?<!\w)(?P<prefix>[وفبكل]{0,2})الـ?\s?(?P<nineties>[2-9]0)s(?!\w)"),
    (
        SpanKind.ORDINAL,
        r"(?<!\w)(?P<prefix>[وفبك]{0,2})(?P<article>ال|لل)ـ?\s?(?P<integer>§integer§)(?![\d:/%A-Za-z]|[.,]\d)",
    ),
    # The preposition alone, so that any kind of number may follow it.
    (SpanKind.ABBREVIATION, r"(?<!\w)(?P<prefix>[وفبكل]{1,2})ـ\s?(?=[\d$€£])"),
    (SpanKind.ABBREVIATION, r"(?<!\w)(?P<prefix>[وفبك]?ال)ـ\s?(?=\d)"),
    (
        SpanKind.DATE,
        r"(?<![\w.,/-])(?P<day>\d{1,2})\s(?:من\s)?(?P<month>§month§)،?\s(?P<year>\d{4})\s?(?P<era>م|هـ)(?!\w)",
    ),
    (SpanKind.ABBREVIATION, r"(?<!\w)(?<!\d\s)(?P<page>ص)\.?\s?(?=\d)"),
    (
        SpanKind.TIME,
        r"(?<![\d:.,-])(?P<hour>\d{1,2})(?=\s(?:صباح|مساء|ظهر|عصر|ليل|فجر)(?:ا|ًا|اً|ً)?(?!\w))",
    ),
    (
        SpanKind.TIME,
        r"(?:(?<=الساعة \d إلى )|(?<=الساعة \d\d إلى )|(?<=الساعة \d حتى )|(?<=الساعة \d\d حتى ))"
        r"(?P<hour>\d{1,2})(?![\d:]|[.,]\d)",
    ),
    (SpanKind.CODE, rf"(?<![\d.,/:-])1\s?[-–]\s?2\s(?P<one_two>{'|'.join(COUNTED)}|ملعقة)(?!\w)"),
    (
        SpanKind.DECIMAL,
        rf"(?<![\d.,/:$€£-])(?P<integer>\d{{1,4}})(?P<fraction>\.5)\s(?P<halved>{'|'.join(COUNTED)}|ملعقة)(?!\w)",
    ),
    (
        SpanKind.UNIT,
        rf"(?<![\d.,/-])(?P<integer>[12])\s(?P<noun>{'|'.join(COUNTED)}|ملعقة)(?:\s(?P<size>{'|'.join(_SIZES)})(?=ة?(?!\w))(?P<_end>ة?))?(?!\w)",
    ),
    (SpanKind.PERCENT, rf"(?#%)(?<![\d\w])(?P<symbol>%)\s?{_COMMA_NUMBER}(?![\d%]|[.,]\d)"),
    (SpanKind.PERCENT, rf"(?#%)(?<![\d\w.,]){_COMMA_NUMBER}\s?(?P<symbol>%)(?![\d%])"),
    (SpanKind.PERCENT, r"(?#%)(?<![\d\w])(?P<symbol>%)\s?§number§(?![\d%]|[.,]\d)"),
    (
        SpanKind.DECIMAL,
        rf"(?<![\w.,$€£:/-])(?P<sign>[-+])?{_COMMA_NUMBER}(?![\w%/:]|[.,]\d)(?!\s?§unit§(?!\w))(?!\s?§currency§)",
    ),
    (
        SpanKind.CODE,
        r"(?<![\w.,/-])(?P<first_day>\d{1,2})(?=\s(?:إلى|حتى|و)\s?\d{1,2}\s(?:من\s)?§month§)",
    ),
    (SpanKind.SYMBOL, r"(?#=)(?<=\d)\s?(?P<minus>[-−–])\s?(?=\d{1,9}\s?=\s?\d)"),
    EQUATION,
    (SpanKind.ABBREVIATION, rf"\((?P<honour>{'|'.join(HONOURS)})\)"),
    *SPACED_QUANTITIES,
    (SpanKind.PHONE, r"(?<![\d.,-])(?P<groups>9200\d{5})(?![\d-])"),
    (
        SpanKind.CODE,
        rf"(?:(?<=اتصل بـ )|(?<=اتصل ب)|(?<=اتصل على )|(?<=على الرقم )|(?<=برقم )|{_POSTED})"
        r"(?P<named>\d{3,5})(?![\d-]|[.,]\d)",
    ),
    (
        SpanKind.UNIT,
        r"(?<![\d.,/-])(?P<integer>[12])\s(?P<counted_noun>(?!ال|وال|بال|لل|عدة|غاية|فاصلة)[\u0621-\u064a]{2,12}(?:ة|ات))(?!\w)",
    ),
    (SpanKind.ABBREVIATION, r"(?:(?<=عام \d\d\d)|(?<=سنة \d\d\d))(?P<era>م)(?!\w)"),
    (SpanKind.SYMBOL, rf"(?#/)(?<=[\d%$€£\u0621-\u064a])\s?/\s?(?P<per>{'|'.join(PER_NOUNS)})(?!\w)"),
    (SpanKind.CODE, r"(?#/)(?<![\w.,/-])(?P<season>(?:19|20)\d\d/\d\d)(?![\w/]|[.,]\d)"),
    (
        SpanKind.ABBREVIATION,
        r"(?:(?<=سنة \d\d\d )|(?<=عام \d\d\d )|(?<=سنة \d\d\d\d )|(?<=عام \d\d\d\d )"
        r"|(?<=في \d\d\d\d ))(?P<era>م)(?!\w)",
    ),
    *DIMENSIONS,
    # "2 مليون" is a dual.
    (SpanKind.CARDINAL, r"(?<![\d.,$€£:/A-Za-z-])(?P<integer>[12])\s(?P<scale>ألف|مليون|مليار)(?!\w)"),
    (SpanKind.ABBREVIATION, r"(?<=\d)\s?(?P<era>هـ|ق\.\s?م)(?!\w)"),
    (SpanKind.ABBREVIATION, r"(?<=[12]\d\d\d)(?P<era>م)(?!\w)"),
)
