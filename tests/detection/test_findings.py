from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from detection.test_calibration import CARD
from detection.test_verdict import MESSAGE, heard
from protocol.schemas import faults
from rhapsode_server.detection.calibration import Calibration, ShareOfFrames
from rhapsode_server.detection.findings import Finding, Findings
from rhapsode_server.detection.verdict import Examination, examine

MARKED = examine(
    heard(10.0, (2.0, 8.0)), Calibration.from_card(CARD), pair="embedded", duration_s=10.0, expected=MESSAGE
)
UNMARKED = examine(heard(10.0), Calibration.from_card(CARD), pair="embedded", duration_s=10.0)
OFFICIAL = replace(
    examine(heard(10.0, (0.0, 10.0)), ShareOfFrames(), pair="official", duration_s=10.0), probability=1.0
)
OFFICIAL_UNMARKED = replace(examine(heard(10.0), ShareOfFrames(), pair="official", duration_s=10.0), probability=0.4)
SHORT = examine(heard(0.2), Calibration.from_card(CARD), pair="embedded", duration_s=0.2)


def of(*examinations: Examination, notes: tuple[str, ...] = ()) -> Findings:
    return Findings(tuple(Finding(one, f"the {one.pair} one") for one in examinations), notes)


def test_a_marked_recording_is_told() -> None:
    told = of(MARKED).told()
    assert (told["marked"], told["pair"], told["message"]) == (True, "embedded", "0x5248")
    assert (told["message_bits"], told["message_match"]) == ("0101001001001000", True)
    assert told["spans"][0]["start_s"] == pytest.approx(2.0, abs=0.3)
    assert (told["false_positive_rate"], told["calibrated"], told["notes"]) == (0.001, True, [])


def test_one_without_a_mark_is_of_no_pair() -> None:
    told = of(UNMARKED).told()
    assert (told["marked"], told["pair"], told["message"], told["message_bits"]) == (False, "none", None, None)
    assert (told["bit_confidence"], told["spans"]) == ([], [])
    assert told["detectors"] == [
        {
            "pair": "embedded",
            "description": "the embedded one",
            "marked": False,
            "probability": told["probability"],
            "calibrated": True,
        }
    ]


@pytest.mark.parametrize(
    ("rows", "decisive"),
    [
        ((UNMARKED, OFFICIAL), OFFICIAL),
        ((OFFICIAL, MARKED), MARKED),
        ((OFFICIAL_UNMARKED, UNMARKED), UNMARKED),
        ((OFFICIAL_UNMARKED, MARKED), MARKED),
    ],
)
def test_a_mark_comes_first_then_what_is_calibrated(rows: tuple[Examination, ...], decisive: Examination) -> None:
    assert of(*rows).decisive is decisive


def test_notes_and_the_reason_are_told() -> None:
    assert of(SHORT, notes=("damaged",)).told()["notes"] == ["damaged", SHORT.reason]


@pytest.mark.parametrize("rows", [(MARKED,), (UNMARKED,), (OFFICIAL, UNMARKED), (SHORT,)])
def test_all_of_it_is_described(rows: tuple[Any, ...]) -> None:
    assert faults("openapi", "watermarkFindings", of(*rows).told()) == []
