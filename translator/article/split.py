"""Sentences by Indonesian rules, with offsets, so that an article can be put together again byte for byte.

A candidate end is sentence punctuation with its closing quotes and brackets; rules then say why it does not end a
sentence (abbreviation, initial, number, web address, attribution of a quote). Compare Kiss & Strunk 2006, "Unsupervised
multilingual sentence boundary detection"; here the abbreviations are listed, in ``data/``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from translator.article.data import lines
from translator.article.model import Article, Block, Kind, Segment

LONGEST = 600
"""Characters; a longer sentence is cut at a semicolon, dash or comma near its middle."""

_WHOLE = {Kind.TITLE, Kind.HEADING, Kind.LIST_ITEM}
_LONGEST_ITEM = 300

_CLOSERS = "\"'”’»)\\]*"
_CANDIDATE = re.compile(rf"(?:[.!?…]+[{_CLOSERS}]*|[。！？][」』）]*)(?:\[\d+\])?(?=\s|$|[A-Z“\"(]|[぀-ヿ一-鿿「『])")
_BREAK = re.compile(r"\n[ \t\r]*\n")
_WORD_BEFORE = re.compile(r"[\w.’'@/-]*$")
_INITIALS = re.compile(r"(?:[A-Z]\.)*[A-Z]")
_LIST_NUMBER = re.compile(r"(?:^|\s)(?:\d{1,3}|[a-zA-Z]|[ivx]+)$")
_ADDRESS = re.compile(r"^(?:com|co|id|net|org|go|ac|tv|news|io|my|sch|or)\b", re.IGNORECASE)
_CUT = re.compile(r"; | [–—-] |, ")


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(word for line in lines(name) for word in line.split())


def sentences(text: str) -> tuple[tuple[int, int], ...]:
    """(start, end) of each sentence, without outer white space, in order; together they hold every other character."""
    ends = sorted(
        {m.end() for m in _CANDIDATE.finditer(text) if _is_end(text, m)} | {m.start() for m in _BREAK.finditer(text)}
    )
    pieces: list[tuple[int, int]] = []
    start = 0
    for end in [*ends, len(text)]:
        piece = _stripped(text, start, end)
        if piece:
            pieces += _shortened(text, *piece)
            start = end
    return tuple(pieces)


def _stripped(text: str, start: int, end: int) -> tuple[int, int] | None:
    piece = text[start:end]
    left = len(piece) - len(piece.lstrip())
    return (start + left, start + len(piece.rstrip())) if piece.strip() else None


def _shortened(text: str, start: int, end: int) -> list[tuple[int, int]]:
    if end - start <= LONGEST:
        return [(start, end)]
    middle = (start + end) // 2
    cuts = [m.end() for m in _CUT.finditer(text, start + 20, end - 20)] or [
        m.end() for m in re.compile(r"\s+").finditer(text, start + 20, end - 20)
    ]
    if not cuts:
        return [(start, end)]
    cut = min(cuts, key=lambda c: abs(c - middle))
    parts = [_stripped(text, start, cut), _stripped(text, cut, end)]
    return [piece for part in parts if part for piece in _shortened(text, *part)]


def _is_end(text: str, match: re.Match[str]) -> bool:
    mark, after = match.group(), text[match.end() :][:80]
    following = after.lstrip()
    if not following:
        return True
    glued = after == following
    if glued and not _splits_glued(text, match, following):
        return False
    if re.search(r"[”\"’'»]", mark) and _attributed(following):
        return False
    if "。" in mark or "！" in mark or "？" in mark:
        return True
    if following[0].islower() and not re.match(r"[a-z][A-Z]", following):
        return False
    if mark.startswith("."):
        return not _is_abbreviation(text, match, following)
    return not (mark.startswith(("…", "...")) and following[0].islower())


def _splits_glued(text: str, match: re.Match[str], following: str) -> bool:
    """A sentence without a space after its full stop: ``selesai.Kemudian``, but not ``W.S.`` or ``Kompas.com``."""
    before = _before(text, match)
    if match.group()[0] not in ".!?" or _ADDRESS.match(following):
        return False
    opened = following[0] in "“(" or (following[0] == '"' and text[: match.end()].count('"') % 2 == 0)
    return opened or (len(before) > 2 and before[-1].islower() and following[:1].isupper() and following[1:2].islower())


def _attributed(following: str) -> bool:
    first = re.match(r"[\w-]+", following)
    return following[0] in ",–-" or (first is not None and first.group() in _words("speech_verbs.txt"))


def _before(text: str, match: re.Match[str]) -> str:
    found = _WORD_BEFORE.search(text[max(0, match.start() - 40) : match.start()])
    return found.group() if found else ""


def _is_abbreviation(text: str, match: re.Match[str], following: str) -> bool:
    if not re.fullmatch(r"\.[)\]]?", match.group()):
        return False
    before = _before(text, match).lstrip("'’(")
    word = before.lower()
    if word in _words("closing_abbreviations.txt"):
        return not _starts_sentence(following)
    if word in _words("abbreviations.txt"):
        return not (before.islower() and len(before) > 3 and following[0].isupper()) or word in ("tgl", "hlm")
    if _INITIALS.fullmatch(before):
        return following[0].isupper() or following[0].isdigit()
    head = text[: match.start()]
    return bool(re.fullmatch(r"\d{1,3}|[a-zA-Z]", before)) and head.strip() == before


def _starts_sentence(following: str) -> bool:
    first = re.match(r"[\w-]+", following)
    if first is None:
        return following[0] in '“"‘('
    return first.group() in _words("starters.txt")


def split(article: Article) -> Article:
    """The article with the segments of every block that holds text; segment ids are ``BLOCK.1``, ``BLOCK.2`` …"""
    return replace(article, blocks=tuple(_split_block(block) for block in article.blocks))


def _split_block(block: Block) -> Block:
    if block.kind is Kind.VERBATIM or not block.text.strip():
        return block
    whole = block.kind in _WHOLE and not (block.kind is Kind.LIST_ITEM and len(block.text) > _LONGEST_ITEM)
    piece = _stripped(block.text, 0, len(block.text))
    spans = (piece,) if whole and piece else sentences(block.text)
    segments = (Segment(f"{block.id}.{n}", block.text[a:b], a, b) for n, (a, b) in enumerate(spans, 1))
    return replace(block, segments=tuple(segments))


def join(text: str, segments: Sequence[Segment], targets: Sequence[str], space: str | None = None) -> str:
    """``text`` with each segment replaced by its target; ``space`` replaces the gaps between segments if given."""
    parts: list[str] = []
    position = 0
    for segment, target in zip(segments, targets, strict=True):
        gap = text[position : segment.start]
        parts += [gap if space is None or not parts else space, target]
        position = segment.end
    return "".join(parts) + text[position:]
