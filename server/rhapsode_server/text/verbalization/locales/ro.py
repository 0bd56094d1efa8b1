"""Romanian, with number words of our own: the CLDR's leave out "de" and use old spellings."""

from __future__ import annotations

import re

from rhapsode_server.text.verbalization.context import Context
from rhapsode_server.text.verbalization.locales.romance import Romance
from rhapsode_server.text.verbalization.locales.romance_neighbours import MILLION, is_single
from rhapsode_server.text.verbalization.locales.romance_patterns import law_pattern, per_pattern, week_patterns
from rhapsode_server.text.verbalization.number_words import NumberWords
from rhapsode_server.text.verbalization.span import Span, SpanKind

_ONES = (
    "zero unu doi trei patru cinci șase șapte opt nouă zece unsprezece doisprezece treisprezece paisprezece "
    "cincisprezece șaisprezece șaptesprezece optsprezece nouăsprezece".split()
)
_TENS = " zece douăzeci treizeci patruzeci cincizeci șaizeci șaptezeci optzeci nouăzeci".split(" ")
_BILLION = 1000 * MILLION
_MASCULINE_ENDS = {"opt": "optulea", "milion": "milionulea", "miliard": "miliardulea"}
_MASCULINE_ENDS |= {"milioane": "milioanelea"}
_FEMININE_ENDS = {
    "una": "una", "două": "doua", "trei": "treia", "patru": "patra", "cinci": "cincea", "șase": "șasea",
    "șapte": "șaptea", "opt": "opta", "nouă": "noua", "zece": "zecea", "sută": "suta", "sute": "suta", "mie": "mia",
    "mii": "mia", "milion": "milioana", "milioane": "milioana",
}  # fmt: skip


class _Numbers(NumberWords):
    """Forms: none (counting), ``masculine``, ``feminine``, ``neuter`` (before a noun)."""

    def _cardinal(self, number: int, form: str | None) -> str:
        if number < 100:
            return _below_hundred(number, form)
        if number < 1000:
            hundreds, rest = divmod(number, 100)
            words = "o sută" if hundreds == 1 else f"{_below_hundred(hundreds, 'feminine')} sute"
            return f"{words} {_within(rest, form)}" if rest else words
        for size, gender, one, other in (
            (_BILLION, "neuter", "un miliard", "miliarde"),
            (MILLION, "neuter", "un milion", "milioane"),
            (1000, "feminine", "o mie", "mii"),
        ):
            count, rest = divmod(number, size)
            if count:
                words = one if count == 1 else f"{self._cardinal(count, gender)} {of(count)}{other}"
                return f"{words} {_within(rest, form) if rest < 100 else self._cardinal(rest, form)}" if rest else words
        raise AssertionError(number)

    def _ordinal(self, number: int, form: str | None) -> str:
        if number == 1:
            return "prima" if form == "feminine" else "primul"
        before, _, last = f" {self._cardinal(number, form if form == 'feminine' else None)}".rpartition(" ")
        if form != "feminine":
            return f"al{before} {_MASCULINE_ENDS.get(last) or last + 'lea'}"
        if last not in _FEMININE_ENDS:
            last = last[:-1] + "ea" if last.endswith("i") else last + "a"
        return f"a{before} {_FEMININE_ENDS.get(last, last)}"


def _below_hundred(number: int, form: str | None) -> str:
    if number == 1 and form is not None:
        return "o" if form == "feminine" else "un"
    return _within(number, form)


def _within(number: int, form: str | None) -> str:
    """A number below a hundred as the end of a larger one."""
    tens, ones = divmod(number, 10)
    if number < 20:
        word = _ONES[number]
        if number == 1:
            return "una" if form == "feminine" else word
        return word.replace("doi", "două", 1) if form in ("feminine", "neuter") else word
    return f"{_TENS[tens]} și {_within(ones, form)}" if ones else _TENS[tens]


def of(count: int) -> str:
    """The "de" between a number and what it counts, with a space; empty up to nineteen."""
    return "" if 0 < count % 100 < 20 else "de "


