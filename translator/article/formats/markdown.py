"""Markdown (CommonMark, tables, strikethrough): to blocks that give the source back byte for byte, and to source.

Blocks come from markdown-it-py's line maps. Inline markup is placed by walking its tokens and the source together;
where that fails, the block's text is its source.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline, autolink, backtick, entity, escape, html_inline, image, link, newline
from markdown_it.token import Token

from translator.article.formats.common import (
    Mark,
    Markup,
    exact,
    groups,
    marked_up,
    markup,
    number_of,
    rows_of,
    tag,
    visible,
)
from translator.article.model import Block, Inline, Kind
from translator.limits import MAX_INLINE_BRACKETS, MAX_INLINE_CHARS

# Parsing -------------------------------------------------------------------------------------------------------

_InlineRule = Callable[[StateInline, bool], bool]
_Environment = dict[str, object]


def _ending(rule: _InlineRule) -> _InlineRule:
    """The rule, noting on the last token that it makes where its source ends."""

    def noted(state: StateInline, silent: bool) -> bool:
        count = len(state.tokens)
        matched = rule(state, silent)
        if matched and not silent and len(state.tokens) > count:
            state.tokens[-1].meta["end"] = state.pos
        return matched

    return noted


@cache
def _parser() -> MarkdownIt:
    """A parser of blocks. Lists and quotes may be nested fifty deep; the preset's ten would lose the text below."""
    options = {"inline_definitions": True, "maxNesting": 100}
    parser = MarkdownIt("commonmark", options).enable("table")
    return parser.disable(["inline", "text_join"])


@cache
def _inline_parser() -> MarkdownIt:
    """A parser of one block's inline source."""
    parser = MarkdownIt("commonmark").enable("strikethrough")
    rules = {
        "newline": newline,
        "escape": escape,
        "backticks": backtick,
        "link": link,
        "image": image,
        "autolink": autolink,
        "html_inline": html_inline,
        "entity": entity,
    }
    for name, rule in rules.items():
        parser.inline.ruler.at(name, _ending(rule))
    return parser


def _inline_tokens(source: str, environment: _Environment) -> list[Token]:
    parser = _inline_parser()
    return parser.inline.parse(source, parser, environment, [])


# Inline source to visible text ---------------------------------------------------------------------------------


class _Mismatch(Exception):
    """The tokens and the source do not run in step."""


@dataclass(slots=True)
class _Walk:
    """Visible text and markup of ``source``, built up token by token; ``position`` is the place in ``source``."""

    source: str
    position: int = 0
    text: str = ""
    inline: list[Inline] = field(default_factory=list)
    opened: list[tuple[int, int, str]] = field(default_factory=list)

    def take(self, literal: str) -> str:
        if not self.source.startswith(literal, self.position):
            raise _Mismatch
        self.position += len(literal)
        return literal

    def take_to(self, end: int) -> str:
        if end < self.position:
            raise _Mismatch
        taken, self.position = self.source[self.position : end], end
        return taken

    def open(self, notation: str) -> None:
        """Markup begins here; its place among the others is held by an entry that :meth:`close` replaces."""
        self.opened.append((len(self.inline), len(self.text), notation))
        self.inline.append(Inline(len(self.text), len(self.text), notation, ""))

    def close(self, notation: str) -> None:
        index, start, opening = self.opened.pop()
        self.inline[index] = Inline(start, len(self.text), opening, notation)

    def leaf(self, opening: str, shown: str, closing: str) -> None:
        self.open(opening)
        self.text += shown
        self.close(closing)


def _visible(source: str, environment: _Environment) -> tuple[str, tuple[Inline, ...]] | None:
    """Visible text of inline source and its markup; None when the two cannot be aligned."""
    if len(source) > MAX_INLINE_CHARS or source.count("[") > MAX_INLINE_BRACKETS:
        return None
    try:
        return _walked(source, _inline_tokens(source, environment))
    except _Mismatch:
        return None


