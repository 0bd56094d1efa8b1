"""Clients' dictionaries on the disk: whose they are, how many there may be, what a fault leaves behind."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest

from rhapsode_protocol.errors import Forbidden, InvalidRequest, NotFound
from rhapsode_server.dictionaries import dictionary_store
from rhapsode_server.dictionaries.dictionary_file import DictionaryFault
from rhapsode_server.dictionaries.dictionary_store import NOBODY, DictionaryStore
from rhapsode_server.dictionaries.stored import WrittenEntry


@pytest.fixture
def store(tmp_path: Path) -> DictionaryStore:
    return DictionaryStore(tmp_path / "below" / "d.db", lambda: datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC))


def test_nothing_is_made_before_the_first_dictionary(store: DictionaryStore, tmp_path: Path) -> None:
    assert (store.dictionaries(NOBODY, None), store.all_dictionaries(), store.projects()) == ([], [], [])
    with pytest.raises(NotFound):
        store.dictionary(NOBODY, None, 1)
    assert not (tmp_path / "below").exists()
    made = store.create(NOBODY, None, "Names", None, "de")
    assert (made.id, made.project_id, made.created_at) == (1, 1, "2026-01-02T03:04:05.000Z")
    assert (tmp_path / "below" / "d.db").stat().st_mode & 0o777 == 0o600


def test_everything_is_there_after_a_restart(store: DictionaryStore, tmp_path: Path) -> None:
    made = store.create("k", None, "Names", "what we sell", None)
    entry = store.add("k", None, made.id, WrittenEntry("a", "b", "c", True))
    store.close()
    again = DictionaryStore(tmp_path / "below" / "d.db")
    assert again.dictionary("k", None, made.id) == made
    assert again.all_entries(made.id) == [entry]
    assert again.projects() == [(1, "k", True)]


def test_owners_do_not_meet(store: DictionaryStore) -> None:
    first = store.create("a", None, "1", None, None)
    second = store.create("b", None, "2", None, None)
    assert first.project_id != second.project_id
    assert store.dictionaries("b", None) == [second]
    for project in (first.project_id,):
        with pytest.raises(Forbidden):
            store.dictionaries("b", project)
        with pytest.raises(Forbidden):
            store.create("b", project, "3", None, None)
    for act in (
        lambda: store.dictionary("b", None, first.id),
        lambda: store.update("b", None, first.id, {"name": "mine"}),
        lambda: store.delete("b", None, first.id),
        lambda: store.entries("b", None, first.id, "", 1, 0),
        lambda: store.add("b", None, first.id, WrittenEntry("a", "b")),
        lambda: store.replace_entries("b", None, first.id, []),
        lambda: store.update_entry("b", None, first.id, 1, {}),
        lambda: store.delete_entry("b", None, first.id, 1),
    ):
        with pytest.raises(NotFound):
            act()
    assert store.dictionary("a", first.project_id, first.id) == first


def test_a_project_that_nobody_has_is_its_first_users(store: DictionaryStore) -> None:
    assert store.dictionaries("a", 4711) == []
    made = store.create("a", 4711, "1", None, None)
    assert made.project_id == 4711
    with pytest.raises(Forbidden):
        store.dictionaries("b", 4711)
    assert store.dictionaries("a", None) == [], "the default project is another"


def test_numbers_are_never_given_again(store: DictionaryStore) -> None:
    first = store.create("a", None, "1", None, None)
    entry = store.add("a", None, first.id, WrittenEntry("a", "b"))
    store.delete_entry("a", None, first.id, entry.id)
    assert store.add("a", None, first.id, WrittenEntry("a", "b")).id > entry.id
    store.delete("a", None, first.id)
    assert store.all_entries(first.id) == []
    assert store.create("a", None, "2", None, None).id > first.id


def test_an_entry_of_the_same_word_is_written_over(store: DictionaryStore) -> None:
    number = store.create("a", None, "1", None, None).id
    first = store.add("a", None, number, WrittenEntry("w", "b"))
    second = store.add("a", None, number, WrittenEntry("w", "c", "d", True))
    assert (second.id, second.replacement, second.ipa, second.case_sensitive) == (first.id, "c", "d", True)
    other = store.add("a", None, number, WrittenEntry("W", "e"))
    assert other.id != first.id
    with pytest.raises(InvalidRequest):
        store.update_entry("a", None, number, other.id, {"word": "w"})
    assert store.update_entry("a", None, number, other.id, {"word": "W"}) == other
    assert store.update_entry("a", None, number, other.id, {}) == other


def test_search_knows_capital_letters_of_every_script(store: DictionaryStore) -> None:
    number = store.create("a", None, "1", None, None).id
    store.replace_entries("a", None, number, [WrittenEntry(word, "x") for word in ("Öl", "МОСКВА", "50%", "50x")])
    assert [entry.word for entry in store.entries("a", None, number, "öL", 10, 0)[0]] == ["Öl"]
    assert [entry.word for entry in store.entries("a", None, number, "моск", 10, 0)[0]] == ["МОСКВА"]
    assert [entry.word for entry in store.entries("a", None, number, "0%", 10, 0)[0]] == ["50%"]


def test_too_many_are_refused_and_nothing_is_changed(store: DictionaryStore, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, most in (
        ("MOST_ENTRIES", 3),
        ("MOST_ENTRIES_OF_OWNER", 5),
        ("MOST_DICTIONARIES", 2),
        ("MOST_PROJECTS", 2),
    ):
        monkeypatch.setattr(dictionary_store, name, most)
    entries = [WrittenEntry(word, "x") for word in "abcd"]
    first, second = (store.create("a", None, name, None, None).id for name in "12")
    with pytest.raises(InvalidRequest, match="2 dictionaries"):
        store.create("a", None, "3", None, None)
    store.create("a", 77, "other", None, None)
    with pytest.raises(InvalidRequest, match="2 projects"):
        store.create("a", 78, "other", None, None)
    with pytest.raises(InvalidRequest, match="3 entries"):
        store.replace_entries("a", None, first, entries)
    assert store.replace_entries("a", None, first, entries[:3]) == (3, 0, 3)
    with pytest.raises(InvalidRequest, match="3 entries"):
        store.add("a", None, first, WrittenEntry("d", "x"))
    with pytest.raises(InvalidRequest, match="5 entries"):
        store.replace_entries("a", None, second, entries[:3])
    assert [len(store.all_entries(number)) for number in (first, second)] == [3, 0]


def test_a_file_of_something_else_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "d.db"
    with sqlite3.connect(path) as database:
        database.execute("CREATE TABLE a (b)")
    database.close()
    for content in (path.read_bytes(), b"no database at all" * 100):
        path.write_bytes(content)
        with pytest.raises(DictionaryFault, match=r"d\.db"):
            DictionaryStore(path).all_dictionaries()
        assert path.read_bytes() == content


def test_a_file_of_a_newer_version_is_refused(tmp_path: Path) -> None:
    store = DictionaryStore(tmp_path / "d.db")
    store.create("a", None, "1", None, None)
    store.close()
    with sqlite3.connect(tmp_path / "d.db") as database:
        database.execute("PRAGMA user_version = 99")
    database.close()
    with pytest.raises(DictionaryFault, match="newer"):
        DictionaryStore(tmp_path / "d.db").all_dictionaries()


def test_without_a_place_there_are_none(tmp_path: Path) -> None:
    store = DictionaryStore(None)
    assert store.all_dictionaries() == []
    with pytest.raises(DictionaryFault, match="--dictionaries-db"):
        store.create("a", None, "1", None, None)
