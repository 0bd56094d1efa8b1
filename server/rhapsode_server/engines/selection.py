"""Which engine speaks, and why: named by whoever starts the server, or the best one that can be used."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from rhapsode_protocol.errors import ModelUnavailable
from rhapsode_server.engines.registry import ENGINES, engine_row, find_obstacle

AUTO = "auto"
"""Stands in the place of an engine's name, and leaves the choice to :func:`select_engine`."""

CHOICES = (AUTO, *ENGINES)
"""What can be asked for."""


@dataclass(frozen=True, slots=True)
class Selection:
    """An engine, chosen before anything of it is loaded. It stays chosen: a model that then turns out to be damaged is
    an error for whoever runs the server, and not another voice for its clients."""

    engine: str
    """Its name."""
    reason: str
    """Why it is this one, in one line for log, ``/health`` and ``/v1/models``: what keeps a better one from being used,
    and what to do about it."""


def select_engine(asked: str, models_dir: Path | None = None) -> Selection:
    """The engine to start.

    Args:
        asked: an engine's name, or ``auto``.
        models_dir: where model files are; by default the user's data folder.

    Raises:
        ValueError: there is no engine of that name.
        ModelUnavailable: none of those that ``auto`` chooses from can be used.
    """
    if asked != AUTO:
        return Selection(engine_row(asked).name, "asked for by name")
    obstacles: list[str] = []
    for row in ENGINES.values():
        if not row.automatic:
            continue
        obstacle = find_obstacle(row.name, models_dir)
        if obstacle is None:
            why = "; ".join(obstacles) or "the best one, and all that it needs is here"
            return Selection(row.name, f"chosen by auto: {why}")
        obstacles.append(f"{row.name} cannot be used, because {obstacle}")
    raise ModelUnavailable("; ".join(obstacles))
