"""The server's own dictionary: its two forms, its faults in words, and its changes while the server runs."""

from __future__ import annotations

import json
import logging
import os
from pathlib import Path

import pytest

from rhapsode_server.dictionaries.dictionary_file import (
    MOST_BYTES,
    MOST_ENTRIES,
    DictionaryFault,
    DictionaryFile,
    read_entries,
)
from rhapsode_server.text.dictionary import Entry, find

TOML = """
[words]
K8s = "kubernetes"
Nguyen = "/ŋwiən/"

[[entries]]
word = "Polish"
replacement = "polish"
ipa = "[ˈpəʊlɪʃ]"
case_sensitive = true
language = "en"
"""
STEPS = iter(range(1, 10_000))


def write(path: Path, text: str) -> None:
    """Write a file as an editor does, later than the last time."""
    path.write_text(text, encoding="utf-8")
    time_ns = next(STEPS) * 1_000_000_000
    os.utime(path, ns=(time_ns, time_ns))


def spoken(file: DictionaryFile, text: str, language: str = "en-us") -> list[tuple[str | None, str | None]]:
    return [(match.entry.replacement, match.entry.ipa) for match in find(text, file.dictionaries(language))]


def test_a_file_of_both_forms(tmp_path: Path) -> None:
    write(tmp_path / "d.toml", TOML)
    file = DictionaryFile(tmp_path / "d.toml")
    assert spoken(file, "k8s Nguyen Polish polish") == [("kubernetes", None), (None, "ŋwiən"), ("polish", "ˈpəʊlɪʃ")]
    assert spoken(file, "k8s Polish", "de") == [("kubernetes", None)]


def test_the_same_as_json(tmp_path: Path) -> None:
    write(tmp_path / "d.json", json.dumps({"words": {"K8s": "kubernetes"}, "entries": [{"word": "a", "ipa": "a"}]}))
    assert spoken(DictionaryFile(tmp_path / "d.json"), "K8s a") == [("kubernetes", None), (None, "a")]


def test_an_entry_of_the_language_counts_before_one_of_all(tmp_path: Path) -> None:
    write(tmp_path / "d.toml", '[words]\na = "1"\n[[entries]]\nword = "a"\nreplacement = "2"\nlanguage = "en"\n')
    file = DictionaryFile(tmp_path / "d.toml")
    assert (spoken(file, "a"), spoken(file, "a", "fr")) == ([("2", None)], [("1", None)])


@pytest.mark.parametrize(
    ("document", "told"),
    [
        ([], "must hold a table"),
        ({"word": {}}, "must hold a table"),
        ({"words": []}, "words must be a table"),
        ({"words": {"a": 1}}, "words.a: replacement must be a string"),
        ({"words": {"a": ""}}, "words.a: it needs a replacement or ipa"),
        ({"words": {" ": "b"}}, "word is missing"),
        ({"entries": ["a"]}, "entry 1: it must be a table"),
        ({"entries": [{"word": "a", "ipa": "b"}, {"replacement": "a"}]}, "entry 2: word is missing"),
        ({"entries": [{"word": "a", "say": "b"}]}, "entry 1: say is not a field"),
        ({"entries": [{"word": "a", "ipa": "b", "case_sensitive": 1}]}, "case_sensitive must be true or false"),
        ({"entries": [{"word": "a" * 201, "ipa": "b"}]}, "word is longer than 200"),
        ({"entries": [{"word": "a", "replacement": "b" * 1_001}]}, "replacement is longer than 1000"),
        ({"entries": [{"word": "a", "ipa": "b"}] * (MOST_ENTRIES + 1)}, f"more than {MOST_ENTRIES}"),
    ],
)
def test_a_fault_says_where_it_is(document: object, told: str) -> None:
    with pytest.raises(ValueError, match=told):
        read_entries(document)


def test_entries_are_read_in_order() -> None:
    assert read_entries({"words": {" a  b ": "c"}}) == [(None, Entry("a b", "c"))]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("d.toml", b"[words"),
        ("d.json", b"{"),
        ("d.json", b"[" * 100_000),
        ("d.toml", b"\xff"),
        ("d.toml", b" " * (MOST_BYTES + 1)),
        ("none.toml", None),
    ],
)
def test_a_file_that_cannot_be_read_is_named(tmp_path: Path, name: str, content: bytes | None) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(DictionaryFault, match=name):
        DictionaryFile(tmp_path / name)


def test_a_change_is_taken_in(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    path = tmp_path / "d.toml"
    write(path, '[words]\na = "1"\n')
    file = DictionaryFile(path)
    file.refresh()
    assert file.version == 0
    write(path, '[words]\na = "2"\n')
    with caplog.at_level(logging.INFO):
        file.refresh()
    assert (spoken(file, "a"), file.version) == ([("2", None)], 1)
    assert "holds 1 entries" in caplog.text


def test_a_file_that_breaks_is_told_of_once_and_what_it_held_holds(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path = tmp_path / "d.toml"
    write(path, '[words]\na = "1"\n')
    file = DictionaryFile(path)
    for broken in ("[words", None):
        caplog.clear()
        if broken is None:
            path.unlink()
        else:
            write(path, broken)
        file.refresh()
        file.refresh()
        assert (spoken(file, "a"), file.version) == ([("1", None)], 0)
        (record,) = caplog.records
        assert record.levelno == logging.ERROR
        assert "d.toml" in record.message
    write(path, '[words]\na = "3"\n')
    file.refresh()
    assert (spoken(file, "a"), file.version) == ([("3", None)], 1)
