"""Polish."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import ClassVar

from rhapsode_server.text.verbalization.context import Context
from rhapsode_server.text.verbalization.locales.polish_numbers import PolishNumbers
from rhapsode_server.text.verbalization.locales.polish_words import (
    ABBREVIATIONS,
    DECLINED_ABBREVIATIONS,
    LEXICON,
    MONEY_NOUNS,
    NOUN_ENDINGS,
    PARADIGMS,
    PER_WORDS,
    ROYAL,
    UNIT_NAMES,
    UNIT_SIGNS,
    VIRILE,
)
from rhapsode_server.text.verbalization.locales.slavic import Slavic
from rhapsode_server.text.verbalization.locales.slavic_cases import CasedContext
from rhapsode_server.text.verbalization.locales.slavic_feminines import POLISH
from rhapsode_server.text.verbalization.locales.slavic_patterns import (
    ENGLISH_SIGNS,
    EQUATION,
    FRACTION_OF_UNIT,
    MARK,
    NUMERAL,
    SEASON,
    SUBTRACTION,
    YEAR_PAIR,
    century_pair_pattern,
    century_patterns,
    chapter_pattern,
    compound_pattern,
    day_pattern,
    dimension_patterns,
    duration_patterns,
    money_patterns,
    price_pattern,
    quarter_patterns,
    scale_pattern,
    week_patterns,
    year_patterns,
)
from rhapsode_server.text.verbalization.roman import roman_value
from rhapsode_server.text.verbalization.span import Span, SpanKind


def _decades() -> Iterable[tuple[SpanKind, str]]:
    """Expressions for decades behind "years": "lata 20. i 30.", "w latach 20.–30. XX w."."""
    first = r"(?P<integer>[1-9]0)"
    ends = r"(?P<decade>\.)(?=[,;:)]|\s+[^\W\dA-ZŁŚŻ]|\s[XVI]+\s)"
    for noun in ("lat", "lata", "latach", "Lata"):
        yield SpanKind.YEAR, rf"(?<=\b{noun} ){first}\.?\s?[-–]\s?(?P<last_decade>[1-9]0)(?P<decade>\.)(?!\d)"
        yield SpanKind.YEAR, rf"(?<=\b{noun} ){first}{ends}"
        for joint in ("i", "oraz", "lub"):
            yield SpanKind.YEAR, rf"(?<=\b{noun} \d0\. {joint} ){first}{ends}"
    for noun in ("lata", "latach", "Lata"):
        yield SpanKind.YEAR, rf"(?<=\b{noun} ){first}(?=[,;:)]|\.?$|\.?\s[A-ZŁŚŻ]| [a-z])"


_MEN = {2: "dwaj", 3: "trzej", 4: "czterej"}
_YEARS_BEFORE = re.compile(r"\b([lL]at(?:ach|a)?) (?:\d0\. \w{1,4} )?\Z")
_HOURS = re.compile(r"\s?\d{1,2}(?:[.:]\d\d)?\s?[-–]\s?\d")


class Polish(Slavic):
    """Polish (pl)."""

    tag = "pl"
    number_type = PolishNumbers
    decimal_mark = ","
    group_marks = " \u00a0\u202f."
    point = "przecinek"
    minus = "minus"
    plus = "plus"
    plus_minus = "plus minus"
    version_point = "kropka"
    version_words = frozenset({"wersja", "wersji", "wersję", "wersją"})
    range_from = "od"
    range_word = "do"
    range_joint = "–"
    part_words = frozenset("z na".split())
    least_word = "minimum"
    paragraph_noun = ("mu", "paragraf")
    ratio_word = "do"
    ratio_words = frozenset({"skala", "skali", "stosunek", "stosunku", "proporcja", "proporcji"})
    score_words = frozenset(
        {
            "minucie",
            "zwycięstwo",
            "zwycięstwem",
            "wynik",
            "wynikiem",
            "wygrał",
            "wygrała",
            "wygrali",
            "pokonał",
            "remis",
            "zremisowała",
        }
    )
    phone_words = frozenset(
        "zadzwoń telefon telefonu tel numer numerem dzwoń kom infolinia faks nip pesel regon krs konto konta kod "
        "isbn".split()
    )
    by_word = "na"
    over_word = "na"
    house_word = "przez"
    divided_word = "podzielić przez"
    times_word = " razy"
    irregular: ClassVar[Mapping[str, str]] = {
        **dict.fromkeys(POLISH.split(), "fsg fpn fpa fpg"),
        "się": "", "mężczyzna": "msn", "mężczyznę": "msa", "kolega": "msn", "kolegę": "msa", "turysta": "msn",
        "kierowca": "msn",
        "artysta": "msn", "poeta": "msn", "sędzia": "msn", "psa": "msg msa", "konia": "msg msa", "wilka": "msg msa",
    }  # fmt: skip
    bare_unit_words = frozenset("za na jeden jedna jedno każdy każda każde".split())
    per_words: ClassVar[Mapping[str, str]] = PER_WORDS
    room_words = frozenset("pokój pokoju lokal lokalu mieszkanie sala sali klasa gabinet dom domu numer nr m".split())
    declined_adjectives: ClassVar[Mapping[str, str]] = {"tzw": "tak zwan", "ww": "wyżej wymienion", "św": "święt"}
    adjective_forms: ClassVar[Mapping[str, str]] = {
        "ego": "mg", "emu": "md", "ym": "mi", "im": "mi", "ej": "fg", "ych": "pg", "ich": "pg", "ymi": "pi",
        "imi": "pi", "owy": "mn", "ski": "mn", "cki": "mn", "ny": "mn",
    }  # fmt: skip
    article_heads = frozenset(
        "podstawie podstawę mocy myśl treści treść rozumieniu brzmienie brzmieniu naruszenie naruszenia naruszeniem "
        "zastosowanie zastosowania wykreślenie wykreślenia zmiana zmiany zmianę przepis przepisy".split()
    )
    initialisms = frozenset(
        "USA UE ONZ AI IT UW UJ AGH IPN ABW AK PO UK EBC IMF EKG USG API USB IP ID UB ZEA OC AC".split()
    )
    ambiguous_months = frozenset({"lip", "lis", "mar", "sty", "gru"})
    per_word = "na"
    ordinal_stop = True
    joints = frozenset({"i", "a", "lub", "oraz", "albo"})
    between = frozenset({"między", "pomiędzy"})
    roman_adjectives = frozenset({"światowa", "światowej", "światową"})
    collectives: ClassVar[Mapping[int, str]] = dict(
        enumerate("dwoje troje czworo pięcioro sześcioro siedmioro ośmioro dziewięcioro dziesięcioro".split(), 2)
    )
    collective_nouns = frozenset({"dzieci", "niemowląt", "kurcząt"})
    year_noun = ("mr", "rok")
    year_pair_case = "n"
    year_heads = frozenset("kwartał kwartału kwartale półrocze półrocza półroczu".split())
    measuring = tuple(
        "kosztuj kosztow waży zapłac płac wyda zarobi stracił straci zysk otrzyma wygra przezna zainwest przebieg "
        "przejech przesz trwa zajm zajęł czeka pracowa zebra kupi sprzeda dodaj doda poczeka odczeka".split()
    )
    remaining = frozenset(
        "została zostało zostały pozostała pozostało minęła minęło minęły upłynęła upłynęło jest była było wynosi "
        "wyniósł wyniosła wyniosło".split()
    )
    ordered_nouns = frozenset("piętro piętra piętrze klasa klasy klasie klasę rundzie".split())
    century_noun = ("mw", "wiek")
    day_accusative = "g"
    home_currency = "PLN"
    plain_heads = frozenset(
        "klasach klas klasy stronach stron strony rozdziałach punktach punkty artykułach każde każdych wszystkie te "
        "ostatnie pierwsze kolejne".split()
    )
    year_words = frozenset(
        "w od do po przed rok roku rokiem styczniu lutym marcu kwietniu maju czerwcu lipcu sierpniu wrześniu "
        "październiku listopadzie grudniu".split()
    )
    week: ClassVar[Mapping[str, tuple[str, str]]] = {
        **dict.fromkeys(("pon", "pn"), ("poniedziałku", "poniedziałku")), "wt": ("wtorku", "wtorku"),
        **dict.fromkeys(("śr", "śro"), ("środy", "środy")), **dict.fromkeys(("czw", "cz"), ("czwartku", "czwartku")),
        **dict.fromkeys(("pt", "pią"), ("piątku", "piątku")),
        **dict.fromkeys(("sob", "so", "sb"), ("soboty", "soboty")),
        **dict.fromkeys(("niedz", "nd", "ndz"), ("niedzieli", "niedzieli")),
    }  # fmt: skip
    week_words = ("od", "do")
    mark_joint = ("na", "n")
    quarter_noun = ("ml", "kwarta")
    patterns = (
        *ENGLISH_SIGNS,
        SEASON,
        YEAR_PAIR,
        EQUATION,
        MARK,
        *quarter_patterns("kw|kwart"),
        FRACTION_OF_UNIT,
        chapter_pattern("[rR]ozdz [tT] [cC]z [aA]rt"),
        *week_patterns(week),
        *day_pattern("do|i|na|–|-"),
        *year_patterns(r"r(?=\.|\s*[,;)]|\s*$)", "lata|latach|lat", "rok|roku|rokiem|rokowi"),
        *century_patterns("w(?=\\.)", "ww(?=\\.)"),
        *century_pair_pattern("wieków|wieku|wiekach|wieki"),
        *dimension_patterns(","),
        SUBTRACTION,
        NUMERAL,
        *price_pattern("zł PLN euro os.", per_words),
        *scale_pattern("tys|mln|mld|bln"),
        *_decades(),
        (
            SpanKind.TIME,
            r"(?<=godz\. )(?P<hour>\d{1,2})(?:[.:](?P<minute>[0-5]\d))?\s?[-–]\s?(?P<last_hour>\d{1,2})"
            r"(?:[.:](?P<last_minute>[0-5]\d))?(?![\d:]|[.,]\d)",
        ),
        (SpanKind.CODE, r"(?<![\w-])(?P<groups>\d\d-\d{3})(?=\s[A-ZŁŚŻĆ])"),
        (SpanKind.PHONE, r"(?<![\w.,-])(?<!\+48 )(?P<groups>[4-8]\d\d-\d{3}-\d{3})(?![\w-])"),
        (SpanKind.ORDINAL, r"(?<![\w.,])(?P<integer>\d{1,4})\s?(?P<times>[x×])(?=[.,;!?)]|$|\s(?![\d+=<>*/–-]))"),
        *money_patterns(r"zł", r"gr"),
        *duration_patterns(r"(?:godz\.?|h)", r"min\.?", r"s(?:ek)?\.?"),
        (SpanKind.ORDINAL, r"(?<![\w.,])(?P<integer>\d{1,3})-(?P<share>proc)\."),
        compound_pattern("lec lat let pięt dni godz minut proc metr kilo miesi tygod ton osob krot poko strn"),
        (SpanKind.ABBREVIATION, r"(?<!\w)(?P<key>m\.in)\."),
        (SpanKind.ABBREVIATION, r"(?<=\d )(?P<key>m)\.(?= \d)"),
        (SpanKind.TIME, r"(?<=godz\. )(?P<hour>\d{1,2})(?:[.:](?P<minute>\d\d))?(?![\d:]|[.,]\d)"),
        (SpanKind.PHONE, r"(?<![\d.,])(?<!\d )(?P<groups>\d\d \d{3} \d\d \d\d)(?!\d| \d)"),
        (
            SpanKind.TIME,
            r"(?<=\b[Oo] )(?P<hour>\d{1,2})"
            r"(?=[.,;!?](?!\d)|$| (?:albo|lub|i|a) o \d| (?:w|we|na|przy|pod) [A-ZŁŚŻĆ])",
        ),
        (
            SpanKind.PHONE,
            r"(?:(?<=\d lub )|(?<=\d albo )|(?<=\d, ))(?P<groups>[4-8]\d\d \d{3} \d{3})"
            r"(?!\w| \d|[.,]\d| ?(?:§currency§))",
        ),
        *(
            (SpanKind.TIME, rf"(?<=\b{before} )(?P<hour>1?\d|2[0-4])(?![\d:]|[.,]\d|\s[^\W\d])")
            for before in ("wpół do", "minut po", "kwadrans po", "kwadrans")
        ),
        (SpanKind.ORDINAL, r"(?<![\w.,])(?P<integer>\d{1,3})\.?(?= r\. ?ż\.)"),
        (
            SpanKind.ROMAN,
            r"(?#XVI)(?<![\w.–-])(?P<numeral>[IVX]{1,6})-(?P<adjective>wieczn[a-zęą]{1,3})(?!\w)",
        ),
        (SpanKind.TIME, r"(?<![\d.,])(?P<hour>\d{1,2})(?=\s(?:rano|wieczorem|po południu|w nocy|nad ranem)(?!\w))"),
        (SpanKind.PHONE, r"(?<=tel\. )(?P<groups>\d{2,3}(?: \d{2,3}){2,3})(?!\d| \d)"),
    )  # fmt: skip
    ordinal_suffixes = tuple("-go -ej -szy -sza -gi -ga -ci -cia -ty -ta -my -ma -tym -szym -ego -emu -ym".split())
    time_dot = True
    time_words = frozenset({"od", "do", "godz", "godzinie", "godziny", "o", "po", "przed"})
    scale_words: ClassVar[Mapping[str, int]] = {
        "tys": 1, "mln": 2, "mld": 3, "bln": 4, "tysięcy": 1, "milionów": 2, "miliony": 2, "miliardów": 3,
    }  # fmt: skip
    scales = dict.fromkeys(scale_words, "")
    currency_signs: ClassVar[Mapping[str, str]] = {
        "zł": "PLN", "zł.": "", "euro": "EUR", "złotych": "PLN", "dol.": "USD",
    }  # fmt: skip
    money_nouns = MONEY_NOUNS
    paradigms: ClassVar[Mapping[str, str]] = PARADIGMS
    lexicon = LEXICON
    noun_endings: ClassVar[Mapping[str, str]] = NOUN_ENDINGS
    virile: ClassVar[frozenset[str]] = VIRILE
    """Genitive plurals of words for men."""
    royal = ROYAL
    roman_before = frozenset(
        {"wiek", "wieku", "rozdział", "tom", "część", "klasa", "księga", "akt", "rozdziale", "tomie"}
    )
    prepositions: ClassVar[Mapping[str, str]] = {
        "w": "al", "we": "al", "na": "al", "o": "al", "po": "al", "z": "gi", "ze": "gi", "za": "ai", "przed": "i",
        "nad": "i", "pod": "ia", "między": "i", "pomiędzy": "i", "przez": "a", "dzięki": "d", "przeciw": "d",
        "ku": "d", "przy": "l", "bez": "g", "dla": "g", "około": "g", "ok": "g", "u": "g", "wśród": "g", "co": "a",
        "oprócz": "g", "powyżej": "g", "poniżej": "g", "ponad": "a", "do": "g", "od": "g", "ze strony": "g",
        "spośród": "g", "podczas": "g", "blisko": "g", "wobec": "g", "mimo": "g", "ciągu": "g", "wysokości": "g",
        "liczby": "g", "niż": "n", "wieku": "g", "głębokości": "g", "odległości": "g", "prędkością": "g",
        "długości": "g", "szerokości": "g", "wadze": "g", "powierzchni": "g", "temperaturze": "g", "przełomie": "g",
        "pow": "g", "mocy": "g", "pojemności": "g", "kwocie": "g", "kwotę": "g", "cenie": "g",
        **dict.fromkeys(
            "średnicy objętości masie wartości częstotliwości napięciu odstępie odstępach przeciągu terminie upływie "
            "okresie perspektywie wymiarze składzie wokół wewnątrz zamiast pomocą ilości ramach przypadku granicach "
            "zakresie rzędu".split(),
            "g",
        ),
    }  # fmt: skip
    passed_over = frozenset({
        "niemal", "prawie", "aż", "tylko", "nawet", "dokładnie", "zaledwie", "jakichś", "najmniej", "ostatnich",
        "ostatnie", "pierwszych", "pierwsze", "kolejnych", "kolejne", "następnych", "następne", "najbliższych",
        "najbliższe", "tych", "te", "wszystkich", "wszystkie", "moich", "swoich", "naszych", "pozostałych",
        "każdych", "każde", "poprzednich", "minimum", "maksymalnie", "minimalnie",
    })  # fmt: skip
    passed_pairs = frozenset({("więcej", "niż"), ("mniej", "niż"), ("co", "najmniej"), ("nie", "więcej")})
    with_heads = frozenset("zgodnie wraz razem związku porównaniu zgodny zgodna zgodne łącznie równolegle".split())
    governing = tuple(
        "budow zakup sprzedaż utrat stworzeni utworzeni przeprowadzeni otwarci zamknięci uzyskani zwolnieni śmier "
        "wymaga potrzeb dotycz sięga sięgn brakuj brakow produkcj dostaw rejestracj szkoleni ewakuacj montaż wynajm "
        "posadzeni nabyci".split()
    )
    abbreviations: ClassVar[Mapping[str, str]] = ABBREVIATIONS
    before_digits: ClassVar[frozenset[str]] = frozenset({"s", "m", "poz", "t", "cz"})
    declined_abbreviations: ClassVar[Mapping[str, tuple[str, str]]] = DECLINED_ABBREVIATIONS
    stopless = frozenset({"dr", "mgr", "nr", "wg", "płk", "ks", "pkt", "ds"})
    closing = frozenset({"itd", "itp", "n.e", "p.n.e", "tys", "mln", "mld", "min", "sek", "proc", "r", "w"})
    eras: ClassVar[Mapping[str, str]] = {"p.n.e.": "przed naszą erą", "n.e.": "naszej ery"}
    unit_signs: ClassVar[Mapping[str, str]] = UNIT_SIGNS
    unit_names: ClassVar[Mapping[str, Mapping[str, str]]] = UNIT_NAMES
    ranked_nouns = frozenset(
        "kwartał półrocze połowa etap edycja tura runda kadencja liga grupa klasa rozdział tom nagroda".split()
    )
    powers: ClassVar[Mapping[str, str]] = {"2": "do kwadratu", "3": "do sześcianu", "": "do potęgi"}
    symbols: ClassVar[Mapping[str, str]] = {
        "&": "i", "+": "plus", "=": "równa się", "№": "numer", "×": "razy", "§": "paragraf", ">": "większe niż",
        "<": "mniejsze niż", "≥": "większe lub równe", "≤": "mniejsze lub równe", "≠": "nie równa się",
        "±": "plus minus", "÷": "podzielić przez", "/": "na", "~": "mniej więcej", "≈": "w przybliżeniu",
        "√": "pierwiastek z",
    }  # fmt: skip
    symbol_names: ClassVar[Mapping[str, str]] = {
        "@": "małpa", ".": "kropka", "-": "myślnik", "_": "podkreślenie", "/": "ukośnik", ":": "dwukropek",
        "#": "hasztag", "+": "plus", "&": "i", "*": "gwiazdka", " ": "spacja", ",": "przecinek", ";": "średnik",
        "!": "wykrzyknik", "?": "znak zapytania", "(": "nawias otwierający", ")": "nawias zamykający",
        "=": "równa się", "%": "procent", "~": "tylda", "\\": "ukośnik wsteczny", "'": "apostrof", "\"": "cudzysłów",
    }  # fmt: skip

    adverbs = frozenset("bardzo bardziej całkiem dość nowo".split())
    oblique_ends: ClassVar[Mapping[str, str]] = {"ówd": "om", "ówi": "ami", "ówl": "ach"}
    adjective_endings = "ych ich ymi imi ym im ego emu ej owe ne ła na wa owy ny ą sze wsza wszy kie gie"

    def readings(self, word: str) -> tuple[str, ...]:
        return ("vpg",) if word in self.virile else super().readings(word)

    def counted_form(self, reading: str, kind: str, allowed: str) -> str:
        if reading == "vpg" and kind in ("few", "many") and (not allowed or "a" in allowed):
            return "va"
        return super().counted_form(reading, kind, allowed)

    def unit_name(self, unit: str, category: str, case: str = "nominative") -> str:
        return super().unit_name(unit, category, case).replace("kilomentr", "kilometr")

    def year(self, span: Span, context: Context) -> str | None:
        if span.field("decade") or (len(span.field("integer")) == 2 and not span.field("word")):
            cases = {"lat": "g", "lata": "n", "latach": "l"}
            noun = _YEARS_BEFORE.search(context.text, max(0, context.start - 16), context.start)
            case = cases[noun[1].casefold()] if noun else "g"
            words = self.numbers.ordinal(int(span.field("integer")), "p" + case)
            last = span.field("last_decade")
            return f"{words} {self.range_joint} {self.numbers.ordinal(int(last), 'p' + case)}" if last else words
        if span.field("second") and not span.field("word"):
            first, second = (self.numbers.cardinal(int(span.field(name))) for name in ("integer", "second"))
            return f"{first} {self.range_joint} {second}"
        if not {"lata", "latach", "lat"}.isdisjoint(context.words_before[:1]):
            return self.numbers.cardinal(int(span.field("integer")))
        return super().year(span, context)

    def roman(self, span: Span, context: Context) -> str | None:
        if span.field("adjective"):
            words = self.numbers.ordinal(roman_value(span.field("numeral")), "mn").split()
            return "".join(word[:-1] + ("o" if word[-1] == "y" else "io") for word in words) + span.field("adjective")
        return super().roman(span, context)

    def cardinal(self, span: Span, context: Context) -> str | None:
        number = int(span.field("integer") or "0")
        men = context.after.endswith("owie") or context.after in self.virile_nominatives
        if number in _MEN and men and context.mark_after in " \u00a0" and not span.field("scale"):
            return _MEN[number]
        return super().cardinal(span, context)

    def unit_gender(self, unit: str) -> str:
        return "f" if unit in ("person", "piece") else super().unit_gender(unit)

    virile_nominatives = frozenset(
        "mężczyźni chłopcy studenci bracia koledzy przyjaciele żołnierze lekarze nauczyciele zawodnicy gracze klienci "
        "pacjenci politycy policjanci kierowcy turyści uczestnicy pracownicy piłkarze goście rodzice mieszkańcy "
        "kandydaci sędziowie strażacy naukowcy eksperci specjaliści artyści aktorzy pisarze sąsiedzi".split()
    )
    """Words for men that two to four stand before in forms of their own."""

    def day_case(self, span: Span, context: Context) -> str:
        # After a day, and not each.
        return "l" if context.before == "po" else super().day_case(span, context)

    def range(self, span: Span, context: Context) -> str | None:
        years = all(len(part.field("integer")) == 4 and not part.field("unit") for part in span.parts)
        if years and context.before in ("lat", "lata", "latach"):
            first, second = (self.numbers.cardinal(int(part.field("integer"))) for part in span.parts)
            return f"{first} {self.range_joint} {second}"
        return super().range(span, context)

    def ordinal(self, span: Span, context: Context) -> str | None:
        if span.field("share"):
            adjective = self.slavic_numbers.adjective("procentow", self.ordinal_form(context))
            return self.compound(int(span.field("integer"))) + adjective
        suffix = span.field("suffix").removeprefix("-")
        if len(suffix) < 2:
            return super().ordinal(span, context)
        wanted = self.ordinal_form(context)
        said = (
            self.numbers.ordinal(int(span.field("integer")), form)
            for form in (wanted, *(g + c for g in "mfn" for c in "ngdail"))
        )
        return next((word for word in said if word.endswith(suffix)), super().ordinal(span, context))

    def compound(self, number: int) -> str:
        words = self.numbers.cardinal(number, "mg").split()
        special = {
            "jednego": "jedno",
            "jeden": "jedno",
            "dwóch": "dwu",
            "trzech": "trzy",
            "czterech": "cztero",
            "stu": "stu",
            "tysiąca": "tysiąc",
        }
        return "".join(special.get(word) or (word[:-1] + "o" if word.endswith("u") else word) for word in words)

    def decide(self, span: Span, context: Context) -> Span | None:
        if span.field("key") == "p" and not (context.written_after and context.written_after[0].istitle()):
            return None
        if span.field("unit") == "point-of-score" and context.after[:1].isdigit():
            return None  # "art. 5 pkt 2"
        return super().decide(span, context)

    def abbreviation(self, span: Span, context: Context) -> str | None:
        key = span.field("key")
        if key == "godz" and _HOURS.match(context.text, context.end):
            return "godzinach" if "l" in self.cases_before(context) else "godziny"
        if key in ("pt", "pn") and context.text[context.end :].lstrip()[:1] in ("„", "\u201d", '"', "«"):
            return "pod tytułem" if key == "pt" else "pod nazwą"
        if key == "pow" and context.after[:1].isdigit():
            return "powierzchni" if context.before in ("o", "na") else "powierzchnia"
        if key == "p":
            return "pani" if context.after.endswith("a") else "pan"
        if key == "br" and "l" in self.cases_before(context):
            return "bieżącym roku"
        if key == "al" and context.after.endswith("e"):
            return "aleje" if "l" not in self.cases_before(context) else "alejach"
        return super().abbreviation(span, context)

    def time(self, span: Span, context: Context) -> str | None:
        if span.field("last_hour"):
            names = (("hour", "minute"), ("last_hour", "last_minute"))
            ends = [self.clock(int(span.field(hour)), int(span.field(minute) or "0"), "g") for hour, minute in names]
            return f"{self.range_from} {ends[0]} {self.range_word} {ends[1]}"
        hour, minute = int(span.field("hour")), int(span.field("minute") or "0")
        if span.field("second"):
            return self.duration(span, context)
        allowed = self.cases_before(context)
        back = self.words_back(context)
        if back[-1:] and back[-1] in self.hour_case:
            allowed = (
                self.prepositions.get(back[-2], "")
                if len(back) > 1 and back[-1] == "godz"
                else self.hour_case[back[-1]]
            )
        case = "l" if "l" in allowed else (allowed or "n")[0]
        if case == "l" and self.preposition_before(context) == "na":
            case = "a"
        return self.clock(hour, minute, case)

    def clock(self, hour: int, minute: int, case: str) -> str:
        """A time of day, the hour in a case."""
        said = self.numbers.ordinal(hour, "f" + case) if hour else "zero"
        if not minute:
            return said
        return f"{said} {'zero ' if minute < 10 else ''}{self.numbers.cardinal(minute)}"

    hour_case: ClassVar[Mapping[str, str]] = {
        "godz": "n", "godzinie": "l", "godziny": "g", "godzinę": "a", "godziną": "i",
    }  # fmt: skip

    def temperature(self, span: Span, context: Context) -> str | None:
        # An oven is at a temperature, and not going there.
        return self.unit(span, CasedContext(context, "l") if context.before in ("w", "we") else context)

    def per_word_of(self, sign: str, context: Context) -> str:
        words = self.per_words[sign]
        # A price is for a day, a dose on one.
        return words.replace("za ", "na ", 1) if context.mark_before.isdecimal() else words

    def fraction(self, span: Span, context: Context) -> str | None:
        numerator, denominator = int(span.field("numerator")), int(span.field("denominator"))
        counted = span.field("unit") or (context.mark_after == " " and context.written_after[:1] != ())
        if (numerator, denominator) == (1, 2) and counted and context.after != "finału":
            gender = self.part_gender(span, context)
            if span.field("whole") == "1":
                return "półtorej" if gender == "f" else "półtora"
            whole = span.field("whole")
            return f"{self.numbers.cardinal(int(whole), gender + 'n')} i pół" if whole else "pół"
        case = "n" if span.field("whole") else self.case_of_part(context)
        kind = self.slavic_numbers.number_class(numerator)
        number = "f" if kind == "one" else "p"
        told = "g" if kind == "many" and case in "na" else case
        parts = self.numbers.ordinal(denominator, number + told)
        words = f"{self.numbers.cardinal(numerator, 'f' + case)} {parts}"
        return f"{self.numbers.cardinal(int(span.field('whole')))} i {words}" if span.field("whole") else words

    def ratio(self, span: Span, context: Context) -> str | None:
        return f"{self.number(span.field('first'))} do {self.number(span.field('second'), form='mg')}"
