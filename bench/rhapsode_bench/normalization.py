"""``python -m rhapsode_bench normalization``: what it takes to say numbers and their like, in every language.

Typical is the mean over the written column of the language's own table (``tests/text/spoken/<tag>.tsv``), whole
phrases and sentences, in microseconds of the processor: of the verbaliser alone, beside which wetext stands for
English, Chinese and Japanese where it is installed, and of all that a text goes through (tags, Markdown, segments,
words with their places). Hostile is 10,000 characters of one short piece through all of it, the worst of a list, in
milliseconds, and how many of the list take more than 50: once over and over, and once with other digits and letters
each time, so that no segment is like another and nothing that was read before helps. Each is the least of some rounds,
each of which begins without memory: what else a machine does only ever adds.
"""

from __future__ import annotations

import argparse
import importlib
import importlib.util
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from string import ascii_lowercase

from rhapsode_server.text.normalizer import Normalizer
from rhapsode_server.text.reading_memory import ReadingMemory
from rhapsode_server.text.segmenter import Segmenter, SegmentPolicy
from rhapsode_server.text.verbalization.locales import TAGS
from rhapsode_server.text.verbalization.verbalizer import verbalizer_of

TABLES = Path(__file__).parents[2] / "tests" / "text" / "spoken"
HOSTILE = (
    *("1", ".", "-", "$", "(", "A", "a", " ", "é", "年", "٣ ", "½ ", "e\u0301", "\u0301", "\n"),
    *("1.", "1,", "1-", "1 ", "1/", "1%", "(1", "$1 ", "1–2–", "1,000 ", "12:30 ", "3/4/2024 ", "12345678 ", "5 km "),
    *("A.", "A-1 ", "BBC ", "IV ", "I V ", "Dr. ", "a@", "@a", "/a", "#a", "a.b ", "http://a.b/", "C:\\x"),
    *("*", "**a", "`", "[", "[a](", "<", "<b>", "&", "|", "|a|\n", "- a\n", "$a$ ", "\\("),
    *("😀", "😀 ", "👩\u200d👧"),
)
HOSTILE_CHARACTERS = 10_000
WANTED_MS = 50
PEER_LANGUAGES = ("en", "zh", "ja")


def main(arguments: list[str]) -> int:
    """Measure every language and print the table."""
    parser = argparse.ArgumentParser(prog="rhapsode_bench normalization", description="The cost of verbalising.")
    parser.add_argument("--languages", nargs="*", default=sorted(TAGS), metavar="TAG", help="default: all")
    parser.add_argument("--rounds", type=int, default=3, help="times that each is read (default: 3)")
    parser.add_argument("--every", action="store_true", help="list what each hostile piece takes")
    options = parser.parse_args(arguments)
    print(
        f"| engine | language | phrases | verbalised, µs | all of it, µs | worst {HOSTILE_CHARACTERS:,} characters, ms "
        f"| of | above {WANTED_MS} ms | worst, each other, ms | of | above {WANTED_MS} ms |\n{'|---' * 11}|"
    )
    for tag in options.languages:
        verbalizer = verbalizer_of(tag)
        if verbalizer is None:
            continue
        phrases = written(tag)
        typical_us = per_phrase_us(verbalizer.spoken_text, phrases, options.rounds)
        whole_us = per_phrase_us(reader(tag), phrases, options.rounds)
        print(f"| Rhapsode | {tag} | {len(phrases)} | {typical_us:.0f} | {whole_us:.0f} ", end="", flush=True)
        taken: list[list[tuple[float, str]]] = []
        for text_of in (repeated, varied):
            times = sorted([(hostile_ms(tag, text_of(piece), options.rounds), piece) for piece in HOSTILE])[::-1]
            above = sum(took_ms > WANTED_MS for took_ms, _ in times)
            print(f"| {times[0][0]:.0f} | {times[0][1]!r} | {above} of {len(times)} ", end="", flush=True)
            taken.append(times)
        print("|", flush=True)
        for times in taken if options.every else ():
            print(", ".join(f"{piece!r} {took_ms:.0f}" for took_ms, piece in times))
        if tag in PEER_LANGUAGES and importlib.util.find_spec("wetext") is not None:
            peer = wetext(tag)
            known = [phrase for phrase in phrases if takes(peer, phrase)]
            took_us = per_phrase_us(peer, known, options.rounds)
            print(f"| wetext | {tag} | {len(known)} | {took_us:.0f} {'| ' * 7}|")
    return 0


def reader(tag: str) -> Callable[[str], object]:
    """All that a text goes through until its words are known, as in a worker."""
    memory = ReadingMemory(Normalizer().read)

    def read(text: str) -> object:
        segmenter = Segmenter(SegmentPolicy(), tag)
        segments = segmenter.push(text, 0.0) + segmenter.finish(0.0)
        return [memory.read(segment, tag, normalize=True) for segment in segments]

    return read


def written(tag: str) -> list[str]:
    """The phrases of a language's table."""
    lines = (TABLES / f"{tag}.tsv").read_text("utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line.strip() and not line.startswith("#"))
    return [row[1] for row in rows if len(row) == 4 and row[0] != "class"]


def takes(read: Callable[[str], object], phrase: str) -> bool:
    """Whether a normaliser reads the phrase at all: the peer gives up over some."""
    try:
        read(phrase)
    except Exception:
        return False
    return True


def per_phrase_us(read: Callable[[str], object], phrases: Sequence[str], rounds: int) -> float:
    """Mean time of the processor for one phrase, once everything is loaded."""
    for phrase in phrases:
        read(phrase)

    def read_all() -> None:
        for phrase in phrases:
            read(phrase)

    return least_s(read_all, rounds) * 1e6 / len(phrases)


def repeated(piece: str) -> str:
    """The piece over and over."""
    return (piece * HOSTILE_CHARACTERS)[:HOSTILE_CHARACTERS]


def varied(piece: str) -> str:
    """The piece over and over, each time with other digits and other letters "a" and "b"."""
    return "".join(_turned(piece, turn) for turn in range(HOSTILE_CHARACTERS // len(piece) + 1))[:HOSTILE_CHARACTERS]


def _turned(piece: str, turn: int) -> str:
    turned = ""
    for place, character in enumerate(piece):
        if character in "0123456789":
            turned += "123456789"[(turn // 7**place + int(character)) % 9]
        elif character in "ab":
            turned += ascii_lowercase[(turn // 5**place + ord(character)) % 26]
        else:
            turned += character
    return turned


def hostile_ms(tag: str, text: str, rounds: int) -> float:
    """Time of the processor for a text that nothing like it was read before."""
    reader(tag)("One, 2.")
    return least_s(lambda: reader(tag)(text), rounds) * 1e3


def least_s(work: Callable[[], object], rounds: int) -> float:
    """The least time of the processor that some work takes."""
    least = float("inf")
    for _ in range(rounds):
        began = time.process_time()
        work()
        least = min(least, time.process_time() - began)
    return least


def wetext(tag: str) -> Callable[[str], object]:
    """The peer's normaliser."""
    made: Callable[[str], object] = importlib.import_module("wetext").Normalizer(lang=tag, operator="tn").normalize
    return made
