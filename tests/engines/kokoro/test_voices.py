from __future__ import annotations

import subprocess
import sys
from collections import Counter

import pytest

from rhapsode_server.engines.espeak_voices import voices as espeak_voices
from rhapsode_server.engines.kokoro import voices as table
from rhapsode_server.engines.kokoro.voice_mix import mixed_voice
from rhapsode_server.engines.kokoro.voices import DEFAULT_VOICE, voices
from rhapsode_server.engines.tone import voices as tone_voices
from rhapsode_server.voices import LANGUAGE_ALIASES, Catalog, Model

MODEL = Model("kokoro", "", "kokoro", "", 24_000)


def test_all_published_voices_are_there() -> None:
    """Counts as in the repository's ``VOICES.md``."""
    counts = Counter((voice.language, voice.sex) for voice in voices())
    assert counts == {
        ("en-us", "female"): 11,
        ("en-us", "male"): 9,
        ("en-gb", "female"): 4,
        ("en-gb", "male"): 4,
        ("es", "female"): 1,
        ("es", "male"): 2,
        ("fr-fr", "female"): 1,
        ("hi", "female"): 2,
        ("hi", "male"): 2,
        ("it", "female"): 1,
        ("it", "male"): 1,
        ("ja", "female"): 4,
        ("ja", "male"): 1,
        ("pt-br", "female"): 1,
        ("pt-br", "male"): 2,
        ("cmn", "female"): 4,
        ("cmn", "male"): 4,
    }
    assert len(voices()) == 54


def test_ids_and_handles_are_permanent() -> None:
    """A failure here means that a row was moved or taken out: append instead."""
    known = {voice.handle: voice.id for voice in voices()}
    first_edition = {
        "af_heart": 1_000,
        "af_bella": 1_001,
        "am_adam": 1_019,
        "bf_emma": 1_100,
        "bm_daniel": 1_107,
        "ef_dora": 1_200,
        "ff_siwis": 1_300,
        "hf_alpha": 1_400,
        "if_sara": 1_500,
        "jf_alpha": 1_600,
        "jm_kumo": 1_604,
        "pf_dora": 1_700,
        "zf_xiaobei": 1_800,
        "zm_yunyang": 1_807,
    }
    assert {handle: known[handle] for handle in first_edition} == first_edition


def test_no_other_engine_has_such_an_id_or_handle() -> None:
    mine = {voice.id for voice in voices()} | {voice.handle for voice in voices()}
    others = (*espeak_voices(), *tone_voices())
    assert not mine & ({voice.id for voice in others} | {voice.handle for voice in others})


def test_a_language_is_spoken_by_its_best_voice() -> None:
    catalogue = Catalog([MODEL], voices(), DEFAULT_VOICE)
    chosen = {tag: catalogue.choose(None, tag).voice.handle for tag in ("en", "en-gb", "es", "fr", "it", "zh", "ja")}
    assert chosen == {
        "en": "af_heart",
        "en-gb": "bf_emma",
        "es": "ef_dora",
        "fr": "ff_siwis",
        "it": "if_sara",
        "zh": "zf_xiaobei",
        "ja": "jf_alpha",
    }
    assert catalogue.language("zh") == LANGUAGE_ALIASES["zh"]


def test_every_voice_reads_every_language_of_the_model_without_a_warning() -> None:
    catalogue = Catalog([MODEL], voices(), DEFAULT_VOICE)
    for tag in ("en-us", "en-gb", "es", "fr-fr", "hi", "it", "ja", "pt-br", "cmn"):
        choice = catalogue.choose("jm_kumo", tag)
        assert (choice.voice.handle, choice.language, choice.warning) == ("jm_kumo", tag, None)


def test_rows_say_who_speaks() -> None:
    by_handle = {voice.handle: voice for voice in voices()}
    heart, dora = by_handle["af_heart"], by_handle["pf_dora"]
    assert (heart.name, heart.engine_voice) == ("Heart (American English)", "af_heart")
    assert heart.description == "A woman's voice in American English, graded A by its makers."
    assert dora.description == "A woman's voice in Brazilian Portuguese."


def test_mixes_are_voices_of_the_catalogue() -> None:
    catalogue = Catalog([MODEL], voices(), DEFAULT_VOICE, [mixed_voice])
    choice = catalogue.choose("bm_george(1) + af_heart(2)", "en")
    assert (choice.voice.handle, choice.language) == ("af_heart(2)+bm_george(1)", "en-us")
    assert choice.voice not in catalogue.voices


@pytest.mark.parametrize("bound", ["MAX_LANGUAGES", "VOICES_PER_LANGUAGE"])
def test_a_table_that_outgrows_its_ids_is_refused(monkeypatch: pytest.MonkeyPatch, bound: str) -> None:
    monkeypatch.setattr(table, bound, 2)
    with pytest.raises(ValueError, match="outgrown"):
        voices()


def test_listing_and_mixing_voices_loads_no_library() -> None:
    """The process that owns the sockets does it."""
    program = (
        "import sys; from rhapsode_server.engines.kokoro.voice_mix import mixed_voice;"
        "import rhapsode_server.engines.kokoro.files; assert mixed_voice('af_heart+am_echo');"
        "sys.exit(any(name in sys.modules for name in ('numpy', 'torch', 'kokoro', 'huggingface_hub', 'misaki')))"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
