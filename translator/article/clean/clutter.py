"""Which lines of a surveyed page are clutter, and by which rule."""

from __future__ import annotations

import re
from collections.abc import Set
from itertools import pairwise

from translator.article.clean.data import words
from translator.article.clean.line import Line
from translator.article.clean.page import Page, credited, same_title, title_key
from translator.article.clean.parts import signed_dateline
from translator.article.clean.rules import names
from translator.article.model import Kind

LEAD_TITLES = 4
LIST_TITLES = 12
"""How many related titles may stand below a lone ``Baca juga`` and below the heading of a list of them."""


def reasons(page: Page) -> dict[int, str]:
    """Index of each clutter line → name of the rule that drops it. A page without any wording of clutter has none."""
    if not page.messy:
        return {}
    found = _by_wording(page)
    found |= _related(page, found)
    found |= _page_numbers(page)
    found |= _letters(page)
    found |= _tail(page)
    found |= _tag_runs(page, found)
    found |= _repeated(page)
    found |= _cut_short(page, found)
    found |= {i: reason for i, reason in _head(page, found).items() if i not in found}
    for i in (page.title, page.lead - 1 if _is_split_dateline(page) else -1):
        found.pop(i, None)
    return found


def _holds(page: Page, i: int) -> bool:
    """Whether the scope of the rule that fits line ``i`` covers its place."""
    rule = page.hits[i]
    if rule is None:
        return False
    head, tail = i < page.lead, i >= page.tail
    return {"any": True, "edge": head or tail, "head": head, "tail": tail}[rule.scope]


def _is_split_dateline(page: Page) -> bool:
    """Whether the line above the lead is its dateline: ``Lombok Timur, NU Online``, or a town alone, ``JAKARTA``."""
    above = page.lines[page.lead - 1] if page.title + 1 < page.lead < len(page.lines) else None
    if (
        above is None
        or above.words > 6
        or re.search(r"\d", above.text)
        or page.lines[page.lead].text.startswith(above.text)
    ):
        return False
    if above.text.isupper() and above.text.title() in words("dateline_places.txt"):
        return True
    return signed_dateline(f"{above.text.rstrip(' -–—')} - A") == 2


def _by_wording(page: Page) -> dict[int, str]:
    return {i: rule.name for i, rule in enumerate(page.hits) if rule is not None and _holds(page, i)}


def _related(page: Page, found: dict[int, str]) -> dict[int, str]:
    """Titles below a lone ``Baca juga`` or below the heading of a list of titles."""
    related: dict[int, str] = {}
    for i, rule in enumerate(page.hits):
        if rule is None or not rule.roles & {"lead", "list"}:
            continue
        titles = _titles_below(page, i, listing="list" in rule.roles)
        if i in found:
            related |= dict.fromkeys(titles, "related")
        elif "list" in rule.roles and len(titles) > 1:
            related |= dict.fromkeys([i, *titles], "related")
    return related


def _titles_below(page: Page, i: int, *, listing: bool) -> list[int]:
    titles: list[int] = []
    for line in page.lines[i + 1 : i + 1 + (LIST_TITLES if listing else LEAD_TITLES)]:
        item = listing and _is_listed_title(line, len(titles))
        title = item if line.listed else _is_related_title(line, first=not titles)
        signed = credited(line, head=line.index < page.lead)
        if not title or signed or page.hits[line.index] is not None or line.index == page.title:
            break
        titles.append(line.index)
    return titles


def _is_related_title(line: Line, *, first: bool) -> bool:
    """The line right below may be in sentence case; further ones must be headlines, long ones after a blank line."""
    if line.dateline or line.kind in (Kind.HEADING, Kind.TITLE):
        return False
    if first:
        asks = line.headline and line.bare.endswith(("?", "!"))
        return 3 <= line.words <= 25 and (asks or not line.final) and line.bare[-1:] not in ",:;"
    return line.headline and line.words >= (7 if line.gap else 5)


def _is_listed_title(line: Line, above: int) -> bool:
    """An item of a list of titles; one numbered on from a list of the article itself is not."""
    number = line.marker.rstrip(".)")
    return line.headline and (not number.isdigit() or int(number) == above + 1)


def _page_numbers(page: Page) -> dict[int, str]:
    """Lone numbers below ``Halaman:``."""
    numbers: dict[int, str] = {}
    for i, line in enumerate(page.lines[1:], start=1):
        above = page.hits[i - 1]
        below_pages = i - 1 in numbers or (above is not None and above.name == "pages")
        if below_pages and line.text.isdecimal() and len(line.text) <= 2:
            numbers[i] = "pages"
    return numbers


def _letters(page: Page) -> dict[int, str]:
    """One letter on line after line: the switch of the font size, ``A`` ``A`` ``A``."""
    alike = [i for i, (line, below) in enumerate(pairwise(page.lines)) if line.text == below.text and line.text == "A"]
    return {i + n: "site" for i in alike for n in (0, 1)}


def _tail(page: Page) -> dict[int, str]:
    """Everything after the first sure sign that the article is over."""
    reason, closed = "", False
    dropped: dict[int, str] = {}
    last = _last_sentence(page)
    for i in range(page.tail, len(page.lines)):
        rule = page.hits[i]
        if rule and rule.roles & {"end", "close"} and _holds(page, i):
            reason = rule.name
            closed = closed or "close" in rule.roles
        if reason and (rule or closed or i > last):
            dropped[i] = rule.name if rule else reason
    return dropped


