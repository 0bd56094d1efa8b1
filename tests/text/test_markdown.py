"""Markdown as language models write it: what is heard by table, any split the same, work that grows with the text."""

from __future__ import annotations

import random
from dataclasses import fields

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rhapsode_server.text.markdown import MarkdownFilter
from rhapsode_server.text.markdown_filters import ALL_FILTERS, FILTER_NAMES, NO_FILTERS, MarkdownFilters
from rhapsode_server.text.markdown_scanner import MAX_DROPPED_CHARACTERS, MAX_HELD_CHARACTERS
from rhapsode_server.text.markup import MarkupParser
from rhapsode_server.text.markup_event import (
    Characters,
    MarkupEvent,
    Pronounced,
    Replaced,
    SpellClosed,
    SpellOpened,
    TagDropped,
)


def parse(*frames: str, filters: MarkdownFilters = ALL_FILTERS) -> list[MarkupEvent]:
    """All events of a turn, characters joined."""
    parser, markdown = MarkupParser(), MarkdownFilter(filters)
    events = [event for frame in frames for event in markdown.feed(parser.feed(frame))]
    return joined(events + markdown.feed(parser.close()) + markdown.close())


def joined(events: list[MarkupEvent]) -> list[MarkupEvent]:
    found: list[MarkupEvent] = []
    for event in events:
        last = found[-1] if found else None
        if isinstance(event, Characters) and isinstance(last, Characters):
            found[-1] = Characters(last.text + event.text, last.start)
        else:
            found.append(event)
    return found


def heard(*frames: str, filters: MarkdownFilters = ALL_FILTERS) -> str:
    """The text that is left, with ¶ where a line ends what it says."""
    shown = ""
    for event in parse(*frames, filters=filters):
        if isinstance(event, Characters | Replaced | Pronounced):
            shown += event.text
        elif isinstance(event, TagDropped) and event.block and not shown.endswith("¶"):
            shown += "¶"
    return shown


