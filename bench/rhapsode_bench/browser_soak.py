"""``python -m rhapsode_bench browser-soak``: the voice element in a real Chromium for minutes: gaps, and memory.

A page of a server of its own speaks one answer after the other, token by token, as its visitor would hear it; every
fifth is interrupted. The sound goes to the browser's own clock, which runs without a sound card. Every few seconds the
page's garbage is collected, and what is left on its heap is counted.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import time
from dataclasses import asdict, dataclass, field
from pathlib import Path

import numpy as np
from playwright.sync_api import CDPSession, Error, Page, sync_playwright

from rhapsode_bench.machine import machine, versions
from rhapsode_bench.server_process import ServerFailed, ServerProcess

DEFAULT_MINUTES = 10.0
LOOKS = 120
"""Looks at the heap in a run. Fewer, and one odd look bends the line; more only collects garbage."""
LEAST_LOOKS = 24
"""For a line to be laid through."""
WARM_UP = 0.25
"""Share of the run that is left out: code is compiled, and caches fill."""
HEAP_GROWTH_MIB = 0.5
"""Growth behind the warm-up that is taken for noise. Lower calls the collector's own noise a leak; higher needs a
longer run to see a slow one."""
SHARE_OF_NOISE = 0.05
"""The same, as a share of the figure itself."""
COUNTED_GROWTH = 20
"""The same for nodes and listeners, of which the page makes anew with each turn."""
FLOOR_LOOKS = 6
"""The least of so many looks, one after the other, is what stays: a look in mid-turn sees what is in use, and what went
out of use while the garbage was being collected. Lower counts that; higher has fewer floors to lay a line through."""
STOP_WITHIN_S = 60.0
INTERRUPTED = 130
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = ("--no-sandbox", "--autoplay-policy=no-user-gesture-required")

SPEAK = """async ({ tokensPerS, answers }) => {
    const { Player } = await import("/browser/src/index.js");
    await import("/browser/src/rhapsode-voice.js");
    const counted = { turns: 0, interrupted: 0, heardMs: 0, underruns: 0, pauses: 0 };
    const seen = (window.seen = { ...counted, firstAudioMs: [], errors: [] });
    // What the player tells the element is counted on its way.
    const dispatch = Player.prototype.dispatchEvent;
    Player.prototype.dispatchEvent = function (event) {
      if (event.type === "underrun") seen.underruns += 1;
      if (event.type === "pause") seen.pauses += 1;
      return dispatch.call(this, event);
    };
    const voice = document.createElement("rhapsode-voice");
    document.body.replaceChildren(voice);
    const rest = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
    async function* tokens(text) {
      for (const token of text.match(/\\S{1,5}|\\s+\\S{0,4}/g)) {
        await rest(1000 / tokensPerS);
        yield token;
      }
    }
    window.going = true;
    window.done = (async () => {
      for (let turn = 0; window.going; turn += 1) {
        try {
          const spoken = voice.speak(tokens(answers[turn % answers.length]));
          if (turn % 5 === 4) rest(2500).then(() => voice.stop());
          const { reason, stats, heardMs } = await spoken;
          if (reason === "finished") seen.turns += 1;
          else seen.interrupted += 1;
          seen.heardMs += heardMs;
          if (stats) seen.firstAudioMs.push(stats.firstArrivalMs);
        } catch (error) {
          seen.errors.push(String(error));
          await rest(1000);
        }
      }
      voice.stop();
    })();
}"""

ANSWERS = (
    "Sing, goddess, the anger of Achilles, son of Peleus, that brought countless troubles upon the Greeks. "
    "Many a brave soul did it send hurrying down, and many a hero did it yield a prey to dogs and vultures.",
    "A rhapsode recited epics by heart, and stitched one song to the next. "
    "Nobody waited for the end of the poem: he sang while he remembered, and the feast went on.",
    "It costs $3.50, and it takes about 42 minutes. You can pay at the door, or at the desk on the second floor.",
)
"""Spoken in turn."""


@dataclass(slots=True)
class BrowserSoakReport:
    """What one run saw."""

    machine: str
    versions: str
    minutes: float
    turns: int = 0
    """Answers that were heard to their ends."""
    interrupted: int = 0
    heard_s: float = 0.0
    first_audio_ms: list[float] = field(default_factory=list)
    """From the first token to the first sound in the page, of each turn that was heard to its end."""
    underruns: int = 0
    """Times that the player had nothing to play in mid-turn, though the server owed it."""
    pauses: int = 0
    """The same, where the writer was waited for."""
    errors: list[str] = field(default_factory=list)
    times_s: list[float] = field(default_factory=list)
    heap_mib: list[float] = field(default_factory=list)
    """JavaScript objects behind a collection of garbage."""
    nodes: list[int] = field(default_factory=list)
    listeners: list[int] = field(default_factory=list)

    def line(self, figures: list[float] | list[int]) -> tuple[float, float]:
        """Where the straight line through a figure's floors begins behind the warm-up, and its growth to the end."""
        skipped = int(len(figures) * WARM_UP)
        starts = range(skipped, len(figures) - FLOOR_LOOKS + 1, FLOOR_LOOKS)
        floors = np.array([min(figures[start : start + FLOOR_LOOKS]) for start in starts], np.float64)
        times = np.array([self.times_s[start] for start in starts])
        slope, first = np.polyfit(times - times[0], floors, 1)
        return float(first), float(slope * (self.times_s[-1] - times[0]))

    @property
    def faults(self) -> list[str]:
        """What should not be."""
        found = list(self.errors)
        if self.underruns:
            found.append(f"the sound ran dry {self.underruns} times")
        if not self.turns:
            found.append("no answer was heard to its end")
        if len(self.times_s) < LEAST_LOOKS:
            return found
        bounds = {"heap_mib": HEAP_GROWTH_MIB, "nodes": COUNTED_GROWTH, "listeners": COUNTED_GROWTH}
        for name, least in bounds.items():
            first, growth = self.line(getattr(self, name))
            if growth > max(least, SHARE_OF_NOISE * first):
                found.append(f"{name} grew by {growth:.2f} from {first:.2f}")
        return found

    def to_json(self) -> str:
        """Every look."""
        return json.dumps(asdict(self), indent=1)


