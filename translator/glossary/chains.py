"""Places in larger places: which of the places behind one another hold the ones before, and which only follow."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from translator.fixed import SpanKind
from translator.glossary import rules
from translator.glossary.areas import DISTRICT, PROVINCE, Area, nested
from translator.glossary.render import Piece
from translator.glossary.sentence import Sentence


class Chains:
    """``area``: reads the place that starts at a token, with what may hold it."""

    def __init__(self, line: Sentence, area: Callable[[int], Area | None]) -> None:
        self.line = line
        self._area = area

    def read(self, at: int) -> Iterator[Piece]:
        """A place in larger places: ``Kota Izumisano Perfektur Osaka``, ``Desa Sukamaju, Kecamatan Jonggol, Bogor``."""
        inner = self._area(at)
        if inner and (chain := self.nested(inner)) and (inner.levelled or not self._listed(at)):
            yield chain

    def nested(self, inner: Area) -> Piece | None:
        """The place with the larger places behind it, as far as each holds the one before; None without any."""
        places, rank, last = [(inner.piece, inner.piece.ja)], inner.lowest, inner
        while outer := self._holder(last, rank):
            higher = outer.above(rank)
            bare = higher is None or not (last.ranks or outer.levelled)  # スラバヤのブン・トモ競技場
            ja = outer.piece.ja if bare or higher is None else outer.ranks[higher]
            places, rank, last = [*places, (outer.piece, ja)], higher or rank, outer
        return nested(places, last.piece.stop) if len(places) > 1 else None

    def _holder(self, inner: Area, rank: int) -> Area | None:
        """The place behind ``inner`` that holds it; the next of a list does not (``Jakarta, Jawa Barat, dan Bali``)."""
        stop = inner.piece.stop
        comma = self.line.word(stop) == ","
        outer = self._area(stop + comma)
        if outer is None or not (comma or (inner.levelled and (outer.levelled or outer.lowest >= PROVINCE))):
            return None
        following = self._following(outer.piece.stop)
        if outer.above(rank) is None:
            further = following and not outer.ranks and inner.levelled and self.line.word(outer.piece.stop) == ","
            return outer if further and following and (following.above(rank) or 0) > DISTRICT else None
        goes_on = following and (following.above(max(outer.ranks)) or (following.levelled and following.lowest < rank))
        if following is None or goes_on or self._holder(following, following.lowest):
            return outer
        return outer if following.levelled and outer.levelled and following.lowest <= rank else None

    def _following(self, at: int) -> Area | None:
        """The place behind a comma or ``dan``."""
        comma = self.line.word(at) == ","
        joined = self.line.word(at + comma) in rules.CONJUNCTIONS
        return self._area(at + comma + joined) if comma or joined else None

    def _listed(self, at: int) -> bool:
        """Whether a place with a comma stands right before, so that this one may be the next of a list."""
        return self.line.word(at - 1) == "," and any(
            span.kind is SpanKind.PLACE and self.line.stops.get(span.end) == at - 1 for span in self.line.spans
        )
