"""The training: what it hears, what happens on the way, what it asks for; and that a run can be laid down."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

torch = pytest.importorskip("torch")
pytest.importorskip("audioseal")

from audioseal.libs.moshi.utils.compile import no_compile  # noqa: E402

from rhapsode_bench.watermark_training import channel, corpus, level, objective, train  # noqa: E402
from rhapsode_bench.watermark_training.carrier import carrier  # noqa: E402
from rhapsode_bench.watermark_training.carrier import ear as carrier_ear  # noqa: E402
from rhapsode_bench.watermark_training.disturbance import disturbance  # noqa: E402
from rhapsode_bench.watermark_training.pair import build_pair  # noqa: E402
from rhapsode_bench.watermark_training.recipe import MaskedRun, Recipe  # noqa: E402
from rhapsode_bench.watermark_training.training import Training  # noqa: E402
from rhapsode_server.audio.geometry import MODEL_RATE_HZ  # noqa: E402
from rhapsode_server.audio.weights import load_detector, load_generator  # noqa: E402

TINY = Recipe(
    steps=6,
    ear_steps=2,
    speech_s=4.0,
    marked_clips=2,
    unmarked_clips=1,
    taught_share=0.0,
    slow_share=0.0,
    disturbed_from_db=-1.0,
)


def noise(*shape: int, seed: int = 1) -> torch.Tensor:
    return 0.1 * torch.randn(shape, generator=torch.Generator().manual_seed(seed))


@pytest.fixture(scope="module")
def speech() -> corpus.Sound:
    return corpus.speak(TINY.speech_s, TINY.seed)


@pytest.mark.slow
def test_speech_is_the_same_for_the_same_seed(speech: corpus.Sound) -> None:
    assert len(speech) == int(TINY.speech_s * MODEL_RATE_HZ)
    assert np.array_equal(corpus.speak(TINY.speech_s, TINY.seed), speech)
    assert not np.array_equal(corpus.speak(TINY.speech_s, TINY.seed + 1), speech)


def test_evaluations_hear_languages_and_voices_that_training_does_not() -> None:
    assert not set(corpus.LANGUAGES) & set(corpus.HELD_OUT_LANGUAGES)
    assert not set(corpus.VARIANTS) & set(corpus.HELD_OUT_VARIANTS)


def test_clips_are_drawn_on_in_the_same_way() -> None:
    drawn = corpus.Corpus(noise(40_000).numpy(), seed=3)
    drawn.draw(5, 8_000)
    state = drawn.state()
    expected = drawn.draw(30, 8_000)
    assert np.isfinite(expected).all()
    drawn.restore(state)
    assert np.array_equal(drawn.draw(30, 8_000), expected)


@pytest.mark.slow
def test_the_second_run_begins_with_the_averaged_weights_and_forgets_the_rest(speech: corpus.Sound) -> None:
    recipe = replace(TINY, main_steps=2, anew_from=4, anew_learning_rate=0.0, final_learning_rate=0.0, average=0.5)
    training = Training(recipe, speech)
    with no_compile():
        for _ in range(4):
            training.advance()
        averaged, state = training.weights()[0], training.state()
        before = {name: tensor.clone() for name, tensor in state["generator"].items()}
        assert any(not torch.equal(before[name], mean) for name, mean in averaged.items())
        kept = {name: mean.clone() for name, mean in averaged.items()}
        training.advance()
    state = training.state()
    for name, mean in kept.items():
        assert torch.equal(state["generator"][name], mean)
    assert {moments["step"].item() for moments in state["optimizer"]["state"].values()} == {1.0}
    assert training.below_db == pytest.approx(recipe.anew_db, abs=2 * recipe.fast_descent_db)


@pytest.mark.slow
def test_masked_runs_follow_each_other_and_can_be_laid_down(speech: corpus.Sound) -> None:
    first = MaskedRun(begins=3, clip_s=0.3, marked_clips=3, unmarked_clips=2, average=0.5, learning_rate=1e-2)
    second = replace(first, begins=5, from_average=False, other_kinds=6, other_share=1.0, power=2.0, masking=0.7)
    recipe = replace(TINY, steps=8, masked=(first, second), average=0.5)
    unbroken, taken_up, at_rest = (Training(recipe, speech) for _ in range(3))

    def generators() -> tuple[list[torch.Tensor], list[torch.Tensor]]:
        last = [parameter.detach().clone() for parameter in unbroken._generator.parameters()]
        return last, [mean.clone() for mean in unbroken.weights()[0].values()]

    with no_compile():
        for _ in range(3):
            assert "disturbance" not in unbroken.advance()
        _, averaged = generators()
        at_rest.restore(unbroken.state())
        at_rest._begin_anew()
        assert all(map(torch.equal, at_rest._generator.parameters(), averaged))
        assert unbroken.advance()["disturbance"] > 0.0
        assert unbroken.masking == pytest.approx(first.masking), "a bit in two is not enough to raise it"
        taken_up.restore(unbroken.state())
        assert taken_up.advance() == unbroken.advance()
        assert taken_up.masking == unbroken.masking
        last, averaged = generators()
        assert not all(map(torch.equal, last, averaged))
        unbroken.advance()
    assert unbroken.masking == pytest.approx(second.masking)
    # The average follows the last weights from there: it is nearer to them than to what it was.
    _, now = generators()
    assert sum((a - b).norm() for a, b in zip(now, last, strict=True)) < sum(
        (a - b).norm() for a, b in zip(now, averaged, strict=True)
    )


@pytest.mark.slow
def test_the_weights_that_are_written_lie_half_way_to_those_of_an_earlier_step(speech: corpus.Sound) -> None:
    training, plain = (Training(replace(TINY, blended_step=step), speech) for step in (3, 99))
    with no_compile():
        for step in range(1, 6):
            assert training.advance() == plain.advance()
            if step == 3:
                earlier = [mean.clone() for part in plain.weights() for mean in part.values()]
    taken_up = Training(replace(TINY, blended_step=3), speech)
    taken_up.restore(training.state())
    last = [mean for part in plain.weights() for mean in part.values()]
    for blended in (training, taken_up):
        written = [mean for part in blended.weights() for mean in part.values()]
        for mean, before, after in zip(written, earlier, last, strict=True):
            torch.testing.assert_close(mean, (before + after) / 2)
    assert not all(map(torch.equal, earlier, last))


def test_a_masked_run_learns_slower_towards_its_end() -> None:
    training = Training(Recipe(), noise(20_000).numpy())
    first, second = training._recipe.masked

    def rate_at(step: int) -> float:
        training.step = step
        return training._learning_rate()

    assert rate_at(first.begins) == first.learning_rate
    assert rate_at(second.begins - 1) < 0.3 * first.learning_rate
    assert rate_at(second.begins) == second.learning_rate
    ended = second.begins + second.fading_steps
    assert rate_at(ended) == pytest.approx(training._recipe.final_learning_rate)
    assert ended == training._recipe.steps


def test_pure_tones_are_drawn_where_they_are_asked_for_only() -> None:
    chance = np.random.default_rng(1)

    def whistles(kinds: int) -> int:
        """Of sixty sounds, those with half of their power in one line above 3 kHz."""
        count = 0
        for _ in range(60):
            power = np.abs(np.fft.rfft(corpus.other_sound(3_200, chance, kinds) * np.hanning(3_200))) ** 2
            line = 600 + int(power[600:].argmax())
            count += power[line - 2 : line + 3].sum() > 0.5 * power.sum() > 0.0
        return count

    assert whistles(corpus.OTHER_KINDS) == 0
    assert whistles(6) > 0
    assert np.isfinite(corpus.Corpus(np.zeros(9_000, np.float32), 1).draw(20, 8_000, 1.0, 6)).all()


@pytest.mark.parametrize("treatment", sorted(set(channel.TREATMENTS), key=lambda each: each.__name__))
def test_what_happens_on_the_way_can_be_learned_from(treatment: channel.Treatment) -> None:
    sound, label = noise(3, 1, 8_000).requires_grad_(), torch.ones(3, 1, 8_000)
    heard, labels = treatment(sound, label, torch.Generator().manual_seed(4))
    assert heard.shape == labels.shape == sound.shape
    assert ((labels >= 0) & (labels <= 1)).all()
    heard.square().sum().backward()
    assert sound.grad is not None
    assert torch.isfinite(sound.grad).all()
    assert sound.grad.abs().max() > 0
    assert not torch.equal(heard, sound)


def test_an_undisturbed_channel_changes_nothing() -> None:
    sound, label = noise(5, 1, 8_000), torch.ones(5, 1, 8_000)
    heard, labels = channel.treated(sound, label, torch.Generator().manual_seed(1), strength=0.0)
    assert torch.equal(heard, sound)
    assert torch.equal(labels, label)


def test_a_mark_is_brought_to_its_level() -> None:
    sound, mark = noise(4, 1, 8_000), 3.0 * noise(4, 1, 8_000, seed=2)
    below_db = objective.level_db(sound) - objective.level_db(objective.brought_to(mark, sound, 26.0))
    torch.testing.assert_close(below_db, torch.full((4,), 26.0), atol=0.01, rtol=0)
    brought = objective.brought_to(mark, sound, 26.0)
    assert objective.off_level(brought, sound, 26.0) < 1e-6 < objective.off_level(mark, sound, 26.0)


def test_a_mark_may_be_softer_than_was_asked_for_but_not_louder() -> None:
    sound, mark = noise(4, 1, 8_000), noise(4, 1, 8_000, seed=2)
    assert objective.too_loud(objective.brought_to(mark, sound, 30.0), sound, 27.0) == 0.0
    assert objective.too_loud(objective.brought_to(mark, sound, 22.0), sound, 27.0) == pytest.approx(5.0, abs=0.01)


def message_of(*rows: str) -> torch.Tensor:
    return torch.tensor([[int(bit) for bit in row] for row in rows])


def test_the_mark_that_is_shown_is_read_from_any_place_and_is_as_loud_as_the_sound() -> None:
    messages = message_of("0" * 16, "1" * 16, "01" * 8)
    sound = torch.ones(3, 1, 8_000)
    sound[:, :, 4_000:] = 0.1
    shown = carrier(messages, sound)
    assert shown.shape == sound.shape
    for start in (0, 77, 160, 1_001):
        power = torch.fft.rfft(shown[:, 0, start : start + 3_200]).abs().square()
        hz = torch.arange(power.shape[-1]) * (MODEL_RATE_HZ / 3_200)
        tones = torch.stack([power[:, (hz - tone).abs() < 10].sum(dim=-1) for tone in range(550, 3_700, 100)], dim=-1)
        assert torch.equal(tones[:, 1::2] > tones[:, ::2], messages.bool())
        assert tones.sum() > 0.98 * power.sum()
    loud, soft = shown[..., 1_000:4_000], shown[..., 5_000:]
    torch.testing.assert_close(loud.square().mean().sqrt(), torch.tensor(0.7071), rtol=0.02, atol=0)
    torch.testing.assert_close(soft.square().mean().sqrt(), torch.tensor(0.07071), rtol=0.02, atol=0)


def test_some_bits_are_shown_by_themselves() -> None:
    messages, sound = message_of("01" * 8), torch.ones(1, 1, 6_400)
    alone, rest = torch.zeros(16), torch.ones(16)
    alone[3], rest[3] = 1.0, 0.0
    whole = carrier(messages, sound)
    torch.testing.assert_close(carrier(messages, sound, alone) + carrier(messages, sound, rest), whole)
    [loudest] = carrier_ear(carrier(messages, sound, alone)).reshape(1, 32, -1).square().sum(dim=-1).argmax(dim=1)
    assert loudest == 2 * 3 + 1


def test_the_ear_hears_the_tone_that_sounds_whatever_its_phase() -> None:
    messages = message_of("0" * 16, "1" * 16, "01" * 8)
    sound = 0.1 * torch.ones(3, 1, 8_000)
    for start in (0, 77):
        heard = carrier_ear(carrier(messages, sound)[..., start : start + 6_400])
        assert heard.shape == (3, 128, 20)
        # Four phases of each tone; the outermost frames hear the clip's edges.
        loud = heard.reshape(3, 32, 4, 20)[..., 1:-1].square().sum(dim=(2, 3))
        assert torch.equal(loud[:, 1::2] > 4 * loud[:, ::2], messages.bool())


def test_a_mark_is_like_itself_and_unlike_another() -> None:
    shown, other = noise(4, 1, 8_000), noise(4, 1, 8_000, seed=2)
    assert objective.unlike(shown, shown) == 0
    assert objective.unlike(other, shown) == pytest.approx(2.0, rel=0.1)


def test_a_mark_under_the_sound_is_not_heard_and_one_beside_it_is() -> None:
    time_s = torch.arange(16_000) / MODEL_RATE_HZ
    low = 0.1 * torch.sin(2 * torch.pi * 500 * time_s).reshape(1, 1, -1)
    under = 0.01 * torch.sin(2 * torch.pi * 505 * time_s).reshape(1, 1, -1)
    beside = 0.01 * torch.sin(2 * torch.pi * 3_000 * time_s).reshape(1, 1, -1)
    assert objective.heard(beside, low) > 5 * objective.heard(under, low)


def low(*shape: int, seed: int = 1) -> torch.Tensor:
    """Noise without treble."""
    return torch.nn.functional.avg_pool1d(noise(*shape, seed=seed), 9, 1, 4)


def test_a_mark_disturbs_where_nothing_masks_it() -> None:
    speaking = (torch.arange(16_000) // 4_000 % 2 == 0).float()
    voice, white = low(3, 1, 16_000) * speaking, noise(3, 1, 16_000, seed=3)
    alike = low(3, 1, 16_000, seed=2) * speaking

    def of(mark: torch.Tensor, below_db: float) -> float:
        return disturbance(objective.brought_to(mark, voice, below_db), voice).mean().item()

    assert 3 * of(alike, 26.0) < of(white * speaking, 26.0), "in bands that have less"
    assert 10 * of(white * speaking, 46.0) < of(white * (1 - speaking), 46.0), "in pauses"
    assert of(white, 36.0) < of(white, 26.0) < of(white, 16.0)


def test_how_much_a_mark_disturbs_is_the_same_for_a_soft_recording_and_can_be_learned_from() -> None:
    voice, mark = low(2, 1, 8_000), (0.02 * noise(2, 1, 8_000, seed=2)).requires_grad_()
    points = disturbance(mark, voice)
    torch.testing.assert_close(disturbance(0.2 * mark, 0.2 * voice), points, rtol=1e-2, atol=0)
    points.sum().backward()
    assert mark.grad is not None
    less = mark.detach() - 0.01 * mark.detach().norm() * mark.grad / mark.grad.norm()
    assert (disturbance(less, voice) < points.detach()).all()


def test_bits_are_read_where_the_mark_is() -> None:
    message = torch.tensor([[1, 0] * 8])
    label = torch.cat((torch.ones(1, 1, 20), torch.zeros(1, 1, 10)), dim=-1)
    signs = (message * 2.0 - 1.0).reshape(1, 16, 1)
    # Wrong where nothing is marked, which must not count.
    logits = torch.cat((signs.expand(1, 16, 20) * 4.0, -signs.expand(1, 16, 10) * 40.0), dim=-1)
    loss, right = objective.read(logits, label, message)
    assert right.tolist() == [1.0] * 16
    assert loss < 0.05
    _, right = objective.read(logits, label, 1 - message * torch.tensor([0] + [1] * 15))
    assert right.tolist() == [0.0] + [1.0] * 15 or right.tolist() == [1.0] + [0.0] * 15


@pytest.mark.slow
def test_a_run_that_was_laid_down_ends_where_an_unbroken_one_does(speech: corpus.Sound) -> None:
    with no_compile():
        unbroken, begun, taken_up = (Training(TINY, speech) for _ in range(3))
        losses = [unbroken.advance() for _ in range(6)]
        for _ in range(3):
            begun.advance()
        taken_up.restore(begun.state())
        assert [taken_up.advance() for _ in range(3)] == losses[3:]
    assert all(np.isfinite(list(step.values())).all() for step in losses)
    for ours, theirs in zip(unbroken.weights(), taken_up.weights(), strict=True):
        assert all(torch.equal(tensor, theirs[name]) for name, tensor in ours.items())


def test_each_hardship_waits_for_the_one_before() -> None:
    training = Training(Recipe(quietest_db=0.05, disturbed_from_db=0.03, disturbed_more=0.5), noise(20_000).numpy())

    def told(right: float, steps: int = 1) -> tuple[bool, float, float]:
        training.bits_right = torch.full((16,), right)
        for _ in range(steps):
            training._adjust()
        return training.taught, training.below_db, training.disturbed

    assert told(0.9) == (True, 0.0, 0.0), "shown until the bits are read"
    assert told(0.96) == (False, 0.0, 0.0)
    assert told(0.96) == (False, 0.02, 0.0)
    assert told(0.96) == (False, 0.04, 0.5)
    assert told(0.96, 9) == (False, 0.05, 0.75), "and no further than it shall"
    taught, below_db, _ = told(0.5)
    assert below_db < 0.05
    assert not taught, "what was learned is not shown again"


def test_masking_counts_more_while_bits_and_mark_are_held_and_less_while_not() -> None:
    run = MaskedRun(begins=5, masking=0.5, most_masking=0.6, pace=1.1, held_share=0.8, held_doubt=0.2)
    training = Training(Recipe(masked=(run,)), noise(20_000).numpy())
    training.step, training.taught, training.masking = run.begins, False, run.masking

    def told(right: float, doubt: float) -> float:
        training.bits_right, training.doubt = torch.full((16,), right), doubt
        training._adjust()
        return training.masking

    assert told(0.9, 0.1) == pytest.approx(0.55)
    assert told(0.9, 0.1) == 0.6, "and no further than it shall"
    assert told(0.9, 0.3) == pytest.approx(0.6 / 1.1), "bits alone are not enough"
    assert told(0.7, 0.1) == 0.5, "and no less than at first"
    assert training.below_db == 0.0


def test_the_mark_is_brought_to_its_level_at_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(level, "CLIPS", 3)
    torch.manual_seed(3)
    generator, _ = build_pair()
    weights = {name: tensor.clone() for name, tensor in generator.state_dict().items()}
    sound = noise(3 * MODEL_RATE_HZ, seed=5).numpy()
    with no_compile():
        quiet = level.quieted(weights, sound, 26.0)
        again = level.quieted(quiet, sound, 26.0)
        louder = level.quieted(quiet, sound, 20.0)
    changed = {name for name in weights if not torch.equal(weights[name], quiet[name])}
    assert changed == {f"decoder.model.14.conv.conv.inner_conv.{part}" for part in ("weight", "bias")}
    for name in changed:
        torch.testing.assert_close(again[name], quiet[name], rtol=1e-3, atol=1e-9)
        torch.testing.assert_close(louder[name], quiet[name] * 10 ** (6 / 20), rtol=1e-3, atol=1e-9)
    with pytest.raises(ValueError, match="no speech"), no_compile():
        level.quieted(weights, np.zeros(40_000, np.float32), 26.0)


@pytest.mark.slow
def test_the_command_writes_a_pair_that_the_server_loads(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said = [
        str(tmp_path),
        "--steps=2",
        "--ear-steps=1",
        "--speech-s=3",
        "--marked-clips=2",
        "--unmarked-clips=1",
    ]
    assert train.main(said) == 0
    card = json.loads((tmp_path / "card.json").read_text())
    assert card["training"]["steps"] == card["training"]["recipe"]["steps"] == 2
    load_generator(tmp_path / "generator.safetensors", card["generator"])
    load_detector(tmp_path / "detector.safetensors", card["detector"])
    assert "written" in capsys.readouterr().out


@pytest.mark.slow
def test_an_interrupted_command_is_taken_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said = [
        str(tmp_path),
        "--steps=3",
        "--ear-steps=1",
        "--speech-s=3",
        "--marked-clips=2",
        "--unmarked-clips=1",
    ]
    advance = Training.advance

    def interrupted(training: Training) -> dict[str, float]:
        if training.step == 2:
            raise KeyboardInterrupt
        return advance(training)

    monkeypatch.setattr(Training, "advance", interrupted)
    assert train.main(said) == train.INTERRUPTED
    monkeypatch.setattr(Training, "advance", advance)
    assert train.main(said) == 0
    assert json.loads((tmp_path / "card.json").read_text())["training"]["steps"] == 3
