"""Articles: taken in, listed, put together again, deleted with undo."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from types import MappingProxyType

from translator.article.model import Article, Block, Format, Kind, Segment
from translator.errors import StoreError
from translator.fixed import FixedSpan
from translator.result import Draft, Result, SegmentResult
from translator.store.database import Database, Row, Value, moment, now
from translator.store.encode import dump_inline, dump_mapping, dump_spans, dumps, load_inline, mapping, strings
from translator.store.model import ArticleRow, ArticleState, BlockRow, Page, SegmentRow
from translator.store.rows import segments_where
from translator.store.segments import Segments
from translator.targets import target_block

_LIST = """
SELECT a.*,
    (SELECT count(*) FROM segments s JOIN blocks b ON b.id = s.block_id
        WHERE s.article_id = a.id AND NOT b.dropped) AS segments,
    coalesce(sum(t.text <> ''), 0) AS drafted,
    coalesce(sum(t.state = 'approved'), 0) AS approved,
    (SELECT count(*) FROM issues i JOIN segments s ON s.id = i.segment_id JOIN blocks b ON b.id = s.block_id
        WHERE s.article_id = a.id AND NOT b.dropped AND i.settled = '' AND i.severity <> 'info') AS open_issues,
    (SELECT count(*) FROM issues i JOIN segments s ON s.id = i.segment_id JOIN blocks b ON b.id = s.block_id
        WHERE s.article_id = a.id AND NOT b.dropped AND i.settled = '' AND i.severity = 'error') AS open_errors
