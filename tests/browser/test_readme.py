"""The examples of ``clients/browser/README.md`` run as they stand there, against a server that speaks."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from browser.chromium import open_page

pytestmark = pytest.mark.slow

README = (Path(__file__).parents[2] / "clients" / "browser" / "README.md").read_text(encoding="utf-8")
EXAMPLES: list[str] = re.findall(r"```js\n(.*?)```", README, re.DOTALL)
SERVER = "http://127.0.0.1:8420"

FIRST, TOKENS, BARGE_IN, VOICES, KEYS = EXAMPLES[:5]


def test_examples_speak_one_behind_the_other(chromium: Browser, espeak: str) -> None:
    with open_page(chromium, espeak) as (page, complaints):
        said: list[str] = []
        page.on("console", lambda message: said.append(message.text))
        # One module, as a page that has them all would be: what one of them opens, the next uses.
        pause = 'await new Promise((resolve) => player.addEventListener("ended", resolve, { once: true }));\n'
        after_stop = 'await new Promise((resolve) => player.addEventListener("stopped", resolve, { once: true }));\n'
        code = FIRST + pause + TOKENS + pause + BARGE_IN + after_stop + VOICES + pause + pause
        code = code.replace(SERVER, f"http://{espeak}")
        finished = page.evaluate(
            """async (code) => {
                const url = URL.createObjectURL(new Blob([code], { type: "text/javascript" }));
                await import(url);
                return true;
            }""",
            code,
        )
    assert finished
    assert complaints.unexpected == []
    figures, *rest = said
    assert re.fullmatch(r"finished [\d.]+ [\d.e-]+", figures)
    assert rest[:3] == ["Many", "a", "brave"]
    heard, unheard = next(line for line in rest if "|" in line).split(" | ")
    assert heard + unheard == "Many a brave soul did it send hurrying down, and many a hero."
    assert heard.startswith("Many")
    assert rest[-5:] == ["Who", "goes", "there?", "A", "friend."]


def test_the_example_of_keys_is_a_client(chromium: Browser, tones: str) -> None:
    with open_page(chromium, tones) as (page, complaints):
        told = page.evaluate(
            """async (code) => {
                const { RhapsodeClient } = await import("/browser/src/index.js");
                return new Function("RhapsodeClient", code + "; return client.address.socket;")(RhapsodeClient);
            }""",
            KEYS,
        )
    assert told == "wss://voice.example.org"
    assert complaints.unexpected == []
