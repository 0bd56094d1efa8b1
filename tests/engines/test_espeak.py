"""The espeak engine: first alone with a scripted link, then with the real library in its host."""

from __future__ import annotations

import os
import re
import signal
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from rhapsode_protocol.errors import SynthesisFailed
from rhapsode_server.engines import espeak
from rhapsode_server.engines.engine import EngineRequest
from rhapsode_server.engines.espeak import FORGIVEN_COST, PATIENCE, EspeakEngine, voice_name, word_marks
from rhapsode_server.engines.espeak_link import CallRefused, EspeakLink, Utterance
from rhapsode_server.engines.espeak_process import HANG_COST, HostLost
from rhapsode_server.engines.espeak_text import CallWord
from rhapsode_server.sound import WordMark
from rhapsode_server.text.reading import Phonemes
from rhapsode_server.voices import Voice

WORD = 1_000
"""Samples of each word that the scripted link speaks."""


def never(row: int) -> bool:
    return False


class ScriptedLink(EspeakLink):
    """Speaks every word as 1,000 equal samples; ``losses`` decides by a call's SSML how it goes wrong."""

    def __init__(self, losses: Callable[[str], Exception | None] = lambda ssml: None) -> None:
        super().__init__()
        self.losses = losses
        self.calls: list[str] = []
        self.end_pauses: list[bool] = []
        self.voices: list[str] = []

    def speak(
        self, voice: str, ssml: str, *, rate_wpm: int, end_pause: bool, cancelled: Callable[[], bool]
    ) -> Utterance | None:
        self.calls.append(ssml)
        self.voices.append(voice)
        self.end_pauses.append(end_pause)
        loss = self.losses(ssml)
        if loss is not None:
            raise loss
        if cancelled():
            return None
        numbers = [int(number) for number in re.findall(r'name="(\d+)"', ssml)]
        pcm = np.full(WORD * len(numbers), 8_192, np.int16).tobytes()
        return Utterance(pcm, {number: place * WORD for place, number in enumerate(numbers)}, (0,))


def words_of(ssml: str) -> list[str]:
    return re.sub(r"<mark[^>]*>", "", ssml).split()


def crash(ssml: str) -> HostLost:
    return HostLost("killed by signal 6", by_text=True)


def crashing_on(*poison: str) -> Callable[[str], Exception | None]:
    return lambda ssml: crash(ssml) if any(word in ssml for word in poison) else None


# --- Rows and calls


def test_each_sentence_is_a_call_and_marks_run_on(request_for: Any, rows_of: Any) -> None:
    link = ScriptedLink()
    (row,) = rows_of(EspeakEngine(link).synthesize([request_for("One here. Then two more!")], never), 1)
    assert [words_of(call) for call in link.calls] == [["One", "here."], ["Then", "two", "more!"]]
    assert link.end_pauses == [True, False]
    assert [(mark.word_index, mark.start_sample, mark.end_sample) for mark in row.marks] == [
        (index, index * WORD, (index + 1) * WORD) for index in range(5)
    ]
    assert np.all(row.samples == np.float32(0.25))
    assert row.warnings == ()


def test_inline_ipa_is_read_as_it_is_written_and_the_listener_told_once(marked_request_for: Any, rows_of: Any) -> None:
    link = ScriptedLink()
    request = marked_request_for("In [New York](/nuː jɔːk/), [so](/soʊ/) /kə/ it is. And /ə/!")
    (row,) = rows_of(EspeakEngine(link).synthesize([request], never), 1)
    assert [words_of(call) for call in link.calls] == [["In", "New", "York,", "so", "it", "is.", "And!"]]
    assert [mark.word_index for mark in row.marks] == [0, 1, 2, 4, 5, 6]
    assert row.warnings == (
        "this voice speaks no inline IPA: written words were read as usual, IPA without one was left out",
    )


