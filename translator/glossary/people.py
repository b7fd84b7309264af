"""Persons: a name with the rank, the forms of address and the degrees around it."""

from __future__ import annotations

from dataclasses import replace

from translator.fixed import FixedSpan, Origin, SpanKind
from translator.glossary import rulers, rules
from translator.glossary.model import Style, Title
from translator.glossary.render import Person
from translator.glossary.sentence import Sentence

_RETIRED = "purn"


class People:
    """Reads persons at the tokens of a sentence."""

    def __init__(self, line: Sentence) -> None:
        self.line = line

    def read(self, at: int) -> Person | None:
        """A person's name that starts here, forms of address, rank and degrees around it read with it."""
        first, rank = at, None
        for _ in range(3):
            if at >= len(self.line.tokens):
                return None
            if (span := self.line.given.get(at)) and span.kind is SpanKind.PERSON:
                return self.of_span(span, first, rank)
            if rank and span and span.kind is SpanKind.OTHER and span.origin is Origin.RULE:
                return self.of_span(span, first, rank)
            known = self.line.known(at, (SpanKind.PERSON,))
            if known:
                return self.of_span(self.line.span(known), first, rank)
            after = rules.degrees_before(self.line.text, self.line.tokens[at].start)
            before_name = self._before_name(at)
            if before_name:
                title, at = self.in_corps(*before_name)
                rank = title if title.style is Style.RANK else rank
            elif after > self.line.tokens[at].start and after in self.line.index:
                at = self.line.index[after]
            else:
                return None
        return None

    def in_corps(self, title: Title, at: int) -> tuple[Title, int]:
        """The title and where its corps ends: ``Letjen`` in ``Letjen TNI (Purn)`` is a retired officer's rank."""
        stop = self.line.past(rules.corps_pattern(), at) if title.style in (Style.RANK, Style.HONORIFIC) else at
        if not any(self.line.word(n) == _RETIRED for n in range(at, stop)):
            return title, stop
        en, ja = rules.retired(title.en[0], title.ja[0])
        return replace(title, en=(en,), ja=(ja,)), stop

    def of_span(self, span: FixedSpan, first: int, rank: Title | None) -> Person | None:
        """The person of a span, behind a rank that stands at ``first``."""
        if regnal := rulers.numbered(self.line, span):
            return replace(regnal, first=first, rank=rank)
        end = rules.degrees_after(self.line.text, span.end)
        stop = self.line.stops.get(end) or self.line.stops.get(span.end)
        if stop is None:
            return None
        en = rules.strip_degrees(span.en)
        return Person(first, stop, en, span.ja, rank, span.issues)

    def _before_name(self, at: int) -> tuple[Title, int] | None:
        """A rank or form of address, and where the name after it starts."""
        for match in self.line.matches.get(at, ()):
            for record in () if match.clitic else match.records:
                if isinstance(record, Title) and record.style in (Style.RANK, Style.HONORIFIC):
                    return record, match.last + 1
        return None
