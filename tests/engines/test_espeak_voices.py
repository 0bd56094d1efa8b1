from __future__ import annotations

import ctypes
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from rhapsode_server.engines import espeak_voices
from rhapsode_server.engines.espeak_files import EspeakFiles
from rhapsode_server.engines.espeak_voices import DEFAULT_VOICE, LANGUAGES, VARIANTS, espeak_name, voices
from rhapsode_server.text.languages import READ_LANGUAGES
from rhapsode_server.voices import LANGUAGE_ALIASES, Catalog, Model

NOT_SPOKEN = {"fo", "kaa", "xex"}
"""Listed by the library, but without a dictionary in the wheel."""


def test_ids_and_handles_are_permanent() -> None:
    """A failure here means that a row was moved or taken out: append instead."""
    known = {voice.handle: voice.id for voice in voices()}
    assert known["espeak-en-us"] == 10_000
    assert known["espeak-en-us-m1"] == 10_001
    assert known["espeak-en-us-annie"] == 10_019
    assert known["espeak-af"] == 10_100
    assert known["espeak-de-f3"] == 12_411
    assert known["espeak-yue-latn-jyutping-annie"] == 23_719
    first_edition = [language.tag for language in LANGUAGES[1:138]]
    assert first_edition == sorted(first_edition)


def test_the_plain_voice_comes_first() -> None:
    catalogue = Catalog([Model("espeak", "", "espeak", "", 24_000)], voices(), DEFAULT_VOICE)
    for language in LANGUAGES:
        chosen = catalogue.choose(None, language.tag).voice
        assert chosen.handle == f"espeak-{language.tag}"
        assert "+" not in chosen.engine_voice


def test_rows_say_who_speaks() -> None:
    by_handle = {voice.handle: voice for voice in voices()}
    voice = by_handle["espeak-fr-fr-f2"]
    assert (voice.name, voice.sex, voice.language) == ("French (France) – Female 2", "female", "fr-fr")
    assert voice.engine_voice == "fr+f2"
    assert {"de", "cmn", "fr-fr"} <= set(voice.languages)
    assert all(re.fullmatch("[a-z0-9_-]+", handle) for handle in by_handle)


def test_language_codes_of_the_protocol_are_there() -> None:
    assert all(espeak_name(tag) for tag in LANGUAGE_ALIASES.values())
    assert espeak_name("fr-fr") == "fr"
    assert espeak_name("en-gb") == "en"
    assert espeak_name("nb") == "nb"
    assert [espeak_name(code) for code in ("zh", "no", "en", "fr")] == ["cmn", "nb", "en-us", "fr"]
    assert all(espeak_name(tag) for tag in READ_LANGUAGES), "whatever a text changes to can be said"
    assert espeak_name("tlh") is None


def test_a_table_that_outgrows_its_ids_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(espeak_voices, "VARIANTS_PER_LANGUAGE", len(VARIANTS) - 1)
    with pytest.raises(ValueError, match="outgrown"):
        voices()


@pytest.mark.slow
def test_the_library_has_these_languages_and_variants() -> None:
    """Asked in a process of its own, as the library is never loaded into ours."""
    library_path, data_path = EspeakFiles().paths()
    names = [language.espeak_name or language.tag for language in LANGUAGES]
    asked = names + [f"{name}+{variant.espeak_name}" for name in names for variant in VARIANTS[1:]]
    answer = subprocess.run(
        [sys.executable, __file__, library_path, data_path],
        input=json.dumps(asked),
        capture_output=True,
        text=True,
        check=True,
    )
    told = json.loads(answer.stdout)
    assert [name for name, status in zip(asked, told["statuses"], strict=True) if status] == []
    chosen = dict(zip(names, told["identifiers"], strict=False))
    listed = set(told["listed"])
    spoken = {identifier for identifier in listed if identifier.rpartition("/")[2] not in NOT_SPOKEN}
    # Each row brings its own language of the list, and none of the list is left out.
    assert len(set(chosen.values())) == len(names)
    assert set(chosen.values()) == spoken
    present = {path.name for path in (Path(data_path) / "voices" / "!v").iterdir()}
    assert {variant.espeak_name for variant in VARIANTS[1:]} <= present


def _ask_the_library(library_path: str, data_path: str) -> None:
    """What :func:`test_the_library_has_these_languages_and_variants` runs as a program."""

    class ListedVoice(ctypes.Structure):
        _fields_ = (("name", ctypes.c_char_p), ("languages", ctypes.c_char_p), ("identifier", ctypes.c_char_p))

    library = ctypes.CDLL(library_path)
    library.espeak_ListVoices.restype = ctypes.POINTER(ctypes.POINTER(ListedVoice))
    library.espeak_GetCurrentVoice.restype = ctypes.POINTER(ListedVoice)
    library.espeak_Initialize(2, 0, data_path.encode(), 0x8000)
    rows = library.espeak_ListVoices(None)
    listed = []
    while rows[len(listed)]:
        listed.append(rows[len(listed)].contents.identifier.decode())
    statuses, identifiers = [], []
    for name in json.load(sys.stdin):
        statuses.append(library.espeak_SetVoiceByName(name.encode()))
        identifiers.append(library.espeak_GetCurrentVoice().contents.identifier.decode())
    json.dump({"listed": listed, "statuses": statuses, "identifiers": identifiers}, sys.stdout)


if __name__ == "__main__":
    _ask_the_library(*sys.argv[1:])


def test_what_is_normalised_but_not_pronounced_is_flagged() -> None:
    flagged = {voice.language for voice in voices() if voice.limitation}
    assert flagged == set(espeak_voices.LIMITATIONS) == {"th", "ja", "he", "ar", "fa", "ur", "ta", "da"}
    thai = next(voice for voice in voices() if voice.handle == "espeak-th")
    assert "letter by letter" in thai.limitation
