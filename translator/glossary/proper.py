"""Proper names that nothing else knows: of places, companies and persons that something is named after."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from translator.fixed import Origin, SpanKind
from translator.glossary import rules
from translator.glossary.people import People
from translator.glossary.render import Piece
from translator.glossary.rulers import is_numbered
from translator.glossary.sentence import Sentence
from translator.issues import Issue, Severity
from translator.names.tokens import is_passive

Katakana = Callable[[str], str]

_INITIALS = re.compile(r"(?:[A-Z]\.\s?)+(?=[A-Z])|[A-Z]{2,3}\.?\s(?=[A-Z][a-z])")
_LONGEST_NAME = 4


class ProperNames:
    """``katakana``: reads a name; without it the name stays as it is, with an issue."""

    def __init__(self, line: Sentence, people: People, katakana: Katakana | None) -> None:
        self.line = line
        self._people = people
        self._katakana = katakana

    def unknown(self, at: int) -> Piece | None:
        """A run of capitalised words that nothing else claims, as a name."""
        return self.read(at, self._run(at, self.line.claimed))

    def named_after(self, at: int) -> Piece | None:
        """A person's name, which English keeps with its honours and initials: ``KH Ahmad Dahlan``, ``MT Haryono``."""
        if at >= len(self.line.tokens):
            return None
        start = self.line.tokens[at].start
        if person := self._people.read(at):
            full = self.line.text[start : self.line.tokens[person.stop - 1].end]
            return Piece(at, person.stop, SpanKind.PLACE, full, person.ja, person.issues)
        honoured = rules.degrees_before(self.line.text, start)
        initials = _INITIALS.match(self.line.text, honoured)
        bare = self.line.index.get(initials.end() if initials else honoured)
        if bare is None or bare == at:
            return None
        known = self.line.known(bare, (SpanKind.PERSON, SpanKind.PLACE))
        name = known or self.found(bare) or self.unknown(bare)
        if name is None:
            return None
        letters = re.sub("[^A-Z]", "", initials.group()) + "・" if initials else ""
        return replace(
            name, first=at, en=self.line.text[start : self.line.tokens[name.stop - 1].end], ja=letters + name.ja
        )

    def found(self, at: int) -> Piece | None:
        """A name that the finder has proposed, of whatever kind."""
        span = self.line.given.get(at)
        named = span and span.origin is Origin.RULE and span.kind in (SpanKind.OTHER, SpanKind.ORGANIZATION)
        if not span or not named or span.end not in self.line.stops:
            return None
        if self._katakana and span.ja == span.source:
            return self.read(at, self.line.stops[span.end])  # a place's name is not left in Latin letters
        return self.line.plain(at, span)

    def company(self, at: int) -> Piece | None:
        """A run of capitalised words as a company's name, until a person's name follows."""
        return self.read(at, self._run(at, self._ends_company))

    def _ends_company(self, at: int) -> bool:
        """Whether a person or an area with its level word begins here."""
        return self._is_person(at) or any(self.line.tokens[at].cased == level.head for level in rules.levels().values())

    def _is_person(self, at: int) -> bool:
        span = self.line.given.get(at)
        if span and span.kind is SpanKind.PERSON and not is_numbered(span.source):
            return True  # a number is a ship's or a factory's
        return self.line.tokens[at].cased in ("Tbk", "Persero")

    def _run(self, at: int, ends: Callable[[int], bool]) -> int:
        """Where the capitalised words from ``at`` on stop, or the first one after it that ``ends`` the run."""
        stop = at
        for _ in range(_LONGEST_NAME):
            if stop > at and (not self.line.spaced(stop) or ends(stop) or is_passive(self.line.tokens[stop].key)):
                break
            following = self.line.capitalised(stop)
            if following is None:
                break
            stop = following
        return stop

    def read(self, at: int, stop: int) -> Piece | None:
        """The words up to ``stop`` as a name; None without any, or of none that can be one."""
        if stop == at:
            return None
        words = [self.line.tokens[number].cased for number in range(at, stop)]
        if all(word in rules.no_names() for word in words):
            return None
        name = self.line.text[self.line.tokens[at].start : self.line.tokens[stop - 1].end]
        if self._katakana:
            note = f"The reading of {name} is a proposal: settle it."
            return Piece(
                at, stop, SpanKind.PLACE, name, self._katakana(name), (Issue("reading", Severity.WARNING, note, name),)
            )
        note = f"{name} has no Japanese form: add it to the glossary."
        return Piece(at, stop, SpanKind.PLACE, name, name, (Issue("katakana-missing", Severity.WARNING, note, name),))
