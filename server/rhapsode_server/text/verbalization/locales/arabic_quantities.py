"""Short ways of writing how much, with what Arabic counts in the form that the number asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rhapsode_server.text.verbalization.locales.arabic_numbers import Noun
from rhapsode_server.text.verbalization.quantities import QuantityWords, quantity_words
from rhapsode_server.text.verbalization.span import Span

if TYPE_CHECKING:
    from rhapsode_server.text.verbalization.locales.ar import Arabic

_WORDS = QuantityWords(
    "",
    "",
    "على مدار الساعة",
    ("الربع الأول من عام {0}", "الربع الثاني من عام {0}", "الربع الثالث من عام {0}", "الربع الرابع من عام {0}"),
    ("النصف الأول من عام {0}", "النصف الثاني من عام {0}"),
    "",
    "{0} من {1}",
    fiscal="السنة المالية {0}",
)
_POINTS = {
    "pp": Noun("نقطة مئوية", "نقطتان مئويتان", "نقاط مئوية", "نقطة مئوية", feminine=True),
    "bp": Noun("نقطة أساس", "نقطتا أساس", "نقاط أساس", "نقطة أساس", feminine=True),
}
_TIMES = Noun("ضعف", "ضعفان", "أضعاف", "ضعف")
_TENS = "- - عشرينيات ثلاثينيات أربعينيات خمسينيات ستينيات سبعينيات ثمانينيات تسعينيات".split()


def quantity(locale: Arabic, span: Span, *, genitive: bool) -> str:
    """What was found as a code that tells how much; empty for anything else."""
    if points := span.field("points"):
        return locale.measured(span, _POINTS[points.removesuffix("s")], genitive)
    if times := span.field("times"):
        integer, _, fraction = times.replace(",", ".").partition(".")
        found = span._replace(fields={"integer": integer} | ({"fraction": fraction} if fraction else {}))
        return locale.measured(found, _TIMES, genitive)
    if systole := span.field("systole"):
        below = locale.numbers.cardinal(int(span.field("diastole")), "genitive")
        return f"{locale.number(systole)} على {below}" + ("" if span.field("bare") else " مليمتر زئبق")
    if marks := span.field("marks"):
        full = locale.numbers.cardinal(int(span.field("full")), "genitive")
        return f"{locale.number(*marks.replace(',', '.').split('.'))} من {full}"
    if tens := span.field("nineties"):
        return f"{span.field('prefix')}{_TENS[int(tens) // 10]} القرن العشرين"
    if decade := span.field("decade"):
        century, years = divmod(int(decade), 100)
        name = _TENS[years // 10]
        number = locale.numbers.ordinal(century + 1, "genitive")
        return f"{name if name != '-' else 'العقد ' + ('الثاني' if years else 'الأول') + ' من'} القرن {number}"
    return quantity_words(locale, span, _WORDS)
