"""The models that AudioSeal's authors publish: their files, and whether a file is the published one."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from rhapsode_server.audio.watermark import WatermarkUnavailable

HUB_REPOSITORY = "facebook/audioseal"
HUB_REVISION = "3c19eba53390776cf2cc9ed5f6c9ac67ce72ecba"
"""Pinned, so that a later upload cannot change what this release runs."""


@dataclass(frozen=True, slots=True)
class PublishedModel:
    """One published pair of generator and detector."""

    name: str
    """Its name in the package and for people."""
    generator_file: str
    detector_file: str
    generator_card: str
    """The package's description of the generator's architecture."""
    detector_card: str
    digests: Mapping[str, str]
    """SHA-256 of its files, as far as they are known."""


WM_16BITS = PublishedModel(
    "audioseal_wm_16bits",
    "generator_base.pth",
    "detector_base.pth",
    "audioseal_wm_16bits",
    "audioseal_detector_16bits",
    # At that revision (facebookresearch/audioseal issue 107).
    {
        "generator_base.pth": "7a845b5fbe9364a63a3909d8ab3fe064d13a76ae4c2e983573e08c69b7b51748",
        "detector_base.pth": "8a78e8a83584113523e161fc599fcab10fd0e94c04d2eb9d2fa1e9ec91ab69d9",
    },
)
WM_STREAMING = PublishedModel(
    "audioseal_wm_streaming",
    "generator_streaming.pth",
    "detector_streaming.pth",
    "audioseal_wm_streaming",
    "audioseal_detector_streaming",
    {},
)
PUBLISHED_MODELS = {model.name: model for model in (WM_16BITS, WM_STREAMING)}
"""By name; where several are at hand, the first is taken."""


def describe_file(path: Path, model: PublishedModel) -> str:
    """One sentence for log and ``/health``: whether this is the file that AudioSeal's authors published."""
    wanted = model.digests.get(path.name)
    if wanted is None:
        return f"AudioSeal's {path.name}, as found: no digest of the published file is known"
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    if digest == wanted:
        return f"AudioSeal's published {path.name}, SHA-256 verified"
    return f"weights in AudioSeal's format, but not the published {path.name}: SHA-256 begins with {digest[:12]}"


def fetch_file(name: str, timeout_s: float) -> Path:
    """A published file from the Hugging Face cache or, where it is not in there, from the hub.

    Raises:
        WatermarkUnavailable: the hub does not give it within ``timeout_s`` seconds.
        ImportError: huggingface_hub is not installed.
    """
    from huggingface_hub import hf_hub_download
    from huggingface_hub.errors import LocalEntryNotFoundError

    def download(*, local_files_only: bool) -> Path:
        return Path(hf_hub_download(HUB_REPOSITORY, name, revision=HUB_REVISION, local_files_only=local_files_only))

    try:
        return download(local_files_only=True)
    except LocalEntryNotFoundError:
        # Not in the cache yet, which is no error.
        pass
    outcome: list[Path | Exception] = []

    def run() -> None:
        try:
            outcome.append(download(local_files_only=False))
        except Exception as error:
            # Whatever goes wrong on the network is one case here: no weights, and the reason is told.
            outcome.append(error)

    # A thread of its own, because the library bounds single reads, not the whole, and retries. One that hangs is
    # left behind; being a daemon, it does not keep the process alive.
    thread = threading.Thread(target=run, name="fetch-audioseal", daemon=True)
    thread.start()
    thread.join(timeout_s)
    where = f"{name} from {HUB_REPOSITORY}"
    if not outcome:
        raise WatermarkUnavailable(f"the hub did not give {where} within {timeout_s:g} s")
    if isinstance(outcome[0], Exception):
        raise WatermarkUnavailable(f"the hub did not give {where}: {first_line(outcome[0])}") from outcome[0]
    return outcome[0]


def first_line(error: Exception) -> str:
    """What went wrong, on one line of at most 200 characters."""
    return (str(error).strip() or type(error).__name__).splitlines()[0][:200]
