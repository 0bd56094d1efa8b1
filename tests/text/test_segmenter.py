"""The segmenter: policy by table, time by a virtual clock, and its laws by property."""

from __future__ import annotations

import random
import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rhapsode_protocol.messages import Settings
from rhapsode_server.text.languages import LANGUAGES
from rhapsode_server.text.markdown import MarkdownFilter
from rhapsode_server.text.markdown_filters import MarkdownFilters
from rhapsode_server.text.markup import MarkupParser
from rhapsode_server.text.markup_event import Characters, MarkupEvent, Pronounced, Replaced
from rhapsode_server.text.segment import Cut, Run, RunKind, Segment
from rhapsode_server.text.segmenter import Segmenter, SegmentPolicy
from rhapsode_server.text.surrogates import SurrogateJoiner


def segments(*frames: str, language: str | None = "en", policy: SegmentPolicy | None = None) -> list[Segment]:
    """All segments of a turn whose frames come at one moment."""
    segmenter = Segmenter(policy or SegmentPolicy(), language)
    found = [segment for frame in frames for segment in segmenter.push(frame, 1.0)]
    return found + segmenter.finish(1.0)


def texts(*frames: str, language: str | None = "en", policy: SegmentPolicy | None = None) -> list[str]:
    return [segment.text for segment in segments(*frames, language=language, policy=policy)]


def pushed(text: str, language: str | None = "en", policy: SegmentPolicy | None = None) -> list[str]:
    """What leaves before anything else comes."""
    return [segment.text for segment in Segmenter(policy or SegmentPolicy(), language).push(text, 1.0)]


# --- What a segment knows of the one before ---------------------------------------------------------------------------


def test_a_segment_within_a_sentence_knows_what_was_said_before_it() -> None:
    policy = SegmentPolicy(first_max_words=8)
    long = "a bee see dee ee eff gee aitch which went on for quite a while until it came to its end. And that was it."
    first, second, third = segments(long, policy=policy, language="en")
    assert (first.cut, first.before) == (Cut.LENGTH, "")
    assert (second.cut, second.before) == (Cut.SENTENCE, first.text)
    assert third.before == "", "a sentence begins with nothing before it"


def test_what_was_said_before_goes_back_over_short_segments_and_no_further_than_is_looked_at() -> None:
    segmenter = Segmenter(SegmentPolicy(), "en")
    now = 0.0
    found = []
    for _ in range(12):
        found += segmenter.push("seven words ", now)
        now += 1.0
        found += segmenter.handle_timer(now)
    assert [segment.cut for segment in found] == [Cut.STALE] * 12
    assert [len(segment.before) for segment in found[:6]] == [0, 12, 24, 36, 48, 60]
    assert {len(segment.before) for segment in found[5:]} == {60}
    segmenter.push("and this ", now)
    (flushed,) = segmenter.flush(now)
    assert flushed.before
    segmenter.push("is new ", now)
    assert [segment.before for segment in segmenter.flush(now)] == [""]


# --- The first-audio policy ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "text", "first"),
    [
        ("en", "Well, that is a good question, I think it", "Well, that is a good question, "),
        ("en", "Unfortunately, I cannot do that, because", "Unfortunately, I cannot do that, "),
        ("en", "That works. And", "That works. "),
        ("en", "Yes. No. That works. And", "Yes. No. That works. "),
        ("en", "Sure! I can help you with that. First", "Sure! I can help you with that. "),
        ("en", "one two three four five six seven eight nine ten eleven twelve thirteen", None),
        ("de", "Am 3. Mai war ich in Berlin, und dann", "Am 3. Mai war ich in Berlin, "),
        ("zh", "今天天气很好，我们走", "今天天气很好，"),
        ("zh", "你好。今天", None),
        ("zh", "我们明天见吧。", "我们明天见吧。"),
        ("ja", "今日はとても良い天気ですね。", "今日はとても良い天気ですね。"),
        ("hi", "मैं बिल्कुल ठीक हूँ। ", "मैं बिल्कुल ठीक हूँ।"),
        ("ar", "مرحبا، كيف حالك اليوم؟ أنا", "مرحبا، كيف حالك اليوم؟ "),
        ("ko", "안녕하세요, 만나서 정말 반갑습니다. 저", "안녕하세요, 만나서 정말 반갑습니다. "),
        ("th", "สวัสดีครับ วันนี้อากาศดีมากเลย เรา", "สวัสดีครับ วันนี้อากาศดีมากเลย "),
    ],
)
def test_the_first_segment_is_a_short_clause(language: str, text: str, first: str | None) -> None:
    assert pushed(text, language)[:1] == ([] if first is None else [first])


