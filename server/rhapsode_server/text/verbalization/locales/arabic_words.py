"""What Arabic has to know of words: genders of nouns behind numbers, prepositions, months of three calendars."""

from __future__ import annotations

import re

from rhapsode_server.text.verbalization.context import Context
from rhapsode_server.text.verbalization.locales.arabic_numbers import Noun

PREPOSITIONS = frozenset(
    "حتى في من إلى الى على عن مع بعد قبل منذ خلال نحو حوالي بين لدى دون فوق تحت عند غضون كل قرابة زهاء بنسبة "
    "بمعدل بقيمة بمبلغ بسعر بعمر بطول بعرض بارتفاع بعمق بسرعة بوزن بمساحة بعدد بنحو بزيادة بانخفاض بتراجع بنمو "
    "بحوالي لنحو لمدة مدة لنسبة إلا يوم ب ل ك بـ لـ كـ مسافة بمسافة نسبة بفارق سن فئة".split()
)
_TRANSITIVE = frozenset(
    "اخلط اخلطي امزج امزجي اطبخ اغسل حضر حضري جهز جهزي اشرب تناول تناولي كان كانت أصبح أصبحت صار بات أنفق "
    "أنفقت أضف أضيفي أضيفوا أضفنا استخدم استخدمي استخدموا ضع ضعي خذ خذي اسكب اسكبي أحتاج تحتاج يستغرق تستغرق "
    "استغرق استغرقت يبلغ تبلغ بلغ بلغت يضم تضم ضم ضمت تشمل يشمل سجل سجلت حقق حققت دفع دفعت دفعنا يدفع تدفع "
    "اشترى اشتريت اشترينا قرأت قرأنا كتبت زار زرت زرنا قضى قضيت قضينا أمضى أمضيت كلف كلفت يكلف تكلف استقبل "
    "استقبلت أنتج أنتجت تنتج ينتج باع باعت يبيع تبيع ربح ربحت كسب تجاوز تجاوزت يتجاوز تتجاوز أطلق أطلقت وظف "
    "وظفت اشتر اشتري انتظر انتظرت انتظرنا".split()
)
"""Verbs right behind which a number is their object."""
_STUFF = frozenset(
    "سكر طحين دقيق زيت ماء حليب ملح خل عسل زبدة أرز شاي قهوة عصير لبن زبادي كريمة نشا كاكاو فانيليا خميرة بيكربونات "
    "قرفة كمون فلفل كركم زعفران صلصة معجون مربى شوفان لوز جوز سمسم شوكولاتة كاتشب مايونيز ثوم بصل بقدونس".split()
)
"""What a spoon or a cup is full of."""
_HEADS = frozenset(
    "آخر أول معدل بيع شراء مرور إنتاج إنشاء بناء توفير جمع تسجيل مقتل إصابة وفاة اعتقال تدريب توظيف إضافة حضور "
    "مشاركة وصول استخدام مساحة سعة حمولة وزن طول عرض ارتفاع عمق سرعة عمر قيمة مبلغ سعر ثمن مجموع إجمالي توزيع "
    "زراعة تحميل".split()
)
"""Nouns without the article, of which a number right behind them is the genitive."""
_FUNCTION_WORDS = frozenset(
    "من في إلى الى على عن مع بعد قبل منذ حتى بين أو او ثم هو هي هذا هذه كان كانت التي الذي الذين أن إن لا لم لن قد "
    "كما أي عند عندما لأن لكن بل إذا ما فقط أيضا تقريبا مقابل ضد بسبب حسب وفق كل غير سوى إلا بالمئة بالمائة".split()
)
_MASCULINE_PLURALS = frozenset(
    "دولارات كيلومترات مليارات تريليونات سنتات غرامات كيلوغرامات لترات ريالات جنيهات مطارات انفجارات لقاءات "
    "مستشفيات مؤتمرات مشروعات خطابات قطارات حيوانات خيارات حسابات ملفات تحديات طلبات باصات فيروسات اعتداءات "
    "حوارات مجالات مسارات قطاعات نزاعات صراعات مقاسات بيانات منتجات محركات مكونات مؤشرات متطلبات مستويات "
    "مقترحات مجلدات مهرجانات معسكرات مخيمات مختبرات مسلسلات مصطلحات مقررات ممرات منتخبات منتديات مخططات ملخصات "
    "محيطات لقاحات حمامات سجلات ضمانات شعارات رهانات كائنات كيانات منشورات واجبات سندات مسدسات نطاقات نداءات "
    "عطاءات غازات مستندات مجسمات مسكنات مشروبات مأكولات معوقات محفزات ميغابايتات غيغابايتات هكتارات برلمانات "
    "صالونات "
    "تلفزيونات كمبيوترات بروتوكولات جوازات نباتات خزانات قرارات مصنفات مبررات".split()
)
_MASCULINE_VERBAL = re.compile(
    "ت[\u0621-\u064a]{2}ي[\u0621-\u064a]ات|ت(?![\u0621-\u064a]{0,2}[اي]ات)[^ا]{3}ات|تفا[\u0621-\u064a]{2}ات"
    "|إ[\u0621-\u064a]{2}ا[\u0621-\u064a]ات|ا(?!ست)[\u0621-\u064a]{2,3}ا[\u0621-\u064a]ات"
    "|است[\u0621-\u064a]{2}ا[\u0621-\u064a]ات|[\u0621-\u064a]{2,}وهات"
)
"""Plurals of verbal nouns, which are masculine though they end like feminines: تطبيقات, توقعات, إعلانات, اجتماعات."""
_FEMININE_VERBAL = frozenset(
    "ترجمات تجربات توسعات تذكرات تكلفات تهنئات ترقيات تسويات توصيات تقنيات تحيات إذاعات".split()
)
_FEMININE_PLURALS = frozenset(
    "مدن دول غرف صور نسخ قطع أسر جمل ليال ليالي ليالٍ مدارس حدائق دقائق ثوان ثواني ثوانٍ وظائف رسائل قرى نساء "
    "صحف نقاط عيون حروب دوائر شرائح جوائز مناطق مراحل سفن شقق قصص فرص خطط جزر أمم أغان أغاني قضايا هدايا ضحايا "
    "خلايا زوايا آبار لجان قذائف قنابل محافظات بنات فتيات أخوات أقدام سنين نصائح فوائد طرق مزايا حقائق وسائل "
    "نتائج قواعد عواصم تجارب مواد مهام أفكار ألعاب قيم ركائز دعائم نوافذ ملاعق أصابع أشجار كنائس جرائد مهن حصص "
    "مزارع فواكه لوائح صفائح جرائم كوارث ضرائب خزائن غرائز ثغرات أسنان أيدي أيد أذرع أرجل آذان أعين ركب رقاب "
    "عجائب فرق كؤوس ثمار زهور قطط نجوم نسب محاكم تذاكر ورش وثائق وسائل ورود سلال "
    "أراض أراضي سماوات قمم ذرى عقد فقر نكت حيل عبر تحف حزم كتل علب رزم قوى حقائب وثائق عائلات طوائف قبائل".split()
)
_FEMININE_SINGULARS = frozenset("حرب دار أرض نار عين نفس بنت أم أخت بئر قدم قدمًا فتاة أنثى دولة ضحية".split())
ORDINAL_HEADS = frozenset(
    "قرن مرة دورة يوم مركز عام سنة ذكرى طبعة طابق دقيقة جولة مرتبة مادة فصل باب حلقة نسخة أسبوع شهر ساعة لقاء قمة "
    "جلسة لحظة جزء فقرة صف رئيس ملك لواء فوج فرقة كتيبة مؤتمر هدف عدد موسم رقم".split()
)
RANKED = frozenset(
    "خطوة سؤال تمرين درس وحدة محطة صفحة آية ربع عالمية فقرة مجلد بند مركز دور صف موسم مستوى مرحلة قرن دقيقة "
    "مادة ذكرى دورة مرتبة طبعة فصل باب جزء جولة حلقة طابق".split()
)
"""Nouns behind which a number without the article is an ordinal, too: "القرن 19"."""
ADJECTIVES = frozenset(
    "سعودي قطري عماني يمني إيراني إماراتي مغربي كويتي بحريني أردني عراقي جزائري تونسي ليبي مصري سوداني لبناني سوري "
    "تركي "
    "أمريكي كندي أسترالي".split()
)
"""Whose money it is."""
LABELS = frozenset("رقم غرفة شارع مبنى طريق صفحة مجموعة نسخة إصدار قانون قرار مرسوم رحلة بوابة خط رصيف صندوق".split())
"""Nouns that a number behind them numbers, whatever follows."""
QUEENS = frozenset("إليزابيث اليزابيث فيكتوريا ماري كاترين كليوباترا إيزابيلا مارغريت آن".split())
"""Rulers whose ordinal is feminine though their name does not end like it."""
_TASHKEEL = re.compile("[\u064b-\u0652\u0640\u0670]")
_GREGORIAN = "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر".split()
_LEVANTINE = (
    "كانون الثاني|شباط|آذار|نيسان|أيار|حزيران|تموز|آب|أيلول|تشرين الأول|تشرين الثاني|كانون الأول".split("|")
)  # fmt: skip
HIJRI = (
    "محرم|صفر|ربيع الأول|ربيع الآخر|جمادى الأولى|جمادى الآخرة|رجب|شعبان|رمضان|شوال|ذو القعدة|ذو الحجة".split("|")
)  # fmt: skip
HIJRI_YEARS = range(1300, 1500)


