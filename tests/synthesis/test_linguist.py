"""In which language a worker reads a job whose client has not said."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rhapsode_server.synthesis.linguist import LanguageOptions, Linguist
from rhapsode_server.text import identification
from rhapsode_server.text.identification import UNTOLD, Reason
from rhapsode_server.text.language_memory import MOST_CHARACTERS, LanguageMemory
from rhapsode_server.text.segment import Cut, Run, Segment
from synthesis.jobs import make_job

TAGS = {"en": "en-us", "de": "de", "zh": "cmn", "ru": "ru"}
GERMAN = "Ich habe gestern bei Ihnen angerufen und niemanden erreicht."


@pytest.fixture
def linguist() -> Linguist:
    return Linguist(LanguageOptions("letters", TAGS))


def test_what_was_said_is_not_questioned(linguist: Linguist) -> None:
    job = make_job(text=GERMAN)
    assert linguist.place(job) is job


@pytest.mark.parametrize(
    ("heard", "language"),
    [
        ((GERMAN,), "de"),
        (("Hallo. ", GERMAN), "de"),
        (("Hallo.",), "en-us"),
        (("Where have you been all that time?",), "en-us"),
        (("请问下一班火车几点开？",), "cmn"),
        # A language that no engine reads.
        (("Μπορείτε να μου πείτε πότε φεύγει το τρένο;",), "en-us"),
    ],
)
def test_strong_evidence_overrules_the_voice(linguist: Linguist, heard: tuple[str, ...], language: str) -> None:
    job = replace(make_job(text=heard[-1]), language="en-us", heard=heard)
    assert linguist.place(job).language == language


def test_whoever_asks_for_the_likeliest_gets_it(linguist: Linguist) -> None:
    job = replace(make_job(text="Hallo."), language="en-us", heard=("Guten Tag.",), cautious=False)
    assert linguist.place(job).language == "de"


@pytest.mark.slow
def test_statistics_tell_what_words_do_not() -> None:
    job = replace(make_job(text="x"), language="en-us", heard=("Siirsimme kokouksen torstaille puoli kolmeen.",))
    tags = {**TAGS, "fi": "fi"}
    assert Linguist(LanguageOptions("letters", tags)).place(job).language == "en-us"
    full = Linguist(LanguageOptions("full", tags))
    full.warm_up()
    assert full.place(job).language == "fi"


@pytest.mark.parametrize(
    ("heard", "cautious", "language", "reason"),
    [
        ((GERMAN,), True, "de", Reason.WORDS),
        # Too little to overrule anything, and yet it speaks for what is assumed.
        (("Where have you been?",), True, "en-us", Reason.WORDS),
        (("Guten Tag.",), True, "en-us", Reason.ASSUMED),
        (("Guten Tag.",), False, "de", Reason.PHRASE),
        # A language that no engine reads.
        (("Μπορείτε να μου πείτε πότε φεύγει το τρένο;",), True, "en-us", Reason.ASSUMED),
        ((), True, "en-us", Reason.ASSUMED),
    ],
)
def test_it_tells_why(
    linguist: Linguist, heard: tuple[str, ...], cautious: bool, language: str, reason: Reason
) -> None:
    found = linguist.tell(heard, "en-us", cautious=cautious)
    assert (found.language, found.reason) == (language, reason)
    assert (found.confidence == UNTOLD) is (reason is Reason.ASSUMED)


def test_a_long_list_is_not_worked_out_anew_for_each_of_its_items(monkeypatch: pytest.MonkeyPatch) -> None:
    """2,500 items of one letter took a worker seven seconds, while speech waited."""
    looked_at: list[str] = []
    monkeypatch.setattr(identification, "script_runs", lambda text: looked_at.append(text) or iter(()))
    linguist = Linguist(LanguageOptions("letters", TAGS))
    memory = LanguageMemory()
    for number in range(2_500):
        segment = Segment(number, (Run("a ", 0),), 0, 0, Cut.PARAGRAPH)
        linguist.tell(memory.hear(segment), "en-us", cautious=True)
    assert len(looked_at) <= 2 * MOST_CHARACTERS
