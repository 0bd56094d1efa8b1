from __future__ import annotations

import json
from typing import Any

import pytest

from rhapsode_client import voices
from rhapsode_client.address import Address
from rhapsode_client.command import main
from rhapsode_client.errors import CannotConnect
from rhapsode_client.listing import ListedVoice

ANNA = ListedVoice(7, "anna-de", "Anna", "de", ("de", "en"), "female", "Calm.")
BO = ListedVoice(1_234, "bo", "Bǫ", "sv", ("sv",), "", "")


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """What the command asked of a server that has two voices."""
    questions: list[dict[str, Any]] = []

    def fetch(address: Address, api_key: str | None, *, language: str | None) -> list[ListedVoice]:
        questions.append({"address": str(address), "api_key": api_key, "language": language})
        return [ANNA, BO]

    monkeypatch.setattr(voices, "fetch_voices", fetch)
    return questions


def test_the_table_lines_up(asked: list[dict[str, Any]], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["voices", "--url", "gpu-box", "--api-key", "k", "--language", "de"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "ID    HANDLE   NAME  LANGUAGE  SEX",
        "7     anna-de  Anna  de        female",
        "1234  bo       Bǫ    sv        -",
    ]
    assert asked == [{"address": "http://gpu-box:8420", "api_key": "k", "language": "de"}]


def test_json_holds_everything(asked: list[dict[str, Any]], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["voices", "--json", "--url", "gpu-box"]) == 0
    first, second = json.loads(capsys.readouterr().out)
    assert first == {
        "id": 7,
        "handle": "anna-de",
        "name": "Anna",
        "language": "de",
        "languages": ["de", "en"],
        "sex": "female",
        "description": "Calm.",
        "limitation": "",
    }
    assert second["name"] == "Bǫ"


def test_an_empty_list_is_a_heading() -> None:
    assert voices.table([]) == ["ID  HANDLE  NAME  LANGUAGE  SEX"]


def test_a_failure_is_one_line(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def fail(*_: Any, **__: Any) -> None:
        raise CannotConnect("nobody is there")

    monkeypatch.setattr(voices, "fetch_voices", fail)
    assert main(["voices"]) == 1
    assert capsys.readouterr().err == "rhapsode voices: nobody is there\n"
