"""``<rhapsode-voice>`` in a real browser: it is used as people use it, by mouse, by keyboard and by script."""

from __future__ import annotations

import json
import re
import socket
import statistics
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Browser, Locator, Page, Route, expect

from browser.chromium import WITHIN_MS, Complaints, find_chromium, open_page, samples_of
from browser.other_site import other_site
from browser.plain_socket import server_sound
from flow.house import house
from rhapsode_server.access.key_store import KeyStore

pytestmark = pytest.mark.slow

expect.set_options(timeout=WITHIN_MS)

TEXT = "one two three 😀 four, five six seven. eight nine ten eleven twelve."

MAKE = """async (attributes) => {
    const { toBase64 } = await import("/listening.js");
    await import("/browser/src/rhapsode-voice.js");
    const element = document.createElement("rhapsode-voice");
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    window.said = [];
    window.sound = [];
    for (const type of ["speechstart", "speechword", "speechend", "speecherror"]) {
      document.addEventListener(type, ({ detail }) => {
        const word = element.shadowRoot.querySelector(".word").textContent;
        const told = type === "speecherror" ? { code: detail.code, message: detail.message } : detail;
        window.said.push({ type, at: performance.now(), lit: word, ...told });
      });
    }
    element.addEventListener("speechaudio", ({ detail }) => window.sound.push(toBase64(detail.samples)));
    document.body.replaceChildren(element);
}"""


def make(page: Page, **attributes: str) -> Locator:
    """Put an element on the page; what it says is kept in ``window.said``, its sound in ``window.sound``."""
    page.evaluate(MAKE, {name.replace("_", "-"): value for name, value in attributes.items()})
    return page.locator("rhapsode-voice")


def said(page: Page, *types: str) -> list[dict[str, Any]]:
    """Its events so far, of the given types."""
    events: list[dict[str, Any]] = page.evaluate("window.said")
    return [event for event in events if event["type"] in types]


def wait_for(page: Page, kind: str, count: int = 1) -> list[dict[str, Any]]:
    """Its events of a kind, as soon as there are so many."""
    page.wait_for_function("([kind, n]) => window.said.filter((e) => e.type === kind).length >= n", arg=[kind, count])
    return said(page, kind)


# --- Speech ----------------------------------------------------------------------------------------------------------


def test_a_click_speaks_what_is_in_the_box(page: Page, tones: str) -> None:
    voice = make(page, voice="tone-5")
    button = voice.get_by_role("button", name="Speak")
    expect(button).to_be_disabled()
    voice.get_by_role("textbox").fill(TEXT)
    button.click()
    (end,) = wait_for(page, "speechend")
    assert (end["reason"], end["heard"], end["unheard"]) == ("finished", TEXT, "")
    sound = np.concatenate([samples_of(piece, "<i2") for piece in page.evaluate("window.sound")])
    np.testing.assert_array_equal(sound, server_sound(tones, TEXT, voice_settings={"voice_id": "tone-5"}))
    assert end["heardMs"] == pytest.approx(len(sound) / 24.0)
    expect(voice.get_by_role("status")).to_have_text("Finished.")
    expect(voice.get_by_role("textbox")).to_have_value(TEXT)
    figures = voice.locator(".figures").inner_text()
    assert "First audio" in figures
    assert "Real-time factor" in figures


def test_words_are_lit_in_their_order_and_in_time(page: Page) -> None:
    voice = make(page, text=TEXT)
    voice.get_by_role("button", name="Speak").click()
    wait_for(page, "speechend")
    words = said(page, "speechword")
    # Offsets are UTF-16 units here: the emoji before them is two of those.
    units = TEXT.encode("utf-16-le")
    cuts = [units[2 * word["start"] : 2 * word["end"]].decode("utf-16-le") for word in words]
    assert cuts == [word["lit"] for word in words], "what is lit is what the event says"
    assert [cut.strip(",.") for cut in cuts] == TEXT.replace("😀 ", "").replace(",", "").replace(".", "").split()
    starts = [word["startMs"] for word in words]
    assert starts == sorted(starts)
    # By the page's clock, which is not the sound's: a busy machine delays single events.
    late = [(word["at"] - words[0]["at"]) - (word["startMs"] - starts[0]) for word in words]
    assert abs(statistics.median(late)) < 60, f"words are lit {late} ms after they sound"


