"""Slovak."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from rhapsode_server.text.verbalization.context import Context
from rhapsode_server.text.verbalization.locales.slavic import Slavic, time_pattern
from rhapsode_server.text.verbalization.locales.slavic_feminines import SLOVAK
from rhapsode_server.text.verbalization.locales.slavic_numbers import Noun, SlavicNumbers, declined, noun
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


class SlovakNumbers(SlavicNumbers):
    """Number words of Slovak: tens with ones are one word, and so are thousands."""

    two_ordinals = True
    bare_scale = True
    paucal_genitive = False
    words = """
    0 nul|a y e u ou e; 1m jeden jedného jednému jeden jedným jednom
    1f jedna jednej jednej jednu jednou jednej; 1n jedno jedného jednému jedno jedným jednom
    2 dva dvoch dvom dvoma; 2f dve dvoch dvom dvoma; 2n dve dvoch dvom dvoma; 3 tri troch trom tromi
    4 štyri štyroch štyrom štyrmi; 5 päť piatich piatim piatimi; 6 šesť šiestich šiestim šiestimi
    7 sed|em mich mim mimi; 8 osem ôsmich ôsmim ôsmimi; 9 deväť deviatich deviatim deviatimi
    10 desať desiatich desiatim desiatimi; 11 jedenás|ť tich tim timi; 12 dvanás|ť tich tim timi
    13 trinás|ť tich tim timi; 14 štrnás|ť tich tim timi; 15 pätnás|ť tich tim timi
    16 šestnás|ť tich tim timi; 17 sedemnás|ť tich tim timi; 18 osemnás|ť tich tim timi
    19 devätnás|ť tich tim timi; 20 dvadsať dvadsiatich dvadsiatim dvadsiatimi
    30 tridsať tridsiatich tridsiatim tridsiatimi; 40 štyridsať štyridsiatich štyridsiatim štyridsiatimi
    50 päťdesiat| - ich im imi; 60 šesťdesiat| - ich im imi; 70 sedemdesiat| - ich im imi
    80 osemdesiat| - ich im imi; 90 deväťdesiat| - ich im imi; 100 sto; 200 dvesto; 300 tristo; 400 štyristo
    500 päťsto; 600 šesťsto; 700 sedemsto; 800 osemsto; 900 deväťsto
    """
    ordinals = """
    0+1 h nult prv druh
    3+1 s tre
    4+1 h štvrt
    5+1 b piat šiest siedm ôsm deviat desiat
    11+1 b jedenást dvanást trinást štrnást pätnást šestnást sedemnást osemnást devätnást
    20+10 b dvadsiat tridsiat štyridsiat päťdesiat šesťdesiat sedemdesiat osemdesiat deväťdesiat
    100+100 h st dvojst trojst štvorst päťst šesťst sedemst osemst deväťst
    1000+1000 b tisíc dvojtisíc trojtisíc štvortisíc päťtisíc šesťtisíc sedemtisíc osemtisíc deväťtisíc
    10000+1000 b desaťtisíc
    1000000+1 h miliónt
    """
    endings: ClassVar[Mapping[str, str]] = {
        "hm": "ý ého ému ý ým om",
        "hf": "á ej ej ú ou ej",
        "hn": "é ého ému é ým om",
        "hp": "é ých ým é ými ých",
        "bm": "y eho emu y ym om",
        "bf": "a ej ej u ou ej",
        "bn": "e eho emu e ym om",
        "bp": "e ych ym e ymi ych",
        "sm": "tí tieho tiemu tí tím ťom",
        "sf": "tia tej tej tiu ťou tej",
        "sn": "tie tieho tiemu tie tím ťom",
        "sp": "tie tích tím tie tími tích",
    }
    scales = (
        Noun("m", declined("tisíc"), declined("tisíc")),
        noun("m", "milión", "- a u - om e / y ov om y mi och"),
        Noun("f", declined("miliard|a y e u ou e"), declined("mili|ardy árd ardám ardy ardami ardách")),
        noun("m", "bilión", "- a u - om e / y ov om y mi och"),
    )

    def number_class(self, number: int) -> str:
        return "one" if number == 1 else "few" if 2 <= number <= 4 else "many"

    def below_hundred(self, number: int, gender: str, case: str) -> list[str]:
        words = super().below_hundred(number, gender, case)
        if len(words) == 1 or (case not in "na" and number % 10 != 1):
            return words
        return [self.word(number - number % 10, "m", "n") + self.word(number % 10, "m", "n")]

    def scale_words(self, group: int, power: int, case: str) -> list[str]:
        if power > 1 or group == 1:
            return super().scale_words(group, power, case)
        return ["".join(self.below_thousand(group, "f" if group == 2 else "m", "n")) + "tisíc"]


class Slovak(Slavic):
    """Slovak (sk)."""

    tag = "sk"
    number_type = SlovakNumbers
    decimal_mark = ","
    group_marks = " \u00a0\u202f."
    minus = "mínus"
    plus = "plus"
    plus_minus = "plus mínus"
    whole_words = ("celá", "celé", "celých")
    version_point = "bodka"
    version_words = frozenset({"verzia", "verzie", "verziu", "verzii"})
    range_word = "až"
    range_openings: ClassVar[Mapping[SpanKind, tuple[str, str, str]]] = {SpanKind.TIME: ("od", "do", "g")}
    part_words = frozenset("z zo".split())
    least_word = "minimálne"
    paragraph_noun = ("mk", "paragraf")
    ratio_word = "ku"
    ratio_words = frozenset({"mierka", "mierke", "pomer", "pomere", "kurz", "kurze"})
    score_words = frozenset({
        "zápas", "skončil", "skončila", "skončilo", "vedie", "viedol", "vyhralo", "porazila",
        "výsledok", "výsledkom", "vyhral", "vyhrala", "vyhrali", "porazil", "remíza", "skóre", "prehral", "prehrala",
    })  # fmt: skip
    phone_words = frozenset(
        "tel telefón telefónu volajte zavolajte číslo čísle mobil fax ičo dič psč kód kódu účtu isbn".split()
    )
    per_word = "za"
    per_matter_word = "na"
    by_word = "krát"
    share_word = "na"
    over_word = "lomené"
    house_word = "lomené"
    divided_word = "delené"
    mixed_joint = "a"
    season_joint = "lomené"
    bare_unit_words = frozenset("za na jeden jedna jedno každý každá každé".split())
    irregular: ClassVar[Mapping[str, str]] = {
        **dict.fromkeys(SLOVAK.split(), "fsg fpn fpa fpg"),
        "dieťa": "nsn nsa", "dieťaťa": "nsg", "deti": "npn npa", "detí": "npg", "deťom": "npd", "deťmi": "npi",
        "deťoch": "npl", "ľudia": "mpn",
    }  # fmt: skip
    mark_joint = ("z", "g")
    half_words = ("pol", "pol")
    measuring = tuple(
        "stojí stoj stál váži vážil zaplat minul zarob dostal získal trvá trval čakal bežal ubehol zabehol prešiel "
        "prešla pracoval kúpil predal pridaj pridajte".split()
    )
    remaining = frozenset("zostáva zostala zostalo uplynula uplynulo je bola bolo činí činila".split())
    ordered_nouns = frozenset("poschodie poschodia poschodí triede triedy trieda".split())
    per_words: ClassVar[Mapping[str, str]] = {
        "h": "za hodinu", "hod": "za hodinu", "hod.": "za hodinu", "min": "za minútu", "deň": "za deň",
        "mes": "za mesiac", "mes.": "za mesiac", "mesiac": "za mesiac", "rok": "za rok", "os": "za osobu",
        "os.": "za osobu", "osobu": "za osobu", "ks": "za kus", "kg": "za kilogram", "t": "za tonu", "l": "za liter",
        "m": "za meter", "m²": "za meter štvorcový", "m2": "za meter štvorcový", "km": "za kilometer", "noc": "za noc",
        "km²": "na kilometer štvorcový", "km2": "na kilometer štvorcový", "kWh": "za kilowatthodinu",
        "týždeň": "za týždeň",
    }  # fmt: skip
    room_words = frozenset("č izba izbe byt byte miestnosť kancelária učebňa dom dome trieda číslo".split())
    declined_adjectives: ClassVar[Mapping[str, str]] = {"tzv": "takzvan", "sv": "svät"}
    adjective_forms: ClassVar[Mapping[str, str]] = {
        "ého": "mg", "ému": "md", "ým": "mi", "ých": "pg", "ými": "pi", "ský": "mn", "ová": "fn", "ská": "fn",
        "ej": "fg",
    }  # fmt: skip
    initialisms = frozenset("SR ČR EÚ USA OSN AI IT UK API USB IP ID EKG SAV UPJŠ ECB MOV ÚVZ IČO".split())
    ambiguous_months = frozenset({"máj", "mar", "apr", "sep", "dec", "feb"})
    week: ClassVar[Mapping[str, tuple[str, str]]] = {
        **dict.fromkeys(("po", "pon"), ("pondelka", "pondelka")), **dict.fromkeys(("ut", "uto"), ("utorka", "utorka")),
        **dict.fromkeys(("st", "str"), ("stredy", "stredy")), **dict.fromkeys(("št", "štv"), ("štvrtka", "štvrtka")),
        **dict.fromkeys(("pi", "pia"), ("piatka", "piatka")), **dict.fromkeys(("so", "sob"), ("soboty", "soboty")),
        **dict.fromkeys(("ne", "ned"), ("nedele", "nedele")),
    }  # fmt: skip
    week_words = ("od", "do")
    ordinal_stop = True
    joints = frozenset({"a", "alebo", "i"})
    between = frozenset({"medzi"})
    roman_adjectives = frozenset({"svetová", "svetovej", "svetovú"})
    year_style = ""
    quarter_noun = ("mk", "štvrťrok")
    year_noun = ("mr", "ro")
    century_noun = ("ns", "storoč")
    day_prepositions = frozenset({"do", "od", "k", "ku", "pred", "po", "medzi", "okolo"})
    day_month_stop = True
    year_words = frozenset(
        "roku rok rokom v od do po pred januári februári marci apríli máji júni júli auguste septembri októbri "
        "novembri decembri".split()
    )
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
        *century_pair_pattern("storočie|storočia|storočí|storočiach"),
        *dimension_patterns(","),
        SUBTRACTION,
        *price_pattern("€ EUR eur Kč obyv. os. obyvateľov", per_words),
        *day_pattern("do|a|až|–|-"),
        short_date_pattern("v vo o od do a na sa je bude bol"),
        *scale_pattern("tis|mil|mld|bil"),
        decade_pattern(r"\.", "rokov|roky|rokoch"),
        *duration_patterns(r"(?:hod\.?|h)", r"min\.?", r"s"),
        compound_pattern(
            "roč dňov hodinov minútov percentn metrov kilometrov mesačn týždň tonov izbov násobn "
            "miestn člen poschod"
        ),
        (
            SpanKind.ABBREVIATION,
            r"(?<=, )(?P<open_day>ut|st|št|pi|so|ne)(?= (?:\d{1,2}[:.]\d\d|\d{1,2}\s?[-–]\s?\d{1,2}(?!\d)))",
        ),
        (SpanKind.TIME, r"(?<=\b[oO] )(?P<hour>[01]?\d|2[0-4])(?= (?:alebo|a|či) o \d|[.,;!?](?!\d)|\s*$)"),
        (SpanKind.ORDINAL, r"(?<=\bpol )(?P<half>1?\d)(?![\d:]|[.,]\d|\s?[^\W\d])"),
        (
            SpanKind.TIME,
            r"(?<![\w.,:–-])(?P<hour>[01]?\d|2[0-4])"
            r"(?= (?:ráno|večer|popoludní|poobede|dopoludnia|v noci|nadránom)(?!\w))",
        ),
        times_pattern("krát"),
        (SpanKind.TIME, r"(?<=\b[oO]d )(?P<hour>\d{1,2})(?= do \d{1,2}(?:[.:]\d\d)? ?(?:h|hod)(?!\w))"),
        time_pattern(r"h|hod\.?"),
        (SpanKind.YEAR, r"(?<=\br\. )(?P<integer>[1-9]\d{2,3})(?!\d|[.,]\d)"),
        (SpanKind.DECIMAL, r"(?<![\d.,])(?P<integer>\d{1,3}),(?P<fraction>\d{1,2})-?(?P<times>krát|násobok)"),
        (SpanKind.CODE, r"(?<![\w.,-])(?<!\d )(?P<groups>\d{3}[ \u00a0]\d\d)(?=[ \u00a0][A-ZÁČĎŠŤŽŘÚĽ][a-zá-ž])"),
        (SpanKind.PHONE, r"(?<![\d+])(?P<groups>0\d{2,3}[ /]\d{3} \d{3})(?!\d| \d)"),
    )  # fmt: skip
    hour_words = ("hod.", "hod", "h")
    time_dot = True
    time_words = frozenset({"o", "od", "do", "po", "pred", "okolo"})
    scale_words: ClassVar[Mapping[str, int]] = {
        "tis": 1,
        "mil": 2,
        "mld": 3,
        "bil": 4,
        "tisíc": 1,
        "miliónov": 2,
        "miliárd": 3,
    }
    scales = dict.fromkeys(scale_words, "")
    currency_signs: ClassVar[Mapping[str, str]] = {"eur": "EUR", "Eur": "EUR", "Sk": "SKK"}
    money_nouns = """
        EUR n eur~eur / mc cent; USD m dolár / mc cent; GBP f libr~libier / mc penc; CZK f korun~korún / mc halier
        PLN m zlot; CHF m frank
        JPY m jen; HUF m forint; RUB m rubl; UAH f hrivn~hrivien; CNY m jüan; SKK f korun~korún / mc halier
    """
    paradigms: ClassVar[Mapping[str, str]] = {
        "m": "- a u - om e / e ov om e mi och", "mc": "- a u - om e / y ov om y mi och",
        "mr": "k ku ku k kom ku / ky kov kom ky kmi koch", "mk": "- u u - om u / y ov om y ami och",
        "ma": "- a ovi a om ovi / i ov om ov mi och", "md": "eň ňa ňu eň ňom ni / ni ní ňom ni ňami ňoch",
        "mz": "ý ého ému ý ým om / é ých ým é ými ých",
        "f": "a y e u ou e / y - ám y ami ách", "fi": "a e i u ou i / e - iam e ami iach",
        "fc": "a e i u ou i / e - iam e ami iach", "fs": "ť ti ti ť ťou ti / ti tí tiam ti ťami tiach",
        "n": "o a u o om e / á - ám á ami ách", "ns": "ie ia iu ie ím í / ia í iam ia iami iach",
    }  # fmt: skip
    lexicon = """
        mr ro
        mk bod gól stupň mesiac hrad dom článk diel odsek pokus raz zápas kus balík strom obraz príklad rok
        mk lístk kúsk balíčk obrázk riadk krok rohlík jazyk zošit
        m dolár meter kilometer liter gram kilogram met kilomet lit
        md d
        ma brat študent žiak pacient klient pes chlapec muž hráč vodič
        f hodin minút škol žen sekund knih knižk strán stránk tried tabuľk otázk skup korun kapitol krajín lig vojn
        f tried triet sestr hrušk jahod sum chyb vet rodin minc ryb cest zmen farb hviezd cen skupin osob hlav dcér
        f ton izb šálk lyžičk poznámk známk otáčk položk značk dosk
        fi generáci verzi pozíci stanic ulic edíci tried
        fs čas
        n miest aut okn kol let mest čísl
        ns storoč námest poschod výroč polroč štvrťroč tisícroč
    """
    noun_endings: ClassVar[Mapping[str, str]] = {
        "a": "fsn msg", "u": "fsa msg msd nsd", "y": "mpn fpn fsg", "á": "npn", "o": "nsn nsa",
        "e": "nsn msl fsl fsd fsg fpn mpn", "é": "mpn", "i": "msl fsd fsl mpn", "om": "msi nsi mpd", "ou": "fsi",
        "ii": "fsl fsd", "ici": "fsl fsd", "ku": "msl fsa msg msd", "ov": "mpg", "ám": "fpd npd", "iam": "fpd npd",
        "och": "mpl", "ách": "fpl npl",
        "ach": "fpl", "am": "fpd",
        "iach": "fpl npl", "ami": "fpi npi", "mi": "mpi", "ie": "nsn nsa", "ia": "fsn npn", "í": "nsl",
        "osť": "fsn fsa", "ý": "msn msa", "ky": "fpn mpn", "ce": "fpn", "te": "msl nsl", "be": "fsl fsd",
        "de": "fsl fsd", "ne": "fsl fsd", "stor": "nsn nsg nsl", "": "msn msa fpg npg",
    }  # fmt: skip
    royal = """
        ma karol ľudovít henrich viliam ján pavol pavl peter petr žigmund rudolf eduard benedikt alexander napoleon
        ma jozef leopold štefan filip
        f alžbet katarín ann viktóri
        ma františek františk mikuláš gregor pius
        fi mári
    """
    roman_before = frozenset({"kapitola", "časť", "diel", "zväzok", "kapitole"})
    prepositions: ClassVar[Mapping[str, str]] = {
        "v": "la", "vo": "la", "na": "al", "o": "al", "po": "la", "za": "ai", "do": "g", "od": "g", "z": "g",
        "zo": "g", "bez": "g", "u": "g", "okolo": "g", "počas": "g", "okrem": "g", "vedľa": "g", "podľa": "g",
        "s": "i", "so": "i", "pred": "i", "nad": "i", "pod": "i", "medzi": "i", "k": "d", "ku": "d", "proti": "d",
        "vďaka": "d", "cez": "a", "pre": "a", "pri": "l", "kvôli": "d", "namiesto": "g", "uprostred": "g",
        "začiatkom": "g", "koncom": "g", "výške": "g", "hĺbke": "g", "vzdialenosti": "g", "dĺžke": "g",
        "teplote": "g", "veku": "g", "prelome": "g",
        **dict.fromkeys(
            "hodnote cene objeme rámci pomocou počte lehote trvaní uplynutí priebehu rozmedzí hmotnosti "
            "vrátane ohľadom sume období".split(),
            "g",
        ),
    }  # fmt: skip
    passed_over = frozenset(
        "asi cca takmer skoro približne zhruba až len iba celkom najmenej aspoň minimálne maximálne posledných "
        "posledné "
        "prvých prvé ďalších ďalšie týchto tieto všetkých všetky každých každé svojich našich nasledujúcich "
        "predchádzajúcich zvyšných".split()
    )
    passed_pairs = frozenset({("viac", "ako"), ("menej", "ako"), ("viac", "než"), ("menej", "než")})
    governing = tuple(
        "strat vytvoren výstavb nákup predaj otvoren zatvoren získan prepusten smrť výrob dodávk registráci evakuáci "
        "inštaláci prenájm vysaden".split()
    )
    abbreviations: ClassVar[Mapping[str, str]] = {
        "napr": "napríklad", "atď": "a tak ďalej", "a pod": "a podobne", "pod": "podobne", "tzn": "to znamená",
        "t.j": "to jest", "tj": "to jest", "tzv": "takzvaný", "dr": "doktor", "ing": "inžinier", "mgr": "magister",
        "prof": "profesor", "doc": "docent", "bc": "bakalár", "judr": "doktor práv", "mudr": "doktor medicíny",
        "phdr": "doktor filozofie", "rndr": "doktor prírodných vied", "ul": "ulica", "nám": "námestie", "sv": "svätý",
        "č": "číslo", "str": "strana", "s": "strana", "tel": "telefón", "hod": "hodín", "min": "minút",
        "mil": "miliónov", "mld": "miliárd", "tis": "tisíc", "resp": "respektíve", "príp": "prípadne",
        "obr": "obrázok", "kap": "kapitola", "ods": "odsek", "čl": "článok", "písm": "písmeno", "st": "starší",
        "ml": "mladší", "s.r.o": "S R O", "n.m": "nad morom", "tr": "trestného", "obyv": "obyvateľov", "a.s": "A S",
        "č.p": "číslo popisné", "nar": "narodený", "r": "roku",
        "zb": "zbierky", "z.z": "zbierky zákonov", "gen": "generál",
        "pred n.l": "pred naším letopočtom", "n.l": "nášho letopočtu",
        "cca": "približne", "max": "maximálne", "vrát": "vrátane", "stor": "storočie", "p": "pán", "vyd": "vydanie",
        "tab": "tabuľka",
    }  # fmt: skip
    before_digits: ClassVar[frozenset[str]] = frozenset({"s", "č", "r"})
    declined_abbreviations: ClassVar[Mapping[str, tuple[str, str]]] = {
        "ul": ("fi", "ulic"), "nám": ("ns", "námest"), "str": ("f", "stran"), "čl": ("mk", "článk"), "ods": ("mk",
        "odsek"), "stor": ("ns", "storoč"),
    }  # fmt: skip
    stopless = frozenset({"cca", "ing", "mgr", "judr", "mudr", "phdr", "rndr", "bc"})
    closing = frozenset({"atď", "a pod", "n.l", "mil", "mld", "tis", "hod", "min", "stor"})
    eras: ClassVar[Mapping[str, str]] = {
        "pred n. l.": "pred naším letopočtom", "n. l.": "nášho letopočtu", "pred Kr.": "pred Kristom",
    }  # fmt: skip
    unit_signs: ClassVar[Mapping[str, str]] = {
        "l/min": "liter-per-minute", "úderov/min": "beat-per-minute",
        "hod.": "hour", "hod": "hour", "min.": "minute", "°": "degree", "dkg": "decagram", "dag": "decagram",
        "mAh": "milliampere-hour", "ot./min": "revolution-per-minute", "ot/min": "revolution-per-minute",
        "Mb/s": "megabit-per-second", "Gb/s": "gigabit-per-second", "kb/s": "kilobit-per-second",
        "p. b.": "percentage-point", "p.b.": "percentage-point", "ks": "piece", "mes.": "month", "týž.": "week",
        "os.": "person",
        "PL": "tablespoon", "ČL": "teaspoon",
    }  # fmt: skip
    unit_names: ClassVar[Mapping[str, Mapping[str, str]]] = {
        "milliampere-hour": {
            "one": "miliampérhodina", "few": "miliampérhodiny", "many": "miliampérhodiny", "other": "miliampérhodín",
        },
        "revolution": {"one": "otáčka", "few": "otáčky", "many": "otáčky", "other": "otáčok"},
        "decagram": {"one": "dekagram", "few": "dekagramy", "many": "dekagramu", "other": "dekagramov"},
        "percentage-point": {
            "one": "percentuálny bod", "few": "percentuálne body", "many": "percentuálneho bodu",
            "other": "percentuálnych bodov",
        },
        "person": {"one": "osoba", "few": "osoby", "many": "osoby", "other": "osôb"},
        "piece": {"one": "kus", "few": "kusy", "many": "kusu", "other": "kusov"},
    }  # fmt: skip
    powers: ClassVar[Mapping[str, str]] = {"2": "na druhú", "3": "na tretiu", "": "na"}
    symbols: ClassVar[Mapping[str, str]] = {
        "&": "a", "+": "plus", "=": "rovná sa", "×": "krát", "§": "paragraf", "№": "číslo", ">": "je väčšie ako",
        "<": "je menšie ako", "≥": "je väčšie alebo rovné", "≤": "je menšie alebo rovné", "≠": "nerovná sa",
        "±": "plus mínus", "÷": "delené", "/": "lomené", "~": "približne", "≈": "približne rovné",
        "√": "odmocnina z",
    }  # fmt: skip
    symbol_names: ClassVar[Mapping[str, str]] = {
        "@": "zavináč", ".": "bodka", "-": "pomlčka", "_": "podčiarkovník", "/": "lomka", ":": "dvojbodka",
        "#": "hashtag", "+": "plus", "&": "a", "*": "hviezdička", " ": "medzera", ",": "čiarka", ";": "bodkočiarka",
        "!": "výkričník", "?": "otáznik", "(": "ľavá zátvorka", ")": "pravá zátvorka", "=": "rovná sa",
        "%": "percento", "~": "vlnovka", "\\": "spätná lomka",
    }  # fmt: skip
    fraction_stems = "polovic tretin štvrtin pätin šestin sedmin osmin devätin desatin stotin"
    times_word = "krát"
    fraction_over = "lomené"
    decade_form: ClassVar[Mapping[str, str]] = {"roky": "pn", "rokov": "pg", "rokoch": "pl"}

    adverbs = frozenset("veľmi naozaj celkom nové pomerne".split())
    oblique_ends: ClassVar[Mapping[str, str]] = {"ovd": "om", "ovi": "mi", "ovl": "och"}
    adjective_endings = "ých ích ým om ého ové né ná ný ní vá ká ké ký ej ou é ý á ého ou"

    days: ClassVar[Mapping[str, str]] = {
        "ut": "utorok", "st": "streda", "št": "štvrtok", "pi": "piatok", "so": "sobota", "ne": "nedeľa",
    }  # fmt: skip
    """Short names of days before hours."""

    def abbreviation(self, span: Span, context: Context) -> str | None:
        if span.field("open_day"):
            return self.days[span.field("open_day")]
        return super().abbreviation(span, context)

    men: ClassVar[frozenset[str]] = frozenset(
        "muži chlapci študenti žiaci ľudia hráči vodiči priatelia kamaráti bratia učitelia lekári pacienti klienti "
        "zákazníci účastníci návštevníci turisti vojaci policajti hasiči herci speváci susedia zamestnanci pracovníci "
        "kandidáti experti vedci občania obyvatelia rodičia hostia súperi futbalisti športovci tréneri poslanci "
        "ministri prezidenti astronauti umelci spisovatelia".split()
    )
    """Men, before whom two to four have forms of their own."""

    def cardinal(self, span: Span, context: Context) -> str | None:
        words = {2: "dvaja", 3: "traja", 4: "štyria"}.get(int(span.field("integer") or "0"))
        counted = context.after in self.men or context.after.endswith("ovia")
        if words and counted and context.mark_after in " \u00a0" and not span.field("scale"):
            return words
        return super().cardinal(span, context)

    def compound(self, number: int) -> str:
        return {1: "jedno", 2: "dvoj", 3: "troj", 4: "štvor"}.get(number) or self.numbers.cardinal(
            number, "mn"
        ).replace(" ", "")

    def unit_gender(self, unit: str) -> str:
        return "f" if unit in ("tablespoon", "teaspoon", "person") else super().unit_gender(unit)

    def ratio(self, span: Span, context: Context) -> str | None:
        return f"{self.number(span.field('first'))} {self.ratio_word} {self.number(span.field('second'), form='fd')}"

    def time(self, span: Span, context: Context) -> str | None:
        hour, minute = int(span.field("hour")), int(span.field("minute") or "0")
        if span.field("second"):
            return self.duration(span, context)
        case = "l" if context.before == "o" else self.case_beside(context)
        if case in "na" and not minute:
            return self.counted(str(hour), "hour")
        said = self.numbers.ordinal(hour, "f" + case) if hour and case not in "na" else self.numbers.cardinal(hour)
        if not minute:
            return said
        return f"{said} {'nula ' if minute < 10 else ''}{self.numbers.cardinal(minute)}"
