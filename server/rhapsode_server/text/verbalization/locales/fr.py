"""French, as in France."""

from __future__ import annotations

import re

from rhapsode_server.text.verbalization.context import Context
from rhapsode_server.text.verbalization.locales.capitals import is_unsayable
from rhapsode_server.text.verbalization.locales.romance import Romance
from rhapsode_server.text.verbalization.locales.romance_patterns import per_pattern, size_pattern, week_patterns
from rhapsode_server.text.verbalization.number_words import NumberWords, RbnfNumbers
from rhapsode_server.text.verbalization.span import Span, SpanKind


class _Numbers(RbnfNumbers):
    """The CLDR's rules, but for years: "mille neuf cent" and not "dix-neuf-cent"."""

    def _year(self, number: int) -> str:
        return self.spell_out(number, "numbering")


_FEMININE = re.compile(
    r"(?:[sxt]ions?|[^p]tés?|ettes?|elles?|ances?|ences?|ures?|ades?|ées?|esses?|ises?|euses?|trices?|ières?|ines?|ies?|"
    r"ennes?|onnes?|ondes?|gues?|tudes?|illes?)$"
)
_MASCULINE_NOUNS = frozenset(
    "incendie incendies génie génies parapluie parapluies musée musées lycée lycées trophée trophées comité comités "
    "côté côtés été étés traité traités pâté congé décès député députés associé associés employé employés blessé "
    "blessés salarié salariés marié mariés licencié licenciés réfugié réfugiés fossé domaine domaines magazine "
    "magazines moine moines squelette squelettes stade stades grade grades silence silences chèque chèques disque "
    "disques risque risques masque masques kiosque kiosques collègue collègues dialogue dialogues catalogue "
    "catalogues capitaine capitaines bidule bistrot véhicule véhicules chiffre chiffres murmure murmures parjure "
    "catholique catholiques domestique domestiques modèle modèles siècle siècles élève élèves mille millions million "
    "délégué délégués athlète athlètes poste postes cube cubes titre titres litre litres mètre mètres membre membres "
    "centre groupe groupes homme hommes monde mondes pique-nique moustique moustiques portique "
    "programme critique".split()
)
_FEMININE_NOUNS = frozenset(
    "fille filles femme femmes fois page pages minute minutes seconde secondes heure heures année années semaine "
    "semaines voiture voitures place places personne personnes pièce pièces maison maisons chambre chambres table "
    "tables chaise chaises porte portes rue rues ville villes école écoles classe classes équipe équipes victime "
    "victimes mort lettre lettres tonne tonnes couronne couronnes goutte gouttes part parts nuit nuits "
    "main mains mer mers fleur fleurs couleur couleurs dent dents fin loi lois voix croix noix clé clés clef clefs "
    "plage plages image images entreprise entreprises marque marques ligne lignes vache vaches poule poules tasse "
    "tasses cuillère cuillères boîte boîtes bouteille bouteilles pomme pommes carte cartes photo photos vidéo vidéos "
    "chanson chansons leçon leçons façon façons saison saisons raison raisons étoile étoiles étape étapes banque "
    "banques dose doses tâche tâches tache taches offre offres tombe tombes tour tours arme armes âme âmes forme "
    "formes réforme note notes colonne colonnes feuille feuilles liste listes phrase phrases douzaine dizaine "
    "centaine vingtaine quinzaine église églises île îles vie vies sœur sœurs mère mères nation journée soirée "
    "matinée gorgée cible base bases crise crises course courses branche branches cloche cloches fourche vente "
    "ventes usine usines rose roses peur bombe bombes salle salles étagère jambe jambes robe robes chemise jupe "
    "botte".split()
)
_NEUTRAL = frozenset(
    "grandes petites autres jeunes nouvelles belles bonnes premières dernières autre jeune vraie simple simples "
    "véritable véritables énorme énormes".split()
)


_SHORT_WORDS = frozenset(
    "au ce de du en et il je la le ma me ne ni on or ou où sa se si ta te tu un va vu oh ah ça là ok".split()
)
"""Two letters that are a word even in capitals."""


