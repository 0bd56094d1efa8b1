"""What letters alone say of the language. Pure, and cheap enough for every token.

Rules, in this order: a script of one language decides; of the scripts that several languages share, letters that only
one of them has; then the little words. Languages outside the server's list are not thought of: Belarusian reads as the
nearest that is.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from rhapsode_server.text.function_words import count_function_words, words_in
from rhapsode_server.text.greetings import languages_of
from rhapsode_server.text.script import Script

ONE_LANGUAGE: Mapping[Script, str] = {
    Script.GREEK: "el",
    Script.HEBREW: "he",
    Script.THAI: "th",
    Script.HANGUL: "ko",
    Script.KANA: "ja",
    Script.DEVANAGARI: "hi",
    Script.BENGALI: "bn",
    Script.TAMIL: "ta",
}
"""Scripts that one language of the list is written in."""

SCRIPTS: Mapping[str, frozenset[Script]] = {
    **{tag: frozenset({script}) for script, tag in ONE_LANGUAGE.items()},
    **dict.fromkeys(("ru", "uk", "bg"), frozenset({Script.CYRILLIC})),
    **dict.fromkeys(("ar", "fa", "ur"), frozenset({Script.ARABIC})),
    **dict.fromkeys(("zh", "yue"), frozenset({Script.HAN})),
    "ja": frozenset({Script.KANA, Script.HAN}),
    "ko": frozenset({Script.HANGUL, Script.HAN}),
    "sr": frozenset({Script.CYRILLIC, Script.LATIN}),
}
"""What each language is written in; Latin letters where nothing is said."""

LATIN = frozenset({Script.LATIN})

CANTONESE = frozenset("嘅咗喺唔佢哋啲冇嗰嚟咁嘢唞瞓攞俾畀嘥諗睇㗎喎啩嘞咩乜嗌揾搵嬲靚嘈冧餸咪啱")
"""Characters that written Cantonese has and written Mandarin has not, or hardly."""

JAPANESE = frozenset(
    "円気対駅働込畑峠匂図発売読続転鉄県広変単営権検験険実応価仏払沢択訳釈両亜仮伝児剣労勧挙拝拡撃歓歩歯毎渋滝焼犠黒経総緑縄聴"
    "蔵薬覧観軽辺遅酔関陥隠雑霊顔顕騒鶏枠帰徴恵悪戦抜桜楽様済渇"
)
"""Characters in the form that only Japanese writes them in."""

_RUSSIAN = frozenset("ыэёЫЭЁ")
_UKRAINIAN = frozenset("іїєґІЇЄҐ")
_SERBIAN = frozenset("ђјљњћџЂЈЉЊЋЏ")
_URDU = frozenset("ٹڈڑےںہھۃ")
_PERSIAN = frozenset("پچژگکی")
_ARABIC = frozenset("ةىيكأإ")


def script_language(script: Script, text: str) -> str:
    """The language of a text in one script other than Latin; the commonest of the script where nothing tells."""
    if script is Script.CYRILLIC:
        return _cyrillic_language(text)
    if script is Script.ARABIC:
        return _arabic_language(text)
    if script is Script.HAN:
        return "zh" if CANTONESE.isdisjoint(text) else "yue"
    return ONE_LANGUAGE[script]


class Certain(NamedTuple):
    """A language of which script and letters leave no doubt, or little."""

    language: str
    confidence: float
    by_letters: bool


def certain_language(script: Script, weights: Mapping[Script, int], text: str, assumed: str | None) -> Certain | None:
    """The language of a text as script and letters tell it; ``None`` where they do not.

    Args:
        script: the one that most of the text is in.
        weights: how many letters of each script there are.
        text: all of it.
        assumed: primary subtag of the language that is assumed, if one is.
    """
    if script is Script.LATIN:
        return None
    if script in (Script.HAN, Script.KANA):
        return _east_asian(weights, text, assumed)
    if script in ONE_LANGUAGE:
        return Certain(ONE_LANGUAGE[script], 1.0, False)
    language = script_language(script, text)
    if script is Script.CYRILLIC:
        told = any(letter in text for letters in (_RUSSIAN, _UKRAINIAN, _SERBIAN) for letter in letters)
        return Certain(language, 0.97, True) if told or "ъ" in text.lower() else None
    if language == "fa" and assumed == "ur":
        # All that Persian has beside Arabic, Urdu has too.
        return Certain("ur", 0.8, True)
    told = bool(frozenset(text) & (_URDU | _PERSIAN | _ARABIC))
    return Certain(language, 0.95, True) if told else None


def _east_asian(weights: Mapping[Script, int], text: str, assumed: str | None) -> Certain:
    kana, han = weights.get(Script.KANA, 0), weights.get(Script.HAN, 0)
    if kana * MOST_HAN >= han:
        return Certain("ja", 1.0, False)
    if not CANTONESE.isdisjoint(text):
        return Certain("yue", 0.95, True)
    if not JAPANESE.isdisjoint(text):
        return Certain("ja", 0.9, True)
    if assumed == "yue" or (assumed == "ja" and han < A_SENTENCE_OF_HAN):
        # What is written like this is written so in these, too.
        return Certain(assumed, 0.8, False)
    return Certain("zh", 0.95, False)


MOST_HAN = 10
"""Characters for each kana that Japanese has at most; one kana among more is an ornament of Chinese."""
A_SENTENCE_OF_HAN = 16
"""So many characters without a kana are no Japanese."""


def latin_language(text: str) -> str | None:
    """The language that the little words of a Latin text are of; ``None`` where there are too few to tell.

    Names and brands hold little words too, but with a capital ("Windows 11 Pro", "Le Monde"): such ones count at the
    beginning only, and something in small letters must follow.
    """
    stripped = (word.strip(_MARKS) for word in text.replace("’", "'").split())
    # Addresses and file names hold words of their own.
    words = [word for word in stripped if word.replace("'", "").isalpha()]
    small = [word for word in words if word[:1].islower()]
    if len(words) < MIN_WORDS or not any(len(word) > 1 for word in small if word is not words[0]):
        return None
    first = [words[0].lower()] if words[0] is not small[0] else []
    counts = count_function_words([*first, *small])
    tag = max(counts, key=lambda each: (counts[each], each == "en"), default=None)
    return tag if tag is not None and counts[tag] >= MIN_WEIGHT else None


MIN_WORDS = 2
"""Lower, and a unit is taken for a sentence; higher, and short sentences are missed."""
MIN_WEIGHT = 1.0
"""Little words that there must be, as ``count_function_words`` counts. Lower, and a word that ten languages have makes
a sentence; higher, and short sentences are missed."""

_MARKS = ".,;:!?…¿¡()[]{}«»„“”‚‘\"'*_–—-"


def _cyrillic_language(text: str) -> str:
    letters = {
        "ru": sum(map(text.count, _RUSSIAN)),
        "uk": sum(map(text.count, _UKRAINIAN)),
        "sr": sum(map(text.count, _SERBIAN)),
    }
    best = max(letters, key=letters.__getitem__)
    if letters[best]:
        return best
    phrase = languages_of(text)
    if phrase:
        return next(tag for tag in ("ru", "uk", "bg", "sr") if tag in phrase)
    counts = _counts(text)
    if "ъ" in text.lower():
        # Russian has the hard sign between a prefix and a vowel only; Bulgarian has it as a vowel, everywhere.
        return "ru" if counts.get("ru", 0.0) > counts.get("bg", 0.0) else "bg"
    return max(("ru", "bg", "uk", "sr"), key=lambda tag: counts.get(tag, 0.0))


def _arabic_language(text: str) -> str:
    characters = frozenset(text)
    if characters & _URDU:
        return "ur"
    if characters & _PERSIAN and not characters & _ARABIC:
        return "fa"
    counts = _counts(text)
    return max(("ar", "fa", "ur"), key=lambda tag: counts.get(tag, 0.0))


def _counts(text: str) -> dict[str, float]:
    counts = count_function_words(words_in(text))
    counts["sr"] = counts.get("sr", 0.0) + counts.pop("sr-cyrl", 0.0)
    return counts
