"""Which language a text is in, how sure that is, and why.

Rules, in this order (the first that answers):

1. Script and letters (:mod:`.language_evidence`).
2. A short phrase that is known as a whole (:mod:`.greetings`).
3. The little words of the language that is assumed, where they are clearly its own: nothing is loaded for a text that
   is what it should be.
4. Statistics over the languages of the script (:mod:`.language_model`), where there are letters enough, or where the
   little words say the same; languages that statistics mistake for each other are told apart by marks of their own
   (:mod:`.confusable`).
5. The language that is assumed, or English; where it is not written in the text's script, the likeliest that is.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from typing import NamedTuple

from rhapsode_server.text.confusable import told_apart, twin_of
from rhapsode_server.text.function_words import count_function_words, words_in
from rhapsode_server.text.greetings import languages_of
from rhapsode_server.text.language_evidence import LATIN, SCRIPTS, certain_language, script_language
from rhapsode_server.text.language_model import LanguageModel
from rhapsode_server.text.languages import READ_LANGUAGES, language_row
from rhapsode_server.text.script import Script, script_runs

ENOUGH_LETTERS = 20
"""Fewer, and statistics are asked only for what they are nearly certain of. Lower takes names for languages; higher
misses short sentences."""
LEAST_LETTERS = 6
"""Fewer are no evidence but as a phrase, or by their script. Lower takes abbreviations for words; higher misses
questions of two words."""
FEW_LETTERS = 12
"""So many overrule the voice where statistics are nearly certain and little words agree. Lower turns with a greeting;
higher leaves "Wir treffen uns um 14:30 Uhr." to an English voice."""
SETTLING_LETTERS = 40
"""So many letters of one language settle it for a context. Lower settles by a greeting; higher lets a quotation in the
second sentence still change it."""
CLOSELY_CHARACTERS = 80
"""Up to here each word's end is looked at: most texts are settled by then. Lower, and a segment that is cut short is in
another language than a longer one; higher, and names in a row take milliseconds."""
CLEAR = 0.9
"""How likely a language must be to overrule the one that is assumed. Lower takes English names in a row for Dutch;
higher leaves short sentences to the wrong voice's language."""
CLEAR_OF_FEW = 0.97
"""The same for fewer letters than enough, where nothing is assumed."""

LIKELY = 0.7
"""How likely a language must be to be chosen among those of a foreign script, in place of the commonest. Lower takes a
Russian name for Bulgarian; higher, a Bulgarian question for Russian."""

UNTOLD = 0.5
"""How sure an assumed language is where the text tells nothing. Not a measurement: even odds."""

MOST_CHARACTERS = 1_000
"""What is looked at. Lower may end before a quotation does; higher only takes time."""

REMEMBERED = 128
"""Texts whose language is not worked out anew: each segment of a context is looked at together with all before it, at
the same ends of words. Lower than a context has ends of words, and many short segments take a second of a worker;
higher, memory."""


class Reason(Enum):
    """Why a language was found."""

    SCRIPT = "script"
    LETTERS = "letters"
    """Letters that only this language has among those of its script."""
    PHRASE = "phrase"
    """The whole text is one known phrase."""
    WORDS = "words"
    STATISTICS = "statistics"
    ASSUMED = "assumed"
    """Nothing tells; it is the voice's language, or what came before."""


@dataclass(frozen=True, slots=True)
class Identified:
    """A language, and how it was found."""

    language: str
    """A tag of ``text.languages``; the assumed one as it was given."""
    confidence: float
    """0 to 1."""
    reason: Reason
    letters: int
    """How many letters were looked at."""

    @property
    def is_strong(self) -> bool:
        """Whether it may overrule the voice's language."""
        if self.reason in (Reason.SCRIPT, Reason.LETTERS):
            return True
        if self.reason is Reason.WORDS and self.confidence >= CLEAR_OF_FEW:
            return self.letters >= FEW_LETTERS
        return self.letters >= ENOUGH_LETTERS and self.confidence >= CLEAR and self.reason is not Reason.ASSUMED


