"""What keeps Kokoro from being used on this machine. Loads nothing: the process that owns the sockets asks."""

from __future__ import annotations

import os
from importlib.util import find_spec
from pathlib import Path

from rhapsode_protocol.errors import ModelUnavailable
from rhapsode_server.engines.kokoro.files import default_models_dir, find_files, pull_command

PACKAGES = ("torch", "transformers", "kokoro", "misaki", "spacy", "num2words")
"""What the network and the reading of English cannot do without, by the names that are imported. Other languages, and
English's parts of speech, have something to fall back on."""


def obstacle(models_dir: Path | None) -> str | None:
    """Why Kokoro cannot be used now, and what to do, in one line; ``None`` where packages and files are there.

    Args:
        models_dir: the folder of models, or of this model's repository; by default the one in the user's data folder.
    """
    found = (_missing_packages(), _missing_files(models_dir))
    return "; ".join(filter(None, found)) or None


def _missing_packages() -> str | None:
    missing = [name for name in PACKAGES if find_spec(name) is None]
    if not missing:
        return None
    return f'packages are not installed ({", ".join(missing)}): pip install "rhapsode[kokoro]"'


def _missing_files(models_dir: Path | None) -> str | None:
    try:
        files = find_files(default_models_dir(os.environ) if models_dir is None else models_dir)
    except ModelUnavailable as homeless:
        return homeless.message
    return files.state(pull_command(models_dir)) if files.lacks() else None
