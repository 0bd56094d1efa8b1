"""The parser of tags: what they mean, and that any split of the text means the same."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rhapsode_server.text.markup import MarkupParser
from rhapsode_server.text.markup_event import (
    BreakAsked,
    Characters,
    MarkupEvent,
    RateChanged,
    SpellClosed,
    SpellOpened,
    TagDropped,
)


def parse(*frames: str) -> tuple[list[MarkupEvent], list[str]]:
    """All events of a turn, characters joined, and its problems' messages."""
    parser = MarkupParser()
    events = [event for frame in frames for event in parser.feed(frame)] + parser.close()
    joined: list[MarkupEvent] = []
    for event in events:
        last = joined[-1] if joined else None
        if isinstance(event, Characters) and isinstance(last, Characters):
            joined[-1] = Characters(last.text + event.text, last.start)
        else:
            joined.append(event)
    return joined, [problem.message for problem in parser.take_problems()]


def spoken(text: str) -> str:
    return "".join(event.text for event in parse(text)[0] if isinstance(event, Characters))


def assert_fine(text: str, expected: list[MarkupEvent]) -> None:
    assert parse(text) == (expected, [])


def assert_refused(text: str, kept: str) -> None:
    events, problems = parse(text)
    assert len(problems) == 1
    assert "".join(event.text for event in events if isinstance(event, Characters)) == kept
    assert all(isinstance(event, Characters | TagDropped) for event in events)


def test_spell_with_and_without_groups() -> None:
    assert_fine(
        "a<spell>B1</spell>c",
        [Characters("a", 0), SpellOpened(1, 8, None), Characters("B1", 8), SpellClosed(10, 18), Characters("c", 18)],
    )
    for tag in ('<spell group="2">', "<SPELL GROUP='2' >", "<spell group=2>", '<spell  group = "2">'):
        assert parse(tag + "x</Spell>")[0][0] == SpellOpened(0, len(tag), 2)


@pytest.mark.parametrize(
    ("value", "rate"),
    [("slow", 0.8), ("medium", 1.0), ("fast", 1.2), ("1.1", 1.1), ("0.3", 0.8), ("7", 1.2), (".9", 0.9), ("FAST", 1.2)],
)
def test_prosody_rates_are_named_or_held_to_the_range(value: str, rate: float) -> None:
    tag = f'<prosody rate="{value}">'
    assert_fine(
        f"{tag}x</prosody>",
        [RateChanged(0, len(tag), rate), Characters("x", len(tag)), RateChanged(len(tag) + 1, len(tag) + 11, None)],
    )


@pytest.mark.parametrize(
    ("attributes", "milliseconds"),
    [
        ("", 200),
        (' time="10ms"', 200),
        (' time="299ms"', 200),
        (' time="300ms"', 400),
        (' time="449ms"', 400),
        (' time="450ms"', 500),
        (' time="3s"', 500),
        (" time='0.4 s'", 400),
        (" time=.3s", 400),
        (' strength="x-weak"', 200),
        (' strength="medium"', 200),
        (' strength="x-strong"', 500),
        (' strength="strong" time="200ms"', 200),
    ],
)
def test_breaks_are_snapped(attributes: str, milliseconds: int) -> None:
    tag = f"<break{attributes}/>"
    assert_fine(tag, [BreakAsked(0, len(tag), milliseconds)])


def test_a_break_of_no_strength_is_nothing() -> None:
    assert_fine('<break strength="none"/>', [TagDropped(0, 24, closing=False)])


def test_a_break_with_an_end_tag_is_one_break() -> None:
    assert_fine("<break></break>", [BreakAsked(0, 7, 200), TagDropped(7, 15, closing=True)])


@pytest.mark.parametrize(
    "text",
    [
        "<prosody>hi</prosody>",
        "<prosody rate=quick>hi</prosody>",
        '<prosody rate="90%">hi</prosody>',
        '<prosody rate="-1">hi</prosody>',
        '<prosody rate="slow" pitch="high">hi</prosody>',
        '<prosody pitch="high">hi</prosody>',
        "<prosody slow>hi</prosody>",
        '<prosody rate="nan">hi</prosody>',
        "<spell group=0>hi</spell>",
        "<spell group=x>hi</spell>",
        "<spell by=2>hi</spell>",
        "hi</spell>",
        "hi</prosody>",
        "h<break time='1h'/>i",
        "h<break time='1'/>i",
        "h<break strength='huge'/>i",
        "h<break for='1s'/>i",
        "h<break 1s/>i",
    ],
)
def test_what_breaks_a_rule_is_dropped_with_one_problem_and_its_text_kept(text: str) -> None:
    assert_refused(text, "hi")


def test_prosody_does_not_nest() -> None:
    events, problems = parse("<prosody rate=slow>a<prosody rate=fast>b</prosody>c</prosody>d")
    assert len(problems) == 1
    assert [event.rate for event in events if isinstance(event, RateChanged)] == [0.8, None]
    assert spoken("<prosody rate=slow>a<prosody rate=fast>b</prosody>c</prosody>d") == "abcd"
    closing = [event for event in events if isinstance(event, RateChanged)][1]
    assert closing.start == len("<prosody rate=slow>a<prosody rate=fast>b</prosody>c")


