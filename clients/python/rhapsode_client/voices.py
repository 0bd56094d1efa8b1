"""``rhapsode voices``: list the voices that a server offers."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import asdict

from rhapsode_client.address import parse_address
from rhapsode_client.listing import ListedVoice, fetch_voices
from rhapsode_client.server_options import add_server_options, server_key, server_url

SUMMARY = "list the voices that a server offers"

EXAMPLES = """\
examples:
  rhapsode voices --language de
  rhapsode voices --json | python -m json.tool
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.description = "List voices: the number or the handle is what `rhapsode say --voice` takes."
    parser.epilog, parser.formatter_class = EXAMPLES, argparse.RawDescriptionHelpFormatter
    parser.add_argument("--language", metavar="CODE", help="only voices of this language, such as de")
    parser.add_argument("--json", action="store_true", help="print a JSON array, with descriptions, instead of a table")
    add_server_options(parser)


def run(arguments: argparse.Namespace) -> int:
    """Print the list; returns the exit status.

    Raises:
        ClientError: something that the user can do something about.
    """
    voices = fetch_voices(parse_address(server_url(arguments)), server_key(arguments), language=arguments.language)
    if arguments.json:
        print(json.dumps([asdict(voice) for voice in voices], ensure_ascii=False))
    else:
        for line in table(voices):
            print(line)
    return 0


def table(voices: Sequence[ListedVoice]) -> list[str]:
    """Lines of a table with a heading; columns as wide as their longest entry."""
    rows = [("ID", "HANDLE", "NAME", "LANGUAGE", "SEX")]
    rows += [(str(voice.id), voice.handle, voice.name, voice.language, voice.sex or "-") for voice in voices]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