@pytest.mark.parametrize(
    ("text", "left"),
    [
        # Emphasis
        ("**bold** text", "bold text"),
        ("a *b* c", "a b c"),
        ("_it_ works, __so__ does __This One__", "it works, __so__ does This One"),
        ("***both*** and **a *b***", "both and a b"),
        ("*a **b** c*", "a b c"),
        ("~~gone~~ here", "gone here"),
        ("**two\nlines**", "two\nlines"),
        ("(**a**), “*b*”: *c*!", "(a), “b”: c!"),
        ("**Note:** this", "Note: this"),
        ("**Total:**5", "Total:5"),
        ("**Haupt**stadt", "Hauptstadt"),
        ("这是**重点**内容", "这是重点内容"),
        ("彼は**「重点」**は言った", "彼は「重点」は言った"),
        ("**한국어**는 어렵다", "한국어는 어렵다"),
        ("**العربية** لغة", "العربية لغة"),
        # No emphasis
        ("2*3*4 and 5 * 3 = 15", "2*3*4 and 5 * 3 = 15"),
        ("2**3**4", "2**3**4"),
        ("a C*-algebra, two C*-algebras", "a C*-algebra, two C*-algebras"),
        ("snake_case_name and __init__ and _private", "snake_case_name and __init__ and _private"),
        ("f(*args, **kwargs)", "f(*args, kwargs)"),
        ("from $3* on (*see below)", "from $3* on (*see below)"),
        ("**unclosed\n\npara**", "unclosed\n\npara"),
        ("*unclosed\n\npara*", "*unclosed\n\npara*"),
        ("**open: a, b** c** and ***d", "open: a, b c and d"),
        ("**open *a* b", "open a b"),
        ("a**b and 2**3 and ** c", "a**b and 2**3 and ** c"),
        ("~5 minutes, ~~", "~5 minutes, ~~"),
        ("**** and ** and *", "**** and ** and *"),
        ("rm *.py *.txt", "rm *.py *.txt"),
        ("¯\\_(ツ)_/¯", "¯_(ツ)_/¯"),
        # Headings
        ("# Title\nText", "¶Title\n¶Text"),
        ("###### Deep *one*\nmore", "¶Deep one\n¶more"),
        ("#hashtag, C# and # here", "#hashtag, C# and # here"),
        ("####### seven", "####### seven"),
        ("Title\n=====\nText", "Title\n¶Text"),
        # Lists
        ("- one\n- two\nafter", "¶one\n¶two\n¶after"),
        ("* one\n* *two* x\n+ three", "¶one\n¶two x\n¶three"),
        ("1. **One**: x\n2) Two", "1. One: x\n2) Two"),
        ("- a\n  - b\n    1. c", "¶a\n¶  ¶b\n¶    1. c"),
        ("• a\n• b", "¶ a\n¶ b"),
        ("- [ ] do\n- [x] done\n- [y] z", "¶do\n¶done\n¶[y] z"),
        ("-5 degrees\n-- well", "-5 degrees\n-- well"),
        ("Here it is:\n- milk", "Here it is:\n¶milk"),
        # Quotes
        ("> quote\n> more\nend", "¶quote\nmore\nend"),
        ("> - a\n> - b", "¶a\n¶b"),
        (">> deep", "¶deep"),
        (">= 5 and >5", ">= 5 and >5"),
        ("a > b", "a > b"),
        # Tables
        ("| A | B |\n|---|:-:|\n| 1 | 2. |\n| x | |\nend", "¶A , B \n¶1 , 2. \n¶x \n¶end"),
        ("|a|b|\n|-|-|\n|1|2|", "¶a, b\n¶1, 2"),
        ("| Sure! | **b** |\n| --- | --- |", "¶Sure!  b \n¶"),
        ("| 名前 | 年齢 |\n|---|---|\n| 花子 | 二十 |", "¶名前 ，年齢 \n¶花子 ，二十 "),
        ("| a | b |\n|---|---|\n| c<br>d | e |", "¶a , b \n¶c¶d , e "),
        ("|x| is the value", "|x| is the value"),
        ("a | b", "a | b"),
        # Links and images
        ('see [the page](https://x.y/a_(b)?c=d "Title") now', "see the page now"),
        ("[**bold** link](<https://x.y>)", "bold link"),
        ("**[link](https://x.y/" + "a" * 400 + ")** end", "link end"),
        ("[text][ref] and [text][]", "text and text"),
        ('[ref]: https://x.y "T"\nnext', "\nnext"),
        ("[Note]: hi", "[Note]: hi"),
        ("[sic] and [1](see below) and a[0][1]", "[sic] and [1](see below) and a[0][1]"),
        ("![alt text](a.png) b", "alt text b"),
        ("[![alt](a.png)](https://x.y)", "alt"),
        ("![](a.png)", ""),
        ("Wow![really]", "Wow![really]"),
        ("<https://x.y/z> and <me@x.org>", "https://x.y/z and me@x.org"),
        ("see https://x.y/_a_/*b*/c__d__ ok", "see https://x.y/_a_/*b*/c__d__ ok"),
        ("a <b and c> d, 3 < 5 > 2", "a <b and c> d, 3 < 5 > 2"),
        # Footnotes
        ("said[^1] so[^note-2].\n\n[^1]: The note.", "said so.\n\n The note."),
        ("[^] and [^a b]", "[^] and [^a b]"),
        # Code
        ("run `npm *x*` and ``a`b`` now", "run npm *x* and a`b now"),
        ("a lone ` tick", "a lone ` tick"),
        ("`a\n\nb`", "`a\n\nb`"),
        ("before\n```python\nx = [1](2)\n\n# no\n```\nafter", "before\n¶after"),
        ("~~~\na\n```\n~~~\nb", "¶b"),
        ("````\n```\n````\nb", "¶b"),
        ("```\nnever closed", "¶"),
        ("```inline``` x", "inline x"),
        # Rules
        ("a\n\n---\n\nb", "a\n\n¶\nb"),
        ("* * *\n___\n***\nb", "¶b"),
        ("-- no\n==\n", "-- no\n¶"),
        ("---", "---"),
        # LaTeX
        ("$x$, $E = mc^2$ and $\\alpha$", "x, E = m c^2 and α "),
        ("\\(a+b\\) and \\[c\\] and $$d = e$$", "a + b and c and d = e"),
        ("$3.50, $5 and $6, US$7, $8", "$3.50, $5 and $6, US$7, $8"),
        ("between $20–$30, $1,000-$2,000, $5/$6", "between $20–$30, $1,000-$2,000, $5/$6"),
        ("$5M or 5$ more", "$5M or 5$ more"),
        ("$HOME is $PATH, $2 + $3", "$HOME is $PATH, $2 + $3"),
        ("$2 + 3 = 5$ ok", "2 + 3 = 5 ok"),
        ("$f(x) = x_1 * y_2$.", "f(x) = x1 * y2."),
        # Entities, comments, escapes
        ("A&amp;B &lt;b&gt; &#39;d&#x2019; &hellip;", "A&B <b> 'd’ …"),
        ("AT&T, a & b, &foo; &#0; &#xD800; x&y;", "AT&T, a & b, &foo; &#0; &#xD800; x&y;"),
        ("a<!-- hidden <b>x</b> **y** -->b", "ab"),
        ("a<!-- never closed", "a<!-- never closed"),
        ("1\\. \\*not\\* \\# \\a", "1. *not* # \\a"),
        # Tags inside code are what it is about
        ("The `<div>` and the `</p>` of `List<String>`, <b>bold</b>", "The <div> and the </p> of List<String>, bold"),
        ("``a <br> ` b`` and ` <i>c</i>, `d", "a <br> ` b and  <i>c</i>, d"),
        ("a ` b <i>c</i>", "a ` b c"),
        ("`a <break/> <spell>b</spell>`", "a  b"),
        # What ends behind a note ends
        ("*a, [^1]* b **c: [^2]**", "a,  b c: "),
        # A note behind a word begins none, however the line came
        ("[^1] - [^1]: a", " - : a"),
        # A quotation ends the code inside it
        ("> a\n> ```py\n> b\n> ```\n> c\n\nd", "¶a\n¶c\n\nd"),
        ("> ```\n> a\n>\n> b\n\nc", "¶\nc"),
        ("> > ```\n> > a\nb", "¶b"),
        ("> ```\na\n", "¶a\n"),
        ("```\n> a\nb\n```\nc", "¶c"),
        # Targets
        ("[a](<https://b.org/c d>) e", "a e"),
        ("[a](https://b.org/c_\\(d\\)) e", "a e"),
        ("[a](b\\) c", "[a](b) c"),
        ("[a](<b <c>) d", "[a](<b ) d"),
        # Tags and sounds come first
        ("**a <break/> b** `c`", "a  b c"),
        ("[Kokoro](/kˈOkəɹO/) is **/ˈtoʊ.ki/**", "Kokoro is /ˈtoʊ.ki/"),
    ],
)
def test_what_is_heard(text: str, left: str) -> None:
    assert heard(text) == left
    assert parse(*text) == parse(text)


