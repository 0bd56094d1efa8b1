"""Frames: whole, cut anywhere, broken; and the loop's end of a pipe that nobody reads."""

from __future__ import annotations

import asyncio
import contextlib
import os
import struct
import threading
from collections.abc import AsyncIterator, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rhapsode_protocol.errors import ContextIsClosed, SynthesisFailed
from rhapsode_server.speech import SpeechAudio, SpeechFailed
from rhapsode_server.synthesis import pipe as pipe_module
from rhapsode_server.synthesis.commands import Cancel, Submit
from rhapsode_server.synthesis.pipe import AsyncPipe, BrokenFrame, FrameDecoder, PipeEnd, encode_frame
from synthesis.jobs import make_job, make_stream

MESSAGES = st.lists(
    st.one_of(
        st.integers(),
        st.binary(max_size=300),
        st.text(max_size=40),
        st.builds(Cancel, st.just(make_stream()), st.integers(0, 9)),
        st.just(Submit((make_job(), make_job(make_stream(2))))),
    ),
    max_size=8,
)


def decode(decoder: FrameDecoder, pieces: Sequence[bytes]) -> list[object]:
    return [message for piece in pieces for message in decoder.feed(piece)]


@settings(max_examples=100, deadline=None)
@given(MESSAGES, st.data())
def test_frames_survive_any_split(messages: list[object], data: st.DataObject) -> None:
    stream = b"".join(map(encode_frame, messages))
    cuts = sorted(data.draw(st.lists(st.integers(0, len(stream)), max_size=12)))
    pieces = [stream[start:stop] for start, stop in zip([0, *cuts], [*cuts, len(stream)], strict=True)]
    decoder = FrameDecoder()
    assert decode(decoder, pieces) == messages
    assert decoder.pending_bytes == 0


def test_frames_survive_being_fed_byte_by_byte() -> None:
    stream = encode_frame("one") + encode_frame(b"two" * 100)
    assert decode(FrameDecoder(), [bytes([byte]) for byte in stream]) == ["one", b"two" * 100]


def test_errors_keep_their_kind_and_what_they_carry() -> None:
    sent = SpeechFailed(make_stream(), 1, 2, ContextIsClosed("the context is closed", field="text", context_id="c"))
    (got,) = FrameDecoder().feed(encode_frame(sent))
    assert isinstance(got, SpeechFailed)
    assert (type(got.error), got.error.message, got.error.field, got.error.context_id) == (
        ContextIsClosed,
        "the context is closed",
        "text",
        "c",
    )


@pytest.mark.parametrize(
    "rubbish",
    [
        struct.pack("!I", pipe_module.MAX_FRAME_BYTES + 1),
        b"Hello from a library that prints to standard output\n",
        struct.pack("!I", 4) + b"\x80\x05\xff\xff",
    ],
    ids=["too long", "text", "no pickle"],
)
def test_rubbish_is_an_error_and_not_a_wait(rubbish: bytes) -> None:
    with pytest.raises(BrokenFrame):
        decode(FrameDecoder(), [rubbish])


def test_a_frame_that_nobody_would_take_is_not_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipe_module, "MAX_FRAME_BYTES", 100)
    with pytest.raises(ValueError, match="longer than 100"):
        encode_frame(bytes(200))


def test_the_workers_end_reads_what_another_wrote_until_the_close() -> None:
    there, back = os.pipe(), os.pipe()
    sender, receiver = PipeEnd(back[0], there[1]), PipeEnd(there[0], back[1])
    audio = SpeechAudio(make_stream(), 0, 0, bytes(300_000), 150_000, 7)

    def send() -> None:
        sender.send("first")
        sender.send(audio)
        os.write(there[1], encode_frame("cut off")[:6])
        os.close(there[1])

    thread = threading.Thread(target=send)
    thread.start()
    got = list(receiver.receive())
    thread.join()
    for fd in (there[0], *back):
        os.close(fd)
    assert got == ["first", audio]


def test_threads_do_not_mix_their_frames() -> None:
    read_fd, write_fd = os.pipe()
    end = PipeEnd(read_fd, write_fd)
    threads = [
        threading.Thread(target=lambda n=number: [end.send((n, bytes(20_000))) for _ in range(20)])
        for number in range(3)
    ]
    for thread in threads:
        thread.start()
    got = []
    for message in end.receive():
        got.append(message)
        if len(got) == 60:
            break
    for thread in threads:
        thread.join()
    os.close(read_fd)
    os.close(write_fd)
    assert sorted(got) == [(number, bytes(20_000)) for number in range(3) for _ in range(20)]


@contextlib.asynccontextmanager
async def open_pipes() -> AsyncIterator[tuple[AsyncPipe, PipeEnd]]:
    """The loop's end and the worker's end of one pair of pipes."""
    ours, read_fd, write_fd = await AsyncPipe.open()
    try:
        yield ours, PipeEnd(read_fd, write_fd)
    finally:
        ours.close()
        await asyncio.sleep(0)
        os.close(read_fd)
        os.close(write_fd)


def test_the_loops_end_talks_to_the_workers_end() -> None:
    async def talk() -> None:
        async with open_pipes() as (ours, theirs):
            assert ours.send("question")
            assert await asyncio.to_thread(next, theirs.receive()) == "question"
            theirs.send("answer")
            theirs.send(SpeechFailed(make_stream(), 0, 0, SynthesisFailed("no")))
            answers = ours.receive()
            assert await anext(answers) == "answer"
            assert isinstance(await anext(answers), SpeechFailed)

    asyncio.run(talk())


def test_a_worker_that_never_reads_does_not_stop_the_loop(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipe_module, "MAX_UNREAD_BYTES", 1_000_000)

    async def flood() -> list[bool]:
        async with open_pipes() as (ours, _):
            return [ours.send(bytes(100_000)) for _ in range(20)]

    taken = asyncio.run(flood())
    assert taken[0]
    assert not taken[-1], "what nobody reads is bounded"


@pytest.mark.parametrize("rounds", range(6))
def test_who_is_cancelled_while_pipes_are_made_leaves_none_open(rounds: int) -> None:
    async def cancel_midway() -> None:
        opening = asyncio.ensure_future(AsyncPipe.open())
        for _ in range(rounds):
            await asyncio.sleep(0)
        opening.cancel()
        try:
            ours, read_fd, write_fd = await opening
        except asyncio.CancelledError:
            pass
        else:
            ours.close()
            os.close(read_fd)
            os.close(write_fd)
        await asyncio.sleep(0)
        await asyncio.sleep(0)

    before = len(os.listdir("/proc/self/fd"))
    asyncio.run(cancel_midway())
    assert len(os.listdir("/proc/self/fd")) == before
