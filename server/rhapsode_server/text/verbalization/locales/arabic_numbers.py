"""Arabic number words, and the nouns that they count in the four forms that they ask for."""

from __future__ import annotations

from typing import NamedTuple

from rhapsode_server.text.verbalization.number_words import NumberWords

_ONES = "صفر واحد اثنان ثلاثة أربعة خمسة ستة سبعة ثمانية تسعة عشرة".split()
_ONES_FEMININE = "صفر واحدة اثنتان ثلاث أربع خمس ست سبع ثماني تسع عشر".split()
_TENS = "- عشر عشرون ثلاثون أربعون خمسون ستون سبعون ثمانون تسعون".split()
_HUNDREDS = "- مئة مئتان ثلاثمئة أربعمئة خمسمئة ستمئة سبعمئة ثمانمئة تسعمئة".split()
_ORDINALS = "- أول ثاني ثالث رابع خامس سادس سابع ثامن تاسع عاشر".split()
_ORDINALS_FEMININE = "- أولى ثانية ثالثة رابعة خامسة سادسة سابعة ثامنة تاسعة عاشرة".split()
AND = " و"


class Noun(NamedTuple):
    """A noun as numbers demand it: one, two, three to ten, eleven to ninety-nine."""

    one: str
    two: str
    few: str
    many: str
    feminine: bool = False

    @property
    def two_oblique(self) -> str:
        return " ".join(word[:-2] + "ين" if word.endswith("ان") else word for word in self.two.split())


SCALES = (
    (10**12, Noun("تريليون", "تريليونان", "تريليونات", "تريليونًا")),
    (10**9, Noun("مليار", "ملياران", "مليارات", "مليارًا")),
    (10**6, Noun("مليون", "مليونان", "ملايين", "مليونًا")),
    (10**3, Noun("ألف", "ألفان", "آلاف", "ألفًا")),
)


class ArabicNumbers(NumberWords):
    """Numbers agree in gender with what is counted, and against it from three to ten. No engine has them right.

    Forms are joined by hyphens: ``feminine`` counts a feminine noun, ``genitive`` stands behind a preposition,
    ``construct`` right before the noun that is counted, ``definite`` has the article.
    """

    def _cardinal(self, number: int, form: str | None) -> str:
        forms = frozenset((form or "").split("-"))
        parts = self._parts(number, "feminine" in forms, "construct" in forms)
        if "genitive" in forms:
            parts = [_oblique(part) for part in parts]
        if "definite" in forms:
            parts = _definite(parts, number)
        return AND.join(parts)

    def _parts(self, number: int, feminine: bool, construct: bool) -> list[str]:
        if number == 0:
            return [_ONES[0]]
        parts = []
        for size, noun in SCALES:
            count, number = divmod(number, size)
            if count:
                parts += self._scaled(count, noun, construct and not number)
        hundreds, rest = divmod(number, 100)
        if hundreds:
            word = _HUNDREDS[hundreds]
            parts.append("مئتا" if construct and hundreds == 2 and not rest else word)
        if rest:
            parts += _below_hundred(rest, feminine, alone=construct and not parts)
        return parts

    def _scaled(self, count: int, noun: Noun, construct: bool) -> list[str]:
        """So many thousands, millions ..."""
        if count == 1:
            return [noun.one]
        if count == 2:
            return [noun.two[:-1] if construct else noun.two]
        if count > 100 and count % 100 in (1, 2):
            # "مئة ألف وألفان"
            return [*self._scaled(count - count % 100, noun, False), *self._scaled(count % 100, noun, construct)]
        *head, last = self._parts(count, False, True)
        category = count % 100
        name = noun.few if 3 <= category <= 10 else noun.many if category > 10 and not construct else noun.one
        return [*head, f"{last} {name}"]

    def _ordinal(self, number: int, form: str | None) -> str:
        forms = frozenset((form or "").split("-"))
        feminine = "feminine" in forms
        tens, ones = divmod(number, 10)
        names = _ORDINALS_FEMININE if feminine else _ORDINALS
        first = ("حادية" if feminine else "حادي") if ones == 1 and tens else names[ones]
        if not 0 < number < 100:
            words = "ال" + self._cardinal(number, "genitive" if "genitive" in forms else None)
        elif number <= 10:
            words = "ال" + names[number]
        elif tens == 1:
            words = f"ال{first} {'عشرة' if feminine else 'عشر'}"
        else:
            ten = "ال" + (_oblique(_TENS[tens]) if "genitive" in forms else _TENS[tens])
            words = f"ال{first}{AND}{ten}" if ones else ten
        return words

    def _year(self, number: int) -> str:
        return self._cardinal(number, "genitive")


