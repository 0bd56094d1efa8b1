"""``rhapsode say``: speak a text into a sound file, or into the pipe of a player."""

from __future__ import annotations

import argparse
import asyncio
import sys
from collections.abc import AsyncIterable
from contextlib import aclosing
from pathlib import Path
from typing import TextIO

from rhapsode_client.connection import connect
from rhapsode_client.explanation import explain
from rhapsode_client.server_options import add_server_options, server_key, server_url
from rhapsode_client.sound_file import SoundFile, SoundOutput, SoundPipe, holds_wav
from rhapsode_client.standard_input import read_text
from rhapsode_client.turn import Event
from rhapsode_protocol.formats import FORMATS, PCM_RATES_HZ, resolve_format
from rhapsode_protocol.messages import Audio, Final, Settings, Warned, Words

SUMMARY = "speak a text into a sound file"

STANDARD_STREAM = "-"
"""Stands for standard input as a text, and for standard output as a file."""

DEFAULT_FILE = "rhapsode.wav"

EXAMPLES = """\
examples:
  rhapsode say "The first rhapsode sang of Troy." -o troy.wav
  rhapsode say --language de --speed 1.1 "Sage mir, Muse, die Taten."
  cat chapter.txt | rhapsode say -o chapter.wav
  rhapsode say "Listen now." -o - | aplay -q -f S16_LE -r 24000
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.description = (
        "Speak a text through a running server. Text that is piped in is spoken while it is still being written."
    )
    parser.epilog, parser.formatter_class = EXAMPLES, argparse.RawDescriptionHelpFormatter
    parser.set_defaults(refuse=parser.error)
    parser.add_argument("text", nargs="*", help="what to say; - or nothing reads standard input")
    parser.add_argument(
        "-o",
        "--output",
        default=DEFAULT_FILE,
        metavar="FILE",
        help=f"where the sound goes (default: {DEFAULT_FILE}, replaced where it exists); .wav for WAV, .raw or .pcm "
        "for sound without a header, - for the same on standard output",
    )
    parser.add_argument("--voice", help="a voice's number or handle; `rhapsode voices` lists them")
    parser.add_argument("--language", metavar="CODE", help="language of the text, such as de")
    parser.add_argument("--speed", type=float, help="0.8 to 1.2 (default: 1.0)")
    kind = parser.add_mutually_exclusive_group()
    kind.add_argument("--format", choices=FORMATS, metavar="NAME", help=f"one of {', '.join(FORMATS)}")
    kind.add_argument("--rate", type=int, choices=PCM_RATES_HZ, metavar="HZ", help="rate of 16-bit PCM, such as 16000")
    parser.add_argument("--words", action="store_true", help="print when each word sounds: from ms, to ms, word")
    parser.add_argument("--debug", action="store_true", help="print on standard error where the time went")
    parser.add_argument(
        "-q", "--quiet", action="store_true", help="print nothing but errors, and what --words and --debug ask for"
    )
    add_server_options(parser)


def run(arguments: argparse.Namespace) -> int:
    """Speak; returns the exit status: 0 where speech was written.

    Raises:
        ClientError: something that the user can do something about.
    """
    text = _text(arguments)
    output = _output(arguments)
    # With the sound on standard output, everything for people goes to standard error.
    talk = sys.stderr if isinstance(output, SoundPipe) else sys.stdout
    try:
        final = asyncio.run(_speak(arguments, text, output, talk))
        if not output.seconds:
            output.discard()
            print("rhapsode say: nothing in the text could be spoken", file=sys.stderr)
            return 1
        output.keep()
    except BaseException:
        output.discard()
        raise
    if not arguments.quiet:
        print(_summary(output, final), file=talk)
    if arguments.debug:
        for line in explain(final.statistics):
            print(f"rhapsode say: {line}", file=sys.stderr)
    return 0


def _text(arguments: argparse.Namespace) -> str | AsyncIterable[str]:
    text = " ".join(arguments.text)
    if text == STANDARD_STREAM or (not arguments.text and not sys.stdin.isatty()):
        return read_text(sys.stdin.fileno())
    if not text.strip():
        arguments.refuse("nothing to say: give a text, or pipe one in")
    return text


def _output(arguments: argparse.Namespace) -> SoundOutput:
    if arguments.output == STANDARD_STREAM:
        return SoundPipe(sys.stdout.buffer)
    path = Path(arguments.output)
    wav = True
    try:
        wav = holds_wav(path, resolve_format(arguments.format, arguments.rate))
    except ValueError as error:
        arguments.refuse(f"-o {arguments.output}: {error}")
    return SoundFile(path, wav=wav)


async def _speak(
    arguments: argparse.Namespace, text: str | AsyncIterable[str], output: SoundOutput, talk: TextIO
) -> Final:
    report = _Report(arguments, output, talk)
    async with connect(server_url(arguments), server_key(arguments)) as connection:
        turn = connection.speak(
            text,
            voice=arguments.voice,
            language=arguments.language,
            speed=arguments.speed,
            output_format=arguments.format,
            sample_rate=arguments.rate,
            word_timestamps=True if arguments.words else None,
            settings=Settings(debug=True if arguments.debug else None),
        )
        async with aclosing(turn) as events:
            async for event in events:
                report.tell(event)
                if isinstance(event, Audio):
                    # In a thread: a player's pipe takes sound no faster than it plays, and pings want answers.
                    await asyncio.to_thread(output.write, event)
                elif isinstance(event, Final):
                    final = event
    report.clear()
    # A turn that does not raise ends with `Final`.
    return final


class _Report:
    """What is told while speech is on its way."""

    def __init__(self, arguments: argparse.Namespace, output: SoundOutput, talk: TextIO) -> None:
        self._words = arguments.words
        self._progress = sys.stderr.isatty() and not arguments.quiet
        self._output = output
        self._talk = talk
        self._segment_starts_ms: dict[int, float] = {}

    def tell(self, event: Event) -> None:
        match event:
            case Audio():
                self._segment_starts_ms.setdefault(event.chunk_id, self._output.seconds * 1000.0)
                if self._progress:
                    print(f"\r{self._output.seconds:.1f} s of speech", end="", file=sys.stderr, flush=True)
            case Words() if self._words:
                self.clear()
                # Words count from their segment's start; a listener's clock runs from the file's.
                offset_ms = self._segment_starts_ms.get(event.chunk_id, 0.0)
                for word in event.words:
                    start_ms, end_ms = word.start_ms + offset_ms, word.end_ms + offset_ms
                    print(f"{start_ms:8.0f} {end_ms:8.0f}  {word.word}", file=self._talk)
            case Warned(message):
                self.clear()
                print(f"rhapsode say: warning: {message}", file=sys.stderr)

    def clear(self) -> None:
        """Wipe the progress, so that the next line starts on a clean one."""
        if self._progress:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)


def _summary(output: SoundOutput, final: Final) -> str:
    figures = final.statistics
    first_ms = figures.first_audible_ms
    first = "" if first_ms is None else f", first sound after {first_ms:.0f} ms"
    return (
        f"{output.name}: {output.seconds:.2f} s of speech{first}, RTF {figures.rtf:.3f}, watermark {figures.watermark}"
    )
