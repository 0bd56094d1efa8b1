"""Which watermark a worker marks with: loaded once, told in log and ``/health``."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from rhapsode_server.audio.pairs import PairShelf, WatermarkModel
from rhapsode_server.audio.watermark import (
    DEFAULT_MESSAGE,
    Pair,
    Unmarked,
    Watermarker,
    WatermarkUnavailable,
    check_message,
)

logger = logging.getLogger(__name__)

WatermarkPolicy = Literal["required", "auto", "off"]
"""``required``: no mark, no audio. ``auto``: audio without a mark where none can be made, and it is told. ``off``: none
is made, and it is told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WatermarkOptions:
    """Everything about the mark that can be set."""

    policy: WatermarkPolicy = "required"
    model: WatermarkModel = "auto"
    """Which pair marks."""
    allow_hub: bool = False
    """Whether published files may be taken from the Hugging Face cache or fetched from the hub."""
    message: int = DEFAULT_MESSAGE
    """The 16 bits that are written for whoever has none of its own, 0 to 65535."""


MakeWatermarker = Callable[[int | None], Watermarker]
"""Makes the stage of one context, which writes a message of its own, or with ``None`` the server's."""


@dataclass(frozen=True, slots=True)
class WatermarkStatus:
    """What ``/health`` and the log say of the watermark."""

    pair: Pair
    reason: str
    """Why it is this pair, in one sentence."""


def load_watermarker(
    options: WatermarkOptions, model_dir: Path | None = None
) -> tuple[MakeWatermarker, WatermarkStatus]:
    """Load what marks speech, once per process; may take seconds. Call what it returns once per context.

    Args:
        options: what is wanted.
        model_dir: folder with AudioSeal's published files; asked before the hub.

    Raises:
        WatermarkUnavailable: the mark is required, and no pair can be loaded.
        ValueError: the message is not a 16-bit number.
    """
    check_message(options.message)
    if options.policy == "off":
        return _unmarked("switched off by the operator")
    try:
        # Imported here: torch takes a second and 200 MB, and a server that does not mark has no use for either.
        from rhapsode_server.audio.audioseal import AudioSealModel

        shelf = PairShelf(model_dir=model_dir, allow_hub=options.allow_hub, model=options.model)
        loaded = shelf.generator()
        model = AudioSealModel(loaded.network, loaded.architecture, loaded.pair)
    except ImportError as error:
        reason = f'{error.name} is not installed; pip install "rhapsode[server]"'
    except WatermarkUnavailable as error:
        reason = str(error)
    else:
        logger.info("speech is watermarked (%s): %s", loaded.pair, loaded.description)

        def make(own_message: int | None) -> Watermarker:
            return model.watermarker(options.message if own_message is None else check_message(own_message))

        return make, WatermarkStatus(loaded.pair, loaded.description)
    if options.policy == "required":
        raise WatermarkUnavailable(f"speech must be watermarked, and cannot be: {reason}")
    return _unmarked(reason)


def _unmarked(reason: str) -> tuple[MakeWatermarker, WatermarkStatus]:
    logger.warning("speech is NOT watermarked: %s", reason)
    return lambda message: Unmarked(), WatermarkStatus("none", reason)
