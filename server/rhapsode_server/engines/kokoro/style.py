"""Style tables: how a voice sounds, one row for each length of what is spoken.

A published voice is a tensor ``[510, 1, 256]``. Which row speaks is decided here and nowhere else, by the torch
package's rule (``pipeline.py``, ``KPipeline.infer``: ``pack[len(ps)-1]``): *the row is the number of symbols less one*.
Symbols are counted as they were before those that the model's table lacks were left out, and without the silent ones at
both ends. (kokoro-onnx counts tokens after leaving out, and takes the row one further down.)
"""

from __future__ import annotations

from collections import OrderedDict
from pathlib import Path

import torch
from torch import Tensor

from rhapsode_protocol.errors import ModelUnavailable
from rhapsode_server.engines.kokoro.files import PULL_COMMAND, ModelFiles
from rhapsode_server.engines.kokoro.voice_mix import shares

ROWS = 510
STYLE_SIZE = 256
"""Numbers of a row: 128 that colour the sound, then 128 that steer the prosody."""

MAX_TABLES = 128
"""Tables kept, of voices and of mixes: 67 MB. Lower than 54: where all voices are in use, files are read between
segments (half a millisecond each); higher: memory for mixes that a client makes up."""


def style_row(symbols: int, unknown: int = 0) -> int:
    """The row of a table that speaks a text; 0 to 509.

    Args:
        symbols: how many symbols the model is given, without the silent ones; at least 1.
        unknown: how many beside them were left out, because the model's table lacks them.

    Raises:
        ValueError: there is nothing to speak.
    """
    if symbols < 1 or unknown < 0:
        raise ValueError(f"no style speaks {symbols} symbols and {unknown} left out")
    return min(symbols + unknown, ROWS) - 1


class StyleShelf:
    """The tables of one folder, each read when it is first asked for. For one thread.

    Args:
        files: where the voices are.
        max_tables: how many are kept; the one that was longest out of use goes first.
    """

    def __init__(self, files: ModelFiles, max_tables: int = MAX_TABLES) -> None:
        self._files = files
        self._max_tables = max_tables
        self._tables: OrderedDict[str, Tensor] = OrderedDict()

    def __len__(self) -> int:
        return len(self._tables)

    def style(self, engine_voice: str, symbols: int, unknown: int = 0) -> Tensor:
        """The style of one row: ``[256]``, float32, on the CPU; not to be written to.

        Args:
            engine_voice: a published voice, or a mix of them.
            symbols: as for :func:`style_row`.
            unknown: as for :func:`style_row`.

        Raises:
            UnknownVoice: it is neither a published voice nor a mix of them.
            ModelUnavailable: the voice's file is missing, damaged, or something else.
            ValueError: there is nothing to speak.
        """
        return self.table(engine_voice)[style_row(symbols, unknown)]

    def table(self, engine_voice: str) -> Tensor:
        """All rows of a voice or a mix: ``[510, 256]``, float32, on the CPU; not to be written to.

        A mix is the mean of its voices' tables, weighted by their shares.

        Raises:
            UnknownVoice: it is neither a published voice nor a mix of them.
            ModelUnavailable: a voice's file is missing, damaged, or something else.
        """
        found = self._tables.get(engine_voice)
        if found is None:
            found = self._tables[engine_voice] = self._make(engine_voice)
            if len(self._tables) > self._max_tables:
                self._tables.popitem(last=False)
        self._tables.move_to_end(engine_voice)
        return found

    def _make(self, engine_voice: str) -> Tensor:
        parts = shares(engine_voice)
        if len(parts) == 1:
            return read_table(self._files.voice(next(iter(parts))))
        # Summed in double, so that the order of the parts does not show.
        mixed = torch.zeros(ROWS, STYLE_SIZE, dtype=torch.float64)
        for name, share in parts.items():
            mixed += share * self.table(name).double()
        return mixed.float()


def read_table(path: Path) -> Tensor:
    """A voice's table from its file: ``[510, 256]``, float32. Nothing in the file is executed.

    Raises:
        ModelUnavailable: it is missing, damaged, or no style table.
    """
    if not path.is_file():
        raise ModelUnavailable(f"there is no {path}; fetch it: {PULL_COMMAND} --voices {path.stem}")
    again = f"fetch it anew: {PULL_COMMAND} --voices {path.stem} --force"
    try:
        table = torch.load(path, map_location="cpu", weights_only=True)
    except Exception as error:
        # A damaged archive shows in a dozen exception types; all mean that the file cannot be used.
        raise ModelUnavailable(f"{path} is damaged, or no voice; {again}") from error
    if type(table) is not Tensor or table.layout != torch.strided or not table.is_floating_point():
        raise ModelUnavailable(f"{path} holds no table of styles; {again}")
    if table.shape != (ROWS, 1, STYLE_SIZE):
        raise ModelUnavailable(f"{path} is {list(table.shape)} large, not {[ROWS, 1, STYLE_SIZE]}; {again}")
    if not bool(torch.isfinite(table).all()):
        raise ModelUnavailable(f"{path} holds numbers that are none; {again}")
    return table[:, 0].to(torch.float32).contiguous()
