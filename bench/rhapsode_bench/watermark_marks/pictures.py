"""What the evaluation of the watermark found, as pictures: PNG files in one folder."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from rhapsode_bench.watermark_marks.attacks import ATTACKS
from rhapsode_bench.watermark_marks.listener import CLIP_SECONDS
from rhapsode_bench.watermark_marks.marking import MarkedRecording
from rhapsode_bench.watermark_marks.recordings import TONE
from rhapsode_bench.watermark_marks.report import MarksReport
from rhapsode_protocol.formats import NATIVE_RATE_HZ

CROPPED = ATTACKS[1].name
SHOWN_S = 3.0
"""Of the recording whose spectrogram is drawn."""


def draw(report: MarksReport, example: MarkedRecording, folder: Path) -> list[Path]:
    """Draw all pictures into ``folder``, which is made where it is missing; their files."""
    import matplotlib

    # This backend needs no display.
    matplotlib.use("Agg")
    from matplotlib import pyplot

    folder.mkdir(parents=True, exist_ok=True)
    drawn = []
    for name, figure in (
        ("found", _found(pyplot, report)),
        ("scores", _scores(pyplot, report)),
        ("bits", _bits(pyplot, report)),
        ("level", _level(pyplot, report)),
        ("spectrogram", _spectrogram(pyplot, example)),
    ):
        figure.savefig(folder / f"{name}.png", dpi=120)
        pyplot.close(figure)
        drawn.append(folder / f"{name}.png")
    return drawn


def _found(pyplot: Any, report: MarksReport) -> Any:
    """Two maps: marks found and messages right, by attack and length of clip."""
    figure, panels = pyplot.subplots(1, 2, figsize=(11, 0.36 * len(report.attacks) + 1.6), sharey=True)
    titles = ("marks found, %, at 0.1 % false positives", "messages right to the last bit, %")
    for axes, title, number in zip(panels, titles, range(2), strict=True):
        grid = [
            [
                100 * (row.found(report.calibration) if number == 0 else row.messages_right).share
                for row in (report.outcome(attack, seconds) for seconds in CLIP_SECONDS)
            ]
            for attack in report.attacks
        ]
        axes.imshow(grid, vmin=0, vmax=100, cmap="viridis", aspect="auto")
        for y, cells in enumerate(grid):
            for x, share in enumerate(cells):
                axes.text(x, y, f"{share:.0f}", ha="center", va="center", color="black" if share > 60 else "white")
        axes.set_xticks(range(len(CLIP_SECONDS)), [f"{seconds:g} s" for seconds in CLIP_SECONDS])
        axes.set_yticks(range(len(report.attacks)), report.attacks)
        axes.set_title(title, fontsize=10)
        axes.set_xlabel("clip")
    figure.tight_layout()
    return figure


def _scores(pyplot: Any, report: MarksReport) -> Any:
    """Scores of marked and unmarked clips over all attacks, above; below the curves of found against accused."""
    figure, panels = pyplot.subplots(2, len(CLIP_SECONDS), figsize=(14, 6.5))
    for number, seconds in enumerate(CLIP_SECONDS):
        rows = [row for row in report.outcomes if row.seconds == seconds]
        counted = [lengths[seconds] for source, lengths in report.unmarked.items() if source != TONE]
        unmarked = [row.unmarked for row in rows] + counted
        plain = np.concatenate(unmarked)
        cropped, attacked = report.outcome(CROPPED, seconds).marked, np.concatenate([row.marked for row in rows])
        upper, lower = panels[0][number], panels[1][number]
        bins = np.linspace(min(plain.min(), attacked.min()), max(plain.max(), attacked.max()) + 1e-6, 60)
        for scores, label in ((plain, "unmarked"), (attacked, "marked, all attacks"), (cropped, "marked, cropped")):
            weights = np.full(len(scores), 100 / len(scores))
            upper.hist(scores, bins, weights=weights, histtype="step", linewidth=1.5, label=label)
        upper.axvline(report.calibration.threshold_of(seconds), color="black", linestyle=":", label="threshold")
        upper.set(yscale="log", ylim=(0.01, 150), title=f"clips of {seconds:g} s", xlabel="score (mean log-odds)")
        upper.yaxis.set_major_formatter("{x:g}")
        thresholds = np.append(plain.min() - 1, np.unique(plain))
        accused = np.array([np.mean(plain > threshold) for threshold in thresholds])
        for scores, colour in ((attacked, "C1"), (cropped, "C2")):
            found = np.array([np.mean(scores > threshold) for threshold in thresholds])
            lower.plot(100 * accused, 100 * found, color=colour)
        lower.axvline(0.1, color="black", linestyle=":")
        lower.set(xscale="log", xlim=(100 / len(plain), 100), ylim=(0, 102), xlabel="unmarked accused, %")
        lower.grid(alpha=0.3)
    panels[0][0].set_ylabel("share of clips, %")
    panels[1][0].set_ylabel("marked found, %")
    panels[0][0].legend(fontsize=7)
    figure.tight_layout()
    return figure


def _bits(pyplot: Any, report: MarksReport) -> Any:
    """Bit accuracy by length of clip, a line for each attack."""
    figure, axes = pyplot.subplots(figsize=(9, 5))
    colours = pyplot.get_cmap("tab20")
    for number, attack in enumerate(report.attacks):
        shares = [100 * report.outcome(attack, seconds).bit_accuracy for seconds in CLIP_SECONDS]
        style = {"marker": "osv^D"[number // 4 % 5], "color": colours(number % 20), "markersize": 4}
        axes.plot(CLIP_SECONDS, shares, label=attack, **style)
    axes.axhline(50, color="black", linestyle=":")
    axes.set_xscale("log")
    axes.set_xticks(CLIP_SECONDS, [f"{seconds:g}" for seconds in CLIP_SECONDS])
    axes.minorticks_off()
    axes.set(xlabel="clip, s", ylabel="bits right, % (a coin: 50)", ylim=(40, 101))
    axes.grid(alpha=0.3)
    axes.legend(fontsize=7, loc="center left", bbox_to_anchor=(1.01, 0.5))
    figure.tight_layout()
    return figure


def _level(pyplot: Any, report: MarksReport) -> Any:
    """How loud the mark is beside the speech, segment by segment."""
    figure, axes = pyplot.subplots(figsize=(7, 4))
    if report.level is not None:
        axes.hist(report.level.segments_db, 60, color="C0")
        for figure_db, style in zip(report.level.percentiles_db, (":", "-", ":"), strict=True):
            axes.axvline(figure_db, color="black", linestyle=style, linewidth=1)
    axes.set(xlabel="mark by speech, dB (lines: 5, 50 and 95 %)", ylabel="segments of 200 ms")
    figure.tight_layout()
    return figure


def _spectrogram(pyplot: Any, example: MarkedRecording) -> Any:
    """Speech, the mark alone, and both, on one scale."""
    figure, panels = pyplot.subplots(3, 1, figsize=(10, 8), sharex=True, sharey=True, layout="constrained")
    samples = int(SHOWN_S * NATIVE_RATE_HZ)
    for axes, sound, title in zip(
        panels, (example.plain, example.mark, example.marked), ("speech", "mark alone", "marked speech"), strict=True
    ):
        # A trace of noise, because the logarithm of digital silence is none.
        shown = sound[:samples] + 1e-7 * np.random.default_rng(0).standard_normal(len(sound[:samples]))
        *_, image = axes.specgram(shown, NFFT=512, noverlap=384, Fs=NATIVE_RATE_HZ, vmin=-130, vmax=-40, cmap="magma")
        axes.set(title=title, ylabel="Hz", ylim=(0, NATIVE_RATE_HZ / 2))
    panels[-1].set_xlabel("s")
    figure.colorbar(image, ax=panels, label="dB of full scale per Hz", shrink=0.6)
    return figure
