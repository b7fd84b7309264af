"""Full fine-tuning: the body's matrices themselves are trained, and shipped as the low-rank adapter nearest to them.

The shipped base never changes, so what is kept of a matrix is its difference from the base; the truncated singular
value decomposition is the best one of its rank (Eckart and Young 1936).
"""

from __future__ import annotations

from collections.abc import Iterator
from math import sqrt

import torch
from torch.nn.functional import linear

from translator.training import lora


class Whole(torch.nn.Module):
    """A linear layer without bias whose weight (out, in) is trained in float32 and used in the type of the input."""

    def __init__(self, layer: torch.nn.Linear) -> None:
        super().__init__()
        self.register_buffer("base", layer.weight.detach())
        self.weight = torch.nn.Parameter(layer.weight.detach().float())

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Shape (…, in) to (…, out)."""
        return linear(x, self.weight.to(x.dtype))

    def difference(self) -> torch.Tensor:
        """What training changed (out, in), in float32."""
        base: torch.Tensor = self.base  # type: ignore[assignment]
        return self.weight.detach() - base.float()


def free(model: torch.nn.Module) -> None:
    """Freeze a model but for its attention and feed-forward projections, in place."""
    lora.replace_layers(model, Whole)


def matrices(model: torch.nn.Module) -> Iterator[tuple[str, Whole]]:
    """The trained layers of a freed model, by their names in the PEFT format."""
    for name, module in model.named_modules():
        if isinstance(module, Whole):
            yield f"base_model.model.{name}", module


def low_rank(difference: torch.Tensor, rank: int) -> tuple[torch.Tensor, torch.Tensor, float]:
    """The nearest A (rank, in) and B (out, rank) to a matrix (out, in), and the squared norm that B A leaves out."""
    left, values, right = torch.linalg.svd(difference, full_matrices=False)
    scale = values[:rank].sqrt()
    a, b = scale[:, None] * right[:rank], left[:, :rank] * scale
    return _filled(a, rank, 0), _filled(b, rank, 1), float(values[rank:].square().sum())


def _filled(part: torch.Tensor, rank: int, dim: int) -> torch.Tensor:
    """Zeros up to the rank, for matrices that are smaller than it."""
    missing = list(part.shape)
    missing[dim] = rank - part.shape[dim]
    return torch.cat([part, part.new_zeros(missing)], dim)


def compressed(differences: dict[str, torch.Tensor], rank: int) -> tuple[dict[str, torch.Tensor], float]:
    """LoRA tensors of some differences, by their names, and the share of their norm that is lost."""
    stored: dict[str, torch.Tensor] = {}
    lost = whole = 0.0
    for name, difference in differences.items():
        a, b, missing = low_rank(difference, rank)
        stored |= {f"{name}.lora_A.weight": a, f"{name}.lora_B.weight": b}
        lost, whole = lost + missing, whole + float(difference.square().sum())
    return stored, sqrt(lost / whole) if whole else 0.0
