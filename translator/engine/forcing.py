"""Placeholders forced into a translation: lexically constrained decoding for a decoder without logits processors.

Where a placeholder is missing, the model itself says where it would most likely have stood: one forward pass over its
translation gives the placeholder's probability at every position. From the likeliest positions the sentence is decoded
on, placeholder first. A doubled placeholder is cut before its second occurrence and decoded on without it. (A greedy
form of grid beam search, Hokamp and Liu 2017, https://aclanthology.org/P17-1141.)
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt

POSITIONS = 3
"""Positions tried for one placeholder."""
ROUNDS = 8
"""Repairs of one sentence before it is given up."""

Ids = tuple[int, ...]
Scores = Callable[[Ids, int], npt.NDArray[np.float32]]
"""(target ids, placeholder) → log-probability of the placeholder before each id and at the end."""
Continue = Callable[[Ids, Sequence[int]], tuple[Ids, float]]
"""(prefix, ids that may not come) → the whole target with its mean log-probability."""


def force(target: Ids, score: float, required: Sequence[int], scores: Scores, go_on: Continue) -> tuple[Ids, float]:
    """The translation with each required placeholder once, as far as ``ROUNDS`` repairs reach.

    Returns the target ids and their mean log-probability (``score`` where nothing had to be done).
    """
    best = (target, score)
    for _ in range(ROUNDS):
        defects = _defects(best[0], required)
        if not defects:
            return best
        tried = [go_on(prefix, _placed(prefix, required)) for prefix in _prefixes(best[0], defects[0], scores)]
        mended = min(tried, key=lambda one: (len(_defects(one[0], required)), -one[1]))
        if len(_defects(mended[0], required)) > len(defects):
            return best
        best = mended
    return best


def _defects(target: Ids, required: Sequence[int]) -> list[int]:
    """Placeholders that do not stand exactly once, in the order required."""
    seen = Counter(target)
    return [mark for mark in required if seen[mark] != 1]


def _prefixes(target: Ids, mark: int, scores: Scores) -> list[Ids]:
    places = [i for i, one in enumerate(target) if one == mark]
    if len(places) > 1:
        return [target[: places[1]]]
    likeliest = np.argsort(scores(target, mark))[::-1][:POSITIONS]
    return [(*target[:place], mark) for place in likeliest.tolist()]


def _placed(prefix: Ids, required: Sequence[int]) -> list[int]:
    return [mark for mark in required if mark in prefix]
