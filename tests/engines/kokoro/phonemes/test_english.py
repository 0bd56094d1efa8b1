"""English through misaki's lexicon, our tags and espeak-ng."""

from __future__ import annotations

import logging
import re
import subprocess
import sys
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rhapsode_protocol.errors import ModelUnavailable, SynthesisFailed
from rhapsode_server.engines.engine import EngineRequest
from rhapsode_server.engines.kokoro.phonemes.phonemizer import Phonemizer
from rhapsode_server.engines.kokoro.phonemes.symbol_table import MARKS, SYMBOLS

pytestmark = pytest.mark.slow

RequestFor = Callable[..., EngineRequest]


def sounds(phonemizer: Phonemizer, request: EngineRequest) -> list[str]:
    (row,) = phonemizer.read(request)
    return [row.symbols[start:end] for start, end in row.words]


def test_words_numbers_and_marks(english_phonemizer: Phonemizer, request_for: RequestFor) -> None:
    (row,) = english_phonemizer.read(
        request_for("Dr. Smith doesn't live in the well-known house — he's at $3.50, \"sure\" (so)!")
    )
    assert row.symbols == (
        "dˈɑktəɹ smˈɪθ dˈʌzᵊnt lˈɪv ɪn ðə wˌɛlnˈOn hˈWs — hiz æt θɹˈi dˈɑləɹz ænd fˈɪfti sˈɛnts, “ʃˈʊɹ” (sˌO)!"
    )
    assert [row.symbols[start:end] for start, end in row.words] == [
        *["dˈɑktəɹ", "smˈɪθ", "dˈʌzᵊnt", "lˈɪv", "ɪn", "ðə", "wˌɛlnˈOn", "hˈWs", "", "hiz", "æt"],
        *["θɹˈi dˈɑləɹz ænd fˈɪfti sˈɛnts", "ʃˈʊɹ", "sˌO"],
    ]
    assert (row.unknown, row.warning) == (0, None)


def test_accents_differ(english_phonemizer: Phonemizer, request_for: RequestFor) -> None:
    assert sounds(english_phonemizer, request_for("schedule tomato")) == ["skˈɛʤˌul", "təmˈATO"]
    assert sounds(english_phonemizer, request_for("schedule tomato", language="en-gb")) == ["ʃˈɛdjuːl", "təmˈɑːtQ"]


def test_unknown_words_are_espeaks(english_phonemizer: Phonemizer, request_for: RequestFor) -> None:
    """The symbols are those of misaki 0.9.4's ``EspeakFallback`` (recorded)."""
    assert sounds(english_phonemizer, request_for("a zorbifax")) == ["ɐ", "zˈɔɹbɪfˌæks"]


def test_homographs_follow_the_model(english_phonemizer: Phonemizer, request_for: RequestFor) -> None:
    pytest.importorskip("pycrfsuite", reason="python-crfsuite is not installed")
    pytest.importorskip("gruut_lang_en", reason="gruut_lang_en is not installed")
    past = sounds(english_phonemizer, request_for("I have read the record."))
    future = sounds(english_phonemizer, request_for("I will read and record."))
    assert (past[2], future[2]) == ("ɹˈɛd", "ɹˈid")
    assert (past[4], future[4]) == ("ɹˈɛkəɹd", "ɹəkˈɔɹd")


def test_given_sounds_are_verbatim_and_their_neighbours_hear_them(
    english_phonemizer: Phonemizer, marked_request_for: RequestFor
) -> None:
    (row,) = english_phonemizer.read(marked_request_for('the [thing](/ˈæɾʔ/), the "/kə/"!'))
    assert row.symbols == 'ði ˈæɾʔ, ðə "kə"!'
    assert [row.symbols[start:end] for start, end in row.words] == ["ði", "ˈæɾʔ", "ðə", "kə"]
    (row,) = english_phonemizer.read(marked_request_for("In [New York](/nu jˈɔɹk/)'s re[al](/ˈæl/) way."))
    assert row.symbols == "ɪn nu jˈɔɹks ɹˌAˈæl wˈA."
    assert [row.symbols[start:end] for start, end in row.words] == ["ɪn", "nu jˈɔɹk", "s", "ɹˌA", "ˈæl", "wˈA"]


def test_a_failure_of_the_lexicon_costs_nothing_but_its_readings(
    english_phonemizer: Phonemizer, request_for: RequestFor, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader = english_phonemizer._readers["en-us"]

    def fail(*given: object, **named: object) -> None:
        raise AssertionError("secret words")

    monkeypatch.setattr(reader, "_g2p", fail)
    (row,) = english_phonemizer.read(request_for("hello, world"))
    assert row.symbols == "həlˈO, wˈɜɹld"
    assert len(row.words) == 2


@given(st.lists(st.text(alphabet="abIZé'’\"-—.,!?$£%&@1230:/()[]日я 　٣²ﬁ", min_size=1, max_size=8), max_size=6))
@settings(deadline=None, max_examples=60)
def test_between_words_are_only_spaces_and_marks(
    english_phonemizer: Phonemizer, request_for: RequestFor, drawn: list[str]
) -> None:
    request = request_for(" ".join(drawn))
    try:
        rows = english_phonemizer.read(request)
    except SynthesisFailed:
        return
    for row in rows:
        outside = list(row.symbols)
        last = 0
        for start, end in row.words:
            assert last <= start <= end
            outside[start:end] = [" "] * (end - start)
            last = end
        assert set(outside) <= MARKS | {" "}
        assert SYMBOLS.issuperset(row.symbols)
    silent = [
        word.text
        for number, word in enumerate(request.words)
        if re.search(r"[a-z]", word.text) and not any(row.words[number][0] < row.words[number][1] for row in rows)
    ]
    assert not silent or rows[0].warning


def test_loading_leaves_logging_as_it_was(phonemizer: Phonemizer) -> None:
    code = (
        "import logging, sys\n"
        "from rhapsode_server.engines.kokoro.phonemes.english import _loaded\n"
        "_loaded()\n"
        "named = [n for n, l in logging.Logger.manager.loggerDict.items() if getattr(l, 'handlers', None)]\n"
        "print(logging.getLogger().handlers, [n for n in named if n.startswith('spacy')], 'loguru' in sys.modules)\n"
    )
    result = subprocess.run([sys.executable, "-W", "error", "-c", code], capture_output=True, text=True)
    if "ModelUnavailable" in result.stderr:
        pytest.skip("misaki is not installed")
    assert result.stdout.split("\n")[0] == "[] [] False", result.stderr
    assert result.stderr == ""


def test_without_misaki_it_is_said_what_to_install(
    phonemizer: Phonemizer, request_for: RequestFor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "misaki.en", None)
    with pytest.raises(ModelUnavailable, match=r"rhapsode\[kokoro\]"):
        Phonemizer(phonemizer._link).read(request_for("hello"))


def test_numbers_that_misaki_cannot_read_are_not_printed(
    english_phonemizer: Phonemizer, request_for: RequestFor, capsys: pytest.CaptureFixture[str]
) -> None:
    logging.getLogger("spacy").info("nothing")
    english_phonemizer.read(request_for("one 1.2.3 ,,1 1st 0x7 12,34,56.7.8 .5 $1.2.3 007"))
    assert capsys.readouterr().out == ""