def month_names() -> dict[str, int]:
    """Names of months as a text may write them, each with its number."""
    months: dict[str, int] = {}
    for names in (_GREGORIAN, _LEVANTINE, HIJRI):
        months |= {name: number for number, name in enumerate(names, 1)}
    for number, (first, second) in enumerate(zip(_GREGORIAN, _LEVANTINE, strict=True), 1):
        months |= {f"{first}/{second}": number, f"{second}/{first}": number}
    others = {
        "إبريل": 4, "ابريل": 4, "اغسطس": 8, "اكتوبر": 10, "جانفي": 1, "فيفري": 2, "أفريل": 4, "ماي": 5, "جوان": 6,
        "جويلية": 7, "أوت": 8, "غشت": 8, "شتنبر": 9, "نونبر": 11, "دجنبر": 12, "يوليوز": 7, "المحرم": 1
        , "ربيع الثاني": 4,
        "جمادى الثانية": 6, "ذي القعدة": 11, "ذي الحجة": 12,
    }  # fmt: skip
    return months | others


def bare(word: str) -> str:
    """A word without vowel signs, and without "and", a preposition or the article in front."""
    word = _TASHKEEL.sub("", word)
    for head in ("وال", "بال", "فال", "كال", "ولل", "ال", "لل"):
        if word.startswith(head) and len(word) > len(head) + 1:
            return word.removeprefix(head)
    return word