def test_the_first_segment_without_marks_is_a_dozen_words() -> None:
    (first, *_) = segments("word " * 30)
    assert first.text == "word " * 13
    assert first.cut is Cut.LENGTH


def test_long_words_are_counted_by_length() -> None:
    (first, *_) = segments("Donaudampfschifffahrtsgesellschaft " * 10, language="de")
    assert 33 < len(first.text) <= 105


def test_later_segments_are_whole_sentences_of_their_length() -> None:
    text = "This is a sentence of fifty characters, no more. " * 20
    first, second, *later = segments(text)
    assert first.text == "This is a sentence of fifty characters, "
    assert second.text == "no more. This is a sentence of fifty characters, no more. "
    assert all(160 <= len(segment.text) <= 300 and segment.cut is Cut.SENTENCE for segment in later[:-1])


def test_a_long_sentence_is_cut_at_its_last_clause() -> None:
    text = "This comes first, as it must be. " + "and then there is more and more of it, " * 20
    *whole, _ = segments(text)[1:]
    assert all(segment.cut is Cut.CLAUSE and len(segment.text) <= 250 for segment in whole)


def test_a_paragraph_ends_a_segment_whatever_its_length() -> None:
    found = segments("Sure!\n\nHere it is:\n- milk\n- eggs\n# Next\nText")
    assert [segment.text for segment in found] == [
        "Sure!\n\n",
        "Here it is:\n",
        "milk\n",
        "eggs\n",
        "Next\n",
        "Text",
    ]
    assert {segment.cut for segment in found[:-1]} == {Cut.PARAGRAPH}


def test_a_schedule_sets_the_least_lengths() -> None:
    text = "One two. Three four. Five six. Seven eight. Nine ten. Eleven. Twelve. "
    policy = SegmentPolicy.from_settings(Settings(chunk_length_schedule=(5, 20)))
    assert texts(text, policy=policy) == [
        "One two. ",
        "Three four. Five six. ",
        "Seven eight. Nine ten. ",
        "Eleven. Twelve. ",
    ]


def test_auto_mode_starts_at_a_whole_sentence() -> None:
    text = "Well, that is a good question, I think, and so do you. Next"
    assert pushed(text, policy=SegmentPolicy.from_settings(Settings(auto_mode=True))) == [text[:-4]]


def test_a_full_buffer_is_spoken() -> None:
    policy = SegmentPolicy.from_settings(Settings(max_buffer_length=30, chunk_length_schedule=(500,)))
    assert all(len(text) <= 30 for text in texts("some words here " * 20, policy=policy))


@pytest.mark.parametrize("language", [*LANGUAGES, None])
def test_every_language_speaks_everything(language: str | None) -> None:
    text = "Um, dois, tri. 3. Vier! Пять? 六。सात। ثمانية؟ " * 20
    assert "".join(texts(text, language=language)) == text


# --- Tags -------------------------------------------------------------------------------------------------------------


