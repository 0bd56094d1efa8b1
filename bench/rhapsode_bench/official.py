"""``python -m rhapsode_bench official``: how long the official client's calls take beyond what is heard.

The unmodified ``kugelaudio`` client of today's generation against a real server in a child process, over loopback. What
is timed is what its user waits for after the speech, or in order to silence it: a server that leaves out one frame of
the protocol shows here as the client's own time-outs, 2 s or 30 s, whatever its speed. Only frame order and the
server's promptness are in these figures; how soon speech begins is measured by ``first-audio``.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
import time
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable
from contextlib import AsyncExitStack, ExitStack
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import cast

from kugelaudio import KugelAudio
from kugelaudio.exceptions import KugelAudioError
from kugelaudio.models import AudioChunk

from rhapsode_bench.machine import machine, versions
from rhapsode_bench.server_process import ServerFailed, ServerProcess
from rhapsode_bench.spoken_text import PARAGRAPH
from rhapsode_bench.spread import Spread

TARGET_MS = 100.0
"""What each call may take on an idle machine. A person notices a pause of about 200 ms between turns; lower than the
scheduling of a busy machine would fail for reasons that are nobody's."""

DEFAULT_REPEATS = 20
"""Fewer, and one busy moment of the machine is the 95th percentile; more, and the run takes longer than a minute."""

HANGS_AFTER_S = 60.0
"""A call that takes this long has met the client's longest time-out twice; the run ends."""

INTERRUPTED = 130

_SENTENCE = "The first rhapsode sang of Troy."
_LONG = " ".join([PARAGRAPH.text] * 3)
"""A minute and more of speech, in a frame's 10,000 characters: the server is surely busy when it is cut off."""
_FAULTS = (ServerFailed, KugelAudioError, TimeoutError, OSError)
_DISTRIBUTIONS = ("rhapsode", "kugelaudio", "websockets", "uvicorn")

FLUSH = "flush() back after the last audio"
LEAVE = "leaving a session after a flush"
MULTI_FLUSH = "multi send(flush=True) back after the last audio"
CREATE = "create_context()"
CANCEL = "cancel_current() while it speaks"
CLOSE = "close_context(immediate=True) while it speaks"
CALLS = (FLUSH, LEAVE, MULTI_FLUSH, CREATE, CANCEL, CLOSE)
"""What is timed, in the table's order."""


@dataclass(slots=True)
class Report:
    """Everything that one run measured."""

    machine: str
    versions: str
    repeats: int
    target_ms: float = TARGET_MS
    calls_ms: dict[str, list[float]] = field(default_factory=lambda: {call: [] for call in CALLS})
    """How long each call took, by its name."""

    def to_json(self) -> str:
        """Every single measurement."""
        return json.dumps(asdict(self), indent=1)


def main(arguments: list[str]) -> int:
    """Measure, print the table, write what was asked for; 0 where nothing failed, however long it took."""
    options = _parse(arguments)
    report = Report(machine(), versions(*_DISTRIBUTIONS), options.repeats)
    try:
        with ExitStack() as stack:
            url = options.url or stack.enter_context(ServerProcess()).url
            asyncio.run(_measure(url, report))
    except KeyboardInterrupt:
        print("interrupted", file=sys.stderr)
        return INTERRUPTED
    except _FAULTS as error:
        print(f"official: {error or type(error).__name__}", file=sys.stderr)
        return 1
    print(f"{report.machine}\n{report.versions}\n\n{table(report)}")
    if options.json is not None:
        options.json.write_text(report.to_json(), encoding="utf-8")
    return 0


def table(report: Report) -> str:
    """The figures in milliseconds, as Markdown."""
    lines = ["| call | runs | p50 | p95 | worst | target | p95 within it |", "|---|---|---|---|---|---|---|"]
    for call, figures_ms in report.calls_ms.items():
        spread = Spread.of(figures_ms)
        if spread is not None:
            figures = f"{spread.count} | {spread.p50:.1f} | {spread.p95:.1f} | {spread.worst:.1f}"
            within = "yes" if spread.p95 <= report.target_ms else "no"
            lines.append(f"| {call} | {figures} | {report.target_ms:.0f} | {within} |")
    return "\n".join(lines)


def _parse(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="rhapsode_bench official", description="How long the official client's calls take beyond what is heard."
    )
    parser.add_argument("--repeats", type=_count, default=DEFAULT_REPEATS, metavar="N", help="runs of each call")
    parser.add_argument("--url", help="a server that runs already, instead of one of the benchmark's own")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write every measurement to this file")
    return parser.parse_args(arguments)


def _count(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("must be 1 at least")
    return number


async def _measure(url: str, report: Report) -> None:
    client = KugelAudio(api_key="benchmark", api_url=url, telemetry=False)
    try:
        async with asyncio.timeout(HANGS_AFTER_S):
            await client.tts.generate_async(_SENTENCE, language="en")  # warm
        for _ in range(report.repeats):
            async with asyncio.timeout(HANGS_AFTER_S):
                await _measure_stream(client, report.calls_ms)
            async with asyncio.timeout(HANGS_AFTER_S):
                await _measure_contexts(client, report.calls_ms)
    finally:
        await client.aclose()


async def _measure_stream(client: KugelAudio, calls_ms: dict[str, list[float]]) -> None:
    session = client.tts.streaming_session(language="en")
    await session.connect()
    async with AsyncExitStack() as stack:
        stack.push_async_callback(session.close)
        speaking = cast(AsyncGenerator[AudioChunk, None], session.send(_LONG, flush=True))
        await anext(speaking)
        calls_ms[CANCEL].append(await _timed(session.cancel_current()))
        await speaking.aclose()
        async for _ in session.send(_SENTENCE):
            pass
        calls_ms[FLUSH].append(await _after_last_audio(session.flush()))
        calls_ms[LEAVE].append(await _timed(session.close()))


async def _measure_contexts(client: KugelAudio, calls_ms: dict[str, list[float]]) -> None:
    async with client.tts.multi_context_session(language="en") as session:
        await session.create_context("first")
        calls_ms[CREATE].append(await _timed(session.create_context("second")))
        calls_ms[MULTI_FLUSH].append(await _after_last_audio(session.send("second", _SENTENCE, flush=True)))
        speaking = cast(AsyncGenerator[AudioChunk, None], session.send("first", _LONG, flush=True))
        await anext(speaking)
        calls_ms[CLOSE].append(await _timed(_drained(session.close_context("first", immediate=True))))
        await speaking.aclose()


async def _timed(call: Awaitable[object]) -> float:
    began = time.perf_counter()
    await call
    return (time.perf_counter() - began) * 1000.0


async def _drained(frames: AsyncIterator[AudioChunk]) -> None:
    async for _ in frames:
        pass


async def _after_last_audio(frames: AsyncIterator[AudioChunk]) -> float:
    """Milliseconds between the last chunk and the end of the call; from the call itself where nothing was left."""
    last = time.perf_counter()
    async for _ in frames:
        last = time.perf_counter()
    return (time.perf_counter() - last) * 1000.0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
