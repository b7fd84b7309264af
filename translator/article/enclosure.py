"""Quotation marks and brackets of a paragraph, paired."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

OPENERS = "([“„«‘「『（"
CLOSERS = ")]”»’」』）"
_CLOSES = {
    ")": "(",
    "]": "[",
    "”": "“„",
    "“": "„",
    "»": "«",
    "’": "‘",
    "」": "「",
    "』": "『",
    "）": "（",
    '"': '"',
    "'": "'",
}
_MARK = re.compile(r"[()\[\]“”„«»‘’「」『』（）\"']")
_BEFORE_OPENER = re.compile(r"[\s(\[“„«‘「『（\"'–—/-]")
_DEPTH = 8  # deeper nesting is noise, and searching it would be slow


@dataclass(frozen=True, slots=True)
class Pair:
    """``text[start]`` opens and ``text[end]`` closes; ``parent`` is the next pair around it."""

    start: int
    end: int
    bracket: bool
    parent: Pair | None


class Enclosures:
    """All pairs of one paragraph; marks without a partner are no pairs."""

    def __init__(self, text: str) -> None:
        self._ends = _matched(text)
        self.closers = frozenset(self._ends.values())
        self._positions: list[int] = []
        self._states: list[Pair | None] = []
        self._sweep(text)

    def around(self, position: int) -> Pair | None:
        """The innermost pair around ``text[position]``."""
        index = bisect_right(self._positions, position) - 1
        return self._states[index] if index >= 0 else None

    def opens(self, position: int) -> bool:
        """Whether the mark at ``position`` opens a pair."""
        return position in self._ends

    def _sweep(self, text: str) -> None:
        inner: Pair | None = None
        for position in sorted((*self._ends, *self.closers)):
            if position in self._ends:
                inner = Pair(position, self._ends[position], text[position] in "([（", inner)
            elif inner is not None:
                inner = inner.parent
            self._positions.append(position)
            self._states.append(inner)


def _matched(text: str) -> dict[int, int]:
    """Position of each opener → position of its closer, properly nested."""
    ends: dict[int, int] = {}
    stack: list[int] = []
    for match in _MARK.finditer(text):
        position, mark = match.start(), match.group()
        partner = _partner(text, stack, position)
        if partner is not None:
            ends[stack[partner]] = position
            del stack[partner:]
        elif _can_open(text, position, mark):
            stack = [p for p in stack if text[p] != mark or mark in "(["][-_DEPTH:]
            stack.append(position)
    return ends


def _partner(text: str, stack: list[int], position: int) -> int | None:
    """Index in ``stack`` of the opener that the mark at ``position`` closes."""
    mark = text[position]
    if mark not in _CLOSES or (mark in "'’" and _alnum(text, position - 1) and _alnum(text, position + 1)):
        return None
    if mark in "\"'" and _after_gap(text, position) and _alnum(text, position + 1):
        return None
    return next((i for i in range(len(stack) - 1, -1, -1) if text[stack[i]] in _CLOSES[mark]), None)


def _can_open(text: str, position: int, mark: str) -> bool:
    if mark == "'":
        return _after_gap(text, position) and _alnum(text, position + 1)
    if mark == '"':
        return _after_gap(text, position) or not text[position + 1 : position + 2].isspace()
    return mark in OPENERS


def _after_gap(text: str, position: int) -> bool:
    return position == 0 or bool(_BEFORE_OPENER.match(text[position - 1]))


def _alnum(text: str, position: int) -> bool:
    return 0 <= position < len(text) and text[position].isalnum()
