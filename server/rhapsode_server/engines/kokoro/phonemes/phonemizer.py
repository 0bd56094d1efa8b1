"""The one door of this room: a request goes in, its rows of symbols come out."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import groupby
from typing import Protocol

from rhapsode_protocol.errors import ModelUnavailable, SynthesisFailed
from rhapsode_server.engines.engine import EngineRequest
from rhapsode_server.engines.espeak_link import EspeakLink
from rhapsode_server.engines.espeak_voices import espeak_name
from rhapsode_server.engines.kokoro.phonemes.assembly import SPACE, Sound, assembled
from rhapsode_server.engines.kokoro.phonemes.chinese import ChinesePhonemes
from rhapsode_server.engines.kokoro.phonemes.chunk import Chunk, chunks
from rhapsode_server.engines.kokoro.phonemes.english import EnglishPhonemes
from rhapsode_server.engines.kokoro.phonemes.espeak_ipa import EspeakIpa
from rhapsode_server.engines.kokoro.phonemes.espeak_phonemes import EspeakPhonemes
from rhapsode_server.engines.kokoro.phonemes.espeak_symbols import english_symbols_of
from rhapsode_server.engines.kokoro.phonemes.japanese import JapanesePhonemes
from rhapsode_server.engines.kokoro.phonemes.length_guard import within_limit
from rhapsode_server.engines.kokoro.utterance import PhonemeText

logger = logging.getLogger(__name__)

_OMITTED = "some words of this text could not be read and were left out"
_UNKNOWN = "some sounds of this text are not among the model's and were left out"


class PhonemeReader(Protocol):
    """Reads one language."""

    def read(self, chunks: Sequence[Chunk]) -> list[Sound]:
        """The sounds of a row in order, with the marks and spaces between them; word numbers never fall."""


class Phonemizer:
    """Every language's reader, each loaded when first asked for. For one thread at a time.

    Args:
        link: the pipe to espeak-ng; by default one of its own, which :meth:`close` closes.
    """

    def __init__(self, link: EspeakLink | None = None) -> None:
        self._own_link = link is None
        self._link = EspeakLink() if link is None else link
        self._ipa = EspeakIpa(self._link)
        self._readers: dict[str, PhonemeReader] = {}
        self._warnings: dict[str, str] = {}

    def warm_up(self, languages: Iterable[str]) -> None:
        """Load what the first request in each of these languages would wait for.

        A language whose extra is not installed is logged, and read through espeak-ng from then on.

        Raises:
            ModelUnavailable: espeak-ng, or the packages for English, are missing; the message says what to install.
            SynthesisFailed: nobody reads one of the languages.
        """
        self._link.start()
        for language in languages:
            self._reader(language).read([Chunk(0, "1")])
            if language in self._warnings:
                logger.warning("language %s: %s", language, self._warnings[language])

    def read(self, request: EngineRequest) -> tuple[PhonemeText, ...]:
        """The request's symbols: one row, or several where it is longer than the model's limit; none without text.

        Every row tells of every word of the request; see :func:`.length_guard.within_limit`.

        Raises:
            SynthesisFailed: nobody reads the language, or nothing of the text could be read.
            ModelUnavailable: a package for English is missing, or espeak-ng does not start.
        """
        divided = chunks(request)
        row = assembled(self._sounds(request, divided), len(request.words))
        lettered = [chunk.word for chunk in divided if chunk.given or any(map(str.isalnum, chunk.text))]
        silent = [word for word in lettered if row.words[word][0] == row.words[word][1]]
        if lettered and len(silent) == len(lettered):
            raise SynthesisFailed("this text could not be turned into phonemes")
        warnings = [
            *(self._warnings.get(language) for language in dict.fromkeys(map(_language_in(request), divided))),
            _OMITTED if silent else None,
            _UNKNOWN if row.unknown else None,
        ]
        row = replace(row, warning="; ".join(filter(None, warnings)) or None)
        return within_limit(row) if row.symbols else ()

    def _sounds(self, request: EngineRequest, divided: Sequence[Chunk]) -> Iterator[Sound]:
        """The sounds of a row, each language's words by its own reader."""
        for language, together in groupby(divided, key=_language_in(request)):
            group = [*together]
            if not group[0].joined:
                yield SPACE
            yield from self._reader(language).read(group)

    def close(self) -> None:
        """End the host of espeak-ng, where it is this object's own. May be called twice."""
        if self._own_link:
            self._link.close()

    def _reader(self, language: str) -> PhonemeReader:
        reader = self._readers.get(language)
        if reader is None:
            reader = self._readers[language] = self._made(language)
        return reader

    def _made(self, language: str) -> PhonemeReader:
        """The reader of a language; one that is there for another tag already serves both."""
        for known, reader in self._readers.items():
            if _family(known) == _family(language) != "":
                if known in self._warnings:
                    self._warnings[language] = self._warnings[known]
                return reader
        make = self._makers().get(_family(language))
        if make is not None:
            try:
                return make()
            except ModelUnavailable as missing:
                if _family(language) in _ENGLISH:
                    raise
                self._warnings[language] = f"the text is read through espeak-ng's phonemes: {missing}"
        return EspeakPhonemes(self._ipa, _espeak_voice(language))

    def _makers(self) -> dict[str, Callable[[], PhonemeReader]]:
        american, british = (
            EspeakPhonemes(self._ipa, voice, partial(english_symbols_of, british=voice == "en"))
            for voice in ("en-us", "en")
        )
        return {
            "american": partial(EnglishPhonemes, american, british=False),
            "british": partial(EnglishPhonemes, british, british=True),
            "chinese": partial(ChinesePhonemes, american),
            "japanese": partial(JapanesePhonemes, american),
        }


def _language_in(request: EngineRequest) -> Callable[[Chunk], str]:
    """Tells the language in which a chunk of a request is read."""

    def language_of(chunk: Chunk) -> str:
        own = request.words[chunk.word].language
        return own if own is not None and espeak_name(own) is not None else request.language

    return language_of


_ENGLISH = frozenset({"american", "british"})
_FAMILIES = {
    "en": "american",
    "en-us": "american",
    "en-us-nyc": "american",
    "en-gb": "british",
    "en-gb-scotland": "british",
    "en-gb-x-gbclan": "british",
    "en-gb-x-gbcwmd": "british",
    "en-gb-x-rp": "british",
    "zh": "chinese",
    "cmn": "chinese",
    "ja": "japanese",
}
"""Languages that have a reader of their own, by tag; everything else is espeak-ng's."""


def _family(language: str) -> str:
    return _FAMILIES.get(language, "")


def _espeak_voice(language: str) -> str:
    """What the library calls a language.

    Raises:
        SynthesisFailed: the library does not read the language.
    """
    name = espeak_name(language)
    if name is None:
        raise SynthesisFailed(f"nobody reads {language[:20]!r}", field="language")
    return name
