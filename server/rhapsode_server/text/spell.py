"""``<spell>``: letter by letter, digit by digit, symbols by name.

Letters are written as separate capitals with commas (KugelAudio, text processing): the comma keeps the rhythm, and
keeps "A" from being read as an article and the Spanish "Y" as "and".
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from rhapsode_server.text.cleanup import clean
from rhapsode_server.text.segment import Run
from rhapsode_server.text.token import Token

JOINT = ","
"""Between two spelled characters."""

BEAT = (";", "—")
"""Between two groups: a mark on the last character, and one that stands alone behind it. Measured with espeak-ng 1.52
between two letters: the comma pauses 195 to 290 ms, the semicolon 75 ms more, which is hardly heard, and the two
together 170 to 200 ms more. A full stop will not do: behind a single letter it is taken for an initial's, and English
pauses only 75 ms."""


def spell(run: Run, symbol_names: Mapping[str, str]) -> list[Token]:
    """The spoken words of a spelled run, each tied to its character.

    A name of several words gives several tokens with one range. White space inside is named, and left out at the ends.
    Emoji are left out: they have no letters.
    """
    spelled = [*_characters(run)]
    tokens: list[Token] = []
    for number, (character, start, end) in enumerate(spelled, start=1):
        words = _spoken(character, symbol_names).split()
        tokens += [Token(word, start, end, fixed=True) for word in words[:-1]]
        last = words[-1]
        beat = run.spell_group is not None and number % run.spell_group == 0
        if number < len(spelled):
            last += BEAT[0] if beat else JOINT
        tokens.append(Token(last, start, end, fixed=True))
        if number < len(spelled) and beat:
            tokens.append(Token(BEAT[1], end, end, fixed=True))
    return tokens


def _characters(run: Run) -> Iterator[tuple[str, int, int]]:
    """What is to be spelled, with its range in the received text."""
    spaces: list[tuple[str, int, int]] = []
    begun = False
    for piece in clean(run.text, wide_marks=False):
        start, end = run.source_start + piece.start, run.source_start + piece.end
        if piece.text == " ":
            if begun and not spaces and run.text[piece.start].isspace():
                spaces.append((" ", start, end))
            continue
        yield from spaces
        spaces.clear()
        begun = True
        if len(piece.text) > 1 and piece.text.isascii():
            # A ligature: its letters one by one.
            yield from ((letter, start, end) for letter in piece.text)
        else:
            yield piece.text, start, end


def _spoken(character: str, symbol_names: Mapping[str, str]) -> str:
    """What one character is called; letters and digits name themselves, and so does what has no name in the table."""
    name = symbol_names.get("-" if character == "—" else character)
    if name is not None:
        return name
    upper = character.upper()
    return upper if len(upper) == len(character) else character
