"""Batch runs with the review desk's store: its decisions go into the drafts, every article is on the desk once."""

from __future__ import annotations

import json
import shutil
import sqlite3
import time
from collections import Counter
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.batch.folders import ROOT, article, batch, fill, start, tree, wait_for, watching
from translator.article.model import Format
from translator.article.write import write
from translator.exchange import read_wxr
from translator.fixed import SpanKind
from translator.glossary.model import Entry
from translator.names.registry import SettledName
from translator.store import State, Store

TEXT = "Kabar dari desa\n\nWarga bertemu Sutarjo Wibawana di Kota Bekasi.\n\nMereka menanam pohon.\n"


@pytest.fixture
def source(tmp_path: Path) -> Path:
    (tmp_path / "in/sub").mkdir(parents=True)
    (tmp_path / "in/sub/a.txt").write_text(TEXT, encoding="utf-8")
    return tmp_path / "in"


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "store.sqlite3"


def texts(path: Path, language: str) -> list[str]:
    """Drafts of the only article of a store."""
    with Store(path) as store:
        (row,) = store.articles.list()
        return [segment.targets[language].text for segment in store.articles.page(row.id).segments]


def test_an_article_opens_on_the_desk_as_it_was_written(source: Path, out: Path, path: Path) -> None:
    batch(source, out, "--store", path)
    with Store(path) as store:
        (row,) = store.articles.list()
        assert (row.name, row.targets, row.drafted) == ("sub/a.txt", ("en", "ja"), 6)
        assert store.articles.document(row.id) == TEXT.encode()
        for language in row.targets:
            made = store.articles.result(row.id).render(language, row.format)
            assert made == (out / language / "sub/a.txt").read_bytes()


def test_names_terms_and_rules_of_the_store_are_used_and_their_change_counts(
    source: Path, out: Path, path: Path
) -> None:
    batch(source, out, "--store", path)
    assert batch(source, out, "--store", path)["files"]["current"] == 1
    with Store(path) as store:
        store.names.settle(SettledName("Sutarjo Wibawana", "Sutarjo Wibawana", "ストラジョ・ウィバワナ"), "sari")
    assert batch(source, out, "--store", path)["files"]["done"] == 1
    assert "ストラジョ・ウィバワナ" in (out / "ja/sub/a.txt").read_text("utf-8")
    with Store(path) as store:
        store.terms.add(Entry(("pohon",), ("sapling",), ("苗木",), SpanKind.TERM))
    assert batch(source, out, "--store", path)["files"]["done"] == 1
    assert "苗木" in texts(path, "ja")[2]
    with Store(path) as store:
        store.replacements.accept("Fake", "Made", "en", "sari")
    assert batch(source, out, "--store", path)["files"]["done"] == 1
    assert "Made" in (out / "en/sub/a.txt").read_text("utf-8")
    assert batch(source, out, "--store", path)["files"]["current"] == 1


def test_an_approval_brings_only_the_files_that_hold_its_sentence(source: Path, out: Path, path: Path) -> None:
    (source / "b.txt").write_text("Berita lain\n\nMereka menanam pohon.\n", encoding="utf-8")
    (source / "c.txt").write_text("Berita ketiga\n\nHarga beras naik.\n", encoding="utf-8")
    batch(source, out, "--to", "en", "--store", path)
    with Store(path) as store:
        (row,) = store.articles.list("sub/a.txt")
        segment = store.articles.page(row.id).segments[2]
        edited = store.segments.edit(segment.id, "en", "They plant trees.", segment.targets["en"].version, "sari")
        store.segments.approve(segment.id, "en", edited.targets["en"].version, "sari")
    totals = batch(source, out, "--to", "en", "--store", path)
    assert (totals["files"]["done"], totals["files"]["current"]) == (2, 1)
    assert batch(source, out, "--to", "en", "--store", path)["files"]["current"] == 3
    for name in ("b.txt", "sub/a.txt"):
        assert "They plant trees." in (out / "en" / name).read_text("utf-8")
    with Store(path) as store:
        assert len(store.articles.list()) == 3
        target = store.segments.get(segment.id).targets["en"]
        assert (target.text, target.state) == ("They plant trees.", State.APPROVED)
        store.segments.undo(segment.id, "en", target.version, "sari")
    assert batch(source, out, "--to", "en", "--store", path)["files"]["done"] == 2  # an approval taken back counts, too
    assert "They plant trees." not in (out / "en/b.txt").read_text("utf-8")


