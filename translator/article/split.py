"""Blocks into segments: a sentence or table cell each, offsets kept so that the text can be put together."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from translator.article.cells import cells
from translator.article.enclosure import Enclosures
from translator.article.model import Article, Block, Kind, Segment
from translator.article.sentence_end import ends
from translator.errors import UsageError

LONGEST = 600
"""Characters of the longest segment that is not cut further; engines lose track beyond about 200 tokens."""

LONGEST_LIST_ITEM = 300
"""Characters up to which a list item is one segment."""

_PARAGRAPH = re.compile(r"\S(?:(?!\r?\n[^\S\n]*\r?\n).)*", re.DOTALL)
_PAUSES = tuple(re.compile(p) for p in (r";(?=\s)", r"\s[–—](?=\s)", r",(?=\s)|、"))
_GAP = re.compile(r"\S(?=\s)")


def sentences(text: str) -> tuple[tuple[int, int], ...]:
    """(start, end) of each sentence, in order, without outer white space; every other character is in one.

    A blank line always ends one. A sentence of more than ``LONGEST`` characters is cut at a pause near its middle.
    """
    return tuple(span for begin, end in _paragraphs(text) for span in _cut(text, begin, end))


def split(article: Article) -> Article:
    """The same article with ``segments`` filled in every block, dropped ones too, except verbatim ones."""
    return replace(article, blocks=tuple(replace(b, segments=_segments(b)) for b in article.blocks))


def join(text: str, segments: Sequence[Segment], targets: Sequence[str]) -> str:
    """``text`` with each segment replaced by its target, everything between kept as it is.

    Raises:
        UsageError: not as many targets as segments.
    """
    if len(segments) != len(targets):
        raise UsageError(
            f"{len(targets)} targets for {len(segments)} segments.", where="join", mend="Give one target per segment."
        )
    parts, position = [], 0
    for segment, target in zip(segments, targets, strict=True):
        parts += [text[position : segment.start], target]
        position = segment.end
    return "".join(parts) + text[position:]


def _segments(block: Block) -> tuple[Segment, ...]:
    spans = () if block.kind is Kind.VERBATIM else _bounds(block)
    return tuple(Segment(f"{block.id}.{n}", block.text[s:e], s, e) for n, (s, e) in enumerate(spans, 1))


def _bounds(block: Block) -> tuple[tuple[int, int], ...]:
    return _whole(block.text) if _is_one(block) else cells(block.text) or sentences(block.text)


def _is_one(block: Block) -> bool:
    if block.kind in (Kind.TITLE, Kind.HEADING):
        return True
    return block.kind is Kind.LIST_ITEM and len(block.text.strip()) <= LONGEST_LIST_ITEM


def _whole(text: str) -> tuple[tuple[int, int], ...]:
    start = len(text) - len(text.lstrip())
    return ((start, start + len(text.strip())),) if text.strip() else ()


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Stretches between blank lines, without outer white space."""
    for match in _PARAGRAPH.finditer(text):
        yield match.start(), match.start() + len(match.group().rstrip())


def _cut(text: str, begin: int, end: int) -> Iterator[tuple[int, int]]:
    """The sentences of one paragraph."""
    paragraph = text[begin:end]
    stops = list(ends(paragraph))
    if stops and not any(c.isalnum() for c in paragraph[stops[-1] :]):
        stops.pop()  # a lone dash or emoji stays with the last sentence
    start = 0
    for stop in (*stops, len(paragraph)):
        for piece_start, piece_end in _shortened(paragraph[start:stop]):
            yield begin + start + piece_start, begin + start + piece_end
        start = stop


def _shortened(sentence: str) -> Iterator[tuple[int, int]]:
    """Spans of at most ``LONGEST`` characters, without outer white space."""
    for start, end in _whole(sentence):
        if end - start <= LONGEST:
            yield start, end
            continue
        middle = start + _pause(sentence[start:end])
        if not start < middle < end:
            yield start, end
            continue
        for offset, part in ((start, sentence[start:middle]), (middle, sentence[middle:end])):
            yield from ((offset + s, offset + e) for s, e in _shortened(part))


def _pause(sentence: str) -> int:
    """Offset of the best place to cut a long sentence, or 0: a pause outside quotes, any pause, any white space."""
    enclosures = Enclosures(sentence)
    for pattern in _PAUSES:
        found = [m.end() for m in pattern.finditer(sentence) if enclosures.around(m.start()) is None]
        if place := _nearest(found, len(sentence)):
            return place
    inside = [m.end() for pattern in _PAUSES for m in pattern.finditer(sentence)]
    gaps = [m.end() for m in _GAP.finditer(sentence)]
    return _nearest(inside, len(sentence)) or _nearest(gaps, len(sentence), margin=0)


def _nearest(places: Sequence[int], length: int, margin: float = 0.2) -> int:
    """The place nearest to the middle, not within ``margin`` of either end; 0 when there is none."""
    inner = [p for p in places if margin * length < p < (1 - margin) * length]
    return min(inner, key=lambda p: abs(p - length / 2), default=0)
