"""Listeners without a server: a process of the plain ``kokoro`` package for each, which speaks sentence by sentence."""

from __future__ import annotations

import multiprocessing
import random
import re
import time
from multiprocessing.connection import Connection

import torch

from rhapsode_bench.kokoro_streams_report import StreamsRow
from rhapsode_bench.package_speaker import PackageSpeaker
from rhapsode_bench.playout import Playout
from rhapsode_bench.spoken_text import tokens_of
from rhapsode_server.engines.kokoro.files import ModelFiles

START_WITHIN_S = 180.0
"""Many networks are loaded at once. Lower gives up on a slow disk; higher only delays the bad news."""
END_WITHIN_S = 240.0
"""Beyond the measured time: what a crowd that the machine cannot keep up with needs for its last turns."""
RATE_HZ = 24_000
SEED = 20_261_129

_SENTENCE = re.compile(r"[^.;]+[.;]")


class PackageCrowdFailed(Exception):
    """A process did not start, or did not say how it went."""


def listen_to_packages(
    files: ModelFiles, count: int, duty: float, seconds: float, text: str, tokens_per_second: float
) -> StreamsRow:
    """Have so many processes speak to a listener each.

    Args:
        files: the model.
        count: processes, of one thread each.
        duty: share of its time that each listener hears speech.
        seconds: time in which turns begin.
        text: of each turn; its words come at the pace of tokens.
        tokens_per_second: that pace.

    Raises:
        PackageCrowdFailed: a process did not start, or did not say how it went.
    """
    spawn = multiprocessing.get_context("spawn")
    crowd = []
    try:
        for number in range(count):
            ours, theirs = spawn.Pipe()
            arguments = (files, number / count, duty, seconds, text, tokens_per_second, theirs)
            process = spawn.Process(target=_converse, args=arguments, daemon=True, name=f"package-{number}")
            process.start()
            theirs.close()
            crowd.append((process, ours))
        for _, pipe in crowd:
            _hear(pipe, START_WITHIN_S)
        for _, pipe in crowd:
            pipe.send("go")
        rows = [_hear(pipe, seconds + END_WITHIN_S) for _, pipe in crowd]
    finally:
        for process, _ in crowd:
            process.kill()
            process.join()
    told = [row for row in rows if isinstance(row, StreamsRow)]
    return StreamsRow(
        listeners=count,
        turns=sum(row.turns for row in told),
        gaps=sum(row.gaps for row in told),
        first_audible_ms=[figure for row in told for figure in row.first_audible_ms],
        audio_s=sum(row.audio_s for row in told),
        compute_s=sum(row.compute_s for row in told),
    )


def _hear(pipe: Connection, within_s: float) -> object:
    try:
        if pipe.poll(within_s):
            return pipe.recv()
    except EOFError:
        pass
    raise PackageCrowdFailed("a process of the package ended, or did not answer")


def _converse(
    files: ModelFiles, place: float, duty: float, seconds: float, text: str, tokens_per_second: float, pipe: Connection
) -> None:
    """One process: its own copy of the network, one listener."""
    torch.set_num_threads(1)
    speaker = PackageSpeaker(files)
    sentences = [sentence.strip() for sentence in _SENTENCE.findall(text)]
    speaker.speak(sentences[0])
    pipe.send("ready")
    pipe.recv()
    chance = random.Random(SEED + int(1e6 * place))
    row = StreamsRow(listeners=1, turns=0, gaps=0, first_audible_ms=[], audio_s=0.0, compute_s=0.0)
    ends_s = time.perf_counter() + seconds
    # Spread over a round, as strangers are.
    time.sleep(place * seconds / 2.0)
    while time.perf_counter() < ends_s:
        _turn(speaker, sentences, tokens_per_second, duty, chance, row)
    pipe.send(row)
    speaker.close()


def _turn(
    speaker: PackageSpeaker,
    sentences: list[str],
    tokens_per_second: float,
    duty: float,
    chance: random.Random,
    row: StreamsRow,
) -> None:
    began_s = time.perf_counter()
    playout = Playout()
    written = 0
    for sentence in sentences:
        written += len(tokens_of(sentence))
        time.sleep(max(0.0, began_s + written / tokens_per_second - time.perf_counter()))
        spoken = speaker.speak(sentence)
        row.compute_s += spoken.seconds
        playout.take((spoken.samples * 32_767.0).astype("<i2").tobytes(), RATE_HZ, time.perf_counter())
    row.turns += 1
    row.gaps += playout.stalls
    row.audio_s += playout.audio_s
    if playout.first_audible_s is not None:
        row.first_audible_ms.append((playout.first_audible_s - began_s) * 1000.0)
    played_s = (playout.first_frame_s or began_s) + playout.audio_s + playout.stalled_s
    pause_s = playout.audio_s * (1.0 / duty - 1.0) * chance.uniform(0.5, 1.5)
    time.sleep(max(0.0, played_s + pause_s - time.perf_counter()))
