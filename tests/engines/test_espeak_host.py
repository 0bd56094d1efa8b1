"""The host by itself: a program that is spoken to in frames."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from rhapsode_server.engines import espeak_host as host
from rhapsode_server.engines.espeak_files import EspeakFiles

pytestmark = pytest.mark.slow

RUN = [sys.executable, "-I", "-S"]


@contextmanager
def running(*program: str, parent_pid: int | None = None) -> Iterator[subprocess.Popen[bytes]]:
    paths = EspeakFiles().paths()
    command = [*RUN, *(program or (host.__file__,)), *paths, str(parent_pid or os.getpid())]
    process = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, bufsize=0
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout, process.stderr):
            if pipe is not None:
                pipe.close()


def ask(process: subprocess.Popen[bytes], kind: int, call: int, body: bytes = b"") -> None:
    assert process.stdin is not None
    process.stdin.write(host.HEADER.pack(len(body), kind, call) + body)


def speak(voice: str, ssml: str, rate_wpm: int = 175, end_pause: bool = False) -> bytes:
    name = voice.encode()
    return host.SPEAK_BODY.pack(rate_wpm, len(name), end_pause) + name + ssml.encode()


def read(process: subprocess.Popen[bytes], count: int) -> bytes:
    assert process.stdout is not None
    received = b""
    while len(received) < count:
        part = process.stdout.read(count - len(received))
        if not part:
            raise EOFError
        received += part
    return received


def frame(process: subprocess.Popen[bytes]) -> tuple[int, int, bytes]:
    length, kind, call = host.HEADER.unpack(read(process, host.HEADER.size))
    return kind, call, read(process, length)


def answer(process: subprocess.Popen[bytes]) -> dict[int, list[bytes]]:
    """All frames of one call by kind, up to its end."""
    frames: dict[int, list[bytes]] = {}
    while not frames.keys() & {host.DONE, host.REFUSED, host.IPA}:
        kind, _, body = frame(process)
        frames.setdefault(kind, []).append(body)
    return frames


def phonemes(voice: str, *texts: str) -> bytes:
    name = voice.encode()
    return host.PHONEMES_BODY.pack(len(name)) + name + "".join(text + "\0" for text in texts).encode()


def samples_of(frames: dict[int, list[bytes]]) -> int:
    return sum(map(len, frames[host.AUDIO])) // 2


def test_it_says_its_rate_first_and_ends_with_its_input() -> None:
    with running() as process:
        assert frame(process) == (host.READY, 0, host.READY_BODY.pack(22_050))
        assert process.stdin is not None
        process.stdin.close()
        assert process.wait(10) == 0


def test_a_call_brings_blocks_marks_and_an_end() -> None:
    with running() as process:
        frame(process)
        ask(process, host.SPEAK, 7, speak("en-us", '<mark name="0"/>Hello <mark name="5"/>there. <mark name="6"/>You'))
        frames = answer(process)
    assert len(frames[host.AUDIO]) > 5
    assert host.DONE_BODY.unpack(frames[host.DONE][0]) == (samples_of(frames),)
    marks = [host.MARK_BODY.unpack(body) for body in frames[host.MARK]]
    # The mark at a second sentence is the one that the library drops; its sentence event stands for it.
    assert [number for _, number in marks] == [0, 5]
    starts = [host.SENTENCE_BODY.unpack(body)[0] for body in frames[host.SENTENCE]]
    assert 0 == marks[0][0] < marks[1][0] < starts[-1] < samples_of(frames)


def test_voice_rate_and_pause_hold_for_one_call() -> None:
    lengths = []
    with running() as process:
        frame(process)
        for voice, rate_wpm, end_pause in [
            ("en-us", 175, False),
            ("de+f3", 350, True),
            ("en-us", 350, False),
            ("en-us", 175, True),
            ("en-us", 175, False),
        ]:
            ask(process, host.SPEAK, 1, speak(voice, "Seven hundred rhapsodes", rate_wpm, end_pause))
            lengths.append(samples_of(answer(process)))
    first, _, fast, paused, again = lengths
    # 10 ms is how much the library varies from call to call.
    assert abs(first - again) <= 220
    assert fast < 0.75 * first
    assert 3_000 < paused - first < 12_000


def test_phonemes_come_text_by_text_with_ties() -> None:
    with running() as process:
        frame(process)
        ask(process, host.PHONEMES, 3, phonemes("en-us", "nature", "", "One. Two", "in the house"))
        kind, call, body = frame(process)
        assert (kind, call) == (host.IPA, 3)
        assert body.decode().split("\0") == ["nˈe^ɪt^ʃɚ", "", "wˌʌn tˈuː", "ɪnðə hˈa^ʊs", ""]
        ask(process, host.PHONEMES, 4, phonemes("fr", "un weekend"))
        assert frame(process) == (host.IPA, 4, "œ̃ (^e^n)wiːkˈɛnd(^f^r)\0".encode())
        ask(process, host.PHONEMES, 5, phonemes("fr"))
        assert frame(process) == (host.IPA, 5, b"")
        ask(process, host.PHONEMES, 6, phonemes("tlh-nowhere", "Hello"))
        assert answer(process) == {host.REFUSED: [host.REFUSED_BODY.pack(2)]}
        ask(process, host.SPEAK, 7, speak("en-us", "Hello"))
        assert samples_of(answer(process)) > 5_000


def test_an_unknown_voice_is_refused_and_the_next_call_served() -> None:
    with running() as process:
        frame(process)
        ask(process, host.SPEAK, 1, speak("tlh-nowhere", "Hello"))
        assert answer(process) == {host.REFUSED: [host.REFUSED_BODY.pack(2)]}
        ask(process, host.SPEAK, 2, speak("en-us", "Hello"))
        assert samples_of(answer(process)) > 5_000


def test_cancel_ends_its_call_early_and_no_other() -> None:
    long_text = "It goes on and on and on, " * 200
    with running() as process:
        frame(process)
        # What was taken back before it began: the frame waits in the pipe when the first block comes.
        ask(process, host.SPEAK, 1, speak("en-us", long_text))
        ask(process, host.CANCEL, 1)
        assert samples_of(answer(process)) < 22_050 * 60
        ask(process, host.SPEAK, 2, speak("en-us", long_text))
        ask(process, host.CANCEL, 1)
        assert samples_of(answer(process)) > 22_050 * 200
        ask(process, host.CANCEL, 2)
        ask(process, host.SPEAK, 3, speak("en-us", "Hello"))
        assert samples_of(answer(process)) > 5_000


def test_what_prints_on_its_standard_output_stays_out_of_the_frames() -> None:
    noisy = (
        "import importlib.util, os, sys\n"
        f"spec = importlib.util.spec_from_file_location('host', {host.__file__!r})\n"
        "host = importlib.util.module_from_spec(spec)\n"
        "spec.loader.exec_module(host)\n"
        "host._leave_no_core = lambda: os.write(1, b'noise from below')\n"
        "host.main(sys.argv[1], sys.argv[2], int(sys.argv[3]))\n"
    )
    with running("-c", noisy) as process:
        assert frame(process)[0] == host.READY
        ask(process, host.SPEAK, 1, speak("en-us", "Hello"))
        assert samples_of(answer(process)) > 5_000
        assert process.stdin is not None
        process.stdin.close()
        assert process.wait(10) == 0
        assert process.stderr is not None
        assert b"noise from below" in process.stderr.read()


def test_it_ends_at_once_under_a_parent_that_is_gone() -> None:
    with running(parent_pid=1_999_999_999) as process:
        assert process.wait(10) == 0


def test_a_data_folder_without_data_is_told_by_rate_zero(tmp_path_factory: pytest.TempPathFactory) -> None:
    library_path, _ = EspeakFiles().paths()
    empty = tmp_path_factory.mktemp("no-data")
    command = [*RUN, host.__file__, library_path, str(empty), str(os.getpid())]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        assert frame(process) == (host.READY, 0, host.READY_BODY.pack(0))
        assert process.wait(10) == 1


def test_it_ends_when_its_reader_goes_away_in_the_middle() -> None:
    with running() as process:
        frame(process)
        ask(process, host.SPEAK, 1, speak("en-us", "It goes on and on and on, " * 200))
        frame(process)
        assert process.stdout is not None
        process.stdout.close()
        assert process.wait(10) == 1


def test_it_imports_little() -> None:
    """What it imports is paid at every restart."""
    listing = "import sys; exec(open(sys.argv[1]).read(), {'__name__': 'host'}); print(*sys.modules)"
    loaded = subprocess.run([*RUN, "-c", listing, host.__file__], capture_output=True, text=True, check=True).stdout
    assert not {"numpy", "rhapsode_server", "asyncio", "logging", "re", "typing", "dataclasses"} & set(loaded.split())


def test_frames_are_read_whole_however_they_come() -> None:
    with running() as process:
        frame(process)
        body = speak("en-us", "Hello")
        sent = host.HEADER.pack(len(body), host.SPEAK, 1) + body
        assert process.stdin is not None
        stdin = process.stdin

        def drip() -> None:
            for byte in sent:
                stdin.write(bytes([byte]))

        writer = threading.Thread(target=drip)
        writer.start()
        assert samples_of(answer(process)) > 5_000
        writer.join()
