"""Reads any language by espeak-ng's phonemes: one call a row, marks put back, sounds given to their words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from rhapsode_server.engines.kokoro.phonemes.assembly import SPACE, Sound
from rhapsode_server.engines.kokoro.phonemes.chunk import Chunk
from rhapsode_server.engines.kokoro.phonemes.espeak_ipa import EspeakIpa
from rhapsode_server.engines.kokoro.phonemes.espeak_symbols import symbols_of
from rhapsode_server.engines.kokoro.phonemes.marks import pieces
from rhapsode_server.engines.kokoro.phonemes.word_alignment import by_sounds, by_spaces


@dataclass(slots=True)
class _Clause:
    """Words without a mark between them."""

    words: list[Chunk] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(("" if word.joined or not place else " ") + word.text for place, word in enumerate(self.words))


class EspeakPhonemes:
    """A reader for one voice of the library.

    Args:
        ipa: who asks the library.
        voice: the library's name of the language.
        to_symbols: from IPA with ties to the model's symbols.
    """

    def __init__(self, ipa: EspeakIpa, voice: str, to_symbols: Callable[[str], str] = symbols_of) -> None:
        self._ipa = ipa
        self._voice = voice
        self._to_symbols = to_symbols

    def read(self, chunks: Sequence[Chunk]) -> list[Sound]:
        """The sounds of a row, word by word.

        Raises:
            SynthesisFailed: the library does not read the language.
            ModelUnavailable: no host can be started.
        """
        parts = list(_parts(chunks))
        clauses = [part for part in parts if isinstance(part, _Clause)]
        readings = self._ipa.texts(self._voice, [clause.text for clause in clauses])
        spoken = {id(clause): self._divided(clause, reading) for clause, reading in zip(clauses, readings, strict=True)}
        sounds: list[Sound] = []
        for part in parts:
            sounds += spoken[id(part)] if isinstance(part, _Clause) else [part]
        return sounds

    def word(self, text: str) -> str:
        """The symbols of one word, or of a few that are read as one."""
        return self._to_symbols(self._ipa.words(self._voice, [text])[0])

    def _divided(self, clause: _Clause, reading: str) -> list[Sound]:
        written = [word.text for word in clause.words]
        divided = by_spaces(reading, written)
        if divided is None:
            divided = by_sounds(reading, self._ipa.words(self._voice, written))
            parted = False
        else:
            parted = True
        sounds: list[Sound] = []
        for place, (word, ipa) in enumerate(zip(clause.words, divided, strict=True)):
            if place and (parted or ipa.startswith(" ")):
                sounds.append(SPACE)
            sounds.append(Sound(self._to_symbols(ipa.strip()), word.word))
        return sounds


def _parts(chunks: Iterable[Chunk]) -> Iterable[_Clause | Sound]:
    """The row as clauses and what divides them: marks, given sounds, and the spaces beside these."""
    clause = _Clause()
    for chunk in chunks:
        between = [] if chunk.joined else [SPACE]
        if chunk.given is not None:
            if clause.words:
                yield clause
                clause = _Clause()
            yield from between
            yield from chunk.given
            continue
        joined = chunk.joined
        for piece in pieces(chunk.text):
            if piece.spoken:
                if not clause.words:
                    yield from between
                clause.words.append(Chunk(chunk.word, piece.text, joined))
                between, joined = [], True
            elif piece.text == " ":
                between, joined = [SPACE], False
            else:
                if clause.words:
                    yield clause
                    clause = _Clause()
                yield from between
                yield Sound(piece.text)
                between = []
    if clause.words:
        yield clause
        if clause.words[-1].text.endswith("."):
            # An abbreviation's last full stop is the row's, too.
            yield Sound(".")
