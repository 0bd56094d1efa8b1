"""Marks inside a line that the text at hand tells, and those that it does not."""

from __future__ import annotations

import pytest

from rhapsode_server.text.markdown_filters import ALL_FILTERS, MarkdownFilters
from rhapsode_server.text.markdown_inline import InlineReader
from rhapsode_server.text.markdown_output import MarkdownOutput
from rhapsode_server.text.markup_event import Characters, Replaced


def read(text: str, *, in_row: bool = False, filters: MarkdownFilters = ALL_FILTERS) -> tuple[str, str]:
    """What is heard, and what is left to a scanner or to the next line."""
    out = MarkdownOutput()
    end = InlineReader(filters, out).read(text, 0, 0, in_row=in_row)
    out.queue.give_up()
    events = out.drain()
    return "".join(event.text for event in events if isinstance(event, Characters | Replaced)), text[end:]


@pytest.mark.parametrize(
    ("text", "heard", "left"),
    [
        ("plain", "plain", ""),
        ("a **b** c", "a b c", ""),
        ("***** a", "***** a", ""),
        ("[a](https://b.c) d", "a d", ""),
        ("[a](b[c", "[a](b[c", ""),
        ("![a](b) c", "a c", ""),
        (r"a \* b \x c", r"a * b \x c", ""),
        (r"\(\( a", r"\(", r"\( a"),
        ("$5 and a", "$5 and a", ""),
        ("$$$$$$ a", "$$$$", "$$ a"),
        ("so $x=1$, a", "so x = 1, a", ""),
        ("$a*$ b", "$a*$ b", ""),
        ("R&amp;D, &#x27;a&nosuch; b", "R&D, 'a&nosuch; b", ""),
        ("run `a*` and ``b`c`` now", "run a* and b`c now", ""),
    ],
)
def test_what_the_text_tells_is_read_at_once(text: str, heard: str, left: str) -> None:
    assert read(text) == (heard, left)


@pytest.mark.parametrize(
    "left",
    [
        "**",
        "[",
        "[^1]",
        "!",
        "]",
        "](a",
        "][a]",
        "\\",
        r"\(a",
        "$",
        "$$a$$ b",
        "$a$",
        "&",
        "&am",
        "`",
        "`a`",
        "``a` b",
        "<",
    ],
)
def test_what_it_does_not_tell_is_left(left: str) -> None:
    assert read(f"[a {left}") == ("[a ", left)


def test_a_line_is_read_to_its_end() -> None:
    assert read("a *b\n*c*") == ("a *b\n", "*c*")


def test_cells_are_told_in_rows_only() -> None:
    assert read("| a | b |\n", in_row=False) == ("| a | b |\n", "")
    assert read("| a | b |\n", in_row=True) == ("a , b \n", "")


def test_what_is_switched_off_is_text() -> None:
    assert read(r"**a** [b](c) \* $x$ &amp; `d` !", filters=MarkdownFilters.only(())) == (
        r"**a** [b](c) \* $x$ &amp; `d` !",
        "",
    )
