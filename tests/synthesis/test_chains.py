"""The chains a worker keeps."""

from __future__ import annotations

from typing import Any

from rhapsode_protocol.formats import FORMATS, AudioFormat
from rhapsode_server.synthesis.chains import Chains
from synthesis.fakes import PlainChain
from synthesis.jobs import make_stream

PCM, ULAW = FORMATS["pcm_24000"], FORMATS["ulaw_8000"]


def make_chain(audio_format: AudioFormat, engine_rate_hz: int, message: int | None = None) -> Any:
    return PlainChain(audio_format)


def test_a_stream_gets_its_own_chain_again() -> None:
    chains = Chains(make_chain)
    first = chains.get(make_stream(1), PCM, 24_000)
    assert chains.get(make_stream(2), PCM, 24_000) is not first
    assert chains.get(make_stream(1), PCM, 24_000) is first


def test_another_format_needs_another_chain() -> None:
    chains = Chains(make_chain)
    first = chains.get(make_stream(), PCM, 24_000)
    assert chains.get(make_stream(), ULAW, 24_000) is not first
    assert len(chains) == 1


def test_another_rate_of_the_engine_needs_another_chain() -> None:
    made: list[tuple[AudioFormat, int]] = []

    def note(audio_format: AudioFormat, engine_rate_hz: int, message: int | None = None) -> Any:
        made.append((audio_format, engine_rate_hz))
        return PlainChain(audio_format)

    chains = Chains(note)
    kept = [chains.get(make_stream(), PCM, rate_hz) for rate_hz in (24_000, 24_000, 22_050, 24_000)]
    assert kept[0] is kept[1] is not kept[2] is not kept[3]
    assert made == [(PCM, 24_000), (PCM, 22_050), (PCM, 24_000)]
    assert len(chains) == 1, "one that does not fit is of no use any more"


def test_another_message_of_the_mark_needs_another_chain() -> None:
    chains = Chains(make_chain)
    kept = [chains.get(make_stream(), PCM, 24_000, message) for message in (None, None, 1, 1, 2)]
    assert kept[0] is kept[1] is not kept[2] is kept[3] is not kept[4]
    assert len(chains) == 1


def test_a_forgotten_stream_starts_afresh() -> None:
    chains = Chains(make_chain)
    first = chains.get(make_stream(), PCM, 24_000)
    chains.forget(make_stream())
    chains.forget(make_stream())
    assert chains.get(make_stream(), PCM, 24_000) is not first


def test_the_chain_unused_longest_goes_first() -> None:
    chains = Chains(make_chain, limit=2)
    first, second = (chains.get(make_stream(number), PCM, 24_000) for number in (1, 2))
    chains.get(make_stream(1), PCM, 24_000)
    chains.get(make_stream(3), PCM, 24_000)
    assert len(chains) == 2
    assert chains.get(make_stream(1), PCM, 24_000) is first
    assert chains.get(make_stream(2), PCM, 24_000) is not second
