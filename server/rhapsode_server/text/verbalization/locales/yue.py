"""Cantonese as spoken in Hong Kong, written in traditional characters."""

from __future__ import annotations

import re

from rhapsode_server.text.verbalization.asian_signs import (
    ARROWS,
    FALLING_SCORES,
    GREEK_LETTERS,
    LETTER_SPANS,
    UNITS_OF_MYRIADS,
    UNSPACED_AT_LEAST,
    greek_names,
    joints,
)
from rhapsode_server.text.verbalization.context import Context
from rhapsode_server.text.verbalization.han import HanLocale
from rhapsode_server.text.verbalization.quantities import MEASURES_OF_SCIENCE, UNSPACED_QUANTITIES, QuantityWords
from rhapsode_server.text.verbalization.span import Span, SpanKind
from rhapsode_server.text.verbalization.unspaced import (
    ADDRESSES,
    DATES,
    DIMENSIONS,
    LATIN_CODES,
    PHONES,
    PRICES,
    SIGNED,
    SPELLED,
    TIMES,
    UNIT_SIGNS,
    named_symbols,
)

_JOINTS = joints(
    "-–—~～〜→",
    *(
        "香港|九龍|新界|港島|澳門|中環|金鐘|旺角|銅鑼灣|尖沙咀|深圳|廣州|北京|上海|台北|東京|大阪|首爾|曼谷|倫敦|珠海|"
        "荃灣|沙田|元朗|觀塘|屯門|機場"
    ).split("|"),
    "星期[一二三四五六日]",
    "週[一二三四五六日]",
    "周[一二三四五六日]",
    "禮拜[一二三四五六日]",
    *(
        "上晝",
        "下晝",
        "上午",
        "下午",
        "朝早",
        "夜晚",
        "凌晨",
        "[春夏秋冬]季",
        "[初中高]級",
        "年級",
        "小學",
        "中學",
        "大學",
    ),
    "[一二三四五六七八九十]月",
)
"""Between places, days, parts of the day and of the year, and schools a line leads from one to the other."""


