"""English by misaki's lexicon, without the spaCy model that misaki would download, and by espeak-ng for other words.

misaki 0.9.4 takes from the model only the tags of words. Its ``G2P`` is therefore set up here by hand: the tokens are
those of spaCy's blank English, the tags our own (:mod:`.english_tags`), and unknown words go to the host of espeak-ng
instead of a copy of the library in this process.
"""

from __future__ import annotations

import importlib
import logging
import warnings
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

from rhapsode_protocol.errors import ModelUnavailable
from rhapsode_server.engines.kokoro.phonemes.assembly import SPACE, Sound
from rhapsode_server.engines.kokoro.phonemes.chunk import Chunk
from rhapsode_server.engines.kokoro.phonemes.english_tags import EnglishTags, TaggedToken
from rhapsode_server.engines.kokoro.phonemes.espeak_phonemes import EspeakPhonemes
from rhapsode_server.engines.kokoro.phonemes.marks import TRANSLATION

logger = logging.getLogger(__name__)

_GIVEN_RATING = 5
"""What misaki calls a pronunciation that is given in the text."""
_FALLBACK_RATING = 2
"""What misaki calls one by espeak-ng."""


class _Part(NamedTuple):
    """What stands between two spaces."""

    word: int
    text: str
    joined: bool
    """Whether no space stands before it after all, as before the "'s" of a word whose sound is given."""
    given: tuple[Sound, ...] | None


class EnglishPhonemes:
    """A reader for one of the model's two accents.

    Args:
        fallback: reads what the lexicon does not have.
        british: the accent; American where false.

    Raises:
        ModelUnavailable: misaki or spaCy is not installed.
    """

    def __init__(self, fallback: EspeakPhonemes, *, british: bool) -> None:
        self._fallback = fallback
        self._misaki, self._tokenizer = _loaded()
        self._tags = EnglishTags()
        self._parts: list[_Part] = []
        self._g2p = self._made_g2p(british)

    def read(self, chunks: Sequence[Chunk]) -> list[Sound]:
        """The sounds of a row. Where misaki fails on a text, espeak-ng reads all of it.

        Raises:
            ModelUnavailable: espeak-ng's host does not start.
        """
        self._parts = [
            _Part(chunk.word, text, chunk.joined and not place, chunk.given)
            for chunk in chunks
            for place, text in enumerate([chunk.text] if chunk.given else chunk.text.translate(TRANSLATION).split())
        ]
        if not self._parts:
            return []
        try:
            _, tokens = self._g2p("", preprocess=False)
        except ModelUnavailable:
            raise
        except Exception as error:
            # It asserts, and divides numbers, on whatever text comes; none of that may cost a listener the row.
            logger.warning("misaki failed with %s; espeak-ng reads the row", type(error).__name__)
            return self._fallback.read(chunks)
        return list(self._sounds(tokens))

    def _sounds(self, tokens: Sequence[Any]) -> Iterator[Sound]:
        """Sounds of misaki's tokens, of which none spans a space, and the last of each part has one behind it."""
        place = 0
        for token in tokens:
            part = self._parts[place]
            if part.given is None:
                yield Sound(token.phonemes or "", part.word)
            if token.whitespace:
                yield from part.given or ()
                place += 1
                if not self._parts[place].joined:
                    yield SPACE
        yield from self._parts[-1].given or ()

    def _made_g2p(self, british: bool) -> Callable[..., tuple[str, list[Any]]]:
        g2p = self._misaki.G2P.__new__(self._misaki.G2P)
        g2p.version = None
        g2p.british = british
        with warnings.catch_warnings():
            # It reads its dictionaries in a way that Python 3.11 calls outdated.
            warnings.simplefilter("ignore")
            g2p.lexicon = self._misaki.Lexicon(british)
        g2p.fallback = self._fall_back
        g2p.unk = ""
        # Found before the class's own, which would ask a spaCy pipeline.
        g2p.tokenize = self._tokens
        made: Callable[..., tuple[str, list[Any]]] = g2p
        return made

    def _fall_back(self, token: Any) -> tuple[str, int]:
        return self._fallback.word(token.text), _FALLBACK_RATING

    def _tokens(self, text: str, words: object, features: object) -> list[Any]:
        """The row's tokens with their tags, as misaki's own ``tokenize`` would make them of the text."""
        texts: list[tuple[str, str, str | None]] = []
        for place, part in enumerate(self._parts):
            space = " " if place + 1 < len(self._parts) else ""
            if part.given is None:
                split = [token.text for token in self._tokenizer(part.text)]
                texts += [(token, "", None) for token in split[:-1]] + [(split[-1], space, None)]
            else:
                symbols = "".join(sound.symbols for sound in part.given if sound.word is not None)
                texts.append((part.text, space, symbols))
        seen = [
            TaggedToken(token, place == 0 or texts[place - 1][1] != "", space != "" or place + 1 == len(texts))
            for place, (token, space, _) in enumerate(texts)
        ]
        tags = self._tags.tag(seen)
        made = []
        for (token, space, given), tag in zip(texts, tags, strict=True):
            note = self._misaki.MToken.Underscore(is_head=True, num_flags="", prespace=False)
            if given is not None:
                note.rating = _GIVEN_RATING
            made.append(self._misaki.MToken(text=token, tag=tag, whitespace=space, phonemes=given, _=note))
        return made


def _loaded() -> tuple[Any, Callable[[str], Sequence[Any]]]:
    """misaki's English module, and spaCy's rules for dividing English.

    Raises:
        ModelUnavailable: one of them is not installed.
    """
    spacy_log = logging.getLogger("spacy")
    handlers = list(spacy_log.handlers)
    try:
        with warnings.catch_warnings():
            # Deprecations within spaCy and what it imports are not ours to mend.
            warnings.simplefilter("ignore")
            misaki: Any = importlib.import_module("misaki.en")
            spacy = importlib.import_module("spacy")
            tokenizer = spacy.blank("en").tokenizer
    except ImportError as missing:
        raise ModelUnavailable(
            f'English needs the package {missing.name!r}; run pip install "rhapsode[kokoro]"'
        ) from missing
    finally:
        # spaCy gives its logger a handler of its own, beside whatever the program has set up.
        spacy_log.handlers[:] = handlers
    # It prints the words of numbers that it cannot read on the standard output.
    misaki.print = _discard
    return misaki, tokenizer


def _discard(*values: object) -> None:
    """Stands for ``print``."""
