"""Ukrainian."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import ClassVar

from rhapsode_server.text.verbalization.context import Context
from rhapsode_server.text.verbalization.locales.ru import Russian
from rhapsode_server.text.verbalization.locales.russian_patterns import JOINED_ENDINGS_UK
from rhapsode_server.text.verbalization.locales.slavic_cases import CasedContext
from rhapsode_server.text.verbalization.locales.slavic_feminines import UKRAINIAN
from rhapsode_server.text.verbalization.locales.slavic_numbers import SlavicNumbers, noun
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
    ordered_pattern,
    price_pattern,
    quarter_patterns,
    scale_pattern,
    week_patterns,
    year_patterns,
    years_together_patterns,
)
from rhapsode_server.text.verbalization.locales.ukrainian_words import (
    ABBREVIATIONS,
    LEXICON,
    NOUN_ENDINGS,
    PARADIGMS,
    UNIT_NAMES,
    UNIT_SIGNS,
)
from rhapsode_server.text.verbalization.span import Span, SpanKind

_MEN = frozenset("микола ілля лука сава кузьма хома микита".split())
"""Names of men that end like those of women."""


_HALF = re.compile(r"пів на \Z")


class UkrainianNumbers(SlavicNumbers):
    """Number words of Ukrainian."""

    paucal_genitive = False
    words = """
    0 нул|ь я ю ь ем і; 1m один одного одному один одним одному; 1f одна однієї одній одну однією одній
    1n одне одного одному одне одним одному; 2 два двох двом двома; 2f дві двох двом двома
    3 тр|и ьох ьом ьома; 4 чотир|и ьох ьом ма; 5 п'ят|ь и ьма; 6 шість шести шістьма; 7 сім семи сьома
    8 вісім восьми вісьма; 9 дев'ят|ь и ьма; 10 десят|ь и ьма; 11 одинадцят|ь и ьма; 12 дванадцят|ь и ьма
    13 тринадцят|ь и ьма; 14 чотирнадцят|ь и ьма; 15 п'ятнадцят|ь и ьма; 16 шістнадцят|ь и ьма
    17 сімнадцят|ь и ьма; 18 вісімнадцят|ь и ьма; 19 дев'ятнадцят|ь и ьма; 20 двадцят|ь и ьма
    30 тридцят|ь и ьма; 40 сорок| - а; 50 п'ятдесят| - и ьма; 60 шістдесят| - и ьма; 70 сімдесят| - и ьма
    80 вісімдесят| - и ьма; 90 дев'яност|о а; 100 ст|о а
    200 двісті двохсот двомстам двісті двомастами двохстах
    300 триста трьохсот трьомстам триста трьомастами трьохстах
    400 чотириста чотирьохсот чотирьомстам чотириста чотирмастами чотирьохстах
    500 п'ятсот п'ятисот п'ятистам п'ятсот п'ятьмастами п'ятистах
    600 шістсот шестисот шестистам шістсот шістьмастами шестистах
    700 сімсот семисот семистам сімсот сьомастами семистах
    800 вісімсот восьмисот восьмистам вісімсот вісьмастами восьмистах
    900 дев'ятсот дев'ятисот дев'ятистам дев'ятсот дев'ятьмастами дев'ятистах
    """
    ordinals = """
    0+1 h нульов перш друг
    3+1 s трет
    4+1 h четверт п'ят шост сьом восьм дев'ят десят одинадцят дванадцят тринадцят чотирнадцят
    15+1 h п'ятнадцят шістнадцят сімнадцят вісімнадцят дев'ятнадцят двадцят
    30+10 h тридцят сороков п'ятдесят шістдесят сімдесят вісімдесят дев'яност
    100+100 h сот двохсот трьохсот чотирьохсот п'ятисот шестисот семисот восьмисот дев'ятисот
    1000+1000 h тисячн двотисячн тритисячн чотиритисячн п'ятитисячн шеститисячн семитисячн восьмитисячн
    9000+1000 h дев'ятитисячн десятитисячн
    1000000+1 h мільйонн
    """
    endings: ClassVar[Mapping[str, str]] = {
        "hm": "ий ого ому ий им ому",
        "hf": "а ої ій у ою ій",
        "hn": "е ого ому е им ому",
        "hp": "і их им і ими их",
        "sm": "ій ього ьому ій ім ьому",
        "sf": "я ьої ій ю ьою ій",
        "sn": "є ього ьому є ім ьому",
        "sp": "і іх ім і іми іх",
    }
    scales = (
        noun("f", "тисяч", "а і і у ею і / і - ам і ами ах"),
        *(noun("m", stem, "- а у - ом і / и ів ам и ами ах") for stem in ("мільйон", "мільярд", "трильйон")),
    )


class Ukrainian(Russian):
    """Ukrainian (uk): reads decimals and ordinals with their endings as Russian does."""

    tag = "uk"
    number_type = UkrainianNumbers
    minus = "мінус"
    plus = "плюс"
    plus_minus = "плюс мінус"
    version_point = "крапка"
    version_words = frozenset({"версія", "версії", "версію", "версією"})
    range_from = "від"
    range_word = "до"
    part_words = frozenset("із з зі".split())
    least_word = "мінімум"
    paragraph_noun = ("m", "параграф")
    ratio_word = "до"
    ratio_words = frozenset({"масштаб", "масштабі", "співвідношення", "співвідношенні", "пропорції"})
    score_words = frozenset({"рахунок", "рахунком", "перемогло", "перемогла", "переміг", "виграв", "виграла"})
    phone_words = frozenset(
        "тел телефон телефону телефони телефонуйте факс номер номером дзвоніть єдрпоу іпн індекс код isbn".split()
    )
    range_openings: ClassVar[Mapping[SpanKind, tuple[str, str, str]]] = {
        SpanKind.DATE: ("з", "по", "a"),
        SpanKind.TIME: ("з", "до", "g"),
    }
    by_word = "на"
    over_word = "на"
    house_word = "дріб"
    divided_word = "поділити на"
    plural_adjectives: ClassVar[tuple[str, ...]] = ("ькі", "ові", "чні")
    percent_stem = "відсотков"
    per_words: ClassVar[Mapping[str, str]] = {
        "с": "на секунду", "сек": "на секунду", "хв": "на хвилину", "год": "на годину", "день": "на день",
        "добу": "на добу", "тиждень": "на тиждень", "міс": "на місяць", "місяць": "на місяць", "рік": "на рік",
        "ос": "на особу", "шт": "за штуку", "кг": "за кілограм", "г": "за грам", "т": "за тонну", "л": "за літр",
        "м": "за метр", "м²": "за квадратний метр", "м2": "за квадратний метр", "км": "за кілометр",
        "ніч": "за ніч", "кВт·год": "за кіловат-годину", "км²": "на квадратний кілометр",
    }  # fmt: skip
    room_words = frozenset("будинок будинку квартира кабінет офіс аудиторія клас корпус кімната зал номер".split())
    declined_adjectives: ClassVar[Mapping[str, str]] = {"т.зв": "так зван", "св": "свят"}
    adjective_forms: ClassVar[Mapping[str, str]] = {
        "ого": "mg", "ому": "md", "им": "mi", "ої": "fg", "ий": "mn", "их": "pg", "ими": "pi", "ською": "fi",
    }  # fmt: skip
    article_heads = frozenset("порушення порушенням підставі застосування редакції вимоги".split())
    initialisms = frozenset("США ООН ЄС ЗСУ ОАЕ АЕС ЕКГ ШІ ІТ АТО ООС СБУ НБУ ВРУ ОВА АТ УНР ОУН ЄЦБ ЦРУ ЕОМ".split())
    per_word = "на"
    year_noun = ("mr", "р")
    year_heads = frozenset("квартал кварталу кварталі півріччя півріччі".split())
    measuring = tuple(
        "коштує коштув важить важив витрат заплат зароби отрим вигра виділ інвест пробіг проїха пройш триває тривав "
        "тривал чека зайня займає працював зібра купи куплю прода втрат додай додат".split()
    )
    remaining = frozenset(
        "залишилось залишилося залишилася залишився минуло минула пройшло пройшла це дорівнює становить склав склала "
        "склало".split()
    )
    ordered_plurals = frozenset("класи класів класах поверхи поверхів поверхах курси курсів курсах".split())
    ordered_nouns = frozenset("поверх поверху поверсі місце місці клас класу класі курсі раунд раунду раунді".split())
    part_nouns: ClassVar[Mapping[int, tuple[str, str]]] = {3: ("fs", "трет"), 4: ("fo", "чверт")}
    and_a_half = ("півтора", "півтори", "з половиною")
    century_noun = ("nc", "столітт~століть")
    date_words = frozenset({"сьогодні", "завтра", "вчора", "дата"})
    home_currency = "UAH"
    hour_gender = ""
    plain_heads = frozenset("кожні кожних всі усі ці останні перші".split())
    joints = frozenset({"і", "й", "та", "або"})
    between = frozenset({"між"})
    roman_adjectives = frozenset({"світова", "світової", "світову", "світовій"})
    collectives: ClassVar[Mapping[int, str]] = {2: "двоє", 3: "троє", 4: "четверо"}
    collective_nouns = frozenset({"дітей", "людей"})
    year_words = frozenset(
        "у в з до після від рік року році роком січні лютому березні квітні травні червні липні серпні вересні "
        "жовтні листопаді грудні".split()
    )
    week: ClassVar[Mapping[str, tuple[str, str]]] = {
        "пн": ("понеділка", "понеділок"), "вт": ("вівторка", "вівторок"), "ср": ("середи", "середу"),
        "чт": ("четверга", "четвер"), "пт": ("п'ятниці", "п'ятницю"), "сб": ("суботи", "суботу"),
        **dict.fromkeys(("нд", "нед"), ("неділі", "неділю")),
    }  # fmt: skip
    week_words = ("з", "по")
    mark_joint = ("із", "g")
    quarter_noun = ("m", "квартал")
    patterns = (
        chapter_pattern("[рР]озд [гГ]л [тТ] [чЧ] [сС]т"),
        *week_patterns(week),
        *ENGLISH_SIGNS,
        SEASON,
        EQUATION,
        MARK,
        *quarter_patterns("кв"),
        FRACTION_OF_UNIT,
        *day_pattern("по|до|та|і|на"),
        ordered_pattern("по|до", "клас|класу|поверх|поверху|курс|курсу|раунд|тур|том"),
        *years_together_patterns(r"рр\.?|роки|роках|роками"),
        *year_patterns(r"р(?=\.|\s*[,;)]|\s*$)", r"рр\.?|роки|років|роках|роками", "рік|року|році|роком"),
        *century_patterns("ст(?=\\.)", "ст(?=\\.)"),
        *century_pair_pattern("століть|століттях|століття|століттями"),
        *dimension_patterns(","),
        SUBTRACTION,
        *JOINED_ENDINGS_UK,
        (SpanKind.TIME, r"(?<![\w.,:–-])(?P<hour>[01]?\d|2[0-4])(?= (?:ранку|вечора|ночі)(?!\w))"),
        (SpanKind.ORDINAL, r"(?#-–—)(?<![\w.,])(?P<integer>[1-9]0)(?=[-–—][1-9]0(?P<suffix>-(?:х|ті|их|м|ми))\s)"),
        (
            SpanKind.TIME,
            r"(?<=\b[оО] )(?P<hour>[01]?\d|2[0-4])(?= (?:або|чи|і|й|та) о \d|[.,;!?](?!\d)|\s*$)",
        ),
        NUMERAL,
        YEAR_PAIR,
        (SpanKind.UNIT, r"(?<![\d.,])§number§(?P<_gap>\s?)(?P<symbol>(?:ст|ч)\. ?(?:л\.|лож(?:ка|ку|ки|ок)(?!\w)))"),
        *price_pattern("грн. грн ₴ євро ос. осіб", per_words),
        (SpanKind.CODE, r"(?<![\w-])(?P<groups>0[- ]?800[- ]\d{3}[- ]\d{3})(?![\d-])"),
        (SpanKind.ORDINAL, r"(?<=пів на )(?P<integer>\d{1,2})(?![\w:])"),
        (SpanKind.SYMBOL, r"(?#№)(?P<character>№№)"),
        *scale_pattern("тис|млн|млрд|трлн"),
        (
            SpanKind.PHONE,
            r"(?<![\d+])(?P<groups>(?:\+380[ -]?\(?\d\d|(?:\+38[ -]?)?\(?0\d\d)\)?[ -]?\d{3}[ -]\d\d[ -]\d\d)(?![\d-])",
        ),
        (SpanKind.CODE, r"(?<![\d-])(?P<groups>\d{3}-\d\d-\d\d)(?![\d-])"),
        (SpanKind.ORDINAL, r"(?#%)(?<![\w.,])(?P<integer>\d{1,3})\s?%-(?P<percent>[а-яії]{1,4})(?!\w)"),
        (
            SpanKind.ORDINAL,
            r"(?#-)(?<![\w.,])(?P<integer>\d{1,3}0)(?P<suffix>-(?:ті|х|м|ми|і))\s(?P<years>рр)(?:\.(?!\s?(?:[А-ЯІЇЄ]|$)))?",
        ),
        (SpanKind.TIME, r"(?<=\b[Оо] )(?P<hour>\d{1,2})(?=[.,;!?](?!\d)|$)"),
        *money_patterns(r"грн\.?|₴", r"коп\.?"),
        *duration_patterns(r"год\.?", r"хв\.?", r"с(?:ек)?\.?"),
        (SpanKind.TIME, r"(?<=\bо )(?P<hour>\d{1,2})(?=\s(?:ранку|вечора|ночі|дня)(?!\w))"),
        (SpanKind.TIME, r"(?<=\bо )(?P<hour>\d{1,2})(?P<suffix>\s?год)\.?(?!\w)"),
        compound_pattern(
            "річ поверх денн годин хвилин відсотк метров кілометр місяч тижн тонн місн кімнат "
            "сторінк градус кратн"
        ),
    )  # fmt: skip
    ordinal_suffixes = tuple(
        "-ше -те -ге -тє -шої -гої -тої "
        "-й -я -а -е -го -му -м -х -ми -ю -у -ий -ій -ої -ого -ому -им -их -ими -ша -га -та -ї -ті -ні -ти -ма".split()
    )
    cardinal_suffixes: ClassVar[Mapping[str, str]] = {"ти": "g", "ма": "i", "х": "g"}
    hour_words = ()
    time_words = frozenset({"о", "після", "близько"})
    scale_words: ClassVar[Mapping[str, int]] = {"тис": 1, "млн": 2, "млрд": 3, "трлн": 4}
    scales = dict.fromkeys(scale_words, "")
    currency_signs: ClassVar[Mapping[str, str]] = {
        "грн": "UAH", "грн.": "UAH", "дол.": "USD", "доларів": "USD", "гривень": "UAH", "євро": "EUR", "руб.": "RUB",
    }  # fmt: skip
    money_nouns = """
        UAH fj гривн~гривень / fk копі~копійок; USD m долар / m цент; EUR me євро / m цент; GBP m фунт / m пенс
        PLN mx злот / m грош
        JPY f єн; CHF m франк; RUB mj рубл / fk копі~копійок; CZK f крон; CNY m юан; TRY f лір
    """
    paradigms: ClassVar[Mapping[str, str]] = PARADIGMS
    irregular: ClassVar[Mapping[str, str]] = {
        **dict.fromkeys(UKRAINIAN.split(), "fsg fpn fpa fpg"),
        **dict.fromkeys("микола ілля лука сава кузьма хома микита".split(), "msn"),
        **dict.fromkeys("миколи іллі луки сави кузьми хоми микити".split(), "msg"),
        **dict.fromkeys("ніч піч річ подорож".split(), "fsn fsa"),
        "місце": "nsn nsa", "місця": "nsg npn npa", "місці": "nsl", "місць": "npg", "місцях": "npl",
        "ранку": "msg", "вечора": "msg", "ночі": "fsg", "дня": "msg",
    }  # fmt: skip
    lexicon = LEXICON
    noun_endings: ClassVar[Mapping[str, str]] = NOUN_ENDINGS
    royal = """
        m наполеон олександр людовік карл генріх філіп фрідріх вільгельм бенедикт франциск іван петр павл богдан
        m володимир данил костянтин федір густав фердинанд леопольд альберт максиміліан рамсес тутмос урбан
        mo павл данил петр михайл дмитр
        my микол
        mi пі юлі олексі василь георгі григорі інокенті андрі сергі
        f катерин єлизавет ганн маргарит клеопатр
        fi мар віктор
    """
    roman_before = frozenset({"розділ", "розділу", "розділі", "том", "частина", "глава"})
    prepositions: ClassVar[Mapping[str, str]] = {
        "віці": "g", "висоті": "g", "глибині": "g", "відстані": "g", "впродовж": "g", "межі": "g", "висотою": "a",
        "довжиною": "a", "вагою": "a", "шириною": "a", "швидкістю": "a", "площею": "a", "ціною": "a",
        "у": "alg", "в": "al", "на": "al", "о": "la", "об": "la", "по": "al", "з": "gi", "із": "gi", "зі": "gi",
        "за": "ai", "під": "ia", "над": "i", "перед": "i", "між": "i", "при": "l", "через": "a", "про": "a",
        "крізь": "a", "до": "g", "від": "g", "для": "g", "без": "g", "біля": "g", "близько": "g", "після": "g",
        "понад": "a", "більше": "g", "менше": "g", "протягом": "g", "серед": "g", "проти": "g", "завдяки": "d",
        "вище": "g", "нижче": "g", "крім": "g", "замість": "g",
        "див": "a",
        **dict.fromkeys(
            "старше старші молодше молодші довше дорожче дешевше пізніше раніше навколо всередині щодо стосовно "
            "внаслідок допомогою кількості розмірі межах складі рамках сумі обсязі разі основі вартістю плині".split(),
            "g",
        ),
    }  # fmt: skip
    passed_over = frozenset(
        "майже приблизно рівно лише тільки всього щонайменше принаймні мінімум максимум останні останніх перші перших "
        "ці цих ті тих всі усі всіх усіх наступні наступних найближчі найближчих попередніх решти кожні кожних мої "
        "моїх "
        "наших своїх інших".split()
    )
    passed_pairs = frozenset({("більш", "ніж"), ("більше", "ніж"), ("менш", "ніж"), ("менше", "ніж")})
    genitive_endings = ("их", "іх", "їх")
    with_heads = frozenset("згідно порівнянні порівняно разом відповідності поряд одночасно язку".split())
    governing = tuple(
        "досяг сягає сягн потребує бракує бракувало втрат створенн будівництв купівл продаж проведенн відкритт "
        "закритт придбанн випуск отриманн вивченн звільненн "
        "загибел вбивств виробництв постачанн реєстраці підготовк навчанн евакуаці встановленн оренд обробк виплат "
        "висадженн".split()
    )
    abbreviations: ClassVar[Mapping[str, str]] = ABBREVIATIONS
    before_digits: ClassVar[frozenset[str]] = frozenset({"кв", "с", "ст", "п", "буд", "т", "нар", "ч"})
    declined_abbreviations: ClassVar[Mapping[str, tuple[str, str]]] = {
        "вул": ("fc", "вулиц"), "обл": ("fo", "област"), "просп": ("m", "проспект"), "р-н": ("m", "район"),
        "п": ("m", "пункт"), "с": ("fg", "сторін"), "м": ("n", "міст"), "пл": ("fp", "площ"),
        "стор": ("fg", "сторін"), "тел": ("m", "телефон"), "ст": ("ft", "стат"), "ч": ("fs", "част"),
        "розд": ("m", "розділ"), "табл": ("fc", "таблиц"),
    }  # fmt: skip
    stopless = frozenset({"а/с", "д-р", "р-н", "б-р"})
    closing = frozenset({"і т.д", "т.д", "і т.п", "т.п", "та ін", "ін", "н.е", "чол", "шт", "хв"})
    eras: ClassVar[Mapping[str, str]] = {
        "до н. е.": "до нашої ери", "до н.е.": "до нашої ери", "н. е.": "нашої ери", "н.е.": "нашої ери",
    }  # fmt: skip
    unit_signs: ClassVar[Mapping[str, str]] = UNIT_SIGNS
    unit_names: ClassVar[Mapping[str, Mapping[str, str]]] = UNIT_NAMES
    powers: ClassVar[Mapping[str, str]] = {"2": "у квадраті", "3": "у кубі", "": "у степені"}
    symbols: ClassVar[Mapping[str, str]] = {
        "&": "і", "+": "плюс", "=": "дорівнює", "№": "номер", "№№": "номери", "×": "на", "§": "параграф",
        ">": "більше ніж", "<": "менше ніж", "≥": "більше або дорівнює", "≤": "менше або дорівнює",
        "≠": "не дорівнює", "±": "плюс-мінус", "÷": "поділити на", "/": "на", "~": "приблизно",
        "≈": "приблизно дорівнює", "√": "корінь із",
    }  # fmt: skip
    symbol_names: ClassVar[Mapping[str, str]] = {
        "@": "равлик", ".": "крапка", "-": "дефіс", "_": "підкреслення", "/": "скісна риска", ":": "двокрапка",
        "#": "хештег", "+": "плюс", "&": "і", "*": "зірочка", " ": "пробіл", ",": "кома", ";": "крапка з комою",
        "!": "знак оклику", "?": "знак питання", "(": "дужка відкривається", ")": "дужка закривається",
        "=": "дорівнює", "%": "відсоток", "~": "тильда", "\\": "зворотна скісна риска",
    }  # fmt: skip
    letters = dict(
        zip(
            "АБВГҐДЕЄЖЗИІЇЙКЛМНОПРСТУФХЦЧШЩЮЯABCDEFGHIJKLMNOPQRSTUVWXYZ",
            "а бе ве ге ґе де е є же зе и і ї йот ка ел ем ен о пе ер ес те у еф ха це че ша ща ю я "
            "ей бі сі ді і еф джі ейч ай джей кей ел ем ен оу пі к'ю ар ес ті ю ві дабл-ю екс вай зет".split(" "),
            strict=True,
        )
    )
    decimal_places: ClassVar[tuple[str, ...]] = ("десят", "сот", "тисячн", "десятитисячн")
    whole_stem = "ціл"
    whole_joint = "і"
    part_accusative = "у"
    part_endings: ClassVar[tuple[str, str]] = ("а ої ій ою ій", "их их им ими их")

    adverbs = frozenset("дуже більш найбільш зовсім щойно майже".split())
    oblique_ends: ClassVar[Mapping[str, str]] = {"івd": "ам", "івi": "ами", "івl": "ах"}
    adjective_endings = "их іх ий ій ої ого ому ими им ні ві ті кі на ва ну"

    def compound(self, number: int) -> str:
        special = {
            "одного": "одно",
            "двох": "дво",
            "трьох": "три",
            "чотирьох": "чотири",
            "дев'яноста": "дев'яносто",
            "ста": "сто",
            "тисячі": "тисячо",
        }
        return "".join(special.get(word, word) for word in self.numbers.cardinal(number, "mg").split())

    def part_unit(self, span: Span) -> str:
        unit = self.unit_called(span.field("unit"))
        half = (span.field("numerator"), span.field("denominator")) == ("1", "2")
        if half and int(span.field("whole") or "0") > 1:
            return self.unit_name(unit, self.plural(span.field("whole")))
        return super().part_unit(span)

    def unit_gender(self, unit: str) -> str:
        # The CLDR has no gender for spoons in this language.
        return "f" if unit in ("tablespoon", "teaspoon") else super().unit_gender(unit)

    def ordinal(self, span: Span, context: Context) -> str | None:
        if _HALF.search(context.text, max(0, context.start - 7), context.start):
            return self.numbers.ordinal(int(span.field("integer")), "fa")
        return super().ordinal(span, context)

    def abbreviation(self, span: Span, context: Context) -> str | None:
        if span.field("key") == "п" and not context.after[:1].isdigit():
            return "пані" if context.after[-1:] in tuple("ая") and context.after not in _MEN else "пан"
        return super().abbreviation(span, context)

    def decide(self, span: Span, context: Context) -> Span | None:
        if span.field("key") == "п" and context.written_after and context.written_after[0].istitle():
            return span
        return super().decide(span, context)

    def time(self, span: Span, context: Context) -> str | None:
        hour, minute = int(span.field("hour")), int(span.field("minute") or "0")
        if span.field("second"):
            return self.duration(span, CasedContext(context, "n"))
        allowed = self.cases_before(context)
        case = "l" if "l" in allowed else (allowed or "n")[0]
        if case == "l" and self.preposition_before(context) == "на":
            case = "a"
        said = self.numbers.ordinal(hour, "f" + case)
        if not minute and not span.field("minute") and not span.field("suffix"):
            return said
        if not minute:
            return f"{said} {self.noun_of('fs', 'год').singular['ngdail'.index(case)]}"
        return f"{said} {'нуль ' if minute < 10 else ''}{self.numbers.cardinal(minute)}"

    def fraction(self, span: Span, context: Context) -> str | None:
        numerator, denominator = int(span.field("numerator")), int(span.field("denominator"))
        counted = span.field("unit") or (context.mark_after == " " and context.written_after)
        if (numerator, denominator) == (1, 2) and counted and not span.field("whole") and context.after != "фіналу":
            return "пів"
        if (numerator, denominator) == (1, 2) and span.field("whole"):
            return self.and_half(span, context)
        single = self.slavic_numbers.number_class(numerator) == "one"
        case = "n" if span.field("whole") else self.case_of_part(context)
        words = f"{self.numbers.cardinal(numerator, 'f' + case)} {self.part_name(denominator, case, single=single)}"
        return (
            f"{self.numbers.cardinal(int(span.field('whole')), 'fn')} цілих і {words}" if span.field("whole") else words
        )

    def ratio(self, span: Span, context: Context) -> str | None:
        return f"{self.number(span.field('first'))} до {self.number(span.field('second'), form='mg')}"
