"""``rhapsode models``: fetches Kokoro's files, lists and checks them."""

from __future__ import annotations

import argparse
import importlib
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, cast

from pydantic import ValidationError

from rhapsode_protocol.errors import ModelUnavailable
from rhapsode_server.config import ENVIRONMENT_PREFIX, Config, describe
from rhapsode_server.engines.kokoro.files import ModelFiles, default_models_dir, find_files, pull_command
from rhapsode_server.engines.kokoro.hub import PROBE_S, Hub, HubUnreachable, PullFailed
from rhapsode_server.engines.kokoro.published import CONFIG_FILE, KOKORO, WEIGHTS_FILE, voice_file
from rhapsode_server.engines.kokoro.pull import Progress, Pulled, pull
from rhapsode_server.engines.kokoro.verdict import SENTENCES, State, Verdict, judge
from rhapsode_server.engines.kokoro.voices import DEFAULT_VOICE, ENGINE, voices
from rhapsode_server.engines.selection import AUTO

SUMMARY = "fetch, list and check model files"

PUBLICATION = KOKORO
"""What is pulled."""

DONE, NOT_DONE, WRONG_SETTINGS, NO_NETWORK = 0, 1, 2, 3

EXAMPLES = """\
examples:
  rhapsode models pull                       everything: 356 MB
  rhapsode models pull --voices af_heart,bf_emma
  rhapsode models pull --if-reachable        as `make serve` does
  rhapsode models list
  rhapsode models verify --json

exit codes: 0 done, 1 not done, 2 wrong settings, 3 the hub cannot be reached

A pull that broke is continued by the next one. Behind a mirror, set HF_ENDPOINT; for a machine without a network, copy
the folder there and name it with --dir, or start the server with --model-dir."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.description = f"Fetch, list and check the files of {PUBLICATION.repository}."
    parser.epilog, parser.formatter_class = EXAMPLES, argparse.RawDescriptionHelpFormatter
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION", title="actions")
    puller = actions.add_parser("pull", help="fetch what is missing", description="Fetch what is missing.")
    puller.add_argument(
        "--voices", type=_voices, default=_voices("all"), metavar="A,B", help="which voices, by name (default: all)"
    )
    puller.add_argument(
        "--revision",
        default=PUBLICATION.revision,
        metavar="R",
        help="another commit of the repository; its checksums are taken from the hub, and pinned here (default: the "
        "one whose checksums this version knows)",
    )
    puller.add_argument("--force", action="store_true", help="replace files that are there, but are others")
    puller.add_argument(
        "--probe-s",
        type=_seconds,
        default=PROBE_S,
        metavar="S",
        help=f"seconds that the hub may take to answer at first (default: {PROBE_S:g})",
    )
    puller.add_argument(
        "--if-reachable",
        action="store_true",
        help="before a server that can also start without: where everything to speak with is there, ask nobody; where "
        "the hub cannot be reached, or the download breaks, say so in a line and exit with 0",
    )
    puller.add_argument(
        "--for-serve",
        nargs=argparse.REMAINDER,
        metavar="OPTION",
        help="with --if-reachable: what follows are the options that `rhapsode serve` will get; --model-dir is taken "
        "from them, and nothing is fetched for another --engine",
    )
    lister = actions.add_parser("list", help="list files and voices", description="List files and voices.")
    verifier = actions.add_parser(
        "verify", help="read all files and compare checksums", description="Read all files and compare checksums."
    )
    for action in (puller, lister, verifier):
        action.add_argument("--json", action="store_true", help="print JSON instead of words")
        action.add_argument(
            "--dir",
            "--model-dir",
            dest="model_dir",
            type=Path,
            metavar="D",
            help=f"folder of models (default: ${ENVIRONMENT_PREFIX}MODEL_DIR, or rhapsode/models in the user's data "
            "folder)",
        )


def run(arguments: argparse.Namespace) -> int:
    """Do what is asked. Gives the exit code: 0 done, 1 not done, 2 wrong settings, 3 the hub cannot be reached."""
    try:
        config = Config(**_said(arguments))
        files = find_files(default_models_dir(os.environ) if config.model_dir is None else config.model_dir)
    except ValidationError as error:
        return _complain(describe(error), WRONG_SETTINGS)
    except ModelUnavailable as error:
        return _complain(error.message, DONE if _goes_on(arguments) else WRONG_SETTINGS)
    try:
        if _goes_on(arguments):
            return _pull_if_reachable(files, config, arguments)
        if arguments.action == "pull":
            return _pull(files, arguments)
        return _list(files, arguments.json) if arguments.action == "list" else _verify(files, arguments.json)
    except HubUnreachable as error:
        return _complain(str(error), NO_NETWORK)
    except PullFailed as error:
        return _complain(str(error), NOT_DONE)
    except OSError as error:
        return _complain(f"cannot read {error.filename}: {error.strerror}", NOT_DONE)
    except KeyboardInterrupt:
        return _complain("stopped; run the same again to go on", NOT_DONE)


def _said(arguments: argparse.Namespace) -> dict[str, Any]:
    """The settings that the command line gives, be it in the words of a server."""
    said = argparse.Namespace(model_dir=arguments.model_dir)
    if arguments.action == "pull" and arguments.for_serve:
        parser = argparse.ArgumentParser(prog="rhapsode serve", add_help=False, argument_default=argparse.SUPPRESS)
        parser.add_argument("--engine")
        parser.add_argument("--model-dir")
        parser.parse_known_args(arguments.for_serve, said)
    return {name: value for name, value in vars(said).items() if value is not None}


def _goes_on(arguments: argparse.Namespace) -> bool:
    """Whether what goes wrong is to keep no server from starting."""
    return arguments.action == "pull" and bool(arguments.if_reachable)


def _pull_if_reachable(files: ModelFiles, config: Config, arguments: argparse.Namespace) -> int:
    """Pull, unless nobody would load the files or they are there: then no library is loaded, and no hub asked."""
    asks_for_help = {"-h", "--help"} & set(arguments.for_serve or ())
    if config.engine not in (AUTO, ENGINE) or asks_for_help or not files.lacks():
        return DONE
    try:
        return _pull(files, arguments)
    except (PullFailed, OSError) as error:
        return _complain(f"Kokoro was not fetched (later: {pull_command(config.model_dir)}): {error}", DONE)


def _pull(files: ModelFiles, arguments: argparse.Namespace) -> int:
    # The small ones first: they tell soon whether all is well. The weights last: who finds them finds all.
    paths = [CONFIG_FILE, *map(voice_file, arguments.voices), WEIGHTS_FILE]
    hub = Hub(
        PUBLICATION.repository,
        arguments.revision,
        # As the library does, which reads it only once, when it is imported.
        endpoint=os.environ.get("HF_ENDPOINT", "").rstrip("/") or None,
        probe_s=arguments.probe_s,
    )
    with _bar() as bar:
        pulled = pull(files.folder, PUBLICATION, paths, hub, progress=cast(Progress, bar), force=arguments.force)
    if arguments.json:
        told = {"folder": str(files.folder), "fetched": list(pulled.fetched), "kept": list(pulled.kept)}
        print(json.dumps(told, ensure_ascii=False))
    else:
        print(_pulled_words(files, pulled))
    return DONE


def _pulled_words(files: ModelFiles, pulled: Pulled) -> str:
    if not pulled.fetched:
        return f"All {len(pulled.kept)} files are in {files.folder} already."
    kept = f"; {len(pulled.kept)} were there already" if pulled.kept else ""
    return f"Fetched {len(pulled.fetched)} files into {files.folder}{kept}. Check them any time: rhapsode models verify"


def _bar() -> Any:
    """A bar on a terminal, nothing elsewhere."""
    try:
        tqdm = importlib.import_module("tqdm").tqdm
    except ImportError as error:
        raise PullFailed('tqdm is not installed: pip install "rhapsode[kokoro]"') from error
    # ``None`` means: unless standard error is a terminal.
    return tqdm(desc="kokoro-82m", unit="B", unit_scale=True, unit_divisor=1000, disable=None, leave=False)


def _list(files: ModelFiles, as_json: bool) -> int:
    about = {voice.handle: voice for voice in voices()}
    rows: list[dict[str, Any]] = []
    for path in PUBLICATION.files:
        voice = about.get(Path(path).stem) if path.startswith("voices/") else None
        place = files.folder / path
        rows.append(
            {
                "file": path,
                "voice": voice.handle if voice else None,
                "language": voice.language if voice else None,
                "size_bytes": place.stat().st_size if place.is_file() else None,
            }
        )
    if as_json:
        told = {
            "repository": PUBLICATION.repository,
            "revision": PUBLICATION.revision,
            "folder": str(files.folder),
            "complete": not files.lacks(),
            "files": rows,
        }
        print(json.dumps(told, ensure_ascii=False))
        return DONE
    shown = [
        (row["file"], row["language"] or "", "-" if row["size_bytes"] is None else f"{row['size_bytes'] / 1e6:.1f} MB")
        for row in rows
    ]
    _print_table([("FILE", "LANGUAGE", "ON DISK"), *shown])
    print(f"\n{files.state()}")
    return DONE


def _verify(files: ModelFiles, as_json: bool) -> int:
    verdicts = judge(files.folder, PUBLICATION)
    lacking = files.lacks()
    good = not lacking and all(verdict.state not in (State.DIFFERS, State.UNKNOWN) for verdict in verdicts)
    if as_json:
        told = {"folder": str(files.folder), "good": good, "files": [_facts(verdict) for verdict in verdicts]}
        print(json.dumps(told, ensure_ascii=False))
        return DONE if good else NOT_DONE
    there = [verdict for verdict in verdicts if verdict.state is not State.ABSENT or verdict.path in lacking]
    _print_table([("FILE", "STATE"), *((verdict.path, SENTENCES[verdict.state]) for verdict in there)])
    absent = sum(verdict.state is State.ABSENT for verdict in verdicts)
    print(f"\n{len(verdicts) - absent} of {len(verdicts)} files are in {files.folder}")
    if lacking:
        return _complain(files.state(), NOT_DONE)
    return DONE if good else _complain("not all is well; fetch anew: rhapsode models pull --force", NOT_DONE)


def _facts(verdict: Verdict) -> dict[str, str | None]:
    return {
        "file": verdict.path,
        "state": verdict.state.value,
        "sha256": verdict.sha256,
        "says": SENTENCES[verdict.state],
    }


def _print_table(rows: Sequence[tuple[str, ...]]) -> None:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())


def _voices(said: str) -> tuple[str, ...]:
    known = tuple(voice.handle for voice in voices())
    if said.strip() == "all":
        return known
    names = tuple(dict.fromkeys(name.strip().lower() for name in said.split(",") if name.strip()))
    unknown = [name for name in names if name not in known]
    if unknown or not names:
        wrong = f"{unknown[0][:40]!r} is no published voice" if unknown else "no voice is named"
        raise argparse.ArgumentTypeError(
            f"{wrong}; name some with commas between, such as {DEFAULT_VOICE},bf_emma, or all"
        )
    # Without the default voice the engine does not start.
    return names if DEFAULT_VOICE in names else (DEFAULT_VOICE, *names)


def _seconds(said: str) -> float:
    try:
        seconds = float(said)
    except ValueError:
        seconds = 0.0
    if not 0.1 <= seconds <= 600.0:
        raise argparse.ArgumentTypeError("seconds are a number from 0.1 to 600")
    return seconds


def _complain(message: str, code: int) -> int:
    print(f"rhapsode models: {message}", file=sys.stderr)
    return code
