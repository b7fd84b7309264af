"""Whole pages: every term that an editor expects is found and rendered in an accepted form."""

from __future__ import annotations

import json
import unicodedata
from itertools import pairwise
from typing import Any

import pytest

from tests.glossary.conftest import HERE, marked
from translator.glossary import Glossary

PAGES: dict[str, Any] = {path.stem: json.loads(path.read_text("utf-8")) for path in sorted((HERE / "pages").glob("*"))}
CASES = [(page, term) for page, content in PAGES.items() for term in content["terms"]]


@pytest.fixture(scope="module")
def shipped() -> Glossary:
    return Glossary.shipped(HERE / "names.tsv")


def folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


@pytest.mark.parametrize(("page", "term"), CASES, ids=lambda value: value if isinstance(value, str) else value["id"])
def test_term_of_a_page(shipped: Glossary, page: str, term: dict[str, Any]) -> None:
    spans = [span for line in PAGES[page]["keep"] for span in marked(shipped, line)]
    holding = [span for span in spans if folded(term["id"]) in folded(span.source.replace("’", "'"))]
    assert any(
        any(folded(form) in folded(span.en) for form in term["en"])
        and any(folded(form) in folded(span.ja) for form in term["ja"])
        for span in holding
    ), [(span.source, span.en, span.ja) for span in holding]


def test_no_page_has_overlapping_spans(shipped: Glossary) -> None:
    for page in PAGES.values():
        for line in page["keep"]:
            spans = marked(shipped, line)
            assert all(a.end <= b.start for a, b in pairwise(spans))
            assert all(line[span.start : span.end] == span.source for span in spans)
