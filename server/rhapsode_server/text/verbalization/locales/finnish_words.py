"""Words of Finnish: endings and what looks like them, abbreviations, names of letters."""

from __future__ import annotations

import re

from rhapsode_server.text.verbalization.locales.scandinavian import table

ENDINGS = (
    ("inessive", ("ssa", "ssä")),
    ("elative", ("sta", "stä")),
    ("adessive", ("lla", "llä")),
    ("ablative", ("lta", "ltä")),
    ("allative", ("lle",)),
    ("translative", ("ksi",)),
    ("essive", ("na", "nä")),
    ("illative", ("aan", "ään", "een", "iin", "oon", "uun", "yyn", "öön", "hin")),
    ("genitive", ("n",)),
)
"""Cases by their endings, the first that fits."""

LOCAL = {"inessive": "ssa", "elative": "sta", "adessive": "lla", "ablative": "lta", "allative": "lle"}
"""Endings of the cases that are formed from the stem of the genitive."""

GENITIVES = ("neen", "leen", "kkeen", "tteen", "nteen", "ueen", "pheen", "rheen", "steen")
"""Endings of genitives that look like illatives: "huoneen", "tuotteen"."""

LONG_ILLATIVE = re.compile(r"(?:aa|ää|uu|yy|uo|yö|ie|öö)h[aeouyäö]n$")
"""Illatives of words of one syllable: "maahan", "työhön"."""

SHORT_GENITIVES = frozenset("maan puun kuun suun syyn pään jään sään luun vuon".split())
PARTITIVE = re.compile(
    r"(?:aista|äistä|oista|öistä|llista|llistä|ihmistä|miestä|(?<![lv])usta|(?<![lv])ystä)$|^(?:asukasta|potilasta|"
    r"oppilasta|vierasta|lasta|rikasta|hevosta|veljestä|kerrosta|tulosta|annosta|ostosta|valmista|kaunista|kallista|parasta|musta)$"
)
"""Partitives that look like elatives: "suomalaista", "vastausta", "asukasta"."""

NOT_NOUNS = frozenset(
    "jälkeen alkaen ennen mukaan aikaan lähtien välein sitten ikään saakka asti kuin niin vain hänen tämän sen jonka "
    "joten kuten heti näin noin oikein yleensä itse olla voi olen sekä vasta yksin kaikkiaan kertaan enemmän vähemmän "
    "kaikista verran kuitenkin siten vaan lisäksi hyvin takana edessä kanssa vielä kesken joka illalla aamulla "
    "yöllä päivällä "
    "iltapäivällä aamuyöllä päätteeksi aikana lasta musta tai mutta ilman ollen mennen tullen vuonna onneksi".split()
)
"""Words behind a number that show no case of it."""

LABELS = frozenset(
    "kello klo sivu sivulla sivut sivuilla sivulta luku luvussa numero nro vuosi vuonna vuoden vuodesta vuoteen "
    "vuosina osa osassa kohta kohdassa momentti huone talo linja linjalla tie sarja versio kausi jakso viikko "
    "viikolla windows android puhelin puh".split()
)
"""Words before a number that it is the name of: "luku 5 alkaa"."""


LETTERS = {
    **{"A": "aa", "B": "bee", "C": "see", "D": "dee", "E": "ee", "F": "äffä", "G": "gee", "H": "hoo", "I": "ii"},
    **{"J": "jii", "K": "koo", "L": "ällä", "M": "ämmä", "N": "ännä", "O": "oo", "P": "pee", "R": "ärrä", "S": "ässä"},
    **{"T": "tee", "U": "uu", "V": "vee", "X": "äksä", "Y": "yy", "Ä": "ää", "Ö": "öö"},
}
"""Names of letters as suffixes are set to them: "EU:n" ends in "uun"."""

PER = {
    **{"min": "minuutilta", "kg": "kilolta", "kk": "kuukaudessa", "kpl": "kappaleelta", "kWh": "kilowattitunnilta"},
    **{"km": "kilometriltä", "m²": "neliömetriltä", "m2": "neliömetriltä", "vko": "viikossa", "vuosi": "vuodessa"},
    **{
        "hlö": "henkilöltä",
        "pv": "päivältä",
        "vrk": "vuorokaudelta",
        "h": "tunnilta",
        "l": "litralta",
        "v": "vuodessa",
    },
}
"""What a price is for: "€/kg"."""

