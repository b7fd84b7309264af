"""XLIFF 2.0 and 1.2, read: what comes back from the tools of translators, streamed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from lxml.etree import _Element as Element

from translator.errors import InputError
from translator.exchange.bilingual import Progress
from translator.exchange.xliff import CONTROL, ISSUE, NAMESPACES, OWN, TOOL
from translator.exchange.xml import LANG, character, language, line_of, local, plain, stream

# Elements whose content, if any, is code of the original document.
_CODES = frozenset(("ph", "x", "bx", "ex", "bpt", "ept", "it", "sc", "ec", "sm", "em", "cp"))

# States of XLIFF 1.2 and of the tools that have their own (SDL conf, memoQ status); all others are initial.
_PROGRESS = {
    "translated": Progress.TRANSLATED,
    "manuallyconfirmed": Progress.TRANSLATED,
    "approvedtranslation": Progress.REVIEWED,
    "proofread": Progress.REVIEWED,
    "signed-off": Progress.REVIEWED,
    "approvedsignoff": Progress.FINAL,
    "final": Progress.FINAL,
}


@dataclass(frozen=True, slots=True)
class Pair:
    """One segment as a file says it is.

    ``original``: of its ``file``. ``unit`` and ``id``: of its unit and segment (equal in 1.2). ``language``: of the
    target. ``version``: of the store's target that it was made from, 0 where the file does not say. ``notes``: what
    translators wrote to it. ``line``: where it stands in the file. ``told``: marks of the notes that went out with it.
    """

    original: str
    unit: str
    id: str
    language: str
    source: str
    target: str
    progress: Progress
    version: int
    notes: tuple[str, ...]
    line: int
    told: tuple[str, ...] = ()


def read_xliff(path: Path) -> Iterator[Pair]:
    """The segments of an XLIFF file in order, without their markup.

    Raises:
        InputError: the file cannot be read, is no XLIFF 2.0 or 1.2, is no well-formed XML or declares entities.
    """
    original = target_language = ""
    for node in stream(path, ("xliff",), ("unit", "trans-unit"), ("xliff", "file")):
        name = local(node)
        if name == "xliff":
            _check_version(node, path)
            target_language = language(node.get("trgLang"))
        elif name == "file":
            original = node.get("original", "")
            target_language = language(node.get("target-language")) or target_language
        elif name == "unit":
            yield from _unit(node, original, target_language)
        elif pair := _trans_unit(node, original, target_language):
            yield pair


def _check_version(root: Element, path: Path) -> None:
    space = str(root.tag).rpartition("}")[0].lstrip("{")
    known = {*NAMESPACES.values(), ""}  # 1.2 without its namespace is common
    if space not in known or not root.get("version", "1.2").startswith(("2.", "1.")):
        where = f"{path}:{root.sourceline}"
        raise InputError("No XLIFF of version 2.0 or 1.2.", where=where, mend="Export it as one of them.")


def _unit(node: Element, original: str, target_language: str) -> Iterator[Pair]:
    segments = [part for part in node if local(part) == "segment"]
    versions = dict(_VERSION.findall(node.get(f"{{{OWN}}}versions", "")))
    ids = [part.get("id", "") or node.get("id", "") for part in segments]
    told = _TOLD.findall(node.get(f"{{{OWN}}}notes", ""))
    notes = _by_segment(_notes(node, "notes"), ids)
    for part, id in zip(segments, ids, strict=True):
        parts = {local(item): item for item in part}
        yield Pair(
            original,
            node.get("id", ""),
            id,
            target_language,
            _text(parts.get("source")),
            _text(parts.get("target")),
            _state(part.get("state", "")),
            int(versions.get(id, 0)),
            notes.get(id, ()),
            line_of(part),
            tuple(mark for segment, mark in told if segment == id),
        )


def _by_segment(notes: Iterable[str], ids: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """The notes of a unit by segment: 2.0 has them for units alone, ours begin with the segment's id."""
    found: dict[str, tuple[str, ...]] = {}
    for note in notes:
        named, colon, text = note.partition(": ")
        id, own = (named, text) if colon and named in ids else (ids[0] if ids else "", note)
        found[id] = (*found.get(id, ()), own)
    return found


_VERSION = re.compile(r"(\S+)=(\d{1,9})(?!\S)")
_TOLD = re.compile(r"(\S+)=([0-9a-f]{8})(?!\S)")
_EXTRA = re.compile(r"version=(\d{1,9})(?: notes=([0-9a-f,]+))?\Z")


def _trans_unit(node: Element, original: str, target_language: str) -> Pair | None:
    parts = {local(item): item for item in reversed(node)}
    source, target = parts.get("source"), parts.get("target")
    if source is None:
        return None
    version = _EXTRA.match(node.get("extradata", ""))
    id = node.get("id", "")
    return Pair(
        original,
        id,
        id,
        (language(target.get(LANG)) if target is not None else "") or target_language,
        _text(source),
        _text(target),
        _progress_12(node, target),
        int(version[1]) if version else 0,
        _notes(node),
        line_of(node),
        tuple((version[2] or "").split(",")) if version else (),
    )


def _progress_12(node: Element, target: Element | None) -> Progress:
    stated = target.get("state", "") if target is not None else ""
    own = [
        value for item in node.iter() for name, value in item.attrib.items() if str(name).endswith(("}status", "conf"))
    ]
    found = [_state(value) for value in (stated, *map(str, own)) if value]
    if node.get("approved") == "yes":
        return Progress.FINAL if Progress.FINAL in found else Progress.REVIEWED
    if not found:
        return Progress.TRANSLATED if _text(target).strip() else Progress.INITIAL
    return found[-1]


def _state(value: str) -> Progress:
    low = value.lower()
    return Progress.REVIEWED if low == "reviewed" else _PROGRESS.get(low, Progress.INITIAL)


def _notes(node: Element, holder: str = "") -> tuple[str, ...]:
    """Notes by people: those that were written out as issues are left out."""
    holders = [item for item in node if local(item) == holder] if holder else [node]
    found = (item for place in holders for item in place if local(item) == "note")
    texts = (" ".join("".join(map(str, n.itertext())).split()) for n in found if not _is_own(n))
    return tuple(text for text in texts if text)


def _is_own(note: Element) -> bool:
    return note.get("category") == ISSUE or note.get("from") == TOOL


def _text(node: Element | None) -> str:
    return plain(node, _CODES, _special)


def _special(node: Element) -> str:
    """Characters that an element stands for: one that XML forbids, or a line break."""
    name = local(node)
    if name == "cp":
        return character(node.get("hex", ""))
    if name == "ph" and node.get("ctype") == CONTROL:
        return character(node.text or "")
    line_break = node.get("ctype") == "lb" or node.get("subType") == "xlf:lb"
    return "\n" if line_break else ""