def main(arguments: list[str]) -> int:
    """Soak, print the table; 0 where nothing ran dry and memory is flat."""
    parser = argparse.ArgumentParser(
        prog="rhapsode_bench browser-soak",
        description="The voice element in a real Chromium for minutes: gaps, and memory over time.",
    )
    parser.add_argument("--minutes", type=float, default=DEFAULT_MINUTES, metavar="M", help="how long")
    parser.add_argument("--tokens-per-second", type=float, default=50.0, metavar="N", help="how fast text is written")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write every look to this file")
    parser.add_argument("--plot", type=Path, metavar="FILE", help="write a picture of the figures to this PNG file")
    parser.add_argument(
        "--serve", nargs=argparse.REMAINDER, default=[], metavar="OPTION", help="the rest is for the server"
    )
    options = parser.parse_args(arguments)
    if not 0.0 < options.minutes <= 10_000.0 or not 1.0 <= options.tokens_per_second <= 1_000.0:
        parser.error("--minutes must be above 0, and --tokens-per-second 1 to 1000")
    chromium = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if chromium is None:
        print("browser-soak: no Chromium is installed (Debian: apt-get install chromium)", file=sys.stderr)
        return 1
    report = BrowserSoakReport(machine(), versions("rhapsode", "playwright"), options.minutes)
    try:
        with ServerProcess(options.serve) as server:
            soak(chromium, server.url, report, options.tokens_per_second)
    except KeyboardInterrupt:
        print("interrupted", file=sys.stderr)
        return INTERRUPTED
    except (ServerFailed, Error) as error:
        print(f"browser-soak: {error}", file=sys.stderr)
        return 1
    print(f"{report.machine}\n{report.versions}\n\n{table(report)}")
    if options.json is not None:
        options.json.write_text(report.to_json(), encoding="utf-8")
    if options.plot is not None:
        plot(report, options.plot)
    for fault in report.faults:
        print(f"browser-soak: {fault}", file=sys.stderr)
    return 1 if report.faults else 0


