"""Files of many texts, read as a stream into one language: tables and archives, and exports of WordPress.

A text that is no article stays as it is, with a warning among the figures. Each record or post is an article of the
review desk, if there is one.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from translator.article.formats.records import Record, read_records, write_records
from translator.article.model import Format
from translator.article.read import read_text
from translator.batch.newsroom import Newsroom
from translator.batch.record import LanguageRecord, total
from translator.errors import InputError
from translator.issues import Severity

if TYPE_CHECKING:
    from translator.exchange.wordpress import Post
    from translator.result import Result


def translate_records(
    newsroom: Newsroom, source: Path, target: Path, language: str, columns: Sequence[str], name: str
) -> LanguageRecord:
    """Write ``source`` to ``target`` with ``columns`` translated, one record in memory at a time; its figures.

    ``name``: what the desk calls the file.
    """
    parts = _Parts(newsroom, language, name)
    records = (_record(parts, record) for record in read_records(source, columns))
    write_records(records, target, source=source)
    return parts.figures


def translate_feed(newsroom: Newsroom, source: Path, target: Path, language: str, name: str) -> LanguageRecord:
    """Write a WordPress export to ``target``, one post in memory at a time; its figures.

    ``name``: what the desk calls the file.
    """
    from translator.exchange.wordpress import is_content, read_wxr, translated, write_wxr

    parts = _Parts(newsroom, language, name)
    posts = (_kept(parts, post, translated(post, parts.html)) for post in read_wxr(source) if is_content(post))
    write_wxr(posts, target, source=source)
    return parts.figures


def _record(parts: _Parts, record: Record) -> Record:
    if record.problem:
        parts.left()
    made = {column: parts.translated(text, Format.TXT) for column, text in record.texts.items()}
    parts.keep(_number(record), tuple(record.texts.values()))
    texts = {column: result.targets[parts.language].text for column, result in made.items() if result is not None}
    return record.replaced(texts)


def _number(record: Record) -> str:
    """The record's own ``id`` if it has one, which stays when others come before it; else its number in the file."""
    id = record.fields.get("id")
    return str(id) if isinstance(id, str | int) and 0 < len(str(id)) <= _LONGEST_ID else str(record.number)


_LONGEST_ID = 80


def _kept(parts: _Parts, post: Post, made: Post) -> Post:
    parts.keep(post.id or str(post.number), (post.title, post.content, post.excerpt))
    return made


class _Parts:
    """Translates the texts of one file into a language, adds up what came of them, and keeps them for the desk."""

    def __init__(self, newsroom: Newsroom, language: str, name: str) -> None:
        self.language = language
        self.figures = LanguageRecord(language)
        self._newsroom = newsroom
        self._name = name
        self._made: list[tuple[str, Result]] = []

    def html(self, text: str) -> str:
        """From HTML to HTML; nothing of it is clutter."""
        result = self.translated(text, Format.HTML, whole=True)
        return text if result is None else result.render(self.language, Format.HTML).decode()

    def translated(self, text: str, format: Format, *, whole: bool = False) -> Result | None:
        """The text in the language; None if it is no article."""
        try:
            result = self._newsroom.translated(read_text(text, format), (self.language,), whole=whole)
        except InputError:
            if any(map(str.isalpha, text)):
                self.left()
            return None
        self._add(LanguageRecord.of(result, self.language))
        self._made.append((text.strip(), result))
        return result

    def left(self) -> None:
        """Count a text or record that stays as it is."""
        self._add(LanguageRecord(self.language, issues={"left-as-is": {str(Severity.WARNING): 1}}))

    def keep(self, number: str, texts: Sequence[str]) -> None:
        """Put what was translated since the last call into the store as one article; ``texts``: all, title first."""
        made, self._made = self._made, []
        if made:
            titled = len(made) > 1 and made[0][0] == texts[0].strip()
            document = "\n\n".join(texts).encode("utf-8", "surrogatepass")
            self._newsroom.keep_joined([r for _, r in made], document, f"{self._name} #{number}", titled=titled)

    def _add(self, record: LanguageRecord) -> None:
        self.figures = total(self.language, (self.figures, record))
