"""The permanent table of Kokoro's published voices, and the catalogue rows that follow from it.

Rules of this file: both tables are append-only, since a row's place is part of its voice's id
(``1_000 + 100 * language + place``), and ids and handles are never given to another voice. The first voice of a
language is the one that speaks where a request names only the language, so the best graded stands first. It loads no
library: the catalogue is there before any engine is.

Names, sexes and grades are those of the model's ``VOICES.md``.
"""

from __future__ import annotations

from typing import NamedTuple

from rhapsode_server.voices import Voice

ENGINE = "kokoro"
FIRST_ID = 1_000
VOICES_PER_LANGUAGE = 100
"""Ids set aside for one language. Part of every id: it can never change."""
MAX_LANGUAGES = 90
"""Ids end at 9,999: espeak-ng's begin behind."""
DEFAULT_VOICE = "af_heart"


class SpokenLanguage(NamedTuple):
    """One language that the model was trained on."""

    tag: str
    name: str
    voices: tuple[str, ...]
    """Published names, each with its grade behind a blank where its makers gave one (A is best). The second letter is
    the sex."""


LANGUAGES = (
    SpokenLanguage(
        "en-us",
        "American English",
        (
            "af_heart A",
            "af_bella A-",
            "af_nicole B-",
            "af_aoede C+",
            "af_kore C+",
            "af_sarah C+",
            "af_alloy C",
            "af_nova C",
            "af_sky C-",
            "af_jessica D",
            "af_river D",
            "am_fenrir C+",
            "am_michael C+",
            "am_puck C+",
            "am_echo D",
            "am_eric D",
            "am_liam D",
            "am_onyx D",
            "am_santa D-",
            "am_adam F+",
        ),
    ),
    SpokenLanguage(
        "en-gb",
        "British English",
        (
            "bf_emma B-",
            "bf_isabella C",
            "bf_alice D",
            "bf_lily D",
            "bm_fable C",
            "bm_george C",
            "bm_lewis D+",
            "bm_daniel D",
        ),
    ),
    SpokenLanguage("es", "Spanish", ("ef_dora", "em_alex", "em_santa")),
    SpokenLanguage("fr-fr", "French", ("ff_siwis B-",)),
    SpokenLanguage("hi", "Hindi", ("hf_alpha C", "hf_beta C", "hm_omega C", "hm_psi C")),
    SpokenLanguage("it", "Italian", ("if_sara C", "im_nicola C")),
    SpokenLanguage("ja", "Japanese", ("jf_alpha C+", "jf_gongitsune C", "jf_tebukuro C", "jf_nezumi C-", "jm_kumo C-")),
    SpokenLanguage("pt-br", "Brazilian Portuguese", ("pf_dora", "pm_alex", "pm_santa")),
    SpokenLanguage(
        "cmn",
        "Mandarin Chinese",
        (
            "zf_xiaobei D",
            "zf_xiaoni D",
            "zf_xiaoxiao D",
            "zf_xiaoyi D",
            "zm_yunjian D",
            "zm_yunxi D",
            "zm_yunxia D",
            "zm_yunyang D",
        ),
    ),
)
"""Append only, languages and the voices of each. Every voice reads every one of them, with its own accent."""

_SEXES = {"f": ("female", "A woman's"), "m": ("male", "A man's")}


def voices() -> tuple[Voice, ...]:
    """Every published voice, language by language.

    Raises:
        ValueError: a table has outgrown its share of the ids.
    """
    if len(LANGUAGES) > MAX_LANGUAGES or any(len(language.voices) > VOICES_PER_LANGUAGE for language in LANGUAGES):
        raise ValueError("the tables of Kokoro's voices have outgrown their ids")
    tags = tuple(language.tag for language in LANGUAGES)
    return tuple(
        _voice(FIRST_ID + VOICES_PER_LANGUAGE * number + place, row, language, tags)
        for number, language in enumerate(LANGUAGES)
        for place, row in enumerate(language.voices)
    )


def _voice(voice_id: int, row: str, language: SpokenLanguage, tags: tuple[str, ...]) -> Voice:
    handle, _, grade = row.partition(" ")
    sex, whose = _SEXES[handle[1]]
    graded = f", graded {grade} by its makers" if grade else ""
    return Voice(
        id=voice_id,
        handle=handle,
        name=f"{handle[3:].capitalize()} ({language.name})",
        engine=ENGINE,
        engine_voice=handle,
        language=language.tag,
        languages=tags,
        sex=sex,
        description=f"{whose} voice in {language.name}{graded}.",
    )
