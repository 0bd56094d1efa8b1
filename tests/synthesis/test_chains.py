"""The chains a worker keeps."""

from __future__ import annotations

from rhapsode_protocol.formats import FORMATS
from rhapsode_server.synthesis.chains import Chains
from synthesis.fakes import PlainChain
from synthesis.jobs import make_stream

PCM, ULAW = FORMATS["pcm_24000"], FORMATS["ulaw_8000"]


def test_a_stream_gets_its_own_chain_again() -> None:
    chains = Chains(PlainChain)  # type: ignore[arg-type]
    first = chains.get(make_stream(1), PCM)
    assert chains.get(make_stream(2), PCM) is not first
    assert chains.get(make_stream(1), PCM) is first


def test_another_format_needs_another_chain() -> None:
    chains = Chains(PlainChain)  # type: ignore[arg-type]
    first = chains.get(make_stream(), PCM)
    assert chains.get(make_stream(), ULAW) is not first
    assert len(chains) == 1


def test_a_forgotten_stream_starts_afresh() -> None:
    chains = Chains(PlainChain)  # type: ignore[arg-type]
    first = chains.get(make_stream(), PCM)
    chains.forget(make_stream())
    chains.forget(make_stream())
    assert chains.get(make_stream(), PCM) is not first


def test_the_chain_unused_longest_goes_first() -> None:
    chains = Chains(PlainChain, limit=2)  # type: ignore[arg-type]
    first, second = (chains.get(make_stream(number), PCM) for number in (1, 2))
    chains.get(make_stream(1), PCM)
    chains.get(make_stream(3), PCM)
    assert len(chains) == 2
    assert chains.get(make_stream(1), PCM) is first
    assert chains.get(make_stream(2), PCM) is not second
