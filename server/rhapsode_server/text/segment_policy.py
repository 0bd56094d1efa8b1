"""When there is enough text to speak: the numbers of the first-audio policy.

A listener waits for the first segment, so it is short; the later ones are spoken while earlier ones sound, so they are
long enough for the voice to sound natural. The bounds come from the voices: Kokoro is unnatural under about five words,
rushed above about 350 characters, and best near 160.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from rhapsode_protocol.messages import Settings
from rhapsode_server.text.markdown_filters import ALL_FILTERS, MarkdownFilters


class Target(NamedTuple):
    """What one segment should be. Weights count letters' time (see ``characters.WEIGHTS``), words count tenths."""

    sentence_min: int
    """The first sentence end at this length or past it ends the segment."""
    sentence_min_words: int
    clause_min: int | None
    """The same for clause ends; ``None`` where only sentences end it."""
    clause_min_words: int
    words_max: int | None
    """So many words without a mark end it between two words; ``None`` for no such limit."""
    maximum: int
    """Past this weight the segment is cut at the best place before."""
    by_characters: bool = False
    """Whether the least lengths were named by the client, in characters, not in weight."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SegmentPolicy:
    """All numbers of the policy. Lengths are characters of Latin script; others are weighed by how long they take."""

    first_clause_min: int = 18
    """Least length of a clause that is spoken first. Lower, and the first words sound clipped; higher, and the first
    audio waits for words that a language model has not written yet."""
    first_clause_min_words: int = 4
    """Least words of that clause: "Unfortunately, " is long enough in characters and too short to sound right."""
    first_sentence_min: int = 10
    """Least length of a whole sentence that is spoken first. Lower, and a lone "Yes." is spoken badly; higher, and
    short answers wait for the next sentence."""
    first_sentence_min_words: int = 2
    first_max_words: int = 13
    """Words without any mark after which the first segment is cut between two of them. Fewer, and the cut is heard more
    often; more, and speech starts later."""
    first_max: int = 100
    """The same in length, for languages with long words."""
    second_sentence_min: int = 40
    """Least length of the second segment, at a sentence's end. Lower, and it is a scrap; higher, and the first one may
    have been spoken before this one is complete."""
    second_clause_min: int = 80
    """The same at a clause's end: about five seconds of speech."""
    second_max: int = 120
    later_min: int = 160
    """Least length of the later segments, which end with sentences. Lower, and the melody starts anew too often."""
    later_max: int = 250
    """Past it voices hurry, and one segment takes too long to cancel."""
    stale_first_ms: int = 200
    """How long the buffer waits for more before the first segment is spoken up to its last whole word. Lower, and a
    pause between two tokens cuts a clause; higher, and a short answer without an end mark starts late."""
    flush_timeout_ms: int = 500
    """How long the buffer waits for more before all of it is spoken."""
    max_buffer_characters: int | None = None
    """Speak past so many characters, whether a sentence has ended or not."""
    schedule: tuple[int, ...] | None = None
    """Least characters of segment 0, 1, 2, …; the last number repeats. ``None`` for the lengths above."""
    whole_sentences: bool = False
    """Start at the first whole sentence, never at a clause (``auto_mode``)."""
    filters: MarkdownFilters = ALL_FILTERS
    """Which marks of Markdown are taken out before the text is cut."""
    real_time_factor: float = 0.0
    """Of the voice on this machine: a slow one gets shorter segments until enough of its speech is in hand (see
    ``pacing``). 0 for one that is there at once."""

    @classmethod
    def from_settings(cls, settings: Settings, real_time_factor: float = 0.0) -> SegmentPolicy:
        """The policy that a request asks for; what it leaves unsaid stays as it is."""
        default = cls()
        flush_timeout_ms = settings.flush_timeout_ms
        filters = settings.text_filters
        return cls(
            flush_timeout_ms=default.flush_timeout_ms if flush_timeout_ms is None else flush_timeout_ms,
            max_buffer_characters=settings.max_buffer_length,
            schedule=settings.chunk_length_schedule or None,
            whole_sentences=settings.auto_mode is True,
            filters=default.filters if filters is None else MarkdownFilters.only(filters),
            real_time_factor=real_time_factor,
        )

    @property
    def stale_first_s(self) -> float:
        """Seconds without new text after which whole words are spoken, while nothing has been.

        Whoever named the lengths, or asked for whole sentences, gets them: only ``flush_timeout_ms`` is left then.
        """
        if self.schedule is not None or self.whole_sentences:
            return self.stale_s
        return min(self.stale_first_ms, self.flush_timeout_ms) / 1000

    @property
    def stale_s(self) -> float:
        """Seconds without new text after which everything is spoken."""
        return self.flush_timeout_ms / 1000

    @property
    def settled(self) -> int:
        """A place from which on all segments should be the same."""
        return 2 if self.schedule is None else max(2, len(self.schedule))

    def target(self, position: int) -> Target:
        """What the segment at this place should be, counted from the turn's start or its last flush."""
        if position == 0:
            target = self._first()
        elif position == 1:
            target = Target(self.second_sentence_min, 0, self.second_clause_min, 0, None, self.second_max)
        else:
            target = Target(self.later_min, 0, None, 0, None, self.later_max)
        if self.schedule is not None:
            least = self.schedule[min(position, len(self.schedule) - 1)]
            clauses = least if position == 0 and not self.whole_sentences else None
            # Half as much again leaves room for a sentence to end.
            maximum = max(target.maximum, self.second_max, least + least // 2)
            target = Target(least, 0, clauses, 0, None, maximum, by_characters=True)
        return target

    def _first(self) -> Target:
        if self.whole_sentences:
            return Target(self.first_sentence_min, self.first_sentence_min_words * 10, None, 0, None, self.later_max)
        return Target(
            self.first_sentence_min,
            self.first_sentence_min_words * 10,
            self.first_clause_min,
            self.first_clause_min_words * 10,
            self.first_max_words * 10,
            self.first_max,
        )
