"""Mandarin, where the extra is installed."""

from __future__ import annotations

import logging
import re
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from rhapsode_protocol.errors import ModelUnavailable
from rhapsode_server.engines.engine import EngineRequest
from rhapsode_server.engines.kokoro.phonemes.chinese import ChinesePhonemes, _loaded
from rhapsode_server.engines.kokoro.phonemes.phonemizer import Phonemizer
from rhapsode_server.engines.kokoro.phonemes.symbol_table import MARKS

pytestmark = pytest.mark.slow

RequestFor = Callable[..., EngineRequest]
WORDS = r"[\u4e00-\u9fff][，。！？》]*|[A-Za-z0-9.%]+[，。]?"


@pytest.fixture(scope="module")
def chinese() -> Iterator[Phonemizer]:
    made = Phonemizer()
    made.warm_up(["cmn"])
    if isinstance(made._readers["cmn"], ChinesePhonemes):
        yield made
        made.close()
    else:
        made.close()
        pytest.skip("the extra zh is not installed")


@pytest.mark.parametrize(
    ("text", "symbols"),
    [
        ("我喜欢吃饭，很好。", "wo↓ ɕi↓xwa→n ꭧʰɨ→fa↘n, xə↓n xau↓."),
        ("今天是2024年1月5日", "ʨi→ntʰjɛ→n ʂɨ↘ ɚ↘li↗ŋɚ↘ sɨ↘njɛ↗n i↗ɥe↘ u↓ɻɨ↘"),
        ("我们去《北京大学》！", "wo↓mən ʨʰy↘ “pei↓ʨi→ŋta↘ɕɥe↗” !"),
        ("30%和3.14", "pai↓fə→nꭧɨ→sa→nʂɨ↗ xɤ↗ sa→ntjɛ↓n i→ sɨ↘"),
    ],
)
def test_the_symbols_are_misakis(chinese: Phonemizer, request_for: RequestFor, text: str, symbols: str) -> None:
    """Recorded from misaki 0.9.4's ``ZHG2P()``."""
    (row,) = chinese.read(request_for(text, language="cmn", word=WORDS))
    assert row.symbols == symbols


def test_each_ideograph_has_its_syllable(chinese: Phonemizer, request_for: RequestFor) -> None:
    (row,) = chinese.read(request_for("我喜欢iPhone，2024年。", language="cmn", word=WORDS))
    sounds = [row.symbols[start:end] for start, end in row.words]
    assert sounds == ["wo↓", "ɕi↓", "xwa→n", "ˈI fˈOn", "ɚ↘li↗ŋɚ↘ sɨ↘", "njɛ↗n"]
    between = re.sub("|".join(map(re.escape, sounds)), "", row.symbols)
    assert set(between) <= MARKS | {" "}


def test_given_sounds_and_strange_characters(chinese: Phonemizer, marked_request_for: RequestFor) -> None:
    (row,) = chinese.read(marked_request_for("我[x](/ˈɪT/)很 㐀 好", language="cmn"))
    assert [row.symbols[start:end] for start, end in row.words][:3] == ["wo↓", "ˈɪT", "xə↓n"]
    assert row.symbols.startswith("wo↓ ˈɪT xə↓n")
    assert row.symbols.endswith("xau↓")


def test_jieba_is_quiet_and_trusts_no_shared_folder(
    chinese: Phonemizer, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    *_, segmenter = _loaded()
    assert segmenter.lcut("我们去北京") == ["我们", "去", "北京"]
    assert list(tmp_path.iterdir()) == []
    assert capfd.readouterr() == ("", "")
    assert logging.getLogger("jieba").handlers == []


def test_without_the_extra_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "jieba", None)
    with pytest.raises(ModelUnavailable, match=r"rhapsode\[zh\]"):
        _loaded()
