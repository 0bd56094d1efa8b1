"""Everything that can be set: environment variables ``RHAPSODE_…``, overridden by the command line. Read once.

Lower modules get plain values, never this object.
"""

from __future__ import annotations

import logging
import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Literal

from pydantic import Field, ValidationError, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from rhapsode_server.access.doorkeeper import Auth, Doorkeeper
from rhapsode_server.access.key_database import KeyStoreError
from rhapsode_server.access.origin import OriginPolicy, read_hosts, read_origins
from rhapsode_server.audio.marking import WatermarkOptions, WatermarkPolicy
from rhapsode_server.audio.pairs import WatermarkModel
from rhapsode_server.audio.watermark import DEFAULT_MESSAGE, read_message
from rhapsode_server.dictionaries.dictionary_file import DictionaryFile
from rhapsode_server.engines.engine_options import EngineOptions, processors
from rhapsode_server.engines.selection import AUTO, Selection, select_engine
from rhapsode_server.session import Limits
from rhapsode_server.synthesis.linguist import DetectionLevel, LanguageOptions
from rhapsode_server.synthesis.options import SynthesisOptions

ENVIRONMENT_PREFIX = "RHAPSODE_"

BYTES_PER_CHARACTER = 12
"""What one character of text takes at most: two ``\\uXXXX`` escapes of JSON, as many clients write an emoji."""
BYTES_BESIDE_TEXT = 8_192
"""What a frame may hold beside its text: the options. Lower, and a frame of the longest text and many options would not
fit; higher refuses small limits that would do."""


_DEVICE = re.compile(r"auto|cpu|cuda(:\d{1,3})?")
_LANGUAGE_TAG = re.compile(r"[a-z]{2,3}(-[a-z0-9]{1,8})*")


