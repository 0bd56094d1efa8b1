"""The door: which reader reads what, and what is told of it."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

import pytest

from rhapsode_protocol.errors import SynthesisFailed
from rhapsode_server.engines.engine import EngineRequest
from rhapsode_server.engines.kokoro.phonemes.phonemizer import Phonemizer
from rhapsode_server.engines.kokoro.utterance import MAX_SYMBOLS

Link = Callable[..., Any]
RequestFor = Callable[..., EngineRequest]


@pytest.mark.parametrize(
    ("language", "voice"), [("fr-fr", "fr"), ("pt-br", "pt-br"), ("de", "de"), ("fr", "fr"), ("yue", "yue")]
)
def test_other_languages_are_read_by_the_librarys_voice(
    scripted_link: Link, request_for: RequestFor, language: str, voice: str
) -> None:
    link = scripted_link()
    (row,) = Phonemizer(link).read(request_for("so la", language=language))
    assert (row.symbols, row.words, row.warning) == ("so la", ((0, 2), (3, 5)), None)
    assert link.calls[0][0] == voice


def test_a_language_that_nobody_reads_is_an_error(scripted_link: Link, request_for: RequestFor) -> None:
    with pytest.raises(SynthesisFailed, match="nobody reads 'tlh'"):
        Phonemizer(scripted_link()).read(request_for("nuqneH", language="tlh"))


def test_a_missing_extra_is_told_and_espeak_reads(
    scripted_link: Link, request_for: RequestFor, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setitem(sys.modules, "jieba", None)
    link = scripted_link()
    phonemizer = Phonemizer(link)
    phonemizer.warm_up(["cmn"])
    assert link.started == 1
    assert 'pip install "rhapsode[zh]"' in caplog.text
    for language in ("cmn", "zh"):
        (row,) = phonemizer.read(request_for("ma", language=language))
        assert row.symbols == "ma"
        assert row.warning is not None
        assert 'pip install "rhapsode[zh]"' in row.warning
    assert {voice for voice, _ in link.calls} == {"cmn"}


def test_a_quotation_is_read_by_its_own_reader(scripted_link: Link, marked_request_for: RequestFor) -> None:
    link = scripted_link(lambda voice, text: text if text.isascii() else {"ru": "so la", "el": "mi"}[voice])
    request = marked_request_for("sie sagt «Привет всем» und Γεια.", language="de")
    (row,) = Phonemizer(link).read(request)
    assert link.calls == [
        ("de", ["sie sagt"]),
        ("ru", ["Привет всем"]),
        ("de", ["und"]),
        ("el", ["Γεια"]),
    ]
    assert row.symbols == 'sie saɡt "so la" und mi.'
    assert [row.symbols[start:end] for start, end in row.words][:5] == ["sie", "saɡt", "so", "la", "und"]


def test_a_missing_extra_for_a_quotation_is_told(
    scripted_link: Link, marked_request_for: RequestFor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "jieba", None)
    (row,) = Phonemizer(scripted_link(lambda voice, text: "so")).read(marked_request_for("so 你", language="de"))
    assert row.warning is not None
    assert 'pip install "rhapsode[zh]"' in row.warning


@pytest.mark.slow
@pytest.mark.parametrize(
    ("quotation", "language"),
    [
        ("Привет, мир", "ru"),
        ("你好", "cmn"),
        ("ありがとう", "ja"),
        ("안녕하세요", "ko"),
        ("नमस्ते", "hi"),
        ("مرحبا", "ar"),
    ],
)
def test_a_quotation_has_the_phonemes_of_its_language(
    phonemizer: Phonemizer, quotation: str, language: str, marked_request_for: RequestFor
) -> None:
    text = f"He said {quotation} and left."
    request = marked_request_for(text)
    (row,) = phonemizer.read(request)
    (alone,) = phonemizer.read(marked_request_for(quotation, language=language))
    assert row.symbols == f"hˌi sˈɛd {alone.symbols} ænd lˈɛft."
    assert all(start < end for start, end in row.words)
    assert (row.unknown, row.warning) == (0, None)


def test_what_is_left_out_is_told(scripted_link: Link, request_for: RequestFor) -> None:
    phonemizer = Phonemizer(scripted_link(lambda voice, text: {"so la": "so", "la": ""}.get(text, text)))
    (row,) = phonemizer.read(request_for("so la", language="de"))
    assert row.words == ((0, 2), (2, 2))
    assert row.warning == "some words of this text could not be read and were left out"
    (row,) = Phonemizer(scripted_link(lambda voice, text: "so¤")).read(request_for("so", language="de"))
    assert (row.symbols, row.unknown) == ("so", 1)
    assert row.warning == "some sounds of this text are not among the model's and were left out"


def test_given_sounds_are_spoken_and_what_the_model_lacks_of_them_is_told(
    scripted_link: Link, marked_request_for: RequestFor
) -> None:
    phonemizer = Phonemizer(scripted_link())
    (row,) = phonemizer.read(marked_request_for("so [+](/plʌs/) /ʘǃɡ/", language="de"))
    assert (row.symbols, row.words, row.unknown) == ("so plʌs ɡ", ((0, 2), (3, 7), (8, 9)), 2)
    assert row.left_out == "ʘǃ"
    assert row.warning == "some sounds of this text are not among the model's and were left out"
    with pytest.raises(SynthesisFailed, match="could not be turned into phonemes"):
        phonemizer.read(marked_request_for("[+](/ǃʘ/)", language="de"))


def test_a_text_without_any_sound_is_an_error(scripted_link: Link, request_for: RequestFor) -> None:
    with pytest.raises(SynthesisFailed, match="could not be turned into phonemes"):
        Phonemizer(scripted_link(lambda voice, text: "")).read(request_for("so la", language="de"))


def test_marks_alone_are_rows_and_nothing_is_none(scripted_link: Link, request_for: RequestFor) -> None:
    phonemizer = Phonemizer(scripted_link())
    assert [row.symbols for row in phonemizer.read(request_for("… !", language="de"))] == ["… !"]
    assert phonemizer.read(request_for("", language="de")) == ()


def test_long_rows_are_parted(scripted_link: Link, request_for: RequestFor) -> None:
    rows = Phonemizer(scripted_link()).read(request_for("so la, " * 200, language="de"))
    assert len(rows) == 3
    assert all(len(row.symbols) <= MAX_SYMBOLS and row.symbols.endswith(",") for row in rows)
    spoken = [number for row in rows for number, (start, end) in enumerate(row.words) if start < end]
    assert spoken == list(range(400))


def test_it_closes_only_a_link_of_its_own(scripted_link: Link) -> None:
    link = scripted_link()
    Phonemizer(link).close()
    assert link.closed == 0
    own = Phonemizer()
    own.close()
    own.close()
    assert own._link.host_pid is None


@pytest.mark.slow
def test_texts_that_kill_the_library_cost_words_and_no_more(phonemizer: Phonemizer, request_for: RequestFor) -> None:
    for text in ("a." * 192, "'s" * 68, "A.B." * 96):
        (row, *_) = phonemizer.read(request_for(f"Gut {text} so", language="de"))
        assert row.symbols.startswith("ɡˈuːt")
    (row,) = phonemizer.read(request_for("Guten Tag", language="de"))
    assert row.warning is None
