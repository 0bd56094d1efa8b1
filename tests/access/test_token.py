from __future__ import annotations

from urllib.parse import quote_plus

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rhapsode_protocol.errors import Unauthorized
from rhapsode_server.access.token import Token, is_token, mint_token, read_token

SECRET = b"s" * 32
NOW = 1_800_000_000.0
TOKEN = Token("k3x9q2ab", int(NOW) + 60)


@pytest.mark.parametrize("token", [TOKEN, Token(None, int(NOW) + 60)])
def test_a_token_comes_back_as_it_went(token: Token) -> None:
    text = mint_token(token, SECRET)
    assert is_token(text)
    assert quote_plus(text) == text, "nobody should have to escape it"
    assert len(text) < 100
    assert read_token(text, SECRET, NOW) == token


def test_two_of_the_same_second_differ() -> None:
    assert mint_token(TOKEN, SECRET) != mint_token(TOKEN, SECRET)


def test_it_is_good_up_to_its_last_second_and_says_why_it_is_not_afterwards() -> None:
    text = mint_token(TOKEN, SECRET)
    assert read_token(text, SECRET, NOW + 59.9) == TOKEN
    with pytest.raises(Unauthorized, match="has expired"):
        read_token(text, SECRET, NOW + 60)


def test_another_secret_does_not_know_it() -> None:
    with pytest.raises(Unauthorized, match="not given by this server"):
        read_token(mint_token(TOKEN, SECRET), b"t" * 32, NOW)


def test_a_later_expiry_cannot_be_written_in() -> None:
    text = mint_token(TOKEN, SECRET)
    with pytest.raises(Unauthorized, match="was changed"):
        read_token(text.replace(str(TOKEN.expires_at), str(TOKEN.expires_at + 3_600)), SECRET, NOW)


@settings(deadline=None, max_examples=100)
@given(st.data())
def test_no_character_of_it_can_be_changed(data: st.DataObject) -> None:
    text = mint_token(TOKEN, SECRET)
    at = data.draw(st.integers(0, len(text) - 1))
    character = data.draw(st.characters().filter(lambda drawn: drawn != text[at]))
    with pytest.raises(Unauthorized):
        read_token(text[:at] + character + text[at + 1 :], SECRET, NOW)


@settings(deadline=None, max_examples=100)
@given(st.text(alphabet=st.characters(codec=None), max_size=50))
def test_rubbish_is_refused_like_any_other(rubbish: str) -> None:
    for text in (rubbish, f"rht1.{rubbish}", f"rht1.{rubbish}....", ""):
        with pytest.raises(Unauthorized):
            read_token(text, SECRET, NOW)


def test_a_key_is_no_token() -> None:
    assert not is_token("rhk_k3x9q2ab_x")
    assert not is_token("rht2.a.b.c.d"), "another version is not taken for this one"
