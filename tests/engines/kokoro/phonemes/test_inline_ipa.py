"""Sounds that the client gave."""

from __future__ import annotations

import pytest

from rhapsode_server.engines.kokoro.phonemes.inline_ipa import InlineIpa, inline_ipa


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("[Kokoro](/kˈOkəɹO/)", ("", "kˈOkəɹO", "")),
        ("“[New York](/nu jɔk/)!”", ("“", "nu jɔk", "!”")),
        ("[x](/abc/),", ("", "abc", ",")),
        ("/ˈæpəl/", ("", "ˈæpəl", "")),
        ("(/ˈæpəl/).", ("(", "ˈæpəl", ").")),
    ],
)
def test_given_sounds_are_found_with_their_marks(text: str, found: tuple[str, str, str]) -> None:
    assert inline_ipa(text) == InlineIpa(*found)


@pytest.mark.parametrize("text", ["and/or", "/home/", "/usr/lib/", "/", "//", "[x](y)", "a/ə/b", "km/h", "1/2"])
def test_paths_and_alternatives_are_words(text: str) -> None:
    assert inline_ipa(text) is None
