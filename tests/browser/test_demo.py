"""The demo page in a real browser, on real servers: what its visitors see, hear and keep."""

from __future__ import annotations

import io
import json
import re
import wave
from base64 import b64decode
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from playwright.sync_api import Browser, Page, WebSocket, expect

from browser.chromium import WITHIN_MS, Complaints, open_page
from browser.other_site import other_site
from flow.house import house
from rhapsode_server.access.key_store import KeyStore

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
expect.set_options(timeout=WITHIN_MS)


class Wire:
    """What went over a page's sockets, and which addresses it asked for."""

    def __init__(self, page: Page) -> None:
        self.sockets: list[WebSocket] = []
        self.sent: list[dict[str, Any]] = []
        self.received: list[dict[str, Any]] = []
        self.asked: list[str] = []
        page.on("websocket", self._follow)
        page.on("request", lambda request: self.asked.append(request.url))

    def _follow(self, socket: WebSocket) -> None:
        self.sockets.append(socket)
        socket.on("framesent", lambda frame: self.sent.append(json.loads(frame)))
        socket.on("framereceived", lambda frame: self.received.append(json.loads(frame)))

    def sound(self, *contexts: str) -> NDArray[np.int16]:
        """All samples that came, of the given contexts or of any, in the order in which they came."""
        frames = [frame for frame in self.received if "audio" in frame]
        chosen = [frame for frame in frames if not contexts or frame["context_id"] in contexts]
        return np.frombuffer(b"".join(b64decode(frame["audio"]) for frame in chosen), "<i2")


@pytest.fixture
def demo(chromium: Browser, tones: str) -> Iterator[tuple[Page, Wire]]:
    """The page of a server whose speech is known, and what it says to that; a complaint in its console is a failure."""
    with visit(chromium, tones) as (page, wire, complaints):
        yield page, wire
    assert complaints.unexpected == []


class visit:  # noqa: N801 - used as a function
    """Open the page of a server, and follow what it says."""

    def __init__(self, chromium: Browser, address: str, **options: Any) -> None:
        self._address = address
        self._opened = open_page(chromium, address, accept_downloads=True, **options)

    def __enter__(self) -> tuple[Page, Wire, Complaints]:
        page, complaints = self._opened.__enter__()
        wire = Wire(page)
        page.goto(f"http://{self._address}/")
        return page, wire, complaints

    def __exit__(self, *failure: Any) -> None:
        self._opened.__exit__(*failure)


def saved(page: Page) -> tuple[NDArray[np.int16], int, str]:
    """The recording as a visitor downloads it: samples, rate and name."""
    with page.expect_download() as download:
        page.get_by_role("link", name="Download WAV").click()
    content = Path(download.value.path()).read_bytes()
    with wave.open(io.BytesIO(content)) as file:
        assert (file.getnchannels(), file.getsampwidth()) == (1, 2)
        samples = np.frombuffer(file.readframes(file.getnframes()), "<i2")
        return samples, file.getframerate(), download.value.suggested_filename


# --- The stage -------------------------------------------------------------------------------------------------------


