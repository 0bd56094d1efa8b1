"""Few shapes, each made once, for batches of every size. That it sounds right is in ``test_forward``."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from rhapsode_bench import seeded_kokoro
from rhapsode_server.engines.kokoro import bucketed_vocoder
from rhapsode_server.engines.kokoro.bucketed_vocoder import FRAME_STEP, BucketedVocoder, frame_bucket, row_bucket
from rhapsode_server.engines.kokoro.forward import Forward
from rhapsode_server.engines.kokoro.harmonic_source import SeededNoise
from rhapsode_server.engines.kokoro.lengths import DeviceLengths, Lengths


@given(st.integers(1, 6_000))
def test_a_bucket_is_little_longer_than_what_it_holds(frames: int) -> None:
    bucket = frame_bucket(frames)
    assert frames <= bucket <= max(32, FRAME_STEP * frames + 8)
    assert frame_bucket(bucket) == bucket
    assert bucket % 8 == 0


def test_there_are_few_buckets() -> None:
    # 510 symbols last some 1,500 frames, and never more than 50 each.
    assert len({frame_bucket(frames) for frames in range(1, 1_500)}) <= 20
    assert len({frame_bucket(frames) for frames in range(1, 25_600)}) <= 32


@pytest.mark.parametrize(("rows", "bucket"), [(1, 1), (2, 2), (3, 4), (5, 8), (9, 16), (16, 16), (17, 17)])
def test_rows_are_padded_to_the_next_power_of_two(rows: int, bucket: int) -> None:
    assert row_bucket(rows) == bucket


def test_lengths_on_the_device_are_those_on_the_host() -> None:
    counts = [3, 7, 1]
    host, device = Lengths(counts, torch.device("cpu"), 9), DeviceLengths(torch.tensor(counts), 9)
    for one, other in (
        (host, device),
        (host.scaled(4, 1), device.scaled(4, 1)),
        (host.divided(2, 1), device.divided(2, 1)),
    ):
        assert other.ragged
        assert other.padded == one.padded
        assert other.tensor.tolist() == one.tensor.tolist()
        assert torch.equal(other.mask, one.mask)
        assert torch.equal(other.weight, one.weight)


def test_a_size_is_made_once_and_the_oldest_goes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bucketed_vocoder, "MAX_RECORDINGS", 2)
    model = seeded_kokoro.compact_model()
    vocoder = BucketedVocoder(model.decoder)
    made: list[Any] = []
    room = BucketedVocoder._room
    monkeypatch.setattr(BucketedVocoder, "_room", lambda self, *size: made.append(size) or room(self, *size))
    forward = Forward(model, vocoder)

    def speak(rows: int, symbols: int) -> None:
        said = seeded_kokoro.make_rows([symbols] * rows, model.vocab, seed=1)
        forward.speak(said, seeded_kokoro.make_styles(rows, seed=1), SeededNoise(range(rows)))

    speak(1, 3)
    speak(1, 2)
    assert len(made) == 1
    speak(2, 3)
    speak(1, 3)
    assert len(made) == 2
    speak(3, 3)
    speak(2, 3)
    assert len(made) == 4, "the two-row size was the longest out of use"
    assert all(after[0] != before[0] for before, after in pairwise(made))
    forward.close()
    forward.close()
