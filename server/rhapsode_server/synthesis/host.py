"""The program that a worker process runs: ``python -m rhapsode_server.synthesis.host``.

Frames come in on standard input and go out on standard output; both are moved away first, so that no library can read
or write there. Everything that is printed goes to standard error. The process never outlives its parent.
"""

from __future__ import annotations

import ctypes
import logging
import os
import queue
import signal
import sys
import threading
from collections.abc import Iterator

from rhapsode_protocol.formats import AudioFormat
from rhapsode_server.audio import wsola
from rhapsode_server.audio.chain import Chain
from rhapsode_server.audio.marking import load_watermarker
from rhapsode_server.speech import SpeechJob
from rhapsode_server.synthesis.chains import Chains
from rhapsode_server.synthesis.commands import Cancel, Command, GivingUp, HostOptions, Ready, Report, Stop, Submit
from rhapsode_server.synthesis.ensemble import Ensemble, reason_of
from rhapsode_server.synthesis.fault import describe_fault
from rhapsode_server.synthesis.forgiving_reader import ForgivingReader
from rhapsode_server.synthesis.generations import Generations
from rhapsode_server.synthesis.interjections import Interjections
from rhapsode_server.synthesis.linguist import Linguist
from rhapsode_server.synthesis.pipe import BrokenFrame, PipeEnd
from rhapsode_server.synthesis.worker import Worker
from rhapsode_server.telemetry.logs import set_up_logs
from rhapsode_server.text.normalizer import Normalizer
from rhapsode_server.text.reading_memory import ReadingMemory
from rhapsode_server.text.replacement import RestoringReader

logger = logging.getLogger(__name__)

LEAVE_GRACE_S = 2.0
"""How long the work at hand may go on after the parent has closed the pipe.

Lower, and an engine cannot end its own children in order; higher, and a server that was killed leaves work behind.
"""

PR_SET_PDEATHSIG = 1
"""From ``linux/prctl.h``: the signal to get when the parent dies."""


class Host:
    """One worker in a process of its own, and the thread that reads what it is told.

    Args:
        pipe: the way to the parent.
        commands: what comes through it after the options.
        options: what this worker is to be.
    """

    def __init__(self, pipe: PipeEnd, commands: Iterator[object], options: HostOptions) -> None:
        self._pipe = pipe
        self._commands = commands
        self._options = options
        self._ensemble = Ensemble(options.engine, options.engine_options)
        self._generations = Generations()
        self._interjections = Interjections()
        self._inbox: queue.SimpleQueue[Command] = queue.SimpleQueue()
        self._left = threading.Event()

    def run(self) -> int:
        """Load, warm up, prove it, and work until told to stop. Gives the exit status."""
        threading.Thread(target=self._listen, name="commands", daemon=True).start()
        try:
            try:
                worker, ready = self._prepare()
            except Exception as error:
                self._report(GivingUp(reason_of(error)))
                return 1
            self._report(ready)
            worker.run(self._inbox)
        except Exception as error:
            self._report(GivingUp(describe_fault(error)))
            return 1
        finally:
            self._ensemble.close()
            self._left.set()
        return 0

    def _prepare(self) -> tuple[Worker, Ready]:
        options, engines = self._options, self._ensemble.engines
        new_watermarker, status = load_watermarker(options.watermark, options.engine_options.models_dir)
        reader = RestoringReader(ReadingMemory(ForgivingReader(Normalizer().read).read).read)
        linguist = Linguist(options.languages)
        # Beside the engines, which take longer.
        warming = threading.Thread(target=linguist.warm_up, name="languages", daemon=True)
        warming.start()

        def make_chain(audio_format: AudioFormat, engine_rate_hz: int, message: int | None) -> Chain:
            return Chain(audio_format, engine_rate_hz, new_watermarker(message))

        def rehearse(job: SpeechJob) -> list[Report]:
            reports: list[Report] = []
            Worker(engines, reader, Chains(make_chain), reports.append, self._generations).speak([job])
            return reports

        states = self._ensemble.warm_up(rehearse)
        # Compiled once here, or the first request that is not at normal speed would wait two seconds for it.
        wsola.warm_up()
        warming.join()
        worker = Worker(
            engines,
            reader,
            Chains(make_chain),
            self._report,
            self._generations,
            self._interjections,
            linguist=linguist,
        )
        return worker, Ready(states, status.pair, status.reason)

    def _report(self, report: Report) -> None:
        try:
            self._pipe.send(report)
        except OSError:
            # The parent is gone; the listening thread sees that too and ends the process.
            self._generations.end_all()

    def _listen(self) -> None:
        """Take commands; cancels work at once, the others wait for the loop. The end of input ends the process."""
        try:
            for command in self._commands:
                if isinstance(command, Cancel):
                    self._generations.raise_to(command.stream, command.generation)
                    continue
                if isinstance(command, Submit) and command.urgent:
                    self._interjections.put(command.batch)
                # An urgent batch, too, wakes the loop, which may have nothing at hand.
                self._inbox.put(command)  # type: ignore[arg-type]
        except (OSError, BrokenFrame) as error:
            logger.error("the pipe from the parent is broken: %s", describe_fault(error))
        self._generations.end_all()
        self._inbox.put(Stop())
        self._left.wait(LEAVE_GRACE_S)
        logging.shutdown()
        os._exit(0)


def main() -> int:
    """Take over the standard streams, learn what to be, and be it."""
    pipe = take_pipe()
    # A terminal sends Ctrl-C to every process of ours, and systemd SIGTERM (KillMode=control-group, its default). Only
    # the parent is to hear of it, which drains; what the engine starts inherits that. It ends us by the pipe.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    commands = pipe.receive()
    options = next(commands, None)
    if not isinstance(options, HostOptions):
        return 2
    _die_with(options.parent_pid)
    set_up_logs(options.log_level, options.log_format, f"worker-{options.number}")
    return Host(pipe, commands, options).run()


def take_pipe() -> PipeEnd:
    """Move the frames' descriptors out of reach: nobody but us reads 0 and what others print goes to 2."""
    read_fd, write_fd = os.dup(0), os.dup(1)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    os.dup2(2, 1)
    return PipeEnd(read_fd, write_fd)


def _die_with(parent_pid: int) -> None:
    """Have the kernel end this process with its parent, even a parent that is killed.

    The end of input tells of that too, but only a thread that gets the interpreter can act on it.
    """
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent_pid:
        os._exit(0)


if __name__ == "__main__":
    status = main()
    logging.shutdown()
    sys.stderr.flush()
    # Not sys.exit: a library's threads or destructors must not hold up a worker that has nothing more to do.
    os._exit(status)
