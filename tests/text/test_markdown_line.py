"""What a line begins with: told by the text at hand as it is told character by character."""

from __future__ import annotations

from hypothesis import example, given, settings
from hypothesis import strategies as st

from rhapsode_server.text.markdown_filters import ALL_FILTERS, NO_FILTERS, MarkdownFilters
from rhapsode_server.text.markdown_line import LINE_OPENERS, LineBeginning, LineKind, LineScanner, line_beginning
from rhapsode_server.text.markdown_scanner import TEXT, WHOLE


def scanned(text: str, filters: MarkdownFilters, *, in_table: bool) -> LineBeginning | None:
    """What the scanner says; ``None`` where it waits for more."""
    scanner = LineScanner(filters, in_table=in_table, in_item=True)
    for character in text:
        verdict = scanner.admit(character)
        if verdict is WHOLE:
            return LineBeginning(scanner.kind, scanner.consumed)
        if verdict is TEXT:
            return LineBeginning(None, 0)
    return None


@settings(max_examples=500)
@example("•a", False, ALL_FILTERS)
@example("- a", False, ALL_FILTERS)
@example("| a |\n| b |\n", False, ALL_FILTERS)
@example("| a |\n|:-", False, ALL_FILTERS)
@example("| a", True, ALL_FILTERS)
@example(f"-{' ' * 400}a", False, ALL_FILTERS)
@given(
    text=st.text("-*+_=#>|`~[] \t\r\nax5:•", min_size=1, max_size=12),
    in_table=st.booleans(),
    filters=st.sampled_from([ALL_FILTERS, NO_FILTERS, MarkdownFilters.without(["lists"])]),
)
def test_what_the_text_at_hand_tells_the_scanner_tells(text: str, in_table: bool, filters: MarkdownFilters) -> None:
    beginning = line_beginning(text, 0, filters, in_table=in_table) if text[0] in LINE_OPENERS else None
    if beginning is not None:
        assert beginning == scanned(text, filters, in_table=in_table)


def test_most_lines_need_no_scanner() -> None:
    told = {
        text: line_beginning(text, 0, ALL_FILTERS, in_table=False)
        for text in ("- a", "* a", "• a", "## a", "> a", "**a", "`a`", "| a |\nb", "| a |\n|--|\n")
    }
    assert told == {
        "- a": (LineKind.BULLET, 2),
        "* a": (LineKind.BULLET, 2),
        "• a": (LineKind.BULLET, 1),
        "## a": (LineKind.HEADING, 3),
        "> a": (LineKind.QUOTE, 2),
        "**a": (None, 0),
        "`a`": (None, 0),
        "| a |\nb": (None, 0),
        "| a |\n|--|\n": (LineKind.TABLE, 0),
    }
    assert line_beginning("| a", 0, ALL_FILTERS, in_table=True) == (LineKind.ROW, 0)
    assert line_beginning("- ", 0, ALL_FILTERS, in_table=False) is None
