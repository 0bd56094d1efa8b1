"""Cuts the text of one turn into segments while it arrives: enough to sound natural, soon enough to answer at once.

Rules:

* **Segments follow from the text, not from its frames.** Every decision is made at a boundary, and depends on the
  characters up to it and the one behind it. The only clock is the time since the last text.
* A segment ends at the first boundary that is good enough for its place in the turn (see ``SegmentPolicy``); where
  none comes within its greatest length, at the best one that was passed over.
* **Source ranges.** Segments cover what was received without gap or overlap, from 0. White space goes with the text
  before it; where that has been released already, with the text behind it. End tags go with the text before them,
  start tags with the text behind; inline IPA with its word. What follows a turn's last text and is no text (white
  space, tags) belongs to the last segment, or to none if that had been released before it came.
* White space alone is never a segment. Text without letters and digits is one only where a flush or the turn's end
  leaves nothing that it could be joined to.
"""

from __future__ import annotations

from collections.abc import Iterable

from rhapsode_protocol.errors import MalformedMarkup
from rhapsode_server.text.boundary import Boundary, BoundaryFinder, BoundaryKind
from rhapsode_server.text.languages import language_row
from rhapsode_server.text.markdown import MarkdownFilter
from rhapsode_server.text.markup import MarkupParser
from rhapsode_server.text.markup_event import (
    BreakAsked,
    Characters,
    MarkupEvent,
    Pronounced,
    RateChanged,
    Replaced,
    SpellClosed,
    SpellOpened,
    TagDropped,
)
from rhapsode_server.text.pacing import Pacing
from rhapsode_server.text.segment import Cut, RunKind, Segment
from rhapsode_server.text.segment_buffer import PLAIN, SegmentBuffer, Style
from rhapsode_server.text.segment_policy import SegmentPolicy, Target
from rhapsode_server.text.surrogates import SurrogateJoiner

__all__ = ["SegmentPolicy", "Segmenter"]

_CUTS = (Cut.LENGTH, Cut.LENGTH, Cut.LENGTH, Cut.CLAUSE, Cut.SENTENCE, Cut.PARAGRAPH)
"""Of each kind of boundary, by its number."""

# Looked up for every boundary, and each time the enumeration takes a tenth of a microsecond.
_, _, WORD, CLAUSE, SENTENCE, PARAGRAPH = BoundaryKind

_LEAST_PART = 3
"""A cut for length falls behind the first third of the greatest length, if it can: nearer to the start it would leave a
scrap, nearer to the end there may be no good place."""

_ENDS_THOUGHT = frozenset({Cut.PARAGRAPH, Cut.SENTENCE, Cut.FLUSH})
"""Behind these begins something new."""

_BEFORE_CHARACTERS = 60
"""What a segment keeps of the one before, as far as neighbours of a number are looked at. Lower, and a preposition is
missed; higher, and more is read for nothing."""

_OVERSHOOT = 5
"""A sentence may end a fifth past the greatest length: cut before, its last words would stand alone."""