def _walked(source: str, tokens: Sequence[Token]) -> tuple[str, tuple[Inline, ...]]:
    walk = _Walk(source)
    remaining = iter(tokens)
    for token in remaining:
        if token.markup == "autolink":
            _autolink(walk, next(remaining), next(remaining))
        else:
            _STEPS[token.type](walk, token)
    if walk.position != len(source) or walk.opened:
        raise _Mismatch
    return walk.text, _paired(walk.inline)


def _text(walk: _Walk, token: Token) -> None:
    walk.text += walk.take(token.content)


def _soft_break(walk: _Walk, token: Token) -> None:
    walk.take_to(token.meta["end"])
    walk.text += " "


def _hard_break(walk: _Walk, token: Token) -> None:
    walk.leaf(walk.take_to(token.meta["end"]).rstrip(" "), " ", "")


def _special(walk: _Walk, token: Token) -> None:
    walk.take_to(token.meta["end"])
    walk.text += token.content


def _delimiter_open(walk: _Walk, token: Token) -> None:
    walk.open(walk.take(token.markup))


def _delimiter_close(walk: _Walk, token: Token) -> None:
    walk.close(walk.take(token.markup))


def _code(walk: _Walk, token: Token) -> None:
    source, length = walk.take_to(token.meta["end"]), len(token.markup)
    pad = (len(source) - 2 * length - len(token.content)) // 2
    walk.leaf(source[: length + pad], token.content, source[len(source) - length - pad :])


def _link_open(walk: _Walk, token: Token) -> None:
    walk.open(walk.take("["))
    walk.opened[-1] = (*walk.opened[-1][:2], "[" + _target(token))


def _link_close(walk: _Walk, token: Token) -> None:
    """The link's end; a link by reference gets the form with its target, which does not depend on the words."""
    closing = walk.take_to(token.meta["end"])
    index, start, opening = walk.opened.pop()
    closing = closing if closing.startswith("](") else f"]({opening[1:]})"
    walk.inline[index] = Inline(start, len(walk.text), "[", closing)


def _target(token: Token) -> str:
    title = str(token.attrGet("title") or "").replace("\\", "\\\\").replace('"', '\\"')
    return f"<{token.attrGet('href') or ''}>" + (f' "{title}"' if title else "")


def _autolink(walk: _Walk, shown: Token, closing: Token) -> None:
    source = walk.take_to(closing.meta["end"])
    walk.leaf("<", source[1:-1], ">")


def _image(walk: _Walk, token: Token) -> None:
    source = walk.take_to(token.meta["end"])
    alt = token.content
    if not source.startswith("![" + alt + "]"):
        raise _Mismatch
    text, inline = _walked(alt, token.children or ())
    shift = len(walk.text)
    walk.leaf("![", text, source[2 + len(alt) :])
    walk.inline.extend(replace(i, start=i.start + shift, end=i.end + shift) for i in inline)


def _html(walk: _Walk, token: Token) -> None:
    notation = walk.take_to(token.meta["end"])
    walk.leaf(notation, " " if re.match(r"<br\b", notation, re.IGNORECASE) else "", "")


_STEPS: dict[str, Callable[[_Walk, Token], None]] = {
    "text": _text,
    "softbreak": _soft_break,
    "hardbreak": _hard_break,
    "text_special": _special,
    "code_inline": _code,
    "image": _image,
    "html_inline": _html,
    "link_open": _link_open,
    "link_close": _link_close,
    **{f"{name}_open": _delimiter_open for name in ("em", "strong", "s")},
    **{f"{name}_close": _delimiter_close for name in ("em", "strong", "s")},
}

_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9-]*)")


def _paired(inline: Sequence[Inline]) -> tuple[Inline, ...]:
    """HTML tags that belong together as one markup around what stands between them."""
    out: list[Inline | None] = list(inline)
    waiting: dict[str, list[int]] = {}
    for n, item in enumerate(inline):
        found = _TAG.match(item.open) if not item.close else None
        if found is None:
            continue
        places = waiting.setdefault(found[2].lower(), [])
        if not found[1]:
            places.append(n)
        elif places:
            first = places.pop()
            out[first] = replace(inline[first], end=item.start, close=item.open)
            out[n] = None
    return tuple(item for item in out if item is not None)


