"""Everything that can be set: environment variables ``RHAPSODE_…``, overridden by the command line. Read once.

Lower modules get plain values, never this object.
"""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Literal

from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from rhapsode_server.session import Limits
from rhapsode_server.synthesis.synthesizer import SynthesisOptions

ENVIRONMENT_PREFIX = "RHAPSODE_"


class Config(BaseSettings):
    """The server's configuration; frozen. Each field is an environment variable with the prefix ``RHAPSODE_``."""

    model_config = SettingsConfigDict(env_prefix=ENVIRONMENT_PREFIX, frozen=True, extra="ignore", env_ignore_empty=True)

    host: str = Field("127.0.0.1", description="address to listen on; the default is reachable from this machine only")
    port: int = Field(8420, ge=0, le=65_535, description="port to listen on; 0 takes a free one")
    engine: str = Field("espeak", description="the voice maker")
    workers: int = Field(1, ge=1, le=64, description="worker processes that synthesise")
    model_dir: Path | None = Field(None, description="folder with model files, for machines without a network")
    watermark: Literal["auto", "off"] = Field(
        "auto", description="auto marks audio where a watermark model is at hand; off never does"
    )
    watermark_hub: bool = Field(
        False, description="fetch the watermark model from the hub where it is not in model_dir"
    )
    max_contexts: int = Field(5, ge=1, le=1_000, description="open contexts a connection on /ws/tts/multi")
    context_idle_s: float = Field(20.0, gt=0, le=3_600, description="idle seconds after which a context is closed")
    stall_s: float = Field(
        10.0, gt=0, le=600, description="seconds without a sign of life after which a worker is replaced"
    )
    log_level: Literal["debug", "info", "warning", "error"] = Field(
        "info", description="least severe log lines to show"
    )

    def limits(self) -> Limits:
        """The bounds of one connection."""
        return Limits(max_contexts=self.max_contexts, context_idle_s=self.context_idle_s)

    def synthesis(self) -> SynthesisOptions:
        """What the synthesis part needs to know."""
        return SynthesisOptions(
            engine=self.engine,
            workers=self.workers,
            model_dir=self.model_dir,
            watermark=self.watermark,
            watermark_hub=self.watermark_hub,
            stall_s=self.stall_s,
            log_level=logging.getLevelName(self.log_level.upper()),
        )


def describe(error: ValidationError) -> str:
    """One line a person can act on: which option, what was given, what is wanted."""
    faults = []
    for fault in error.errors():
        name = ".".join(str(part) for part in fault["loc"])
        given = repr(fault.get("input"))[:60]
        faults.append(f"--{name.replace('_', '-')} ({ENVIRONMENT_PREFIX}{name.upper()}) is {given}: {fault['msg']}")
    return "; ".join(faults)
