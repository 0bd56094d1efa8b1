from __future__ import annotations

import subprocess
import sys

import pytest

from rhapsode_protocol.errors import ModelUnavailable
from rhapsode_protocol.formats import NATIVE_RATE_HZ
from rhapsode_server.engines import registry
from rhapsode_server.engines.registry import (
    ENGINES,
    EngineRow,
    default_voice,
    engine_row,
    find_obstacle,
    load_engine,
    load_mixers,
    load_voices,
    served_engines,
)
from rhapsode_server.voices import Catalog, Model


def test_rows_are_found_under_their_own_names() -> None:
    for name in ENGINES:
        row = engine_row(name)
        assert row.name == name == row.model.engine
        assert row.model.sample_rate_hz == NATIVE_RATE_HZ


@pytest.mark.parametrize(
    "ask", [engine_row, load_engine, load_voices, load_mixers, default_voice, served_engines, find_obstacle]
)
def test_an_unknown_name_is_answered_with_the_known_ones(ask: object) -> None:
    assert callable(ask)
    with pytest.raises(ValueError, match="'kazoo' is not known; choose one of kokoro, espeak, tone"):
        ask("kazoo")


def test_all_voices_fit_into_one_catalogue() -> None:
    rows = list(ENGINES.values())
    every = [voice for row in rows for voice in load_voices(row.name)]
    for row in rows:
        catalogue = Catalog(
            [other.model for other in rows],
            every,
            row.default_voice,
            other_defaults=[other.default_voice for other in rows],
        )
        assert catalogue.default_voice.engine == row.name
        assert catalogue.choose(None, None, row.model.id).voice.handle == row.default_voice


def test_an_engine_is_served_with_those_it_brings_along() -> None:
    assert served_engines("kokoro") == ("kokoro", "espeak")
    assert [served_engines(name) for name in ("espeak", "tone")] == [("espeak",), ("tone",)]
    for name in ENGINES:
        # What is brought along brings nothing: one look at the row tells all.
        assert all(served_engines(brought) == (brought,) for brought in served_engines(name)[1:])


def test_the_default_voice_is_found_without_the_engine() -> None:
    assert {name: default_voice(name).handle for name in ENGINES} == {
        name: row.default_voice for name, row in ENGINES.items()
    }


def test_what_needs_nothing_meets_no_obstacle() -> None:
    assert find_obstacle("espeak") is find_obstacle("tone") is None
    assert "rhapsode models pull" in str(find_obstacle("kokoro"))


def test_listing_voices_and_looking_for_obstacles_imports_no_engine() -> None:
    """The process that owns the sockets does both; numpy, torch and the libraries stay out of it."""
    program = (
        "import sys; from rhapsode_server.engines.registry import *; assert load_voices('espeak');"
        "assert load_voices('kokoro'); assert load_mixers('kokoro'); find_obstacle('kokoro');"
        "sys.exit(any(name in sys.modules for name in ('numpy', 'ctypes', 'espeakng_loader', 'torch', 'kokoro')))"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


def test_an_engine_that_mixes_says_where_that_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    assert load_mixers("tone") == ()
    row = EngineRow(
        name="mixing",
        model=Model("mixing", "Mixing", "kokoro", "", NATIVE_RATE_HZ),
        engine="rhapsode_server.engines.tone:ToneEngine",
        voices="rhapsode_server.engines.kokoro.voices:voices",
        default_voice="af_heart",
        mixer="rhapsode_server.engines.kokoro.voice_mix:mixed_voice",
    )
    monkeypatch.setitem(registry.ENGINES, "mixing", row)
    catalogue = Catalog([row.model], load_voices("mixing"), row.default_voice, load_mixers("mixing"))
    assert catalogue.voice("af_heart(2)+am_echo(1)").engine == "kokoro"


def test_a_missing_package_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    row = EngineRow(
        name="kazoo",
        model=Model("kazoo", "Kazoo", "kazoo", "", NATIVE_RATE_HZ),
        engine="kazoo_that_nobody_has:Kazoo",
        voices="kazoo_that_nobody_has:voices",
        default_voice="kazoo",
    )
    monkeypatch.setitem(registry.ENGINES, "kazoo", row)
    with pytest.raises(ModelUnavailable, match="needs the package 'kazoo_that_nobody_has'"):
        load_engine("kazoo")
    with pytest.raises(ModelUnavailable, match="needs the package 'kazoo_that_nobody_has'"):
        load_voices("kazoo")
