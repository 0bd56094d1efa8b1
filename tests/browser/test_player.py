"""The player in a real browser: what reaches the loudspeaker, when, and what was heard of it."""

from __future__ import annotations

import statistics
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from playwright.sync_api import Browser, Page

from browser.chromium import INSECURE, open_page, samples_of
from browser.plain_socket import server_sound
from flow.house import house

pytestmark = pytest.mark.slow

RATE_HZ = 24_000

TEXT = "one two three four five six seven. eight nine ten eleven twelve. thirteen, fourteen, fifteen sixteen."


def hear(page: Page, text: str, **options: Any) -> dict[str, Any]:
    """Speak a text, play it to its end, and give what was recorded at the player's way out."""
    told: dict[str, Any] = page.evaluate(
        """async ({text, options}) => {
            const { Recorder, keepSound, log, next, speaker } = await import("/listening.js");
            const { client, context, player } = await speaker(options);
            const recorder = await Recorder.of(player);
            const received = keepSound(context);
            const said = log(player, "underrun", "pause", "ended");
            const ended = next(player, "ended");
            const { reason, stats } = await context.speak(text);
            await ended;
            const heard = { playedMs: player.playedMs, heardText: player.heardText, unheardText: player.unheardText };
            await new Promise((resolve) => setTimeout(resolve, 100));
            client.close();
            await player.close();
            const types = said.map(([type]) => type);
            return { reason, stats, received: received(), types, ...recorder.sound(), ...heard };
        }""",
        {"text": text, "options": options},
    )
    return told


def trimmed(samples: NDArray[np.float32]) -> NDArray[np.float32]:
    """Without the silence at both ends."""
    audible = np.flatnonzero(samples)
    return samples[audible[0] : audible[-1] + 1]


def test_every_sample_of_the_server_is_played_and_no_other(page: Page, tones: str) -> None:
    told = hear(page, TEXT, context={"voice": "tone-5"})
    expected = server_sound(tones, TEXT, voice_settings={"voice_id": "tone-5"})
    played = samples_of(told["samples"], "<f4")
    # One by one: gapless over every frame and every segment.
    np.testing.assert_array_equal(played, trimmed(expected))
    np.testing.assert_array_equal(samples_of(told["received"], "<i2"), expected)
    assert told["types"] == ["ended"]
    assert told["reason"] == "finished"
    assert told["playedMs"] == pytest.approx(len(expected) * 1000 / RATE_HZ)
    assert (told["heardText"], told["unheardText"]) == (TEXT, "")
    assert told["stats"]["deliveredMs"] == pytest.approx(len(expected) * 1000 / RATE_HZ, abs=1.0)
    assert 0 < told["stats"]["firstAudioMs"] < 30_000
    assert 0 < told["stats"]["firstArrivalMs"] < 30_000


def test_a_context_of_another_rate_hears_the_same_tone(page: Page, tones: str) -> None:
    told: dict[str, Any] = page.evaluate(
        """async (text) => {
            const { Recorder, next, speaker } = await import("/listening.js");
            const audioContext = new AudioContext({ sampleRate: 44100 });
            const { client, context, player } = await speaker({
              context: { voice: "tone-5" },
              player: { audioContext },
            });
            const recorder = await Recorder.of(player);
            const ended = next(player, "ended");
            await context.speak(text);
            await ended;
            await new Promise((resolve) => setTimeout(resolve, 100));
            client.close();
            await player.close();
            const state = audioContext.state;
            await audioContext.close();
            return { state, ...recorder.sound() };
        }""",
        TEXT,
    )
    assert told["state"] == "running", "the page's own audio context is not the player's to close"
    played = samples_of(told["samples"], "<f4")
    expected = trimmed(server_sound(tones, TEXT, voice_settings={"voice_id": "tone-5"}))
    seconds = len(expected) / RATE_HZ
    assert len(played) / 44_100 == pytest.approx(seconds, abs=0.01)
    # A sine that is cut and joined wrongly has noise between its periods.
    middle = played[int(0.1 * 44_100) : int(0.5 * 44_100)]
    spectrum = np.abs(np.fft.rfft(middle * np.blackman(len(middle)))) ** 2
    peak = int(np.argmax(spectrum))
    assert peak * 44_100 / len(middle) == pytest.approx(550.0, abs=3.0)
    spectrum[peak - 8 : peak + 9] = 0.0
    assert spectrum.sum() < 1e-6 * np.sum(np.abs(np.fft.rfft(middle * np.blackman(len(middle)))) ** 2)


