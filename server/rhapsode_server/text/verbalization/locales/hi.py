"""Hindi: quarters and halves are said by "सवा", "साढ़े" and "पौने"; ordinals agree in gender, and the oblique is told "
"apart
where the written suffix shows it. Number words follow the standard spellings; the CLDR writes a few of them otherwise.
"""

from __future__ import annotations

import re

from rhapsode_server.text.verbalization.context import Context
from rhapsode_server.text.verbalization.locales.cricket import CRICKET, Cricket
from rhapsode_server.text.verbalization.locales.indian import (
    CARD_NUMBER,
    HASHTAG,
    MONTH_FIRST,
    PRICES_FOR_EACH,
    SCORE,
    IndianLocale,
    IndianNumbers,
    written_both_ways,
)
from rhapsode_server.text.verbalization.number_words import NumberWords
from rhapsode_server.text.verbalization.quantities import MEASURES_OF_SCIENCE, SPACED_QUANTITIES, QuantityWords
from rhapsode_server.text.verbalization.span import Span, SpanKind
from rhapsode_server.text.verbalization.unspaced import DIMENSIONS, EQUATION, NEGATIVE_FRACTIONS

_WORDS = (
    "शून्य एक दो तीन चार पाँच छह सात आठ नौ दस ग्यारह बारह तेरह चौदह पंद्रह सोलह सत्रह अठारह उन्नीस बीस इक्कीस बाईस तेईस चौबीस "
    "पच्चीस छब्बीस सत्ताईस अट्ठाईस उनतीस तीस इकतीस बत्तीस तैंतीस चौंतीस पैंतीस छत्तीस सैंतीस अड़तीस उनतालीस चालीस इकतालीस बयालीस "
    "तैंतालीस चवालीस पैंतालीस छियालीस सैंतालीस अड़तालीस उनचास पचास इक्यावन बावन तिरेपन चौवन पचपन छप्पन सत्तावन अट्ठावन उनसठ साठ "
    "इकसठ बासठ तिरेसठ चौंसठ पैंसठ छियासठ सड़सठ अड़सठ उनहत्तर सत्तर इकहत्तर बहत्तर तिहत्तर चौहत्तर पचहत्तर छिहत्तर सतहत्तर अठहत्तर "
    "उनासी अस्सी इक्यासी बयासी तिरासी चौरासी पचासी छियासी सत्तासी अट्ठासी नवासी नब्बे इक्यानवे बानवे तिरानवे चौरानवे पंचानवे "
    "छियानवे सत्तानवे अट्ठानवे निन्यानवे"
)
_SCALES = ((10**13, "नील"), (10**11, "खरब"), (10**9, "अरब"), (10**7, "करोड़"), (10**5, "लाख"), (10**3, "हज़ार"))
_ENGLISH_ORDINALS = (
    "- फ़र्स्ट सेकंड थर्ड फ़ोर्थ फ़िफ़्थ सिक्स्थ सेवेंथ एट्थ नाइंथ टेंथ इलेवेंथ ट्वेल्फ़्थ थर्टींथ फ़ोर्टींथ फ़िफ़्टींथ सिक्सटींथ सेवेंटींथ एटींथ नाइंटींथ ट्वेंटिएथ"
).split()
"""How "1st" is said, which is English in a Hindi text too."""
_HALVED = frozenset({"hour", "year", "month", "week", "day"})
"""Units of which a half or a quarter more is never said as a decimal."""
_LAST = "|".join(f"(?<={last} {many}अंक )" for last in ("आखिरी", "आख़िरी", "अंतिम") for many in ("", r"\d ", "चार "))
"""Behind "the last digits", which are said one by one."""
_PER = (
    "माह|महीना|महीने|दिन|वर्ष|साल|सप्ताह|हफ़्ता|हफ़्ते|घंटा|घंटे|मिनट|सेकंड|व्यक्ति|पीस|नग|किलो|लीटर|यूनिट|रात|छात्र|दर्जन|"
    "वर्ग|पैकेट|मीटर|टन|क्विंटल|बोतल"
)
"""What stands behind a stroke: so much a month."""
_TOWNS = "|".join(
    f"(?<={town} )"
    for town in "दिल्ली मुंबई कोलकाता चेन्नई बेंगलुरु हैदराबाद पुणे लखनऊ जयपुर पटना भोपाल अहमदाबाद गुरुग्राम नोएडा कानपुर इंदौर".split()
)
"""Behind a town six figures are those of its post."""
_ADDRESS = re.compile(
    r"पता|मकान|फ़्लैट|फ्लैट|प्लॉट|सेक्टर|रोड|मार्ग|नगर|कॉलोनी|विहार|गली|मोहल्ला|ज़िला|जिला|तहसील|डाकघर|चौक|बाज़ार|बाजार|प्रदेश"
    r"|राजस्थान|महाराष्ट्र|गुजरात|बिहार|झारखंड|पंजाब|हरियाणा|केरल|कर्नाटक|तमिलनाडु|तेलंगाना|बंगाल|ओडिशा|असम|गोवा|उत्तराखंड|छत्तीसगढ़|दिल्ली"
)
"""Before six figures that are those of the post."""
_POSTPOSITIONS = frozenset("के का की को में से पर ने द्वारा".split())
_ORDINALS = {1: "पहल", 2: "दूसर", 3: "तीसर", 4: "चौथ", 6: "छठ"}


