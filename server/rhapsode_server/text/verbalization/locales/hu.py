"""Hungarian: suffixes behind numbers, units and currencies; days of the month; decimals with their places' names."""

from __future__ import annotations

import re

from rhapsode_server.text.verbalization.context import Context
from rhapsode_server.text.verbalization.locale import Locale
from rhapsode_server.text.verbalization.locales.hungarian_numbers import HungarianNumbers
from rhapsode_server.text.verbalization.locales.hungarian_patterns import PATTERNS
from rhapsode_server.text.verbalization.locales.hungarian_words import (
    CURRENCY_NAMES,
    MINOR_UNITS,
    PER,
    PHONE_WORDS,
    SCORE_WORDS,
    UNIT_NAMES,
    UNIT_SIGNS,
)
from rhapsode_server.text.verbalization.locales.scandinavian import (
    clock_time,
    dimensions,
    is_run,
    joint,
    named,
    table,
)
from rhapsode_server.text.verbalization.number_words import NumberWords
from rhapsode_server.text.verbalization.roman import roman_value
from rhapsode_server.text.verbalization.signs import UNITS
from rhapsode_server.text.verbalization.span import Span, SpanKind

_SHORTENED = {"kettő": "kett", "három": "hárm", "hét": "het", "ezer": "ezr"}
"""Stems before a suffix that begins with a vowel: "hármas", "hetet"."""

_BACK = ("három", "hat", "nyolc", "húsz", "száz", "harminc", "van", "millió", "milliárd", "nulla")
_ROUND = ("öt", "kettő")
_PLACES = {1: "tized", 2: "század", 3: "ezred"}
_VOWELS = "aáeéiíoóöőuúüű"
_DEEP = frozenset("aáoóuú")
_CLOSED = frozenset("bcdfghkmptvx")
"""Consonants behind which an accusative needs a vowel."""
_SUFFIX = re.compile(r"-([a-záéíóöőúüű]{1,12})(?![\w-])")
_IS_SUFFIX = re.compile(
    r"(?:[aeoö]?t|[bv][ae]|[bn][ae][nk]|[brt][óő]l|r[ae]|j?[aeoöáé]?n|n[áé]l|h[oeö]z|j?[áé]?ig|ért|kor|ként|i|ei|jei|j?e|a|"
    r"(?:[bcdfghjklmnpqrstvz]|gy|sz|ny|cs|zs|ty|ly)[ae]l|[aeoö]?s[a-záéíóöőúüű]{0,6}|sz[oeö]r\w{0,3}|"
    r"j?[áé](?:t[óő]l|r[ae]|n|ig|b[ae]n?|n[áé]l|h[oeö]z|t|v[ae]l|ról|ről)|[aeoö]?dik\w{0,4}|ik\w{0,4})"
)
_SUFFIXED = frozenset(SpanKind) - {
    *(SpanKind.ABBREVIATION, SpanKind.INITIALISM, SpanKind.URL, SpanKind.EMAIL, SpanKind.PATH),
    *(SpanKind.HANDLE, SpanKind.HASHTAG, SpanKind.EMOJI, SpanKind.CODE, SpanKind.PHONE, SpanKind.RANGE),
}
_NOT_COUNTED = frozenset(
    "és vagy meg is a az plusz mínusz volt van lesz lett helyett után előtt óta között körül felett alatt szerint meg "
    "de ha hogy mint nem most már még csak után egyenlő".split()
)
"""Words behind a number that it does not count."""


def attach(words: str, suffix: str) -> str:
    """Words with a suffix as it is written behind a hyphen: "három" and "as" are "hármas"."""
    if words.endswith("kettő") and re.match(r"sz[oeö]r", suffix):
        return words.removesuffix("kettő") + "két" + suffix
    if suffix[0] in _VOWELS:
        for stem, short in _SHORTENED.items():
            if words.endswith(stem) and not (stem == "kettő" and suffix[0] not in "eé"):
                return words[: -len(stem)] + short + suffix
    for double in ("gy", "sz", "ny", "cs", "zs", "ty", "ly"):
        if words.endswith(double) and suffix.startswith(double):
            return words[:-1] + suffix
    if suffix == "t" and words[-1] in _CLOSED:
        # As is written behind a currency's code: "GBP-t".
        return words + ("ot" if not _DEEP.isdisjoint(words.split()[-1]) else "et")
    if (
        words[-1] in "ae"
        and not suffix.startswith(("kor", "ként", "szor", "szer", "i"))
        or suffix == "ig"
        and words[-1] in "ae"
    ):
        words = words[:-1] + {"a": "á", "e": "é"}[words[-1]]
    return words + suffix


