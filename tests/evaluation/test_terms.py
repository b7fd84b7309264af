"""Term, name and value measures on lines whose figures can be counted by hand."""

import pytest

from translator.evaluation import scores, terms
from translator.evaluation.terms import Line, Share
from translator.fixed import FixedSpan, Origin, SpanKind
from translator.glossary import Glossary
from translator.spans.mark import mark


def term(source: str, en: str, ja: str, *accepts: str, kind: SpanKind = SpanKind.TERM) -> FixedSpan:
    return FixedSpan(0, len(source), source, kind, en, ja, Origin.GLOSSARY, accepts_en=accepts)


PORT = term("pelabuhan", "port", "港", "harbour")
LINES = [
    Line("a", (PORT,), "The old port was closed today.", "The old harbour was closed today."),
    Line("b", (PORT, PORT), "Between port and port.", "From the port to the sea."),
    Line("c", (PORT,), "The dock is new.", "The quay is new."),
]


def test_term_accuracy_exact_accepted_and_proper() -> None:
    assert terms.exact(LINES, terms.terms_of, "en") == Share(1, 4)
    assert terms.accepted(LINES, terms.terms_of, "en") == Share(3, 4)
    assert terms.proper(LINES, terms.terms_of, "en") == Share(3, 3)


def test_window_overlap_counts_shared_neighbours_and_missing_terms_as_nothing() -> None:
    words = scores.words("en")
    same = [Line("a", (PORT,), "The old port was closed.", "An old port was shut.")]
    assert terms.window_overlap(same, terms.terms_of, "en", 2, words).percent == 50
    gone = [Line("a", (PORT,), "The old port was closed.", "It was shut.")]
    assert terms.window_overlap(gone, terms.terms_of, "en", 2, words).percent == 0


def test_rules_decide_names_but_no_terms() -> None:
    spans = mark("Andi Wibowo datang ke Bekasi.", Glossary.shipped())
    assert [span.source for span in terms.terms_of(spans)] == ["Bekasi"]
    assert [span.source for span in terms.names_of(spans)] == ["Andi Wibowo", "Bekasi"]


@pytest.mark.parametrize(
    ("target", "output", "hits"),
    [("en", "Rp1.2 trillion for 12,500 tons", 2), ("ja", "1兆2000億ルピアで1万2500トン", 2), ("en", "1.2 billion", 0)],
)
def test_values_count_by_value(target: str, output: str, hits: int) -> None:
    line = Line("Anggaran Rp1,2 triliun untuk 12.500 ton beras.", (), "", output)
    assert terms.values([line], target) == Share(hits, 2)


def test_random_terms_are_words_that_go_together() -> None:
    pairs = [
        ("kapal besar", "big ship"),
        ("kapal baru", "new ship"),
        ("kapal tua", "old ship"),
        ("rumah tua", "old house"),
    ]
    lines = [Line(source, (), reference, reference) for source, reference in pairs]
    chosen = terms.random_terms(lines, scores.words("en"))
    assert chosen == [{"kapal": "ship"}, {"kapal": "ship"}, {"kapal": "ship"}, {}]
    assert terms.follows(lines, chosen) == Share(3, 3)
