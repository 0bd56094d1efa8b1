"""Whether a recording carries the watermark, and what the watermark says."""
