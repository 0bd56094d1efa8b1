from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from rhapsode_protocol.errors import SynthesisFailed
from rhapsode_server.engines import tone
from rhapsode_server.engines.tone import (
    CRASH_STATUS,
    SAMPLE_RATE_HZ,
    VOICES,
    WORD_SAMPLES,
    ToneEngine,
    tone_hz,
    voices,
)


def never(row: int) -> bool:
    return False


def test_pitches_are_well_apart_and_exact_bins() -> None:
    pitches = [tone_hz(number) for number in range(VOICES)]
    assert np.diff(pitches).min() >= 50.0
    assert pitches[-1] < 4_000.0
    for pitch in pitches:
        assert (pitch * WORD_SAMPLES / SAMPLE_RATE_HZ).is_integer()


@pytest.mark.parametrize("number", [-1, VOICES])
def test_no_pitch_beyond_the_voices(number: int) -> None:
    with pytest.raises(ValueError, match="numbered 0 to 63"):
        tone_hz(number)


def test_each_voice_sounds_at_its_pitch_and_nowhere_else(request_for: Any, rows_of: Any) -> None:
    engine = ToneEngine()
    for voice in voices():
        (row,) = rows_of(engine.synthesize([request_for("three short words", voice.handle)], never), 1)
        spectrum = np.abs(np.fft.rfft(row.samples))
        heard_hz = int(spectrum.argmax()) * SAMPLE_RATE_HZ / len(row.samples)
        assert heard_hz == tone_hz(int(voice.engine_voice))
        spectrum[spectrum.argmax()] = 0.0
        assert spectrum.max() < 1e-2


def test_words_last_80_ms_each(request_for: Any, rows_of: Any) -> None:
    (row,) = rows_of(ToneEngine().synthesize([request_for("one two three", "tone-5")], never), 1)
    assert [(mark.word_index, mark.start_sample, mark.end_sample) for mark in row.marks] == [
        (0, 0, 1_920),
        (1, 1_920, 3_840),
        (2, 3_840, 5_760),
    ]
    assert len(row.samples) == 5_760


def test_a_pronunciation_is_a_word(marked_request_for: Any, rows_of: Any) -> None:
    request = marked_request_for("In [New York](/nuː jɔːk/), /kə/.", voice="tone-3")
    (row,) = rows_of(ToneEngine().synthesize([request], lambda row: False), 1)
    assert [mark.word_index for mark in row.marks] == [0, 1, 2]


def test_rows_of_a_batch_come_by_turns(request_for: Any) -> None:
    batch = [request_for("one two", "tone-1"), request_for("one two three", "tone-2")]
    assert [(piece.row, piece.last) for piece in ToneEngine().synthesize(batch, never)] == [
        (0, False),
        (1, False),
        (0, False),
        (1, False),
        (0, True),
        (1, False),
        (1, True),
    ]


def test_blocks_are_not_shared(request_for: Any) -> None:
    first, second, _ = ToneEngine().synthesize([request_for("one two", "tone-1")], never)
    first.samples[:] = 0.0
    assert np.abs(second.samples).max() > 0.4


def test_fail_fails(request_for: Any) -> None:
    pieces = ToneEngine().synthesize([request_for("well {fail}, no", "tone-1")], never)
    assert len(next(iter(pieces)).samples) == WORD_SAMPLES
    with pytest.raises(SynthesisFailed):
        next(iter(pieces))


def test_crash_ends_the_process(request_for: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    class Ended(Exception):
        pass

    def end(status: int) -> None:
        raise Ended(status)

    monkeypatch.setattr(tone.os, "_exit", end)
    with pytest.raises(Ended, match=str(CRASH_STATUS)):
        list(ToneEngine().synthesize([request_for("{crash}", "tone-1")], never))


def test_hang_waits_without_end(request_for: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    class WaitedForEver(Exception):
        pass

    class Event:
        def wait(self, timeout: float | None = None) -> None:
            assert timeout is None
            raise WaitedForEver

    monkeypatch.setattr(tone.threading, "Event", Event)
    with pytest.raises(WaitedForEver):
        list(ToneEngine().synthesize([request_for("{hang}", "tone-1")], never))


def test_slow_computes_until_its_time_is_over(request_for: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    readings = iter([10.0, 10.1, 10.15, 10.2, 11.0])
    monkeypatch.setattr(tone.time, "perf_counter", lambda: next(readings))
    pieces = list(ToneEngine().synthesize([request_for("{slow}", "tone-1")], never))
    assert len(pieces) == 2
    assert next(readings) == 11.0


def test_slow_said_three_times_takes_three_times_as_long(request_for: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    readings = iter([10.0, 10.5, 10.6, 11.0])
    monkeypatch.setattr(tone.time, "perf_counter", lambda: next(readings))
    list(ToneEngine().synthesize([request_for("{slow}{slow}{slow}", "tone-1")], never))
    assert next(readings) == 11.0
