"""Who speaks, and in which language."""

from __future__ import annotations

import pytest

from rhapsode_protocol.errors import UnknownLanguage, UnknownModel, UnknownVoice
from rhapsode_server.voices import COMPATIBLE_MODEL_IDS, Catalog, Model, Voice

MODEL = Model("fake-1", "Fake", "fake", "", 24_000)
ANNA = Voice(1, "anna", "Anna", "fake", "a", "en-us", ("de", "en-us"))
BEN = Voice(2, "ben", "Ben", "fake", "b", "en-gb")
CARLA = Voice(3, "carla", "Carla", "fake", "c", "de")
ZHEN = Voice(4, "zhen", "Zhen", "fake", "z", "cmn")


@pytest.fixture
def catalog() -> Catalog:
    return Catalog([MODEL], [CARLA, BEN, ANNA, ZHEN], "anna")


@pytest.mark.parametrize(
    ("voice_id", "language", "voice", "read_in", "warns"),
    [
        (None, None, ANNA, "en-us", False),
        (None, "en", ANNA, "en-us", False),
        (None, "EN_GB", BEN, "en-gb", False),
        (None, "de", CARLA, "de", False),
        (None, "zh", ZHEN, "cmn", False),
        (2, None, BEN, "en-gb", False),
        ("2", None, BEN, "en-gb", False),
        ("BEN", "en", BEN, "en-gb", False),
        ("anna", "de", ANNA, "de", False),
        ("carla", "en", CARLA, "en-us", True),
    ],
)
def test_choice(
    catalog: Catalog, voice_id: int | str | None, language: str | None, voice: Voice, read_in: str, warns: bool
) -> None:
    choice = catalog.choose(voice_id, language)
    assert (choice.voice, choice.language, choice.warning is not None) == (voice, read_in, warns)


@pytest.mark.parametrize("voice_id", [0, 99, -1, "nobody", "", "9999999999999999999999"])
def test_unknown_voices(catalog: Catalog, voice_id: int | str) -> None:
    with pytest.raises(UnknownVoice) as caught:
        catalog.choose(voice_id, None)
    assert caught.value.field == "voice_id"


def test_a_language_that_no_voice_has_for_its_own_is_spoken_by_one_that_has_it_too() -> None:
    catalog = Catalog([MODEL], [BEN, ANNA], "ben")
    choice = catalog.choose(None, "de")
    assert (choice.voice, choice.language, choice.warning) == (ANNA, "de", None)
    assert catalog.languages == ("de", "en-gb", "en-us")


def test_unknown_language(catalog: Catalog) -> None:
    with pytest.raises(UnknownLanguage):
        catalog.choose(None, "tlh")


@pytest.mark.parametrize("model_id", [None, "fake-1", *COMPATIBLE_MODEL_IDS])
def test_models_of_every_generation(catalog: Catalog, model_id: str | None) -> None:
    assert catalog.model(model_id) is MODEL


def test_unknown_model_names_the_known(catalog: Catalog) -> None:
    with pytest.raises(UnknownModel, match="kugel-3"):
        catalog.model("gpt-4")


def test_shared_ids_are_refused() -> None:
    with pytest.raises(ValueError, match="share"):
        Catalog([MODEL], [ANNA, Voice(1, "other", "Other", "fake", "o", "de")], "anna")
    with pytest.raises(ValueError, match="default"):
        Catalog([MODEL], [ANNA], "nobody")
