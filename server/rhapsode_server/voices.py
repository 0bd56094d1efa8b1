"""Voices, languages and models that this server offers: plain data, given to the session at start.

The catalogue knows no engine's code: an engine contributes rows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from rhapsode_protocol.errors import UnknownLanguage, UnknownModel, UnknownVoice

COMPATIBLE_MODEL_IDS = (
    "kugel-1",
    "kugel-1-turbo",
    "kugel-2",
    "kugel-2-turbo",
    "kugel-2.5",
    "kugel-3",
    "kugel-3.5",
)
"""Model ids of every protocol generation; clients send them by default, so each is an alias of the served engine."""

LANGUAGE_ALIASES = {"zh": "cmn", "no": "nb", "en": "en-us", "fr": "fr-fr"}
"""Protocol codes whose engines call the language otherwise; everything else is asked for by its own name."""

MIX_ID = 0
"""Stands where a voice's number would, for voices that have none: mixtures, which only their handle names."""


@dataclass(frozen=True, slots=True)
class Voice:
    """One speaker."""

    id: int
    """Permanent: a number once given out is never given to another voice. ``MIX_ID`` for a mixture."""
    handle: str
    """Permanent name in lower case letters, digits, hyphens and underscores; a mixture's has signs too."""
    name: str
    engine: str
    engine_voice: str
    """What the engine calls it."""
    language: str
    """The tag of its own language, such as ``en-us``."""
    languages: tuple[str, ...] = ()
    """Other languages the speaker has; empty where the speaker has only its own."""
    sex: str | None = None
    """``male``, ``female``, ``neutral`` or unknown."""
    description: str = ""


@dataclass(frozen=True, slots=True)
class Model:
    """One served engine as ``GET /v1/models`` lists it."""

    id: str
    name: str
    engine: str
    description: str
    sample_rate_hz: int


@dataclass(frozen=True, slots=True)
class Choice:
    """Voice and language that a request gets."""

    voice: Voice
    language: str
    """Tag of the language in which the text is read."""
    warning: str | None = None
    """What was chosen otherwise than asked, in one sentence; ``None`` where nothing was."""


Mixer = Callable[[str], Voice | None]
"""Reads a handle as a mixture of an engine's voices: the voice that it stands for, or ``None`` where it is not written
as a mixture. Raises ``UnknownVoice`` where it is, but cannot be read."""


class Catalog:
    """A read-only index over all voices. Knows nothing of sockets or engines.

    Args:
        models: served models; the first is the default.
        voices: every voice of these models' engines.
        default_voice: handle of the voice for requests that name neither voice nor language.
        mixers: of the engines that can mix their voices; asked in this order about handles that no voice has.

    Raises:
        ValueError: two voices share an id or a handle, or the default is missing.
    """

    def __init__(
        self, models: Sequence[Model], voices: Iterable[Voice], default_voice: str, mixers: Sequence[Mixer] = ()
    ) -> None:
        self.models = tuple(models)
        self._mixers = tuple(mixers)
        self.voices = tuple(sorted(voices, key=lambda voice: voice.id))
        self._by_id = {voice.id: voice for voice in self.voices}
        self._by_handle = {voice.handle: voice for voice in self.voices}
        if len(self._by_id) != len(self.voices) or len(self._by_handle) != len(self.voices):
            raise ValueError("two voices share an id or a handle")
        if default_voice not in self._by_handle:
            raise ValueError(f"the default voice {default_voice!r} is not in the catalogue")
        self.default_voice = self._by_handle[default_voice]
        self._first_of_language: dict[str, Voice] = {}
        for voice in self.voices:
            self._first_of_language.setdefault(voice.language, voice)
        for voice in (self.default_voice, *self.voices):
            # Where no voice has the language for its own, one that has it beside its own.
            for tag in voice.languages:
                self._first_of_language.setdefault(tag, voice)

    @property
    def languages(self) -> tuple[str, ...]:
        """Every language tag that some voice speaks, sorted."""
        return tuple(sorted(self._first_of_language))

    def voice(self, voice_id: int | str) -> Voice:
        """The voice with this number or handle; a number written as a string counts as a number. A handle may also be
        a mixture of voices, where an engine mixes them.

        Raises:
            UnknownVoice: there is none, or a mixture cannot be read.
        """
        if isinstance(voice_id, str) and voice_id.isascii() and voice_id.isdigit() and len(voice_id) < 10:
            voice_id = int(voice_id)
        voice = self._by_id.get(voice_id) if isinstance(voice_id, int) else self._named(voice_id)
        if voice is None:
            shown = repr(voice_id)[:60]
            raise UnknownVoice(f"voice_id {shown} is not in the catalogue; GET /v1/voices lists them", field="voice_id")
        return voice

    def _named(self, handle: str) -> Voice | None:
        voice = self._by_handle.get(handle.lower())
        if voice is None:
            voice = next((mix for mixer in self._mixers if (mix := mixer(handle)) is not None), None)
        return voice

    def model(self, model_id: str | None) -> Model:
        """The served model that an id of any protocol generation names; the default where none is named.

        Raises:
            UnknownModel: the id is neither a served model nor an alias.
        """
        if model_id is None or model_id in COMPATIBLE_MODEL_IDS:
            return self.models[0]
        for model in self.models:
            if model.id == model_id:
                return model
        known = ", ".join([model.id for model in self.models] + list(COMPATIBLE_MODEL_IDS))
        raise UnknownModel(f"model_id {model_id[:40]!r} is not served; choose one of {known}", field="model_id")

    def language(self, tag: str) -> str:
        """The tag that the voices use for a language code.

        Raises:
            UnknownLanguage: no voice speaks it.
        """
        wanted = tag.strip().lower().replace("_", "-")
        for candidate in (LANGUAGE_ALIASES.get(wanted), wanted):
            if candidate in self._first_of_language:
                return candidate
        raise UnknownLanguage(f"language {tag[:20]!r} is not one that a served voice speaks", field="language")

    def choose(self, voice_id: int | str | None, language: str | None) -> Choice:
        """Decide who speaks and in which language the text is read.

        A named voice decides the engine, and ``language`` steers reading; where no voice is named, a voice of the
        language is chosen, the default voice where it speaks it.

        Raises:
            UnknownVoice: ``voice_id`` names none.
            UnknownLanguage: ``language`` is spoken by none.
        """
        tag = None if language is None else self.language(language)
        if voice_id is None:
            if tag is None or tag == self.default_voice.language:
                return Choice(self.default_voice, self.default_voice.language)
            return Choice(self._first_of_language[tag], tag)
        voice = self.voice(voice_id)
        if tag is None or tag == voice.language or tag in voice.languages:
            return Choice(voice, tag or voice.language)
        if tag.split("-")[0] == voice.language.split("-")[0]:
            # "en" beside a British voice means English, not American English.
            return Choice(voice, voice.language)
        warning = f"voice {voice.handle!r} does not speak {tag!r}; the text is read through espeak-ng's phonemes"
        return Choice(voice, tag, warning)
