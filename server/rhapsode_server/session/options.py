"""From what a client said to what a turn is bound to: settings resolved against the catalogue."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from types import MappingProxyType

from rhapsode_protocol.formats import AudioFormat, resolve_format
from rhapsode_protocol.messages import Settings
from rhapsode_server.session.pronunciations import NO_PRONUNCIATIONS, Pronunciations
from rhapsode_server.text.dictionary import Dictionary
from rhapsode_server.text.segmenter import SegmentPolicy
from rhapsode_server.voices import Catalog, Model, Voice

DEFAULT_SPEED = 1.0

AUTO_LANGUAGE = "auto"
"""Said in place of a language: that which the text is most likely in."""

NOTHING_KNOWN: Mapping[str, float] = MappingProxyType({})
"""Of engines' real-time factors."""


class Detection(Enum):
    """How the language of a turn's text is told."""

    NONE = "none"
    """It was said."""
    CAUTIOUS = "cautious"
    """It was not: strong evidence overrules the voice's."""
    LIKELIEST = "likeliest"
    """The client asks for whatever is likeliest."""


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
    detection: Detection = Detection.NONE


def resolve(
    settings: Settings,
    catalog: Catalog,
    real_time_factors: Mapping[str, float] = NOTHING_KNOWN,
    pronunciations: Pronunciations = NO_PRONUNCIATIONS,
    *,
    detects: bool = False,
) -> Options:
    """Bind settings to what the server has; unsaid ones take their defaults.

    Args:
        settings: what the client said.
        catalog: what voices, languages and models exist.
        real_time_factors: of the engines, as far as they are known.
        pronunciations: what dictionaries there are.
        detects: whether a text's language is told from the text, where it is not said.

    Raises:
        UnknownModel, UnknownVoice, UnknownLanguage, UnknownFormat: the catalogue has no such thing.
        Forbidden: the project is somebody else's.
        InvalidRequest: the project has no such dictionary.
    """
    automatic = settings.language == AUTO_LANGUAGE
    choice = catalog.choose(settings.voice_id, None if automatic else settings.language, settings.model_id)
    detection = Detection.LIKELIEST if automatic else Detection.NONE if settings.language else Detection.CAUTIOUS
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
        detection=detection if detects else Detection.NONE,
    )