FROM articles a
LEFT JOIN blocks b ON b.article_id = a.id AND NOT b.dropped
LEFT JOIN segments s ON s.block_id = b.id
LEFT JOIN targets t ON t.segment_id = s.id
WHERE {where} GROUP BY a.id ORDER BY a.updated DESC, a.id DESC LIMIT {limit}
"""


_SAME = "SELECT id FROM articles WHERE name = ? AND project = ? AND document = ? AND deleted IS NULL ORDER BY id"


class Articles:
    """The articles of the store. Ids are integers; blocks and segments keep the ids of their article as ``key``."""

    def __init__(self, database: Database, segments: Segments) -> None:
        self._database = database
        self._segments = segments

    def add(
        self,
        result: Result,
        *,
        targets: Sequence[str] = (),
        document: bytes = b"",
        name: str = "",
        project: str = "",
    ) -> int:
        """Take in a translation, or the result of :meth:`Translator.check` whose drafts come later; its id.

        ``targets``: languages, those of the result if not given. ``document``: the file as it was uploaded.
        ``name``: its file name. Articles of one ``project`` share names and terms.
        """
        article, moment_ = result.article, now()
        languages = tuple(targets) or tuple(result.articles)
        with self._database.writing():
            article_id = self._database.run(
                "INSERT INTO articles (title, name, project, document, format, tail, published, notes, targets,"
                " signature, created, updated) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                article.title or name,
                name,
                project,
                document or article.document,
                article.format.value,
                article.tail,
                _day(article.published),
                dumps(article.notes),
                dumps(languages),
                dump_mapping(result.signature),
                moment_,
                moment_,
            )
            self._add_blocks(article_id, article.blocks, result, languages)
            self.save(article_id, result)
        return article_id

    def put(self, result: Result, *, document: bytes, name: str, project: str = "") -> int:
        """Take in a translation of a file, once: an article of the same name and content gets these drafts; its id.

        What editors wrote, approved, dropped or restored there stays. A deleted article is left alone.
        """
        with self._database.writing():
            row = self._database.row(_SAME, name, project, document)
            if row is None:
                return self.add(result, document=document, name=name, project=project)
            if self._has(row["id"], result):
                self.save(row["id"], result)
            else:
                marks = self._database.rows(
                    "SELECT dropped, reason, key, text FROM blocks WHERE article_id = ?", row["id"]
                )
                self.replace(row["id"], result, document=document)
                sql = "UPDATE blocks SET dropped = ?, reason = ? WHERE key = ? AND text = ? AND article_id = ?"
                self._database.run_many(sql, ((*mark, row["id"]) for mark in marks))
            return int(row["id"])

    def _has(self, article_id: int, result: Result) -> bool:
        """Whether the article has the segments and languages of a result."""
        known = {segment.key: segment for segment in self._segments.of(article_id)}
        return all(
            s.segment.id in known
            and known[s.segment.id].source == s.segment.source
            and set(s.drafts) <= set(known[s.segment.id].targets)
            for s in result.segments
        )

    def replace(self, article_id: int, result: Result, *, document: bytes = b"") -> None:
        """Take in a new version of the article: segments whose source is unchanged keep their texts and history."""
        article = result.article
        with self._database.writing():
            row = self._row(article_id)
            languages = tuple(dict.fromkeys((*strings(row["targets"]), *result.articles)))
            known: dict[str, list[int]] = {}
            for old in self._segments.of(article_id):
                known.setdefault(old.source, []).append(old.id)
            for table in ("blocks", "segments"):
                self._database.run(f"UPDATE {table} SET key = 'old ' || key WHERE article_id = ?", article_id)
            self._add_blocks(article_id, article.blocks, result, languages, known)
            self._database.run("DELETE FROM blocks WHERE article_id = ? AND key LIKE 'old %'", article_id)
            self._database.run(
                "UPDATE articles SET title = ?, document = ?, format = ?, tail = ?, published = ?, notes = ?,"
                " targets = ?, updated = ? WHERE id = ?",
                article.title or row["name"],
                document or article.document,
                article.format.value,
                article.tail,
                _day(article.published),
                dumps(article.notes),
                dumps(languages),
                now(),
                article_id,
            )
            self.save(article_id, result)

    def _add_blocks(
        self,
        article_id: int,
        blocks: Iterable[Block],
        result: Result,
        languages: Sequence[str],
        known: Mapping[str, list[int]] = MappingProxyType({}),
    ) -> None:
        """Insert blocks and segments; those of ``known``, ids by source, are moved instead."""
        position = 0
        for order, block in enumerate(blocks):
            block_id = self._add_block(article_id, order, block)
            for segment in block.segments:
                marked = result.by_id.get(segment.id)
                same = known.get(segment.source)
                segment_id = self._add_segment(
                    article_id,
                    block_id,
                    position,
                    segment,
                    marked.spans if marked else (),
                    same.pop(0) if same else None,
                )
                for language in languages:
                    sql = "INSERT OR IGNORE INTO targets (segment_id, language) VALUES (?, ?)"
                    self._database.run(sql, segment_id, language)
                position += 1

    def _add_block(self, article_id: int, position: int, block: Block) -> int:
        return self._database.run(
            "INSERT INTO blocks (article_id, position, key, kind, text, before, marker, dateline, raw, level, inline,"
            " dropped, reason, datelines) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '{}')",
            article_id,
            position,
            block.id,
            block.kind.value,
            block.text,
            block.before,
            block.marker,
            block.dateline,
            block.raw,
            block.level,
            dump_inline(block.inline),
            block.dropped,
            block.reason,
        )

    def _add_segment(
        self,
        article_id: int,
        block_id: int,
        position: int,
        segment: Segment,
        spans: Iterable[FixedSpan],
        id: int | None,
    ) -> int:
        place = (block_id, position, segment.id, segment.start, segment.end, dump_spans(spans))
        if id is not None:
            columns = 'block_id = ?, position = ?, key = ?, "start" = ?, "end" = ?, spans = ?'
            self._database.run(f"UPDATE segments SET {columns} WHERE id = ?", *place, id)
            return id
        return self._database.run(
            'INSERT INTO segments (block_id, position, key, "start", "end", spans, article_id, source)'
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            *place,
            article_id,
            segment.source,
        )

    def save(self, article_id: int, result: Result) -> None:
        """Save all drafts, datelines and the signature of a translation of this article; edited texts stay."""
        with self._database.writing():
            ids = self._segments.ids(article_id)
            for segment in result.segments:
                self._segments.save_result(ids[segment.segment.id], segment, result.signature)
            for language, article in result.articles.items():
                for block in article.blocks:
                    self._save_dateline(article_id, block, language)
            if result.signature:
                self._database.run(
                    "UPDATE articles SET signature = ?, updated = ? WHERE id = ?",
                    dump_mapping(result.signature),
                    now(),
                    article_id,
                )

    def _save_dateline(self, article_id: int, block: Block, language: str) -> None:
        if block.dateline and not block.dropped:
            self._database.run(
                "UPDATE blocks SET datelines = json_set(datelines, '$.' || ?, ?) WHERE article_id = ? AND key = ?",
                language,
                block.dateline,
                article_id,
                block.id,
            )

    def list(
        self, query: str = "", *, project: str | None = None, deleted: bool = False, limit: int = 500
    ) -> tuple[ArticleRow, ...]:
        """Articles, the last changed first; every word of ``query`` stands in title or file name."""
        conditions, values = ["(a.deleted IS NOT NULL) = ?"], list[Value]([deleted])
        if project is not None:
            conditions, values = [*conditions, "a.project = ?"], [*values, project]
        for word in query.split():
            conditions, values = [*conditions, "instr(lower(a.title || ' ' || a.name), lower(?))"], [*values, word]
        rows = self._database.rows(_LIST.format(where=" AND ".join(conditions), limit=int(limit)), *values)
        return tuple(map(_article_row, rows))

    def projects(self) -> tuple[str, ...]:
        """Names of all projects that have articles."""
        rows = self._database.rows("SELECT DISTINCT project FROM articles WHERE project <> '' ORDER BY project")
        return tuple(row["project"] for row in rows)

    def get(self, article_id: int) -> ArticleRow:
        """One article with its counts.

        Raises:
            StoreError: there is none with this id.
        """
        row = self._database.row(_LIST.format(where="a.id = ?", limit=1), article_id)
        if row is None:
            raise StoreError(f"there is no article {article_id}.", mend="Reload the list.")
        return _article_row(row)

    def page(self, article_id: int) -> Page:
        """One article with all its blocks and segments."""
        with self._database.reading():
            article = self.get(article_id)
            blocks = self._database.rows("SELECT * FROM blocks WHERE article_id = ? ORDER BY position", article_id)
            segments = segments_where(self._database, "s.article_id = ?", article_id)
        by_block: dict[str, list[SegmentRow]] = {}
        for segment in segments:
            by_block.setdefault(segment.block, []).append(segment)
        return Page(article, tuple(_block_row(row, by_block.get(row["key"], [])) for row in blocks))

    def document(self, article_id: int) -> bytes:
        """The file as it was uploaded."""
        row = self._row(article_id)
        return bytes(row["document"])

    def source(self, article_id: int) -> Article:
        """The source article, as it was read, with blocks dropped and restored since."""
        return self._source(self.page(article_id))

    def target(self, article_id: int, language: str) -> Article:
        """The article in ``language`` as it stands, for :func:`translator.article.write.write`."""
        page = self.page(article_id)
        return _target(self._source(page), page, language)

    def result(self, article_id: int) -> Result:
        """Source, targets, spans and drafts as they stand, as the result of a translation."""
        page = self.page(article_id)
        article = self._source(page)
        by_id = {s.key: _segment_result(s) for s in page.segments}
        targets = {language: _target(article, page, language) for language in page.article.targets}
        return Result(article, by_id, targets, page.article.signature)

    def drop_block(self, article_id: int, block: str, reason: str = "editor") -> None:
        """Mark a block as clutter."""
        self._set_dropped(article_id, block, True, reason)

    def restore_block(self, article_id: int, block: str) -> None:
        """Take a block back into the article; its segments then wait for drafts (:meth:`Segments.pending`)."""
        self._set_dropped(article_id, block, False, "")

    def _set_dropped(self, article_id: int, block: str, dropped: bool, reason: str) -> None:
        with self._database.writing():
            changed = self._database.change(
                "UPDATE blocks SET dropped = ?, reason = ? WHERE article_id = ? AND key = ?",
                dropped,
                reason,
                article_id,
                block,
            )
            if not changed:
                raise StoreError(f"article {article_id} has no block {block}.", mend="Reload the article.")
            self._touch(article_id)

    def set_project(self, article_id: int, project: str) -> None:
        """Put the article into a project, the empty one for none; its texts stay as they are."""
        self._database.run("UPDATE articles SET project = ?, updated = ? WHERE id = ?", project, now(), article_id)

    def set_state(self, article_id: int, state: ArticleState) -> None:
        """Record what the newsroom did with the article."""
        self._database.run("UPDATE articles SET state = ?, updated = ? WHERE id = ?", state.value, now(), article_id)

    def delete(self, article_id: int) -> None:
        """Hide the article; :meth:`undelete` brings it back. What the memory learnt from it stays."""
        self._database.run("UPDATE articles SET deleted = ? WHERE id = ?", now(), article_id)

    def undelete(self, article_id: int) -> None:
        """Bring a deleted article back."""
        self._database.run("UPDATE articles SET deleted = NULL WHERE id = ?", article_id)

    def _touch(self, article_id: int) -> None:
        self._database.run("UPDATE articles SET updated = ? WHERE id = ?", now(), article_id)

    def _row(self, article_id: int) -> Row:
        row = self._database.row("SELECT * FROM articles WHERE id = ?", article_id)
        if row is None:
            raise StoreError(f"there is no article {article_id}.", mend="Reload the list.")
        return row

    def _source(self, page: Page) -> Article:
        row = self._row(page.article.id)
        blocks = tuple(b.block for b in page.blocks)
        notes, document = strings(row["notes"]), bytes(row["document"])
        return Article(blocks, page.article.format, row["tail"], page.article.published, notes, document)


def _target(article: Article, page: Page, language: str) -> Article:
    blocks = tuple(_target_block(row, language) for row in page.blocks)
    return replace(article, blocks=blocks)


def _target_block(row: BlockRow, language: str) -> Block:
    if not row.block.translatable or not row.segments:
        return row.block
    texts = [s.targets[language].text if language in s.targets else "" for s in row.segments]
    dateline = row.datelines.get(language, row.block.dateline)
    return target_block(row.block, texts, [s.spans for s in row.segments], language, dateline, {})[0]


def _segment_result(row: SegmentRow) -> SegmentResult:
    drafts: Mapping[str, Draft] = {
        language: Draft(t.text, t.origin, t.score, tuple(i.issue for i in t.open_issues), t.rung)
        for language, t in row.targets.items()
    }
    return SegmentResult(Segment(row.key, row.source, row.start, row.end), row.spans, drafts)


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _block_row(row: Row, segments: Sequence[SegmentRow]) -> BlockRow:
    block = Block(
        row["key"],
        Kind(row["kind"]),
        row["text"],
        row["before"],
        row["marker"],
        row["dateline"],
        row["raw"],
        row["level"],
        load_inline(row["inline"]),
        bool(row["dropped"]),
        row["reason"],
        tuple(Segment(s.key, s.source, s.start, s.end) for s in segments),
    )
    return BlockRow(block, tuple(segments), mapping(row["datelines"]))


def _article_row(row: Row) -> ArticleRow:
    return ArticleRow(
        row["id"],
        row["title"],
        row["name"],
        row["project"],
        Format(row["format"]),
        date.fromisoformat(row["published"]) if row["published"] else None,
        strings(row["targets"]),
        ArticleState(row["state"]),
        mapping(row["signature"]),
        datetime.fromisoformat(row["created"]),
        datetime.fromisoformat(row["updated"]),
        moment(row["deleted"]),
        row["segments"],
        row["drafted"],
        row["approved"],
        row["open_issues"],
        row["open_errors"],
    )
