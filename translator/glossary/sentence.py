"""One sentence as the parser of composites reads it: its tokens, what the glossary knows at them, what is given."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property

from translator.fixed import FixedSpan, Origin, SpanKind
from translator.glossary import rules
from translator.glossary.glossary import Scan, to_span
from translator.glossary.model import Institution
from translator.glossary.render import Piece

_NAME_WORD = re.compile(r"[A-Z]\w*(?:[-'’]\w+)*")


class Sentence:
    """Look-ups by token; nothing that is read changes what is there."""

    def __init__(self, text: str, spans: Sequence[FixedSpan], scan: Scan) -> None:
        self.text = text
        self.spans = spans
        self.tokens = scan.tokens
        self.matches = scan.matches
        self.index = {token.start: number for number, token in enumerate(self.tokens)}
        self.stops = {token.end: number + 1 for number, token in enumerate(self.tokens)}
        self.given = {self.index[span.start]: span for span in spans if span.start in self.index}
        self._found: dict[int, tuple[FixedSpan, ...]] = {}

    def whole(self, piece: Piece) -> bool:
        """Whether the piece cuts no given span in two."""
        start, end = self.tokens[piece.first].start, self.tokens[piece.stop - 1].end
        return all(s.end <= start or end <= s.start or (start <= s.start and s.end <= end) for s in self.spans)

    def span(self, piece: Piece) -> FixedSpan:
        """The fixed span of a piece."""
        start, end = self.tokens[piece.first].start, self.tokens[piece.stop - 1].end
        return FixedSpan(
            start,
            end,
            self.text[start:end],
            piece.kind,
            piece.en,
            piece.ja,
            Origin.RULE,
            hard=piece.hard,
            accepts_en=tuple(form for form in dict.fromkeys(piece.accepts_en) if form != piece.en),
            accepts_ja=tuple(form for form in dict.fromkeys(piece.accepts_ja) if form != piece.ja),
            issues=tuple(dict.fromkeys(piece.issues)),
        )

    def word(self, at: int) -> str:
        """The token in lower case; empty outside the sentence."""
        return self.tokens[at].key if 0 <= at < len(self.tokens) else ""

    def spaced(self, at: int) -> bool:
        """Whether one space stands before the token."""
        return at < len(self.tokens) and self.text[self.tokens[at - 1].end : self.tokens[at].start] == " "

    def past(self, pattern: re.Pattern[str], at: int) -> int:
        """Where the words of a pattern end that stand behind the token before ``at``; ``at`` without any."""
        match = pattern.match(self.text, self.tokens[at - 1].end)
        return self.stops.get(match.end(), at) if match else at

    def capitalised(self, at: int) -> int | None:
        """Where the capitalised word at ``at`` stops, inner hyphens and apostrophes included; None without one."""
        match = _NAME_WORD.match(self.text, self.tokens[at].start) if at < len(self.tokens) else None
        return self.stops.get(match.end()) if match else None

    def bracketed(self, at: int) -> tuple[str, int]:
        """Up to four tokens in brackets."""
        if self.word(at) == "(":
            for stop in range(at + 2, min(at + 6, len(self.tokens))):
                if self.tokens[stop].cased == ")":
                    return self.text[self.tokens[at + 1].start : self.tokens[stop - 1].end], stop + 1
        return "", at

    def known(self, at: int, kinds: tuple[SpanKind, ...]) -> Piece | None:
        """The given span here, or the longest glossary entry, of one of these kinds."""
        given = self.given.get(at)
        usable = given and given.kind in kinds and given.kind is not SpanKind.TITLE and given.end in self.stops
        if given and usable and not self._is_head(at, given):
            return self.plain(at, given)
        end = given.end if given else 0  # a longer name is not cut: Bima Arya Sugiarto is not in Bima
        fitting = (s for s in self.entries(at) if s.kind in kinds and s.end >= end and not self._is_head(at, s))
        span = next(fitting, None)
        return self.plain(at, span) if span else None

    def entries(self, at: int) -> tuple[FixedSpan, ...]:
        """Spans of the bare matches at a token but titles, the longest first."""
        if at not in self._found:
            matches = sorted(self.matches.get(at, ()), key=lambda match: -match.end)
            spans = (to_span(self.text, match) for match in matches)
            self._found[at] = tuple(span for span in spans if span and span.kind is not SpanKind.TITLE)
        return self._found[at]

    def _is_head(self, at: int, span: FixedSpan) -> bool:
        """Whether the span is only the head word of an institution, which has templates of its own."""
        found = (m for m in self.matches.get(at, ()) if m.end == span.end)
        return any(isinstance(record, Institution) for m in found for record in m.records)

    def plain(self, at: int, span: FixedSpan) -> Piece:
        """A span as it is."""
        return Piece(
            at,
            self.stops[span.end],
            span.kind,
            span.en,
            span.ja,
            span.issues,
            span.hard,
            False,
            span.accepts_en,
            span.accepts_ja,
        )

    def claimed(self, at: int) -> bool:
        """Whether something else than a name is known to begin here."""
        if self.tokens[at].cased == "Raya":
            return False  # Jalan Kemang Raya
        if rules.degrees_before(self.text, self.tokens[at].start) > self.tokens[at].start:
            return True  # Universitas Gadjah Mada Prof. Ova Emilia
        span = self.given.get(at)
        given = span is not None and (span.kind is not SpanKind.OTHER or span.origin is not Origin.RULE)
        return given or at in self.matches or self.tokens[at].cased in rules.no_names()

    def level(self, place: Piece) -> str:
        """The level word (Kota, Kabupaten, Kecamatan …) that the place begins with, if any, as its level."""
        records = (record for match in self.matches.get(place.first, ()) for record in match.records)
        return next((r.level for r in records if isinstance(r, Institution) and r.kind is SpanKind.PLACE), "")

    def is_feature(self, place: Piece) -> bool:
        """Whether a head word without a level begins the place (Stasiun, Pelabuhan): no body has a branch there."""
        records = (record for match in self.matches.get(place.first, ()) for record in match.records)
        return not self.level(place) and any(isinstance(r, Institution) and "name" in r.takes for r in records)

    @cached_property
    def headline(self) -> bool:
        """Whether every word but function words is capitalised, so that capitals tell nothing about names."""
        told = [token for token in self.tokens if len(token.key) > 3 and token.key not in rules.comma_words()]
        return len(told) > 4 and not any(token.cased[0].islower() for token in told)
