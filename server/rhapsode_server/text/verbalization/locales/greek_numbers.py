"""Greek number words by gender and case, and the values and names of letters."""

from __future__ import annotations

from rhapsode_server.text.verbalization.number_words import NumberWords

_ONES = (
    "μηδέν ένα δύο τρία τέσσερα πέντε έξι επτά οκτώ εννέα δέκα έντεκα δώδεκα δεκατρία δεκατέσσερα δεκαπέντε δεκαέξι "
    "δεκαεπτά δεκαοκτώ δεκαεννέα"
).split()
_PERSONAL = {3: "τρεις", 4: "τέσσερις", 13: "δεκατρείς", 14: "δεκατέσσερις"}
_GENITIVES = {3: "τριών", 4: "τεσσάρων", 13: "δεκατριών", 14: "δεκατεσσάρων"}
_TENS = "- - είκοσι τριάντα σαράντα πενήντα εξήντα εβδομήντα ογδόντα ενενήντα".split()
_HUNDREDS = "- - διακόσι τριακόσι τετρακόσι πεντακόσι εξακόσι επτακόσι οκτακόσι εννιακόσι".split()
_GENITIVE_HUNDREDS = "- - διακοσί τριακοσί τετρακοσί πεντακοσί εξακοσί επτακοσί οκτακοσί εννιακοσί".split()
_MILLIONS = ((10**12, "τρισεκατομμύρι"), (10**9, "δισεκατομμύρι"), (10**6, "εκατομμύρι"))
_ORDINALS = "- πρώτ δεύτερ τρίτ τέταρτ πέμπτ έκτ έβδομ όγδο ένατ δέκατ ενδέκατ δωδέκατ".split()
_ORDINAL_TENS = "- δέκατ εικοστ τριακοστ τεσσαρακοστ πεντηκοστ εξηκοστ εβδομηκοστ ογδοηκοστ ενενηκοστ".split()
_ORDINAL_HUNDREDS = (
    "- εκατοστ διακοσιοστ τριακοσιοστ τετρακοσιοστ πεντακοσιοστ εξακοσιοστ επτακοσιοστ οκτακοσιοστ εννιακοσιοστ".split()
)
_ORDINAL_THOUSANDS = (
    "- χιλι δισχιλι τρισχιλι τετρακισχιλι πεντακισχιλι εξακισχιλι επτακισχιλι οκτακισχιλι εννεακισχιλι".split()
)
STRESSED = {
    "ος": "ός", "ου": "ού", "ο": "ό", "ον": "όν", "οι": "οί", "ων": "ών", "ους": "ούς", "η": "ή", "ης": "ής",
    "ην": "ήν",
    "ες": "ές", "α": "ά",
}  # fmt: skip
UNSTRESSED = {stressed: plain for plain, stressed in STRESSED.items()}
_FORMS = {"masculine": "ος", "feminine": "η", "neuter": "ο"}
LETTER_VALUES = dict(zip("ΑΒΓΔΕϚΖΗΘΙΚΛΜΝΞΟΠϘΡ", (*range(1, 10), *range(10, 100, 10), 100), strict=True))


