"""The engine ``espeak``: espeak-ng's formant voices, in every language that the library reads.

A row is spoken sentence by sentence, one call of the library each. Where a call's text kills the library, the text is
tried again with fewer signs, then in halves, until what can be spoken is spoken; what was left out is told in a
warning. Processes and pipes are :mod:`~rhapsode_server.engines.espeak_link`'s affair, input limits
:mod:`~rhapsode_server.engines.espeak_text`'s.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import groupby

import numpy as np

from rhapsode_protocol.errors import SynthesisFailed
from rhapsode_server.engines.engine import EngineAudio, EngineRequest
from rhapsode_server.engines.espeak_link import CallRefused, EspeakLink, Utterance
from rhapsode_server.engines.espeak_process import HostLost
from rhapsode_server.engines.espeak_text import (
    CallWord,
    bare,
    ends_clause,
    restrain,
    sentences,
    speakable,
    ssml,
    written,
)
from rhapsode_server.engines.espeak_voices import ENGINE, espeak_name
from rhapsode_server.sound import Samples, WordMark
from rhapsode_server.text.reading import Phonemes

RATE_WPM = 175
"""The library's own default, for which its voices are tuned, and a newsreader's pace. Lower sounds drowsy, higher is
hard to follow in a robot's voice; a client that wants another speed gets it from the audio chain."""

PATIENCE = 24
"""Crashes that one row may cost before the rest of it is given up. Lower: one bad word in a long row takes healthy
neighbours with it; higher: a text made to crash holds the engine for seconds (a crash costs up to 30 ms)."""

FORGIVEN_COST = 3
"""What losses from outside may cost one sentence before its text is suspected: as many plain ones, or one hang. Lower:
a host and its spare killed together leave signs of a healthy text unspoken; higher: more time is lost on a text that
does kill, unseen."""

BLOCK_SAMPLES = 4_410
"""Samples handed over at once (0.2 s). Lower: more work per second of sound; higher: a cancel is noticed later."""

_NO_SOUND = re.compile(r"\([a-z^][a-z0-9^-]{0,40}\)|\^")
"""What stands in the library's IPA and is none: the names of languages that it borrows from, and its ties."""

_CLEANED = "some characters of this text could not be spoken and were left out"
_OMITTED = "some words of this text could not be spoken and were left out"
_NO_IPA = "this voice speaks no inline IPA: written words were read as usual, IPA without one was left out"
_FULL_SCALE = 32_768.0


@dataclass(slots=True)
class _Row:
    """What is known of a row while it is spoken."""

    voice: str
    cancelled: Callable[[], bool]
    patience: int = PATIENCE
    calls: int = 0
    """Calls that succeeded."""
    warnings: list[str] = field(default_factory=list)

    def warn(self, warning: str) -> None:
        if warning not in self.warnings:
            self.warnings.append(warning)


class EspeakEngine:
    """Speaks with espeak-ng. Knows no crash for long: its host is replaced and the text tried otherwise.

    Args:
        link: the pipe to the library; by default one of its own.
    """

    sample_rate_hz = 22_050
    max_batch = 1
    interruptible = False
    real_time_factor = 0.0

    def __init__(self, link: EspeakLink | None = None) -> None:
        self._link = EspeakLink() if link is None else link

    def warm_up(self) -> None:
        """Start the host.

        Raises:
            ModelUnavailable: the library or its data is missing, or will not start.
        """
        self._link.start()
        self.sample_rate_hz = self._link.sample_rate_hz

    def synthesize(self, requests: Sequence[EngineRequest], cancelled: Callable[[int], bool]) -> Iterator[EngineAudio]:
        """Speak rows one after another; a cancelled row ends with an empty last piece.

        Raises:
            SynthesisFailed: no part of a row could be spoken, not even cleaned, or its language or voice is unknown.
            ModelUnavailable: no host can be started.
        """
        for number, request in enumerate(requests):
            yield from self._speak_row(number, request, partial(cancelled, number))

    def phonemes(self, request: EngineRequest) -> Phonemes:
        """The library's IPA for a row. It tells of no unknown symbols: what it cannot read it leaves out, or spells.

        Raises:
            SynthesisFailed: the library does not read the language, or not this text.
            ModelUnavailable: no host can be started.
        """
        cut = [restrain(words) for words in sentences(request)]
        ipa: list[str] = []
        for voice, texts in groupby(cut, key=lambda words: _voice_of(request, words)):
            ipa += self._ipa(voice, [*texts])
        return Phonemes(" ".join(" ".join(_NO_SOUND.sub("", each).split()) for each in ipa))

    def _ipa(self, voice: str, cut: Sequence[Sequence[CallWord]]) -> Sequence[str]:
        """What sentences of one language sound like."""
        for texts in (cut, [bare(words) for words in cut]):
            try:
                return self._link.phonemes(voice, [written(words) for words in texts if speakable(words)])
            except CallRefused as refusal:
                raise SynthesisFailed(f"{refusal}: {voice!r}") from refusal
            except HostLost:
                continue
        raise SynthesisFailed("espeak-ng could not read this text, not even cleaned")

    def close(self) -> None:
        """End the host. May be called twice."""
        self._link.close()

    def _speak_row(self, number: int, request: EngineRequest, cancelled: Callable[[], bool]) -> Iterator[EngineAudio]:
        row = _Row(voice_name(request), cancelled)
        if any(word.pronunciation is not None for word in request.words):
            row.warn(_NO_IPA)
        position = 0
        cut = sentences(request)
        for place, words in enumerate(cut):
            row.voice = _voice_of(request, words)
            # Where only the language changes, no clause has ended.
            end_pause = place + 1 < len(cut) and ends_clause(words)
            for said, utterance in self._say(row, restrain(words), end_pause=end_pause):
                row.calls += 1
                samples = np.frombuffer(utterance.pcm, np.int16).astype(np.float32) / _FULL_SCALE
                marks = word_marks(said, utterance, samples, position)
                for piece in _pieces(number, samples, marks, position):
                    if cancelled():
                        break
                    yield piece
                position += len(samples)
        if not row.calls and not cancelled() and any(speakable(words) for words in cut):
            raise SynthesisFailed("espeak-ng could not speak this text, not even cleaned")
        yield EngineAudio(number, np.zeros(0, np.float32), last=True, warning="; ".join(row.warnings) or None)

    def _say(
        self, row: _Row, words: Sequence[CallWord], *, end_pause: bool, cleaned: bool = False
    ) -> Iterator[tuple[Sequence[CallWord], Utterance]]:
        """Speak one sentence by the gentlest means that works: as it is, cleaned, in halves, without its worst word.

        Yields:
            The words of each call that succeeded, and its sound; nothing once the row is cancelled.
        """
        forgiven_cost = 0
        while row.patience > 0 and words and not row.cancelled():
            try:
                utterance = self._link.speak(
                    row.voice, ssml(words), rate_wpm=RATE_WPM, end_pause=end_pause, cancelled=row.cancelled
                )
            except CallRefused as refusal:
                raise SynthesisFailed(f"{refusal}: {row.voice!r}") from refusal
            except HostLost as loss:
                row.patience -= loss.cost
                if not loss.by_text and forgiven_cost < FORGIVEN_COST:
                    forgiven_cost += loss.cost
                elif not cleaned:
                    cleaned, words = True, bare(words)
                    row.warn(_CLEANED)
                else:
                    break
            else:
                if utterance is not None:
                    yield words, utterance
                return
        if len(words) > 1 and row.patience > 0:
            middle = len(words) // 2
            yield from self._say(row, words[:middle], end_pause=False, cleaned=True)
            yield from self._say(row, words[middle:], end_pause=end_pause, cleaned=True)
        elif not row.cancelled():
            row.warn(_OMITTED)