def test_a_rate_cuts_before_and_behind_its_span() -> None:
    found = segments("Now <prosody rate='slow'>slowly</prosody> on.")
    assert [(segment.text, segment.rate, segment.cut) for segment in found] == [
        ("Now ", None, Cut.TAG),
        ("slowly", 0.8, Cut.TAG),
        (" on.", None, Cut.FLUSH),
    ]
    assert [(segment.source_start, segment.source_end) for segment in found] == [(0, 4), (4, 41), (41, 45)]


def test_marks_behind_a_span_are_said_with_it() -> None:
    """A full stop alone would be a segment without a letter, and its sentence would sound unfinished."""
    text = "<prosody rate='slow'>Go on</prosody>.) Then <prosody rate='fast'>stop</prosody>, please"
    found = segments(text)
    assert [(segment.text, segment.rate) for segment in found] == [
        ("Go on.)", 0.8),
        (" Then ", None),
        ("stop,", 1.2),
        (" please", None),
    ]
    assert found[0].source_end == text.index(" Then")
    segmenter = Segmenter(SegmentPolicy())
    assert segmenter.push("<prosody rate='slow'>Go</prosody>", 0.0) == []
    assert [segment.text for segment in segmenter.push(".", 0.1)] == []
    assert [segment.text for segment in segmenter.push(" T", 0.2)] == ["Go."]
    segmenter = Segmenter(SegmentPolicy())
    segmenter.push("<prosody rate='slow'>Go</prosody>", 0.0)
    assert [segment.text for segment in segmenter.handle_timer(1.0)] == ["Go"]


def test_a_rate_without_text_before_it_gives_no_empty_segment() -> None:
    found = segments(" <prosody rate='fast'>Go</prosody>")
    assert [(segment.text, segment.rate) for segment in found] == [(" Go", 1.2)]


def test_breaks_belong_to_the_text_before_or_stand_alone() -> None:
    found = segments("<break/>One<break time='400ms'/><break time='1s'/> two.")
    assert [(segment.text, segment.break_ms) for segment in found] == [("", 200), ("One", 400), ("", 500), (" two.", 0)]
    assert found[0].runs == ()
    assert [segment.index for segment in found] == [0, 1, 2, 3]


def test_a_leading_break_leaves_the_policy_at_its_start() -> None:
    assert pushed("<break/>Well, that is a good question, I think") == ["", "Well, that is a good question, "]


def test_spelled_text_is_one_run_and_is_held_until_its_end() -> None:
    segmenter = Segmenter(SegmentPolicy(), "en")
    assert segmenter.push("Your code is <spell group='2'>A1. B2. C3", 0.0) == []
    (segment,) = segmenter.push("</spell>. Thank you, and", 0.0)
    assert segment.runs == (
        Run("Your code is ", 0),
        Run("A1. B2. C3", 30, RunKind.SPELL, 2),
        Run(". ", 48),
    )


def test_an_open_spell_is_closed_by_a_flush() -> None:
    segmenter = Segmenter(SegmentPolicy(), "en")
    segmenter.push("A <spell>b", 0.0)
    assert [run.kind for run in segmenter.flush(0.0)[0].runs] == [RunKind.PLAIN, RunKind.SPELL]
    assert [segment.text for segment in segmenter.push("</spell>Then it goes on, with words, and", 0.0)] == [
        "Then it goes on, with words, "
    ]
    assert segmenter.take_problems() == []


def test_problems_are_collected_and_the_text_is_spoken() -> None:
    segmenter = Segmenter(SegmentPolicy(), "en")
    segmenter.push("<prosody rate='warp'>Hi", 0.0)
    assert [problem.field for problem in segmenter.take_problems()] == ["text"]
    assert segmenter.take_problems() == []
    assert [segment.text for segment in segmenter.finish(0.0)] == ["Hi"]


def test_half_a_tag_waits_and_becomes_text_at_the_end() -> None:
    segmenter = Segmenter(SegmentPolicy(), "en")
    segmenter.push("Hi <sp", 0.0)
    assert [segment.text for segment in segmenter.handle_timer(9.0)] == ["Hi "]
    assert segmenter.deadline() is None
    assert [segment.text for segment in segmenter.finish(9.0)] == ["<sp"]


