"""Reading aloud on paper: asks espeak-ng's host for IPA, and knows what to do about a text that kills it."""

from __future__ import annotations

from collections.abc import Sequence

from rhapsode_protocol.errors import SynthesisFailed
from rhapsode_server.engines.espeak_link import CallRefused, EspeakLink
from rhapsode_server.engines.espeak_process import HostLost
from rhapsode_server.engines.espeak_text import CallWord, bare, restrain
from rhapsode_server.engines.kokoro.phonemes.espeak_symbols import sounds_only

PATIENCE = 24
"""Crashes that one call may cost before the rest of it is given up. Lower: one bad word takes its neighbours with it;
higher: a text made to crash holds the engine for longer (a crash costs up to 30 ms)."""

CACHED_TEXTS = 8_192
"""Readings of single words that are kept, about 1 MB. Lower: common words are asked for again; higher: memory."""


class EspeakIpa:
    """espeak-ng's phonemes for texts that are within its limits or not.

    Args:
        link: the pipe to the library.
    """

    def __init__(self, link: EspeakLink) -> None:
        self._link = link
        self._words: dict[tuple[str, str], str] = {}

    def texts(self, voice: str, texts: Sequence[str]) -> list[str]:
        """IPA of each text, words divided by spaces; empty where a text could not be read, not even cleaned.

        Args:
            voice: the library's name of the voice.
            texts: without marks; each a clause.

        Raises:
            SynthesisFailed: the library does not have the voice.
            ModelUnavailable: no host can be started.
        """
        asked = [_restrained(text) for text in texts]
        try:
            return self._asked(voice, asked)
        except HostLost as loss:
            patience = _Patience(PATIENCE - loss.cost)
            if len(asked) == 1:
                return [self._retried(voice, asked[0], loss, patience)]
            return [self._alone(voice, text, patience) for text in asked]

    def words(self, voice: str, words: Sequence[str]) -> list[str]:
        """The same for single words, each as it is read alone; remembered.

        Raises:
            SynthesisFailed: the library does not have the voice.
            ModelUnavailable: no host can be started.
        """
        known = {word: self._words.get((voice, word), "") for word in words}
        missing = [word for word, ipa in known.items() if not ipa]
        if missing:
            read = dict(zip(missing, self.texts(voice, missing), strict=True))
            known |= read
            if len(self._words) + len(read) > CACHED_TEXTS:
                self._words.clear()
            # A word that was lost is not remembered: the next one to ask may be luckier.
            self._words.update(((voice, word), ipa) for word, ipa in read.items() if ipa)
        return [known[word] for word in words]

    def _asked(self, voice: str, texts: list[str]) -> list[str]:
        if not texts:
            return []
        try:
            return [sounds_only(ipa) for ipa in self._link.phonemes(voice, texts)]
        except CallRefused as refusal:
            raise SynthesisFailed(f"{refusal}: {voice!r}") from refusal

    def _alone(self, voice: str, text: str, patience: _Patience) -> str:
        if patience.left <= 0:
            return ""
        try:
            return self._asked(voice, [text])[0]
        except HostLost as loss:
            patience.left -= loss.cost
            return self._retried(voice, text, loss, patience)

    def _retried(self, voice: str, text: str, loss: HostLost, patience: _Patience) -> str:
        """After a loss: again where the text is not to blame, then cleaned, then in halves, then not at all."""
        cleaned = text if not loss.by_text else " ".join(word.text for word in bare([CallWord(0, text)]))
        while cleaned and patience.left > 0:
            try:
                return self._asked(voice, [cleaned])[0]
            except HostLost as again:
                patience.left -= again.cost
                words = cleaned.split()
                if len(words) > 1 and again.by_text:
                    middle = len(words) // 2
                    halves = (" ".join(words[:middle]), " ".join(words[middle:]))
                    return " ".join(self._alone(voice, half, patience) for half in halves).strip()
                if again.by_text:
                    return ""
        return ""


class _Patience:
    """Crashes that a call may still cost."""

    def __init__(self, left: int) -> None:
        self.left = left


def _restrained(text: str) -> str:
    # One word or many are the same to these limits; lone surrogates and zero bytes go with the controls.
    return restrain([CallWord(0, text)])[0].text
