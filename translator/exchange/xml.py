"""XML read as a stream, safely, and the texts of translation formats: inline codes, characters that XML cannot hold.

Nothing is fetched, no entity is expanded: a file that declares one is refused. One unit is in memory at a time.
"""

from __future__ import annotations

import re
import stat
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any, BinaryIO

from lxml import etree
from lxml.etree import _Element as Element

from translator.errors import InputError
from translator.limits import MAX_EXCHANGE_BYTES, MEBIBYTE

LANG = "{http://www.w3.org/XML/1998/namespace}lang"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"

_FORBIDDEN = re.compile("([\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff])")
_MEND = "Export it again from the program it comes from."


def local(node: Element) -> str:
    """The name of an element without its namespace; empty for comments and the like."""
    return node.tag.rpartition("}")[2] if isinstance(node.tag, str) else ""


def line_of(node: Element) -> int:
    """The line of an element in its file; 0 if it is not known."""
    line: Any = node.sourceline
    return int(line or 0)


# Reading -------------------------------------------------------------------------------------------------------


def stream(
    path: Path, roots: Collection[str], units: Collection[str], contexts: Collection[str] = ()
) -> Iterator[Element]:
    """Elements by their local names: ``units`` with all that they hold, ``contexts`` as they begin, without content.

    A unit is cleared when the next element is asked for.

    Raises:
        InputError: the file is missing, too large, no well-formed XML, declares entities, or has another root.
    """
    check_file(path)
    try:
        with path.open("rb") as file:
            yield from _events(file, path, frozenset(roots), frozenset(units), frozenset(contexts))
    except etree.XMLSyntaxError as error:
        what = f"No well-formed XML: {(error.msg or 'empty').rstrip('.')}."
        raise InputError(what, where=f"{path}:{error.lineno or 1}", mend=_MEND) from error
    except OSError as error:
        raise _unreadable(path, error.strerror or str(error)) from error


def check_file(path: Path) -> None:
    """Raises InputError unless the path is an ordinary file within the limit."""
    try:
        found = path.stat()
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise _unreadable(path, reason or "unknown") from error
    if not stat.S_ISREG(found.st_mode):
        raise InputError("Not an ordinary file.", where=path, mend="Name a file, not a folder or device.")
    if found.st_size > MAX_EXCHANGE_BYTES:
        limit = MAX_EXCHANGE_BYTES // MEBIBYTE
        raise InputError(f"More than {limit} MB; at most that is read.", where=path, mend="Split the file.")


def _unreadable(path: Path, reason: str) -> InputError:
    return InputError(f"Cannot be read: {reason}.", where=path, mend="Check the name and the file's permissions.")


