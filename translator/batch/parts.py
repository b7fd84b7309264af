"""Files of many texts, read as a stream into one language: tables and archives, and exports of WordPress.

A text that is no article stays as it is, with a warning among the figures.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
    from translator.result import Result


def translate_records(
    newsroom: Newsroom, source: Path, target: Path, language: str, columns: Sequence[str]
) -> LanguageRecord:
    """Write ``source`` to ``target`` with ``columns`` translated, one record in memory at a time; its figures."""
    figures = _Figures(newsroom, language)
    records = (record.replaced(_texts(figures, record)) for record in read_records(source, columns))
    write_records(records, target, source=source)
    return figures.sum


def translate_feed(newsroom: Newsroom, source: Path, target: Path, language: str) -> LanguageRecord:
    """Write a WordPress export to ``target``, one post in memory at a time; its figures."""
    from translator.exchange.wordpress import is_content, read_wxr, translated, write_wxr

    figures = _Figures(newsroom, language)
    posts = (translated(post, figures.html) for post in read_wxr(source) if is_content(post))
    write_wxr(posts, target, source=source)
    return figures.sum


def _texts(figures: _Figures, record: Record) -> Mapping[str, str]:
    made = ((column, figures.translated(text, Format.TXT)) for column, text in record.texts.items())
    return {column: result.targets[figures.language].text for column, result in made if result is not None}


class _Figures:
    """Translates the texts of one file into a language, and adds up what came of them."""

    def __init__(self, newsroom: Newsroom, language: str) -> None:
        self.language = language
        self.sum = LanguageRecord(language)
        self._newsroom = newsroom

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
                self._add(LanguageRecord(self.language, issues={"left-as-is": {str(Severity.WARNING): 1}}))
            return None
        self._add(LanguageRecord.of(result, self.language))
        return result

    def _add(self, record: LanguageRecord) -> None:
        self.sum = total(self.language, (self.sum, record))
