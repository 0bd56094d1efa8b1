from __future__ import annotations

import hashlib
from urllib.parse import quote_plus

import pytest

from rhapsode_server.access.api_key import SECRET_BYTES, hash_key, key_id_of, make_key, without_region


def test_every_key_is_another_one_and_names_its_id() -> None:
    made = [make_key() for _ in range(200)]
    assert len({key_id for key_id, _ in made}) == len({key for _, key in made}) == 200
    for key_id, key in made:
        assert key_id_of(key) == key_id
        assert quote_plus(key) == key, "official clients do not escape keys"
        assert without_region(key) == key
        # Six bits a character.
        assert len(key.removeprefix(f"rhk_{key_id}_")) * 6 >= SECRET_BYTES * 8 >= 256


@pytest.mark.parametrize(
    ("given", "sent"),
    [("eu-rhk_x", "rhk_x"), ("us-rhk_x", "rhk_x"), ("global-rhk_x", "rhk_x"), ("rhk_eu-x", "rhk_eu-x"), ("", "")],
)
def test_region_prefixes_are_cut_as_the_official_clients_cut_them(given: str, sent: str) -> None:
    assert without_region(given) == sent


@pytest.mark.parametrize("said", ["", "rhk_", "k3x9q2ab", "rhk_k3x9q2ab", "rhk_k3x9q2ab_short", "rht1.a.1.b.c"])
def test_what_is_no_key_has_no_id(said: str) -> None:
    assert key_id_of(said) is None


def test_a_key_with_anything_behind_it_is_no_key() -> None:
    _, key = make_key()
    assert key_id_of(key + "\n") is key_id_of(key + "x") is key_id_of(" " + key) is None


def test_only_a_digest_is_kept() -> None:
    _, key = make_key()
    assert hash_key(key) == hashlib.sha256(key.encode()).digest()
    assert hash_key("\ud800") != hash_key("\ud801")