class French(Romance):
    """French."""

    tag = "fr"
    elides = "aeéèêiouyh"
    minus, plus, plus_minus = "moins", "plus", "plus ou moins"
    point = decimal_dot = "virgule"
    dot = "point"
    of = "de"
    over = "sur"
    per = "par"
    and_half = ("et demi", "et demie")
    half = ("un demi", "une demi")
    and_last = "et"
    times, by = "fois", "sur"
    ordinal_suffixes = (
        *("er", "ers", "ère", "ères", "re", "res", "e", "es", "ème", "èmes", "ième", "ièmes", "nd", "nde", "ᵉ", "ᵉʳ"),
        *("ᵉᵐᵉ", "ʳᵉ", "eme", "ieme"),
    )
    eras = {
        **dict.fromkeys(("av. J.-C.", "av. J.C.", "avant J.-C.", "av. J.-C", "av JC"), "avant Jésus-Christ"),
        **dict.fromkeys(("apr. J.-C.", "ap. J.-C.", "après J.-C.", "apr. J.-C", "ap. J.-C"), "après Jésus-Christ"),
    }
    month_words = {
        "janv": 1,
        "jan": 1,
        "févr": 2,
        "fév": 2,
        "fev": 2,
        "dec": 12,
        "avr": 4,
        "juil": 7,
        "sept": 9,
        "oct": 10,
        "nov": 11,
        "déc": 12,
    }
    day_suffix = "(?:er|ᵉʳ)?"
    month_joint = r"\s"
    hour_letters = ("h", "H")
    hour_words = ("heures", "heure")
    percent_word, permille_word = "pour cent", "pour mille"
    currency_signs = {"F": "", "euros": "EUR", "euro": "EUR", "dollars": "USD", "dollar": "USD", "FS": "CHF"}
    currency_signs |= dict.fromkeys(("FCFA", "F CFA", "francs CFA", "XOF"), "XOF") | {"XAF": "XAF"}
    currency_signs |= {"$ US": "USD", "$US": "USD", "$ CA": "CAD", "$CA": "CAD", "$ CAN": "CAD", "$ HK": "HKD"}
    currency_names = {
        "USD": {"one": "dollar", "other": "dollars"}, "GBP": {"one": "livre", "other": "livres"},
        "JPY": {"one": "yen", "other": "yens"}, "INR": {"one": "roupie", "other": "roupies"},
        "RUB": {"one": "rouble", "other": "roubles"}, "CNY": {"one": "yuan", "other": "yuans"},
        "KRW": {"one": "won", "other": "wons"}, "PLN": {"one": "zloty", "other": "zlotys"},
        **dict.fromkeys(("XOF", "XAF"), {"one": "franc C F A", "other": "francs C F A"}),
        "UAH": {"one": "hryvnia", "other": "hryvnias"}, "BRL": {"one": "réal", "other": "réaux"},
    }  # fmt: skip
    feminine_currencies = frozenset("GBP INR SEK NOK DKK CZK ISK TRY EGP PKR LKR LBP IDR UAH".split())
    minor_units = {
        "EUR": {"one": "centime", "other": "centimes"}, "CHF": {"one": "centime", "other": "centimes"},
        "GBP": {"one": "penny", "other": "pence"}, "MAD": {"one": "centime", "other": "centimes"},
        **dict.fromkeys("USD CAD AUD NZD HKD SGD".split(), {"one": "cent", "other": "cents"}),
        **dict.fromkeys("MXN BRL ARS CLP COP".split(), {"one": "centavo", "other": "centavos"}),
    }  # fmt: skip
    scales = {
        **dict.fromkeys(("mille", "k"), "thousand"),
        **dict.fromkeys(("million", "millions", "m", "mio", "mn"), "million"),
        **dict.fromkeys(("milliard", "milliards", "md", "mds", "mrd"), "milliard"),
    }
    scale_words = {
        "thousand": ("mille", "mille"), "million": ("million", "millions"), "milliard": ("milliard", "milliards"),
    }  # fmt: skip
    point_names = {"p": "points de pourcentage", "b": "points de base", "t": "points"}
    unit_signs = {
        "bpm": "beat-per-minute",
        "mAh": "milliampere-hour", "Wh": "watt-hour", "MWh": "megawatt-hour", "GWh": "gigawatt-hour",
        "TWh": "terawatt-hour", "kV": "kilovolt", "ips": "frame-per-second", "fps": "frame-per-second",
        "tr/min": "revolution-per-minute", "c. à s.": "tablespoon", "c. à c.": "teaspoon", "c.à.s": "tablespoon",
        "c.à.c": "teaspoon", "càs": "tablespoon", "càc": "teaspoon", "mbar": "millibar",
        "in": "", "mi": "", "Ko": "kilobyte", "ko": "kilobyte", "Mo": "megabyte", "Go": "gigabyte", "To": "terabyte",
        "Mo/s": "megabyte-per-second", "Go/s": "gigabyte-per-second", "Mbit/s": "megabit-per-second", "mn": "minute",
        "l/100 km": "liter-per-100-kilometer", "kms": "kilometer", "gr": "gram", "sec": "second", "ch": "horsepower",
        "j": "day",
    }  # fmt: skip
    unit_names = {
        "beat-per-minute": {"one": "battement par minute", "other": "battements par minute"},
        "milliampere-hour": {"one": "milliampère-heure", "other": "milliampères-heures"},
        "watt-hour": {"one": "wattheure", "other": "wattheures"}, "kilovolt": {"one": "kilovolt", "other": "kilovolts"},
        "megawatt-hour": {"one": "mégawattheure", "other": "mégawattheures"},
        "gigawatt-hour": {"one": "gigawattheure", "other": "gigawattheures"},
        "terawatt-hour": {"one": "térawattheure", "other": "térawattheures"},
        "frame-per-second": {"one": "image par seconde", "other": "images par seconde"},
        "revolution-per-minute": {"one": "tour par minute", "other": "tours par minute"},
        "millibar": {"one": "millibar", "other": "millibars"},
        "liter-per-100-kilometer": {"one": "litre aux cent kilomètres", "other": "litres aux cent kilomètres"},
        "horsepower": {"one": "cheval", "other": "chevaux"}, "decibel": {"one": "décibel", "other": "décibels"},
        "part-per-million": {"one": "partie par million", "other": "parties par million"},
    }  # fmt: skip
    fraction_names = {
        2: ("demi", "demis"), 3: ("tiers", "tiers"), 4: ("quart", "quarts"), 5: ("cinquième", "cinquièmes"),
        6: ("sixième", "sixièmes"), 7: ("septième", "septièmes"), 8: ("huitième", "huitièmes"),
        9: ("neuvième", "neuvièmes"), 10: ("dixième", "dixièmes"), 16: ("seizième", "seizièmes"),
        100: ("centième", "centièmes"), 1000: ("millième", "millièmes"),
    }  # fmt: skip
    range_word = score_word = "à"
    times_word = "fois"
    one_person = "personne"
    act_joint = "barre"
    feminine_units = Romance.feminine_units | {"frame-per-second"}
    pressure_words = frozenset({"tension"})
    singular = re.compile(r"(?<!oi)s$")
    days = {
        "lun": "lundi", "mar": "mardi", "mer": "mercredi", "jeu": "jeudi", "ven": "vendredi", "sam": "samedi",
        "dim": "dimanche",
    }  # fmt: skip
    sizes = {"M": "million", "Md": "milliard", "Mds": "milliard"}
    quantities = {">": "plus de", "<": "moins de", "≥": "au moins", "≤": "au plus"}
    spaced_units = frozenset({"A", "K", "N", "J", "bar"})
    powers = {"2": "au carré", "3": "au cube", "": "puissance"}
    bare_unit_words = frozenset({"par", "le", "au", "du", "d", "un", "chaque"})
    ratio_word = "pour"
    ratio_words = frozenset("échelle ratio rapport proportion format écran cote".split())
    score_words = frozenset(
        "gagné gagne gagnent battu bat battent vaincu score victoire défaite s'impose s'incline perdu menait mène "
        "mené match nul remporté finale but buts set sets l'emporte".split()
    )
    phone_words = frozenset(
        "tél tel téléphone appelez appeler appelle composez fax mobile portable numéro siret siren".split()
    )
    version_words = frozenset("version versions android python ios windows".split())
    roman_before = frozenset(
        "chapitre chapitres tome livre acte scène partie section article phase volume annexe classe type niveau "
        "titre guerre concile ligue division chant épisode vatican saison jean-paul".split()
    )
    roman_names = frozenset(
        "louis henri charles françois philippe napoléon jean paul pie benoît léon grégoire clément innocent urbain "
        "alexandre jules nicolas guillaume frédéric richard édouard élisabeth elizabeth elisabeth jacques georges "
        "george albert baudouin léopold catherine marie anne pierre ivan robert hugues lothaire clovis childéric "
        "dagobert thierry ferdinand alphonse juan carlos constantin ramsès ptolémée darius xerxès othon otto rainier "
        "félix mohammed hassan abdallah gustave christian harald haakon victor-emmanuel humbert jean-paul boniface "
        "sixte célestin adrien cléopâtre maximilien joseph michel david felipe".split()
    )
    _queens = frozenset("élisabeth elizabeth elisabeth catherine marie anne cléopâtre".split())
    abbreviations = {
        "Mᵐᵉ": "madame", "Mᵐᵉˢ": "mesdames", "Mˡˡᵉ": "mademoiselle", "Mˡˡᵉˢ": "mesdemoiselles", "Dʳ": "docteur",
        "Dʳᵉ": "docteure", "Dʳˢ": "docteurs", "Dʳᵉˢ": "docteures", "Pʳ": "professeur", "Pʳᵉ": "professeure",
        "Mᵍʳ": "monseigneur", "Mᵉ": "maître", "Sᵗ": "saint", "Sᵗᵉ": "sainte", "Cⁱᵉ": "compagnie",
        "Mr": "monsieur", "M": "monsieur", "MM": "messieurs", "mme": "madame", "mmes": "mesdames",
        "mlle": "mademoiselle",
        "mlles": "mesdemoiselles", "dr": "docteur", "drs": "docteurs", "Pr": "professeur", "prof": "professeur",
        "Me": "maître", "mgr": "monseigneur", "St": "saint", "Ste": "sainte", "etc": "et cetera",
        "p.ex": "par exemple", "ex": "exemple", "c.-à-d": "c'est-à-dire", "càd": "c'est-à-dire", "cf": "confer",
        "env": "environ", "tél": "téléphone", "bd": "boulevard", "Bd": "boulevard", "bld": "boulevard",
        "av": "avenue", "pl": "place", "fg": "faubourg", "p": "page", "pp": "pages", "chap": "chapitre",
        "art": "article", "vol": "volume", "fig": "figure", "éd": "édition", "n°": "numéro", "nᵒ": "numéro",
        "nº": "numéro", "th": "thermostat", "réf": "référence", "app": "appartement", "pcs": "pièces",
        "no": "numéro", "nos": "numéros",
        "c": "vers", "min": "minimum", "max": "maximum", "vs": "versus", "dép": "département",
        "hab": "habitants", "pts": "points", "ét": "étage", "bât": "bâtiment", "lun": "lundi", "mar": "mardi",
        "mer": "mercredi", "jeu": "jeudi", "ven": "vendredi", "sam": "samedi", "dim": "dimanche",
        "pers": "personnes", "trim": "trimestre", "Dre": "docteure", "al": "alinéa", "sq": "suivante",
        "sqq": "suivantes",
        "et suiv": "et suivantes", "s": "siècle", "gal": "général", "cdt": "commandant",
        "Lt": "lieutenant", "cie": "compagnie", "sté": "société", "ets": "établissements",
        "s.v.p": "s'il vous plaît", "svp": "s'il vous plaît", "N.B": "nota bene", "P.-S": "post-scriptum",
        "c/o": "chez", "t": "tome", "rdv": "rendez-vous", "S. M": "Sa Majesté", "R.-V": "rendez-vous",
        "RDV": "rendez-vous", "qqch": "quelque chose", "qqn": "quelqu'un",
        "i.e": "c'est-à-dire", "av. J.-C": "avant Jésus-Christ", "apr. J.-C": "après Jésus-Christ",
        "ap. J.-C": "après Jésus-Christ", "arr": "arrondissement", "Md": "milliards", "Mds": "milliards",
    }  # fmt: skip
    stopless = frozenset(
        "Mr rdv c/o pcs no Mᵐᵉ Mᵐᵉˢ Mˡˡᵉ Mˡˡᵉˢ Dʳ Dʳᵉ Dʳˢ Dʳᵉˢ Pʳ Pʳᵉ Mᵍʳ Mᵉ Sᵗ Sᵗᵉ Cⁱᵉ".split()
    ) | frozenset(
        "mme mmes mlle mlles dr drs Pr Me mgr St Ste Bd bd bld fg n° nᵒ nº càd vs svp RDV qqch qqn cdt cie ets pts "
        "sté Dre "
        "Md Mds".split()
    )
    closing = frozenset({"etc", "hab", "cie", "s.v.p"})
    before_number = frozenset("t th lun mar mer jeu ven sam dim al p pp chap art vol fig n° nᵒ nº no nos env c".split())
    before_name = frozenset("M MM Me St Ste Pr bd pl mgr gal Lt dr cdt".split())
    initialisms = frozenset(
        "HIV SOS UE USA IA TVA PIB ADN ARN IRM CIO OGM UMP USB RATP EDF OMS OCDE CHU IUT ISF IGN ONG PME RSA RMI "
        "CPAM AOC "
        "AOP IGP "
        "ADSL URL API CSA BCE FMI AFP LFI EELV RER TER IBM CPU GPU AVC IVG VIH IST SARL EURL BEP CAP SVT SAV VAE ARS "
        "CET RIB ISBN IP HEC ETI ESN OM OL".split()
    )
    acronyms = frozenset({"SMIC"})
    symbol_names = {"_": "underscore", "-": "tiret", "/": "slash", "~": "tilde"}
    symbols = {
        "&": "et", "+": "plus", "=": "égale", "×": "fois", "÷": "divisé par", "<": "inférieur à", ">": "supérieur à",
        "≤": "inférieur ou égal à", "≥": "supérieur ou égal à", "≠": "différent de", "≈": "environ", "~": "environ",
        "§": "paragraphe", "§§": "paragraphes", "±": "plus ou moins", "#": "numéro", "√": "racine de", "∞": "infini",
    }  # fmt: skip
    function_words = frozenset(
        "est et ou à au aux de du des d' en le la les l' un une pour par sur sous dans avec sans que qui se s' ne n' "
        "ni plus moins mais donc car si sont a ont était fut sera ce cette ces son sa ses leur leurs entre vers chez "
        "comme lors après avant pendant depuis y soit contre selon dont où puis c'est il elle on nous vous ils elles "
        "tandis".split()
    )
    labels = frozenset(
        "page pages chapitre numéro article niveau groupe canal chaîne salle chambre porte ligne type version phase "
        "années étape tome volume section annexe figure tableau question exercice bus route".split()
    )
    plural_ends = ("s", "x", "z", "mille")
    year_words = frozenset("en depuis an année dès".split())
    date_before = frozenset("le du au dès".split())
    articles = frozenset("le la les l du au des ce cette son sa un une".split())
    patterns = (
        # Small capitals are often lost: "au xixe siècle".
        (SpanKind.ROMAN, r"(?<!\w)(?P<numeral>[ivx]{1,6})(?P<rank>ième|ème|e|ᵉ|er)(?=\ssiècles?\b)"),
        (SpanKind.ORDINAL, r"(?<![\w.,])(?P<integer>2)(?P<suffix>des?)(?=\s[a-zà-ÿ]{3})"),
        (SpanKind.ABBREVIATION, r"(?<!\w)(?P<key>nos)(?=\s\d)"),
        (SpanKind.ABBREVIATION, r"(?<!\w)(?P<key>M)\.(?=\set\sM(?:me|lle)(?!\w))"),
        # Articles of a code: "art. L. 121-1".
        (
            SpanKind.INITIALISM,
            r"(?:(?<=\b[aA]rticle )|(?<=\b[aA]rticles )|(?<=\b[aA]rt\. ))(?P<letters>[LRDA])\.(?=\s?\d)",
        ),
        (SpanKind.ABBREVIATION, r"(?<!\w)(?P<key>art)\.(?=\s[LRDA]\.?\s?\d)"),
        *Romance.patterns,
        (SpanKind.ABBREVIATION, r"(?<=[IVXi][eᵉ] )(?P<key>s)(?:\.(?=\s[a-zà-ÿ(]|[,;:)]))?(?![\w'’])"),
        (SpanKind.PHONE, r"(?<![\w.])(?P<groups>0\d(?:[.-]\d\d){4})(?![\w-]|\.\d)"),
        (
            SpanKind.PHONE,
            r"(?<![\w.,])(?P<groups>0[ \u00a0]8\d\d(?:[ \u00a0]\d{3}[ \u00a0]\d{3}|(?:[ \u00a0]\d\d){3}))(?!\w)",
        ),
        (
            SpanKind.MONEY,
            r"(?<![\w.,])(?P<integer>\d{1,3}(?:[ \u00a0\u202f]\d{3})+|\d{1,6})\s?"
            r"(?P<currency>[€£$])\s?(?P<fraction>\d\d)(?![\w€$£]|[.,]\d)",
        ),
        (SpanKind.SYMBOL, r"(?<=\b[bB]ac)(?P<character>\+)(?=\d)"),
        *week_patterns(days),
        size_pattern(sizes),
        (SpanKind.ABBREVIATION, r"(?<!\w)(?P<key>Ste?)(?=-[A-ZÀ-Þ])"),
        per_pattern("jour|mois|an|semaine|personne|nuit|heure|minute|seconde|habitant|hab|litre|kilo|pers|unité|pièce"),
        (
            SpanKind.FRACTION,
            r"(?<!\w)(?P<numerator>\d{1,2})\s?(?P<day>[hj])(?:eures|ours)?/(?P<denominator>24|7)(?!\w)",
        ),
        (
            SpanKind.ROMAN,
            r"(?<!\w)(?P<numeral>[IVX]{1,7}|[XLC][IVXLC]{1,6})"
            r"(?P<suffix>(?<![A-Z]I)(?<=I)(?:ers?|ères?|res?|ᵉʳ|ʳᵉ)|i?èmes?|es?|ᵉ)(?!\w)",
        ),
    )

    def spells(self, capitals: str) -> bool:
        return is_unsayable(capitals, _SHORT_WORDS)

    def make_numbers(self) -> NumberWords:
        return _Numbers("fr", None, "masculine")

    def of_many(self, name: str) -> str:
        return f"d'{name}" if name[0] in "aeéiouyh" else f"de {name}"

    def gender_of(self, noun: str) -> str:
        if noun in _FEMININE_NOUNS:
            return "feminine"
        if noun in _NEUTRAL:
            return ""
        return "feminine" if noun not in _MASCULINE_NOUNS and _FEMININE.search(noun) else "masculine"

    def _decide_abbreviation(self, span: Span, context: Context) -> Span | None:
        if context.before == "hashtag":
            return None
        if span.field("key") == "art" and context.after[:1] in tuple("lrda"):
            return span
        if span.field("key") in ("M", "MM") and context.after == "et" and "." in context.written:
            return span
        if span.field("key") == "s" and context.text[span.start - 2 : span.start] not in ("e ", "ᵉ "):
            return None
        return span if context.mark_after == "-" else super()._decide_abbreviation(span, context)

    def _decide_ratio(self, span: Span, context: Context) -> Span | None:
        if span.field("goals"):
            return super()._decide_ratio(span, context)
        return self._unannounced(span, context)

    def _unannounced(self, span: Span, context: Context) -> Span | None:
        """A colon has a space before it anyway: "Étape 1 : 20 minutes"."""
        announces = context.written.find(" :") > 0 or context.written.find("\u00a0:") > 0
        scaled = span.field("first") == "1" and span.field("second").endswith("000")
        words = [word.rpartition("'")[2] for word in (*context.words_before, *context.words_after)]
        return None if announces and not scaled and self.ratio_words.isdisjoint(words) else span

    def ordinal(self, span: Span, context: Context) -> str | None:
        return self._ordinal_words(int(span.field("integer")), span.field("suffix"))

    def _ordinal_words(self, number: int, suffix: str) -> str:
        plural = "-plural" if suffix.endswith("s") else ""
        feminine = suffix.startswith(("re", "ère", "ʳ", "nde", "de"))
        if suffix in ("de", "des", "nd", "nde", "nds", "ndes") and number == 2:
            return "seconde" if feminine else "second"
        return self.numbers.ordinal(number, ("feminine" if feminine else "masculine") + plural)

    def cardinal(self, span: Span, context: Context) -> str | None:
        words = super().cardinal(span, context)
        if (
            words
            and (context.before in self.labels or context.before in ("n", "no", "p", "pp"))
            and words.endswith(("vingts", "cents"))
        ):
            # What is numbered takes no plural: "page quatre-vingt", "les années quatre-vingt".
            return words.removesuffix("s")
        return words

    def day_words(self, day: int) -> str:
        return "premier" if day == 1 else self.numbers.cardinal(day)

    def time(self, span: Span, context: Context) -> str | None:
        hour, minute = int(span.field("hour")), int(span.field("minute") or "0")
        if int(span.field("second") or "0"):
            return self.duration(span, context)
        if span.field("period") and hour == 12:
            noon = "minuit" if span.field("period") == "am" else "midi"
            return f"{noon} {self.numbers.cardinal(minute, 'feminine')}" if minute else noon
        words = [self.numbers.cardinal(hour, "feminine"), "heure" if hour < 2 else "heures"]
        if minute:
            words.append(self.numbers.cardinal(minute, "feminine"))
        period = {"am": "du matin", "pm": "du soir" if hour in range(6, 12) else "de l'après-midi"}
        return " ".join([*words, *([period[span.field("period")]] if span.field("period") else [])])

    def money_parts(self, span: Span, minor: str) -> str:
        """ "Douze euros cinquante": the name of the hundredths is left out where it goes without saying."""
        words = super().money_parts(span, minor)
        fraction = int(span.field("fraction"))
        if not minor or not int(span.field("integer")):
            return words
        if fraction < 10:
            hundredths = f"{self.number(str(fraction))} {minor}"
            return f"{words.removesuffix(hundredths)}et {hundredths}"
        return words.removesuffix(f" {minor}")

    def phone_group(self, digits: str) -> str:
        """Pairs, as telephone numbers are said in France."""
        if len(digits) == 10 and digits.startswith("0"):
            return " ".join(self.phone_group(digits[at : at + 2]) for at in range(0, 10, 2))
        if len(digits) > 3 or digits.startswith("00"):
            return self.numbers.digits(digits)
        if digits.startswith("0"):
            return f"{self.numbers.cardinal(0)} {self.numbers.cardinal(int(digits))}" if int(digits) else "zéro"
        return self.numbers.cardinal(int(digits))

    def ratio(self, span: Span, context: Context) -> str | None:
        first, second = span.field("first"), int(span.field("second"))
        if first != "1" and second in (3, 9, 10):
            return f"{self.number(first)} {self.fraction_names[second][1]}"
        return super().ratio(span, context)

    def part_names(self, numerator: int, denominator: int) -> tuple[str, str] | None:
        if numerator == 1 and 10 < denominator < 100:
            name = self.numbers.ordinal(denominator, "masculine")
            return name, name  # of one only: "15/20" are marks
        return super().part_names(numerator, denominator)

    def fraction(self, span: Span, context: Context) -> str | None:
        words = super().fraction(span, context)
        if not span.field("day"):
            return words
        name = "heures" if span.field("day") == "h" else "jours"
        return f"{self.number(span.field('numerator'))} {name} {self.over} {self.number(span.field('denominator'))}"

    def roman(self, span: Span, context: Context) -> str | None:
        if span.field("suffix"):
            return self._ordinal_words(int(span.field("integer")), span.field("suffix"))
        return super().roman(span, context)

    def ruler_number(self, number: int, name: str) -> str:
        if number == 1:
            return "première" if name in self._queens else "premier"
        return self.numbers.cardinal(number)
