"""The audio chains that a worker keeps, one a stream."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable

from rhapsode_protocol.formats import AudioFormat
from rhapsode_server.audio.chain import Chain
from rhapsode_server.speech import StreamId

MAX_CHAINS = 512
"""Chains kept for streams that are not speaking just now.

Lower, and a busy worker makes them anew for nearly every segment; higher, and streams that were never forgotten cost
memory: a chain holds some kilobytes, with an AudioSeal watermarker some hundred.
"""


class Chains:
    """Makes a chain when a stream first speaks, and keeps it for the stream's next segment.

    A chain between two segments holds nothing that cannot be made again, so the one unused longest may be let go, and a
    stream whose next segment comes of another engine gets another.

    Args:
        make: builds a chain for a format, an engine's rate and a watermark message (``None``: the server's).
        limit: how many are kept; those of one batch are never let go for each other while it is below this.
    """

    def __init__(self, make: Callable[[AudioFormat, int, int | None], Chain], limit: int = MAX_CHAINS) -> None:
        self._make = make
        self._limit = limit
        self._kept: OrderedDict[StreamId, tuple[AudioFormat, int, int | None, Chain]] = OrderedDict()

    def __len__(self) -> int:
        return len(self._kept)

    def get(
        self, stream: StreamId, audio_format: AudioFormat, engine_rate_hz: int, message: int | None = None
    ) -> Chain:
        """The stream's chain, a new one where there is none or where it does not fit: what comes out of it has another
        format now, what goes in has another rate, or the mark says something else."""
        kept = self._kept.get(stream)
        wanted = (audio_format, engine_rate_hz, message)
        if kept is None or kept[:3] != wanted:
            kept = (*wanted, self._make(*wanted))
        self._kept[stream] = kept
        self._kept.move_to_end(stream)
        while len(self._kept) > self._limit:
            self._kept.popitem(last=False)
        return kept[3]

    def forget(self, stream: StreamId) -> None:
        """Let go of a stream's chain: the stream is over, or the chain's state cannot be trusted."""
        self._kept.pop(stream, None)
