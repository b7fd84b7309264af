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
_CANDIDATE = re.compile(
    rf"(?:[.!?…]+[{_CLOSERS}]*|[。！？]+[」』）]*)(?:\[\d+\]|[¹²³⁴⁵⁶⁷⁸⁹]+)?(?=\s|$|[A-Z“\"(]|[぀-ヿ一-鿿「『])"
)
_BREAK = re.compile(r"\n[ \t\r]*\n")
_WORD_BEFORE = re.compile(r"[\w.’'@-]*$")
_INITIALS = re.compile(r"(?:[A-Z]\.)*[A-Z]")
_ENUMERATOR = re.compile(r"(?:\d{1,3}(?:\.\d{1,2})*|[a-zA-Z]|[IVX]{1,5})$")
_ADDRESS = re.compile(r"^(?:com|co|id|net|org|go|ac|tv|news|io|my|sch|or)\b", re.IGNORECASE)
_LOWER_START = re.compile(r"[a-z]-?[A-Z]|(?:[a-z]|dr|drg)\. [A-Z]")
_APPENDED = re.compile(r"\*+$|\(\*+\)$|\((?:dok|foto|ist|sumber|antara)\b", re.IGNORECASE)
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
    if not following or (mark[0] in "。！？" and mark[-1] not in "」』"):
        return True
    if after == following and not _splits_glued(text, match, following):
        return False
    if _APPENDED.match(following) or _in_bracket(text, match.start()):
        return False
    if re.search(r"[”\"’'»」』]", mark) and (_attributed(following) or following.startswith("Tanya ")):
        return False
    if following[0].islower() and not _LOWER_START.match(following):
        return False
    if mark.startswith(("…", "...")):
        return text.count("“", 0, match.start()) <= text.count("”", 0, match.end())
    return not (mark.startswith(".") and _is_abbreviation(text, match, following))


def _in_bracket(text: str, position: int) -> bool:
    """Inside a bracket that opened in the middle of a sentence and is closed later."""
    opened = text.rfind("(", max(0, position - 300), position)
    if opened < 0 or ")" in text[opened:position] or ")" not in text[position : position + 300]:
        return False
    return re.search(r"[\w,]\s*$", text[:opened]) is not None


def _splits_glued(text: str, match: re.Match[str], following: str) -> bool:
    """A sentence without a space after its full stop: ``selesai.Kemudian``, but not ``W.S.`` or ``Kompas.com``."""
    before = _before(text, match)
    if match.group()[0] not in ".!?" or _ADDRESS.match(following):
        return False
    opened = following[0] in "“(" or (following[0] == '"' and text[: match.end()].count('"') % 2 == 0)
    return opened or (
        len(before) > 2 and not before[-1].isupper() and following[:1].isupper() and following[1:2].islower()
    )


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
    word, head = before.lower(), text[: match.start() - len(before)].rstrip()
    if word in _words("closing_abbreviations.txt"):
        return not _starts_sentence(following)
    if word in _words("number_abbreviations.txt"):
        return following[0].isdigit() or (word == "no" and following.startswith("Pol."))
    if word in _words("abbreviations.txt"):
        return not (before.islower() and len(before) > 3 and following[0].isupper())
    last = re.split(r"\s", head)[-1].rstrip(".").lower()
    if _ENUMERATOR.fullmatch(before) and (not head or (head[-1] in ".;:!?" and last not in _numbered())):
        return True
    return _INITIALS.fullmatch(before) is not None and not _is_label(text, match, before, head)


def _numbered() -> frozenset[str]:
    return _words("number_abbreviations.txt") | {"pasal", "jl"}


def _is_label(text: str, match: re.Match[str], before: str, head: str) -> bool:
    """Whether a capital letter is a label that can end a sentence ("vitamin C.", "18°C."), not a name's initial."""
    if len(before) > 1:
        return False
    glued = text[match.start() - 2 : match.start() - 1].strip("“\"'( \xa0\n\t") != ""
    previous = re.search(r"[\w-]+$", head)
    return glued or (previous is not None and previous.group().lower() in _words("labels.txt"))


def _starts_sentence(following: str) -> bool:
    """After an abbreviation that may end a sentence: a sentence starter, or a capital followed by a small word."""
    first = re.match(r"[\w-]+", following)
    if first is None:
        return following[0] in '“"‘'
    return first.group() in _words("starters.txt") or re.match(r"[A-Z][a-z-]+ [a-z]", following) is not None


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
