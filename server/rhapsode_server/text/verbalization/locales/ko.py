"""Korean: Sino-Korean numerals, and native ones with hours and with what is counted by the piece."""

from __future__ import annotations

import re

from rhapsode_server.text.verbalization.asian_signs import greek_names, is_rising, without_echo
from rhapsode_server.text.verbalization.context import Context
from rhapsode_server.text.verbalization.locale import Locale
from rhapsode_server.text.verbalization.locales.korean_counters import PAIRS, counter_behind, is_native
from rhapsode_server.text.verbalization.locales.korean_patterns import PATTERNS
from rhapsode_server.text.verbalization.number_words import NumberWords, RbnfNumbers
from rhapsode_server.text.verbalization.quantities import MEASURES_OF_SCIENCE, QuantityWords, quantity_words
from rhapsode_server.text.verbalization.signs import UNITS
from rhapsode_server.text.verbalization.span import Span, SpanKind
from rhapsode_server.text.verbalization.unspaced import (
    SPELLED,
    UNIT_SIGNS,
    angle,
    circled_number,
    named_symbols,
    numbered_numeral,
    plain_code,
)

_PIECES = re.compile(r"[A-Za-z]+|\d+(?:\.\d+)?|.")
_PLAIN = frozenset({SpanKind.CARDINAL, SpanKind.DECIMAL})
_DIALLED = re.compile(
    r"(?:전화|번호|연락처|팩스|휴대폰|핸드폰|문의|우편번호|대표|내선|계좌|계좌번호"
    r"|끝자리|뒷자리|마지막 \S{1,2}\s?자리)(?:는|은|가|:|：)?\s?$"
)  # noqa: RUF001
_PARTICLE = re.compile(r"(?P<particle>[이가은는을를과와])(?![가-힣])")
_PARTICLES = {"이": "가", "가": "가", "은": "는", "는": "는", "을": "를", "를": "를", "과": "와", "와": "와"}
"""Each with its form behind a vowel."""
_CONSONANTAL = {"가": "이", "는": "은", "를": "을", "와": "과"}
_DATED = re.compile(r"\s?(?:오전|오후|에(?!서)|까지|부터|일자|\([월화수목금토일]\))")
_SEATS = frozenset("AVWKJN")
_SEATED = re.compile(r"(?:좌석|자리|번|호|게이트|출구|동|구역|블록|타입|형|반|열)(?:은|는|이|가|:)?\s?\Z")
_GRADES = re.compile(r"\s?(?:등급|타입|구역|석|좌석|형|반|출구|게이트|블록|열|세트)")


def _is_seat(span: Span, context: Context) -> bool:
    """Whether a letter behind a number is a seat's or a grade's, and no unit."""
    return bool(
        _SEATED.search(context.text, max(0, span.start - 6), span.start) or _GRADES.match(context.text, span.end)
    )


_SHORTENED = ("한", "두", "세", "네", "스무")
"""How native numerals end that cannot stand without their counter."""
_DIGITS = "영일이삼사오육칠팔구"
_PERIODS = {"월": "월", "달": "한 달에", "년": "연", "연": "연", "일": "하루", "주": "주"}
"""For how long a price is, where it is not for each of them."""
_SPOKEN_NAMES = {"TOP": "톱", "COVID": "코비드", "SARS": "사스", "NASA": "나사"}
_VOWELS = frozenset("aeiouAEIOU")
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
_NAMES = (
    "에이 비 시 디 이 에프 지 에이치 아이 제이 케이 엘 엠 엔 오 피 큐 아르 에스 티 유 브이 더블유 엑스 와이 제트"
).split()


