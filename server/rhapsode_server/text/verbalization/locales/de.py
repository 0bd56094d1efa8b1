"""German: ordinals and dates in their case, numbers in the gender of what they count."""

from __future__ import annotations

import re

from rhapsode_server.text.verbalization.context import Context
from rhapsode_server.text.verbalization.locale import Locale
from rhapsode_server.text.verbalization.span import Span, SpanKind

_WEAK = frozenset(
    "am vom zum beim im dem den des zur einem einer eines keinem keiner ihrem ihrer seinem seiner meinem meiner "
    "unserem unserer diesem dieses jedem jedes jeden diesen ab bis seit nach vor dieser aller alle welchem".split()
)
"""Words behind which an ordinal ends in -n: dative, genitive, accusative masculine."""

_STRONG_E = frozenset(
    {"der", "die", "das", "eine", "keine", "seine", "ihre", "meine", "unsere", "ins", "jede", "diese"}
)
"""Words behind which it ends in -e."""

_FEMININE_ENDINGS = ("ung", "heit", "keit", "schaft", "ion", "tät", "anz", "enz", "ik", "ur", "ei", "in")
_FEMININE = frozenset(
    "tasse frau stadt straße woche stunde minute sekunde person tochter schwester mutter katze flasche seite zeile "
    "stelle frage antwort nacht million milliarde mio mrd aufgabe sache idee runde etage auflage klasse reihe zahl kuh "
    "hand bank wand luft kraft tür uhr stimme adresse mail datei nachricht birne banane kirsche tomate kartoffel "
    "gurke zwiebel orange zitrone dose scheibe packung hälfte gabel nadel insel regel tafel kugel karte tüte "
    "maus".split()
)
_MASCULINE_E = frozenset("junge kunde name kollege löwe hase affe neffe buchstabe käse experte franzose".split())

_NUMBER_COMPOUNDS = (
    "fach|mal|jährig|stündig|tägig|köpfig|teilig|stellig|minütig|sekündig|wöchig|monatig|seitig|stöckig|türig|"
    "prozentig|gliedrig|stufig|spurig|silbig|bändig|malig|dimensional|sitzer|zeiler|teiler|eck|tägige|tel"
)


