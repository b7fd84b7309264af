"""Batch runs with the review desk's store: its decisions go into the drafts, every article is on the desk once."""

from __future__ import annotations

import time
from collections import Counter
from pathlib import Path

import pytest

from tests.batch.folders import article, batch, fill, start, tree
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


def test_what_was_approved_comes_from_the_memory_and_stays(source: Path, out: Path, path: Path) -> None:
    batch(source, out, "--to", "en", "--store", path)
    with Store(path) as store:
        (row,) = store.articles.list()
        segment = store.articles.page(row.id).segments[2]
        edited = store.segments.edit(segment.id, "en", "They plant trees.", segment.targets["en"].version, "sari")
        store.segments.approve(segment.id, "en", edited.targets["en"].version, "sari")
    assert batch(source, out, "--to", "en", "--store", path)["files"]["current"] == 1  # approvals make nothing stale
    (source / "b.txt").write_text("Berita lain\n\nMereka menanam pohon.\n", encoding="utf-8")
    batch(source, out, "--to", "en", "--store", path, "--force")
    for name in ("b.txt", "sub/a.txt"):
        assert "They plant trees." in (out / "en" / name).read_text("utf-8")
    with Store(path) as store:
        assert len(store.articles.list()) == 2
        target = store.segments.get(segment.id).targets["en"]
        assert (target.text, target.state) == ("They plant trees.", State.APPROVED)


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


def test_a_store_that_cannot_be_used_is_said(source: Path, out: Path, path: Path) -> None:
    path.write_bytes(b"no store" * 1000)
    assert "the store is damaged" in batch(source, out, "--store", path, code=1)["messages"]
    assert "would lie in the input folder" in batch(source, out, "--store", source / "s.sqlite3", code=2)["messages"]
    assert "a file of one machine" in batch(source, out, "--store", path, "--ray", "auto", code=2)["messages"]


def test_a_dry_run_makes_no_store(source: Path, out: Path, path: Path) -> None:
    (source / "b.txt").write_text(article(1), encoding="utf-8")
    assert batch(source, out, "--store", path, "--dry-run")["files"]["pending"] == 2
    assert not path.exists()
