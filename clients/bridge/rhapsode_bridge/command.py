"""``rhapsode bridge``: ask a language model, and hear its answer while it is written."""

from __future__ import annotations

import argparse
import asyncio
import os
import signal
import sys
import time
from contextlib import aclosing
from typing import TextIO

from rhapsode_bridge.answer import Answer
from rhapsode_bridge.chat_model import TOKEN_TIMEOUT_S, ChatModel, Message
from rhapsode_client.connection import connect
from rhapsode_client.output_options import STANDARD_STREAM, add_output_options, open_output
from rhapsode_client.server_options import add_server_options, server_key, server_url
from rhapsode_client.sound_file import SoundOutput, SoundPipe
from rhapsode_client.standard_input import read_text
from rhapsode_protocol.messages import Audio, Final, Warned

SUMMARY = "speak a language model's answer while it is written"

LLM_URL_VARIABLE, LLM_KEY_VARIABLE = "OPENAI_BASE_URL", "OPENAI_API_KEY"
"""The environment variables that OpenAI's own clients read."""

INTERRUPTED = 130

EXAMPLES = """\
examples:
  rhapsode bridge --llm-url http://127.0.0.1:11434/v1 --model llama3.2 "Tell me of Odysseus."
  rhapsode bridge --llm-url http://127.0.0.1:11434/v1 --model llama3.2 --system "Answer in one sentence." \\
      --voice af_heart -o answer.mp3 "Who built the wall of Troy?"
  cat question.txt | rhapsode bridge --llm-url … --model … -o - | aplay -q -f S16_LE -r 24000
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.description = (
        "Ask any OpenAI-compatible chat endpoint, and speak its answer through a running server while it is written. "
        "Ctrl-C stops both together, and prints what was heard."
    )
    parser.epilog, parser.formatter_class = EXAMPLES, argparse.RawDescriptionHelpFormatter
    parser.set_defaults(refuse=parser.error)
    parser.add_argument("prompt", nargs="*", help="what to ask; - or nothing reads standard input")
    model = parser.add_argument_group("the language model")
    model.add_argument("--llm-url", metavar="URL", help=f"its base address (default: ${LLM_URL_VARIABLE})")
    model.add_argument("--model", required=True, metavar="NAME", help="its name there")
    model.add_argument("--llm-key", metavar="KEY", help=f"its key (default: ${LLM_KEY_VARIABLE})")
    model.add_argument("--system", metavar="TEXT", help="what it is told before the prompt")
    model.add_argument(
        "--llm-timeout",
        type=float,
        default=TOKEN_TIMEOUT_S,
        metavar="S",
        help=f"longest silence before it is given up (default: {TOKEN_TIMEOUT_S:g})",
    )
    parser.add_argument("--voice", help="a voice's number or handle; `rhapsode voices` lists them")
    parser.add_argument("--language", metavar="CODE", help="language of the answer, such as de")
    parser.add_argument("--speed", type=float, help="0.8 to 1.2 (default: 1.0)")
    add_output_options(parser)
    parser.add_argument("-q", "--quiet", action="store_true", help="print nothing but errors")
    add_server_options(parser)


def run(arguments: argparse.Namespace) -> int:
    """Ask and speak; returns the exit status: 0 where the whole answer was spoken, 130 where it was interrupted.

    Raises:
        ClientError: something that the user can do something about.
    """
    url = arguments.llm_url or os.environ.get(LLM_URL_VARIABLE)
    if not url:
        arguments.refuse(f"where is the language model? Give --llm-url, or set {LLM_URL_VARIABLE}")
    if arguments.llm_timeout <= 0:
        arguments.refuse("--llm-timeout must be more than 0")
    return asyncio.run(_bridge(arguments, str(url)))


async def _bridge(arguments: argparse.Namespace, url: str) -> int:
    output = open_output(arguments)
    # With the sound on standard output, everything for people goes to standard error.
    talk = sys.stderr if isinstance(output, SoundPipe) else sys.stdout
    key = arguments.llm_key or os.environ.get(LLM_KEY_VARIABLE) or None
    try:
        async with (
            ChatModel(url, arguments.model, key, token_timeout_s=arguments.llm_timeout) as model,
            connect(server_url(arguments), server_key(arguments)) as connection,
        ):
            answer = Answer(
                connection,
                model.answer(await _messages(arguments)),
                voice=arguments.voice,
                language=arguments.language,
                speed=arguments.speed,
                output_format=arguments.format,
                sample_rate=arguments.rate,
            )
            status = await _until_interrupted(answer, output, talk, quiet=arguments.quiet)
        if output.seconds and (status == 0 or isinstance(output, SoundPipe)):
            output.keep()
        else:
            output.discard()
        if status == 0 and not output.seconds:
            print("rhapsode bridge: nothing in the answer could be spoken", file=sys.stderr)
            return 1
        return status
    except BaseException:
        output.discard()
        raise


async def _messages(arguments: argparse.Namespace) -> list[Message]:
    prompt = " ".join(arguments.prompt)
    if prompt == STANDARD_STREAM or (not arguments.prompt and not sys.stdin.isatty()):
        prompt = "".join([piece async for piece in read_text(sys.stdin.fileno())])
    if not prompt.strip():
        arguments.refuse("nothing to ask: give a prompt, or pipe one in")
    system = [{"role": "system", "content": arguments.system}] if arguments.system else []
    return [*system, {"role": "user", "content": prompt}]


async def _until_interrupted(answer: Answer, output: SoundOutput, talk: TextIO, *, quiet: bool) -> int:
    """Speak the answer; Ctrl-C ends it, and the listener's own text with it."""
    speaking = asyncio.current_task()
    assert speaking is not None
    loop = asyncio.get_running_loop()
    loop.add_signal_handler(signal.SIGINT, speaking.cancel)
    player = _Player(output)
    try:
        final = await _speak(answer, player, talk, quiet=quiet)
    except asyncio.CancelledError:
        speaking.uncancel()
        if not quiet:
            print(f"\n\nrhapsode bridge: interrupted; heard: {answer.heard(player.played_ms)}", file=sys.stderr)
        return INTERRUPTED
    finally:
        loop.remove_signal_handler(signal.SIGINT)
    if not quiet:
        first_ms = final.statistics.first_audible_ms
        first = "" if first_ms is None else f", first sound {first_ms:.0f} ms after the first token"
        print(f"\n\n{output.name}: {output.seconds:.2f} s of speech{first}", file=talk)
    return 0


