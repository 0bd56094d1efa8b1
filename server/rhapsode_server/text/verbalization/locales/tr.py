"""Turkish: suffixes behind an apostrophe, percent before its number, ordinals by stop and by suffix."""

from __future__ import annotations

import re
from typing import ClassVar

from rhapsode_server.text.verbalization.context import Context
from rhapsode_server.text.verbalization.locale import Locale
from rhapsode_server.text.verbalization.locales.scandinavian import (
    DIMENSIONS,
    UNIT_FRACTIONS,
    clock_time,
    dimensions,
    joint,
    named,
    table,
)
from rhapsode_server.text.verbalization.locales.slavic_patterns import ENGLISH_NUMBERS, LETTERED_QUARTER, NUMBER_SIGN
from rhapsode_server.text.verbalization.locales.turkish_suffixes import VOWELS, attach, harmonised, locative
from rhapsode_server.text.verbalization.number_words import NumberWords, RbnfNumbers
from rhapsode_server.text.verbalization.signs import UNITS
from rhapsode_server.text.verbalization.span import Span, SpanKind
from rhapsode_server.text.verbalization.unspaced import EQUATION

_SUFFIX = re.compile(r"['’]([a-zçğıöşü]{1,14})(?!\w)")
_SUFFIXED = frozenset(SpanKind) - {
    *(SpanKind.ABBREVIATION, SpanKind.SYMBOL, SpanKind.URL, SpanKind.EMAIL, SpanKind.PATH),
    *(SpanKind.HANDLE, SpanKind.HASHTAG, SpanKind.EMOJI, SpanKind.RANGE),
}
_ENUMERATED = frozenset(
    "Dünya Benedikt Benediktus Selim Murat Mehmet Mustafa Ahmet Osman Mahmut Abdülhamit Abdülhamid Bayezid "
    "Beyazıt Süleyman İbrahim Ordu Cadde Sokak Lig Louis Ulusal Uluslararası Geleneksel Kolordu Balkan Haçlı "
    "Yıl Elizabeth Charles Nikola Wilhelm Henry Papa Ramses Philip Asliye Ağır Sulh Cumhurbaşkanı Meşrutiyet Murad "
    "Alaeddin Kılıçarslan Petro Katerina".split()
)
"""Names and nouns with a capital that an ordinal stands before."""

_ARTICLE = re.compile(r"(?:[Mm]adde(?:si)?|(?<!\w)[Mm]d?\.)\s\Z")
"""Before the number of a paragraph of a law."""
_NAMED_PLACE = re.compile(r" (?:numaralı|no'lu|nolu|oda|daire|sınıf|salon|kapı|blok|peron|hat)(?!\w)")
"""Behind "12A" where it names a room and is no current."""
_DAYS = {
    **{"Pzt": "pazartesi", "Pt": "pazartesi", "Sal": "salı", "Sa": "salı", "Çar": "çarşamba", "Ça": "çarşamba"},
    **{"Per": "perşembe", "Pe": "perşembe", "Cum": "cuma", "Cu": "cuma", "Cmt": "cumartesi", "Ct": "cumartesi"},
    **{"Paz": "pazar", "Pz": "pazar"},
}
"""Short names of days, which are words elsewhere."""
_ADDRESS = {"tl": "lira", "d": "daire", "k": "kat", "kr": "kuruş", "no'lu": "numaralı"}
_PER = {
    **{"kg": "kilogram", "ay": "ay", "gün": "gün", "yıl": "yıl", "saat": "saat", "sa": "saat", "dk": "dakika"},
    **{"adet": "adet", "m²": "metrekare", "m2": "metrekare", "litre": "litre", "lt": "litre", "kişi": "kişi"},
    **{
        "km²": "kilometrekare",
        "km2": "kilometrekare",
        "gece": "gece",
        "hafta": "hafta",
        "km": "kilometre",
        "kWh": "kilovatsaat",
    },
}
"""What a price is for: "TL/kg"."""


_HALF = "half"
"""The form of a number of which a half more is said: "bir buçuk"."""
_IN_HALVES = frozenset("kilogram liter kilometer meter tonne hour day week month year mile".split())
_HALVED = frozenset(
    "saat saatlik yıl yıllık ay aylık gün günlük hafta haftalık litre kilo kilogram kilometre metre ton bardak kaşık "
    "kat katı puan puanlık asır yüzyıl sayfa porsiyon dilim tane su yemek çay tatlı fincan paket".split()
)
"""What is counted in halves."""