def test_an_entity_stands_for_all_of_its_characters() -> None:
    assert parse("a&nbsp;b") == [Characters("a", 0), Replaced(1, 7, "\u00a0"), Characters("b", 7)]


def test_marks_that_end_belong_to_the_text_before() -> None:
    assert parse("**a**") == [TagDropped(0, 2, False), Characters("a", 2), TagDropped(3, 5, closing=True)]


def test_what_is_spelled_is_not_looked_at() -> None:
    text = "**a <spell>*b* `c` [d](e)\n- f</spell>** g"
    events = parse(text)
    assert Characters("*b* `c` [d](e)\n- f", 11) in events
    assert [type(event) for event in events if isinstance(event, SpellOpened | SpellClosed)] == [
        SpellOpened,
        SpellClosed,
    ]
    assert heard(text) == "a *b* `c` [d](e)\n- f g"


def test_what_spells_stays_whole_around_code_that_is_skipped() -> None:
    events = parse("```\na <spell>b</spell> c\n```\n")
    assert [type(event) for event in events] == [TagDropped, SpellOpened, Characters, SpellClosed, TagDropped]


@pytest.mark.parametrize(
    ("name", "text", "left"),
    [
        ("emphasis", "**a** _b_ ~~c~~ `d`", "**a** _b_ ~~c~~ d"),
        ("headings", "# a\n- b", "# a\n¶b"),
        ("lists", "- [ ] a\n# b", "- [ ] a\n¶b"),
        ("quotes", "> a", "> a"),
        ("tables", "| a |\n|---|\n| b |", "| a |\n|---|\n| b |"),
        ("links", "[a](b) <https://c> ![d](e) [f]: https://g", "[a](b) <https://c> d [f]: https://g"),
        ("images", "![a](b) [c](d)", "!a c"),
        ("footnotes", "a[^1]", "a[^1]"),
        ("code", "`a` *b*", "`a` b"),
        ("code_blocks", "```py\na *b*\n```\nc", "¶a *b*\n¶c"),
        ("rules", "a\n---\nb", "a\n---\nb"),
        ("math", "$x$ \\(y\\)", "$x$ (y)"),
        ("entities", "&amp; *a*", "&amp; a"),
        ("comments", "a<!-- b -->", "a<!-- b -->"),
        ("escapes", "\\* \\(a\\)", "\\* a"),
    ],
)
def test_each_filter_can_be_switched_off(name: str, text: str, left: str) -> None:
    assert heard(text, filters=MarkdownFilters.without([name])).rstrip("¶") == left.rstrip("¶")
    assert heard(text) != heard(text, filters=MarkdownFilters.without([name]))