_POINT = re.compile(r"\.\d+\Z")
_WICKETS = re.compile(r"(?:\d|10)(?![\d/.,])")
_HOUSE = re.compile(r"(?:नं\.?|नंबर|मकान|कमरा|फ्लैट|फ़्लैट|सेक्टर|प्लॉट|ब्लॉक) \Z")
"""What stands before "12A" where it is a house's number."""


def _ordinal(number: int, cardinal: str, form: str) -> str:
    """``form`` is ``feminine`` or ``oblique``; masculine otherwise."""
    if number in _ORDINALS:
        return _ORDINALS[number] + {"feminine": "ी", "oblique": "े"}.get(form, "ा")
    return cardinal + {"feminine": "वीं", "oblique": "वें"}.get(form, "वाँ")


def _names_door(span: Span, context: Context) -> bool:
    """Whether "23A" is a house or an exit: without a gap amperes have what draws them behind."""
    glued = not span.field("fraction") and context.written[-2:-1].isdecimal()
    if _VOLTS.search(context.text, max(0, context.start - 40), context.end + 40):
        return False
    return _HOUSE.search(context.text, 0, context.start) is not None or (glued and context.after not in _ELECTRIC)


_VOLTS = re.compile(r"\d\s?(?:V|W|kW|Hz|वोल्ट|वाट|हर्ट्ज़)(?!\w)")
_ELECTRIC = frozenset("करंट धारा फ़्यूज फ्यूज प्लग सॉकेट बैटरी का की के".split())

_FEMININE = frozenset({"सदी", "शताब्दी", "मंज़िल", "मंजिल", "बार", "वर्षगांठ", "सालगिरह", "जयंती"})


