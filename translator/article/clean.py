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

_LONGEST_CLUTTER = 240
_PROSE = 60
"""Characters from which a line that ends like a sentence counts as prose."""

_DATELINE = re.compile(
    r"^(?P<place>(?:[A-Z][\w.'/()-]*(?:[ ,]+|(?= ?[-–—])))(?:(?:[A-Z(][\w.'()-]*|dan|di)(?:[ ,]+|(?= ?[-–—]))){0,5})"
    r"\s?(?:[-–—]{1,2}|\|)\s+(?=\S)"
)
_END_MARK = re.compile(r"\s*(?:\*{1,3}|\(\*+\)|[\[(][a-z]{2,5}(?:[/-][a-z]{2,5}){0,2}[\])])$")
_FULL_DATE = re.compile(r"(\d{1,2})[ /-](\w+)[ /-](\d{4})")
_MARKED = re.compile(r"(?:[•▪‣◦●-] ?|\d{1,2}[.)] |[a-z][.)] )(?=\S)")


@cache
def _rules() -> tuple[tuple[str, re.Pattern[str]], ...]:
    rows = (line.split("\t") for line in lines("clutter.tsv"))
    return tuple((name, re.compile(pattern, re.IGNORECASE)) for name, pattern in rows)


@cache
def _data(name: str) -> tuple[str, ...]:
    return tuple(word for line in lines(name) for word in line.split())


def clutter_rule(text: str) -> str:
    """Name of the rule that takes a line for clutter, or an empty string."""
    line = " ".join(text.split())
    if len(line) > _LONGEST_CLUTTER:
        return ""
    return next((name for name, pattern in _rules() if pattern.fullmatch(line) and not _is_body(line, name)), "")


def _is_body(line: str, rule: str) -> bool:
    """Prose that happens to fit a pattern: a long line that ends like a sentence, of a rule that is not sure."""
    ends = re.search(r"[.!?][\"”’)]*$", line) is not None
    return rule in ("byline", "related", "channel") and ends and len(line) > 160


def clean(article: Article) -> Article:
    """The article with clutter dropped, kinds set, the dateline taken off, and the day of publication."""
    reasons = [
        b.reason if b.dropped else "" if b.kind is Kind.VERBATIM else clutter_rule(b.text) for b in article.blocks
    ]
    blocks = list(article.blocks)
    reasons = _related_lines(blocks, reasons)
    title = _title_index(blocks, reasons)
    if title is not None:
        reasons = _head(blocks, reasons, title)
        blocks[title] = replace(blocks[title], kind=Kind.TITLE)
    reasons = _foot(blocks, reasons, title)
    marked = [replace(b, dropped=bool(r), reason=r) for b, r in zip(blocks, reasons, strict=True)]
    return replace(article, blocks=tuple(_shape(marked)), published=article.published or _published(marked))


def _is_prose(text: str) -> bool:
    return len(text) >= _PROSE and re.search(r"[.!?:;,…][\"'”’)*]*$", text.rstrip()) is not None


def _related_lines(blocks: Sequence[Block], reasons: list[str]) -> list[str]:
    """A bare "BACA JUGA" takes the headline on the next line with it."""
    found = list(reasons)
    for i in range(len(blocks) - 1):
        bare = reasons[i] == "related" and re.fullmatch(r"[\w ]{4,24}:?", blocks[i].text.strip())
        following = blocks[i + 1]
        if bare and not found[i + 1] and not re.search(r"[.!?][\"”)]*$", following.text) and len(following.text) < 160:
            found[i + 1] = "related"
    return found


def _title_index(blocks: Sequence[Block], reasons: Sequence[str]) -> int | None:
    """The first of the lines of headline form before the first paragraph of prose: the longest that is repeated, else
    the last one that is no caption."""
    set_by_reader = next((i for i, b in enumerate(blocks) if b.kind is Kind.TITLE and not reasons[i]), None)
    if set_by_reader is not None:
        return set_by_reader
    lead = next(
        (i for i, b in enumerate(blocks) if not reasons[i] and _is_prose(b.text) and not _is_caption(b.text)), None
    )
    if lead is None:
        lead = len(blocks)
    heads = [i for i in range(lead) if not reasons[i] and _is_headline(blocks[i])]
    if not heads:
        return None
    repeated = [i for i in heads if any(j != i and _same_title(blocks[i].text, blocks[j].text) for j in range(lead))]
    return repeated[0] if repeated else heads[0]


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


def _foot(blocks: Sequence[Block], reasons: list[str], title: int | None) -> list[str]:
    """From the first mark of an article's end on, everything is clutter if no prose follows."""
    found = list(reasons)
    last_prose = max((i for i, b in enumerate(blocks) if not found[i] and _is_prose(b.text)), default=-1)
    start = next((i for i in range(last_prose + 1, len(blocks)) if found[i] in _data("footers.txt")), None)
    if start is not None and last_prose >= 0:
        for i in range(start, len(blocks)):
            found[i] = found[i] or "footer"
    return found


def _shape(blocks: list[Block]) -> list[Block]:
    """Captions, dateline, sub-headings and end marks of the kept blocks."""
    shaped = list(blocks)
    body = [i for i, b in enumerate(blocks) if not b.dropped and b.kind in (Kind.PARAGRAPH, Kind.LIST_ITEM)]
    lead = next((i for i in body if _is_prose(blocks[i].text) and not _is_caption(blocks[i].text)), None)
    dated = next((i for i in body if _DATELINE.match(blocks[i].text)), None)
    for n, i in enumerate(body):
        block = blocks[i]
        if (_is_caption(block.text) and block.kind is Kind.PARAGRAPH) or (
            dated is not None and i < dated and not _is_terminal(block.text) and n == 0 and len(block.text) > 40
        ):
            shaped[i] = replace(block, kind=Kind.CAPTION)
        elif block.kind is Kind.PARAGRAPH and _is_subheading(blocks, body, n, lead):
            shaped[i] = replace(block, kind=Kind.HEADING, level=2)
    if dated is not None and dated in body[:4]:
        shaped[dated] = _without_dateline(shaped[dated])
    if body:
        shaped[body[-1]] = _without_end_mark(shaped[body[-1]])
    return shaped


def _is_terminal(text: str) -> bool:
    return re.search(r"[.!?:;,…][\"'”’)*]*$", text.rstrip()) is not None


def _is_subheading(blocks: Sequence[Block], body: Sequence[int], n: int, lead: int | None) -> bool:
    text = blocks[body[n]].text
    inside = lead is not None and body[n] > lead and n + 1 < len(body)
    return inside and len(text) <= 80 and not _is_terminal(text) and text[:1].isupper() and not _MARKED.match(text)


def _without_dateline(block: Block) -> Block:
    match = _DATELINE.match(block.text)
    if (
        match is None
        or block.raw
        or block.inline
        or len(match.group()) > 60
        or not _looks_like_dateline(match["place"])
    ):
        return block
    return replace(block, dateline=block.text[: match.end()], text=block.text[match.end() :])


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
