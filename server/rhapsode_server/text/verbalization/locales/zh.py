"""Chinese (Mandarin)."""

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
    ANGLES,
    DATES,
    DIMENSIONS,
    LATIN_CODES,
    NEGATIVE_FRACTIONS,
    PHONES,
    PRICES,
    SIGNED,
    SPELLED,
    TIMES,
    UNIT_SIGNS,
    closed_context,
    named_symbols,
)

_PRICED = re.compile(r"[¥￥$€£]\s?\d[\d.,]{0,12}\Z")
_MODEL = re.compile(r"(?<![A-Za-z])(?:RTX|GTX|RX|GT|MX|Ryzen|HTTP|Xeon|[A-Z]{2})\s\Z")
"""What the number of a model stands behind."""
_LABELS = "路街区楼号室层栋元巷弄村组幢座版第图表式例题卷课页章节条款项类型附件编案组级"
"""Behind these a pair of numbers is a label."""
_DESCENDING = "|".join(f"{high}[-–][0-{high - 1}]" for high in range(1, 10))
"""A pair that descends is a score and no range: 中国3-2."""
_DIALLED = "110|119|120|122|999|911"
NAMED_NUMBERS: tuple[tuple[SpanKind, str], ...] = tuple(
    (SpanKind.CODE, rf"(?<![A-Za-z\d./:-])(?<!\d,)(?P<named>{numbers})(?=\s?(?:{behind}))")
    for numbers, behind in (
        (_DIALLED, "报警|報警|火警|急救|电话|指挥|接警|出警|事件|救护|中心|平台|热线|恐怖"),
        ("315", "晚会|消费|打假"),
        ("618", "大促|购物|期间|活动|年中|促销|狂欢|电商"),
        ("985|211", "[、/和](?:985|211)|高校|大学|工程|院校|双一流|毕业|硕士|本科"),
        ("996|007|965", "工作制|文化|加班|模式|制度"),
        (r"[45]\d\d", "错误|页面|报错|状态码"),
        ("520|521|1314", "表白|情人|礼物|快乐|告白"),
    )
)
"""Numbers that are names, said digit by digit."""


_PLACES = (
    "北京|上海|广州|深圳|天津|重庆|成都|武汉|杭州|南京|西安|苏州|长沙|郑州|青岛|大连|厦门|香港|澳门|台北|高雄|东京|大阪|首尔|"
    "昆明|济南|合肥|福州|南昌|贵阳|沈阳|长春|太原|兰州|拉萨|海口|三亚|宁波|无锡|珠海|佛山|东莞|桂林|纽约|伦敦|巴黎"
).split("|")
_JOINTS = joints(
    "-–—~～〜→",
    *_PLACES,
    "周[一二三四五六日天]",
    "星期[一二三四五六日天]",
    "礼拜[一二三四五六日天]",
    *(
        "上午",
        "下午",
        "早上",
        "中午",
        "晚上",
        "凌晨",
        "傍晚",
        "[春夏秋冬]季",
        "[初中高]级",
        "年级",
        "小学",
        "初中",
        "高中",
    ),
    *("大学", "本科", "硕士", "博士", "入门", "精通", "[一二三四五六七八九十]月", "唐代", "宋代", "明代", "清代"),
)
"""Between places, days, parts of the day and of the year, and schools a line leads from one to the other."""


