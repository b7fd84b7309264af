"""The translation memory: what editors approved serves the next article."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from math import ceil, floor

from rapidfuzz import fuzz, process
from rapidfuzz.distance import Levenshtein

from translator import values
from translator.fixed import FixedSpan
from translator.store.database import Database, Row, Value, moment, now
from translator.store.encode import dump_spans, load_spans
from translator.store.keys import key, rendered
from translator.store.model import Difference, MemoryMatch, Unit

_WORD = re.compile(r"\w+|\s+|[^\w\s]")
_SHORTEST = 3
"""Characters below which the trigram index cannot look; such a query reads the units themselves."""


class Memory:
    """Approved and imported units; the newest of several for one text is the one that serves."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(
        self,
        source: str,
        target: str,
        language: str,
        *,
        spans: Sequence[FixedSpan] = (),
        author: str = "",
        segment_id: int | None = None,
    ) -> int:
        """Learn one unit; its id. A segment has one unit per language, which a later one replaces.

        ``spans``: the fixed spans of the source, with the target forms that were in force; if not given, its values.
        """
        with self._database.writing():
            if segment_id is not None:
                self.forget(segment_id, language)
            known = tuple(spans) or tuple(values.find(source))
            return self._insert(Unit(0, language, source, target, known, segment_id, author))

    def add_many(self, units: Iterable[Unit]) -> int:
        """Import units, whose ids are not looked at; how many were new."""
        with self._database.writing():
            return sum(map(self._import, units))

    def _import(self, unit: Unit) -> bool:
        marked = replace(unit, spans=unit.spans or tuple(values.find(unit.source)), segment_id=None)
        known = self._database.row(
            "SELECT 1 FROM units WHERE key = ? AND language = ? AND source = ? AND target = ?",
            key(marked.source, marked.spans),
            marked.language,
            marked.source,
            marked.target,
        )
        return known is None and bool(self._insert(marked))

    def _insert(self, unit: Unit) -> int:
        wording = key(unit.source, unit.spans)
        return self._database.run(
            "INSERT INTO units (language, source, target, key, length, spans, segment_id, author, updated)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            unit.language,
            unit.source,
            unit.target,
            wording,
            len(wording),
            dump_spans(unit.spans),
            unit.segment_id,
            unit.author,
            unit.updated.isoformat() if unit.updated else now(),
        )

    def remove(self, unit_id: int) -> None:
        """Forget one unit."""
        self._database.run("DELETE FROM units WHERE id = ?", unit_id)

    def forget(self, segment_id: int, language: str) -> None:
        """Forget what was learnt from a segment."""
        self._database.run("DELETE FROM units WHERE segment_id = ? AND language = ?", segment_id, language)

    def units(self, language: str | None = None) -> tuple[Unit, ...]:
        """All units, the oldest first."""
        where, given = _language(language)
        return tuple(map(_unit, self._database.rows(f"SELECT * FROM units u WHERE {where} ORDER BY id", *given)))

    def each(self, language: str | None = None) -> Iterator[Unit]:
        """:meth:`units`, a thousand in memory at a time."""
        where, given = _language(language)
        sql = f"SELECT * FROM units u WHERE id > ? AND {where} ORDER BY id LIMIT 1000"
        last = 0
        while rows := self._database.rows(sql, last, *given):
            yield from map(_unit, rows)
            last = rows[-1]["id"]

    def count(self, language: str | None = None) -> int:
        """How many units there are."""
        where, given = _language(language)
        return int(self._database.rows(f"SELECT count(*) FROM units u WHERE {where}", *given)[0][0])

    def states(self, language: str, wording: str | None = None) -> dict[str, str]:
        """By key of all units, or of one: a text that changes with every unit that comes or goes."""
        where, given = ("1", ()) if wording is None else ("key = ?", (wording,))
        sql = f"SELECT key, max(updated) || '/' || count(*) FROM units WHERE {where} AND language = ? GROUP BY key"
        return {row[0]: row[1] for row in self._database.rows(sql, *given, language)}

    def exact(self, source: str, spans: Sequence[FixedSpan], language: str) -> MemoryMatch | None:
        """The newest unit of the same wording, in which values may differ: they are rendered from ``spans``.

        None where there is none, or where the forms of ``spans`` cannot be put in safely.
        """
        sql = "SELECT * FROM units WHERE key = ? AND language = ? ORDER BY id DESC LIMIT 5"
        for row in self._database.rows(sql, key(source, spans), language):
            unit = _unit(row)
            text = rendered(unit.target, unit.spans, spans, language)
            if text is not None:
                return MemoryMatch(unit, 100.0, text)
        return None

    def recall(self, source: str, spans: Sequence[FixedSpan], language: str) -> str | None:
        """The text of :meth:`exact`, for ``Translator(recall=store.memory.recall)``."""
        match = self.exact(source, spans, language)
        return match.text if match else None

    def fuzzy(
        self, source: str, spans: Sequence[FixedSpan], language: str, *, threshold: float = 75.0, limit: int = 5
    ) -> tuple[MemoryMatch, ...]:
        """The most similar units, the best first, with what differs; ``threshold`` 0–100.

        Similarity is that of the wording: values count as slots. 100 is only what :meth:`exact` would give.
        """
        wanted = key(source, spans)
        shortest, longest = _lengths(len(wanted), threshold)
        rows = self._database.rows(
            "SELECT key FROM units WHERE language = ? AND length BETWEEN ? AND ?", language, shortest, longest
        )
        best = process.extract(
            wanted,
            list(dict.fromkeys(row[0] for row in rows)),
            scorer=fuzz.ratio,
            processor=None,
            score_cutoff=threshold,
            limit=limit,
        )
        matches = [self._match(source, spans, language, found, score) for found, score, _ in best]
        return tuple(sorted(matches, key=lambda match: -match.score))

    def _match(self, source: str, spans: Sequence[FixedSpan], language: str, found: str, score: float) -> MemoryMatch:
        sql = "SELECT * FROM units WHERE key = ? AND language = ? ORDER BY id DESC LIMIT 1"
        unit = _unit(self._database.rows(sql, found, language)[0])
        text = rendered(unit.target, unit.spans, spans, language)
        whole = score == 100.0 and text is not None
        shown = 100.0 if whole else min(score, 99.0)
        return MemoryMatch(unit, shown, unit.target if text is None else text, differences(unit.source, source))

    def search(self, query: str, *, language: str | None = None, limit: int = 50) -> tuple[Unit, ...]:
        """Concordance: units whose source or target contains ``query``, whatever the capitals; the newest first."""
        wanted = " ".join(query.replace("\0", " ").split())
        if not wanted:
            return ()
        where, given = _language(language)
        if len(wanted) < _SHORTEST:
            like = "%" + re.sub("([%_!])", r"!\1", wanted) + "%"
            found = "(u.source LIKE ? ESCAPE '!' OR u.target LIKE ? ESCAPE '!')"
            sql = f"SELECT u.* FROM units u WHERE {found} AND {where} ORDER BY u.id DESC LIMIT ?"
            return tuple(map(_unit, self._database.rows(sql, like, like, *given, limit)))
        phrase = '"' + wanted.replace('"', '""') + '"'
        sql = (
            "SELECT u.* FROM units_text f JOIN units u ON u.id = f.rowid"
            f" WHERE units_text MATCH ? AND {where} ORDER BY f.rowid DESC LIMIT ?"
        )
        return tuple(map(_unit, self._database.rows(sql, phrase, *given, limit)))


