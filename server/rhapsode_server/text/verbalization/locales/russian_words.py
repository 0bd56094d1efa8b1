"""Nouns, units and abbreviations of Russian."""

from __future__ import annotations

from collections.abc import Mapping

MONEY_NOUNS = """
    RUB mj рубл / fk копе~копеек; USD m доллар / m цент; EUR me евр / m цент; GBP m фунт / m пенс
    UAH f гривн~гривен / fk копе~копеек
    JPY f иен; CNY mj юан; CHF m франк; KZT ni тенге; BYN mj рубл / fk копе~копеек; PLN mx злот; CZK f крон
    TRY f лир; SEK f крон
"""
PARADIGMS: Mapping[str, str] = {
    "m": "- а у - ом е / ы ов ам ы ами ах", "mk": "- а у - ом е / и ов ам и ами ах",
    "mq": "- а у а ом е / и ов ам ов ами ах", "ma": "- а у а ом е / ы ов ам ов ами ах",
    "mg": "- а у - ом у / ы ов ам ы ами ах", "mj": "ь я ю ь ём е / и ей ям и ями ях",
    "mi": "й я ю й ем е / и ев ям и ями ях", "mx": "ый ого ому ый ым ом / ые ых ым ые ыми ых",
    "f": "а ы е у ой е / ы - ам ы ами ах", "fk": "йка йки йке йку йкой йке / йки - йкам йки йками йках",
    "fg": "а и е у ой е / и - ам и ами ах", "fj": "я и е ю ей е / и ь ям и ями ях",
    "fi": "я и и ю ей и / и й ям и ями ях", "fs": "ь и и ь ью и / и ей ям и ями ях",
    "mv": "- а у - ом е / а ов ам а ами ах", "md": "ень ня ню ень нём не / ни ней ням ни нями нях",
    "n": "о а у о ом е / а - ам а ами ах", "me": "о / о",
    "ni": "- / -", "nt": "ие ия ию ие ием ии / ия ий иям ия иями иях",
}  # fmt: skip
LEXICON = """
    mg год
    mv век
    m этаж класс час метр километр процент раз~раз том раунд сезон тур билет стол дом город градус
    m литр отдел курс матч съезд
    mk урок
    mq человек~человек игрок мальчик ученик сотрудник участник волк
    ma брат студент пассажир солдат клиент депутат эксперт директор
    mj рубл
    md д
    f страниц школ больниц минут секунд тонн сестр квартир комнат улиц половин глав групп машин рот волн игр войн
    fg книг лиг строк точк дорог
    fj недел
    fi серия верси парти стати сесси позици
    fs част ступен площад степен област
    n мест слов числ
    nt издан полугод столет тысячелет
"""
NOUN_ENDINGS: Mapping[str, str] = {
    "а": "fsn msg nsg npn", "я": "fsn msg nsg npn", "о": "nsn nsa", "е": "nsn nsa msl fsl fsd nsl",
    "у": "fsa msd nsd", "ю": "fsa msd", "ы": "fsg mpn fpn", "и": "fsg fsd fsl mpn fpn", "ой": "fsi fsg",
    "ей": "mpg fpg fsi", "ом": "msi nsi", "ем": "msi nsi", "ью": "fsi", "ам": "mpd", "ям": "mpd", "ами": "mpi",
    "ями": "mpi", "ьми": "mpi", "ах": "mpl", "ях": "mpl", "ов": "mpg", "ев": "mpg", "ь": "fsn fsa msn",
    "лет": "mpg", "жчин": "mpg", "нщин": "fpg",
    "ость": "fsn fsa", "тель": "msn", "ие": "nsn nsa", "ия": "fsn nsg", "": "msn msa fpg npg",
}  # fmt: skip
ROYAL = """
    m наполеон александр людовик карл генрих филипп фридрих вильгельм бенедикт франциск иван людвик
    m павел петр пётр павл ричард эдуард иоанн
    m константин фёдор феодор густав фердинанд леопольд альберт максимилиан оттон рамсес тутмос хусейн абдалл
    m климент целестин урбан григор
    mi никола пи юли алексе васили георги дмитри григори иннокенти андре серге
    mj рамзес
    f екатерин елизавет анн маргарит клеопатр изабелл
    fi мари виктори
"""
UNIT_SIGNS: Mapping[str, str] = {
    "см²": "square-centimeter", "см³": "cubic-centimeter", "мм²": "square-millimeter", "км³": "cubic-kilometer",
    "с": "second", "мА·ч": "milliampere-hour", "мА⋅ч": "milliampere-hour", "мАч": "milliampere-hour",
    "mAh": "milliampere-hour", "Мп": "megapixel", "ст. л.": "tablespoon", "ст.л.": "tablespoon",
    "ч. л.": "teaspoon", "ч.л.": "teaspoon",
    **{f"{short}. лож{end}": unit for short, unit in (("ст", "tablespoon"), ("ч", "teaspoon"))
       for end in ("ка", "ку", "ки", "ек")},
    "мг/кг": "milligram-per-kilogram", "мкг/кг": "microgram-per-kilogram", "г/кг": "gram-per-kilogram",
    "км": "kilometer", "м": "meter", "дм": "decimeter",
    "см": "centimeter", "мм": "millimeter",
    "кг": "kilogram",
    "г": "gram", "мг": "milligram", "т": "tonne", "л": "liter", "мл": "milliliter", "км/ч": "kilometer-per-hour",
    "м/с": "meter-per-second", "кв. м": "square-meter", "кв. км": "square-kilometer", "км²": "square-kilometer",
    "м²": "square-meter", "м³": "cubic-meter", "куб. м": "cubic-meter", "га": "hectare", "ч": "hour",
    "мин": "minute", "мин.": "minute", "сек": "second", "сек.": "second", "мс": "millisecond", "Вт": "watt",
    "кВт": "kilowatt", "МВт": "megawatt", "кВт·ч": "kilowatt-hour", "кВт⋅ч": "kilowatt-hour", "В": "volt",
    "А": "ampere", "Гц": "hertz", "кГц": "kilohertz", "МГц": "megahertz", "ГГц": "gigahertz", "МБ": "megabyte",
    "Мб": "megabyte", "ГБ": "gigabyte", "Гб": "gigabyte", "ТБ": "terabyte", "КБ": "kilobyte", "Кб": "kilobyte",
    "Па": "pascal", "кПа": "kilopascal", "МПа": "megapascal", "ккал": "kilocalorie", "Дж": "joule",
    "кДж": "kilojoule", "дБ": "decibel", "л. с.": "horsepower", "л.с.": "horsepower",
    "Мбит/с": "megabit-per-second", "Гбит/с": "gigabit-per-second", "МБ/с": "megabyte-per-second",
    "мм рт. ст.": "millimeter-ofhg", "нм": "nanometer", "мкм": "micrometer", "Н": "newton", "°": "degree",
    "уд./мин": "beat-per-minute", "уд/мин": "beat-per-minute", "мес.": "month", "мес": "month", "нед.": "week",
    "сут.": "day", "сут": "day", "дн.": "day",
    "л/100 км": "liter-per-100-kilometer", "л/100км": "liter-per-100-kilometer", "м/с²": "meter-per-square-second",
    "г/м²": "gram-per-square-meter", "кг/м²": "kilogram-per-square-meter", "кг/м³": "kilogram-per-cubic-meter",

    "°С": "celsius", "° С": "celsius", "мг/дл": "milligram-per-deciliter", "мг/л": "milligram-per-liter",
    "г/л": "gram-per-liter", "мкг": "microgram", "мА": "milliampere", "п.п.": "percentage-point",
    "п. п.": "percentage-point", "п.п": "percentage-point", "ТВт": "terawatt", "ГВт": "gigawatt",
    "об/мин": "revolution-per-minute", "Мпикс": "megapixel", "кбит/с": "kilobit-per-second", "ц": "quintal",
}  # fmt: skip
UNIT_NAMES: Mapping[str, Mapping[str, str]] = {
    "milliampere-hour": {
        "one": "миллиампер-час", "few": "миллиампер-часа", "many": "миллиампер-часов", "other": "миллиампер-часа",
    },
    "beat": {"one": "удар", "few": "удара", "many": "ударов", "other": "удара"},
    "revolution": {"one": "оборот", "few": "оборота", "many": "оборотов", "other": "оборота"},
    "percentage-point": {
        "one": "процентный пункт", "few": "процентных пункта", "many": "процентных пунктов",
        "other": "процентного пункта",
    },
}  # fmt: skip
