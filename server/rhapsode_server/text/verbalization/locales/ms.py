"""Malay as spoken in Malaysia."""

from __future__ import annotations

from rhapsode_server.text.verbalization.asian_signs import (
    GREEK_LETTERS,
    SPACED_ARROW,
    SPACED_AT_LEAST,
    greek_names,
)
from rhapsode_server.text.verbalization.context import Context
from rhapsode_server.text.verbalization.locales.id import ACCOUNT, EACH, NEGATIVE_MONEY, WEEKDAYS, Indonesian
from rhapsode_server.text.verbalization.quantities import MEASURES_OF_SCIENCE, SPACED_QUANTITIES, QuantityWords
from rhapsode_server.text.verbalization.span import Span, SpanKind
from rhapsode_server.text.verbalization.unspaced import EQUATION, LATIN_MIXES, UNIT_SIGNS, named_symbols

_CENTS = {"other": "sen"}
_FIRST = "pertama"


class Malay(Indonesian):
    """Malay; its grammar of numbers is Indonesian's."""

    tag = "ms"
    decimal_mark = "."
    group_marks = ",\u00a0\u202f\u2009"
    minus = "negatif"
    plus = "tambah"
    plus_minus = "tambah tolak"
    point = "perpuluhan"
    percent_word = "peratus"
    permille_word = "per mil"
    range_word = "hingga"
    ratio_word = "kepada"
    per_word = "setiap"
    over_words = "lebih daripada {0}"
    topic_word = "hashtag"
    year_words = frozenset("tahun sejak hingga sehingga pada antara".split())
    eras = {"SM": "sebelum Masihi", "S.M.": "sebelum Masihi", "M": "Masihi", "TM": "tahun Masihi", "H": "Hijrah"}
    month_words = {"mac": 3, "ogos": 8, "disember": 12, "julai": 7, "jun": 6, "okt": 10, "dis": 12}
    day_suffix = r"(?:\s?hb\.?)?"
    hour_words = ()
    time_words = frozenset("pukul jam".split())
    day_periods = {
        "pagi": "pagi",
        "petang": "petang",
        "malam": "malam",
        "tengah hari": "tengah hari",
        "tengahari": "tengah hari",
        "pg": "pagi",
        "ptg": "petang",
        "am": "pagi",
        "a.m": "pagi",
        "pm": "petang",
        "p.m": "petang",
    }
    score_words = frozenset(
        "menang kalah tewas menewaskan seri mengikat terikat mata jaringan keputusan mengalahkan agregat".split()
    )
    ratio_words = frozenset("nisbah skala kadar".split())
    phone_words = frozenset("otp pin kod telefon tel hubungi faks fax talian whatsapp nombor".split())
    version_words = frozenset({"versi", "android", "ios"})
    roman_before = frozenset(
        "bab jilid bahagian dunia abad suku tahap tingkatan kelas kumpulan seksyen siri ke edisi volum lampiran".split()
    )
    scales = {
        "ribu": "ribu",
        "juta": "juta",
        "bilion": "bilion",
        "billion": "bilion",
        "trilion": "trilion",
        "k": "ribu",
        "m": "juta",
        "b": "bilion",
    }
    currency_signs = {"RM": "MYR", "rm": "MYR", "MYR": "MYR", "ringgit": "MYR", "S$": "SGD", "RON": ""}
    currency_names = {
        "MYR": {"other": "ringgit"},
        "USD": {"other": "dolar Amerika Syarikat"},
        "EUR": {"other": "euro"},
        "GBP": {"other": "paun"},
        "JPY": {"other": "yen"},
        "IDR": {"other": "rupiah"},
        "CNY": {"other": "yuan"},
        "KRW": {"other": "won"},
    }
    minor_units = dict.fromkeys(("MYR", "USD", "EUR", "SGD", "AUD"), _CENTS)
    quantities_said = QuantityWords(
        "{0} mata peratusan",
        "{0} mata asas",
        "dua puluh empat tujuh",
        (
            "suku pertama tahun {0}",
            "suku kedua tahun {0}",
            "suku ketiga tahun {0}",
            "suku keempat tahun {0}",
        ),
        ("separuh pertama tahun {0}", "separuh kedua tahun {0}"),
        "{0}an",
        "{0} daripada {1}",
        "{0} per {1} milimeter raksa",
        fiscal="tahun kewangan {0}",
        times="{0} kali",
    )
    unit_signs = {
        **UNIT_SIGNS,
        **MEASURES_OF_SCIENCE,
        "km/j": "kilometer-per-hour",
        "km/jam": "kilometer-per-hour",
        "kmj": "kilometer-per-hour",
        "k": "thousand",
        "x": "times",
    }
    unit_names = {
        "thousand": {"other": "ribu"},
        "times": {"other": "kali"},
        "meter-per-square-second": {"other": "meter sesaat kuasa dua"},
        "liter-per-100-kilometer": {"other": "liter setiap seratus kilometer"},
        "tonne": {"other": "tan"},
        "decibel": {"other": "desibel"},
        "cubic-capacity": {"other": "sisi"},
        "kilovolt": {"other": "kilovolt"},
        "millivolt": {"other": "milivolt"},
        "square-millimeter": {"other": "milimeter persegi"},
        "degree": {"other": "darjah"},
        "mole": {"other": "mol"},
        "micromole": {"other": "mikromol"},
        "nanogram": {"other": "nanogram"},
        "frame": {"other": "bingkai"},
        "beat": {"other": "denyutan"},
        "watt-hour": {"other": "watt jam"},
        "milliampere-hour": {"other": "miliampere jam"},
        "revolution-per-minute": {"other": "pusingan seminit"},
        "part-per-million": {"other": "bahagian setiap juta"},
        "gallon": {"other": "gelen"},
    }
    abbreviations = {
        "dr": "doktor",
        "prof": "profesor",
        "en": "encik",
        "pn": "puan",
        "cik": "cik",
        "tn": "tuan",
        "hj": "haji",
        "hjh": "hajah",
        "ir": "insinyur",
        "sdn bhd": "sendirian berhad",
        "sdn": "sendirian",
        "bhd": "berhad",
        "jln": "jalan",
        "jl": "jalan",
        "lrg": "lorong",
        "kg": "kampung",
        "tmn": "taman",
        "bt": "batu",
        "no": "nombor",
        "tel": "telefon",
        "hlm": "halaman",
        "ms": "muka surat",
        "#": "nombor ",
        "dll": "dan lain-lain",
        "dsb": "dan sebagainya",
        "dst": "dan seterusnya",
        "cth": "contohnya",
        "spt": "seperti",
        "dgn": "dengan",
        "yg": "yang",
        "bil": "bilangan",
        "b.p": "bagi pihak",
        "d/a": "dengan alamat",
        "s.d": "sampai dengan",
        "vs": "lawan",
        "H/P": "telefon bimbit",
        **dict.fromkeys(("K/P", "k/p", "K/p"), "kad pengenalan"),
        "yab": "yang amat berhormat",
        "yb": "yang berhormat",
        **greek_names(
            "alfa beta gama delta epsilon zeta eta teta iota kapa lambda mu nu xi pi ro sigma tau upsilon "
            "fi khi psi omega"
        ),
    }
    stopless = frozenset("sdn bhd dll dsb dst jln hlm vs cth yg dgn yab yb prof dr".split()) | {"sdn bhd"}
    closing = frozenset({"dll", "dsb", "dst", "bhd"})
    difference_word = "tolak"
    powers = {"2": "kuasa dua", "3": "kuasa tiga", "": "kuasa"}
    symbols = {
        "&": "dan",
        "+": "tambah",
        "=": "sama dengan",
        "×": "darab",
        "÷": "bahagi",
        "%": "peratus",
        ">": "lebih besar daripada",
        "<": "kurang daripada",
        "±": "tambah tolak",
        "≥": "lebih besar daripada atau sama dengan",
        "≤": "kurang daripada atau sama dengan",
        "≠": "tidak sama dengan",
        "≈": "kira-kira sama dengan",
        "√": "punca kuasa dua",
    }
    symbol_names = named_symbols(
        "at titik sempang garis_bawah garis_miring titik_bertindih tanda_pagar tambah dan bintang ruang koma "
        "koma_bertitik tanda_seru tanda_soal apostrof tanda_petik kurungan_buka kurungan_tutup kurungan_siku_buka "
        "kurungan_siku_tutup kurungan_dakap_buka kurungan_dakap_tutup kurang_daripada lebih_daripada sama_dengan "
        "peratus dolar euro paun "
        "garis_miring_balik garis_menegak tilde sirkumfleks petik_terbalik darjah seksyen"
    )
    patterns = (
        EQUATION,
        *SPACED_QUANTITIES,
        *GREEK_LETTERS,
        SPACED_AT_LEAST,
        SPACED_ARROW,
        WEEKDAYS,
        NEGATIVE_MONEY,
        ACCOUNT,
        (
            SpanKind.UNIT,
            r"(?#/)(?<![\w.,/-])§number§(?P<_gap>\s?)(?P<symbol>§unit§)(?=/(?:tablet|kapsul|hari|minggu|bulan|tahun|orang|kali|botol)(?!\w))",
        ),
        (SpanKind.CODE, r"(?<![\d./])(?P<day>3[01]|[12]\d|[1-9])\s?hb\.?(?!\w|\s§month§)"),
        (SpanKind.ROMAN, r"(?<![A-Za-z])(?P<ordinal>[Kk]e)-(?P<numeral>[IVXLC]{1,7})(?![A-Za-z])"),
        (
            SpanKind.DATE,
            r"(?#/)(?:(?<=\spada )|(?<=Pada )|(?<=[mM]ulai )|(?<=[sS]ebelum )|(?<=[sS]elepas )|(?<=[tT]arikh )"
            r"|(?<=[sS]ehingga ))"
            r"(?P<day>3[01]|[12]\d|0?[1-9])/(?P<month>1[0-2]|0?[1-9])(?![\d/]|[.,]\d|\s?%)",
        ),
        (SpanKind.CODE, r"(?<=, )(?P<posted>\d{5})(?=\s[A-Z][a-z])"),
        (SpanKind.ABBREVIATION, r"(?<![A-Za-z])(?P<key>H/P)(?![A-Za-z])"),
        (SpanKind.PHONE, r"(?<![\w.,/-])(?P<groups>1-[38]00-\d{2}-\d{4}|\d{6}-\d{2}-\d{4})(?![\w-])"),
        (SpanKind.ABBREVIATION, r"(?<![A-Za-z])(?P<key>[Kk]/[Pp])(?![A-Za-z])"),
        (
            SpanKind.SYMBOL,
            r"(?:(?<=pagi)|(?<=petang)|(?<=malam)|(?<=hari)|(?<=[ap]m))\s?(?P<character>[-–])\s?(?=\d{1,2}(?:[.:]\d\d)?\s?(?:pagi|petang|malam|tengah|[ap]m))",
        ),
        (SpanKind.ABBREVIATION, r"(?<![\w#&])(?P<key>#)(?=\d)"),
        *LATIN_MIXES,
        (SpanKind.YEAR, r"(?<![\d.,])(?P<integer>1[34]\d\d)\s?(?P<era>H|M)(?![A-Za-z])"),
        (SpanKind.ORDINAL, r"(?<![A-Za-z])(?P<suffix>[Kk]e)-(?P<integer>\d{1,6})(?![\d-]|[.,]\d)"),
        (
            SpanKind.DATE,
            r"(?<![\d./])(?P<day>\d{1,2})\s?hb\.?\s(?P<month>§month§)(?:\s(?P<year>\d{4}))?(?![A-Za-z\d])",
        ),
        (
            SpanKind.CODE,
            rf"(?<=[\w%²³])(?<!km)/(?P<per>{EACH})(?![\w²³])",
        ),
    )

    def ordinal(self, span: Span, context: Context) -> str | None:
        """The first has a word of its own."""
        number = int(span.field("integer"))
        return _FIRST if number == 1 else self.numbers.ordinal(number)

    def date(self, span: Span, context: Context) -> str | None:
        """14hb Mac is the fourteenth "day of the month" March."""
        words = super().date(span, context)
        if words and "hb" in context.written:
            day = self.numbers.cardinal(int(span.field("day")))
            return words.replace(day, f"{day} haribulan", 1)
        return words

    def code(self, span: Span, context: Context) -> str | None:
        """A day of the month without its month."""
        return f"{self.number(span.field('day'))} haribulan" if span.field("day") else super().code(span, context)

    def time(self, span: Span, context: Context) -> str | None:
        """Minutes with their word below ten, the part of the day behind."""
        words = [self.numbers.cardinal(int(span.field("hour")))]
        minute, second = int(span.field("minute") or "0"), int(span.field("second") or "0")
        if minute:
            words.append(self.numbers.cardinal(minute))
        if second or 0 < minute < 10:
            words.append("minit")
        if second:
            words += [self.numbers.cardinal(second), "saat"]
        if span.field("period"):
            words.append(span.field("period"))
        return " ".join(words)

    def money(self, span: Span, context: Context) -> str | None:
        """A dollar sign alone does not say whose."""
        words = super().money(span, context)
        if words and span.field("symbol") == "$":
            return words.replace("dolar Amerika Syarikat", "dolar")
        return words