_FEMININE_NOUNS = frozenset(
    "căni cești porții "
    "cămăși foi cărți cești povești ori părți nopți țări mări vești uși străzi clădiri luni săptămâni zi zile mii "
    "sute seri surori mâini flori culori scrisori erori comori știri femei lecții bucăți dimineți stații camere "
    "cereri averi păreri dureri căderi scăderi creșteri întâlniri hotărâri iubiri amintiri ieșiri intrări plăți "
    "piețe vieți nave legi limbi inimi pagini pâini roți școli săli sticle vacanțe plante victime persoane echipe "
    "case mașini grădini reguli idei chei oi vaci găini albine familii unități rude carte parte noapte floare lume "
    "vreme minge fete voci cruci baterii lire coroane rupii calorii tone secunde ore oră ferestre mese scări bănci "
    "ciocniri fabrici politici tehnici statistici muzici".split()
)
_MASCULINE_NOUNS = frozenset(
    "copii fii câine pește frate munte perete iepure dinte burete șarpe sare metru litru leu".split()
)
_SINGULARS = {
    "ore": "oră", "zile": "zi", "luni": "lună", "săptămâni": "săptămână", "căni": "cană", "linguri": "lingură",
    "lingurițe": "linguriță", "pahare": "pahar", "kilograme": "kilogram", "grade": "grad", "secole": "secol",
    "pagini": "pagină", "porții": "porție", "cești": "ceașcă", "pumni": "pumn", "metri": "metru", "litri": "litru",
    "ani": "an", "milioane": "milion", "miliarde": "miliard", "procente": "procent", "puncte": "punct",
}  # fmt: skip
_NEUTER_NOUNS = frozenset(
    "mil mld minute grade procente kilograme grame hectare puncte scaune apartamente milioane miliarde documente "
    "bilete "
    "proiecte state meciuri goluri centre evenimente elemente programe sisteme instrumente fenomene volume capitole "
    "articole exemplare animale spitale ziare orașe sate lacuri drumuri servicii premii studii teritorii salarii "
    "criterii exerciții domenii mijloace picioare brațe degete ouă mere fructe pahare nume prenume tablouri spații "
    "birouri hoteluri restaurante calculatoare telefoane avioane trenuri autobuze tancuri vapoare accidente incendii "
    "cuvinte versuri semne simptome cazuri paragrafe monumente muzee teatre acte seturi posturi".split()
)
_DEFINITE = ("ul", "ua", "ea", "ția", "ile", "ele")
"""Ends of nouns with their article: the one behind is a label, as in "etajul 1"."""
_FEMININE = re.compile(r"(?:[țsșgr]ii|nii|lii|dii|iuni|ări|tăți|ăți|ie|ă|ea|are|ere|ire|oare)$")


_WOMEN = frozenset("maria ana elena ecaterina paraschiva varvara vineri treime cruce tereza lucia".split())


