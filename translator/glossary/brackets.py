"""Short forms in brackets: ``Badan Pusat Statistik (BPS)``, ``(Dirut)``, and the long forms that they stand for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from translator.fixed import FixedSpan, SpanKind
from translator.glossary import rules
from translator.glossary.glossary import to_span
from translator.glossary.render import BODIES, Piece
from translator.glossary.sentence import Sentence

_SHORT_FORM = re.compile(r"[A-Z][\w.&/-]{1,14}")
_BRACKETED = frozenset((*BODIES, SpanKind.PLACE, SpanKind.TITLE, SpanKind.TERM))
"""What may have its short form in brackets behind it."""


class Brackets:
    """Reads the brackets of a sentence."""

    def __init__(self, line: Sentence) -> None:
        self.line = line
        self._known: dict[str, FixedSpan | None] = {}
        self._longs = dict(self._long_forms())

    def short(self, at: int) -> tuple[str, int]:
        """``(BPS)`` → its content and where it stops; an empty content when no short form stands here."""
        content, stop = self.line.bracketed(at)
        return (content, stop) if is_short_form(content) or self._is_term(at + 1, stop - 1) else ("", at)

    def glossed(self, piece: Piece) -> Piece:
        """A term with the short form in brackets behind it: ``Badan Pusat Statistik (BPS)``."""
        if piece.kind not in _BRACKETED:
            return piece
        if piece.kind in BODIES and (past := self.line.past(rules.company_pattern(), piece.stop)) > piece.stop:
            piece = replace(piece, stop=past, composed=True)
        short, stop = self.short(piece.stop)
        if not short or self.of_longer(piece.stop, piece.first):
            return piece
        en, ja = self.shortened(piece.en, piece.ja, short)
        more = [self.shortened(form, piece.ja, short)[0] for form in piece.accepts_en]
        more_ja = [self.shortened(piece.en, form, short)[1] for form in piece.accepts_ja]
        return replace(piece, stop=stop, en=en, ja=ja, composed=True, accepts_en=tuple(more), accepts_ja=tuple(more_ja))

    def shortened(self, en: str, ja: str, short: str) -> tuple[str, str]:
        """Both forms with the short form in brackets; a form that already has it stays."""
        if not short:
            return en, ja
        said = rf"(?<!\w){re.escape(short)}(?!\w)|（[ァ-ヶー・]+）$"
        has_en, has_ja = (re.search(said, form) for form in (en, ja))
        return en if has_en else en + self._short_en(short), ja if has_ja else ja + self._short_ja(short)

    def long_form(self, at: int) -> Piece | None:
        """A body that the glossary knows by the short form behind it only: ``Kantor Syahbandar … Pelabuhan (KSOP)``."""
        bracket = next((bracket for bracket, first in self._longs.items() if first == at), None)
        if bracket is None:
            return None
        short, stop = self.line.bracketed(bracket)
        span = self._short_entry(short)
        if span is None or span.kind not in BODIES:
            return None
        en, ja = (
            next((form for form in forms if len(form) > len(short)), "")
            for forms in (span.accepts("en"), span.accepts("ja"))
        )
        if not en or not ja:
            return None
        if not en.endswith(")"):  # BBKSDA stands under BKSDA
            en, ja = self.shortened(en, ja, short)
        return Piece(
            at, stop, span.kind, en, ja, span.issues, accepts_en=span.accepts("en"), accepts_ja=span.accepts("ja")
        )

    def of_longer(self, bracket: int, first: int) -> bool:
        """Whether the short form in this bracket belongs to a longer phrase: ``Restoran Indonesia (PHRI)``."""
        return self._longs.get(bracket, first) < first

    def _long_forms(self) -> Iterator[tuple[int, int]]:
        """Where the words begin whose initials stand in brackets behind them, by the bracket."""
        for at, token in enumerate(self.line.tokens):
            if token.cased == "(" and is_short_form(short := self.line.bracketed(at)[0]) and short.isalpha():
                first = rules.spelled_out(short, [token.key for token in self.line.tokens[:at]])
                if first is not None:
                    yield at, first

    def _is_term(self, at: int, stop: int) -> bool:
        return any(m.last + 1 == stop for m in self.line.matches.get(at, ()))

    def _short_entry(self, short: str) -> FixedSpan | None:
        """What the glossary knows by the short form in brackets."""
        if short not in self._known:
            self._known[short] = self._read_short_entry(short)
        return self._known[short]

    def _read_short_entry(self, short: str) -> FixedSpan | None:
        at = next(
            (n for n, token in enumerate(self.line.tokens) if self.line.text.startswith(f"({short})", token.start)),
            None,
        )
        matches = self.line.matches.get(at + 1, ()) if at is not None else ()
        spans = (
            to_span(self.line.text, match) for match in matches if self.line.text[match.start : match.end] == short
        )
        return next((span for span in spans if span), None)

    def _short_en(self, short: str) -> str:
        """The English acronym where there is one (PDB → GDP), else the Indonesian one."""
        entry = self._short_entry(short)
        text = entry.en if entry and entry.en.isupper() and " " not in entry.en else short
        return f" ({text})" if short else ""

    def _short_ja(self, short: str) -> str:
        """The acronym, or for a word (musrenbang) its katakana where the glossary has one."""
        entry = self._short_entry(short)
        text = short
        if entry and entry.en.isupper() and " " not in entry.en:
            text = entry.en
        elif entry and short.islower():
            text = next((form for form in entry.accepts("ja") if re.fullmatch("[ァ-ヶー・]+", form)), short)
        return f"（{text}）" if short else ""


def is_short_form(content: str) -> bool:
    """``BPS``, ``KemenPU``: a word with two capitals or more."""
    return bool(_SHORT_FORM.fullmatch(content)) and sum(c.isupper() for c in content) >= 2
