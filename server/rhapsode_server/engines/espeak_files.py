"""Where espeak-ng's library and data lie, and a short path to the data where theirs is too long."""

from __future__ import annotations

import importlib
import os
import shutil
import tempfile

from rhapsode_protocol.errors import ModelUnavailable

MAX_DATA_PATH_BYTES = 150
"""Longest data path that is passed on. espeak-ng 1.52 copies it into buffers of 160 bytes together with a file name:
159 worked, 169 fell back to the path of whoever built the library."""

_LINK_NAME = "espeak-ng-data"


class EspeakFiles:
    """The two paths that the host needs, found when first asked for.

    Args:
        library_path: the shared library; by default that of the ``espeakng-loader`` wheel.
        data_path: the folder ``espeak-ng-data``; by default that of the wheel.
    """

    def __init__(self, library_path: str | None = None, data_path: str | None = None) -> None:
        self._given = (library_path, data_path)
        self._found: tuple[str, str] | None = None
        self._private_folder: str | None = None

    def paths(self) -> tuple[str, str]:
        """The library, and a data path that is short enough for it.

        Raises:
            ModelUnavailable: the wheel is not installed, or no short path can be made.
        """
        if self._found is None:
            library_path, data_path = _locate(*self._given)
            if len(os.fsencode(data_path)) > MAX_DATA_PATH_BYTES:
                self._private_folder = _private_folder_with_link(data_path)
                data_path = os.path.join(self._private_folder, _LINK_NAME)
            self._found = (library_path, data_path)
        return self._found

    def close(self) -> None:
        """Remove what was made for the short path. May be called twice."""
        if self._private_folder is not None:
            shutil.rmtree(self._private_folder, ignore_errors=True)
        self._private_folder = self._found = None


def _locate(library_path: str | None, data_path: str | None) -> tuple[str, str]:
    """The library and its data, from the wheel where not given.

    Raises:
        ModelUnavailable: the wheel is not installed.
    """
    if library_path is None or data_path is None:
        try:
            loader = importlib.import_module("espeakng_loader")
        except ImportError as missing:
            raise ModelUnavailable('espeak-ng is not installed; run pip install "rhapsode[server]"') from missing
        library_path = library_path or loader.get_library_path()
        data_path = data_path or loader.get_data_path()
    for path in (library_path, data_path):
        if not os.path.exists(path):
            raise ModelUnavailable("espeak-ng's library or its data folder is missing; reinstall espeakng-loader")
    return library_path, data_path


def _private_folder_with_link(data_path: str) -> str:
    """A new folder, for this user alone, with a short link to the data.

    Raises:
        ModelUnavailable: even there the path is too long.
    """
    # The platform's default first; /tmp where TMPDIR itself is long.
    for parent in (tempfile.gettempdir(), "/tmp"):
        folder = tempfile.mkdtemp(prefix="espeak-", dir=parent)
        link = os.path.join(folder, _LINK_NAME)
        if len(os.fsencode(link)) <= MAX_DATA_PATH_BYTES:
            os.symlink(os.path.abspath(data_path), link)
            return folder
        os.rmdir(folder)
    raise ModelUnavailable("espeak-ng needs a path under 150 bytes to its data; set TMPDIR to a short folder")