class Segmenter:
    """Text in, segments out, for one turn. Knows nothing of voices, formats or jobs.

    Args:
        policy: when there is enough to speak.
        language: tag of the language that the text is written in; ``None`` where it is not known.
    """

    def __init__(self, policy: SegmentPolicy, language: str | None = None) -> None:
        self._policy = policy
        self._surrogates = SurrogateJoiner()
        self._parser = MarkupParser()
        self._markdown = MarkdownFilter(policy.filters)
        self._finder = BoundaryFinder(language_row(language))
        self._buffer = SegmentBuffer()
        self._style = PLAIN
        self._spell_start: int | None = None
        self._rate: float | None = None
        self._line_broken_at: int | None = None
        """Where a tag or a mark last began a new line, if nothing has been read since: a second one says nothing."""
        self._kept: list[Boundary] = []
        self._before = ""
        self._start = Boundary(0, BoundaryKind.PARAGRAPH, 0, 0)
        self._position = 0
        self._pacing = Pacing(policy.real_time_factor)
        self._settled = policy.settled
        self._targets: dict[int, Target] = {}
        self._target = self._pacing.limit(policy.target(0))
        self._index = 0
        self._received = 0
        self._received_speakable = False
        self._last_text_at: float | None = None
        self._tried_whole_words = False
        self._tried_all = False
        self._finished = False
        self._ready: list[Segment] = []

    # --- What the session calls ---------------------------------------------------------------------------------------

    def push(self, text: str, now: float) -> list[Segment]:
        """Take text that came at ``now``, in seconds of a monotonic clock; gives the segments that it completes.

        Raises:
            RuntimeError: the turn was finished.
        """
        if self._finished:
            raise RuntimeError("the turn was finished; its text cannot go on")
        if text:
            self._last_text_at = now
            self._tried_whole_words = self._tried_all = False
            self._receive(self._surrogates.push(text))
        return self._take_ready()

    def flush(self, now: float) -> list[Segment]:
        """Speak all that is buffered. The turn goes on: its numbers and offsets too, its policy from the start.

        Open tags are closed; their end tags may still come, and are then dropped.
        """
        self._receive(self._surrogates.flush())
        self._handle(self._parser.close())
        self._take_events(self._markdown.close())
        self._buffer.move_edge(self._received)
        if self._buffer.has_text_before(self._buffer.end):
            self._release(self._buffer.end, Cut.FLUSH)
        self._finder.restart()
        self._line_broken_at = None
        self._position = 0
        self._pacing.restart()
        self._target = self._pacing.limit(self._policy.target(0))
        return self._take_ready()

    def finish(self, now: float) -> list[Segment]:
        """The turn's end: as :meth:`flush`, and nothing may follow."""
        segments = self.flush(now)
        self._finished = True
        return segments

    def deadline(self) -> float | None:
        """When :meth:`handle_timer` must be called if no text comes before; ``None`` where nothing waits for it."""
        if self._finished or self._last_text_at is None or self._tried_all:
            return None
        waits = self._parser.waits_for_one or self._markdown.waits
        if not (waits or self._buffer.speakable_before(self._hold)):
            return None
        if self._position == 0 and not self._tried_whole_words:
            return self._last_text_at + self._policy.stale_first_s
        return self._last_text_at + self._policy.stale_s

    def handle_timer(self, now: float) -> list[Segment]:
        """Speak what has gone stale; nothing where ``now`` is before the deadline."""
        deadline = self.deadline()
        if deadline is None or self._last_text_at is None or now < deadline:
            return []
        if now >= self._last_text_at + self._policy.stale_s:
            self._tried_all = True
            self._handle(self._parser.settle())
            self._take_events(self._markdown.settle())
            if self._buffer.speakable_before(self._hold):
                self._release(self._hold, Cut.STALE)
        else:
            self._tried_whole_words = True
            self._take_events(self._markdown.settle())
            end = self._whole_words_end()
            if end is not None and self._buffer.speakable_before(end):
                self._release(end, Cut.STALE)
        return self._take_ready()

    def hasten(self) -> list[Segment]:
        """The listener is about to run dry: speak up to the last sentence that has ended, or else the last clause.

        Gives nothing where none has, or only a scrap: a cut between two words would be heard, and the pause of a
        writer who is slow is not. Least lengths that the client named hold here too, and so does its wish to begin
        with a whole sentence.
        """
        policy, target = self._policy, self._target
        sentence_min, clause_min = policy.first_sentence_min, policy.first_clause_min
        if target.by_characters:
            sentence_min = clause_min = target.sentence_min
        kinds = [(BoundaryKind.SENTENCE, sentence_min)]
        if self._position or not policy.whole_sentences:
            kinds.append((BoundaryKind.CLAUSE, clause_min))
        for kind, least in kinds:
            for cut in reversed(self._kept):
                weight, characters = cut.weight - self._start.weight, cut.place - self._start.place
                if cut.kind >= kind and (characters if target.by_characters else weight) >= least:
                    later = [kept for kept in self._kept if kept.place > cut.place]
                    self._release(cut.place, _CUTS[cut.kind], boundary=cut)
                    self._settle(later)
                    return self._take_ready()
        return []

    def take_problems(self) -> list[MalformedMarkup]:
        """Tags that could not be read since the last call; their text is spoken all the same."""
        return self._parser.take_problems()

    @property
    def received_characters(self) -> int:
        """Code points received in this turn, tags included; two halves of a character count once."""
        return self._received + self._surrogates.held

    @property
    def buffered_characters(self) -> int:
        """Those that are in no segment yet."""
        return self.received_characters - self._buffer.source_start

    @property
    def received_anything_speakable(self) -> bool:
        """Whether any letter or digit, or anything to be spelled, has come."""
        return self._received_speakable

    # --- Text ---------------------------------------------------------------------------------------------------------

    def _receive(self, text: str) -> None:
        self._received += len(text)
        self._handle(self._parser.feed(text))

    def _handle(self, events: list[MarkupEvent]) -> None:
        """Take what the parser found, the Markdown out of it first."""
        self._take_events(self._markdown.feed(events))

    def _take_events(self, events: Iterable[MarkupEvent]) -> None:
        for event in events:
            # Text and what is dropped from it, before a ladder of patterns: nearly all events are one or the other.
            if isinstance(event, Characters):
                self._take_text(event.text, event.start)
                continue
            if isinstance(event, TagDropped):
                if event.closing:
                    self._buffer.move_edge(event.end)
                if event.block and self._buffer.end != self._line_broken_at:
                    self._line_broken_at = self._buffer.end
                    self._settle(self._finder.break_line())
                continue
            match event:
                case Pronounced(_, end, text, start, phonemes):
                    self._take_pronounced(text, start, end, phonemes)
                case Replaced(start, end, text):
                    self._take_replaced(text, start, end)
                case SpellOpened(_, _, group):
                    self._line_broken_at = None
                    self._settle(self._finder.begin_spelling())
                    self._style = Style(RunKind.SPELL, group)
                    self._spell_start = self._buffer.end
                case SpellClosed(_, end):
                    self._style, self._spell_start = PLAIN, None
                    self._buffer.move_edge(end)
                case RateChanged(_, end, rate):
                    self._change_rate(rate, end)
                case BreakAsked(_, end, milliseconds):
                    self._break(milliseconds, end)

    def _take_text(self, text: str, start: int) -> None:
        self._buffer.append(text, start, self._style)
        self._received_speakable = self._received_speakable or self._buffer.speakable_at is not None
        found = self._finder.feed(text) if self._style is PLAIN else self._finder.feed_spelled(text)
        if found:
            self._settle(found)

    def _take_pronounced(self, text: str, start: int, end: int, phonemes: str) -> None:
        self._buffer.append(text, start, Style(RunKind.PHONEMES, phonemes=phonemes))
        self._buffer.move_edge(end)
        self._received_speakable = True
        self._settle(self._finder.feed_pronounced(text))

    def _take_replaced(self, text: str, start: int, end: int) -> None:
        self._buffer.append_replaced(text, start, end, Style(source_length=end - start))
        self._received_speakable = self._received_speakable or self._buffer.speakable_at is not None
        self._settle(self._finder.feed(text))

    def _change_rate(self, rate: float | None, end: int) -> None:
        if rate is None:
            self._buffer.move_edge(end)
        if self._buffer.speakable_before(self._buffer.end):
            self._release(self._buffer.end, Cut.TAG)
        self._rate = rate

    def _break(self, milliseconds: int, end: int) -> None:
        if self._buffer.speakable_before(self._buffer.end):
            self._buffer.move_edge(end)
            self._release(self._buffer.end, Cut.TAG, milliseconds)
            return
        _, source_start, source_end = self._buffer.drop_all(end)
        self._emit(Segment(self._index, (), source_start, source_end, Cut.TAG, self._rate, milliseconds))

    # --- Decisions ----------------------------------------------------------------------------------------------------

    def _settle(self, found: list[Boundary]) -> None:
        """Decide at each boundary, in order; those behind a cut are judged anew, as parts of the next segment."""
        waiting = found[::-1]
        while waiting:
            boundary = waiting.pop()
            speakable_at = self._buffer.speakable_at
            if speakable_at is None or speakable_at >= boundary.place:
                continue
            cut = self._decide(boundary)
            if cut is None:
                self._kept.append(boundary)
                continue
            again = [kept for kept in (boundary, *self._kept[::-1]) if kept.place > cut.place] if self._kept else ()
            self._release(cut.place, _CUTS[cut.kind], boundary=cut)
            waiting += again

    def _decide(self, boundary: Boundary) -> Boundary | None:
        """Where to cut now that this boundary is known; ``None`` for not yet."""
        target = self._target
        place, kind, weight, words = boundary
        start, _, start_weight, start_words = self._start
        weight, words, characters = weight - start_weight, words - start_words, place - start
        length = characters if target.by_characters else weight
        buffer_full = self._policy.max_buffer_characters is not None and characters > self._policy.max_buffer_characters
        if kind is PARAGRAPH:
            limit = target.maximum + target.maximum // _OVERSHOOT
            return boundary if weight <= limit else self._best_before(boundary)
        if weight > target.maximum or buffer_full:
            in_reach = not buffer_full and weight <= target.maximum + target.maximum // _OVERSHOOT
            return boundary if in_reach and kind is SENTENCE else self._best_before(boundary)
        if kind is SENTENCE and length >= target.sentence_min and words >= target.sentence_min_words:
            return boundary
        if kind >= CLAUSE and _clause_suffices(target, length, words):
            return boundary
        if kind >= WORD and target.words_max is not None and words >= target.words_max:
            return boundary
        return None

    def _best_before(self, boundary: Boundary) -> Boundary:
        """The best place to cut a segment that grew too long; ``boundary`` itself where none was passed over."""
        limit = self._policy.max_buffer_characters
        least = self._target.maximum if limit is None else min(self._target.maximum, limit)
        floor = self._start.weight + least // _LEAST_PART
        good = [kept for kept in self._kept if kept.weight >= floor]
        for kind in (BoundaryKind.SENTENCE, BoundaryKind.CLAUSE, BoundaryKind.WORD):
            for kept in reversed(good):
                if kept.kind >= kind:
                    return kept
        words = [kept for kept in self._kept if kept.kind >= BoundaryKind.WORD]
        return (words or good or self._kept or [boundary])[-1]

    def _whole_words_end(self) -> int | None:
        """The place behind the last whole word; ``None`` where there is none."""
        if self._spell_start is not None:
            return self._spell_start
        if self._finder.ends_whole():
            return self._buffer.end
        return self._kept[-1].place if self._kept else None

    @property
    def _hold(self) -> int:
        """Index behind what a timer may release: an open ``<spell>`` waits for its end."""
        return self._buffer.end if self._spell_start is None else self._spell_start

    # --- Segments -----------------------------------------------------------------------------------------------------

    def _release(self, index: int, cut: Cut, break_ms: int = 0, boundary: Boundary | None = None) -> None:
        """Make a segment of everything before ``index``."""
        runs, source_start, source_end = self._buffer.cut(index)
        segment = Segment(self._index, runs, source_start, source_end, cut, self._rate, break_ms, self._before)
        self._emit(segment)
        self._before = "" if cut in _ENDS_THOUGHT else (self._before + segment.text)[-_BEFORE_CHARACTERS:]
        begun_at = self._start.weight
        self._start = self._finder.here(index) if boundary is None else boundary
        self._pacing.hand_out(self._start.weight - begun_at)
        self._kept.clear()
        self._position += 1
        position = min(self._position, self._settled)
        if position not in self._targets:
            self._targets[position] = self._policy.target(position)
        self._target = self._pacing.limit(self._targets[position])

    def _emit(self, segment: Segment) -> None:
        self._ready.append(segment)
        self._index += 1

    def _take_ready(self) -> list[Segment]:
        ready, self._ready = self._ready, []
        return ready


def _clause_suffices(target: Target, length: int, words: int) -> bool:
    return target.clause_min is not None and length >= target.clause_min and words >= target.clause_min_words
