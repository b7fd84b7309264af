"""Articles on their way in: pasted or uploaded, read, cleaned, put into the store, queued."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from translator.article.model import Article
from translator.article.read import format_of, read_bytes, read_text
from translator.errors import InputError, UsageError
from translator.pipeline import LANGUAGES, Translator
from translator.review.context import EMBEDDED, Desk
from translator.review.projects import named
from translator.store import Job

MAX_FILES = 50
"""Most files in one upload; a folder of more is work for ``translator batch``."""


def take_text(
    desk: Desk,
    text: str,
    to: Sequence[str],
    *,
    engine: str = EMBEDDED,
    glossaries: Sequence[str] = (),
    project: str = "",
) -> Job:
    """Take in a pasted article and queue it; articles of one ``project`` share its names and terms.

    Raises:
        InputError: the text cannot be read as an article. UsageError: no or an unknown target language.
    """
    return _take(desk, read_text(text), text.encode(), "", to, engine, glossaries, project)


def take_file(
    desk: Desk,
    path: Path,
    to: Sequence[str],
    *,
    engine: str = EMBEDDED,
    glossaries: Sequence[str] = (),
    project: str = "",
) -> Job:
    """Take in an uploaded file and queue it; raises as :func:`take_text`."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise InputError(
            f"The file cannot be read: {error.strerror}.", where=path.name, mend="Upload it again."
        ) from error
    return _take(
        desk, read_bytes(data, format_of(Path(path.name)), path.name), data, path.name, to, engine, glossaries, project
    )


def languages(to: Sequence[str]) -> tuple[str, ...]:
    """Target languages in the desk's order.

    Raises:
        UsageError: none, or one that there is not.
    """
    unknown = [language for language in to if language not in LANGUAGES]
    if unknown or not to:
        what = f"there is no target language {unknown[0]!r}." if unknown else "no target language is chosen."
        raise UsageError(what, mend="Use en, ja or both.")
    return tuple(language for language in LANGUAGES if language in to)


def _take(
    desk: Desk,
    article: Article,
    data: bytes,
    name: str,
    to: Sequence[str],
    engine: str,
    glossaries: Sequence[str],
    project: str,
) -> Job:
    targets, project = languages(to), named(project)
    glossary, names = desk.glossaries.of(project, glossaries), desk.store.names.registry(project)
    prepared = Translator(glossary=glossary, names=names).prepare(article)
    called = name or _called(prepared.article)
    article_id = desk.store.articles.add(prepared, targets=targets, document=data, name=called, project=project)
    return desk.enqueue(article_id, engine=engine, glossaries=glossaries)


def _called(article: Article) -> str:
    """What a pasted article without a title is called: its first words."""
    first = next((block.text for block in article.kept if block.text.strip()), "")
    return article.title or " ".join(first.split())[:80]
