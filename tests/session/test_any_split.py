"""However a text is cut into frames, the same segments are spoken, in the same order.

The frames go through the dialect as JSON with every non-ASCII character escaped, cut between UTF-16 units: so a cut
falls inside tags, numbers, words, and between the two halves of an emoji, as it does when a client cuts its own
serialised text.
"""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rhapsode_protocol.messages import Final
from rhapsode_server.dialects.kugelaudio import MultiDialect, StreamDialect
from rhapsode_server.session import MultiSession, StreamSession
from rhapsode_server.speech import SpeechJob
from session.rehearsal import Rehearsal, make_catalog

TEXTS = [
    "The first rhapsode sang of Troy, and all of them listened. Then, at 3.14 a.m., he slept. Dr. Who didn't.",
    'He said <prosody rate="slow">come, now</prosody> and <spell>kim@x.de</spell> wrote.<break time="400ms"/> Yes.',
    "今日は天気がいいですね。散歩に行きましょう！「はい」と彼は言った。そして、3.5キロ歩いた。",
    "Wow 😀👍🏽! That was 1,234,567 points. See https://example.com/a?b=c. Really? Yes… \n\nA paragraph, e.g. this.",
    "مرحبا بالعالم؟ هذا نص. नमस्ते दुनिया। यह है। 3 < 5 und 5 > 3, z. B. hier. Am 3. Mai kam J. R. Smith.",
    "I met [St. John, Jr.](/sɪndʒən ˈdʒuːnjə/) [once], and/or /kə/; see /usr/bin, [this](/page) or 1/2. Then I left.",
]


def units(text: str) -> list[str]:
    """The JSON escapes or characters of a text, one for each UTF-16 unit."""
    raw = text.encode("utf-16-be", "surrogatepass")
    values = [int.from_bytes(raw[at : at + 2], "big") for at in range(0, len(raw), 2)]
    return [chr(value) if 0x20 <= value < 0x7F and chr(value) not in '"\\' else f"\\u{value:04x}" for value in values]


def segments_of(jobs: list[SpeechJob]) -> list[object]:
    return [job.segment for job in jobs]


def run_stream(pieces: list[list[str]]) -> tuple[list[object], Rehearsal]:
    rehearsal = Rehearsal(StreamSession("c1", make_catalog()))
    dialect = StreamDialect()
    for piece in pieces:
        rehearsal.say(*dialect.decode(f'{{"text": "{"".join(piece)}"}}'))
    rehearsal.say(*dialect.decode('{"flush": true}'))
    jobs = list(rehearsal.jobs)
    rehearsal.speak()
    return segments_of(jobs), rehearsal


def cut(whole: list[str], places: list[int]) -> list[list[str]]:
    bounds = [0, *sorted(place % (len(whole) + 1) for place in places), len(whole)]
    return [whole[start:end] for start, end in zip(bounds, bounds[1:], strict=False)]


@pytest.mark.parametrize("text", TEXTS)
@settings(max_examples=40, deadline=None)
@given(places=st.lists(st.integers(0, 1000), max_size=30))
def test_any_split_gives_the_same_segments(text: str, places: list[int]) -> None:
    whole = units(text)
    assert run_stream(cut(whole, places))[0] == run_stream([whole])[0]


@pytest.mark.parametrize("text", TEXTS)
def test_one_unit_a_frame_gives_the_same_segments(text: str) -> None:
    whole = units(text)
    segments, rehearsal = run_stream([[unit] for unit in whole])
    assert segments == run_stream([whole])[0]
    assert len(rehearsal.of(Final)) == 1


@settings(max_examples=20, deadline=None)
@given(order=st.permutations([0, 1, 2, 3] * 6), places=st.lists(st.integers(0, 1000), min_size=5, max_size=5))
def test_interleaved_contexts_do_not_touch_each_other(order: list[int], places: list[int]) -> None:
    rehearsal = Rehearsal(MultiSession("c1", make_catalog()))
    dialect = MultiDialect()
    waiting = {number: cut(units(TEXTS[number]), places) for number in range(4)}
    for number in range(4):
        rehearsal.say(*dialect.decode(f'{{"text": " ", "context_id": "{number}"}}'))
    for number in order:
        piece = "".join(waiting[number].pop(0))
        rehearsal.say(*dialect.decode(f'{{"text": "{piece}", "context_id": "{number}"}}'))
    for number in range(4):
        rehearsal.say(*dialect.decode(f'{{"flush": true, "context_id": "{number}"}}'))
    streams: dict[int, list[SpeechJob]] = {}
    for job in rehearsal.jobs:
        streams.setdefault(job.stream.context, []).append(job)
    assert len(streams) == 4
    for number, jobs in streams.items():
        assert segments_of(jobs) == run_stream([units(TEXTS[number])])[0]
