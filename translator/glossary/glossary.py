"""The glossary: an immutable set of records that finds itself in a text."""

from __future__ import annotations

import gc
import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, fields, replace
from functools import cached_property
from pathlib import Path

import translator
from translator.errors import GlossaryError
from translator.fixed import FixedSpan, Origin, SpanKind
from translator.glossary.load import read_records
from translator.glossary.match import Match, Matcher, longest
from translator.glossary.model import Entry, Record, Style, Title
from translator.glossary.tokens import Token, addresses, fold, tokenize
from translator.issues import Issue, Severity


@dataclass(frozen=True, slots=True)
class Scan:
    """Tokens of a text, and every match by its first token."""

    tokens: Sequence[Token]
    matches: Mapping[int, Sequence[Match]]


class Glossary:
    """Terms, titles and institutions, the later files overriding the earlier ones."""

    def __init__(self, records: Iterable[Record] = ()) -> None:
        self.records: tuple[Record, ...] = tuple(records)
        self._matcher = Matcher(self.records)

    @classmethod
    def load(cls, *paths: Path) -> Glossary:
        """Read TSV, CSV and TBX files or folders; what a later path says replaces what an earlier one says.

        Raises GlossaryError with file and line.
        """
        with _uncollected():
            records: list[Record] = []
            for path in paths:
                records = override(records, read_records(Path(path)))
            return cls(records)

    @classmethod
    def shipped(cls, *more: Path) -> Glossary:
        """The glossary that comes with the package, overridden by further files."""
        return cls.load(shipped_folder(), *more)

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The terms, without titles and institutions."""
        return tuple(record for record in self.records if isinstance(record, Entry))

    @cached_property
    def signature(self) -> str:
        """Sixteen hexadecimal digits of the SHA-256 of the content: equal glossaries have equal signatures."""
        lines = "\n".join(sorted(_content(replace_source(record)) for record in self.records))
        return hashlib.sha256(lines.encode()).hexdigest()[:16]

    def lookup(self, term: str) -> Entry | None:
        """The entry of exactly this term (folded, case rules applied), or None."""
        found = [record for record in self._matcher.lookup(term) if isinstance(record, Entry)]
        return found[-1] if found else None

    def matches(self, text: str, tokens: Sequence[Token]) -> dict[int, list[Match]]:
        """Every match of every length by its first token, outside web addresses; what composites are built from."""
        closed = addresses(text)
        starts = self._matcher.starts(tokens)
        found = {index: [m for m in self._matcher.at(tokens, index) if _open(m, closed)] for index in starts}
        return {index: matches for index, matches in found.items() if matches}

    def scan(self, text: str) -> Scan:
        """Tokens and matches of a text."""
        tokens = tokenize(text)
        return Scan(tokens, self.matches(text, tokens))

    def find(self, text: str, scan: Scan | None = None) -> list[FixedSpan]:
        """The longest terms of the text from left to right, disjoint, with their target forms.

        A title or institution without place or name is soft: it only has to be rendered sensibly.
        ``scan``: what ``scan(text)`` gave, where it is at hand.
        """
        return list(self._find(text, scan or self.scan(text)))

    def _find(self, text: str, scan: Scan) -> Iterator[FixedSpan]:
        free = 0
        for index, matches in scan.matches.items():
            best = longest(match for match in matches if settled(match.records)) if index >= free else None
            if best and (span := to_span(text, best)):
                yield span
                free = best.last + 1


@contextmanager
def _uncollected() -> Iterator[None]:
    """No garbage collection meanwhile: records hold no cycles, and looking for some takes a quarter of the time."""
    before = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if before:
            gc.enable()


def settled(records: Sequence[Record]) -> Record | None:
    """The record that decides for a bare match: the last entry, else an institution or title that may stand bare."""
    entries = [record for record in records if isinstance(record, Entry)]
    if entries:
        return entries[-1]
    return next((record for record in records if _bare(record)), None)


def _bare(record: Record) -> bool:
    if isinstance(record, Title):
        return record.style is Style.POST and not record.takes & {"name", "bound"}
    return bool(record.en and record.ja)


def to_span(text: str, match: Match) -> FixedSpan | None:
    """The fixed span of a bare match; None when its records need a place or a name beside them."""
    record = settled(match.records)
    if record is None:
        return None
    source = text[match.start : match.end]
    entry = record if isinstance(record, Entry) else None
    kind = SpanKind.TITLE if isinstance(record, Title) else record.kind
    best, further = record.en[0], record.en[1:]
    if kind is SpanKind.PERSON and source in record.en:
        best, further = source, record.en  # English copies a name as the source has it
    elif isinstance(record, Title):
        best, further = cased_like(source, best), record.en
    return FixedSpan(
        match.start,
        match.end,
        source,
        kind,
        best,
        record.ja[0],
        Origin.GLOSSARY,
        hard=entry is not None and entry.hard,
        accepts_en=tuple(form for form in further if form != best),
        accepts_ja=record.ja[1:],
        issues=match_issues(source, match),
        never_en=entry.never_en if entry else (),
        never_ja=entry.never_ja if entry else (),
    )


def match_issues(source: str, match: Match) -> tuple[Issue, ...]:
    """Remarks on what the target form does not show: the possessive and the plural."""
    issues = []
    if match.clitic.startswith(("nya", "ku", "mu")):
        text = f"“{source}” has a possessive or definite ending that the fixed form drops: add its/the where needed."
        issues.append(Issue("clitic", Severity.INFO, text, source))
    if match.plural:
        issues.append(Issue("plural", Severity.INFO, f"“{source}” is plural in the source: check the number.", source))
    return tuple(issues)


def cased_like(source: str, english: str) -> str:
    """An English title in lower case where the source writes it so; acronyms keep theirs."""
    if not source[:1].islower():
        return english
    return " ".join(word if word[1:2].isupper() or word.isdigit() else word.lower() for word in english.split(" "))


def override(earlier: Sequence[Record], later: Sequence[Record]) -> list[Record]:
    """Earlier records without the spellings that a later record of the same sort decides, then the later ones."""
    if not earlier or not later:
        return [*earlier, *later]
    known = {fold(form).lower() for record in earlier for form in record.ids}
    again = [(r, form) for r in later for spelling in r.ids if (form := fold(spelling)).lower() in known]
    exact = {(type(r), form) for r, form in again}
    loose = {(type(r), form.lower()) for r, form in again if not r.exact}
    if not exact:
        return [*earlier, *later]
    kept: list[Record] = []
    for record in earlier:
        sort = type(record)
        ids = tuple(f for f in record.ids if (sort, fold(f)) not in exact and (sort, fold(f).lower()) not in loose)
        if ids:
            kept.append(record if ids == record.ids else replace(record, ids=ids))
    return [*kept, *later]


def replace_source(record: Record) -> Record:
    """The record without the place that it was read from."""
    return replace(record, source=type(record.source)())


def _open(match: Match, closed: Sequence[tuple[int, int]]) -> bool:
    return all(match.end <= a or b <= match.start or (match.start <= a and b <= match.end) for a, b in closed)


def shipped_folder() -> Path:
    """Where the shipped glossary lies: inside an installed package, or beside it in the repository."""
    package = Path(translator.__file__).parent
    for folder in (package / "glossary_data", package.parent / "glossary"):
        if folder.is_dir():
            return folder
    raise GlossaryError("The shipped glossary is missing.", where=package, mend="Install the package again.")


def _content(record: Record) -> str:
    """All of a record as text; sets in order, which otherwise differs from process to process."""
    values = (getattr(record, field.name) for field in fields(record))
    return f"{type(record).__name__} {[sorted(v) if isinstance(v, frozenset) else v for v in values]}"
