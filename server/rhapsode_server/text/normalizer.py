"""From a segment to the words that are spoken, each tied to the client's own characters.

Three steps: each run is read into tokens (plain text verbalised, cleaned and divided, spelled text named), tokens that
are no words join their neighbours, and the words are set into one text. Numbers, dates, units and their like are said
by ``verbalization``; in a language that it does not have they are left to the engine.

Words are what white space divides. Scripts without it are divided so that each part can be shown while it sounds: each
ideograph is a word, and each run of hiragana, of katakana, of Thai or of Western letters between them. What has one
pronunciation is one word. Marks stay with the word that they follow, opening brackets with the one that they precede.
"""

from __future__ import annotations

import functools
import itertools
import operator
from collections.abc import Iterable, Iterator, Sequence

from rhapsode_server.text.characters import SPACELESS, CharacterClass, classify
from rhapsode_server.text.cleanup import Ideographs, Piece, clean, clean_controls
from rhapsode_server.text.languages import Language, language_row
from rhapsode_server.text.reading import Pronunciation, Reading, SpokenWord, VerbalizedSpan
from rhapsode_server.text.segment import Run, RunKind, Segment
from rhapsode_server.text.spell import spell
from rhapsode_server.text.spoken_pieces import SaidWords, spoken_pieces, written_pieces
from rhapsode_server.text.symbol_names import SYMBOL_NAMES
from rhapsode_server.text.token import PLAIN, Token
from rhapsode_server.text.verbalization.locales import locale_of
from rhapsode_server.text.word_languages import in_their_languages

_WIDE_MARK_LANGUAGES = frozenset({"zh", "yue", "ja", "ko"})
_DASHES = frozenset("-—")
_QUOTES = frozenset("\"'")
_DASHES_AND_QUOTES = _DASHES | _QUOTES
_APOSTROPHES = frozenset("'’")
_MARK_CLASSES = frozenset(
    {
        CharacterClass.OPEN,
        CharacterClass.STOP,
        CharacterClass.END,
        CharacterClass.CLAUSE,
        CharacterClass.CLOSE,
        CharacterClass.FINAL,
        CharacterClass.WIDE_END,
        CharacterClass.WIDE_CLAUSE,
    }
)
_WESTERN = frozenset({CharacterClass.LETTER, CharacterClass.DIGIT, CharacterClass.HANGUL})
_WORD_CLASSES = SPACELESS | _WESTERN
_FIRST = operator.itemgetter(0)
_NONE = itertools.repeat(None)
# Made of their values without a call of Python's: a long text has ten thousand of each.
_JOINED = (True, *PLAIN[1:])
_token_of = functools.partial(tuple.__new__, Token)
_word_of = functools.partial(tuple.__new__, SpokenWord)


class Normalizer:
    """Reads segments. Keeps no state between them: one object serves every context."""

    def read(self, segment: Segment, language: str, normalize: bool) -> Reading:
        """The spoken form of a segment.

        Args:
            segment: what the segmenter handed on.
            language: tag of the language that it is read in.
            normalize: ``False`` leaves plain text as the client wrote it, but for what would break an engine;
                ``<spell>`` and inline IPA are honoured either way.
        """
        row = language_row(language)
        told: list[VerbalizedSpan] = []
        tokens: Sequence[Token] = _tokens(segment, row, told, normalize)
        if normalize and not all(map(str.isalnum, map(_FIRST, map(_FIRST, tokens)))):
            tokens = [*_attach_loose(tokens)]
        return in_their_languages(_set_text(tokens, told), segment, row.tag)


