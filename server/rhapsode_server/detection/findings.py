"""What all detectors together find in one recording, and how that is told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from rhapsode_server.audio.watermark import MESSAGE_BITS
from rhapsode_server.detection.verdict import Examination


@dataclass(frozen=True, slots=True)
class Finding:
    """What one detector found."""

    examination: Examination
    description: str
    """Which weights it has, in one sentence."""


@dataclass(frozen=True, slots=True)
class Findings:
    """One recording, as every detector at hand sees it."""

    rows: tuple[Finding, ...]
    """One a detector, at least one."""
    notes: tuple[str, ...] = ()
    """What whoever asked should know of the recording: that it is damaged, or too short to tell."""

    @property
    def decisive(self) -> Examination:
        """What the detector found that is believed: one that found a mark rather than one that did not, one whose rate
        of false alarms is known rather than another, then the surest."""
        return max(
            (row.examination for row in self.rows),
            key=lambda one: (one.marked, one.false_positive_rate is not None, one.probability),
        )

    def told(self) -> dict[str, Any]:
        """As JSON tells it: the wire's ``watermarkFindings``."""
        one = self.decisive
        bits = None if one.message is None else f"{one.message:0{MESSAGE_BITS}b}"
        return {
            "marked": one.marked,
            "probability": round(one.probability, 6),
            "pair": one.pair if one.marked else "none",
            "message": None if one.message is None else f"0x{one.message:04x}",
            "message_bits": bits,
            "bit_confidence": [round(value, 4) for value in one.bit_confidence],
            "message_match": one.message_match,
            "spans": [
                {"start_s": round(s.start_s, 2), "end_s": round(s.end_s, 2), "probability": round(s.probability, 6)}
                for s in one.spans
            ],
            "duration_s": round(one.duration_s, 3),
            "false_positive_rate": one.false_positive_rate,
            "calibrated": one.false_positive_rate is not None,
            "detectors": [_told(row) for row in self.rows],
            "notes": [*self.notes, *([] if one.reason is None else [one.reason])],
        }


def _told(row: Finding) -> dict[str, Any]:
    one = row.examination
    return {
        "pair": one.pair,
        "description": row.description,
        "marked": one.marked,
        "probability": round(one.probability, 6),
        "calibrated": one.false_positive_rate is not None,
    }
