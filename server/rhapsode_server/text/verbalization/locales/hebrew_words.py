"""What Hebrew has to know of words: genders, nouns that are counted, abbreviations, months."""

from __future__ import annotations

import re
from typing import NamedTuple

MASCULINE, FEMININE = "masculine", "feminine"
_MASCULINE_WORDS = frozenset(
    "שבועות מקומות רחובות שולחנות אבות שמות כיסאות חלונות לילות קולות ארונות מלונות דורות עקרונות פתרונות יתרונות "
    "ירקות מקורות נהרות ניסיונות זוגות עפרונות לקוחות פירות מוסדות מקצועות מחוזות רגשות חלומות עולמות לוחות צינורות "
    "מפתחות קירות גגות סודות כוחות זיכרונות חשבונות אולמות נרות שדות שטרות מסעות ארמונות צבאות מזלגות יסודות וילונות "
    "אסונות דוחות חסרונות ניצחונות ביטחונות רעיונות לילה בית בתים ימים יומיים שבועיים חודשיים מטרים שמיים מים".split()
)
_FEMININE_WORDS = frozenset(
    "שנים ערים נשים מילים פעמים דרכים ביצים אבנים ציפורים דבורים נמלים תאנים עדשים שיניים ידיים רגליים נעליים עיניים"
    "  פעם עיר דרך אישה נפש יד רגל עין אוזן ארץ כוס רוח".split()
)
FUNCTION_WORDS = frozenset(
    "של את על עם אל או גם כי אם לא כן הוא היא הם הן זה זו אך אבל רק עד מן בין לפני אחרי מתוך ביותר בלבד היו היה "
    "הייתה".split()
)
ORDINAL_HEADS = {
    **dict.fromkeys(
        "המאה במאה למאה מהמאה הפעם בפעם השנה בשנה הקומה בקומה הכיתה בכיתה העונה בעונה הדקה בדקה".split(), FEMININE
    ),
    **dict.fromkeys("אליזבת אליזבט ויקטוריה יקטרינה קתרינה מרי מרגרטה".split(), FEMININE),
    **dict.fromkeys("קרל לואי ג'ורג' צ'ארלס ויליאם אדוארד נפוליאון פיוס פאול ניקולאי פיליפ".split(), MASCULINE),
    **dict.fromkeys("העולם המהדורה ההופעה הישיבה הכנסת בכנסת הממשלה המלחמה היממה".split(), FEMININE),
    **dict.fromkeys(
        "הרבעון ברבעון העשור בעשור "
        "המקום במקום למקום היום ביום השבוע החודש הפרק בפרק הסיבוב בסיבוב התיקון הדור בדור הקיסר".split(),
        MASCULINE,
    ),
}
MONTHS = "ינואר פברואר מרץ אפריל מאי יוני יולי אוגוסט ספטמבר אוקטובר נובמבר דצמבר".split()
HEBREW_MONTHS = "תשרי חשוון כסלו טבת שבט אדר ניסן אייר סיוון תמוז אב אלול".split()
ABBREVIATIONS = {
    'ד"ר': "דוקטור", 'עו"ד': "עורך דין", 'ח"כ': "חבר הכנסת",
    'רה"מ': "ראש הממשלה", 'ארה"ב': "ארצות הברית", 'ע"י': "על ידי",

    'ע"פ': "על פי", 'עפ"י': "על פי", 'ע"ש': "על שם", 'סה"כ': "סך הכול", 'בע"מ': "בעירבון מוגבל", 'יו"ר': "יושב ראש",

    'אחה"צ': "אחרי הצהריים", 'לפנה"צ': "לפני הצהריים", 'לפנה"ס': "לפני הספירה", 'ביה"ס': "בית הספר", 'בי"ס': "בית ספר",
    'ביה"ח': "בית החולים", 'בי"ח': "בית חולים",
    'ביהמ"ש': "בית המשפט", 'כ"כ': "כל כך", 'בד"כ': "בדרך כלל", 'אח"כ': "אחר כך",
    'עכ"פ': "על כל פנים", 'נ"ט': "נגד טנקים", 'ת"א': "תל אביב", 'ב"ש': "באר שבע",
    'חו"ל': "חוץ לארץ", 'בחו"ל': "בחוץ לארץ",
    'הנ"ל': "הנזכר לעיל", 'כנ"ל': "כנזכר לעיל", 'מו"מ': "משא ומתן", 'או"ם': "אום", 'האו"ם': "האום", 'צ"ל': "צריך להיות",
    'ת"ז': "תעודת זהות", 'ת"ד': "תיבת דואר", 'מ"מ': "ממלא מקום", "פרופ'": "פרופסור", "גב'": "גברת", "מס'": "מספר",
    "רח'": "רחוב", "עמ'": "עמוד", "וכו'": "וכולי", "וגו'": "וגומר", "טל'": "טלפון", "שד'": "שדרות",
    "אונ'": "אוניברסיטת",
    "שכ'": "שכונת", "כב'": "כבוד", 'שליט"א': "שליטא", 'ז"ל': "זיכרונו לברכה", 'עה"ק': "עיר הקודש", 'דו"ח': "דוח",
}  # fmt: skip
NO_HEADS = frozenset(
    "לקראת לפני כלפי לאחר במהלך בתוך לעומת בערך למעט בשל לגבי בגיל לגיל הגיל בשנות לשנות כמעט בקרב לכל בכל "
    "היום היא הוא היה הייתה היו בגלל לרגל".split()
)
"""Words before "ה-5" that look like a noun with the article and are none that is ranked."""
NOT_DEFINITE = frozenset(
    "הרוגים הורים הרים הסכמים הישגים הבדלים היבטים הליכים הסברים הם הן הוא היא היו היה הייתה הצעות הודעות הזמנות "
    "הפסדים הפרשים הסדרים היקפים הבזקים הצלחות הזדמנויות התחלות התראות הופעות הורדות הגדרות הבטחות הדפסות הקלטות "
    "השוואות השפעות התנגשויות הפקות הסעות הצבעות העברות הפתעות הרחבות הפגנות המלצות הלוואות התקפות התאמות התנגדויות "
    "החלטות הרצאות הפסקות הצגות הערות הנחות הכנסות הוצאות השקעות".split()
)
"""Words in which "ה" is no article."""
DUALS = {
    "ימים": "יומיים", "שעות": "שעתיים", "שבועות": "שבועיים", "חודשים": "חודשיים", "שנים": "שנתיים", "פעמים": "פעמיים",
}  # fmt: skip
ONCE = (
    "יום|שעה|שנה|שבוע|חודש|דקה|שנייה|אחוז|שקל|דולר|אירו|מטר|קילומטר|קילו|ליטר|אדם|ילד|ילדה|פעם|בית|חדר|מיליון|מיליארד|"
    "אלף"
)


