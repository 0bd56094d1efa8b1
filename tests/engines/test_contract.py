"""What every engine promises, run over every row of the registry."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest

from rhapsode_server.engines.engine import Engine, EngineRequest
from rhapsode_server.engines.engine_options import EngineOptions
from rhapsode_server.engines.registry import ENGINES, EngineRow, load_engine, load_voices

TEXT = "The first rhapsode sang of Troy, and all who heard him wept."
OTHER_TEXT = "Nobody asked him to stop."

IN_THIS_PROCESS = {"tone"}
"""Engines that start no process: their rows run with the fast tests."""

ROWS = [
    pytest.param(row, id=name, marks=[] if name in IN_THIS_PROCESS else [pytest.mark.slow])
    for name, row in ENGINES.items()
]


def never(row: int) -> bool:
    return False


@pytest.fixture(scope="module", params=ROWS)
def engine(request: pytest.FixtureRequest) -> Iterator[tuple[EngineRow, Engine]]:
    row: EngineRow = request.param
    made = load_engine(
        row.name, EngineOptions(threads=1, models_dir=request.getfixturevalue("models_dir")) if row.computes else None
    )
    made.warm_up()
    yield row, made
    made.close()
    made.close()


def two_voices(row: EngineRow) -> tuple[str, str]:
    first, second = (voice for voice in load_voices(row.name)[:2])
    return first.handle, second.handle


def test_its_voices_are_its_own_and_permanent_in_form(engine: tuple[EngineRow, Engine]) -> None:
    row, _ = engine
    voices = load_voices(row.name)
    assert {voice.engine for voice in voices} == {row.name} == {row.model.engine}
    assert row.default_voice in {voice.handle for voice in voices}
    assert len({voice.id for voice in voices}) == len({voice.handle for voice in voices}) == len(voices)


def test_rate_and_samples(engine: tuple[EngineRow, Engine], request_for: Any) -> None:
    row, speaker = engine
    assert isinstance(speaker.sample_rate_hz, int)
    assert 8_000 <= speaker.sample_rate_hz <= 48_000
    assert speaker.max_batch >= 1
    for piece in speaker.synthesize([request_for(TEXT, row.default_voice)], never):
        assert piece.samples.dtype == np.float32
        assert piece.samples.ndim == 1
        assert np.all(np.abs(piece.samples) <= 1.0)


def test_every_row_sounds_in_order_and_ends_once(
    engine: tuple[EngineRow, Engine], request_for: Any, rows_of: Any
) -> None:
    row, speaker = engine
    first, second = two_voices(row)
    batch = [request_for(TEXT, first), request_for(OTHER_TEXT, second), request_for(TEXT, second)]
    for spoken, request in zip(rows_of(speaker.synthesize(batch, never), len(batch)), batch, strict=True):
        assert spoken.lasts == 1
        assert not spoken.warnings
        assert np.abs(spoken.samples).max() > 0.05
        assert_marks_fit(spoken.marks, request, len(spoken.samples))
        assert [mark.word_index for mark in spoken.marks] == list(range(len(request.words)))


def assert_marks_fit(marks: Any, request: EngineRequest, samples: int) -> None:
    """Each word at most once, in order, inside the sound, one after the other."""
    indices = [mark.word_index for mark in marks]
    assert indices == sorted(set(indices))
    assert all(0 <= index < len(request.words) for index in indices)
    edges = [edge for mark in marks for edge in (mark.start_sample, mark.end_sample)]
    assert edges == sorted(edges)
    assert all(0 <= edge <= samples for edge in edges)


def test_a_batch_sounds_as_its_rows_alone(engine: tuple[EngineRow, Engine], request_for: Any, rows_of: Any) -> None:
    row, speaker = engine
    first, second = two_voices(row)
    batch = [request_for(TEXT, first), request_for(OTHER_TEXT, second)]
    together = rows_of(speaker.synthesize(batch, never), 2)
    # espeak-ng varies by up to 10 ms from call to call within one process.
    tolerance = 0 if row.name in IN_THIS_PROCESS else speaker.sample_rate_hz // 100
    for request, in_batch in zip(batch, together, strict=True):
        (alone,) = rows_of(speaker.synthesize([request], never), 1)
        assert abs(len(alone.samples) - len(in_batch.samples)) <= tolerance
        for one, other in zip(alone.marks, in_batch.marks, strict=True):
            assert one.word_index == other.word_index
            assert abs(one.start_sample - other.start_sample) <= tolerance


def test_nothing_sounds_where_cancel_came_first(
    engine: tuple[EngineRow, Engine], request_for: Any, rows_of: Any
) -> None:
    row, speaker = engine
    batch = [request_for(TEXT, row.default_voice), request_for(OTHER_TEXT, row.default_voice)]
    cancelled, spoken = rows_of(speaker.synthesize(batch, lambda number: number == 0), 2)
    assert len(cancelled.samples) == 0
    assert spoken.lasts == 1
    assert len(spoken.samples) > 0


def test_a_cancel_inside_a_row_ends_it_at_once(engine: tuple[EngineRow, Engine], request_for: Any) -> None:
    row, speaker = engine
    heard: list[int] = []

    def cancelled(number: int) -> bool:
        return len(heard) >= 2

    for piece in speaker.synthesize([request_for(" ".join([TEXT] * 5), row.default_voice)], cancelled):
        heard.append(len(piece.samples))
    assert sum(heard[2:]) == 0
    assert sum(heard) < speaker.sample_rate_hz


def test_it_speaks_on_after_a_reader_turned_away(
    engine: tuple[EngineRow, Engine], request_for: Any, rows_of: Any
) -> None:
    row, speaker = engine
    pieces = iter(speaker.synthesize([request_for(TEXT, row.default_voice)], never))
    next(pieces)
    del pieces
    (spoken,) = rows_of(speaker.synthesize([request_for(OTHER_TEXT, row.default_voice)], never), 1)
    assert spoken.lasts == 1
    assert np.abs(spoken.samples).max() > 0.05


@pytest.mark.parametrize(
    "text",
    ["", " ", "…", "--- ... !?", "😀", "a", "7", "\ufeffx\u200b\u0000\u0301", "<b>&amp;</b> ]]>", "[[f]]"],
    ids=ascii,
)
def test_odd_texts_end_well(
    engine: tuple[EngineRow, Engine], text: str, request_for: Callable[..., EngineRequest], rows_of: Any
) -> None:
    row, speaker = engine
    request = request_for(text, row.default_voice)
    (spoken,) = rows_of(speaker.synthesize([request], never), 1)
    assert spoken.lasts == 1
    assert_marks_fit(spoken.marks, request, len(spoken.samples))
    if any(character.isalnum() for character in text):
        assert np.abs(spoken.samples).max() > 0.01
