"""Marks the clutter of Indonesian news pages, and finds title, dateline, captions and sub-headings.

Nothing is deleted: clutter is dropped by a mark that names its rule, and ``assemble()`` of the article is unchanged.
Precision comes first: a line that reads like prose is kept, whatever words it holds.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import cache

from rapidfuzz import fuzz

from translator.article.data import lines
from translator.article.model import Article, Block, Kind
from translator.fixed import SpanKind
from translator.values import find
from translator.values.dates import MONTHS

_LONGEST_CLUTTER = 280
_PROSE = 60
"""Characters from which a line that ends like a sentence counts as prose."""

_DATELINE = re.compile(
    r"^(?P<place>(?:[A-Z][\w.'/()-]*(?:[ ,]+|(?= ?[-–—])))(?:(?:[A-Z(][\w.'()-]*|dan|di)(?:[ ,]+|(?= ?[-–—]))){0,5})"
    r"\s?(?:[-–—]{1,2}|\|)\s+(?=\S)"
)
_END_MARK = re.compile(r"\s*(?:\*{1,3}|\(\*+\)|[\[(][a-z0-9]{2,5}(?:[/-][a-z0-9]{2,5}){0,3}[\])])$")
_FULL_DATE = re.compile(r"(\d{1,2})[ /-](\w+)[ /-](\d{4})")
_MARKED = re.compile(r"(?:[•▪‣◦●-] ?|\d{1,2}[.)] |[a-z][.)] )(?=\S)")


@cache
def _rules() -> tuple[tuple[str, re.Pattern[str]], ...]:
    rows = (line.split("\t") for line in lines("clutter.tsv"))
    return tuple((name, re.compile(pattern, re.IGNORECASE)) for name, pattern in rows)


def clutter_rule(text: str) -> str:
    """Name of the rule that takes a line for clutter, or an empty string."""
    line = " ".join(text.split())
    if len(line) > _LONGEST_CLUTTER:
        return ""
    return next((name for name, pattern in _rules() if pattern.fullmatch(line) and not _is_body(line, name)), "")


_SURE_LENGTH = {"byline": 60, "related": 160, "channel": 280}
"""Rules whose opening words prose may share: a line that ends like a sentence is prose from this length on."""


def _is_body(line: str, rule: str) -> bool:
    ends = re.search(r"[.!?][\"”’)]*$", line) is not None
    return ends and len(line) > _SURE_LENGTH.get(rule, _LONGEST_CLUTTER)


def clean(article: Article) -> Article:
    """The article with clutter dropped, kinds set, the dateline taken off, and the day of publication."""
    blocks = list(article.blocks)
    reasons = _labelled_lines(blocks, [_reason(block) for block in blocks])
    title = _title_index(blocks, reasons)
    if title is not None:
        reasons = _head(blocks, reasons, title)
        blocks[title] = replace(blocks[title], kind=Kind.TITLE)
    reasons = _foot(blocks, reasons)
    marked = [replace(b, dropped=bool(r), reason=r) for b, r in zip(blocks, reasons, strict=True)]
    return replace(article, blocks=tuple(_shape(marked)), published=article.published or _published(marked))


def _reason(block: Block) -> str:
    if block.dropped:
        return block.reason or "editor"
    return "" if block.kind in (Kind.VERBATIM, Kind.TITLE) else clutter_rule(block.text)


def _is_prose(text: str) -> bool:
    text = _END_MARK.sub("", text)
    return len(text) >= _PROSE and re.search(r"[.!?:;,…][\"'”’)*]*$", text.rstrip()) is not None


_LABELS = {
    "related": re.compile(
        r"(?:baca|lihat|simak|tonton)\b[\w ]{0,20}:?|pilihan redaksi|berita selanjutnya", re.IGNORECASE
    ),
    "byline": re.compile(r"(?:penulis|editor|reporter|pewarta|jurnalis|redaktur|kontributor) ?:?", re.IGNORECASE),
}
"""Labels that stand alone and take the headline or name on the next line with them."""


def _labelled_lines(blocks: Sequence[Block], reasons: list[str]) -> list[str]:
    found = list(reasons)
    for i, following in enumerate(blocks[1:]):
        label = next((rule for rule, p in _LABELS.items() if p.fullmatch(blocks[i].text.strip())), "")
        limit = 160 if label == "related" else 40
        if label and not _is_terminal(following.text) and len(following.text) < limit:
            found[i] = label
            found[i + 1] = found[i + 1] or label
    return found


def _title_index(blocks: Sequence[Block], reasons: Sequence[str]) -> int | None:
    """The title among the headlines before the first paragraph: the repeated one, else the first of five words."""
    set_by_reader = next((i for i, b in enumerate(blocks) if b.kind is Kind.TITLE and not reasons[i]), None)
    if set_by_reader is not None:
        return set_by_reader
    prose = (i for i, b in enumerate(blocks) if not reasons[i] and _is_prose(b.text) and not _is_caption(b.text))
    lead = next(prose, len(blocks))
    heads = [i for i in range(lead) if not reasons[i] and _is_headline(blocks[i])]
    repeated = [i for i in heads if any(j != i and _same_title(blocks[i].text, blocks[j].text) for j in range(lead))]
    full = [i for i in heads if len(blocks[i].text.split()) >= 5]
    return next(iter([*repeated, *full, *heads]), None)


def _is_headline(block: Block) -> bool:
    text = block.text.strip()
    return 20 <= len(text) <= 200 and not block.marker.strip() and not _is_caption(text) and not text.endswith(":")


def _same_title(a: str, b: str) -> bool:
    short, long = sorted((a.strip().casefold(), b.strip().casefold()), key=len)
    return len(short) >= 20 and (long.startswith(short) or fuzz.ratio(short, long) > 90)


def _is_caption(text: str) -> bool:
    return len(text) < 400 and _credit().search(text.casefold()) is not None


@cache
def _credit() -> re.Pattern[str]:
    return re.compile(lines("credits.txt")[0])


def _head(blocks: Sequence[Block], reasons: list[str], title: int) -> list[str]:
    """Everything before the title, and the title's repetitions, are clutter."""
    found = list(reasons)
    for i, block in enumerate(blocks):
        if found[i] or i == title or not block.text.strip():
            continue
        if _same_title(blocks[title].text, block.text):
            found[i] = "repeated-title"
        elif i < title and not _is_prose(block.text) and not _is_caption(block.text):
            found[i] = "header"
    return found


