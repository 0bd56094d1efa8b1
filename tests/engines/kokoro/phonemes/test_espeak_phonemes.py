"""Any language by espeak-ng: with a scripted link, then with the real library."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from rhapsode_server.engines.engine import EngineRequest
from rhapsode_server.engines.kokoro.phonemes.assembly import assembled
from rhapsode_server.engines.kokoro.phonemes.chunk import chunks
from rhapsode_server.engines.kokoro.phonemes.espeak_ipa import EspeakIpa
from rhapsode_server.engines.kokoro.phonemes.espeak_phonemes import EspeakPhonemes
from rhapsode_server.engines.kokoro.utterance import PhonemeText

Link = Callable[..., Any]
RequestFor = Callable[..., EngineRequest]


def read(link: Any, request: EngineRequest) -> PhonemeText:
    return assembled(EspeakPhonemes(EspeakIpa(link), "xx").read(chunks(request)), len(request.words))


def sounds(row: PhonemeText) -> list[str]:
    return [row.symbols[start:end] for start, end in row.words]


def lower(voice: str, text: str) -> str:
    return re.sub(r"[^a-zé ]", "", text.lower())


def test_a_row_is_one_call_and_its_marks_come_back(scripted_link: Link, request_for: RequestFor) -> None:
    link = scripted_link(lower)
    row = read(link, request_for("“Yes, it is (so they say): all set…” — isn't it?"))
    assert row.symbols == "“yes, it is (so they say): all set…” — isnt it?"
    assert sounds(row) == ["yes", "it", "is", "so", "they", "say", "all", "set", "", "isnt", "it"]
    assert link.calls == [("xx", ["Yes", "it is", "so they say", "all set", "isn't it"])]


def test_joined_words_are_parted_by_how_they_sound_alone(scripted_link: Link, request_for: RequestFor) -> None:
    link = scripted_link(lambda voice, text: {"in the house": "inðe hous", "the": "ðe"}.get(text, text))
    row = read(link, request_for("in the house"))
    assert row.symbols == "inðe hous"
    assert sounds(row) == ["in", "ðe", "hous"]


def test_given_sounds_stand_verbatim_between_clauses(scripted_link: Link, marked_request_for: RequestFor) -> None:
    link = scripted_link(lower)
    row = read(link, marked_request_for("say [it all](/ˈɪT ˈɔ/), please (/ˈɪ/) [x](/ks/)'s"))
    assert row.symbols == "say ˈɪT ˈɔ, please (ˈɪ) kss"
    assert sounds(row) == ["say", "ˈɪT ˈɔ", "please", "ˈɪ", "ks", "s"]
    assert link.calls[0] == ("xx", ["say", "please", "'s"])


def test_words_without_spaces_stay_together(scripted_link: Link, request_for: RequestFor) -> None:
    link = scripted_link(lambda voice, text: text.replace("我", "wo").replace("们", "mən").replace("好", "xau"))
    row = read(link, request_for("我们，好", word="[我们好]"))
    assert row.symbols == "womən, xau"
    assert sounds(row) == ["wo", "mən", "xau"]


def test_an_abbreviation_ends_a_row_but_no_clause(scripted_link: Link, request_for: RequestFor) -> None:
    row = read(scripted_link(lower), request_for("z.B. so u.a."))
    assert row.symbols == "zb so ua."


@pytest.mark.slow
@pytest.mark.parametrize(
    ("language", "text", "symbols"),
    [
        ("fr-fr", "Les amis de l'homme sont là.", "lez amˈi də lˈɔm sˈɔ̃ lˈa."),
        ("es", "¿Qué tal? El perro de la casa.", "kˈe tˈal? el pˈero ðe la kˈasa."),
        ("hi", "ठीक है।", "ʈʰˈiːk hɛː."),
        ("it", "Che cosa c'è?", "ke kˈɔza ʧˈɛː?"),
        ("pt-br", "Não é bom.", "nˌɐ̃ʊ̃ ɛ bˈoŋ."),
        ("de", "Das ist schön!", "das ɪst ʃˈøːn!"),
    ],
)
def test_the_real_library(phonemizer: Any, request_for: RequestFor, language: str, text: str, symbols: str) -> None:
    """The symbols are those of misaki 0.9.4's ``EspeakG2P`` (recorded), but for Hindi's full stop, which it drops."""
    (row,) = phonemizer.read(request_for(text, language=language))
    assert row.symbols == symbols
    assert all(sounds(row))