# --- Inline IPA -------------------------------------------------------------------------------------------------------


def test_a_pronunciation_is_one_run_and_its_segment_covers_all_of_it() -> None:
    (segment,) = segments("So [New York](/nuː jɔːk/), or /kə/.")
    assert segment.runs == (
        Run("So ", 0),
        Run("New York", 4, RunKind.PHONEMES, None, "nuː jɔːk"),
        Run(", or ", 25),
        Run("/kə/", 30, RunKind.PHONEMES, None, "kə"),
        Run(".", 34),
    )
    assert (segment.source_start, segment.source_end) == (0, 35)


def test_pronunciations_side_by_side_are_runs_of_their_own() -> None:
    (segment,) = segments("[a](/ə/)[a](/ə/)")
    assert segment.runs == (
        Run("a", 1, RunKind.PHONEMES, None, "ə"),
        Run("a", 9, RunKind.PHONEMES, None, "ə"),
    )


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("This one is called [No. 5](/nʌmbə faɪv/). Then", "This one is called No. 5. "),
        ("You all know her as [St.](/seɪnt/) Anne. Then", "You all know her as St. Anne. "),
        ("The vowel is written /ə/. Then", "The vowel is written /ə/. "),
        ("The vowel is written /ə. ə/. Then", "The vowel is written /ə. ə/. "),
        ("A sentence is here. /ə/ is another", "A sentence is here. "),
        ("A sentence is here. [iPhone](/aɪfəʊn/) is it", "A sentence is here. "),
        ("We have all met Dr. [Nguyen](/wɪn/), then", "We have all met Dr. Nguyen, "),
    ],
)
def test_marks_inside_cut_nothing_and_marks_behind_do(text: str, first: str) -> None:
    assert pushed(text) == [first]


def test_it_counts_by_the_length_of_what_is_written() -> None:
    policy = SegmentPolicy(schedule=(20,))
    assert pushed("[Worcestershire](/wʊstəʃə/). Then it goes on", policy=policy) == []
    assert pushed("So [a](/ˌæntɪdɪsɛstæblɪʃmənˈtɛːɹɪənɪzəm/). Then", policy=policy) == []
    assert pushed("[antidisestablishment](/a/). Then", policy=policy) == ["antidisestablishment. "]
    assert pushed("/ˌæntɪdɪsɛstæblɪʃmənt/. Then", policy=policy) == ["/ˌæntɪdɪsɛstæblɪʃmənt/. "]


def test_an_endless_row_of_pronunciations_is_cut_between_them() -> None:
    found = segments("[Kokoro](/kə/)" * 400)
    assert len(found) > 4
    assert all(len(segment.text) <= 420 and len(segment.text) % 6 == 0 for segment in found)


def test_a_sign_that_is_pronounced_is_something_to_say() -> None:
    segmenter = Segmenter(SegmentPolicy(), "en")
    segmenter.push("[+](/plʌs/)", 0.0)
    assert segmenter.received_anything_speakable
    assert [segment.text for segment in segmenter.handle_timer(0.5)] == ["+"]


# --- Time -------------------------------------------------------------------------------------------------------------


