"""Where a text may be cut: rules by table, split invariance and linear work by property."""

from __future__ import annotations

import random
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rhapsode_server.text import boundary
from rhapsode_server.text.boundary import Boundary, BoundaryFinder, BoundaryKind
from rhapsode_server.text.languages import language_row

SHOWN = {
    BoundaryKind.PARAGRAPH: "¶",
    BoundaryKind.SENTENCE: "|",
    BoundaryKind.CLAUSE: "¦",
    BoundaryKind.WALL: "#",
}


def find(tag: str | None, *frames: str) -> list[Boundary]:
    finder = BoundaryFinder(language_row(tag))
    return [found for frame in frames for found in finder.feed(frame)]


def marked(tag: str | None, text: str) -> str:
    """The text with its boundaries from clauses upwards drawn in."""
    places = {found.place: SHOWN[found.kind] for found in find(tag, text) if found.kind in SHOWN and found.place}
    return "".join(places.get(index, "") + text[index : index + 1] for index in range(len(text) + 1))


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ("en", "One. |Two! |Three? |Four"),
        ("en", 'He said "no." |She left.” |So'),
        ("en", "(It is.) |Yes"),
        ("en", "**Done.** |Next **bold.** |And"),
        ("en", "well, ¦then; ¦so: ¦it — ¦is – ¦done - ¦ok"),
        ("en", "word—¦word"),
        ("en", '"Really?" ¦he asked'),
        ("en", "Wait… ¦what? |Oh... ¦well... |Then"),
        ("en", "Dr. Smith and J. R. Tolkien met, ¦e.g. Monday at 5 p.m. Eastern"),
        ("en", "pi is 3.14 and 1,234 at 12:30 today"),
        ("en", "see https://a.b/c?d=e,f;g. |Then mail a.b@c.org, ¦please"),
        ("en", "open file.txt now"),
        ("en", "No. 5 is alive. |I said no. |He did"),
        ("en", "1. First do this. |2. Then do that. |Done"),
        ("en", "hello there. ¦then we go"),
        ("en", "Great! 🎉 |Next 👨‍👩‍👧 one"),
        ("en", "What?! |Yes"),
        ("en", "It was 1984. |Then"),
        ("en", "Yahoo! ¦is it"),
        ("en", "Smile :) ¦ok"),
        ("de", "Am 3. Mai kam z. B. Dr. Müller. |Das war 1984. |Danach der 2. Versuch"),
        ("de", "Er sagte: ¦„Hallo.“ |Dann ging er, ¦usw. und so fort"),
        ("de", "Ludwig XIV. war König. |Er"),
        ("fr", "Quoi ? |Oui ! |« Bien », ¦dit-il. |M. Dupont a 10 000 euros ; ¦voilà"),
        ("fr", "Quoi\u00a0? |Oui"),
        ("fr", "Il dit : ¦« Oui. » |Bien"),
        ("es", "¿Qué? |¡Sí! |Sra. García, ¦pase"),
        ("it", "Il dott. Rossi è qui. |Ecco"),
        ("nl", "Dhr. Jansen komt bijv. morgen. |Goed"),
        ("sv", "Det är t.ex. kl. 5. |Ja"),
        ("fi", "Esim. 3. päivä on hyvä. |Niin"),
        ("cs", "To je např. 3. května. |Ano"),
        ("pl", "Prof. Nowak ma ok. 5 lat. |Tak"),
        ("ru", "Это и т. д. на ул. Мира. |Да"),
        ("el", "Τι κάνεις; |Καλά. |Ναι"),
        ("ar", "كيف حالك؟ |أنا بخير، ¦شكرا. |نعم"),
        ("hi", "मैं ठीक हूँ।| आप, ¦कैसे"),
        ("ur", "ہاں۔| نہیں"),
        ("zh", "今天很好，¦我们走吧。|好！|真的？！|是"),
        ("zh", "他说：¦“你好。”|然后走了。|"),
        ("zh", "他说,¦我们走!|好.|走"),
        ("zh", "时间是12：30开始"),
        ("zh", "请看https://a.com/日本，¦谢谢"),
        ("ja", "「はい。」と言った。|「ええ。」|そう"),
        ("ja", "そうですね！？|はい"),
        ("th", "สวัสดีครับ ¦วันนี้อากาศดี"),
        ("th", "พ.ศ. 2567 ฝนตก ¦น้ำท่วม"),
        ("ko", "안녕하세요. |저는 좋아요, ¦네. |그래요"),
        ("ko", "2024. 3. 14. 오후에 만나요. |네"),
        ("hu", "2024. 03. 15. péntek. |Jó"),
        ("ru", "«Пошли!» — ¦сказал он. |Груши и т. д. |Потом.\n|— ¦Нет."),
        ("es", "—¿Vienes? —preguntó. |Nadie"),
        ("cs", "Viz str. 12 a 13. |Děkuji 3. května."),
        ("de", "Siehe Kap. 3. |Dann der 3. Versuch usw. |Danach www.a.de/b.c. |Gut"),
        ("sv", "”Kom!” ¦sa han. |”Nej.”"),
        ("nl", "’s Avonds. |’t Is koud"),
        ("en", "At 5 p.m. |Then to Acme Inc. |It is in the U.S. Army. |1. The lid"),
        ("en", "Two things: ¦1. The lid. |2. It"),
        ("de", "Am 24. Dezember und am 24. |Dann kam der 2. Sieger. |Ja"),
        ("ru", "В 1984 г. |Он жил в г. Самара и в г. С. Ну"),
        (None, "Dr. Smith met Hr. Müller am 3. Mai. |Yes"),
        ("en", "One line\n¦two\n\n¶Three"),
        ("en", "Items:\n¶- one\n¶- two\n¶Text"),
        ("en", "Items:\n¶1. one\n¶2) two\n¶• three\n¶Text"),
        ("en", "Text\n¶# Heading\n¶More"),
        ("en", "It is\n¦-5 degrees\n¦12 apples\n¦#tag\n¦2024 was"),
        ("en", "a \n \n¶ b"),
    ],
)
def test_boundaries(tag: str | None, expected: str) -> None:
    text = "".join(character for character in expected if character not in "¶|¦")
    assert marked(tag, text) == expected


