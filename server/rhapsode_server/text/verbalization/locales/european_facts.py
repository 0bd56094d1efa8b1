"""What each language of western Europe calls strokes, marks, angles and Greek letters: the facts of ``European``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from rhapsode_server.text.verbalization.locales.european_patterns import GREEK

SILENT = "-"
"""A stroke that is not said: what stands around it is one, as with a hyphen."""


class EuropeanFacts(NamedTuple):
    """The facts of one language."""

    greek: Mapping[str, str]
    """Names of Greek letters that stand alone."""
    directions: Mapping[str, str]
    """Quarters of the sky by their letters, behind an angle."""
    or_word: str
    conjunctions: frozenset[str]
    """Words beside which a stroke is not said: "and/or"."""
    either: frozenset[str]
    """Words between which a stroke is ``or_word``: "he/she"."""
    per: str
    counted_for: frozenset[str]
    """What is counted for each of which, behind a stroke and a number with its noun: "3 times/day"."""
    stroke: str = SILENT
    """What "/" is between other words."""
    out_of: str = ""
    """Between a mark and the best one, "8/10"; empty where the language reads them itself."""
    of_words: frozenset[str] = frozenset()
    """Words that make "8/10" before them a fraction: "3/10 of all"."""
    starred: frozenset[str] = frozenset()
    """Words that make "4/5" before them a mark: "stars"."""
    pressure: str = ""
    """Between the two of a blood pressure."""
    multiples: Mapping[str, str] = {}
    """What "kilo", "mega" and so on are where they are something else."""


def _greek(names: str) -> dict[str, str]:
    """The names of the Greek letters in their order, by small letter and capital."""
    small = dict(zip(GREEK, names.split(), strict=True))
    return small | {letter.upper(): name for letter, name in small.items()}


def _sky(north: str, south: str, east: str, west: str, letters: str) -> dict[str, str]:
    """The quarters and halves; ``letters`` are theirs for east and west."""
    names = {"N": north, "S": south, letters[0]: east, letters[1]: west, "W": west}
    return {"E": east, **names}


def _words(words: str) -> frozenset[str]:
    return frozenset(words.split())


EUROPEAN_FACTS: Mapping[str, EuropeanFacts] = {
    "en": EuropeanFacts(
        greek={},
        directions={},
        or_word="or",
        conjunctions=_words("and or"),
        either=_words("he she him her his hers they them yes no true false male female on off pass fail mr mrs ms"),
        per="per",
        counted_for=_words("day week month year hour minute second person night"),
        stroke="slash",
    ),
    "de": EuropeanFacts(
        greek=_greek(
            "Alpha Beta Gamma Delta Epsilon Zeta Eta Theta Iota Kappa Lambda My Ny Xi Pi Rho Sigma Tau Ypsilon Phi Chi "
            "Psi Omega"
        ),
        directions=_sky("Nord", "Süd", "Ost", "West", "OW"),
        or_word="oder",
        conjunctions=_words("und oder bzw"),
        either=_words("er sie ihm ihr ihn sein seine seinem seinen seiner ihre ihrem ihren ihrer ja nein der die das"),
        per="pro",
        counted_for=_words("tag woche monat jahr stunde minute sekunde person nacht"),
        out_of="von",
        of_words=_words("der des aller von vom"),
        starred=_words("sterne sternen punkte punkten"),
        pressure="zu",
        multiples={"micro": "mikro", "pico": "piko"},
    ),
    "nl": EuropeanFacts(
        greek=_greek(
            "alfa bèta gamma delta epsilon zèta èta thèta jota kappa lambda mu nu xi pi rho sigma tau ypsilon phi chi "
            "psi omega"
        ),
        directions=_sky("noord", "zuid", "oost", "west", "OW")
        | {"Z": "zuid", "NB": "noorderbreedte"}
        | {"ZB": "zuiderbreedte", "OL": "oosterlengte", "WL": "westerlengte"},
        or_word="of",
        conjunctions=_words("en of"),
        either=_words("hij zij ze hem haar zijn ja nee waar onwaar de het"),
        per="per",
        counted_for=_words("dag week maand jaar uur minuut seconde persoon nacht"),
        out_of="op",
        of_words=_words("van der deel"),
        starred=_words("sterren punten"),
        pressure="over",
    ),
    "sv": EuropeanFacts(
        greek=_greek(
            "alfa beta gamma delta epsilon zeta eta theta iota kappa lambda my ny xi pi rho sigma tau ypsilon fi chi "
            "psi omega"
        ),
        directions=_sky("nord", "syd", "ost", "väst", "ÖV") | {"O": "ost"},
        or_word="eller",
        conjunctions=_words("och eller"),
        either=_words("han hon honom henne hans hennes ja nej sant falskt"),
        per="per",
        counted_for=_words("dag dygn vecka månad mån år timme tim minut person natt"),
        out_of="av",
        of_words=_words("av"),
        starred=_words("stjärnor poäng"),
        pressure="genom",
        multiples={"micro": "mikro", "pico": "piko"},
    ),
    "da": EuropeanFacts(
        greek=_greek(
            "alfa beta gamma delta epsilon zeta eta theta jota kappa lambda my ny ksi pi rho sigma tau ypsilon fi khi "
            "psi omega"
        ),
        directions=_sky("nord", "syd", "øst", "vest", "ØV"),
        or_word="eller",
        conjunctions=_words("og eller"),
        either=_words("han hun ham hende hans hendes ja nej sandt falsk"),
        per="per",
        counted_for=_words("dag døgn uge måned md år time minut person nat"),
        out_of="ud af",
        of_words=_words("af dele"),
        starred=_words("stjerner point"),
        pressure="over",
        multiples={"micro": "mikro", "pico": "piko"},
    ),
    "nb": EuropeanFacts(
        greek=_greek(
            "alfa beta gamma delta epsilon zeta eta theta jota kappa lambda my ny ksi pi rho sigma tau ypsilon fi khi "
            "psi omega"
        ),
        directions=_sky("nord", "sør", "øst", "vest", "ØV"),
        or_word="eller",
        conjunctions=_words("og eller"),
        either=_words("han hun ham henne hans hennes ja nei sant usant"),
        per="per",
        counted_for=_words("dag døgn uke måned mnd år time minutt person natt"),
        out_of="av",
        of_words=_words("av deler"),
        starred=_words("stjerner poeng"),
        pressure="over",
        multiples={"micro": "mikro", "pico": "piko"},
    ),
    "fi": EuropeanFacts(
        greek=_greek(
            "alfa beeta gamma delta epsilon zeeta eeta theeta ioota kappa lambda myy nyy ksii pii rhoo sigma tau "
            "ypsilon fii khii psii oomega"
        ),
        directions=_sky("pohjoista", "etelää", "itää", "länttä", "IL"),
        or_word="tai",
        conjunctions=_words("ja tai"),
        either=_words("kyllä ei tosi epätosi"),
        per="per",
        counted_for=frozenset(),
        out_of="kautta",
        of_words=_words("osaa"),
        starred=_words("tähteä pistettä"),
        pressure="kautta",
        multiples={"micro": "mikro", "pico": "piko"},
    ),
    "es": EuropeanFacts(
        greek=_greek(
            "alfa beta gamma delta épsilon zeta eta theta iota kappa lambda mu nu xi pi ro sigma tau ípsilon fi ji psi "
            "omega"
        ),
        directions=_sky("norte", "sur", "este", "oeste", "EO"),
        or_word="o",
        conjunctions=_words("y o e u"),
        either=_words("él ella ellos ellas el la los las un una sí no verdadero falso"),
        per="por",
        counted_for=frozenset(),
        pressure="sobre",
        multiples={"milli": "mili"},
    ),
    "fr": EuropeanFacts(
        greek=_greek(
            "alpha bêta gamma delta epsilon zêta êta thêta iota kappa lambda mu nu xi pi rhô sigma tau upsilon phi khi "
            "psi oméga"
        ),
        directions=_sky("nord", "sud", "est", "ouest", "EO"),
        or_word="ou",
        conjunctions=_words("et ou"),
        either=_words("il elle ils elles le la un une lui oui non vrai faux"),
        per="par",
        counted_for=frozenset(),
        pressure="sur",
        multiples={"mega": "méga", "tera": "téra"},
    ),
    "it": EuropeanFacts(
        greek=_greek(
            "alfa beta gamma delta epsilon zeta eta teta iota cappa lambda mi ni xi pi ro sigma tau ipsilon fi chi psi "
            "omega"
        ),
        directions=_sky("nord", "sud", "est", "ovest", "EO"),
        or_word="o",
        conjunctions=_words("e o ed od"),
        either=_words("lui lei il la un una sì no vero falso"),
        per="per",
        counted_for=frozenset(),
        pressure="su",
        multiples={"kilo": "chilo"},
    ),
    "pt": EuropeanFacts(
        greek=_greek(
            "alfa beta gama delta épsilon zeta eta teta iota capa lambda mi ni csi pi rô sigma tau úpsilon fi qui psi "
            "ômega"
        ),
        directions=_sky("norte", "sul", "leste", "oeste", "EO") | {"L": "leste"},
        or_word="ou",
        conjunctions=_words("e ou"),
        either=_words("ele ela eles elas o a os as um uma sim não verdadeiro falso"),
        per="por",
        counted_for=frozenset(),
        pressure="sobre",
        multiples={"kilo": "quilo", "milli": "mili"},
    ),
    "ro": EuropeanFacts(
        greek=_greek(
            "alfa beta gama delta epsilon zeta eta teta iota kappa lambda miu niu csi pi ro sigma tau ipsilon fi hi "
            "psi omega"
        ),
        directions=_sky("nord", "sud", "est", "vest", "EV"),
        or_word="sau",
        conjunctions=_words("și sau ori"),
        either=_words("el ea ei ele lui da nu adevărat fals"),
        per="pe",
        counted_for=_words("zi săptămână lună an oră minut secundă persoană noapte"),
        pressure="cu",
        multiples={"milli": "mili"},
    ),
}
"""By primary subtag."""
