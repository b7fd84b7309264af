"""The embedded model on torch: for GPUs, and where CTranslate2 does not run. Same weights, prompts and placeholders."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from translator.engine import tokens, weights
from translator.engine.embedded import MODEL, PAIRS, capabilities, read_tokenizer
from translator.engine.families import Family, Pairs
from translator.engine.huggingface import HuggingFaceEngine, device_of
from translator.engine.protocol import Capabilities, Hypothesis, Request


class ControlTokens(Family):
    """The embedded model's own format (:mod:`translator.engine.tokens`), on a ``tokenizers.Tokenizer``."""

    causal = True

    def __init__(self, tokenizer: Any) -> None:
        self.tokenizer = tokenizer

    def pairs(self) -> Pairs:
        """Three directions."""
        return PAIRS

    def encode(self, text: str, source: str, target: str) -> list[int]:
        """The whole prompt."""
        return tokens.prompt(self.tokenizer, text, target)

    def decode(self, ids: list[int]) -> str:
        """Text with placeholders, without control tokens."""
        return tokens.decode(self.tokenizer, [i for i in ids if i not in _CONTROL]).strip()

    def length(self, text: str) -> int:
        """Tokens of a text by itself."""
        return len(tokens.encode(self.tokenizer, text))

    def punctuate(self, text: str, source: str, target: str) -> str:
        """The text as it is: the model writes Japanese marks."""
        return text


class TorchEngine:
    """Gemma 3 270M with this project's adapter on torch: bfloat16 on a GPU, float32 on a processor.

    ``beams``: width of the beam search when more than one hypothesis is wanted; a single one is decoded greedily.
    """

    def __init__(self, model: Any, tokenizer: Any, *, name: str, beams: int = 4) -> None:
        family = ControlTokens(tokenizer)
        self._greedy, self._search = (
            HuggingFaceEngine(model, family, name=name, pairs=PAIRS, beams=width, batch_tokens=2048)
            for width in (1, beams)
        )
        kind = str(model.dtype).removeprefix("torch.")
        self._signature = f"torch/{name}/{kind}/beam{beams}"

    @classmethod
    def load(cls, adapter: Path | None = None, *, device: str = "auto", beams: int = 4) -> TorchEngine:
        """The shipped base with an adapter, the shipped one if none is given.

        ``device``: ``auto`` (the GPU if there is one), ``cpu``, ``cuda``, ``cuda:1``, ``mps``.

        Raises:
            ModelError: a file of the model is missing or damaged.
            UsageError: unknown device.
        """
        import torch

        from translator.engine.torch_model import build

        base, adapter = MODEL / "base", adapter or MODEL / "adapter"
        place = device_of(device)
        name = f"{weights.verify(base)[:8]}+{weights.verify(adapter)[:8]}"
        model = build(weights.read_shape(base), weights.merge(weights.read_base(base), adapter))
        model = model.to(place, torch.bfloat16 if place.type == "cuda" else torch.float32)
        return cls(model, read_tokenizer(base), name=name, beams=beams)

    @property
    def signature(self) -> str:
        """``torch/BASE+ADAPTER/NUMBER-TYPE/beamN`` with the beginnings of both checksums."""
        return self._signature

    @property
    def capabilities(self) -> Capabilities:
        """As of the embedded engine."""
        return capabilities()

    def translate(self, batch: Sequence[Request], *, n_best: int = 1) -> list[list[Hypothesis]]:
        """See :class:`translator.engine.protocol.Engine`."""
        engine = self._greedy if n_best == 1 else self._search
        return engine.translate(batch, n_best=n_best)


_CONTROL = frozenset((tokens.PAD, tokens.EOS))
