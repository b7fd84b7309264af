"""Files for other tools: what goes out is valid and comes back equal; nothing is overwritten unseen."""

from io import BytesIO
from pathlib import Path
from typing import Any, cast

import pytest
from lxml import etree

from tests.exchange import shapes
from tests.store.made import checked, drafted
from translator.errors import InputError
from translator.exchange import (
    Document,
    Outcome,
    Progress,
    Segment,
    Unit,
    dumps_xliff,
    from_page,
    from_result,
    import_tmx,
    merge_xliff,
    read_tmx,
    read_wxr,
    read_xliff,
    translated,
    write_tmx,
    write_wxr,
)
from translator.exchange.tmx import TARGETS
from translator.store import State, Store
from translator.store import Unit as MemoryUnit

VERSIONS = ("2.0", "1.2")
PARTS = (
    "\x01\x0b\x1f",
    "\u202eabc\u202c",
    "👩‍👩‍👧",
    "\"'<&>]]>",
    "日本語\u3000",
    "x" * 5000,
    "\ufffe",
    "a\r\nb\tc",
    "&#1;<ph/>",
)
HOSTILE = [f"{n} {PARTS[n % len(PARTS)]} {PARTS[(n * 7 + 3) % len(PARTS)]} z" for n in range(500)]


@pytest.mark.parametrize("version", VERSIONS)
def test_hostile_segments_come_back_equal(version: str, tmp_path: Path) -> None:
    segments = tuple(Segment(f"b1.{n}", text, text[::-1].strip()) for n, text in enumerate(HOSTILE))
    path = tmp_path / "a.xlf"
    path.write_bytes(dumps_xliff([Document("a.txt", "ja", (Unit("b1", "paragraph", segments),))], version))
    read = list(read_xliff(path))
    assert [(p.id, p.source, p.target) for p in read] == [(s.id, s.source, s.target) for s in segments]


@pytest.mark.parametrize("version", VERSIONS)
def test_written_files_have_the_shape_of_the_standard(version: str) -> None:
    data = dumps_xliff([from_result(drafted(checked()), "en", "harian.txt")], version)
    grammar = shapes.xliff_20() if version == "2.0" else shapes.xliff_12()
    grammar.assertValid(etree.fromstring(data))


def edited(store: Store, article: int, path: Path, changes: dict[str, str], version: str = "2.0") -> None:
    """Export the article and change the file as a tool does."""
    root = etree.fromstring(dumps_xliff([from_page(store.articles.page(article), "en")], version))
    for old, new in changes.items():
        target = next(t for t in root.iter("{*}target") if t.text == old)
        target.text = new
        if version == "2.0":
            parent = target.getparent()
            assert parent is not None
            parent.set("state", "translated")
        else:
            target.set("state", "translated")
    path.write_bytes(etree.tostring(root, encoding="utf-8"))


@pytest.mark.parametrize("version", VERSIONS)
def test_an_edit_comes_into_the_store(store: Store, article_id: int, tmp_path: Path, version: str) -> None:
    row = store.articles.page(article_id).segments[0]
    edited(store, article_id, tmp_path / "a.xlf", {row.targets["en"].text: "Bekasi mayor meets Japan"}, version)
    merge = merge_xliff(store, tmp_path / "a.xlf", "sari")
    assert merge.counts[Outcome.EDITED] == 1 and not merge.problems
    now = store.segments.get(row.id).targets["en"]
    assert (now.text, now.state, now.author) == ("Bekasi mayor meets Japan", State.EDITED, "sari")


def test_a_faster_editor_is_not_overwritten(store: Store, article_id: int, tmp_path: Path) -> None:
    row = store.articles.page(article_id).segments[0]
    target = row.targets["en"]
    edited(store, article_id, tmp_path / "a.xlf", {target.text: "From the file"})
    store.segments.edit(row.id, "en", "From the desk", target.version, "budi")
    (found,) = merge_xliff(store, tmp_path / "a.xlf", "sari").problems
    assert found.outcome is Outcome.CONFLICT
    assert store.segments.get(row.id).targets["en"].text == "From the desk"
    assert "From the file" in [r.after for r in store.segments.history(row.id, "en")]


def test_a_changed_source_is_reported(store: Store, article_id: int, tmp_path: Path) -> None:
    path = tmp_path / "a.xlf"
    edited(store, article_id, path, {})
    path.write_bytes(path.read_bytes().replace(b"Terima Tamu", b"Sambut Tamu", 1))
    assert [m.outcome for m in merge_xliff(store, path, "sari").problems] == [Outcome.SOURCE_CHANGED]


def test_tmx_there_and_back(store: Store, tmp_path: Path) -> None:
    units = [MemoryUnit(0, TARGETS[n % 2], t.strip(), t[::-1].strip()) for n, t in enumerate(HOSTILE)]
    out = BytesIO()
    assert write_tmx(units, out) == 500
    shapes.tmx().assertValid(etree.fromstring(out.getvalue()))
    path = tmp_path / "a.tmx"
    path.write_bytes(out.getvalue())
    assert [(u.language, u.source, u.target) for e in read_tmx(path) for u in e.units] == [
        (u.language, u.source, u.target) for u in units
    ]
    done = import_tmx(store.memory, path)
    assert (done.read, done.added, done.skips) == (500, 500, 0)
    assert import_tmx(store.memory, path).known == 500
    assert len(list(store.memory.each())) == 500


