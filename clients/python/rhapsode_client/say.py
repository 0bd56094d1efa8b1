"""``rhapsode say``: speak a text aloud, into a sound file, or into the pipe of a player."""

from __future__ import annotations

import argparse
import asyncio
import sys
from collections.abc import AsyncIterable
from contextlib import ExitStack, aclosing
from pathlib import Path
from typing import TextIO

from rhapsode_client.captions import as_json, as_srt, as_vtt, captions
from rhapsode_client.connection import connect
from rhapsode_client.explanation import explain
from rhapsode_client.output_options import STANDARD_STREAM, add_output_options, open_output
from rhapsode_client.part_file import PartFile
from rhapsode_client.progress_line import open_progress
from rhapsode_client.server_options import add_server_options, server_key, server_url
from rhapsode_client.sound_file import SoundOutput
from rhapsode_client.standard_input import read_text
from rhapsode_client.timeline import Timeline
from rhapsode_client.turn import Event
from rhapsode_protocol.messages import Audio, Final, GenerationStarted, Settings, Warned, WordTiming

SUMMARY = "speak a text aloud or into a sound file"

CAPTION_FILES = {
    "srt": "captions (SubRip)",
    "vtt": "captions (WebVTT)",
    "json": "every word's time and place in the text, and the figures,",
}

EXAMPLES = """\
examples:
  rhapsode say "The first rhapsode sang of Troy."            (aloud, where a sound device is)
  rhapsode say "The first rhapsode sang of Troy." -o troy.mp3 --srt troy.srt
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
    add_output_options(parser)
    for suffix, what in CAPTION_FILES.items():
        parser.add_argument(f"--{suffix}", type=Path, metavar="FILE", help=f"write {what} beside the sound")
    parser.add_argument("--voice", help="a voice's number or handle; `rhapsode voices` lists them")
    parser.add_argument("--language", metavar="CODE", help="language of the text, such as de")
    parser.add_argument("--speed", type=float, help="0.8 to 1.2 (default: 1.0)")
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
    with ExitStack() as undone:
        output = open_output(arguments)
        undone.callback(output.discard)
        beside: dict[str, PartFile] = {}
        for kind in CAPTION_FILES:
            if (path := getattr(arguments, kind)) is not None:
                beside[kind] = PartFile(path)
                undone.callback(beside[kind].discard)
        # With the sound on standard output, everything for people goes to standard error.
        talk = sys.stderr if arguments.output == STANDARD_STREAM else sys.stdout
        timeline = Timeline()
        final = asyncio.run(_speak(arguments, text, output, timeline, talk))
        if not output.seconds:
            print("rhapsode say: nothing in the text could be spoken", file=sys.stderr)
            return 1
        output.keep()
        for kind, file in beside.items():
            _write(file, _beside(kind, timeline, final))
        undone.pop_all()
    if not arguments.quiet:
        print(_summary(output, final), file=talk)
    if arguments.debug:
        for line in explain(final.statistics):
            print(f"rhapsode say: {line}", file=sys.stderr)
    return 0


def _beside(kind: str, timeline: Timeline, final: Final) -> str:
    if kind == "json":
        return as_json(timeline.words, final)
    shown = captions(timeline.words)
    return as_srt(shown) if kind == "srt" else as_vtt(shown)


def _write(file: PartFile, text: str) -> None:
    try:
        file.stream.write(text.encode())
    except OSError as error:
        raise file.failure(error) from error
    file.keep()


def _text(arguments: argparse.Namespace) -> str | AsyncIterable[str]:
    text = " ".join(arguments.text)
    if text == STANDARD_STREAM or (not arguments.text and not sys.stdin.isatty()):
        return read_text(sys.stdin.fileno())
    if not text.strip():
        arguments.refuse("nothing to say: give a text, or pipe one in")
    return text


async def _speak(
    arguments: argparse.Namespace,
    text: str | AsyncIterable[str],
    output: SoundOutput,
    timeline: Timeline,
    talk: TextIO,
) -> Final:
    report = _Report(arguments, len(text) if isinstance(text, str) else None, output, talk)
    timed = arguments.words or any(getattr(arguments, kind) is not None for kind in CAPTION_FILES)
    async with connect(server_url(arguments), server_key(arguments)) as connection:
        turn = connection.speak(
            text,
            voice=arguments.voice,
            language=arguments.language,
            speed=arguments.speed,
            output_format=arguments.format,
            sample_rate=arguments.rate,
            word_timestamps=True if timed else None,
            settings=Settings(debug=True if arguments.debug else None),
        )
        try:
            async with aclosing(turn) as events:
                async for event in events:
                    report.tell(event, timeline.take(event))
                    if isinstance(event, Audio):
                        # In a thread: a player's pipe takes sound no faster than it plays, and pings want answers.
                        await asyncio.to_thread(output.write, event)
                    elif isinstance(event, Final):
                        final = event
        finally:
            report.clear()
    # A turn that does not raise ends with `Final`.
    return final


class _Report:
    """What is told while speech is on its way."""

    def __init__(
        self, arguments: argparse.Namespace, text_characters: int | None, output: SoundOutput, talk: TextIO
    ) -> None:
        self._words = arguments.words
        self._progress = open_progress(wanted=not arguments.quiet)
        self._text_characters = text_characters
        self._spoken_characters = 0
        self._output = output
        self._talk = talk

    def tell(self, event: Event, words: tuple[WordTiming, ...]) -> None:
        match event:
            case GenerationStarted():
                self._spoken_characters += len(event.text)
            case Audio():
                self._progress.show(self._output.seconds, self._share())
            case Warned(message):
                self.clear()
                print(f"rhapsode say: warning: {message}", file=sys.stderr)
        if self._words and words:
            self.clear()
            for word in words:
                print(f"{word.start_ms:8.0f} {word.end_ms:8.0f}  {word.word}", file=self._talk)

    def _share(self) -> float | None:
        """How much of a text of known length has been taken up; numbers are spoken longer than they are written."""
        if not self._text_characters:
            return None
        return min(1.0, self._spoken_characters / self._text_characters)

    def clear(self) -> None:
        """Wipe the progress, so that the next line starts on a clean one."""
        self._progress.clear()


def _summary(output: SoundOutput, final: Final) -> str:
    figures = final.statistics
    first_ms = figures.first_audible_ms
    first = "" if first_ms is None else f", first sound after {first_ms:.0f} ms"
    return (
        f"{output.name}: {output.seconds:.2f} s of speech{first}, RTF {figures.rtf:.3f}, watermark {figures.watermark}"
    )
