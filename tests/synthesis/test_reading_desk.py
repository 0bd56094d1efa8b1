"""The reading desk with workers that the test plays: slices, retries, limits, and the end."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

import pytest

from rhapsode_protocol.errors import ModelUnavailable, RateLimited, RhapsodeError, ServerRestarting, SynthesisFailed
from rhapsode_server.synthesis import reading_desk
from rhapsode_server.synthesis.commands import Command, ReadText, TextRead
from rhapsode_server.synthesis.reading_desk import (
    LEAST_CHARACTERS,
    MAX_ATTEMPTS,
    MAX_WAITING,
    SLICE_CHARACTERS,
    ReadingDesk,
    SpokenText,
)
from rhapsode_server.text.identification import Identified, Reason
from rhapsode_server.text.reading import Phonemes
from synthesis.jobs import ESPEAK, make_segment


class Clerk:
    """One worker, as the desk sees it."""

    def __init__(self, number: int, unfinished: int = 0) -> None:
        self.number = number
        self.unfinished = unfinished
        self.asked: asyncio.Queue[ReadText] = asyncio.Queue()

    def send(self, command: Command) -> None:
        assert isinstance(command, ReadText)
        self.asked.put_nowait(command)


class Office:
    """A desk and its workers."""

    def __init__(self, *clerks: Clerk) -> None:
        self.clerks: list[Clerk] = list(clerks) or [Clerk(0)]
        self.desk = ReadingDesk(lambda: self.clerks)
        self._tasks: list[asyncio.Task[SpokenText]] = []

    def read(self, *texts: str) -> asyncio.Task[SpokenText]:
        segments = [make_segment(text, index=index) for index, text in enumerate(texts)]
        self._tasks.append(asyncio.create_task(self.desk.read(segments, "en-us")))
        return self._tasks[-1]

    async def question(self, clerk: int = 0) -> ReadText:
        """The next question that a worker was asked."""
        return await asyncio.wait_for(self.clerks[clerk].asked.get(), 10)

    def answer(self, question: ReadText, error: RhapsodeError | None = None) -> None:
        spoken = tuple(segment.text.upper() for segment in question.segments)
        self.desk.receive(TextRead(question.number, spoken, 2.0, error))

    async def settle(self) -> None:
        for _ in range(10):
            await asyncio.sleep(0)

    async def close(self) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)


def play(scene: Callable[[Office], Coroutine[Any, Any, None]], *clerks: Clerk) -> None:
    async def run() -> None:
        office = Office(*clerks)
        await scene(office)
        await office.close()
        assert office.desk.waiting == 0
        assert office.desk.pending == 0

    asyncio.run(run())


def test_a_text_is_read_in_its_language_and_comes_back_in_order() -> None:
    async def scene(office: Office) -> None:
        reading = office.read("one", "two")
        question = await office.question()
        assert question.language == "en-us"
        office.answer(question)
        assert await reading == SpokenText(("ONE", "TWO"), 2.0)

    play(scene)


def test_a_long_text_goes_over_in_slices_of_whole_segments() -> None:
    async def scene(office: Office) -> None:
        half = "a" * (SLICE_CHARACTERS // 2)
        reading = office.read(half, half, "b", "c" * 5 * SLICE_CHARACTERS, "d")
        sizes = []
        for _ in range(4):
            question = await office.question()
            await office.settle()
            assert office.clerks[0].asked.empty(), "a slice was sent before the one before it was answered"
            sizes.append([len(segment.text) for segment in question.segments])
            office.answer(question)
        assert sizes == [[len(half), len(half)], [1], [5 * SLICE_CHARACTERS], [1]]
        assert (await reading).read_ms == 8.0

    play(scene)


def test_a_slice_of_short_segments_is_no_longer_work_than_others() -> None:
    async def scene(office: Office) -> None:
        fit = SLICE_CHARACTERS // LEAST_CHARACTERS
        reading = office.read(*"a" * (fit + 1))
        sizes = []
        for _ in range(2):
            question = await office.question()
            sizes.append(len(question.segments))
            office.answer(question)
        assert sizes == [fit, 1]
        await reading

    play(scene)


def test_texts_take_turns_slice_by_slice() -> None:
    async def scene(office: Office) -> None:
        slice_of = "a" * SLICE_CHARACTERS
        first, second = office.read(slice_of, slice_of), office.read("short")
        order = []
        for _ in range(3):
            question = await office.question()
            order.append(question.segments[0].text[:1])
            office.answer(question)
        assert order == ["a", "s", "a"]
        await first
        await second

    play(scene)


def test_the_worker_with_the_least_to_do_is_asked() -> None:
    async def scene(office: Office) -> None:
        reading = office.read("one")
        office.answer(await office.question(1))
        await reading

    play(scene, Clerk(0, unfinished=3), Clerk(1, unfinished=1), Clerk(2, unfinished=2))


def test_no_worker_no_reading() -> None:
    async def scene(office: Office) -> None:
        office.clerks.clear()
        with pytest.raises(ModelUnavailable):
            await office.read("one")

    play(scene)


def test_what_a_lost_worker_had_is_asked_of_the_next() -> None:
    async def scene(office: Office) -> None:
        reading = office.read("one")
        lost = await office.question()
        office.clerks = []
        office.desk.worker_lost(0)
        await office.settle()
        assert not reading.done()
        office.clerks = [Clerk(1)]
        office.desk.worker_ready()
        office.answer(await office.question())
        office.answer(lost)
        assert (await reading).segments == ("ONE",)

    play(scene)


def test_a_neighbour_that_is_lost_changes_nothing() -> None:
    async def scene(office: Office) -> None:
        reading = office.read("one")
        question = await office.question()
        office.desk.worker_lost(1)
        await office.settle()
        assert office.clerks[0].asked.empty()
        office.answer(question)
        await reading

    play(scene)


def test_a_text_that_kills_its_workers_is_given_up() -> None:
    async def scene(office: Office) -> None:
        reading = office.read("one")
        for _ in range(MAX_ATTEMPTS):
            await office.question()
            office.desk.worker_lost(0)
        with pytest.raises(SynthesisFailed):
            await reading
        assert office.clerks[0].asked.empty()

    play(scene)


def test_a_worker_that_cannot_read_it_says_why() -> None:
    async def scene(office: Office) -> None:
        reading = office.read("one")
        office.answer(await office.question(), SynthesisFailed("the text could not be read"))
        with pytest.raises(SynthesisFailed, match="could not be read"):
            await reading

    play(scene)


def test_a_text_that_takes_too_long_is_given_up_and_its_late_answer_dropped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading_desk, "READ_WITHIN_S", 0.01)

    async def scene(office: Office) -> None:
        reading = office.read("one")
        question = await office.question()
        with pytest.raises(ModelUnavailable, match="within"):
            await reading
        office.answer(question)

    play(scene)


def test_more_texts_than_may_wait_are_refused() -> None:
    async def scene(office: Office) -> None:
        waiting = [office.read("one") for _ in range(MAX_WAITING)]
        await office.settle()
        with pytest.raises(RateLimited) as caught:
            await office.read("two")
        assert caught.value.retry_after_s
        for reading in waiting:
            office.answer(await office.question())
            await reading

    play(scene)


def test_a_client_that_leaves_makes_room_for_the_next() -> None:
    async def scene(office: Office) -> None:
        gone, reading = office.read("one"), office.read("two")
        await office.question()
        gone.cancel()
        office.answer(await office.question())
        assert (await reading).segments == ("TWO",)

    play(scene)


@pytest.mark.parametrize("asked", [False, True])
def test_a_server_that_goes_down_tells_whoever_waits(asked: bool) -> None:
    async def scene(office: Office) -> None:
        reading = office.read("one")
        if asked:
            await office.question()
        office.desk.close()
        with pytest.raises(ServerRestarting):
            await reading
        with pytest.raises(ServerRestarting):
            await office.read("two")

    play(scene)


def test_a_text_without_segments_needs_no_worker_to_answer() -> None:
    async def scene(office: Office) -> None:
        assert await office.read() == SpokenText((), 0.0)

    play(scene)


def test_what_tells_languages_goes_over_with_its_slice_and_all_that_is_told_comes_back() -> None:
    async def scene(office: Office) -> None:
        texts = ["a" * SLICE_CHARACTERS, "b"]
        segments = [make_segment(text, index=index) for index, text in enumerate(texts)]
        heard = [("a",), ("a", "b")]
        reading = asyncio.create_task(office.desk.read(segments, "de", heard, cautious=False, voice=ESPEAK))
        for place, text in enumerate(texts):
            question = await office.question()
            assert (question.heard, question.cautious, question.voice) == ((heard[place],), False, ESPEAK)
            found = Identified("fr", 0.9, Reason.WORDS, place)
            sounds = Phonemes(f"/{text[0]}/")
            answer = TextRead(question.number, (text,), 1.0, languages=(found,), phonemes=(sounds,))
            office.desk.receive(answer)
        told = await reading
        assert [each.letters for each in told.languages] == [0, 1]
        assert told.phonemes == (Phonemes("/a/"), Phonemes("/b/"))

    play(scene)
