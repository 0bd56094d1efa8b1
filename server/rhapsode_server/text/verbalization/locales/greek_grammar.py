"""What Greek words ask of the numbers beside them, by their endings."""

from __future__ import annotations

ACCUSATIVE = frozenset("έχει είχε έχουμε είχαμε σε με για από στους τους κατά έως μέχρι ως προς επί περίπου".split())
_MASCULINE_A = frozenset(
    "αδελφό αδερφό φίλο γιο σκύλο γιατρό όροφο μήνα άνδρα άντρα πατέρα αιώνα αγώνα πίνακα πρόεδρο άνθρωπο χρόνο "
    "μαθητή φοιτητή".split()
)
_MASCULINE_ES = frozenset(
    "άντρες άνδρες μήνες πατέρες κανόνες πίνακες φύλακες ηγέτες επιβάτες επενδυτές εργάτες".split()
)
_FEMININE_OF_ONE = frozenset(
    "ώρας ημέρας μέρας εβδομάδας σελίδας γυναίκας λίρας μονάδας σεζόν χιλιάδας δόσης φοράς ομάδας χώρας".split()
)
"""Genitives that a masculine's nominative could be."""


def rank_of(name: str) -> str:
    """The ending of an ordinal behind what it numbers: "τόμος Β΄", "μέρος Β΄"."""
    if name.endswith("ου"):
        return "ου"
    if name.endswith(("η", "α", "ή")) or name in ("παράγραφος", "παρ", "περίοδος", "είσοδος"):
        return "η"
    return (
        "ος"
        if (name.endswith(("ος", "ας")) or name == "τόμ") and name not in ("μέρος", "έτος", "τέλος", "μέλος")
        else "ο"
    )


def noun_form(noun: str, number: int, before: str) -> str | None:
    """The gender and case of a number, by the ending of the noun behind it."""
    if noun.endswith(("ων", "ών")):
        return "genitive"
    if noun == "χιλ":
        return "feminine"
    if number == 1:
        if noun in _FEMININE_OF_ONE or noun.endswith(("ού", "ου", "ους")):
            return "feminine-genitive" if noun in _FEMININE_OF_ONE else "genitive"
        if noun.endswith(("ες", "ές", "εις", "είς")):
            return "masculine" if noun in _MASCULINE_ES else "feminine"  # "1-2 ώρες"
        if noun in _MASCULINE_A:
            return "masculine-accusative"
        if noun.endswith(("ος", "ός", "ας", "άς", "ής", "ης")):
            return "masculine"
        return "feminine" if noun.endswith(("α", "η", "ά", "ή")) and not noun.endswith("μα") else None
    if noun.endswith(("οι", "οί")):
        return "masculine"
    if noun.endswith(("ους", "ούς")):
        return "masculine-accusative"
    if noun.endswith(("τές", "ώνες", "ίτες", "ώτες", "ντες")) or noun in _MASCULINE_ES:
        return "masculine-accusative" if before in ACCUSATIVE or before in ("τους", "στους") else "masculine"
    return "feminine" if noun.endswith(("ες", "ές", "εις", "είς")) else None