@pytest.mark.parametrize("source", ["tokens()", "new ReadableStream({ pull: async (to) => pulled(to) })"])
def test_a_stream_is_shown_as_it_is_written_and_heard_before_its_end(page: Page, source: str) -> None:
    make(page, voice="tone-5")
    told = page.evaluate(
        """async (source) => {
            const element = document.querySelector("rhapsode-voice");
            const reading = element.shadowRoot.querySelector(".reading");
            const shown = [];
            const sounded = new Promise((resolve) => element.addEventListener("speechaudio", resolve, { once: true }));
            async function* tokens() {
                yield "one two ";
                await new Promise((resolve) => setTimeout(resolve));
                shown.push(reading.textContent);
                yield "three four, five six seven. ";
                // Whoever speaks only when all is written never hears the rest.
                await sounded;
                yield "eight nine ";
                yield "ten.";
                await new Promise((resolve) => setTimeout(resolve));
                shown.push(reading.textContent);
            }
            const iterator = tokens();
            async function pulled(to) {
                const { done, value } = await iterator.next();
                if (done) to.close();
                else to.enqueue(value);
            }
            const end = await element.speak(eval(source));
            return { shown, heard: end.heard, text: element.text };
        }""",
        source,
    )
    whole = "one two three four, five six seven. eight nine ten."
    assert told["shown"] == ["one two ", whole]
    assert (told["heard"], told["text"]) == (whole, whole)


def test_stop_is_at_once_and_tells_what_was_heard(page: Page) -> None:
    text = " ".join(f"word{number}" for number in range(80))
    voice = make(page, text=text)
    voice.get_by_role("button", name="Speak").click()
    wait_for(page, "speechword", 4)
    heard = page.evaluate("document.querySelector('rhapsode-voice').stop()")
    assert heard["heard"].startswith("word0 word1")
    assert heard["heard"] + heard["unheard"] == text
    assert len(heard["unheard"]) > len(heard["heard"])
    (end,) = said(page, "speechend")
    assert (end["reason"], end["heard"], end["heardMs"]) == ("cancelled", heard["heard"], heard["heardMs"])
    assert 0 < end["heardMs"] < 6_000
    lit = len(said(page, "speechword"))
    # The next one begins at its own beginning, and nothing of the old one is in it.
    voice.get_by_role("textbox").fill("alpha beta.")
    voice.get_by_role("button", name="Speak").click()
    ends = wait_for(page, "speechend", 2)
    assert ends[1]["heard"] == "alpha beta."
    assert [word["text"].strip(".") for word in said(page, "speechword")[lit:]] == ["alpha", "beta"]


def test_speaking_anew_breaks_off_what_was_said(page: Page) -> None:
    make(page)
    reasons = page.evaluate(
        """async () => {
            const element = document.querySelector("rhapsode-voice");
            const first = element.speak("one two three four five six seven eight nine ten eleven twelve.");
            await new Promise((resolve) => element.addEventListener("speechword", resolve, { once: true }));
            const second = element.speak("alpha.");
            return [(await first).reason, (await second).reason, element.speaking];
        }"""
    )
    assert reasons == ["cancelled", "finished", False]
    assert [event["reason"] for event in said(page, "speechend")] == ["cancelled", "finished"]


def test_speed_and_voice_are_the_server_s(page: Page) -> None:
    voice = make(page, text="one two three four five six.", speed="1.2", voice="tone-7")
    expect(voice.get_by_role("slider", name="Speed")).to_have_value("1.2")
    voice.get_by_role("button", name="Speak").click()
    fast = wait_for(page, "speechend")[0]["heardMs"]
    voice.get_by_role("slider").fill("0.8")
    expect(voice.get_by_text("0.80×")).to_be_visible()
    assert voice.get_attribute("speed") == "0.8"
    voice.get_by_role("button", name="Speak").click()
    slow = wait_for(page, "speechend", 2)[1]["heardMs"]
    assert 1.3 < slow / fast < 1.7


