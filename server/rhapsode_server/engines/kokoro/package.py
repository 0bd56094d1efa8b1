"""The ``kokoro`` package's network modules, imported without what the package does besides.

Importing the package whole replaces the process's loguru handlers, and loads its text front end (misaki, spacy), which
takes several seconds and is not used here. Neither is needed for the network: its modules lie in files that import
torch and transformers only. So they are imported as what they are, submodules of ``kokoro``, while an empty module
stands in the package's place; afterwards it is taken away, and whoever imports ``kokoro`` later gets the real one, with
these very modules in it (only ``kokoro.istftnet``, as an attribute of the package, is not there then: name it in a
``from … import``).
"""

from __future__ import annotations

import importlib
import importlib.util
import sys
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from rhapsode_protocol.errors import ModelUnavailable

PACKAGE = "kokoro"

_importing = threading.Lock()


@dataclass(frozen=True, slots=True)
class Modules:
    """The parts that a network is built from; classes of the package, and of transformers."""

    albert_config: Any
    custom_albert: Any
    prosody_predictor: Any
    text_encoder: Any
    decoder: Any


def import_modules() -> Modules:
    """Import the network's modules; changes no handler, level or filter of anybody's log.

    Raises:
        ModelUnavailable: the package, or one that it needs, is not installed.
    """
    with _importing, quiet():
        try:
            if PACKAGE in sys.modules:
                return _import()
            with _empty_package():
                return _import()
        except ImportError as error:
            raise ModelUnavailable(
                f'Kokoro needs the package {error.name!r}, which is not installed: pip install "rhapsode[kokoro]"'
            ) from error


@contextmanager
def quiet() -> Iterator[None]:
    """Silence what kokoro 0.9.4 is known to warn of, at import and while its network is built; nothing else."""
    with warnings.catch_warnings():
        # It uses the first form of weight normalisation, which torch would have replaced: the published weights are
        # in it, and it goes on working.
        warnings.filterwarnings("ignore", message=r".*weight_norm.* is deprecated", category=FutureWarning)
        # Dropout between the layers of a recurrence that has one layer: the setting of the model it descends from.
        warnings.filterwarnings("ignore", message="dropout option adds dropout", category=UserWarning)
        yield


@contextmanager
def _empty_package() -> Iterator[None]:
    spec = importlib.util.find_spec(PACKAGE)
    if spec is None:
        raise ImportError(f"no package {PACKAGE}", name=PACKAGE)
    sys.modules[PACKAGE] = importlib.util.module_from_spec(spec)
    try:
        yield
    finally:
        del sys.modules[PACKAGE]


def _import() -> Modules:
    istftnet = importlib.import_module(f"{PACKAGE}.istftnet")
    network = importlib.import_module(f"{PACKAGE}.modules")
    transformers = importlib.import_module("transformers")
    return Modules(
        albert_config=transformers.AlbertConfig,
        custom_albert=network.CustomAlbert,
        prosody_predictor=network.ProsodyPredictor,
        text_encoder=network.TextEncoder,
        decoder=istftnet.Decoder,
    )
