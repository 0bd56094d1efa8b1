"""A real server reads a text in its language. What a full stop is called inside ``<spell>`` tells which that is."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import pytest

from flow.house import Frame, client, house

pytestmark = pytest.mark.slow

FINNISH = "Siirsimme kokouksen torstaille, ja osoite on siis <spell>a.b</spell>."
GERMAN = "Wir haben die Besprechung auf Donnerstag verschoben, die Adresse ist <spell>a.b</spell>."
ENGLISH = "We moved the meeting to Thursday, and the address is <spell>a.b</spell>."


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with house("espeak", detect_language="full") as address:
        yield address


def spelled(address: str, text: str, **options: object) -> str:
    """What the full stop is called."""

    async def run() -> list[Frame]:
        async with client(address, "/ws/tts/stream", "sdk=test") as socket:
            await socket.send({"text": text, "flush": True, **options})
            return await socket.until("session_closed")

    spoken = " ".join(frame["text"] for frame in asyncio.run(run()) if "generation_started" in frame)
    return spoken.split("A, ")[1].split(",")[0]


def test_a_text_is_read_in_its_own_language(address: str) -> None:
    named = {"voice_id": "espeak-en-us"}
    assert spelled(address, ENGLISH, **named) == "dot"
    assert spelled(address, GERMAN, **named) == "Punkt"
    assert spelled(address, FINNISH, **named) == "piste"
    assert spelled(address, GERMAN) == "Punkt", "nor need a voice be named"


def test_what_is_said_counts_before_what_the_text_tells(address: str) -> None:
    assert spelled(address, GERMAN, language="en") == "dot"
    assert spelled(address, ENGLISH, language="de") == "Punkt"


def test_a_voices_own_language_stays_on_weak_evidence(address: str) -> None:
    assert spelled(address, "Hallo: <spell>a.b</spell>", voice_id="espeak-en-us") == "dot"
    assert spelled(address, "Guten Tag. <spell>a.b</spell>", voice_id="espeak-en-us", language="auto") == "Punkt"
    assert spelled(address, "OK: <spell>a.b</spell>", voice_id="espeak-de") == "Punkt"