def test_a_page_that_speaks_unasked_waits_for_its_visitor_and_says_so(chromium: Browser, tmp_path: Path) -> None:
    # As a browser with a window is; one without allows everything.
    arguments = ["--no-sandbox", "--autoplay-policy=document-user-activation-required"]
    strict = chromium.browser_type.launch(executable_path=find_chromium(), args=arguments)
    try:
        with other_site(tmp_path) as site, house("tone", allowed_origins=site) as address:
            page = strict.new_page()
            (tmp_path / "own.html").write_text(
                f"""<!doctype html><title>Own</title><link rel="icon" href="data:,">
                <rhapsode-voice url="http://{address}" text="one two three."></rhapsode-voice>
                <script type="module">
                    import "http://{address}/browser/src/rhapsode-voice.js";
                    const voice = document.querySelector("rhapsode-voice");
                    const status = voice.shadowRoot.querySelector("[role=status]");
                    const told = {{ childList: true }};
                    new MutationObserver(() => console.log(status.textContent)).observe(status, told);
                    voice.speak();
                </script>""",
                encoding="utf-8",
            )
            # By its console alone: whatever else is asked of a page by Playwright counts as its visitor's doing.
            waits = "Touch something, please: browsers allow no sound before that."
            with page.expect_console_message(lambda message: message.text == waits):
                page.goto(f"{site}/own.html")
            with page.expect_console_message(lambda message: message.text == "Finished."):
                page.mouse.click(5, 5)
    finally:
        strict.close()


# --- By keyboard, by ear ---------------------------------------------------------------------------------------------


def test_it_is_used_by_keyboard_alone(page: Page) -> None:
    voice = make(page)
    page.keyboard.press("Tab")
    expect(voice.get_by_role("textbox")).to_be_focused()
    page.keyboard.type(" ".join(f"word{number}" for number in range(60)))
    page.keyboard.press("Control+Enter")
    wait_for(page, "speechword", 2)
    # The box is gone; whoever was in it has the button under the finger.
    expect(voice.get_by_role("button", name="Stop")).to_be_focused()
    page.keyboard.press("Escape")
    assert wait_for(page, "speechend")[0]["reason"] == "cancelled"
    expect(voice.get_by_role("status")).to_have_text("Stopped.")
    page.keyboard.press("Tab")
    expect(voice.get_by_role("combobox", name="Voice")).to_be_focused()
    page.keyboard.press("Tab")
    expect(voice.get_by_role("slider", name="Speed")).to_be_focused()
    page.keyboard.press("ArrowRight")
    assert voice.get_attribute("speed") == "1.05"
    for _ in range(2):
        page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    wait_for(page, "speechstart", 2)
    # A long text is read by scrolling, so that the text can be reached too while it is spoken.
    page.keyboard.press("Shift+Tab")
    expect(voice.get_by_role("group", name="The text, as it is spoken")).to_be_focused()
    page.keyboard.press("Escape")
    expect(voice.get_by_role("textbox")).to_be_focused()


def test_everything_has_a_role_and_a_name(page: Page) -> None:
    voice = make(page, label="The news", text="one two three four five six seven eight.")
    expect(voice.get_by_role("group", name="The news")).to_be_visible()
    expect(voice.get_by_role("textbox", name="The news")).to_have_accessible_description(
        "Control and Enter speak it, Escape stops."
    )
    for role, name in (("button", "Speak"), ("combobox", "Voice"), ("slider", "Speed")):
        expect(voice.get_by_role(role, name=name)).to_be_visible()  # type: ignore[arg-type]
    # What changes is told: states politely, errors at once.
    assert voice.locator("[role=status]").count() == voice.locator("[role=alert]").count() == 1
    voice.get_by_role("button", name="Speak").click()
    wait_for(page, "speechword")
    expect(voice.get_by_role("button", name="Stop")).to_be_visible()
    expect(voice.get_by_role("status")).to_have_text("Speaking.")
    assert voice.locator("[aria-live] .word, [role=status] .word").count() == 0, "nobody reads along aloud"
    wait_for(page, "speechend")


