"""Only the watermark stage makes marked sound, and it says plainly which pair marked it."""

import numpy as np
import pytest

from rhapsode_server.audio.watermark import Marked, Pair, Unmarked, Watermarker, check_message, read_message
from rhapsode_server.sound import SILENCE, Samples


class Louder(Watermarker):
    """Adds a constant, one sample late: the least that a real watermarker does."""

    @property
    def pair(self) -> Pair:
        return "embedded"

    def __init__(self) -> None:
        self._held: Samples = SILENCE

    def reset(self) -> None:
        self._held = SILENCE

    def _add(self, samples: Samples) -> Samples:
        held = np.concatenate((self._held, samples))
        ready, self._held = held[:-1], held[-1:]
        return ready + np.float32(0.125)

    def _drain(self) -> Samples:
        rest, self._held = self._held, SILENCE
        return rest + np.float32(0.125)


def ramp(length: int) -> Samples:
    return np.arange(length, dtype=np.float32) / 64


def test_nobody_else_can_make_marked_sound() -> None:
    with pytest.raises(TypeError, match="Watermarker"):
        Marked(ramp(3), "official", object())


def test_marked_sound_cannot_be_changed() -> None:
    source = ramp(4)
    marked = Unmarked().mark(source)
    with pytest.raises(ValueError, match="read-only"):
        marked.samples[0] = 1.0
    with pytest.raises(AttributeError):
        marked.pair = "official"  # type: ignore[misc]
    source[0] = 0.5  # its maker's own array stays writable


def test_a_watermarker_names_its_pair_on_everything_it_makes() -> None:
    watermarker = Louder()
    head, tail = watermarker.mark(ramp(4)), watermarker.finish()
    assert head.pair == tail.pair == "embedded"
    assert np.array_equal(Marked.joined((head, tail)).samples, ramp(4) + np.float32(0.125))
    assert len(watermarker.finish()) == 0


def test_what_is_cut_joined_or_resampled_keeps_its_pair() -> None:
    marked = Unmarked().mark(ramp(10))
    assert marked.part(2, 5).samples.tolist() == ramp(10)[2:5].tolist()
    halved = marked.resampled(lambda samples: samples[::2])
    assert (len(halved), halved.pair) == (5, "none")
    assert Marked.joined((marked.part(0, 4), marked.part(4, 10))).samples.tolist() == ramp(10).tolist()


def test_sound_of_different_pairs_cannot_be_joined() -> None:
    with pytest.raises(ValueError, match="one watermark pair"):
        Marked.joined((Unmarked().mark(ramp(3)), Louder().mark(ramp(3))))


def test_nothing_cannot_be_joined() -> None:
    with pytest.raises(ValueError, match="one watermark pair"):
        Marked.joined(())


def test_unmarked_lets_sound_through_and_says_so() -> None:
    watermarker = Unmarked()
    watermarker.reset()
    marked = watermarker.mark(ramp(5))
    assert (marked.pair, len(watermarker.finish())) == ("none", 0)
    assert np.array_equal(marked.samples, ramp(5))


@pytest.mark.parametrize("message", [-1, 0x10000])
def test_a_message_has_16_bits(message: int) -> None:
    with pytest.raises(ValueError, match="16 bits"):
        check_message(message)


@pytest.mark.parametrize(("said", "message"), [("0x5248", 0x5248), ("21064", 21064), ("0", 0), ("0xffff", 0xFFFF)])
def test_a_message_is_read_as_people_write_it(said: str, message: int) -> None:
    assert read_message(said) == message


@pytest.mark.parametrize("said", ["", "RH", "0x10000", "-1", "1.5", "65536"])
def test_what_is_no_message_is_told_with_the_rule(said: str) -> None:
    with pytest.raises(ValueError, match="16 bits, 0x0000 to 0xffff"):
        read_message(said)
