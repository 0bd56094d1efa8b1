"""The streaming adapter adds what the package's own generator adds, whatever the split."""

import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soxr

torch = pytest.importorskip("torch")
with warnings.catch_warnings():
    warnings.simplefilter("ignore", DeprecationWarning)
    pytest.importorskip("audioseal.builder")
    loader = pytest.importorskip("audioseal.loader")
    compiling = pytest.importorskip("audioseal.libs.moshi.utils.compile")

from audio.networks import architecture, network, write_published  # noqa: E402
from rhapsode_server.audio.audioseal import AudioSealModel, BlockwiseAddition  # noqa: E402
from rhapsode_server.audio.geometry import BLOCK_HOPS, HOP_SAMPLES  # noqa: E402
from rhapsode_server.audio.marking import WatermarkOptions, load_watermarker  # noqa: E402
from rhapsode_server.audio.pairs import PairShelf  # noqa: E402
from rhapsode_server.audio.published import WM_16BITS, WM_STREAMING, PublishedModel  # noqa: E402
from rhapsode_server.audio.watermark import DEFAULT_MESSAGE, Marked, Watermarker  # noqa: E402
from rhapsode_server.sound import Samples  # noqa: E402

BLOCK_SAMPLES = BLOCK_HOPS * HOP_SAMPLES
MODELS = ("audioseal_wm_16bits", "audioseal_wm_streaming", "embedded")
BOUND_DB = -50.0
"""Streamed against whole, error of the addition relative to the addition; -57 dB was measured."""


@pytest.fixture(autouse=True)
def one_thread() -> Iterator[None]:
    """Several threads on a small network wait for each other more than they work."""
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(threads)


def small_model(model: PublishedModel = WM_16BITS) -> AudioSealModel:
    return AudioSealModel(network(model, n_filters=4), architecture(model, n_filters=4), "official")


def model_of(name: str) -> tuple[AudioSealModel, Any]:
    """A model and its network: the published ones small and seeded, the embedded one as it is."""
    if name == "embedded":
        loaded = PairShelf().generator()
        return AudioSealModel(loaded.network, loaded.architecture, loaded.pair), loaded.network
    published = {"audioseal_wm_16bits": WM_16BITS, "audioseal_wm_streaming": WM_STREAMING}[name]
    return small_model(published), network(published, n_filters=4)


def voice(length: int, rate_hz: int) -> Samples:
    """Harmonics of a gliding pitch in syllables, with breath between them."""
    time_s = np.arange(length) / rate_hz
    phase = 2 * np.pi * np.cumsum(130 + 25 * np.sin(2 * np.pi * 0.7 * time_s)) / rate_hz
    tone = sum(np.sin(k * phase) / k for k in range(1, 16)) * np.clip(np.sin(2 * np.pi * 1.7 * time_s), 0, 1)
    breath = np.random.default_rng(3).standard_normal(length)
    return (0.15 * tone + 0.002 * breath).astype(np.float32)


def package_addition(generator: Any, speech: Samples, message: int) -> Samples:
    """One pass of the package's own generator at 16 kHz."""
    bits = torch.tensor([[int(bit) for bit in f"{message:016b}"]])
    with torch.inference_mode(), compiling.no_compile():
        addition: Samples = generator.get_watermark(torch.from_numpy(speech)[None, None], message=bits)[0, 0].numpy()
    return addition


def package_marked(generator: Any, speech: Samples, message: int) -> Samples:
    """Speech at 24 kHz with the addition that the package makes of the whole at 16 kHz."""
    addition = package_addition(generator, soxr.resample(speech, 24_000, 16_000), message)
    marked: Samples = speech + soxr.resample(addition, 16_000, 24_000)[: len(speech)]
    return marked


def mark(watermarker: Watermarker, chunks: list[Samples]) -> Samples:
    parts = [watermarker.mark(chunk) for chunk in chunks]
    return Marked.joined([*parts, watermarker.finish()]).samples


def error_db(streamed: Samples, whole: Samples, reference: Samples) -> float:
    """Level of the difference between two versions, relative to what they add to the reference."""
    return 20 * float(np.log10(np.std(streamed - whole) / np.std(whole - reference)))


@pytest.mark.parametrize("name", MODELS)
def test_streamed_equals_the_packages_whole_within_the_bound(name: str) -> None:
    (model, generator), speech = model_of(name), voice(60_000, 24_000)
    streamed = mark(model.watermarker(DEFAULT_MESSAGE), np.array_split(speech, 23))
    whole = package_marked(generator, speech, DEFAULT_MESSAGE)
    # Both changes of rate round at the float's end, -100 dB; the embedded one's blocks add nothing to that.
    assert error_db(streamed, whole, speech) < (-90.0 if name == "embedded" else BOUND_DB)


def test_the_embedded_generators_blocks_are_the_whole_sample_by_sample() -> None:
    (model, generator), speech = model_of("embedded"), voice(50_000, 16_000)
    blocks = BlockwiseAddition(model, 0x1234)
    streamed = np.concatenate([blocks.feed(chunk) for chunk in np.array_split(speech, 17)] + [blocks.finish()])
    whole = package_addition(generator, speech, 0x1234)
    np.testing.assert_allclose(streamed, whole, rtol=0, atol=1e-5 * np.abs(whole).max())