def test_an_answer_is_heard_while_it_is_written(demo: tuple[Page, Wire]) -> None:
    page, wire = demo
    page.evaluate(
        """() => {
            window.lit = [];
            const word = document.querySelector("#answer .word");
            new MutationObserver(() => word.textContent && window.lit.push(word.textContent)).observe(word, {
              childList: true,
            });
        }"""
    )
    answer = page.locator("#answer").inner_text()
    page.get_by_role("slider", name="tokens a second").fill("100")
    page.get_by_role("button", name="Let it answer").click()
    expect(page.locator("#first-audio")).to_have_text(re.compile(r"\d+"))
    assert 0 < int(page.locator("#first-audio").inner_text()) < WITHIN_MS
    expect(page.get_by_role("button", name="Interrupt")).to_be_visible()
    expect(page.locator("#stage-says")).to_have_text(re.compile(r"^\d+ words in [\d.]+ seconds"))
    assert page.locator("#answer").inner_text() == answer
    assert page.locator("#answer .heard").inner_text() == answer
    lit = page.evaluate("window.lit")
    # In their order. A busy machine may pass over one of these 80 ms, and no more than a few.
    words = iter(answer.split())
    assert all(any(word.strip(".,;:“”") in other for other in words) for word in lit)
    assert len(lit) > 0.5 * len(answer.split())
    # It went out piece by piece, and sound came back before the last of them.
    texts = [frame["text"] for frame in wire.sent if frame.get("text", "").strip()]
    assert len(texts) > 60
    assert "".join(texts) == answer
    assert re.fullmatch(r"0\.\d\d", page.locator("#rtf").inner_text())
    assert page.locator("#underruns").inner_text().isdigit()
    assert 0 < int(page.locator("#written").inner_text()) <= 100
    expect(page.locator("#first-audio-chart")).to_have_attribute("aria-label", re.compile(r": \d+ milliseconds"))
    expect(page.locator("#depth-chart")).to_have_attribute("aria-label", re.compile(r"at most [\d.]+ seconds"))
    assert _is_drawn(page, "#first-audio-chart")
    assert _is_drawn(page, "#wave")
    expect(page.get_by_role("button", name="Let it answer")).to_be_visible()
    samples, rate_hz, name = saved(page)
    np.testing.assert_array_equal(samples, wire.sound())
    assert (rate_hz, name) == (24_000, "what-is-a-rhapsode.wav")


def test_an_interruption_is_at_once_and_tells_what_was_heard(demo: tuple[Page, Wire]) -> None:
    page, wire = demo
    page.get_by_role("button", name="Let it answer").click()
    _hear(page, 30)
    page.keyboard.press("Escape")
    expect(page.locator("#stage-says")).to_contain_text("that much goes into the chat’s history")
    heard, unheard = page.locator("#answer .heard").inner_text(), page.locator("#answer .unheard").inner_text()
    assert heard.startswith("A rhapsode was a singer")
    assert len(unheard) > 30
    said = page.locator("#stage-says").inner_text()
    assert heard.split()[-1] in said
    expect(page.locator("#depth-now")).to_have_text("0.0 s")
    assert any("cancel" in frame or frame.get("close_context") for frame in wire.sent)
    # The model has stopped too: nothing more is written, here or to the server.
    written = len(wire.sent)
    page.wait_for_timeout(300)
    assert len(wire.sent) == written
    assert page.locator("#answer").inner_text() == heard + unheard
    # What is kept is what was heard.
    samples, rate_hz, _ = saved(page)
    np.testing.assert_array_equal(samples, wire.sound()[: len(samples)])
    assert 0 < len(samples) < len(wire.sound())
    # And it answers again, from the beginning.
    page.get_by_role("button", name="Let it answer").click()
    _hear(page, 5)
    page.keyboard.press("Escape")


def test_what_is_asked_is_chosen_by_arrow_keys(demo: tuple[Page, Wire]) -> None:
    page, _ = demo
    group = page.get_by_role("radiogroup", name="What the language model was asked")
    group.get_by_role("radio").first.focus()
    page.keyboard.press("ArrowLeft")
    chosen = group.get_by_role("radio", checked=True)
    expect(chosen).to_be_focused()
    expect(chosen).to_have_text("Et la fin du voyage ?")
    expect(page.locator("#answer")).to_have_attribute("lang", "fr")
    expect(page.locator("#answer")).to_contain_text("Ithaque")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Interrupt")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Let it answer")).to_be_visible()


# --- The dialogue ----------------------------------------------------------------------------------------------------


