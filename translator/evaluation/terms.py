"""What became of fixed spans: term accuracy, window overlap, names and values, with guard or without.

Term accuracy and window overlap follow Anastasopoulos et al. 2021, "On the evaluation of machine translation for
terminology consistency". Modes of the WMT 2023 and 2025 terminology tasks: no terms, proper terms, random terms.
"""

from __future__ import annotations

import random
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from translator.fixed import FixedSpan, Origin, SpanKind
from translator.spans.carry import kept
from translator.values import missing, values_in

Words = Callable[[str], list[str]]

NAMES = frozenset((SpanKind.PERSON, SpanKind.PLACE, SpanKind.ORGANIZATION, SpanKind.TITLE))

WINDOWS = (2, 3)
"""Words on each side of a term that window overlap compares."""


@dataclass(frozen=True, slots=True)
class Share:
    """``hits`` of ``total``."""

    hits: float
    total: int

    @property
    def percent(self) -> float | None:
        """None when there was nothing to hit."""
        return round(100 * self.hits / self.total, 2) if self.total else None


@dataclass(frozen=True, slots=True)
class Line:
    """One line with its hard fixed spans, its reference and a system's output."""

    source: str
    spans: tuple[FixedSpan, ...]
    reference: str
    output: str


def terms_of(spans: Iterable[FixedSpan]) -> tuple[FixedSpan, ...]:
    """The spans that a glossary or an editor decided."""
    return tuple(span for span in spans if span.origin is not Origin.RULE)


def names_of(spans: Iterable[FixedSpan]) -> tuple[FixedSpan, ...]:
    """Persons, places, bodies and titled persons, whoever decided them."""
    return tuple(span for span in spans if span.kind in NAMES)


Pick = Callable[[Iterable[FixedSpan]], tuple[FixedSpan, ...]]


def exact(lines: Sequence[Line], pick: Pick, target: str) -> Share:
    """Picked spans whose form to write stands in the output, each occurrence answering once; case does not count."""
    hits = total = 0
    for line in lines:
        forms = Counter(span.target(target).casefold() for span in pick(line.spans))
        hits += sum(min(count, line.output.casefold().count(form)) for form, count in forms.items() if form)
        total += forms.total()
    return Share(hits, total)


def accepted(lines: Sequence[Line], pick: Pick, target: str) -> Share:
    """Picked spans of which any accepted form stands in the output."""
    found = [kept(line.output, span, target) for line in lines for span in pick(line.spans)]
    return Share(sum(found), len(found))


def proper(lines: Sequence[Line], pick: Pick, target: str) -> Share:
    """As :func:`accepted`, over the spans of which the reference has an accepted form: WMT's proper terms."""
    found = [kept(line.output, span, target) for line, span in _proper(lines, pick, target)]
    return Share(sum(found), len(found))


def _proper(lines: Sequence[Line], pick: Pick, target: str) -> list[tuple[Line, FixedSpan]]:
    return [(line, span) for line in lines for span in pick(line.spans) if kept(line.reference, span, target)]


def window_overlap(lines: Sequence[Line], pick: Pick, target: str, size: int, words: Words) -> Share:
    """How much of the ``size`` words on each side of a proper term in the reference is there in the output as well.

    A term that the output lacks scores 0.
    """
    scores = []
    for line, span in _proper(lines, pick, target):
        wanted = _window(line.reference, span.accepts(target), size, words) or Counter()
        seen = _window(line.output, span.accepts(target), size, words)
        if wanted:
            scores.append((wanted & seen).total() / wanted.total() if seen is not None else 0.0)
    return Share(round(sum(scores), 2), len(scores))


def _window(text: str, forms: Sequence[str], size: int, words: Words) -> Counter[str] | None:
    """The words around the first of ``forms`` that stands in the text; None when none does."""
    for form in forms:
        match = re.search(re.escape(form), text, re.IGNORECASE) if form else None
        if match:
            return Counter([*words(text[: match.start()])[-size:], *words(text[match.end() :])[:size]])
    return None


def values(lines: Sequence[Line], target: str) -> Share:
    """Values of the source that the output says as well, by value: 1,2 triliun = 1.2 trillion = 1兆2000億."""
    hits = total = 0
    for line in lines:
        wanted = values_in(line.source, "id")
        hits += len(wanted) - len(missing(wanted, values_in(line.output, target)))
        total += len(wanted)
    return Share(hits, total)


# random terms -------------------------------------------------------------------------------------------------------

_WORD = re.compile(r"[^\W\d_]{4,}")
_FEWEST, _SUREST = 3, 0.7


def random_terms(lines: Sequence[Line], words: Words, seed: int = 1) -> list[Mapping[str, str]]:
    """For each line one ordinary source word with the word that renders it in the reference, where one is known.

    Pairs are words that stand together in at least ``_FEWEST`` lines with a Dice coefficient of ``_SUREST`` or more;
    a word has the same rendering in all lines.
    """
    sources = [_ordinary(line) for line in lines]
    targets = [{w for w in words(line.reference) if len(w) > 1} for line in lines]
    pairs = _pairs(sources, targets)
    chance = random.Random(seed)
    chosen: list[Mapping[str, str]] = []
    for source, target in zip(sources, targets, strict=True):
        known = sorted(word for word in source if pairs.get(word) in target)
        word = chance.choice(known) if known else None
        chosen.append({word: pairs[word]} if word else {})
    return chosen


def _ordinary(line: Line) -> set[str]:
    """Lower-case words outside the fixed spans."""
    text = line.source
    for span in line.spans:
        text = text.replace(span.source, "·")
    return {word for word in _WORD.findall(text) if word.islower()}


def _pairs(sources: Sequence[set[str]], targets: Sequence[set[str]]) -> dict[str, str]:
    single = Counter(word for side in (*sources,) for word in side)
    other = Counter(word for side in (*targets,) for word in side)
    together: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for source, target in zip(sources, targets, strict=True):
        for word in source:
            together[word].update(target)
    pairs = {}
    for word, counts in together.items():
        dice, partner = max((2 * n / (single[word] + other[w]), w) for w, n in counts.items()) if counts else (0.0, "")
        if dice >= _SUREST and counts[partner] >= _FEWEST:
            pairs[word] = partner
    return pairs


def follows(lines: Sequence[Line], terms: Sequence[Mapping[str, str]]) -> Share:
    """Wanted words that stand in the outputs, case aside."""
    found = [word in line.output.casefold() for line, term in zip(lines, terms, strict=True) for word in term.values()]
    return Share(sum(found), len(found))
