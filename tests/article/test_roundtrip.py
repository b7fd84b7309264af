"""What is read comes back when it is written: a thousand texts in each format, and random bytes."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.article.texts import article, documents
from translator.article.formats.common import Mark, Markup, markup
from translator.article.model import Article, Block, Format, Kind
from translator.article.read import read_bytes, read_text
from translator.article.write import write
from translator.errors import TranslatorError


def marks(block: Block) -> set[tuple[int, int, Markup]]:
    found = ((i.start, i.end, markup(i)) for i in block.inline)
    return {item for item in found if item[2].kind is not Mark.OTHER}


def content(read: Article) -> list[tuple[Kind, int, str, set[tuple[int, int, Markup]]]]:
    return [(block.kind, block.level, block.text, marks(block)) for block in read.kept]


@pytest.mark.parametrize("format", [Format.TXT, Format.MARKDOWN])
def test_a_thousand_texts_come_back_byte_for_byte(format: Format) -> None:
    for text in documents(1000, seed=1):
        read = read_bytes(text.encode(), format)
        assert read.assemble() == text.removeprefix("\ufeff")
        assert write(read, format).decode() == text.removeprefix("\ufeff")


@pytest.mark.parametrize("format", [Format.HTML, Format.DOCX])
def test_a_thousand_blocks_come_back_with_kind_level_text_and_markup(format: Format) -> None:
    rng = random.Random(2)
    for _ in range(20):
        written = article(rng, 50)
        again = read_bytes(write(written, format), format)
        assert content(again) == content(written)
        numbers = [b.marker for b in again.kept if b.kind is Kind.LIST_ITEM]
        assert numbers == [b.marker for b in written.kept if b.kind is Kind.LIST_ITEM]


def test_a_thousand_blocks_of_a_page_keep_their_text_and_markup_as_markdown() -> None:
    rng = random.Random(3)
    for _ in range(20):
        page = article(rng, 50)
        # Markdown has no captions.
        page = replace(page, blocks=tuple(b for b in page.blocks if b.kind is not Kind.CAPTION))
        again = read_bytes(write(page, Format.MARKDOWN), Format.MARKDOWN)
        assert content(again) == content(page)


def test_a_translated_markdown_article_reads_back_as_translated() -> None:
    rng = random.Random(4)
    for _ in range(10):
        source = read_bytes(write(article(rng, 30), Format.MARKDOWN), Format.MARKDOWN)
        others = article(rng, len(source.blocks)).blocks
        blocks = (replace(b, text=o.text, inline=o.inline, raw="") for b, o in zip(source.blocks, others, strict=True))
        translated = replace(source, blocks=tuple(blocks))
        again = read_bytes(write(translated, Format.MARKDOWN), Format.MARKDOWN)
        assert content(again) == content(translated)


@settings(max_examples=300, deadline=None)
@given(st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"])))
def test_any_text_is_put_together_again(text: str) -> None:
    for format in (Format.TXT, Format.MARKDOWN):
        try:
            read = read_text(text, format)
        except TranslatorError:
            continue
        assert read.assemble() == text
        assert write(read, format).decode() == text


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.binary(), st.binary().map(lambda data: b"PK\x03\x04" + data), st.text().map(str.encode)))
def test_random_bytes_give_an_article_or_a_named_error(data: bytes) -> None:
    for format in Format:
        try:
            read = read_bytes(data, format)
        except TranslatorError as error:
            assert error.mend
        else:
            assert read.kept


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_a_damaged_docx_gives_an_article_or_a_named_error(data: st.DataObject) -> None:
    whole = bytearray(DOCX)
    for place in data.draw(st.lists(st.integers(0, len(whole) - 1), min_size=1, max_size=8)):
        whole[place] = data.draw(st.integers(0, 255))
    try:
        assert read_bytes(bytes(whole), Format.DOCX).kept
    except TranslatorError as error:
        assert error.mend


DOCX = write(article(random.Random(5), 12), Format.DOCX)


def test_every_format_can_be_written_from_every_other() -> None:
    source = article(random.Random(6), 40)
    for first in Format:
        through = read_bytes(write(source, first), first)
        for second in Format:
            again = read_bytes(write(through, second), second)
            assert "".join(words(again)) == "".join(words(through))


def words(read: Article) -> list[str]:
    return [part for block in read.kept for part in block.text.split()]
