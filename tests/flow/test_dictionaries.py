"""Dictionaries on a real server: the client's own characters in the timings, and a file that changes under it."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from flow.house import Frame, client, house
from rhapsode_server.config import Config
from rhapsode_server.dictionaries.dictionary_file import DictionaryFault

pytestmark = pytest.mark.slow

TEXT = "We run Kubes, for Nguyen."


@pytest.fixture(scope="module")
def speaking(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """A server's address, and its own dictionary."""
    folder = tmp_path_factory.mktemp("dictionary")
    file = folder / "words.toml"
    file.write_text('[words]\nKubes = "kubernetes in full"\nNguyen = "/ŋwiən/"\n')
    with house("espeak", dictionary=file, dictionaries_db=folder / "d.db") as address:
        yield address, file


async def speak(address: str, **options: object) -> list[Frame]:
    async with client(address, "/ws/tts") as socket:
        await socket.send({"text": TEXT, "language": "en", "word_timestamps": True, **options})
        return await socket.until("final")


def words_of(frames: list[Frame]) -> list[tuple[str, str]]:
    words = [word for frame in frames for word in frame.get("word_timestamps", ())]
    return [(word["word"], TEXT[word["source_start"] : word["source_end"]]) for word in words]


def test_timings_cut_the_clients_own_words_out_of_its_text(speaking: tuple[str, Path]) -> None:
    frames = asyncio.run(speak(speaking[0]))
    assert words_of(frames) == [
        ("We", "We"),
        ("run", "run"),
        ("kubernetes", "Kubes"),
        ("in", "Kubes"),
        ("full,", "Kubes,"),
        ("for", "for"),
        ("Nguyen.", "Nguyen"),
    ]
    assert [frame["text"] for frame in frames if "generation_started" in frame] == [
        "We run kubernetes in full, for Nguyen."
    ]


def test_a_request_can_do_without(speaking: tuple[str, Path]) -> None:
    assert [word for word, _ in words_of(asyncio.run(speak(speaking[0], dictionary_ids=[])))] == TEXT.split()


def test_a_change_of_the_file_is_heard(speaking: tuple[str, Path]) -> None:
    address, file = speaking
    file.write_text('[words]\nKubes = "changed"\n')

    async def until_heard() -> None:
        async with asyncio.timeout(20.0):
            while ("changed,", "Kubes,") not in words_of(await speak(address)):
                pass

    asyncio.run(until_heard())


def test_a_server_does_not_start_with_a_broken_file(tmp_path: Path) -> None:
    (tmp_path / "words.toml").write_text("[words")
    with pytest.raises(DictionaryFault, match=r"words\.toml"):
        Config(engine="tone", dictionary=tmp_path / "words.toml").dictionary_file()
