"""Danish."""

from __future__ import annotations

from rhapsode_server.text.verbalization.context import Context
from rhapsode_server.text.verbalization.locales.european_patterns import called
from rhapsode_server.text.verbalization.locales.scandinavian import (
    BEHIND_DAY,
    FIGURE_BEFORE,
    SHORT_DAYS,
    Scandinavian,
    named,
    short_days,
    table,
    week_range,
)
from rhapsode_server.text.verbalization.number_words import NumberWords
from rhapsode_server.text.verbalization.span import Span, SpanKind
from rhapsode_server.text.verbalization.unspaced import EQUATION

_SMALL = (
    "nul et to tre fire fem seks syv otte ni ti elleve tolv tretten fjorten femten seksten sytten atten nitten".split()
)
_TENS = "- - tyve tredive fyrre halvtreds tres halvfjerds firs halvfems".split()
_ORDINALS = (
    "nulte første anden tredje fjerde femte sjette syvende ottende niende tiende ellevte tolvte trettende fjortende "
    "femtende sekstende syttende attende nittende".split()
)
_TEN_ORDINALS = (
    "- - tyvende tredivte fyrretyvende halvtredsindstyvende tresindstyvende halvfjerdsindstyvende firsindstyvende "
    "halvfemsindstyvende".split()
)
_DECADES = "tierne tyverne tredverne fyrrerne halvtredserne tresserne halvfjerdserne firserne halvfemserne".split()
_LARGE = ((10**12, "billion"), (10**9, "milliard"), (10**6, "million"))


class DanishNumbers(NumberWords):
    """Danish numbers, the ones in front of the tens; the CLDR's rules have "to tusinde" and "etogtyvende"."""

    def _cardinal(self, number: int, form: str | None) -> str:
        words = self._above_hundred(number)
        rest = number % 100
        if rest or not words:
            words += ["og"] * bool(words) + [self._below_hundred(rest, form)]
        return " ".join(words)

    def _above_hundred(self, number: int) -> list[str]:
        """The words for what is left when the last two digits are taken off."""
        words: list[str] = []
        for value, name in _LARGE:
            count, number = divmod(number, value)
            if count:
                words += [self._cardinal(count, "common"), name if count == 1 else f"{name}er"]
        thousands, number = divmod(number, 1000)
        if thousands:
            words += [self._cardinal(thousands, None)] * (thousands > 1) + ["tusind"]
        if number >= 100:
            hundreds = number // 100
            words.append((_SMALL[hundreds] if hundreds > 1 or thousands else "") + "hundrede")
        return words

    def _below_hundred(self, number: int, form: str | None) -> str:
        if number == 1:
            return "en" if form == "common" else "et"
        if number < 20:
            return _SMALL[number]
        tens, ones = divmod(number, 10)
        if not ones:
            return _TENS[tens]
        return f"{'en' if ones == 1 else _SMALL[ones]}og{_TENS[tens]}"

    def _ordinal(self, number: int, form: str | None) -> str:
        words = self._above_hundred(number)
        rest = number % 100
        if not rest and words:
            last = words[-1]
            return " ".join(
                [*words[:-1], {"tusind": "tusinde"}.get(last, last if last.endswith("de") else f"{last}te")]
            )
        if rest < 20:
            last = "andet" if rest == 2 and form == "neuter" else _ORDINALS[rest]
        else:
            tens, ones = divmod(rest, 10)
            last = (f"{'en' if ones == 1 else _SMALL[ones]}og" if ones else "") + _TEN_ORDINALS[tens]
        return " ".join(words + ["og"] * bool(words) + [last])

    def _year(self, number: int) -> str:
        high, low = divmod(number, 100)
        if 11 <= high <= 19:
            rest = f" og {self._below_hundred(low, None)}" if low else ""
            return f"{_SMALL[high]}hundrede{rest}"
        return self._cardinal(number, None)


