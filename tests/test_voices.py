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
        (None, "de-AT", CARLA, "de", False),
        (None, "de_DE", CARLA, "de", False),
        (None, "zh-Hant-TW", ZHEN, "cmn", False),
        (None, "zh-HK", ZHEN, "cmn", False),
        (None, "en-AU", BEN, "en-gb", False),
        (None, "en-PH", ANNA, "en-us", False),
        ("carla", "de-CH", CARLA, "de", False),
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


@pytest.mark.parametrize("tag", ["tlh", "tlh-de", "german", "de-", "-de", "de-Ö", "", "de-" * 1000])
def test_unknown_language(catalog: Catalog, tag: str) -> None:
    with pytest.raises(UnknownLanguage):
        catalog.choose(None, tag)


@pytest.mark.parametrize("model_id", [None, "fake-1", *COMPATIBLE_MODEL_IDS])
def test_models_of_every_generation(catalog: Catalog, model_id: str | None) -> None:
    assert catalog.model(model_id) is MODEL


def test_unknown_model_names_the_known(catalog: Catalog) -> None:
    with pytest.raises(UnknownModel, match="kugel-3"):
        catalog.model("gpt-4")


# --- Two engines at once ----------------------------------------------------------------------------------------------

NEURAL = Model("neural-1", "Neural", "neural", "", 24_000)
TAGS = ("en-us", "fr-fr", "pt-br")
NORA = Voice(11, "nora", "Nora", "neural", "n", "en-us", TAGS)
OTTO = Voice(12, "otto", "Otto", "neural", "o", "en-us", TAGS)
FLORE = Voice(13, "flore", "Flore", "neural", "f", "fr-fr", TAGS)
PILAR = Voice(14, "pilar", "Pilar", "neural", "p", "pt-br", TAGS)
WIDE = ("en-us", "fr-fr", "de", "pt", "pt-br")
RON = Voice(101, "ron", "Ron", "fake", "r", "en-us", WIDE)
RUTH = Voice(102, "ruth", "Ruth", "fake", "ru", "de", WIDE)
RUI = Voice(103, "rui", "Rui", "fake", "ri", "pt", WIDE)
REMY = Voice(104, "remy", "Remy", "fake", "re", "fr-fr", WIDE)


def blend(handle: str) -> Voice | None:
    return Voice(0, handle, handle, "neural", handle, "en-us", TAGS) if "+" in handle else None


@pytest.fixture
def both() -> Catalog:
    voices = [RON, RUTH, RUI, REMY, NORA, OTTO, FLORE, PILAR]
    return Catalog([NEURAL, MODEL], voices, "otto", [blend], other_defaults=["ron"])


@pytest.mark.parametrize(
    ("voice_id", "language", "model_id", "voice", "read_in", "warns"),
    [
        # Nothing said, or what official clients always say: the default, whatever its number.
        (None, None, None, OTTO, "en-us", False),
        (None, None, "kugel-3", OTTO, "en-us", False),
        (None, "en", "kugel-3", OTTO, "en-us", False),
        # A language: the first engine that has a voice for it.
        (None, "fr", None, FLORE, "fr-fr", False),
        (None, "de", "kugel-3", RUTH, "de", False),
        (None, "pt-BR", None, PILAR, "pt-br", False),
        (None, "pt", None, PILAR, "pt-br", False),
        # A model: its engine, and its default voice.
        (None, None, "fake-1", RON, "en-us", False),
        (None, None, "neural-1", OTTO, "en-us", False),
        (None, "de", "fake-1", RUTH, "de", False),
        (None, "fr", "fake-1", REMY, "fr-fr", False),
        (None, "pt", "fake-1", RUI, "pt", False),
        (None, "pt-br", "fake-1", RON, "pt-br", False),
        (None, "de", "neural-1", OTTO, "de", True),
        # A voice decides, whatever else is said.
        ("ruth", None, "neural-1", RUTH, "de", True),
        ("ruth", None, "fake-1", RUTH, "de", False),
        ("ruth", None, "kugel-3", RUTH, "de", False),
        ("nora", "de", None, NORA, "de", True),
        ("nora", "de", "fake-1", NORA, "de", True),
        ("ron", "de", None, RON, "de", False),
    ],
)
def test_choice_among_engines(
    both: Catalog,
    voice_id: str | None,
    language: str | None,
    model_id: str | None,
    voice: Voice,
    read_in: str,
    warns: bool,
) -> None:
    choice = both.choose(voice_id, language, model_id)
    assert (choice.voice, choice.language, choice.warning is not None) == (voice, read_in, warns)


def test_the_model_is_that_of_the_voice(both: Catalog) -> None:
    assert [both.model_of(voice).id for voice in (NORA, RUTH)] == ["neural-1", "fake-1"]
    assert both.model_of(both.voice("nora+otto")) is NEURAL
    assert both.model(None) is both.model("kugel-3") is NEURAL
    assert both.model("fake-1") is MODEL


def test_a_voice_of_another_model_than_the_named_one_is_told_of_in_one_sentence(both: Catalog) -> None:
    warning = both.choose("nora", None, "fake-1").warning
    assert warning == "voice 'nora' belongs to the model 'neural-1', which speaks in place of 'fake-1'"
    assert "; voice 'nora' does not speak 'de'" in str(both.choose("nora", "de", "fake-1").warning)


def test_an_unknown_model_is_refused_beside_a_voice_too(both: Catalog) -> None:
    with pytest.raises(UnknownModel, match="choose one of neural-1, fake-1, kugel-1"):
        both.choose("nora", None, "gpt-4")


def test_languages_are_those_of_all_engines_and_no_bare_codes(both: Catalog) -> None:
    assert both.languages == ("de", "en-us", "fr-fr", "pt", "pt-br")
    assert both.language("PT") == both.language("pt-PT") == "pt"


def test_an_engine_without_a_named_default_has_its_first_voice() -> None:
    catalog = Catalog([NEURAL, MODEL], [RUTH, RON, NORA], "nora")
    assert catalog.choose(None, None, "fake-1").voice == RON


def test_voices_without_a_model_and_defaults_without_a_voice_are_refused() -> None:
    with pytest.raises(ValueError, match="the engine 'fake' of voice 'ron' has no model"):
        Catalog([NEURAL], [NORA, RON], "nora")
    with pytest.raises(ValueError, match="the default voice 'ron' is not in the catalogue"):
        Catalog([NEURAL, MODEL], [NORA], "nora", other_defaults=["ron"])


def test_shared_ids_are_refused() -> None:
    with pytest.raises(ValueError, match="share"):
        Catalog([MODEL], [ANNA, Voice(1, "other", "Other", "fake", "o", "de")], "anna")
    with pytest.raises(ValueError, match="default"):
        Catalog([MODEL], [ANNA], "nobody")
