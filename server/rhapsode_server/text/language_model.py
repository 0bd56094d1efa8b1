"""What statistics say of the language: py3langid, which has to be loaded first (half a second, some 60 MB).

An instance of our own: the package's module-wide one has one set of languages for everybody.
"""

from __future__ import annotations

import threading
from collections.abc import Collection
from typing import Any

from rhapsode_server.text.languages import READ_LANGUAGES

_NAMES = {"no": "nb"}
"""What the model calls a language, where that is not its tag here."""
_UNKNOWN = frozenset({"yue"})
"""Languages of the server that the model does not know."""


class LanguageModel:
    """Ranks languages. Loads itself when it is asked first; may be asked from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._identifier: Any = None

    def load(self) -> None:
        """Be ready for the first question."""
        with self._lock:
            if self._identifier is None:
                from py3langid.langid import MODEL_FILE, LanguageIdentifier

                identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
                model_names = {tag: name for name, tag in _NAMES.items()}
                identifier.set_languages([model_names.get(tag, tag) for tag in READ_LANGUAGES if tag not in _UNKNOWN])
                # A third of its memory is for the other sixty languages, to which we never go back.
                identifier._full_model = (identifier.nb_ptc, identifier.nb_pc, identifier.nb_classes)
                self._identifier = identifier

    def rank(self, text: str, candidates: Collection[str]) -> list[tuple[str, float]]:
        """Languages by how likely they are, the likeliest first; the likelihoods of the candidates sum to 1."""
        self.load()
        ranked = [(_NAMES.get(name, name), likelihood) for name, likelihood in self._identifier.rank(text)]
        chosen = [(tag, likelihood) for tag, likelihood in ranked if tag in candidates]
        total = sum(likelihood for _, likelihood in chosen) or 1.0
        return [(tag, likelihood / total) for tag, likelihood in chosen]
