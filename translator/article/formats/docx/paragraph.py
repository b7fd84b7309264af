"""A paragraph of a docx as text: which stretches its markup covers, and its parts by the numbers in that markup."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from docx.oxml.ns import qn

from translator.article.formats.common import Mark, Markup, is_safe, tag
from translator.article.formats.docx.looks import Look, key, look_of
from translator.article.formats.docx.parts import Part
from translator.article.formats.docx.units import Units
from translator.article.formats.docx.xml import Xml
from translator.article.model import Inline

_WRAPPERS = frozenset(map(qn, ("w:sdt", "w:smartTag", "w:customXml", "w:fldSimple", "w:dir", "w:bdo")))
_ACCEPTED = frozenset(map(qn, ("w:ins", "w:moveTo")))
_LEFT_OUT = frozenset(map(qn, ("w:pPr", "w:rPr", "w:proofErr", "w:del", "w:moveFrom", "w:lastRenderedPageBreak")))


@dataclass(slots=True)
class Paragraph:
    """A paragraph of the document: its text, with the stretches that each markup covers.

    ``runs``, ``wrappers`` and ``units`` are its parts by the numbers that stand in the markup. ``part``: the file that
    it stands in, None for the body.
    """

    node: Xml
    rels: Any
    part: Part | None = None
    verbatim: bool = False
    text: str = ""
    runs: list[Xml] = field(default_factory=list)
    wrappers: list[Xml] = field(default_factory=list)
    units: Units = field(default_factory=Units)
    _open: dict[Markup, tuple[int, int]] = field(default_factory=dict)
    _inline: list[Inline] = field(default_factory=list)
    _spans: list[tuple[int, int, int, str]] = field(default_factory=list)  # start, end, run, key of its look

    def content(self) -> tuple[str, tuple[Inline, ...]]:
        """The text without outer white space, and its markup, outermost first."""
        self._gather(self.node, frozenset())
        self._close(set(self._open))
        if self.verbatim:
            return (self.text.strip("\r\n"), ()) if self.text.strip() else ("", ())
        stripped = self.text.strip()
        shift, length = len(self.lead), len(stripped)
        found = [*self._inline, *self._own_looks(), *self.units.marks()]
        moved = (
            replace(i, start=min(length, max(0, i.start - shift)), end=min(length, max(0, i.end - shift)))
            for i in found
        )
        kept = (i for i in moved if i.start < i.end or i.open.startswith("<w:x"))
        return stripped, tuple(sorted(kept, key=lambda i: (i.start, -i.end, i.open.startswith("<w:r"))))

    @property
    def lead(self) -> str:
        """White space in front of the text."""
        return self.text[: len(self.text) - len(self.text.lstrip())]

    @property
    def trail(self) -> str:
        """White space behind the text."""
        return self.text[len(self.text.rstrip()) :]

    @property
    def base(self) -> int | None:
        """The run whose look most of the text has."""
        sizes: dict[str, int] = {}
        for start, end, _, look in self._spans:
            sizes[look] = sizes.get(look, 0) + end - start
        best = max(sizes, key=lambda look: sizes[look], default=None)
        return next((run for _, _, run, look in self._spans if look == best), None)

    def _own_looks(self) -> Iterator[Inline]:
        """Stretches of runs that look otherwise than most of the text."""
        base = next((look for _, _, run, look in self._spans if run == self.base), "")
        merged: list[tuple[int, int, int, str]] = []
        for span in self._spans:
            if merged and merged[-1][3] == span[3] and merged[-1][1] == span[0]:
                merged[-1] = (merged[-1][0], span[1], *merged[-1][2:])
            else:
                merged.append(span)
        for start, end, run, look in merged:
            if look != base:
                yield Inline(start, end, f'<w:r n="{run}">', "</w:r>")

    # Walking the nodes

    def _gather(self, parent: Xml, look: Look) -> None:
        for node in parent:
            if node.tag == qn("w:r"):
                self._run(node, look)
            elif node.tag == qn("w:hyperlink"):
                self._hyperlink(node, look)
            elif node.tag in _WRAPPERS:
                self._wrapped(node, look)
            elif node.tag in _ACCEPTED:
                self._gather(node, look)
            elif node.tag not in _LEFT_OUT and isinstance(node.tag, str):
                self.units.add(node, None, len(self.text))

    def _hyperlink(self, node: Xml, look: Look) -> None:
        href = _href(node, self.rels)
        if not is_safe(href):
            self._wrapped(node, look)
            return
        self.wrappers.append(node)
        self._gather(node, look | {Markup(Mark.LINK, href)})

    def _wrapped(self, node: Xml, look: Look) -> None:
        number, start = len(self.wrappers), len(self.text)
        self.wrappers.append(node)
        name = node.tag.rpartition("}")[2]
        self._gather(inside(node), look)
        self._inline.append(Inline(start, len(self.text), f'<w:{name} n="{number}">', f"</w:{name}>"))

    def _run(self, run: Xml, look: Look) -> None:
        own = look_of(run)
        if own is None:  # hidden
            self.units.add(run, None, len(self.text))
            return
        linked = any(m.kind is Mark.LINK for m in look)
        look |= frozenset(m for m in own if not (linked and m.kind is Mark.UNDERLINE))
        number, start = len(self.runs), len(self.text)
        self.runs.append(run)
        for node in run:
            if self.units.collecting and node.tag not in (qn("w:rPr"), qn("w:fldChar")):
                self.units.add(node, run, len(self.text))
            elif node.tag == qn("w:t"):
                self._add(node.text or "", look)
            elif node.tag == qn("w:noBreakHyphen"):
                self._add("‑", look)
            elif node.tag == qn("w:fldChar"):
                self.units.add_field(node, run, len(self.text))
            elif node.tag not in _LEFT_OUT and isinstance(node.tag, str):
                self.units.add(node, run, len(self.text))
                self._add(self._shown(node), look)
        if start < len(self.text):
            self._spans.append((start, len(self.text), number, key(run)))

    def _shown(self, node: Xml) -> str:
        """A line break or tab between words is white space."""
        if node.tag in (qn("w:br"), qn("w:cr")) and node.get(qn("w:type"), "textWrapping") == "textWrapping":
            self.units.found[-1].space = not self.verbatim
            return "\n" if self.verbatim else " "
        if node.tag == qn("w:tab"):
            self.units.found[-1].space = not self.verbatim
            return "\t" if self.verbatim else " "
        return ""

    def _add(self, text: str, look: Look) -> None:
        if not text:
            return
        self._close(set(self._open) - look)
        for meaning in look:
            self._open.setdefault(meaning, (len(self.text), len(self.wrappers) - 1))
        self.text += text

    def _close(self, ended: set[Markup]) -> None:
        for meaning in sorted(ended, key=lambda m: m.kind.value):
            start, wrapper = self._open.pop(meaning)
            opening, closing = tag(meaning)
            if meaning.kind is Mark.LINK:
                opening = f'{opening[:-1]} n="{wrapper}">'
            self._inline.append(Inline(start, len(self.text), opening, closing))


def inside(wrapper: Xml) -> Xml:
    """Where the runs of an element around runs stand."""
    content = wrapper.find(qn("w:sdtContent")) if wrapper.tag == qn("w:sdt") else None
    return wrapper if content is None else content


def _href(link: Xml, rels: Any) -> str:
    identifier, anchor = link.get(qn("r:id")), link.get(qn("w:anchor"))
    relation = rels.get(identifier) if identifier else None
    target = str(relation.target_ref) if relation is not None and relation.is_external else ""
    return target + (f"#{anchor}" if anchor else "")
