"""From examples to token batches: drawn by share, partly masked, sorted by length."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any, TypeAlias

from translator.engine import tokens
from translator.training import masking
from translator.training.corpus import Example, Pool

Sequenced: TypeAlias = tuple[list[int], list[int]]
"""Ids of the prompt and of the target."""

SORTED = 600
"""Examples that are sorted by length together, so that a batch needs little padding."""


def examples(pools: Sequence[Pool], rng: random.Random) -> Iterator[Example]:
    """An endless stream: pools drawn by share, each shuffled and used up in turn."""
    shares = [pool.source.share if pool.examples else 0.0 for pool in pools]
    orders: list[list[Example]] = [[] for _ in pools]
    while True:
        k = rng.choices(range(len(pools)), shares)[0]
        if not orders[k]:
            orders[k] = rng.sample(pools[k].examples, len(pools[k].examples))
        yield orders[k].pop()


def sequences(
    stream: Iterator[Example], tokenizer: Any, masked: float, longest: int, rng: random.Random
) -> Iterator[Sequenced]:
    """Examples as ids; ``masked``: share of those with aligned stretches that get placeholders."""
    for example in stream:
        source, target = example.source, example.target
        if example.pairs and rng.random() < masked:
            source, target = masking.mask(source, target, list(example.pairs), rng)
        left = tokens.prompt(tokenizer, source, example.language)
        right = [*tokens.encode(tokenizer, target), tokens.EOS]
        if max(len(left), len(right)) <= longest:
            yield left, right


def batches(stream: Iterator[Sequenced], size: int, rng: random.Random) -> Iterator[list[Sequenced]]:
    """Batches of similar lengths, at most ``size`` tokens each when padded; ends with the stream."""
    while pool := list(islice(stream, SORTED)):
        ready = list(_sorted_batches(pool, size))
        rng.shuffle(ready)
        yield from ready


def _sorted_batches(pool: list[Sequenced], size: int) -> Iterator[list[Sequenced]]:
    batch: list[Sequenced] = []
    for pair in sorted(pool, key=lambda pair: len(pair[0]) + len(pair[1])):
        if batch and (len(pair[0]) + len(pair[1])) * (len(batch) + 1) > size:
            yield batch
            batch = []
        batch.append(pair)
    yield batch
