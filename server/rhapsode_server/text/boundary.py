"""Where a text may be cut, found as the text arrives.

The rules, for every script at once (source: UAX 29 and UAX 14 for what belongs together):

* A boundary is reported when the first character behind it is known, never later: it lies before that character, so
  white space stays with the text before. Two kinds need no such look: the end of a paragraph, and ``。 । ۔`` with no
  quotation open.
* What a boundary is depends on the characters before it and on that one character, never on how they arrived. Some
  boundaries are known later: that of a line that may begin a list, once its marker is, and those of
  :mod:`.held_boundary`, such as the one behind a stop which only the whole next word explains ("5 p.m. Then").
* Nothing is looked at twice: the state is a few flags and the last characters of the current word.

The file is long because it is one state machine: every rule reads flags that the others set.
"""

from __future__ import annotations

import re

from rhapsode_server.text.boundary_kind import Boundary, BoundaryKind
from rhapsode_server.text.characters import (
    SPACELESS,
    WEIGHTS,
    WORD_TENTHS,
    CharacterClass,
    class_table,
    is_number,
    is_virama,
)
from rhapsode_server.text.full_stop import FullStop
from rhapsode_server.text.held_boundary import Doubt, HeldBoundary, Verdict
from rhapsode_server.text.languages import Language
from rhapsode_server.text.list_marker import BULLETS, is_whole, may_begin, may_go_on, number_after
from rhapsode_server.text.mark_state import Line, Mark
from rhapsode_server.text.quote_depth import QUOTE_MARKS, QuoteDepth
from rhapsode_server.text.spaceless import kind_between

__all__ = ["Boundary", "BoundaryFinder", "BoundaryKind"]

# Names of enumerations' members, short and quick (a tenth of a microsecond): they are looked up for every character.
LETTER, DIGIT, SYMBOL = CharacterClass.LETTER, CharacterClass.DIGIT, CharacterClass.SYMBOL
SPACE, GLUE, NEWLINE, EXTEND = CharacterClass.SPACE, CharacterClass.GLUE, CharacterClass.NEWLINE, CharacterClass.EXTEND
STOP, END, CLAUSE, DASH = CharacterClass.STOP, CharacterClass.END, CharacterClass.CLAUSE, CharacterClass.DASH
OPEN, CLOSE, QUOTE, EMOJI = CharacterClass.OPEN, CharacterClass.CLOSE, CharacterClass.QUOTE, CharacterClass.EMOJI
IDEOGRAPH, THAI = CharacterClass.IDEOGRAPH, CharacterClass.THAI
HIRAGANA, KATAKANA = CharacterClass.HIRAGANA, CharacterClass.KATAKANA
FINAL, WIDE_END, WIDE_CLAUSE = CharacterClass.FINAL, CharacterClass.WIDE_END, CharacterClass.WIDE_CLAUSE

WALL_CHARACTERS = 400
"""So long a run without any boundary is cut between two characters. Lower, and long addresses are torn; higher, and one
unit of synthesis grows beyond what can be cancelled quickly."""

SPELLED_WALL = 240
"""The same inside ``<spell>``, where each character is a word. It is a multiple of every group up to 6, so that the
beats go on as they were."""

SPELLED_WEIGHT = 6
"""Letters' time that one spelled character takes, its pause counted in."""

_RECENT_CHARACTERS = 24
"""Of the current word, what is remembered. Lower, and long abbreviations are not known again; higher costs more."""

_ROW = re.compile(r"[A-Za-zÀ-ÖØ-öø-ɏΑ-ΡΣ-Ϋά-ώЀ-џא-תء-غف-ي]+|[0-9]+|([^\w\s])\1*")
_SPACES = frozenset({SPACE, GLUE, NEWLINE})
_HOLD_BACK = frozenset({CLOSE, END, STOP, CLAUSE, FINAL, WIDE_END, WIDE_CLAUSE, EMOJI})
"""Nothing begins with these: they belong to the text before them, even behind a space (French "quoi ?")."""
_WORDS = frozenset({LETTER, DIGIT, CharacterClass.HANGUL, IDEOGRAPH, HIRAGANA, KATAKANA, THAI})
_EMOTICON_EYES = frozenset(":;")

