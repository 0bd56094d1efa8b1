"""What crosses the wire: messages, formats, errors, JSON. Needs orjson, nothing else."""
