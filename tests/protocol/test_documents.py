"""OpenAPI and AsyncAPI against the code: every field, error and message of the one is in the other, and the same."""

from __future__ import annotations

import json
import logging
from datetime import datetime
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from schemathesis.specs.openapi.definitions import OPENAPI_31_VALIDATOR

from protocol.schemas import faults, references, resolve, validator
from protocol.test_readme import frames as readme_frames
from rhapsode_protocol import errors
from rhapsode_protocol.documents import Document, load_asyncapi, load_openapi
from rhapsode_protocol.errors import InvalidRequest, RhapsodeError, UnknownFormat
from rhapsode_protocol.formats import FORMATS, PCM_RATES_HZ, Encoding, resolve_format
from rhapsode_protocol.messages import ClientMessage, ServerMessage, Settings
from rhapsode_server.access.token import Token, mint_token
from rhapsode_server.dialects.kugelaudio import (
    REST_FIELDS,
    Dialect,
    MultiDialect,
    OneShotDialect,
    StreamDialect,
    read_generate,
)
from rhapsode_server.dialects.kugelaudio_fields import FIELDS, UPDATABLE, VOICE_SETTINGS, read_settings
from rhapsode_server.dialects.kugelaudio_rest import (
    GIVEN,
    NORMALIZE_FIELDS,
    VOICE,
    Normalized,
    NormalizedSegment,
    read_normalize,
    write_normalized,
)
from rhapsode_server.text.identification import Reason
from rhapsode_server.text.reading import Phonemes, VerbalizedSpan

OPENAPI = load_openapi()
ASYNCAPI = load_asyncapi()
DOCUMENTS = {"openapi": OPENAPI, "asyncapi": ASYNCAPI}
DIALECTS: dict[str, type[Dialect]] = {
    "/ws/tts": OneShotDialect,
    "/ws/tts/stream": StreamDialect,
    "/ws/tts/multi": MultiDialect,
}


def schemas(document: Document) -> dict[str, Any]:
    found: dict[str, Any] = document["components"]["schemas"]
    return found


# --- Form -------------------------------------------------------------------------------------------------------------


def test_the_first_is_openapi_3_1() -> None:
    assert [fault.message for fault in OPENAPI_31_VALIDATOR.iter_errors(OPENAPI)] == []


@pytest.mark.parametrize("kind", DOCUMENTS)
def test_every_reference_names_something_and_nothing_is_left_over(kind: str) -> None:
    document = DOCUMENTS[kind]
    named = set(references(document))
    for reference in named:
        resolve(document, reference)
    parts = {
        f"#/components/{group}/{name}"
        for group in ("schemas", "messages", "responses", "headers")
        for name in document["components"].get(group, {})
    }
    unused = parts - named
    assert not unused - {"#/components/responses/MethodNotAllowed"}


@pytest.mark.parametrize("kind", DOCUMENTS)
def test_every_schema_is_one_and_says_what_it_is_for(kind: str) -> None:
    for name, schema in schemas(DOCUMENTS[kind]).items():
        Draft202012Validator.check_schema(schema)
        for field, part in schema.get("properties", {}).items():
            assert "$ref" not in part or len(part) == 1, f"{name}.{field}: draft 7 ignores what stands beside a $ref"


@pytest.mark.parametrize("kind", DOCUMENTS)
def test_every_request_field_has_a_description(kind: str) -> None:
    for name in [name for name in schemas(DOCUMENTS[kind]) if name in FIELDS]:
        schema = schemas(DOCUMENTS[kind])[name]
        assert schema["description"].endswith(".")
        assert "default" in schema or name in ("voice_id", "model_id", "language")


