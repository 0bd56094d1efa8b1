"""One training run, step by step.

The message is learned only where the mark may be loud, and read from any place only where it was shown how. So it
begins there, and each hardship comes when the one before is mastered (:class:`.recipe.Recipe`).
"""

from __future__ import annotations

import math
from typing import Any

import torch
from torch import Tensor

from rhapsode_bench.watermark_training import objective
from rhapsode_bench.watermark_training.carrier import carrier, ear
from rhapsode_bench.watermark_training.channel import treated
from rhapsode_bench.watermark_training.corpus import OTHER_KINDS, OTHER_SHARE, Corpus, Sound
from rhapsode_bench.watermark_training.disturbance import disturbance
from rhapsode_bench.watermark_training.pair import build_pair
from rhapsode_bench.watermark_training.recipe import MaskedRun, Recipe
from rhapsode_server.audio.geometry import HOP_SAMPLES, MODEL_RATE_HZ
from rhapsode_server.audio.watermark import MESSAGE_BITS
from rhapsode_server.detection.detector import frame_logits

MOST_GRADIENT = 1.0
"""Longer gradients are cut to this. Higher, and one odd batch undoes minutes of work; lower slows all."""

WARM_UP_STEPS = 100
NOISE_LEVEL = 0.05
"""Of the noise in which the detector learns to hear tones: that of speech."""
SHARE_OF_NEW = 0.02
"""How fast the average of bits read follows."""
PARTLY_MARKED = 4
"""One in so many marked clips is marked in a part only."""


