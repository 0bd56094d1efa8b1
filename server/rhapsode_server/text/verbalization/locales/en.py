"""English: American readings, as newsreaders have them."""

from __future__ import annotations

from rhapsode_server.text.verbalization.context import Context
from rhapsode_server.text.verbalization.locale import Locale
from rhapsode_server.text.verbalization.span import Span, SpanKind

_DOLLAR = {"one": "dollar", "other": "dollars"}
_CENT = {"one": "cent", "other": "cents"}

_SUMS = {"×": "times", "÷": "divided by"}

_PLURALS = frozenset("people men women children feet mice sheep fish cattle police aircraft species".split())
_NO_NOUNS = frozenset(
    "was is has does were and or but to as until when the a an his her its this that he she it they we with by for in "
    "on at of from between across plus minus times".split()
)


class English(Locale):
    """English."""

    tag = "en"
    group_marks = ",\u00a0\u202f\u2009"
    leading_point = True
    ordinal_suffixes = ("st", "nd", "rd", "th")
    year_words = frozenset("in since by until till from year before after around circa early late mid during".split())
    year_by_default = True
    eras = {"BC": "B C", "AD": "A D", "BCE": "B C E", "CE": "C E", "B.C.": "B C", "A.D.": "A D"}
    decade_suffixes = ("s", "'s", "’s")
    date_order = "mdy"
    month_words = {"sept": 9}
    capital_months = True
    month_first = True
    day_suffix = "(?:st|nd|rd|th)?"
    month_joint = r"\s(?:of\s)?"
    hour_words = ("o'clock", "o’clock")
    currency_names = {
        "USD": _DOLLAR,
        "GBP": {"one": "pound", "other": "pounds"},
        "JPY": {"other": "yen"},
        "INR": {"one": "rupee", "other": "rupees"},
        "KRW": {"other": "won"},
        "RUB": {"one": "ruble", "other": "rubles"},
    }
    minor_units = {
        **dict.fromkeys(("USD", "EUR", "AUD", "CAD", "NZD", "HKD", "SGD", "MXN", "BRL"), _CENT),
        "GBP": {"one": "penny", "other": "pence"},
        "INR": {"one": "paisa", "other": "paise"},
    }
    unit_signs = {
        "fps": "frame-per-second",
        "rpm": "revolution-per-minute",
        "sq ft": "square-foot",
        "fl oz": "fluid-ounce",
    }
    unit_names = {
        "frame-per-second": {"one": "frame per second", "other": "frames per second"},
        "revolution-per-minute": {"one": "revolution per minute", "other": "revolutions per minute"},
    }
    scales = {
        **{word: word for word in ("thousand", "million", "billion", "trillion")},
        **{"k": "thousand", "m": "million", "mn": "million", "mio": "million", "bn": "billion", "b": "billion"},
        "tn": "trillion",
    }
    ratio_words = frozenset({"ratio", "odds", "scale"})
    score_words = frozenset("won win wins beat lost lose score scored final lead leading defeat victory tied".split())
    phone_words = frozenset("call phone tel telephone dial fax mobile cell number text".split())
    version_words = frozenset({"version", "release", "python", "android", "ios"})
    roman_before = frozenset(
        "chapter part volume book act scene section article phase type war class level stage appendix title figure "
        "table bowl mark episode season grade tier".split()
    )
    roman_names = frozenset(
        "henry louis george edward richard charles james william elizabeth john paul pius benedict gregory leo philip "
        "nicholas alexander frederick ferdinand catherine peter ivan napoleon innocent clement urban robert david "
        "malcolm constantine ptolemy ramesses rameses xerxes darius cleopatra mary otto wilhelm franz friedrich "
        "carl gustav christian harald haakon olav albert leopold baudouin francis".split()
    )
    abbreviations = {
        "dr": "doctor",
        "mr": "mister",
        "mrs": "missus",
        "ms": "miz",
        "prof": "professor",
        "st": "saint",
        "vs": "versus",
        "etc": "et cetera",
        "e.g": "for example",
        "i.e": "that is",
        "jr": "junior",
        "sr": "senior",
        "approx": "approximately",
        "dept": "department",
        "gen": "general",
        "gov": "governor",
        "sen": "senator",
        "rep": "representative",
        "lt": "lieutenant",
        "col": "colonel",
        "capt": "captain",
        "sgt": "sergeant",
        "rev": "reverend",
        "hon": "honorable",
        "inc": "incorporated",
        "ltd": "limited",
        "corp": "corporation",
        "co": "company",
        "ave": "avenue",
        "blvd": "boulevard",
        "rd": "road",
        "mt": "mount",
        "ft": "fort",
        "no": "number",
        "fig": "figure",
        "p": "page",
        "pp": "pages",
        "vol": "volume",
        "ch": "chapter",
        "est": "established",
        "a.m": "A M",
        "p.m": "P M",
    }
    stopless = frozenset({"dr", "mr", "mrs", "vs", "prof"})
    closing = frozenset({"etc", "jr", "sr", "inc", "ltd", "corp", "co", "ave", "blvd", "rd", "a.m", "p.m"})
    initialisms = frozenset("USA US UK EU UN FBI CIA AI IBM ID IT API URL CEO CFO CTO FAQ GPU CPU PIN USB IP".split())
    symbols = {"&": "and", "+": "plus", "=": "equals", "#": "number", "~": "about", "≈": "about", **_SUMS}

    def decide(self, span: Span, context: Context) -> Span | None:
        if span.kind is SpanKind.ABBREVIATION:
            return self._decide_abbreviation(span, context)
        return span

    def _decide_abbreviation(self, span: Span, context: Context) -> Span | None:
        key = span.field("key")
        following = context.text[context.end : context.end + 2].strip()[:1]
        if key in ("no", "p", "pp", "fig", "vol", "ch") and not following.isdigit():
            return None
        if key in ("gen", "rep", "col", "mt", "ft", "co") and not context.written[0].isupper():
            return None
        if key == "est" and (context.written.isupper() or not following.isdigit()):
            # Founded in a year; in capitals it is the time of the American east.
            return None
        return span

    def may_be_counted(self, context: Context) -> bool:
        """Whether a plural follows, and no verb or preposition as behind a year."""
        if not super().may_be_counted(context):
            return False
        noun = next((word for word in context.words_after[:2] if word.endswith("s") or word in _PLURALS), "")
        return bool(noun) and context.after not in _NO_NOUNS

    def abbreviation(self, span: Span, context: Context) -> str | None:
        if span.field("key") == "st" and not (
            context.mark_after == " " and context.written_after[:1] and context.written_after[0][0].isupper()
        ):
            return "street"
        return super().abbreviation(span, context)

    def year(self, span: Span, context: Context) -> str | None:
        number = int(span.field("integer"))
        if span.field("decade"):
            return self._decade(number)
        words = self.year_words_of(number)
        return f"{words} {self.eras[span.field('era')]}" if span.field("era") else words

    def year_words_of(self, number: int) -> str:
        """``nineteen eighty four``, ``two thousand five``, ``nineteen oh five``."""
        high, low = divmod(number, 100)
        if number < 1000 or number >= 10000 or high % 10 == 0 and low < 10:
            return self.numbers.cardinal(number)
        if not low:
            return f"{self.numbers.cardinal(high)} hundred"
        words = self.numbers.cardinal(low)
        return f"{self.numbers.cardinal(high)} {'oh ' if low < 10 else ''}{words}"

    def _decade(self, number: int) -> str:
        words = self.year_words_of(number) if number >= 100 else self.numbers.cardinal(number)
        return words[:-1] + "ies" if words.endswith("y") else words + "s"

    def date(self, span: Span, context: Context) -> str | None:
        month = self.month(int(span.field("month"))) if span.field("month") else ""
        words = [month]
        if span.field("day"):
            day = self.numbers.ordinal(int(span.field("day")))
            first = span.field("written_month") and context.written[:1].isdigit()
            words = ["the", day, *(["of", month] if month else [])] if first else [month, day]
        if span.field("year"):
            words.append(self.year_words_of(self.full_year(span.field("year"))))
        return " ".join(filter(None, words))

    def time(self, span: Span, context: Context) -> str | None:
        hour, minute = int(span.field("hour")), int(span.field("minute") or "0")
        words = [self.numbers.cardinal(hour)]
        if minute:
            words.append(("oh " if minute < 10 else "") + self.numbers.cardinal(minute))
        elif span.field("suffix") or not span.field("period"):
            words.append("o'clock" if 0 < hour <= 12 else "hundred")
        if span.field("period"):
            words.append("A M" if span.field("period") == "am" else "P M")
        if int(span.field("second") or "0"):
            words += ["and", self.counted(span.field("second").lstrip("0"), "second")]
        return " ".join(words)

    def money(self, span: Span, context: Context) -> str | None:
        if span.field("scale") and context.after and context.mark_after == " " and context.before in ("a", "an", "the"):
            scale = self.scales[span.field("scale")]
            return f"{self.amount(span)} {scale} {self.currency_name(span.field('currency'), 'one')}"
        return super().money(span, context)

    def fraction(self, span: Span, context: Context) -> str | None:
        numerator, denominator = int(span.field("numerator")), int(span.field("denominator"))
        if (numerator, denominator) == (24, 7):
            return "twenty-four seven"
        name = {2: "half", 4: "quarter"}.get(denominator) or self.numbers.ordinal(denominator)
        if numerator != 1:
            name = "halves" if denominator == 2 else f"{name}s"
        if not span.field("whole"):
            return f"{self.numbers.cardinal(numerator)} {name}"
        start = "a" if numerator == 1 else self.numbers.cardinal(numerator)
        return f"{self.numbers.cardinal(int(span.field('whole')))} and {start} {name}"

    def roman(self, span: Span, context: Context) -> str | None:
        words = super().roman(span, context)
        return f"the {words}" if span.field("role") == "name" else words
