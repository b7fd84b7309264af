"""Names that editors settled, and those that wait for it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from translator import names as finder
from translator.fixed import FixedSpan, Origin, SpanKind
from translator.issues import Issue
from translator.names.registry import Registry, SettledName
from translator.store.database import Database, Row, now
from translator.store.encode import dump_forms, load_forms, load_spans
from translator.store.keys import normalized
from translator.store.model import Action, NameProposal, SegmentRow, State
from translator.store.rows import segments_where
from translator.store.segments import Segments
from translator.store.wording import pattern, replaced

PROPOSALS = ("kanji-wanted", "name-proposal")
"""Checks that ask for a name to be settled."""

_LANGUAGES = ("en", "ja")


@dataclass(frozen=True, slots=True)
class _Form:
    """The decided form of an Indonesian ``id``, and the forms by language that it takes the place of."""

    id: str
    en: str
    ja: str
    kind: SpanKind
    old: Mapping[str, frozenset[str]]

    def new(self, language: str) -> str:
        return self.en if language == "en" else self.ja

    def changes(self, language: str, spans: Iterable[FixedSpan] = ()) -> dict[str, str]:
        """Old forms to the new one, those in the spans of exactly this name too."""
        here = {form for s in spans if _same(s.source, self.id) for form in _bases(s.accepts(language))}
        return {form: self.new(language) for form in self.old[language] | here}


class Names:
    """Settled names, by project; those of the empty project hold everywhere."""

    def __init__(self, database: Database, segments: Segments) -> None:
        self._database = database
        self._segments = segments

    def registry(self, project: str = "") -> Registry:
        """The names that hold in ``project``: its own in place of common ones."""
        rows = self._database.rows("SELECT * FROM names WHERE project IN ('', ?) ORDER BY project", project)
        by_id = {row["key"]: _name(row) for row in rows}
        return Registry(tuple(by_id.values()))

    def own(self, project: str) -> Registry:
        """The names that were settled for exactly this project."""
        rows = self._database.rows("SELECT * FROM names WHERE project = ? ORDER BY key", project)
        return Registry(tuple(map(_name, rows)))

    def settle(self, name: SettledName, author: str, *, project: str = "") -> int:
        """Record a name and put its new forms in every segment that nobody approved; how many texts changed.

        With a ``project`` only its articles change, without one all but those of projects that have their own form.
        Each change is a revision; the issues that asked for the name are settled.
        """
        with self._database.writing():
            forms = _forms(name, self.registry(project))
            self._save(name, author, project)
            return sum(self._rename(segment, forms, author) for segment in self._having(forms, project))

    def forget(self, id: str, *, project: str = "") -> bool:
        """Take a settled name away; False if there was none."""
        return bool(self._database.change("DELETE FROM names WHERE project = ? AND key = ?", project, normalized(id)))

    def proposals(self, article_id: int | None = None, *, project: str = "") -> tuple[NameProposal, ...]:
        """Names of the articles, of a project's or of one, that are not settled there; the most frequent first."""
        article, given = ("1", ()) if article_id is None else ("s.article_id = ?", (article_id,))
        sql = (
            "SELECT s.id, s.spans, a.project FROM segments s JOIN blocks b ON b.id = s.block_id"
            " JOIN articles a ON a.id = s.article_id"
            f" WHERE {article} AND ? IN ('', a.project) AND NOT b.dropped AND a.deleted IS NULL"
            " AND (instr(s.spans, 'kanji-wanted') OR instr(s.spans, 'name-proposal'))"
        )
        registry = lru_cache(maxsize=None)(self.registry)  # one for each project
        found: dict[str, list[tuple[int, FixedSpan, str]]] = defaultdict(list)
        for row in self._database.rows(sql, *given, project):
            for span in load_spans(row["spans"]):
                for issue in span.issues:
                    if issue.check in PROPOSALS and registry(row["project"]).get(issue.span) is None:
                        found[issue.span].append((row["id"], span, issue.check))
        proposals = (_proposal(id, places) for id, places in found.items())
        return tuple(sorted(proposals, key=lambda p: (-p.count, p.id)))

    def _save(self, name: SettledName, author: str, project: str) -> None:
        self._database.run(
            "INSERT OR REPLACE INTO names (project, key, id, en, ja, kind, short, author, updated)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            project,
            normalized(name.id),
            name.id,
            name.en,
            name.ja,
            name.kind.value,
            dump_forms(name.short),
            author,
            now(),
        )

    def _having(self, forms: Iterable[_Form], project: str) -> list[SegmentRow]:
        """Segments with a fixed span that is, or contains, one of the names, in the articles where it holds."""
        rows: dict[int, SegmentRow] = {}
        where = (
            "s.article_id IN (SELECT id FROM articles WHERE deleted IS NULL AND project IN (SELECT ? UNION"
            " SELECT a.project FROM articles a LEFT JOIN names n ON n.project = a.project AND n.key = ?"
            " WHERE ? = '' AND n.key IS NULL)) AND instr(s.spans, ?)"
        )
        for form in forms:
            word = form.id.split()[0]
            for row in segments_where(self._database, where, project, normalized(form.id), project, word):
                if any(_within(form.id, span.source) for span in row.spans):
                    rows[row.id] = row
        return list(rows.values())

    def respan(self, segment: SegmentRow, spans: Sequence[FixedSpan], author: str) -> int:
        """Record other forms of the same fixed spans and put them in what nobody approved; how many texts changed."""
        return self._put(segment, tuple(spans), (), author)

    def _rename(self, segment: SegmentRow, forms: tuple[_Form, ...], author: str) -> int:
        return self._put(segment, tuple(_renamed(span, forms) for span in segment.spans), forms, author)

    def _put(self, segment: SegmentRow, spans: tuple[FixedSpan, ...], forms: tuple[_Form, ...], author: str) -> int:
        free = [t for t in segment.targets.values() if t.state is not State.APPROVED]
        if not free:
            return 0
        self._segments.set_spans(segment.id, spans)
        changed = 0
        for target in free:
            text = replaced(target.text, _changes(segment.spans, spans, forms, target.language), target.language)
            if text != target.text:
                self._segments.rewrite(segment.id, target.language, text, Action.SETTLE, author)
                changed += 1
            for issue in target.open_issues:
                if issue.issue.check in PROPOSALS and any(_same(issue.issue.span, form.id) for form in forms):
                    self._segments.settle_issue(issue.id, "name settled", author)
        return changed


