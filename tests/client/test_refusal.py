from __future__ import annotations

import errno
import os
import socket
import ssl

import pytest

from rhapsode_client.address import parse_address
from rhapsode_client.refusal import MAX_REASON_CHARACTERS, no_answer, refusal

ADDRESS = parse_address("gpu-box")


@pytest.mark.parametrize(
    ("error", "why"),
    [
        (TimeoutError(), "no answer within 10 s"),
        (ConnectionRefusedError(errno.ECONNREFUSED, "Connect call failed"), "nothing listens there"),
        (socket.gaierror(socket.EAI_NONAME, "Name or service not known"), "the host name is unknown"),
        (ssl.SSLError(1, "wrong version number"), "no TLS connection came about (wrong version number)"),
        (OSError(errno.ENETUNREACH, os.strerror(errno.ENETUNREACH)), "Network is unreachable"),
        (OSError("Multiple exceptions"), "Multiple exceptions"),
        (OSError(), "OSError"),
    ],
)
def test_no_answer_says_why_and_what_to_do(error: OSError, why: str) -> None:
    said = no_answer(ADDRESS, error, 10.0).message
    assert said.startswith("cannot connect to http://gpu-box:8420: ")
    assert said.endswith("Start a server with: rhapsode serve")
    assert f": {why}. Start" in said


@pytest.mark.parametrize(
    ("body", "reason", "code"),
    [
        (b'{"error": "No key.", "error_code": "UNAUTHORIZED", "code": 401}', "No key.", "UNAUTHORIZED"),
        (b'{"detail": "Not here."}', "Not here.", None),
        (b'{"detail": [{"loc": ["body"]}]}', "Phrase", None),
        (b'{"error": 7, "error_code": 7}', "Phrase", None),
        (b"[]", "Phrase", None),
        (b"", "Phrase", None),
        (b"\xff<html>", "Phrase", None),
    ],
)
def test_a_refusal_takes_the_servers_words_where_it_has_some(body: bytes, reason: str, code: str | None) -> None:
    refused = refusal(401, body, "Phrase", ADDRESS)
    assert (refused.status, refused.reason, refused.code) == (401, reason, code)


@pytest.mark.parametrize(
    ("header", "seconds"),
    [("5", 5), (" 120 ", 120), ("0", 0), (None, None), ("", None), ("-1", None), ("1.5", None), ("9" * 10, None)]
    + [("Fri, 31 Dec 1999 23:59:59 GMT", None), ("\u0665", None)],
)
def test_the_time_to_wait_is_read_where_it_is_in_seconds(header: str | None, seconds: int | None) -> None:
    assert refusal(429, b"", "", ADDRESS, header).retry_after_s == seconds


def test_a_refusal_is_not_a_page_long() -> None:
    body = b'{"error": "' + b"x" * 5_000 + b'"}'
    assert len(refusal(500, body, "", ADDRESS).reason) == MAX_REASON_CHARACTERS


def test_a_refusal_without_any_words_says_so() -> None:
    assert refusal(500, b"", "", ADDRESS).reason == "no reason given"
