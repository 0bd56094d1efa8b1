"""The client in a real browser, against a real server: contexts, ends, restarts, refusals."""

from __future__ import annotations

import signal
import socket
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Browser, Page

from browser.chromium import Complaints, open_page, samples_of
from flow.house import house, wait_until
from flow.program import program
from rhapsode_server.access.key_store import KeyStore
from rhapsode_server.engines.tone import tone_hz

pytestmark = pytest.mark.slow

RATE_HZ = 24_000

AWAY = ("WebSocket connection to", "ERR_CONNECTION_REFUSED", "status of 426")
"""What the browser itself says of a server that is away, or back already when the client asks for the reason."""

SPEAK = """async ([text, options]) => {
    const { log } = await import("/listening.js");
    const { RhapsodeClient } = await import("/browser/src/index.js");
    const client = new RhapsodeClient(options);
    const states = log(client, "state");
    const errors = log(client, "error");
    const context = client.context();
    const own = log(context, "error");
    const told = ({ code, message, status, contextId }) => ({ code, message, status, contextId });
    let outcome;
    try {
      const { reason } = await context.speak(text);
      outcome = { reason };
    } catch (error) {
      outcome = { error: told(error) };
    }
    const seen = errors.map(([, error]) => told(error));
    const ownSeen = own.map(([, error]) => told(error));
    const { state } = client;
    client.close();
    return { ...outcome, errors: seen, own: ownSeen, state, states: states.map(([, detail]) => detail.state) };
}"""