def test_filters_are_named_after_their_switches() -> None:
    assert {field.name for field in fields(MarkdownFilters)} == FILTER_NAMES
    with pytest.raises(ValueError, match="'bold'"):
        MarkdownFilters.only(["emphasis", "bold"])
    assert MarkdownFilters.only(FILTER_NAMES) == ALL_FILTERS == MarkdownFilters.without([])


def test_code_that_is_read_is_read_without_the_signs_of_its_quotation_and_with_its_tags() -> None:
    filters = MarkdownFilters.without(["code_blocks"])
    assert heard("> ```\n> a <b>\n> ```\n> c\n\nd", filters=filters) == "¶a <b>\n¶c\n\nd"
    assert heard("```\n<p>\n> a\n```\nb", filters=filters) == "¶<p>\n> a\n¶b"
    assert heard("> ```\n> a\nb", filters=filters) == "¶a\nb"


def test_without_filters_all_is_text_but_fences() -> None:
    text = "# *a* [b](c) `d`\n- e &amp; $f$ <!-- g --> \\* ![h](i)\n> j\n---\n| k |\n|---|\n"
    assert heard(text, filters=NO_FILTERS) == text


def test_what_does_not_end_within_its_bound_is_text() -> None:
    for opening in ("**", "`", "[", "$x=", "\\("):
        parser = MarkdownFilter()
        assert joined(parser.feed([Characters("a " + opening + "b" * 100, 0)])) == [Characters("a ", 0)]
        assert joined(parser.feed([Characters("b" * MAX_HELD_CHARACTERS, 102 + len(opening))])) != []
    inside = "b" * (MAX_HELD_CHARACTERS - 2)
    assert heard(f"**{inside}**") == inside
    assert heard(f"`bb{inside}bb`") == f"`bb{inside}bb`"
    long = "<!--" + "x" * MAX_DROPPED_CHARACTERS + "-->"
    assert heard(long) == long
    assert heard("[a](" + "x" * MAX_DROPPED_CHARACTERS * 2 + ")").startswith("[a](xxx")


def test_what_does_not_end_costs_no_more_than_itself() -> None:
    text = "a (*.lone star and ``two ticks, then {}. " + "More " * 100
    assert heard(text.format("**bold** and `code` and [this](u)")) == text.format("bold and code and this")


@pytest.mark.parametrize("mark", ["*", "**", "***"])
def test_of_an_emphasis_that_is_longer_than_what_is_held_the_stars_are_not_heard(mark: str) -> None:
    inside = "Some words of a long *quotation* in **stars**, " * 12
    text = f"So {mark}{inside}end.{mark} And *more* of 2*3* 4.\n\nNext*"
    left = f"So {inside}end. And *more* of 2*3* 4.\n\nNext*".replace("*quotation*", "quotation")
    assert heard(text) == left.replace("**stars**", "stars").replace("*more*", "more")
    assert parse(*text) == parse(text)


def test_a_silence_hands_text_on_and_marks_are_taken_for_what_they_look_like() -> None:
    parser = MarkdownFilter()
    assert parser.feed([Characters("So **this is", 0)]) == [Characters("So ", 0)]
    assert parser.waits
    assert parser.settle() == [TagDropped(3, 5, False), Characters("this is", 5)]
    assert not parser.waits
    assert joined(parser.feed([Characters(" it** now", 12)])) == [
        Characters(" it", 12),
        TagDropped(15, 17, closing=True),
        Characters(" now", 17),
    ]


def test_a_silence_inside_code_or_a_row() -> None:
    parser = MarkdownFilter()
    parser.feed([Characters("run `npm", 0)])
    assert parser.settle() == [TagDropped(4, 5, False), Characters("npm", 5)]
    assert joined(parser.feed([Characters(" i` now", 8)])) == [
        Characters(" i", 8),
        TagDropped(10, 11, closing=True),
        Characters(" now", 11),
    ]
    # What code began with was said: a note behind it, where it turns out to be none, does not begin the line.
    parser = MarkdownFilter()
    parser.feed([Characters("`npm", 0)])
    parser.settle()
    assert joined(parser.feed([Characters("[^1]: a", 4)]) + parser.close()) == [
        TagDropped(4, 8, False),
        Characters(": a", 8),
    ]
    parser = MarkdownFilter()
    parser.feed([Characters("| a | b", 0)])
    assert [event.text for event in parser.settle() if isinstance(event, Characters | Replaced)] == ["| a | b"]


def test_a_silence_does_not_break_an_address() -> None:
    parser = MarkdownFilter()
    parser.feed([Characters("see [this](https://x", 0)])
    assert [event.text for event in parser.settle() if isinstance(event, Characters)] == ["[this"]
    assert not parser.waits
    events = parser.feed([Characters(".y/z) now", 20)])
    assert [event.text for event in events if isinstance(event, Characters)] == [" now"]