def _tokens(segment: Segment, row: Language, told: list[VerbalizedSpan], normalize: bool) -> list[Token]:
    """The tokens of all runs; a word that a dropped tag divides ("<b>S</b>ing") is one."""
    wide_marks = row.tag in _WIDE_MARK_LANGUAGES
    tokens: list[Token] = []
    pending: list[Piece] = []
    goes_on = False  # whether what is pending is joined to the token before it
    before = segment.before
    for kind, grouped in itertools.groupby(segment.runs, key=lambda run: run.kind):
        group = [*grouped]
        if kind is RunKind.SPELL:
            tokens += _divide(pending, goes_on)
            pending, goes_on = [], False
            locale = locale_of(row.tag)
            names = locale.sign_names if locale is not None else SYMBOL_NAMES["en"]
            for run in group:
                tokens += spell(run, names)
            before = ""
            continue
        if kind is RunKind.PHONEMES:
            if pending and told and told[-1].source_end == pending[-1].end and _is_western(pending[-1].text[-1]):
                # The words of a number are no part of what follows it: "2[x](/eks/)".
                tokens += _divide(pending, goes_on)
                pending, goes_on = [], False
            pending += [_pronounced(run, wide_marks, normalize) for run in group]
            before = ""
            continue
        pieces: Iterable[Piece | SaidWords | Ideographs]
        if normalize:
            pieces = spoken_pieces(group, row.tag, told, before, wide_marks=wide_marks)
        else:
            pieces = written_pieces(group)
        before, known = "", len(told)
        for piece in pieces:
            if piece[0] == " ":
                if len(pending) == 1 and not goes_on and pending[0][4] is None:
                    # Nearly every word, so without a call.
                    written, start, end, _, _ = pending[0]
                    tokens.append(_token_of((written, start, end, *PLAIN)))
                elif pending:
                    tokens += _divide(pending, goes_on)
                pending, goes_on = [], False
                continue
            if pending and pending[-1][4] is not None and _begins_span(piece, told[known:]):
                tokens += _divide(pending, goes_on)
                pending, goes_on = [], False
            if isinstance(piece, Piece):
                pending.append(piece)
                continue
            if not pending and isinstance(piece, SaidWords) and not piece.joined:
                # Nearly every number of several words, so without a call.
                words, start, end, _ = piece
                tokens += [_token_of((word, start, end, *PLAIN)) for word in words[:-1]]
                pending = [Piece(words[-1], start, end)]
                continue
            # None of these words but the first and the last has anything beside it.
            first, middle, last = _side_by_side(piece)
            tokens += [*_divide([*pending, first], goes_on), *middle]
            pending, goes_on = [last], not isinstance(piece, SaidWords) or piece.joined
    tokens += _divide(pending, goes_on)
    return tokens


def _side_by_side(words: SaidWords | Ideographs) -> tuple[Piece, Iterable[Token], Piece]:
    """The first and the last of some words, and all between them."""
    if isinstance(words, SaidWords):
        said, start, end, joined = words
        rest = (joined, *PLAIN[1:])
        middle = [_token_of((word, start, end, *rest)) for word in said[1:-1]]
        return Piece(said[0], start, end), middle, Piece(said[-1], start, end)
    text, start = words
    end = start + len(text)
    places = zip(text[1:-1], range(start + 1, end), range(start + 2, end), *map(itertools.repeat, _JOINED))  # noqa: B905
    return Piece(text[0], start, start + 1), map(_token_of, places), Piece(text[-1], end - 1, end)


def _begins_span(piece: Piece | SaidWords | Ideographs, told: Sequence[VerbalizedSpan]) -> bool:
    """Whether this is the first of a number's words, in a script that sets spaces."""
    return bool(told) and told[0].source_start == piece.start and _is_western(piece[0][0][0])


def _is_western(character: str) -> bool:
    return classify(character) in _WESTERN


def _pronounced(run: Run, wide_marks: bool, normalize: bool) -> Piece:
    """One piece of what has one pronunciation; what is written with nothing but emoji shows the pronunciation."""
    phonemes = run.phonemes or ""
    bare = f"/{phonemes}/"
    pieces = clean(run.text, wide_marks=wide_marks) if normalize else clean_controls(run.text)
    written = "" if run.text == bare else " ".join("".join(piece.text for piece in pieces).split())
    return Piece(written or bare, run.source_start, run.source_end, phonemes=phonemes)


