"""Finnish: numbers, units and currencies in the case that a suffix ("20 %:n") or the noun behind them shows."""

from __future__ import annotations

import re

from rhapsode_server.text.verbalization.context import Context
from rhapsode_server.text.verbalization.locales import finnish_words as finnish
from rhapsode_server.text.verbalization.locales.european import European
from rhapsode_server.text.verbalization.locales.finnish_endings import bare_case, between, part, section, split_clitic
from rhapsode_server.text.verbalization.locales.finnish_patterns import PATTERNS
from rhapsode_server.text.verbalization.locales.scandinavian import (
    TURNED,
    clock_time,
    dimensions,
    is_letter,
    is_run,
    joint,
    named,
)
from rhapsode_server.text.verbalization.number_words import NumberWords, RbnfNumbers
from rhapsode_server.text.verbalization.signs import UNITS
from rhapsode_server.text.verbalization.span import Span, SpanKind

_SUFFIX = re.compile(r":([a-zäö]{1,9})(?![\wäö])")
_INFLECTED = frozenset(
    {
        SpanKind.CARDINAL,
        SpanKind.DECIMAL,
        SpanKind.YEAR,
        SpanKind.ORDINAL,
        SpanKind.MONEY,
        SpanKind.PERCENT,
        SpanKind.UNIT,
        SpanKind.TEMPERATURE,
        SpanKind.ROMAN,
        SpanKind.TIME,
        SpanKind.FRACTION,
    }
)
_CODED = re.compile(r"(.*[^\d.,])(\d{1,4})\Z")
"""A code and the number it ends in."""


_EMITTED = ("co", "hiili", "päästö", "ekv")
_SECTIONED = ("huone", "sali", "luku", "luvu", "kohda", "kohta", "versio", "taulukko", "kuva", "liite")
_UNTIL = frozenset("asti saakka mennessä".split())
_CLOSED = frozenset("suljettu kiinni avoinna auki".split())
_LARGE = frozenset("miljoona miljoonaa miljardi miljardia biljoona biljoonaa tuhatta".split())