# Blocks --------------------------------------------------------------------------------------------------------

_LINE = re.compile(r"([^\r\n]*)(\r\n?|\n|\Z)")
_FRONT_MATTER = re.compile(
    r"---[ \t]*(?:\r\n?|\n)\s*[A-Za-z_][\w -]*:.*?(?:\r\n?|\n)(?:---|\.\.\.)[ \t]*(?=[\r\n]|\Z)", re.DOTALL
)
_FRONT_DATE = re.compile(r"^date:\s*[\"']?(\d{4}-\d\d-\d\d)", re.MULTILINE)


def published(text: str) -> date | None:
    """The ``date`` of the front matter."""
    front = _FRONT_MATTER.match(text)
    found = _FRONT_DATE.search(front[0]) if front else None
    try:
        return date.fromisoformat(found[1]) if found else None
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class _Leaf:
    """A block's content ``text[start:end]``. ``content``: what the parser made of it (container marks taken off)."""

    kind: Kind
    level: int
    start: int
    end: int
    content: str


def read(text: str) -> Iterator[Block]:
    """The blocks of ``text``, without ids, and the text after the last one as a final block with empty ``text``."""
    environment: _Environment = {}
    position = 0
    for leaf in _leaves(text, environment):
        if leaf.start < position or leaf.start >= leaf.end:
            continue
        yield _block(text, leaf, text[position : leaf.start], environment)
        position = leaf.end
    yield Block("", Kind.PARAGRAPH, "", before=text[position:])


def _block(text: str, leaf: _Leaf, lead: str, environment: _Environment) -> Block:
    source = text[leaf.start : leaf.end]
    if leaf.kind is Kind.VERBATIM:
        return Block("", leaf.kind, source, before=lead)
    cut = max(lead.rfind("\n"), lead.rfind("\r")) + 1
    cut = cut if lead[cut:].strip() else len(lead)
    before, marker = lead[:cut], lead[cut:]
    if leaf.content == source and _HARMLESS.fullmatch(source):
        return Block("", leaf.kind, source, before, marker, level=leaf.level)
    found = _visible(leaf.content, environment)
    if found is None or not found[0].strip():
        return Block("", leaf.kind, source, before, marker, raw=source, level=leaf.level)
    shown, inline = found
    block = Block("", leaf.kind, shown, before, marker, level=leaf.level, inline=inline)
    return block if not inline and shown == source == _source(block, _OWN) else replace(block, raw=source)


def _leaves(text: str, environment: _Environment) -> Iterator[_Leaf]:
    front = _FRONT_MATTER.match(text)
    offset = front.end() if front else 0
    if front:
        yield _Leaf(Kind.VERBATIM, 0, 0, offset, "")
    body = text[offset:]
    # Cut where markdown-it cuts lines.
    lines = [(offset + line.start(), line[1]) for line in _LINE.finditer(body)]
    yield from _Leaves(lines, _parser().parse(body, environment))


