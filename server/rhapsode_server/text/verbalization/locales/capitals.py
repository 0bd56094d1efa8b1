"""Capitals that nobody could say as a word, in the languages of western Europe: they are spelled.

A rule of sounds, loose enough to let every word through that is written in capitals for its weight ("NICHT", "MUCHO"):
vowels with consonants between them that begin or end words somewhere. What fits the rule and is spelled all the same
("USA", "OMS") is a language's own list, ``initialisms``; what does not and is a word, its ``acronyms``.
"""

from __future__ import annotations

import re

_VOWELS = "[aeiouyäöüáàâãåéèêëíìîïóòôõúùûœæ]{1,3}"
_BEGINNING = (
    "[bcdfghjklmnpqrstvwxzß]|ç|ñ|[bcfgkpv]l|[bcdfgkptvw]r|[cpstwgk]h|sch[lmnrw]?|s[cfgklmnpqtvw]|s[ckpt]r|spl|gn|kn|ps|"
    "pf[lr]?|zw|tsch|ts|[dtsf]j|[cpt]hr|ll"
)
_END = (
    "[bcdfghjklmnpqrstvwxzß]|bb|dd|ff|gg|kk|ll|mm|nn|pp|rr|ss|tt|zz|[lmnr][bcdfgkmnpqstvxz]|[bfgkpdtcm]s|s[tpkm]|"
    "[fpkcxbg]t|cht|chst?|ck[st]?|ngs?t?|nk[st]|n[cg]t|[rnlm]st|[rln]ch|[rln]?sch|[rln]?tz|n?tsch|m?pf|mp[ts]|"
    "h[rnlmt]|tzt|chts|jd[st]?|[rnl][dtkfpb]s|[rnl][kft]t|[tpcsg]h|rns?t?"
)
_WORD = re.compile(rf"(?:{_BEGINNING})?{_VOWELS}(?:(?:{_END})?(?:{_BEGINNING}){_VOWELS})*(?:{_END})?")


def is_unsayable(capitals: str, short_words: frozenset[str]) -> bool:
    """Whether capitals are spelled: two letters that are no short word, or sounds that make none."""
    word = capitals.casefold()
    if len(word) == 2:
        return word not in short_words
    return _WORD.fullmatch(word) is None