class Turkish(Locale):
    """Turkish."""

    tag = "tr"
    decimal_mark = ","
    group_marks = ".\u00a0 \u202f\u2009"
    minus = "eksi"
    plus = "artı"
    point = "virgül"
    plus_minus = "artı eksi"
    fraction_as_number = True
    ordinal_stop = True
    year_by_default = True
    eras = {
        **dict.fromkeys(("MÖ", "M.Ö."), "milattan önce"),
        **dict.fromkeys(("MS", "M.S."), "milattan sonra"),
    }
    month_words = {"agu": 8, "sub": 2}
    ambiguous_months = frozenset({"ara", "eki", "kas", "mar"})
    time_dot = True
    time_words = frozenset({"saat", "saati", "saatleri"})
    percent_word = "yüzde"
    permille_word = "binde"
    currency_signs = {
        "TL": "TRY",
        "tl": "TRY",
        "lira": "TRY",
        "euro": "EUR",
        "avro": "EUR",
        "dolar": "USD",
        "sterlin": "GBP",
    }
    currency_names = {
        "TRY": {"other": "lira"},
        "USD": {"other": "dolar"},
        "EUR": {"other": "euro"},
        "GBP": {"other": "sterlin"},
        "JPY": {"other": "yen"},
        "RUB": {"other": "ruble"},
    }
    minor_units = {
        "TRY": {"other": "kuruş"},
        **dict.fromkeys(("EUR", "USD", "AUD", "CAD"), {"other": "sent"}),
        "GBP": {"other": "peni"},
    }
    scales = {
        **{word: word for word in ("bin", "milyon", "milyar", "trilyon")},
        **{"mn": "milyon", "mr": "milyar", "mlr": "milyar", "mlyr": "milyar", "tr": "trilyon", "k": "bin"},
        **{"m": "milyon", "b": "milyar", "bn": "milyar", "t": "trilyon"},
        **{"milyr": "milyar", "mlyn": "milyon", "mlny": "milyon", "trl": "trilyon"},
    }
    unit_signs = {
        "km/s": "kilometer-per-hour",
        "km/sa": "kilometer-per-hour",
        "km/saat": "kilometer-per-hour",
        "m/sn": "meter-per-second",
        "mAh": "milliampere-hour",
        "Mb/s": "megabit-per-second",
        "Gb/s": "gigabit-per-second",
        "Mb/sn": "megabit-per-second",
        "yk": "tablespoon",
        "tk": "teaspoon",
        "devir/dk": "revolution-per-minute",
        "dev/dk": "revolution-per-minute",
        "d/dk": "revolution-per-minute",
        "BG": "horsepower",
        "sn": "second",
        "dk": "minute",
        "sa": "hour",
        "lt": "liter",
        "gr": "gram",
        "mt": "meter",
        "t": "",
        "in": "",
    }
    unit_names = {
        "milliampere-hour": {"other": "miliamper saat"},
        "meter-per-square-second": {"other": "metre bölü saniye kare"},
        "tablespoon": {"other": "yemek kaşığı"},
        "teaspoon": {"other": "tatlı kaşığı"},
        "revolution-per-minute": {"other": "devir bölü dakika"},
        "celsius": {"other": "derece"},
        "fahrenheit": {"other": "fahrenhayt"},
        "degree": {"other": "derece"},
        "liter-per-100-kilometer": {"other": "litre bölü yüz kilometre"},
    }
    per_hour = {
        "kilometer-per-hour": ("saatte", "kilometre"),
        "meter-per-second": ("saniyede", "metre"),
        **{f"{bits}-per-second": ("saniyede", bits) for bits in ("kilobit", "megabit", "gigabit")},
    }
    """Speeds: what is said before the number, and behind it."""
    range_word = "ila"
    ratio_words = frozenset({"oran", "oranı", "oranında", "ölçek", "ölçeği", "karıştırın"})
    score_words = frozenset(
        "maç maçı maçta yendi kazandı kaybetti mağlup galip galibiyet yenildi berabere skor skoru skorla öne "
        "geçti bitti sonuçlandı sonuç gol üstünlüğü".split()
    )
    phone_words = frozenset(
        "no vkn vergi abone müşteri tc kimlik iban posta kodu kod şifre ara arayın arayabilirsiniz "
        "tel telefon telefonu numara numarası numaralı faks gsm cep".split()
    )
    version_words = frozenset({"sürüm", "sürümü", "versiyon", "version", "python", "android", "ios", "windows"})
    roman_before = frozenset("bölüm cilt kısım perde ek sınıf tip tablo şekil madde grup kategori".split())
    roman_after = frozenset(
        "yüzyıl yüzyılda yüzyılın dünya cilt bölüm sezon ordu murat murad selim mehmet mehmed ahmet ahmed mahmut "
        "mustafa osman süleyman abdülhamit abdülhamid bayezid beyazıt karl charles louis george henry elizabeth james "
        "petro katerina nikola wilhelm philip françois franz kılıçarslan".split()
    )
    roman_names = frozenset({"elizabeth", "papa"})
    abbreviations = table(
        "a.ş=anonim şirketi|alb=albay|apt=apartmanı|as=askeri|av=avukat|bk=bakınız|bkz=bakınız|bl=bölüm|"
        "bul=bulvarı|bşk=başkan|cad=caddesi|cd=caddesi|dk=dakika|doç=doçent|dr=doktor|dz=deniz|ecz=eczacı|"
        "ed=editör|gen=general|gn=genel|hst=hastanesi|hz=hazreti|kd=kıdemli|km=kilometre|krş=karşılaştırınız|"
        "ltd=limitet|m.s=milattan sonra|m.ö=milattan önce|mad=madde|mah=mahallesi|md=müdürü|mim=mimar|"
        "mö=milattan önce|ms=milattan sonra|müh=mühendis|no=numara|ord=ordinaryüs|org=orgeneral|ort=ortalama|"
        "prof=profesör|s=sayfa|sa=saat|sb=subay|sf=sayfa|sk=sokak|sn=sayın|sok=sokak|tel=telefon|tic=ticaret|"
        "vb=ve benzeri|vd=ve diğerleri|vesaire=vesaire|vs=vesaire|yd=yedek|yrd=yardımcı|yy=yüzyıl|yzb=yüzbaşı|"
        "çev=çeviren|ör=örneğin|örn=örneğin|öğr=öğretim|üniv=üniversitesi|ünv=üniversitesi|şti=şirketi"
    )
    stopless = frozenset("vb vs dr bkz yy prof".split())
    closing = frozenset("vb vs vd vesaire şti a.ş".split())
    initialisms = frozenset(
        "ABD AB TBMM TRT AKP CHP MHP HDP DYP THY TCDD İTÜ TTB BM IMF FBI CIA BBC URL API USB CPU GPU IP "
        "TV PTT MEB SGK BDDK KDV ÖTV AİHM AYM GS FB BJK".split()
    )
    letters = {
        **{"A": "a", "B": "be", "C": "ce", "Ç": "çe", "D": "de", "E": "e", "F": "fe", "G": "ge", "Ğ": "yumuşak ge"},
        **{"H": "he", "I": "ı", "İ": "i", "J": "je", "K": "ke", "L": "le", "M": "me", "N": "ne", "O": "o", "Ö": "ö"},
        **{"P": "pe", "R": "re", "S": "se", "Ş": "şe", "T": "te", "U": "u", "Ü": "ü", "V": "ve", "Y": "ye", "Z": "ze"},
        **{"Q": "kü", "W": "çift ve", "X": "iks"},
    }
    symbol_names = named(
        "et|nokta|tire|alt çizgi|bölü|iki nokta|kare|artı|ve|yıldız|boşluk|virgül|noktalı virgül|ünlem işareti|"
        "soru işareti|kesme işareti|tırnak|parantez aç|parantez kapa|köşeli parantez aç|köşeli parantez kapa|"
        "süslü parantez aç|süslü parantez kapa|küçüktür|büyüktür|eşittir|yüzde|dolar|euro|sterlin|ters bölü|"
        "dik çizgi|tilde|şapka|ters kesme|derece|paragraf"
    )
    symbols = {
        **{"&": "ve", "+": "artı", "=": "eşittir", "×": "çarpı", "≈": "yaklaşık", "§": "paragraf", "/": "bölü"},
        **{">": "büyüktür", "<": "küçüktür", "≥": "büyük eşittir", "≤": "küçük eşittir", "≠": "eşit değildir"},
        **{"±": "artı eksi", "÷": "bölü", "~": "yaklaşık", "√": "karekök", "№": "numara"},
    }
    bare_unit_words = frozenset({"her", "bir", "başına"})
    powers = {"2": "kare", "3": "küp", "": "üzeri"}
    www = "ve ve ve"
    ordinal_suffixes = tuple("inci ıncı uncu üncü nci ncı ncu ncü".split())
    patterns: ClassVar[tuple[tuple[SpanKind, str], ...]] = (
        EQUATION,
        LETTERED_QUARTER,
        NUMBER_SIGN,
        *ENGLISH_NUMBERS,
        (
            SpanKind.DECIMAL,
            r"(?#/)(?<![\w.,/-])(?P<integer>\d{1,2}),(?P<fraction>\d{1,2})/(?P<best>5|10|20|100)(?![\w/]|[.,]\d)",
        ),
        (SpanKind.UNIT, r"(?#'’)(?<![\w.,:/])§amount§(?P<_gap>\s?)(?P<symbol>§unit§)(?=['’][a-zçğıöşü]{1,14}(?!\w))"),
        (SpanKind.ORDINAL, r"(?<![\w.,:])(?P<integer>\d{1,3})\.(?=['’][a-zçğıöşü]{1,8}(?!\w))"),
        (SpanKind.ABBREVIATION, r"(?<![\w.,])(?<!\d\s)(?P<key>TL)(?=['’][a-zçğıöşü])"),
        (
            SpanKind.ORDINAL,
            r"(?<![\w.,:])(?P<integer>\d{1,2})\.(?=\s(?:Adım|Bölüm|Hafta|Gün|Aşama|Kısım|Soru|Yöntem|Seçenek|Ünite|Ders)\s?[:–-])",
        ),
        (SpanKind.ORDINAL, r"(?<![\w.,:])(?P<integer>\d{3,5})\.(?=\s(?:Sokak|Sok\.|Sk\.|Cadde|Cad\.|Yıl|Madde)(?!\w))"),
        (SpanKind.ORDINAL, r"(?<![\w.,:])(?P<integer>\d{5,12})\.(?=\s[a-zçğıöşü]{3})"),
        (
            SpanKind.DECIMAL,
            r"(?<![\w.,$€£₺])§number§\s(?P<thousands>mlr|mlyr|milyr|mlyn|mlny|mn|trl)\.?(?=\s[a-zçğıöşü]{3})"
            r"(?!\s(?:lira|dolar|euro|avro|sterlin))",
        ),
        (
            SpanKind.PERCENT,
            r"(?<![\w.,])(?P<before>[-+−])?(?P<symbol>[%‰])\s?(?P<_n>§number§)(?:\s?[-–]\s?[%‰]?(?P<last>\d{1,3}(?:,\d{1,2})?))?(?![\w]|[.,]\d)",
        ),
        (SpanKind.ORDINAL, rf"(?<![\w.,:])(?P<integer>\d{{1,2}})\.(?=\s(?:{'|'.join(sorted(_ENUMERATED))})(?!\w))"),
        (
            SpanKind.ABBREVIATION,
            rf"(?<!\w)(?P<first_day>{'|'.join(_DAYS)})\.?\s?[-–]\s?(?P<last_day>{'|'.join(_DAYS)})(?!\w)",
        ),
        (SpanKind.ABBREVIATION, r"(?<!\w)(?P<key>[Nn][Oo]):?(?=\s?\d)"),
        (SpanKind.ABBREVIATION, r"(?<!\w)(?P<key>[Nn]o['’]lu)(?!\w)"),
        (SpanKind.ABBREVIATION, r"(?:(?<=\d )|(?<=\d, ))(?P<key>D|K):\s?(?=\d)"),
        (SpanKind.ABBREVIATION, r"(?<=\d )(?P<key>kr)(?!\w)"),
        (SpanKind.ABBREVIATION, r"(?<!\w)(?P<article>[Mm]d?)\.\s(?=\d)"),
        (SpanKind.ABBREVIATION, r"(?<!\w)(?P<key>M[ÖS](?=\s\d)|[Tt]el(?=:))"),
        (
            SpanKind.PHONE,
            r"(?<![\w.,+])(?P<groups>\(?0\s?\(?[2-5]\d\d\)?\s?\d{3}\s\d\d\s\d\d)(?![\w]|[.,]?\d)",
        ),
        (SpanKind.CODE, r"(?<![\w.,+])(?P<groups>(?:444\s\d|0?8[05]0\s\d{3})\s\d{3}(?:\s\d)?)(?![\w]|[.,]?\d)"),
        (SpanKind.CODE, r"(?#/)(?<![\w.,/])(?P<always>7/24|24/7)(?![\w/]|[.,]\d)"),
        (SpanKind.SYMBOL, r"(?#/)(?:(?<=\b(?:19|20)\d\d)|(?<=\b\d\d))(?P<season>[/])(?=\d\d(?:\d\d)?\ssezon)"),
        (SpanKind.CARDINAL, r"(?#'’)(?<!\w)['’](?P<integer>\d0)(?=l[ae]r)"),
        (SpanKind.ORDINAL, r"(?<![\w.,:])(?P<integer>\d{1,3})\.(?=(?:l[ıiuü][kğ]|s[ıiuü](?!\w)))"),
        (SpanKind.SYMBOL, r"(?#=)(?<=\d)\s?(?P<minus>[-−–])\s?(?=\d{1,9}\s?=\s?\d)"),
        (SpanKind.ORDINAL, r"(?<![\w.,:])(?P<integer>\d{1,3})\.(?=(?:,|\sve|\sveya)\s\d{1,3}\.\s)"),
        DIMENSIONS,
        (
            SpanKind.SYMBOL,
            r"(?#x×)(?:(?<=\d m )|(?<=\d cm )|(?<=\d mm )|(?<=\dcm )|(?<=\dmm ))(?P<crossed>[x×])(?= \d)",
        ),
        (SpanKind.CARDINAL, r"(?<![\w.,])(?P<integer>\d{1,4})\s?(?P<times>[x×])(?=\s|[.,;:!?)]|$)"),
        *UNIT_FRACTIONS,
        (
            SpanKind.DURATION,
            r"(?<![\w.,])(?P<hour>\d{1,3})\s?(?:sa|saat)\.?\s(?P<minute>\d{1,2})\s?(?:dk|dakika|min)\.?(?!\w)"
            r"(?:\s(?P<second>\d{1,2})\s?(?:sn|saniye)(?!\w))?",
        ),
        (
            SpanKind.SYMBOL,
            r"(?:(?<=TL)|(?<=[₺€$£])|(?<=[₺€$£]\d)|(?<=[₺€$£]\d\d)|(?<=[₺€$£]\d\d\d)|(?<=[₺€$£]\d\.\d\d\d)|(?<=lira)|(?<=euro)|(?<=dolar)|(?<=kişi))/"
            rf"(?P<per>{'|'.join(_PER)})(?!\w)",
        ),
    )

    def make_numbers(self) -> NumberWords:
        return RbnfNumbers("tr")

    def may_be_counted(self, context: Context) -> bool:
        # Years and numbers are said alike.
        return False

    def decide(self, span: Span, context: Context) -> Span | None:
        if span.kind is SpanKind.ABBREVIATION:
            decided = self._decide_abbreviation(span, context)
            suffix = _SUFFIX.match(context.text, span.end) if decided and span.field("key") else None
            if decided and suffix and not context.written.endswith("."):
                return decided._replace(end=suffix.end(), fields={**decided.fields, "ending": suffix[1]})
            return decided
        if span.kind is SpanKind.ORDINAL and span.field("suffix") == ".":
            return None if context.text[span.end : span.end + 3].strip()[:1].isupper() else span
        if span.field("unit") == "kelvin" and context.mark_before == "/":
            return None  # "2024/56 K.", a judgment
        if span.field("unit") == "ampere" and _NAMED_PLACE.match(context.text, span.end):
            return span._replace(kind=SpanKind.CODE, fields={"text": context.written})
        if span.kind is SpanKind.VERSION and context.text[span.end : span.end + 2].strip()[:1] not in tuple("×*·"):
            span = clock_time(self, span, context) or span
        lettered = span.kind in (SpanKind.DATE, SpanKind.CODE) and context.written[-1].isalpha()
        if span.kind in _SUFFIXED and not lettered:
            suffix = _SUFFIX.match(context.text, span.end)
            if suffix is not None:
                return span._replace(end=suffix.end(), fields=dict(span.fields) | {"ending": suffix[1]})
        if span.kind is SpanKind.MONEY and context.text[span.end : span.end + 2] in (",-", ",–"):
            return span._replace(end=span.end + 2)
        return span

    def _decide_abbreviation(self, span: Span, context: Context) -> Span | None:
        key, written = span.field("key"), context.written
        if span.field("first_day"):
            return span
        if key.casefold().replace("’", "'") in _ADDRESS:
            return span
        following = context.text[context.end : context.end + 2].strip()[:1]
        if key in ("s", "sf", "mad", "no", "bl"):
            return span if following.isdigit() else None
        if key in ("as", "sa", "ed", "ek", "km", "dk", "md", "kd", "dz", "sb", "yd"):
            return span if written[0].isupper() and following.isupper() and key in ("kd", "dz", "yd") else None
        if key in ("gen", "org", "ord", "alb", "yzb", "av", "sn", "hz", "ecz", "mim", "müh", "prof", "dr", "doç"):
            return span if written[0].isupper() else None
        return span

    def abbreviation(self, span: Span, context: Context) -> str | None:
        if span.field("first_day"):
            return f"{_DAYS[span.field('first_day')]} {self.range_word} {_DAYS[span.field('last_day')]}"
        if span.field("article"):
            return "madde "
        key = span.field("key").casefold().replace("’", "'")
        words = _ADDRESS.get(key) or self.abbreviations[key]
        return f"{words} " if context.mark_after.isdigit() else words

    def speak(self, span: Span, context: Context) -> str | None:
        if span.kind is SpanKind.DATE and span.field("hour") and span.field("ending"):
            # The suffix is the time's.
            date, time = {**span.fields}, {name: span.field(name) for name in ("hour", "minute", "second", "ending")}
            for name in time:
                date.pop(name, None)
            parts = (span._replace(fields=date), span._replace(kind=SpanKind.TIME, fields=time))
            return " ".join(self.speak(part, context) or "" for part in parts)
        words = super().speak(span, context)
        ending = span.field("ending")
        if words and ending and not {"TL", "₺"}.isdisjoint((span.field("symbol"), span.field("key"))):
            # The suffix is written for "te le" or for the last digit, and said behind "lira" or "kuruş".
            ending = harmonised(words, ending)
        # The base class sets an initialism's ending itself.
        joined = words and ending and span.kind is not SpanKind.INITIALISM
        return attach(words, ending) if words and joined else words

    def cardinal(self, span: Span, context: Context) -> str | None:
        if span.field("by"):
            return dimensions(self, span, "çarpı")
        words = super().cardinal(span, context)
        if span.field("thousands"):
            return f"{words} {self.scales[span.field('thousands')]}"
        return f"{words} kere" if span.field("times") else words

    def ordinal(self, span: Span, context: Context) -> str | None:
        if span.field("quarter"):
            year = self.numbers.year(int(span.field("year")))
            return f"{year} {self.numbers.ordinal(int(span.field('integer')))} çeyrek"
        return super().ordinal(span, context)

    def number(self, integer: str, fraction: str = "", sign: str = "", form: str | None = None) -> str:
        if form != _HALF:
            return super().number(integer, fraction, sign, form)
        words = f"{super().number(integer)} buçuk" if integer.strip("0") else "yarım"
        return f"{self.sign_words(sign)} {words}" if sign else words

    def amount(self, span: Span, form: str | None = None) -> str:
        halved = span.field("fraction") == "5" and (span.field("scale") or span.field("unit") in _IN_HALVES)
        return super().amount(span, _HALF if halved else form)

    def decimal(self, span: Span, context: Context) -> str | None:
        half = span.field("fraction") == "5" and (context.after in self.scales or context.after in _HALVED)
        words = self.amount(span, _HALF) if half else super().decimal(span, context)
        if span.field("best"):
            return f"{self.number(span.field('best'))} üzerinden {words}"
        return f"{words} {self.scales[span.field('thousands')]}" if span.field("thousands") else words

    def day_words(self, day: int) -> str:
        return self.numbers.cardinal(day)

    def date(self, span: Span, context: Context) -> str | None:
        if not span.field("month"):
            return self.day_words(int(span.field("day")))
        return super().date(span, context)

    def time(self, span: Span, context: Context) -> str | None:
        words = [self.number(str(int(span.field("hour"))))]
        minute, second = span.field("minute"), span.field("second")
        if int(minute or "0") or int(second or "0"):
            words.append(self.number(minute))
        if int(second or "0"):
            words.append(self.number(second))
        return " ".join(words)

    def percent(self, span: Span, context: Context) -> str | None:
        word = self.permille_word if span.field("symbol") == "‰" else self.percent_word
        if span.field("before"):
            word = f"{self.plus if span.field('before') == '+' else self.minus} {word}"
        whole, _, part = span.field("last").partition(",")
        last = f" {self.range_word} {self.number(whole, part)}" if whole else ""
        return f"{word} {self.amount(span)}{last}"

    def unit(self, span: Span, context: Context) -> str | None:
        speed = self.per_hour.get(span.field("unit"))
        if speed is not None:
            return f"{speed[0]} {self.amount(span)} {speed[1]}"
        words = super().unit(span, context)
        return words.replace("/", " bölü ") if words else words

    def fraction(self, span: Span, context: Context) -> str | None:
        whole, numerator, denominator = (int(span.field(name) or "0") for name in ("whole", "numerator", "denominator"))
        unit = {**UNITS, **self.unit_signs}.get(span.field("unit"), "")
        name = self.unit_name(unit, "other") if unit else ""
        if span.field("ending"):
            # The suffix is that of the number below: "1/7'si" is "bir bölü yedisi".
            words = f"{self.numbers.cardinal(numerator)} bölü {self.numbers.cardinal(denominator)}"
        elif _ARTICLE.search(context.text, max(0, context.start - 12), context.start):
            words = f"{self.numbers.cardinal(numerator)} bölü {self.numbers.cardinal(denominator)}"
        elif 10 < numerator >= denominator:
            words = f"{self.number(str(numerator))} {self.number(str(denominator))}"
        elif (numerator, denominator) == (1, 2):
            words = f"{self.numbers.cardinal(whole)} buçuk" if whole else "yarım"
        elif (numerator, denominator) == (1, 4) and not whole:
            words = "çeyrek"
        else:
            part = f"{locative(self.numbers.cardinal(denominator))} {self.numbers.cardinal(numerator)}"
            words = f"{self.numbers.cardinal(whole)} tam {part}" if whole else part
        return f"{words} {name}".strip()

    def range(self, span: Span, context: Context) -> str | None:
        first, second = span.parts
        start, last = self.speak(first, context), self.speak(second, context)
        if start is None or last is None:
            return None
        if second.kind is SpanKind.PERCENT:
            return f"{self.percent_word} {start.removeprefix('yüzde ')} {self.range_word} {last.removeprefix('yüzde ')}"
        return f"{start} {self.range_word} {last}"

    def ratio(self, span: Span, context: Context) -> str | None:
        first = self.number(span.field("first"))
        last = next((letter for letter in reversed(first) if letter in VOWELS), "e")
        dative = attach(first, ("y" if first[-1] in VOWELS else "") + ("a" if last in "aıou" else "e"))
        return f"{dative} {self.number(span.field('second'))}"

    def score(self, span: Span, context: Context) -> str | None:
        first, second = span.field("first"), span.field("second")
        # "Yirmi beş" would be twenty-five.
        places = (place for place in (100, 10) if not int(first) % place and 0 < int(second) < place <= int(first))
        return f"{self.number(first)}{', ' if any(places) else ' '}{self.number(second)}"

    def version(self, span: Span, context: Context) -> str | None:
        words = super().version(span, context)
        return words.replace(" virgül ", " nokta ") if words else words

    def roman(self, span: Span, context: Context) -> str | None:
        number = int(span.field("integer"))
        if span.field("role") == "number" and context.before in self.roman_before:
            return self.numbers.cardinal(number)
        return self.numbers.ordinal(number)

    def symbol(self, span: Span, context: Context) -> str | None:
        if span.field("season"):
            return ""
        if span.field("hash"):
            return "numara"
        if span.field("crossed"):
            return "çarpı"
        if span.field("minus"):
            return self.minus
        per = span.field("per")
        return f"{joint(context)}{_PER[per]} başına" if per else super().symbol(span, context)

    def code(self, span: Span, context: Context) -> str | None:
        if span.field("always"):
            return " ".join(self.number(part) for part in span.field("always").split("/"))
        return self.phone(span, context) if span.field("groups") else super().code(span, context)

    def hashtag(self, span: Span, context: Context) -> str | None:
        return "hashtag" + (super().hashtag(span, context) or "").removeprefix(self.symbol_names["#"])
