"""Russian."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import ClassVar

from rhapsode_server.text.verbalization.context import Context
from rhapsode_server.text.verbalization.locales.russian_numbers import RussianNumbers
from rhapsode_server.text.verbalization.locales.russian_patterns import BIRTH, JOINED_ENDINGS, OPENERS
from rhapsode_server.text.verbalization.locales.russian_words import (
    ABBREVIATIONS,
    ADJECTIVE_FORMS,
    DECLINED_ABBREVIATIONS,
    GOVERNING,
    IRREGULAR,
    LEXICON,
    MONEY_NOUNS,
    NOUN_ENDINGS,
    PARADIGMS,
    PASSED_OVER,
    PER_WORDS,
    PREPOSITIONS,
    ROYAL,
    SYMBOL_NAMES,
    UNIT_NAMES,
    UNIT_SIGNS,
    WEEK,
)
from rhapsode_server.text.verbalization.locales.slavic import Slavic
from rhapsode_server.text.verbalization.locales.slavic_cases import CasedContext
from rhapsode_server.text.verbalization.locales.slavic_numbers import CASE_NAMES, CASES, SlavicNumbers
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
from rhapsode_server.text.verbalization.roman import roman_value
from rhapsode_server.text.verbalization.span import Span, SpanKind

_ARTICLE = re.compile(r"\b(?:[сС]т|п|пп)\. ?\Z")
_HOUSE = re.compile(r"(?<!\w)(?:д|корп|к)\. ?\d{1,4}\w?, ?\Z")
"""Before "стр. 2" where it is a building of a house."""
_AGE = re.compile(r"\.? ?(?:до )?н\. ?[эе]\.")


def _is_weight(span: Span, context: Context) -> bool:
    """Whether "250 г" are grams: a year of three digits stands behind "in" or before an era, and no year in a range."""
    if context.text[: span.start].rstrip()[-1:] == "=":
        return True
    if len(span.field("integer")) == 4:
        return not "1000" <= span.field("integer") < "2100"
    if context.text[: span.start].rstrip()[-1:] in ("-", "–", "—"):
        return True
    return context.before not in ("в", "у", "во") and not _AGE.match(context.text, span.end)


class Russian(Slavic):
    """Russian (ru)."""

    tag = "ru"
    number_type: ClassVar[type[SlavicNumbers]] = RussianNumbers
    decimal_mark = ","
    group_marks = " \u00a0\u202f"
    minus = "минус"
    plus = "плюс"
    plus_minus = "плюс минус"
    version_point = "точка"
    version_words = frozenset({"версия", "версии", "версию", "версией"})
    range_from = "от"
    range_word = "до"
    range_joint = "–"
    range_openings: ClassVar[Mapping[SpanKind, tuple[str, str, str]]] = {
        SpanKind.DATE: ("с", "по", "a"),
        SpanKind.TIME: ("с", "до", "g"),
    }
    part_words = frozenset("из".split())
    irregular: ClassVar[Mapping[str, str]] = IRREGULAR
    least_word = "минимум"
    paragraph_noun = ("m", "параграф")
    ratio_word = "к"
    ratio_words = frozenset({
        "масштаб", "масштабе", "соотношение", "соотношении", "отношение", "пропорции", "пропорция",
    })  # fmt: skip
    score_words = frozenset({"счёт", "счётом", "счет", "счетом", "выиграл", "выиграла", "победил", "победила"})
    phone_words = frozenset(
        "паспорт паспорта "
        "тел телефон телефону телефоны звоните позвоните факс номер номеру инн кпп огрн снилс бик индекс код "
        "isbn".split()
    )
    per_word = "в"
    per_matter_word = "на"
    by_word = "на"
    over_word = "на"
    house_word = "дробь"
    divided_word = "разделить на"
    per_words: ClassVar[Mapping[str, str]] = PER_WORDS
    room_words = frozenset("дом дома доме квартира кабинет офис аудитория класс корпус комната зал номер".split())
    declined_adjectives: ClassVar[Mapping[str, str]] = {"т.н": "так называем", "св": "свят"}
    adjective_forms: ClassVar[Mapping[str, str]] = ADJECTIVE_FORMS
    article_heads = frozenset("нарушение нарушения нарушением применение применении редакции требования".split())
    year_noun = ("mg", "год")
    year_heads = frozenset("квартал квартала квартале кварталу полугодие полугодия полугодии".split())
    year_pair_case = "n"
    measuring = tuple(
        "стоит стоил весит весил потрат заплат заработ потерял получ выигр выдел инвест пробеж прое проход прош "
        "занимает занял занима длит длил ждал ждать жду подожд работал собрал привлек продал взял берёт "
        "добав отмер налей насып купи купл возьм положит закаж отреж съешьт выпейт".split()
    )
    remaining = frozenset(
        "осталось осталась остался остаётся остается прошло прошла прошёл прошел это равно равна равен составляет "
        "составил составила составило".split()
    )
    ordered_plurals = frozenset("классы классов классах этажи этажей этажах курсы курсов курсах".split())
    ordered_nouns = frozenset("этаж этажа этаже этажу класс класса классе классу курсе раунд раунде раунда".split())
    century_noun = ("mv", "век")
    says_year = True
    day_gender = "n"
    dates_alone = "n"
    month_words: ClassVar[Mapping[str, int]] = dict(
        zip("янв фев мар апр май июн июл авг сен окт ноя дек".split(), range(1, 13), strict=True)
    )
    date_words = frozenset({"сегодня", "завтра", "вчера", "дата"})
    home_currency = "RUB"
    hour_gender = "m"
    plain_heads = frozenset("каждые каждых все эти последние первые".split())
    joints = frozenset({"и", "или"})
    between = frozenset({"между"})
    roman_adjectives = frozenset({"мировая", "мировой", "мировую"})
    collectives: ClassVar[Mapping[int, str]] = {2: "двое", 3: "трое", 4: "четверо"}
    collective_nouns = frozenset({"детей", "суток", "людей"})
    year_words = frozenset(
        "в к с до после год года году годом январе феврале марте апреле мае июне июле августе сентябре октябре "
        "ноябре декабре".split()
    )
    week: ClassVar[Mapping[str, tuple[str, str]]] = WEEK
    week_words = ("с", "по")
    mark_joint = ("из", "g")
    quarter_noun = ("m", "квартал")
    patterns = (
        *ENGLISH_SIGNS,
        SEASON,
        EQUATION,
        MARK,
        *quarter_patterns("кв"),
        FRACTION_OF_UNIT,
        (SpanKind.ORDINAL, r"(?#-–—)(?<![\w.,])(?P<integer>[1-9]0)(?=[-–—][1-9]0(?P<suffix>-(?:х|е|м|ми))\s)"),
        chapter_pattern("[гГ]л [тТ] [чЧ] [рР]азд [сС]т"),
        *week_patterns(week),
        *day_pattern("по|до|и|на"),
        ordered_pattern("по", "класс|этаж|курс|раунд|тур|том|век|разряд|уровень"),
        BIRTH,
        *years_together_patterns(r"гг\.?|годы|годах|годов|годами"),
        *year_patterns(r"г(?=\.|\s*[,;)]|\s*$)", r"гг\.?|годы|годов|годах|годами", "год|года|году|годом|годе"),
        *century_patterns("в(?=\\.)", "вв(?=\\.)"),
        *century_pair_pattern("веков|веках|века|веками|столетий|столетиях|столетия|тысячелетий|тысячелетиях|кварталах"),
        *dimension_patterns(","),
        *(
            (
                SpanKind.TIME,
                rf"(?<=\b{word} )(?P<hour>[01]?\d|2[0-4])\.(?P<minute>00|[1-5][05])"
                r"(?!\w|[.,:]\d|\s?(?:§currency§|%))",
            )
            for word in ("с", "до")
        ),
        SUBTRACTION,
        *JOINED_ENDINGS,
        NUMERAL,
        YEAR_PAIR,
        (SpanKind.UNIT, r"(?<![\d.,])§number§(?P<_gap>\s?)(?P<symbol>(?:ст|ч)\. ?(?:л\.|лож(?:ка|ку|ки|ек)(?!\w)))"),
        *price_pattern("руб. руб ₽ р. чел. чел", per_words),
        *scale_pattern("тыс|млн|млрд|трлн"),
        (
            SpanKind.PHONE,
            r"(?<![\d+])(?P<groups>(?:\+\d{1,3}|8)[ -]?\(?\d{3,5}\)?[ -]?\d{1,3}[ -]\d\d[ -]\d\d)(?![\d-])",
        ),
        (SpanKind.ORDINAL, r"(?#%)(?<![\w.,])(?P<integer>\d{1,3})\s?%-(?P<percent>[а-яії]{1,4})(?!\w)"),
        (SpanKind.ORDINAL,
        r"(?#-)(?<![\w.,])(?P<integer>\d{1,3}0)(?P<suffix>-(?:е|х|м|ми|ые|ых))\s(?P<years>гг)(?:\.(?!\s?(?:[А-Я]|$)))?"),
        (SpanKind.SYMBOL, r"(?#№)(?P<character>№№)"),
        *money_patterns(r"руб\.?|р\.|₽", r"коп\.?"),
        *duration_patterns(r"ч\.?", r"мин\.?", r"с(?:ек)?\.?"),
        (SpanKind.CODE, r"(?<![\d-])(?P<groups>(?:\(\d{3,5}\)[ ]?)?\d{3}-\d\d-\d\d)(?![\d-])"),
        compound_pattern(
            "лет этаж днев часов минут процент метров километр месяч недел тонн мест ствол комнат "
            "страни градус кратн"
        ),
    )  # fmt: skip
    ordinal_suffixes = tuple(
        "-й -я -е -го -му -м -х -ми -ю -ый -ий -ой -ая -ое -ые -ого -ому -ым -ом -ых -ыми -ую -ти -мя -и".split()
    )
    time_dot = True
    time_words = frozenset({"в", "к", "после", "около"})
    hour_words: ClassVar[tuple[str, ...]] = ("часов", "часа", "час", "ч.")
    scale_words: ClassVar[Mapping[str, int]] = {"тыс": 1, "млн": 2, "млрд": 3, "трлн": 4}
    scales = dict.fromkeys(scale_words, "")
    currency_signs: ClassVar[Mapping[str, str]] = {
        "руб.": "RUB", "руб": "RUB", "р.": "RUB", "долл.": "USD", "долл": "USD", "грн": "UAH", "долларов": "USD",
        "рублей": "RUB", "евро": "EUR",
    }  # fmt: skip
    money_nouns = MONEY_NOUNS
    paradigms: ClassVar[Mapping[str, str]] = PARADIGMS
    lexicon = LEXICON
    noun_endings: ClassVar[Mapping[str, str]] = NOUN_ENDINGS
    royal = ROYAL
    roman_before = frozenset(
        "глава главы главе главу главой том тома томе часть части частью раздел раздела разделе акт акте книга книги "
        "книге книгу статья статьи статье тип типа типе группа группы".split()
    )
    initialisms = frozenset(
        "США ООН ЕС МГУ СПбГУ ОАЭ АЭС ЭКГ ИИ ИТ УК УПК ЕЦБ ЕГРН АИ ЦРУ АПЛ ЭВМ ОАО ООО ЗАО АО ИП ЕСПЧ АТС АО "
        "IP IT AI API USB CEO CIO CTO URL UI UX ID OS IDE GPU CPU IBM AMD USA UK EU".split()
    )
    prepositions: ClassVar[Mapping[str, str]] = PREPOSITIONS
    passed_over = frozenset(PASSED_OVER.split())
    passed_pairs = frozenset(
        {("более", "чем"), ("больше", "чем"), ("менее", "чем"), ("меньше", "чем"), ("как", "минимум")}
    )
    genitive_endings: ClassVar[tuple[str, ...]] = ("их", "ых")
    with_heads = frozenset("соответствии сравнении вместе наряду связи одновременно параллельно".split())
    governing = tuple(GOVERNING.split())
    abbreviations: ClassVar[Mapping[str, str]] = ABBREVIATIONS
    before_digits: ClassVar[frozenset[str]] = frozenset(
        {"д", "кв", "с", "ст", "п", "к", "гл", "т", "род", "ок", "ч", "разд", "макс"}
    )
    declined_abbreviations: ClassVar[Mapping[str, tuple[str, str]]] = DECLINED_ABBREVIATIONS
    stopless = frozenset({"а/я", "х/ф", "г-н", "г-жа", "г-на", "д-р", "р-н", "пр-т", "изд-во", "ж/д"})
    closing = frozenset({"и т.д", "т.д", "и т.п", "т.п", "и др", "и пр", "н.э", "чел", "шт", "мин"})
    eras: ClassVar[Mapping[str, str]] = {
        "до н. э.": "до нашей эры", "до н.э.": "до нашей эры", "н. э.": "нашей эры", "н.э.": "нашей эры",
    }  # fmt: skip
    unit_signs: ClassVar[Mapping[str, str]] = UNIT_SIGNS
    unit_names: ClassVar[Mapping[str, Mapping[str, str]]] = UNIT_NAMES

    def ranks(self, context: Context) -> bool:
        # The Latin letter is no word of this language.
        return context.after in self.known_forms

    powers: ClassVar[Mapping[str, str]] = {"2": "в квадрате", "3": "в кубе", "": "в степени"}
    symbols: ClassVar[Mapping[str, str]] = {
        "&": "и", "+": "плюс", "=": "равно", "№": "номер", "№№": "номера", "×": "на", "§": "параграф",
        "≈": "примерно равно",
        ">": "больше чем", "<": "меньше чем", "≥": "больше или равно", "≤": "меньше или равно", "≠": "не равно",
        "%": "процентов", "±": "плюс-минус", "÷": "разделить на", "/": "на", "~": "примерно", "√": "корень из",
    }  # fmt: skip
    symbol_names: ClassVar[Mapping[str, str]] = SYMBOL_NAMES
    letters = dict(
        zip(
            "АБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЭЮЯABCDEFGHIJKLMNOPQRSTUVWXYZ",
            "а бэ вэ гэ дэ е жэ зэ и й ка эл эм эн о пэ эр эс тэ у эф ха цэ че ша ща э ю я "
            "эй би си ди и эф джи эйч ай джей кей эл эм эн оу пи кью ар эс ти ю ви дабл-ю экс уай зет".split(" "),
            strict=True,
        )
    )

    decimal_places: ClassVar[tuple[str, ...]] = ("десят", "сот", "тысячн", "десятитысячн")
    """Stems of the tenths, hundredths and so on."""
    percent_stem = "процентн"
    """Of the adjective "… per cent"."""
    cardinal_suffixes: ClassVar[Mapping[str, str]] = {"ти": "g", "мя": "i", "х": "g", "ми": "i", "и": "g"}
    """Endings that digits share with cardinals ("2-х", "5-ти"), and their cases."""
    whole_stem = "цел"
    whole_joint = "и"
    part_accusative = "ую"
    part_endings: ClassVar[tuple[str, str]] = ("ая ой ой ой ой", "ых ых ым ыми ых")
    """Endings of "whole" and of the parts behind one and behind others: nominative, genitive, dative, instrumental,
    locative."""

    adverbs = frozenset("очень более самые совершенно недавно почти".split())
    oblique_ends: ClassVar[Mapping[str, str]] = {"овd": "ам", "овi": "ами", "овl": "ах"}
    adjective_endings = "ых их ые ие ый ий ой ая яя ое ее ую юю ого его ому ему ыми ими ым им ом ем"

    bare_unit_words = frozenset("за один одна каждый каждая каждую".split())

    def decide(self, span: Span, context: Context) -> Span | None:
        if span.kind is SpanKind.CARDINAL and span.is_bare:
            return self._decide_cardinal(span, context)
        if span.kind is SpanKind.MONEY and context.written_after[:1] == ("США",):
            # No sentence ends behind "долл.", though a capital follows.
            return self._decide_money(span, context)
        if span.kind is SpanKind.YEAR and span.field("word") and not span.field("second") and _is_weight(span, context):
            return None
        if (
            span.kind is SpanKind.UNIT
            and span.field("symbol") == "с"
            and context.text[span.end :][:2].strip().isalpha()
        ):
            return None  # "с" before a word is "with"
        hours = span.field("suffix") == "ч." or span.field("symbol") == "ч"
        if hours and _ARTICLE.search(context.text, max(0, span.start - 4), span.start):
            return None  # "ст. 14 ч. 2"
        if span.field("key") == "им" and context.after in OPENERS:
            return None
        if span.field("key") == "г" and not context.text[span.end :].lstrip()[:1].isupper():
            return None
        return super().decide(span, context)

    def year(self, span: Span, context: Context) -> str | None:
        words = super().year(span, context)
        return f"{words} года рождения" if span.field("birth") else words

    def decimal(self, span: Span, context: Context) -> str | None:
        if context.after == "раза" and (span.field("integer"), span.field("fraction")) == ("1", "5"):
            return self.and_a_half[0]
        return super().decimal(span, context)

    def unit(self, span: Span, context: Context) -> str | None:
        # "в 300 м от дома" says where something is.
        away = context.before in ("в", "во", "у") and context.after in ("от", "від")
        return super().unit(span, CasedContext(context, "l") if away else context)

    def abbreviation(self, span: Span, context: Context) -> str | None:
        key = span.field("key")
        if key == "стр" and _HOUSE.search(context.text, max(0, span.start - 30), span.start):
            return "строение"
        if key in self.week and not span.field("first_day"):
            return self.week[key][1] if context.before in ("в", "во", "на", "у") else self.abbreviations[key]
        return super().abbreviation(span, context)

    def decimal_words(self, whole: int, fraction: str, case: str) -> str:
        if len(fraction) > 4:
            return f"{self.numbers.cardinal(whole)} {self.symbol_names[',']} {self.fraction_words(fraction)}"
        place = self.decimal_places[len(fraction) - 1]
        one, more = (endings.split()["ngdil".index("n" if case == "a" else case)] for endings in self.part_endings)
        one = self.part_accusative if case == "a" else one
        one_whole, one_part = (self.slavic_numbers.number_class(number) == "one" for number in (whole, int(fraction)))
        return (
            f"{self.numbers.cardinal(whole, 'f' + case)} {self.whole_stem}{one if one_whole else more} "
            f"{self.whole_joint} {self.numbers.cardinal(int(fraction), 'f' + case)} {place}{one if one_part else more}"
        )

    def ordinal(self, span: Span, context: Context) -> str | None:
        number, suffix = int(span.field("integer") or "0"), span.field("suffix").removeprefix("-")
        if span.field("percent"):
            return self.compound(number) + self.percent_adjective(span, context)
        if span.field("numeral"):
            number = roman_value(span.field("numeral"))
        if not suffix:
            return super().ordinal(span, context)
        if span.field("years"):
            return self.years_of(number, suffix, context)
        if (
            suffix in ("е", "ті", "ые")
            and number % 10 == 0 < number
            and "n" not in {r[0] for r in self.readings(context.after)}
        ):
            # The nineties; a neuter would have its noun.
            return self.numbers.ordinal(number, "pn")
        if suffix in self.cardinal_suffixes and (number < 5 or suffix not in ("х", "ми")):
            case = self.cardinal_suffixes[suffix]
            return self.numbers.cardinal(number, "m" + case)
        wanted = self.ordinal_form(context)
        alone = not self.readings(context.after)
        alone = alone or context.after in ("утра", "вечера", "ночи", "ранку", "вечора", "ночі", "дня")
        elliptic = suffix == "й" and alone and context.before in ("в", "во", "у", "на", "при", "о", "об")
        forms = [
            *(["fl"] if elliptic else []),
            wanted,
            *(gender + case for gender in "mfnp" for case in self.cases_before(context) + "nagdil"),
        ]
        said = (self.numbers.ordinal(number, form) for form in forms)
        return next((word for word in said if word.endswith(suffix)), self.numbers.ordinal(number, wanted))

    def years_of(self, number: int, suffix: str, context: Context) -> str:
        """A decade with "years" written short behind it."""
        case = {"е": "n", "ые": "n", "м": "d", "ми": "i", "ті": "n", "і": "n"}.get(suffix, "g")
        case = "l" if case == "g" and "l" in self.cases_before(context) else case
        years = self.noun_of(*self.year_noun).plural[CASES.index(case)]
        return f"{self.numbers.ordinal(number, 'p' + case)} {years}"

    def percent_adjective(self, span: Span, context: Context) -> str:
        """ "Per cent" in the form of which the end is written: "5%-го"."""
        forms = [self.ordinal_form(context), *(gender + case for gender in "mfnp" for case in CASES)]
        said = [self.slavic_numbers.adjective(self.percent_stem, form) for form in forms]
        return next((word for word in said if word.endswith(span.field("percent"))), said[0])

    def ordinal_form(self, context: Context) -> str:
        if context.after.endswith(self.plural_adjectives) and context.after not in self.known_forms:
            # "XXII зимние игры"
            return "p" + next((case for case in self.cases_before(context) if case in "na"), "n")
        return super().ordinal_form(context)

    plural_adjectives: ClassVar[tuple[str, ...]] = tuple("ые шие щие жие гие кие хие чие мние дние тние енние".split())
    """Endings of adjectives in the plural."""

    def compound(self, number: int) -> str:
        if number == 1000:
            return "тысяче"
        special = {"одного": "одно", "девяноста": "девяносто", "ста": "сто"}
        return "".join(special.get(word, word) for word in self.numbers.cardinal(number, "mg").split())

    def time(self, span: Span, context: Context) -> str | None:
        hour, minute = int(span.field("hour")), int(span.field("minute") or "0")
        case = self.case_beside(context)
        if span.field("second") or (case not in "na" and minute):
            parts = [("hour", hour), ("minute", minute), ("second", int(span.field("second") or "0"))]
            return " ".join(
                self.counted(str(number), unit, CASE_NAMES[case]) for unit, number in parts if number or unit == "hour"
            )
        if not minute:
            return self.counted(str(hour), "hour", CASE_NAMES[case])
        words = f"{self.numbers.cardinal(hour)} {'ноль ' if minute < 10 else ''}{self.numbers.cardinal(minute)}"
        return f"{words} {span.field('suffix')}" if span.field("suffix") and span.field("suffix") != "ч." else words

    def fraction(self, span: Span, context: Context) -> str | None:
        numerator, denominator = int(span.field("numerator")), int(span.field("denominator"))
        single = self.slavic_numbers.number_class(numerator) == "one"
        counted = span.field("unit") or (context.mark_after == " " and context.written_after)
        if (numerator, denominator) == (1, 2) and counted and not span.field("whole") and context.after != "финала":
            if context.before in ("в", "во", "о", "по", "к", "при"):
                return "половине"
            verbal = context.before.endswith(("те", "ть", "ти")) or context.before in ("на", "за", "через")
            return "половину" if verbal else "половина"
        if (numerator, denominator) == (1, 2) and span.field("whole"):
            return self.and_half(span, context)
        case = "n" if span.field("whole") else self.case_of_part(context)
        words = f"{self.numbers.cardinal(numerator, 'f' + case)} {self.part_name(denominator, case, single=single)}"
        if not span.field("whole"):
            return words
        whole = int(span.field("whole"))
        name = "целая" if self.slavic_numbers.number_class(whole) == "one" else "целых"
        return f"{self.numbers.cardinal(whole, 'fn')} {name} и {words}"

    part_nouns: ClassVar[Mapping[int, tuple[str, str]]] = {3: ("fs", "трет"), 4: ("fs", "четверт")}
    """Nouns of parts, by class and stem; all others are ordinals."""

    def part_name(self, denominator: int, case: str, *, single: bool) -> str:
        """What one part is called, or several."""
        noun = self.part_nouns.get(denominator)
        if noun is None:
            return self.numbers.ordinal(
                denominator, "f" + case if single else "p" + case.replace("n", "g").replace("a", "g")
            )
        made = self.noun_of(*noun)
        return self.slavic_numbers.counted(made, "one" if single else "few", case)

    and_a_half: ClassVar[tuple[str, str, str]] = ("полтора", "полторы", "с половиной")
    """One and a half by gender, and a half behind another number."""

    def and_half(self, span: Span, context: Context) -> str:
        """A whole number and a half: "полтора", "два с половиной"."""
        one, feminine, half = self.and_a_half
        gender = self.part_gender(span, context)
        if span.field("whole") == "1":
            return feminine if gender == "f" else one
        return f"{self.numbers.cardinal(int(span.field('whole')), gender + 'n')} {half}"

    def part_unit(self, span: Span) -> str:
        half = (span.field("numerator"), span.field("denominator")) == ("1", "2")
        many = half and int(span.field("whole") or "0") > 4
        return self.unit_name(self.unit_called(span.field("unit")), "many") if many else super().part_unit(span)

    def speak(self, span: Span, context: Context) -> str | None:
        if span.kind is SpanKind.UNIT and "integer" not in span.fields and not self._is_single(context):
            case = "prepositional" if context.before == "в" else "genitive"  # "в км/ч", "сколько м²"
            return self.unit_name(span.field("unit"), "many", case) or None
        return super().speak(span, context)

    def phone(self, span: Span, context: Context) -> str | None:
        groups = span.field("groups").split()
        if self.tag != "ru" or max(map(len, groups)) > 3 or context.before == "isbn":
            return super().phone(span, context)
        words = ", ".join(map(self.spoken_group, groups))
        return f"{self.plus} {words}" if span.field("plus") else words

    def spoken_group(self, digits: str) -> str:
        """A group of a telephone number, which is read as a number: "девятьсот двенадцать", "ноль семь"."""
        rest = digits.lstrip("0")
        zeros = self.numbers.digits("0" * (len(digits) - len(rest)))
        return " ".join(filter(None, (zeros, rest and self.numbers.cardinal(int(rest)))))

    def symbol(self, span: Span, context: Context) -> str | None:
        share = span.field("character") == "%" and context.before == "в"
        return "процентах" if share else super().symbol(span, context)

    def ratio(self, span: Span, context: Context) -> str | None:
        return f"{self.number(span.field('first'))} к {self.number(span.field('second'), form='md')}"