def test_a_manifest_that_knows_no_sentences_is_brought_up_to_date(source: Path, out: Path, path: Path) -> None:
    batch(source, out, "--to", "en", "--store", path)
    with closing(sqlite3.connect(out / ".translator/all/manifest.sqlite")) as manifest, manifest:
        manifest.execute("UPDATE files SET figures = json_remove(figures, '$.wordings', '$.memory')")
    assert batch(source, out, "--to", "en", "--store", path)["files"]["done"] == 1
    assert batch(source, out, "--to", "en", "--store", path)["files"]["current"] == 1


def test_a_watched_folder_takes_up_approvals(source: Path, out: Path, path: Path) -> None:
    (source / "b.txt").write_text("Berita lain\n\nHarga beras naik.\n", encoding="utf-8")
    made, other = out / "en/sub/a.txt", out / "en/b.txt"
    with watching(source, out, "--to", "en", "--store", path, "--workers", 1):
        wait_for(lambda: made.exists() and other.exists())
        before = other.stat().st_mtime_ns
        with Store(path) as store:
            (row,) = store.articles.list("sub/a.txt")
            segment = store.articles.page(row.id).segments[2]
            edited = store.segments.edit(segment.id, "en", "They plant trees.", segment.targets["en"].version, "sari")
            store.segments.approve(segment.id, "en", edited.targets["en"].version, "sari")
        wait_for(lambda: "They plant trees." in made.read_text("utf-8"))
        with Store(path) as store:
            store.segments.undo(segment.id, "en", store.segments.get(segment.id).targets["en"].version, "sari")
        wait_for(lambda: "They plant trees." not in made.read_text("utf-8"))
    assert other.stat().st_mtime_ns == before


def test_a_further_language_comes_into_the_same_article(source: Path, out: Path, path: Path) -> None:
    batch(source, out, "--to", "en", "--store", path)
    with Store(path) as store:
        (row,) = store.articles.list()
        page = store.articles.page(row.id)
        kept = page.segments[1]
        store.segments.edit(kept.id, "en", "Edited.", kept.targets["en"].version, "sari")
        store.articles.drop_block(row.id, page.segments[2].block)
    batch(source, out, "--store", path)
    english = texts(path, "en")
    assert english[1:] == ["Edited."]  # and the block that the editor dropped is still dropped
    assert all(texts(path, "ja"))


def test_other_content_is_another_article_and_a_deleted_one_stays_deleted(source: Path, out: Path, path: Path) -> None:
    batch(source, out, "--to", "en", "--store", path)
    (source / "sub/a.txt").write_text(TEXT.replace("pohon", "padi"), encoding="utf-8")
    batch(source, out, "--to", "en", "--store", path)
    with Store(path) as store:
        new, old = store.articles.list()
        assert new.name == old.name and new.id != old.id
        store.articles.delete(new.id)
    assert batch(source, out, "--to", "en", "--store", path)["files"]["current"] == 1
    with Store(path) as store:
        assert [row.id for row in store.articles.list()] == [old.id]


def test_killed_and_resumed_no_article_is_there_twice(tmp_path: Path, out: Path, path: Path) -> None:
    source = tmp_path / "many"
    fill(source, 16)
    for number in range(6):
        process = start(source, out, "--store", path, "--workers", 2, seconds=0.05)
        time.sleep(0.5 * number)
        while process.poll() is None and number < 3 and not path.exists():
            time.sleep(0.02)
        process.kill()
        process.communicate()
    batch(source, out, "--store", path, "--workers", 2)
    with Store(path) as store:
        store.check()
        rows = store.articles.list()
        assert max(Counter(row.name for row in rows).values()) == 1
        assert {row.name for row in rows} == {name.removeprefix("en/") for name in tree(out) if name.startswith("en/")}
        assert all(row.drafted == row.total for row in rows)


