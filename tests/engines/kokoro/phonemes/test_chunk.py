"""A request's text, a piece a word."""

from __future__ import annotations

from collections.abc import Callable

from rhapsode_server.engines.engine import EngineRequest
from rhapsode_server.engines.kokoro.phonemes.assembly import Sound
from rhapsode_server.engines.kokoro.phonemes.chunk import chunks


def test_nothing_of_the_text_is_left_out(request_for: Callable[..., EngineRequest]) -> None:
    request = request_for("— One — two\n  three…", word=r"\w+")
    assert [(chunk.word, chunk.text, chunk.joined) for chunk in chunks(request)] == [
        (0, "— One —", False),
        (1, "two", False),
        (2, "three…", False),
    ]


def test_words_without_space_between_them_are_joined(request_for: Callable[..., EngineRequest]) -> None:
    request = request_for("我们，好 吗", word=r"[我们好吗]")
    assert [(chunk.text, chunk.joined) for chunk in chunks(request)] == [
        ("我", False),
        ("们，", True),
        ("好", True),
        ("吗", False),
    ]


def test_given_sounds_stand_beside_what_is_written(marked_request_for: Callable[..., EngineRequest]) -> None:
    request = marked_request_for("Say “[New York](/nuː jɔːk/)”, it's /ˈʌp/'s!")
    assert [(chunk.text, chunk.joined) for chunk in chunks(request)] == [
        ("Say", False),
        ("New York", False),
        ("it's", False),
        ("/ˈʌp/", False),
        ("'s!", True),
    ]
    assert [chunk.given for chunk in chunks(request)] == [
        None,
        (Sound('"'), Sound("nuː jɔːk", 1), Sound('", ')),
        None,
        (Sound(""), Sound("ˈʌp", 3), Sound("")),
        None,
    ]


def test_no_words_no_chunks(request_for: Callable[..., EngineRequest]) -> None:
    assert chunks(request_for("")) == []
