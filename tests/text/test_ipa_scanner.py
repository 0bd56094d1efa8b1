"""What is inline IPA and what is text, one character at a time."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rhapsode_server.text.ipa_scanner import (
    MAX_IPA_CHARACTERS,
    MAX_PLAIN_CHARACTERS,
    MAX_WRITTEN_CHARACTERS,
    OPENING,
    IpaScanner,
    Verdict,
    is_hopeless,
)


def judge(text: str) -> tuple[Verdict, int]:
    """The verdict on a text that begins with ``[`` or ``/``, and at which character it fell."""
    scanner = IpaScanner(text[0])
    for index, character in enumerate(text[1:], start=1):
        verdict = scanner.admit(character)
        if verdict is not Verdict.MORE:
            return verdict, index
    return Verdict.MORE, len(text)


@pytest.mark.parametrize(
    "text",
    [
        "[Kokoro](/kˈOkəɹO/)",
        "[New York](/nuː jɔːk/)",
        "[and/or](/ænd ɔːɹ/)",
        "[bed](/bed/)",
        "[+](/plʌs/)",
        "[重庆](/ʈʂʰʊ↗ŋʨʰi↘ŋ/)",
        "[J. R. R.](/dʒeɪ ɑːɹ ɑːɹ/)",
        "[ x ](/ eks /)",
        "[pão](/pɐ̃w̃/)",
        "[a (b)](/ə/)",
    ],
)
def test_with_brackets_it_ends_with_its_last_character(text: str) -> None:
    assert judge(text) == (Verdict.WHOLE, len(text) - 1)


@pytest.mark.parametrize(
    "text",
    [
        "/kə/",
        "/ˈsɪl.ə.bəl/",
        "/nuː jɔːk/",
        "/kæt/",
        "/'wɔ:tə/",
        "/t͡ʃ/",
        "/œuvʁ/",
        "/ǃa/",
        "/n̥a/",
        "/ni˨˩˦ xɑʊ/",
        "/θiŋk/",
    ],
)
@pytest.mark.parametrize(
    "behind", [" ", ".", ",", "!", ")", "”", "'", "—", "-", "\n", "。", "，", "中", "는", "😀", ":"]
)
def test_without_brackets_it_ends_before_what_may_follow_a_word(text: str, behind: str) -> None:
    assert judge(text + behind) == (Verdict.ENDED, len(text))


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("[[x](/ə/)", 1),
        ("[](/ə/)", 1),
        ("[ ](/ə/)", 2),
        ("[x] (/ə/)", 3),
        ("[x](https://a.b)", 4),
        ("[x](/path)", 9),
        ("[x](/a-b/)", 6),
        ("[x](/a_b/)", 6),
        ("[x](/a1/)", 6),
        ("[x](//)", 5),
        ("[x](/ /)", 6),
        ("[x](/ˈ/)", 6),
        ("[x](/ə/ b)", 7),
        ("[x\ny](/ə/)", 2),
        ("//ə/", 1),
        ("/ ə/", 1),
        ("/ə /", 3),
        ("/home/", 5),
        ("/café/", 5),
        ("/cafe\u0301/", 6),
        ("/tiê\u0301ng/", 7),
        ("/Hawaiʻi/", 8),
        ("/français/", 9),
        ("/1ə/", 1),
        ("/ə,ə/", 2),
        ("/ə\n/", 2),
        ("/ɑαɑ/", 2),
        ("/ˈː/", 3),
        ("/ə/b", 3),
        ("/ə//", 3),
        ("/ə/\\", 3),
        ("/ə/1", 3),
        ("/ə/\u0301", 3),
    ],
)
def test_text_is_known_as_soon_as_it_is_certain(text: str, place: int) -> None:
    assert judge(text) == (Verdict.TEXT, place)


@pytest.mark.parametrize(
    "text", ["[", "[New Yo", "[x]", "[x](", "[x](/", "[x](/nuː j", "[x](/ə/", "/", "/k", "/kə", "/kə/"]
)
def test_half_of_it_may_still_become_whole(text: str) -> None:
    assert judge(text)[0] is Verdict.MORE


def test_what_does_not_end_is_text_after_a_while() -> None:
    assert judge("[" + "a" * 500) == (Verdict.TEXT, MAX_WRITTEN_CHARACTERS + 1)
    assert judge("[x](/" + "ə" * 500) == (Verdict.TEXT, MAX_IPA_CHARACTERS + 5)
    assert judge("/" + "ə" * 500) == (Verdict.TEXT, MAX_IPA_CHARACTERS + 1)
    assert judge("/" + "so it goes " * 50) == (Verdict.TEXT, MAX_PLAIN_CHARACTERS)
    assert judge("/" + "so it is ðə end " * 50)[1] == MAX_IPA_CHARACTERS + 1


def test_the_longest_is_still_taken() -> None:
    assert judge(f"[{'a' * MAX_WRITTEN_CHARACTERS}](/{'ə' * MAX_IPA_CHARACTERS}/)")[0] is Verdict.WHOLE
    assert judge(f"/{'ə' * MAX_IPA_CHARACTERS}/ ")[0] is Verdict.ENDED


@pytest.mark.parametrize("before", [*" \n\u00a0(“\"'*—-中。，", "は", "😀"])
def test_it_begins_behind_these(before: str) -> None:
    assert IpaScanner.may_begin("/", before)


@pytest.mark.parametrize("before", ["a", "1", "/", ":", ".", ")", "é", "한", "%", "\\"])
def test_the_bare_form_does_not_begin_inside_a_word(before: str) -> None:
    assert not IpaScanner.may_begin("/", before)
    assert IpaScanner.may_begin("[", before)


@given(st.text("[]()/aə \n", max_size=10), st.sampled_from("[/"))
def test_what_is_hopeless_is_text_to_the_scanner(text: str, opening: str) -> None:
    text = opening + text
    if OPENING.match(text) is None or (opening == "/" and is_hopeless(text, 0)):
        assert judge(text)[0] is Verdict.TEXT


def test_nearly_all_that_begins_like_ipa_needs_no_scanner() -> None:
    assert not any(map(OPENING.match, ("[a](b)", "[a] b", "[[", f"[{'a' * 80}", "[a\nb")))
    assert all(map(OPENING.match, ("[a", "[a]", "[a](", "[a](/ə", "/a")))
    assert all(is_hopeless(text, 0) for text in ("/a/b", "/1", "/a,"))
    assert not any(is_hopeless(text, 0) for text in ("/a", "/ə/", "/"))