class Finnish(European):
    """Finnish."""

    tag = "fi"
    decimal_mark = ","
    group_marks = "\u00a0 \u202f\u2009."
    minus = "miinus"
    point = "pilkku"
    plus_minus = "plus miinus"
    fraction_as_number = True
    ordinal_stop = True
    year_words = frozenset(
        "vuonna vuoden vuodesta vuoteen vuosi vuosina vuosien v keväällä kesällä syksyllä talvella".split()
    )
    year_by_default = True
    eras = {
        **dict.fromkeys(("eKr.", "eKr", "eaa."), "ennen Kristusta"),
        **dict.fromkeys(("jKr.", "jKr", "jaa."), "jälkeen Kristuksen"),
    }
    day_suffix = r"\."
    day_month_stop = True
    time_dot = True
    time_words = frozenset({"kello", "klo"})
    percent_word = "prosenttia"
    permille_word = "promillea"
    currency_signs = {"euroa": "EUR", "euro": "EUR", "dollaria": "USD", "kruunua": "SEK"}
    currency_names = {
        "USD": {"one": "dollari", "other": "dollaria"},
        "GBP": {"one": "punta", "other": "puntaa"},
        "JPY": {"one": "jeni", "other": "jeniä"},
        "SEK": {"one": "kruunu", "other": "kruunua"},
        "RUB": {"one": "rupla", "other": "ruplaa"},
        "INR": {"one": "rupia", "other": "rupiaa"},
    }
    minor_units = {
        **dict.fromkeys(("EUR", "USD", "AUD", "CAD"), {"one": "sentti", "other": "senttiä"}),
        **dict.fromkeys(("SEK", "NOK", "DKK"), {"one": "äyri", "other": "äyriä"}),
        "GBP": {"one": "penny", "other": "pennyä"},
    }
    scales = {
        **{word: word for word in ("miljoona", "miljoonaa", "miljardi", "miljardia", "tuhatta", "biljoonaa")},
        **{"milj": "miljoonaa", "mrd": "miljardia", "m": "miljoonaa"},
    }
    unit_signs = finnish.UNIT_SIGNS
    unit_names = finnish.UNIT_NAMES
    bare_unit_words = frozenset({"per", "joka", "yksi"})
    range_word = "viiva"
    ratio_word = "suhde"
    ratio_words = frozenset({"suhde", "suhteessa", "sekoita", "mittakaava", "mittakaavassa", "kerroin"})
    score_words = finnish.SCORE_WORDS
    phone_words = frozenset("soita soittaa puh puhelin puhelinnumero numero gsm faksi tekstiviesti".split())
    version_words = frozenset({"versio", "version", "versiossa", "python", "android", "ios", "windows"})
    roman_before = frozenset(
        "huone sali luku osa kirja näytös liite luokka tyyppi taulukko kuva ryhmä vaihe taso nide".split()
    )
    roman_after = frozenset(
        "maailmansota maailmansodan maailmansodassa maailmansotaa luokka luokan jakso osa osan vuosisata".split()
    )
    roman_names = finnish.ROMAN_NAMES
    abbreviations = finnish.ABBREVIATIONS
    stopless = frozenset(
        "krt pv vrk krs mpy hra rva nti klo kpl nro pj vko kk tri alv milj mrd ma ti ke to pe la su".split()
    )
    closing = frozenset("jne ym yms jms tms tjsp kpl".split())
    initialisms = frozenset(
        "EU YK USA HIFK TPS SM MM EM AY OP UPM OY AB VR YT IT ID API URL USB CPU GPU IP ICT IBM FBI CIA BBC TV DVD CD "
        "PC SAK EKP IMF ISBN".split()
    )
    symbol_names = named(
        "ät|piste|väliviiva|alaviiva|kauttaviiva|kaksoispiste|risuaita|plus|ja|tähti|välilyönti|pilkku|"
        "puolipiste|huutomerkki|kysymysmerkki|heittomerkki|lainausmerkki|sulku auki|sulku kiinni|hakasulku auki|"
        "hakasulku kiinni|aaltosulku auki|aaltosulku kiinni|pienempi kuin|suurempi kuin|yhtä suuri kuin|"
        "prosentti|dollari|euro|punta|kenoviiva|pystyviiva|tilde|sirkumfleksi|gravis|aste|pykälä"
    )
    powers = {"2": "toiseen", "3": "kolmanteen", "": "potenssiin"}
    symbols = {
        **{"&": "ja", "+": "plus", "=": "on", "×": "kertaa", "≈": "noin", "§": "pykälä", "§§": "pykälät"},
        **{"~": "noin", "·": "kertaa", "÷": "jaettuna", "√": "neliöjuuri", "≠": "ei ole", "<": "pienempi kuin"},
        **{">": "suurempi kuin", "≤": "pienempi tai yhtä suuri kuin", "≥": "suurempi tai yhtä suuri kuin"},
        **{"±": "plus miinus", "∞": "ääretön", "#": "numero"},
    }
    quantities = {">": "yli", "<": "alle", "≥": "vähintään", "≤": "enintään"}
    patterns = PATTERNS

    def make_numbers(self) -> NumberWords:
        return RbnfNumbers("fi")

    def may_be_counted(self, context: Context) -> bool:
        # Years and numbers are said alike; a year is not inflected.
        return False

    def decide(self, span: Span, context: Context) -> Span | None:
        if span.field("symbol") == "A":
            return None if is_letter(span, context) else span
        if span.field("symbol") in ("Gt", "Mt") and context.after.startswith(_EMITTED):
            span = span._replace(fields={**span.fields, "unit": f"{span.field('unit').removesuffix('byte')}tonne"})
        if span.kind is SpanKind.RATIO and (
            (is_run(span) and self.ratio_words.isdisjoint(context.words_before)) or len(span.field("first")) == 4
        ):
            return span._replace(kind=SpanKind.SCORE)
        if span.kind is SpanKind.VERSION:
            return clock_time(self, span, context) or span
        if span.kind is SpanKind.ORDINAL and span.field("suffix") == ".":
            return None if context.text[span.end : span.end + 3].strip()[:1].isupper() else span
        if span.kind is SpanKind.ABBREVIATION:
            return self._decide_abbreviation(span, context)
        coded = span.kind is SpanKind.CODE and _CODED.match(context.written)
        if span.kind in _INFLECTED or span.kind is SpanKind.INITIALISM or coded:
            suffix = _SUFFIX.match(context.text, span.end)
            if suffix is not None:
                return span._replace(end=suffix.end(), fields=dict(span.fields) | {"ending": suffix[1]})
            if span.kind is SpanKind.MONEY and context.text[span.end : span.end + 2] in (",-", ",–"):
                return span._replace(end=span.end + 2)
        if span.kind is SpanKind.DATE and not span.field("year"):
            sectioned = context.before.startswith(_SECTIONED) and not any(map(str.isalpha, context.written))
            if sectioned or TURNED.match(context.written):
                return None
        if span.kind is SpanKind.DATE and context.written.endswith(".") and "month" in span.fields:
            rest = context.text[span.end : span.end + 3].strip()
            return span._replace(end=span.end - 1) if rest[:1].isupper() and context.mark_after == " " else span
        return span

    def _decide_abbreviation(self, span: Span, context: Context) -> Span | None:
        key = span.field("key")
        if not key:
            return span
        following = context.text[context.end : context.end + 2].strip()[:1]
        stopped = context.written.endswith(".") or context.mark_after == "."
        if key in ("n", "s", "v", "os", "ma", "ti", "ke", "to", "pe", "la", "su", "vko", "po"):
            day = len(key) == 2 and (
                context.after == "klo" or (context.after in _CLOSED and context.mark_after in (" ", ":"))
            )
            return span if following.isdigit() or day else None
        if key == "l":
            return span if stopped and context.written_before and context.before.isalpha() else None
        if key == "max":
            return span if following.isdigit() else None
        if key == "krs":
            return span if context.text[max(0, span.start - 2)] in ".0123456789" else None
        if key in ("kpl", "kk", "milj", "mrd", "henk", "krt", "pv", "vrk") or "/" in key:
            return span if context.before.isdigit() else None
        if key in ("ed", "so", "oik", "vas", "ip", "ap", "em", "ko", "ao"):
            return span if context.written.endswith(".") and following.islower() else None
        return span

    def speak(self, span: Span, context: Context) -> str | None:
        words, ending = super().speak(span, context), span.field("ending")
        if not words or not ending or span.kind is SpanKind.INITIALISM or span.field("section"):
            return words
        return words + split_clitic(ending)[1]

    def code(self, span: Span, context: Context) -> str | None:
        coded = _CODED.match(span.field("text"))
        words = super().code(span, context)
        if not words or not coded or not span.field("ending"):
            return words
        head = (super().code(span._replace(fields={"text": coded[1].rstrip("-/")}), context) or "").strip()
        return f"{head} {self.numbers.cardinal(int(coded[2]), self.case_of_ending(span.field('ending')) or None)}"

    # Cases

    def case_of_ending(self, ending: str) -> str:
        """The case of what is written behind a colon: ``genitive`` of "n"; empty for the plain form."""
        ending = bare_case(split_clitic(ending)[0])
        for case, endings in finnish.ENDINGS:
            if ending.endswith(endings):
                return case
        return {"t": "plural"}.get(ending, "partitive" if ending[-1:] in ("a", "ä") else "")

    def case_of_noun(self, context: Context) -> str:
        """The case that the word behind the span stands in, where its ending shows one."""
        noun = context.written_after[0] if context.written_after else ""
        if (
            context.mark_after != " "
            or len(noun) < 4
            or not noun.isalpha()
            or not noun.islower()
            or noun in finnish.NOT_NOUNS
        ):
            return ""
        if noun.endswith(finnish.GENITIVES) or noun in finnish.SHORT_GENITIVES:
            return "genitive"
        if finnish.LONG_ILLATIVE.search(noun):
            return "illative"
        if finnish.PARTITIVE.search(noun) and not noun.endswith(("uusta", "yystä")):
            return ""
        return next((case for case, endings in finnish.ENDINGS if noun.endswith(endings)), "")

    def agreement(self, span: Span, context: Context) -> str | None:
        if span.field("ending"):
            return self.case_of_ending(span.field("ending"))
        if context.before.rstrip(".") in finnish.LABELS:
            return None
        return self.case_of_noun(context) or None

    def number(self, integer: str, fraction: str = "", sign: str = "", form: str | None = None) -> str:
        words = super().number(integer, fraction, sign, form)
        if not fraction.strip("0") or not form or len(fraction) > 3:
            return words
        # What stands behind the comma takes the case: "kaksi pilkku viiden prosentin".
        plain = self.numbers.cardinal(int(fraction))
        return words.removesuffix(plain) + self.numbers.cardinal(int(fraction), form)

    def decimal(self, span: Span, context: Context) -> str | None:
        return self.amount(span, self.agreement(span, context))

    def cardinal(self, span: Span, context: Context) -> str | None:
        number, ending = int(span.field("integer")), span.field("ending")
        if span.field("by"):
            return dimensions(self, span, "kertaa")
        if span.field("compound"):
            low = f"{self.number(span.field('low'))} {self.range_word} " if span.field("low") else ""
            return low + self.numbers.cardinal(number) + span.field("compound")
        if span.field("times"):
            return f"{self.numbers.cardinal(number)} kertaa"
        if context.text.endswith("÷ ", 0, span.start):
            return self.numbers.cardinal(number, "adessive")
        if context.after == "vaille":
            return self.numbers.cardinal(number, "partitive")
        if context.after in _LARGE:
            return self.numbers.cardinal(number)
        thousands = number >= 1000 and number % 1000 == 0 and ending.startswith("tt")
        if thousands:
            return self.numbers.cardinal(number, "partitive")
        if ending == "s" or ending == "nen" or ending.startswith(("nne", "nte", "tt")):
            return self._ordinal_in(number, ending)
        return super().cardinal(span, context)

    def _ordinal_in(self, number: int, ending: str) -> str:
        if ending in ("s", "nen"):
            return self.numbers.ordinal(number)
        case = "essive" if ending.startswith("nte") else self.case_of_ending(ending)
        return self.numbers.ordinal(number, "partitive" if ending.startswith("tt") else case)

    def ordinal(self, span: Span, context: Context) -> str | None:
        number, ending = int(span.field("integer")), span.field("ending")
        if span.field("part"):
            return self.numbers.ordinal(number, "genitive")
        if span.field("section"):
            plain, clitic = split_clitic(ending)
            case = self.case_of_ending(plain) if plain else ""
            letter = f" {span.field('letter')}" * bool(span.field("letter"))
            return f"{self.numbers.ordinal(number, case or None)}{letter} {section(plain)}{clitic}"
        if span.field("joined"):
            return self.numbers.ordinal(number)
        case = self.case_of_noun(context)
        noun = context.after
        if not case and noun.endswith(("aa", "ää", "tta", "ttä")):
            case = "partitive"
        return self.numbers.ordinal(number, case or None)

    def year(self, span: Span, context: Context) -> str | None:
        number = int(span.field("integer"))
        if span.field("decade"):
            return self.numbers.cardinal(number) + span.field("decade")
        if span.field("ending"):
            return self.numbers.cardinal(number, self.case_of_ending(span.field("ending")))
        return super().year(span, context)

    # Measured numbers

    def measured(self, span: Span, name: str, partitive: str, genitive: str) -> str:
        """A number and what it measures, in the case of the ending behind it."""
        case = self.case_of_ending(span.field("ending")) if span.field("ending") else ""
        if not case or case == "partitive":
            one = self.plural(span.field("integer"), span.field("fraction")) == "one" and not case
            return f"{self.amount(span, case or None)} {name if one else partitive}"
        return f"{self.amount(span, case)} {self.inflect(name, partitive, genitive, case)}"

    def inflect(self, name: str, partitive: str, genitive: str, case: str) -> str:
        """A noun in a case, of its nominative, partitive and genitive; only the first of several words changes."""
        name, _, rest = name.partition(" ")
        partitive, genitive = partitive.partition(" ")[0], genitive.partition(" ")[0]
        front = partitive.endswith("ä")
        if case in finnish.LOCAL:
            word = genitive[:-1] + finnish.LOCAL[case]
        elif case == "illative":
            word = f"{name}eseen" if name.endswith("e") else f"{name}{name[-1]}n"
        else:
            word = {"essive": f"{name}na", "translative": f"{genitive[:-1]}ksi", "plural": f"{genitive[:-1]}t"}.get(
                case, genitive
            )
        ending = len(genitive) - 1 if case in finnish.LOCAL else len(name)
        word = word[:ending] + (word[ending:].replace("a", "ä") if front else word[ending:])
        return f"{word} {rest}".strip()

    def unit(self, span: Span, context: Context) -> str | None:
        unit = span.field("unit")
        name = self.unit_name(unit, "one")
        if not name:
            return None
        return self.measured(span, name, self.unit_name(unit, "other"), self.unit_name(unit, "one", "genitive"))

    def percent(self, span: Span, context: Context) -> str | None:
        if span.field("joined"):
            return f"{self.amount(span)} prosentti"
        if span.field("symbol") == "‰":
            return self.measured(span, "promille", "promillea", "promillen")
        return self.measured(span, "prosentti", "prosenttia", "prosentin")

    def money(self, span: Span, context: Context) -> str | None:
        if not span.field("ending"):
            return super().money(span, context)
        names = [self.currency_name(span.field("currency"), category) for category in ("one", "other")]
        genitive = {"punta": "punnan"}.get(names[0], f"{names[0]}n")
        return self.measured(span, names[0], names[1], genitive)

    def for_each(self, unit: str) -> str:
        return f"{self.unit_name(unit, 'other')} kohti"

    def range_words(self, low: str, high: str, span: Span, context: Context) -> str:
        # From one month to another.
        return f"{low.removesuffix('ta')}sta {high.removesuffix('ta')}hun"

    # The rest

    def date(self, span: Span, context: Context) -> str | None:
        if not span.field("month"):
            return self.day_words(int(span.field("day")))
        words = super().date(span, context)
        bare = context.written[:1].isdigit() or context.written[:-4].rstrip(" ,").casefold().endswith("kuu")
        if words and not span.field("day") and bare and not span.field("until_month"):
            return words.replace("kuuta", "kuu", 1)  # a month alone is no day's
        return words

    def time(self, span: Span, context: Context) -> str | None:
        words = ["kello"] if span.field("clock") else []
        hour, minute = span.field("hour"), span.field("minute")
        last_hour, last_minute = span.field("last_hour"), span.field("last_minute")
        if last_hour and not int(minute or "0") and not int(last_minute or "0"):
            words += [self.numbers.cardinal(int(hour), "elative"), self.numbers.cardinal(int(last_hour), "illative")]
        elif context.after in _UNTIL and not int(minute or "0") and not last_hour:
            words.append(self.numbers.cardinal(int(hour), "illative"))
        else:
            words.append(self.clock_words(hour, minute, span.field("second")))
            if last_hour:
                words += [self.range_word, self.clock_words(last_hour, last_minute)]
        case = self.case_of_ending(span.field("ending")) if span.field("ending") else ""
        last = int((last_minute or last_hour if last_hour else minute or "0") or "0") or int(last_hour or hour)
        if case and words[-1].endswith(plain := self.numbers.cardinal(last)):
            words[-1] = words[-1].removesuffix(plain) + self.numbers.cardinal(last, case)
        return " ".join(words)

    def clock_words(self, hour: str, minute: str, second: str = "") -> str:
        """A time without the word for clock."""
        words = [self.numbers.cardinal(int(hour))]
        if int(minute or "0") or int(second or "0"):
            words.append(self.number(minute))
        if int(second or "0"):
            words += ["ja", self.counted(str(int(second)), "second")]
        return " ".join(words)

    def fraction(self, span: Span, context: Context) -> str | None:
        if self.is_mark(span, context):
            return self.mark_words(span)
        whole, numerator, denominator = (int(span.field(name) or "0") for name in ("whole", "numerator", "denominator"))
        unit = {**UNITS, **self.unit_signs}.get(span.field("unit"), "")
        name = f" {self.unit_name(unit, 'other')}" if unit else ""
        case = self.case_of_ending(span.field("ending")) if span.field("ending") else ""
        if case and denominator > 2 and not whole:
            return f"{self.numbers.cardinal(numerator, case)} {self.numbers.ordinal(denominator)}{part(case)}"
        return self.fraction_parts(whole, numerator, denominator) + name

    def fraction_parts(self, whole: int, numerator: int, denominator: int) -> str:
        """A fraction without what it is of."""
        if 10 < numerator >= denominator:
            return f"{self.number(str(numerator))} {self.number(str(denominator))}"
        if (numerator, denominator) == (1, 2):
            if whole < 2:
                return "puolitoista" if whole else "puoli"
            return f"{self.numbers.cardinal(whole)} ja puoli"
        part = "osa" if numerator == 1 else "osaa"
        words = f"{self.numbers.cardinal(numerator)} {self.numbers.ordinal(denominator)}{part}"
        return f"{self.numbers.cardinal(whole)} ja {words}" if whole else words

    def range(self, span: Span, context: Context) -> str | None:
        first, second = span.parts
        bare = first.kind is SpanKind.CARDINAL and not first.field("sign")
        number = int(first.field("integer") or "0")
        if first.kind is SpanKind.DATE and first.field("day") and second.field("day"):
            return " ".join(
                self.numbers.ordinal(day, case) + (self.date(part, context) or "").removeprefix(self.day_words(day))
                for part, case in zip(span.parts, ("elative", "illative"), strict=True)
                for day in (int(part.field("day")),)
            )
        if first.kind is SpanKind.DATE and not first.field("day"):
            return between(*(self.date(part, context) or "" for part in span.parts))
        if not bare or (number > 100 and number % 100) or second.field("fraction"):
            return super().range(span, context)
        start = self.numbers.cardinal(int(first.field("integer")), "elative")
        last = self.numbers.cardinal(int(second.field("integer") or "0"), "illative")
        if second.kind is SpanKind.CARDINAL:
            return f"{start} {last}"
        words, plain = self.speak(second, context), self.numbers.cardinal(int(second.field("integer") or "0"))
        if words is None or not words.startswith(plain):
            return super().range(span, context)
        return f"{start} {last}{words.removeprefix(plain)}"

    def ratio(self, span: Span, context: Context) -> str | None:
        # "Yhden suhde sataan": from the one in the genitive to the other in the illative.
        first = self.numbers.cardinal(int(span.field("first")), "genitive")
        return f"{first} suhde {self.numbers.cardinal(int(span.field('second')), 'illative')}"

    def score(self, span: Span, context: Context) -> str | None:
        return f"{self.number(span.field('first'))} {self.number(span.field('second'))}"

    def version(self, span: Span, context: Context) -> str | None:
        words = super().version(span, context)
        return words.replace(" pilkku ", " piste ") if words else words

    def roman(self, span: Span, context: Context) -> str | None:
        number, ending = int(span.field("integer")), span.field("ending")
        if context.after in self.roman_after:
            return self.numbers.ordinal(number, self.case_of_noun(context) or None)
        if span.field("role") == "name":
            return self.numbers.ordinal(number, self.case_of_ending(ending) if ending else None)
        return self.numbers.cardinal(number)

    def abbreviation(self, span: Span, context: Context) -> str | None:
        if span.field("first_day"):
            first, last = (self.abbreviations[span.field(name).casefold()] for name in ("first_day", "last_day"))
            # "maanantaina" … "perjantaina": from the one to the other.
            return f"{first[:-2]}sta {last[:-2]}hin"
        if span.field("life"):
            return {"s": "syntynyt", "k": "kuollut"}[span.field("life")]
        if span.field("key") == "kpl" and context.before == "1":
            return "kappale"
        return super().abbreviation(span, context)

    def symbol(self, span: Span, context: Context) -> str | None:
        if span.field("inflected"):
            plain, clitic = split_clitic(span.field("inflected"))
            return section(plain) + clitic
        if span.field("character") in ("-", "–", "−"):
            return self.minus
        if span.field("character") in (":", "*"):
            return self.symbols["÷" if span.field("character") == ":" else "×"]
        if span.field("per"):
            return joint(context) + finnish.PER[span.field("per")]
        return super().symbol(span, context)

    def initialism(self, span: Span, context: Context) -> str | None:
        ending, letters = span.field("ending"), span.field("letters")
        if len(ending) < 1 or ending == "s" or letters[-1] not in finnish.LETTERS:
            return super().initialism(span, context)
        return f"{self.letter_words(letters[:-1])} {finnish.LETTERS[letters[-1]]}{ending}"

    def hashtag(self, span: Span, context: Context) -> str | None:
        return "hashtag" + (super().hashtag(span, context) or "").removeprefix(self.symbol_names["#"])
