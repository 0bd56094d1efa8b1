"""Nouns, units and abbreviations of Ukrainian."""

from __future__ import annotations

from collections.abc import Mapping

PARADIGMS: Mapping[str, str] = {
    "ma": "- а у а ом ові / и ів ам ів ами ах",
    "m": "- а у - ом і / и ів ам и ами ах", "mr": "ік оку оку ік оком оці / оки оків окам оки оками оках",
    "mx": "ий ого ому ий им ому / і их им і ими их", "mj": "ь я ю ь ем і / і ів ям і ями ях",
    "mh": "х ху ху х хом сі / хи хів хам хи хами хах", "mo": "о а у а ом ові / и ів ам ів ами ах",
    "my": "а и і у ою і / и - ам - ами ах",
    "mi": "й я ю я єм ї / ї їв ям їв ями ях", "md": "ень ня ню ень нем ні / ні нів ням ні нями нях",
    "mv": "- а у - ом і / и ів ам и ами ах",
    "f": "а и і у ою і / и - ам и ами ах", "fk": "йка йки йці йку йкою йці / йки йок йкам йки йками йках",
    "fg": "ка ки ці ку кою ці / ки ок кам ки ками ках", "fj": "я і і ю ею і / і ь ям і ями ях",
    "fi": "ія ії ії ію ією ії / ії ій іям ії іями іях", "fc": "я і і ю ею і / і ь ям і ями ях",
    "fs": "ина ини ині ину иною ині / ини ин инам ини инами инах", "n": "о а у о ом і / а - ам а ами ах",
    "ft": "тя ті ті тю тею ті / ті ей тям ті тями тях",
    "fo": "ь і і ь тю і / і ей ям і ями ях", "fp": "а і і у ею і / і - ам і ами ах", "me": "- / -",
    "nc": "я я ю я ям і / я ь ям я ями ях",
}  # fmt: skip
NOUN_ENDINGS: Mapping[str, str] = {
    "а": "fsn msg npn", "я": "fsn nsn npn msg", "о": "nsn nsa", "е": "nsn nsa", "у": "fsa msg msd msl",
    "ю": "fsa msd", "и": "mpn fpn fsg", "і": "mpn fpn fsl msl nsl fsd", "ї": "fpn fsg fsl", "ки": "fpn mpn",
    "ники": "mpn", "яки": "mpn", "оки": "mpn",
    "иці": "fpn fsl", "ів": "mpg", "їв": "mpg", "ей": "mpg fpg", "ам": "mpd", "ям": "mpd", "ами": "mpi",
    "ьми": "mpi", "има": "mpi", "ями": "mpi", "ах": "mpl", "ях": "mpl", "ою": "fsi", "ею": "fsi", "ом": "msi",
    "ем": "msi",
    "ь": "msn fsn fsa", "ість": "fsn fsa", "ння": "nsn nsg", "ття": "nsn nsg", "ері": "msl fsl",
    "": "msn msa fpg npg",
}  # fmt: skip
ABBREVIATIONS: Mapping[str, str] = {
    "тобто": "тобто", "і т.д": "і так далі", "т.д": "так далі", "і т.п": "і тому подібне", "т.п": "тому подібне",
    "т.зв": "так званий", "та ін": "та інші", "ін": "інше", "див": "дивись", "напр": "наприклад", "ім": "імені",
    "вул": "вулиця", "буд": "будинок", "кв": "квартира", "стор": "сторінка", "с": "сторінка", "рис": "рисунок",
    "табл": "таблиця", "проф": "професор", "акад": "академік", "д-р": "доктор", "доц": "доцент", "тел": "телефон",
    "обл": "область", "р-н": "район", "просп": "проспект", "пл": "площа", "пров": "провулок", "ст": "стаття",
    "п": "пункт", "м": "місто", "н.е": "нашої ери", "пор": "порівняй", "корп": "корпус", "хв": "хвилин",
    "чол": "чоловік", "грн": "гривень", "тис": "тисяч", "шт": "штук", "ред": "редакція", "св": "святий",
    "ген": "генерал", "б-р": "бульвар", "т.ч": "тому числі", "т": "том", "нар": "народився", "мін": "мінімум",
    "ос": "осіб", "розд": "розділ", "каб": "кабінет",
    "н.р.м": "над рівнем моря", "ч": "частина",
    "а/с": "абонентська скринька",
}  # fmt: skip
UNIT_SIGNS: Mapping[str, str] = {
    "л/хв": "liter-per-minute",
    "см²": "square-centimeter", "см³": "cubic-centimeter", "мм²": "square-millimeter", "км³": "cubic-kilometer",
    "с": "second", "мА·год": "milliampere-hour", "мАг": "milliampere-hour", "mAh": "milliampere-hour",
    "Мп": "megapixel", "ст. л.": "tablespoon", "ст.л.": "tablespoon", "ч. л.": "teaspoon", "ч.л.": "teaspoon",
    **{f"{short}. лож{end}": unit for short, unit in (("ст", "tablespoon"), ("ч", "teaspoon"))
       for end in ("ка", "ку", "ки", "ок")},
    "мг/кг": "milligram-per-kilogram", "мкг/кг": "microgram-per-kilogram", "г/кг": "gram-per-kilogram",
    "км": "kilometer", "м": "meter", "дм": "decimeter", "см": "centimeter", "мм": "millimeter",
    "кг": "kilogram",
    "г": "gram", "мг": "milligram", "т": "tonne", "л": "liter", "мл": "milliliter",
    "км/год": "kilometer-per-hour", "м/с": "meter-per-second", "кв. м": "square-meter",
    "кв. км": "square-kilometer", "км²": "square-kilometer", "м²": "square-meter", "м³": "cubic-meter",
    "куб. м": "cubic-meter", "га": "hectare", "год": "hour", "год.": "hour", "хв": "minute", "хв.": "minute",
    "сек": "second", "сек.": "second", "Вт": "watt", "кВт": "kilowatt", "МВт": "megawatt",
    "кВт·год": "kilowatt-hour", "В": "volt", "А": "ampere", "Гц": "hertz", "кГц": "kilohertz", "МГц": "megahertz",
    "ГГц": "gigahertz", "МБ": "megabyte", "ГБ": "gigabyte", "ТБ": "terabyte", "КБ": "kilobyte",
    "ккал": "kilocalorie", "кПа": "kilopascal", "Мбіт/с": "megabit-per-second", "Гбіт/с": "gigabit-per-second",
    "к. с.": "horsepower", "к.с.": "horsepower", "°С": "celsius", "° С": "celsius", "мкг": "microgram",
    "мг/дл": "milligram-per-deciliter", "мг/л": "milligram-per-liter", "мА": "milliampere", "ГВт": "gigawatt",
    "Дж": "joule", "кДж": "kilojoule", "Па": "pascal", "гПа": "hectopascal", "МПа": "megapascal", "дБ": "decibel",
    "нм": "nanometer",
    "мс": "millisecond", "мкм": "micrometer", "об/хв": "revolution-per-minute", "мм рт. ст.": "millimeter-ofhg",
    "уд./хв": "beat-per-minute", "уд/хв": "beat-per-minute", "міс.": "month", "міс": "month", "тиж.": "week",
    "дн.": "day",
    **{
        f"{short}{mark}": f"{power}-{unit}"
        for short, unit in (("м", "meter"), ("км", "kilometer"), ("см", "centimeter"), ("мм", "millimeter"))
        for power, marks in (("square", ("2", "^2")), ("cubic", ("3", "^3")))
        for mark in marks
    },
    "кв.м": "square-meter", "куб.м": "cubic-meter", "мг/мл": "milligram-per-milliliter",
    "мкг/мл": "microgram-per-milliliter", "ммоль/л": "millimole-per-liter",
    "л/100 км": "liter-per-100-kilometer", "л/100км": "liter-per-100-kilometer", "м/с²": "meter-per-square-second",
    "г/м²": "gram-per-square-meter", "кг/м²": "kilogram-per-square-meter", "кг/м³": "kilogram-per-cubic-meter",
    "°": "degree", **dict.fromkeys(("в.п.", "в. п.", "в.п", "п.п.", "п. п."), "percentage-point"),
}  # fmt: skip
UNIT_NAMES: Mapping[str, Mapping[str, str]] = {
    "percentage-point": {
        "one": "відсотковий пункт", "few": "відсоткові пункти", "many": "відсоткових пунктів",
        "other": "відсоткового пункту",
    },
    "millimole": {"one": "мілімоль", "few": "мілімолі", "many": "мілімолів", "other": "мілімоля"},
    "beat": {"one": "удар", "few": "удари", "many": "ударів", "other": "удару"},
    "milliampere-hour": {
        "one": "міліампер-година", "few": "міліампер-години", "many": "міліампер-годин",
        "other": "міліампер-години",
    },
    "revolution": {"one": "оберт", "few": "оберти", "many": "обертів", "other": "оберта"},
}  # fmt: skip
LEXICON = """
        mr р
        ma брат чоловік студент пацієнт солдат клієнт депутат експерт директор пасажир вовк
        m розділ том параграф квартал семестр сектор загін під'їзд
        m клас метр кілометр том раунд сезон тур квиток стіл будинок студент градус літр етап курс матч зошит
        mh повер
        m відсоток рядок раз
        mj ден
        md д
        f машин хат дитин картин сторон проблем програм книг шкіл секунд тонн сестр кімнат країн лав груп ліг
        f дівчин війн систем команд тем умов норм цін змін причин порад вправ риб ламп дружин страв нот ракет фаз спроб
        f планет монет газет анкет реклам камер криз
        fp груш вишен площ
        fg книж сторін жін дів кварти точ годи
        fs год хвил част полов люд
        fc вулиц лікарн столиц таблиц сесі
        fi верс сер парт позиц станц
        n міст вікн місц сел числ озер крісл дерев
        nc столітт~століть піврічч~піврічь
    """