@pytest.mark.parametrize(
    "text", ["**a", "`a", "[a", "[a](b", "$x=", "&am", "<!-- a", "\\", "!", "| a", "##", "- ", "a*"]
)
def test_a_flush_hands_everything_on_and_begins_anew(text: str) -> None:
    parser = MarkdownFilter()
    events = parser.feed([Characters(text, 0)]) + parser.close()
    assert end_of(events) == len(text)
    assert not parser.waits
    assert parser.feed([Characters("b* *c* ", len(text))]) == [
        Characters("b* ", len(text)),
        TagDropped(len(text) + 3, len(text) + 4, False),
        Characters("c", len(text) + 4),
        TagDropped(len(text) + 5, len(text) + 6, closing=True),
        Characters(" ", len(text) + 6),
    ]


def end_of(events: list[MarkupEvent]) -> int:
    """Where the source ends that the events cover, checked to be covered without gap or overlap."""
    position = 0
    for event in events:
        assert event.start == position
        position = position + len(event.text) if isinstance(event, Characters) else event.end
    return position


PIECES = [
    *(
        "*",
        "**",
        "***",
        "_",
        "__",
        "~~",
        "`",
        "``",
        "```",
        "[",
        "]",
        "](",
        "](u) ",
        "](<u v>) ",
        ")",
        "![",
        "[^1]",
        "[^1]: ",
        "]: /u",
    ),
    *("$", "$$", "$5 ", "x=", "\\", "\\(", "\\)", "&", "&amp;", "&#39;", "<!--", "-->", "<https://a.b>", "<", ">", "!"),
    *(
        "\n",
        "\n\n",
        "\r\n",
        " ",
        "# ",
        "## ",
        "- ",
        "* ",
        "- [x] ",
        "1. ",
        "> ",
        "\n> ```\n",
        "\n> ",
        "---",
        "===",
        "| ",
        "|",
        "|--|\n",
        "• ",
    ),
    *("word", "two words ", "a_b", "2*3", "é😀", "重点", "한국어", "5", ".", ", ", "https://x.y/_z_ ", "http://"),
    *(
        "<b>",
        "</b>",
        "<br>",
        "<spell>",
        "</spell>",
        "<break/>",
        "/kə/ ",
        "[K](/kə/)",
        "<prosody rate='slow'>",
        "</prosody>",
    ),
]


@given(st.lists(st.sampled_from(PIECES), max_size=14), st.randoms(use_true_random=False))
@settings(deadline=None, max_examples=400)
def test_any_split_gives_the_same_events(pieces: list[str], chance: random.Random) -> None:
    text = "".join(pieces)
    cuts = [0, *sorted(chance.randint(0, len(text)) for _ in range(chance.randint(0, 8))), len(text)]
    frames = [text[start:end] for start, end in zip(cuts, cuts[1:], strict=False)]
    expected = parse(text)
    assert parse(*frames) == expected
    assert parse(*text) == expected


@given(st.lists(st.sampled_from(PIECES), max_size=20), st.sets(st.sampled_from(sorted(FILTER_NAMES))))
@settings(deadline=None, max_examples=300)
def test_events_cover_the_text_and_characters_are_its_slices(pieces: list[str], off: set[str]) -> None:
    text = "".join(pieces)
    events = parse(text, filters=MarkdownFilters.without(off))
    assert end_of(events) == len(text)
    for event in events:
        if isinstance(event, Characters):
            assert text[event.start :].startswith(event.text)


@given(st.lists(st.sampled_from(PIECES), max_size=14), st.lists(st.booleans(), min_size=14, max_size=14))
@settings(deadline=None, max_examples=200)
def test_a_silence_anywhere_loses_nothing(pieces: list[str], silences: list[bool]) -> None:
    parser, markdown = MarkupParser(), MarkdownFilter()
    events: list[MarkupEvent] = []
    for piece, silent in zip(pieces, silences, strict=False):
        events += markdown.feed(parser.feed(piece))
        if silent:
            events += markdown.feed(parser.settle()) + markdown.settle()
            assert markdown.settle() == []
    events += markdown.feed(parser.close()) + markdown.close()
    assert end_of(events) == len("".join(pieces))


@given(
    st.lists(st.sampled_from(["*", "**", "_", "a ", "b", "\n", "5", "é", "、", "(", ". "]), max_size=20).map("".join)
)
@settings(deadline=None, max_examples=300)
def test_text_is_never_lost(text: str) -> None:
    assert [c for c in heard(text) if c.isalnum()] == [c for c in text if c.isalnum()]
