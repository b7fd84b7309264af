"""An article of the store as a document: in one language, or two languages paragraph by paragraph."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from io import BytesIO

from translator.article.model import Article, Format
from translator.article.write import write
from translator.errors import UsageError
from translator.exchange import dumps_xliff, from_page, write_tmx
from translator.store import Page, Store, Unit

DOCUMENTS = tuple(format.value for format in Format)

CONTENTS = ("en", "ja", "id+en", "id+ja", "en+ja")
"""One language, or two of them, the first one first."""


def formats() -> tuple[str, ...]:
    """Formats that can be exported."""
    return (*DOCUMENTS, "json", "xliff", "tmx")


def document(store: Store, article_id: int, content: str, format: str) -> tuple[bytes, str]:
    """(data, file name) of an article; ``content`` is one of :data:`CONTENTS`, ``format`` one of :func:`formats`.

    XLIFF and TMX hold the source and the (last) language of ``content``, JSON holds everything.

    Raises:
        UsageError: an unknown content or format, or a language that the article is not translated into.
    """
    page = store.articles.page(article_id)
    languages = content.split("+")
    missing = [code for code in languages if code not in ("id", *page.article.targets)]
    if content not in CONTENTS or format not in formats() or missing:
        raise UsageError(
            f"there is no {content} in {format} of this article.", mend="Choose another language or format."
        )
    stem = page.article.title or page.article.name or f"article {article_id}"
    suffix = {"xliff": "xlf"}.get(format, format)
    return _data(store, page, languages, format), f"{stem}.{'-'.join(languages)}.{suffix}"


def _data(store: Store, page: Page, languages: list[str], format: str) -> bytes:
    id = page.article.id
    if format == "json":
        return (store.articles.result(id).to_json() + "\n").encode()
    if format == "xliff":
        return dumps_xliff([from_page(page, languages[-1])], "2.0")
    if format == "tmx":
        return dumps_tmx(units(page, languages[-1]))
    articles = [_article(store, id, language) for language in languages]
    if len(articles) == 1:
        return write(articles[0], Format(format), languages[0])
    return write(_side_by_side(*articles), Format(format), languages[-1])


def dumps_tmx(found: Iterable[Unit]) -> bytes:
    """Units of the memory as a TMX document."""
    out = BytesIO()
    write_tmx(found, out)
    return out.getvalue()


def units(page: Page, language: str) -> tuple[Unit, ...]:
    """Segments of an article that have a text, as units of a memory."""
    found = ((s, s.targets[language]) for s in page.segments if language in s.targets)
    return tuple(
        Unit(s.id, language, s.source, t.text, s.spans, s.id, t.author, t.updated) for s, t in found if t.text.strip()
    )


def _article(store: Store, id: int, language: str) -> Article:
    return store.articles.source(id) if language == "id" else store.articles.target(id, language)


def _side_by_side(one: Article, other: Article) -> Article:
    """The blocks of both articles, each block followed by its counterpart."""
    blocks = []
    for first, second in zip(one.blocks, other.blocks, strict=True):
        blocks.append(first)
        if first.translatable:
            blocks.append(replace(second, id=f"{second.id}-2", before=first.before or "\n\n"))
    return replace(one, blocks=tuple(blocks))
