"""What went wrong before the protocol began, in the words of people: no answer, or an HTTP status for an answer."""

from __future__ import annotations

import socket
import ssl

from rhapsode_client.address import Address
from rhapsode_client.errors import CannotConnect, Refused
from rhapsode_protocol.errors import InvalidJson
from rhapsode_protocol.wire_json import loads_object

MAX_REASON_CHARACTERS = 300
"""Of a server's own sentence. A proxy's error page is longer; what matters of it is not behind this."""


def no_answer(address: Address, error: OSError, timeout_s: float) -> CannotConnect:
    """Say why nobody answers, and how to start a server."""
    if isinstance(error, TimeoutError):
        why = f"no answer within {timeout_s:g} s"
    elif isinstance(error, ConnectionRefusedError):
        why = "nothing listens there"
    elif isinstance(error, socket.gaierror):
        why = "the host name is unknown"
    elif isinstance(error, ssl.SSLError):
        why = f"no TLS connection came about ({error.strerror or error})"
    else:
        why = error.strerror or str(error) or type(error).__name__
    return CannotConnect(f"cannot connect to {address}: {why}. Start a server with: rhapsode serve")


def refusal(status: int, body: bytes, phrase: str, address: Address, retry_after: str | None = None) -> Refused:
    """Read an HTTP error: the server's ``error`` and ``error_code`` where its body has them, else the phrase.

    Args:
        status: the HTTP status.
        body: the answer's body.
        phrase: the status's own phrase.
        address: what was asked.
        retry_after: the ``Retry-After`` header; only its form in seconds is read (RFC 9110 section 10.2.3).
    """
    try:
        answer = loads_object(body)
    except InvalidJson:
        answer = {}
    said, code = answer.get("error") or answer.get("detail"), answer.get("error_code")
    reason = said if isinstance(said, str) else phrase or "no reason given"
    return Refused(
        status,
        reason[:MAX_REASON_CHARACTERS],
        str(address),
        code if isinstance(code, str) else None,
        _seconds(retry_after),
    )


def _seconds(retry_after: str | None) -> int | None:
    said = (retry_after or "").strip()
    return int(said) if said.isascii() and said.isdigit() and len(said) < 10 else None
