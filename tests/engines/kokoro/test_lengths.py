"""Where rows end, at every rate."""

from __future__ import annotations

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from rhapsode_server.engines.kokoro.lengths import Lengths, Padded, silence, stack

CPU = torch.device("cpu")
counts_of_rows = st.lists(st.integers(1, 12), min_size=1, max_size=5)


def test_padding_is_replaced_by_an_exact_zero_whatever_stands_there() -> None:
    x = torch.full((2, 1, 3), float("nan"))
    x[0] = 1.0
    x[1, :, :1] = 2.0
    assert silence(x, Lengths([3, 1], CPU)).tolist() == [[[1, 1, 1]], [[2, 0, 0]]]


def test_rows_that_fill_the_tensor_are_left_alone() -> None:
    x = torch.ones(2, 1, 3)
    assert silence(x, Lengths([3, 3], CPU)) is x
    assert silence(x, Lengths([2, 2], CPU, padded_to=3))[:, :, 2].abs().sum() == 0


@settings(deadline=None)
@given(counts_of_rows, st.integers(1, 6), st.integers(0, 2))
def test_rates_go_up_and_down_again(counts: list[int], factor: int, extra: int) -> None:
    lengths = Lengths(counts, CPU)
    raised = lengths.scaled(factor, extra)
    assert raised.counts == tuple(count * factor + extra for count in counts)
    assert raised.mask.sum(1).tolist() == list(raised.counts)
    assert lengths.scaled(factor).divided(factor).counts == lengths.counts


@settings(deadline=None)
@given(counts_of_rows, st.data())
def test_stacked_rows_come_apart_again(counts: list[int], data: st.DataObject) -> None:
    rows = [Padded(torch.rand(1, 2, count), Lengths([count], CPU)) for count in counts]
    chosen = data.draw(st.lists(st.sampled_from(range(len(counts))), min_size=1, unique=True))
    left = stack(rows).select(chosen)
    assert left.values.shape[-1] == max(counts[row] for row in chosen)
    for place, row in enumerate(chosen):
        assert torch.equal(left.values[place, :, : counts[row]], rows[row].values[0])
        assert left.values[place, :, counts[row] :].abs().sum() == 0


@pytest.mark.parametrize("counts", [[], [3, 0]])
def test_a_row_has_a_step(counts: list[int]) -> None:
    with pytest.raises(ValueError, match="at least one step"):
        Lengths(counts, CPU)
