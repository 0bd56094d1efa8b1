"""``python -m rhapsode_bench text-fuzz --texts 100000``: made-up texts through segmenter and normaliser, held to laws.

Each text is drawn from the seed and its number, so that one that breaks a law can be made again (``--only NUMBER``):
words and written forms of all languages, characters of all scripts, controls, halves of characters, tags and Markdown,
and one piece over and over. The laws:

* nothing fails;
* ranges of segments cover the received text without gap or overlap, but for an end that says nothing, and runs are
  slices of it;
* words stand in order in the spoken text, and each reads characters of its own segment;
* the text in frames, however it is divided, gives the same segments;
* what is spoken, normalised again in its place, is what it was.

The last law holds for texts of one language, but for ``MOST_CHANGED`` of them; those that break it are named.
By nature it does not hold where a text has several: how far each reaches is told by words and letters, and numbers have
none before they are said. These are counted too. Times are the processor's own. Exit status 1 where a law was broken.
"""

from __future__ import annotations

import argparse
import functools
import random
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from rhapsode_bench.progress import tell
from rhapsode_server.text.language_runs import language_runs
from rhapsode_server.text.languages import LANGUAGES
from rhapsode_server.text.markdown import MarkdownFilter
from rhapsode_server.text.markup import MarkupParser
from rhapsode_server.text.markup_event import Characters
from rhapsode_server.text.normalizer import Normalizer
from rhapsode_server.text.reading import Reading
from rhapsode_server.text.segment import Cut, Run, RunKind, Segment
from rhapsode_server.text.segmenter import Segmenter, SegmentPolicy
from rhapsode_server.text.surrogates import SurrogateJoiner

LONG_CHARACTERS = 10_000
"""As much as one frame may hold."""

MOST_CHANGED = 0.01
"""Share of the texts of one language that may be read otherwise when they are read again. They put side by side what
nobody does, and a sign, a numeral or an abbreviation may get a word for a neighbour. Lower, and one such text in a
short run breaks the law; higher, and a fault of one language is not seen among thirty-nine."""

WRITTEN = (
    *"0 1 9 12 21 007 1984 2024 1.5 1,5 1,234.50 1.234,50 1/2 ½ 1-2 5–10 3:1 12:30 21.3. 3/4/2024 2024-03-14".split(),
    *"$ € £ ₽ ¥ % ‰ °C km km/h kg m² GB h min A in USD kr R$ № # & + = × ~ ≈ < > @ _ / \\ ^2 ² ₂ 1st".split(),
    *"2ª 1er 21. π α Ω Δt √ ∞ ≤ → ∈ ∑".split(),
    *r"$\frac{a}{2}$ $\sqrt{x+1}$ $\sum_{i=1}^n$ $x \to".split(),
    *"IV XIV. MCMXC Louis U.S.A. BBC A4 v2.0 Dr. z. B. p.m. etc. No. г. https://a.b/c?d=1 www.x.org a@b.co".split(),
    *"~/x/y C:\\x foo.txt @me #Tag März mai мая 年 月 日 时 分 元 بعد रुपये रात บาท นาที ١٢٣ १२३".split(),
    *"৩ ๓ １２ 五十 Ⅷ ㎏ ① ⅓".split(),
    *"the a and of wir und der el la que les это и в στο ve một 的 は です 이 है من של".split(),
    *"* ** _ ` ``` ~~ # ## - > | [ ] ( ) ![ ](x) [a](b) [x](/eks/) /ə/ $x$ \\( \\) &amp; &#39; <b>".split(),
    *"</b> <br> <!-- <spell> </spell> <prosody> </prosody> <break/>".split(),
    '<prosody rate="fast">',
    "\n| a | b |\n|---|---|\n",
    *"👍 👩\u200d👧 🇩🇪 1\ufe0f\u20e3 . , ; : ! ? … ' \" ’ “ ” « » ¿ – — 。 ， 「 」 ！".split(),
)
BLOCKS = (
    *((0x20, 0x7F), (0xA0, 0x250), (0x250, 0x370), (0x370, 0x530), (0x590, 0x700), (0x900, 0xE00), (0xE00, 0x1000)),
    *((0x1100, 0x1200), (0x1E00, 0x2000), (0x2000, 0x2070), (0x2070, 0x2C00), (0x3000, 0x3400), (0x4E00, 0x5000)),
    *((0xAC00, 0xAE00), (0xFB00, 0x10000), (0x1D400, 0x1D800), (0x1F000, 0x1FB00), (0xE0000, 0xE0200)),
)
CONTROLS = "".join(map(chr, (*range(0x20), *range(0x7F, 0xA0)))) + (
    "\u00ad\u034f\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u2028\u2029\u202e\u2060\ufe0f\ufeff\ufffd\uffff\U000e0041"
    "\ud83d\ude00\udc00\ud800"
)


@dataclass(frozen=True, slots=True)
class FuzzText:
    """A text, and how it arrives."""

    kind: str
    language: str
    text: str
    frames: tuple[str, ...]


