"""What stands between the words of a paragraph: pictures, notes' marks, fields, the bounds of comments."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from docx.oxml.ns import qn

from translator.article.formats.docx.xml import Xml
from translator.article.model import Inline

_ENDS = {
    qn("w:commentRangeStart"): qn("w:commentRangeEnd"),
    qn("w:bookmarkStart"): qn("w:bookmarkEnd"),
    qn("w:permStart"): qn("w:permEnd"),
}


@dataclass(slots=True)
class Unit:
    """What stands between words: nodes of the paragraph, each with its run or None. ``space``: it shows as one."""

    nodes: list[tuple[Xml, Xml]]
    position: int
    space: bool = False


class Units:
    """The units of a paragraph by number, gathered in order; a field's instructions are one unit."""

    def __init__(self) -> None:
        self.found: list[Unit] = []
        self._fields: list[int | None] = []  # unit of each open field, None for one inside another
        self._collecting: int | None = None  # unit of the field whose instructions are being read
        self._pairs: list[tuple[int, int]] = []  # units that begin and end something

    @property
    def collecting(self) -> bool:
        """Whether what comes is instructions of a field."""
        return self._collecting is not None

    def add(self, node: Xml, run: Xml, position: int) -> None:
        """What stands at a position of the text, with its run or None."""
        if self._collecting is not None:
            self.found[self._collecting].nodes.append((node, run))
            return
        self.found.append(Unit([(node, run)], position))
        for n, unit in enumerate(self.found[:-1]):
            first = unit.nodes[0][0]
            if _ENDS.get(first.tag) == node.tag and first.get(qn("w:id")) == node.get(qn("w:id")):
                self._pairs.append((n, len(self.found) - 1))

    def add_field(self, node: Xml, run: Xml, position: int) -> None:
        """A field's instructions are one unit; its result is text between that and the unit of its end."""
        kind = node.get(qn("w:fldCharType"))
        inside_other = self._collecting is not None
        if kind == "begin":
            self.add(node, run, position)
            self._fields.append(None if inside_other else len(self.found) - 1)
            self._collecting = self._collecting if inside_other else len(self.found) - 1
            return
        unit = self._fields[-1] if self._fields else None
        instructions = unit is not None and self._collecting == unit
        self.add(node, run, position)
        if instructions:
            self._collecting = None
        if kind == "end" and self._fields:
            self._fields.pop()
            if unit is not None and not instructions:
                self._pairs.append((unit, len(self.found) - 1))

    def marks(self) -> Iterator[Inline]:
        """The units as markup: points, and stretches between those that begin and end something."""
        paired = dict(self._pairs)
        ends = set(paired.values())
        for n, unit in enumerate(self.found):
            if n in paired:
                end = self.found[paired[n]].position
                yield Inline(unit.position, end, f'<w:x n="{n}">', f'<w:x n="{paired[n]}">')
            elif n not in ends:
                yield Inline(unit.position, unit.position, f'<w:x n="{n}">', "")
