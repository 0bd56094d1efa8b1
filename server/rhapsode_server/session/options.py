"""From what a client said to what a turn is bound to: settings resolved against the catalogue."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from rhapsode_protocol.formats import AudioFormat, resolve_format
from rhapsode_protocol.messages import Settings
from rhapsode_server.session.pronunciations import NO_PRONUNCIATIONS, Pronunciations
from rhapsode_server.text.dictionary import Dictionary
from rhapsode_server.text.segmenter import SegmentPolicy
from rhapsode_server.voices import Catalog, Model, Voice

DEFAULT_SPEED = 1.0

NOTHING_KNOWN: Mapping[str, float] = MappingProxyType({})
"""Of engines' real-time factors."""


@dataclass(frozen=True, slots=True)
class Options:
    """Everything that is fixed when a turn or context opens. It never changes afterwards."""

    model: Model
    """The one that speaks with the voice, whatever model was asked for."""
    voice: Voice
    language: str
    speed: float
    format: AudioFormat
    normalize: bool
    word_timestamps: bool
    debug: bool
    """Whether the final message explains its figures."""
    policy: SegmentPolicy
    warning: str | None
    """What was chosen otherwise than asked."""
    dictionaries: tuple[Dictionary, ...] = ()
    """What words are replaced by, the first before the others."""


def resolve(
    settings: Settings,
    catalog: Catalog,
    real_time_factors: Mapping[str, float] = NOTHING_KNOWN,
    pronunciations: Pronunciations = NO_PRONUNCIATIONS,
) -> Options:
    """Bind settings to what the server has; unsaid ones take their defaults.

    Args:
        settings: what the client said.
        catalog: what voices, languages and models exist.
        real_time_factors: of the engines, as far as they are known.
        pronunciations: what dictionaries there are.

    Raises:
        UnknownModel, UnknownVoice, UnknownLanguage, UnknownFormat: the catalogue has no such thing.
        Forbidden: the project is somebody else's.
        InvalidRequest: the project has no such dictionary.
    """
    choice = catalog.choose(settings.voice_id, settings.language, settings.model_id)
    return Options(
        model=catalog.model_of(choice.voice),
        voice=choice.voice,
        language=choice.language,
        speed=DEFAULT_SPEED if settings.speed is None else settings.speed,
        format=resolve_format(settings.output_format, settings.sample_rate_hz),
        normalize=settings.normalize is not False,
        word_timestamps=settings.word_timestamps is True,
        debug=settings.debug is True,
        policy=SegmentPolicy.from_settings(settings, real_time_factors.get(choice.voice.engine, 0.0)),
        warning=choice.warning,
        dictionaries=pronunciations.choose(settings.project_id, settings.dictionary_ids, choice.language),
    )
