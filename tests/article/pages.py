"""Gold pages and a reader of plain pastes, for the tests of cleaning."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from translator.article.model import Article, Block, Format, Kind

PAGES = Path(__file__).parent / "pages"


@dataclass(frozen=True)
class Gold:
    """What must become of each line of a page; lines are compared with white space collapsed."""

    name: str
    text: str
    title: str
    published: date | None
    keep: list[str]
    drop: list[str]
    captions: list[str]
    headings: list[str]
    list_items: list[str]
    left: list[str]


def read(text: str) -> Article:
    """One block per line that is not blank."""
    blocks: list[Block] = []
    end = 0
    for found in re.finditer(r"[^\s].*", text):
        line = found[0].rstrip()
        before = text[end : found.start()]
        blocks.append(Block(id=f"b{len(blocks)}", kind=Kind.PARAGRAPH, text=line, before=before))
        end = found.start() + len(line)
    return Article(tuple(blocks), Format.TXT, tail=text[end:])


def load(path: Path) -> Gold:
    """The page at ``path`` (txt) with its gold beside it (json)."""
    gold = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    day = gold.get("published")
    return Gold(
        name=path.stem,
        text=path.read_text(encoding="utf-8"),
        title=gold["title"],
        published=date.fromisoformat(day) if day else None,
        keep=gold["keep"],
        drop=gold["drop"],
        captions=gold["captions"],
        headings=gold.get("headings", []),
        list_items=gold.get("list_items", []),
        left=gold.get("left", []),
    )


def shown(block: Block) -> str:
    """A block's source with white space collapsed, as gold lines are."""
    return " ".join(block.source.split())
