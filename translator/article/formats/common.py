"""What the formats share: the meaning of inline markup, flat runs of text, list markers, places of table cells."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise

from translator.article.model import Block, Inline, Kind
from translator.errors import InputError
from translator.limits import MAX_BLOCKS


class Mark(StrEnum):
    """What inline markup means; the value is its HTML element. ``OTHER`` is not carried to another format."""

    STRONG = "strong"
    EM = "em"
    LINK = "a"
    CODE = "code"
    UNDERLINE = "u"
    STRIKE = "s"
    SUP = "sup"
    SUB = "sub"
    OTHER = ""


@dataclass(frozen=True, slots=True)
class Markup:
    """Inline markup without its notation. ``href``: target of a link; empty when the link's text is its target."""

    kind: Mark
    href: str = ""


_ELEMENTS = {mark.value: mark for mark in Mark if mark.value} | {
    "b": Mark.STRONG,
    "i": Mark.EM,
    "cite": Mark.EM,
    "dfn": Mark.EM,
    "var": Mark.EM,
    "kbd": Mark.CODE,
    "samp": Mark.CODE,
    "tt": Mark.CODE,
    "ins": Mark.UNDERLINE,
    "del": Mark.STRIKE,
    "strike": Mark.STRIKE,
}
_DELIMITERS = {"**": Mark.STRONG, "__": Mark.STRONG, "*": Mark.EM, "_": Mark.EM, "~~": Mark.STRIKE}
_ELEMENT = re.compile(r"<([a-zA-Z][a-zA-Z0-9]*)((?:\s[^<>]*)?)/?>")
_HREF = re.compile(r"""\shref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)
_DESTINATION = re.compile(r"\]\(\s*(?:<((?:[^<>\\\n]|\\.)*)>|([^\s]*?))(?:\s+(?:\"[^\"]*\"|'[^']*'|\([^)]*\)))?\s*\)\Z")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_SAFE_HREF = re.compile(r"(?:https?:|mailto:|tel:|[^:]*(?:[/?#]|\Z))", re.IGNORECASE)


def element(name: str) -> Mark:
    """Meaning of an HTML inline element by its lower-case name."""
    return _ELEMENTS.get(name, Mark.OTHER)


def is_safe(href: str) -> bool:
    """Whether a link target is a web, mail, telephone or relative address (no ``javascript:``, no ``data:``)."""
    return bool(href) and _SAFE_HREF.match(href) is not None


def markup(inline: Inline) -> Markup:
    """What ``inline`` means, whether its notation is Markdown or HTML.

    Images and links by reference, whose target is not in the notation, are ``OTHER``: their text is carried on.
    """
    if inline.open in _DELIMITERS:
        return Markup(_DELIMITERS[inline.open])
    if inline.open.startswith("`"):
        return Markup(Mark.CODE)
    if inline.open == "<" and inline.close == ">":
        return Markup(Mark.LINK)
    if inline.open == "[":
        return _link(_destination(inline.close))
    return _html_markup(inline.open)


def _destination(close: str) -> str:
    found = _DESTINATION.match(close)
    return html.unescape(_ESCAPE.sub(r"\1", found[1] or found[2] or "")) if found else ""


def _html_markup(tag: str) -> Markup:
    found = _ELEMENT.fullmatch(tag)
    mark = element(found[1].lower()) if found else Mark.OTHER
    if mark is not Mark.LINK or found is None:
        return Markup(mark)
    href = _HREF.search(found[2])
    return _link(html.unescape(href[1] or href[2] or href[3] or "").strip() if href else "")


def _link(href: str) -> Markup:
    return Markup(Mark.LINK, href) if is_safe(href) else Markup(Mark.OTHER)


def tag(meaning: Markup) -> tuple[str, str]:
    """Opening and closing HTML tags of ``meaning``; the form in which html and docx readers keep inline markup."""
    name = meaning.kind.value
    attribute = f' href="{html.escape(meaning.href)}"' if meaning.kind is Mark.LINK else ""
    return f"<{name}{attribute}>", f"</{name}>"


# Text and its markup -------------------------------------------------------------------------------------------


def visible(block: Block) -> tuple[str, tuple[Inline, ...]]:
    """The block's dateline and text as one string, its inline markup moved accordingly."""
    shift = len(block.dateline)
    if not shift:
        return block.text, block.inline
    moved = (replace(i, start=i.start + shift, end=i.end + shift) for i in block.inline)
    return block.dateline + block.text, tuple(moved)


def runs(text: str, inline: Sequence[Inline]) -> Iterator[tuple[str, tuple[Inline, ...]]]:
    """``text`` cut where markup begins or ends, each piece with the markup that covers it, outermost first.

    Markup that covers nothing is left out; markup that crosses other markup comes out as several nested pieces.
    """
    spans = sorted((i for i in inline if i.start < i.end), key=lambda i: (i.start, -i.end))
    cuts = sorted({0, len(text), *(min(p, len(text)) for i in spans for p in (i.start, i.end))})
    active: list[Inline] = []
    waiting = iter(spans)
    following = next(waiting, None)
    for start, end in pairwise(cuts):
        active = [i for i in active if i.end > start]
        while following is not None and following.start <= start:
            active.append(following)
            following = next(waiting, None)
        yield text[start:end], tuple(active)


@dataclass(frozen=True, slots=True)
class Piece:
    """A step of writing marked-up text: a piece of ``text``, or markup that begins, ends or stands here (``point``)."""

    step: str
    inline: Inline | None = None
    text: str = ""
    active: tuple[Inline, ...] = ()


def pieces(text: str, inline: Sequence[Inline]) -> Iterator[Piece]:
    """``text`` and all its markup in order, well nested: ``open``, ``close``, ``point`` and ``text`` steps.

    Markup that crosses other markup is closed and opened anew. Markup that covers nothing is a point.
    """
    points = sorted((i for i in inline if i.start == i.end), key=lambda i: i.start)
    position, next_point = 0, 0
    stack: list[Inline] = []
    for piece, active in runs(text, inline):
        shared = next((n for n, (a, b) in enumerate(zip(stack, active, strict=False)) if a is not b), None)
        shared = min(len(stack), len(active)) if shared is None else shared
        yield from (Piece("close", i) for i in reversed(stack[shared:]))
        while next_point < len(points) and points[next_point].start <= position:
            yield Piece("point", points[next_point])
            next_point += 1
        yield from (Piece("open", i) for i in active[shared:])
        end = position + len(piece)
        while next_point < len(points) and points[next_point].start < end:
            cut = points[next_point].start
            if position < cut:
                yield Piece("text", text=text[position:cut], active=active)
            yield Piece("point", points[next_point])
            next_point, position = next_point + 1, cut
        if position < end:
            yield Piece("text", text=text[position:end], active=active)
        position, stack = end, list(active)
    yield from (Piece("close", i) for i in reversed(stack))
    yield from (Piece("point", i) for i in points[next_point:])


def marked_up(
    text: str,
    inline: Sequence[Inline],
    notation: Callable[[Inline], tuple[str, str]],
    escape: Callable[[str, Sequence[Inline]], str],
) -> str:
    """``text`` with its markup written in.

    ``notation``: opening and closing form of one markup; ``escape``: a piece of text, given the markup that covers it.
    """
    return "".join(_written(piece, notation, escape) for piece in pieces(text, inline))


def _written(
    piece: Piece, notation: Callable[[Inline], tuple[str, str]], escape: Callable[[str, Sequence[Inline]], str]
) -> str:
    if piece.inline is None:
        return escape(piece.text, piece.active)
    opening, closing = notation(piece.inline)
    return {"open": opening, "close": closing, "point": opening + closing}[piece.step]


def exact(inline: Inline) -> tuple[str, str]:
    """The notation that the markup was read in."""
    return inline.open, inline.close


# Places in the document ----------------------------------------------------------------------------------------

_NUMBER = re.compile(r"(\d{1,9})[.)]?\)?\s*\Z")
_LETTER = re.compile(r"([a-z])[.)]\)?\s*\Z")


def number_of(marker: str) -> int | None:
    """Number of an ordered list's marker (``"3. "``, ``"(3) "``, ``"c. "``: 3); None for a bullet."""
    if found := _NUMBER.search(marker):
        return int(found[1])
    if found := _LETTER.search(marker):
        return ord(found[1]) - ord("a") + 1
    return None


@dataclass(frozen=True, slots=True)
class Place:
    """Where a table cell stands: whether it opens a table or a row, and how many columns after the cell before it."""

    new_table: bool
    new_row: bool
    step: int


def place_of(cell: Block, previous: Block | None) -> Place:
    """Place of ``cell`` from what stands before it: line breaks open rows, tabs or pipes step over columns.

    Two line breaks, or a block that is no cell, open a new table.
    """
    lead = cell.before + cell.marker
    inside = previous is not None and previous.kind is Kind.TABLE_CELL
    if inside and not re.search(r"[\r\n]", lead):
        return Place(False, False, max(1, lead.count("\t") + lead.count("|")))
    last = re.split(r"[\r\n]", lead)[-1]
    step = last.count("\t") + max(0, last.count("|") - 1)
    return Place(not inside or re.search(r"(?:\r\n?|\n)[ \t]*[\r\n]", lead) is not None, True, step)


def rows_of(cells: Iterable[Block]) -> list[list[Block | None]]:
    """The cells of one table as rows; None where a cell is empty."""
    rows: list[list[Block | None]] = []
    previous: Block | None = None
    for cell in cells:
        place = place_of(cell, previous)
        if place.new_row or not rows:
            rows.append([None] * place.step)
        else:
            rows[-1].extend([None] * (place.step - 1))
        rows[-1].append(cell)
        previous = cell
    return rows


def groups(blocks: Iterable[Block]) -> Iterator[list[Block]]:
    """Blocks in order; list items that follow each other, and the cells of one table, come together."""
    group: list[Block] = []
    for block in blocks:
        if group and not _belongs(block, group[-1]):
            yield group
            group = []
        group.append(block)
    if group:
        yield group


def _belongs(block: Block, previous: Block) -> bool:
    if block.kind is not previous.kind:
        return False
    if block.kind is Kind.TABLE_CELL:
        return not place_of(block, previous).new_table
    return block.kind is Kind.LIST_ITEM


def numbered(blocks: Iterable[Block], where: str) -> tuple[Block, ...]:
    """The blocks with their ids, ``b1``, ``b2``, …

    Raises:
        InputError: more than :data:`translator.limits.MAX_BLOCKS`.
    """
    out = tuple(replace(block, id=f"b{n}") for n, block in enumerate(blocks, 1))
    if len(out) > MAX_BLOCKS:
        raise InputError(
            f"{len(out):,} paragraphs; at most {MAX_BLOCKS:,} are read.", where=where, mend="Split the document."
        )
    return out


_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


def without_controls(text: str) -> str:
    """``text`` without the characters that XML and HTML documents cannot hold."""
    return _NOT_XML.sub("", text)
