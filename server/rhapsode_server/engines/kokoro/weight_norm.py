"""Weight normalisation, folded in once.

The weights were trained as a direction and a length each, and the package multiplies them out again at every call: for
all convolutions, over a hundred of them. While nothing trains, the product does not change.
"""

from __future__ import annotations

from torch import Tensor, nn
from torch.nn.utils import remove_weight_norm
from torch.nn.utils.weight_norm import WeightNorm


def fold_weight_norm(model: nn.Module) -> int:
    """Replace each normalised weight by its value, in place; the modules compute to the last bit what they did.

    Returns:
        How many weights were folded; 0 at a second call.
    """
    folded = 0
    for module in model.modules():
        for hook in list(module._forward_pre_hooks.values()):
            if isinstance(hook, WeightNorm):
                remove_weight_norm(module, hook.name)
                # Folding makes a parameter that asks for gradients, whatever its parts did.
                module.get_parameter(hook.name).requires_grad_(False)
                folded += 1
    return folded


def folded_weight(module: nn.Module) -> Tensor:
    """A module's weight by its value, its normalisation multiplied out; the module stays as it is."""
    for hook in module._forward_pre_hooks.values():
        if isinstance(hook, WeightNorm) and hook.name == "weight":
            return hook.compute_weight(module)  # type: ignore[no-any-return]
    return module.get_parameter("weight")
