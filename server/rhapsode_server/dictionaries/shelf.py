"""All dictionaries, ready to be used: what the sessions ask, in memory, and kept in step with files and disk."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from rhapsode_protocol.errors import Forbidden, InvalidRequest
from rhapsode_server.dictionaries.dictionary_file import DictionaryFile, make_entry
from rhapsode_server.dictionaries.dictionary_store import DictionaryStore
from rhapsode_server.dictionaries.language_filter import is_for
from rhapsode_server.dictionaries.stored import StoredDictionary
from rhapsode_server.text.dictionary import Dictionary

logger = logging.getLogger(__name__)


class _Book(NamedTuple):
    stored: StoredDictionary
    dictionary: Dictionary


class Shelf:
    """Which dictionaries count for whom. Reads never wait for a disk; :meth:`reload` and :meth:`refresh` may.

    Args:
        store: clients' dictionaries.
        file: the server's own, where it has one.

    Raises:
        DictionaryFault: the store's file is there and cannot be read.
    """

    def __init__(self, store: DictionaryStore, file: DictionaryFile | None = None) -> None:
        self._store = store
        self._file = file
        self._version = 0
        self._owners: dict[int, str] = {}
        self._defaults: dict[str, int] = {}
        self._books: dict[int, _Book] = {}
        for stored in self._load_projects():
            self._books[stored.id] = self._make(stored)

    @property
    def version(self) -> int:
        """Rises whenever something else may count than before."""
        return self._version + (0 if self._file is None else self._file.version)

    @property
    def has_file(self) -> bool:
        """Whether there is a file that may change."""
        return self._file is not None

    def refresh(self) -> None:
        """Take in what has changed in the server's own file."""
        if self._file is not None:
            self._file.refresh()

    def reload(self, dictionary_id: int) -> None:
        """Take in what has become of one of the store's dictionaries.

        Raises:
            DictionaryFault: the store cannot be read.
        """
        stored = {each.id: each for each in self._load_projects()}.get(dictionary_id)
        # A new table and not a change of the old one, which another thread may just be reading.
        others = {number: book for number, book in self._books.items() if number != dictionary_id}
        changed = {} if stored is None else {dictionary_id: self._make(stored)}
        self._books = dict(sorted({**others, **changed}.items()))
        self._version += 1

    def of(self, owner: str) -> CallersDictionaries:
        """The dictionaries as one owner may use them."""
        return CallersDictionaries(self, owner)

    def choose(
        self, owner: str, project_id: int | str | None, dictionary_ids: Sequence[int | str] | None, language: str
    ) -> tuple[Dictionary, ...]:
        """What a text is read by, the first before the others; see :class:`CallersDictionaries`."""
        project = self._project(owner, project_id)
        books = [] if project is None else [book for book in self._books.values() if book.stored.project_id == project]
        if dictionary_ids is None:
            chosen = [book for book in books if book.stored.is_active and is_for(book.stored.language, language)]
            own = () if self._file is None else self._file.dictionaries(language)
            return (*(book.dictionary for book in chosen if len(book.dictionary)), *own)
        by_number = {str(book.stored.id): book.dictionary for book in books}
        for place, number in enumerate(dictionary_ids):
            if str(number) not in by_number:
                raise InvalidRequest(
                    f"dictionary_ids[{place}] names no dictionary of the project; GET /v1/dictionaries lists them",
                    field=f"dictionary_ids[{place}]",
                )
        return tuple(dict.fromkeys(by_number[str(number)] for number in dictionary_ids))

    def _project(self, owner: str, project_id: int | str | None) -> int | None:
        if project_id is None:
            return self._defaults.get(owner)
        said = str(project_id)
        number = int(said) if said.isascii() and said.isdigit() and len(said) < 20 else None
        if number is None or number not in self._owners:
            # Clients of the hosted service name the project that they have there.
            return None
        if self._owners[number] != owner:
            raise Forbidden("project_id names a project of another key", field="project_id")
        return number

    def _load_projects(self) -> list[StoredDictionary]:
        projects = self._store.projects()
        self._owners = {number: owner for number, owner, _ in projects}
        self._defaults = {owner: number for number, owner, is_default in projects if is_default}
        return self._store.all_dictionaries()

    def _make(self, stored: StoredDictionary) -> _Book:
        entries = self._store.all_entries(stored.id)
        made = Dictionary(make_entry(each.word, each.replacement, each.ipa, each.case_sensitive) for each in entries)
        return _Book(stored, made)


@dataclass(frozen=True, slots=True)
class CallersDictionaries:
    """The shelf as one caller may use it (``session.pronunciations.Pronunciations``)."""

    shelf: Shelf
    owner: str

    @property
    def version(self) -> int:
        """Rises whenever something else may count than before."""
        return self.shelf.version

    def choose(
        self, project_id: int | str | None, dictionary_ids: Sequence[int | str] | None, language: str
    ) -> tuple[Dictionary, ...]:
        """What a text is read by, the first before the others.

        Args:
            project_id: whose dictionaries count; the caller's default project's where none is said. One that is not
                known has none.
            dictionary_ids: exactly these, whatever their language, and active or not; where not said, the project's
                active ones for the language, and the server's own behind them.
            language: tag of the language that the text is read in.

        Raises:
            Forbidden: the project is another owner's.
            InvalidRequest: the project has no such dictionary.
        """
        return self.shelf.choose(self.owner, project_id, dictionary_ids, language)
