"""A translated XLIFF file into the store: nothing is overwritten unseen, whatever does not fit is reported.

A segment is found by the ``original`` of its file and its id, and taken only if its source is unchanged. Its text is an
edit of the version that the file was made from, so that an editor who was faster is not overwritten: the text of the
file is then kept in the history, as the store does with every conflict.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from translator import checks
from translator.errors import StoreConflict, StoreError
from translator.exchange.bilingual import NOTE, Progress, note_mark
from translator.exchange.xliff_read import Pair, read_xliff
from translator.exchange.xml import is_writable
from translator.issues import Issue, Severity
from translator.store.model import Action, Revision, SegmentRow, State, TargetRow
from translator.store.store import Store


class Outcome(StrEnum):
    """What became of a segment of the file; the last six need a look."""

    UNCHANGED = "unchanged"
    EDITED = "edited"
    APPROVED = "approved"
    HELD = "held"
    """Saved, not approved: the checks find errors."""
    CONFLICT = "conflict"
    EMPTIED = "emptied"
    SOURCE_CHANGED = "source-changed"
    UNKNOWN = "unknown"
    REFUSED = "refused"

    @property
    def needs_look(self) -> bool:
        """Whether somebody should look at it."""
        return self not in (Outcome.UNCHANGED, Outcome.EDITED, Outcome.APPROVED)


@dataclass(frozen=True, slots=True)
class Merged:
    """What became of one segment; ``message`` says what to do where it needs a look, else it is empty."""

    pair: Pair
    outcome: Outcome
    message: str = ""
    segment_id: int | None = None

    def __str__(self) -> str:
        """One line for the user, without the file's name."""
        return f"line {self.pair.line}: {self.pair.id} {self.pair.language}: {self.message or self.outcome}"


@dataclass(frozen=True, slots=True)
class Merge:
    """What became of a file."""

    segments: tuple[Merged, ...]

    @property
    def counts(self) -> Mapping[Outcome, int]:
        """How many segments by outcome."""
        return Counter(merged.outcome for merged in self.segments)

    @property
    def problems(self) -> tuple[Merged, ...]:
        """The segments that need a look."""
        return tuple(merged for merged in self.segments if merged.outcome.needs_look)


def merge_xliff(store: Store, path: Path, author: str, *, article_id: int | None = None) -> Merge:
    """Take the texts, states and notes of an XLIFF file into the store as edits and approvals by ``author``.

    A text that an editor changed since the export stands; the file's is then in the history as a conflict.
    ``reviewed`` and ``final`` approve, unless the checks find errors. Notes become remarks on their segment. An empty
    target never empties a text. ``article_id``: the article, where the file does not say.

    Raises:
        InputError: the file is no safe, well-formed XLIFF; nothing was changed then.
        StoreError: the store cannot be written.
    """
    pairs = tuple(read_xliff(path))
    find = _Finder(store, article_id)
    return Merge(tuple(_merged(store, pair, find(pair), author) for pair in pairs))


class _Finder:
    """Segments of the store by what a file says about them."""

    def __init__(self, store: Store, article_id: int | None) -> None:
        self._store = store
        self._article_id = article_id
        self._articles: dict[str, dict[str, SegmentRow]] = {}

    def __call__(self, pair: Pair) -> SegmentRow | None:
        if pair.original not in self._articles:
            id = self._article_id or self._article(pair.original)
            self._articles[pair.original] = {s.key: s for s in self._store.segments.of(id)} if id else {}
        return self._articles[pair.original].get(pair.id)

    def _article(self, original: str) -> int | None:
        """By ``12/name``, where article 12 has that name; else by the name, where one article alone has it."""
        if found := _ORIGINAL.fullmatch(original):
            with suppress(StoreError):
                article = self._store.articles.get(int(found[1]))
                if article.name == found[2] and article.deleted is None:
                    return article.id
        same = [row.id for row in self._store.articles.list() if row.name == original]
        return same[0] if len(same) == 1 else None


_ORIGINAL = re.compile(r"(\d{1,15})/(.*)", re.DOTALL)