def _forms(name: SettledName, registry: Registry) -> tuple[_Form, ...]:
    """The name and its short forms, with every form that was in use for them."""
    decided = ((name.id, name.en, name.ja), *name.short)
    return tuple(_Form(id, en, ja, name.kind, _in_use(id, registry)) for id, en, ja in decided)


def _in_use(id: str, registry: Registry) -> dict[str, frozenset[str]]:
    spans = [s for s in (*registry.find(id), *finder.find(id)) if _same(s.source, id)]
    return {language: frozenset(f for s in spans for f in _bases(s.accepts(language))) for language in _LANGUAGES}


def _bases(accepted: Iterable[str]) -> list[str]:
    """Accepted forms without those that only add a polite ending to another."""
    forms = [form for form in accepted if form]
    return [f for f in forms if not any(f != other and f.startswith(other) for other in forms)]


def _renamed(span: FixedSpan, forms: Iterable[_Form]) -> FixedSpan:
    for form in forms:
        if _same(span.source, form.id):
            return replace(
                span,
                kind=form.kind,
                en=form.en,
                ja=form.ja,
                origin=Origin.REGISTRY,
                accepts_en=(),
                accepts_ja=(),
                issues=_without(span, form),
            )
        if _within(form.id, span.source):
            en, ja = form.changes("en"), form.changes("ja")
            span = replace(
                span,
                en=replaced(span.en, en, "en"),
                ja=replaced(span.ja, ja, "ja"),
                accepts_en=tuple(replaced(f, en, "en") for f in span.accepts_en),
                accepts_ja=tuple(replaced(f, ja, "ja") for f in span.accepts_ja),
                issues=_without(span, form),
            )
    return span


def _changes(
    old: Iterable[FixedSpan], new: Iterable[FixedSpan], forms: Iterable[_Form], language: str
) -> dict[str, str]:
    """What to replace in a draft: whole spans first, so that a name inside another span's form is left alone."""
    before = tuple(old)
    loose = {a: b for form in forms for a, b in form.changes(language, before).items()}
    whole = {a.target(language): b.target(language) for a, b in zip(before, new, strict=True) if a.target(language)}
    return loose | whole


def _without(span: FixedSpan, form: _Form) -> tuple[Issue, ...]:
    return tuple(i for i in span.issues if not (i.check in PROPOSALS and _same(i.span, form.id)))


def _same(one: str, other: str) -> bool:
    return normalized(one) == normalized(other)


def _within(id: str, source: str) -> bool:
    """Whether the name stands in ``source`` as whole words."""
    return pattern([normalized(id)], "en").search(normalized(source)) is not None


def _proposal(id: str, places: list[tuple[int, FixedSpan, str]]) -> NameProposal:
    exact = [span for _, span, _ in places if _same(span.source, id)] or [
        span for span in finder.find(id) if _same(span.source, id)
    ]
    kind = exact[0].kind if exact else SpanKind.PERSON
    en, ja = (exact[0].en, exact[0].ja) if exact else (id, "")
    reason = min(check for _, _, check in places)
    return NameProposal(id, en, ja, kind, reason, len(places), tuple(dict.fromkeys(place[0] for place in places)))


def _name(row: Row) -> SettledName:
    return SettledName(row["id"], row["en"], row["ja"], SpanKind(row["kind"]), load_forms(row["short"]))
