"""The model that ships with the package, on CTranslate2 int8."""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

from translator.engine import forcing, tokens
from translator.engine.conversion import Progress, converted, silent, vocabulary
from translator.engine.protocol import Capabilities, Hypothesis, Request
from translator.errors import EngineError

MODEL = Path(__file__).parent.parent / "model"

PAIRS = frozenset({("id", "en"), ("id", "ja"), ("en", "ja")})

MAX_TOKENS = 256
BATCH_TOKENS = 2048
LENGTH_RATIO = 2.5
"""Longest target in tokens as a multiple of the source, plus ``LENGTH_SLACK``: ends loops early."""
LENGTH_SLACK = 16

_Target = tuple[forcing.Ids, float]
"""Target ids and their mean log-probability."""


class EmbeddedEngine:
    """Gemma 3 270M with this project's adapter. The first use of an adapter converts it (seconds), later ones map it.

    ``adapter``: another adapter's folder, as ``translator train`` writes it. ``beams``: width of the beam search when
    more than one hypothesis is wanted; a single one is decoded greedily.
    """

    def __init__(
        self, adapter: Path | None = None, *, beams: int = 4, threads: int = 0, progress: Progress = silent
    ) -> None:
        self._base = MODEL / "base"
        self._adapter = adapter or MODEL / "adapter"
        self._beams = beams
        self._threads = threads or os.cpu_count() or 1
        self._progress = progress

    @cached_property
    def _folder(self) -> Path:
        return converted(self._base, self._adapter, self._progress)

    @property
    def signature(self) -> str:
        """``embedded/KEY/int8/beamN`` with the key of base and adapter."""
        return f"{self._folder.name.replace('-', '/', 1)}/int8/beam{self._beams}"

    @cached_property
    def capabilities(self) -> Capabilities:
        """Three directions; placeholders when the adapter was trained to carry them."""
        return Capabilities(PAIRS, dict(tokens.PLACEHOLDERS), MAX_TOKENS, forces=True)

    def translate(self, batch: Sequence[Request], *, n_best: int = 1) -> list[list[Hypothesis]]:
        """See :class:`translator.engine.protocol.Engine`. Sentences of all directions share the batches."""
        for request in batch:
            if (request.source, request.target) not in PAIRS:
                raise EngineError(
                    f"the embedded model does not translate {request.source} to {request.target}.",
                    mend="It does id to en, id to ja and en to ja.",
                )
        prompts = [tokens.prompt(self._tokenizer, r.text, r.target)[: 2 * MAX_TOKENS] for r in batch]
        results: list[list[_Target]] = [[] for _ in batch]
        for group in _groups(prompts):
            outputs = self._generate([prompts[i] for i in group], n_best)
            for i, output in zip(group, outputs, strict=True):
                required = tokens.placeholder_ids(batch[i].required)
                results[i] = [self._forced(prompts[i], output[0], required)] if required else output
        return [[self._hypothesis(one) for one in result] for result in results]

    def _hypothesis(self, target: _Target) -> Hypothesis:
        ids, score = target
        return Hypothesis(tokens.decode(self._tokenizer, list(ids)).strip(), score)

    def _generate(self, prompts: list[list[int]], n_best: int, *, banned: Sequence[int] = ()) -> list[list[_Target]]:
        """Targets after prompts, best first; ``banned`` ids do not come."""
        names = self._vocabulary
        outputs = self._generator.generate_batch(
            [[names[i] for i in prompt] for prompt in prompts],
            max_length=int(LENGTH_RATIO * max(map(len, prompts))) + LENGTH_SLACK,
            beam_size=max(self._beams, n_best) if n_best > 1 else 1,
            num_hypotheses=n_best,
            end_token=[tokens.EOS],
            include_prompt_in_result=False,
            return_scores=True,
            suppress_sequences=[[names[i]] for i in banned] or None,
        )
        return [
            [(tuple(ids), score) for ids, score in zip(output.sequences_ids, output.scores, strict=True)]
            for output in outputs
        ]

    def _forced(self, prompt: list[int], target: _Target, required: Sequence[int]) -> _Target:
        """A target with each required placeholder once, where the model finds it likeliest."""
        import ctranslate2
        import numpy as np

        names = self._vocabulary

        def scores(ids: forcing.Ids, mark: int) -> Any:
            storage = self._generator.forward_batch([[names[i] for i in (*prompt, *ids)]], return_log_probs=True)
            return np.asarray(storage.to(ctranslate2.DataType.float32))[0, len(prompt) - 1 :, mark]

        def go_on(prefix: forcing.Ids, banned: Sequence[int]) -> _Target:
            (((ids, score),),) = self._generate([[*prompt, *prefix]], 1, banned=banned)
            whole = (*prefix, *ids)
            return whole, score * len(ids) / max(len(whole), 1)

        return forcing.force(*target, required, scores, go_on)

    @cached_property
    def _tokenizer(self) -> Any:
        from tokenizers import Tokenizer

        tokenizer = Tokenizer.from_file(str(self._base / "tokenizer.json"))
        tokenizer.encode_special_tokens = True  # "<eos>" in an article is text
        return tokenizer

    @cached_property
    def _vocabulary(self) -> list[str]:
        return vocabulary(self._base)

    @cached_property
    def _generator(self) -> Any:
        import ctranslate2

        return ctranslate2.Generator(str(self._folder), device="cpu", intra_threads=self._threads, compute_type="int8")


def _groups(prompts: list[list[int]]) -> list[list[int]]:
    """Indices in groups of similar length, each at most ``BATCH_TOKENS`` tokens when padded."""
    groups: list[list[int]] = []
    for i in sorted(range(len(prompts)), key=lambda i: len(prompts[i])):
        if not groups or len(prompts[i]) * (len(groups[-1]) + 1) > BATCH_TOKENS:
            groups.append([])
        groups[-1].append(i)
    return groups