ABBREVIATIONS = table(
    "C++=C plus plus|C#=C sharp|F#=F sharp|hra=herra|rva=rouva|nti=neiti|min=vähintään|taul=taulukko|"
    "alv=arvonlisävero|ao=asianomainen|ap=aamupäivällä|dos=dosentti|ed=edellinen|em=edellä mainittu|"
    "ent=entinen|esim=esimerkiksi|fil.tri=filosofian tohtori|henk=henkilöä|huom=huomaa|max=enintään|"
    "ip=iltapäivällä|jms=ja muuta sellaista|jne=ja niin edelleen|jr=juniori|ke=keskiviikkona|kk=kuukautta|"
    "klo=kello|ko=kyseinen|kpl=kappaletta|ks=katso|l=eli|la=lauantaina|ma=maanantaina|milj=miljoonaa|"
    "ml=mukaan lukien|mm=muun muassa|mrd=miljardia|n=noin|nro=numero|ns=niin sanottu|oik=oikealla|os=osoite|"
    "pe=perjantaina|pj=puheenjohtaja|po=pitää olla|prof=professori|puh=puhelin|s=sivu|sis=sisältäen|"
    "sis. alv=sisältäen arvonlisäveron|"
    "krt/vko=kertaa viikossa|krt/pv=kertaa päivässä|krt/kk=kertaa kuukaudessa|krt/v=kertaa vuodessa|krt=kertaa|"
    "pv=päivää|vrk=vuorokautta|krs=kerros|mpy=meren pinnan yläpuolella|sis.alv=sisältäen arvonlisäveron|so=se on|"
    "su=sunnuntaina|synt=syntynyt|ti=tiistaina|tjsp=tai jotain sen päällä|tms=tai muuta sellaista|"
    "to=torstaina|toim=toimittanut|tri=tohtori|ts=toisin sanoen|v=vuonna|vas=vasemmalla|vko=viikko|"
    "vrt=vertaa|vs=vastaan|yht=yhteensä|ym=ynnä muuta|ym.=ynnä muuta|yms=ynnä muuta sellaista"
)

UNIT_SIGNS = {
    **{"km/s": "kilometer-per-second", "tuntia": "", "neliötä": "", "rkl": "tablespoon", "tl": "teaspoon"},
    **{"snt": "cent", "v": "year", "fps": "frame-per-second", "bpm": "beat-per-minute"},
    **{
        "Gt": "gigabyte",
        "Mt": "megabyte",
        "Tt": "terabyte",
        "hv": "horsepower",
        "mAh": "milliampere-hour",
        "r/min": "revolution-per-minute",
    },
}
UNIT_NAMES = {
    "megatonne": {"one": "megatonni", "other": "megatonnia"},
    "gigatonne": {"one": "gigatonni", "other": "gigatonnia"},
    "milliampere-hour": {"one": "milliampeeritunti", "other": "milliampeerituntia"},
    "horsepower": {"one": "hevosvoima", "other": "hevosvoimaa"},
    "revolution-per-minute": {"one": "kierros minuutissa", "other": "kierrosta minuutissa"},
    "kilometer-per-second": {"one": "kilometri sekunnissa", "other": "kilometriä sekunnissa"},
    "liter-per-100-kilometer": {"one": "litra sadalla kilometrillä", "other": "litraa sadalla kilometrillä"},
    "degree": {"one": "aste", "other": "astetta"},
    "cent": {"one": "sentti", "other": "senttiä"},
    "frame-per-second": {"one": "kuva sekunnissa", "other": "kuvaa sekunnissa"},
    "beat-per-minute": {"one": "lyönti minuutissa", "other": "lyöntiä minuutissa"},
    "megabit-per-second": {"one": "megabitti sekunnissa", "other": "megabittiä sekunnissa"},
    "gigabit-per-second": {"one": "gigabitti sekunnissa", "other": "gigabittiä sekunnissa"},
}
SCORE_WORDS = frozenset(
    "voitti voitto voitolla hävisi häviö tappio päihitti johti johtoon tasapeli tulos tuloksella ottelu ottelun "
    "loppulukemin lukemin maalein päättyi kukisti erin".split()
)
ROMAN_NAMES = frozenset(
    "kustaa kaarle eerik erik juhana fredrik kristian aleksanteri nikolai pietari katariina ludvig henrik edvard "
    "yrjö vilhelm paavali johannes benedictus pius leo gregorius elisabet margareeta harald haakon olavi napoleon "
    "iivana fransiskus adolf filip ferdinand albert leopold otto oskar maria konstantin klemens innocentius".split()
)
