"""Places that stand in larger places: what holds what, and how both languages say it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import islice, product

from translator.fixed import SpanKind
from translator.glossary import rules
from translator.glossary.model import Entry
from translator.glossary.render import Piece

Lookup = Callable[[str], Entry | None]

DISTRICT, PROVINCE, COUNTRY = 2, 4, 5
"""Ranks of areas as in ``levels.tsv``; a country holds them all."""

_MOST_FORMS = 12


@dataclass(frozen=True, slots=True)
class Area:
    """A place with the ranks that it may have, each with its Japanese form; ``levelled``: with its level word."""

    piece: Piece
    ranks: Mapping[int, str]
    levelled: bool

    def above(self, rank: int) -> int | None:
        """The lowest rank of the place over ``rank``."""
        return min((own for own in self.ranks if own > rank), default=None)

    @property
    def lowest(self) -> int:
        """The lowest rank, 0 for a place without any (a beach, a street)."""
        return min(self.ranks, default=0)


def area(piece: Piece, source: str, level: str, lookup: Lookup) -> Area:
    """The place ``piece``, written as ``source`` and beginning with the word of ``level``, if any.

    A bare name has the ranks of the glossary's entries of that name with a level word: ``Garut``, ``Kabupaten Garut``.
    """
    if level:
        return Area(piece, {rules.levels()[level].rank: piece.ja}, True)
    if rules.is_country(piece.en):
        return Area(piece, {COUNTRY: piece.ja}, False)
    ranks: dict[int, str] = {}
    for known in rules.levels().values():
        if entry := lookup(f"{known.head} {source}"):
            ranks[known.rank] = piece.ja if known.rank in ranks else entry.ja[0]  # Bandung: city or regency
    if not ranks and piece.ja.endswith(rules.levels()["province"].ja):
        ranks[rules.levels()["province"].rank] = piece.ja
    return Area(piece, ranks, False)


def nested(places: Sequence[tuple[Piece, str]], stop: int) -> Piece:
    """One piece of places from small to large, each with its Japanese form: ``Bandung City, West Java``."""
    pieces = [piece for piece, _ in places]
    best = [form for _, form in places]
    english = product(*((piece.en, *piece.accepts_en) for piece in pieces))
    japanese = product(*((form, *piece.accepts_ja) for piece, form in places))
    return Piece(
        pieces[0].first,
        stop,
        SpanKind.PLACE,
        ", ".join(piece.en for piece in pieces),
        _inside(best),
        tuple(issue for piece in pieces for issue in piece.issues),
        accepts_en=tuple(", ".join(forms) for forms in islice(english, _MOST_FORMS)),
        accepts_ja=(*map(_inside, islice(japanese, _MOST_FORMS)), *(_inside(best, joiner) for joiner in ("・", ""))),
    )


def _inside(forms: Sequence[str], joiner: str = "の") -> str:
    """Japanese forms from small to large, joined from large to small."""
    return reduce(lambda inner, outer: rules.inside_ja(outer, inner, joiner), forms)