def test_whole_words_are_spoken_first_and_the_last_one_later() -> None:
    segmenter = Segmenter(SegmentPolicy(), "en")
    segmenter.push("I would li", 10.0)
    assert segmenter.deadline() == pytest.approx(10.2)
    assert segmenter.handle_timer(10.1) == []
    assert [(segment.text, segment.cut) for segment in segmenter.handle_timer(10.2)] == [("I would ", Cut.STALE)]
    assert segmenter.deadline() == pytest.approx(10.5)
    assert [segment.text for segment in segmenter.handle_timer(10.5)] == ["li"]
    assert segmenter.deadline() is None


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        ("Yes.", "Yes.", None),
        ("Yes", None, "Yes"),
        ("Hello ", "Hello ", None),
        ("It costs 3.", "It costs ", "3."),
        ("I met Dr.", "I met ", "Dr."),
        ("Code <spell>a", "Code ", None),
        ("你好", "你好", None),
        ("Say [New York](/nuː", "Say ", None),
        ("Say [New York](/nuː jɔːk/)", "Say ", "New York"),
        ("Say /kə/", "Say ", "/kə/"),
        ("/kə/", None, "/kə/"),
        ("[laughs]", None, "[laughs]"),
        ("[…]", None, None),
        ("… ", None, None),
        (" ", None, None),
    ],
)
def test_what_goes_stale_when(text: str, first: str | None, second: str | None) -> None:
    segmenter = Segmenter(SegmentPolicy(), "en")
    segmenter.push(text, 0.0)
    assert [segment.text for segment in segmenter.handle_timer(0.2)] == ([] if first is None else [first])
    assert [segment.text for segment in segmenter.handle_timer(0.5)] == ([] if second is None else [second])
    assert segmenter.deadline() is None


def test_later_segments_wait_for_the_flush_timeout() -> None:
    segmenter = Segmenter(SegmentPolicy(flush_timeout_ms=900), "en")
    segmenter.push("That works well. And so", 0.0)
    assert segmenter.deadline() == pytest.approx(0.9)
    assert [segment.text for segment in segmenter.handle_timer(0.9)] == ["And so"]


def test_a_flush_timeout_shorter_than_the_first_wait_wins() -> None:
    segmenter = Segmenter(SegmentPolicy(flush_timeout_ms=50), "en")
    segmenter.push("unfinished wo", 0.0)
    assert segmenter.deadline() == pytest.approx(0.05)
    assert [segment.text for segment in segmenter.handle_timer(0.05)] == ["unfinished wo"]


def test_empty_text_does_not_restart_the_clock_and_text_does() -> None:
    segmenter = Segmenter(SegmentPolicy(), "en")
    segmenter.push("Hello ", 0.0)
    segmenter.push("", 0.15)
    assert segmenter.deadline() == pytest.approx(0.2)
    segmenter.push("you ", 0.15)
    assert segmenter.deadline() == pytest.approx(0.35)


def test_a_flush_starts_the_policy_again_and_numbers_go_on() -> None:
    segmenter = Segmenter(SegmentPolicy(), "en")
    segmenter.push("One two", 0.0)
    (first,) = segmenter.flush(0.0)
    (second,) = segmenter.push("Well, that is a good question, I", 1.0)
    assert (first.index, first.cut, second.index, second.source_start) == (0, Cut.FLUSH, 1, 7)
    assert second.text == "Well, that is a good question, "
    assert segmenter.flush(1.0)[0].text == "I"
    assert segmenter.flush(1.0) == []


def test_nothing_may_follow_the_end() -> None:
    segmenter = Segmenter(SegmentPolicy(), "en")
    segmenter.push("Hello", 0.0)
    segmenter.finish(0.0)
    assert segmenter.deadline() is None
    with pytest.raises(RuntimeError):
        segmenter.push("more", 0.0)


def test_counts() -> None:
    segmenter = Segmenter(SegmentPolicy(), "en")
    assert not segmenter.received_anything_speakable
    segmenter.push("… <b>\ud83d", 0.0)
    assert (segmenter.received_characters, segmenter.buffered_characters) == (6, 6)
    assert not segmenter.received_anything_speakable
    segmenter.push("\ude00 That works. And", 0.0)
    assert segmenter.received_characters == 22
    assert segmenter.buffered_characters == 3
    assert segmenter.received_anything_speakable


