"""The figures of the first-audio benchmark as tables, as JSON and as a picture."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from rhapsode_bench.server_process import Usage
from rhapsode_bench.socket_load import Load
from rhapsode_bench.spread import Spread, shown
from rhapsode_bench.turn_listener import CancelFigures, TurnFigures


@dataclass(slots=True)
class CaseFigures:
    """One text: every turn, and for each what the peer did in the same moment."""

    name: str
    words: int
    tokens: int
    text_ready_ms: float
    """When the default policy has enough text to speak."""
    turns: list[TurnFigures] = field(default_factory=list)
    peer_first_audible_ms: list[float] = field(default_factory=list)
    """From the first token, as the turns count: the turn's own wait for the last token, then the whole text in one
    call."""

    def spread(self, figure: Callable[[TurnFigures], float]) -> Spread | None:
        """The spread of one figure over the turns."""
        return Spread.of(map(figure, self.turns))

    @property
    def ratio(self) -> float:
        """Our median time to the first audible sample, divided by the peer's."""
        ours, peer = self.spread(lambda turn: turn.first_audible_ms), Spread.of(self.peer_first_audible_ms)
        return ours.p50 / peer.p50 if ours is not None and peer is not None else float("nan")


@dataclass(slots=True)
class Report:
    """Everything that one run measured."""

    machine: str
    versions: str
    options: dict[str, Any]
    ready_s: float | None = None
    """From the server's start until it said that it was warm; ``None`` where it was running already."""
    cold: TurnFigures | None = None
    """The first turn that the server spoke for anybody."""
    cases: list[CaseFigures] = field(default_factory=list)
    connect_ms: list[float] = field(default_factory=list)
    """From nothing to an open socket, TCP and WebSocket handshake."""
    cancels: list[CancelFigures] = field(default_factory=list)
    context_open_ms: list[float] = field(default_factory=list)
    loads: list[Load] = field(default_factory=list)
    usage_before: dict[str, Usage] = field(default_factory=dict)
    usage_after: dict[str, Usage] = field(default_factory=dict)

    @property
    def errors(self) -> list[str]:
        """The server's words for everything that went wrong."""
        found = [error for load in self.loads for error in load.errors]
        if stray := sum(cancel.frames_after for cancel in self.cancels):
            found.append(f"{stray} audio frames came after `interrupted`")
        return found

    def to_json(self) -> str:
        """Every single measurement."""
        return json.dumps(asdict(self), indent=1)


def tables(report: Report) -> str:
    """All tables, as Markdown; pairs are median / 95th percentile."""
    parts = [_first_audio(report.cases), _ends(report), _load(report.loads), _memory(report)]
    return "\n\n".join(part for part in parts if part)


def _first_audio(cases: Iterable[CaseFigures]) -> str:
    rows = []
    for case in cases:
        audible = case.spread(lambda turn: turn.first_audible_ms)
        differ = case.spread(lambda turn: turn.first_audible_ms - turn.server_first_audible_ms)
        rows.append(
            (
                case.name,
                f"{case.words} / {case.tokens}",
                str(len(case.turns)),
                f"{case.text_ready_ms:.0f}",
                shown(case.spread(lambda turn: turn.first_frame_ms)),
                shown(audible),
                "-" if audible is None else f"{audible.p50 - case.text_ready_ms:.1f}",
                shown(case.spread(lambda turn: turn.server_first_audible_ms)),
                "-" if differ is None else f"{differ.p50:+.1f} (most {differ.worst:+.1f})",
                shown(Spread.of(case.peer_first_audible_ms)),
                f"{case.ratio:.2f}",
            )
        )
    head = (
        "text",
        "words / tokens",
        "turns",
        "text ready",
        "first frame",
        "first audible",
        "ours beyond text ready",
        "server says",
        "listener - server",
        "peer first audible",
        "ours / peer",
    )
    return "First audio, ms from the first token:\n\n" + _markdown(head, rows)


