"""Nouns, units and abbreviations of Polish."""

from __future__ import annotations

from collections.abc import Mapping

MONEY_NOUNS = """
    PLN mz złot / mg grosz; USD m dolar / m cent; EUR ne euro / m cent; GBP m funt / m pens; CHF mk frank
    JPY m jen; UAH f hrywn~hrywien
    CZK f koron; RUB mj rubl / fk kopiej; SEK f koron; NOK f koron; DKK f koron; CNY m juan; HUF m forint
    BTC m bitcoin
"""
PARADIGMS: Mapping[str, str] = {
    "m": "- a owi - em ie / y ów om y ami ach", "mk": "- a owi - iem u / i ów om i ami ach",
    "mw": "- u owi - iem u / i ów om i ami ach", "mr": "- u owi - iem u / _ _ _ _ _ _",
    "mz": "y ego emu y ym ym / e ych ym e ymi ych", "mg": "- a owi - em u / e y om e ami ach",
    "mj": "- a owi - em u / e i om e ami ach", "mu": "- u owi - em ie / y ów om y ami ach",
    "mt": "ydzień ygodnia ygodniowi ydzień ygodniem ygodniu / ygodnie ygodni ygodniom ygodnie ygodniami ygodniach",
    "md": "zień nia niowi zień niem niu / ni ni niom ni niami niach",
    "fq": "ni ni ni nią nią ni / nie ń niom nie niami niach", "fd": "- - - - - - / - - - - - -",
    "f": "a y ie ę ą ie / y - om y ami ach", "ft": "ta ty cie tę tą cie / ty t tom ty tami tach",
    "fz": "da dy dzie dę dą dzie / dy d dom dy dami dach",
    "fl": "ga gi dze gę gą dze / gi g gom gi gami gach", "fk": "a i ce ę ą ce / i - om i ami ach",
    "fi": "a i i ę ą i / e i om e ami ach", "fc": "a y y ę ą y / e - om e ami ach",
    "fs": "ć ci ci ć cią ci / ci ci ciom ci ciami ciach", "n": "o a u o em ie / a - om a ami ach",
    "ni": "e a u e em u / a - om a ami ach", "ne": "- - - - - - / - - - - - -",
    "my": "y ego emu ego ym ym / e - - - - -", "vo": "- a owi a em ie / ów ów om ów ami ach",
    "mc": "t tu towi t tem cie / ty tów tom ty tami tach", "ml": "ł łu łowi ł łem le / ły łów łom ły łami łach",
    "nr": "ro ra ru ro rem rze / ra er rom ra rami rach", "vl": "- - - - - - / i i om i mi ach",
}  # fmt: skip
LEXICON = """
    mc punk akapi
    ml rozdzia kwarta tytu artyku oddzia wydzia udzia
    mu etap tom raz sezon kilometr metr litr procent mecz występ gol dom samochód telefon
    mu utwór model
    mk dodatek wypadek ułamek
    mw wiek rok rynek odcinek
    mg miesiąc grosz kosz
    m cent kot stół stopień kilogram gram
    mu list
    mk słownik czynnik wynik podręcznik przycisk plik bank
    vo brat syn pan pacjent prezydent
    f osob godzin stron grup klas szkoł gmin ton wojn komór połow lamp potraw
    ft minu kobie ra
    fz sekun run
    fl li
    f gwiazd siostr zmian rodzin kaw ryb spraw bomb wystaw wypraw dziewczyn
    f opon scen kolumn stref barier kamer prób nazw ścian przerw umów
    fk książ mat grusz cór set dziesiąt pacz sztu bram kart kolej bul
    fd rp
    fq pa
    md d
    mt t
    fi edycj pozycj stacj kolej kolacj kadencj dywizj generacj wersj sesj koleg
    fc ulic dzielnic tablic rocznic nocy prac cz
    fs częś
    nr pięt
    n lat mieśc miejsc okn miast biur zdań drzew
    ni miejsc zdjęci pytani mieszkani zadani spotkani zwycięst stuleci piętr półrocz
    vo student pracownik zawodnik mieszkaniec uczestnik uczeń żołnierz klient pasażer policjant turyst lekarz
    vo poseł senator
"""
NOUN_ENDINGS: Mapping[str, str] = {
    "a": "fsn msg npn", "ę": "fsa", "ą": "fsi", "o": "nsn nsa", "e": "nsn nsa msl fpn mpn",
    "ie": "nsn nsa msl nsl fsl", "y": "mpn fpn fsg", "i": "fpn mpn fsg", "rze": "nsl msl fsl",
    "dze": "fsl fsd", "zasie": "msl", "zie": "msl nsl fsl", "cie": "msl nsl fsl", "sie": "fsl msl",
    "ole": "fsl msl", "łce": "fsl", "rcie": "msl",
    "ki": "fsg fpn mpn", "ce": "fsl fsd fpn mpn", "cje": "fpn", "ice": "fpn", "ów": "mpg", "om": "mpd",
    "ami": "mpi", "ach": "mpl",
    "em": "msi nsi", "iem": "msi nsi", "ści": "fpn fpg", "owie": "vpn", "łmi": "mpi", "ćmi": "mpi", "źmi": "mpi",
    "ńmi": "mpi", "dzmi": "mpi", "u": "msg msl", "dziny": "fpn", "ość": "fsn fsa",
    "um": "nsn nsa", "ję": "fsa", "cja": "fsn", "": "msn msa fpg npg", "istów": "vpg",
    "istom": "vpd", "lców": "vpg", "owców": "vpg", "ańców": "vpg", "stników": "vpg", "wników": "vpg",
    "cowników": "vpg", "cieli": "vpg", "ateli": "vpg", "żołnierzy": "vpg", "karzy": "vpg",
}  # fmt: skip
VIRILE: frozenset[str] = frozenset(
    "pacjentów klientów agentów asystentów producentów konsumentów respondentów absolwentów konkurentów "
    "korespondentów "
    "ludzi mężczyzn studentów uczniów pracowników żołnierzy graczy zawodników mieszkańców turystów pasażerów "
    "policjantów klientów gości chłopców panów lekarzy nauczycieli posłów senatorów kandydatów kierowców "
    "rodziców dyrektorów obywateli migrantów uchodźców strażaków braci synów kolegów przyjaciół piłkarzy "
    "rywali sędziów artystów pilotów ekspertów członków specjalistów bohaterów więźniów sąsiadów prezydentów "
    "królów świadków wykładowców profesorów doktorów kelnerów robotników rolników "
    "wnuków dziadków ojców wujków kuzynów mężów szefów widzów wyborców kibiców biegaczy użytkowników odbiorców "
    "sprzedawców inżynierów programistów muzyków poetów pisarzy autorów twórców biskupów mnichów rycerzy oficerów "
    "generałów marynarzy sportowców kolarzy skoczków trenerów reprezentantów delegatów ambasadorów urzędników "
    "chłopaków facetów najemców bandytów złodziei wolontariuszy "
    "uczestników radnych rannych chorych zmarłych aktorów ministrów naukowców polaków niemców".split()
)
ROYAL = """
    m iwan otton józef ferdynand leopold grzegorz klemens urban harald wacław leon albert maksymilian
    m jan paweł pawł zygmunt august władysław bolesław stanisław ludwik henryk karol fryderyk wilhelm piotr
    m aleksander filip napoleon edward ryszard benedykt
    mk henryk fryderyk ludwik franciszek franciszk
    mj mikołaj kazimierz leszek
    f elżbiet katarzyn jadwig ann małgorzat
    fi mari wiktori
    m pius
    my jerz
"""
UNIT_SIGNS: Mapping[str, str] = {
    "l/min": "liter-per-minute",
    "godz.": "hour", "min.": "minute", "sek.": "second", "sek": "second", "km/godz.": "kilometer-per-hour",
    "m kw.": "square-meter", "km kw.": "square-kilometer", "KM": "horsepower", "proc.": "percent", "°": "degree",
    "mAh": "milliampere-hour", "obr./min": "revolution-per-minute", "obr/min": "revolution-per-minute",
    "dag": "decagram", "pkt": "point-of-score", "pkt.": "point-of-score",
    "pkt proc.": "percentage-point", "p.p.": "percentage-point", "pp.": "percentage-point",
    "ud./min": "beat-per-minute", "mies.": "month", "tyg.": "week", "os.": "person", "szt.": "piece", "szt": "piece",
    "egz.": "copy", "Mb/s": "megabit-per-second", "Gb/s": "gigabit-per-second", "kb/s": "kilobit-per-second",
}  # fmt: skip
UNIT_NAMES: Mapping[str, Mapping[str, str]] = {
    "milliampere-hour": {
        "one": "miliamperogodzina", "few": "miliamperogodziny", "many": "miliamperogodzin",
        "other": "miliamperogodziny",
    },
    "point-of-score": {"one": "punkt", "few": "punkty", "many": "punktów", "other": "punktu"},
    "percentage-point": {
        "one": "punkt procentowy", "few": "punkty procentowe", "many": "punktów procentowych",
        "other": "punktu procentowego",
    },
    "beat": {"one": "uderzenie", "few": "uderzenia", "many": "uderzeń", "other": "uderzenia"},
    "person": {"one": "osoba", "few": "osoby", "many": "osób", "other": "osoby"},
    "piece": {"one": "sztuka", "few": "sztuki", "many": "sztuk", "other": "sztuki"},
    "copy": {"one": "egzemplarz", "few": "egzemplarze", "many": "egzemplarzy", "other": "egzemplarza"},
    "revolution": {"one": "obrót", "few": "obroty", "many": "obrotów", "other": "obrotu"},
    "horsepower": {
        "one": "koń mechaniczny", "few": "konie mechaniczne", "many": "koni mechanicznych",
        "other": "konia mechanicznego",
    },
    "decagram": {"one": "dekagram", "few": "dekagramy", "many": "dekagramów", "other": "dekagrama"},
}  # fmt: skip
ABBREVIATIONS: Mapping[str, str] = {
    "br": "bieżącego roku", "t": "tom", "p": "pan",  "np": "na przykład", "m.in": "między innymi",
    "itd": "i tak dalej",
    "itp": "i tym podobne",
    "tzn": "to znaczy", "tj": "to jest", "tzw": "tak zwany", "dr": "doktor", "mgr": "magister",
    "prof": "profesor", "inż": "inżynier", "hab": "habilitowany", "ul": "ulica", "al": "aleja", "pl": "plac",
    "os": "osiedle", "św": "święty", "nr": "numer", "str": "strona", "s": "strona", "m": "mieszkania",
    "poz": "pozycja", "dz.u": "Dziennik Ustaw", "godz": "godzina", "tel": "telefon",
    "ok": "około", "wg": "według", "ww": "wyżej wymieniony", "p.n.e": "przed naszą erą", "n.e": "naszej ery",
    "r": "rok", "w": "wiek", "zob": "zobacz", "por": "porównaj", "gen": "generał", "płk": "pułkownik",
    "kpt": "kapitan", "ks": "ksiądz", "im": "imienia", "woj": "województwo", "pow": "powiat", "red": "redaktor",
    "rys": "rysunek", "rozdz": "rozdział", "art": "artykuł", "ust": "ustęp", "pkt": "punkt", "tys": "tysięcy",
    "mln": "milionów", "mld": "miliardów", "pn": "poniedziałek", "pon": "poniedziałek", "maks": "maksymalnie",
    "cz": "część", "śp": "świętej pamięci", "jw": "jak wyżej",
    "cd": "ciąg dalszy", "dn": "dnia", "min": "minut", "sek": "sekund", "ds": "do spraw", "bp": "biskup",
    "abp": "arcybiskup", "kard": "kardynał", "lek": "lekarz", "wt": "wtorek", "śr": "środa", "czw": "czwartek",
    "pt": "piątek", "sob": "sobota", "niedz": "niedziela", "pok": "pokój", "ur": "urodzony", "zm": "zmarły",
    "wew": "wewnętrzny", "tab": "tabela", "mies": "miesięcy", "n.p.m": "nad poziomem morza",
    "k.k": "kodeksu karnego", "k.c": "kodeksu cywilnego", "k.p": "kodeksu pracy",
    "k.p.a": "kodeksu postępowania administracyjnego", "k.p.c": "kodeksu postępowania cywilnego",
    "sp. z o.o": "spółka z ograniczoną odpowiedzialnością", "s.a": "spółka akcyjna",
    "r.ż": "roku życia", "r. ż": "roku życia", "sygn": "sygnatura", "ub.r": "ubiegłego roku",
    "wyd": "wydanie", "kom": "komórka", "proc": "procent", "ang": "angielski", "łac": "łaciński",
}  # fmt: skip
DECLINED_ABBREVIATIONS: Mapping[str, tuple[str, str]] = {
    "ul": ("fc", "ulic"), "s": ("f", "stron"), "al": ("fi", "ale"), "pl": ("mg", "plac"), "godz": ("f", "godzin"),
    "str": ("f", "stron"), "nr": ("m", "numer"), "art": ("ml", "artyku"), "rozdz": ("ml", "rozdzia"),
    "woj": ("n", "województw"), "tel": ("m", "telefon"), "dn": ("md", "d"), "m": ("ni", "mieszkani"), "poz": ("fi",
    "pozycj"),
}  # fmt: skip
PER_WORDS: Mapping[str, str] = {
    "h": "za godzinę", "godz": "za godzinę", "godz.": "za godzinę", "min": "za minutę", "dzień": "za dzień",
    "dobę": "za dobę", "doba": "za dobę", "mies": "miesięcznie", "mies.": "miesięcznie", "m-c": "miesięcznie",
    "miesiąc": "za miesiąc", "rok": "rocznie", "os": "od osoby", "os.": "od osoby", "szt": "za sztukę",
    "szt.": "za sztukę", "kg": "za kilogram", "t": "za tonę", "l": "za litr", "m": "za metr",
    "m²": "za metr kwadratowy", "m2": "za metr kwadratowy", "km": "za kilometr", "noc": "za noc",
    "km²": "na kilometr kwadratowy", "km2": "na kilometr kwadratowy", "kWh": "za kilowatogodzinę",
    "osobę": "za osobę", "sztukę": "za sztukę",
}  # fmt: skip