def test_white_space_alone_is_no_segment_and_marks_alone_are_one_at_the_end() -> None:
    assert segments(" \n\n\t ") == []
    assert texts("…") == ["…"]
    assert texts("…\n\nHello") == ["…\n\nHello"]


# --- Markdown ---------------------------------------------------------------------------------------------------------


def test_markdown_is_not_spoken_and_its_places_are_kept() -> None:
    text = "**R&amp;D** is [here](https://x.y)."
    (segment,) = segments(text)
    assert segment.text == "R&D is here."
    assert [(run.text, text[run.source_start : run.source_end]) for run in segment.runs] == [
        ("R", "R"),
        ("&", "&amp;"),
        ("D", "D"),
        (" is ", " is "),
        ("here", "here"),
        (".", "."),
    ]
    assert (segment.source_start, segment.source_end) == (0, len(text))


def test_a_filter_that_is_off_leaves_its_marks() -> None:
    assert texts("**A** `b`", policy=SegmentPolicy(filters=MarkdownFilters.without(["emphasis"]))) == ["**A** b"]
    assert texts("**A** `b`", policy=SegmentPolicy.from_settings(Settings(text_filters=()))) == ["**A** `b`"]


def test_rows_and_code_are_heard_as_lines_or_not_at_all() -> None:
    table = "Prices:\n| Fruit | Price |\n|---|---|\n| Apple | $3.50 |\n```py\nx = 1. And 2.\n```\nThat is all."
    assert texts(table) == ["Prices:\n", "Fruit , Price \n", "Apple , $3.50 \n", "That is all."]


def test_a_silence_inside_emphasis_does_not_withhold_the_first_words() -> None:
    segmenter = Segmenter(SegmentPolicy(), "en")
    assert segmenter.push("**Well, that is", 1.0) == []
    deadline = segmenter.deadline()
    assert deadline is not None
    assert [segment.text for segment in segmenter.handle_timer(deadline)] == ["Well, that "]
    assert [segment.text for segment in [*segmenter.push(" it** now", 2.0), *segmenter.finish(2.0)]] == ["is it now"]


# --- Laws -------------------------------------------------------------------------------------------------------------

PIECES = [
    *("Hello", "world, ", "Dr. ", "z. B. ", "3", ".", "14", "1,234 ", "12:30 ", "a.b@c.org ", "https://x.y/z?a=b,c. "),
    *(". ", "! ", "? ", ", ", "; ", "— ", " – ", "…", "...", " ", "   ", "\u00a0", "\n", "\n\n", "\n- ", "1. ", "#"),
    *(
        "**bold.** ",
        '"',
        "'",
        "(",
        ") ",
        "« ",
        " »",
        "today ",
        "some more words here ",
        "of the matter ",
        "é",
        "e\u0301",
    ),
    *("今天", "很好", "，", "。", "「", "」", "は", "カタカナ", "नमस्ते ", "।", "مرحبا ", "؟ ", "ไป", "한국어 "),
    *("😀", "👩\u200d👧", "🇩🇪", "❤\ufe0f", "\ud83d", "\ude00"),
    *("<", ">", "<b>", "</b>", "<br>", "<sp", "<spell>", "<spell group='2'>", "</spell>", "<break x/>"),
    *("<prosody rate='slow'>", "</prosody>", "<break time='300ms'/>"),
    *("[New York. So](/nuː jɔːk/)", "[重庆](/ʈʂʰʊŋ/)", "/kə. ə/", "/kə/ ", "[+](/ə/)", "[", "](/", "/", "/)", "/usr"),
    *(
        "&amp;",
        "&#228;",
        "**",
        "*",
        "_",
        "`",
        "$5 ",
        "$",
        "[^1]",
        "| a |\n|-|\n",
        "| ",
        "# ",
        "> ",
        "```\n",
        "<!--",
        "-->",
    ),
]

chances = st.randoms(use_true_random=False)


