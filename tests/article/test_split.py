"""Sentences: the gold file, the article model, joining, and what must hold for any text."""

from __future__ import annotations

import time
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.timing import processor_seconds
from translator.article.model import Article, Block, Kind, Segment
from translator.article.split import LONGEST, join, sentences, split
from translator.errors import UsageError

GOLD = Path(__file__).parent / "gold" / "sentences.tsv"


@dataclass(frozen=True)
class Case:
    part: str
    phenomenon: str
    text: str
    ends: frozenset[int]


@cache
def gold() -> tuple[Case, ...]:
    lines = GOLD.read_text(encoding="utf-8").splitlines()
    return tuple(_case(*line.split("\t")) for line in lines if line and not line.startswith("#"))


def _case(part: str, phenomenon: str, marked: str) -> Case:
    for escape, char in (("\\n", "\n"), ("\\xa0", "\xa0"), ("\\u2009", "\u2009")):
        marked = marked.replace(escape, char)
    text, ends = "", []
    for piece in marked.split("|"):
        text += piece
        ends.append(len(text.rstrip()))
    return Case(part, phenomenon, text, frozenset(ends))


def found(text: str) -> frozenset[int]:
    return frozenset(end for _, end in sentences(text))


def score(cases: list[Case]) -> tuple[float, float]:
    """Precision and recall of sentence ends, the trivial one at the end of each text left out."""
    hits = sum(len(c.ends & found(c.text)) - 1 for c in cases)
    return hits / sum(len(found(c.text)) - 1 for c in cases), hits / sum(len(c.ends) - 1 for c in cases)


@pytest.mark.parametrize("part", ["dev", "held", "fresh", "met", "last", "unseen"])
def test_gold_ends_are_found(part: str) -> None:
    cases = [c for c in gold() if c.part == part]
    precision, recall = score(cases)
    print(f"\n{part}: {len(cases)} texts, precision {precision:.4f}, recall {recall:.4f}")
    wrong = [
        f"[{c.phenomenon}] " + " | ".join(c.text[s:e] for s, e in sentences(c.text))
        for c in cases
        if found(c.text) != c.ends
    ]
    assert min(precision, recall) >= 0.99, "\n".join(wrong)


def test_gold_covers_what_is_hard() -> None:
    assert len(gold()) >= 300
    assert sum(c.part == "held" for c in gold()) >= 100


def cut(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)]


def test_a_quoted_question_stays_with_its_speaker() -> None:
    assert cut("“Apa itu? Dari mana?” tanya Budi.") == ["“Apa itu?", "Dari mana?” tanya Budi."]


def test_a_blank_line_ends_a_sentence_and_a_line_break_does_not() -> None:
    assert cut("Ekspor\nmasih naik\n \nImpor turun") == ["Ekspor\nmasih naik", "Impor turun"]


def test_text_without_words_is_one_piece_or_none() -> None:
    assert cut(" *** ") == ["***"]
    assert sentences(" \n\n ") == sentences("") == ()


def test_an_absurdly_long_sentence_is_cut_at_a_pause_outside_quotes() -> None:
    clause = (
        "warga desa menanam padi, “jagung, ubi, dan kedelai”, lalu menjual hasilnya seharga Rp1.250,50 per kilogram, "
    )
    pieces = cut("Sejak dulu " + clause * 12 + "kata mereka.")
    assert all(len(p) <= LONGEST for p in pieces)
    assert all(p.endswith(",") and p.count("“") == p.count("”") for p in pieces[:-1])


def test_a_semicolon_is_preferred_and_white_space_is_the_last_resort() -> None:
    half = "satu dua tiga, " * 30
    assert cut(f"Ada {half}empat; lalu {half}lima.")[0].endswith("empat;")
    assert all(len(p) <= LONGEST for p in cut("kata " * 400))
    assert cut("x" * 700) == ["x" * 700]


def article(*blocks: Block) -> Article:
    return split(Article(blocks))


def sources(block: Block) -> list[str]:
    return [s.source for s in block.segments]


