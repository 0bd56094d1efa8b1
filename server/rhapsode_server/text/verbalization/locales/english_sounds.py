"""Which letters English could say as a word: by the consonants that may begin and end a syllable."""

from __future__ import annotations

import re

_ONSET = (
    "[bcdfghjklmnpqrstvwxyz]|bl|br|ch|cl|cr|dr|dw|fl|fr|gh|gl|gn|gr|kl|kn|kr|ph|pl|pr|ps|qu|rh|sc|sch|scr|sh|shr|sk|sl|"
    "sm|sn|sp|sph|spl|spr|squ|st|str|sw|th|thr|tr|tw|wh|wr"
)
_CODA = (
    "[bcdfghklmnprstwxyz]|bs|ck|ch|cks|cs|ct|cts|ds|ff|fs|ft|fts|gh|ght|gs|ks|lb|ld|lds|lf|lk|lks|ll|lls|lm|lp|lps|ls|lt|"
    "lts|mb|mp|mps|ms|nch|nd|nds|ng|ngs|nk|nks|ns|nt|nth|nts|ph|ps|pt|pts|rb|rbs|rch|rd|rds|rf|rg|rk|rks|rl|rls|rm|rms|"
    "rn|rns|rp|rps|rs|rst|rt|rth|rts|sh|sk|sks|sm|sp|sps|ss|st|sts|tch|th|ths|ts|tt|wl|wls|wn|wns|xt|zz|dd|gg|nn|rr|pp"
)
_WORDLIKE = re.compile(rf"(?:{_ONSET})?[aeiouy]{{1,3}}(?:{_CODA})?(?:[aeiouy]|[^aeiou]{{1,4}}[aeiouy].*)?")
_ALL_VOWELS = re.compile(r"[aeiou]{3,}")
_SHORT_WORDS = frozenset(
    "ad ah am an as at ax be by do eh go ha he hi ho if in is it me my no of oh ok on or ow ox re sh so to uh um "
    "up us we ye".split()
)

_VOWEL_FIRST = frozenset(
    "abe abs ace act ada add ado aft age ago aha aid ail aim air ale ali all amp amy ana and ann ant any ape "
    "app apt arc are ark arm art ash ask asp ate ava awe axe aye ear eat ebb eel egg ego eke elf elk ell elm "
    "emu end eon era ere err eva eve ewe eye ian ice icy ida ike ilk ill imp ink inn ion ire irk isa ivy oaf "
    "oak oar oat odd ode off oft ohm oil old one opt orb ore our out ova owe owl own ugh uma una urn use uzi".split()
)
"""Words of three letters that begin with a vowel; other capitals like them are spelled: "AFI", "ODI", "UAP"."""


def is_sayable(word: str) -> bool:
    """Whether small letters could be a word; of two letters only those that are one."""
    if len(word) == 2:
        return word in _SHORT_WORDS
    if len(word) == 3 and word[0] in "aeiou":
        return word in _VOWEL_FIRST
    return _ALL_VOWELS.fullmatch(word) is None and _WORDLIKE.fullmatch(word) is not None
