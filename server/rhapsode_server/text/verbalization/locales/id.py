"""Indonesian."""

from __future__ import annotations

import re
from typing import ClassVar

from rhapsode_server.text.verbalization.asian_signs import (
    ENGLISH_FRACTIONS,
    GREEK_LETTERS,
    SPACED_ARROW,
    SPACED_AT_LEAST,
    at_least,
    is_number_of_something,
    seat,
)
from rhapsode_server.text.verbalization.context import Context
from rhapsode_server.text.verbalization.locale import Locale
from rhapsode_server.text.verbalization.locales.indonesian_words import ABBREVIATIONS
from rhapsode_server.text.verbalization.locales.slavic_patterns import ENGLISH_NUMBERS
from rhapsode_server.text.verbalization.number_words import NumberWords, RbnfNumbers
from rhapsode_server.text.verbalization.quantities import (
    MEASURES_OF_SCIENCE,
    SPACED_QUANTITIES,
    QuantityWords,
    quantity_words,
)
from rhapsode_server.text.verbalization.span import Span, SpanKind
from rhapsode_server.text.verbalization.unspaced import (
    EQUATION,
    LATIN_MIXES,
    UNIT_SIGNS,
    mixed,
    named_symbols,
    numbered_numeral,
    timed,
)

_HALVES = {("1", "2"): "setengah", ("1", "4"): "seperempat", ("3", "4"): "tiga perempat"}
_CLASS_LETTERS = frozenset("AKVNJW")
_CLASSES = frozenset("kelas blok kamar ruang gedung gate pintu tipe nomor no lantai unit".split())
_PER_UNITS = {
    "m²": "square-meter",
    "m2": "square-meter",
    "m³": "cubic-meter",
    "kg": "kilogram",
    "km": "kilometer",
}
EACH = (
    "kaki persegi|papan|tablet|kapsul|US\\$|USD|EUR|100\\s?km|m²|m2|m³|kg|km|pcs"
    "|buah|biji|lembar|helai|ekor|paket|kotak|botol|porsi|kali|minggu|menit|minit|detik|saat"
    "|sesi|unit|kursi|tiket|meter|gram|ons|liter|sak|dus|karung|siswa|kamar|bilik|pax|item|keping|bungkus|cawan|kilo|jam|hari"
    "|malam|bulan|tahun|orang|semester|kunjungan|ton|tan"
)
"""What stands behind a stroke: so much a month."""
_DAYS = "Senin Selasa Rabu Kamis Jumat Sabtu Minggu Isnin Khamis Jumaat Ahad".split()
WEEKDAYS = (
    SpanKind.SYMBOL,
    rf"(?:{'|'.join(f'(?<={day})' for day in _DAYS)})\s?(?P<character>[-–])\s?(?={'|'.join(_DAYS)})",
)
"""From one day of the week to another."""
NOUGHTS_BY_COMMAS = (SpanKind.CARDINAL, r"(?#,)(?<![\w.,])(?P<integer>\d{1,3}(?:,\d{3}){2,5})(?![\d,]|\.\d)")
"""A number of at least two groups as English writes it, which is none with a fraction."""
NEGATIVE_MONEY = (
    SpanKind.MONEY,
    r"(?#-−)(?<![\w.,)])(?P<sign>[-−])(?P<currency>§currency§)\s?§unsigned§(?:\s?(?P<scale>§scale§)(?![A-Za-z]))?(?![.,]?\d)",
)
"""An amount below zero whose sign stands before its currency: -Rp20.000."""
ACCOUNT = (SpanKind.PHONE, r"(?#-)(?<![\w-])(?P<groups>\d{4}-\d{4}-\d{4})(?![\w-])")
_SEATED = re.compile(r"(?:kursi|tempat duduk|gate|pintu|kerusi|tingkat|gerbong|koc)\s\Z", re.IGNORECASE)
_ACTS = frozenset("no nomor uu pp perpres perda permen kepres keppres pasal perppu".split())
"""Before the number of a law, behind which the stroke leads to its year."""
_NUMBERED = re.compile(r"(?:No|Nomor)\.?\s\Z")
_POSTED = re.compile(
    r"(?:Kab|Kota|Kec|Kel|Jl|Jalan|Kabupaten|Kecamatan|Provinsi|RT|RW|Jakarta|Bandung|Surabaya|Medan|Bogor|Bali)\b"
)
"""Before five figures that are those of the post."""
_DOORS = re.compile(r"(?:[Nn]o|[Bb]lok|[Jj]alan|[Ll]ot)\.?\s?(?:\d{1,3}/)?\Z")
"""Before a house or a road whose letter is no unit."""
_CLOCK = r"(?P<hour>[0-2]?\d)\.(?P<minute>[0-5]\d)"
_LATER = r"[0-2]?\d\.[0-5]\d(?!\d|\.\d)"
_CENTS = {"other": "sen"}


