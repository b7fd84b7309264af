"""What is known about each file of a run: its state, the reason, and what the translation of each language holds."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from translator.issues import Severity

if TYPE_CHECKING:
    from translator.result import Result


class State(StrEnum):
    """Where a file stands at the end of a run."""

    DONE = "done"
    CURRENT = "current"
    """Translated by an earlier run, and neither the file nor engine, glossary or rules changed since."""
    FAILED = "failed"
    SKIPPED = "skipped"
    """Not an article, for the reason given."""
    PENDING = "pending"
    """Not reached: the run was stopped, or only planned."""


@dataclass(frozen=True, slots=True)
class LanguageRecord:
    """One translation: how many segments and words, open issues by ``check`` and severity, fixed spans by kind.

    ``spans``: kind → [how many, how many of them lost]. ``words`` are those of the source. ``notes``: what the reader
    of the source had to decide. ``wordings``, ``memory``: of its segments, and what was approved among them
    (see :mod:`translator.batch.memory`).
    """

    language: str
    segments: int = 0
    words: int = 0
    issues: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    spans: Mapping[str, list[int]] = field(default_factory=dict)
    notes: Sequence[str] = ()
    wordings: str = ""
    memory: str = ""

    @classmethod
    def of(cls, result: Result, language: str) -> LanguageRecord:
        """The figures of one language of a translation."""
        issues: dict[str, Counter[str]] = {}
        spans: dict[str, list[int]] = {}
        for segment in result.segments:
            draft = segment.drafts[language]
            for issue in draft.issues:
                issues.setdefault(issue.check, Counter())[str(issue.severity)] += 1
            missing = {issue.span for issue in draft.issues if issue.check == "span-missing"}
            for span in segment.spans:
                count = spans.setdefault(str(span.kind), [0, 0])
                count[0] += 1
                count[1] += span.source in missing
        words = sum(len(segment.segment.source.split()) for segment in result.segments)
        figures = {check: dict(counts) for check, counts in issues.items()}
        return cls(language, len(result.segments), words, figures, spans, result.article.notes)

    @property
    def errors(self) -> int:
        """Open issues that ``--strict`` refuses."""
        return sum(counts.get(str(Severity.ERROR), 0) for counts in self.issues.values())

    def to_json(self) -> str:
        """As one line of JSON."""
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> LanguageRecord:
        """From :meth:`to_json`."""
        return cls(**json.loads(text))


def total(language: str, records: Iterable[LanguageRecord]) -> LanguageRecord:
    """The sum of several texts' figures."""
    segments = words = 0
    issues: dict[str, Counter[str]] = {}
    spans: dict[str, list[int]] = {}
    for record in records:
        segments, words = segments + record.segments, words + record.words
        for check, counts in record.issues.items():
            issues.setdefault(check, Counter()).update(counts)
        for kind, (count, lost) in record.spans.items():
            before = spans.get(kind, [0, 0])
            spans[kind] = [before[0] + count, before[1] + lost]
    return LanguageRecord(language, segments, words, {k: dict(v) for k, v in issues.items()}, spans)


@dataclass(frozen=True, slots=True)
class FileRecord:
    """One file of a run. ``path``: relative to the input folder. ``seconds``: of its translation.

    ``reason``: why it was not translated, or what is to be known about its translation.
    """

    path: str
    state: State
    reason: str = ""
    languages: tuple[LanguageRecord, ...] = ()
    seconds: float = 0.0

    @classmethod
    def translated(cls, path: str, state: State, languages: tuple[LanguageRecord, ...], seconds: float) -> FileRecord:
        """A file whose translations stand, with the notes on it as the reason."""
        notes = "; ".join(languages[0].notes) if languages else ""
        return cls(path, state, notes and f"{notes[0].upper()}{notes[1:]}.", languages, seconds)

    @property
    def segments(self) -> int:
        """Segments of the source."""
        return max((language.segments for language in self.languages), default=0)
