"""The command line of ``rhapsode bench latency``, and what it makes of it."""

from __future__ import annotations

import argparse
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from rhapsode_bench.latency.dialects import DIALECTS
from rhapsode_bench.latency.line import Target
from rhapsode_bench.latency.run import Plan
from rhapsode_bench.latency.schedule import Workload, utterance
from rhapsode_bench.latency.slice import CLOSED, OPEN
from rhapsode_bench.spoken_text import ANSWER, SPOKEN_TEXTS
from rhapsode_client.address import DEFAULT_URL, parse_address

DEFAULT_STREAMS = (1, 2, 4, 8, 16, 32)
DEFAULT_DURATION_S = 60.0
DEFAULT_TOKENS_PER_SECOND = 50.0
DEFAULT_DUTY = 0.6
DEFAULT_BARGE_IN = 0.1
DEFAULT_PATIENCE_S = 20.0
DEFAULT_SEED = 1
SEVERAL_PARTS = 3
"""Slices of a row where targets take turns: fewer, and a busy minute falls on one of them alone."""

TEXTS = (SPOKEN_TEXTS[0].text, SPOKEN_TEXTS[1].text, ANSWER.text)
"""Six, twenty and forty-three words: what assistants say."""

DIALECT_LINES = "\n".join(f"  {name:<17} {row.purpose}" for name, row in DIALECTS.items())

EPILOG = f"""\
dialects:
{DIALECT_LINES}

Keys are better in the environment, where no other user of the machine can list them: RHAPSODE_API_KEY,
OPENAI_API_KEY or ELEVENLABS_API_KEY, by the target's dialect. No file that is written holds a key.

Exit status: 0 measured, 1 a server or a file failed, 2 wrong usage, 130 interrupted (what was measured is kept).

examples:
  rhapsode bench latency --streams 1,8,32 --duration 60 --json figures.json --html report.html
  rhapsode bench latency --target http://127.0.0.1:8420 --dialect kugelaudio \\
      --target http://127.0.0.1:8880/v1 --dialect openai-speech --arrival open --html report.html
"""


def add_latency_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.description = (
        "How long listeners wait, how often their sound stops, and how soon it is silent when they interrupt, by the "
        "number of streams; several servers of several dialects side by side. All counts from when the text was due."
    )
    parser.epilog, parser.formatter_class = EPILOG, argparse.RawDescriptionHelpFormatter
    parser.set_defaults(refuse=parser.error)
    _add_targets(parser.add_argument_group("targets (each option once for every --target, in their order)"))
    _add_load(parser.add_argument_group("load"))
    output = parser.add_argument_group("output")
    output.add_argument("--json", type=Path, metavar="FILE", help="write every measurement to this file")
    output.add_argument("--html", type=Path, metavar="FILE", help="write a page with plots to this file")
    output.add_argument("-q", "--quiet", action="store_true", help="show no progress")


def _add_targets(group: Any) -> None:
    group.add_argument("--target", action="append", metavar="URL", help=f"a server (default: {DEFAULT_URL})")
    group.add_argument("--dialect", action="append", choices=list(DIALECTS), help="how it is spoken to (kugelaudio)")
    group.add_argument("--label", action="append", metavar="NAME", help="what tables call it")
    group.add_argument("--api-key", action="append", metavar="KEY", help="its key; an empty one for none")
    group.add_argument("--voice", action="append", help="its voice")
    group.add_argument("--model", action="append", help="its model")
    group.add_argument(
        "--language", metavar="CODE", help="language of the text, such as en, where a dialect can say it"
    )
    group.add_argument(
        "--pcm-rate", type=_count, default=24_000, metavar="HZ", help="rate of sound that does not tell its own (24000)"
    )


def _add_load(group: Any) -> None:
    group.add_argument(
        "--streams",
        type=_counts,
        default=DEFAULT_STREAMS,
        metavar="N,N,…",
        help="loads, one after another (1,2,4,8,16,32)",
    )
    group.add_argument(
        "--arrival",
        choices=(OPEN, CLOSED),
        default=CLOSED,
        help="closed: each stream speaks, listens and pauses; open: strangers come as a Poisson process, however the "
        "server copes (closed)",
    )
    group.add_argument(
        "--duty", type=_share, default=DEFAULT_DUTY, help="share of its time that a stream hears speech (0.6)"
    )
    group.add_argument(
        "--tokens-per-second",
        type=_positive,
        default=DEFAULT_TOKENS_PER_SECOND,
        metavar="N",
        help="pace of the text (50)",
    )
    group.add_argument(
        "--duration", type=_positive, default=DEFAULT_DURATION_S, metavar="S", help="measured time for each load (60)"
    )
    group.add_argument(
        "--parts",
        type=_count,
        metavar="N",
        help=f"slices of it, between which targets take turns ({SEVERAL_PARTS}; 1 alone)",
    )
    group.add_argument(
        "--barge-in", type=_share_or_none, default=DEFAULT_BARGE_IN, metavar="SHARE", help="turns interrupted (0.1)"
    )
    group.add_argument("--fresh", action="store_true", help="each turn opens its own connection, and waits for it")
    group.add_argument(
        "--buffer-ms",
        type=_not_negative,
        default=0.0,
        metavar="MS",
        help="what the player holds back before it begins (0)",
    )
    group.add_argument(
        "--patience",
        type=_positive,
        default=DEFAULT_PATIENCE_S,
        metavar="S",
        help="longest silence before a turn fails (20)",
    )
    group.add_argument(
        "--text", type=Path, metavar="FILE", help="what is said: a line for each text (three of our own)"
    )
    group.add_argument("--seed", type=int, default=DEFAULT_SEED, help="of arrivals, pauses and texts (1)")