def _below_hundred(number: int, feminine: bool, alone: bool) -> list[str]:
    names = _ONES_FEMININE if feminine else _ONES
    tens, ones = divmod(number, 10)
    if number <= 10:
        return [names[number] if alone or number != 8 or not feminine else "ثمانٍ"]
    if tens == 1:
        eleven_twelve = ("إحدى", "اثنتا") if feminine else ("أحد", "اثنا")
        unit = eleven_twelve[ones - 1] if ones <= 2 else names[ones]
        return [f"{unit} {'عشرة' if feminine else 'عشر'}"]
    if not ones:
        return [_TENS[tens]]
    unit = "إحدى" if feminine and ones == 1 else "ثمانٍ" if feminine and ones == 8 else names[ones]
    return [unit, _TENS[tens]]


def _oblique(words: str) -> str:
    """The genitive of a part of a number: only duals and tens show it in writing."""
    first, space, rest = words.partition(" ")
    tens = first.endswith("ون") and first not in ("مليون", "تريليون")
    if tens or first.endswith(("تان", "فان", "نان", "ران")):
        first = first[:-2] + "ين"
    elif first in ("اثنا", "اثنتا", "مئتا", "ألفا", "مليونا", "مليارا"):
        first = first[:-1] + "ي"
    return first + space + rest


def _definite(parts: list[str], number: int) -> list[str]:
    """With the article: on units and tens both, else on the first part."""
    both = 20 < number < 100
    return ["ال" + part if both or not index else part for index, part in enumerate(parts)]


def _nouns(rows: str) -> dict[str, Noun]:
    """A table of nouns: a key, then one, two, few and many; ``f`` marks a feminine; an adjective follows a plus."""
    table = {}
    for row in rows.strip().splitlines():
        words, _, adjective = row.partition("+")
        key, one, two, few, many, *marks = words.split()
        noun = Noun(one, two, few, many, bool(marks))
        table[key] = qualified(noun, adjective.strip()) if adjective else noun
    return table


def qualified(noun: Noun, adjective: str) -> Noun:
    """A noun with an adjective given in the masculine singular."""
    if noun.feminine:
        one, two, few, many = adjective + "ة", adjective + "تان", adjective + "ة", adjective + "ة"
    else:
        one, two, few, many = adjective, adjective + "ان", adjective + "ة", adjective + "ًا"
    return Noun(f"{noun.one} {one}", f"{noun.two} {two}", f"{noun.few} {few}", f"{noun.many} {many}", noun.feminine)


