"""Recurrent layers over rows of different lengths."""

from __future__ import annotations

from torch import Tensor, nn
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

from rhapsode_server.engines.kokoro.lengths import Lengths


def run_recurrent(layer: nn.LSTM, x: Tensor, lengths: Lengths) -> Tensor:
    """Run a bidirectional layer over each row alone: its backward half starts at the row's own last step.

    Args:
        layer: batch first.
        x: ``[B, T, C]``.
        lengths: of the rows.

    Returns:
        ``[B, T, H]``; zero on padding.
    """
    if not lengths.ragged:
        return layer(x)[0]  # type: ignore[no-any-return]
    # The packed lengths live on the host:
    # https://docs.pytorch.org/docs/stable/generated/torch.nn.utils.rnn.pack_padded_sequence
    packed = pack_padded_sequence(x, lengths.tensor.cpu(), batch_first=True, enforce_sorted=False)
    return pad_packed_sequence(layer(packed)[0], batch_first=True, total_length=lengths.padded)[0]
