"""Pages that were written before the rules were tried on them: nearly all that an editor expects is fixed by rule."""

from __future__ import annotations

import pytest

from tests.glossary.unseen import covering, covers, pages
from translator.glossary import Glossary
from translator.spans.mark import mark


@pytest.mark.parametrize(("name", "share"), [("first.txt", 0.98), ("second.txt", 0.96), ("third.txt", 0.96)])
def test_terms_and_values_are_covered_in_both_languages(name: str, share: float) -> None:
    glossary = Glossary.shipped()
    missed, total = [], 0
    for page in pages(name):
        marked = [(line, mark(line, glossary, published=page.published)) for line in page.lines]
        for gold in page.golds:
            total += 1
            held = [covering(gold, line, spans) for line, spans in marked]
            if not any(spans and covers(gold, spans) for spans in held):
                missed.append((page.name, gold.id))
    assert total > 70
    assert 1 - len(missed) / total >= share, missed
