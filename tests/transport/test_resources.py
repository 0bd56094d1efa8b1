"""Models, voices, health and diagnostics, through the application without its workers."""

from __future__ import annotations

import logging
from typing import Any

import pytest
from starlette.testclient import TestClient

from protocol.schemas import faults
from rhapsode_server.app import create_app, load_catalog
from rhapsode_server.config import Config
from rhapsode_server.transport.resources import DEFAULT_PAGE, MAX_OFFSET, MAX_PAGE, MOST_DISCARDED_BYTES

OFFICIAL = {"X-KugelAudio-SDK": "python"}


@pytest.fixture(scope="module")
def client() -> TestClient:
    return TestClient(create_app(Config(engine="espeak", max_frame_characters=777)))


def voices(client: TestClient, query: str = "", **more: Any) -> dict[str, Any]:
    answer = client.get(f"/v1/voices?{query}", **more)
    assert answer.status_code == 200
    assert faults("openapi", "voiceList", answer.json()) == []
    page: dict[str, Any] = answer.json()
    return page


def test_models_have_what_clients_need(client: TestClient) -> None:
    (model,) = client.get("/v1/models").json()["models"]
    assert faults("openapi", "model", model) == []
    assert (model["id"], model["model_id"], model["max_input_length"]) == ("espeak", "espeak", 777)


def test_a_model_of_each_engine_is_listed_the_default_first() -> None:
    listed = TestClient(create_app(Config(engine="kokoro"))).get("/v1/models").json()
    assert faults("openapi", "modelList", listed) == []
    assert [(model["id"], model["engine"], model["ready"]) for model in listed["models"]] == [
        ("kokoro-82m", "kokoro", False),
        ("espeak", "espeak", False),
    ]
    assert listed["engine_reason"] == "asked for by name"


def test_pages_follow_one_another_without_gap_or_overlap(client: TestClient) -> None:
    total = voices(client)["total"]
    numbers: list[int] = []
    for offset in range(0, total, 30):
        page = voices(client, f"limit=30&offset={offset}")
        assert (page["total"], page["limit"], page["offset"]) == (total, 30, offset)
        numbers += [voice["id"] for voice in page["voices"]]
    assert numbers == [voice.id for voice in load_catalog("espeak").voices]


def test_a_page_has_its_usual_size_and_may_lie_past_the_end(client: TestClient) -> None:
    assert (voices(client)["limit"], len(voices(client)["voices"])) == (DEFAULT_PAGE, DEFAULT_PAGE)
    assert len(voices(client, f"limit={MAX_PAGE}")["voices"]) == MAX_PAGE
    beyond = voices(client, f"offset={MAX_OFFSET}")
    assert beyond["voices"] == []
    assert beyond["total"] > 0


def test_a_voice_says_what_it_cannot_pronounce(client: TestClient) -> None:
    assert "letter by letter" in client.get("/v1/voices/espeak-th").json()["limitation"]
    assert client.get("/v1/voices/espeak-en-us").json()["limitation"] is None


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("limit=0", "limit"),
        (f"limit={MAX_PAGE + 1}", "limit"),
        ("limit=-1", "limit"),
        ("limit=1.5", "limit"),
        ("limit=ten", "limit"),
        ("limit=", "limit"),
        ("limit=%D9%A3", "limit"),
        ("offset=-1", "offset"),
        (f"offset={MAX_OFFSET + 1}", "offset"),
        ("offset=99999999999999999999", "offset"),
        ("include_public=maybe", "include_public"),
        ("include_public=True", "include_public"),
        ("language=xx", "language"),
        ("language=%F0%9F%98%80", "language"),
    ],
)
def test_a_query_that_is_not_as_described_is_refused(client: TestClient, query: str, field: str) -> None:
    answer = client.get(f"/v1/voices?{query}")
    assert (answer.status_code, answer.json()["error_code"], answer.json()["field"]) == (400, "VALIDATION_ERROR", field)
    assert faults("openapi", "error", answer.json()) == []


@pytest.mark.parametrize(
    ("query", "headers", "listed"),
    [
        ("", {}, True),
        ("include_public=true", {}, True),
        ("include_public=false", {}, False),
        ("", OFFICIAL, False),
        ("include_public=true", OFFICIAL, True),
    ],
)
def test_public_voices_are_listed_where_they_are_wanted(
    client: TestClient, query: str, headers: dict[str, str], listed: bool
) -> None:
    assert (voices(client, query, headers=headers)["total"] > 0) == listed


def test_a_bare_language_finds_all_its_variants_and_a_tag_its_own(client: TestClient) -> None:
    def tags(language: str) -> set[str]:
        return {voice["language"] for voice in voices(client, f"limit=100&language={language}")["voices"]}

    assert tags("en") > {"en-us", "en-gb"}
    assert {tag.split("-")[0] for tag in tags("EN")} == {"en"}
    assert tags("en-gb") == {"en-gb"}
    assert tags("de") == {"de"}
    assert tags("zh") == {"cmn"}


def test_a_voice_is_found_by_number_and_handle(client: TestClient) -> None:
    by_handle = client.get("/v1/voices/espeak-en-us").json()
    assert faults("openapi", "voiceDetail", by_handle) == []
    assert client.get(f"/v1/voices/{by_handle['id']}").json() == by_handle
    assert by_handle["supported_languages"][0] == "en-us"
    assert len(by_handle["supported_languages"]) > 1


@pytest.mark.parametrize("name", ["nobody", "0", "-1", "1.5", "%20", "a" * 200, "99999999999999999999"])
def test_an_unknown_voice_is_not_found(client: TestClient, name: str) -> None:
    answer = client.get(f"/v1/voices/{name}")
    assert (answer.status_code, answer.json()["error_code"], answer.json()["field"]) == (404, "NOT_FOUND", "voice_id")


def test_health_and_readiness_are_as_described_before_a_worker_is_ready(client: TestClient) -> None:
    health, ready = client.get("/health"), client.get("/ready")
    assert (health.status_code, faults("openapi", "health", health.json())) == (200, [])
    assert (ready.status_code, faults("openapi", "readiness", ready.json())) == (503, [])
    assert ready.json()["ready"] is False


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b'{"records": [{"message": "planted"}]}',
        b"planted, and no JSON",
        b"\xff" * 1_000,
        b"a" * 2 * MOST_DISCARDED_BYTES,
    ],
)
def test_diagnostics_are_taken_whatever_they_hold_and_leave_no_trace(
    client: TestClient, caplog: pytest.LogCaptureFixture, body: bytes
) -> None:
    with caplog.at_level(logging.DEBUG, "rhapsode_server"):
        answer = client.post("/v1/sdk-diagnostics", content=body)
    assert (answer.status_code, answer.content) == (204, b"")
    assert "planted" not in caplog.text


def test_an_error_that_quotes_half_a_character_is_still_an_answer(client: TestClient) -> None:
    for path in ("/v1/tts/generate", "/v1/normalize"):
        answer = client.post(path, content=b'{"text": "a", "\\ud83d": 1}')
        assert answer.status_code == 400
        assert answer.json()["field"] == "\N{REPLACEMENT CHARACTER}"