def test_many_contexts_share_a_socket_and_none_hears_another(page: Page) -> None:
    told: dict[str, Any] = page.evaluate(
        """async () => {
            const { keepSound } = await import("/listening.js");
            const { RhapsodeClient } = await import("/browser/src/index.js");
            const sockets = [];
            class Counted extends WebSocket { constructor(url) { super(url); sockets.push(url); } }
            const client = new RhapsodeClient({ WebSocket: Counted });
            const contexts = [3, 9, 15, 21, 27, 33].map((number) => client.context({ voice: `tone-${number}` }));
            const sounds = contexts.map(keepSound);
            const spoken = contexts.map((context, index) => context.speak("la ".repeat(12 + index)));
            const outcomes = await Promise.all(spoken);
            const texts = contexts.map(({ text }) => text);
            const before = contexts.map(({ state }) => state);
            const closed = Promise.all(contexts.map((context) => new Promise((resolve) => {
              context.addEventListener("state", ({ detail }) => detail.state === "closed" && resolve());
            })));
            for (const context of contexts) context.close();
            await closed;
            client.close();
            return {
              sockets: sockets.length,
              sounds: sounds.map((sound) => sound()),
              reasons: outcomes.map(({ reason }) => reason),
              words: outcomes.map(({ turn }) => turn.words.length),
              texts,
              before,
              after: contexts.map(({ state }) => state),
            };
        }"""
    )
    assert told["sockets"] == 1
    assert told["reasons"] == ["finished"] * 6
    assert told["words"] == [12, 13, 14, 15, 16, 17]
    assert told["texts"] == ["la " * (12 + index) for index in range(6)]
    assert (told["before"], told["after"]) == (["idle"] * 6, ["closed"] * 6)
    for number, sound in zip((3, 9, 15, 21, 27, 33), told["sounds"], strict=True):
        samples = samples_of(sound, "<i2")[: RATE_HZ // 2]
        spectrum = np.abs(np.fft.rfft(samples * np.hanning(len(samples))))
        assert np.argmax(spectrum) * RATE_HZ / len(samples) == pytest.approx(tone_hz(number), abs=4.0)


def test_tokens_are_spoken_while_they_come_and_stop_with_the_speech(page: Page) -> None:
    told: dict[str, Any] = page.evaluate(
        """async () => {
            const { next } = await import("/listening.js");
            const { RhapsodeClient } = await import("/browser/src/index.js");
            const client = new RhapsodeClient();
            const context = client.context();
            let given = 0;
            let left = false;
            async function* endless() {
              try {
                for (;;) {
                  await new Promise((resolve) => setTimeout(resolve, 20));
                  given += 1;
                  yield given % 8 ? "word " : "end. ";
                }
              } finally {
                left = true;
              }
            }
            const spoken = context.speak(endless());
            await next(context, "audio");
            const atFirstSound = given;
            await context.cancel();
            const { reason } = await spoken;
            await new Promise((resolve) => setTimeout(resolve, 100));
            const atStop = given;
            await new Promise((resolve) => setTimeout(resolve, 200));
            // A stream that one reads from is the other form in which tokens come.
            const stream = new ReadableStream({
              start(controller) {
                for (const piece of ["Sing, ", "god", "dess."]) controller.enqueue(piece);
                controller.close();
              },
            });
            const second = await context.speak(stream);
            async function* broken() {
              yield "one ";
              throw new Error("no more tokens");
            }
            const failure = await context.speak(broken()).catch((error) => error.message);
            const third = await context.speak("after it");
            client.close();
            return {
              atFirstSound, reason, left, failure,
              stoppedAt: [atStop, given],
              second: second.reason,
              text: String(second.turn.source),
              third: third.reason,
            };
        }"""
    )
    assert 1 < told["atFirstSound"] < 150
    assert told["reason"] == "cancelled"
    assert told["stoppedAt"][0] == told["stoppedAt"][1], "nobody listens, and the source goes on"
    assert told["left"]
    assert (told["second"], told["text"]) == ("finished", "Sing, goddess.")
    assert told["failure"] == "no more tokens"
    assert told["third"] == "finished"


def test_words_cut_the_text_that_was_sent_whatever_stands_before_them(page: Page) -> None:
    told: dict[str, Any] = page.evaluate(
        """async () => {
            const { RhapsodeClient } = await import("/browser/src/index.js");
            const client = new RhapsodeClient();
            const context = client.context();
            context.write(" ");
            context.write("\\u{1F3B6} Sing, \\ud83d");
            context.write("\\ude00 goddess. ");
            context.flush();
            context.write("\\u{1F1EC}\\u{1F1F7} Troy fell.");
            const turn = context.turn;
            context.end();
            const { stats } = await turn.outcome.promise;
            client.close();
            const cut = ({ sourceStart, sourceEnd }) => turn.source.slice(sourceStart, sourceEnd);
            const words = turn.words.map((word) => [cut(word), word.startMs]);
            return { text: context.text, segments: stats.segments, words };
        }"""
    )
    assert told["text"] == " \U0001f3b6 Sing, \U0001f600 goddess. \U0001f1ec\U0001f1f7 Troy fell."
    assert [cut for cut, _ in told["words"]] == ["Sing,", "goddess.", "Troy", "fell."]
    starts = [start for _, start in told["words"]]
    assert starts == sorted(starts)
    assert starts[2] > 150.0, "the second part follows the first on one clock"
    assert told["segments"] == 2


def test_a_voice_that_does_not_exist_is_one_clear_error_and_nothing_is_spoken(page: Page) -> None:
    told: dict[str, Any] = page.evaluate(
        """async () => {
            const { log } = await import("/listening.js");
            const { RhapsodeClient } = await import("/browser/src/index.js");
            const client = new RhapsodeClient();
            const context = client.context({ voice: "nobody" });
            const said = log(context, "error", "audio");
            const ofClient = log(client, "error");
            for (const word of ["one ", "two ", "three "]) context.write(word);
            context.end();
            const turn = context.turn;
            await turn.outcome.promise.catch(() => {});
            // Whatever still comes for it comes before the answer of another context.
            await client.context().speak("four");
            client.close();
            const show = (list) =>
              list.map(([type, { code, contextId, field, message }]) => [type, code, contextId, field, message]);
            return { said: show(said), ofClient: show(ofClient) };
        }"""
    )
    [(kind, code, context_id, field, message)] = told["said"]
    assert (kind, code, field) == ("error", "NOT_FOUND", "voice_id")
    assert message == "voice_id 'nobody' is not in the catalogue; GET /v1/voices lists them"
    assert told["ofClient"] == [["error", code, context_id, field, message]]


# --- Connections -----------------------------------------------------------------------------------------------------


def test_nobody_there_is_one_clear_error(visit: tuple[Page, Complaints]) -> None:
    page, complaints = visit
    complaints.expect("WebSocket connection to", "ERR_CONNECTION_REFUSED")
    with socket.create_server(("127.0.0.1", 0)) as gone:
        port = gone.getsockname()[1]
    url = f"http://127.0.0.1:{port}"
    options = {"url": url, "reconnect": {"firstDelayMs": 1, "longestDelayMs": 20, "giveUpAfterMs": 3_000}}
    told = page.evaluate(SPEAK, ["one two three", options])
    expected = {"code": "UNREACHABLE", "message": f"nothing answers at {url}", "status": None, "contextId": None}
    assert told["errors"] == [expected]
    assert told["own"] == [{**expected, "contextId": "context-1"}]
    assert told["error"] == told["own"][0]
    assert told["state"] == "closed"
    assert told["states"].count("connecting") > 1, "it gave up at once"


def test_a_foreign_page_is_told_what_it_would_need(visit: tuple[Page, Complaints], espeak: str) -> None:
    page, complaints = visit
    complaints.expect("WebSocket connection to", "blocked by CORS policy", "Failed to load resource")
    url = f"http://{espeak}"
    told = page.evaluate(SPEAK, ["one two three", {"url": url}])
    site = page.evaluate("location.origin")
    assert [error["code"] for error in told["errors"]] == ["FORBIDDEN_ORIGIN"]
    assert told["errors"][0]["message"] == (
        f"{url} does not talk to pages of {site}; it would need --allowed-origins with that site"
    )
    assert told["state"] == "closed"


def test_a_page_of_an_allowed_site_loads_the_modules_and_speaks(chromium: Browser, espeak: str) -> None:
    with (
        house("tone", allowed_origins=f"http://{espeak}") as address,
        open_page(chromium, espeak) as (page, complaints),
    ):
        told = page.evaluate(
            """async (url) => {
                const { next } = await import("/listening.js");
                const { Player, RhapsodeClient } = await import(`${url}/browser/src/index.js`);
                const client = new RhapsodeClient({ url });
                const context = client.context({ voice: "tone-3" });
                const player = new Player();
                player.attach(context);
                await player.start();
                const ended = next(player, "ended");
                await context.speak("one two three");
                await ended;
                client.close();
                await player.close();
                return { heard: player.heardText, site: location.origin };
            }""",
            f"http://{address}",
        )
    assert told == {"heard": "one two three", "site": f"http://{espeak}"}
    assert complaints.unexpected == []


@pytest.fixture
def locked(tmp_path: Path) -> Iterator[tuple[str, str]]:
    """A server that asks for keys, and a key of it."""
    keys_db = tmp_path / "keys.db"
    _, key = KeyStore(keys_db).create("page", time.time())
    with house("tone", keys_db=keys_db) as address:
        yield address, key


def test_a_wrong_token_is_refused_and_a_fresh_one_opens(chromium: Browser, locked: tuple[str, str]) -> None:
    address, key = locked
    with open_page(chromium, address) as (page, complaints):
        complaints.expect("WebSocket connection to", "status of 401")
        told = page.evaluate(SPEAK, ["one two three", {"token": "rht1.wrong"}])
        assert [(error["code"], error["status"]) for error in told["errors"]] == [("UNAUTHORIZED", 401)]
        assert told["errors"][0]["message"]
        assert (told["state"], told["states"]) == ("closed", ["connecting", "closed"])
        fresh: dict[str, Any] = page.evaluate(
            """async (key) => {
                const { RhapsodeClient } = await import("/browser/src/index.js");
                let asked = 0;
                const token = async () => {
                  asked += 1;
                  // As a page's own back end would: the key stays there.
                  const headers = { Authorization: `Bearer ${key}` };
                  const answer = await fetch("/v1/tokens", { method: "POST", headers });
                  return (await answer.json()).token;
                };
                const client = new RhapsodeClient({ token });
                const { reason } = await client.context().speak("one two three");
                client.close();
                const failing = new RhapsodeClient({ token: async () => { throw new Error("the back end is down"); } });
                const failure = await failing.context().speak("one").catch(({ code, message }) => ({ code, message }));
                return { asked, reason, failure };
            }""",
            key,
        )
    assert (fresh["asked"], fresh["reason"]) == (1, "finished")
    assert fresh["failure"] == {
        "code": "NO_TOKEN",
        "message": "the page's source of tokens gave none: the back end is down",
    }
    assert complaints.unexpected == []


def test_a_server_that_dies_in_mid_turn_is_one_clear_error_and_the_next_turn_speaks(chromium: Browser) -> None:
    with program() as server:
        server.wait_ready()
        port = server.address.rpartition(":")[2]
        with open_page(chromium, server.address) as (page, complaints):
            complaints.expect(*AWAY)
            page.evaluate(
                """async () => {
                    const { log, next } = await import("/listening.js");
                    const { RhapsodeClient } = await import("/browser/src/index.js");
                    const client = (window.client = new RhapsodeClient({
                      reconnect: { longestDelayMs: 1_000, giveUpAfterMs: 600_000 },
                    }));
                    window.states = log(client, "state");
                    window.errors = log(client, "error");
                    window.context = client.context();
                    window.own = log(window.context, "error");
                    const heard = next(window.context, "audio");
                    window.spoken = window.context.speak("one two three. " + "{slow} la ".repeat(200))
                      .catch(({ code, message }) => ({ code, message }));
                    await heard;
                }"""
            )
            server.signal(signal.SIGKILL)
            lost = page.evaluate("window.spoken")
            assert lost == {"code": "CONNECTION_LOST", "message": "the connection broke"}
            # The next text is written while nobody is there, and is not lost.
            page.evaluate("void (window.second = window.context.speak('four five six'))")
            assert server.ends() == -signal.SIGKILL
            with program("--port", port) as next_server:
                next_server.wait_ready()
                reason = page.evaluate("window.second.then(({ reason }) => reason)")
                told = page.evaluate(
                    """() => ({
                        errors: window.errors.map(([, { code }]) => code), own: window.own.map(([, { code }]) => code),
                        state: window.client.state, states: window.states.map(([, { state }]) => state),
                    })"""
                )
                page.evaluate("window.client.close()")
    assert reason == "finished"
    assert told["errors"] == told["own"] == ["CONNECTION_LOST"]
    assert told["state"] == "open"
    assert told["states"][:3] == ["connecting", "open", "waiting"]
    assert complaints.unexpected == []


def test_a_restart_between_turns_is_not_noticed(chromium: Browser) -> None:
    with program() as server:
        server.wait_ready()
        port = server.address.rpartition(":")[2]
        with open_page(chromium, server.address) as (page, complaints):
            complaints.expect(*AWAY)
            page.evaluate(
                """async () => {
                    const { log } = await import("/listening.js");
                    const { RhapsodeClient } = await import("/browser/src/index.js");
                    const reconnect = { longestDelayMs: 1_000, giveUpAfterMs: 600_000 };
                    window.client = new RhapsodeClient({ reconnect });
                    window.errors = log(window.client, "error");
                    window.context = window.client.context();
                    await window.context.speak("one two three");
                }"""
            )
            server.signal(signal.SIGTERM)
            assert server.ends() == 0
            wait_until(lambda: page.evaluate("window.client.state") != "open")
            with program("--port", port) as next_server:
                next_server.wait_ready()
                wait_until(lambda: page.evaluate("window.client.state") == "open")
                assert page.evaluate("window.context.speak('four five').then(({ reason }) => reason)") == "finished"
                assert page.evaluate("window.errors.length") == 0
                page.evaluate("window.client.close()")
    assert complaints.unexpected == []
