"""Translations for the tests: real cleaning, splitting and spans, drafts of the source with its target forms."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache

from translator import Translator
from translator.article.model import Block
from translator.issues import Issue
from translator.result import Draft, Result, SegmentResult
from translator.targets import target_block

SIGNATURE = {"engine": "made", "glossary": "1"}

TEXT = """\
Wali Kota Bekasi Terima Tamu Jepang

KOTA BEKASI – Wali Kota Bekasi Tri Adhianto menerima Kuniaki Nishinou pada Kamis (24/7/2025). \
Pertemuan itu dihadiri 35 orang.

BACA JUGA: Harga Beras Naik Lagi di Pasar Induk

Kerja sama itu bernilai Rp1,2 triliun. "Kami senang," kata Kuniaki Nishinou.
"""


@cache
def reader() -> Translator:
    """One translator for all tests: its glossary is loaded once, its engine never."""
    return Translator()


@cache
def checked(text: str = TEXT) -> Result:
    return reader().check(text)


def drafted(
    result: Result,
    languages: Sequence[str] = ("en", "ja"),
    *,
    issues: Mapping[str, tuple[Issue, ...]] | None = None,
    signature: Mapping[str, str] = SIGNATURE,
) -> Result:
    """The result with a draft of every segment; ``issues`` by segment key."""
    by_id = {
        key: replace(
            s,
            drafts={lang: Draft(rendered(s, lang), "engine", -0.5, (issues or {}).get(key, ())) for lang in languages},
        )
        for key, s in result.by_id.items()
    }
    articles = {
        language: replace(result.article, blocks=tuple(_block(b, by_id, language) for b in result.article.blocks))
        for language in languages
    }
    return Result(result.article, by_id, articles, signature)


def rendered(segment: SegmentResult, language: str) -> str:
    text, position = "", 0
    for span in segment.spans:
        text += segment.segment.source[position : span.start] + span.target(language)
        position = span.end
    return text + segment.segment.source[position:]


def _block(block: Block, by_id: Mapping[str, SegmentResult], language: str) -> Block:
    if not block.translatable:
        return block
    results = [by_id[s.id] for s in block.segments]
    texts, spans = [r.drafts[language].text for r in results], [r.spans for r in results]
    return target_block(block, texts, spans, language, block.dateline and f"[{language}] {block.dateline}", {})[0]


def long_text(sentences: int) -> str:
    """An article of about so many segments, each different, with values and names."""
    days = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat")
    paragraphs = [
        f"Pemerintah Kota Bekasi mencatat {i + 2} warga baru di Kelurahan {chr(65 + i % 26)}anjar pada {days[i % 5]}."
        for i in range(sentences - 1)
    ]
    return "Catatan Warga Baru Kota Bekasi\n\n" + "\n\n".join(paragraphs) + "\n"
