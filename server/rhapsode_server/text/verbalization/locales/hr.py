"""Croatian."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from rhapsode_server.text.verbalization.context import Context
from rhapsode_server.text.verbalization.locales.slavic import Slavic, time_pattern
from rhapsode_server.text.verbalization.locales.slavic_numbers import Noun, SlavicNumbers, noun
from rhapsode_server.text.verbalization.locales.slavic_patterns import (
    ALWAYS,
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

_LOWER = r"[^\W\dA-ZČĆĐŠŽА-ЯЂЈЉЊЋЏ]"


def year_stop_patterns(nouns: str) -> tuple[tuple[SpanKind, str], ...]:
    """Expressions for years that their stop makes ordinals."""
    end = r"(?:\.(?=[)\s,;]))?(?!\d)"
    return (
        (SpanKind.YEAR, rf"(?<![\d.,:/])(?P<integer>\d{{4}})\.\s?[–-]\s?(?P<second>\d{{4}}){end}"),
        (
            SpanKind.YEAR,
            r"(?<![\d.,:/])(?P<integer>[12]\d{3})\s?[–-]\s?(?P<second>[12]\d{3})"
            rf"\.(?=\s(?:[iи]\s\d|{nouns}))",  # noqa: RUF001
        ),
        (SpanKind.YEAR, r"(?<![\d.,:/–-])(?P<integer>\d{1,4})\.\s(?P<era>p(?:r|o)?\.\s(?:Kr|n\.\se)\.)"),
        (SpanKind.YEAR, r"(?<=\()(?P<integer>[12]\d{3})\.?(?=\))"),
        (SpanKind.YEAR, rf"(?<![\d.,:/–-])(?P<integer>[12]\d{{3}})\.(?=\s(?:{nouns}|{_LOWER}))"),
    )


STOPPED_SEASON = (
    SpanKind.YEAR,
    r"(?#/)(?<![\w.,:/])(?P<integer>(?:19|20)\d\d)\.?/(?P<second>(?:19|20)?\d\d)\.(?!\w)",
)
"""The two years of a season with stops: "2023./2024."."""


def tens_pattern(endings: str) -> tuple[SpanKind, str]:
    """An expression for decades and ages with their ending written: "90-ih", "60-ima"."""
    return SpanKind.ORDINAL, rf"(?<![\w.,])(?P<integer>\d{{1,3}}0)\.?-(?P<tens>{endings})(?!\w)"


class CroatianNumbers(SlavicNumbers):
    """Number words of Croatian: only one and the scales are declined."""

    words = """
    0 nul|a e i u om i; 1m jedan jednog jednom jedan jednim jednom; 1f jedna jedne jednoj jednu jednom jednoj
    1n jedno jednog jednom jedno jednim jednom; 2 dva; 2f dvije; 3 tri; 4 četiri; 5 pet; 6 šest; 7 sedam
    8 osam; 9 devet; 10 deset; 11 jedanaest; 12 dvanaest; 13 trinaest; 14 četrnaest; 15 petnaest; 16 šesnaest
    17 sedamnaest; 18 osamnaest; 19 devetnaest; 20 dvadeset; 30 trideset; 40 četrdeset; 50 pedeset
    60 šezdeset; 70 sedamdeset; 80 osamdeset; 90 devedeset; 100 sto; 200 dvjesto; 300 tristo; 400 četiristo
    500 petsto; 600 šesto; 700 sedamsto; 800 osamsto; 900 devetsto
    """
    ordinals = """
    0+1 h nult prv drug
    3+1 s treć
    4+1 h četvrt pet šest sedm osm devet deset jedanaest dvanaest trinaest četrnaest petnaest
    16+1 h šesnaest sedamnaest osamnaest devetnaest dvadeset
    30+10 h trideset četrdeset pedeset šezdeset sedamdeset osamdeset devedeset
    100+100 h stot dvjestot tristot četiristot petstot šestot sedamstot osamstot devetstot
    1000+1000 h tisućit dvijetisućit tritisućit četiritisućit pettisućit šesttisućit sedamtisućit
    8000+1000 h osamtisućit devettisućit desettisućit
    1000000+1 h milijunt
    """
    endings: ClassVar[Mapping[str, str]] = {
        "hm": "i og om i im om",
        "hf": "a e oj u om oj",
        "hn": "o og om o im om",
        "hp": "i ih im e im im",
        "sm": "i eg em i im em",
        "sf": "a e oj u om oj",
        "sn": "e eg em e im em",
        "sp": "i ih im e im im",
    }
    scales = (
        noun("f", "tisuć", "a e i u om i / e a ama e ama ama"),
        noun("m", "milijun", "- a u - om u / i a ima e ima ima"),
        noun("f", "milijard", "a e i u om i / e i ama e ama ama"),
        noun("m", "bilijun", "- a u - om u / i a ima e ima ima"),
    )
    thousand = "tisuću"

    def counted(self, noun: Noun, kind: str, case: str) -> str:
        if kind in ("few", "many"):
            return noun.singular[1] if kind == "few" else noun.plural[1]
        return super().counted(noun, kind, case)

    def scale_words(self, group: int, power: int, case: str) -> list[str]:
        return [self.thousand] if power == 1 and group == 1 else super().scale_words(group, power, case)


class Croatian(Slavic):
    """Croatian (hr)."""

    tag = "hr"
    number_type = CroatianNumbers
    decimal_mark = ","
    group_marks = ".\u00a0\u202f "
    point = "zarez"
    minus = "minus"
    plus = "plus"
    plus_minus = "plus minus"
    percent_word = "posto"
    version_point = "točka"
    version_words = frozenset({"verzija", "verzije", "verziju", "verziji", "inačica", "inačice"})
    money_and = "i"
    range_word = "do"
    least_word = "najmanje"
    paragraph_noun = ("m", "paragraf")
    ratio_word = "prema"
    ratio_words = frozenset({"mjerilo", "mjerilu", "omjer", "omjeru", "razmjera"})
    score_words = frozenset({
        "utakmica", "završila", "završio", "vodi", "vodio", "izgubio", "izgubila", "pobijedilo",
        "rezultat", "rezultatom", "pobijedio", "pobijedila", "pobijedili", "poraz", "svladao", "pobjeda",
    })  # fmt: skip
    phone_words = frozenset(
        "tel telefon telefona nazovite broj brojem mob mobitel faks oib mbs iban matični kod isbn račun računa".split()
    )
    per_word = "u"
    by_word = "puta"
    share_word = "prema"
    over_word = "kroz"
    house_word = "kroz"
    divided_word = "podijeljeno s"
    mark_joint = ("od", "n")
    half_words = ("pola", "pol")
    times_word = " puta"
    bare_unit_words = frozenset("po za jedan jedna jedno svaki svaka svako".split())
    irregular: ClassVar[Mapping[str, str]] = {
        **dict.fromkeys("nikola luka ilija sava matija andrija".split(), "msn"),
        **dict.fromkeys("nikole luke ilije save matije andrije".split(), "msg"),
        "dijete": "nsn nsa",
        "djeteta": "nsg",
        "djece": "fsg",
        "ljudi": "mpn mpg",
    }
    measuring = tuple(
        "košta koštal stoji stajal teži težil plati potroši zaradi dobi traja čeka trči pretrč hoda radi kupi proda "
        "dodaj dodajte uzm".split()
    )
    remaining = frozenset("ostaje ostala ostalo preostala prošla prošlo je bila bilo iznosi iznosila".split())
    ordered_nouns = frozenset("kat kata katu razred razreda razredu".split())
    per_words: ClassVar[Mapping[str, str]] = {
        "h": "na sat", "sat": "na sat", "min": "u minuti", "dan": "na dan", "mj": "mjesečno", "mj.": "mjesečno",
        "mjesec": "mjesečno", "god": "godišnje", "god.": "godišnje", "godinu": "godišnje", "os": "po osobi",
        "os.": "po osobi", "osobi": "po osobi", "kom": "po komadu", "kg": "po kilogramu", "t": "po toni",
        "l": "po litri", "m": "po metru", "m²": "po kvadratnom metru", "m2": "po kvadratnom metru",
        "km": "po kilometru", "noć": "po noći", "noćenje": "po noćenju", "km²": "po kvadratnom kilometru",
        "kWh": "po kilovatsatu", "tjedan": "tjedno",
    }  # fmt: skip
    room_words = frozenset("br soba sobi stan stanu ured učionica razred broj zgrada".split())
    declined_adjectives: ClassVar[Mapping[str, str]] = {"tzv": "takozvan", "sv": "svet"}
    initialisms = frozenset("RH EU SAD UN AI IT UK API USB IP ID EKG PDV OIB BDP EKV HEP HAZU ECB NDH ZEM MUP".split())
    week: ClassVar[Mapping[str, tuple[str, str]]] = {
        **dict.fromkeys(("pon", "po"), ("ponedjeljka", "ponedjeljka")), "uto": ("utorka", "utorka"),
        **dict.fromkeys(("sri", "sr"), ("srijede", "srijede")), "čet": ("četvrtka", "četvrtka"),
        "pet": ("petka", "petka"), "sub": ("subote", "subote"), "ned": ("nedjelje", "nedjelje"),
    }  # fmt: skip
    week_words = ("od", "do")
    month_words: ClassVar[Mapping[str, int]] = {
        name: number
        for number, names in enumerate(
            (
                "siječanj siječnju|veljača veljači veljaču|ožujak ožujku|travanj travnju|svibanj svibnju|lipanj lipnju|"
                "srpanj srpnju|kolovoz kolovozu|rujan rujnu|listopad listopadu|studeni studenom|prosinac prosincu"
            ).split("|"),
            1,
        )
        for name in names.split()
    }
    ordinal_stop = True
    joints = frozenset({"i", "ili"})
    roman_adjectives = frozenset({"svjetski", "svjetskog", "svjetskom", "svjetskome"})
    year_style = "f"
    quarter_noun = ("m", "kvartal")
    year_noun = ("f", "godin")
    century_noun = ("ns", "stoljeć")
    day_prepositions = frozenset({"do", "od", "nakon", "poslije", "prije", "između", "oko"})
    day_month_stop = True
    year_words = frozenset(
        "nego tek još krajem početkom sredinom oko u od do iz nakon prije poslije godine godina godinu godini "
        "godinom".split()
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
        *century_pair_pattern("stoljeće|stoljeća|stoljeću|stoljećima"),
        *dimension_patterns(","),
        SUBTRACTION,
        *price_pattern("€ EUR eura kn st. stanovnika", per_words),
        tens_pattern("ih|ima|im|e"),
        STOPPED_SEASON,
        times_pattern("puta"),
        *day_pattern("do|i|–|-"),
        *year_stop_patterns(r"godin\w{1,4}|g\."),
        decade_pattern(r"(?:\.|-?ih)", r"godin\w{1,4}"),
        short_date_pattern("u od do i na se je će"),
        *scale_pattern("tis|tisuća|tisuće|mil|mlrd"),
        *duration_patterns(r"h(?: i)?", r"min\.?", r"s"),
        time_pattern("h|sati"),
        compound_pattern("godišnj dnevn satn minutn postotn metarsk kilometarsk mjesečn tjedn sobn članičk"),
    )  # fmt: skip
    hour_words: ClassVar[tuple[str, ...]] = ("sati", "h")
    time_dot = True
    time_words = frozenset({"u", "od", "do", "oko", "nakon"})
    scale_words: ClassVar[Mapping[str, int]] = {
        "tis": 1, "tisuća": 1, "tisuće": 1, "tisuću": 1,
        "mil": 2, "mlrd": 3, "milijuna": 2, "milijun": 2, "milijarde": 3, "milijardi": 3,
    }  # fmt: skip
    scales = dict.fromkeys(scale_words, "")
    currency_signs: ClassVar[Mapping[str, str]] = {"eura": "EUR", "kn": "HRK", "EUR": "EUR", "KM": "BAM"}
    money_nouns = """
        EUR me eur / mc cent; USD m dolar / mc cent; GBP f funt / mp peni; HRK f kun / f lip; CHF mf fran; JPY m jen
        RSD m dinar; CZK f krun; HUF m forint
        PLN m zlot; RUB fj rubl; SEK f krun; CNY m juan
    """
    paradigms: ClassVar[Mapping[str, str]] = {
        "m": "- a u - om u / i a ima e ima ima", "me": "o a u o om u / i a ima e ima ima",
        "mc": "- a u - om u / i i ima e ima ima", "mp": "- ja ju - jem ju / ji ja jima je jima jima",
        "mf": "ak ka ku ak kom ku / ci aka cima ke cima cima", "ma": "- a u a om u / i a ima e ima ima",
        "md": "an ana anu an anom anu / ani ana anima ane anima anima", "f": "a e i u om i / e a ama e ama ama",
        "fj": "ja je ji ju jom ji / je ja jama je jama jama", "fs": "t ti ti t ti ti / ti ti tima ti tima tima",
        "n": "o a u o om u / a a ima a ima ima", "ns": "e a u e em u / a a ima a ima ima",
        "mk": "- a u - om u / ovi ova ovima ove ovima ovima",
    }  # fmt: skip
    lexicon = """
        f godin kun knjig minut sekund strani stranic žen osob sestr ulic lig skupin lip krun škol sezon tablic
        me eur
        f obljetnic zgrad točak točk tvrtk nagrad krušk jabuk žlic žličic šalic litr ton riječi ekip bomb vrst cijen
        f osob momčad bočic kutij tablet kapsul sob
        fs čas pomoć
        mk kat razred red krug sat vlak grad dio stupanj
        m rat metar metr kilometar kilometr mjesec član članak člank kilogram put bod gol tjedan
        m tjedn
        m automobil stan
        md d
        ma pas ps brat muškarac muškarc sin učenik student pacijent čovjek stanovnik građanin vojnik putnik
        n mjest jezer sel
        ns stoljeć poglavlj polugodišt tisućljeć izdanj naselj
    """
    noun_endings: ClassVar[Mapping[str, str]] = {
        "a": "fsn msg nsg npn", "e": "fsg fpn nsn", "i": "mpn fsd fsl fpg", "o": "nsn nsa", "u": "fsa msd msl nsl",
        "om": "msi fsi nsi", "em": "msi nsi", "ima": "mpl", "ama": "fpl", "je": "nsn fsg", "nika": "msg msa",
        "tora": "msg msa", "ost": "fsn fsa",
        "": "msn msa fpg",
    }  # fmt: skip
    royal = """
        ma karlo karl henrik luj vilim ivan pavao pavl petar petr fridrik rudolf eduard benedikt aleksandar aleksandr
        ma napoleon josip leopold tomislav stjepan bela
        f elizabet katarin an marij viktorij terezij
        ma franjo franj pio pij grgur
    """
    roman_before = frozenset({"poglavlje", "glava", "dio", "svezak", "knjiga", "razred"})
    prepositions: ClassVar[Mapping[str, str]] = {
        "u": "la", "na": "la", "o": "l", "po": "l", "pri": "l", "za": "ai", "pred": "i", "nad": "i", "pod": "i",
        "među": "i", "s": "ig", "sa": "ig", "k": "d", "prema": "dl", "do": "g", "od": "g", "iz": "g", "bez": "g",
        "kod": "g", "oko": "g", "između": "g", "nakon": "g", "prije": "g", "poslije": "g", "kroz": "a", "uz": "a",
        "zbog": "g", "preko": "g", "ispod": "g", "iznad": "g", "osim": "g", "tijekom": "g", "tokom": "g",
        "početkom": "g", "krajem": "g", "sredinom": "g", "umjesto": "g",
    }  # fmt: skip
    passed_over = frozenset({
        "gotovo", "skoro", "oko", "približno", "samo", "čak", "najmanje", "najviše", "više", "otprilike",
    })  # fmt: skip
    abbreviations: ClassVar[Mapping[str, str]] = {
        "npr": "na primjer", "itd": "i tako dalje", "i sl": "i slično", "sl": "slično", "tj": "to jest",
        "tzv": "takozvani", "dr": "doktor", "mr": "magistar", "sc": "znanosti", "prof": "profesor", "ing": "inženjer",
        "gosp": "gospodin", "gđa": "gospođa", "gđica": "gospođica", "ul": "ulica", "sv": "sveti", "br": "broj",
        "str": "stranica", "tel": "telefon", "min": "minuta", "mil": "milijuna", "mlrd": "milijardi", "tis": "tisuća",
        "odn": "odnosno", "v": "vidi", "usp": "usporedi", "čl": "članak", "st": "stoljeće", "pr. kr": "prije Krista",
        "god": "godine", "g": "godine", "o.g": "ove godine", "d.o.o": "društvo s ograničenom odgovornošću",
        "d.d": "dioničko društvo", "akad": "akademik", "dipl": "diplomirani", "cca": "otprilike", "max": "najviše",
        "ur": "uredio", "mob": "mobitel", "al": "ali", "uklj": "uključujući",
    }  # fmt: skip
    before_digits: ClassVar[frozenset[str]] = frozenset({"v", "str", "br"})
    declined_abbreviations: ClassVar[Mapping[str, tuple[str, str]]] = {
        "ul": ("f", "ulic"),
        "čl": ("m", "člank"),
        "st": ("ns", "stoljeć"),
    }
    stopless = frozenset({"gđa", "gđica", "dr", "cca"})
    closing = frozenset({"itd", "i sl", "mil", "mlrd", "tis", "min", "god", "g", "d.o.o", "d.d", "pr. kr"})
    eras: ClassVar[Mapping[str, str]] = {
        "po. Kr.": "poslije Krista", "p. Kr.": "poslije Krista", "p. n. e.": "prije nove ere",
        "pr. Kr.": "prije Krista", "pr. n. e.": "prije nove ere", "n. e.": "nove ere",
    }  # fmt: skip
    unit_signs: ClassVar[Mapping[str, str]] = {
        "l/min": "liter-per-minute",
        "°": "degree", "min.": "minute", "sati": "hour", "KS": "horsepower", "dag": "decagram",
        "mAh": "milliampere-hour", "kom": "piece", "kom.": "piece", "Mb/s": "megabit-per-second",
        "Gb/s": "gigabit-per-second", "o/min": "revolution-per-minute", "okr/min": "revolution-per-minute",
        **dict.fromkeys(("p.p.", "p. p.", "p.b.", "p. b."), "percentage-point"),
    }  # fmt: skip
    unit_names: ClassVar[Mapping[str, Mapping[str, str]]] = {
        "milliampere-hour": {"one": "miliampersat", "few": "miliampersata", "other": "miliampersati"},
        "decagram": {"one": "dekagram", "few": "dekagrama", "other": "dekagrama"},
        "piece": {"one": "komad", "few": "komada", "other": "komada"},
        "percentage-point": {"one": "postotni bod", "few": "postotna boda", "other": "postotnih bodova"},
        "revolution": {"one": "okretaj", "few": "okretaja", "other": "okretaja"},
    }  # fmt: skip
    powers: ClassVar[Mapping[str, str]] = {"2": "na kvadrat", "3": "na kub", "": "na potenciju"}
    symbols: ClassVar[Mapping[str, str]] = {
        "&": "i", "+": "plus", "=": "jednako", "×": "puta", "§": "paragraf", "№": "broj", ">": "više od",
        "<": "manje od", "≥": "najmanje", "≤": "najviše", "≠": "nije jednako", "±": "plus minus",
        "÷": "podijeljeno s", "/": "kroz", "~": "otprilike", "≈": "približno", "√": "korijen iz",
    }  # fmt: skip
    symbol_names: ClassVar[Mapping[str, str]] = {
        "@": "et", ".": "točka", "-": "crtica", "_": "donja crta", "/": "kosa crta", ":": "dvotočka", "#": "hashtag",
        "+": "plus", "&": "i", "*": "zvjezdica", " ": "razmak", ",": "zarez", ";": "točka zarez", "!": "uskličnik",
        "?": "upitnik", "(": "otvorena zagrada", ")": "zatvorena zagrada", "=": "jednako", "%": "posto", "~": "tilda",
        "\\": "obrnuta kosa crta",
    }  # fmt: skip
    fraction_stems = "polovin trećin četvrtin petin šestin sedmin osmin devetin desetin stotin"
    fraction_over = "kroz"
    decade_form: ClassVar[Mapping[str, str]] = {"godine": "pn", "godina": "pg", "godinama": "pl"}
    zero_word = "nula"
    names_of_time: ClassVar[tuple[str, str, str]] = ("sat", "sata", "sati")

    def counted_form(self, reading: str, kind: str, allowed: str) -> str:
        # Numbers from two stand still, and so do their nouns.
        return super().counted_form(reading, kind, allowed if kind == "one" else "")

    adverbs = frozenset("vrlo jako sasvim posve prilično".split())
    adjective_endings = "ih im og oga em ski ska ske ni na ne vi va ve oj om"

    def form_behind(self, context: Context) -> str:
        form = super().form_behind(context)
        # "godine" before its number is a genitive, "godina" a nominative.
        return {"godine": "fg", "godina": "fn"}.get(context.before, form)

    def ordinal(self, span: Span, context: Context) -> str | None:
        if span.field("tens"):
            return self.numbers.cardinal(int(span.field("integer"))) + span.field("tens")
        return super().ordinal(span, context)

    def abbreviation(self, span: Span, context: Context) -> str | None:
        if span.field("key") in ("st", "ст") and context.after[:1].isdigit():
            return "stavak"
        if span.field("key") in ("sl", "i sl", "сл", "и сл") and context.after[:1].isdigit():
            return "i slika" if " " in span.field("key") else "slika"
        return super().abbreviation(span, context)

    def part_unit(self, span: Span) -> str:
        # The genitive singular, as behind two.
        return self.unit_name(self.unit_called(span.field("unit")), "few")

    def compound(self, number: int) -> str:
        return {1: "jedno", 2: "dvo", 3: "tro", 4: "četvero"}.get(number) or self.numbers.cardinal(
            number, "mn"
        ).replace(" ", "")

    def time(self, span: Span, context: Context) -> str | None:
        hour, minute = int(span.field("hour")), int(span.field("minute") or "0")
        if span.field("second"):
            return self.duration(span, context)
        kind = self.slavic_numbers.number_class(hour)
        one, few, many = self.names_of_time
        name = {"one": one, "few": few}.get(kind, many)
        if name == many and span.field("suffix") in self.hour_words and len(span.field("suffix")) > 2:
            name = span.field("suffix")
        said = self.numbers.cardinal(hour, "mn")
        if not minute:
            return f"{said} {name}"
        if span.field("suffix"):
            return f"{said} {name} i {self.counted(str(minute), 'minute')}"
        return f"{said} i {self.zero_word + ' ' if minute < 10 else ''}{self.numbers.cardinal(minute)}"
