"""Plain text: one block per line, as pasted pages have it; hard-wrapped paragraphs are joined again."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from translator.article.formats.common import groups, number_of, rows_of
from translator.article.model import Block, Kind

# Format characters that show nothing count as white space: zero-width space, word joiner, byte order mark.
_BLANK = "\\s\u200b\u2060\ufeff"
_LINE = re.compile(rf"[^\r\n{_BLANK}](?:[^\r\n]*[^\r\n{_BLANK}])?")
_MARKER = re.compile(
    r"""(?: [•‣▪◦●]\s*                   # bullets that nothing else uses
          | [·\-–*][ \t\u00a0]+          # bullets that need the space
          | \(?\d{1,3}\)[ \t\u00a0]+     # 1) (1)
          | \d{1,3}\.[ \t\u00a0]+        # 1. but not the year "2025. "
          | \(?[a-z]\)[ \t\u00a0]+       # a) (a)
          | [a-z]\.[ \t\u00a0]+          # a. but not the initial "A. "
        )(?=\S)""",
    re.VERBOSE,
)
_HYPHEN = re.compile(r"(?<=\w)-\n(?=\w)")
_SENTENCE_END = re.compile(r"[.!?:…][\"'”’)\]]*\Z")


@dataclass(frozen=True, slots=True)
class _Line:
    """A line without outer white space: ``text[start:end]``; ``body`` is where the text after its marker starts."""

    start: int
    body: int
    end: int
    words: str

    @property
    def marked(self) -> bool:
        return self.body > self.start


def read(text: str) -> Iterator[Block]:
    """The blocks of ``text``, without ids, and the text after the last one as a final block with empty ``text``.

    Each line is a block, except in hard-wrapped paragraphs (see :func:`_is_wrapped`). List markers go to ``marker``
    with the white space around them.
    """
    lines = [_line(text, match) for match in _LINE.finditer(text)]
    position = 0
    indents: list[int] = []  # of the list items that are open
    for paragraph in _paragraphs(text, lines):
        first, last = paragraph[0], paragraph[-1]
        lead = text[position : first.start]
        if first.marked:
            indent = _indentation(lead)
            indents = [*(i for i in indents if i < indent), indent]
            yield _item(text, paragraph, lead, len(indents))
        else:
            indents = []
            yield Block("", Kind.PARAGRAPH, _joined(paragraph), before=lead, raw=_raw(text, paragraph))
        position = last.end
    yield Block("", Kind.PARAGRAPH, "", before=text[position:])


def _line(text: str, match: re.Match[str]) -> _Line:
    marker = _MARKER.match(text, match.start(), match.end())
    body = marker.end() if marker else match.start()
    return _Line(match.start(), body, match.end(), text[body : match.end()])


def _indentation(lead: str) -> int:
    return len(re.split(r"[\r\n]", lead)[-1].expandtabs(4))


def _item(text: str, paragraph: Sequence[_Line], lead: str, level: int) -> Block:
    cut = max(lead.rfind("\n"), lead.rfind("\r")) + 1
    first = paragraph[0]
    return Block(
        "",
        Kind.LIST_ITEM,
        _joined(paragraph),
        before=lead[:cut],
        marker=lead[cut:] + text[first.start : first.body],
        raw=_raw(text, paragraph),
        level=level,
    )


def _joined(paragraph: Sequence[_Line]) -> str:
    """The lines as one; a word broken at its hyphen (``kerja-`` / ``sama``) is whole again."""
    return _HYPHEN.sub("-", "\n".join(line.words for line in paragraph)).replace("\n", " ")


def _raw(text: str, paragraph: Sequence[_Line]) -> str:
    return text[paragraph[0].body : paragraph[-1].end] if len(paragraph) > 1 else ""


# Hard wrapping -------------------------------------------------------------------------------------------------

_NARROWEST, _WIDEST = 50, 100


_SLACK = 3  # characters by which the widest line seen may fall short of the width


def _paragraphs(text: str, lines: Sequence[_Line]) -> Iterator[list[_Line]]:
    """The lines of each paragraph: those of a cluster together where the document is hard-wrapped, else each line."""
    clusters = list(_clusters(text, lines))
    width = max((_width(c) for c in clusters if len(c) >= 3 and _is_wrapped(c)), default=0)
    for cluster in clusters:
        if _width(cluster) <= width + _SLACK and _is_full(cluster, max(width, _width(cluster))):
            yield cluster
        else:
            yield from ([line] for line in cluster)


def _clusters(text: str, lines: Sequence[_Line]) -> Iterator[list[_Line]]:
    """Lines that follow each other without a blank line; a list marker starts a new cluster."""
    cluster: list[_Line] = []
    for line in lines:
        if cluster and (line.marked or len(re.findall(r"\r\n?|\n", text[cluster[-1].end : line.start])) > 1):
            yield cluster
            cluster = []
        cluster.append(line)
    if cluster:
        yield cluster


def _width(cluster: Sequence[_Line]) -> int:
    return max(line.end - line.start for line in cluster)


def _is_wrapped(cluster: Sequence[_Line]) -> bool:
    """Whether a program broke these lines: each is full, and most breaks fall inside a sentence.

    A pasted page, whose lines are headlines and whole paragraphs, is not full.
    """
    breaks = list(pairwise(cluster))
    inside = sum(after.words[0].islower() and not _SENTENCE_END.search(line.words) for line, after in breaks)
    width = _width(cluster)
    return width <= _WIDEST and 2 * inside >= len(breaks) and _is_full(cluster, width)


def _is_full(cluster: Sequence[_Line], width: int) -> bool:
    """Whether the first word of each next line would not have fitted into ``width`` characters."""
    return all(
        line.end - line.start >= _NARROWEST and line.end - line.start + 1 + len(after.words.split(None, 1)[0]) > width
        for line, after in pairwise(cluster)
    )


# Writing -------------------------------------------------------------------------------------------------------


def write(blocks: Iterable[Block]) -> str:
    """Blocks of any format as plain text: paragraphs a blank line apart, list items and table rows on a line each."""
    return "\n\n".join(_written(group) for group in groups(blocks)) + "\n"


def _written(group: Sequence[Block]) -> str:
    if group[0].kind is Kind.LIST_ITEM:
        return "\n".join("  " * max(0, b.level - 1) + _bullet(b) + b.dateline + b.text for b in group)
    if group[0].kind is Kind.TABLE_CELL:
        return "\n".join("\t".join(cell.text if cell else "" for cell in row) for row in rows_of(group))
    return "\n\n".join(block.dateline + block.text for block in group)


def _bullet(block: Block) -> str:
    number = number_of(block.marker)
    return "• " if number is None else f"{number}. "
