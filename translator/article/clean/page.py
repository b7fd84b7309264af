"""The plan of a page: where its head ends and its tail begins, and which line is the title."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from translator.article.clean.data import rows
from translator.article.clean.line import Line, fold, plain
from translator.article.clean.parts import signed_dateline
from translator.article.clean.rules import Rule, labelled, match
from translator.article.model import Kind

COMMENTS_SHARE = 0.6
"""Readers' comments below an article hold at most this share of the words above them; more is a second page."""
HEAD_LINES = 80
"""No page head is longer than this many lines."""
SITE_SUFFIX = re.compile(r" ?(?:[|»·]| [-–—:] ) ?[^|»·]{2,45}$")


@dataclass(frozen=True, slots=True)
class Page:
    """Lines with the rule that fits each one's wording (``hits``), and the regions.

    ``title``: index of the title line, -1 without one. ``lead``: index of the first line of the body.
    ``tail``: index after the last line of the body. ``messy``: some wording of clutter was found at all.
    """

    lines: tuple[Line, ...]
    hits: tuple[Rule | None, ...]
    title: int
    lead: int
    tail: int
    messy: bool


def survey(lines: tuple[Line, ...]) -> Page:
    """Find title, lead and tail of a page."""
    hits = _without_time_stamps(lines, _without_data_sheets(lines, tuple(match(line) for line in lines)))
    messy = any(hits)
    prose = tuple(
        hit is None and line.prose and line.kind not in (Kind.TITLE, Kind.HEADING) and not credited(line, head=False)
        for line, hit in zip(lines, hits, strict=True)
    )
    lead = _lead(lines, hits, prose)
    title = _title(lines, hits, lead, messy)
    return Page(lines, hits, title, max(lead, title + 1), _tail(lines, hits, prose, lead), messy)


def credited(line: Line, *, head: bool) -> bool:
    """Whether the line is signed as a photograph; in the page head weaker signs count too."""
    if (line.dateline and (not head or line.words > 25)) or line.words < 3 or line.words > 70 or len(line.text) > 600:
        return False
    whole = line.fold if line.text == line.bare else fold(line.text)
    return any(pattern.search(whole) for scope, pattern in _credits() if head or scope == "any")


@cache
def _credits() -> tuple[tuple[str, re.Pattern[str]], ...]:
    pairs = (row.split("\t") for row in rows("credits.tsv"))
    return tuple((scope, re.compile(pattern)) for scope, pattern in pairs)


def _without_data_sheets(lines: tuple[Line, ...], hits: tuple[Rule | None, ...]) -> tuple[Rule | None, ...]:
    """``Editor: …`` beside ``Sutradara: …`` and ``Durasi: …`` is data of the article, not its byline."""
    found = list(hits)
    start = 0
    while start < len(lines):
        end = start
        while end < len(lines) and labelled(lines[end]) and (end == start or not lines[end].gap):
            end += 1
        strange = sum(hits[i] is None and not credited(lines[i], head=True) for i in range(start, end))
        if strange >= 2:
            for i in range(start, end):
                rule = found[i]
                if rule and "label" in rule.roles:
                    found[i] = None
        start = max(end, start + 1)
    return tuple(found)


def _without_time_stamps(lines: tuple[Line, ...], hits: tuple[Rule | None, ...]) -> tuple[Rule | None, ...]:
    """Hours of the article: above sentences, time after time, in a running report; below a colon in a timetable."""
    report = {a.index for a, b in pairwise(lines) if a.clock and hits[b.index] is None and b.final}
    stamps = report if len(report) > 1 else set()
    for above, line in pairwise(lines):
        if line.clock and (above.index in stamps or (hits[above.index] is None and above.text.endswith(":"))):
            stamps.add(line.index)
    return tuple(None if i in stamps else hit for i, hit in enumerate(hits))


def _lead(lines: tuple[Line, ...], hits: tuple[Rule | None, ...], prose: tuple[bool, ...]) -> int:
    """First line of the body: the first prose with a signed dateline, else the first that no page head follows."""
    body = [i for i in range(min(len(lines), HEAD_LINES)) if prose[i] and not credited(lines[i], head=True)]
    if not body:
        return _short_lead(lines, hits)
    signed = max(body[:4], key=lambda i: signed_dateline(lines[i].text))
    if signed_dateline(lines[signed].text):
        return signed
    lead = body[0]
    for following in body[1:4]:
        if not any(
            rule and "stamp" in rule.roles and _stamps(lines[i], rule) for i, rule in _between(hits, lead, following)
        ):
            break
        lead = following
    return lead


