"""What Mandarin and Cantonese share: numerals in characters, measures, dates, text without spaces."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping

from rhapsode_server.text.verbalization.addresses import AddressReader
from rhapsode_server.text.verbalization.asian_signs import (
    is_named,
    is_number_of_something,
    is_rising,
    seat,
    without_echo,
)
from rhapsode_server.text.verbalization.context import Context
from rhapsode_server.text.verbalization.locale import Locale
from rhapsode_server.text.verbalization.number_words import NumberWords
from rhapsode_server.text.verbalization.quantities import QuantityWords, quantity_words
from rhapsode_server.text.verbalization.signs import UNITS
from rhapsode_server.text.verbalization.span import Span, SpanKind
from rhapsode_server.text.verbalization.unspaced import (
    angle,
    circled_number,
    close_up,
    closed_context,
    numbered_numeral,
    plain_code,
)

_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
_DIGITS = "零一二三四五六七八九"
_PLACES = ("", "十", "百", "千")
_PIECES = re.compile(r"[A-Za-z]+|\d+(?:\.\d+)?|.")
_COLD = re.compile(r"[~～到至]-?\d{1,3}\s?(?:℃|°C|度)")
_FLOORS = re.compile(r"(?:\d|[A-Z])\s?(?:楼|樓|单元|單元|座|栋|棟|幢)\s?\Z")
"""Before the number of a room."""
_SEATED = re.compile(r"(?:座位|座|登机口|登機口|閘口|出口|考场|舱|室|楼|樓|号|號|单元|單元)[号號]?[为為是:：]?\s?\Z")
_NAMED = re.compile(
    r"[\u4e00-\u9fff]{0,6}(?:奥运|奧運|世界杯|世界盃|欧洲杯|亚运|亞運|大会|大會|峰会|博览会|春晚|届|新版|版|款|财报|年度)"
)
"""What a year without its word stands before: 2024巴黎奥运会."""
_PLAIN = frozenset({SpanKind.CARDINAL, SpanKind.DECIMAL})
_MEASURED = frozenset({SpanKind.PERCENT, SpanKind.UNIT, SpanKind.TEMPERATURE, SpanKind.MONEY})


class HanNumbers(NumberWords):
    """Numbers in Chinese characters, by ten thousands; the form ``measure`` is what stands before a measure word."""

    def __init__(self, ten_thousand: str, hundred_million: str, pair: str, one_aloud: str, pair_before: str) -> None:
        """``pair`` is the two before measure words and ``pair_before``; ``one_aloud`` the one of telephone numbers."""
        super().__init__()
        self._ten_thousand = ten_thousand
        self._hundred_million = hundred_million
        self._pair = pair
        self._one_aloud = one_aloud
        self._pair_before = pair_before

    def digits(self, digits: str, form: str | None = None) -> str:
        """Digit by digit without spaces; the form ``phone`` is for telephone and room numbers."""
        one = self._one_aloud if form == "phone" else "一"
        return "".join(one if digit == "1" else _DIGITS[int(digit)] for digit in digits if digit.isdigit())

    def _year(self, number: int) -> str:
        return self.digits(str(number))

    def _ordinal(self, number: int, form: str | None) -> str:
        return "第" + self._cardinal(number, None)

    def _cardinal(self, number: int, form: str | None) -> str:
        if number == 2 and form == "measure":
            return self._pair
        words = self._spell(number) or _DIGITS[0]
        if words.startswith("一十"):
            words = words[1:]
        if words[0] == "二" and words[1:2] and words[1] in self._pair_before:
            words = self._pair + words[1:]
        return words

    def _spell(self, number: int) -> str:
        for size, name in ((10**8, self._hundred_million), (10**4, self._ten_thousand)):
            if number >= size:
                high, low = divmod(number, size)
                gap = _DIGITS[0] if 0 < low < size // 10 else ""
                return self._spell(high) + name + gap + self._spell(low)
        words = ""
        for place in range(3, -1, -1):
            digit = number // 10**place % 10
            if digit:
                words += _DIGITS[digit] + _PLACES[place]
            elif words and number % 10**place and not words.endswith(_DIGITS[0]):
                words += _DIGITS[0]
        return words


class HanAddressReader(AddressReader):
    """Numbers in addresses digit by digit: 163.com."""

    def _digits(self, digits: str) -> str:
        return self._numbers.digits(digits) if len(digits) > 2 else super()._digits(digits)


class HanLocale(Locale):
    """What Mandarin and Cantonese share."""

    numerals = ("万", "亿", "两", "幺", "百千万亿")
    """Arguments of ``HanNumbers``."""
    per_hundred = "百分之"
    """Before a percentage."""
    per_thousand = "千分之"
    topic_word = "话题"
    """What the sign of a hashtag is called."""
    fraction_word = "分之"
    mixed_word = "又"
    """Between the whole and the fraction of a mixed number."""
    below_zero = "零下"
    per_word = "每"
    minus_word = "减"
    by_word = "乘"
    """Between two lengths."""
    power_words = ("的", "次方")
    """Around the number of a power that has no word of its own."""
    hour_word = "点"
    minute_word = "分"
    second_word = "秒"
    ordinal_mark = "第"
    measures = ""
    """Characters before which two is the two of measures."""
    unmeasured: tuple[str, ...] = ("单元", "單元", "分之")
    """Words that begin with such a character, and are numbered and not counted."""
    services: re.Pattern[str] = re.compile("(?!)")
    """Numbers of services that everybody knows, which are said digit by digit wherever nothing is counted by them."""
    dialled: re.Pattern[str]
    """What stands right before a number that is said digit by digit."""
    unit_patterns: Mapping[str, str] = {}
    """Patterns of units that are said instead of the CLDR's."""
    spoken_per: tuple[str, ...] = ()
    """What a text says itself before a speed, so that "per hour" is not said again."""
    numbered: tuple[str, ...] = ()
    """What stands right behind three digits that are said one by one: rooms, roads, bus lines."""
    compared: re.Pattern[str]
    """What stands right before "21:15" where it is a score or a ratio."""
    lasting: re.Pattern[str]
    """What stands right before a round number of years that is a length of time."""
    since: tuple[str, ...] = ()
    """What stands behind such a number of years."""
    year_marks = ("年", "学年", "學年", "财年", "財年", "赛季", "賽季")
    """What stands behind the digits of a year."""
    afterwards = "后"
    """Behind two digits that name a generation: 80后."""
    quantities_said: QuantityWords
    """How short ways of writing how much are said."""
    over_word = "多"
    """Behind a round number of which there are more."""
    upwards_word = "以上"
    coin_words: Mapping[str, str] = {}
    """More words for currencies, by their codes."""
    above_zero = "正"
    """The plus of a number."""
    factors: Mapping[str, int] = {}
    """The value of the scales that are not said: "$5M"."""

    sets_spaces = False
    point = "点"
    group_marks = ",\u00a0\u202f\u2009'"
    date_order = "ymd"
    day_first = False
    scales = {"k": "", "m": "", "b": "", "bn": ""}
    day_periods = {"am": "am", "a.m": "am", "pm": "pm", "p.m": "pm"}

    @functools.cached_property
    def addresses(self) -> AddressReader:
        """Reads what is written for machines."""
        return HanAddressReader(self.sign_names, self.letters, self.numbers, self.www, self.point)

    def make_numbers(self) -> NumberWords:
        """Numerals of one's own: the engines leave out 两 and set spaces between digits."""
        return HanNumbers(*self.numerals)

    def speak(self, span: Span, context: Context) -> str | None:
        """As every language, without the spaces."""
        words = super().speak(span, closed_context(context))
        return None if words is None else close_up(words)

    def decide(self, span: Span, context: Context) -> Span | None:
        """Sorts out what the numbers of the base cannot know, since no spaces tell words apart here."""
        if span.kind is SpanKind.MONEY:
            return without_echo(self, span, context, self.coin_words)
        context = closed_context(context)
        before = context.text[max(0, context.start - 24) : context.start]
        after = context.text[context.end : context.end + 6]
        if found := seat(span, context, _SEATED):
            return found
        if span.kind is SpanKind.CARDINAL:
            return self._decide_number(span, context, before, after)
        if span.kind is SpanKind.TIME and not span.field("period") and self.compared.search(before):
            fields = {"first": span.field("hour"), "second": str(int(span.field("minute")))}
            return span._replace(kind=SpanKind.RATIO, fields=fields)
        if span.kind is SpanKind.CODE and span.field("groups"):
            return span._replace(kind=SpanKind.PHONE) if self.dialled.search(before) else None
        if span.kind is SpanKind.CODE and span.field("numbers"):
            return span._replace(kind=SpanKind.VERSION)
        if span.kind is SpanKind.RATIO and span.field("mark"):
            return None if is_rising(span) else span._replace(kind=SpanKind.SCORE)
        if span.kind is SpanKind.RANGE and (not context.mark_after or context.mark_after not in self.measures):
            is_life = before.endswith(("(", "（")) and after.startswith(("年)", "年）"))
            return span._replace(parts=_years(span.parts, "100" if is_life else "1000"))
        if span.kind is SpanKind.ROMAN:
            return numbered_numeral(span)
        if span.field("character") == "*" and not (before.rstrip()[-1:].isalnum() or before.endswith((")", "）"))):
            return None  # a note's
        return span

    def _decide_number(self, span: Span, context: Context, before: str, after: str) -> Span:
        digits = span.field("integer")
        if span.field("sign") or not context.written.isdigit():
            return span
        if (len(digits) == 11 and digits[0] == "1" and digits[1] in "3456789") or (
            len(digits) >= 3 and self.dialled.search(before)
        ):
            return span._replace(kind=SpanKind.PHONE, fields={"groups": digits})
        if self.services.fullmatch(digits) and (not after or after[0] not in self.measures):
            return span._replace(kind=SpanKind.PHONE, fields={"groups": digits})
        is_room = len(digits) in (3, 4) and (
            after.startswith(self.numbered[: 3 if len(digits) == 4 else None])
            or (_FLOORS.search(before) and (not after or after[0] in "，。、,；）)"))
        )
        if is_room or is_number_of_something(span, context):
            return span._replace(kind=SpanKind.PHONE, fields={"groups": digits})
        if len(digits) == 4 and not before[-1:].isdigit() and "1900" < digits < "2050" and _NAMED.match(after):
            return span._replace(kind=SpanKind.YEAR)
        if (
            len(digits) in (3, 4)
            and after.startswith(self.year_marks[:1])
            and before.endswith(("公元", "公元前", "西元前"))
        ):
            return span._replace(kind=SpanKind.YEAR)
        if after.startswith(self.year_marks) and self._names_year(digits, before, after[1:]):
            return span._replace(kind=SpanKind.YEAR)
        return span

    def _names_year(self, digits: str, before: str, after: str) -> bool:
        """Whether digits before 年 are the number of a year, and not of years."""
        if len(digits) == 2:
            return re.match(r"\s?\d{1,2}\s?月", after) is not None
        if len(digits) != 4 or not 1000 <= int(digits) < 2100:
            return False
        round_number = digits.endswith("00")
        return not (round_number and (self.lasting.search(before) or after.startswith(self.since)))

    # Pieces

    def number(self, integer: str, fraction: str = "", sign: str = "", form: str | None = None) -> str:
        """A number of digits, without spaces."""
        return close_up(super().number(integer, fraction, sign, form))

    def unit_gender(self, unit: str) -> str:
        """Every unit is a measure word."""
        return "measure"

    def currency_gender(self, currency: str) -> str:
        """Currencies are measure words as well."""
        return "measure"

    def unit_pattern(self, unit: str, category: str, case: str = "nominative") -> str:
        """As the CLDR has it; what it lacks is said as "per hour so many kilometres"."""
        if unit in self.unit_patterns:
            return self.unit_patterns[unit]
        above, per, below = unit.partition("-per-")
        if not per or unit in self.data.units or unit in self.unit_names:
            return super().unit_pattern(unit, category, case).replace(" ", "")
        pattern, name = self.unit_pattern(above, category), self.unit_name(below, category)
        return f"{self.per_word}{name}{pattern}" if pattern and name else ""

    def unit_name(self, unit: str, category: str, case: str = "nominative") -> str:
        """The unit alone; what is said before the number comes behind: 米每秒."""
        before, number, behind = self.unit_pattern(unit, category, case).partition("{0}")
        return behind + before if number and before.startswith(self.per_word) else before + behind

    def sign_words(self, sign: str) -> str:
        """The plus of a number is no sum."""
        return self.above_zero if sign == "+" else super().sign_words(sign)

    def quantity(self, span: Span, number: str) -> str | None:
        """A percentage, measure or amount of money with the words of its number given."""
        if span.kind is SpanKind.PERCENT:
            return (self.per_thousand if span.field("symbol") == "‰" else self.per_hundred) + number
        if span.kind is SpanKind.MONEY:
            scale = self.scales.get(span.field("scale"), "")
            return number + scale + self.currency_name(span.field("currency"), "other")
        pattern = self.unit_pattern(span.field("unit"), "other")
        return pattern.replace("{0}", number) if "{0}" in pattern else None

    # One method for each kind

    def agreement(self, span: Span, context: Context) -> str | None:
        """Two before a measure word, but not in "the second"."""
        if context.mark_before == self.ordinal_mark or not context.mark_after:
            return None
        if context.text.startswith(self.unmeasured, context.end):
            return None
        return "measure" if context.mark_after in self.measures else None

    def cardinal(self, span: Span, context: Context) -> str | None:
        """A number; two digits before 后 are a generation."""
        digits = span.field("integer")
        if len(digits) == 2 and digits[1] in "05" and context.mark_after == self.afterwards and not span.field("sign"):
            return self.numbers.digits(digits)
        if span.field("sign") == "-" and _COLD.match(context.text, context.end):
            return self.below_zero + self.number(digits)
        return super().cardinal(span, context)

    def decimal(self, span: Span, context: Context) -> str | None:
        """An amount of money goes without its noughts, as behind a sign."""
        if not span.field("fraction").strip("0") and context.mark_after in ("元", "块", "塊", "美", "欧", "歐"):
            return self.number(span.field("integer"), sign=span.field("sign"), form="measure")
        return super().decimal(span, context)

    def year(self, span: Span, context: Context) -> str | None:
        """Digit by digit, those of a short year too."""
        return self.numbers.digits(span.field("integer"))

    def date(self, span: Span, context: Context) -> str | None:
        """Year, month and day in that order, with the time that a machine's date may have."""
        words = ""
        if span.field("year"):
            words += self.numbers.digits(str(self.full_year(span.field("year")))) + "年"
        if span.field("month"):
            words += self.numbers.cardinal(int(span.field("month"))) + "月"
        if span.field("day"):
            words += self.numbers.cardinal(int(span.field("day"))) + "日"
        return words + (self.time(span, context) or "") if span.field("hour") else words

    def time(self, span: Span, context: Context) -> str | None:
        """Half past five as "five hours thirty minutes"; a minute below ten has its nought."""
        hour, minute, second = (int(span.field(name) or "0") for name in ("hour", "minute", "second"))
        words = self.day_period(span) + self.numbers.cardinal(hour, "measure") + self.hour_word
        if minute or second:
            nought = _DIGITS[0] if minute < 10 else ""
            words += nought + (self.numbers.cardinal(minute) if minute else "") + self.minute_word
        if second:
            words += self.numbers.cardinal(second, "measure") + self.second_word
        return words

    def day_period(self, span: Span) -> str:
        """The words for am and pm, which stand before the time."""
        return {"am": "上午", "pm": "下午"}.get(span.field("period"), "")

    def money(self, span: Span, context: Context) -> str | None:
        """An amount as a decimal number with its currency behind."""
        factor = self.factors.get(span.field("scale"))
        integer, fraction = span.field("integer"), span.field("fraction")
        if factor:
            whole = int(f"{integer}{fraction}") * factor // 10 ** len(fraction)
            return self.quantity(span, self.number(str(whole), sign=span.field("sign"), form="measure"))
        if not fraction.strip("0"):
            fraction = ""
        return self.quantity(span, self.number(integer, fraction, span.field("sign"), "measure"))

    def power(self, exponent: str) -> str:
        """The exponent stands inside its words: 的五次方."""
        digits = exponent.translate(_RAISED)
        if digits in self.powers or not digits.lstrip("-+").isdecimal():
            return super().power(exponent)
        opening, ending = self.power_words
        return f"{opening}{self.number(digits.lstrip('-+'), sign='-' * digits.startswith('-'))}{ending}"

    def percent(self, span: Span, context: Context) -> str | None:
        """The sign stands before all of it."""
        sign = self.sign_words(span.field("sign")) if span.field("sign") else ""
        words = self.quantity(span, self.number(span.field("integer"), span.field("fraction")))
        return None if words is None else sign + words

    def unit(self, span: Span, context: Context) -> str | None:
        """A number and its unit."""
        return self.unrepeated(self.quantity(span, self.amount(span, "measure")), context)

    def unrepeated(self, words: str | None, context: Context) -> str | None:
        """A speed without "per hour" where the text has that already."""
        if words is not None and context.text[: context.start].endswith(self.spoken_per):
            return re.sub(f"^{self.per_word}(?:小时|小時)", "", words)
        return words

    def temperature(self, span: Span, context: Context) -> str | None:
        """Below zero instead of minus."""
        if span.field("sign") == "-":
            number = self.below_zero + self.number(span.field("integer"), span.field("fraction"))
            return self.quantity(span, number)
        return self.unit(span, context)

    def fraction(self, span: Span, context: Context) -> str | None:
        """The denominator comes first."""
        whole, numerator, denominator = (span.field(name) for name in ("whole", "numerator", "denominator"))
        beneath = self.number(denominator)
        # Hundredths and thousandths go without their one, like percent.
        beneath = beneath[1:] if denominator in ("100", "1000", "10000") else beneath
        words = beneath + self.fraction_word + self.number(numerator)
        if span.field("sign"):
            words = self.sign_words("-") + words
        return self.number(whole) + self.mixed_word + words if whole else words

    def range(self, span: Span, context: Context) -> str | None:
        """What is measured is named once: three to five percent, fifty to sixty kilometres an hour."""
        first, second = span.parts
        if first.kind in _PLAIN and second.kind in _MEASURED and not second.field("scale"):
            low, high = self.amount(first, "measure"), self.amount(second)
            if second.kind is SpanKind.PERCENT:
                return f"{self.quantity(second, low)}{self.range_word}{self.quantity(second, high)}"
            return self.unrepeated(self.quantity(second, f"{low}{self.range_word}{high}"), context)
        return super().range(span, context)

    def phone(self, span: Span, context: Context) -> str | None:
        """All digits in one go."""
        words = "".join(self.numbers.digits(group, "phone") for group in span.field("groups").split())
        return self.plus + words if span.field("plus") else words

    def roman(self, span: Span, context: Context) -> str | None:
        """The number alone."""
        return self.number(span.field("integer"))

    def code(self, span: Span, context: Context) -> str | None:
        """Letters as they are; up to two digits are a number, more are said one by one."""
        if span.field("season"):
            return self.numbers.digits(span.field("season"))
        if span.field("event"):
            first, second = re.split(r"[·•]", span.field("event"))
            return self.numbers.digits(first) + self.numbers.digits(second, "phone")
        if words_of_angle := angle(self, span, ("度", "分", "秒")):
            return words_of_angle
        if span.field("least"):
            return self._at_least(span, context)
        if span.field("named"):
            return self.numbers.digits(span.field("named"), "phone")
        if quantity := quantity_words(self, span, self.quantities_said):
            return quantity
        if number := circled_number(span):
            return self.number(number)
        words = []
        for piece in _PIECES.findall(plain_code(span)):
            if not piece[0].isdigit():
                words.append(self.letter_words(piece) if piece.isupper() else piece.replace("-", ""))
            elif "." in piece:
                words.append(self.number(*piece.split(".")))
            else:
                is_size = len(piece) < 3 or span.field("text") in {piece + letter for letter in "KMBGT"}
                words.append(self.number(piece) if is_size else self.numbers.digits(piece, "phone"))
        return "".join(words)

    def _at_least(self, span: Span, context: Context) -> str:
        """So many and more: behind a round number as such, else with "and above" behind what is counted."""
        digits, fraction, counter = (span.field(name) for name in ("integer", "fraction", "counter"))
        is_counted = counter == "年" or counter in self.measures
        number = self.number(digits, fraction, form="measure" if is_counted else None)
        if digits.endswith("0") and len(digits) > 1 and not fraction and not is_named(context):
            return number + self.over_word + counter
        return number + (counter + self.upwards_word if is_counted else self.upwards_word + counter)

    def hashtag(self, span: Span, context: Context) -> str | None:
        """The word for a topic instead of the sign's name."""
        return f"{self.topic_word} {self.addresses.hashtag(span.field('text')).partition(' ')[2]}"

    def letter_words(self, letters: str) -> str:
        """Capitals stay together where they have no names: the voice spells them."""
        return super().letter_words(letters) if self.letters else letters

    def symbol(self, span: Span, context: Context) -> str | None:
        """A dash between two dates or times is "to"."""
        character = span.field("character")
        if span.field("minus") or (span.field("offset") and character != "+"):
            return self.minus_word
        if span.field("per"):
            return self.per_word + self.unit_name({**UNITS, **self.unit_signs}[span.field("per")], "other")
        if span.field("pause"):
            return "，"
        if span.field("trend"):
            return "涨" if character == "▲" else "跌"
        if span.field("plenty"):
            return self.over_word if context.mark_before != "%" else self.upwards_word
        if span.field("by"):
            return self.by_word
        if span.field("over"):
            return self.ratio_word
        if character in ":：/":
            return self.per_word if character == "/" else self.ratio_word
        return self.range_word if character in "-–—~～〜→" else super().symbol(span, context)


def _years(parts: tuple[Span, ...], first: str) -> tuple[Span, ...]:
    """The ends of a range as years where both can be, from the first on: 1879-1955."""
    for part in parts:
        if (
            part.kind is not SpanKind.CARDINAL
            or part.end - part.start not in (len(first), 4)
            or not int(first) <= int(part.field("integer")) < 2100
        ):
            return parts
    return tuple(part._replace(kind=SpanKind.YEAR) for part in parts)
