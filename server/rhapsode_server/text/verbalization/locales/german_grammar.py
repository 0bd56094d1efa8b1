"""What German grammar asks of a number: the case that the words before it set, the gender of the noun behind it."""

from __future__ import annotations

import re

from rhapsode_server.text.verbalization.context import Context

_WEAK = frozenset(
    "am vom zum beim im dem den des zur einem einer eines keinem keiner ihrem ihrer seinem seiner meinem meiner "
    "deinem deiner unserem unserer eurem eurer diesem dieses diesen jedem jedes jeden jenem jenes jenen aller alle "
    "beide beiden ab bis seit nach vor welchem welches einen keinen ihren seinen meinen deinen unseren ihres seines "
    "meines unseres übers unterm überm hinterm".split()
)
"""Words behind which an ordinal ends in -n: dative, genitive, accusative masculine."""

_STRONG_E = frozenset(
    "die das eine keine seine ihre meine deine unsere eure ins ans aufs fürs ums durchs jede diese jene".split()
)
"""Words behind which it ends in -e."""

_BARE = frozenset("ein kein sein ihr mein dein unser euer".split())
"""Words behind which the ordinal has to show the gender: ein dritter Versuch, ein drittes Kind."""

_BEFORE_DER = frozenset(
    "in an auf aus bei mit nach seit von zu unter über vor hinter neben zwischen während wegen trotz laut gegenüber ab "
    "innerhalb außerhalb aufgrund anlässlich mittels statt".split()
)
"""Prepositions that make a following "der" a dative or genitive."""

PURE_DATIVE = frozenset("von mit aus bei nach seit zu".split())
"""Prepositions that have a dative whatever is meant."""
DATIVE = frozenset("von mit aus bei nach seit zu vor ab gegenüber außer in an auf unter samt".split())
_ACCUSATIVE = frozenset(
    "für um durch gegen ohne hat habe haben hast hatte hatten gibt gab kostet kosteten kostete braucht brauche "
    "brauchen brauchst brauchte kauft kaufe kaufen kaufte wiegt wog misst dauert dauerte verlor verliert gewann "
    "gewinnt bekam bekommt bekomme erhält erhielt findet fand nimmt nahm spart sparte zahlt zahlte bezahlt verdient "
    "spendete beträgt trinkt trank isst aß jeden pro je nehme nehmen nimm gebe geben gib füge fügen benötigt benötigen "
    "hinzu verzehrt bestellt bestellte".split()
)
"""Prepositions and verbs with an accusative right behind them; "pro" and "je" go without an article."""

_FEMININE_ENDINGS = (
    *("ung", "heit", "keit", "schaft", "ion", "tät", "anz", "enz", "ik", "ur", "ei", "in", "ie", "zeit", "liga"),
    *("stadt", "nacht", "hand", "schicht", "zahl", "wand", "kraft", "macht", "sicht", "fahrt", "welt", "bahn", "wahl"),
    *("schrift", "arbeit", "form", "norm", "tür", "bank", "reihe", "burg", "schlacht", "schuld"),
)
_FEMININE = frozenset(
    "tasse frau stadt straße woche stunde minute sekunde person tochter schwester mutter katze flasche seite zeile "
    "stelle frage antwort nacht million milliarde mio mrd aufgabe sache idee runde etage auflage klasse reihe zahl kuh "
    "hand bank wand luft kraft tür uhr stimme adresse mail datei nachricht birne banane kirsche tomate kartoffel "
    "gurke zwiebel orange zitrone dose scheibe packung hälfte gabel nadel insel regel tafel kugel karte tüte maus "
    "msp pck pkg fl std min sek liga wahl zeit gans laus nuss art tat post app sms cd dvd ehe see oma frist".split()
)
_MASCULINE_E = frozenset("junge kunde name kollege löwe hase affe neffe buchstabe käse experte franzose".split())
_MASCULINE = frozenset("termin freitag montag geburtstag platz band turm lauf rang stock weg satz gang".split())
_NEUTER = frozenset(
    "kind jahr mal spiel tor haus buch kapitel quartal semester album bild opfer auto fahrrad rad pferd ei brot glas "
    "bier wasser kilo gramm kilogramm pfund prozent promille zimmer bett fenster dach feld team ziel rennen treffen "
    "match set ticket foto video stück blatt boot schiff flugzeug tier huhn schaf schwein kalb lamm messer bein auge "
    "ohr herz hemd kleid handy konto problem system programm projekt thema modell ding amt gesetz urteil wort verb "
    "land dorf tal meer lied heft gebot werk museum zentrum datum studium gymnasium grad obergeschoss".split()
)
_NEUTER_ENDINGS = (
    *("chen", "lein", "ment", "tum", "ium", "jahr", "spiel", "werk", "haus", "land", "mal", "jahrhundert", "tausend"),
    *("zimmer", "geschoss", "stück", "kind", "bild", "buch", "glas", "auto", "quartal", "jahrzehnt", "viertel"),
)

