"""What the four options about segments do on each socket where they mean something, from the frame to the job."""

from __future__ import annotations

import json
from typing import Any

import pytest

from rhapsode_server.dialects.kugelaudio import Dialect, MultiDialect, OneShotDialect, StreamDialect
from rhapsode_server.session import MultiSession, OneShotSession, Session, StreamSession
from session.rehearsal import Rehearsal, make_catalog

Frame = dict[str, Any]


class Socket:
    """A client's end of one socket, in frames and virtual time."""

    def __init__(self, session: Session, dialect: Dialect, beside: Frame) -> None:
        self.rehearsal = Rehearsal(session)
        self._dialect = dialect
        self._beside = beside

    def say(self, frame: Frame) -> None:
        self.rehearsal.say(*self._dialect.decode(json.dumps({**self._beside, **frame})))

    def write(self, text: str, *, pause_s: float = 0.0) -> None:
        """Say a text word by word."""
        for word in text.split():
            self.say({"text": word + " "})
            self.rehearsal.wait(pause_s)

    def segments(self) -> list[str]:
        """What has been handed to synthesis and not been spoken yet."""
        return [job.segment.text.strip() for job in self.rehearsal.jobs]


def open_socket(kind: str) -> Socket:
    match kind:
        case "original":
            return Socket(StreamSession("c", make_catalog(), flush_ends_turn=False), StreamDialect(), {})
        case "today":
            return Socket(StreamSession("c", make_catalog()), StreamDialect(), {})
        case "multi":
            return Socket(MultiSession("c", make_catalog()), MultiDialect(), {"context_id": "a"})
        case _:
            return Socket(OneShotSession("c", make_catalog()), OneShotDialect(), {})


@pytest.fixture(params=["original", "today", "multi"])
def socket(request: pytest.FixtureRequest) -> Socket:
    return open_socket(request.param)


CLAUSES = "Well, that is a good question, I think, and so do you. Next comes more"


def test_without_options_speech_begins_at_the_first_clause(socket: Socket) -> None:
    socket.write(CLAUSES)
    assert socket.segments()[0] == "Well, that is a good question,"


def test_auto_mode_begins_at_the_first_whole_sentence(socket: Socket) -> None:
    socket.say({"auto_mode": True})
    socket.write(CLAUSES)
    assert socket.segments() == ["Well, that is a good question, I think, and so do you."]


def test_auto_mode_waits_for_its_sentence_through_short_pauses(socket: Socket) -> None:
    socket.say({"auto_mode": True})
    socket.write(CLAUSES, pause_s=0.3)
    assert socket.segments()[0] == "Well, that is a good question, I think, and so do you."


def test_a_schedule_sets_the_least_lengths(socket: Socket) -> None:
    socket.say({"chunk_length_schedule": [5, 20]})
    socket.write("One two. Three four. Five six. Seven eight. Nine ten. Eleven")
    assert socket.segments() == ["One two.", "Three four. Five six.", "Seven eight. Nine ten."]


def test_a_schedule_holds_through_short_pauses(socket: Socket) -> None:
    socket.say({"chunk_length_schedule": [60]})
    socket.write("One two. Three four. Five six. Seven eight.", pause_s=0.3)
    assert socket.segments() == []
    socket.rehearsal.wait(0.5)
    assert socket.segments() == ["One two. Three four. Five six. Seven eight."], "but not past flush_timeout_ms"


def test_a_schedule_holds_where_the_listener_is_about_to_run_dry(socket: Socket) -> None:
    socket.say({"chunk_length_schedule": [5, 60]})
    for word in ("It was cold that night. " * 12).split():
        socket.say({"text": word + " "})
        socket.rehearsal.wait(0.15)
        socket.rehearsal.speak(took_s=0.0)
    assert min(len(segment) for segment in socket.rehearsal.spoken[1:]) >= 60


def test_a_full_buffer_is_spoken(socket: Socket) -> None:
    socket.say({"max_buffer_length": 30, "chunk_length_schedule": [500]})
    socket.write("some words here " * 20)
    segments = socket.segments()
    assert len(segments) > 8
    assert max(map(len, segments)) <= 30


@pytest.mark.parametrize("milliseconds", [50, 900])
def test_the_flush_timeout_is_how_long_a_buffer_waits(socket: Socket, milliseconds: int) -> None:
    socket.say({"flush_timeout_ms": milliseconds})
    socket.say({"text": "That works well. And so"})
    socket.rehearsal.wait(milliseconds / 1000 - 0.01)
    assert socket.segments() == ["That works well."]
    socket.rehearsal.wait(0.02)
    assert socket.segments() == ["That works well.", "And so"]
    assert "Final" not in socket.rehearsal.kinds(), "only a client's flush is answered"


def test_a_whole_text_is_cut_by_the_same_options() -> None:
    socket = open_socket("one shot")
    socket.say({"text": "One two. Three four. Five six.", "chunk_length_schedule": [5, 20]})
    socket.say({"text": CLAUSES, "auto_mode": True})
    socket.say({"text": "some words here " * 4, "max_buffer_length": 30})
    assert socket.segments() == [
        "One two.",
        "Three four. Five six.",
        "Well, that is a good question, I think, and so do you.",
        "Next comes more",
        "some words here some words",
        "here some words here some",
        "words here",
    ]


def test_what_is_said_in_mid_turn_binds_the_next() -> None:
    for kind in ("today", "original", "multi"):
        socket = open_socket(kind)
        socket.say({"text": "Well, "})
        socket.say({"auto_mode": True, "text": "that is a good question, I think. "})
        assert socket.segments()[0] == "Well, that is a good question,", kind


def test_on_many_voices_it_binds_contexts_that_open_later() -> None:
    socket = open_socket("multi")
    socket.say({"text": " "})
    socket.say({"context_id": None, "text": "", "auto_mode": True})
    socket.write(CLAUSES)
    assert socket.segments()[0] == "Well, that is a good question,"
    socket.say({"context_id": "b", "text": CLAUSES})
    assert socket.segments()[-1] == "Well, that is a good question, I think, and so do you."


def test_on_a_stream_it_stays_for_the_turns_that_follow() -> None:
    socket = open_socket("today")
    socket.say({"text": CLAUSES, "auto_mode": True, "flush": True})
    socket.say({"text": CLAUSES})
    whole = "Well, that is a good question, I think, and so do you."
    assert socket.segments() == [whole, "Next comes more", whole]
