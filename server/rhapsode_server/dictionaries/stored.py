"""What is kept of a client's dictionary, and of one of its entries. Times are UTC, as ISO 8601 writes them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredDictionary:
    """One dictionary, without its entries."""

    id: int
    """Never given to another."""
    project_id: int
    name: str
    description: str | None
    language: str | None
    """The language of the texts that it is for; ``None`` for all."""
    is_active: bool
    """Whether it counts where a request names none."""
    created_at: str
    updated_at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredEntry:
    """One entry."""

    id: int
    dictionary_id: int
    word: str
    """Unlike every other in its dictionary."""
    replacement: str
    """What a voice reads that knows no such sounds, or where none are given."""
    ipa: str | None
    case_sensitive: bool
    created_at: str
    updated_at: str


@dataclass(frozen=True, slots=True)
class WrittenEntry:
    """An entry as a client writes it."""

    word: str
    replacement: str
    ipa: str | None = None
    case_sensitive: bool = False