async def _speak(answer: Answer, player: _Player, talk: TextIO, *, quiet: bool) -> Final:
    shown = 0
    async with aclosing(answer.events()) as events:
        async for event in events:
            if not quiet and len(answer.text) > shown:
                print(answer.text[shown:], end="", file=talk, flush=True)
                shown = len(answer.text)
            if isinstance(event, Audio):
                await player.write(event)
            elif isinstance(event, Warned):
                print(f"\nrhapsode bridge: warning: {event.message}", file=sys.stderr)
            elif isinstance(event, Final):
                final = event
    # A turn that does not raise ends with `Final`.
    return final


class _Player:
    """Passes sound on, and knows how much of it has been heard at most."""

    def __init__(self, output: SoundOutput) -> None:
        self._output = output
        self._begun_s: float | None = None

    async def write(self, audio: Audio) -> None:
        if self._begun_s is None:
            self._begun_s = time.monotonic()
        # In a thread: a device takes sound no faster than it plays, and the model's tokens want to be read.
        await asyncio.to_thread(self._output.write, audio)

    @property
    def played_ms(self) -> float:
        """What a player that began with the first sound, and never waited, has played by now."""
        if self._begun_s is None:
            return 0.0
        return min((time.monotonic() - self._begun_s) * 1000.0, self._output.seconds * 1000.0)
