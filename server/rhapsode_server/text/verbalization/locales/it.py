"""Italian."""

from __future__ import annotations

import re

from rhapsode_server.text.verbalization.context import Context
from rhapsode_server.text.verbalization.locales.capitals import is_unsayable
from rhapsode_server.text.verbalization.locales.italian_numbers import ItalianNumbers
from rhapsode_server.text.verbalization.locales.italian_patterns import DAYS, FEMININE_SAINTS, PATTERNS, SAINTS
from rhapsode_server.text.verbalization.locales.italian_words import FEMININE, FEMININE_NOUNS, IMPURE, MASCULINE_NOUNS
from rhapsode_server.text.verbalization.locales.romance import Romance
from rhapsode_server.text.verbalization.locales.romance_neighbours import is_single
from rhapsode_server.text.verbalization.number_words import NumberWords
from rhapsode_server.text.verbalization.span import Span, SpanKind

_CENTURIES = frozenset({"secolo", "secoli"})
_SHORT_WORDS = frozenset(
    "ad ai al ci da di do ed fa fu ha ho il in io la le li lo ma me mi ne né no se si sì su te ti tu un va vi "
    "oh ah ok".split()
)
"""Two letters that are a word even in capitals."""


_ARTICLE = re.compile(r"\b[aA]rt\.\s\d{1,4}(?:-?[a-z]{1,6})?,?\s\Z")


