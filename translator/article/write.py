"""Writing: any article in any format, and files that are whole or not there at all."""

from __future__ import annotations

import os
import re
import secrets
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from translator.article.formats import docx, html, markdown, txt
from translator.article.model import Article, Block, Format, Kind
from translator.errors import OutputError


def write(article: Article, format: Format, language: str = "id") -> bytes:
    """The kept blocks of an article as a document in ``format``, text formats in UTF-8.

    An article in its own format keeps its layout: txt and Markdown to the byte, html and docx element by element where
    the article has its ``document``. Every other way is laid out anew: titles, lists, quotes, captions, tables and
    inline markup in the form that the format has for them. ``language``: code of the text (``id``, ``en``, ``ja``),
    stated in html and docx.
    """
    if format is article.format and format in (Format.TXT, Format.MARKDOWN):
        return _in_its_layout(article).encode()
    if format is article.format is Format.HTML and article.document:
        return html.write_into(article.document.decode(), article.blocks, language=language).encode()
    if format is article.format is Format.DOCX and article.document:
        return docx.write_into(article.document, article.blocks, language=language)
    blocks = list(_portable(article))
    if format is Format.TXT:
        return txt.write(blocks).encode()
    if format is Format.MARKDOWN:
        return markdown.write(blocks).encode()
    if format is Format.HTML:
        page = html.write(blocks, language=language, title=article.title, published=article.published)
        return page.encode()
    return docx.write(blocks, language=language, title=article.title, published=article.published)


def _portable(article: Article) -> Iterator[Block]:
    """Kept blocks that another format can show: no page headers, no rules, comments and definitions of Markdown."""
    for block in article.kept:
        if block.kind is Kind.MARGIN:
            continue
        if block.kind is Kind.VERBATIM and article.format is Format.MARKDOWN:
            block = replace(block, text=markdown.verbatim_text(block.text))
        if block.text.strip() or block.dateline.strip():
            yield block


_LINE_BREAK = re.compile(r"\r\n?|\n")


def _in_its_layout(article: Article) -> str:
    """The kept blocks as they stand in the document; where blocks are dropped, the widest gap remains."""
    out: list[str] = []
    gap = 0  # line breaks before the dropped blocks since the last kept one
    for block in article.blocks:
        if block.dropped:
            gap = max(gap, _breaks(block.before))
            continue
        out.append(_lead(article, block, gap, first=not out))
        out.append(markdown.source_of(block) if article.format is Format.MARKDOWN else block.source)
        gap = 0
    return "".join(out) + article.tail


def _lead(article: Article, block: Block, gap: int, *, first: bool) -> str:
    if first:
        return block.before if block is article.blocks[0] else block.before.lstrip("\r\n")
    missing = gap - _breaks(block.before)
    found = _LINE_BREAK.search(block.before)
    return (found[0] if found else "\n") * missing + block.before


def _breaks(text: str) -> int:
    return len(_LINE_BREAK.findall(text))


def check_free(path: Path, *, force: bool = False) -> None:
    """Check before long work that :func:`save` may write a file.

    Raises:
        OutputError: the file exists and ``force`` is not given.
    """
    if not force and os.path.lexists(path):
        raise OutputError("The file exists.", where=path, mend="Name another, or allow it to be replaced (--force).")


def save(data: bytes, path: Path, *, force: bool = False) -> None:
    """Write a file that appears whole or not at all: to a temporary name beside it, synced, then renamed.

    Raises:
        OutputError: the file exists and ``force`` is not given, or its folder is missing, unwritable or full.
    """
    check_free(path, force=force)
    temporary = path.with_name(f".{secrets.token_hex(8)}.tmp")
    try:
        with temporary.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise OutputError(
            f"Cannot be written: {reason}.", where=path, mend="Check the folder, its permissions and the free space."
        ) from error
    finally:
        with suppress(OSError, ValueError):
            temporary.unlink(missing_ok=True)
