"""What the rules see of a block: its visible text with the features that tell prose from page furniture."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from translator.article.cells import CELLS, cells
from translator.article.clean.data import words
from translator.article.clean.parts import dateline_end, end_mark_start, visible
from translator.article.model import Block, Kind

PROSE_WORDS = 12
"""A line of at least this many words that ends as a sentence is prose."""
EVERYWHERE = 0.8
"""Blank lines before more than this share of all lines are mere spacing."""
MENU_ENTRIES = 4
"""Entries in a line that are set apart by wide gaps and make it a menu."""
LONG_WORDS = 30
"""A line of at least this many words is prose however it ends."""

_FOLD = str.maketrans({**dict.fromkeys("“”„‟«»″", '"'), **dict.fromkeys("‘’‚`", "'"), **dict.fromkeys("–—−―‑", "-")})
_INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad\ufe0f]")
_DECORATION = re.compile(r"^[^\w#(\[\"'×*©@+]+(?=[\w#(\[\"'])|[>»›\s]+$")
_FINAL = re.compile(r"[.!?…][\"'”’)\]]*$")

_CLOCK = re.compile(r"(?:pukul )?\d{1,2}[.:]\d{2}(?: (?:wib|wita|wit))?")
_WORD = re.compile(r"[^\W\d_][\w'-]*")


@dataclass(frozen=True, slots=True)
class Line:
    """One block as the rules see it.

    ``text``: visible text, white space collapsed; ``bare``: the same without dateline and end mark.
    ``fold``: ``bare`` in lower case with plain quotes and dashes and without leading decoration, for the patterns.

    ``gap``: a blank line sets it off from the line above. ``final``: ends as a sentence does.
    ``menu``: short entries set apart by wide gaps. ``row``: cells of a table, set apart by tabs or bars.
    ``capitals``: share of capitalised words among the content words.
    """

    index: int
    kind: Kind
    text: str
    bare: str
    fold: str
    words: int
    final: bool
    capitals: float
    dateline: bool
    gap: bool
    menu: bool
    row: bool
    marker: str

    @property
    def listed(self) -> bool:
        """Whether it is an item of a list."""
        return self.kind is Kind.LIST_ITEM

    @property
    def clock(self) -> bool:
        """Whether it is nothing but an hour: ``17.45 WIB``."""
        return _CLOCK.fullmatch(self.fold) is not None

    @property
    def headline(self) -> bool:
        """Whether it has the form of a headline: several words, no full stop, mostly capitalised."""
        return 4 <= self.words <= 25 and not self.bare.endswith((".", ":", ",")) and self.capitals >= 0.6

    @property
    def prose(self) -> bool:
        """Whether it has the form of a body paragraph."""
        if self.dateline:
            return self.words >= 6
        return self.words >= LONG_WORDS or (self.words >= PROSE_WORDS and self.final)


def plain(text: str) -> str:
    """Text with white space collapsed and invisible characters taken out."""
    return " ".join(_INVISIBLE.sub("", text).split())


def fold(text: str) -> str:
    """Lower case, plain quotes and dashes, no leading decoration: the form that the patterns are written for."""
    return undecorated(text).translate(_FOLD).lower()


def undecorated(text: str) -> str:
    """Text without arrows, bullets and emoji before and after it; as it is when it is nothing else."""
    return _DECORATION.sub("", text) or text


def capitals(text: str) -> float:
    """Share of capitalised words among the content words of a text, 0 to 1."""
    small = words("small_words.txt")
    content = [w for w in _WORD.findall(text) if w.lower() not in small]
    return sum(w[0].isupper() for w in content) / len(content) if content else 0.0


def look_at(blocks: Sequence[Block]) -> tuple[Line, ...]:
    """The lines of a page; where blank lines stand between nearly all of them, they say nothing and count as none."""
    lines = tuple(_look(i, block) for i, block in enumerate(blocks))
    if sum(line.gap for line in lines) <= EVERYWHERE * len(lines):
        return lines
    return tuple(replace(line, gap=False) for line in lines)


def _look(index: int, block: Block) -> Line:
    """The line that a block makes; the same before and after cleaning."""
    shown = visible(block)
    start = dateline_end(shown)
    end = end_mark_start(shown)
    text = plain(shown)
    bare = text if end - start == len(shown) else plain(shown[start:end])
    return Line(
        index=index,
        kind=block.kind,
        text=text,
        bare=bare,
        fold=fold(bare or text),
        words=len(bare.split()),
        final=_FINAL.search(bare) is not None,
        capitals=capitals(bare),
        dateline=start > 0,
        gap=block.before.count("\n") > 1,
        menu=_is_menu(shown),
        row=len(cells(shown)) >= CELLS,
        marker=block.marker.strip(),
    )


def _is_menu(shown: str) -> bool:
    entries = re.split(r"\s{2,}|\t", shown.strip())
    return len(entries) >= MENU_ENTRIES and all(len(entry.split()) <= 3 for entry in entries)