def test_ipa_alone_is_silence_and_no_failure(marked_request_for: Any, rows_of: Any) -> None:
    link = ScriptedLink()
    (row,) = rows_of(EspeakEngine(link).synthesize([marked_request_for("/kə/.")], never), 1)
    assert (link.calls, len(row.samples), row.marks, row.lasts) == ([], 0, (), 1)
    assert len(row.warnings) == 1


def test_cancel_between_sentences_makes_no_further_call(request_for: Any, rows_of: Any) -> None:
    link = ScriptedLink()
    (row,) = rows_of(
        EspeakEngine(link).synthesize([request_for("One here. Then two more!")], lambda _: len(link.calls) > 0), 1
    )
    assert len(link.calls) == 1
    assert len(row.samples) == 0
    assert row.lasts == 1


def test_a_crash_under_a_cancel_is_not_retried(request_for: Any, rows_of: Any) -> None:
    link = ScriptedLink(crash)
    (row,) = rows_of(EspeakEngine(link).synthesize([request_for("One")], lambda _: len(link.calls) > 0), 1)
    assert len(link.calls) == 1
    assert row.lasts == 1


# --- When the host is lost


@pytest.mark.parametrize("losses_from_outside", [1, FORGIVEN_COST])
def test_losses_from_outside_are_forgiven_unchanged(losses_from_outside: int, request_for: Any, rows_of: Any) -> None:
    killed = [HostLost("killed by signal 9", by_text=False)] * losses_from_outside
    losses: Iterator[Exception | None] = iter([*killed, None])
    link = ScriptedLink(lambda ssml: next(losses))
    (row,) = rows_of(EspeakEngine(link).synthesize([request_for("(Well) then")], never), 1)
    assert len(link.calls) == losses_from_outside + 1
    assert len(set(link.calls)) == 1
    assert row.warnings == ()
    assert len(row.marks) == 2


def test_a_crash_is_tried_again_cleaned(request_for: Any, rows_of: Any) -> None:
    link = ScriptedLink(crashing_on("("))
    (row,) = rows_of(EspeakEngine(link).synthesize([request_for("(Well) — don't")], never), 1)
    assert [words_of(call) for call in link.calls] == [["(Well)", "—", "don't"], ["Well", "dont"]]
    assert row.warnings == ("some characters of this text could not be spoken and were left out",)
    assert [mark.word_index for mark in row.marks] == [0, 2]


def test_only_the_word_that_kills_is_left_out(request_for: Any, rows_of: Any) -> None:
    link = ScriptedLink(crashing_on("poison"))
    text = "one two three poison five six seven"
    (row,) = rows_of(EspeakEngine(link).synthesize([request_for(text)], never), 1)
    assert [mark.word_index for mark in row.marks] == [0, 1, 2, 4, 5, 6]
    assert [mark.start_sample for mark in row.marks] == [index * WORD for index in range(6)]
    (warning,) = row.warnings
    assert "some words of this text could not be spoken" in warning
    assert "poison" not in warning


def test_what_cannot_be_spoken_at_all_fails(request_for: Any) -> None:
    with pytest.raises(SynthesisFailed, match="not even cleaned"):
        list(EspeakEngine(ScriptedLink(crash)).synthesize([request_for("one two")], never))


def test_signs_that_kill_are_no_failure(request_for: Any, rows_of: Any) -> None:
    (row,) = rows_of(EspeakEngine(ScriptedLink(crash)).synthesize([request_for("— ...")], never), 1)
    assert len(row.samples) == 0
    assert row.lasts == 1


