"""Expressions that German looks for before all others."""

from __future__ import annotations

import re

from rhapsode_server.text.verbalization.locales.european_patterns import (
    EUROPEAN_PATTERNS,
    HOUR_OFFSET,
    NUMBERED,
    SHORT_NUMBERS,
    called,
)
from rhapsode_server.text.verbalization.locales.german_words import DAYS, SHORT_MONTHS
from rhapsode_server.text.verbalization.locales.scandinavian import DIMENSIONS, UNIT_FRACTIONS, week_range
from rhapsode_server.text.verbalization.span import SpanKind

_NUMBER_COMPOUNDS = (
    "fach|mal|jährig|stündig|tägig|köpfig|teilig|stellig|minütig|sekündig|wöchig|monatig|seitig|stöckig|türig|"
    "prozentig|gliedrig|stufig|spurig|silbig|bändig|malig|dimensional|sitzer|zeiler|teiler|eck|tägige|tel|fache|gradig|"
    "monatlich|tagelang|beinig|saitig|zylindrig|ziffrig|zeilig|spaltig"
)

PER_WORDS = {
    **{word: word for word in ("Tag", "Monat", "Jahr", "Woche", "Stück", "Person", "Nacht", "Stunde", "Minute")},
    **{word: word for word in ("Sekunde", "Kilo", "Liter", "Meter", "Quadratmeter", "Einwohner", "Kopf", "Nutzer")},
    **{word: word for word in ("Quartal", "Token", "Packung", "Flasche", "Portion", "Seite", "Teilnehmer")},
    "Mon.": "Monat", "Mon": "Monat", "Std": "Stunde", "Std.": "Stunde", "Stk.": "Stück", "Stk": "Stück",
    "St.": "Stück", "Pers.": "Person", "Ew.": "Einwohner", "p.P.": "Person",
}  # fmt: skip
"""What stands behind a stroke, beside units: "25 €/Monat"."""

_PER_NOUNS = "|".join(map(re.escape, sorted(PER_WORDS, key=len, reverse=True)))

_DAY = "Mo|Di|Mi|Do|Fr|Sa|So"
_HOURS = (
    r"(?=(?::? (?:bis|ab|von|nur)|:) \d{1,2}(?:[:.]\d\d)?(?:\sUhr|(?: ?[–-] ?| bis )\d{1,2}|\s?h(?!\w)|(?<=\d\d:\d\d)))"
)
"""Hours behind a day, with a word before them."""

RANKED = (
    "FC|Bundesliga|Liga|Weltkrieg|Platz|Tag|Schritt|Preis|Halbzeit|Quartal|Advent|Klasse|Stock|Auflage|Etage|Semester|"
    "Runde|Spieltag|Weihnachtstag|Mose|Korinther|Kapitel|Etappe|Akt|Satz|Mal|Versuch|Jahrhundert|Jahrestag|Minute|Woche|"
    "Senat|Staffel|Folge|Lesung|Gang|Durchgang|Wahl|Welle|Vorsitzender|Vorsitzende|Bürgermeister|Geburtstag|Stunde|Teil|Reihe|Drittel|Viertel"
)
"""What an ordinal at the beginning of a sentence may count; other figures there number the lines of a list."""

_OPENERS = (
    "Im|Das|Die|Der|Den|Dem|Des|Es|Er|Sie|Wir|Ihr|Ich|Du|Man|In|Am|An|Auf|Aus|Bei|Beim|Für|Mit|Nach|Von|Vor|Zu|Zum|Zur|"
    "Danach|Dann|Dort|Hier|Da|Und|Oder|Aber|Doch|Wenn|Als|Wie|Was|Wer|Wo|Ein|Eine|Einen|So|Auch|Nur|Seit|Bis|Um|Unter|"
    "Über|Diese|Dieser|Dieses|Alle|Jeder|Jede|Falls|Bitte|Nun|Heute|Damit|Dabei|Daher|Denn|Durch|Ohne|Während|Weil"
)
"""Words with which sentences begin, and no noun behind an ordinal."""

_CITIES = (
    "Berlin|Hamburg|München|Köln|Frankfurt|Stuttgart|Düsseldorf|Leipzig|Dortmund|Essen|Bremen|Dresden|Hannover|"
    "Nürnberg|Duisburg|Bochum|Wuppertal|Bielefeld|Bonn|Münster|Mannheim|Karlsruhe|Augsburg|Wiesbaden|Mainz|Kiel|Aachen|"
    "Halle|Freiburg|Lübeck|Erfurt|Rostock|Kassel|Potsdam|Heidelberg|Regensburg|Würzburg|Ulm|Göttingen|Jena|Trier"
)