def soak(chromium: str, url: str, report: BrowserSoakReport, tokens_per_s: float) -> None:
    """Let a page speak, and look at it meanwhile.

    Args:
        chromium: the browser's path.
        url: of a server that serves the browser's files.
        report: is filled.
        tokens_per_s: how fast text is written.
    """
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=list(ARGUMENTS))
        try:
            report.versions += f", Chromium {browser.version}"
            page = browser.new_page()
            page.on("pageerror", lambda error: report.errors.append(f"uncaught: {error}"))
            page.on("console", lambda message: _complain(report, message.type, message.text))
            page.route("**/favicon.ico", lambda route: route.fulfill(status=204))
            page.goto(f"{url}/health")
            page.evaluate(SPEAK, {"tokensPerS": tokens_per_s, "answers": ANSWERS})
            _look_on(page, report)
            page.set_default_timeout(STOP_WITHIN_S * 1000.0)
            page.evaluate("() => { window.going = false; return window.done; }")
            _take(page, report)
        finally:
            browser.close()


def _complain(report: BrowserSoakReport, kind: str, text: str) -> None:
    if kind in ("error", "warning"):
        report.errors.append(f"console {kind}: {text}")


def _look_on(page: Page, report: BrowserSoakReport) -> None:
    devtools = page.context.new_cdp_session(page)
    began = time.monotonic()
    while (passed_s := time.monotonic() - began) < report.minutes * 60.0:
        page.wait_for_timeout(report.minutes * 60_000.0 / LOOKS)
        report.times_s.append(passed_s)
        _look(devtools, report)


def _look(devtools: CDPSession, report: BrowserSoakReport) -> None:
    # https://chromedevtools.github.io/devtools-protocol
    devtools.send("HeapProfiler.collectGarbage")
    report.heap_mib.append(devtools.send("Runtime.getHeapUsage")["usedSize"] / 2**20)
    counters = devtools.send("Memory.getDOMCounters")
    report.nodes.append(counters["nodes"])
    report.listeners.append(counters["jsEventListeners"])


def _take(page: Page, report: BrowserSoakReport) -> None:
    seen = page.evaluate("window.seen")
    report.turns, report.interrupted = seen["turns"], seen["interrupted"]
    report.heard_s = seen["heardMs"] / 1000.0
    report.first_audio_ms = seen["firstAudioMs"]
    report.underruns, report.pauses = seen["underruns"], seen["pauses"]
    report.errors += seen["errors"]


def table(report: BrowserSoakReport) -> str:
    """What was seen, as Markdown."""
    lines = [
        f"{report.minutes:g} minutes: {report.turns} answers heard to their ends, {report.interrupted} interrupted, "
        f"{report.heard_s:.0f} s of sound, {report.underruns} underruns, {report.pauses} pauses of the writer, "
        f"{len(report.errors)} errors",
    ]
    if report.first_audio_ms:
        p50, p95 = np.percentile(report.first_audio_ms, (50, 95))
        lines.append(f"first token to first sound in the page: p50 {p50:.0f} ms, p95 {p95:.0f} ms")
    if len(report.times_s) >= LEAST_LOOKS:
        lines += ["", "| figure | line of floors begins | growth | least | most |", "|---|---|---|---|---|"]
        for name in ("heap_mib", "nodes", "listeners"):
            figures = getattr(report, name)
            first, growth = report.line(figures)
            behind = figures[int(len(figures) * WARM_UP) :]
            lines.append(
                f"| {name} | {first:.2f} | {round(growth, 2) + 0.0:+.2f} | {min(behind):.2f} | {max(behind):.2f} |"
            )
    return "\n".join(lines)


def plot(report: BrowserSoakReport, path: Path) -> None:
    """Draw every figure over time; a PNG file."""
    import matplotlib

    # This backend needs no display.
    matplotlib.use("Agg")
    from matplotlib import pyplot

    names = ("heap_mib", "nodes", "listeners")
    figure, places = pyplot.subplots(1, len(names), figsize=(11, 3.5))
    minutes = [at_s / 60.0 for at_s in report.times_s]
    for place, name in zip(places, names, strict=True):
        place.plot(minutes, getattr(report, name))
        place.set_title(name)
        place.set_xlabel("minutes")
        place.set_ylim(bottom=0)
    figure.suptitle(f"{report.turns} answers, {report.underruns} underruns")
    figure.tight_layout()
    figure.savefig(path, dpi=120)
    pyplot.close(figure)