def _events(
    file: BinaryIO, path: Path, roots: frozenset[str], units: frozenset[str], contexts: frozenset[str]
) -> Iterator[Element]:
    parser = etree.iterparse(
        file,
        events=("start", "end"),
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    inside, seen = 0, False
    for event, node in parser:
        if not seen:
            _check_root(node, roots, path)
            seen = True
        name = local(node)
        if event == "start":
            inside += name in units
            if name in contexts:
                yield node
            continue
        if name in units:
            inside -= 1
            yield node
        if not inside:
            _forget(node)


def _check_root(root: Element, roots: Collection[str], path: Path) -> None:
    dtd: Any = root.getroottree().docinfo.internalDTD
    if dtd is not None and next(iter(dtd.iterentities()), None) is not None:
        raise InputError("Declares entities, which are not expanded.", where=f"{path}:1", mend=_MEND)
    if local(root) not in roots:
        names = " or ".join(f"<{name}>" for name in roots)
        raise InputError(
            f"The root is <{local(root)}>.", where=f"{path}:{root.sourceline}", mend=f"It must be {names}."
        )


def _forget(node: Element) -> None:
    """Free an element that was read, and what stands before it."""
    node.clear()
    parent = node.getparent()
    while parent is not None and (before := node.getprevious()) is not None:
        parent.remove(before)


# Languages -----------------------------------------------------------------------------------------------------

_OLD = {"in": "id", "ind": "id", "eng": "en", "jpn": "ja", "jp": "ja"}


def language(tag: str | None) -> str:
    """``id``, ``en``, ``ja`` … of a BCP 47 tag (``en-US``, ``ja_JP``, the old ``in``); empty without one."""
    primary = re.split("[-_]", (tag or "").strip().lower())[0]
    return _OLD.get(primary, primary)


# Texts ---------------------------------------------------------------------------------------------------------


def plain(node: Element | None, codes: Collection[str], special: Callable[[Element], str]) -> str:
    """The text of a source, target or segment without its markup.

    ``codes``: elements whose content is native code of a document, not text. ``special``: the text that an element
    without text stands for (a character, a line break), else empty.
    """
    return "" if node is None else _plain(node, frozenset(codes), special)


def _plain(node: Element, codes: frozenset[str], special: Callable[[Element], str]) -> str:
    text = node.text or ""
    for child in node:
        inner = special(child)
        if not inner and local(child) not in codes:
            inner = _plain(child, codes, special)
        text = _joined(text, inner, child.tail or "")
    return text


def _joined(before: str, inner: str, after: str) -> str:
    """Texts around an element; of two spaces between which a code was taken out, one stays."""
    if not inner and before.endswith(" ") and after.startswith(" "):
        after = after[1:]
    return before + inner + after


def character(code: str) -> str:
    """The character of a code point in hexadecimal; ``\ufffd`` for what is none."""
    number = int(code, 16) if re.fullmatch(r"[0-9A-Fa-f]{1,6}", code) else 0xFFFD
    return chr(number) if number <= 0x10FFFF else "\ufffd"


def is_writable(text: str) -> bool:
    """Whether every character can be kept in a store: no NUL, no halves of characters."""
    return not re.search("[\x00\ud800-\udfff]", text)


@dataclass(frozen=True, slots=True)
class Mark:
    """``text[start:end]`` stands inside an element that ``make`` gives; an empty range is an element of its own."""

    start: int
    end: int
    make: Callable[[], Element]


def fill(node: Element, text: str, marks: Sequence[Mark], control: Callable[[str], Element]) -> None:
    """Put ``text`` with its marks into an element; ``control`` gives the element for a character that XML forbids.

    A mark that crosses another comes out as several elements.
    """
    cuts = sorted({0, len(text), *(point for mark in marks for point in (mark.start, mark.end))})
    ranges = sorted((m for m in marks if m.start < m.end), key=lambda m: (m.start, -m.end))
    points = [m for m in marks if m.start == m.end]
    open_: list[tuple[Mark, Element]] = []
    for start, end in pairwise([*cuts, len(text)]):
        covering = [m for m in ranges if m.start <= start and max(end, start + 1) <= m.end]
        _step(node, open_, covering)
        inner = open_[-1][1] if open_ else node
        for point in points:
            if point.start == start:
                inner.append(point.make())
        _append(inner, text[start:end], control)


def _step(node: Element, open_: list[tuple[Mark, Element]], covering: Sequence[Mark]) -> None:
    """Close what does not cover the next piece, open what does."""
    shared = 0
    while shared < min(len(open_), len(covering)) and open_[shared][0] is covering[shared]:
        shared += 1
    del open_[shared:]
    for mark in covering[shared:]:
        parent = open_[-1][1] if open_ else node
        made = mark.make()
        parent.append(made)
        open_.append((mark, made))


def _append(node: Element, text: str, control: Callable[[str], Element]) -> None:
    for n, piece in enumerate(_FORBIDDEN.split(text)):
        if n % 2:
            node.append(control(piece))
        elif piece and len(node):
            node[-1].tail = (node[-1].tail or "") + piece
        elif piece:
            node.text = (node.text or "") + piece


def without_forbidden(text: str) -> str:
    """``text`` for places that have no element for a character that XML forbids: notes, names, attributes."""
    return _FORBIDDEN.sub("\ufffd", text)


def child(parent: Element, tag: str, text: str = "", **attributes: str) -> Element:
    """A new last child with a text; attributes without a value are left out."""
    kept: Iterable[tuple[str, str]] = ((k, without_forbidden(v)) for k, v in attributes.items() if v)
    node = etree.SubElement(parent, tag, dict(kept))
    node.text = without_forbidden(text) or None
    return node