class Noun(NamedTuple):
    """A noun beside one, two to ten, and more."""

    one: str
    few: str
    many: str
    gender: str = MASCULINE


CURRENCIES = {
    "ILS": Noun("שקל", "שקלים", "שקלים"),
    "USD": Noun("דולר", "דולרים", "דולר"),
    "EUR": Noun("אירו", "אירו", "אירו"),
    "GBP": Noun("לירה שטרלינג", "לירות שטרלינג", "לירות שטרלינג", FEMININE),
    "JPY": Noun("ין", "ין", "ין"),
    "CNY": Noun("יואן", "יואן", "יואן"),
    "RUB": Noun("רובל", "רובלים", "רובל"),
    "CHF": Noun("פרנק שוויצרי", "פרנקים שוויצריים", "פרנק שוויצרי"),
    "TRY": Noun("לירה טורקית", "לירות טורקיות", "לירות טורקיות", FEMININE),
    "EGP": Noun("לירה מצרית", "לירות מצריות", "לירות מצריות", FEMININE),
    "JOD": Noun("דינר ירדני", "דינרים ירדניים", "דינר ירדני"),
}
MINOR_UNITS = {
    "ILS": Noun("אגורה", "אגורות", "אגורות", FEMININE),
    "USD": Noun("סנט", "סנט", "סנט"),
    "EUR": Noun("סנט", "סנט", "סנט"),
    "CAD": Noun("סנט", "סנט", "סנט"),
    "AUD": Noun("סנט", "סנט", "סנט"),
    "GBP": Noun("פני", "פנס", "פנס"),
}
PERCENT = Noun("אחוז", "אחוזים", "אחוז")
UNITS = {
    "kilometer": Noun("קילומטר", "קילומטרים", "קילומטרים"),
    "meter": Noun("מטר", "מטרים", "מטרים"),
    "centimeter": Noun("סנטימטר", "סנטימטרים", "סנטימטרים"),
    "millimeter": Noun("מילימטר", "מילימטרים", "מילימטרים"),
    "square-meter": Noun("מטר רבוע", "מטרים רבועים", "מטרים רבועים"),
    "square-kilometer": Noun("קילומטר רבוע", "קילומטרים רבועים", "קילומטרים רבועים"),
    "cubic-meter": Noun("מטר מעוקב", "מטרים מעוקבים", "מטרים מעוקבים"),
    "kilogram": Noun("קילוגרם", "קילוגרם", "קילוגרם"),
    "gram": Noun("גרם", "גרם", "גרם"),
    "milligram": Noun("מיליגרם", "מיליגרם", "מיליגרם"),
    "liter": Noun("ליטר", "ליטר", "ליטר"),
    "milliliter": Noun("מיליליטר", "מיליליטר", "מיליליטר"),
    "tonne": Noun("טון", "טונות", "טון"),
    "hour": Noun("שעה", "שעות", "שעות", FEMININE),
    "minute": Noun("דקה", "דקות", "דקות", FEMININE),
    "second": Noun("שנייה", "שניות", "שניות", FEMININE),
    "degree": Noun("מעלה", "מעלות", "מעלות", FEMININE),
}