def _divide(pieces: list[Piece], goes_on: bool) -> Sequence[Token]:
    """Divide what stands between two spaces where its script, a long dash or a given sound divides it; ``goes_on`` says
    whether it is joined to the word before."""
    if len(pieces) == 1 and pieces[0].phonemes is None:
        (piece,) = pieces
        return (Token(piece.text, piece.start, piece.end, goes_on and piece.text != "—"),)
    tokens: list[Token] = []
    first = 0
    unit, ideograph = CharacterClass.SYMBOL, CharacterClass.IDEOGRAPH
    is_plain, alone = True, ("", 0, 0)
    for index, (text, start, end, _, phonemes) in enumerate(pieces):
        kind = classify(text[0]) if phonemes is None else ideograph
        if text in _APOSTROPHES and phonemes is None:
            kind = _apostrophe_kind(pieces, index, kind)
        if index > first:
            if kind is ideograph is unit and is_plain and index - first == 1:
                # Each ideograph is a word: in a text of nothing else there are ten thousand.
                tokens.append(Token._make((*alone, goes_on or first > 0, *PLAIN[1:])))
                first = index
            elif _begins_unit(unit, kind, pieces[index], pieces[index - 1]):
                tokens.append(_token(pieces[first:index], joined=goes_on or first > 0))
                first, unit = index, CharacterClass.SYMBOL
        if unit not in _WORD_CLASSES:
            unit = kind if len(text) == 1 or kind in _WORD_CLASSES else classify(text[-1])
        is_plain, alone = phonemes is None, (text, start, end)
    if pieces:
        tokens.append(_token(pieces[first:], joined=goes_on or first > 0))
    return tokens


def _apostrophe_kind(pieces: list[Piece], index: int, kind: CharacterClass) -> CharacterClass:
    """What has a sound of its own is a word of its own, as an ideograph is; the apostrophe behind it goes with the
    letters that follow ("'s")."""
    if index and pieces[index - 1].phonemes is not None and index + 1 < len(pieces):
        behind = classify(pieces[index + 1].text[0])
        return behind if behind is CharacterClass.LETTER else kind
    return kind


def _begins_unit(unit: CharacterClass, kind: CharacterClass, piece: Piece, before: Piece) -> bool:
    """Whether a character of ``kind`` begins a new word behind a word of class ``unit``."""
    if piece.phonemes is not None:
        return unit in _WORD_CLASSES or unit is CharacterClass.SYMBOL or before.text == "—"
    if before.phonemes is not None and kind is CharacterClass.SYMBOL:
        return True
    if piece.text == "—" or before.text == "—":
        return piece.text != before.text
    if before.opens or classify(before.text[-1]) is CharacterClass.OPEN:
        return False
    if unit in SPACELESS:
        if piece.opens or kind is CharacterClass.OPEN or kind in _WESTERN:
            return True
        return kind in SPACELESS and (kind is not unit or kind is CharacterClass.IDEOGRAPH)
    return unit in _WESTERN and kind in SPACELESS


def _token(pieces: list[Piece], joined: bool) -> Token:
    if len(pieces) == 1 and pieces[0].phonemes is None:
        (piece,) = pieces
        return Token(piece.text, piece.start, piece.end, joined and piece.text != "—")
    for index, piece in enumerate(pieces):
        if piece.phonemes is not None:
            opening, closing = ("".join(mark.text for mark in part) for part in (pieces[:index], pieces[index + 1 :]))
            return Token(piece.text, piece.start, piece.end, joined, True, opening, closing, piece.phonemes)
    text = "".join([piece.text for piece in pieces])
    return Token(text, pieces[0].start, pieces[-1].end, joined and text != "—")


