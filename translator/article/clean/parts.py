"""The parts of a block that are not its text: list marker in front, dateline, end mark behind.

They are moved into ``marker``, ``dateline`` and ``raw``, so that ``block.source`` stays the same byte for byte.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from translator.article.clean.data import rows
from translator.article.model import Block, Inline, Kind

_MARKER = re.compile(r"(?:[•·▪●■○◦‣➢➤✓✔❖*–—-]|\d{1,3}[.)]|[A-Za-z][.)])[ \t\u00a0]+(?=\S)")
_LOOSE = "*–—-"
"""Marks that also open dialogue, quotations and signatures: list markers only beside a line that has one too."""
_WINDOW = 120
"""A dateline ends within this many characters."""

_MARK_WINDOW = 60
"""An end mark is at most this many characters long."""
_END_MARK = re.compile(
    r"(?<=[.!?…\"”'’)])\s*(?:"
    r"\*{2,}|\*|\(\*{1,3}\)|[■□◼▪#]+"
    r"|\((?!sic\))[a-z0-9]{2,6}\)|\[(?!sic\])[a-z0-9]{2,6}\]"
    r"|[(\[][a-z0-9* ]{1,16}(?:/[a-z0-9* ]{1,16}){1,4}[)\]]"
    r"|\((?:[A-Z][A-Za-z]{0,3}(?:/[A-Za-z0-9*-]{1,4}){1,3}|[A-Z]-\d{1,2})\)"
    r"|\((?:ANTARA|Antara|Ant|ANT|Red|RED|Adv|ADV|AFP|Reuters|RLS|Rls|Hms|HMS)\)"
    r")[*.]*\s*$"
)
_DATE = (
    r"(?:[,\s]*(?:(?:Senin|Selasa|Rabu|Kamis|Jumat|Sabtu|Minggu),? ?)?"
    r"\(?\d{1,2}(?:[/.-]\d{1,2}(?:[/.-]\d{4})?| [A-Z][a-z]+(?: \d{4})?)\)?)?"
)
_DATELINE_ENDS = re.compile(r"[–—−|:]|-\s|--|\.\s")
_DASH = r"\s*(?:[–—−]|-{1,2})\s*"


@cache
def _dateline_forms() -> tuple[re.Pattern[str], ...]:
    named = "|".join(re.escape(name) for name in sorted(rows("outlets.txt"), key=len, reverse=True))
    domain = r"[A-Za-z][\w-]*(?:\.[\w-]+)*\.(?i:com|(?:co|or)\.id|id|net|co|tv|news|org)"
    source = rf"(?:{domain}|(?:{named})(?![\w]))"
    caps = r"[A-Z][A-Z'.]+(?:[ -][A-Z][A-Z'.]+){0,3}"
    mixed = r"[A-Z][a-z']+(?:[ -][A-Z][a-z']+){0,2}"
    place = rf"(?:{caps}|{mixed})(?:, ?(?:{caps}|{mixed}))?"
    known = "|".join(re.escape(name) for name in sorted(rows("dateline_places.txt"), key=len, reverse=True))
    opens = r"(?=[\"“‘'(]?[A-Z0-9])"
    return tuple(
        re.compile(form)
        for form in (
            rf"{source}(?:,|{_DASH})\s*{place}{_DATE}(?:{_DASH}|\s*[|:]\s*|\.\s+)",
            rf"{place},?\s*[|(]?\s*{source}\)?,?{_DATE}(?:{_DASH}|\s*[|:]\s+|\.\s+)",
            rf"{source}(?:{_DASH}|\s*\|\s*){opens}",
            rf"(?:{caps})(?:, ?(?:{caps}|{mixed}))?{_DATE}"
            rf"(?:\s+(?:[–—−]|-{{1,2}})\s*|\s*(?:[–—−]|--)\s*|-\s+){opens}",
            rf"(?:{known}){_DATE}(?:{_DASH}(?<=\s)|:\s+|\s[|]\s){opens}",
            rf"(?:{mixed})(?:, {mixed})?{_DATE}\s+(?:[–—−]|-{{1,2}})\s+{opens}",
        )
    )


def dateline_end(text: str) -> int:
    """Where the dateline that opens ``text`` ends (``"KOTA BEKASI – "`` → 14), 0 when there is none."""
    head = text[:_WINDOW]
    if not _DATELINE_ENDS.search(head):
        return 0
    return next((m.end() for m in (form.match(head) for form in _dateline_forms()) if m), 0)


def signed_dateline(text: str) -> int:
    """How surely the text opens as a lead: 2 with a dateline that names the medium, 1 with one in capitals, else 0."""
    form = next((i for i, form in enumerate(_dateline_forms()[:4]) if form.match(text[:_WINDOW])), 4)
    return 2 if form < 3 else 1 if form == 3 else 0


def end_mark_start(text: str) -> int:
    """Where the trailing ``***``, ``(*)``, ``[abc]`` or ``(abc/def)`` begin, with the white space before them."""
    end = len(text)
    while found := _END_MARK.search(text, max(0, end - _MARK_WINDOW), end):
        end = found.start()
    return end


def visible(block: Block) -> str:
    """Dateline, text and end mark as the reader of the page sees them; the same before and after cleaning."""
    raw = block.raw or block.text
    mark = raw[end_mark_start(raw) :] if block.raw and end_mark_start(block.text) == len(block.text) else ""
    dateline = re.sub(r"<[^>]*>|[*_]{1,3}", "", block.dateline)
    return dateline + block.text + mark


def take_markers(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Blocks whose text still opens with a list marker become list items."""
    opens = [_opens(block) for block in blocks]
    return tuple(_take_marker(block) if opens[i] and _is_item(opens, i) else block for i, block in enumerate(blocks))


