"""WordPress exports in a batch run: every post readers see is translated, all the rest stays byte for byte."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from tests.batch.folders import ROOT, batch
from translator.exchange import Post, read_wxr

EXPORT = ROOT / "tests/exchange/exports/situs.xml"
TEXT = re.compile(rb"(?s)(<(title|content:encoded|excerpt:encoded)>).*?(</\2>)")


@pytest.fixture
def source(tmp_path: Path) -> Path:
    (tmp_path / "in/wp").mkdir(parents=True)
    shutil.copy(EXPORT, tmp_path / "in/wp/situs.xml")
    return tmp_path / "in"


def posts(path: Path) -> dict[str, Post]:
    return {post.id: replace(post, line=0) for post in read_wxr(path)}


def test_an_export_is_translated_into_an_export(source: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    totals = batch(source, out)
    assert (totals["files"]["done"], totals["translations"]) == (1, 2)
    for language in ("en", "ja"):
        made = out / language / "wp/situs.xml"
        assert TEXT.sub(rb"\1\3", made.read_bytes()) == TEXT.sub(rb"\1\3", EXPORT.read_bytes())
        before, after = posts(EXPORT), posts(made)
        assert [post.id for post in after.values()] == ["11", "14", "12", "20", "21"]
        assert [after[id] == before[id] for id in before] == [False, False, False, True, True]
        assert after["12"].title == "IMG_2034-tamu-warga"
        assert after["12"].excerpt != before["12"].excerpt
    assert batch(source, out)["files"]["current"] == 1


def test_blocks_shortcodes_and_lines_stay(source: Path, tmp_path: Path) -> None:
    batch(source, tmp_path / "out", "--to", "en")
    made = posts(tmp_path / "out/en/wp/situs.xml")
    blocks, classic = made["11"].content, made["14"].content
    assert made["11"].title.startswith("Fake Bekasi Mayor")
    assert re.findall("<!-- .*? -->", blocks) == re.findall("<!-- .*? -->", posts(EXPORT)["11"].content)
    assert '[gallery ids="12,13" columns="2"]' in blocks
    assert "Thursday" in blocks and "</strong>" in blocks and 'class="wp-image-12"' in blocks
    assert classic.startswith('[caption id="attachment_15" align="alignnone" width="800"]<img src=')
    assert classic.count("[/caption]\n\nFake") == 1
    assert "\n\n<blockquote>Fake" in classic and "</blockquote>\n\nFake acab aguj: <a href=" in classic
    assert "\n\n<!--more-->\n\n[embed]https://video.example.id/abc[/embed]\n\nFake" in classic
    assert "]]&gt;" in classic
    assert made["14"].title.startswith("Fake") and "&amp;" in made["14"].title


def test_other_xml_is_skipped_and_a_damaged_export_told(source: Path, tmp_path: Path) -> None:
    (source / "sitemap.xml").write_text("<urlset><url/></urlset>")
    (source / "half.xml").write_bytes(EXPORT.read_bytes()[:3000])
    bomb = '<!DOCTYPE rss [<!ENTITY a "aa"><!ENTITY b SYSTEM "file:///etc/passwd">]>'
    (source / "bomb.xml").write_text(
        EXPORT.read_text("utf-8").replace("<rss", f"{bomb}<rss").replace("Bagus", "&a;&b;")
    )
    totals = batch(source, tmp_path / "out", code=1)
    assert "skipped: sitemap.xml: XML, but no WordPress export." in totals["messages"]
    assert "No well-formed XML" in totals["reasons"]["half.xml"]
    assert "Declares entities" in totals["reasons"]["bomb.xml"]
    assert totals["files"]["done"] == 1