def _ends(report: Report) -> str:
    rows = [
        (
            case.name,
            shown(case.spread(lambda turn: turn.last_token_to_final_ms), 1),
            shown(case.spread(lambda turn: turn.flush_to_closed_ms), 1),
            shown(case.spread(lambda turn: turn.last_audio_to_closed_ms), 1),
            shown(case.spread(lambda turn: turn.gen_ms), 1),
            shown(case.spread(lambda turn: turn.rtf), 4),
            shown(case.spread(lambda turn: turn.audio_s), 1),
            str(sum(turn.stalls for turn in case.turns)),
        )
        for case in report.cases
    ]
    head = (
        "text",
        "last token → final, ms",
        "flush → closed, ms",
        "last audio → closed, ms",
        "gen_ms",
        "RTF",
        "audio, s",
        "stalls",
    )
    interrupted = Spread.of(cancel.interrupted_ms for cancel in report.cancels)
    answers = [
        ("open a socket", Spread.of(report.connect_ms)),
        ("cancel → `interrupted`, server busy", interrupted),
        ("context → `context_created`", Spread.of(report.context_open_ms)),
    ]
    return (
        "The end of a turn:\n\n"
        + _markdown(head, rows)
        + "\n\nAnswers:\n\n"
        + _markdown(
            ("what", "n", "ms", "worst, ms"),
            [
                (what, str(spread.count), shown(spread, 2), f"{spread.worst:.2f}")
                for what, spread in answers
                if spread is not None
            ],
        )
    )


def _load(loads: Iterable[Load]) -> str:
    rows = [
        (
            str(load.sockets),
            str(len(load.turns)),
            str(len(load.errors)),
            shown(Spread.of(turn.first_frame_ms for turn in load.turns)),
            shown(Spread.of(turn.first_audible_ms for turn in load.turns)),
            shown(Spread.of(turn.last_token_to_final_ms for turn in load.turns)),
            f"{load.audio_s / load.seconds:.0f}",
            str(sum(turn.stalls for turn in load.turns)),
            f"{load.client_cpu:.0%}",
            ", ".join(f"{role} {share:.0%}" for role, share in load.server_cpu.items()) or "-",
            "-" if load.idle_cores is None else f"{load.idle_cores:.2f}",
        )
        for load in loads
    ]
    head = (
        "sockets",
        "turns",
        "errors",
        "first frame, ms",
        "first audible, ms",
        "last token → final, ms",
        "audio s / s",
        "stalls",
        "client's CPU",
        "server's CPU",
        "idle cores",
    )
    return "The paragraph on many sockets at once, closed loop (CPU: shares of one core):\n\n" + _markdown(head, rows)


def _memory(report: Report) -> str:
    rows = [
        (role, str(usage.processes), f"{report.usage_before[role].rss_mib:.0f}", f"{usage.rss_mib:.0f}")
        for role, usage in report.usage_after.items()
        if role in report.usage_before
    ]
    return "Memory, MiB resident:\n\n" + _markdown(("processes", "n", "warm", "at the end"), rows) if rows else ""


def _markdown(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [head, ("---",) * len(head), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def plot(report: Report, path: Path) -> None:
    """Draw when the first sound comes, beside the peer's, and how that holds under load; a PNG file."""
    import matplotlib

    # This backend needs no display.
    matplotlib.use("Agg")
    from matplotlib import pyplot

    figure, (texts, sockets) = pyplot.subplots(1, 2, figsize=(12, 4.5))
    places = range(len(report.cases))
    ours = [Spread.of(turn.first_audible_ms for turn in case.turns) for case in report.cases]
    peers = [Spread.of(case.peer_first_audible_ms) for case in report.cases]
    width = 0.38
    texts.bar([place - width / 2 for place in places], [_p50(spread) for spread in ours], width, label="rhapsode")
    texts.bar([place + width / 2 for place in places], [_p50(spread) for spread in peers], width, label="whole text")
    for place, case in zip(places, report.cases, strict=True):
        texts.hlines(case.text_ready_ms, place - width, place, colors="black", label=None if place else "text ready")
    texts.set_xticks(list(places), [case.name for case in report.cases], fontsize=8)
    texts.set_ylabel("first audible sample, ms from the first token")
    texts.legend()
    spreads = [Spread.of(turn.first_audible_ms for turn in load.turns) for load in report.loads]
    numbers = [str(load.sockets) for load in report.loads]
    sockets.plot(numbers, [_p50(spread) for spread in spreads], marker="o", label="median")
    sockets.plot(numbers, [spread.p95 if spread else 0.0 for spread in spreads], marker="o", label="95th percentile")
    sockets.set_ylim(0, 1.1 * max((spread.p95 for spread in spreads if spread), default=1.0))
    sockets.set_xlabel("sockets speaking the paragraph")
    sockets.legend()
    figure.tight_layout()
    figure.savefig(path, dpi=120)
    pyplot.close(figure)


def _p50(spread: Spread | None) -> float:
    return 0.0 if spread is None else spread.p50
