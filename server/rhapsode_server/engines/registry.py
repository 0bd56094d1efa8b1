"""Every engine, a row each. An engine's code is imported only when it is chosen."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, cast

from rhapsode_protocol.errors import ModelUnavailable
from rhapsode_protocol.formats import NATIVE_RATE_HZ
from rhapsode_server.engines.engine_options import EngineOptions
from rhapsode_server.voices import Mixer, Model, Voice

if TYPE_CHECKING:
    # It imports numpy, which the process that lists voices and owns the sockets has no use for.
    from rhapsode_server.engines.engine import Engine


@dataclass(frozen=True, slots=True, kw_only=True)
class EngineRow:
    """What is known of an engine without loading it."""

    name: str
    model: Model
    """How ``GET /v1/models`` lists it; ``sample_rate_hz`` is what clients get by default, not the engine's own."""
    engine: str
    """``module:Class`` of an :class:`~rhapsode_server.engines.engine.Engine`, built without arguments, or from
    :class:`~rhapsode_server.engines.engine_options.EngineOptions` where :attr:`computes` says so."""
    voices: str
    """``module:function`` that returns the catalogue rows; light enough for the process that owns the sockets."""
    default_voice: str
    """Handle of the voice for requests that name none."""
    computes: bool = False
    """Whether the engine loads a network: it is then built from what it is given of the machine."""
    mixer: str | None = None
    """``module:function`` that reads a handle as a mixture of this engine's voices, as light as ``voices``; ``None``
    where the engine cannot mix."""
    brings: tuple[str, ...] = ()
    """Engines whose voices are served beside its own, in the same worker. Where one of them cannot start, this one
    speaks without it."""
    obstacle: str | None = None
    """``module:function`` that takes the folder of models and says in one line why the engine cannot be used now, and
    what to do; or ``None`` where nothing stands in its way. As light as ``voices``. Left out where the engine needs
    nothing that may be missing."""
    automatic: bool = False
    """Whether ``auto`` may choose it: of those in the table that it may, it takes the first without an obstacle."""


ENGINES = {
    "kokoro": EngineRow(
        name="kokoro",
        model=Model(
            id="kokoro-82m",
            name="Kokoro 82M",
            engine="kokoro",
            description="A neural voice in nine languages, 54 speakers and their mixtures.",
            sample_rate_hz=NATIVE_RATE_HZ,
        ),
        engine="rhapsode_server.engines.kokoro.engine:KokoroEngine",
        voices="rhapsode_server.engines.kokoro.voices:voices",
        default_voice="af_heart",
        computes=True,
        mixer="rhapsode_server.engines.kokoro.voice_mix:mixed_voice",
        brings=("espeak",),
        obstacle="rhapsode_server.engines.kokoro.obstacle:obstacle",
        automatic=True,
    ),
    "espeak": EngineRow(
        name="espeak",
        model=Model(
            id="espeak",
            name="eSpeak NG",
            engine="espeak",
            description="Formant speech in 138 languages, on any machine, hundreds of times faster than real time.",
            sample_rate_hz=NATIVE_RATE_HZ,
        ),
        engine="rhapsode_server.engines.espeak:EspeakEngine",
        voices="rhapsode_server.engines.espeak_voices:voices",
        default_voice="espeak-en-us",
        automatic=True,
    ),
    "tone": EngineRow(
        name="tone",
        model=Model(
            id="tone",
            name="Tone",
            engine="tone",
            description="For development: a pure tone per voice, 80 ms per word.",
            sample_rate_hz=NATIVE_RATE_HZ,
        ),
        engine="rhapsode_server.engines.tone:ToneEngine",
        voices="rhapsode_server.engines.tone:voices",
        default_voice="tone-0",
    ),
}
"""Every engine by its name; those that ``auto`` chooses from, the best first."""


def engine_row(name: str) -> EngineRow:
    """The row of an engine.

    Raises:
        ValueError: there is no engine of that name.
    """
    row = ENGINES.get(name)
    if row is None:
        raise ValueError(f"engine {name[:40]!r} is not known; choose one of {', '.join(ENGINES)}")
    return row


def served_engines(name: str) -> tuple[str, ...]:
    """The engines that are served where this one is chosen: itself first, then those that it brings along.

    Raises:
        ValueError: there is no engine of that name.
    """
    return (name, *engine_row(name).brings)


def find_obstacle(name: str, models_dir: Path | None = None) -> str | None:
    """Why an engine cannot be used now, in one line that says what to do; ``None`` where nothing stands in its way.

    Looks at the disk, and loads nothing. That nothing is seen is no promise: a file may be damaged.

    Args:
        name: of the engine.
        models_dir: where model files are; by default the user's data folder.

    Raises:
        ValueError: there is no engine of that name.
    """
    path = engine_row(name).obstacle
    if path is None:
        return None
    return cast("Callable[[Path | None], str | None]", _load(path, name))(models_dir)


def load_engine(name: str, options: EngineOptions | None = None) -> Engine:
    """Import and build an engine; the caller must call ``warm_up`` before its first request, and ``close`` at the end.

    Args:
        name: of the engine.
        options: what it is given of the machine, for an engine that computes.

    Raises:
        ValueError: there is no engine of that name.
        ModelUnavailable: a package that the engine needs is not installed, or the machine has not what is asked for.
    """
    row = engine_row(name)
    build = cast("Callable[..., Engine]", _load(row.engine, name))
    return build(options or EngineOptions()) if row.computes else build()


def load_voices(name: str) -> tuple[Voice, ...]:
    """An engine's catalogue rows, without loading the engine.

    Raises:
        ValueError: there is no engine of that name.
        ModelUnavailable: a package that the list needs is not installed.
    """
    build = cast("Callable[[], tuple[Voice, ...]]", _load(engine_row(name).voices, name))
    return build()


def default_voice(name: str) -> Voice:
    """The voice that speaks where a request names the engine's model, and no voice.

    Raises:
        ValueError: there is no engine of that name.
        ModelUnavailable: a package that the list needs is not installed.
    """
    handle = engine_row(name).default_voice
    return next(voice for voice in load_voices(name) if voice.handle == handle)


def load_mixers(name: str) -> tuple[Mixer, ...]:
    """What the catalogue needs to read an engine's mixtures: one function, or none where it cannot mix.

    Raises:
        ValueError: there is no engine of that name.
        ModelUnavailable: a package that mixing needs is not installed.
    """
    path = engine_row(name).mixer
    return () if path is None else (cast("Mixer", _load(path, name)),)


def _load(path: str, engine: str) -> object:
    """What a ``module:name`` path names."""
    module, _, name = path.partition(":")
    try:
        return getattr(importlib.import_module(module), name)
    except ImportError as missing:
        raise ModelUnavailable(
            f"engine {engine!r} needs the package {missing.name!r}, which is not installed"
        ) from missing
