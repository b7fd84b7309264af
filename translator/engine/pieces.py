"""Texts longer than an engine can read: cut into pieces at the best places, translated, joined again."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from translator.engine.protocol import Hypothesis, Request

Fits = Callable[[Request], bool]
"""Whether an engine can read a text whole."""

_CUTS = (r"(?<=[.!?…])\s+|(?<=[。！？])", r"(?<=[,;:])\s+|(?<=[、，；：])", r"\s+", r"(?<=.)(?=.)")
"""Where a text may be cut, best first: after sentences, after clauses, between words, between characters."""


def in_pieces(
    batch: Sequence[Request],
    fits: Fits,
    translate: Callable[[Sequence[Request]], list[list[Hypothesis]]],
) -> list[list[Hypothesis]]:
    """``translate`` of a batch in which texts that do not fit travel in pieces.

    The hypotheses of such a text say in how many (``pieces``), so that an editor can be told to read it closely.
    Nothing of it is left out, and the other texts of the batch are as they would be without it.
    """
    cut = [split(request, fits) for request in batch]
    found = iter(translate([piece for pieces in cut for piece in pieces]))
    return [_joined([next(found) for _ in pieces], request.target) for pieces, request in zip(cut, batch, strict=True)]


def split(request: Request, fits: Fits) -> list[Request]:
    """The request in as many halves of halves as it takes until each fits; never empty.

    A single character that does not fit is given as it is.
    """
    if fits(request) or not (cut := _middle(request.text)):
        return [request]
    halves = (request.text[: cut[0]], request.text[cut[1] :])
    return [piece for half in halves for piece in split(_part(request, half), fits)]


def _part(request: Request, text: str) -> Request:
    return replace(request, text=text, required=tuple(mark for mark in request.required if mark in text))


def _middle(text: str) -> tuple[int, int] | None:
    """Start and end of the best cut: of the best kind that lies in the middle half, the one nearest to the middle."""
    middle = len(text) / 2
    for kind in _CUTS:
        cuts = [m.span() for m in re.finditer(kind, text, re.DOTALL) if m.start() > 0 and m.end() < len(text)]
        near = [cut for cut in cuts if abs(cut[0] - middle) <= len(text) / 4 or kind is _CUTS[-1]]
        if near:
            return min(near, key=lambda cut: abs(cut[0] - middle))
    return None


def _joined(found: Sequence[list[Hypothesis]], target: str) -> list[Hypothesis]:
    """The n-th hypotheses of all pieces as one each; its score is the mean, weighted by the length of the pieces."""
    if len(found) == 1:
        return found[0]
    separator = "" if target == "ja" else " "
    rows = zip(*found, strict=False)
    return [
        Hypothesis(separator.join(h.text for h in row).strip(), _mean(row), sum(h.pieces for h in row)) for row in rows
    ]


def _mean(row: Iterable[Hypothesis]) -> float | None:
    weighted = [(h.score, len(h.text) + 1) for h in row]
    scores = [(score, weight) for score, weight in weighted if score is not None]
    if len(scores) < len(weighted):
        return None
    return sum(score * weight for score, weight in scores) / sum(weight for _, weight in scores)