AGED = frozenset("ab bis über unter".split())
"""Words before an age: "ab 18 J."."""

PATTERNS: tuple[tuple[SpanKind, str], ...] = (
    HOUR_OFFSET,
    called(
        "Notruf,Notrufnummer,Nummer,[rR]ufe,[rR]ufen Sie,[wW]ähle,[wW]ählen Sie,[dD]ie,[dD]er,[uU]nter,112 oder",
        "112|110|115|116117",
    ),
    called("PIN,PIN ist,PIN lautet,PIN:,TAN,TAN ist,TAN:,Code,Code ist,Code:,Code lautet,Postleitzahl,PLZ", r"\d{4,8}"),
    (SpanKind.ORDINAL, r"(?<![\w.,])(?P<integer>\d{1,2})\.\s(?P<floor>[OU]G)(?!\w)"),
    (SpanKind.ABBREVIATION, r"(?#ü)(?<=\bm )(?P<key>ü\. ?(?:NHN|NN|d\. ?M|M))(?![\w])\.?(?!\s?\Z|\s[A-ZÄÖÜ])"),
    (SpanKind.ABBREVIATION, r"(?#ü)(?<=\bm )(?P<key>ü\. ?(?:NHN|NN|d\. ?M|M))(?![\w])"),
    (SpanKind.ABBREVIATION, r"(?#Ø)(?<!\w)(?P<mean>Ø)(?!\w)"),
    NUMBERED,
    *SHORT_NUMBERS,
    (SpanKind.SYMBOL, r"(?#/)(?<=,\d)(?P<of>/)(?=(?:5|6|10|100)(?![\w/]|[.,]\d))"),
    (
        SpanKind.ORDINAL,
        rf"(?<![\w.,])(?P<integer>\d{{1,2}})\.(?P<until>\s?[–-]\s?)(?=\d{{1,2}}\.\s(?:{RANKED})(?!\w))",
    ),
    (SpanKind.CARDINAL, r"(?#J)(?<![\w.,-])(?P<integer>\d{1,3})-(?P<aged>J)(?=ährige)"),
    # "die 3te", "am 20sten".
    (SpanKind.ORDINAL, r"(?<![\w.,])(?P<integer>\d{1,4}|\d{1,3}(?:\.\d{3}){1,3})(?P<suffix>(?:s?t)e[nrms]?)(?!\w)"),
    # A day and a month without the last stop, where a nought tells them from an amount: "am 02.03".
    (
        SpanKind.DATE,
        r"(?<![\w.,:/-])(?P<day>0[1-9])\.(?P<month>0[1-9]|1[0-2])(?![\w.%€$°]|[,:/-]?\d|\s?(?:§unit§|§currency§|Uhr)(?!\w))",
    ),
    (
        SpanKind.DATE,
        r"(?:(?<=\b[aA]m )|(?<=\b[vV]om )|(?<=\b[zZ]um ))(?P<day>[12]\d|3[01])\.(?P<month>0[1-9])"
        r"(?![\w.%€$°]|[,:/-]?\d|\s?Uhr)",
    ),
    (
        SpanKind.DATE,
        r"(?<=\b[aA]m )(?P<day>[12]?\d|3[01])\.(?P<month>1[0-2]|[1-9])"
        r"(?![\w.%€$°]|[,:/-]?\d|\s?(?:§unit§|§currency§|§scale§|Uhr|Prozent)(?!\w))",
    ),
    # "am 22/04", "seit 05.2016", "ab 05-2016", "6.6. 12:15"
    (
        SpanKind.DATE,
        r"(?#/)(?:(?<=\b[aA]m )|(?<=\b[vV]om )|(?<=\b[zZ]um ))(?P<day>[12]?\d|3[01])/"
        r"(?P<month>1[0-2]|0?[1-9])(?![\w/%-]|[.,]\d)",
    ),
    (SpanKind.DATE, r"(?<![\w.,:/-])(?P<month>0[1-9]|1[0-2])[.-](?P<year>(?:19|20)\d\d)(?![\w/-]|[.,:]\d|\s?[%€$])"),
    (SpanKind.DATE, r"(?#:)(?<![\w.,:/-])(?P<day>[12]?\d|3[01])\.(?P<month>1[0-2]|0?[1-9])\.(?=\s\d{1,2}:\d\d(?!\d))"),
    # "der 1000. Besucher", "beim 1.000.000. Mal": behind an article no sentence ends.
    (
        SpanKind.ORDINAL,
        r"(?:(?<=\b[dD]e[rnms] )|(?<=\b[dD]ie )|(?<=\b[dD]as )|(?<=\b[zZ]um )|(?<=\b[zZ]ur )|(?<=\b[bB]eim ))"
        r"(?P<integer>\d{3,4}|\d{1,3}(?:\.\d{3}){1,3})\."
        rf"(?=\s(?!(?:{_OPENERS})\b)[A-ZÄÖÜ][a-zäöüß])",
    ),
    (SpanKind.TIME, r"(?#U)(?<![\w.,:])(?P<hour>\d{1,2})(?:[:.](?P<minute>[0-5]\d))?(?P<suffix>Uhr)(?!\w)"),
    # "1,2M Aufrufe"
    (
        SpanKind.DECIMAL,
        r"(?#M)(?<![\w.,$€£])(?<![$€£]\s)(?!3M)§number§(?P<millions>M)(?:(?<=\d,\dM)|(?<=\d,\d\dM)|(?=\s[A-ZÄÖÜ][a-zäöüß]{2}))(?!\w)",
    ),
    # "90 Millionen t"
    (
        SpanKind.UNIT,
        r"(?:(?<=[mM]illionen )|(?<=[mM]illiarden )|(?<=Mio\. )|(?<=Mrd\. )|(?<=Mio )|(?<=Mrd )|(?<=Tsd\. ))"
        r"(?P<_gap>)(?P<symbol>km|m|t|g|kg|l|ha|V|W|Pa|km²|m²|m³)(?![\w/²³]|\.\w)",
    ),
    (SpanKind.CARDINAL, rf"(?<![\w.,-])(?P<integer>\d{{1,6}})-?(?=(?:{_NUMBER_COMPOUNDS}))"),
    (SpanKind.CARDINAL, r"(?<![\w.,:/])(?P<integer>\d{1,4})(?=-(?:[A-ZÄÖÜ][a-zäöüß]|j|m)[a-zäöüß]+)"),
    (
        SpanKind.PERCENT,
        r"(?#%)(?<![\w.,])(?P<integer>\d{1,4})(?P<fraction>,\d{1,3})?\s?-?(?P<symbol>%)(?P<ending>ig(?:e[nrms]?)?)\b",
    ),
    (SpanKind.CODE, r"(?<![\w.,])(?P<text>\d{1,4}[a-z])(?=\s?[+=<>]|(?<!m)[\^²³]|\s[-–−*/]\s)"),
    (SpanKind.DECIMAL, r"(?#eE)(?<![\w.,])§number§[eE](?P<tens>[-+−]?\d{1,3})(?!\w|\.\d)"),
    (SpanKind.ABBREVIATION, r"(?#+#)(?<!\w)(?P<key>C\+\+|C#|F#)(?![^\W\d])"),
    (SpanKind.MONEY, r"(?#€$£)(?<![\w.,])(?P<integer>§integer§)-(?P<currency>[€$£])(?=-[A-ZÄÖÜ])"),
    (SpanKind.PERCENT, r"(?#%)(?<![\w.,])(?P<integer>\d{1,3})-(?P<symbol>%)(?=-[A-ZÄÖÜ])"),
    DIMENSIONS,
    *UNIT_FRACTIONS,
    (SpanKind.FRACTION, r"(?#½⅓⅔¼¾⅛⅜⅝⅞⅕⅖⅗⅘⅙⅚)(?<![\w.,])(?P<whole>\d{1,4})\s(?P<symbol>[½⅓⅔¼¾⅛⅜⅝⅞⅕⅖⅗⅘⅙⅚])(?!\w)"),
    # "dreimal", "die Achtundsechziger".
    (SpanKind.CARDINAL, r"(?#x×)(?<![\w.,])(?P<integer>\d{1,4})(?P<times>[x×])(?!\w|\s?[\d+=*^²<>]|\s?[-/]\s?\d)"),
    (SpanKind.YEAR, r"(?<![\w.,])['’]?(?P<integer>\d{1,4})(?P<decade>er[ns]?)(?!\w)"),
    (SpanKind.YEAR, r"(?#-–/)(?<![\w.,/-])(?P<integer>(?:19|20)\d\d)[-–/](?P<season>\d\d)(?![\w/-]|[.,]\d)"),
    (SpanKind.YEAR, r"(?#'’)(?<![\w'’])['’](?P<integer>\d\d)(?![\w'’])"),
    (SpanKind.DATE, r"(?#/)(?<![\w./])(?P<month>0[1-9]|1[0-2])/(?P<year>(?:19|20)\d\d)(?![\w/])"),
    (SpanKind.DATE, r"(?#/)(?<![\w./])(?P<month>[1-9])/(?P<year>(?:19|20)(?:[1-9]\d|0[1-9]))(?![\w/])"),
    (
        SpanKind.DURATION,
        r"(?#:)(?<![\d.,:])(?P<hour>\d{1,3}):(?P<minute>[0-5]\d)(?::(?P<second>[0-5]\d))?\s?(?:Std\.?|Stunden)(?!\w)",
    ),
    (
        SpanKind.DURATION,
        r"(?#:)(?<![\d.,:])(?P<minute>\d{1,3}):(?P<second>[0-5]\d)\s?(?:Min\.|min|Minuten)(?!\w)",
    ),
    (
        SpanKind.DURATION,
        r"(?<![\d.,])(?P<hour>\d{1,3})\s?(?:Std\.|Stunden?|h)\s(?:und\s)?(?P<minute>\d{1,2})\s?"
        r"(?:Min\.(?=\s[a-z])|Min(?![\w.])|min|Minuten)(?!\w)(?:\s(?:und\s)?(?P<second>\d{1,2})\s?(?:Sekunden|s)(?!\w))?",
    ),
    (
        SpanKind.MONEY,
        r"(?<![\w.,])(?P<integer>§integer§),(?:--?|[–—])\s?(?P<currency>§currency§)(?!\w)",
    ),
    (SpanKind.DECIMAL, r"(?<![\w.,:])(?P<integer>\d{1,6})(?P<dot>\.)(?P<fraction>\d{4,20})(?![\w]|[.,]\d)"),
    (SpanKind.DECIMAL, r"(?<![\w.,:])(?P<integer>0)(?P<dot>\.)(?P<fraction>\d{1,3})(?![\w]|[.,]\d)"),
    (
        SpanKind.DECIMAL,
        r"(?<![\w.,])(?P<integer>\d{1,3}(?:,\d{3})+)(?:(?P<dot>\.)(?P<fraction>\d{1,9})|(?<=\d,\d{3},\d{3}))(?!\w|[.,]\d)",
    ),
    (
        SpanKind.MONEY,
        r"(?<![\w.,])(?P<currency>§currency§)\s?(?P<integer>\d{1,3}(?:,\d{3})+)(?:\.(?P<fraction>\d\d))?(?!\w|[.,]\d)",
    ),
    (SpanKind.SYMBOL, r"(?#/)(?<=[€$£¥%\d])\s?(?P<character>/)\s?(?P<per>§unit§|" + _PER_NOUNS + r")(?![\w/²³])"),
    (
        SpanKind.SYMBOL,
        r"(?#/)(?:(?<=\d [hlgtm])|(?<=\d kg)|(?<=\d km)|(?<=\d[hlgt])|(?<=kWh)|(?<=Std\.)|(?<=Min\.)|(?<=mg)|(?<=ml))"
        rf"(?P<character>/)(?P<per>{_PER_NOUNS})(?![\w/])",
    ),
    (
        SpanKind.SYMBOL,
        rf"(?#/)(?:(?<=[a-zäöü]{{3}})|(?<=\dx))(?P<character>/)(?P<per>{_PER_NOUNS}|km²|m²|ha)(?![\w/²³])",
    ),
    (
        SpanKind.ORDINAL,
        r"(?:(?<=\b[aA]m )|(?<=\b[vV]om )|(?<=\b[zZ]um )|(?<=\b[dD]e[rnm] ))(?P<integer>\d{1,4})(?=(?P<final>\.)\s?\Z)",
    ),
    (SpanKind.ABBREVIATION, r"(?<!\w)(?P<key>v)\.(?=\s\d{1,2}\.\s?(?:\d|[A-ZÄÖÜ]))"),
    (SpanKind.RATIO, r"(?#/)(?<![\w/.,])(?P<first>\d{2,3})/(?P<second>\d{2,3})(?=\s?mmHg)"),
    (SpanKind.SYMBOL, r"(?#§)(?P<character>§§)"),
    (SpanKind.SYMBOL, r"(?<=[\w)²³] )(?P<character>[-–−*:·])(?= (?:\d{1,9}(?:[.,]\d{1,6})?|[a-zA-Z]\d?) ?=)"),
    (SpanKind.SYMBOL, r"(?<=\d)(?P<character>[-–−*:·])(?=\d{1,6} ?=)"),
    (SpanKind.ABBREVIATION, r"(?<=[a-zäöüß])(?P<key>str)\.(?=\s?\d)"),
    (SpanKind.CODE, rf"(?<!\w)(?P<text>\d{{5}})(?= (?:{_CITIES})(?!\w))"),
    (SpanKind.CODE, r"(?:(?<=\d, )|(?<=\d[a-z], )|(?<=\bD-))(?P<text>\d{5})(?= [A-ZÄÖÜ])"),
    (SpanKind.ORDINAL, r"(?<=wurde )(?P<integer>\d{1,2})(?=(?P<place>\.)(?:\s[A-ZÄÖÜ]|\s?\Z))"),
    (SpanKind.ORDINAL, rf"(?<![\w.,])(?P<integer>\d{{1,3}})(?P<noun>\.)(?=\s(?:{RANKED})(?!\w))"),
    week_range("|".join(DAYS)),
    (
        SpanKind.ABBREVIATION,
        rf"(?<!\w)(?P<key>Mo|Di|Mi|Do|Fr|Sa)\.?(?=(?:,|\s?und|\s?bis|\s?[+&/])\s?(?:{_DAY})(?!\w))",
    ),
    (
        SpanKind.ABBREVIATION,
        rf"(?:(?<=\b(?:{_DAY}) und )|(?<=\b(?:{_DAY}) bis )|(?<=\b(?:{_DAY})\. bis )|(?<=\b(?:{_DAY})\. und )"
        rf"|(?<=\b(?:{_DAY}), ))(?P<key>{_DAY})(?:\.(?=\s[\da-z]))?(?!\w)",
    ),
    (
        SpanKind.PHONE,
        r"(?#+)(?<![\w.,])(?P<groups>\+\d{1,3}[ /-]{0,3}(?:\(0\)[ /-]{0,3})?\d{1,5}(?:[ ./–-]{1,3}\d{2,8}){1,5})"
        r"(?![\w-]|[.,]\d)",
    ),
    (SpanKind.PHONE, r"(?<![\w.,+])(?P<groups>0\d{2,5}\s?[-–/]\s?\d{2,8}(?:[ -]\d{2,8}){0,4})(?![\w-]|[.,]\d)"),
    (SpanKind.CODE, r"(?<!\w)(?P<text>[A-Z]{2}\d\d(?: [A-Z0-9]{4}){2,7}(?: [A-Z0-9]{1,3})?)(?!\w)"),
    (SpanKind.SYMBOL, r"(?#/)(?<=\d )(?P<character>/)(?= \d)"),
    (SpanKind.CARDINAL, r"(?#x×)(?<![\w.,])(?P<integer>\d{1,4})\s?(?P<times>[x×])(?=\s[a-zäöü]{2})"),
    (SpanKind.ABBREVIATION, r"(?<=[a-zäöüß])(?P<key>nr)\.(?=\s?(?:[A-Z]{1,4}-?)?\d)"),
    (SpanKind.MONEY, r"(?<![\w.,])§amount§\s?(?P<scale>T)(?P<currency>EUR|€)(?!\w)"),
    (
        SpanKind.CARDINAL,
        r"(?#x×m)(?<![\w.,])(?P<integer>\d{1,3})(?P<until>\s?[–-]\s?)(?=\d{1,3}(?:\s?[x×](?!\w|\s?\d)|-?mal(?!\w)))",
    ),
    (SpanKind.ORDINAL, r"(?<=\()(?P<integer>\d{1,3})\.(?=\))"),
    # Two at once: "am 3./4. Mai", "18./19. Jh."
    (SpanKind.ORDINAL, r"(?#/)(?<![\w.,/])(?P<integer>\d{1,2})\.(?P<twofold>/)(?=\d{1,2}\.\s?(?:[A-ZÄÖÜ]|\d{1,2}\.))"),
    (SpanKind.ORDINAL, r"(?#/)(?<=\d\./)(?P<integer>\d{1,2})\.(?=\s?[A-ZÄÖÜ])"),
    (SpanKind.CARDINAL, r"(?<=\d[-–])(?P<integer>\d{1,3})-?(?=mal(?!\w))"),
    # "Mitarbeiter:innen", "Lehrer/-innen"
    (SpanKind.SYMBOL, r"(?#:*_/)(?<=[a-zäöüß])(?P<stroke>[:*_]|/-)(?=in(?:nen)?(?!\w))"),
    # "die 3.-größte Stadt", "der 2.-beste".
    (SpanKind.ORDINAL, r"(?<![\w.,])(?P<integer>\d{1,4})(?P<stem>\.)-?(?=(?:größ|[a-zäöüß]{2,20}s)te?[nrms]?(?!\w))"),
    # Without a noun behind them: "kam als 1., sie als 2.", "am 3., 4. und 5. Mai".
    (SpanKind.ORDINAL, r"(?<=\b[aA]ls )(?P<integer>\d{1,3})(?P<place>\.)(?=[,;:)]|\sins\s|\sdurchs\s)"),
    (SpanKind.ORDINAL, r"(?<![\w.,:])(?P<integer>\d{1,3})\.(?=,\s(?:der |die |das |den |dem )?\d{1,3}\.[\s,])"),
    (
        SpanKind.MONEY,
        r"(?#€$£)(?<![\w.,])(?P<integer>\d{1,4})(?:,(?P<fraction>\d{1,3}))?-(?P<scale>Mio|Mrd|Tsd|Millionen|Milliarden)\.?"
        r"-(?P<currency>[€$£])(?=-[A-ZÄÖÜ])",
    ),
    # Born and died: "(* 12. März 1950; † 2010)".
    (SpanKind.ABBREVIATION, r"(?#*)(?:(?<=\()|(?<=[,;] ))(?P<key>\*)(?=\s?\d{1,2}\.\s?[\dA-ZÄÖÜ]|\s?\d{4}(?!\d))"),
    (SpanKind.ABBREVIATION, r"(?#†)(?P<key>†)(?=\s?\d{1,2}\.\s?[\dA-ZÄÖÜ]|\s?\d{4}(?!\d)|\s(?:nach|um) )"),
    (
        SpanKind.ABBREVIATION,
        rf"(?<!\w)(?P<key>{_DAY})(?=,? (?:den |dem )?\d{{1,2}}(?:\.\s?(?:\d|[A-ZÄÖÜ])|:\d\d|\sUhr"
        r"|\s?[–-]\s?\d{1,2}\s(?:Uhr|h))|:? (?:geschl|geschlossen|Ruhetag)(?!\w))",
    ),
    # "Mi ab 18 Uhr", "; Do bis 20 Uhr": "So" is a word but behind a mark.
    (SpanKind.ABBREVIATION, rf"(?<![\w–-])(?P<key>Mo|Di|Mi|Do|Fr|Sa){_HOURS}"),
    (SpanKind.ABBREVIATION, rf"(?<=[,;/(] )(?P<key>So){_HOURS}"),
    (SpanKind.ABBREVIATION, r"(?<=\d )(?P<key>ff?)\.(?=\s[A-ZÄÖÜ][a-z]{0,4}[A-Z])"),
    (SpanKind.ABBREVIATION, r"(?<!\w)(?P<key>Strg)(?=\s?\+)"),
    (
        SpanKind.SYMBOL,
        r"(?#+)(?:(?<=Strg)|(?<=Alt)|(?<=Umschalt)|(?<=Shift)|(?<=Cmd)|(?<=Befehl)|(?<=Win))(?P<character>\+)(?=[A-Z\d])",
    ),
    (
        SpanKind.ABBREVIATION,
        rf"(?<![\w–-])(?<!\d )(?<!\d\. )(?P<key>{'|'.join(SHORT_MONTHS)})\."
        r"(?=\s?[–/-]\s?(?:(?!§month§)[A-ZÄÖÜ]|\d)|,? (?!\d{4}(?!\d))\d|\s[a-zäöü])",
    ),
    *EUROPEAN_PATTERNS,
)
