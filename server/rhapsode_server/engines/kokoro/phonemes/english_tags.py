"""Parts of speech of English words, in the tags of the Penn Treebank, which the lexicon's readings depend on.

A conditional random field where its model is installed: the one in the package ``gruut_lang_en`` (MIT; trained on
Universal Dependencies English EWT), run by ``python-crfsuite``. Where it is missing, a table of closed-class words and
the word before decide. Readings of homographs that came out right in the 1,615 sentences of WikipediaHomographData:
84.5 % with the model, 78.5 % by the table, 70.3 % without tags; some 390 cannot be decided by tags and this lexicon.
"""

from __future__ import annotations

import importlib
import importlib.resources
import logging
import string
from base64 import b64encode
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple, cast

logger = logging.getLogger(__name__)

Features = dict[str, str | bool | int | float]

_CONTEXT_WORDS = 2
"""Words on either side whose features belong to a word. Given by the model."""
_AFFIX_CHARACTERS = (2, 3)
"""Lengths of beginnings and endings. Given by the model."""


class TaggedToken(NamedTuple):
    """What the tagger sees of one token."""

    text: str
    space_before: bool
    space_after: bool


class EnglishTags:
    """Tags tokens: signs by table, words by the model or, without it, by rules."""

    def __init__(self) -> None:
        self._model = _crf()

    @property
    def has_model(self) -> bool:
        """Whether words are tagged by the model."""
        return self._model is not None

    def tag(self, tokens: Sequence[TaggedToken]) -> list[str]:
        """One tag for each token of a row, in order."""
        words = [token.text.replace("’", "'") for token in tokens]
        tags = (
            rule_tags(words)
            if self._model is None
            else self._model([crf_features(words, at) for at in range(len(words))])
        )
        open_quotes = 0
        for place, token in enumerate(tokens):
            sign = sign_tag(token, open_quotes)
            if sign is not None:
                tags[place] = sign
                if token.text == '"':
                    open_quotes = 1 - open_quotes
        return tags


def sign_tag(token: TaggedToken, open_quotes: int = 0) -> str | None:
    """The tag of a token that has no letter; ``None`` for words.

    Args:
        token: the token.
        open_quotes: straight double quotes before it that are still open.
    """
    text = token.text
    if text in _SIGNS:
        return _SIGNS[text]
    if text == '"':
        return "''" if open_quotes else "``"
    if text in ("'", "’", "‘"):
        # Behind a word it may be a genitive's ("dogs'"), which the lexicon reads with it. As a quote it has no sound:
        # with one tag on both sides none is left alone.
        return "POS"
    if text in ("-", "–"):
        return ":" if token.space_before or token.space_after else "HYPH"
    if set(text) <= set(".…"):
        return ":" if len(text) > 1 or text == "…" else "."
    if set(text) <= set("!?"):
        return "."
    if set(text) <= set("—-"):
        return ":"
    return "CD" if text[0].isdigit() and not any(map(str.isalpha, text)) else None


def crf_features(words: Sequence[str], at: int) -> Features:
    """What the model was trained on: a word's spelling, and that of its neighbours.

    The names and values are those of ``gruut.pos`` 2.4, which trained it; a different name is a feature unknown to it.
    """
    features = _spelling(words[at], "")
    if at == 0:
        features["BOS"] = True
    if at == len(words) - 1:
        features["EOS"] = True
    for distance in range(1, _CONTEXT_WORDS + 1):
        if at >= distance:
            features |= _spelling(words[at - distance], f"-{distance}:")
        if at + distance < len(words):
            features |= _spelling(words[at + distance], f"+{distance}:")
    return features


def _spelling(word: str, prefix: str) -> Features:
    features: Features = {
        f"{prefix}bias": 1.0,
        f"{prefix}word": b64encode(word.encode(errors="replace")).decode(),
        f"{prefix}len(word)": len(word),
        f"{prefix}word.ispunctuation": word in string.punctuation,
        f"{prefix}word.isdigit()": word.isdigit(),
    }
    for count in _AFFIX_CHARACTERS:
        features[f"{prefix}word[:{count}]"] = word[:count]
        features[f"{prefix}word[-{count}:]"] = word[-count:]
    return features


def rule_tags(words: Sequence[str]) -> list[str]:
    """Tags by table: closed-class words, and for others what the word before them asks for."""
    tags: list[str] = []
    for place, word in enumerate(words):
        lower = word.lower()
        before = tags[-1] if tags else ""
        if lower in _CLOSED:
            tag = _CLOSED[lower]
        elif before in _BEFORE_BASE or (before == "RB" and len(tags) > 1 and tags[-2] in _BEFORE_BASE):
            tag = "VB"
        elif before == "PRP":
            tag = "VBD" if lower.endswith("ed") else "VBP"
        elif before in ("VBZ-have", "VBZ-be"):
            tag = "VBG" if lower.endswith("ing") else "VBN"
        elif lower.endswith("ly"):
            tag = "RB"
        elif place and word[:1].isupper():
            tag = "NNP"
        else:
            tag = "NN"
        tags.append(tag)
    return [tag.partition("-")[0] for tag in tags]


def _crf() -> Callable[[Sequence[Features]], list[str]] | None:
    """The model, ready to tag; ``None`` where it or its runtime is not installed."""
    try:
        tagger = importlib.import_module("pycrfsuite").Tagger()
        path = importlib.resources.files("gruut_lang_en") / "pos" / "model.crf"
    except ImportError as missing:
        logger.warning(
            "English homographs are read by rule, less often right: the package %r is not installed; "
            'run pip install "rhapsode[kokoro]"',
            missing.name,
        )
        return None
    with importlib.resources.as_file(path) as file:
        # The file is mapped into memory and stays open while the tagger lives.
        tagger.open(str(file))
    return cast("Callable[[Sequence[Features]], list[str]]", tagger.tag)


_BEFORE_BASE = frozenset({"TO", "MD", "VBP-do"})
"""Tags after which a verb has no ending ("to read", "didn't live"). What follows the hyphen is of use here only."""


def _rows(table: Mapping[str, str]) -> dict[str, str]:
    return {word: tag for tag, words in table.items() for word in words.split()}


_SIGNS = {
    ",": ",",
    ";": ":",
    ":": ":",
    "—": ":",
    "“": "``",
    "”": "''",
    "``": "``",
    "''": "''",
    "(": "-LRB-",
    "[": "-LRB-",
    "{": "-LRB-",
    ")": "-RRB-",
    "]": "-RRB-",
    "}": "-RRB-",
    "$": "$",
    "£": "$",
    "€": "$",
    "#": "#",
    "*": "NFP",
    "~": "NFP",
    "_": "NFP",
    "%": "NN",
    "&": "CC",
    "@": "IN",
    "+": "SYM",
    "=": "SYM",
    "/": "SYM",
}

_CLOSED = _rows(
    {
        "DT": "a an the this that these those each every some any no another",
        "IN": "of in on at by for with from as if than into onto over under about after before between through during "
        "against among because since while until although though per via like",
        "TO": "to",
        "CC": "and or but nor yet",
        "MD": "can could may might must shall should will would 'll ca wo",
        "PRP": "i you he she it we they me him us them",
        "PRP$": "my your his her its our their",
        "WP": "who what whom",
        "WDT": "which",
        "WRB": "when where why how",
        "EX": "there",
        "RB": "not n't never always often also still just now then here very too so",
        "VBZ-have": "has have had having 've",
        "VBZ-be": "is was are were be been being am 's 're 'm",
        "VBP-do": "do does did",
    }
)