def _last_sentence(page: Page) -> int:
    """Index of the last sentence below the body, comments left out: what stands above it may be the article's."""
    last = 0
    for line in page.lines[page.tail :]:
        rule = page.hits[line.index]
        if rule and "close" in rule.roles:
            break
        if rule is None and _is_sentence(line):
            last = line.index
    return last


def _tag_runs(page: Page, found: dict[int, str]) -> dict[int, str]:
    """Tags without a label: short lines below the body, between clutter or the page's end and a finished sentence."""
    tags: dict[int, str] = {}
    run: list[int] = []
    for line in page.lines[page.tail :]:
        if line.index not in found and _is_tag(line):
            run.append(line.index)
            continue
        if line.index in found:
            tags |= _tags(page, found, run)
        run = []
    return tags | _tags(page, found, run)


def _is_tag(line: Line) -> bool:
    return (
        1 <= line.words <= 4 and not line.listed and not line.final and not re.search(r"[:;,]|^[\d .,%-]+$", line.text)
    )


def _tags(page: Page, found: dict[int, str], run: list[int]) -> dict[int, str]:
    """The lines of a run that are tags: some in small letters, or most words of the article."""
    if len(run) < 2 or not _is_over(page, found, run[0] - 1):
        return {}
    lines = [page.lines[i] for i in run]
    body = " ".join(line.fold for line in page.lines[: page.tail] if line.index not in found)
    small = any(line.text[:1].islower() for line in lines)
    spoken = 2 * sum(line.fold in body for line in lines) > len(lines)
    return dict.fromkeys(run, "tags") if small or (spoken and run[-1] + 1 in found) else {}


def _is_over(page: Page, found: dict[int, str], i: int) -> bool:
    """Whether line ``i`` is clutter or ends a sentence that introduces nothing."""
    return i in found or page.lines[i].final


def _is_sentence(line: Line) -> bool:
    """A last short paragraph may stand below the byline; headlines and tags do not end in a full stop."""
    return line.words >= 4 and line.bare.endswith((".", '."', ".”", ".’"))


def _repeated(page: Page) -> dict[int, str]:
    """The title again: nearly the same above the lead, exactly the same elsewhere; and a caption said twice."""
    dropped = _captions_again(page)
    if page.title < 0:
        return dropped
    title = page.lines[page.title]
    key = title_key(title.text)
    for line in page.lines:
        words = title_key(_PICTURE_LINK.sub("", line.text))
        near = line.index < page.lead and line.words <= 40 and same_title(key, words)
        if line.index != page.title and (near or (line.text == title.text and line.words > 3)):
            dropped[line.index] = "repeated-title"
    return dropped


_PICTURE_LINK = re.compile(r"^(?:zoom-in|lihat foto|perbesar)+", re.I)
"""What Tribun pages put before the text of a picture, without a space."""


def _captions_again(page: Page) -> dict[int, str]:
    seen: set[str] = set()
    dropped: dict[int, str] = {}
    for line in page.lines:
        if credited(line, head=line.index < page.lead):
            if line.text in seen:
                dropped[line.index] = "repeated"
            seen.add(line.text)
    return dropped


def _head(page: Page, found: dict[int, str]) -> dict[int, str]:
    """Short lines above the title, and names and sections between other clutter below it."""
    dropped: dict[int, str] = {}
    for line in page.lines[: page.lead]:
        if line.index in found or line.final or line.dateline or line.kind in (Kind.TITLE, Kind.HEADING):
            continue
        if line.index < page.title and _is_menu(line, page.lines[page.title]):
            dropped[line.index] = "channel"
        elif 0 <= page.title < line.index and not line.clock:
            clutter = found.keys() | dropped.keys()
            if line.text.islower() and line.words <= 4 and line.index - 1 in clutter:
                dropped[line.index] = "tags"
            elif _is_byline(page, line, clutter):
                dropped[line.index] = "byline"
    return dropped


def _is_menu(line: Line, title: Line) -> bool:
    """Whether a line above the title is menu, section or ticker; one much longer than the title doubts the title."""
    return line.menu or line.words <= (3 if line.listed else max(3, 3 * title.words))


def _is_byline(page: Page, line: Line, clutter: Set[int]) -> bool:
    """Names beside other clutter (``Rena Pangesti | Yohanes Wibowo``), or the value below a lone ``Sumber :``."""
    above = page.hits[line.index - 1] if line.index else None
    if above is not None and above.name == "byline" and page.lines[line.index - 1].fold.endswith(":"):
        return line.words <= 4
    if credited(line, head=True):
        return False
    people = re.split(r" ?[|,/&] ?", line.text.rstrip(" ,"))
    short = all(0 < len(name.split()) <= 4 for name in people) and names(line.text)
    return short and (line.index - 1 in clutter or line.index + 1 in clutter)


def _cut_short(page: Page, found: dict[int, str]) -> dict[int, str]:
    """A line between clutter that only begins what the next paragraph says in full, as page breaks leave it."""
    dropped: dict[int, str] = {}
    for line, below in pairwise(page.lines[max(0, page.lead - 1) :]):
        begins = (
            len(line.text.split()) >= 3
            and not line.final
            and below.words > line.words
            and below.text.startswith(line.text)
        )
        if begins and line.index - 1 in found and page.hits[line.index] is None:
            dropped[line.index] = "repeated"
    return dropped