_ADJECTIVE_ENDINGS = ("e", "en", "er", "es", "em")
_NO_ADJECTIVES = frozenset(
    "der die das den dem des eine einen einer eines einem oder aber wie weiter er sie es wenn denn wegen neben gegen "
    "zwischen unter über hinter hatte wurde werde werden wurden haben waren konnte sollte musste außer".split()
)

_COORDINATED = re.compile(
    r"(?:([^\W\d_]+)\s)?([^\W\d_]+)\s(?:\d{1,4}\.\s?(?:,|und|oder|bis|sowie|bzw\.|–|-|/)\s?){1,4}\Z"
)
"""The words before the first of several numbers: "im 18. und 19. Jahrhundert"."""

_LABEL = re.compile(r"[\w)][ ,:;–-]{1,2}[A-ZÄÖÜ][^\W\d_]{2,40}\s\Z")
"""A noun right before a number, and not the sentence's first word."""

_LABELS = frozenset(
    "platz absatz artikel kapitel teil nummer gruppe seite schritt punkt frage aufgabe tag woche stufe phase level "
    "runde spieltag liga klasse gleis zimmer raum linie halle tor variante option version übung beispiel abbildung "
    "tabelle bild band staffel folge episode paragraf paragraph satz ziffer hausnummer haus block zone kategorie "
    "typ".split()
)

_JOINTS = frozenset({"und", "oder", "bis", "sowie"})
_FIRST = re.compile(r"(?:\A|[.!?:\n]\s|\()\d{1,4}\.\s\w+\s\Z")
"""A number with which a sentence begins, and the word between it and the next."""
_NEXT = re.compile(r"(?:\s(?:und|oder|bis|sowie)\s(?:die |der |das |den |dem |zum |zur )?|(?<=/))\d{1,4}\.(?=\s)")
"""The next of several numbers that count the same."""
_STOPPED = re.compile(r"\b[^\W\d_]{1,5}\.\s?\Z")

RULERS = frozenset(
    "ludwig heinrich friedrich wilhelm karl otto franz papst johannes paul pius benedikt gregor leo philipp "
    "nikolaus alexander ferdinand katharina peter iwan napoleon innozenz clemens urban robert georg eduard richard "
    "jakob elisabeth maximilian joseph leopold rudolf konrad ramses christian gustav harald carl albrecht ernst "
    "august johann maria margarethe sixtus felipe charles elizabeth christina isabella margrethe haakon olav "
    "albert franziskus alfons sancho alexios "
    "baudouin hadrian bonifaz julius cölestin stephan sigismund mehmed mohammed hassan abdullah adolf".split()
)
_QUEENS = frozenset("katharina elisabeth maria margarethe elizabeth christina isabella margrethe".split())
_TITLES = frozenset("könig königin kaiser kaiserin papst zar zarin herzog graf fürst prinz prinzessin sultan".split())
_AFTER_DATIVE = frozenset("von mit bei unter zu nach seit neben gegenüber vor".split())


