"""How a text will be read: what a real server answers, with either engine, and that the command says the same."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
from httpx import Client as HttpClient

from flow.house import SPEAKERS, house, speaking_house
from protocol.schemas import faults
from rhapsode_server.commands.normalize import describe

pytestmark = pytest.mark.slow

TEXTS = {
    "It costs $3.50 on 3/4/2024. Call <spell>A-4</spell>.\n\n**Then** rest.": "en-us",
    "Wir haben die Besprechung auf den 21.3.2024 um 14:30 Uhr verschoben.": "de",
    "Siirsimme kokouksen torstaille, puoli kolmeen.": "fi",
    "Мы были там 5 мая в 10:00, и все рады.": "ru",
    "请问下一班火车几点开？": "cmn",
    "42": "en-us",
}

SPEED = dict.fromkeys(("time_ms", "segments", "estimated_s"))
"""What follows from how fast a machine is."""


@pytest.fixture(scope="module", params=SPEAKERS)
def server(request: pytest.FixtureRequest, models_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    words = tmp_path_factory.mktemp("words") / "words.json"
    words.write_text(json.dumps({"words": {"K8s": "kubernetes"}}), "utf-8")
    database = tmp_path_factory.mktemp("dictionaries") / "d.db"
    settings: dict[str, Any] = {"detect_language": "full", "dictionary": words, "dictionaries_db": database}
    with (
        speaking_house(request.param, models_dir, **settings) as address,
        HttpClient(base_url=f"http://{address}", timeout=60) as client,
    ):
        yield request.param, client


def normalized(client: HttpClient, **body: Any) -> dict[str, Any]:
    answer = client.post("/v1/normalize", json=body)
    assert answer.status_code == 200, answer.text
    told: dict[str, Any] = answer.json()
    assert faults("openapi", "normalized", told) == []
    return told


@pytest.mark.parametrize(("text", "language"), TEXTS.items())
@pytest.mark.parametrize("said", [None, "auto", "given"])
def test_the_command_says_what_the_server_says(server: Any, text: str, language: str, said: str | None) -> None:
    _, client = server
    asked = language if said == "given" else said
    told, shown = normalized(client, text=text, language=asked), describe(text, asked)
    assert told["language"] == language
    assert told["language_reason"] == "given" if said == "given" else told["confidence"] is not None
    assert {**told, **SPEED} == {**shown, **SPEED}
    # A slow voice has shorter segments, as slow as this machine is; what they say is the same.
    assert [segment["language"] for segment in told["segments"]] == [language] * len(told["segments"])
    spans = [(segment["start"], segment["end"]) for segment in told["segments"]]
    assert [*chain(*spans)][1:-1] == [place for start, _ in spans[1:] for place in (start, start)]
    assert (spans[0][0], spans[-1][1]) == (shown["segments"][0]["start"], shown["segments"][-1]["end"])
    assert told["estimated_s"] == pytest.approx(shown["estimated_s"], rel=0.2)


def test_phonemes_are_the_engines_own(server: Any) -> None:
    engine, client = server
    told = normalized(client, text="Das Haus: /ʘaʊ/.", language="de", phonemes=True)
    (segment,) = told["segments"]
    if engine == "espeak":
        assert segment["phonemes"] == describe("Das Haus: /ʘaʊ/.", "de", phonemes=True)["segments"][0]["phonemes"]
    assert "hˈaʊs" in segment["phonemes"]
    assert told["unknown_symbols"] is None


def test_the_servers_dictionary_and_the_callers_count(server: Any) -> None:
    _, client = server
    made = client.post("/v1/dictionaries", json={"name": "Names"}).json()
    client.post(f"/v1/dictionaries/{made['id']}/entries", json={"word": "nginx", "replacement": "engine x"})
    text = "K8s and nginx cost $3.50."
    told = normalized(client, text=text, language="en")
    assert told["text"] == "kubernetes and engine x cost three dollars fifty cents."
    assert [text[span["start"] : span["end"]] for span in told["spans"]] == ["$3.50"]


def test_a_server_without_detection_and_an_engine_without_phonemes_say_so() -> None:
    with house("tone", detect_language="off") as address, HttpClient(base_url=f"http://{address}") as client:
        told = normalized(client, text="Wir haben das verschoben.", phonemes=True)
    assert (told["language"], told["language_reason"], told["confidence"]) == ("en-us", "voice", None)
    assert [segment["phonemes"] for segment in told["segments"]] == [None]
    assert told["unknown_symbols"] is None