def split(text: str, chance: random.Random) -> list[str]:
    """The text in frames, some of them empty or one character long."""
    cuts = [0, *sorted(chance.randint(0, len(text)) for _ in range(chance.randint(0, 10))), len(text)]
    return [text[start:end] for start, end in pairwise(cuts)]


def speak(bursts: list[tuple[float, list[str]]], policy: SegmentPolicy) -> tuple[list[Segment], list[str]]:
    """Run a turn in virtual time: each burst of frames comes at its moment, and timers fire when they are due."""
    segmenter = Segmenter(policy)
    found: list[Segment] = []
    for moment, frames in bursts:
        while (deadline := segmenter.deadline()) is not None and deadline <= moment:
            found += segmenter.handle_timer(deadline)
        for frame in frames:
            found += segmenter.push(frame, moment)
    found += segmenter.finish(bursts[-1][0])
    return found, [problem.message for problem in segmenter.take_problems()]


def events_of(text: str) -> list[MarkupEvent]:
    """What the filters before the cutter make of a text."""
    parser, markdown = MarkupParser(), MarkdownFilter()
    return markdown.feed(parser.feed(text)) + markdown.feed(parser.close()) + markdown.close()


policies = st.sampled_from(
    [
        SegmentPolicy(),
        SegmentPolicy(whole_sentences=True),
        SegmentPolicy(schedule=(5, 30), flush_timeout_ms=150),
        SegmentPolicy(max_buffer_characters=25),
    ]
)
bursts_of_text = st.lists(
    st.tuples(st.integers(0, 700), st.lists(st.sampled_from(PIECES), min_size=1, max_size=12).map("".join)),
    min_size=1,
    max_size=4,
)


@given(bursts_of_text, policies, chances)
@settings(deadline=None, max_examples=300)
def test_any_split_into_frames_gives_the_same_segments(
    bursts: list[tuple[int, str]], policy: SegmentPolicy, chance: random.Random
) -> None:
    moment = 0.0
    whole, pieces, single = [], [], []
    for wait_ms, text in bursts:
        moment += wait_ms / 1000
        whole.append((moment, [text]))
        pieces.append((moment, split(text, chance)))
        single.append((moment, list(text)))
    expected = speak(whole, policy)
    assert speak(pieces, policy) == expected
    assert speak(single, policy) == expected


@given(bursts_of_text, policies)
@settings(deadline=None, max_examples=300)
def test_ranges_cover_the_text_and_runs_are_its_slices(bursts: list[tuple[int, str]], policy: SegmentPolicy) -> None:
    moments = [(index * 0.3, [text]) for index, (_, text) in enumerate(bursts)]
    found, _ = speak(moments, policy)
    joiner = SurrogateJoiner()
    text = "".join([joiner.push(text) for _, text in bursts] + [joiner.flush()])
    events = events_of(text)
    plain = [event for event in events if isinstance(event, Characters)]
    pronounced = [event for event in events if isinstance(event, Pronounced)]
    assert [segment.index for segment in found] == list(range(len(found)))
    end = 0
    for segment in found:
        assert segment.source_start == end
        end = segment.source_end
        place = segment.source_start
        for run in segment.runs:
            assert place <= run.source_start
            assert run.text
            assert run.source_length is not None or text[run.source_start : run.source_end] == run.text
            place = run.source_end
        assert place <= end
        assert segment.text.strip() or segment.break_ms
    assert end <= len(text)
    # What no segment covers comes after the last one and is neither text nor the start of any.
    left = "".join(event.text[max(0, end - event.start) :] for event in plain if event.start + len(event.text) > end)
    assert not [event for event in events if isinstance(event, Replaced) and event.end > end]
    assert not left.strip()
    runs = [run for segment in found for run in segment.runs]
    assert [(run.text, run.source_start, run.phonemes) for run in runs if run.kind is RunKind.PHONEMES] == [
        (event.text, event.text_start, event.phonemes) for event in pronounced
    ]
    cuts = {segment.source_end for segment in found}
    assert not [event for event in pronounced if cuts & set(range(event.start + 1, event.end))]
    if len(bursts) > 1:
        # A silence inside a mark decides what it is; the events above were read without one.
        return
    said = "".join(run.text for run in runs if run.kind is not RunKind.PHONEMES)
    written = "".join(event.text for event in events if isinstance(event, Characters | Replaced))
    assert [c for c in said if c.isalnum()] == [c for c in written if c.isalnum()]


