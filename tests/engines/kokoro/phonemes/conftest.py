"""What the tests of phonemes share: a link without a host, and texts to draw from."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import pytest

from rhapsode_protocol.errors import ModelUnavailable
from rhapsode_server.engines.espeak_link import EspeakLink
from rhapsode_server.engines.kokoro.phonemes.phonemizer import Phonemizer

Answer = Callable[[str, str], str]


class ScriptedLink(EspeakLink):
    """Answers by a function of voice and text, which may raise."""

    def __init__(self, answer: Answer = lambda voice, text: text) -> None:
        super().__init__()
        self.answer = answer
        self.calls: list[tuple[str, list[str]]] = []
        self.started = self.closed = 0

    def start(self) -> None:
        self.started += 1

    def close(self) -> None:
        self.closed += 1

    def phonemes(self, voice: str, texts: Sequence[str]) -> tuple[str, ...]:
        self.calls.append((voice, list(texts)))
        return tuple(self.answer(voice, text) for text in texts)


@pytest.fixture(scope="session")
def scripted_link() -> type[ScriptedLink]:
    return ScriptedLink


@pytest.fixture(scope="module")
def phonemizer() -> Iterator[Phonemizer]:
    """The real thing, with the real library."""
    made = Phonemizer()
    made.warm_up([])
    yield made
    made.close()


@pytest.fixture(scope="module")
def english_phonemizer(phonemizer: Phonemizer) -> Phonemizer:
    """The real thing with English; skips where misaki is not installed."""
    try:
        phonemizer.warm_up(["en-us"])
    except ModelUnavailable as missing:
        pytest.skip(str(missing))
    return phonemizer
