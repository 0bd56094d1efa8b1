"""One stream as the scheduler sees it."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field

from rhapsode_server.speech import SpeechJob

HEAD_START_S = 1.0
"""How long a listener who has heard something must have been dry to go before one who has heard nothing.

Lower, and first audio waits behind streams that merely stutter; higher, and a flood of new streams silences old ones.
"""


@dataclass(slots=True, eq=False)
class QueuedStream:
    """The jobs of one stream, and what its listener has in hand. Times are seconds of the scheduler's clock."""

    generation: int
    queue: deque[SpeechJob] = field(default_factory=deque)
    flight: SpeechJob | None = None
    worker: int | None = None
    pinned: bool = False
    """Whether the worker holds state of work that is still going on."""
    held: bool = False
    forgotten: bool = False
    made_until: float | None = None
    """When the listener runs dry if all audio made so far is delivered at once; ``None`` where nothing was made."""
    delivered_until: float | None = None
    """When the listener runs dry by what was delivered; ``None`` where nothing was."""
    waits_since: float = 0.0
    """When its first queued job could have started."""
    sounding: bool = False
    """Whether the job in flight gives sound already."""
    owner: str | None = None
    """Who is counted as having work in this stream; ``None`` while it has none."""

    @property
    def is_new(self) -> bool:
        """Whether the listener has heard nothing yet, and nothing was made for him."""
        return self.made_until is None and self.delivered_until is None

    def dry_at(self) -> float:
        """When the listener runs dry; where nothing was made, some time before the stream began to wait."""
        known = [until for until in (self.made_until, self.delivered_until) if until is not None]
        return max(known) if known else self.waits_since - HEAD_START_S