def test_titles_headings_and_list_items_are_one_segment() -> None:
    two = "Apa kabar? Baik saja."
    kinds = (Kind.TITLE, Kind.HEADING, Kind.LIST_ITEM)
    done = article(*(Block(f"b{n}", kind, f" {two} ", level=1) for n, kind in enumerate(kinds)))
    assert [sources(b) for b in done.blocks] == [[two]] * 3


@pytest.mark.parametrize("kind", [Kind.PARAGRAPH, Kind.QUOTE, Kind.CAPTION, Kind.TABLE_CELL])
def test_running_text_is_cut_into_sentences(kind: Kind) -> None:
    done = article(Block("b7", kind, "Harga naik. Warga mengeluh.", dropped=True, reason="ad"))
    assert done.blocks[0].segments == (
        Segment("b7.1", "Harga naik.", 0, 11),
        Segment("b7.2", "Warga mengeluh.", 12, 27),
    )


def test_a_long_list_item_is_cut_and_verbatim_text_is_not() -> None:
    long = "Perbaikan jalan desa sepanjang dua kilometer. " * 8
    done = article(Block("a", Kind.LIST_ITEM, long), Block("b", Kind.VERBATIM, "x = 1. Y = 2."))
    assert [len(b.segments) for b in done.blocks] == [8, 0]


def test_join_puts_targets_in_place_and_keeps_the_space_between() -> None:
    text = " Harga naik.\n Warga mengeluh. "
    segments = article(Block("b", Kind.PARAGRAPH, text)).blocks[0].segments
    assert join(text, segments, ["Prices rose.", "People complain."]) == " Prices rose.\n People complain. "


def test_join_wants_one_target_per_segment() -> None:
    with pytest.raises(UsageError, match="1 targets for 0 segments"):
        join("", (), ["x"])


PARTS = st.sampled_from(
    [
        *"abAB0 .?!…,;:()[]“”‘’'\"«»—–*\n。「」",
        "\xa0",
        "\r\n\n",
        "Jl. ",
        "S.H.",
        "kata ",
        "Ia ",
        "...",
        "dkk. ",
        "Rp1.500 ",
    ]
)
TEXTS = st.one_of(
    st.text(),
    st.lists(PARTS, max_size=80).map("".join),
    st.lists(PARTS, max_size=12).map("".join).map(lambda t: t * 60),
)


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_any_text_is_covered_in_order_and_joins_to_itself(text: str) -> None:
    block = article(Block("b", Kind.PARAGRAPH, text)).blocks[0]
    position = 0
    for segment in block.segments:
        assert not text[position : segment.start].strip()
        assert segment.source == text[segment.start : segment.end] == segment.source.strip() != ""
        position = segment.end
    assert not text[position:].strip()
    assert join(text, block.segments, [s.source for s in block.segments]) == text


@pytest.mark.parametrize("joint", [" ", "\n\n"])
def test_a_long_text_is_split_fast(joint: str) -> None:
    text = joint.join(c.text for c in gold()) * 8
    assert len(text) / processor_seconds(lambda: sentences(text), times=3) > 200_000, "characters per second"


def test_hostile_text_takes_linear_time() -> None:
    begin = time.process_time()
    for text in (
        "(" * 50_000,
        "“A. " * 20_000,
        "a. B " * 20_000,
        "." * 50_000,
        ". " * 20_000,
        "* " * 20_000,
        "1. " * 20_000,
    ):
        sentences(text)
    assert time.process_time() - begin < 5


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("2\tGol\t1", ["2", "Gol", "1"]),
        ("Laba kotor | 3.380 | 2.286 | -32,4%", ["Laba kotor", "3.380", "2.286", "-32,4%"]),
        ("Harga Naik | Portal", ["Harga Naik | Portal"]),
    ],
)
def test_cells_of_a_row_are_segments(text: str, cells: list[str]) -> None:
    (block,) = split(article(Block("b1", Kind.PARAGRAPH, text))).blocks
    assert sources(block) == cells