def test_the_second_has_the_shape_of_asyncapi_3_0() -> None:
    assert ASYNCAPI["asyncapi"] == "3.0.0"
    assert {"title", "version"} <= ASYNCAPI["info"].keys()
    assert {channel["address"] for channel in ASYNCAPI["channels"].values()} == DIALECTS.keys()
    for server in ASYNCAPI["servers"].values():
        assert {"host", "protocol"} <= server.keys()
    for channel in ASYNCAPI["channels"].values():
        operations = [
            operation
            for operation in ASYNCAPI["operations"].values()
            if resolve(ASYNCAPI, operation["channel"]["$ref"]) is channel
        ]
        assert sorted(operation["action"] for operation in operations) == ["receive", "send"]
        used = [reference["$ref"].rpartition("/")[2] for one in operations for reference in one["messages"]]
        assert sorted(used) == sorted(channel["messages"])
    for message in ASYNCAPI["components"]["messages"].values():
        assert {"name", "title", "payload", "examples"} <= message.keys()


# --- Fields -----------------------------------------------------------------------------------------------------------


def accepts(name: str, value: Any) -> bool:
    """Whether the server takes an option, whatever its catalogue holds."""
    try:
        said = read_settings({name: value})
        resolve_format(said.output_format, said.sample_rate_hz)
    except InvalidRequest:
        return False
    return True


def probes(schema: dict[str, Any]) -> list[Any]:
    """Values of every type, and those at and just beyond each bound that a schema names."""
    found: list[Any] = [
        None,
        True,
        False,
        0,
        1,
        -1,
        0.5,
        1.0,
        10**12,
        "",
        " ",
        "a",
        "0",
        [],
        [1],
        ["a"],
        [None],
        {},
        [[]],
    ]
    found += schema.get("enum", ())
    if "minimum" in schema:
        found += [schema[bound] + step for bound in ("minimum", "maximum") for step in (-1, -0.001, 0, 0.001, 1)]
        found += [float(schema["minimum"]), float(schema["maximum"])]
    if "maxLength" in schema:
        found += ["a" * (schema["maxLength"] + step) for step in (-1, 0, 1)]
    if "maxItems" in schema:
        item = probes(schema["items"])
        found += [[1] * count for count in (schema.get("minItems", 0), schema["maxItems"], schema["maxItems"] + 1)]
        found += [[value] for value in item]
    return found


@pytest.mark.parametrize("kind", DOCUMENTS)
@pytest.mark.parametrize("name", FIELDS)
def test_an_option_is_taken_exactly_where_its_schema_takes_it(kind: str, name: str) -> None:
    document = DOCUMENTS[kind]
    if kind == "openapi" and name not in REST_FIELDS:
        assert name not in schemas(document)
        return
    described = validator(document, name)
    for value in probes(schemas(document)[name]):
        assert described.is_valid(value) == accepts(name, value), f"{name} = {value!r}"


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**40), 2**40) | st.floats(-1e6, 1e6) | st.text("ab 1.", max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("ab"), inner, max_size=2),
    max_leaves=4,
)


@settings(deadline=None, max_examples=100)
@given(name=st.sampled_from(sorted(FIELDS)), value=JSON)
def test_any_other_value_too(name: str, value: Any) -> None:
    assert validator(ASYNCAPI, name).is_valid(value) == accepts(name, value)


def test_every_option_is_described_where_it_may_be_said_and_nowhere_else() -> None:
    said = {name: set(schema.get("properties", {})) for name, schema in schemas(ASYNCAPI).items()}
    assert said["speak"] == {"text", *FIELDS}
    assert said["input"] == {"text", "flush", *FIELDS}
    assert said["contextInput"] == {"text", "flush", "context_id", "voice_settings", *FIELDS}
    assert said["updateSettings"] == set(UPDATABLE)
    assert said["voiceSettings"] == set(VOICE_SETTINGS)
    assert set(schemas(OPENAPI)["generateRequest"]["properties"]) == {"text", "model", *REST_FIELDS}
    assert set(schemas(OPENAPI)["normalizeRequest"]["properties"]) == set(NORMALIZE_FIELDS)


def test_both_documents_say_the_same_of_the_same() -> None:
    for name in schemas(OPENAPI).keys() & FIELDS.keys():
        assert schemas(OPENAPI)[name] == schemas(ASYNCAPI)[name], name


