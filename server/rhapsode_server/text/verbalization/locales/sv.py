"""Swedish."""

from __future__ import annotations

import re

from rhapsode_server.text.verbalization.context import Context
from rhapsode_server.text.verbalization.locales.european_patterns import called
from rhapsode_server.text.verbalization.locales.scandinavian import (
    FIGURE_BEFORE,
    Scandinavian,
    named,
    short_days,
    table,
    week_range,
)
from rhapsode_server.text.verbalization.number_words import NumberWords, RbnfNumbers
from rhapsode_server.text.verbalization.span import Span, SpanKind
from rhapsode_server.text.verbalization.unspaced import EQUATION

_QUEENS = frozenset("elizabeth elisabet elisabeth katarina margareta margrethe kristina viktoria beatrix".split())
"""Rulers whose ordinal is "den andra"; a king's is "den andre"."""


class SwedishNumbers(RbnfNumbers):
    """The CLDR's numbers, but that "hundra" and "tusen" begin without their one; the year 2000 is no "tjugohundra"."""

    def _cardinal(self, number: int, form: str | None) -> str:
        return _without_one(super()._cardinal(number, "reale" if form == "common" else form))

    def _ordinal(self, number: int, form: str | None) -> str:
        return _without_one(self.spell_out(number, f"ordinal-{form or 'reale'}", "ordinal-reale"))

    def _year(self, number: int) -> str:
        return self._cardinal(number, None) if number % 1000 == 0 else super()._year(number)


def _without_one(words: str) -> str:
    """A hundred or a thousand at the beginning, as it is said: "hundrafem", not "etthundrafem" as on a cheque."""
    whole = words.replace("\u00ad", "")
    if whole.startswith("etthundra"):
        return whole[3:]
    return whole[2:] if whole.startswith("ettusen") else whole


