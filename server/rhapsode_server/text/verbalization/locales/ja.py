"""Japanese: numbers in kanji, the rest in kana.

Which sound a numeral takes before its counter (ippon, hitori, tsuitachi) is left to whatever reads the kanji.
"""

from __future__ import annotations

import re

from rhapsode_server.text.verbalization.asian_signs import greek_names, is_number_of_something, is_rising, without_echo
from rhapsode_server.text.verbalization.context import Context
from rhapsode_server.text.verbalization.locale import Locale
from rhapsode_server.text.verbalization.locales.japanese_patterns import PATTERNS
from rhapsode_server.text.verbalization.number_words import NumberWords, RbnfNumbers
from rhapsode_server.text.verbalization.quantities import (
    MEASURES_OF_SCIENCE,
    QuantityWords,
    quantity_words,
)
from rhapsode_server.text.verbalization.signs import UNITS
from rhapsode_server.text.verbalization.span import Span, SpanKind
from rhapsode_server.text.verbalization.unspaced import (
    SPELLED,
    UNIT_SIGNS,
    angle,
    circled_number,
    close_up,
    named_symbols,
    numbered_numeral,
    plain_code,
)

_DIGITS = "零一二三四五六七八九"
_PIECES = re.compile(r"[A-Za-z]+|\d+(?:\.\d+)?|.")
_DIALLED = re.compile(
    r"(?:電話|携帯|番号|内線|ダイヤル|ファックス|FAX|TEL|暗証番号|パスワード|コード|郵便番号|〒)(?:は|が|:|：)?\s?$"  # noqa: RUF001
)
_DATED = re.compile(
    r"(?:(?<!/16)(?<!/20)(?<!/24)(?<!/25)(?<!/30)(?:[、。]|$)|に|から|まで|より|\s?午[前後]|発|開|公開|付|締|の)"
)
_RATIOS = re.compile(r"(?:スコア|比率|割合|比|得点)(?:は|が|も)?[:：]?\s?$")
_PLAIN = frozenset({SpanKind.CARDINAL, SpanKind.DECIMAL})
_ERAS = {"M": "明治", "T": "大正", "S": "昭和", "H": "平成", "R": "令和"}
"""The reigns that forms shorten to a letter."""
_SPANS_OF_TIME = {"日": "一日", "週": "一週間", "月": "一か月", "年": "一年"}
"""For how long a price is, where it is not simply one of them."""
_SPOKEN_NAMES = {"TOP": "トップ", "COVID": "コビッド", "SARS": "サーズ", "NASA": "ナサ", "JAXA": "ジャクサ"}
_COUNTERS = frozenset("件人個社名回本店年日週月台枚冊点円歳校種") | {"か国", "ヶ国", "か月", "ヶ月", "種類", "時間"}
_VOWELS = frozenset("aeiouAEIOU")
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
_NAMES = (
    "エー ビー シー ディー イー エフ ジー エイチ アイ ジェー ケー エル エム エヌ オー ピー キュー アール エス ティー "
    "ユー ブイ ダブリュー エックス ワイ ゼット"
).split()


_THOUSAND = re.compile("(?<![二三四五六七八九])千(?=[^万億兆]*[万億兆])")
"""A thousand of myriads, before which people say the one: 一千万, but 千円."""


class KanjiNumbers(RbnfNumbers):
    """The CLDR's numbers, with 零 for nought and digits set without spaces."""

    def digits(self, digits: str, form: str | None = None) -> str:
        """Digit by digit; the form ``phone`` says zero, as people do."""
        nought = "ゼロ" if form == "phone" else _DIGITS[0]
        return "".join(nought if digit == "0" else _DIGITS[int(digit)] for digit in digits if digit.isdigit())

    def _cardinal(self, number: int, form: str | None) -> str:
        return _THOUSAND.sub("一千", super()._cardinal(number, form).replace("〇", _DIGITS[0]))

    def _ordinal(self, number: int, form: str | None) -> str:
        return f"{self._cardinal(number, None)}番目"

    def _year(self, number: int) -> str:
        return self._cardinal(number, None)


