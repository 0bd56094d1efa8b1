from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import wave
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from client.scripted_server import SAMPLES, Frame, Peer, Serve, audio, sound, speak_each_frame, totals
from rhapsode_client.command import main

PROGRAM = [sys.executable, "-c", "import sys; from rhapsode_client.command import main; sys.exit(main())"]
HELLO = "Sing, goddess."


@pytest.fixture(autouse=True)
def _in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("RHAPSODE_URL", raising=False)
    monkeypatch.delenv("RHAPSODE_API_KEY", raising=False)
    # Whether this machine has a loudspeaker is not the matter of these tests.
    monkeypatch.setitem(sys.modules, "sounddevice", None)


@pytest.fixture
def pipe_in(
    monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[bytes], None]]:
    """Call it with what standard input is to hold."""
    path = tmp_path_factory.mktemp("standard input") / "text"
    path.touch()
    with path.open() as file:
        monkeypatch.setattr(sys, "stdin", file)
        yield lambda data: path.write_bytes(data) and None


def read_wav(path: str) -> tuple[int, bytes]:
    with wave.open(path) as file:
        return file.getframerate(), file.readframes(file.getnframes())


async def three_pieces(peer: Peer) -> None:
    """One turn of three pieces of sound in two segments, with words, a warning, and every figure."""
    while not (await peer.receive()).get("flush"):
        pass
    await peer.send(
        {"warning": "Nothing to say in the emoji."},
        audio(0, 0),
        audio(1, 0),
        {"word_timestamps": [{"word": "Sing,", "start_ms": 10, "end_ms": 150.4}], "chunk_id": 0},
        audio(2, 1),
        {"word_timestamps": [{"word": "goddess.", "start_ms": 5, "end_ms": 95}], "chunk_id": 1},
        {"final": True, **totals(3)},
        {"session_closed": True, **totals(3)},
    )


def test_a_text_becomes_a_wav_file_and_one_line_of_figures(serving: Serve, capsys: pytest.CaptureFixture[str]) -> None:
    server = serving(three_pieces)
    assert main(["say", HELLO, "-o", "troy.wav", "--url", server.address]) == 0
    assert read_wav("troy.wav") == (24_000, sound(0) + sound(1) + sound(2))
    assert os.listdir() == ["troy.wav"]
    told = capsys.readouterr()
    assert told.out == "troy.wav: 0.30 s of speech, first sound after 12 ms, RTF 0.050, watermark none\n"
    assert told.err == "rhapsode say: warning: Nothing to say in the emoji.\n"


def test_without_a_name_the_file_is_called_rhapsode(serving: Serve) -> None:
    assert main(["say", "Sing,", "goddess.", "--url", serving().address, "-q"]) == 0
    assert os.listdir() == ["rhapsode.wav"]


