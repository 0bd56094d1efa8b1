"""``python -m rhapsode_bench kokoro-first-audio``: how long a listener waits for Kokoro while a language model writes.

Sentences of twenty words, some with an early clause and some without a mark, are written token by token into the socket
of a real server. Beside every turn stands its peer on the same weights and cores, right behind it: wait for the whole
sentence, then call the plain package once. Then the same sentences once more, each on a socket of its own, while
another client has the engine speak a long text without end. All figures count from the moment at which the first token
was sent.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import ExitStack, asynccontextmanager
from pathlib import Path

import numpy as np
import torch
from websockets.exceptions import WebSocketException

from rhapsode_bench.kokoro_files import add_arguments, model_files
from rhapsode_bench.kokoro_first_audio_report import FirstAudioReport, SentenceSet, plot, table
from rhapsode_bench.machine import machine, versions
from rhapsode_bench.package_speaker import PackageSpeaker
from rhapsode_bench.playout import Playout
from rhapsode_bench.progress import tell
from rhapsode_bench.server_process import ServerFailed, ServerProcess
from rhapsode_bench.spoken_text import CLAUSE_SENTENCES, PARAGRAPH, UNMARKED_SENTENCES, tokens_of
from rhapsode_bench.turn_listener import TurnFailed, open_socket, speak_turn
from rhapsode_protocol.messages import NOTHING_SAID
from rhapsode_server.engines.engine_options import processors

TOKENS_PER_SECOND = 50.0
"""About what a hosted language model of middle size writes."""
DEFAULT_REPEATS = 3
"""Of each sentence: sixty turns in all. Fewer, and one busy moment of the machine is the 95th percentile."""
RATE_HZ = 24_000
LONG_PARAGRAPHS = 5
"""Two minutes of speech a turn: the engine is never without work."""
INTERRUPTED = 130

_DISTRIBUTIONS = ("rhapsode", "torch", "kokoro", "numpy", "numba", "websockets", "uvicorn")
_FAULTS = (ServerFailed, TurnFailed, WebSocketException, OSError)
"""What a person can do something about; told in one line."""


def main(arguments: list[str]) -> int:
    """Measure, print the table, write what was asked for; 0 where no turn failed."""
    options = _parse(arguments)
    report = FirstAudioReport(machine(), versions(*_DISTRIBUTIONS), options.threads)
    try:
        with ExitStack() as stack:
            _measure(options, report, stack)
    except KeyboardInterrupt:
        print("interrupted", file=sys.stderr)
        return INTERRUPTED
    except _FAULTS as error:
        print(f"kokoro-first-audio: {error}", file=sys.stderr)
        return 1
    finally:
        tell("")
    print(f"{report.machine}\n{report.versions}\nweights: {report.weights}; {report.threads} threads\n")
    print(table(report))
    if options.json is not None:
        options.json.write_text(report.to_json(), encoding="utf-8")
    if options.plot is not None:
        plot(report, options.plot)
    return 0


def _parse(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="rhapsode_bench kokoro-first-audio",
        description="How long a listener waits for Kokoro, beside waiting for the sentence and calling the package.",
    )
    add_arguments(parser)
    cores = processors()
    parser.add_argument(
        "--threads", type=int, default=cores, metavar="N", help=f"of server and peer (default: {cores})"
    )
    parser.add_argument("--repeats", type=int, default=DEFAULT_REPEATS, metavar="N", help="turns of each sentence")
    parser.add_argument("--sentences", type=int, default=10, metavar="N", help="of each kind, 1 to 10 (default: 10)")
    parser.add_argument("--serve", nargs=argparse.REMAINDER, default=[], metavar="OPTION", help="more server options")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write every measurement to this file")
    parser.add_argument("--plot", type=Path, metavar="FILE", help="write a picture of the figures to this PNG file")
    options = parser.parse_args(arguments)
    for name in ("threads", "repeats", "sentences"):
        if getattr(options, name) < 1:
            parser.error(f"--{name} must be 1 at least")
    return options


def _measure(options: argparse.Namespace, report: FirstAudioReport, stack: ExitStack) -> None:
    tell("finding weights")
    files, report.weights = model_files(options, stack)
    tell("loading the package")
    torch.set_num_threads(options.threads)
    peer = PackageSpeaker(files)
    stack.callback(peer.close)
    tell("starting a server")
    flags = ["--engine", "kokoro", "--model-dir", str(files.folder), "--threads", str(options.threads), *options.serve]
    server = stack.enter_context(ServerProcess(flags))
    sets = {
        "early clause": CLAUSE_SENTENCES[: options.sentences],
        "no mark": UNMARKED_SENTENCES[: options.sentences],
    }
    report.sets.extend(SentenceSet(name) for name in sets)
    for sentences in sets.values():
        peer.speak(sentences[0])
    asyncio.run(_speak_all(server.url, list(sets.values()), options.repeats, report, peer))


async def _speak_all(
    url: str, sets: Sequence[Sequence[str]], repeats: int, report: FirstAudioReport, peer: PackageSpeaker
) -> None:
    """Each sentence in turn, so that a busy moment of the machine falls on all alike; its peer right behind it."""
    async with open_socket(url, "/ws/tts/stream") as socket:
        for sentences in sets:
            await speak_turn(socket, tokens_of(sentences[0]), 1e6, NOTHING_SAID)
        for repeat in range(repeats):
            for number in range(len(sets[0])):
                for sentences, figures in zip(sets, report.sets, strict=True):
                    tell(f"repeat {repeat + 1} of {repeats}, sentence {number + 1}: {figures.name}")
                    began_s, cpu_s = time.perf_counter(), time.process_time()
                    turn = await speak_turn(socket, tokens_of(sentences[number]), TOKENS_PER_SECOND, NOTHING_SAID)
                    figures.generator_cpu_s += time.process_time() - cpu_s
                    figures.turns_s += time.perf_counter() - began_s
                    figures.turns.append(turn)
                    spoken = peer.speak(sentences[number])
                    figures.peer_first_sample_ms.append(turn.tokens_ms + spoken.seconds * 1000.0)
                    figures.peer_first_audible_ms.append(
                        turn.tokens_ms + spoken.seconds * 1000.0 + _audible_after_ms(spoken.samples)
                    )
        async with _long_segments(url):
            for sentences, alone in zip(sets, list(report.sets), strict=True):
                busy = SentenceSet(f"{alone.name}, engine busy")
                report.sets.append(busy)
                for number, sentence in enumerate(sentences):
                    tell(f"sentence {number + 1}: {busy.name}")
                    began_s, cpu_s = time.perf_counter(), time.process_time()
                    # A newcomer each time: who still has the last sentence in hand is not in need either.
                    async with open_socket(url, "/ws/tts/stream") as newcomer:
                        turn = await speak_turn(newcomer, tokens_of(sentence), TOKENS_PER_SECOND, NOTHING_SAID)
                    busy.turns.append(turn)
                    busy.generator_cpu_s += time.process_time() - cpu_s
                    busy.turns_s += time.perf_counter() - began_s


@asynccontextmanager
async def _long_segments(url: str) -> AsyncIterator[None]:
    """Have the server speak long texts to somebody who takes all at once; has begun when the block does."""
    begun = asyncio.Event()
    tokens = tokens_of(" ".join([PARAGRAPH.text] * LONG_PARAGRAPHS))

    async def speak() -> None:
        async with open_socket(url, "/ws/tts/stream") as socket:
            while True:
                await speak_turn(socket, tokens, 1e6, NOTHING_SAID, lambda arrived_s, audio_s: begun.set())

    task = asyncio.create_task(speak())
    try:
        await asyncio.wait({task, waiting := asyncio.create_task(begun.wait())}, return_when=asyncio.FIRST_COMPLETED)
        waiting.cancel()
        if task.done():
            await task
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


def _audible_after_ms(samples: np.ndarray) -> float:
    """From the beginning of a sound to its first audible sample."""
    playout = Playout()
    playout.take((np.clip(samples, -1.0, 1.0) * 32_767.0).astype("<i2").tobytes(), RATE_HZ, 0.0)
    return (playout.first_audible_s or 0.0) * 1000.0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