class Danish(Scandinavian):
    """Danish."""

    tag = "da"
    between = ("mellem", "og")
    home = "DKK"
    group_marks = ".\u00a0 \u202f\u2009"
    ordinal_stop = True
    ordinal_suffixes = ("'te", "'de", "'ende", "'nde", "’te", "’de", "’ende")
    year_words = frozenset(
        "år året årene siden fra til før efter omkring i sommeren vinteren foråret efteråret mellem januar "
        "februar marts april maj juni juli august september oktober november december".split()
    )
    eras = {
        **dict.fromkeys(("f.Kr.", "f. Kr.", "f.v.t.", "fvt."), "før Kristus"),
        **dict.fromkeys(("e.Kr.", "e. Kr."), "efter Kristus"),
    }
    month_words = {"sept": 9, "febr": 2}
    and_following = "og følgende"
    day_suffix = r"\.?"
    day_month_stop = True
    currency_signs = {"kr": "DKK", "Kr": "DKK", "kr.": "DKK", "kroner": "DKK", "euro": "EUR", "dollar": "USD"}
    currency_names = {
        "DKK": {"one": "krone", "other": "kroner"},
        "NOK": {"one": "norsk krone", "other": "norske kroner"},
        "SEK": {"one": "svensk krone", "other": "svenske kroner"},
        "EUR": {"other": "euro"},
        "USD": {"other": "dollar"},
        "GBP": {"other": "pund"},
        "JPY": {"other": "yen"},
    }
    minor_units = {
        **dict.fromkeys(("SEK", "NOK", "DKK"), {"other": "øre"}),
        **dict.fromkeys(("EUR", "USD", "AUD", "CAD", "NZD"), {"other": "cent"}),
        "GBP": {"other": "pence"},
    }
    money_and = "og"
    scales = {
        **{"k": "tusind", "m": "millioner", "bn": "milliarder"},
        **{word: word for word in ("tusind", "million", "millioner", "milliard", "milliarder", "billion", "billioner")},
        **{"mio": "millioner", "mia": "milliarder", "mill": "millioner", "mio.": "millioner", "mia.": "milliarder"},
        **{"t.": "tusind", "mill.": "millioner"},
    }
    unit_signs = {
        "spsk": "tablespoon",
        "tsk": "teaspoon",
        "fps": "frame-per-second",
        "bpm": "beat-per-minute",
        "km/t": "kilometer-per-hour",
        "km/time": "kilometer-per-hour",
        "km/s": "kilometer-per-second",
        "sek": "second",
        "kvm": "square-meter",
        "t": "",
        "hk": "horsepower",
        "mAh": "milliampere-hour",
        "o/min": "revolution-per-minute",
        **dict.fromkeys(("md", "mdr"), "month"),
    }
    unit_names = {
        "milliampere-hour": {"one": "milliamperetime", "other": "milliamperetimer"},
        "horsepower": {"one": "hestekraft", "other": "hestekræfter"},
        "revolution-per-minute": {"other": "omdrejninger i minuttet"},
        "gigabyte": {"other": "gigabyte"},
        "megabyte": {"other": "megabyte"},
        "kilobyte": {"other": "kilobyte"},
        "terabyte": {"other": "terabyte"},
        "kilowatt-hour": {"one": "kilowatttime", "other": "kilowatttimer"},
        "tonne": {"one": "ton", "other": "ton"},
        "degree": {"one": "grad", "other": "grader"},
        "frame-per-second": {"other": "billeder per sekund"},
        "beat-per-minute": {"other": "slag per minut"},
        "tablespoon": {"one": "spiseskefuld", "other": "spiseskefulde"},
        "teaspoon": {"one": "teskefuld", "other": "teskefulde"},
        "meter-per-second": {"other": "meter i sekundet"},
        "kilometer-per-second": {"other": "kilometer i sekundet"},
    }
    ratio_words = frozenset({"forholdet", "bland", "målestok", "odds", "ratio", "skala"})
    score_words = frozenset(
        "vandt vinder vinde sejr tabte taber nederlag slog førte føring uafgjort resultat resultatet sluttede "
        "stillingen endte kampen scorede slutresultat besejrede".split()
    )
    phone_words = frozenset(
        "ring ringe tlf tlf.nr telefon telefonnummer mobil nummer fax sms kontonr kontonummer".split()
    )
    version_words = frozenset({"version", "versionen", "python", "android", "ios", "windows"})
    roman_before = frozenset(
        "lokale sal rum kapitel del bind akt bilag artikel klasse type tabel figur verdenskrig paragraf gruppe fase "
        "niveau scene "
        "bog".split()
    )
    roman_names = frozenset(
        "christian frederik margrethe hans erik valdemar knud svend harald oluf olav karl carl gustav ludvig "
        "henrik filip edvard georg wilhelm johannes paul paulus benedikt pius leo gregor elizabeth elisabeth "
        "katarina napoleon ivan peter nikolaj alexander franz leopold albert ferdinand haakon niels clemens "
        "innocens urban ramses".split()
    )
    abbreviations = table(
        "C++=C plus plus|C#=C sharp|F#=F sharp|min=minimum|bd=bind|tab=tabel|pct.point=procentpoint|"
        "pct.-point=procentpoint|adr=adresse|afd=afdeling|ang=angående|ass=assisterende|bl.a=blandt andet|"
        "bl.a.m=blandt andet mere|"
        "ca=cirka|cand=candidatus|d=den|d.d=dags dato|d.v.s=det vil sige|dr=doktor|dvs=det vil sige|"
        "e.l=eller lignende|ekskl=eksklusive|el.lign=eller lignende|etc=et cetera|evt=eventuelt|f.eks=for eksempel|"
        "feb=februar|fhv=forhenværende|fig=figur|fmd=formand|fr=fru|fre=fredag|frk=frøken|fx=for eksempel|hr=herr|"
        "i.f.m=i forbindelse med|if=ifølge|iflg=ifølge|ifm=i forbindelse med|ift=i forhold til|inkl=inklusive|"
        "jan=januar|jf=jævnfør|jr=junior|kap=kapitel|kl=klokken|lør=lørdag|m.a.o=med andre ord|m.fl=med flere|"
        "m.m=med mere|m.v=med videre|maks=maksimalt|man=mandag|mht=med hensyn til|mia=milliarder|mill=millioner|"
        "mio=millioner|mv=med videre|nr=nummer|o.l=og lignende|o.lign=og lignende|o.s.v=og så videre|obs=observer|"
        "ons=onsdag|osv=og så videre|p.g.a=på grund af|p.t=for tiden|pct=procent|pers=personer|pga=på grund af|"
        "pr=per|prof=professor|pt=for tiden|resp=respektive|s=side|sml=sammenlign|st=stuen|stk=styk|søn=søndag|"
        "t.o.m=til og med|tdl=tidligere|tidl=tidligere|indb=indbyggere|"
        "tv=til venstre|th=til højre|mf=midt for|tir=tirsdag|tirs=tirsdag|tlf=telefon|tor=torsdag|"
        "tors=torsdag|u=uge|udg=udgave|ved.=ved|vedr=vedrørende|vha=ved hjælp af|vol=volumen|årg=årgang"
    )
    stopless = frozenset(
        "ca pct dvs fx kl nr osv pga mio mia ift ifm mht vha tlf etc evt hr dr prof inkl ekskl mv m.m m.fl f.eks "
        "bl.a stk".split()
    )
    closing = frozenset("m.m m.fl m.v mv osv o.s.v etc o.l o.lign e.l el.lign stk".split())
    initialisms = frozenset(
        "EU US USA FN DR DSB SAS AGF FCK OB BIF TDC SU IT AI ID API URL USB CPU GPU IP EM VM OL AB IBM FBI CIA PET "
        "BBC CEO LO SF FOA HK UU AU KU ISBN".split()
    )
    symbol_names = named(
        "snabel-a|punktum|bindestreg|understreg|skråstreg|kolon|havelåge|plus|og|stjerne|mellemrum|komma|"
        "semikolon|udråbstegn|spørgsmålstegn|apostrof|anførselstegn|parentes|parentes slut|"
        "kantet parentes|kantet parentes slut|tuborgklamme|tuborgklamme slut|mindre end|større end|"
        "lig med|procent|dollar|euro|pund|omvendt skråstreg|lodret streg|tilde|cirkumfleks|accent grave|"
        "grader|paragraf"
    )
    powers = {"2": "i anden", "3": "i tredje", "": "opløftet i"}
    symbols = {
        **{"&": "og", "+": "plus", "=": "er lig med", "×": "gange", "≈": "cirka", "§": "paragraf"},
        **{
            "~": "cirka",
            "·": "gange",
            "÷": "divideret med",
            "√": "kvadratroden af",
            "≠": "er ikke lig med",
            "<": "mindre end",
            ">": "større end",
        },
        **{
            "≤": "mindre end eller lig med",
            "≥": "større end eller lig med",
            "±": "plus minus",
            "∞": "uendelig",
            "#": "nummer",
            "§§": "paragrafferne",
        },
    }
    quantities = {">": "mere end", "<": "mindre end", "≥": "mindst", "≤": "højst"}
    neuter_nouns = frozenset(
        "hus barn år æg bord rum kilo ton land dyr liv spor sprog ord brev kort glas træ foto job hjem problem "
        "eksempel kapitel æble par program projekt system forsøg mål lag spil museum universitet firma parti "
        "nummer område stykke hotel hjerte øje øre ansigt besøg beslutning svar navn døgn kvartal årti lys tag "
        "gulv vindue køkken skib tog fly bjerg hav felt møde arbejde tilfælde slag minut sekund bad råd ben hoved "
        "hul pund gram kilogram opkald stk skridt bibliotek center forum krav tilbud resultat alternativ argument "
        "beløb billede blad".split()
    )
    function_words = frozenset(
        "tilbage tilbake divideret delt gange plus minus "
        "og af i på til er var som eller men for med fra om at så kom blev har havde den det de skal kan ved mod "
        "efter før under over gennem per januar februar marts april maj juni juli august september oktober "
        "november december vandt går dør allerede ikke mere også".split()
    )
    dated = frozenset(
        "den d til fra senest inden før efter siden dato mandag tirsdag onsdag torsdag fredag lørdag søndag man "
        "tirs ons tors fre lør søn".split()
    )
    per_words = {
        **{"stk": "styk", "stk.": "styk", "md": "måned", "mdr": "måned", "md.": "måned", "pers": "person"},
        **{word: word for word in ("dag", "døgn", "uge", "måned", "år", "person", "time", "nat", "kvartal")},
    }
    patterns = (
        called("[pP]inkoden,[pP]inkoden er,[kK]oden,[kK]oden er,[kK]ode,[kK]ode:,[kK]oden:,PIN", r"\d{4,8}"),
        called(
            "[rR]ing,[rR]inge,[rR]ing til,[rR]ing straks,[aA]larmnummeret,[aA]larmcentralen,[nN]ummeret", "112|1813|114"
        ),
        EQUATION,
        # The door on a floor: "2. tv."
        (SpanKind.ORDINAL, r"(?<![\w.,])(?P<integer>\d{1,2})\.\s(?P<door>tv|th|mf)\b\.?(?=,|\s?\Z|\s\d{4})"),
        (SpanKind.ABBREVIATION, r"(?<=\bst\. )(?P<key>tv|th|mf)\b\.?(?=,|\s?\Z|\s\d{4})"),
        (SpanKind.YEAR, r"(?<![\w.,])(?P<integer>\d{1,3}0)-?['’]?(?P<decade>ernes?|er)(?!\w)"),
        (SpanKind.YEAR, r"(?<![\w.,])(?P<integer>\d{1,3}0)-(?P<decade>tal\w{0,6})"),
        (
            SpanKind.DURATION,
            r"(?<![\w.,])(?P<hour>\d{1,3})\s?(?:t|timer?)\.?\s(?:og\s)?(?P<minute>\d{1,2})\s?min(?:utter|\.(?=[,;)]|\s[a-zæøå]))?(?!\w)",
        ),
        short_days("(?-i:Man)|tirs?|ons|tors?|fre|lør|søn"),
        week_range("man|tirs?|ons|tors?|fre|lør|søn"),
        *Scandinavian.patterns,
    )

    def make_numbers(self) -> NumberWords:
        return DanishNumbers()

    def decide(self, span: Span, context: Context) -> Span | None:
        if self.is_ruled(span, context):
            return self.ruler(span, context)
        if span.kind is SpanKind.ABBREVIATION and span.field("key"):
            return self._decide_abbreviation(span, context)
        return super().decide(span, context)

    def _decide_abbreviation(self, span: Span, context: Context) -> Span | None:
        key = span.field("key")
        following = context.text[context.end : context.end + 2].strip()[:1]
        if key == "min":
            return (
                span
                if following.isdigit() and not FIGURE_BEFORE.search(context.text, max(0, span.start - 2), span.start)
                else None
            )
        if key in ("s", "u", "kap", "fig", "vol", "årg", "d", "bd", "tab"):
            return span if following.isdigit() else None
        if key in ("tv", "th", "mf"):
            return span if context.text.endswith("st. ", 0, span.start) else None
        if key in ("man", "ons", "fre", "tir", "tor", "if", "st", "fr"):
            day = following.isdigit() or (key in SHORT_DAYS and BEHIND_DAY.match(context.text, context.end))
            return span if day or (key == "fr" and following.isupper()) else None
        return span

    def abbreviation(self, span: Span, context: Context) -> str | None:
        following = context.text[span.end : span.end + 3].lstrip(". ")
        counted = FIGURE_BEFORE.search(context.text, max(0, span.start - 2), span.start)
        if span.field("key") == "stk" and following[:1].isdigit() and not counted:
            return "stykke"  # of a law: "§ 5, stk. 2"
        return super().abbreviation(span, context)

    def unit_pattern(self, unit: str, category: str, case: str = "nominative") -> str:
        return super().unit_pattern(unit, category, case).replace(" pr. ", " per ")

    def ordinal(self, span: Span, context: Context) -> str | None:
        if span.field("door"):
            return f"{self.numbers.ordinal(int(span.field('integer')))} {self.abbreviations[span.field('door')]}"
        neuter = self.noun_gender(context) == "neuter"
        return self.numbers.ordinal(int(span.field("integer")), "neuter" if neuter else None)

    def fraction_parts(self, whole: int, numerator: int, denominator: int, gender: str) -> str:
        if (whole, numerator, denominator) == (1, 1, 2):
            return "halvandet" if gender == "neuter" else "halvanden"
        if (whole, numerator, denominator) == (0, 3, 4) and gender:
            return "trekvart"
        return super().fraction_parts(whole, numerator, denominator, gender)

    def year(self, span: Span, context: Context) -> str | None:
        decade, number = span.field("decade"), int(span.field("integer"))
        if not decade:
            return super().year(span, context)
        if decade.startswith("tal"):
            return f"{self.numbers.year(number) if number >= 100 else self.numbers.cardinal(number)}{decade}"
        high, low = divmod(number, 100)
        if low < 10:
            return f"{self.numbers.year(number).replace(' ', '')}{decade if not low else ''}"
        name = _DECADES[low // 10 - 1]
        name = {"ernes": f"{name}s", "er": name[:-2]}.get(decade, name)
        if 11 <= high <= 19:
            return f"{_SMALL[high]}{name}"
        return f"{self.numbers.cardinal(high * 100)} og {name}" if high else name