@dataclass(slots=True)
class Tally:
    """What was found."""

    texts: Counter[str] = field(default_factory=Counter)
    broken: list[tuple[int, str]] = field(default_factory=list)
    """Number of the text, and the law."""
    changed_again: Counter[str] = field(default_factory=Counter)
    """Texts of one language whose spoken form is read otherwise than it is written, by kind."""
    mixed_again: Counter[str] = field(default_factory=Counter)
    """The same of texts of several languages."""
    changed: list[int] = field(default_factory=list)
    """Numbers of the texts that ``changed_again`` counts."""
    longest_ms: float = 0.0
    """For one text of ``LONG_CHARACTERS``, segmenter and normaliser together."""
    longest: str = ""

    def breaks_last_law(self) -> bool:
        """Whether more texts of one language than may are read otherwise the second time."""
        return self.changed_again.total() > MOST_CHANGED * self.texts.total()


def main(arguments: list[str]) -> int:
    """Try many texts and print what broke."""
    parser = argparse.ArgumentParser(prog="rhapsode_bench text-fuzz", description="Made-up texts, held to laws.")
    parser.add_argument("--texts", type=int, default=10_000, metavar="N", help="default: 10000")
    parser.add_argument("--seed", type=int, default=1, help="default: 1")
    parser.add_argument("--only", type=int, metavar="NUMBER", help="show this text and what it breaks")
    options = parser.parse_args(arguments)
    if options.only is not None:
        made = fuzz_text(options.seed, options.only)
        print(f"{made.kind}, {made.language}: {made.text!r}\nframes: {made.frames!r}")
        for law in broken_laws(made):
            print(f"broken: {law}")
        for segment, reading in zip(*read_whole(made), strict=True):
            print(f"read: {reading.text!r}\nread again: {read_again(segment, reading, made.language)!r}")
            print(f"languages: {', '.join(sorted(languages_of(segment, reading, made.language)))}")
        return 0
    tally = Tally()
    for number in range(options.texts):
        if number % 500 == 0:
            tell(f"{number} of {options.texts} texts, {len(tally.broken)} laws broken")
        try_text(number, fuzz_text(options.seed, number), tally)
    tell("")
    for number, law in tally.broken[:50]:
        print(f"text {number}: {law}", file=sys.stderr)
    kinds = ", ".join(f"{count} {kind}" for kind, count in tally.texts.most_common())
    print(f"{options.texts} texts ({kinds}), seed {options.seed}: {len(tally.broken)} laws broken")
    for kind, count in tally.texts.most_common():
        again, mixed = tally.changed_again[kind], tally.mixed_again[kind]
        print(
            f"normalised twice, {kind}: {again + mixed} of {count} change ({(again + mixed) / count:.2%}), "
            f"{again} of them in one language ({again / count:.2%})"
        )
    print(f"changed in one language: {', '.join(map(str, tally.changed[:50])) or 'none'}")
    print(f"longest for {LONG_CHARACTERS} characters: {tally.longest_ms:.0f} ms ({tally.longest})")
    return 1 if tally.broken or tally.breaks_last_law() else 0


def try_text(number: int, made: FuzzText, tally: Tally) -> None:
    """Hold one text to all laws."""
    tally.texts[made.kind] += 1
    broken = [*broken_laws(made)]
    tally.broken += ((number, law) for law in broken)
    changed = [] if broken else [*changed_readings(made)]
    if any(len(languages) == 1 for languages in changed):
        tally.changed_again[made.kind] += 1
        tally.changed.append(number)
    elif changed:
        tally.mixed_again[made.kind] += 1
    if len(made.text) == LONG_CHARACTERS:
        began = time.process_time()
        read_whole.__wrapped__(made)
        took_ms = (time.process_time() - began) * 1e3
        if took_ms > tally.longest_ms:
            tally.longest_ms, tally.longest = took_ms, f"{made.text[:12]!r}… in {made.language}"


def fuzz_text(seed: int, number: int) -> FuzzText:
    """The text of a number; always the same one."""
    chance = random.Random(f"{seed}:{number}")
    language = chance.choice(sorted(LANGUAGES))
    kind = chance.choices(("written forms", "scripts", "controls", "one piece"), (60, 25, 13, 2))[0]
    if kind == "one piece":
        piece = chance.choice((_character(chance), chance.choice(WRITTEN), _written(chance, 2), _written(chance, 4)))
        count = LONG_CHARACTERS if chance.random() < 0.1 else 600
        text = (piece * count)[:count]
    elif kind == "written forms":
        text = _written(chance, chance.randrange(40))
    elif kind == "scripts":
        text = "".join(_character(chance) for _ in range(chance.randrange(60)))
    else:
        text = "".join(
            chance.choice(CONTROLS) if chance.random() < 0.4 else _written(chance, 1)
            for _ in range(chance.randrange(40))
        )
    return FuzzText(kind, language, text, _frames(chance, text))