class Hindi(IndianLocale):
    """Hindi."""

    tag = "hi"
    minus = "माइनस"
    plus = "प्लस"
    point = "दशमलव"
    plus_minus = "प्लस माइनस"
    ordinal_suffixes = (
        "वाँ", "वां", "वीं", "वी", "वें", "वे", "ला", "ली", "ले", "रा", "री", "रे", "था", "थी", "थे", "ठा", "ठी", "ठे",
    )  # fmt: skip
    year_words = frozenset("सन सन् वर्ष साल ईस्वी संवत".split())
    postpositions = frozenset(
        "में से तक का की के को ने पर और या तथा एवं ई ईस्वी ईसवी ईसा था थी थे है हैं हुआ हुई हुए वाला वाली वाले".split()
    )
    eras = {"ई.पू.": "ईसा पूर्व", "ई. पू.": "ईसा पूर्व", "ईसा पूर्व": "ईसा पूर्व", "ई.": "ईस्वी", "ईस्वी": "ईस्वी"}
    month_words = written_both_ways(
        {
            "फरवरी": 2, "फ़रवरी": 2, "जुलाइ": 7, "सितम्बर": 9, "अक्तूबर": 10, "नवम्बर": 11, "दिसम्बर": 12, "जन": 1,
            "फर": 2
            , "अग": 8,
            "सित": 9, "अक्टू": 10, "दिस": 12,
        }
    )  # fmt: skip
    day_suffix = r"(?:\s?(?:ली|री|थी|वीं))?"
    hour_words = ("बजे",)
    time_dot = True
    percent_word = "प्रतिशत"
    permille_word = "प्रति हज़ार"
    currency_signs = {
        "रु": "INR", "रु.": "INR", "रू": "INR", "रू.": "INR", "Rs": "INR", "Rs.": "INR", "₨": "INR",
        "रुपये": "INR", "रुपए": "INR", "रुपया": "INR", "डॉलर": "USD", "यूरो": "EUR",
    }  # fmt: skip
    currency_names = {
        "INR": {"one": "रुपया", "other": "रुपये"},
        "USD": {"other": "डॉलर"},
        "GBP": {"other": "पाउंड"},
        "JPY": {"other": "येन"},
        "CNY": {"other": "युआन"},
        "RUB": {"other": "रूबल"},
        "KRW": {"other": "वॉन"},
        "TRY": {"other": "लीरा"},
        "BDT": {"other": "टका"},
        "NGN": {"other": "नाइरा"},
    }
    minor_units = {
        "INR": {"one": "पैसा", "other": "पैसे"},
        "USD": {"one": "सेंट", "other": "सेंट"},
        "EUR": {"one": "सेंट", "other": "सेंट"},
        "GBP": {"one": "पेंस", "other": "पेंस"},
        "AUD": {"one": "सेंट", "other": "सेंट"},
        "CAD": {"one": "सेंट", "other": "सेंट"},
        "NZD": {"one": "सेंट", "other": "सेंट"},
        "BDT": {"one": "पैसा", "other": "पैसे"},
        "TRY": {"other": "कुरुश"},
        "NGN": {"other": "कोबो"},
    }
    scales = written_both_ways(
        {
            "हज़ार": "हज़ार", "हजार": "हज़ार", "लाख": "लाख", "करोड़": "करोड़", "करोड": "करोड़", "अरब": "अरब",
            "खरब": "खरब",
            "लाख करोड़": "लाख करोड़",
            "मिलियन": "मिलियन", "बिलियन": "बिलियन", "ट्रिलियन": "ट्रिलियन", "million": "मिलियन", "billion": "बिलियन",
            "trillion": "ट्रिलियन", "m": "मिलियन", "b": "बिलियन", "bn": "बिलियन", "cr": "करोड़", "k": "हज़ार",
        }
    )  # fmt: skip
    lakhs = frozenset(
        written_both_ways(
            dict.fromkeys(
                "हज़ार हजार लाख करोड़ अरब खरब घंटा घंटे घंटों साल वर्ष महीने महीनों दिन दिनों किलो गुना गुनी लीटर कप "
                "चम्मच मिलियन बिलियन".split(),
                "",
            )
        )
    )
    dated_words = frozenset({"को", "तारीख"})
    per_word = "प्रति"
    quantities_said = QuantityWords(
        "{0} प्रतिशत अंक",
        "{0} बेसिस पॉइंट",
        "चौबीस सात",
        ("{0} की पहली तिमाही", "{0} की दूसरी तिमाही", "{0} की तीसरी तिमाही", "{0} की चौथी तिमाही"),
        ("{0} की पहली छमाही", "{0} की दूसरी छमाही"),
        "{0} का दशक",
        "{0} बटा {1}",
        "{0} बटा {1} मिलीमीटर पारा",
        fiscal="वित्त वर्ष {0}",
        times="{0} गुना",
    )
    half, quarter, less_quarter, one_and_half, two_and_half = "साढ़े", "सवा", "पौने", "डेढ़", "ढाई"
    day_parts = ("सुबह", "दोपहर", "शाम", "रात")
    hour_word, past_word, over_word, and_word = "बजे", "बजकर", "बटा", "सही"
    simple_fractions = {
        (1, 2): "आधा", (1, 3): "एक तिहाई", (2, 3): "दो तिहाई", (1, 4): "एक चौथाई", (3, 4): "तीन चौथाई",
    }  # fmt: skip
    roman_ordinals = ("", "प्रथम", "द्वितीय", "तृतीय", "चतुर्थ", "पंचम", "षष्ठ", "सप्तम", "अष्टम", "नवम", "दशम")
    unit_signs = {
        **MEASURES_OF_SCIENCE,
        "mAh": "milliampere-hour", "ac": "acre", "q": "quintal", "qt": "quart", "cg": "centigram", "dg": "decigram",
        "yr": "year", "yrs": "year", "क्विं": "quintal", "क्विं.": "quintal",
        "किमी": "kilometer", "कि.मी.": "kilometer", "कि॰मी॰": "kilometer", "मी": "meter", "मी.": "meter",
        "सेमी": "centimeter", "से.मी.": "centimeter", "सें.मी.": "centimeter", "मिमी": "millimeter",
        "मि.मी.": "millimeter", "किग्रा": "kilogram", "कि.ग्रा.": "kilogram", "कि॰ग्रा॰": "kilogram",
        "मिग्रा": "milligram", "मि.ग्रा.": "milligram", "ग्रा.": "gram", "ली.": "liter", "ली": "liter",
        "मिली": "milliliter",
        "मि.ली.": "milliliter", "किमी/घंटा": "kilometer-per-hour", "किमी/घं": "kilometer-per-hour",
        "कि.मी./घंटा": "kilometer-per-hour", "मी/से": "meter-per-second", "वर्ग किमी": "square-kilometer",
        "किमी²": "square-kilometer", "मी²": "square-meter",
        "वर्ग मी": "square-meter", "°से": "celsius", "डिग्री से.": "celsius",
    }  # fmt: skip
    unit_names = {
        "mole": {"other": "मोल"},
        "micromole": {"other": "माइक्रोमोल"},
        "nanogram": {"other": "नैनोग्राम"},
        "frame": {"other": "फ़्रेम"},
        "beat": {"other": "धड़कन"},
        "watt-hour": {"other": "वॉट घंटा"},
        "revolution": {"other": "चक्कर"},
        "decibel": {"other": "डेसिबल"},
        "milliampere-hour": {"other": "मिलीएम्पियर आवर"},
        "degree": {"other": "डिग्री"},
        "part-per-million": {"other": "पार्ट्स पर मिलियन"},
        "yard": {"other": "गज"},
        "acre": {"other": "एकड़"},
        "quintal": {"other": "क्विंटल"},
        "quart": {"other": "क्वार्ट"},
        "centigram": {"other": "सेंटीग्राम"},
        "decigram": {"other": "डेसीग्राम"},
        "year": {"other": "साल"},
        "tonne": {"other": "टन"},
        "square-foot": {"other": "वर्ग फ़ुट"},
    }
    range_word = "से"
    half_of = "आधा"
    twenty_word = "ट्वेंटी"
    cricket = Cricket(re.compile("रन|विकेट|ओवर|क्रिकेट|पारी|टेस्ट|गेंद"), "{0} पर {1}", "नाबाद {0}", "{1} रन पर {0} विकेट")
    ratio_word = "अनुपात"
    ratio_words = frozenset("अनुपात पैमाना स्केल".split())
    score_words = frozenset("जीता जीती जीते हारा हारी हराया मैच स्कोर बराबर".split())
    phone_words = frozenset(
        "pnr पीएनआर पिन कोड पिनकोड ओटीपी खाता otp pin फ़ोन फोन मोबाइल कॉल संपर्क नंबर हेल्पलाइन टेलीफोन".split()
    )
    version_words = frozenset("संस्करण वर्ज़न वर्जन version".split())
    roman_before = frozenset("अध्याय भाग खंड कक्षा विश्वयुद्ध अनुच्छेद अनुसूची टाइप चरण".split())
    roman_names = frozenset(
        "हेनरी लुई चार्ल्स एलिज़ाबेथ एलिजाबेथ जॉर्ज जार्ज विलियम एडवर्ड रिचर्ड जेम्स पीटर निकोलस नेपोलियन कैथरीन फ़िलिप फिलिप पायस "
        "जॉन बेनेडिक्ट रामसेस क्लियोपेट्रा अलेक्ज़ेंडर".split()
    )
    abbreviations = written_both_ways(
        {
            "मो": "मोबाइल", "भा.दं.सं": "भारतीय दंड संहिता", "ले": "लेफ़्टिनेंट", "कै": "कैप्टन",
            "डॉ": "डॉक्टर", "डा": "डॉक्टर", "प्रो": "प्रोफ़ेसर", "पं": "पंडित", "स्व": "स्वर्गीय", "सु": "सुश्री",
            "कु": "कुमारी",
            "मि": "मिस्टर", "ई.पू": "ईसा पूर्व", "नं": "नंबर", "क्र": "क्रमांक", "क्र.सं": "क्रम संख्या",
            "सं": "संख्या", "पृ": "पृष्ठ", "प्रा.लि": "प्राइवेट लिमिटेड",
            "लि": "लिमिटेड", "कं": "कंपनी", "इं": "इंजीनियर", "वि.सं": "विक्रम संवत", "उ.प्र": "उत्तर प्रदेश",
            "म.प्र": "मध्य प्रदेश", "सं.रा": "संयुक्त राष्ट्र", "अ.जा": "अनुसूचित जाति", "dr": "डॉक्टर", "mr": "मिस्टर",
            "mrs": "मिसेज़", "ms": "मिस", "prof": "प्रोफ़ेसर", "etc": "इत्यादि", "vs": "बनाम",
        }
    )  # fmt: skip
    # Without its stop "प्रो" is what a device is called.
    stopless = frozenset({"डॉ", "vs", "mr", "mrs", "dr"})
    letters = dict(
        zip(
            "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
            "ए बी सी डी ई एफ़ जी एच आई जे के एल एम एन ओ पी क्यू आर एस टी यू वी डब्ल्यू एक्स वाई ज़ेड".split(),
            strict=True,
        )
    )
    symbol_names = {
        "@": "एट", ".": "डॉट", "-": "डैश", "_": "अंडरस्कोर", "/": "स्लैश", ":": "कोलन", "#": "हैश", "+": "प्लस",
        "&": "एंड", "*": "स्टार", " ": "स्पेस", ",": "कॉमा", ";": "सेमीकोलन", "!": "विस्मयादिबोधक चिह्न",
        "?": "प्रश्न चिह्न", "'": "एपॉस्ट्रॉफ़ी", '"': "कोट", "(": "ब्रैकेट शुरू", ")": "ब्रैकेट बंद", "=": "बराबर",
        "%": "प्रतिशत", "$": "डॉलर", "€": "यूरो", "£": "पाउंड", "\\": "बैकस्लैश", "|": "पाइप", "~": "टिल्ड",
        "°": "डिग्री",
        "[": "बड़ा ब्रैकेट शुरू", "]": "बड़ा ब्रैकेट बंद", "{": "मझोला ब्रैकेट शुरू", "}": "मझोला ब्रैकेट बंद",
        "<": "से छोटा", ">": "से बड़ा", "^": "कैरेट", "`": "बैकटिक", "§": "सेक्शन",
    }  # fmt: skip
    symbols = {
        "&": "और", "+": "प्लस", "=": "बराबर", "%": "प्रतिशत", "×": "गुणा", "÷": "भाग", "/": "भाग", ">": "ग्रेटर दैन",
        "<": "लेस दैन", "≥": "ग्रेटर दैन या बराबर", "≤": "लेस दैन या बराबर", "≠": "बराबर नहीं", "±": "प्लस माइनस",
        "~": "लगभग", "≈": "लगभग बराबर", "√": "वर्गमूल",
    }  # fmt: skip
    powers = {"2": "का वर्ग", "3": "का घन", "": "की घात"}
    www = "डब्ल्यू डब्ल्यू डब्ल्यू"
    patterns = (
        (SpanKind.HASHTAG, HASHTAG),
        (SpanKind.CODE, CARD_NUMBER),
        MONTH_FIRST,
        CRICKET[1],
        CRICKET[2],
        (SpanKind.CODE, r"(?<![\w-])(?P<cup>टी|जी|[TG])[-–]?20(?![\w%]|[.,/:]\d)"),
        EQUATION,
        (SpanKind.SYMBOL, rf"(?#/)(?<=[\d₹$€£%\u0900-\u097f])\s?(?P<per>/)\s?(?=(?:{_PER})(?![\w\u0900-\u0963]))"),
        (SpanKind.CODE, r"(?#/)(?<![\w.,/-])(?P<season>(?:19|20)\d\d/\d\d)(?![\w/]|[.,]\d)"),
        (
            SpanKind.CODE,
            rf"(?:(?<=[\u0900-\u097f]-)|(?<=[\u0900-\u097f] - )|(?<=[\u0900-\u097f] – )|{_TOWNS})"
            r"(?P<groups>[1-8]\d{5})(?![\d,.]\d|\d)",
        ),
        (SpanKind.RATIO, SCORE),
        (SpanKind.CODE, r"(?#/x×)(?<![\w.,/])(?P<always>24[/x×]7|26/11|9/11)(?![\w/]|[.,]\d)"),
        (SpanKind.CODE, r"(?#'′’)(?<![\w.,])(?P<feet>[1-9])['′’]\s?(?P<inches>1[01]|\d)(?:\"|″|''|”|(?!\w))"),
        (SpanKind.SYMBOL, r"(?#=)(?<=\d)\s?(?P<minus>[-−–])\s?(?=\d{1,9}\s?=\s?\d)"),
        *DIMENSIONS,
        *(row for row in SPACED_QUANTITIES if row[0] is not SpanKind.ORDINAL),
        *NEGATIVE_FRACTIONS,
        *PRICES_FOR_EACH,
        (
            SpanKind.CODE,
            r"(?<![\w.,/-])(?P<named>1\d{2,4}|18\d{8})(?=\s(?:नंबर\s)?(?:पर|को|में)?\s?(?:कॉल|फ़ोन|फोन|संपर्क|डायल|सूचना|शिकायत))",
        ),
        (SpanKind.CODE, r"(?<![\w.,/-])(?P<posted>[1-8]\d{5})(?![\w,.]\w|\d)(?=\s?(?:$|[।,;)\n.(]|में|पर|के पास|भारत))"),
        (SpanKind.ORDINAL, r"(?<![\w.,])(?P<integer>1)(?P<suffix>ली)(?!\w)"),
        (SpanKind.ORDINAL, r"(?<![\w.,])(?P<integer>[1-9]|1\d|20)(?P<english>st|nd|rd|th)(?!\w)"),
        (SpanKind.ORDINAL, r"(?<![\w.,])(?P<integer>\d{2,3})(?P<suffix>st|nd|rd|th)(?!\w)"),
        (SpanKind.DATE, r"(?<![\w.,/-])(?P<month>0[1-9]|1[0-2])-(?P<year>(?:19|20)\d\d)(?![\w/-]|[.,]\d)"),
        (SpanKind.DATE, r"(?<![\w.,/-])(?P<day>0[1-9]|[12]\d|3[01])-(?P<month>0[1-9])(?![\w/-]|[.,]\d)"),
        (SpanKind.SYMBOL, r"(?<=\d)\s?(?P<until>[-–])\s?(?=\d{1,4}\s?(?:ई\.\s?पू|ईसा पूर्व))"),
        # The last digits of a card, which are no number.
        (SpanKind.CODE, rf"(?:{_LAST})(?P<groups>\d{{3,6}})(?![\d/]|[.,]\d)"),
        # The sign of an abbreviation is also written as the digit zero.
        (SpanKind.ABBREVIATION, r"(?<!\w)(?P<key>डॉ|डा|प्रो|पं|कु|नं|स्व|लि|उ\.प्र|म\.प्र)[0॰](?!\d)"),
        (
            SpanKind.PHONE,
            r"(?<![\w.,+-])(?P<groups>18[06]0[ -]\d{2,3}[ -]\d{3,4}|(?:\+91[ -]?)?[6-9]\d{4}[ -]\d{5})(?![\d-]|[.,]\d)",
        ),
        (
            SpanKind.MONEY,
            r"(?<!\w)(?P<currency>रु|रू)[.॰]?\s?§unsigned§(?:\s?(?P<scale>§scale§)(?!\w))?(?!\d|\.\d|\s?[-–]\s?\d)",
        ),
    )

    def make_numbers(self) -> NumberWords:
        return IndianNumbers(_WORDS, " सौ", _SCALES, _ordinal)

    def ordinal(self, span: Span, context: Context) -> str | None:
        if span.field("english"):
            return _ENGLISH_ORDINALS[int(span.field("integer"))]
        suffix = span.field("suffix")
        feminine = suffix[1:] in ("ीं", "ी") or (suffix.isascii() and context.after in _FEMININE)
        form = "feminine" if feminine else "oblique" if suffix[1:] in ("ें", "े") else "masculine"
        return self.numbers.ordinal(int(span.field("integer")), form)

    def code(self, span: Span, context: Context) -> str | None:
        if span.field("always"):
            return " ".join(self.number(part) for part in re.findall(r"\d+", span.field("always")))
        if span.field("season"):
            first, second = span.field("season").split("/")
            return f"{self.numbers.year(int(first))} {self.number(second)}"
        if decade := span.field("decade"):
            words = super().code(span, context)
            return words.replace(" का ", " के ") if words and decade and context.after in self.postpositions else words
        if digits := span.field("groups") or span.field("posted"):
            return self.numbers.digits(digits)
        if span.field("feet"):
            return f"{self.number(span.field('feet'))} फ़ुट {self.number(span.field('inches'))} इंच"
        return super().code(span, context)

    def symbol(self, span: Span, context: Context) -> str | None:
        if span.field("minus"):
            return self.minus
        if span.field("per"):
            return f"{'' if context.mark_before.isdecimal() else ' '}प्रति "
        if span.field("until"):
            return self.range_word
        if span.field("each"):
            return super().symbol(span, context)
        if span.field("character") == "/" and not context.mark_before.isspace():
            # A score in cricket is so many runs "at" so many wickets.
            runs = not _POINT.search(context.text, max(0, context.start - 8), context.start)
            return "पर" if runs and _WICKETS.match(context.text, context.end) else "बटा"
        # Lengths are one "by" the other, numbers one times the other.
        if span.field("by"):
            return self.symbols["×"] if context.written.strip() == "×" or "=" in context.text else "बाई"
        return super().symbol(span, context)

    def unit(self, span: Span, context: Context) -> str | None:
        if span.field("unit") in _HALVED and span.field("fraction") and not span.field("sign"):
            words = self.quarters_of(span, self.unit_name(span.field("unit"), "other"))
            if words:
                return f"{words} {self.unit_name(span.field('unit'), 'other')}"
        return super().unit(span, context)

    def roman(self, span: Span, context: Context) -> str | None:
        words = super().roman(span, context)
        oblique = words and span.field("role") == "name" and context.after in _POSTPOSITIONS
        return words.removesuffix("ाँ") + "ें" if words and oblique and words.endswith("वाँ") else words

    def decide(self, span: Span, context: Context) -> Span | None:
        if span.field("posted") and not _ADDRESS.search(context.text, max(0, span.start - 60), span.start):
            return None
        if span.field("season") and int(span.field("season")[-2:]) != (int(span.field("season")[:4]) + 1) % 100:
            return None
        if span.kind is SpanKind.UNIT and span.field("symbol") == "A" and _names_door(span, context):
            return span._replace(kind=SpanKind.CODE, fields={"text": context.written})
        return super().decide(span, context)

    def version(self, span: Span, context: Context) -> str | None:
        words = " पॉइंट ".join(self.number(part) for part in span.field("numbers").split("."))
        return f"{self.letter_words(span.field('prefix'))} {words}".strip()
