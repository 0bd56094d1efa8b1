"""A request's text, a piece a word."""

from __future__ import annotations

from collections.abc import Callable

from rhapsode_server.engines.engine import EngineRequest
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


def test_given_sounds_are_marked(request_for: Callable[..., EngineRequest]) -> None:
    plain, given = chunks(request_for("say [it](/ɪt/)"))
    assert plain.ipa is None
    assert given.ipa is not None
    assert given.ipa.symbols == "ɪt"


def test_no_words_no_chunks(request_for: Callable[..., EngineRequest]) -> None:
    assert chunks(request_for("")) == []
