"""Dictionaries in a segment, and the client's own characters behind each spoken word."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from rhapsode_server.text.dictionary import Dictionary, Entry
from rhapsode_server.text.normalizer import Normalizer
from rhapsode_server.text.reading import Reading
from rhapsode_server.text.replacement import RestoringReader, apply_dictionaries
from rhapsode_server.text.segment import RunKind, Segment
from rhapsode_server.text.segmenter import Segmenter, SegmentPolicy

ENTRIES = (
    Entry("K8s", "kubernetes"),
    Entry("Acme Corp", "the company"),
    Entry("Nguyen", ipa="ŋwiən"),
    Entry("Xi", "she", "ʃiː"),
    Entry("東京", "とうきょう"),
)
READER = RestoringReader(Normalizer().read)


def segments(text: str) -> list[Segment]:
    segmenter = Segmenter(SegmentPolicy(), "en")
    return segmenter.push(text, 0.0) + segmenter.finish(0.0)


def read(text: str, *entries: Entry) -> list[tuple[str, str]]:
    dictionary = Dictionary(entries or ENTRIES)
    readings = [READER.read(apply_dictionaries(segment, [dictionary]), "en", True) for segment in segments(text)]
    return [(word.text, text[word.source_start : word.source_end]) for each in readings for word in each.words]


def test_a_replacement_points_to_the_whole_word() -> None:
    assert read("We run K8s, at Acme Corp today.") == [
        ("We", "We"),
        ("run", "run"),
        ("kubernetes,", "K8s,"),
        ("at", "at"),
        ("the", "Acme Corp"),
        ("company", "Acme Corp"),
        ("today.", "today."),
    ]


def test_what_is_verbalised_behind_it_and_in_it_points_there_too() -> None:
    text = "K8s costs $3.50."
    (segment,) = segments(text)
    applied = apply_dictionaries(segment, [Dictionary([Entry("K8s", "the 2 clusters")])])
    spans = READER.read(applied, "en", True).spans
    assert [(span.kind, text[span.source_start : span.source_end]) for span in spans] == [
        ("cardinal", "K8s"),
        ("money", "$3.50"),
    ]


def test_a_sound_becomes_a_pronounced_word() -> None:
    (segment,) = segments("Mr Nguyen's K8s.")
    applied = apply_dictionaries(segment, [Dictionary(ENTRIES)])
    assert [(run.text, run.kind, run.phonemes) for run in applied.runs] == [
        ("Mr ", RunKind.PLAIN, None),
        ("Nguyen", RunKind.PHONEMES, "ŋwiən"),
        ("'s kubernetes.", RunKind.PLAIN, None),
    ]
    words = READER.read(applied, "en", True).words
    (given,) = [word for word in words if word.pronunciation is not None]
    assert given.pronunciation is not None
    assert (given.text, given.pronunciation.phonemes, given.source_start, given.source_end) == ("Nguyen", "ŋwiən", 3, 9)
    assert words[-1].source_start == 12


def test_a_voice_without_such_sounds_reads_the_replacement() -> None:
    assert read("Ask Xi now.") == [("Ask", "Ask"), ("she", "Xi"), ("now.", "now.")]


def test_what_says_itself_how_it_is_read_is_left_alone() -> None:
    assert read("<spell>K8s</spell>") == [("K,", "K"), ("8,", "8"), ("S", "s")]
    assert [word for word, _ in read("[K8s](/keɪts/) K8s")] == ["K8s", "kubernetes"]


def test_a_word_that_a_dropped_tag_divides_is_one() -> None:
    code = [(word, "K8s</b>x") for word in ("K", "eight", "S", "X")]
    assert read("<b>K8s</b>x and <b>K8s</b>.") == [*code, ("and", "and"), ("kubernetes.", "K8s</b>.")]
    assert read("<b>Acme Corp</b>s and <b>Acme Corp</b>.")[:2] == [("Acme", "Acme"), ("Corps", "Corp</b>s")]


def test_anywhere_in_a_script_without_spaces() -> None:
    assert [word for word, _ in read("我住在東京都。")] == ["我", "住", "在", "とうきょう", "都。"]


def test_nothing_changes_without_a_word() -> None:
    (segment,) = segments("Nothing of it.")
    assert apply_dictionaries(segment, [Dictionary(ENTRIES)]) is segment
    assert apply_dictionaries(segment, []) is segment


TEXTS = st.lists(
    st.sampled_from(["K8s", "Acme", " Corp", " ", "x", "東京", "<b>", "Nguyen", "…", ". ", "\n\n"]), max_size=12
)


@given(text=TEXTS.map("".join), replacement=st.sampled_from(["", "a", "a b", "longer words here", "1 2"]))
@settings(max_examples=300, deadline=None)
def test_ranges_are_the_clients_own_and_in_order(text: str, replacement: str) -> None:
    dictionary = Dictionary([Entry("K8s", replacement or None, "k" if not replacement else None), *ENTRIES[1:]])
    for segment in segments(text):
        reading: Reading = READER.read(apply_dictionaries(segment, [dictionary]), "en", True)
        starts = [word.source_start for word in reading.words]
        assert starts == sorted(starts)
        for word in reading.words:
            assert segment.source_start <= word.source_start < word.source_end <= segment.source_end


@given(text=TEXTS.map("".join))
@settings(max_examples=100, deadline=None)
def test_a_dictionary_that_replaces_words_by_themselves_changes_nothing(text: str) -> None:
    dictionary = Dictionary([Entry("K8s", "K8s"), Entry("東京", "東京")])
    for segment in segments(text):
        applied = apply_dictionaries(segment, [dictionary])
        assert READER.read(applied, "en", True) == READER.read(segment, "en", True)