def gender_of(noun: str) -> str:
    """``feminine``, ``masculine`` or ``neuter`` of a noun in the singular, by lists and by its ending."""
    folded = noun.casefold()
    if folded in _FEMININE:
        return "feminine"
    if folded in _NEUTER:
        return "neuter"
    if folded in _MASCULINE_E or folded in _MASCULINE:
        return "masculine"
    if folded.endswith(_NEUTER_ENDINGS):
        return "neuter"
    return "feminine" if len(folded) > 4 and folded.endswith((*_FEMININE_ENDINGS, "e")) else "masculine"


def counted_noun(context: Context) -> str:
    """The noun behind a number, over adjectives; empty where another word comes first."""
    further = _NEXT.match(context.text, context.end)
    words = context.written_after[:3] if further is None else Context(context.text, 0, further.end()).written_after[:3]
    for word in words:
        if word[0].isupper():
            return word
        if not word.endswith(_ADJECTIVE_ENDINGS) or word in _NO_ADJECTIVES:
            return ""
    return ""


def governing(context: Context) -> tuple[str, str]:
    """The word before a number and the one before that, casefolded; before several numbers, of the first of them."""
    start = context.start
    listed = _COORDINATED.search(context.text, max(0, start - 40), start)
    if listed is not None:
        return listed[2].casefold(), (listed[1] or "").casefold()
    words = context.words_before
    if words and words[0] in _JOINTS and _FIRST.search(context.text, max(0, start - 16), start):
        return "", ""
    return words[0] if words else "", words[1] if len(words) > 1 else ""


def ends_ordinals(word: str) -> bool:
    """Whether the ordinal behind a word takes an ending from it: an article, a pronoun, a preposition with one."""
    return word in _WEAK or word in _STRONG_E or word in _BARE or word == "der"


def ordinal_ending(context: Context, noun: str = "") -> str | None:
    """The ending of an ordinal before a noun, which may be unknown: ``n``, ``r``, ``s``, or ``None`` for -e."""
    before, further = governing(context)
    gender = gender_of(noun) if noun else "masculine"
    if before in _WEAK:
        return "n"
    if before == "der":
        # "der dritte Versuch", but "in der dritten Minute", "am Ende der dritten Runde".
        return "n" if further in _BEFORE_DER or (noun and gender == "feminine") else None
    if before in _STRONG_E:
        return None
    if before in _BARE or not (noun and gender == "feminine"):
        return "s" if gender == "neuter" else "r"
    return None


def case_of(context: Context) -> str:
    """``dative``, ``accusative`` or ``nominative`` of what is counted, by the word before the number."""
    before = context.before
    if before in DATIVE:
        return "dative"
    if before in _ACCUSATIVE:
        return "accusative"
    if before in ("und", "oder") or context.text[max(0, context.start - 2) : context.start] == ", ":
        # One of several: "Er hat 2 Katzen und 1 Hund".
        further = context.words_before[1:4]
        listed = next((word for word in further if word in PURE_DATIVE or word in _ACCUSATIVE), "")
        return "dative" if listed in PURE_DATIVE else "accusative" if listed else "nominative"
    return "nominative"


ONES = {
    ("feminine", "dative"): "r", ("masculine", "dative"): "m", ("neuter", "dative"): "m",
    ("masculine", "accusative"): "n",
}  # fmt: skip
"""Forms of "one" other than the gender's plain one."""


def is_label(context: Context) -> bool:
    """Whether the word before a number is a noun that it numbers and does not count: "Absatz 1", "Platz 1"."""
    if _STOPPED.search(context.text, max(0, context.start - 8), context.start):
        return True
    if context.before in _LABELS and context.mark_before in (" ", "\u00a0"):
        return True
    return _LABEL.search(context.text, max(0, context.start - 44), context.start) is not None


def ruler_words(context: Context) -> tuple[str, str | None]:
    """Article and ordinal ending behind a ruler's name."""
    words = context.written_before
    name = words[0].casefold() if words else ""
    genitive = name not in RULERS and name.endswith("s")
    before = next((word.casefold() for word in words[1:] if word.casefold() not in RULERS | _TITLES), "")
    dative = before in _AFTER_DATIVE
    if name.removesuffix("s") in _QUEENS:
        return ("der", "n") if genitive or dative else ("die", None)
    return ("des", "n") if genitive else ("dem", "n") if dative else ("der", None)