class LanguageIdentifier:
    """Identifies languages. What it said of a text does not depend on what it was asked before: one object serves every
    context.

    Args:
        model: the statistics; ``None`` to do without.
    """

    def __init__(self, model: LanguageModel | None = None) -> None:
        self._model = model
        self._identified = functools.lru_cache(REMEMBERED)(self._identify)

    def identify(self, text: str, assumed: str | None = None) -> Identified:
        """The language of a text.

        Args:
            text: any text, markup taken out; its first thousand characters tell.
            assumed: tag of the language that it is in unless something tells otherwise.
        """
        return self._identified(text[:MOST_CHARACTERS], assumed)

    def _identify(self, text: str, assumed: str | None) -> Identified:
        text = _without_addresses(text)
        runs = list(script_runs(text))
        letters = sum(run.end - run.start for run in runs)
        default = Identified(assumed or "en", UNTOLD if assumed else 0.1, Reason.ASSUMED, letters)
        if not letters:
            return default
        weights: dict[Script, int] = {}
        for run in runs:
            weights[run.script] = weights.get(run.script, 0) + run.end - run.start
        script = max(weights, key=lambda each: weights[each] * _WEIGHT.get(each, 1))
        own = None if assumed is None else language_row(assumed).tag
        certain = certain_language(script, weights, text, own)
        if certain is not None:
            reason = Reason.LETTERS if certain.by_letters else Reason.SCRIPT
            return Identified(_as_given(certain.language, assumed), certain.confidence, reason, letters)
        phrase = languages_of(text)
        if phrase:
            language = own if own in phrase else phrase[0]
            confidence = 0.9 if len(phrase) == 1 else 0.7
            reason = Reason.PHRASE if own is None or not _is_foreign(script, own) else Reason.SCRIPT
            return Identified(_as_given(language, assumed), confidence, reason, letters)
        return self._by_words(text, script, letters, assumed, own) or default

    def settle(self, pieces: Sequence[str], assumed: str, *, cautious: bool = True) -> Identified:
        """The language of a context, as its first texts tell one after the other.

        It is settled by the first forty letters that are clearly of one language, and not as well of its nearest
        relative, and never changes afterwards. Before, it changes on strong evidence only. Looked at are the ends of
        words, wherever the texts were cut: a longer first segment, or a shorter one, is read in the same language.

        Args:
            pieces: the first texts of the context, in order.
            assumed: tag of the voice's language.
            cautious: whether the assumed language stays where evidence for another is weak; ``False`` where the client
                has asked for what is likeliest.
        """
        text = "".join(pieces)
        current = Identified(assumed, UNTOLD, Reason.ASSUMED, 0)
        likeliest = current
        for end in _looks(text):
            found = self.identify(text[:end], assumed)
            if found.is_strong:
                current = found
                if found.letters >= SETTLING_LETTERS and _is_beyond_its_twin(text[:end], found.language):
                    return found
            elif found.reason is not Reason.ASSUMED and _is_whole(text, end, found.letters):
                likeliest = found
        # Strong evidence came later than weak, or there was none of it.
        return current if cautious or current.reason is not Reason.ASSUMED else likeliest

    def _by_words(
        self, text: str, script: Script, letters: int, assumed: str | None, own: str | None
    ) -> Identified | None:
        candidates = [tag for tag in IDENTIFIABLE if script in SCRIPTS.get(tag, LATIN)]
        is_foreign = _is_foreign(script, own)
        counted = _count(text, candidates)
        if counted.is_clear and own is not None and own in (counted.best, twin_of(counted.best)):
            language = told_apart(text, own) or own
            return Identified(_as_given(language, assumed), 0.95, Reason.WORDS, letters)
        found = None
        if self._model is not None:
            found = self._by_statistics(self._model, text, candidates, counted, letters, assumed, own)
        elif counted.is_clear:
            best = counted.best
            language = told_apart(text, best) or (own if own == twin_of(best) and own else best)
            confidence = min(0.95, 0.7 + 0.1 * counted.most)
            found = Identified(_as_given(language, assumed), confidence, Reason.WORDS, letters)
        if not is_foreign:
            return found
        if found is None:
            return self._commonest(script, text, candidates, counted, letters)
        return replace(found, reason=Reason.SCRIPT)

    def _commonest(
        self, script: Script, text: str, candidates: Sequence[str], counted: _Counted, letters: int
    ) -> Identified:
        """The likeliest of a script's languages, where the assumed one is not written so."""
        if self._model is not None and not counted.most:
            language, likelihood = self._model.rank(text, candidates)[0]
            if likelihood >= LIKELY:
                return Identified(language, UNTOLD, Reason.SCRIPT, letters)
        words = [*script_runs(text)]
        # A greeting is one with a number behind it, too.
        language = script_language(script, text[words[0].start : words[-1].end])
        return Identified(language, UNTOLD, Reason.SCRIPT, letters)

    def _by_statistics(
        self,
        model: LanguageModel,
        text: str,
        candidates: Sequence[str],
        counted: _Counted,
        letters: int,
        assumed: str | None,
        own: str | None,
    ) -> Identified | None:
        ranked = model.rank(text, candidates)
        language, likelihood = ranked[0]
        twin = twin_of(language)
        together = likelihood + next((share for tag, share in ranked if tag == twin), 0.0)
        agreed = counted.is_clear and counted.best in (language, twin)
        # Which of two twins it is may be left open: either is nearer than any other language.
        likelihood = together
        told = told_apart(text, language)
        if told is not None:
            language = told
        elif own is not None and own == twin:
            language = own
        if letters >= ENOUGH_LETTERS:
            return Identified(_as_given(language, assumed), likelihood, Reason.STATISTICS, letters)
        if agreed and letters >= LEAST_LETTERS:
            # Either may err about a few letters; both in the same way, hardly ever.
            return Identified(_as_given(language, assumed), max(likelihood, CLEAR), Reason.WORDS, letters)
        if likelihood >= CLEAR_OF_FEW or (assumed is None and likelihood >= CLEAR):
            return Identified(_as_given(language, assumed), likelihood, Reason.STATISTICS, letters)
        return None