class Chinese(HanLocale):
    """Mandarin."""

    tag = "zh"
    minus = "负"
    plus = "加"
    plus_minus = "正负"
    range_word = "到"
    ratio_word = "比"
    score_word = "比"
    # 月, 日, 号, 楼, 年级, 路, 班 and 次方 take the plain two.
    measures = (
        "个位名只条件本张支枝台辆架艘匹头双对组套副间所座栋层节课堂届项种类样片块粒颗滴瓶杯碗盘桶袋箱盒包卷米尺"
        "寸里公千百万亿"
        "吨斤克升亩平立秒分小天周岁元毛角美欧英点场次遍顿句首篇幅幢家户门顶把根棵株朵处口份封轮笔倍成步声刻例"
        # Those that traditional characters write otherwise.
        "個條張檯臺輛匹頭雙對組間座棟層節課項種樣塊顆盤億萬噸畝歲點場遍頓幅戶門頂處輪筆聲紙釐納頁齣單圈趟聯屆隻"
        "勺匙瓣枚撮碟壶锅罐听段批队款章餐晚针则招汤茶盎磅壺鍋隊針則湯"
        "厘毫微纳页集部起宗单趟圈排列道具串束盏扇股度人大国方地市省会岸夜晚"
    )
    dialled = re.compile(
        "(?:电话|電話|手機|熱線|傳真|號碼|致電|撥|撥打|郵遞區號|編號|帳號|密碼|代碼|報警|报警|手机|热线|客服|传真|号码|致电|拨|呼叫|打|邮编|尾号|批次|批号|单号|工号|证号|账号|帐号|代码|验证码|"
        "房间|包厢|教室|编号|卡号|学号|密码|分机|门牌|房号|QQ|QQ群|群号|微信|[\\u4e00-\\u9fff][A-Z][·•])"
        r"(?:号码?)?(?:是|为)?[:：\s]{0,2}$"
    )
    services = re.compile(r"12(?:30[56]|315|333|348|366|388|110|119)|100(?:86|10)|955\d\d")
    quantities_said = QuantityWords(
        "{0}个百分点",
        "{0}个基点",
        "七天二十四小时",
        ("{0}年第一季度", "{0}年第二季度", "{0}年第三季度", "{0}年第四季度"),
        ("{0}年上半年", "{0}年下半年"),
        "{0}年代",
        "{1}分之{0}",
        fiscal="{0}财年",
        times="{0}倍",
    )
    spoken_per = ("时速", "每小时")
    numbered = ("房", "室", "航班", "国道", "省道", "路公", "路车", "病房", "号房")
    compared = re.compile(
        r"(?:比分|比例|比率|比值|大比分|战成|战平|以|[胜负])(?:是|为|成"
        r"|了)?[:：\s]?(?:\d{1,3}[:：]\d{1,3}[、，,和]){0,4}$"
    )
    lasting = re.compile(r"(?:近|约|有|逾|超|超过|达|过去|历经|满)$")
    since = ("历史", "的历史", "前", "来", "之久", "以上")
    factors = {"k": 10**3, "m": 10**6, "b": 10**9, "bn": 10**9}
    scales = {
        "千": "千",
        "万": "万",
        "百万": "百万",
        "千万": "千万",
        "亿": "亿",
        "万亿": "万亿",
        "萬": "万",
        "億": "亿",
        "百萬": "百万",
        "千萬": "千万",
        **HanLocale.scales,
    }
    difference_word = "减"
    symbols = {
        "+": "加",
        "=": "等于",
        "×": "乘",
        "÷": "除以",
        "*": "乘",
        "&": "和",
        ">": "大于",
        "<": "小于",
        "≥": "大于等于",
        "≤": "小于等于",
        "≈": "约等于",
        "≦": "小于等于",
        "≧": "大于等于",
        "≠": "不等于",
        "±": "正负",
        "√": "根号",
        "§": "章节",
        "%": "百分号",
        "№": "第",
    }
    symbol_names = named_symbols(
        "艾特 点 杠 下划线 斜杠 冒号 井号 加号 和 星号 空格 逗号 分号 感叹号 问号 撇号 引号 左括号 右括号 "
        "左方括号 右方括号 左花括号 右花括号 小于号 大于号 等号 百分号 美元 欧元 英镑 反斜杠 竖线 波浪号 "
        "脱字符 反引号 度 章节号"
    )
    powers = {"2": "的平方", "3": "的立方", "": "的"}
    abbreviations = {
        **{"#": "第", "No": "第", "vs": "对", "VS": "对"},
        **greek_names(
            "阿尔法 贝塔 伽马 德尔塔 艾普西隆 泽塔 伊塔 西塔 约塔 卡帕 拉姆达 缪 纽 克西 派 柔 西格玛 陶 宇普西隆 斐 "
            "希 普赛 欧米伽"
        ),
    }
    initialisms = SPELLED
    unit_signs = {**UNIT_SIGNS, **MEASURES_OF_SCIENCE}
    unit_patterns = {
        "liter-per-100-kilometer": "每百公里{0}升",
        "dot-per-inch": "每英寸{0}点",
        "revolution-per-minute": "每分钟{0}转",
        "mole-per-liter": "每升{0}摩尔",
        "micromole-per-liter": "每升{0}微摩尔",
        "nanogram-per-milliliter": "每毫升{0}纳克",
        "gram-per-mole": "每摩尔{0}克",
        "frame-per-second": "每秒{0}帧",
        "beat-per-minute": "每分钟{0}次",
        "watt-hour": "{0}瓦时",
    }
    currency_signs = {"¥": "CNY", "￥": "CNY", "RMB": "CNY", "JP¥": "JPY", "CN¥": "CNY", "RM": "MYR"}
    coin_words = {"CNY": "人民币", "USD": "美金", "JPY": "円"}
    currency_names = {
        "CNY": {"other": "元"},
        "AUD": {"other": "澳元"},
        "CAD": {"other": "加元"},
        "NZD": {"other": "新西兰元"},
        "SGD": {"other": "新加坡元"},
        "RUB": {"other": "卢布"},
        "INR": {"other": "卢比"},
        "MYR": {"other": "令吉"},
    }
    unit_names = {
        "milliampere-hour": {"other": "毫安时"},
        "part-per-million": {"other": "PPM"},
        "kilobyte": {"other": "KB"},
        "megabyte": {"other": "MB"},
        "gigabyte": {"other": "GB"},
        "terabyte": {"other": "TB"},
        "petabyte": {"other": "PB"},
        "kilobit": {"other": "千比特"},
        "megabit": {"other": "兆比特"},
        "second": {"other": "秒"},
        "tonne": {"other": "吨"},
        "volt": {"other": "伏"},
        "cubic-capacity": {"other": "CC"},
        "kilovolt": {"other": "千伏"},
        "millivolt": {"other": "毫伏"},
        "square-millimeter": {"other": "平方毫米"},
        "ampere": {"other": "安"},
        "watt": {"other": "瓦"},
        "decibel": {"other": "分贝"},
        "pascal": {"other": "帕"},
        "hectopascal": {"other": "百帕"},
    }
    patterns = (
        *ADDRESSES,
        *UNSPACED_QUANTITIES,
        *NAMED_NUMBERS,
        *GREEK_LETTERS,
        UNSPACED_AT_LEAST,
        (SpanKind.SYMBOL, r"(?#+)(?:(?<=\d[万亿千萬億])|(?<=\d%))(?P<character>(?P<plenty>\+))(?=[\u4e00-\u9fff])"),
        UNITS_OF_MYRIADS,
        _JOINTS,
        (
            SpanKind.UNIT,
            r"(?#/)(?<![A-Za-z\d.,/-])§number§(?P<_gap>\s?)(?P<symbol>§unit§)(?=/[天日月年周人个次套户台辆件餐晚份片粒袋瓶])",
        ),
        (
            SpanKind.SYMBOL,
            r"(?#/)(?<=[A-Za-z²³])(?P<character>/)(?=[天日月年周人个次套户台辆件餐晚份片粒袋瓶](?![\u4e00-\u9fff]{0,2}/))",
        ),
        LETTER_SPANS,
        FALLING_SCORES,
        (SpanKind.SYMBOL, r"(?#▲▼)(?P<character>(?P<trend>[▲▼]))\s?(?=\d[\d,.]{0,9}%)"),
        (SpanKind.SYMBOL, r"(?#-–—~～〜)(?:(?<=\d[万亿千百萬億])|(?<=\d [万亿]))(?P<character>[-–—~～〜])(?=\s?\d)"),
        *ARROWS,
        (SpanKind.DECIMAL, r"(?<=的)(?=-\d)§number§(?=次方|次幂)"),
        (SpanKind.HASHTAG, r"(?#\#)(?<=[\d\u3040-\u9fff])(?P<text>#[^\W\d]\w{1,40})#?"),
        (
            SpanKind.CODE,
            r"(?<![A-Za-z\d.,/:-])(?P<counted>\d{1,5}(?:\.\d{1,2})?)(?P<myriads>w|W(?=\+?\s?(?:人|粉|用户|元|块|字|次|播放)))(?P<more>\+)?(?![A-Za-z\d])",
        ),
        # A year right before a name: 2022FIFA.
        (SpanKind.YEAR, r"(?<![A-Za-z\d.,/-])(?P<integer>(?:19|20)\d\d)(?=[A-Z]{3,8}(?![A-Za-z\d]))"),
        # Western commas without a space behind them.
        (SpanKind.PERCENT, r"(?#%)(?<![\d.:])(?<!\d,)§number§\s?(?P<symbol>%)(?=,\d)"),
        (SpanKind.TIME, r"(?#:)(?<![\d.:])(?<!\d,)(?P<hour>[01]?\d|2[0-3]):(?P<minute>[0-5]\d)(?=,\d)"),
        *DATES,
        (SpanKind.CODE, r"(?<![A-Za-z\d.])(?P<text>\d{1,2}[A-Z]{1,2})(?=\s?[级級景股座室栋棟游戏大作店])"),
        (SpanKind.CODE, r"(?#折)(?<![\d.])(?P<named>[1-9][1-9])(?=\s?折(?![叠合扣腰]))"),
        (SpanKind.YEAR, r"(?#-–—~～〜)(?<!\d)(?P<integer>(?:19|20)\d\d)(?= [-–—~～〜] (?:19|20)\d\d\s?年)"),
        (
            SpanKind.SYMBOL,
            r"(?#-–—~～〜)(?<=\d) (?P<character>(?P<between>[-–—~～〜])) (?=\d[\d,.]{0,9}\s?"
            r"[个人年天月日岁元块万亿名台件条种次倍分小周页章只米公千百吨升度级层篇])",
        ),
        (SpanKind.CODE, r"(?<![\d.])(?P<event>\d{1,2}[·•]\d{1,2})(?![\d.])"),
        (SpanKind.CODE, r"(?<!\d)(?P<season>(?:19|20)\d\d[/-]\d\d)(?=\s?(?:赛季|学年|财年))"),
        (SpanKind.ABBREVIATION, r"(?<![\w#&])(?P<key>#)(?=\d)"),
        *TIMES,
        *PRICES,
        *PHONES,
        *LATIN_CODES,
        *SIGNED,
        *NEGATIVE_FRACTIONS,
        *DIMENSIONS,
        *ANGLES,
        (SpanKind.ROMAN, r"(?:(?<=第)|(?<=第 ))(?P<numeral>[IVXLC]{1,7})(?=\s?[章节部卷届回条期篇册代])"),
        (
            SpanKind.ROMAN,
            r"(?:(?<=[\u4e00-\u9fff])|(?<=[\u4e00-\u9fff] ))(?!X{2,3}(?![IVX]))(?P<numeral>[IVX]{2,5})(?![A-Za-z\d])",
        ),
        (SpanKind.ABBREVIATION, r"(?<![A-Za-z])(?P<key>No)\.\s?(?=\d)"),
        (SpanKind.ABBREVIATION, r"(?<![A-Za-z])(?P<key>vs|VS)(?![A-Za-z])\.?"),
        (
            SpanKind.RATIO,
            r"(?<![\d.:-])(?P<first>\d{1,3})(?P<mark>[-–])(?P<second>\d{1,3})(?=\s?[获战击取领落险大完力][胜败平倒先后])",
        ),
        (
            SpanKind.SYMBOL,
            r"(?<=\d)(?P<character>/)(?=[月年天日晚人位斤克个件次吨升瓶盒股桶张台套平]|公[斤里]|千克|小时|分钟)",
        ),
        (SpanKind.SYMBOL, r"(?#/)(?:(?<=[元块角])|(?<=\d))/(?P<per>§unit§)(?![A-Za-z\d²³])"),
        (SpanKind.SYMBOL, r"(?<=[元块角次升克斤米人个份])(?P<character>/)(?=[\u4e00-\u9fff])"),
        (SpanKind.SYMBOL, r"(?<=\d)\s?(?P<character>[+×÷*=±><≥≤≈≠])\s?(?=\d)"),
        (
            SpanKind.RATIO,
            r"(?:(?<=[赛局场])|(?<=[赛局场] ))(?P<first>\d{1,3})(?P<mark>[-–])(?P<second>\d{1,3})(?![\d.号日月天个-])",
        ),
        (
            SpanKind.RATIO,
            rf"(?:(?<=[\u4e00-\u9fff])(?<![{_LABELS}])|(?<=[\u4e00-\u9fff] )(?<![{_LABELS}] ))(?={_DESCENDING})"
            r"(?P<first>[1-9])(?P<mark>[-–])(?P<second>\d)(?![\d.号楼室栋:-])",
        ),
        (SpanKind.SYMBOL, r"(?#√)(?P<character>√)(?=\d)"),
        (SpanKind.ROMAN, r"(?<![A-Za-z\d])(?P<numeral>I{1,3}|IV)(?=\s?[型期类级][\u4e00-\u9fff])"),
        (SpanKind.SYMBOL, r"(?#/)(?<=\d\d)(?P<character>(?P<over>/))(?=\d\d{1,2}\s?(?:mmHg|毫米汞柱))"),
        (
            SpanKind.SYMBOL,
            r"(?<=[年月日号点时分天级楼])\s?(?P<character>[-–—~～〜])\s?(?=(?:上午|下午|早上|晚上|中午|凌晨|次日|明天|后天|翌日)?\s?\d)",
        ),
    )

    def decide(self, span: Span, context: Context) -> Span | None:
        """Two minutes behind the hour are no two minutes; a number behind a name in capitals is a model's."""
        if (
            span.field("per")
            and context.mark_before.isdigit()
            and not _PRICED.search(context.text, max(0, span.start - 16), span.start)
        ):
            return None
        context = context if span.kind is SpanKind.MONEY else closed_context(context)
        if span.kind is SpanKind.CARDINAL and context.written == "2" and context.mark_before == "点":
            return span._replace(fields={"integer": "2", "plain": "2"}) if context.mark_after == "分" else span
        if span.kind is SpanKind.CARDINAL and _MODEL.search(context.text, max(0, context.start - 6), context.start):
            digits = span.field("integer")
            if len(digits) == 4 and not digits.endswith("00") and context.mark_after not in tuple("万亿元个人年月"):
                return span._replace(kind=SpanKind.PHONE, fields={"groups": digits})
        return super().decide(span, context)

    def agreement(self, span: Span, context: Context) -> str | None:
        """The plain two in "two minutes past"; two years, but not the second year of school or of a reign."""
        if span.field("plain"):
            return None
        if context.written == "2" and context.mark_after == "年":
            named = context.mark_before in tuple("第国治和历绪禧熙隆正庆丰统德祐")
            named = named or context.text.startswith(("年级", "年級", "年代"), context.end)
            return None if named else "measure"
        return super().agreement(span, context)

    def code(self, span: Span, context: Context) -> str | None:
        """Tens of thousands as a letter."""
        if span.field("myriads"):
            whole, _, fraction = span.field("counted").partition(".")
            return self.number(whole, fraction, form="measure") + "万" + "多" * bool(span.field("more"))
        return super().code(span, context)
