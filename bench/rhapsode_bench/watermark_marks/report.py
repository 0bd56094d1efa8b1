"""What the evaluation of the watermark found, as tables and JSON."""

from __future__ import annotations

import json
import math
import statistics
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass, field

import numpy as np

from rhapsode_bench.watermark_marks.attacks import ATTACKS
from rhapsode_bench.watermark_marks.cost import Cost
from rhapsode_bench.watermark_marks.detection import Outcome
from rhapsode_bench.watermark_marks.listener import CLIP_SECONDS, Scores
from rhapsode_bench.watermark_marks.loudness import MarkLevel
from rhapsode_bench.watermark_marks.perception import Perception
from rhapsode_bench.watermark_marks.proportion import Proportion, above
from rhapsode_bench.watermark_marks.recordings import SEEDED, TONE
from rhapsode_bench.watermark_marks.streaming import StreamingCheck
from rhapsode_server.detection.calibration import Calibration

MISSING = (
    "Not measured, because the project brings no such sound: people, voices of a trained neural network, music that was"
    " played. Intervals take windows for independent; those of one recording are alike, so the truth may lie further"
    " out. PESQ and STOI are programs; nobody has listened."
)


@dataclass(slots=True)
class MarksReport:
    """All of it."""

    machine: str
    versions: str
    pair: str
    """Which weights, in one sentence."""
    calibration: Calibration
    calibrated_here: bool
    """Whether the thresholds come from this run and not from the card."""
    recordings: dict[str, int] = field(default_factory=dict)
    """How many were marked, by source."""
    recording_s: float = 0.0
    outcomes: list[Outcome] = field(default_factory=list)
    sines: list[Outcome] = field(default_factory=list)
    """Of the ``tone`` engine's marked sound, cropped anywhere; it is in no other table."""
    unmarked: dict[str, dict[float, Scores]] = field(default_factory=dict)
    level: MarkLevel | None = None
    perception: list[Perception] = field(default_factory=list)
    streaming: StreamingCheck | None = None
    costs: list[Cost] = field(default_factory=list)

    def outcome(self, attack: str, seconds: float) -> Outcome:
        """Of one attack and length.

        Raises:
            StopIteration: it was not measured.
        """
        return next(row for row in self.outcomes if (row.attack, row.seconds) == (attack, seconds))

    @property
    def attacks(self) -> list[str]:
        """Those that were met, in order."""
        return list(dict.fromkeys(row.attack for row in self.outcomes))

    def to_json(self) -> str:
        """Every measurement; scores to three digits."""
        return json.dumps(asdict(self), indent=1, default=_plain)


def tables(report: MarksReport) -> str:
    """As Markdown."""
    parts = [
        f"{report.machine}\n{report.versions}\n{report.pair}",
        _calibration(report),
        "### Marks found after each attack, at one false positive in a thousand: speech / seeded network\n\n"
        + _by_attack(report, _apart(report, lambda row: row.found(report.calibration).share)),
        "### Bits of the message that were right: speech / seeded network\n\n"
        + _by_attack(report, _apart(report, lambda row: row.bit_accuracy)),
        "### Messages that were right to the last bit: speech / seeded network\n\n"
        + _by_attack(report, _apart(report, lambda row: row.messages_right.share)),
        "### Marked clips that the server calls marked\n\n"
        + _by_attack(report, lambda row: _percent(float(np.mean(row.verdicts))), _false_verdicts(report)),
        "### Unmarked clips that were taken for marked ones after each attack\n\n"
        + _by_attack(report, lambda row: _counted(row.accused(report.calibration)), _pooled(report)),
        "### The same clips, cropped anywhere, by what spoke them\n\n" + _by_source(report),
        "### False positives in unmarked sound\n\n" + _false_positives(report),
        "### What is heard\n\n" + _heard(report),
        "### Streams\n\n" + _streaming(report),
        "### Cost, one thread\n\n" + _costs(report.costs),
        MISSING,
    ]
    return "\n\n".join(parts)


def _calibration(report: MarksReport) -> str:
    where = "computed in this run" if report.calibrated_here else "from the card"
    thresholds = ", ".join(f"{row.threshold:.2f} at {row.seconds:g} s" for row in report.calibration.windows)
    clips = ", ".join(f"{count} {source}" for source, count in report.recordings.items())
    return f"thresholds ({where}): {thresholds}\nrecordings of {report.recording_s:g} s: {clips}"


def _by_attack(report: MarksReport, cell: Callable[[Outcome], str], last: Sequence[str] | None = None) -> str:
    rows = [[attack, *(cell(report.outcome(attack, s)) for s in CLIP_SECONDS)] for attack in report.attacks]
    return _table(["attack", *(f"{s:g} s" for s in CLIP_SECONDS)], [*rows, last] if last else rows)


def _apart(report: MarksReport, share: Callable[[Outcome], float]) -> Callable[[Outcome], str]:
    """Speech with words in it, and what a network with seeded weights murmurs: the mark fares differently in them."""
    speech = [source for source in report.recordings if source != SEEDED]

    def cell(row: Outcome) -> str:
        parts = [row.of(*speech), row.of(SEEDED)]
        return " / ".join(_percent(share(part)) for part in parts if part.sources)

    return cell


