"""The options of every command that makes sound: where it goes, and in which format."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from rhapsode_client.encoded_file import CONTAINERS, EncodedFile
from rhapsode_client.errors import MissingLibrary, NoSoundDevice
from rhapsode_client.loudspeaker import Loudspeaker
from rhapsode_client.sound_file import Both, SoundFile, SoundOutput, SoundPipe, holds_wav
from rhapsode_protocol.formats import FORMATS, PCM_RATES_HZ, AudioFormat, Encoding, resolve_format

STANDARD_STREAM = "-"
"""Stands for standard input as a text, and for standard output as a file."""

DEFAULT_FILE = "rhapsode.wav"


def add_output_options(parser: argparse.ArgumentParser) -> None:
    """Declare ``--output``, ``--play``, ``--format`` and ``--rate``; the parser needs a default ``refuse``."""
    parser.add_argument(
        "-o",
        "--output",
        metavar="FILE",
        help="where the sound goes, by the name's end: .wav, .flac, .mp3, .opus, or .raw and .pcm for sound without a "
        "header; - for the same on standard output. A file that exists is replaced. (default: the loudspeaker, or "
        f"{DEFAULT_FILE} where there is none)",
    )
    parser.add_argument("--play", action="store_true", help="play it aloud, beside writing -o")
    kind = parser.add_mutually_exclusive_group()
    kind.add_argument("--format", choices=FORMATS, metavar="NAME", help=f"one of {', '.join(FORMATS)}")
    kind.add_argument("--rate", type=int, choices=PCM_RATES_HZ, metavar="HZ", help="rate of 16-bit PCM, such as 16000")


def open_output(arguments: argparse.Namespace) -> SoundOutput:
    """The output that the arguments ask for, ready to be written.

    Raises:
        MissingLibrary, NoSoundDevice: it was to be played, and cannot be.
        CannotWrite: the file cannot be written.
    """
    audio_format = resolve_format(arguments.format, arguments.rate)
    if arguments.output is None and (arguments.play or audio_format.encoding is Encoding.PCM_S16LE):
        try:
            return Loudspeaker()
        except (MissingLibrary, NoSoundDevice):
            if arguments.play:
                raise
    file = _file(arguments, audio_format)
    if not arguments.play:
        return file
    try:
        return Both(file, Loudspeaker())
    except BaseException:
        file.discard()
        raise


def _file(arguments: argparse.Namespace, audio_format: AudioFormat) -> SoundOutput:
    name = DEFAULT_FILE if arguments.output is None else arguments.output
    if name == STANDARD_STREAM:
        return SoundPipe(sys.stdout.buffer)
    path = Path(name)
    if path.suffix.lower() in CONTAINERS:
        if audio_format.encoding is not Encoding.PCM_S16LE:
            arguments.refuse(f"-o {name}: it is encoded here; --format must be 16-bit PCM")
        return EncodedFile(path)
    wav = True
    try:
        wav = holds_wav(path, audio_format)
    except ValueError as error:
        arguments.refuse(f"-o {name}: {error}")
    return SoundFile(path, wav=wav)
