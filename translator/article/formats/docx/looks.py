"""What a run of a docx looks like: its direct formatting as meanings, and a key by which looks are compared."""

from __future__ import annotations

from docx.oxml.ns import qn
from lxml import etree

from translator.article.formats.common import Mark, Markup
from translator.article.formats.docx.xml import Xml

MONOSPACED = "Courier New"
_INK = {
    "w:b": Mark.STRONG,
    "w:i": Mark.EM,
    "w:u": Mark.UNDERLINE,
    "w:strike": Mark.STRIKE,
}
_CHARACTER_STYLES = {"Strong": Mark.STRONG, "Emphasis": Mark.EM}
_RAISED = {"superscript": Mark.SUP, "subscript": Mark.SUB}
_OFF = frozenset(("0", "false", "none", "off"))

Look = frozenset[Markup]


def look_of(run: Xml) -> Look | None:
    """Direct formatting of a run; None when it is hidden text."""
    properties = run.find(qn("w:rPr"))
    if properties is None:
        return frozenset()
    if _is_on(properties.find(qn("w:vanish"))):
        return None
    marks = {mark for name, mark in _INK.items() if _is_on(properties.find(qn(name)))}
    style, raised, fonts = (properties.find(qn(name)) for name in ("w:rStyle", "w:vertAlign", "w:rFonts"))
    if style is not None and style.get(qn("w:val")) in _CHARACTER_STYLES:
        marks.add(_CHARACTER_STYLES[style.get(qn("w:val"))])
    if raised is not None and raised.get(qn("w:val")) in _RAISED:
        marks.add(_RAISED[raised.get(qn("w:val"))])
    if fonts is not None and fonts.get(qn("w:ascii")) == MONOSPACED:
        marks.add(Mark.CODE)
    return frozenset(map(Markup, marks))


def _is_on(node: Xml) -> bool:
    return node is not None and node.get(qn("w:val"), "1") not in _OFF


def key(run: Xml) -> str:
    """What a run looks like; its language and spelling marks do not count."""
    properties = run.find(qn("w:rPr"))
    if properties is None:
        return ""
    unseen = (qn("w:lang"), qn("w:noProof"))
    return "".join(etree.tostring(node, encoding="unicode") for node in properties if node.tag not in unseen)
