"""Seeded texts for the tests of reading and writing: news prose, and prose with everything that formats trip over."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator

from markdown_it import MarkdownIt

from translator.article.model import Article, Block, Format, Inline, Kind


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split(" "))


WORDS = _words(
    "Wali Kota Bekasi Tri Adhianto menyebut kerja sama sembilan sektor strategis pengelolaan limbah senilai Rp1,2 "
    "triliun pada Kamis (24/7) pukul 09.30 WIB UMKM-nya “lebih kreatif” itu 23–25 Juli 2025 di KRL"
)
NASTY = _words(
    "* ** _ __ `kode` `` [tautan] [a](b) ![gambar](x.png) <b> </b> <script> &amp; &lt; & \\ \\* ~~ | # 1. - + > "
    "http://a.id/x_y?z=1&w=2 snake_case_kata 5*3*2 日本語 泉佐野市 “ ” … é ñ 😀 "
    "\u00a0 \u200b ' \" [^1] {x} $ ^ = : <!-- -->"
)
BREAKS = ("\n", "\n\n", "\r\n", "\r\n\r\n", "\n\n\n", " \n\t\n", "\n  ", "\n    ", "\r", "\u2028")
OPENERS = ("", "", "", "# ", "## ", "- ", "  - ", "  • ", "1. ", "12) ", "(3) ", "> ", "> - ", "| a | b |\n|--|--|\n| ")
BLOCKS = ("```\nkode\n```", "---", "***", "[r]: http://r.id", "<div>\nx\n</div>", "Judul\n=====", "    kode")
TAGS = (
    ("<strong>", "</strong>"),
    ("<em>", "</em>"),
    ("<code>", "</code>"),
    ("<sup>", "</sup>"),
    ('<a href="https://bekasi.go.id/a?b=1&amp;c=(2)_x">', "</a>"),
)


def sentence(rng: random.Random, nasty: float = 0.0) -> str:
    """Words with one space between, a share of them nasty."""
    words = (rng.choice(NASTY if rng.random() < nasty else WORDS) for _ in range(rng.randint(1, 18)))
    return " ".join(" ".join(words).split(" "))


def document(rng: random.Random) -> str:
    """A text of some lines with openers and line breaks of all kinds, well formed or not."""
    parts = [rng.choice(("", "", "\n", "  ", "\ufeff"))]
    for _ in range(rng.randint(1, 8)):
        block = rng.choice(BLOCKS) if rng.random() < 0.1 else sentence(rng, rng.choice((0, 0, 0.3)))
        parts += [rng.choice(OPENERS), block, rng.choice(BREAKS)]
    return "".join(parts) + "akhir" + rng.choice(("", "\n", "  \n\n"))


def documents(count: int, seed: int) -> Iterator[str]:
    """``count`` documents, the same for the same seed; none is nothing but code and markup, which is refused."""
    rng = random.Random(seed)
    drawn = (document(rng) for _ in itertools.count())
    return itertools.islice((text for text in drawn if _has_text(text)), count)


def _has_text(text: str) -> bool:
    return any(
        token.type == "inline" and token.content.strip()
        for token in MarkdownIt("commonmark").parse(text.lstrip("\ufeff"))
    )


def article(rng: random.Random, size: int) -> Article:
    """An article as the html and docx readers give it, of ``size`` blocks, each with its own text."""
    blocks = [Block("", Kind.TITLE, _clean(rng), level=1, before="")]
    level = 0
    while len(blocks) < size:
        kind = rng.choice((Kind.PARAGRAPH, Kind.PARAGRAPH, Kind.HEADING, Kind.LIST_ITEM, Kind.QUOTE, Kind.CAPTION))
        text = _clean(rng)
        level = rng.randint(1, min(level + 1, 5)) if kind is Kind.LIST_ITEM else 0
        shown = rng.randint(1, 6) if kind is Kind.HEADING else level
        marker = rng.choice(("• ", "1. ", "7. ")) if kind is Kind.LIST_ITEM else ""
        blocks.append(Block("", kind, text, "\n\n", marker, level=shown, inline=_inline(rng, text)))
    return Article(tuple(blocks), Format.HTML)


def _clean(rng: random.Random) -> str:
    return " ".join(sentence(rng, 0.25).replace("\u00a0", "x").replace("\u200b", "x").split()) or "kata"


def _inline(rng: random.Random, text: str) -> tuple[Inline, ...]:
    """Up to three stretches of markup on word boundaries, apart or nested, none beside one of its own kind."""
    starts = [0, *(n + 1 for n, c in enumerate(text) if c == " ")]
    found: list[Inline] = []
    for opening, closing in rng.sample(TAGS, rng.randint(0, 3)):
        first = rng.choice(starts)
        ends = [s - 1 for s in starts if s - 1 > first] or [len(text)]
        span = Inline(first, rng.choice(ends), opening, closing)
        if all(_nests(span, other) for other in found):
            found.append(span)
    return tuple(sorted(found, key=lambda i: (i.start, -i.end)))


def _nests(a: Inline, b: Inline) -> bool:
    apart = a.end <= b.start or b.end <= a.start
    return apart or (a.start <= b.start and b.end <= a.end) or (b.start <= a.start and a.end <= b.end)
