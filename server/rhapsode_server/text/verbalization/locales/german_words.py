"""Words of German: abbreviations, and capitals that are spelled."""

from __future__ import annotations

from rhapsode_server.text.verbalization.locales.scandinavian import table

DAYS = {
    "mo": "Montag", "di": "Dienstag", "mi": "Mittwoch", "do": "Donnerstag", "fr": "Freitag", "sa": "Samstag",
    "so": "Sonntag",
}  # fmt: skip

NUMBERED = frozenset("kl whg jg s abs art abb bd kap anm aufl hs tab ziff z lit rn bl gl".split())
"""Abbreviations that are one only before a number."""

COUNTED = frozenset("mon msp bio f fl pck pkg stk".split())
"""Those that are one only behind a number."""

CAPITAL = frozenset("hr st s art pers tab z bl".split())

SMALL = frozenset("u max min mind geb gest gem jun sen std".split())

SHORT_MONTHS = {
    "Jan": "Januar", "Feb": "Februar", "Febr": "Februar", "Apr": "April", "Aug": "August", "Sept": "September",
    "Sep": "September", "Okt": "Oktober", "Nov": "November", "Dez": "Dezember",
}  # fmt: skip

ABBREVIATIONS = {
    **DAYS,
    **table(
        "mr=Mister|mrs=Misses|ms=Miss|"
        "z.b=zum Beispiel|d.h=das heißt|u.a=unter anderem|u.ä=und Ähnliches|o.ä=oder Ähnliches|u.u=unter Umständen|"
        "i.d.r=in der Regel|s.o=siehe oben|s.u=siehe unten|z.t=zum Teil|z.zt=zur Zeit|m.e=meines Erachtens|"
        "i.A=im Auftrag|i.V=in Vertretung|i.a=im Allgemeinen|z.hd=zu Händen|bio=Billionen|v.a=vor allem|"
        "u.v.m=und vieles mehr|a.d=außer Dienst|e.v=eingetragener Verein|"
        "v.chr=vor Christus|n.chr=nach Christus|usw=und so weiter|usf=und so fort|etc=et cetera|bzw=beziehungsweise|"
        "ca=circa|ggf=gegebenenfalls|evtl=eventuell|inkl=inklusive|exkl=exklusive|zzgl=zuzüglich|abzgl=abzüglich|"
        "sog=sogenannte|vgl=vergleiche|bspw=beispielsweise|gem=gemäß|lt=laut|dr=Doktor|prof=Professor|"
        "dipl.-ing=Diplomingenieur|hr=Herr|hrn=Herrn|frl=Fräulein|st=Sankt|nr=Nummer|nrn=Nummern|str=Straße|"
        "tel=Telefon|kap=Kapitel|bd=Band|abs=Absatz|art=Artikel|abb=Abbildung|abt=Abteilung|s=Seite|mio=Millionen|"
        "mrd=Milliarden|tsd=Tausend|jh=Jahrhundert|jhd=Jahrhundert|jhdt=Jahrhundert|geb=geboren|gest=gestorben|"
        "fr=Frau|max=maximal|min=mindestens|std=Stunden|mwst=Mehrwertsteuer|vs=versus|jun=junior|sen=senior|"
        "best.-nr=Bestellnummer|art.-nr=Artikelnummer|tel.-nr=Telefonnummer|kd.-nr=Kundennummer|"
        "re.-nr=Rechnungsnummer|rg.-nr=Rechnungsnummer|kto.-nr=Kontonummer|vers.-nr=Versicherungsnummer|"
        "hbf=Hauptbahnhof|bhf=Bahnhof|verh=verheiratet|pers=Personen|aufl=Auflage|anm=Anmerkung|tab=Tabelle|"
        "ziff=Ziffer|z=Zeile|lit=Buchstabe|bl=Blatt|rn=Randnummer|einschl=einschließlich|insb=insbesondere|"
        "insbes=insbesondere|ehem=ehemalig|entspr=entsprechend|durchschn=durchschnittlich|ugs=umgangssprachlich|"
        "ff=fortfolgende|hrsg=herausgegeben|mind=mindestens|monatl=monatlich|jährl=jährlich|tägl=täglich|"
        "stellv=stellvertretend|u.s.w=und so weiter|i.s.v=im Sinne von|i.d.f=in der Fassung|i.v.m=in Verbindung mit|"
        "m.w=meines Wissens|o.g=oben genannt|s.a=siehe auch|u.z=und zwar|p.a=pro Jahr|o.k=okay|n.n=nomen nominandum|"
        "dipl=Diplom|rd=rund|h.c=honoris causa|bzgl=bezüglich|betr=betreffend|nachm=nachmittags|"
        "v.l.n.r=von links nach rechts|f=folgende|fl=Flaschen|pck=Packungen|pkg=Packungen|stk=Stück|med=med|jur=jur|"
        "phil=phil|rer=rer|habil=habil|Pkw=P K W|Lkw=L K W|Kfz=K F Z|Pkws=P K Ws|Lkws=L K Ws|GmbH=G M B H|AfD=A F D|"
        "StGB=S T G B|StVO=S T V O|StPO=S T P O|EuGH=E U G H|VfB=V F B|VfL=V F L|EStG=E S T G|UStG=U S T G|"
        "BVerfG=Bundesverfassungsgericht|KMU=K M U|WLAN=W LAN|C++=C plus plus|C#=C sharp|F#=F "
        "sharp|v=vom|u=und|gegr=gegründet|überarb=überarbeitete|"
        "bj=Baujahr|lfd=laufende|ggü=gegenüber|vj=Vorjahr|geschl=geschlossen|kl=Klasse|whg=Wohnung|jg=Jahrgang|"
        "i.H.v=in Höhe von|"
        "M.Sc=Master of Science|B.Sc=Bachelor of Science|"
        "B.A=Bachelor of Arts|M.A=Master of Arts|Ph.D=P H D|"
        "zw=zwischen|d.M=des Monats|d.J=des Jahres|l.J=laufenden Jahres|v.J=vorigen Jahres|*=geboren|†=gestorben|"
        "ü. NN=über Normalnull|ü.NN=über Normalnull|ü. NHN=über Normalhöhennull|"
        "ü. M=über Meer|ü.M=über Meer|ü. d. M=über dem Meer|ü. d.M=über dem Meer|ü.d.M=über dem Meer|erm=ermäßigt|"
        "stdl=stündlich|mtl=monatlich|tgl=täglich|wö=wöchentlich|ch.-nr=Chargennummer|Strg=Steuerung|"
        "ü. NN=über Normalnull|ü.NN=über Normalnull|ü. NHN=über Normalhöhennull|"
        "ü. M=über Meer|ü.M=über Meer|ü. d. M=über dem Meer|ü. d.M=über dem Meer|ü.d.M=über dem Meer|erm=ermäßigt|"
        "stdl=stündlich|mtl=monatlich|tgl=täglich|ch.-nr=Chargennummer|Strg=Steuerung|"
        "gl=Gleis|urt=Urteil|mon=Monate|msp=Messerspitzen|n.V=nach Verlängerung|i.E=im "
        "Elfmeterschießen|aktual=aktualisierte"
    ),
}
"""Days among them count beside figures and other days only."""
STOPLESS = frozenset(
    "WLAN AfD BVerfG EStG EuGH GmbH KMU Kfz Lkw Lkws Pkw Pkws StGB StPO StVO UStG VfB VfL bzw ca dr evtl ggf hbf inkl "
    "max mind mio mrd mwst nr prof tsd usw vs zzgl".split()
)
CLOSING = frozenset("etc ff o.ä p.a u.s.w u.v.m u.ä usf usw".split())
INITIALISMS = frozenset(
    "HIV SOS LED ISS WHO DNA RNA GEZ OSZE VIP ALG CDU CSU ABS ADAC AFD AG AGB AGG AI AKW AOK API ARD BIP BKA CEO "
    "CIA DIHK EDV EEG EG EKD EKG EM EU EZB FBI FPÖ IBM IC "
    "ICE ID IHK IOC IP IPO IQ ISBN IT KI KIT LKA NSA OB OG OLG OP SPÖ SUV UHD UKW UN URL US USA USB USP UV ÖBB "
    "ÖPNV ÖVP".split()
)