def _pooled(report: MarksReport) -> list[str]:
    """All attacks together, with the interval."""
    cells = ["all"]
    for seconds in CLIP_SECONDS:
        counted = [row.accused(report.calibration) for row in report.outcomes if row.seconds == seconds]
        cells.append(_with_interval(Proportion(sum(c.count for c in counted), sum(c.total for c in counted))))
    return cells


def _false_verdicts(report: MarksReport) -> list[str]:
    """Of the unmarked clips of all attacks together, with the interval."""
    cells = ["unmarked, all attacks"]
    for seconds in CLIP_SECONDS:
        verdicts = [verdict for row in report.outcomes if row.seconds == seconds for verdict in row.false_verdicts]
        cells.append(_with_interval(Proportion(sum(verdicts), len(verdicts))))
    return cells


def _by_source(report: MarksReport) -> str:
    cropped = [report.outcome(ATTACKS[1].name, seconds) for seconds in CLIP_SECONDS]
    rows = [row.of(source) for source in report.recordings for row in cropped] + report.sines
    cells = [
        [
            row.sources[0],
            f"{row.seconds:g}",
            str(len(row.sources)),
            _percent(row.found(report.calibration).share),
            _percent(row.bit_accuracy),
            _percent(row.messages_right.share),
        ]
        for row in rows
    ]
    return _table(["source", "clip, s", "clips", "found", "bits right", "messages right"], cells)


def _false_positives(report: MarksReport) -> str:
    rows = []
    for source, lengths in report.unmarked.items():
        rows.append([source, *(_counted(_accused(report, s, [lengths[s]])) for s in CLIP_SECONDS)])
    counted = [lengths for source, lengths in report.unmarked.items() if source != TONE]
    everything = [_accused(report, s, [lengths[s] for lengths in counted]) for s in CLIP_SECONDS]
    rows.append([f"all but the {TONE}, with 95 % interval", *map(_with_interval, everything)])
    return _table(["source", *(f"windows of {s:g} s" for s in CLIP_SECONDS)], rows)


def _accused(report: MarksReport, seconds: float, scores: Iterable[Scores]) -> Proportion:
    return above(np.concatenate(list(scores)), report.calibration.threshold_of(seconds))


def _heard(report: MarksReport) -> str:
    level = report.level
    parts = []
    if level is not None:
        low, middle, high = level.percentiles_db
        parts.append(
            f"The mark lies {level.overall_db:.1f} dB from the speech overall; over segments of 200 ms "
            f"{low:.1f} (5 %), {middle:.1f} (50 %), {high:.1f} dB (95 %); in pauses at {level.pauses_dbfs:.0f} dBFS."
        )
    head = ["change", "recordings", "noise to mask, dB", "frames above mask", "band-frames above mask"]
    rows = [
        [
            row.change,
            str(row.recordings),
            f"{row.noise_to_mask_db:.1f}",
            _percent(row.frames_above),
            _percent(row.cells_above),
            _score(row.pesq),
            _score(row.worst_pesq),
            f"{row.stoi:.4f}",
        ]
        for row in report.perception
    ]
    return "\n\n".join([*parts, _table([*head, "PESQ", "worst PESQ", "STOI"], rows)])


def _streaming(report: MarksReport) -> str:
    check = report.streaming
    if check is None:
        return "not checked"
    verdict = "equal" if check.equal else "NOT EQUAL"
    return (
        f"{check.splits} recordings in pieces of 1 sample to 0.4 s against whole: {verdict}; largest difference of a "
        f"sample {check.worst_db:.0f} dBFS, of the detector's mean {check.worst_score_difference:.1e}."
    )


def _costs(costs: Sequence[Cost]) -> str:
    head = [
        "pair",
        "parameters, generator + detector",
        "mark, s per s",
        "of the embedded",
        "ms per 200 ms block: median, 95 %, worst",
        "detection, s per s",
        "of the embedded",
    ]
    rows = [
        [
            cost.model,
            f"{cost.generator_parameters / 1e6:.2f} + {cost.detector_parameters / 1e6:.2f} million",
            f"{cost.mark_rtf:.4f}",
            f"{cost.mark_rtf / costs[0].mark_rtf:.1f}",
            ", ".join(f"{figure:.1f}" for figure in _block_figures(cost.block_ms)),
            f"{cost.detect_rtf:.4f}",
            f"{cost.detect_rtf / costs[0].detect_rtf:.1f}",
        ]
        for cost in costs
    ]
    return _table(head, rows)


def _block_figures(block_ms: Sequence[float]) -> tuple[float, float, float]:
    return statistics.median(block_ms), float(np.percentile(block_ms, 95)), max(block_ms)


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def _percent(share: float) -> str:
    return "-" if math.isnan(share) else f"{100 * share:.1f} %"


def _counted(proportion: Proportion) -> str:
    return f"{proportion.count:,} of {proportion.total:,}"


def _with_interval(proportion: Proportion) -> str:
    low, high = proportion.interval
    return f"{_counted(proportion)}: {100 * proportion.share:.3f} % ({100 * low:.3f} to {100 * high:.3f})"


def _plain(found: object) -> object:
    """Arrays as lists."""
    if isinstance(found, np.ndarray):
        return np.round(found, 3).tolist()
    raise TypeError(f"{type(found)} has no place in the report")


def _score(value: float | None) -> str:
    return "not measured" if value is None else f"{value:.2f}"