class Italian(Romance):
    """Italian."""

    tag = "it"
    minus, plus, plus_minus = "meno", "più", "più o meno"
    point = decimal_dot = "virgola"
    dot = "punto"
    of = "di"
    over = "su"
    per = "a"
    and_half = ("e mezzo", "e mezza")
    half = ("mezzo", "mezza")
    and_last = "e"
    times = by = "per"
    times_word = "volte"
    law_of = "del"
    pressure_words = frozenset({"pressione"})
    days = DAYS
    quantities = {">": "più di", "<": "meno di", "≥": "almeno", "≤": "al massimo"}
    spaced_units = frozenset({"A", "K", "N", "J", "bar"})
    powers = {"2": "al quadrato", "3": "al cubo", "": "elevato a"}
    bare_unit_words = frozenset({"al", "per", "il", "del", "un", "ogni"})
    ordinal_suffixes = ("º", "ª", "esimo", "esima", "esimi", "esime", "a", "o", "ᵃ", "ᵒ", "°")
    eras = {
        **dict.fromkeys(("a.C.", "a. C.", "a.C", "aC", "AC"), "avanti Cristo"),
        **dict.fromkeys(("d.C.", "d. C.", "d.C", "dC", "DC"), "dopo Cristo"),
    }
    month_words = {"genn": 1, "febbr": 2, "sett": 9}
    day_suffix = "(?:º|°|ᵒ)?"
    month_joint = r"\s"
    hour_letters = ("h",)
    hour_words = ("ore", "ora")
    time_dot = True
    time_words = frozenset({"ore", "alle", "dalle", "ora", "le", "delle", "fino"})
    percent_word, permille_word = "per cento", "per mille"
    currency_signs = {"euro": "EUR", "dollari": "USD", "dollaro": "USD"}
    currency_names = {
        "EUR": {"other": "euro"}, "USD": {"one": "dollaro", "other": "dollari"},
        "GBP": {"one": "sterlina", "other": "sterline"}, "JPY": {"other": "yen"}, "CNY": {"other": "yuan"},
        "INR": {"one": "rupia", "other": "rupie"}, "RUB": {"one": "rublo", "other": "rubli"},
        "KRW": {"other": "won"}, "BRL": {"other": "real"},
    }  # fmt: skip
    feminine_currencies = frozenset("GBP INR SEK NOK DKK CZK ISK TRY EGP PKR LKR LBP IDR UAH".split())
    minor_units = {
        **dict.fromkeys("EUR USD CHF CAD AUD NZD".split(), {"one": "centesimo", "other": "centesimi"}),
        "GBP": {"one": "penny", "other": "pence"},
        **dict.fromkeys("MXN BRL ARS CLP COP".split(), {"one": "centavo", "other": "centavos"}),
    }
    money_and = "e"
    scales = {
        **dict.fromkeys(("mila", "k", "mille"), "thousand"),
        **dict.fromkeys(("milione", "milioni", "mln", "m", "mil"), "million"),
        **dict.fromkeys(("miliardo", "miliardi", "mld", "mrd"), "milliard"),
    }
    scale_words = {
        "thousand": ("mila", "mila"), "million": ("milione", "milioni"), "milliard": ("miliardo", "miliardi"),
    }  # fmt: skip
    point_names = {"p": "punti percentuali", "b": "punti base", "t": "punti"}
    unit_signs = {
        "bpm": "beat-per-minute",
        "mAh": "milliampere-hour", "Wh": "watt-hour", "MWh": "megawatt-hour", "GWh": "gigawatt-hour",
        "TWh": "terawatt-hour", "kV": "kilovolt", "fps": "frame-per-second", "giri/min": "revolution-per-minute",
        "mbar": "millibar",
        "in": "", "mi": "", "mq": "square-meter", "kmq": "square-kilometer", "mc": "cubic-meter", "gr": "gram",
        "gg": "day", "gg.": "day", "sec": "second",
        "cv": "horsepower", "CV": "horsepower", "lt": "liter", "Kg": "kilogram", "Km": "kilometer",
        "Km/h": "kilometer-per-hour",
    }  # fmt: skip
    unit_names = {
        "beat-per-minute": {"one": "battito al minuto", "other": "battiti al minuto"},
        "milliampere-hour": {"other": "milliampereora"}, "watt-hour": {"other": "wattora"},
        "kilovolt": {"other": "kilovolt"}, "megawatt-hour": {"other": "megawattora"},
        "gigawatt-hour": {"other": "gigawattora"}, "terawatt-hour": {"other": "terawattora"},
        "frame-per-second": {"one": "fotogramma al secondo", "other": "fotogrammi al secondo"},
        "revolution-per-minute": {"one": "giro al minuto", "other": "giri al minuto"},
        "millibar": {"other": "millibar"},
        "tonne": {"one": "tonnellata", "other": "tonnellate"}, "horsepower": {"one": "cavallo", "other": "cavalli"},
        "part-per-million": {"one": "parte per milione", "other": "parti per milione"}, "decibel": {"other": "decibel"},
        "liter-per-100-kilometer": {"one": "litro per cento chilometri", "other": "litri per cento chilometri"},
    }  # fmt: skip
    fraction_names = {
        2: ("mezzo", "mezzi"), 3: ("terzo", "terzi"), 4: ("quarto", "quarti"), 5: ("quinto", "quinti"),
        6: ("sesto", "sesti"), 7: ("settimo", "settimi"), 8: ("ottavo", "ottavi"), 9: ("nono", "noni"),
        10: ("decimo", "decimi"), 16: ("sedicesimo", "sedicesimi"), 100: ("centesimo", "centesimi"),
        1000: ("millesimo", "millesimi"),
    }  # fmt: skip
    metre_joint = "e "
    range_word = ratio_word = score_word = "a"
    ratio_words = frozenset("scala rapporto proporzione formato schermo quota".split())
    score_words = frozenset(
        "vinto vince vincono battuto batte sconfitto perso perde pareggio pareggiato risultato finale partita "
        "vinceva vincevano perdeva finita finito terminata conduceva vittoria sconfitta gol set punteggio pari".split()
    )
    phone_words = frozenset(
        "tel telefono chiama chiamare chiamate chiami chiamatemi chiamami chiamateci cell cellulare fax numero".split()
    ) - {"numero"}
    version_words = frozenset("versione version android python ios windows".split())
    roman_before = frozenset(
        "capitolo capitoli tomo volume libro atto scena parte titolo articolo sezione fase allegato grado tipo "
        "classe livello canto serie cap vol secolo secoli guerra".split()
    )
    roman_after = frozenset(
        "secolo secoli guerra repubblica congresso edizione premio fiera internazionale concilio legislatura "
        "millennio dinastia circoscrizione municipio girone posto commissione sezione armata legione classe "
        "elementare anniversario centenario trimestre quadrimestre semestre turno".split()
    )
    roman_names = frozenset(
        "luigi enrico carlo carlos francesco filippo napoleone giovanni paolo pio benedetto leone gregorio clemente "
        "innocenzo urbano alessandro giulio sisto nicola nicolò guglielmo federico riccardo edoardo elisabetta "
        "giacomo giorgio alberto baldovino leopoldo caterina pietro maria anna ivan roberto emanuele umberto "
        "vittorio amedeo ferdinando alfonso costantino ramses tolomeo dario serse ottone bonifacio celestino adriano "
        "martino eugenio cosimo lorenzo sancho cristiano harald haakon gustavo felipe cleopatra massimiliano "
        "callisto".split()
    )
    _queens = frozenset("elisabetta caterina maria anna cleopatra".split())
    abbreviations = {
        "sig": "signor", "sig.ra": "signora", "sig.na": "signorina", "sigg": "signori", "sig.re": "signore",
        "dott": "dottor", "dip": "dipartimento",
        "dr": "dottor", "dott.ssa": "dottoressa", "dr.ssa": "dottoressa", "prof": "professor",
        "prof.ssa": "professoressa", "proff": "professori", "ing": "ingegner", "avv": "avvocato",
        "arch": "architetto", "geom": "geometra", "rag": "ragionier", "on": "onorevole", "sen": "senatore",
        "gen": "generale", "col": "colonnello", "cap": "capitolo", "ten": "tenente", "mons": "monsignor",
        "card": "cardinale", "don": "don", "ecc": "eccetera", "etc": "eccetera", "p.es": "per esempio",
        "ad es": "ad esempio", "per es": "per esempio", "es": "esempio", "cfr": "confronta", "pag": "pagina",
        "pagg": "pagine", "p": "pagina", "pp": "pagine", "art": "articolo", "artt": "articoli", "vol": "volume",
        "fig": "figura", "ed": "edizione", "n": "numero", "n°": "numero", "nº": "numero", "nn": "numeri",
        "tel": "telefono", "cell": "cellulare", "c": "circa", "ca": "circa", "/pz": " al pezzo", "min": "minimo",
        "max": "massimo", "vs": "contro",
        "v.le": "viale", "p.zza": "piazza", "p.za": "piazza", "c.so": "corso", "l.go": "largo", "f.lli": "fratelli",
        "F.lli": "fratelli", "S.p.A": "società per azioni", "SpA": "società per azioni", "s.r.l": "S R L",
        "S.r.l": "S R L", "d.lgs": "decreto legislativo", "d.l": "decreto legge", "d.p.r": "D P R", "lun": "lunedì",
        "mar": "martedì", "mer": "mercoledì", "pers": "persone", "trim": "trimestre", "int": "interno",
        "e segg": "e seguenti", "h": "ore",
        "e ss": "e seguenti",
        "c.a.p": "C A P", "t": "tomo", "temp": "temperatura", "ab": "abitanti",
        "spett.le": "spettabile",
        "c/o": "presso", "c.m": "corrente mese", "p.v": "prossimo venturo",
        "IVA incl": "IVA inclusa", "incl": "incluso", "gio": "giovedì", "ven": "venerdì", "sab": "sabato",
        "dom": "domenica", "co": "comma",
        "a.C": "avanti Cristo", "d.C": "dopo Cristo", "sec": "secolo", "secc": "secoli", "gent.mo": "gentilissimo",
        "gent.ma": "gentilissima", "egr": "egregio", "spett": "spettabile", "ss": "seguenti", "lett": "lettera",
        "c.d": "cosiddetto", "i.e": "cioè", "prov": "provincia", "mln": "milioni", "mld": "miliardi",
    }  # fmt: skip
    stopless = frozenset(
        "c/o "
        "max min n° nº vs dr SpA dott prof avv ing sig.ra sig.na sig.re dott.ssa dr.ssa prof.ssa v.le p.zza p.za c.so "
        "l.go f.lli mln mld F.lli gent.mo gent.ma spett.le".split()
    )
    closing = frozenset("ecc etc a.C d.C S.p.A s.r.l S.r.l".split())
    before_number = frozenset(
        "t max min c lun mar mer gio ven sab dom p pp pag pagg art artt vol fig n n° nº nn cap sec secc ca ss lett "
        "co".split()
    )
    before_name = frozenset("on sen gen col ten card dr dott prof avv ing".split())
    initialisms = frozenset(
        "SOS UE IA USB DNA RNA ASL CGIL FMI BCE OMS ONG HIV CEO ISBN URL CPU GPU IBM IP ID UHD FIGC OGM RSA AVIS ATP "
        "UTI API CET".split()
    )
    symbol_names = {
        "@": "chiocciola", ".": "punto", "-": "trattino", "_": "trattino basso", "/": "barra", ":": "due punti",
        "#": "cancelletto", "+": "più", "&": "e commerciale", "*": "asterisco", " ": "spazio", ",": "virgola",
        ";": "punto e virgola", "!": "punto esclamativo", "?": "punto interrogativo", "'": "apostrofo",
        '"': "virgolette", "(": "aperta parentesi", ")": "chiusa parentesi", "[": "aperta parentesi quadra",
        "]": "chiusa parentesi quadra", "{": "aperta parentesi graffa", "}": "chiusa parentesi graffa",
        "<": "minore di", ">": "maggiore di", "=": "uguale", "%": "per cento", "$": "dollaro", "€": "euro",
        "£": "sterlina", "\\": "barra inversa", "|": "barra verticale", "~": "tilde", "^": "accento circonflesso",
        "`": "accento grave", "°": "gradi", "§": "paragrafo",
    }  # fmt: skip
    symbols = {
        "&": "e", "+": "più", "=": "uguale", "×": "per", "÷": "diviso", "<": "minore di", ">": "maggiore di",
        "≤": "minore o uguale a", "≥": "maggiore o uguale a", "≠": "diverso da", "≈": "circa", "~": "circa",
        "§": "paragrafo", "§§": "paragrafi", "±": "più o meno", "#": "numero", "√": "radice di", "∞": "infinito",
    }  # fmt: skip
    function_words = frozenset(
        "è e ed o a ad di del della dei delle degli dal dalla in nel nella un una uno per con su sul sulla tra fra "
        "che chi si se non ma più meno né sono fu era come senza sopra sotto entro fino contro circa ha hanno il lo "
        "la i gli le ne ci vi anche al alla ai alle oppure quindi poi dopo prima mentre quando dove perché "
        "cioè da".split()
    )
    labels = frozenset(
        "pagina pagine capitolo numero articolo livello gruppo canale sala stanza camera porta linea tipo versione "
        "fase punto esercizio domanda tappa autobus binario interno piano comma".split()
    )
    plural_ends = ()
    year_words = frozenset("nel dal del".split())
    date_before = frozenset("il del dal al".split())
    articles = frozenset(
        "il lo la l i gli le del dello della dei al allo alla nel nella dal dalla un una questo".split()
    )
    patterns = PATTERNS

    def spells(self, capitals: str) -> bool:
        return is_unsayable(capitals, _SHORT_WORDS)

    def make_numbers(self) -> NumberWords:
        return ItalianNumbers("it", None, "masculine")

    def gender_of(self, noun: str) -> str:
        if noun in FEMININE_NOUNS:
            return "feminine"
        return "feminine" if noun not in MASCULINE_NOUNS and FEMININE.search(noun) else "masculine"

    def agreement(self, span: Span, context: Context) -> str | None:
        form = super().agreement(span, context)
        if span.field("integer") == "1" and context.before in ("alle", "dalle") and form is None:
            return "feminine"  # "alle 1"
        if form == "feminine" and context.after[0] in "aeiouh":
            return "elided"
        return "impure" if form == "masculine" and IMPURE.match(context.written_after[0]) else form

    def _decide_abbreviation(self, span: Span, context: Context) -> Span | None:
        if span.field("key") == "ca" and context.text[span.start - 2 : span.start - 1].isdecimal():
            return span
        if span.field("key") == "h" and context.written[0] == "H":
            return None
        if span.field("key") == "lett" and context.text[span.end : span.end + 3].strip()[1:2] == ")":
            return span
        if span.field("key") == "sec" and context.text[span.start - 2 : span.start - 1] in tuple("IVX"):
            return span
        return super()._decide_abbreviation(span, context)

    def _decide_roman(self, span: Span, context: Context) -> Span | None:
        # "I secoli" begins with an article.
        return (
            None if span.field("numeral") == "I" and context.after == "secoli" else super()._decide_roman(span, context)
        )

    def _decide_ordinal(self, span: Span, context: Context) -> Span | None:
        # "la 10a edizione", but "via Roma 12a" and "3o" alone are no ordinals.
        if span.field("suffix") == "a" and _SECTION.match(context.text, span.end):
            return span
        if span.field("suffix") in ("a", "o") and not self.noun_gender(context):
            return None
        return span

    def singular_of(self, noun: str) -> str:
        feminine = self.gender_of(noun) == "feminine"
        return noun[:-1] + ("a" if feminine else "o") if noun.endswith("e" if feminine else "i") else noun

    def fraction(self, span: Span, context: Context) -> str | None:
        words = super().fraction(span, context)
        return words.replace("una ora", "un'ora") if words else words

    def times_words(self, span: Span) -> str:
        return "volta" if span.field("integer") == "1" else self.times_word

    def ordinal(self, span: Span, context: Context) -> str | None:
        if span.field("suffix") in ("'", "’", "′"):
            words = self.numbers.ordinal(int(span.field("integer")), "masculine")
            return words if context.after == "minuto" else f"{words} minuto"
        feminine = span.field("suffix").endswith(("ª", "a", "ᵃ"))
        if span.field("suffix") in ("º", "°") and self.noun_gender(context) == "feminine":
            feminine = context.before in ("la", "della", "alla", "nella", "una")
        return self.numbers.ordinal(int(span.field("integer")), "feminine" if feminine else "masculine")

    def _decide_date(self, span: Span, context: Context) -> Span | None:
        if context.written.endswith(" set") and context.before not in self.date_before:
            return None  # of a match, and no September
        parts = context.written.split(".")
        if context.before == "ore" and len(parts) == 3 and all(part.isdecimal() for part in parts):
            return span._replace(kind=SpanKind.TIME, fields=dict(zip(("hour", "minute", "second"), parts, strict=True)))
        return span

    def date(self, span: Span, context: Context) -> str | None:
        words = super().date(span, context)
        elided = context.mark_before in ("'", "’") and span.field("day") == "1"
        return words.replace("primo", "uno", 1) if words and elided else words

    def day_words(self, day: int) -> str:
        return "primo" if day == 1 else self.numbers.cardinal(day)

    def time(self, span: Span, context: Context) -> str | None:
        hour, minute = int(span.field("hour")), int(span.field("minute") or "0")
        if span.field("until"):
            last = dict(zip(("hour", "minute"), span.field("until").split("."), strict=True))
            first = {name: span.fields[name] for name in ("hour", "minute")}
            low, high = (self.time(span._replace(fields=fields), context) or "" for fields in (first, last))
            return self.range_words(low, high, span._replace(parts=(span,)), context)
        if int(span.field("second") or "0"):
            return self.duration(span, context)
        if "h" in context.written and context.before not in self.time_words:
            return self.duration(span, context)
        words = [self.numbers.cardinal(hour, "feminine")]
        if minute:
            words += ["e", self.numbers.cardinal(minute)]
        elif hour == 0 and not span.field("suffix"):
            words.append("ore")
        if span.field("suffix"):
            words.append("ora" if hour == 1 else "ore")
        if span.field("period") == "am" and hour == 12:
            words[0] = "mezzanotte"
        elif span.field("period"):
            words.append(
                "di notte"
                if span.field("period") == "am" and hour < 5
                else "di mattina"
                if span.field("period") == "am"
                else "di sera"
                if 5 < hour < 12
                else "del pomeriggio"
            )
        return " ".join(words).replace("una ora", "un'ora")

    def scaled_money(self, span: Span) -> str:
        words = super().scaled_money(span)
        return words.replace(" mila ", "mila ", 1) if span.field("fraction") == "" else words

    def range_words(self, low: str, high: str, span: Span, context: Context) -> str:
        if all(part.kind is SpanKind.YEAR or len(part.field("integer")) == 4 for part in span.parts):
            return f"{low} {high}"
        if context.before == "ogni":
            return f"{low} {high}"
        if any(part.kind is SpanKind.TIME for part in span.parts):
            low, high = (f"all'{end}" if end.startswith("una") else f"alle {end}" for end in (low, high))
            return f"{low.split(maxsplit=1)[-1]} {high}" if context.before in ("ore", "dalle") else f"d{low} {high}"
        if context.before in ("tra", "fra"):
            return f"{low} e {high}"
        return f"da {low} a {high}" if context.before not in _BEFORE_RANGE else f"{low} {high}"

    def abbreviation(self, span: Span, context: Context) -> str | None:
        if span.field("key") == "L":
            return "legge"
        if span.field("key") == "c" and _ARTICLE.search(context.text, max(0, span.start - 12), span.start):
            return "comma"
        if span.field("first_day"):
            words = super().abbreviation(span, context)
            return words if context.before in ("da", "dal") else f"da {words}"
        if span.field("key") in ("mln", "mld") and is_single(context):
            return "milione" if span.field("key") == "mln" else "miliardo"
        if span.field("key") != "S":
            return super().abbreviation(span, context)
        name = context.written_after[0]
        title = "Sant'" if name[0] in "AEIOU" else "Santa" if name in SAINTS[:FEMININE_SAINTS] else "San"
        return title if title.endswith("'") else f"{title} "

    def _decide_cardinal(self, span: Span, context: Context) -> Span | None:
        if span.field("integer") == "1" and len(span.fields) == 1 and self.agreement(span, context) == "elided":
            # "un'amica" has no space.
            return span._replace(end=span.end + 1, fields={"integer": "1", "elided": "yes"})
        return super()._decide_cardinal(span, context)

    def cardinal(self, span: Span, context: Context) -> str | None:
        if span.field("elided"):
            return "un'"
        if span.field("aged"):
            words = self.numbers.cardinal(int(span.field("integer")))
            stem = words[:-1] + "e" if words[-1] == "é" else words if words.endswith("sei") else words[:-1]
            return f"{'dec' if words == 'dieci' and span.field('aged')[0] == 'i' else stem}{span.field('aged')}"
        if context.written.endswith("mila"):
            return self.number(f"{span.field('integer')}000")
        return super().cardinal(span, context)

    def _decide_temperature(self, span: Span, context: Context) -> Span | None:
        placed = context.before in _PLACED and not context.after
        whole = not (span.field("fraction") or span.field("sign")) and context.written[-2:-1].isdigit()
        winner = context.written_after[0] if context.mark_after == " " and context.written_after else ""
        named = winner[:1].isupper() and len(winner) > 1 and winner.casefold() not in _QUARTERS
        named = named or context.before in _ONE_OF_SEVERAL or context.before.endswith(("l'", "l’"))
        if span.field("symbol") == "°" and (placed or (whole and named)):
            return span._replace(kind=SpanKind.ORDINAL, fields={"integer": span.field("integer"), "suffix": "º"})
        return super()._decide_temperature(span, context)

    def unit(self, span: Span, context: Context) -> str | None:
        words = super().unit(span, context)
        return "un'ora" if words == "una ora" else words

    def counted(self, integer: str, unit: str, case: str = "nominative") -> str:
        return super().counted(integer, unit, case).replace("una ora", "un'ora")

    def per_word(self, noun: str) -> str:
        article = {"anno": "all'", "ora": "all'", "settimana": "alla", "abitante": "per", "ab": "per"}
        return article.get(noun) or ("a" if noun in ("persona", "pers", "notte") else "al")

    def ratio(self, span: Span, context: Context) -> str | None:
        first, second = span.field("first"), int(span.field("second"))
        if first != "1" and second in (3, 9, 10):
            return f"{self.number(first)} {self.fraction_names[second][1]}"
        return super().ratio(span, context)

    def part_names(self, numerator: int, denominator: int) -> tuple[str, str] | None:
        if numerator == 1 and 10 < denominator < 100:
            name = self.numbers.ordinal(denominator, "masculine")
            return name, name  # of one only: "18/30" are marks
        return super().part_names(numerator, denominator)

    def roman(self, span: Span, context: Context) -> str | None:
        number = int(span.field("integer"))
        if context.after in self.roman_after or (span.field("role") != "name" and self._is_numbered(context)):
            gender = "feminine" if context.before in self.feminine_articles else self.gender_of(context.after)
            return self.numbers.ordinal(number, gender)
        if span.field("role") == "name":
            return self.numbers.ordinal(number, "feminine" if context.before in self._queens else "masculine")
        century = not _CENTURIES.isdisjoint((*context.words_before, *context.words_after))
        if (
            century
            or _SHORT_CENTURY.search(context.text, max(0, span.start - 14), span.start)
            or context.after == "sec"
            or context.before in ("sec", "capitolo", "canto", "atto", "libro", "titolo")
        ):
            return self.numbers.ordinal(number, "masculine")
        return self.numbers.cardinal(number)


_SHORT_CENTURY = re.compile(r"\bsecc?\.\s(?:[IVX]{1,7}[-–])?\Z")
_ONE_OF_SEVERAL = frozenset("il lo la del dello della al allo alla nel nella dal dalla sul sulla".split())
"""Articles of one: what a degree sign follows behind them is its number in a row."""
_QUARTERS = frozenset("nord sud est ovest celsius fahrenheit".split())
_PLACED = frozenset("arrivato arrivata arrivati classificato classificata giunto giunta".split())
_SECTION = re.compile(r" [A-H](?!\w)")
"""The letter of a school class: "3a B"."""
_BEFORE_RANGE = frozenset("da dal dai dalle di tra fra a in per con su ogni ore il i le gli la".split())
