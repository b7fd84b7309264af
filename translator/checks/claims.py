"""Which fixed span stands where in a draft."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from translator.checks.find import fold, occurrences
from translator.fixed import FixedSpan

Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Claims:
    """``kept``: spans with their places in the draft; ``lost``: spans without one; ``extra``: places one too many."""

    kept: tuple[tuple[FixedSpan, Place], ...]
    lost: tuple[FixedSpan, ...]
    extra: tuple[tuple[FixedSpan, Place], ...]

    @property
    def places(self) -> tuple[Place, ...]:
        """Everything in the draft that is a form of a span."""
        return tuple(place for _, place in (*self.kept, *self.extra))


def claim(text: str, spans: Sequence[FixedSpan], language: str) -> Claims:
    """Give each span one place where a form that it accepts stands, the longest forms first.

    A place too many counts only where its very form was given to a span already: “UGM” after “Gadjah Mada
    University” is none.
    """
    folded = fold(text)
    owners: defaultdict[str, list[int]] = defaultdict(list)
    for index, span in enumerate(spans):
        for form in dict.fromkeys(fold(form) for form in span.accepts(language) if form):
            owners[form].append(index)
    waiting = set(range(len(spans)))
    kept: dict[int, Place] = {}
    extra: list[tuple[FixedSpan, Place]] = []
    taken: list[Place] = []
    for form in sorted(owners, key=len, reverse=True):
        owner = sorted(owners[form], key=lambda index: len(spans[index].accepts(language)))
        for place in occurrences(folded, form, language):
            if any(place[0] < end and start < place[1] for start, end in taken):
                continue
            heir = next((index for index in owner if index in waiting), None)
            if heir is not None:
                kept[heir] = place
                waiting.remove(heir)
                taken.append(place)
            elif len(form) > 1 and any(folded[slice(*kept[index])] == folded[slice(*place)] for index in owner):
                extra.append((spans[owner[0]], place))
                taken.append(place)
    return Claims(
        tuple((spans[index], kept[index]) for index in sorted(kept)),
        tuple(spans[index] for index in sorted(waiting)),
        tuple(extra),
    )


def without(text: str, places: Sequence[Place]) -> str:
    """The text with these places blotted out, every other character where it was."""
    for start, end in places:
        text = text[:start] + "\0" * (end - start) + text[end:]
    return text
