"""REST against its own description: generated requests to a real server, and what is refused by name."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
import schemathesis
from httpx import Client as HttpClient
from hypothesis import HealthCheck, settings
from schemathesis.checks import CHECKS
from schemathesis.core import NotSet
from schemathesis.specs.openapi.checks import negative_data_rejection

from flow.house import house, wav_file
from protocol.schemas import faults, validator
from rhapsode_protocol.documents import load_openapi

pytestmark = pytest.mark.slow

DOCUMENT = load_openapi()
KNOWN = {"voice_id": "tone-3", "model_id": "kugel-3", "model": "kugel-3", "language": "en"}
"""What the description leaves open, because every server has its own: here, what the tone engine has."""
SCHEMA_OF = {"model": "model_id"}
RECORDING = wav_file(np.zeros(16_000, np.float32), 16_000)


def _schema() -> Any:
    schema = schemathesis.openapi.from_dict(DOCUMENT)
    schema.config.generation.update(
        max_examples=10,
        deterministic=True,
        no_shrink=True,
        with_security_parameters=False,
        # What an address says beside its parameters is nobody's fault: keys, versions of clients.
        allow_extra_parameters=False,
    )
    checks = schema.config.checks
    # Text that is too long is a 413 here.
    checks.negative_data_rejection.expected_statuses += ["413"]
    # It counts what is refused with 501 among what a path allows. ``tests/test_app.py`` looks at the header.
    checks.allow_header_conformance.enabled = False
    # What is not offered answers 501 to everything, which these checks would take for faults: it has tests of its own.
    return schema.exclude(tag="Not offered")


SCHEMA = _schema()


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with house("tone", dictionaries_db=tmp_path_factory.mktemp("dictionaries") / "d.db") as address:
        with HttpClient(base_url=f"http://{address}") as client:
            client.post("/v1/dictionaries", json={"name": "Names"})
            client.post("/v1/dictionaries/1/entries", json={"word": "K8s", "replacement": "kubernetes"})
        yield f"http://{address}"


def furnish(case: Any) -> None:
    """Replace what depends on the catalogue, and what the description says in its prose alone; what is wrong stays."""
    # Copies: what is generated may be an example out of the description itself.
    case.query, case.body = copy.deepcopy(case.query), copy.deepcopy(case.body)
    if case.operation.path == "/v1/watermark/detect":
        # Any bytes are valid to a schema. The server knows better.
        if isinstance(case.body, bytes) and case.body:
            case.body = RECORDING
        elif isinstance(case.body, dict) and isinstance(case.body.get("file"), bytes) and case.body["file"]:
            case.body["file"] = RECORDING
        if isinstance(case.query, dict) and isinstance(case.body, dict) and "message" in case.body:
            # One of the two places is enough, and both are an error.
            case.query.pop("message", None)
    for name, number in case.path_parameters.items() if isinstance(case.path_parameters, dict) else ():
        if isinstance(number, int) and number > 1:
            # Something is to be found, whatever else is asked of it.
            case.path_parameters[name] = 1
    for part in (case.query, case.body):
        if not isinstance(part, dict):
            continue
        for name, value in KNOWN.items():
            if part.get(name) is not None and validator(DOCUMENT, SCHEMA_OF.get(name, name)).is_valid(part[name]):
                part[name] = value
        if validator(DOCUMENT, "dictionary_ids").is_valid(part.get("dictionary_ids")):
            part.pop("dictionary_ids", None)  # which there are, the server knows
        if isinstance(part.get("output_format"), str):
            part.pop("sample_rate", None)
        text = part.get("text")
        if isinstance(text, str) and validator(DOCUMENT, "text").is_valid(text):
            # Something must be left to speak, and a tag that cannot be read is an error; what else it holds is kept.
            part["text"] = ("one " + text.replace("<", " "))[:10_000]


@SCHEMA.parametrize()  # type: ignore[untyped-decorator]
@settings(deadline=None, suppress_health_check=list(HealthCheck))
def test_what_is_answered_is_what_is_described(case: Any, address: str) -> None:
    furnish(case)
    # Diagnostics are dropped unread, so nothing in them is wrong; and a body that need not be there may be left out.
    flawless = case.operation.path == "/v1/sdk-diagnostics" or (
        case.operation.path == "/v1/tokens" and isinstance(case.body, NotSet)
    )
    excluded = [negative_data_rejection] if flawless else []
    case.call_and_validate(base_url=address, timeout=30, excluded_checks=excluded)


def test_all_the_checks_are_made() -> None:
    assert {check.__name__ for check in CHECKS.get_all()} >= {
        "not_a_server_error",
        "status_code_conformance",
        "content_type_conformance",
        "response_headers_conformance",
        "response_schema_conformance",
        "negative_data_rejection",
        "positive_data_acceptance",
        "unsupported_method",
    }


REFUSED = [
    (method, path)
    for path, item in DOCUMENT["paths"].items()
    for method, operation in item.items()
    if operation["tags"] == ["Not offered"]
]


@pytest.mark.parametrize(("method", "path"), REFUSED)
def test_what_is_not_offered_says_so(address: str, method: str, path: str) -> None:
    for name in ("voice_id", "reference_id"):
        path = path.replace(f"{{{name}}}", "7")
    body = None if method in ("get", "delete") else {"files": {"file": ("a.wav", b"\0" * 100_000, "audio/wav")}}
    with HttpClient() as client:
        answer = client.request(method.upper(), address + path, **(body or {}))
    assert answer.status_code == 501
    assert faults("openapi", "error", answer.json()) == []
    assert (answer.json()["error_code"], answer.json()["code"]) == ("VALIDATION_ERROR", 501)
    assert answer.json()["error"].startswith("this server")


GETS = ["/", "/health", "/ready", "/v1/models", "/v1/voices?limit=3", "/v1/voices/tone-3"]


@pytest.mark.parametrize("path", GETS)
def test_nothing_is_answered_that_is_not_described(address: str, path: str) -> None:
    operation = DOCUMENT["paths"][path.partition("?")[0].replace("tone-3", "{voice_id}")]["get"]
    schema = operation["responses"]["200"]["content"]["application/json"]["schema"]["$ref"].rpartition("/")[2]
    with HttpClient() as client:
        assert faults("openapi", schema, client.get(address + path).json()) == []


def test_the_description_is_served_with_the_version_and_the_limit_in_force(address: str) -> None:
    with HttpClient() as client:
        served = client.get(f"{address}/openapi.json").json()
        told = client.get(f"{address}/health").json()
        model = client.get(f"{address}/v1/models").json()["models"][0]
    assert served["info"].pop("version") == told["version"]
    assert served["components"]["schemas"]["text"]["maxLength"] == model["max_input_length"]
    served["info"]["version"] = DOCUMENT["info"]["version"]
    assert json.dumps(served, sort_keys=True) == json.dumps(DOCUMENT, sort_keys=True)
