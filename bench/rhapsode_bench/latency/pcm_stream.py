"""Sound as an HTTP answer brings it: bare samples, or a WAV file whose length nobody knows yet. Pure."""

from __future__ import annotations

from dataclasses import dataclass

MOST_HEADER_BYTES = 64 * 1024
_PCM, _EXTENSIBLE = 1, 0xFFFE


class NotSound(ValueError):
    """What came is no 16-bit mono PCM."""


@dataclass(frozen=True, slots=True)
class Samples:
    """Whole mono signed 16-bit little-endian samples, and their rate."""

    payload: bytes
    rate_hz: int


class PcmStream:
    """Takes bytes as they come, however they are cut; gives whole samples.

    Args:
        rate_hz: of bare samples; a WAV header's own counts instead.
    """

    def __init__(self, rate_hz: int) -> None:
        self._rate_hz = rate_hz
        self._held = b""
        self._in_sound: bool | None = None
        self._sound_left: int | None = None

    def feed(self, block: bytes) -> Samples | None:
        """The samples that this block completes; ``None`` where it completes none.

        Raises:
            NotSound: the header tells of something else.
        """
        self._held += block
        if self._in_sound is None and len(self._held) >= 4:
            self._in_sound = self._held[:4] != b"RIFF"
        if self._in_sound is False:
            self._read_header()
        if not self._in_sound:
            return None
        whole = len(self._held) // 2 * 2
        if self._sound_left is not None:
            whole = min(whole, self._sound_left)
            self._sound_left -= whole
        payload, self._held = self._held[:whole], self._held[whole:]
        return Samples(payload, self._rate_hz) if payload else None

    def _read_header(self) -> None:
        place = 12
        while len(self._held) >= place + 8:
            kind, size = self._held[place : place + 4], int.from_bytes(self._held[place + 4 : place + 8], "little")
            place += 8
            if kind == b"data":
                self._held, self._in_sound = self._held[place:], True
                # Writers that do not know the length yet put 0 or the largest number there.
                self._sound_left = None if size in (0, 0xFFFFFFFF) or size >= 0x7FFFFF00 else size
                return
            if kind == b"fmt " and len(self._held) >= place + 16:
                self._read_format(self._held[place : place + 16])
            place += size + size % 2
        if len(self._held) > MOST_HEADER_BYTES:
            raise NotSound("the WAV header does not end")

    def _read_format(self, chunk: bytes) -> None:
        kind, channels = int.from_bytes(chunk[:2], "little"), int.from_bytes(chunk[2:4], "little")
        bits = int.from_bytes(chunk[14:16], "little")
        if kind not in (_PCM, _EXTENSIBLE) or channels != 1 or bits != 16:
            raise NotSound(f"the WAV file holds {channels} channels of {bits} bits in format {kind}; 1 of 16 is read")
        self._rate_hz = int.from_bytes(chunk[4:8], "little")
