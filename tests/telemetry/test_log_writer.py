"""A log that nobody reads costs lines, and nothing else."""

from __future__ import annotations

import io
import logging
import os
import threading
from collections.abc import Iterator

import pytest

from rhapsode_server.telemetry.log_writer import LogWriter
from rhapsode_server.telemetry.logs import PlainLines


def make_logger(writer: LogWriter) -> logging.Logger:
    writer.setFormatter(PlainLines())
    log = logging.Logger("here")
    log.addHandler(writer)
    return log


@pytest.fixture
def pipe() -> Iterator[tuple[int, io.TextIOWrapper]]:
    read_fd, write_fd = os.pipe()
    stream = os.fdopen(write_fd, "w")
    yield read_fd, stream
    os.close(read_fd)
    try:
        stream.close()
    except OSError:
        pass  # its last lines have no reader


def test_lines_come_out_in_order_and_all() -> None:
    stream = io.StringIO()
    writer = LogWriter(stream)
    log = make_logger(writer)
    for number in range(100):
        log.info("line %d", number)
    writer.close()
    assert [line.split("here: ")[1] for line in stream.getvalue().splitlines()] == [f"line {n}" for n in range(100)]


def test_who_logs_never_waits_for_who_reads(pipe: tuple[int, io.TextIOWrapper]) -> None:
    read_fd, stream = pipe
    writer = LogWriter(stream, max_lines=50)
    log = make_logger(writer)
    for number in range(2_000):
        log.info("line %d %s", number, "x" * 200)  # 400 KB: six times what a pipe takes
    heard = bytearray()
    reader = threading.Thread(target=lambda: read_until_end(read_fd, heard))
    reader.start()
    while writer._lines.qsize():
        pass
    log.info("afterwards")
    writer.close()
    stream.close()
    reader.join()
    lines = heard.decode().splitlines()
    assert "line 0 " in lines[0]
    lost = sum(int(line.split(": ")[1].split()[0]) for line in lines if "lines were lost" in line)
    assert lost
    assert lost + sum(" here: line " in line for line in lines) == 2_000
    assert lines[-1].endswith("here: afterwards")


def read_until_end(read_fd: int, heard: bytearray) -> None:
    while piece := os.read(read_fd, 65_536):
        heard.extend(piece)


def test_the_end_does_not_wait_for_who_never_reads(pipe: tuple[int, io.TextIOWrapper]) -> None:
    read_fd, stream = pipe
    writer = LogWriter(stream, max_lines=5)
    log = make_logger(writer)
    for _ in range(1_000):
        log.info("x" * 200)
    writer.close()
    # So that the thread ends before the stream does.
    heard = bytearray()
    reader = threading.Thread(target=lambda: read_until_end(read_fd, heard))
    reader.start()
    writer._lines.put(None)
    writer._thread.join()
    stream.close()
    reader.join()
    assert heard


def test_a_closed_stream_is_borne() -> None:
    stream = io.StringIO()
    stream.close()
    writer = LogWriter(stream)
    make_logger(writer).info("to nobody")
    writer.close()
    assert not writer._thread.is_alive()


def test_a_record_that_cannot_be_formatted_shows_nothing_of_itself() -> None:
    stream = io.StringIO()
    writer = LogWriter(stream)
    make_logger(writer).info("%d", "secret words")
    writer.close()
    assert stream.getvalue() == "a line of here could not be written\n"