UNITS = _nouns("""
kilometer كيلومتر كيلومتران كيلومترات كيلومترًا
meter متر متران أمتار مترًا
centimeter سنتيمتر سنتيمتران سنتيمترات سنتيمترًا
millimeter مليمتر مليمتران مليمترات مليمترًا
square-meter متر متران أمتار مترًا + مربع
square-kilometer كيلومتر كيلومتران كيلومترات كيلومترًا + مربع
square-centimeter سنتيمتر سنتيمتران سنتيمترات سنتيمترًا + مربع
cubic-meter متر متران أمتار مترًا + مكعب
cubic-centimeter سنتيمتر سنتيمتران سنتيمترات سنتيمترًا + مكعب
cubic-kilometer كيلومتر كيلومتران كيلومترات كيلومترًا + مكعب
mile ميل ميلان أميال ميلًا
foot قدم قدمان أقدام قدمًا f
inch بوصة بوصتان بوصات بوصة f
yard ياردة ياردتان ياردات ياردة f
hectare هكتار هكتاران هكتارات هكتارًا
acre فدان فدانان أفدنة فدانًا
gram غرام غرامان غرامات غرامًا
kilogram كيلوغرام كيلوغرامان كيلوغرامات كيلوغرامًا
milligram مليغرام مليغرامان مليغرامات مليغرامًا
tonne طن طنان أطنان طنًا
pound رطل رطلان أرطال رطلًا
ounce أونصة أونصتان أونصات أونصة f
liter لتر لتران لترات لترًا
milliliter مليلتر مليلتران مليلترات مليلترًا
gallon غالون غالونان غالونات غالونًا
second ثانية ثانيتان ثوانٍ ثانية f
minute دقيقة دقيقتان دقائق دقيقة f
hour ساعة ساعتان ساعات ساعة f
day يوم يومان أيام يومًا
week أسبوع أسبوعان أسابيع أسبوعًا
month شهر شهران أشهر شهرًا
year سنة سنتان سنوات سنة f
kilowatt-hour كيلوواط كيلوواطان كيلوواطات كيلوواطًا
volt فولت فولتان فولتات فولتًا
ampere أمبير أمبيران أمبيرات أمبيرًا
watt واط واطان واطات واطًا
kilowatt كيلوواط كيلوواطان كيلوواطات كيلوواطًا
megawatt ميغاواط ميغاواطان ميغاواطات ميغاواطًا
hertz هرتز هرتزان هرتزات هرتزًا
frame إطار إطاران إطارات إطارًا
beat نبضة نبضتان نبضات نبضة f
revolution دورة دورتان دورات دورة f
decibel ديسيبل ديسيبلان ديسيبلات ديسيبلًا
part جزء جزآن أجزاء جزءًا
degree درجة درجتان درجات درجة f
celsius درجة درجتان درجات درجة f + مئوي
calorie سعرة سعرتان سعرات سعرة f + حراري
kilocalorie سعرة سعرتان سعرات سعرة f + حراري
""")
COUNTED = {
    noun.one: noun
    for noun in (
        *(made for key, made in UNITS.items() if " " not in made.one and key not in ("celsius", "kilocalorie")),
        *_nouns("""
year-masculine عام عامان أعوام عامًا
person شخص شخصان أشخاص شخصًا
time مرة مرتان مرات مرة f
book كتاب كتابان كتب كتابًا
kilo كيلو كيلوان كيلوات كيلو
cup كوب كوبان أكواب كوبًا
bath حمام حمامان حمامات حمامًا
friend صديق صديقان أصدقاء صديقًا
student طالب طالبان طلاب طالبًا
brother أخ أخوان إخوة أخًا
sister أخت أختان أخوات أختًا f
notebook دفتر دفتران دفاتر دفترًا
pen قلم قلمان أقلام قلمًا
door باب بابان أبواب بابًا
device جهاز جهازان أجهزة جهازًا
telephone هاتف هاتفان هواتف هاتفًا
bed سرير سريران أسرة سريرًا
key مفتاح مفتاحان مفاتيح مفتاحًا
bag كيس كيسان أكياس كيسًا
box صندوق صندوقان صناديق صندوقًا
dish طبق طبقان أطباق طبقًا
site موقع موقعان مواقع موقعًا
restaurant مطعم مطعمان مطاعم مطعمًا
boy ولد ولدان أولاد ولدًا
man رجل رجلان رجال رجلًا
house بيت بيتان بيوت بيتًا
project مشروع مشروعان مشاريع مشروعًا
hotel فندق فندقان فنادق فندقًا
programme برنامج برنامجان برامج برنامجًا
file ملف ملفان ملفات ملفًا
player لاعب لاعبان لاعبين لاعبًا
goal هدف هدفان أهداف هدفًا
seat مقعد مقعدان مقاعد مقعدًا
team فريق فريقان فرق فريقًا
question سؤال سؤالان أسئلة سؤالًا
lesson درس درسان دروس درسًا
pill قرص قرصان أقراص قرصًا
glass كأس كأسان كؤوس كأسًا f
egg بيضة بيضتان بيضات بيضة f
""").values(),
    )
}
"""Nouns that may stand in the singular behind "1" and "2" where they are written in figures."""
PER = {
    "hour": "في الساعة",
    "second": "في الثانية",
    "square-second": "في الثانية تربيع",
    "minute": "في الدقيقة",
    "day": "في اليوم",
    "liter": "لكل لتر",
    "deciliter": "لكل ديسيلتر",
    "100-kilometer": "لكل مئة كيلومتر",
    "gallon": "للغالون",
    "kilogram": "لكل كيلوغرام",
    "kilometer": "لكل كيلومتر",
    "hectare": "للهكتار",
    "mole": "لكل مول",
    "milliliter": "لكل مليلتر",
    "square-meter": "لكل متر مربع",
    "cubic-meter": "لكل متر مكعب",
    "cubic-centimeter": "لكل سنتيمتر مكعب",
    "million": "في المليون",
}
"""What stands behind a unit for "per this"."""
CURRENCIES = _nouns("""
$ دولار دولاران دولارات دولارًا
ريال ريال ريالان ريالات ريالًا
درهم درهم درهمان دراهم درهمًا
دينار دينار ديناران دنانير دينارًا
جنيه جنيه جنيهان جنيهات جنيهًا
ليرة ليرة ليرتان ليرات ليرة f
USD دولار دولاران دولارات دولارًا + أمريكي
CAD دولار دولاران دولارات دولارًا + كندي
AUD دولار دولاران دولارات دولارًا + أسترالي
EUR يورو يورو يورو يورو
GBP جنيه جنيهان جنيهات جنيهًا + إسترليني
EGP جنيه جنيهان جنيهات جنيهًا + مصري
SDG جنيه جنيهان جنيهات جنيهًا + سوداني
SAR ريال ريالان ريالات ريالًا + سعودي
QAR ريال ريالان ريالات ريالًا + قطري
OMR ريال ريالان ريالات ريالًا + عماني
YER ريال ريالان ريالات ريالًا + يمني
IRR ريال ريالان ريالات ريالًا + إيراني
AED درهم درهمان دراهم درهمًا + إماراتي
MAD درهم درهمان دراهم درهمًا + مغربي
KWD دينار ديناران دنانير دينارًا + كويتي
BHD دينار ديناران دنانير دينارًا + بحريني
JOD دينار ديناران دنانير دينارًا + أردني
IQD دينار ديناران دنانير دينارًا + عراقي
DZD دينار ديناران دنانير دينارًا + جزائري
TND دينار ديناران دنانير دينارًا + تونسي
LYD دينار ديناران دنانير دينارًا + ليبي
LBP ليرة ليرتان ليرات ليرة f + لبناني
SYP ليرة ليرتان ليرات ليرة f + سوري
TRY ليرة ليرتان ليرات ليرة f + تركي
INR روبية روبيتان روبيات روبية f + هندي
RUB روبل روبلان روبلات روبلًا + روسي
CHF فرنك فرنكان فرنكات فرنكًا + سويسري
JPY ين ينان ينات ينًا
CNY يوان يوانان يوانات يوانًا
PKR روبية روبيتان روبيات روبية f + باكستاني
LKR روبية روبيتان روبيات روبية f + سريلانكي
KRW وون وون وون وون + كوري
BRL ريال ريالان ريالات ريالًا + برازيلي
MXN بيزو بيزو بيزو بيزو + مكسيكي
SEK كرونة كرونتان كرونات كرونة f + سويدي
NOK كرونة كرونتان كرونات كرونة f + نرويجي
DKK كرونة كرونتان كرونات كرونة f + دنماركي
PLN زلوتي زلوتي زلوتي زلوتي + بولندي
ILS شيكل شيكلان شواكل شيكلًا
""")
MINOR_UNITS = _nouns("""
cent سنت سنتان سنتات سنتًا
penny بنس بنسان بنسات بنسًا
piastre قرش قرشان قروش قرشًا
halala هللة هللتان هللات هللة f
fils فلس فلسان فلوس فلسًا
dirham درهم درهمان دراهم درهمًا
centime سنتيم سنتيمان سنتيمات سنتيمًا
millime مليم مليمان مليمات مليمًا
baisa بيسة بيستان بيسات بيسة f
kopeck كوبيك كوبيكان كوبيكات كوبيكًا
""")
HUNDREDTHS = {
    "USD": "cent", "EUR": "cent", "CAD": "cent", "AUD": "cent", "GBP": "penny", "EGP": "piastre", "LBP": "piastre",
    "SYP": "piastre", "SDG": "piastre", "SAR": "halala", "QAR": "dirham", "AED": "fils", "MAD": "centime",
    "CHF": "centime", "DZD": "centime", "RUB": "kopeck", "TRY": "piastre",
}  # fmt: skip
THOUSANDTHS = {
    "KWD": "fils", "BHD": "fils", "JOD": "fils", "IQD": "fils", "TND": "millime", "LYD": "dirham", "OMR": "baisa",
}  # fmt: skip
