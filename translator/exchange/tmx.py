"""TMX 1.4b: the translation memory to other tools and back, streamed both ways.

Inline codes are taken off, a character that XML forbids travels as a placeholder. Fixed spans do not travel: on import
the values of each source are found anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from lxml import etree
from lxml.etree import _Element as Element

from translator.exchange.xml import (
    LANG,
    character,
    child,
    fill,
    is_writable,
    language,
    line_of,
    local,
    plain,
    stream,
    without_forbidden,
)
from translator.store.memory import Memory
from translator.store.model import Unit

TARGETS = ("en", "ja")
_CODES = frozenset(("bpt", "ept", "ph", "it", "ut"))
_CONTROL = "x-cp"
_MOMENT = "%Y%m%dT%H%M%SZ"


@dataclass(frozen=True, slots=True)
class TranslationUnit:
    """One ``tu``: the text by language, Indonesian as ``id``. ``line``: where it stands in the file."""

    texts: tuple[tuple[str, str], ...]
    author: str = ""
    updated: datetime | None = None
    line: int = 0

    @property
    def units(self) -> tuple[Unit, ...]:
        """Units of the memory: the Indonesian text with each English and Japanese one; none where one is missing."""
        source = next((text for language, text in self.texts if language == "id"), "")
        targets = [(language, text) for language, text in self.texts if language in TARGETS]
        if not source or not all(is_writable(text) for _, text in self.texts):
            return ()
        return tuple(
            Unit(0, language, source, text, author=self.author, updated=self.updated) for language, text in targets
        )


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did: ``tu`` elements read, units new to the memory, units known before.

    ``skipped``: lines of the first hundred ``tu`` without an Indonesian text or without one in a target language;
    ``skips``: how many there were.
    """

    read: int
    added: int
    known: int
    skips: int
    skipped: tuple[int, ...]


_LINES_KEPT = 100


def import_tmx(memory: Memory, path: Path) -> Imported:
    """Add the units of a TMX file to the memory: all or, if the file is damaged, none.

    Raises:
        InputError: the file cannot be read, is no TMX, is no well-formed XML or declares entities.
        StoreError: the store cannot be written.
    """
    read = total = skips = 0
    skipped: list[int] = []

    def units() -> Iterator[Unit]:
        nonlocal read, total, skips
        for entry in read_tmx(path):
            found = entry.units
            read, total, skips = read + 1, total + len(found), skips + (not found)
            if not found and len(skipped) < _LINES_KEPT:
                skipped.append(entry.line)
            yield from found

    added = memory.add_many(units())
    return Imported(read, added, total - added, skips, tuple(skipped))


def read_tmx(path: Path) -> Iterator[TranslationUnit]:
    """The units of a TMX file in order, whatever their languages; texts without their markup.

    Raises:
        InputError: as :func:`import_tmx`.
    """
    for node in stream(path, ("tmx",), ("tu",)):
        yield _entry(node)


def _entry(node: Element) -> TranslationUnit:
    variants = [item for item in node if local(item) == "tuv"]
    found = ((language(item.get(LANG) or item.get("lang")), _text(item)) for item in variants)
    texts = tuple((name, text) for name, text in found if name and text)
    holders = (*reversed(variants), node)  # the target's own dates before those of the unit
    return TranslationUnit(
        texts,
        _first(holders, "changeid", "creationid"),
        _moment(_first(holders, "changedate", "creationdate")),
        line_of(node),
    )


def _first(holders: Iterable[Element], *names: str) -> str:
    return next((value for holder in holders for name in names if (value := holder.get(name))), "")


def _moment(text: str) -> datetime | None:
    try:
        return datetime.strptime(text, _MOMENT).replace(tzinfo=UTC)
    except ValueError:
        return None


def _text(variant: Element) -> str:
    segment = next((item for item in variant if local(item) == "seg"), None)
    return plain(segment, _CODES, _special).strip()


def _special(node: Element) -> str:
    is_control = local(node) == "ph" and node.get("type") == _CONTROL
    return character(node.text or "") if is_control else ""


# Writing -------------------------------------------------------------------------------------------------------


def write_tmx(units: Iterable[Unit], out: BinaryIO) -> int:
    """Write units of the memory as TMX 1.4b in UTF-8, one in memory at a time; how many."""
    header = {
        "creationtool": "translator",
        "creationtoolversion": "1",
        "segtype": "sentence",
        "o-tmf": "translator",
        "adminlang": "en",
        "srclang": "id",
        "datatype": "plaintext",
    }
    count = 0
    with etree.xmlfile(out, encoding="utf-8") as file:
        file.write_declaration()
        with file.element("tmx", {"version": "1.4"}):
            file.write("\n", etree.Element("header", header), "\n")
            with file.element("body"):
                for unit in units:
                    file.write("\n", _unit(unit))
                    count += 1
                file.write("\n")
            file.write("\n")
    return count


def _unit(unit: Unit) -> Element:
    node = etree.Element("tu")
    _variant(node, "id", unit.source)
    variant = _variant(node, unit.language, unit.target)
    if unit.updated:
        variant.set("changedate", unit.updated.astimezone(UTC).strftime(_MOMENT))
    if unit.author:
        variant.set("changeid", without_forbidden(unit.author))
    return node


def _variant(node: Element, name: str, text: str) -> Element:
    variant = etree.SubElement(node, "tuv", {LANG: name})
    fill(child(variant, "seg"), text, (), _control)
    return variant


def _control(forbidden: str) -> Element:
    node = etree.Element("ph", {"type": _CONTROL})
    node.text = f"{ord(forbidden):04X}"
    return node
