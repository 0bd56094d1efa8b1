"""The protocol's page shows frames and tables; here they are held against the code."""

from __future__ import annotations

import json
import logging
import re
from pathlib import Path
from typing import Any

import pytest

from rhapsode_client.frames import decode
from rhapsode_protocol import errors
from rhapsode_protocol.errors import RhapsodeError
from rhapsode_protocol.formats import FORMATS, PCM_RATES_HZ
from rhapsode_protocol.messages import Explanation, Onset, Settings
from rhapsode_server.dialects.kugelaudio import (
    Dialect,
    MultiDialect,
    OneShotDialect,
    StreamDialect,
    read_generate,
    write_explanation,
    write_message,
)
from rhapsode_server.dialects.kugelaudio_fields import FIELDS
from rhapsode_server.dialects.kugelaudio_rest import read_normalize
from rhapsode_server.session.tally import Tally
from rhapsode_server.telemetry.stopwatch import STAGES

PAGE = (Path(__file__).parents[2] / "protocol" / "README.md").read_text()

DIALECTS: dict[str, type[Dialect]] = {
    "One text: `/ws/tts`": OneShotDialect,
    "Tokens: `/ws/tts/stream`": StreamDialect,
    "Many voices: `/ws/tts/multi`": MultiDialect,
}


def sections() -> dict[str, str]:
    titles_and_texts = re.split(r"^## (.+)$", PAGE, flags=re.MULTILINE)[1:]
    return dict(zip(titles_and_texts[::2], titles_and_texts[1::2], strict=True))


def frames(arrow: str) -> list[tuple[str, str]]:
    return [
        (title, line.removeprefix(arrow).strip())
        for title, text in sections().items()
        for line in text.splitlines()
        if line.startswith(arrow)
    ]


def rows(title: str) -> list[list[str]]:
    """The body of the table that has this text in its heading row, backticks taken off."""
    lines = PAGE[PAGE.index(title) :].splitlines()[2:]
    table = lines[: next(number for number, line in enumerate(lines) if not line.startswith("|"))]
    return [[cell.strip().replace("`", "") for cell in line.strip("|").split("|")] for line in table]


def test_there_are_frames_to_check() -> None:
    assert len(frames("→")) > 15
    assert len(frames("←")) > 20


@pytest.mark.parametrize(("title", "frame"), frames("→"))
def test_the_server_takes_every_frame_that_a_client_is_shown_to_send(
    caplog: pytest.LogCaptureFixture, title: str, frame: str
) -> None:
    with caplog.at_level(logging.INFO):
        assert DIALECTS[title]().decode(frame)
    assert not caplog.records, "a field of the example is unknown to the server"


@pytest.mark.parametrize(("title", "frame"), frames("←"))
def test_the_client_reads_every_frame_that_a_server_is_shown_to_send(title: str, frame: str) -> None:
    message = decode(frame)
    assert message is not None
    written: dict[str, Any] = write_message(message)
    shown = json.loads(frame)
    # An error's field is not in the client's message: it is for people.
    assert written.keys() == shown.keys() - {"context_id", "field"}, title


def test_the_body_of_the_curl_example_is_taken() -> None:
    body = re.search(r"-d '(.+?)'", PAGE)
    assert body is not None
    assert read_generate(body[1].encode()).settings == Settings(sample_rate_hz=16_000)


def test_the_table_of_formats_is_the_table() -> None:
    assert rows("| `output_format` | `enc`") == [
        [row.token, row.encoding.value, str(row.rate_hz), str(row.bytes_per_sample), row.media_type]
        for row in FORMATS.values()
    ]


def test_the_table_of_errors_is_the_tree() -> None:
    def below(kind: type[RhapsodeError]) -> list[type[RhapsodeError]]:
        return [kind, *(found for child in kind.__subclasses__() for found in below(child))]

    tree = [kind for kind in below(RhapsodeError)[1:] if kind.__module__ == errors.__name__]
    facts = {
        (kind.code, str(kind.http_status), str(kind.close_code), "yes" if kind.retryable else "no") for kind in tree
    }
    assert {tuple(row[:4]) for row in rows("| `error_code` | status")} == facts


def test_the_table_of_options_names_each_of_them() -> None:
    named = {name for row in rows("| field | values | meaning") for name in row[0].split(", ")}
    assert named == set(FIELDS)
    rates = next(row for row in rows("| field | values | meaning") if row[0] == "sample_rate")[1]
    assert rates == ", ".join(map(str, PCM_RATES_HZ))


def test_the_body_of_the_normalize_example_is_taken() -> None:
    body = re.search(r"/v1/normalize -d '(.+?)'", PAGE)
    assert body is not None
    assert read_normalize(body[1].encode()).settings.language == "en"


def test_the_explanation_that_is_shown_is_what_is_written() -> None:
    shown = json.loads(re.search(r"^```json\n(\{\n  \"debug\".+?)^```", PAGE, re.MULTILINE | re.DOTALL)[1])["debug"]  # type: ignore[index]
    onset = Onset(
        text_ms=1.0, queue_ms=2.0, synthesis_ms=3.0, silence_ms=4.0, written_ms=0.5, cut="clause", characters=32
    )
    explanation = Explanation(
        first_audible=onset,
        speed=1.0,
        stages_ms=dict.fromkeys(STAGES, 1.0),
        underruns=0,
        underrun_ms=0.0,
        text_waits=0,
        text_wait_ms=0.0,
    )
    statistics = Tally(FORMATS["pcm_24000"], "espeak").statistics()
    written = write_explanation(explanation, statistics)

    def shape(value: Any) -> Any:
        return {key: shape(item) for key, item in value.items()} if isinstance(value, dict) else None

    assert shape(written) == shape(shown)
    parts = ("text_ms", "queue_ms", "synthesis_ms", "silence_ms")
    assert round(sum(shown["first_audible"][part] for part in parts), 2) == shown["ttfa_ms"]
