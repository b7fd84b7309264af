"""Pivot through English, with fake engines that write down what they are given."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from translator.engine.pivot import PivotEngine
from translator.engine.protocol import Capabilities, Engine, Hypothesis, Request
from translator.errors import EngineError

Pair = tuple[str, str]


class FakeEngine:
    """Not a translator: wraps the text in ``target(…)#rank``, scores -0.5, -1.5, …, and remembers its batches."""

    def __init__(
        self,
        name: str,
        *pairs: Pair,
        placeholders: dict[str, tuple[str, ...]] | None = None,
        max_tokens: int = 256,
        scored: bool = True,
    ) -> None:
        self._name = name
        self._capabilities = Capabilities(frozenset(pairs), placeholders or {}, max_tokens)
        self._scored = scored
        self.batches: list[tuple[list[Request], int]] = []

    @property
    def signature(self) -> str:
        return self._name

    @property
    def capabilities(self) -> Capabilities:
        return self._capabilities

    def translate(self, batch: Sequence[Request], *, n_best: int = 1) -> list[list[Hypothesis]]:
        self.batches.append((list(batch), n_best))
        return [
            [
                Hypothesis(
                    f"{self._name}:{request.target}({request.text})#{rank}", -0.5 - rank if self._scored else None
                )
                for rank in range(n_best)
            ]
            for request in batch
        ]


@pytest.fixture
def into() -> FakeEngine:
    return FakeEngine("a", ("id", "en"), placeholders={"person": ("P1", "P2"), "date": ("D1",)}, max_tokens=128)


@pytest.fixture
def onward() -> FakeEngine:
    return FakeEngine("b", ("en", "ja"), placeholders={"person": ("P2", "P3"), "money": ("M1",)})


def test_is_an_engine(into: FakeEngine, onward: FakeEngine) -> None:
    assert isinstance(PivotEngine(into, onward), Engine)


def test_adds_the_pair_through_english(into: FakeEngine, onward: FakeEngine) -> None:
    engine = PivotEngine(into, onward)
    assert engine.capabilities.pairs == {("id", "en"), ("en", "ja"), ("id", "ja")}
    assert engine.translate([Request("apa", "id", "ja")])[0][0].text == "b:ja(a:en(apa)#0)#0"


def test_n_best_are_the_second_legs_and_scores_are_summed(into: FakeEngine, onward: FakeEngine) -> None:
    found = PivotEngine(into, onward).translate([Request("apa", "id", "ja")], n_best=3)[0]
    assert [hypothesis.text[-2:] for hypothesis in found] == ["#0", "#1", "#2"]
    assert [hypothesis.score for hypothesis in found] == [-1.0, -2.0, -3.0]
    assert into.batches[0][1] == 1


def test_no_score_when_a_leg_has_none(onward: FakeEngine) -> None:
    silent = FakeEngine("a", ("id", "en"), scored=False)
    assert PivotEngine(silent, onward).translate([Request("apa", "id", "ja")])[0][0].score is None


def test_direct_pairs_are_never_pivoted() -> None:
    first = FakeEngine("a", ("id", "en"), ("id", "ja"))
    second = FakeEngine("b", ("en", "ja"), ("ja", "en"))
    engine = PivotEngine(first, second, via="en")
    with pytest.raises(EngineError, match="ja→id"):
        engine.translate([Request("何", "ja", "id")])
    assert engine.translate([Request("apa", "id", "ja")])[0][0].text == "a:ja(apa)#0"


def test_order_is_kept_and_each_way_is_one_batch(into: FakeEngine, onward: FakeEngine) -> None:
    batch = [
        Request("satu", "id", "ja"),
        Request("two", "en", "ja"),
        Request("tiga", "id", "en"),
        Request("empat", "id", "ja"),
    ]
    found = [hypotheses[0].text for hypotheses in PivotEngine(into, onward).translate(batch)]
    assert found == ["b:ja(a:en(satu)#0)#0", "b:ja(two)#0", "a:en(tiga)#0", "b:ja(a:en(empat)#0)#0"]
    assert [len(requests) for requests, _ in into.batches] == [2, 1]


def test_one_engine_pivots_with_itself() -> None:
    engine = PivotEngine(FakeEngine("a", ("id", "en"), ("en", "ja")))
    assert engine.translate([Request("apa", "id", "ja")])[0][0].text == "a:ja(a:en(apa)#0)#0"
    assert engine.signature == "pivot:en(a)"


def test_capabilities_are_what_both_carry(into: FakeEngine, onward: FakeEngine) -> None:
    capabilities = PivotEngine(into, onward).capabilities
    assert capabilities.placeholders == {"person": ("P2",)}
    assert capabilities.max_tokens == 128


def test_signature_names_both(into: FakeEngine, onward: FakeEngine) -> None:
    assert PivotEngine(into, onward).signature == "pivot:en(a > b)"


def test_empty_batch(into: FakeEngine, onward: FakeEngine) -> None:
    assert PivotEngine(into, onward).translate([]) == []


def test_an_unknown_pair_names_the_known_ones(into: FakeEngine, onward: FakeEngine) -> None:
    with pytest.raises(EngineError, match=r"ja→id.*en→ja, id→en, id→ja"):
        PivotEngine(into, onward).translate([Request("何", "ja", "id")])


def test_engines_that_do_not_meet_keep_their_own_pairs(into: FakeEngine) -> None:
    assert PivotEngine(into, FakeEngine("c", ("id", "ja"))).capabilities.pairs == {("id", "en"), ("id", "ja")}


def test_an_engine_with_every_pair_is_left_alone() -> None:
    engine = FakeEngine("a", ("id", "en"), ("en", "ja"), ("id", "ja"))
    assert PivotEngine(engine).translate([Request("apa", "id", "ja")])[0][0].text == "a:ja(apa)#0"
