"""Japanese drafts from corrected English: what an editor put right there is right in both languages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from translator.engine.protocol import Engine, Hypothesis, Request
from translator.finish import finish
from translator.fixed import FixedSpan
from translator.issues import Severity
from translator.result import Draft
from translator.review.recheck import issues_of, recheck
from translator.spans.carry import Carrier, carry, restore
from translator.store import SegmentRow, State, Store

PAIR = ("en", "ja")

N_BEST = 4

_HUMAN = (State.EDITED, State.APPROVED)


def renew(store: Store, article_id: int, engine: Engine, signature: Mapping[str, str]) -> int:
    """Draft the Japanese anew where the English was corrected after it; how many texts.

    A Japanese text that an editor wrote or approved stays. An engine without this direction does nothing here.

    Raises:
        EngineError: the engine failed.
    """
    if PAIR not in engine.capabilities.pairs:
        return 0
    rows = [row for row in store.articles.page(article_id).segments if wanted(row)]
    for row, made in zip(rows, drafts(rows, engine), strict=True):
        store.segments.save_draft(row.id, "ja", made, signature)
        recheck(store, row.id, "ja")
    return len(rows)


def wanted(row: SegmentRow) -> bool:
    """Whether the Japanese of a segment waits for a draft from its corrected English."""
    english, japanese = row.targets.get("en"), row.targets.get("ja")
    if english is None or japanese is None:
        return False
    return japanese.stale and japanese.state not in _HUMAN and english.state in _HUMAN and bool(english.text.strip())


def drafts(rows: Sequence[SegmentRow], engine: Engine) -> list[Draft]:
    """One Japanese draft a segment, from its English."""
    if not rows:
        return []
    placeholders = engine.capabilities.placeholders
    english = [row.targets["en"].text for row in rows]
    carriers = [
        carry(text, spans_in(text, row.spans), "ja", placeholders) for text, row in zip(english, rows, strict=True)
    ]
    outputs = engine.translate([Request(carrier.text, *PAIR) for carrier in carriers], n_best=N_BEST)
    return [
        min((_draft(row, carrier, one, engine) for one in found), key=_badness)
        for row, carrier, found in zip(rows, carriers, outputs, strict=True)
    ]


def spans_in(english: str, spans: Sequence[FixedSpan]) -> tuple[FixedSpan, ...]:
    """The fixed spans where their English forms stand in the English text, each once, none overlapping."""
    found: list[FixedSpan] = []
    for span in sorted(spans, key=lambda span: -len(span.en)):
        start = english.find(span.en) if span.en else -1
        while start >= 0 and any(start < f.end and f.start < start + len(span.en) for f in found):
            start = english.find(span.en, start + 1)
        if start >= 0:
            found.append(replace(span, start=start, end=start + len(span.en), source=span.en))
    return tuple(sorted(found, key=lambda span: span.start))


def _draft(row: SegmentRow, carrier: Carrier, hypothesis: Hypothesis, engine: Engine) -> Draft:
    restored = restore(hypothesis.text, carrier, "ja", engine.capabilities.placeholders)
    english = row.targets["en"].text
    text = finish(restored.text, english, "ja")
    issues = issues_of(row.source, row.spans, {"en": english, "ja": text}, "ja")
    return Draft(text, "engine", hypothesis.score, issues, "beam")


def _badness(made: Draft) -> tuple[int, int]:
    return sum(i.severity is Severity.ERROR for i in made.issues), len(made.issues)
