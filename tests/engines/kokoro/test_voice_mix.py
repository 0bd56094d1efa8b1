from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rhapsode_protocol.errors import UnknownVoice
from rhapsode_server.engines.kokoro.voice_mix import MAX_CHARACTERS, MAX_PARTS, mixed_voice, shares
from rhapsode_server.engines.kokoro.voices import voices
from rhapsode_server.voices import MIX_ID

HANDLES = [voice.handle for voice in voices()]


@pytest.mark.parametrize(
    ("said", "handle", "language", "sex"),
    [
        ("af_heart(2)+am_echo(1)", "af_heart(2)+am_echo(1)", "en-us", "neutral"),
        ("am_echo(1)+af_heart(2)", "af_heart(2)+am_echo(1)", "en-us", "neutral"),
        (" AF_Heart ( 2.50 ) +\taf_bella", "af_heart(2.5)+af_bella(1)", "en-us", "female"),
        ("bf_emma+af_heart", "bf_emma(1)+af_heart(1)", "en-gb", "female"),
        ("af_heart+bf_emma", "af_heart(1)+bf_emma(1)", "en-us", "female"),
        ("jm_kumo(1)+am_adam(0.01)+jm_kumo(99)", "jm_kumo(100)+am_adam(0.01)", "ja", "male"),
    ],
)
def test_mixes_are_read(said: str, handle: str, language: str, sex: str) -> None:
    voice = mixed_voice(said)
    assert voice is not None
    assert (voice.handle, voice.engine_voice, voice.language, voice.sex) == (handle, handle, language, sex)
    assert voice.id == MIX_ID
    assert mixed_voice(voice.handle) == voice


@pytest.mark.parametrize("said", ["af_heart", "espeak-de", "nobody", "", "17"])
def test_plain_names_are_no_mixes(said: str) -> None:
    assert mixed_voice(said) is None


@pytest.mark.parametrize("said", ["af_heart(3)", "af_heart+af_heart", "af_heart(0.5)+af_heart(99)"])
def test_a_mix_with_itself_is_the_voice(said: str) -> None:
    voice = mixed_voice(said)
    assert voice is not None
    assert (voice.handle, voice.id) == ("af_heart", 1_000)


@pytest.mark.parametrize(
    ("said", "names"),
    [
        ("af_heart(2)+zz_top(1)", r"part 2 .*'zz_top\(1\)'.* names no voice"),
        ("af_heart(2)+espeak-de", "part 2 .*'espeak-de'"),
        ("af_heart(0)+am_echo", r"part 1 .*'af_heart\(0\)'.* above 0"),
        ("af_heart(101)+am_echo", "part 1 .* up to 100"),
        ("am_echo+af_heart(60)+af_heart(60)", "part 3 .* up to 100"),
        ("af_heart(-1)+am_echo", "part 1"),
        ("af_heart(1e3)+am_echo", "part 1"),
        ("af_heart(nan)+am_echo", "part 1"),
        ("af_heart(1.234)+am_echo", "part 1"),
        ("af_heart(٢)+am_echo", "part 1"),
        ("af_heart(2+am_echo", "part 1"),
        ("af_heart 2)+(am_echo", "part 1"),
        ("af_heart(2)(3)+am_echo", "part 1"),
        ("af_heart+", "part 2 .*''"),
        ("+", "part 1"),
        ("(2)", "part 1"),
        ("+".join(["af_heart"] * (MAX_PARTS + 1)), "at most 8 voices, not 9"),
        ("af_heart+" + " " * MAX_CHARACTERS, "at most 200 characters"),
    ],
)
def test_the_faulty_part_is_named(said: str, names: str) -> None:
    with pytest.raises(UnknownVoice, match=names) as caught:
        mixed_voice(said)
    assert caught.value.field == "voice_id"


def test_shares_are_of_one() -> None:
    assert shares("af_heart") == {"af_heart": 1.0}
    assert shares("af_heart(2)+am_echo(1)") == pytest.approx({"af_heart": 2 / 3, "am_echo": 1 / 3})
    assert shares("af_heart(4)+am_echo(2)") == shares("af_heart(2)+am_echo(1)")
    with pytest.raises(UnknownVoice):
        shares("nobody")


PARTS = st.lists(st.tuples(st.sampled_from(HANDLES), st.integers(1, 1_200)), min_size=1, max_size=MAX_PARTS)


@given(PARTS)
@settings(deadline=None, max_examples=200)
def test_what_is_given_back_can_be_read_again(parts: list[tuple[str, int]]) -> None:
    said = "+".join(f"{handle}({weight / 100:.2f})" for handle, weight in parts)
    if len(said) > MAX_CHARACTERS:
        said = "+".join(f"{handle}({weight / 100:.2f})" for handle, weight in parts[:4])
    voice = mixed_voice(said)
    assert voice is not None
    again = mixed_voice(voice.handle) or voice
    assert again == voice
    assert sum(shares(voice.engine_voice).values()) == pytest.approx(1.0)
    assert shares(voice.engine_voice) == pytest.approx(shares(said))


@given(st.text(alphabet="af_herton()+ .0129é", max_size=60))
@settings(deadline=None, max_examples=300)
def test_any_text_is_a_mix_a_refusal_or_none(said: str) -> None:
    try:
        voice = mixed_voice(said)
    except UnknownVoice:
        return
    assert voice is None or voice.engine == "kokoro"