class AustronesianNumbers(RbnfNumbers):
    """The CLDR's numbers, whose ordinals are cardinals with ke- before them."""

    def _ordinal(self, number: int, form: str | None) -> str:
        return "ke" + self._cardinal(number, None)


class Indonesian(Locale):
    """Indonesian."""

    tag = "id"
    decimal_mark = ","
    group_marks = ".\u00a0\u202f\u2009"
    minus = "minus"
    plus = "plus"
    plus_minus = "plus minus"
    point = "koma"
    version_point = "titik"
    percent_word = "persen"
    permille_word = "per mil"
    range_word = "sampai"
    ratio_word = "banding"
    year_words = frozenset("tahun sejak hingga sampai pada antara".split())
    eras = {"SM": "sebelum Masehi", "M": "Masehi", "SM.": "sebelum Masehi", "H": "Hijriah"}
    decade_suffixes = ("-an",)
    month_words = {"agust": 8, "ags": 8, "pebruari": 2, "nop": 11, "nopember": 11}
    hour_words: ClassVar[tuple[str, ...]] = ("WIB", "WITA", "WIT")
    time_dot = True
    time_words = frozenset("pukul jam pkl".split())
    score_words = frozenset(
        "menang kalah unggul imbang skor menundukkan mengalahkan ditundukkan dikalahkan takluk seri agregat".split()
    )
    ratio_words = frozenset("perbandingan rasio skala banding".split())
    phone_words = frozenset("otp pin nik kode telepon telp tel hubungi hp wa whatsapp fax faks call nomor".split())
    version_words = frozenset({"versi", "android", "ios", "usb", "bluetooth"})
    roman_before = frozenset(
        "bab jilid bagian dunia abad triwulan kuartal semester tingkat kelas golongan pasal seri bulan ke "
        "angkatan tahap "
        "pon kongres muktamar edisi volume lampiran romawi koti".split()
    )
    roman_names = frozenset(
        "hamengkubuwono hamengkubuwana pakubuwono pakubuwana mangkunegara paulus yohanes elizabeth henry louis "
        "charles "
        "george benediktus fransiskus wilhelm".split()
    )
    scales = {
        "ribu": "ribu",
        "juta": "juta",
        "miliar": "miliar",
        "milyar": "miliar",
        "triliun": "triliun",
        "trilyun": "triliun",
        "rb": "ribu",
        "jt": "juta",
        "m": "miliar",
        "t": "triliun",
        "k": "ribu",
    }
    currency_signs = {"Rp": "IDR", "Rp.": "IDR", "rp": "IDR", "IDR": "IDR", "rupiah": "IDR", "RON": ""}
    currency_names = {
        "IDR": {"other": "rupiah"},
        "USD": {"other": "dolar Amerika Serikat"},
        "EUR": {"other": "euro"},
        "GBP": {"other": "pound sterling"},
        "JPY": {"other": "yen"},
        "SGD": {"other": "dolar Singapura"},
        "MYR": {"other": "ringgit"},
        "CNY": {"other": "yuan"},
        "KRW": {"other": "won"},
        "INR": {"other": "rupee"},
    }
    minor_units = dict.fromkeys(("USD", "EUR", "SGD", "AUD", "IDR", "MYR"), _CENTS)
    quantities_said = QuantityWords(
        "{0} poin persentase",
        "{0} basis poin",
        "dua puluh empat tujuh",
        (
            "kuartal pertama tahun {0}",
            "kuartal kedua tahun {0}",
            "kuartal ketiga tahun {0}",
            "kuartal keempat tahun {0}",
        ),
        ("semester pertama tahun {0}", "semester kedua tahun {0}"),
        "{0}an",
        "{0} dari {1}",
        "{0} per {1} milimeter raksa",
        fiscal="tahun fiskal {0}",
        times="{0} kali",
    )
    bare_unit_words = frozenset({"per", "satu", "tiap", "setiap"})
    unit_signs = {
        **UNIT_SIGNS,
        **MEASURES_OF_SCIENCE,
        "km/jam": "kilometer-per-hour",
        "m/det": "meter-per-second",
        "m/detik": "meter-per-second",
        "rb": "thousand",
        "ribu": "",
        "jt": "million",
        "k": "thousand",
        "x": "times",
        "th": "year",
        "thn": "year",
        "bln": "month",
        "dtk": "second",
        "mnt": "minute",
        "ons": "",
        "gr": "gram",
        "sdt": "teaspoon",
        "sdm": "tablespoon",
    }
    unit_names = {
        "thousand": {"other": "ribu"},
        "million": {"other": "juta"},
        "times": {"other": "kali"},
        "meter-per-square-second": {"other": "meter per detik kuadrat"},
        "mole": {"other": "mol"},
        "micromole": {"other": "mikromol"},
        "nanogram": {"other": "nanogram"},
        "frame": {"other": "frame"},
        "beat": {"other": "denyut"},
        "watt-hour": {"other": "watt jam"},
        "milliampere-hour": {"other": "miliampere jam"},
        "revolution-per-minute": {"other": "putaran per menit"},
        "kilobyte": {"other": "kilobita"},
        "megabyte": {"other": "megabita"},
        "gigabyte": {"other": "gigabita"},
        "terabyte": {"other": "terabita"},
        "petabyte": {"other": "petabita"},
        "decibel": {"other": "desibel"},
        "cubic-capacity": {"other": "sisi"},
        "kilovolt": {"other": "kilovolt"},
        "millivolt": {"other": "milivolt"},
        "square-millimeter": {"other": "milimeter persegi"},
        "atmosphere": {"other": "atmosfer"},
        "teaspoon": {"other": "sendok teh"},
        "tablespoon": {"other": "sendok makan"},
        "liter-per-100-kilometer": {"other": "liter per seratus kilometer"},
        "tonne": {"other": "ton"},
        "part-per-million": {"other": "bagian per juta"},
    }
    www = "w w w"
    abbreviations = ABBREVIATIONS
    stopless = frozenset(
        "dll dsb dst dkk jl jln yth bpk telp tgl hlm kec kab vs s.d s/d pkl tbk pt cv sdr prof drs thn tsb no sdt "
        "sdm".split()
    )
    closing = frozenset({"dll", "dsb", "dst", "dkk"})
    powers = {"2": "kuadrat", "3": "pangkat tiga", "": "pangkat"}
    symbols = {
        "&": "dan",
        "+": "tambah",
        "=": "sama dengan",
        "×": "kali",
        "÷": "bagi",
        "%": "persen",
        ">": "lebih dari",
        "<": "kurang dari",
        "≥": "lebih dari atau sama dengan",
        "≠": "tidak sama dengan",
        "≈": "kira-kira sama dengan",
        "√": "akar",
        "≤": "kurang dari atau sama dengan",
        "±": "plus minus",
    }
    symbol_names = named_symbols(
        "at titik strip garis_bawah garis_miring titik_dua tagar plus dan bintang spasi koma titik_koma tanda_seru "
        "tanda_tanya apostrof tanda_kutip kurung_buka kurung_tutup kurung_siku_buka kurung_siku_tutup "
        "kurung_kurawal_buka kurung_kurawal_tutup kurang_dari lebih_dari sama_dengan persen dolar euro pound "
        "garis_miring_terbalik garis_tegak tilde sirkumfleks petik_terbalik derajat pasal"
    )
    patterns: ClassVar[tuple[tuple[SpanKind, str], ...]] = (
        EQUATION,
        *SPACED_QUANTITIES,
        *GREEK_LETTERS,
        SPACED_AT_LEAST,
        SPACED_ARROW,
        NOUGHTS_BY_COMMAS,
        *ENGLISH_FRACTIONS,
        *ENGLISH_NUMBERS,
        (SpanKind.CARDINAL, r"(?<![\w.,/-])(?P<integer>[1-9]\d{0,2}(?: 000){1,4})(?! ?\d|[.,/-]\d)"),
        NEGATIVE_MONEY,
        (
            SpanKind.UNIT,
            r"(?#/)(?<![\w.,/-])§number§(?P<_gap>\s?)(?P<symbol>§unit§)(?=/(?:tablet|kapsul|hari|minggu|bulan|tahun|orang|kali|porsi|botol)(?!\w))",
        ),
        (SpanKind.DURATION, r"(?<![\w.,])(?P<hour>\d{1,2})j\s?(?P<minute>[0-5]?\d)m(?!\w)"),
        (SpanKind.TIME, r"(?<![\w.,:])(?P<hour>[0-2]?\d)\.(?P<minute>[0-5]\d)(?=\s(?:pagi|siang|sore|malam)(?!\w))"),
        ACCOUNT,
        WEEKDAYS,
        (SpanKind.CODE, r"(?<![A-Za-z])(?P<text>PM2,5)(?!\d)"),
        (
            SpanKind.CODE,
            r"(?#/)(?:(?<=\WI)|(?<=II)|(?<=IV)|(?<=VI)|(?<=VIII)|(?<=[VI]X))/(?P<year_behind>(?:19|20)\d\d)(?![\d/-])",
        ),
        (SpanKind.CODE, r"(?#/)(?<![\w/.,-])(?P<act>\d{1,3})/(?P<of>(?:19|20)\d\d)(?![\w/-]|[.,]\d)"),
        (SpanKind.SYMBOL, r"(?#/)(?<=\d)(?P<character>(?P<pause>/))(?=RW\s?\d)"),
        (SpanKind.ORDINAL, r"(?<![A-Za-z])(?i:(?P<suffix>ke))-(?P<integer>\d{1,6})(?![\d-]|[.,]\d)"),
        (SpanKind.ROMAN, r"(?<![A-Za-z])(?P<ordinal>[Kk]e)-(?P<numeral>[IVXLC]{1,7})(?![A-Za-z])"),
        (SpanKind.ABBREVIATION, r"(?<![A-Za-z.])(?P<key>s\.d|s/d)\.?(?![A-Za-z])"),
        (SpanKind.ABBREVIATION, r"(?<![\w#&])(?P<key>#)(?=\d)"),
        *LATIN_MIXES,
        (SpanKind.YEAR, r"(?<![\d.,])(?P<integer>1[34]\d\d)\s?(?P<era>H|M)(?![A-Za-z])"),
        (SpanKind.TIME, rf"(?<![\d.,]){_CLOCK}\s(?P<suffix>WIB|WITA|WIT)(?![A-Za-z])"),
        (SpanKind.TIME, rf"(?<![\d.,]){_CLOCK}(?=\s?[-–]\s?{_LATER}|\s(?:s\.d\.?|s/d|sampai|hingga)\s{_LATER})"),
        (
            SpanKind.TIME,
            r"(?:(?<=\.[0-5]\d[-–])|(?<=\.[0-5]\d\s[-–]\s)|(?<=s\.d\.\s)|(?<=s/d\s)|(?<=[0-5]\d\ssampai\s)"
            rf"|(?<=[0-5]\d\shingga\s)){_CLOCK}(?!\.?\d|,\d|\s?%)",
        ),
        (SpanKind.SYMBOL, r"(?<=\.[0-5]\d)\s?(?P<character>[-–])\s?(?=[0-2]?\d\.[0-5]\d(?!\d|\.\d))"),
        (SpanKind.MONEY, r"(?<![A-Za-z])(?P<currency>Rp\.?)\s?§unsigned§(?P<tail>,-)"),
        (
            SpanKind.CODE,
            rf"(?<=[\w%²³])(?<!km)/(?P<per>{EACH})(?![\w²³])",
        ),
    )

    zones = {"WIB": "waktu Indonesia barat", "WITA": "waktu Indonesia tengah", "WIT": "waktu Indonesia timur"}
    per_word = "per"
    over_words = "lebih dari {0}"
    """So many and more."""
    topic_word = "tagar"

    def make_numbers(self) -> NumberWords:
        """The CLDR's numbers with ordinals."""
        return AustronesianNumbers(self.tag)

    def decide(self, span: Span, context: Context) -> Span | None:
        """A class or a block is no current: kelas 4A. The numerals of ke-IV have no number yet."""
        if span.kind is SpanKind.ROMAN and not span.field("integer"):
            return numbered_numeral(span)
        if found := seat(span, context, _SEATED):
            return found
        if is_number_of_something(span, context):
            return span._replace(kind=SpanKind.PHONE, fields={"groups": span.field("integer")})
        if (
            span.kind is SpanKind.TIME
            and span.field("second")
            and context.before in ("waktu", "masa", "selama", "dalam", "durasi")
        ):
            return span._replace(kind=SpanKind.DURATION)
        if span.kind is SpanKind.UNIT and span.field("symbol") in _CLASS_LETTERS and context.before in _CLASSES:
            return None
        if span.kind is SpanKind.YEAR and span.field("era") in ("M", "H") and int(span.field("integer")) < 100:
            # So many thousand millions, and no year.
            digits = span.field("integer")
            return span._replace(kind=SpanKind.CARDINAL, end=span.start + len(digits), fields={"integer": digits})
        if self._names_door(span, context):
            return None
        if (
            span.field("act")
            and context.before not in _ACTS
            and not _NUMBERED.search(context.text, max(0, span.start - 10), span.start)
        ):
            return None
        if self._is_posted(span, context):
            return span._replace(kind=SpanKind.CODE, fields={"posted": context.written})
        if span.kind is SpanKind.FRACTION and not span.field("whole"):
            day, month = int(span.field("numerator") or "0"), int(span.field("denominator") or "0")
            if month <= 12 < day <= 31 and (day, month) != (24, 7):
                return span._replace(kind=SpanKind.DATE, fields={"day": str(day), "month": str(month)})
        return span

    def _names_door(self, span: Span, context: Context) -> bool:
        """Whether a letter behind a number is a house's: No. 12A."""
        is_letter = span.kind is SpanKind.UNIT and span.field("symbol") in _CLASS_LETTERS and len(context.written) < 6
        if is_letter and context.written_before and context.written_before[0].isupper():
            return context.written[-2].isdigit()  # so many best marks: SPM 9A
        return is_letter and _DOORS.search(context.text, max(0, span.start - 16), span.start) is not None

    def _is_posted(self, span: Span, context: Context) -> bool:
        """Whether five figures end an address."""
        is_code = span.kind is SpanKind.CARDINAL and len(context.written) == 5 and context.written.isdigit()
        if not is_code or context.after:
            return False
        return _POSTED.search(context.text, max(0, span.start - 60), span.start) is not None

    def ordinal(self, span: Span, context: Context) -> str | None:
        """Ke-3 is ketiga."""
        return self.numbers.ordinal(int(span.field("integer")))

    def day_words(self, day: int) -> str:
        """Days are cardinal."""
        return self.numbers.cardinal(day)

    def year(self, span: Span, context: Context) -> str | None:
        """1990-an is one word with its ending."""
        words = self.numbers.cardinal(int(span.field("integer")))
        if span.field("era"):
            return f"{words} {self.eras[span.field('era')]}"
        return f"{words}an" if span.field("decade") else words

    def date(self, span: Span, context: Context) -> str | None:
        """Day, month, year, and the time of a machine's date."""
        words = []
        if span.field("day"):
            words.append(self.day_words(int(span.field("day"))))
        if span.field("month"):
            words.append(self.month(int(span.field("month"))))
        if span.field("year"):
            words.append(self.numbers.cardinal(self.full_year(span.field("year"))))
        if span.field("hour"):
            words.append(f"pukul {self.time(span, context)}")
        return " ".join(words)

    def time(self, span: Span, context: Context) -> str | None:
        """Minutes below ten are "past" the hour; others follow it."""
        words = [self.numbers.cardinal(int(span.field("hour")))]
        minute, second = int(span.field("minute") or "0"), int(span.field("second") or "0")
        if second:
            words += ["lewat", self.numbers.cardinal(minute), "menit", self.numbers.cardinal(second), "detik"]
        elif minute:
            words += (
                [self.numbers.cardinal(minute)] if minute > 9 else ["lewat", self.numbers.cardinal(minute), "menit"]
            )
        if span.field("suffix"):
            words.append(self.zones[span.field("suffix")])
        elif span.field("period"):
            words.append("pagi" if span.field("period") == "am" else "sore")
        return " ".join(words)

    def money(self, span: Span, context: Context) -> str | None:
        """A dollar sign alone does not say whose."""
        words = super().money(span, context)
        if words and span.field("symbol") == "$":
            return words.replace("dolar Amerika Serikat", "dolar")
        return words

    def fraction(self, span: Span, context: Context) -> str | None:
        """Halves and quarters have names, the rest is so many "per" so many."""
        whole, numerator, denominator = (span.field(name) for name in ("whole", "numerator", "denominator"))
        if (numerator, denominator) == ("24", "7"):
            return f"{self.number(numerator)} {self.number(denominator)}"
        words = _HALVES.get((numerator, denominator))
        words = words or f"{self.number(numerator)} per {self.number(denominator)}"
        return f"{self.number(whole)} {words}" if whole else words

    def range(self, span: Span, context: Context) -> str | None:
        """08.30–17.00 WIB: what looked like a decimal number is a time too."""
        return super().range(span._replace(parts=timed(span.parts, context)), context)

    def score(self, span: Span, context: Context) -> str | None:
        """Both numbers, with nothing between them."""
        return f"{self.number(span.field('first'))} {self.number(span.field('second'))}"

    def roman(self, span: Span, context: Context) -> str | None:
        """An ordinal for centuries, world wars and rulers."""
        number = int(span.field("integer"))
        if context.before in ("abad", "dunia") or span.field("role") == "name" or span.field("ordinal"):
            return self.numbers.ordinal(number)
        return self.numbers.cardinal(number)

    def version(self, span: Span, context: Context) -> str | None:
        """The points of a version are no decimal signs."""
        words = f" {self.version_point} ".join(self.number(part) for part in span.field("numbers").split("."))
        return f"{self.letter_words(span.field('prefix'))} {words}".strip()

    def code(self, span: Span, context: Context) -> str | None:
        """A code, or a slash before a unit: 50 juta/m²."""
        per = span.field("per").replace("100 ", "100")
        if quantity := quantity_words(self, span, self.quantities_said):
            return quantity
        if span.field("least"):
            return at_least(self, span, context, self.over_words, "{0} ke atas")
        if span.field("year_behind"):
            return f" tahun {self.number(span.field('year_behind'))}"
        if span.field("act"):
            return f"{self.number(span.field('act'))} tahun {self.number(span.field('of'))}"
        if span.field("posted"):
            return self.numbers.digits(span.field("posted"))
        if not per:
            return mixed(self, span.field("text").replace(",", ".")) or super().code(span, context)
        if per == "100km":
            return f" {self.per_word} {self.numbers.cardinal(100)} {self.unit_name('kilometer', 'other')}"
        if per in ("US$", "USD", "EUR"):
            return f" {self.per_word} {self.currency_name(per.replace('US$', 'USD'), 'other')}"
        unit = _PER_UNITS.get(per)
        return f" {self.per_word} {self.unit_name(unit, 'other') if unit else per}"

    def symbol(self, span: Span, context: Context) -> str | None:
        """A dash between two times, a stroke that is no more than a pause."""
        if span.field("pause"):
            return "-" if span.field("character") != "/" else ","
        if span.field("less"):
            return self.difference_word or self.minus
        return self.range_word if span.field("character") in "-–" else super().symbol(span, context)

    def hashtag(self, span: Span, context: Context) -> str | None:
        """The word for a topic instead of the sign's name."""
        name = f"{self.symbol_names['#']} "
        return f"{self.topic_word} {self.addresses.hashtag(span.field('text')).removeprefix(name)}"
