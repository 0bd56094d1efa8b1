"""Decides in a worker in which language a job is read, where its client has not said."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from rhapsode_server.speech import SpeechJob
from rhapsode_server.text.identification import UNTOLD, Identified, LanguageIdentifier, Reason
from rhapsode_server.text.language_model import LanguageModel

DetectionLevel = Literal["off", "letters", "full"]
"""How languages are told apart: not at all, by letters and little words, or by statistics too."""

REMEMBERED = 512
"""Contexts whose language is not worked out anew for each segment. Lower costs a busy worker a millisecond a segment;
higher, memory."""


@dataclass(frozen=True, slots=True)
class LanguageOptions:
    """What a worker is told about languages."""

    level: DetectionLevel = "letters"
    tags: Mapping[str, str] = field(default_factory=dict)
    """What the engines call each language that they read, by its primary subtag; others are never detected."""


class Linguist:
    """Puts jobs into the language that their texts are in. Keeps nothing of a context: a job carries all that tells, so
    that every worker decides the same.

    Args:
        options: what is to be detected, and how.
    """

    def __init__(self, options: LanguageOptions) -> None:
        self._tags = options.tags
        self._model = LanguageModel() if options.level == "full" else None
        self._identifier = LanguageIdentifier(self._model)
        self._settled = functools.lru_cache(REMEMBERED)(self._settle)
        self._told = functools.lru_cache(REMEMBERED)(self._tell)

    def warm_up(self) -> None:
        """Load what the first text would wait for."""
        if self._model is not None:
            self._model.load()

    def place(self, job: SpeechJob) -> SpeechJob:
        """The job in its language; the very same where that is the one it has."""
        if not job.heard:
            return job
        language = self._settled(job.heard, job.language, job.cautious).language
        return job if language == job.language else replace(job, language=language)

    def tell(self, heard: tuple[str, ...], assumed: str, *, cautious: bool) -> Identified:
        """The language in which a job of these texts is read, how sure that is, and why.

        Where nothing overrules the assumed language, what speaks for it is told, if anything does.
        """
        return self._told(heard, assumed, cautious)

    def _tell(self, heard: tuple[str, ...], assumed: str, cautious: bool) -> Identified:
        settled = self._settled(heard, assumed, cautious)
        if settled.reason is not Reason.ASSUMED:
            return settled
        found = self._identifier.identify("".join(heard), assumed)
        return found if found.language == assumed else settled

    def _settle(self, heard: tuple[str, ...], assumed: str, cautious: bool) -> Identified:
        found = self._identifier.settle(heard, assumed, cautious=cautious)
        if found.language == assumed:
            return found
        tag = self._tags.get(found.language)
        # No voice speaks it: the assumed one is all that is left.
        return (
            Identified(assumed, UNTOLD, Reason.ASSUMED, found.letters) if tag is None else replace(found, language=tag)
        )