class KoreanNumbers(RbnfNumbers):
    """The CLDR's numbers, with digits set together; the form ``native`` is what stands before a counter."""

    def digits(self, digits: str, form: str | None = None) -> str:
        """Digit by digit; the form ``phone`` says 공 for nought."""
        nought = "공" if form == "phone" else _DIGITS[0]
        return "".join(nought if digit == "0" else _DIGITS[int(digit)] for digit in digits if digit.isdigit())

    def _cardinal(self, number: int, form: str | None) -> str:
        if form == "native":
            return self.spell_out(number, "cardinal-native-attributive")
        return self.spell_out(number, "cardinal-sinokorean")

    def _ordinal(self, number: int, form: str | None) -> str:
        return f"{self._cardinal(number, 'native')} 번째" if number > 1 else "첫 번째"

    def _year(self, number: int) -> str:
        return self._cardinal(number, None)


class Korean(Locale):
    """Korean."""

    tag = "ko"
    minus = "마이너스"
    plus = "플러스"
    plus_minus = "플러스 마이너스"
    point = "점"
    date_order = "ymd"
    day_first = False
    percent_word = "퍼센트"
    permille_word = "퍼밀"
    range_word = "에서"
    since_word = "부터"
    ratio_word = "대"
    score_word = "대"
    letters = dict(zip("ABCDEFGHIJKLMNOPQRSTUVWXYZ", _NAMES, strict=True)) | {"R": "알", "C": "씨", "Z": "지"}
    www = "더블유 더블유 더블유"
    initialisms = SPELLED
    phone_words = frozenset({"전화", "연락처", "번호", "팩스", "휴대폰", "문의"})
    version_words = frozenset({"버전"})
    day_periods = {"am": "am", "a.m": "am", "pm": "pm", "p.m": "pm"}
    factors = {"k": 10**3, "m": 10**6, "b": 10**9, "bn": 10**9}
    scales = {
        "k": "",
        "m": "",
        "b": "",
        "bn": "",
        "천": "천",
        "만": "만",
        "백만": "백만",
        "천만": "천만",
        "억": "억",
        "조": "조",
    }
    currency_signs = {"￦": "KRW", "￥": "JPY", "CN¥": "CNY", "RM": "MYR"}
    currency_names = {
        "KRW": {"other": "원"},
        "USD": {"other": "달러"},
        "EUR": {"other": "유로"},
        "GBP": {"other": "파운드"},
        "JPY": {"other": "엔"},
        "CNY": {"other": "위안"},
        "INR": {"other": "루피"},
        "RUB": {"other": "루블"},
        "VND": {"other": "동"},
        "THB": {"other": "바트"},
        "MYR": {"other": "링깃"},
    }
    minor_units = {
        "USD": {"other": "센트"},
        "EUR": {"other": "센트"},
        "GBP": {"other": "펜스"},
        "AUD": {"other": "센트"},
        "CAD": {"other": "센트"},
    }
    unit_signs = {**UNIT_SIGNS, **MEASURES_OF_SCIENCE}
    quantities_said = QuantityWords(
        "{0} 퍼센트 포인트",
        "{0} 베이시스 포인트",
        "이십사 시간 연중무휴",
        ("{0}년 일분기", "{0}년 이분기", "{0}년 삼분기", "{0}년 사분기"),
        ("{0}년 상반기", "{0}년 하반기"),
        "{0}년대",
        "{1}분의 {0}",
        fiscal="{0} 회계연도",
        times="{0}배",
    )
    unit_names = {
        "tonne": {"other": "톤"},
        "millimole-per-liter": {"other": "밀리몰 퍼 리터"},
        "mole-per-liter": {"other": "몰 퍼 리터"},
        "micromole-per-liter": {"other": "마이크로몰 퍼 리터"},
        "nanogram-per-milliliter": {"other": "나노그램 퍼 밀리리터"},
        "gram-per-mole": {"other": "그램 퍼 몰"},
        "frame-per-second": {"other": "프레임"},
        "beat-per-minute": {"other": "비피엠"},
        "watt-hour": {"other": "와트시"},
        "milliampere-hour": {"other": "밀리암페어시"},
        "revolution-per-minute": {"other": "알피엠"},
        "pixel": {"other": "픽셀"},
        "megapixel": {"other": "메가픽셀"},
        "atmosphere": {"other": "기압"},
        "decibel": {"other": "데시벨"},
        "cubic-capacity": {"other": "씨씨"},
        "kilovolt": {"other": "킬로볼트"},
        "millivolt": {"other": "밀리볼트"},
        "square-millimeter": {"other": "제곱밀리미터"},
        "part-per-million": {"other": "피피엠"},
        "meter-per-square-second": {"other": "미터 매 초 제곱"},
    }
    symbols = {
        "+": "더하기",
        "=": "는",
        "×": "곱하기",
        "÷": "나누기",
        "*": "곱하기",
        "&": "앤드",
        "≠": "같지 않다",
        "≈": "약",
        ">": "크다",
        "<": "작다",
        "±": "플러스 마이너스",
        "≥": "크거나 같다",
        "≤": "작거나 같다",
        "√": "루트",
        "%": "퍼센트",
        "→": "에서",
    }
    symbol_names = named_symbols(
        "골뱅이 점 하이픈 밑줄 슬래시 콜론 샵 플러스 앤드 별표 띄어쓰기 쉼표 세미콜론 느낌표 물음표 "
        "작은따옴표 큰따옴표 괄호_열고 괄호_닫고 대괄호_열고 대괄호_닫고 중괄호_열고 중괄호_닫고 작다 크다 "
        "등호 퍼센트 달러 유로 파운드 역슬래시 세로줄 물결표 캐럿 백틱 도 섹션"
    )
    powers = {"2": "의 제곱", "3": "의 세제곱", "": "의"}
    abbreviations = {
        **{"#": "넘버 ", "No": "넘버", "vs": "대", "VS": "대"},
        **greek_names(
            "알파 베타 감마 델타 엡실론 제타 에타 세타 이오타 카파 람다 뮤 뉴 크사이 파이 로 시그마 타우 입실론 파이 "
            "카이 프사이 오메가"
        ),
    }
    patterns = PATTERNS

    def make_numbers(self) -> NumberWords:
        """The CLDR's numbers, adapted."""
        return KoreanNumbers("ko")

    def decide(self, span: Span, context: Context) -> Span | None:
        """Telephone numbers by the word before them; what was found under another name gets its own."""
        if span.kind is SpanKind.CARDINAL and len(span.field("integer")) >= 3 and context.written.isdigit():
            if _DIALLED.search(context.text[max(0, span.start - 8) : span.start]):
                return span._replace(kind=SpanKind.PHONE, fields={"groups": span.field("integer")})
        elif (
            span.kind is SpanKind.FRACTION
            and not span.field("unit")
            and (particle := _PARTICLE.match(context.text, span.end))
        ):
            return span._replace(end=particle.end(), fields={**span.fields, **particle.groupdict()})
        elif span.kind is SpanKind.FRACTION and not span.field("whole") and _DATED.match(context.text, span.end):
            month, day = span.field("numerator"), span.field("denominator")
            if month and int(month) <= 12 < int(day) <= 31:
                return span._replace(kind=SpanKind.DATE, fields={"month": month, "day": day})
        elif span.kind is SpanKind.CODE and span.field("groups"):
            named = _DIALLED.search(context.text[max(0, span.start - 8) : span.start])
            return span._replace(kind=SpanKind.PHONE) if named else None
        elif span.kind is SpanKind.CODE and span.field("numbers"):
            return span._replace(kind=SpanKind.VERSION)
        elif span.kind is SpanKind.RATIO and span.field("mark"):
            return None if is_rising(span) else span._replace(kind=SpanKind.SCORE)
        elif span.kind is SpanKind.ROMAN and not span.field("integer"):
            return numbered_numeral(span)
        elif span.kind is SpanKind.MONEY:
            return without_echo(self, span, context, {})
        elif span.kind is SpanKind.UNIT and span.field("symbol") in _SEATS and _is_seat(span, context):
            return span._replace(kind=SpanKind.CODE, fields={"text": context.written})
        return span

    def agreement(self, span: Span, context: Context) -> str | None:
        """Native numerals before counters of things (below a hundred), people (below thirty) and hours (to twelve)."""
        return "native" if not span.field("sign") and is_native(span.field("integer"), context) else None

    def cardinal(self, span: Span, context: Context) -> str | None:
        """First is no numeral of its own: 첫 번째."""
        behind = context.text[context.end : context.end + 3].lstrip()
        if span.field("integer") == "1" and behind.startswith("번째"):
            return "첫"
        return self.amount(span, self.agreement(span, context))

    def month(self, number: int) -> str:
        """June and October lose a sound."""
        return {6: "유", 10: "시"}.get(number, self.numbers.cardinal(number)) + "월"

    def date(self, span: Span, context: Context) -> str | None:
        """Year, month and day in that order."""
        words = []
        if span.field("year"):
            words.append(self.numbers.year(self.full_year(span.field("year"))) + "년")
        if span.field("month"):
            words.append(self.month(int(span.field("month"))))
        if span.field("day"):
            words.append(
                self.numbers.cardinal(int(span.field("day"))) + (f"{self.since_word} " if span.field("since") else "일")
            )
        if span.field("hour"):
            words.append(self.time(span, context) or "")
        return " ".join(words)

    def time(self, span: Span, context: Context) -> str | None:
        """Native hours up to twelve, Sino-Korean minutes."""
        words = [{"am": "오전", "pm": "오후"}[span.field("period")]] if span.field("period") else []
        hour = int(span.field("hour"))
        words.append(self.numbers.cardinal(hour, "native" if 1 <= hour <= 12 else None) + " 시")
        minute, second = int(span.field("minute") or "0"), int(span.field("second") or "0")
        if minute or second:
            words.append(self.numbers.cardinal(minute) + " 분")
        if second:
            words.append(self.numbers.cardinal(second) + " 초")
        return " ".join(words)

    def duration(self, span: Span, context: Context) -> str | None:
        """Hours are counted in native numerals."""
        names = {"hour": "시간", "minute": "분", "second": "초"}
        words = []
        for unit, name in names.items():
            if int(span.field(unit) or "0"):
                form = "native" if unit == "hour" and int(span.field(unit)) < 100 else None
                words.append(f"{self.numbers.cardinal(int(span.field(unit)), form)} {name}")
        return " ".join(words) or None

    def unit_pattern(self, unit: str, category: str, case: str = "nominative") -> str:
        """As the CLDR has it, with a space behind the number; what it lacks is "so many per"."""
        above, per, below = unit.partition("-per-")
        if not per or unit in self.data.units or unit in self.unit_names:
            pattern = super().unit_pattern(unit, category, case)
            return pattern.replace("100", "백").replace("{0}", "{0} ").replace("  ", " ").strip()
        pattern, name = self.unit_pattern(above, category), self.unit_name(below, category)
        return f"{name}당 {pattern}" if pattern and name else ""

    def unit_name(self, unit: str, category: str, case: str = "nominative") -> str:
        """The unit alone, without the space of its number."""
        return " ".join(super().unit_name(unit, category, case).split())

    def unit(self, span: Span, context: Context) -> str | None:
        """A number and its unit; "an hour" is not said again where the text has it."""
        words = super().unit(span, context)
        prefix = words[:2] if words else ""
        if words and prefix in ("시속", "초속") and context.text[: context.start].rstrip().endswith(prefix):
            return words[3:]
        return words

    def temperature(self, span: Span, context: Context) -> str | None:
        """Below zero instead of minus; Celsius goes without saying then."""
        if span.field("sign") == "-" and span.field("unit") == "celsius":
            return f"영하 {self.number(span.field('integer'), span.field('fraction'))} 도"
        return self.unit(span, context)

    def money(self, span: Span, context: Context) -> str | None:
        """Scales of English letters are counted out: "$2.5M"."""
        factor = self.factors.get(span.field("scale"))
        if factor is None:
            return super().money(span, context)
        fraction = span.field("fraction")
        whole = int(span.field("integer") + fraction) * factor // 10 ** len(fraction)
        return (
            f"{self.number(str(whole), sign=span.field('sign'))} {self.currency_name(span.field('currency'), 'other')}"
        )

    def percent(self, span: Span, context: Context) -> str | None:
        """Percentage points have a word behind."""
        words = super().percent(span, context)
        return f"{words} 포인트" if span.field("points") else words

    def power(self, exponent: str) -> str:
        """The exponent stands inside its words: 의 오 제곱."""
        digits = exponent.translate(_RAISED)
        if digits in self.powers or not digits.lstrip("-").isdecimal():
            return super().power(exponent)
        return f"의 {self.number(digits.lstrip('-'), sign='-' * digits.startswith('-'))} 제곱"

    def fraction(self, span: Span, context: Context) -> str | None:
        """The denominator comes first."""
        whole, numerator, denominator = (span.field(name) for name in ("whole", "numerator", "denominator"))
        if span.field("sign"):
            fields = {name: value for name, value in span.fields.items() if name != "sign"}
            return f"{self.minus} {self.fraction(span._replace(fields=fields), context)}"
        words = f"{self.number(denominator)}분의 {self.number(numerator)} "
        words = (f"{self.number(whole)}{self._particle('와', whole)} {words}" if whole else words).rstrip()
        if span.field("unit"):
            pattern = self.unit_pattern({**UNITS, **self.unit_signs}[span.field("unit")], "other")
            return pattern.replace("{0}", words)
        return words + self._particle(span.field("particle"), numerator)

    def _particle(self, particle: str, digits: str) -> str:
        """A particle behind a number, whatever number it was written behind."""
        if not particle:
            return ""
        open_end = _PARTICLES[particle]
        # The syllables of a block begin with the open one; 28 follow one another.
        return open_end if (ord(self.number(digits)[-1]) - 0xAC00) % 28 == 0 else _CONSONANTAL[open_end]

    def range(self, span: Span, context: Context) -> str | None:
        """What has its unit before the number names it once."""
        first, second = span.parts
        if first.kind in _PLAIN and second.kind in (SpanKind.UNIT, SpanKind.TEMPERATURE):
            pattern = self.unit_pattern(second.field("unit"), "other")
            if pattern and not pattern.startswith("{0}"):
                return pattern.replace("{0}", f"{self.amount(first)}{self.range_word} {self.amount(second)}")
        pair = f"{first.field('integer')}~{second.field('integer')}"
        if pair in PAIRS and first.kind is second.kind is SpanKind.CARDINAL and self.agreement(second, context):
            return PAIRS[pair]
        low, high = (self.speak(part, context) for part in span.parts)
        if (
            low
            and first.kind is SpanKind.CARDINAL
            and low == self.numbers.cardinal(int(first.field("integer")), "native")
        ):
            low += counter_behind(context) if low.endswith(_SHORTENED) else ""
        return None if low is None or high is None else f"{low}{self.range_word} {high}"

    def phone_group(self, digits: str) -> str:
        """공 for nought."""
        return self.numbers.digits(digits, "phone")

    def roman(self, span: Span, context: Context) -> str | None:
        """The number alone: 세 or 장 follows."""
        return self.number(span.field("integer"))

    def hashtag(self, span: Span, context: Context) -> str | None:
        """해시태그 instead of the sign's name."""
        return f"해시태그 {self.addresses.hashtag(span.field('text')).partition(' ')[2]}"

    def letter_words(self, letters: str) -> str:
        """Names of letters run together, as Korean writes them."""
        return "".join(self.letters.get(letter.upper(), letter) for letter in letters)

    def code(self, span: Span, context: Context) -> str | None:
        """Capitals by name, up to three digits as a number."""
        if counter := span.field("counter"):
            figures = Context(context.text, span.start, span.end - len(counter))
            form = "native" if not span.field("fraction") and is_native(span.field("integer"), figures) else None
            return f"{self.number(span.field('integer'), span.field('fraction'), form=form)} {counter} 이상"
        if span.field("event"):
            parts = re.split(r"[.·]", span.field("event"))
            return "".join(self.number(part) if part in ("10", "12") else self.numbers.digits(part) for part in parts)
        if span.field("block"):
            return " 다시 ".join(self.number(part) for part in span.field("block").split("-"))
        if words_of_angle := angle(self, span, ("도 ", "분 ", "초")):
            return words_of_angle.strip()
        if number := circled_number(span):
            return self.number(number)
        if span.field("named"):
            return self.numbers.digits(span.field("named"), "phone")
        if quantity := quantity_words(self, span, self.quantities_said):
            return quantity
        if page := span.field("page"):
            last = span.field("last_page")
            return self.number(page) + (f"{self.range_word} {self.number(last)}" if last else "") + " 쪽"
        if span.field("each"):
            return self._for_each(span)
        if span.field("weekday"):
            last = span.field("last_weekday")
            return f" {span.field('weekday')}요일" + (f"{self.since_word} {last}요일" if last else "")
        words = []
        for piece in _PIECES.findall(plain_code(span)):
            if "." in piece[1:]:
                words.append(f" {self.number(*piece.split('.'))}")
            elif piece.isdigit():
                words.append(
                    self.number(piece)
                    if len(piece) < 4 or span.field("text").endswith(("p", "i"))
                    else self.numbers.digits(piece, "phone")
                )
            else:
                known = _SPOKEN_NAMES.get(piece, "")
                spelled = (
                    (piece.isupper() and (len(piece) < 6 or _VOWELS.isdisjoint(piece)))
                    or (len(piece) < 4 and _VOWELS.isdisjoint(piece))
                    or len(piece) == 1
                )
                words.append(known or (self.letter_words(piece) if spelled else piece).replace("-", " "))
        return "".join(words).strip()

    def _for_each(self, span: Span) -> str:
        """A price for each: what it is for comes first."""
        each = span.field("each")
        unit = {**UNITS, **self.unit_signs}.get(each, "")
        first = _PERIODS.get(each) or (self.unit_name(unit, "other") if unit else each) + "당"
        low, high = (span.field(name).replace(",", "").split(".") for name in ("low", "high"))
        number = (self.number(*low) + self.range_word + " " if low[0] else "") + self.number(*high)
        return f"{first} {number}{span.field('large')} {span.field('coin')}"

    def symbol(self, span: Span, context: Context) -> str | None:
        """A dash between two dates or times is "from … to"."""
        character = span.field("character")
        if span.field("minus"):
            return " 빼기 "
        if span.field("pause"):
            return "," if context.mark_after == " " else ", "
        if span.field("over"):
            return "에"
        if span.field("trend"):
            return "상승 " if character == "▲" else "하락 "
        if span.field("upward"):
            return self.since_word
        if span.field("offset"):
            return self.plus if character == "+" else self.minus
        if span.field("by"):
            return self.symbols["×"]
        if character == "+" and not context.text[span.end :][:2].strip()[:1].isdigit():
            return f"{self.plus} " if context.mark_after.isalpha() else self.plus
        if character in ":：":
            return f" {self.ratio_word} "
        if character == "=" and context.text[: span.start].rstrip()[-1:] in tuple("013678²³"):
            return "은"
        if character not in "-–—~～〜→":
            return super().symbol(span, context)
        before = context.text[max(0, span.start - 2) : span.start]
        dated = before[-1:] in tuple("월화수목금토)") or (before[:1].isdigit() and before[1:] == "일")
        word = self.since_word if dated else self.range_word
        return word if context.mark_after.isascii() and context.mark_after.isalnum() else f"{word} "