class Swedish(Scandinavian):
    """Swedish."""

    tag = "sv"
    between = ("mellan", "och")
    home = "SEK"
    group_marks = "\u00a0 \u202f\u2009."
    plus_minus = "plus minus"
    ordinal_suffixes = (":e", ":a", ":de", ":te", ":je", ":dje", ":ra", ":sta", ":dra")
    year_words = frozenset(
        "år året åren sedan från till före efter omkring hösten våren sommaren vintern mellan januari februari mars "
        "april maj juni juli augusti september oktober november december anno".split()
    )
    eras = {
        **dict.fromkeys(("f.Kr.", "f. Kr.", "f.Kr", "f Kr", "fvt."), "före Kristus"),
        **dict.fromkeys(("e.Kr.", "e. Kr.", "e.Kr", "e Kr"), "efter Kristus"),
    }
    month_words = {"sept": 9, "febr": 2, "jan": 1, "jun": 6}
    day_suffix = r"(?::[ea]|\.)?"
    day_month_stop = False
    clock = "klockan"
    minute_joint = "och"
    and_word = "och"
    half = {"common": "en halv", "neuter": "ett halvt"}
    parts = "delar"
    and_following = "och följande"
    part_of = "dels"
    times = "gånger"
    per_words = {
        **{"st": "styck", "mån": "månad", "mån.": "månad", "pers": "person", "tim": "timme"},
        **{word: word for word in ("dag", "dygn", "vecka", "månad", "år", "person", "timme", "natt", "kvartal")},
    }
    currency_signs = {
        "USD$": "USD",
        "kr": "SEK",
        "Kr": "SEK",
        "kr.": "SEK",
        "kronor": "SEK",
        "euro": "EUR",
        "dollar": "USD",
    }
    currency_names = {
        "SEK": {"one": "krona", "other": "kronor"},
        "NOK": {"one": "norsk krona", "other": "norska kronor"},
        "DKK": {"one": "dansk krona", "other": "danska kronor"},
        "EUR": {"other": "euro"},
        "USD": {"other": "dollar"},
        "GBP": {"other": "pund"},
        "JPY": {"other": "yen"},
    }
    minor_units = {
        **dict.fromkeys(("SEK", "NOK", "DKK"), {"other": "öre"}),
        **dict.fromkeys(("EUR", "USD", "AUD", "CAD", "NZD"), {"other": "cent"}),
        "GBP": {"one": "penny", "other": "pence"},
    }
    money_and = "och"
    scales = {
        **{"k": "tusen", "m": "miljoner", "bn": "miljarder"},
        **{word: word for word in ("tusen", "miljon", "miljoner", "miljard", "miljarder", "biljon", "biljoner")},
        **{"mkr": "miljoner", "mn": "miljoner", "milj": "miljoner", "mnkr": "miljoner", "mdkr": "miljarder"},
        **{"mdr": "miljarder", "md": "miljarder", "mrd": "miljarder", "mio": "miljoner", "tkr": "tusen"},
    }
    unit_signs = {
        "msk": "tablespoon",
        "tsk": "teaspoon",
        "krm": "pinch",
        "fps": "frame-per-second",
        "bpm": "beat-per-minute",
        "km/tim": "kilometer-per-hour",
        "km/s": "kilometer-per-second",
        "tim": "hour",
        "sek": "second",
        "mil": "",
        "st": "",
        "kvm": "square-meter",
        "mån": "month",
        "hk": "horsepower",
        "mAh": "milliampere-hour",
        "l/mil": "liter-per-mile-scandinavian",
        **dict.fromkeys(("v/min", "varv/min", "r/min"), "revolution-per-minute"),
    }
    unit_names = {
        "milliampere-hour": {"one": "milliamperetimme", "other": "milliamperetimmar"},
        "horsepower": {"one": "hästkraft", "other": "hästkrafter"},
        "liter-per-mile-scandinavian": {"other": "liter per mil"},
        "revolution-per-minute": {"other": "varv per minut"},
        "kilometer-per-hour": {"other": "kilometer i timmen"},
        "meter-per-second": {"other": "meter per sekund"},
        "frame-per-second": {"other": "bilder per sekund"},
        "beat-per-minute": {"other": "slag per minut"},
        "pinch": {"one": "kryddmått", "other": "kryddmått"},
    }
    range_word = "till"
    ratio_word = "till"
    ratio_words = frozenset({"skala", "skalan", "förhållandet", "blanda", "odds", "ratio", "proportionen"})
    score_words = frozenset(
        "vann vinner vinna vinst förlorade förlorar förlust slog besegrade ledde ledning leder kvitterade oavgjort "
        "resultat resultatet slutade ställningen målet seger segern matchen slutresultat".split()
    )
    phone_words = frozenset(
        "ring ringa ringer tel telefon telefonnummer mobil nummer fax sms växel växeln bankgiro plusgiro bg pg "
        "kontonummer kontonr".split()
    )
    version_words = frozenset({"version", "versionen", "python", "android", "ios", "windows"})
    roman_before = frozenset(
        "sal rum kapitel del bok akt bilaga artikel klass typ tabell figur världskriget paragraf grupp fas nivå scen "
        "band".split()
    )
    roman_names = frozenset(
        "karl carl gustav gustaf adolf oscar oskar erik johan ludvig henrik filip fredrik kristian christian "
        "edvard georg vilhelm johannes paulus benedictus pius leo gregorius elizabeth elisabet katarina margareta "
        "margrethe harald haakon håkan olav magnus napoleon ivan peter nikolaj alexander frans leopold albert "
        "ferdinand filippos sigismund valdemar knut birger sverker clemens innocentius urban juan carlos ramses".split()
    )
    abbreviations = table(
        "C++=C plus plus|C#=C sharp|F#=F sharp|max=maximalt|min=minst|bd=band|tab=tabell|"
        "ankn=anknytning|tfn=telefon|md=miljarder|e.Kr=efter Kristus|e.m=på eftermiddagen|f.Kr=före Kristus|"
        "f.m=på förmiddagen|a.k.a=även känd som|avd=avdelning|bl.a=bland annat|c:a=cirka|ca=cirka|"
        "civ.ing=civilingenjör|"
        "d.v.s=det vill säga|dr=doktor|dvs=det vill säga|e.d=eller dylikt|enl=enligt|etc=et cetera|ev=eventuellt|"
        "exkl=exklusive|f.d=före detta|f.n=för närvarande|f.v.b=för vidare befordran|f.ö=för övrigt|fig=figur|"
        "fil.dr=filosofie doktor|forts=fortsättning|fr.o.m=från och med|fre=fredag|förf=författare|ggr=gånger|hr=herr|"
        "i.o.m=i och med|i.st.f=i stället för|inkl=inklusive|jfr=jämför|kap=kapitel|kl=klockan|kv=kvarteret|"
        "lör=lördag|m.a.o=med andra ord|m.a.p=med avseende på|m.fl=med flera|m.h.a=med hjälp av|m.m=med mera|"
        "mdkr=miljarder kronor|mdr=miljarder|mha=med hjälp av|milj=miljoner|mkr=miljoner kronor|mkt=mycket|"
        "mn=miljoner|mnkr=miljoner kronor|mån=måndag|nr=nummer|näml=nämligen|o.d=och dylikt|o.dyl=och dylikt|"
        "o.s.a=om svar anhålles|o.s.v=och så vidare|obs=observera|ons=onsdag|ordf=ordförande|osv=och så vidare|"
        "p.g.a=på grund av|p.s.s=på så sätt|pers=personer|pga=på grund av|prel=preliminär|prof=professor|"
        "resp=respektive|s=sidan|s.k=så kallad|s:t=sankt|s:ta=sankta|sekr=sekreterare|sid=sida|skr=skrivelse|"
        "st=stycken|sön=söndag|t.ex=till exempel|t.o.m=till och med|tel=telefon|tis=tisdag|tkr=tusen kronor|"
        "tor=torsdag|tors=torsdag|u.a=utan anmärkning|uppl=upplaga|v=vecka|vard=vardaglig|vol=volym|å.k=årskurs|"
        "åk=årskurs|inv=invånare|ö.h=över havet|m.ö.h=meter över havet|prop=proposition|övers=översättning"
    )
    stopless = frozenset(
        "md mn milj tfn ankn "
        "ggr s:t s:ta st ca c:a dr dvs osv nr etc kl m.m t.ex bl.a m.fl pga tel prof s.k t.o.m fr.o.m resp inkl exkl "
        "max jfr hr bd mkr tkr mnkr mdkr mha mkt".split()
    )
    closing = frozenset("m.m m.fl osv o.s.v etc o.d o.dyl e.d st".split())
    initialisms = frozenset(
        "EU US USA FN SAS AIK IFK ABB SVT SR LO TCO UD AI IT ID API URL USB CPU GPU IP EM VM OS AB EKG IBM FBI "
        "CIA VD OP BBC CEO ISBN".split()
    )
    symbol_names = named(
        "snabel-a|punkt|streck|understreck|snedstreck|kolon|fyrkant|plus|och|stjärna|mellanslag|komma|"
        "semikolon|utropstecken|frågetecken|apostrof|citattecken|parentes|slutparentes|hakparentes|"
        "slut hakparentes|klammer|slut klammer|mindre än|större än|lika med|procent|dollar|euro|pund|"
        "omvänt snedstreck|lodstreck|tilde|cirkumflex|grav accent|grader|paragraf"
    )
    powers = {"2": "i kvadrat", "3": "i kubik", "": "upphöjt till"}
    symbols = {
        **{"&": "och", "+": "plus", "=": "är lika med", "×": "gånger", "≈": "ungefär", "§": "paragraf"},
        **{
            "~": "ungefär",
            "·": "gånger",
            "÷": "delat med",
            "√": "kvadratroten ur",
            "≠": "är inte lika med",
            "<": "mindre än",
            ">": "större än",
        },
        **{
            "≤": "mindre än eller lika med",
            "≥": "större än eller lika med",
            "±": "plus minus",
            "∞": "oändlighet",
            "#": "nummer",
            "§§": "paragraferna",
        },
    }
    quantities = {">": "mer än", "<": "mindre än", "≥": "minst", "≤": "högst"}
    neuter_nouns = frozenset(
        "hus barn år ägg bord rum kilo ton land djur liv spår språk ord brev kort glas träd fel foto jobb hem problem "
        "exempel kapitel äpple päron paket program projekt system försök mål lag spel museum universitet företag parti "
        "nummer område stycke frö hotell hjärta öga öra ansikte besök beslut brott besked svar namn bråk dygn kvartal "
        "sekel svin decennium halvår ljus bad tak golv fönster kök badrum sovrum skepp tåg flyg tak berg hav fält "
        "recept meddelande erbjudande löfte intresse resultat alternativ argument apotek bibliotek centrum forum test "
        "krav råd ben huvud hål pund gram kilogram mejl sms samtal möte arbete ärende yrke tillfälle pris slag".split()
    )
    function_words = frozenset(
        "tillbaka delat gånger plus minus genom "
        "och av i på till är var som eller men för med från om att så kom blev har hade den det de ska kan vid "
        "mot efter före under över genom per januari februari mars april maj juni juli augusti september oktober "
        "november december vann går dör redan inte mer också".split()
    )
    dated = frozenset(
        "den till från senast innan före efter sedan datum måndag tisdag onsdag torsdag fredag lördag söndag mån "
        "tis ons tors fre lör sön".split()
    )
    patterns = (
        called("[kK]oden,[kK]oden är,[kK]od,[kK]od:,[kK]oden:,[pP]inkoden,[pP]inkod,PIN,PIN-koden är", r"\d{4,8}"),
        called("[rR]ing,[rR]inga,[rR]ing direkt,[nN]ödnumret,[lL]armnumret,[nN]umret,[tT]elefon", "112|1177|11414"),
        EQUATION,
        # "3 miljoner t"
        (
            SpanKind.UNIT,
            r"(?:(?<=[mM]iljoner )|(?<=[mM]iljarder )|(?<=milj\. )|(?<=[tT]usen ))"
            r"(?P<_gap>)(?P<symbol>km|m|t|g|kg|l|ha|W|km²|m²|m³)(?![\w/²³]|\.\w)",
        ),
        (SpanKind.YEAR, r"(?<![\w.,])(?P<integer>\d{1,3}0)-(?P<decade>tal\w{0,6})"),
        (SpanKind.ORDINAL, r"(?<![\w.,])(?P<integer>[1-3]?\d)(?=\s(?:till|och|eller)\s[1-3]?\d\s§month§)"),
        # "4 kap. 2 §", "3 § första stycket"
        (SpanKind.ORDINAL, r"(?<![\w.,§])(?P<integer>\d{1,3})\s(?P<chapter>kap)\.(?=\s\d{1,3}(?:\s[a-z])?\s§)"),
        (SpanKind.ORDINAL, r"(?#§)(?<![\w.,§–-])(?P<integer>\d{1,3})(?:\s(?P<letter>[a-z]))?\s(?P<section>§)(?![\w§])"),
        # "den 5 juni -24", "hösten -98"
        (
            SpanKind.DATE,
            r"(?#-)(?<![\w.,/-])(?:(?P<day>\d{1,2})\s)?(?P<month>§month§)\s-(?P<year>\d\d)(?!\w|[.,-]\d)",
        ),
        (
            SpanKind.YEAR,
            r"(?#-)(?:(?<=[hH]östen )|(?<=[vV]åren )|(?<=[sS]ommaren )|(?<=[vV]intern )|(?<=\bår )|(?<=[fF]ödd )"
            r"|(?<=årgång ))-(?P<integer>\d\d)(?!\w|[.,-]\d)",
        ),
        (SpanKind.ABBREVIATION, r"(?<=[2-9] )(?P<stairs>tr)(?![\w])\.?(?=,|\s[a-zåäö]|\s?\Z)"),
        # "den 25e", "3e plats"; "den 25 varje månad"
        (SpanKind.ORDINAL, r"(?<![\w.,])(?P<integer>\d{0,2}[03-9]|\d?1[12])e(?!\w)"),
        (
            SpanKind.ORDINAL,
            r"(?<=[dD]en )(?P<integer>[12]?\d|3[01])"
            r"(?=\s(?:varje|nästa|denna|förra|samma|i\s(?:varje\s)?månaden?|kl\.?|klockan|med|på|är|var|har|hade|ska|blir"
            r"|till|för)(?!\w)|[;!?)]|[.,]?\s?\Z)",
        ),
        short_days("mån|tis|ons|tors?|fre|lör|sön"),
        week_range("mån|tis|ons|tors?|fre|lör|sön"),
        *Scandinavian.patterns,
    )

    def make_numbers(self) -> NumberWords:
        return SwedishNumbers("sv")

    def decide(self, span: Span, context: Context) -> Span | None:
        if span.kind is SpanKind.ABBREVIATION and span.field("key"):
            key = span.field("key")
            following = context.text[context.end : context.end + 2].strip()[:1]
            if key in ("max", "min"):
                return (
                    span
                    if following.isdigit()
                    and not FIGURE_BEFORE.search(context.text, max(0, span.start - 2), span.start)
                    else None
                )
            if key in ("s", "v", "bd", "tab", "kap", "fig", "sid", "nr", "åk", "å.k", "vol"):
                return span if following.isdigit() else None
            if key == "st":
                return span if context.before.isdigit() or context.before == "per" else None
            if key == "prop":
                return span if following.isdigit() else None
        if span.kind is SpanKind.RATIO and len(span.field("first")) == 4:
            return span._replace(kind=SpanKind.SCORE)  # a law's year and number: "SFS 2010:900"
        if span.kind is SpanKind.ROMAN and re.match(r":s(?!\w)", context.text[span.end : span.end + 3]):
            return span._replace(end=span.end + 2, fields=dict(span.fields) | {"ending": "s"})
        return super().decide(span, context)

    def score(self, span: Span, context: Context) -> str | None:
        if len(span.field("first")) == 4:
            return f"{self.numbers.year(int(span.field('first')))} {self.number(span.field('second'))}"
        return super().score(span, context)

    def abbreviation(self, span: Span, context: Context) -> str | None:
        if span.field("stairs"):
            return "trappor"
        if span.field("key") == "st" and context.before == "per":
            return "styck"
        return super().abbreviation(span, context)

    def ordinal(self, span: Span, context: Context) -> str | None:
        words = super().ordinal(span, context)
        if span.field("letter"):
            words = f"{self.number(span.field('integer'))} {span.field('letter')}"
        name = "kapitlet" if span.field("chapter") else "paragrafen" if span.field("section") else ""
        return f"{words} {name}" if name else words

    def roman(self, span: Span, context: Context) -> str | None:
        number = int(span.field("integer"))
        if span.field("role") != "name":
            return self.numbers.cardinal(number)
        words = self.numbers.ordinal(number, None if context.before in _QUEENS else "masculine")
        return f"den {words}{span.field('ending')}"

    def currency_gender(self, currency: str) -> str:
        return "neuter" if currency == "GBP" else "reale"

    def minor_amount(self, digits: str, currency: str) -> str:
        """An öre is neuter; cent and penny are not."""
        return self.number(digits, form="neuter" if currency in ("SEK", "NOK", "DKK") else "common")

    def part_name(self, denominator: int) -> str:
        name = self.numbers.ordinal(denominator)
        return name[:-2] if name.endswith("onde") else name[:-2] if name.endswith(("drade", "sende")) else name

    def year(self, span: Span, context: Context) -> str | None:
        if span.field("decade") and span.field("integer") == "1000":
            return "tiohundra" + span.field("decade")
        if span.field("decade"):
            return self.numbers.year(int(span.field("integer"))) + span.field("decade")
        return super().year(span, context)
