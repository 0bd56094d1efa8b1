"""``rhapsode normalize``: how a text will be read. Needs no server."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from rhapsode_server.text.languages import LANGUAGES, language_row
from rhapsode_server.text.normalizer import Normalizer
from rhapsode_server.text.reading import VerbalizedSpan
from rhapsode_server.text.segment_policy import SegmentPolicy
from rhapsode_server.text.segmenter import Segmenter

SUMMARY = "show how a text will be read: numbers, dates, money, addresses in words"

READ, FAILED = 0, 2

STDIN = "-"

EXAMPLES = """\
examples:
  rhapsode normalize 'It costs $3.50 on 3/4/2024.'
  rhapsode normalize --language de brief.txt
  echo 'um 14:30 Uhr' | rhapsode normalize --language de --json - | jq -r .text

exit codes: 0 the text was read, 2 it could not be, or the usage is wrong

Tags (<spell>, <break>, <prosody>) are heeded as in speech. Ranges count Unicode code points of the text."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.description = (
        "Tell what a text will be spoken as: the whole of it, and each number, date, price, address or\n"
        "abbreviation with its class and its words."
    )
    parser.epilog, parser.formatter_class = EXAMPLES, argparse.RawDescriptionHelpFormatter
    parser.add_argument("text", metavar="TEXT|FILE|-", help=f"a text, a file of UTF-8, or {STDIN} for standard input")
    parser.add_argument("--language", default="en", metavar="TAG", help="language that it is read in (default: en)")
    parser.add_argument("--json", action="store_true", help="print one JSON object in one line")


def run(arguments: argparse.Namespace) -> int:
    """Read the text and print how. Gives the exit code."""
    row = language_row(arguments.language)
    if row.tag not in LANGUAGES:
        return _complain(f"{arguments.language} is not a language that is known here")
    try:
        text = _text(arguments.text)
    except (OSError, UnicodeDecodeError) as error:
        return _complain(f"{arguments.text}: it cannot be read: {error}")
    told = describe(text, row.tag)
    print(json.dumps(told, ensure_ascii=False) if arguments.json else _table(text, told))
    return READ


def describe(text: str, language: str) -> dict[str, Any]:
    """How a text is read: the spoken form, its segments and its spans, as ``POST /v1/normalize`` tells them."""
    segmenter = Segmenter(SegmentPolicy(), language)
    normalizer = Normalizer()
    segments: list[dict[str, Any]] = []
    spans: list[VerbalizedSpan] = []
    for segment in [*segmenter.push(text, 0.0), *segmenter.finish(0.0)]:
        reading = normalizer.read(segment, language, True)
        spans += reading.spans
        if reading.speakable:
            segments.append({"text": reading.text, "start": segment.source_start, "end": segment.source_end})
    return {
        "text": " ".join(segment["text"] for segment in segments),
        "language": language,
        "segments": segments,
        "spans": [
            {"class": span.kind, "start": span.source_start, "end": span.source_end, "spoken": span.words}
            for span in spans
        ],
    }


def _text(said: str) -> str:
    if said == STDIN:
        return sys.stdin.read()
    path = Path(said)
    try:
        is_file = path.is_file()
    except (OSError, ValueError):
        is_file = False  # longer than any name, or with a null character: a text
    return path.read_text("utf-8") if is_file else said


def _table(text: str, told: dict[str, Any]) -> str:
    """The spoken form, and a line for each span."""
    rows = [
        (span["class"], " ".join(text[span["start"] : span["end"]].split()), span["spoken"]) for span in told["spans"]
    ]
    if not rows:
        return str(told["text"])
    rows.insert(0, ("CLASS", "WRITTEN", "SPOKEN"))
    widths = [max(len(row[column]) for row in rows) for column in (0, 1)]
    lines = [f"{kind:<{widths[0]}}  {written:<{widths[1]}}  {spoken}" for kind, written, spoken in rows]
    return "\n".join([str(told["text"]), "", *lines])


def _complain(message: str) -> int:
    print(f"rhapsode normalize: {message}", file=sys.stderr)
    return FAILED