def _is_foreign(script: Script, own: str | None) -> bool:
    """Whether a text is not in the assumed language, as that is not written so, however little tells which it is in."""
    return script is not Script.LATIN and (own is None or script not in SCRIPTS.get(own, LATIN))


def _is_beyond_its_twin(text: str, language: str) -> bool:
    """Whether a text is in no doubt between a language and the one that it is mistaken for."""
    tag = language_row(language).tag
    return twin_of(tag) is None or told_apart(text, tag) == tag


def _is_whole(text: str, end: int, letters: int) -> bool:
    """Whether what ends here says enough for weak evidence: all that there is, or a sentence and no abbreviation."""
    return not text[end:].strip() or (letters >= LEAST_LETTERS and text[end - 1] in _ENDS)


class _Counted(NamedTuple):
    """What the little words of a text speak for."""

    best: str
    most: float
    is_clear: bool


def _count(text: str, candidates: Sequence[str]) -> _Counted:
    counts = count_function_words(words_in(text))
    counts["sr"] = counts.get("sr", 0.0) + counts.pop("sr-cyrl", 0.0)
    ranked = sorted(((counts.get(tag, 0.0), tag) for tag in candidates), reverse=True)
    most, best = ranked[0]
    second = next((weight for weight, tag in ranked[1:] if tag != twin_of(best)), 0.0)
    return _Counted(best, most, most >= 1.0 and most >= 2.0 * second)


def _without_addresses(text: str) -> str:
    """Their letters are of no language."""
    has_some = "@" in text or "://" in text or "www." in text
    return _ADDRESS.sub(" ", text) if has_some else text


def _looks(text: str) -> Iterator[int]:
    """Where the language of a growing text is looked at: behind each of its first words and each sentence, and at its
    end."""
    for found in _GAP.finditer(text):
        if found.start() <= CLOSELY_CHARACTERS or text[found.start() - 1] in _ENDS:
            yield found.start()
    if text and not text[-1].isspace():
        yield len(text)


IDENTIFIABLE = READ_LANGUAGES
"""Every language that is thought of, by its primary subtag."""
_GAP = re.compile(r"(?<=\S)\s+")
_ENDS = frozenset(".!?…。！？।؟۔")
_ADDRESS = re.compile(r"[A-Za-z0-9._%+-]*@[A-Za-z0-9.-]+|(?:https?://|www\.)[!-~]+")
_WEIGHT = {Script.HAN: 3, Script.KANA: 2, Script.HANGUL: 2}
"""How many Latin letters one character counts as."""


def _as_given(language: str, assumed: str | None) -> str:
    """The assumed tag, where it names the language found: ``en-gb`` stays ``en-gb``."""
    return assumed if assumed is not None and language_row(assumed).tag == language else language