class Japanese(Locale):
    """Japanese."""

    tag = "ja"
    sets_spaces = False
    minus = "マイナス"
    plus = "プラス"
    plus_minus = "プラスマイナス"
    point = "点"
    group_marks = ",\u00a0\u202f\u2009'"
    date_order = "ymd"
    day_first = False
    percent_word = "パーセント"
    permille_word = "パーミル"
    range_word = "から"
    ratio_word = "対"
    score_word = "対"
    letters = dict(zip("ABCDEFGHIJKLMNOPQRSTUVWXYZ", _NAMES, strict=True))
    www = "ダブリューダブリューダブリュー"
    scales = {"千": "千", "万": "万", "百万": "百万", "億": "億", "兆": "兆", "k": "", "m": "", "b": "", "bn": ""}
    factors = {"k": 10**3, "m": 10**6, "b": 10**9, "bn": 10**9}
    currency_signs = {"￥": "JPY", "CN¥": "CNY", "RM": "MYR"}
    currency_names = {
        "USD": {"other": "ドル"},
        "EUR": {"other": "ユーロ"},
        "GBP": {"other": "ポンド"},
        "JPY": {"other": "円"},
        "CNY": {"other": "元"},
        "KRW": {"other": "ウォン"},
        "INR": {"other": "ルピー"},
        "RUB": {"other": "ルーブル"},
        "AUD": {"other": "豪ドル"},
        "TWD": {"other": "台湾ドル"},
        "MYR": {"other": "リンギット"},
    }
    minor_units = {
        "USD": {"other": "セント"},
        "EUR": {"other": "セント"},
        "GBP": {"other": "ペンス"},
        "AUD": {"other": "セント"},
        "CAD": {"other": "セント"},
    }
    initialisms = SPELLED
    unit_signs = {**UNIT_SIGNS, **MEASURES_OF_SCIENCE}
    quantities_said = QuantityWords(
        "{0}パーセントポイント",
        "{0}ベーシスポイント",
        "二十四時間年中無休",
        ("{0}年第一四半期", "{0}年第二四半期", "{0}年第三四半期", "{0}年第四四半期"),
        ("{0}年上半期", "{0}年下半期"),
        "{0}年代",
        "{1}分の{0}",
        fiscal="{0}年度",
        times="{0}倍",
    )
    unit_names = {
        "celsius": {"other": "度"},
        "milliampere-hour": {"other": "ミリアンペアアワー"},
        "revolution-per-minute": {"other": "回転毎分"},
        "kelvin": {"other": "ケルビン"},
        "millimole-per-liter": {"other": "ミリモル毎リットル"},
        "mole-per-liter": {"other": "モル毎リットル"},
        "micromole-per-liter": {"other": "マイクロモル毎リットル"},
        "nanogram-per-milliliter": {"other": "ナノグラム毎ミリリットル"},
        "gram-per-mole": {"other": "グラム毎モル"},
        "frame-per-second": {"other": "フレーム毎秒"},
        "beat-per-minute": {"other": "拍毎分"},
        "watt-hour": {"other": "ワット時"},
        "tonne": {"other": "トン"},
        "cup": {"other": "カップ"},
        "foodcalorie": {"other": "キロカロリー"},
        "decibel": {"other": "デシベル"},
        "cubic-capacity": {"other": "シーシー"},
        "kilovolt": {"other": "キロボルト"},
        "millivolt": {"other": "ミリボルト"},
        "square-millimeter": {"other": "平方ミリメートル"},
        "dot-per-inch": {"other": "ディーピーアイ"},
        "part-per-million": {"other": "ピーピーエム"},
        "liter-per-100-kilometer": {"other": "リットル毎百キロメートル"},
    }
    symbols = {
        "≈": "ニアリーイコール",
        "≦": "小なりイコール",
        "≧": "大なりイコール",
        "+": "プラス",
        "=": "イコール",
        "×": "かける",
        "÷": "割る",
        "*": "かける",
        "&": "アンド",
        ">": "大なり",
        "<": "小なり",
        "±": "プラスマイナス",
        "≥": "大なりイコール",
        "≤": "小なりイコール",
        "√": "ルート",
        "≒": "ニアリーイコール",
        "≠": "ノットイコール",
        "%": "パーセント",
        "№": "ナンバー",
        "〒": "郵便番号",
    }
    symbol_names = named_symbols(
        "アットマーク ドット ハイフン アンダーバー スラッシュ コロン シャープ プラス アンド アスタリスク "
        "スペース カンマ セミコロン ビックリマーク クエスチョンマーク アポストロフィ ダブルクォーテーション "
        "かっこ かっこ閉じ 角かっこ 角かっこ閉じ 波かっこ 波かっこ閉じ 小なり 大なり イコール パーセント "
        "ドルマーク ユーロ ポンド バックスラッシュ 縦棒 チルダ ハット バッククォート 度 セクション"
    )
    powers = {"2": "の二乗", "3": "の三乗", "": "の"}
    abbreviations = {
        "M": "マグニチュード",
        "#": "ナンバー",
        "No": "ナンバー",
        "Vol": "ボリューム",
        "vol": "ボリューム",
        "ver": "バージョン",
        "Ver": "バージョン",
        "vs": "対",
        "VS": "対",
        **greek_names(
            "アルファ ベータ ガンマ デルタ イプシロン ゼータ イータ シータ イオタ カッパ ラムダ ミュー ニュー クサイ "
            "パイ ロー シグマ タウ ウプシロン ファイ カイ プサイ オメガ"
        ),
    }
    patterns = PATTERNS

    def make_numbers(self) -> NumberWords:
        """The CLDR's numbers, adapted."""
        return KanjiNumbers("ja")

    def decide(self, span: Span, context: Context) -> Span | None:
        """Sorts out what the base cannot know, since no spaces tell words apart."""
        before = context.text[max(0, span.start - 10) : span.start]
        if span.kind is SpanKind.CARDINAL and len(span.field("integer")) >= 3 and context.written.isdigit():
            if _DIALLED.search(before):
                return span._replace(kind=SpanKind.PHONE, fields={"groups": span.field("integer")})
        elif span.kind is SpanKind.TIME and not span.field("period") and _RATIOS.search(before):
            fields = {"first": span.field("hour"), "second": str(int(span.field("minute")))}
            return span._replace(kind=SpanKind.RATIO, fields=fields)
        elif span.kind is SpanKind.FRACTION and _DATED.match(context.text, span.end) and not span.field("whole"):
            month, day = span.field("numerator"), span.field("denominator")
            if int(month or "13") <= 12 < int(day or "0") <= 31:
                return span._replace(kind=SpanKind.DATE, fields={"month": month, "day": day})
        elif span.kind is SpanKind.CODE and span.field("groups"):
            return span._replace(kind=SpanKind.PHONE) if _DIALLED.search(before) else None
        elif span.kind is SpanKind.CODE and span.field("numbers"):
            return span._replace(kind=SpanKind.VERSION)
        elif span.kind is SpanKind.RATIO and span.field("mark"):
            return None if is_rising(span) else span._replace(kind=SpanKind.SCORE)
        elif is_number_of_something(span, context):
            return span._replace(kind=SpanKind.PHONE, fields={"groups": span.field("integer")})
        elif span.kind is SpanKind.ROMAN:
            return numbered_numeral(span)
        elif span.kind is SpanKind.MONEY:
            return without_echo(self, span, context, {})
        elif span.field("character") == "*" and not before.rstrip()[-1:].isalnum():
            return None  # a note's
        return span

    def speak(self, span: Span, context: Context) -> str | None:
        """As every language, without the spaces."""
        words = super().speak(span, context)
        return None if words is None else close_up(words)

    def number(self, integer: str, fraction: str = "", sign: str = "", form: str | None = None) -> str:
        """A number of digits, without spaces."""
        return close_up(super().number(integer, fraction, sign, form))

    def unit_pattern(self, unit: str, category: str, case: str = "nominative") -> str:
        """As the CLDR has it; what it lacks is "per second so many" or "so many per cubic metre"."""
        above, per, below = unit.partition("-per-")
        if not per or unit in self.data.units or unit in self.unit_names:
            return super().unit_pattern(unit, category, case).replace(" ", "")
        pattern, name = self.unit_pattern(above, category), self.unit_name(below, category)
        if not pattern or not name:
            return ""
        return f"毎{name}{pattern}" if below in ("second", "minute", "hour") else f"{pattern}毎{name}"

    def unit_name(self, unit: str, category: str, case: str = "nominative") -> str:
        """The unit alone; what is said before the number comes behind: メートル毎秒."""
        before, number, behind = self.unit_pattern(unit, category, case).partition("{0}")
        if number and before in ("秒速", "時速", "分速"):
            return f"{behind}毎{before[0]}"
        return super().unit_name(unit, category, case)

    def cardinal(self, span: Span, context: Context) -> str | None:
        """A number alone."""
        words = self.amount(span)
        return "一" + words if words[0] == "千" and context.mark_after in ("万", "億", "兆") else words

    def date(self, span: Span, context: Context) -> str | None:
        """Year, month and day in that order, with the time that a machine's date may have."""
        words = ""
        if span.field("year"):
            words += self.numbers.cardinal(self.full_year(span.field("year"))) + "年"
        if span.field("month"):
            words += self.numbers.cardinal(int(span.field("month"))) + "月"
        if span.field("day"):
            words += self.numbers.cardinal(int(span.field("day"))) + "日"
        return words + (self.time(span, context) or "") if span.field("hour") else words

    def time(self, span: Span, context: Context) -> str | None:
        """Hours, minutes and seconds, each with its word."""
        words = {"am": "午前", "pm": "午後"}.get(span.field("period"), "")
        words += self.numbers.cardinal(int(span.field("hour"))) + "時"
        minute, second = int(span.field("minute") or "0"), int(span.field("second") or "0")
        if minute or second:
            words += self.numbers.cardinal(minute) + "分"
        return words + self.numbers.cardinal(second) + "秒" if second else words

    def money(self, span: Span, context: Context) -> str | None:
        """Whole and hundredths; yen have none."""
        factor = self.factors.get(span.field("scale"))
        if factor:
            fraction = span.field("fraction")
            whole = int(span.field("integer") + fraction) * factor // 10 ** len(fraction)
            return self.number(str(whole), sign=span.field("sign")) + self.currency_name(
                span.field("currency"), "other"
            )
        return super().money(span, context)

    def unit(self, span: Span, context: Context) -> str | None:
        """A number and its unit; "an hour" is not said again where the text has it."""
        words = super().unit(span, context)
        prefix = words[:2] if words else ""
        written = context.text[max(0, context.start - 2) : context.start]
        return words[2:] if words and prefix in ("時速", "秒速", "摂氏", "華氏") and written == prefix else words

    def power(self, exponent: str) -> str:
        """The exponent stands inside its words: の五乗."""
        digits = exponent.translate(_RAISED)
        if digits in self.powers or not digits.lstrip("-").isdecimal():
            return super().power(exponent)
        return f"の{self.number(digits.lstrip('-'), sign='-' * digits.startswith('-'))}乗"

    def fraction(self, span: Span, context: Context) -> str | None:
        """The denominator comes first."""
        whole, numerator, denominator = (span.field(name) for name in ("whole", "numerator", "denominator"))
        words = f"{self.number(denominator)}分の{self.number(numerator)}"
        if span.field("sign"):
            fields = {name: value for name, value in span.fields.items() if name != "sign"}
            return f"{self.minus}{self.fraction(span._replace(fields=fields), context)}"
        return f"{self.number(whole)}と{words}" if whole else words

    def range(self, span: Span, context: Context) -> str | None:
        """What has its unit before the number names it once: 時速五十から六十キロメートル."""
        first, second = span.parts
        if first.kind in _PLAIN and second.kind in (SpanKind.UNIT, SpanKind.TEMPERATURE):
            pattern = self.unit_pattern(second.field("unit"), "other")
            if pattern and not pattern.startswith("{0}"):
                return pattern.replace("{0}", f"{self.amount(first)}{self.range_word}{self.amount(second)}")
        return super().range(span, context)

    def phone(self, span: Span, context: Context) -> str | None:
        """Digits with の between the groups."""
        words = "の".join(self.numbers.digits(group, "phone") for group in span.field("groups").split())
        return self.plus + words if span.field("plus") else words

    def roman(self, span: Span, context: Context) -> str | None:
        """The number alone."""
        return self.number(span.field("integer"))

    def code(self, span: Span, context: Context) -> str | None:
        """Capitals by name, up to three digits as a number; a weekday in brackets in full."""
        if span.field("weekday"):
            last = span.field("last_weekday")
            day = span.field("weekday") + "曜日" + (self.range_word + last + "曜日" if last else "")
            return day + "祝日" if span.field("holiday") else day
        if counter := span.field("counter"):
            number = self.number(span.field("integer"), span.field("fraction"))
            return f"{number}{counter}以上" if counter in _COUNTERS else f"{number}以上{counter}"
        if span.field("era"):
            year = _ERAS[span.field("era")] + self.number(span.field("year"))
            if not span.field("month"):
                return year
            return f"{year}年{self.number(span.field('month'))}月{self.number(span.field('day'))}日"
        if span.field("lot"):
            return "丁目" + "の".join(self.number(part) for part in span.field("lot").split("-"))
        if words_of_angle := angle(self, span, ("度", "分", "秒")):
            return words_of_angle
        if number := circled_number(span):
            return self.number(number)
        if quantity := quantity_words(self, span, self.quantities_said):
            return quantity
        if span.field("room"):
            return self.numbers.digits(span.field("room"))
        if span.field("each"):
            return self._for_each(span)
        if page := span.field("page"):
            last = span.field("last_page")
            return self.number(page) + (self.range_word + self.number(last) if last else "") + "ページ"
        if span.field("block"):
            return "の".join(self.number(part) for part in span.field("block").split("-"))
        words = []
        for piece in _PIECES.findall(plain_code(span)):
            if "." in piece[1:]:
                words.append(self.number(*piece.split(".")))
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
                words.append(known or (self.letter_words(piece) if spelled else piece).replace("-", ""))
        return "".join(words)

    def _for_each(self, span: Span) -> str:
        """A price for each: what it is for comes first."""
        each = span.field("each")
        unit = {**UNITS, **self.unit_signs}.get(each, "")
        one = "一" + self.unit_name(unit, "other") if unit else _SPANS_OF_TIME.get(each, "一" + each)
        low, high = (span.field(name).replace(",", "").split(".") for name in ("low", "high"))
        first = self.number(*low) + self.range_word if low[0] else ""
        return f"{one}あたり{first}{self.number(*high)}{span.field('large')}{span.field('coin')}"

    def hashtag(self, span: Span, context: Context) -> str | None:
        """ハッシュタグ instead of the sign's name."""
        return f"ハッシュタグ {self.addresses.hashtag(span.field('text')).partition(' ')[2]}"

    def symbol(self, span: Span, context: Context) -> str | None:
        """A dash between two dates or times is "from … to"."""
        character = span.field("character")
        if span.field("minus"):
            return "引く"
        if span.field("pause"):
            return "、"
        if span.field("loss"):
            return self.minus
        if span.field("offset"):
            return self.plus if character == "+" else self.minus
        if span.field("over"):
            return "の"
        if span.field("by"):
            return self.symbols["×"]
        if character in ":：":
            return self.ratio_word
        return self.range_word if character in "-–—~～〜" else super().symbol(span, context)
