from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rhapsode_client.address import parse_address
from rhapsode_client.errors import InvalidAddress


@pytest.mark.parametrize(
    ("given_url", "http", "websocket"),
    [
        ("http://127.0.0.1:8420", "http://127.0.0.1:8420/v1/voices", "ws://127.0.0.1:8420/ws/tts"),
        ("https://voice.example", "https://voice.example/v1/voices", "wss://voice.example/ws/tts"),
        ("ws://voice.example:80/", "http://voice.example:80/v1/voices", "ws://voice.example:80/ws/tts"),
        ("wss://voice.example/tts/", "https://voice.example/tts/v1/voices", "wss://voice.example/tts/ws/tts"),
        ("gpu-box:9000", "http://gpu-box:9000/v1/voices", "ws://gpu-box:9000/ws/tts"),
        ("gpu-box", "http://gpu-box:8420/v1/voices", "ws://gpu-box:8420/ws/tts"),
        ("gpu-box/voice", "http://gpu-box:8420/voice/v1/voices", "ws://gpu-box:8420/voice/ws/tts"),
        ("[::1]:9000", "http://[::1]:9000/v1/voices", "ws://[::1]:9000/ws/tts"),
        ("[::1]", "http://[::1]:8420/v1/voices", "ws://[::1]:8420/ws/tts"),
        ("  http://gpu-box ", "http://gpu-box/v1/voices", "ws://gpu-box/ws/tts"),
        ("HTTP://gpu-box", "http://gpu-box/v1/voices", "ws://gpu-box/ws/tts"),
    ],
)
def test_every_form_names_both_kinds_of_url(given_url: str, http: str, websocket: str) -> None:
    address = parse_address(given_url)
    assert address.http("/v1/voices") == http
    assert address.websocket("/ws/tts") == websocket


def test_query_is_escaped() -> None:
    assert parse_address("h").websocket("/ws", sdk="a&b", n=1) == "ws://h:8420/ws?sdk=a%26b&n=1"


@pytest.mark.parametrize(
    ("given_url", "told"),
    [
        ("", "names no host"),
        ("http://", "names no host"),
        (":8420", "names no host"),
        ("ftp://gpu-box", "ftp://"),
        ("http://gpu-box?x=1", "query"),
        ("http://gpu-box#top", "fragment"),
        ("http://gpu-box:99999", "not an address"),
        ("http://gpu-box:port", "not an address"),
        ("http://[::1", "not an address"),
        ("gpu box", "names no host"),
    ],
)
def test_what_is_no_address_is_named(given_url: str, told: str) -> None:
    with pytest.raises(InvalidAddress, match=told):
        parse_address(given_url)


def test_a_password_is_refused_and_not_repeated() -> None:
    with pytest.raises(InvalidAddress) as caught:
        parse_address("http://me:secret@gpu-box")
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize(
    ("url", "is_loopback"),
    [("127.0.0.1", True), ("localhost:1", True), ("[::1]:1", True), ("10.0.0.1", False), ("voice.example", False)],
)
def test_loopback_is_recognised(url: str, is_loopback: bool) -> None:
    assert parse_address(url).is_loopback is is_loopback


@settings(deadline=None, max_examples=200)
@given(st.text(max_size=40))
def test_any_text_is_an_address_or_a_clear_error(url: str) -> None:
    try:
        address = parse_address(url)
    except InvalidAddress:
        return
    assert parse_address(str(address)) == address
