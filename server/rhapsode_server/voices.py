"""Voices, languages and models that this server offers: plain data, given to the session at start.

The catalogue knows no engine's code: an engine contributes rows.
"""

from __future__ import annotations

import contextlib
import re
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
"""Model ids of every protocol generation; clients send them by default, so each is an alias of whatever is served: it
chooses nothing."""

LANGUAGE_ALIASES = {"zh": "cmn", "no": "nb", "en": "en-us", "fr": "fr-fr"}
"""Protocol codes whose engines call the language otherwise; everything else is asked for by its own name."""

NEIGHBOURS = {
    **dict.fromkeys(("en-au", "en-nz", "en-ie", "en-za", "en-in", "en-sg", "en-hk"), "en-gb"),
    **dict.fromkeys(("es-mx", "es-ar", "es-co", "es-cl", "es-pe", "es-ve", "es-us"), "es-419"),
    **dict.fromkeys(("zh-hk", "zh-mo", "zh-yue"), "yue"),
}
"""Countries whose way of speaking has no tag of its own, and the tag that is nearer than the bare code."""

_TAG = re.compile("[a-z]{2,3}(?:-[a-z0-9]{1,8}){0,5}")

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
    limitation: str = ""
    """What it cannot pronounce in its own language, in one sentence; empty where nothing is known of such."""


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
        models: served models, one an engine; the first is the default.
        voices: every voice of these models' engines.
        default_voice: handle of the voice for requests that name neither voice, language nor model.
        mixers: of the engines that can mix their voices; asked in this order about handles that no voice has.
        other_defaults: handles of the voices that speak where another model is named, and no voice; of a model without
            one, its first voice does.

    Raises:
        ValueError: two voices share an id or a handle, a default is missing, or a voice's engine has no model.
    """

    def __init__(
        self,
        models: Sequence[Model],
        voices: Iterable[Voice],
        default_voice: str,
        mixers: Sequence[Mixer] = (),
        *,
        other_defaults: Sequence[str] = (),
    ) -> None:
        self.models = tuple(models)
        self._mixers = tuple(mixers)
        self.voices = tuple(sorted(voices, key=lambda voice: voice.id))
        self._by_id = {voice.id: voice for voice in self.voices}
        self._by_handle = {voice.handle: voice for voice in self.voices}
        if len(self._by_id) != len(self.voices) or len(self._by_handle) != len(self.voices):
            raise ValueError("two voices share an id or a handle")
        for handle in (default_voice, *other_defaults):
            if handle not in self._by_handle:
                raise ValueError(f"the default voice {handle!r} is not in the catalogue")
        self.default_voice = self._by_handle[default_voice]
        self._model_of_engine = {model.engine: model for model in self.models}
        defaults = [self.default_voice, *(self._by_handle[handle] for handle in other_defaults)]
        self._default_of_engine: dict[str, Voice] = {}
        for voice in (*defaults, *self.voices):
            if voice.engine not in self._model_of_engine:
                raise ValueError(f"the engine {voice.engine!r} of voice {voice.handle!r} has no model")
            self._default_of_engine.setdefault(voice.engine, voice)
        self._own: dict[tuple[str, str], Voice] = {}
        """Who speaks a language as a voice's own, by engine and tag; a bare code stands for any variant of it, where
        the engine has no voice of just that tag."""
        self._beside: dict[tuple[str, str], Voice] = {}
        """Who speaks it beside another."""
        self._index_languages()

    def _index_languages(self) -> None:
        # Each engine's default first: where it speaks a language, it is the one.
        ordered = (*self._default_of_engine.values(), *self.voices)
        for voice in ordered:
            self._own.setdefault((voice.engine, voice.language), voice)
            for tag in voice.languages:
                self._beside.setdefault((voice.engine, tag), voice)
        self.languages = tuple(sorted({tag for _, tag in (*self._own, *self._beside)}))
        """Every language tag that some voice speaks."""
        for voice in ordered:
            self._own.setdefault((voice.engine, _code(voice.language)), voice)
        self._understood = {tag for _, tag in (*self._own, *self._beside)}

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
        return self._named_model(model_id) or self.models[0]

    def model_of(self, voice: Voice) -> Model:
        """The model that speaks with a voice, be it a mixture."""
        return self._model_of_engine[voice.engine]

    def _named_model(self, model_id: str | None) -> Model | None:
        """The model that an id chooses; ``None`` for an alias, which chooses none."""
        if model_id is None or model_id in COMPATIBLE_MODEL_IDS:
            return None
        for model in self.models:
            if model.id == model_id:
                return model
        known = ", ".join([model.id for model in self.models] + list(COMPATIBLE_MODEL_IDS))
        raise UnknownModel(f"model_id {model_id[:40]!r} is not served; choose one of {known}", field="model_id")

    def language(self, tag: str) -> str:
        """The tag that the voices use for a language code: of a tag with a country or a script that none of them has
        (``de-AT``, ``zh-Hant-TW``), what is left without it (RFC 4647, section 3.4).

        Raises:
            UnknownLanguage: no voice speaks it.
        """
        wanted = tag.strip().lower().replace("_", "-")
        rest = wanted
        while rest:
            for candidate in (LANGUAGE_ALIASES.get(rest), rest, NEIGHBOURS.get(rest)):
                if candidate in self._understood:
                    return candidate
            rest = rest.rpartition("-")[0] if _TAG.fullmatch(rest) else ""
        raise UnknownLanguage(f"language {tag[:20]!r} is not one that a served voice speaks", field="language")

    def tags_of(self, languages: Iterable[str]) -> dict[str, str]:
        """The tags that the voices use for language codes; codes that no voice speaks are left out."""
        tags = {}
        for language in languages:
            with contextlib.suppress(UnknownLanguage):
                tags[language] = self.language(language)
        return tags

    def choose(self, voice_id: int | str | None, language: str | None, model_id: str | None = None) -> Choice:
        """Decide who speaks and in which language the text is read.

        A named voice decides the engine, and ``language`` steers reading. Where no voice is named, a voice of the
        language is chosen, its engine's default where that speaks it: of the named model, or of the first model that
        has one.

        Raises:
            UnknownVoice: ``voice_id`` names none.
            UnknownLanguage: ``language`` is spoken by none.
            UnknownModel: ``model_id`` is neither a served model nor an alias.
        """
        model = self._named_model(model_id)
        tag = None if language is None else self.language(language)
        if voice_id is None:
            default = self.default_voice if model is None else self._default_of_engine[model.engine]
            voice = default if tag is None else self._speaker(tag, model) or default
            return _read_by(voice, tag)
        choice = _read_by(self.voice(voice_id), tag)
        if model is None or choice.voice.engine == model.engine:
            return choice
        other = self.model_of(choice.voice).id
        warnings = (
            f"voice {choice.voice.handle!r} belongs to the model {other!r}, which speaks in place of {model.id!r}",
            choice.warning,
        )
        return Choice(choice.voice, choice.language, "; ".join(filter(None, warnings)))

    def _speaker(self, tag: str, model: Model | None) -> Voice | None:
        """Who speaks a language where only that is named: of one model, or of the first that has a voice for it."""
        engines = self._default_of_engine if model is None else (model.engine,)
        for index in (self._own, self._beside):
            for engine in engines:
                if (engine, tag) in index:
                    return index[engine, tag]
        return None


def _read_by(voice: Voice, tag: str | None) -> Choice:
    """A voice, reading a text of some language as it can."""
    if tag is None or tag == voice.language or tag in voice.languages:
        return Choice(voice, tag or voice.language)
    if _code(tag) == _code(voice.language):
        # "en" beside a British voice means English, not American English.
        return Choice(voice, voice.language)
    warning = f"voice {voice.handle!r} does not speak {tag!r}; the text is read through espeak-ng's phonemes"
    return Choice(voice, tag, warning)


def _code(tag: str) -> str:
    """The bare code of a language: ``en`` of ``en-gb``."""
    return tag.split("-")[0]
