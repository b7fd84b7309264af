"""What holds for every text."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.glossary.conftest import small, table
from translator.glossary import compose, strip_degrees

GLOSSARY = small()
PARTS = sorted(
    {word for row in table("composites.tsv") for word in row[0].split()} | {",", "(", ")", "-", "’", "\n", " "}
)
TEXTS = st.lists(st.sampled_from(PARTS), max_size=25).map(" ".join) | st.text(max_size=80)


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_spans_are_disjoint_in_order_and_quote_the_text(text: str) -> None:
    found = GLOSSARY.find(text)
    for spans in (found, compose(text, found, GLOSSARY)):
        assert all(text[span.start : span.end] == span.source and span.source for span in spans)
        assert all(a.end <= b.start for a, b in pairwise(spans))
        assert all(span.en.strip() and span.ja.strip() and "{" not in span.en + span.ja for span in spans)


@settings(max_examples=50, deadline=None)
@given(TEXTS)
def test_equal_input_gives_equal_output(text: str) -> None:
    assert GLOSSARY.find(text) == GLOSSARY.find(text)
    assert compose(text, GLOSSARY.find(text), GLOSSARY) == compose(text, GLOSSARY.find(text), GLOSSARY)


@settings(max_examples=100, deadline=None)
@given(TEXTS)
def test_composing_loses_no_span(text: str) -> None:
    found = GLOSSARY.find(text)
    composed = compose(text, found, GLOSSARY)
    assert all(any(c.start <= span.start and span.end <= c.end for c in composed) for span in found)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=60))
def test_a_bare_name_is_a_part_of_the_full_one(name: str) -> None:
    assert strip_degrees(name) in name