def _attach_loose(tokens: Iterable[Token]) -> Iterator[Token]:
    """Give tokens that are no words to their neighbours: « quoi ? » is two quotes, a word and its mark.

    A dash stays between the words, where there are words before it; a quote that stands alone has no sound.
    """
    word: Token | None = None
    dash: Token | None = None
    opener = ""
    opener_start = 0
    for token in tokens:
        loose = not token.text[0].isalnum() and token.phonemes is None
        if loose and not _DASHES.isdisjoint(token.text) and _DASHES_AND_QUOTES.issuperset(token.text):
            dash = None if word is None else token._replace(text="—", joined=False)
            continue
        if loose and all(character in _QUOTES or classify(character) in _MARK_CLASSES for character in token.text):
            closing, opening = _closing_and_opening(token.text)
            if closing:
                opener = ""
            if closing and word is not None and dash is None:
                end = word.source_end if word.fixed else token.source_end
                word = word._replace(closing=word.closing + closing, source_end=end)
            if opening:
                opener, opener_start = opener + opening, opener_start if opener else token.source_start
            continue
        if word is not None:
            yield word
        if dash is not None:
            yield dash
        word, dash = token, None
        if opener:
            start = token.source_start if token.fixed else opener_start
            word, opener = token._replace(opening=opener + token.opening, source_start=start), ""
    if word is not None:
        yield word
    if dash is not None:
        yield dash


def _closing_and_opening(marks: str) -> tuple[str, str]:
    """The marks that go to the word before, and those that go to the word behind; quotes go to neither."""
    closing = opening = ""
    for mark in marks:
        if classify(mark) is CharacterClass.OPEN:
            opening += mark
        elif mark not in _QUOTES:
            closing, opening = closing + mark, ""
    return closing, opening


def _set_text(tokens: Sequence[Token], told: Iterable[VerbalizedSpan]) -> Reading:
    """Set the tokens into one text. Marks that stand alone are part of the text and no words."""
    if not tokens:
        return Reading("", (), tuple(told))
    texts, starts, ends, joined, _, openings, closings, phonemes = zip(*tokens, strict=True)
    if "—" in texts or phonemes.count(None) < len(tokens):
        return _set_with_sounds(tokens, told)
    # Column by column, which takes a long text a third of the time.
    if any(openings) or any(closings):
        texts = tuple(map("".join, zip(openings, texts, closings, strict=True)))
    lengths = [*map(len, texts)]
    if any(joined):
        gaps = ["", *["" if is_joined else " " for is_joined in joined[1:]]]
        behind = [*itertools.accumulate(map(int.__add__, map(len, gaps), lengths))]
        text = "".join(itertools.chain.from_iterable(zip(gaps, texts, strict=True)))
    else:
        behind = [place - 1 for place in itertools.accumulate([length + 1 for length in lengths])]
        text = " ".join(texts)
    words = zip(texts, map(int.__sub__, behind, lengths), behind, starts, ends, _NONE, _NONE)  # noqa: B905
    return Reading(text, tuple(map(_word_of, words)), tuple(told))


def _set_with_sounds(tokens: Iterable[Token], told: Iterable[VerbalizedSpan]) -> Reading:
    """The same where some of the tokens are dashes, or have a sound that was given."""
    parts: list[str] = []
    words: list[SpokenWord] = []
    length = 0
    joins = False
    for written, source_start, source_end, joined, _, opening, closing, phonemes in tokens:
        if parts and not (joined and joins):
            parts.append(" ")
            length += 1
        text = opening + written + closing if opening or closing else written
        parts.append(text)
        end = length + len(text)
        joins = phonemes is not None or written != "—"
        if joins:
            given = None if phonemes is None else _pronunciation(written, phonemes, length + len(opening))
            words.append(SpokenWord(text, length, end, source_start, source_end, given))
        length = end
    return Reading("".join(parts), tuple(words), tuple(told))


def _pronunciation(written: str, phonemes: str, start: int) -> Pronunciation:
    return Pronunciation(phonemes, start, start + len(written), written != f"/{phonemes}/")