def test_words_begin_when_they_are_heard(page: Page) -> None:
    told: dict[str, Any] = page.evaluate(
        """async (text) => {
            const { Recorder, next, speaker } = await import("/listening.js");
            const { client, context, player } = await speaker();
            const recorder = await Recorder.of(player);
            const words = [];
            player.addEventListener("word", ({ detail: { word, turn } }) => {
              const { contextTime, performanceTime } = player.audioContext.getOutputTimestamp();
              const heardFrame = (contextTime + (performance.now() - performanceTime) / 1000) * 24000;
              words.push({ ...word, heardFrame, cut: turn.source.slice(word.sourceStart, word.sourceEnd) });
            });
            const ended = next(player, "ended");
            await context.speak(text);
            await ended;
            await new Promise((resolve) => setTimeout(resolve, 100));
            client.close();
            await player.close();
            return { words, ...recorder.sound() };
        }""",
        TEXT,
    )
    words = told["words"]
    assert [word["cut"] for word in words] == TEXT.split()
    # The first tone sounds where the first word begins, and every later word stands behind it by its own time.
    first_frame = told["firstFrame"] - words[0]["startMs"] * RATE_HZ / 1000
    late_ms = [(word["heardFrame"] - first_frame) * 1000 / RATE_HZ - word["startMs"] for word in words]
    assert min(late_ms) > -10.0, late_ms
    # The page tells of a word when it next looks; on a machine that has other things to do, that is later.
    assert statistics.median(late_ms) < 150.0, late_ms


def test_a_barge_in_is_silence_within_50_ms_of_sound(page: Page) -> None:
    told: list[dict[str, Any]] = page.evaluate(
        """async (text) => {
            const { Recorder, next, speaker } = await import("/listening.js");
            const { client, context, player } = await speaker();
            const recorder = await Recorder.of(player);
            const found = [];
            for (let round = 0; round < 5; round += 1) {
              recorder.blocks.length = 0;
              const started = next(player, "started");
              const spoken = context.speak(text);
              await started;
              await new Promise((resolve) => setTimeout(resolve, 400 + 37 * round));
              const stopped = next(player, "stopped");
              const stopFrame = player.audioContext.currentTime * 24000;
              if (round % 2) player.stop();
              const silent = context.cancel();
              await Promise.all([stopped, silent]);
              const { detail } = await stopped;
              await new Promise((resolve) => setTimeout(resolve, 150));
              const { playedMs, heardText, unheardText } = detail;
              const { reason } = await spoken;
              const buffered = player.bufferedMs;
              found.push({ stopFrame, reason, playedMs, heardText, unheardText, buffered, ...recorder.sound() });
            }
            client.close();
            await player.close();
            return found;
        }""",
        " ".join(["one two three four five six."] * 8),
    )
    for each in told:
        assert (each["lastFrame"] - each["stopFrame"]) * 1000 / RATE_HZ <= 50.0
        assert each["buffered"] == 0.0
        assert each["heardText"].startswith("one two three")
        assert (each["heardText"] + each["unheardText"]) == " ".join(["one two three four five six."] * 8)
        assert each["unheardText"].endswith("four five six.")
        played = samples_of(each["samples"], "<f4")
        assert len(played) * 1000 / RATE_HZ == pytest.approx(each["playedMs"], abs=25.0)
        # A fade, no cut: nowhere does the sound jump by more than the tone itself does from one sample to the next.
        steepest = 0.5 * 2 * np.pi * 300.0 / RATE_HZ
        assert np.abs(np.diff(played[-1_500:])).max() < 1.2 * steepest
        assert abs(played[-1]) < 0.01


def test_it_begins_at_its_depth_and_counts_what_is_missing(page: Page) -> None:
    told: dict[str, Any] = page.evaluate(
        """async () => {
            const { log, next, speaker } = await import("/listening.js");
            const { client, context, player } = await speaker({ player: { depthMs: 150 } });
            const said = log(player, "underrun", "pause");
            const started = next(player, "started");
            const ended = next(player, "ended");
            let atStart = null;
            player.addEventListener("started", () => (atStart = player.bufferedMs + player.playedMs), { once: true });
            // Six tones are there at once, the seventh after 1.2 s: of this the server had the text all the while.
            await context.speak("one two three four five six " + "{slow}".repeat(6) + " seven eight nine ten");
            await started;
            await ended;
            const owed = said.splice(0).map(([type]) => type);
            const again = next(player, "ended");
            const { tokens } = await import("/listening.js");
            // And here its writer pauses for longer than what he wrote sounds.
            await context.speak(tokens(["one two three. ", "four five six."], 1800));
            await again;
            const paused = said.map(([type]) => type);
            client.close();
            await player.close();
            return { atStart, owed, paused, underruns: player.underruns };
        }"""
    )
    assert told["atStart"] >= 140.0
    assert told["owed"] == ["underrun"]
    assert told["paused"] == ["pause"]
    assert told["underruns"] == 1