NO_MARK, CLAUSE_MARK, STOP_MARK, ELLIPSIS, END_MARK = Mark
LINE_START, LINE_PLAIN, LINE_BLOCK = Line
_ENDED = (STOP_MARK, END_MARK)
WALL, GLYPH_END, WORD_END, CLAUSE_END, SENTENCE_END, PARAGRAPH_END = BoundaryKind


class BoundaryFinder:
    """Reads one turn's text and reports where it may be cut. Knows no wanted lengths, no time, no tags."""

    def __init__(self, language: Language) -> None:
        self._language = language
        self._classes = class_table(language.sentence_marks, language.opening_quotes, language.closing_quotes)
        self._index = self._last_index = self._weight = self._word_tenths = self._spelled = 0
        self._found: list[Boundary] = []
        self._numbers = self.here(0)  # between the last two numbers: a wall rather than within one
        self.restart()

    def restart(self) -> None:
        """What comes next has nothing to do with what came before, as after a flush. Counts go on."""
        self._gap = True
        self._breaking = True
        self._newlines = 1
        self._settled = True
        """Whether the gap's boundary has been reported already."""
        self._mark, self._wide_mark = NO_MARK, False
        self._stop = FullStop()
        self._counts = False
        """Whether the word is a number that another word asks for: "No. 5"; it is no ordinal."""
        self._behind_letter = False
        self._recent = ""
        self._is_number_near = self._counted = False
        self._opens_sentence = True
        self._address = False
        self._quotes = QuoteDepth()
        self._held: HeldBoundary | None = None
        self._item = ""
        """The number that counts the next item, where this line counts some."""
        self._line = LINE_START
        self._marker = self._last = ""
        self._marked: Boundary | None = None
        self._marked_kind: BoundaryKind | None = None
        self._last_class = self._class_before_mark = SPACE

    def feed(self, text: str) -> list[Boundary]:
        """Take more text; gives the boundaries that are certain by now, in order."""
        classes, end = self._classes, len(text)
        place = 0
        while place < end:
            character = text[place]
            kind = classes[character]
            behind = place + 1
            if kind is not self._last_class or self._gap or self._marker:
                self._take(character, kind)
            elif kind is LETTER or kind is DIGIT or (character == self._last and self._goes_on_as_row(character, kind)):
                # Nothing is a boundary inside a word, a number or a row of one sign: its rest in one step.
                if character < "\u064b" and behind < end and self._index - self._last_index < WALL_CHARACTERS:
                    row = _ROW.match(text, place, place + WALL_CHARACTERS - self._index + self._last_index)
                    behind = behind if row is None else row.end()
                self._recent = (self._recent + text[place:behind])[-_RECENT_CHARACTERS:]
                self._last = text[behind - 1]
            elif kind is IDEOGRAPH and self._mark is NO_MARK and not self._address and self._held is None:
                if self._last != "\u200d":
                    self._report(GLYPH_END)
                self._word_tenths += WORD_TENTHS[IDEOGRAPH]
                self._recent = (self._recent + character)[-_RECENT_CHARACTERS:]
                self._last = character
            else:
                self._take(character, kind)
            self._index += behind - place
            self._weight += (behind - place) * WEIGHTS.get(kind, 1)
            if self._index - self._last_index > WALL_CHARACTERS:
                self._wall(kind)
            place = behind
        return self._drain()

    def begin_spelling(self) -> list[Boundary]:
        """A spelled word begins here."""
        self._held = None
        if self._marker:
            self._judge_line_start("A", LETTER)
        if self._gap:
            self._end_gap("A", LETTER)
        self._spelled = 0
        return self._drain()

    def feed_spelled(self, text: str) -> list[Boundary]:
        """Take characters that are spelled: one long word, whatever they are."""
        for _ in text:
            if self._spelled and self._spelled % SPELLED_WALL == 0:
                self._report(WALL)
            self._spelled += 1
            self._index += 1
            self._weight += SPELLED_WEIGHT
            self._word_tenths += 10
        self._mark, self._wide_mark = NO_MARK, False
        self._recent, self._last, self._last_class = "", "A", LETTER
        return self._drain()

    def feed_pronounced(self, text: str) -> list[Boundary]:
        """Take a word, or a few, whose sound is given: nothing is a boundary inside, whatever they are written with."""
        if self._index + len(text) - self._last_index > WALL_CHARACTERS and not (self._gap or self._marker):
            self._report(WALL)
        self._take(text[0] if self._classes[text[0]] is LETTER else "A", LETTER)
        words = text.split()
        self._word_tenths += 10 * (len(words) - 1)
        self._recent = words[-1][-_RECENT_CHARACTERS:]
        self._index += len(text)
        # The slashes around a sound without a written word are silent.
        self._weight += sum(WEIGHTS.get(self._classes[character], 1) for character in text if character != "/")
        return self._drain()

    def break_line(self) -> list[Boundary]:
        """A tag such as ``<br>`` begins a new line here."""
        self._marker, self._marked, self._held, self._item = "", None, None, ""
        self._report(PARAGRAPH_END)
        self._gap, self._breaking, self._newlines, self._settled = True, True, 1, True
        self._mark, self._line = NO_MARK, LINE_START
        self._quotes.reset()
        return self._drain()

    def ends_whole(self) -> bool:
        """Whether the text so far ends with a whole word: behind a space or a mark that ends one."""
        if self._marker:
            return False
        if self._gap:
            if self._last_class is OPEN:
                return False
            return self._mark is not STOP_MARK or not self._is_abbreviation(DIGIT)
        if self._last_class in SPACELESS or (self._last_class is CLOSE and self._last != "’"):
            return True
        if self._mark is NO_MARK or self._address:
            return False
        if self._class_before_mark is DIGIT and self._mark is not END_MARK and not self._wide_mark:
            return False
        return self._mark is not STOP_MARK or not self._is_abbreviation(DIGIT)

    def here(self, index: int) -> Boundary:
        """The counts up to the end of what was fed, for a cut made at ``index`` by something else than a boundary."""
        return Boundary(index, WALL, self._weight, self._word_tenths)

    # --- One character ------------------------------------------------------------------------------------------------

    def _take(self, character: str, kind: CharacterClass) -> None:
        if self._marker:
            self._judge_line_start(character, kind)
        if self._held is not None:
            self._judge_held(self._held, character, kind)
        if kind in _SPACES:
            self._take_space(character, kind)
            return
        if kind is not EXTEND:
            if self._gap:
                if character in "”’":
                    # Behind a space they open: Swedish ”Nej.”, Dutch ’t.
                    kind = QUOTE
                self._end_gap(character, kind)
            else:
                self._inside_run(character, kind)
            self._take_mark(character, kind)
            self._last_class = kind
        self._recent = (self._recent + character)[-_RECENT_CHARACTERS:]
        self._last = character

    def _goes_on_as_row(self, sign: str, kind: CharacterClass) -> bool:
        """Whether one more of the same sign changes nothing."""
        is_sign = (kind is SYMBOL and sign not in "@/") or (kind is OPEN and sign not in QUOTE_MARKS)
        return is_sign and self._mark is NO_MARK and self._held is None

    def _take_space(self, character: str, kind: CharacterClass) -> None:
        if not self._gap:
            self._gap, self._breaking, self._newlines, self._settled = True, False, 0, False
            self._address = False
        self._breaking = self._breaking or kind is not GLUE
        self._last = character
        if kind is not NEWLINE:
            return
        self._newlines += 2 if character == "\u2029" else 1
        if not self._settled and (self._newlines >= 2 or self._line is LINE_BLOCK):
            self._report(PARAGRAPH_END, ahead=1)
            self._settled = True
            self._mark = NO_MARK
            self._quotes.reset()
        self._line, self._item = LINE_START, ""

    def _take_mark(self, character: str, kind: CharacterClass) -> None:
        """What this character says about an end that may follow."""
        if kind in _WORDS or kind in (SYMBOL, OPEN):
            self._take_word(character, kind)
        elif kind is STOP:
            if self._last == "." or self._mark is ELLIPSIS:
                self._set_mark(ELLIPSIS)
            elif self._mark is not END_MARK:
                self._address = self._address or self._recent in ("www", "WWW")
                self._stop = FullStop(
                    self._recent, self._address, self._counts, self._is_number_near, self._behind_letter
                )
                self._set_mark(STOP_MARK)
        elif kind is END:
            self._set_mark(ELLIPSIS if character == "…" and self._mark is not END_MARK else END_MARK)
        elif self._mark in _ENDED and self._is_emoticon(character):
            pass
        elif kind is CLAUSE or (kind is DASH and (character == "—" or not self._recent.strip("-–—"))):
            self._set_mark(CLAUSE_MARK)
        elif kind is DASH:
            self._mark = NO_MARK
        elif kind is CLOSE and self._recent and not self._recent.strip("([…."):
            # "(…)" and "[...]" say that something is left out, in the middle of what is said.
            self._mark = NO_MARK
        elif kind is WIDE_CLAUSE:
            self._set_mark(CLAUSE_MARK, wide=True)
        elif kind in (WIDE_END, FINAL):
            self._set_mark(END_MARK, wide=True)
            if kind is FINAL and not self._quotes.open_quotes:
                self._report(SENTENCE_END, ahead=1)
                self._mark = NO_MARK
        if character in QUOTE_MARKS:
            self._quotes.take(character, begins_word=not self._recent)

    def _take_word(self, character: str, kind: CharacterClass) -> None:
        self._mark, self._wide_mark = NO_MARK, False
        if kind in WORD_TENTHS:
            self._word_tenths += WORD_TENTHS[kind]
        elif not self._counted and kind in _WORDS:
            self._word_tenths += 10
            self._counted = True
        if character in "@/" and (character == "@" or self._recent.endswith(":/")):
            self._address = True

    def _is_emoticon(self, character: str) -> bool:
        """Whether this goes on with a face that is written with marks, behind a sentence: "Great! :-)"."""
        return character in _EMOTICON_EYES if not self._recent else character == "-" and self._recent in _EMOTICON_EYES

    def _set_mark(self, mark: Mark, *, wide: bool = False) -> None:
        if self._mark is NO_MARK:
            self._class_before_mark = self._last_class
        self._mark, self._wide_mark = mark, wide
        self._address = self._address and not wide

    # --- Boundaries ---------------------------------------------------------------------------------------------------

    def _report(self, kind: BoundaryKind, ahead: int = 0) -> None:
        """A boundary before the current character, or ``ahead`` characters behind that place."""
        self._found.append(Boundary(self._index + ahead, kind, self._weight + ahead, self._word_tenths))
        self._last_index = self._index + ahead

    def _drain(self) -> list[Boundary]:
        found, self._found = self._found, []
        return found

    def _wall(self, kind: CharacterClass) -> None:
        """Cut an endless run before the character just counted, unless it belongs to the one before."""
        before = self._recent[-2:-1]
        if kind is EXTEND or kind is EMOJI or self._marker or before == "\u200d" or (before and is_virama(before)):
            return
        if self._numbers.place > self._last_index:
            self._found.append(self._numbers)
            self._last_index = self._numbers.place
        else:
            self._report(WALL, -1)

    def _end_gap(self, character: str, kind: CharacterClass) -> None:
        """The first character behind white space: judge the place before it."""
        item = number_after(self._recent) if self._opens_sentence else ""
        self._item = item or self._item
        boundary = None if self._settled else self._gap_kind(character, kind)
        if item and boundary is not None and boundary < CLAUSE_END:
            boundary = None  # "1) Open it"
        self._counts = kind is DIGIT and self._mark is STOP_MARK and self._stop.asks_for_number(self._language)
        fresh = self._settled or (boundary is not None and boundary >= SENTENCE_END)
        if self._line is LINE_START and may_begin(character):
            self._marker, self._marked_kind, self._marked = character, boundary, None
            if not self._settled:
                self._marked = self._place(PARAGRAPH_END)
        else:
            if self._line is LINE_START and character in BULLETS:
                self._line = LINE_BLOCK
                boundary = None if self._settled else PARAGRAPH_END
            elif self._line is LINE_START:
                self._line = LINE_PLAIN
            if boundary is not None and boundary < SENTENCE_END and character == self._item[:1]:
                self._held = self._hold_item(boundary)
            elif boundary is not None:
                self._report(boundary)
        lists = self._recent.endswith(":") or self._recent in BULLETS
        self._is_number_near = is_number(self._recent)
        self._gap, self._settled = False, False
        self._recent, self._counted = "", False
        if kind not in _HOLD_BACK:
            # "Two things: 1. The" counts items as well.
            self._opens_sentence = fresh or (kind is DIGIT and lists)
            self._behind_letter = boundary is None and self._mark is STOP_MARK and len(self._stop.word) == 1
            self._mark, self._wide_mark = NO_MARK, False

    def _judge_line_start(self, character: str, kind: CharacterClass) -> None:
        """Whether the characters at the line's start are a list's or a heading's marker; called with the next one."""
        marker = self._marker
        if kind not in _SPACES and may_go_on(marker, character):
            self._marker += character
            return
        is_marker = kind in _SPACES and is_whole(marker)
        marked, self._marker, self._marked = self._marked, "", None
        self._line = LINE_BLOCK if is_marker else LINE_PLAIN
        if is_marker:
            # Its item is read with it.
            self._opens_sentence, self._last_class = True, OPEN
            self._item = number_after(marker)
        if marked is None or not (is_marker or self._marked_kind is not None):
            return
        if not is_marker and self._marked_kind is not None:
            marked = marked._replace(kind=self._marked_kind)
        self._found.append(marked)
        self._last_index = marked.place

    def _judge_held(self, held: HeldBoundary, character: str, kind: CharacterClass) -> None:
        verdict = held.judge(self._recent, character, kind, self._language.openers)
        if verdict is Verdict.WAITS:
            return
        self._held = None
        if held.doubt is Doubt.REFERENCE:
            if verdict is Verdict.IS_SO:
                # It belongs to the sentence that has ended before it.
                self._mark = END_MARK
                return
            verdict = Verdict.IS_SO
        elif verdict is Verdict.IS_SO and held.doubt is not Doubt.OPENER:
            # What is said begins behind the dash or number, and is not cut off from it.
            self._opens_sentence, self._last_class = True, OPEN
            self._settled = self._gap
        found = held.boundary
        if found is not None and verdict is Verdict.IS_NOT:
            found = None if held.otherwise is None else found._replace(kind=held.otherwise)
        if found is not None:
            self._found.append(found)
            self._last_index = found.place

    def _hold_item(self, boundary: BoundaryKind) -> HeldBoundary:
        """The place before a number that may count the next item: "1. Open it 2. Press start"."""
        place = self._place(CLAUSE_END if boundary is CLAUSE_END else SENTENCE_END)
        row = self._language
        closers = ")" if row.ordinal_before_capital else ".)"
        return HeldBoundary(Doubt.ITEM, place, boundary, self._item, closers, asks_capital=row.ordinal_stop)

    def _place(self, kind: BoundaryKind) -> Boundary:
        return Boundary(self._index, kind, self._weight, self._word_tenths)

    def _gap_kind(self, character: str, kind: CharacterClass) -> BoundaryKind | None:
        """What the white space before this character is; ``None`` where nothing may be cut there."""
        if kind in _HOLD_BACK or self._last_class is OPEN:
            return None
        found = self._kind_by_mark(character, kind)
        if not self._breaking and found is not SENTENCE_END:
            return None
        if found is WORD_END:
            if self._newlines or (kind is THAI and self._last_class is THAI):
                return CLAUSE_END
            if kind is DIGIT and self._last_class is DIGIT:
                self._numbers = self._place(WALL)
                return None
            # The last word may count something too, or the one before it: "14:30 Uhr", "200 mil personas".
            if kind is DIGIT or self._is_number_near or is_number(self._recent):
                return GLYPH_END
        if found is SENTENCE_END and not self._newlines and (character == "[" or kind is DASH):
            self._held = HeldBoundary(Doubt.DASH if kind is DASH else Doubt.REFERENCE, self._place(SENTENCE_END))
            return None
        return found if kind is not DASH or found is SENTENCE_END else None

    def _kind_by_mark(self, character: str, kind: CharacterClass) -> BoundaryKind | None:
        """What the last mark makes of the place before ``character``."""
        mark = self._mark
        if mark is NO_MARK:
            return WORD_END
        if mark is CLAUSE_MARK:
            in_date = kind is DIGIT and self._class_before_mark is DIGIT and self._recent.endswith(",")
            return GLYPH_END if in_date else CLAUSE_END
        if mark is not STOP_MARK:
            return CLAUSE_END if character.islower() else SENTENCE_END
        if self._is_abbreviation(kind, character):
            if self._stop.may_end(self._language, character, opens_sentence=self._opens_sentence):
                self._held = HeldBoundary(Doubt.OPENER, self._place(SENTENCE_END))
            return None
        if character.islower():
            # A sentence in lower case, or an abbreviation that no table has: long words are rarely the latter.
            return CLAUSE_END if len(self._stop.word) >= 4 and self._stop.word.isalpha() else None
        return SENTENCE_END

    def _is_abbreviation(self, kind: CharacterClass, character: str = "") -> bool:
        """Whether what ended with a full stop goes on behind it, where a character of this class follows."""
        return self._stop.goes_on(
            self._language, character, opens_sentence=self._opens_sentence, before_number=kind is DIGIT
        )

    def _inside_run(self, character: str, kind: CharacterClass) -> None:
        """Boundaries that need no white space: in scripts without spaces, and around long dashes."""
        before = self._last_class
        if kind in _HOLD_BACK or self._address or self._last == "\u200d":
            return
        mark = self._mark
        if character == "[" and (mark is END_MARK or (mark is STOP_MARK and not self._is_abbreviation(OPEN))):
            self._held = HeldBoundary(Doubt.REFERENCE, None)
        if mark is not NO_MARK and (self._wide_mark or self._marks_spaceless(kind)):
            self._after_wide_mark(character, kind)
        elif self._last == "—" and kind in (LETTER, OPEN, QUOTE) and len(self._recent) > 1:
            self._report(CLAUSE_END)
            self._counted = False
        elif kind in SPACELESS and before in SPACELESS:
            between = kind_between(before, kind, character)
            if between is not None:
                self._report(between)
        elif (kind is LETTER and before in SPACELESS) or (before is LETTER and kind in SPACELESS):
            self._report(WORD_END)

    def _marks_spaceless(self, kind: CharacterClass) -> bool:
        """Whether a Western mark stands between characters of a script without spaces; a Thai stop abbreviates."""
        if kind is THAI and self._mark is STOP_MARK:
            return False
        return kind in SPACELESS and self._class_before_mark in SPACELESS

    def _after_wide_mark(self, character: str, kind: CharacterClass) -> None:
        if kind is DIGIT and self._class_before_mark is DIGIT:
            return
        if kind is QUOTE and character not in "“‘«":
            return
        if self._quotes.in_title:
            self._mark, self._wide_mark = NO_MARK, False
            return
        if self._mark is CLAUSE_MARK or self._mark is ELLIPSIS:
            self._report(CLAUSE_END)
        elif not (character == "と" and self._last_class is CLOSE):
            # 「…。」と is "…", he said: the sentence goes on.
            self._report(SENTENCE_END)
        self._mark, self._wide_mark = NO_MARK, False