def test_two_contexts_of_one_socket_take_turns(demo: tuple[Page, Wire]) -> None:
    page, wire = demo
    page.evaluate(
        """() => {
            window.turns = [];
            window.most = 0;
            const lines = [...document.querySelectorAll("#lines li")];
            const look = () => {
                const speaking = lines.flatMap((line, index) => (line.dataset.state === "speaking" ? [index] : []));
                window.most = Math.max(window.most, speaking.length);
                if (speaking.length === 1 && window.turns.at(-1) !== speaking[0]) window.turns.push(speaking[0]);
            };
            const watched = { attributes: true, attributeFilter: ["data-state"], subtree: true };
            new MutationObserver(look).observe(document.querySelector("#lines"), watched);
        }"""
    )
    page.get_by_role("combobox", name="Socrates").select_option("tone-5")
    page.get_by_role("combobox", name="Ion").select_option("tone-9")
    page.get_by_role("button", name="Let them talk").click()
    expect(page.locator("#dialogue-says")).to_have_text("The end.")
    assert page.evaluate("[window.turns, window.most]") == [[0, 1, 2, 3, 4, 5], 1]
    assert page.locator("#lines [data-state=heard]").count() == 6
    assert len(wire.sockets) == 1
    voices = {
        frame["context_id"]: frame["voice_settings"]["voice_id"]
        for frame in wire.sent
        if frame.get("voice_settings", {}).get("voice_id")
    }
    assert sorted(voices.values()) == ["tone-5", "tone-9"]
    samples, _, _ = saved(page)
    np.testing.assert_array_equal(samples, wire.sound(*voices))


def test_a_dialogue_that_is_stopped_is_silent(demo: tuple[Page, Wire]) -> None:
    page, _ = demo
    page.get_by_role("button", name="Let them talk").click()
    expect(page.locator("#lines li").nth(1)).to_have_attribute("data-state", "speaking")
    page.keyboard.press("Escape")
    expect(page.locator("#dialogue-says")).to_have_text("Stopped.")
    expect(page.locator("#depth-now")).to_have_text("0.0 s")
    assert page.locator("#lines [data-state=speaking]").count() == 0


# --- Voices, mixes, the mark -----------------------------------------------------------------------------------------


def test_a_voice_is_found_and_tried(demo: tuple[Page, Wire]) -> None:
    page, wire = demo
    listed = page.get_by_role("list", name="Voices").get_by_role("button")
    expect(listed.nth(59)).to_be_attached()
    page.get_by_role("searchbox", name="Find").fill("1250 hz")
    expect(listed).to_have_count(1)
    listed.click()
    expect(listed).to_have_attribute("aria-pressed", "true")
    own = page.locator("#own")
    expect(own.get_by_role("status")).to_have_text("Speaking.")
    expect(own.get_by_role("combobox", name="Voice")).to_have_value(re.compile("tone-"))
    handle = own.get_attribute("voice")
    expect(own.get_by_role("status")).to_have_text("Finished.")
    assert any(frame.get("voice_settings") == {"voice_id": handle} for frame in wire.sent)
    page.get_by_role("searchbox", name="Find").fill("nobody at all")
    expect(page.get_by_text("Nobody here is called that.")).to_be_visible()
    expect(page.get_by_role("group", name="Mix").get_by_role("slider")).to_be_disabled()
    samples, _, name = saved(page)
    np.testing.assert_array_equal(samples, wire.sound())
    assert name == "your-own-words.wav"


@pytest.mark.timeout(300)
def test_voices_are_mixed(chromium: Browser, models_dir: Path) -> None:
    with (
        house("kokoro", model_dir=models_dir) as address,
        visit(chromium, address) as (page, wire, complaints),
    ):
        mixer = page.get_by_role("group", name="Mix", exact=True)
        expect(mixer).to_be_enabled()
        mixer.get_by_role("combobox", name="One").select_option("af_heart")
        mixer.get_by_role("combobox", name="Other").select_option("af_nicole")
        mixer.get_by_role("slider", name="Shares").fill("30")
        expect(page.locator("#mix-handle")).to_have_text("af_heart(70)+af_nicole(30)")
        own = page.locator("#own")
        own.get_by_role("textbox").fill("One voice out of two.")
        own.get_by_role("button", name="Speak").click()
        expect(own.get_by_role("status")).to_have_text("Finished.")
        assert any(frame.get("voice_settings") == {"voice_id": "af_heart(70)+af_nicole(30)"} for frame in wire.sent)
        assert not any("error" in frame for frame in wire.received)
        assert len(wire.sound()) > 12_000
    assert complaints.unexpected == []


