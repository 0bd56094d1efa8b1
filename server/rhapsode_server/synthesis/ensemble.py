"""The engines of one worker: the one that it is for, and those which that one brings along."""

from __future__ import annotations

import logging
from collections.abc import Callable

from rhapsode_protocol.errors import RhapsodeError
from rhapsode_server.audio.watermark import WatermarkUnavailable
from rhapsode_server.engines.engine import Engine
from rhapsode_server.engines.engine_options import EngineOptions
from rhapsode_server.engines.registry import default_voice, load_engine, served_engines
from rhapsode_server.speech import SpeechJob
from rhapsode_server.synthesis.canary import speak_canary
from rhapsode_server.synthesis.commands import EngineState, Report

logger = logging.getLogger(__name__)


class Ensemble:
    """Loads engines, has each of them heard, and ends them. Knows no jobs but test sentences.

    Args:
        name: the engine that the worker is for.
        options: what engines that compute are given of the machine.
    """

    def __init__(self, name: str, options: EngineOptions | None = None) -> None:
        self.engines: dict[str, Engine] = {}
        """Those that are warm, by name."""
        self._name = name
        self._options = options

    def warm_up(self, rehearse: Callable[[SpeechJob], list[Report]]) -> tuple[EngineState, ...]:
        """Load every engine, and have it speak its test sentence.

        One that is merely brought along and cannot start is left out: the log and its state say why.

        Args:
            rehearse: speaks a job with one of :attr:`engines`, and gives the reports.

        Returns:
            What became of each, the engine that the worker is for first.

        Raises:
            Exception: whatever keeps that one from speaking.
        """
        states: list[EngineState] = []
        for name in served_engines(self._name):
            try:
                states.append(self._start(name, rehearse))
            except Exception as error:
                if name == self._name:
                    raise
                self._leave_out(name)
                reason = reason_of(error)
                logger.error("engine %s cannot be started, %s speaks without it: %s", name, self._name, reason)
                states.append(EngineState(engine=name, error=reason))
        return tuple(states)

    def close(self) -> None:
        """End all engines. May be called twice."""
        for name in list(self.engines):
            self._leave_out(name)

    def _start(self, name: str, rehearse: Callable[[SpeechJob], list[Report]]) -> EngineState:
        engine = self.engines[name] = load_engine(name, self._options)
        engine.warm_up()
        canary = speak_canary(default_voice(name), rehearse)
        return EngineState(
            engine=name,
            sample_rate_hz=engine.sample_rate_hz,
            max_batch=engine.max_batch,
            interruptible=engine.interruptible,
            real_time_factor=engine.real_time_factor,
            canary=canary,
        )

    def _leave_out(self, name: str) -> None:
        engine = self.engines.pop(name, None)
        if engine is not None:
            engine.close()


def reason_of(error: Exception) -> str:
    """Why a start failed. Nothing of a client's has come yet, so the message is safe to show, and says what to do."""
    return str(error) if isinstance(error, RhapsodeError | WatermarkUnavailable) else repr(error)