def _opens(block: Block) -> str:
    if block.kind is Kind.LIST_ITEM and block.marker:
        return block.marker.strip()[:1]
    found = _MARKER.match(block.text) if block.kind is Kind.PARAGRAPH and not block.raw and not block.dateline else None
    return found[0].strip()[:1] if found else ""


def _is_item(opens: list[str], i: int) -> bool:
    """Loose marks and letters count only in company: ``- Chairil`` under a poem is a signature, ``A. Yani`` a name."""
    if opens[i] not in _LOOSE and not opens[i].isalpha():
        return True
    near = opens[max(0, i - 1) : i] + opens[i + 1 : i + 2]
    return any(mark == opens[i] or (mark.isalpha() and abs(ord(mark) - ord(opens[i])) == 1) for mark in near if mark)


def _take_marker(block: Block) -> Block:
    found = _MARKER.match(block.text)
    if block.kind is Kind.LIST_ITEM or found is None:
        return block
    cut = found.end()
    return replace(
        block,
        kind=Kind.LIST_ITEM,
        marker=block.marker + found[0],
        text=block.text[cut:],
        level=block.level or 1,
        inline=_shift(block.inline, cut, len(block.text) - cut),
    )


def take_dateline(block: Block) -> Block:
    """The block with its dateline, if it opens with one, in ``dateline``; unchanged when markup crosses its end."""
    cut = 0 if block.dateline else dateline_end(block.text)
    if not cut or not block.text[cut:].strip():
        return block
    raw_cut = _raw_offset(block, cut)
    if raw_cut is None:
        return block
    raw = block.raw or block.text
    rest = raw[raw_cut:]
    text = block.text[cut:]
    inline = _shift(block.inline, cut, len(text))
    return replace(block, dateline=raw[:raw_cut], text=text, raw="" if rest == text else rest, inline=inline)


def take_end_mark(block: Block) -> Block:
    """The block with its trailing end mark only in ``raw``, no longer in ``text``."""
    cut = end_mark_start(block.text)
    if cut == len(block.text) or not block.text[:cut].strip():
        return block
    return replace(block, text=block.text[:cut], raw=block.raw or block.text, inline=_shift(block.inline, 0, cut))


def _raw_offset(block: Block, cut: int) -> int | None:
    """Offset in ``raw`` of ``text[cut]``, None when it cannot be told (escapes before it, markup across it)."""
    if not block.raw:
        return cut
    if any(span.start < cut < span.end for span in block.inline):
        return None
    before = [span for span in block.inline if span.end <= cut]
    offset = cut + sum(len(span.open) + len(span.close) for span in before)
    bare = block.raw[:offset]
    for span in sorted(before, key=lambda s: s.start):
        bare = bare.replace(span.open, "", 1).replace(span.close, "", 1)
    return offset if bare == block.text[:cut] else None


def _shift(inline: tuple[Inline, ...], by: int, length: int) -> tuple[Inline, ...]:
    """Markup of the text that is left; pictures and the like, which cover nothing, stay where they stand in it."""
    moved = (replace(s, start=max(0, s.start - by), end=min(length, s.end - by)) for s in inline if s.end >= by)
    covers_nothing = {(s.start - by, s.end - by) for s in inline if s.start == s.end}
    return tuple(s for s in moved if s.start < s.end or (s.start, s.end) in covers_nothing)
