"""A detection process that loads nothing and behaves as its recordings tell it to: faults as data.

``answer`` is answered, ``slow`` as well, after half a second of signs of life; ``die``, ``hang`` and ``babble`` do what
they say, ``refuse`` and ``fail`` are answered with an error. Started as a program, with one word: how its start goes.
"""

from __future__ import annotations

import json
import os
import select
import sys
import time

from rhapsode_server.detection import wire


def receive() -> tuple[int, bytes]:
    header = read(wire.HEADER.size)
    kind, length = wire.HEADER.unpack(header)
    return kind, read(length)


def read(count: int) -> bytes:
    received = bytearray()
    while len(received) < count:
        part = os.read(0, count - len(received))
        if not part:
            os._exit(0)
        received += part
    return bytes(received)


def send(kind: int, body: bytes = b"") -> None:
    os.write(1, wire.frame(kind, body))


def slow() -> bool:
    """Whether it came to its end, or was taken back."""
    for _ in range(50):
        send(wire.PROGRESS)
        time.sleep(0.01)
        if select.select([0], [], [], 0)[0]:
            assert receive()[0] == wire.CANCEL
            send(wire.CANCELLED)
            return False
    return True


def perform(recording: str, expected: int | None, answered: int) -> None:
    if recording == "die":
        os._exit(1)
    if recording == "hang":
        time.sleep(100)
    if recording == "babble":
        os.write(1, b"\xff" * 100)
        time.sleep(100)
    if recording == "refuse":
        send(wire.FAILED, json.dumps({"kind": "UnreadableAudio", "message": "no"}).encode())
        return
    if recording == "fail":
        send(wire.FAILED, json.dumps({"kind": "", "message": "KeyError"}).encode())
        os._exit(1)
    if recording == "slow" and not slow():
        return
    told = {"recording": recording[:20], "expected": expected, "pid": os.getpid(), "answered": answered}
    send(wire.FINDINGS, json.dumps(told).encode())


def main(start: str) -> None:
    options = receive()
    assert options[0] == wire.OPTIONS
    if start == "refuses":
        send(wire.FAILED, json.dumps({"kind": "ModelUnavailable", "message": "no detector"}).encode())
        return
    if start == "dies":
        os._exit(1)
    if start == "hangs":
        time.sleep(100)
    send(wire.READY)
    answered = 0
    while True:
        kind, body = receive()
        if kind == wire.CANCEL:
            continue
        send(wire.PROGRESS)
        perform(receive()[1].decode(), json.loads(body)["expected"], answered)
        answered += 1


if __name__ == "__main__":
    main(sys.argv[1])
