"""``rhapsode normalize``: how a text will be read. Needs no server."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import io
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from rhapsode_protocol.errors import RhapsodeError
from rhapsode_protocol.messages import Settings
from rhapsode_server.app import load_catalog
from rhapsode_server.dialects.kugelaudio_rest import GIVEN, NormalizeRequest, write_normalized
from rhapsode_server.engines.engine import Engine
from rhapsode_server.engines.registry import load_engine
from rhapsode_server.synthesis.commands import ReadText
from rhapsode_server.synthesis.linguist import LanguageOptions, Linguist
from rhapsode_server.synthesis.reading_desk import SpokenText
from rhapsode_server.synthesis.text_reader import TextReader
from rhapsode_server.text.identification import IDENTIFIABLE, Reason
from rhapsode_server.text.normalizer import Normalizer
from rhapsode_server.text.segment import Segment
from rhapsode_server.transport.normalize import normalize
from rhapsode_server.voices import Voice

SUMMARY = "show how a text will be read: numbers, dates, money, addresses in words"

READ, FAILED = 0, 2

STDIN = "-"

ENGINE = "espeak"
"""Whose languages and phonemes are told: it needs nothing that must be fetched first, and starts in a moment."""

_REASONS = {GIVEN: "as asked", Reason.ASSUMED.value: "assumed"}
"""What told the language, where that is nothing of the text's."""

EXAMPLES = """\
examples:
  rhapsode normalize 'It costs $3.50 on 3/4/2024.'
  rhapsode normalize --language de brief.txt
  rhapsode normalize --phonemes 'We meet at 14:30.'
  echo 'um 14:30 Uhr' | rhapsode normalize --language de --json - | jq -r .text

exit codes: 0 the text was read, 2 it could not be, or the usage is wrong

Tags (<spell>, <break>, <prosody>) are heeded as in speech. Ranges count Unicode code points of the text.
The seconds are an estimate. Dictionaries and another voice's phonemes are a server's: POST /v1/normalize."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.description = (
        "Tell what a text will be spoken as: the whole of it, its language, about how long it takes, and each\n"
        "number, date, price, address or abbreviation with its class and its words."
    )
    parser.epilog, parser.formatter_class = EXAMPLES, argparse.RawDescriptionHelpFormatter
    parser.add_argument("text", metavar="TEXT|FILE|-", help=f"a text, a file of UTF-8, or {STDIN} for standard input")
    parser.add_argument(
        "--language",
        metavar="TAG",
        help="language that it is read in; auto for the likeliest (default: told from the text, English in doubt)",
    )
    parser.add_argument("--phonemes", action="store_true", help="tell the phonemes too, as espeak-ng says them")
    parser.add_argument("--json", action="store_true", help="print one JSON object in one line")


def run(arguments: argparse.Namespace) -> int:
    """Read the text and print how. Gives the exit code."""
    try:
        text = _text(arguments.text)
    except (OSError, UnicodeDecodeError) as error:
        return _complain(f"{arguments.text}: it cannot be read: {error}")
    try:
        told = describe(text, arguments.language, phonemes=arguments.phonemes)
    except RhapsodeError as error:
        return _complain(str(error))
    _show(json.dumps(told, ensure_ascii=False) if arguments.json else _table(text, told))
    return READ


def describe(text: str, language: str | None, *, phonemes: bool = False) -> dict[str, Any]:
    """How a text is read, as ``POST /v1/normalize`` of a server that speaks with espeak-ng tells it.

    Raises:
        RhapsodeError: it cannot be.
    """
    catalog = load_catalog(ENGINE)
    request = NormalizeRequest(text, Settings(language=language), phonemes)
    with _engines(phonemes) as engines:
        room = _Room(engines, catalog.tags_of(IDENTIFIABLE))
        return write_normalized(asyncio.run(normalize(request, catalog, room, sys.maxsize, detects=True)))


class _Room:
    """Reads in this process what a server has its workers read."""

    def __init__(self, engines: Mapping[str, Engine], tags: Mapping[str, str]) -> None:
        self._texts = TextReader(engines, Normalizer(), Linguist(LanguageOptions("full", tags)))

    async def read(
        self,
        segments: Sequence[Segment],
        language: str,
        heard: Sequence[tuple[str, ...]] = (),
        *,
        cautious: bool = True,
        voice: Voice | None = None,
    ) -> SpokenText:
        told = self._texts.read(ReadText(0, tuple(segments), language, tuple(heard), cautious, voice))
        if told.error is not None:
            raise told.error
        return SpokenText(told.spoken, told.read_ms, told.spans, told.languages, told.phonemes)


@contextlib.contextmanager
def _engines(wanted: bool) -> Iterator[dict[str, Engine]]:
    """The engine, warm, where phonemes are wanted of it."""
    if not wanted:
        yield {}
        return
    engine = load_engine(ENGINE)
    try:
        engine.warm_up()
        yield {ENGINE: engine}
    finally:
        engine.close()


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
    """The spoken form, what is known of it as a whole, and a line for each span."""
    sure = "" if told["confidence"] is None else f", {told['confidence']:.0%}"
    reason = _REASONS.get(told["language_reason"], f"by {told['language_reason']}")
    lines = [told["text"], "", f"{told['language']} ({reason}{sure}), about {told['estimated_s']:.1f} s"]
    lines += [f"/{segment['phonemes']}/" for segment in told["segments"] if segment["phonemes"] is not None]
    rows = [
        (span["class"], " ".join(text[span["start"] : span["end"]].split()), span["spoken"]) for span in told["spans"]
    ]
    if rows:
        rows.insert(0, ("CLASS", "WRITTEN", "SPOKEN"))
        widths = [max(len(row[column]) for row in rows) for column in (0, 1)]
        lines += ["", *(f"{kind:<{widths[0]}}  {written:<{widths[1]}}  {spoken}" for kind, written, spoken in rows)]
    return "\n".join(lines)


def _show(text: str) -> None:
    """Print it, with escapes for letters that the terminal's encoding lacks."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")
    print(text)


def _complain(message: str) -> int:
    print(f"rhapsode normalize: {message}", file=sys.stderr)
    return FAILED