def harmony(words: str, back: str, front: str, rounded: str = "") -> str:
    """That of the forms of a suffix that goes with a number's words."""
    if words.endswith(_BACK):
        return back
    return rounded if rounded and words.endswith(_ROUND) else front


def _divided(words: str) -> str:
    """The suffix for what something is divided by: "néggyel", "hattal", "eggyel"."""
    last = max(words.rfind(vowel) for vowel in _VOWELS)
    vowel = "a" if words.endswith(_BACK) or words[last] in "aáoóuú" else "e"
    double = next((pair for pair in ("gy", "sz", "ny", "cs", "zs", "ty", "ly") if words.endswith(pair)), words[-1])
    return f"v{vowel}l" if words[-1] in _VOWELS else f"{double}{vowel}l"


_NAMED_PLACE = re.compile(
    r" (?:szoba|terem|lakás|ajtó|épület|busz|járat|peron|kapu|osztály|csoport)[a-záéíóöőúüű]{0,6}(?!\w)"
)
"""Behind "12A" where it names a room and is no current."""
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_EACH = ("enként", "onként", "önként", "havonta", "naponta", "hetente", "évente")
_NUMBERED = re.compile(r"\d\. \Z")
_KIND_OF = re.compile(r"-[aeoö]s")
"""A suffix that makes the name of a room or a version of a number: "3.12-es"."""
_STREET = re.compile(r"(?:\bu|utca|út|útja|tér|tere|krt|körút|köz|sor|rakpart|sétány|fasor)\.?\s$")