def differences(before: str, after: str) -> tuple[Difference, ...]:
    """What turns ``before`` into ``after``, word by word."""
    old, new = list(_WORD.finditer(before)), list(_WORD.finditer(after))
    operations = Levenshtein.opcodes([m.group() for m in old], [m.group() for m in new])
    return tuple(
        Difference(
            op.tag,
            _place(old, op.src_start, before),
            _place(old, op.src_end, before),
            _place(new, op.dest_start, after),
            _place(new, op.dest_end, after),
        )
        for op in operations
        if op.tag != "equal"
    )


def _place(words: Sequence[re.Match[str]], index: int, text: str) -> int:
    return words[index].start() if index < len(words) else len(text)


def _lengths(length: int, threshold: float) -> tuple[int, int]:
    """Lengths that a text of at least this similarity can have: similarity ≤ 2 · shorter / (both)."""
    share = max(threshold, 1.0) / 100.0
    return ceil(length * share / (2 - share)), floor(length * (2 - share) / share)


def _language(language: str | None) -> tuple[str, tuple[Value, ...]]:
    # the plus keeps SQLite from reading a whole language by its index instead of the text index or the table
    return ("1", ()) if language is None else ("+u.language = ?", (language,))


def _unit(row: Row) -> Unit:
    return Unit(
        row["id"],
        row["language"],
        row["source"],
        row["target"],
        load_spans(row["spans"]),
        row["segment_id"],
        row["author"],
        moment(row["updated"]),
    )