ROWS: list[dict[str, Any]] = [
    {"id": "berita-7", "title": "Kabar dari desa", "body": "Warga menanam pohon.\n\nMereka bertemu di Kota Bekasi."},
    {"title": "Kabar dari pasar", "body": "Harga beras naik menjadi Rp15.000 per kilogram."},
    {"id": 9, "title": "", "body": ""},
]


@pytest.mark.parametrize("suffix", ["jsonl", "json"])
def test_each_record_is_an_article_once(suffix: str, tmp_path: Path, out: Path, path: Path) -> None:
    source = tmp_path / "in"
    source.mkdir()
    rows = "\n".join(map(json.dumps, ROWS)) if suffix == "jsonl" else json.dumps(ROWS)
    (source / f"arsip.{suffix}").write_text(rows, encoding="utf-8")
    options = ("--column", "title,body", "--store", path)
    batch(source, out, *options)
    batch(source, out, *options, "--force")
    with Store(path) as store:
        first, second = sorted(store.articles.list(), key=lambda row: row.id)
        assert (first.name, first.title) == (f"arsip.{suffix} #berita-7", "Kabar dari desa")
        assert (second.name, second.title) == (f"arsip.{suffix} #2", "Kabar dari pasar")
        assert first.targets == ("en", "ja") and first.drafted == first.total == 6
        assert store.articles.document(first.id).decode() == "\n\n".join(list(ROWS[0].values())[1:])
        for language in first.targets:
            made = (out / language / f"arsip.{suffix}").read_text("utf-8")
            fields = json.loads(made.splitlines()[0] if suffix == "jsonl" else made)
            fields = fields if suffix == "jsonl" else fields[0]
            target = store.articles.result(first.id).targets[language]
            assert target.title == fields["title"]
            assert target.text == f"{fields['title']}\n\n{fields['body']}"


def test_each_post_of_wordpress_is_an_article_that_can_be_published(tmp_path: Path, out: Path, path: Path) -> None:
    source = tmp_path / "in"
    source.mkdir()
    shutil.copy(ROOT / "tests/exchange/exports/situs.xml", source)
    for _ in range(2):
        batch(source, out, "--store", path, "--force")
    posts = {post.id: post for post in read_wxr(out / "en/situs.xml")}
    with Store(path) as store:
        rows = {row.name: row for row in store.articles.list()}
        assert set(rows) == {"situs.xml #11", "situs.xml #12", "situs.xml #14"}
        row = rows["situs.xml #11"]
        assert row.drafted == row.total
        page = store.articles.target(row.id, "en")
        assert page.title == posts["11"].title
        assert "</strong>" in write(page, Format.HTML, "en").decode()


def test_an_archive_that_was_killed_puts_no_record_there_twice(tmp_path: Path, out: Path, path: Path) -> None:
    source = tmp_path / "in"
    source.mkdir()
    rows = [json.dumps({"title": f"Kabar {n}", "body": article(n)}) for n in range(12)]
    (source / "arsip.jsonl").write_text("\n".join(rows), encoding="utf-8")
    options = ("--column", "title,body", "--store", path, "--workers", 1)
    process = start(source, out, *options, seconds=0.1)
    while process.poll() is None and _articles(path) < 3:
        time.sleep(0.1)
    process.kill()
    process.communicate()
    assert 3 <= _articles(path) < 12
    batch(source, out, *options)
    assert _articles(path) == 12


def _articles(path: Path) -> int:
    if not path.exists():
        return 0
    with Store(path) as store:
        return len(store.articles.list())


def test_a_store_that_cannot_be_used_is_said(source: Path, out: Path, path: Path) -> None:
    path.write_bytes(b"no store" * 1000)
    assert "the store is damaged" in batch(source, out, "--store", path, code=1)["messages"]
    assert "would lie in the input folder" in batch(source, out, "--store", source / "s.sqlite3", code=2)["messages"]
    assert "a file of one machine" in batch(source, out, "--store", path, "--ray", "auto", code=2)["messages"]


def test_a_dry_run_makes_no_store(source: Path, out: Path, path: Path) -> None:
    (source / "b.txt").write_text(article(1), encoding="utf-8")
    assert batch(source, out, "--store", path, "--dry-run")["files"]["pending"] == 2
    assert not path.exists()