TRADOS = """<?xml version="1.0" encoding="utf-16"?><!DOCTYPE tmx SYSTEM "tmx14.dtd"><tmx version="1.4">
<header creationtool="SDL Language Platform" srclang="id-ID" datatype="xml"/><body>
<tu creationid="A\\b" changedate="20240102T030405Z"><prop type="x-Origin">TM</prop>
<tuv xml:lang="id-ID"><seg>Klik <bpt i="1">&lt;b&gt;</bpt>di sini<ept i="1">&lt;/b&gt;</ept> <ph x="1"/> ya</seg></tuv>
<tuv xml:lang="ja-JP"><seg>ここ</seg></tuv><tuv xml:lang="EN-US"><seg>Click here</seg></tuv></tu>
<tu><tuv xml:lang="en-US"><seg>x</seg></tuv><tuv xml:lang="ja"><seg>y</seg></tuv></tu></body></tmx>"""


def test_tmx_in_the_style_of_trados(tmp_path: Path) -> None:
    path = tmp_path / "t.tmx"
    path.write_bytes(TRADOS.encode("utf-16"))
    first, second = read_tmx(path)
    assert [(u.language, u.source, u.target) for u in first.units] == [
        ("ja", "Klik di sini ya", "ここ"),
        ("en", "Klik di sini ya", "Click here"),
    ]
    assert first.updated is not None and first.updated.year == 2024
    assert second.units == ()


MATECAT = """<?xml version="1.0"?><xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">
<file original="a.txt" source-language="id-ID" target-language="en-US" datatype="plaintext"><body>
<trans-unit id="b1.1"><source>Satu. <g id="1">Dua</g>.</source>
<seg-source><mrk mid="0" mtype="seg">Satu.</mrk> <mrk mid="1" mtype="seg"><g id="1">Dua</g>.</mrk></seg-source>
<target
 state="translated"><mrk mid="0" mtype="seg">One.</mrk> <mrk mid="1" mtype="seg"><g id="1">Two</g>.</mrk></target>
<note from="rev">Check</note><alt-trans><source>X</source><target>Z</target></alt-trans></trans-unit>
</body></file></xliff>"""


def test_xliff_in_the_style_of_matecat(tmp_path: Path) -> None:
    path = tmp_path / "m.xlf"
    path.write_text(MATECAT, encoding="utf-8")
    (pair,) = read_xliff(path)
    assert (pair.source, pair.target, pair.language) == ("Satu. Dua.", "One. Two.", "en")
    assert (pair.progress, pair.notes) == (Progress.TRANSLATED, ("Check",))


BOMB = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize("text", [BOMB + "<{0}>&a;&b;</{0}>", "<{0}><unclosed>", "<other/>", ""])
def test_unsafe_or_damaged_files_are_refused(text: str, tmp_path: Path) -> None:
    path = tmp_path / "bad.xml"
    for root, read in (("xliff", read_xliff), ("tmx", read_tmx), ("rss", read_wxr)):
        path.write_text(text.format(root), encoding="utf-8")
        with pytest.raises(InputError, match=r"bad\.xml:\d"):
            list(read(path))


WXR = """<?xml version="1.0" encoding="UTF-8" ?>
<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:wp="http://wordpress.org/export/1.2/">
<channel><title>Situs</title><item><title>Judul &amp; isi</title><link>https://x.id/?a=1&amp;b=2</link>
<content:encoded><![CDATA[<!-- wp:paragraph --><p>Satu ]]]]><![CDATA[> dua</p>]]></content:encoded>
<excerpt:encoded><![CDATA[]]></excerpt:encoded><wp:post_id>7</wp:post_id><wp:post_type>post</wp:post_type>
<wp:postmeta><wp:meta_key>k</wp:meta_key></wp:postmeta></item>
<item><title>Dua</title><content:encoded><![CDATA[Baris satu

[gallery ids="1"]

Baris dua]]></content:encoded></item></channel></rss>
"""


def test_wordpress_posts_change_and_nothing_else(tmp_path: Path) -> None:
    source, same, made = tmp_path / "s.xml", tmp_path / "same.xml", tmp_path / "made.xml"
    source.write_text(WXR, encoding="utf-8")
    assert write_wxr(read_wxr(source), same, source=source) == 2
    assert same.read_bytes() == source.read_bytes()
    write_wxr((translated(post, str.upper) for post in read_wxr(source)), made, source=source)
    first, second = read_wxr(made)
    assert (first.id, first.type, first.title) == ("7", "post", "JUDUL & ISI")
    assert first.content.endswith("<P>SATU ]]> DUA</P>")
    assert second.content == 'BARIS SATU\n\n[gallery ids="1"]\n\nBARIS DUA'
    assert "<link>https://x.id/?a=1&amp;b=2</link>" in made.read_text("utf-8")


def test_translate_toolkit_reads_the_same(tmp_path: Path) -> None:
    from translate.storage import tmx, xliff, xliff2  # type: ignore[import-untyped, unused-ignore]

    document = from_result(drafted(checked()), "en", "harian.txt")
    wanted = [(s.source, s.target) for u in document.units for s in u.segments]
    for version, reader in (("1.2", xliff.xlifffile), ("2.0", xliff2.Xliff2File)):
        parsed = cast(Any, reader).parsestring(dumps_xliff([document], version))
        assert [(str(u.source), str(u.target)) for u in parsed.units] == wanted, version
    out = BytesIO()
    write_tmx([MemoryUnit(0, "en", source, target) for source, target in wanted], out)
    assert [(str(u.source), str(u.target)) for u in cast(Any, tmx.tmxfile).parsestring(out.getvalue()).units] == wanted
