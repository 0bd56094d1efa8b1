"""How deep in quotations a text is, as far as its marks tell."""

from __future__ import annotations

from rhapsode_server.text.characters import WIDE_QUOTES

QUOTE_MARKS = frozenset({*WIDE_QUOTES, *"\"'‘’"})


class QuoteDepth:
    """Counts quotation marks. A mark too many costs nothing but a character of waiting."""

    def __init__(self) -> None:
        self.open_quotes = 0
        self.in_title = False
        """Whether a title is open: 《走吧！爸爸》 is one name, whatever marks it has."""

    def reset(self) -> None:
        """Nothing is quoted beyond a paragraph's end."""
        self.open_quotes, self.in_title = 0, False

    def take(self, character: str, *, begins_word: bool) -> None:
        """Take one of :data:`QUOTE_MARKS`, and whether it stands before a word."""
        if character in "《》":
            self.in_title = character == "《"
        if character in WIDE_QUOTES:
            step = WIDE_QUOTES[character]
        else:
            # They look the same on both sides, or are apostrophes elsewhere.
            opens = not self.open_quotes if character == '"' else begins_word
            step = 1 if opens else -1
        self.open_quotes = max(0, self.open_quotes + step)
