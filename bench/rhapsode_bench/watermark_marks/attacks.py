"""What happens to recordings between speaker and detector; each a row of the tables.

None of them is the training's (``watermark_training.channel``): codecs are real ones, filters and echoes are made
otherwise, and change of speed is the product's own.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np
import soxr
from scipy import signal

from rhapsode_bench.watermark_marks.codecs import Codec, coded
from rhapsode_protocol.formats import NATIVE_RATE_HZ
from rhapsode_server.audio.wsola import Wsola
from rhapsode_server.sound import Samples

Chance = np.random.Generator
NARROW_RATE_HZ = 8_000

MU_LAW = Codec("pcm_mulaw", "wav", rate_hz=NARROW_RATE_HZ)
"""ITU-T G.711."""
MP3_128 = Codec("libmp3lame", "mp3", 128)
MP3_64 = Codec("libmp3lame", "mp3", 64)
OPUS_32 = Codec("libopus", "ogg", 32)
OPUS_16 = Codec("libopus", "ogg", 16)
AAC_64 = Codec("aac", "adts", 64)


@dataclass(frozen=True, slots=True)
class Attack:
    """One of them: ``apply`` takes ``[T]`` at 24 kHz and chance, and gives what arrives, ``[T']``."""

    name: str
    apply: Callable[[Samples, Chance], Samples]


def _untouched(sound: Samples, chance: Chance) -> Samples:
    return sound


def _codec(codec: Codec, sound: Samples, chance: Chance) -> Samples:
    return coded(sound, codec)


def _narrow(sound: Samples) -> Samples:
    narrow: Samples = soxr.resample(sound, NATIVE_RATE_HZ, NARROW_RATE_HZ)
    return narrow


def _wide(narrow: Samples, samples: int) -> Samples:
    wide = soxr.resample(narrow, NARROW_RATE_HZ, NATIVE_RATE_HZ)[:samples]
    return np.pad(wide, (0, samples - len(wide))).astype(np.float32)


def _narrowed(sound: Samples, chance: Chance) -> Samples:
    return _wide(_narrow(sound), len(sound))


def _telephoned(sound: Samples, chance: Chance) -> Samples:
    return _wide(coded(_narrow(sound), MU_LAW), len(sound))


def _noisy(below_db: float, sound: Samples, chance: Chance) -> Samples:
    level = float(np.sqrt(np.mean(np.square(sound, dtype=np.float64)))) * 10 ** (-below_db / 20)
    return sound + (level * chance.standard_normal(len(sound))).astype(np.float32)


def _noisy_call(sound: Samples, chance: Chance) -> Samples:
    return _telephoned(_noisy(20.0, sound, chance), chance)


def _amplified(gain_db: float, sound: Samples, chance: Chance) -> Samples:
    arrived: Samples = np.clip(sound * np.float32(10 ** (gain_db / 20)), -1.0, 1.0)
    return arrived


def _low_passed(sound: Samples, chance: Chance) -> Samples:
    sections = signal.butter(6, 3_400, fs=NATIVE_RATE_HZ, output="sos")
    # Run both ways: nothing is delayed, and the slope is twice as steep.
    passed: Samples = signal.sosfiltfilt(sections, sound).astype(np.float32)
    return passed


def _cut_out(sound: Samples, chance: Chance) -> Samples:
    """Packets of 20 ms that never come, one in ten, two in a row more often than by chance alone."""
    packet = NATIVE_RATE_HZ // 50
    kept = np.ones(-(-len(sound) // packet), np.float32)
    lost = False
    for number in range(len(kept)):
        # Gilbert 1960: a lost packet makes the next loss likelier. 6.7 % and 40 % make 10 % in the long run.
        lost = bool(chance.random() < (0.4 if lost else 0.067))
        kept[number] = not lost
    return sound * np.repeat(kept, packet)[: len(sound)]


def _echoing(sound: Samples, chance: Chance) -> Samples:
    """A hard wall and what it throws on: three reflections, each later and softer."""
    heard = sound.copy()
    for delay_s, below_db in ((0.031, 7.0), (0.083, 10.0), (0.187, 13.0)):
        delay = int(delay_s * chance.uniform(0.7, 1.3) * NATIVE_RATE_HZ)
        heard[delay:] += sound[: len(sound) - delay] * np.float32(10 ** (-below_db / 20))
    return heard


def _stretched(speed: float, sound: Samples, chance: Chance) -> Samples:
    scaler = Wsola(NATIVE_RATE_HZ, speed)
    return np.concatenate((scaler.feed(sound), scaler.finish()))


def _forwarded(sound: Samples, chance: Chance) -> Samples:
    """A voice message, saved and sent on in another format."""
    return coded(coded(sound, OPUS_16), MP3_64)


UNTOUCHED = Attack("none", _untouched)
"""Its clips alone begin where a frame of the mark begins; all others anywhere."""

ATTACKS = (
    UNTOUCHED,
    Attack("cropped anywhere", _untouched),
    Attack("8 kHz and back", _narrowed),
    Attack("mu-law, 8 kHz", _telephoned),
    Attack("mu-law, 8 kHz, noise at 20 dB", _noisy_call),
    Attack("MP3, 128 kbit/s", partial(_codec, MP3_128)),
    Attack("MP3, 64 kbit/s", partial(_codec, MP3_64)),
    Attack("Opus, 32 kbit/s", partial(_codec, OPUS_32)),
    Attack("Opus, 16 kbit/s", partial(_codec, OPUS_16)),
    Attack("AAC, 64 kbit/s", partial(_codec, AAC_64)),
    Attack("Opus 16, then MP3 64", _forwarded),
    Attack("gain -12 dB", partial(_amplified, -12.0)),
    Attack("gain -6 dB", partial(_amplified, -6.0)),
    Attack("gain +6 dB, clipped", partial(_amplified, 6.0)),
    Attack("white noise at 20 dB", partial(_noisy, 20.0)),
    Attack("low-pass at 3.4 kHz", _low_passed),
    Attack("10 % of packets lost", _cut_out),
    Attack("WSOLA, speed 0.9", partial(_stretched, 0.9)),
    Attack("WSOLA, speed 1.1", partial(_stretched, 1.1)),
    Attack("echo", _echoing),
)
