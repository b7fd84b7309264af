"""Markdown written back: everything that is no text stays to the byte, markup stands on the words."""

from __future__ import annotations

import pytest

from tests.article.projecting import reversed_words, same, shouted, translated
from tests.article.texts import documents
from translator.article.formats.common import markup
from translator.article.model import Article, Format, Kind
from translator.article.read import read_text
from translator.article.write import write

PAGE = """---
title: Banjir di Demak
date: 2025-07-24
tags: [banjir, demak]
---

# Banjir **Demak** surut

![Foto banjir di Demak](img/demak_1.jpg "Humas") Warga kembali ke rumah.

Kata *Bupati* [Eisti'anah](https://demakkab.go.id/a_(b)?x=1&y=2 "laman"), **air _mulai_ surut** sejak `03.00` WIB.\\
Baris kedua <span class="merah">penting</span> sekali.<br>Baris ketiga.

1. Kecamatan **Sayung**
   - desa <kbd>Sriwulan</kbd>
   - desa [Bedono][bedono]
2. Kecamatan Guntur

> Kutipan ~~lama~~ baru dari <https://portal.id/x>

| Desa | *Rumah* |
|:-----|--------:|
| Bedono | **12** unit |
| `kode` | 7 |

```python
print("jangan diubah")
```

[bedono]: https://id.wikipedia.org/wiki/Bedono

***

Selesai.
"""


def source(text: str) -> Article:
    return read_text(text, Format.MARKDOWN)


def marks(article: Article) -> list[set[tuple[str, str]]]:
    """The words under each markup of each block, in capitals, with what it means."""
    return [{(b.text[i.start : i.end].upper(), str(markup(i))) for i in b.inline} for b in article.kept]


def test_a_page_stays_the_same_when_its_translation_does() -> None:
    again = write(translated(source(PAGE), same), Format.MARKDOWN, "id").decode()
    assert marks(source(again)) == marks(source(PAGE))
    assert [b.text for b in source(again).blocks] == [b.text for b in source(PAGE).blocks]


def test_a_page_keeps_everything_around_other_words() -> None:
    again = write(translated(source(PAGE), shouted), Format.MARKDOWN, "en").decode()
    assert marks(source(again)) == marks(source(PAGE))
    for part in (
        "---\ntitle: Banjir di Demak\ndate: 2025-07-24\ntags: [banjir, demak]\n---\n\n# BANJIR **DEMAK** SURUT\n",
        '![FOTO BANJIR DI DEMAK](img/demak_1.jpg "Humas") WARGA',
        '*BUPATI* [EISTI\'ANAH](https://demakkab.go.id/a_(b)?x=1&y=2 "laman"), **AIR _MULAI_ SURUT** SEJAK `03.00`',
        '\\\nBARIS KEDUA <span class="merah">PENTING</span> SEKALI.<br>BARIS KETIGA.',
        "1. KECAMATAN **SAYUNG**\n   - DESA <kbd>SRIWULAN</kbd>\n   - DESA [BEDONO](<https://id.wikipedia.org/wiki/Bedono>)\n",
        "> KUTIPAN ~~LAMA~~ BARU DARI <",
        "| DESA | *RUMAH* |\n|:-----|--------:|\n| BEDONO | **12** UNIT |\n| `KODE` | 7 |\n",
        '```python\nprint("jangan diubah")\n```\n\n[bedono]: https://id.wikipedia.org/wiki/Bedono\n\n***\n',
    ):
        assert part in again


def test_a_page_keeps_all_words_and_notations_in_any_order() -> None:
    again = write(translated(source(PAGE), reversed_words), Format.MARKDOWN, "en").decode()
    texts = [" ".join(b.text for b in source(page).blocks) for page in (PAGE, again)]
    before, after = (sorted("".join(text.split())) for text in texts)
    assert before == after
    for notation in ("**", "~~", "](img/demak_1.jpg", '<span class="merah">', "<kbd>", "<br>", "\\\n"):
        assert again.count(notation) == PAGE.count(notation)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Kata **「tebal」**lagi.", "Kata **「tebal」**lagi."),
        ("satu  \ndua", "SATU  \nDUA"),
        ("satu<br/>dua", "SATU<br/>DUA"),
        ("[**tebal**](x) dan ![a](b)", "[**TEBAL**](x) DAN ![A](b)"),
        ("***dua*** kata", "***DUA*** KATA"),
    ],
)
def test_parts_of_pages(text: str, written: str) -> None:
    fake = same if text == written else shouted
    assert write(translated(source(text), fake), Format.MARKDOWN, "en").decode() == written


def test_pictures_and_elements_survive_where_emphasis_needs_tags() -> None:
    article = translated(
        source("![foto](a.png) kata **tebal**, <u id='x'>garis</u>"), lambda text: text.replace(" ", ""), "ja"
    )
    again = source(write(article, Format.MARKDOWN, "ja").decode())
    assert again.blocks[0].text == "fotokatatebal,garis"
    opens = [i.open for i in again.blocks[0].inline]
    assert "![" in opens
    assert "<u id='x'>" in opens or "<u>" in opens


def test_a_thousand_texts_keep_their_words_in_capitals() -> None:
    for text in documents(1000, seed=9):
        read = source(text)
        again = source(write(translated(read, shouted), Format.MARKDOWN, "en").decode())
        verbatim = {b.text for b in read.blocks if b.kind is Kind.VERBATIM}
        expected = [b.text if b.text in verbatim else b.text.upper() for b in read.blocks if b.translatable]
        assert ["".join(b.text.split()) for b in again.blocks if b.translatable] == [
            "".join(t.split()) for t in expected
        ]
