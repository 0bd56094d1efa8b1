"""Objects over a pipe: each is pickled and follows its length. Both ends are ours, of one version: pickle is safe.

The worker's end blocks and is used from threads; the event loop's end never blocks, whatever state the worker is in.
"""

from __future__ import annotations

import asyncio
import io
import os
import pickle
import struct
import threading
from collections.abc import AsyncIterator, Iterator

_LENGTH = struct.Struct("!I")

MAX_FRAME_BYTES = 64 * 1024 * 1024
"""The longest frame that can be meant: minutes of 48 kHz audio.

Lower, and a long segment handed over whole is refused; higher, and rubbish on the pipe makes us wait for gigabytes.
"""

MAX_UNREAD_BYTES = 16 * 1024 * 1024
"""Commands that a worker may leave unread.

Two batches and some cancels are outstanding at most, so a worker that leaves more is hung and is replaced. Lower, and
a batch of long segments may not fit; higher, and a hung worker costs memory.
"""

READ_BYTES = 256 * 1024
"""What one read asks for. Lower costs system calls; higher only memory."""


class BrokenFrame(Exception):
    """What came through the pipe is no frame of ours: somebody else wrote to it, or memory is corrupt."""


def encode_frame(message: object) -> bytes:
    """Write one object as a frame.

    Raises:
        ValueError: it is longer than a frame may be.
    """
    body = pickle.dumps(message, protocol=5)
    if len(body) > MAX_FRAME_BYTES:
        raise ValueError(f"a frame of {len(body)} bytes is longer than {MAX_FRAME_BYTES}")
    return _LENGTH.pack(len(body)) + body


class FrameDecoder:
    """Bytes in, objects out, wherever the bytes were cut."""

    def __init__(self) -> None:
        self._buffer = bytearray()

    @property
    def pending_bytes(self) -> int:
        """Bytes of a frame that has not come whole yet."""
        return len(self._buffer)

    def feed(self, data: bytes) -> Iterator[object]:
        """Take bytes and give the objects they complete. The iterator must be exhausted before the next call.

        Raises:
            BrokenFrame: a length that cannot be meant, or a body that cannot be read.
        """
        self._buffer += data
        while len(self._buffer) >= _LENGTH.size:
            (length,) = _LENGTH.unpack_from(self._buffer)
            if length > MAX_FRAME_BYTES:
                raise BrokenFrame(f"a frame claims {length} bytes")
            end = _LENGTH.size + length
            if len(self._buffer) < end:
                return
            body = bytes(self._buffer[_LENGTH.size : end])
            del self._buffer[:end]
            try:
                message = pickle.loads(body)
            except Exception as error:
                # Unpickling rubbish can raise nearly anything; the cause may show its bytes, so it is not kept.
                raise BrokenFrame(f"a frame of {length} bytes cannot be read ({type(error).__name__})") from None
            yield message


class PipeEnd:
    """The worker's end: blocking reads from one descriptor, whole frames written to another.

    Any thread may write; one thread reads.
    """

    def __init__(self, read_fd: int, write_fd: int) -> None:
        self._read_fd = read_fd
        self._write_fd = write_fd
        self._lock = threading.Lock()

    def receive(self) -> Iterator[object]:
        """Give objects as they come, until the other side closes. A frame cut off by the close is dropped.

        Raises:
            BrokenFrame: what comes is no frame.
        """
        decoder = FrameDecoder()
        while data := os.read(self._read_fd, READ_BYTES):
            yield from decoder.feed(data)

    def send(self, message: object) -> None:
        """Write one object whole.

        Raises:
            BrokenPipeError: nobody reads any more.
        """
        view = memoryview(encode_frame(message))
        with self._lock:
            while view:
                view = view[os.write(self._write_fd, view) :]


class _Writer(asyncio.BaseProtocol):
    """Knows whether the pipe that is written to has come to its end."""

    gone = False

    def connection_lost(self, exc: Exception | None) -> None:
        self.gone = True


class AsyncPipe:
    """The event loop's end. Writing never waits: what the other side does not read is kept, up to a bound.

    Made by :meth:`open`; whoever opens it must call :meth:`close`.
    """

    def __init__(
        self,
        reader: asyncio.StreamReader,
        reading: asyncio.ReadTransport,
        writing: asyncio.WriteTransport,
        writer: _Writer,
    ) -> None:
        self._reader = reader
        self._reading = reading
        self._writing = writing
        self._writer = writer

    @classmethod
    async def open(cls) -> tuple[AsyncPipe, int, int]:
        """Make the pipes; gives our end, and the two descriptors of the other: what it reads and what it writes.

        They are the caller's to hand on and to close. The pipes are made here and not with the process, because
        asyncio takes a process for alive as long as anybody, such as a child of its own, holds the pipes that were made
        with it.
        """
        down, up = os.pipe(), os.pipe()
        # A task of its own: whoever is cancelled in the midst of this would leave a half-made pipe open for ever.
        connecting = asyncio.ensure_future(cls._connect(os.fdopen(up[0], "rb", 0), os.fdopen(down[1], "wb", 0)))
        try:
            pipe = await asyncio.shield(connecting)
        except BaseException:
            os.close(down[0])
            os.close(up[1])
            (await connecting).close()
            raise
        return pipe, down[0], up[1]

    @classmethod
    async def _connect(cls, readable: io.FileIO, writable: io.FileIO) -> AsyncPipe:
        loop = asyncio.get_running_loop()
        reader = asyncio.StreamReader()
        reading, _ = await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), readable)
        writing, writer = await loop.connect_write_pipe(_Writer, writable)
        return cls(reader, reading, writing, writer)

    def send(self, message: object) -> bool:
        """Queue one object for writing.

        Returns:
            Whether it was taken; it is not where the other side has long stopped reading. What is written to a closed
            pipe is lost: its reader's end is told of by :meth:`receive`.
        """
        if self._writing.is_closing():
            return True
        if self._writing.get_write_buffer_size() > MAX_UNREAD_BYTES:
            return False
        self._writing.write(encode_frame(message))
        return True

    async def receive(self) -> AsyncIterator[object]:
        """Give objects as they come, until the other side closes or dies.

        Raises:
            BrokenFrame: what comes is no frame.
        """
        decoder = FrameDecoder()
        while data := await self._reader.read(READ_BYTES):
            for message in decoder.feed(data):
                yield message

    def close_writing(self) -> None:
        """Let the other side read what was sent, and then the end."""
        self._writing.close()

    def close(self) -> None:
        """Let go of both directions at once; what is unsent is not sent."""
        if not self._writer.gone:
            # asyncio fails where a transport is aborted that has come to its end already.
            self._writing.abort()
        self._reading.close()
