from __future__ import annotations

from rhapsode_server.access.caller import ANYBODY, Caller
from rhapsode_server.speech import Owner


def test_a_key_pays_for_all_its_connections() -> None:
    assert Caller("k3x9q2ab").owner("c1") == Caller("k3x9q2ab", by_token=True).owner("c2") == Owner("key:k3x9q2ab")


def test_without_keys_each_connection_pays_for_itself() -> None:
    assert ANYBODY.owner("c1") != ANYBODY.owner("c2")


def test_a_connection_cannot_be_named_like_a_key() -> None:
    assert ANYBODY.owner("c1") != Caller("c1").owner("c1")


def test_a_keys_own_watermark_message_goes_with_its_owner() -> None:
    assert Caller("k3x9q2ab", watermark_message=0x1234).owner("c1").watermark_message == 0x1234
    assert ANYBODY.owner("c1").watermark_message is None
