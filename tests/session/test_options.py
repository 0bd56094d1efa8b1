"""What settings come to: the voice decides the engine, and the engine the model that the figures name."""

from __future__ import annotations

import pytest

from rhapsode_protocol.errors import UnknownModel
from rhapsode_protocol.messages import Settings
from rhapsode_server.session.options import resolve
from rhapsode_server.voices import Catalog, Model, Voice

NEURAL, PLAIN = Model("neural-1", "Neural", "neural", "", 24_000), Model("plain-1", "Plain", "plain", "", 24_000)
NORA = Voice(1, "nora", "Nora", "neural", "n", "en-us", ("en-us", "it"))
PAUL, PETRA = (
    Voice(number, name, name, "plain", name, language, ("en-us", "de"))
    for number, name, language in ((2, "paul", "en-us"), (3, "petra", "de"))
)


@pytest.fixture
def catalog() -> Catalog:
    return Catalog([NEURAL, PLAIN], [NORA, PAUL, PETRA], "nora")


@pytest.mark.parametrize(
    ("settings", "voice", "model", "warns"),
    [
        (Settings(), NORA, NEURAL, False),
        (Settings(language="de"), PETRA, PLAIN, False),
        (Settings(voice_id="paul"), PAUL, PLAIN, False),
        (Settings(voice_id="nora", language="de"), NORA, NEURAL, True),
        (Settings(model_id="plain-1"), PAUL, PLAIN, False),
        (Settings(model_id="plain-1", voice_id="nora"), NORA, NEURAL, True),
        (Settings(model_id="kugel-3", voice_id="paul"), PAUL, PLAIN, False),
    ],
)
def test_the_model_is_that_of_whoever_speaks(
    catalog: Catalog, settings: Settings, voice: Voice, model: Model, warns: bool
) -> None:
    options = resolve(settings, catalog)
    assert (options.voice, options.model, options.warning is not None) == (voice, model, warns)


def test_an_unknown_model_is_refused_whatever_voice_is_named(catalog: Catalog) -> None:
    with pytest.raises(UnknownModel):
        resolve(Settings(model_id="gpt-4", voice_id="nora"), catalog)
