"""What each kept line of a plain page is: title, heading, caption, quotation or paragraph."""

from __future__ import annotations

import re
from itertools import islice

from translator.article.clean.dates import find
from translator.article.clean.line import Line
from translator.article.clean.page import Page, credited
from translator.article.clean.rules import labelled
from translator.article.model import Format, Kind

MAX_HEADING_WORDS = 10
_SIGNED = re.compile(r"[\w. ]{3,25}/[\w.' ]{3,40}")  # KOMPAS/KORNELIS KEWA AMA


def kinds(page: Page, dropped: dict[int, str], form: Format) -> list[Kind]:
    """Kind of every line. In formats that mark their headings only titles, captions and paragraphs are told apart."""
    captions = {line.index for line in page.lines if line.index not in dropped and is_caption(page, line)}
    text = [line for line in page.lines if line.index not in dropped and line.index not in captions]
    headings = {
        here.index
        for above, here, below in zip(text, islice(text, 1, None), islice(text, 2, None), strict=False)
        if _is_heading(page, above, here, below)
    }

    def kind(line: Line) -> Kind:
        if line.kind is not Kind.PARAGRAPH:
            return line.kind
        if line.index == page.title:
            return Kind.TITLE
        if line.index in captions:
            return Kind.CAPTION
        return Kind.HEADING if line.index in headings and form is Format.TXT else Kind.PARAGRAPH

    return [kind(line) for line in page.lines]


def is_caption(page: Page, line: Line) -> bool:
    """A signed photograph; in a page head also a line above a signature, or one that gives a date and has no full stop
    or opens as a dateline does (``ATAP BOCOR - Pedagang … (20/5/2025).``)."""
    head = page.messy and page.title < line.index < page.lead
    if credited(line, head=head):
        return True
    if not head or line.words < 5:
        return False
    signed = any(_signs(below) for below in page.lines[line.index + 1 : line.index + 2])
    return signed or ((line.dateline or not line.final) and bool(find(line.text)))


def _signs(line: Line) -> bool:
    """Whether a line below a photograph signs it."""
    named = line.fold.startswith(("foto", "photo", "dok.", "(foto", "(dok", "sumber")) or _SIGNED.fullmatch(line.fold)
    return line.words <= 8 and bool(named)


def _is_heading(page: Page, above: Line, line: Line, below: Line) -> bool:
    """A short line without closing mark that stands between finished text and the text it heads."""
    if (
        not 1 <= line.words <= MAX_HEADING_WORDS
        or line.index < page.lead
        or line.listed
        or line.row
        or labelled(line)
        or line.clock
    ):
        return False
    if line.bare[-1:] in '.,:;!?"”’…' or not (line.text[:1].isupper() or line.text[:1].isdigit()):
        return False
    closed = above.final or above.listed or above.row or above.index <= page.title or above.text.endswith((":", ")"))
    sentence = below.words >= 8 and (below.final or below.text.endswith(":"))
    heads = below.listed or below.row or labelled(below) or sentence
    return closed and heads
