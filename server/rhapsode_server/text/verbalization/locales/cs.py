"""Czech."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from rhapsode_server.text.verbalization.context import Context
from rhapsode_server.text.verbalization.locales.slavic import Slavic, time_pattern
from rhapsode_server.text.verbalization.locales.slavic_feminines import CZECH
from rhapsode_server.text.verbalization.locales.slavic_numbers import CASE_NAMES, SlavicNumbers, noun
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

_VERBAL = ("lo", "li", "al", "el", "il", "yl", "šla", "byla", "ala")
_SHARES = frozenset("sleva slevu šance šanci sazba sazbu daň podíl růst pokles nárůst".split())
"""Singulars before which "10%" is an adjective."""
_NO_NOUNS = frozenset("je bude jsou začíná končí přichází v ve a i nebo na po pro až od do".split())
"""Ends of words, and words, that are no noun before "20. století"."""


class CzechNumbers(SlavicNumbers):
    """Number words of Czech; years of the second millennium are counted in hundreds."""

    two_ordinals = True
    bare_scale = True
    paucal_genitive = False
    words = """
        1c jedna; 2c dva; 0 nul|a y e u ou e; 1m jeden jednoho jednomu jeden jedním jednom
        1f jedna jedné jedné jednu jednou jedné
        1n jedno jednoho jednomu jedno jedním jednom; 2 dva dvou dvěma dva dvěma dvou
        2f dvě dvou dvěma dvě dvěma dvou; 2n dvě dvou dvěma dvě dvěma dvou; 3 tři tří třem tři třemi třech
        4 čtyři čtyř čtyřem čtyři čtyřmi čtyřech; 5 pět| - i; 6 šest| - i; 7 sedm| - i; 8 osm| - i; 9 dev|ět íti
        10 des|et eti; 11 jedenáct| - i; 12 dvanáct| - i; 13 třináct| - i; 14 čtrnáct| - i; 15 patnáct| - i
        16 šestnáct| - i; 17 sedmnáct| - i; 18 osmnáct| - i; 19 devatenáct| - i; 20 dvacet| - i; 30 třicet| - i
        40 čtyřicet| - i; 50 padesát| - i; 60 šedesát| - i; 70 sedmdesát| - i; 80 osmdesát| - i; 90 devadesát| - i
        100 sto sta stu sto stem stu; 200 dvě_stě dvou_set dvěma_stům dvě_stě dvěma_sty dvou_stech
        300 tři_sta tří_set třem_stům tři_sta třemi_sty třech_stech
        400 čtyři_sta čtyř_set čtyřem_stům čtyři_sta čtyřmi_sty čtyřech_stech
        500 pět_set pěti_set pěti_stům pět_set pěti_sty pěti_stech
        600 šest_set šesti_set šesti_stům šest_set šesti_sty šesti_stech
        700 sedm_set sedmi_set sedmi_stům sedm_set sedmi_sty sedmi_stech
        800 osm_set osmi_set osmi_stům osm_set osmi_sty osmi_stech
        900 devět_set devíti_set devíti_stům devět_set devíti_sty devíti_stech
    """
    ordinals = """
    0+1 h nult
    1+1 s prvn
    2+1 h druh
    3+1 s třet
    4+1 h čtvrt pát šest sedm osm devát desát jedenáct dvanáct třináct čtrnáct patnáct šestnáct
    17+1 h sedmnáct osmnáct devatenáct dvacát
    30+10 h třicát čtyřicát padesát šedesát sedmdesát osmdesát devadesát
    100+100 h st dvoust třist čtyřst pětist šestist sedmist osmist devítist
    1000+1000 s tisíc dvoutisíc třítisíc čtyřtisíc pětitisíc šestitisíc sedmitisíc osmitisíc devítitisíc
    10000+1000 s desetitisíc
    1000000+1 h miliont
    """
    endings: ClassVar[Mapping[str, str]] = {
        "hm": "ý ého ému ý ým ém",
        "hf": "á é é ou ou é",
        "hn": "é ého ému é ým ém",
        "hp": "é ých ým é ými ých",
        "sm": "í ího ímu í ím ím",
        "sf": "í í í í í í",
        "sn": "í ího ímu í ím ím",
        "sp": "í ích ím í ími ích",
    }
    scales = (
        noun("m", "tisíc", "- e i - em i / e - ům e i ích"),
        noun("m", "milion", "- u u - em u / y ů ům y y ech"),
        noun("f", "miliard", "a y ě u ou ě / y - ám y ami ách"),
        noun("m", "bilion", "- u u - em u / y ů ům y y ech"),
    )

    def number_class(self, number: int) -> str:
        return "one" if number == 1 else "few" if 2 <= number <= 4 else "many"

    def below_hundred(self, number: int, gender: str, case: str) -> list[str]:
        words = super().below_hundred(number, gender, case)
        if number > 20 and (number % 10 == 1 or (case in "na" and number % 10 == 2)):
            # Behind "dvacet" the last word stands still, and the noun is a plural.
            words[-1] = "jedna" if number % 10 == 1 else "dva"
        return words

    def _year(self, number: int) -> str:
        if 1100 <= number < 2000:
            words = f"{self._cardinal(number // 100, 'mn')} set"
            return f"{words} {self._cardinal(number % 100, 'cn')}" if number % 100 else words
        return self._cardinal(number, "cn")


class Czech(Slavic):
    """Czech (cs)."""

    tag = "cs"
    number_type = CzechNumbers
    decimal_mark = ","
    group_marks = " \u00a0\u202f."
    minus = "minus"
    plus = "plus"
    plus_minus = "plus minus"
    whole_words = ("celá", "celé", "celých")
    version_point = "tečka"
    version_words = frozenset({"verze", "verzi", "verzí"})
    range_word = "až"
    part_words = frozenset("z ze".split())
    least_word = "minimálně"
    paragraph_noun = ("m", "paragraf")
    ratio_word = "ku"
    ratio_words = frozenset({"měřítko", "měřítku", "poměr", "poměru", "kurz", "kurzu"})
    score_words = frozenset({
        "výsledek", "výsledkem", "minutě", "vítězství", "skončil", "skončila", "skončilo", "utkání", "vede", "vedl",
        "vedli", "vyhrál",
        "vyhrála", "vyhráli", "porazil", "porazila", "remíza", "skóre", "prohrál",
        "prohrála",
    })  # fmt: skip
    phone_words = frozenset("tel telefon telefonu volejte číslo čísle mobil fax ičo dič psč kód účtu isbn".split())
    mixed_joint = "a"
    season_joint = "lomeno"
    bare_unit_words = frozenset("za na jeden jedna jedno každý každá každé".split())
    irregular: ClassVar[Mapping[str, str]] = {
        **dict.fromkeys(CZECH.split(), "fsg fpn fpa fpg"),
        "dítě": "nsn nsa", "dítěte": "nsg", "děti": "fpn fpa", "dětí": "fpg", "dětem": "fpd", "dětmi": "fpi",
        "dětech": "fpl", "lidé": "mpn", "lidi": "mpa",
    }  # fmt: skip
    share_word = "na"
    mark_joint = ("z", "g")
    half_words = ("půl", "půl")
    measuring = tuple(
        "stojí stál váží vážil zaplat utrat vydělal dostal získal trvá trval čekal běžel uběhl ujel šel pracoval "
        "koupil prodal přidej přidat".split()
    )
    remaining = frozenset("zbývá zbývala zbývalo zbyla zbylo uplynula uplynulo je byla bylo činí činila".split())
    ordered_nouns = frozenset("patro patra patře třídě třídy třída".split())
    by_word = "krát"
    over_word = "lomeno"
    house_word = "lomeno"
    divided_word = "děleno"
    per_words: ClassVar[Mapping[str, str]] = {
        "h": "za hodinu", "hod": "za hodinu", "hod.": "za hodinu", "min": "za minutu", "den": "za den",
        "měs": "za měsíc", "měs.": "za měsíc", "měsíc": "za měsíc", "rok": "za rok", "os": "za osobu",
        "os.": "za osobu", "ks": "za kus", "kg": "za kilogram", "t": "za tunu", "l": "za litr", "m": "za metr",
        "m²": "za metr čtvereční", "m2": "za metr čtvereční", "km": "za kilometr", "noc": "za noc",
        "km²": "na kilometr čtvereční", "km2": "na kilometr čtvereční", "kWh": "za kilowatthodinu", "osobu": "za osobu",
    }  # fmt: skip
    room_words = frozenset("č pokoj pokoji byt bytě místnost kancelář učebna dům domě třída číslo".split())
    declined_adjectives: ClassVar[Mapping[str, str]] = {"tzv": "takzvan", "sv": "svat"}
    adjective_forms: ClassVar[Mapping[str, str]] = {
        "ého": "mg", "ému": "md", "ým": "mi", "ých": "pg", "ými": "pi", "ský": "mn", "ová": "fn", "ská": "fn",
    }  # fmt: skip
    initialisms = frozenset("ČSOB ČSSD USA OSN EU AI IT ODS UK IČO API USB IP ID EKG AČR ECB MOV ÚVN".split())
    ambiguous_months = frozenset({"pro", "dub", "led", "lis", "kvě", "bře"})
    per_word = "za"
    per_matter_word = "na"
    ordinal_stop = True
    joints = frozenset({"a", "nebo", "i"})
    between = frozenset({"mezi"})
    roman_adjectives = frozenset({"světová", "světové", "světovou"})
    day_prepositions = frozenset({"do", "od", "k", "ke", "před", "po", "mezi", "kolem"})
    hour_gender = "f"
    year_style = ""
    quarter_noun = ("ns", "čtvrtletí")
    year_noun = ("mr", "ro")
    century_noun = ("ns", "století")
    day_month_stop = True
    year_words = frozenset(
        "roce roku rok rokem v od do po před lednu únoru březnu dubnu květnu červnu červenci srpnu září říjnu "
        "listopadu prosinci".split()
    )
    week: ClassVar[Mapping[str, tuple[str, str]]] = {
        "po": ("pondělí", "pondělí"), "út": ("úterý", "úterý"), "st": ("středy", "středy"),
        "čt": ("čtvrtka", "čtvrtka"), "pá": ("pátku", "pátku"), "so": ("soboty", "soboty"), "ne": ("neděle", "neděle"),
    }  # fmt: skip
    week_words = ("od", "do")
    patterns = (
        chapter_pattern("[kK]ap [čČ]l [oO]br"),
        *week_patterns(week),
        ALWAYS,
        *ENGLISH_SIGNS,
        SEASON,
        YEAR_PAIR,
        EQUATION,
        MARK,
        FRACTION_OF_UNIT,
        DOTTED_TIMES,
        NUMERALS_TOGETHER,
        *century_pair_pattern("století|stoletích"),
        time_pattern(r"h|hod\.?"),
        *day_pattern("do|a|až|–|-"),
        short_date_pattern("v ve od do a na se je bude byl"),
        *scale_pattern("tis|mil|mld|bil"),
        decade_pattern(r"\.", "let|léta|letech"),
        (SpanKind.MONEY, r"(?<![\d.,])(?P<integer>§integer§),(?:-|–|—)\s?(?P<currency>Kč)(?!\w)"),
        *duration_patterns(r"(?:hod\.?|h)", r"min\.?", r"s"),
        compound_pattern(
            "let denn hodinov minutov procentn metrov kilometrov měsíčn týdenn tunov pokojov "
            "stránkov násobn místn člen patrov poschoďov"
        ),
        (
            SpanKind.ABBREVIATION,
            r"(?<!\w)(?P<open_day>so|út|st|čt|pá|ne)(?= (?:\d{1,2}[:.]\d\d|\d{1,2}\s?[-–]\s?\d{1,2}(?!\d)))",
        ),
        (SpanKind.ORDINAL, r"(?<=\bpůl )(?P<half>1?\d)(?![\d:]|[.,]\d|\s?[^\W\d])"),
        times_pattern("krát"),
        (SpanKind.DECIMAL, r"(?<![\d.,])(?P<integer>\d{1,3}),(?P<fraction>\d{1,2})(?P<times>krát)"),
        (
            SpanKind.MONEY,
            r"(?<![\d.,])(?P<integer>§integer§)\s?(?P<currency>Kč)\s(?P<minor>\d{1,2})\s?(?:hal\.?|h)(?!\w)",
        ),
        *dimension_patterns(","),
        SUBTRACTION,
        *price_pattern("Kč CZK korun eur obyv. os. obyvatel", per_words),
        (SpanKind.YEAR, r"(?<=\br\. )(?P<integer>[1-9]\d{2,3})(?!\d|[.,]\d)"),
        (SpanKind.CODE, r"(?<![\w.,-])(?<!\d )(?P<groups>\d{3}[ \u00a0]\d\d)(?=[ \u00a0][A-ZÁČĎŠŤŽŘÚĽ][a-zá-ž])"),
        (
            SpanKind.PHONE,
            r"(?:(?<=\d nebo )|(?<=\d, ))(?P<groups>[2-7]\d\d \d{3} \d{3})(?!\w| \d|[.,]\d| ?(?:§currency§))",
        ),
        (SpanKind.PHONE, r"(?<![\w.,-])(?P<groups>[67]\d\d-\d{3}-\d{3})(?![\w-])"),
        (SpanKind.PHONE, r"(?<=tel\. )(?P<groups>\d{3} \d{3} \d{3})(?!\d| \d)"),
    )  # fmt: skip
    hour_words = ("hodin", "hod.", "hod", "h")
    time_dot = True
    time_words = frozenset({"v", "ve", "od", "do", "po", "před", "kolem"})
    scale_words: ClassVar[Mapping[str, int]] = {
        "tis": 1,
        "mil": 2,
        "mld": 3,
        "bil": 4,
        "tisíc": 1,
        "milionů": 2,
        "miliard": 3,
    }
    scales = dict.fromkeys(scale_words, "")
    currency_signs: ClassVar[Mapping[str, str]] = {"Kč": "CZK", "eur": "EUR", "korun": "CZK"}
    money_nouns = """
        CZK f korun / mj haléř; EUR n eur / mc cent; USD m dolar / mc cent; GBP f libr~liber / mc pen
        PLN mz zlot; CHF m frank
        JPY m jen; HUF m forint; RUB m rubl; UAH f hřiven; CNY m jüan; SEK f korun; NOK f korun; DKK f korun
    """
    paradigms: ClassVar[Mapping[str, str]] = {
        "m": "- u u - em u / y ů ům y y ech", "mc": "- u u - em u / y ů ům y y ech",
        "mr": "k ku ku k kem ce / ky ků kům ky ky cích", "mk": "- u u - em u / y ů ům y y ách",
        "mb": "- e i e em i / i ů ům e i ích",
        "mj": "- e i - em i / e ů ům e i ích", "ma": "- a ovi a em ovi / i ů ům y y ech",
        "mo": "í ího ímu ího ím ím / - - - - - -", "mi": "- e i e em i / - - - - - -",
        "mz": "ý ého ému ý ým ém / é ých ým é ými ých", "f": "a y ě u ou ě / y - ám y ami ách",
        "fk": "ka ky ce ku kou ce / ky ek kám ky kami kách", "fh": "ha hy ze hu hou ze / hy h hám hy hami hách",
        "fe": "e e i i í i / e í ím e emi ích", "fc": "e e i i í i / e - ím e emi ích",
        "fs": "t ti ti t tí ti / ti tí tem ti tmi tech", "n": "o a u o em u / a - ům a y ech",
        "np": "o a u o em e / a - ům a y ech", "ns": "- - - - m - / - - m - mi ch",
    }  # fmt: skip
    lexicon = """
        mr ro líst kous balíč obráz řád kro rohlí jazy kapesní
        m dům hrad stupeň den bod gól gram kilometr metr litr oddíl odstavec
        mk článek
        mj tisíc~tisíc
        m milion bilion
        f miliard
        mj měsíc díl pokoj cíl
        mb muž
        ma bratr student kluk pes pán
        f sestr minc ryb cest stran zpráv vět rodin chyb změn barv řad hvězd cen žárovk
        f korun hodin minut škol žen osob vteřin sekund vesnic tun kapitol dekád
        fk stránk dívk částk otáz dese
        fh kni
        fe ulic generac verz pozic stanic tabulc třídě sezón
        f tříd lig skupin válk dynasti republik hlav brán budov rovin známk vln
        fs čás
        n měst aut míst okn kol let
        np patř
        ns století náměstí místo výročí nádraží poschodí pololetí čtvrtletí tisíciletí zastavení vydání utkání
    """
    noun_endings: ClassVar[Mapping[str, str]] = {
        "ii": "fsl fsd fsa", "áče": "mpa", "ele": "mpa", "aře": "mpa", "kci": "fsl fsd fsa",
        "a": "fsn npn msg", "u": "fsa msg msd msl nsl", "y": "mpn fpn fsg", "o": "nsn nsa",
        "e": "fsn nsn msl fsl fpn mpn", "ě": "fsl msl fsn", "é": "mpn", "i": "msl fsa fsl mpn", "em": "msi nsi",
        "ou": "fsi",
        "ů": "mpg", "ům": "mpd", "ám": "fpd", "ím": "npd", "ech": "mpl", "ách": "fpl", "ích": "mpl", "ami": "fpi",
        "emi": "fpi", "í": "nsn nsa nsl", "ost": "fsn fsa", "kev": "fsn fsa", "hev": "fsn fsa", "tev": "fsn fsa",
        "á": "fsn", "ý": "msn msa", "stol": "nsn nsg nsl",
        "ky": "fpn mpn", "ře": "nsl msl fsl", "ici": "fsl fsa", "ové": "mpn", "ci": "msl fsa", "": "msn msa fpg npg",
    }  # fmt: skip
    royal = """
        ma pius leopold maxmilián ferdinand fridrich richard jakub konstantin inocenc urban klement ota matyáš ivan
        ma karel karl jindřich ludvík vilém jan petr zikmund rudolf přemysl vratislav václav boleslav ota eduard pavel
        ma pavl benedikt alexandr napoleon josef leopold
        f alžbět kateřin ann mari viktori
        mi františek františk mikuláš řehoř
        mo jiř
    """
    roman_before = frozenset({"kapitola", "část", "díl", "svazek", "kapitole", "třída"})
    prepositions: ClassVar[Mapping[str, str]] = {
        "v": "la", "ve": "la", "na": "al", "o": "al", "po": "la", "za": "ai", "do": "g", "od": "g", "z": "g",
        "ze": "g", "bez": "g", "u": "g", "kolem": "g", "okolo": "g", "během": "g", "kromě": "g", "vedle": "g",
        "podle": "g", "dle": "g", "s": "i", "před": "i", "nad": "i", "pod": "i", "mezi": "i", "k": "d", "ke": "d",
        "proti": "d",
        "díky": "d", "přes": "a", "pro": "a", "při": "l", "skrz": "a", "kvůli": "d", "místo": "g", "nedaleko": "g",
        "uprostřed": "g", "přelomu": "g", "věku": "g", "výšce": "g", "hloubce": "g", "vzdálenosti": "g", "délce": "g",
        "teplotě": "g", "hodnotě": "g", "výši": "g", "koncem": "g", "začátkem": "g",
        **dict.fromkeys(
            "starší mladší starších mladších objemu rámci pomocí počtu lhůtě trvání uplynutí průběhu rozmezí ceně "
            "hmotnosti včetně ohledně částce období".split(),
            "g",
        ),
    }  # fmt: skip
    passed_over = frozenset(
        "asi cca téměř skoro přibližně zhruba až jen pouze celkem nejméně alespoň minimálně maximálně posledních "
        "poslední "
        "prvních první dalších další těchto tyto všech všechny každých každé svých našich příštích předchozích "
        "zbývajících následujících".split()
    )
    passed_pairs = frozenset({("více", "než"), ("méně", "než"), ("víc", "než")})
    governing = tuple(
        "ztrát vytvoření výstavb nákup prodej otevření uzavření pořízení získání propuštění smrt výrob dodávk "
        "registrac evakuac instalac pronájm vysazení".split()
    )
    abbreviations: ClassVar[Mapping[str, str]] = {
        "např": "například", "atd": "a tak dále", "apod": "a podobně", "tzn": "to znamená", "tj": "to jest",
        "tzv": "takzvaný", "mj": "mimo jiné", "aj": "a jiné", "dr": "doktor", "ing": "inženýr", "mgr": "magistr",
        "prof": "profesor", "doc": "docent", "bc": "bakalář", "judr": "doktor práv", "mudr": "doktor medicíny",
        "phdr": "doktor filozofie", "rndr": "doktor přírodních věd", "ul": "ulice", "nám": "náměstí", "tř": "třída",
        "sv": "svatý", "č": "číslo", "str": "strana", "s": "strana", "tel": "telefon", "hod": "hodin", "min": "minut",
        "mil": "milionů", "mld": "miliard", "tis": "tisíc", "resp": "respektive", "popř": "popřípadě",
        "příp": "případně", "obr": "obrázek", "kap": "kapitola", "odst": "odstavec", "čl": "článek",
        "písm": "písmeno", "st": "starší", "ml": "mladší", "gen": "generál", "plk": "plukovník",
        "př.n.l": "před naším letopočtem", "n.l": "našeho letopočtu", "cca": "cirka", "max": "maximálně",
        "vč": "včetně", "stol": "století", "roč": "ročník", "p": "pan", "pí": "paní",
        "vyd": "vydání", "viz": "viz", "r": "roku",
        "n.m": "nad mořem", "obyv": "obyvatel", "tr": "trestního", "s.r.o": "S R O", "a.s": "A S",
        "č.p": "číslo popisné", "č.j": "číslo jednací",
        "nar": "narozen", "sb": "sbírky", "tab": "tabulka",
    }  # fmt: skip
    before_digits: ClassVar[frozenset[str]] = frozenset({"s", "č", "r"})
    declined_abbreviations: ClassVar[Mapping[str, tuple[str, str]]] = {
        "ul": ("fe", "ulic"), "tř": ("f", "tříd"), "nám": ("ns", "náměstí"), "str": ("f", "stran"),
        "stol": ("ns", "století"), "čl": ("mk", "článk"),
    }  # fmt: skip
    stopless = frozenset({"cca", "ing", "mgr", "judr", "mudr", "phdr", "rndr", "bc"})
    closing = frozenset({"atd", "apod", "aj", "n.l", "mil", "mld", "tis", "hod", "min", "stol"})
    eras: ClassVar[Mapping[str, str]] = {
        "př. n. l.": "před naším letopočtem", "n. l.": "našeho letopočtu", "př. Kr.": "před Kristem",
    }  # fmt: skip
    unit_signs: ClassVar[Mapping[str, str]] = {
        "l/min": "liter-per-minute", "tepů/min": "beat-per-minute",
        "mAh": "milliampere-hour", "ot./min": "revolution-per-minute", "ot/min": "revolution-per-minute",
        "p. b.": "percentage-point", "p.b.": "percentage-point", "ks": "piece", "měs.": "month", "týd.": "week",
        "os.": "person",
        "PL": "tablespoon", "ČL": "teaspoon",

        "hod.": "hour", "hod": "hour", "min.": "minute", "°": "degree", "dkg": "decagram", "dag": "decagram",
        "Mb/s": "megabit-per-second", "Gb/s": "gigabit-per-second", "kb/s": "kilobit-per-second",
    }  # fmt: skip
    unit_names: ClassVar[Mapping[str, Mapping[str, str]]] = {
        "percentage-point": {
            "one": "procentní bod", "few": "procentní body", "many": "procentního bodu", "other": "procentních bodů",
        },
        "person": {"one": "osoba", "few": "osoby", "many": "osoby", "other": "osob"},
        "piece": {"one": "kus", "few": "kusy", "many": "kusu", "other": "kusů"},
        "milliampere-hour": {
            "one": "miliampérhodina", "few": "miliampérhodiny", "many": "miliampérhodiny", "other": "miliampérhodin",
        },
        "revolution": {"one": "otáčka", "few": "otáčky", "many": "otáčky", "other": "otáček"},
        "decagram": {"one": "dekagram", "few": "dekagramy", "many": "dekagramu", "other": "dekagramů"},
    }  # fmt: skip
    powers: ClassVar[Mapping[str, str]] = {"2": "na druhou", "3": "na třetí", "": "na"}
    symbols: ClassVar[Mapping[str, str]] = {
        "&": "a", "+": "plus", "=": "rovná se", "×": "krát", "§": "paragraf", "№": "číslo", ">": "je větší než",
        "<": "je menší než", "≥": "je větší nebo rovno", "≤": "je menší nebo rovno", "≠": "nerovná se",
        "±": "plus minus", "÷": "děleno", "/": "lomeno", "~": "přibližně", "≈": "přibližně rovno",
        "√": "odmocnina ze",
    }  # fmt: skip
    symbol_names: ClassVar[Mapping[str, str]] = {
        "@": "zavináč", ".": "tečka", "-": "pomlčka", "_": "podtržítko", "/": "lomítko", ":": "dvojtečka",
        "#": "hashtag", "+": "plus", "&": "a", "*": "hvězdička", " ": "mezera", ",": "čárka", ";": "středník",
        "!": "vykřičník", "?": "otazník", "(": "levá závorka", ")": "pravá závorka", "=": "rovná se", "%": "procento",
        "~": "vlnka", "\\": "zpětné lomítko",
    }  # fmt: skip
    fraction_stems = "polovin třetin čtvrtin pětin šestin sedmin osmin devítin desetin setin"
    times_word = "krát"
    fraction_over = "lomeno"
    decade_form: ClassVar[Mapping[str, str]] = {"léta": "fn", "let": "pg", "letech": "pl"}

    adverbs = frozenset("velmi velice zcela poměrně nově moc".split())
    oblique_ends: ClassVar[Mapping[str, str]] = {"ůd": "ům", "ůi": "y", "ůl": "ech"}
    adjective_endings = "ých ích ým ém ého ové né ná ný ní vá ká ké ký ou é ý á"

    def ordinal_form(self, context: Context) -> str:
        form = super().ordinal_form(context)
        if form == "nn" and context.after == "století" and context.before and not self._is_verbal(context):
            # "konec 19. století": all its singular cases look alike, and a noun before it asks for the genitive.
            return "ng"
        return form

    def _is_verbal(self, context: Context) -> bool:
        return context.before.endswith(_VERBAL) or context.before in _NO_NOUNS

    def percent(self, span: Span, context: Context) -> str | None:
        together = span.field("symbol") == "%" and context.written[:-1].isdecimal() and context.mark_after == " "
        if together and (context.after.endswith("ost") or context.after in _SHARES):
            # An adjective: "90% úspěšnost".
            return self.compound(int(span.field("integer"))) + "procentní"
        return super().percent(span, context)

    def unit_gender(self, unit: str) -> str:
        return "f" if unit in ("tablespoon", "teaspoon", "person") else super().unit_gender(unit)

    days: ClassVar[Mapping[str, str]] = {
        "so": "sobota", "út": "úterý", "st": "středa", "čt": "čtvrtek", "pá": "pátek", "ne": "neděle",
    }  # fmt: skip
    """Short names of days before hours."""

    def abbreviation(self, span: Span, context: Context) -> str | None:
        if span.field("open_day"):
            return self.days[span.field("open_day")]
        if span.field("key") == "sv" and context.after[:1].isdigit():
            return "svazek"
        return super().abbreviation(span, context)

    def ratio(self, span: Span, context: Context) -> str | None:
        second = self.number(span.field("second"), form="fd")
        return f"{self.number(span.field('first'))} {self.ratio_word} {second}"

    def compound(self, number: int) -> str:
        words = self.numbers.cardinal(number, "mg").split()
        return "".join({"jednoho": "jedno", "sta": "sto"}.get(word, word) for word in words)

    hour_noun = ("f", "hodin")

    def time(self, span: Span, context: Context) -> str | None:
        hour, minute = int(span.field("hour")), int(span.field("minute") or "0")
        if span.field("second"):
            return self.duration(span, context)
        case = self.case_beside(context).replace("l", "a" if context.before in ("v", "ve") else "l")
        name = self.slavic_numbers.counted(self.noun_of(*self.hour_noun), self.slavic_numbers.number_class(hour), case)
        hours = f"{self.numbers.cardinal(hour, 'f' + case)} {name}"
        if not hour and minute:
            case = "n"
        if not minute:
            return hours
        if span.field("suffix"):
            return f"{hours} {self.counted(str(minute), 'minute', CASE_NAMES[case])}"
        said = self.numbers.cardinal(minute, "c" + case)
        return f"{self.numbers.cardinal(hour, 'f' + case)} {'nula ' if minute < 10 else ''}{said}"