def test_spell_holds_no_other_tag_of_ours() -> None:
    for inner in ("<spell>b</spell>", "<prosody rate=slow>b</prosody>", "b<break/>"):
        events, problems = parse(f"<spell>a{inner}c</spell>d")
        assert len(problems) == 1, inner
        assert [type(event) for event in events if isinstance(event, SpellOpened | SpellClosed | RateChanged)] == [
            SpellOpened,
            SpellClosed,
        ]
        assert isinstance(events[-2], SpellClosed)


def test_a_rate_that_ends_inside_spell_ends_both() -> None:
    events, problems = parse("<prosody rate=slow><spell>ab</prosody>c</spell>d")
    assert len(problems) == 1
    assert [type(event) for event in events if not isinstance(event, Characters | TagDropped)] == [
        RateChanged,
        SpellOpened,
        SpellClosed,
        RateChanged,
    ]


def test_empty_tags_mean_nothing() -> None:
    assert spoken("a<spell/>b<prosody rate='slow'/>c") == "abc"
    assert parse("a<spell/>b<prosody rate='slow'/>c")[1] == []


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("<b>bold</b> and <i class='x'>more</i>", "bold and more"),
        ("<speak>hi</speak>", "hi"),
        ('see <a href="http://x.y/z">this</a>', "see this"),
        ("3 < 5 and 5 > 3", "3 < 5 and 5 > 3"),
        ("I <3 you", "I <3 you"),
        ("if a<b and c>d", "if a<b and c>d"),
        ("a<b, c>d", "a<b, c>d"),
        ("mail <me@x.org>", "mail <me@x.org>"),
        ("<https://x.y>", "<https://x.y>"),
        ("a << b", "a << b"),
        ("<", "<"),
        ("<sp", "<sp"),
        ("x <prosody rate=", "x <prosody rate="),
        ("<<b>x", "<x"),
    ],
)
def test_other_tags_are_dropped_and_text_is_text(text: str, kept: str) -> None:
    assert spoken(text) == kept
    assert parse(text)[1] == []


def test_tags_that_begin_a_line_say_so() -> None:
    events, _ = parse("a<br/>b<P>c</p>d<b>e")
    assert [event.block for event in events if isinstance(event, TagDropped)] == [True, True, True, False]


def test_a_tag_without_end_is_text_after_a_while() -> None:
    parser = MarkupParser()
    assert parser.feed("<a" + " x='" + "y" * 150) == []
    assert parser.held == 156
    assert parser.feed("y" * 150) != []
    assert parser.held == 0


def test_a_flush_closes_what_is_open_and_excuses_the_end_tags() -> None:
    parser = MarkupParser()
    parser.feed("<prosody rate=slow><spell>ab")
    assert parser.close() == [SpellClosed(28, 28), RateChanged(28, 28, None)]
    assert parser.feed("</spell></prosody>c") == [
        TagDropped(28, 36, closing=True),
        TagDropped(36, 46, closing=True),
        Characters("c", 46),
    ]
    assert parser.take_problems() == []


def test_an_excused_end_tag_does_not_swallow_a_later_one() -> None:
    parser = MarkupParser()
    parser.feed("<spell>ab")
    parser.close()
    events = parser.feed("<spell>c</spell>d")
    assert [type(event) for event in events] == [SpellOpened, Characters, SpellClosed, Characters]


PIECES = [
    "<spell>",
    '<spell group="3">',
    "</spell>",
    "<prosody rate='slow'>",
    "</prosody>",
    "<break/>",
    "<break time=x>",
    "<b>",
    "</b>",
    "<br>",
    "<",
    ">",
    "a<b ",
    "word ",
    "é😀",
    '"',
    "'",
    "/",
    "=",
    "<a href='",
]


@given(st.lists(st.sampled_from(PIECES), max_size=12), st.randoms(use_true_random=False))
@settings(deadline=None, max_examples=120)
def test_any_split_gives_the_same_events(pieces: list[str], chance: random.Random) -> None:
    text = "".join(pieces)
    cuts = [0, *sorted(chance.randint(0, len(text)) for _ in range(chance.randint(0, 8))), len(text)]
    frames = [text[start:end] for start, end in zip(cuts, cuts[1:], strict=False)]
    assert parse(*frames) == parse(text) == parse(*text)


@given(st.lists(st.sampled_from(PIECES), max_size=15))
@settings(deadline=None, max_examples=120)
def test_events_cover_the_text_and_nesting_is_sound(pieces: list[str]) -> None:
    text = "".join(pieces)
    position, spelling, rate = 0, False, None
    for event in parse(text)[0]:
        assert event.start == position
        if isinstance(event, Characters):
            assert text[position : position + len(event.text)] == event.text
            position += len(event.text)
            continue
        position = event.end
        if isinstance(event, SpellOpened | SpellClosed):
            assert spelling is isinstance(event, SpellClosed)
            spelling = isinstance(event, SpellOpened)
        elif isinstance(event, RateChanged):
            assert not spelling
            assert (rate is None) is (event.rate is not None)
            rate = event.rate
    assert position == len(text)
    assert not spelling
    assert rate is None
