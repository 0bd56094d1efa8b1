"""Words of Dutch: abbreviations, units, what is halved and what is not counted."""

from __future__ import annotations

from rhapsode_server.text.verbalization.locales.scandinavian import table

UNIT_SIGNS = {
    "km/u": "kilometer-per-hour",
    "km/uur": "kilometer-per-hour",
    "m/sec": "meter-per-second",
    "sec": "second",
    "cc": "cubic-centimeter",
    "km/s": "kilometer-per-second",
    "l/min": "liter-per-minute",
    "Wh": "watt-hour",
    "MWh": "megawatt-hour",
    "GWh": "gigawatt-hour",
    "mAh": "milliampere-hour",
    "kV": "kilovolt",
    "kN": "kilonewton",
    "mbar": "millibar",
    "pk": "horsepower",
    "el": "tablespoon",
    "tl": "teaspoon",
    "mmol/l": "millimole-per-liter",
    "ct": "cent",
    "fps": "frame-per-second",
    "omw/min": "revolution-per-minute",
    "tpm": "turn-per-minute",
    "mnd": "month",
    "hm": "climb-meter",
    "dgn": "day",
    "in": "",
}

UNIT_NAMES = {
    "tonne": {"other": "ton"},
    "horsepower": {"other": "P K"},
    "cent": {"other": "cent"},
    "degree": {"one": "graad", "other": "graden"},
    "frame-per-second": {"other": "frames per seconde"},
    "revolution-per-minute": {"other": "omwentelingen per minuut"},
    "turn-per-minute": {"one": "toer per minuut", "other": "toeren per minuut"},
    "climb-meter": {"one": "hoogtemeter", "other": "hoogtemeters"},
    "decibel": {"other": "decibel"},
    "millimeter-ofhg": {"other": "millimeter kwik"},
    "meter-per-square-second": {"other": "meter per seconde kwadraat"},
    "part-per-million": {"one": "deel per miljoen", "other": "delen per miljoen"},
    "watt-hour": {"other": "wattuur"},
    "megawatt-hour": {"other": "megawattuur"},
    "gigawatt-hour": {"other": "gigawattuur"},
    "milliampere-hour": {"other": "milliampère-uur"},
    **{name: {"other": name} for name in ("kilovolt", "kilonewton", "millibar")},
    **{name: {"other": name} for name in ("inch", "kilobit", "megabit", "gigabit", "terabit")},
}

ROMAN_NAMES = frozenset(
    "willem lodewijk karel hendrik filips napoleon paulus johannes benedictus pius elizabeth elisabeth frederik "
    "albert leopold boudewijn george catharina ivan peter nicolaas alexander jacobus frans rudolf otto gregorius "
    "clemens innocentius leo urbanus maximiliaan ferdinand christiaan gustaaf eduard richard jan floris dirk "
    "reinoud margaretha harald olav haakon ramses xerxes darius cleopatra ptolemaeus filip philips philippe maria "
    "bonifatius sixtus julius calixtus".split()
)

