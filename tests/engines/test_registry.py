from __future__ import annotations

import subprocess
import sys

import pytest

from rhapsode_protocol.errors import ModelUnavailable
from rhapsode_protocol.formats import NATIVE_RATE_HZ
from rhapsode_server.engines import registry
from rhapsode_server.engines.registry import ENGINES, EngineRow, engine_row, load_engine, load_mixers, load_voices
from rhapsode_server.voices import Catalog, Model


def test_rows_are_found_under_their_own_names() -> None:
    for name in ENGINES:
        row = engine_row(name)
        assert row.name == name == row.model.engine
        assert row.model.sample_rate_hz == NATIVE_RATE_HZ


@pytest.mark.parametrize("ask", [engine_row, load_engine, load_voices])
def test_an_unknown_name_is_answered_with_the_known_ones(ask: object) -> None:
    assert callable(ask)
    with pytest.raises(ValueError, match="'kazoo' is not known; choose one of espeak, tone"):
        ask("kazoo")


def test_all_voices_fit_into_one_catalogue() -> None:
    rows = list(ENGINES.values())
    every = [voice for row in rows for voice in load_voices(row.name)]
    for row in rows:
        catalogue = Catalog([other.model for other in rows], every, row.default_voice)
        assert catalogue.default_voice.engine == row.name
    assert catalogue.choose(None, "de").voice.handle == "espeak-de"


def test_listing_voices_imports_no_engine() -> None:
    """The process that owns the sockets lists voices; numpy and the library stay out of it."""
    program = (
        "import sys; from rhapsode_server.engines.registry import load_voices; assert load_voices('espeak');"
        "sys.exit(any(name in sys.modules for name in ('numpy', 'ctypes', 'espeakng_loader')))"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


def test_an_engine_that_mixes_says_where_that_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    assert load_mixers("tone") == ()
    row = EngineRow(
        name="mixing",
        model=Model("mixing", "Mixing", "mixing", "", NATIVE_RATE_HZ),
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
