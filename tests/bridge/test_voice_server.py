from __future__ import annotations

import pytest

from rhapsode_bridge.voice_server import context_options, voice_server
from rhapsode_client.errors import InvalidAddress, InvalidKey
from rhapsode_protocol.messages import Settings


@pytest.fixture(autouse=True)
def bare_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("RHAPSODE_URL", "RHAPSODE_API_KEY"):
        monkeypatch.delenv(name, raising=False)


def test_this_machine_where_nothing_is_said() -> None:
    assert voice_server() == ("http://127.0.0.1:8420", None)


def test_the_environment_counts_before_the_default_and_the_argument_before_both(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("RHAPSODE_URL", "wss://voice.example/rhapsode")
    monkeypatch.setenv("RHAPSODE_API_KEY", "from-environment")
    assert voice_server() == ("wss://voice.example/rhapsode", "from-environment")
    assert voice_server("gpu-box", "from-argument") == ("gpu-box", "from-argument")


def test_a_mistake_is_told_at_once() -> None:
    with pytest.raises(InvalidAddress, match="begins with ftp://"):
        voice_server("ftp://voice.example")
    with pytest.raises(InvalidKey):
        voice_server(api_key="two words")


def test_the_format_is_not_an_option() -> None:
    options = Settings(dictionary_ids=(3,))
    assert context_options(options) is options
    with pytest.raises(ValueError, match="output_format is not taken"):
        context_options(Settings(output_format="ulaw_8000"))