def plan_of(arguments: argparse.Namespace) -> Plan:
    """What the arguments ask for; refuses what contradicts itself, with exit status 2.

    Raises:
        InvalidAddress: a target's URL cannot be read.
    """
    targets = _targets(arguments)
    workload = Workload(
        utterances=[utterance(text) for text in _texts(arguments)],
        tokens_per_second=arguments.tokens_per_second,
        duty=arguments.duty,
        barge_in_share=arguments.barge_in,
        seed=arguments.seed,
    )
    return Plan(
        targets=targets,
        workload=workload,
        streams=arguments.streams,
        arrival=arguments.arrival,
        fresh=arguments.fresh,
        duration_s=arguments.duration,
        parts=arguments.parts or (SEVERAL_PARTS if len(targets) > 1 else 1),
        depth_s=arguments.buffer_ms / 1000.0,
    )


def shown_options(arguments: argparse.Namespace, plan: Plan) -> dict[str, Any]:
    """What a report tells of how it was made; no key is among it."""
    names = (
        "streams",
        "arrival",
        "duty",
        "tokens_per_second",
        "duration",
        "barge_in",
        "fresh",
        "buffer_ms",
        "patience",
        "seed",
    )
    return {
        **{name: getattr(arguments, name) for name in names},
        "parts": plan.parts,
        "texts": [said.text for said in plan.workload.utterances],
    }


def _targets(arguments: argparse.Namespace) -> list[Target]:
    urls: list[str] = arguments.target or [DEFAULT_URL]
    dialects = _each(arguments, "dialect", len(urls)) or ["kugelaudio"] * len(urls)
    labels, keys, voices, models = (
        _each(arguments, name, len(urls)) for name in ("label", "api_key", "voice", "model")
    )
    made = []
    for place, (url, dialect) in enumerate(zip(urls, dialects, strict=True)):
        address = parse_address(url)
        key = keys[place] if keys else os.environ.get(DIALECTS[dialect].key_variable)
        made.append(
            Target(
                url=url,
                dialect=dialect,
                label=labels[place] if labels else f"{dialect} {address.authority}",
                key=key or None,
                voice=voices[place] if voices else None,
                model=models[place] if models else None,
                language=arguments.language,
                pcm_rate_hz=arguments.pcm_rate,
                patience_s=arguments.patience,
            )
        )
    return made


def _each(arguments: argparse.Namespace, name: str, count: int) -> Sequence[str]:
    given: list[str] = getattr(arguments, name) or []
    if given and len(given) != count:
        option = f"--{name.replace('_', '-')}"
        arguments.refuse(f"there are {count} targets and {len(given)} of {option}; give one for each, or none")
    return given


def _texts(arguments: argparse.Namespace) -> Sequence[str]:
    if arguments.text is None:
        return TEXTS
    try:
        lines = [line.strip() for line in arguments.text.read_text(encoding="utf-8").splitlines()]
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is not UTF-8"
        arguments.refuse(f"cannot read {arguments.text}: {reason}")
    texts = [line for line in lines if line]
    if not texts:
        arguments.refuse(f"{arguments.text} holds no text")
    return texts


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no number") from None


def _positive(text: str) -> float:
    number = _number(text)
    if not 0.0 < number <= 1e6:
        raise argparse.ArgumentTypeError("must be above 0")
    return number


def _not_negative(text: str) -> float:
    number = _number(text)
    if not 0.0 <= number <= 10_000.0:
        raise argparse.ArgumentTypeError("must be 0 to 10000")
    return number


def _share(text: str) -> float:
    number = _number(text)
    if not 0.05 <= number <= 1.0:
        raise argparse.ArgumentTypeError("must be 0.05 to 1")
    return number


def _share_or_none(text: str) -> float:
    number = _number(text)
    if not 0.0 <= number <= 1.0:
        raise argparse.ArgumentTypeError("must be 0 to 1")
    return number


def _count(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 1_000_000:
        raise argparse.ArgumentTypeError(f"{text!r} is no whole number above 0")
    return int(text)


def _counts(text: str) -> tuple[int, ...]:
    counts = tuple(_count(part.strip()) for part in text.split(","))
    if len(set(counts)) != len(counts) or max(counts) > 10_000:
        raise argparse.ArgumentTypeError("must be different numbers up to 10000, with commas between them")
    return counts
