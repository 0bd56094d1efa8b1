"""Slovene."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import ClassVar

from rhapsode_server.text.verbalization.context import Context
from rhapsode_server.text.verbalization.locales.slavic import Slavic, time_pattern
from rhapsode_server.text.verbalization.locales.slavic_numbers import CASES, Noun, SlavicNumbers, declined, noun
from rhapsode_server.text.verbalization.locales.slavic_patterns import (
    ALWAYS,
    DOTTED_TIMES,
    ENGLISH_SIGNS,
    EQUATION,
    FRACTION_OF_UNIT,
    MARK,
    NUMERALS_TOGETHER,
    SEASON,
    SUBTRACTION,
    YEAR_PAIR,
    century_pair_pattern,
    chapter_pattern,
    compound_pattern,
    day_pattern,
    decade_pattern,
    dimension_patterns,
    duration_patterns,
    price_pattern,
    scale_pattern,
    short_date_pattern,
    times_pattern,
    week_patterns,
)
from rhapsode_server.text.verbalization.span import Span, SpanKind

_METRIC = re.compile(r"metričn\w+ ")


class SlovenianNumbers(SlavicNumbers):
    """Number words of Slovene: ones before tens, and a dual."""

    bare_scale = True
    paucal_genitive = False
    words = """
    0 nič; 1c ena; 2c dva; 3c tri; 4c štiri; 1m en enega enemu en enim enem; 1f ena ene eni eno eno eni
    1n eno enega enemu eno enim enem; 2 dva dveh dvema dva dvema dveh; 2f dve dveh dvema dve dvema dveh
    2n dve dveh dvema dve dvema dveh; 3m trije treh trem tri tremi treh; 3 tri treh trem tremi
    4m štirje štirih štirim štiri štirimi štirih; 4 štiri štirih štirim štirimi; 5 pet| - ih im imi
    6 šest| - ih im imi; 7 sedem sedmih sedmim sedmimi; 8 osem osmih osmim osmimi; 9 devet| - ih im imi
    10 deset| - ih im imi; 11 enajst| - ih im imi; 12 dvanajst| - ih im imi; 13 trinajst| - ih im imi
    14 štirinajst| - ih im imi; 15 petnajst| - ih im imi; 16 šestnajst| - ih im imi
    17 sedemnajst| - ih im imi; 18 osemnajst| - ih im imi; 19 devetnajst| - ih im imi; 20 dvajset| - ih im imi
    30 trideset| - ih im imi; 40 štirideset| - ih im imi; 50 petdeset| - ih im imi; 60 šestdeset| - ih im imi
    70 sedemdeset| - ih im imi; 80 osemdeset| - ih im imi; 90 devetdeset| - ih im imi; 100 sto; 200 dvesto
    300 tristo; 400 štiristo; 500 petsto; 600 šeststo; 700 sedemsto; 800 osemsto; 900 devetsto
    """
    ordinals = """
    0+1 h ničt prv drug
    3+1 s tretj
    4+1 h četrt pet šest sedm osm devet deset enajst dvanajst trinajst štirinajst petnajst šestnajst
    17+1 h sedemnajst osemnajst devetnajst dvajset
    30+10 h trideset štirideset petdeset šestdeset sedemdeset osemdeset devetdeset
    100+100 h stot dvestot tristot štiristot petstot šeststot sedemstot osemstot devetstot
    1000+1000 h tisoč dvatisoč tritisoč štiritisoč pettisoč šesttisoč sedemtisoč osemtisoč devettisoč
    10000+1000 h desettisoč
    1000000+1 h milijont
    """
    endings: ClassVar[Mapping[str, str]] = {
        "hm": "i ega emu i im em",
        "hf": "a e i o o i",
        "hn": "o ega emu o im em",
        "hp": "i ih im e imi ih",
        "sm": "i ega emu i im em",
        "sf": "a e i o o i",
        "sn": "e ega emu e im em",
        "sp": "i ih im e imi ih",
    }
    scales = (
        # Its numbers are not those of a masculine: "tri tisoč".
        Noun("x", declined("tisoč"), declined("tisoč"), declined("tisoč")),
        noun("m", "milijon", "- a u - om u / i ov om e i ih / a ov oma a oma ih"),
        noun("f", "milijard", "a e i o o i / e - am e ami ah / i - ama i ama ah"),
        noun("m", "bilijon", "- a u - om u / i ov om e i ih / a ov oma a oma ih"),
    )
    _before_tens: ClassVar[Mapping[int, str]] = {1: "ena", 2: "dva", 3: "tri", 4: "štiri"}

    def number_class(self, number: int) -> str:
        return {1: "one", 2: "two", 3: "few", 4: "few"}.get(number % 100, "many")

    def counted(self, noun: Noun, kind: str, case: str) -> str:
        if kind == "two":
            return noun.pair[CASES.index(case)]
        return noun.plural[CASES.index(case)] if kind == "few" else super().counted(noun, kind, case)

    def below_hundred(self, number: int, gender: str, case: str) -> list[str]:
        if number < 20 or number % 10 == 0:
            return super().below_hundred(number, gender, case)
        return [self._ones(number) + self.word(number - number % 10, gender, case)]

    def _ones(self, number: int) -> str:
        return (self._before_tens.get(number % 10) or self.word(number % 10, "m", "n")) + "in"

    def _ordinal(self, number: int, form: str | None) -> str:
        if number % 100 < 21 or number % 10 == 0:
            return super()._ordinal(number, form)
        gender, case = tuple((form or "mn").replace("c", "m"))
        head = [self._cardinal(number - number % 100, "mn")] if number > 100 else []
        return " ".join([*head, self._ones(number) + self.ordinal_word(number % 100 - number % 10, gender, case)])


class Slovenian(Slavic):
    """Slovene (sl)."""

    tag = "sl"
    number_type = SlovenianNumbers
    decimal_mark = ","
    group_marks = ".\u00a0\u202f "
    minus = "minus"
    plus = "plus"
    plus_minus = "plus minus"
    whole_words = ("cela", "cele", "celi", "celih")
    version_point = "pika"
    version_words = frozenset({"različica", "različice", "različico", "različici", "verzija", "verzije"})
    range_word = "do"
    least_word = "najmanj"
    paragraph_noun = ("m", "paragraf")
    ratio_word = "proti"
    score_word = "proti"
    ratio_words = frozenset({"merilo", "merilu", "razmerje", "razmerju"})
    score_words = frozenset({
        "tekma", "končala", "končal", "vodi", "izgubil", "izgubila", "izid", "izidom", "zmagal", "zmagala", "premagal",
        "premagala",
        "rezultat", "rezultatom",
    })  # fmt: skip
    phone_words = frozenset(
        "tel telefon telefonu telefonsko pokličite številka številko številki gsm faks matična davčna koda isbn".split()
    )
    per_word = "na"
    by_word = "krat"
    share_word = "proti"
    over_word = "skozi"
    house_word = "skozi"
    divided_word = "deljeno"
    mixed_joint = "in"
    bare_unit_words = frozenset("na za en ena eno vsak vsaka vsako".split())
    times_word = "krat"
    plain_form = "xn"
    mark_joint = ("od", "g")
    half_words = ("pol", "pol")
    measuring = tuple(
        "stane stala stal tehta plača zapravi zasluži dobil dobila prejel traja trajal čaka tekel tekla preteče pretek "
        "prevozi hodi dela kupi prodal doda vzem vzeli zmeša natoč nalij natehta meri "
        "dolg visok širok globok težk oddaljen".split()
    )
    remaining = frozenset("ostane ostala ostalo preostane minila minilo je bila bilo znaša znašala".split())
    ordered_nouns = frozenset("nadstropje nadstropja nadstropju razred razreda razredu".split())
    per_words: ClassVar[Mapping[str, str]] = {
        "h": "na uro", "uro": "na uro", "min": "na minuto", "dan": "na dan", "mes": "na mesec", "mesec": "na mesec",
        "leto": "na leto", "os": "na osebo", "osebo": "na osebo", "kos": "na kos", "kg": "na kilogram", "t": "na tono",
        "l": "na liter", "m": "na meter", "m²": "na kvadratni meter", "m2": "na kvadratni meter", "km": "na kilometer",
        "noč": "na noč", "km²": "na kvadratni kilometer", "kWh": "na kilovatno uro", "teden": "na teden",
    }  # fmt: skip
    room_words = frozenset("št soba sobi stanovanje hiša pisarna razred številka".split())
    initialisms = frozenset("RS EU ZDA OZN AI IT UK API USB IP ID EKG DDV UL UM EMŠO SAZU ECB AJPES".split())
    week: ClassVar[Mapping[str, tuple[str, str]]] = {
        **dict.fromkeys(("pon", "po"), ("ponedeljka", "ponedeljka")),
        **dict.fromkeys(("tor", "to"), ("torka", "torka")),
        **dict.fromkeys(("sre", "sr"), ("srede", "srede")), **dict.fromkeys(("čet", "če"), ("četrtka", "četrtka")),
        **dict.fromkeys(("pet", "pe"), ("petka", "petka")), **dict.fromkeys(("sob", "so"), ("sobote", "sobote")),
        **dict.fromkeys(("ned", "ne"), ("nedelje", "nedelje")),
    }  # fmt: skip
    week_words = ("od", "do")
    ordinal_stop = True
    joints = frozenset({"in", "ali"})
    between = frozenset({"med"})
    roman_adjectives = frozenset({"svetovna", "svetovne", "svetovni", "svetovno"})
    year_style = ""
    quarter_noun = ("ns", "četrtletj")
    year_noun = ("n", "let")
    century_noun = ("ns", "stoletj")
    day_prepositions = frozenset({"do", "od", "k", "pred", "po", "med"})
    day_month_stop = True
    months_of = tuple(
        "januarja februarja marca aprila maja junija julija avgusta septembra oktobra novembra decembra".split()
    )
    month_words: ClassVar[Mapping[str, int]] = {name: number for number, name in enumerate(months_of, 1)}
    year_words = frozenset(
        "leta leto letu leti v od do po pred januarja januarju februarju marcu aprilu maju juniju juliju avgustu "
        "septembru oktobru novembru decembru".split()
    )
    patterns = (
        chapter_pattern("[pP]ogl [čČ]l [sS]l"),
        *week_patterns(week),
        ALWAYS,
        *ENGLISH_SIGNS,
        SEASON,
        YEAR_PAIR,
        EQUATION,
        MARK,
        FRACTION_OF_UNIT,
        NUMERALS_TOGETHER,
        *century_pair_pattern("stoletje|stoletja|stoletju|stoletij|stoletjih"),
        *dimension_patterns(","),
        SUBTRACTION,
        *price_pattern("€ EUR evrov preb. prebivalcev", per_words),
        times_pattern("krat"),
        (SpanKind.DECIMAL, r"(?<![\d.,])(?P<integer>\d{1,3}),(?P<fraction>\d{1,2})-?(?P<times>krat)"),
        DOTTED_TIMES,
        *day_pattern("do|in|–|-"),
        short_date_pattern("v ob od do in na se je bo"),
        *scale_pattern("tisoč|tis|mio|mrd|mlrd"),
        decade_pattern(r"\.", "let|leta|letih"),
        *duration_patterns(r"h", r"min\.?", r"s"),
        time_pattern("h|uri"),
        compound_pattern(
            "let dnevn urn minutn odstotn metrsk kilometrsk mesečn tedensk sobn krat članski "
            "članska"
        ),
    )  # fmt: skip
    hour_words = ("uri", "h")
    time_dot = True
    time_words = frozenset({"ob", "na", "od", "do", "po", "pred", "okoli"})
    scale_words: ClassVar[Mapping[str, int]] = {
        "tis": 1, "tisoč": 1,
        "mio": 2, "mrd": 3, "mlrd": 3, "milijona": 2, "milijonov": 2, "milijon": 2, "milijarde": 3,
        "milijard": 3,
    }  # fmt: skip
    scales = dict.fromkeys(scale_words, "")
    currency_signs: ClassVar[Mapping[str, str]] = {"evrov": "EUR", "EUR": "EUR", "SIT": "SIT"}
    money_nouns = """
        EUR me evr / m cent; USD mj dolar / m cent; GBP m funt / m peni; CHF m frank; JPY m jen; RSD mj dinar
        CZK f kron; PLN m zlot; HUF m forint
        RUB mj rubl; SIT mj tolar
    """
    paradigms: ClassVar[Mapping[str, str]] = {
        "mb": "- a u a om u / je ov om e i ih / a ov oma a oma ih",
        "ml": "_ _ _ _ _ _ / je i em i mi eh / a i ema a ema eh",
        "ma": "- a u a om u / i ov om e i ih / a ov oma a oma ih",
        "m": "- a u - om u / i ov om e i ih / a ov oma a oma ih",
        "me": "o a u o om u / i ov om e i ih / a ov oma a oma ih",
        "mj": "- ja ju - jem ju / ji jev jem je ji jih / ja jev jema ja jema jih",
        "f": "a e i o o i / e - am e ami ah / i - ama i ama ah",
        "fs": "t ti ti t tjo ti / ti ti tim ti tmi tih / ti ti tma ti tma tih",
        "n": "o a u o om u / a - om a i ih / i - oma i oma ih",
        "ns": "e a u e em u / a - em a i ih / i - ema i ema ih",
        "md": "an neva nevu an nevom nevu / nevi ni nem neve nevi neh / neva ni nevoma neva nevoma nevih",
    }  # fmt: skip
    irregular: ClassVar[Mapping[str, str]] = dict.fromkeys(
        "strani vasi poti reči stvari možnosti bolezni prednosti slabosti lastnosti noči skupnosti napovedi "
        "meritvi".split(),
        "fsg fsd fsl fdn fpn fpa fpg",
    )
    lexicon = """
        md d
        m kilometer kilometr meter metr liter litr mesec teden tedn bod gol avtomobil odstotek odstotk stolp
        m člen odstavek odstavk
        m kos razred krog del kilogram gram primer korak izdelek izdelk evr zvezek zvezk palec palc
        ml ljud
        mb fant študent kmet gost
        me evr
        ma brat pes ps sin študent učenec učenc otrok~otrok pacient igralec igralc mož
        f ur minut sekund knjig oseb žensk hiš ulic sob tock skupin lig vojn izdaj različic sezon obletnic točk
        f ton šol držav sestr trgovin hrušk banan stopinj besed cen družin nagrad ekip minutk žlic žličk skodelic
        f vrst ladj oper razlik tabel tabl kav rib zvezd
        fs čas
        n mest okn let vrat nadstropij
        ns nadstropj stoletj mest naselj poglavj obdobj tisočletj prvenstv
    """
    noun_endings: ClassVar[Mapping[str, str]] = {
        "a": "fsn msg mdn npn", "e": "fpn mpa fsg nsn", "i": "fdn ndn mpn fsd fsl", "o": "nsn nsa fsa fsi",
        "u": "msd msl nsl nsd", "ov": "mpg", "ev": "mpg", "om": "msi mpd", "em": "msi", "am": "fpd", "ami": "fpi",
        "ah": "fpl", "eh": "fpl mpl", "ih": "mpg mpl", "je": "nsn nsa", "ju": "nsl", "ost": "fsn fsa",
        "stol": "nsn nsg nsl",
        "": "msn msa fpg npg",
    }  # fmt: skip
    royal = """
        m karel karl henrik ludvik viljem janez pavel pavl peter petr friderik rudolf edvard benedikt aleksander
        m frančišek napoleon jožef leopold ivan franc štefan maksimilijan ferdinand filip konstantin inocenc klemen
        m urban aleksander nikolaj
        f elizabet katarin ann viktorij marij terezij
        mj pij gregor
    """
    roman_before = frozenset({"poglavje", "del", "zvezek", "knjiga"})
    prepositions: ClassVar[Mapping[str, str]] = {
        "v": "la", "na": "al", "o": "l", "po": "la", "pri": "l", "ob": "l", "za": "ai", "pred": "i", "nad": "i",
        "pod": "i", "med": "i", "z": "ig", "s": "ig", "k": "d", "h": "d", "do": "g", "od": "g", "iz": "g", "brez": "g",
        "okoli": "g", "okrog": "g", "blizu": "g", "zaradi": "g", "čez": "a", "skozi": "a", "proti": "d",
        "namesto": "g", "razen": "g", "prek": "g", "več": "n", "kljub": "d",
    }  # fmt: skip
    passed_over = frozenset(
        "skoraj približno cca približna samo le kar najmanj največ zadnjih zadnje prvih prve naslednjih naslednje "
        "teh te "
        "vseh vse vsakih svojih naših preostalih prejšnjih vsaj".split()
    )
    declined_adjectives: ClassVar[Mapping[str, str]] = {"sv": "svet"}
    passed_pairs = frozenset({("več", "kot"), ("manj", "kot")})
    abbreviations: ClassVar[Mapping[str, str]] = {
        "npr": "na primer", "itd": "in tako dalje", "ipd": "in podobno", "idr": "in drugo", "tj": "to je",
        "t.i": "tako imenovani", "dr": "doktor", "mag": "magister", "prof": "profesor", "inž": "inženir",
        "g": "gospod", "ga": "gospa", "gdč": "gospodična", "ul": "ulica", "c": "cesta", "trg": "trg", "sv": "sveti",
        "št": "številka", "str": "stran", "tel": "telefon", "min": "minut", "mio": "milijonov", "mrd": "milijard",
        "tis": "tisoč", "oz": "oziroma", "gl": "glej", "prim": "primerjaj", "čl": "člen", "odst": "odstavek",
        "st": "stoletje", "stol": "stoletje", "pr.n.št": "pred našim štetjem", "n.št": "našega štetja", "ok": "okoli",
        "ur": "uredil", "univ": "univerzitetni", "dipl": "diplomirani", "d.o.o": "družba z omejeno odgovornostjo",
        "d.d": "delniška družba", "sl": "slika", "pogl": "poglavje", "max": "največ", "pribl": "približno",
        "cca": "približno", "nasl": "naslednji", "n.m": "nad morjem", "preb": "prebivalcev",
    }  # fmt: skip
    before_digits: ClassVar[frozenset[str]] = frozenset({"c", "sl", "ok", "str", "št"})
    declined_abbreviations: ClassVar[Mapping[str, tuple[str, str]]] = {
        "ul": ("f", "ulic"), "st": ("ns", "stoletj"), "stol": ("ns", "stoletj"), "čl": ("m", "člen"),
    }  # fmt: skip
    stopless = frozenset({"cca", "dr", "mag"})
    closing = frozenset({"itd", "ipd", "idr", "n.št", "mio", "mrd", "tis", "min", "d.o.o", "d.d"})
    eras: ClassVar[Mapping[str, str]] = {
        "pr. n. št.": "pred našim štetjem", "n. št.": "našega štetja", "pr. Kr.": "pred Kristusom",
    }  # fmt: skip
    unit_signs: ClassVar[Mapping[str, str]] = {
        "l/min": "liter-per-minute",
        "°": "degree", "min.": "minute", "dag": "decagram", "mAh": "milliampere-hour", "kos": "piece",
        "Mb/s": "megabit-per-second", "Gb/s": "gigabit-per-second", "o. t.": "percentage-point",
        "o.t.": "percentage-point", "obr./min": "revolution-per-minute", "obr/min": "revolution-per-minute",
        "KM": "horsepower",
    }  # fmt: skip
    unit_names: ClassVar[Mapping[str, Mapping[str, str]]] = {
        "milliampere-hour": {
            "one": "miliamperska ura", "two": "miliamperski uri", "few": "miliamperske ure",
            "other": "miliamperskih ur",
        },
        "decagram": {"one": "dekagram", "two": "dekagrama", "few": "dekagrami", "other": "dekagramov"},
        "piece": {"one": "kos", "two": "kosa", "few": "kosi", "other": "kosov"},
        "percentage-point": {
            "one": "odstotna točka", "two": "odstotni točki", "few": "odstotne točke", "other": "odstotnih točk",
        },
        "revolution": {"one": "obrat", "two": "obrata", "few": "obrati", "other": "obratov"},
    }  # fmt: skip
    powers: ClassVar[Mapping[str, str]] = {"2": "na kvadrat", "3": "na kub", "": "na potenco"}
    symbols: ClassVar[Mapping[str, str]] = {
        "&": "in", "+": "plus", "=": "je enako", "×": "krat", "§": "paragraf", "№": "številka", ">": "več kot",
        "<": "manj kot", "≥": "vsaj", "≤": "največ", "≠": "ni enako", "±": "plus minus", "÷": "deljeno", "/": "skozi",
        "~": "približno", "≈": "približno", "√": "koren iz",
    }  # fmt: skip
    symbol_names: ClassVar[Mapping[str, str]] = {
        "@": "afna", ".": "pika", "-": "vezaj", "_": "podčrtaj", "/": "poševnica", ":": "dvopičje", "#": "ključnik",
        "+": "plus", "&": "in", "*": "zvezdica", " ": "presledek", ",": "vejica", ";": "podpičje", "!": "klicaj",
        "?": "vprašaj", "(": "oklepaj", ")": "zaklepaj", "=": "je enako", "%": "odstotek", "~": "tilda",
        "\\": "obrnjena poševnica",
    }  # fmt: skip
    fraction_stems = "polovic tretjin četrtin petin šestin sedmin osmin devetin desetin stotin"
    fraction_over = "skozi"
    decade_form: ClassVar[Mapping[str, str]] = {"leta": "fn", "let": "pg", "letih": "pl"}

    def month(self, number: int) -> str:
        return self.months_of[number - 1]

    part_words = frozenset("od".split())

    def decide(self, span: Span, context: Context) -> Span | None:
        if span.field("key") == "ur" and context.text[max(0, span.start - 2) : span.start].rstrip()[-1:].isalnum():
            return None  # "8 ur."
        return super().decide(span, context)

    adverbs = frozenset("zelo precej povsem".split())
    adjective_endings = "ih im em ega ni na ne vi va ve ski ska ske lo no"

    def unit_pattern(self, unit: str, category: str, case: str = "nominative") -> str:
        # The CLDR's ton is a "metrična tona", which nobody says.
        pattern = super().unit_pattern(unit, category, case)
        return _METRIC.sub("", pattern) if unit == "tonne" else pattern

    def unit_gender(self, unit: str) -> str:
        return "f" if unit in ("milliampere-hour", "percentage-point") else super().unit_gender(unit)

    def unit_beside(self, span: Span, unit: str, case: str) -> str:
        # Behind a fraction the noun is a genitive singular; the CLDR's category for it is another.
        if span.field("fraction"):
            genitive = self.unit_name(unit, "one", "genitive")
            if genitive != self.unit_name(unit, "one"):
                return genitive
            # Without cases: it looks as three of a feminine do, and two of another.
            return self.unit_name(unit, "few" if self.unit_gender(unit) == "f" else "two")
        return super().unit_beside(span, unit, case)

    def compound(self, number: int) -> str:
        return {1: "eno", 2: "dvo", 3: "tri", 4: "štiri", 100: "sto"}.get(number) or self.numbers.cardinal(
            number, "mn"
        ).replace(" ", "")

    def time(self, span: Span, context: Context) -> str | None:
        hour, minute = int(span.field("hour")), int(span.field("minute") or "0")
        if span.field("second"):
            return self.duration(span, context)
        case = self.case_beside(context)
        said = self.numbers.cardinal(hour, "fn" if case in "na" else "m" + case)
        if hour == 1 and case not in "na":
            said = {"l": "enih", "g": "enih", "d": "enim", "i": "enimi"}[case]
        if not minute:
            return said if case not in "na" else self.counted(str(hour), "hour")
        joint = "in " if span.field("suffix") else ""
        return f"{said} {joint}{'nič ' if minute < 10 and not joint else ''}{self.numbers.cardinal(minute, 'cn')}"
