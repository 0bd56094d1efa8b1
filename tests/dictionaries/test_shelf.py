"""Which dictionaries count for whom."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path

import pytest

from rhapsode_protocol.errors import Forbidden, InvalidRequest
from rhapsode_server.dictionaries.dictionary_file import DictionaryFile
from rhapsode_server.dictionaries.dictionary_store import DictionaryStore
from rhapsode_server.dictionaries.file_watch import watching
from rhapsode_server.dictionaries.shelf import CallersDictionaries, Shelf
from rhapsode_server.dictionaries.stored import WrittenEntry
from rhapsode_server.text.dictionary import find


@pytest.fixture
def store(tmp_path: Path) -> DictionaryStore:
    return DictionaryStore(tmp_path / "d.db")


def make(store: DictionaryStore, replacement: str, language: str | None = None, owner: str = "a") -> int:
    number = store.create(owner, None, replacement, None, language).id
    store.add(owner, None, number, WrittenEntry("w", replacement))
    return number


def own_file(tmp_path: Path, replacement: str) -> DictionaryFile:
    (tmp_path / "own.toml").write_text(f'[words]\nw = "{replacement}"\nown = "yes"\n')
    return DictionaryFile(tmp_path / "own.toml")


def said(
    theirs: CallersDictionaries,
    ids: list[int | str] | None = None,
    project: int | str | None = None,
    language: str = "en-us",
) -> list[str | None]:
    chosen = theirs.choose(project, ids, language)
    return [find("w", [dictionary])[0].entry.replacement for dictionary in chosen]


def test_active_ones_of_the_language_count_and_the_servers_own_behind_them(
    store: DictionaryStore, tmp_path: Path
) -> None:
    first, second, german = make(store, "1"), make(store, "2", "en"), make(store, "3", "de")
    asleep = make(store, "4")
    store.update("a", None, asleep, {"is_active": False})
    theirs = Shelf(store, own_file(tmp_path, "own")).of("a")
    assert said(theirs) == ["1", "2", "own"]
    assert said(theirs, language="de") == ["1", "3", "own"]
    assert said(theirs, []) == []
    assert said(theirs, [german, asleep, str(first), first]) == ["3", "4", "1"]
    assert said(theirs, [second], project=store.dictionary("a", None, second).project_id) == ["2"]


def test_those_of_others_do_not(store: DictionaryStore, tmp_path: Path) -> None:
    number = make(store, "1")
    shelf = Shelf(store)
    project = store.dictionary("a", None, number).project_id
    assert said(shelf.of("b")) == []
    assert said(shelf.of("b"), project=4711) == []
    assert said(shelf.of("a"), project="somewhere") == []
    with pytest.raises(InvalidRequest) as unknown:
        said(shelf.of("b"), [number])
    assert unknown.value.field == "dictionary_ids[0]"
    with pytest.raises(Forbidden):
        said(shelf.of("b"), project=str(project))


def test_a_change_counts_once_it_is_taken_in(store: DictionaryStore, tmp_path: Path) -> None:
    shelf = Shelf(store, own_file(tmp_path, "own"))
    theirs = shelf.of("a")
    versions = [theirs.version]
    number = make(store, "1")
    assert said(theirs) == ["own"]
    shelf.reload(number)
    versions.append(theirs.version)
    assert said(theirs) == ["1", "own"]
    (tmp_path / "own.toml").write_text('[words]\nw = "changed"\n')
    os.utime(tmp_path / "own.toml", ns=(1, 1))
    shelf.refresh()
    versions.append(theirs.version)
    assert said(theirs) == ["1", "changed"]
    store.delete("a", None, number)
    shelf.reload(number)
    versions.append(theirs.version)
    assert said(theirs) == ["changed"]
    assert versions == sorted(set(versions)), "every change has a version of its own"


def test_what_was_there_at_the_start_counts(store: DictionaryStore) -> None:
    make(store, "1")
    assert said(Shelf(store).of("a")) == ["1"]


def test_an_empty_dictionary_costs_nothing(store: DictionaryStore) -> None:
    store.create("a", None, "empty", None, None)
    assert Shelf(store).of("a").choose(None, None, "en") == ()


def test_the_file_is_looked_at_while_the_block_lasts(store: DictionaryStore, tmp_path: Path) -> None:
    class Noted(Shelf):
        def refresh(self) -> None:
            super().refresh()
            if self.version:
                loop.call_soon_threadsafe(changed.set)

    shelf = Noted(store, own_file(tmp_path, "own"))
    loop = asyncio.new_event_loop()
    changed = asyncio.Event()

    async def run() -> None:
        async with watching(shelf, every_s=0.001):
            (tmp_path / "own.toml").write_text('[words]\nw = "changed"\n')
            os.utime(tmp_path / "own.toml", ns=(1, 1))
            async with asyncio.timeout(20.0):
                await changed.wait()
        assert len(asyncio.all_tasks()) == 1

    loop.run_until_complete(run())
    loop.run_until_complete(loop.shutdown_default_executor())
    loop.close()
    assert said(shelf.of("a")) == ["changed"]


def test_without_a_file_nothing_is_looked_at(store: DictionaryStore) -> None:
    async def run() -> int:
        async with watching(Shelf(store)):
            return len(asyncio.all_tasks())

    assert asyncio.run(run()) == 1