class Training:
    """A run that can be laid down and taken up.

    Args:
        recipe: its numbers.
        speech: what clips are drawn from.
    """

    def __init__(self, recipe: Recipe, speech: Sound) -> None:
        torch.manual_seed(recipe.seed)
        self._recipe = recipe
        self._generator, self._detector = build_pair()
        self._parameters = [*self._generator.parameters(), *self._detector.parameters()]
        self._optimizer = self._fresh_optimizer()
        self._average = [parameter.detach().clone() for parameter in self._parameters]
        self._blended: list[Tensor] | None = None
        """The average of the recipe's ``blended_step``."""
        self._chance = torch.Generator().manual_seed(recipe.seed)
        self._corpus = Corpus(speech, recipe.seed)
        self.step = 0
        """Steps done."""
        self.below_db = 0.0
        """How far below the sound the mark is."""
        self.bits_right = torch.full((MESSAGE_BITS,), 0.5)
        """How often each bit is right, on average of late."""
        self.taught = True
        """Whether the mark is still shown, half of the clips carrying the one that is to be learned."""
        self.disturbed = 0.0
        """Share of the clips that something happens to."""
        self.doubt = 0.5
        """Loss of the detection, on average of late."""
        self.masking = 0.0
        """How much it counts, in the masked runs, that the mark disturbs."""

    @property
    def right(self) -> float:
        """How often all bits are, on average of late."""
        return self.bits_right.mean().item()

    def advance(self) -> dict[str, float]:
        """One step; its losses by name."""
        masked = self._masked
        if self.step == self._recipe.anew_from:
            self._begin_anew()
            self.below_db = self._recipe.anew_db
        elif masked is not None and self.step == masked.begins:
            self._begin_anew(from_average=masked.from_average)
            self.masking = masked.masking
        for group in self._optimizer.param_groups:
            group["lr"] = self._learning_rate()
        losses = self._next_losses()
        self._optimizer.zero_grad()
        total: Any = sum(losses.values(), torch.zeros(()))
        total.backward()
        torch.nn.utils.clip_grad_norm_(self._parameters, MOST_GRADIENT)
        self._optimizer.step()
        with torch.no_grad():
            # Few steps make no average: at first it follows fast.
            kept = min((masked or self._recipe).average, (self.step + 1) / (self.step + 10))
            for mean, parameter in zip(self._average, self._parameters, strict=True):
                mean.lerp_(parameter, 1 - kept)
        self.step += 1
        if self.step == self._recipe.blended_step:
            self._blended = [mean.clone() for mean in self._average]
        if self.step > self._recipe.ear_steps:
            self._adjust()
        return {name: loss.item() for name, loss in losses.items()}

    def weights(self) -> tuple[dict[str, Tensor], dict[str, Tensor]]:
        """The averaged weights of generator and detector, by the names of the package's modules; behind the step whose
        average is blended with them, the mean of both."""
        named = [*self._generator.named_parameters(), *self._detector.named_parameters()]
        means = self._average
        if self._blended is not None:
            means = [mean.lerp(kept, 0.5) for mean, kept in zip(means, self._blended, strict=True)]
        averaged = [(name, mean.contiguous()) for (name, _), mean in zip(named, means, strict=True)]
        own = len(list(self._generator.parameters()))
        return dict(averaged[:own]), dict(averaged[own:])

    def state(self) -> dict[str, Any]:
        """All that :meth:`restore` needs."""
        return {
            "generator": self._generator.state_dict(),
            "detector": self._detector.state_dict(),
            "optimizer": self._optimizer.state_dict(),
            "average": self._average,
            "blended": self._blended,
            "numbers": (self.step, self.below_db, self.taught, self.disturbed, self.doubt, self.masking),
            "bits_right": self.bits_right,
            "chance": self._chance.get_state(),
            "corpus": self._corpus.state(),
        }

    def restore(self, state: dict[str, Any]) -> None:
        """Go on where ``state`` was taken."""
        self._generator.load_state_dict(state["generator"])
        self._detector.load_state_dict(state["detector"])
        self._optimizer.load_state_dict(state["optimizer"])
        self._average = state["average"]
        self._blended = state["blended"]
        self.step, self.below_db, self.taught, self.disturbed, self.doubt, self.masking = state["numbers"]
        self.bits_right = state["bits_right"]
        self._chance.set_state(state["chance"])
        self._corpus.restore(state["corpus"])

    def _fresh_optimizer(self) -> torch.optim.Optimizer:
        return torch.optim.AdamW(self._parameters, lr=self._recipe.learning_rate, weight_decay=1e-4)

    def _begin_anew(self, *, from_average: bool = True) -> None:
        """Go on from the averaged weights, or from the last, as if all before had been somebody else's."""
        with torch.no_grad():
            for parameter, mean in zip(self._parameters, self._average, strict=True):
                if from_average:
                    parameter.copy_(mean)
                else:
                    mean.copy_(parameter)
        self._optimizer = self._fresh_optimizer()

    def _learning_rate(self) -> float:
        recipe = self._recipe
        begun, last = recipe.own_level_from * recipe.main_steps, recipe.main_steps
        highest = recipe.learning_rate
        masked = self._masked
        if masked is not None:
            begun, last, highest = masked.begins, masked.begins + masked.fading_steps, masked.learning_rate
        elif self.step >= recipe.anew_from:
            last = min([recipe.steps, *(run.begins for run in recipe.masked)])
            begun, highest = recipe.anew_from, recipe.anew_learning_rate
        elif self._hushed:
            begun, last, highest = last, min(recipe.anew_from, recipe.steps), recipe.hushed_learning_rate
        ending = min(1.0, max(0.0, self.step - begun) / max(1.0, last - begun))
        fall = 0.5 * (1 + math.cos(math.pi * ending))
        rate = recipe.final_learning_rate + fall * (highest - recipe.final_learning_rate)
        return rate * min(1.0, (self.step + 1) / WARM_UP_STEPS)

    @property
    def _hushed(self) -> bool:
        """Whether the main steps are over."""
        return self.step >= self._recipe.main_steps

    @property
    def _masked(self) -> MaskedRun | None:
        """The run, if it is one, that moves the mark to where the sound masks it."""
        return next((run for run in reversed(self._recipe.masked) if self.step >= run.begins), None)

    def _next_losses(self) -> dict[str, Tensor]:
        if self.step < self._recipe.ear_steps:
            return self._ear_losses()
        masked = self._masked
        return self._losses() if masked is None else self._masked_losses(masked)

    def _ear_losses(self) -> dict[str, Tensor]:
        """The generator is shown what to write, and the detector, which tones to listen for in mere noise."""
        recipe = self._recipe
        sound = self._drawn(recipe.marked_clips, recipe.lead_frames * HOP_SAMPLES)
        message = torch.randint(0, 2, (len(sound), MESSAGE_BITS), generator=self._chance)
        raw = self._marked(sound, message)
        shown = objective.brought_to(carrier(message, sound), sound, 0.0)
        noise = NOISE_LEVEL * torch.randn(sound.shape, generator=self._chance)
        layers: Any = self._detector
        # All but the last activation and the layer behind it.
        heard = layers.detector[0].model[:-2](noise)
        return {
            "unlike": recipe.unlike_weight * objective.unlike(objective.brought_to(raw, sound, 0.0), shown),
            "level": recipe.level_weight * objective.off_level(raw, sound, 0.0),
            "ear": objective.unlike(heard, ear(noise)),
        }

    def _losses(self) -> dict[str, Tensor]:
        recipe = self._recipe
        heard_samples = int(recipe.clip_s * MODEL_RATE_HZ)
        leads = self._leads(recipe.marked_clips)
        sound = self._drawn(recipe.marked_clips, heard_samples + max(leads))
        plain = self._drawn(recipe.unmarked_clips, heard_samples)
        message = torch.randint(0, 2, (len(sound), MESSAGE_BITS), generator=self._chance)
        raw = self._marked(sound, message)
        own_level = self.step >= recipe.own_level_from * recipe.main_steps
        levelled = 10.0 if self.step >= recipe.levelled_from * recipe.main_steps else 1.0
        hushed = recipe.hushed_weight if self._hushed else 1.0
        mark = raw if own_level else objective.brought_to(raw, sound, self.below_db)
        own_rows = len(sound)
        unlike = torch.zeros(())
        if self.taught:
            shown = objective.brought_to(carrier(message, sound), sound, self.below_db)
            unlike = objective.unlike(mark, shown)
            own_rows //= 2
            mark = torch.cat((mark[:own_rows], shown[own_rows:]))
        elif (lost := self.bits_right < recipe.lost_share).any():
            # Neither network learns a bit anew that the other does not know.
            own_rows //= 2
            shown = objective.brought_to(carrier(message, sound, lost), sound, self.below_db)
            mark = torch.cat((mark[:own_rows], mark[own_rows:] + shown[own_rows:]))
        found, bits = self._heard_losses(sound, plain, mark, message, leads, own_rows)
        return {
            "found": found,
            "bits": bits,
            "unlike": recipe.unlike_weight * unlike,
            "heard": hushed * recipe.heard_weight * self.disturbed * objective.heard(mark, sound),
            "level": hushed * levelled * recipe.level_weight * objective.off_level(raw, sound, self.below_db),
        }

    def _masked_losses(self, run: MaskedRun) -> dict[str, Tensor]:
        """The mark may be softer than was asked for, and lie wherever it disturbs little."""
        heard_samples = int(run.clip_s * MODEL_RATE_HZ)
        leads = self._leads(run.marked_clips)
        sound = self._drawn(run.marked_clips, heard_samples + max(leads))
        plain = self._drawn(run.unmarked_clips, heard_samples, run.other_share, run.other_kinds)
        message = torch.randint(0, 2, (len(sound), MESSAGE_BITS), generator=self._chance)
        mark = self._marked(sound, message)
        found, bits = self._heard_losses(sound, plain, mark, message, leads, len(sound))
        below_db = (objective.level_db(sound) - objective.level_db(mark)).median().item()
        self.below_db += SHARE_OF_NEW * (below_db - self.below_db)
        self.doubt += SHARE_OF_NEW * (found.item() - self.doubt)
        return {
            "found": run.found_weight * found,
            "bits": bits,
            "disturbance": self.masking * (disturbance(mark, sound) ** run.power).mean(),
            "level": run.level_weight * objective.too_loud(mark, sound, run.below_db),
        }

    def _heard_losses(
        self, sound: Tensor, plain: Tensor, mark: Tensor, message: Tensor, leads: list[int], own_rows: int
    ) -> tuple[Tensor, Tensor]:
        """Losses of detection and message, behind the channel; bits of the first ``own_rows`` are the generator's."""
        label = self._label(len(sound), plain.shape[-1])
        said = torch.cat((_cut(sound, leads, label) + label * _cut(mark, leads, label), plain))
        labels = torch.cat((label, torch.zeros_like(plain)))
        arrived, labels = treated(said, labels, self._chance, self.disturbed)
        logits = frame_logits(self._detector, arrived)
        # A frame counts for as much as was marked of it.
        labels = torch.nn.functional.avg_pool1d(labels, HOP_SAMPLES)
        bits, _ = objective.read(logits[: len(sound), 2:], labels[: len(sound)], message)
        _, right = objective.read(logits[:own_rows, 2:], labels[:own_rows], message[:own_rows])
        self.bits_right = self.bits_right.lerp(right, SHARE_OF_NEW)
        return objective.found(logits[:, :2], labels), bits

    def _marked(self, sound: Tensor, message: Tensor) -> Tensor:
        generator: Any = self._generator
        mark: Tensor = generator.get_watermark(sound, message=message)
        return mark

    def _drawn(
        self, clips: int, samples: int, other_share: float = OTHER_SHARE, other_kinds: int = OTHER_KINDS
    ) -> Tensor:
        return torch.from_numpy(self._corpus.draw(clips, samples, other_share, other_kinds)).unsqueeze(1)

    def _leads(self, clips: int) -> list[int]:
        """From which sample on each marked clip is heard."""
        offsets = torch.randint(0, HOP_SAMPLES, (clips,), generator=self._chance)
        return [self._recipe.lead_frames * HOP_SAMPLES + int(offset) for offset in offsets]

    def _label(self, rows: int, samples: int) -> Tensor:
        """Where each row is marked: most from end to end, some in a part."""
        label = torch.ones(rows, 1, samples)
        for row in range(0, rows, PARTLY_MARKED):
            start, stop = sorted(torch.randint(0, samples, (2,), generator=self._chance).tolist())
            if stop - start > samples // 2:
                label[row, :, :start] = 0.0
                label[row, :, stop:] = 0.0
            else:
                label[row, :, start:stop] = 0.0
        return label

    def _adjust(self) -> None:
        """Make it harder, as fast as the bits are read, or easier."""
        recipe = self._recipe
        masked = self._masked
        if masked is not None:
            held = self.right > masked.held_share and self.doubt < masked.held_doubt
            self.masking *= masked.pace if held else 1 / masked.pace
            self.masking = min(masked.most_masking, max(masked.masking, self.masking))
            return
        if self.taught:
            self.taught = self.right < recipe.taught_share
            return
        if self.right > recipe.fast_share:
            self.below_db += recipe.fast_descent_db
        elif self.right > recipe.slow_share:
            self.below_db += recipe.slow_descent_db
        elif self.right < recipe.retreat_share:
            self.below_db -= recipe.fast_descent_db
        quietest_db = recipe.hushed_db if self._hushed else recipe.quietest_db
        self.below_db = min(quietest_db, max(0.0, self.below_db))
        if self.below_db > recipe.disturbed_from_db and self.right > recipe.slow_share:
            self.disturbed = min(recipe.disturbed, self.disturbed + recipe.disturbed_more)


def _cut(sound: Tensor, leads: list[int], like: Tensor) -> Tensor:
    """As much of each row as ``like`` is long, from its own place on."""
    return torch.stack([row[:, lead : lead + like.shape[-1]] for row, lead in zip(sound, leads, strict=True)])
