"""What the readers are given: a request's text in one piece a word, nothing of it in none."""

from __future__ import annotations

from typing import NamedTuple

from rhapsode_server.engines.engine import EngineRequest
from rhapsode_server.engines.kokoro.phonemes.assembly import Sound
from rhapsode_server.engines.kokoro.phonemes.given_sound import given_sounds


class Chunk(NamedTuple):
    """One word with the marks that follow it up to the next one."""

    word: int
    """Its number among the request's words."""
    text: str
    """Without surrounding space; white space within it is single spaces. Where the sound is given, without marks: they
    stand among the sounds."""
    joined: bool = False
    """Whether no space stands before it, as between Chinese words."""
    given: tuple[Sound, ...] | None = None
    """Its sound, where the client gave it, with the marks beside it."""


def chunks(request: EngineRequest) -> list[Chunk]:
    """The request's text, each character of it but white space in one chunk."""
    divided: list[Chunk] = []
    joined = False
    for number, word in enumerate(request.words):
        start = 0 if number == 0 else word.start
        end = request.words[number + 1].start if number + 1 < len(request.words) else len(request.text)
        written = request.text[start:end]
        text, given = written, None
        if word.pronunciation is not None:
            spoken = word.pronunciation
            text = request.text[spoken.start : spoken.end]
            given = given_sounds(
                request.text[start : spoken.start], spoken.phonemes, request.text[spoken.end : end], number
            )
        divided.append(Chunk(number, " ".join(text.split()), joined and divided != [], given))
        joined = written == written.rstrip()
    return divided
