"""Translation through a third language, for pairs that no engine has."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from translator.engine.protocol import Capabilities, Engine, Hypothesis, Request
from translator.errors import EngineError

Pair = tuple[str, str]
Route = tuple[Engine, ...]


class PivotEngine:
    """Two engines as one: their own pairs directly, further ones through ``via``.

    ``second`` defaults to ``first``: one engine, its missing pairs added. Through ``via`` the first leg gives
    its best translation and the second leg the n-best of that; a score is the sum of both legs' scores.
    """

    def __init__(self, first: Engine, second: Engine | None = None, *, via: str = "en") -> None:
        self._first, self._second, self._via = first, second or first, via
        self._routes = _routes(self._first, self._second, via)

    @property
    def signature(self) -> str:
        """Signatures of the engines and the language between."""
        names = dict.fromkeys((self._first.signature, self._second.signature))
        return f"pivot:{self._via}({' > '.join(names)})"

    @property
    def capabilities(self) -> Capabilities:
        """Direct and added pairs; the placeholders that both engines carry."""
        first, second = self._first.capabilities, self._second.capabilities
        return Capabilities(
            pairs=frozenset(self._routes),
            placeholders=_common(first.placeholders, second.placeholders),
            max_tokens=min(first.max_tokens, second.max_tokens),
        )

    def translate(self, batch: Sequence[Request], *, n_best: int = 1) -> list[list[Hypothesis]]:
        """Translate every request, directly where an engine can.

        Raises:
            EngineError: a leg failed, or a pair can be had neither way.
        """
        results: list[list[Hypothesis]] = [[] for _ in batch]
        for route, indices in self._by_route(batch):
            requests = [batch[index] for index in indices]
            found = (
                self._through(*route, requests, n_best)
                if len(route) == 2
                else route[0].translate(requests, n_best=n_best)
            )
            for index, hypotheses in zip(indices, found, strict=True):
                results[index] = hypotheses
        return results

    def _by_route(self, batch: Sequence[Request]) -> list[tuple[Route, list[int]]]:
        """Indices of the requests that go the same way."""
        groups: dict[tuple[int, ...], tuple[Route, list[int]]] = {}
        for index, request in enumerate(batch):
            route = self._routes.get((request.source, request.target))
            if route is None:
                known = ", ".join(f"{source}→{target}" for source, target in sorted(self._routes))
                what = f"cannot translate {request.source}→{request.target}, not even through {self._via}."
                raise EngineError(what, where=self.signature, mend=f"It knows {known}.")
            groups.setdefault(tuple(map(id, route)), (route, []))[1].append(index)
        return list(groups.values())

    def _through(self, first: Engine, second: Engine, batch: Sequence[Request], n_best: int) -> list[list[Hypothesis]]:
        middles = first.translate([Request(request.text, request.source, self._via) for request in batch])
        onward = [
            Request(found[0].text, self._via, request.target) for found, request in zip(middles, batch, strict=True)
        ]
        ends = second.translate(onward, n_best=n_best)
        return [[_joined(found[0], end) for end in last] for found, last in zip(middles, ends, strict=True)]


def _routes(first: Engine, second: Engine, via: str) -> dict[Pair, Route]:
    """The engines for each pair: one if it is direct (``first`` where both can), else two."""
    into = [source for source, target in first.capabilities.pairs if target == via]
    onward = [target for source, target in second.capabilities.pairs if source == via]
    routes: dict[Pair, Route] = {
        (source, target): (first, second) for source in into for target in onward if source != target
    }
    for engine in (second, first):
        routes |= dict.fromkeys(engine.capabilities.pairs, (engine,))
    return routes


def _common(first: Mapping[str, tuple[str, ...]], second: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """Placeholders, by kind, that are in both."""
    both = {kind: tuple(text for text in first[kind] if text in second[kind]) for kind in first if kind in second}
    return {kind: texts for kind, texts in both.items() if texts}


def _joined(first: Hypothesis, second: Hypothesis) -> Hypothesis:
    scores = (first.score, second.score)
    score = None if None in scores else sum(score for score in scores if score is not None)
    return Hypothesis(second.text, score, max(first.pieces, second.pieces))