_AND_NOUNS = frozenset("ויטמינים וילות ורדים ועדות וריאציות ועידות".split())
"""Nouns whose first letter is not "and"."""
_PREFIXED = re.compile("[בלכמש][א-ת]{2,}")
_COUNTED = frozenset(
    "בית ליטר לילה כיתה מטר מטרים מיל מעלה מיליון מיליארד שקל שנה שעה שבוע שנייה כוס כפית כף לירה מנה בן בת מחשב שלב "
    "כרטיס מילה מדינה מקום מפעל משרד מנוי משתמש לקוח ספר שיר שחקן כיסא כדור בקבוק מגה מיקרו מילי משחק שולחן בחור "
    "מורה מבחן".split()
)
"""Singulars behind a number whose first letter looks like a preposition."""
_HIS = re.compile("[א-ת]+(?<!ות)(?:יו|(?<!י)יה|יהם|יהן|ינו)")
"""The plural of a masculine with "his", "her", "their", "our": "משחקיה"."""
_MASCULINE_MEASURES = frozenset("מגה ג'יגה טרה פטה קילו מיקרו".split())


def is_no_noun(word: str) -> bool:
    """Whether a word behind a number does not look like what is counted: "בן 25 והוא", "יום הולדת 97 בשבוע הבא"."""
    if word.startswith("ו") and not word.startswith("וו"):
        return word not in _AND_NOUNS
    if word[0] == "ה" and word.endswith("ו"):
        return True  # "they" of a verb: "הראו"
    if word.endswith(("ים", "ות", "ין", "י")) or word in _COUNTED or _HIS.fullmatch(word):
        return False
    return _PREFIXED.fullmatch(word) is not None


def noun_gender(noun: str) -> str:
    """The gender of a noun behind a number, by its ending; dual forms and plurals in "-im" are masculine."""
    bare = noun.removeprefix("ה")
    if bare.startswith(tuple(_MASCULINE_MEASURES)) or (bare == noun != "בעיה" and _HIS.fullmatch(bare)):
        return MASCULINE
    if bare in _MASCULINE_WORDS or bare in _FEMININE_WORDS:
        return FEMININE if bare in _FEMININE_WORDS else MASCULINE
    if noun in _MASCULINE_WORDS:
        return MASCULINE
    return FEMININE if noun in _FEMININE_WORDS or noun.endswith(("ות", "ה", "ת")) else MASCULINE