class Romanian(Romance):
    """Romanian."""

    tag = "ro"
    point = decimal_dot = "virgulă"
    dot = "punct"
    over = "din"
    per = "pe"
    and_half = ("și jumătate", "și jumătate")
    half = ("o jumătate de", "o jumătate de")
    fraction_gender = "feminine"
    and_last = "și"
    times, by = "ori", "pe"
    times_word = "ori"
    eras = {
        **dict.fromkeys(("î.Hr.", "î. Hr.", "î.Hr", "a.Chr.", "î.e.n.", "î.C."), "înainte de Hristos"),
        **dict.fromkeys(("d.Hr.", "d. Hr.", "d.Hr", "p.Chr.", "e.n.", "d.C."), "după Hristos"),
    }
    month_words = {
        "ian": 1, "feb": 2, "mart": 3, "apr": 4, "aug": 8, "sept": 9, "oct": 10, "noi": 11, "nov": 11, "dec": 12,
    }  # fmt: skip
    day_suffix = "(?:-ul)?"
    hour_letters = ("h",)
    hour_words = ()
    time_dot = True
    time_words = frozenset({"ora", "orele", "orei"})
    percent_word, permille_word = "la sută", "la mie"
    currency_signs = {"lei": "RON", "leu": "RON", "euro": "EUR", "dolari": "USD", "dolar": "USD"}
    currency_names = {
        "RON": {"one": "leu", "few": "lei", "other": "de lei"},
        "EUR": {"one": "euro", "few": "euro", "other": "de euro"},
        "USD": {"one": "dolar", "few": "dolari", "other": "de dolari"},
        "GBP": {"one": "liră", "few": "lire", "other": "de lire"},
        "JPY": {"one": "yen", "few": "yeni", "other": "de yeni"},
        "INR": {"one": "rupie", "few": "rupii", "other": "de rupii"},
        "RUB": {"one": "rublă", "few": "ruble", "other": "de ruble"},
        "CNY": {"one": "yuan", "few": "yuani", "other": "de yuani"},
    }  # fmt: skip
    feminine_currencies = frozenset("GBP INR RUB SEK NOK DKK CZK ISK TRY EGP PKR LKR LBP IDR UAH".split())
    minor_units = {
        "RON": {"one": "ban", "few": "bani", "other": "de bani"},
        **dict.fromkeys("EUR USD CAD AUD".split(), {"one": "cent", "few": "cenți", "other": "de cenți"}),
        "GBP": {"one": "penny", "few": "pence", "other": "de pence"},
    }
    money_and = "și"
    scales = {
        **dict.fromkeys(("mii", "mie", "k"), "thousand"),
        **dict.fromkeys(("milion", "milioane", "mil", "mln", "m"), "million"),
        **dict.fromkeys(("miliard", "miliarde", "mld", "mrd"), "milliard"),
    }
    scale_words = {
        "thousand": ("mie", "mii"), "million": ("milion", "milioane"), "milliard": ("miliard", "miliarde"),
    }  # fmt: skip
    point_names = {"p": "puncte procentuale", "b": "puncte de bază", "t": "puncte"}
    unit_signs = {
        "bpm": "beat-per-minute", "fps": "frame-per-second",
        "in": "", "mi": "", "mp": "square-meter", "mc": "cubic-meter", "kmp": "square-kilometer", "gr": "gram",
        "sec": "second", "mAh": "milliampere-hour", "Wh": "watt-hour", "MWh": "megawatt-hour", "GWh": "gigawatt-hour",
        "TWh": "terawatt-hour", "CP": "horsepower", "cp": "horsepower", "rpm": "revolution-per-minute",
        "rot/min": "revolution-per-minute",
    }  # fmt: skip
    unit_names = {
        "beat-per-minute": {"one": "bătaie pe minut", "few": "bătăi pe minut", "other": "de bătăi pe minut"},
        "frame-per-second": {"one": "cadru pe secundă", "few": "cadre pe secundă", "other": "de cadre pe secundă"},
        "tonne": {"one": "tonă", "few": "tone", "other": "de tone"},
        "liter-per-100-kilometer": {"few": "litri la suta de kilometri", "other": "de litri la suta de kilometri"},
        "part-per-million": {"one": "parte pe milion", "few": "părți pe milion", "other": "de părți pe milion"},
        "decibel": {"one": "decibel", "few": "decibeli", "other": "de decibeli"},
        "milliampere-hour": {"one": "miliamper-oră", "few": "miliamperi-oră", "other": "de miliamperi-oră"},
        "watt-hour": {"one": "watt-oră", "few": "wați-oră", "other": "de wați-oră"},
        "megawatt-hour": {"one": "megawatt-oră", "few": "megawați-oră", "other": "de megawați-oră"},
        "gigawatt-hour": {"one": "gigawatt-oră", "few": "gigawați-oră", "other": "de gigawați-oră"},
        "terawatt-hour": {"one": "terawatt-oră", "few": "terawați-oră", "other": "de terawați-oră"},
        "horsepower": {"one": "cal-putere", "few": "cai-putere", "other": "de cai-putere"},
        "revolution-per-minute": {"one": "rotație pe minut", "few": "rotații pe minut", "other": "de rotații pe minut"},
        "kilowatt-hour": {"one": "kilowatt-oră", "few": "kilowați-oră", "other": "de kilowați-oră"},
    }  # fmt: skip
    fraction_names = {
        2: ("doime", "doimi"), 3: ("treime", "treimi"), 4: ("pătrime", "pătrimi"), 5: ("cincime", "cincimi"),
        6: ("șesime", "șesimi"), 7: ("șeptime", "șeptimi"), 8: ("optime", "optimi"), 9: ("noime", "noimi"),
        10: ("zecime", "zecimi"), 100: ("sutime", "sutimi"), 1000: ("miime", "miimi"),
    }  # fmt: skip
    bare_unit_words = frozenset({"pe", "per", "fiecare", "un", "o"})
    range_word = "până la"
    act_joint = "pe"
    feminine_units = Romance.feminine_units | {"beat-per-minute", "revolution-per-minute"}
    pressure_words = frozenset({"tensiune", "tensiunea"})
    days = {
        "lun": "luni", "mar": "marți", "mie": "miercuri", "joi": "joi", "vin": "vineri", "sâm": "sâmbătă",
        "sam": "sâmbătă", "dum": "duminică",
    }  # fmt: skip
    ratio_word = score_word = "la"
    ratio_words = frozenset("scara raport raportul proporție proporția format ecran".split())
    score_words = frozenset(
        "câștigat câștigă învins învinge bătut pierdut pierde scor scorul egal meci meciul victorie înfrângere gol "
        "goluri set finala rezultat".split()
    )
    phone_words = frozenset("telefon tel telefonul sunați sună mobil fax".split())
    version_words = frozenset("versiunea versiune version android python ios windows".split())
    roman_before = frozenset(
        "secolele veacurile capitolele capitolul capitol tomul volumul cartea actul scena partea titlul articolul "
        "secțiunea faza anexa gradul tipul clasa nivelul secolul secol veacul sec cap vol art sectorul "
        "trimestrul semestrul locul premiul sezonul etapa".split()
    )
    roman_names = frozenset(
        "carol ferdinand mihai ludovic henric ioan paul pius pie benedict leon grigore clement alexandru nicolae "
        "napoleon wilhelm frederic richard eduard elisabeta ecaterina maria petru ștefan iacob george gheorghe "
        "albert leopold francisc filip ivan constantin ramses ptolemeu darius xerxes otto radu vlad mircea iosif "
        "carlos juan felipe haakon harald gustav cleopatra".split()
    )
    _queens = frozenset("elisabeta ecaterina maria cleopatra".split())
    abbreviations = {
        "dl": "domnul", "d-l": "domnul", "d-lui": "domnului", "dlui": "domnului", "dna": "doamna", "d-na": "doamna",
        "dnei": "doamnei", "d-nei": "doamnei", "dra": "domnișoara", "d-ra": "domnișoara", "dr": "doctor",
        "prof": "profesor", "ing": "inginer", "av": "avocat", "gen": "general", "col": "colonel",
        "lt": "locotenent", "sf": "sfântul", "lun": "luni", "mie": "miercuri", "vin": "vineri", "sâm": "sâmbătă",
        "dum": "duminică", "nr": "numărul", "n°": "numărul", "str": "strada", "bd": "bulevardul",
        "bdul": "bulevardul", "b-dul": "bulevardul", "șos": "șoseaua", "bl": "blocul", "sc": "scara",
        "et": "etajul", "ap": "apartamentul", "jud": "județul", "mun": "municipiul", "pag": "pagina", "p": "pagina",
        "pp": "paginile", "art": "articolul", "alin": "alineatul", "lit": "litera", "cap": "capitolul",
        "vol": "volumul", "fig": "figura", "etc": "et cetera", "ex": "exemplu", "de ex": "de exemplu",
        "tel": "telefon", "aprox": "aproximativ", "cca": "circa", "ca": "circa", "max": "maximum", "min": "minimum",
        "sec": "secolul", "vs": "versus", "î.Hr": "înainte de Hristos", "d.Hr": "după Hristos",
        "î.e.n": "înaintea erei noastre", "e.n": "era noastră", "ș.a": "și altele", "ș.a.m.d": "și așa mai departe",
        "ș.cl": "și celelalte", "a.c": "anul curent", "S.A": "S A", "S.R.L": "S R L", "mil": "milioane",
        "mld": "miliarde", "pers": "persoane", "pct": "punctul", "cls": "clasa",
        "urm": "următoarele", "trim": "trimestrul", "int": "interior", "c/o": "prin",
        "incl": "inclus", "L-V": "luni până vineri", "L-D": "luni până duminică", "loc": "locuitori", "cf": "conform",
    }  # fmt: skip
    stopless = frozenset("c/o L-V L-D n° dl dna dr d-l d-na d-lui d-nei d-ra dra nr vs bd b-dul bdul".split())
    closing = frozenset("etc ș.a ș.a.m.d ș.cl î.Hr d.Hr e.n S.A S.R.L a.c loc".split())
    before_number = frozenset(
        "trim int pct lun mie vin sâm dum nr pag p pp art alin cap vol fig bl sc et ap cca ca lit".split()
    )
    before_name = frozenset("av gen col lt sf dr prof ing bd jud mun str".split())
    initialisms = frozenset("CET UE IA ADN ARN USB PIB IP OUG".split())
    symbol_names = {
        "@": "arond", ".": "punct", "-": "cratimă", "_": "underscore", "/": "slash", ":": "două puncte",
        "#": "diez", "+": "plus", "&": "și", "*": "asterisc", " ": "spațiu", ",": "virgulă",
        ";": "punct și virgulă", "!": "semnul exclamării", "?": "semnul întrebării", "'": "apostrof",
        '"': "ghilimele", "(": "deschide paranteza", ")": "închide paranteza", "[": "deschide paranteza dreaptă",
        "]": "închide paranteza dreaptă", "{": "deschide acolada", "}": "închide acolada", "<": "mai mic decât",
        ">": "mai mare decât", "=": "egal", "%": "procent", "$": "dolar", "€": "euro", "£": "liră",
        "\\": "backslash", "|": "bară verticală", "~": "tildă", "^": "accent circumflex", "`": "accent grav",
        "°": "grad", "§": "paragraf",
    }  # fmt: skip
    quantities = {">": "peste", "<": "sub", "≥": "cel puțin", "≤": "cel mult"}
    powers = {"2": "la pătrat", "3": "la cub", "": "la puterea"}
    symbols = {
        "&": "și", "+": "plus", "=": "egal", "×": "ori", "÷": "împărțit la", "<": "mai mic decât",
        ">": "mai mare decât", "≤": "mai mic sau egal cu", "≥": "mai mare sau egal cu", "≠": "diferit de",
        "≈": "aproximativ", "~": "aproximativ", "§": "paragraful", "±": "plus minus", "#": "numărul",
        "√": "radical din", "∞": "infinit",
    }  # fmt: skip
    function_words = frozenset(
        "este e și sau la din în pe cu pentru că care se nu dar mai sunt a fost era ca fără între până după spre al "
        "ai ale cel cea cei cele un o îl le lor lui ei el au ar va vor să iar nici prin sub peste contra "
        "despre are dintre printre".split()
    )
    labels = frozenset(
        "pagina paginile capitolul numărul nr articolul nivelul grupa canalul sala camera ușa linia tipul versiunea "
        "faza punctul exercițiul întrebarea etapa autobuzul locul scara blocul apartamentul clasa nota".split()
    )
    plural_ends = ()
    year_words = frozenset("în din anul până de".split())
    date_before = frozenset("pentru pe din de data la până".split())
    patterns = (
        law_pattern(("[Ll]egea", "[Ll]egea nr\\.", "nr\\.", "OUG", "OG", "HG", "H\\.G\\.", "OUG nr\\.", "HG nr\\.")),
        # What has a letter: "bl. A3, sc. B", "lit. b)".
        (SpanKind.ABBREVIATION, r"(?<!\w)(?P<key>bl|sc|et|ap|lit|nr)\.(?=\s[A-Za-z]\d{0,3}(?![\w.]))"),
        (
            SpanKind.TIME,
            r"(?<=\bla )(?P<hour>[01]\d|2[0-3])\.(?P<minute>[0-5]\d)(?=[,;)]|\.?(?:\Z|\s[A-ZĂÂÎȘȚ]))",
        ),
        *Romance.patterns,
        *week_patterns(days),
        per_pattern("zi|lună|an|săptămână|persoană|noapte|oră|minut|secundă|locuitor|loc|litru|kilogram|bucată"),
        (
            SpanKind.ORDINAL,
            r"(?<!\w)(?P<article>[aA]l?)\s(?P<integer>\d{1,3}(?:\.\d{3})+|\d{1,9})\s?-?\s?(?P<suffix>lea|a)(?!\w)",
        ),
        (SpanKind.ROMAN, r"(?<!\w)(?P<article>[aA]l?)\s(?P<numeral>[IVXLC]{1,7})\s?-?\s?(?P<suffix>lea|a)(?!\w)"),
        (SpanKind.ROMAN, r"(?<=[IVX] și )(?P<numeral>[IVX]{1,7})(?![\w-])"),
        (SpanKind.ROMAN, r"(?<=sec\. )(?P<numeral>[IVX]{1,7})(?!\w|-)"),
        (SpanKind.PHONE, r"(?<![\w.,+-])(?P<groups>0\d{3}[ .-]\d{3}[ .-]\d{3})(?![\w-])"),
    )

    law_of = "din"

    def singular_of(self, noun: str) -> str:
        return _SINGULARS.get(noun, noun)

    def make_numbers(self) -> NumberWords:
        return _Numbers()

    def of_many(self, name: str) -> str:
        # Names by the plural "other" begin with "de" already.
        return name if name.startswith("de ") else f"de {name}"

    def currency_name(self, currency: str, category: str) -> str:
        name = super().currency_name(currency, category)
        return f"de {name}" if category == "other" and not name.startswith("de ") else name

    def gender_of(self, noun: str) -> str:
        noun = noun.replace("ş", "ș").replace("ţ", "ț")
        if noun in _FEMININE_NOUNS:
            return "feminine"
        if noun in _MASCULINE_NOUNS:
            return "masculine"
        if noun in _NEUTER_NOUNS or noun.endswith("uri"):
            return "neuter"
        return "feminine" if _FEMININE.search(noun) or noun.endswith("e") else "masculine"

    def noun_gender(self, context: Context) -> str:
        if context.mark_after not in tuple(" \u00a0\u202f"):
            return ""
        words = context.written_after[context.after == "de" :]
        if not words or not words[0][0].islower() or words[0] in self.function_words:
            return ""
        return self.gender_of(words[0])

    def agreement(self, span: Span, context: Context) -> str | None:
        if context.after in ("din", "dintre") and context.words_after[1:2] and context.words_after[1].isdecimal():
            # "1 din 4 fete"
            noun = context.written_after[2] if len(context.written_after) > 2 else ""
            shared = self.gender_of(noun) if noun.isalpha() and noun.islower() else ""
            return ("feminine" if shared == "feminine" else None) if noun not in self.function_words else None
        if context.before in ("ora", "orele"):
            return self._hour_form(int(span.field("integer")))
        if context.before.endswith(_DEFINITE) and span.field("integer") == "1" and context.mark_before == " ":
            return None
        return super().agreement(span, context)

    def abbreviation(self, span: Span, context: Context) -> str | None:
        key = span.field("key")
        if key == "sf" and context.after in _WOMEN:
            return "sfânta"
        if key in ("loc", "pers", "hab") and context.before.isdecimal() and key in self.abbreviations:
            counted = int(context.before)
            return f"{of(counted) if counted > 1 else ''}{self.abbreviations[key]}"
        if key in ("mil", "mld") and is_single(context):
            return "milion" if key == "mil" else "miliard"
        if key in ("mil", "mld") and context.mark_after == " " and context.after.isalpha():
            counted = context.after != "de" and context.after not in self.function_words
            return f"{self.abbreviations[key]} de" if counted else self.abbreviations[key]
        if span.field("first_day"):
            first, last = (self.days[span.field(name).casefold()] for name in ("first_day", "last_day"))
            return f"{first} până {last}"
        return super().abbreviation(span, context)

    def _decide_abbreviation(self, span: Span, context: Context) -> Span | None:
        counted = context.before.isdecimal() or context.before.rstrip(".") in ("", "mil", "mld", "milioane", "mii")
        if span.field("key") == "loc" and not counted:
            return None  # a place
        lettered = span.field("key") in ("bl", "sc", "et", "ap", "lit", "nr") and len(context.after) < 5
        return span if lettered and context.after[:1].isalpha() else super()._decide_abbreviation(span, context)

    def decimal(self, span: Span, context: Context) -> str | None:
        words = super().decimal(span, context)
        thousands = span.field("size") in ("k", "K") and not span.field("fraction")
        counted = thousands and context.after.isalpha() and context.after not in self.function_words
        return f"{words} de" if counted and words and context.after != "de" else words

    def cardinal(self, span: Span, context: Context) -> str | None:
        single = span.field("integer") == "1" and len(span.fields) == 1 and context.after in ("din", "dintre")
        if single and context.words_after[1:2] and context.words_after[1].isdecimal():
            return "una" if self.agreement(span, context) == "feminine" else "unul"
        return super().cardinal(span, context)

    def speak(self, span: Span, context: Context) -> str | None:
        words = super().speak(span, context)
        alone = span.kind is SpanKind.UNIT and "integer" not in span.fields
        return words.removeprefix("de ") if alone and words else words

    def ordinal(self, span: Span, context: Context) -> str | None:
        return self._ordinal_words(int(span.field("integer")), span.field("article"))

    def _ordinal_words(self, number: int, article: str) -> str:
        feminine = article.casefold() == "a"
        if number == 1:
            return "a întâia" if feminine else "al întâilea"
        return self.numbers.ordinal(number, "feminine" if feminine else "masculine")

    def day_words(self, day: int) -> str:
        return "întâi" if day == 1 else self.numbers.cardinal(day)

    def _hour_form(self, number: int) -> str | None:
        """Hours are feminine in two, not in one: "ora două", "ora douăzeci și unu"."""
        return None if number % 10 == 1 else "feminine"

    def time(self, span: Span, context: Context) -> str | None:
        hour, minute = int(span.field("hour")), int(span.field("minute") or "0")
        if int(span.field("second") or "0"):
            return self.duration(span, context)
        if "h" in context.written and context.before not in ("ora", "orele", "la"):
            return self.duration(span, context)
        words = [self.numbers.cardinal(hour, self._hour_form(hour))]
        words += ["și", self.numbers.cardinal(minute, self._hour_form(minute))] if minute else []
        if span.field("period"):
            night = span.field("period") == "am" and hour in (12, 1, 2, 3, 4)
            words.append(
                "noaptea"
                if night
                else "dimineața"
                if span.field("period") == "am"
                else "seara"
                if hour in range(6, 12)
                else "după-amiaza"
            )
        return " ".join(words)

    def scaled_money(self, span: Span) -> str:
        integer, fraction, scale = span.field("integer"), span.field("fraction"), self.scales[span.field("scale")]
        one, other = self.scale_words[scale]
        gender = "feminine" if scale == "thousand" else "neuter"
        name = self.currency_name(span.field("currency"), "other")
        word = one if self.plural(integer, fraction) == "one" else other
        joint = "" if fraction else of(int(integer))
        return f"{self.amount(span, gender)} {joint}{word} {name}"

    def roman(self, span: Span, context: Context) -> str | None:
        number = int(span.field("integer"))
        if span.field("article"):
            return self._ordinal_words(number, span.field("article"))
        return super().roman(span, context)

    def ruler_number(self, number: int, name: str) -> str:
        if number == 1:
            return "întâi"
        return self.numbers.ordinal(number, "feminine" if name in self._queens else "masculine")

    def chapter_number(self, number: int, noun: str) -> str:
        if noun in ("secolul", "secol", "veacul", ""):
            return self._ordinal_words(number, "al")
        return (
            "întâi"
            if noun in ("clasa", "locul", "premiul", "gradul") and number == 1
            else self.numbers.cardinal(number)
        )
