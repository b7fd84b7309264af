"""What a check looks at: a source sentence, its draft in one language, and the fixed spans of the source."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property

from translator.checks.amounts import Amounts, compare, is_value
from translator.checks.claims import Claims, claim
from translator.fixed import FixedSpan
from translator.issues import Issue


@dataclass(frozen=True)
class Pair:
    """``text`` is the draft of ``source`` in ``language`` (``en`` or ``ja``)."""

    source: str
    text: str
    language: str
    spans: tuple[FixedSpan, ...] = ()

    @cached_property
    def claims(self) -> Claims:
        """Where the terms and names stand; values have a comparison of their own."""
        return claim(self.text, [span for span in self.spans if not is_value(span)], self.language)

    @cached_property
    def amounts(self) -> Amounts:
        """The values of both sides, compared."""
        return compare(self.source, self.text, self.language, self.spans, self.claims.places)


Check = Callable[[Pair], Iterable[Issue]]
"""One check. Its docstring tells the editor when a false alarm is normal."""
