"""Serbian, in both of its scripts: everything is worked out in Latin letters and said in those of the text."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from typing import ClassVar

from rhapsode_server.text.verbalization.context import Context
from rhapsode_server.text.verbalization.locales.hr import (
    STOPPED_SEASON,
    Croatian,
    CroatianNumbers,
    tens_pattern,
    year_stop_patterns,
)
from rhapsode_server.text.verbalization.locales.slavic import time_pattern
from rhapsode_server.text.verbalization.locales.slavic_numbers import noun
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

_LETTERS = dict(
    zip(
        "abvgdđežzijklmnoprstćufhcčšABVGDĐEŽZIJKLMNOPRSTĆUFHCČŠ",
        "абвгдђежзијклмнопрстћуфхцчшАБВГДЂЕЖЗИЈКЛМНОПРСТЋУФХЦЧШ",
        strict=True,
    )
)
_PAIRS = {"lj": "љ", "nj": "њ", "dž": "џ", "Lj": "Љ", "Nj": "Њ", "Dž": "Џ"}
_TO_CYRILLIC = _PAIRS | _LETTERS
_LETTERS_TO_CYRILLIC = str.maketrans(_LETTERS)
_TO_LATIN = str.maketrans({cyrillic: latin for latin, cyrillic in _TO_CYRILLIC.items()})
_CYRILLIC = re.compile("[\u0400-\u04ff]")
_ADDRESSES = frozenset({SpanKind.URL, SpanKind.EMAIL, SpanKind.PATH, SpanKind.HANDLE, SpanKind.HASHTAG, SpanKind.CODE})


def in_cyrillic(text: str) -> str:
    """Latin letters of Serbian as Cyrillic ones."""
    for latin, cyrillic in _PAIRS.items():
        text = text.replace(latin, cyrillic)
    return text.translate(_LETTERS_TO_CYRILLIC)


def in_latin(text: str) -> str:
    """Cyrillic letters of Serbian as Latin ones."""
    return text if text.isascii() else text.translate(_TO_LATIN)


def in_both(words: Mapping[str, str]) -> dict[str, str]:
    """Entries by their names in either script."""
    return {**words, **{in_cyrillic(word): value for word, value in words.items()}}


def in_both_pairs(words: Mapping[str, tuple[str, str]]) -> dict[str, tuple[str, str]]:
    """Entries of two words by their names in either script."""
    return {**words, **{in_cyrillic(word): value for word, value in words.items()}}


def set_in_both(words: str) -> frozenset[str]:
    """Words in either script."""
    return frozenset([*words.split(), *in_cyrillic(words).split()])


class SerbianNumbers(CroatianNumbers):
    """Number words of Serbian."""

    words = """
    0 nul|a e i u om i; 1m jedan jednog jednom jedan jednim jednom; 1f jedna jedne jednoj jednu jednom jednoj
    1n jedno jednog jednom jedno jednim jednom; 2 dva; 2f dve; 3 tri; 4 četiri; 5 pet; 6 šest; 7 sedam; 8 osam
    9 devet; 10 deset; 11 jedanaest; 12 dvanaest; 13 trinaest; 14 četrnaest; 15 petnaest; 16 šesnaest
    17 sedamnaest; 18 osamnaest; 19 devetnaest; 20 dvadeset; 30 trideset; 40 četrdeset; 50 pedeset
    60 šezdeset; 70 sedamdeset; 80 osamdeset; 90 devedeset; 100 sto; 200 dvesta; 300 trista; 400 četiristo
    500 petsto; 600 šeststo; 700 sedamsto; 800 osamsto; 900 devetsto
    """
    ordinals = """
    0+1 h nult prv drug
    3+1 s treć
    4+1 h četvrt pet šest sedm osm devet deset jedanaest dvanaest trinaest četrnaest petnaest
    16+1 h šesnaest sedamnaest osamnaest devetnaest dvadeset
    30+10 h trideset četrdeset pedeset šezdeset sedamdeset osamdeset devedeset
    100+100 h stot dvestot tristot četiristot petstot šestot sedamstot osamstot devetstot
    1000+1000 h hiljadit dvehiljadit trihiljadit četirihiljadit pethiljadit šesthiljadit sedamhiljadit
    8000+1000 h osamhiljadit devethiljadit desethiljadit
    1000000+1 h miliont
    """
    scales = (
        noun("f", "hiljad", "a e i u om i / e a ama e ama ama"),
        noun("m", "milion", "- a u - om u / i a ima e ima ima"),
        noun("f", "milijard", "a e i u om i / e i ama e ama ama"),
        noun("m", "bilion", "- a u - om u / i a ima e ima ima"),
    )
    thousand = "hiljadu"


class Serbian(Croatian):
    """Serbian (sr)."""

    tag = "sr"
    cldr_tag = "sr-Latn"
    number_type = SerbianNumbers
    point = "zapeta"
    percent_word = "odsto"
    version_point = "tačka"
    version_words = set_in_both("verzija verzije verziju verziji")
    ratio_words = set_in_both("razmera razmeri odnos odnosu")
    score_words = set_in_both(
        "utakmica završena završila završio vodi vodio izgubio izgubila pobedilo rezultat rezultatom pobedio pobedila "
        "pobedili poraz savladao pobeda"
    )
    phone_words = set_in_both(
        "tel telefon telefona pozovite broj brojem mob mobilni faks pib mb jmbg račun računa isbn"
    )
    divided_word = "podeljeno sa"
    half_words = ("pola", "po")
    bare_unit_words = set_in_both("po za jedan jedna jedno svaki svaka svako")
    irregular: ClassVar[Mapping[str, str]] = {
        **dict.fromkeys("nikola luka ilija sava matija andrija".split(), "msn"),
        **dict.fromkeys("nikole luke ilije save matije andrije".split(), "msg"),
        "dete": "nsn nsa",
        "deteta": "nsg",
        "dece": "fsg",
        "ljudi": "mpn mpg",
    }
    measuring = tuple(
        "košta koštal staje teži težil plati potroši zaradi dobi traja čeka trči pretrč hoda radi kupi proda dodaj "
        "dodajte uzm".split()
    )
    remaining = frozenset("ostaje ostala ostalo preostala prošla prošlo je bila bilo iznosi iznosila".split())
    ordered_nouns = set_in_both("sprat sprata spratu razred razreda razredu")
    per_words: ClassVar[Mapping[str, str]] = in_both({
        "h": "na sat", "sat": "na sat", "čas": "na čas", "min": "u minuti", "dan": "na dan", "mes": "mesečno",
        "mes.": "mesečno", "mesec": "mesečno", "god": "godišnje", "god.": "godišnje", "godinu": "godišnje",
        "os": "po osobi", "os.": "po osobi", "kom": "po komadu", "kg": "po kilogramu", "t": "po toni", "l": "po litru",
        "m": "po metru", "m²": "po kvadratnom metru", "m2": "po kvadratnom metru", "km": "po kilometru",
        "noć": "po noći", "kWh": "po kilovat-satu", "nedelju": "nedeljno",
    })  # fmt: skip
    room_words = set_in_both("br soba sobi stan stanu ured kancelarija razred broj zgrada")
    declined_adjectives: ClassVar[Mapping[str, str]] = {"sv": "svet"}
    initialisms = set_in_both("EU SAD UN AI IT UK IP ID EKG PDV PIB EPS SANU ECB SRJ SFRJ MUP RS BIA") | frozenset(
        "API USB".split()
    )
    week: ClassVar[Mapping[str, tuple[str, str]]] = in_both_pairs({
        **dict.fromkeys(("pon", "po"), ("ponedeljka", "ponedeljka")), "uto": ("utorka", "utorka"),
        **dict.fromkeys(("sre", "sr"), ("srede", "srede")), "čet": ("četvrtka", "četvrtka"),
        "pet": ("petka", "petka"), "sub": ("subote", "subote"), "ned": ("nedelje", "nedelje"),
    })  # fmt: skip
    joints = set_in_both("i ili")
    roman_adjectives = set_in_both("svetski svetskog svetskom svetskome")
    quarter_noun = ("m", "kvartal")
    century_noun = ("mv", "vek")
    day_prepositions = frozenset({"do", "od", "nakon", "posle", "pre", "između", "oko"})
    year_words = set_in_both(
        "nego tek još krajem početkom sredinom oko u od do iz nakon pre posle godine godina godinu godini godinom"
    )
    patterns = (
        chapter_pattern("[pP]ogl [čČ]l [sS]l [пП]огл [чЧ]л [сС]л"),
        *week_patterns(week),
        ALWAYS,
        *ENGLISH_SIGNS,
        SEASON,
        YEAR_PAIR,
        EQUATION,
        MARK,
        FRACTION_OF_UNIT,
        NUMERALS_TOGETHER,
        *century_pair_pattern("vek|veka|veku|vekova|vekovima|век|века|веку|векова|вековима"),
        *dimension_patterns(","),
        SUBTRACTION,
        *price_pattern("€ EUR evra din dinara RSD дин", per_words),
        STOPPED_SEASON,
        times_pattern("puta|пута"),
        tens_pattern("ih|ima|im|e|их|има|им|е"),
        *day_pattern("do|i|до|и|–|-"),
        *year_stop_patterns(r"(?:godin|годин)\w{1,4}|[gг]\."),
        decade_pattern(r"(?:\.|-?ih|-?их)", r"(?:godin|годин)\w{1,4}"),
        short_date_pattern("u od do i na se je će у од до и на се је ће"),
        *scale_pattern("hiljada|hiljade|hilj|mil|mlrd|хиљада|хиљаде|хиљ|мил|млрд"),
        *duration_patterns(r"[hч](?: [iи])?", r"(?:min|мин)\.?", r"(?:s|с)"),
        time_pattern("h|х|ч|časova|часова|sati|сати"),
        compound_pattern(
            "godišnj dnevn satn minutn procentn metarsk kilometarsk mesečn nedeljn sobn годишњ "
            "дневн сатн минутн процентн метарск месечн недељн собн"
        ),
    )  # fmt: skip
    months_of = tuple(
        "januara februara marta aprila maja juna jula avgusta septembra oktobra novembra decembra".split()
    )
    month_words: ClassVar[Mapping[str, int]] = {
        **{name: number for number, name in enumerate(months_of, 1)},
        **{in_cyrillic(name): number for number, name in enumerate(months_of, 1)},
    }  # fmt: skip
    hour_words = ("časova", "sati", "часова", "сати", "h", "ч")
    time_words = set_in_both("u od do oko nakon posle")
    scale_words: ClassVar[Mapping[str, int]] = {
        "hilj": 1, "hiljada": 1, "hiljade": 1, "хиљада": 1, "хиљаде": 1,
        "mil": 2, "mlrd": 3, "miliona": 2, "milion": 2, "milijarde": 3, "milijardi": 3, "хиљ": 1, "мил": 2,
        "млрд": 3, "милиона": 2, "милион": 2, "милијарде": 3, "милијарди": 3,
    }  # fmt: skip
    scales = dict.fromkeys(scale_words, "")
    currency_signs: ClassVar[Mapping[str, str]] = in_both({
        "din.": "RSD", "din": "RSD", "RSD": "RSD", "evra": "EUR", "dinara": "RSD",
    })  # fmt: skip
    money_nouns = """
        RSD m dinar / f par; EUR me evr / mc cent; USD m dolar / mc cent; GBP f funt / mp peni; CHF mf fran; JPY m jen
        CZK f krun; HUF m forint; PLN m zlot
        RUB fj rubl; HRK f kun / f lip; CNY m juan
    """
    paradigms: ClassVar[Mapping[str, str]] = {
        **Croatian.paradigms, "mv": "- a u - om u / ovi ova ovima ove ovima ovima",
    }  # fmt: skip
    lexicon = (
        Croatian.lexicon.replace(" litr ", " ")
        + """
        mv vek sprat razred
        m procenat procent mesec minut litar litr
        me evr
        ma čovek student pacijent igrač stanovnik građanin vojnik putnik
        f nedelj sednic strank serij
        ns poglavlj godišt izdanj
        n mest del
        """
    )
    royal = """
        ma karl henri luj vilhelm jovan pavle pavl petar petr fridrih rudolf edvard benedikt aleksandar aleksandr
        ma napoleon josif leopold stefan milan mihail miloš uroš dušan
        f elizabet katarin an marij viktorij terezij
        ma franj pij grigorij nikolaj
    """
    roman_before = set_in_both("poglavlje glava deo tom knjiga razred")
    passed_over = frozenset({
        "gotovo", "skoro", "oko", "približno", "samo", "čak", "najmanje", "najviše", "više", "otprilike",
    })  # fmt: skip
    prepositions: ClassVar[Mapping[str, str]] = {
        **Croatian.prepositions, "posle": "g", "pre": "g", "tokom": "g", "umesto": "g", "među": "i",
    }  # fmt: skip
    abbreviations: ClassVar[Mapping[str, str]] = in_both({
        "npr": "na primer", "itd": "i tako dalje", "i sl": "i slično", "sl": "slično", "tj": "to jest",
        "tzv": "takozvani", "dr": "doktor", "mr": "magistar", "prof": "profesor", "ing": "inženjer",
        "inž": "inženjer", "gđa": "gospođa", "gđica": "gospođica", "ul": "ulica", "bul": "bulevar", "sv": "sveti",
        "br": "broj", "str": "strana", "tel": "telefon", "min": "minuta", "mil": "miliona", "mlrd": "milijardi",
        "odn": "odnosno", "v": "vidi", "up": "uporedi", "čl": "član", "god": "godine", "g": "godine",
        "p.n.e": "pre nove ere", "n.e": "nove ere", "d.o.o": "društvo sa ograničenom odgovornošću",
        "a.d": "akcionarsko društvo", "akad": "akademik", "dipl": "diplomirani", "ur": "uredio", "mob": "mobilni",
        "i dr": "i drugi", "st": "stoleće",
    })  # fmt: skip
    before_digits: ClassVar[frozenset[str]] = set_in_both("v str br")
    declined_abbreviations: ClassVar[Mapping[str, tuple[str, str]]] = {
        "ul": ("f", "ulic"), "ул": ("f", "ulic"), "čl": ("m", "član"), "чл": ("m", "član"),
    }  # fmt: skip
    stopless = set_in_both("gđa gđica dr mr")
    closing = frozenset({*set_in_both("itd mil mlrd min god g n.e p.n.e d.o.o a.d"), "i sl", "и сл", "i dr", "и др"})
    eras: ClassVar[Mapping[str, str]] = in_both({
        "pr. Kr.": "pre Hrista", "po. Kr.": "posle Hrista", "p. Kr.": "posle Hrista", "p. n. e.": "pre nove ere",
        "n. e.": "nove ere", "pr. n. e.": "pre nove ere",
    })  # fmt: skip
    unit_signs: ClassVar[Mapping[str, str]] = {
        "l/min": "liter-per-minute",
        "км": "kilometer", "м": "meter", "цм": "centimeter", "см": "centimeter", "мм": "millimeter", "кг": "kilogram",
        "г": "gram", "мг": "milligram", "т": "tonne", "л": "liter", "мл": "milliliter", "км/ч": "kilometer-per-hour",
        "км/х": "kilometer-per-hour", "м/с": "meter-per-second", "ха": "hectare", "мин": "minute", "мин.": "minute",
        "min.": "minute", "км²": "square-kilometer", "м²": "square-meter", "м³": "cubic-meter", "°": "degree",
        "сати": "hour", "sati": "hour", "kom": "piece", "ком": "piece", "mAh": "milliampere-hour",
        "Mb/s": "megabit-per-second", "Gb/s": "gigabit-per-second", "o/min": "revolution-per-minute",
        **dict.fromkeys(("p.p.", "p. p.", "п.п.", "п. п."), "percentage-point"), "KS": "horsepower", "кВ": "kilovolt",
        "кВт": "kilowatt", "кВтч": "kilowatt-hour", "MB": "megabyte", "ГБ": "gigabyte", "МБ": "megabyte", "ч": "hour",
    }  # fmt: skip
    unit_names: ClassVar[Mapping[str, Mapping[str, str]]] = {
        **Croatian.unit_names,
        "milliampere-hour": {"one": "miliamper-sat", "few": "miliamper-sata", "other": "miliamper-sati"},
        "percentage-point": {"one": "procentni poen", "few": "procentna poena", "other": "procentnih poena"},
        "revolution": {"one": "obrtaj", "few": "obrtaja", "other": "obrtaja"},
    }  # fmt: skip
    symbols: ClassVar[Mapping[str, str]] = {
        **Croatian.symbols, "÷": "podeljeno sa", "√": "koren iz", "≠": "nije jednako",
    }  # fmt: skip
    symbol_names: ClassVar[Mapping[str, str]] = {
        **Croatian.symbol_names, ".": "tačka", "/": "kosa crta", ":": "dve tačke", "#": "heštag", ",": "zarez",
        ";": "tačka zarez", "!": "uzvičnik", "*": "zvezdica", "%": "procenat", "=": "jednako",
    }  # fmt: skip

    @functools.cached_property
    def known_forms(self) -> Mapping[str, tuple[str, ...]]:
        forms = super().known_forms
        return {**forms, **{in_cyrillic(form): readings for form, readings in forms.items()}}

    def __init__(self) -> None:
        super().__init__()
        type(self).roman_names = frozenset({*self.roman_names, *map(in_cyrillic, self.roman_names)})

    def speak(self, span: Span, context: Context) -> str | None:
        said = super().speak(span, context)
        if said is None:
            return None
        if context.text.isascii() or _CYRILLIC.search(context.text) is None:
            return in_latin(said)
        if span.kind not in _ADDRESSES:
            return said if span.kind is SpanKind.INITIALISM else in_cyrillic(said)
        # What is written in an address stays in its own letters.
        names = {word for name in (*self.symbol_names.values(), self.version_point) for word in name.split()}
        return " ".join(in_cyrillic(word) if word in names else word for word in said.split())

    def month(self, number: int) -> str:
        return self.months_of[number - 1]

    def words_back(self, context: Context) -> list[str]:
        return in_latin(" ".join(super().words_back(context))).split()

    def readings(self, word: str) -> tuple[str, ...]:
        return super().readings(in_latin(word))

    def is_year_noun(self, word: str) -> bool:
        return super().is_year_noun(in_latin(word))

    def is_adjective(self, word: str) -> bool:
        return super().is_adjective(in_latin(word))

    def form_behind(self, context: Context) -> str:
        form = super().form_behind(context)
        return {"godine": "fg", "godina": "fn"}.get(in_latin(context.before), form)