def _short_lead(lines: tuple[Line, ...], hits: tuple[Rule | None, ...]) -> int:
    """For a text of short lines only (a poem, a table of results): below its first line, if that is a headline."""
    first = next((line for line in lines[:HEAD_LINES] if hits[line.index] is None), None)
    if first is None or first.final or first.dateline or not 2 <= first.words <= 25 or first.bare[-1:] in ",:;":
        return 0
    apart = first.index + 1 < len(lines) and lines[first.index + 1].gap
    return first.index + 1 if first.headline or apart else 0


def _between(hits: tuple[Rule | None, ...], start: int, end: int) -> list[tuple[int, Rule | None]]:
    return [(i, hits[i]) for i in range(start + 1, end)]


def _stamps(line: Line, rule: Rule) -> bool:
    """A byline alone may stand between paragraphs by mistake of the page; a date or reading time does not."""
    return rule.name != "byline" and line.words <= 15


def _title(lines: tuple[Line, ...], hits: tuple[Rule | None, ...], lead: int, messy: bool) -> int:
    """The best candidate above the lead: repeated, long enough, followed by byline or date; first of equals."""
    given = [line.index for line in lines if line.kind is Kind.TITLE and hits[line.index] is None]
    candidates = given or [i for i in range(lead) if hits[i] is None and _may_be_title(lines[i])]
    candidates = candidates or [i for i in range(lead) if _doubtful(hits[i]) and lines[i].words >= 5]
    if not candidates:
        return -1
    if not messy:
        return candidates[0]
    keys = {i: title_key(line.text) for i, line in enumerate(lines[:lead])}
    return max(candidates, key=lambda i: (_title_score(lines, hits, keys, i), -i))


def _may_be_title(line: Line) -> bool:
    unfit = line.menu or line.listed or credited(line, head=True)
    return not unfit and line.words <= 30 and line.bare[-1:] not in ",:;"


def _doubtful(rule: Rule | None) -> bool:
    """A rule that may be mistaken for a page whose only headline looks like furniture (``Penulis Muda Bekasi``)."""
    return (
        rule is not None and rule.scope != "any" and rule.name in ("byline", "breadcrumb", "site", "date-line", "views")
    )


def _title_score(lines: tuple[Line, ...], hits: tuple[Rule | None, ...], keys: dict[int, str], i: int) -> float:
    line = lines[i]
    key = keys[i]
    repeated = any(same_title(key, other) or key in other for j, other in keys.items() if j != i)
    follows = any(rule and "stamp" in rule.roles for rule in hits[i + 1 : i + 4])
    score = (
        3.0 * (repeated and line.words >= 4) + 1.5 * follows + 2.0 * (5 <= line.words <= 22) + 0.5 * (line.words >= 3)
    )
    score += line.capitals >= 0.6
    score -= 2.0 * _is_deck(lines, hits, i)
    score -= 2.5 * line.text.endswith((".", "…", "..."))
    score -= 0.5 * (SITE_SUFFIX.search(line.text) is not None and repeated)
    return score


def _is_deck(lines: tuple[Line, ...], hits: tuple[Rule | None, ...], i: int) -> bool:
    """A line in sentence case right below one in headline case is the deck of that headline."""
    if not i or hits[i - 1] is not None:
        return False
    above = lines[i - 1]
    return lines[i].capitals < 0.6 and above.words >= 3 and above.capitals >= 0.8


def title_key(text: str) -> str:
    """A headline as compared with others: lower case, letters and digits only."""
    return " ".join(re.findall(r"\w+", plain(text).lower()))


def same_title(key: str, other: str) -> bool:
    """Whether two headlines are one: equal, one the beginning of the other (site name added, cut short), or nearly."""
    short, long = sorted((key, other), key=len)
    if len(short.split()) < 3:
        return key == other and bool(key)
    if long.startswith(short) and (len(short) >= 25 or len(long) - len(short) <= 30):
        return True
    left, right = set(short.split()), set(long.split())
    return len(left) >= 5 and len(left & right) >= 0.85 * len(left | right)


def _tail(lines: tuple[Line, ...], hits: tuple[Rule | None, ...], prose: tuple[bool, ...], lead: int) -> int:
    """Index after the last body line: what follows holds no prose, or is closed off as readers' comments are."""
    sizes = [line.words if is_prose else 0 for line, is_prose in zip(lines, prose, strict=True)]
    after, before = sum(sizes[lead:]), 0
    end = len(lines)
    for i in range(lead, len(lines)):
        rule = hits[i]
        if rule and "close" in rule.roles and after <= COMMENTS_SHARE * before:
            end = i
            break
        after -= sizes[i]
        before += 0 if rule else lines[i].words
    return next((i + 1 for i in range(end - 1, lead - 1, -1) if prose[i] and not _teaser(lines[i])), lead)


def _teaser(line: Line) -> bool:
    return line.text.endswith(("…", "...", "[…]", "[...]", "[&hellip;]"))