class Config(BaseSettings):
    """The server's configuration; frozen. Each field is an environment variable with the prefix ``RHAPSODE_``."""

    model_config = SettingsConfigDict(env_prefix=ENVIRONMENT_PREFIX, frozen=True, extra="ignore", env_ignore_empty=True)

    host: str = Field("127.0.0.1", description="address to listen on; the default is reachable from this machine only")
    port: int = Field(8420, ge=0, le=65_535, description="port to listen on; 0 takes a free one")
    auth: Auth = Field(
        "auto", description="auto asks for keys once one was made; required always does; off lets everybody in"
    )
    keys_db: Path | None = Field(
        None, description="file with the hashes of the keys; by default rhapsode/keys.db in the user's data folder"
    )
    allowed_hosts: str = Field(
        "",
        description="host names, comma-separated, by which a server without keys may be called, beside addresses and "
        "localhost; *.example.org for all below, * for any",
    )
    allowed_origins: str = Field(
        "", description="sites, comma-separated, whose web pages may talk to the server, beside its own; * for any"
    )
    demo_page: bool = Field(
        True, description="give browsers a page at / that speaks; false gives them what programs get there"
    )
    dictionary: Path | None = Field(
        None, description="TOML or JSON file of words and what they are read as; read anew when it changes"
    )
    dictionaries_db: Path | None = Field(
        None, description="file with the dictionaries that clients make; by default dictionaries.db beside the keys"
    )
    engine: str = Field(
        AUTO, description="the voice maker; auto takes kokoro where its model files are on disk, else espeak"
    )
    workers: int = Field(1, ge=1, le=64, description="worker processes that synthesise")
    model_dir: Path | None = Field(None, description="folder with model files, for machines without a network")
    device: str = Field(
        "auto",
        description="where a network computes: cpu, cuda, cuda:1; auto takes a GPU where one is",
    )
    threads: int = Field(
        0, ge=0, le=1_024, description="threads of each worker that compute; 0 divides the processors among the workers"
    )
    precision: Literal["auto", "float32", "bfloat16", "float16"] = Field(
        "auto",
        description="of a network's largest layers; auto takes the fastest that the device multiplies",
    )
    warm_languages: str = Field(
        "en-us",
        description="languages, comma-separated, whose readers the neural voice loads before it is ready; the first "
        "request in another waits for its own",
    )
    detect_language: DetectionLevel = Field(
        "full",
        description="how the language of a text is told where its client has not said it: full, by statistics too, "
        "which take 60 MB a worker; letters, by letters and little words alone; off, it is the voice's",
    )
    watermark: WatermarkPolicy = Field(
        "required",
        description="the mark in all audio: required gives no audio without it; auto gives audio without it where it "
        "cannot be made; off never makes it",
    )
    watermark_model: WatermarkModel = Field(
        "auto",
        description="what marks: auto takes AudioSeal's published files where they are at hand, else the pair that "
        "comes with Rhapsode",
    )
    watermark_hub: bool = Field(
        False, description="fetch AudioSeal's published files from the hub where they are not in model_dir"
    )
    watermark_message: str = Field(
        f"0x{DEFAULT_MESSAGE:04x}",
        description="the 16 bits that the mark says for whoever has none of its own, as 0x5248 or 21064",
    )
    max_contexts: int = Field(5, ge=1, le=1_000, description="open contexts a connection on /ws/tts/multi")
    max_connections: int = Field(
        1_000, ge=0, le=1_000_000, description="sockets and running REST syntheses at once; 0 for no limit"
    )
    max_connections_per_key: int = Field(100, ge=0, le=1_000_000, description="the same of one key; 0 for no limit")
    context_idle_s: float = Field(20.0, gt=0, le=3_600, description="idle seconds after which a context is closed")
    turn_idle_s: float = Field(
        300.0,
        ge=0,
        le=86_400,
        description="seconds without new text after which an open turn on /ws/tts/stream is ended; 0 for never",
    )
    max_frame_bytes: int = Field(
        1_048_576,
        ge=16_384,
        le=16_777_216,
        description="bytes of one frame on a socket, or of one REST body; more closes the socket with 1009",
    )
    max_frame_characters: int = Field(
        10_000, ge=1, le=100_000, description="characters of text in one frame or REST request"
    )
    max_pending_characters: int = Field(
        50_000, ge=1, le=10_000_000, description="characters of one context or turn that may wait for synthesis"
    )
    max_connection_characters: int = Field(
        250_000, ge=1, le=100_000_000, description="the same over all contexts of a connection"
    )
    max_queued_turns: int = Field(
        64, ge=1, le=10_000, description="requests, turns or flushes of one context that may wait for their end"
    )
    max_messages_per_s: int = Field(
        1_000,
        ge=1,
        le=1_000_000,
        description="frames a second a connection, a long one counted once for each KiB begun; bursts of four seconds' "
        "worth are fine",
    )
    stall_s: float = Field(
        10.0, gt=0, le=600, description="seconds without a sign of life after which a worker is replaced"
    )
    reader_grace_s: float = Field(
        20.0, gt=0, le=3_600, description="seconds after which a client that reads nothing is cut off (4408)"
    )
    drain_s: float = Field(
        30.0, ge=0, le=86_400, description="seconds that turns in progress get to end after SIGTERM or Ctrl-C"
    )
    log_level: Literal["debug", "info", "warning", "error"] = Field(
        "info", description="least severe log lines to show"
    )
    log_format: Literal["text", "json"] = Field(
        "text", description="how the log is written: text for people, or json for machines, one object a line"
    )

    @field_validator("allowed_hosts")
    @classmethod
    def _check_hosts(cls, said: str) -> str:
        read_hosts(said)
        return said

    @field_validator("allowed_origins")
    @classmethod
    def _check_origins(cls, said: str) -> str:
        read_origins(said)
        return said

    @field_validator("device")
    @classmethod
    def _check_device(cls, said: str) -> str:
        if not _DEVICE.fullmatch(said):
            raise ValueError("it must be auto, cpu, cuda, or the number of a GPU, such as cuda:1")
        return said

    @field_validator("warm_languages")
    @classmethod
    def _check_languages(cls, said: str) -> str:
        read_languages(said)
        return said

    @field_validator("watermark_message")
    @classmethod
    def _check_message(cls, said: str) -> str:
        read_message(said)
        return said

    @field_validator("max_frame_characters")
    @classmethod
    def _check_text_fits(cls, characters: int, info: ValidationInfo) -> int:
        # A text within its limit would otherwise end the socket, where one beyond it is refused with an error.
        least = characters * BYTES_PER_CHARACTER + BYTES_BESIDE_TEXT
        if info.data.get("max_frame_bytes", least) < least:
            raise ValueError(f"so much text may take {least} bytes; --max-frame-bytes must be at least that")
        return characters

    @field_validator("max_pending_characters", "max_connection_characters")
    @classmethod
    def _check_text_may_wait(cls, characters: int, info: ValidationInfo) -> int:
        # GET /v1/models promises that a text of the greatest length is taken.
        if characters < info.data.get("max_frame_characters", characters):
            raise ValueError("it must be at least --max-frame-characters, which may all have to wait")
        return characters

    def keys_path(self) -> Path:
        """The key store's file: the one that is set, or one in the user's data folder (XDG Base Directory
        Specification).

        Raises:
            KeyStoreError: none is set, and this user has no home.
        """
        if self.keys_db is not None:
            return self.keys_db
        named = Path(os.environ.get("XDG_DATA_HOME", ""))
        try:
            # The specification: a relative path in the variable is to be ignored.
            folder = named if named.is_absolute() else Path.home() / ".local" / "share"
        except RuntimeError as error:
            raise KeyStoreError("this user has no home folder: say where the keys are with --keys-db") from error
        return folder / "rhapsode" / "keys.db"

    def doorkeeper(self) -> Doorkeeper:
        """Who knows the keys.

        Raises:
            KeyStoreError: the key store cannot be used.
        """
        return Doorkeeper(None if self.auth == "off" else self.keys_path(), self.auth)

    def dictionary_file(self) -> DictionaryFile | None:
        """The server's own dictionary, if it has one.

        Raises:
            DictionaryFault: it cannot be read, or breaks a rule.
        """
        return None if self.dictionary is None else DictionaryFile(self.dictionary)

    def dictionaries_path(self) -> Path | None:
        """The file of clients' dictionaries; ``None`` where none is set, and this user has no home."""
        if self.dictionaries_db is not None:
            return self.dictionaries_db
        try:
            return self.keys_path().with_name("dictionaries.db")
        except KeyStoreError:
            return None

    def origin_policy(self) -> OriginPolicy:
        """Which web pages may talk to the server."""
        return OriginPolicy(self.host, read_hosts(self.allowed_hosts), read_origins(self.allowed_origins))

    def limits(self) -> Limits:
        """The bounds of one connection."""
        return Limits(
            max_contexts=self.max_contexts,
            max_frame_characters=self.max_frame_characters,
            max_pending_characters=self.max_pending_characters,
            max_connection_characters=self.max_connection_characters,
            max_queued_turns=self.max_queued_turns,
            max_messages_per_s=self.max_messages_per_s,
            context_idle_s=self.context_idle_s,
            turn_idle_s=self.turn_idle_s,
        )

    def selection(self) -> Selection:
        """Which engine speaks, and why; looks at the disk, so ask once.

        Raises:
            ValueError: there is no engine of that name.
            ModelUnavailable: none can be used.
        """
        return select_engine(self.engine, self.model_dir)

    def synthesis(self, selection: Selection, language_tags: Mapping[str, str] | None = None) -> SynthesisOptions:
        """What the synthesis part needs to know.

        Args:
            selection: which engine speaks.
            language_tags: what the engines call the languages that may be detected.
        """
        return SynthesisOptions(
            engine=selection.engine,
            engine_reason=selection.reason,
            workers=self.workers,
            engine_options=EngineOptions(
                models_dir=self.model_dir,
                device=self.device,
                threads=self.threads or max(1, processors() // self.workers),
                precision=self.precision,
                warm_languages=read_languages(self.warm_languages),
            ),
            watermark=WatermarkOptions(
                policy=self.watermark,
                model=self.watermark_model,
                allow_hub=self.watermark_hub,
                message=read_message(self.watermark_message),
            ),
            languages=LanguageOptions(self.detect_language, language_tags or {}),
            stall_s=self.stall_s,
            log_level=logging.getLevelName(self.log_level.upper()),
            log_format=self.log_format,
        )


def read_languages(said: str) -> tuple[str, ...]:
    """Language tags out of a list that a person wrote.

    Raises:
        ValueError: one is no tag.
    """
    tags = tuple(tag.strip().lower() for tag in said.split(",") if tag.strip())
    for tag in tags:
        if not _LANGUAGE_TAG.fullmatch(tag):
            raise ValueError(f"{tag[:40]!r} is no language tag, such as en-us or ja")
    return tags


def describe(error: ValidationError) -> str:
    """One line a person can act on: which option, what was given, what is wanted."""
    faults = []
    for fault in error.errors():
        name = ".".join(str(part) for part in fault["loc"])
        given = repr(fault.get("input"))[:60]
        rule = fault["msg"].removeprefix("Value error, ")
        faults.append(f"--{name.replace('_', '-')} ({ENVIRONMENT_PREFIX}{name.upper()}) is {given}: {rule}")
    return "; ".join(faults)
