"""A paragraph of a docx filled anew from its own parts: runs by their looks, links, what stands between words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from copy import deepcopy
from dataclasses import replace

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from translator.article.formats.common import Piece, pieces, without_controls
from translator.article.formats.docx.language import set_run_language
from translator.article.formats.docx.paragraph import Paragraph, inside
from translator.article.formats.docx.xml import Xml
from translator.article.model import Inline

_NUMBERED = re.compile(r'.* n="(\d+)">\Z', re.DOTALL)


class Rebuilding:
    """Fills a paragraph anew from its own parts: runs by their looks, links, what stands between words."""

    def __init__(self, paragraph: Paragraph, language: str) -> None:
        self._paragraph = paragraph
        self._language = language
        self._holders: list[Xml] = []
        self._left = dict(enumerate(paragraph.units.found))
        self._swallow = False

    def fill(self, text: str, inline: Sequence[Inline]) -> None:
        """Put the text, with its markup, in place of all that stands in the paragraph."""
        node = self._paragraph.node
        for child in list(node):
            if child.tag != qn("w:pPr"):
                node.remove(child)
        self._holders = [node]
        text = without_controls(text) if text else ""
        # White space at the edges stands inside of what stands there: behind a note's mark, before a page's end.
        lead, trail = (self._paragraph.lead, self._paragraph.trail) if text else ("", "")
        self._pending = lead
        for piece in pieces(text, list(_as_points(inline))):
            self._take(piece)
        if trail:
            self._add_run(trail, ())
        for number in sorted(self._left):
            self._add_unit(number)

    def _take(self, piece: Piece) -> None:
        if piece.step == "text":
            text = self._pending + (piece.text[1:] if self._swallow and piece.text.startswith(" ") else piece.text)
            self._pending, self._swallow = "", False
            if text:
                self._add_run(text, piece.active)
            return
        assert piece.inline is not None
        number = _number_in(piece.inline.open)
        if number is None:
            return
        if piece.step == "point":
            if number in self._left:
                self._add_unit(number)
        elif not piece.inline.open.startswith("<w:r ") and number < len(self._paragraph.wrappers):
            self._wrap(number) if piece.step == "open" else self._holders.pop()

    def _wrap(self, number: int) -> None:
        shell = deepcopy(self._paragraph.wrappers[number])
        inner = inside(shell)
        for child in list(inner):
            if not child.tag.endswith("Pr"):
                inner.remove(child)
        self._holders[-1].append(shell)
        self._holders.append(inner)

    def _add_unit(self, number: int) -> None:
        unit = self._left.pop(number)
        self._swallow = unit.space
        for node, run in unit.nodes:
            if run is None:
                self._holders[-1].append(node)
            else:
                self._holders[-1].append(_run_like(run, node))

    def _add_run(self, text: str, active: Sequence[Inline]) -> None:
        numbers = [_number_in(i.open) for i in active if i.open.startswith("<w:r ")]
        number = next((n for n in reversed(numbers) if n is not None), self._paragraph.base)
        words = OxmlElement("w:t")
        words.text = text
        words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        run = _run_like(self._paragraph.runs[number] if number is not None else None, words)
        set_run_language(run, self._language)
        self._holders[-1].append(run)


def _as_points(inline: Iterable[Inline]) -> Iterator[Inline]:
    """The markup with the bounds of comments and fields as points, which may cross anything."""
    ends, points, starts, others = [], [], [], []
    for item in inline:
        if not item.open.startswith("<w:x"):
            others.append(item)
        elif item.close:
            starts.append(replace(item, end=item.start, close=""))
            ends.append(Inline(item.end, item.end, item.close, ""))
        else:
            points.append(item)
    yield from (*others, *ends, *points, *starts)


def _number_in(opening: str) -> int | None:
    found = _NUMBERED.match(opening)
    return int(found[1]) if found else None


def _run_like(run: Xml, content: Xml) -> Xml:
    new: Xml = OxmlElement("w:r")
    properties = run.find(qn("w:rPr")) if run is not None else None
    if properties is not None:
        new.append(deepcopy(properties))
    new.append(content)
    return new