class _Leaves:
    """The leaves among the parser's tokens, in order, with their places in the source."""

    def __init__(self, lines: Sequence[tuple[int, str]], tokens: Sequence[Token]) -> None:
        self._lines = lines
        self._tokens = tokens
        self._containers: list[str] = []
        self._fresh_item = False
        self._titled = False
        self._heading: Token | None = None
        self._row = -1
        self._column = 0

    def __iter__(self) -> Iterator[_Leaf]:
        for token in self._tokens:
            if token.type == "inline":
                yield from self._inline(token)
            elif token.nesting == 0 and token.map:
                yield self._verbatim(token.map[0], token.map[1])
            else:
                self._enter(token)

    def _enter(self, token: Token) -> None:
        name, _, side = token.type.rpartition("_")
        if name in ("bullet_list", "ordered_list", "blockquote", "table"):
            if side == "open":
                self._containers.append(name)
            else:
                self._containers.pop()
        elif token.type == "list_item_open":
            self._fresh_item = True
        elif name == "heading":
            self._heading = token if side == "open" else None

    def _inline(self, token: Token) -> Iterator[_Leaf]:
        if not token.map or not token.content.strip():
            return
        kind, level = self._kind()
        if kind is Kind.TABLE_CELL:
            span = self._cell_span(token.map[0], token.content)
        elif self._heading is not None:
            span = self._heading_span(self._heading, token.content)
        else:
            span = self._span(token.map[0], token.content)
        self._fresh_item = False
        if span is None:
            yield self._verbatim(token.map[0], token.map[1])
        else:
            yield _Leaf(kind, level, *span, token.content)

    def _kind(self) -> tuple[Kind, int]:
        if self._heading is not None:
            level = int(self._heading.tag[1])
            kind = Kind.HEADING if self._titled or level > 1 else Kind.TITLE
            self._titled = self._titled or kind is Kind.TITLE
            return kind, level
        inner = self._containers[-1] if self._containers else ""
        if inner.endswith("list"):
            depth = sum(c.endswith("list") for c in self._containers)
            return (Kind.LIST_ITEM, depth) if self._fresh_item else (Kind.PARAGRAPH, 0)
        return {"table": Kind.TABLE_CELL, "blockquote": Kind.QUOTE}.get(inner, Kind.PARAGRAPH), 0

    def _verbatim(self, first: int, after: int) -> _Leaf:
        lines = self._lines[first:after]
        while len(lines) > 1 and not lines[-1][1].strip():
            lines = lines[:-1]
        start, (last, words) = lines[0][0], lines[-1]
        return _Leaf(Kind.VERBATIM, 0, start, last + len(words.rstrip()), "")

    def _span(self, first: int, content: str) -> tuple[int, int] | None:
        """Place of a paragraph: each of its lines ends a line of the source."""
        parts = content.split("\n")
        lines = [(start, line.rstrip()) for start, line in self._lines[first : first + len(parts)]]
        if any(not line.endswith(part.strip()) for (_, line), part in zip(lines, parts, strict=False)):
            return None
        start, line = lines[0]
        return start + len(line) - len(parts[0].strip()), lines[-1][0] + len(lines[-1][1])

    def _heading_span(self, heading: Token, content: str) -> tuple[int, int] | None:
        """Place of a heading, with its closing hashes or its underline."""
        first, after = heading.map or [0, 0]
        if heading.markup in ("=", "-"):
            span = self._span(first, content)
            last, words = self._lines[after - 1]
            return span and (span[0], last + len(words.rstrip()))
        start, line = self._lines[first]
        place = line.find(content, line.find(heading.markup) + len(heading.markup))
        return None if place < 0 else (start + place, start + len(line.rstrip()))

    def _cell_span(self, row: int, content: str) -> tuple[int, int] | None:
        """Place of a table cell, looked for from the end of the cell before it."""
        start, line = self._lines[row]
        source = content.replace("|", "\\|")
        place = line.find(source, self._column if row == self._row else 0)
        if place < 0:
            return None
        self._row, self._column = row, place + len(source)
        return start + place, start + place + len(source)


# Writing -------------------------------------------------------------------------------------------------------

_HARMLESS = re.compile(r"(?!(?:[-+=#:]|\d+[.)]|\s))[^\\`*_\[\]<>&!~|#\r\n\t]*(?<!\s)")
_SPECIAL = re.compile(r"([\\`*_\[\]<>&~#])")
_BLOCK_START = re.compile(r"(?:(\d+)([.)])|()([-+=]))")
_CANONICAL = {Mark.STRONG: "**", Mark.EM: "*", Mark.STRIKE: "~~"}


