"""Pronunciations in a streaming text: what they mean, and that any split of the text means the same."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rhapsode_server.text.ipa_scanner import MAX_IPA_CHARACTERS, MAX_WRITTEN_CHARACTERS
from rhapsode_server.text.markup import MarkupParser
from rhapsode_server.text.markup_event import Characters, MarkupEvent, Pronounced, SpellClosed, SpellOpened, TagDropped

MOST_HELD = MAX_WRITTEN_CHARACTERS + MAX_IPA_CHARACTERS + len("[](/")


def parse(*frames: str) -> list[MarkupEvent]:
    """All events of a turn, characters joined."""
    parser = MarkupParser()
    joined: list[MarkupEvent] = []
    for event in [event for frame in frames for event in parser.feed(frame)] + parser.close():
        last = joined[-1] if joined else None
        if isinstance(event, Characters) and isinstance(last, Characters):
            joined[-1] = Characters(last.text + event.text, last.start)
        else:
            joined.append(event)
    assert parser.take_problems() == []
    return joined


def pronounced(text: str) -> list[tuple[str, str]]:
    """What is written, and how it sounds; what is written cuts itself out of the text."""
    found = [event for event in parse(text) if isinstance(event, Pronounced)]
    for event in found:
        assert text[event.text_start : event.text_start + len(event.text)] == event.text
        assert event.start <= event.text_start < event.text_start + len(event.text) <= event.end
    return [(event.text, event.phonemes) for event in found]


def test_both_forms_have_their_ranges() -> None:
    assert parse("I met [New York](/nuː jɔːk/), or /kə/.") == [
        Characters("I met ", 0),
        Pronounced(6, 28, "New York", 7, "nuː jɔːk"),
        Characters(", or ", 28),
        Pronounced(33, 37, "/kə/", 33, "kə"),
        Characters(".", 37),
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("“[New York](/nu jɔk/)!”", [("New York", "nu jɔk")]),
        ("Kokoro (/kˈOkəɹO/) and [x] (/ɪ/)", [("/kˈOkəɹO/", "kˈOkəɹO"), ("/ɪ/", "ɪ")]),
        ("[a <b>b</b>](/ə/)", [("/ə/", "ə")]),
        ("[ New York ](/ nu jɔk /)", [("New York", "nu jɔk")]),
        ("(/ˈæpəl/).", [("/ˈæpəl/", "ˈæpəl")]),
        ("pre[fix](/fɪks/)es", [("fix", "fɪks")]),
        ("[a](/ə/)[b](/biː/)", [("a", "ə"), ("b", "biː")]),
        ("/ə/ /ɪ/", [("/ə/", "ə"), ("/ɪ/", "ɪ")]),
        ("[said /ə/ twice]", [("/ə/", "ə")]),
        ("[one [x](/ɪ/)", [("x", "ɪ")]),
        ("[x] /ə/", [("/ə/", "ə")]),
        ("/usr /ə/", [("/ə/", "ə")]),
        ("发音是/kə/，对", [("/kə/", "kə")]),
        ("**/kə/**", [("/kə/", "kə")]),
        ("Say <b>/kə/</b>", [("/kə/", "kə")]),
        ("x<br>/kə/", [("/kə/", "kə")]),
        ("<spell>x</spell>/kə/", [("/kə/", "kə")]),
        ("[x](/men/)", [("x", "men")]),
        ("[don’t](/dəʊnt/)", [("don’t", "dəʊnt")]),
        ("/kʼa/ /ɔ̃/", [("/ɔ̃/", "ɔ̃")]),
    ],
)
def test_what_is_pronounced(text: str, found: list[tuple[str, str]]) -> None:
    assert pronounced(text) == found


@pytest.mark.parametrize(
    "text",
    [
        *("and/or", "a / b", "1/2", "1/2/2024", "on 3/4, or 5/6.", "km/h", "24/7", "he/she/they", "w/o", "c/o Smith"),
        *("/home/user", "/home/", "/usr/local/lib/", "cd /etc/ now", "C:/x/y", "./a/b/", "~/notes/", "/café/"),
        *("https://example.com/a/ə/b", "http://ə.org/", "//", "// a comment", "a//ə//b", "/* ə */", "//ə/", "/ə//"),
        *("s/ə/ɛ/g", "/ə/g", "/[a-zæ]+/", "/\\d+/", "r/AskReddit and /r/all", "/s", "and /help for more", "/me waves/"),
        *("[text](https://x.y/z/)", "[text](/path)", "[text](/path/to/)", "[text](a)", "[text]", "[1]", "[text][ref]"),
        *("![image](pic.png)", "[ə]", "a[0]/b[1]", "m/s², N/mm²", "Ünal/Öz", "A/ə/B", "9/ə/", "mand/kvinde", "æ/ø/å"),
        *("今天/明天/后天", "да/нет", "/да/", "/θεός/", "/日本/", "/عربي/", "/ ə /", "/k<b>ə</b>/", "a<b>/ə/</b>"),
        *("<spell>/ə/</spell>", "<spell>[a](/ə/)</spell>"),
    ],
)
def test_other_slashes_and_brackets_are_text(text: str) -> None:
    events = parse(text)
    assert not [event for event in events if isinstance(event, Pronounced)]
    spoken = "".join(event.text for event in events if isinstance(event, Characters))
    tags = [event for event in events if isinstance(event, SpellOpened | SpellClosed | TagDropped)]
    assert len(spoken) + sum(event.end - event.start for event in tags) == len(text)


def test_a_flush_ends_a_word_and_makes_text_of_a_half() -> None:
    for text in ("/kə", "[New Y", "[x]", "[x](/kə", "[x](/men/", "/"):
        assert parse(text) == [Characters(text, 0)]
    assert parse("/kə/") == [Pronounced(0, 4, "/kə/", 0, "kə")]
    parser = MarkupParser()
    parser.feed("see [New")
    assert parser.close() == [Characters("[New", 4)]
    assert parser.held == 0
    assert parser.feed(" York](/men/)") == [Characters(" York](/men/)", 8)]


def test_a_word_may_begin_behind_a_flush() -> None:
    parser = MarkupParser()
    parser.feed("and")
    parser.close()
    assert parser.feed("/ə/ ") == [Pronounced(3, 6, "/ə/", 3, "ə"), Characters(" ", 6)]


def test_what_waits_for_one_character_can_be_settled() -> None:
    for text, event in (("/kə/", Pronounced(0, 4, "/kə/", 0, "kə")), ("[1]", Characters("[1]", 0))):
        parser = MarkupParser()
        assert parser.feed(text) == []
        assert parser.waits_for_one
        assert parser.settle() == [event]
        assert not parser.waits_for_one
    for text in ("/k", "[New", "[x](/kə/", "[1]<b", "words"):
        parser = MarkupParser()
        parser.feed(text)
        assert not parser.waits_for_one
        assert parser.settle() == []


def test_tags_inside_are_handed_on_in_order() -> None:
    assert parse("[a <b>b</b>](/i/)") == [
        Characters("[a ", 0),
        TagDropped(3, 6, closing=False, written="<b>"),
        Characters("b", 6),
        TagDropped(7, 11, closing=True, written="</b>"),
        Characters("](/i/)", 11),
    ]
    assert parse("a /ə/<spell>b</spell>") == [
        Characters("a ", 0),
        Pronounced(2, 5, "/ə/", 2, "ə"),
        SpellOpened(5, 12, None),
        Characters("b", 12),
        SpellClosed(13, 21),
    ]


PIECES = [
    *(
        "[",
        "]",
        "(",
        ")",
        "/",
        "](/",
        "/)",
        "ə",
        "kˈO",
        "nuː jɔːk",
        "New York",
        " ",
        "\n",
        "a",
        "é",
        "e\u0301",
        "1",
        ".",
    ),
    *("[x](/ə/)", "/kə/", "/usr/", "[y](/z)", "<spell>", "</spell>", "<b>", "</b>", "<br>", "<", "，", "中", "😀", "'"),
    *("plain words go on and on ", "ə" * 70),
]
pieces_of_text = st.lists(st.sampled_from(PIECES), max_size=14).map("".join)


@given(pieces_of_text, st.randoms(use_true_random=False))
@settings(deadline=None, max_examples=300)
def test_any_split_gives_the_same_events(text: str, chance: random.Random) -> None:
    parser = MarkupParser()
    parser.feed(text)
    parser.close()
    if parser.take_problems():
        return
    cuts = [0, *sorted(chance.randint(0, len(text)) for _ in range(chance.randint(0, 8))), len(text)]
    frames = [text[start:end] for start, end in zip(cuts, cuts[1:], strict=False)]
    assert parse(*frames) == parse(text) == parse(*text)


@given(pieces_of_text)
@settings(deadline=None, max_examples=200)
def test_events_cover_the_text_and_little_is_held(text: str) -> None:
    parser = MarkupParser()
    events: list[MarkupEvent] = []
    for character in text:
        events += parser.feed(character)
        assert parser.held <= MOST_HELD
    events += parser.close()
    assert parser.held == 0
    position, spelling = 0, False
    for event in events:
        assert event.start == position
        spelling = isinstance(event, SpellOpened) or (spelling and not isinstance(event, SpellClosed))
        if isinstance(event, Characters):
            assert text[position : position + len(event.text)] == event.text
            position += len(event.text)
        else:
            assert not (spelling and isinstance(event, Pronounced))
            position = event.end
    assert position == len(text)
