"""Fixed spans: the parts of a source text whose target forms are decided by rule, not by the model."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from translator.issues import Issue


class SpanKind(StrEnum):
    """What a fixed span is; the review desk colours by it and the model's placeholders are typed by it."""

    PERSON = "person"
    PLACE = "place"
    ORGANIZATION = "organization"
    TITLE = "title"
    ACRONYM = "acronym"
    TERM = "term"
    DATE = "date"
    TIME = "time"
    NUMBER = "number"
    MONEY = "money"
    MEASURE = "measure"
    LAW = "law"
    OTHER = "other"


class Origin(StrEnum):
    """Where the target forms come from."""

    GLOSSARY = "glossary"
    REGISTRY = "registry"
    RULE = "rule"


@dataclass(frozen=True, slots=True)
class FixedSpan:
    """``text[start:end] == source`` of the marked text, with its target forms.

    ``hard``: the target form must stand in the draft as it is; a soft span only has to be rendered sensibly.
    ``accepts_en``, ``accepts_ja``: further forms that count as kept when the model wrote them by itself.
    ``never_en``, ``never_ja``: forms that the glossary forbids for it.
    ``issues``: remarks that travel with it (a name that is only a proposal, a weekday that contradicts the calendar).
    """

    start: int
    end: int
    source: str
    kind: SpanKind
    en: str
    ja: str
    origin: Origin
    hard: bool = True
    accepts_en: tuple[str, ...] = ()
    accepts_ja: tuple[str, ...] = ()
    issues: tuple[Issue, ...] = ()
    never_en: tuple[str, ...] = ()
    never_ja: tuple[str, ...] = ()

    def target(self, language: str) -> str:
        """Target form for ``en`` or ``ja``."""
        return self.en if language == "en" else self.ja

    def accepts(self, language: str) -> tuple[str, ...]:
        """All forms that count as kept in ``en`` or ``ja``, the preferred one first."""
        return (self.en, *self.accepts_en) if language == "en" else (self.ja, *self.accepts_ja)

    def never(self, language: str) -> tuple[str, ...]:
        """Forms that must not stand for it in ``en`` or ``ja``."""
        return self.never_en if language == "en" else self.never_ja

    def overlaps(self, other: FixedSpan) -> bool:
        """Whether both share at least one character."""
        return self.start < other.end and other.start < self.end