class Cantonese(HanLocale):
    """Cantonese."""

    tag = "yue"
    numerals = ("萬", "億", "兩", "一", "千萬億")
    minus_word = "減"
    minus = "負"
    plus = "加"
    plus_minus = "正負"
    point = "點"
    range_word = "至"
    ratio_word = "比"
    score_word = "比"
    below_zero = "零下"
    hour_word = "點"
    minute_word = "分"
    second_word = "秒"
    topic_word = "標籤"
    afterwards = "後"
    date_order = "dmy"
    measures = (
        "個位名隻只條件本張支枝枱檯輛架艘匹頭雙對組套副間所座棟幢層節課堂項種類樣片塊舊嚿粒顆滴瓶樽杯碗盤碟桶袋"
        "箱盒包卷米尺呎吋寸里公千百萬億"
        "噸斤磅克升畝平立秒分小天周週歲蚊元毫港美歐英點場次遍餐句首篇幅家戶度把根棵株朵處口份封輪筆倍成聲刻例頁"
        "匙羹湯茶款晚段批針勺瓣煲碟罐"
        "集部宗轉人條啲單杯台大國方地市省會岸"
    )
    dialled = re.compile(r"(?:電話|手機|手提|熱線|傳真|號碼|致電|打|撥|房號|密碼|編號|號)(?:號碼?|係|為)?[:：\s]{0,2}$")
    numbered = ("房", "室", "號房", "號巴", "號小巴")
    compared = re.compile(
        r"(?:比分|比數|比例|比率|贏咗|輸咗|贏|輸|以|打成)(?:係|為)?[:：\s]?(?:\d{1,3}[:：]\d{1,3}[、，,同]){0,4}$"
    )
    lasting = re.compile(r"(?:近|約|有|逾|超|超過|達|過去|大約|成)$")
    since = ("歷史", "嘅歷史", "前", "嚟", "以上")
    spoken_per = ("時速", "每小時")
    quantities_said = QuantityWords(
        "{0}個百分點",
        "{0}個基點",
        "一星期七日二十四小時",
        ("{0}年第一季", "{0}年第二季", "{0}年第三季", "{0}年第四季"),
        ("{0}年上半年", "{0}年下半年"),
        "{0}年代",
        "{1}分之{0}",
        fiscal="{0}財政年度",
        times="{0}倍",
    )
    factors = {"k": 10**3, "m": 10**6, "b": 10**9, "bn": 10**9}
    scales = {"千": "千", "萬": "萬", "百萬": "百萬", "千萬": "千萬", "億": "億", **HanLocale.scales}
    difference_word = "減"
    powers = {"2": "嘅平方", "3": "嘅立方", "": "嘅"}
    symbols = {
        "+": "加",
        "=": "等於",
        "×": "乘",
        "÷": "除以",
        "*": "乘",
        "&": "同",
        ">": "大過",
        "<": "細過",
        "≥": "大過或等於",
        "≤": "細過或等於",
        "≈": "約等於",
        "≠": "唔等於",
        "±": "正負",
        "%": "百分比",
    }
    symbol_names = named_symbols(
        "at 點 橫線 底線 斜線 冒號 井號 加號 同 星號 空格 逗號 分號 感歎號 問號 撇號 引號 左括號 右括號 左方括號 "
        "右方括號 左大括號 右大括號 細過 大過 等號 百分比 蚊 歐元 英鎊 反斜線 直線 波浪號 脫字符 反引號 度 章節號"
    )
    abbreviations = {
        **{"#": "第", "No": "第", "vs": "對", "VS": "對"},
        **greek_names(
            "阿爾法 貝塔 伽瑪 德爾塔 艾普西隆 澤塔 伊塔 西塔 約塔 卡帕 拉姆達 繆 紐 克西 派 柔 西格瑪 陶 宇普西隆 斐 "
            "希 普賽 歐米伽"
        ),
    }
    initialisms = SPELLED
    unit_signs = {**UNIT_SIGNS, **MEASURES_OF_SCIENCE}
    unit_patterns = {
        "liter-per-100-kilometer": "每百公里{0}公升",
        "mile-per-gallon": "每加侖{0}英里",
        "dot-per-inch": "每吋{0}點",
        "milliampere-hour": "{0}毫安時",
        "part-per-million": "百萬分之{0}",
        "revolution-per-minute": "每分鐘{0}轉",
        "millimole-per-liter": "每升{0}毫摩爾",
        "mole-per-liter": "每升{0}摩爾",
        "micromole-per-liter": "每升{0}微摩爾",
        "nanogram-per-milliliter": "每毫升{0}納克",
        "gram-per-mole": "每摩爾{0}克",
        "frame-per-second": "每秒{0}格",
        "beat-per-minute": "每分鐘{0}次",
        "watt-hour": "{0}瓦特小時",
    }
    unit_names = {
        "kilobyte": {"other": "KB"},
        "megabyte": {"other": "MB"},
        "gigabyte": {"other": "GB"},
        "terabyte": {"other": "TB"},
        "petabyte": {"other": "PB"},
        "degree": {"other": "度"},
        "cubic-capacity": {"other": "CC"},
        "kilovolt": {"other": "千伏特"},
        "millimeter-ofhg": {"other": "毫米水銀柱"},
        "millivolt": {"other": "毫伏特"},
        "square-millimeter": {"other": "平方毫米"},
        "tonne": {"other": "噸"},
        "atmosphere": {"other": "個大氣壓"},
        "decibel": {"other": "分貝"},
    }
    # A bare dollar sign is Hong Kong's own; its notes and coins are spoken of as 蚊 and 毫, prices on the news as 元.
    currency_signs = {"$": "HKD", "￥": "JPY", "RMB": "CNY", "¥": "CNY", "JP¥": "JPY", "RM": "MYR"}
    coin_words = {"HKD": "蚊", "USD": "美金", "CNY": "人民幣"}
    currency_names = {
        "HKD": {"other": "港元"},
        "CNY": {"other": "元人民幣"},
        "AUD": {"other": "澳元"},
        "CAD": {"other": "加元"},
        "SGD": {"other": "新加坡元"},
        "KRW": {"other": "韓圜"},
        "MYR": {"other": "令吉"},
    }
    patterns = (
        *ADDRESSES,
        *UNSPACED_QUANTITIES,
        *GREEK_LETTERS,
        UNSPACED_AT_LEAST,
        (SpanKind.SYMBOL, r"(?#+)(?:(?<=\d[萬億千])|(?<=\d%))(?P<character>(?P<plenty>\+))(?=[\u4e00-\u9fff])"),
        UNITS_OF_MYRIADS,
        _JOINTS,
        (
            SpanKind.UNIT,
            r"(?#/)(?<![A-Za-z\d.,/-])§number§(?P<_gap>\s?)(?P<symbol>§unit§)(?=/[天日月年週周人個次套戶台架件餐晚份片粒袋樽])",
        ),
        (
            SpanKind.SYMBOL,
            r"(?#/)(?<=[A-Za-z²³])(?P<character>/)(?=[天日月年週周人個次套戶台架件餐晚份片粒袋樽](?![\u4e00-\u9fff]{0,2}/))",
        ),
        LETTER_SPANS,
        FALLING_SCORES,
        (SpanKind.SYMBOL, r"(?#/)(?<=\d\d)(?P<character>(?P<over>/))(?=\d\d{1,2}\s?mmHg)"),
        (SpanKind.SYMBOL, r"(?#-–—~～〜)(?:(?<=\d[萬億千百])|(?<=\d [萬億]))(?P<character>[-–—~～〜])(?=\s?\d)"),
        *ARROWS,
        (
            SpanKind.CODE,
            r"(?<![A-Za-z\d./:-])(?<!\d,)(?P<named>999|992|112|1823|18[35]\d{2})(?=報警|報案|熱線|求助|查詢)",
        ),
        (
            SpanKind.SYMBOL,
            r"(?#/)(?:(?<=[元蚊塊])|(?<=[$＄]\d)|(?<=[$＄]\d\d)|(?<=\.\d)|(?<=\.\d\d))/(?P<per>§unit§)(?![A-Za-z\d²³])",
        ),
        (SpanKind.SYMBOL, r"(?<=\d)(?P<character>/)(?=小時|分鐘|公斤|公升|每|晚|餐|次|期)"),
        *DATES,
        (SpanKind.DATE, r"(?<![\d/.-])(?P<day>\d{1,2})/(?P<month>\d{1,2})/(?P<year>\d{4})(?=[^\W\dA-Za-z_])"),
        (SpanKind.CODE, r"(?<![A-Za-z\d.])(?P<text>\d{1,2}[A-Z]{1,2})(?=\s?[级級景股座室栋棟])"),
        (SpanKind.CODE, r"(?<![\d.])(?P<event>\d{1,2}[·•]\d{1,2})(?![\d.])"),
        (SpanKind.CODE, r"(?<!\d)(?P<season>(?:19|20)\d\d[/-]\d\d)(?=\s?(?:年?度?[賽球]季|學年|財年))"),
        (SpanKind.ABBREVIATION, r"(?<![\w#&])(?P<key>#)(?=\d)"),
        *TIMES,
        *PRICES,
        *PHONES,
        *DIMENSIONS,
        *LATIN_CODES,
        *SIGNED,
        (SpanKind.ROMAN, r"(?:(?<=第)|(?<=第 ))(?P<numeral>[IVXLC]{1,7})(?=\s?[章節部卷屆回條期篇冊代])"),
        (
            SpanKind.ROMAN,
            r"(?:(?<=[\u4e00-\u9fff])|(?<=[\u4e00-\u9fff] ))(?!X{2,3}(?![IVX]))(?P<numeral>[IVX]{2,5})(?![A-Za-z\d])",
        ),
        (SpanKind.ABBREVIATION, r"(?<![A-Za-z])(?P<key>No)\.\s?(?=\d)"),
        (SpanKind.ABBREVIATION, r"(?<![A-Za-z])(?P<key>vs|VS)(?![A-Za-z])\.?"),
        (
            SpanKind.RATIO,
            r"(?:(?<=[贏輸勝負咗比])|(?<=[贏輸勝負咗比] ))(?P<first>\d{1,3})(?P<mark>[-–])(?P<second>\d{1,3})(?![\d-])",
        ),
        (
            SpanKind.RATIO,
            r"(?<![\d.:-])(?P<first>\d{1,3})(?P<mark>[-–])(?P<second>\d{1,3})(?=\s?[贏輸獲戰擊取領落險大完力][咗勝敗平倒先後])",
        ),
        (SpanKind.SYMBOL, r"(?<=\d)(?P<character>/)(?=[月年日晚人位磅斤個])"),
        (SpanKind.SYMBOL, r"(?<=[元蚊塊次升斤磅米人個份])(?P<character>/)(?=[\u4e00-\u9fff])"),
        (SpanKind.SYMBOL, r"(?<=\d)\s?(?P<character>[+×÷*=])\s?(?=\d)"),
        (SpanKind.SYMBOL, r"(?<=\d[年月日號點時分天級樓])(?P<character>[-–—~～〜])(?=\d)"),
    )

    def decide(self, span: Span, context: Context) -> Span | None:
        """Eight digits in two groups are a telephone number of Hong Kong, whatever stands before."""
        groups = span.field("groups")
        if span.kind is SpanKind.CODE and len(groups) == 9 and groups[0] in "235689":
            return span._replace(kind=SpanKind.PHONE)
        if span.kind is SpanKind.FRACTION and not span.field("whole"):
            day, month = int(span.field("numerator") or "0"), int(span.field("denominator") or "0")
            if month <= 12 < day <= 31 and (day, month) != (24, 7):
                return span._replace(kind=SpanKind.DATE, fields={"day": str(day), "month": str(month)})
        return super().decide(span, context)

    def day_period(self, span: Span) -> str:
        """上晝 and 下晝."""
        return {"am": "上晝", "pm": "下晝"}.get(span.field("period"), "")

    def money(self, span: Span, context: Context) -> str | None:
        """In Hong Kong's own money, dollars and ten-cent pieces: twelve dollars fifty is 十二元五角."""
        fraction = span.field("fraction")
        if span.field("symbol") != "$" or span.field("scale") or len(fraction) > 2:
            return super().money(span, context)
        words = self.number(span.field("integer"), sign=span.field("sign"), form="measure") + "元"
        tens, ones = (fraction + "00")[:1], (fraction + "00")[1:2]
        if tens != "0":
            words += self.number(tens) + "角"
        elif ones != "0":
            words += "零"
        return words + self.number(ones) + "仙" if ones != "0" else words
