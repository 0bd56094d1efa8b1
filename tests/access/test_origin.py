from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rhapsode_protocol.errors import Forbidden
from rhapsode_server.access.origin import OriginPolicy, read_hosts, read_origins

CLOSED = OriginPolicy()


def is_fine(policy: OriginPolicy, host: str | None, origin: str | None = None, *, asks_for_keys: bool = False) -> bool:
    try:
        policy.check(host, origin, asks_for_keys=asks_for_keys)
    except Forbidden:
        return False
    return True


# --- Host ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1:8420", "127.0.0.1", "[::1]:8420", "192.0.2.7:8420", "[2001:db8::7]", "localhost:8420", "LocalHost"]
    + ["localhost.", "127.0.0.1.", "voice.localhost:8420", None],
)
def test_names_that_nobody_else_can_own_are_fine(host: str | None) -> None:
    assert is_fine(CLOSED, host)


@pytest.mark.parametrize(
    "host",
    ["evil.example:8420", "localhost.evil.example", "127.0.0.1.evil.example", "notlocalhost", "gpu-box"]
    + ["", ":8420", "a b", "[::1", "localhost:port", "localhost:99999", "user@localhost", "localhost/x", "0x7f.1"]
    + ["evil.example#@localhost"],
)
def test_any_other_name_may_be_a_rebound_one(host: str) -> None:
    assert not is_fine(CLOSED, host)


def test_where_keys_are_asked_for_the_name_does_not_matter() -> None:
    assert is_fine(CLOSED, "evil.example:8420", asks_for_keys=True)


@pytest.mark.parametrize(
    ("allowed", "host", "fine"),
    [
        ("gpu-box", "gpu-box:8420", True),
        ("gpu-box, other", "OTHER", True),
        ("gpu-box", "gpu-box.evil.example", False),
        ("*.example.org", "a.example.org", True),
        ("*.example.org", "a.b.example.org:80", True),
        ("*.example.org", "example.org", False),
        ("*.example.org", "evilexample.org", False),
        ("*", "anything.example", True),
        ("*", "", False),
    ],
)
def test_the_operator_may_name_others(allowed: str, host: str, fine: bool) -> None:
    assert is_fine(OriginPolicy(allowed_hosts=read_hosts(allowed)), host) is fine


def test_the_name_that_it_listens_on_is_its_own() -> None:
    assert is_fine(OriginPolicy(bound_host="Gpu-Box"), "gpu-box:8420")


def test_a_refusal_names_the_host_and_the_option() -> None:
    with pytest.raises(Forbidden, match=r"'evil\.example:1'.*--allowed-hosts"):
        CLOSED.check("evil.example:1", None, asks_for_keys=False)


# --- Origin ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("origin", "host"),
    [
        ("http://127.0.0.1:8420", "127.0.0.1:8420"),
        ("http://localhost:8420", "localhost:8420"),
        ("http://LOCALHOST:8420", "localhost:8420"),
        ("http://[::1]:8420", "[::1]:8420"),
        ("http://192.0.2.7", "192.0.2.7"),
        ("http://192.0.2.7", "192.0.2.7:80"),
        ("https://192.0.2.7", "192.0.2.7:443"),
        # A proxy that ends TLS and keeps the Host.
        ("https://192.0.2.7", "192.0.2.7"),
        ("https://192.0.2.7:8443", "192.0.2.7:8443"),
    ],
)
def test_a_page_of_this_server_may_talk_to_it(origin: str, host: str) -> None:
    assert is_fine(CLOSED, host, origin)


@pytest.mark.parametrize(
    "origin",
    ["https://evil.example", "http://127.0.0.1", "http://127.0.0.1:3000", "http://localhost:8420", "null", "", "*"]
    + ["http://127.0.0.1:8420.evil.example", "http://evil.example/127.0.0.1:8420", "127.0.0.1:8420", "file://"]
    + ["http://x@127.0.0.1:8420", "http://127.0.0.1:8420 ", "http://127.0.0.1:port", "chrome-extension://abcdef"],
)
@pytest.mark.parametrize("asks_for_keys", [False, True])
def test_any_other_page_may_not(origin: str, asks_for_keys: bool) -> None:
    assert not is_fine(CLOSED, "127.0.0.1:8420", origin, asks_for_keys=asks_for_keys)


@pytest.mark.parametrize("origin", ["capacitor://localhost", "ionic://localhost", "chrome-extension://localhost"])
def test_an_app_made_of_web_pages_is_not_this_server(origin: str) -> None:
    assert not is_fine(CLOSED, "localhost", origin)
    assert is_fine(OriginPolicy(allowed_origins=read_origins(origin)), "localhost", origin)


@pytest.mark.parametrize(
    ("allowed", "origin", "fine"),
    [
        ("https://app.example", "https://app.example", True),
        ("https://App.Example/", "https://app.example", True),
        ("https://app.example:443", "https://app.example", True),
        ("http://app.example:80/", "http://app.example", True),
        ("http://app.example:443", "http://app.example", False),
        ("http://[::1]:80", "http://[::1]", True),
        ("https://app.example", "http://app.example", False),
        ("https://app.example", "https://app.example:8443", False),
        ("https://app.example", "https://app.example.evil", False),
        ("https://a.example,http://localhost:3000", "http://localhost:3000", True),
        ("null", "null", True),
        ("https://app.example", "null", False),
        ("*", "null", True),
        ("*", "https://anybody.example", True),
        ("chrome-extension://abcdef", "chrome-extension://abcdef", True),
    ],
)
def test_the_operator_may_list_sites(allowed: str, origin: str, fine: bool) -> None:
    assert is_fine(OriginPolicy(allowed_origins=read_origins(allowed)), "127.0.0.1:8420", origin) is fine


def test_a_page_that_names_the_server_itself_needs_the_servers_name() -> None:
    assert not is_fine(CLOSED, None, "http://127.0.0.1:8420")


def test_a_refusal_names_the_site_and_the_option_and_is_short() -> None:
    with pytest.raises(Forbidden, match=r"'https://evil\.example'.*--allowed-origins"):
        CLOSED.check("127.0.0.1", "https://evil.example", asks_for_keys=False)
    with pytest.raises(Forbidden) as caught:
        CLOSED.check("127.0.0.1", "https://" + "x" * 10_000, asks_for_keys=False)
    assert len(caught.value.message) < 300


@settings(deadline=None, max_examples=200)
@given(st.text(max_size=40), st.text(max_size=40))
def test_nothing_strange_gets_past_or_breaks_it(host: str, origin: str) -> None:
    is_fine(CLOSED, host, origin)
    is_fine(OriginPolicy(allowed_hosts=("*.a",), allowed_origins=("https://a",)), host, f"http://{origin}")


# --- Options ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("said", ["https://a.example", "a b", "a:80", "a/b", "*.*", "a*", "*a", "[::1"])
def test_what_is_no_name_of_a_host_is_refused(said: str) -> None:
    with pytest.raises(ValueError, match="not a host name"):
        read_hosts(said)


@pytest.mark.parametrize("said", ["a.example", "https://", "https://a/b", "https://*.a", "://a", "https://a:b"])
def test_what_is_no_site_is_refused(said: str) -> None:
    with pytest.raises(ValueError, match="not a site"):
        read_origins(said)


def test_blanks_and_empty_entries_do_not_matter() -> None:
    assert read_hosts(" a , ,B,") == ("a", "b")
    assert read_hosts("") == read_origins(" , ") == ()