class German(Locale):
    """German."""

    tag = "de"
    decimal_mark = ","
    group_marks = ".\u00a0\u202f\u2009'’ "
    minus = "minus"
    point = "Komma"
    version_point = "Punkt"
    plus_minus = "plus minus"
    ordinal_stop = True
    year_words = frozenset(
        "jahr jahre jahres jahren seit anno sommer winter herbst frühjahr frühling januar februar märz april mai juni "
        "juli august september oktober november dezember ab bis ende anfang mitte von".split()
    )
    year_by_default = True
    eras = {"v. Chr.": "vor Christus", "n. Chr.": "nach Christus", "v.Chr.": "vor Christus", "n.Chr.": "nach Christus"}
    decade_suffixes = ("er", "ern", "ers")
    day_month_stop = True
    month_words = {"jänner": 1, "feber": 2, "jan": 1, "jän": 1, "feb": 2, "sept": 9, "mrz": 3, "dez": 12, "juno": 6}
    capital_months = True
    day_suffix = r"\.?"
    month_joint = r"[\s\u00a0]?\s?"
    hour_words = ("Uhr",)
    hour_letters = ()
    time_dot = True
    day_periods = {}
    percent_word = "Prozent"
    permille_word = "Promille"
    currency_signs = {"Fr.": "CHF", "SFr.": "CHF", "sFr.": "CHF", "Euro": "EUR", "Dollar": "USD", "¢": ""}
    currency_names = {
        "USD": {"other": "Dollar"},
        "GBP": {"other": "Pfund"},
        "CHF": {"other": "Franken"},
        "JPY": {"other": "Yen"},
        "RUB": {"other": "Rubel"},
        "CNY": {"other": "Yuan"},
        "INR": {"one": "Rupie", "other": "Rupien"},
        "PLN": {"other": "Złoty"},
        "SEK": {"one": "schwedische Krone", "other": "schwedische Kronen"},
        "NOK": {"one": "norwegische Krone", "other": "norwegische Kronen"},
        "DKK": {"one": "dänische Krone", "other": "dänische Kronen"},
        "CZK": {"one": "tschechische Krone", "other": "tschechische Kronen"},
        "HUF": {"other": "Forint"},
        "TRY": {"other": "türkische Lira"},
        "KRW": {"other": "Won"},
    }
    minor_units = {
        **dict.fromkeys(("EUR", "USD", "AUD", "CAD"), {"other": "Cent"}),
        "GBP": {"one": "Penny", "other": "Pence"},
        "CHF": {"other": "Rappen"},
    }
    scales = {
        "tsd": "tausend",
        "tausend": "tausend",
        "mio": "Millionen",
        "million": "Millionen",
        "millionen": "Millionen",
        "mrd": "Milliarden",
        "milliarde": "Milliarden",
        "milliarden": "Milliarden",
        "bio": "Billionen",
        "billion": "Billionen",
        "billionen": "Billionen",
    }
    unit_signs = {
        "Std": "hour",
        "Std.": "hour",
        "Min.": "minute",
        "Sek.": "second",
        "qm": "square-meter",
        "in": "",
        "mi": "",
    }
    unit_signs |= {
        "gal": "",
        "oz": "ounce",
        "PS": "horsepower",
        "Liter": "liter",
        "ccm": "cubic-centimeter",
        "°": "degree",
    }
    unit_signs |= {"Ztr.": "", "Stk.": "", "Stk": "", "hp": ""}
    spaced_units = frozenset({"t", "s", "A", "K", "V", "N", "J", "W", "MP", "bar", "h", "m", "g", "l", "L"})
    unit_names = {
        "horsepower": {"other": "PS"},
        "degree": {"other": "Grad"},
        "kilometer-per-hour": {"other": "Kilometer pro Stunde"},
    }
    range_word = "bis"
    ratio_word = "zu"
    score_word = "zu"
    ratio_words = frozenset({"verhältnis", "maßstab", "quote", "gemischt"})
    score_words = frozenset(
        "gewann gewonnen gewinnt verlor verloren siegte sieg niederlage schlug endete stand steht führt führte "
        "unentschieden tor halbzeit spiel gegen".split()
    )
    phone_words = frozenset("tel telefon telefonnummer fax handy mobil nummer rufnummer hotline unter anrufen".split())
    version_words = frozenset({"version", "python", "android", "ios"})
    roman_before = frozenset(
        "kapitel teil band akt klasse typ phase stufe artikel buch weltkrieg abschnitt hartz".split()
    )
    roman_after = frozenset({"jahrhundert", "jahrhunderts", "jh", "weltkrieg", "internationale", "quartal", "korps"})
    roman_names = frozenset(
        "ludwig heinrich friedrich wilhelm karl otto franz papst johannes paul pius benedikt gregor leo philipp "
        "nikolaus alexander ferdinand katharina peter iwan napoleon innozenz clemens urban robert georg eduard richard "
        "jakob elisabeth maximilian joseph leopold rudolf konrad ramses christian gustav harald carl albrecht ernst "
        "august johann maria margarethe sixtus".split()
    )
    abbreviations = {
        "z.b": "zum Beispiel",
        "d.h": "das heißt",
        "u.a": "unter anderem",
        "u.ä": "und Ähnliches",
        "o.ä": "oder Ähnliches",
        "u.u": "unter Umständen",
        "i.d.r": "in der Regel",
        "s.o": "siehe oben",
        "s.u": "siehe unten",
        "z.t": "zum Teil",
        "z.zt": "zur Zeit",
        "m.e": "meines Erachtens",
        "i.a": "im Allgemeinen",
        "v.a": "vor allem",
        "u.v.m": "und vieles mehr",
        "a.d": "außer Dienst",
        "e.v": "eingetragener Verein",
        "v.chr": "vor Christus",
        "n.chr": "nach Christus",
        "usw": "und so weiter",
        "usf": "und so fort",
        "etc": "et cetera",
        "bzw": "beziehungsweise",
        "ca": "circa",
        "ggf": "gegebenenfalls",
        "evtl": "eventuell",
        "inkl": "inklusive",
        "exkl": "exklusive",
        "zzgl": "zuzüglich",
        "abzgl": "abzüglich",
        "sog": "sogenannte",
        "vgl": "vergleiche",
        "bspw": "beispielsweise",
        "gem": "gemäß",
        "lt": "laut",
        "dr": "Doktor",
        "prof": "Professor",
        "dipl.-ing": "Diplomingenieur",
        "hr": "Herr",
        "hrn": "Herrn",
        "fr": "Frau",
        "frl": "Fräulein",
        "st": "Sankt",
        "nr": "Nummer",
        "nrn": "Nummern",
        "str": "Straße",
        "tel": "Telefon",
        "kap": "Kapitel",
        "bd": "Band",
        "abs": "Absatz",
        "art": "Artikel",
        "abb": "Abbildung",
        "abt": "Abteilung",
        "s": "Seite",
        "mio": "Millionen",
        "mrd": "Milliarden",
        "tsd": "Tausend",
        "jh": "Jahrhundert",
        "jhd": "Jahrhundert",
        "jhdt": "Jahrhundert",
        "geb": "geboren",
        "gest": "gestorben",
        "max": "maximal",
        "min": "mindestens",
        "std": "Stunden",
        "mwst": "Mehrwertsteuer",
        "vs": "versus",
        "jun": "junior",
        "sen": "senior",
        "hbf": "Hauptbahnhof",
        "bhf": "Bahnhof",
        "verh": "verheiratet",
    }
    stopless = frozenset({"bzw", "usw", "ca", "mwst", "hbf", "mio", "mrd", "nr", "ggf", "evtl", "inkl", "zzgl"})
    closing = frozenset({"usw", "etc", "u.v.m", "u.ä", "o.ä", "usf"})
    initialisms = frozenset(
        "USA EU UN UNO AG KI IT EDV AOK UKW ICE IC DAX ARD ADAC IHK EZB ID URL USB PIN API".split()
    ) - {
        "UNO",
        "DAX",
        "PIN",
    }
    letters = {"ß": "Eszett"}
    symbols = {"&": "und", "+": "plus", "=": "gleich", "#": "Nummer", "§": "Paragraf", "≈": "ungefähr", "×": "mal"}
    patterns = (
        (SpanKind.CARDINAL, rf"(?<![\w.,-])(?P<integer>\d{{1,6}})-?(?=(?:{_NUMBER_COMPOUNDS}))"),
        (SpanKind.CARDINAL, r"(?<![\w.,])(?P<integer>\d{1,4})(?=-(?:[A-ZÄÖÜ][a-zäöüß]|j|m)[a-zäöüß]+)"),
        (SpanKind.PERCENT, r"(?<![\w.,])(?P<integer>\d{1,4})\s?-?(?P<symbol>%)(?P<ending>ig(?:e[nrms]?)?)\b"),
    )

    def decide(self, span: Span, context: Context) -> Span | None:
        if span.kind is SpanKind.ABBREVIATION:
            return self._decide_abbreviation(span, context)
        return span

    def _decide_abbreviation(self, span: Span, context: Context) -> Span | None:
        key, following = span.field("key"), context.text[span.end :].lstrip("\u00a0 ")[:1]
        if key in ("s", "abs", "art", "abb", "bd", "kap") and not following.isdigit():
            return None
        if key in ("max", "min", "geb", "gest", "fr", "hr", "st", "str", "gem", "s", "jun", "sen", "std", "art"):
            capital = key in ("fr", "hr", "st", "s", "art")
            if context.written[0].isupper() is not capital and key != "str":
                return None
            if key == "min" and context.before.isdigit():
                return None
        return span

    def may_be_counted(self, context: Context) -> bool:
        """Nouns are capitalised; behind a year comes a verb, a preposition or nothing."""
        after = context.written_after
        return bool(after) and context.mark_after == " " and after[0][0].isupper()

    def agreement(self, span: Span, context: Context) -> str | None:
        if span.field("integer") != "1" or not context.written_after or context.mark_after not in (" ", "\u00a0"):
            return None
        noun = next((word for word in context.written_after[:2] if word[0].isupper()), "")
        if not noun:
            return None
        if context.before in ("von", "mit", "aus", "bei", "nach", "seit", "zu", "vor"):
            return "r" if self.is_feminine(noun) else "m"
        return "feminine" if self.is_feminine(noun) else "masculine"

    def is_feminine(self, noun: str) -> bool:
        """Whether a noun in the singular is feminine, by a list and by its ending."""
        folded = noun.casefold()
        if folded in _FEMININE or folded in _MASCULINE_E:
            return folded in _FEMININE
        return len(folded) > 4 and (folded.endswith(_FEMININE_ENDINGS) or folded.endswith("e"))

    def ordinal_form(self, context: Context, noun: str = "") -> str | None:
        """The ending of an ordinal: ``n``, ``r``, or ``None`` for -e."""
        before = context.before
        if before in _WEAK:
            return "n"
        if before in _STRONG_E:
            return None
        if before in ("ein", "kein", "sein", "ihr", "mein", "dein", "unser"):
            return "r"
        return None if noun and self.is_feminine(noun) else "r"

    def ordinal(self, span: Span, context: Context) -> str | None:
        noun = context.written_after[0] if context.written_after else ""
        return self.numbers.ordinal(int(span.field("integer")), self.ordinal_form(context, noun))

    def date(self, span: Span, context: Context) -> str | None:
        weak = context.before in _WEAK or any(word in _WEAK for word in context.words_before[1:3] if _is_day(context))
        form = "n" if weak else self.ordinal_form(context)
        words = [self.numbers.ordinal(int(span.field("day")), form)] if span.field("day") else []
        if span.field("month"):
            words.append(self.month(int(span.field("month"))))
        if span.field("year"):
            words.append(self.numbers.year(self.full_year(span.field("year"))))
        return " ".join(words)

    def time(self, span: Span, context: Context) -> str | None:
        if not span.field("minute") and not span.field("suffix"):
            return self.numbers.cardinal(int(span.field("hour")))
        return self.clock(span)

    def clock(self, span: Span) -> str:
        """``vierzehn Uhr dreißig``."""
        hour, minute, second = (int(span.field(name) or "0") for name in ("hour", "minute", "second"))
        words = [self.numbers.cardinal(hour, "neuter" if hour == 1 else None), "Uhr"]
        if minute or second:
            words.append(self.numbers.cardinal(minute))
        if second:
            words += ["und", self.counted(str(second), "second")]
        return " ".join(words)

    def year(self, span: Span, context: Context) -> str | None:
        number = int(span.field("integer"))
        if span.field("decade"):
            words = self.numbers.year(number) if number >= 1100 else self.numbers.cardinal(number)
            return words + span.field("decade")
        words = self.numbers.year(number) if number >= 1000 else self.numbers.cardinal(number)
        return f"{words} {self.eras[span.field('era')]}" if span.field("era") else words

    def currency_gender(self, currency: str) -> str:
        return "feminine" if currency in ("INR", "SEK", "NOK", "DKK", "CZK", "TRY") else "masculine"

    def money(self, span: Span, context: Context) -> str | None:
        if span.field("scale"):
            name = self.currency_name(span.field("currency"), "other")
            scale = self.scales[span.field("scale")]
            if span.field("integer") == "1" and not span.field("fraction") and scale[0].isupper():
                return f"eine {scale.removesuffix('en')}{'e' if scale.startswith('Milliard') else ''} {name}"
            return f"{self.amount(span)} {scale} {name}"
        return super().money(span, context)

    def money_parts(self, span: Span, minor: str) -> str:
        # "zwölf Euro neunundneunzig": the hundredths are named only where they stand alone.
        whole = span.field("integer")
        if minor and int(whole or "0"):
            name = self.currency_name(span.field("currency"), self.plural(whole))
            number = self.number(whole, "", span.field("sign"), self.currency_gender(span.field("currency")))
            return f"{number} {name} {self.number(str(int(span.field('fraction'))))}"
        return super().money_parts(span, minor)

    def minor_amount(self, digits: str, currency: str) -> str:
        return self.number(digits, form="masculine")

    def percent(self, span: Span, context: Context) -> str | None:
        if span.field("ending"):
            return f"{self.numbers.cardinal(int(span.field('integer')))}prozent{span.field('ending')}"
        word = self.permille_word if span.field("symbol") == "‰" else self.percent_word
        return f"{self.amount(span, 'neuter')} {word}"

    def fraction(self, span: Span, context: Context) -> str | None:
        whole, numerator, denominator = (int(span.field(name) or "0") for name in ("whole", "numerator", "denominator"))
        if denominator == 2:
            part = "halb" if numerator == 1 else "halbe"
        else:
            part = self.numbers.ordinal(denominator).removesuffix("e") + "el"
        top = self.numbers.cardinal(numerator, "neuter")
        if not whole:
            return f"{top} {part}"
        if (numerator, denominator) == (1, 2):
            return f"{'ein' if whole == 1 else self.numbers.cardinal(whole)}einhalb"
        return f"{self.numbers.cardinal(whole)} {top} {part}"

    def range(self, span: Span, context: Context) -> str | None:
        first, second = span.parts
        if second.kind is SpanKind.DATE and context.before in ("vom", "am"):
            words = self.date(second, context)
            return f"{self.speak(first, context)} bis {'zum ' if context.before == 'vom' else ''}{words}"
        return super().range(span, context)

    def roman(self, span: Span, context: Context) -> str | None:
        number = int(span.field("integer"))
        if span.field("role") == "name":
            words = context.written_before
            genitive = bool(words) and words[0].casefold() not in self.roman_names and words[0].endswith("s")
            dative = len(words) > 1 and words[1].casefold() in ("von", "mit", "bei", "unter", "zu", "nach")
            article, form = ("des", "n") if genitive else ("dem", "n") if dative else ("der", None)
            return f"{article} {self.numbers.ordinal(number, form).capitalize()}"
        if span.field("role") == "ordinal":
            return self.numbers.ordinal(number, self.ordinal_form(context))
        return self.numbers.cardinal(number)

    def abbreviation(self, span: Span, context: Context) -> str | None:
        words = self.abbreviations[span.field("key")]
        if context.before == "1" and words.endswith("en") and span.field("key") in ("mio", "mrd"):
            words = words.removesuffix("en") + ("e" if span.field("key") == "mrd" else "")
        if span.start == 0 and not context.written_before and words[0].islower() and context.written[0].isupper():
            words = words[0].upper() + words[1:]
        return words


def _is_day(context: Context) -> bool:
    """Whether a weekday stands before a date: am Montag, dem 3. März."""
    return bool(re.fullmatch(r"(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch|sonnabend", context.before))