def is_feminine(word: str, number: int) -> bool:
    """Whether a noun behind a number is feminine; a plural behind three to ten is judged by its singular."""
    bare = _TASHKEEL.sub("", word)
    if 3 <= number % 100 <= 10:
        return bare in _FEMININE_PLURALS or (bare.endswith("ات") and not _is_masculine_plural(bare))
    return bare.endswith("ة") or bare in _FEMININE_SINGULARS


def _is_masculine_plural(word: str) -> bool:
    """Whether a plural that ends in "ات" is that of a masculine."""
    if word in _MASCULINE_PLURALS:
        return True
    return word not in _FEMININE_VERBAL and _MASCULINE_VERBAL.fullmatch(word) is not None


def noun_of(word: str) -> Noun:
    """A noun whose ending tells its forms: "سيارة", "سيارات", "تطبيقات"."""
    stem = word.removesuffix("ة").removesuffix("ات")
    if word.endswith("ات") and _is_masculine_plural(word):
        return Noun(stem, stem + "ان", word, stem + "ًا")
    return Noun(stem + "ة", stem + "تان", stem + "ات", stem + "ة", feminine=True)


_PARTS_OF_TIME = frozenset("منتصف بداية نهاية أوائل أواخر مطلع أول آخر".split())


def is_part_of_time(word: str) -> bool:
    """Whether what a word governs is a time of which it is a part: "ثمانينيات القرن العشرين"."""
    return word in _PARTS_OF_TIME or word.endswith(("ينيات", "ينات"))


def is_governed(words: tuple[str, ...]) -> bool:
    """Whether the words before a number, the nearest first, put it in the oblique case."""
    if not words:
        return False
    if words[0] == "و" and len(words) > 2 and words[1].isdigit() and words[2] in PREPOSITIONS:
        # "بين 5 و12 درجة"
        return True
    if words[0] == "و" and len(words) == 4 and words[2].isdigit():
        # "بعد 5 دقائق و30 ثانية"
        return words[3] in PREPOSITIONS
    plain = words[0][1:] if words[0][:1] == "و" and len(words[0]) > 2 else words[0]
    governing = (PREPOSITIONS, _TRANSITIVE, _HEADS)
    return words[0] in PREPOSITIONS or any(plain in words_of for words_of in governing)


def counted_apart(words: tuple[str, ...]) -> tuple[str, int] | None:
    """What a number counts behind a second one, and that number: "من 3 إلى 5 دقائق", "بين 5 و10 سنوات"."""
    if len(words) > 2 and words[0] in ("إلى", "حتى", "أو") and words[1].isdecimal():
        number, noun = words[1], words[2]
    elif len(words) > 1 and words[0][:1] == "و" and words[0][1:].isdecimal():
        number, noun = words[0][1:], words[1]
    else:
        return None
    return None if is_function_word(noun) or not noun[0].isalpha() else (noun, int(number))


def consists_of(context: Context) -> bool:
    """Whether the word behind a dual is what it consists of: "ملعقتا سكر"."""
    after = context.after
    return context.mark_after == " " and after.isalpha() and after in _STUFF


_AND_NOUNS = frozenset(
    "وظائف وظيفة وجبات وجبة وصفات وصفة وفيات وفاة ولايات ولاية ورش ورشة وحدات وحدة وثائق وثيقة وسائل وسيلة ورود وردة "
    "وزراء وزيرًا وفود وديان وكالات وكالة واجبات واجبًا ودائع وديعة وعود وحوش وقائع واقعة وكلاء وزارات وزارة وجوه وجهة "
    "وجهات ورقة ورقات واط وحدتين".split()
)
"""Nouns whose first letter is not "and"."""


def is_function_word(word: str) -> bool:
    """Whether a word counts nothing and is not counted: a number before it does not agree with it."""
    if word[:1] == "و" and word in _AND_NOUNS:
        return False
    if word in PREPOSITIONS and word[0] in "بل":
        return True
    return word in _FUNCTION_WORDS or word.startswith(("ال", "وال", "بال", "لل", "و"))