def kinds(tag: str, text: str) -> dict[int, BoundaryKind]:
    return {found.place: found.kind for found in find(tag, text)}


def test_words_are_divided_but_numbers_in_groups_are_not() -> None:
    assert kinds("fr", "il a 10 000 euros") == {3: BoundaryKind.WORD, 5: BoundaryKind.GLYPH, 12: BoundaryKind.GLYPH}


@pytest.mark.parametrize(
    ("tag", "text", "good"),
    [
        ("de", "wir kommen um 14:30 Uhr bei euch an", "wir |kommen |um 14:30 Uhr bei |euch |an"),
        ("es", "hay 200 mil personas en casa", "hay 200 mil personas |en |casa"),
        ("it", "la II Guerra Mondiale fu lunga", "la |II Guerra Mondiale |fu |lunga"),
        ("en", "add 1½ cups of milk", "add 1½ cups of |milk"),
        ("en", "on March 3, 2024 or so", "on |March 3, 2024 or so"),
        ("en", "what I did", "what |I |did"),
    ],
)
def test_a_number_is_not_parted_from_its_neighbours_where_another_place_will_do(tag: str, text: str, good: str) -> None:
    places = [place for place, kind in kinds(tag, text).items() if kind >= BoundaryKind.WORD]
    cuts = [0, *places, len(text)]
    assert "|".join(text[start:end] for start, end in pairwise(cuts)) == good


def test_nothing_is_cut_behind_an_opener_or_at_a_hard_space() -> None:
    assert 2 not in kinds("fr", "« oui")
    assert 3 not in kinds("de", "z.\u00a0B.")


def test_scripts_without_spaces_are_divided_between_characters() -> None:
    assert kinds("zh", "今天Python好") == {
        1: BoundaryKind.GLYPH,
        2: BoundaryKind.WORD,
        8: BoundaryKind.WORD,
    }
    # Katakana words and small kana stay whole; a word begins where kanji follows hiragana.
    assert kinds("ja", "きっとコーヒーを飲む") == {
        2: BoundaryKind.GLYPH,
        3: BoundaryKind.WORD,
        7: BoundaryKind.GLYPH,
        8: BoundaryKind.WORD,
        9: BoundaryKind.GLYPH,
    }
    assert kinds("th", "ไปเที่ยว") == {2: BoundaryKind.GLYPH}


def test_an_end_without_look_ahead_is_known_at_once() -> None:
    assert [found.place for found in find("zh", "好。") if found.kind is BoundaryKind.SENTENCE] == [2]
    assert find("zh", "「好。") == []
    assert [found.kind for found in find("en", "a\n\n")] == [BoundaryKind.PARAGRAPH]
    assert find("en", "One. ") == []


def test_counts_are_those_of_the_text_before() -> None:
    *_, last = find("en", "one two, three")
    assert last == Boundary(9, BoundaryKind.CLAUSE, 9, 20)
    (chinese,) = (found for found in find("zh", "你好，好") if found.kind is BoundaryKind.CLAUSE)
    assert (chinese.weight, chinese.word_tenths) == (7, 14)


