from __future__ import annotations

import argparse

import pytest

from rhapsode_client.address import DEFAULT_URL
from rhapsode_client.server_options import add_server_options, server_key, server_url


def parse(*words: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    add_server_options(parser)
    return parser.parse_args(words)


@pytest.mark.parametrize(
    ("words", "environment", "url"),
    [
        ([], None, DEFAULT_URL),
        ([], "", DEFAULT_URL),
        ([], "http://from-environment", "http://from-environment"),
        (["--url", "gpu-box"], "http://from-environment", "gpu-box"),
    ],
)
def test_the_option_comes_before_the_environment(
    monkeypatch: pytest.MonkeyPatch, words: list[str], environment: str | None, url: str
) -> None:
    monkeypatch.delenv("RHAPSODE_URL", raising=False)
    if environment is not None:
        monkeypatch.setenv("RHAPSODE_URL", environment)
    assert server_url(parse(*words)) == url


@pytest.mark.parametrize(
    ("words", "environment", "key"),
    [([], None, None), ([], "", None), ([], "k-env", "k-env"), (["--api-key", "k"], "k-env", "k")],
)
def test_the_key_likewise(
    monkeypatch: pytest.MonkeyPatch, words: list[str], environment: str | None, key: str | None
) -> None:
    monkeypatch.delenv("RHAPSODE_API_KEY", raising=False)
    if environment is not None:
        monkeypatch.setenv("RHAPSODE_API_KEY", environment)
    assert server_key(parse(*words)) == key
