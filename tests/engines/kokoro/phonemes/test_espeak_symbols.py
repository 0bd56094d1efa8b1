"""espeak-ng's IPA in the model's symbols."""

from __future__ import annotations

import pytest

from rhapsode_server.engines.kokoro.phonemes.espeak_symbols import english_symbols_of, sounds_only, symbols_of


@pytest.mark.parametrize(
    ("ipa", "sounds"),
    [
        ("œ̃ (^e^n)wiːkˈɛnd(^f^r)", "œ̃ wiːkˈɛnd"),
        ("le-z amˈi", "lez amˈi"),
        ("t^s.^hˈi.5 fˈa5n", "t^s^hˈi fˈan"),
        ("", ""),
    ],
)
def test_what_is_no_sound_goes(ipa: str, sounds: str) -> None:
    assert sounds_only(ipa) == sounds


@pytest.mark.parametrize(
    ("ipa", "symbols"),
    [("t^ʃˈɛː", "ʧˈɛː"), ("βˌe^ɪnti", "βˌAnti"), ("nˌɐ̃^ʊ̃", "nˌɐ̃ʊ̃"), ("d^zˈaː", "ʣˈaː"), ("lˈɔː^ɹd", "lˈɔːɹd")],
)
def test_diphthongs_and_affricates_have_one_symbol(ipa: str, symbols: str) -> None:
    assert symbols_of(ipa) == symbols


@pytest.mark.parametrize(
    ("ipa", "american", "british"),
    [
        ("ɡˈo^ʊ", "ɡˈO", "ɡˈɔʊ"),
        ("ɡˈə^ʊ", "ɡˈəʊ", "ɡˈQ"),
        ("nˈɜːs", "nˈɜɹs", "nˈɜːs"),
        ("lˈɛɾɚ", "lˈɛTəɹ", "lˈɛTəɹ"),
        ("bˈʌʔn̩", "bˈʌtn", "bˈʌtn"),
        ("bˈɑːɾə^l", "bˈɑTᵊl", "bˈɑːTᵊl"),
        ("ɹˈɪðm̩", "ɹˈɪðᵊm", "ɹˈɪðᵊm"),
        ("skwˈe^ə", "skwˈAə", "skwˈɛː"),
        ("lˈɒx", "lˈɒk", "lˈɒk"),
    ],
)
def test_english_has_a_set_of_its_own_for_each_accent(ipa: str, american: str, british: str) -> None:
    assert english_symbols_of(ipa, british=False) == american
    assert english_symbols_of(ipa, british=True) == british
