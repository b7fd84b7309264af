"""How long a draft is."""

from __future__ import annotations

from collections.abc import Iterator

from translator.checks.pair import Pair
from translator.issues import Issue, Severity

LENGTHS = {"en": (0.5, 1.6), "ja": (0.18, 0.9)}
"""Characters of target by source, kept spans aside, outside of which a sentence of 40 or more characters is suspect."""


def empty(pair: Pair) -> Iterator[Issue]:
    """Nothing was translated. Never a false alarm."""
    if not pair.text.strip():
        yield Issue("empty", Severity.ERROR, "The engine gave no translation; translate this sentence by hand.")


def length(pair: Pair) -> Iterator[Issue]:
    """Much shorter or longer than usual: something may be left out or added. Lists of names may look like it."""
    low, high = LENGTHS[pair.language]
    kept = (*pair.claims.kept, *pair.amounts.kept)
    spans = sum(len(span.target(pair.language)) - len(span.source) * (low + high) / 2 for span, _ in kept)
    ratio = (len(pair.text) - spans) / max(1, len(pair.source))
    if len(pair.source) >= 40 and pair.text and not low <= ratio <= high:
        what = "short" if ratio < low else "long"
        yield Issue("length", Severity.WARNING, f"The draft is unusually {what}: compare it with the source.")