def source_of(block: Block) -> str:
    """A block of a Markdown article as source: as it was read, or its (translated) text with its markup."""
    if block.kind is Kind.VERBATIM:
        return block.source
    if block.raw:
        return block.marker + block.dateline + block.raw
    underlined = block.kind in (Kind.TITLE, Kind.HEADING) and not block.marker
    marker = "#" * max(1, block.level) + " " if underlined else block.marker
    return marker + _source(block, _OWN)


@dataclass(frozen=True, slots=True)
class _Notations:
    """How markup is spelled: the usual way (given the text too), and the way that can stand anywhere."""

    usual: Callable[[Inline, str], tuple[str, str]]
    anywhere: Callable[[Inline], tuple[str, str]]


def _source(block: Block, notations: _Notations) -> str:
    """The simplest source that is read as the block's dateline, text and markup."""
    text, inline = visible(block)
    if not inline and _HARMLESS.fullmatch(text):
        return text
    # A line break may stand where the text has no space, and reads as one: it is no part of what is checked.
    solid = [i for i in inline if i.start < i.end or not _BREAK.match(i.open)]
    checked = list(_candidates(text, solid, notations))
    written = (
        [c for c, _ in _candidates(text, inline, notations)] if len(solid) < len(inline) else [c for c, _ in checked]
    )
    good = (w for w, (c, marks) in zip(written, checked, strict=False) if _reads_as(c, block.kind, text, marks))
    chosen = next(good, checked[-1][0])
    return chosen.replace("|", "\\|") if block.kind is Kind.TABLE_CELL else chosen


def _candidates(text: str, inline: Sequence[Inline], notations: _Notations) -> Iterator[tuple[str, Sequence[Inline]]]:
    """Sources to try, with the markup that each claims to carry, the simplest first."""

    def plain(piece: str, active: Sequence[Inline]) -> str:
        return "" if any(map(_is_break, active)) else piece

    def escaped(piece: str, active: Sequence[Inline]) -> str:
        literal = any(markup(i).kind is Mark.CODE or i.open == "<" for i in active)
        return plain(piece, active) if literal else everywhere(piece, active)

    def everywhere(piece: str, active: Sequence[Inline]) -> str:
        return _SPECIAL.sub(r"\\\1", plain(piece, active))

    for escaping in (plain, escaped):
        source = marked_up(text, inline, lambda i: notations.usual(i, text), escaping)
        yield source, inline
        yield _start_escaped(source), inline
    if inline:
        yield _start_escaped(marked_up(text, inline, notations.anywhere, everywhere)), inline
        yield _start_escaped(everywhere(text, ())), ()


_BREAK = re.compile(r"<br\b|\\?[\r\n]| ", re.IGNORECASE)


def _is_break(inline: Inline) -> bool:
    """Whether markup is a line break, which is read as white space."""
    return not inline.close and inline.start < inline.end


def _start_escaped(source: str) -> str:
    return _BLOCK_START.sub(r"\1\\\2\4", source, count=1) if _BLOCK_START.match(source) else source


def _notation(inline: Inline, text: str) -> tuple[str, str]:
    if not inline.open.startswith("<") or inline.close == ">":
        return inline.open, inline.close
    meaning = markup(inline)
    if meaning.kind is Mark.CODE:
        return _fence(text[inline.start : inline.end])
    if meaning.kind is Mark.LINK:
        return "[", f"](<{meaning.href}>)" if re.search(r"[\s()<>\\]", meaning.href) else f"]({meaning.href})"
    if meaning.kind in _CANONICAL:
        return _CANONICAL[meaning.kind], _CANONICAL[meaning.kind]
    return _tags(inline)


def _tags(inline: Inline) -> tuple[str, str]:
    meaning = markup(inline)
    return ("", "") if meaning.kind is Mark.OTHER else tag(meaning)


def _own(inline: Inline, text: str) -> tuple[str, str]:
    return exact(inline)


def _own_tags(inline: Inline) -> tuple[str, str]:
    """Pictures, and elements that have no other form, stay as they were read."""
    return exact(inline) if markup(inline).kind is Mark.OTHER else tag(markup(inline))


_PORTABLE = _Notations(_notation, _tags)
_OWN = _Notations(_own, _own_tags)


