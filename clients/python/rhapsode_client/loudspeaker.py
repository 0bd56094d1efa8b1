"""Sound aloud, as it comes; sounddevice does it, which is no dependency of the client."""

from __future__ import annotations

from typing import Any

from rhapsode_client.errors import MissingLibrary, NoSoundDevice, ProtocolViolation
from rhapsode_client.sound_file import Stream
from rhapsode_protocol.formats import Encoding
from rhapsode_protocol.messages import Audio

LATENCY_S = 0.1
"""How much the device holds. Less gaps when the machine is busy; more is heard later, and longer after Ctrl-C."""


class Loudspeaker(Stream):
    """Plays 16-bit PCM through the default device. Writing waits while the device has enough.

    Raises:
        MissingLibrary: sounddevice is not installed.
        NoSoundDevice: there is nothing to play through.
    """

    def __init__(self) -> None:
        super().__init__("the loudspeaker")
        try:
            import sounddevice
        except (ImportError, OSError) as error:
            # The package raises OSError where it finds no PortAudio library.
            raise MissingLibrary(
                f"playing aloud needs: pip install 'rhapsode[play]', and the PortAudio library ({error})"
            ) from error
        self._library: Any = sounddevice
        try:
            sounddevice.query_devices(kind="output")
        except (sounddevice.PortAudioError, ValueError) as error:
            raise NoSoundDevice(f"there is no sound device to play through: {error}") from error
        self._device: Any = None

    def write(self, audio: Audio) -> None:
        """Play one piece behind the others; waits for room. See :class:`.sound_file.SoundOutput`."""
        self._check(audio)
        if audio.encoding != Encoding.PCM_S16LE:
            raise ProtocolViolation(f"the server sent {audio.encoding} where 16-bit PCM was asked for")
        try:
            if self._device is None:
                self._device = self._library.RawOutputStream(
                    samplerate=audio.rate_hz, channels=1, dtype="int16", latency=LATENCY_S
                )
                self._device.start()
            self._device.write(audio.payload)
        except self._library.PortAudioError as error:
            raise NoSoundDevice(f"the sound device failed: {error}") from error

    def keep(self) -> None:
        """Wait until all has been heard."""
        if self._device is not None:
            self._device.stop()
            self._device.close()

    def discard(self) -> None:
        """Be silent at once."""
        if self._device is not None:
            self._device.abort()
            self._device.close()