@pytest.mark.timeout(300)
def test_the_mark_is_found_in_what_was_played(chromium: Browser) -> None:
    with (
        house("espeak", watermark="required", watermark_model="embedded") as address,
        visit(chromium, address) as (page, wire, complaints),
    ):
        check = page.get_by_role("button", name="Look for the mark")
        expect(check).to_be_disabled()
        expect(page.get_by_text("All of its audio carries a mark")).to_be_visible()
        own = page.locator("#own")
        own.get_by_role("textbox").fill("The first rhapsode sang of Troy, and the second of the long way home.")
        own.get_by_role("button", name="Speak").click()
        expect(own.get_by_role("status")).to_have_text("Finished.")
        check.click()
        verdict = page.locator("#verdict")
        expect(verdict).to_have_attribute("data-marked", "true")
        expect(verdict).to_contain_text("by the embedded pair, it says 0x5248")
        expect(page.locator("#recording-wave")).to_have_attribute("aria-label", re.compile("marked in"))
        np.testing.assert_array_equal(saved(page)[0], wire.sound())
    assert complaints.unexpected == []


# --- Keys ------------------------------------------------------------------------------------------------------------


def test_where_keys_are_asked_for_one_is_given_and_stays_in_memory(chromium: Browser, tmp_path: Path) -> None:
    _, key = KeyStore(tmp_path / "keys.db").create("somebody", 0.0)
    with (
        house("tone", keys_db=tmp_path / "keys.db") as address,
        visit(chromium, address) as (page, wire, complaints),
    ):
        complaints.expect("401")
        field = page.get_by_label("This server asks for a key")
        expect(field).to_be_visible()
        field.fill("wrong")
        page.keyboard.press("Enter")
        expect(page.locator("#key-refused")).to_contain_text("key")
        field.fill(key)
        page.get_by_role("button", name="Let me in").click()
        expect(field).to_be_hidden()
        expect(page.get_by_role("list", name="Voices").get_by_role("button").first).to_be_visible()
        page.get_by_role("searchbox", name="Find").fill("1250 hz")
        page.get_by_role("list", name="Voices").get_by_role("button").click()
        expect(page.locator("#own").get_by_role("status")).to_have_text("Finished.")
        assert not any(key in url for url in [*wire.asked, *(socket.url for socket in wire.sockets)])
        assert page.evaluate("[localStorage.length, sessionStorage.length, document.cookie]") == [0, 0, ""]
        assert page.evaluate("(key) => document.documentElement.outerHTML.includes(key)", key) is False
    assert complaints.unexpected == []


# --- How it is made --------------------------------------------------------------------------------------------------


def test_nothing_is_loaded_from_elsewhere_and_what_is_loaded_is_there(demo: tuple[Page, Wire]) -> None:
    page, wire = demo
    page.get_by_role("button", name="Let it answer").click()
    _hear(page, 5)
    page.keyboard.press("Escape")
    site = page.url.rstrip("/")
    assert {url for url in wire.asked if not url.startswith((site, "blob:"))} == set()
    assert [socket.url for socket in wire.sockets] == [f"ws{site.removeprefix('http')}/ws/tts/multi?token="]
    loaded = page.evaluate("performance.getEntriesByType('resource').map((e) => [e.name, e.responseStatus])")
    assert {status for _, status in loaded} <= {200}


