"""The explanation of a turn: what the server writes is what is read, and what people are told."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from rhapsode_client.explanation import CUTS, explain, read_explanation
from rhapsode_client.frames import decode
from rhapsode_protocol.messages import Explanation, Final, Onset, Statistics
from rhapsode_protocol.wire_json import dumps
from rhapsode_server.dialects.kugelaudio import write_explanation
from rhapsode_server.text.segment import Cut

ONSET = Onset(
    text_ms=122.68,
    queue_ms=6.05,
    synthesis_ms=9.59,
    silence_ms=11.96,
    written_ms=0.68,
    cut="clause",
    characters=32,
)
TOLD = Explanation(
    first_audible=ONSET,
    speed=1.1,
    stages_ms={"read": 0.54, "engine": 10.8, "speed": 0.01},
    underruns=1,
    underrun_ms=140.4,
    text_waits=0,
    text_wait_ms=0.0,
)
FIGURES = Statistics(
    segments=1,
    chunks=2,
    total_samples=24_000,
    dur_ms=1000.0,
    gen_ms=16.0,
    rtf=0.016,
    delivered_samples=24_000,
    delivered_ms=1000.0,
    first_audible_ms=150.28,
    watermark="none",
    debug=TOLD,
)
SILENT = replace(TOLD, first_audible=None, stages_ms={})


@pytest.mark.parametrize("told", [TOLD, SILENT, replace(TOLD, first_audible=replace(ONSET, written_ms=None))])
def test_what_the_server_writes_is_read(told: Explanation) -> None:
    assert read_explanation({"debug": write_explanation(told, FIGURES)}) == told


def test_it_comes_with_the_final_message() -> None:
    message = decode(dumps({"final": True, "debug": write_explanation(TOLD, FIGURES)}))
    assert isinstance(message, Final)
    assert message.statistics.debug == TOLD


def test_people_are_told_in_a_few_lines() -> None:
    assert explain(FIGURES) == [
        "first sound after 150.3 ms: 122.7 waiting for the text, 6.0 waiting in line, 9.6 synthesis, "
        "12.0 silence before it; on the network 0.7 ms later",
        "it is of a segment of 32 characters, cut at the end of a clause",
        "computing took 16.0 ms: read 0.5, engine 10.8",
        "silences in mid-turn: 1 for the server (140 ms), 0 for the text",
    ]


def test_every_end_of_a_segment_has_its_words() -> None:
    assert set(CUTS) == {cut.value for cut in Cut}


def test_a_turn_that_made_no_sound_is_explained_too() -> None:
    silent = replace(FIGURES, first_audible_ms=None, debug=SILENT)
    assert explain(silent)[:2] == ["nothing sounded", "computing took 16.0 ms"]
    assert explain(replace(FIGURES, debug=None)) == ["the server explains nothing"]


@pytest.mark.parametrize("debug", [None, True, "much", [1]])
def test_anything_else_is_no_explanation(debug: Any) -> None:
    assert read_explanation({"debug": debug}) is None


@pytest.mark.parametrize("part", [None, 5, [], {}, {"segment": 7, "count": "many", "ms": None, "engine": []}])
def test_another_servers_parts_are_read_as_far_as_they_go(part: Any) -> None:
    names = ("first_audible", "stages_ms", "underruns", "text_waits")
    told = read_explanation({"debug": {"ttfa_ms": 12.5, "speed": 1.0, **dict.fromkeys(names, part)}})
    assert told is not None
    assert (told.speed, told.underruns, told.text_wait_ms) == (1.0, 0, 0.0)
    assert len(explain(replace(FIGURES, debug=told))) >= 3
