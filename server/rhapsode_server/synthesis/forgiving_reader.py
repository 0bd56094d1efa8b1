"""A reader that a fault in one expression of one language does not silence.

The expressions that say numbers and their like are many, in 39 languages. Where one of them fails, the segment is
spoken as it is written: heard less well, but heard.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass

from rhapsode_server.synthesis.fault import describe_fault
from rhapsode_server.text.reading import Reading
from rhapsode_server.text.segment import Segment

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ForgivingReader:
    """Reads segments as its reader does, and as written where that fails."""

    reads: Callable[[Segment, str, bool], Reading]
    """Reads a segment (``text.normalizer.Normalizer.read``)."""

    def read(self, segment: Segment, language: str, normalize: bool) -> Reading:
        """The spoken form of a segment; see the normaliser. What fails without normalisation too is raised."""
        try:
            return self.reads(segment, language, normalize)
        except Exception as error:
            if not normalize:
                raise
            logger.error("numbers in %s are spoken as written: %s", language, describe_fault(error))
            return self.reads(segment, language, False)
