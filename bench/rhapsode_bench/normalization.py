"""``python -m rhapsode_bench normalization``: what it takes to say numbers and their like, in every language.

Typical is the mean over the written column of the language's own table (``tests/text/spoken/<tag>.tsv``), whole
phrases and sentences, in microseconds of the processor; hostile is 10,000 characters of one short piece over and over,
the worst of a list, in milliseconds. wetext stands beside English, Chinese and Japanese where it is installed.
"""

from __future__ import annotations

import argparse
import importlib
import importlib.util
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from rhapsode_server.text.verbalization.locales import TAGS
from rhapsode_server.text.verbalization.verbalizer import verbalizer_of

TABLES = Path(__file__).parents[2] / "tests" / "text" / "spoken"
HOSTILE = (
    "1",
    ".",
    "-",
    "$",
    "(",
    "A",
    "a",
    " ",
    "1.",
    "1-",
    "1 ",
    "1/",
    "A.",
    "a@",
    "/a",
    "(1",
    "1–2–",
    "5 km ",
    "😀",
)
HOSTILE_CHARACTERS = 10_000
PEER_LANGUAGES = ("en", "zh", "ja")


def main(arguments: list[str]) -> int:
    """Measure every language and print the table."""
    parser = argparse.ArgumentParser(prog="rhapsode_bench normalization", description="The cost of verbalising.")
    parser.add_argument("--languages", nargs="*", default=sorted(TAGS), metavar="TAG", help="default: all")
    parser.add_argument("--rounds", type=int, default=5, help="times that each table is read (default: 5)")
    options = parser.parse_args(arguments)
    print("| engine | language | phrases | µs a phrase | worst 10,000 characters, ms | of |")
    print("|---|---|---|---|---|---|")
    for tag in options.languages:
        verbalizer = verbalizer_of(tag)
        if verbalizer is None:
            continue
        phrases = written(tag)
        typical_us = per_phrase_us(verbalizer.spoken_text, phrases, options.rounds)
        worst_ms, piece = max((hostile_ms(verbalizer.spoken_text, piece), piece) for piece in HOSTILE)
        print(f"| Rhapsode | {tag} | {len(phrases)} | {typical_us:.0f} | {worst_ms:.0f} | {piece!r} |")
        if tag in PEER_LANGUAGES and importlib.util.find_spec("wetext") is not None:
            peer = wetext(tag)
            taken = [phrase for phrase in phrases if takes(peer, phrase)]
            print(f"| wetext | {tag} | {len(taken)} | {per_phrase_us(peer, taken, options.rounds):.0f} | | |")
    return 0


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
    began = time.process_time()
    for _ in range(rounds):
        for phrase in phrases:
            read(phrase)
    return (time.process_time() - began) * 1e6 / (rounds * len(phrases))


def hostile_ms(read: Callable[[str], object], piece: str) -> float:
    """Time of the processor for one piece over and over."""
    text = (piece * HOSTILE_CHARACTERS)[:HOSTILE_CHARACTERS]
    began = time.process_time()
    read(text)
    return (time.process_time() - began) * 1e3


def wetext(tag: str) -> Callable[[str], object]:
    """The peer's normaliser."""
    made: Callable[[str], object] = importlib.import_module("wetext").Normalizer(lang=tag, operator="tn").normalize
    return made
