"""Everything a REST request can say wrong, each with its exact answer."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from flow.house import SPEAKERS, speaking_house

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module", params=SPEAKERS)
def address(request: pytest.FixtureRequest, models_dir: Path) -> Iterator[str]:
    with speaking_house(request.param, models_dir) as served:
        yield served


def post(address: str, body: bytes | str | dict[str, Any], **headers: str) -> httpx.Response:
    content = json.dumps(body) if isinstance(body, dict) else body
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return httpx.post(f"http://{address}/v1/tts/generate", content=content, headers=named, timeout=30)


def assert_refused(answer: httpx.Response, said: str, at: str | None, code: int = 400, error_code: str = "") -> None:
    body = answer.json()
    assert said in body.pop("error")
    assert body.pop("request_id") == answer.headers["x-request-id"]
    expected = {"error_code": error_code or "VALIDATION_ERROR", "code": code, "retryable": False}
    assert body == (expected if at is None else {**expected, "field": at})
    assert answer.status_code == code
    assert answer.headers["content-type"] == "application/json"


NOT_JSON = "the message is not JSON"

BODIES: list[tuple[bytes | str, str]] = [
    (b"", f"{NOT_JSON}: Expecting value at character 0"),
    ('{"text": "la', f"{NOT_JSON}: Unterminated string starting at character 9"),
    ("[]", "a message must be one JSON object"),
    ('"la"', "a message must be one JSON object"),
    ("5", "a message must be one JSON object"),
    ("[" * 10_000 + "]" * 10_000, "nested deeper than 32 levels"),
    ('{"text": "la", "speed": NaN}', "NaN is not a JSON number"),
    ('{"text": "la", "speed": 1e999}', "a number that is too large"),
    (b'{"text": "\xff\xfe"}', "the message is not UTF-8 at byte 10"),
    ("text=la&speed=1", f"{NOT_JSON}: Expecting value"),
]


@pytest.mark.parametrize(("body", "said"), BODIES)
def test_a_body_that_is_no_object_is_refused(address: str, body: bytes | str, said: str) -> None:
    assert_refused(post(address, body), said, None)


FIELDS: list[tuple[dict[str, Any], str, str]] = [
    ({"text": None}, "text is missing", "text"),
    ({"text": ""}, "text is empty; it must hold something to speak", "text"),
    ({"text": " \n"}, "text is empty; it must hold something to speak", "text"),
    ({"text": "…"}, "text holds nothing that can be spoken", "text"),
    ({"text": 7}, "text must be a string", "text"),
    ({"text": '<prosody rate="x">la</prosody>'}, "rate must be slow, medium, fast", "text"),
    ({"colour": "red"}, "colour is not a field of this request", "colour"),
    ({"flush": True}, "flush is not a field of this request", "flush"),
    ({"context_id": "a"}, "context_id is not a field of this request", "context_id"),
    ({"word_timestamps": True}, "word_timestamps is not a field of this request", "word_timestamps"),
    ({"model": "kugel-1", "model_id": "kugel-1"}, "name the same thing; send one of them", "model"),
    ({"model_id": "gpt"}, "model_id 'gpt' is not served", "model_id"),
    ({"language": "xx"}, "language 'xx' is not one that", "language"),
    ({"sample_rate": 11_025}, "sample_rate 11025 is not offered; choose one of", "sample_rate"),
    ({"output_format": "mp3"}, "output_format 'mp3' is not offered", "output_format"),
    ({"output_format": "ulaw_8000", "sample_rate": 16_000}, "contradicts output_format", "sample_rate"),
    ({"speed": 0.79}, "it must lie between 0.8 and 1.2", "speed"),
    ({"speed": 1.21}, "it must lie between 0.8 and 1.2", "speed"),
    ({"speed": True}, "speed must be a number", "speed"),
    ({"cfg_scale": -0.01}, "it must lie between 0.0 and 10.0", "cfg_scale"),
    ({"temperature": 2.01}, "it must lie between 0.0 and 2.0", "temperature"),
    ({"max_new_tokens": 8_193}, "it must lie between 1 and 8192", "max_new_tokens"),
    ({"normalize": "no"}, "normalize must be true or false", "normalize"),
]


@pytest.mark.parametrize(("wrong", "said", "at"), FIELDS)
def test_a_wrong_field_is_refused(address: str, wrong: dict[str, Any], said: str, at: str) -> None:
    assert_refused(post(address, {"text": "la", **wrong}), said, at)


def test_what_is_unknown_has_its_own_status(address: str) -> None:
    assert_refused(post(address, {"text": "la", "voice_id": "x"}), "voice_id 'x'", "voice_id", 404, "NOT_FOUND")
    assert_refused(post(address, {"text": "a" * 10_001}), "a frame may hold 10000", "text", 413)


def test_a_body_that_is_too_large_is_refused(address: str) -> None:
    assert_refused(post(address, b" " * 1_048_577), "the body is larger than 1048576 bytes", None, 413)


def test_a_packed_body_is_refused_with_a_clear_word(address: str) -> None:
    packed = gzip.compress(b'{"text": "la"}')
    assert_refused(post(address, packed, content_encoding="gzip"), "content-encoding 'gzip' is not read", None)
    assert post(address, {"text": "la"}, content_encoding="identity").status_code == 200


@pytest.mark.parametrize("content_type", ["application/json", "text/plain", "application/x-www-form-urlencoded", "x"])
def test_the_content_type_does_not_matter(address: str, content_type: str) -> None:
    assert post(address, {"text": "la"}, content_type=content_type).status_code == 200


def test_the_limits_themselves_are_fine(address: str) -> None:
    for fine in ({"speed": 0.8}, {"speed": 1.2}, {"cfg_scale": 0}, {"cfg_scale": 10}, {"max_new_tokens": 8_192}):
        assert post(address, {"text": "la", "voice_id": None, **fine}).status_code == 200


@pytest.mark.parametrize("path", ["/ws/tts", "/ws/tts/stream", "/ws/tts/multi"])
def test_http_at_a_sockets_path_is_told_so(address: str, path: str) -> None:
    answer = httpx.get(f"http://{address}{path}", timeout=30)
    assert answer.headers["upgrade"] == "websocket"
    assert_refused(answer, f"{path} is a WebSocket; open it with a handshake", None, 426)


def test_a_path_where_nothing_is(address: str) -> None:
    answer = httpx.get(f"http://{address}/nowhere", timeout=30)
    assert_refused(answer, "there is nothing at /nowhere", None, 404, "NOT_FOUND")


def test_a_wrong_method_names_the_right_one(address: str) -> None:
    answer = httpx.get(f"http://{address}/v1/tts/generate", timeout=30)
    assert_refused(answer, "GET is not served at this path", None, 405)
    assert answer.headers["allow"] == "POST"
