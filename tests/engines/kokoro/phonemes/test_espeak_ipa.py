"""Texts that kill the library, with a scripted link."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from rhapsode_protocol.errors import SynthesisFailed
from rhapsode_server.engines.espeak_link import CallRefused
from rhapsode_server.engines.espeak_process import HANG_COST, HostLost
from rhapsode_server.engines.kokoro.phonemes import espeak_ipa
from rhapsode_server.engines.kokoro.phonemes.espeak_ipa import CACHED_TEXTS, PATIENCE, EspeakIpa

Link = Callable[..., Any]


def deadly(*signs: str) -> Callable[[str, str], str]:
    """Dies of texts that hold one of the signs."""

    def answer(voice: str, text: str) -> str:
        if any(sign in text for sign in signs):
            raise HostLost("killed by signal 6", by_text=True)
        return text.upper()

    return answer


def test_all_texts_go_in_one_call(scripted_link: Link) -> None:
    link = scripted_link(lambda voice, text: f"{voice}({text})1 {text}")
    assert EspeakIpa(link).texts("es", ["uno", "dos"]) == ["es uno", "es dos"]
    assert link.calls == [("es", ["uno", "dos"])]
    assert EspeakIpa(link).texts("es", []) == []
    assert len(link.calls) == 1


def test_a_deadly_sign_is_cleaned_away_and_its_neighbours_are_untouched(scripted_link: Link) -> None:
    assert EspeakIpa(scripted_link(deadly("%"))).texts("en-us", ["a b", "c %d"]) == ["A B", "C D"]


def test_a_deadly_word_alone_is_lost(scripted_link: Link) -> None:
    assert EspeakIpa(scripted_link(deadly("x"))).texts("en-us", ["a b x d"]) == ["A B D"]
    assert EspeakIpa(scripted_link(deadly("x"))).texts("en-us", ["x"]) == [""]
    assert EspeakIpa(scripted_link(deadly("%"))).texts("en-us", ["%"]) == [""]


def test_a_host_killed_from_outside_is_asked_again_with_the_same_text(scripted_link: Link) -> None:
    losses = [HostLost("killed by signal 9", by_text=False)] * 2

    def answer(voice: str, text: str) -> str:
        if losses:
            raise losses.pop()
        return text

    link = scripted_link(answer)
    assert EspeakIpa(link).texts("en-us", ["a %b"]) == ["a %b"]
    assert [texts for _, texts in link.calls] == [["a %b"]] * 3


def test_patience_ends(scripted_link: Link) -> None:
    link = scripted_link(deadly("x"))
    assert EspeakIpa(link).texts("en-us", ["x"] * 100) == [""] * 100
    assert len(link.calls) <= PATIENCE + 1

    def hang(voice: str, text: str) -> str:
        raise HostLost("silent", by_text=False, cost=HANG_COST)

    link = scripted_link(hang)
    assert EspeakIpa(link).texts("en-us", ["a", "b"]) == ["", ""]
    assert len(link.calls) <= PATIENCE // HANG_COST + 1


def test_texts_are_brought_within_what_the_library_survives(scripted_link: Link) -> None:
    link = scripted_link()
    EspeakIpa(link).texts("en-us", ["a" * 200 + "\0\ud800[["])
    (_, [asked]) = link.calls[0]
    assert max(map(len, asked.split())) <= 60
    assert not {"\0", "\ud800"} & set(asked)
    assert "[[" not in asked


def test_an_unknown_voice_is_an_error(scripted_link: Link) -> None:
    def refuse(voice: str, text: str) -> str:
        raise CallRefused("espeak-ng has no such voice")

    with pytest.raises(SynthesisFailed, match="no such voice: 'xx'"):
        EspeakIpa(scripted_link(refuse)).texts("xx", ["a"])


def test_words_are_remembered_by_voice_up_to_a_bound(scripted_link: Link) -> None:
    link = scripted_link()
    ipa = EspeakIpa(link)
    assert ipa.words("de", ["a", "b", "a"]) == ["a", "b", "a"]
    assert ipa.words("de", ["b"]) == ["b"]
    assert ipa.words("fr", ["b"]) == ["b"]
    assert link.calls == [("de", ["a", "b"]), ("fr", ["b"])]
    for number in range(0, 2 * CACHED_TEXTS, 1_000):
        ipa.words("de", [f"w{number + place}" for place in range(1_000)])
    assert len(ipa._words) <= CACHED_TEXTS


def test_a_full_memory_forgets_nothing_that_is_being_asked_for(
    scripted_link: Link, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(espeak_ipa, "CACHED_TEXTS", 3)
    ipa = EspeakIpa(scripted_link())
    ipa.words("de", ["a", "b"])
    assert ipa.words("de", ["a", "c", "b", "d"]) == ["a", "c", "b", "d"]


def test_a_word_that_was_lost_is_asked_for_again(scripted_link: Link) -> None:
    answers = iter(["", "so"])
    ipa = EspeakIpa(scripted_link(lambda voice, text: next(answers)))
    assert ipa.words("de", ["so"]) == [""]
    assert ipa.words("de", ["so"]) == ["so"]
