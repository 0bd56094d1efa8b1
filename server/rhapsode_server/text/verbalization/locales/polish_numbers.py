"""Number words of Polish."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from rhapsode_server.text.verbalization.locales.slavic_numbers import Noun, SlavicNumbers, declined, noun


class PolishNumbers(SlavicNumbers):
    """Number words of Polish: one stays "jeden" inside a number, and men are counted in the genitive."""

    two_ordinals = True
    bare_scale = True
    paucal_genitive = False
    words = """
    0 zer|o a u o em ze; 1m jeden jednego jednemu jeden jednym jednym
    1f jedna jednej jednej jedną jedną jednej; 1n jedno jednego jednemu jedno jednym jednym
    2 dwa dwóch dwóm dwoma; 2f dwie dwóch dwóm dwiema;
    3 trz|y ech em ema; 4 czter|y ech em ema
    5 pię|ć ciu cioma; 6 sześ|ć ciu cioma
    7 siedem siedmiu siedmioma; 8 osiem ośmiu ośmioma; 9 dziewię|ć ciu cioma; 10 dziesię|ć ciu cioma
    11 jedenaście jedenastu jedenastoma; 12 dwanaście dwunastu dwunastoma; 13 trzynaście trzynastu trzynastoma
    14 czternaście czternastu czternastoma; 15 piętnaście piętnastu piętnastoma
    16 szesnaście szesnastu szesnastoma; 17 siedemnaście siedemnastu siedemnastoma
    18 osiemnaście osiemnastu osiemnastoma; 19 dziewiętnaście dziewiętnastu dziewiętnastoma
    20 dwadzieścia dwudziestu dwudziestoma; 30 trzydzieści trzydziestu trzydziestoma
    40 czterdzieści czterdziestu czterdziestoma; 50 pięćdziesi|ąt ęciu ęcioma; 60 sześćdziesi|ąt ęciu ęcioma
    70 siedemdziesi|ąt ęciu ęcioma; 80 osiemdziesi|ąt ęciu ęcioma; 90 dziewięćdziesi|ąt ęciu ęcioma
    100 st|o u; 200 dwieście dwustu; 300 trzysta trzystu; 400 czterysta czterystu; 500 pięćset pięciuset
    600 sześćset sześciuset; 700 siedemset siedmiuset; 800 osiemset ośmiuset; 900 dziewięćset dziewięciuset
    """
    ordinals = """
    0+1 h zerow pierwsz
    2+1 i drug
    3+1 j trzec
    4+1 h czwart piąt szóst siódm ósm dziewiąt dziesiąt jedenast dwunast trzynast czternast piętnast
    16+1 h szesnast siedemnast osiemnast dziewiętnast dwudziest
    30+10 h trzydziest czterdziest pięćdziesiąt sześćdziesiąt siedemdziesiąt osiemdziesiąt
    90+10 h dziewięćdziesiąt
    100+100 h setn dwusetn trzechsetn czterechsetn pięćsetn sześćsetn siedemsetn osiemsetn dziewięćsetn
    1000+1000 h tysięczn dwutysięczn trzytysięczn czterotysięczn pięciotysięczn sześciotysięczn
    7000+1000 h siedmiotysięczn ośmiotysięczn dziewięciotysięczn dziesięciotysięczn
    1000000+1 h milionow
    """
    endings: ClassVar[Mapping[str, str]] = {
        "hm": "y ego emu y ym ym",
        "hf": "a ej ej ą ą ej",
        "hn": "e ego emu e ym ym",
        "hp": "e ych ym e ymi ych",
        "im": "i iego iemu i im im",
        "if": "a iej iej ą ą iej",
        "in": "ie iego iemu ie im im",
        "ip": "ie ich im ie imi ich",
        "jm": "i iego iemu i im im",
        "jf": "ia iej iej ią ią iej",
        "jn": "ie iego iemu ie im im",
        "jp": "ie ich im ie imi ich",
    }
    scales = (
        Noun("m", declined("tysiąc| - a owi - em u"), declined("tysi|ące ęcy ącom ące ącami ącach")),
        noun("m", "milion", "- a owi - em ie / y ów om y ami ach"),
        noun("m", "miliard", "- a owi - em zie / y ów om y ami ach"),
        noun("m", "bilion", "- a owi - em ie / y ów om y ami ach"),
    )

    def number_class(self, number: int) -> str:
        if number % 10 == 1:
            return "one" if number == 1 else "many"
        return super().number_class(number)

    def below_thousand(self, number: int, gender: str, case: str) -> list[str]:
        if gender == "v" and case in "na" and number > 1:
            case = "g"
        words = super().below_thousand(number, gender, case)
        return [*words[:-1], "jeden"] if number % 10 == 1 and number % 100 != 11 and len(words) > 1 else words

    def groups(self, number: int, gender: str, case: str) -> list[list[str]]:
        found = super().groups(number, gender, case)
        if number > 1000 and number % 1000 == 1:
            found[-1] = ["jeden"]
        return found

    def counted(self, noun: Noun, kind: str, case: str) -> str:
        # Men are counted in the genitive, and so is everything from five.
        return (
            noun.plural[1]
            if kind == "few" and noun.gender == "v" and case in "na"
            else super().counted(noun, kind, case)
        )
