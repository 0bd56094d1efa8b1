"""Languages that statistics mistake for each other, told apart by what only one of them has.

Malay and Indonesian share nine words in ten; Croatian and Serbian differ in a vowel (vrijeme, vreme), Norwegian and
Danish in spelling (takk, tak), Czech and Slovak in letters (ř, ľ). What holds none of the marks may be either.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from rhapsode_server.text.function_words import words_in


class _Marks(NamedTuple):
    words: frozenset[str]
    letters: frozenset[str] = frozenset()
    pattern: re.Pattern[str] | None = None
    """What its words hold, or end in."""


_MARKS: dict[str, _Marks] = {
    "id": _Marks(
        frozenset(
            "bisa bisakah karena kemarin sore kantor mobil uang kamu gak nggak banget tapi rapat tagihan kabar bapak "
            "senin selasa kamis jumat minggu agustus silakan butuh toko nomor listrik gratis "
            "universitas televisi perusahaan pemerintah bahwa berbeda musik sepeda cewek cowok aku gue lo "
            "pukul besok polisi apotek bensin koran handuk jelek sampah kereta dokter taksi tetapi "
            "memberi kampus pabrik pacar sekolah sinyal ponsel".split()
        )
    ),
    "ms": _Marks(
        frozenset(
            "kerana semalam petang mesyuarat isnin khamis jumaat ahad ogos awak faham sekejap pejabat wang tak nak "
            "ialah sila telefon syarikat kerajaan bahawa berbeza nombor muzik duit cuti encik puan tandas kedai lelaki "
            "kebanyakannya pelbagai hujung bil elektrik universiti seterusnya bertolak khabar boleh bolehkah beritahu "
            "tengahari basikal kereta peti kereta cikgu ubat beg lewat esok bila berapa ringgit setengah "
            "ganda juga tayar lampu farmasi polis sekolah akhbar tuala".split()
        )
        - {"kereta", "lampu", "sekolah", "juga", "setengah", "berapa", "lewat"}
    ),
    "hr": _Marks(
        frozenset(
            "tko što gdje kada jučer sutra tjedan tjedna kruh vlak zrak glazba općina tijekom također uopće narudžba "
            "kolodvor tisuća tisuću siječanj veljača ožujak travanj svibanj lipanj srpanj kolovoz rujan listopad "
            "studeni prosinac netko nešto uvijek ovdje lijepo prije poslije sljedeći sljedeće htio tvornica juha "
            "zrakoplov nogomet otok točno opći pola bok večer zračna luka sveučilište vijest".split()
        )
        - {"sutra", "pola", "kada"},
        # The long yat: "vrijeme", "dijete", "mlijeko", "cijeli".
        pattern=re.compile(r"\b\w*(?:vrije|lije|mije|dije|cije|bije|svije|rije[čk])\w*"),
    ),
    "sr": _Marks(
        frozenset(
            "ko šta gde juče nedelja nedelju hleb voz vazduh muzika opština tokom takođe uopšte porudžbina stanica "
            "hiljada hiljadu januar februar mart april maj jun jul avgust septembar oktobar novembar decembar neko "
            "uvek ovde lepo pre posle sledeći sledeće hteo fabrika supa avion fudbal ostrvo tačno opšti sveže suvo "
            "vreme dete mleko ceo cela razumem univerzitet vest svet čovek reč veče mesto deo".split()
        )
        - {"jun", "jul", "maj", "mart", "april", "stanica"},
    ),
    "nb": _Marks(
        frozenset(
            "av hva noe noen etter ble blitt meg deg seg øyeblikk blir takk vært nå også måtte uke hvordan gjøre "
            "gjør jobb kjøpe sjekk språk fram klokka toget været høy sett nei unnskyld "
            "selge mye bli mat kjølig tørt sønn kveld gutt jente si oss henne hadde kanskje sa gikk fikk alltid aldri "
            "mellom gjennom uten ut opp annen annet bok bruke tar veien heter innen inn finnes forskjellige".split()
        )
        - {"også", "gjøre", "klokka", "stort", "egen", "flyttet", "hvordan", "tørt"},
        # Danish has "kjole", "gjorde" and "skjorte" too.
        pattern=re.compile(r"\b(?:kj(?!ol)|skj[eæ]|gj(?!or))\w+|\w{2,}(?:sjon|het)(?:en|er|ene|s)?\b"),
    ),
    "da": _Marks(
        frozenset(
            "af hvad noget nogle nogen efter blev blevet mig dig sig øjeblik bliver tak været nu uge gøre gør arbejde "
            "købe tjek sprog toget vejret høj mest vores weekenden nej undskyld lidt sælge meget blive "
            "mad kølig søn aften dreng pige sige hvornår hvorfor kunne skulle ville lige klokken eftermiddags os jer "
            "jeres hende havde måske siger sagde gik fik altid aldrig mellem gennem uden ud op anden andet bog bruge "
            "tager vejen hedder kender inden ind findes forskellige sådan hver".split()
        )
        - {"været", "nu", "toget", "tjek", "mest", "vores", "søn", "meget", "hvorfor", "kunne", "skulle", "hver"},
        pattern=re.compile(r"\w{2,}(?:tion|hed)(?:en|er|erne|s)?\b"),
    ),
    "cs": _Marks(
        frozenset(
            "jsem jsme jste jsou se ve nebo když který která které co jak být byl není bylo pro proč včera ale už při "
            "dnes ještě můžete říct prosím schůzku účet počasí víkendu hned okamžik máte ano děkuji vyšší než".split()
        )
        - {"ve", "ale", "byl", "co", "jak", "prosím", "dnes", "máte", "vyšší", "okamžik", "už", "včera", "účet"},
        frozenset("ěřů"),
    ),
    "sk": _Marks(
        frozenset(
            "som sme ste sú sa vo alebo keď ktorý ktorá ktoré čo ako byť bol nie bolo pre prečo včera už pri dnes ešte "
            "môžete povedať prosím stretnutie účet počasie víkend hneď okamih máte áno ďakujem ako cez zostane".split()
        )
        - {"vo", "už", "včera", "dnes", "prosím", "účet", "máte", "ste", "pri", "ako"},
        frozenset("ľĺŕôä"),
    ),
}

PAIRS = (("id", "ms"), ("hr", "sr"), ("nb", "da"), ("cs", "sk"))
_PAIR_OF = {tag: pair for pair in PAIRS for tag in pair}


def twin_of(tag: str) -> str | None:
    """The language that one is mistaken for; ``None`` where it is for none."""
    pair = _PAIR_OF.get(tag)
    return None if pair is None else pair[tag == pair[0]]


def told_apart(text: str, tag: str) -> str | None:
    """Which of a language and its twin a text is in; ``None`` where nothing in it tells, or where there is no twin."""
    twin = twin_of(tag)
    if twin is None:
        return None
    lowered = text.lower()
    words = words_in(text)
    weights = {each: _weigh(lowered, words, _MARKS[each]) for each in (tag, twin)}
    if weights[tag] == weights[twin]:
        return None
    return max(weights, key=weights.__getitem__)


def _weigh(text: str, words: list[str], marks: _Marks) -> int:
    found = sum(word in marks.words for word in words) + sum(letter in marks.letters for letter in text)
    return found + (0 if marks.pattern is None else len(marks.pattern.findall(text)))