def test_formats_and_rates_are_those_of_the_table() -> None:
    for document in DOCUMENTS.values():
        assert schemas(document)["output_format"]["enum"] == [*FORMATS, None]
        assert schemas(document)["sample_rate"]["enum"] == [*PCM_RATES_HZ, None]
    assert schemas(ASYNCAPI)["audio"]["properties"]["sr"]["enum"] == list(PCM_RATES_HZ)
    assert schemas(ASYNCAPI)["audio"]["properties"]["enc"]["enum"] == [encoding.value for encoding in Encoding]
    body = OPENAPI["paths"]["/v1/tts/generate"]["post"]["responses"]["200"]
    assert set(body["content"]) == {row.media_type for row in FORMATS.values()}
    assert body["headers"]["X-Audio-Format"]["schema"]["enum"] == [encoding.value for encoding in Encoding]
    with pytest.raises(UnknownFormat):
        resolve_format(None, 12_345)


def test_the_errors_are_the_tree() -> None:
    def below(kind: type[RhapsodeError]) -> list[type[RhapsodeError]]:
        return [kind, *(found for child in kind.__subclasses__() for found in below(child))]

    tree = [kind for kind in below(RhapsodeError)[1:] if kind.__module__ == errors.__name__]
    for document, name in ((OPENAPI, "error"), (ASYNCAPI, "failed")):
        properties = schemas(document)[name]["properties"]
        assert set(properties["error_code"]["enum"]) == {kind.code for kind in tree}
        assert set(properties["code"]["enum"]) == {kind.http_status for kind in tree}
    for path in OPENAPI["paths"].values():
        for operation in path.values():
            for status, answer in operation["responses"].items():
                assert not status.startswith("4") or "error" in str(resolve(OPENAPI, answer["$ref"])["content"])
    for answer in OPENAPI["components"]["responses"].values():
        example = answer["content"]["application/json"]["example"]
        assert any((example["error_code"], example["code"]) == (kind.code, kind.http_status) for kind in tree)
        assert ("Retry-After" in answer["headers"]) == ("retry_after" in example)


def test_every_message_is_described() -> None:
    described = {message["name"] for message in ASYNCAPI["components"]["messages"].values()}
    known = {kind.__name__ for kind in (*get_args(ClientMessage), *get_args(ServerMessage))}
    assert described == known


# --- Examples ---------------------------------------------------------------------------------------------------------


def examples_of(address: str, action: str) -> list[tuple[str, Any]]:
    """Schema name and payload of every example on a socket."""
    (key,) = (key for key, channel in ASYNCAPI["channels"].items() if channel["address"] == address)
    (operation,) = (
        one
        for one in ASYNCAPI["operations"].values()
        if one["action"] == action and one["channel"]["$ref"] == f"#/channels/{key}"
    )
    messages = [resolve(ASYNCAPI, resolve(ASYNCAPI, row["$ref"])["$ref"]) for row in operation["messages"]]
    return [
        (message["payload"]["$ref"].rpartition("/")[2], example["payload"])
        for message in messages
        for example in message["examples"]
    ]


@pytest.mark.parametrize("address", DIALECTS)
def test_every_client_frame_shown_is_valid_and_taken(address: str, caplog: pytest.LogCaptureFixture) -> None:
    shown = examples_of(address, "receive")
    assert len(shown) >= 5
    with caplog.at_level(logging.INFO):
        for name, payload in shown:
            assert faults("asyncapi", name, payload) == []
            messages = DIALECTS[address]().decode(json.dumps(payload))
            titles = {one["name"] for one in ASYNCAPI["components"]["messages"].values() if name in str(one["payload"])}
            assert titles & {type(message).__name__ for message in messages}
    assert not caplog.records, "a field of the example is unknown to the server"


@pytest.mark.parametrize("address", DIALECTS)
def test_every_server_frame_shown_is_valid(address: str) -> None:
    for name, payload in examples_of(address, "send"):
        assert faults("asyncapi", name, payload) == []


