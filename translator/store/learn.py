"""Learning: the same change made again and again becomes a proposal."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rapidfuzz.distance import Indel

from translator.fixed import FixedSpan
from translator.store.encode import load_spans
from translator.store.model import Suggestion

if TYPE_CHECKING:
    from translator.store.store import Store

_RECENT = 5000
"""Edited segments that are looked at, the latest first."""

_LONGEST = {"en": 6, "ja": 4}
"""Tokens of the longest change that is a matter of wording; a longer one is a new sentence."""

_PHRASE = 4
"""Words of the longest source term that is guessed from what the segments share."""

_TOKENS = {
    "en": re.compile(r"\w+(?:['’.-]\w+)*|[^\w\s]"),
    # Japanese has no spaces: a run of one script is the smallest piece that reads as a word.
    "ja": re.compile(r"[一-鿿々〆ヶ]+|[ァ-ヺー・]+|[ぁ-ゟ]+|[A-Za-zＡ-Ｚａ-ｚ]+|[0-9０-９.,]+|\S"),
}
_SOURCE_WORD = re.compile(r"\w+(?:-\w+)*")

_EDITED = """
SELECT t.segment_id, t.language, d.text AS before, t.text AS after, s.source, s.spans
FROM targets t JOIN drafts d ON d.id = t.draft_id JOIN segments s ON s.id = t.segment_id
WHERE t.state IN ('edited', 'approved') AND t.origin = 'editor' AND d.text <> t.text AND t.text <> ''
ORDER BY t.updated DESC LIMIT ?
"""


@dataclass(frozen=True, slots=True)
class _Edit:
    """One segment that an editor changed."""

    segment_id: int
    language: str
    before: str
    after: str
    source: str
    spans: tuple[FixedSpan, ...]


def suggestions(store: Store, *, least: int = 2, project: str = "") -> tuple[Suggestion, ...]:
    """Changes of wording that editors made in at least ``least`` segments, the most frequent first.

    Accepted and refused ones, and terms that were added to the glossary, are not suggested again.
    """
    edits = [
        _Edit(r["segment_id"], r["language"], r["before"], r["after"], r["source"], load_spans(r["spans"]))
        for r in store.database.rows(_EDITED, _RECENT)
    ]
    groups: dict[tuple[str, str, str], list[_Edit]] = defaultdict(list)
    for edit in edits:
        for before, after in set(changes(edit.before, edit.after, edit.language)):
            groups[edit.language, before, after].append(edit)
    known = {(r.language, r.before, r.after) for r in store.replacements.list(project)}
    terms = {(id, form) for entry in store.terms.entries(project) for id in entry.ids for form in entry.en + entry.ja}
    found = (
        _suggestion(change, group, edits)
        for change, group in groups.items()
        if len(group) >= least and change not in known
    )
    fresh = (s for s in found if (s.source, s.after) not in terms)
    return tuple(sorted(fresh, key=lambda s: (-s.count, s.language, s.before)))


def changes(before: str, after: str, language: str) -> Iterator[tuple[str, str]]:
    """(old, new) wordings of an edit; a mere insertion or deletion takes the word beside it along."""
    old, new = (list(_TOKENS[language].finditer(text)) for text in (before, after))
    for src, dest in _blocks([m.group() for m in old], [m.group() for m in new]):
        src, dest = _widened(src, dest, old, new)
        pair = _slice(before, old, src), _slice(after, new, dest)
        if max(len(src), len(dest)) <= _LONGEST[language] and all(any(c.isalnum() for c in text) for text in pair):
            yield pair


def _blocks(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[range, range]]:
    """Stretches that differ."""
    source = target = 0
    for block in Indel.opcodes(old, new).as_matching_blocks():
        if block.a > source or block.b > target:
            yield range(source, block.a), range(target, block.b)
        source, target = block.a + block.size, block.b + block.size


def _widened(
    src: range, dest: range, old: Sequence[re.Match[str]], new: Sequence[re.Match[str]]
) -> tuple[range, range]:
    if src and dest:
        return src, dest
    if src.stop < len(old) and _is_word(old[src.stop]):
        return range(src.start, src.stop + 1), range(dest.start, dest.stop + 1)
    if src.start > 0 and _is_word(old[src.start - 1]):
        return range(src.start - 1, src.stop), range(dest.start - 1, dest.stop)
    return src, dest


def _is_word(token: re.Match[str]) -> bool:
    return token.group()[0].isalnum()


def _slice(text: str, tokens: Sequence[re.Match[str]], part: range) -> str:
    return text[tokens[part.start].start() : tokens[part.stop - 1].end()] if part else ""


def _suggestion(change: tuple[str, str, str], group: Sequence[_Edit], edits: Iterable[_Edit]) -> Suggestion:
    language, before, after = change
    others = [e for e in edits if e.language == language and before not in e.before]
    source = _shared_span(group, before, language) or _shared_phrase([e.source for e in group], others)
    return Suggestion(language, before, after, len(group), source, tuple(e.segment_id for e in group))


def _shared_span(group: Sequence[_Edit], before: str, language: str) -> str:
    """The source form of a fixed span that all segments have and whose target form is what was changed."""
    sources = [{s.source for s in e.spans if s.target(language).casefold() == before.casefold()} for e in group]
    return min(set.intersection(*sources), default="")


def _shared_phrase(sources: Sequence[str], others: Iterable[_Edit]) -> str:
    """The only longest wording that all sources share and no segment without the change has; else empty."""
    shared = set.intersection(*(_phrases(source) for source in sources))
    shared -= set().union(*(_phrases(other.source) for other in others))
    longest = [p for p in shared if not any(p != q and f" {p} " in f" {q} " for q in shared)]
    return longest[0] if len(longest) == 1 else ""


def _phrases(source: str) -> set[str]:
    words = [word.casefold() for word in _SOURCE_WORD.findall(source)]
    spans = ((i, i + n) for n in range(1, _PHRASE + 1) for i in range(len(words) - n + 1))
    return {" ".join(words[i:j]) for i, j in spans if any(len(word) > 3 for word in words[i:j])}
