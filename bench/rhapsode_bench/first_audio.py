"""``python -m rhapsode_bench first-audio``: how long a listener waits, measured at the socket of a real server.

A server is started in a child process, tokens go out at a language model's pace, and each turn is heard as a person
would: the first frame, the first sample above a gate of the benchmark's own, the end. Beside every turn stands its
peer, the usual way: wait for the whole text, then one call to the same espeak-ng (see ``whole_text``). All first-audio
figures count from the moment at which the first token was sent. Everything runs on one machine: the network is
loopback, and clients and server share its cores.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from websockets.exceptions import WebSocketException

from rhapsode_bench.first_audio_report import CaseFigures, Report, plot, tables
from rhapsode_bench.machine import machine, versions
from rhapsode_bench.progress import tell
from rhapsode_bench.server_process import ServerFailed, ServerProcess, Usage
from rhapsode_bench.socket_load import measure_load
from rhapsode_bench.spoken_text import PARAGRAPH, SPOKEN_TEXTS, text_ready_ms, tokens_of
from rhapsode_bench.turn_listener import TurnFailed, cancel_turn, open_context, open_socket, speak_turn
from rhapsode_bench.whole_text import WholeTextSpeaker
from rhapsode_client.errors import ClientError
from rhapsode_protocol.errors import RhapsodeError
from rhapsode_protocol.messages import Settings
from rhapsode_server.engines.espeak_process import HostLost

DEFAULT_TOKENS_PER_SECOND = 50.0
"""About what a hosted language model of middle size writes."""
DEFAULT_REPEATS = 10
"""Fewer, and one busy moment of the machine is the 95th percentile; more, and the run takes longer than 90 s."""
DEFAULT_LOAD_SECONDS = 6.0
"""Time over which each number of sockets is measured. Lower, and one socket speaks a turn or two; higher, as above."""
SOCKETS = (1, 8, 32)
ANSWERS = 20
"""Cancels, connections and contexts that are timed; each takes a few milliseconds and the quiet after a cancel."""
CANCELLED_PARAGRAPHS = 5
"""Length of what is cancelled: two minutes of speech, so that the server is surely busy with it."""
INTERRUPTED = 130

_DISTRIBUTIONS = ("rhapsode", "websockets", "uvicorn", "orjson", "numpy", "espeakng-loader")
_FAULTS = (ServerFailed, TurnFailed, ClientError, RhapsodeError, HostLost, WebSocketException, OSError)
"""What a person can do something about; told in one line."""


@dataclass(frozen=True, slots=True)
class _Run:
    """What all parts of the measurement need."""

    url: str
    tokens_per_second: float
    repeats: int
    load_seconds: float
    speed: float
    usage: Callable[[], Mapping[str, Usage]]
    report: Report

    @property
    def settings(self) -> Settings:
        """Options of every turn; at normal speed none, as a client that does not care."""
        return Settings(speed=None if self.speed == 1.0 else self.speed)


def main(arguments: list[str]) -> int:
    """Measure, print the tables, write what was asked for; 0 where no turn failed."""
    options = _parse(arguments)
    shown = {name: value for name, value in vars(options).items() if name not in ("json", "plot")}
    report = Report(machine(), versions(*_DISTRIBUTIONS), shown)
    try:
        _measure(options, report)
    except KeyboardInterrupt:
        print("interrupted", file=sys.stderr)
        return INTERRUPTED
    except _FAULTS as error:
        print(f"first-audio: {error}", file=sys.stderr)
        return 1
    finally:
        tell("")
    print(_heading(report))
    print(tables(report))
    if options.json is not None:
        options.json.write_text(report.to_json(), encoding="utf-8")
    if options.plot is not None:
        plot(report, options.plot)
    for fault in report.errors:
        print(f"first-audio: {fault}", file=sys.stderr)
    return 1 if report.errors else 0


def _parse(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="rhapsode_bench first-audio", description="How long a listener waits, measured at a real server's socket."
    )
    parser.add_argument(
        "--tokens-per-second", type=_positive, default=DEFAULT_TOKENS_PER_SECOND, metavar="N", help="pace of the text"
    )
    parser.add_argument("--repeats", type=_count, default=DEFAULT_REPEATS, metavar="N", help="turns of each text")
    parser.add_argument("--speed", type=_speed, default=1.0, help="0.8 to 1.2, of server and peer (default: 1.0)")
    parser.add_argument(
        "--load-seconds",
        type=_positive,
        default=DEFAULT_LOAD_SECONDS,
        metavar="S",
        help="time for each number of sockets",
    )
    parser.add_argument("--url", help="a server that runs already, instead of one of the benchmark's own")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write every measurement to this file")
    parser.add_argument("--plot", type=Path, metavar="FILE", help="write a picture of the figures to this PNG file")
    return parser.parse_args(arguments)


def _positive(text: str) -> float:
    number = float(text)
    if not 0.0 < number < 1e6:
        raise argparse.ArgumentTypeError("must be above 0")
    return number


def _count(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("must be 1 at least")
    return number


def _speed(text: str) -> float:
    number = float(text)
    if not 0.8 <= number <= 1.2:
        raise argparse.ArgumentTypeError("must be 0.8 to 1.2")
    return number


def _measure(options: argparse.Namespace, report: Report) -> None:
    with ExitStack() as stack:
        url: str | None = options.url
        usage: Callable[[], Mapping[str, Usage]] = dict
        if url is None:
            tell("starting a server")
            server = stack.enter_context(ServerProcess())
            url, usage, report.ready_s = server.url, server.usage, server.ready_s
        peer = stack.enter_context(WholeTextSpeaker())
        run = _Run(url, options.tokens_per_second, options.repeats, options.load_seconds, options.speed, usage, report)
        asyncio.run(_measure_all(run, peer))


async def _measure_all(run: _Run, peer: WholeTextSpeaker) -> None:
    await _measure_texts(run, peer)
    await _measure_answers(run)
    tokens = tokens_of(PARAGRAPH.text)
    for sockets in SOCKETS:
        tell(f"{sockets} sockets")
        load = await measure_load(
            run.url, tokens, run.tokens_per_second, run.settings, sockets, run.load_seconds, run.usage
        )
        run.report.loads.append(load)
    run.report.usage_after = dict(run.usage())


async def _measure_texts(run: _Run, peer: WholeTextSpeaker) -> None:
    """Every text in turn, so that a busy moment of the machine falls on all of them alike; its peer right behind it."""
    pace, report = run.tokens_per_second, run.report
    cases = {
        spoken: CaseFigures(spoken.name, len(spoken.text.split()), len(tokens), text_ready_ms(tokens, pace))
        for spoken in SPOKEN_TEXTS
        for tokens in [tokens_of(spoken.text)]
    }
    report.cases.extend(cases.values())
    async with open_socket(run.url, "/ws/tts/stream") as socket:
        tell("first turn")
        report.cold = await speak_turn(socket, tokens_of(SPOKEN_TEXTS[0].text), pace, run.settings)
        for spoken in SPOKEN_TEXTS:
            await speak_turn(socket, tokens_of(spoken.text), 1e6, run.settings)
            peer.first_audible_ms(spoken.text, run.speed)
        report.usage_before = dict(run.usage())
        for repeat in range(run.repeats):
            for spoken, case in cases.items():
                tell(f"repeat {repeat + 1} of {run.repeats}: {spoken.name}")
                turn = await speak_turn(socket, tokens_of(spoken.text), pace, run.settings)
                case.turns.append(turn)
                # The peer gets the last token when our turn had it, and begins then.
                waited_ms = turn.tokens_ms
                case.peer_first_audible_ms.append(waited_ms + peer.first_audible_ms(spoken.text, run.speed))


async def _measure_answers(run: _Run) -> None:
    long_text = " ".join([PARAGRAPH.text] * CANCELLED_PARAGRAPHS)
    tell("cancel")
    async with open_socket(run.url, "/ws/tts/stream") as socket:
        for _ in range(ANSWERS):
            run.report.cancels.append(await cancel_turn(socket, long_text))
    tell("connections and contexts")
    for _ in range(ANSWERS):
        began = time.perf_counter()
        async with open_socket(run.url, "/ws/tts/stream"):
            run.report.connect_ms.append((time.perf_counter() - began) * 1000.0)
    async with open_socket(run.url, "/ws/tts/multi") as socket:
        for number in range(ANSWERS):
            run.report.context_open_ms.append(await open_context(socket, f"context-{number}"))


def _heading(report: Report) -> str:
    lines = [report.machine, report.versions, ", ".join(f"{name} {value}" for name, value in report.options.items())]
    if report.ready_s is not None:
        lines.append(f"server ready {report.ready_s:.2f} s after its start")
    if report.cold is not None:
        lines.append(f"its first turn ever (short answer): first audible after {report.cold.first_audible_ms:.0f} ms")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