def _fence(code: str) -> tuple[str, str]:
    """Backticks around inline code: one more than any run inside."""
    ticks = "`" * (max((len(run) for run in re.findall("`+", code)), default=0) + 1)
    pad = " " if code[:1] in "` " or code[-1:] in "` " else ""
    return ticks + pad, pad + ticks


def _reads_as(source: str, kind: Kind, text: str, inline: Sequence[Inline]) -> bool:
    environment: _Environment = {}
    if kind is not Kind.TABLE_CELL:
        heading = kind in (Kind.TITLE, Kind.HEADING)
        tokens = _parser().parse("# " + source if heading else source, environment)
        if [t.type for t in tokens][::2] != (["heading_open", "heading_close"] if heading else _PARAGRAPH):
            return False
        if tokens[1].content != source:
            return False
    found = _visible(source, environment)
    return found is not None and found[0] == text and _meanings(found[1]) == _meanings(inline)


_PARAGRAPH = ["paragraph_open", "paragraph_close"]


def _meanings(inline: Iterable[Inline]) -> set[tuple[int, int, Markup]]:
    found = ((i.start, i.end, markup(i)) for i in inline if i.start < i.end)
    return {item for item in found if item[2].kind is not Mark.OTHER}


def write(blocks: Iterable[Block]) -> str:
    """Blocks of another format as Markdown."""
    return "\n\n".join(_written(group) for group in groups(blocks)) + "\n"


def _written(group: Sequence[Block]) -> str:
    if group[0].kind is Kind.LIST_ITEM:
        return _list(group)
    if group[0].kind is Kind.TABLE_CELL:
        return _table(group)
    return "\n\n".join(_leaf(block) for block in group)


def _leaf(block: Block) -> str:
    if block.kind is Kind.VERBATIM:
        ticks = max("```", _fence(block.text)[0].strip(), key=len)
        return f"{ticks}\n{block.text}\n{ticks}"
    if block.kind in (Kind.TITLE, Kind.HEADING):
        return "#" * min(6, max(1, block.level)) + " " + _source(block, _PORTABLE)
    return ("> " if block.kind is Kind.QUOTE else "") + _source(block, _PORTABLE)


def _list(items: Sequence[Block]) -> str:
    """List items on one line each, nested under the text of the item above."""
    out: list[str] = []
    above: list[str] = []
    for item in items:
        number = number_of(item.marker)
        marker = "- " if number is None else f"{number}. "
        depth = min(max(0, item.level - 1), len(above))
        # Only a list that starts at 1 may stand directly under other text.
        continues = len(above) > depth and above[depth] != "- "
        gap = "\n\n" if out and number not in (None, 1) and not continues else "\n" if out else ""
        above = [*above[:depth], marker]
        out.append(gap + " " * sum(map(len, above[:-1])) + marker + _source(item, _PORTABLE))
    return "".join(out)


def _table(cells: Sequence[Block]) -> str:
    rows = rows_of(cells)
    width = max(map(len, rows))
    lines = [[_source(cell, _PORTABLE) if cell else "" for cell in row] + [""] * (width - len(row)) for row in rows]
    lines.insert(1, ["---"] * width)
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


_CODE_FENCE = re.compile(
    r"[ ]{0,3}(`{3,}|~{3,})[^\r\n]*(?:\r\n?|\n)(.*?)(?:(?:\r\n?|\n)[ ]{0,3}\1[`~]*)?\s*\Z", re.DOTALL
)
_SHOWS_NOTHING = re.compile(r"\s*(?:([-*_])(?:\s*\1){2,}\s*\Z|\[[^\]]+\]:|<!--)")


def verbatim_text(source: str) -> str:
    """What a verbatim block shows in another format: code without its fence; empty for rules, definitions, comments."""
    if _FRONT_MATTER.match(source) or _SHOWS_NOTHING.match(source):
        return ""
    fenced = _CODE_FENCE.match(source)
    return fenced[2] if fenced else source
