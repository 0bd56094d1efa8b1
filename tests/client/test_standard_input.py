from __future__ import annotations

import asyncio
import os
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rhapsode_client.errors import UnreadableText
from rhapsode_client.standard_input import BLOCK_BYTES, read_text


@pytest.fixture
def pipe() -> Iterator[tuple[int, int]]:
    reader, writer = os.pipe()
    yield reader, writer
    for descriptor in (reader, writer):
        try:
            os.close(descriptor)
        except OSError:
            # The test has closed it already.
            pass


async def collect(descriptor: int) -> list[str]:
    return [piece async for piece in read_text(descriptor)]


def test_text_is_handed_on_as_it_is_written(pipe: tuple[int, int]) -> None:
    reader, writer = pipe

    async def converse() -> list[str]:
        pieces = read_text(reader)
        heard = []
        for token in ("Sing, ", "goddess."):
            os.write(writer, token.encode())
            heard.append(await anext(pieces))
        os.close(writer)
        return heard + [piece async for piece in pieces]

    assert asyncio.run(converse()) == ["Sing, ", "goddess."]


def test_a_letter_cut_in_two_waits_for_its_rest(pipe: tuple[int, int]) -> None:
    reader, writer = pipe

    async def converse() -> str:
        pieces = read_text(reader)
        os.write(writer, "a€".encode()[:2])
        first = await anext(pieces)
        os.write(writer, "a€".encode()[2:])
        os.close(writer)
        return first + "|" + "".join([piece async for piece in pieces])

    assert asyncio.run(converse()) == "a|€"


@settings(deadline=None, max_examples=25)
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=3_000))
def test_a_file_comes_through_as_it_is(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    path = tmp_path_factory.mktemp("text") / "text"
    path.write_bytes(text.encode())
    with closing(path.open("rb")) as file:
        pieces = asyncio.run(collect(file.fileno()))
    assert "".join(pieces) == text.removeprefix("\ufeff")
    assert all(0 < len(piece) <= BLOCK_BYTES for piece in pieces)


def test_a_byte_order_mark_is_not_read_aloud(tmp_path: Path) -> None:
    path = tmp_path / "text"
    path.write_bytes("Sing.".encode("utf-8-sig"))
    with path.open("rb") as file:
        assert asyncio.run(collect(file.fileno())) == ["Sing."]


@pytest.mark.parametrize("data", [b"\xff\xfeS", b"caf\xe9", "€".encode()[:2]])
def test_what_is_not_utf8_is_told(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "text"
    path.write_bytes(data)
    with path.open("rb") as file, pytest.raises(UnreadableText, match="not UTF-8"):
        asyncio.run(collect(file.fileno()))


def test_a_descriptor_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    descriptor = os.open(tmp_path, os.O_RDONLY)
    try:
        with pytest.raises(UnreadableText, match="Is a directory"):
            asyncio.run(collect(descriptor))
    finally:
        os.close(descriptor)


def test_a_writer_that_is_silent_keeps_nobody_from_leaving(pipe: tuple[int, int]) -> None:
    reader, writer = pipe

    async def leave() -> None:
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.02):
                await collect(reader)

    asyncio.run(leave())
    os.write(writer, b"too late")
    os.close(writer)
