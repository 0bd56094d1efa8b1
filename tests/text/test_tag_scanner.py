"""What is a tag and what is text, one character at a time."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from rhapsode_server.text.tag_scanner import MAX_TAG_CHARACTERS, TagScanner, Verdict, tag_end


def judge(text: str) -> tuple[Verdict, int]:
    """The verdict on a text that begins with ``<``, and at which character it fell."""
    scanner = TagScanner(frozenset({"spell"}))
    for index, character in enumerate(text[1:], start=1):
        verdict = scanner.admit(character)
        if verdict is not Verdict.MORE:
            return verdict, index
    return Verdict.MORE, len(text)


@pytest.mark.parametrize(
    "tag",
    [
        "<b>",
        "</b>",
        "</b >",
        "<br/>",
        "<br />",
        "<B>",
        "<a href='x'>",
        '<a href="x > y" class=z>',
        "<a href = x >",
        "<a href=http://x/y>",
        "<spell>",
        "<SPELL group>",
        "<spell what ever>",
        "</spell x>",
        "<amazon:effect name='whispered'>",
        "<b\n>",
    ],
)
def test_tags_end_with_their_last_character(tag: str) -> None:
    assert judge(tag) == (Verdict.TAG, len(tag) - 1)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("< b>", 1),
        ("<3", 1),
        ("<>", 1),
        ("<<b>", 1),
        ("<b!", 2),
        ("</3", 2),
        ("</ b>", 2),
        ("<b and c>d", 7),
        ("<foo@bar.com>", 4),
        ("<https://x.y>", 8),
        ("<a x>", 4),
        ("<a =>", 3),
        ("<a x=>", 5),
        ("<b/b>", 3),
        ("</b x>", 4),
        ("<spell <b>", 7),
        ('<a x="<', 6),
    ],
)
def test_text_is_known_as_soon_as_it_is_certain(text: str, place: int) -> None:
    assert judge(text) == (Verdict.TEXT, place)


@pytest.mark.parametrize("text", ["<", "<s", "</", "</b", "<b x", '<b x="1', "<spell gr"])
def test_half_a_tag_may_still_become_one(text: str) -> None:
    assert judge(text)[0] is Verdict.MORE


def test_a_long_run_is_no_tag() -> None:
    assert judge("<" + "a" * 500) == (Verdict.TEXT, MAX_TAG_CHARACTERS)
    assert judge("<spell " + "a" * 500) == (Verdict.TEXT, MAX_TAG_CHARACTERS)


@example([f"<b{' ' * MAX_TAG_CHARACTERS}>"])
@example(['<prosody rate="fast">', "a"])
@given(
    st.lists(
        st.sampled_from(["<", "</", "spell", "b", ":", " ", "\n", ' a="x"', " a='>'", " a=x", "/", ">"]), max_size=8
    )
)
def test_a_tag_at_hand_is_one_to_the_scanner(parts: list[str]) -> None:
    text = "<" + "".join(parts).removeprefix("<")
    end = tag_end(text, 0)
    if end is not None:
        assert judge(text) == (Verdict.TAG, end - 1)


def test_plain_tags_need_no_scanner() -> None:
    assert [tag_end(text, 0) for text in ("<b>", "</b >", '<a href="x">', "<br/>")] == [3, 5, 12, 5]
    assert [tag_end(text, 0) for text in ("<b", "< b>", "</b/>", "<a b>")] == [None] * 4
