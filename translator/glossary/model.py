"""What a glossary holds: terms, titles that take a place and a name, institutions that take a place."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from translator.fixed import SpanKind


@dataclass(frozen=True, slots=True)
class Source:
    """The line that a record was read from; empty file for records made in code."""

    file: str = ""
    line: int = 0

    def __str__(self) -> str:
        """``file:line``."""
        return f"{self.file}:{self.line}" if self.file else "(not from a file)"


@dataclass(frozen=True, slots=True)
class Entry:
    """One term. ``ids`` are its Indonesian spellings; ``en`` and ``ja`` list the form to write, then accepted ones.

    ``exact``: the case must agree (PAN is not pan). ``hard``: the form must stand in the draft as it is.
    ``never_en``, ``never_ja``: forms that a draft must not have for it.
    """

    ids: tuple[str, ...]
    en: tuple[str, ...]
    ja: tuple[str, ...]
    kind: SpanKind = SpanKind.TERM
    exact: bool = False
    hard: bool = True
    note: str = ""
    never_en: tuple[str, ...] = ()
    never_ja: tuple[str, ...] = ()
    source: Source = field(default=Source(), compare=False)

    @property
    def id(self) -> str:
        """The first Indonesian spelling."""
        return self.ids[0]


class Style(StrEnum):
    """How a title stands with a name: a post, a role or profession, a rank, a form of address."""

    POST = "post"
    ROLE = "role"
    RANK = "rank"
    HONORIFIC = "honorific"


@dataclass(frozen=True, slots=True)
class Title:
    """A title with its templates over ``{place} {area} {title} {name}``; parts that are missing fall away.

    ``takes``: what may follow: an area level (``city`` …), ``country``, ``place``, ``org``; ``name`` when a person
    must follow, without which it is no title; ``bound`` when it never stands alone.
    """

    ids: tuple[str, ...]
    en: tuple[str, ...]
    ja: tuple[str, ...]
    takes: frozenset[str]
    style: Style
    form_en: str
    form_ja: str
    place_ja: str
    exact: bool = False
    note: str = ""
    source: Source = field(default=Source(), compare=False)

    @property
    def id(self) -> str:
        """The first Indonesian spelling."""
        return self.ids[0]


@dataclass(frozen=True, slots=True)
class Institution:
    """An office, body or feature named by its head word and a place: templates over ``{place} {area} {n}``.

    ``en`` and ``ja`` are the bare forms; empty when the head word alone is an ordinary word (``pantai``).
    ``takes``: ``place`` (a known place), ``name`` (any name), ``org`` (another institution), ``number``.
    ``japan``: template for places in Japan, whose offices have names of their own; empty for none.
    """

    ids: tuple[str, ...]
    en: tuple[str, ...]
    ja: tuple[str, ...]
    kind: SpanKind
    takes: frozenset[str]
    level: str
    form_en: str
    form_ja: str
    japan: str = ""
    exact: bool = False
    note: str = ""
    source: Source = field(default=Source(), compare=False)

    @property
    def id(self) -> str:
        """The first Indonesian spelling."""
        return self.ids[0]


Record = Entry | Title | Institution
