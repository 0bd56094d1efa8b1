"""``rhapsode detect``: says of recordings whether they carry the watermark. Needs no server."""

from __future__ import annotations

import argparse
import contextlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

from pydantic import ValidationError

from rhapsode_protocol.errors import RhapsodeError
from rhapsode_server.audio.pairs import PairShelf
from rhapsode_server.audio.watermark import read_message
from rhapsode_server.config import ENVIRONMENT_PREFIX, Config, describe
from rhapsode_server.detection.examiner import Examiner
from rhapsode_server.detection.media import MediaLimits, Recording

SUMMARY = "tell whether recordings are watermarked, and by whom"

MARKED, NOT_MARKED, FAILED = 0, 1, 2

STDIN = "-"

MOST_BYTES = 16 * 1024**3
MOST_SECONDS = 7 * 86_400.0
"""No limits that anybody meets: the machine is the user's own, and nothing is held but what comes on standard input."""

SHOWN_FROM_S = 30.0
"""Recordings from this length on get a line that shows how far it is."""

EXAMPLES = """\
examples:
  rhapsode detect speech.wav
  rhapsode detect --json *.mp3 | jq .marked
  rhapsode detect --message 0x5248 call.ogg && echo "ours"
  curl -s https://example.org/a.mp3 | rhapsode detect -

exit codes: 0 every file is marked (with --message: and says that message), 1 at least one is not, 2 at least one could
not be examined or the usage is wrong, 130 interrupted

Common containers and codecs are read: WAV, FLAC, MP3, Ogg, Opus, M4A, WebM, films. No recording leaves this machine."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.description = (
        "Tell of each recording whether it carries the watermark, where, and which 16 bits the mark says.\n"
        "It is looked at with the pair that comes with Rhapsode, and with AudioSeal's published detectors\n"
        "where they are at hand."
    )
    parser.epilog, parser.formatter_class = EXAMPLES, argparse.RawDescriptionHelpFormatter
    parser.add_argument("files", nargs="+", metavar="FILE", help=f"a recording; {STDIN} is standard input")
    parser.add_argument(
        "--message", type=_message, metavar="BITS", help="the message that it should say: 0x5248, 21064"
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object a file, in one line")
    parser.add_argument(
        "--model-dir",
        type=Path,
        metavar="D",
        help=f"folder with AudioSeal's published files (default: ${ENVIRONMENT_PREFIX}MODEL_DIR)",
    )
    parser.add_argument(
        "--watermark-hub",
        action="store_true",
        default=None,
        help="fetch AudioSeal's published files from the hub where they are not in that folder (default:"
        f" ${ENVIRONMENT_PREFIX}WATERMARK_HUB)",
    )


def run(arguments: argparse.Namespace) -> int:
    """Examine the files. Gives the exit code."""
    said = {"model_dir": arguments.model_dir, "watermark_hub": arguments.watermark_hub}
    try:
        config = Config(**{name: value for name, value in said.items() if value is not None})
        examiner = Examiner.load(PairShelf(model_dir=config.model_dir, allow_hub=config.watermark_hub))
    except ValidationError as error:
        return _complain(describe(error))
    except RhapsodeError as error:
        return _complain(error.message)
    codes = [_detect(name, examiner, arguments.message, arguments.json) for name in arguments.files]
    return max(codes)


def _detect(name: str, examiner: Examiner, expected: int | None, as_json: bool) -> int:
    """Examine one file and print what was found. Gives its exit code."""
    try:
        with _opened(name) as source:
            recording = Recording(source, MediaLimits(MOST_BYTES, MOST_SECONDS))
            with _ProgressLine(recording, examiner.detectors) as line:
                told = examiner.examine(recording, expected, line.show).told()
    except RhapsodeError as error:
        return _fail(name, error.message, as_json)
    except OSError as error:
        return _fail(name, f"it cannot be read: {error.strerror or error}", as_json)
    print(json.dumps({"file": name, **told}) if as_json else _words(name, told, expected), flush=True)
    return MARKED if told["marked"] and told["message_match"] in (None, True) else NOT_MARKED


@contextlib.contextmanager
def _opened(name: str) -> Iterator[bytes | BinaryIO]:
    if name == STDIN:
        yield sys.stdin.buffer.read()
        return
    with open(name, "rb") as file:
        yield file


def _words(name: str, told: dict[str, Any], expected: int | None) -> str:
    """One line, one more for each marked stretch, and one for each note."""
    length = f"{told['duration_s']:.2f} s"
    notes = [f"\n  note: {note}" for note in told["notes"]]
    sure = f"probability {told['probability']:.4f}"
    if not told["marked"]:
        return f"{name}: not marked ({sure}; {length})" + "".join(notes)
    match = {None: "", True: ", as expected", False: f", not 0x{expected or 0:04x}"}[told["message_match"]]
    rate = told["false_positive_rate"]
    alarms = "rate of false alarms unknown" if rate is None else f"false alarms at most {rate:.2%}"
    head = f"{name}: marked by the {told['pair']} pair, message {told['message']}{match} ({sure}, {alarms}; {length})"
    spans = [
        f"\n  {span['start_s']:8.2f} to {span['end_s']:8.2f} s  probability {span['probability']:.4f}"
        for span in told["spans"]
    ]
    return head + "".join(spans) + "".join(notes)


class _ProgressLine:
    """How far a long recording is, on a terminal. Leaves nothing behind."""

    def __init__(self, recording: Recording, detectors: int) -> None:
        self._recording = recording
        self._detectors = detectors
        self._shown = ""

    def __enter__(self) -> _ProgressLine:
        return self

    def __exit__(self, *problem: object) -> None:
        self._write("")

    def show(self, behind_s: float) -> None:
        """So much is behind, over all detectors."""
        promised_s = self._recording.promised_s
        if not sys.stderr.isatty() or promised_s is None or promised_s < SHOWN_FROM_S:
            return
        self._write(f"{min(99, int(100.0 * behind_s / (promised_s * self._detectors)))} % of {promised_s:.0f} s")

    def _write(self, text: str) -> None:
        if text != self._shown:
            # Over what stands there.
            print(f"\r{text.ljust(len(self._shown))}" + ("" if text else "\r"), end="", file=sys.stderr, flush=True)
            self._shown = text


def _message(said: str) -> int:
    try:
        return read_message(said)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def _fail(name: str, problem: str, as_json: bool) -> int:
    if as_json:
        print(json.dumps({"file": name, "error": problem}), flush=True)
        return FAILED
    return _complain(f"{name}: {problem}")


def _complain(message: str) -> int:
    print(f"rhapsode detect: {message}", file=sys.stderr)
    return FAILED