@pytest.mark.parametrize("name", MODELS)
def test_any_split_gives_the_same_samples(name: str) -> None:
    (model, _), speech = model_of(name), voice(40_000, 24_000)
    expected = mark(model.watermarker(DEFAULT_MESSAGE), [speech])
    for seed in range(3):
        cuts = np.sort(np.random.default_rng(seed).integers(0, len(speech), 12))
        assert np.array_equal(mark(model.watermarker(DEFAULT_MESSAGE), np.split(speech, cuts)), expected)


@pytest.mark.parametrize("length", [0, 1, 2, 479, 481, 12_000, 12_001, 16_500, 24_000])
def test_as_many_samples_come_out_as_went_in(length: int) -> None:
    watermarker = small_model().watermarker(DEFAULT_MESSAGE)
    assert len(mark(watermarker, [voice(length, 24_000)])) == length


@pytest.mark.parametrize(
    "length", [1, HOP_SAMPLES - 1, HOP_SAMPLES + 1, BLOCK_SAMPLES, BLOCK_SAMPLES + 1, 2 * BLOCK_SAMPLES + HOP_SAMPLES]
)
def test_a_segment_of_any_length_gets_an_addition_of_that_length(length: int) -> None:
    model = small_model()
    blocks = BlockwiseAddition(model, DEFAULT_MESSAGE)
    speech = voice(length, 16_000)
    addition = np.concatenate((blocks.feed(speech), blocks.finish()))
    assert len(addition) == length
    np.testing.assert_allclose(addition, model.addition(speech, DEFAULT_MESSAGE), atol=0.02 * np.abs(addition).max())


def test_the_first_sound_leaves_after_the_documented_delay() -> None:
    watermarker = small_model().watermarker(DEFAULT_MESSAGE)
    speech = voice(24_000, 24_000)
    assert len(watermarker.mark(speech[:16_000])) == 0
    assert len(watermarker.mark(speech[16_000 : int(0.8 * 24_000)])) > 0
    embedded, _ = model_of("embedded")
    # One block of 0.1 s, and what the changes of rate hold back.
    assert len(embedded.watermarker(DEFAULT_MESSAGE).mark(speech[: int(0.2 * 24_000)])) > 0


def test_a_new_segment_knows_nothing_of_the_last() -> None:
    model, speech = small_model(), voice(15_000, 24_000)
    fresh = mark(model.watermarker(DEFAULT_MESSAGE), [speech])
    used = model.watermarker(DEFAULT_MESSAGE)
    mark(used, [voice(20_000, 24_000)])
    assert np.array_equal(mark(used, [speech]), fresh)
    used.mark(voice(30_000, 24_000))
    used.reset()
    assert np.array_equal(mark(used, [speech]), fresh)


def test_the_message_is_written_and_never_drawn_by_chance() -> None:
    speech = voice(15_000, 24_000)
    generator = network(n_filters=4)
    seen = []
    for message in (0x0000, 0x5248, 0xFFFF):
        model = AudioSealModel(generator, architecture(n_filters=4), "official")
        seen.append(mark(model.watermarker(message), [speech]))
        assert np.array_equal(mark(model.watermarker(message), [speech]), seen[-1])
        assert error_db(seen[-1], package_marked(generator, speech, message), speech) < BOUND_DB
    assert not np.array_equal(seen[0], seen[1])
    assert not np.array_equal(seen[1], seen[2])
    assert generator.message.numel() == 0


def test_silence_between_words_is_marked_too() -> None:
    marked = mark(small_model().watermarker(DEFAULT_MESSAGE), [np.zeros(24_000, np.float32)])
    assert np.abs(marked).max() > 0


@pytest.mark.slow
@pytest.mark.parametrize("model", [WM_16BITS, WM_STREAMING])
def test_a_folder_with_the_official_architecture_marks_like_the_package(model: PublishedModel, tmp_path: Path) -> None:
    path = write_published(tmp_path / model.generator_file, network(model, seed=5))
    make, status = load_watermarker(WatermarkOptions(), tmp_path)
    assert status.pair == "official"
    assert "SHA-256 verified" not in status.reason
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the package's loader uses torch's deprecated weight_norm
        theirs = network(model, seed=9)
        state = loader.convert_state_dict_for_scriptable_model(torch.load(path, weights_only=False)["model"])
        loader.load_state_dict(theirs, state)
    speech = voice(60_000, 24_000)
    watermarker = make(None)
    streamed = mark(watermarker, np.array_split(speech, 9))
    assert np.array_equal(mark(watermarker, [speech]), streamed)
    assert watermarker.mark(speech).pair == "official"
    assert error_db(streamed, package_marked(theirs, speech, DEFAULT_MESSAGE), speech) < BOUND_DB


@pytest.mark.slow
def test_a_broken_folder_does_not_stand_in_the_hubs_way(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fetched = tmp_path / "cache" / WM_16BITS.generator_file
    fetched.parent.mkdir()
    write_published(fetched, network(seed=6))
    monkeypatch.setattr("huggingface_hub.hf_hub_download", lambda *_, **__: str(fetched))
    assert PairShelf(model_dir=tmp_path, allow_hub=True).generator().pair == "official"
