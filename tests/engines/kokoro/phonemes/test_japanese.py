"""Japanese, where the extra is installed."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator

import pytest

from rhapsode_protocol.errors import ModelUnavailable
from rhapsode_server.engines.engine import EngineRequest
from rhapsode_server.engines.kokoro.phonemes.japanese import JapanesePhonemes, _loaded, characters_of
from rhapsode_server.engines.kokoro.phonemes.phonemizer import Phonemizer

RequestFor = Callable[..., EngineRequest]
WORDS = r"[\u4e00-\u9fff][、。」]*|「?[\u3041-\u30ff]+[、。」]*|[A-Za-z0-9]+"


@pytest.fixture(scope="module")
def japanese() -> Iterator[Phonemizer]:
    made = Phonemizer()
    made.warm_up(["ja"])
    if isinstance(made._readers["ja"], JapanesePhonemes):
        yield made
        made.close()
    else:
        made.close()
        pytest.skip("the extra ja is not installed")


@pytest.mark.parametrize(
    ("surface", "kana", "places"),
    [
        ("食べ物", "たべもの", [0, 1, 2, 2]),
        ("東京", "とーきょー", [0, 0, 0, 1, 1]),
        ("イチ", "いち", [0, 1]),
        ("が", "わ", [0]),
        ("お茶漬け", "おちゃづけ", [0, 1, 1, 2, 3]),
        ("今日は", "きょーわ", [0, 0, 1, 2]),
    ],
)
def test_kana_find_the_characters_that_are_read_so(surface: str, kana: str, places: list[int]) -> None:
    def to_hiragana(text: str) -> str:
        return text.translate({code: code - 0x60 for code in range(0x30A1, 0x30F7)})

    assert characters_of(surface, kana, to_hiragana) == places


@pytest.mark.slow
@pytest.mark.parametrize(
    ("text", "symbols"),
    [
        ("食べ物がとても好きです。", "tabemono ɡa totemo sɨkʲi desɨ."),
        ("東京へ行った、「はい」", "toːkʲoː e iʔta, “hai”"),
        ("1200円です", "seɴ ɲi çakɯ eɴ desɨ"),
    ],
)
def test_the_symbols_are_misakis(japanese: Phonemizer, request_for: RequestFor, text: str, symbols: str) -> None:
    """Recorded from misaki 0.9.4's ``Cutlet()``."""
    (row,) = japanese.read(request_for(text, language="ja", word=WORDS))
    assert row.symbols == symbols


@pytest.mark.slow
def test_each_written_unit_has_its_sounds(japanese: Phonemizer, request_for: RequestFor) -> None:
    request = request_for("食べ物がiPhoneの価格は1200円です。", language="ja", word=WORDS)
    (row,) = japanese.read(request)
    said = [(word.text, row.symbols[start:end]) for word, (start, end) in zip(request.words, row.words, strict=True)]
    assert said == [
        *[("食", "ta"), ("べ", "be"), ("物", "mono"), ("が", "ɡa"), ("iPhone", "ˈI fˈOn"), ("の", "no")],
        *[("価", "kaka"), ("格", "kɯ"), ("は", "βa"), ("1200", "seɴ ɲi çakɯ"), ("円", "eɴ"), ("です。", "desɨ")],
    ]


@pytest.mark.slow
def test_given_sounds_are_verbatim(japanese: Phonemizer, marked_request_for: RequestFor) -> None:
    (row,) = japanese.read(marked_request_for("これ[x](/ˈɪT/)、です", language="ja"))
    assert row.symbols == "koɾe ˈɪT, desɨ"


@pytest.mark.slow
def test_without_the_extra_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "misaki.cutlet", None)
    with pytest.raises(ModelUnavailable, match=r"rhapsode\[ja\]"):
        _loaded()


@pytest.mark.slow
def test_letters_of_other_scripts_are_not_silent(japanese: Phonemizer, request_for: RequestFor) -> None:
    (row,) = japanese.read(request_for("これ ß です", language="ja"))
    assert row.warning is None
    assert all(start < end for start, end in row.words)
