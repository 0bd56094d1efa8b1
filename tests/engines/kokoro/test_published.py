from __future__ import annotations

import re

from rhapsode_server.engines.kokoro.published import CONFIG_FILE, KOKORO, WEIGHTS_FILE, voice_file
from rhapsode_server.engines.kokoro.voices import voices

PREFIXES = {
    "af_heart": "0ab5709b",
    "am_adam": "ced7e284",
    "bf_emma": "d0a423de",
    "em_santa": "aa8620cb",
    "ff_siwis": "8073bf2d",
    "hm_psi": "2f0f055c",
    "im_nicola": "234ed066",
    "jm_kumo": "98340afd",
    "pf_dora": "07e4ff98",
    "zm_yunyang": "5238ac22",
}
"""Of the checksums as ``VOICES.md`` shows them, one of each language and more."""


def test_the_revision_is_a_commit_and_every_file_has_a_checksum_of_its_own() -> None:
    assert re.fullmatch("[0-9a-f]{40}", KOKORO.revision)
    checksums = [file.sha256 or "" for file in KOKORO.files.values()]
    assert all(re.fullmatch("[0-9a-f]{64}", checksum) for checksum in checksums)
    assert len(set(checksums)) == len(KOKORO.files) == 56


def test_every_voice_of_the_catalogue_is_published_and_no_other() -> None:
    in_catalogue = {voice_file(voice.handle) for voice in voices()}
    assert set(KOKORO.files) == in_catalogue | {CONFIG_FILE, WEIGHTS_FILE}


def test_checksums_begin_as_the_repository_says() -> None:
    for voice, prefix in PREFIXES.items():
        assert (KOKORO.files[voice_file(voice)].sha256 or "").startswith(prefix)
