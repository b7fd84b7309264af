"""The loss of a batch: cross-entropy of the target tokens over a sampled vocabulary.

Jean et al. 2015, arXiv 1412.2007. The vocabulary of a step is its target tokens, a random sample, and all control
tokens. All that depends on values is worked out on the CPU, so that a GPU is never waited for.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import torch
from torch.nn.functional import cross_entropy, linear

from translator.engine import tokens
from translator.training.batches import Sequenced

_TRAINED = torch.tensor(tokens.TRAINED_IDS)


@dataclass(frozen=True, slots=True)
class Prepared:
    """A batch as tensors of integers; places count through the flattened (batch, width)."""

    inputs: torch.Tensor
    """Token ids, padded on the right: (batch, width)."""
    control: torch.Tensor
    """Places of control tokens, and which of ``TRAINED_IDS`` each is: (2, control tokens)."""
    kept: torch.Tensor
    """Places whose next token is learnt: (targets,)."""
    sample: torch.Tensor
    """Ids of the step's vocabulary without the control tokens, ascending: (sample,)."""
    gold: torch.Tensor
    """Each target in the step's vocabulary, which starts with the control tokens: (targets,)."""

    def to(self, device: torch.device) -> Prepared:
        """On another device, without waiting for it."""
        if device.type == "cpu":
            return self
        parts = (self.inputs, self.control, self.kept, self.sample, self.gold)
        return Prepared(*(part.pin_memory().to(device, non_blocking=True) for part in parts))


def prepare(batch: list[Sequenced], vocabulary: int, sampled: int) -> Prepared:
    """The tensors of a batch, with ``sampled`` draws from the vocabulary (torch's random numbers)."""
    inputs, targets = _padded(batch)
    flat = inputs.flatten()
    control = torch.isin(flat, _TRAINED).nonzero().squeeze(1)
    kept = (targets.flatten() >= 0).nonzero().squeeze(1)
    gold = targets.flatten()[kept]
    sample = torch.cat([gold, torch.randint(0, vocabulary, (sampled,))]).unique()  # type: ignore[no-untyped-call]
    sample = sample[~torch.isin(sample, _TRAINED)]
    is_control = torch.isin(gold, _TRAINED)
    among_control = torch.searchsorted(_TRAINED, gold)
    among_sample = torch.searchsorted(sample, gold) + len(_TRAINED)
    place = torch.where(is_control, among_control, among_sample)
    return Prepared(inputs, torch.stack([control, torch.searchsorted(_TRAINED, flat[control])]), kept, sample, place)


def batch_loss(decoder: Any, rows: torch.Tensor, batch: Prepared) -> torch.Tensor:
    """Mean cross-entropy of the target tokens. ``rows``: embeddings of the control tokens (trained tokens, width)."""
    embedding = decoder.embed_tokens.weight.detach()
    vectors = embedding[batch.inputs.flatten()].float().index_copy(0, batch.control[0], rows[batch.control[1]])
    scaled = (vectors * decoder.config.hidden_size**0.5).to(embedding.dtype).view(*batch.inputs.shape, -1)
    # Rows are padded on the right and shorter than the sliding window: causal attention needs no mask.
    masks = dict.fromkeys(("full_attention", "sliding_attention"))
    hidden = decoder(inputs_embeds=scaled, attention_mask=masks, use_cache=False).last_hidden_state
    vocabulary = torch.cat([rows.to(embedding.dtype), embedding[batch.sample]])
    return cross_entropy(linear(hidden.flatten(0, 1)[batch.kept], vocabulary).float(), batch.gold)


def _padded(batch: list[Sequenced]) -> tuple[torch.Tensor, torch.Tensor]:
    """Input ids and, one place earlier, the target ids to be foretold (-1 elsewhere); both (batch, width)."""
    width = max(len(a) + len(b) for a, b in batch)
    inputs = torch.full((len(batch), width), tokens.PAD)
    gold = torch.full((len(batch), width), -1)
    for i, (a, b) in enumerate(batch):
        n = len(a) + len(b)
        inputs[i, :n] = torch.tensor(a + b)
        gold[i, len(a) - 1 : n - 1] = torch.tensor(b)
    return inputs, gold