def test_colours_follow_page_and_properties(chromium: Browser, tones: str) -> None:
    style = "(part) => getComputedStyle(document.querySelector('rhapsode-voice').shadowRoot.querySelector(part))"
    surfaces = []
    for scheme in ("light", "dark"):
        with open_page(chromium, tones, color_scheme=scheme, reduced_motion="reduce") as (page, complaints):
            make(page, text="one two.")
            page.evaluate("document.documentElement.style.colorScheme = 'light dark'")
            surfaces.append(page.evaluate(f"({style})('.frame').backgroundColor"))
            page.evaluate(
                "document.querySelector('rhapsode-voice').style.setProperty('--rhapsode-accent', 'rgb(1, 2, 3)')"
            )
            assert page.evaluate(f"({style})('.button').backgroundColor") == "rgb(1, 2, 3)"
            assert page.evaluate(f"({style})('.button').transitionDuration") in ("0s", "")
            page.add_style_tag(content="rhapsode-voice::part(speed) { display: none }")
            expect(page.get_by_role("slider")).to_be_hidden()
        assert complaints.unexpected == []
    assert surfaces == ["rgb(255, 255, 255)", "rgb(28, 26, 25)"]


# --- Attributes and the server ---------------------------------------------------------------------------------------


def test_what_was_set_before_the_module_came_is_kept(page: Page) -> None:
    told = page.evaluate(
        """async () => {
            const element = document.createElement("rhapsode-voice");
            Object.assign(element, { text: "one.", voice: "tone-3", speed: 1.1, token: "abc" });
            document.body.append(element);
            await import("/browser/src/rhapsode-voice.js");
            return [element.text, element.getAttribute("voice"), element.speed, element.token];
        }"""
    )
    assert told == ["one.", "tone-3", 1.1, "abc"]


def test_voices_are_listed_when_somebody_comes_near(page: Page) -> None:
    voice = make(page, voice="tone-9")
    options = voice.get_by_role("combobox").locator("option")
    assert options.all_inner_texts() == ["Default", "tone-9"]
    voice.get_by_role("textbox").focus()
    expect(options.nth(3)).to_be_attached()
    expect(voice.get_by_role("combobox")).to_have_value("tone-9")
    assert len(set(options.all_inner_texts())) == options.count()
    voice.get_by_role("combobox").select_option("tone-3")
    assert voice.get_attribute("voice") == "tone-3"
    # Another server may have other voices: it is asked in its turn.
    page.evaluate("document.querySelector('rhapsode-voice').url = location.origin")
    assert options.all_inner_texts() == ["Default", "tone-3"]
    page.mouse.move(0, 0)
    voice.get_by_role("button", name="Speak").hover(force=True)
    expect(options.nth(3)).to_be_attached()


def test_a_page_can_name_the_voices(page: Page) -> None:
    voice = make(page, voices="tone-1, tone-2")
    voice.get_by_role("textbox").focus()
    assert voice.get_by_role("combobox").locator("option").all_inner_texts() == ["Default", "tone-1", "tone-2"]


def test_what_the_server_refuses_is_one_sentence(page: Page) -> None:
    voice = make(page, text="one two.", voice="nobody")
    voice.get_by_role("button", name="Speak").click()
    (error,) = wait_for(page, "speecherror")
    assert error["code"] == "NOT_FOUND"
    expect(voice.get_by_role("alert")).to_contain_text("voice_id 'nobody' is not in the catalogue")
    expect(voice.get_by_role("button", name="Speak")).to_be_enabled()
    page.evaluate("document.querySelector('rhapsode-voice').voice = 'tone-3'")
    voice.get_by_role("button", name="Speak").click()
    wait_for(page, "speechend")
    expect(voice.get_by_role("alert")).to_have_text("")


def test_a_wrong_address_is_one_sentence(page: Page) -> None:
    voice = make(page, text="one two.", url="ftp://nowhere")
    voice.get_by_role("button", name="Speak").click()
    (error,) = wait_for(page, "speecherror")
    assert error["code"] == "INVALID_ADDRESS"
    expect(voice.get_by_role("alert")).to_have_text(error["message"])


def test_a_server_that_is_not_there_is_said_and_need_not_be_waited_for(visit: tuple[Page, Complaints]) -> None:
    page, complaints = visit
    complaints.expect("ERR_CONNECTION_REFUSED")
    with socket.socket() as nobody:
        # Taken, so that nobody else listens there meanwhile.
        nobody.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{nobody.getsockname()[1]}"
        voice = make(page, text="one two.", url=url)
        voice.get_by_role("button", name="Speak").click()
        expect(voice.get_by_role("alert")).to_contain_text(f"nothing answers at {url}")
        voice.get_by_role("button", name="Stop").click()
        assert wait_for(page, "speechend")[0]["reason"] == "cancelled"


