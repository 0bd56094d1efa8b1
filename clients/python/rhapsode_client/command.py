"""``rhapsode``: finds its subcommands among the installed entry points, and runs one.

A subcommand is a row in the entry-point group ``rhapsode.commands`` whose value is a module with ``SUMMARY`` (one
line), ``add_arguments(parser)`` and ``run(arguments) -> int``. Its module is loaded when it is chosen, or for the list
that ``--help`` prints; so the light client never needs the server's libraries.

Exit status: 0 done, 1 failed, 2 wrong usage, 130 interrupted from the keyboard.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Mapping, Sequence
from importlib.metadata import EntryPoint, entry_points, version
from types import ModuleType

from rhapsode_client.errors import ClientError
from rhapsode_protocol.errors import RhapsodeError

COMMAND_GROUP = "rhapsode.commands"

FAILED, WRONG_USAGE, INTERRUPTED = 1, 2, 130
"""130 is 128 and the number of SIGINT: what shells give for a program that Ctrl-C ended."""

EXTRAS = {"rhapsode_server": "server", "rhapsode_bridge": "bridge", "rhapsode_bench": "bench"}
"""Which extra of the distribution brings what a package needs."""

EXAMPLES = """
examples:
  rhapsode serve
  rhapsode say "The first rhapsode sang of Troy." -o troy.wav
  rhapsode voices --language de

`rhapsode COMMAND --help` tells more about each."""


class MissingParts(ClientError):
    """A command cannot be loaded, most often because the libraries that it needs are an extra."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit status.

    Args:
        arguments: the words after ``rhapsode``; those of the process where left out.
    """
    words = list(sys.argv[1:] if arguments is None else arguments)
    commands = {entry.name: entry for entry in entry_points(group=COMMAND_GROUP)}
    if words and words[0] in commands:
        return _run(commands[words[0]], words[1:])
    return _answer(words, commands)


def _run(command: EntryPoint, words: list[str]) -> int:
    program = f"rhapsode {command.name}"
    try:
        module = load(command)
        parser = argparse.ArgumentParser(prog=program, description=module.SUMMARY)
        module.add_arguments(parser)
        status: int = module.run(parser.parse_args(words))
        if sys.stdout is not None:  # as in `rhapsode serve >&-`
            sys.stdout.flush()
        return status
    except KeyboardInterrupt:
        print(f"\n{program}: interrupted", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:
        # Whoever read this output has had enough. The interpreter would complain when it flushes at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED
    except (ClientError, RhapsodeError) as error:
        print(f"{program}: {error}", file=sys.stderr)
        return FAILED


def load(command: EntryPoint) -> ModuleType:
    """Import a command's module.

    Raises:
        MissingParts: a library is missing; the message says how to get it.
    """
    try:
        module: ModuleType = command.load()
    except ModuleNotFoundError as error:
        package = command.module.split(".")[0]
        extra = EXTRAS.get(package)
        if extra is None or (error.name or "").split(".")[0] == package:
            raise MissingParts(f"cannot be loaded: {error.name} is missing") from error
        raise MissingParts(f"needs: pip install 'rhapsode[{extra}]' ({error.name} is missing)") from error
    return module


def _answer(words: list[str], commands: Mapping[str, EntryPoint]) -> int:
    parser = argparse.ArgumentParser(
        prog="rhapsode",
        usage="rhapsode [--help] [--version] COMMAND ...",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        description="Turn text into speech while it is still being written.",
        add_help=False,
    )
    parser.add_argument("-h", "--help", action="store_true", help="show this and leave")
    parser.add_argument("--version", action="version", version=f"rhapsode {version('rhapsode')}")
    parser.add_argument("command", nargs="?", metavar="COMMAND", help=argparse.SUPPRESS)
    known, _ = parser.parse_known_args(words)
    if known.help or not words:
        parser.epilog = f"commands:\n{_summaries(commands)}\n{EXAMPLES}"
        print(parser.format_help(), file=sys.stdout if known.help else sys.stderr)
        return 0 if known.help else WRONG_USAGE
    names = ", ".join(sorted(commands))
    if known.command is None:
        parser.error(f"unknown option {words[0]}; first comes a command: {names}")
    parser.error(f"there is no command {known.command!r}; choose one of {names}")


def _summaries(commands: Mapping[str, EntryPoint]) -> str:
    width = max(map(len, commands), default=0)
    lines = []
    for name, command in sorted(commands.items()):
        try:
            summary = load(command).SUMMARY
        except MissingParts as missing:
            summary = missing.message
        lines.append(f"  {name.ljust(width)}  {summary}")
    return "\n".join(lines)
