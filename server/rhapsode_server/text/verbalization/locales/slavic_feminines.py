"""Plurals of feminine nouns in languages where their endings are those of other nouns: "dvě kočky", but "dva stromy".

Only what is often counted: a plural that is not here is taken for a masculine.
"""

from __future__ import annotations

CZECH = """
    kočky kapky lžíce lžičky sklenice skleničky hrušky jahody třešně švestky cibule mrkve papriky brambory okurky
    porce dávky tablety pilulky kapsle ampule láhve lahve plechovky krabice krabičky tašky bedny misky vidličky
    básně povídky písně písničky skladby role scény hry epizody série sezony dívky holky matky dcery babičky tety
    učitelky studentky žačky kolegyně přítelkyně sousedky zpěvačky herečky lékařky pacientky kamarádky manželky
    odpovědi možnosti varianty verze funkce vlastnosti výhody nevýhody úpravy úlohy metody techniky strategie fáze
    etapy části kategorie třídy úrovně vrstvy složky položky sekce rady zásady podmínky příčiny teorie hypotézy
    studie analýzy informace sekundy noci směny přestávky pauzy zastávky linky cesty trasy ulice silnice dálnice
    země provincie oblasti osady čtvrti budovy nemocnice banky firmy společnosti pobočky restaurace kavárny památky
    věže zahrady bitvy revoluce vlády volby koalice smlouvy dohody planety galaxie molekuly částice buňky látky
    baterie kamery obrazovky karty aplikace databáze tabulky slevy platby splátky libry akcie investice místnosti
    ložnice koupelny kuchyně postele židle skříně police lampy medaile výhry prohry remízy branky ruce nohy kontroly
    injekce operace nemoci jednotky dimenze potřeby rodinky louky řeky hory jeskyně zprávy výzvy otázky krávy
    slepice ovce knížky obálky známky lekce přednášky zkoušky vteřiny půlky čtvrtky poloviny třetiny ochutnávky
"""
SLOVAK = """
    mačky kvapky lyžice lyžičky hrušky jahody čerešne slivky cibule mrkvy papriky uhorky porcie dávky tablety
    pilulky kapsuly ampulky fľaše plechovky krabice krabičky tašky misky vidličky básne poviedky piesne skladby roly
    scény hry epizódy série sezóny dievky matky dcéry tety učiteľky študentky žiačky kolegyne priateľky susedky
    herečky lekárky pacientky manželky odpovede možnosti varianty verzie funkcie vlastnosti výhody nevýhody úpravy
    úlohy metódy techniky stratégie fázy etapy časti kategórie triedy úrovne vrstvy zložky položky sekcie rady
    zásady podmienky príčiny teórie štúdie analýzy informácie sekundy noci zmeny prestávky pauzy zastávky linky
    cesty trasy ulice diaľnice krajiny provincie oblasti štvrte budovy nemocnice banky firmy spoločnosti pobočky
    reštaurácie kaviarne pamiatky veže záhrady bitky vojny revolúcie vlády voľby zmluvy dohody planéty galaxie
    molekuly častice bunky látky batérie kamery obrazovky karty aplikácie databázy tabuľky zľavy platby splátky
    libry akcie investície miestnosti izby spálne kúpeľne kuchyne postele stoličky skrine police lampy medaily výhry
    prehry remízy ruky nohy kontroly injekcie operácie choroby jednotky lúky rieky hory jaskyne správy výzvy otázky
    kravy sliepky ovce knižky obálky známky lekcie prednášky skúšky polovice tretiny štvrtiny knihy ženy minúty
    hodiny strany školy skupiny osoby rodiny stanice
"""
POLISH = """
    blachy patelnie blaszki formy łyżki łyżeczki szklanki filiżanki krople gruszki truskawki czereśnie śliwki cebule
    marchewki papryki porcje dawki tabletki kapsułki ampułki butelki puszki torebki torby miski paczki skrzynki
    kostki garście piosenki bajki powieści role sceny gry serie historie dziewczynki kobiety matki córki siostry
    ciotki babcie nauczycielki studentki uczennice koleżanki przyjaciółki sąsiadki aktorki lekarki pacjentki żony
    odpowiedzi możliwości opcje wersje funkcje cechy zalety wady zmiany poprawki metody techniki strategie fazy
    części kategorie klasy warstwy sekcje rady zasady przyczyny teorie hipotezy analizy informacje sekundy noce
    zmiany linie drogi trasy ulice autostrady prowincje wsie dzielnice restauracje kawiarnie apteki firmy spółki
    placówki wieże bitwy rewolucje umowy planety galaktyki cząsteczki komórki substancje baterie kamery karty
    aplikacje tabele zniżki raty płatności akcje inwestycje sypialnie łazienki kuchnie szafy półki żarówki porażki
    wygrane ręce nogi kontrole operacje choroby jednostki rzeki góry jaskinie wiadomości krowy kury owce kartki
    koperty lekcje prezentacje połowy ćwiartki pary opinie oferty propozycje wskazówki uwagi sprawy wizyty rozmowy
    podróże wycieczki rezerwacje przesyłki nagrody czynności decyzje instrukcje reguły liczby litery głoski figury
    wielkości odmiany rośliny odległości różnice
"""
UKRAINIAN = """
    статті краплі ложки чашки склянки груші полуниці вишні сливи цибулини моркви порції дози таблетки капсули ампули
    пляшки банки коробки пачки миски сумки казки повісті ролі сцени історії серії дівчинки матері доньки бабусі
    тітки вчительки студентки подруги сусідки актриси лікарки дружини відповіді можливості версії функції риси
    переваги вади помилки правки фази частини категорії секції поради причини теорії гіпотези ідеї новини ночі
    зупинки лінії дороги вулиці траси області провінції громади аптеки лікарні фірми компанії вежі битви війни
    революції угоди планети галактики молекули клітини речовини батареї камери картки таблиці знижки виплати акції
    інвестиції спальні ванни кухні шафи полиці лампи нагороди поразки перемоги нічиї руки ноги перевірки операції
    хвороби одиниці річки гори печери корови кури вівці листівки лекції половини чверті пари думки пропозиції
    вказівки справи зустрічі розмови подорожі екскурсії посилки дії літери цифри величини рослини відстані різниці
    задачі мови держави
"""