def test_the_snippet_speaks_on_a_page_of_another_site(chromium: Browser, tmp_path: Path) -> None:
    with other_site(tmp_path) as site, house("tone", allowed_origins=site) as address:
        with visit(chromium, address) as (page, _, complaints):
            snippet = page.locator("#snippet").inner_text()
            for readme in ("README.md", "clients/browser/README.md"):
                told = (ROOT / readme).read_text(encoding="utf-8")
                assert f"```html\n{snippet.replace(address, '127.0.0.1:8420')}\n```" in told
            own = f'<!doctype html><link rel="icon" href="data:,"><title>Own</title>{snippet}'
            (tmp_path / "own.html").write_text(own, encoding="utf-8")
            page.goto(f"{site}/own.html")
            voice = page.locator("rhapsode-voice")
            voice.get_by_role("button", name="Speak").click()
            expect(voice.get_by_role("status")).to_have_text("Finished.")
        assert complaints.unexpected == []


def test_behind_a_proxy_s_prefix_everything_is_asked_for_below_it(chromium: Browser, tones: str) -> None:
    with open_page(chromium, tones) as (page, complaints):
        # No proxy stands here, so sockets lead nowhere; where they would lead is what counts.
        complaints.expect("/voice/ws/tts/multi", "404", "426")
        prefix = f"http://{tones}/voice"
        page.route(
            f"{prefix}/**",
            lambda route: route.fulfill(response=route.fetch(url=route.request.url.replace("/voice/", "/", 1))),
        )
        wire = Wire(page)
        page.goto(f"{prefix}/", wait_until="commit")
        expect(page.get_by_role("list", name="Voices").get_by_role("button").first).to_be_visible()
        expect(page.locator("#snippet")).to_contain_text(f'src="{prefix}/browser/src/rhapsode-voice.js"')
        with page.expect_websocket():
            page.locator("#own").get_by_role("textbox").focus()
        assert [url for url in wire.asked if not url.startswith(prefix)] == []
        assert {socket.url.partition("?")[0] for socket in wire.sockets} == {f"ws://{tones}/voice/ws/tts/multi"}
        expect(page.locator("#voices-count")).to_have_text(re.compile(r"^\d+ voices\.$"))
        page.unroute_all(behavior="wait")
    assert complaints.unexpected == []


SIZES = [{"width": 1280, "height": 800}, {"width": 768, "height": 1024}, {"width": 360, "height": 740}]


@pytest.mark.parametrize("viewport", SIZES, ids=lambda size: str(size["width"]))
def test_it_fits_every_screen(chromium: Browser, tones: str, viewport: dict[str, int]) -> None:
    with visit(chromium, tones, viewport=viewport) as (page, _, complaints):
        expect(page.get_by_role("list", name="Voices").get_by_role("button").first).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]
        small = page.evaluate(
            """() => [...document.querySelectorAll("button, select, input, a.button")]
                .map((element) => [element.id || element.textContent, element.getBoundingClientRect()])
                .filter(([, box]) => box.height > 0 && (box.height < 24 || box.width < 24))
                .map(([name]) => name)"""
        )
        assert small == [], "too small for a finger (WCAG 2.2, 2.5.8)"
    assert complaints.unexpected == []