def test_two_contexts_are_heard_one_after_the_other(page: Page, tones: str) -> None:
    first, second = "one two three four five six.", "seven eight nine ten."
    told: dict[str, Any] = page.evaluate(
        """async ([first, second]) => {
            const { Recorder, next, speaker } = await import("/listening.js");
            const { client, context: hero, player } = await speaker({ context: { voice: "tone-2" } });
            const chorus = client.context({ voice: "tone-20" });
            player.attach(chorus);
            const recorder = await Recorder.of(player);
            const order = [];
            for (const type of ["started", "ended"]) {
              player.addEventListener(type, ({ detail }) => {
                order.push(`${type} ${detail.context === hero ? "hero" : "chorus"}`);
              });
            }
            const firstEnd = next(player, "ended");
            hero.speak(first).then(() => chorus.speak(second));
            await firstEnd;
            await next(player, "ended");
            await new Promise((resolve) => setTimeout(resolve, 100));
            client.close();
            await player.close();
            return { order, ...recorder.sound() };
        }""",
        [first, second],
    )
    assert told["order"] == ["started hero", "ended hero", "started chorus", "ended chorus"]
    played = samples_of(told["samples"], "<f4")
    hero = trimmed(server_sound(tones, first, voice_settings={"voice_id": "tone-2"}))
    chorus = trimmed(server_sound(tones, second, voice_settings={"voice_id": "tone-20"}))
    np.testing.assert_array_equal(played[: len(hero)], hero)
    np.testing.assert_array_equal(played[-len(chorus) :], chorus)
    # The second speaks as soon as the first has ended, give or take what the page of a busy machine needs to see that.
    assert 0 <= len(played) - len(hero) - len(chorus) < 2.0 * RATE_HZ


def test_a_page_may_play_sound_of_its_own(page: Page) -> None:
    told: dict[str, Any] = page.evaluate(
        """async () => {
            const { Recorder, next, toBase64 } = await import("/listening.js");
            const { Player } = await import("/browser/src/index.js");
            const player = new Player();
            const ramp = Int16Array.from({ length: 6000 }, (_, index) => 1 + index);
            player.push(ramp.slice(0, 1000), 24000);
            await player.start();
            const recorder = await Recorder.of(player);
            const ended = next(player, "ended");
            player.push(ramp.slice(1000), 24000);
            player.finish();
            await ended;
            await new Promise((resolve) => setTimeout(resolve, 100));
            await player.close();
            return { ramp: toBase64(ramp), playedMs: player.playedMs, ...recorder.sound() };
        }"""
    )
    np.testing.assert_array_equal(samples_of(told["samples"], "<f4"), samples_of(told["ramp"], "<i2"))


def test_bad_options_are_named(page: Page) -> None:
    told = page.evaluate(
        """async () => {
            const { Player, RhapsodeClient } = await import("/browser/src/index.js");
            const said = [];
            for (const attempt of [
              () => new Player({ depthMs: -1 }),
              () => new Player().stop({ fadeMs: 5000 }),
              () => new Player().push(new Int16Array(1), 0),
              () => new RhapsodeClient().context({ voce: "x" }),
              () => new RhapsodeClient({ url: "ftp://x" }),
              () => new RhapsodeClient().context().write(1),
            ]) {
              try { attempt(); said.push("nothing"); } catch (error) { said.push(error.message); }
            }
            return said;
        }"""
    )
    assert [said.split(",")[0] for said in told] == [
        "depthMs must be 0 to 4000",
        "fadeMs must be 0 to 1000",
        "sampleRateHz must be a whole number of at least 1000",
        "voce is no option of a context; it has voice",
        'url "ftp://x" must begin with http://',
        "text comes as strings",
    ]


def test_a_page_that_may_not_play_is_told_why(chromium: Browser) -> None:
    with house("tone", allowed_hosts=INSECURE) as address:
        site = f"{INSECURE}:{address.rpartition(':')[2]}"
        with open_page(chromium, site) as (page, complaints):
            told = page.evaluate(
                """async () => {
                    const { Player } = await import("/browser/src/index.js");
                    return new Player().start().catch(({ code, message }) => ({ code, message }));
                }"""
            )
    assert told == {
        "code": "NO_SOUND",
        "message": f"http://{site} cannot play: browsers allow it on https:// and on localhost only",
    }
    assert complaints.unexpected == []