ATOMS = [
    "hello",
    "3.14",
    "1,234,567.89",
    "12:30",
    "10 000",
    "Dr. Smith",
    "z. B. heute",
    "J. R. Tolkien",
    "3. Mai",
    "e.g. this",
    "U.S. Army",
    "https://example.com/a,b;c.d?e=f!g",
    "mail.me@example.org",
    "report.final.pdf",
    "<spell>A. B, C</spell>",
    "[St. John, Jr.](/sɪndʒən. ˈdʒuːnjə/)",
    "/ˈsɪl.ə.bəl/",
    "👩\u200d👩\u200d👧",
    "🇩🇪",
    "cafe\u0301",
    "don't",
    "(below)",
    "カタカナ",
    "2024年",
]


@given(
    st.lists(st.tuples(st.sampled_from(ATOMS), st.sampled_from([" ", ", ", ". Then ", "! "])), max_size=40), policies
)
@settings(deadline=None, max_examples=80)
def test_no_cut_falls_inside_what_belongs_together(atoms: list[tuple[str, str]], policy: SegmentPolicy) -> None:
    inside: set[int] = set()
    text = ""
    for atom, joint in atoms:
        inside.update(range(len(text) + 1, len(text) + len(atom)))
        text += atom + joint
    cuts = {segment.source_end for segment in segments(text, language=None, policy=policy)[:-1]}
    assert not cuts & inside


@given(st.lists(st.sampled_from(PIECES), max_size=20).map("".join), st.integers(0, 3))
@settings(deadline=None, max_examples=80)
def test_a_timer_that_fired_is_not_due_again(text: str, steps: int) -> None:
    segmenter = Segmenter(SegmentPolicy())
    segmenter.push(text, 0.0)
    for _ in range(2 + steps):
        deadline = segmenter.deadline()
        if deadline is None:
            break
        segmenter.handle_timer(deadline)
        assert segmenter.deadline() is None or segmenter.deadline() != deadline
    assert segmenter.deadline() is None


HOSTILE = [
    ".",
    "<",
    "a.",
    "1,",
    " ",
    "(",
    "a. ",
    "<a ",
    "中",
    "。",
    "!? ",
    "1.\n",
    "<b>",
    "e",
    "\u0301",
    "👩\u200d",
    "<spell>a",
    "[",
    "/",
    "/ə",
    " /a",
    "[/ə ",
    "/ə/ ",
    "[a](/ə/)",
    *("*", "*a ", "_a ", "**a_b ", "`", "` `` ", "```\n", "$a=", "\\(", "&a", "<!--", "[](", "[a]", "!["),
    *("- ", "|a|\n", "> ", "#", "---\n", "[^1]", "~~a"),
]


@pytest.mark.parametrize("pattern", [*HOSTILE, "Hello there my friend, "])
@pytest.mark.parametrize("single", [False, True])
def test_work_grows_with_the_text_and_no_faster(pattern: str, single: bool) -> None:
    def seconds(length: int) -> float:
        text = (pattern * length)[:length]
        spent = []
        for _ in range(2):
            start = time.process_time()
            segments(*(text if single else [text]))
            spent.append(time.process_time() - start)
        return min(spent)

    # Eight times the text costs eight times the work, quadratic work 64 times; the constant is for the clock.
    assert seconds(12_000) < 16 * seconds(1_500) + 0.02