def test_what_is_asked_for_reaches_the_server(serving: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    server = serving()
    monkeypatch.setenv("RHAPSODE_URL", f"ws://{server.address}/prefix")
    monkeypatch.setenv("RHAPSODE_API_KEY", "k-2")
    options = ["--voice", "de", "--language", "de", "--speed", "1.1", "--format", "pcm_24000", "--words"]
    assert main(["say", HELLO, *options]) == 0
    assert server.heard[0] == {
        "text": HELLO,
        "voice_id": "de",
        "language": "de",
        "speed": 1.1,
        "output_format": "pcm_24000",
        "word_timestamps": True,
    }
    assert server.requests[0].path.startswith("/prefix/ws/tts/stream?")
    assert server.requests[0].headers["Authorization"] == "Bearer k-2"


def test_words_are_told_on_the_clock_of_the_whole_file(serving: Serve, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["say", HELLO, "--words", "-q", "--url", serving(three_pieces).address]) == 0
    assert capsys.readouterr().out == "      10      150  Sing,\n     205      295  goddess.\n"


@pytest.mark.parametrize("quiet", [[], ["-q"]])
def test_where_the_time_went_is_told_on_standard_error(
    serving: Serve, capsys: pytest.CaptureFixture[str], quiet: list[str]
) -> None:
    async def explain(peer: Peer) -> None:
        assert (await peer.receive())["debug"] is True
        await peer.receive()
        onset = {"text_ms": 0.0, "queue_ms": 2.0, "synthesis_ms": 3.5, "silence_ms": 7.0, "written_ms": 0.4}
        debug = {"first_audible": {**onset, "segment": {"cut": "flush", "characters": 14}}}
        await peer.send(audio(0), {"session_closed": True, **totals(1), "debug": debug})

    assert main(["say", HELLO, "--debug", *quiet, "--url", serving(explain).address]) == 0
    told = capsys.readouterr()
    assert "debug" not in told.out
    assert told.err.startswith("rhapsode say: first sound after 12.5 ms: 0.0 waiting for the text, 2.0 ")
    assert all(line.startswith("rhapsode say: ") for line in told.err.splitlines())


@pytest.mark.parametrize("words", [[], ["-"]])
def test_text_that_is_piped_in_is_spoken(serving: Serve, pipe_in: Callable[[bytes], None], words: list[str]) -> None:
    pipe_in("Ménin áeide, theá.".encode())
    server = serving()
    assert main(["say", *words, "--url", server.address, "-q"]) == 0
    assert server.heard == [{"text": "Ménin áeide, theá."}, {"flush": True}]


def test_raw_sound_goes_to_standard_output_and_everything_else_elsewhere(
    serving: Serve, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert main(["say", HELLO, "-o", "-", "--words", "--url", serving(three_pieces).address]) == 0
    told = capsysbinary.readouterr()
    assert told.out == sound(0) + sound(1) + sound(2)
    assert b"Sing," in told.err
    assert b"standard output: 0.30 s of speech" in told.err
    assert os.listdir() == []


def test_g711_goes_into_a_raw_file(serving: Serve) -> None:
    async def ring(peer: Peer) -> None:
        assert (await peer.receive())["output_format"] == "ulaw_8000"
        assert (await peer.receive())["flush"]
        await peer.send({"audio": "AAEC", "enc": "mulaw", "sr": 8_000, "samples": 3})
        await peer.send({"session_closed": True, **totals(1)})

    assert main(["say", HELLO, "-o", "a.ulaw", "--format", "ulaw_8000", "--url", serving(ring).address]) == 0
    assert Path("a.ulaw").read_bytes() == b"\0\1\2"


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["-o", "a.m4a"], "must end with .wav, .flac, .mp3 or .opus"),
        (["-o", "a.mp3", "--format", "ulaw_8000"], "--format must be 16-bit PCM"),
        (["-o", "a.wav", "--format", "ulaw_8000"], "name the file .raw"),
        (["--rate", "12345"], "invalid choice"),
        (["--rate", "8000", "--format", "pcm_8000"], "not allowed with"),
        (["--speed", "fast"], "invalid float"),
        (["--sped", "1"], "unrecognized"),
    ],
)
def test_wrong_usage_is_told_before_anything_is_opened(
    capsys: pytest.CaptureFixture[str], options: list[str], told: str
) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["say", HELLO, *options])
    assert caught.value.code == 2
    assert told in capsys.readouterr().err
    assert os.listdir() == []


