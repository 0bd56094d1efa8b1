"""``python -m rhapsode_bench sentence-cuts``: where sentences end, found while their text comes, beside peers.

The table is the tests' own (``tests/text/cuts.tsv``). A text is right where all of its cuts are found and no other is.
Waited are the characters behind a sentence's last one that had come when its end was told, over the cuts that are
right. Peers that are not installed are left out.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from rhapsode_bench.sentence_cutters import SENTENCE_CUTTERS, CutText, SentenceCutter, read_table

TABLE = Path(__file__).parents[2] / "tests" / "text" / "cuts.tsv"


@dataclass(frozen=True, slots=True)
class Result:
    """What was measured of one cutter."""

    texts: int
    right: int
    """Texts."""
    wrong: tuple[CutText, ...]
    expected: int
    """Cuts, over all texts."""
    found: int
    """Cuts that are expected."""
    false: int
    """Cuts that are not."""
    waited: float | None
    """Mean over the cuts that are right; ``None`` where there are none."""
    most_waited: int
    microseconds: float
    """Of the processor, per character."""


def main(arguments: list[str]) -> int:
    """Measure every cutter that is installed and print the table."""
    parser = argparse.ArgumentParser(prog="rhapsode_bench sentence-cuts", description="Sentence ends beside peers.")
    parser.add_argument("--table", type=Path, default=TABLE, help="texts with their cuts; its head says how")
    parser.add_argument("--wrong", action="store_true", help="list the texts that were cut wrongly")
    options = parser.parse_args(arguments)
    texts = read_table(options.table)
    plain = [text for text in texts if text.is_plain]
    print(f"{len(texts)} texts in {len({text.language for text in texts})} languages, {len(plain)} of them plain\n")
    print("| cutter | texts | right | cuts found | false cuts | characters waited (most) | µs a character |")
    print("|---|---|---|---|---|---|---|")
    wrong: list[tuple[str, CutText]] = []
    for cutter in SENTENCE_CUTTERS:
        if not cutter.available:
            print(f"| {cutter.name} | not installed | | | | | |")
            continue
        for name, chosen in (("plain", plain), ("all", texts)):
            if name == "plain" or cutter.package is None:
                result = measure(cutter, chosen)
                print(_row(f"{cutter.name} {cutter.version}", name, cutter, result))
        wrong += [(cutter.name, text) for text in result.wrong]
    if options.wrong:
        for cutter_name, text in wrong:
            print(f"{cutter_name}\t{text.language}\t{text.text!r}")
    return 0


def measure(cutter: SentenceCutter, texts: Sequence[CutText]) -> Result:
    """Cut every text and count."""
    waited: list[int] = []
    wrong: list[CutText] = []
    false = 0
    began = time.process_time()
    for text in texts:
        cuts = {cut.place: cut.waited for cut in cutter.cut(text.text, text.language)}
        waited += [cuts[place] for place in text.cuts & cuts.keys()]
        false += len(cuts.keys() - text.cuts)
        if cuts.keys() != text.cuts:
            wrong.append(text)
    spent = time.process_time() - began
    return Result(
        texts=len(texts),
        right=len(texts) - len(wrong),
        wrong=tuple(wrong),
        expected=sum(len(text.cuts) for text in texts),
        found=len(waited),
        false=false,
        waited=sum(waited) / len(waited) if waited else None,
        most_waited=max(waited, default=0),
        microseconds=spent * 1e6 / max(1, sum(len(text.text) for text in texts)),
    )


def _row(name: str, kind: str, cutter: SentenceCutter, result: Result) -> str:
    right = f"{result.right} of {result.texts} ({100 * result.right / max(1, result.texts):.1f} %)"
    waited = "whole text" if not cutter.streams or result.waited is None else f"{result.waited:.2f}"
    most = f" ({result.most_waited})" if cutter.streams else ""
    cells = (name, kind, right, f"{result.found} of {result.expected}", result.false, f"{waited}{most}")
    return "| " + " | ".join(map(str, (*cells, f"{result.microseconds:.1f}"))) + " |"
