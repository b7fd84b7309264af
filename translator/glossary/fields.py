"""What an office works on: ``Pencegahan dan Pengendalian Penyakit``, ``Disease Prevention and Control``.

Indonesian puts the head of such a phrase first, English and Japanese put it last. A *work* (an activity) takes the
*things* behind it; works that are joined share them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from translator.fixed import FixedSpan, SpanKind
from translator.glossary.rules import rows
from translator.glossary.tokens import Token, words

_LONGEST = 4
_SMALL_WORDS = frozenset(("and", "of", "for", "the", "in", "to"))
Terms = Callable[[int], Sequence[FixedSpan]]


@dataclass(frozen=True, slots=True)
class Field:
    """A phrase up to the token ``stop``, in both languages."""

    stop: int
    en: str
    ja: str


@dataclass(frozen=True, slots=True)
class _Unit:
    """One word or term of a phrase."""

    stop: int
    en: str
    ja: str
    work: bool


@dataclass(frozen=True, slots=True)
class _Group:
    """Works with the things that they share; each thing is a run of units, as in the source."""

    works: tuple[_Unit, ...]
    things: tuple[tuple[_Unit, ...], ...]


def read(tokens: Sequence[Token], at: int, terms: Terms) -> Field | None:
    """The field of an office that begins at a token, as far as its words are known; None if the first is not.

    ``terms``: what the glossary knows at a token, for words that ``fields.tsv`` does not list.
    """
    parts: list[tuple[_Unit, ...]] = []
    stop = at
    joint = 0
    while part := tuple(_units(tokens, stop + joint, terms)):
        if joint == 1 and tokens[stop].key == "," and not _goes_on(tokens, part[-1].stop, terms):
            break
        parts.append(part)
        stop = part[-1].stop
        joint = _joint(tokens, stop)
        if not joint:
            break
    if not parts:
        return None
    groups = _grouped(parts)
    return Field(stop, _listed([_english(group) for group in groups]), "・".join(map(_japanese, groups)))


def _units(tokens: Sequence[Token], at: int, terms: Terms) -> Iterator[_Unit]:
    while unit := _unit(tokens, at, terms):
        yield unit
        at = unit.stop


def _unit(tokens: Sequence[Token], at: int, terms: Terms) -> _Unit | None:
    if at >= len(tokens) or not tokens[at].cased[:1].isupper():
        return None
    for size in range(min(_LONGEST, len(tokens) - at), 0, -1):
        if known := _table().get(" ".join(token.key for token in tokens[at : at + size])):
            return replace(known, stop=at + size)
    span = next((span for span in terms(at) if span.kind is SpanKind.TERM), None)
    if span is None:
        return None
    stop = next(n for n in range(at, len(tokens)) if tokens[n].end == span.end) + 1
    return _Unit(stop, _capitals(span.en), re.sub("（[^）]*）$", "", span.ja), work=False)


def _joint(tokens: Sequence[Token], at: int) -> int:
    """How many tokens join two parts: ``,``, ``dan``, ``, dan``."""
    keys = [token.key for token in tokens[at : at + 2]]
    if keys[:1] == [","]:
        return 2 if keys[1:] in (["dan"], ["serta"]) else 1
    return 1 if keys[:1] in (["dan"], ["serta"], ["/"]) else 0


def _goes_on(tokens: Sequence[Token], at: int, terms: Terms) -> bool:
    """Whether the list that a comma began goes on to its ``dan``; else the comma ends the phrase."""
    while joint := _joint(tokens, at):
        part = tuple(_units(tokens, at + joint, terms))
        if not part:
            return False
        if tokens[at + joint - 1].key != ",":
            return True
        at = part[-1].stop
    return False


def _grouped(parts: Sequence[tuple[_Unit, ...]]) -> list[_Group]:
    groups: list[_Group] = []
    waiting: tuple[_Unit, ...] = ()
    for part in parts:
        head, rest = part[0], part[1:]
        if head.work and not rest:
            waiting = (*waiting, head)
        elif head.work:
            groups.append(_Group((*waiting, head), (rest,)))
            waiting = ()
        elif groups and groups[-1].works and groups[-1].things:
            groups[-1] = replace(groups[-1], things=(*groups[-1].things, part))
        else:
            groups += [_Group(waiting, ()), _Group((), (part,))] if waiting else [_Group((), (part,))]
            waiting = ()
    return [*groups, _Group(waiting, ())] if waiting else groups


def _english(group: _Group) -> str:
    things = _listed([" ".join(unit.en for unit in reversed(thing)) for thing in group.things])
    return f"{things} {_listed([work.en for work in group.works])}".strip()


def _japanese(group: _Group) -> str:
    things = "・".join("".join(unit.ja for unit in reversed(thing)) for thing in group.things)
    return things + "・".join(work.ja for work in group.works)


def _listed(forms: Sequence[str]) -> str:
    """``Education, Youth and Sports``; empty for none."""
    *first, last = forms or ("",)
    return f"{', '.join(first)} and {last}" if first else last


def _capitals(english: str) -> str:
    """``capture fisheries`` → ``Capture Fisheries``."""
    parts = english.split(" ")
    return " ".join(
        part if part in _SMALL_WORDS or part[1:2].isupper() else part[:1].upper() + part[1:] for part in parts
    )


@cache
def _table() -> dict[str, _Unit]:
    return {" ".join(words(id_)).lower(): _Unit(0, en, ja, role == "work") for id_, en, ja, role in rows("fields.tsv")}