def test_everything_has_a_name_and_a_place(demo: tuple[Page, Wire]) -> None:
    page, _ = demo
    expect(page.get_by_role("list", name="Voices").get_by_role("button").first).to_be_visible()
    faults = page.evaluate(
        """() => {
            const faults = [];
            const ids = [...document.querySelectorAll("[id]")].map((element) => element.id);
            if (new Set(ids).size !== ids.length) faults.push("an id is used twice");
            for (const element of document.querySelectorAll("button, a[href], select, input, canvas, fieldset")) {
                const labels = element.labels ? [...element.labels].map((label) => label.textContent) : [];
                const legend = element.querySelector?.("legend")?.textContent;
                const names = [element.getAttribute("aria-label"), ...labels, legend, element.textContent];
                if (!names.some((name) => name?.trim())) faults.push(`no name: ${element.outerHTML.slice(0, 90)}`);
            }
            for (const image of document.images) if (!image.hasAttribute("alt")) faults.push("an image without alt");
            const levels = [...document.querySelectorAll("h1, h2, h3")].map((heading) => Number(heading.tagName[1]));
            if (levels.filter((level) => level === 1).length !== 1 || levels[0] !== 1) faults.push("not one h1, first");
            for (const section of document.querySelectorAll("section")) {
                const heading = document.getElementById(section.getAttribute("aria-labelledby"));
                if (!section.contains(heading)) faults.push(`a section without its heading: ${section.id}`);
            }
            for (const link of document.querySelectorAll('a[href^="#"]')) {
                if (!document.querySelector(link.getAttribute("href"))) faults.push(`nowhere: ${link.href}`);
            }
            return faults;
        }"""
    )
    assert faults == []
    assert page.evaluate("document.documentElement.lang") == "en"
    # The way past the navigation is the first stop of whoever uses a keyboard.
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the stage")).to_be_focused()


PAIRS = [
    *[(text, ground) for text in ("ink", "muted", "faint") for ground in ("paper", "card", "sunk")],
    *[("clay", "card"), ("clay", "paper"), ("clay", "sunk"), ("sea", "sunk"), ("good", "card"), ("bad", "card")],
    *[("on-clay", "clay"), ("ink", "clay-soft"), ("ink", "sea-soft")],
]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_can_be_read_in_both_schemes(chromium: Browser, tones: str, scheme: str) -> None:
    with visit(chromium, tones, color_scheme=scheme) as (page, _, complaints):
        names = sorted({name for pair in PAIRS for name in pair} | {"edge"})
        style = "(names) => names.map((n) => getComputedStyle(document.body).getPropertyValue(`--${n}`))"
        colours = dict(zip(names, page.evaluate(style, names), strict=True))
        # WCAG 2.2: 1.4.3 for text, 1.4.11 for what controls are known by.
        weak = [pair for pair in PAIRS if _contrast(*(colours[name] for name in pair)) < 4.5]
        assert weak == []
        assert min(_contrast(colours["edge"], colours[ground]) for ground in ("card", "paper", "sunk")) >= 3
        before = page.evaluate("getComputedStyle(document.body).backgroundColor")
        page.get_by_role("button", name="Colours").click(click_count=1)
        page.get_by_role("button", name="Colours").click(click_count=1)
        expect(page.get_by_role("button", name="Colours: dark")).to_be_visible()
        after = page.evaluate("getComputedStyle(document.body).backgroundColor")
        assert (before == after) is (scheme == "dark")
    assert complaints.unexpected == []


def _contrast(one: str, other: str) -> float:
    """How much two colours differ (WCAG 2.2, "contrast ratio"), 1 to 21."""
    light = sorted((_luminance(one), _luminance(other)))
    return (light[1] + 0.05) / (light[0] + 0.05)


def _luminance(colour: str) -> float:
    found = re.fullmatch(r"rgb\((\d+), (\d+), (\d+)\)", colour)
    assert found is not None, f"{colour!r} is not resolved"
    linear = [
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in (int(v) / 255 for v in found.groups())
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _hear(page: Page, characters: int) -> None:
    """Wait until so much of the answer has been heard."""
    heard = page.locator("#answer .heard")
    expect(heard).to_have_text(re.compile(f".{{{characters},}}", re.DOTALL))


def _is_drawn(page: Page, canvas: str) -> bool:
    """Whether there is more in a picture than nothing."""
    drawn: bool = page.evaluate(
        """(name) => {
            const canvas = document.querySelector(name);
            const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
            return data.some((value) => value !== 0);
        }""",
        canvas,
    )
    return drawn