ABBREVIATIONS = table(
    "verd=verdieping|t.o=tegenover|vs=versus|dl=deel|tab=tabel|kol=kolom|reg=regel|"
    "i.t.t=in tegenstelling tot|t.w=te weten|"
    "a.d.h.v=aan de hand van|a.s=aanstaande|a.u.b=alstublieft|afb=afbeelding|afd=afdeling|afk=afkorting|"
    "art=artikel|b.v=bijvoorbeeld|bijv=bijvoorbeeld|blz=bladzijde|btw=B T W|bv=bijvoorbeeld|c.q=casu quo|"
    "c.s=cum suis|ca=circa|cf=confer|d.d=de dato|d.m.v=door middel van|d.w.z=dat wil zeggen|dec=december|"
    "dhr=de heer|di=dinsdag|do=donderdag|dr=doctor|drs=doctorandus|e.a=en andere|e.d=en dergelijke|"
    "e.e.a=een en ander|enz=enzovoort|etc=et cetera|evt=eventueel|excl=exclusief|fam=familie|fig=figuur|"
    "geb=geboren|gem=gemiddeld|overl=overleden|"
    "hfst=hoofdstuk|i.c.m=in combinatie met|i.h.a=in het algemeen|i.h.b=in het bijzonder|"
    "i.p.v=in plaats van|i.s.m=in samenwerking met|i.v.m=in verband met|incl=inclusief|ing=ingenieur|"
    "ir=ingenieur|jl=jongstleden|jr=junior|m.a.w=met andere woorden|m.b.t=met betrekking tot|"
    "m.b.v=met behulp van|m.i=mijns inziens|m.i.v=met ingang van|m.n=met name|m.u.v=met uitzondering van|"
    "ma=maandag|max=maximaal|mej=mejuffrouw|mevr=mevrouw|min=minimaal|mld=miljard|mln=miljoen|mr=meester|"
    "mw=mevrouw|n.a.v=naar aanleiding van|n.v.t=niet van toepassing|nl=namelijk|no=nummer|nr=nummer|"
    "o.a=onder andere|o.b.v=op basis van|o.i.d=of iets dergelijks|o.l.v=onder leiding van|o.m=onder meer|"
    "o.v.v=onder vermelding van|p=pagina|p.m=pro memorie|p.p=per persoon|p/m=per maand|p/st=per stuk|"
    "pag=pagina|par=paragraaf|plm=plusminus|prof=professor|r.-k=rooms-katholiek|red=redactie|pers=personen|"
    "z.s.m=zo snel mogelijk|e.v=en volgende|d.i=dat is|vj=vorig jaar|p.j=per jaar|p.u=per uur|p.w=per week|"
    "bft=Beaufort|i.o=in opdracht|m.m.v=met medewerking van|"
    "n.o.t.k=nader overeen te komen|k.k=kosten koper|v.o.n=vrij op naam|"
    "C++=C plus plus|C#=C sharp|F#=F sharp|app=appartement|ong=ongeveer|aant=aantal|"
    "resp=respectievelijk|s.v.p=alstublieft|secr=secretaris|sr=senior|st=sint|str=straat|"
    "t.a.v=ter attentie van|t.b.v=ten behoeve van|t.e.m=tot en met|t.g.v=ten gevolge van|t.n.v=ten name van|"
    "t.o.v=ten opzichte van|t.w.v=ter waarde van|t.z.t=te zijner tijd|t/m=tot en met|tel=telefoon|"
    "u.s=ultimo september|v.a=vanaf|vgl=vergelijk|vnl=voornamelijk|vr=vrijdag|wo=woensdag|wrsch=waarschijnlijk|"
    "z.g.a.n=zo goed als nieuw|z.i=zijns inziens|z.o.z=zie ommezijde|za=zaterdag|zgn=zogenaamde|zo=zondag"
)

STOPLESS = frozenset(
    "bft mln mld t/m ca dr drs ir mr dhr mevr mw nr blz bijv enz btw p/m p/st jl excl incl m.b.t prof tel pag "
    "i.p.v ma di wo "
    "do vr za zo".split()
)

CLOSING = frozenset({"enz", "etc", "e.d", "e.a", "o.i.d", "n.v.t", "jr", "sr", "jl", "a.u.b", "s.v.p", "str", "c.s"})

INITIALISMS = frozenset(
    "SOS HIV USA VS EU VN NOS AOW UWV AIVD ANP KNMI ING ANWB AEX OM AI IT OV UvA VU TU HBO MBO WAO WIA AFM ECB "
    "EHBO FAQ "
    "API URL USB CPU GPU ID IP EK WK OS IOC AZ NEC ADO PSV OR EO KRO CAO APK BOA IC SEH ICT HIV EHEC "
    "ISBN OVSE IMF CIA FBI IBM CEO CFO CDA PVDA VVD".split()
)

HALVED = frozenset(
    "liter meter kilometer centimeter ton mijl minuut seconde dag week maand eeuw eetlepel theelepel lepel kop fles ui "
    "appel citroen peer banaan tomaat komkommer avocado paprika pizza bladzijde pagina milliliter fles blik zak "
    "deciliter kilo marathon cirkel portie".split()
)
"""What is halved with "halve": nouns with "de". Others are halved with "half"."""

PER_WORDS = {
    **{
        "st": "stuk",
        "stuk": "stuk",
        "pers": "persoon",
        "persoon": "persoon",
        "seconde": "seconde",
        "mnd": "maand",
        "maand": "maand",
        "jaar": "jaar",
        "dag": "dag",
        "week": "week",
    },
    **{"u": "uur", "uur": "uur", "pp": "persoon", "nacht": "nacht", "kilo": "kilo"},
}
"""What stands behind a price and a stroke, beside units: "€/stuk"."""

NOT_COUNTED = frozenset(
    "tot en of in op te bij de het een was is werd waren werden had heeft kwam begon begint eindigde stierf ging gaat "
    "won verscheen volgde kreeg bleef door met naar over van voor na om aan als dat die toen maar dus want ook nog wel "
    "niet al zijn haar hij zij ze we wij ik er hier daar tijdens sinds nadat omdat terwijl".split()
)
"""Words that are no noun, so that a number of four digits before them is a year."""