class Hungarian(Locale):
    """Hungarian."""

    tag = "hu"
    decimal_mark = ","
    group_marks = "\u00a0 \u202f\u2009."
    minus = "mínusz"
    plus = "plusz"
    point = "egész"
    plus_minus = "plusz-mínusz"
    ordinal_stop = True
    year_by_default = True
    date_order = "ymd"
    day_first = False
    month_first = True
    month_words = {"jan": 1, "febr": 2, "feb": 2, "márc": 3, "ápr": 4, "szept": 9, "szep": 9}
    day_suffix = r"\.?"
    time_dot = True
    time_words = frozenset({"délután", "délelőtt", "reggel", "este", "éjjel", "hajnali"})
    hour_words = ("óra", "h")
    percent_word = "százalék"
    permille_word = "ezrelék"
    currency_signs = {
        "Ft": "HUF",
        "forint": "HUF",
        "euró": "EUR",
        "euro": "EUR",
        "dollár": "USD",
        "lej": "RON",
        "kr": "KR",
    }
    currency_names = CURRENCY_NAMES
    minor_units = MINOR_UNITS
    scales = {
        **{word: word for word in ("ezer", "millió", "milliárd", "billió")},
        **{"bn": "milliárd", "k": "ezer"},
        **{"e": "ezer", "m": "millió", "mrd": "milliárd", "md": "milliárd", "mio": "millió"},
    }
    unit_signs = UNIT_SIGNS
    unit_names = UNIT_NAMES
    ratio_words = frozenset({"arányban", "aránya", "arány", "keverje", "méretarány", "odds", "szorzó"})
    score_words = SCORE_WORDS
    phone_words = PHONE_WORDS
    version_words = frozenset({"verzió", "version", "python", "android", "ios", "windows"})
    roman_before = frozenset(
        "fejezet kötet rész felvonás melléklet osztály típus táblázat ábra csoport fázis szint".split()
    )
    roman_after = frozenset("század világháború kerület törvény negyedév félév osztály".split())
    abbreviations = table(
        "isk=iskola|kir=király|mrd=milliárd|"
        "bek=bekezdés|de=délelőtt|du=délután|fej=fejezet|o=oldal|bp=Budapest|bt=bété|cca=cirka|cs=csütörtök|db=darab|dec=december|dr=doktor|em=emelet|"
        "fsz=földszint|h=hétfő|hrsz=helyrajzi szám|hsz=helyrajzi szám|i.e=időszámításunk előtt|i.m=idézett mű|"
        "i.sz=időszámításunk szerint|id=idősebb|ifj=ifjabb|ill=illetve|k=kedd|kb=körülbelül|ker=kerület|kft=káefté|"
        "kr.e=Krisztus előtt|kr.u=Krisztus után|krt=körút|ld=lásd|max=maximum|min=minimum|nb=nota bene|"
        "nyrt=nyilvánosan működő részvénytársaság|old=oldal|p=péntek|pf=postafiók|pl=például|prof=professzor|"
        "rt=részvénytársaság|s.k=saját kezűleg|st=szent|stb=satöbbi|sz=szám|sze=szerda|szerk=szerkesztő|"
        "szo=szombat|szt=szent|tel=telefon|tv=törvény|u=utca|ui=ugyanis|uo=ugyanott|v=vasárnap|vmint=valamint|"
        "vö=vesd össze|zrt=zéerté|áfa=áfa|ált=általános|ép=épület|ápr=április|évf=évfolyam|özv=özvegy|ún=úgynevezett"
    )
    stopless = frozenset("mrd sze cs szo db kb kft bt zrt nyrt dr áfa cca".split())
    closing = frozenset("stb db u krt kft bt zrt nyrt rt em ker".split())
    initialisms = frozenset(
        "EU USA MTA OTP BKV KSH MNB RTL TV MTI IT AI ID API URL USB CPU GPU IP EB VB BL IBM FBI CIA BBC DK MSZP LMP "
        "KDNP SZTE ISBN".split()
    )
    acronyms = frozenset({"ENSZ"})
    symbol_names = named(
        "kukac|pont|kötőjel|aláhúzás|per|kettőspont|kettőskereszt|plusz|és|csillag|szóköz|vessző|pontosvessző|"
        "felkiáltójel|kérdőjel|aposztróf|idézőjel|nyitó zárójel|csukó zárójel|nyitó szögletes zárójel|"
        "csukó szögletes zárójel|nyitó kapcsos zárójel|csukó kapcsos zárójel|kisebb mint|nagyobb mint|egyenlő|"
        "százalék|dollár|euró|font|fordított perjel|függőleges vonal|tilde|kalap|fordított aposztróf|fok|"
        "paragrafus"
    )
    powers = {"2": "a négyzeten", "3": "a köbön", "": "hatványon"}
    symbols = {
        **{"&": "és", "+": "plusz", "=": "egyenlő", "×": "szorozva", "≈": "körülbelül", "§": "paragrafus", "/": "per"},
        **{">": "nagyobb mint", "<": "kisebb mint", "≥": "legalább", "≤": "legfeljebb", "≠": "nem egyenlő"},
        **{"±": "plusz-mínusz", "÷": "osztva", "·": "szorozva", "~": "körülbelül", "√": "négyzetgyök", "№": "szám"},
    }
    bare_unit_words = frozenset({"per", "egy", "minden"})
    patterns = PATTERNS

    def make_numbers(self) -> NumberWords:
        return HungarianNumbers()

    def may_be_counted(self, context: Context) -> bool:
        # Years and numbers are said alike but for "kettő".
        return bool(context.written_after) and context.mark_after == " " and context.after not in _NOT_COUNTED

    def decide(self, span: Span, context: Context) -> Span | None:
        if span.kind is SpanKind.ABBREVIATION:
            decided = self._decide_abbreviation(span, context)
            suffix = _SUFFIX.match(context.text, span.end) if decided and context.written[-1] != ")" else None
            return (
                span._replace(end=suffix.end(), fields=dict(span.fields) | {"ending": suffix[1]}) if suffix else decided
            )
        if span.kind is SpanKind.ORDINAL:
            if _STREET.search(context.text, max(0, span.start - 12), span.start):
                return span._replace(kind=SpanKind.CARDINAL)
            if span.field("suffix") == ".":
                return None if context.text[span.end : span.end + 3].strip()[:1].isupper() else span
        if span.field("symbol") == "cal" and "-" in context.written:
            return None  # "8-cal" is the number with its suffix
        if span.field("unit") == "ampere" and _NAMED_PLACE.match(context.text, span.end):
            return span._replace(kind=SpanKind.CODE, fields={"text": context.written})
        if span.kind is SpanKind.RATIO and is_run(span):
            span = span._replace(kind=SpanKind.SCORE)
        behind = context.text[span.end : span.end + 3]
        if span.kind is SpanKind.VERSION and behind.strip()[:1] not in tuple("×*·") and not _KIND_OF.match(behind):
            span = clock_time(self, span, context) or span
        if span.kind in _SUFFIXED or (span.kind is SpanKind.CODE and context.written[-1].isdigit()):
            suffix = _SUFFIX.match(context.text, span.end)
            if suffix is not None and (_IS_SUFFIX.fullmatch(suffix[1]) or span.kind is SpanKind.CARDINAL):
                return span._replace(end=suffix.end(), fields=dict(span.fields) | {"ending": suffix[1]})
        if span.kind is SpanKind.MONEY and context.text[span.end : span.end + 2] in (",-", ",–"):
            return span._replace(end=span.end + 2)
        return span

    def _decide_abbreviation(self, span: Span, context: Context) -> Span | None:
        key = span.field("key")
        if not key:
            return span
        following = context.text[context.end : context.end + 2].strip()[:1]
        if key in ("sz", "u", "em", "ker", "old", "bek", "krt", "évf"):
            return span if context.written.endswith(".") or context.mark_after == "." else None
        if key in ("de", "du"):
            return span if context.written.endswith(".") and following.isdigit() else None
        if key in ("fej", "o"):
            numbered = _NUMBERED.search(context.text, max(0, span.start - 6), span.start)
            return span if numbered and (context.written.endswith(".") or context.mark_after == ".") else None
        if key in ("max", "min", "pf", "tv"):
            return span if following.isdigit() or following == "-" and context.written[-1] == "." else None
        if key in ("sze", "cs", "szo"):
            return span if context.text[context.end : context.end + 3].lstrip(": ")[:1].isdigit() else None
        return None if key in ("h", "k", "p", "v", "nb") else span

    def speak(self, span: Span, context: Context) -> str | None:
        words = super().speak(span, context)
        ending = span.field("ending")
        if not words or not ending or span.kind is SpanKind.DATE:
            return words
        if words.endswith(_EACH):
            # No suffix goes there: an accusative is that of the word before, "litert száz kilométerenként".
            name, _, rest = self.unit_name(span.field("unit"), "other").partition(" ")
            return words.replace(f"{name} {rest}", f"{attach(name, ending)} {rest}") if rest else words
        if span.kind is SpanKind.ABBREVIATION and len(ending) > 6:
            return f"{words}-{ending}"  # a compound's second half
        if span.field("integer") and not _IS_SUFFIX.fullmatch(ending):
            # "3-napos": one word of the number and what it counts.
            return self.numbers.cardinal(int(span.field("integer")), "attributive") + ending
        number = span.field("integer")
        if span.kind is SpanKind.CARDINAL and len(number) < 3 and (ending[0] in "áéj" or ending in ("a", "e", "i")):
            # "14-én" without its month.
            return self.day_of_month(int(number), ending)
        if span.field("unit") == "inch" and ending[0] == "o":
            words = words.replace("hüvelyk", "col")  # the suffix is that of the other word
        return attach(words, ending)

    def cardinal(self, span: Span, context: Context) -> str | None:
        if span.field("out_of"):
            whole = self.number(span.field("out_of"))
            reached = self.number(span.field("integer"), form="attributive")
            return f"{attach(whole, harmony(whole, 'ból', 'ből'))} {reached}"
        if span.field("year"):
            return f"{self.number(span.field('integer'))} per {self.number(span.field('year'))}"
        if span.field("apart"):
            return f"{self.number(span.field('integer'))} {'per ' * (span.field('apart') == '/')}"
        if context.text.endswith("÷ ", 0, span.start) and not span.field("ending"):
            words = self.number(span.field("integer"))
            return attach(words, _divided(words))
        if span.field("by"):
            return self.times(dimensions(self, span, "|"))
        if span.field("times"):
            return self.times(f"{self.number(span.field('integer'))} |").strip()
        return super().cardinal(span, context)

    def times(self, words: str) -> str:
        """Numbers with strokes between them as times: "tízszer tizenöt"."""
        *firsts, last = (part.strip() for part in words.split("|"))
        return " ".join([*(attach(part, harmony(part, "szor", "szer", "ször")) for part in firsts), last])

    def symbol(self, span: Span, context: Context) -> str | None:
        per = span.field("per")
        space = " " if context.mark_before == "₂" else joint(context)
        return space + PER[per] if per else super().symbol(span, context)

    def power(self, exponent: str) -> str:
        digits = exponent.translate(_RAISED)
        if digits[:1] in tuple("-−⁻") and digits[1:].isdecimal():
            _, word = self._raised(int(digits[1:]))
            return f"a {self.minus} {word}"
        if digits in self.powers or not digits.isdecimal():
            return super().power(exponent)
        return " ".join(self._raised(int(digits)))

    def _raised(self, number: int) -> tuple[str, str]:
        """The article and the word for a power."""
        word = self.numbers.ordinal(number)
        return "az" if word[0] in _VOWELS else "a", f"{word}{'en' if word.endswith(('edik', 'ödik')) else 'on'}"

    def agreement(self, span: Span, context: Context) -> str | None:
        noun = context.written_after[0] if context.written_after else ""
        counted = context.mark_after == " " and noun.isalpha() and context.after not in _NOT_COUNTED
        return "attributive" if counted and not span.field("ending") else None

    def ordinal(self, span: Span, context: Context) -> str | None:
        if span.field("quarter"):
            year = self.numbers.year(int(span.field("year")))
            return f"{year} {self.numbers.ordinal(int(span.field('integer')))} negyedéve"
        return super().ordinal(span, context)

    def unit_pattern(self, unit: str, category: str, case: str = "nominative") -> str:
        return super().unit_pattern(unit, category, case).replace("/", " per ")

    def number(self, integer: str, fraction: str = "", sign: str = "", form: str | None = None) -> str:
        if not fraction:
            return super().number(integer, fraction, sign, form)
        words = [self.sign_words(sign)] if sign else []
        words += [self.numbers.cardinal(int(integer or "0"), "attributive"), self.point]
        if len(fraction) > 3:
            words.append(self.numbers.digits(fraction))
        else:
            words += [self.numbers.cardinal(int(fraction), "attributive"), _PLACES[len(fraction)]]
        return " ".join(words)

    def amount(self, span: Span, form: str | None = None) -> str:
        # "két milliárd": a word of size is counted, too.
        return super().amount(span, form or ("attributive" if span.field("scale") else None))

    def unit_gender(self, unit: str) -> str:
        # What is counted stands behind its number.
        return "attributive"

    def currency_gender(self, currency: str) -> str:
        return "attributive"

    def minor_amount(self, digits: str, currency: str) -> str:
        return self.number(digits, form="attributive")

    def percent(self, span: Span, context: Context) -> str | None:
        word = self.permille_word if span.field("symbol") == "‰" else self.percent_word
        return f"{self.amount(span, 'attributive')} {word}"

    def date(self, span: Span, context: Context) -> str | None:
        words = []
        if span.field("year"):
            words.append(self.numbers.year(self.full_year(span.field("year"))))
        if span.field("month"):
            words.append(self.month(int(span.field("month"))))
        if span.field("last_day"):
            if context.after in ("között", "közt", "közötti"):
                days = (self.day_of_month(int(span.field(name)), "") for name in ("day", "last_day"))
                return " ".join([*words, " és ".join(days)])
            first = self.day_of_month(int(span.field("day")), "tól").removesuffix("tól")
            words += [first + self._from(first), self.day_of_month(int(span.field("last_day")), "ig")]
            return " ".join(words)
        if span.field("day"):
            words.append(self.day_of_month(int(span.field("day")), span.field("ending")))
        return " ".join(words)

    def day_of_month(self, day: int, ending: str) -> str:
        """A day with a possessive: "huszonegyedike", "huszonegyedikén", "elsejétől"."""
        word = "else" if day == 1 else self.numbers.ordinal(day)
        front = day == 1 or word.endswith(("edik", "ödik"))
        joint = "j" if day == 1 else ""
        if not ending:
            return word + joint + ("e" if front else "a")
        if ending in ("i", "ei", "jei"):
            return "elsejei" if day == 1 else f"{word}i"
        bare = ending.removeprefix("j")
        if bare[0] not in "aáeé":
            bare = ("é" if front else "á") + bare
        return word + joint + bare

    def time(self, span: Span, context: Context) -> str | None:
        minute, second = int(span.field("minute") or "0"), int(span.field("second") or "0")
        words = [self.numbers.cardinal(int(span.field("hour")), "attributive"), "óra"]
        if minute or second:
            words.append(self.numbers.cardinal(minute, "attributive" if second else None))
        if second:
            words += ["perc", self.counted(str(second), "second")]
        return " ".join(words)

    def fraction(self, span: Span, context: Context) -> str | None:
        whole, numerator, denominator = (int(span.field(name) or "0") for name in ("whole", "numerator", "denominator"))
        unit = {**UNITS, **self.unit_signs}.get(span.field("unit"), "")
        if 10 < numerator >= denominator:
            return f"{self.number(str(numerator))} {self.number(str(denominator))}"
        words = [self.numbers.cardinal(whole, "attributive"), "és"] if whole else []
        if (numerator, denominator) == (1, 2):
            words = ["másfél"] if whole == 1 else [*words, "fél"]
        elif (numerator, denominator) == (3, 4):
            words.append("háromnegyed")
        else:
            part = self.numbers.ordinal(denominator).removesuffix("ik")
            words += [self.numbers.cardinal(numerator, "attributive"), part]
        return " ".join(filter(None, (*words, self.unit_name(unit, "other") if unit else "")))

    def range(self, span: Span, context: Context) -> str | None:
        first, second = span.parts
        start, last = self.speak(first, context), self.speak(second, context)
        if start is None or last is None:
            return None
        plain = first.kind in (SpanKind.CARDINAL, SpanKind.DECIMAL) and not first.field("sign")
        if plain and second.kind not in (SpanKind.DATE, SpanKind.TIME):
            # "öt-tíz perc"
            form = None if second.kind is SpanKind.ORDINAL else "attributive"
            start = self.amount(first, form)
            start = self.numbers.ordinal(int(first.field("integer"))) if second.kind is SpanKind.ORDINAL else start
            return f"{start}-{last}"
        if context.after == "között":
            return f"{start} és {last}"
        if second.field("ending"):
            return f"{attach(start, self._from(start)) if second.field('ending') == 'ig' else start} {last}"
        if first.kind is SpanKind.DATE and not first.field("month"):
            return f"{start}-{last}"
        return f"{attach(start, self._from(start))} {attach(last, 'ig')}"

    def _from(self, words: str) -> str:
        last = max(words.rfind(vowel) for vowel in _VOWELS)
        back = words.endswith(_BACK) or (words[last] in "aáoóuú" and not words.endswith(_ROUND))
        return "tól" if back else "től"

    def ratio(self, span: Span, context: Context) -> str | None:
        second = self.number(span.field("second"))
        return f"{self.number(span.field('first'))} az {attach(second, harmony(second, 'hoz', 'hez', 'höz'))}".replace(
            " az ", " az " if second[0] in _VOWELS else " a "
        )

    def score(self, span: Span, context: Context) -> str | None:
        return f"{self.number(span.field('first'))} {self.number(span.field('second'))}"

    def version(self, span: Span, context: Context) -> str | None:
        words = super().version(span, context)
        return words.replace(" egész ", " pont ") if words else words

    def roman(self, span: Span, context: Context) -> str | None:
        if not span.field("integer"):
            # A single letter is one only before a ruler's name.
            return self.numbers.ordinal(roman_value(span.field("numeral")))
        number = int(span.field("integer"))
        if span.field("role") == "number" and not span.field("numeral").endswith("."):
            return self.numbers.cardinal(number)
        return self.numbers.ordinal(number)

    def abbreviation(self, span: Span, context: Context) -> str | None:
        if span.field("first_day"):
            first, last = (self.abbreviations[span.field(name).casefold()] for name in ("first_day", "last_day"))
            return f"{attach(first, self._from(first))} {attach(last, 'ig')}"
        century = span.field("key") == "sz" and context.text[max(0, span.start - 2) : span.start] == ". "
        return "század" if century else super().abbreviation(span, context)

    def hashtag(self, span: Span, context: Context) -> str | None:
        return "hashtag" + (super().hashtag(span, context) or "").removeprefix(self.symbol_names["#"])
