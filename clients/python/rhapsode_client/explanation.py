"""Where a turn's time went, as ``debug`` has the server tell it: read from its frame, and put into words for people."""

from __future__ import annotations

from rhapsode_client.frame_field import Frame, integer, number, number_if_said, part, text
from rhapsode_protocol.messages import Explanation, Onset, Statistics

CUTS = {
    "paragraph": "at the end of a paragraph",
    "sentence": "at the end of a sentence",
    "clause": "at the end of a clause",
    "length": "at its greatest length",
    "tag": "before a tag",
    "stale": "because nothing more came",
    "flush": "because of a flush",
}
"""Where a segment ends, and why. A word that is not here, of another server, is shown as it is."""

LEAST_SHOWN_MS = 0.05
"""Compute stages below this are not shown: they would read "0.0"."""


def read_explanation(frame: Frame) -> Explanation | None:
    """The explanation in a final frame; ``None`` where it holds none, because none was asked for or given.

    Other servers of the protocol give ``ttfa_ms`` and ``speed`` alone: then all the rest is zero or empty.
    """
    told = part(frame, "debug")
    if told is None:
        return None
    underruns, text_waits = part(told, "underruns") or {}, part(told, "text_waits") or {}
    stages = part(told, "stages_ms") or {}
    return Explanation(
        first_audible=_read_onset(part(told, "first_audible")),
        speed=number(told, "speed"),
        stages_ms={stage: number(stages, stage) for stage in stages},
        underruns=integer(underruns, "count"),
        underrun_ms=number(underruns, "ms"),
        text_waits=integer(text_waits, "count"),
        text_wait_ms=number(text_waits, "ms"),
    )


def _read_onset(told: Frame | None) -> Onset | None:
    if told is None:
        return None
    segment = part(told, "segment") or {}
    return Onset(
        text_ms=number(told, "text_ms"),
        queue_ms=number(told, "queue_ms"),
        synthesis_ms=number(told, "synthesis_ms"),
        silence_ms=number(told, "silence_ms"),
        written_ms=number_if_said(told, "written_ms"),
        cut=text(segment, "cut"),
        characters=integer(segment, "characters"),
    )


def explain(statistics: Statistics) -> list[str]:
    """An explanation as lines for people; one line that says so where there is none."""
    told = statistics.debug
    if told is None:
        return ["the server explains nothing"]
    return [
        *_explain_onset(told.first_audible, statistics.first_audible_ms),
        f"computing took {statistics.gen_ms:.1f} ms{_stages(told)}",
        f"silences in mid-turn: {_silences(told.underruns, told.underrun_ms, 'server')}, "
        f"{_silences(told.text_waits, told.text_wait_ms, 'text')}",
    ]


def _explain_onset(onset: Onset | None, first_audible_ms: float | None) -> list[str]:
    if first_audible_ms is None:
        return ["nothing sounded"]
    if onset is None:
        return [f"first sound after {first_audible_ms:.1f} ms"]
    parts = (
        (onset.text_ms, "waiting for the text"),
        (onset.queue_ms, "waiting in line"),
        (onset.synthesis_ms, "synthesis"),
        (onset.silence_ms, "silence before it"),
    )
    written = "" if onset.written_ms is None else f"; on the network {onset.written_ms:.1f} ms later"
    return [
        f"first sound after {first_audible_ms:.1f} ms: "
        + ", ".join(f"{milliseconds:.1f} {what}" for milliseconds, what in parts)
        + written,
        f"it is of a segment of {onset.characters} characters, cut {CUTS.get(onset.cut, repr(onset.cut))}",
    ]


def _stages(told: Explanation) -> str:
    shown = [
        f"{stage} {milliseconds:.1f}"
        for stage, milliseconds in told.stages_ms.items()
        if milliseconds >= LEAST_SHOWN_MS
    ]
    return f": {', '.join(shown)}" if shown else ""


def _silences(count: int, milliseconds: float, awaited: str) -> str:
    return f"{count} for the {awaited}" + (f" ({milliseconds:.0f} ms)" if count else "")