@pytest.mark.parametrize(("title", "frame"), readme_frames("←"))
def test_the_frames_of_the_readme_are_valid(title: str, frame: str) -> None:
    payload = json.loads(frame)
    sent = {name for address in DIALECTS for name, _ in examples_of(address, "send")}
    assert any(faults("asyncapi", name, payload) == [] for name in sent), title


def test_the_examples_of_rest_are_valid() -> None:
    checked = 0
    for document_path in _contents(OPENAPI):
        schema = document_path["schema"].get("$ref", "").rpartition("/")[2]
        shown = [document_path.get("example")] + [row["value"] for row in document_path.get("examples", {}).values()]
        for example in [one for one in shown if one is not None]:
            assert faults("openapi", schema, example) == []
            checked += 1
    assert checked > 20


def _contents(node: Any) -> list[Any]:
    if not isinstance(node, dict):
        return []
    own = [*node["content"].values()] if isinstance(node.get("content"), dict) else []
    return own + [found for value in node.values() for found in _contents(value)]


def test_the_token_shown_has_the_form_of_a_token() -> None:
    answer = OPENAPI["paths"]["/v1/tokens"]["post"]["responses"]["200"]["content"]["application/json"]["example"]
    expires_at = datetime.fromisoformat(answer["expires_at"])
    minted = mint_token(Token("k3x9q2ab", round(expires_at.timestamp())), b"secret").split(".")
    shown = answer["token"].split(".")
    assert shown[:3] == minted[:3]
    assert [len(part) for part in shown] == [len(part) for part in minted]


def test_the_bodies_shown_are_taken() -> None:
    for path, read in (("/v1/tts/generate", read_generate), ("/v1/normalize", read_normalize)):
        content = OPENAPI["paths"][path]["post"]["requestBody"]["content"]["application/json"]
        for example in content["examples"].values():
            read(json.dumps(example["value"]).encode())
    assert (
        faults(
            "openapi",
            "normalized",
            write_normalized(
                Normalized(
                    text="one",
                    language="en-us",
                    language_reason="words",
                    confidence=0.95,
                    time_ms=0.123,
                    estimated_s=0.4,
                    segments=(NormalizedSegment("one", 0, 1, "en-us", Phonemes("wˈʌn", {"ʘ": 1})),),
                    spans=(VerbalizedSpan("cardinal", 0, 1, "one"),),
                )
            ),
        )
        == []
    )


def test_every_reason_for_a_language_is_described() -> None:
    described = schemas(OPENAPI)["normalized"]["properties"]["language_reason"]["enum"]
    assert set(described) == {GIVEN, VOICE, *(reason.value for reason in Reason)}


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"text": "a", "word_timestamps": True},
        {"text": "a", "model": "a", "model_id": "b"},
        {"text": None},
        {"text": 1},
    ],
)
def test_a_body_that_is_refused_is_invalid(body: dict[str, Any]) -> None:
    assert not validator(OPENAPI, "generateRequest").is_valid(body)
    with pytest.raises(InvalidRequest):
        read_generate(json.dumps(body).encode())


def test_model_is_an_alias_in_both() -> None:
    body = {"text": "a", "model": "kugel-3", "model_id": None}
    assert validator(OPENAPI, "generateRequest").is_valid(body)
    assert read_generate(json.dumps(body).encode()).settings == Settings(model_id="kugel-3")


def test_a_loaded_document_is_the_callers_own() -> None:
    load_openapi()["info"]["version"] = "changed"
    assert load_openapi()["info"]["version"] == "0.0.0"
    assert load_asyncapi()["info"]["version"] == "0.0.0"


@pytest.mark.parametrize("name", ["openapi.json", "asyncapi.json"])
def test_they_read_as_pages(name: str) -> None:
    page = (Path(__file__).parents[2] / "protocol/rhapsode_protocol" / name).read_text(encoding="utf-8")
    assert page.startswith('{\n  "')
    assert page.endswith("}\n")