@pytest.fixture(scope="module")
def guarded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
    """A server that asks for keys, and a key."""
    keys: Path = tmp_path_factory.mktemp("keys") / "keys.db"
    _, key = KeyStore(keys).create("a page's back end", 0.0)
    with house("tone", keys_db=keys) as address:
        yield address, key


def test_a_page_shows_a_token_of_its_back_end_and_no_key(chromium: Browser, guarded: tuple[str, str]) -> None:
    address, key = guarded
    asked = []

    def back_end(route: Route) -> None:
        asked.append(route.request.method)
        request = urllib.request.Request(
            f"http://{address}/v1/tokens", b"{}", {"Authorization": f"Bearer {key}"}, method="POST"
        )
        with urllib.request.urlopen(request, timeout=10) as answer:
            route.fulfill(json=json.load(answer))

    with open_page(chromium, address) as (page, complaints):
        page.route("**/my-token", back_end)
        voice = make(page, text="one two three.", token_url="/my-token")
        voice.get_by_role("button", name="Speak").click()
        assert wait_for(page, "speechend")[0]["reason"] == "finished"
        expect(voice.get_by_role("combobox").locator("option").nth(2)).to_be_attached()
        assert asked == ["POST"], "one token for the socket and the list"
    assert complaints.unexpected == []


def test_without_a_token_it_is_said_who_is_missing(chromium: Browser, guarded: tuple[str, str]) -> None:
    with open_page(chromium, guarded[0]) as (page, complaints):
        complaints.expect("401", "WebSocket")
        voice = make(page, text="one two three.")
        voice.get_by_role("button", name="Speak").click()
        (error,) = wait_for(page, "speecherror")
        assert error["code"] == "UNAUTHORIZED"
        expect(voice.get_by_role("alert")).to_have_text(error["message"])
    assert complaints.unexpected == []


def test_taken_off_the_page_it_falls_silent_and_put_back_it_speaks(page: Page) -> None:
    make(page, text=" ".join(f"word{number}" for number in range(60)))
    page.evaluate("void document.querySelector('rhapsode-voice').speak()")
    wait_for(page, "speechword", 2)
    page.evaluate("window.kept = document.querySelector('rhapsode-voice'); window.kept.remove()")
    assert page.evaluate("window.kept.speaking") is False
    page.evaluate("window.kept.text = 'a b.'")
    page.evaluate("document.body.append(window.kept)")
    assert page.evaluate("window.kept.speak().then((end) => end.heard)") == "a b."


# --- The README ------------------------------------------------------------------------------------------------------

README = Path(__file__).parents[2] / "clients" / "browser" / "README.md"


def test_the_readme_s_example_speaks(chromium: Browser, espeak: str) -> None:
    readme = README.read_text(encoding="utf-8")
    (code,) = (code for code in re.findall(r"```js\n(.*?)```", readme, re.DOTALL) if "rhapsode-voice.js" in code)
    with open_page(chromium, espeak) as (page, complaints):
        said: list[str] = []
        page.on("console", lambda message: said.append(message.text))
        page.evaluate(
            "(code) => import(URL.createObjectURL(new Blob([code], { type: 'text/javascript' }))).then(() => {})",
            code.replace("http://127.0.0.1:8420", f"http://{espeak}"),
        )
    assert [line.split()[0].strip(".") for line in said[:-1]] == ["You", "hear", "it", "while", "I", "write"]
    assert said[-1] == "finished You hear it while I write."
    assert complaints.unexpected == []


def test_the_readme_names_every_attribute_part_and_property(page: Page) -> None:
    make(page)
    readme = README.read_text(encoding="utf-8")
    attributes = page.evaluate("customElements.get('rhapsode-voice').observedAttributes")
    parts = page.evaluate(
        "[...document.querySelector('rhapsode-voice').shadowRoot.querySelectorAll('[part]')].map((e) => e.part.value)"
    )
    assert [name for name in attributes if f"`{name}`" not in readme] == []
    (listed,) = re.findall(r"reaches (.*?):", readme, re.DOTALL)
    assert set(re.findall(r"\w+", listed)) - {"and"} == set(parts)
    style = (README.parent / "src" / "voice-style.js").read_text(encoding="utf-8")
    properties = re.findall(r"var\((--rhapsode-[\w-]+)", style)
    assert properties
    assert [name for name in properties if f"`{name}`" not in readme] == []
