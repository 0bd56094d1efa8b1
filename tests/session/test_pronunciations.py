"""Dictionaries in a session: chosen when a turn or context opens, and never changed in it."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from rhapsode_protocol.errors import InvalidRequest
from rhapsode_protocol.messages import Failed, Input, Settings, Speak
from rhapsode_server.session import MultiSession, OneShotSession, Send, Session, StreamSession, Synthesize
from rhapsode_server.text.dictionary import Dictionary, Entry
from session.rehearsal import make_catalog

CATALOG = make_catalog()


class Books:
    """One dictionary, which a test changes."""

    def __init__(self, replacement: str = "kubernetes") -> None:
        self.version = 0
        self.replacement: str | None = replacement
        self.asked: list[tuple[object, object, str]] = []

    def change(self, replacement: str | None) -> None:
        self.replacement = replacement
        self.version += 1

    def choose(
        self, project_id: int | str | None, dictionary_ids: Sequence[int | str] | None, language: str
    ) -> tuple[Dictionary, ...]:
        self.asked.append((project_id, dictionary_ids, language))
        if self.replacement is None and dictionary_ids:
            raise InvalidRequest("it is gone", field="dictionary_ids[0]")
        return () if self.replacement is None else (Dictionary([Entry("K8s", self.replacement)]),)


def spoken(session: Session) -> list[str]:
    return [effect.job.segment.text for effect in session.take_effects() if isinstance(effect, Synthesize)]


def test_what_a_message_says_is_what_is_asked_for() -> None:
    books = Books()
    session = OneShotSession("c", CATALOG, pronunciations=books)
    session.receive([Speak("We run K8s.", Settings(project_id=7, dictionary_ids=(1, 2)))], 0.0)
    assert spoken(session) == ["We run kubernetes."]
    assert [(project, ids) for project, ids, _ in books.asked] == [(7, (1, 2))]


def test_ranges_of_segments_stay_the_clients_own() -> None:
    session = OneShotSession("c", CATALOG, pronunciations=Books())
    session.receive([Speak("We run K8s.")], 0.0)
    (job,) = [effect.job for effect in session.take_effects() if isinstance(effect, Synthesize)]
    assert (job.segment.source_start, job.segment.source_end) == (0, 11)


def test_a_turn_keeps_what_it_began_with_and_the_next_has_what_is_new() -> None:
    books = Books("one")
    session = StreamSession("c", CATALOG, pronunciations=books)
    session.receive([Input(text="We run K8s for everybody here. And ")], 0.0)
    books.change("two")
    session.receive([Input(text="K8s.", flush=True)], 0.0)
    session.receive([Input(text="K8s.", flush=True)], 0.0)
    assert spoken(session) == ["We run one for everybody here. ", "And one.", "two."]


def test_a_context_keeps_what_it_began_with() -> None:
    books = Books("one")
    session = MultiSession("c", CATALOG, pronunciations=books)
    session.receive([Input(text=" ", context_id="a")], 0.0)
    books.change("two")
    session.receive([Input(text="K8s.", context_id="a", flush=True)], 0.0)
    session.receive([Input(text="K8s.", context_id="b", flush=True)], 0.0)
    assert spoken(session) == ["one.", "two."]


@pytest.mark.parametrize("kind", [StreamSession, MultiSession])
def test_a_turn_is_not_lost_with_a_dictionary_that_it_names(kind: type[Session]) -> None:
    books = Books("one")
    session = kind("c", CATALOG, pronunciations=books)
    name = None if kind is StreamSession else "a"
    session.receive([Input(text="We run K8s. ", context_id=name, settings=Settings(dictionary_ids=(1,)))], 0.0)
    books.change(None)
    session.receive([Input(text="And K8s.", context_id=name, flush=True)], 0.0)
    effects = session.take_effects()
    assert not [each for each in effects if isinstance(each, Send) and isinstance(each.message, Failed)]
    assert "".join(each.job.segment.text for each in effects if isinstance(each, Synthesize)) == "We run one. And one."


def test_a_turn_that_names_what_is_not_there_is_refused() -> None:
    books = Books()
    books.change(None)
    session = StreamSession("c", CATALOG, pronunciations=books)
    session.receive([Input(text="K8s.", settings=Settings(dictionary_ids=(1,)))], 0.0)
    (effect,) = [each for each in session.take_effects() if isinstance(each, Send)]
    assert isinstance(effect.message, Failed)
    assert effect.message.error.field == "dictionary_ids[0]"
