"""Table and page of made-up runs."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ElementTree

from bench.latency.rows import report, row, turn
from rhapsode_bench.latency.page import page
from rhapsode_bench.latency.pictures import pictures
from rhapsode_bench.latency.report import Report
from rhapsode_bench.latency.table import BUSY_SHARE, HEAD, cells, markdown, warnings

TURNS = [turn(130.0), turn(None, due_s=2.0), turn(150.0, barge_in=True, due_s=3.0), turn(900.0, stalls=2, due_s=4.0)]


def two() -> Report:
    return report(row(TURNS), row(TURNS, streams=8), row(TURNS[:1], target=1), row([], target=1, streams=8), targets=2)


def test_the_table_has_a_row_for_each_load_of_each_target() -> None:
    made = [dict(zip(HEAD, line, strict=True)) for line in cells(two())]
    assert [(line["target"], line["streams"]) for line in made] == [
        ("server 0 <b>", "1"), ("server 0 <b>", "8"), ("server 1 <b>", "1"), ("server 1 <b>", "8"),
    ]  # fmt: skip
    first = made[0]
    assert first["turns"] == "4"
    assert first["failed"] == "1 server error"
    # Of four the second, and the one that was never heard is the last.
    assert first["first audible"] == "150 / never† / never†"
    assert first["stalls a turn"] == "1.00"
    assert first["words / s"] == "1.0"
    assert first["audio s / s"] == "0.6"
    assert first["cancel"] == "3.0† / 3.0† / 3.0† (n 1)"
    assert made[3]["first audible"] == "-"
    assert len(markdown(two()).splitlines()) == 6


def test_a_harness_that_is_busy_itself_warns() -> None:
    quiet, busy = report(row(TURNS)), report(row(TURNS))
    busy.rows[0].worst_cpu = BUSY_SHARE + 0.01
    assert warnings(quiet) == []
    (told,) = warnings(busy)
    assert "51% of a core" in told


def test_the_page_stands_by_itself_and_shows_every_picture() -> None:
    html = page(two())
    assert not re.search(r"<(script|link|img|iframe)\b|@import|url\(\s*['\"]?http", html)
    assert re.findall(r'(?:src|href)="(?!#)[^"]*"', re.sub(r"<svg.*?</svg>", "", html, flags=re.DOTALL)) == []
    assert "server 0 &lt;b&gt;" in html
    assert "<b>" not in html
    assert html.count("<svg") == len(pictures(two())) == 6


def test_pictures_are_well_formed_and_the_same_each_time() -> None:
    once, again = pictures(two()), pictures(two())
    assert once == again
    for _, svg in once:
        ElementTree.fromstring(svg)


def test_a_run_that_heard_nothing_has_a_page_too() -> None:
    html = page(report(row([turn(None)])))
    assert "1 server error" in html
    assert "First audible sample" not in html
