"""Every case table: the span is found in its sentence and rendered as expected in both languages."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from tests.values.table import Case, cases
from translator.values import find

TABLES = ("dev.tsv", "held.tsv", "more.tsv", "corpus.tsv", "pages.tsv")


@pytest.mark.parametrize("case", [case for name in TABLES for case in cases(name)], ids=lambda case: case.span)
def test_case(case: Case) -> None:
    found = {span.source: (span.en, span.ja) for span in find(case.sentence, case.published)}
    expected = None if case.en == "-" else (case.en, case.ja)
    assert found.get(case.span) == expected


@pytest.mark.parametrize("case", cases("fresh.tsv"), ids=lambda case: case.span)
def test_case_with_several_accepted_forms(case: Case) -> None:
    found = {folded(span.source): span for span in find(case.sentence, case.published)}
    span = found[folded(case.span)]
    assert folded(span.en) in map(folded, case.en.split("|"))
    assert folded(span.ja) in map(folded, case.ja.split("|"))


def gold() -> list[tuple[str, ...]]:
    lines = (Path(__file__).parent / "gold.tsv").read_text(encoding="utf-8").splitlines()
    return [tuple(line.split("\t")) for line in lines if line and not line.startswith("#")]


def folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).lower().replace("~", "〜")


@pytest.mark.parametrize(("source", "en", "ja"), gold())
def test_values_of_the_test_articles_are_rendered_in_an_accepted_form(source: str, en: str, ja: str) -> None:
    context = {"ke-1.265": "Hari Jadi ke-1.265"}  # what it counts decides its Japanese
    span = find(context.get(source, source))[0]
    assert any(folded(form) in folded(span.en) for form in en.split("|"))
    assert any(folded(form) in folded(span.ja) for form in ja.split("|"))