@pytest.mark.parametrize("words", [[""], [" ", "\n"]])
def test_an_empty_text_is_wrong_usage(capsys: pytest.CaptureFixture[str], words: list[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["say", *words])
    assert caught.value.code == 2
    assert "nothing to say" in capsys.readouterr().err


def test_no_text_at_a_terminal_is_wrong_usage(monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal:
        def isatty(self) -> bool:
            return True

    monkeypatch.setattr(sys, "stdin", Terminal())
    with pytest.raises(SystemExit) as caught:
        main(["say"])
    assert caught.value.code == 2


def test_a_text_without_words_writes_no_file(serving: Serve, capsys: pytest.CaptureFixture[str]) -> None:
    async def nothing(peer: Peer) -> None:
        while not (await peer.receive()).get("flush"):
            pass
        await peer.send({"warning": "Nothing to say."}, {"final": True}, {"session_closed": True, **totals(0)})

    assert main(["say", "…", "--url", serving(nothing).address]) == 1
    assert "nothing in the text could be spoken" in capsys.readouterr().err
    assert os.listdir() == []


FAILURES: list[tuple[Frame | None, str]] = [
    (
        {"error": "voice_id 'x' is not in the catalogue.", "error_code": "NOT_FOUND", "code": 404},
        "not in the catalogue",
    ),
    (
        {"error": "more than one at once", "error_code": "RATE_LIMITED", "code": 429, "retry_after": 7},
        "more than one at once. Try again in 7 s",
    ),
    (None, "the server closed the connection (code 1011)"),
]


@pytest.mark.parametrize(("failure", "told"), FAILURES)
def test_a_failure_is_one_line_and_leaves_nothing_half_written(
    serving: Serve, capsys: pytest.CaptureFixture[str], failure: Frame | None, told: str
) -> None:
    async def fail(peer: Peer) -> None:
        await peer.receive()
        await peer.send(audio(0))
        if failure is None:
            await peer.socket.close(1011)
        else:
            await peer.send(failure)
            await speak_each_frame(peer)

    Path("troy.wav").write_bytes(b"an older one")
    assert main(["say", HELLO, "-o", "troy.wav", "--url", serving(fail).address]) == 1
    error = capsys.readouterr().err
    assert error.startswith("rhapsode say: ")
    assert told in error
    assert error.count("\n") == 1
    assert os.listdir() == ["troy.wav"]
    assert Path("troy.wav").read_bytes() == b"an older one"


def test_an_unwritable_path_is_told_before_anything_is_synthesised(
    serving: Serve, capsys: pytest.CaptureFixture[str]
) -> None:
    server = serving()
    assert main(["say", HELLO, "-o", "nowhere/troy.wav", "--url", server.address]) == 1
    assert capsys.readouterr().err == "rhapsode say: cannot write nowhere/troy.wav: No such file or directory\n"
    assert server.requests == []


def test_text_that_is_not_utf8_is_told(
    serving: Serve, pipe_in: Callable[[bytes], None], capsys: pytest.CaptureFixture[str]
) -> None:
    pipe_in(b"caf\xe9")
    assert main(["say", "-o", "a.wav", "--url", serving().address]) == 1
    assert capsys.readouterr().err == "rhapsode say: the text on standard input is not UTF-8\n"
    assert not Path("a.wav").exists()


def test_progress_is_shown_at_a_terminal_only(
    serving: Serve, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "rich.progress", None)
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    assert main(["say", HELLO, "--url", serving(three_pieces).address]) == 0
    assert "\r\x1b[K0.2 s of speech" in capsys.readouterr().err
    monkeypatch.undo()
    assert main(["say", HELLO, "--url", serving(three_pieces).address]) == 0
    assert "s of speech" not in capsys.readouterr().err


@pytest.mark.parametrize("drawn", [True, False], ids=["with rich", "without it"])
def test_how_much_of_a_text_is_spoken_is_shown(
    serving: Serve, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], drawn: bool
) -> None:
    async def half(peer: Peer) -> None:
        while not (await peer.receive()).get("flush"):
            pass
        await peer.send(
            {"generation_started": True, "chunk_id": 0, "text": HELLO[: len(HELLO) // 2]},
            audio(0),
            audio(1),
            {"session_closed": True, **totals(2)},
        )

    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    address = serving(half).address
    if drawn:
        monkeypatch.setenv("TERM", "xterm")
        monkeypatch.setenv("FORCE_COLOR", "1")
        assert main(["say", HELLO, "--url", address]) == 0
        told = capsys.readouterr().err
        assert "0.1 s of speech" in told
        assert "━" in told
        assert " 50%" in told
    else:
        monkeypatch.setitem(sys.modules, "rich.progress", None)
        assert main(["say", HELLO, "--url", address]) == 0
        assert "0.1 s of speech, 50% of the text" in capsys.readouterr().err


def test_captions_and_words_are_written_beside_the_sound(serving: Serve) -> None:
    server = serving(three_pieces)
    options = ["--srt", "a.srt", "--vtt", "a.vtt", "--json", "a.json"]
    assert main(["say", HELLO, "-o", "a.wav", *options, "-q", "--url", server.address]) == 0
    assert server.heard[0]["word_timestamps"] is True
    assert Path("a.srt").read_text() == "1\n00:00:00,010 --> 00:00:00,295\nSing, goddess.\n"
    assert Path("a.vtt").read_text() == "WEBVTT\n\n00:00:00.010 --> 00:00:00.295\nSing, goddess.\n"
    told = json.loads(Path("a.json").read_text())
    assert [(word["word"], word["start_ms"]) for word in told["words"]] == [("Sing,", 10.0), ("goddess.", 205.0)]
    assert told["statistics"]["delivered_ms"] == 300.0
    assert sorted(os.listdir()) == ["a.json", "a.srt", "a.vtt", "a.wav"]


def test_where_one_file_cannot_be_written_none_is(serving: Serve, capsys: pytest.CaptureFixture[str]) -> None:
    files = ["-o", "a.wav", "--srt", "a.srt", "--vtt", "no/such/a.vtt"]
    assert main(["say", HELLO, *files, "--url", serving().address]) == 1
    assert "cannot write no/such/a.vtt" in capsys.readouterr().err
    assert os.listdir() == []


def test_a_failed_turn_leaves_no_captions(serving: Serve) -> None:
    async def fail(peer: Peer) -> None:
        await peer.receive()
        await peer.send({"error": "No voice.", "error_code": "NOT_FOUND", "code": 404})

    assert main(["say", HELLO, "-o", "a.flac", "--vtt", "a.vtt", "--url", serving(fail).address]) == 1
    assert os.listdir() == []


class Device:
    """What sounddevice offers, and what was played."""

    played = b""
    ended = ""

    class PortAudioError(Exception):
        pass

    def __init__(self, there: bool = True) -> None:
        self._there = there

    def query_devices(self, kind: str) -> None:
        if not self._there:
            raise self.PortAudioError("no device")

    def RawOutputStream(self, samplerate: int, channels: int, dtype: str, latency: float) -> Device:  # noqa: N802
        assert (samplerate, channels, dtype) == (24_000, 1, "int16")
        return self

    def start(self) -> None:
        assert self.played == b""

    def write(self, payload: bytes) -> None:
        self.played += payload

    def stop(self) -> None:
        self.ended += "heard"

    def abort(self) -> None:
        self.ended += "cut"

    def close(self) -> None:
        self.ended += ", closed"


def test_without_a_file_it_is_played(serving: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    device = Device()
    monkeypatch.setitem(sys.modules, "sounddevice", device)
    assert main(["say", HELLO, "-q", "--url", serving(three_pieces).address]) == 0
    assert device.played == sound(0) + sound(1) + sound(2)
    assert device.ended == "heard, closed"
    assert os.listdir() == []


def test_it_is_played_beside_a_file_where_that_is_asked_for(serving: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    device = Device()
    monkeypatch.setitem(sys.modules, "sounddevice", device)
    assert main(["say", HELLO, "-q", "--play", "-o", "a.wav", "--url", serving(three_pieces).address]) == 0
    assert read_wav("a.wav")[1] == device.played != b""


def test_a_failed_turn_is_silent_at_once(serving: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    async def fail(peer: Peer) -> None:
        await peer.receive()
        await peer.send(audio(0), {"error": "Lost.", "error_code": "INTERNAL_ERROR", "code": 500})

    device = Device()
    monkeypatch.setitem(sys.modules, "sounddevice", device)
    assert main(["say", HELLO, "--url", serving(fail).address]) == 1
    assert device.ended == "cut, closed"


def test_without_a_device_a_file_is_written_unless_playing_was_asked_for(
    serving: Serve, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "sounddevice", Device(there=False))
    assert main(["say", HELLO, "-q", "--url", serving().address]) == 0
    assert os.listdir() == ["rhapsode.wav"]
    assert main(["say", HELLO, "--play", "-o", "b.wav", "--url", serving().address]) == 1
    assert capsys.readouterr().err == "rhapsode say: there is no sound device to play through: no device\n"
    assert os.listdir() == ["rhapsode.wav"]


def test_without_the_library_playing_says_what_to_install(
    serving: Serve, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "sounddevice", None)
    assert main(["say", HELLO, "--play", "--url", serving().address]) == 1
    assert "pip install 'rhapsode[play]'" in capsys.readouterr().err


@pytest.mark.slow
def test_ctrl_c_stops_the_server_and_leaves_nothing(serving: Serve) -> None:
    process: subprocess.Popen[str]

    async def interrupt(peer: Peer) -> None:
        await peer.receive()
        await peer.send(audio(0))
        process.send_signal(signal.SIGINT)
        while not (await peer.receive()).get("cancel"):
            pass
        await peer.send({"interrupted": True})
        await peer.receive()

    server = serving(interrupt)
    process = subprocess.Popen(
        [*PROGRAM, "say", "-o", "troy.wav", "--url", server.address, HELLO], stderr=subprocess.PIPE, text=True
    )
    _, told = process.communicate(timeout=20)
    assert (process.returncode, told) == (130, "\nrhapsode say: interrupted\n")
    assert {"cancel": True} in server.heard
    assert os.listdir() == []


@pytest.mark.slow
def test_a_player_that_leaves_ends_the_command_quietly(serving: Serve) -> None:
    async def speak_for_ever(peer: Peer) -> None:
        await peer.receive()
        await peer.receive()
        for index in range(1_000):
            await peer.send(audio(index))

    server = serving(speak_for_ever)
    with subprocess.Popen(
        [*PROGRAM, "say", HELLO, "-o", "-", "--url", server.address], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.read(2 * SAMPLES) == sound(0)
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(20) == 1