def _merged(store: Store, pair: Pair, row: SegmentRow | None, author: str) -> Merged:
    target = row.targets.get(pair.language) if row else None
    if row is None or target is None:
        what = f"the store has no segment {pair.id} of {pair.original!r} in {pair.language or 'no language'}"
        return Merged(pair, Outcome.UNKNOWN, f"{what}; name the article, or export it anew.")
    if pair.source.split() != row.source.split():
        message = "its source was changed since the export; export the article anew."
        return Merged(pair, Outcome.SOURCE_CHANGED, message, row.id)
    if not all(map(is_writable, (pair.target, *pair.notes))):
        return Merged(pair, Outcome.REFUSED, "NUL or half a character in the text; take it out.", row.id)
    outcome, message = _settled(store, pair, row, target, author)
    return Merged(pair, outcome, message, row.id)


def _settled(store: Store, pair: Pair, row: SegmentRow, target: TargetRow, author: str) -> tuple[Outcome, str]:
    text, history = pair.target.strip(), store.segments.history(row.id, pair.language)
    base = _base(pair, target, history)
    if text and text != target.text.strip() and not _is_older(text, base, history):
        return _edited(store, pair, row, target, base, author)
    _note(store, pair, target, row.id)
    if not text:
        emptied = pair.progress is not Progress.INITIAL and target.text.strip()
        return (Outcome.EMPTIED, "its text was taken out; the store's stands.") if emptied else (Outcome.UNCHANGED, "")
    if not pair.progress.approved or (base and base.state_after is State.APPROVED):
        return Outcome.UNCHANGED, ""
    if text != target.text.strip():
        return Outcome.CONFLICT, "an older text was approved; the store's, which is newer, stands."
    return _approved(store, pair, row, author, Outcome.UNCHANGED)


def _base(pair: Pair, target: TargetRow, history: Iterable[Revision]) -> Revision | None:
    """The change that made the text that the file was made from; None where the file or this store does not know it."""
    if not 0 < pair.version <= target.version:
        return None
    return next((r for r in history if r.version == pair.version and r.action is not Action.CONFLICT), None)


def _is_older(text: str, base: Revision | None, history: Iterable[Revision]) -> bool:
    """Whether the file just brings back the text it was made from; a machine's, where it does not say which."""
    if base:
        return text == base.after.strip()
    return any(r.action is Action.DRAFT and text == r.after.strip() for r in history)


def _edited(
    store: Store, pair: Pair, row: SegmentRow, target: TargetRow, base: Revision | None, author: str
) -> tuple[Outcome, str]:
    text = pair.target.strip()
    issues = (*checks.run(row.source, text, pair.language, row.spans), *_notes(pair, target))
    try:
        version = base.version if base else 0
        changed = store.segments.edit(row.id, pair.language, text, version, author, issues=issues)
    except StoreConflict as conflict:
        _note(store, pair, target, row.id)
        who = conflict.author or "someone else"
        return Outcome.CONFLICT, f"{who} changed it since the export; that text stands, this one is in its history."
    if not pair.progress.approved:
        return Outcome.EDITED, ""
    return _approved(store, pair, changed, author, Outcome.EDITED)


def _approved(store: Store, pair: Pair, row: SegmentRow, author: str, otherwise: Outcome) -> tuple[Outcome, str]:
    """Approve the text as it stands; ``otherwise``: where it is approved already."""
    target = row.targets[pair.language]
    if target.state is State.APPROVED:
        return otherwise, ""
    if target.has_errors:
        first = next(i.issue.message for i in target.open_issues if i.issue.severity is Severity.ERROR)
        return Outcome.HELD, f"not approved: {first}"
    store.segments.approve(row.id, pair.language, target.version, author)
    return Outcome.APPROVED, ""


def _notes(pair: Pair, target: TargetRow) -> tuple[Issue, ...]:
    """The notes that stand, and those of the file; a new one replaces those that went out and did not come back."""
    standing = [i.issue for i in target.open_issues if i.issue.check == NOTE]
    new = [note for note in pair.notes if note not in {issue.message for issue in standing}]
    changed = set(pair.told) - set(map(note_mark, pair.notes)) if new else set()
    kept = (issue for issue in standing if note_mark(issue.message) not in changed)
    return (*kept, *(Issue(NOTE, Severity.INFO, note) for note in new))


def _note(store: Store, pair: Pair, target: TargetRow, segment_id: int) -> None:
    """Add the notes of the file to the open remarks."""
    if pair.notes:
        others = [i.issue for i in target.open_issues if i.issue.check != NOTE]
        store.segments.set_issues(segment_id, pair.language, [*others, *_notes(pair, target)])
