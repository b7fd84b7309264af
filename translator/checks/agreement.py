"""The English and the Japanese draft of one sentence, held against each other."""

from __future__ import annotations

from collections.abc import Iterator

from translator.checks.amounts import by_word
from translator.checks.pair import Pair
from translator.checks.terms import NAMES, recognisable
from translator.fixed import FixedSpan
from translator.issues import Issue, Severity
from translator.values import Value, agree, values_in

_LANGUAGES = {"en": "English", "ja": "Japanese"}


def values_disagree(one: Pair, other: Pair) -> Iterator[Issue]:
    """One draft says a value that the other does not say, though both agree with what the source says plainly.

    What a draft lost or added against the source is told by its own checks. Idioms (“a couple”) may look like it.
    """
    there = [value for said in other.amounts.said for value in said.values]
    lost = [value for span in other.amounts.lost for value in values_in(span.source, "id")]
    for said in one.amounts.said:
        if said in one.amounts.added or all(_told(value, (*there, *lost), other) for value in said.values):
            continue
        yield _issue(one, other, one.text[said.start : said.end])


def names_disagree(one: Pair, other: Pair) -> Iterator[Issue]:
    """A name that only has to be rendered sensibly stands in one draft alone. “He” for a name may look like it.

    A name with a fixed form is told by the checks of the draft that lost it.
    """
    kept = {span for span, _ in one.claims.kept}
    for span in other.claims.lost:
        if span in kept and not span.hard and span.kind in NAMES and not recognisable(other, span):
            yield _issue(one, other, span.target(one.language), span)


def _told(value: Value, there: tuple[Value, ...], other: Pair) -> bool:
    return value == 1 or any(agree(value, v) for v in there) or by_word(value, other.text, other.language)


def _issue(one: Pair, other: Pair, what: str, span: FixedSpan | None = None) -> Issue:
    message = (
        f"The {_LANGUAGES[one.language]} has {what}, the {_LANGUAGES[other.language]} does not: see which is right."
    )
    return Issue("targets-disagree", Severity.WARNING, message, span.source if span else "")
