"""Which pronunciation dictionaries count for a connection: what the session asks, and nobody's answer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from rhapsode_server.text.dictionary import Dictionary


class Pronunciations(Protocol):
    """The dictionaries that one caller may use (``dictionaries.shelf.CallersDictionaries``)."""

    @property
    def version(self) -> int:
        """Rises whenever something else may count than before."""

    def choose(
        self, project_id: int | str | None, dictionary_ids: Sequence[int | str] | None, language: str
    ) -> tuple[Dictionary, ...]:
        """What a text is read by, the first before the others.

        Raises:
            Forbidden: the project is somebody else's.
            InvalidRequest: the project has no such dictionary.
        """


class NoPronunciations:
    """Of a server without dictionaries, as in tests of a part."""

    version = 0

    def choose(
        self, project_id: int | str | None, dictionary_ids: Sequence[int | str] | None, language: str
    ) -> tuple[Dictionary, ...]:
        """None."""
        return ()


NO_PRONUNCIATIONS: Pronunciations = NoPronunciations()
