"""What stands beside a number in the Romance languages, and what it makes of it."""

from __future__ import annotations

import re

from rhapsode_server.text.verbalization.context import Context
from rhapsode_server.text.verbalization.locale import Locale
from rhapsode_server.text.verbalization.span import Span

HUMPS = re.compile(r"[A-ZÀ-Þ]{2,}(?![a-zß-ÿăâîșț])|[A-ZÀ-ÞȘȚĂÂÎ]?[a-zß-ÿăâîșț]+|[^\W\d_]+|\d+")
VOWEL = re.compile("[aeiouyà-æè-ïò-öù-ýăâî]", re.IGNORECASE)
LANGUAGES = {"C++": "C plus plus", "C#": "C sharp", "F#": "F sharp"}
SUBSCRIPTS = {ord("₀") + digit: str(digit) for digit in range(10)}
MILLION = 1_000_000
BETWEEN = frozenset({"entre", "între"})
MINUTES = re.compile(r"\s?(?:\d{1,2}\s?)?min(?!\w)")
PARTICLE = re.compile(r"\s(?:(?:d[aeiou]s?|del|della|dei|la|le|los|las)\s|d['’]|\w{1,4}\.)")
STOPPED = re.compile(r"(?:\b\w{1,4}\.|[º°])\s?$")
"""An abbreviation before a number: what follows is not what it counts."""
UNTIL = re.compile(r" (?:[aàyeo]|alle|às) (?:las )?\d{1,2}[.:][0-5]\d(?![\d.,])")
CENTURY = re.compile(r"\b(?:s|ss|séc|sécs|sec)\.\s?\Z")
NOUN = re.compile(r"[ \u00a0]([a-zà-ÿăâîșțşţ]{3,20})(?![\w'’])")
LENGTH = re.compile(
    r" ?(?:\d{3,4}(?! ?[a-zA-Z€%])|\d{1,2}(?:,\d{1,3})?(?: ?[x×] ?\d{1,3}(?:,\d{1,3})?)? ?(?:[mcdk]?m|px)(?!\w))"
)


_SINGLE = re.compile(r"(?<![\d.,])1[ \u00a0]\Z")


def is_single(context: Context) -> bool:
    """Whether one, and not the end of "2,1", stands before an abbreviation."""
    return _SINGLE.search(context.text, max(0, context.start - 4), context.start) is not None


def cut_year(span: Span, context: Context) -> Span:
    """The day and month of a street's name, without the house number behind it: "Av. 9 de Julio 1234"."""
    year = span.field("year")
    if not year or re.search(r"de[l]?\s\d{4}$", context.written):
        return span
    fields = {name: value for name, value in span.fields.items() if name != "year"}
    return span._replace(end=span.start + len(context.written.removesuffix(year).rstrip(" ,")), fields=fields)


def hashtag_words(locale: Locale, text: str) -> str:
    """A word or several behind a number sign."""
    words = ["hashtag"]
    for part in HUMPS.findall(text):
        if part.isdecimal():
            words.append(locale.number(part) if len(part) < 5 else locale.numbers.digits(part))
        else:
            words.append(part if VOWEL.search(part) else locale.letter_words(part))
    return " ".join(words)


def is_code(span: Span) -> bool:
    """Whether a currency is written by its code, or with the dollar's sign: nothing else is written so."""
    symbol, currency = span.field("symbol"), span.field("currency")
    return "$" in symbol or symbol.casefold() == currency.casefold()


def is_round(integer: str, fraction: str = "") -> bool:
    """Whether a number ends with the noun "million" or a larger one."""
    return not fraction and len(integer) > 6 and int(integer) > 0 and int(integer) % MILLION == 0