def _foot(blocks: Sequence[Block], reasons: list[str]) -> list[str]:
    """After the last paragraph of prose, all is clutter from the first line on that is neither sentence nor list."""
    found = list(reasons)
    last_prose = max((i for i, b in enumerate(blocks) if not found[i] and _is_prose(b.text)), default=-1)
    after = range(last_prose + 1, len(blocks))
    if last_prose < 0 or not any(found[i] for i in after):
        return found
    begun = False
    for i in after:
        begun = begun or bool(found[i]) or not (blocks[i].marker.strip() or _is_terminal(blocks[i].text))
        if begun and not found[i]:
            found[i] = "footer"
    return found


def _shape(blocks: list[Block]) -> list[Block]:
    """Captions, dateline, sub-headings and end marks of the kept blocks."""
    shaped = list(blocks)
    body = [i for i, b in enumerate(blocks) if not b.dropped and b.kind in (Kind.PARAGRAPH, Kind.LIST_ITEM)]
    dated = next((i for i in body[:4] if _dateline(blocks[i])), None)
    lead = next((i for i in body if _is_prose(blocks[i].text) and not _is_caption(blocks[i].text)), None)
    for n, i in enumerate(body):
        block = blocks[i]
        if block.kind is Kind.PARAGRAPH and (_is_caption(block.text) or _is_bare_caption(block, i, n, dated)):
            shaped[i] = replace(block, kind=Kind.CAPTION)
        elif block.kind is Kind.PARAGRAPH and _is_subheading(blocks, body, n, lead):
            shaped[i] = replace(block, kind=Kind.HEADING, level=2)
    if dated is not None:
        dateline = _dateline(blocks[dated])
        shaped[dated] = replace(blocks[dated], dateline=dateline, text=blocks[dated].text[len(dateline) :])
    if body:
        shaped[body[-1]] = _without_end_mark(shaped[body[-1]])
    return shaped


def _is_bare_caption(block: Block, index: int, place: int, dated: int | None) -> bool:
    """A sentence without full stop right before the paragraph with the dateline."""
    return place == 0 and dated is not None and index < dated and not _is_terminal(block.text) and len(block.text) > 40


def _is_terminal(text: str) -> bool:
    return re.search(r"[.!?:;,…][\"'”’)*]*$", text.rstrip()) is not None


def _is_subheading(blocks: Sequence[Block], body: Sequence[int], n: int, lead: int | None) -> bool:
    text = blocks[body[n]].text
    inside = lead is not None and body[n] > lead and n + 1 < len(body)
    return inside and len(text) <= 80 and not _is_terminal(text) and text[:1].isupper() and not _MARKED.match(text)


def _dateline(block: Block) -> str:
    """The dateline that opens a paragraph, with its dash, or an empty string."""
    match = _DATELINE.match(block.text)
    if match is None or block.raw or block.inline or len(match.group()) > 60:
        return ""
    return match.group() if _looks_like_dateline(match["place"]) else ""


def _looks_like_dateline(place: str) -> bool:
    first = re.split(r"[ ,]", place.strip())[0]
    known = any(s.kind is not SpanKind.DATE for s in find(place))
    return not known and (first.isupper() or "," in place or "(" in place or "." in place or len(place.split()) <= 2)


def _without_end_mark(block: Block) -> Block:
    match = _END_MARK.search(block.text)
    if match is None or block.raw or block.inline or match.start() == 0:
        return block
    return replace(block, text=block.text[: match.start()], raw=block.text)


def _published(blocks: Sequence[Block]) -> date | None:
    dated = [b.text for b in blocks if b.reason == "date-line"]
    prose = [b.text for b in blocks if not b.dropped]
    return next((day for text in [*dated, *prose] if (day := _date_in(text))), None)


def _date_in(text: str) -> date | None:
    for day, month, year in _FULL_DATE.findall(text):
        number = (
            int(month) if month.isdigit() else next((n for w, n in MONTHS.items() if w[:3] == month.lower()[:3]), 0)
        )
        try:
            return date(int(year), number, int(day))
        except ValueError:
            continue
    return None


def _month(word: str) -> int:
    if word.isdigit():
        return int(word)
    return next((number for name, number in MONTHS.items() if name[:3] == word.lower()[:3]), 0)