class GreekNumbers(NumberWords):
    """Forms are joined by hyphens: a gender, ``accusative`` or ``genitive``; neuter otherwise. The form of an "
    "ordinal is
    its ending ("ου")."""

    def _cardinal(self, number: int, form: str | None) -> str:
        forms = frozenset((form or "neuter").split("-"))
        if number == 0:
            return _ONES[0]
        parts = []
        genitive = "genitive" in forms
        for size, stem in _MILLIONS:
            count, number = divmod(number, size)
            if count:
                ending = ("ου" if genitive else "ο") if count == 1 else "ων" if genitive else "α"
                parts.append(f"{self._cardinal(count, 'genitive' if genitive else None)} {stem}{ending}")
        thousands, number = divmod(number, 1000)
        if thousands == 1:
            parts.append("χιλίων" if genitive else "χίλι" + _ending(forms))
        elif thousands:
            words = self._cardinal(thousands, "feminine-genitive" if genitive else "feminine")
            parts.append(f"{words} {'χιλιάδων' if genitive else 'χιλιάδες'}")
        hundreds, rest = divmod(number, 100)
        if hundreds == 1:
            parts.append("εκατόν" if rest else "εκατό")
        elif hundreds:
            parts.append(_GENITIVE_HUNDREDS[hundreds] + "ων" if genitive else _HUNDREDS[hundreds] + _ending(forms))
        tens, ones = divmod(rest, 10)
        if tens > 1:
            parts.append(_TENS[tens])
        if rest and (tens < 2 or ones):
            parts.append(_small(rest if tens < 2 else ones, forms))
        return " ".join(parts)

    def _ordinal(self, number: int, form: str | None) -> str:
        ending = form or "ος"
        ending = _FORMS.get(ending, ending)
        if number == 10**6:
            return f"εκατομμυριοστ{STRESSED.get(ending, ending)}"
        if not 0 < number < 10000:
            return self._cardinal(number, None)
        thousands, below = divmod(number, 1000)
        hundreds, rest = divmod(below, 100)
        parts = [f"{_ORDINAL_THOUSANDS[thousands]}οστ"] if thousands else []
        parts += [_ORDINAL_HUNDREDS[hundreds]] if hundreds else []
        if 0 < rest <= 12:
            parts.append(_ORDINALS[rest])
        elif rest:
            tens, ones = divmod(rest, 10)
            parts += [_ORDINAL_TENS[tens]] + ([_ORDINALS[ones]] if ones else [])
        return " ".join(part + (STRESSED.get(ending, ending) if part.endswith("στ") else ending) for part in parts)


def _ending(forms: frozenset[str]) -> str:
    if "masculine" in forms:
        return "ους" if "accusative" in forms else "οι"
    return "ες" if "feminine" in forms else "α"


def _small(number: int, forms: frozenset[str]) -> str:
    """A number below twenty."""
    feminine, masculine = "feminine" in forms, "masculine" in forms
    if number == 1:
        if "genitive" in forms:
            return "μίας" if feminine else "ενός"
        return "μία" if feminine else "έναν" if masculine and "accusative" in forms else "ένας" if masculine else "ένα"
    if "genitive" in forms:
        return _GENITIVES.get(number, _ONES[number])
    return _PERSONAL.get(number, _ONES[number]) if feminine or masculine else _ONES[number]


_JOINED = "- μονό δί τρί τετρά πεντά εξά επτά οκτά εννιά δεκά εντεκά δωδεκά".split()
_JOINED_TENS = "- δεκα εικοσι τριαντα σαραντα πενηντα εξηντα εβδομηντα ογδοντα ενενηντα".split()
_JOINED_ONES = "- ενά δυά τριά τετρά πεντά εξά επτά οκτά εννιά".split()
_UNACCENTED = str.maketrans("άέήίόύώ", "αεηιουω")


def joined(number: int, stressed: bool) -> str:
    """A number as the first half of a word, with the stress on its end ("δεκαπεντάχρονος") or without one.

    Numbers above ninety-nine are not joined: their cardinal is the answer.
    """
    tens, ones = divmod(number, 10)
    if 0 < number < 13:
        words = _JOINED[number]
    elif not 12 < number < 100:
        return GreekNumbers().cardinal(number) + " "
    elif ones:
        words = _JOINED_TENS[tens] + _JOINED_ONES[ones]
    else:
        words = _JOINED_TENS[tens].removesuffix("ι").removesuffix("α") + "ά"
    return words if stressed else words.translate(_UNACCENTED)


LETTERS = {
    **dict(
        zip(
            "ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩ",
            "άλφα βήτα γάμα δέλτα έψιλον ζήτα ήτα θήτα γιώτα κάπα λάμδα μι νι ξι όμικρον πι ρο σίγμα ταυ ύψιλον φι χι "
            "ψι ωμέγα".split(),
            strict=True,
        )
    ),
    **dict(
        zip(
            "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
            "έι μπι σι ντι ι εφ τζι έιτς άι τζέι κέι ελ εμ εν όου πι κιου αρ ες τι γιου βι ντάμπλγιου εξ γουάι "
            "ζεντ".split(),
            strict=True,
        )
    ),
}
