"""What every stage of the chain takes and gives."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Samples = NDArray[np.float32]
"""Mono audio ``[T]``, float32, in [-1, 1]; each stage says at which rate."""

SILENCE: Samples = np.zeros(0, np.float32)
"""No samples at all. Read-only, so that it can be handed out without a copy."""
SILENCE.flags.writeable = False