@pytest.mark.parametrize(("cost", "calls"), [(1, PATIENCE), (HANG_COST, PATIENCE // HANG_COST)])
def test_patience_has_an_end(cost: int, calls: int, request_for: Any) -> None:
    link = ScriptedLink(lambda ssml: HostLost("lost", by_text=True, cost=cost))
    with pytest.raises(SynthesisFailed):
        list(EspeakEngine(link).synthesize([request_for(" ".join(["word"] * 200))], never))
    assert len(link.calls) == calls


def test_a_refused_voice_fails(request_for: Any) -> None:
    link = ScriptedLink(lambda ssml: CallRefused("espeak-ng has no such voice"))
    with pytest.raises(SynthesisFailed, match=r"no such voice: 'de\+f3'"):
        list(EspeakEngine(link).synthesize([request_for("one", "espeak-de-f3")], never))


# --- Phonemes


class SpellingLink(EspeakLink):
    """Its IPA is the text itself; ``losses`` decides by a call's texts how it goes wrong."""

    def __init__(self, losses: Callable[[str], Exception | None] = lambda text: None) -> None:
        super().__init__()
        self.losses = losses
        self.calls: list[list[str]] = []

    def phonemes(self, voice: str, texts: Sequence[str]) -> tuple[str, ...]:
        self.calls.append(list(texts))
        loss = self.losses(" ".join(texts))
        if loss is not None:
            raise loss
        return tuple(texts)


def test_phonemes_are_told_sentence_by_sentence_and_as_plain_ipa(request_for: Any) -> None:
    link = SpellingLink()
    told = EspeakEngine(link).phonemes(request_for("One (^f^r)^two (en). … Then three!"))
    assert link.calls == [["One (^f^r)^two (en).", "Then three!"]]
    assert told == Phonemes("One two . Then three!")


def test_a_text_that_kills_the_library_is_read_cleaned_or_told_to_be_unreadable(request_for: Any) -> None:
    link = SpellingLink(crashing_on("("))
    assert EspeakEngine(link).phonemes(request_for("one (two)")).symbols == "one two"
    assert len(link.calls) == 2
    with pytest.raises(SynthesisFailed, match="not even cleaned"):
        EspeakEngine(SpellingLink(crashing_on("two"))).phonemes(request_for("one (two)"))
    with pytest.raises(SynthesisFailed, match="does not read"):
        EspeakEngine(link).phonemes(request_for("one", language="tlh"))
    refused = CallRefused("espeak-ng has no such voice")
    with pytest.raises(SynthesisFailed, match="no such voice"):
        EspeakEngine(SpellingLink(lambda text: refused)).phonemes(request_for("one"))


# --- Voices and marks


@pytest.mark.parametrize(
    ("voice", "language", "expected"),
    [
        ("espeak-en-us", "en-us", "en-us"),
        ("espeak-en-us-f3", "de", "de+f3"),
        ("espeak-en-us-annie", "fr-fr", "fr+Annie"),
        ("espeak-de", "en-gb", "en"),
        ("tone-7", "de", "de"),
    ],
)
def test_language_and_speaker_are_put_together(voice: str, language: str, expected: str, request_for: Any) -> None:
    assert voice_name(request_for("one", voice, language)) == expected


def test_a_quotation_is_spoken_by_the_same_speaker_in_its_language(marked_request_for: Any) -> None:
    link = ScriptedLink()
    request = marked_request_for("He said «Привет, мир» and left.", "espeak-en-us-f3")
    pieces = [*EspeakEngine(link).synthesize([request], never)]
    assert link.voices == ["en-us+f3", "ru+f3", "en-us+f3"]
    assert [words_of(call) for call in link.calls] == [["He", "said"], ["(Привет,", "мир)"], ["and", "left."]]
    assert link.end_pauses == [False, False, False], "the sentence goes on"
    marks = [mark for piece in pieces for mark in piece.marks]
    assert [mark.word_index for mark in marks] == [0, 1, 2, 3, 4, 5]
    assert [mark.start_sample for mark in marks] == [number * WORD for number in range(6)]


def test_a_language_that_the_library_does_not_read_is_left_to_the_voice(marked_request_for: Any) -> None:
    link = ScriptedLink()
    request = marked_request_for("Say Qapla now", "espeak-de")
    words = tuple(word._replace(language="tlh" if number == 1 else None) for number, word in enumerate(request.words))
    assert [*EspeakEngine(link).synthesize([replace(request, words=words)], never)][-1].last
    assert link.voices == ["de", "de", "de"]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("language", "text", "unmarked"),
    [
        ("uk", "Він сказав «так» і [ні]…", "Він сказав (так) і (ні)"),
        ("uk", 'Він сказав "так"... і ні', "Він сказав (так); і ні"),
        ("hu", "Igen… és nem", "Igen; és nem"),
        ("pl", "tak | nie", "tak nie"),
        ("nl", "ja • nee", "ja nee"),
        ("ja", "B; — ハイフン", "B; ハイフン"),
        ("ja", "ジョン・レノン", "ジョン レノン"),
        ("he", "תל־אביב", "תל אביב"),
        ("de", "ja・nein", "ja nein"),
    ],
)
def test_marks_that_shape_a_sentence_are_not_said_by_name(
    real: tuple[EspeakEngine, EspeakLink], language: str, text: str, unmarked: str, request_for: Any
) -> None:
    engine, _ = real
    requests = (request_for(each, language=language, word=r"[^\s—]+") for each in (text, unmarked))
    told, plain = (engine.phonemes(each).symbols for each in requests)
    assert told == plain


@pytest.mark.slow
def test_phonemes_are_those_of_the_words_that_are_spoken(
    real: tuple[EspeakEngine, EspeakLink], marked_request_for: Any
) -> None:
    """Kana behind an ideograph are read, and not spelled as they are where the library sees one word."""
    engine, _ = real
    assert engine.phonemes(marked_request_for("東京です", "espeak-ja")).symbols.endswith("lˈe̞tə dˈe̞sɯᵝ")


@pytest.mark.slow
def test_phonemes_name_no_language_that_the_library_borrows_from(
    real: tuple[EspeakEngine, EspeakLink], request_for: Any
) -> None:
    engine, _ = real
    assert engine.phonemes(request_for("un weekend", language="fr-fr")).symbols == "œ̃ wiːkˈɛnd"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("quotation", "language"),
    [
        ("Привет, мир", "ru"),
        ("你好", "cmn"),
        ("ありがとう", "ja"),
        ("안녕하세요", "ko"),
        ("नमस्ते", "hi"),
        ("مرحبا", "ar"),
    ],
)
def test_a_quotation_has_the_phonemes_of_its_language(
    real: tuple[EspeakEngine, EspeakLink], quotation: str, language: str, marked_request_for: Any, rows_of: Any
) -> None:
    engine, _ = real
    request = marked_request_for(f"He said «{quotation}» and left.")
    alone = engine.phonemes(marked_request_for(quotation, language=language)).symbols
    assert engine.phonemes(request).symbols == f"hiː sˈɛd {alone} ænd lˈɛft"
    (row,) = rows_of(engine.synthesize([request], never), 1)
    assert [mark.word_index for mark in row.marks] == [*range(len(request.words))]
    starts = [mark.start_sample for mark in row.marks]
    assert starts == sorted(starts)
    assert row.marks[-1].end_sample <= len(row.samples)
    assert row.warnings == ()


def test_an_unknown_language_fails(request_for: Any) -> None:
    with pytest.raises(SynthesisFailed, match="does not read 'tlh'"):
        voice_name(request_for("one", "espeak-en-us", "tlh"))


def sound(*spans: tuple[int, int], total: int = 100) -> Any:
    samples = np.zeros(total, np.float32)
    for start, end in spans:
        samples[start:end] = 0.5
    return samples


def called(*numbers: int) -> list[CallWord]:
    return [CallWord(number, "word") for number in numbers]


@pytest.mark.parametrize(
    ("marks", "sentence_starts", "samples", "expected"),
    [
        ({3: 0, 4: 40, 5: 60}, (0,), sound((0, 100)), [(0, 40), (40, 60), (60, 100)]),
        # Pauses belong to no word.
        ({3: 0, 4: 40, 5: 60}, (0,), sound((0, 20), (45, 90)), [(0, 20), (40, 60), (60, 90)]),
        # A dropped mark: the sentence event between its neighbours tells, or else an equal share.
        ({3: 0, 5: 60}, (0, 30), sound((0, 100)), [(0, 30), (30, 60), (60, 100)]),
        ({3: 0, 5: 60}, (0,), sound((0, 100)), [(0, 30), (30, 60), (60, 100)]),
        ({3: 10}, (0,), sound((0, 100)), [(10, 40), (40, 70), (70, 100)]),
        ({}, (), sound((0, 100)), [(0, 33), (33, 66), (66, 100)]),
        # A word without sound has no length.
        ({3: 0, 4: 40, 5: 40}, (0,), sound((0, 100)), [(0, 40), (40, 40), (40, 100)]),
        # Marks beyond the sound, or backwards, are held within it.
        ({3: 0, 4: 120, 5: 50}, (0,), sound((0, 100)), [(0, 100), (100, 100), (100, 100)]),
    ],
)
def test_words_lie_between_their_marks(
    marks: dict[int, int], sentence_starts: tuple[int, ...], samples: Any, expected: list[tuple[int, int]]
) -> None:
    found = word_marks(called(3, 4, 5), Utterance(b"", marks, sentence_starts), samples, 1_000)
    assert found == tuple(
        WordMark(number, 1_000 + start, 1_000 + end) for number, (start, end) in zip((3, 4, 5), expected, strict=True)
    )


# --- The real library


@pytest.fixture(scope="module")
def real() -> Iterator[tuple[EspeakEngine, EspeakLink]]:
    link = EspeakLink(stall_limit_s=0.5)
    engine = EspeakEngine(link)
    engine.warm_up()
    yield engine, link
    engine.close()


NUMBERS_AND_ADDRESSES = {
    "espeak-en-us": "It cost $3.50 on 21.3.2024, see https://a.example/b?c=d&e#f now. Then Dr. Smith left!",
    "espeak-de": "Das ist z. B. am 3. Mai für 3,50 € gut. Am 21.3.2024 nicht mehr.",
    "espeak-fr-fr": "Elle a payé $3.50 le 21.3.2024. Et puis ? Rien.",
    "espeak-cmn": "今天天气很好。我们去公园吧。",
    "espeak-hi": "आज 21.3.2024 अच्छा है। चलें।",
    "espeak-ru": "Сегодня 21.3.2024, $3.50. Да? http://a.example",
    "espeak-ar": "مرحبا بال. كيف حالك؟ 21.3.2024",
}


@pytest.mark.slow
@pytest.mark.parametrize("voice", NUMBERS_AND_ADDRESSES)
def test_every_word_has_its_time(
    voice: str, real: tuple[EspeakEngine, EspeakLink], request_for: Any, rows_of: Any
) -> None:
    engine, _ = real
    word = r"\w\W*" if voice == "espeak-cmn" else r"\S+"
    request: EngineRequest = request_for(NUMBERS_AND_ADDRESSES[voice], voice, word=word)
    (row,) = rows_of(engine.synthesize([request], never), 1)
    assert [mark.word_index for mark in row.marks] == list(range(len(request.words)))
    starts = [mark.start_sample for mark in row.marks]
    assert starts == sorted(starts)
    # Nearly all words are heard by themselves; Mandarin joins some characters of one dictionary word.
    heard = [mark for mark in row.marks if mark.end_sample > mark.start_sample]
    assert len(heard) >= len(row.marks) - 1
    assert row.marks[-1].end_sample <= len(row.samples)
    longest = max(row.marks, key=lambda mark: mark.end_sample - mark.start_sample)
    assert re.search(r"[\d:]", request.words[longest.word_index].text) or voice == "espeak-cmn"


@pytest.mark.slow
@pytest.mark.parametrize("language", ["en-us", "de", "fr-fr", "es", "it", "ja", "ru", "cmn", "hi"])
@pytest.mark.parametrize(
    "text",
    ["a." * 192, "A.B." * 96, "s'" * 68, "'s" * 68, "'s" * 220, "s'" * 220, "(-漢", "x" * 5_000, "a. " * 192],
    ids=["a.", "A.B.", "s'x68", "'sx68", "'sx220", "s'x220", "(-han", "xxx", "a. spaced"],
)
def test_texts_that_crash_the_library_are_spoken(
    text: str, language: str, real: tuple[EspeakEngine, EspeakLink], request_for: Any, rows_of: Any
) -> None:
    """The crash table of espeak-ng 1.52.0, row by row; the limits keep the host alive through all of it."""
    engine, link = real
    replaced = link.replaced
    request = request_for(text, "espeak-en-us-m3", language)
    (row,) = rows_of(engine.synthesize([request], never), 1)
    assert len(row.samples) > 4_000
    assert row.warnings == ()
    assert link.replaced == replaced


@pytest.mark.slow
@pytest.mark.parametrize("text", ["'s" * 68, "then " + "'s" * 300 + " and now"])
def test_without_the_limits_crashes_are_survived_all_the_same(
    text: str, real: tuple[EspeakEngine, EspeakLink], request_for: Any, rows_of: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine, link = real
    replaced = link.replaced
    with monkeypatch.context() as unlimited:
        unlimited.setattr(espeak, "restrain", lambda words: words)
        (row,) = rows_of(engine.synthesize([request_for(text)], never), 1)
    assert link.replaced > replaced
    assert len(row.samples) > 4_000
    assert row.warnings
    (alive,) = rows_of(engine.synthesize([request_for("And on it goes.")], never), 1)
    assert alive.lasts == 1
    assert alive.warnings == ()


@pytest.mark.slow
@pytest.mark.parametrize("signal_number", [signal.SIGKILL, signal.SIGSTOP], ids=["killed", "stopped"])
def test_a_host_lost_in_the_middle_costs_the_listener_nothing(
    signal_number: int, real: tuple[EspeakEngine, EspeakLink], request_for: Any, rows_of: Any
) -> None:
    engine, link = real
    request = request_for("It goes on and on, " * 40)
    (whole,) = rows_of(engine.synthesize([request], never), 1)
    pid, replaced = link.host_pid, link.replaced
    assert pid is not None
    polls: list[None] = []

    def strike(row: int) -> bool:
        polls.append(None)
        if len(polls) == 3:
            os.kill(pid, signal_number)
        return False

    (struck,) = rows_of(engine.synthesize([request], strike), 1)
    assert link.replaced == replaced + 1
    assert struck.warnings == ()
    # 10 ms is how much the library varies from call to call.
    assert abs(len(struck.samples) - len(whole.samples)) <= 220
    assert len(struck.marks) == len(whole.marks)


@pytest.mark.slow
def test_variants_can_be_told_apart(
    real: tuple[EspeakEngine, EspeakLink], voice_of: Callable[[str], Voice], request_for: Any, rows_of: Any
) -> None:
    """Every pair of speakers differs in median pitch or in the shape of its spectrum, and by more than one voice does
    from call to call."""
    import librosa  # Here, since it takes the fast tests a second to load.

    engine, _ = real
    handles = ["espeak-en-us", *(f"espeak-en-us-{name}" for name in ("m1", "m7", "f2", "f5", "whisper", "annie"))]
    speakers = {}
    for handle in [*handles, "espeak-en-us"]:
        (row,) = rows_of(engine.synthesize([request_for("The rhapsode sang of Troy.", handle)], never), 1)
        bands = librosa.feature.mfcc(y=row.samples, sr=22_050, n_mfcc=13)[1:].mean(axis=1)
        pitch = librosa.yin(row.samples, fmin=60, fmax=400, sr=22_050)
        if handle in speakers:
            assert np.linalg.norm(bands - speakers[handle][0]) < 3.0
        speakers[handle] = (bands, float(np.median(pitch)))
    for place, one in enumerate(handles):
        for other in handles[place + 1 :]:
            timbre = np.linalg.norm(speakers[one][0] - speakers[other][0])
            pitch_ratio = max(speakers[one][1], speakers[other][1]) / min(speakers[one][1], speakers[other][1])
            assert timbre > 12.0 or pitch_ratio > 1.2, f"{one} sounds like {other}"
    assert voice_of("espeak-en-us-f2").sex == "female"
    assert speakers["espeak-en-us-f2"][1] > 1.4 * speakers["espeak-en-us"][1]
