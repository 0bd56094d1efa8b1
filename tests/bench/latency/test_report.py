"""A run's file: what is written is what is read."""

from __future__ import annotations

import json

import pytest

from bench.latency.rows import report, row, turn
from rhapsode_bench.latency.report import SCHEMA, VERSION, NotAReport, read_report

RUN = report(row([turn(130.0), turn(None), turn(150.0, barge_in=True)]), row([], streams=2))


def test_a_file_gives_the_run_again() -> None:
    read = read_report(RUN.to_json())
    # JSON has lists where there were pairs.
    assert json.loads(read.to_json()) == json.loads(RUN.to_json())
    assert read.rows[0].counted[0].first_audible_ms == 130.0


def test_a_file_says_what_it_is() -> None:
    data = json.loads(RUN.to_json())
    assert (data["schema"], data["version"]) == (SCHEMA, VERSION)
    assert {"machine", "versions", "options", "targets", "rows", "ended", "began"} <= data.keys()


def test_fields_of_a_later_program_are_passed_over() -> None:
    data = json.loads(RUN.to_json())
    data["new"] = data["rows"][0]["new"] = data["rows"][0]["turns"][0]["new"] = 1
    assert len(read_report(json.dumps(data)).rows[0].turns) == 3


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "no JSON"),
        ("[]", "no report"),
        ('{"schema": "other"}', "no report"),
        (json.dumps({"schema": SCHEMA, "version": 2}), "of version 2"),
        (json.dumps({"schema": SCHEMA, "version": VERSION}), "lacks"),
        (json.dumps({**json.loads(RUN.to_json()), "targets": []}), "names a target"),
    ],
)
def test_something_else_is_refused(text: str, words: str) -> None:
    with pytest.raises(NotAReport, match=words):
        read_report(text)
