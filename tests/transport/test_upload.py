"""Uploads: forms and raw bytes, however they are cut, and each wrong one with its field."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Any

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.requests import Request

from rhapsode_protocol.errors import InvalidRequest, RecordingTooLarge, RhapsodeError, UnreadableAudio
from rhapsode_server.transport import upload as room
from rhapsode_server.transport.upload import Upload, read_upload

MOST = 1_000
FORM = "multipart/form-data; boundary=zzz"


def read(body: bytes, kind: str | None = None, query: str = "", cuts: Sequence[int] = (), **headers: str) -> Upload:
    """Read a body that arrives in pieces."""
    edges = [0, *sorted(cut % (len(body) + 1) for cut in cuts), len(body)]
    pieces = [body[start:end] for start, end in zip(edges, edges[1:], strict=False)]

    async def receive() -> Any:
        return {"type": "http.request", "body": pieces.pop(0), "more_body": bool(pieces)}

    said = {**({} if kind is None else {"content-type": kind}), **headers}
    raw = [(name.replace("_", "-").encode(), value.encode()) for name, value in said.items()]
    request = Request({"type": "http", "method": "POST", "headers": raw, "query_string": query.encode()}, receive)
    return asyncio.run(read_upload(request, MOST))


def form(*parts: tuple[str, bytes], head: str = "") -> bytes:
    """A form in the boundary of :data:`FORM`."""
    shown = [
        f'--zzz\r\nContent-Disposition: form-data; name="{name}"{head}\r\n\r\n'.encode() + value + b"\r\n"
        for name, value in parts
    ]
    return b"".join(shown) + b"--zzz--\r\n"


@pytest.mark.parametrize(
    "kind",
    [
        None,
        "application/octet-stream",
        "audio/wav",
        "audio/x-made-up",
        "AUDIO/MPEG",
        "audio/webm;codecs=opus",
        "video/mp4",
    ],
)
def test_raw_bytes_are_the_recording(kind: str | None) -> None:
    assert read(b"\0sound\r\n", kind) == Upload(b"\0sound\r\n", None)
    assert read(b"sound", kind, "message=0x5248").expected == 0x5248


@settings(deadline=None)
@given(content=st.binary(min_size=1, max_size=300), cuts=st.lists(st.integers(0, 1_000), max_size=6))
def test_a_form_is_read_however_it_is_cut(content: bytes, cuts: list[int]) -> None:
    body = form(("message", b"21064"), ("file", content))
    if b"\r\n--zzz" not in content:
        assert read(body, FORM, cuts=cuts) == Upload(content, 21_064)


@pytest.mark.parametrize("head", ["", '; filename="a.wav"', '; filename="a.wav"\r\nContent-Type: audio/wav'])
def test_the_name_and_type_of_the_file_mean_nothing(head: str) -> None:
    assert read(form(("file", b"sound"), head=head), FORM).recording == b"sound"


def test_forms_of_a_well_known_client_are_read() -> None:
    sent = httpx.Request("POST", "http://a/", files={"file": ("ä.wav", b"sound", "audio/wav")}, data={"message": "0x1"})
    assert read(sent.read(), sent.headers["content-type"]) == Upload(b"sound", 1)


@pytest.mark.parametrize(
    ("body", "kind", "query", "error", "field"),
    [
        (b"", None, "", UnreadableAudio, "file"),
        (form(("file", b"")), FORM, "", UnreadableAudio, "file"),
        (form(), FORM, "", InvalidRequest, "file"),
        (form(("message", b"1")), FORM, "", InvalidRequest, "file"),
        (form(("file", b"a"), ("file", b"b")), FORM, "", InvalidRequest, "file"),
        (form(("File", b"a")), FORM, "", InvalidRequest, "File"),
        (form(("file", b"a"), ("voice_id", b"1")), FORM, "", InvalidRequest, "voice_id"),
        (form(("file", b"a"), ("message", b"")), FORM, "", InvalidRequest, "message"),
        (form(("file", b"a"), ("message", b"0x10000")), FORM, "", InvalidRequest, "message"),
        (form(("file", b"a"), ("message", b"1" * 65)), FORM, "", InvalidRequest, "message"),
        (form(("file", b"a"), ("message", b"1")), FORM, "message=1", InvalidRequest, "message"),
        (b"a", None, "message=1&message=1", InvalidRequest, "message"),
        (b"a", None, "message=", InvalidRequest, "message"),
        (b"a", None, "message=-1", InvalidRequest, "message"),
        (b"a", "application/json", "", InvalidRequest, None),
        (b"a", "text/plain", "", InvalidRequest, None),
        (b"a", "multipart/form-data", "", InvalidRequest, None),
        (b"a", "multipart/form-data; boundary=" + "z" * 300, "", InvalidRequest, None),
        (b"a", FORM, "", InvalidRequest, None),
        (b"", FORM, "", InvalidRequest, None),
        (form(("file", b"a"))[:-10], FORM, "", InvalidRequest, None),
        (b"--zzz\r\nX-" + b"a" * 90_000, FORM, "", InvalidRequest, None),
        (b"--zzz\r\nContent-Type: audio/wav\r\n\r\na\r\n--zzz--\r\n", FORM, "", InvalidRequest, ""),
        (b"a" * (MOST + 1), None, "", RecordingTooLarge, "file"),
        (form(("file", b"a" * (MOST + 1))), FORM, "", RecordingTooLarge, "file"),
    ],
)
def test_what_is_wrong_is_named(
    body: bytes, kind: str | None, query: str, error: type[RhapsodeError], field: str | None
) -> None:
    with pytest.raises(error) as caught:
        read(body, kind, query)
    assert caught.value.field == field
    assert type(caught.value) is error


def test_the_greatest_is_taken() -> None:
    assert len(read(b"a" * MOST).recording) == len(read(form(("file", b"a" * MOST)), FORM).recording) == MOST


def test_one_that_is_announced_as_too_large_is_not_read() -> None:
    with pytest.raises(RecordingTooLarge):
        read(b"", content_length=str(10**9))


def test_a_packed_body_is_refused() -> None:
    with pytest.raises(InvalidRequest, match="gzip"):
        read(b"a", content_encoding="gzip")


def test_one_that_never_ends_is_waited_for_no_longer_than_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "UPLOAD_WITHIN_S", 0.01)

    async def drip() -> Any:
        await asyncio.sleep(0)
        return {"type": "http.request", "body": b"", "more_body": True}

    async def run() -> None:
        with pytest.raises(InvalidRequest, match=r"within 0\.01 seconds"):
            await read_upload(
                Request({"type": "http", "method": "POST", "headers": [], "query_string": b""}, drip), MOST
            )

    asyncio.run(run())


def test_what_cannot_be_read_is_not_quoted_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(0), pytest.raises(InvalidRequest):
        read(b"somebody's sound", FORM)
    assert not [record for record in caplog.records if "multipart" in record.name]
