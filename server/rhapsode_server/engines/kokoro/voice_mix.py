"""Mixtures of published voices, written ``af_heart(2)+am_echo(1)``: who is in it, and how much of each.

Grammar, blanks anywhere between its parts::

    mix    = part *( "+" part )
    part   = handle [ "(" weight ")" ]        a part without a weight counts 1
    weight = 1*3DIGIT [ "." 1*2DIGIT ]        more than 0, up to 100

Weights are shares: ``(2)`` and ``(1)`` sound as ``(4)`` and ``(2)`` do. A mix has no number, only a handle: itself,
heaviest voice first, each voice once and with its weight. Its language is its heaviest voice's, of equals the first's.
No torch here: the process that owns the sockets reads mixes; the tables are mixed in :mod:`.style`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from fractions import Fraction
from functools import lru_cache

from rhapsode_protocol.errors import UnknownVoice
from rhapsode_server.engines.kokoro.voices import ENGINE, voices
from rhapsode_server.voices import MIX_ID, Voice

MAX_PARTS = 8
"""Lower: some mixes that are in use elsewhere are refused (they have up to five parts); higher: the average of so many
voices is everybody's and nobody's, and each part costs a file to read."""

MAX_CHARACTERS = 200
"""Eight of the longest handles with weights fit; beyond it lies nothing that a person wrote."""

MAX_WEIGHT = 100
"""Lower: weights given in percent are refused; higher: voices are named of which nobody can hear a trace."""

MAX_KNOWN_MIXES = 256
"""Mixes whose reading is remembered (under 1 MB). Lower: a busy server reads the same names again and again, some 20 µs
each; higher: memory for names that a client invents."""

_PART = re.compile(r"\s*([a-z]{2}_[a-z]+)\s*(?:\(\s*(\d{1,3}(?:\.\d{1,2})?)\s*\)\s*)?", re.ASCII)


def mixed_voice(handle: str) -> Voice | None:
    """The voice that a mix stands for; ``None`` where ``handle`` is not written as one.

    A mix of one voice with itself is that voice.

    Raises:
        UnknownVoice: it is written as a mix, but cannot be read; the message names the part.
    """
    if "+" not in handle and "(" not in handle:
        return None
    if len(handle) > MAX_CHARACTERS:
        raise _refusal(f"a mix of voices has at most {MAX_CHARACTERS} characters, not {len(handle)}")
    return _mixed_voice(handle.strip().lower())


def shares(engine_voice: str) -> dict[str, float]:
    """Each part's share of a voice, as :attr:`Voice.engine_voice` names it: a published voice has all of itself.

    The shares are positive and their sum is 1.

    Raises:
        UnknownVoice: it is neither a published voice nor a mix of them.
    """
    weights = _read(engine_voice)
    total = sum(weights.values())
    return {name: float(weight / total) for name, weight in weights.items()}


@lru_cache(maxsize=MAX_KNOWN_MIXES)
def _mixed_voice(handle: str) -> Voice:
    known, weights = _published(), _read(handle)
    # A stable sort: of equals, the first named stays first.
    ordered = sorted(weights, key=lambda name: -weights[name])
    if len(ordered) == 1:
        return known[ordered[0]]
    parts = [known[name] for name in ordered]
    canonical = "+".join(_spelled(name, weights[name]) for name in ordered)
    sexes = {part.sex for part in parts}
    return Voice(
        id=MIX_ID,
        handle=canonical,
        name=canonical,
        engine=ENGINE,
        engine_voice=canonical,
        language=parts[0].language,
        languages=parts[0].languages,
        sex=sexes.pop() if len(sexes) == 1 else "neutral",
        description="A mix of " + ", ".join(part.name for part in parts) + ".",
    )


@lru_cache(maxsize=1)
def _published() -> Mapping[str, Voice]:
    return {voice.handle: voice for voice in voices()}


def _read(mix: str) -> dict[str, Fraction]:
    """Weight of each voice, in the order of the first naming."""
    weights: dict[str, Fraction] = {}
    parts = mix.split("+")
    if len(parts) > MAX_PARTS:
        raise _refusal(f"a mix has at most {MAX_PARTS} voices, not {len(parts)}")
    for number, part in enumerate(parts, start=1):
        match = _PART.fullmatch(part)
        where = f"part {number} of the mix, {part.strip()[:40]!r},"
        if match is None:
            raise _refusal(f"{where} must be a voice with its weight in brackets, such as af_heart(2)")
        name, weight = match[1], Fraction(match[2] or 1)
        if name not in _published():
            raise _refusal(f"{where} names no voice that can be mixed; GET /v1/voices lists them")
        weights[name] = weights.get(name, Fraction(0)) + weight
        # The sum over repetitions too, so that the spelling that is given back can be read again.
        if weight <= 0 or weights[name] > MAX_WEIGHT:
            raise _refusal(f"{where} must have a weight above 0, up to {MAX_WEIGHT}")
    return weights


def _spelled(name: str, weight: Fraction) -> str:
    # Two decimals are exact: no weight has more.
    return f"{name}({f'{float(weight):.2f}'.rstrip('0').rstrip('.')})"


def _refusal(message: str) -> UnknownVoice:
    return UnknownVoice(f"voice_id: {message}", field="voice_id")
