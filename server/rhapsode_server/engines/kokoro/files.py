"""Where the model's files lie on this machine, and which of them are there. Reads no file, loads no library."""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from rhapsode_protocol.errors import ModelUnavailable
from rhapsode_server.engines.kokoro.published import CONFIG_FILE, VOICE_FOLDER, VOICE_SUFFIX, WEIGHTS_FILE, voice_file
from rhapsode_server.engines.kokoro.voices import DEFAULT_VOICE

FOLDER_NAME = "kokoro-82m"
"""Of this model, within the folder that holds all models."""

PULL_COMMAND = "rhapsode models pull"
"""What a person types to get the files."""


@dataclass(frozen=True, slots=True)
class ModelFiles:
    """The folder of one copy of the model, laid out as in its repository."""

    folder: Path

    @property
    def config(self) -> Path:
        """Architecture and table of phonemes."""
        return self.folder / CONFIG_FILE

    @property
    def weights(self) -> Path:
        """The network's weights."""
        return self.folder / WEIGHTS_FILE

    def voice(self, name: str) -> Path:
        """The style table of a published voice."""
        return self.folder / voice_file(name)

    def voices(self) -> tuple[str, ...]:
        """Names of the voices that are on disk, sorted."""
        found = (self.folder / VOICE_FOLDER).glob(f"*{VOICE_SUFFIX}")
        return tuple(sorted(path.name.removesuffix(VOICE_SUFFIX) for path in found if path.is_file()))

    def lacks(self) -> tuple[str, ...]:
        """Paths, within the folder, of what is missing to speak with the default voice; empty where nothing is."""
        needed = (CONFIG_FILE, WEIGHTS_FILE, voice_file(DEFAULT_VOICE))
        return tuple(path for path in needed if not (self.folder / path).is_file())

    def state(self, command: str = PULL_COMMAND) -> str:
        """One sentence for log, ``/health`` and ``/v1/models``: whether the model can be loaded, and from where.

        Args:
            command: what brings the files to this place.
        """
        lacking = self.lacks()
        if not lacking:
            return f"Kokoro's model files are in {self.folder}"
        return f"Kokoro's model files are not complete in {self.folder}: {_listed(lacking)}; fetch them: {command}"

    def require(self) -> None:
        """Make sure that the files are there.

        Raises:
            ModelUnavailable: something is missing; the message says what, where, and how to fetch it.
        """
        if self.lacks():
            raise ModelUnavailable(self.state())


def pull_command(models_dir: Path | None) -> str:
    """What a person types to get the files into a folder of models; ``None`` for the usual one."""
    return PULL_COMMAND if models_dir is None else f"{PULL_COMMAND} --dir {shlex.quote(str(models_dir))}"


def find_files(models_dir: Path) -> ModelFiles:
    """The model within a folder of models: in its own subfolder or, where the folder itself holds a copy of the
    model's repository, there."""
    holds_it = any((models_dir / name).is_file() for name in (CONFIG_FILE, WEIGHTS_FILE))
    return ModelFiles(models_dir if holds_it else models_dir / FOLDER_NAME)


def default_models_dir(environment: Mapping[str, str]) -> Path:
    """The folder of models in the user's data folder (XDG Base Directory Specification).

    Raises:
        ModelUnavailable: this user has no home, and the environment names no data folder.
    """
    named = Path(environment.get("XDG_DATA_HOME", ""))
    try:
        # The specification: a relative path in the variable is to be ignored.
        data = named if named.is_absolute() else Path.home() / ".local" / "share"
    except RuntimeError as error:
        raise ModelUnavailable("this user has no home folder: say where the models are with --model-dir") from error
    return data / "rhapsode" / "models"


def _listed(paths: tuple[str, ...]) -> str:
    return "missing " + ", ".join(paths)