def test_an_endless_run_is_cut_between_whole_characters() -> None:
    places = [found.place for found in find("en", "x" * 1000)]
    assert places == [boundary.WALL_CHARACTERS, 2 * boundary.WALL_CHARACTERS]
    assert find("en", "x" + "\u0301" * 1000) == []
    numbers = " ".join(map(str, range(1000, 1400)))
    assert {numbers[found.place - 1] for found in find("en", numbers)} == {" "}
    text = "e\u0301" * 1000
    assert all(text[found.place] == "e" for found in find("en", text))
    text = "👩\u200d" * 1000
    assert find("en", text) == []


def test_spelled_text_is_one_word_that_ends_what_was_before() -> None:
    finder = BoundaryFinder(language_row("en"))
    finder.feed("Visit us. ")
    assert [found.kind for found in finder.begin_spelling()] == [BoundaryKind.SENTENCE]
    assert finder.feed_spelled("a. b, c") == []
    assert [(found.place, found.kind) for found in finder.feed(", then")] == [(19, BoundaryKind.CLAUSE)]


def test_a_very_long_spelling_is_cut_where_groups_end() -> None:
    finder = BoundaryFinder(language_row("en"))
    finder.begin_spelling()
    places = [found.place for found in finder.feed_spelled("a" * 600)]
    assert places == [240, 480]
    assert all(place % group == 0 for place in places for group in (2, 3, 4, 5, 6))


def test_what_has_one_pronunciation_is_whole_and_its_words_count() -> None:
    finder = BoundaryFinder(language_row("en"))
    finder.feed("Visit us. ")
    assert [found.kind for found in finder.feed_pronounced("St. John, Jr.")] == [BoundaryKind.SENTENCE]
    assert finder.feed_pronounced("/ˈsɪl. ə/") == []
    (found,) = finder.feed(". Then")
    assert found == (34, BoundaryKind.SENTENCE, 32, 60)


def test_pronunciations_without_end_are_cut_between_them() -> None:
    finder = BoundaryFinder(language_row("en"))
    places = [found.place for _ in range(100) for found in finder.feed_pronounced("Kokoro")]
    assert places == [396]


def test_a_new_line_by_tag_ends_a_paragraph() -> None:
    finder = BoundaryFinder(language_row("en"))
    finder.feed("One")
    assert [found.kind for found in finder.break_line()] == [BoundaryKind.PARAGRAPH]
    assert finder.feed("- two\n")[-1].kind is BoundaryKind.PARAGRAPH


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("Hello ", True),
        ("Hello", False),
        ("Hello.", True),
        ("Hello,", True),
        ("(Hello)", True),
        ("It costs 3.", False),
        ("at 12:", False),
        ("1,", False),
        ("I met Dr.", False),
        ("I met Dr. ", False),
        ("see No. ", False),
        ("http://x.y.", False),
        ("don’", False),
        ("今天", True),
        ("好！", True),
        ("# ", False),
        ("- ", False),
        ("1.", False),
    ],
)
def test_whether_the_text_ends_with_a_whole_word(text: str, whole: bool) -> None:
    finder = BoundaryFinder(language_row("en"))
    finder.feed(text)
    assert finder.ends_whole() is whole


def test_a_restart_forgets_the_sentence_and_keeps_the_counts() -> None:
    finder = BoundaryFinder(language_row("en"))
    finder.feed("It ends.")
    finder.restart()
    assert [found.kind for found in finder.feed(" Next one")] == [BoundaryKind.WORD]
    assert finder.here(17).word_tenths == 40


ALPHABET = list("ab A.Z1,:!?…-—–\"'()«»“”*#/@\n\u00a0\u0301\u200d中あア。！、「」😀🇩กเ۔;") + [
    "Dr. ",
    "\n\n",
    "\n- ",
    "1. ",
    # Rows, which are read in one step where they come at once.
    *("words", "été", "жук", "שלום", "كتاب", "2024", "[[[", "$$$", "//", "中中", "w" * 250),
]


@given(st.lists(st.sampled_from(ALPHABET), max_size=40), st.randoms(use_true_random=False))
@settings(deadline=None, max_examples=200)
def test_any_split_gives_the_same_boundaries_in_order(pieces: list[str], chance: random.Random) -> None:
    text = "".join(pieces)
    whole = find(None, text)
    cuts = [0, *sorted(chance.randint(0, len(text)) for _ in range(6)), len(text)]
    assert find(None, *(text[start:end] for start, end in zip(cuts, cuts[1:], strict=False))) == whole
    assert find(None, *text) == whole
    places = [found.place for found in whole]
    assert places == sorted(places)
    assert all(0 <= place <= len(text) for place in places)


@given(st.lists(st.sampled_from(ALPHABET), min_size=1, max_size=30), st.lists(st.sampled_from(ALPHABET), max_size=8))
@settings(deadline=None, max_examples=100)
def test_what_comes_later_changes_no_boundary(pieces: list[str], more: list[str]) -> None:
    before = find(None, "".join(pieces))
    assert find(None, "".join(pieces + more))[: len(before)] == before