def _character(chance: random.Random) -> str:
    return chr(chance.randrange(*chance.choice(BLOCKS)))


def _written(chance: random.Random, count: int) -> str:
    parts = []
    for _ in range(count):
        draw = chance.random()
        if draw < 0.7:
            parts.append(chance.choice(WRITTEN))
        elif draw < 0.85:
            parts.append(str(chance.randrange(10 ** chance.randrange(1, 18))))
        else:
            parts.append(_character(chance))
        parts.append(chance.choice(("", "", " ", " ", " ", ", ", ". ", "\n")))
    return "".join(parts)


def _frames(chance: random.Random, text: str) -> tuple[str, ...]:
    longest = chance.choice((1, 3, 12, 80))
    places = [0]
    while places[-1] < len(text):
        places.append(min(len(text), places[-1] + chance.randint(1, longest)))
    return tuple(text[start:end] for start, end in pairwise(places))


def broken_laws(made: FuzzText) -> Iterator[str]:
    """What a text breaks."""
    try:
        segments, readings = read_whole(made)
        yield from _broken_ranges(joined(made.text), segments)
        for segment, reading in zip(segments, readings, strict=True):
            yield from _broken_words(segment, reading)
        if segments != segments_of(made.frames, made.language):
            yield "frames give other segments"
        for segment in segments:
            yield from _broken_words(segment, Normalizer().read(segment, made.language, normalize=False))
    except Exception as error:
        yield f"{type(error).__name__}: {error}"


@functools.lru_cache(maxsize=1)
def read_whole(made: FuzzText) -> tuple[list[Segment], list[Reading]]:
    """The text in one frame, cut and read. The last one is remembered: several laws ask for it."""
    segments = segments_of((made.text,), made.language)
    normalizer = Normalizer()
    return segments, [normalizer.read(segment, made.language, normalize=True) for segment in segments]


def segments_of(frames: Sequence[str], language: str) -> list[Segment]:
    """What a turn of frames is cut into; they come at once, so no timer has a part in it."""
    segmenter = Segmenter(SegmentPolicy(), language)
    segments = [segment for frame in frames for segment in segmenter.push(frame, 0.0)]
    return segments + segmenter.finish(0.0)


def joined(text: str) -> str:
    """The text as it is counted: halves of characters that follow each other are one."""
    joiner = SurrogateJoiner()
    return joiner.push(text) + joiner.flush()


def _broken_ranges(text: str, segments: Sequence[Segment]) -> Iterator[str]:
    end = 0
    for segment in segments:
        if segment.source_start != end or segment.source_end < end:
            yield "segments do not stand side by side"
        end = segment.source_end
        for run in segment.runs:
            if not segment.source_start <= run.source_start <= run.source_end <= segment.source_end:
                yield "a run stands outside its segment"
            if run.source_length is None and run.text not in (
                text[run.source_start : run.source_end],
                f"/{run.phonemes}/",
            ):
                yield "a run is no slice of the text"
    if any(event.text[max(0, end - event.start) :].strip() for event in _left(text, end)):
        yield "segments do not cover the text"


def _left(text: str, end: int) -> Iterator[Characters]:
    """The characters behind a place that are heard, and no tags or Markdown."""
    parser, markdown = MarkupParser(), MarkdownFilter()
    events = markdown.feed(parser.feed(text)) + markdown.feed(parser.close()) + markdown.close()
    for event in events:
        if isinstance(event, Characters) and event.start + len(event.text) > end:
            yield event


def _broken_words(segment: Segment, reading: Reading) -> Iterator[str]:
    end, source = 0, segment.source_start
    for word in reading.words:
        if not end <= word.start < word.end <= len(reading.text) or reading.text[word.start : word.end] != word.text:
            yield "a word is not where it says"
        if not source <= word.source_start < word.source_end <= segment.source_end:
            yield "a word reads what is not its own"
        end, source = word.end, word.source_start


def changed_readings(made: FuzzText) -> Iterator[frozenset[str]]:
    """The languages of each segment of which what is spoken is read otherwise than it is written."""
    for segment, reading in zip(*read_whole(made), strict=True):
        if read_again(segment, reading, made.language) != reading.text:
            yield languages_of(segment, reading, made.language)


def read_again(segment: Segment, reading: Reading, language: str) -> str:
    """The spoken text, read where it stood; itself where some of it is spelled or has a sound of its own."""
    if any(run.kind is not RunKind.PLAIN for run in segment.runs):
        return reading.text
    spoken = Segment(0, (Run(reading.text, 0),), 0, len(reading.text), Cut.FLUSH, before=segment.before)
    return Normalizer().read(spoken, language, normalize=True).text


def languages_of(segment: Segment, reading: Reading, language: str) -> frozenset[str]:
    """The languages that a segment is read in, and its spoken text with what stands before it."""
    texts = (segment.text, segment.before + segment.text, reading.text, segment.before + reading.text)
    return frozenset(run.language for text in texts for run in language_runs(text, language))
