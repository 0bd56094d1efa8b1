"""Bulgarian."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import ClassVar

from rhapsode_server.text.verbalization.context import Context
from rhapsode_server.text.verbalization.locales.slavic import Slavic
from rhapsode_server.text.verbalization.locales.slavic_numbers import Noun, SlavicNumbers, noun
from rhapsode_server.text.verbalization.locales.slavic_patterns import (
    ALWAYS,
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
    price_pattern,
    scale_pattern,
    times_pattern,
    week_patterns,
    year_patterns,
)
from rhapsode_server.text.verbalization.span import Span, SpanKind

_OLDEST = 130
"""No age in years is above it."""
_FEMININE = frozenset("tablespoon teaspoon year minute second week mile calorie ounce kilocalorie millisecond".split())
"""Units, of whose gender the CLDR tells nothing."""
_AGE = re.compile(r"\.?\s?(?:пр|сл|н)\.")


class BulgarianNumbers(SlavicNumbers):
    """The last word of a number is joined with "и"; men are counted in forms of their own."""

    words = """
        0 нула; 1m един; 1c едно; 1f една; 1n едно; 2 две; 2m два; 2v двама; 3 три; 3v трима; 4 четири; 4v четирима
        5 пет; 6 шест; 7 седем; 8 осем; 9 девет
        10 десет; 11 единадесет; 12 дванадесет; 13 тринадесет; 14 четиринадесет; 15 петнадесет; 16 шестнадесет
        17 седемнадесет; 18 осемнадесет; 19 деветнадесет; 20 двадесет; 30 тридесет; 40 четиридесет; 50 петдесет
        60 шестдесет; 70 седемдесет; 80 осемдесет; 90 деветдесет; 100 сто; 200 двеста; 300 триста
        400 четиристотин; 500 петстотин; 600 шестстотин; 700 седемстотин; 800 осемстотин; 900 деветстотин
    """
    ordinals = """
    0+1 h нулев първ втор трет четвърт пет шест седм осм девет десет единадесет дванадесет
    13+1 h тринадесет четиринадесет петнадесет шестнадесет седемнадесет осемнадесет деветнадесет
    20+1 h двадесет
    30+10 h тридесет четиридесет петдесет шестдесет седемдесет осемдесет деветдесет
    100+100 z стот двест трист четиристот петстот шестстот седемстот осемстот деветстот
    1000+1000 z хиляд двехиляд трихиляд четирихиляд петхиляд шестхиляд седемхиляд осемхиляд деветхиляд
    10000+1000 z десетхиляд
    1000000+1 z милион
    """
    endings: ClassVar[Mapping[str, str]] = {
        "hm": "и",
        "hf": "а",
        "hn": "о",
        "hp": "и",
        "zm": "ен",
        "zf": "на",
        "zn": "но",
        "zp": "ни",
    }

    scales = (noun("f", "хиляд", "а / и"), *(noun("m", stem, "- / и / а") for stem in ("милион", "милиард", "трилион")))

    def number_class(self, number: int) -> str:
        return "one" if number == 1 else "many"

    def counted(self, noun: Noun, kind: str, case: str) -> str:
        return (noun.singular if kind == "one" else noun.pair or noun.plural)[0]

    def below_thousand(self, number: int, gender: str, case: str) -> list[str]:
        words = super().below_thousand(number, gender, case)
        return [*words[:-1], "и", words[-1]] if len(words) > 1 else words

    def groups(self, number: int, gender: str, case: str) -> list[list[str]]:
        found = super().groups(number, gender, case)
        if number % 1000 and len(found) > 1 and len(found[-1]) == 1:
            found[-1].insert(0, "и")
        return found

    def _ordinal(self, number: int, form: str | None) -> str:
        gender, case = tuple((form or "mn").replace("c", "m"))
        head, lasts = self.ordinal_parts(number)
        if lasts and not head:
            return self.ordinal_word(number, gender, case)
        words = self._cardinal(number, "mn").split()
        return " ".join([*words[:-1], self.ordinal_word(lasts[0], gender, case)] if lasts else words)


class Bulgarian(Slavic):
    """Bulgarian (bg): no cases, but gender, forms for counting, and articles on ordinals."""

    tag = "bg"
    number_type = BulgarianNumbers
    decimal_mark = ","
    group_marks = " \u00a0\u202f"
    point = "цяло и"
    minus = "минус"
    plus = "плюс"
    plus_minus = "плюс минус"
    version_point = "точка"
    version_words = frozenset({"версия", "версията"})
    money_and = "и"
    range_from = "от"
    range_word = "до"
    least_word = "минимум"
    ratio_word = "към"
    score_word = "на"
    per_word = "в"
    ratio_words = frozenset({"мащаб", "съотношение"})
    phone_words = frozenset(
        "тел телефон телефона телефони gsm факс обадете мобилен номер номера еик булстат егн код "
        "iban сметка isbn".split()
    )
    score_words = frozenset(
        "победи победиха завърши завършиха мач мача мачът резултат резултатът резултата води поведе загуби загубиха "
        "спечели спечелиха равенство".split()
    )
    by_word = "на"
    share_word = "на"
    over_word = "на"
    house_word = "на"
    divided_word = "делено на"
    mark_joint = ("от", "n")
    half_words = ("половин", "половина")
    times_word = " пъти"
    bare_unit_words = frozenset("на за един една едно всеки всяка всяко".split())
    prepositions: ClassVar[Mapping[str, str]] = dict.fromkeys(
        "за в във с със на през след до от между около над под към при без по".split(), "n"
    )
    irregular: ClassVar[Mapping[str, str]] = {
        "дете": "nsn",
        "деца": "npn",
        "яйца": "npn",
        "лица": "npn",
        **dict.fromkeys("част нощ вечер реч сол пролет есен кръв област цев пещ".split(), "fsn"),
        "тримесечие": "nsn",
        "тримесечието": "nsn",
        "полугодие": "nsn",
        "полугодието": "nsn",
        "места": "npn",
        "тела": "npn",
        "числа": "npn",
    }
    per_words: ClassVar[Mapping[str, str]] = {
        "ч": "на час", "ч.": "на час", "час": "на час", "мин": "на минута", "ден": "на ден", "месец": "на месец",
        "мес": "на месец", "мес.": "на месец", "год": "на година", "година": "на година", "седмица": "на седмица",
        "нощувка": "на нощувка", "нощ": "на нощ", "бр": "на брой", "бр.": "на брой", "кг": "на килограм",
        "т": "на тон", "л": "на литър", "м": "на метър", "м²": "на квадратен метър", "км²": "на квадратен километър",
        "кв. км": "на квадратен километър", "кв.м": "на квадратен метър",
        "кв. м": "на квадратен метър", "км": "на километър", "човек": "на човек", "kg": "на килограм",
        "кВтч": "на киловатчас", "kWh": "на киловатчас",
    }  # fmt: skip
    room_words = frozenset("стая апартамент офис кабинет клас зала номер".split())
    initialisms = frozenset("РБ ЕС САЩ ООН ЕЦБ БНБ АЕЦ НАП НОИ БАН СУ УНСС ИТ ИИ AI IT EU USB API IP ID URL UK".split())
    week: ClassVar[Mapping[str, tuple[str, str]]] = {
        **dict.fromkeys(("пн", "пон"), ("понеделник", "понеделник")), **dict.fromkeys(("вт",), ("вторник", "вторник")),
        **dict.fromkeys(("ср", "сря"), ("сряда", "сряда")), **dict.fromkeys(("чт", "четв"), ("четвъртък", "четвъртък")),
        **dict.fromkeys(("пт", "пет"), ("петък", "петък")), **dict.fromkeys(("сб", "съб"), ("събота", "събота")),
        **dict.fromkeys(("нд", "нед"), ("неделя", "неделя")),
    }  # fmt: skip
    week_words = ("от", "до")
    joints = frozenset({"и", "или"})
    century_noun = ("mo", "век")
    day_gender = "m"
    year_style = "f"
    quarter_noun = ("nt", "тримесечи")
    year_noun = ("f", "годин")
    year_words = frozenset({"през", "от", "до", "след", "преди", "към"})
    patterns = (
        chapter_pattern("[гГ]л [чЧ]л [тТ] [рР]азд"),
        *week_patterns(week),
        ALWAYS,
        *ENGLISH_SIGNS,
        SEASON,
        EQUATION,
        MARK,
        FRACTION_OF_UNIT,
        *day_pattern("до|и|по|–|-"),
        *year_patterns(r"г(?=\.|\s*[,;)]|\s*$)", r"гг?\.|години", "година|годината"),
        *century_patterns("в(?=\\.)", "в(?=\\.)"),
        *century_pair_pattern("век|векове"),
        NUMERAL,
        *dimension_patterns(","),
        SUBTRACTION,
        YEAR_PAIR,
        times_pattern("пъти"),
        (SpanKind.YEAR, r"(?<![\d.,:/–-])(?P<integer>\d{1,4})\s?(?P<word>г)\.(?=\s?(?:пр|сл|н)\.)"),
        (SpanKind.UNIT, r"(?<![\w.,])(?P<integer>\d{1,3})(?P<_gap>\s?)(?P<symbol>г\.)(?!\s?(?:до\s)?(?:пр|сл|н)\.)"),
        *price_pattern("лв. лв € евро души", per_words),
        *scale_pattern(r"млн|млрд|хил"),
        *duration_patterns(r"ч\.?(?: и)?", r"мин\.?", r"с(?:ек)?\.?"),
        compound_pattern(
            "годиш днев часов минут процент метр километр месеч седмич стаен стай мест крат тон член етаж"
        ),
    )
    ordinal_suffixes = tuple(
        joint + letter + ending
        for joint in ("-", "")
        for letter in ("в", "р", "т", "м", "н")
        for ending in ("и", "а", "о", "ия", "ият", "ата", "ото", "ите")
    ) + ("-а", "-о", "-и", "-ия", "-ият", "-ата", "-ото", "-ите")
    ordinal_stop = True
    day_month_stop = True
    roman_adjectives = frozenset({"световна", "световната"})
    decade_suffixes = ("-те",)
    hour_words = ("часа", "ч.", "ч")
    time_dot = True
    scale_words: ClassVar[Mapping[str, int]] = {"хил": 1, "хиляди": 1, "млн": 2, "милиона": 2, "млрд": 3, "милиарда": 3}
    scales = dict.fromkeys(scale_words, "")
    currency_signs: ClassVar[Mapping[str, str]] = {"лв.": "BGN", "лв": "BGN"}
    money_nouns = """
        BGN m лев / f стотинк; EUR ne евр / m цент; USD m долар / m цент; GBP m паунд / m пенс; JPY f йен; CHF m франк
        RUB f рубл
    """
    paradigms: ClassVar[Mapping[str, str]] = {
        "md": "ен / ни / ена", "nt": "е / я",
        "m": "- / и / а", "mo": "- / ове / а", "f": "а / и", "n": "о / а", "ne": "о / о", "vi": "- / и", "ve": "- / е"
    }  # fmt: skip
    lexicon = """
        m процент литър метър час месец апартамент телефон сезон килограм километър лев долар цент милиметър
        m сантиметър отбор мач гол автомобил опит стол град кон рубл грам градус пункт
        m билет пакет предмет кабинет бюджет
        md д
        mo век етаж клас ден път кръг том дял
        f годин страниц книг минут секунд седмиц глав войн част точк верси серий лиг ябълк круш жен сестр чаш лъжиц
        f стаи държав къщ стран задач групп груп промил тонн
        n мяст сел лет писм лиц
        ve мъж
        vi душ жител ученик студент приятел брат войник пациент клиент участник гост играч
    """
    noun_endings: ClassVar[Mapping[str, str]] = {
        "а": "fsn mdn", "я": "fsn mdn", "о": "nsn", "е": "nsn", "и": "fpn", "ета": "npn", "ния": "npn",
        "тия": "npn", "ства": "npn", "ост": "fsn", "исти": "vpn", "тели": "vpn", "енти": "vpn",
        "анти": "vpn", "лози": "vpn", "та": "fsn mdn", "": "msn"
    }  # fmt: skip
    royal = """
        m людовик фридрих наполеон вилхелм франц георги алекс василий иоан йоан стефан
        f екатерин елисавет елизабет виктори мари анн клеопатр
        m борис симеон иван петър александър фердинанд калоян михаил николай карл хенри лудвиг филип пий бенедикт
        m павел
    """
    roman_before = frozenset({"век", "века", "глава", "том", "част", "раздел", "клас"})
    abbreviations: ClassVar[Mapping[str, str]] = {
        "фиг": "фигура", "табл": "таблица", "ок": "около", "т": "точка", "обл": "област",
        "общ": "община", "с": "страница", "макс": "максимум", "им": "имени", "рег": "регистрационен",
        "вкл": "включително",
        "напр": "например", "д-р": "доктор", "проф": "професор", "доц": "доцент", "акад": "академик",
        "инж": "инженер", "ул": "улица", "бул": "булевард", "пл": "площад", "ж.к": "жилищен комплекс",
        "и т.н": "и така нататък", "т.н": "така нататък", "и др": "и други", "т.е": "тоест", "г-н": "господин",
        "г-жа": "госпожа", "стр": "страница", "гл": "глава", "чл": "член", "ал": "алинея", "тел": "телефон",
        "св": "свети", "вж": "виж", "гр": "град", "ген": "генерал", "кв": "квартал", "бл": "блок", "ет": "етаж",
        "ап": "апартамент", "бр": "брой", "т.нар": "така наречен", "пр.н.е": "преди новата ера",
        "сл.н.е": "след новата ера", "мин": "минути", "сек": "секунди",
    }  # fmt: skip
    before_digits: ClassVar[frozenset[str]] = frozenset({"т", "с", "ок", "макс"})
    stopless = frozenset({"д-р", "г-н", "г-жа"})
    closing = frozenset({"и т.н", "т.н", "и др", "мин", "сек"})
    eras: ClassVar[Mapping[str, str]] = {
        "пр.н.е.": "преди новата ера", "пр. н. е.": "преди новата ера", "сл.н.е.": "след новата ера",
        "пр.Хр.": "преди Христа",
    }  # fmt: skip
    unit_signs: ClassVar[Mapping[str, str]] = {
        "л/мин": "liter-per-minute",
        "км": "kilometer", "м": "meter", "см": "centimeter", "мм": "millimeter", "кг": "kilogram", "г": "gram",
        "мг": "milligram", "т": "tonne", "л": "liter", "мл": "milliliter", "км/ч": "kilometer-per-hour",
        "м/с": "meter-per-second", "кв.м": "square-meter", "кв. м": "square-meter", "м²": "square-meter",
        "км²": "square-kilometer", "м³": "cubic-meter", "ха": "hectare", "дка": "dunam", "мин": "minute",
        "сек": "second", "сек.": "second", "мин.": "minute", "ч": "hour", "ч.": "hour", "г.": "year",
        "кв. км": "square-kilometer", "кв.км": "square-kilometer", "куб. м": "cubic-meter", "куб.м": "cubic-meter",
        "кв. м.": "square-meter", "кв.м.": "square-meter", "с.л.": "tablespoon", "с. л.": "tablespoon",
        "ч.л.": "teaspoon", "ч. л.": "teaspoon", "°": "degree",
        "л/100 км": "liter-per-100-kilometer", "м/с²": "meter-per-square-second",
        "mAh": "milliampere-hour", "Вт": "watt", "W": "watt",
        "MB": "megabyte", "Гб": "gigabyte", "Мб": "megabyte", "кПа": "kilopascal", "к.с.": "horsepower",
        "к. с.": "horsepower", "об/мин": "revolution-per-minute", "об./мин": "revolution-per-minute", "бр.": "piece",
        **dict.fromkeys(("п.п.", "п. п.", "пр.п.", "пр. п."), "percentage-point"), "см²": "square-centimeter",
        "MHz": "megahertz", "Hz": "hertz", "мм рт. ст.": "millimeter-ofhg", "ккал": "kilocalorie", "кДж": "kilojoule",
        "кВт": "kilowatt", "кВтч": "kilowatt-hour", "МБ": "megabyte", "ГБ": "gigabyte", "В": "volt",
    }  # fmt: skip
    unit_names: ClassVar[Mapping[str, Mapping[str, str]]] = {
        "milliampere-hour": {"one": "милиамперчас", "other": "милиамперчаса"},
        "percentage-point": {"one": "процентен пункт", "other": "процентни пункта"},
        "piece": {"one": "брой", "other": "броя"},
        "revolution": {"one": "оборот", "other": "оборота"},
        "tablespoon": {"one": "супена лъжица", "other": "супени лъжици"},
        "teaspoon": {"one": "чаена лъжица", "other": "чаени лъжици"},
        "tonne": {"one": "тон", "other": "тона"}, "dunam": {"one": "декар", "other": "декара"},
    }  # fmt: skip
    powers: ClassVar[Mapping[str, str]] = {"2": "на квадрат", "3": "на куб", "": "на степен"}
    symbols: ClassVar[Mapping[str, str]] = {
        "&": "и", "+": "плюс", "=": "е равно на", "№": "номер", "×": "по", "§": "параграф", ">": "повече от",
        "<": "по-малко от", "≥": "поне", "≤": "най-много", "≠": "не е равно на", "±": "плюс минус", "÷": "делено на",
        "/": "на", "~": "приблизително", "≈": "приблизително", "√": "корен от",
    }  # fmt: skip
    symbol_names: ClassVar[Mapping[str, str]] = {
        "@": "кльомба", ".": "точка", "-": "тире", "_": "долна черта", "/": "наклонена черта", ":": "двоеточие",
        "#": "диез", "+": "плюс", "&": "и", "*": "звезда", " ": "интервал", "?": "въпросителна", "=": "равно",
        "%": "процент", "~": "тилда", ",": "запетая", "!": "удивителна", "(": "отваряща скоба",
        ")": "затваряща скоба",
    }  # fmt: skip
    letters = dict(
        zip(
            "АБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩ",
            "А Бе Ве Ге Де Е Же Зе И Йе Ка Ел Ем Ен О Пе Ер Ес Те У Еф Ха Це Че Ше Ще".split(),
            strict=True,
        )
    )

    def counted_form(self, reading: str, kind: str, allowed: str) -> str:
        gender, number, _ = tuple(reading)
        if kind == "one":
            return gender + "n" if number == "s" else ""
        return gender + "n" if number in "pd" else ""

    adjective_endings = "ки ни ви ти на ка но ен"

    def ordinal(self, span: Span, context: Context) -> str | None:
        written = span.field("suffix").removeprefix("-")
        joined = len(written) > 1 and written[0] in "иао"  # "3-ия"
        suffix = (written if joined else written[1:]) or written.rstrip(".")
        if not suffix:
            return super().ordinal(span, context)
        gender = {"а": "f", "о": "n"}.get(suffix[0], "p" if suffix == "ите" else "m")
        article = {"ия": "я", "ият": "ят", "ата": "та", "ото": "то", "ите": "те"}.get(suffix, "")
        return self.numbers.ordinal(int(span.field("integer")), gender + "n") + article

    def year(self, span: Span, context: Context) -> str | None:
        if span.field("decade"):
            return self.numbers.cardinal(int(span.field("integer"))) + "те"
        return super().year(span, context)

    def decide(self, span: Span, context: Context) -> Span | None:
        if span.kind is SpanKind.YEAR and span.field("word") and int(span.field("integer")) < _OLDEST:
            era = _AGE.match(context.text, span.end)
            return super().decide(span, context) if era or context.before in self.year_words else None
        return super().decide(span, context)

    def ranks(self, context: Context) -> bool:
        # The Latin letter is no word of this language.
        return context.after in self.known_forms

    def unit_gender(self, unit: str) -> str:
        return "f" if unit in _FEMININE else super().unit_gender(unit)

    def part_unit(self, span: Span) -> str:
        many = span.field("whole") or span.field("numerator") != "1"
        return self.unit_name(self.unit_called(span.field("unit")), "other" if many else "one")

    def compound(self, number: int) -> str:
        return {1: "едно", 2: "дву"}.get(number) or self.numbers.cardinal(number, "cn").replace(" ", "")

    def time(self, span: Span, context: Context) -> str | None:
        hour, minute = int(span.field("hour")), int(span.field("minute") or "0")
        if span.field("second"):
            return self.duration(span, context)
        words = self.numbers.cardinal(hour, "mn")
        name = "час" if hour == 1 else "часа"
        if not minute:
            return f"{words} {name}"
        if span.field("suffix"):
            minutes = self.numbers.cardinal(minute, "fn")
            return f"{words} {name} и {minutes} {'минута' if minute == 1 else 'минути'}"
        return f"{words} и {'нула ' if minute < 10 else ''}{self.numbers.cardinal(minute)}"

    def fraction(self, span: Span, context: Context) -> str | None:
        numerator, denominator = int(span.field("numerator")), int(span.field("denominator"))
        counted = span.field("unit") or (context.mark_after == " " and context.written_after)
        if (numerator, denominator) == (1, 2) and (counted or span.field("whole")):
            return super().fraction(span, context)
        name = self.numbers.ordinal(denominator, "fn" if numerator == 1 else "pn")
        words = f"{self.numbers.cardinal(numerator, 'fn')} {name}"
        whole = span.field("whole")
        return f"{self.numbers.cardinal(int(whole))} и {words}" if whole else words
