"""Turkish suffixes, which go by the last vowel and the last letter of a word."""

from __future__ import annotations

import re

VOWELS = "aeıioöuü"
_HARD = tuple("fstkçşhp")


def attach(words: str, suffix: str) -> str:
    """Words with the suffix that is written behind an apostrophe: "dört" and "ü" are "dördü"."""
    if words.endswith("dört") and suffix[0] in VOWELS:
        return words[:-1] + "d" + suffix
    if words[-1] in VOWELS and suffix[0] in VOWELS and re.match(r"[ıiuü]nc[ıiuü]", suffix):
        return words + suffix[1:]
    return words + suffix


def harmonised(words: str, suffix: str) -> str:
    """A suffix with the vowels, and the joining consonant, that the last vowel and letter of words ask for."""
    if suffix[0] in "yn" and len(suffix) > 1 and suffix[1] in VOWELS and words[-1] not in VOWELS:
        suffix = suffix[1:]
    last = next((letter for letter in reversed(words) if letter in VOWELS), "e")
    low, high = (
        ("a" if last in "aıou" else "e"),
        {"a": "ı", "ı": "ı", "o": "u", "u": "u", "e": "i", "i": "i"}.get(last, "ü"),
    )
    if suffix[0] in "dt":
        suffix = ("t" if words.endswith(_HARD) else "d") + suffix[1:]
    return suffix.translate(dict.fromkeys(map(ord, "ae"), low) | dict.fromkeys(map(ord, "ıiuü"), high))


def locative(words: str) -> str:
    """Words in the locative, by the harmony of their vowels: "dörtte", "ikide", "altıda"."""
    last = next((letter for letter in reversed(words) if letter in VOWELS), "e")
    return words + ("t" if words.endswith(_HARD) else "d") + ("a" if last in "aıou" else "e")
