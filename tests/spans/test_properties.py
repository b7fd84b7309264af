"""What holds for every text: where spans are marked, what comes back, what a clitic may take."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from translator.article.split import sentences
from translator.engine.calibration import FORMS, CalibratedEngine
from translator.engine.protocol import Capabilities, Engine, Hypothesis, Request
from translator.engine.tokens import PLACEHOLDERS
from translator.glossary import Entry, Glossary
from translator.glossary.rules import whole_words
from translator.names.data import words
from translator.spans.carry import carry, restore
from translator.spans.mark import mark

GLOSSARY = Glossary.shipped()
TERMS = sorted({record.ids[0] for record in GLOSSARY.records})
ENTRIES = sorted({entry.ids[0] for entry in GLOSSARY.records if isinstance(entry, Entry)})
COMMON = sorted(words("words.txt"))
NAMES = [
    "Tri Adhianto",
    "Ny. Siti Aminah",
    "H. Abdul Rahman, S.H., M.Si.",
    "Dedie A. Rachim",
    "Sukarno-Hatta",
    "Yoga P.",
]
VALUES = [
    "Rp1,2 triliun", "Kamis (24/7/2025)", "23–25 Juli 2025", "pukul 09.30 WIB", "No. 11 Tahun 2020", "412 dari 890",
    "2,5 persen", "3-1", "Pasal 5 ayat (2)", "ke-7", "dua belas", "1.500 ton", "Rp 10.000", "24/7",
]  # fmt: skip
CLITICS = ["", "", "", "nya", "-nya", "lah", "pun", "ku"]
GLUE = [" ", " ", " ", ", ", " (", ") ", " “", "” ", " – ", " dan ", " di ", ": "]
ENDS = [". ", "! ", "? ", ".” ", "?” ", ".) ", "… ", ".\n\n"]

pieces = st.builds(
    str.__add__,
    st.sampled_from(TERMS) | st.sampled_from(COMMON) | st.sampled_from(NAMES) | st.sampled_from(VALUES),
    st.sampled_from(CLITICS),
)
glued = st.builds(str.__add__, pieces, st.sampled_from(GLUE))
sentence = st.builds(
    lambda parts, end: (text := "".join(parts))[:1].upper() + text[1:].rstrip() + end,
    st.lists(glued, min_size=1, max_size=7),
    st.sampled_from(ENDS),
)
texts = st.lists(sentence, min_size=1, max_size=3).map("".join)


@settings(max_examples=200, deadline=None)
@given(texts)
def test_marked_spans_never_overlap_nor_cross_the_end_of_a_sentence(text: str) -> None:
    spans = mark(text, GLOSSARY)
    assert all(text[span.start : span.end] == span.source for span in spans)
    assert all(a.end <= b.start for a, b in pairwise(spans))
    bounds = sentences(text)
    for span in spans:
        assert any(start <= span.start and span.end <= end for start, end in bounds), span.source


class Copying:
    """A fake: an engine that gives back its input."""

    signature = "copy"
    capabilities = Capabilities(frozenset({("id", "en"), ("id", "ja")}))

    def translate(self, batch: Sequence[Request], *, n_best: int = 1) -> list[list[Hypothesis]]:
        return [[Hypothesis(request.text)] for request in batch]


class Trained(Copying):
    """A fake: one that was trained with the embedded model's placeholders."""

    capabilities = Capabilities(Copying.capabilities.pairs, dict(PLACEHOLDERS))


ENGINES: list[Engine] = [Copying(), Trained(), *(CalibratedEngine(Copying(), form) for form in FORMS)]


@pytest.mark.parametrize("engine", ENGINES, ids=lambda engine: engine.signature.removeprefix("copy+"))
@pytest.mark.parametrize("target", ["en", "ja"])
@settings(max_examples=60, deadline=None)
@given(text=texts)
def test_what_an_engine_copies_comes_back_with_the_target_forms_in_place(
    engine: Engine, target: str, text: str
) -> None:
    spans = mark(text, GLOSSARY)
    wanted, position = "", 0
    for span in spans:
        if span.hard:
            wanted += text[position : span.start] + span.target(target)
            position = span.end
    wanted += text[position:]
    placeholders = engine.capabilities.placeholders
    carrier = carry(text, spans, target, placeholders)
    ((copied, *_),) = engine.translate([Request(carrier.text, "id", target)])
    restored = restore(copied.text, carrier, target, placeholders)
    assert restored.lost == ()
    assert _letters(restored.text) == _letters(wanted)
    assert not re.search("[\ue000-\uf8ff]", restored.text)


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(ENTRIES), st.sampled_from(["nya", "ku", "mu", "lah", "kah", "pun", "nyalah", "a", "h", "u"]))
def test_a_clitic_takes_no_letter_of_a_word(term: str, ending: str) -> None:
    text = f"Ada {term}{ending} itu."
    for span in GLOSSARY.find(text):
        assert not (text[span.end - 1].isalpha() and text[span.end].isalpha()), span.source
        assert not (text[span.start].isalpha() and text[span.start - 1].isalpha()), span.source


@pytest.mark.parametrize("word", sorted(whole_words()))
def test_a_word_that_only_ends_like_a_clitic_is_no_term_with_one(word: str) -> None:
    for text in (f"Ada {word} itu.", f"{word.capitalize()} itu."):
        assert all(GLOSSARY.lookup(span.source) for span in GLOSSARY.find(text))


def test_a_possessive_title_is_no_form_of_address() -> None:
    (andi,) = mark("Rumah itu milik bapaknya Andi.", GLOSSARY)
    assert (andi.source, andi.en, andi.ja) == ("Andi", "Andi", "アンディ")


def _letters(text: str) -> str:
    """A text without spaces, case, and the article that an office without its holder gets."""
    return re.sub(r"\bthe\b|\s", "", text.casefold())
