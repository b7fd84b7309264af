"""From examples to token batches: drawn by share, partly masked, sorted by length.

The stream is cut into windows that are drawn, masked and sorted by themselves, so that a run can go on at any batch
without making the earlier windows again.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import count, islice
from typing import Any, TypeAlias

from translator.engine import tokens
from translator.errors import InputError
from translator.training import masking
from translator.training.corpus import Example, Pool

Sequenced: TypeAlias = tuple[list[int], list[int]]
"""Ids of the prompt and of the target."""

WINDOW = 0.6
"""Examples sorted together, for each token of a batch: padding is then about 2.5 % (docs/training.md)."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the stream a run is: windows used up, and batches of the window after them."""

    window: int = 0
    batch: int = 0


Stream: TypeAlias = Callable[[Place], Iterator[tuple[Place, list[Sequenced]]]]
"""Batches from a place on, each with the place after it; endless."""


def examples(pools: Sequence[Pool], rng: random.Random) -> Iterator[Example]:
    """An endless stream: pools drawn by share, each shuffled and used up in turn.

    Raises:
        InputError: the pools are empty.
    """
    shares = [pool.source.share if pool.examples else 0.0 for pool in pools]
    if not any(shares):
        mend = "See what was left out and why, and give more or other text."
        raise InputError("the corpus has no example to train on.", mend=mend)
    orders: list[list[Example]] = [[] for _ in pools]
    while True:
        k = rng.choices(range(len(pools)), shares)[0]
        if not orders[k]:
            orders[k] = rng.sample(pools[k].examples, len(pools[k].examples))
        yield orders[k].pop()


def sequences(
    stream: Iterable[Example], tokenizer: Any, masked: float, longest: int, rng: random.Random
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


def batches(pairs: Iterable[Sequenced], size: int) -> Iterator[list[Sequenced]]:
    """Batches of similar lengths, at most ``size`` tokens each when padded, from short to long."""
    batch: list[Sequenced] = []
    for pair in sorted(pairs, key=lambda pair: len(pair[0]) + len(pair[1])):
        if batch and (len(pair[0]) + len(pair[1])) * (len(batch) + 1) > size:
            yield batch
            batch = []
        batch.append(pair)
    if batch:
        yield batch


@dataclass(frozen=True, slots=True)
class Windows:
    """The batches of a run, a :data:`Stream`: each window's are shuffled; the same for the same values."""

    pools: Sequence[Pool]
    tokenizer: Any
    size: int
    masked: float
    longest: int
    seed: int

    def __call__(self, place: Place) -> Iterator[tuple[Place, list[Sequenced]]]:
        """From a place on.

        Raises:
            InputError: the pools are empty.
        """
        drawn = examples(self.pools, random.Random(self.seed))
        window = max(1, int(WINDOW * self.size))
        for _ in islice(drawn, place.window * window):
            pass
        for k in count(place.window):
            made = self._window(list(islice(drawn, window)), random.Random(f"{self.seed}/{k}"))
            for i in range(place.batch if k == place.window else 0, len(made)):
                yield Place(k, i + 1), made[i]

    def _window(self, drawn: list[Example], rng: random.Random) -> list[list[Sequenced]]:
        made = list(batches(sequences(drawn, self.tokenizer, self.masked, self.longest, rng), self.size))
        rng.shuffle(made)
        return made