def _voice_of(request: EngineRequest, words: Sequence[CallWord]) -> str:
    """The voice for words that are in one language."""
    return voice_name(request, request.words[words[0].number].language)


def voice_name(request: EngineRequest, own_language: str | None = None) -> str:
    """What the library must be given for a request: its language, in the manner of its voice's variant.

    Args:
        request: what is to be spoken.
        own_language: of those of its words that are in another; the request's where the library does not read it.

    Raises:
        SynthesisFailed: the library does not read the language.
    """
    language = (own_language and espeak_name(own_language)) or espeak_name(request.language)
    if language is None:
        raise SynthesisFailed(f"espeak-ng does not read {request.language[:20]!r}", field="language")
    # A voice of another engine has no variant of ours: its text is then read by the plain voice.
    _, plus, variant = request.voice.engine_voice.partition("+") if request.voice.engine == ENGINE else ("", "", "")
    return f"{language}{plus}{variant}"


def word_marks(
    words: Sequence[CallWord], utterance: Utterance, samples: Samples, position: int
) -> tuple[WordMark, ...]:
    """Where the words of one call sound, counted from the row's first sample.

    A word begins at its mark. The library drops the mark of a sentence's first word where it finds a sentence's end
    inside a call; that word begins at its sentence event. A word ends at the next one's begin, less the silence
    before it: the library's pauses are exact zeros.

    Args:
        words: the call's words.
        utterance: what the library reported.
        samples: ``[T]``, the call's sound.
        position: samples of the row before this call.
    """
    starts = _starts(words, utterance, len(samples))
    ends = [*starts[1:], len(samples)]
    marks = []
    for word, start, end in zip(words, starts, ends, strict=True):
        audible = np.flatnonzero(samples[start:end])
        sounding = start + int(audible[-1]) + 1 if len(audible) else start
        marks.append(WordMark(word.number, position + start, position + sounding))
    return tuple(marks)


def _starts(words: Sequence[CallWord], utterance: Utterance, total: int) -> list[int]:
    """First sample of each word, never falling, all within ``total``."""
    starts: list[int] = []
    for place, word in enumerate(words):
        least = starts[-1] if starts else 0
        start = utterance.marks.get(word.number)
        if start is None:
            known = [later for later in range(place + 1, len(words)) if words[later].number in utterance.marks]
            most = utterance.marks[words[known[0]].number] if known else total
            share = (most - least) // ((known[0] if known else len(words)) - place + 1) if starts else 0
            # Without a sentence event either, it takes an equal share of the gap.
            start = next((begin for begin in utterance.sentence_starts if least < begin < most), least + share)
        starts.append(min(max(start, least), total))
    return starts


def _pieces(row: int, samples: Samples, marks: tuple[WordMark, ...], position: int) -> Iterator[EngineAudio]:
    """One call's sound in blocks, each with the marks of the words that begin in it."""
    blocks = max(1, -(-len(samples) // BLOCK_SAMPLES))
    for block in range(blocks):
        begin, end = block * BLOCK_SAMPLES, (block + 1) * BLOCK_SAMPLES
        last = block + 1 == blocks
        told = tuple(
            mark
            for mark in marks
            if begin <= mark.start_sample - position and (last or mark.start_sample - position < end)
        )
        yield EngineAudio(row, samples[begin:end], told)
