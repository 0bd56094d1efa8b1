"""``kugelaudio`` 2.7.0 keeps pronunciation dictionaries on this server, and hears what they change."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from kugelaudio import KugelAudio
from kugelaudio.exceptions import AuthenticationError, KugelAudioError, NotFoundError, ValidationError

from flow.house import house
from official.sdk import client, heard, voice_id, words_heard
from rhapsode_server.access.key_store import KeyStore

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with house("tone", dictionaries_db=tmp_path_factory.mktemp("dictionaries") / "d.db") as address:
        yield address


@pytest.fixture
def official(address: str) -> Iterator[KugelAudio]:
    """A client of a server without dictionaries."""
    with client(address) as official:
        for dictionary in official.dictionaries.list():
            official.dictionaries.delete(dictionary.id)
        yield official


def words_of(official: KugelAudio, text: str, **options: object) -> int:
    """How many words are heard."""
    audio = official.tts.generate(text, voice_id=voice_id(0), language="en", **options)
    return audio.samples // 1_920


def test_a_dictionary_is_made_changed_and_deleted(official: KugelAudio) -> None:
    made = official.dictionaries.create(name="Brand names", description="ours", language="en")
    assert (made.name, made.description, made.language, made.is_active) == ("Brand names", "ours", "en", True)
    assert made.created_at == made.updated_at
    assert official.dictionaries.get(made.id) == made
    assert official.dictionaries.list() == [made]
    changed = official.dictionaries.update(made.id, name="Names", is_active=False)
    assert (changed.name, changed.description, changed.is_active) == ("Names", "ours", False)
    official.dictionaries.delete(made.id)
    assert official.dictionaries.list() == []
    with pytest.raises(NotFoundError):
        official.dictionaries.get(made.id)


def test_entries_are_added_listed_changed_and_deleted(official: KugelAudio) -> None:
    entries, number = official.dictionaries.entries, official.dictionaries.create(name="Names").id
    first = entries.add(number, word="Postgres", replacement="post-gres")
    second = entries.add(number, word="Nguyen", replacement="win", ipa="ŋwiən", case_sensitive=True)
    assert (second.dictionary_id, second.ipa, second.case_sensitive) == (number, "ŋwiən", True)
    page = entries.list(number, limit=1, offset=1)
    assert (page.entries, page.total, page.limit, page.offset) == ([second], 2, 1, 1)
    assert entries.list(number, search="POST").entries == [first]
    changed = entries.update(number, first.id, replacement="post gress")
    assert (changed.id, changed.word, changed.replacement) == (first.id, "Postgres", "post gress")
    entries.delete(number, second.id)
    assert [entry.id for entry in entries.list(number).entries] == [first.id]
    with pytest.raises(NotFoundError):
        entries.delete(number, second.id)


def test_all_entries_are_replaced_at_once(official: KugelAudio) -> None:
    entries, number = official.dictionaries.entries, official.dictionaries.create(name="Names").id
    kept = entries.add(number, word="Postgres", replacement="a")
    entries.add(number, word="Oracle", replacement="b")
    wanted = [{"word": "Postgres", "replacement": "c"}, {"word": "Kubes", "replacement": "d", "ipa": "keɪts"}]
    done = entries.replace_all(number, wanted)
    assert (done.upserted, done.deleted, done.total) == (2, 1, 2)
    assert [(entry.id == kept.id, entry.word, entry.replacement) for entry in entries.list(number).entries] == [
        (True, "Postgres", "c"),
        (False, "Kubes", "d"),
    ]
    with pytest.raises(ValidationError):
        entries.replace_all(number, [*wanted, {"word": "", "replacement": "x"}])
    assert entries.list(number).total == 2, "all of it happens, or nothing"


def test_what_they_say_is_heard_without_a_project(official: KugelAudio) -> None:
    assert words_of(official, "one Kubes two") == 3
    number = official.dictionaries.create(name="Names").id
    official.dictionaries.entries.add(number, word="kubes", replacement="kubernetes in full")
    assert words_of(official, "one Kubes two") == 5
    assert words_of(official, "one Kubes two", dictionary_ids=[]) == 3, "an empty list is none"
    assert words_of(official, "one Kubes two", dictionary_ids=[number]) == 5
    official.dictionaries.update(number, is_active=False)
    assert words_of(official, "one Kubes two") == 3
    assert words_of(official, "one Kubes two", dictionary_ids=[number]) == 5, "one that is named need not be active"
    official.dictionaries.update(number, is_active=True, language="de")
    assert words_of(official, "one Kubes two") == 3
    assert words_of(official, "one Kubes two", dictionary_ids=[number]) == 5, "nor of the text's language"
    with pytest.raises(ValidationError):
        words_of(official, "one", dictionary_ids=[number + 1])
    assert words_of(official, "one Kubes two", project_id=4711) == 3, "a project of the hosted service is none of ours"


def test_projects_are_apart(official: KugelAudio) -> None:
    made = official.dictionaries.create(name="Names", project_id=77)
    official.dictionaries.entries.add(made.id, word="Kubes", replacement="a b", project_id=77)
    assert made.project_id == 77
    assert official.dictionaries.list() == []
    assert words_of(official, "one Kubes") == 2
    assert words_of(official, "one Kubes", project_id=77) == 3
    with pytest.raises(NotFoundError):
        official.dictionaries.get(made.id)
    official.dictionaries.delete(made.id, project_id=77)


def test_they_are_heard_on_streams_and_in_contexts(official: KugelAudio) -> None:
    number = official.dictionaries.create(name="Names").id
    official.dictionaries.entries.add(number, word="Kubes", replacement="a b c")

    async def run() -> None:
        async with official.tts.streaming_session(voice_id=voice_id(0), language="en") as session:
            audio = await heard(session.send("one Kubes two", flush=True))
            assert words_heard(audio.sound) == pytest.approx(5, abs=0.2)
        async with official.tts.multi_context_session(default_voice_id=voice_id(0)) as contexts:
            await contexts.create_context("a")
            audio = await heard(contexts.send("a", "one Kubes two", flush=True))
            assert words_heard(audio.sound) == pytest.approx(5, abs=0.2)

    asyncio.run(run())


def test_word_timings_name_the_clients_own_words(official: KugelAudio) -> None:
    number = official.dictionaries.create(name="Names").id
    official.dictionaries.entries.add(number, word="Kubes", replacement="kubernetes")
    text = "We run Kubes, always."
    items = list(official.tts.stream(text, voice_id=voice_id(0), language="en", word_timestamps=True))
    words = [word for item in items if isinstance(item, list) for word in item]
    assert [word.word for word in words] == ["We", "run", "kubernetes,", "always."]


def test_each_key_has_its_own(tmp_path: Path) -> None:
    store = KeyStore(tmp_path / "keys.db")
    keys = [store.create(name, int(time.time()))[1] for name in "ab"]
    with house("tone", auth="required", keys_db=tmp_path / "keys.db") as address, contextlib.ExitStack() as stack:
        first, second = (stack.enter_context(client(address, key)) for key in keys)
        made = first.dictionaries.create(name="Names")
        first.dictionaries.entries.add(made.id, word="Kubes", replacement="a b")
        assert second.dictionaries.list() == []
        assert (words_of(first, "one Kubes"), words_of(second, "one Kubes")) == (3, 2)
        with pytest.raises(NotFoundError):
            second.dictionaries.get(made.id)
        with pytest.raises((AuthenticationError, KugelAudioError)) as refused:
            second.dictionaries.list(project_id=made.project_id)
        assert refused.value.status_code == 403
        with pytest.raises(KugelAudioError) as refused:
            words_of(second, "one Kubes", project_id=made.project_id)
        assert refused.value.status_code == 403
        with pytest.raises(ValidationError):
            words_of(second, "one Kubes", dictionary_ids=[made.id])
        assert (tmp_path / "dictionaries.db").stat().st_mode & 0o077 == 0
    with house("tone", auth="required", keys_db=tmp_path / "keys.db") as address, client(address, keys[0]) as first:
        assert words_of(first, "one Kubes") == 3, "they outlive the server"