UNIT_SIGNS = {
    "Std": "hour", "Std.": "hour", "Min": "minute", "Min.": "minute", "Sek": "second", "Sek.": "second",
    "sek": "second", "Km": "kilometer",
    "sec": "second", "qm": "square-meter", "ccm": "cubic-centimeter", "mm²": "square-millimeter", "Liter": "liter",
    "EL": "tablespoon", "TL": "teaspoon", "ct": "cent", "Ct.": "cent", "oz": "ounce", "PS": "horsepower",
    "Wh": "watt-hour", "MWh": "megawatt-hour", "GWh": "gigawatt-hour", "TWh": "terawatt-hour",
    "mAh": "milliampere-hour", "kV": "kilovolt", "kN": "kilonewton", "mbar": "millibar", "THz": "terahertz",
    "kWp": "kilowatt-peak", "l/min": "liter-per-minute", "m³/h": "cubic-meter-per-hour",
    "TB/s": "terabyte-per-second", "mmol/l": "millimole-per-liter", "fps": "frame-per-second",
    "U/min": "revolution-per-minute", "Zoll": "inch", "Hm": "climb-meter",
    **dict.fromkeys(("in", "mi", "gal", "hp", "Ztr.", "Stk.", "Stk"), ""),
}  # fmt: skip
UNIT_NAMES = {
    **{unit: {"other": name} for unit, name in {
        "climb-meter": "Höhenmeter",
        "horsepower": "P S", "decibel": "Dezibel", "cent": "Cent", "kilovolt": "Kilovolt", "degree": "Grad",
        "kilonewton": "Kilonewton", "millibar": "Millibar", "frame-per-second": "Bilder pro Sekunde",
        "revolution-per-minute": "Umdrehungen pro Minute", "square-millimeter": "Quadratmillimeter",
        "terahertz": "Terahertz", "kilowatt-peak": "Kilowatt Peak", "part-per-million": "Teile pro Million",
        "meter-per-square-second": "Meter pro Sekunde zum Quadrat",
    }.items()},
    **{unit: {"one": f"{name}stunde", "other": f"{name}stunden"} for unit, name in {
        "watt-hour": "Watt", "megawatt-hour": "Megawatt", "gigawatt-hour": "Gigawatt", "terawatt-hour": "Terawatt",
        "milliampere-hour": "Milliampere",
    }.items()},
}  # fmt: skip
