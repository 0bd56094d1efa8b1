from __future__ import annotations

import re

import pytest

from rhapsode_client import errors
from rhapsode_client.errors import ClientError, ConnectionLost, Refused, ServerError, UnlistedError
from rhapsode_protocol.errors import EmptyAudio, RateLimited


def test_the_tree_at_the_top_of_the_module_is_the_tree() -> None:
    drawn = set(re.findall(r"[├└]── (\w+)", errors.__doc__ or ""))
    assert drawn == {kind.__name__ for kind in ClientError.__subclasses__() if kind.__module__ == errors.__name__}


def test_the_base_is_not_raised() -> None:
    with pytest.raises(TypeError):
        ClientError("something")


def test_a_server_error_carries_what_its_row_says() -> None:
    error = ServerError(RateLimited("Slowly."))
    assert (error.code, error.status, error.retryable) == ("RATE_LIMITED", 429, True)
    assert error.retry_after_s == RateLimited.usual_retry_after_s
    assert ServerError(RateLimited("Slowly.", retry_after_s=9)).retry_after_s == 9


def test_a_missing_key_is_told_with_all_ways_to_give_one() -> None:
    message = Refused(401, "No key.", "http://h").message
    for way in ("api_key", "--api-key", "RHAPSODE_API_KEY", "rhapsode keys create"):
        assert way in message


def test_an_unlisted_error_carries_what_the_wire_said() -> None:
    error = ServerError(UnlistedError("Pay.", wire_code="INSUFFICIENT_CREDITS", wire_status=402))
    assert (error.code, error.status, error.retryable) == ("INSUFFICIENT_CREDITS", 402, False)


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (ServerError(RateLimited("Slowly.", retry_after_s=9)), "Slowly. Try again in 9 s"),
        (ServerError(EmptyAudio("No sound.")), "No sound."),
        (ConnectionLost(1011), "the server closed the connection (code 1011), before the turn had ended"),
        (ConnectionLost(4500, "down"), "the server closed the connection (code 4500): down, before the turn had ended"),
        (ConnectionLost(None), "the connection broke, before the turn had ended"),
        (Refused(503, "Draining.", "http://h"), "http://h refused with HTTP 503: Draining."),
        (Refused(503, "Draining", "http://h"), "http://h refused with HTTP 503: Draining"),
        (Refused(429, "Full", "http://h", retry_after_s=5), "http://h refused with HTTP 429: Full. Try again in 5 s"),
    ],
)
def test_each_message_is_a_sentence(error: ClientError, sentence: str) -> None:
    assert error.message == str(error) == sentence
