"""One full stop, and what is known of it when the next word begins."""

from __future__ import annotations

from typing import NamedTuple

from rhapsode_server.text.abbreviation import is_abbreviation, may_end_before_opener
from rhapsode_server.text.languages import Language


class FullStop(NamedTuple):
    """The word before it, and that word's neighbours."""

    word: str = ""
    in_address: bool = False
    counts: bool = False
    """Whether it is a number that another word asks for: "No. 5"; it is no ordinal."""
    behind_number: bool = False
    behind_letter: bool = False
    """Whether a letter with a stop stands before it, as in "z. B."."""

    def goes_on(self, language: Language, before: str, *, opens_sentence: bool, before_number: bool) -> bool:
        """Whether the sentence goes on behind it, as after an abbreviation.

        Args:
            language: whose abbreviations count.
            before: the character that follows; nothing where it does not matter which.
            opens_sentence: whether the word is the first of its sentence.
            before_number: whether a digit follows.
        """
        if self.in_address or (self.counts and not before_number and self.word.isdigit()):
            return False
        return is_abbreviation(
            self.word,
            language,
            opens_sentence=opens_sentence,
            before_number=before_number,
            before_capital=before.isupper(),
        )

    def asks_for_number(self, language: Language) -> bool:
        """Whether the word is one that a number follows: "No. 5"."""
        return self.word.casefold().lstrip("(") in language.before_number

    def may_end(self, language: Language, before: str, *, opens_sentence: bool) -> bool:
        """Whether one that goes on may end its sentence after all, if the next word begins one."""
        if not before.isupper() or (opens_sentence and (self.word.isdigit() or len(self.word) == 1)):
            return False
        return may_end_before_opener(
            self.word, language, behind_number=self.behind_number, behind_letter=self.behind_letter
        )
